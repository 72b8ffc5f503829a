//! An open dossier as the window sees it: commands and questions go out, events come back, nothing waits.
//!
//! Never blocks the caller and never calls back into it: events are fetched with [`Desk::poll`] once a frame. Three
//! named threads do the work: the writer owns the [`Workspace`], the reader has a connection of its own, and at most one
//! long job (an import, an export) runs beside them.

pub mod history;
pub mod question;
pub mod task;

pub use crate::workspace::desk::question::Answer;
pub use crate::workspace::desk::question::Query;
pub use crate::workspace::desk::task::Outcome;
pub use crate::workspace::desk::task::Task;

use crate::env::Env;
use crate::export;
use crate::jobs::Control;
use crate::jobs::Job;
use crate::jobs::Progress;
use crate::ledger::command::Command;
use crate::ledger::undo;
use crate::model::article::Metadata;
use crate::store::Db;
use crate::workspace::Applied;
use crate::workspace::Error;
use crate::workspace::Workspace;
use crate::workspace::desk::question::Questions;
use crate::workspace::intake;
use crate::workspace::intake::Batch;
use crate::workspace::intake::Input;
use crate::workspace::intake::Written;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::SyncSender;
use std::sync::mpsc::sync_channel;

/// Commands and batches that may wait for the writer. A person cannot fill it; an import waits for room.
const WRITER_QUEUE: usize = 1024;
/// Events that may wait for the window. Workers wait for room, so a window that does not poll stops them.
const EVENT_QUEUE: usize = 4096;

/// Names one command from [`Desk::send`] to its [`Event::Applied`] or [`Event::Refused`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket(pub u64);

#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Answered(Query, Result<Answer, String>),
    /// The command is durable.
    Applied(Ticket, Applied),
    /// The command changed nothing; the reason in words.
    Refused(Ticket, String),
    /// An older change was not taken back: the reason in words, and the number of the later one that rests on it.
    InTheWay(Ticket, String, i64),
    Imported(intake::Report),
    /// The import could not go on; the reason in words.
    ImportFailed(String),
    /// Folder, and what was written or what went wrong.
    Exported(PathBuf, Result<export::Report, String>),
    /// A task ended: what it did, or why it did not.
    Ended(Task, Result<Outcome, String>),
}

/// Called from a worker when there is something to poll.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

enum Work {
    Run(Ticket, Box<Command>),
    /// The last change in force, or the one of this number.
    Undo(Ticket, Option<i64>),
    Redo(Ticket),
    ApplyAgain(Ticket, i64),
    /// A batch of an import.
    Write(Batch, SyncSender<Result<Written, Error>>),
    Close,
}

/// Sends events and wakes the window.
#[derive(Clone)]
struct Bell {
    events: SyncSender<Event>,
    wake: Wake,
}

impl Bell {
    fn ring(&self, event: Event) {
        // When the window is gone nobody needs the event.
        if self.events.send(event).is_ok() {
            (self.wake)();
        }
    }
}

/// The window's side of an open dossier. Dropping it finishes what was sent and closes the file.
pub struct Desk {
    path: PathBuf,
    env: Arc<Env>,
    work: SyncSender<Work>,
    questions: Arc<Questions>,
    events: Receiver<Event>,
    bell: Bell,
    last_ticket: u64,
    n_saving: usize,
    long_job: Option<Job>,
    /// Dropped last: they end when `work` and `questions` are closed.
    _threads: Vec<Job>,
}

impl Desk {
    /// Opens the dossier, or makes it, and starts its threads.
    pub fn open(path: &Path, env: Arc<Env>, wake: Wake) -> Result<Self, Error> {
        let workspace = Workspace::open_or_create(path, Arc::clone(&env))?;
        let reader = Db::open_reader(path)?;
        let (work, to_do) = sync_channel(WRITER_QUEUE);
        let (events_in, events) = sync_channel(EVENT_QUEUE);
        let bell = Bell { events: events_in, wake };
        let questions = Arc::new(Questions::default());
        let (writers_bell, readers_bell, readers_questions) = (bell.clone(), bell.clone(), Arc::clone(&questions));
        let thread_error =
            |error: std::io::Error| crate::store::Error::Io { message: error.to_string(), path: path.to_path_buf() };
        let writer =
            Job::spawn("dossier-writer", move |_| write_all(workspace, &to_do, &writers_bell)).map_err(thread_error)?;
        let reader = Job::spawn("dossier-reader", move |_| answer_all(&reader, &readers_questions, &readers_bell))
            .map_err(thread_error)?;
        Ok(Self {
            path: path.to_path_buf(),
            env,
            work,
            questions,
            events,
            bell,
            last_ticket: 0,
            n_saving: 0,
            long_job: None,
            _threads: vec![writer, reader],
        })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Queues a command for the writer.
    pub fn send(&mut self, command: Command) -> Ticket {
        self.queue(|ticket| Work::Run(ticket, Box::new(command)))
    }

    pub fn undo(&mut self) -> Ticket {
        self.queue(|ticket| Work::Undo(ticket, None))
    }

    pub fn redo(&mut self) -> Ticket {
        self.queue(Work::Redo)
    }

    /// Takes back the change of this number, where no later one rests on it.
    pub fn undo_one(&mut self, operation: i64) -> Ticket {
        self.queue(|ticket| Work::Undo(ticket, Some(operation)))
    }

    /// Makes a change that was taken back once more, as a new one.
    pub fn apply_again(&mut self, operation: i64) -> Ticket {
        self.queue(|ticket| Work::ApplyAgain(ticket, operation))
    }

    fn queue(&mut self, work: impl FnOnce(Ticket) -> Work) -> Ticket {
        self.last_ticket += 1;
        let ticket = Ticket(self.last_ticket);
        self.n_saving += 1;
        if self.work.try_send(work(ticket)).is_err() {
            // The writer is gone or hopelessly behind: say so instead of waiting in a frame.
            self.bell.ring(Event::Refused(ticket, "the dossier cannot be written now".to_owned()));
        }
        ticket
    }

    /// Queues a question for the reader.
    pub fn ask(&mut self, query: Query) {
        self.questions.ask(query);
    }

    /// Events since the last call; never waits.
    pub fn poll(&mut self) -> Vec<Event> {
        let events: Vec<Event> = self.events.try_iter().collect();
        let n_settled = events.iter().filter(|event| is_settled(event)).count();
        self.n_saving = self.n_saving.saturating_sub(n_settled);
        if self.long_job.as_ref().is_some_and(Job::is_finished) {
            self.long_job = None;
        }
        events
    }

    /// Commands sent and not yet durable.
    pub const fn n_saving(&self) -> usize {
        self.n_saving
    }

    /// Starts an import of files and folders. `false` while another long job runs.
    pub fn import_paths(&mut self, paths: Vec<PathBuf>, metadata: Metadata) -> bool {
        self.import(Input::Paths(paths), metadata)
    }

    /// Starts an import of a text that was pasted, or of bundled samples: name and bytes.
    pub fn import_bytes(&mut self, texts: Vec<(String, Vec<u8>)>, metadata: Metadata) -> bool {
        let texts = texts.into_iter().map(|(name, bytes)| (name.clone(), name, bytes)).collect();
        self.import(Input::Bytes(texts), metadata)
    }

    fn import(&mut self, input: Input, metadata: Metadata) -> bool {
        let (path, work, bell) = (self.path.clone(), self.work.clone(), self.bell.clone());
        self.start("dossier-import", move |control| {
            let options = intake::Options { metadata, extract: true };
            bell.ring(match import_all(&path, input, &options, control, &work) {
                Ok(report) => Event::Imported(report),
                Err(error) => Event::ImportFailed(error.to_string()),
            });
        })
    }

    /// Starts an export into a folder. `false` while another long job runs.
    pub fn export(&mut self, dir: PathBuf, options: export::Options) -> bool {
        let (path, bell) = (self.path.clone(), self.bell.clone());
        self.start("dossier-export", move |control| {
            let outcome = Db::open_reader(&path)
                .map_err(|error| error.to_string())
                .and_then(|db| export::export(&db, &dir, &options, control).map_err(|error| error.to_string()));
            // Said in full, so that the desktop can open it.
            let dir = std::path::absolute(&dir).unwrap_or(dir);
            bell.ring(Event::Exported(dir, outcome));
        })
    }

    /// Starts a task beside the others. `false` while another long job runs.
    pub fn start_task(&mut self, task: Task) -> bool {
        let (path, bell, env) = (self.path.clone(), self.bell.clone(), Arc::clone(&self.env));
        self.start("dossier-task", move |control| {
            let outcome = task::run(&task, &path, control)
                .map(|outcome| Outcome { ended: history::local_time(env.now_millis()), ..outcome });
            bell.ring(Event::Ended(task, outcome));
        })
    }

    fn start(&mut self, name: &str, work: impl FnOnce(&Control) + Send + 'static) -> bool {
        if self.long_job.as_ref().is_some_and(|job| !job.is_finished()) {
            return false;
        }
        self.long_job = Job::spawn(name, work).ok();
        self.long_job.is_some()
    }

    /// How far the long job has come; `None` when none runs.
    pub fn progress(&self) -> Option<Progress> {
        let job = self.long_job.as_ref().filter(|job| !job.is_finished())?;
        job.control().progress()
    }

    pub fn is_busy(&self) -> bool {
        self.long_job.as_ref().is_some_and(|job| !job.is_finished())
    }

    /// Stops the long job after what it has in hand.
    pub fn cancel(&self) {
        if let Some(job) = &self.long_job {
            job.control().cancel();
        }
    }
}

/// Whether an event is the end of a command.
const fn is_settled(event: &Event) -> bool {
    matches!(event, Event::Applied(..) | Event::Refused(..) | Event::InTheWay(..))
}

impl Drop for Desk {
    fn drop(&mut self) {
        // The import first: it may still hand batches to the writer. Events nobody reads any more must not hold it up.
        self.cancel();
        while self.is_busy() {
            self.events.try_iter().for_each(drop);
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        self.questions.close();
        let (closed, nobody) = sync_channel(1);
        self.events = nobody;
        drop(closed);
        // Everything sent before is written first; a full queue is worth waiting for.
        if self.work.send(Work::Close).is_err() {
            // The writer ended on its own; what it acknowledged is durable.
        }
    }
}

fn write_all(mut workspace: Workspace, work: &Receiver<Work>, bell: &Bell) {
    while let Ok(work) = work.recv() {
        let (ticket, outcome) = match work {
            Work::Run(ticket, command) => (ticket, workspace.run(&command)),
            Work::Undo(ticket, target) => (ticket, workspace.undo(target)),
            Work::Redo(ticket) => (ticket, workspace.redo()),
            Work::ApplyAgain(ticket, operation) => (ticket, workspace.apply_again(operation)),
            Work::Write(batch, answer) => {
                let written = workspace.write_batch(&batch);
                if answer.send(written).is_err() {
                    // The import was dropped meanwhile; the batch is in the dossier all the same.
                }
                continue;
            }
            Work::Close => break,
        };
        bell.ring(match outcome {
            Ok(applied) => Event::Applied(ticket, applied),
            Err(Error::Undo(error @ undo::Error::InTheWay { later, .. })) => {
                Event::InTheWay(ticket, error.to_string(), later)
            }
            Err(error) => Event::Refused(ticket, error.to_string()),
        });
    }
    if let Err(error) = workspace.close() {
        // The log stays beside the file and is read at the next opening; nothing is lost.
        bell.ring(Event::ImportFailed(error.to_string()));
    }
}

fn answer_all(db: &Db, questions: &Questions, bell: &Bell) {
    while let Some(query) = questions.next() {
        let answer = question::answer(db, &query).map_err(|error| error.to_string());
        bell.ring(Event::Answered(query, answer));
    }
}

fn import_all(
    path: &Path,
    input: Input,
    options: &intake::Options,
    control: &Control,
    work: &SyncSender<Work>,
) -> Result<intake::Report, Error> {
    let memory = intake::memory(&Db::open_reader(path)?)?;
    intake::read_in_batches(input, options, &memory, control, |batch| {
        let (answer, written) = sync_channel(1);
        let gone = || Error::Store(crate::store::Error::Unexpected("no writer".to_owned()));
        if work.send(Work::Write(batch, answer)).is_err() {
            return Err(gone());
        }
        let Ok(outcome) = written.recv() else { return Err(gone()) };
        outcome
    })
}
