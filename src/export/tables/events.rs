//! `events.csv`: what happened, was planned or did not happen; `event_actors.csv`: who took part, one row each.
//!
//! Never leaves out whether an event took place: `modality` says what the article says.

use crate::export::citation::STATUSES;
use crate::export::citation::integer;
use crate::export::citation::status;
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
use crate::store::read::export::Named;
use std::rc::Rc;

pub fn table() -> Table<ClaimOut> {
    let keys = vec![text("place_id", "key of the place, entities.csv: id", |row: &ClaimOut, out| {
        row.put_key(out, Field::Place);
    })];
    let about = "What happened, was planned or did not happen, one row per claim and article.";
    table_of_kind("events", about, own(), keys, vec![foreign("place_id", "entities", "id")])
}

fn own() -> Vec<Column<ClaimOut>> {
    vec![
        text("type", "what kind of event", |row: &ClaimOut, out| row.put(out, Field::Type)),
        text("modality", "as the article says: happened, planned, hypothetical, negated", |row: &ClaimOut, out| {
            row.put(out, Field::Modality);
        }),
        text("actors", "who acted: a; b", |row: &ClaimOut, out| row.put_names(out, Field::Actors)),
        text("recipients", "to or with whom: a; b", |row: &ClaimOut, out| row.put_names(out, Field::Recipients)),
        text("place", "where", |row: &ClaimOut, out| row.put_names(out, Field::Place)),
        column("date", Kind::Date, "when (EDTF)", |row: &ClaimOut, out| row.put(out, Field::Date)),
        column("date_from", Kind::Day, "first day of the date", |row: &ClaimOut, out| {
            first_day(out, row.bounds(Field::Date));
        }),
        column("date_to", Kind::Day, "last day of the date", |row: &ClaimOut, out| {
            last_day(out, row.bounds(Field::Date));
        }),
    ]
}

/// Somebody who took part in an event.
pub struct ActorOut {
    pub event: Rc<ClaimOut>,
    /// `actor` or `recipient`.
    pub part: &'static str,
    /// From 1.
    pub place: usize,
    pub entity: Named,
}

pub fn actors_table() -> Table<ActorOut> {
    Table {
        name: "event_actors",
        about: "Who took part in an event, one row for each.",
        columns: actor_columns(),
        key: &["event_id", "part", "position"],
        foreign: vec![foreign("event_id", "events", "id"), foreign("entity_id", "entities", "id")],
    }
}

fn actor_columns() -> Vec<Column<ActorOut>> {
    vec![
        text("ref", "short name of the event: V206", |row, out| out.push_str(&row.event.claim.reference())),
        text("type", "what kind of event", |row, out| row.event.put(out, Field::Type)),
        column("date", Kind::Date, "when (EDTF)", |row, out| row.event.put(out, Field::Date)),
        column("part", Kind::OneOf(vec!["actor", "recipient"]), "who acted, or to or with whom", |row, out| {
            out.push_str(row.part);
        }),
        text("name", "who", |row, out| out.push_str(&row.entity.name)),
        text("label", "person, org, place …", |row, out| out.push_str(&row.entity.label)),
        column("status", Kind::OneOf(STATUSES.to_vec()), "what was decided of the event", |row, out| {
            out.push_str(status(&row.event.claim.cited));
        }),
        text("event_id", "key of the event, events.csv: id", |row, out| out.push_str(&row.event.citation.id)),
        text("entity_id", "key of the entity, entities.csv: id", |row, out| out.push_str(row.entity.uuid())),
        text("entity_ref", "its short name: E12", |row, out| out.push_str(&row.entity.reference())),
        column("position", Kind::Integer, "place among the actors, or recipients, from 1", |row, out| {
            integer(out, row.place);
        }),
    ]
}
