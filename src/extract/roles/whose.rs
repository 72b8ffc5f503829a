//! Whose a title is that names no owner: `its director` of the institution that the text is about, `his lawyer` of the
//! person; and who is named by whom they serve: `a spokesman for the governor, Ana Ruiz`.
//!
//! Never takes the nearest name for the owner: whoever is not the subject of what is told is nobody's antecedent.

use crate::extract::cast::Cast;
use crate::extract::quotes::gender::Gender;
use crate::extract::quotes::gender::by_name;
use crate::extract::quotes::verbs::has_finite;
use crate::extract::quotes::verbs::is_finite;
use crate::extract::roles::Role;
use crate::extract::roles::key_of;
use crate::extract::roles::parse;
use crate::extract::roles::phrase_start;
use crate::extract::roles::words::is_noun;
use crate::lists::Kind;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::lists::lists;
use crate::model::kind::Label;
use crate::model::kind::ZoneKind;

/// How many sentences back the one is looked for that a pronoun goes on with.
const BACK: usize = 3;

/// Titles that one person has of another; of an office, `his minister`, the state is the owner.
const PERSONAL: &[&str] = &[
    "lawyer",
    "attorney",
    "counsel",
    "solicitor",
    "advocate",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "adviser",
    "advisor",
    "secretary",
    "deputy",
    "manager",
    "coach",
    "doctor",
    "physician",
];

/// Those who are what they are by another person, and hold no office by it.
const RELATED: &[&str] = &[
    "aide",
    "ally",
    "assistant",
    "bodyguard",
    "brother",
    "critic",
    "colleague",
    "cousin",
    "daughter",
    "driver",
    "father",
    "friend",
    "grandson",
    "granddaughter",
    "husband",
    "mother",
    "nephew",
    "niece",
    "opponent",
    "partner",
    "predecessor",
    "relative",
    "rival",
    "sister",
    "son",
    "successor",
    "supporter",
    "uncle",
    "aunt",
    "widow",
    "widower",
    "wife",
];

/// The noun for a person that the title at `start` hangs on: `spokesman` of `a spokesman for the governor`. The name
/// behind such a title is that person's.
pub fn served(cast: &Cast<'_, '_>, start: usize, limit: usize) -> Option<usize> {
    let determined = matches!(cast.reading.low_before(start), "the" | "a" | "an" | "his" | "her" | "its" | "their");
    let link = start.checked_sub(1 + usize::from(determined)).filter(|link| *link > limit)?;
    let head = link - 1;
    let is_link = matches!(cast.low(link, start), "of" | "for" | "to");
    let word = cast.low(head, start);
    (is_link && cast.mention_at(head).is_none() && (is_noun(word) || RELATED.contains(&word))).then_some(head)
}

/// The title whose noun stands at `head` and that goes on to token `end`; none where the noun is no title.
pub fn serving(cast: &Cast<'_, '_>, head: usize, end: usize, limit: usize) -> Option<Role> {
    if !is_noun(cast.low(head, head)) {
        return None;
    }
    parse(cast, phrase_start(cast, head + 1, limit), end)
}

/// Whether the title that begins at `start` is somebody's: `his lawyer`, `Ruiz's lawyer`.
pub fn is_of_person(cast: &Cast<'_, '_>, start: usize) -> bool {
    matches!(cast.reading.low_before(start), "his" | "her") || owner_by_name(cast, start).is_some()
}

/// `Ruiz` of `Ruiz's lawyer`.
fn owner_by_name(cast: &Cast<'_, '_>, start: usize) -> Option<usize> {
    let is_owned = matches!(cast.reading.low_before(start), "'s" | "’s" | "'" | "’");
    let mention = cast.mention_at(start.checked_sub(2).filter(|_| is_owned)?)?;
    cast.mentions[mention].entity.filter(|_| cast.mentions[mention].label == Label::Person)
}

/// Says in a title whose it is, where one person has it of another and it is clear of whom: `lawyer of Ana Ruiz`.
pub fn of_person(cast: &Cast<'_, '_>, role: &mut Role, start: usize) {
    if !PERSONAL.contains(&role.last_word().to_lowercase().as_str()) {
        return;
    }
    let owner = owner_by_name(cast, start).or_else(|| his(cast, start));
    if let Some(owner) = owner {
        role.title = format!("{} of {}", role.title, cast.entities[owner].name);
        role.key = key_of(&role.title);
    }
}

/// Whom `his` before a title means: the one person of its paragraph before it, or of the sentence before where it opens the
/// paragraph, whom nothing tells to be a woman. With a second one nobody can tell.
fn his(cast: &Cast<'_, '_>, start: usize) -> Option<usize> {
    let pronoun = start.checked_sub(1)?;
    let gender = Gender::of_pronoun(cast.low(pronoun, start)).filter(|_| cast.mention_at(pronoun).is_none())?;
    let own = cast.reading.sentence_of[pronoun];
    let sentences = &cast.reading.sentences;
    let zone = sentences[own].zone_idx;
    let opens = sentences[..own].iter().rev().take(LONGEST).take_while(|one| one.zone_idx == zone).last();
    let named_in = |first: usize, end: usize| -> Vec<usize> {
        let is_it = |mention: &usize| cast.mentions[*mention].label == Label::Person;
        let mut named: Vec<usize> =
            cast.mentions_in(first, end).filter(is_it).filter_map(|at| cast.mentions[at].entity).collect();
        named.sort_unstable();
        named.dedup();
        named.retain(|entity| by_name(cast, *entity).is_none_or(|told| told == gender));
        named
    };
    let here = named_in(opens.map_or(sentences[own].first, |one| one.first), pronoun);
    let before = own.checked_sub(1).map(|before| &sentences[before]);
    let found = match before.filter(|before| here.is_empty() && before.zone == ZoneKind::Body) {
        Some(before) => named_in(before.first, before.end),
        None => here,
    };
    let [one] = found[..] else { return None };
    Some(one)
}

/// Sentences of a paragraph that are looked back over.
const LONGEST: usize = 12;

/// Whose `its president` is: the institution that is the subject of its own sentence before the title, or else of the
/// nearest sentence before that has a name for its subject. A country there is none, a noun without a name is unknown.
pub fn its(cast: &Cast<'_, '_>, title: usize) -> Option<usize> {
    let own = cast.reading.sentence(title);
    let pronoun = title.checked_sub(1).filter(|at| *at >= own.first)?;
    if pronoun > own.first
        && let Some(found) = subject(cast, own.first, pronoun)
    {
        return institution(cast, found);
    }
    // `“The dam is safe,” its director, Ana Ruiz, said`; `In May its director, Ana Ruiz, left`: nothing before the pronoun acts.
    let is_behind_quote = pronoun > own.first && matches!(cast.reading.tokens[pronoun - 1].text, "”" | "\"");
    if !is_behind_quote && has_finite(cast, own.first, pronoun) {
        return None;
    }
    let mut first = own.first;
    for _ in 0..BACK {
        let before = first.checked_sub(1).map(|last| cast.reading.sentence(last))?;
        if before.zone != ZoneKind::Body || cast.reading.zone_of(title) != ZoneKind::Body {
            return None;
        }
        match subject(cast, before.first, before.end) {
            // `Ana Ruiz thanked them`: nobody's `its`.
            Some(mention) if cast.mentions[mention].label == Label::Person => first = before.first,
            // `“It was the state,” …`: what is quoted has a subject of its own.
            None if is_quoted(cast, before.first, before.end) => first = before.first,
            found => return institution(cast, found.or_else(|| presented(cast, before.first, before.end))?),
        }
    }
    None
}

/// Whether a sentence opens with a quotation mark.
fn is_quoted(cast: &Cast<'_, '_>, first: usize, end: usize) -> bool {
    first < end && matches!(cast.reading.tokens[first].text, "“" | "\"")
}

/// `The boat belongs to Velmont Tours, a company in Lima`: the one institution that a sentence names, and says what it is.
fn presented(cast: &Cast<'_, '_>, first: usize, end: usize) -> Option<usize> {
    let mut named = cast.mentions_in(first, end).filter(|mention| cast.mentions[*mention].label == Label::Org);
    let one = named.next()?;
    let behind = cast.ranges[one].1;
    let is_told = cast.low(behind, behind - 1) == "," && matches!(cast.low(behind + 1, behind), "a" | "an");
    (is_told && named.next().is_none()).then_some(one)
}

fn institution(cast: &Cast<'_, '_>, mention: usize) -> Option<usize> {
    cast.mentions[mention].entity.filter(|_| cast.mentions[mention].label == Label::Org)
}

/// The name that opens tokens `[first, end)` and acts: behind an article, words that describe it and words of time, and
/// before a verb, over an aside. Where another name acts with it, neither is the one.
fn subject(cast: &Cast<'_, '_>, first: usize, end: usize) -> Option<usize> {
    let mut at = first;
    // `On Monday, …`, `In Peru, …`
    if is_in(Class::Function, cast.low(at, first)) && !matches!(cast.low(at, first), "the" | "its" | "a") {
        let comma = (at..end.min(at + 8)).find(|index| cast.reading.tokens[*index].text == ",")?;
        if has_finite(cast, at, comma) {
            return None;
        }
        at = comma + 1;
    }
    let is_aside = |at: usize| {
        let word = cast.low(at, first);
        let is_word = cast.reading.tokens[at].text.starts_with(char::is_lowercase);
        cast.mention_at(at).is_none() && (word == "the" || is_word && !is_in(Class::Function, word))
            || matches!(cast.label_at(at), Some(Label::Group | Label::Date))
    };
    let is_owner = |mention: usize| matches!(cast.low(cast.ranges[mention].1, first), "'s" | "’s" | "'" | "’");
    while at < end && at < first + 14 && !is_finite(cast, at) {
        match cast.mention_at(at) {
            Some(mention) if is_owner(mention) => at = cast.ranges[mention].1 + 1,
            Some(mention) if is_actor(cast, mention) => {
                return acts(cast, cast.ranges[mention].1, end).then_some(mention);
            }
            _ if is_aside(at) => at += 1,
            _ => return None,
        }
    }
    None
}

fn is_actor(cast: &Cast<'_, '_>, mention: usize) -> bool {
    let words = || cast.reading.words(cast.mentions[mention].span);
    match cast.mentions[mention].label {
        Label::Org | Label::Person => true,
        Label::Place => lists().named(words()).is_some_and(|entry| entry.kind == Kind::Country),
        _ => false,
    }
}

/// Whether a verb stands at `at`, behind an acronym in brackets, an aside between commas, and small words.
fn acts(cast: &Cast<'_, '_>, at: usize, end: usize) -> bool {
    let closing = match cast.low(at, at.saturating_sub(1)) {
        "(" => ")",
        "," => ",",
        "-" | "–" | "—" => cast.reading.tokens[at].text,
        _ => "",
    };
    let from = if closing.is_empty() {
        at
    } else {
        let close = (at + 1..end.min(at + 24)).find(|index| cast.reading.tokens[*index].text == closing);
        close.map_or(end, |close| close + 1)
    };
    let is_joined = |at: usize| matches!(cast.low(at, at), "and" | "or");
    let until = end.min(from + 4);
    (from..until).take_while(|at| !is_joined(*at)).any(|at| has_finite(cast, at, at + 1) || is_present(cast, at, from))
}

/// `Velmont Holdings owns two mines`: a verb in the present, right behind its subject.
fn is_present(cast: &Cast<'_, '_>, at: usize, from: usize) -> bool {
    let word = cast.low(at, from);
    at == from
        && word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && cast.mention_at(at).is_none()
        && cast.reading.near(at, from).is_some_and(|token| token.text.starts_with(char::is_lowercase))
}
