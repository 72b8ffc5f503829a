//! Articles whose names were decided, as texts to learn from: what was accepted, and of what nothing is known.
//!
//! Never takes silence for a decision where nobody can have looked: an article counts once half of its names or more
//! were decided, and suggestions that wait stay open.

use crate::model::kind::Label;
use crate::model::span::Span;
use crate::store::Db;
use crate::store::Result;
use crate::store::parsed;
use crate::store::read::lookup::span_at;
use crate::store::record;

/// One article and the names in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// `article.id`.
    pub article: i64,
    pub text: String,
    pub accepted: Vec<(Span, Label)>,
    /// Suggested and not decided, or in doubt.
    pub open: Vec<Span>,
    /// Labels of names that anything was decided of.
    pub decided: Vec<Label>,
}

/// How far the review of a dossier has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub n_begun: i64,
    pub n_done: i64,
}

pub fn progress(db: &Db) -> Result<Progress> {
    const SQL: &str = "SELECT total(state = 'begun'), total(state = 'done') FROM article_state";
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Progress { n_begun: row.get::<_, f64>(0)? as i64, n_done: row.get::<_, f64>(1)? as i64 })
    };
    Ok(db.conn.prepare_cached(SQL)?.query_row([], read)?)
}

/// The next articles that nobody began with, and no more than `limit`.
pub fn next(db: &Db, limit: usize) -> Result<Vec<i64>> {
    const SQL: &str = "SELECT article_id FROM article_state WHERE state = 'new' ORDER BY article_id LIMIT ?1";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([limit as i64], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Numbers of the articles whose names were decided, the latest first, and no more than `limit`.
pub fn articles(db: &Db, limit: usize) -> Result<Vec<i64>> {
    const SQL: &str = "
        SELECT s.article_id FROM article_state AS s
        WHERE s.state IN ('begun', 'done')
            AND EXISTS (SELECT 1 FROM mention AS m WHERE m.article_id = s.article_id AND m.status = 'accepted'
                AND m.entity_id IS NOT NULL)
            AND (SELECT count(*) FROM undecided_mention AS u WHERE u.article_id = s.article_id
                    AND u.label NOT IN ('date', 'time', 'money', 'percent', 'quantity'))
                <= (SELECT count(*) FROM mention AS m WHERE m.article_id = s.article_id
                    AND m.label NOT IN ('date', 'time', 'money', 'percent', 'quantity'))
        ORDER BY s.article_id DESC LIMIT ?1";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([limit as i64], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One of them.
pub fn article(db: &Db, article: i64) -> Result<Reviewed> {
    const DECIDED: &str =
        "SELECT start_byte, end_byte, label, status FROM mention WHERE article_id = ?1 ORDER BY start_byte";
    const OPEN: &str =
        "SELECT start_byte, end_byte, label FROM undecided_mention WHERE article_id = ?1 ORDER BY start_byte";
    let text = record::body_of_article(db, article)?;
    let mut reviewed = Reviewed { article, text, accepted: Vec::new(), open: Vec::new(), decided: Vec::new() };
    let mut statement = db.conn.prepare_cached(DECIDED)?;
    let mut rows = statement.query([article])?;
    while let Some(row) = rows.next()? {
        let label = parsed(&row.get::<_, String>(2)?, Label::parse)?;
        if !label.names_entity() {
            continue;
        }
        let (span, status): (Span, String) = (span_at(row, 0)?, row.get(3)?);
        match status.as_str() {
            "accepted" => reviewed.accepted.push((span, label)),
            "doubtful" => reviewed.open.push(span),
            _ => {}
        }
        if !reviewed.decided.contains(&label) {
            reviewed.decided.push(label);
        }
    }
    let mut statement = db.conn.prepare_cached(OPEN)?;
    let mut rows = statement.query([article])?;
    while let Some(row) = rows.next()? {
        if parsed(&row.get::<_, String>(2)?, Label::parse)?.names_entity() {
            reviewed.open.push(span_at(row, 0)?);
        }
    }
    Ok(reviewed)
}
