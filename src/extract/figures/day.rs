//! When an amount holds: by a day of its clause, before one of its sentence.
//!
//! Never takes a day that lies ahead for what has happened, nor the day of another figure, verb or aside.

use crate::extract::cast::Cast;
use crate::extract::events::scene::owns_noun;
use crate::extract::figures::Frame;
use crate::extract::figures::Told;

/// When an amount holds: a date of its clause, before one of its sentence; from then on where `since` stands before it.
pub fn of(told: Told<'_, '_, '_, '_>, first: usize, end: usize, frame: Frame) -> Option<(usize, String)> {
    let cast = told.speakers.cast;
    let amount = first;
    let day_in = |first: usize, end: usize| {
        cast.mentions_in(first, end.max(first)).find_map(|mention| {
            let (from, until) = cast.ranges[mention];
            let (_, date) = cast.date_in(from, until)?;
            let is_ahead = told.published.is_some_and(|published| is_after(&date, published));
            let is_of_noun = owns_noun(cast, mention) && told.clauses.is_behind_verb(cast, from);
            let is_own = told.clauses.same(amount, from) && !is_of_noun && !is_aside(cast, amount, from);
            let holds = is_own && !is_compared(cast, from) && (!is_ahead || plans(cast, frame));
            holds.then_some((mention, date))
        })
    };
    let found = day_in(first, end).or_else(|| day_in(frame.first, first));
    let (mention, date) = found.or_else(|| day_in(end, frame.end))?;
    let is_since = cast.reading.low_before(cast.ranges[mention].0) == "since"
        && date.split('/').nth(1).is_none_or(|last| last != "..");
    let begins = date.split('/').next().unwrap_or(&date);
    Some((mention, if is_since { format!("{begins}/..") } else { date }))
}

/// `The mine, set up in 2019, sold 30 kilos`: the day stands in an aside that the amount is not in.
fn is_aside(cast: &Cast<'_, '_>, amount: usize, date: usize) -> bool {
    let comma = |at: &usize| cast.reading.tokens[*at].text == "," && cast.mention_at(*at).is_none();
    if date >= amount {
        return false;
    }
    let first = cast.reading.sentence(date).first;
    let opens = (first..date).rev().find(comma);
    let participle = opens.filter(|opens| {
        let word = cast.low(opens + 1, date);
        word.len() > 4 && word.ends_with("ed")
            || matches!(word, "set" | "built" | "founded" | "opened" | "held" | "who")
    });
    participle.is_some() && (date..amount).any(|at| comma(&at))
}

/// Whether a date begins on a day after `published`.
fn is_after(date: &str, published: &str) -> bool {
    let begins = date.split('/').next().unwrap_or(date);
    begins.len() == published.len() && begins > published
}

/// `2,300 more than on Thursday`: the day of another figure.
fn is_compared(cast: &Cast<'_, '_>, date: usize) -> bool {
    let than = |back: usize| date.checked_sub(back).is_some_and(|at| cast.low(at, date) == "than");
    let link = matches!(cast.reading.low_before(date), "on" | "in" | "at" | "by" | "the" | "a" | "for" | "those");
    than(1) || link && than(2)
}

/// Whether words of the frame look ahead: without one, what is told has happened by the day of publication.
fn plans(cast: &Cast<'_, '_>, frame: Frame) -> bool {
    (frame.first..frame.end).any(|at| {
        let word = cast.low(at, at);
        // `is to hire`, `to be paid`
        let is_to = word == "to"
            && (matches!(cast.reading.low_before(at), "is" | "are" | "was" | "were") || cast.low(at + 1, at) == "be");
        AHEAD.contains(&word) || is_to || word.ends_with("'ll") || word.ends_with("’ll")
    })
}

/// Words of what is still to come.
const AHEAD: &[&str] = &[
    "will",
    "would",
    "shall",
    "can",
    "could",
    "may",
    "might",
    "should",
    "must",
    "due",
    "plans",
    "planned",
    "planning",
    "expects",
    "expected",
    "scheduled",
    "slated",
    "starting",
    "next",
    "coming",
    "upcoming",
    "tomorrow",
    "begins",
    "begin",
    "starts",
    "start",
    "opens",
    "needs",
    "need",
    "promised",
    "promises",
    "pledged",
    "pledges",
    "vowed",
    "aims",
    "hopes",
    "wants",
    "want",
    "intends",
    "offered",
    "deadline",
    "target",
];
