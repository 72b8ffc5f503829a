//! What was read of cards, kept while the dossier stays as it is: the same few may be one name of an article after the
//! other, and those of the article that was read ahead are asked about next.
//!
//! Never gives what was true before: each change of the dossier empties it.

use crate::store::Db;
use crate::store::Result;
use crate::store::read::alike;
use crate::store::read::alike::Held;
use crate::store::read::alike::State;
use crate::store::read::entities;
use crate::store::read::review::Card;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Cards as they were read.
#[derive(Debug, Default)]
pub struct Cards {
    /// The state of the dossier that all of it is true in; `None`: nothing was read yet.
    state: Option<State>,
    shown: BTreeMap<i64, bool>,
    roles: BTreeMap<i64, Vec<Held>>,
    short: BTreeMap<i64, Card>,
}

/// More of a kind than this are not kept.
const MAX_KEPT: usize = 20_000;

impl Cards {
    /// Forgets what is of another state of the dossier than the one it is asked with.
    pub fn keep_if(&mut self, state: State) {
        if self.state != Some(state) {
            *self = Self { state: Some(state), ..Self::default() };
        }
    }

    /// Whether a card is shown: it was not merged away, and something names it.
    pub fn is_shown(&mut self, db: &Db, card: i64) -> Result<bool> {
        kept(&mut self.shown, card, || alike::is_shown(db, card)).copied()
    }

    /// The roles of a card.
    pub fn roles(&mut self, db: &Db, card: i64) -> Result<&[Held]> {
        kept(&mut self.roles, card, || alike::roles(db, card)).map(Vec::as_slice)
    }

    /// A card as much as a line needs.
    pub fn in_short(&mut self, db: &Db, card: i64) -> Result<Card> {
        kept(&mut self.short, card, || entities::card_in_short(db, card)).cloned()
    }
}

fn kept<T>(all: &mut BTreeMap<i64, T>, card: i64, read: impl FnOnce() -> Result<T>) -> Result<&T> {
    if all.len() >= MAX_KEPT {
        all.clear();
    }
    Ok(match all.entry(card) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(place) => place.insert(read()?),
    })
}
