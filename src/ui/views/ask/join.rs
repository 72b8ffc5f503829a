//! Two cards that are one, or that never are: the other one is chosen, then both stand side by side.
//!
//! Nothing is joined before it was said what is kept. The other card is chosen with [`chooser`].

use crate::ledger::command::Command;
use crate::ledger::command::SubjectRef;
use crate::model::kind::Subject;
use crate::names::fold;
use crate::names::parts;
use crate::store::read::card_choice::Beside;
use crate::store::read::card_page::CardPage;
use crate::store::read::cards::CardRow;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Go;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::WRONG_ANSWER;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::views::ask::both;
use crate::ui::views::ask::chooser;
use crate::ui::views::ask::chooser::Chooser;
use crate::ui::views::ask::chooser::Picked;
use crate::ui::widgets::control;
use crate::ui::words;
use crate::workspace::desk;
use crate::workspace::desk::Query;
use egui::RichText;

#[derive(Debug)]
pub struct JoinState {
    card: CardRow,
    /// Same as, else different from.
    is_same: bool,
    chooser: Chooser,
    chosen: Option<Chosen>,
    /// Both cards in full, once they were read; in the order they were asked for.
    both: Loadable<Option<Box<[CardPage; 2]>>>,
    /// The pair that was asked for last.
    asked: Option<Query>,
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
        Self { card, is_same, chooser, chosen: None, both: Loadable::default(), asked: None }
    }

    /// With the other card already chosen: both stand side by side at once.
    pub fn with(card: CardRow, is_same: bool, other: CardRow) -> Self {
        let chosen = Some(Chosen { other, keeps_other: false, frame: 0 });
        Self { chosen, ..Self::new(card, is_same) }
    }

    pub const fn chooser(&mut self) -> &mut Chooser {
        &mut self.chooser
    }

    pub fn take_both(&mut self, query: &Query, answer: Result<desk::Answer, String>) {
        if self.asked.as_ref() == Some(query) {
            self.both.finish(answer.and_then(|answer| match answer {
                desk::Answer::Both(pages) => Ok(pages),
                _ => Err(WRONG_ANSWER.to_owned()),
            }));
        }
    }

    /// Asks for both cards in full, once.
    fn refresh(&mut self, outbox: &mut Outbox) {
        let Some(chosen) = &self.chosen else { return };
        let query = Query::Both(self.card.id, chosen.other.id);
        if self.asked.as_ref() != Some(&query) {
            self.both.clear();
            self.both.start();
            outbox.request(Request::Ask(query.clone()));
            self.asked = Some(query);
        }
    }

    fn pages(&self) -> Option<&[CardPage; 2]> {
        self.both.value()?.as_deref()
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
    state.refresh(outbox);
    let Some(chosen) = &state.chosen else { return Answer::Stay };
    ui.add_space(theme::GAP_SMALL);
    if let Some(reason) = state.both.failure() {
        ui.colored_label(Palette::of(ui).error, format!("The cards could not be read in full: {reason}"));
    }
    let pages = state.pages();
    ui.columns(2, |columns| {
        side_ui(&mut columns[0], &state.card, pages.map(|pages| &pages[0]));
        side_ui(&mut columns[1], &chosen.other, pages.map(|pages| &pages[1]));
    });
    ui.add_space(theme::GAP);
    ui.separator();
    let (kept, gone) = if chosen.keeps_other { (&chosen.other, &state.card) } else { (&state.card, &chosen.other) };
    let mut keeps_other = chosen.keeps_other;
    if state.is_same {
        kept_ui(ui, kept, gone, pages);
        if kept.name != gone.name {
            ui.add_space(theme::GAP_SMALL);
            ui.horizontal_wrapped(|ui| {
                ui.label("Name");
                ui.radio_value(&mut keeps_other, false, state.card.name.as_str());
                ui.radio_value(&mut keeps_other, true, chosen.other.name.as_str());
            });
        }
    } else {
        let (one, other) = (&state.card.name, &chosen.other.name);
        ui.label(format!("{one} and {other} stay two cards, and are never suggested as one again."));
    }
    let Some(chosen) = &mut state.chosen else { return Answer::Stay };
    chosen.keeps_other = keeps_other;
    ui.add_space(theme::GAP);
    let (kept, gone) = if chosen.keeps_other { (&chosen.other, &state.card) } else { (&state.card, &chosen.other) };
    let is_fresh = ui.ctx().cumulative_frame_nr() > chosen.frame && !control::is_held_down(ui);
    let mut answer = Answer::Stay;
    let mut goes_back = false;
    // The cards in full come later and move what is below: the button keeps its name, and with it the focus and the key.
    ui.scope_builder(egui::UiBuilder::new().scope_id(egui::Id::unique("join or keep apart")), |ui| {
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
    });
    if goes_back {
        state.chosen = None;
    }
    answer
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

/// A card: what its line tells until it was read in full.
fn side_ui(ui: &mut egui::Ui, card: &CardRow, page: Option<&CardPage>) {
    let palette = Palette::of(ui);
    ui.add(egui::Label::new(RichText::new(&card.name).heading()).wrap());
    ui.small(RichText::new(format!("{} · E{}", words::label(card.label), card.id)).color(palette.muted));
    if let Some(page) = page {
        lines_ui(ui, &both::held(page));
        return;
    }
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

fn lines_ui(ui: &mut egui::Ui, lines: &[both::Line]) {
    let palette = Palette::of(ui);
    for (what, said) in lines {
        ui.add_space(theme::GAP_SMALL);
        ui.small(RichText::new(*what).color(palette.muted));
        ui.add(egui::Label::new(said).wrap());
    }
}

fn kept_ui(ui: &mut egui::Ui, kept: &CardRow, gone: &CardRow, pages: Option<&[CardPage; 2]>) {
    let palette = Palette::of(ui);
    ui.label(RichText::new(format!("One card, {}, with all that is on both:", kept.name)).strong());
    if let Some(pages) = pages {
        let lines = both::kept(pages, &kept.name);
        egui::Grid::new("kept").num_columns(2).min_row_height(0.0).spacing([theme::GAP_LARGE, theme::GAP_SMALL]).show(
            ui,
            |ui| {
                for (what, said) in lines {
                    ui.small(RichText::new(what).color(palette.muted));
                    ui.add(egui::Label::new(said).wrap());
                    ui.end_row();
                }
            },
        );
        for contradiction in both::contradictions(pages) {
            ui.colored_label(palette.doubtful, format!("Two identifiers of one kind: {contradiction}. Are they one?"));
        }
    }
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
