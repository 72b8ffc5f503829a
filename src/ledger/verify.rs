//! Proof that a dossier is whole: SQLite's checks, the schema, the chain of hashes, sources, spans, and a replay of the
//! record beside the projection.
//!
//! Never writes to the file that it checks.

use crate::ledger::operation;
use crate::ledger::rebuild;
use crate::ledger::record::Fact;
use crate::ledger::record::OriginalRecord;
use crate::model::id::Sha256;
use crate::store;
use crate::store::Db;
use crate::store::check;
use crate::store::read::name_lists;
use crate::store::record;
use crate::store::record::OperationRow;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// One kind of check, and the first place where it fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// "file", "schema", "ledger" …
    pub name: &'static str,
    /// `None`: passed.
    pub failure: Option<String>,
}

/// What `verify` found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub checks: Vec<Check>,
    pub n_operations: usize,
    /// Hashes that no operation names as its parent: one in a chain.
    pub heads: Vec<String>,
    pub n_articles: usize,
    /// Articles whose words were removed for good.
    pub removed: Vec<i64>,
}

impl Report {
    pub fn is_whole(&self) -> bool {
        self.checks.iter().all(|check| check.failure.is_none())
    }

    pub fn first_failure(&self) -> Option<&Check> {
        self.checks.iter().find(|check| check.failure.is_some())
    }

    fn check(&mut self, name: &'static str, outcome: store::Result<Option<String>>) {
        let failure = outcome.unwrap_or_else(|error| Some(error.to_string()));
        self.checks.push(Check { name, failure });
    }
}

/// Runs every check. `head`: a hash noted earlier, which must still be in the ledger.
pub fn verify(db: &Db, head: Option<&str>) -> Report {
    let mut report = Report::default();
    report.check("file", check::integrity(db));
    report.check("schema", check::schema_difference(db));
    let mut removed = BTreeSet::new();
    let chain = chain_difference(db, head, &mut report, &mut removed);
    report.check("ledger", chain);
    report.removed = removed.iter().copied().collect();
    let is_removed = |article: i64| removed.contains(&article);
    report.n_articles = record::articles(db).map_or(0, |articles| articles.len());
    let sources = check::source_difference(db, is_removed)
        .and_then(|found| found.map_or_else(|| check::lost_source(db, is_removed), |found| Ok(Some(found))))
        .and_then(|found| found.map_or_else(|| name_lists::source_difference(db), |found| Ok(Some(found))));
    report.check("originals", sources);
    report.check("words", check::span_difference(db));
    let (replay, undo) = match replayed(db) {
        Ok(scratch) => (check::projection_difference(db, &scratch), check::images_difference(db, &scratch)),
        Err(error) => (Err(error), Ok(None)),
    };
    report.check("replay", replay);
    report.check("undo", undo);
    report
}

/// The chain: numbers without a gap, parents that came before, hashes of facts and operations as they should be.
fn chain_difference(
    db: &Db,
    head: Option<&str>,
    report: &mut Report,
    removed: &mut BTreeSet<i64>,
) -> store::Result<Option<String>> {
    let operations = record::operations(db, 0)?;
    report.n_operations = operations.len();
    let mut hashes: BTreeMap<String, i64> = BTreeMap::new();
    let mut with_child = BTreeSet::new();
    let mut gaps: Vec<(i64, i64)> = Vec::new();
    for (expected, operation) in (1..).zip(&operations) {
        let at = format!("operation {}", operation.id);
        if operation.id != expected {
            return Ok(Some(format!("operation {expected} is missing")));
        }
        let parents = record::parents(db, operation.id)?;
        if parents.is_empty() != (expected == 1) || parents.iter().any(|parent| !hashes.contains_key(parent)) {
            return Ok(Some(format!("{at} does not follow from the ones before it")));
        }
        if let Some(problem) = facts_difference(db, operation, &mut gaps, removed)? {
            return Ok(Some(problem));
        }
        if expected_hash(db, operation, &parents, &operations)? != operation.hash {
            return Ok(Some(format!("{at} was changed: its hash does not fit")));
        }
        with_child.extend(parents);
        hashes.insert(operation.hash.clone(), operation.id);
    }
    report.heads = hashes.keys().filter(|hash| !with_child.contains(*hash)).cloned().collect();
    if let Some((operation, _)) = gaps.iter().find(|(_, article)| !removed.contains(article)) {
        return Ok(Some(format!("operation {operation} lacks words that nobody removed")));
    }
    Ok(match head {
        Some(head) if !hashes.contains_key(head) => {
            Some(format!("no operation has the hash {head}: later ones were taken away or changed"))
        }
        _ => None,
    })
}

/// Checks the facts of one operation; notes those whose words are gone, and the articles it removes.
fn facts_difference(
    db: &Db,
    operation: &OperationRow,
    gaps: &mut Vec<(i64, i64)>,
    removed: &mut BTreeSet<i64>,
) -> store::Result<Option<String>> {
    let facts = record::facts(db, operation.id)?;
    if facts.len() as i64 != operation.n_facts {
        return Ok(Some(format!(
            "operation {} has {} facts where it had {}",
            operation.id,
            facts.len(),
            operation.n_facts
        )));
    }
    for (position, fact) in facts.iter().enumerate() {
        let Some(json) = &fact.json else {
            gaps.push((operation.id, fact.article_id.unwrap_or(0)));
            continue;
        };
        if Sha256::of(json.as_bytes()).to_hex() != fact.sha256 {
            return Ok(Some(format!(
                "fact {position} of operation {} was changed: its hash does not fit",
                operation.id
            )));
        }
        match Fact::parse(json) {
            Ok(parsed) => {
                if let Fact::Removed { article } = &parsed {
                    removed.extend(record::article_id(db, article)?);
                }
                let article_id = match parsed.article() {
                    Some(sha256) => record::article_id(db, sha256)?,
                    None => None,
                };
                if let (Fact::Article { metadata, .. }, Some(id)) = (&parsed, article_id)
                    && metadata.from.is_some()
                    && metadata.from != record::original(db, id)?.map(OriginalRecord::from)
                {
                    return Ok(Some(format!("A{id} is not as it came in with operation {}", operation.id)));
                }
                if article_id != fact.article_id {
                    let id = operation.id;
                    return Ok(Some(format!("fact {position} of operation {id} is kept under another article")));
                }
            }
            Err(error) => {
                return Ok(Some(format!("fact {position} of operation {} cannot be read: {error}", operation.id)));
            }
        }
    }
    Ok(None)
}

fn expected_hash(db: &Db, operation: &OperationRow, parents: &[String], all: &[OperationRow]) -> store::Result<String> {
    let undoes = operation
        .undoes_id
        .and_then(|id| all.get(usize::try_from(id - 1).unwrap_or(usize::MAX)))
        .map(|undone| undone.hash.as_str());
    let facts: Vec<String> = record::facts(db, operation.id)?.into_iter().map(|fact| fact.sha256).collect();
    Ok(operation::hash(operation, parents, undoes, &facts).to_hex())
}

/// The record applied to an empty dossier in memory.
fn replayed(db: &Db) -> store::Result<Db> {
    let scratch = rebuild::empty_beside(db)?;
    scratch.transaction(|| rebuild::replay(db, &scratch))?;
    Ok(scratch)
}
