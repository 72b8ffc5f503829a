//! An open dossier as the window sees it: commands and questions go out, events come back, nothing waits.
//!
//! Never blocks the caller and never calls back into it: events are fetched with [`Desk::poll`] once a frame.

use crate::ledger::command::ArticleId;
use crate::ledger::command::Command;
use crate::store::read::articles::ArticleRow;
use crate::store::read::review::Review;
use crate::store::read::status::Status;
use std::path::Path;
use std::path::PathBuf;

/// A question to the reader thread. Asking the same one again replaces it in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Query {
    Library,
    Status,
    Review(ArticleId),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Library(Vec<ArticleRow>),
    Status(Status),
    Review(Box<Review>),
}

/// Names one command from [`Desk::send`] to its [`Event::Applied`] or [`Event::Refused`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// What the writer did, once it is durable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Number and hash of the operation; `None` when the command changed nothing.
    pub operation: Option<(i64, String)>,
    /// One line in words: "Accepted Thomas West, 5 mentions".
    pub summary: String,
    /// Rows of the projection that changed.
    pub n_touched: usize,
    /// Articles whose review or counts changed.
    pub articles: Vec<ArticleId>,
}

/// What came of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    pub n_articles_added: usize,
    pub n_duplicates: usize,
    /// Path and reason.
    pub failed: Vec<(String, String)>,
    /// Path and message.
    pub warnings: Vec<(String, String)>,
    pub n_proposals: usize,
    pub articles: Vec<ArticleId>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Answered(Query, Result<Answer, String>),
    Applied(Ticket, Applied),
    /// The command changed nothing; the reason in words.
    Refused(Ticket, String),
    Imported(ImportReport),
    /// Folder, and what went wrong.
    Exported(PathBuf, Result<(), String>),
}

/// How far a long job has come; the latest replaces the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// "Reading files", "Extracting", "Exporting".
    pub stage: String,
    pub n_done: usize,
    pub n_total: usize,
}

/// Options of an import by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// What the sources do not say themselves.
    pub metadata: crate::model::article::Metadata,
}

pub struct Desk {}

impl Desk {
    /// Opens or makes the dossier. `wake` is called from a worker when there is something to poll.
    pub fn open(_path: &Path, _env: std::sync::Arc<crate::env::Env>, _wake: std::sync::Arc<dyn Fn() + Send + Sync>) -> Result<Self, String> { todo!() }
    pub fn path(&self) -> &Path { todo!() }
    /// Queues a command for the writer thread.
    pub fn send(&mut self, _command: Command) -> Ticket { todo!() }
    pub fn undo(&mut self) -> Ticket { todo!() }
    pub fn redo(&mut self) -> Ticket { todo!() }
    /// Queues a question for the reader thread.
    pub fn ask(&mut self, _query: Query) { todo!() }
    /// Events since the last call; never waits.
    pub fn poll(&mut self) -> Vec<Event> { todo!() }
    pub fn import_paths(&mut self, _paths: Vec<PathBuf>, _options: ImportOptions) { todo!() }
    pub fn import_pasted(&mut self, _text: String, _options: ImportOptions) { todo!() }
    pub fn export(&mut self, _dir: PathBuf, _proposed: bool) { todo!() }
    /// The long job under way, if any.
    pub fn progress(&self) -> Option<Progress> { todo!() }
    /// Stops the long job after the article in hand.
    pub fn cancel(&mut self) { todo!() }
    /// Commands sent and not yet durable.
    pub fn n_saving(&self) -> usize { todo!() }
}
