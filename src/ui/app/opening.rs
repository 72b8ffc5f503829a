//! Opening a dossier on a thread of its own: the one before is closed first, since it may be the same file.
//!
//! Never shows anything: what came of it is polled once a frame, as a desk or as a failure in words.

use crate::env::Env;
use crate::jobs::Job;
use crate::workspace::desk::Desk;
use crate::workspace::desk::Wake;
use crate::workspace::desk::opening;
use crate::workspace::desk::opening::Failure;
use crate::workspace::desk::opening::Kind;
use crate::workspace::desk::opening::Way;
use crate::workspace::settings::Backups;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::TryRecvError;
use std::sync::mpsc::sync_channel;

pub struct Opening {
    pub path: PathBuf,
    answer: Receiver<Result<Desk, Failure>>,
    _thread: Job,
}

impl Opening {
    /// Starts to open `path`, as [`opening::whole_path`] gave it; `before` is closed first.
    pub fn start(
        before: impl Send + 'static,
        path: PathBuf,
        way: Way,
        (env, settings): (Arc<Env>, Backups),
        wake: Wake,
    ) -> Result<Self, std::io::Error> {
        let (its_path, its_wake) = (path.clone(), Arc::clone(&wake));
        Self::spawn(path, wake, move || {
            drop(before);
            let opened = opening::open(&its_path, way, env, its_wake);
            opened.map_err(|failure| failure.with_backup(&settings))
        })
    }

    /// Closes a dossier that was found damaged while it was open: it ends as one that could not be opened.
    pub fn give_up(before: Desk, what: &str, settings: Backups, wake: Wake) -> Result<Self, std::io::Error> {
        let path = before.path().to_path_buf();
        let failure = Failure::damage(&path, what);
        Self::spawn(path, wake, move || {
            drop(before);
            Err(failure.with_backup(&settings))
        })
    }

    fn spawn(
        path: PathBuf,
        wake: Wake,
        work: impl FnOnce() -> Result<Desk, Failure> + Send + 'static,
    ) -> Result<Self, std::io::Error> {
        let (sender, answer) = sync_channel(1);
        let thread = Job::spawn("dossier-open", move |_| {
            // The window is gone: the desk closes again.
            if sender.send(work()).is_ok() {
                wake();
            }
        })?;
        Ok(Self { path, answer, _thread: thread })
    }

    /// What came of it, once; `None` while it goes on.
    pub fn poll(&self) -> Option<Result<Desk, Failure>> {
        match self.answer.try_recv() {
            Ok(opened) => Some(opened),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                let reason = "the program stumbled over a fault of its own while opening it".to_owned();
                Some(Err(Failure::new(&self.path, Kind::Other, reason)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_before_is_closed_first_since_it_may_be_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("harbour.dossier");
        let mut before: Option<Desk> = None;
        for way in [Way::Create, Way::Open] {
            let env = Arc::new(Env::counted("Ana Ruiz", 1_700_000_000_000));
            let opening =
                Opening::start(before.take(), path.clone(), way, (env, Backups::default()), Arc::new(|| {})).unwrap();
            while before.is_none() {
                before = opening.poll().map(|opened| opened.unwrap_or_else(|failure| panic!("{failure:?}")));
                std::thread::yield_now();
            }
        }
    }
}
