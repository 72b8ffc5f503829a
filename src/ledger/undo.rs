//! Undo and redo over the ledger: which operation is next, what stands in the way, putting rows back.
//!
//! Undo appends an operation that names the one it undoes; redo appends one that names the undoing. Both put back the
//! row images that the named operation left. The rules, on operations a, b, c and undoings u(x), redoings r(u):
//!
//! ```text
//! a b c u(c) u(b)     next undo: a    next redo: u(b), then u(c)
//! a b c u(c) u(b) d   next undo: d    nothing to redo: a new decision closes it
//! a b c u(c) r(u(c))  next undo: c
//! ```
//!
//! An older operation can be undone while no later one, still in force, touched its rows, rests on them or had their
//! places: so that all of them can still be undone one by one. Never removes a row of the ledger: what was undone stays in
//! History.

use crate::env::Env;
use crate::ledger::operation::Recorder;
use crate::store;
use crate::store::Db;
use crate::store::ground;
use crate::store::images;
use crate::store::record;
use crate::store::record::OperationRow;
use std::collections::BTreeSet;

/// Why something cannot be undone.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("there is nothing to undo")]
    NothingToUndo,
    #[error("there is nothing to redo")]
    NothingToRedo,
    #[error("change {0} is not in force: it was undone, or is an undo itself")]
    NotInForce(i64),
    #[error("change {target} cannot be undone: change {later} rests on it; undo that one first")]
    InTheWay { target: i64, later: i64 },
    #[error("change {0} removed words for good and cannot be undone")]
    RemovedForGood(i64),
    #[error("what change {0} did is no longer at hand: run `dossier rebuild`, then undo again")]
    ImagesGone(i64),
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The command's word for taking words out of the record.
pub const REMOVE_FOR_GOOD: &str = "remove_for_good";

/// Which operations are in force, and what undo and redo would take next. Follows the ledger row by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stacks {
    /// Operations in force, in the order in which undo takes them from the end.
    undoable: Vec<i64>,
    in_force: BTreeSet<i64>,
    /// Undoings with the operation each undid, in the order in which redo takes them from the end.
    redoable: Vec<(i64, i64)>,
    /// The last operation seen.
    head: i64,
}

impl Stacks {
    /// Reads what came since the last look.
    pub fn catch_up(&mut self, db: &Db) -> store::Result<()> {
        for operation in record::operations(db, self.head)? {
            self.follow(&operation);
        }
        Ok(())
    }

    fn follow(&mut self, operation: &OperationRow) {
        self.head = operation.id;
        match (operation.kind.as_str(), operation.undoes_id) {
            ("undo", Some(target)) => {
                self.undoable.retain(|id| *id != target);
                self.in_force.remove(&target);
                self.redoable.push((operation.id, target));
            }
            ("redo", Some(undoing)) => {
                if let Some(index) = self.redoable.iter().rposition(|(id, _)| *id == undoing) {
                    let (_, target) = self.redoable.remove(index);
                    self.undoable.push(target);
                    self.in_force.insert(target);
                }
            }
            _ => {
                self.undoable.push(operation.id);
                self.in_force.insert(operation.id);
                self.redoable.clear();
            }
        }
    }

    pub fn next_undo(&self) -> Option<i64> {
        self.undoable.last().copied()
    }

    /// The undoing that redo would take back, and the operation that would be in force again.
    pub fn next_redo(&self) -> Option<(i64, i64)> {
        self.redoable.last().copied()
    }

    pub fn is_in_force(&self, operation_id: i64) -> bool {
        self.in_force.contains(&operation_id)
    }
}

/// Undoes one operation: the next one, or the one named. Call inside a transaction.
pub fn undo(db: &Db, env: &Env, stacks: &Stacks, target: Option<i64>) -> Result<OperationRow, Error> {
    let target = target.or_else(|| stacks.next_undo()).ok_or(Error::NothingToUndo)?;
    if !stacks.is_in_force(target) {
        return Err(Error::NotInForce(target));
    }
    let is_removal = record::operation(db, target)?.is_some_and(|operation| operation.kind == REMOVE_FOR_GOOD);
    if is_removal {
        return Err(Error::RemovedForGood(target));
    }
    if let Some(later) = images::first_in_the_way(db, target, |id| !stacks.is_in_force(id))? {
        return Err(Error::InTheWay { target, later });
    }
    let mut recorder = Recorder::begin(db, env)?;
    put_back(&mut recorder, target, (target, stacks))?;
    // Rows of later operations can rest on rows of this one without changing them: a mention on its entity. Undoing
    // the last operation in force cannot meet that, and need not pay for the check.
    if stacks.next_undo() != Some(target) {
        let is_settled = |id| !stacks.is_in_force(id);
        let hanging = images::last_left_hanging(db, is_settled)?;
        // And what came later could not be taken back any more where its place is taken or its ground is gone.
        let later = hanging.map_or_else(|| ground::first_in_need(db, target, is_settled), |later| Ok(Some(later)))?;
        if let Some(later) = later {
            return Err(Error::InTheWay { target, later });
        }
    }
    Ok(recorder.finish("undo", Some(target))?)
}

/// Redoes what was undone last. Call inside a transaction.
pub fn redo(db: &Db, env: &Env, stacks: &Stacks) -> Result<OperationRow, Error> {
    let (undoing, target) = stacks.next_redo().ok_or(Error::NothingToRedo)?;
    let mut recorder = Recorder::begin(db, env)?;
    put_back(&mut recorder, undoing, (target, stacks))?;
    Ok(recorder.finish("redo", Some(undoing))?)
}

/// Puts back the rows that `operation` changed; `target` is the decision that a person knows it by.
fn put_back(recorder: &mut Recorder<'_>, operation: i64, (target, stacks): (i64, &Stacks)) -> Result<(), Error> {
    // No operation is recorded that changed nothing, so images that are not there were thrown away with the cache.
    if !images::changed(recorder.db, operation)? {
        return Err(Error::ImagesGone(operation));
    }
    match recorder.put_back(operation) {
        Err(store::Error::PlaceTaken { table, row_id }) => {
            match images::last_to_touch(recorder.db, (&table, row_id), |id| !stacks.is_in_force(id))? {
                Some(later) => Err(Error::InTheWay { target, later }),
                None => Err(store::Error::PlaceTaken { table, row_id }.into()),
            }
        }
        outcome => Ok(outcome?),
    }
}
