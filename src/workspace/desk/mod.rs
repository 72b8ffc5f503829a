//! An open dossier as the window sees it: commands and questions go out, events come back, nothing waits.
//!
//! Never blocks the caller and never calls back into it: events are fetched with [`Desk::poll`] once a frame. Named
//! threads do the work: the writer owns the [`Workspace`], two readers have connections of their own, and at most one
//! long job (an import, an export) runs beside them.

pub mod history;
mod idle;
pub mod opening;
pub mod question;
mod readers;
pub mod task;

pub use crate::workspace::desk::question::Answer;
pub use crate::workspace::desk::question::Query;
use crate::workspace::desk::question::Questions;
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
use crate::store::lock;
use crate::workspace::Applied;
use crate::workspace::Error;
use crate::workspace::Workspace;
use crate::workspace::care::backups;
use crate::workspace::care::backups::Done;
use crate::workspace::care::backups::Plan;
use crate::workspace::care::opened::Opened;
use crate::workspace::desk::readers::Readers;
use crate::workspace::intake;
use crate::workspace::intake::Batch;
use crate::workspace::intake::Input;
use crate::workspace::intake::Written;
use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
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
    /// These articles were read again in the light of what was decided: they may have other suggestions now.
    ReadAgain(Vec<i64>),
    /// The command changed nothing; the reason in words.
    Refused(Ticket, String),
    /// An older change was not taken back: the reason in words, and the number of the later one that rests on it.
    InTheWay(Ticket, String, i64),
    /// Something came up while an import goes on.
    ImportNotice(intake::Notice),
    Imported(intake::Report),
    /// The import could not go on; the reason in words.
    ImportFailed(String),
    /// Folder, and what was written or what went wrong.
    Exported(PathBuf, Result<export::Report, String>),
    /// A task ended: what it did, or why it did not.
    Ended(Task, Result<Outcome, String>),
    /// A question or a change ran into damage of the file; what it is, in words.
    Damaged(String),
    /// The writer stumbled and is gone: no more decisions are taken until the dossier is opened again.
    WriterGone,
    /// The dossier did not end cleanly last time, and was checked; or something speaks against its folder.
    Opened(Opened),
    /// The copy that is made at opening; the reason in words where there is none.
    BackedUp(Result<Done, String>),
}

/// Said of commands that the writer did not answer before it stumbled.
const UNANSWERED: &str = "saving stopped before this was confirmed: open the dossier again to see what is in it";
/// Said of commands that come after.
const NO_WRITER: &str = "nothing can be saved now: open the dossier again";
/// Said of work that stumbled over a fault of the program.
const STUMBLED: &str = "the program stumbled over a fault of its own; nothing that was saved is lost";

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
    /// Who decides from here on, and the clock.
    Decide(Arc<Env>),
    Close,
    #[cfg(test)]
    Stumble,
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
    readers: Readers,
    events: Receiver<Event>,
    bell: Bell,
    last_ticket: u64,
    /// Commands sent and not yet durable or refused.
    pending: BTreeSet<Ticket>,
    writer_is_gone: bool,
    /// Events of this side: they must not wait for room in the queue.
    own_events: Vec<Event>,
    long_job: Option<Job>,
    backup: Option<Job>,
    /// Why nothing can be written: somebody else holds the dossier.
    refusal: Option<String>,
    /// Dropped last: they end when `work` and `readers` are closed.
    _threads: Vec<Job>,
}

impl Desk {
    /// Opens the dossier, or makes it, and starts its threads.
    pub fn open(path: &Path, env: Arc<Env>, wake: Wake) -> Result<Self, Error> {
        let workspace = Workspace::open_or_create(path, Arc::clone(&env))?;
        Self::start_threads(path, Some(workspace), None, env, wake)
    }

    /// Opens a dossier that somebody else holds, or that cannot be written, for reading alone: what is sent is refused
    /// with a sentence. Whether it is free by now is asked with [`Query::Holder`]; then it is opened anew with
    /// [`Desk::open`].
    pub fn open_to_read(path: &Path, env: Arc<Env>, wake: Wake) -> Result<Self, Error> {
        let refusal = opening::refusal(lock::holder(path).as_deref());
        Self::start_threads(path, None, Some(refusal), env, wake)
    }

    fn start_threads(
        path: &Path,
        workspace: Option<Workspace>,
        refusal: Option<String>,
        env: Arc<Env>,
        wake: Wake,
    ) -> Result<Self, Error> {
        let (work, to_do) = sync_channel(WRITER_QUEUE);
        let (events_in, events) = sync_channel(EVENT_QUEUE);
        let bell = Bell { events: events_in, wake };
        let (readers, mut threads) = Readers::start(path, &bell, question::answer_in_parts)?;
        let (writers_bell, in_hand) = (bell.clone(), readers.in_hand());
        let thread_error =
            |error: std::io::Error| crate::store::Error::Io { message: error.to_string(), path: path.to_path_buf() };
        let write = |workspace| {
            Job::spawn("dossier-writer", move |_| {
                let outcome = catch_unwind(AssertUnwindSafe(|| write_all(workspace, &to_do, &writers_bell, &in_hand)));
                if outcome.is_err() {
                    writers_bell.ring(Event::WriterGone);
                }
            })
        };
        let writer = workspace.map(write).transpose().map_err(thread_error)?;
        threads.extend(writer);
        Ok(Self {
            path: path.to_path_buf(),
            env,
            work,
            readers,
            events,
            bell,
            last_ticket: 0,
            pending: BTreeSet::new(),
            writer_is_gone: false,
            own_events: Vec::new(),
            long_job: None,
            backup: None,
            refusal,
            _threads: threads,
        })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Why nothing can be written here, in words; `None`: it can.
    pub fn refusal(&self) -> Option<&str> {
        self.refusal.as_deref()
    }

    /// Makes a copy beside the work, where there is none or the last one is older than a day and something changed.
    pub fn back_up_if_due(&mut self, plan: Plan, env: Arc<Env>) {
        if self.refusal.is_some() || self.backup.as_ref().is_some_and(|job| !job.is_finished()) {
            return;
        }
        let (path, bell) = (self.path.clone(), self.bell.clone());
        let work = move |control: &Control| {
            let done = backups::back_up_if_due(&path, &plan, &env, control);
            bell.ring(Event::BackedUp(done.map_err(|error| error.to_string())));
        };
        self.backup = Job::spawn("dossier-backup", work).ok();
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
        // The writer may be gone or hopelessly behind: say so instead of waiting in a frame.
        let reason = self.refusal.as_deref().unwrap_or(NO_WRITER);
        if self.writer_is_gone || self.work.try_send(work(ticket)).is_err() {
            self.own_events.push(Event::Refused(ticket, reason.to_owned()));
            (self.bell.wake)();
        } else {
            self.pending.insert(ticket);
        }
        ticket
    }

    /// Decisions from here on are this person's.
    pub fn decide_as(&mut self, env: Arc<Env>) {
        if self.work.try_send(Work::Decide(env)).is_err() {
            // Without a writer nobody decides anything.
        }
    }

    /// Queues a question for a reader.
    pub fn ask(&mut self, query: Query) {
        self.readers.ask(query);
    }

    /// Events since the last call; never waits.
    pub fn poll(&mut self) -> Vec<Event> {
        let mut events = std::mem::take(&mut self.own_events);
        for event in self.events.try_iter() {
            match &event {
                Event::Applied(ticket, _) | Event::Refused(ticket, _) | Event::InTheWay(ticket, ..) => {
                    self.pending.remove(ticket);
                }
                Event::WriterGone => self.writer_is_gone = true,
                _ => {}
            }
            events.push(event);
        }
        if self.writer_is_gone {
            // Nobody is left to answer for these.
            let unanswered = std::mem::take(&mut self.pending);
            events.extend(unanswered.into_iter().map(|ticket| Event::Refused(ticket, UNANSWERED.to_owned())));
        }
        if self.long_job.as_ref().is_some_and(Job::is_finished) {
            self.long_job = None;
        }
        events
    }

    /// Commands sent and not yet durable.
    pub fn n_saving(&self) -> usize {
        self.pending.len()
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
        if let Some(refusal) = &self.refusal {
            self.own_events.push(Event::ImportFailed(refusal.clone()));
            (self.bell.wake)();
            return true;
        }
        let (path, work, bell) = (self.path.clone(), self.work.clone(), self.bell.clone());
        self.start("dossier-import", Event::ImportFailed, move |control| {
            let options = intake::Options { metadata, extract: true };
            let tell = |notice| bell.ring(Event::ImportNotice(notice));
            match import_all(&path, input, &options, control, &tell, &work) {
                Ok(report) => Event::Imported(report),
                Err(error) => Event::ImportFailed(error.to_string()),
            }
        })
    }

    /// Starts an export into a folder. `false` while another long job runs.
    pub fn export(&mut self, dir: PathBuf, options: export::Options) -> bool {
        let (path, failed_dir) = (self.path.clone(), dir.clone());
        let failed = |reason| Event::Exported(failed_dir, Err(reason));
        self.start("dossier-export", failed, move |control| {
            let outcome = Db::open_reader(&path)
                .map_err(|error| error.to_string())
                .and_then(|db| export::export(&db, &dir, &options, control).map_err(|error| error.to_string()));
            // Said in full, so that the desktop can open it.
            let dir = std::path::absolute(&dir).unwrap_or(dir);
            Event::Exported(dir, outcome)
        })
    }

    /// Starts a task beside the others. `false` while another long job runs.
    pub fn start_task(&mut self, task: Task) -> bool {
        let (path, env, failed_task) = (self.path.clone(), Arc::clone(&self.env), task.clone());
        let failed = |reason| Event::Ended(failed_task, Err(reason));
        self.start("dossier-task", failed, move |control| {
            let outcome = task::run(&task, &path, control)
                .map(|outcome| Outcome { ended: history::local_time(env.now_millis()), ..outcome });
            Event::Ended(task, outcome)
        })
    }

    /// Runs `work` on a thread of its own; where it stumbles, `failed` makes the event of the reason.
    fn start(
        &mut self,
        name: &str,
        failed: impl FnOnce(String) -> Event + Send + 'static,
        work: impl FnOnce(&Control) -> Event + Send + 'static,
    ) -> bool {
        if self.is_busy() {
            return false;
        }
        let bell = self.bell.clone();
        let job = Job::spawn(name, move |control| {
            let event = catch_unwind(AssertUnwindSafe(|| work(control)));
            bell.ring(event.unwrap_or_else(|_told_by_the_hook| failed(STUMBLED.to_owned())));
        });
        self.long_job = job.ok();
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

impl Drop for Desk {
    fn drop(&mut self) {
        // The import first: it may still hand batches to the writer. Events nobody reads any more must not hold it up.
        self.cancel();
        if let Some(backup) = &self.backup {
            backup.control().cancel();
        }
        while self.is_busy() || self.backup.as_ref().is_some_and(|job| !job.is_finished()) {
            self.events.try_iter().for_each(drop);
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        self.readers.close();
        let (closed, nobody) = sync_channel(1);
        self.events = nobody;
        drop(closed);
        // Everything sent before is written first; a full queue is worth waiting for.
        if self.work.send(Work::Close).is_err() {
            // The writer ended on its own; what it acknowledged is durable.
        }
    }
}

fn write_all(mut workspace: Workspace, work: &Receiver<Work>, bell: &Bell, in_hand: &Questions) {
    let opened = workspace.check();
    if opened.unclean.is_some() || opened.warning.is_some() {
        bell.ring(Event::Opened(opened.clone()));
    }
    while let Some(work) = idle::next_work(work, &mut workspace, bell, in_hand) {
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
            Work::Decide(env) => {
                workspace.decide_as(env);
                continue;
            }
            Work::Close => break,
            #[cfg(test)]
            Work::Stumble => panic!("a test"),
        };
        if let Err(Error::Store(error)) = &outcome
            && let Some(what) = error.damage()
        {
            bell.ring(Event::Damaged(what.to_owned()));
        }
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

fn import_all(
    path: &Path,
    input: Input,
    options: &intake::Options,
    control: &Control,
    tell: intake::Tell<'_>,
    work: &SyncSender<Work>,
) -> Result<intake::Report, Error> {
    let memory = intake::memory(&Db::open_reader(path)?)?;
    intake::read_in_batches(input, options, &memory, control, tell, |batch| {
        let (answer, written) = sync_channel(1);
        let gone = || Error::Store(crate::store::Error::Unexpected("no writer".to_owned()));
        if work.send(Work::Write(batch, answer)).is_err() {
            return Err(gone());
        }
        let Ok(outcome) = written.recv() else { return Err(gone()) };
        outcome
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk(dir: &Path) -> Desk {
        let env = Arc::new(Env::counted("Ana Ruiz", 1_700_000_000_000));
        Desk::open(&dir.join("x.dossier"), env, Arc::new(|| {})).unwrap()
    }

    /// Polls until an event answers `pick`; the thread it comes from is bound to send it or to hang up.
    fn wait_for<T>(desk: &mut Desk, pick: impl Fn(&Event) -> Option<T>) -> T {
        loop {
            if let Some(found) = desk.poll().iter().find_map(&pick) {
                return found;
            }
            std::thread::yield_now();
        }
    }

    #[test]
    fn commands_that_a_stumbling_writer_leaves_are_refused_and_so_are_those_after() {
        let dir = tempfile::tempdir().unwrap();
        let mut desk = desk(dir.path());
        desk.work.send(Work::Stumble).unwrap();
        let left = desk.undo();
        let reason_of = |ticket| {
            move |event: &Event| match event {
                Event::Refused(refused, reason) if *refused == ticket => Some(reason.clone()),
                _ => None,
            }
        };
        // Sent before or after the writer was gone: either way somebody answers for it.
        let reason = wait_for(&mut desk, reason_of(left));
        assert!([UNANSWERED, NO_WRITER].contains(&reason.as_str()), "{reason}");
        while !desk.writer_is_gone {
            desk.poll();
            std::thread::yield_now();
        }
        let later = desk.undo();
        assert_eq!(wait_for(&mut desk, reason_of(later)), NO_WRITER);
        assert_eq!(desk.n_saving(), 0);
        desk.ask(Query::Status);
        let is_answered = |event: &Event| matches!(event, Event::Answered(Query::Status, Ok(_))).then_some(());
        wait_for(&mut desk, is_answered);
    }

    #[test]
    fn a_job_that_stumbles_is_told_as_failed() {
        let dir = tempfile::tempdir().unwrap();
        let mut desk = desk(dir.path());
        assert!(desk.start("test", Event::ImportFailed, |_| panic!("a test")));
        let reason_of = |event: &Event| match event {
            Event::ImportFailed(reason) => Some(reason.clone()),
            _ => None,
        };
        assert_eq!(wait_for(&mut desk, reason_of), STUMBLED);
        while desk.is_busy() {
            std::thread::yield_now();
        }
        assert!(desk.start("test", Event::ImportFailed, |_| Event::ImportFailed("again".to_owned())));
    }

    #[test]
    fn a_new_name_stands_beside_the_next_decision() {
        let dir = tempfile::tempdir().unwrap();
        let mut desk = desk(dir.path());
        desk.import_bytes(vec![("a".to_owned(), b"Boats sank in the storm.".to_vec())], Metadata::default());
        wait_for(&mut desk, |event| matches!(event, Event::Imported(_)).then_some(()));
        desk.decide_as(Arc::new(Env::counted("Bea Sand", 1_700_000_000_000)));
        desk.undo();
        wait_for(&mut desk, |event| matches!(event, Event::Applied(..)).then_some(()));
        let path = desk.path().to_path_buf();
        drop(desk);
        let db = Db::open_reader(&path).unwrap();
        let operations = crate::store::record::operations(&db, 0).unwrap();
        let actors: Vec<&str> = operations.iter().map(|operation| operation.actor.as_str()).collect();
        assert_eq!(actors, ["Ana Ruiz", "Bea Sand"]);
    }
}
