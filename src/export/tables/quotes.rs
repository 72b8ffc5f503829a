//! `quotes.csv`: who said what, one row per claim and source.
//!
//! Never rewrites a quote: `words` are the article's, with its quotation marks where the claim has them.

use crate::export::citation::integer;
use crate::export::column::Column;
use crate::export::column::Kind;
use crate::export::column::Table;
use crate::export::column::column;
use crate::export::column::foreign;
use crate::export::column::text;
use crate::export::tables::claims::ClaimOut;
use crate::export::tables::claims::table_of_kind;
use crate::export::tables::mentions::first_day;
use crate::export::tables::mentions::last_day;
use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::span::CodePoints;

pub fn table() -> Table<ClaimOut> {
    let keys = vec![
        text("speaker_id", "key of the speaker, entities.csv: id", |row: &ClaimOut, out| {
            row.put_key(out, Field::Speaker);
        }),
        column("speaker_start", Kind::Integer, "where the article names the speaker, in code points", |row, out| {
            if let Some((start, _)) = speaker_range(row) {
                integer(out, start);
            }
        }),
        column("speaker_end", Kind::Integer, "the end of that place", |row, out| {
            if let Some((_, end)) = speaker_range(row) {
                integer(out, end);
            }
        }),
    ];
    let foreign_keys = vec![foreign("speaker_id", "entities", "id")];
    table_of_kind("quotes", "Who said what, one row per claim and article.", own(), keys, foreign_keys)
}

fn own() -> Vec<Column<ClaimOut>> {
    vec![
        text("speaker", "who said it", |row: &ClaimOut, out| row.put_names(out, Field::Speaker)),
        text("form", "direct, indirect or mixed", |row: &ClaimOut, out| row.put(out, Field::QuoteForm)),
        text("cue", "the word that introduces it: said, told …", |row: &ClaimOut, out| row.put(out, Field::Cue)),
        text("medium", "where it was said or written", |row: &ClaimOut, out| row.put(out, Field::Medium)),
        text("occasion", "at what occasion", |row: &ClaimOut, out| row.put(out, Field::Occasion)),
        column("said_on", Kind::Date, "when (EDTF)", |row: &ClaimOut, out| row.put(out, Field::SaidOn)),
        column("date_from", Kind::Day, "first day of that date", |row: &ClaimOut, out| {
            first_day(out, row.bounds(Field::SaidOn));
        }),
        column("date_to", Kind::Day, "last day of that date", |row: &ClaimOut, out| {
            last_day(out, row.bounds(Field::SaidOn));
        }),
    ]
}

fn speaker_range(row: &ClaimOut) -> Option<(usize, usize)> {
    let span = row
        .claim
        .values(Field::SpeakerSpan)
        .find_map(|value| if let PartValue::Span(span) = value { Some(*span) } else { None })?;
    Some(CodePoints::new(&row.citation.place.article.body).range(span))
}
