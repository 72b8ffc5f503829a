//! `dossier sheet`: one claim, mention, card or article as a page to print, with everything that proves it.
//!
//! Never changes the dossier; the page goes beside it unless a path is given.

use crate::cli::Session;
use crate::cli::console::Error;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::cli::named;
use crate::export::sheet::Exhibit;
use crate::model::id::parse_ref;
use crate::store::Db;
use crate::store::read::articles;
use crate::store::read::claims;
use crate::store::read::sheet;
use crate::workspace::desk::task;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The dossier
    pub(super) file: PathBuf,
    /// A reference (A17, E12, F203, M9), an id, a file name or a name
    id: String,
    /// Where to write the page; else into the folder NAME-sheets beside the dossier
    out: Option<PathBuf>,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    let exhibit = exhibit(&session.reader(&args.file)?, &args.id)?;
    let path = task::write_sheet(&args.file, &exhibit, args.out.as_deref()).map_err(Error::Message)?;
    let shown = path.display().to_string();
    if session.console.json {
        session.console.line(&json!({ "path": shown }).to_string())?;
    } else {
        session.console.line(&shown)?;
    }
    Ok(Exit::Done)
}

/// What is meant: a mention, a claim, an article, else a card.
fn exhibit(db: &Db, id: &str) -> Result<Exhibit, Error> {
    if let Some(('M', number)) = parse_ref(id) {
        let place = sheet::place_of_mention(db, number)?;
        let (article, label, span) = place.ok_or_else(|| Error::Message(format!("there is no mention {id}")))?;
        return Ok(Exhibit::MentionAt { article, label, span });
    }
    if let Some(claim) = claims::named(db, id)? {
        return Ok(Exhibit::Claim(claim));
    }
    if !articles::named(db, id)?.is_empty() {
        return named::article(db, id).map(Exhibit::Article).map_err(Error::Message);
    }
    named::entity(db, &json!(id)).map(Exhibit::Card).map_err(Error::Message)
}
