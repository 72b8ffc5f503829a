//! Search: words, names and values, each hit with the words around it.
//!
//! Never reads the dossier itself: rows come as answers, wishes leave through the outbox.

use crate::ledger::command::SubjectRef;
use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::views::View;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Query;

#[derive(Debug, Default)]
pub struct SearchState {
    is_stale: bool,
}

impl View for SearchState {
    fn refresh(&mut self, _outbox: &mut Outbox) {}

    fn mark_stale(&mut self) {
        self.is_stale = true;
    }

    fn take_answer(&mut self, _query: &Query, _answer: Result<Answer, String>) {}

    fn act(&mut self, _action: Action, _outbox: &mut Outbox) {}

    fn held(&self) -> Option<SubjectRef> {
        None
    }

    fn spoken(&self) -> String {
        "Search".to_owned()
    }

    fn view_ui(&mut self, ui: &mut egui::Ui, _outbox: &mut Outbox) {
        ui.heading("Search");
    }
}
