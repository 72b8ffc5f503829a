//! One writer at a time: a lock file beside the dossier, which says who holds it.
//!
//! Never outlives its holder: the system frees the lock when the program ends, however it ends.

use crate::disk;
use crate::jobs::frame;
use crate::store::Error;
use crate::store::Result;
use std::fs::File;
use std::fs::TryLockError;
use std::io::Read as _;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

/// Held as long as this value lives.
#[derive(Debug)]
pub struct WriterLock {
    file: File,
    lock_path: PathBuf,
}

impl WriterLock {
    /// Takes the lock for the dossier at `path`, or says who has it. `holder` is a line for others to read:
    /// "Ana Ruiz, process 4711".
    pub fn take(path: &Path, holder: &str) -> Result<Self> {
        frame::must_not_wait("the dossier's lock");
        let lock_path = disk::beside(path, "-lock");
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            return Err(Error::Io { message: "this folder does not exist".to_owned(), path: folder.to_path_buf() });
        }
        let io = |error: &std::io::Error| Error::Io { message: refusal(error), path: path.to_path_buf() };
        let mut file = open(&lock_path).map_err(|error| io(&error))?;
        match file.try_lock() {
            // The holder before may have removed the file between our opening and locking it.
            Ok(()) if !is_file_at(&file, &lock_path) => return Self::take(path, holder),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut name = String::new();
                let read = file.read_to_string(&mut name).is_ok() && !name.trim().is_empty();
                let holder = if read { name.trim().to_owned() } else { "another program".to_owned() };
                return Err(Error::Held { holder, path: path.to_path_buf() });
            }
            Err(TryLockError::Error(error)) => return Err(io(&error)),
        }
        let mut lock = Self { file, lock_path };
        lock.file.set_len(0).and_then(|()| writeln!(lock.file, "{holder}")).map_err(|error| io(&error))?;
        Ok(lock)
    }
}

/// Why the lock cannot be had, and what to do.
fn refusal(error: &std::io::Error) -> String {
    use std::io::ErrorKind as Kind;
    match error.kind() {
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem => {
            "nothing can be written in this dossier's folder (permission denied): copy it to where you may write"
                .to_owned()
        }
        Kind::StorageFull | Kind::QuotaExceeded => "the disk is full: make room, then again".to_owned(),
        _ => format!("cannot be locked for writing ({error})"),
    }
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        // Removed while it is still locked: whoever has opened it meanwhile sees in `is_file_at` that it is gone. Where
        // it cannot be removed it stays, empty, and does no harm.
        let tidied = self.file.set_len(0).and_then(|()| std::fs::remove_file(&self.lock_path));
        drop(tidied);
    }
}

fn open(lock_path: &Path) -> std::io::Result<File> {
    File::options().read(true).write(true).create(true).truncate(false).open(lock_path)
}

/// Whether the open file is the one that stands at the path now.
#[cfg(unix)]
fn is_file_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(open), Ok(named)) => (open.dev(), open.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

/// Elsewhere an open file cannot be removed, so it is always the same.
#[cfg(not(unix))]
fn is_file_at(_file: &File, _path: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_writer_is_told_who_holds_the_file_and_nothing_is_left_behind() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.dossier");
        let first = WriterLock::take(&path, "Ana Ruiz, process 1").unwrap();
        let refused = WriterLock::take(&path, "somebody else").unwrap_err().to_string();
        assert!(refused.contains("Ana Ruiz, process 1"), "{refused}");
        drop(first);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
        drop(WriterLock::take(&path, "somebody else").unwrap());
    }
}
