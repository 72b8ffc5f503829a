//! An export of this program on its way back: the folder recognised, its files checked against their description and
//! parsed into plain rows.
//!
//! Never asks the dossier anything: whether words stand where a row says, and what is here already, is found out when
//! the rows are planned. Rows of status `proposed` are passed over: suggestions do not come back.

mod claims;
mod entries;
mod table;

use crate::import::Problem;
use crate::jobs::frame;
use crate::model::id::Sha256;
use crate::model::record_set;
use crate::model::record_set::DESCRIPTION;
use crate::model::record_set::FORM;
use crate::model::record_set::OLD_DESCRIPTION;
use crate::model::record_set::PACKAGE_NAME;
use crate::model::record_set::Place;
use crate::model::record_set::RecordSet;
use sha2::Digest as _;
use std::fs::File;
use std::io;
use std::io::Read as _;
use std::path::Path;

/// An export, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folder {
    pub set: RecordSet,
    /// Rows that could not be read.
    pub problems: Vec<record_set::Problem>,
    /// Files that are not as they were exported: name, and in words what is other.
    pub warnings: Vec<(String, String)>,
}

/// Whether a folder is an export of this program.
pub fn is_export(path: &Path) -> bool {
    description(path).is_some_and(|json| json["name"] == PACKAGE_NAME)
}

/// Whether a folder is one that an export of this program was not finished in: some of its files may be of an earlier
/// one.
pub fn is_unfinished(path: &Path) -> bool {
    let is_marked = |name: &str| description_at(&path.join(name)).is_some_and(|json| json["name"] == PACKAGE_NAME);
    !is_export(path) && (is_marked(OLD_DESCRIPTION) || is_marked(&format!("{DESCRIPTION}.part")))
}

/// Largest description that is looked at; ours have less than a hundredth of it.
const MAX_DESCRIPTION: u64 = 16 * 1024 * 1024;

fn description(dir: &Path) -> Option<serde_json::Value> {
    description_at(&dir.join(DESCRIPTION))
}

fn description_at(path: &Path) -> Option<serde_json::Value> {
    let mut bytes = Vec::new();
    open(path).ok()?.take(MAX_DESCRIPTION + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= MAX_DESCRIPTION).then(|| serde_json::from_slice(&bytes).ok()).flatten()
}

/// Opens a file of an export; a pipe or a device, of which there would be no end, is refused.
fn open(path: &Path) -> io::Result<File> {
    frame::must_not_wait("an export");
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    File::open(path)
}

/// Reads every file of an export. Fails only when the folder as a whole cannot be read.
pub fn read(dir: &Path) -> Result<Folder, Problem> {
    let Some(description) = description(dir) else {
        let reason = crate::import::Reason::Io("its datapackage.json is missing or broken".to_owned());
        return Err(Problem::new(&dir.display().to_string(), reason));
    };
    let mut folder = Folder::default();
    if description["dossier"]["form"].as_i64().is_none_or(|form| form > FORM) {
        let message = "was written by a newer version of the program: what that added is not read";
        folder.warnings.push((DESCRIPTION.to_owned(), message.to_owned()));
    }
    if let Some(words) = description["dossier"]["part"]["words"].as_str() {
        let message =
            format!("describes a part of a dossier ({words}): what is in it was added, nothing else was touched");
        folder.warnings.push((DESCRIPTION.to_owned(), message));
    }
    for resource in description["resources"].as_array().into_iter().flatten() {
        let (Some(name), Some(expected)) = (resource["path"].as_str(), resource["hash"].as_str()) else { continue };
        // Only names: a description that was tampered with must not lead out of the folder.
        if Path::new(name).file_name().is_none_or(|file| file != name) {
            continue;
        }
        let found = sha256_of(&dir.join(name)).map(|hash| format!("sha256:{}", hash.to_hex()));
        if found.as_deref().is_some_and(|found| found != expected) {
            let is_table = Path::new(name).extension().is_some_and(|extension| extension == "csv");
            let message = if is_table {
                "was changed since it was exported; it was read as it is now"
            } else {
                "was changed since it was exported; only the CSV files are read back"
            };
            folder.warnings.push((name.to_owned(), message.to_owned()));
        }
    }
    let problems = &mut folder.problems;
    folder.set = RecordSet {
        articles: entries::articles(dir, problems),
        entities: entries::entities(dir, problems),
        mentions: entries::mentions(dir, problems),
        claims: claims::claims(dir, problems),
        measures: claims::measures(dir, problems),
        differences: claims::differences(dir, problems),
        standings: entries::standings(dir, problems),
        steps: entries::steps(dir, problems),
    };
    Ok(folder)
}

/// The hash of a file, read in pieces; `None` where it cannot be read (its rows will say so).
fn sha256_of(path: &Path) -> Option<Sha256> {
    let mut file = open(path).ok()?;
    let mut digest = sha2::Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        let n_read = file.read(&mut piece).ok()?;
        if n_read == 0 {
            return Some(Sha256(digest.finalize().into()));
        }
        digest.update(&piece[..n_read]);
    }
}

/// Whose fault it is that two rows of different files do not fit: for messages without a line of their own.
fn whole_file(name: &str) -> Place {
    Place { file: name.to_owned(), line: 1 }
}
