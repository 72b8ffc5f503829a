//! What a bare number counts where that is named before it: `the death toll rose to 28`, `cases rose to 19,700`.
//!
//! Never looks past sixteen tokens, and never takes a number that has a noun of its own.

use crate::extract::amounts::Amount;
use crate::extract::amounts::counted::plural;
use crate::extract::reading::Reading;
use crate::lists::class::Class;
use crate::lists::class::is_in;

/// Verbs that move what is measured, or say where it stands.
const MOVES: &[&str] = &[
    "fell",
    "rose",
    "dropped",
    "increased",
    "decreased",
    "declined",
    "grew",
    "climbed",
    "slipped",
    "jumped",
    "surged",
    "plunged",
    "slumped",
    "shrank",
    "soared",
    "dipped",
    "eased",
    "slowed",
    "accelerated",
    "edged",
    "rebounded",
    "tumbled",
    "contracted",
    "expanded",
    "widened",
    "narrowed",
    "averaged",
    "totalled",
    "totaled",
    "stood",
    "reached",
    "hit",
    "falls",
    "rises",
    "fall",
    "rise",
    "risen",
    "fallen",
    "grown",
    "stands",
    "exceeded",
    "doubled",
    "tripled",
    "halved",
];

/// Whether a word is such a verb.
pub fn moves(word: &str) -> bool {
    MOVES.contains(&word)
}

/// `the death toll rose to 28`, `the number of dead stood at 28`, `bringing to 28 the number of dead`: what a bare number
/// counts, named before it or right behind.
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
                | "around"
                | "almost"
                | "least"
                | "surpassed"
        )
    };
    let ends = matches!(
        reading.low(amount.end, at),
        "" | "." | "," | ";" | "on" | "in" | "by" | "after" | "from" | "as" | "since" | "this" | "last" | "so"
    );
    // `fell from 15,300 a month ago to 9,000`
    let is_start = reading.low_before(at) == "from"
        && matches!(reading.low(amount.end, at), "to" | "a" | "at" | "on" | "in" | "," | ".");
    if !is_start && !leads(reading.low_before(at)) {
        return None;
    }
    let sentence = reading.sentence(at);
    if matches!(reading.low(amount.end, at), "the" | "its" | "their") {
        let death = usize::from(matches!(reading.low(amount.end + 1, at), "death" | "casualty"));
        return named(reading, amount.end + 1 + death, at, sentence.end);
    }
    let first = sentence.first.max(at.saturating_sub(16));
    if !ends && !is_start {
        return None;
    }
    (first..at).rev().find_map(|index| named(reading, index, at, at)).or_else(|| moved(reading, at, first))
}

/// What is counted one by one; prices, shares and rates are not.
const ONE_BY_ONE: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "troops",
    "cases",
    "deaths",
    "infections",
    "injuries",
    "fatalities",
    "casualties",
    "arrests",
    "attacks",
    "incidents",
    "accidents",
    "births",
    "marriages",
    "arrivals",
    "departures",
    "crossings",
    "applications",
    "complaints",
    "homicides",
    "murders",
    "suicides",
    "kidnappings",
    "abductions",
    "patients",
    "students",
    "pupils",
    "victims",
    "families",
    "households",
    "members",
    "cattle",
];

/// `Cholera cases in Peru rose to 19,700`: who or what is counted one by one opens the clause; not `Shares rose to 12`.
fn moved(reading: &Reading<'_>, at: usize, first: usize) -> Option<(usize, usize)> {
    let verb = (first.max(at.saturating_sub(8))..at).rev().find(|index| moves(reading.low(*index, at)))?;
    let is_border = |index: &usize| {
        let word = reading.low(*index, at);
        !word.starts_with(char::is_alphanumeric) || matches!(word, "and" | "but" | "while" | "that" | "as")
    };
    let opens = (first.max(verb.saturating_sub(9))..verb).rev().find(is_border).map_or(first, |border| border + 1);
    let article = usize::from(matches!(reading.low(opens, at), "the" | "its" | "their"));
    let (from, end) = plural(reading, opens + article, at).filter(|(_, end)| *end <= verb)?;
    let word = reading.low(end - 1, at);
    let are_people =
        ["ers", "ors", "ists", "ees", "ants"].iter().any(|ending| word.len() > 5 && word.ends_with(ending));
    // Of `figures for workers rose` the figures did.
    (are_people && !matches!(word, "numbers" | "orders" | "factors" | "quarters") || ONE_BY_ONE.contains(&word))
        .then_some((from, end))
}

/// What is counted where `toll` or `number of` stands at token `index`; it ends before `limit`.
fn named(reading: &Reading<'_>, index: usize, beside: usize, limit: usize) -> Option<(usize, usize)> {
    let low = |at: usize| reading.low(at, beside);
    match low(index) {
        "toll" => {
            let is_named = matches!(reading.low_before(index), "death" | "casualty");
            Some((index - usize::from(is_named), index + 1))
        }
        "number" if low(index + 1) == "of" => {
            let the = usize::from(low(index + 2) == "the");
            let from = index + 2 + the;
            let stops = |at: &usize| {
                is_in(Class::Function, low(*at))
                    || *at > from && low(*at).ends_with("ed")
                    || *at > from && moves(low(*at))
                    || !low(*at).starts_with(char::is_alphabetic)
            };
            let end = (from..limit).find(stops).unwrap_or(limit);
            (end > from).then_some((from, end))
        }
        _ => None,
    }
}
