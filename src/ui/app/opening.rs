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
use std::path::Path;
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
    /// Starts to open `path`; `before` is closed first.
    pub fn start(
        before: Option<Desk>,
        path: &Path,
        way: Way,
        env: Arc<Env>,
        wake: Wake,
    ) -> Result<Self, std::io::Error> {
        let path = opening::whole_path(path, way);
        let (sender, answer) = sync_channel(1);
        let its_path = path.clone();
        let thread = Job::spawn("dossier-open", move |_| {
            drop(before);
            let opened = opening::open(&its_path, way, env, Arc::clone(&wake));
            // The window is gone: the desk closes again.
            if sender.send(opened).is_ok() {
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
                Some(Err(Failure { path: self.path.clone(), kind: Kind::Other, reason }))
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
        let mut before = None;
        for way in [Way::Create, Way::Open] {
            let env = Arc::new(Env::counted("Ana Ruiz", 1_700_000_000_000));
            let opening = Opening::start(before.take(), &path, way, env, Arc::new(|| {})).unwrap();
            while before.is_none() {
                before = opening.poll().map(|opened| opened.unwrap_or_else(|failure| panic!("{failure:?}")));
                std::thread::yield_now();
            }
        }
    }
}
