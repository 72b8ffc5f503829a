//! The measure that a figure is put into: what it is a figure of, typed, or one that is there already.
//!
//! Never judges whether two figures differ: the page of measures shows that.

use crate::ledger::command::ClaimRef;
use crate::ledger::command::Command;
use crate::store::read::claim_table::measure::MeasureTable;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::widgets::control;
use crate::ui::widgets::line;
use crate::ui::words;
use egui::Key;
use egui::Modifiers;
use egui::RichText;

/// Measures that are offered at once.
const N_OFFERED: usize = 8;

/// A figure that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// `claim.id`.
    pub id: i64,
    pub words: String,
    /// The measure it is in already.
    pub measure: Option<String>,
}

#[derive(Debug)]
pub struct MeasureState {
    figure: Figure,
    name: String,
    /// Names of the measures that are there, each with its number of figures.
    known: Vec<(String, usize)>,
    /// Index among those offered; `None`: what is typed is meant.
    at: Option<usize>,
}

impl MeasureState {
    pub const fn new(figure: Figure) -> Self {
        Self { figure, name: String::new(), known: Vec::new(), at: None }
    }

    pub fn take_known(&mut self, measures: &[MeasureTable]) {
        self.known = measures.iter().map(|measure| (measure.name.clone(), measure.n_figures())).collect();
    }

    /// Measures whose name holds each typed word, but for the one it is in.
    fn offered(&self) -> Vec<&(String, usize)> {
        let typed = self.name.to_lowercase();
        let fits = |name: &str| {
            let name = name.to_lowercase();
            typed.split_whitespace().all(|word| name.contains(word))
        };
        let others = self.known.iter().filter(|(name, _)| Some(name) != self.figure.measure.as_ref());
        others.filter(|(name, _)| fits(name)).take(N_OFFERED).collect()
    }

    /// The name that Enter takes; a measure that is there keeps its spelling.
    fn taken(&self) -> Option<String> {
        let offered = self.offered();
        if let Some((name, _)) = self.at.and_then(|at| offered.get(at)) {
            return Some(name.clone());
        }
        let typed = self.name.trim();
        let same = self.known.iter().find(|(name, _)| name.to_lowercase() == typed.to_lowercase());
        let name = same.map_or_else(|| typed.to_owned(), |(name, _)| name.clone());
        (!name.is_empty() && Some(&name) != self.figure.measure.as_ref()).then_some(name)
    }

    fn put(&self, name: String, outbox: &mut Outbox) {
        let told = format!("{} is a figure of {name} now", words::shortened(&self.figure.words, 40));
        let command = Command::Measure { figures: vec![ClaimRef::Decided(self.figure.id)], name };
        outbox.request(Request::Send(command, Origin::Told(told)));
    }
}

pub fn measure_ui(ui: &mut egui::Ui, state: &mut MeasureState, outbox: &mut Outbox) -> Answer {
    ui.heading("Into a measure");
    ui.add(egui::Label::new(format!("“{}”", words::shortened(&state.figure.words, 160))).wrap());
    if let Some(measure) = &state.figure.measure {
        ui.weak(format!("It is a figure of {measure} so far, and leaves that"));
    }
    ui.weak("Figures of one measure stand side by side, with a mark where they differ.");
    ui.add_space(theme::GAP_SMALL);
    let n_offered = state.offered().len();
    // Before the field is painted, which would take them to move its cursor.
    let (is_down, is_up) = ui.input_mut(|input| {
        (input.consume_key(Modifiers::NONE, Key::ArrowDown), input.consume_key(Modifiers::NONE, Key::ArrowUp))
    });
    state.at = match state.at {
        None if is_down && n_offered > 0 => Some(0),
        Some(at) if is_down => Some((at + 1).min(n_offered.saturating_sub(1))),
        Some(at) if is_up => at.checked_sub(1),
        at => at,
    };
    let field = control::field_ui(ui, "What it is a figure of", &mut state.name, "dead in the bus crash near Talsk");
    control::focus_once(ui, field.id);
    if field.changed() {
        state.at = None;
    }
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let mut taken = if is_entered { state.taken() } else { None };
    if is_entered && taken.is_none() {
        field.request_focus();
    }
    taken = offered_ui(ui, state).or(taken);
    ui.add_space(theme::GAP);
    let can_take = state.taken().is_some();
    let mut is_pressed = false;
    let answer = ask::buttons_ui(ui, "Put in", can_take, || {
        is_pressed = true;
        Answer::Close
    });
    if is_pressed {
        taken = taken.or_else(|| state.taken());
    }
    match taken {
        Some(name) => {
            state.put(name, outbox);
            Answer::Close
        }
        None => answer,
    }
}

/// Measures that are there; returns the name of one that was clicked.
fn offered_ui(ui: &mut egui::Ui, state: &MeasureState) -> Option<String> {
    let mut clicked = None;
    let offered = state.offered();
    if !offered.is_empty() {
        ui.add_space(theme::GAP_SMALL);
    }
    for (index, (name, n_figures)) in offered.into_iter().enumerate() {
        let id = ui.scope_id().with(("measure", index));
        let count = words::count(*n_figures as i64, "figure");
        let response = line::line_ui(ui, id, state.at == Some(index), &format!("{name}, {count}"), |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.label(name);
                ui.label(RichText::new(count.as_str()).small().weak());
            });
        });
        if response.clicked() {
            clicked = Some(name.clone());
        }
    }
    clicked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(measure: Option<&str>, typed: &str) -> MeasureState {
        let figure = Figure { id: 7, words: "15 people".to_owned(), measure: measure.map(str::to_owned) };
        let mut state = MeasureState::new(figure);
        let named = |name: &str| MeasureTable {
            id: 1,
            name: name.to_owned(),
            figures: Vec::new(),
            more: Vec::new(),
            differences: Vec::new(),
            n_articles: 0,
            n_texts: 0,
            candidates: Vec::new(),
        };
        state.take_known(&[named("Dead in the crash"), named("Hurt in the crash")]);
        typed.clone_into(&mut state.name);
        state
    }

    #[test]
    fn a_measure_that_is_there_is_offered_and_keeps_its_spelling() {
        let names = |state: &MeasureState| -> Vec<String> {
            state.offered().into_iter().map(|(name, _)| name.clone()).collect()
        };
        assert_eq!(names(&state(None, "CRASH dead")), ["Dead in the crash"]);
        assert_eq!(names(&state(Some("Dead in the crash"), "crash")), ["Hurt in the crash"], "not the one it is in");
        assert_eq!(state(None, "dead in the CRASH ").taken().as_deref(), Some("Dead in the crash"));
        assert_eq!(state(None, " Missing ").taken().as_deref(), Some("Missing"));
        assert_eq!(state(Some("Missing"), "Missing").taken(), None, "it is there already");
        assert_eq!(state(None, "  ").taken(), None);
        let chosen = MeasureState { at: Some(1), ..state(None, "crash") };
        assert_eq!(chosen.taken().as_deref(), Some("Hurt in the crash"));
    }
}
