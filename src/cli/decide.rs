//! `dossier decide`: decisions from a file or standard input, one JSON object per line, each acknowledged once durable.
//!
//! Never stops for a line that cannot be applied: it changes nothing and is named, and the rest goes on.

use crate::cli::Session;
use crate::cli::console::Error;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::cli::decision;
use crate::model::span::CodePoints;
use crate::store;
use crate::store::Db;
use crate::store::record;
use crate::workspace;
use crate::workspace::Workspace;
use crate::workspace::redated::AcceptedBefore;
use serde_json::Value as Json;
use serde_json::json;
use std::fs::File;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read as _;
use std::path::Path;
use std::path::PathBuf;

/// Every verb by example, for `dossier decide --help`.
const VERBS: &str = r#"One JSON object a line; offsets count code points of the article's text.
Articles are named by reference (A17), the beginning of their id, or file
name; entities by reference (E12), id, or name where it is unique; claims by
reference (F203), id, or article, start, end and kind.

One mention (also reject, doubtful, reopen); all of one name, where: article,
dossier, always (in articles to come too):
  {"do":"accept","article":"A1","start":0,"end":9,"label":"person"}
  {"do":"accept","name":"Ruiz","label":"person","where":"dossier"}
A name decided for always is so no longer; what was decided by it stays:
  {"do":"forget","name":"Ruiz","label":"person"}
Other borders, label or value; one that nobody suggested:
  {"do":"change","article":"A1","start":0,"end":9,"label":"person",
   "to":{"start":4,"label":"org"}}                       (on one line)
  {"do":"create","article":"A1","start":0,"end":9,"label":"org"}
Joined, told apart, taken out:
  {"do":"same_as","article":"A2","start":0,"end":4,"entity":"E12"}
  {"do":"same_as","entities":["E12","E15"],"into":"E12"}
  {"do":"same_as","article":"A1","start":0,"end":4,
   "mentions":[{"article":"A2","start":0,"end":4}]}      (on one line)
  {"do":"different","entities":["E12","E15"]}
  {"do":"different","article":"A2","start":0,"end":4,"entities":["E12"]}
  {"do":"split","entity":"E12",
   "mentions":[{"article":"A2","start":0,"end":4}]}      (on one line)
Cards (also alias, and kind with a label):
  {"do":"rename","entity":"E12","to":"Ana Ruiz"}
  {"do":"identify","entity":"E12","scheme":"wikidata","id":"Q1"}
The card of a mention, accepted if it waits; a list of one's own is no more:
  {"do":"identify","article":"A1","start":0,"end":9,
   "to":{"scheme":"wikidata","id":"Q1"}}                 (on one line)
  {"do":"remove_list","list":"Ministers"}
Claims (also reject, doubtful, reopen); fields are those of `show`:
  {"do":"accept","claim":"F3"}
  {"do":"edit","claim":"F3","to":{"value":41,"place":"E2"}}
  {"do":"create_claim","kind":"role","article":"A1","start":0,"end":20,
   "title":"minister","holder":"E12"}                    (on one line)
  {"do":"measure","figures":["F3","F9"],"name":"deaths in the flood"}
  {"do":"differ","claims":["F3","F9"],"how":"later_correction",
   "prefer":"F9","note":"see A2"}                        (on one line)
Articles (also set_aside, reopen); "known":false leaves known names:
  {"do":"done","article":"A1"}
  {"do":"set_article","article":"A1","published":"2024-03-14"}
  {"do":"zone","article":"A1","start":900,"end":990,"kind":"boilerplate"}
A copy of an article that was reviewed: the same decisions, where the
sentences are the same:
  {"do":"take_over","article":"A2","from":"A1"}
Notes (also tag, untag); words taken out of the file, never to be undone:
  {"do":"note","on":"A1","text":"read again"}
  {"do":"remove_for_good","article":"A1"}"#;

#[derive(Debug, clap::Args)]
#[command(after_help = VERBS)]
pub struct Args {
    /// The dossier
    pub(super) file: PathBuf,
    /// Decisions, one JSON object per line; without it, standard input
    decisions: Option<PathBuf>,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    let mut workspace = session.workspace(&args.file)?;
    let mut lines: Box<dyn BufRead> = match args.decisions.as_deref() {
        None => Box::new(std::io::stdin().lock()),
        Some(path) if path == Path::new("-") => Box::new(std::io::stdin().lock()),
        Some(path) => {
            let file = File::open(path)
                .map_err(|error| Error::Message(format!("cannot be read ({error}): {}", path.display())))?;
            Box::new(BufReader::new(file))
        }
    };
    let mut n_refused = 0;
    let mut is_heard = true;
    for number in 1.. {
        let line = next_line(&mut lines)
            .map_err(|error| Error::Message(format!("the decisions cannot be read further: {error}")))?;
        let Some(line) = line else { break };
        // Some editors begin a file with a byte order mark.
        let line = line.strip_prefix(b"\xEF\xBB\xBF").filter(|_| number == 1).unwrap_or(&line);
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let outcome = if line.len() > MAX_LINE {
            Err(Refused::Line("this line is longer than 8 MiB: no decision is".to_owned()))
        } else {
            apply(&mut workspace, line)
        };
        let mut answer = match outcome {
            Ok(answer) => answer,
            Err(Refused::Line(reason)) => {
                n_refused += 1;
                json!({ "ok": false, "reason": reason })
            }
            Err(Refused::File(error)) => return Err(error.into()),
        };
        answer["line"] = json!(number);
        // Decisions are not lost because nobody reads the answers any more.
        is_heard = is_heard && session.console.acknowledge(&answer).is_ok();
    }
    // What was decided changes what waiting articles suggest.
    workspace.read_all_waiting()?;
    workspace.close()?;
    Ok(if n_refused == 0 { Exit::Done } else { Exit::Partly })
}

/// Longest line in bytes that is read as a decision: 8 MiB.
const MAX_LINE: usize = 8 * 1024 * 1024;

/// Bytes of a longer line that are passed over to find the next; what goes on beyond is no list of decisions.
const MAX_PASSED_OVER: u64 = 1024 * 1024 * 1024;

/// The next line without its end; `None` at the end. Of one that is too long no more than a byte beyond [`MAX_LINE`].
fn next_line(lines: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    lines.by_ref().take(MAX_LINE as u64 + 1).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() > MAX_LINE && !end_line(lines)? {
        return Err(std::io::Error::other("a line of more than 1 GiB"));
    }
    Ok(Some(line))
}

/// Passes over the rest of a line; whether it ends at all.
fn end_line(lines: &mut impl BufRead) -> std::io::Result<bool> {
    let mut n_passed = 0;
    while n_passed < MAX_PASSED_OVER {
        let piece = lines.fill_buf()?;
        if piece.is_empty() {
            return Ok(true);
        }
        let end = memchr::memchr(b'\n', piece);
        let n_read = end.map_or(piece.len(), |at| at + 1);
        lines.consume(n_read);
        n_passed += n_read as u64;
        if end.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

enum Refused {
    /// This line changes nothing.
    Line(String),
    /// The dossier cannot be written any more.
    File(workspace::Error),
}

/// Applies one line; gives the answer with the operation's hash (the head's, where there was nothing to change).
fn apply(workspace: &mut Workspace, line: &[u8]) -> Result<Json, Refused> {
    let line = std::str::from_utf8(line).map_err(|error| Refused::Line(format!("this is not UTF-8: {error}")))?;
    let head = |workspace: &Workspace| record::head(workspace.db()).ok().flatten().map(|(_, hash)| hash);
    if let Some(reason) = decision::passed_over(line) {
        return Ok(json!({ "ok": true, "op": head(workspace), "touched": 0, "passed_over": reason }));
    }
    let command = decision::parse(workspace.db(), line).map_err(Refused::Line)?;
    match workspace.run(&command) {
        Ok(applied) => {
            let hash = applied.operation.map(|(_, hash)| hash).or_else(|| head(workspace));
            let mut answer = json!({ "ok": true, "op": hash, "touched": applied.n_touched });
            if let Some(dates) = applied.dates {
                answer["resolved"] = json!(dates.n_resolved);
                let before = dates.accepted_before.iter().map(|date| accepted_before(workspace.db(), date));
                answer["accepted_before"] =
                    before.collect::<store::Result<Json>>().map_err(|error| Refused::File(error.into()))?;
            }
            Ok(answer)
        }
        Err(workspace::Error::Refused(crate::ledger::plan::Refusal::Store(error))) => Err(Refused::File(error.into())),
        Err(workspace::Error::Refused(refusal)) => Err(Refused::Line(refusal.to_string())),
        Err(error) => Err(Refused::File(error)),
    }
}

/// An accepted date that would be read otherwise since its article has a date.
fn accepted_before(db: &Db, date: &AcceptedBefore) -> store::Result<Json> {
    let body = record::body_of_article(db, date.article)?;
    let (start, end) = CodePoints::new(&body).range(date.span);
    let article = format!("A{}", date.article);
    Ok(
        json!({ "article": article, "start": start, "end": end, "text": date.words, "value": date.value, "now": date.now }),
    )
}
