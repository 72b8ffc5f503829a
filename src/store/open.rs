//! Opening and making dossiers: settings of each connection, the format's version, migrations.
//!
//! Never opens a file of another program, of a newer version, or one that another program writes; and never one whose
//! tables, views or triggers are not this program's own: they would run on our statements.

use crate::disk;
use crate::jobs::frame;
use crate::store::Db;
use crate::store::Error;
use crate::store::Guarded;
use crate::store::Result;
use crate::store::check;
use crate::store::images;
use crate::store::log;
use rusqlite::Connection;
use rusqlite::OpenFlags;
use rusqlite::config::DbConfig;
use std::path::Path;
use std::time::Duration;

/// The whole schema, as prose with tables.
pub const SCHEMA: &str = include_str!("../../schema.sql");

/// `PRAGMA application_id`: `DSR1`.
pub const APPLICATION_ID: i64 = 0x4453_5231;

/// `PRAGMA user_version` that this program writes.
pub const VERSION: i64 = 2;

/// The schemas of the versions before, from version 1: what an older file is compared with before anything of it is run.
/// Append only.
const BEFORE: &[&str] = &[include_str!("format/v1.sql")];

/// Steps from one version to the next, in order: `MIGRATIONS[0]` leads from version 1 to 2. Append only. What a step makes
/// stands in the schema word for word, so that an old file that was migrated is as a new one.
const MIGRATIONS: &[&str] = &[include_str!("format/to_2.sql")];

/// The whole schema of a version, from 1 to [`VERSION`].
pub fn schema_of(version: i64) -> &'static str {
    let older = usize::try_from(version - 1).ok().and_then(|at| BEFORE.get(at).copied());
    older.unwrap_or(SCHEMA)
}

impl Db {
    /// Makes a new dossier, whole or not at all: it gets its name once it is on the disk. The file must not exist or be
    /// empty, and the caller holds the [`WriterLock`](crate::store::lock::WriterLock).
    pub fn create(path: &Path) -> Result<Self> {
        is_file(path)?;
        // A rename would put the dossier in the place of a link to it.
        let path = &std::fs::canonicalize(path).unwrap_or_else(|_new| path.to_path_buf());
        if path.is_symlink() {
            let message = "this is a link that leads nowhere: mend it, or name another file".to_owned();
            return Err(Error::Io { message, path: path.clone() });
        }
        if log::has_content(path) {
            return Err(Error::Io {
                message:
                    "this log belongs to a dossier that is missing: put the dossier back beside it, or take it away"
                        .to_owned(),
                path: disk::beside(path, "-wal"),
            });
        }
        let part = disk::beside(path, ".part");
        let made = remove_with_side_files(&part).and_then(|()| write_empty(&part)).and_then(|()| {
            disk::put_in_place(&part, path)
                .map_err(|error| Error::Io { message: format!("cannot be made ({error})"), path: path.clone() })
        });
        if let Err(error) = made {
            // What is left of it is told by its name, and removed before the next attempt.
            let tidied = remove_with_side_files(&part);
            drop(tidied);
            return Err(error);
        }
        Self::open_writer(path)
    }

    /// Opens an existing dossier for writing and brings it to the present version.
    pub fn open_writer(path: &Path) -> Result<Self> {
        if !is_file(path)? {
            return Err(Error::Missing(path.to_path_buf()));
        }
        let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let version = checked_version(&conn, path)?;
        let db = Self { conn: Guarded(conn) };
        db.refuse_foreign_schema(path)?;
        configure_writer(&db.conn)?;
        migrate(&db.conn, version)?;
        images::install(&db, images::Purpose::Writer)?;
        Ok(db)
    }

    /// Opens an existing dossier for reading, also beside a writer.
    pub fn open_reader(path: &Path) -> Result<Self> {
        if !is_file(path)? {
            return Err(Error::Missing(path.to_path_buf()));
        }
        // Opened for writing and then forbidden to: a connection that may only read cannot clear the log away when it
        // is the last to close. Where the file itself cannot be written, SQLite opens it for reading alone.
        let conn = match connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|conn| probe(&conn).map(|()| conn)) {
            Ok(conn) => conn,
            // On read-only media SQLite cannot make the files that go with a log. Without a log there is nothing to
            // miss in the file alone.
            Err(refused) if is_read_only(&refused) && !log::has_content(path) => {
                connect_immutable(path).map_err(|_same| refused)?
            }
            Err(refused) => return Err(refused),
        };
        let version = checked_version(&conn, path)?;
        conn.execute_batch("PRAGMA query_only = ON")?;
        conn.execute_batch(CACHE)?;
        if version < VERSION {
            return Err(Error::Older { version, known: VERSION, path: path.to_path_buf() });
        }
        let db = Self { conn: Guarded(conn) };
        db.refuse_foreign_schema(path)?;
        Ok(db)
    }

    /// Compares with the schema of the file's own version: nothing of a stranger's is run, also before it is migrated.
    fn refuse_foreign_schema(&self, path: &Path) -> Result<()> {
        match check::schema_difference(self)? {
            None => Ok(()),
            Some(what) => Err(Error::ForeignSchema { what, path: path.to_path_buf() }),
        }
    }

    /// The tables of a version of the format in memory, and nothing more: what a file of it is compared with.
    pub(super) fn blank(version: i64) -> Result<Self> {
        let conn = Connection::open_in_memory()?;
        conn.execute_batch(schema_of(version))?;
        Ok(Self { conn: Guarded(conn) })
    }

    /// The version of the format that the file is in.
    pub fn version(&self) -> Result<i64> {
        Ok(self.conn.query_row("PRAGMA user_version", [], |row| row.get(0))?)
    }

    /// Opens the file alone, as it stands, without what a log beside it holds: for a look at a file that nobody writes. One
    /// of an older version has the record of the present one, and not all other tables.
    pub fn open_without_log(path: &Path) -> Result<Self> {
        let conn = connect_immutable(path)?;
        checked_version(&conn, path)?;
        let db = Self { conn: Guarded(conn) };
        db.refuse_foreign_schema(path)?;
        Ok(db)
    }

    /// An empty dossier in memory: for replaying the record beside the file.
    pub fn scratch() -> Result<Self> {
        let conn = Connection::open_in_memory()?;
        conn.execute_batch("PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;")?;
        conn.execute_batch(SCHEMA)?;
        let db = Self { conn: Guarded(conn) };
        images::install(&db, images::Purpose::Replay)?;
        Ok(db)
    }

    /// Sets the size in pages beyond which the file may not grow (never below its present one); what does not fit is
    /// refused as on a full disk. `None`: as large as SQLite's files can be.
    pub fn limit_pages(&self, limit: Option<u32>) -> Result<()> {
        const MOST: u32 = 0xffff_fffe;
        Ok(self.conn.pragma_update_and_check(None, "max_page_count", limit.unwrap_or(MOST), |_| Ok(()))?)
    }

    /// Writes the log into the file, so that copying the file alone loses nothing. Done on a clean close. `false`: a
    /// reader in the middle of a long read kept a part of it back; whoever closes the dossier last writes that.
    pub fn checkpoint(&self) -> Result<bool> {
        let is_busy: bool = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        Ok(!is_busy)
    }

    /// A consistent copy of the present state into a new file, complete without any file beside it. What an attempt
    /// before left at `dest` is removed.
    pub fn copy_to(&self, dest: &Path) -> Result<()> {
        remove_with_side_files(dest)?;
        self.copy_in_steps(dest, |_n_done, _n_total| true).map(|_is_whole| ())
    }

    /// As [`copy_to`](Self::copy_to), in steps of some megabytes. `goes_on` gets the pages done and those there are, and
    /// says whether to go on; `false`: it did not, and what was copied so far was removed.
    pub fn copy_in_steps(&self, dest: &Path, mut goes_on: impl FnMut(usize, usize) -> bool) -> Result<bool> {
        remove_with_side_files(dest)?;
        let mut copy = connect(dest, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        let backup = rusqlite::backup::Backup::new(&self.conn, &mut copy)?;
        while backup.step(1024)? != rusqlite::backup::StepResult::Done {
            let progress = backup.progress();
            let n_total = usize::try_from(progress.pagecount).unwrap_or(0);
            let n_left = usize::try_from(progress.remaining).unwrap_or(0);
            if !goes_on(n_total.saturating_sub(n_left), n_total) {
                drop(backup);
                drop(copy);
                remove_with_side_files(dest)?;
                return Ok(false);
            }
        }
        drop(backup);
        // Whoever opens the copy for writing turns the log on again.
        copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
        Ok(true)
    }
}

/// Whether a file is there. A folder, a pipe or a device is refused: opening a pipe would wait for ever.
pub fn is_file(path: &Path) -> Result<bool> {
    frame::must_not_wait("the dossier");
    match std::fs::metadata(path) {
        Ok(about) if about.is_file() => Ok(true),
        Ok(_) => Err(Error::NotADossier(path.to_path_buf())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Error::Io { message: format!("cannot be opened ({error})"), path: path.to_path_buf() }),
    }
}

/// Opens a copy of a damaged file for reading, if its header and its schema can be read, and brings it to the present
/// version as far as the damage lets it.
pub fn for_salvage(copy: &Path) -> Result<Db> {
    let conn = connect(copy, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let version = checked_version(&conn, copy)?;
    let db = Db { conn: Guarded(conn) };
    db.refuse_foreign_schema(copy)?;
    // What then lacks a table is noticed by whoever asks for it; the record can be read all the same.
    if migrate(&db.conn, version).is_err() && !db.conn.is_autocommit() {
        db.conn.execute_batch("ROLLBACK")?;
    }
    Ok(db)
}

/// Waits this long for a lock that another connection holds for a moment.
const BUSY: Duration = Duration::from_secs(5);

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    frame::must_not_wait("the dossier");
    let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| Error::Io { message: format!("cannot be opened ({error})"), path: path.to_path_buf() })?;
    conn.busy_timeout(BUSY)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // Else a statement whose value could decide whether an index of some rows only serves is parsed anew for each value.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.execute_batch("PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA cell_size_check = ON;")?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(conn)
}

/// Whether the file can be read through this connection at all. A file that is no database is told apart later.
fn probe(conn: &Connection) -> Result<()> {
    match conn.query_row("PRAGMA schema_version", [], |_| Ok(())) {
        Err(error) if error.sqlite_error_code() != Some(rusqlite::ErrorCode::NotADatabase) => Err(error.into()),
        _ => Ok(()),
    }
}

/// Whether SQLite wanted to make a file beside the dossier and could not; a lock that somebody holds is another matter.
fn is_read_only(error: &Error) -> bool {
    let Error::Sqlite(error) = error else { return false };
    matches!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::CannotOpen))
}

/// Opens a file that nobody can change meanwhile.
fn connect_immutable(path: &Path) -> Result<Connection> {
    let absolute = std::path::absolute(path).unwrap_or_else(|_as_given| path.to_path_buf());
    let mut uri = "file:".to_owned();
    for character in absolute.to_string_lossy().chars() {
        match character {
            '?' => uri.push_str("%3f"),
            '#' => uri.push_str("%23"),
            '%' => uri.push_str("%25"),
            _ => uri.push(character),
        }
    }
    uri.push_str("?immutable=1");
    connect(Path::new(&uri), OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI)
}

/// The empty dossier under a temporary name. Its journal is in memory: a kill leaves this one file.
fn write_empty(part: &Path) -> Result<()> {
    let conn = connect(part, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    conn.query_row("PRAGMA journal_mode = MEMORY", [], |_| Ok(()))?;
    conn.execute_batch(&format!("BEGIN IMMEDIATE;\n{SCHEMA}\nCOMMIT;"))?;
    Ok(())
}

/// Removes a file that holds nothing of worth, with what SQLite keeps beside one; the file itself last.
pub fn remove_with_side_files(path: &Path) -> Result<()> {
    for path in ["-journal", "-wal", "-shm", ""].map(|suffix| disk::beside(path, suffix)) {
        disk::remove_if_there(&path).map_err(|error| Error::Io {
            message: format!("this is in the way and cannot be removed ({error})"),
            path: path.clone(),
        })?;
    }
    Ok(())
}

/// Pages that are kept at hand, in KiB: of SQLite's own 2,000 those of a large dossier are read again and again.
const CACHE: &str = "PRAGMA cache_size = -32768";

fn configure_writer(conn: &Connection) -> Result<()> {
    conn.execute_batch(CACHE)?;
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    // A large import may let the log grow; once it was written into the file it shrinks to the limit again.
    conn.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON;
         PRAGMA journal_size_limit = 16777216;",
    )?;
    Ok(())
}

/// The format's version, once it is sure that this is a dossier which the program can read.
fn checked_version(conn: &Connection, path: &Path) -> Result<i64> {
    let pragma = |name: &str| conn.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
    match pragma("application_id") {
        Ok(APPLICATION_ID) => {}
        Ok(_) => return Err(Error::NotADossier(path.to_path_buf())),
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => {
            return Err(Error::NotADossier(path.to_path_buf()));
        }
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt) => {
            return Err(Error::Damaged { what: error.to_string(), path: path.to_path_buf() });
        }
        Err(error) => {
            let message = Error::from(error).to_string();
            return Err(Error::Io { message, path: path.to_path_buf() });
        }
    }
    let version = pragma("user_version")?;
    if version > VERSION {
        return Err(Error::Newer { version, known: VERSION, path: path.to_path_buf() });
    }
    if version < 1 {
        let what = format!("its format is {version}, and there never was one");
        return Err(Error::ForeignSchema { what, path: path.to_path_buf() });
    }
    Ok(version)
}

fn migrate(conn: &Connection, version: i64) -> Result<()> {
    let steps = MIGRATIONS.iter().skip(usize::try_from(version - 1).unwrap_or(0));
    for (step, to) in steps.zip(version + 1..) {
        conn.execute_batch(&format!("BEGIN IMMEDIATE;\n{step}\nPRAGMA user_version = {to};\nCOMMIT;"))?;
    }
    Ok(())
}
