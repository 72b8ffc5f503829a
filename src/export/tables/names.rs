//! `names.csv`: every name of every entity, and the names that were decided for always.
//!
//! Never a name that only a proposal has.

use crate::export::citation::integer;
use crate::export::citation::optional;
use crate::export::column::Column;
use crate::export::column::Kind;
use crate::export::column::Table;
use crate::export::column::column;
use crate::export::column::foreign;
use crate::export::column::text;
use crate::model::cell;
use crate::model::kind::Label;
use crate::store::read::export_entities::NameRow;
use crate::store::read::export_entities::StandingRow;
use std::rc::Rc;

/// The entity that bears a name.
pub struct Bearer {
    pub id: i64,
    pub uuid: String,
    pub name: String,
    pub label: Label,
}

pub enum NameOut {
    Name { bearer: Rc<Bearer>, name: NameRow },
    Always(StandingRow),
}

impl NameOut {
    fn bearer(&self) -> Option<&Bearer> {
        match self {
            Self::Name { bearer, .. } => Some(bearer),
            Self::Always(_) => None,
        }
    }

    const fn always(&self) -> Option<&StandingRow> {
        match self {
            Self::Name { .. } => None,
            Self::Always(standing) => Some(standing),
        }
    }
}

pub fn table() -> Table<NameOut> {
    Table {
        name: "names",
        about: "The names of the entities, one row each; those without an entity were decided for always.",
        columns: columns(),
        key: &["entity_id", "label", "name"],
        foreign: vec![foreign("entity_id", "entities", "id")],
    }
}

fn columns() -> Vec<Column<NameOut>> {
    vec![
        text("name", "the name", |row, out| {
            out.push_str(match row {
                NameOut::Name { name, .. } => &name.name,
                NameOut::Always(standing) => &standing.name,
            });
        }),
        text("entity", "who bears it", |row, out| optional(out, row.bearer().map(|bearer| bearer.name.as_str()))),
        text("label", "person, org, place …", |row, out| {
            out.push_str(match row {
                NameOut::Name { bearer, .. } => bearer.label.as_str(),
                NameOut::Always(standing) => &standing.label,
            });
        }),
        column("use", Kind::OneOf(vec!["main", "alias"]), "main: listed under it", |row, out| {
            if let NameOut::Name { bearer, name } = row {
                out.push_str(if bearer.name == name.name { "main" } else { "alias" });
            }
        }),
        column("mentions", Kind::Integer, "accepted mentions with exactly this name", |row, out| {
            if let NameOut::Name { name, .. } = row {
                integer(out, name.n_mentions);
            }
        }),
        column(
            "always",
            Kind::OneOf(vec!["accepted", "rejected"]),
            "what was decided of it for all articles, also those to come",
            |row, out| optional(out, row.always().map(|standing| standing.verdict.as_str())),
        ),
        text("decided_by", "who decided that", |row, out| {
            optional(out, row.always().map(|standing| standing.decided_by.as_str()));
        }),
        column("decided_at", Kind::Time, "when, in UTC", |row, out| {
            out.push_str(&row.always().map(|standing| cell::time(standing.decided_millis)).unwrap_or_default());
        }),
        text("id", "key of what was decided for always", |row, out| {
            optional(out, row.always().map(|standing| standing.uuid.as_str()));
        }),
        text("entity_id", "key of the entity, entities.csv: id", |row, out| {
            optional(out, row.bearer().map(|bearer| bearer.uuid.as_str()));
        }),
        text("entity_ref", "its short name: E12", |row, out| {
            if let Some(bearer) = row.bearer() {
                integer(out, format_args!("E{}", bearer.id));
            }
        }),
    ]
}
