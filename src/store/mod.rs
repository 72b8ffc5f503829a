//! The file: the only module that names SQLite.
//!
//! Never decides what a change means: it opens, reads and writes rows for the modules above. [`Db`] is one connection;
//! a writer has temporary triggers that record every change of the projection ([`images`]).

pub mod cache;
pub mod check;
pub mod damage;
pub mod ground;
pub mod images;
pub mod lock;
pub mod log;
pub mod open;
pub mod place;
pub mod prints;
pub mod read;
pub mod record;
pub mod write;

use crate::jobs::frame;
use std::path::PathBuf;

/// What can go wrong with a file. The path stands last, so that the cause is read first.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("there is no dossier here: {0}")]
    Missing(PathBuf),
    #[error("this is not a dossier (no SQLite file, or one of another program): {0}")]
    NotADossier(PathBuf),
    #[error(
        "this dossier was written by a newer version of the program (format {version}, this one reads {known}): {path}"
    )]
    Newer { version: i64, known: i64, path: PathBuf },
    #[error(
        "this dossier is of an older format ({version}, this program reads {known}): run `dossier rebuild` on it once, or open it in the window: {path}"
    )]
    Older { version: i64, known: i64, path: PathBuf },
    #[error(
        "this dossier was changed by another program, and nothing of it is run ({what}): open a backup, or get it anew from whoever made it: {path}"
    )]
    ForeignSchema { what: String, path: PathBuf },
    #[error("the dossier is open for writing by {holder}: close it there, or only read from it: {path}")]
    Held { holder: String, path: PathBuf },
    #[error(
        "nothing can be written in this dossier's folder (permission denied): copy it to where you may write, or only read from it: {0}"
    )]
    Unwritable(PathBuf),
    #[error("{message}: {path}")]
    Io { message: String, path: PathBuf },
    /// A row that the program's own schema should have prevented.
    #[error("the dossier holds something that this program never writes ({0}): run `dossier verify` on it")]
    Unexpected(String),
    /// What is to be put back must be unique, and another row stands there now.
    #[error("row {row_id} of {table} stands in the place of what is to be put back")]
    PlaceTaken { table: String, row_id: i64 },
    /// Found damaged when it was opened or checked; nothing was written since.
    #[error(
        "the dossier is damaged, or only part of it is here ({what}): nothing was changed; `dossier salvage` makes a new one of all that can be read: {path}"
    )]
    Damaged { what: String, path: PathBuf },
    /// Damage that a statement ran into.
    #[error(
        "the dossier is damaged, or only part of it is here: close it, and run `dossier salvage` on it, or open a backup (SQLite: {0})"
    )]
    Corrupt(String),
    #[error("{}", in_words(.0))]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt) {
            Self::Corrupt(error.to_string())
        } else {
            Self::Sqlite(error)
        }
    }
}

impl Error {
    /// Whether the file itself is damaged.
    pub const fn is_damage(&self) -> bool {
        self.damage().is_some()
    }

    /// What is damaged in the file itself, in words.
    pub const fn damage(&self) -> Option<&str> {
        match self {
            Self::Damaged { what, .. } | Self::Corrupt(what) => Some(what.as_str()),
            _ => None,
        }
    }

    /// Whether file or folder may be read and not written.
    pub fn is_unwritable(&self) -> bool {
        match self {
            Self::Unwritable(_) => true,
            Self::Sqlite(error) => error.sqlite_error_code() == Some(rusqlite::ErrorCode::ReadOnly),
            _ => false,
        }
    }
}

/// What SQLite reports of the file and the disk, and what to do about it.
fn in_words(error: &rusqlite::Error) -> String {
    use rusqlite::ErrorCode as Code;
    let words = match error.sqlite_error_code() {
        Some(Code::DiskFull) => {
            "the disk is full, so this was not saved; what was saved before is: make room, then again"
        }
        Some(Code::SystemIoFailure) => {
            "the disk refused, so this was not saved; what was saved before is: look at the disk"
        }
        Some(Code::ReadOnly) => {
            "this dossier, or the folder it is in, can only be read: copy it to where you may write"
        }
        Some(Code::DatabaseCorrupt | Code::NotADatabase) => {
            "the dossier is damaged, or only part of it is here: open a backup"
        }
        Some(Code::CannotOpen) => {
            "the dossier, or a file beside it, cannot be opened: look at its permissions and at the disk"
        }
        Some(Code::DatabaseBusy | Code::DatabaseLocked) => {
            "another program has locked the dossier: close it there, then again"
        }
        Some(Code::TooBig) => "this is too long to be kept",
        _ if error.to_string().contains("fts5") => "the search index is damaged: open a backup",
        _ => return format!("SQLite: {error}"),
    };
    format!("{words} (SQLite: {error})")
}

pub type Result<T> = std::result::Result<T, Error>;

/// One connection to a dossier.
pub struct Db {
    conn: Guarded,
}

/// Breaks off what a connection is reading, from another thread: the question ends with an error.
pub struct Interrupt(rusqlite::InterruptHandle);

impl Interrupt {
    pub fn now(&self) {
        self.0.interrupt();
    }
}

/// A connection that no frame may use: every use of it asks.
struct Guarded(rusqlite::Connection);

impl std::ops::Deref for Guarded {
    type Target = rusqlite::Connection;

    #[track_caller]
    fn deref(&self) -> &rusqlite::Connection {
        frame::must_not_wait("the dossier");
        &self.0
    }
}

impl Db {
    /// Breaks off what this connection reads.
    pub fn interrupt(&self) -> Interrupt {
        Interrupt(self.conn.get_interrupt_handle())
    }

    /// Reads for as long as a large table takes; tells when it has begun.
    #[cfg(test)]
    pub fn read_long(&self, begun: impl Fn()) -> Result<()> {
        const SQL: &str = "
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000000) SELECT i FROM n";
        let mut statement = self.conn.prepare(SQL)?;
        let mut rows = statement.query([])?;
        while rows.next()?.is_some() {
            begun();
        }
        Ok(())
    }

    /// Where the file is; empty for one that is none.
    pub fn path(&self) -> PathBuf {
        self.conn.path().map(PathBuf::from).unwrap_or_default()
    }

    /// Runs `work` in one immediate transaction: all of it becomes durable, or nothing.
    pub fn transaction<T, E: From<Error>>(
        &self,
        work: impl FnOnce() -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.conn.execute_batch("BEGIN IMMEDIATE").map_err(Error::from)?;
        let outcome = work();
        if outcome.is_ok() {
            if let Err(error) = self.conn.execute_batch("COMMIT") {
                self.roll_back();
                return Err(Error::from(error).into());
            }
        } else {
            self.roll_back();
        }
        outcome
    }

    /// Runs `read` on one snapshot: what a writer commits meanwhile is not seen.
    pub fn snapshot<T, E: From<Error>>(
        &self,
        read: impl FnOnce() -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.conn.execute_batch("BEGIN DEFERRED").map_err(Error::from)?;
        let outcome = read();
        self.roll_back();
        outcome
    }

    /// Ends the transaction. SQLite has already rolled back after some errors (a full disk): then there is none to end.
    fn roll_back(&self) {
        if !self.conn.is_autocommit() && self.conn.execute_batch("ROLLBACK").is_err() {
            // The connection is broken; the next statement on it says so, and the file keeps its last commit.
        }
    }
}

/// `ALL` words of an enum read back from a TEXT column; anything else is named.
fn parsed<T>(word: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T> {
    parse(word).ok_or_else(|| Error::Unexpected(format!("the word `{word}`")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicBool;
    use std::sync::atomic::Ordering;

    #[test]
    fn a_statement_that_is_kept_is_planned_once() {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::create(&dir.path().join("t.dossier")).unwrap();
        for sql in [
            "SELECT name FROM entity_name WHERE entity_id = ?1 ORDER BY id",
            "SELECT id FROM mention WHERE entity_id = ?1 AND status = ?2",
        ] {
            for id in [0_i64, 1, 7, 1] {
                let mut statement = db.conn.prepare_cached(sql).unwrap();
                let status = "accepted".to_owned();
                let all = [&id as &dyn rusqlite::ToSql, &status];
                let mut rows = statement.query(&all[..sql.matches('?').count()]).unwrap();
                assert!(rows.next().unwrap().is_none());
                drop(rows);
                assert_eq!(statement.get_status(rusqlite::StatementStatus::RePrepare), 0, "{id}: {sql}");
            }
        }
    }

    #[test]
    fn what_is_being_read_can_be_broken_off() {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::create(&dir.path().join("t.dossier")).unwrap();
        let (interrupt, is_over) = (db.interrupt(), AtomicBool::new(false));
        let read = |sql: &str| db.conn.query_row(sql, [], |row| row.get::<_, i64>(0));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    interrupt.now();
                    std::thread::yield_now();
                }
            });
            let broken_off = db.read_long(|| ());
            is_over.store(true, Ordering::Relaxed);
            assert!(broken_off.is_err());
        });
        assert_eq!(read("SELECT 7").unwrap(), 7, "the connection is as good as before");
    }
}
