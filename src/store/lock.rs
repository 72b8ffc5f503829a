//! One writer at a time: a lock file beside the dossier, which says who holds it.
//!
//! Never outlives its holder: the system frees the lock when the program ends, however it ends. The words in the file do
//! outlive one that was killed, and so tell the next one that the end was not clean.

use crate::disk;
use crate::jobs::frame;
use crate::store::Db;
use crate::store::Error;
use crate::store::Result;
use std::fs::File;
use std::fs::TryLockError;
use std::io::Read as _;
use std::io::Seek as _;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

/// Held as long as this value lives.
#[derive(Debug)]
pub struct WriterLock {
    file: File,
    lock_path: PathBuf,
    left_behind: Option<String>,
}

/// Whether the locks of a folder's file system are seen by other machines too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    ThisMachine,
    /// A network folder: what another machine holds may not be seen as locked here.
    Network,
}

/// A line for others to read: "Ana Ruiz, process 4711 on desk-3, since 2024-03-14 18:05 +01:00". `machine` is what
/// [`machine_of`] reads back.
pub fn holder_line(actor: &str, machine: Option<&str>, since: &str) -> String {
    let on = machine.map_or_else(String::new, |machine| format!(" on {machine}"));
    format!("{actor}, process {}{on}, since {since}", std::process::id())
}

/// The machine that a holder's line names.
pub fn machine_of(line: &str) -> Option<&str> {
    let (before, _) = line.rsplit_once(", since ")?;
    let (_, machine) = before.rsplit_once(", process ")?.1.split_once(" on ")?;
    Some(machine)
}

/// The name of this machine, as others on its network may know it; `None` where the system does not say.
pub fn machine() -> Option<String> {
    frame::must_not_wait("the machine's name");
    let from_file = |path: &str| std::fs::read_to_string(path).ok();
    from_file("/proc/sys/kernel/hostname")
        .or_else(|| from_file("/etc/hostname"))
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .or_else(|| std::env::var("HOSTNAME").ok())
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
}

impl WriterLock {
    /// Takes the lock for the dossier at `path`, or says who has it. `holder` is a line for others to read, such as
    /// [`holder_line`] gives.
    pub fn take(path: &Path, holder: &str) -> Result<Self> {
        Self::take_within(path, holder, Reach::ThisMachine)
    }

    /// As [`take`](Self::take). On a network folder the line that another machine left is taken for a lock, since the
    /// lock itself may not be seen here.
    pub fn take_within(path: &Path, holder: &str, reach: Reach) -> Result<Self> {
        frame::must_not_wait("the dossier's lock");
        let lock_path = disk::beside(path, "-lock");
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            return Err(Error::Io { message: "this folder does not exist".to_owned(), path: folder.to_path_buf() });
        }
        let io = |error: &std::io::Error| refusal(error, path);
        let mut file = open(&lock_path).map_err(|error| io(&error))?;
        match file.try_lock() {
            // The holder before may have removed the file between our opening and locking it.
            Ok(()) if !is_file_at(&file, &lock_path) => return Self::take_within(path, holder, reach),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let holder = line_in(&mut file).unwrap_or_else(|| "another program".to_owned());
                return Err(Error::Held { holder, path: path.to_path_buf() });
            }
            Err(TryLockError::Error(error)) => return Err(io(&error)),
        }
        let left_behind = line_in(&mut file);
        if let Some(other) = left_behind.as_deref().filter(|_| reach == Reach::Network)
            && machine_of(other).is_some_and(|machine| machine_of(holder) != Some(machine))
        {
            let holder = format!("{other}, or was when it ended (if it is not, remove {})", lock_path.display());
            return Err(Error::Held { holder, path: path.to_path_buf() });
        }
        // Brought to the disk, so that the words are there after a power cut too.
        let mut lock = Self { file, lock_path, left_behind };
        lock.file
            .set_len(0)
            .and_then(|()| lock.file.rewind())
            .and_then(|()| writeln!(lock.file, "{holder}"))
            .and_then(|()| lock.file.sync_all())
            .map_err(|error| io(&error))?;
        Ok(lock)
    }

    /// Who held the dossier before and did not let go of it cleanly: killed, or cut off by a power failure.
    pub fn left_behind(&self) -> Option<&str> {
        self.left_behind.as_deref()
    }
}

/// Why the lock cannot be had, and what to do.
fn refusal(error: &std::io::Error, path: &Path) -> Error {
    use std::io::ErrorKind as Kind;
    let message = match error.kind() {
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem => return Error::Unwritable(path.to_path_buf()),
        Kind::StorageFull | Kind::QuotaExceeded => "the disk is full: make room, then again".to_owned(),
        _ => format!("cannot be locked for writing ({error})"),
    };
    Error::Io { message, path: path.to_path_buf() }
}

/// Who writes the dossier now; `None` when it is free. Takes the lock for a moment and changes nothing: what a killed
/// program left behind stays.
pub fn holder(path: &Path) -> Option<String> {
    frame::must_not_wait("the dossier's lock");
    let mut file = File::options().read(true).write(true).open(disk::beside(path, "-lock")).ok()?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Some(line_in(&mut file).unwrap_or_else(|| "another program".to_owned())),
        // Freed again when the file is closed.
        Ok(()) | Err(TryLockError::Error(_)) => None,
    }
}

/// As [`holder`], of the dossier that is open on this connection.
pub fn holder_of(db: &Db) -> Option<String> {
    holder(Path::new(db.conn.path()?))
}

/// The words in a lock file; `None` when there are none.
fn line_in(file: &mut File) -> Option<String> {
    let mut line = String::new();
    file.take(4096).read_to_string(&mut line).ok()?;
    let line = line.trim();
    (!line.is_empty()).then(|| line.to_owned())
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

    #[test]
    fn what_a_killed_holder_left_is_told_once_and_does_no_harm() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.dossier");
        assert_eq!(holder(&path), None);
        let left = holder_line("Ana, on duty", Some("desk-3"), "2024-03-14 18:05 +01:00");
        std::fs::write(disk::beside(&path, "-lock"), format!("{left}\n")).unwrap();
        assert_eq!(holder(&path), None);
        let lock = WriterLock::take(&path, "Noa Reed").unwrap();
        assert_eq!(lock.left_behind(), Some(left.as_str()));
        assert_eq!(holder(&path).as_deref(), Some("Noa Reed"));
        assert_eq!(std::fs::read_to_string(disk::beside(&path, "-lock")).unwrap(), "Noa Reed\n");
        drop(lock);
        assert_eq!(WriterLock::take(&path, "Noa Reed").unwrap().left_behind(), None);
        assert_eq!(holder(&path), None);
    }

    #[test]
    fn on_a_network_folder_the_words_of_another_machine_count_as_a_lock() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.dossier");
        let line = |machine| holder_line("Ana Ruiz", Some(machine), "2024-03-14 18:05 +01:00");
        assert_eq!(machine_of(&line("desk-3")), Some("desk-3"));
        assert_eq!(machine_of("Ana Ruiz, process 4711"), None);
        for (left, reach, is_free) in [
            (line("desk-3"), Reach::Network, false),
            (line("desk-3"), Reach::ThisMachine, true),
            (line("desk-4"), Reach::Network, true),
            ("Ana Ruiz, process 4711".to_owned(), Reach::Network, true),
        ] {
            std::fs::write(disk::beside(&path, "-lock"), &left).unwrap();
            let taken = WriterLock::take_within(&path, &line("desk-4"), reach);
            assert_eq!(taken.is_ok(), is_free, "{left} {reach:?}");
            if let Err(refused) = taken {
                assert!(refused.to_string().contains("on desk-3, since 2024-03-14 18:05"), "{refused}");
                assert_eq!(std::fs::read_to_string(disk::beside(&path, "-lock")).unwrap(), left);
            }
        }
    }
}
