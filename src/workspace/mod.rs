//! The one door to a dossier: open it, run commands, undo and redo, import, read, verify.
//!
//! Never prints and never paints; its clients are `cli`, which waits for answers, and `ui`, which goes through
//! [`desk`] and never waits.

pub mod care;
pub mod copy;
pub mod describe;
pub mod desk;
pub mod habits;
pub mod intake;
pub mod name_lists;
pub mod panic_log;
pub mod redated;
mod rereading;
pub mod review;
pub mod same_text;
pub mod settings;
pub mod zoned;

use crate::env::Env;
use crate::extract;
use crate::jobs::Control;
use crate::jobs::Job;
use crate::jobs::frame;
use crate::ledger::again;
use crate::ledger::command::Command;
use crate::ledger::copies;
use crate::ledger::operation::Recorder;
use crate::ledger::plan;
use crate::ledger::plan::Refusal;
use crate::ledger::rebuild;
use crate::ledger::record::Fact;
use crate::ledger::removal;
use crate::ledger::undo;
use crate::ledger::undo::Stacks;
use crate::model::kind::ArticleField;
use crate::model::kind::ZoneKind;
use crate::names::fold;
use crate::store;
use crate::store::Db;
use crate::store::cache;
use crate::store::images;
use crate::store::lock::Reach;
use crate::store::lock::WriterLock;
use crate::store::open::is_file;
use crate::store::place;
use crate::store::place::Warning;
use crate::store::record;
use crate::store::record::OperationRow;
use crate::workspace::care::opened::Opened;
use crate::workspace::care::opened::Signs;
use crate::workspace::redated::Redated;
use crate::workspace::rereading::Rereading;
use crate::workspace::zoned::Zoned;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Undo(#[from] undo::Error),
    #[error(transparent)]
    Again(#[from] again::Error),
}

pub type Result<T> = std::result::Result<T, Error>;

/// What a command did, once it is durable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Number and hash of the operation; `None` when there was nothing to change.
    pub operation: Option<(i64, String)>,
    /// One line in words: "Accepted Thomas West, 5 mentions".
    pub summary: String,
    /// Rows of the projection that changed.
    pub n_touched: usize,
    /// `article.id` of the articles whose review or counts changed.
    pub articles: Vec<i64>,
    /// What a new publication date did to the article's dates; `None` where none was set.
    pub dates: Option<Redated>,
    /// What was passed over, in words: rows of an export that do not fit.
    pub notices: Vec<String>,
}

/// Opens a dossier for reading, also beside a writer; one of an older format is brought to the present one first. Gives
/// the format it had, where that was older.
pub fn open_reader(path: &Path, env: &Arc<Env>) -> Result<(Db, Option<i64>)> {
    match Db::open_reader(path) {
        Err(store::Error::Older { version, .. }) => {
            Workspace::open(path, Arc::clone(env))?.close()?;
            Ok((Db::open_reader(path)?, Some(version)))
        }
        outcome => Ok((outcome?, None)),
    }
}

/// A dossier open for writing.
pub struct Workspace {
    db: Db,
    env: Arc<Env>,
    path: PathBuf,
    stacks: Stacks,
    opened: Opened,
    rereading: Rereading,
    learning: Option<Job>,
    /// The sentences of all articles are noted: those that come in are, and none from before is left.
    is_noted: bool,
    /// Held until the workspace goes.
    _lock: WriterLock,
}

impl Workspace {
    /// Opens an existing dossier for writing.
    pub fn open(path: &Path, env: Arc<Env>) -> Result<Self> {
        frame::must_not_wait("the dossier");
        if !is_file(path)? {
            return Err(store::Error::Missing(path.to_path_buf()).into());
        }
        Self::open_or_create(path, env)
    }

    /// Opens a dossier for writing; makes it where there is no file, or an empty one.
    pub fn open_or_create(path: &Path, env: Arc<Env>) -> Result<Self> {
        is_file(path)?;
        let warning = place::warning(path);
        let reach = if warning.as_ref().is_some_and(Warning::is_network) { Reach::Network } else { Reach::ThisMachine };
        let lock = WriterLock::take_within(path, &care::holder_line(&env), reach)?;
        // Asked under the lock: somebody else may have made it a moment ago.
        let is_new = std::fs::metadata(path).map_or(true, |about| about.len() == 0);
        let signs = Signs::look(path, lock.left_behind(), &env)?;
        let db = if is_new { Db::create(path)? } else { Db::open_writer(path)? };
        let mut stacks = Stacks::default();
        stacks.catch_up(&db)?;
        let opened = signs.opened(&db, warning)?;
        let rereading = Rereading::begin(&db)?;
        Ok(Self {
            db,
            env,
            path: path.to_path_buf(),
            stacks,
            opened,
            rereading,
            learning: None,
            is_noted: false,
            _lock: lock,
        })
    }

    /// How the dossier was found. Until [`check`](Self::check) has run, what an unclean end left is not checked.
    pub const fn opened(&self) -> &Opened {
        &self.opened
    }

    /// Checks the dossier where it did not end cleanly; costs nothing otherwise. When it is found damaged nothing is
    /// written any more: every command is refused.
    pub fn check(&mut self) -> &Opened {
        self.opened.check(&self.db);
        &self.opened
    }

    /// An error when the dossier was found damaged.
    pub fn sound(&self) -> Result<()> {
        match self.opened.damage() {
            Some(what) => Err(store::Error::Damaged { what: what.to_owned(), path: self.path.clone() }.into()),
            None => Ok(()),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// For reading through `store::read`; nothing but the ledger writes.
    pub const fn db(&self) -> &Db {
        &self.db
    }

    /// Decisions from here on are recorded as this person's.
    pub fn decide_as(&mut self, env: Arc<Env>) {
        self.env = env;
    }

    /// Whether there is something to undo, and to redo.
    pub fn can_undo_redo(&self) -> (bool, bool) {
        (self.stacks.next_undo().is_some(), self.stacks.next_redo().is_some())
    }

    /// Applies a command in one transaction: when this returns, it is durable.
    pub fn run(&mut self, command: &Command) -> Result<Applied> {
        self.sound()?;
        let mut applied = self.db.transaction(|| -> Result<Applied> {
            let mut recorder = Recorder::begin(&self.db, &self.env)?;
            plan::plan(&mut recorder, command)?;
            let notices = recorder.take_notices();
            let removed = if let Command::RemoveForGood { article } = command { Some(*article) } else { None };
            if removed.is_none() && !recorder.changed()? {
                recorder.abandon()?;
                return Ok(Applied { summary: "Nothing to change".to_owned(), notices, ..Applied::default() });
            }
            let summary = describe::in_words(&self.db, command.kind(), recorder.facts())?;
            let redated = redated_articles(&self.db, recorder.facts())?;
            if let Some(article) = removed {
                removal::take_words_out(&mut recorder, article)?;
            }
            let operation = recorder.finish(command.kind(), None)?;
            if removed.is_some() {
                rebuild::rebuild(&self.db)?;
                record::purge_search_index(&self.db)?;
            }
            let mut dates = None;
            for article in redated {
                dates.get_or_insert_with(Redated::default).read_again(&self.db, article)?;
            }
            Ok(Applied { dates, notices, ..self.applied(&operation, summary)? })
        })?;
        self.stacks.catch_up(&self.db)?;
        if matches!(command, Command::RemoveForGood { .. }) {
            // The log beside the file still holds the pages as they were.
            if !self.db.checkpoint()? {
                applied.notices.push(
                    "somebody is reading the dossier: until it is closed everywhere, the words are still in the log beside it"
                        .to_owned(),
                );
            }
        }
        Ok(applied)
    }

    /// Undoes the last operation in force, or the one of this number.
    pub fn undo(&mut self, target: Option<i64>) -> Result<Applied> {
        self.step_back(|db, env, stacks| undo::undo(db, env, stacks, target))
    }

    /// Redoes what was undone last.
    pub fn redo(&mut self) -> Result<Applied> {
        self.step_back(undo::redo)
    }

    /// Makes a change that was taken back once more, as a new one: its facts, where they still fit.
    pub fn apply_again(&mut self, target: i64) -> Result<Applied> {
        self.stacks.catch_up(&self.db)?;
        let applied = self.db.transaction(|| -> Result<Applied> {
            let (operation, facts) = again::apply_again(&self.db, &self.env, &self.stacks, target)?;
            let told = describe::in_words(&self.db, &operation.kind, &facts)?;
            let summary = format!("Applied again: {}", describe::lower_first(&told));
            let mut dates = None;
            for article in redated_articles(&self.db, &facts)? {
                dates.get_or_insert_with(Redated::default).read_again(&self.db, article)?;
            }
            Ok(Applied { dates, ..self.applied(&operation, summary)? })
        })?;
        self.stacks.catch_up(&self.db)?;
        Ok(applied)
    }

    fn step_back(
        &mut self,
        step: impl FnOnce(&Db, &Env, &Stacks) -> std::result::Result<OperationRow, undo::Error>,
    ) -> Result<Applied> {
        self.sound()?;
        // Another program may have written since; the lock forbids it, a look is cheap.
        self.stacks.catch_up(&self.db)?;
        let applied = self.db.transaction(|| -> Result<Applied> {
            let operation = step(&self.db, &self.env, &self.stacks)?;
            let summary = describe::stepped(&self.db, &operation)?;
            let applied = self.applied(&operation, summary)?;
            // A date that came or went changes what "Thursday" means in the article's proposals.
            for article in &applied.articles {
                let state = ("article_state", *article);
                if images::changed_column(&self.db, operation.id, state, "published")?
                    || images::changed_column(&self.db, operation.id, state, "language")?
                {
                    intake::extract_again(&self.db, *article)?;
                    cache::refresh_tally(&self.db, *article)?;
                }
            }
            Ok(applied)
        })?;
        self.stacks.catch_up(&self.db)?;
        Ok(applied)
    }

    fn applied(&self, operation: &OperationRow, mut summary: String) -> Result<Applied> {
        let articles = images::articles_touched(&self.db, operation.id)?;
        for article in &articles {
            if images::touched_zone(&self.db, operation.id, *article, ZoneKind::Boilerplate.as_str())? {
                summary = with_told(summary, Zoned::read_again(&self.db, *article)?);
            }
            cache::refresh_tally(&self.db, *article)?;
        }
        let n_touched = images::n_touched(&self.db, operation.id)?;
        let operation = Some((operation.id, operation.hash.clone()));
        Ok(Applied { operation, summary, n_touched, articles, ..Applied::default() })
    }

    /// Makes the projection again from the record.
    pub fn rebuild(&mut self) -> Result<()> {
        self.sound()?;
        self.db.transaction(|| -> Result<()> {
            rebuild::rebuild(&self.db)?;
            for article in record::articles(&self.db)? {
                cache::refresh_tally(&self.db, article.id)?;
            }
            Ok(())
        })
    }

    /// Makes all proposals again that are not by the present extractor; gives how many articles were read.
    pub fn extract_outdated(&mut self) -> Result<usize> {
        self.sound()?;
        let outdated = cache::articles_without_run_of(&self.db, extract::extractor())?;
        let memory = intake::memory(&self.db)?;
        self.db.transaction(|| -> Result<()> {
            for article in &outdated {
                intake::extract_with(&self.db, *article, &memory)?;
                cache::refresh_tally(&self.db, *article)?;
            }
            Ok(())
        })?;
        Ok(outdated.len())
    }

    /// Length in bytes of the article that [`Self::read_waiting`] would read next; `None`: none waits.
    pub fn waiting_n_bytes(&mut self) -> Result<Option<usize>> {
        if self.opened.damage().is_some() || !self.rereading.look(&self.db)? {
            return Ok(None);
        }
        Ok(self.rereading.next_n_bytes(&self.db)?)
    }

    /// Reads some articles again that wait for review and hold a name about which something was decided since; gives
    /// them (`article.id`), or none when all are read. For the time when nothing else is to be done.
    pub fn read_waiting(&mut self, at_most: usize) -> Result<Vec<i64>> {
        if self.opened.damage().is_some() || !self.rereading.look(&self.db)? {
            return Ok(Vec::new());
        }
        let Self { db, rereading, .. } = self;
        Ok(db.transaction(|| rereading.read(db, at_most))?)
    }

    /// Notes the sentences of some articles of a dossier from before that was done; gives whether more may be left. For
    /// the time when nothing else is to be done.
    pub fn note_sentences(&mut self, at_most: usize) -> Result<bool> {
        if self.is_noted || self.opened.damage().is_some() {
            return Ok(false);
        }
        let n_noted = self.db.transaction(|| copies::note_unnoted(&self.db, at_most))?;
        self.is_noted = n_noted < at_most;
        Ok(!self.is_noted)
    }

    /// Reads all of them, for a caller who has nothing else to do.
    pub fn read_all_waiting(&mut self) -> Result<()> {
        /// Articles in one transaction.
        const AT_ONCE: usize = 64;
        if self.opened.damage().is_none() && self.rereading.look(&self.db)? {
            habits::learned(&self.db)?;
        }
        while !self.read_waiting(AT_ONCE)?.is_empty() {}
        Ok(())
    }

    /// Learns, where it is due, how the analysts tell names apart, on a thread of its own: nothing waits for it. What was
    /// learned is used from the next reading on.
    pub fn learn_aside(&mut self) {
        let is_learning = self.learning.as_ref().is_some_and(|job| !job.is_finished());
        if is_learning || self.opened.damage().is_some() || !habits::is_due(&self.db).unwrap_or(false) {
            return;
        }
        let path = self.path.clone();
        let learn = move |_: &Control| {
            // What cannot be read now is learned another time.
            drop(Db::open_reader(&path).and_then(|db| habits::learned(&db)));
        };
        self.learning = Job::spawn("dossier-habits", learn).ok();
    }

    /// Ends, and takes away the file of a dossier that nothing came into. Others are kept out until it is gone.
    pub fn take_away(self) -> Result<()> {
        let Self { db, path, _lock, .. } = self;
        drop(db);
        Ok(store::open::remove_with_side_files(&path)?)
    }

    /// Ends cleanly: what the log holds is written into the file, so that copying the file alone loses nothing. What a
    /// reader keeps back is written when the last one closes the dossier.
    pub fn close(mut self) -> Result<()> {
        // It reads, and a reader keeps parts of the log back.
        drop(self.learning.take());
        if self.opened.damage().is_none() {
            self.db.checkpoint()?;
        }
        Ok(())
    }
}

/// Articles whose publication date or language a fact sets: their proposals are made again.
fn redated_articles(db: &Db, facts: &[Fact]) -> store::Result<Vec<i64>> {
    let mut articles = Vec::new();
    for fact in facts {
        if let Fact::ArticleField { article, field, .. } = fact
            && matches!(ArticleField::parse(field), Some(ArticleField::Published | ArticleField::Language))
        {
            articles.extend(record::article_id(db, article)?);
        }
    }
    Ok(articles)
}

fn with_told(summary: String, zoned: Zoned) -> String {
    let told = zoned.told();
    if told.is_empty() { summary } else { format!("{summary}: {told}") }
}

/// The folded form under which names are compared.
pub fn name_key(name: &str) -> String {
    fold(name)
}
