//! Any card for a field of a claim, found while typing: names of the article first, the nearest before others, then all
//! cards of the dossier; only of kinds that the field can hold.
//!
//! Never sets the field itself: what was picked goes back to the dialog of fields.

use crate::ledger::command::EntityRef;
use crate::model::claim::Field;
use crate::model::kind::ClaimKind;
use crate::store::read::card_choice::Beside;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::views::ask::chooser;
use crate::ui::views::ask::chooser::Chooser;
use crate::ui::views::ask::chooser::Here;
use crate::ui::views::ask::chooser::Picked;
use crate::ui::views::ask::claim::input::Choice;
use crate::ui::words;
use crate::workspace::review::offers;
use crate::workspace::review::offers::NameOffer;
use crate::workspace::review::offers::Near;
use egui::Key;
use egui::Modifiers;

#[derive(Debug)]
pub struct AnyCard {
    pub field: Field,
    /// Names of the article, as the chooser has them.
    names: Vec<NameOffer>,
    chooser: Chooser,
    /// The card that is taken is the last change: the fields are saved with it.
    is_last: bool,
}

/// What became of it in this frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Stay,
    /// The field stays as it is.
    Back,
    /// With whether the fields are to be saved with it.
    Taken(Choice, bool),
}

impl AnyCard {
    /// `names`: those of the article that fit the field, the nearest first. `typed`: the letter that opened it.
    pub fn new((kind, field): (ClaimKind, Field), names: Vec<NameOffer>, typed: String) -> Self {
        let cards = names.iter().filter_map(|name| if let EntityRef::Decided(id) = name.who { Some(id) } else { None });
        let beside = Beside::Field { kinds: offers::kinds(kind, field).to_vec(), shown: cards.collect() };
        let here = names.iter().map(here).collect();
        Self { field, chooser: Chooser::new("Card", beside).with_names(here).typed(typed), names, is_last: false }
    }

    pub const fn chooser(&mut self) -> &mut Chooser {
        &mut self.chooser
    }
}

/// A name of the article as a line of the chooser.
fn here(name: &NameOffer) -> Here {
    let (nearness, place) = match name.near {
        Near::Sentence => (0, "in this sentence"),
        Near::Paragraph => (1, "in this paragraph"),
        Near::Article => (2, "in this article"),
    };
    let kind = words::label(name.label);
    let card = match name.who {
        EntityRef::Decided(id) => format!("{kind} · E{id}"),
        EntityRef::Named { .. } => format!("{kind} · a card of its own"),
    };
    let also = Some(&name.aliases).filter(|names| !names.is_empty()).map(|names| format!("also {}", names.join(", ")));
    let said = [Some(card), also, Some(place.to_owned())];
    Here {
        name: name.name.clone(),
        aliases: name.aliases.clone(),
        details: said.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        nearness,
    }
}

pub fn any_card_ui(ui: &mut egui::Ui, state: &mut AnyCard, outbox: &mut Outbox) -> Outcome {
    // Before the dialog sees it, which would close.
    let mut is_left = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter)) {
        state.is_last = true;
        state.chooser.take_now();
    }
    ui.heading(format!("{}: which card?", words::field(state.field)));
    ui.add_space(theme::GAP_SMALL);
    let picked = chooser::chooser_ui(ui, &mut state.chooser, outbox);
    ui.add_space(theme::GAP);
    ui.horizontal(|ui| {
        ui.weak("Enter: this one · Ctrl+Enter: and save the fields");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            is_left |= ui.button("Back to the fields").clicked();
        });
    });
    match picked {
        Some(Picked::Card(row)) => {
            Outcome::Taken(Choice { who: EntityRef::Decided(row.id), name: row.name }, state.is_last)
        }
        Some(Picked::Here(index)) => state.names.get(index).map_or(Outcome::Stay, |name| {
            Outcome::Taken(Choice { who: name.who, name: name.name.clone() }, state.is_last)
        }),
        Some(Picked::New) | None if is_left => Outcome::Back,
        Some(Picked::New) | None => Outcome::Stay,
    }
}
