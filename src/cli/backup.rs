//! `dossier backup`: a consistent copy while the dossier is in use.
//!
//! Never counts a copy that was not opened and checked, and never overwrites a file.

use crate::cli::Session;
use crate::cli::console::Error;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::ledger::verify;
use crate::store::Db;
use serde_json::json;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The dossier
    file: PathBuf,
    /// The copy; must not be there yet
    dest: PathBuf,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    if args.dest.exists() {
        return Err(Error::Message(format!(
            "this file is there already and is not overwritten: {}",
            args.dest.display()
        )));
    }
    let part = part_path(&args.dest);
    let outcome = copy(&args.file, &part);
    if let Err(error) = outcome {
        // What was copied so far is no backup; when even removing it fails, the name says what it is.
        if let Err(left) = std::fs::remove_file(&part) {
            session.console.warn(&format!("an unfinished copy is left ({left}): {}", part.display()));
        }
        return Err(error);
    }
    std::fs::rename(&part, &args.dest)?;
    if session.console.json {
        session.console.line(&json!({ "backup": args.dest }).to_string())?;
    } else {
        session.console.say(&format!("Copied to {} and checked", args.dest.display()))?;
    }
    Ok(Exit::Done)
}

/// Copies, opens the copy and verifies it.
fn copy(file: &Path, part: &Path) -> Result<(), Error> {
    Session::reader(file)?.copy_to(part)?;
    let copy = Db::open_reader(part)?;
    let report = verify::verify(&copy, None);
    match report.first_failure() {
        None => Ok(()),
        Some(check) => Err(Error::Message(format!(
            "the copy does not pass its check, so it was not kept ({}: {}); run `dossier verify` on the dossier",
            check.name,
            check.failure.as_deref().unwrap_or_default()
        ))),
    }
}

fn part_path(dest: &Path) -> PathBuf {
    let mut name = dest.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    dest.with_file_name(name)
}
