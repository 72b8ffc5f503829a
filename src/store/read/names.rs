//! Names that the dossier remembers: what the extractor should find again, and what it should leave alone.
//!
//! Never a guess: only names on cards with an accepted mention, names that were rejected, and those decided for always.

use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::store::Db;
use crate::store::Result;
use crate::store::parsed;
use crate::text::needle::Needle;
use rusqlite::named_params;
use std::collections::BTreeMap;

/// A name and what was said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    pub name: String,
    pub label: Label,
    pub said: Said,
}

/// What was said of a name as a name of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Accepted for always.
    Always,
    /// Rejected for always.
    Never,
    /// In articles. Many acceptances count as [`MANY`].
    Decided { n_accepted: u32, n_rejected: u32 },
}

/// Up to so many mentions of a card are counted.
pub const MANY: u32 = 8;

fn said(kind: i64, n: u32) -> Said {
    match kind {
        0 => Said::Decided { n_accepted: n, n_rejected: 0 },
        1 => Said::Decided { n_accepted: 0, n_rejected: n },
        2 => Said::Always,
        _ => Said::Never,
    }
}

/// Names of cards and rejected ones, then those decided for always, which have the last word.
pub fn remembered(db: &Db) -> Result<Vec<Remembered>> {
    // What was changed was rejected as what it was proposed as.
    const SQL: &str = "
        WITH card AS (
            SELECT id, label, (SELECT count(*) FROM (
                SELECT 1 FROM mention WHERE mention.entity_id = entity.id AND mention.status = 'accepted' LIMIT ?1)) AS n
            FROM entity WHERE merged_into_id IS NULL)
        SELECT entity_name.name, card.label, 0, card.n
        FROM card JOIN entity_name ON entity_name.entity_id = card.id WHERE card.n > 0
        UNION ALL
        SELECT words, label, 1, count(*) FROM mention
        WHERE status = 'rejected' AND label NOT IN ('date', 'time', 'money', 'percent', 'quantity') GROUP BY words, label
        UNION ALL
        SELECT words, proposed_label, 1, count(*) FROM mention
        WHERE proposed_label <> label AND proposed_start_byte = start_byte AND proposed_end_byte = end_byte
        GROUP BY words, proposed_label
        UNION ALL
        SELECT name, label, CASE verdict WHEN 'accepted' THEN 2 ELSE 3 END, 1 FROM standing";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement
        .query_map([MANY], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, said(row.get(2)?, row.get(3)?))))?
        .collect::<rusqlite::Result<Vec<(String, String, Said)>>>()?;
    rows.into_iter()
        .map(|(name, label, said)| Ok(Remembered { name, label: parsed(&label, Label::parse)?, said }))
        .collect()
}

/// Names that operations after `operation_id` gave to cards, took from them, or decided for always: each once.
pub fn changed_after(db: &Db, operation_id: i64) -> Result<Vec<String>> {
    // By the operation's own images, not by all of a table. The name is the third column of a card's name and the fifth of one decided for always.
    const SQL: &str = "
        WITH touched AS (
            SELECT table_name, row_id, coalesce(after_json, before_json) AS image FROM row_image WHERE operation_id > ?1)
        SELECT image ->> 2 FROM touched WHERE +table_name = 'entity_name'
        UNION SELECT image ->> 4 FROM touched WHERE +table_name = 'standing'
        UNION SELECT entity_name.name FROM touched JOIN entity_name ON entity_name.entity_id = touched.row_id
            WHERE +table_name = 'entity'
        ORDER BY 1";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([operation_id], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What is remembered of one name, by exactly these words; `name_key` is its folded form.
pub fn remembered_of(db: &Db, name: &str, name_key: &str) -> Result<Vec<Remembered>> {
    const SQL: &str = "
        SELECT DISTINCT entity.label, 0, 1 FROM entity_name JOIN entity ON entity.id = entity_name.entity_id
        WHERE entity_name.name_key = :key AND entity_name.name = :name
            AND entity.merged_into_id IS NULL AND (entity.label <> 'person' OR instr(entity_name.name, ' ') > 0)
            AND EXISTS (SELECT 1 FROM mention WHERE mention.entity_id = entity.id AND mention.status = 'accepted')
        UNION ALL
        SELECT label, CASE verdict WHEN 'accepted' THEN 2 ELSE 3 END, 1 FROM standing WHERE name_key = :key AND name = :name";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement
        .query_map(named_params! { ":key": name_key, ":name": name }, |row| {
            Ok((row.get(0)?, said(row.get(1)?, row.get(2)?)))
        })?
        .collect::<rusqlite::Result<Vec<(String, Said)>>>()?;
    let remember = |(label, said): (String, Said)| {
        Ok(Remembered { name: name.to_owned(), label: parsed(&label, Label::parse)?, said })
    };
    rows.into_iter().map(remember).collect()
}

/// Articles that are not done or set aside, hold these words, and have no suggestion of this label on them.
pub fn waiting_without(db: &Db, words: &Needle, name_key: &str, label: Label) -> Result<Vec<i64>> {
    // From the index of words where there is one: whoever decides must not wait for a look at every article.
    const BY_INDEX: &str = "
        SELECT s.article_id FROM search_article CROSS JOIN article_state AS s ON s.article_id = search_article.rowid
        WHERE search_article MATCH :full_text AND s.state IN ('new', 'begun')
            AND NOT EXISTS (SELECT 1 FROM json_each(:unspaced) AS w CROSS JOIN article ON article.id = s.article_id
                CROSS JOIN body ON body.id = article.body_id WHERE instr(body.text, w.value) = 0)
            AND s.article_id NOT IN (SELECT article_id FROM proposal_mention WHERE name_key = :key AND label = :label)
        ORDER BY s.article_id";
    const BY_TEXT: &str = "
        SELECT s.article_id FROM article_state AS s
        JOIN article ON article.id = s.article_id JOIN body ON body.id = article.body_id
        WHERE :full_text IS NULL AND s.state IN ('new', 'begun')
            AND NOT EXISTS (SELECT 1 FROM json_each(:unspaced) AS w WHERE instr(body.text, w.value) = 0)
            AND s.article_id NOT IN (SELECT article_id FROM proposal_mention WHERE name_key = :key AND label = :label)
        ORDER BY s.article_id";
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let unspaced = serde_json::Value::from(words.unspaced().collect::<Vec<_>>()).to_string();
    let mut statement = db.conn.prepare_cached(if words.full_text().is_some() { BY_INDEX } else { BY_TEXT })?;
    let params = named_params! {
        ":full_text": words.full_text(), ":unspaced": unspaced, ":key": name_key, ":label": label.as_str(),
    };
    let rows = statement.query_map(params, |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Articles that are not done or set aside and have a suggestion on this name: only if `rule` made it, where one is
/// given, and only where it is not known yet, where `is_asked`.
pub fn waiting_with(db: &Db, name_key: &str, rule: Option<&str>, is_asked: bool) -> Result<Vec<i64>> {
    const SQL: &str = "
        SELECT DISTINCT p.article_id FROM proposal_mention AS p
        JOIN article_state AS s ON s.article_id = p.article_id AND s.state IN ('new', 'begun')
        WHERE p.name_key = :key AND (:rule IS NULL OR p.rule = :rule) AND (NOT :is_asked OR p.known = 0)
        ORDER BY p.article_id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let params = named_params! { ":key": name_key, ":rule": rule, ":is_asked": is_asked };
    let rows = statement.query_map(params, |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A name that is decided for always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub name: String,
    pub label: Label,
    pub verdict: Status,
    pub decided_by: String,
    /// UTC.
    pub decided_millis: i64,
    /// Mentions that were decided by it.
    pub n_decided: i64,
}

/// Names decided for always, the latest first. `name_key` folds words for comparing.
pub fn standing(db: &Db, name_key: fn(&str) -> String) -> Result<Vec<Standing>> {
    const SQL: &str =
        "SELECT name, label, verdict, decided_by, decided_millis, name_key FROM standing ORDER BY id DESC";
    const USED: &str = "
        SELECT words, label, count(*) FROM mention WHERE decided_how = 'always' GROUP BY words, label";
    let mut used: BTreeMap<(String, String), i64> = BTreeMap::new();
    let mut statement = db.conn.prepare_cached(USED)?;
    for row in statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get::<_, i64>(2)?)))? {
        let (words, label, n) = row?;
        *used.entry((name_key(&words), label)).or_default() += n;
    }
    let mut statement = db.conn.prepare_cached(SQL)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (label, verdict): (String, String) = (row.get(1)?, row.get(2)?);
        let key: String = row.get(5)?;
        found.push(Standing {
            name: row.get(0)?,
            label: parsed(&label, Label::parse)?,
            verdict: parsed(&verdict, Status::parse)?,
            decided_by: row.get(3)?,
            decided_millis: row.get(4)?,
            n_decided: used.get(&(key, label)).copied().unwrap_or(0),
        });
    }
    Ok(found)
}

/// How much waits for a decision on a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    pub n_mentions: i64,
    pub n_articles: i64,
}

/// How many undecided suggestions of this folded name there are, and in how many articles.
pub fn reach(db: &Db, name_key: &str, label: Label) -> Result<Reach> {
    const SQL: &str = "
        SELECT count(*), count(DISTINCT p.article_id) FROM undecided_mention AS p
        JOIN article_state ON article_state.article_id = p.article_id
        WHERE p.name_key = ?1 AND p.label = ?2";
    let read = |row: &rusqlite::Row<'_>| Ok(Reach { n_mentions: row.get(0)?, n_articles: row.get(1)? });
    Ok(db.conn.prepare_cached(SQL)?.query_row((name_key, label.as_str()), read)?)
}
