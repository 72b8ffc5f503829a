//! Above the tables of Claims: kinds and states with their counts, words, publisher, tag, dates, and what is set.
//!
//! Never filters: what is wanted is asked of the dossier.

use crate::model::edtf;
use crate::model::kind::ClaimKind;
use crate::model::kind::Status;
use crate::store::read::claim_table::ClaimFilter;
use crate::store::read::claim_table::ClaimTable;
use crate::store::read::claim_table::MAX_COUNTED;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::claims::ClaimsState;
use crate::ui::views::claims::Page;
use crate::ui::widgets::control;
use crate::ui::words;
use egui::Role;
use egui::WidgetInfo;

/// What the field for words is called.
pub const WORDS: &str = "Filter by words";

/// What is wanted, and what is typed on the way to it.
#[derive(Clone, Debug, Default)]
pub struct FilterState {
    pub wanted: ClaimFilter,
    /// Of the card that is filtered by.
    pub card_name: String,
    /// Of the measure that is filtered by.
    pub measure_name: String,
    /// As they are typed; they count once they are dates.
    pub from: String,
    pub until: String,
}

impl FilterState {
    /// What can be asked: dates that are none yet are left out.
    pub fn valid(&self) -> ClaimFilter {
        let date = |typed: &str| Some(typed.trim()).filter(|text| is_date(text)).map(str::to_owned);
        ClaimFilter {
            from: date(&self.from),
            until: date(&self.until),
            words: self.wanted.words.trim().to_owned(),
            ..self.wanted.clone()
        }
    }

    /// Everything is listed again, in the same order.
    pub fn clear(&mut self) {
        let ClaimFilter { sorted_by, is_descending, .. } = self.wanted;
        *self = Self { wanted: ClaimFilter { sorted_by, is_descending, ..ClaimFilter::default() }, ..Self::default() };
    }
}

fn is_date(text: &str) -> bool {
    edtf::bounds(text).is_some()
}

pub fn filter_ui(ui: &mut egui::Ui, state: &mut ClaimsState, wants_field: bool) {
    let table = state.rows.value();
    let n_proposed = table.and_then(|table| table.n_proposed);
    let (of_kind, of_status) = (table.map(|table| table.n_of_kind), table.map(|table| table.n_of_status));
    ui.horizontal_wrapped(|ui| {
        kinds_ui(ui, state, of_kind);
        ui.add_space(theme::GAP);
        for (page, label) in [(Page::Timeline, "timeline"), (Page::Measures, "measures")] {
            if control::chip_ui(ui, label, None, state.page == page).clicked() {
                state.turn_to(page);
            }
        }
    });
    if state.page == Page::Measures {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        statuses_ui(ui, &mut state.filter.wanted, of_status, n_proposed);
        ui.add_space(theme::GAP);
        alike_ui(ui, &mut state.filter.wanted.is_alike);
        words_ui(ui, &mut state.filter.wanted.words, wants_field);
        dates_ui(ui, &mut state.filter);
        choices_ui(ui, state);
    });
    set_ui(ui, &mut state.filter, state.rows.value());
}

fn kinds_ui(ui: &mut egui::Ui, state: &mut ClaimsState, counts: Option<[usize; 4]>) {
    let wanted = &mut state.filter.wanted;
    let chosen = wanted.kind.filter(|_| state.page == Page::Table);
    let is_all = chosen.is_none() && state.page == Page::Table;
    if control::chip_ui(ui, "all", counts.map(|counts| counts.iter().sum()), is_all).clicked() {
        wanted.kind = None;
        state.page = Page::Table;
    }
    for (index, kind) in ClaimKind::ALL.iter().enumerate() {
        let n = counts.and_then(|counts| counts.get(index).copied());
        let is_on = chosen == Some(*kind);
        let label = format!("{}s", words::claim_kind(*kind));
        if control::chip_ui(ui, &label, n, is_on).clicked() {
            wanted.kind = if is_on { None } else { Some(*kind) };
            state.page = Page::Table;
        }
    }
}

fn statuses_ui(ui: &mut egui::Ui, wanted: &mut ClaimFilter, counts: Option<[usize; 3]>, n_proposed: Option<usize>) {
    for (index, status) in Status::ALL.iter().enumerate() {
        let n = counts.and_then(|counts| counts.get(index).copied());
        let is_on = wanted.status == Some(*status);
        if control::chip_ui(ui, words::status(*status), n, is_on).clicked() {
            wanted.status = if is_on { None } else { Some(*status) };
        }
    }
    let counted = n_proposed.map(|n| {
        let or_more = if n >= MAX_COUNTED && !wanted.with_proposed { " or more" } else { "" };
        format!("  {}{or_more}", words::number(n as f64))
    });
    let label = format!("suggestions{}", counted.unwrap_or_default());
    let response = ui.checkbox(&mut wanted.with_proposed, label);
    let is_on = wanted.with_proposed;
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, "suggestions"));
}

/// Only claims of which another may be the same, or a figure of the same thing.
fn alike_ui(ui: &mut egui::Ui, is_on: &mut bool) {
    let label = "may be one";
    let response = ui.checkbox(is_on, label);
    let now = *is_on;
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, now, label));
    response
        .on_hover_text("Only what another claim may be the same as: one event in two articles, figures of one thing");
}

fn words_ui(ui: &mut egui::Ui, typed: &mut String, wants_field: bool) {
    let field = ui.add(egui::TextEdit::singleline(typed).hint_text(WORDS).desired_width(170.0));
    field.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, WORDS));
    if wants_field {
        field.request_focus();
    }
}

/// A range of publication dates; what is no date yet says so by its colour and its tooltip.
fn dates_ui(ui: &mut egui::Ui, filter: &mut FilterState) {
    let palette = Palette::of(ui);
    for (label, hint, typed) in
        [("Published from", "from 2023-11", &mut filter.from), ("Published until", "until 2023-12", &mut filter.until)]
    {
        let is_wrong = !typed.trim().is_empty() && !is_date(typed.trim());
        let colour = if is_wrong { palette.error } else { palette.ink };
        let edit = egui::TextEdit::singleline(typed).hint_text(hint).desired_width(112.0).text_color(colour);
        let field = ui.add(edit);
        let name = if is_wrong { format!("{label}, not a date yet") } else { label.to_owned() };
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name.as_str()));
        field.on_hover_text("A year, a month or a day: 2023, 2023-11, 2023-12-08");
    }
}

fn choices_ui(ui: &mut egui::Ui, state: &mut ClaimsState) {
    let Some(choices) = state.choices.value() else { return };
    let wanted = &mut state.filter.wanted;
    for (label, any, list, chosen) in [
        ("Publisher", "any publisher", &choices.publishers, &mut wanted.publisher),
        ("Tag", "any tag", &choices.tags, &mut wanted.tag),
    ] {
        if !list.is_empty() {
            control::choice_ui(ui, label, any, list, chosen);
        }
    }
}

/// What was chosen from a row, each with a way to take it off, and how much of all is listed.
fn set_ui(ui: &mut egui::Ui, filter: &mut FilterState, table: Option<&ClaimTable>) {
    let cut = table.filter(|table| table.n_matching > table.rows.len());
    let wanted = &mut filter.wanted;
    if wanted.article.is_none() && wanted.card.is_none() && wanted.measure.is_none() && cut.is_none() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let article = wanted.article.map(|id| format!("only A{id}"));
        let card = wanted.card.map(|_| format!("only {}", filter.card_name));
        let measure = wanted.measure.map(|_| format!("only {}", words::shortened(&filter.measure_name, 60)));
        if article.is_some_and(|label| off_ui(ui, &label)) {
            wanted.article = None;
        }
        if card.is_some_and(|label| off_ui(ui, &label)) {
            wanted.card = None;
        }
        if measure.is_some_and(|label| off_ui(ui, &label)) {
            wanted.measure = None;
        }
        if let Some(table) = cut {
            let (n, all) = (words::number(table.rows.len() as f64), words::number(table.n_matching as f64));
            ui.colored_label(Palette::of(ui).doubtful, format!("{n} of {all} are listed: filter to see the others"));
        }
    });
}

fn off_ui(ui: &mut egui::Ui, label: &str) -> bool {
    let response = ui.button(format!("{label}  ×"));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Take off: {label}")));
    response.clicked()
}
