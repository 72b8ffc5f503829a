//! What stands between a title and its bearer (`Lt. Gen.`, `Barrister`, `Dr`), ranks that are the title themselves, and
//! titles that go on over small words up to the name (`Special Rapporteur on human rights in Chile Ana Ruiz`).
//!
//! Never looks behind a name.

use crate::extract::cast::Cast;
use crate::extract::roles::Role;
use crate::extract::roles::words::is_noun;
use crate::extract::roles::words::is_title_word;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;

/// Ranks and offices that are written short before a name.
const SHORT: &[&str] = &[
    "gen", "lt", "col", "maj", "capt", "sgt", "cmdr", "cdr", "adm", "brig", "sen", "rep", "gov", "dpo", "ssp", "asp",
    "dsp", "dig", "igp", "dcp", "acp", "sho", "amb", "atty", "engr", "advocate",
];

/// Whole words that are a rank behind another title: `army chief General Ana Ruiz`.
const WHOLE: &[&str] = &[
    "general",
    "admiral",
    "colonel",
    "major",
    "captain",
    "lieutenant",
    "brigadier",
    "marshal",
    "commodore",
    "barrister",
];

/// What `General` is part of: `Director General`.
const GENERALS: &[&str] = &[
    "director",
    "secretary",
    "attorney",
    "inspector",
    "solicitor",
    "consul",
    "governor",
    "auditor",
    "advocate",
    "surgeon",
    "accountant",
    "lieutenant",
    "major",
    "brigadier",
    "prosecutor",
    "procurator",
    "adjutant",
    "quartermaster",
    "comptroller",
    "registrar",
    "deputy",
    "assistant",
];

fn bare(word: &str) -> &str {
    word.trim_end_matches('.')
}

/// Where the ranks and forms of address before the name at token `first` begin: `first` where there are none.
pub fn start(cast: &Cast<'_, '_>, first: usize, limit: usize) -> usize {
    let mut at = first;
    loop {
        let left = before_retired(cast, at, limit);
        if left <= limit || cast.mention_at(left - 1).is_some() || !stands_between(cast, left - 1, limit) {
            return at;
        }
        at = left - 1;
    }
}

/// Over `(retd)`.
fn before_retired(cast: &Cast<'_, '_>, at: usize, limit: usize) -> usize {
    let word = |back: usize| cast.reading.folded[at - back].as_ref();
    let is_retired = at >= limit + 3
        && word(1) == ")"
        && word(3) == "("
        && matches!(bare(word(2)), "retd" | "ret" | "rtd" | "retired" | "r");
    if is_retired { at - 3 } else { at }
}

fn stands_between(cast: &Cast<'_, '_>, at: usize, limit: usize) -> bool {
    if !cast.reading.tokens[at].is_capitalised() {
        return false;
    }
    let word = bare(&cast.reading.folded[at]);
    if WHOLE.contains(&word) {
        let before = at.checked_sub(1).filter(|before| *before >= limit);
        let before = before.map_or("", |before| bare(&cast.reading.folded[before]));
        // `army spokesman Brigadier General Ana Ruiz`: the rank of two words, behind another title.
        let is_pair = matches!(before, "brigadier" | "major" | "lieutenant") && word == "general";
        let title = at.checked_sub(2).filter(|title| is_pair && *title >= limit);
        let title =
            title.is_some_and(|title| is_noun(bare(&cast.reading.folded[title])) && cast.mention_at(title).is_none());
        return before == "staff" || title || is_noun(before) && !GENERALS.contains(&before);
    }
    SHORT.contains(&word) || is_in(Class::Honorific, word)
}

/// The rank at tokens `[first, end)` right before a name, as a title of its own: `Lt Gen`, `DPO`; not `Mr`.
pub fn as_title(cast: &Cast<'_, '_>, first: usize, end: usize) -> Option<Role> {
    let is_rank = |at: usize| SHORT.contains(&bare(&cast.reading.folded[at]));
    let at = (first..end).find(|at| is_rank(*at))?;
    let stop = (at..end).take_while(|at| is_rank(*at)).last()? + 1;
    let title = cast.reading.words(cast.reading.span(at, stop)).to_owned();
    Some(Role::titled((at, stop), title, ("roles.before", 0.7)))
}

/// The noun of a title that goes on over `on`, `for`, `of` up to the name at token `first`, with no mark between:
/// `Special Envoy for the Sahel Ana Ruiz`, `chief of mission Ana Ruiz`.
pub fn linked_noun(cast: &Cast<'_, '_>, first: usize, limit: usize) -> Option<usize> {
    let mut n_small = 0;
    let from = limit.max(first.saturating_sub(10));
    for at in (from..first).rev() {
        let word: &str = &cast.reading.folded[at];
        let heads = is_noun(word) && cast.mention_at(at).is_none();
        if heads && at + 2 < first && matches!(cast.low(at + 1, at), "on" | "for" | "of" | "to") {
            let is_short = first - at == 3 && !is_in(Class::Function, cast.low(at + 2, at));
            let lead = (from..=at).rev().take_while(|at| is_title_word(&cast.reading.folded[*at])).last().unwrap_or(at);
            return (is_short || cast.reading.tokens[lead].is_capitalised()).then_some(at);
        }
        match cast.label_at(at) {
            Some(Label::Place | Label::Org | Label::Group | Label::Law | Label::Event) => continue,
            Some(_) => return None,
            None => {}
        }
        let is_link = matches!(word, "of" | "for" | "on" | "in" | "to" | "the" | "and" | "'s" | "’s" | "'" | "’");
        if !is_link && !is_content(cast, at) {
            return None;
        }
        n_small += usize::from(!is_link && !cast.reading.tokens[at].is_capitalised());
        if n_small > 4 {
            return None;
        }
    }
    None
}

/// A word that a title can hold: no mark, no verb that is seen, no small word.
fn is_content(cast: &Cast<'_, '_>, at: usize) -> bool {
    let word: &str = &cast.reading.folded[at];
    let is_word = word.chars().next().is_some_and(char::is_alphabetic);
    is_word && !is_in(Class::Function, word) && !is_in(Class::Speech, word) && !word.ends_with("ed")
}
