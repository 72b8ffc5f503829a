//! What is known before reading: countries, cities, organisations, platforms, given names, classes of words.
//!
//! Never decides what a word in a text means: it says which names of its tables stand at a token, as facts with their
//! ids, and leaves the judgement to `extract`. The tables stand in `assets/lists/`, read once.

pub mod class;
pub mod own;
mod table;
pub mod training;

use std::sync::LazyLock;

use crate::model::kind::Label;
use crate::text::fast;
use crate::text::token::Token;

/// Which table an entry comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Country,
    Demonym,
    Capital,
    City,
    Region,
    Organisation,
    Publisher,
    Platform,
    People,
}

/// One name of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// As it stands in text: `UAE`.
    pub surface: &'static str,
    /// The table's own name for the same thing: `United Arab Emirates`.
    pub name: &'static str,
    pub kind: Kind,
    pub label: Label,
    /// ISO 3166-1 alpha-2 of the country it is, or lies in, or belongs to.
    pub iso: Option<&'static str>,
    /// The words mean hardly anything else.
    pub sure: bool,
}

/// The longest entry that stands at a token.
#[derive(Clone, Copy, Debug)]
pub struct Hit<'l> {
    pub entry: &'l Entry,
    pub n_tokens: usize,
    /// Found in capitals: `ISLAMABAD`.
    pub shouted: bool,
}

/// Names by the first token they begin with. Built at each start, and so in few pieces and without sorting.
pub struct Lists {
    entries: Vec<Entry>,
    /// The first entry of each bucket, one above; 0 for none. As many as a power of two.
    buckets: Vec<u32>,
    /// The next entry of the same bucket behind each, one above; 0 for none. In the order of the tables.
    next: Vec<u32>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::new(table::all()));

/// The built-in tables.
pub fn lists() -> &'static Lists {
    &LISTS
}

impl Lists {
    fn new(entries: Vec<Entry>) -> Self {
        let mut buckets = vec![0; (entries.len() * 2 + 1).next_power_of_two()];
        let mut next = vec![0; entries.len()];
        for (index, entry) in entries.iter().enumerate().rev() {
            let bucket = &mut buckets[bucket(first_token(entry.surface), entries.len() * 2 + 1)];
            next[index] = std::mem::replace(bucket, index as u32 + 1);
        }
        Self { entries, buckets, next }
    }

    /// The names that may begin with a token, in the order of the tables.
    fn beginning(&self, token: &str) -> impl Iterator<Item = &Entry> {
        let first = self.buckets[bucket(token, self.entries.len() * 2 + 1)].checked_sub(1);
        let indexes = std::iter::successors(first, |index| self.next[*index as usize].checked_sub(1));
        indexes.map(|index| &self.entries[index as usize])
    }

    /// The longest entry that begins at the first of `tokens` and ends at the end of one of them.
    /// Of several entries with the same words, the first of the tables in the order country, … , publisher.
    pub fn at(&self, text: &str, tokens: &[Token<'_>]) -> Option<Hit<'_>> {
        let first = tokens.first()?;
        let rest = text.get(first.span.start_byte..)?;
        let mut best: Option<(usize, Hit<'_>)> = None;
        for entry in self.beginning(first.text) {
            let Some((len, shouted)) = stands(entry.surface, rest) else { continue };
            if best.as_ref().is_some_and(|(longest, _)| *longest >= len) {
                continue;
            }
            let end = first.span.start_byte + len;
            if let Some(last) = tokens.iter().take(12).position(|token| token.span.end_byte == end) {
                best = Some((len, Hit { entry, n_tokens: last + 1, shouted }));
            }
        }
        best.map(|(_, hit)| hit)
    }

    /// All entries, in the order of the tables.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with exactly this surface, of any table.
    pub fn named(&self, surface: &str) -> Option<&Entry> {
        let is_whole = |entry: &&Entry| stands(entry.surface, surface).is_some_and(|(len, _)| len == surface.len());
        self.beginning(first_token(surface)).find(is_whole)
    }

    /// The country with this code.
    pub fn country(&self, iso: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.kind == Kind::Country && entry.iso == Some(iso))
    }
}

/// Where the names that begin with a token are, in whatever case it is written.
fn bucket(token: &str, n_least: usize) -> usize {
    const LONGEST: usize = 32;
    let hash = if token.is_ascii() && token.len() <= LONGEST {
        let mut small = [0; LONGEST];
        let small = &mut small[..token.len()];
        small.copy_from_slice(token.as_bytes());
        small.make_ascii_lowercase();
        fast::of(small)
    } else {
        fast::of(token.to_lowercase().as_bytes())
    };
    (hash >> 20) as usize & (n_least.next_power_of_two() - 1)
}

/// How many bytes of `rest` a name takes that begins there, as it stands in its table or in capitals, and whether it is
/// the latter. Names of three letters and less are not written in capitals: `Man` is no `MAN`.
fn stands(surface: &str, rest: &str) -> Option<(usize, bool)> {
    if rest.starts_with(surface) {
        return Some((surface.len(), false));
    }
    if surface.is_ascii() {
        let there = rest.as_bytes().get(..surface.len())?;
        let is_large = surface.bytes().zip(there).all(|(letter, large)| letter.to_ascii_uppercase() == *large);
        return (is_large && surface.len() > 3).then_some((surface.len(), true));
    }
    let mut after = rest.chars();
    let is_large = surface.chars().flat_map(char::to_uppercase).all(|large| after.next() == Some(large));
    (is_large && surface.chars().count() > 3).then(|| (rest.len() - after.as_str().len(), true))
}

fn first_token(surface: &str) -> &str {
    // Nearly all names begin with a word of plain letters: those are not cut up, since all of them are read at each start.
    let n_plain = surface.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(surface.len());
    if matches!(surface.as_bytes().get(n_plain), None | Some(b' ')) {
        return &surface[..n_plain];
    }
    let mut tokens = Vec::new();
    let whole = crate::model::span::Span::new(0, surface.len());
    crate::text::token::tokens(surface, whole, &class::is_abbreviation, &mut tokens);
    tokens.first().map_or("", |token| token.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::span::Span;

    fn first_hit(text: &str) -> Option<(&'static str, &'static str)> {
        let mut tokens = Vec::new();
        crate::text::token::tokens(text, Span::new(0, text.len()), &class::is_abbreviation, &mut tokens);
        lists().at(text, &tokens).map(|hit| (hit.entry.surface, hit.entry.label.as_str()))
    }

    #[test]
    fn the_longest_whole_name_is_found() {
        for (text, expected) in [
            ("Nigeria won", Some(("Nigeria", "place"))),
            ("Niger won", Some(("Niger", "place"))),
            ("Nigerians won", Some(("Nigerians", "group"))),
            ("West Bank towns", Some(("West Bank", "place"))),
            ("U.S. troops", Some(("U.S.", "place"))),
            ("US troops", Some(("US", "place"))),
            ("us too", None),
            ("turkey for dinner", None),
            ("Chadwick", None),
            ("ISLAMABAD", Some(("Islamabad", "place"))),
            ("UN Security Council", Some(("UN Security Council", "org"))),
            ("Cox's Bazar", Some(("Cox's Bazar", "place"))),
        ] {
            assert_eq!(first_hit(text), expected, "{text}");
        }
    }

    #[test]
    fn countries_have_codes() {
        assert_eq!(lists().named("UAE").and_then(|entry| entry.iso), Some("AE"));
        assert_eq!(lists().country("PK").map(|entry| entry.name), Some("Pakistan"));
    }
}
