//! `entities.csv`: one row per card.
//!
//! Never a row for what was merged away: the card it became names it.

use crate::export::citation::Remarks;
use crate::export::citation::integer;
use crate::export::citation::optional;
use crate::export::column::Column;
use crate::export::column::Kind;
use crate::export::column::Table;
use crate::export::column::column;
use crate::export::column::text;
use crate::model::cell;
use crate::model::kind::Label;
use crate::store::read::entities::EntityRow;

pub struct EntityOut {
    pub row: EntityRow,
    pub remarks: Remarks,
    /// Number, UUID and name.
    pub different_from: Vec<(i64, String, String)>,
    /// Number and UUID.
    pub merged_from: Vec<(i64, String)>,
}

pub fn table() -> Table<EntityOut> {
    let mut columns = people();
    columns.extend(keys());
    Table {
        name: "entities",
        about: "Whom and what the articles name, one row each.",
        columns,
        key: &["id"],
        foreign: Vec::new(),
    }
}

fn references(out: &mut String, numbers: impl Iterator<Item = i64>) {
    let references: Vec<String> = numbers.map(|number| format!("E{number}")).collect();
    out.push_str(&references.join("; "));
}

fn people() -> Vec<Column<EntityOut>> {
    let labels = Label::ALL.iter().filter(|label| label.names_entity()).map(|label| label.as_str()).collect();
    vec![
        text("ref", "short name in this dossier: E12", |row: &EntityOut, out| {
            integer(out, format_args!("E{}", row.row.card.id));
        }),
        text("name", "the name it is listed under", |row, out| out.push_str(&row.row.card.name)),
        column("label", Kind::OneOf(labels), "what it is", |row, out| out.push_str(row.row.card.label.as_str())),
        text("role", "the latest accepted role", |row, out| optional(out, row.row.card.role.as_deref())),
        text("aliases", "its other names: a; b", |row, out| {
            out.push_str(&cell::join_list(row.row.aliases.iter().map(String::as_str)));
        }),
        text("ids", "what others call it, scheme:id; scheme:id", |row, out| {
            let ids: Vec<String> = row.row.ids.iter().map(|(scheme, value)| cell::join_pair(scheme, value)).collect();
            out.push_str(&cell::join_list(ids.iter().map(String::as_str)));
        }),
        column("mentions", Kind::Integer, "accepted mentions", |row, out| integer(out, row.row.card.n_mentions)),
        column("articles", Kind::Integer, "articles with one", |row, out| integer(out, row.row.card.n_articles)),
        text("different_from", "who a person said it is not: a; b", |row, out| {
            out.push_str(&cell::join_list(row.different_from.iter().map(|(_, _, name)| name.as_str())));
        }),
        text("note", "remarks of the analyst's own, a blank line between two", |row, out| row.remarks.note(out)),
        text("tags", "keywords of the analyst's own: a; b", |row, out| row.remarks.tags(out)),
    ]
}

fn keys() -> Vec<Column<EntityOut>> {
    vec![
        text("id", "key that stays the same everywhere", |row: &EntityOut, out| out.push_str(&row.row.uuid)),
        text("different_from_ref", "their short names: E5; E7", |row, out| {
            references(out, row.different_from.iter().map(|(id, ..)| *id));
        }),
        text("different_from_id", "their keys", |row, out| {
            out.push_str(&cell::join_list(row.different_from.iter().map(|(_, uuid, _)| uuid.as_str())));
        }),
        text("merged_from_ref", "short names that now lead here: E5; E7", |row, out| {
            references(out, row.merged_from.iter().map(|(id, _)| *id));
        }),
        text("merged_from_id", "their keys", |row, out| {
            out.push_str(&cell::join_list(row.merged_from.iter().map(|(_, uuid)| uuid.as_str())));
        }),
        text("notes_json", "the notes with id, author and time, for reading back", |row, out| {
            row.remarks.notes_json(out);
        }),
    ]
}
