//! Entities, names and operations as they are exported: what a card was merged from, what was decided for always, what
//! earlier dossiers recorded.
//!
//! Never lists an entity that rests on nothing: those to show are the rows of the view `live_entity`.

use crate::store::Db;
use crate::store::Result;
use crate::store::record;
use crate::store::record::OperationRow;

/// A name of an entity, and how often accepted mentions have exactly these words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameRow {
    pub name: String,
    pub n_mentions: i64,
}

/// A name decided for always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingRow {
    pub uuid: String,
    /// `accepted` or `rejected`.
    pub verdict: String,
    pub label: String,
    pub name: String,
    pub decided_by: String,
    pub decided_millis: i64,
}

/// An operation as `decisions.csv` lists it: of this ledger, or of an earlier one that was read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRow {
    pub hash: String,
    pub kind: String,
    pub actor: String,
    pub device: String,
    pub at_millis: i64,
    /// Hash of the operation that it undoes or redoes.
    pub undoes: Option<String>,
    pub n_facts: i64,
}

/// Numbers of the entities to show, in order.
pub fn entity_ids(db: &Db) -> Result<Vec<i64>> {
    let mut statement = db.conn.prepare_cached("SELECT id FROM live_entity ORDER BY id")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Number and UUID of what was found to be the same as this entity and merged into it.
pub fn merged_from(db: &Db, entity_id: i64) -> Result<Vec<(i64, String)>> {
    let mut statement = db.conn.prepare_cached("SELECT id, uuid FROM entity WHERE merged_into_id = ?1 ORDER BY id")?;
    let rows = statement.query_map([entity_id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Number, UUID and name of the entities to show that a person said are different from this one.
pub fn different_from(db: &Db, entity_id: i64) -> Result<Vec<(i64, String, String)>> {
    const SQL: &str = "
        SELECT other.id, other.uuid, other.name FROM distinction JOIN live_entity AS other
            ON other.id = iif(entity_a_id = ?1, entity_b_id, entity_a_id)
        WHERE ?1 IN (entity_a_id, entity_b_id) ORDER BY other.id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([entity_id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Names of an entity: the one it is listed under, then the others in the order in which they came.
pub fn names(db: &Db, entity_id: i64) -> Result<Vec<NameRow>> {
    const SQL: &str = "
        SELECT entity_name.name,
            (SELECT count(*) FROM mention WHERE mention.entity_id = ?1 AND mention.words = entity_name.name
                AND mention.status = 'accepted')
        FROM entity_name JOIN entity ON entity.id = entity_name.entity_id
        WHERE entity_name.entity_id = ?1 ORDER BY entity_name.name <> entity.name, entity_name.id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([entity_id], |row| Ok(NameRow { name: row.get(0)?, n_mentions: row.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Names decided for always, in the order of name and label.
pub fn standings(db: &Db) -> Result<Vec<StandingRow>> {
    const SQL: &str = "
        SELECT uuid, verdict, label, name, decided_by, decided_millis FROM standing ORDER BY name, label";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([], |row| {
        Ok(StandingRow {
            uuid: row.get(0)?,
            verdict: row.get(1)?,
            label: row.get(2)?,
            name: row.get(3)?,
            decided_by: row.get(4)?,
            decided_millis: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The word of the ledger for reading an export back.
pub const READ_BACK: &str = "read_back";

/// Every decision, in order: those of earlier ledgers stand where they were read back.
pub fn decisions(db: &Db) -> Result<Vec<DecisionRow>> {
    let mut found = Vec::new();
    for operation in record::operations(db, 0)? {
        if operation.kind == READ_BACK {
            found.extend(earlier_operations(db, operation.id)?);
        } else {
            let undoes = match operation.undoes_id {
                Some(id) => record::operation(db, id)?.map(|undone| undone.hash),
                None => None,
            };
            found.push(decision(operation, undoes));
        }
    }
    Ok(found)
}

/// Operations that read an export back.
pub fn read_backs(db: &Db) -> Result<Vec<DecisionRow>> {
    let operations = record::operations(db, 0)?;
    Ok(operations.into_iter().filter(|row| row.kind == READ_BACK).map(|row| decision(row, None)).collect())
}

fn decision(operation: OperationRow, undoes: Option<String>) -> DecisionRow {
    DecisionRow {
        hash: operation.hash,
        kind: operation.kind,
        actor: operation.actor,
        device: operation.device,
        at_millis: operation.at_millis,
        undoes,
        n_facts: operation.n_facts,
    }
}

/// What an operation that read an export back keeps of the ledger behind it (the fact `earlier_operation`).
fn earlier_operations(db: &Db, operation_id: i64) -> Result<Vec<DecisionRow>> {
    const SQL: &str = "
        SELECT json ->> 'hash', json ->> 'kind', json ->> 'actor', json ->> 'device', json ->> 'at_millis',
            json ->> 'undoes', json ->> 'n_facts'
        FROM fact WHERE operation_id = ?1 AND json ->> 'fact' = 'earlier_operation' ORDER BY position";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([operation_id], |row| {
        Ok(DecisionRow {
            hash: row.get(0)?,
            kind: row.get(1)?,
            actor: row.get(2)?,
            device: row.get(3)?,
            at_millis: row.get(4)?,
            undoes: row.get(5)?,
            n_facts: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
