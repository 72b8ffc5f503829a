//! `dossier decide`: decisions from a file or standard input, one JSON object per line, each acknowledged once durable.
//!
//! Never stops for a line that cannot be applied: it changes nothing and is named, and the rest goes on.

use crate::cli::Session;
use crate::cli::console::Error;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::cli::decision;
use crate::store::record;
use crate::workspace;
use crate::workspace::Workspace;
use serde_json::json;
use std::fs::File;
use std::io::BufRead;
use std::io::BufReader;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The dossier
    file: PathBuf,
    /// Decisions, one JSON object per line; without it, standard input
    decisions: Option<PathBuf>,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    let mut workspace = session.workspace(&args.file)?;
    let lines: Box<dyn BufRead> = match args.decisions.as_deref() {
        None => Box::new(std::io::stdin().lock()),
        Some(path) if path == Path::new("-") => Box::new(std::io::stdin().lock()),
        Some(path) => {
            let file = File::open(path)
                .map_err(|error| Error::Message(format!("cannot be read ({error}): {}", path.display())))?;
            Box::new(BufReader::new(file))
        }
    };
    let (mut n_done, mut n_refused) = (0, 0);
    for (number, line) in (1..).zip(lines.split(b'\n')) {
        let line = line?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let answer = match apply(&mut workspace, &line) {
            Ok((hash, n_touched)) => {
                n_done += 1;
                json!({ "line": number, "ok": true, "op": hash, "touched": n_touched })
            }
            Err(Refused::Line(reason)) => {
                n_refused += 1;
                json!({ "line": number, "ok": false, "reason": reason })
            }
            Err(Refused::File(error)) => return Err(error.into()),
        };
        session.console.acknowledge(&answer)?;
    }
    workspace.close()?;
    Ok(match (n_refused, n_done) {
        (0, _) => Exit::Done,
        _ => Exit::Partly,
    })
}

enum Refused {
    /// This line changes nothing.
    Line(String),
    /// The dossier cannot be written any more.
    File(workspace::Error),
}

/// Applies one line; gives the operation's hash (the head's, where there was nothing to change) and the rows touched.
fn apply(workspace: &mut Workspace, line: &[u8]) -> Result<(Option<String>, usize), Refused> {
    let line = std::str::from_utf8(line).map_err(|error| Refused::Line(format!("this is not UTF-8: {error}")))?;
    let command = decision::parse(workspace.db(), line).map_err(Refused::Line)?;
    match workspace.run(&command) {
        Ok(applied) => {
            let hash = match applied.operation {
                Some((_, hash)) => Some(hash),
                None => record::head(workspace.db()).ok().flatten().map(|(_, hash)| hash),
            };
            Ok((hash, applied.n_touched))
        }
        Err(workspace::Error::Refused(crate::ledger::plan::Refusal::Store(error))) => Err(Refused::File(error.into())),
        Err(workspace::Error::Refused(refusal)) => Err(Refused::Line(refusal.to_string())),
        Err(error) => Err(Refused::File(error)),
    }
}
