//! Scores quotes and their speakers against attributions: who is said to have said, held or found what.
//!
//! Such gold marks every clause that hangs on somebody's word or thought, not quotes alone. The strict rows stand beside
//! the others and ask nothing further: `marked` and `unmarked` are all that gold has with and without quotation marks
//! inside, and their speaker is right by words alone: ours has the head of gold's speaker, or the names are the same.
//!
//! The rows themselves part what gold has by rules that ask nothing of the extractor, one sentence for each why:
//!
//! * `direct`: the words begin or end with marked words; a report that only holds a word in marks (`the meaning of
//!   "waive"`) is nobody's direct speech.
//! * `indirect`: somebody else's words or findings without marks.
//! * `own`: an indirect one whose speaker is `I`, `we` or `you`: there the text itself speaks or asks its reader, as an
//!   interview or an essay does, and reports nobody.
//! * `inside`: the verb itself stands in somebody's quotation marks (`“I think it will hold,” she said`): the quote has an
//!   attribution of its own, and this one is a report within it.
//!
//! A quote is found when at least half of the letters that gold gives lie in it: a word in common is none, and marks and
//! asides between two halves are nobody's words. `… + who` counts those with the right speaker as well; there a pronoun
//! is right when it means whom gold means, by name, or because we take other words that gold gives to the same speaker for
//! the same card; and a title right before our name (`the minister Ana Ruiz`) is its bearer.

use crate::extract::eval::Attribution;
use crate::extract::eval::Gold;
use crate::extract::eval::Report;
use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::counts::Counts;
use crate::model::extraction::ClaimProposal;
use crate::model::extraction::Extraction;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::QuoteForm;
use crate::model::span::CodePoints;
use crate::model::span::Span;
use crate::names::fold;

/// Characters that gold may have between the closing mark and its end: a stop, the number of a note.
const AFTER_MARK: usize = 9;

/// The rows of an attribution: found, and found with its speaker.
fn rows(gold: &Gold, one: &Attribution, text: &[char]) -> (&'static str, &'static str) {
    let spoken = one.speaker.map_or_else(String::new, |(start, end)| text[start..end].iter().collect());
    if one.cue.is_some_and(|(start, _)| is_within_marks(&text[..start.min(text.len())])) {
        ("inside", "inside + who")
    } else if one.direct && is_enclosed(&gold.text, one) {
        ("direct", "direct + who")
    } else if matches!(fold(&spoken).as_str(), "" | "i" | "we" | "you") {
        ("own", "own + who")
    } else {
        ("indirect", "indirect + who")
    }
}

/// Whether a double mark stands open at the end of the text, in its last paragraph.
fn is_within_marks(before: &[char]) -> bool {
    let paragraph = before.rsplit(|c| *c == '\n').next().unwrap_or(before);
    let (mut is_open, mut is_open_single) = (false, false);
    for (at, c) in paragraph.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| paragraph.get(at));
        let is_free = before.is_none_or(|c| c.is_whitespace());
        let is_behind = before.is_some_and(|c| matches!(c, '.' | ',' | '?' | '!'));
        match c {
            '"' => is_open = !is_open,
            '“' => is_open = true,
            '”' => is_open = false,
            '\'' | '‘' if is_free => is_open_single = true,
            '\'' | '’' if is_behind => is_open_single = false,
            _ => {}
        }
    }
    is_open || is_open_single
}

/// Whether the words begin or end with a mark, not only hold one.
fn is_enclosed(text: &str, one: &Attribution) -> bool {
    let is_mark = |c: &char| matches!(c, '"' | '“' | '”' | '«' | '»' | '‘' | '’' | '\'');
    let (Some((start, _)), Some((_, end))) = (one.content.first(), one.content.last()) else {
        return false;
    };
    let words: Vec<char> = text.chars().skip(*start).take(end - start).collect();
    let tail = words.len().saturating_sub(AFTER_MARK);
    let ends = words.iter().skip(tail).rposition(|c| is_mark(c) && !matches!(c, '\'' | '’')).map(|at| at + tail);
    let marked_words = ends.map_or(0, |end| {
        let opens = words[..end].iter().rposition(|c| matches!(c, '"' | '“' | '«')).map_or(0, |at| at + 1);
        words[opens..end].split(|c| c.is_whitespace()).filter(|word| !word.is_empty()).count()
    });
    words.iter().take(2).any(is_mark) || marked_words > 1 || words.ends_with(&['.', '\''])
}

/// Counts the attributions of one article, and the quotes that nobody is said to have said.
pub(super) fn score(gold: &Gold, extraction: &Extraction, report: &mut Report) {
    let points = CodePoints::new(&gold.text);
    let text: Vec<char> = gold.text.chars().collect();
    let claims: Vec<&ClaimProposal> = extraction.claims.iter().filter(|claim| claim.kind == ClaimKind::Quote).collect();
    let spans: Vec<Span> =
        claims.iter().map(|claim| points.range(claim.span)).map(|(start, end)| Span::new(start, end)).collect();
    let mut is_used = vec![false; spans.len()];
    let same = same_speakers(&points, extraction, gold, &text);
    for one in &gold.attributions {
        let (row, row_who) = rows(gold, one, &text);
        // Letters and digits: marks and spaces are no words.
        let n_letters =
            |start: usize, end: usize| text[start..end.max(start)].iter().filter(|c| c.is_alphanumeric()).count();
        let shared = |at: &usize| -> usize {
            let of = |(start, end): &(usize, usize)| {
                n_letters(spans[*at].start_byte.max(*start), spans[*at].end_byte.min(*end))
            };
            one.content.iter().map(of).sum()
        };
        let hits: Vec<usize> = (0..spans.len()).filter(|at| shared(at) > 0).collect();
        for at in &hits {
            is_used[*at] = true;
        }
        let n_gold: usize = one.content.iter().map(|(start, end)| n_letters(*start, *end)).sum();
        let is_found = hits.iter().map(shared).sum::<usize>() * 2 >= n_gold && !hits.is_empty();
        let by_words = |at: &usize| speaks(&points, extraction, claims[*at], one, &text);
        let is_right = is_found && hits.iter().any(|at| by_words(at) || means(&same, extraction, claims[*at], one));
        let is_right_by_words = is_found && hits.iter().any(by_words);
        let (all, all_who) = if one.direct { ("marked", "marked + who") } else { ("unmarked", "unmarked + who") };
        let count = |rows: &mut std::collections::BTreeMap<&'static str, Counts>, row, is_hit: bool| {
            let counts = rows.entry(row).or_default();
            if is_hit { counts.tp += 1 } else { counts.fn_ += 1 }
        };
        count(&mut report.rows, row, is_found);
        count(&mut report.rows, row_who, is_right);
        count(&mut report.beside, all, is_found);
        count(&mut report.beside, all_who, is_right_by_words);
        if !is_right {
            note(one, &text, if is_found { "speaker" } else { "missed" }, row, report);
        }
    }
    for (claim, _) in claims.iter().zip(&is_used).filter(|(_, is_used)| !**is_used) {
        let is_indirect = claim.parts.iter().any(|part| {
            part.field == Field::QuoteForm && part.value == PartValue::Text(QuoteForm::Indirect.as_str().to_owned())
        });
        report.rows.entry(if is_indirect { "indirect" } else { "direct" }).or_default().fp += 1;
        *report.errors.entry(format!("nobody says [{}]", claim.span.words(&gold.text).unwrap_or(""))).or_default() += 1;
    }
}

/// Enters an error: what was wrong, with the speaker and the first words.
fn note(one: &Attribution, text: &[char], wrong: &str, row: &str, report: &mut Report) {
    let of = |(start, end): (usize, usize)| text[start..end].iter().collect::<String>();
    let speaker = one.speaker.map_or_else(String::new, of);
    let words = one.content.first().map_or_else(String::new, |(start, end)| of((*start, (*end).min(start + 60))));
    *report.errors.entry(format!("{row}: {wrong}: {speaker} [{words}]")).or_default() += 1;
}

/// Gold's speakers and our cards for words that gold gives to them, pronouns aside: a name that overlaps, or one right
/// behind (`the minister Ana Ruiz`).
fn same_speakers<'g>(
    points: &CodePoints<'_>,
    extraction: &Extraction,
    gold: &'g Gold,
    text: &[char],
) -> Vec<(&'g str, usize)> {
    let mut same = Vec::new();
    for one in gold.attributions.iter().filter(|one| one.speaker_type.as_deref() != Some("pronoun")) {
        let (Some(id), Some((from, until))) = (one.speaker_entity.as_deref(), one.speaker) else { continue };
        for mention in extraction.mentions.iter().filter(|mention| mention.label == Label::Person) {
            let (start, end) = points.range(mention.span);
            let is_apposed = start >= until && text[until..start].iter().all(|c| c.is_whitespace());
            let ends_so = Span::new(from, until).overlaps(Span::new(start, end)) && end == until;
            same.extend(mention.entity.filter(|_| is_apposed || ends_so).map(|entity| (id, entity)));
        }
    }
    same
}

/// Whether our speaker is a card that gold's speaker has elsewhere.
fn means(same: &[(&str, usize)], extraction: &Extraction, claim: &ClaimProposal, gold: &Attribution) -> bool {
    let Some(id) = gold.speaker_entity.as_deref() else { return false };
    claim.parts.iter().any(|part| match (part.field, &part.value) {
        (Field::Speaker, PartValue::Entity(entity)) => {
            extraction.entities[*entity].label == Label::Person && same.contains(&(id, *entity))
        }
        _ => false,
    })
}

/// Whether the claim has the speaker that gold has.
fn speaks(
    points: &CodePoints<'_>,
    extraction: &Extraction,
    claim: &ClaimProposal,
    gold: &Attribution,
    text: &[char],
) -> bool {
    let name = gold.speaker_name.as_deref().unwrap_or("");
    let is_pronoun = gold.speaker_type.as_deref() == Some("pronoun");
    claim.parts.iter().any(|part| match (part.field, &part.value) {
        (Field::SpeakerSpan, PartValue::Span(span)) if name.is_empty() || !is_pronoun => {
            let (start, end) = points.range(*span);
            gold.speaker.is_some_and(|speaker| Span::new(start, end).overlaps(head(text, speaker, name)))
        }
        (Field::Speaker, PartValue::Entity(entity)) => {
            let entity = &extraction.entities[*entity];
            let spoken = gold.speaker.map_or_else(String::new, |(from, until)| text[from..until].iter().collect());
            let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
            names.any(|own| is_same_name(own, name) || !is_pronoun && is_same_name(own, &spoken))
        }
        _ => false,
    })
}

/// The head of a speaker's words, in code points: the last word of gold's own name for the speaker where the words end
/// with it (`Director of the Lima Chapter Ana [Ruiz]`), or else the last word before a comma, a preposition or `who` (`a
/// [spokesman] for Peru`, `Foreign Minister Ana [Ruiz] of Peru`).
fn head(text: &[char], (from, until): (usize, usize), name: &str) -> Span {
    let words: String = text[from..until].iter().collect();
    if !name.is_empty() && words.ends_with(name) {
        let start = (from..until).rev().find(|at| text[*at].is_whitespace()).map_or(from, |at| at + 1);
        return Span::new(start, until);
    }
    let ends = |at: &usize| {
        let rest: String = text[*at..until.min(at + 7)].iter().collect();
        ENDS_OF_HEAD.iter().any(|end| rest.starts_with(end))
    };
    let end = (from + 1..until).find(ends).unwrap_or(until);
    let start = (from..end).rev().find(|at| text[*at].is_whitespace()).map_or(from, |at| at + 1);
    Span::new(start, end)
}

const ENDS_OF_HEAD: &[&str] = &[
    ",", ";", " (", " of ", " for ", " from ", " in ", " at ", " with ", " on ", " to ", " who ", " that ", " which ",
    " whose ",
];

/// The same name, or one that is the last part of the other, as surnames are.
fn is_same_name(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    let ends = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '));
    !a.is_empty() && !b.is_empty() && (a == b || ends(&a, &b) || ends(&b, &a))
}

#[cfg(test)]
mod tests {
    use crate::extract::eval::Mode;
    use crate::extract::eval::evaluate;
    use serde_json::json;

    /// Code points of the first `words` in `text`.
    fn range(text: &str, words: &str) -> [usize; 2] {
        let at = text.find(words).unwrap_or_else(|| panic!("no {words} in {text}"));
        let start = text[..at].chars().count();
        [start, start + words.chars().count()]
    }

    /// The rows of one attribution that have a hit or a miss, as `direct 1 direct + who 0 …`.
    fn rows(text: &str, content: &str, speaker: &str, name: &str, kind: &str) -> String {
        let is_direct = content.contains(['“', '”']);
        let gold = json!({"text": text, "attributions": [{
            "content": [range(text, content)], "speaker": range(text, speaker), "speaker_entity": "1", "speaker_name": name,
            "speaker_type": kind, "direct": is_direct,
        }]});
        let report = evaluate(std::iter::once(gold.to_string().as_str()), Mode::Quotes, None).unwrap();
        let rows = report.rows.iter().chain(&report.beside).filter(|(_, counts)| counts.tp + counts.fn_ > 0);
        rows.map(|(row, counts)| format!("{row} {}", counts.tp)).collect::<Vec<String>>().join(", ")
    }

    #[test]
    fn right_and_wrong_words_and_speakers() {
        let text = "“We will rebuild the dam,” Ana Ruiz said. Dario Velmont left. Velmont said the bridge is shut.";
        let bridge = "the bridge is shut";
        for (content, speaker, name, kind, expected) in [
            (
                "“We will rebuild the dam,”",
                "Ana Ruiz",
                "Ana Ruiz",
                "name",
                "direct 1, direct + who 1, marked 1, marked + who 1",
            ),
            // The words of somebody else: found, and not by whom.
            (
                "“We will rebuild the dam,”",
                "Dario Velmont",
                "Dario Velmont",
                "name",
                "direct 1, direct + who 0, marked 1, marked + who 0",
            ),
            // A surname is the name that it ends.
            (
                bridge,
                "Velmont said",
                "Dario Velmont",
                "name",
                "indirect 1, indirect + who 1, unmarked 1, unmarked + who 1",
            ),
            // Less than half of gold's words lie in the quote.
            (
                "Dario Velmont left. Velmont said the bridge",
                "Velmont",
                "Dario Velmont",
                "name",
                "indirect 0, indirect + who 0, unmarked 0, unmarked + who 0",
            ),
        ] {
            assert_eq!(rows(text, content, speaker, name, kind), expected, "{content}, {speaker}");
        }
    }

    #[test]
    fn a_pronoun_is_right_when_it_means_whom_gold_means() {
        let text = "Ana Ruiz spoke last. “We will rebuild,” she said.";
        let of = |name| rows(text, "“We will rebuild,”", "she", name, "pronoun");
        assert_eq!(of("Ana Ruiz"), "direct 1, direct + who 1, marked 1, marked + who 1");
        assert_eq!(of("Dario Velmont"), "direct 1, direct + who 0, marked 1, marked + who 0");
    }

    #[test]
    fn a_name_inside_the_speaker_is_not_its_head() {
        let text = "A lawyer for Peru said the dam is safe.";
        let points: Vec<char> = text.chars().collect();
        let head = super::head(&points, (0, 17), "");
        assert_eq!((head.start_byte, head.end_byte), (2, 8), "lawyer");
        let [from, until] = range("Mayor Ana Ruiz of Lima", "Mayor Ana Ruiz of Lima");
        let points: Vec<char> = "Mayor Ana Ruiz of Lima".chars().collect();
        let head = super::head(&points, (from, until), "Ana Ruiz");
        assert_eq!((head.start_byte, head.end_byte), (10, 14), "Ruiz");
        // Gold's own name is the head where the words end with it, and only there.
        let points: Vec<char> = "Director of the Lima Chapter Ana Ruiz".chars().collect();
        let of = |name| super::head(&points, (0, points.len()), name).start_byte;
        assert_eq!((of("Ana Ruiz"), of(""), of("Ruiz of Lima")), (33, 0, 0));
    }

    #[test]
    fn what_stands_apart() {
        let apart = |text: &str, content: &str, speaker: &str| rows(text, content, speaker, "", "pronoun");
        let text = "“I think the dam will hold,” Ana Ruiz said.";
        // Without a cue in gold the words decide; the text itself speaks in `I think`.
        assert!(
            apart(text, "the dam will hold", "I").starts_with("own 1"),
            "{}",
            apart(text, "the dam will hold", "I")
        );
        let text = "Ana Ruiz said the meaning of “waive” is wide here.";
        let content = "the meaning of “waive” is wide here";
        assert!(apart(text, content, "Ana Ruiz").starts_with("indirect 1"), "{}", apart(text, content, "Ana Ruiz"));
    }
}
