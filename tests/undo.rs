//! A long day of decisions of every kind, taken back step by step: each step leads to what was there before.
//!
//! A short one in `cargo test`; `DOSSIER_UNDO_ACTIONS=10000` makes it as long as wanted, `DOSSIER_UNDO_SEED` another one.
//! Never looks at suggestions: those may be made anew at any time.

use crate::actions;
use crate::actions::N_COMMANDS;
use crate::dice::Dice;
use crate::fixture::Bench;
use crate::fixture::Rows;
use dossier::ledger::again;
use dossier::ledger::undo;
use dossier::store::cache;
use dossier::store::read::articles;
use dossier::store::record;
use dossier::workspace::Error;
use std::collections::BTreeMap;
use std::hash::DefaultHasher;
use std::hash::Hash;
use std::hash::Hasher as _;

/// A dossier, and what it ought to be: which operations are in force, and which rows that made before.
struct Walk {
    bench: Bench,
    dice: Dice,
    rows: Rows,
    /// Operations in the order in which undo takes them from the end.
    in_force: Vec<i64>,
    /// What redo takes from the end.
    undone: Vec<i64>,
    /// Marks of the rows, by the mark of what was in force.
    seen: BTreeMap<u64, u64>,
    n_applied: usize,
    n_refused: usize,
}

fn mark(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// The number of what is set in the environment, for a longer run.
fn set(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|said| said.parse().ok()).unwrap_or(otherwise)
}

impl Walk {
    fn new(seed: u64) -> Self {
        let mut bench = actions::bench();
        let rows = bench.rows();
        let mut walk = Self {
            bench,
            dice: Dice::new(seed),
            rows,
            in_force: vec![1, 2],
            undone: Vec::new(),
            seen: BTreeMap::new(),
            n_applied: 0,
            n_refused: 0,
        };
        walk.compare();
        walk
    }

    /// What is in force makes the rows, whichever way it came to be.
    fn compare(&mut self) {
        let (in_force, rows) = (mark(&self.in_force), mark(&self.rows));
        let before = *self.seen.entry(in_force).or_insert(rows);
        assert_eq!(rows, before, "not what it was when the last of {:?} was done", self.in_force.last());
    }

    /// Looks at the rows after a step; one that was refused changed nothing.
    fn look(&mut self, is_refused: bool) {
        let rows = self.bench.rows();
        if is_refused {
            self.n_refused += 1;
            assert_eq!(rows, self.rows, "refused, and yet changed");
        } else {
            self.rows = rows;
            self.compare();
        }
    }

    fn numbers(&mut self) -> (u8, u8, u8) {
        let number = self.dice.next().to_le_bytes();
        (number[0], number[1], number[2])
    }

    fn step(&mut self) {
        match self.dice.below(100) {
            0..84 => self.decide(),
            84..89 => self.undo(),
            89..93 => self.redo(),
            93..97 => self.undo_older(),
            97..99 => self.apply_again(),
            _ => self.bench.restart(),
        }
    }

    fn decide(&mut self) {
        let kind = self.dice.below(usize::from(N_COMMANDS)) as u8;
        let (a, b, c) = self.numbers();
        let command = actions::command(&mut self.bench, (kind, a, b, c));
        match self.bench.ws().run(&command) {
            Ok(applied) => {
                if let Some((id, _)) = applied.operation {
                    self.done(id);
                }
                self.look(false);
            }
            Err(Error::Refused(_)) => self.look(true),
            Err(error) => panic!("{error}: {command:?}"),
        }
    }

    /// Something new is in force: what was undone stays so.
    fn done(&mut self, operation: i64) {
        self.in_force.push(operation);
        self.undone.clear();
        self.n_applied += 1;
    }

    fn undo(&mut self) {
        match self.bench.ws().undo(None) {
            Ok(_) => self.undone.extend(self.in_force.pop()),
            Err(Error::Undo(undo::Error::NothingToUndo)) => assert!(self.in_force.is_empty()),
            Err(error) => panic!("undo of {:?}: {error}", self.in_force.last()),
        }
        self.look(false);
    }

    fn redo(&mut self) {
        match self.bench.ws().redo() {
            Ok(_) => self.in_force.extend(self.undone.pop()),
            Err(Error::Undo(undo::Error::NothingToRedo)) => assert!(self.undone.is_empty()),
            // It was undone out of its order, and rests on what was undone after it.
            Err(Error::Undo(undo::Error::InTheWay { .. })) => return self.look(true),
            Err(error) => panic!("redo of {:?}: {error}", self.undone.last()),
        }
        self.look(false);
    }

    /// One of the operations in force, mostly of the latest.
    fn undo_older(&mut self) {
        let n = self.in_force.len();
        let back = if self.dice.one_in(4) { n } else { n.min(20) };
        let Some(target) = n.checked_sub(1 + self.dice.below(back.max(1))).map(|index| self.in_force[index]) else {
            return;
        };
        match self.bench.ws().undo(Some(target)) {
            Ok(_) => {
                self.in_force.retain(|id| *id != target);
                self.undone.push(target);
                self.look(false);
            }
            Err(Error::Undo(undo::Error::InTheWay { later, .. })) => {
                assert!(self.in_force.contains(&later), "{later} stands in the way of {target} and is not in force");
                self.look(true);
            }
            Err(error) => panic!("undo of {target}: {error}"),
        }
    }

    fn apply_again(&mut self) {
        let head = record::head(self.bench.ws().db()).expect("a head").expect("an operation").0;
        let target = head - self.dice.below(40.min(head as usize)) as i64;
        match self.bench.ws().apply_again(target) {
            Ok(applied) => {
                self.done(applied.operation.expect("an operation").0);
                self.look(false);
            }
            Err(Error::Again(again::Error::Store(error))) => panic!("{target} again: {error}"),
            Err(Error::Again(_)) => self.look(true),
            Err(error) => panic!("{target} again: {error}"),
        }
    }

    /// The counts that the Library shows are those of the rows.
    fn check_counts(&mut self) {
        let db = self.bench.ws().db();
        let shown = articles::articles(db).expect("articles");
        for row in &shown {
            cache::refresh_tally(db, row.id).expect("a tally");
        }
        assert_eq!(articles::articles(db).expect("articles"), shown);
    }
}

#[test]
fn ten_thousand_actions_are_taken_back_to_the_start_and_made_again() {
    let n_actions = set("DOSSIER_UNDO_ACTIONS", 60) as usize;
    let seed = set("DOSSIER_UNDO_SEED", 12);
    let mut walk = Walk::new(seed);
    for action in 0..n_actions {
        walk.step();
        if action == n_actions / 2 {
            walk.bench.ws().rebuild().expect("a rebuild");
            walk.look(false);
        }
    }
    walk.check_counts();
    assert_eq!(walk.bench.failure(), None);
    let (end, in_force) = (walk.rows.clone(), walk.in_force.clone());
    for nth in 0..in_force.len() {
        if nth == in_force.len() / 2 {
            walk.bench.restart();
        }
        walk.undo();
    }
    assert!(walk.rows.values().all(BTreeMap::is_empty), "all undone");
    walk.bench.restart();
    for _ in 0..in_force.len() {
        walk.redo();
    }
    assert_eq!((&walk.rows, &walk.in_force), (&end, &in_force), "all redone");
    walk.check_counts();
    assert_eq!(walk.bench.failure(), None);
    assert!(walk.n_applied * 3 > n_actions, "{} of {n_actions} applied, {} refused", walk.n_applied, walk.n_refused);
}
