//! From what the user named to the files to read: folders are walked, in sorted order, each real folder once.
//!
//! Never opens a file, and never judges one by its extension: whether it is an article, its content tells.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::Path;
use std::path::PathBuf;

use walkdir::DirEntry;
use walkdir::WalkDir;

use crate::import::Problem;
use crate::import::Reason;
use crate::import::export_folder::is_export;
use crate::import::export_folder::is_unfinished;
use crate::jobs::frame;

/// How browsers end the name of the folder that belongs to a saved page, in the languages that have a name of their own.
const COMPANION_ENDS: &[&str] =
    &["_files", "-files", ".files", "_file", "-Dateien", "_fichiers", "-filer", "_archivos", "_arquivos", "_bestanden"];

/// Extensions of the page beside such a folder.
const PAGE_EXTENSIONS: &[&str] = &["html", "htm", "xhtml", "shtml", "mhtml", "mht"];

/// The files behind `paths`, each once, and what could not be looked into.
///
/// A file that is named is taken, whatever it is. In folders, hidden entries, files still being written (`.part`) and the
/// companion folders of saved pages are passed over, exports of this program are reported (their tables are no articles); links are followed, into each
/// folder once.
pub fn gather(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Problem>) {
    frame::must_not_wait("files to import");
    let mut gathered = Gathered::default();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(about) if about.is_dir() => gathered.folder(path),
            Ok(_) => gathered.add(path),
            Err(error) => gathered.problems.push(Problem::new(&path.display().to_string(), error.into())),
        }
    }
    (gathered.files, gathered.problems)
}

#[derive(Default)]
struct Gathered {
    files: Vec<PathBuf>,
    problems: Vec<Problem>,
    /// Files that stood in the way, also those that were taken before.
    n_met: usize,
    /// Real paths of files and folders that were met. Only asked, never listed.
    seen: HashSet<PathBuf>,
}

impl Gathered {
    fn add(&mut self, path: &Path) {
        self.n_met += 1;
        if self.seen.insert(real(path)) {
            self.files.push(path.to_owned());
        }
    }

    /// A folder that was named: where nothing at all came of it, that is told.
    fn folder(&mut self, root: &Path) {
        let before = (self.n_met, self.problems.len());
        self.walk(root);
        if (self.n_met, self.problems.len()) == before {
            self.problems.push(Problem::new(&root.display().to_string(), Reason::NoFile));
        }
    }

    fn walk(&mut self, root: &Path) {
        let real_root = real(root);
        let mut entries = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) if entry.depth() > 0 && is_passed_over(&entry) => {
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                }
                Ok(entry) if entry.file_type().is_dir() && is_export(entry.path()) => {
                    self.problems.push(Problem::new(&entry.path().display().to_string(), Reason::Export));
                    entries.skip_current_dir();
                }
                Ok(entry) if entry.file_type().is_dir() && is_unfinished(entry.path()) => {
                    self.problems.push(Problem::new(&entry.path().display().to_string(), Reason::UnfinishedExport));
                    entries.skip_current_dir();
                }
                Ok(entry) if entry.file_type().is_dir() => {
                    let target = real(entry.path());
                    // A link to a folder above the one that was named leads back to it.
                    let leads_out = entry.depth() > 0 && real_root.starts_with(&target);
                    if leads_out || !self.seen.insert(target) {
                        self.n_met += 1;
                        entries.skip_current_dir();
                    }
                }
                Ok(entry) if entry.file_type().is_file() => self.add(entry.path()),
                // Pipes, sockets, devices.
                Ok(_) => {}
                Err(error) => self.problems.extend(problem_of(&error)),
            }
        }
    }
}

/// One path for all names of a file; where that cannot be found out, the name will do.
fn real(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn is_passed_over(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    let is_being_written = entry.file_type().is_file() && name.as_encoded_bytes().ends_with(b".part");
    name.as_encoded_bytes().starts_with(b".")
        || is_being_written
        || (entry.file_type().is_dir() && is_companion(entry.path(), name))
}

/// `Talks_files` beside `Talks.html`. Without the page, it is a folder like any other.
fn is_companion(path: &Path, name: &OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    COMPANION_ENDS.iter().filter_map(|end| name.strip_suffix(end)).any(|page| {
        PAGE_EXTENSIONS.iter().any(|extension| path.with_file_name(format!("{page}.{extension}")).is_file())
    })
}

/// `None` for a link back into a folder we are in: everything there is being read anyway.
fn problem_of(error: &walkdir::Error) -> Option<Problem> {
    if error.loop_ancestor().is_some() {
        return None;
    }
    let path = error.path().map(|path| path.display().to_string()).unwrap_or_default();
    let reason = match error.io_error() {
        Some(cause) => Reason::from(std::io::Error::from(cause.kind())),
        None => Reason::Io(error.to_string()),
    };
    Some(Problem::new(&path, reason))
}
