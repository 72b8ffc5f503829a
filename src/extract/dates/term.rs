//! The ends of times that are given: `until March 14`, `by Friday`, `the deadline, March 14,`: which way such a date looks.
//!
//! Never overrules a sentence that only looks back: `stayed shut until October`.

use crate::extract::dates::resolve::Tense;
use crate::extract::reading::Reading;
use crate::extract::reading::Sentence;

/// How far the words stand that give a time.
const REACH: usize = 10;

/// The way a date at tokens `[first, end)` looks that ends a time; `None` where it ends none.
pub fn tense(reading: &Reading<'_>, sentence: &Sentence, first: usize, end: usize) -> Option<Tense> {
    let before = reading.low_before(first);
    let the = usize::from(before == "the");
    let link = if the > 0 { first.checked_sub(2).map_or("", |at| reading.low(at, first)) } else { before };
    let ends = matches!(link, "until" | "till" | "by" | "before");
    if !ends && !is_of_deadline(reading, first, end) {
        return None;
    }
    let from = first.saturating_sub(REACH).max(sentence.first);
    let is_over = |at: usize| matches!(reading.low(at, first), "passed" | "expired" | "lapsed" | "missed" | "ran");
    if (from..sentence.end.min(end + 3)).any(is_over) {
        return None;
    }
    // `is accused of holding them until August`: what one is accused of is over.
    let accuses = |at: usize| {
        let is_deed =
            matches!(reading.low(at, first), "of" | "for" | "with") && reading.low(at + 1, first).ends_with("ing");
        let blames = ["accused", "suspected", "charged", "convicted", "guilty", "blamed", "accuses"];
        is_deed && (at.saturating_sub(6).max(from)..at).any(|index| blames.contains(&reading.low(index, first)))
    };
    if ends && (from..first).any(accuses) {
        return Some(Tense::Past);
    }
    let words = || (from..first).rev().map(|at| reading.low(at, first));
    if ends && words().any(|word| LOOKS_AHEAD.contains(&word)) {
        return Some(Tense::Future);
    }
    if !ends || words().any(|word| GIVES.contains(&word)) {
        return Some(Tense::Term);
    }
    None
}

/// `the deadline for payment, March 14,`; `the deadline of March 14`; `the March 14 deadline`.
fn is_of_deadline(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    let is_it = |at: usize| matches!(reading.low(at, first), "deadline" | "ultimatum");
    if is_it(end) {
        return true;
    }
    // Over what it is the deadline of, and no verb.
    let near = (1..=5).filter_map(|back| first.checked_sub(back)).take_while(|at| {
        let word = reading.low(*at, first);
        !word.ends_with("ed") && !matches!(word, "was" | "is" | "were" | "had" | "has" | "on" | "since" | "")
    });
    let stands = |at: usize| matches!(reading.low(at + 1, first), "of" | "," | "for" | "(" | "to");
    near.into_iter().any(|at| is_it(at) && (stands(at) || at + 1 == first))
}

/// Words before `until` and `by` that look ahead of the day of publication.
const LOOKS_AHEAD: &[&str] = &[
    "must", "have", "has", "need", "needs", "can", "may", "will", "shall", "should", "holds", "hold", "lasts",
    "expires", "runs", "remains", "is", "are", "wants", "want", "plans", "aims", "due",
];

/// Words that give somebody time: from then on it lies ahead, and may be over by now.
const GIVES: &[&str] = &[
    "gave",
    "given",
    "give",
    "gives",
    "giving",
    "set",
    "sets",
    "extended",
    "extends",
    "ordered",
    "orders",
    "granted",
    "told",
    "asked",
    "urged",
    "instructed",
    "allowed",
    "demanded",
    "fixed",
    "pledged",
    "promised",
    "vowed",
    "deadline",
    "ultimatum",
];
