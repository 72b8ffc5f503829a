//! How two figures of a measure differ, as the analyst sees it, and which is preferred, if one is.
//!
//! Never settles it: what was said of the two stands there when they are chosen, and can be said anew at any time.

use crate::ledger::command::ClaimRef;
use crate::ledger::command::Command;
use crate::model::kind::DifferHow;
use crate::store::read::claim_table::measure::MeasureTable;
use crate::store::read::measures::DifferenceRow;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::widgets::control;

/// Room for the words before a choice, so that both choices begin at one line.
const LABEL_WIDTH: f32 = 72.0;

/// A figure with what tells it from the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// `claim.id`.
    pub id: i64,
    /// Reference, number, source.
    pub told: String,
}

#[derive(Debug)]
pub struct DifferState {
    measure: String,
    sides: Vec<Side>,
    /// What was said of pairs so far.
    said: Vec<DifferenceRow>,
    /// Indexes of the two that are compared.
    pair: (usize, usize),
    how: DifferHow,
    /// Index of the one that is preferred.
    preferred: Option<usize>,
    note: String,
}

impl DifferState {
    /// The figure that is pointed at (`claim.id`) is compared with the first that it does not meet; where none is, the
    /// first two that do not meet, those that nobody spoke about before. `None` where there are no two.
    pub fn new(measure: &MeasureTable, pointed: Option<i64>, told: impl Fn(usize) -> String) -> Option<Self> {
        let figures = &measure.figures;
        let is_said = |a: usize, b: usize| {
            let ids = [figures[a].row.key, figures[b].row.key];
            measure.differences.iter().any(|one| ids.contains(&one.claim_a) && ids.contains(&one.claim_b))
        };
        let firsts: Vec<usize> = match figures.iter().position(|figure| Some(figure.row.key) == pointed) {
            Some(index) => vec![index],
            None => (0..figures.len()).collect(),
        };
        let pairs = || {
            let of = |a: usize| (0..figures.len()).filter(move |b| *b != a).map(move |b| (a, b));
            firsts.iter().flat_map(move |a| of(*a))
        };
        let is_apart = |(a, b): &(usize, usize)| figures[*a].is_apart_from(&figures[*b]);
        let new = pairs().find(|pair| is_apart(pair) && !is_said(pair.0, pair.1));
        let pair = new.or_else(|| pairs().find(is_apart)).or_else(|| pairs().next())?;
        let sides = figures.iter().enumerate().map(|(index, figure)| Side { id: figure.row.key, told: told(index) });
        let mut state = Self {
            measure: measure.name.clone(),
            sides: sides.collect(),
            said: measure.differences.clone(),
            pair,
            how: DifferHow::Disagree,
            preferred: None,
            note: String::new(),
        };
        state.recall();
        Some(state)
    }

    /// What was said of the two that are compared.
    fn said_of_pair(&self) -> Option<&DifferenceRow> {
        let ids = [self.sides[self.pair.0].id, self.sides[self.pair.1].id];
        self.said.iter().find(|one| ids.contains(&one.claim_a) && ids.contains(&one.claim_b))
    }

    /// Puts what was said of the two into the fields, to be said otherwise; or nothing.
    fn recall(&mut self) {
        let said = self.said_of_pair().cloned();
        let index_of = |id: i64| self.sides.iter().position(|side| side.id == id);
        self.preferred = said.as_ref().and_then(|said| said.preferred).and_then(index_of);
        self.how = said.as_ref().map_or(DifferHow::Disagree, |said| said.how);
        self.note = said.and_then(|said| said.note).unwrap_or_default();
    }

    fn command(&self) -> Command {
        let claim = |index: usize| ClaimRef::Decided(self.sides[index].id);
        let note = self.note.trim();
        let preferred = self.preferred.filter(|index| *index == self.pair.0 || *index == self.pair.1);
        Command::Differ {
            a: claim(self.pair.0),
            b: claim(self.pair.1),
            how: self.how,
            prefer: preferred.map(claim),
            note: (!note.is_empty()).then(|| note.to_owned()),
        }
    }
}

pub fn differ_ui(ui: &mut egui::Ui, state: &mut DifferState, outbox: &mut Outbox) -> Answer {
    ui.heading("How they differ");
    ui.weak(&state.measure);
    ui.add_space(theme::GAP);
    let (mut first, mut second) = state.pair;
    side_ui(ui, "One", &mut first, &state.sides);
    side_ui(ui, "The other", &mut second, &state.sides);
    if state.pair != (first, second) {
        state.pair = (first, second);
        state.recall();
    }
    let is_said = state.said_of_pair().is_some();
    if is_said {
        ui.weak("This is what was said of the two; say otherwise at any time");
    }
    ui.add_space(theme::GAP);
    for how in DifferHow::ALL {
        ui.radio_value(&mut state.how, *how, meaning(*how));
    }
    ui.add_space(theme::GAP);
    ui.label(if state.how == DifferHow::LaterCorrection { "Which one holds" } else { "Preferred" });
    ui.radio_value(&mut state.preferred, None, "neither");
    for index in [first, second] {
        ui.radio_value(&mut state.preferred, Some(index), state.sides[index].told.as_str());
    }
    ui.add_space(theme::GAP);
    let field = control::field_ui(ui, "Why", &mut state.note, "the ministry counts only those who registered");
    control::focus_once(ui, field.id);
    ui.add_space(theme::GAP);
    let are_two = first != second;
    let mut is_entered = are_two && field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let answer = ask::buttons_ui(ui, if is_said { "Say so instead" } else { "Say so" }, are_two, || {
        is_entered = true;
        Answer::Close
    });
    if !is_entered {
        return answer;
    }
    outbox.request(Request::Send(state.command(), Origin::Told("It is noted how the two differ".to_owned())));
    Answer::Close
}

fn side_ui(ui: &mut egui::Ui, label: &str, chosen: &mut usize, sides: &[Side]) {
    ui.horizontal(|ui| {
        let size = egui::Vec2::new(LABEL_WIDTH, theme::ROW_HEIGHT);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let name = ui.allocate_ui_with_layout(size, layout, |ui| {
            ui.set_min_size(size);
            ui.label(label)
        });
        let combo = egui::ComboBox::from_id_salt(label).width(ui.available_width());
        let shown = combo.selected_text(sides[*chosen].told.as_str()).show_ui(ui, |ui| {
            for (index, side) in sides.iter().enumerate() {
                ui.selectable_value(chosen, index, side.told.as_str());
            }
        });
        shown.response.labelled_by(name.inner.id);
    });
}

const fn meaning(how: DifferHow) -> &'static str {
    match how {
        DifferHow::Disagree => "They disagree: both speak of the same, and cannot both be right",
        DifferHow::DifferentThings => "Different things: each is of something else",
        DifferHow::LaterCorrection => "A later correction: one replaces the other",
    }
}
