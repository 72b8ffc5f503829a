//! `roles.csv`: who holds which post, one row per claim and source.
//!
//! Never mixes the role's title with the article's: that is `role` here, `title` is the article's.

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

pub fn table() -> Table<ClaimOut> {
    let own = vec![
        text("holder", "who holds it", |row: &ClaimOut, out| row.put_names(out, Field::Holder)),
        text("role", "what it is called", |row: &ClaimOut, out| row.put(out, Field::Title)),
        text("qualifier", "caretaker, former, acting …", |row: &ClaimOut, out| row.put(out, Field::Qualifier)),
        text("organisation", "where in", |row: &ClaimOut, out| row.put_names(out, Field::Organisation)),
        text("place", "of which country or place", |row: &ClaimOut, out| row.put_names(out, Field::Place)),
        column("date", Kind::Date, "when (EDTF)", |row: &ClaimOut, out| row.put(out, Field::Date)),
        column("date_from", Kind::Day, "first day of the date", |row: &ClaimOut, out| {
            first_day(out, row.bounds(Field::Date));
        }),
        column("date_to", Kind::Day, "last day of the date", |row: &ClaimOut, out| {
            last_day(out, row.bounds(Field::Date));
        }),
    ];
    let keys = vec![
        text("holder_id", "key of the holder, entities.csv: id", |row: &ClaimOut, out| row.put_key(out, Field::Holder)),
        text("organisation_id", "key of the organisation, entities.csv: id", |row: &ClaimOut, out| {
            row.put_key(out, Field::Organisation);
        }),
        text("place_id", "key of the place, entities.csv: id", |row: &ClaimOut, out| row.put_key(out, Field::Place)),
    ];
    let foreign_keys = vec![
        foreign("holder_id", "entities", "id"),
        foreign("organisation_id", "entities", "id"),
        foreign("place_id", "entities", "id"),
    ];
    table_of_kind("roles", "Who holds which post, one row per claim and article.", own, keys, foreign_keys)
}
