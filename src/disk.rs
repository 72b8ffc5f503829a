//! Files that are still there after a power cut: brought to the disk first, named second, the folder's entry third.
//!
//! Never knows what is in a file. A rename is atomic, but neither the bytes nor the new name are on the disk until file
//! and folder were synced; what was told as done must have gone through here, or through SQLite, which does the same.

use crate::jobs::frame;
use std::fs;
use std::fs::File;
use std::io;
use std::path::Path;
use std::path::PathBuf;

/// The path of a file that belongs to another: `x.dossier` and `-lock` give `x.dossier-lock`, in the same folder.
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(suffix);
    path.with_file_name(name)
}

/// The folder in which a path stands; `.` for a bare name.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Gives a finished file its name. When this returns it is whole under that name, also after a power cut; until then
/// whatever had the name is there as it was.
pub fn put_in_place(part: &Path, path: &Path) -> io::Result<()> {
    frame::must_not_wait("a file");
    // Opened for writing, which Windows asks for and nobody else minds.
    File::options().read(true).write(true).open(part)?.sync_all()?;
    fs::rename(part, path)?;
    sync_folder(folder_of(path))
}

/// Brings a folder's entries to the disk: files made in it, renamed, removed.
#[cfg(unix)]
pub fn sync_folder(dir: &Path) -> io::Result<()> {
    frame::must_not_wait("a folder");
    // A folder that may be written but not listed cannot be opened; then there is no way to ask for more.
    let Ok(folder) = File::open(dir) else { return Ok(()) };
    match folder.sync_all() {
        // Some network and FUSE file systems know no such thing as syncing a folder.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        outcome => outcome,
    }
}

/// Elsewhere a folder cannot be opened as a file; its entries are written with the files.
#[cfg(not(unix))]
pub fn sync_folder(_dir: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes a file if it is there.
pub fn remove_if_there(path: &Path) -> io::Result<()> {
    frame::must_not_wait("a file");
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        outcome => outcome,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_put_in_place_replaces_the_old_one_and_leaves_nothing_beside() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.json");
        let part = beside(&path, ".part");
        assert_eq!(part, dir.path().join("x.json.part"));
        fs::write(&path, "old").unwrap();
        fs::write(&part, "new").unwrap();
        put_in_place(&part, &path).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        assert!(put_in_place(&part, &path).is_err(), "there is nothing to put");
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        remove_if_there(&path).unwrap();
        remove_if_there(&path).unwrap();
        assert_eq!(folder_of(Path::new("x.json")), Path::new("."));
    }
}
