//! Words that come through another: `it was claimed by Ruiz that …`, `Ruiz was quoted as saying that …`, `the agency
//! quoted Ruiz as saying that …`. Whose words they are speaks, not who passes them on.
//!
//! Never makes a report of a passive without its agent: `it was claimed that …` is nobody's word.

use crate::extract::quotes::Quote;
use crate::extract::quotes::clause::content_end;
use crate::extract::quotes::cues::cue;
use crate::extract::quotes::indirect::quote;
use crate::extract::quotes::speaker::Speaker;
use crate::extract::quotes::speaker::Speakers;
use crate::extract::quotes::verbs::has_finite;
use crate::extract::reading::Sentence;

/// How many words of an agent stand before `that` at the most.
const LONGEST: usize = 14;

/// The report whose passive verb, or whose `as saying`, stands at token `at`.
pub fn relayed(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence, at: usize) -> Option<Quote> {
    let cast = speakers.cast;
    if speakers.is_quoted(at) {
        return None;
    }
    match cast.low(at + 1, at) {
        "by" => by_agent(speakers, sentence, at),
        "saying" if cast.low(at, at) == "as" => as_saying(speakers, sentence, at),
        _ => None,
    }
}

/// `It was alleged by the opposition that …`, `The miners were told by Ruiz that …`.
fn by_agent(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence, at: usize) -> Option<Quote> {
    let cast = speakers.cast;
    cue(&cast.reading.folded[at]).filter(|how| how.takes_that())?;
    let is_be = |word: &str| matches!(word, "was" | "were" | "is" | "are" | "been" | "being");
    let before = |n: usize| at.checked_sub(n).map_or("", |index| cast.low(index, at));
    if !(is_be(before(1)) || before(1).ends_with("ly") && is_be(before(2))) {
        return None;
    }
    let that = (at + 2..sentence.end.min(at + LONGEST)).find(|index| cast.low(*index, at) == "that")?;
    let is_plain = |index: usize| !matches!(cast.reading.tokens[index].text, ";" | ":" | "“" | "”" | "\"");
    // `was found by divers that had come from Quito`: a clause about the divers.
    let is_about_agent = has_finite(cast, that + 1, sentence.end.min(that + 2))
        || matches!(cast.low(that - 1, at), "given" | "provided" | "so" | "now" | "fact");
    if !(at + 2..that).all(is_plain) || has_finite(cast, at + 2, that) || is_about_agent {
        return None;
    }
    let speaker = speakers.after(at + 1).or_else(|| speakers.phrase(at + 2, that))?;
    reported(speakers, sentence, (speaker, at), that + 1)
}

/// `Ruiz was quoted by the agency as saying …`, `The agency quoted Ruiz as saying …`.
fn as_saying(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence, at: usize) -> Option<Quote> {
    let cast = speakers.cast;
    let is_it =
        |index: &usize| matches!(cast.low(*index, at), "quoted" | "quotes" | "quoting" | "cited" | "cites" | "citing");
    let verb = (sentence.first..at).rev().find(is_it)?;
    let passes_on = matches!(cast.reading.low_before(verb), "was" | "were" | "is" | "are" | "been");
    let by_whom = cast.reading.tokens[verb].text.ends_with("ed")
        && (verb + 1 == at || matches!(cast.low(verb + 1, at), "by" | "in" | "on"));
    let speaker = match (passes_on, by_whom) {
        (true, _) => speakers.before(verb - 1)?,
        (false, true) => speakers.before(verb)?,
        (false, false) => speakers.phrase(verb + 1, at)?,
    };
    let first = at + 2 + usize::from(cast.low(at + 2, at) == "that");
    reported(speakers, sentence, (speaker, at + 1), first)
}

fn reported(
    speakers: &Speakers<'_, '_, '_>,
    sentence: &Sentence,
    (speaker, cue): (Speaker, usize),
    first: usize,
) -> Option<Quote> {
    let end = content_end(speakers, first, sentence.end.max(first));
    let is_clause = first < sentence.end && !speakers.is_quoted(first) && has_finite(speakers.cast, first, end);
    is_clause.then(|| quote((first, end), Some(speaker), cue, (sentence.first, first), ("quotes.relayed", 0.7)))
}
