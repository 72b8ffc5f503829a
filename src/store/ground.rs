//! What later operations rest on of an older one that is taken back alone: the places that its rows come back to, and the
//! rows that go with it. Taking those later ones back in turn would find the place taken, or the ground gone.
//!
//! Never changes anything: it looks at the rows as they were just put back, and at the images of what came later.

use crate::store::Db;
use crate::store::Result;
use crate::store::images;
use crate::store::images::PROJECTION;
use std::collections::BTreeSet;

/// Later operations that had a row at a place, before or after them. The door is open for the undoing.
const LATER: &str = "
    SELECT DISTINCT later.operation_id
    FROM row_image AS later, json_each(json_array(json(later.before_json), json(later.after_json))) AS image
    WHERE later.operation_id > ?1 AND later.operation_id <> (SELECT id FROM operation_now) AND image.type <> 'null'
        AND later.table_name = ?2 AND";

/// The first operation after `operation_id` that needs what was just taken back, `settled` ones apart.
pub fn first_in_need(db: &Db, operation_id: i64, is_settled: impl Fn(i64) -> bool) -> Result<Option<i64>> {
    let mut found = BTreeSet::new();
    for table in tables_touched(db)? {
        found.extend(at_its_places(db, operation_id, &table)?);
        found.extend(on_rows_gone(db, operation_id, &table)?);
    }
    found.extend(on_its_words(db, operation_id)?);
    Ok(found.into_iter().find(|later| !is_settled(*later)))
}

fn tables_touched(db: &Db) -> Result<Vec<String>> {
    const SQL: &str = "
        SELECT DISTINCT table_name FROM row_image WHERE operation_id = (SELECT id FROM operation_now) ORDER BY table_name";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let tables = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(tables.into_iter().filter(|table| PROJECTION.contains(&table.as_str())).collect())
}

fn ask(db: &Db, sql: &str, operation_id: i64, table: &str) -> Result<Vec<i64>> {
    let mut statement = db.conn.prepare_cached(sql)?;
    Ok(statement.query_map((operation_id, table), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Operations that had another row where one is back: what must be unique is.
fn at_its_places(db: &Db, operation_id: i64, table: &str) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    for key in images::unique_keys(db, table)? {
        let here: Vec<String> = key.iter().map(|(name, _)| format!("mine.{name}")).collect();
        let there: Vec<String> =
            key.iter().map(|(_, index)| format!("json_extract(image.value, '$[{index}]')")).collect();
        let sql = format!(
            "WITH here (place) AS MATERIALIZED (
                SELECT json_array({}) FROM row_image AS now JOIN {table} AS mine ON mine.rowid = now.row_id
                WHERE now.operation_id = (SELECT id FROM operation_now) AND now.table_name = '{table}')
             {LATER} json_array({}) IN (SELECT place FROM here)",
            here.join(", "),
            there.join(", ")
        );
        found.extend(ask(db, &sql, operation_id, table)?);
    }
    Ok(found)
}

/// Operations that had a row which named one of this table that is gone now.
fn on_rows_gone(db: &Db, operation_id: i64, parent: &str) -> Result<Vec<i64>> {
    const CHILDREN: &str = "SELECT \"from\" FROM pragma_foreign_key_list(?1) WHERE \"table\" = ?2";
    let gone = format!(
        "WITH gone (id) AS MATERIALIZED (
            SELECT now.row_id FROM row_image AS now
            WHERE now.operation_id = (SELECT id FROM operation_now) AND now.table_name = '{parent}'
                AND NOT EXISTS (SELECT 1 FROM {parent} WHERE {parent}.rowid = now.row_id))
         {LATER}"
    );
    let mut found = Vec::new();
    for child in PROJECTION {
        let columns = images::columns(db, child)?;
        let place = |name: &str| columns.iter().position(|column| column.name == name);
        let mut statement = db.conn.prepare_cached(CHILDREN)?;
        let names =
            statement.query_map((child, parent), |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
        for index in names.iter().filter_map(|name| place(name)) {
            let sql = format!("{gone} json_extract(image.value, '$[{index}]') IN (SELECT id FROM gone)");
            found.extend(ask(db, &sql, operation_id, child)?);
        }
        // Notes and tags name theirs by its kind and number.
        if let (Some(subject), Some(id)) = (place("subject"), place("subject_id")) {
            let kind = if parent == "article_state" { "article" } else { parent };
            let sql = format!(
                "{gone} json_extract(image.value, '$[{subject}]') = '{kind}'
                 AND json_extract(image.value, '$[{id}]') IN (SELECT id FROM gone)"
            );
            found.extend(ask(db, &sql, operation_id, child)?);
        }
    }
    Ok(found)
}

/// Operations that had a mention which shares words with one of its label that is back.
fn on_its_words(db: &Db, operation_id: i64) -> Result<Vec<i64>> {
    let columns = images::columns(db, "mention")?;
    let value = |name: &str| {
        let index = columns.iter().position(|column| column.name == name).unwrap_or(columns.len());
        format!("json_extract(image.value, '$[{index}]')")
    };
    let sql = format!(
        "WITH here AS MATERIALIZED (
            SELECT mine.* FROM row_image AS now JOIN mention AS mine ON mine.id = now.row_id
            WHERE now.operation_id = (SELECT id FROM operation_now) AND now.table_name = 'mention'
                AND mine.status <> 'rejected')
         {LATER} {} <> 'rejected' AND EXISTS (
            SELECT 1 FROM here WHERE here.id <> later.row_id AND here.article_id = {} AND here.label = {}
                AND {} < here.end_byte AND here.start_byte < {})",
        value("status"),
        value("article_id"),
        value("label"),
        value("start_byte"),
        value("end_byte")
    );
    ask(db, &sql, operation_id, "mention")
}
