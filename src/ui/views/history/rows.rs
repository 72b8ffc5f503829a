//! The lines of History's table: number, time, who, what, where.
//!
//! Knows only what was answered so far: a line whose sentence is on its way shows its number and name.

use crate::store::read::history::ChangeRow;
use crate::ui::widgets::table::Rows;
use crate::ui::widgets::table::TableColumn;
use crate::ui::widgets::table::Tone;
use crate::ui::widgets::table::Width;
use crate::ui::words;
use crate::workspace::desk::history::ChangeInWords;
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    Number,
    When,
    Who,
    What,
    State,
    Articles,
    Touched,
}

pub const COLUMNS: &[TableColumn<Cell>] = &[
    TableColumn::number(Cell::Number, "No.", 64.0),
    TableColumn::words(Cell::When, "When", Width::Exact(142.0)).unsorted(),
    TableColumn::words(Cell::Who, "Who", Width::Exact(104.0)).unsorted().from_width(660.0),
    TableColumn::words(Cell::What, "What", Width::Rest(120.0)).unsorted(),
    TableColumn::words(Cell::State, "State", Width::Exact(92.0)).unsorted(),
    TableColumn::words(Cell::Articles, "Articles", Width::Exact(76.0)).unsorted().from_width(700.0),
    TableColumn::number(Cell::Touched, "Rows", 64.0).unsorted().from_width(800.0),
];

/// Rows with the sentences that are there.
pub struct Listed<'a> {
    pub rows: &'a [ChangeRow],
    pub words: &'a BTreeMap<i64, ChangeInWords>,
}

impl Listed<'_> {
    /// A line in one sentence, for screen readers.
    pub fn spoken(&self, row: &ChangeRow) -> String {
        let mut parts = vec![row.id.to_string()];
        if let Some(words) = self.words.get(&row.id) {
            parts.push(words.sentence.clone());
            parts.push(words.when.clone());
        }
        parts.push(row.actor.clone());
        parts.push(state(row));
        parts.retain(|part| !part.is_empty());
        parts.join(", ")
    }
}

/// "undone by 17"; nothing while it is in force.
pub fn state(row: &ChangeRow) -> String {
    let verb = if row.kind == "undo" { "redone" } else { "undone" };
    row.undone_by.map_or_else(String::new, |by| format!("{verb} by {by}"))
}

impl Rows<Cell> for Listed<'_> {
    fn n_rows(&self) -> usize {
        self.rows.len()
    }

    fn key(&self, row: usize) -> i64 {
        self.rows[row].id
    }

    fn cell(&self, row: usize, column: Cell) -> (String, Tone) {
        let row = &self.rows[row];
        let words = self.words.get(&row.id);
        let tone = if row.undone_by.is_some() { Tone::Muted } else { Tone::Plain };
        match column {
            Cell::Number => (row.id.to_string(), Tone::Muted),
            Cell::When => (words.map_or_else(String::new, |words| words.when.clone()), tone),
            Cell::Who => (row.actor.clone(), tone),
            Cell::What => {
                let tone = if row.undone_by.is_some() { Tone::Struck } else { tone };
                (words.map_or_else(|| "…".to_owned(), |words| words.sentence.clone()), tone)
            }
            Cell::State => (state(row), Tone::Muted),
            Cell::Articles => (words.map_or_else(String::new, articles), tone),
            Cell::Touched => (words.map_or_else(String::new, |words| words::number(words.n_touched as f64)), tone),
        }
    }

    fn name(&self, row: usize) -> String {
        self.spoken(&self.rows[row])
    }
}

/// "A3", "A3 A4", "212 in all".
fn articles(words: &ChangeInWords) -> String {
    if words.n_articles > words.articles.len() {
        return format!("{} in all", words.n_articles);
    }
    words.articles.iter().map(|article| format!("A{article}")).collect::<Vec<_>>().join(" ")
}
