//! One step of the ledger: facts applied and recorded together, chained to what came before by hashes.
//!
//! Never half done: a [`Recorder`] works inside the writer's transaction, and the operation's row is written with it.

use crate::env::Env;
use crate::ledger::apply;
use crate::ledger::apply::Occasion;
use crate::ledger::record::Fact;
use crate::model::id::Sha256;
use crate::store;
use crate::store::Db;
use crate::store::images;
use crate::store::record;
use crate::store::record::FactRow;
use crate::store::record::OperationRow;

/// First line of what is hashed; a change of the form gets a new number.
const FORM: &str = "dossier operation 1";

/// The hash of an operation: SHA-256 over a JSON array of its form, its parents, its columns, the hash of the operation
/// it undoes, and the hashes of its facts in order. Numbers of rows are no part of it: another copy may count anew.
pub fn hash(operation: &OperationRow, parents: &[String], undoes: Option<&str>, facts: &[String]) -> Sha256 {
    let content = serde_json::json!([
        FORM,
        parents,
        operation.kind,
        operation.actor,
        operation.device,
        operation.at_millis,
        undoes,
        facts,
    ]);
    Sha256::of(content.to_string().as_bytes())
}

/// An operation in the making: facts are applied as they are established, so that the next one sees them.
pub struct Recorder<'a> {
    pub db: &'a Db,
    pub env: &'a Env,
    operation_id: i64,
    at_millis: i64,
    facts: Vec<Fact>,
    /// What was passed over on the way, in words; not recorded.
    notices: Vec<String>,
}

impl<'a> Recorder<'a> {
    /// Opens the door into the projection. Call inside a transaction.
    pub fn begin(db: &'a Db, env: &'a Env) -> store::Result<Self> {
        let operation_id = record::head(db)?.map_or(0, |(id, _)| id) + 1;
        images::set_operation(db, Some(operation_id))?;
        Ok(Self { db, env, operation_id, at_millis: env.now_millis(), facts: Vec::new(), notices: Vec::new() })
    }

    pub const fn operation_id(&self) -> i64 {
        self.operation_id
    }

    pub const fn at_millis(&self) -> i64 {
        self.at_millis
    }

    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Keeps a sentence for whoever gave the command: a row of an export that does not fit.
    pub fn notice(&mut self, notice: String) {
        self.notices.push(notice);
    }

    pub fn take_notices(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notices)
    }

    /// Applies a fact and keeps it for the record.
    pub fn establish(&mut self, fact: Fact) -> store::Result<()> {
        let occasion = Occasion { operation_id: self.operation_id, actor: &self.env.actor, at_millis: self.at_millis };
        apply::apply(self.db, occasion, &fact)?;
        self.facts.push(fact);
        Ok(())
    }

    /// Puts back the rows that another operation changed, as part of this one.
    pub fn put_back(&mut self, operation_id: i64) -> store::Result<()> {
        images::put_back(self.db, operation_id)
    }

    /// Closes the door and writes the operation with its facts. `undoes`: number of the operation that this one undoes.
    pub fn finish(self, kind: &str, undoes: Option<i64>) -> store::Result<OperationRow> {
        images::set_operation(self.db, None)?;
        let mut rows = Vec::with_capacity(self.facts.len());
        for fact in &self.facts {
            let json = fact.to_json();
            let article_id = match fact.article() {
                Some(sha256) => record::article_id(self.db, sha256)?,
                None => None,
            };
            rows.push(FactRow { article_id, sha256: Sha256::of(json.as_bytes()).to_hex(), json: Some(json) });
        }
        let parents: Vec<String> = record::head(self.db)?.into_iter().map(|(_, hash)| hash).collect();
        let undone = match undoes {
            Some(id) => record::operation(self.db, id)?.map(|operation| operation.hash),
            None => None,
        };
        let mut operation = OperationRow {
            id: self.operation_id,
            hash: String::new(),
            kind: kind.to_owned(),
            actor: self.env.actor.clone(),
            device: self.env.device.clone(),
            at_millis: self.at_millis,
            undoes_id: undoes,
            n_facts: rows.len() as i64,
        };
        let fact_hashes: Vec<String> = rows.iter().map(|row| row.sha256.clone()).collect();
        operation.hash = hash(&operation, &parents, undone.as_deref(), &fact_hashes).to_hex();
        record::insert_operation(self.db, &operation, &parents)?;
        for (position, row) in rows.iter().enumerate() {
            record::insert_fact(self.db, operation.id, position, row)?;
        }
        Ok(operation)
    }

    /// Whether the facts so far left any row other than it was.
    pub fn changed(&self) -> store::Result<bool> {
        images::changed(self.db, self.operation_id)
    }

    /// Closes the door when there was nothing to record.
    pub fn abandon(self) -> store::Result<()> {
        images::set_operation(self.db, None)?;
        images::forget(self.db, self.operation_id)
    }
}
