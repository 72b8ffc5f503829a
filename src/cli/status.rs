//! `dossier status`: how much of each there is.
//!
//! Never changes anything, and works beside a writer.

use crate::cli::Session;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::store::read::status;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The dossier
    pub(super) file: PathBuf,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    let db = session.reader(&args.file)?;
    let status = db.snapshot(|| status::status(&db))?;
    if session.console.json {
        session.console.line(
            &json!({
                "articles": {
                    "new": status.n_articles_new, "begun": status.n_articles_begun,
                    "done": status.n_articles_done, "set_aside": status.n_articles_set_aside,
                },
                "proposals": status.n_proposals,
                "mentions": {
                    "accepted": status.n_mentions_accepted, "rejected": status.n_mentions_rejected,
                    "doubtful": status.n_mentions_doubtful,
                },
                "entities": status.n_entities,
                "claims": {
                    "accepted": status.n_claims_accepted, "rejected": status.n_claims_rejected,
                    "doubtful": status.n_claims_doubtful,
                },
                "measures": status.n_measures,
                "measures_that_differ": status.n_measures_that_differ,
                "operations": status.n_operations,
                "head": status.head,
            })
            .to_string(),
        )?;
        return Ok(Exit::Done);
    }
    let decided =
        |accepted, rejected, doubtful| format!("{accepted} accepted, {rejected} rejected, {doubtful} doubtful");
    let rows = [
        (
            "articles",
            format!(
                "{} ({} new, {} begun, {} done, {} set aside)",
                status.n_articles(),
                status.n_articles_new,
                status.n_articles_begun,
                status.n_articles_done,
                status.n_articles_set_aside
            ),
        ),
        ("suggestions", status.n_proposals.to_string()),
        ("mentions", decided(status.n_mentions_accepted, status.n_mentions_rejected, status.n_mentions_doubtful)),
        ("entities", status.n_entities.to_string()),
        ("claims", decided(status.n_claims_accepted, status.n_claims_rejected, status.n_claims_doubtful)),
        ("measures", format!("{}, {} with figures that differ", status.n_measures, status.n_measures_that_differ)),
        ("changes", status.n_operations.to_string()),
        ("head", status.head.unwrap_or_else(|| "none yet".to_owned())),
    ];
    for (what, how_much) in rows {
        session.console.line(&format!("{what:<12} {how_much}"))?;
    }
    Ok(Exit::Done)
}
