//! Ties the names of one article together: names of one list entry, equal names, surnames after full names, acronyms
//! after what they stand for.
//!
//! Never ties across articles, and never where two are honest: an ambiguous surname stays a card of its own.

use std::collections::HashMap;

use crate::extract::found::Found;
use crate::extract::reading::Reading;
use crate::model::extraction::EntityProposal;
use crate::model::extraction::MentionProposal;
use crate::model::kind::Label;
use crate::names::fold;
use crate::names::is_acronym_of;
use crate::names::parts;

/// Mentions and the entities they name, both in reading order.
pub fn tie(reading: &Reading<'_>, found: Vec<Found>) -> (Vec<MentionProposal>, Vec<EntityProposal>) {
    let mut cards = Cards::default();
    let of_mention = cards.assign(reading, &found);
    let mut entities = cards.entities;
    let mut mentions = Vec::with_capacity(found.len());
    for (index, (one, entity)) in found.into_iter().zip(of_mention).enumerate() {
        if let Some(entity) = entity {
            entities[entity].mentions.push(index);
        }
        mentions.push(MentionProposal {
            span: reading.span(one.first, one.end),
            label: one.label,
            value: one.value,
            entity,
            score: one.score,
            rule: one.rule,
            known: one.known,
        });
    }
    (mentions, entities)
}

/// The entities made so far, with the keys they are found by.
#[derive(Default)]
struct Cards {
    entities: Vec<EntityProposal>,
    by_key: HashMap<(Label, String), usize>,
}

impl Cards {
    /// The entity of each mention. Full names are read first, so that a surname in the headline finds its bearer below.
    fn assign(&mut self, reading: &Reading<'_>, found: &[Found]) -> Vec<Option<usize>> {
        let mut of_mention = vec![None; found.len()];
        let surface = |one: &Found| reading.words(reading.span(one.first, one.end));
        let mut rest = Vec::new();
        for (index, one) in found.iter().enumerate() {
            if !one.label.names_entity() {
                continue;
            }
            let words = surface(one);
            let is_short = one.entry.is_none() && (words.split_whitespace().count() == 1 || is_acronym_shaped(words));
            if is_short {
                rest.push(index);
            } else {
                of_mention[index] = Some(self.full(one, words));
            }
        }
        for index in rest {
            let one = &found[index];
            let words = surface(one);
            let entity = self.short(one.label, words).unwrap_or_else(|| self.full(one, words));
            self.add_alias(entity, words);
            of_mention[index] = Some(entity);
        }
        self.in_reading_order(&mut of_mention);
        of_mention
    }

    fn full(&mut self, one: &Found, words: &str) -> usize {
        let name = one.entry.map_or(words, |entry| entry.name.as_str());
        let key = (one.label, fold(name));
        if let Some(entity) = self.by_key.get(&key).copied().or_else(|| self.longer_person(one.label, &key.1)) {
            self.add_alias(entity, words);
            return entity;
        }
        let entity = self.entities.len();
        let iso = one.entry.filter(|entry| entry.kind == crate::lists::Kind::Country).and_then(|entry| entry.iso);
        let ids = iso.map(|code| ("iso3166".to_owned(), code.to_owned())).into_iter().collect();
        self.entities.push(EntityProposal {
            label: one.label,
            name: name.to_owned(),
            aliases: Vec::new(),
            ids,
            mentions: Vec::new(),
        });
        self.by_key.insert(key, entity);
        self.add_alias(entity, words);
        entity
    }

    /// A person already met whose name has all words of this one, or the other way round, in order, ending alike.
    fn longer_person(&mut self, label: Label, key: &str) -> Option<usize> {
        if label != Label::Person {
            return None;
        }
        let mut matching = (0..self.entities.len()).filter(|index| {
            let entity = &self.entities[*index];
            entity.label == Label::Person && one_name_in_other(&fold(&entity.name), key)
        });
        matching.next().filter(|_| matching.next().is_none())
    }

    /// The one entity that a single word can stand for.
    fn short(&self, label: Label, words: &str) -> Option<usize> {
        let key = fold(words);
        if let Some(entity) = self.by_key.get(&(label, key.clone())) {
            return Some(*entity);
        }
        let mut fitting = self.entities.iter().enumerate().filter(|(_, entity)| {
            let same_label = entity.label == label;
            let name = fold(&entity.name);
            let person = label == Label::Person && same_label && is_name_of(&key, &name);
            person || (label != Label::Person && is_acronym_shaped(words) && is_acronym_of(words, &entity.name))
        });
        let only = fitting.next().map(|(index, _)| index);
        only.filter(|_| fitting.next().is_none())
    }

    fn add_alias(&mut self, entity: usize, words: &str) {
        let entity = &mut self.entities[entity];
        if entity.name == words || entity.aliases.iter().any(|alias| alias == words) {
            return;
        }
        let is_fuller =
            entity.label == Label::Person && words.split_whitespace().count() > entity.name.split_whitespace().count();
        let alias = if is_fuller { std::mem::replace(&mut entity.name, words.to_owned()) } else { words.to_owned() };
        entity.aliases.push(alias);
    }

    /// Numbers the entities by their first mention.
    fn in_reading_order(&mut self, of_mention: &mut [Option<usize>]) {
        let mut new_index = vec![None; self.entities.len()];
        let mut order = Vec::new();
        for entity in of_mention.iter_mut().flatten() {
            let index = *new_index[*entity].get_or_insert_with(|| {
                order.push(*entity);
                order.len() - 1
            });
            *entity = index;
        }
        let mut old: Vec<Option<EntityProposal>> = std::mem::take(&mut self.entities).into_iter().map(Some).collect();
        self.entities = order.into_iter().filter_map(|index| old[index].take()).collect();
    }
}

/// Two capitals or more, no small letter, no space.
fn is_acronym_shaped(words: &str) -> bool {
    let capitals = words.chars().filter(|c| c.is_uppercase()).count();
    capitals > 1 && !words.contains(char::is_whitespace) && !words.chars().any(char::is_lowercase)
}

/// Whether the single word is the last name, or one that is as telling, in the full name.
fn is_name_of(word: &str, full: &str) -> bool {
    let n_parts = parts(full).count();
    n_parts > 1 && parts(full).any(|part| part == word) && word.chars().count() > 1
}

/// Whether one of two names of several words is the other with words left out, with the same last word.
fn one_name_in_other(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let mut rest = parts(long);
    let is_inside = parts(short).all(|word| rest.any(|part| part == word));
    is_inside && parts(short).count() > 1 && parts(long).next_back() == parts(short).next_back()
}
