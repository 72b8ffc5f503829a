//! Salvaging a dossier, or copying its last backup, on a thread of its own: an open desk on it is closed first.
//!
//! Never shows anything: what came of it is polled once a frame.

use crate::env::Env;
use crate::jobs::Job;
use crate::jobs::Progress;
use crate::ui::app::App;
use crate::ui::app::LOOK_AGAIN;
use crate::ui::app::opening::Opening;
use crate::ui::views::rescue::Salvaged;
use crate::workspace::care::rescue;
use crate::workspace::care::rescue::Means;
use crate::workspace::care::rescue::Rescued;
use crate::workspace::desk::Wake;
use crate::workspace::desk::opening::Failure;
use crate::workspace::desk::opening::Way;
use crate::workspace::settings::Backups;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::TryRecvError;
use std::sync::mpsc::sync_channel;

pub struct Rescue {
    /// Why the dossier could not be opened, to come back to.
    failure: Failure,
    answer: Receiver<Result<Rescued, String>>,
    thread: Job,
}

impl Rescue {
    pub fn start(
        failure: Failure,
        means: Means,
        settings: Backups,
        env: Arc<Env>,
        wake: Wake,
    ) -> Result<Self, std::io::Error> {
        let (sender, answer) = sync_channel(1);
        let path = failure.path.clone();
        let thread = Job::spawn("dossier-rescue", move |control| {
            let rescued = rescue::run(&path, &means, &settings, &env, control);
            if sender.send(rescued).is_ok() {
                wake();
            }
        })?;
        Ok(Self { failure, answer, thread })
    }

    pub fn progress(&self) -> Option<Progress> {
        self.thread.control().progress()
    }

    /// Stops it before its next stage; the damaged file stays as it is.
    pub fn cancel(&self) {
        self.thread.control().cancel();
    }

    /// What came of it, once; `None` while it goes on. Where nothing did, the failure of before with the new reason.
    pub fn poll(&self) -> Option<Result<Rescued, Failure>> {
        let failed = |reason| Failure { reason, ..self.failure.clone() };
        match self.answer.try_recv() {
            Ok(rescued) => Some(rescued.map_err(failed)),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                Some(Err(failed("the program stumbled over a fault of its own; the file was left as it is".to_owned())))
            }
        }
    }

    pub fn failure(&self) -> &Failure {
        &self.failure
    }
}

impl App {
    /// Closes a dossier that is damaged, and shows what can be done about it.
    pub(super) fn give_up(&mut self, ctx: &egui::Context, what: &str) {
        let Some(desk) = self.desk.take() else { return };
        self.shell.opening(desk.path());
        let repaint = ctx.clone();
        let wake = Arc::new(move || repaint.request_repaint());
        self.opening = Opening::give_up(desk, what, self.settings.backups.clone(), wake).ok();
    }

    pub(super) fn rescue(&mut self, ctx: &egui::Context, failure: Failure, means: Means) {
        self.shell.rescuing(&failure.path);
        let repaint = ctx.clone();
        let wake = Arc::new(move || repaint.request_repaint());
        let (settings, env) = (self.settings.backups.clone(), Arc::clone(&self.env));
        match Rescue::start(failure.clone(), means, settings, env, wake) {
            Ok(rescue) => self.rescue = Some(rescue),
            Err(error) => self.shell.open_failed(Failure { reason: error.to_string(), ..failure }),
        }
    }

    /// Takes over what was rescued meanwhile.
    pub(super) fn take_rescued(&mut self, ctx: &egui::Context) {
        let Some(rescue) = &self.rescue else { return };
        self.shell.progress = rescue.progress();
        ctx.request_repaint_after(LOOK_AGAIN);
        let Some(rescued) = rescue.poll() else { return };
        let path = rescue.failure().path.clone();
        (self.rescue, self.shell.progress) = (None, None);
        match rescued {
            Ok(Rescued::Salvaged(report)) => self.shell.salvaged(Salvaged { path, report: *report }),
            Ok(Rescued::Copied(copy)) => self.open(ctx, &copy, Way::Open),
            Err(failure) => self.shell.open_failed(failure),
        }
    }
}
