//! Rejecting a name everywhere: how far that reaches is said first, then it is for what is here, or for ever.
//!
//! Never decides by itself: nothing is sent before one of the two was chosen.

use crate::ledger::command::Command;
use crate::ledger::command::Scope;
use crate::ledger::command::Verdict;
use crate::model::kind::Label;
use crate::store::read::names::Reach;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::widgets::control;
use crate::ui::words;

#[derive(Debug)]
pub struct NeverState {
    pub name: String,
    pub label: Label,
    pub reach: Loadable<Reach>,
}

impl NeverState {
    /// Waits for its answer.
    pub fn asked(name: String, label: Label) -> Self {
        let mut reach = Loadable::default();
        reach.start();
        Self { name, label, reach }
    }

    fn send(&self, scope: Scope, told: &str, outbox: &mut Outbox) -> Answer {
        let command =
            Command::DecideName { name: self.name.clone(), label: self.label, verdict: Verdict::Reject, scope };
        outbox.request(Request::Send(command, Origin::Told(format!("{} {told}", self.name))));
        Answer::Close
    }
}

pub fn never_ui(ui: &mut egui::Ui, state: &NeverState, outbox: &mut Outbox) -> Answer {
    let palette = Palette::of(ui);
    ui.heading(format!("{} is no {}", state.name, words::label(state.label)));
    if let Some(reason) = state.reach.failure() {
        ui.colored_label(palette.error, format!("How far this reaches could not be read: {reason}"));
    }
    let reach = state.reach.value();
    match reach {
        Some(reach) => ui.label(reached(*reach)),
        None => ui.weak("Reading…"),
    };
    ui.weak("What was decided before stays.");
    ui.add_space(theme::GAP);
    let mut answer = Answer::Stay;
    ask::row_of_buttons_ui(ui, |ui| {
        let can_reject = reach.is_some_and(|reach| reach.n_mentions > 0);
        let here = control::primary_button(ui, "Reject them all", can_reject);
        if here.clicked() {
            answer = state.send(Scope::Dossier, "is rejected in all articles that are here", outbox);
        }
        let always = ui.add_enabled(reach.is_some(), egui::Button::new("Never suggest it again"));
        if reach.is_some() {
            control::focus_once(ui, if can_reject { here.id } else { always.id });
        }
        if always.on_hover_text("Rejected here and in every article to come; listed under Always and never").clicked() {
            answer = state.send(Scope::Always, "is never suggested again", outbox);
        }
        if ui.button("Cancel").clicked() {
            answer = Answer::Close;
        }
    });
    answer
}

/// `12 suggestions in 5 articles wait for a decision.`
fn reached(reach: Reach) -> String {
    if reach.n_mentions == 0 {
        return "No suggestion of it waits for a decision.".to_owned();
    }
    let (suggestions, articles) =
        (words::count(reach.n_mentions, "suggestion"), words::count(reach.n_articles, "article"));
    let wait = if reach.n_mentions == 1 { "waits" } else { "wait" };
    format!("{suggestions} in {articles} {wait} for a decision.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_said_first() {
        for (n_mentions, n_articles, expected) in [
            (0, 0, "No suggestion of it waits for a decision."),
            (1, 1, "1 suggestion in 1 article waits for a decision."),
            (12, 5, "12 suggestions in 5 articles wait for a decision."),
        ] {
            assert_eq!(reached(Reach { n_mentions, n_articles }), expected);
        }
    }
}
