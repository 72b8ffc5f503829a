//! `dossier export`: the record as CSV in a folder, all of it or a part.
//!
//! Never writes into the dossier.

use crate::cli::Session;
use crate::cli::console::Error;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::cli::console::show_progress;
use crate::export;
use crate::export::part::Articles;
use crate::export::part::Decided;
use crate::export::part::Part;
use crate::jobs::Control;
use crate::model::edtf;
use crate::store::Db;
use crate::store::read::articles;
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
    /// For spreadsheets: a byte order mark in the CSV files, and dossier.xlsx beside them
    #[arg(long)]
    excel: bool,
    /// Only what was decided so; without it, rejected rows go out too
    #[arg(long, value_name = "STATUS", value_parser = ["accepted", "accepted,doubtful"])]
    status: Option<String>,
    /// Only these articles: `done`, or A3,A7 (also file names, or the beginning of an id)
    #[arg(long, value_name = "ARTICLES")]
    articles: Option<String>,
    /// Only articles published then (EDTF: 2023-12-08, 2023-12, 2023-10/2023-12)
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    if let Some(published) = args.published.as_ref().filter(|published| edtf::bounds(published).is_none()) {
        return Err(Error::Usage(export::Error::NotADate(published.clone()).to_string()));
    }
    let db = session.reader(&args.file)?;
    let control = Control::default();
    let progress = show_progress(&control, session.console.quiet);
    let options = export::Options { proposed: args.proposed, excel: args.excel, part: part(&db, args)? };
    let report = export::export(&db, &args.dir, &options, &control)?;
    drop(progress);
    for note in &report.notes {
        session.console.warn(note);
    }
    if session.console.json {
        let rows: serde_json::Map<_, _> = report.n_rows.into_iter().map(|(name, n)| (name, json!(n))).collect();
        session.console.line(&json!({ "dir": args.dir, "format": args.format, "rows": rows }).to_string())?;
    } else {
        session.console.say(&format!("Exported to {}", args.dir.display()))?;
    }
    Ok(Exit::Done)
}

fn part(db: &Db, args: &Args) -> Result<Part, Error> {
    let decided = match args.status.as_deref() {
        Some("accepted") => Decided::Accepted,
        Some(_) => Decided::AcceptedAndDoubtful,
        None => Decided::All,
    };
    let articles = match args.articles.as_deref() {
        None => Articles::All,
        Some("done") => Articles::Done,
        Some(names) => Articles::Of(chosen(db, names)?),
    };
    Ok(Part { decided, articles, published: args.published.clone() })
}

fn chosen(db: &Db, names: &str) -> Result<Vec<i64>, Error> {
    let mut found = Vec::new();
    for name in names.split(',').map(str::trim) {
        let ids = articles::named(db, name)?;
        if ids.is_empty() {
            return Err(Error::Message(format!("no article is called \"{name}\"")));
        }
        found.extend(ids);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}
