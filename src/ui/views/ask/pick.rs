//! Whose name is it? The card is found while typing; Enter takes the stop in Review for it.
//!
//! Never decides itself: what was picked leaves as the answer, and Review records it.

use crate::store::read::card_choice::Beside;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::views::ask::Answer;
use crate::ui::views::ask::chooser;
use crate::ui::views::ask::chooser::Chooser;
use crate::ui::words;

#[derive(Debug)]
pub struct PickState {
    /// As the stop is called.
    name: String,
    n_mentions: usize,
    chooser: Chooser,
}

impl PickState {
    /// `can_be_new`: the name can have a card of its own that it does not have yet.
    pub fn new(name: String, n_mentions: usize, beside: Beside, can_be_new: bool) -> Self {
        let chooser = Chooser::new("Card", beside);
        let chooser = if can_be_new { chooser.or_new(name.clone()) } else { chooser };
        Self { name, n_mentions, chooser }
    }

    pub const fn chooser(&mut self) -> &mut Chooser {
        &mut self.chooser
    }
}

pub fn pick_ui(ui: &mut egui::Ui, state: &mut PickState, outbox: &mut Outbox) -> Answer {
    ui.heading(format!("{}: which card is it?", state.name));
    let here = match state.n_mentions {
        1 => "once".to_owned(),
        n => words::count(n as i64, "time"),
    };
    ui.weak(format!("The name stands here {here}."));
    ui.add_space(theme::GAP_SMALL);
    let mut answer = match chooser::chooser_ui(ui, &mut state.chooser, outbox) {
        Some(picked) => Answer::Picked(picked),
        None => Answer::Stay,
    };
    ui.add_space(theme::GAP);
    ui.horizontal(|ui| {
        ui.weak("Enter: it is this one, go on");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.button("Cancel").clicked() {
                answer = Answer::Close;
            }
        });
    });
    answer
}
