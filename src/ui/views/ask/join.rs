//! Two cards that are one, or that never are: the other one is found while typing, then both stand side by side.
//!
//! Nothing is joined before it was said what is kept. The cards to choose from come from the reader.

use crate::ledger::command::Command;
use crate::ledger::command::SubjectRef;
use crate::model::kind::Subject;
use crate::names::fold;
use crate::names::parts;
use crate::store::read::cards::CardChoice;
use crate::store::read::cards::CardRow;
use crate::store::read::cards::ChoiceWanted;
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
use crate::ui::widgets::control;
use crate::ui::widgets::line;
use crate::ui::words;
use crate::workspace::desk;
use crate::workspace::desk::Query;
use egui::Key;
use egui::Modifiers;
use egui::RichText;

/// Room that the list of cards takes at most.
const LIST_HEIGHT: f32 = 320.0;

#[derive(Debug)]
pub struct JoinState {
    card: CardRow,
    /// Same as, else different from.
    is_same: bool,
    words: String,
    asked: Option<ChoiceWanted>,
    choices: Loadable<Vec<CardChoice>>,
    /// Index of the choice that Enter takes.
    at: usize,
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
        Self { card, is_same, words: String::new(), asked: None, choices: Loadable::default(), at: 0, chosen: None }
    }

    pub fn take_answer(&mut self, wanted: &ChoiceWanted, answer: Result<desk::Answer, String>) {
        if self.asked.as_ref() != Some(wanted) {
            return;
        }
        self.at = 0;
        self.choices.finish(answer.and_then(|answer| match answer {
            desk::Answer::CardChoices(choices) => Ok(choices),
            _ => Err(WRONG_ANSWER.to_owned()),
        }));
    }

    /// Asks for the cards that fit what is typed, once.
    fn refresh(&mut self, outbox: &mut Outbox) {
        let terms = parts(&fold(&self.words)).map(str::to_owned).collect();
        let wanted = ChoiceWanted { card: self.card.id, terms };
        if self.asked.as_ref() != Some(&wanted) {
            self.choices.start();
            outbox.request(Request::Ask(Query::CardChoices(wanted.clone())));
            self.asked = Some(wanted);
        }
    }

    /// Cards that can be chosen now, in order.
    fn offered(&self) -> Vec<&CardChoice> {
        self.choices.value().map_or(&[][..], Vec::as_slice).iter().filter(|choice| !choice.is_different).collect()
    }

    fn choose(&mut self, index: usize, frame: u64) {
        if let Some(choice) = self.offered().get(index) {
            let other = choice.row.clone();
            let keeps_other = self.is_same && is_fuller(&other.name, &self.card.name);
            self.chosen = Some(Chosen { other, keeps_other, frame });
        }
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
    state.refresh(outbox);
    let n_offered = state.offered().len();
    // Before the field is painted, which would take them to move its cursor.
    let (is_down, is_up) = ui.input_mut(|input| {
        (input.consume_key(Modifiers::NONE, Key::ArrowDown), input.consume_key(Modifiers::NONE, Key::ArrowUp))
    });
    if is_down {
        state.at = (state.at + 1).min(n_offered.saturating_sub(1));
    } else if is_up {
        state.at = state.at.saturating_sub(1);
    }
    let hint = "a name, another name, or an identifier";
    let field = control::field_ui(ui, "The other card", &mut state.words, hint);
    control::focus_once(ui, field.id);
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    ui.add_space(theme::GAP_SMALL);
    let clicked = choices_ui(ui, state, is_down || is_up);
    let frame = ui.ctx().cumulative_frame_nr();
    if let Some(index) = clicked {
        state.choose(index, frame);
    } else if is_entered {
        state.choose(state.at, frame);
        if state.chosen.is_none() {
            field.request_focus();
        }
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

/// The cards that fit; returns the index of one that was clicked.
fn choices_ui(ui: &mut egui::Ui, state: &JoinState, follows: bool) -> Option<usize> {
    let palette = Palette::of(ui);
    if let Some(reason) = state.choices.failure() {
        ui.colored_label(palette.error, format!("The cards could not be read: {reason}"));
    }
    let offered = state.offered();
    if offered.is_empty() && !state.choices.is_loading() {
        ui.weak(if state.words.trim().is_empty() { "There is no other card." } else { "No card fits these words." });
    }
    let mut clicked = None;
    egui::ScrollArea::vertical().max_height(LIST_HEIGHT).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, choice) in offered.iter().enumerate() {
            let id = ui.scope_id().with(("choice", choice.row.id));
            let is_current = index == state.at;
            let name = format!("{}, {}", choice.row.name, details(choice));
            let response = line::line_ui(ui, id, is_current, &name, |ui| {
                ui.label(&choice.row.name);
                ui.add(egui::Label::new(RichText::new(details(choice)).small().color(palette.muted)).wrap());
            });
            if is_current && follows {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                clicked = Some(index);
            }
        }
    });
    let n_different = state.choices.value().map_or(0, |all| all.len() - offered.len());
    if n_different > 0 {
        ui.weak(format!("{} said to be different left out", words::count(n_different as i64, "card")));
    }
    clicked
}

/// `person · E5 · finance minister, Peru · also Ruiz · 3 articles, last 8 Dec 2023 · same name`.
fn details(choice: &CardChoice) -> String {
    let row = &choice.row;
    let also = Some(&row.other_names).filter(|names| !names.is_empty()).map(|names| format!("also {names}"));
    let last = row.last_seen.as_deref().map_or_else(String::new, |date| format!(", last {}", words::edtf(date)));
    let seen = format!("{}{last}", words::count(row.n_articles, "article"));
    let kind = format!("{} · E{}", words::label(row.label), row.id);
    let said = [Some(kind), row.role.clone(), also, Some(seen), choice.reason.map(str::to_owned)];
    said.into_iter().flatten().collect::<Vec<_>>().join(" · ")
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
    use crate::model::kind::Label;
    use crate::store::read::annotations::Counts;

    pub fn row(id: i64, name: &str) -> CardRow {
        CardRow {
            id,
            label: Label::Person,
            name: name.to_owned(),
            role: None,
            other_names: String::new(),
            n_articles: 1,
            n_mentions: 2,
            first_seen: None,
            last_seen: Some("2023-12-08".to_owned()),
            tags: String::new(),
            remarks: Counts::default(),
        }
    }

    #[test]
    fn the_name_that_says_more_is_proposed() {
        assert!(is_fuller("Amira Sadykova", "Sadykova"));
        for (name, other) in [("Sadykova", "Amira Sadykova"), ("Amira Sadykova", "Amira Sadykova"), ("Ana", "Sadykova")]
        {
            assert!(!is_fuller(name, other), "{name}, {other}");
        }
    }

    #[test]
    fn a_choice_says_all_that_is_known_of_it() {
        let mut choice = CardChoice { row: row(7, "Ana Ruiz"), reason: Some("same name"), is_different: false };
        assert_eq!(details(&choice), "person · E7 · 1 article, last 8 Dec 2023 · same name");
        choice.row.role = Some("finance minister".to_owned());
        choice.row.other_names = "Ruiz".to_owned();
        choice.reason = None;
        assert_eq!(details(&choice), "person · E7 · finance minister · also Ruiz · 1 article, last 8 Dec 2023");
    }

    #[test]
    fn what_was_said_to_be_different_is_not_offered() {
        let mut state = JoinState::new(row(1, "Ana Ruiz"), true);
        let wanted = ChoiceWanted { card: 1, terms: Vec::new() };
        state.asked = Some(wanted.clone());
        let choice = |id, is_different| CardChoice { row: row(id, "Ana"), reason: None, is_different };
        state.take_answer(&wanted, Ok(desk::Answer::CardChoices(vec![choice(2, true), choice(3, false)])));
        assert_eq!(state.offered().iter().map(|choice| choice.row.id).collect::<Vec<_>>(), [3]);
        state.choose(0, 1);
        assert_eq!(state.chosen.map(|chosen| chosen.other.id), Some(3));
    }
}
