//! Reported speech: `X said that …`, `…, X said`, `according to X, …`, with marked words inside it or not.
//!
//! Never reads inside quotation marks for verbs of speech, and gives one report per sentence.

use crate::extract::cast::Cast;
use crate::extract::quotes::Quote;
use crate::extract::quotes::marks::Marked;
use crate::extract::quotes::speaker::Speaker;
use crate::extract::quotes::speaker::Speakers;
use crate::extract::reading::Sentence;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;
use crate::model::kind::QuoteForm;

/// Reports of the running text, in order.
pub fn find(cast: &Cast<'_, '_>, speakers: &Speakers<'_, '_, '_>, marked: &[Marked]) -> Vec<Quote> {
    let mut found = Vec::new();
    for sentence in cast.reading.body_sentences() {
        let report = according_to(cast, speakers, &sentence).or_else(|| {
            let mut cues = (sentence.first..sentence.end).filter(|at| is_cue(cast, speakers, *at));
            cues.find_map(|cue| report(cast, speakers, &sentence, cue))
        });
        let Some(mut quote) = report else { continue };
        let from = marked.partition_point(|one| one.end <= quote.first);
        let inside = marked.get(from).filter(|one| one.first < quote.end);
        // Marked words that make up all of the report are a direct quote, which has its own rule.
        if inside.is_some_and(|one| one.first <= quote.first + 1 && one.end + 2 >= quote.end) {
            continue;
        }
        let stray = cast.reading.tokens[quote.first..sentence.end].iter().any(|token| matches!(token.text, "“" | "”"));
        if inside.is_some() || stray {
            quote.form = QuoteForm::Mixed;
        }
        found.push(quote);
    }
    found
}

fn is_cue(cast: &Cast<'_, '_>, speakers: &Speakers<'_, '_, '_>, at: usize) -> bool {
    is_in(Class::SpeechThat, &cast.reading.folded[at]) && !speakers.is_quoted(at) && cast.mention_at(at).is_none()
}

/// Verbs whose clause often comes without `that`.
fn takes_bare_clause(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "say"
            | "saying"
            | "added"
            | "adding"
            | "adds"
            | "claimed"
            | "believes"
            | "believed"
            | "told"
            | "hoped"
            | "stressed"
            | "warned"
    )
}

fn report(cast: &Cast<'_, '_>, speakers: &Speakers<'_, '_, '_>, sentence: &Sentence, cue: usize) -> Option<Quote> {
    let word: &str = &cast.reading.folded[cue];
    if let Some(content) = clause_after(cast, speakers, sentence, cue) {
        let speaker = speakers.before(cue)?;
        let (rule, score) =
            if cast.reading.tokens[content - 1].text == "that" { ("quotes.that", 0.85) } else { ("quotes.said", 0.75) };
        let end = content_end(cast, content, sentence.end);
        return (end > content + 2)
            .then(|| quote((content, end), Some(speaker), cue, (sentence.first, content), (rule, score)));
    }
    let comma_before = |at: usize| at > sentence.first && cast.reading.tokens[at - 1].text == ",";
    let is_said = matches!(
        word,
        "said" | "says" | "told" | "added" | "announced" | "reported" | "stated" | "warned" | "claimed" | "wrote"
    );
    if !is_said {
        return None;
    }
    let (speaker, start) = if comma_before(cue) {
        (speakers.after(cue)?, cue)
    } else {
        speakers.before(cue).map(|speaker| (speaker, speaker_start(cast, speaker)))?
    };
    let end = if comma_before(start) { start - 1 } else { return None };
    let opens_quoted = (sentence.first..end)
        .all(|at| speakers.is_quoted(at) || !cast.reading.tokens[at].text.starts_with(char::is_alphanumeric));
    (end > sentence.first + 3 && !opens_quoted)
        .then(|| quote((sentence.first, end), Some(speaker), cue, (start, sentence.end), ("quotes.trailing", 0.8)))
}

/// Where the speaker's phrase begins: `the` and a title before the name belong to it.
fn speaker_start(cast: &Cast<'_, '_>, speaker: Speaker) -> usize {
    let limit = cast.reading.sentence(speaker.first).first;
    let mut start = speaker.first;
    while start > limit && cast.reading.tokens[start - 1].text != "," && speaker.first - start < 8 {
        start -= 1;
    }
    start
}

/// Where the reported clause begins: after `that`, or right after a verb that needs none.
fn clause_after(
    cast: &Cast<'_, '_>,
    speakers: &Speakers<'_, '_, '_>,
    sentence: &Sentence,
    cue: usize,
) -> Option<usize> {
    let limit = sentence.end.min(cue + 18);
    for at in cue + 1..limit {
        let word: &str = &cast.reading.folded[at];
        if word == "that" && !matches!(cast.low(at + 1, at), "is" | "was") {
            return Some(at + 1);
        }
        let stops =
            speakers.is_quoted(at) || matches!(word, ":" | ";") || (word == "," && !continues_to_that(cast, at, limit));
        if stops {
            break;
        }
    }
    let word: &str = &cast.reading.folded[cue];
    let mut from = cue + 1;
    if word == "told" {
        from = cast.mention_at(from).map_or(from + 1, |mention| cast.ranges[mention].1);
    }
    let next = cast.low(from, cue);
    let opens_clause = !matches!(
        next,
        "" | ","
            | "."
            | "in"
            | "on"
            | "at"
            | "during"
            | "to"
            | "by"
            | "for"
            | "as"
            | "“"
            | "\""
            | ":"
            | "with"
            | "of"
            | "no"
            | "so"
            | "it's"
    );
    let day = cast.label_at(from) == Some(Label::Date);
    let has_verb = (from + 1..sentence.end).any(|at| is_finite(&cast.reading.folded[at]));
    let own_subject = cast.reading.tokens.get(cue.wrapping_sub(1)).is_some_and(|token| token.text != ",");
    (takes_bare_clause(word) && opens_clause && !day && has_verb && own_subject).then_some(from)
}

/// `said on X, in a post on Thursday, that …`.
fn continues_to_that(cast: &Cast<'_, '_>, comma: usize, limit: usize) -> bool {
    let that = (comma + 1..limit).find(|at| cast.low(*at, comma) == "that");
    that.is_some_and(|that| cast.low(that - 1, comma) == ",")
}

/// A verb that makes a clause of its own.
fn is_finite(word: &str) -> bool {
    matches!(
        word,
        "is" | "are"
            | "was"
            | "were"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "can"
            | "could"
            | "should"
            | "must"
            | "may"
            | "might"
            | "do"
            | "does"
            | "did"
            | "wants"
            | "want"
            | "need"
            | "needs"
            | "remain"
            | "remains"
            | "took"
            | "made"
            | "went"
            | "came"
            | "left"
            | "began"
            | "won"
            | "lost"
            | "found"
    ) || (word.len() > 4 && word.ends_with("ed"))
}

/// End of a report: before the sentence's last marks and a trailing `while addressing …`.
fn content_end(cast: &Cast<'_, '_>, first: usize, limit: usize) -> usize {
    let mut end = limit;
    while end > first
        && !cast.reading.tokens[end - 1].text.starts_with(char::is_alphanumeric)
        && !matches!(cast.reading.tokens[end - 1].text, ")" | "%")
    {
        end -= 1;
    }
    end
}

/// `According to the latest UN figures, …` and `…, according to Ruiz`.
fn according_to(cast: &Cast<'_, '_>, speakers: &Speakers<'_, '_, '_>, sentence: &Sentence) -> Option<Quote> {
    let is_it =
        |at: &usize| cast.low(*at, *at) == "according" && cast.low(at + 1, *at) == "to" && !speakers.is_quoted(*at);
    let cue = (sentence.first..sentence.end).find(is_it)?;
    let comma = (cue + 2..sentence.end).find(|at| matches!(cast.reading.tokens[*at].text, "," | "."));
    let phrase_end = comma.unwrap_or(sentence.end);
    let mention = cast
        .first_in(cue + 2, phrase_end, &[Label::Person, Label::Org])
        .or_else(|| cast.first_in(cue + 2, phrase_end, &[Label::Place]));
    let speaker = match mention {
        Some(mention) => Speaker {
            first: cast.ranges[mention].0,
            end: cast.ranges[mention].1,
            entity: cast.mentions[mention].entity,
        },
        None if phrase_end > cue + 2 => Speaker { first: cue + 2, end: phrase_end, entity: None },
        None => return None,
    };
    let (first, end) = if cue <= sentence.first + 1 {
        (phrase_end + 1, content_end(cast, sentence.first, sentence.end))
    } else {
        let before = cue - usize::from(cast.reading.tokens[cue - 1].text == ",");
        (sentence.first, before)
    };
    (end > first + 2).then(|| quote((first, end), Some(speaker), cue, (cue, phrase_end), ("quotes.according", 0.8)))
}

fn quote(
    (first, end): (usize, usize),
    speaker: Option<Speaker>,
    cue: usize,
    around: (usize, usize),
    (rule, score): (&'static str, f64),
) -> Quote {
    Quote { first, end, form: QuoteForm::Indirect, speaker, cue: Some(cue), around: vec![around], rule, score }
}
