//! Work that takes a while and changes nothing in the record: checking a dossier, writing a copy.
//!
//! Runs on a thread of its own with a reader's connection; never on the writer's.

use crate::export::sheet;
use crate::export::sheet::Exhibit;
use crate::export::table_file;
use crate::jobs::Control;
use crate::jobs::frame;
use crate::ledger::verify;
use crate::ledger::verify::Report;
use crate::store::Db;
use crate::workspace::copy;
use std::path::Path;
use std::path::PathBuf;

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// Checks that everything is still as it was decided.
    Verify,
    /// Writes a checked copy to a place where nothing stands yet.
    SaveCopy(PathBuf),
    /// Writes a table of the screen as CSV: header, rows. `replaces`: a file that is there may go.
    SaveTable { path: PathBuf, header: Vec<String>, rows: Vec<Vec<String>>, replaces: bool },
    /// Writes a sheet to print into the folder beside the dossier.
    Sheet(Exhibit),
}

/// What a task did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// One line in words.
    pub told: String,
    /// What was found wrong, a line each; empty: nothing.
    pub problems: Vec<String>,
    /// What was written, to be shown or opened.
    pub path: Option<PathBuf>,
    /// When it was done, local time: "22 Nov 2026, 14:05".
    pub ended: String,
}

/// Does it; the error in words.
pub fn run(task: &Task, dossier: &Path, control: &Control) -> Result<Outcome, String> {
    frame::must_not_wait("a task");
    match task {
        Task::Verify => verified(dossier, control),
        Task::SaveCopy(dest) => copied(dossier, dest, control),
        Task::Sheet(exhibit) => printed(dossier, exhibit),
        Task::SaveTable { path, replaces: false, .. } if path.exists() => {
            Err(format!("A file of this name is there already, and nothing was saved: {}", path.display()))
        }
        Task::SaveTable { path, header, rows, .. } => saved(path, header, rows),
    }
}

fn verified(dossier: &Path, control: &Control) -> Result<Outcome, String> {
    control.report("Verifying", 0, 0);
    let db = Db::open_reader(dossier).map_err(|error| error.to_string())?;
    let report = db.snapshot(|| Ok::<Report, crate::store::Error>(verify::verify(&db, None)));
    let report = report.map_err(|error| error.to_string())?;
    let failed = report.checks.iter().filter_map(|check| Some(format!("{}: {}", check.name, check.failure.as_ref()?)));
    let problems: Vec<String> = failed.collect();
    let told = if problems.is_empty() {
        let head = report.heads.first().map_or("none", String::as_str);
        format!(
            "All is as it was decided: {} changes, {} articles, head {head}",
            report.n_operations, report.n_articles
        )
    } else {
        "Something in this dossier is not as it was decided".to_owned()
    };
    Ok(Outcome { told, problems, ..Outcome::default() })
}

fn copied(dossier: &Path, dest: &Path, control: &Control) -> Result<Outcome, String> {
    control.report("Copying", 0, 0);
    copy::checked_copy(dossier, dest).map_err(|error| error.to_string())?;
    let told = format!("Copied and checked: {}", dest.display());
    Ok(Outcome { told, path: Some(dest.to_path_buf()), ..Outcome::default() })
}

fn saved(path: &Path, header: &[String], rows: &[Vec<String>]) -> Result<Outcome, String> {
    table_file::write(path, header, rows).map_err(|error| error.to_string())?;
    let told = format!("{} rows saved: {}", rows.len(), path.display());
    Ok(Outcome { told, path: Some(path.to_path_buf()), ..Outcome::default() })
}

fn printed(dossier: &Path, exhibit: &Exhibit) -> Result<Outcome, String> {
    let path = write_sheet(dossier, exhibit, None)?;
    let told = format!("Sheet written: {}", path.display());
    Ok(Outcome { told, path: Some(path), ..Outcome::default() })
}

/// Writes a sheet to `to`, or into the folder beside the dossier; gives its path, or the error in words.
pub fn write_sheet(dossier: &Path, exhibit: &Exhibit, to: Option<&Path>) -> Result<PathBuf, String> {
    let db = Db::open_reader(dossier).map_err(|error| error.to_string())?;
    let name = dossier.file_name().unwrap_or_default().to_string_lossy();
    let made = db.snapshot(|| sheet::sheet(&db, exhibit, &name)).map_err(|error| error.to_string())?;
    let sheet = made.ok_or_else(|| "this is not in the dossier any more: no sheet was written".to_owned())?;
    let path = to.map_or_else(|| sheet::folder_beside(dossier).join(&sheet.name), Path::to_path_buf);
    sheet::write(&path, &sheet.html).map_err(|error| {
        format!("no sheet was written; make the folder writable, or copy with source instead: {error}")
    })?;
    // A browser needs the whole path.
    Ok(std::path::absolute(&path).unwrap_or(path))
}
