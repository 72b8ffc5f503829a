//! The analyst's own lists: what is said of each, its bytes, and how much it found.
//!
//! Never reads a row of a list: those are told by its bytes.

use crate::model::id::Sha256;
use crate::model::kind::Label;
use crate::model::kind::ListFormat;
use crate::model::name_list::Choice;
use crate::model::name_list::ListAbout;
use crate::store::Db;
use crate::store::Result;
use crate::store::parsed;
use crate::store::record;
use rusqlite::OptionalExtension as _;
use std::collections::BTreeMap;

/// A list of the dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameListRow {
    pub uuid: String,
    pub about: ListAbout,
    /// Of its bytes.
    pub sha256: String,
    /// Name of the file it came from; empty once its bytes were removed for good.
    pub file: String,
    pub n_entries: i64,
    pub added_by: String,
    /// UTC.
    pub added_millis: i64,
}

/// A list, with what it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameListUse {
    pub list: NameListRow,
    /// Different names that stand in articles and are suggested because of it.
    pub n_names: i64,
    /// In how many articles.
    pub n_articles: i64,
}

/// All lists, in the order in which they came.
pub fn name_lists(db: &Db) -> Result<Vec<NameListRow>> {
    const SQL: &str = "
        SELECT name_list.uuid, title, format, label, is_sure, licence, source_sha256, coalesce(source.name, ''), n_entries,
            added_by, added_millis
        FROM name_list LEFT JOIN source ON source.sha256 = name_list.source_sha256 ORDER BY name_list.id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (format, label): (String, Option<String>) = (row.get(2)?, row.get(3)?);
        let about = ListAbout {
            title: row.get(1)?,
            format: parsed(&format, ListFormat::parse)?,
            label: label.map(|label| parsed(&label, Label::parse)).transpose()?,
            is_sure: row.get(4)?,
            licence: row.get(5)?,
        };
        found.push(NameListRow {
            uuid: row.get(0)?,
            about,
            sha256: row.get(6)?,
            file: row.get(7)?,
            n_entries: row.get(8)?,
            added_by: row.get(9)?,
            added_millis: row.get(10)?,
        });
    }
    Ok(found)
}

/// The bytes of a list; `None` where they are not held.
pub fn bytes(db: &Db, sha256: &str) -> Result<Option<Vec<u8>>> {
    let Some(sha256) = Sha256::parse_hex(sha256) else { return Ok(None) };
    match record::source_id(db, sha256)? {
        Some(source) => record::source_bytes(db, source),
        None => Ok(None),
    }
}

/// Whether bytes of this hash were in this dossier. A salvage may find a list without them.
fn was_ever_held(db: &Db, sha256: &str) -> Result<bool> {
    const SQL: &str = "SELECT n_bytes > 0 FROM source WHERE sha256 = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([sha256], |row| row.get(0)).optional()?.unwrap_or(true))
}

/// All lists with what they found. `rule_of`: the rule of suggestions that rest on the list of a title.
pub fn in_use(db: &Db, rule_of: impl Fn(&str) -> String) -> Result<Vec<NameListUse>> {
    // The first two conditions are those of the index.
    const SQL: &str = "
        SELECT count(DISTINCT name_key), count(DISTINCT article_id) FROM proposal_mention
        WHERE rule >= 'lists.own:' AND rule < 'lists.own;' AND rule = ?1";
    let mut found = Vec::new();
    for list in name_lists(db)? {
        let rule = rule_of(&list.about.title);
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let (n_names, n_articles) = db.conn.prepare_cached(SQL)?.query_row([rule], read)?;
        found.push(NameListUse { list, n_names, n_articles });
    }
    Ok(found)
}

/// The title of the list whose bytes these are.
pub fn of_source(db: &Db, sha256: &str) -> Result<Option<String>> {
    const SQL: &str = "SELECT title FROM name_list WHERE source_sha256 = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([sha256], |row| row.get(0)).optional()?)
}

/// The title of the list that an article's original is as well.
pub fn of_article(db: &Db, article_id: i64) -> Result<Option<String>> {
    const SQL: &str = "
        SELECT name_list.title FROM article JOIN source ON source.id = article.source_id
        JOIN name_list ON name_list.source_sha256 = source.sha256 WHERE article.id = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([article_id], |row| row.get(0)).optional()?)
}

/// Whether an operation after this one brought a list, changed one or took one away.
pub fn changed_after(db: &Db, operation_id: i64) -> Result<bool> {
    const SQL: &str = "SELECT 1 FROM row_image WHERE operation_id > ?1 AND +table_name = 'name_list' LIMIT 1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([operation_id], |_| Ok(())).optional()?.is_some())
}

/// Articles that are not done or set aside: all that a list can speak of.
pub fn waiting(db: &Db) -> Result<Vec<i64>> {
    const SQL: &str = "SELECT article_id FROM article_state WHERE state IN ('new', 'begun') ORDER BY article_id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What the names of an article may mean in the lists, where that is several things, by the proposed entity's position.
pub fn choices(db: &Db, article_id: i64) -> Result<BTreeMap<i64, Vec<Choice>>> {
    const SQL: &str = "
        SELECT p.entity_position, p.list_title, p.name, p.ids_json, p.about FROM proposal_choice AS p
        JOIN run ON run.id = p.run_id WHERE run.article_id = ?1 ORDER BY p.entity_position, p.position";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([article_id], |row| {
        let ids: String = row.get(3)?;
        let ids = serde_json::from_str(&ids).unwrap_or_default();
        Ok((row.get(0)?, Choice { list: row.get(1)?, name: row.get(2)?, ids, about: row.get(4)? }))
    })?;
    let mut found: BTreeMap<i64, Vec<Choice>> = BTreeMap::new();
    for row in rows {
        let (position, choice) = row?;
        found.entry(position).or_default().push(choice);
    }
    Ok(found)
}

/// The first list whose bytes are not those that came in, or are gone.
pub fn source_difference(db: &Db) -> Result<Option<String>> {
    for list in name_lists(db)? {
        let title = &list.about.title;
        let Some(sha256) = Sha256::parse_hex(&list.sha256) else {
            return Ok(Some(format!("the list \"{title}\" has no proper hash")));
        };
        match bytes(db, &list.sha256) {
            Ok(Some(bytes)) if Sha256::of(&bytes) == sha256 => {}
            Ok(Some(_)) => return Ok(Some(format!("the bytes of the list \"{title}\" are not those that came in"))),
            Ok(None) if !was_ever_held(db, &list.sha256)? => {}
            Ok(None) => {
                return Ok(Some(format!("the bytes of the list \"{title}\" are gone, and nobody removed them")));
            }
            Err(error) => return Ok(Some(format!("the list \"{title}\" cannot be unpacked: {error}"))),
        }
    }
    Ok(None)
}
