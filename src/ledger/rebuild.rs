//! The projection from the record: every operation applied again, in order.
//!
//! Never makes an operation and never looks at a proposal.

use crate::ledger::apply;
use crate::ledger::apply::Occasion;
use crate::ledger::record::Fact;
use crate::store;
use crate::store::Db;
use crate::store::images;
use crate::store::record;
use crate::store::record::OperationRow;

/// Empties the projection of `db` and fills it again. Call inside a transaction.
pub fn rebuild(db: &Db) -> store::Result<()> {
    images::clear_projection(db)?;
    replay(db, db)
}

/// Applies the record of `from` to the projection of `to`, which is empty.
pub fn replay(from: &Db, to: &Db) -> store::Result<()> {
    for operation in record::operations(from, 0)? {
        replay_operation(from, to, &operation)?;
    }
    Ok(())
}

/// Applies one operation of `from` to the projection of `to`, which stands where it stood. Call inside a transaction.
pub fn replay_operation(from: &Db, to: &Db, operation: &OperationRow) -> store::Result<()> {
    images::set_operation(to, Some(operation.id))?;
    if let Some(target) = operation.undoes_id {
        images::put_back(to, target)?;
    }
    let occasion = Occasion { operation_id: operation.id, actor: &operation.actor, at_millis: operation.at_millis };
    for (position, fact) in record::facts(from, operation.id)?.into_iter().enumerate() {
        let Some(json) = fact.json else { continue };
        let fact = Fact::parse(&json).map_err(|error| {
            store::Error::Unexpected(format!("fact {position} of operation {}: {error}", operation.id))
        })?;
        apply::apply(to, occasion, &fact)?;
    }
    images::set_operation(to, None)
}

/// An empty dossier in memory with the articles of `db`, for a replay beside it.
pub fn empty_beside(db: &Db) -> store::Result<Db> {
    let scratch = Db::scratch()?;
    scratch.transaction(|| record::copy_articles_without_words(db, &scratch))?;
    Ok(scratch)
}
