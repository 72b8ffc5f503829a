//! The chain of operations put together again from a damaged file and its backups, link by link.
//!
//! Never takes a link whose hash does not fit what came before it, wherever it comes from.

use crate::ledger::chain::Link;
use crate::store;
use crate::store::Db;
use crate::store::damage;
use std::path::PathBuf;

/// A file to read from: the damaged one, or a backup.
pub struct Origin {
    pub db: Db,
    /// `None`: the damaged file.
    pub backup: Option<PathBuf>,
}

/// How far the chain can be followed, and where each link is.
pub struct Chain {
    /// Index of the origin of each operation, from operation 1.
    pub origins: Vec<usize>,
    /// Hash of each operation.
    pub hashes: Vec<String>,
    /// The highest operation that the damaged file speaks of; `None`: that cannot be told.
    pub last_seen: Option<i64>,
    /// What kept operations from being read in the damaged file, in words.
    pub problems: Vec<String>,
}

impl Chain {
    /// Follows the chain through the origins, asking them in order for each link.
    pub fn follow(origins: &[Origin]) -> Self {
        let damaged = origins.iter().find(|origin| origin.backup.is_none());
        let last_seen = damaged.and_then(|origin| damage::last_operation_seen(&origin.db));
        let mut chain = Self { origins: Vec::new(), hashes: Vec::new(), last_seen, problems: Vec::new() };
        loop {
            let found = origins.iter().enumerate().find_map(|(index, origin)| Some((index, chain.link(origin)?)));
            chain.note_problem(origins, found.as_ref().map(|(index, _)| *index));
            let Some((index, link)) = found else { break };
            chain.origins.push(index);
            chain.hashes.push(link.operation.hash);
        }
        chain
    }

    pub const fn n_operations(&self) -> i64 {
        self.origins.len() as i64
    }

    /// The next link as this origin has it, if it fits.
    fn link(&self, origin: &Origin) -> Option<Link> {
        fitting(read(origin, self.n_operations() + 1).ok()??, &self.hashes)
    }

    /// A link that was followed before.
    pub fn read_again(&self, origins: &[Origin], id: i64) -> Option<Link> {
        let index = usize::try_from(id - 1).ok()?;
        let origin = origins.get(*self.origins.get(index)?)?;
        fitting(read(origin, id).ok()??, self.hashes.get(..index)?)
    }

    /// Notes why the damaged file could not give the next operation, if it should have.
    fn note_problem(&mut self, origins: &[Origin], found: Option<usize>) {
        let id = self.n_operations() + 1;
        let is_expected = self.last_seen.is_some_and(|last| id <= last);
        let from_damaged = found.is_some_and(|index| origins[index].backup.is_none());
        let Some(damaged) = origins.iter().find(|origin| origin.backup.is_none()) else { return };
        if from_damaged || !is_expected {
            return;
        }
        self.problems.push(match read(damaged, id) {
            Ok(None) => format!("operation {id} is missing"),
            Ok(Some(link)) => link
                .problem(None)
                .filter(|_| link.operation.undoes_id.is_none())
                .unwrap_or_else(|| format!("operation {id} does not follow from the ones before it")),
            Err(_) => format!("operation {id} cannot be read"),
        });
    }
}

/// A link as one file has it, with its parents where they can be read.
pub fn read(origin: &Origin, id: i64) -> store::Result<Option<Link>> {
    Link::read(&origin.db, id).or_else(|_no_parents| Link::read_without_parents(&origin.db, id))
}

/// The link, if its hash is right after those so far. The row that says which operation came before can be lost: in a
/// chain it is no other than the last, and the hash tells.
fn fitting(link: Link, so_far: &[String]) -> Option<Link> {
    let undone = link.operation.undoes_id.and_then(|id| so_far.get(usize::try_from(id - 1).ok()?)).map(String::as_str);
    // Mostly the last one.
    let is_known = |parent: &String| so_far.iter().rev().any(|hash| hash == parent);
    let follows = link.parents.is_empty() == so_far.is_empty() && link.parents.iter().all(is_known);
    if follows && link.problem(undone).is_none() {
        return Some(link);
    }
    let mended = Link { parents: so_far.last().into_iter().cloned().collect(), ..link };
    mended.problem(undone).is_none().then_some(mended)
}
