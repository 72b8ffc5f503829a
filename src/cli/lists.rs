//! `dossier lists`: the analyst's own lists of names in a dossier: what there is, one more, one less.
//!
//! Never decides anything about a name: a list only has names suggested.

use crate::cli::Session;
use crate::cli::console::Error;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::extract::listed;
use crate::import::Reason;
use crate::import::name_list;
use crate::ledger::command::Command;
use crate::model::kind::Label;
use crate::model::kind::ListFormat;
use crate::store::read::name_lists;
use crate::store::read::name_lists::NameListUse;
use crate::workspace::name_lists::Said;
use crate::workspace::name_lists::read_file;
use serde_json::Value as Json;
use serde_json::json;
use std::path::Path;
use std::path::PathBuf;

/// The forms of lists, for `dossier lists add --help`.
const FORMS: &str = "\
Forms, told by the file's content unless --format says which:
  csv            a table whose first line names its columns: name; and, where
                 they are there, aliases (parted by ; or |), type, born,
                 description, wikidata, geonames, opensanctions or any other
                 `... id`; or one name a line, with --label
  opensanctions  targets.simple.csv of OpenSanctions
  geonames       a table of GeoNames: allCountries.txt, cities15000.txt, PK.txt
  wikidata       an answer of the Wikidata query service with ?item and
                 ?itemLabel, and ?itemAltLabel, ?itemDescription, ?typeLabel
                 where they are there: JSON, CSV or TSV

The file's bytes are kept in the dossier. Articles that wait for review are
read again. Identifiers come along to a card when a name is accepted.";

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Args {
    /// The dossier
    #[arg(required = true)]
    file: Option<PathBuf>,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Bring along a list of names: CSV, OpenSanctions, GeoNames, Wikidata
    #[command(after_help = FORMS)]
    Add(AddArgs),
    /// Take a list away; what was accepted because of it stays, and its file, so that this can be undone
    Remove(RemoveArgs),
}

#[derive(Debug, clap::Args)]
struct AddArgs {
    /// The dossier
    file: PathBuf,
    /// The list
    path: PathBuf,
    /// What suggestions call it; else the file's name
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// csv, opensanctions, geonames or wikidata; else told by the content
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    format: Option<ListFormat>,
    /// What its names are where it does not say: person, org, place, group …
    #[arg(long, value_name = "LABEL", value_parser = label)]
    label: Option<Label>,
    /// Its names, where they are unambiguous, do not stop the reviewer
    #[arg(long)]
    sure: bool,
    /// Under which licence it may be used
    #[arg(long, value_name = "WORDS")]
    licence: Option<String>,
}

#[derive(Debug, clap::Args)]
struct RemoveArgs {
    /// The dossier
    file: PathBuf,
    /// Its title
    title: String,
}

impl Args {
    /// The dossier it is about.
    pub fn file(&self) -> Option<&Path> {
        match &self.what {
            None => self.file.as_deref(),
            Some(What::Add(args)) => Some(&args.file),
            Some(What::Remove(args)) => Some(&args.file),
        }
    }
}

fn format(word: &str) -> Result<ListFormat, String> {
    let words: Vec<&str> = ListFormat::ALL.iter().map(|format| format.as_str()).collect();
    ListFormat::parse(word).ok_or_else(|| format!("the forms there are: {}", words.join(", ")))
}

fn label(word: &str) -> Result<Label, String> {
    let naming = || Label::ALL.iter().filter(|label| label.names_entity());
    let words: Vec<&str> = naming().map(|label| label.as_str()).collect();
    let found = naming().find(|label| label.as_str() == word).copied();
    found.ok_or_else(|| format!("names are one of: {}", words.join(", ")))
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    match (&args.what, &args.file) {
        (Some(What::Add(args)), _) => add(args, session),
        (Some(What::Remove(args)), _) => remove(args, session),
        (None, Some(file)) => show(file, session),
        (None, None) => Err(Error::Usage("which dossier: `dossier lists FILE`".to_owned())),
    }
}

fn show(file: &Path, session: &mut Session) -> Outcome {
    let db = session.reader(file)?;
    let found = db.snapshot(|| name_lists::in_use(&db, listed::rule))?;
    if session.console.json {
        session.console.line(&found.iter().map(told).collect::<Json>().to_string())?;
    } else if found.is_empty() {
        session.console.say("None yet: `dossier lists add FILE PATH` brings one along")?;
    } else {
        let rows: Vec<Vec<String>> = found.iter().map(row).collect();
        let header = &["title", "format", "entries", "found", "articles", "sure", "file", "licence"];
        session.console.table(header, &rows)?;
    }
    Ok(Exit::Done)
}

fn row(found: &NameListUse) -> Vec<String> {
    let NameListUse { list, n_names, n_articles } = found;
    vec![
        list.about.title.clone(),
        list.about.format.to_string(),
        list.n_entries.to_string(),
        n_names.to_string(),
        n_articles.to_string(),
        if list.about.is_sure { "yes" } else { "" }.to_owned(),
        list.file.clone(),
        list.about.licence.clone().unwrap_or_default(),
    ]
}

fn told(found: &NameListUse) -> Json {
    let NameListUse { list, n_names, n_articles } = found;
    json!({
        "title": list.about.title, "id": list.uuid, "format": list.about.format.as_str(),
        "label": list.about.label.map(Label::as_str), "sure": list.about.is_sure, "licence": list.about.licence,
        "entries": list.n_entries, "names_found": n_names, "articles": n_articles, "file": list.file,
        "sha256": list.sha256, "added_by": list.added_by, "added_at_millis": list.added_millis,
    })
}

fn add(args: &AddArgs, session: &mut Session) -> Outcome {
    let said = Said {
        title: args.title.clone(),
        format: args.format,
        label: args.label,
        is_sure: args.sure,
        licence: args.licence.clone(),
    };
    let read = read_file(&args.path, &said).map_err(|problem| {
        let how = if problem.reason == Reason::List(name_list::Problem::NoLabel) { " with --label" } else { "" };
        Error::Message(format!("{problem}{how}"))
    })?;
    for warning in &read.warnings {
        session.console.warn(&format!("{}: {warning}", args.path.display()));
    }
    let mut workspace = session.workspace(&args.file)?;
    workspace.run(&Command::AddList(Box::new(read.list)))?;
    workspace.read_all_waiting()?;
    let found = name_lists::in_use(workspace.db(), listed::rule)?;
    workspace.close()?;
    if let Some(added) = found.last() {
        if session.console.json {
            session.console.line(&told(added).to_string())?;
        } else {
            let NameListUse { list, n_names, n_articles } = added;
            let articles = if *n_articles == 1 {
                "1 article that waits".to_owned()
            } else {
                format!("{n_articles} articles that wait")
            };
            let (entries, n) = (if list.n_entries == 1 { "entry" } else { "entries" }, list.n_entries);
            let (names, stand) = if *n_names == 1 { ("one of its names", "stands") } else { ("of its names", "stand") };
            let names = if *n_names == 1 { names.to_owned() } else { format!("{n_names} {names}") };
            let line = format!("The list \"{}\": {n} {entries}; {names} {stand} in {articles}", list.about.title);
            session.console.say(&line)?;
        }
    }
    Ok(Exit::Done)
}

fn remove(args: &RemoveArgs, session: &mut Session) -> Outcome {
    let mut workspace = session.workspace(&args.file)?;
    let applied = workspace.run(&Command::RemoveList { title: args.title.clone() })?;
    workspace.read_all_waiting()?;
    workspace.close()?;
    if session.console.json {
        let operation = applied.operation.map(|(_, hash)| hash);
        session.console.line(&json!({ "removed": args.title, "op": operation }).to_string())?;
    } else {
        session.console.say(&applied.summary)?;
    }
    Ok(Exit::Done)
}
