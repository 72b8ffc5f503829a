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

/// Empties the projection of `db` and fills it again. Call inside a transaction.
pub fn rebuild(db: &Db) -> store::Result<()> {
    images::clear_projection(db)?;
    replay(db, db)
}

/// Applies the record of `from` to the projection of `to`, which is empty.
pub fn replay(from: &Db, to: &Db) -> store::Result<()> {
    for operation in record::operations(from, 0)? {
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
    }
    images::set_operation(to, None)
}
