//! Rows of the record: sources, texts, articles, operations and their facts.
//!
//! Never changes a row that stands; the one exception, taking words out for good, leaves hashes behind.

use crate::model::id::Sha256;
use crate::store::Db;
use crate::store::Error;
use crate::store::Result;
use crate::store::prints;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rusqlite::OptionalExtension as _;
use rusqlite::Row;
use rusqlite::named_params;
use std::io::Read as _;
use std::io::Write as _;

/// One row of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationRow {
    pub id: i64,
    /// 64 hexadecimal digits.
    pub hash: String,
    pub kind: String,
    pub actor: String,
    pub device: String,
    pub at_millis: i64,
    pub undoes_id: Option<i64>,
    pub n_facts: i64,
}

/// One fact as it lies in the file. `json` is `None` once its words were removed for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRow {
    pub article_id: Option<i64>,
    pub sha256: String,
    pub json: Option<String>,
}

/// A source without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSource<'a> {
    pub sha256: Sha256,
    pub name: &'a str,
    pub media_type: &'a str,
    /// `None`: not held (an export that was read back).
    pub bytes: Option<&'a [u8]>,
    pub n_bytes: usize,
    pub imported_millis: i64,
}

/// An article on its way into the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewArticle<'a> {
    /// `None`: the next number.
    pub id: Option<i64>,
    pub sha256: &'a str,
    pub source_id: i64,
    pub locator: &'a str,
    pub body_id: i64,
    pub encoding: &'a str,
}

/// An article's place in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleRecord {
    pub id: i64,
    pub sha256: String,
    pub source_id: i64,
    pub source_sha256: String,
    pub locator: String,
    pub body_id: i64,
    pub body_sha256: String,
}

pub fn source_id(db: &Db, sha256: Sha256) -> Result<Option<i64>> {
    const SQL: &str = "SELECT id FROM source WHERE sha256 = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([sha256.to_hex()], |row| row.get(0)).optional()?)
}

pub fn insert_source(db: &Db, source: &NewSource<'_>) -> Result<i64> {
    const SQL: &str = "
        INSERT INTO source (sha256, name, media_type, n_bytes, content, imported_millis)
        VALUES (:sha256, :name, :media_type, :n_bytes, :content, :imported_millis)";
    db.conn.prepare_cached(SQL)?.execute(named_params! {
        ":sha256": source.sha256.to_hex(),
        ":name": source.name,
        ":media_type": source.media_type,
        ":n_bytes": source.n_bytes as i64,
        ":content": source.bytes.map(compress),
        ":imported_millis": source.imported_millis,
    })?;
    Ok(db.conn.last_insert_rowid())
}

fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::default());
    // Writing into a Vec cannot fail; should it ever, the bytes would be missed by `verify`, not silently wrong.
    let written = encoder.write_all(bytes);
    debug_assert!(written.is_ok(), "a Vec takes every byte");
    encoder.finish().unwrap_or_default()
}

/// The bytes of a source; `None` when they are not held. At most `n_bytes` + 1 are unpacked, so a forged stream cannot
/// grow without bound.
pub fn source_bytes(db: &Db, id: i64) -> Result<Option<Vec<u8>>> {
    const SQL: &str = "SELECT content, n_bytes FROM source WHERE id = ?1";
    let (content, n_bytes) = db
        .conn
        .prepare_cached(SQL)?
        .query_row([id], |row| Ok((row.get::<_, Option<Vec<u8>>>(0)?, row.get::<_, i64>(1)?)))?;
    let Some(content) = content else { return Ok(None) };
    let mut bytes = Vec::with_capacity(n_bytes as usize);
    ZlibDecoder::new(content.as_slice())
        .take(n_bytes as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::Unexpected(format!("a source that cannot be unpacked: {error}")))?;
    Ok(Some(bytes))
}

/// The row of this text, made if new.
pub fn body_id(db: &Db, text: &str) -> Result<i64> {
    const FIND: &str = "SELECT id, text IS NOT NULL FROM body WHERE sha256 = ?1";
    const INSERT: &str = "INSERT INTO body (sha256, text) VALUES (?1, ?2)";
    let sha256 = Sha256::of(text.as_bytes()).to_hex();
    let found = db.conn.prepare_cached(FIND)?.query_row([&sha256], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    match found {
        Some((id, true)) => Ok(id),
        Some((_, false)) => Err(Error::Unexpected("a text that was removed for good and now came in again".to_owned())),
        None => {
            db.conn.prepare_cached(INSERT)?.execute([&sha256, text])?;
            Ok(db.conn.last_insert_rowid())
        }
    }
}

/// Whether this very text was removed for good from the dossier: it does not come in again.
pub fn is_removed_text(db: &Db, sha256: Sha256) -> Result<bool> {
    const SQL: &str = "SELECT 1 FROM body WHERE sha256 = ?1 AND text IS NULL";
    Ok(db.conn.prepare_cached(SQL)?.query_row([sha256.to_hex()], |_| Ok(())).optional()?.is_some())
}

pub fn article_id(db: &Db, sha256: &str) -> Result<Option<i64>> {
    const SQL: &str = "SELECT id FROM article WHERE sha256 = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([sha256], |row| row.get(0)).optional()?)
}

pub fn article_sha256(db: &Db, id: i64) -> Result<String> {
    const SQL: &str = "SELECT sha256 FROM article WHERE id = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([id], |row| row.get(0))?)
}

pub fn insert_article(db: &Db, article: &NewArticle<'_>) -> Result<i64> {
    const SQL: &str = "
        INSERT INTO article (id, sha256, source_id, locator, body_id, encoding)
        VALUES (:id, :sha256, :source_id, :locator, :body_id, :encoding)";
    db.conn.prepare_cached(SQL)?.execute(named_params! {
        ":id": article.id,
        ":sha256": article.sha256,
        ":source_id": article.source_id,
        ":locator": article.locator,
        ":body_id": article.body_id,
        ":encoding": article.encoding,
    })?;
    Ok(db.conn.last_insert_rowid())
}

/// The highest number an article has; 0 where there is none.
pub fn last_article(db: &Db) -> Result<i64> {
    Ok(db.conn.prepare_cached("SELECT coalesce(max(id), 0) FROM article")?.query_row([], |row| row.get(0))?)
}

/// The highest number an operation has; 0 where there is none.
pub fn last_operation(db: &Db) -> Result<i64> {
    Ok(db.conn.prepare_cached("SELECT coalesce(max(id), 0) FROM operation")?.query_row([], |row| row.get(0))?)
}

/// The text of an article; an error once it was removed for good.
pub fn body_of_article(db: &Db, article_id: i64) -> Result<String> {
    const SQL: &str = "SELECT body.text FROM article JOIN body ON body.id = article.body_id WHERE article.id = ?1";
    let text: Option<String> = db.conn.prepare_cached(SQL)?.query_row([article_id], |row| row.get(0))?;
    text.ok_or_else(|| Error::Unexpected(format!("A{article_id} without its text: it was removed for good")))
}

/// How long the text of an article is; 0 once it was removed for good.
pub fn n_bytes_of_article(db: &Db, article_id: i64) -> Result<usize> {
    const SQL: &str = "
        SELECT coalesce(octet_length(body.text), 0) FROM article JOIN body ON body.id = article.body_id
        WHERE article.id = ?1";
    let found: Option<i64> = db.conn.prepare_cached(SQL)?.query_row([article_id], |row| row.get(0)).optional()?;
    Ok(found.unwrap_or(0) as usize)
}

/// What an article's rows say of its original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    pub file: String,
    pub media_type: String,
    pub encoding: String,
    pub text_sha256: String,
}

pub fn original(db: &Db, article_id: i64) -> Result<Option<Original>> {
    const SQL: &str = "
        SELECT source.name, source.media_type, article.encoding, body.sha256
        FROM article JOIN source ON source.id = article.source_id JOIN body ON body.id = article.body_id
        WHERE article.id = ?1";
    let found = db.conn.prepare_cached(SQL)?.query_row([article_id], |row| {
        Ok(Original { file: row.get(0)?, media_type: row.get(1)?, encoding: row.get(2)?, text_sha256: row.get(3)? })
    });
    Ok(found.optional()?)
}

/// All articles of the record, undone and removed ones among them.
pub fn articles(db: &Db) -> Result<Vec<ArticleRecord>> {
    const SQL: &str = "
        SELECT article.id, article.sha256, source.id, source.sha256, article.locator, body.id, body.sha256
        FROM article JOIN source ON source.id = article.source_id JOIN body ON body.id = article.body_id
        ORDER BY article.id";
    fn row(row: &Row<'_>) -> rusqlite::Result<ArticleRecord> {
        Ok(ArticleRecord {
            id: row.get(0)?,
            sha256: row.get(1)?,
            source_id: row.get(2)?,
            source_sha256: row.get(3)?,
            locator: row.get(4)?,
            body_id: row.get(5)?,
            body_sha256: row.get(6)?,
        })
    }
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([], row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Gives a scratch dossier the same articles under the same numbers, without bytes and texts.
pub fn copy_articles_without_words(from: &Db, to: &Db) -> Result<()> {
    for article in articles(from)? {
        to.conn
            .prepare_cached("INSERT OR IGNORE INTO source VALUES (?1, ?2, '', '', 0, NULL, 0)")?
            .execute((article.source_id, &article.source_sha256))
            .or_else(ignore_known)?;
        to.conn
            .prepare_cached("INSERT INTO body (id, sha256, text) VALUES (?1, ?2, NULL)")?
            .execute((article.body_id, &article.body_sha256))
            .or_else(ignore_known)?;
        to.conn.prepare_cached("INSERT INTO article VALUES (?1, ?2, ?3, ?4, ?5, '')")?.execute((
            article.id,
            &article.sha256,
            article.source_id,
            &article.locator,
            article.body_id,
        ))?;
    }
    Ok(())
}

/// Two articles can share a source or a text; the trigger that refuses the second row is right, and no problem here.
fn ignore_known(error: rusqlite::Error) -> rusqlite::Result<usize> {
    let is_trigger = matches!(&error, rusqlite::Error::SqliteFailure(code, _)
        if code.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER);
    if is_trigger { Ok(0) } else { Err(error) }
}

fn operation_row(row: &Row<'_>) -> rusqlite::Result<OperationRow> {
    Ok(OperationRow {
        id: row.get(0)?,
        hash: row.get(1)?,
        kind: row.get(2)?,
        actor: row.get(3)?,
        device: row.get(4)?,
        at_millis: row.get(5)?,
        undoes_id: row.get(6)?,
        n_facts: row.get(7)?,
    })
}

/// Operations after number `after`, in order.
pub fn operations(db: &Db, after: i64) -> Result<Vec<OperationRow>> {
    const SQL: &str = "
        SELECT id, hash, kind, actor, device, at_millis, undoes_id, n_facts FROM operation WHERE id > ?1 ORDER BY id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([after], operation_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn operation(db: &Db, id: i64) -> Result<Option<OperationRow>> {
    const SQL: &str = "
        SELECT id, hash, kind, actor, device, at_millis, undoes_id, n_facts FROM operation WHERE id = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([id], operation_row).optional()?)
}

/// Number and hash of the last operation.
pub fn head(db: &Db) -> Result<Option<(i64, String)>> {
    const SQL: &str = "SELECT id, hash FROM operation ORDER BY id DESC LIMIT 1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Whether an operation has this hash.
pub fn has_hash(db: &Db, hash: &str) -> Result<bool> {
    const SQL: &str = "SELECT 1 FROM operation WHERE hash = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([hash], |_| Ok(())).optional()?.is_some())
}

/// The number of the last operation of a kind; 0 where there is none.
pub fn last_of_kind(db: &Db, kind: &str) -> Result<i64> {
    const SQL: &str = "SELECT coalesce(max(id), 0) FROM operation WHERE kind = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([kind], |row| row.get(0))?)
}

/// Hashes of an operation's parents, sorted.
pub fn parents(db: &Db, operation_id: i64) -> Result<Vec<String>> {
    const SQL: &str = "SELECT parent_hash FROM operation_parent WHERE operation_id = ?1 ORDER BY parent_hash";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([operation_id], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn insert_operation(db: &Db, operation: &OperationRow, parents: &[String]) -> Result<()> {
    const SQL: &str = "
        INSERT INTO operation (id, hash, kind, actor, device, at_millis, undoes_id, n_facts)
        VALUES (:id, :hash, :kind, :actor, :device, :at_millis, :undoes_id, :n_facts)";
    db.conn.prepare_cached(SQL)?.execute(named_params! {
        ":id": operation.id,
        ":hash": operation.hash,
        ":kind": operation.kind,
        ":actor": operation.actor,
        ":device": operation.device,
        ":at_millis": operation.at_millis,
        ":undoes_id": operation.undoes_id,
        ":n_facts": operation.n_facts,
    })?;
    for parent in parents {
        const PARENT: &str = "INSERT INTO operation_parent (operation_id, parent_hash) VALUES (?1, ?2)";
        db.conn.prepare_cached(PARENT)?.execute((operation.id, parent))?;
    }
    Ok(())
}

pub fn insert_fact(db: &Db, operation_id: i64, position: usize, fact: &FactRow) -> Result<()> {
    const SQL: &str = "
        INSERT INTO fact (operation_id, position, article_id, sha256, json)
        VALUES (:operation_id, :position, :article_id, :sha256, :json)";
    db.conn.prepare_cached(SQL)?.execute(named_params! {
        ":operation_id": operation_id,
        ":position": position as i64,
        ":article_id": fact.article_id,
        ":sha256": fact.sha256,
        ":json": fact.json,
    })?;
    Ok(())
}

/// The facts of an operation, in order.
pub fn facts(db: &Db, operation_id: i64) -> Result<Vec<FactRow>> {
    const SQL: &str = "SELECT article_id, sha256, json FROM fact WHERE operation_id = ?1 ORDER BY position";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([operation_id], |row| {
        Ok(FactRow { article_id: row.get(0)?, sha256: row.get(1)?, json: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Facts that carry words of an article: operation, position, JSON.
pub fn facts_of_article(db: &Db, article_id: i64) -> Result<Vec<(i64, i64, String)>> {
    const SQL: &str = "
        SELECT operation_id, position, json FROM fact WHERE article_id = ?1 AND json IS NOT NULL ORDER BY operation_id, position";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([article_id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The JSON of every fact that still has its words, in order.
pub fn all_facts(db: &Db) -> Result<Vec<String>> {
    const SQL: &str = "SELECT json FROM fact WHERE json IS NOT NULL ORDER BY operation_id, position";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Takes the words of one fact out for good; its hash stays.
pub fn remove_fact(db: &Db, operation_id: i64, position: i64) -> Result<()> {
    const SQL: &str = "UPDATE fact SET json = NULL WHERE operation_id = ?1 AND position = ?2";
    db.conn.prepare_cached(SQL)?.execute((operation_id, position))?;
    Ok(())
}

/// Takes an article's text and its source's bytes out for good, where no other article of the dossier rests on them,
/// with the source's name, and every proposal and search entry made of them. Freed pages are overwritten.
pub fn remove_words(db: &Db, article_id: i64) -> Result<()> {
    const BODY: &str = "
        UPDATE body SET text = NULL WHERE id = (SELECT body_id FROM article WHERE id = ?1)
        AND NOT EXISTS (SELECT 1 FROM article AS other JOIN article_state ON article_state.article_id = other.id
                        WHERE other.body_id = body.id AND other.id <> ?1)";
    const SOURCE: &str = "
        UPDATE source SET content = NULL, name = '' WHERE id = (SELECT source_id FROM article WHERE id = ?1)
        AND NOT EXISTS (SELECT 1 FROM article AS other JOIN article_state ON article_state.article_id = other.id
                        WHERE other.source_id = source.id AND other.id <> ?1)";
    db.conn.execute(BODY, [article_id])?;
    db.conn.execute(SOURCE, [article_id])?;
    db.conn.execute("DELETE FROM run WHERE article_id = ?1", [article_id])?;
    db.conn.execute("DELETE FROM tally WHERE article_id = ?1", [article_id])?;
    prints::forget(db, article_id)
}

/// Merges the search index into one piece, so that no word of what was taken out is left in an older piece of it.
pub fn purge_search_index(db: &Db) -> Result<()> {
    db.conn.execute_batch(
        "INSERT INTO search_article (search_article) VALUES ('optimize');
         INSERT INTO search_name (search_name) VALUES ('optimize');",
    )?;
    Ok(())
}

/// Whether an article of the record lost its text or its source's bytes for good: it does not come in again.
pub fn is_removed(db: &Db, article_id: i64) -> Result<bool> {
    const SQL: &str = "
        SELECT 1 FROM article JOIN body ON body.id = article.body_id JOIN source ON source.id = article.source_id
        WHERE article.id = ?1 AND (body.text IS NULL OR (source.content IS NULL AND source.n_bytes > 0))";
    Ok(db.conn.prepare_cached(SQL)?.query_row([article_id], |_| Ok(())).optional()?.is_some())
}

/// The name of a measure.
pub fn measure_name(db: &Db, uuid: &str) -> Result<Option<String>> {
    Ok(db
        .conn
        .prepare_cached("SELECT name FROM measure WHERE uuid = ?1")?
        .query_row([uuid], |row| row.get(0))
        .optional()?)
}
