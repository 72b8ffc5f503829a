//! How two figures of a measure differ, as the analyst sees it, and which is preferred, if one is.
//!
//! Never settles it: what was said can be said anew at any time.

use crate::ledger::command::ClaimRef;
use crate::ledger::command::Command;
use crate::model::kind::DifferHow;
use crate::store::read::claim_table::measure::MeasureTable;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::widgets::control;

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
    /// Indexes of the two that are compared.
    pair: (usize, usize),
    how: DifferHow,
    /// Index of the one that is preferred.
    preferred: Option<usize>,
    note: String,
}

impl DifferState {
    /// The first two that do not meet are compared first. `None` where there are no two.
    pub fn new(measure: &MeasureTable, told: impl Fn(usize) -> String) -> Option<Self> {
        let side = |(index, id)| Side { id, told: told(index) };
        let ids = measure.figures.iter().enumerate().filter_map(|(index, figure)| Some((index, figure.row.id()?)));
        let sides: Vec<Side> = ids.map(side).collect();
        let apart: Vec<usize> =
            measure.figures.iter().enumerate().filter(|(_, figure)| figure.differs).map(|(index, _)| index).collect();
        let pair = match apart[..] {
            [first, second, ..] => (first, second),
            _ if sides.len() > 1 => (0, 1),
            _ => return None,
        };
        let (measure, note) = (measure.name.clone(), String::new());
        Some(Self { measure, sides, pair, how: DifferHow::Disagree, preferred: None, note })
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
    state.pair = (first, second);
    ui.add_space(theme::GAP);
    for how in DifferHow::ALL {
        ui.radio_value(&mut state.how, *how, meaning(*how));
    }
    ui.add_space(theme::GAP);
    ui.label("Preferred");
    ui.radio_value(&mut state.preferred, None, "neither");
    for index in [first, second] {
        ui.radio_value(&mut state.preferred, Some(index), state.sides[index].told.as_str());
    }
    ui.add_space(theme::GAP);
    let field = control::field_ui(ui, "Why", &mut state.note, "the ministry counts only those who registered");
    control::focus_once(ui, field.id);
    ui.add_space(theme::GAP);
    let are_two = first != second;
    let mut is_said = are_two && field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let answer = ask::buttons_ui(ui, "Say so", are_two, || {
        is_said = true;
        Answer::Close
    });
    if !is_said {
        return answer;
    }
    outbox.request(Request::Send(state.command(), Origin::Told("It is noted how the two differ".to_owned())));
    Answer::Close
}

fn side_ui(ui: &mut egui::Ui, label: &str, chosen: &mut usize, sides: &[Side]) {
    ui.horizontal(|ui| {
        let name = ui.label(label);
        let combo = egui::ComboBox::from_id_salt(label).width(ui.available_width());
        let shown = combo.selected_text(sides[*chosen].told.as_str()).show_ui(ui, |ui| {
            for (index, side) in sides.iter().enumerate() {
                ui.selectable_value(chosen, index, side.told.as_str());
            }
        });
        shown.response.labelled_by(name.id);
    });
}

const fn meaning(how: DifferHow) -> &'static str {
    match how {
        DifferHow::Disagree => "They disagree: both speak of the same, and cannot both be right",
        DifferHow::DifferentThings => "Different things: each is of something else",
        DifferHow::LaterCorrection => "A later correction: one replaces the other",
    }
}
