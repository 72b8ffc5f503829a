//! Rows out of a file that is damaged, and rows into a new one under the numbers they had.
//!
//! Works on a copy that nobody minds, never on the file itself, and never judges what it reads: everything that comes out
//! of here is taken over only where its hash fits.

use crate::disk;
use crate::jobs::frame;
use crate::model::id::Sha256;
use crate::store::Db;
use crate::store::Result;
use crate::store::open;
use flate2::read::ZlibDecoder;
use rusqlite::OptionalExtension as _;
use std::fs::File;
use std::io;
use std::io::Read as _;
use std::io::Seek as _;
use std::io::SeekFrom;
use std::io::Write as _;
use std::path::Path;

/// Bytes of SQLite's header, at the beginning of the first page.
const HEADER: usize = 100;
/// The page size of every dossier: SQLite's default, never set.
const PAGE: usize = 4096;

/// Opens a copy of a damaged file, mending what keeps SQLite from reading any of it. `donor`: a whole dossier; what a
/// damaged header or page of the schema said stands there too, since every dossier is made in the same order. Gives what
/// was mended, in words.
pub fn open_mended(copy: &Path, donor: &Path) -> Result<(Db, Vec<String>)> {
    frame::must_not_wait("a damaged file");
    let io = |error: io::Error| crate::store::Error::Io { message: error.to_string(), path: copy.to_path_buf() };
    let mut mended = Vec::new();
    if fill_up(copy).map_err(io)? {
        mended.push("the end of the file is missing".to_owned());
    }
    if !has_header(copy).map_err(io)? {
        put_header(copy, donor).map_err(io)?;
        mended.push("the beginning of the file was overwritten".to_owned());
        fill_up(copy).map_err(io)?;
    }
    if let Ok(db) = open::for_salvage(copy) {
        return Ok((db, mended));
    }
    put_header(copy, donor).and_then(|()| put_schema(copy, donor)).map_err(io)?;
    mended.push("the file's list of its tables was overwritten".to_owned());
    open::for_salvage(copy).map(|db| (db, mended))
}

/// Whether the file begins as every dossier does.
fn has_header(copy: &Path) -> io::Result<bool> {
    let mut header = Vec::with_capacity(HEADER);
    File::open(copy)?.take(HEADER as u64).read_to_end(&mut header)?;
    Ok(header.starts_with(b"SQLite format 3\0")
        && usize::from(be16(&header, 16)) == PAGE
        && i64::from(be32(&header, 68)) == open::APPLICATION_ID)
}

/// Where the file is shorter than its header says, zeros take the place of what is missing.
fn fill_up(copy: &Path) -> io::Result<bool> {
    let mut file = File::options().read(true).write(true).open(copy)?;
    let n_bytes = file.metadata()?.len();
    let mut header = [0; HEADER];
    if n_bytes < HEADER as u64 || !{ file.read_exact(&mut header).is_ok() && header.starts_with(b"SQLite format 3\0") }
    {
        return Ok(false);
    }
    let n_pages = u64::from(be32(&header, 28));
    let wanted = (n_pages * PAGE as u64).max(n_bytes.next_multiple_of(PAGE as u64));
    // A number of pages that was overwritten is not to fill the disk.
    if wanted == n_bytes || wanted > n_bytes.saturating_mul(64).max(1 << 20) {
        return Ok(false);
    }
    file.set_len(wanted)?;
    Ok(true)
}

/// The donor's header with this file's size, without its free pages.
fn put_header(copy: &Path, donor: &Path) -> io::Result<()> {
    let mut header = [0; HEADER];
    File::open(donor)?.read_exact(&mut header)?;
    let mut file = File::options().read(true).write(true).open(copy)?;
    let n_bytes = file.metadata()?.len().next_multiple_of(PAGE as u64);
    file.set_len(n_bytes)?;
    let n_pages = u32::try_from(n_bytes / PAGE as u64).unwrap_or(u32::MAX);
    header[28..32].copy_from_slice(&n_pages.to_be_bytes());
    header[32..40].fill(0);
    // The size counts only where these two are equal.
    let changes: [u8; 4] = [header[24], header[25], header[26], header[27]];
    header[92..96].copy_from_slice(&changes);
    let has_log = disk::beside(copy, "-wal").exists();
    header[18..20].fill(if has_log { 2 } else { 1 });
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&header)
}

/// The donor's pages of the schema, under the same numbers.
fn put_schema(copy: &Path, donor: &Path) -> io::Result<()> {
    let mut from = File::open(donor)?;
    let mut file = File::options().read(true).write(true).open(copy)?;
    let n_pages = file.metadata()?.len() / PAGE as u64;
    let mut waiting = vec![1_u64];
    let mut n_taken = 0;
    // A schema has some dozens of pages; a donor that goes in circles ends here.
    while let Some(number) = waiting.pop().filter(|_| n_taken < 4096) {
        n_taken += 1;
        if number == 0 || number > n_pages {
            continue;
        }
        let mut page = vec![0; PAGE];
        from.seek(SeekFrom::Start((number - 1) * PAGE as u64))?;
        from.read_exact(&mut page)?;
        let at = if number == 1 { HEADER } else { 0 };
        waiting.extend(children(&page, at));
        let start = if number == 1 { HEADER } else { 0 };
        file.seek(SeekFrom::Start((number - 1) * PAGE as u64 + start as u64))?;
        file.write_all(&page[start..])?;
    }
    Ok(())
}

/// The pages below an inner page of a table's tree; none below a leaf.
fn children(page: &[u8], at: usize) -> Vec<u64> {
    const INNER: u8 = 5;
    if page.get(at) != Some(&INNER) {
        return Vec::new();
    }
    let n_cells = usize::from(be16(page, at + 3));
    let below = (0..n_cells).map(|cell| be32(page, usize::from(be16(page, at + 12 + 2 * cell))));
    below.chain([be32(page, at + 8)]).map(u64::from).collect()
}

fn be16(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).and_then(|word| word.try_into().ok()).map_or(0, u16::from_be_bytes)
}

fn be32(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|word| word.try_into().ok()).map_or(0, u32::from_be_bytes)
}

/// The highest number of an operation that anything in the file speaks of; `None` where nothing that would tell can be
/// read.
pub fn last_operation_seen(db: &Db) -> Option<i64> {
    const TRACES: &[&str] = &[
        "SELECT max(id) FROM operation",
        "SELECT max(id) FROM operation INDEXED BY sqlite_autoindex_operation_1 WHERE hash >= ''",
        "SELECT max(operation_id) FROM operation_parent",
        "SELECT max(operation_id) FROM fact",
        "SELECT max(operation_id) FROM row_image",
    ];
    let ask = |sql: &&str| db.conn.query_row(sql, [], |row| row.get::<_, Option<i64>>(0)).ok();
    let most = most_rows(db);
    TRACES.iter().filter_map(ask).map(Option::unwrap_or_default).filter(|id| *id <= most).max()
}

/// More rows than this the file has no room for: a number beyond it is damage.
fn most_rows(db: &Db) -> i64 {
    let n_pages = db.conn.query_row("PRAGMA page_count", [], |row| row.get::<_, i64>(0)).unwrap_or(0);
    n_pages.saturating_mul(PAGE as i64 / 8)
}

/// The highest number of an article that anything in the file speaks of; 0 where nothing that would tell can be read.
pub fn last_article_seen(db: &Db) -> i64 {
    const TRACES: &[&str] = &[
        "SELECT max(id) FROM article",
        "SELECT max(id) FROM article INDEXED BY sqlite_autoindex_article_1 WHERE sha256 >= ''",
        "SELECT max(article_id) FROM article_state",
        "SELECT max(article_id) FROM run",
    ];
    let ask = |sql: &&str| db.conn.query_row(sql, [], |row| row.get::<_, Option<i64>>(0)).ok().flatten();
    let most = most_rows(db);
    TRACES.iter().filter_map(ask).filter(|id| *id <= most).max().unwrap_or(0)
}

/// An article's row of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleRow {
    pub id: i64,
    pub sha256: String,
    pub source_id: i64,
    pub locator: String,
    pub body_id: i64,
    pub encoding: String,
}

/// A source's row, its bytes compressed as they lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    pub id: i64,
    pub sha256: String,
    pub name: String,
    pub media_type: String,
    pub n_bytes: i64,
    pub content: Option<Vec<u8>>,
    pub imported_millis: i64,
}

impl SourceRow {
    /// The bytes, where they are held and are those that came in.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        let n_bytes = usize::try_from(self.n_bytes).ok()?;
        let mut bytes = Vec::new();
        let mut stream = ZlibDecoder::new(self.content.as_deref()?).take(n_bytes as u64 + 1);
        stream.read_to_end(&mut bytes).ok()?;
        (bytes.len() == n_bytes && Sha256::of(&bytes).to_hex() == self.sha256).then_some(bytes)
    }
}

/// A text's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyRow {
    pub id: i64,
    pub sha256: String,
    pub text: Option<String>,
}

impl BodyRow {
    /// Whether the text is there and is the one that came in.
    pub fn is_right(&self) -> bool {
        self.text.as_ref().is_some_and(|text| Sha256::of(text.as_bytes()).to_hex() == self.sha256)
    }
}

pub fn article(db: &Db, id: i64) -> Result<Option<ArticleRow>> {
    const SQL: &str = "SELECT id, sha256, source_id, locator, body_id, encoding FROM article WHERE id = ?1";
    let row = db.conn.prepare_cached(SQL)?.query_row([id], |row| {
        Ok(ArticleRow {
            id: row.get(0)?,
            sha256: row.get(1)?,
            source_id: row.get(2)?,
            locator: row.get(3)?,
            body_id: row.get(4)?,
            encoding: row.get(5)?,
        })
    });
    Ok(row.optional()?)
}

/// The source of this number, or, where the number is not known, of this hash.
pub fn source(db: &Db, id: Option<i64>, sha256: &str) -> Result<Option<SourceRow>> {
    const BY_ID: &str =
        "SELECT id, sha256, name, media_type, n_bytes, content, imported_millis FROM source WHERE id = ?1";
    const BY_HASH: &str =
        "SELECT id, sha256, name, media_type, n_bytes, content, imported_millis FROM source WHERE sha256 = ?1";
    let read = |row: &rusqlite::Row<'_>| {
        Ok(SourceRow {
            id: row.get(0)?,
            sha256: row.get(1)?,
            name: row.get(2)?,
            media_type: row.get(3)?,
            n_bytes: row.get(4)?,
            content: row.get(5)?,
            imported_millis: row.get(6)?,
        })
    };
    let found = match id {
        Some(id) => db.conn.prepare_cached(BY_ID)?.query_row([id], read),
        None => db.conn.prepare_cached(BY_HASH)?.query_row([sha256], read),
    };
    Ok(found.optional()?)
}

/// The text of this number, or, where the number is not known, of this hash.
pub fn body(db: &Db, id: Option<i64>, sha256: &str) -> Result<Option<BodyRow>> {
    const BY_ID: &str = "SELECT id, sha256, text FROM body WHERE id = ?1";
    const BY_HASH: &str = "SELECT id, sha256, text FROM body WHERE sha256 = ?1";
    let read = |row: &rusqlite::Row<'_>| Ok(BodyRow { id: row.get(0)?, sha256: row.get(1)?, text: row.get(2)? });
    let found = match id {
        Some(id) => db.conn.prepare_cached(BY_ID)?.query_row([id], read),
        None => db.conn.prepare_cached(BY_HASH)?.query_row([sha256], read),
    };
    Ok(found.optional()?)
}

/// Puts a row into a new dossier under its number, or another where that is taken, unless it is there already; gives the
/// number under which it is there.
pub fn put_source(db: &Db, row: &SourceRow) -> Result<i64> {
    const SQL: &str = "
        INSERT INTO source (id, sha256, name, media_type, n_bytes, content, imported_millis)
        SELECT iif(?1 <= 0 OR EXISTS (SELECT 1 FROM source WHERE id = ?1), NULL, ?1), ?2, ?3, ?4, ?5, ?6, ?7
        WHERE NOT EXISTS (SELECT 1 FROM source WHERE sha256 = ?2)";
    let SourceRow { id, sha256, name, media_type, n_bytes, content, imported_millis } = row;
    db.conn.prepare_cached(SQL)?.execute((id, sha256, name, media_type, n_bytes, content, imported_millis))?;
    Ok(db.conn.prepare_cached("SELECT id FROM source WHERE sha256 = ?1")?.query_row([sha256], |row| row.get(0))?)
}

/// As [`put_source`]: gives the number under which it is there.
pub fn put_body(db: &Db, row: &BodyRow) -> Result<i64> {
    const SQL: &str = "
        INSERT INTO body (id, sha256, text)
        SELECT iif(?1 <= 0 OR EXISTS (SELECT 1 FROM body WHERE id = ?1), NULL, ?1), ?2, ?3
        WHERE NOT EXISTS (SELECT 1 FROM body WHERE sha256 = ?2)";
    db.conn.prepare_cached(SQL)?.execute((row.id, &row.sha256, &row.text))?;
    Ok(db.conn.prepare_cached("SELECT id FROM body WHERE sha256 = ?1")?.query_row([&row.sha256], |row| row.get(0))?)
}

/// Puts an article's row under its number, or, where that is 0, under the next; gives the number.
pub fn put_article(db: &Db, row: &ArticleRow) -> Result<i64> {
    const SQL: &str = "
        INSERT INTO article (id, sha256, source_id, locator, body_id, encoding)
        VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6)";
    let ArticleRow { id, sha256, source_id, locator, body_id, encoding } = row;
    db.conn.prepare_cached(SQL)?.execute((id, sha256, source_id, locator, body_id, encoding))?;
    Ok(db.conn.last_insert_rowid())
}

/// Leaves the mark of a source whose bytes and text were lost with the article that rested on them, so that the same
/// bytes do not come in as if nothing had been decided on them.
pub fn put_lost_source(db: &Db, sha256: &str, name: &str) -> Result<()> {
    const SQL: &str = "
        INSERT INTO source (sha256, name, media_type, n_bytes, content, imported_millis)
        SELECT ?1, ?2, '', 1, NULL, 0 WHERE NOT EXISTS (SELECT 1 FROM source WHERE sha256 = ?1)";
    db.conn.prepare_cached(SQL)?.execute([sha256, name])?;
    Ok(())
}

/// Whether a source was lost in damage, as [`put_lost_source`] marks it.
pub fn is_lost_source(db: &Db, sha256: Sha256) -> Result<bool> {
    const SQL: &str = "
        SELECT 1 FROM source WHERE sha256 = ?1 AND content IS NULL AND n_bytes > 0
        AND NOT EXISTS (SELECT 1 FROM article WHERE article.source_id = source.id)";
    Ok(db.conn.prepare_cached(SQL)?.query_row([sha256.to_hex()], |_| Ok(())).optional()?.is_some())
}
