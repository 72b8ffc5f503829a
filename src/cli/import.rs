//! `dossier import`: files, folders, an export or standard input into a dossier.
//!
//! Never stops for one bad input: it is named on standard error, and the exit status says that it happened.

use crate::cli::Session;
use crate::cli::console::Error;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::cli::console::show_progress;
use crate::import::MAX_FILE_BYTES;
use crate::jobs::Control;
use crate::model::article::Metadata;
use crate::model::edtf;
use crate::model::kind::DateBasis;
use crate::store;
use crate::store::read::lookup;
use crate::store::record;
use crate::workspace;
use crate::workspace::Workspace;
use crate::workspace::intake::Input;
use crate::workspace::intake::Message;
use crate::workspace::intake::Options;
use crate::workspace::intake::Report;
use serde_json::json;
use std::io::Read as _;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The dossier
    pub(super) file: PathBuf,
    /// Files, folders (recursively), an export's folder, or `-` for standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    said: Said,
    /// Only keep the articles; suggest nothing yet
    #[arg(long)]
    no_extract: bool,
}

/// What the sources do not say themselves.
#[derive(Clone, Debug, clap::Args)]
pub struct Said {
    /// Publication date (EDTF, `2023-12-08`) where a source says none
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// Publisher where a source says none
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// Address where a source says none
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Language (`en`, `pt-BR`) where a source says none
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
}

impl Said {
    pub fn into_metadata(self) -> Result<Metadata, Error> {
        if let Some(date) = &self.published {
            check_date(date)?;
        }
        if let Some(url) = self.url.as_deref().filter(|url| !is_address(url)) {
            return Err(Error::Usage(format!("`{url}` is not an address: write https://example.org/page")));
        }
        if let Some(tag) = self.language.as_deref().filter(|tag| !is_language_tag(tag)) {
            return Err(Error::Usage(format!("`{tag}` is not a language: write en, or pt-BR")));
        }
        Ok(Metadata {
            published_basis: self.published.is_some().then_some(DateBasis::Given),
            published: self.published,
            publisher: self.publisher,
            url: self.url,
            language: self.language,
            ..Metadata::default()
        })
    }
}

/// An address of the web: it becomes a link in what others open, so nothing else may pass for one.
fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_plain = !url.chars().any(|c| c.is_whitespace() || c.is_control());
    is_plain && rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
}

/// The form of a BCP 47 tag: `en`, `pt-BR`, `zh-Hant-TW`.
fn is_language_tag(tag: &str) -> bool {
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let first = tag.split('-').next().unwrap_or("");
    first.len() >= 2 && first.bytes().all(|byte| byte.is_ascii_alphabetic()) && tag.split('-').all(is_part)
}

/// A date on the command line is EDTF.
pub fn check_date(date: &str) -> Result<(), Error> {
    match edtf::bounds(date) {
        Some(_) => Ok(()),
        None => Err(Error::Usage(format!("`{date}` is not a date: write 2023-12-08, 2023-12 or 2023"))),
    }
}

pub fn run(args: Args, session: &mut Session) -> Outcome {
    let options = Options { metadata: args.said.into_metadata()?, extract: !args.no_extract };
    let started = std::time::Instant::now();
    let was_there = args.file.exists();
    let workspace = Workspace::open_or_create(&args.file, Arc::clone(&session.env)).map_err(with_hint)?;
    let mut workspace = session.checked(workspace)?;
    let control = Control::default();
    let progress = show_progress(&control, session.console.quiet);
    let (stdin, paths): (Vec<PathBuf>, Vec<PathBuf>) = args.paths.into_iter().partition(|path| path == Path::new("-"));
    let mut report = Report::default();
    if !stdin.is_empty() {
        let bytes = read_stdin()?;
        let input = Input::Bytes(vec![("stdin".to_owned(), "-".to_owned(), bytes)]);
        merge(&mut report, workspace.import(input, &options, &control)?);
    }
    if !paths.is_empty() {
        merge(&mut report, workspace.import(Input::Paths(paths), &options, &control)?);
    }
    drop(progress);
    let n_undated = undated(&workspace, &report)?;
    if !was_there && record::head(workspace.db())?.is_none() {
        // Nothing came in, so there is no dossier; an empty file would only be in the way.
        workspace.take_away()?;
    } else {
        workspace.close()?;
    }
    if n_undated > 0 {
        session.console.say(&format!(
            "{n_undated} without a publication date, so \"Thursday\" stays open in them: see `list`, mend with set_article"
        ))?;
    }
    tell(session, &report, started.elapsed().as_secs_f64())
}

/// Standard input, to one byte beyond what is read of any file.
pub fn read_stdin() -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// How many of the articles that came in have no publication date.
fn undated(workspace: &Workspace, report: &Report) -> Result<usize, Error> {
    let mut n_undated = 0;
    for id in &report.added {
        n_undated += usize::from(lookup::published(workspace.db(), *id)?.is_none());
    }
    Ok(n_undated)
}

/// The dossier comes first; who forgets it names an article there.
fn with_hint(error: workspace::Error) -> Error {
    match error {
        workspace::Error::Store(store::Error::NotADossier(path)) => Error::Message(format!(
            "the first argument is the dossier to import into, and this is none: {}",
            path.display()
        )),
        other => other.into(),
    }
}

fn merge(into: &mut Report, from: Report) {
    into.added.extend(from.added);
    into.n_duplicates += from.n_duplicates;
    into.failed.extend(from.failed);
    into.warnings.extend(from.warnings);
    into.n_proposals += from.n_proposals;
}

fn tell(session: &mut Session, report: &Report, seconds: f64) -> Outcome {
    for message in report.failed.iter().chain(&report.warnings) {
        session.console.warn(&message.to_string());
    }
    if session.console.json {
        let told = |key: &str, messages: &[Message]| -> Vec<serde_json::Value> {
            messages.iter().map(|message| json!({ "path": message.path, key: message.message })).collect()
        };
        session.console.line(
            &json!({
                "articles_added": report.added.len(),
                "duplicates": report.n_duplicates,
                "failed": told("reason", &report.failed),
                "warnings": told("message", &report.warnings),
                "proposals": report.n_proposals,
                "seconds": seconds,
            })
            .to_string(),
        )?;
    } else {
        let added = report.added.len();
        let mut line = format!("{added} article{} added", if added == 1 { "" } else { "s" });
        if report.n_duplicates > 0 {
            line = format!("{line}, {} here already", report.n_duplicates);
        }
        if !report.failed.is_empty() {
            line = format!("{line}, {} not read", report.failed.len());
        }
        session.console.say(&format!("{line}; {} suggestions", report.n_proposals))?;
    }
    Ok(exit(report))
}

/// 1 when nothing came in and something failed, 2 when something failed beside what came in.
fn exit(report: &Report) -> Exit {
    match (report.failed.is_empty(), report.added.len() + report.n_duplicates) {
        (true, _) => Exit::Done,
        (false, 0) => Exit::Failed,
        (false, _) => Exit::Partly,
    }
}
