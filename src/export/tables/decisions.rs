//! `decisions.csv`: every recorded step, in order.
//!
//! Never the words of an article: those can be removed for good, what is written here cannot.

use crate::export::citation::integer;
use crate::export::citation::optional;
use crate::export::column::Column;
use crate::export::column::Kind;
use crate::export::column::Table;
use crate::export::column::column;
use crate::export::column::text;
use crate::model::cell;
use crate::store::read::export_entities::DecisionRow;

pub struct DecisionOut {
    /// From 1, in this file.
    pub seq: usize,
    pub row: DecisionRow,
    /// `seq` of the step that this one undoes.
    pub undoes: Option<usize>,
}

pub fn table() -> Table<DecisionOut> {
    Table {
        name: "decisions",
        about: "What was done, step by step. Steps of a dossier that was read back stand where it was; the reading back \
                itself is no decision and stands in datapackage.json.",
        columns: columns(),
        key: &["hash"],
        foreign: Vec::new(),
    }
}

fn columns() -> Vec<Column<DecisionOut>> {
    vec![
        column("seq", Kind::Integer, "number of the step in this file, from 1", |row, out| integer(out, row.seq)),
        text("kind", "what was done: import, accept, same_as, undo …", |row, out| out.push_str(&row.row.kind)),
        text("by", "who did it", |row, out| out.push_str(&row.row.actor)),
        column("at", Kind::Time, "when, in UTC", |row, out| out.push_str(&cell::time(row.row.at_millis))),
        column("undoes", Kind::Integer, "undo and redo: the step that is taken back", |row, out| {
            if let Some(undoes) = row.undoes {
                integer(out, undoes);
            }
        }),
        column("facts", Kind::Integer, "how many facts the step established", |row, out| integer(out, row.row.n_facts)),
        text("device", "random name of the installation", |row, out| out.push_str(&row.row.device)),
        text("hash", "the step's hash, which chains it to those before", |row, out| out.push_str(&row.row.hash)),
        text("undoes_hash", "hash of the step that is taken back", |row, out| {
            optional(out, row.row.undoes.as_deref());
        }),
    ]
}
