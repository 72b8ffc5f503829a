//! What a claim says, field by field, in the panel: the roles of a name, one claim, or several that are asked together.
//!
//! Shows and queues; never decides.

use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::claim::PartValue;
use crate::store::read::review::Review;
use crate::store::read::review::ReviewClaim;
use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::review::state::ReviewState;
use crate::ui::words;
use crate::workspace::review::stops::Stop;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;

/// The roles that go with a name, each once however often it is told.
pub fn roles_ui(ui: &mut egui::Ui, review: &Review, stop: &Stop) {
    let mut told: Vec<Vec<&Part<String>>> = Vec::new();
    for claim_idx in &stop.along {
        // The holder is the name above.
        let is_said = |part: &&Part<String>| part.field != Field::Holder;
        let parts: Vec<&Part<String>> = review.claims[*claim_idx].parts.iter().filter(is_said).collect();
        if !told.contains(&parts) {
            parts_ui(ui, *claim_idx, &parts);
            told.push(parts);
        }
    }
}

/// The fields of a claim; of several, each below its number, words and score.
pub fn claims_ui(ui: &mut egui::Ui, state: &ReviewState, review: &Review, stop: &Stop, outbox: &mut Outbox) {
    let is_several = !stop.along.is_empty();
    for (index, claim_idx) in stop.claims().enumerate() {
        let claim = &review.claims[claim_idx];
        if is_several {
            ui.add_space(theme::GAP);
            number_ui(ui, state, review, (index, claim_idx), outbox);
            // The words of the first stand above them all.
            let is_told = stop.claims().take(index).any(|other| review.claims[other].span == claim.span);
            if index > 0 && !is_told {
                let said = RichText::new(words::shortened(&claim.words, 90)).color(Palette::of(ui).muted);
                ui.add(egui::Label::new(said).wrap());
            }
        } else {
            ui.add_space(theme::GAP_SMALL);
        }
        parts_ui(ui, claim_idx, &with_speakers_words(review, claim).iter().collect::<Vec<_>>());
    }
    if is_several {
        ui.add_space(theme::GAP);
        let digits = if stop.along.len() == 1 {
            "1 or 2 takes".to_owned()
        } else {
            format!("1 to {} take", stop.along.len() + 1)
        };
        let text = format!("{digits} one alone: X rejects it, E puts it right");
        ui.add(egui::Label::new(RichText::new(text).small().color(Palette::of(ui).muted)).wrap());
    }
}

/// One of several claims: its digit, its kind, its own words, how sure it is. A click takes it like the digit does.
fn number_ui(
    ui: &mut egui::Ui,
    state: &ReviewState,
    review: &Review,
    (index, claim_idx): (usize, usize),
    outbox: &mut Outbox,
) {
    let palette = Palette::of(ui);
    let claim = &review.claims[claim_idx];
    let kind = words::claim_kind(claim.kind);
    let is_chosen = state.part() == Some(index);
    ui.horizontal(|ui| {
        let response = ui.add(egui::Button::selectable(is_chosen, format!("{}  {kind}", index + 1)));
        response.widget_info(|| {
            WidgetInfo::selected(Role::RadioButton, true, is_chosen, format!("{kind} alone: {}", claim.words))
        });
        if let (true, Some(choose)) = (response.clicked(), Action::choose_card(index + 1)) {
            outbox.act(choose);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if let Some(score) = claim.score {
                ui.small(RichText::new(words::score(score)).color(palette.muted));
            }
        });
    });
}

/// The parts of a claim; of a speaker who has no name, the words that say who it is.
fn with_speakers_words(review: &Review, claim: &ReviewClaim) -> Vec<Part<String>> {
    let mut parts = claim.parts.clone();
    if let Some(words) = claim.speaker_words(&review.body) {
        for part in parts.iter_mut().filter(|part| part.field == Field::SpeakerSpan) {
            *part = Part::text(Field::Speaker, format!("“{}”", words::shortened(words, 60)));
        }
    }
    parts
}

/// What goes without saying: a number that nothing is said of is as it stands.
fn is_plain(part: &Part<String>) -> bool {
    part.field == Field::Qualifier && part.value == PartValue::Text("exact".to_owned())
}

/// Fields of a claim, one to a line: the field's name muted, its value beside it.
fn parts_ui(ui: &mut egui::Ui, claim_idx: usize, parts: &[&Part<String>]) {
    let palette = Palette::of(ui);
    let lines: Vec<(&str, String)> = parts
        .iter()
        .filter(|part| !is_plain(part))
        .filter_map(|part| Some((words::field(part.field), words::part_value(part.field, &part.value)?)))
        .collect();
    if lines.is_empty() {
        return;
    }
    ui.add_space(theme::GAP_SMALL);
    let grid = egui::Grid::new(("parts", claim_idx)).num_columns(2).min_row_height(0.0);
    grid.spacing([theme::GAP_LARGE, theme::GAP_SMALL]).show(ui, |ui| {
        let mut above = "";
        for (name, value) in lines {
            // Of several actors the first says that they are.
            let shown = if name == above { "" } else { name };
            ui.small(RichText::new(shown).color(palette.muted));
            above = name;
            ui.add(egui::Label::new(value).wrap());
            ui.end_row();
        }
    });
}
