//! Titles behind a name: `Ana Ruiz, the mayor of Lima, …`, `Ana Ruiz (then head of the council)`; and how far a title goes on
//! over `of` and `for`.
//!
//! Never takes an enumeration for a title: `Ruiz, ministers and others`.

use crate::extract::cast::Cast;
use crate::extract::quotes::verbs::is_finite;
use crate::extract::roles::Role;
use crate::extract::roles::own;
use crate::extract::roles::parse;
use crate::extract::roles::title;
use crate::extract::roles::told;
use crate::extract::roles::words::is_noun;
use crate::extract::roles::words::is_title_word;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;

/// `…, the country's foreign minister, …`, `…, a spokesman for the council`.
pub fn after(cast: &Cast<'_, '_>, first: usize, end: usize, holder: Option<usize>) -> Option<Role> {
    let Opening { mut start, qualifier, is_past } = opening(cast, first, end)?;
    if matches!(cast.low(start, first), "the" | "a" | "an" | "his" | "her" | "its" | "their") {
        start += 1;
    }
    if let Some(role) = told::trade(cast, (first, end), start) {
        return Some(Role { holder, ..role });
    }
    let sentence = cast.reading.sentence(first);
    let mut at = start;
    let mut noun = None;
    while at < sentence.end {
        let word: &str = &cast.reading.folded[at];
        let possessive = matches!(cast.reading.tokens[at].text, "'s" | "’s" | "'" | "’");
        match cast.mention_at(at) {
            Some(mention) if matches!(cast.mentions[mention].label, Label::Place | Label::Group | Label::Org) => {
                at = cast.ranges[mention].1;
            }
            None if is_noun(word) => {
                noun = Some(at);
                at += 1;
            }
            None if is_title_word(word)
                || possessive
                || matches!(word, "country" | "council") && noun.is_none()
                || noun.is_none() && at < start + 3 && is_possessor(cast, at, first)
                || at == start && names_field(cast, at) =>
            {
                at += 1;
            }
            _ => break,
        }
    }
    let noun = noun?;
    let stop = tail_end(cast, noun + 1, first);
    let mut role = parse(cast, start, stop)?;
    let after_phrase = cast.low(stop, first);
    // `Ruiz, president of Peru and …` is one; `Ruiz, ministers and others` is an enumeration. `Ruiz, the head of the mission
    // announced` lacks a comma.
    let is_said = stop > noun + 1 && is_in(Class::Speech, after_phrase);
    if !is_said && !CLOSING.contains(&after_phrase) {
        return None;
    }
    if names_field(cast, start) {
        role.title = format!("{} {}", cast.reading.tokens[start].text, role.title);
    }
    own(cast, &mut role, start);
    // `head of the health bureau in Lima`
    let here = (after_phrase == "in").then(|| cast.mention_at(stop + 1)).flatten();
    let here = here.filter(|mention| role.place.is_none() && cast.mentions[*mention].label == Label::Place);
    if let Some(mention) = here {
        role.place = cast.mentions[mention].entity;
        role.end = cast.ranges[mention].1;
    }
    let is_over = is_past && after_phrase == "until";
    role.qualifier = role.qualifier.or_else(|| qualifier.or(is_over.then_some("former")).map(str::to_owned));
    role.first = first;
    role.end += usize::from(cast.low(end, first) == "(" && cast.low(stop, first) == ")");
    role.holder = holder;
    role.since = told::since(cast, stop, first);
    role.rule = "roles.after";
    role.score = 0.8;
    Some(role)
}

/// What follows a title behind a name.
const CLOSING: &[&str] = &[
    ",", ".", ";", "", "and", ")", "—", "–", "until", "from", "who", "said", "told", "”", "\"", "in", "at", "since",
    "on",
];

/// What opens a title behind a name: where it begins, what a word before it says of it, and whether a verb puts it in the
/// past.
struct Opening {
    start: usize,
    qualifier: Option<&'static str>,
    is_past: bool,
}

/// `, the`, `(`, `, then`, `, who has been`.
fn opening(cast: &Cast<'_, '_>, first: usize, end: usize) -> Option<Opening> {
    if !matches!(cast.low(end, first), "," | "(" | "—" | "–") {
        return None;
    }
    let mut start = end + 1;
    let mut is_past = false;
    if matches!(cast.low(start, first), "who") {
        let has = usize::from(matches!(cast.low(start + 1, first), "has" | "had"));
        let verb = start + 1 + has;
        let is_verb = if has > 0 { "been" } else { "is" } == cast.low(verb, first);
        is_past = has == 0 && cast.low(verb, first) == "was" || cast.low(start + 1, first) == "had";
        if !is_verb && !is_past {
            return None;
        }
        start = verb + 1;
    }
    let qualifier = match cast.low(start, first) {
        "formerly" | "previously" | "once" => Some("former"),
        "then" => Some("then"),
        _ => None,
    };
    start +=
        usize::from(qualifier.is_some() || matches!(cast.low(start, first), "also" | "now" | "currently" | "both"));
    Some(Opening { start, qualifier, is_past })
}

/// `emergency` in `emergency coordinator for the Bay Union`: the one plain word before a title.
fn names_field(cast: &Cast<'_, '_>, at: usize) -> bool {
    let word: &str = &cast.reading.folded[at];
    let is_plain = word.len() > 3
        && word.chars().all(char::is_alphabetic)
        && cast.reading.tokens[at].text.starts_with(char::is_lowercase)
        && !is_in(Class::Function, word)
        && !is_in(Class::Speech, word)
        && !is_title_word(word)
        && !word.ends_with("ed")
        && !is_finite(cast, at);
    is_plain && cast.mention_at(at + 1).is_none() && is_noun(cast.low(at + 1, at))
}

/// `region` in `the region's health bureau`, `mining` in `the mining company's director`.
pub fn is_possessor(cast: &Cast<'_, '_>, at: usize, beside: usize) -> bool {
    let is_plain = |at: usize| {
        let word = cast.low(at, beside);
        word.len() > 2 && word.chars().all(char::is_alphabetic) && !is_in(Class::Function, word)
    };
    let owns = |at: usize| matches!(cast.low(at, beside), "'s" | "’s" | "'" | "’");
    is_plain(at) && (owns(at + 1) || is_plain(at + 1) && owns(at + 2))
}

/// `of`, `for`, `at` with a name, and the small words around it, or up to four words behind it: `of the Lima police`.
pub fn tail_end(cast: &Cast<'_, '_>, at: usize, beside: usize) -> usize {
    if matches!(cast.low(at, beside), "from" | "with") {
        return title::named_behind(cast, at, beside).unwrap_or(at);
    }
    if !matches!(cast.low(at, beside), "of" | "for" | "at" | "to" | "in") {
        return at;
    }
    let the = usize::from(matches!(cast.low(at + 1, beside), "the" | "a" | "an" | "its" | "their"));
    let from = at + 1 + the;
    let stops = |index: usize| {
        matches!(
            cast.low(index, beside),
            "," | "."
                | ";"
                | ""
                | "and"
                | "who"
                | "said"
                | "told"
                | "in"
                | "at"
                | ")"
                | "—"
                | "–"
                | "\""
                | "“"
                | "since"
                | "until"
                | "from"
                | "on"
                | "to"
                | "for"
        ) || is_in(Class::Function, cast.low(index, beside)) && cast.low(index, beside) != "of"
    };
    if cast.low(at, beside) == "in" && cast.mention_at(from).is_none() {
        return at;
    }
    let mut end = from;
    while end < from + 7 {
        if let Some(mention) = cast.mention_at(end) {
            if cast.mentions[mention].label == Label::Person || !cast.mentions[mention].label.names_entity() {
                break;
            }
            end = title::behind_acronym(cast, cast.ranges[mention].1);
        } else if stops(end) || cast.low(end, beside).ends_with("ed") && end > from {
            break;
        } else {
            end += 1;
        }
    }
    if end > from { end } else { at }
}
