//! What the lists say of words and of names of several words, as one table of hashes inside the weights file.
//!
//! Never holds a word itself and never decides anything: it turns words into bits that features are made of. Built by
//! the trainer from `lists`, used in place.

use crate::extract::tagger::hash;

macro_rules! bits {
    ($(#[$meta:meta])* $name:ident: $($(#[$bit_meta:meta])* $bit:ident),+ $(,)?) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$bit_meta])* $bit),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$bit),+];

            pub const fn bit(self) -> u32 {
                1 << (self as u32)
            }
        }
    };
}

bits! {
    /// Classes of single words.
    Word: Given, Surname, Honorific, TitleNoun, TitleModifier, TitleQualifier, Particle, PersonSuffix, OrgHead, OrgStart,
    OrgSuffix, EventHead, LawHead, PlaceHead, PlaceHeadStrict, PlaceStart, PlacePreposition, Speech, Function, Opener,
    Calendar, Numbered, Unit, RoleNoun, Facility, Military, Media, ProductHead,
}

bits! {
    /// Kinds of names, of one word or more.
    Name: Country, Demonym, People, Capital, City, Region, World, OrgSure, Org, Party, Armed, Media, Event, Person,
    Town, Village,
}

/// Bytes of one slot: key; word bits with the flag and the capitals above them; name bits; class by company.
pub const SLOT: usize = 12;
/// Where the flag stands, and then the capitals, in the third group of bytes.
const FLAG_AT: u32 = 28;
const CAPITAL_AT: u32 = 29;
/// Flag: a longer name begins with these words.
pub const PREFIX: u8 = 1;
/// Longest name in tokens.
pub const MAX_WORDS: usize = 8;

/// What the table says of a word or of a row of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    pub words: u32,
    pub names: u16,
    pub flags: u8,
    /// How often the word is written with a capital in running text: 0 unknown, 1 never … 7 always.
    pub capital: u8,
    /// The class of words that keep the same company, 0 for none; its upper bits are coarser classes.
    pub company: u16,
}

/// Slots of an open-addressed table, as they lie in the file.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon<'w> {
    slots: &'w [u8],
    number: u64,
}

impl<'w> Lexicon<'w> {
    /// `slots`: of [`SLOT`] bytes each, at least one of them empty.
    pub const fn new(slots: &'w [u8]) -> Self {
        Self { slots, number: 0 }
    }

    /// The same with a number that no other table of this process has.
    pub const fn numbered(slots: &'w [u8], number: u64) -> Self {
        Self { slots, number }
    }

    /// What tells it from other tables; 0 if nothing does.
    pub const fn number(&self) -> u64 {
        self.number
    }

    #[inline]
    pub fn get(&self, hash: u64) -> Option<Known> {
        let n_slots = self.slots.len() / SLOT;
        if n_slots == 0 {
            return None;
        }
        let key = key_of(hash);
        let mut at = home(hash, n_slots);
        loop {
            let slot = self.slots.get(at * SLOT..(at + 1) * SLOT)?;
            let found = u32::from_le_bytes([slot[0], slot[1], slot[2], slot[3]]);
            if found == key {
                let bits = u32::from_le_bytes([slot[4], slot[5], slot[6], slot[7]]);
                return Some(Known {
                    words: bits & ((1 << FLAG_AT) - 1),
                    names: u16::from_le_bytes([slot[8], slot[9]]),
                    flags: (bits >> FLAG_AT) as u8 & PREFIX,
                    capital: (bits >> CAPITAL_AT) as u8,
                    company: u16::from_le_bytes([slot[10], slot[11]]),
                });
            }
            if found == 0 {
                return None;
            }
            at = if at + 1 == n_slots { 0 } else { at + 1 };
        }
    }
}

/// Where a hash belongs.
#[inline]
const fn home(hash: u64, n_slots: usize) -> usize {
    (((hash >> 32) * n_slots as u64) >> 32) as usize
}

#[inline]
fn key_of(hash: u64) -> u32 {
    (hash as u32).max(1)
}

/// Hash of a row of words, from that of the row without its last word.
#[inline]
pub const fn longer(row: u64, word: u64) -> u64 {
    hash::join(row, word)
}

/// The table of all that is `known`, by hash.
pub fn build(known: &std::collections::BTreeMap<u64, Known>) -> Vec<u8> {
    let n_slots = known.len() * 3 / 2 + 2;
    let mut slots = vec![0; n_slots * SLOT];
    for (hash, one) in known {
        let mut at = home(*hash, n_slots);
        while slots[at * SLOT..at * SLOT + 4] != [0; 4] {
            at = if at + 1 == n_slots { 0 } else { at + 1 };
        }
        let slot = &mut slots[at * SLOT..(at + 1) * SLOT];
        slot[..4].copy_from_slice(&key_of(*hash).to_le_bytes());
        let bits = one.words | (u32::from(one.flags) << FLAG_AT) | (u32::from(one.capital) << CAPITAL_AT);
        slot[4..8].copy_from_slice(&bits.to_le_bytes());
        slot[8..10].copy_from_slice(&one.names.to_le_bytes());
        slot[10..12].copy_from_slice(&one.company.to_le_bytes());
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_and_nothing_else() {
        let known = (1..500_u64)
            .map(|n| (hash::spread(n), Known { words: n as u32, names: 3, flags: 1, capital: 7, company: 9 }))
            .collect();
        let slots = build(&known);
        let lexicon = Lexicon::new(&slots);
        for (hash, one) in &known {
            assert_eq!(lexicon.get(*hash), Some(*one));
        }
        assert!((1000..1500).all(|n| lexicon.get(hash::spread(n)).is_none()));
        assert_eq!(Lexicon::new(&[]).get(1), None);
    }
}
