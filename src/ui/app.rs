//! The window's loop: events come in before painting, what was queued goes out after it.
//!
//! The only part of the window that holds a [`Desk`]. Nothing here waits but the opening of a dossier.

use crate::env::Env;
use crate::ui::dialog::Dialogs;
use crate::ui::outbox::Request;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::window;
use crate::workspace::desk::Desk;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

pub struct App {
    shell: Shell,
    desk: Option<Desk>,
    env: Arc<Env>,
    dialogs: Dialogs,
}

impl App {
    pub fn new(ctx: &egui::Context, dossier: Option<&Path>, env: Arc<Env>) -> Self {
        theme::install(ctx);
        let mut app = Self { shell: Shell::default(), desk: None, env, dialogs: Dialogs::default() };
        app.shell.start.analyst.clone_from(&app.env.actor);
        app.shell.start.path = default_path().display().to_string();
        if let Some(path) = dossier {
            app.open(ctx, path);
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
                self.shell.opened(name);
            }
            Err(reason) => self.shell.open_failed(reason),
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
                Request::Open { path, analyst } => {
                    if analyst != self.env.actor && !analyst.is_empty() {
                        self.env = Arc::new(Env::system(analyst, self.env.device.clone()));
                    }
                    self.open(ctx, &path);
                }
                request => self.run_on_desk(request),
            }
        }
    }

    fn run_on_desk(&mut self, request: Request) {
        let Some(desk) = &mut self.desk else { return };
        match request {
            Request::Ask(query) => desk.ask(query),
            Request::Send(command, origin) => {
                let ticket = desk.send(command);
                self.shell.sent(ticket, origin);
            }
            Request::Undo(origin) => {
                let ticket = desk.undo();
                self.shell.sent(ticket, origin);
            }
            Request::Redo(origin) => {
                let ticket = desk.redo();
                self.shell.sent(ticket, origin);
            }
            Request::ImportPaths(paths) => desk.import_paths(paths, crate::workspace::desk::ImportOptions::default()),
            Request::ImportPasted(text, options) => desk.import_pasted(text, options),
            Request::Export { dir, proposed } => desk.export(dir, proposed),
            Request::StopJob => desk.cancel(),
            // Handled by the caller: they concern the desktop, not the dossier.
            Request::Choose(_) | Request::Open { .. } => {}
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
                ctx.request_repaint_after(std::time::Duration::from_millis(100));
            }
        }
        self.run_requests(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        window::window_ui(ui, &mut self.shell);
        self.shell.run_actions();
        self.run_requests(ui.ctx());
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

/// A place in the user's documents for the first dossier.
fn default_path() -> PathBuf {
    let dirs = directories::UserDirs::new();
    let home = dirs.as_ref().map(|dirs| dirs.document_dir().unwrap_or_else(|| dirs.home_dir()).to_path_buf());
    home.unwrap_or_default().join("articles.dossier")
}
