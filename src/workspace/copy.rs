//! A consistent copy of a dossier while it is in use.
//!
//! Never counts a copy that was not opened and verified, and never overwrites a file.

use crate::disk;
use crate::jobs::frame;
use crate::ledger::verify;
use crate::store;
use crate::store::Db;
use crate::store::lock::WriterLock;
use crate::store::open::remove_with_side_files;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("this file is there already and is not overwritten: {0}")]
    Taken(PathBuf),
    #[error("the copy does not pass its check, so it was not kept ({check}): verify the dossier itself: {path}")]
    Unsound { check: String, path: PathBuf },
    #[error("the checked copy could not be given its name ({message}): {path}")]
    Unnamed { message: String, path: PathBuf },
}

/// Copies the dossier to `dest`, opens the copy and verifies it. Until then the copy is called `DEST.part`; one that
/// was not finished is taken away again.
pub fn checked_copy(dossier: &Path, dest: &Path) -> Result<(), Error> {
    frame::must_not_wait("a copy");
    if dest.exists() {
        return Err(Error::Taken(dest.to_path_buf()));
    }
    let part = disk::beside(dest, ".part");
    // Two copies to one place must not go into one file.
    let _lock = WriterLock::take(&part, &format!("a copy being made, process {}", std::process::id()))?;
    let outcome = copy(dossier, &part);
    if outcome.is_err() && remove_with_side_files(&part).is_err() {
        // Its name says what it is, and the next copy to this place removes it.
    }
    outcome?;
    disk::put_in_place(&part, dest)
        .map_err(|error| Error::Unnamed { message: error.to_string(), path: dest.to_path_buf() })
}

fn copy(dossier: &Path, part: &Path) -> Result<(), Error> {
    Db::open_reader(dossier)?.copy_to(part)?;
    let report = verify::verify(&Db::open_reader(part)?, None);
    match report.first_failure() {
        None => Ok(()),
        Some(check) => {
            let check = format!("{}: {}", check.name, check.failure.as_deref().unwrap_or_default());
            Err(Error::Unsound { check, path: dossier.to_path_buf() })
        }
    }
}
