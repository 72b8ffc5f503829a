//! The window's loop: events come in before painting, what was queued goes out after it.
//!
//! The only part of the window that holds a [`Desk`] and the settings. Nothing here waits but the opening of a dossier.

use crate::env;
use crate::env::Env;
use crate::import::samples::SAMPLES;
use crate::model::article::Metadata;
use crate::ui::dialog::Dialogs;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Request;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::window;
use crate::workspace::desk::Desk;
use crate::workspace::settings::Settings;
use egui::ThemePreference;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What [`env::system_user`] says where the system names nobody: no name to stand beside decisions.
const NOBODY: &str = "unknown";

pub struct App {
    shell: Shell,
    desk: Option<Desk>,
    env: Arc<Env>,
    dialogs: Dialogs,
    settings: Settings,
}

impl App {
    pub fn new(ctx: &egui::Context, dossier: Option<PathBuf>, env: Arc<Env>) -> Self {
        theme::install(ctx);
        let settings = env::config_dir().map(|dir| Settings::load(&dir)).unwrap_or_default();
        ctx.set_theme(theme_named(&settings.theme));
        let dossier = dossier.or_else(|| settings.last_open());
        let mut app = Self { shell: Shell::default(), desk: None, env, dialogs: Dialogs::default(), settings };
        if app.env.actor != NOBODY {
            app.shell.start.analyst.clone_from(&app.env.actor);
        }
        app.shell.start.path = default_path().display().to_string();
        if let Some(path) = dossier {
            app.open(ctx, &path);
        }
        app
    }

    fn open(&mut self, ctx: &egui::Context, path: &Path) {
        let repaint = ctx.clone();
        match Desk::open(path, Arc::clone(&self.env), Arc::new(move || repaint.request_repaint())) {
            Ok(desk) => {
                let name = desk.path().file_stem().unwrap_or(desk.path().as_os_str()).to_string_lossy().into_owned();
                ctx.send_viewport_cmd(egui::ViewportCommand::Title(format!("{name} - Dossier")));
                self.desk = Some(desk);
                let whole = std::path::absolute(path).unwrap_or_else(|_no_folder| path.to_path_buf());
                let beside = whole.parent().unwrap_or(Path::new("")).join(format!("{name}-export"));
                self.settings.remember(&whole);
                self.shell.opened(name);
                self.shell.export.dir = beside.display().to_string();
                self.save_settings();
            }
            Err(reason) => self.shell.open_failed(reason.to_string()),
        }
    }

    /// Hands over what the frame asked for.
    fn run_requests(&mut self, ctx: &egui::Context) {
        for request in self.shell.take_requests() {
            match request {
                Request::Choose(wanted) => {
                    let repaint = ctx.clone();
                    if let Err(reason) = self.dialogs.show(wanted, move || repaint.request_repaint()) {
                        self.shell.toasts.warn(format!("No dialog could be shown: {reason}"));
                    }
                }
                Request::Open { path, analyst } => self.open_as(ctx, &path, analyst),
                request => self.run_on_desk(request),
            }
        }
    }

    fn open_as(&mut self, ctx: &egui::Context, path: &Path, analyst: String) {
        if !analyst.is_empty() {
            self.settings.actor.clone_from(&analyst);
            if analyst != self.env.actor {
                self.env = Arc::new(Env::system(analyst, self.env.device.clone()));
            }
        }
        // The one before is closed first: it may be the same file.
        self.desk = None;
        self.open(ctx, path);
    }

    fn run_on_desk(&mut self, request: Request) {
        let Some(desk) = &mut self.desk else { return };
        let is_taken = match request {
            Request::Ask(query) => {
                desk.ask(query);
                true
            }
            Request::Send(command, origin) => {
                let ticket = desk.send(command);
                self.shell.sent(ticket, origin);
                true
            }
            Request::Undo(origin) => {
                let ticket = desk.undo();
                self.shell.sent(ticket, origin);
                true
            }
            Request::Redo(origin) => {
                let ticket = desk.redo();
                self.shell.sent(ticket, origin);
                true
            }
            Request::UndoOne(operation) => {
                let ticket = desk.undo_one(operation);
                self.shell.sent(ticket, Origin::Undone(Vec::new()));
                true
            }
            Request::ApplyAgain(operation) => {
                let ticket = desk.apply_again(operation);
                self.shell.sent(ticket, Origin::Other);
                true
            }
            Request::ImportPaths(paths) => desk.import_paths(paths, Metadata::default()),
            Request::ImportPasted(text, said) => {
                desk.import_bytes(vec![("pasted".to_owned(), text.into_bytes())], said)
            }
            Request::ImportSamples => {
                let samples = SAMPLES.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
                desk.import_bytes(samples, Metadata::default())
            }
            Request::Export { dir, options } => desk.export(dir, options),
            Request::Task(task) => desk.start_task(task),
            Request::StopJob => {
                desk.cancel();
                true
            }
            // Handled by the caller: they concern the desktop, not the dossier.
            Request::Choose(_) | Request::Open { .. } => true,
        };
        if !is_taken {
            self.shell.export.is_running = false;
            self.shell.history.not_verifying();
            self.shell.toasts.warn("Another long job is under way: wait for it, or stop it".to_owned());
        }
    }

    /// The choice between light and dark is kept for the next start.
    fn keep_theme(&mut self, ctx: &egui::Context) {
        let chosen = name_of_theme(ctx.options(|options| options.theme_preference));
        if chosen != self.settings.theme {
            chosen.clone_into(&mut self.settings.theme);
            self.save_settings();
        }
    }

    /// Off the frame: the configuration folder may be on a slow disk.
    fn save_settings(&mut self) {
        let Some(dir) = env::config_dir() else { return };
        let settings = self.settings.clone();
        let saving = std::thread::Builder::new().name("settings".to_owned()).spawn(move || settings.save(&dir).is_ok());
        if saving.is_err() {
            self.shell.toasts.warn("The settings could not be saved".to_owned());
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        while let Some(chosen) = self.dialogs.poll() {
            self.shell.chosen(chosen);
        }
        if let Some(desk) = &mut self.desk {
            for event in desk.poll() {
                self.shell.take_event(event);
            }
            self.shell.progress = desk.progress();
            self.shell.n_saving = desk.n_saving();
            if self.shell.progress.is_some() {
                ctx.request_repaint_after(Duration::from_millis(100));
            }
        }
        self.run_requests(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        window::window_ui(ui, &mut self.shell);
        self.shell.run_actions();
        self.run_requests(ui.ctx());
        self.keep_theme(ui.ctx());
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

fn theme_named(name: &str) -> ThemePreference {
    match name {
        "light" => ThemePreference::Light,
        "dark" => ThemePreference::Dark,
        _ => ThemePreference::System,
    }
}

const fn name_of_theme(preference: ThemePreference) -> &'static str {
    match preference {
        ThemePreference::Light => "light",
        ThemePreference::Dark => "dark",
        ThemePreference::System => "",
    }
}

/// A place in the user's documents for the first dossier.
fn default_path() -> PathBuf {
    let dirs = directories::UserDirs::new();
    let home = dirs.as_ref().map(|dirs| dirs.document_dir().unwrap_or_else(|| dirs.home_dir()).to_path_buf());
    home.unwrap_or_default().join("articles.dossier")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn themes_keep_their_name() {
        for preference in [ThemePreference::Light, ThemePreference::Dark, ThemePreference::System] {
            assert_eq!(theme_named(name_of_theme(preference)), preference);
        }
    }
}
