//! What finding cards of one and the same needs: their names, what changed since, and what stands around a card.
//!
//! Never compares and never ranks: that is `resolve`'s.

use crate::model::kind::Label;
use crate::store::Db;
use crate::store::Result;
use crate::store::parsed;
use rusqlite::OptionalExtension as _;
use std::collections::BTreeSet;

/// A card with what it is compared by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// `entity.id`.
    pub id: i64,
    pub label: Label,
    /// Its own first, then the others in the order in which they came; at most [`MAX_NAMES`].
    pub names: Vec<String>,
    /// Scheme and identifier.
    pub ids: Vec<(String, String)>,
    /// `entity.id` of those that a person said are different.
    pub different_from: Vec<i64>,
}

/// More names than this tell no more.
pub const MAX_NAMES: usize = 12;

/// A role that was accepted: what, and of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub title: String,
    /// Organisation or place; `None`: not said.
    pub of: Option<String>,
}

/// Number of the last operation; 0 in a dossier without any.
pub fn last_operation(db: &Db) -> Result<i64> {
    const SQL: &str = "SELECT coalesce(max(id), 0) FROM operation";
    Ok(db.conn.prepare_cached(SQL)?.query_row([], |row| row.get(0))?)
}

/// In which state a connection sees the dossier: its last operation, and a number that is another one after each commit of
/// another connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    pub last_operation: i64,
    data_version: i64,
}

/// The state that a snapshot shows.
pub fn state(db: &Db) -> Result<State> {
    let data_version = db.conn.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
    Ok(State { last_operation: last_operation(db)?, data_version })
}

/// Number of the last run of the extractor; 0 where none ran.
pub fn last_run(db: &Db) -> Result<i64> {
    const SQL: &str = "SELECT coalesce(max(id), 0) FROM run";
    Ok(db.conn.prepare_cached(SQL)?.query_row([], |row| row.get(0))?)
}

/// `claim.id` of claims that are new, changed or gone since an operation, and articles where claims got words or lost
/// them. `None` where that is not told.
pub fn claims_changed_since(db: &Db, operation: i64) -> Result<Option<(Vec<i64>, Vec<i64>)>> {
    const ARTICLES: &str = "
        SELECT json_extract(before_json, '$[3]') FROM row_image
        WHERE operation_id > ?1 AND +table_name = 'citation' AND before_json IS NOT NULL
        UNION
        SELECT json_extract(after_json, '$[3]') FROM row_image
        WHERE operation_id > ?1 AND +table_name = 'citation' AND after_json IS NOT NULL";
    const SQL: &str = "
        SELECT row_id FROM row_image WHERE operation_id > ?1 AND +table_name = 'claim'
        UNION
        SELECT json_extract(before_json, '$[1]') FROM row_image
        WHERE operation_id > ?1 AND +table_name = 'claim_part' AND before_json IS NOT NULL
        UNION
        SELECT json_extract(after_json, '$[1]') FROM row_image
        WHERE operation_id > ?1 AND +table_name = 'claim_part' AND after_json IS NOT NULL";
    if !is_told_since(db, operation)? {
        return Ok(None);
    }
    Ok(Some((rows_since(db, SQL, operation)?, rows_since(db, ARTICLES, operation)?)))
}

/// The rows that a query tells of what came after its one parameter.
fn rows_since(db: &Db, sql: &'static str, after: i64) -> Result<Vec<i64>> {
    let mut statement = db.conn.prepare_cached(sql)?;
    let rows = statement.query_map([after], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Articles that were read by the extractor after a run.
pub fn articles_read_since(db: &Db, run: i64) -> Result<Vec<i64>> {
    rows_since(db, "SELECT article_id FROM run WHERE id > ?1 ORDER BY id", run)
}

/// Pairs of `claim.id` that a person spoke about, the lower first.
pub fn spoken_of(db: &Db) -> Result<BTreeSet<(i64, i64)>> {
    let mut statement = db.conn.prepare_cached("SELECT claim_a_id, claim_b_id FROM difference")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Gives every name of every card that was not merged away, its own first, and its kind.
pub fn each_name(db: &Db, mut take: impl FnMut(i64, Label, &str)) -> Result<()> {
    const SQL: &str = "
        SELECT entity.id, entity.label, entity_name.name
        FROM entity JOIN entity_name ON entity_name.entity_id = entity.id
        WHERE entity.merged_into_id IS NULL ORDER BY entity.id, entity_name.name <> entity.name, entity_name.id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let label: String = row.get(1)?;
        take(row.get(0)?, parsed(&label, Label::parse)?, row.get_ref(2)?.as_str().unwrap_or_default());
    }
    Ok(())
}

/// Cards that may have other names than before an operation, or be there no more. `None` where that is not told: the
/// images of changes begin later, or the record was made again.
pub fn renamed_since(db: &Db, operation: i64) -> Result<Option<Vec<i64>>> {
    const SQL: &str = "
        SELECT row_id FROM row_image WHERE operation_id > ?1 AND +table_name = 'entity'
        UNION
        SELECT json_extract(before_json, '$[1]') FROM row_image
        WHERE operation_id > ?1 AND +table_name = 'entity_name' AND before_json IS NOT NULL
        UNION
        SELECT json_extract(after_json, '$[1]') FROM row_image
        WHERE operation_id > ?1 AND +table_name = 'entity_name' AND after_json IS NOT NULL";
    if !is_told_since(db, operation)? {
        return Ok(None);
    }
    Ok(Some(rows_since(db, SQL, operation)?))
}

/// Whether the images of all changes since an operation are here.
fn is_told_since(db: &Db, operation: i64) -> Result<bool> {
    const SQL: &str = "
        SELECT count(*) = 0 FROM operation
        WHERE id > ?1
            AND (kind = 'remove_for_good' OR NOT EXISTS (SELECT 1 FROM row_image WHERE operation_id = operation.id))";
    Ok(db.conn.prepare_cached(SQL)?.query_row([operation], |row| row.get(0))?)
}

/// For a limit: no limit.
const ALL: i64 = -1;

/// Names of a card, its own first, then the others in the order in which they came.
fn own_first(db: &Db, id: i64, at_most: i64) -> Result<Vec<String>> {
    const SQL: &str = "
        SELECT entity_name.name FROM entity_name JOIN entity ON entity.id = entity_name.entity_id
        WHERE entity.id = ?1 ORDER BY entity_name.name <> entity.name, entity_name.id LIMIT ?2";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let names = statement.query_map((id, at_most), |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// Whether a card is shown: it was not merged away, and something names it.
pub fn is_shown(db: &Db, id: i64) -> Result<bool> {
    const SQL: &str = "SELECT 1 FROM live_entity WHERE id = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([id], |_| Ok(())).optional()?.is_some())
}

/// Scheme and identifier of what others call a card.
pub fn ids(db: &Db, id: i64) -> Result<Vec<(String, String)>> {
    const SQL: &str = "SELECT scheme, value FROM identifier WHERE entity_id = ?1";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A card that is shown; `None`: it was merged away, or nothing names it any more.
pub fn bearer(db: &Db, id: i64) -> Result<Option<Bearer>> {
    const CARD: &str = "SELECT label FROM live_entity WHERE id = ?1";
    const DIFFERENT: &str = "
        SELECT entity_b_id FROM distinction WHERE entity_a_id = ?1
        UNION SELECT entity_a_id FROM distinction WHERE entity_b_id = ?1";
    let label: Option<String> = db.conn.prepare_cached(CARD)?.query_row([id], |row| row.get(0)).optional()?;
    let Some(label) = label else { return Ok(None) };
    let names = own_first(db, id, MAX_NAMES as i64)?;
    let ids = ids(db, id)?;
    let mut different = db.conn.prepare_cached(DIFFERENT)?;
    let different_from = different.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(Some(Bearer { id, label: parsed(&label, Label::parse)?, names, ids, different_from }))
}

/// Roles that a card holds by accepted claims, the latest decided first; no more than the latest hundred.
pub fn roles(db: &Db, id: i64) -> Result<Vec<Held>> {
    const SQL: &str = "
        SELECT held.claim_id, part.field, CASE part.field WHEN 'title' THEN part.text ELSE coalesce(part.text, entity.name) END
        FROM (
            SELECT holder.claim_id FROM claim_part AS holder JOIN claim ON claim.id = holder.claim_id
            WHERE holder.entity_id = ?1 AND holder.field = 'holder' AND claim.kind = 'role' AND claim.status = 'accepted'
            ORDER BY holder.claim_id DESC LIMIT 100) AS held
        JOIN claim_part AS part ON part.claim_id = held.claim_id AND part.field IN ('title', 'organisation', 'place')
        LEFT JOIN entity ON entity.id = part.entity_id
        ORDER BY held.claim_id DESC, part.field, part.position";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let mut rows = statement.query([id])?;
    let mut held: Vec<(i64, [Vec<String>; 3])> = Vec::new();
    while let Some(row) = rows.next()? {
        let (claim, words): (i64, Option<String>) = (row.get(0)?, row.get(2)?);
        if held.last().is_none_or(|(last, _)| *last != claim) {
            held.push((claim, Default::default()));
        }
        let field = match row.get_ref(1)?.as_str().unwrap_or_default() {
            "title" => 0,
            "organisation" => 1,
            _ => 2,
        };
        if let Some((_, parts)) = held.last_mut() {
            parts[field].extend(words);
        }
    }
    let told = held.into_iter().map(|(_, [title, organisation, place])| {
        let of = [organisation, place].into_iter().find(|of| !of.is_empty());
        Held { title: title.join("; "), of: of.map(|of| of.join("; ")) }
    });
    Ok(told.collect())
}

/// Persons and organisations that are named in the same articles as a card, with in how many of its latest fifty; those
/// in the most first.
pub fn companions(db: &Db, id: i64) -> Result<Vec<(i64, String, i64)>> {
    const SQL: &str = "
        WITH seen AS (
            SELECT DISTINCT article_id FROM mention WHERE entity_id = ?1 AND status = 'accepted'
            ORDER BY article_id DESC LIMIT 50)
        SELECT other.id, other.name, count(DISTINCT m.article_id) AS n
        FROM seen JOIN mention AS m ON m.article_id = seen.article_id
        JOIN entity AS other ON other.id = m.entity_id
        WHERE m.status = 'accepted' AND other.id <> ?1 AND other.label IN ('person', 'org')
            AND other.merged_into_id IS NULL
        GROUP BY other.id ORDER BY n DESC, other.id LIMIT 200";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The latest fifty articles that name a card, the latest first.
pub fn seen(db: &Db, id: i64) -> Result<Vec<i64>> {
    articles_of(db, id, 50)
}

/// The latest articles that name a card, the latest first.
pub fn articles_of(db: &Db, id: i64, at_most: usize) -> Result<Vec<i64>> {
    const SQL: &str = "
        SELECT DISTINCT article_id FROM mention WHERE entity_id = ?1 AND status = 'accepted'
        ORDER BY article_id DESC LIMIT ?2";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map((id, at_most as i64), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether an article names a card.
pub fn is_named_in(db: &Db, id: i64, article_id: i64) -> Result<bool> {
    const SQL: &str = "SELECT 1 FROM mention WHERE entity_id = ?1 AND article_id = ?2 AND status = 'accepted' LIMIT 1";
    Ok(db.conn.prepare_cached(SQL)?.query_row((id, article_id), |_| Ok(())).optional()?.is_some())
}

/// The name of a person or organisation that was not merged away; `None` for any other card.
pub fn name_in_company(db: &Db, id: i64) -> Result<Option<String>> {
    const SQL: &str = "SELECT name FROM entity WHERE id = ?1 AND label IN ('person', 'org') AND merged_into_id IS NULL";
    Ok(db.conn.prepare_cached(SQL)?.query_row([id], |row| row.get(0)).optional()?)
}

/// Kind and all names of a card that was not merged away, its own first; `None`: it was, or there is none.
pub fn names(db: &Db, id: i64) -> Result<Option<(Label, Vec<String>)>> {
    const SQL: &str = "SELECT label FROM entity WHERE id = ?1 AND merged_into_id IS NULL";
    let label: Option<String> = db.conn.prepare_cached(SQL)?.query_row([id], |row| row.get(0)).optional()?;
    let Some(label) = label else { return Ok(None) };
    Ok(Some((parsed(&label, Label::parse)?, own_first(db, id, ALL)?)))
}
