//! Claims as they are exported: one row per claim and the words it rests on, with entities by name and key.
//!
//! Never reads more than the claims of one article at a time.

use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::claim::PartValue;
use crate::model::kind::ClaimKind;
use crate::model::kind::Status;
use crate::store::Db;
use crate::store::Result;
use crate::store::cache;
use crate::store::parsed;
use crate::store::read::claims::parts_by;
use crate::store::read::export::Cited;
use crate::store::read::export::Named;
use crate::store::read::export::decision_at;
use crate::store::read::export::proposed_at;
use crate::store::read::lookup::span_at;
use rusqlite::Row;
use std::collections::BTreeMap;

/// A claim with one of its citations, decided or proposed.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportedClaim {
    pub cited: Cited,
    /// `claim.id`; `None`: proposed.
    pub id: Option<i64>,
    pub kind: ClaimKind,
    /// UUID of the citation; `None`: proposed.
    pub citation: Option<String>,
    /// Place of the citation among those of the claim, from 1.
    pub position: i64,
    /// Fields in the order of `model::claim`.
    pub parts: Vec<Part<Named>>,
    /// Articles that the claim rests on.
    pub n_articles: i64,
}

impl ExportedClaim {
    /// `F203`; empty while it is only proposed.
    pub fn reference(&self) -> String {
        self.id.map_or_else(String::new, |id| format!("{}{id}", self.kind.letter()))
    }

    /// Values of a field, in order.
    pub fn values(&self, field: Field) -> impl Iterator<Item = &PartValue<Named>> {
        self.parts.iter().filter(move |part| part.field == field).map(|part| &part.value)
    }

    pub fn text(&self, field: Field) -> &str {
        self.values(field)
            .find_map(|value| if let PartValue::Text(text) = value { Some(text) } else { None })
            .map_or("", String::as_str)
    }

    pub fn number(&self, field: Field) -> Option<f64> {
        self.values(field).find_map(|value| if let PartValue::Number(number) = value { Some(*number) } else { None })
    }

    pub fn entities(&self, field: Field) -> impl Iterator<Item = &Named> {
        self.values(field).filter_map(|value| if let PartValue::Entity(entity) = value { Some(entity) } else { None })
    }
}

/// Decided claims that rest on words of an article, in order of these.
pub fn decided_claims(db: &Db, article_id: i64) -> Result<Vec<ExportedClaim>> {
    const SQL: &str = "
        SELECT claim.id, claim.uuid, claim.kind, claim.status, citation.uuid, citation.start_byte, citation.end_byte,
            citation.words, claim.rule, claim.extractor, claim.score,
            claim.decided_by, claim.decided_millis, claim.decided_how,
            (SELECT count(DISTINCT all_of.article_id) FROM citation AS all_of WHERE all_of.claim_id = claim.id),
            (SELECT count(*) FROM citation AS one WHERE one.claim_id = claim.id AND one.id <= citation.id)
        FROM citation JOIN claim ON claim.id = citation.claim_id
        WHERE citation.article_id = ?1
        ORDER BY citation.start_byte, citation.end_byte, claim.kind, claim.id, citation.id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([article_id], decided_claim)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut claims = Vec::with_capacity(rows.len());
    for (mut claim, kind, status) in rows {
        claim.kind = parsed(&kind, ClaimKind::parse)?;
        claim.cited.status = Some(parsed(&status, Status::parse)?);
        if let Some(id) = claim.id {
            claim.parts = parts(db, id)?;
        }
        if claim.position > 1 {
            // Places are those of the first citation's text: they mean nothing in another.
            claim.parts.retain(|part| !matches!(part.value, PartValue::Span(_)));
        }
        claims.push(claim);
    }
    Ok(claims)
}

fn decided_claim(row: &Row<'_>) -> rusqlite::Result<(ExportedClaim, String, String)> {
    let claim = ExportedClaim {
        cited: Cited {
            uuid: row.get(1)?,
            status: None,
            decision: decision_at(row, 11)?,
            span: span_at(row, 5)?,
            words: row.get(7)?,
            rule: row.get(8)?,
            extractor: row.get(9)?,
            score: row.get(10)?,
        },
        id: row.get(0)?,
        kind: ClaimKind::Event,
        citation: row.get(4)?,
        parts: Vec::new(),
        n_articles: row.get(14)?,
        position: row.get(15)?,
    };
    Ok((claim, row.get(2)?, row.get(3)?))
}

fn parts(db: &Db, claim_id: i64) -> Result<Vec<Part<Named>>> {
    const SQL: &str = "
        SELECT part.field, part.text, part.number, entity.id, entity.uuid, entity.name, entity.label,
            part.start_byte, part.end_byte
        FROM claim_part AS part LEFT JOIN entity ON entity.id = part.entity_id
        WHERE part.claim_id = ?1 ORDER BY part.field, part.position";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement
        .query_map([claim_id], |row| Ok((row.get::<_, String>(0)?, part_value(row)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut parts = Vec::with_capacity(rows.len());
    for (field, value) in rows {
        parts.push(Part { field: parsed(&field, Field::parse)?, value });
    }
    parts.sort_by_key(|part: &Part<_>| part.field);
    Ok(parts)
}

fn part_value(row: &Row<'_>) -> rusqlite::Result<PartValue<Named>> {
    if let Some(text) = row.get::<_, Option<String>>(1)? {
        return Ok(PartValue::Text(text));
    }
    if let Some(number) = row.get::<_, Option<f64>>(2)? {
        return Ok(PartValue::Number(number));
    }
    if let Some(id) = row.get::<_, Option<i64>>(3)? {
        let key = Some((id, row.get(4)?));
        return Ok(PartValue::Entity(Named { key, name: row.get(5)?, label: row.get(6)? }));
    }
    Ok(PartValue::Span(span_at(row, 7)?))
}

/// Proposed claims of an article that wait for a decision, in order of their words.
pub fn undecided_claims(db: &Db, article_id: i64) -> Result<Vec<ExportedClaim>> {
    const SQL: &str = "
        SELECT p.kind, p.start_byte, p.end_byte, p.words, p.parts_json, p.rule, run.extractor, p.score
        FROM undecided_claim AS p JOIN run ON run.id = p.run_id
        WHERE p.article_id = ?1 ORDER BY p.start_byte, p.end_byte, p.kind, p.position";
    let entities = proposed_entities(db, article_id)?;
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement
        .query_map([article_id], |row| {
            let (kind, parts): (String, String) = (row.get(0)?, row.get(4)?);
            Ok((kind, parts, proposed_at(row, 1, 3, 5)?))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut claims = Vec::with_capacity(rows.len());
    for (kind, parts, cited) in rows {
        let named = |position: usize| entities.get(&(position as i64)).cloned();
        let mut parts = parts_by(cache::parts_from_json(&parts), named);
        parts.sort_by_key(|part| part.field);
        let kind = parsed(&kind, ClaimKind::parse)?;
        claims.push(ExportedClaim { cited, id: None, kind, citation: None, position: 1, parts, n_articles: 1 });
    }
    Ok(claims)
}

/// What the article's run proposed under one name, by position.
fn proposed_entities(db: &Db, article_id: i64) -> Result<BTreeMap<i64, Named>> {
    const SQL: &str = "
        SELECT p.position, p.name, p.label FROM proposal_entity AS p JOIN run ON run.id = p.run_id
        WHERE run.article_id = ?1";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement
        .query_map([article_id], |row| Ok((row.get(0)?, Named { key: None, name: row.get(1)?, label: row.get(2)? })))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
