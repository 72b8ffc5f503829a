//! Reads the tables of names into entries.
//!
//! Never fails at run time: the tables are part of the program and a test reads every line of them.

use std::collections::HashSet;

use crate::lists::Entry;
use crate::lists::Kind;
use crate::lists::class::data_lines;
use crate::model::kind::Label;
use crate::text::fast;

/// Entries of all tables. Where two have the same words, the earlier one is found.
pub fn all() -> Vec<Entry> {
    // Near enough to their number that the room is asked for once.
    let mut entries = Vec::with_capacity(6000);
    countries(include_str!("../../assets/lists/countries.tsv"), &mut entries);
    organisations(include_str!("../../assets/lists/organisations.tsv"), &mut entries);
    publishers(include_str!("../../assets/lists/publishers.tsv"), &mut entries);
    platforms(include_str!("../../assets/lists/platforms.tsv"), &mut entries);
    places(include_str!("../../assets/lists/cities.tsv"), Kind::City, &mut entries);
    places(include_str!("../../assets/lists/regions.tsv"), Kind::Region, &mut entries);
    peoples(include_str!("../../assets/lists/peoples.tsv"), &mut entries);
    entries
}

fn columns(line: &'static str) -> [&'static str; 5] {
    let mut columns = [""; 5];
    let mut rest = line;
    for column in &mut columns {
        let Some(end) = rest.bytes().position(|byte| byte == b'\t') else {
            *column = rest;
            break;
        };
        (*column, rest) = (&rest[..end], &rest[end + 1..]);
    }
    columns
}

fn many(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').filter(|name| !name.is_empty())
}

fn some(cell: &'static str) -> Option<&'static str> {
    (!cell.is_empty()).then_some(cell)
}

/// Countries whose names are also something else in English news: persons, US states, birds.
const SHARED: &[&str] = &[
    "Chad",
    "Jordan",
    "Georgia",
    "Guinea",
    "Niger",
    "Jersey",
    "Dominica",
    "Samoa",
    "Polish",
    "English",
    "French",
    "Pole",
    "Poles",
    "Dutch",
    "Bishkek",
    "Victoria",
    "Male",
    "Hamilton",
    "George Town",
    "Kingstown",
    "San Juan",
    "San José",
    "Santiago",
    "Georgetown",
    "Douglas",
    "Stanley",
    "Alofi",
    "Moroni",
    "Roseau",
    "Stanley",
    "Washington",
    "Emirates",
];

fn countries(table: &'static str, entries: &mut Vec<Entry>) {
    let shared: HashSet<&str, fast::Build> = SHARED.iter().copied().collect();
    for line in data_lines(table) {
        let [iso, name, others, capital, demonyms] = columns(line);
        let entry = |surface: &'static str, name: &'static str, kind, label| Entry {
            surface,
            name,
            kind,
            label,
            iso: some(iso),
            sure: !shared.contains(surface),
        };
        entries.push(entry(name, name, Kind::Country, Label::Place));
        entries.extend(many(others).map(|other| entry(other, name, Kind::Country, Label::Place)));
        entries.extend(some(capital).map(|capital| entry(capital, capital, Kind::Capital, Label::Place)));
        let base = many(demonyms).next().unwrap_or(name);
        entries.extend(many(demonyms).map(|demonym| entry(demonym, base, Kind::Demonym, Label::Group)));
    }
}

fn organisations(table: &'static str, entries: &mut Vec<Entry>) {
    for line in data_lines(table) {
        let [name, label, others, sure, _] = columns(line);
        let label = Label::parse(label).unwrap_or(Label::Org);
        for surface in std::iter::once(name).chain(many(others)) {
            entries.push(Entry { surface, name, kind: Kind::Organisation, label, iso: None, sure: sure == "sure" });
        }
    }
}

fn publishers(table: &'static str, entries: &mut Vec<Entry>) {
    for line in data_lines(table) {
        let [name, others, sure, ..] = columns(line);
        for surface in std::iter::once(name).chain(many(others)) {
            entries.push(Entry {
                surface,
                name,
                kind: Kind::Publisher,
                label: Label::Org,
                iso: None,
                sure: sure == "sure",
            });
        }
    }
}

fn platforms(table: &'static str, entries: &mut Vec<Entry>) {
    for line in data_lines(table) {
        let [name, context, ..] = columns(line);
        entries.push(Entry {
            surface: name,
            name,
            kind: Kind::Platform,
            label: Label::Product,
            iso: None,
            sure: context.is_empty(),
        });
    }
}

fn places(table: &'static str, kind: Kind, entries: &mut Vec<Entry>) {
    for line in data_lines(table) {
        let [name, iso, sure, ..] = columns(line);
        entries.push(Entry {
            surface: name,
            name,
            kind,
            label: Label::Place,
            iso: some(iso),
            sure: kind == Kind::City || sure == "sure",
        });
    }
}

fn peoples(table: &'static str, entries: &mut Vec<Entry>) {
    for line in data_lines(table) {
        let [name, sure, ..] = columns(line);
        entries.push(Entry {
            surface: name,
            name,
            kind: Kind::People,
            label: Label::Group,
            iso: None,
            sure: sure == "sure",
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_has_words() {
        let entries = all();
        assert!(entries.len() > 3000, "{}", entries.len());
        for entry in &entries {
            assert_eq!(entry.surface.trim(), entry.surface);
            assert!(!entry.surface.is_empty() && !entry.name.is_empty(), "{entry:?}");
        }
    }

    #[test]
    fn a_countrys_names_share_its_code() {
        let entries = all();
        let code = |surface: &str| entries.iter().find(|entry| entry.surface == surface).and_then(|entry| entry.iso);
        assert_eq!(code("Burma"), code("Myanmar"));
        assert_eq!(code("Afghans"), Some("AF"));
        assert_eq!(code("Kabul"), Some("AF"));
    }
}
