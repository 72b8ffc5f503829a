//! Closing the window: what is being saved is finished first, a long job is asked about, a backup is made.
//!
//! Never blocks a frame: the dossier closes on a thread of its own while the window goes on painting.

use crate::env::Env;
use crate::jobs::Job;
use crate::jobs::Progress;
use crate::ui::shell::Leaving;
use crate::workspace::care::backups;
use crate::workspace::care::backups::Plan;
use crate::workspace::desk::Desk;
use crate::workspace::settings::Keeper;
use std::sync::Arc;

/// How far the end has come, on the side that holds the threads.
#[derive(Default)]
pub enum Exit {
    #[default]
    Open,
    /// The dossier and the settings are being closed.
    Closing(Job),
    /// No thread could be had, or all is closed: the window may go.
    Ready,
}

impl Exit {
    /// Closes what is open, on a thread of its own, and makes a copy of it where there is a plan for one. A copy that
    /// fails is tried again at the next opening, and told then.
    pub fn close(&mut self, desk: Option<Desk>, keeper: Option<Keeper>, plan: Option<Plan>, env: Arc<Env>) {
        if let Self::Open = self {
            let closing = Job::spawn("dossier-close", move |control| {
                let path = desk.as_ref().map(|desk| desk.path().to_path_buf());
                drop(desk);
                drop(keeper);
                if let (Some(path), Some(plan)) = (path, plan)
                    && backups::back_up(&path, &plan, &env, control).is_err()
                {
                    // Due again at the next opening.
                }
            });
            *self = closing.map_or(Self::Ready, Self::Closing);
        }
    }

    /// How far the copy has come.
    pub fn progress(&self) -> Option<Progress> {
        if let Self::Closing(job) = self { job.control().progress() } else { None }
    }

    /// Stops the copy; what was sent is saved all the same.
    pub fn skip_backup(&self) {
        if let Self::Closing(job) = self {
            job.control().cancel();
        }
    }

    /// Whether the window may go now.
    pub fn is_ready(&mut self) -> bool {
        if matches!(self, Self::Closing(thread) if thread.is_finished()) {
            *self = Self::Ready;
        }
        matches!(self, Self::Ready)
    }
}

/// What the wish to leave leads to, with a long job under way or without.
pub const fn asked_to_leave(now: Leaving, is_busy: bool) -> Leaving {
    match (now, is_busy) {
        (Leaving::Saving, _) | (_, false) => Leaving::Saving,
        (_, true) => Leaving::Asking,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::Metadata;
    use crate::store::Db;
    use crate::store::read::articles;
    use crate::workspace::settings::Backups;

    #[test]
    fn a_long_job_is_asked_about_and_nothing_else_is() {
        assert_eq!(asked_to_leave(Leaving::No, false), Leaving::Saving);
        assert_eq!(asked_to_leave(Leaving::No, true), Leaving::Asking);
        assert_eq!(asked_to_leave(Leaving::AfterJob, true), Leaving::Asking);
        assert_eq!(asked_to_leave(Leaving::Saving, true), Leaving::Saving);
    }

    #[test]
    fn the_window_goes_once_all_is_saved() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.dossier");
        let env = Arc::new(Env::counted("Ana Ruiz", 1_700_000_000_000));
        let mut desk = Desk::open(&path, Arc::clone(&env), Arc::new(|| {})).unwrap();
        assert!(desk.import_bytes(vec![("a".to_owned(), b"Boats sank in the storm.".to_vec())], Metadata::default()));
        while desk.is_busy() {
            std::thread::yield_now();
        }
        let mut exit = Exit::default();
        assert!(!exit.is_ready());
        let plan = Plan::of(&path, &Backups::default());
        exit.close(Some(desk), None, plan.clone(), env);
        while !exit.is_ready() {
            std::thread::yield_now();
        }
        assert_eq!(articles::articles(&Db::open_reader(&path).unwrap()).unwrap().len(), 1);
        assert_eq!(backups::list(&plan.unwrap().folder, &path, None).len(), 1, "a backup was made");
    }
}
