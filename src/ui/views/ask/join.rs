//! Two cards that are one, or that never are: the other one is chosen, then both stand side by side.
//!
//! Nothing is joined before it was said what is kept. The other card is chosen with [`chooser`].

use crate::ledger::command::Command;
use crate::ledger::command::SubjectRef;
use crate::model::kind::Subject;
use crate::names::fold;
use crate::names::parts;
use crate::store::read::card_choice::Beside;
use crate::store::read::cards::CardRow;
use crate::ui::outbox::Go;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::views::ask::chooser;
use crate::ui::views::ask::chooser::Chooser;
use crate::ui::views::ask::chooser::Picked;
use crate::ui::widgets::control;
use crate::ui::words;
use egui::RichText;

#[derive(Debug)]
pub struct JoinState {
    card: CardRow,
    /// Same as, else different from.
    is_same: bool,
    chooser: Chooser,
    chosen: Option<Chosen>,
}

#[derive(Debug)]
struct Chosen {
    other: CardRow,
    /// The other card's name is kept, not this one's.
    keeps_other: bool,
    /// The frame in which it was chosen: the key that chose it must not join it too.
    frame: u64,
}

impl JoinState {
    pub fn new(card: CardRow, is_same: bool) -> Self {
        let chooser = Chooser::new("The other card", Beside::Card(card.id));
        Self { card, is_same, chooser, chosen: None }
    }

    /// With the other card already chosen: both stand side by side at once.
    pub fn with(card: CardRow, is_same: bool, other: CardRow) -> Self {
        let chosen = Some(Chosen { other, keeps_other: false, frame: 0 });
        Self { chosen, ..Self::new(card, is_same) }
    }

    pub const fn chooser(&mut self) -> &mut Chooser {
        &mut self.chooser
    }

    fn choose(&mut self, other: CardRow, frame: u64) {
        let keeps_other = self.is_same && is_fuller(&other.name, &self.card.name);
        self.chosen = Some(Chosen { other, keeps_other, frame });
    }
}

/// Whether a name says all that another says, and more: "Amira Sadykova" beside "Sadykova".
fn is_fuller(name: &str, other: &str) -> bool {
    let (name, other) = (fold(name), fold(other));
    let words: Vec<&str> = parts(&name).collect();
    parts(&other).all(|word| words.contains(&word)) && words.len() > parts(&other).count()
}

pub fn join_ui(ui: &mut egui::Ui, state: &mut JoinState, outbox: &mut Outbox) -> Answer {
    let title = if state.is_same { "Same as" } else { "Different from" };
    ui.heading(format!("{}: {title}…", state.card.name));
    if state.chosen.is_some() { both_ui(ui, state, outbox) } else { choose_ui(ui, state, outbox) }
}

fn choose_ui(ui: &mut egui::Ui, state: &mut JoinState, outbox: &mut Outbox) -> Answer {
    let picked = chooser::chooser_ui(ui, &mut state.chooser, outbox);
    if let Some(Picked::Card(other)) = picked {
        state.choose(*other, ui.ctx().cumulative_frame_nr());
    }
    ui.add_space(theme::GAP);
    let mut answer = Answer::Stay;
    ui.horizontal(|ui| {
        ui.weak("Enter: both side by side");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.button("Cancel").clicked() {
                answer = Answer::Close;
            }
        });
    });
    answer
}

fn both_ui(ui: &mut egui::Ui, state: &mut JoinState, outbox: &mut Outbox) -> Answer {
    let Some(chosen) = &mut state.chosen else { return Answer::Stay };
    ui.add_space(theme::GAP_SMALL);
    ui.columns(2, |columns| {
        side_ui(&mut columns[0], &state.card);
        side_ui(&mut columns[1], &chosen.other);
    });
    ui.add_space(theme::GAP);
    let (kept, gone) = if chosen.keeps_other { (&chosen.other, &state.card) } else { (&state.card, &chosen.other) };
    if state.is_same {
        kept_ui(ui, kept, gone);
        if kept.name != gone.name {
            ui.add_space(theme::GAP_SMALL);
            ui.horizontal_wrapped(|ui| {
                ui.label("Name");
                ui.radio_value(&mut chosen.keeps_other, false, state.card.name.as_str());
                ui.radio_value(&mut chosen.keeps_other, true, chosen.other.name.as_str());
            });
        }
    } else {
        let (one, other) = (&state.card.name, &chosen.other.name);
        ui.label(format!("{one} and {other} stay two cards, and are never suggested as one again."));
    }
    ui.add_space(theme::GAP);
    let (kept, gone) = if chosen.keeps_other { (&chosen.other, &state.card) } else { (&state.card, &chosen.other) };
    let is_fresh = ui.ctx().cumulative_frame_nr() > chosen.frame && !is_held_down(ui);
    let mut answer = Answer::Stay;
    let mut goes_back = false;
    ask::row_of_buttons_ui(ui, |ui| {
        let button = control::primary_button(ui, if state.is_same { "Join" } else { "Keep apart" }, true);
        control::focus_once(ui, button.id);
        if button.clicked() && is_fresh {
            send(state.is_same, kept, gone, outbox);
            answer = Answer::Close;
        }
        goes_back = ui.button("Another card").clicked();
        if ui.button("Cancel").clicked() {
            answer = Answer::Close;
        }
    });
    if goes_back {
        state.chosen = None;
    }
    answer
}

/// Enter that was pressed in the step before and never let go decides nothing.
fn is_held_down(ui: &egui::Ui) -> bool {
    ui.input(|input| {
        input.events.iter().any(|event| matches!(event, egui::Event::Key { repeat: true, pressed: true, .. }))
    })
}

fn send(is_same: bool, kept: &CardRow, gone: &CardRow, outbox: &mut Outbox) {
    let (command, told) = if is_same {
        let told = if kept.name == gone.name {
            format!("Two cards {} are one now", kept.name)
        } else {
            format!("{} and {} are one card now", kept.name, gone.name)
        };
        (Command::Merge { from: gone.id, into: kept.id }, told)
    } else {
        let told = format!("{} and {} are kept apart", kept.name, gone.name);
        (Command::Distinguish { a: kept.id, b: gone.id }, told)
    };
    outbox.request(Request::Send(command, Origin::Told(told)));
    outbox.go(Go::Thing(SubjectRef { subject: Subject::Entity, id: kept.id }));
}

fn side_ui(ui: &mut egui::Ui, card: &CardRow) {
    let palette = Palette::of(ui);
    ui.add(egui::Label::new(RichText::new(&card.name).heading()).wrap());
    ui.small(RichText::new(format!("{} · E{}", words::label(card.label), card.id)).color(palette.muted));
    let lines = [
        card.role.clone(),
        Some(&card.other_names).filter(|names| !names.is_empty()).map(|names| format!("also {names}")),
        Some(format!("{} in {}", words::count(card.n_mentions, "mention"), words::count(card.n_articles, "article"))),
        card.last_seen.as_deref().map(|date| format!("last seen {}", words::edtf(date))),
    ];
    for line in lines.into_iter().flatten() {
        ui.add(egui::Label::new(line).wrap());
    }
}

fn kept_ui(ui: &mut egui::Ui, kept: &CardRow, gone: &CardRow) {
    let palette = Palette::of(ui);
    let n = words::count(kept.n_mentions + gone.n_mentions, "mention");
    ui.label(format!("One card, {}: all names of both, {n}, and everything that hangs on them.", kept.name));
    if kept.label != gone.label {
        let (is, was) = (words::label(kept.label), words::label(gone.label));
        ui.colored_label(palette.doubtful, format!("The kinds differ: the card is of the kind {is}, not {was}."));
    }
    ui.weak("Undo takes it back.");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_that_says_more_is_proposed() {
        assert!(is_fuller("Amira Sadykova", "Sadykova"));
        for (name, other) in [("Sadykova", "Amira Sadykova"), ("Amira Sadykova", "Amira Sadykova"), ("Ana", "Sadykova")]
        {
            assert!(!is_fuller(name, other), "{name}, {other}");
        }
    }
}
