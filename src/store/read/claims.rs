//! Claims with their fields, words and decisions: for Review, lists, `show` and measures.
//!
//! Never joins claims of two articles: that is a person's work.

use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::claim::PartValue;
use crate::model::kind::ClaimKind;
use crate::model::kind::Status;
use crate::model::span::Span;
use crate::model::value::number_to_cell;
use crate::store::Db;
use crate::store::Result;
use crate::store::parsed;
use crate::store::read::lookup::span_at;
use crate::store::read::review::ReviewClaim;
use rusqlite::OptionalExtension as _;
use rusqlite::Row;

/// A claim with its first citation.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimRow {
    pub id: i64,
    pub uuid: String,
    pub kind: ClaimKind,
    pub status: Status,
    /// Entities by number and name.
    pub parts: Vec<Part<(i64, String)>>,
    pub measure: Option<(i64, String)>,
    pub article_id: i64,
    pub span: Span,
    pub words: String,
    pub rule: Option<String>,
    pub extractor: Option<String>,
    pub score: Option<f64>,
    pub decided_by: String,
    pub decided_millis: i64,
    pub decided_how: String,
}

impl ClaimRow {
    /// `F203`.
    pub fn reference(&self) -> String {
        format!("{}{}", self.kind.letter(), self.id)
    }

    /// The first value of a field as one cell; entities by name.
    pub fn cell(&self, field: Field) -> String {
        let values = self.parts.iter().filter(|part| part.field == field);
        values
            .map(|part| match &part.value {
                PartValue::Text(text) => text.clone(),
                PartValue::Number(number) => number_to_cell(*number),
                PartValue::Entity((_, name)) => name.clone(),
                PartValue::Span(span) => format!("{}-{}", span.start_byte, span.end_byte),
            })
            .collect::<Vec<_>>()
            .join("; ")
    }

    pub fn number(&self, field: Field) -> Option<f64> {
        self.parts.iter().find_map(|part| match part.value {
            PartValue::Number(number) if part.field == field => Some(number),
            _ => None,
        })
    }
}

const SELECT: &str = "
    SELECT claim.id, claim.uuid, claim.kind, claim.status, measure.id, measure.name, citation.article_id,
        citation.start_byte, citation.end_byte, citation.words, claim.rule, claim.extractor, claim.score,
        claim.decided_by, claim.decided_millis, claim.decided_how
    FROM claim
    JOIN citation ON citation.id = (SELECT min(id) FROM citation WHERE citation.claim_id = claim.id)
    LEFT JOIN measure ON measure.id = claim.measure_id";

fn row(row: &Row<'_>) -> rusqlite::Result<(ClaimRow, String, String)> {
    let (kind, status): (String, String) = (row.get(2)?, row.get(3)?);
    let measure_id: Option<i64> = row.get(4)?;
    let claim = ClaimRow {
        id: row.get(0)?,
        uuid: row.get(1)?,
        kind: ClaimKind::parse(&kind).unwrap_or(ClaimKind::Event),
        status: Status::parse(&status).unwrap_or(Status::Doubtful),
        parts: Vec::new(),
        measure: match measure_id {
            Some(id) => Some((id, row.get(5)?)),
            None => None,
        },
        article_id: row.get(6)?,
        span: span_at(row, 7)?,
        words: row.get(9)?,
        rule: row.get(10)?,
        extractor: row.get(11)?,
        score: row.get(12)?,
        decided_by: row.get(13)?,
        decided_millis: row.get(14)?,
        decided_how: row.get(15)?,
    };
    Ok((claim, kind, status))
}

fn select(db: &Db, rest: &str, params: impl rusqlite::Params) -> Result<Vec<ClaimRow>> {
    let mut statement = db.conn.prepare_cached(&format!("{SELECT} {rest}"))?;
    let rows = statement.query_map(params, row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut claims = Vec::with_capacity(rows.len());
    for (mut claim, kind, status) in rows {
        parsed(&kind, ClaimKind::parse)?;
        parsed(&status, Status::parse)?;
        claim.parts = parts(db, claim.id)?;
        claims.push(claim);
    }
    Ok(claims)
}

/// All decided claims, in the order in which they were decided.
pub fn claims(db: &Db) -> Result<Vec<ClaimRow>> {
    select(db, "ORDER BY claim.id", [])
}

pub fn claim(db: &Db, id: i64) -> Result<Option<ClaimRow>> {
    Ok(select(db, "WHERE claim.id = ?1", [id])?.pop())
}

/// Words that a claim rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationRow {
    pub uuid: String,
    pub article_id: i64,
    pub span: Span,
    pub words: String,
}

/// All words that a claim rests on, the first of them first.
pub fn citations(db: &Db, claim_id: i64) -> Result<Vec<CitationRow>> {
    const SQL: &str = "
        SELECT uuid, article_id, start_byte, end_byte, words FROM citation WHERE claim_id = ?1 ORDER BY id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([claim_id], |row| {
        Ok(CitationRow { uuid: row.get(0)?, article_id: row.get(1)?, span: span_at(row, 2)?, words: row.get(4)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Claims in which an entity has a part.
pub fn of_entity(db: &Db, entity_id: i64) -> Result<Vec<ClaimRow>> {
    select(
        db,
        "WHERE claim.id IN (SELECT claim_id FROM claim_part WHERE entity_id = ?1) ORDER BY claim.id",
        [entity_id],
    )
}

/// Claims that rest first on words of an article.
pub fn rows_in(db: &Db, article_id: i64) -> Result<Vec<ClaimRow>> {
    select(
        db,
        "WHERE claim.id IN (SELECT claim_id FROM citation WHERE article_id = ?1) AND citation.article_id = ?1 ORDER BY claim.id",
        [article_id],
    )
}

/// Decided claims that rest on words of an article, among others.
pub fn in_article(db: &Db, article_id: i64) -> Result<Vec<ClaimRow>> {
    select(
        db,
        "WHERE claim.id IN (SELECT claim_id FROM citation WHERE article_id = ?1) ORDER BY claim.id",
        [article_id],
    )
}

/// Figures that were joined to a measure.
pub fn of_measure(db: &Db, measure_id: i64) -> Result<Vec<ClaimRow>> {
    select(db, "WHERE claim.measure_id = ?1 ORDER BY claim.id", [measure_id])
}

/// `claim.id` of the claim that a person means: a reference (`F203`) or an id.
pub fn named(db: &Db, name: &str) -> Result<Option<i64>> {
    const SQL: &str = "
        SELECT id FROM claim WHERE uuid = lower(?1) OR upper(?1) = CASE kind
            WHEN 'figure' THEN 'F' WHEN 'quote' THEN 'Q' WHEN 'role' THEN 'R' ELSE 'V' END || id";
    Ok(db.conn.prepare_cached(SQL)?.query_row([name], |row| row.get(0)).optional()?)
}

/// The fields of a claim, in the order of its kind's list.
pub fn parts(db: &Db, claim_id: i64) -> Result<Vec<Part<(i64, String)>>> {
    const SQL: &str = "
        SELECT part.field, part.text, part.number, part.entity_id, entity.name, part.start_byte, part.end_byte
        FROM claim_part AS part LEFT JOIN entity ON entity.id = part.entity_id
        WHERE part.claim_id = ?1 ORDER BY part.field, part.position";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement
        .query_map([claim_id], |row| {
            let field: String = row.get(0)?;
            let value = if let Some(text) = row.get::<_, Option<String>>(1)? {
                PartValue::Text(text)
            } else if let Some(number) = row.get::<_, Option<f64>>(2)? {
                PartValue::Number(number)
            } else if let Some(entity) = row.get::<_, Option<i64>>(3)? {
                PartValue::Entity((entity, row.get::<_, Option<String>>(4)?.unwrap_or_default()))
            } else {
                PartValue::Span(span_at(row, 5)?)
            };
            Ok((field, value))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut parts = Vec::with_capacity(rows.len());
    for (field, value) in rows {
        parts.push(Part { field: parsed(&field, Field::parse)?, value });
    }
    parts.sort_by_key(|part: &Part<_>| part.field);
    Ok(parts)
}

/// Parts with entities in another way of naming them; what cannot be named so is left out.
pub fn parts_by<E, F>(parts: Vec<Part<E>>, name: impl Fn(E) -> Option<F>) -> Vec<Part<F>> {
    parts
        .into_iter()
        .filter_map(|part| {
            let value = match part.value {
                PartValue::Text(text) => PartValue::Text(text),
                PartValue::Number(number) => PartValue::Number(number),
                PartValue::Span(span) => PartValue::Span(span),
                PartValue::Entity(entity) => PartValue::Entity(name(entity)?),
            };
            Some(Part { field: part.field, value })
        })
        .collect()
}

/// The cards that the parts of a claim name, by their names.
fn cards_named(parts: &[Part<(i64, String)>]) -> Vec<(String, i64)> {
    let named =
        parts.iter().filter_map(|part| if let PartValue::Entity(named) = &part.value { Some(named) } else { None });
    named.map(|(id, name)| (name.clone(), *id)).collect()
}

/// The decided claims that rest on words of an article, as Review shows them.
pub fn decided_in(db: &Db, article_id: i64) -> Result<Vec<ReviewClaim>> {
    let found = in_article(db, article_id)?;
    let mut shown = Vec::with_capacity(found.len());
    for mut claim in found {
        // One that rests on words of several articles stands at those of this one; places in the first one's text mean
        // nothing here.
        let is_elsewhere = claim.article_id != article_id;
        let cited = citations(db, claim.id)?.into_iter().filter(|cited| cited.article_id == article_id);
        if is_elsewhere {
            claim.parts.retain(|part| !matches!(part.value, PartValue::Span(_)));
        }
        for cited in cited {
            shown.push(ReviewClaim {
                kind: claim.kind,
                span: cited.span,
                words: cited.words,
                status: Some(claim.status),
                id: Some(claim.id),
                cards: cards_named(&claim.parts),
                parts: parts_by(claim.parts.clone(), |(_, name)| Some(name)),
                mentions: Vec::new(),
                score: claim.score,
                rule: claim.rule.clone(),
            });
        }
    }
    Ok(shown)
}

/// The latest accepted role of a person, of the hundred that were decided last, in words: "foreign minister (caretaker),
/// Pakistan".
pub fn latest_role(db: &Db, holder: i64) -> Result<Option<String>> {
    const SQL: &str = "
        SELECT held.id FROM (
            SELECT claim.id FROM claim_part JOIN claim ON claim.id = claim_part.claim_id
            WHERE claim_part.entity_id = ?1 AND claim_part.field = 'holder' AND claim.kind = 'role'
                AND claim.status = 'accepted'
            ORDER BY claim_part.claim_id DESC LIMIT 100) AS held
        JOIN citation ON citation.claim_id = held.id JOIN article_state ON article_state.article_id = citation.article_id
        ORDER BY article_state.published DESC NULLS LAST, held.id DESC LIMIT 1";
    let id: Option<i64> = db.conn.prepare_cached(SQL)?.query_row([holder], |row| row.get(0)).optional()?;
    let Some(claim) = id.map(|id| claim(db, id)).transpose()?.flatten() else { return Ok(None) };
    Ok(Some(role_words(&claim)))
}

/// A role in words: title, qualifier, and of what.
pub fn role_words(claim: &ClaimRow) -> String {
    let mut words = claim.cell(Field::Title);
    let qualifier = claim.cell(Field::Qualifier);
    if !qualifier.is_empty() {
        words = format!("{words} ({qualifier})");
    }
    for field in [Field::Organisation, Field::Place] {
        let of = claim.cell(field);
        if !of.is_empty() {
            words = format!("{words}, {of}");
        }
    }
    words
}
