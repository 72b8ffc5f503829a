//! `dossier undo` and `dossier redo`: steps back and forth over the ledger, or one change by its number.
//!
//! Never takes a step in part: each is an operation of its own, durable before it is told.

use crate::cli::Session;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::ledger::again;
use crate::ledger::undo;
use crate::workspace;
use crate::workspace::Applied;
use crate::workspace::Workspace;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The dossier
    pub(super) file: PathBuf,
    /// How many steps
    #[arg(default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    n: u64,
    /// This change alone, by its number in `dossier log`: undo takes it back where no later one rests on it, redo applies
    /// one that was taken back once more, as a new one
    #[arg(long, value_name = "SEQ", conflicts_with = "n")]
    change: Option<i64>,
}

pub fn undo(args: &Args, session: &mut Session) -> Outcome {
    steps(args, session, |workspace| workspace.undo(args.change))
}

pub fn redo(args: &Args, session: &mut Session) -> Outcome {
    steps(args, session, |workspace| match args.change {
        Some(change) => workspace.apply_again(change),
        None => workspace.redo(),
    })
}

/// As many steps as asked for and possible; 1 when none was, 2 when fewer were.
fn steps(args: &Args, session: &mut Session, step: impl Fn(&mut Workspace) -> workspace::Result<Applied>) -> Outcome {
    let mut workspace = session.workspace(&args.file)?;
    let mut done = Vec::new();
    let mut stopped = None;
    let n = if args.change.is_some() { 1 } else { args.n };
    let mut is_heard = true;
    while (done.len() as u64) < n {
        match step(&mut workspace) {
            Ok(applied) => {
                // Told at once, since it is durable; steps asked for are taken also when nobody reads any more.
                is_heard =
                    is_heard && session.console.say(&applied.summary).and_then(|()| session.console.flush()).is_ok();
                done.push(applied);
            }
            Err(
                workspace::Error::Undo(undo::Error::Store(error)) | workspace::Error::Again(again::Error::Store(error)),
            ) => return Err(error.into()),
            Err(workspace::Error::Again(reason)) => {
                stopped = Some(reason.to_string());
                break;
            }
            Err(workspace::Error::Undo(reason)) => {
                stopped = Some(reason.to_string());
                break;
            }
            Err(error) => return Err(error.into()),
        }
    }
    workspace.read_all_waiting()?;
    workspace.close()?;
    if let Some(reason) = &stopped {
        session.console.warn(&format!("dossier: {reason}"));
    }
    if session.console.json {
        let operations: Vec<_> = done
            .iter()
            .filter_map(|applied| applied.operation.as_ref().map(|(_, hash)| (hash, applied.n_touched)))
            .map(|(hash, n_touched)| json!({ "op": hash, "touched": n_touched }))
            .collect();
        session.console.line(&json!({ "steps": operations, "stopped": stopped }).to_string())?;
    }
    Ok(match (stopped.is_some(), done.is_empty()) {
        (false, _) => Exit::Done,
        (true, true) => Exit::Failed,
        (true, false) => Exit::Partly,
    })
}
