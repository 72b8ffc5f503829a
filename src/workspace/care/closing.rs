//! The end of a session in the window: what was sent is written, the file is closed, a copy is made.
//!
//! Never holds up the caller: it runs on a thread of its own, can be watched, and its copy can be skipped. Dropping it
//! skips the copy and waits for the rest.

use crate::env::Env;
use crate::jobs::Control;
use crate::jobs::Job;
use crate::jobs::Progress;
use crate::workspace::care::backups;
use crate::workspace::care::backups::Done;
use crate::workspace::care::backups::Plan;
use crate::workspace::desk::Desk;
use crate::workspace::desk::Wake;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

/// What came of the copy; the reason in words where there is none.
pub type Outcome = Result<Done, String>;

/// A dossier on its way to being closed.
#[derive(Debug)]
pub struct Closing {
    path: PathBuf,
    outcome: Arc<Mutex<Option<Outcome>>>,
    job: Option<Job>,
}

impl Closing {
    /// Closes the desk, then makes a copy where there is a plan for one. `wake` is called when all is done.
    pub fn start(desk: Desk, plan: Option<Plan>, env: Arc<Env>, wake: Wake) -> Self {
        let path = desk.path().to_path_buf();
        let outcome = Arc::new(Mutex::new(None));
        let (slot, dossier) = (Arc::clone(&outcome), path.clone());
        let work = move |control: &Control| {
            control.report("Saving", 0, 0);
            drop(desk);
            let done = match plan {
                Some(_) if control.is_cancelled() => Ok(Done::Cancelled),
                Some(plan) => backups::back_up(&dossier, &plan, &env, control).map_err(|error| error.to_string()),
                None => Ok(Done::Nothing),
            };
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(done);
            wake();
        };
        // Where no thread can be made the desk is dropped, and so closed, here; there is no copy then.
        let job = Job::spawn("dossier-closing", work);
        if let Err(error) = &job {
            let reason = format!("no backup was made ({error})");
            *outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(Err(reason));
        }
        Self { path, outcome, job: job.ok() }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file is closed and the copy is made, skipped or failed.
    pub fn is_finished(&self) -> bool {
        self.outcome().is_some()
    }

    /// What came of the copy; `None` while it is not finished.
    pub fn outcome(&self) -> Option<Outcome> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// "Saving", "Backing up" (pages done and in all), "Checking the backup".
    pub fn progress(&self) -> Option<Progress> {
        self.job.as_ref().and_then(|job| job.control().progress())
    }

    /// Stops the copy; the ones before stay. What was sent is written all the same.
    pub fn skip_backup(&self) {
        if let Some(job) = &self.job {
            job.control().cancel();
        }
    }
}
