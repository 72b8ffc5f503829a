//! `measures.csv`: figures of one thing side by side, what differs, and what a person said of that.
//!
//! Three parts in one table: the measure itself, each figure of it, each pair of claims that somebody spoke about. Never
//! settles which figure is right.

use crate::export::citation::number;
use crate::export::citation::optional;
use crate::export::column::Column;
use crate::export::column::Kind;
use crate::export::column::Table;
use crate::export::column::column;
use crate::export::column::foreign;
use crate::export::column::text;
use crate::model::claim::Field;
use crate::model::kind::DifferHow;
use crate::store::read::claims::ClaimRow;
use crate::store::read::measures::DifferenceRow;

/// What measures say of one claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InMeasure {
    /// UUID and name.
    pub measure: Option<(String, String)>,
    /// References of claims.
    pub differs_from: Vec<String>,
    pub preferred: Vec<String>,
}

/// One row: a measure, one of its figures, or a pair of claims.
pub struct MeasureOut {
    pub part: &'static str,
    /// Reference, UUID and name; empty for a pair of claims of no common measure.
    pub measure: Option<(String, String, String)>,
    /// The figure, or the first of the pair.
    pub claim: Option<ClaimRow>,
    /// References, of a figure.
    pub differs_from: Vec<String>,
    pub difference: Option<Pair>,
}

/// What a person said of two claims.
pub struct Pair {
    pub difference: DifferenceRow,
    pub other: ClaimRow,
    /// Reference and UUID.
    pub preferred: Option<(String, String)>,
}

pub fn table() -> Table<MeasureOut> {
    let mut columns = people();
    columns.extend(keys());
    Table {
        name: "measures",
        about: "What figures are figures of. Rows of part `measure` name one, `figure` a figure of it, `difference` two \
                claims that differ and what was said of them.",
        columns,
        key: &["id"],
        foreign: vec![
            foreign("claim_id", "claims", "id"),
            foreign("other_id", "claims", "id"),
            foreign("preferred_id", "claims", "id"),
        ],
    }
}

fn figure(row: &MeasureOut, out: &mut String, field: Field) {
    number(out, row.claim.as_ref().and_then(|claim| claim.number(field)));
}

fn field(row: &MeasureOut, out: &mut String, field: Field) {
    out.push_str(&row.claim.as_ref().map(|claim| claim.cell(field)).unwrap_or_default());
}

fn people() -> Vec<Column<MeasureOut>> {
    let parts = vec!["measure", "figure", "difference"];
    let hows = DifferHow::ALL.iter().map(|how| how.as_str()).collect();
    vec![
        text("ref", "short name of the measure in this dossier: U3", |row, out| {
            optional(out, row.measure.as_ref().map(|(reference, ..)| reference.as_str()));
        }),
        text("measure", "what the figures are figures of", |row, out| {
            optional(out, row.measure.as_ref().map(|(_, _, name)| name.as_str()));
        }),
        column("part", Kind::OneOf(parts), "what this row is", |row, out| out.push_str(row.part)),
        text("claim", "the figure, or the first of two claims: F203", |row, out| {
            out.push_str(&row.claim.as_ref().map(ClaimRow::reference).unwrap_or_default());
        }),
        column("value", Kind::Number, "its number", |row, out| figure(row, out, Field::Value)),
        column("value_low", Kind::Number, "the least it can mean", |row, out| figure(row, out, Field::Low)),
        column("value_high", Kind::Number, "the most it can mean", |row, out| figure(row, out, Field::High)),
        text("qualifier", "how exact the words are", |row, out| field(row, out, Field::Qualifier)),
        text("of_what", "what was counted", |row, out| field(row, out, Field::Population)),
        column("as_of", Kind::Date, "when it was so (EDTF)", |row, out| field(row, out, Field::AsOf)),
        text("said_by", "on whose word", |row, out| field(row, out, Field::SaidBy)),
        text("words", "the exact words", |row, out| {
            optional(out, row.claim.as_ref().map(|claim| claim.words.as_str()));
        }),
        text("status", "what was decided of it", |row, out| {
            optional(out, row.claim.as_ref().map(|claim| claim.status.as_str()));
        }),
        text("differs_from", "figures whose ranges do not meet its own: F3; F9; the first thousand", |row, out| {
            out.push_str(&row.differs_from.join("; "));
        }),
        text("other", "the second of two claims", |row, out| {
            out.push_str(&row.difference.as_ref().map(|pair| pair.other.reference()).unwrap_or_default());
        }),
        column("how", Kind::OneOf(hows), "how the two differ, as a person said", |row, out| {
            optional(out, row.difference.as_ref().map(|pair| pair.difference.how.as_str()));
        }),
        text("preferred", "which of the two is preferred", |row, out| {
            let preferred = row.difference.as_ref().and_then(|pair| pair.preferred.as_ref());
            optional(out, preferred.map(|(reference, _)| reference.as_str()));
        }),
        text("note", "what was noted on it", |row, out| {
            optional(out, row.difference.as_ref().and_then(|pair| pair.difference.note.as_deref()));
        }),
    ]
}

fn keys() -> Vec<Column<MeasureOut>> {
    vec![
        text("id", "key of the row: of the measure, the figure, or the pair", |row, out| {
            optional(
                out,
                match (&row.difference, &row.claim, &row.measure) {
                    (Some(pair), ..) => Some(&pair.difference.uuid),
                    (None, Some(claim), _) => Some(&claim.uuid),
                    (None, None, measure) => measure.as_ref().map(|(_, uuid, _)| uuid.as_str()),
                },
            );
        }),
        text("measure_id", "key of the measure", |row, out| {
            optional(out, row.measure.as_ref().map(|(_, uuid, _)| uuid.as_str()));
        }),
        text("claim_id", "key of the claim, claims.csv: id", |row, out| {
            optional(out, row.claim.as_ref().map(|claim| claim.uuid.as_str()));
        }),
        text("other_id", "key of the second claim", |row, out| {
            optional(out, row.difference.as_ref().map(|pair| pair.other.uuid.as_str()));
        }),
        text("preferred_id", "key of the preferred claim", |row, out| {
            let preferred = row.difference.as_ref().and_then(|pair| pair.preferred.as_ref());
            optional(out, preferred.map(|(_, uuid)| uuid.as_str()));
        }),
    ]
}
