//! Names that only the tagger's trainer needs: they become bits of the weights file and are never looked up by themselves.
//!
//! Never read when the program runs: `dossier train` folds them into the weights.

use crate::lists::class::data_lines;

/// Table and name, one by one.
pub fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let tables = [include_str!("../../assets/lists/tagger.tsv")];
    tables.into_iter().flat_map(data_lines).flat_map(|line| {
        let (table, names) = line.split_once('\t').unwrap_or((line, ""));
        names.split('|').filter(|name| !name.is_empty()).map(move |name| (table, name))
    })
}

/// Class and name of the places of the world: city, town, village, and shared for what is also another name or a word.
pub fn places() -> impl Iterator<Item = (&'static str, &'static str)> {
    data_lines(include_str!("../../assets/lists/places.tsv")).flat_map(|line| {
        let mut cells = line.split('\t');
        let class = cells.next().unwrap_or("");
        cells.nth(1).unwrap_or("").split('|').filter(|name| !name.is_empty()).map(move |name| (class, name))
    })
}
