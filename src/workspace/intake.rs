//! From paths to articles in the dossier: read, decoded, extracted on all cores, written in batches.
//!
//! Never stops for one bad input: what cannot be read is reported and the rest goes on.

use crate::extract;
use crate::extract::Context;
use crate::extract::memory::Entry;
use crate::extract::memory::Memory;
use crate::extract::memory::Verdict;
use crate::import;
use crate::jobs::Control;
use crate::ledger::command::Command;
use crate::ledger::command::ExportRead;
use crate::ledger::command::Incoming;
use crate::model::article::ArticleDraft;
use crate::model::article::Metadata;
use crate::model::kind::DateBasis;
use crate::model::record_set::ArticleEntry;
use crate::names::fold;
use crate::store;
use crate::store::Db;
use crate::store::cache;
use crate::store::read::articles;
use crate::store::read::lookup;
use crate::store::read::names;
use crate::store::record;
use crate::text::zones;
use crate::workspace::Result;
use crate::workspace::Workspace;
use crate::workspace::habits;
use crate::workspace::name_lists;
use crate::workspace::zoned;
use rayon::prelude::*;
use std::path::Path;
use std::path::PathBuf;

/// Files per operation: an import of more is several steps of undo, so that the writer is free for decisions in
/// between and memory stays bounded.
const BATCH_FILES: usize = 500;

/// What the sources do not say themselves, and whether to read them at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Fills what a source does not say.
    pub metadata: Metadata,
    /// Propose at once.
    pub extract: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { metadata: Metadata::default(), extract: true }
    }
}

/// What is to be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Files and folders.
    Paths(Vec<PathBuf>),
    /// Name, path for messages, bytes: standard input, the clipboard, bundled samples.
    Bytes(Vec<(String, String, Vec<u8>)>),
}

/// What came of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// `article.id`, in the order of the inputs.
    pub added: Vec<i64>,
    pub n_duplicates: usize,
    pub failed: Vec<Message>,
    pub warnings: Vec<Message>,
    pub n_proposals: usize,
    /// Stopped by the user; what was read until then is in the dossier.
    pub cancelled: bool,
}

/// Something to tell about one input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub path: String,
    pub message: String,
}

impl std::fmt::Display for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.path.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.path, self.message) }
    }
}

/// One unit of reading: a file, bytes at hand, or a whole export on its way back.
enum Item {
    Export(PathBuf),
    File(PathBuf),
    Bytes(String, String, Vec<u8>),
}

impl Input {
    fn into_items(self, report: &mut Report) -> Vec<Item> {
        match self {
            Self::Bytes(all) => all.into_iter().map(|(name, path, bytes)| Item::Bytes(name, path, bytes)).collect(),
            Self::Paths(paths) => {
                let (exports, paths): (Vec<PathBuf>, Vec<PathBuf>) =
                    paths.into_iter().partition(|path| import::export_folder::is_export(path));
                let (files, problems) = import::gather(&paths);
                report.failed.extend(problems.into_iter().map(failure));
                exports.into_iter().map(Item::Export).chain(files.into_iter().map(Item::File)).collect()
            }
        }
    }
}

/// A problem with an input, as it is told.
pub fn failure(problem: import::Problem) -> Message {
    Message { path: problem.path, message: problem.reason.to_string() }
}

/// Sources read and extracted, or an export, ready to be written as one operation.
pub struct Batch {
    pub command: Command,
    n_articles: usize,
    /// Whom notices of writing it are about.
    path: String,
}

/// What came of writing a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// `article.id`.
    pub added: Vec<i64>,
    pub n_proposals: usize,
    /// Rows of an export that were passed over, in words.
    pub notices: Vec<String>,
    /// Articles whose text the dossier had already, from other bytes.
    pub same_text: Vec<Message>,
}

/// Something to tell while an import is under way. Within a batch in no particular order: inputs are read on all cores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    Failed(Message),
    Warned(Message),
    /// A batch is in the dossier.
    Written {
        n_added: usize,
        n_duplicates: usize,
        n_proposals: usize,
    },
}

/// Takes notices, from any thread.
pub type Tell<'t> = &'t (dyn Fn(Notice) + Sync);

/// Reads everything in batches and hands each to `write`. An export is a batch of its own. What is told on the way
/// stands in the report, too.
pub fn read_in_batches(
    input: Input,
    options: &Options,
    memory: &Memory,
    control: &Control,
    tell: Tell<'_>,
    mut write: impl FnMut(Batch) -> Result<Written>,
) -> Result<Report> {
    let mut report = Report::default();
    let items = input.into_items(&mut report);
    for failed in &report.failed {
        tell(Notice::Failed(failed.clone()));
    }
    let n_total = items.len();
    let mut n_done = 0;
    let mut rest = items.into_iter().peekable();
    while rest.peek().is_some() {
        if control.is_cancelled() {
            report.cancelled = true;
            break;
        }
        control.report("Reading", n_done, n_total);
        let batch = if let Some(Item::Export(path)) = rest.next_if(|item| matches!(item, Item::Export(_))) {
            n_done += 1;
            let n_told = (report.failed.len(), report.warnings.len());
            let read = read_export(&path, options, memory, &mut report);
            let batch = read.map_err(|problem| report.failed.push(failure(problem)));
            tell_new(&report, n_told, tell);
            let Ok(batch) = batch else { continue };
            batch
        } else {
            let items: Vec<Item> = rest.by_ref().take(BATCH_FILES).collect();
            n_done += items.len();
            read_items(items, options, memory, &mut report, tell)
        };
        let (n_articles, path) = (batch.n_articles, batch.path.clone());
        let written = write(batch)?;
        let n_told = (report.failed.len(), report.warnings.len());
        let (n_added, n_proposals) = (written.added.len(), written.n_proposals);
        let n_duplicates = n_articles.saturating_sub(n_added);
        report.n_duplicates += n_duplicates;
        report.n_proposals += written.n_proposals;
        report.added.extend(written.added);
        let notices = written.notices.into_iter().map(|message| Message { path: path.clone(), message });
        report.warnings.extend(notices);
        report.warnings.extend(written.same_text);
        tell_new(&report, n_told, tell);
        tell(Notice::Written { n_added, n_duplicates, n_proposals });
    }
    control.report("Reading", n_done, n_total);
    Ok(report)
}

/// Tells what stands in the report behind so many failures and warnings.
fn tell_new(report: &Report, n_told: (usize, usize), tell: Tell<'_>) {
    let failed = report.failed.iter().skip(n_told.0).cloned().map(Notice::Failed);
    failed.chain(report.warnings.iter().skip(n_told.1).cloned().map(Notice::Warned)).for_each(tell);
}

/// Files and bytes, read on all cores.
fn read_items(items: Vec<Item>, options: &Options, memory: &Memory, report: &mut Report, tell: Tell<'_>) -> Batch {
    let told = |taken: Taken| {
        match &taken {
            Ok((_, warnings)) => warnings.iter().cloned().map(Notice::Warned).for_each(tell),
            Err(failed) => tell(Notice::Failed(failed.clone())),
        }
        taken
    };
    let read: Vec<Taken> = items.into_par_iter().map(|item| told(read_item(item, options, memory))).collect();
    let (mut incoming, mut n_articles) = (Vec::with_capacity(read.len()), 0);
    for outcome in read {
        match outcome {
            Ok((one, warnings)) => {
                n_articles += one.source.articles.len();
                incoming.push(one);
                report.warnings.extend(warnings);
            }
            Err(failed) => report.failed.push(failed),
        }
    }
    let path = if let [one] = incoming.as_slice() { one.source.path.clone() } else { String::new() };
    Batch { command: Command::Import { incoming }, n_articles, path }
}

/// An export of this program, with fresh proposals for its articles.
fn read_export(
    path: &Path,
    options: &Options,
    memory: &Memory,
    report: &mut Report,
) -> std::result::Result<Batch, import::Problem> {
    let folder = import::export_folder::read(path)?;
    let file = |name: &str| path.join(name).display().to_string();
    let changed = folder.warnings.into_iter().map(|(name, message)| Message { path: file(&name), message });
    report.warnings.extend(changed);
    let unread =
        folder.problems.iter().map(|problem| Message { path: file(&problem.place.file), message: problem.to_string() });
    report.failed.extend(unread);
    let articles = &folder.set.articles;
    let extractions = if options.extract {
        let read = |article: &ArticleEntry| {
            let context = Context { published: article.metadata.published.as_deref(), memory };
            extract::extract(&article.text, &context)
        };
        articles.par_iter().map(|row| read(&row.entry)).collect()
    } else {
        Vec::new()
    };
    let n_articles = articles.len();
    let export = ExportRead { set: folder.set, extractor: extract::extractor().to_owned(), extractions };
    let path = path.display().to_string();
    Ok(Batch { command: Command::ReadBack(Box::new(export)), n_articles, path })
}

fn read_item(item: Item, options: &Options, memory: &Memory) -> Taken {
    match item {
        // Exports stand first and are taken one by one; should one come here, a folder is refused in words.
        Item::File(path) | Item::Export(path) => take_in(import::read_file(&path), options, memory),
        Item::Bytes(name, path, bytes) => take_in(import::read_bytes(&name, &path, bytes), options, memory),
    }
}

/// A source on its way in with what is to be told about it, or why it cannot come in.
pub type Taken = std::result::Result<(Incoming, Vec<Message>), Message>;

/// Fills in what was said by hand, and extracts.
pub fn take_in(read: std::result::Result<import::Read, import::Problem>, options: &Options, memory: &Memory) -> Taken {
    let read = read.map_err(failure)?;
    let warnings = read
        .warnings
        .into_iter()
        .map(|warning| Message { path: warning.path, message: warning.message.to_string() })
        .collect();
    let mut source = read.source;
    let mut extractions = Vec::new();
    for article in &mut source.articles {
        fill_in(&mut article.metadata, &options.metadata);
        extractions.extend(prepare(article, options, memory));
    }
    Ok((Incoming { source, extractor: extract::extractor().to_owned(), extractions }, warnings))
}

/// What the source does not say, said by hand.
fn fill_in(metadata: &mut Metadata, given: &Metadata) {
    let Metadata { title, publisher, published, published_basis: _, author, url, language } = given;
    // A date given by hand is better than one that only the file's name or the text tells.
    let is_weak = |basis| matches!(basis, DateBasis::FileName | DateBasis::Text);
    if published.is_some() && metadata.published_basis.is_none_or(is_weak) {
        metadata.published.clone_from(published);
        metadata.published_basis = Some(DateBasis::Given);
    }
    for (field, given) in [
        (&mut metadata.title, title),
        (&mut metadata.publisher, publisher),
        (&mut metadata.author, author),
        (&mut metadata.url, url),
        (&mut metadata.language, language),
    ] {
        if field.is_none() {
            field.clone_from(given);
        }
    }
}

/// Extracts, and takes from the text what metadata lacks: the headline as title, the publisher from its boilerplate.
fn prepare(
    article: &mut ArticleDraft,
    options: &Options,
    memory: &Memory,
) -> Option<crate::model::extraction::Extraction> {
    if article.metadata.title.is_none() {
        article.metadata.title = zones::headline(&article.body, &zones::zones(&article.body)).map(str::to_owned);
    }
    if !options.extract {
        return None;
    }
    let extraction =
        extract::extract(&article.body, &Context { published: article.metadata.published.as_deref(), memory });
    if article.metadata.publisher.is_none() {
        article.metadata.publisher.clone_from(&extraction.publisher);
    }
    Some(extraction)
}

impl Workspace {
    /// Imports and waits for it.
    pub fn import(&mut self, input: Input, options: &Options, control: &Control) -> Result<Report> {
        let memory = memory(&self.db)?;
        read_in_batches(input, options, &memory, control, &|_| {}, |batch| self.write_batch(&batch))
    }

    /// Writes one batch as one operation.
    pub fn write_batch(&mut self, batch: &Batch) -> Result<Written> {
        let applied = self.run(&batch.command)?;
        let operation = applied.operation.map(|(id, _)| id);
        let (mut added, mut same_text) = (Vec::with_capacity(applied.articles.len()), Vec::new());
        for article in applied.articles {
            // Reading an export back touches articles that were here before, too: those were not added.
            let Some(row) = articles::article(&self.db, article)?.filter(|row| Some(row.batch) == operation) else {
                continue;
            };
            added.push(article);
            if let Some(first) = articles::first_of_same_text(&self.db, article)? {
                let message = format!("the same text is here already, as A{first}; added as A{article}");
                same_text.push(Message { path: row.file, message });
            }
        }
        let n_proposals = cache::n_proposals(&self.db, &added)?;
        Ok(Written { added, n_proposals, notices: applied.notices, same_text })
    }
}

/// The dossier's own memory: names on cards, those decided for always, and how its analysts tell names apart, which is
/// learned anew where that is due.
pub fn memory(db: &Db) -> store::Result<Memory> {
    Ok(names_remembered(db)?.with_weights(habits::learned(db)?))
}

/// The same with what was learned last in this session: for those who must not wait.
pub fn memory_at_hand(db: &Db) -> store::Result<Memory> {
    Ok(names_remembered(db)?.with_weights(habits::at_hand(db).0))
}

fn names_remembered(db: &Db) -> store::Result<Memory> {
    let entries = names::remembered(db)?.into_iter().map(|names::Remembered { name, label, said }| {
        let verdict = match said {
            names::Said::Always => Verdict::Always,
            names::Said::Never => Verdict::Never,
            names::Said::Decided { n_accepted, n_rejected } => Verdict::Decided { n_accepted, n_rejected },
        };
        Entry { name, label, verdict }
    });
    Ok(Memory::new(entries).with_lists(name_lists::at_hand(db)?))
}

/// Makes the proposals of one article again; what a person said is not part of the article proposes nothing.
pub fn extract_again(db: &Db, article: i64) -> store::Result<()> {
    extract_with(db, article, &memory_at_hand(db)?)
}

/// The same with a memory that is at hand.
pub fn extract_with(db: &Db, article: i64, memory: &Memory) -> store::Result<()> {
    let published = lookup::published(db, article)?;
    let body = record::body_of_article(db, article)?;
    let mut extraction = extract::extract(&body, &Context { published: published.as_deref(), memory });
    zoned::leave_out(&mut extraction, &zoned::outside(db, article)?);
    cache::put_run(db, article, &body, extract::extractor(), &extraction, fold)
}
