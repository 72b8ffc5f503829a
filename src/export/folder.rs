//! The folder an export goes into: whose it is, and how new files take the place of old ones.
//!
//! Never overwrites what is not ours, and never leaves half an export that looks whole: files are written under
//! `NAME.part`, and the description, without which a folder is no export, goes first and comes last.

use crate::disk;
use crate::export::Error;
use crate::jobs::frame;
use crate::model::record_set::DESCRIPTION;
use crate::model::record_set::OLD_DESCRIPTION;
use crate::model::record_set::PACKAGE_NAME;
use std::fs;
use std::fs::File;
use std::io;
use std::path::Path;
use std::path::PathBuf;

pub struct Folder {
    dir: PathBuf,
    /// Whether this export made it.
    is_made: bool,
    /// Files written so far, without `.part`; the description last.
    written: Vec<String>,
    /// All files that an export can have.
    names: Vec<String>,
}

impl Folder {
    /// Makes the folder, or checks that it is empty or holds an export of ours. `names`: all files of an export.
    pub fn open(dir: &Path, names: &[String]) -> Result<Self, Error> {
        frame::must_not_wait("an export");
        let is_made = !dir.exists();
        fs::create_dir_all(dir).map_err(|error| io_error(&error, dir))?;
        let is_ours = [DESCRIPTION, OLD_DESCRIPTION, &part(DESCRIPTION)].iter().any(|name| is_marked(&dir.join(name)));
        let mut entries = Vec::new();
        for entry in fs::read_dir(dir).map_err(|error| io_error(&error, dir))? {
            entries.push(entry.map_err(|error| io_error(&error, dir))?.file_name());
        }
        entries.sort();
        for entry in entries {
            let name = entry.to_string_lossy();
            let is_name_of_ours = names.iter().any(|ours| *ours == name) || name == OLD_DESCRIPTION;
            let is_part = name.strip_suffix(".part").is_some_and(|whole| names.iter().any(|ours| ours == whole));
            if !(is_part || is_ours && is_name_of_ours) {
                return Err(Error::Foreign { name: name.into_owned(), dir: dir.to_path_buf() });
            }
        }
        keep_mark(dir)?;
        Ok(Self { dir: dir.to_path_buf(), is_made, written: Vec::new(), names: names.to_vec() })
    }

    /// A new file under its temporary name.
    pub fn create(&mut self, name: &str) -> Result<File, Error> {
        let path = self.dir.join(part(name));
        let file = File::create(&path).map_err(|error| io_error(&error, &path))?;
        self.written.push(name.to_owned());
        Ok(file)
    }

    pub fn path_of(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// Where a file of this export lies until all are written.
    pub fn part_of(&self, name: &str) -> PathBuf {
        self.dir.join(part(name))
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Gives every file its name. A kill or a power cut in between leaves a folder without description: what comes
    /// after rests on what came before, so the folder is synced between the steps.
    pub fn publish(&self) -> Result<(), Error> {
        let (description, old) = (self.dir.join(DESCRIPTION), self.dir.join(OLD_DESCRIPTION));
        let step = |outcome: io::Result<()>, path: &Path| outcome.map_err(|error| io_error(&error, path));
        if description.exists() {
            step(fs::rename(&description, &old), &description)?;
            step(disk::sync_folder(&self.dir), &self.dir)?;
        }
        // What this export does not have (a workbook) must not stay from the one before.
        for path in self.names.iter().filter(|name| !self.written.contains(name)).map(|name| self.dir.join(name)) {
            if path.exists() {
                step(fs::remove_file(&path), &path)?;
            }
        }
        for name in self.written.iter().filter(|name| *name != DESCRIPTION) {
            let path = self.dir.join(name);
            step(fs::rename(self.dir.join(part(name)), &path), &path)?;
        }
        step(disk::sync_folder(&self.dir), &self.dir)?;
        step(disk::put_in_place(&self.dir.join(part(DESCRIPTION)), &description), &description)?;
        step(disk::remove_if_there(&old), &old)?;
        // The folder's own entry, where this export made it.
        step(disk::sync_folder(disk::folder_of(&self.dir)), &self.dir)
    }

    /// Takes away what was written under temporary names, after a failure.
    pub fn discard(&self) {
        let mut is_clean = true;
        for name in &self.written {
            is_clean &= fs::remove_file(self.dir.join(part(name))).is_ok();
        }
        if self.is_made && is_clean && fs::remove_dir(&self.dir).is_err() {
            // Something else came into it meanwhile; it stays.
        }
    }
}

fn part(name: &str) -> String {
    format!("{name}.part")
}

/// A kill while files got their names leaves the new description, unnamed, as the only sign that the folder is ours.
/// It is put where it is not written over, so that a second kill does not take that sign away.
fn keep_mark(dir: &Path) -> Result<(), Error> {
    let (old, part) = (dir.join(OLD_DESCRIPTION), dir.join(part(DESCRIPTION)));
    if !dir.join(DESCRIPTION).exists() && !old.exists() && is_marked(&part) {
        fs::rename(&part, &old).map_err(|error| io_error(&error, &part))?;
    }
    Ok(())
}

/// Whether a file is a description that this program wrote.
fn is_marked(path: &Path) -> bool {
    let json = fs::read(path).ok().and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
    json.is_some_and(|json| json["name"] == PACKAGE_NAME)
}

/// What went wrong, in words, and where.
pub fn io_error(error: &io::Error, path: &Path) -> Error {
    let message = match error.kind() {
        io::ErrorKind::PermissionDenied => "no permission to write here".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => "this is a file, not a folder".to_owned(),
        _ => format!("cannot be written ({error})"),
    };
    Error::Io { message, path: path.to_path_buf() }
}
