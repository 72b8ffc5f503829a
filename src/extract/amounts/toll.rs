//! What a bare number counts where that is named before it: `the death toll rose to 28`.
//!
//! Never looks past sixteen tokens, and never takes a number that has a noun of its own.

use crate::extract::amounts::Amount;
use crate::extract::reading::Reading;
use crate::lists::class::Class;
use crate::lists::class::is_in;

/// `the death toll rose to 28`, `the number of dead stood at 28`: what a bare number counts, named before it.
pub fn toll(reading: &Reading<'_>, amount: &Amount) -> Option<(usize, usize)> {
    let at = amount.first;
    let leads = |low: &str| {
        matches!(
            low,
            "to" | "at"
                | "is"
                | "was"
                | "reached"
                | "hit"
                | "passed"
                | "exceeded"
                | "topped"
                | "over"
                | "nearly"
                | "than"
                | "about"
                | "surpassed"
        )
    };
    let ends = matches!(
        reading.low(amount.end, at),
        "" | "." | "," | ";" | "on" | "in" | "by" | "after" | "from" | "as" | "since" | "this" | "last" | "so"
    );
    if !ends || !leads(reading.low_before(at)) {
        return None;
    }
    let first = reading.sentence(at).first.max(at.saturating_sub(16));
    (first..at).rev().find_map(|index| match reading.low(index, at) {
        "toll" => {
            let is_named = matches!(reading.low_before(index), "death" | "casualty");
            Some((index - usize::from(is_named), index + 1))
        }
        "number" if reading.low(index + 1, at) == "of" => {
            let the = usize::from(reading.low(index + 2, at) == "the");
            let from = index + 2 + the;
            let stops =
                |at_: &usize| is_in(Class::Function, reading.low(*at_, at)) || reading.low(*at_, at).ends_with("ed");
            let end = (from..at).find(stops).unwrap_or(at);
            (end > from).then_some((from, end))
        }
        _ => None,
    })
}
