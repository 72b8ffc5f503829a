//! What somebody holds without a verb of speech: `is confident that …`, `are of the view that …`, `is concerned the dam
//! may break`.
//!
//! Never takes what is clear or certain in itself for somebody's view: `it is clear that …`.

use crate::extract::quotes::Quote;
use crate::extract::quotes::clause::content_end;
use crate::extract::quotes::clause::opens_clause;
use crate::extract::quotes::cues::cue;
use crate::extract::quotes::indirect::quote;
use crate::extract::quotes::speaker::Speakers;
use crate::extract::quotes::verbs::has_finite;
use crate::extract::reading::Sentence;

/// Adjectives of those who hold that something is so.
const HOLDING: &[&str] = &[
    "adamant",
    "afraid",
    "alarmed",
    "certain",
    "concerned",
    "confident",
    "convinced",
    "determined",
    "hopeful",
    "optimistic",
    "positive",
    "satisfied",
    "skeptical",
    "sceptical",
    "sure",
    "worried",
];

/// What somebody is of: `of the view that`.
const VIEWS: &[&str] = &["view", "opinion", "belief"];

/// The report whose adjective, or whose noun behind `of the`, stands at token `at`.
pub fn stance(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence, at: usize) -> Option<Quote> {
    let cast = speakers.cast;
    let word: &str = &cast.reading.folded[at];
    let is_view = VIEWS.contains(&word)
        && at >= sentence.first + 3
        && cast.low(at - 2, at) == "of"
        && matches!(cast.low(at - 1, at), "the" | "this");
    if !(is_view || HOLDING.contains(&word)) || speakers.is_quoted(at) {
        return None;
    }
    let mut verb = if is_view { at - 3 } else { at.checked_sub(1).filter(|verb| *verb > sentence.first)? };
    while verb > sentence.first + 1
        && (cast.low(verb, at).ends_with("ly") || matches!(cast.low(verb, at), "also" | "very" | "still" | "quite"))
    {
        verb -= 1;
    }
    if !matches!(
        cast.low(verb, at),
        "is" | "are" | "was" | "were" | "remain" | "remains" | "remained" | "became" | "been"
    ) {
        return None;
    }
    let marked = cast.low(at + 1, at) == "that";
    let first = at + 1 + usize::from(marked);
    let bare = !marked && !is_view && cue("confirmed").is_some_and(|how| opens_clause(cast, sentence, first, how));
    if !(marked || bare) || first + 2 >= sentence.end {
        return None;
    }
    let speaker = speakers.before(verb)?;
    let is_thing =
        matches!(cast.low(speaker.first, at), "it" | "this" | "that" | "what" | "which" | "there" | "i" | "we" | "you");
    let end = content_end(speakers, first, sentence.end);
    (!is_thing && has_finite(cast, first, end))
        .then(|| quote((first, end), Some(speaker), at, (sentence.first, first), ("quotes.stance", 0.6)))
}
