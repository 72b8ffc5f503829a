//! History: operations as rows, filtered in SQL, and one of them in full with its rows before and after.
//!
//! Never makes a sentence (that is `workspace::describe`), and never reads the facts of an operation that is not asked
//! for by its words: a hundred thousand rows are numbers and names only.

use crate::store::Db;
use crate::store::Result;
use crate::store::images;
use crate::store::record;
use crate::store::record::OperationRow;
use rusqlite::OptionalExtension as _;
use rusqlite::named_params;
use std::collections::BTreeMap;

/// Rows that a list carries at most.
pub const MAX_ROWS: usize = 100_000;
/// Rows of the projection that a change in full shows at most.
pub const MAX_TOUCHED: usize = 60;

/// Which operations are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeFilter {
    /// All of these must be met.
    pub terms: Vec<Term>,
    /// The word of the ledger: `accept`, `undo`.
    pub kind: Option<String>,
    pub actor: Option<String>,
    pub article: Option<i64>,
    /// First millisecond that is wanted, and the first that is not any more.
    pub from_millis: Option<i64>,
    pub until_millis: Option<i64>,
    pub is_oldest_first: bool,
}

/// A word that was typed: met by the verb of an operation, or by words, names and values in its facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    pub text: String,
    /// Kinds whose verb has it.
    pub kinds: Vec<String>,
}

/// One operation in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeRow {
    pub id: i64,
    pub kind: String,
    pub actor: String,
    /// The decision that an undo or redo is about in the end.
    pub about: Option<i64>,
    /// The undo that took this one back (of an undo: the redo); `None`: it is in force.
    pub undone_by: Option<i64>,
}

/// The operations that the filter lets through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// At most [`MAX_ROWS`].
    pub rows: Vec<ChangeRow>,
    pub n_matching: i64,
}

/// What can be filtered by, and where the chain ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    pub kinds: Vec<String>,
    pub actors: Vec<String>,
    /// Hashes that no operation has for a parent; one in a chain.
    pub heads: Vec<String>,
    pub n_operations: i64,
}

/// A row of the projection that an operation changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TouchedRow {
    pub table: String,
    /// Its words, name or reference.
    pub name: String,
    /// `None`: it was not there before, or is not there after.
    pub existed_before: bool,
    pub exists_after: bool,
    /// Column, value before, value after: those that people read and that changed.
    pub fields: Vec<(String, String, String)>,
}

/// One operation in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub operation: OperationRow,
    pub parents: Vec<String>,
    pub about: Option<i64>,
    pub undone_by: Option<i64>,
    /// At most [`MAX_TOUCHED`].
    pub rows: Vec<TouchedRow>,
    pub n_touched: usize,
    /// Number and title.
    pub articles: Vec<(i64, String)>,
}

/// Operations with what an undo or redo is about in the end.
const LISTED: &str = "
    WITH undoing (target, id) AS (
        SELECT undoes_id, max(id) FROM operation WHERE undoes_id IS NOT NULL GROUP BY undoes_id)
    SELECT op.id, op.kind, op.actor, coalesce(second.id, first.id), iif(redoing.id IS NULL, undoing.id, NULL)
    FROM operation AS op
    LEFT JOIN operation AS first ON first.id = op.undoes_id
    LEFT JOIN operation AS second ON second.id = first.undoes_id
    LEFT JOIN undoing ON undoing.target = op.id
    LEFT JOIN undoing AS redoing ON redoing.target = undoing.id";

/// The same rows, counted.
const COUNTED: &str = "
    SELECT count(*) FROM operation AS op
    LEFT JOIN operation AS first ON first.id = op.undoes_id
    LEFT JOIN operation AS second ON second.id = first.undoes_id";

/// What the filter asks; a part of it that is NULL costs nothing.
const FILTER: &str = "
    WHERE (:kind IS NULL OR op.kind = :kind)
        AND (:actor IS NULL OR op.actor = :actor)
        AND (:from IS NULL OR op.at_millis >= :from)
        AND (:until IS NULL OR op.at_millis < :until)
        AND (:article IS NULL OR coalesce(second.id, first.id, op.id) IN (
            SELECT operation_id FROM fact WHERE article_id = :article
            UNION SELECT operation_id FROM row_image WHERE table_name = 'article_state' AND row_id = :article))
        AND (:terms IS NULL OR NOT EXISTS (
            SELECT 1 FROM json_each(:terms) AS term
            WHERE op.kind NOT IN (SELECT value FROM json_each(term.value, '$.kinds'))
                AND coalesce(second.kind, first.kind, op.kind) NOT IN (SELECT value FROM json_each(term.value, '$.kinds'))
                AND NOT EXISTS (
                    SELECT 1 FROM fact JOIN json_each(term.value, '$.likes') AS spelt
                    WHERE fact.operation_id = coalesce(second.id, first.id, op.id)
                        AND fact.json LIKE spelt.value ESCAPE '!'
                        AND json_extract(fact.json, '$.words', '$.name', '$.tag', '$.text', '$.value', '$.values',
                            '$.title', '$.id', '$.label', '$.from.file') LIKE spelt.value ESCAPE '!')))";

/// The operations that the filter lets through, newest first unless it says otherwise.
pub fn changes(db: &Db, filter: &ChangeFilter) -> Result<Changes> {
    let order = if filter.is_oldest_first { "op.id" } else { "op.id DESC" };
    let terms = terms_json(&filter.terms);
    let asked = named_params! {
        ":kind": filter.kind,
        ":actor": filter.actor,
        ":from": filter.from_millis,
        ":until": filter.until_millis,
        ":article": filter.article,
        ":terms": terms,
    };
    let sql = format!("{LISTED} {FILTER} ORDER BY {order} LIMIT {MAX_ROWS}");
    let mut statement = db.conn.prepare_cached(&sql)?;
    let rows = statement.query_map(asked, |row| {
        Ok(ChangeRow {
            id: row.get(0)?,
            kind: row.get(1)?,
            actor: row.get(2)?,
            about: row.get(3)?,
            undone_by: row.get(4)?,
        })
    })?;
    let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut n_matching = rows.len() as i64;
    if rows.len() == MAX_ROWS {
        let counted = format!("{COUNTED} {FILTER}");
        n_matching = db.conn.prepare_cached(&counted)?.query_row(asked, |row| row.get(0))?;
    }
    Ok(Changes { rows, n_matching })
}

/// `[{"kinds": [kind, …], "likes": [pattern, …]}, …]`. SQLite folds the case of ASCII letters alone, so other letters
/// are looked for as they were typed, small, large, and with a capital. `None`: no terms.
fn terms_json(terms: &[Term]) -> Option<String> {
    if terms.is_empty() {
        return None;
    }
    let terms: Vec<serde_json::Value> = terms
        .iter()
        .map(|term| {
            let small = term.text.to_lowercase();
            let mut rest = small.chars();
            let capital: String = rest.next().into_iter().flat_map(char::to_uppercase).chain(rest).collect();
            let mut likes = vec![like(&term.text), like(&small), like(&term.text.to_uppercase()), like(&capital)];
            likes.sort();
            likes.dedup();
            serde_json::json!({ "kinds": term.kinds, "likes": likes })
        })
        .collect();
    Some(serde_json::Value::from(terms).to_string())
}

/// A pattern for text as it stands inside JSON.
fn like(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    let mut pattern = String::from("%");
    for c in quoted.trim_start_matches('"').strip_suffix('"').unwrap_or_default().chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// Kinds of operations that there are.
pub fn kinds(db: &Db) -> Result<Vec<String>> {
    words(db, "SELECT DISTINCT kind FROM operation ORDER BY kind")
}

fn words(db: &Db, sql: &str) -> Result<Vec<String>> {
    let mut statement = db.conn.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What can be filtered by, and the heads.
pub fn ledger(db: &Db) -> Result<Ledger> {
    const ACTORS: &str = "SELECT DISTINCT actor FROM operation ORDER BY actor";
    const HEADS: &str = "
        SELECT hash FROM operation WHERE hash NOT IN (SELECT parent_hash FROM operation_parent) ORDER BY id DESC";
    const N: &str = "SELECT count(*) FROM operation";
    Ok(Ledger {
        kinds: kinds(db)?,
        actors: words(db, ACTORS)?,
        heads: words(db, HEADS)?,
        n_operations: db.conn.prepare_cached(N)?.query_row([], |row| row.get(0))?,
    })
}

/// One operation in full; `None` where there is none of this number.
pub fn change(db: &Db, id: i64) -> Result<Option<Change>> {
    const UNDONE_BY: &str = "
        SELECT max(id) FROM operation AS undoing WHERE undoes_id = ?1
        AND NOT EXISTS (SELECT 1 FROM operation AS redoing WHERE redoing.undoes_id = undoing.id)";
    let Some(operation) = record::operation(db, id)? else { return Ok(None) };
    let undone_by = db.conn.prepare_cached(UNDONE_BY)?.query_row([id], |row| row.get(0))?;
    let mut articles = Vec::new();
    for article in images::articles_touched(db, id)? {
        articles.push((article, title(db, article)?));
    }
    Ok(Some(Change {
        parents: record::parents(db, id)?,
        about: about(db, &operation)?,
        undone_by,
        rows: touched(db, id)?,
        n_touched: images::n_touched(db, id)?,
        articles,
        operation,
    }))
}

/// How many rows an operation touched, and which articles they belong to.
pub fn reach(db: &Db, id: i64) -> Result<(usize, Vec<i64>)> {
    Ok((images::n_touched(db, id)?, images::articles_touched(db, id)?))
}

fn about(db: &Db, operation: &OperationRow) -> Result<Option<i64>> {
    let Some(first) = operation.undoes_id else { return Ok(None) };
    Ok(record::operation(db, first)?.and_then(|first| first.undoes_id).or(Some(first)))
}

fn title(db: &Db, article_id: i64) -> Result<String> {
    const SQL: &str = "SELECT title FROM article_state WHERE article_id = ?1";
    let title: Option<Option<String>> =
        db.conn.prepare_cached(SQL)?.query_row([article_id], |row| row.get(0)).optional()?;
    Ok(title.flatten().unwrap_or_default())
}

type Image = Option<Vec<serde_json::Value>>;

/// The rows that an operation changed, each once: as it was before the first and after the last change.
fn touched(db: &Db, operation_id: i64) -> Result<Vec<TouchedRow>> {
    const SQL: &str = "
        SELECT table_name, row_id, before_json, after_json FROM row_image WHERE operation_id = ?1 ORDER BY id LIMIT ?2";
    let mut statement = db.conn.prepare_cached(SQL)?;
    // A row can be written more than once by one operation.
    let images = statement
        .query_map((operation_id, MAX_TOUCHED as i64 * 4), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<rusqlite::Result<Vec<(String, i64, Option<String>, Option<String>)>>>()?;
    let mut order: Vec<(String, i64)> = Vec::new();
    let mut found: BTreeMap<(String, i64), (Image, Image)> = BTreeMap::new();
    for (table, row_id, before, after) in images {
        let key = (table, row_id);
        if !found.contains_key(&key) {
            order.push(key.clone());
            found.insert(key.clone(), (parsed(before), None));
        }
        if let Some((_, last)) = found.get_mut(&key) {
            *last = parsed(after);
        }
    }
    let mut rows = Vec::new();
    for key in order.into_iter().take(MAX_TOUCHED) {
        if let Some((before, after)) = found.remove(&key) {
            rows.extend(touched_row(db, &key, before.as_deref(), after.as_deref())?);
        }
    }
    Ok(rows)
}

fn parsed(json: Option<String>) -> Image {
    json.and_then(|json| serde_json::from_str(&json).ok())
}

/// Columns that say who and when, and keys: they stand elsewhere or mean nothing to people.
fn is_read_by_people(column: &str) -> bool {
    let is_key = matches!(
        column,
        "id" | "uuid"
            | "name_key"
            | "position"
            | "batch"
            | "subject"
            | "subject_id"
            | "claim_id"
            | "extractor"
            | "score"
            | "rule"
            | "decided_by"
            | "decided_how"
            | "written_by"
            | "article_id"
            | "proposed_label"
            | "published_basis"
    );
    !is_key && !column.ends_with("_byte") && !column.ends_with("_millis")
}

/// `None` where nothing changed in the end.
fn touched_row(
    db: &Db,
    (table, row_id): &(String, i64),
    before: Option<&[serde_json::Value]>,
    after: Option<&[serde_json::Value]>,
) -> Result<Option<TouchedRow>> {
    if before == after {
        return Ok(None);
    }
    let columns = images::columns(db, table)?;
    let value = |image: Option<&[serde_json::Value]>, index: usize| image.and_then(|image| image.get(index)).cloned();
    let mut row = TouchedRow {
        table: table.clone(),
        existed_before: before.is_some(),
        exists_after: after.is_some(),
        ..TouchedRow::default()
    };
    let mut names = BTreeMap::new();
    for (index, column) in columns.iter().enumerate() {
        let (old, new) = (value(before, index), value(after, index));
        let standing = new.clone().filter(|value| !value.is_null()).or_else(|| old.clone());
        if let Some(standing) = standing.filter(|value| !value.is_null()) {
            names.insert(column.name.clone(), in_words(db, &column.name, &standing)?);
        }
        if old != new && is_read_by_people(&column.name) {
            let old = old.map_or_else(|| Ok(String::new()), |value| in_words(db, &column.name, &value))?;
            let new = new.map_or_else(|| Ok(String::new()), |value| in_words(db, &column.name, &value))?;
            if old != new {
                row.fields.push((column.name.trim_end_matches("_id").trim_end_matches("_json").to_owned(), old, new));
            }
        }
    }
    row.name = named(table, *row_id, &names);
    // What the row is called need not be said again as one of its values.
    if before.is_none() || after.is_none() {
        let name = row.name.clone();
        row.fields.retain(|(_, old, new)| *old != name && *new != name);
    }
    Ok(Some(row))
}

/// What a row is called: its words, or a short reference.
fn named(table: &str, row_id: i64, values: &BTreeMap<String, String>) -> String {
    let first = ["words", "title", "name", "tag", "text", "field", "kind", "scheme"];
    let words = first.iter().find_map(|column| values.get(*column)).cloned();
    match table {
        "article_state" => {
            format!("A{row_id} {}", values.get("title").map_or("", String::as_str)).trim_end().to_owned()
        }
        "claim" => {
            let letter = match values.get("kind").map(String::as_str) {
                Some("figure") => "F",
                Some("quote") => "Q",
                Some("role") => "R",
                _ => "V",
            };
            format!("{letter}{row_id}")
        }
        _ => words.unwrap_or_default(),
    }
}

/// A value as people read it: cards by their names, other things by their short reference.
fn in_words(db: &Db, column: &str, value: &serde_json::Value) -> Result<String> {
    const ENTITY: &str = "SELECT name FROM entity WHERE id = ?1";
    const MEASURE: &str = "SELECT name FROM measure WHERE id = ?1";
    let by_number = |sql: &str, letter: &str, id: i64| -> Result<String> {
        let name: Option<String> = db.conn.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?;
        Ok(name.map_or_else(|| format!("{letter}{id}"), |name| format!("{name} ({letter}{id})")))
    };
    Ok(match (column, value.as_i64()) {
        ("entity_id" | "merged_into_id" | "entity_a_id" | "entity_b_id", Some(id)) => by_number(ENTITY, "E", id)?,
        ("measure_id", Some(id)) => by_number(MEASURE, "U", id)?,
        _ => match value {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_no_pattern_and_is_looked_for_as_json_has_it() {
        assert_eq!(like("50%"), "%50!%%");
        assert_eq!(like("a_b!"), "%a!_b!!%");
        assert_eq!(like("say \"no\""), "%say \\\"no\\\"%");
        assert_eq!(like("\""), "%\\\"%");
    }

    #[test]
    fn letters_that_sqlite_does_not_fold_are_looked_for_in_each_case() {
        let term = Term { text: "москва".to_owned(), kinds: vec!["accept".to_owned()] };
        let json = terms_json(&[term]).unwrap();
        for spelt in ["%москва%", "%Москва%", "%МОСКВА%"] {
            assert!(json.contains(spelt), "{json}");
        }
    }
}
