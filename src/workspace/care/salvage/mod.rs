//! A new dossier from a damaged one: all that can be read and proved, and a list of what cannot.
//!
//! Never writes into the damaged file, which is set aside whole, and never takes over what its hash does not prove. The
//! record is put together first (the chain of operations, link by link, from the damaged file and its backups; the texts
//! by their hashes), the rest is a replay of it.

mod chain;
mod report;
mod rest;
mod texts;

pub use report::Report;

use crate::disk;
use crate::env::Env;
use crate::jobs::Control;
use crate::jobs::frame;
use crate::ledger::operation::Recorder;
use crate::ledger::record::Fact;
use crate::ledger::removal;
use crate::ledger::undo::REMOVE_FOR_GOOD;
use crate::ledger::verify;
use crate::store;
use crate::store::Db;
use crate::store::damage;
use crate::store::lock::WriterLock;
use crate::store::log;
use crate::store::open::remove_with_side_files;
use crate::store::record;
use crate::workspace;
use crate::workspace::Workspace;
use crate::workspace::care;
use crate::workspace::care::backups;
use crate::workspace::care::salvage::chain::Chain;
use crate::workspace::care::salvage::chain::Origin;
use crate::workspace::care::salvage::rest::Rest;
use crate::workspace::care::salvage::texts::Texts;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// Where the new dossier goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// It takes the damaged one's place, which is set aside as `NAME damaged 2024-03-14 1805.dossier`.
    InPlace,
    /// To a file that is not there yet; the damaged one stays where it is.
    At(PathBuf),
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("nothing can be salvaged: {reason}. The file was left as it is: {path}")]
    Nothing { reason: String, path: PathBuf },
    #[error("this file is there already and is not overwritten: {0}")]
    Taken(PathBuf),
    #[error("the salvage was stopped; the file was left as it is")]
    Cancelled,
    #[error("{message} ({error}): {path}")]
    Io { message: &'static str, error: std::io::Error, path: PathBuf },
    #[error(transparent)]
    Workspace(#[from] workspace::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Makes a new dossier of what can be read of a damaged one and of its backups in `backup_folders`. A dossier that is
/// not damaged is left as it is, and told so.
pub fn salvage(
    file: &Path,
    target: &Target,
    backup_folders: &[PathBuf],
    env: &Arc<Env>,
    control: &Control,
) -> Result<Report, Error> {
    frame::must_not_wait("a salvage");
    if !file.is_file() {
        return Err(store::Error::Missing(file.to_path_buf()).into());
    }
    let dest = match target {
        Target::InPlace => file.to_path_buf(),
        Target::At(dest) if dest.exists() => return Err(Error::Taken(dest.clone())),
        Target::At(dest) => dest.clone(),
    };
    let _lock = WriterLock::take(file, &care::holder_line(env))?;
    let bench = Bench::make(&dest)?;
    let job = Job { file, dest: &dest, target, bench: &bench, env, control };
    job.run(backup_folders)
}

/// The folder in which the work is done, beside the new dossier; goes with this value.
struct Bench {
    dir: PathBuf,
}

impl Bench {
    fn make(dest: &Path) -> Result<Self, Error> {
        let dir = disk::beside(dest, ".salvage");
        let io = |error| Error::Io { message: "the folder for the work cannot be made", error, path: dir.clone() };
        if dir.exists() {
            // A salvage that was killed left it; it holds copies only.
            std::fs::remove_dir_all(&dir).map_err(io)?;
        }
        std::fs::create_dir_all(&dir).map_err(io)?;
        Ok(Self { dir })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        // What cannot be removed is told by its name, and removed by the next salvage.
        let tidied = std::fs::remove_dir_all(&self.dir);
        drop(tidied);
    }
}

struct Job<'a> {
    file: &'a Path,
    dest: &'a Path,
    target: &'a Target,
    bench: &'a Bench,
    env: &'a Arc<Env>,
    control: &'a Control,
}

impl Job<'_> {
    fn run(&self, backup_folders: &[PathBuf]) -> Result<Report, Error> {
        self.stage("Reading the damaged file")?;
        let mut report = Report::default();
        let copy = self.copy_of_damaged()?;
        report.found.extend(self.problem_of_log()?);
        let log_lost = report.found.clone();
        let damaged = self.open_damaged(&copy, &mut report)?;
        let mut origins: Vec<Origin> = damaged.into_iter().map(|db| Origin { db, backup: None }).collect();
        if let Some(origin) = origins.first()
            && report.found.is_empty()
        {
            let verified = verify::verify(&origin.db, None);
            match verified.first_failure() {
                None => return Ok(Report { n_operations: verified.n_operations as i64, ..report }),
                Some(check) => report.found.extend(check.failure.clone()),
            }
        }
        report.was_damaged = true;
        report.lost.extend(log_lost);
        let first = origins.first().and_then(|origin| record::operation(&origin.db, 1).ok().flatten());
        let first = first.map(|operation| operation.hash);
        for backup in backup_folders.iter().flat_map(|folder| backups::list(folder, self.file, first.as_deref())) {
            if let Ok(db) = Db::open_without_log(&backup.path) {
                origins.push(Origin { db, backup: Some(backup.path) });
            }
        }
        self.stage("Following the chain of changes")?;
        let chain = Chain::follow(&origins);
        let rest = origins.iter().find(|origin| origin.backup.is_none()).map(|damaged| Rest::read(&chain, damaged));
        self.build(&origins, &chain, &rest.unwrap_or_default(), &mut report)?;
        self.put_in_place(&mut report)?;
        Ok(report)
    }

    fn stage(&self, stage: &str) -> Result<(), Error> {
        self.control.report(stage, 0, 0);
        if self.control.is_cancelled() { Err(Error::Cancelled) } else { Ok(()) }
    }

    /// File and log, to be read from and mended.
    fn copy_of_damaged(&self) -> Result<PathBuf, Error> {
        let copy = self.bench.path("damaged.dossier");
        copy_file(self.file, &copy)?;
        if log::has_content(self.file) {
            copy_file(&log::path_of(self.file), &log::path_of(&copy))?;
        }
        Ok(copy)
    }

    fn problem_of_log(&self) -> Result<Option<String>, Error> {
        let path = log::path_of(self.file);
        let read = log::read(self.file);
        Ok(read.map_err(|error| Error::Io { message: "the log cannot be read", error, path })?.problem())
    }

    /// The copy, opened; `None` where SQLite can read none of it.
    fn open_damaged(&self, copy: &Path, report: &mut Report) -> Result<Option<Db>, Error> {
        let donor = self.bench.path("donor.dossier");
        drop(Db::create(&donor)?);
        match damage::open_mended(copy, &donor) {
            Ok((db, mended)) => {
                report.found.extend(mended);
                Ok(Some(db))
            }
            Err(error @ store::Error::Newer { .. }) => Err(error.into()),
            Err(error) => {
                report.found.push(format!("the file cannot be read ({})", without_path(&error)));
                Ok(None)
            }
        }
    }

    /// Makes the new dossier under its temporary name, and checks it.
    fn build(&self, origins: &[Origin], chain: &Chain, rest: &Rest, report: &mut Report) -> Result<(), Error> {
        let part = self.part();
        remove_with_side_files(&part)?;
        let built = self.fill(&part, origins, chain, rest, report);
        if built.is_err() {
            let tidied = remove_with_side_files(&part);
            drop(tidied);
        }
        built
    }

    fn fill(
        &self,
        part: &Path,
        origins: &[Origin],
        chain: &Chain,
        rest: &Rest,
        report: &mut Report,
    ) -> Result<(), Error> {
        self.stage("Putting the record together")?;
        let new = Db::create(part)?;
        let texts = new.transaction(|| -> store::Result<Texts> {
            let texts = texts::take(chain, origins, &new, rest.removed())?;
            put_operations(chain, origins, &new, &texts)?;
            for article in &texts.removed_behind {
                let mut recorder = Recorder::begin(&new, self.env)?;
                recorder.establish(Fact::Removed { article: article.clone() })?;
                recorder.finish(REMOVE_FOR_GOOD, None)?;
            }
            for article in &texts.removed {
                removal::take_words_out_again(&new, *article)?;
            }
            Ok(texts)
        })?;
        drop(new);
        self.stage("Making the suggestions again")?;
        let mut workspace = Workspace::open(part, Arc::clone(self.env))?;
        workspace.rebuild()?;
        workspace.extract_outdated()?;
        let damaged = origins.iter().find(|origin| origin.backup.is_none());
        if let Some(damaged) = damaged {
            report.n_imported_again = rest.import_again(damaged, &mut workspace, self.control)?;
        }
        report.take(chain, origins, texts, rest);
        if report.n_operations == 0 && report.n_imported_again == 0 {
            let reason = report.found.first().cloned().unwrap_or_else(|| "no change in it can be read".to_owned());
            return Err(Error::Nothing { reason, path: self.file.to_path_buf() });
        }
        self.stage("Checking the new dossier")?;
        let verified = verify::verify(workspace.db(), None);
        workspace.close()?;
        if let Some(check) = verified.first_failure() {
            let reason = format!(
                "what was read does not make a whole dossier ({})",
                check.failure.as_deref().unwrap_or_default()
            );
            return Err(Error::Nothing { reason, path: self.file.to_path_buf() });
        }
        report.n_articles = verified.n_articles;
        self.write_list(rest, report)
    }

    /// What could not be taken over, one JSON object a line, beside the new dossier.
    fn write_list(&self, rest: &Rest, report: &mut Report) -> Result<(), Error> {
        if rest.lines.is_empty() {
            return Ok(());
        }
        let name = format!("{} not taken over", care::stem(self.dest));
        let path = care::stamped(disk::folder_of(self.dest), &name, self.env, "jsonl");
        let part = disk::beside(&path, ".part");
        let written =
            std::fs::write(&part, rest.lines.join("\n") + "\n").and_then(|()| disk::put_in_place(&part, &path));
        written.map_err(|error| Error::Io { message: "the list cannot be written", error, path: path.clone() })?;
        report.list = Some(path);
        Ok(())
    }

    fn part(&self) -> PathBuf {
        disk::beside(self.dest, ".salvage.part")
    }

    /// Sets the damaged file aside, where its place is taken, and gives the new one its name.
    fn put_in_place(&self, report: &mut Report) -> Result<(), Error> {
        if *self.target == Target::InPlace {
            let name = format!("{} damaged", care::stem(self.file));
            let aside = care::stamped(disk::folder_of(self.file), &name, self.env, "dossier");
            // The file first: whoever looks in between finds a log without its dossier, and is told so.
            std::fs::rename(self.file, &aside).map_err(io("the damaged file cannot be set aside", self.file))?;
            let wal = log::path_of(self.file);
            if wal.exists() {
                std::fs::rename(&wal, log::path_of(&aside)).map_err(io("the damaged log cannot be set aside", &wal))?;
            }
            let shm = disk::beside(self.file, "-shm");
            disk::remove_if_there(&shm).map_err(io("what belongs to the damaged file is in the way", &shm))?;
            report.set_aside = Some(aside);
        }
        let part = self.part();
        disk::put_in_place(&part, self.dest).map_err(io("the new dossier cannot be put in its place", self.dest))?;
        report.made = Some(self.dest.to_path_buf());
        Ok(())
    }
}

fn io(message: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    move |error| Error::Io { message, error, path: path.to_path_buf() }
}

fn copy_file(from: &Path, to: &Path) -> Result<(), Error> {
    std::fs::copy(from, to).map(|_n_bytes| ()).map_err(io("the damaged file cannot be copied", from))
}

fn put_operations(chain: &Chain, origins: &[Origin], new: &Db, texts: &Texts) -> store::Result<()> {
    for id in 1..=chain.n_operations() {
        let Some(link) = chain.read_again(origins, id) else {
            return Err(store::Error::Unexpected(format!("operation {id} could be read once and not again")));
        };
        record::insert_operation(new, &link.operation, &link.parents)?;
        for (position, mut fact) in link.facts.into_iter().enumerate() {
            fact.article_id = match fact.json.as_deref().map(Fact::parse) {
                Some(Ok(parsed)) => parsed.article().and_then(|sha256| texts.articles.get(sha256)).copied(),
                Some(Err(_)) => None,
                None => fact.article_id.filter(|id| texts.articles.values().any(|known| known == id)),
            };
            record::insert_fact(new, id, position, &fact)?;
        }
    }
    Ok(())
}

/// An error about a copy that nobody knows, without that copy's path.
fn without_path(error: &store::Error) -> String {
    match error {
        store::Error::NotADossier(_) => "no SQLite file, or one of another program".to_owned(),
        store::Error::Damaged { what, .. } => what.clone(),
        store::Error::Io { message, .. } => message.clone(),
        other => other.to_string(),
    }
}
