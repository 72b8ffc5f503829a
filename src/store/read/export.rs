//! An article as it is exported: its text, where it came from, every mention in it with its decision.
//!
//! Never reads more than one article at a time: a dossier with a million mentions passes through here in pieces.

use crate::model::article::Zone;
use crate::model::kind::ArticleState;
use crate::model::kind::Status;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;
use crate::model::value::Value;
use crate::store::Db;
use crate::store::Result;
use crate::store::parsed;
use crate::store::read::articles;
use crate::store::read::articles::ArticleRow;
use crate::store::read::lookup::span_at;
use crate::store::read::lookup::value_at;
use rusqlite::Row;

/// An article with everything that an export says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedArticle {
    pub row: ArticleRow,
    pub source_sha256: String,
    pub locator: String,
    pub body: String,
    pub body_sha256: String,
    /// The analyst's corrections alone.
    pub corrections: Vec<Zone>,
}

/// Who decided, when and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub by: String,
    pub millis: i64,
    pub how: String,
}

/// Words of an article with what was decided of them, or proposed.
#[derive(Clone, Debug, PartialEq)]
pub struct Cited {
    /// `None` in this and the next two: proposed, not decided.
    pub uuid: Option<String>,
    pub status: Option<Status>,
    pub decision: Option<Decision>,
    pub span: Span,
    pub words: String,
    /// `None` in this and the next two: made by hand.
    pub rule: Option<String>,
    pub extractor: Option<String>,
    pub score: Option<f64>,
}

/// An entity, decided or proposed, as a row names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Number and UUID; `None`: proposed.
    pub key: Option<(i64, String)>,
    pub name: String,
    pub label: String,
}

impl Named {
    /// `E12`; empty while it is only proposed.
    pub fn reference(&self) -> String {
        self.key.as_ref().map_or_else(String::new, |(id, _)| format!("E{id}"))
    }

    /// Its UUID; empty while it is only proposed.
    pub fn uuid(&self) -> &str {
        self.key.as_ref().map_or("", |(_, uuid)| uuid)
    }
}

/// A mention, decided or proposed.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportedMention {
    pub cited: Cited,
    /// `mention.id`; `None`: proposed.
    pub id: Option<i64>,
    pub label: String,
    pub value: Option<Value>,
    pub entity: Option<Named>,
    /// Where and as what it was proposed, when that was changed.
    pub proposed: Option<(Span, String)>,
}

/// A remark of the analyst's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteRow {
    pub uuid: String,
    pub text: String,
    pub written_by: String,
    pub written_millis: i64,
}

/// Numbers of the articles in the dossier, in order.
pub fn article_ids(db: &Db) -> Result<Vec<i64>> {
    let mut statement = db.conn.prepare_cached("SELECT article_id FROM article_state ORDER BY article_id")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Number, state and publication date (EDTF) of the articles in the dossier, in order.
pub fn article_dates(db: &Db) -> Result<Vec<(i64, ArticleState, Option<String>)>> {
    const SQL: &str = "SELECT article_id, state, published FROM article_state ORDER BY article_id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    rows.into_iter().map(|(id, state, published)| Ok((id, parsed(&state, ArticleState::parse)?, published))).collect()
}

/// One article; `None` where it is not in the dossier, or its words were removed for good.
pub fn article(db: &Db, id: i64) -> Result<Option<ExportedArticle>> {
    const SQL: &str = "
        SELECT source.sha256, article.locator, body.text, body.sha256
        FROM article JOIN source ON source.id = article.source_id JOIN body ON body.id = article.body_id
        WHERE article.id = ?1";
    let Some(row) = articles::article(db, id)? else { return Ok(None) };
    let (source_sha256, locator, body, body_sha256) = db
        .conn
        .prepare_cached(SQL)?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<String>>(2)?, row.get(3)?)))?;
    let Some(body) = body else { return Ok(None) };
    Ok(Some(ExportedArticle { row, source_sha256, locator, body, body_sha256, corrections: corrections(db, id)? }))
}

fn corrections(db: &Db, article_id: i64) -> Result<Vec<Zone>> {
    const SQL: &str = "SELECT start_byte, end_byte, kind FROM zone WHERE article_id = ?1 ORDER BY start_byte, id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement
        .query_map([article_id], |row| Ok((span_at(row, 0)?, row.get::<_, String>(2)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    rows.into_iter().map(|(span, kind)| Ok(Zone { span, kind: parsed(&kind, ZoneKind::parse)? })).collect()
}

/// The decision in three columns from `index` on; `None` where they are empty.
pub(in crate::store) fn decision_at(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Decision>> {
    let by: Option<String> = row.get(index)?;
    Ok(match by {
        Some(by) => Some(Decision { by, millis: row.get(index + 1)?, how: row.get(index + 2)? }),
        None => None,
    })
}

/// Decided mentions of an article, in order of their spans.
pub fn decided_mentions(db: &Db, article_id: i64) -> Result<Vec<ExportedMention>> {
    const SQL: &str = "
        SELECT m.id, m.uuid, m.start_byte, m.end_byte, m.label, m.words, m.value_json, m.status,
            entity.id, entity.uuid, entity.name, entity.label,
            m.proposed_start_byte, m.proposed_end_byte, m.proposed_label,
            m.rule, m.extractor, m.score, m.decided_by, m.decided_millis, m.decided_how
        FROM mention AS m LEFT JOIN entity ON entity.id = m.entity_id
        WHERE m.article_id = ?1 ORDER BY m.start_byte, m.end_byte, m.label";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement
        .query_map([article_id], |row| Ok((decided_mention(row)?, row.get::<_, String>(7)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    rows.into_iter()
        .map(|(mut mention, status)| {
            mention.cited.status = Some(parsed(&status, Status::parse)?);
            Ok(mention)
        })
        .collect()
}

fn decided_mention(row: &Row<'_>) -> rusqlite::Result<ExportedMention> {
    let entity: Option<i64> = row.get(8)?;
    let proposed_label: Option<String> = row.get(14)?;
    Ok(ExportedMention {
        cited: Cited {
            uuid: row.get(1)?,
            status: None,
            decision: decision_at(row, 18)?,
            span: span_at(row, 2)?,
            words: row.get(5)?,
            rule: row.get(15)?,
            extractor: row.get(16)?,
            score: row.get(17)?,
        },
        id: row.get(0)?,
        label: row.get(4)?,
        value: value_at(row, 6)?,
        entity: match entity {
            Some(id) => Some(Named { key: Some((id, row.get(9)?)), name: row.get(10)?, label: row.get(11)? }),
            None => None,
        },
        proposed: match proposed_label {
            Some(label) => Some((span_at(row, 12)?, label)),
            None => None,
        },
    })
}

/// Proposed mentions of an article that wait for a decision, in order of their spans.
pub fn undecided_mentions(db: &Db, article_id: i64) -> Result<Vec<ExportedMention>> {
    const SQL: &str = "
        SELECT p.start_byte, p.end_byte, p.label, p.words, p.value_json, entity.name, entity.label,
            p.rule, run.extractor, p.score
        FROM undecided_mention AS p JOIN run ON run.id = p.run_id
        LEFT JOIN proposal_entity AS entity ON entity.run_id = p.run_id AND entity.position = p.entity_position
        WHERE p.article_id = ?1 ORDER BY p.start_byte, p.end_byte, p.label";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([article_id], |row| {
        let name: Option<String> = row.get(5)?;
        Ok(ExportedMention {
            cited: proposed_at(row, 0, 3, 7)?,
            id: None,
            label: row.get(2)?,
            value: value_at(row, 4)?,
            entity: match name {
                Some(name) => Some(Named { key: None, name, label: row.get(6)? }),
                None => None,
            },
            proposed: None,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Undecided words: span in two columns from `span`, words, and rule, extractor, score in three from `rule`.
pub(in crate::store) fn proposed_at(row: &Row<'_>, span: usize, words: usize, rule: usize) -> rusqlite::Result<Cited> {
    Ok(Cited {
        uuid: None,
        status: None,
        decision: None,
        span: span_at(row, span)?,
        words: row.get(words)?,
        rule: row.get(rule)?,
        extractor: row.get(rule + 1)?,
        score: row.get(rule + 2)?,
    })
}

/// Notes on an article, entity or claim, in the order in which they were written.
pub fn notes(db: &Db, on: (&str, i64)) -> Result<Vec<NoteRow>> {
    const SQL: &str = "
        SELECT uuid, text, written_by, written_millis FROM note WHERE subject = ?1 AND subject_id = ?2
        ORDER BY written_millis, uuid";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map(on, |row| {
        Ok(NoteRow { uuid: row.get(0)?, text: row.get(1)?, written_by: row.get(2)?, written_millis: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Tags on an article, entity or claim, in order of their words.
pub fn tags(db: &Db, on: (&str, i64)) -> Result<Vec<String>> {
    let mut statement =
        db.conn.prepare_cached("SELECT tag FROM tag WHERE subject = ?1 AND subject_id = ?2 ORDER BY tag")?;
    let rows = statement.query_map(on, |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
