//! Cards by the keys of their names, kept between questions: whose names may be like this one.
//!
//! Holds keys, numbers and names, those that were compared last ready to be compared again: a comparison reads nothing of
//! the dossier, where two dozen cards lie far apart. Never older than the dossier it is asked with.

use crate::model::kind::Label;
use crate::names::form::Form;
use crate::resolve::kept::Cards;
use crate::store::Db;
use crate::store::Result;
use crate::store::read::alike;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::hash::DefaultHasher;
use std::hash::Hash as _;
use std::hash::Hasher as _;

/// Cards by the keys of their names.
#[derive(Debug, Default)]
pub struct Index {
    /// Number of the last operation that it knows; `None`: nothing was read yet.
    known_to: Option<i64>,
    cards: BTreeMap<u64, Vec<i64>>,
    named: BTreeMap<i64, Named>,
    /// Names of cards that were compared; the same few are with each name of an article, and with each reading of it.
    forms: BTreeMap<i64, Vec<Form>>,
    /// What else was read of cards that were compared.
    pub(super) kept: Cards,
}

/// A card with what it is found and compared by.
#[derive(Debug)]
struct Named {
    label: Label,
    keys: Vec<u64>,
    /// Its own first; at most [`alike::MAX_NAMES`].
    names: Vec<Box<str>>,
}

/// A key that so many cards share tells nothing of any.
const MAX_CARDS_OF_KEY: usize = 2_000;

/// Most cards that are compared with one name.
const MAX_FOUND: usize = 24;

/// More names than these are not kept ready.
const MAX_READY: usize = 20_000;

/// More changed cards than this are not worth following one by one.
const MAX_FOLLOWED: usize = 5_000;

impl Index {
    /// Brings it to the state of the dossier.
    pub fn catch_up(&mut self, db: &Db) -> Result<()> {
        let state = alike::state(db)?;
        self.kept.keep_if(state);
        let last = state.last_operation;
        if self.known_to == Some(last) {
            return Ok(());
        }
        let renamed = match self.known_to {
            Some(known_to) if known_to < last => alike::renamed_since(db, known_to)?,
            _ => None,
        };
        match renamed.filter(|renamed| renamed.len() <= MAX_FOLLOWED) {
            Some(renamed) => {
                for id in renamed {
                    self.forget(id);
                    if let Some((label, names)) = alike::names(db, id)? {
                        for name in &names {
                            self.add(id, label, name);
                        }
                    }
                }
            }
            None => {
                *self = Self { kept: std::mem::take(&mut self.kept), ..Self::default() };
                alike::each_name(db, |id, label, name| self.add(id, label, name))?;
            }
        }
        self.known_to = Some(last);
        Ok(())
    }

    fn add(&mut self, id: i64, label: Label, name: &str) {
        let card = self.named.entry(id).or_insert_with(|| Named { label, keys: Vec::new(), names: Vec::new() });
        if card.names.len() < alike::MAX_NAMES {
            card.names.push(name.into());
        }
        for key in hashed(label, &Form::new(label, name)) {
            if !card.keys.contains(&key) {
                card.keys.push(key);
                self.cards.entry(key).or_default().push(id);
            }
        }
    }

    fn forget(&mut self, id: i64) {
        self.forms.remove(&id);
        for key in self.named.remove(&id).map(|card| card.keys).unwrap_or_default() {
            if let Some(cards) = self.cards.get_mut(&key) {
                cards.retain(|other| *other != id);
            }
        }
    }

    /// The names that a card is compared by, its own first; none where it was merged away.
    pub fn forms(&mut self, card: i64) -> &[Form] {
        if self.forms.len() >= MAX_READY {
            self.forms.clear();
        }
        let named = &self.named;
        self.forms.entry(card).or_insert_with(|| {
            let ready = |card: &Named| card.names.iter().map(|name| Form::new(card.label, name)).collect();
            named.get(&card).map(ready).unwrap_or_default()
        })
    }

    /// Cards that share a key with one of these names; those that share the rarest keys first.
    pub fn like(&self, label: Label, names: &[Form]) -> Vec<i64> {
        let keys: BTreeSet<u64> = names.iter().flat_map(|name| hashed(label, name)).collect();
        let mut told: BTreeMap<i64, f64> = BTreeMap::new();
        for key in keys {
            let Some(cards) = self.cards.get(&key).filter(|cards| cards.len() <= MAX_CARDS_OF_KEY) else { continue };
            let weight = 1.0 / cards.len() as f64;
            for card in cards {
                *told.entry(*card).or_default() += weight;
            }
        }
        let mut found: Vec<(i64, f64)> = told.into_iter().collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(MAX_FOUND);
        found.into_iter().map(|(card, _)| card).collect()
    }

    /// Pairs of cards that share a key with few others, each once; those that share the rarest keys first.
    pub fn pairs(&self, most: usize) -> Vec<(i64, i64)> {
        const MANY: usize = 12;
        let mut told: BTreeMap<(i64, i64), f64> = BTreeMap::new();
        for cards in self.cards.values().filter(|cards| (2..=MANY).contains(&cards.len())) {
            for (index, a) in cards.iter().enumerate() {
                for b in &cards[index + 1..] {
                    *told.entry((*a.min(b), *a.max(b))).or_default() += 1.0 / cards.len() as f64;
                }
            }
        }
        let mut pairs: Vec<((i64, i64), f64)> = told.into_iter().collect();
        pairs.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        pairs.truncate(most);
        pairs.into_iter().map(|(pair, _)| pair).collect()
    }
}

/// The keys of a name with its kind: cards of two kinds are never one.
fn hashed(label: Label, name: &Form) -> Vec<u64> {
    let hash = |key: String| {
        let mut hasher = DefaultHasher::new();
        (label, key).hash(&mut hasher);
        hasher.finish()
    };
    name.lookup_keys().into_iter().map(hash).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(names: &[(i64, &str)]) -> Index {
        let mut index = Index::default();
        for (id, name) in names {
            index.add(*id, Label::Person, name);
        }
        index
    }

    fn like(index: &Index, name: &str) -> Vec<i64> {
        index.like(Label::Person, &[Form::new(Label::Person, name)])
    }

    #[test]
    fn who_shares_more_comes_first() {
        let index = index(&[(1, "Imran Durrani"), (2, "Asif Durrani"), (3, "Thomas West")]);
        assert_eq!(like(&index, "Asef Durani"), [2, 1]);
        assert_eq!(like(&index, "Ana Ruiz"), Vec::<i64>::new());
        assert_eq!(index.like(Label::Org, &[Form::new(Label::Org, "Durrani")]), Vec::<i64>::new(), "another kind");
    }

    #[test]
    fn what_is_forgotten_is_found_no_more() {
        let mut index = index(&[(1, "Asif Durrani"), (2, "Asif Durrani")]);
        assert_eq!(index.pairs(9), [(1, 2)]);
        index.forget(1);
        assert_eq!(like(&index, "Asif Durrani"), [2]);
        assert_eq!(index.pairs(9), []);
    }
}
