//! The door into the projection: temporary triggers record each row before and after, and undo puts rows back.
//!
//! Never stored in the file: the triggers belong to the writer's connection, so no file can bring its own. A change
//! outside an operation fails, because the image has no operation to belong to.

use crate::store::Db;
use crate::store::Error;
use crate::store::Result;
use rusqlite::OptionalExtension as _;
use rusqlite::params;

/// Tables that a replay of the record rebuilds, parents first.
pub const PROJECTION: &[&str] = &[
    "article_state",
    "zone",
    "entity",
    "entity_name",
    "identifier",
    "distinction",
    "mention",
    "measure",
    "claim",
    "citation",
    "claim_part",
    "difference",
    "standing",
    "name_list",
    "note",
    "tag",
];

/// What a connection needs of the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Images and the search index.
    Writer,
    /// Images only: nobody searches a replay.
    Replay,
}

pub(in crate::store) struct Column {
    pub(in crate::store) name: String,
    is_real: bool,
}

/// Makes the triggers on this connection.
pub fn install(db: &Db, purpose: Purpose) -> Result<()> {
    db.conn.execute_batch("CREATE TEMP TABLE operation_now (id INTEGER NOT NULL) STRICT")?;
    for table in PROJECTION {
        let columns = columns(db, table)?;
        for (event, before, after) in
            [("INSERT", None, Some("NEW")), ("UPDATE", Some("OLD"), Some("NEW")), ("DELETE", Some("OLD"), None)]
        {
            let row = after.or(before).unwrap_or("NEW");
            let before = before.map_or_else(|| "NULL".to_owned(), |side| image_of(side, &columns));
            let after = after.map_or_else(|| "NULL".to_owned(), |side| image_of(side, &columns));
            db.conn.execute_batch(&format!(
                "CREATE TEMP TRIGGER image_{table}_{event} AFTER {event} ON main.{table} BEGIN
                     INSERT INTO row_image (operation_id, table_name, row_id, before_json, after_json)
                     VALUES ((SELECT id FROM operation_now), '{table}', {row}.rowid, {before}, {after});
                 END"
            ))?;
        }
    }
    if purpose == Purpose::Writer {
        db.conn.execute_batch(SEARCH_TRIGGERS)?;
    }
    Ok(())
}

/// Keep the search index beside the rows it stands for, also through undo.
const SEARCH_TRIGGERS: &str = "
CREATE TEMP TRIGGER search_name_insert AFTER INSERT ON main.entity_name BEGIN
    INSERT INTO search_name (rowid, name) VALUES (NEW.id, NEW.name);
END;
CREATE TEMP TRIGGER search_name_update AFTER UPDATE OF name ON main.entity_name BEGIN
    DELETE FROM search_name WHERE rowid = OLD.id;
    INSERT INTO search_name (rowid, name) VALUES (NEW.id, NEW.name);
END;
CREATE TEMP TRIGGER search_name_delete AFTER DELETE ON main.entity_name BEGIN
    DELETE FROM search_name WHERE rowid = OLD.id;
END;
CREATE TEMP TRIGGER search_article_insert AFTER INSERT ON main.article_state BEGIN
    INSERT INTO search_article (rowid, title, body)
    SELECT article.id, NEW.title, body.text FROM article JOIN body ON body.id = article.body_id WHERE article.id = NEW.article_id;
END;
CREATE TEMP TRIGGER search_article_update AFTER UPDATE OF title ON main.article_state WHEN NEW.title IS NOT OLD.title BEGIN
    DELETE FROM search_article WHERE rowid = OLD.article_id;
    INSERT INTO search_article (rowid, title, body)
    SELECT article.id, NEW.title, body.text FROM article JOIN body ON body.id = article.body_id WHERE article.id = NEW.article_id;
END;
CREATE TEMP TRIGGER search_article_delete AFTER DELETE ON main.article_state BEGIN
    DELETE FROM search_article WHERE rowid = OLD.article_id;
END;";

/// The columns of a table, in the order of its images.
pub(in crate::store) fn columns(db: &Db, table: &str) -> Result<Vec<Column>> {
    let mut statement = db.conn.prepare_cached("SELECT name, type FROM pragma_table_info(?1) ORDER BY cid")?;
    let rows = statement
        .query_map([table], |row| Ok(Column { name: row.get(0)?, is_real: row.get::<_, String>(1)? == "REAL" }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// `json_array(NEW.id, …)`. JSON keeps 15 digits of a number; 17 bring every double back, so those go as text, which the
/// column's type turns into the same number again.
fn image_of(side: &str, columns: &[Column]) -> String {
    let values: Vec<String> = columns
        .iter()
        .map(|Column { name, is_real }| {
            if *is_real {
                format!("iif({side}.{name} IS NULL, NULL, format('%!.17g', {side}.{name}))")
            } else {
                format!("{side}.{name}")
            }
        })
        .collect();
    format!("json_array({})", values.join(", "))
}

/// All changes from here belong to this operation; `None` closes the door.
pub fn set_operation(db: &Db, operation_id: Option<i64>) -> Result<()> {
    db.conn.execute("DELETE FROM operation_now", [])?;
    if let Some(id) = operation_id {
        db.conn.prepare_cached("INSERT INTO operation_now (id) VALUES (?1)")?.execute([id])?;
    }
    Ok(())
}

/// Rows that an operation touched.
pub fn n_touched(db: &Db, operation_id: i64) -> Result<usize> {
    const SQL: &str =
        "SELECT count(*) FROM (SELECT DISTINCT table_name, row_id FROM row_image WHERE operation_id = ?1)";
    Ok(db.conn.prepare_cached(SQL)?.query_row([operation_id], |row| row.get::<_, i64>(0))? as usize)
}

/// Whether an operation left any row other than it was before. One that was taken out and put back the same is not.
pub fn changed(db: &Db, operation_id: i64) -> Result<bool> {
    const SQL: &str = "
        SELECT 1 FROM row_image AS first
        WHERE first.operation_id = ?1
            AND NOT EXISTS (
                SELECT 1 FROM row_image AS earlier
                WHERE earlier.table_name = first.table_name AND earlier.row_id = first.row_id
                    AND earlier.operation_id = ?1 AND earlier.id < first.id)
            AND first.before_json IS NOT (
                SELECT last.after_json FROM row_image AS last
                WHERE last.table_name = first.table_name AND last.row_id = first.row_id AND last.operation_id = ?1
                ORDER BY last.id DESC LIMIT 1)
        LIMIT 1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([operation_id], |_| Ok(())).optional()?.is_some())
}

/// Drops the images of an operation that came to nothing, so that its number can be used again.
pub fn forget(db: &Db, operation_id: i64) -> Result<()> {
    db.conn.prepare_cached("DELETE FROM row_image WHERE operation_id = ?1")?.execute([operation_id])?;
    Ok(())
}

/// The first operation after `operation_id` that touched one of its rows, `undone` ones and their undoings apart.
pub fn first_in_the_way(db: &Db, operation_id: i64, is_settled: impl Fn(i64) -> bool) -> Result<Option<i64>> {
    const SQL: &str = "
        SELECT DISTINCT later.operation_id
        FROM row_image AS mine
        JOIN row_image AS later
            ON later.table_name = mine.table_name AND later.row_id = mine.row_id AND later.operation_id > mine.operation_id
        WHERE mine.operation_id = ?1
        ORDER BY later.operation_id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([operation_id], |row| row.get::<_, i64>(0))?;
    for later in rows {
        let later = later?;
        if !is_settled(later) {
            return Ok(Some(later));
        }
    }
    Ok(None)
}

/// The last operation that wrote a row which what was just put back leaves without ground: its parent row is missing
/// now, its subject is, or it shares words with a mention of its label that stands again. `None`: all rows stand well.
/// Of those that wrote it the last that is not `settled`: undoings write rows as well, and nobody can take those back.
pub fn last_left_hanging(db: &Db, is_settled: impl Fn(i64) -> bool) -> Result<Option<i64>> {
    const SQL: &str = "
        WITH hanging (table_name, row_id) AS (
            SELECT \"table\", rowid FROM pragma_foreign_key_check
            UNION ALL
            SELECT 'note', id FROM note WHERE NOT EXISTS (SELECT 1 FROM subject_of WHERE subject = note.subject AND id = subject_id)
            UNION ALL
            SELECT 'tag', id FROM tag WHERE NOT EXISTS (SELECT 1 FROM subject_of WHERE subject = tag.subject AND id = subject_id)
            UNION ALL
            SELECT 'mention', other.id FROM row_image AS now
            JOIN mention AS mine ON now.table_name = 'mention' AND mine.id = now.row_id AND mine.status <> 'rejected'
            JOIN mention AS other ON other.article_id = mine.article_id AND other.label = mine.label AND other.id <> mine.id
                AND other.status <> 'rejected' AND other.start_byte < mine.end_byte AND mine.start_byte < other.end_byte
            WHERE now.operation_id = (SELECT id FROM operation_now)),
        subject_of (subject, id) AS (
            SELECT 'article', article_id FROM article_state
            UNION ALL SELECT 'entity', id FROM entity
            UNION ALL SELECT 'claim', id FROM claim)
        SELECT DISTINCT row_image.operation_id FROM hanging
        JOIN row_image ON row_image.table_name = hanging.table_name AND row_image.row_id = hanging.row_id
        WHERE row_image.operation_id <> (SELECT id FROM operation_now)
        ORDER BY row_image.operation_id DESC";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let writers = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    Ok(last_unsettled(&writers, is_settled))
}

/// The last operation that touched this row, of those that are not `settled`.
pub fn last_to_touch(db: &Db, (table, row_id): (&str, i64), is_settled: impl Fn(i64) -> bool) -> Result<Option<i64>> {
    const SQL: &str = "
        SELECT DISTINCT operation_id FROM row_image WHERE table_name = ?1 AND row_id = ?2
        AND operation_id <> (SELECT id FROM operation_now) ORDER BY operation_id DESC";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let writers = statement.query_map((table, row_id), |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    Ok(last_unsettled(&writers, is_settled))
}

/// Of writers of a row, the last first: the one that a person can take back; if all are settled, the last.
fn last_unsettled(writers: &[i64], is_settled: impl Fn(i64) -> bool) -> Option<i64> {
    writers.iter().copied().find(|writer| !is_settled(*writer)).or(writers.first().copied())
}

/// Puts the rows that an operation touched back to what they were before it. The changes belong to the operation that
/// the door is open for. Nothing is put back over a row that is not what the operation left.
pub fn put_back(db: &Db, operation_id: i64) -> Result<()> {
    const SQL: &str = "
        SELECT table_name, row_id, before_json, after_json FROM row_image WHERE operation_id = ?1 ORDER BY id DESC";
    db.conn.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    let mut statement = db.conn.prepare_cached(SQL)?;
    let images = statement
        .query_map([operation_id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<Vec<(String, i64, Option<String>, Option<String>)>>>()?;
    for (table, row_id, before, after) in images {
        if !PROJECTION.contains(&table.as_str()) {
            return Err(Error::Unexpected(format!("an image of the table `{table}`")));
        }
        let columns = columns(db, &table)?;
        if row_now(db, &table, row_id, &columns)? != after {
            return Err(Error::Unexpected(format!(
                "row {row_id} of {table} is not what operation {operation_id} left"
            )));
        }
        match before {
            None => {
                db.conn.prepare_cached(&format!("DELETE FROM {table} WHERE rowid = ?1"))?.execute([row_id])?;
            }
            Some(before) => restore(db, (&table, row_id), &columns, &before, after.is_none())?,
        }
    }
    Ok(())
}

/// The image of a row as it stands; `None` where there is none.
fn row_now(db: &Db, table: &str, row_id: i64, columns: &[Column]) -> Result<Option<String>> {
    let sql = format!("SELECT {} FROM {table} WHERE rowid = ?1", image_of(table, columns));
    Ok(db.conn.prepare_cached(&sql)?.query_row([row_id], |row| row.get(0)).optional()?)
}

fn restore(db: &Db, (table, row_id): (&str, i64), columns: &[Column], before: &str, was_deleted: bool) -> Result<()> {
    let values: Vec<String> = (0..columns.len()).map(|index| format!("json_extract(?1, '$[{index}]')")).collect();
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let written = if was_deleted {
        let sql = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", "));
        db.conn.prepare_cached(&sql)?.execute(params![before])
    } else {
        let sql = format!("UPDATE {table} SET ({}) = ({}) WHERE rowid = ?2", names.join(", "), values.join(", "));
        db.conn.prepare_cached(&sql)?.execute(params![before, row_id])
    };
    match written {
        Ok(_) => Ok(()),
        Err(error) => match row_in_the_place(db, (table, row_id), before)? {
            Some(taken_by) => Err(Error::PlaceTaken { table: table.to_owned(), row_id: taken_by }),
            None => Err(error.into()),
        },
    }
}

/// The columns of a table that must be unique together, each with its place in an image.
pub(in crate::store) fn unique_keys(db: &Db, table: &str) -> Result<Vec<Vec<(String, usize)>>> {
    const UNIQUE: &str = "
        SELECT keys.name, key.name FROM pragma_index_list(?1) AS keys JOIN pragma_index_info(keys.name) AS key
        WHERE keys.\"unique\" ORDER BY keys.name, key.seqno";
    let columns = columns(db, table)?;
    let mut statement = db.conn.prepare_cached(UNIQUE)?;
    let keys = statement
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    let place = |name: &String| columns.iter().position(|column| column.name == *name).map(|at| (name.clone(), at));
    Ok(keys
        .chunk_by(|(a, _), (b, _)| a == b)
        .map(|key| key.iter().filter_map(|(_, name)| place(name)).collect())
        .collect())
}

/// Another row with values that must be unique and are those of the image.
fn row_in_the_place(db: &Db, (table, row_id): (&str, i64), before: &str) -> Result<Option<i64>> {
    for key in unique_keys(db, table)? {
        let same: Vec<String> =
            key.iter().map(|(name, index)| format!("{name} = json_extract(?1, '$[{index}]')")).collect();
        let sql = format!("SELECT rowid FROM {table} WHERE {} AND rowid <> ?2", same.join(" AND "));
        if let Some(found) = db.conn.prepare_cached(&sql)?.query_row((before, row_id), |row| row.get(0)).optional()? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Empties projection, counters and images, for a replay. Call inside a transaction.
pub fn clear_projection(db: &Db) -> Result<()> {
    db.conn.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    set_operation(db, Some(0))?;
    for table in PROJECTION.iter().rev() {
        db.conn.execute_batch(&format!("DELETE FROM {table}"))?;
    }
    db.conn.execute_batch("DELETE FROM counter; DELETE FROM row_image;")?;
    set_operation(db, None)
}

/// Whether an operation made or unmade a zone of this kind in an article, or changed one into it or from it.
pub fn touched_zone(db: &Db, operation_id: i64, article_id: i64, kind: &str) -> Result<bool> {
    const SQL: &str = "
        SELECT 1 FROM row_image, json_each(json_array(json(before_json), json(after_json))) AS image
        WHERE operation_id = ?1 AND +table_name = 'zone' AND image.type <> 'null'
        AND json_extract(image.value, ?2) = ?3 AND json_extract(image.value, ?4) = ?5 LIMIT 1";
    let columns = columns(db, "zone")?;
    let path = |name: &str| columns.iter().position(|column| column.name == name).map(|index| format!("$[{index}]"));
    let (Some(article), Some(of_kind)) = (path("article_id"), path("kind")) else { return Ok(false) };
    let params = (operation_id, article, article_id, of_kind, kind);
    Ok(db.conn.prepare_cached(SQL)?.query_row(params, |_| Ok(())).optional()?.is_some())
}

/// Whether an operation gave a column of this row another value.
pub fn changed_column(db: &Db, operation_id: i64, (table, row_id): (&str, i64), column: &str) -> Result<bool> {
    let index = columns(db, table)?.iter().position(|found| found.name == column);
    let Some(index) = index else { return Ok(false) };
    const SQL: &str = "
        SELECT 1 FROM row_image WHERE operation_id = ?1 AND table_name = ?2 AND row_id = ?3
        AND before_json IS NOT NULL AND after_json IS NOT NULL
        AND json_extract(before_json, ?4) IS NOT json_extract(after_json, ?4)";
    let params = (operation_id, table, row_id, format!("$[{index}]"));
    Ok(db.conn.prepare_cached(SQL)?.query_row(params, |_| Ok(())).optional()?.is_some())
}

/// Articles that an operation touched, through any row that belongs to one.
pub fn articles_touched(db: &Db, operation_id: i64) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    for (table, key) in
        [("article_state", "article_id"), ("zone", "article_id"), ("mention", "article_id"), ("citation", "article_id")]
    {
        let index = columns(db, table)?.iter().position(|column| column.name == key);
        let Some(index) = index else { continue };
        let sql = format!(
            "SELECT DISTINCT json_extract(coalesce(after_json, before_json), '$[{index}]') FROM row_image
             WHERE operation_id = ?1 AND +table_name = '{table}'"
        );
        let mut statement = db.conn.prepare_cached(&sql)?;
        for article in statement.query_map([operation_id], |row| row.get::<_, i64>(0))? {
            found.push(article?);
        }
    }
    const BY_CLAIM: &str = "
        SELECT DISTINCT citation.article_id FROM row_image JOIN citation ON citation.claim_id = row_image.row_id
        WHERE row_image.operation_id = ?1 AND +row_image.table_name = 'claim'";
    let mut statement = db.conn.prepare_cached(BY_CLAIM)?;
    for article in statement.query_map([operation_id], |row| row.get::<_, i64>(0))? {
        found.push(article?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Every row of a table of the projection, as its image, by row number. For comparing.
pub fn all_rows(db: &Db, table: &str) -> Result<std::collections::BTreeMap<i64, String>> {
    let columns = columns(db, table)?;
    let sql = format!("SELECT rowid, {} FROM {table}", image_of(table, &columns));
    let mut statement = db.conn.prepare(&sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
