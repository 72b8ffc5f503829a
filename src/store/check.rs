//! Checks of a file against itself: SQLite's own, the schema as it should be, hashes, spans, two projections compared.
//!
//! Never mends anything; each check gives the first place that fails.

use crate::model::id::Sha256;
use crate::model::id::article_sha256;
use crate::store::Db;
use crate::store::Result;
use crate::store::images;
use crate::store::open::VERSION;
use crate::store::read::lookup::span_at;
use crate::store::record;
use std::sync::OnceLock;

/// What SQLite finds wrong with pages, indexes, checks and references.
pub fn integrity(db: &Db) -> Result<Option<String>> {
    let mut statement = db.conn.prepare("PRAGMA integrity_check(1)")?;
    let found: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if let Some(problem) = found.into_iter().find(|line| line != "ok") {
        return Ok(Some(problem));
    }
    let mut statement = db.conn.prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 1")?;
    let hanging = statement
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?, row.get::<_, String>(2)?)))?
        .next()
        .transpose()?;
    Ok(hanging.map(|(table, row, parent)| {
        let row = row.map_or_else(String::new, |row| format!(" row {row}"));
        format!("{table}{row} refers to a row of {parent} that is not there")
    }))
}

/// What SQLite finds wrong with pages and rows, without comparing indexes with their tables: a fraction of the time.
pub fn quick(db: &Db) -> Result<Option<String>> {
    let mut statement = db.conn.prepare("PRAGMA quick_check(1)")?;
    let found: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(found.into_iter().find(|line| line != "ok"))
}

/// A row of `sqlite_schema`: type, name, table, SQL.
type Object = (String, String, String, Option<String>);

/// Tables, indexes, views and triggers that are missing, changed or not ours, in a file of any version. Reads nothing but
/// `sqlite_schema`, so that nothing a stranger put there is run; cheap enough for each opening.
pub fn schema_difference(db: &Db) -> Result<Option<String>> {
    static EXPECTED: [OnceLock<Vec<Object>>; VERSION as usize] = [const { OnceLock::new() }; VERSION as usize];
    let version = db.version()?;
    let expected = usize::try_from(version - 1).ok().and_then(|at| EXPECTED.get(at));
    let Some(cell) = expected else { return Ok(Some(format!("there is no format {version}"))) };
    let expected = match cell.get() {
        Some(expected) => expected,
        None => {
            let objects = schema_objects(&Db::blank(version)?)?;
            cell.get_or_init(|| objects)
        }
    };
    let mine = schema_objects(db)?;
    if let Some((kind, name, ..)) = expected.iter().find(|object| !mine.contains(object)) {
        let is_there = mine.iter().any(|object| (&object.0, &object.1) == (kind, name));
        let how = if is_there { "was changed" } else { "is missing" };
        return Ok(Some(format!("the {kind} {name} {how}")));
    }
    // As many as expected, or one of them stands there twice, or is not ours.
    let mut rest = mine;
    for object in expected {
        if let Some(at) = rest.iter().position(|mine| mine == object) {
            rest.swap_remove(at);
        }
    }
    Ok(rest.first().map(|(kind, name, ..)| format!("the {kind} {name} does not belong here")))
}

/// What `ANALYZE` of any SQLite tool leaves behind, to the letter: a name alone would let anything in.
const STATISTICS: &[(&str, &str)] = &[
    ("sqlite_stat1", "CREATE TABLE sqlite_stat1(tbl,idx,stat)"),
    ("sqlite_stat4", "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"),
];

fn schema_objects(db: &Db) -> Result<Vec<Object>> {
    const SQL: &str = "SELECT type, name, tbl_name, sql FROM main.sqlite_schema ORDER BY type, name";
    let mut statement = db.conn.prepare(SQL)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let mut objects: Vec<Object> = rows.collect::<rusqlite::Result<_>>()?;
    objects.retain(|(kind, name, _, sql)| {
        let is_it = |(known, known_sql): &(&str, &str)| name == known && sql.as_deref() == Some(known_sql);
        kind != "table" || !STATISTICS.iter().any(is_it)
    });
    Ok(objects)
}

/// Sources, texts and articles whose bytes no longer give their hash. `is_removed`: whether an article's words were
/// removed for good, so that nothing is left to check.
pub fn source_difference(db: &Db, is_removed: impl Fn(i64) -> bool) -> Result<Option<String>> {
    let articles = record::articles(db)?;
    for article in &articles {
        let reference = format!("A{}", article.id);
        let Some(source_sha256) = Sha256::parse_hex(&article.source_sha256) else {
            return Ok(Some(format!("the original of {reference} has no proper hash")));
        };
        if article_sha256(source_sha256, &article.locator).to_hex() != article.sha256 {
            return Ok(Some(format!("{reference} does not bear the hash of its original and place")));
        }
        match record::source_bytes(db, article.source_id) {
            Ok(Some(bytes)) if Sha256::of(&bytes) != source_sha256 => {
                return Ok(Some(format!("the bytes of the original of {reference} are not those that came in")));
            }
            Ok(_) => {}
            Err(error) => return Ok(Some(format!("the original of {reference} cannot be unpacked: {error}"))),
        }
        match body_text(db, article.body_id)? {
            Some(text) if Sha256::of(text.as_bytes()).to_hex() != article.body_sha256 => {
                return Ok(Some(format!("the text of {reference} is not the one that came in")));
            }
            None if !is_removed(article.id)
                && !articles.iter().any(|other| other.body_id == article.body_id && is_removed(other.id)) =>
            {
                return Ok(Some(format!("the text of {reference} is gone, and nobody removed it")));
            }
            _ => {}
        }
    }
    Ok(None)
}

/// Sources that lost their bytes although nobody removed them. Those of a read-back export never had any: their size
/// on record is 0.
pub fn lost_source(db: &Db, is_removed: impl Fn(i64) -> bool) -> Result<Option<String>> {
    const SQL: &str = "
        SELECT article.id FROM source JOIN article ON article.source_id = source.id
        WHERE source.content IS NULL AND source.n_bytes > 0 ORDER BY article.id";
    let mut statement = db.conn.prepare(SQL)?;
    let articles = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    let lost = articles.into_iter().find(|article| !is_removed(*article));
    Ok(lost.map(|article| format!("the bytes of the original of A{article} are gone, and nobody removed them")))
}

fn body_text(db: &Db, body_id: i64) -> Result<Option<String>> {
    Ok(db.conn.prepare_cached("SELECT text FROM body WHERE id = ?1")?.query_row([body_id], |row| row.get(0))?)
}

/// The first decided span that no longer quotes its words.
pub fn span_difference(db: &Db) -> Result<Option<String>> {
    const SQL: &str = "
        SELECT 'M' || mention.id, mention.article_id, mention.start_byte, mention.end_byte, mention.words FROM mention
        UNION ALL
        SELECT 'the citation of claim ' || citation.claim_id, citation.article_id, citation.start_byte,
            citation.end_byte, citation.words FROM citation
        ORDER BY 2, 3";
    let mut statement = db.conn.prepare(SQL)?;
    let mut rows = statement.query([])?;
    let mut current: Option<(i64, Option<String>)> = None;
    while let Some(row) = rows.next()? {
        let (what, article): (String, i64) = (row.get(0)?, row.get(1)?);
        let (span, words): (_, String) = (span_at(row, 2)?, row.get(4)?);
        if current.as_ref().is_none_or(|(id, _)| *id != article) {
            let body: Option<String> = db
                .conn
                .prepare_cached(
                    "SELECT body.text FROM article JOIN body ON body.id = article.body_id WHERE article.id = ?1",
                )?
                .query_row([article], |row| row.get(0))?;
            current = Some((article, body));
        }
        let text = current.as_ref().and_then(|(_, body)| body.as_deref());
        if text.and_then(|text| span.words(text)) != Some(words.as_str()) {
            return Ok(Some(format!("{what} in A{article} no longer quotes its words")));
        }
    }
    Ok(None)
}

/// The first operation whose undo images are not those that a replay leaves.
pub fn images_difference(mine: &Db, replayed: &Db) -> Result<Option<String>> {
    type Image = (i64, String, i64, Option<String>, Option<String>);
    const SQL: &str = "SELECT operation_id, table_name, row_id, before_json, after_json FROM row_image ORDER BY id";
    fn image(row: &rusqlite::Row<'_>) -> rusqlite::Result<Image> {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
    }
    let (mut of_mine, mut of_replayed) = (mine.conn.prepare(SQL)?, replayed.conn.prepare(SQL)?);
    let (mut a, mut b) = (of_mine.query_map([], image)?, of_replayed.query_map([], image)?);
    loop {
        let (a, b) = (a.next().transpose()?, b.next().transpose()?);
        if a == b {
            if a.is_none() {
                return Ok(None);
            }
            continue;
        }
        let operation = [a, b].into_iter().flatten().map(|image| image.0).min().unwrap_or_default();
        return Ok(Some(format!(
            "what undo would put back of operation {operation} is not what it changed: run `dossier rebuild`"
        )));
    }
}

/// The first row in which two projections differ.
pub fn projection_difference(mine: &Db, replayed: &Db) -> Result<Option<String>> {
    for table in images::PROJECTION {
        let (a, b) = (images::all_rows(mine, table)?, images::all_rows(replayed, table)?);
        let differs =
            a.iter().find(|(id, row)| b.get(id) != Some(row)).or_else(|| b.iter().find(|(id, _)| !a.contains_key(id)));
        if let Some((id, _)) = differs {
            return Ok(Some(format!("{table} row {id} is not what the record of decisions gives")));
        }
    }
    let counters = |db: &Db| -> Result<Vec<(String, i64)>> {
        let mut statement = db.conn.prepare("SELECT name, last FROM counter ORDER BY name")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    let differs = counters(mine)? != counters(replayed)?;
    Ok(differs.then(|| "the numbers given so far are not what the record of decisions gives".to_owned()))
}
