//! Names of the analyst's own lists in an article: where they stand, what they tell the tagger, whose they are.
//!
//! Never overrules the words around a name, and never chooses between two who bear it: both are offered.

use crate::extract::found::Found;
use crate::extract::memory::Memory;
use crate::extract::reading::Reading;
use crate::extract::tagger::Urge;
use crate::lists::own::Bearers;
use crate::lists::own::OwnLists;
use crate::model::extraction::EntityProposal;
use crate::model::kind::Label;
use std::borrow::Cow;

/// The rule of a name that stands in an analyst's own list; its title follows behind a colon.
pub const RULE: &str = "lists.own";

/// How much a name of several words, or of one, speaks for itself: natural logarithms, as weights are.
const SEVERAL_WORDS: f32 = 2.0;
const ONE_WORD: f32 = 0.7;

/// Things that a name may mean which are offered at most.
const MAX_CHOICES: usize = 9;

/// A name of a list: tokens `[first, end)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    pub first: usize,
    pub end: usize,
    pub bearers: Bearers,
}

/// Names of the lists, left to right, longest first, without overlaps.
pub fn find(reading: &Reading<'_>, lists: &OwnLists) -> Vec<Listed> {
    let mut found = Vec::new();
    let mut first = 0;
    while first < reading.tokens.len() {
        let sentence_end = reading.sentence(first).end;
        match lists.at(reading.text, &reading.tokens[first..sentence_end]) {
            Some(hit) => {
                let end = first + hit.n_tokens;
                found.push(Listed { first, end, bearers: hit.bearers });
                first = end;
            }
            None => first += 1,
        }
    }
    found
}

/// What the names of the lists tell the tagger, in the order of their first tokens.
pub fn urges(reading: &Reading<'_>, lists: &OwnLists, listed: &[Listed]) -> Vec<Urge> {
    let mut urges = Vec::new();
    for Listed { first, end, bearers } in listed.iter().copied() {
        if Memory::goes_on(reading, first, end) {
            continue;
        }
        let labels = lists.labels(bearers);
        let weight = if end - first > 1 { SEVERAL_WORDS } else { ONE_WORD };
        let weight = weight - (labels.len() as f32).ln();
        urges.extend(labels.into_iter().map(|label| Urge { first, end, label, weight }));
    }
    urges
}

/// The rule as it is told: with the title of the list.
pub fn rule_of(one: &Found, lists: Option<&OwnLists>) -> Cow<'static, str> {
    let title = lists.zip(one.own).filter(|_| one.rule == RULE).and_then(|(lists, bearers)| {
        let (list, _) = lists.entries(bearers).find(|(_, entry)| entry.label == one.label)?;
        Some(list.title.as_str())
    });
    title.map_or(Cow::Borrowed(one.rule), |title| Cow::Owned(rule(title)))
}

/// Gives entities the identifiers of what their names mean in the lists, where that is one thing; where it may be
/// several, these to choose from.
pub fn identify(entities: &mut [EntityProposal], found: &[Found], of_mention: &[Option<usize>], lists: &OwnLists) {
    let mut hits: Vec<Vec<Bearers>> = vec![Vec::new(); entities.len()];
    for (one, entity) in found.iter().zip(of_mention) {
        if let (Some(bearers), Some(entity)) = (one.own, *entity)
            && !hits[entity].contains(&bearers)
        {
            hits[entity].push(bearers);
        }
    }
    for (entity, hits) in entities.iter_mut().zip(hits).filter(|(_, hits)| !hits.is_empty()) {
        let things = meant(lists, &hits, entity.label);
        match things.as_slice() {
            [] => {}
            [only] => {
                let ids = only.iter().flat_map(|place| lists.entry(*place).1.ids.iter());
                for id in ids {
                    if !entity.ids.contains(id) {
                        entity.ids.push(id.clone());
                    }
                }
            }
            several => {
                let firsts = several.iter().filter_map(|thing| thing.first()).take(MAX_CHOICES);
                entity.choices = firsts.map(|place| lists.choice(*place)).collect();
            }
        }
    }
}

/// One thing with all rows of the lists that are it.
type Thing = Vec<(u32, u32)>;

/// What all the names of an entity can mean; where they have nothing in common, what any of them can.
fn meant(lists: &OwnLists, hits: &[Bearers], label: Label) -> Vec<Thing> {
    let of_hit: Vec<Vec<Thing>> = hits.iter().map(|bearers| things(lists, *bearers, label)).collect();
    let mut all: Vec<Thing> = Vec::new();
    for thing in of_hit.iter().flatten() {
        add(lists, &mut all, thing);
    }
    let is_in = |thing: &Thing, hit: &Vec<Thing>| hit.iter().any(|other| are_one(lists, thing, other));
    let common: Vec<Thing> = all.iter().filter(|thing| of_hit.iter().all(|hit| is_in(thing, hit))).cloned().collect();
    if common.is_empty() { all } else { common }
}

/// Those that bear one name, rows of one thing together.
pub fn things(lists: &OwnLists, bearers: Bearers, label: Label) -> Vec<Thing> {
    let mut found: Vec<Thing> = Vec::new();
    for place in lists.places(bearers).iter().filter(|place| lists.entry(**place).1.label == label) {
        add(lists, &mut found, &vec![*place]);
    }
    found
}

fn add(lists: &OwnLists, things: &mut Vec<Thing>, new: &Thing) {
    match things.iter_mut().find(|thing| are_one(lists, thing, new)) {
        Some(thing) => {
            for place in new {
                if !thing.contains(place) {
                    thing.push(*place);
                }
            }
        }
        None => things.push(new.clone()),
    }
}

fn are_one(lists: &OwnLists, a: &Thing, b: &Thing) -> bool {
    a.iter().any(|a| b.iter().any(|b| lists.are_one(*a, *b)))
}

/// Whether a name means one thing, and a list that is sure says so.
pub fn is_sure(lists: &OwnLists, bearers: Bearers, label: Label) -> bool {
    let things = things(lists, bearers, label);
    let [only] = things.as_slice() else { return false };
    lists.labels(bearers).len() == 1 && only.iter().any(|place| lists.entry(*place).0.is_sure)
}

/// The rule of suggestions that rest on the list of this title.
pub fn rule(title: &str) -> String {
    format!("{RULE}: {title}")
}
