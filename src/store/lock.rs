//! One writer at a time: a lock file beside the dossier, which says who holds it.
//!
//! Never outlives its holder: the system frees the lock when the program ends, however it ends.

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
}

impl WriterLock {
    /// Takes the lock for the dossier at `path`, or says who has it. `holder` is a line for others to read:
    /// "Ana Ruiz, process 4711".
    pub fn take(path: &Path, holder: &str) -> Result<Self> {
        let lock_path = lock_path(path);
        let io = |error: &std::io::Error| Error::Io {
            message: format!("cannot be locked for writing ({error})"),
            path: path.to_path_buf(),
        };
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&lock_path)
            .map_err(|error| io(&error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut name = String::new();
                let read = file.read_to_string(&mut name).is_ok() && !name.trim().is_empty();
                let holder = if read { name.trim().to_owned() } else { "another program".to_owned() };
                return Err(Error::Held { holder, path: path.to_path_buf() });
            }
            Err(TryLockError::Error(error)) => return Err(io(&error)),
        }
        file.set_len(0).and_then(|()| writeln!(file, "{holder}")).map_err(|error| io(&error))?;
        Ok(Self { file })
    }
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        // The file stays, empty: removing it could take it from under a program that has just opened it.
        if self.file.set_len(0).is_err() {
            // Nothing depends on it: the next holder overwrites the name.
        }
    }
}

/// `NAME.dossier-lock` beside `NAME.dossier`.
fn lock_path(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push("-lock");
    path.with_file_name(name)
}
