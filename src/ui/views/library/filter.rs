//! Above the Library's table: states with their counts, words, imports, publishers, tags, and the ways to bring more in.
//!
//! Never filters: it says what is wanted.

use crate::model::cell;
use crate::model::kind::ArticleState;
use crate::store::read::article_table::ImportBatch;
use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::views::library::LibraryState;
use crate::ui::widgets::control;
use crate::ui::words;
use egui::Role;
use egui::WidgetInfo;

/// What the field for words is called.
pub const WORDS: &str = "Filter by words";

pub fn filter_ui(ui: &mut egui::Ui, state: &mut LibraryState, outbox: &mut Outbox) {
    let is_narrow = ui.available_width() < 860.0;
    ui.horizontal(|ui| {
        states_ui(ui, state);
        if !is_narrow {
            tools_ui(ui, state, outbox);
        }
    });
    if is_narrow {
        ui.horizontal(|ui| tools_ui(ui, state, outbox));
    }
    choices_ui(ui, state);
    ui.add_space(theme::GAP);
}

fn states_ui(ui: &mut egui::Ui, state: &mut LibraryState) {
    let (counts, filter) = (state.arranged.n_of_state, &mut state.filter);
    if control::chip_ui(ui, "all", Some(counts.iter().sum()), filter.state.is_none()).clicked() {
        filter.state = None;
    }
    for (kind, n) in ArticleState::ALL.iter().zip(counts) {
        let is_on = filter.state == Some(*kind);
        if control::chip_ui(ui, words::article_state(*kind), Some(n), is_on).clicked() {
            filter.state = if is_on { None } else { Some(*kind) };
        }
    }
}

/// Import, paste and filter, from the right.
fn tools_ui(ui: &mut egui::Ui, state: &mut LibraryState, outbox: &mut Outbox) {
    let wants_field = std::mem::take(&mut state.wants_field);
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        control::primary_action_button(ui, Action::ImportFiles, outbox);
        control::action_button(ui, Action::PasteArticle, outbox);
        let width = ui.available_width().clamp(80.0, 200.0);
        let edit = egui::TextEdit::singleline(&mut state.filter.words).hint_text(WORDS).desired_width(width);
        let field = ui.add(edit);
        field.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, WORDS));
        if wants_field {
            field.request_focus();
        }
    });
}

/// Lists to choose from, where there is more than one choice or one is chosen.
fn choices_ui(ui: &mut egui::Ui, state: &mut LibraryState) {
    let (arranged, filter) = (&state.arranged, &mut state.filter);
    let n_to_fix = arranged.undated.len() + arranged.same_text.len();
    let has_batches = arranged.batches.len() > 1 || filter.batch.is_some();
    let has_publishers = arranged.publishers.len() > 1 || filter.publisher.is_some();
    let has_tags = !arranged.tags.is_empty() || filter.tag.is_some();
    if n_to_fix == 0 && !filter.to_fix && !has_batches && !has_publishers && !has_tags {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        if has_batches {
            batches_ui(ui, &arranged.batches, &mut filter.batch);
        }
        if has_publishers {
            control::choice_ui(ui, "Publisher", "any publisher", &arranged.publishers, &mut filter.publisher);
        }
        if has_tags {
            control::choice_ui(ui, "Tag", "any tag", &arranged.tags, &mut filter.tag);
        }
        if n_to_fix > 0 || filter.to_fix {
            ui.checkbox(&mut filter.to_fix, "something to fix");
        }
    });
}

fn batches_ui(ui: &mut egui::Ui, batches: &[ImportBatch], chosen: &mut Option<i64>) {
    let found = chosen.and_then(|chosen| batches.iter().find(|batch| batch.operation == chosen));
    let shown = found.map_or_else(|| "any import".to_owned(), batch_name);
    let combo = egui::ComboBox::from_id_salt("batch").selected_text(&shown).width(240.0).truncate();
    let response = combo.show_ui(ui, |ui| {
        ui.selectable_value(chosen, None, "any import");
        for batch in batches {
            ui.selectable_value(chosen, Some(batch.operation), batch_name(batch));
        }
    });
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("Import: {shown}")));
}

/// `Import of 8 Dec 2023, 18:05 UTC, 12 articles`.
fn batch_name(batch: &ImportBatch) -> String {
    let time = cell::time(batch.at_millis);
    let at = time.get(..16).map_or_else(String::new, words::edtf);
    format!("Import of {at} UTC, {}", words::count(batch.n_articles as i64, "article"))
}
