//! Claims from the files of the four kinds, with their actors, measures and what was said of differences.
//!
//! Never reads `claims.csv`: it is a view of these files for people.

use crate::import::export_folder::entries::decision;
use crate::import::export_folder::entries::is_proposed;
use crate::import::export_folder::entries::origin;
use crate::import::export_folder::entries::remarks;
use crate::import::export_folder::table::Cells;
use crate::import::export_folder::table::read;
use crate::import::export_folder::whole_file;
use crate::model::claim::Field;
use crate::model::claim::FieldType;
use crate::model::claim::Part;
use crate::model::kind::ClaimKind;
use crate::model::kind::DifferHow;
use crate::model::kind::Status;
use crate::model::record_set::CitationEntry;
use crate::model::record_set::ClaimEntry;
use crate::model::record_set::DifferenceEntry;
use crate::model::record_set::MeasureEntry;
use crate::model::record_set::Problem;
use crate::model::record_set::Row;
use std::collections::BTreeMap;
use std::path::Path;

/// Column of a field that stands in one cell: entities by the column of their key.
const COLUMNS: &[(Field, &str)] = &[
    (Field::Title, "role"),
    (Field::Qualifier, "qualifier"),
    (Field::Holder, "holder_id"),
    (Field::Organisation, "organisation_id"),
    (Field::Place, "place_id"),
    (Field::QuoteForm, "form"),
    (Field::Speaker, "speaker_id"),
    (Field::Cue, "cue"),
    (Field::Medium, "medium"),
    (Field::Occasion, "occasion"),
    (Field::SaidOn, "said_on"),
    (Field::Value, "value"),
    (Field::Low, "value_low"),
    (Field::High, "value_high"),
    (Field::Unit, "unit"),
    (Field::Population, "population"),
    (Field::AsOf, "as_of"),
    (Field::SaidBy, "said_by_id"),
    (Field::Type, "type"),
    (Field::Modality, "modality"),
    (Field::Date, "date"),
];

const FILES: &[(ClaimKind, &str)] = &[
    (ClaimKind::Role, "roles"),
    (ClaimKind::Quote, "quotes"),
    (ClaimKind::Figure, "figures"),
    (ClaimKind::Event, "events"),
];

pub fn claims(dir: &Path, problems: &mut Vec<Problem>) -> Vec<Row<ClaimEntry>> {
    const NEEDED: &[&str] = &[
        "words",
        "status",
        "decided_by",
        "decided_at",
        "decided_how",
        "id",
        "article_id",
        "start",
        "end",
        "citation_id",
    ];
    let mut actors = actors(dir, problems);
    let mut claims: Vec<Row<ClaimEntry>> = Vec::new();
    for (kind, name) in FILES {
        let rows = read(dir, name, NEEDED, problems, |cells| {
            if is_proposed(cells) { Ok(None) } else { claim(cells, *kind).map(Some) }
        });
        let mut index_of: BTreeMap<String, usize> = BTreeMap::new();
        for (mut row, citation) in rows.into_iter().map(split) {
            // A claim that rests on several articles has a row for each.
            if let Some(index) = index_of.get(&row.entry.uuid) {
                let claim = &mut claims[*index].entry;
                claim.citations.push(citation);
                claim.speaker = claim.speaker.or(row.entry.speaker);
                continue;
            }
            index_of.insert(row.entry.uuid.clone(), claims.len());
            row.entry.citations.push(citation);
            row.entry.parts.extend(actors.remove(&row.entry.uuid).unwrap_or_default());
            claims.push(row);
        }
    }
    if let Some(homeless) = actors.keys().next() {
        let message = format!("has actors of {homeless}, which events.csv does not have: they were left out");
        problems.push(Problem { place: whole_file("event_actors.csv"), message });
    }
    for claim in &mut claims {
        // They stand in the order of their articles; the fields were read from the first that was cited.
        claim.entry.citations.sort_by_key(|citation| citation.entry.position);
    }
    // In the order in which they were numbered: the same whichever file they stand in.
    claims.sort_by_key(|row| row.entry.number.unwrap_or(i64::MAX));
    claims
}

fn split(row: Row<(ClaimEntry, CitationEntry)>) -> (Row<ClaimEntry>, Row<CitationEntry>) {
    let (claim, citation) = row.entry;
    (Row { place: row.place.clone(), entry: claim }, Row { place: row.place, entry: citation })
}

fn claim(cells: &Cells<'_>, kind: ClaimKind) -> Result<(ClaimEntry, CitationEntry), String> {
    let mut parts = Vec::new();
    for (field, column) in COLUMNS.iter().filter(|(field, _)| crate::model::claim::fields_of(kind).contains(field)) {
        parts.extend(part(cells, *field, column)?);
    }
    let speaker = match cells.text("speaker_start") {
        "" => None,
        _ => Some(cells.range("speaker_start", "speaker_end")?),
    };
    let claim = ClaimEntry {
        number: cells.reference("ref"),
        uuid: cells.key("id")?,
        kind,
        status: cells.word("status", Status::parse)?,
        citations: Vec::new(),
        parts,
        speaker,
        measure: cells.some_key("measure_id")?,
        origin: origin(cells)?,
        decision: decision(cells)?,
        remarks: remarks(cells)?,
    };
    let citation = CitationEntry {
        uuid: cells.key("citation_id")?,
        position: if cells.text("position").is_empty() { 0 } else { cells.integer("position")? },
        article: cells.needed("article_id")?,
        range: cells.range("start", "end")?,
        words: cells.text("words").to_owned(),
    };
    Ok((claim, citation))
}

fn part(cells: &Cells<'_>, field: Field, column: &str) -> Result<Option<Part<String>>, String> {
    Ok(match field.field_type() {
        FieldType::Number => cells.number(column)?.map(|number| Part::number(field, number)),
        FieldType::Entity | FieldType::Entities => cells.some_key(column)?.map(|key| Part::entity(field, key)),
        FieldType::Text | FieldType::Date | FieldType::Span => cells.some(column).map(|text| Part::text(field, text)),
    })
}

/// Who took part in each event, in order, by the event's key.
fn actors(dir: &Path, problems: &mut Vec<Problem>) -> BTreeMap<String, Vec<Part<String>>> {
    let rows = read(dir, "event_actors", &["part", "event_id", "entity_id", "position"], problems, |cells| {
        if is_proposed(cells) {
            return Ok(None);
        }
        let field = match cells.text("part") {
            "actor" => Field::Actors,
            "recipient" => Field::Recipients,
            other => return Err(format!("`{other}` is neither actor nor recipient")),
        };
        let place: u32 = cells.integer("position")?;
        Ok(Some((cells.key("event_id")?, field, place, cells.key("entity_id")?)))
    });
    let mut rows: Vec<_> = rows.into_iter().map(|row| row.entry).collect();
    rows.sort();
    let mut actors: BTreeMap<String, Vec<Part<String>>> = BTreeMap::new();
    for (event, field, _, entity) in rows {
        actors.entry(event).or_default().push(Part::entity(field, entity));
    }
    actors
}

pub fn measures(dir: &Path, problems: &mut Vec<Problem>) -> Vec<Row<MeasureEntry>> {
    read(dir, "measures", &["part", "measure", "measure_id"], problems, |cells| {
        if cells.text("part") != "measure" {
            return Ok(None);
        }
        let (uuid, name) = (cells.key("measure_id")?, cells.needed("measure")?);
        Ok(Some(MeasureEntry { number: cells.reference("ref"), uuid, name }))
    })
}

pub fn differences(dir: &Path, problems: &mut Vec<Problem>) -> Vec<Row<DifferenceEntry>> {
    read(dir, "measures", &["part", "how", "note", "id", "claim_id", "other_id", "preferred_id"], problems, |cells| {
        if cells.text("part") != "difference" {
            return Ok(None);
        }
        Ok(Some(DifferenceEntry {
            uuid: cells.key("id")?,
            claims: (cells.key("claim_id")?, cells.key("other_id")?),
            how: cells.word("how", DifferHow::parse)?,
            preferred: cells.some_key("preferred_id")?,
            note: cells.some("note"),
        }))
    })
}
