//! The filter above History's table: words, kind of change, person, day, article at hand.
//!
//! Never filters itself: what is typed and chosen goes into the question to the reader.

use crate::model::edtf;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::history::HistoryState;
use crate::ui::widgets::control;
use crate::workspace::describe;
use egui::Id;
use egui::Role;
use egui::WidgetInfo;

impl HistoryState {
    pub(super) fn filter_ui(&mut self, ui: &mut egui::Ui) {
        ui.horizontal_wrapped(|ui| {
            self.words_ui(ui);
            let ledger = self.ledger.value().cloned().unwrap_or_default();
            choice_ui(ui, "Kind of change", "any change", &ledger.kinds, kind_name, &mut self.wanted.kind);
            choice_ui(ui, "Person", "anybody", &ledger.actors, |actor| actor, &mut self.wanted.actor);
            self.days_ui(ui);
            self.article_ui(ui);
        });
        ui.add_space(theme::GAP);
    }

    fn words_ui(&mut self, ui: &mut egui::Ui) {
        let id = Id::unique("history filter");
        let field = egui::TextEdit::singleline(&mut self.wanted.words).id(id).hint_text("Filter by words");
        let response = ui.add(field.desired_width(180.0));
        response.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, "Filter by words"));
        if std::mem::take(&mut self.focuses_filter) {
            response.request_focus();
        }
    }

    fn days_ui(&mut self, ui: &mut egui::Ui) {
        let days = self.wanted.days.trim();
        let is_readable = days.is_empty() || edtf::bounds(days).is_some();
        let field = egui::TextEdit::singleline(&mut self.wanted.days).hint_text("Day: 2023-12-08").desired_width(150.0);
        let field = if is_readable { field } else { field.text_color(Palette::of(ui).error) };
        let response = ui.add(field);
        let name = if is_readable { "Day or days" } else { "Day or days, not readable as a date" };
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
        response
            .on_hover_text("A day, a month or a year: 2023-12-08, 2023-12, 2023; from and to: 2023-12-05/2023-12-15");
    }

    fn article_ui(&mut self, ui: &mut egui::Ui) {
        let Some(article) = self.wanted.article.or(self.article_at_hand) else { return };
        let is_on = self.wanted.article.is_some();
        if control::chip_ui(ui, &format!("only A{article}"), None, is_on).clicked() {
            self.wanted.article = if is_on { None } else { Some(article) };
        }
    }
}

/// As the list names a kind of change.
fn kind_name(kind: &str) -> &str {
    match kind {
        "create" => "Added a name",
        "create_claim" => "Added a claim",
        "zone" => "Corrected a paragraph",
        "set_article" => "Set a date, title …",
        other => describe::verb(other).trim_end_matches(':'),
    }
}

/// A drop-down list with a first line for all.
fn choice_ui(
    ui: &mut egui::Ui,
    name: &str,
    all: &str,
    options: &[String],
    shown: impl Fn(&str) -> &str,
    chosen: &mut Option<String>,
) {
    let text = chosen.as_deref().map_or(all, &shown).to_owned();
    let list = egui::ComboBox::from_id_salt(name).width(124.0).selected_text(&text).show_ui(ui, |ui| {
        ui.selectable_value(chosen, None, all);
        for option in options {
            ui.selectable_value(chosen, Some(option.clone()), shown(option));
        }
    });
    list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{name}: {text}")));
}
