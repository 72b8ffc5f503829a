//! The screens and dialogs, one file each: model and state in, widgets and queued actions out.
//!
//! No view touches the file system, the clock or the dossier, and none waits.

pub mod ask;
pub mod cards;
pub mod claims;
pub mod export;
pub mod history;
pub mod library;
pub mod notice;
pub mod opening;
pub mod recent;
pub mod rescue;
pub mod review;
pub mod search;
pub mod start;
pub mod to_fix;

use crate::export::sheet::Exhibit;
use crate::ledger::command::SubjectRef;
use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::widgets::table::Sheet;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Query;

/// A screen over a read model of its own, as the shell sees it: one shape for all, so that the shell knows none of them.
pub trait View {
    /// Called each frame that it is on view, before painting: asks for what it lacks or what is behind.
    fn refresh(&mut self, outbox: &mut Outbox);

    /// Something was committed: what it shows may be behind. It is asked for when it is looked at.
    fn mark_stale(&mut self);

    /// An answer to one of its own questions.
    fn take_answer(&mut self, query: &Query, answer: Result<Answer, String>);

    /// An action of this screen; anything else is left alone.
    fn act(&mut self, action: Action, outbox: &mut Outbox);

    /// Shows this thing and selects it, if it is of the kind that the screen is about.
    fn go_to(&mut self, _thing: SubjectRef, _outbox: &mut Outbox) {}

    /// A step back within the screen; `false` where there is none, and Back leaves the screen.
    fn back(&mut self) -> bool {
        false
    }

    /// What is selected: what a note would be on.
    fn held(&self) -> Option<SubjectRef>;

    /// What a copy with its source or a printed sheet would be of; also what no note can stand on: a suggestion.
    fn exhibit(&self) -> Option<Exhibit> {
        self.held().map(|held| Exhibit::of(held.subject, held.id))
    }

    /// What a screen reader is told when the screen itself has the focus.
    fn spoken(&self) -> String;

    fn view_ui(&mut self, ui: &mut egui::Ui, outbox: &mut Outbox);

    /// The table on view as it is filtered and sorted, to be copied or saved; `None` while there is none or its rows
    /// are on their way. A screen that must ask for rows first does so when it is told `CopyTable` or `SaveTable`.
    fn sheet(&self) -> Option<Sheet> {
        None
    }
}

/// What an answer of another kind than the question is called; it cannot happen while the reader is in order.
pub const WRONG_ANSWER: &str = "another answer than was asked for";
