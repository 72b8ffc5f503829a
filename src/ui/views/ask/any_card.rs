//! Any card of the dossier for a field of a claim, found while typing.
//!
//! Never sets the field itself: what was picked goes back to the dialog of fields.

use crate::model::claim::Field;
use crate::model::kind::Label;
use crate::store::read::card_choice::Beside;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::views::ask::chooser;
use crate::ui::views::ask::chooser::Chooser;
use crate::ui::views::ask::chooser::Picked;
use crate::ui::views::ask::claim::Choice;
use crate::ui::words;
use egui::Key;
use egui::Modifiers;

#[derive(Debug)]
pub struct AnyCard {
    pub field: Field,
    chooser: Chooser,
}

/// What became of it in this frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Stay,
    /// The field stays as it is.
    Back,
    Taken(Choice),
}

impl AnyCard {
    /// `here`: cards of the article, offered first. `typed`: the letter that opened it.
    pub fn new(field: Field, here: &[Choice], typed: String) -> Self {
        let suggested = here.iter().map(|card| (card.id, "in this article".to_owned())).collect();
        let beside = Beside::Name { label: likely(field), suggested };
        Self { field, chooser: Chooser::new("Card", beside).typed(typed) }
    }

    pub const fn chooser(&mut self) -> &mut Chooser {
        &mut self.chooser
    }
}

/// The kind of card that a field names most of the time.
const fn likely(field: Field) -> Option<Label> {
    match field {
        Field::Holder | Field::Speaker => Some(Label::Person),
        Field::Organisation => Some(Label::Org),
        Field::Place => Some(Label::Place),
        _ => None,
    }
}

pub fn any_card_ui(ui: &mut egui::Ui, state: &mut AnyCard, outbox: &mut Outbox) -> Outcome {
    // Before the dialog sees it, which would close.
    let mut is_left = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    ui.heading(format!("{}: which card?", words::field(state.field)));
    ui.add_space(theme::GAP_SMALL);
    let picked = chooser::chooser_ui(ui, &mut state.chooser, outbox);
    ui.add_space(theme::GAP);
    ui.horizontal(|ui| {
        ui.weak("Enter: this one, back to the fields");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            is_left |= ui.button("Back to the fields").clicked();
        });
    });
    match picked {
        Some(Picked::Card(row)) => Outcome::Taken(Choice { id: row.id, name: row.name }),
        Some(Picked::New) | None if is_left => Outcome::Back,
        Some(Picked::New) | None => Outcome::Stay,
    }
}
