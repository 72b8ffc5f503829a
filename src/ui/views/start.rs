//! The first start: who is at the keyboard, where the dossier is kept, how to begin.
//!
//! Never makes a file: it queues what was asked for, and the dossier is made when it is opened.

use crate::ui::action::Action;
use crate::ui::dialog::Wanted;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::widgets::control;
use egui::RichText;
use std::path::PathBuf;

/// How the work begins once the dossier is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    ImportFiles,
    Paste,
    Samples,
    /// A dossier that exists already.
    AsItIs,
}

#[derive(Debug, Default)]
pub struct StartState {
    pub analyst: String,
    pub path: String,
    pub begin: Option<Begin>,
    /// Why the dossier could not be opened.
    pub failure: Option<String>,
}

impl StartState {
    fn can_begin(&self) -> bool {
        !self.analyst.trim().is_empty() && !self.path.trim().is_empty()
    }

    fn begin(&mut self, begin: Begin, outbox: &mut Outbox) {
        self.begin = Some(begin);
        self.failure = None;
        let path = PathBuf::from(self.path.trim());
        outbox.request(Request::Open { path, analyst: self.analyst.trim().to_owned() });
    }
}

pub fn start_ui(ui: &mut egui::Ui, state: &mut StartState, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    let room = (ui.available_width() - theme::FORM_WIDTH) / 2.0;
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.add_space((ui.available_height() * 0.12).max(theme::GAP_LARGE));
        ui.horizontal_top(|ui| {
            ui.add_space(room.max(0.0));
            ui.vertical(|ui| {
                ui.set_max_width(theme::FORM_WIDTH);
                let headline = RichText::new("Dossier").font(theme::Type::HEADLINE.font()).color(palette.ink);
                ui.label(headline);
                ui.weak("Turns news articles into a record in which every fact keeps its source.");
                ui.add_space(theme::GAP_SCREEN);
                form_ui(ui, state, outbox);
            });
        });
    });
}

fn form_ui(ui: &mut egui::Ui, state: &mut StartState, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    let name = control::field_ui(ui, "Your name", &mut state.analyst, "as it is to stand beside your decisions");
    if state.analyst.is_empty() {
        control::focus_once(ui, name.id);
    }
    ui.add_space(theme::GAP);
    let name = ui.label("Where the dossier is kept");
    ui.horizontal(|ui| {
        let width = ui.available_width() - 84.0;
        let edit = egui::TextEdit::singleline(&mut state.path).desired_width(width);
        ui.add(edit).labelled_by(name.id);
        if ui.button("Choose…").clicked() {
            outbox.request(Request::Choose(Wanted::NewDossier));
        }
    });
    ui.small(
        RichText::new("One file holds everything: articles, decisions, history. Nothing is sent anywhere.")
            .color(palette.muted),
    );
    ui.add_space(theme::GAP_LARGE);
    ui.label("How to begin");
    ui.add_space(theme::GAP_SMALL);
    let can_begin = state.can_begin();
    let mut chosen = None;
    const FIRST: &str = "First your name, and a place for the dossier";
    let import = control::primary_button(ui, Action::ImportFiles.label(), can_begin);
    if import.on_disabled_hover_text(FIRST).clicked() {
        chosen = Some(Begin::ImportFiles);
    }
    for (begin, label) in [(Begin::Paste, Action::PasteArticle.label()), (Begin::Samples, "Try the sample articles")] {
        if ui.add_enabled(can_begin, egui::Button::new(label)).on_disabled_hover_text(FIRST).clicked() {
            chosen = Some(begin);
        }
    }
    ui.add_space(theme::GAP_LARGE);
    if ui.add_enabled(can_begin, egui::Button::new("Open a dossier…").frame_when_inactive(false)).clicked() {
        state.begin = Some(Begin::AsItIs);
        outbox.request(Request::Choose(Wanted::ExistingDossier));
    }
    if let Some(chosen) = chosen {
        state.begin(chosen, outbox);
    }
    if let Some(failure) = &state.failure {
        ui.add_space(theme::GAP);
        ui.colored_label(palette.error, failure);
    }
}
