//! Reports that come before their speaker: `The dam is safe, she said`, `The dam, said Moss, is safe`.
//!
//! Never takes what only opens the sentence (`After the talks, he said`) for a statement.

use crate::extract::cast::Cast;
use crate::extract::quotes::Quote;
use crate::extract::quotes::clause::trimmed;
use crate::extract::quotes::cues::Cue;
use crate::extract::quotes::cues::cue;
use crate::extract::quotes::indirect::is_own;
use crate::extract::quotes::indirect::quote;
use crate::extract::quotes::speaker::Speaker;
use crate::extract::quotes::speaker::Speakers;
use crate::extract::quotes::verbs::has_finite;
use crate::extract::quotes::verbs::is_link;
use crate::extract::reading::Sentence;
use crate::model::kind::Label;

/// `The dam is safe, she said.`, `Recipients, said Moss, are required to …`.
pub fn trailing(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence, at: usize) -> Option<Quote> {
    let cast = speakers.cast;
    let comma_before =
        |index: usize| index > sentence.first && matches!(cast.reading.tokens[index - 1].text, "," | "—" | "–");
    let (speaker, start, then) = if comma_before(at) {
        if is_behind_aside(speakers, sentence, at) {
            return None;
        }
        let speaker = speakers.after(at)?;
        (speaker, at, speaker.end)
    } else {
        let speaker = speakers.before(at)?;
        (speaker, speaker_start(cast, speaker, sentence.first), at + 1)
    };
    let vague = matches!(cast.low(speaker.first, at), "you" | "which" | "someone" | "who")
        || speaker.entity.is_none() && cast.low(speaker.first, at).ends_with("ing")
        || speaker.entity.is_none() && is_measure(cast.low(speaker.end - 1, at));
    if !comma_before(start) || is_own(cast, speaker) || vague || !cue(cast.low(at, at)).is_some_and(Cue::takes_that) {
        return None;
    }
    // What follows must leave the verb alone: nothing, a comma, or when, where and to whom.
    let next = cast.low(then, at);
    let stands_alone = matches!(
        next,
        "" | "."
            | ","
            | ";"
            | "in"
            | "on"
            | "at"
            | "during"
            | "as"
            | "while"
            | "when"
            | "after"
            | "before"
            | "via"
            | "by"
            | "following"
            | "from"
            | "citing"
            | "adding"
            | "("
            | "—"
            | "–"
            | "of"
            | "who"
            | "reporters"
            | "”"
            | "?"
            | "!"
            | "earlier"
            | "later"
            | "too"
    ) || matches!(cast.label_at(then), Some(Label::Date | Label::Time))
        || next == "to" && matches!(cast.low(at, at), "said" | "says" | "wrote" | "writes")
        || cue(cast.low(at, at)).is_some_and(Cue::tells);
    let end = start - 1;
    let opens_quoted = (sentence.first..end)
        .all(|index| speakers.is_quoted(index) || !cast.reading.tokens[index].text.starts_with(char::is_alphanumeric));
    if !stands_alone || opens_quoted || end < sentence.first + 2 {
        return None;
    }
    let first = report_start(speakers, sentence, end);
    let is_clause = has_finite(cast, first, end) && (!is_subordinate(cast, first) || is_fronted(cast, first, end));
    if let Some(rest) = goes_on(speakers, sentence, then) {
        let first = if is_clause || !is_subordinate(cast, first) { first } else { rest };
        return Some(quote(
            (first, trimmed(cast, first, sentence.end)),
            Some(speaker),
            at,
            (start, rest),
            ("quotes.trailing", 0.65),
        ));
    }
    (is_clause && end > first + 1)
        .then(|| quote((first, end), Some(speaker), at, (start, sentence.end), ("quotes.trailing", 0.8)))
}

/// `twice the number reported in May`: what is measured does not speak.
fn is_measure(word: &str) -> bool {
    matches!(
        word,
        "number" | "numbers" | "total" | "amount" | "sum" | "level" | "levels" | "rate" | "share" | "cases" | "deaths"
    )
}

/// `Ruiz, whose union has struck, said the dam is safe`: the subject stands before the aside, a clause behind the verb.
fn is_behind_aside(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence, at: usize) -> bool {
    let cast = speakers.cast;
    let is_end = |index: &usize| {
        matches!(cast.reading.tokens[*index].text, "," | "." | ";" | ":" | "“" | "\"")
            || matches!(cast.low(*index, at), "who" | "whose" | "which" | "that")
    };
    let stop = (at + 1..sentence.end).find(is_end).unwrap_or(sentence.end);
    if has_finite(cast, at + 1, stop) {
        return true;
    }
    let relative = (sentence.first + 1..at - 1).find(|index| matches!(cast.low(*index, at), "who" | "whose" | "which"));
    relative.is_some_and(|index| {
        cast.low(index - 1, at) == "," && !has_finite(cast, sentence.first, index) && !has_comma(cast, index, at - 1)
    })
}

fn has_comma(cast: &Cast<'_, '_>, first: usize, end: usize) -> bool {
    (first..end).any(|at| cast.reading.tokens[at].text == ",")
}

/// Where the clause before a trailing `he said` begins: behind an earlier report's own frame.
fn report_start(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence, end: usize) -> usize {
    let cast = speakers.cast;
    let closes = |at: &usize| cast.reading.tokens[*at].text == ";" || speakers.is_quoted(*at);
    let first = (sentence.first..end).rev().find(closes).map_or(sentence.first, |at| at + 1);
    (first..end)
        .find(|at| cast.reading.tokens[*at].text.starts_with(|c: char| c.is_alphanumeric() || c == '$'))
        .unwrap_or(first)
}

/// `After the talks, he said`: what stands before the comma is no statement.
fn is_subordinate(cast: &Cast<'_, '_>, first: usize) -> bool {
    // `At least nine died, witnesses said`.
    let is_amount = matches!(cast.label_at(first), Some(Label::Quantity | Label::Money | Label::Percent));
    !is_amount
        && matches!(
            cast.low(first, first),
            "after"
                | "before"
                | "during"
                | "in"
                | "on"
                | "at"
                | "while"
                | "when"
                | "as"
                | "since"
                | "following"
                | "despite"
                | "with"
                | "speaking"
                | "asked"
                | "if"
                | "of"
                | "for"
                | "by"
                | "from"
                | "earlier"
                | "later"
                | "although"
                | "though"
                | "because"
                | "addressing"
                | "responding"
                | "referring"
                | "meanwhile"
                | "also"
                | "until"
                | "upon"
                | "under"
                | "commenting"
        )
}

/// `In Lima, 61 people died, Ruiz said`: what only opens the clause has its comma, and a clause of its own behind it.
fn is_fronted(cast: &Cast<'_, '_>, first: usize, end: usize) -> bool {
    let is_phrase = matches!(
        cast.low(first, first),
        "in" | "on"
            | "at"
            | "since"
            | "during"
            | "under"
            | "by"
            | "from"
            | "until"
            | "meanwhile"
            | "for"
            | "after"
            | "before"
    );
    // `On Monday two men died, Ruiz said`: no comma behind the day or the place.
    let opener = cast.mention_at(first + 1).filter(|opener| {
        matches!(cast.mentions[*opener].label, Label::Date | Label::Place) && cast.ranges[*opener].0 == first + 1
    });
    if let Some(behind) = opener.map(|opener| cast.ranges[opener].1).filter(|_| is_phrase) {
        let has_subject = cast.reading.tokens[behind].text.starts_with(char::is_alphanumeric)
            && !is_link(cast.low(behind, first))
            && !has_finite(cast, behind, behind + 1)
            && !cast.low(behind, first).ends_with("ing");
        if has_subject && has_finite(cast, behind + 1, end) {
            return true;
        }
    }
    let comma = (first..end).find(|at| cast.reading.tokens[*at].text == ",");
    comma.is_some_and(|comma| {
        let word = cast.low(comma + 1, first);
        let hangs =
            matches!(word, "which" | "who" | "where" | "when" | "and" | "or" | "but" | "as" | "after" | "while");
        is_phrase && !hangs && !has_finite(cast, first, comma) && has_finite(cast, comma + 2, end)
    })
}

/// `Recipients, said Moss, are required …`: where the statement goes on behind the aside.
fn goes_on(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence, then: usize) -> Option<usize> {
    let cast = speakers.cast;
    let comma =
        (then..sentence.end.min(then + 14)).find(|at| matches!(cast.reading.tokens[*at].text, "," | "—" | "–"))?;
    let word = cast.low(comma + 1, then);
    let is_new = matches!(
        word,
        "and" | "but" | "while" | "adding" | "who" | "which" | "as" | "with" | "after" | "when" | "according" | ""
    );
    let is_rest = has_finite(cast, comma + 1, sentence.end) && !speakers.is_quoted(comma + 1);
    (is_rest && !is_new && !word.ends_with("ing") && comma + 3 < sentence.end).then_some(comma + 1)
}

/// Where the speaker's phrase begins: `the` and a title before the name belong to it.
pub fn speaker_start(cast: &Cast<'_, '_>, speaker: Speaker, limit: usize) -> usize {
    let mut start = speaker.first;
    while start > limit
        && !matches!(cast.reading.tokens[start - 1].text, "," | "—" | "–" | "”" | "\"")
        && speaker.first - start < 8
    {
        start -= 1;
    }
    start
}
