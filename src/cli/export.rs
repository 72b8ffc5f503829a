//! `dossier export`: the record as CSV in a folder.
//!
//! Never writes into the dossier.

use crate::cli::Session;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::cli::console::show_progress;
use crate::export;
use crate::jobs::Control;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The dossier
    pub(super) file: PathBuf,
    /// The folder to write; made if it is not there
    dir: PathBuf,
    /// The files' format
    #[arg(long, default_value = "csv", value_parser = ["csv"])]
    format: String,
    /// Undecided suggestions too, marked as such
    #[arg(long)]
    proposed: bool,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    let db = Session::reader(&args.file)?;
    let control = Control::default();
    let progress = show_progress(&control, session.console.quiet);
    export::export(&db, &args.dir, &export::Options { proposed: args.proposed }, &control)?;
    drop(progress);
    if session.console.json {
        session.console.line(&json!({ "dir": args.dir, "format": args.format }).to_string())?;
    } else {
        session.console.say(&format!("Exported to {}", args.dir.display()))?;
    }
    Ok(Exit::Done)
}
