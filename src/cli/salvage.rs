//! `dossier salvage`: a new dossier of all that can be read of a damaged one.
//!
//! Never writes into the damaged file; without a destination it is set aside whole, and the new one takes its place.

use crate::cli::Session;
use crate::cli::console::Error;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::cli::console::show_progress;
use crate::env;
use crate::jobs::Control;
use crate::workspace::care::backups;
use crate::workspace::care::salvage;
use crate::workspace::care::salvage::Report;
use crate::workspace::care::salvage::Target;
use crate::workspace::settings::Settings;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The damaged dossier
    pub file: PathBuf,
    /// The new one; without it, it takes the place of the damaged one, which is set aside
    dest: Option<PathBuf>,
    /// Another folder with backups of it, beside those that the window makes
    #[arg(long, value_name = "DIR")]
    backups: Vec<PathBuf>,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    let target = args.dest.clone().map_or(Target::InPlace, Target::At);
    let mut folders = args.backups.clone();
    let settings = env::config_dir().map(|dir| Settings::load(&dir)).unwrap_or_default();
    folders.extend(backups::folders(&args.file, &settings.backups));
    let control = Control::default();
    let progress = show_progress(&control, session.console.quiet);
    let report = salvage::salvage(&args.file, &target, &folders, &session.env, &control);
    drop(progress);
    let report = report.map_err(|error| Error::Message(error.to_string()))?;
    tell(session, &report)?;
    Ok(if report.is_all_there() { Exit::Done } else { Exit::Partly })
}

fn tell(session: &mut Session, report: &Report) -> Result<(), Error> {
    for what in &report.lost {
        session.console.warn(&format!("dossier: lost: {what}"));
    }
    if session.console.json {
        return session.console.line(
            &json!({
                "damaged": report.was_damaged, "found": report.found, "made": report.made, "set_aside": report.set_aside,
                "operations": report.n_operations, "operations_from_backups": report.n_from_backups,
                "backups": report.backups, "articles": report.n_articles, "imported_again": report.n_imported_again,
                "lost": report.lost, "list": report.list,
            })
            .to_string(),
        );
    }
    for sentence in report.sentences().iter().filter(|sentence| !sentence.starts_with("Lost: ")) {
        session.console.say(sentence)?;
    }
    Ok(())
}
