//! What a sheet says beside the words: how an article came in, who changed what since, what a removal would take.
//!
//! Never the words themselves: those come as they are exported.

use crate::model::kind::ArticleState;
use crate::model::kind::Label;
use crate::model::span::Span;
use crate::store::Db;
use crate::store::Result;
use crate::store::images;
use crate::store::parsed;
use crate::store::read::articles;
use crate::store::read::lookup::span_at;
use rusqlite::OptionalExtension as _;
use rusqlite::Row;

/// One change of the ledger, as a line of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRow {
    /// `operation.id`.
    pub id: i64,
    /// The command's word.
    pub kind: String,
    pub actor: String,
    pub at_millis: i64,
}

fn change(row: &Row<'_>) -> rusqlite::Result<ChangeRow> {
    Ok(ChangeRow { id: row.get(0)?, kind: row.get(1)?, actor: row.get(2)?, at_millis: row.get(3)? })
}

/// The change of this number.
pub fn change_of(db: &Db, operation_id: i64) -> Result<Option<ChangeRow>> {
    const SQL: &str = "SELECT id, kind, actor, at_millis FROM operation WHERE id = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([operation_id], change).optional()?)
}

/// Changes that touched a row of this table, in order: `mention`, `entity`, `article_state`.
pub fn changes_of_row(db: &Db, table: &str, row_id: i64) -> Result<Vec<ChangeRow>> {
    const SQL: &str = "
        SELECT id, kind, actor, at_millis FROM operation
        WHERE id IN (SELECT operation_id FROM row_image WHERE table_name = ?1 AND row_id = ?2) ORDER BY id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map((table, row_id), change)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Changes that touched a claim, its fields or its words, in order.
pub fn changes_of_claim(db: &Db, claim_id: i64) -> Result<Vec<ChangeRow>> {
    const SQL: &str = "
        SELECT id, kind, actor, at_millis FROM operation WHERE id IN (
            SELECT operation_id FROM row_image WHERE table_name = 'claim' AND row_id = ?1
            UNION SELECT operation_id FROM row_image JOIN claim_part ON claim_part.claim_id = ?1
                WHERE table_name = 'claim_part' AND row_id = claim_part.id
            UNION SELECT operation_id FROM row_image JOIN citation ON citation.claim_id = ?1
                WHERE table_name = 'citation' AND row_id = citation.id)
        ORDER BY id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([claim_id], change)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Article, label and span of the mention of this number.
pub fn place_of_mention(db: &Db, id: i64) -> Result<Option<(i64, Label, Span)>> {
    const SQL: &str = "SELECT article_id, label, start_byte, end_byte FROM mention WHERE id = ?1";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let found =
        statement.query_row([id], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, span_at(row, 2)?))).optional()?;
    found.map(|(article, label, span)| Ok((article, parsed(&label, Label::parse)?, span))).transpose()
}

/// The change that gave an article the state it has; `None` while it has the one it came with.
pub fn state_set_by(db: &Db, article_id: i64, state: ArticleState) -> Result<Option<ChangeRow>> {
    if state == ArticleState::New {
        return Ok(None);
    }
    for change in changes_of_row(db, "article_state", article_id)?.into_iter().rev() {
        if images::changed_column(db, change.id, ("article_state", article_id), "state")? {
            return Ok(Some(change));
        }
    }
    Ok(None)
}

/// What goes and what stays when an article is removed for good.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removal {
    /// `A17`.
    pub reference: String,
    /// The title, or the file's name where there is none.
    pub title: String,
    pub file: String,
    /// Decided ones.
    pub n_mentions: i64,
    /// Decided claims that rest on its words.
    pub n_claims: i64,
    /// Notes and tags on the article and on its claims.
    pub n_remarks: i64,
    /// Names of cards that no other article names.
    pub cards: Vec<String>,
    /// Other articles that came with the same original, or show the same text: their words stay.
    pub n_sharing: i64,
}

/// What removing this article would take; `None` where it is not in the dossier.
pub fn removal(db: &Db, article_id: i64) -> Result<Option<Removal>> {
    const COUNTS: &str = "
        WITH here (claim_id) AS (SELECT DISTINCT claim_id FROM citation WHERE article_id = ?1)
        SELECT (SELECT count(*) FROM mention WHERE article_id = ?1), (SELECT count(*) FROM here),
            (SELECT count(*) FROM note WHERE subject = 'article' AND subject_id = ?1)
                + (SELECT count(*) FROM tag WHERE subject = 'article' AND subject_id = ?1)
                + (SELECT count(*) FROM note JOIN here ON subject = 'claim' AND subject_id = claim_id)
                + (SELECT count(*) FROM tag JOIN here ON subject = 'claim' AND subject_id = claim_id),
            (SELECT count(*) FROM article AS this JOIN article AS other
                ON other.id <> this.id AND (other.source_id = this.source_id OR other.body_id = this.body_id)
                JOIN article_state ON article_state.article_id = other.id WHERE this.id = ?1)";
    const CARDS: &str = "
        SELECT DISTINCT entity.name FROM mention JOIN entity ON entity.id = mention.entity_id
        WHERE mention.article_id = ?1 AND NOT EXISTS (
            SELECT 1 FROM mention AS other WHERE other.entity_id = entity.id AND other.article_id <> ?1)
        ORDER BY entity.name";
    let Some(row) = articles::article(db, article_id)? else { return Ok(None) };
    let mut found = db.conn.prepare_cached(COUNTS)?.query_row([article_id], |row| {
        Ok(Removal {
            n_mentions: row.get(0)?,
            n_claims: row.get(1)?,
            n_remarks: row.get(2)?,
            n_sharing: row.get(3)?,
            ..Removal::default()
        })
    })?;
    let mut statement = db.conn.prepare_cached(CARDS)?;
    let cards = statement.query_map([article_id], |row| row.get(0))?;
    found.cards = cards.collect::<rusqlite::Result<_>>()?;
    found.reference = row.reference();
    found.title = row.title.unwrap_or_else(|| row.file.clone());
    found.file = row.file;
    Ok(Some(found))
}
