//! Titles before a comma and a name that say no owner by name: `the commission's chairman, Ana Ruiz, …`, `the deputy head
//! of the mission, Ana Ruiz, …`, `the prosecutor, Ana Ruiz, …`.
//!
//! Never takes one of a list for an apposition: `the mayor, Ana Ruiz, and the bishop`.

use crate::extract::cast::Cast;
use crate::extract::roles::Role;
use crate::extract::roles::behind::is_possessor;
use crate::extract::roles::parse;
use crate::extract::roles::title;
use crate::extract::roles::whose;
use crate::extract::roles::words::is_noun;
use crate::extract::roles::words::is_title_word;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;

/// How far a title of this kind reaches.
const REACH: usize = 14;

/// The title between `the` and the comma at `comma`, before a name that ends at token `end`.
pub fn definite(cast: &Cast<'_, '_>, (comma, end): (usize, usize), limit: usize) -> Option<Role> {
    if cast.low(end, comma) != "," || goes_on(cast, end + 1, comma) {
        return None;
    }
    let start = opening(cast, comma, limit)?;
    if let Some(head) = whose::served(cast, start, limit) {
        let role = whose::serving(cast, head, comma, limit)?;
        return Some(Role { end, rule: "roles.apposed", score: 0.7, ..role });
    }
    let mut role = parse(cast, start, comma)?;
    let owner = cast.low(start + 1, comma).strip_prefix(['\'', '’']).map(|_| start);
    role.organisation = role.organisation.or_else(|| owner.and_then(|owner| title::meant_by(cast, owner)));
    role.end = end;
    role.rule = "roles.apposed";
    role.score = 0.7;
    Some(role)
}

/// Whether a list goes on at token `at`, behind a comma.
pub fn goes_on(cast: &Cast<'_, '_>, at: usize, beside: usize) -> bool {
    let is_next =
        matches!(cast.low(at, beside), "and" | "or" | "the" | "a" | "an" | "his" | "her" | "two" | "three" | "");
    is_next || cast.label_at(at) == Some(Label::Person)
}

/// Where the title begins that ends at `comma`: behind the nearest `the` that a title with all its words follows.
fn opening(cast: &Cast<'_, '_>, comma: usize, limit: usize) -> Option<usize> {
    let from = limit.max(comma.saturating_sub(REACH));
    let mut at = comma;
    while at > from {
        at -= 1;
        if cast.low(at, comma) == "the" && is_title(cast, at + 1, comma) {
            // `the bishop, the mayor, Ana Ruiz, …`
            let in_list = at > limit && matches!(cast.low(at - 1, comma), "," | "and" | "or");
            return (!in_list).then_some(at + 1);
        }
        if cast.mention_at(at).is_none() && !holds(cast, at, comma) {
            return None;
        }
    }
    None
}

/// A word that a title and what it is the title of can hold.
fn holds(cast: &Cast<'_, '_>, at: usize, beside: usize) -> bool {
    let word = cast.low(at, beside);
    let is_small = matches!(word, "of" | "for" | "at" | "on" | "in" | "to" | "the" | "and" | "'s" | "’s" | "'" | "’");
    let is_word = word.starts_with(char::is_alphabetic) && !is_in(Class::Function, word) && !is_in(Class::Speech, word);
    is_small || is_title_word(word) || is_word && !word.ends_with("ed")
}

/// Whether tokens `[start, comma)` are words of titles up to a noun, and then nothing or what a preposition brings.
fn is_title(cast: &Cast<'_, '_>, start: usize, comma: usize) -> bool {
    let mut at = start;
    let mut noun = None;
    while at < comma {
        let word = cast.low(at, start);
        match cast.mention_at(at) {
            Some(mention) if matches!(cast.mentions[mention].label, Label::Place | Label::Group | Label::Org) => {
                at = cast.ranges[mention].1;
            }
            Some(_) => return false,
            None if matches!(word, "'s" | "’s" | "'" | "’") => at += 1,
            None if noun.is_none() && is_possessor(cast, at, start) => at += 1,
            None if is_title_word(word) => {
                noun = if is_noun(word) { Some(at) } else { noun };
                at += 1;
            }
            None => break,
        }
    }
    let Some(noun) = noun else { return false };
    noun + 1 == comma || at == noun + 1 && is_tail(cast, at, comma)
}

/// `of the mission`, `for the south of the country`: every article stands behind a preposition.
fn is_tail(cast: &Cast<'_, '_>, at: usize, comma: usize) -> bool {
    let is_link = |at: usize| matches!(cast.low(at, comma), "of" | "for" | "at" | "on" | "in" | "to");
    let has_object = at + 1 < comma && !is_link(comma - 1);
    let is_joined = |at: usize| !matches!(cast.low(at, comma), "the" | "a" | "an") || is_link(at - 1);
    is_link(at) && has_object && (at..comma).all(is_joined)
}
