//! By what the rows of Claims can be sorted: numbers as numbers, dates by the day they begin, words in any case.
//!
//! What a row lacks comes last, whichever way the rest is turned.

use crate::model::claim::Field;
use crate::model::claim::FieldType;
use crate::model::edtf;
use crate::model::kind::ClaimKind;
use crate::names::fold;
use crate::store::read::claim_table::ClaimTableRow;
use std::cmp::Ordering;

/// A column of a table of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimColumn {
    Kind,
    Words,
    /// Speaker, holder, actors, or on whose word.
    Who,
    /// Lowest number of a figure.
    Value,
    /// Date of a figure, a quote, a role or an event.
    When,
    Part(Field),
    Measure,
    Publisher,
    Published,
    Status,
    Reference,
}

/// What rows are compared by.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
enum Key {
    Number(f64),
    Text(String),
}

/// The field that says whose claim it is.
pub const fn who(kind: ClaimKind) -> Field {
    match kind {
        ClaimKind::Role => Field::Holder,
        ClaimKind::Quote => Field::Speaker,
        ClaimKind::Figure => Field::SaidBy,
        ClaimKind::Event => Field::Actors,
    }
}

/// The field that says when it was so.
pub const fn when(kind: ClaimKind) -> Field {
    match kind {
        ClaimKind::Role | ClaimKind::Event => Field::Date,
        ClaimKind::Quote => Field::SaidOn,
        ClaimKind::Figure => Field::AsOf,
    }
}

fn key(row: &ClaimTableRow, column: ClaimColumn) -> Option<Key> {
    let text = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(|text| Key::Text(fold(text)));
    match column {
        ClaimColumn::Kind => Some(Key::Text(row.kind.as_str().to_owned())),
        ClaimColumn::Words => text(Some(&row.words)),
        ClaimColumn::Who => text(row.text(who(row.kind))),
        ClaimColumn::Value => row.range().map(|(low, _)| Key::Number(low)),
        ClaimColumn::When => row.text(when(row.kind)).and_then(day),
        ClaimColumn::Part(field) if field.field_type() == FieldType::Date => row.text(field).and_then(day),
        ClaimColumn::Part(field) if field.field_type() == FieldType::Number => row.number(field).map(Key::Number),
        ClaimColumn::Part(field) => text(row.text(field)),
        ClaimColumn::Measure => text(row.measure.as_ref().map(|(_, name)| name.as_str())),
        ClaimColumn::Publisher => text(row.publisher.as_deref()),
        ClaimColumn::Published => row.published.as_deref().and_then(day),
        ClaimColumn::Status => Some(Key::Number(row.status.map_or(9.0, |status| f64::from(status as u8)))),
        ClaimColumn::Reference => row.id().map(|id| Key::Number(id as f64)),
    }
}

/// The day a date begins; an open beginning is before all.
fn day(date: &str) -> Option<Key> {
    let first = edtf::bounds(date)?.first;
    Some(Key::Text(first.map_or_else(String::new, |day| day.to_string())))
}

/// Sorts rows; equal ones stay in the order of their articles and words.
pub fn sort(rows: &mut Vec<ClaimTableRow>, by: ClaimColumn, is_descending: bool) {
    let mut keyed: Vec<(Option<Key>, ClaimTableRow)> =
        std::mem::take(rows).into_iter().map(|row| (key(&row, by), row)).collect();
    keyed.sort_by(|(mine, row), (theirs, other)| {
        let order = match (mine, theirs) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(mine), Some(theirs)) => {
                let order = mine.partial_cmp(theirs).unwrap_or(Ordering::Equal);
                if is_descending { order.reverse() } else { order }
            }
        };
        order.then_with(|| (row.article_id, row.span, row.key).cmp(&(other.article_id, other.span, other.key)))
    });
    *rows = keyed.into_iter().map(|(_, row)| row).collect();
}
