//! When an amount holds: by a day of its clause, before one of its sentence.
//!
//! Never takes a day that lies ahead for what has happened, nor the day of another figure, verb or aside.

use crate::extract::cast::Cast;
use crate::extract::events::scene::owns_noun;
use crate::extract::figures::Frame;
use crate::extract::figures::Told;
use crate::extract::quotes::verbs::is_auxiliary;
use crate::extract::quotes::verbs::is_finite;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;

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
            let is_own = told.clauses.same(amount, from) && !is_of_noun && !is_of_other(cast, amount, from);
            let holds = is_own && !is_compared(cast, amount, from) && (!is_ahead || plans(cast, frame));
            holds.then_some((mention, date))
        })
    };
    let found = day_in(first, end).or_else(|| day_in(frame.first, first));
    let (mention, date) = found.or_else(|| day_in(end, frame.end))?;
    let (day_first, day_end) = cast.ranges[mention];
    // `since 1980, when 14 died`: it was then.
    let is_then = cast.low(day_end, day_first) == "," && cast.low(day_end + 1, day_first) == "when";
    let is_since = cast.reading.low_before(day_first) == "since"
        && !is_then
        && date.split('/').nth(1).is_none_or(|last| last != "..");
    let begins = date.split('/').next().unwrap_or(&date);
    Some((mention, if is_since { format!("{begins}/..") } else { date }))
}

/// `The mine, a pit dug in 2019, sold 30 kilos`, `was dug in 2019 and employs 30`: the day stands in an aside, or with a verb of
/// its own, before the amount.
fn is_of_other(cast: &Cast<'_, '_>, amount: usize, date: usize) -> bool {
    if date >= amount {
        return false;
    }
    let comma = |at: &usize| cast.reading.tokens[*at].text == "," && cast.mention_at(*at).is_none();
    let first = cast.reading.sentence(date).first;
    let opens = (first..date).rev().find(comma);
    let closes = (date..amount).find(comma);
    if let (Some(opens), Some(closes)) = (opens, closes) {
        let is_relative = matches!(cast.low(opens + 1, date), "who" | "which" | "whose");
        let is_free =
            cast.label_at(opens + 1) == Some(Label::Date) || is_in(Class::Function, cast.low(opens + 1, date));
        let is_article = matches!(cast.low(opens + 1, date), "a" | "an" | "the" | "its" | "their");
        // `In Lima, in May, 300 left`; `He left, and in May, 300 followed`.
        let has_verb = (opens + 1..closes).any(|at| is_finite(cast, at) && is_auxiliary(cast.low(at, at)));
        if is_relative || (!is_free || is_article) && !has_verb && opens > first {
            return true;
        }
    }
    let goes_on = |at: &usize| {
        let next = cast.low(at + 1, date);
        matches!(cast.low(*at, date), "and" | "but") && (is_finite(cast, at + 1) || LASTING.contains(&next))
    };
    (date..amount).any(|at| goes_on(&at))
}

/// Verbs of what goes on, behind another of what was once: `was founded in 2011 and holds …`.
const LASTING: &[&str] = &[
    "holds", "owns", "employs", "runs", "makes", "produces", "sells", "serves", "hosts", "operates", "earns", "covers",
    "supplies", "houses", "carries", "provides", "manages",
];

/// Whether a date begins on a day after `published`.
fn is_after(date: &str, published: &str) -> bool {
    let begins = date.split('/').next().unwrap_or(date);
    begins.len() == published.len() && begins > published
}

/// `2,300 more than on Thursday`: the day of another figure.
fn is_compared(cast: &Cast<'_, '_>, amount: usize, date: usize) -> bool {
    // `28,400, twice as many as in May`, `more than the number told in May`; `more than 30` is the amount's own.
    let compares = |at: usize| {
        cast.mention_at(at).is_none()
            && (cast.low(at, date) == "than"
                || matches!((cast.low(at, date), cast.low(at + 1, date)), ("many" | "much", "as")))
    };
    if (amount..date).any(compares) {
        return true;
    }
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
