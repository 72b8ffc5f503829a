//! `dossier backup`: a consistent copy while the dossier is in use.
//!
//! Only says what came of it: copying and checking is `workspace::copy`.

use crate::cli::Session;
use crate::cli::console::Error;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::workspace::copy;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The dossier
    pub(super) file: PathBuf,
    /// The copy; must not be there yet
    dest: PathBuf,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    drop(session.reader(&args.file)?);
    copy::checked_copy(&args.file, &args.dest).map_err(|error| match error {
        copy::Error::Store(error) => Error::Store(error),
        other => Error::Message(other.to_string()),
    })?;
    if session.console.json {
        session.console.line(&json!({ "backup": args.dest }).to_string())?;
    } else {
        session.console.say(&format!("Copied to {} and checked", args.dest.display()))?;
    }
    Ok(Exit::Done)
}
