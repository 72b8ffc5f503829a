//! Worker threads with a name, progress that overwrites itself, and cancelling.
//!
//! Knows nothing of what it runs, and never lets a thread outlive its handle: dropping one cancels and waits.

pub mod frame;

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread::JoinHandle;

/// How far a long job has come; the latest replaces the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// "Reading", "Exporting" …
    pub stage: String,
    pub n_done: usize,
    /// 0 while it is not known.
    pub n_total: usize,
}

/// What a job and its owner share: a wish to stop, and a slot for the latest progress.
#[derive(Clone, Debug, Default)]
pub struct Control {
    cancelled: Arc<AtomicBool>,
    progress: Arc<Mutex<Option<Progress>>>,
}

impl Control {
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Asked by the job between two pieces of work.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    pub fn report(&self, stage: &str, n_done: usize, n_total: usize) {
        let progress = Progress { stage: stage.to_owned(), n_done, n_total };
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = Some(progress);
    }

    pub fn progress(&self) -> Option<Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A running thread. Dropping it asks the thread to stop and waits for it.
#[derive(Debug)]
pub struct Job {
    control: Control,
    thread: Option<JoinHandle<()>>,
}

impl Job {
    /// Starts `work` on a thread of this name.
    pub fn spawn(name: &str, work: impl FnOnce(&Control) + Send + 'static) -> std::io::Result<Self> {
        let control = Control::default();
        let its_control = control.clone();
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || work(&its_control))?;
        Ok(Self { control, thread: Some(thread) })
    }

    pub const fn control(&self) -> &Control {
        &self.control
    }

    pub fn is_finished(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.control.cancel();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            // The thread panicked; the panic hook has told so already.
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dropping_a_job_stops_it() {
        let job = Job::spawn("test", |control| {
            let mut n_done = 0;
            while !control.is_cancelled() {
                n_done += 1;
                control.report("counting", n_done, 0);
                std::thread::yield_now();
            }
            control.report("stopped", n_done, n_done);
        })
        .unwrap();
        let control = job.control().clone();
        drop(job);
        assert_eq!(control.progress().unwrap().stage, "stopped");
    }
}
