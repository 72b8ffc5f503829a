//! `figures.csv`: numbers with what they count, one row per claim and source.
//!
//! Never settles which of two figures is right: what differs stands in columns of its own.

use crate::export::column::Column;
use crate::export::column::Kind;
use crate::export::column::Table;
use crate::export::column::column;
use crate::export::column::foreign;
use crate::export::column::text;
use crate::export::tables::claims::ClaimOut;
use crate::export::tables::claims::measure_columns;
use crate::export::tables::claims::table_of_kind;
use crate::export::tables::mentions::first_day;
use crate::export::tables::mentions::last_day;
use crate::model::claim::Field;

pub fn table() -> Table<ClaimOut> {
    let mut own = own();
    own.extend(measure_columns());
    let keys = vec![
        text("place_id", "key of the place, entities.csv: id", |row: &ClaimOut, out| row.put_key(out, Field::Place)),
        text("said_by_id", "key of who said it, entities.csv: id", |row: &ClaimOut, out| {
            row.put_key(out, Field::SaidBy);
        }),
        text("measure_id", "key of the measure, measures.csv: id", |row: &ClaimOut, out| {
            if let Some((uuid, _)) = row.measure.as_ref().and_then(|measure| measure.measure.as_ref()) {
                out.push_str(uuid);
            }
        }),
    ];
    let foreign_keys = vec![
        foreign("place_id", "entities", "id"),
        foreign("said_by_id", "entities", "id"),
        foreign("measure_id", "measures", "id"),
    ];
    table_of_kind("figures", "Numbers and what they count, one row per claim and article.", own, keys, foreign_keys)
}

fn own() -> Vec<Column<ClaimOut>> {
    vec![
        column("value", Kind::Number, "the number", |row: &ClaimOut, out| row.put_number(out, Field::Value)),
        column("value_low", Kind::Number, "the least it can mean", |row: &ClaimOut, out| {
            row.put_number(out, Field::Low);
        }),
        column("value_high", Kind::Number, "the most it can mean", |row: &ClaimOut, out| {
            row.put_number(out, Field::High);
        }),
        text("qualifier", "how exact the words are: exact, about, over, at_least …", |row: &ClaimOut, out| {
            row.put(out, Field::Qualifier);
        }),
        text("unit", "counted in what", |row: &ClaimOut, out| row.put(out, Field::Unit)),
        text("population", "what was counted", |row: &ClaimOut, out| row.put(out, Field::Population)),
        text("place", "where", |row: &ClaimOut, out| row.put_names(out, Field::Place)),
        column("as_of", Kind::Date, "when it was so (EDTF)", |row: &ClaimOut, out| row.put(out, Field::AsOf)),
        column("date_from", Kind::Day, "first day of that date", |row: &ClaimOut, out| {
            first_day(out, row.bounds(Field::AsOf));
        }),
        column("date_to", Kind::Day, "last day of that date", |row: &ClaimOut, out| {
            last_day(out, row.bounds(Field::AsOf));
        }),
        text("said_by", "on whose word", |row: &ClaimOut, out| row.put_names(out, Field::SaidBy)),
        column("said_on", Kind::Date, "when that was said (EDTF)", |row: &ClaimOut, out| row.put(out, Field::SaidOn)),
    ]
}
