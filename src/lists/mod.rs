//! What is known before reading: countries, cities, organisations, platforms, given names, classes of words.
//!
//! Never decides what a word in a text means: it says which names of its tables stand at a token, as facts with their
//! ids, and leaves the judgement to `extract`. The tables stand in `assets/lists/`, read once.

pub mod class;
pub mod own;
mod table;
pub mod training;

use std::collections::HashMap;
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
    pub surface: String,
    /// The table's own name for the same thing: `United Arab Emirates`.
    pub name: String,
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

/// Names by the first token they begin with.
pub struct Lists {
    entries: Vec<Entry>,
    /// Indexes into `entries`, longest surface first; the flag marks the form in capitals.
    by_first: HashMap<String, Vec<(usize, String, bool)>, fast::Build>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::new(table::all()));

/// The built-in tables.
pub fn lists() -> &'static Lists {
    &LISTS
}

impl Lists {
    fn new(entries: Vec<Entry>) -> Self {
        let mut by_first: HashMap<String, Vec<(usize, String, bool)>, fast::Build> = HashMap::default();
        for (index, entry) in entries.iter().enumerate() {
            let upper = entry.surface.to_uppercase();
            let is_new_form = upper != entry.surface && entry.surface.chars().count() > 3;
            by_first.entry(first_token(&entry.surface)).or_default().push((index, entry.surface.clone(), false));
            if is_new_form {
                by_first.entry(first_token(&upper)).or_default().push((index, upper, true));
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself; no order leaves this loop")]
        for list in by_first.values_mut() {
            list.sort_by_key(|(index, surface, _)| (std::cmp::Reverse(surface.len()), *index));
        }
        Self { entries, by_first }
    }

    /// The longest entry that begins at the first of `tokens` and ends at the end of one of them.
    /// Of several entries with the same words, the first of the tables in the order country, … , publisher.
    pub fn at(&self, text: &str, tokens: &[Token<'_>]) -> Option<Hit<'_>> {
        let first = tokens.first()?;
        let candidates = self.by_first.get(first.text)?;
        let rest = text.get(first.span.start_byte..)?;
        candidates.iter().find_map(|(index, surface, shouted)| {
            if !rest.starts_with(surface.as_str()) {
                return None;
            }
            let end = first.span.start_byte + surface.len();
            let n_tokens = tokens.iter().take(12).position(|token| token.span.end_byte == end)? + 1;
            Some(Hit { entry: &self.entries[*index], n_tokens, shouted: *shouted })
        })
    }

    /// All entries, in the order of the tables.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with exactly this surface, of any table.
    pub fn named(&self, surface: &str) -> Option<&Entry> {
        let candidates = self.by_first.get(&first_token(surface))?;
        candidates.iter().find(|(_, form, _)| form == surface).map(|(index, _, _)| &self.entries[*index])
    }

    /// The country with this code.
    pub fn country(&self, iso: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.kind == Kind::Country && entry.iso == Some(iso))
    }
}

fn first_token(surface: &str) -> String {
    // Nearly all names begin with a word of plain letters: those are not cut up, since all of them are read at each start.
    let first = surface.split(' ').next().unwrap_or(surface);
    if first.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return first.to_owned();
    }
    let mut tokens = Vec::new();
    let whole = crate::model::span::Span::new(0, surface.len());
    crate::text::token::tokens(surface, whole, &class::is_abbreviation, &mut tokens);
    tokens.first().map_or_else(String::new, |token| token.text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::span::Span;

    fn first_hit(text: &str) -> Option<(String, &'static str)> {
        let mut tokens = Vec::new();
        crate::text::token::tokens(text, Span::new(0, text.len()), &class::is_abbreviation, &mut tokens);
        lists().at(text, &tokens).map(|hit| (hit.entry.surface.clone(), hit.entry.label.as_str()))
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
            assert_eq!(first_hit(text), expected.map(|(surface, label)| (surface.to_owned(), label)), "{text}");
        }
    }

    #[test]
    fn countries_have_codes() {
        assert_eq!(lists().named("UAE").and_then(|entry| entry.iso), Some("AE"));
        assert_eq!(lists().country("PK").map(|entry| entry.name.as_str()), Some("Pakistan"));
    }
}
