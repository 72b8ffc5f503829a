//! One claim as the side of its table shows it: its words in their sentence, its sources, who decided, what is noted.
//!
//! Never more than one: a table's row carries what tables show.

use crate::model::claim::Field;
use crate::model::claim::FieldType;
use crate::model::claim::PartValue;
use crate::model::kind::ClaimKind;
use crate::model::kind::Subject;
use crate::model::span::Span;
use crate::store::Db;
use crate::store::Result;
use crate::store::parsed;
use crate::store::read::articles;
use crate::store::read::claim_table;
use crate::store::read::claim_table::ClaimTableRow;
use crate::store::read::claim_table::Named;
use crate::store::read::export;
use crate::store::read::lookup::span_at;
use crate::store::record;
use rusqlite::OptionalExtension as _;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Which claim: a decided one, or a suggestion by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimPlace {
    /// `claim.id`; `None`: a suggestion.
    pub id: Option<i64>,
    pub kind: ClaimKind,
    pub article_id: i64,
    pub span: Span,
}

/// What stands beside a claim's row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClaimDetail {
    /// At least one; the first is that of the row.
    pub sources: Vec<ClaimSource>,
    /// `None`: a suggestion.
    pub decision: Option<ClaimDecision>,
    /// Fields that say something else than when it was recorded first, and what they said then; empty: nothing.
    pub changed: Vec<FirstSaid>,
    /// Text and who wrote it.
    pub notes: Vec<(String, String)>,
    pub tags: Vec<String>,
    /// Claims that it may be one with, or figures of the same thing, the likest first.
    pub alike: Vec<AlikeClaim>,
    /// Its own row, where the others were looked for.
    pub own: Option<ClaimTableRow>,
}

/// A claim that another may be one with.
#[derive(Clone, Debug, PartialEq)]
pub struct AlikeClaim {
    pub row: ClaimTableRow,
    /// 0..=1
    pub score: f64,
    /// In words, parts between dots.
    pub reason: String,
    /// Of figures: the measure that both would be figures of, one that is there or a new one.
    pub measure: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimSource {
    pub article_id: i64,
    pub span: Span,
    pub title: Option<String>,
    pub publisher: Option<String>,
    /// EDTF.
    pub published: Option<String>,
    /// The sentences that the words stand in.
    pub sentence: String,
    /// The words, in `sentence`.
    pub words: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimDecision {
    pub by: String,
    pub at_millis: i64,
    /// "by hand", "with article" …
    pub how: String,
}

/// A field, and its values when the claim was recorded first.
pub type FirstSaid = (Field, Vec<PartValue<Named>>);

/// How sentences of a text are found: handed in, since the words that end none stand in the lists.
pub type SentencesOf = fn(&str) -> Vec<Span>;

/// `None` where the claim is gone.
pub fn claim_detail(db: &Db, place: ClaimPlace, sentences_of: SentencesOf) -> Result<Option<ClaimDetail>> {
    let Some(id) = place.id else {
        let source = source(db, place.article_id, place.span, sentences_of)?;
        let sources = source.into_iter().collect();
        return Ok(Some(ClaimDetail { sources, ..ClaimDetail::default() }));
    };
    const DECIDED: &str = "SELECT decided_by, decided_millis, decided_how FROM claim WHERE id = ?1";
    const CITATIONS: &str =
        "SELECT article_id, start_byte, end_byte FROM citation WHERE claim_id = ?1 ORDER BY id LIMIT 100";
    let decision = db
        .conn
        .prepare_cached(DECIDED)?
        .query_row([id], |row| Ok(ClaimDecision { by: row.get(0)?, at_millis: row.get(1)?, how: row.get(2)? }));
    let Some(decision) = decision.optional()? else { return Ok(None) };
    let mut statement = db.conn.prepare_cached(CITATIONS)?;
    let places = statement
        .query_map([id], |row| Ok((row.get(0)?, span_at(row, 1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, Span)>>>()?;
    let mut sources = Vec::with_capacity(places.len());
    for (article, span) in &places {
        sources.extend(source(db, *article, *span, sentences_of)?);
    }
    let changed = places.first().map(|(article, _)| changed(db, id, *article)).transpose()?.unwrap_or_default();
    let on = (Subject::Claim.as_str(), id);
    let notes = export::notes(db, on)?.into_iter().map(|note| (note.text, note.written_by)).collect();
    let tags = export::tags(db, on)?;
    Ok(Some(ClaimDetail { sources, decision: Some(decision), changed, notes, tags, ..ClaimDetail::default() }))
}

/// The record has what each field said in the operation that made the claim: the first fact of it there, since what was
/// put right at once stands behind what was suggested.
fn changed(db: &Db, claim: i64, article: i64) -> Result<Vec<FirstSaid>> {
    const MADE: &str = "
        SELECT min(fact.operation_id), claim.uuid FROM claim JOIN fact ON fact.article_id = ?2
        WHERE claim.id = ?1 AND fact.json ->> '$.fact' = 'claim' AND fact.json ->> '$.claim' = claim.uuid";
    const FIELDS: &str = "
        SELECT json ->> '$.field', json -> '$.values' FROM fact
        WHERE operation_id = ?1 AND article_id = ?3 AND json ->> '$.fact' = 'claim_field' AND json ->> '$.claim' = ?2
        ORDER BY position";
    let made = db.conn.prepare_cached(MADE)?.query_row((claim, article), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (Some(operation), Some(uuid)): (Option<i64>, Option<String>) = made else { return Ok(Vec::new()) };
    let mut first: BTreeMap<Field, Vec<PartValue<Named>>> = BTreeMap::new();
    let mut statement = db.conn.prepare_cached(FIELDS)?;
    let mut rows = statement.query((operation, uuid, article))?;
    while let Some(row) = rows.next()? {
        let (field, values): (String, String) = (row.get(0)?, row.get(1)?);
        if let Entry::Vacant(place) = first.entry(parsed(&field, Field::parse)?) {
            place.insert(said(db, &values)?);
        }
    }
    let now = claim_table::parts(db, claim)?;
    let mut changed = Vec::new();
    for field in Field::ALL.iter().filter(|field| field.field_type() != FieldType::Span) {
        let before = first.remove(field).unwrap_or_default();
        let values = now.iter().filter(|part| part.field == *field).map(|part| &part.value);
        if !values.map(known_by).eq(before.iter().map(known_by)) {
            changed.push((*field, before));
        }
    }
    Ok(changed)
}

/// The values of a fact: text and numbers as such, cards as they are called now.
fn said(db: &Db, values: &str) -> Result<Vec<PartValue<Named>>> {
    const CARD: &str = "
        SELECT card.id, card.name FROM entity JOIN entity AS card ON card.id = coalesce(entity.merged_into_id, entity.id)
        WHERE entity.uuid = ?1";
    let values: Vec<Json> = serde_json::from_str(values).unwrap_or_default();
    let mut said = Vec::with_capacity(values.len());
    for value in values {
        match value {
            Json::String(text) => said.push(PartValue::Text(text)),
            Json::Number(number) => said.extend(number.as_f64().map(PartValue::Number)),
            Json::Object(object) => {
                let Some(uuid) = object.get("entity").and_then(Json::as_str) else { continue };
                let mut statement = db.conn.prepare_cached(CARD)?;
                let card = statement.query_row([uuid], |row| Ok((Some(row.get(0)?), row.get(1)?))).optional()?;
                said.extend(card.map(PartValue::Entity));
            }
            Json::Null | Json::Bool(_) | Json::Array(_) => {}
        }
    }
    Ok(said)
}

/// What two values are told apart by: cards by their number.
fn known_by(value: &PartValue<Named>) -> (Option<&str>, Option<u64>, Option<i64>) {
    match value {
        PartValue::Text(text) => (Some(text), None, None),
        PartValue::Number(number) => (None, Some(number.to_bits()), None),
        PartValue::Entity((card, _)) => (None, None, *card),
        PartValue::Span(_) => (None, None, None),
    }
}

fn source(db: &Db, article_id: i64, span: Span, sentences_of: SentencesOf) -> Result<Option<ClaimSource>> {
    let Some(article) = articles::article(db, article_id)? else { return Ok(None) };
    let body = record::body_of_article(db, article_id)?;
    let sentences = sentences_of(&body);
    let around: Vec<&Span> = sentences.iter().filter(|sentence| sentence.overlaps(span)).collect();
    let start = around.first().map_or(span.start_byte, |first| first.start_byte.min(span.start_byte));
    let end = around.last().map_or(span.end_byte, |last| last.end_byte.max(span.end_byte));
    let words = Span::new(span.start_byte - start, span.end_byte - start);
    Ok(Some(ClaimSource {
        article_id,
        span,
        title: article.title,
        publisher: article.publisher,
        published: article.published,
        sentence: Span::new(start, end).words(&body).unwrap_or_default().to_owned(),
        words,
    }))
}
