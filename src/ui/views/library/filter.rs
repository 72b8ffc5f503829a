//! Above the Library's table: states with their counts, words, imports, publishers, tags, and the ways to bring more in.
//!
//! Never filters: it says what is wanted.

use crate::extract::rule::RULES;
use crate::model::cell;
use crate::model::edtf;
use crate::model::kind::ArticleState;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::store::read::article_table::ArticleFilter;
use crate::store::read::article_table::ImportBatch;
use crate::store::read::waiting::Waiting;
use crate::store::read::waiting::WaitingKind;
use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::library::LibraryState;
use crate::ui::widgets::control;
use crate::ui::words;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;

/// What opens the filters that are seldom wanted.
pub const MORE: &str = "more filters";

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
    wide_ui(ui, state);
    left_out_ui(ui, state);
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
    let LibraryState { arranged, filter, is_wide, .. } = state;
    let n_to_fix = arranged.undated.len() + arranged.same_text.len();
    let has_batches = arranged.batches.len() > 1 || filter.batch.is_some();
    let has_publishers = arranged.publishers.len() > 1 || filter.publisher.is_some();
    let has_tags = !arranged.tags.is_empty() || filter.tag.is_some();
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
        let is_on = *is_wide || is_by_content(filter);
        if control::chip_ui(ui, MORE, None, is_on).on_hover_text("By date, and by the suggestions that wait").clicked()
        {
            *is_wide = !is_on;
            if is_on {
                (filter.days, filter.waiting) = (String::new(), Waiting::default());
            }
        }
    });
}

/// Whether one of the filters is on that are seldom wanted.
fn is_by_content(filter: &ArticleFilter) -> bool {
    !filter.days.is_empty() || filter.waiting != Waiting::default()
}

/// Days, and what waits in an article.
fn wide_ui(ui: &mut egui::Ui, state: &mut LibraryState) {
    if !state.is_wide && !is_by_content(&state.filter) {
        return;
    }
    let filter = &mut state.filter;
    ui.horizontal_wrapped(|ui| {
        days_ui(ui, &mut filter.days);
        ui.add_space(theme::GAP);
        ui.weak("with suggestions that wait:");
        let field = |label, any, width| control::Choice { label, any: Some(any), width };
        let labels = Label::ALL.iter().map(|label| (WaitingKind::Label(*label), words::label(*label).to_owned()));
        let claims = ClaimKind::ALL.iter().map(|kind| (WaitingKind::Claim(*kind), words::claim_kind(*kind).to_owned()));
        let kinds: Vec<_> = labels.chain(claims).collect();
        control::choice_of_ui(ui, field("Kind", "any kind", 108.0), &kinds, &mut filter.waiting.kind);
        let degrees = words::SCORES.map(|(name, from, below)| ((from, below), name.to_owned()));
        control::choice_of_ui(ui, field("Certainty", "sure or not", 100.0), &degrees, &mut filter.waiting.score);
        let rules: Vec<_> = RULES.iter().map(|rule| (rule.name.to_owned(), words::shortened(rule.says, 60))).collect();
        control::choice_of_ui(ui, field("Rule", "any rule", 200.0), &rules, &mut filter.waiting.rule);
    });
}

fn days_ui(ui: &mut egui::Ui, days: &mut String) {
    let is_readable = days.trim().is_empty() || edtf::bounds(days.trim()).is_some();
    let palette = Palette::of(ui);
    let colour = if is_readable { palette.ink } else { palette.error };
    let edit = egui::TextEdit::singleline(days).hint_text("Published: 2023-12").desired_width(150.0).text_color(colour);
    let field = ui.add(edit);
    let name = if is_readable { "Published" } else { "Published, not readable as a date" };
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
    field.on_hover_text("A day, a month or a year: 2023-12-08, 2023-12, 2023; from and to: 2023-12-05/2023-12-15");
}

/// How many articles the filters leave out, and the way back to all.
fn left_out_ui(ui: &mut egui::Ui, state: &mut LibraryState) {
    let n = state.arranged.n_all.saturating_sub(state.arranged.shown.len());
    if !state.filter.is_narrow() || n == 0 {
        return;
    }
    ui.horizontal(|ui| {
        let told = format!("{} left out by the filter", words::count(n as i64, "article"));
        ui.label(RichText::new(told).color(Palette::of(ui).doubtful));
        if ui.button("Show all articles").clicked() {
            state.show_all();
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
