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
use crate::names::initials;
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

/// Bearers of one name that a further one is compared with. Where there are more, none is meant for sure.
const MAX_BEARERS: usize = 64;

/// The entities made so far, with the keys they are found by.
#[derive(Default)]
struct Cards {
    entities: Vec<EntityProposal>,
    by_key: HashMap<(Label, String), usize>,
    /// Persons by each word of their names, folded.
    by_part: HashMap<String, Vec<usize>>,
    /// Other names by their initials.
    by_initials: HashMap<String, Vec<usize>>,
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
        if one.label == Label::Person {
            let mut words: Vec<&str> = parts(&key.1).collect();
            words.sort_unstable();
            words.dedup();
            // A name of one word is found by its key; its parts must not make others ambiguous.
            for part in words.iter().filter(|part| words.len() > 1 && part.chars().count() > 1) {
                self.by_part.entry((*part).to_owned()).or_default().push(entity);
            }
        } else if name.contains(' ') {
            self.by_initials.entry(initials(name)).or_default().push(entity);
        }
        self.by_key.insert(key, entity);
        self.add_alias(entity, words);
        entity
    }

    /// A person already met whose name has all words of this one, or the other way round, in order, ending alike.
    fn longer_person(&self, label: Label, key: &str) -> Option<usize> {
        if label != Label::Person {
            return None;
        }
        let last = parts(key).next_back()?;
        let same_last = self.by_part.get(last).filter(|bearers| bearers.len() <= MAX_BEARERS)?;
        let mut matching =
            same_last.iter().copied().filter(|index| one_name_in_other(&fold(&self.entities[*index].name), key));
        matching.next().filter(|_| matching.next().is_none())
    }

    /// The one entity that a single word can stand for.
    fn short(&self, label: Label, words: &str) -> Option<usize> {
        let key = fold(words);
        if let Some(entity) = self.by_key.get(&(label, key.clone())) {
            return Some(*entity);
        }
        let fitting = if label == Label::Person {
            self.by_part.get(&key)?
        } else {
            let letters: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
            self.by_initials.get(&letters).filter(|_| is_acronym_shaped(words))?
        };
        if let [only] = fitting.as_slice() { Some(*only) } else { None }
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

/// Whether one of two names of several words is the other with words left out, with the same last word.
fn one_name_in_other(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let mut rest = parts(long);
    let is_inside = parts(short).all(|word| rest.any(|part| part == word));
    is_inside && parts(short).count() > 1 && parts(long).next_back() == parts(short).next_back()
}
