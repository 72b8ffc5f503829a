//! `mentions.csv`: one row per decided mention, and per proposed one where these are asked for.
//!
//! Never a mention without its words and the article they stand in.

use crate::export::citation::Citation;
use crate::export::citation::Cites;
use crate::export::citation::decision_columns;
use crate::export::citation::integer;
use crate::export::citation::optional;
use crate::export::citation::place_columns;
use crate::export::citation::words_columns;
use crate::export::column::Column;
use crate::export::column::Kind;
use crate::export::column::Table;
use crate::export::column::column;
use crate::export::column::foreign;
use crate::export::column::text;
use crate::model::edtf;
use crate::model::edtf::Bounds;
use crate::model::kind::Label;
use crate::model::value::Value;
use crate::model::value::number_to_cell;
use crate::store::read::export::Cited;
use crate::store::read::export::ExportedMention;

pub struct MentionOut {
    pub citation: Citation,
    pub mention: ExportedMention,
    /// Code points.
    pub proposed: Option<(usize, usize)>,
}

impl Cites for MentionOut {
    fn citation(&self) -> &Citation {
        &self.citation
    }

    fn cited(&self) -> &Cited {
        &self.mention.cited
    }
}

pub fn table() -> Table<MentionOut> {
    let mut columns = people();
    columns.extend(words_columns());
    columns.extend(decision_columns());
    columns.extend(place_columns());
    columns.extend(keys());
    Table {
        name: "mentions",
        about: "Words that name somebody or something, or are a date, an amount and so on, one row each.",
        columns,
        key: &["id"],
        foreign: vec![foreign("article_id", "articles", "id"), foreign("entity_id", "entities", "id")],
    }
}

fn people() -> Vec<Column<MentionOut>> {
    let labels = Label::ALL.iter().map(|label| label.as_str()).collect();
    vec![
        text("ref", "short name in this dossier: M9", |row, out| {
            if let Some(id) = row.mention.id {
                integer(out, format_args!("M{id}"));
            }
        }),
        column("label", Kind::OneOf(labels), "what it is", |row, out| out.push_str(&row.mention.label)),
        text("entity", "whom or what it names", |row, out| {
            optional(out, row.mention.entity.as_ref().map(|entity| entity.name.as_str()));
        }),
        text("value", "what it stands for: a date (EDTF), a number, an amount", |row, out| match &row.mention.value {
            Some(Value::Text(text) | Value::Either(text, _)) => out.push_str(text),
            Some(Value::Number(number)) => out.push_str(&number_to_cell(*number)),
            None => {}
        }),
        text("value_or", "the other reading, where two are honest", |row, out| {
            if let Some(Value::Either(_, second)) = &row.mention.value {
                out.push_str(second);
            }
        }),
        column("date_from", Kind::Day, "first day of a date", |row, out| {
            first_day(out, bounds(row));
        }),
        column("date_to", Kind::Day, "last day of a date", |row, out| last_day(out, bounds(row))),
    ]
}

fn keys() -> Vec<Column<MentionOut>> {
    vec![
        text("entity_id", "key of the entity, entities.csv: id", |row, out| {
            optional(out, row.mention.entity.as_ref().map(crate::store::read::export::Named::uuid));
        }),
        text("entity_ref", "its short name: E12", |row, out| {
            out.push_str(
                &row.mention.entity.as_ref().map(crate::store::read::export::Named::reference).unwrap_or_default(),
            );
        }),
        column("value_type", Kind::OneOf(vec!["text", "number", "either"]), "how to read the value", |row, out| {
            out.push_str(match &row.mention.value {
                Some(Value::Text(_)) => "text",
                Some(Value::Number(_)) => "number",
                Some(Value::Either(..)) => "either",
                None => "",
            });
        }),
        column(
            "proposed_start",
            Kind::Integer,
            "where it was proposed, if its borders or label were changed",
            |row, out| {
                if let Some((start, _)) = row.proposed {
                    integer(out, start);
                }
            },
        ),
        column("proposed_end", Kind::Integer, "the end of that place", |row, out| {
            if let Some((_, end)) = row.proposed {
                integer(out, end);
            }
        }),
        text("proposed_label", "as what it was proposed", |row, out| {
            optional(out, row.mention.proposed.as_ref().map(|(_, label)| label.as_str()));
        }),
    ]
}

/// The days of a date; of two readings, from the earlier to the later.
fn bounds(row: &MentionOut) -> Option<Bounds> {
    if row.mention.label != Label::Date.as_str() {
        return None;
    }
    match row.mention.value.as_ref()? {
        Value::Text(date) => edtf::bounds(date),
        Value::Either(first, second) => {
            let (a, b) = (edtf::bounds(first)?, edtf::bounds(second)?);
            let first = a.first.zip(b.first).map(|(a, b)| a.min(b));
            Some(Bounds { first, last: a.last.zip(b.last).map(|(a, b)| a.max(b)) })
        }
        Value::Number(_) => None,
    }
}

pub fn first_day(out: &mut String, bounds: Option<Bounds>) {
    if let Some(day) = bounds.and_then(|bounds| bounds.first) {
        integer(out, day);
    }
}

pub fn last_day(out: &mut String, bounds: Option<Bounds>) {
    if let Some(day) = bounds.and_then(|bounds| bounds.last) {
        integer(out, day);
    }
}
