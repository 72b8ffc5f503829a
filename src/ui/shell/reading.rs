//! A dossier that can only be read, because somebody else writes it, and its opening for writing once it is free.
//!
//! Never leaves a key without an answer: what would change the dossier is refused with the reason.

use crate::ui::outbox::Request;
use crate::ui::shell::Access;
use crate::ui::shell::Shell;
use crate::ui::shell::Told;
use crate::ui::views::WRONG_ANSWER;
use crate::ui::views::review::trail::Trail;
use crate::workspace::desk::Answer;
use crate::workspace::desk::opening;

impl Shell {
    /// Whether the dossier that was opened can only be read, and why.
    pub fn only_reads(&mut self, refusal: Option<String>) {
        self.outbox.is_read_only = refusal.is_some();
        self.access = refusal.map_or(Access::Writing, Access::Reading);
    }

    /// It was found damaged: what is there can be read, as far as it goes.
    pub(super) fn found_damaged(&mut self, what: String) {
        self.outbox.is_read_only = true;
        self.access = Access::Damaged(what);
    }

    /// The same dossier is being opened once more: the screen stays, nothing is taken meanwhile.
    pub fn opening_again(&mut self) {
        self.outbox.is_read_only = true;
        self.access = Access::OpeningAgain;
        self.close_dialog();
    }

    /// It is open again, and all that is on screen may be behind.
    pub fn opened_again(&mut self, refusal: Option<String>) {
        self.writing_since = refusal.is_none().then(Told::default);
        self.only_reads(refusal);
        self.progress = None;
        self.n_saving = 0;
        self.export.is_running = false;
        self.history.not_verifying();
        // Others may have decided since: the steps of before are no longer the last ones.
        self.trail = Trail::default();
        self.origins.clear();
        self.look_anew();
    }

    /// Asks for all that is on view once more.
    fn look_anew(&mut self) {
        self.mark_stale();
        self.ask_rows();
        if self.review.article().is_some() {
            self.review.ask(&mut self.outbox);
        }
        self.refresh_dialog();
    }

    /// Who holds the dossier by now, asked because it was tried again.
    pub(super) fn take_holder(&mut self, answer: Result<Answer, String>) {
        if !matches!(self.access, Access::Reading(_)) {
            return;
        }
        match answer {
            Ok(Answer::Holder(None)) => self.outbox.request(Request::OpenAgain),
            Ok(Answer::Holder(Some(holder))) => {
                self.only_reads(Some(opening::refusal(Some(&holder))));
                self.toasts.tell("It is still open elsewhere; what was decided there since is shown".to_owned());
                self.look_anew();
            }
            Ok(_) => self.toasts.warn(WRONG_ANSWER.to_owned()),
            Err(reason) => self.toasts.warn(reason),
        }
    }

    /// A request came while no dossier is open: a change is refused, a question will be asked again.
    pub fn nobody_took(&mut self, request: &Request) {
        let is_change = matches!(
            request,
            Request::Send(..)
                | Request::Undo(_)
                | Request::Redo(_)
                | Request::UndoOne(_)
                | Request::ApplyAgain(_)
                | Request::ImportPaths(_)
                | Request::ImportPasted(..)
                | Request::ImportSamples
                | Request::Export { .. }
                | Request::Task(_)
        );
        if is_change {
            self.toasts.warn("Not done: the dossier is being opened".to_owned());
        }
    }
}
