//! What words tell that a person picked or typed: the date they say, the kind of event, which of them are verbs.
//!
//! By the rules of the extraction itself, so that both read alike. Never proposes anything.

use crate::extract::cast::Cast;
use crate::extract::dates;
use crate::extract::dates::calendar;
use crate::extract::events;
use crate::extract::events::Told;
use crate::extract::quotes::verbs;
use crate::extract::reading::Reading;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::extraction::MentionProposal;
use crate::model::kind::Label;
use crate::model::span::Span;
use crate::model::value::Value;
use std::borrow::Cow;

/// The date that the whole of a text says, `Monday`, `last month`, `the end of June`, as EDTF; both where two readings are
/// honest. `published`: the day as EDTF, if known, which dates like these are counted from.
pub fn date(text: &str, published: Option<&str>) -> Option<Value> {
    let reading = Reading::new(text);
    let found = dates::find(&reading, published.and_then(calendar::parse_day));
    let is_whole = |first: usize, end: usize| first == 0 && end == reading.tokens.len();
    found.into_iter().find(|date| is_whole(date.first, date.end)).and_then(|date| date.value)
}

/// The kind of event that words of a sentence tell, whether it came about, and the word that says so: a verb before a
/// noun. `names`: what the sentence names, in order.
pub fn event(sentence: &str, words: Span, names: &[(Span, Label)]) -> Option<Told> {
    let reading = Reading::new(sentence);
    let mentions: Vec<MentionProposal> = names.iter().map(|(span, label)| mention(*span, *label)).collect();
    let cast = Cast::new(&reading, &mentions, &[]);
    let told = events::told(&cast).into_iter().filter(|told| words.contains(told.word));
    told.min_by_key(|told| (!told.is_verb, told.word.start_byte))
}

fn mention(span: Span, label: Label) -> MentionProposal {
    let rule = Cow::Borrowed("picked");
    MentionProposal { span, label, value: None, entity: None, score: 1.0, rule, known: false }
}

/// Where the verbs of a sentence stand, as far as their forms and the words beside them tell.
pub fn verbs(sentence: &str) -> Vec<Span> {
    let reading = Reading::new(sentence);
    let cast = Cast::new(&reading, &[], &[]);
    let is_verb = |at: &usize| {
        let is_small = !reading.tokens[*at].is_capitalised();
        is_small && (verbs::is_finite(&cast, *at) || is_in(Class::Speech, &reading.folded[*at]))
    };
    (0..reading.tokens.len()).filter(is_verb).map(|at| reading.tokens[at].span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind::Modality;

    #[test]
    fn a_date_is_read_as_in_an_article_of_that_day() {
        // A Friday.
        let published = Some("2023-12-08");
        for (typed, expected) in [
            ("yesterday", Some("2023-12-07")),
            // Nothing beside it tells which.
            ("Monday", Some("2023-12-04 or 2023-12-11")),
            ("last month", Some("2023-11")),
            ("Nov. 1", Some("2023-11-01")),
            ("3 May 2021", Some("2021-05-03")),
            ("Dec. 5 to 15", Some("2023-12-05/2023-12-15")),
            ("someday", None),
            ("Monday evening or so", None),
            ("on Monday", None),
            ("", None),
        ] {
            assert_eq!(date(typed, published).map(|value| value.to_cell()).as_deref(), expected, "{typed}");
        }
        assert_eq!(date("Monday", None), None, "nothing to count from");
        assert_eq!(date("3 May 2021", None).map(|value| value.to_cell()).as_deref(), Some("2021-05-03"));
    }

    /// The kind that the words in brackets tell.
    fn told(marked: &str) -> Option<(&'static str, Modality)> {
        let start = marked.find('[').expect("[");
        let end = marked.find(']').expect("]") - 1;
        let sentence = marked.replace(['[', ']'], "");
        event(&sentence, Span::new(start, end), &[]).map(|told| (told.kind, told.modality))
    }

    #[test]
    fn the_first_verb_that_tells_of_an_event_says_its_kind() {
        for (marked, expected) in [
            ("Soldiers [stormed the harbour office] at dawn.", Some(("attack", Modality::Happened))),
            ("He was [arrested after the attack] in May.", Some(("arrest", Modality::Happened))),
            ("They plan to [meet in the harbour] on Friday.", Some(("meeting", Modality::Planned))),
            ("[The talks] went on.", Some(("meeting", Modality::Happened))),
            ("The harbour [was quiet] after the attack.", None),
            ("He [struck a balance] between both.", None),
        ] {
            assert_eq!(told(marked), expected, "{marked}");
        }
    }

    #[test]
    fn verbs_are_told_by_form_and_company() {
        for (sentence, expected) in [
            ("Over 40 undocumented miners left the harbour.", &["left"][..]),
            ("The court imposed a fine and has said so.", &["imposed", "has", "said"]),
            ("The left bank of the river", &[]),
        ] {
            let found: Vec<&str> = verbs(sentence).into_iter().filter_map(|span| span.words(sentence)).collect();
            assert_eq!(found, expected, "{sentence}");
        }
    }
}
