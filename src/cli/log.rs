//! `dossier log`: the changes, for people as lines, for programs in the form that `decide` reads.
//!
//! Never leaves an operation out: what `decide` has no verb for (an import, an undo) stands there with its own word, and
//! what was undone says so; `decide` passes over both.

use crate::cli::Session;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::cli::replayable::Teller;
use crate::ledger::rebuild;
use crate::ledger::undo::Stacks;
use crate::store::Db;
use crate::store::record;
use crate::store::record::OperationRow;
use crate::workspace::describe;
use chrono::DateTime;
use chrono::SecondsFormat;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The dossier
    pub(super) file: PathBuf,
    /// Only changes after this number
    #[arg(long, value_name = "SEQ", default_value_t = 0)]
    since: i64,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    let db = session.reader(&args.file)?;
    db.snapshot(
        || if session.console.json { tell_programs(&db, args, session) } else { tell_people(&db, args, session) },
    )
}

fn tell_people(db: &Db, args: &Args, session: &mut Session) -> Outcome {
    for operation in record::operations(db, args.since)? {
        let at = iso(operation.at_millis);
        let what = describe::describe(db, &operation)?;
        session.console.line(&format!("{:>5}  {at}  {:<16} {what}", operation.id, operation.actor))?;
    }
    Ok(Exit::Done)
}

fn tell_programs(db: &Db, args: &Args, session: &mut Session) -> Outcome {
    let mut stacks = Stacks::default();
    stacks.catch_up(db)?;
    let then = rebuild::empty_beside(db)?;
    let mut teller = Teller::new(db, &then);
    for operation in record::operations(db, 0)? {
        if operation.id > args.since {
            let mut lines = teller.decisions(&operation)?;
            if lines.is_empty() {
                lines.push(step(db, &operation)?);
            }
            for mut line in lines {
                line["seq"] = json!(operation.id);
                line["actor"] = json!(operation.actor);
                line["at"] = json!(iso(operation.at_millis));
                line["hash"] = json!(operation.hash);
                if operation.undoes_id.is_none() && !stacks.is_in_force(operation.id) {
                    line["undone"] = json!(true);
                }
                session.console.line(&line.to_string())?;
            }
        }
        then.transaction(|| rebuild::replay_operation(db, &then, &operation))?;
    }
    Ok(Exit::Done)
}

/// An undo or redo, and the hash of the operation that it takes back.
fn step(db: &Db, operation: &OperationRow) -> crate::store::Result<serde_json::Value> {
    let mut line = json!({ "do": operation.kind });
    if let Some(target) = operation.undoes_id {
        line["undoes"] = json!(record::operation(db, target)?.map(|target| target.hash));
    }
    Ok(line)
}

/// ISO 8601 in UTC, to the millisecond.
pub fn iso(millis: i64) -> String {
    DateTime::from_timestamp_millis(millis)
        .map_or_else(String::new, |at| at.to_rfc3339_opts(SecondsFormat::Millis, true))
}
