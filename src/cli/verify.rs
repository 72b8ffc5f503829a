//! `dossier verify`, `rebuild` and `reextract`: check, and make again what can be made again.
//!
//! Verify never writes; rebuild and reextract never touch the record.

use crate::cli::Session;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::ledger::verify;
use crate::ledger::verify::Report;
use crate::store::read::status;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The dossier
    pub(super) file: PathBuf,
    /// A hash noted earlier (see `status`): it must still be in the chain
    #[arg(long, value_name = "HASH")]
    head: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct RebuildArgs {
    /// The dossier
    pub(super) file: PathBuf,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    let db = session.reader(&args.file)?;
    let head = args.head.as_deref().map(str::to_lowercase);
    let report = db.snapshot(|| Ok::<Report, crate::store::Error>(verify::verify(&db, head.as_deref())))?;
    if session.console.json {
        let checks: Vec<_> = report
            .checks
            .iter()
            .map(|check| json!({ "check": check.name, "ok": check.failure.is_none(), "failure": check.failure }))
            .collect();
        session.console.line(
            &json!({
                "ok": report.is_whole(), "checks": checks, "operations": report.n_operations, "heads": report.heads,
                "articles": report.n_articles, "removed_for_good": report.removed.iter().map(|id| format!("A{id}")).collect::<Vec<_>>(),
            })
            .to_string(),
        )?;
    } else {
        for check in &report.checks {
            let outcome = check.failure.as_deref().unwrap_or("ok");
            session.console.say(&format!("{:<10} {outcome}", check.name))?;
        }
        for id in &report.removed {
            session.console.say(&format!("A{id} was removed for good: its words are gone, its hashes stay"))?;
        }
        for head in &report.heads {
            session.console.say(&format!("head       {head}, after {} changes", report.n_operations))?;
        }
    }
    if let Some(check) = report.first_failure() {
        let failure = check.failure.as_deref().unwrap_or_default();
        session.console.warn(&format!("dossier: {} failed: {failure}", check.name));
        return Ok(Exit::Failed);
    }
    Ok(Exit::Done)
}

pub fn rebuild(args: &RebuildArgs, session: &mut Session) -> Outcome {
    let mut workspace = session.workspace(&args.file)?;
    workspace.rebuild()?;
    let n_operations = status::status(workspace.db())?.n_operations;
    workspace.close()?;
    if session.console.json {
        session.console.line(&json!({ "operations": n_operations }).to_string())?;
    } else {
        session.console.say("The projection was made again from the record of changes")?;
    }
    Ok(Exit::Done)
}

pub fn reextract(args: &RebuildArgs, session: &mut Session) -> Outcome {
    let mut workspace = session.workspace(&args.file)?;
    let n_articles = workspace.extract_outdated()?;
    workspace.close()?;
    if session.console.json {
        session.console.line(&json!({ "articles": n_articles }).to_string())?;
    } else {
        session.console.say(&format!("{n_articles} articles read again; what is decided stays"))?;
    }
    Ok(Exit::Done)
}
