//! One link of the chain at a time: an operation with all that its hash covers, and whether the hash fits.
//!
//! Never looks at what a fact means; `verify` does, over the whole record.

use crate::ledger::operation;
use crate::model::id::Sha256;
use crate::store;
use crate::store::Db;
use crate::store::record;
use crate::store::record::FactRow;
use crate::store::record::OperationRow;

/// An operation as one file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub operation: OperationRow,
    /// Hashes, sorted.
    pub parents: Vec<String>,
    pub facts: Vec<FactRow>,
}

impl Link {
    /// Reads operation `id`; `None` where there is none.
    pub fn read(db: &Db, id: i64) -> store::Result<Option<Self>> {
        let Some(operation) = record::operation(db, id)? else { return Ok(None) };
        let parents = record::parents(db, id)?;
        let facts = record::facts(db, id)?;
        Ok(Some(Self { operation, parents, facts }))
    }

    /// As [`read`](Self::read) where the rows of its parents cannot be read: with none.
    pub fn read_without_parents(db: &Db, id: i64) -> store::Result<Option<Self>> {
        let Some(operation) = record::operation(db, id)? else { return Ok(None) };
        let facts = record::facts(db, id)?;
        Ok(Some(Self { operation, parents: Vec::new(), facts }))
    }

    /// What is wrong with it in itself, in words. `undone`: hash of the operation that it undoes, if it undoes one.
    pub fn problem(&self, undone: Option<&str>) -> Option<String> {
        let Self { operation, parents, facts } = self;
        let id = operation.id;
        if facts.len() as i64 != operation.n_facts {
            return Some(format!("operation {id} has {} facts where it had {}", facts.len(), operation.n_facts));
        }
        let is_changed =
            |fact: &FactRow| fact.json.as_ref().is_some_and(|json| Sha256::of(json.as_bytes()).to_hex() != fact.sha256);
        if let Some(position) = facts.iter().position(is_changed) {
            return Some(format!("fact {position} of operation {id} was changed: its hash does not fit"));
        }
        let hashes: Vec<String> = facts.iter().map(|fact| fact.sha256.clone()).collect();
        let is_right = operation::hash(operation, parents, undone, &hashes).to_hex() == operation.hash;
        (!is_right).then(|| format!("operation {id} was changed: its hash does not fit"))
    }
}

/// The first thing wrong with the last `n` operations: numbers without a gap, parents that are there, hashes that fit.
pub fn newest_difference(db: &Db, n: i64) -> store::Result<Option<String>> {
    let Some((last, _)) = record::head(db)? else { return Ok(None) };
    for id in (last - n + 1).max(1)..=last {
        let Some(link) = Link::read(db, id)? else { return Ok(Some(format!("operation {id} is missing"))) };
        let mut follows = link.parents.is_empty() == (id == 1);
        for parent in &link.parents {
            follows = follows && record::has_hash(db, parent)?;
        }
        if !follows {
            return Ok(Some(format!("operation {id} does not follow from the ones before it")));
        }
        let undone = match link.operation.undoes_id {
            Some(undone) => record::operation(db, undone)?.map(|operation| operation.hash),
            None => None,
        };
        if let Some(problem) = link.problem(undone.as_deref()) {
            return Ok(Some(problem));
        }
    }
    Ok(None)
}
