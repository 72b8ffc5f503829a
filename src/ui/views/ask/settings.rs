//! The settings: the analyst's name, colours, size, backups, and where all that is kept.
//!
//! Never writes them: name and backups leave as requests, colours and size as actions that hold at once.

use crate::ui::action::Action;
use crate::ui::dialog::Wanted;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::widgets::control;
use crate::workspace::care::backups::Plan;
use crate::workspace::desk::opening::Way;
use crate::workspace::desk::opening::whole_path;
use crate::workspace::settings::Backups;
use egui::RichText;
use egui::Role;
use egui::ThemePreference;
use egui::WidgetInfo;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug)]
pub struct SettingsState {
    analyst: String,
    /// Path of the settings' file.
    place: Option<String>,
    is_copied: bool,
    /// What holds now.
    before: Backups,
    keep: usize,
    is_one_folder: bool,
    folder: String,
    dossier: Option<PathBuf>,
}

impl SettingsState {
    /// `place`: path of the settings' file; `dossier`: the one that is open.
    pub fn new(analyst: String, place: Option<String>, backups: &Backups, dossier: Option<PathBuf>) -> Self {
        let folder = backups.folder.as_ref().map(|folder| folder.display().to_string()).unwrap_or_default();
        Self {
            analyst,
            place,
            is_copied: false,
            before: backups.clone(),
            keep: backups.keep,
            is_one_folder: !folder.is_empty(),
            folder,
            dossier,
        }
    }

    /// The folder that was chosen in a dialog.
    pub fn choose_folder(&mut self, folder: String) {
        self.folder = folder;
        self.is_one_folder = true;
    }

    /// The backups as they are to be from here on; `None`: the folder is no whole path.
    fn backups(&self) -> Option<Backups> {
        let typed = Path::new(self.folder.trim());
        if !self.is_one_folder {
            return Some(Backups { keep: self.keep, folder: None });
        }
        let is_whole = typed.is_absolute() || typed.starts_with("~");
        is_whole.then(|| Backups { keep: self.keep, folder: Some(whole_path(typed, Way::Open)) })
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
    backups_ui(ui, state, outbox);
    ui.add_space(theme::GAP_LARGE);
    place_ui(ui, state);
    ui.add_space(theme::GAP_LARGE);
    let analyst = state.analyst.trim().to_owned();
    let backups = state.backups();
    let can_take = !analyst.is_empty() && backups.is_some();
    let mut take = || {
        outbox.request(Request::DecideAs(analyst.clone()));
        if let Some(backups) = backups.clone().filter(|backups| *backups != state.before) {
            outbox.request(Request::KeepBackups(backups));
        }
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

/// How many copies are kept, and where.
fn backups_ui(ui: &mut egui::Ui, state: &mut SettingsState, outbox: &mut Outbox) {
    ui.label("Backups");
    ui.horizontal(|ui| {
        let name = ui.label("Kept of each dossier");
        ui.add(egui::DragValue::new(&mut state.keep).range(0..=99).speed(0.1)).labelled_by(name.id);
    });
    ui.add_enabled_ui(state.keep > 0, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.radio_value(&mut state.is_one_folder, false, "In a folder beside each dossier");
            ui.radio_value(&mut state.is_one_folder, true, "All in one folder");
        });
        if state.is_one_folder {
            folder_ui(ui, state, outbox);
        }
    });
    if state.backups().is_none() {
        ui.colored_label(Palette::of(ui).error, "Say the whole path of the folder, from the top");
    } else if state.keep == 0 {
        note_ui(ui, "None is made. Those that are there stay where they are.");
    } else {
        note_ui(ui, "One is made, opened and checked at the end of a session; the oldest goes then.");
    }
    let plan = state.dossier.as_deref().zip(state.backups()).and_then(|(dossier, backups)| Plan::of(dossier, &backups));
    if let Some(plan) = plan {
        note_ui(ui, &format!("Of this dossier: {}", plan.folder.display()));
    }
}

fn folder_ui(ui: &mut egui::Ui, state: &mut SettingsState, outbox: &mut Outbox) {
    ui.horizontal(|ui| {
        let edit = egui::TextEdit::singleline(&mut state.folder).desired_width(ui.available_width() - 100.0);
        let edit = ui.add(edit.hint_text("A folder on another disk is the safest"));
        edit.widget_info(|| WidgetInfo::labeled(Role::TextInput, ui.is_enabled(), "Folder for all backups"));
        if ui.button("Choose…").clicked() {
            outbox.request(Request::Choose(Wanted::BackupFolder));
        }
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
