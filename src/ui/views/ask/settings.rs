//! The settings: the analyst's name, colours, size, and where all that is kept.
//!
//! Never writes them: the name leaves as a request, colours and size as actions that hold at once.

use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::widgets::control;
use egui::RichText;
use egui::ThemePreference;

#[derive(Debug)]
pub struct SettingsState {
    analyst: String,
    /// Path of the settings' file.
    place: Option<String>,
    is_copied: bool,
}

impl SettingsState {
    pub const fn new(analyst: String, place: Option<String>) -> Self {
        Self { analyst, place, is_copied: false }
    }
}

pub fn settings_ui(ui: &mut egui::Ui, state: &mut SettingsState, outbox: &mut Outbox) -> Answer {
    ui.heading("Settings");
    ui.add_space(theme::GAP);
    let name = control::field_ui(ui, "Your name", &mut state.analyst, "as it is to stand beside your decisions");
    control::focus_once(ui, name.id);
    let is_entered = name.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    note_ui(ui, "It is kept with every decision and in exports. A new name holds from the next decision on.");
    ui.add_space(theme::GAP_LARGE);
    look_ui(ui, outbox);
    ui.add_space(theme::GAP_LARGE);
    place_ui(ui, state);
    ui.add_space(theme::GAP_LARGE);
    let analyst = state.analyst.trim().to_owned();
    let can_take = !analyst.is_empty();
    let mut take = || {
        outbox.request(Request::DecideAs(analyst.clone()));
        Answer::Close
    };
    if is_entered && can_take { take() } else { ask::buttons_ui(ui, "Done", can_take, take) }
}

fn note_ui(ui: &mut egui::Ui, text: &str) {
    ui.add(egui::Label::new(RichText::new(text).small().color(Palette::of(ui).muted)).wrap());
}

/// Colours and size, seen at once.
fn look_ui(ui: &mut egui::Ui, outbox: &mut Outbox) {
    let preference = ui.ctx().options(|options| options.theme_preference);
    ui.label("Colours");
    ui.horizontal_wrapped(|ui| {
        for (theme, action) in [
            (ThemePreference::System, Action::FollowSystemTheme),
            (ThemePreference::Light, Action::UseLightTheme),
            (ThemePreference::Dark, Action::UseDarkTheme),
        ] {
            if ui.radio(preference == theme, action.label()).clicked() {
                outbox.act(action);
            }
        }
    });
    ui.add_space(theme::GAP);
    let percent = (ui.ctx().zoom_factor() * 100.0).round() as u16;
    ui.label("Size of everything");
    ui.horizontal(|ui| {
        control::enabled_action_button(ui, Action::ZoomOut, ui.ctx().zoom_factor() > theme::ZOOM_MIN, outbox);
        ui.label(format!("{percent} %"));
        control::enabled_action_button(ui, Action::ZoomIn, ui.ctx().zoom_factor() < theme::ZOOM_MAX, outbox);
        control::action_button(ui, Action::ZoomReset, outbox);
    });
}

fn place_ui(ui: &mut egui::Ui, state: &mut SettingsState) {
    ui.label("Where these settings are kept");
    let Some(place) = &state.place else {
        note_ui(ui, "Nowhere: there is no home folder, so they are forgotten when the window closes.");
        return;
    };
    ui.horizontal(|ui| {
        if ui.button(if state.is_copied { "Copied" } else { "Copy the path" }).clicked() {
            ui.ctx().copy_text(place.clone());
            state.is_copied = true;
        }
        ui.add(egui::Label::new(RichText::new(place).small()).truncate().selectable(true));
    });
    note_ui(ui, "Nothing of a dossier is in there, and nothing is sent anywhere.");
}
