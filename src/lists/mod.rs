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

/// How an entry is written in text: as in its table, or in capitals.
#[derive(Clone, Copy, Debug)]
struct Form {
    /// Hash of the first token.
    hash: u64,
    /// Length in bytes.
    len: u32,
    entry: u32,
    /// Where its capitals begin among [`Lists::large`]; those of the table have none.
    large: Option<u32>,
}

/// Names by the first token they begin with. Built at each start, and so in few pieces.
pub struct Lists {
    entries: Vec<Entry>,
    /// The names in capitals, one after the other.
    large: String,
    /// Those that begin with the same token side by side, the longest first.
    forms: Vec<Form>,
    /// Where those of a hash begin, one above; 0 for none. As many as a power of two.
    table: Vec<u32>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::new(table::all()));

/// The built-in tables.
pub fn lists() -> &'static Lists {
    &LISTS
}

impl Lists {
    fn new(entries: Vec<Entry>) -> Self {
        let mut large = String::with_capacity(entries.len() * 16);
        let mut forms = Vec::with_capacity(entries.len() * 2);
        for (index, entry) in entries.iter().enumerate() {
            let form = |words: &str, large| Form {
                hash: fast::of(first_token(words).as_bytes()),
                len: words.len() as u32,
                entry: index as u32,
                large,
            };
            forms.push(form(entry.surface, None));
            let from = large.len();
            in_capitals(entry.surface, &mut large);
            let is_new_form = large[from..] != *entry.surface && entry.surface.chars().count() > 3;
            if is_new_form {
                forms.push(form(&large[from..], Some(from as u32)));
            } else {
                large.truncate(from);
            }
        }
        forms.sort_unstable_by_key(|form| (form.hash, std::cmp::Reverse(form.len), form.entry, form.large));
        let mut table = vec![0; (forms.len() * 2 + 1).next_power_of_two()];
        let mut last = None;
        for (index, form) in forms.iter().enumerate() {
            if last != Some(form.hash) {
                let mut at = home(form.hash, table.len());
                while table[at] != 0 {
                    at = (at + 1) & (table.len() - 1);
                }
                table[at] = index as u32 + 1;
                last = Some(form.hash);
            }
        }
        Self { entries, large, forms, table }
    }

    /// The names that begin with a token, the longest first: each as it is written, with its entry, and whether that is
    /// in capitals.
    fn beginning(&self, token: &str) -> impl Iterator<Item = (&str, &Entry, bool)> {
        let hash = fast::of(token.as_bytes());
        let mut at = home(hash, self.table.len());
        let mut from = self.forms.len();
        while let Some(index) = self.table[at].checked_sub(1) {
            if self.forms[index as usize].hash == hash {
                from = index as usize;
                break;
            }
            at = (at + 1) & (self.table.len() - 1);
        }
        self.forms[from..].iter().take_while(move |form| form.hash == hash).map(|form| {
            let entry = &self.entries[form.entry as usize];
            let capitals = form.large.map(|from| &self.large[from as usize..(from + form.len) as usize]);
            (capitals.unwrap_or(entry.surface), entry, capitals.is_some())
        })
    }

    /// The longest entry that begins at the first of `tokens` and ends at the end of one of them.
    /// Of several entries with the same words, the first of the tables in the order country, … , publisher.
    pub fn at(&self, text: &str, tokens: &[Token<'_>]) -> Option<Hit<'_>> {
        let first = tokens.first()?;
        let rest = text.get(first.span.start_byte..)?;
        self.beginning(first.text).find_map(|(surface, entry, shouted)| {
            if !rest.starts_with(surface) {
                return None;
            }
            let end = first.span.start_byte + surface.len();
            let n_tokens = tokens.iter().take(12).position(|token| token.span.end_byte == end)? + 1;
            Some(Hit { entry, n_tokens, shouted })
        })
    }

    /// All entries, in the order of the tables.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with exactly this surface, of any table.
    pub fn named(&self, surface: &str) -> Option<&Entry> {
        self.beginning(first_token(surface)).find(|(form, ..)| *form == surface).map(|(_, entry, _)| entry)
    }

    /// The country with this code.
    pub fn country(&self, iso: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.kind == Kind::Country && entry.iso == Some(iso))
    }
}

/// Where a hash belongs in a table of this many places.
const fn home(hash: u64, n_places: usize) -> usize {
    (hash >> 20) as usize & (n_places - 1)
}

/// The words in capitals, behind what `into` holds.
fn in_capitals(words: &str, into: &mut String) {
    if words.is_ascii() {
        let from = into.len();
        into.push_str(words);
        into[from..].make_ascii_uppercase();
    } else {
        into.extend(words.chars().flat_map(char::to_uppercase));
    }
}

fn first_token(surface: &str) -> &str {
    // Nearly all names begin with a word of plain letters: those are not cut up, since all of them are read at each start.
    let first = surface.split(' ').next().unwrap_or(surface);
    if first.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return first;
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
