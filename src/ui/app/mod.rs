//! The window's loop: events come in before painting, what was queued goes out after it.
//!
//! The only part of the window that holds a [`Desk`] and the settings. Nothing here waits: a dossier is opened
//! (`opening`) and closed (`leaving`) on threads of its own.

mod closing;
mod geometry;
mod leaving;
mod opening;
mod rescue;

use crate::env;
use crate::env::Env;
use crate::import::samples::SAMPLES;
use crate::jobs;
use crate::model::article::Metadata;
use crate::ui::app::closing::Left;
use crate::ui::app::leaving::Exit;
use crate::ui::app::opening::Opening;
use crate::ui::app::rescue::Rescue;
use crate::ui::dialog::Dialogs;
use crate::ui::dialog::Wanted;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Request;
use crate::ui::shell::Access;
use crate::ui::shell::Leaving;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::views::recent::RecentRow;
use crate::ui::window;
use crate::workspace::care::backups::Plan;
use crate::workspace::desk::Desk;
use crate::workspace::desk::Wake;
use crate::workspace::desk::opening::Kind;
use crate::workspace::desk::opening::Way;
use crate::workspace::desk::opening::whole_path;
use crate::workspace::panic_log;
use crate::workspace::panic_log::Fault;
use crate::workspace::panic_log::Faults;
use crate::workspace::settings;
use crate::workspace::settings::Keeper;
use crate::workspace::settings::Recent;
use crate::workspace::settings::Settings;
use egui::ThemePreference;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// How often the window looks whether what it waits for has come, where nothing wakes it.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

pub struct App {
    shell: Shell,
    desk: Option<Desk>,
    opening: Option<Opening>,
    rescue: Option<Rescue>,
    left: Left,
    exit: Exit,
    env: Arc<Env>,
    dialogs: Dialogs,
    settings: Settings,
    keeper: Option<Keeper>,
    faults: Faults,
    /// Which of the recent dossiers are there, as far as that was looked up.
    found: Option<Receiver<Vec<(PathBuf, bool)>>>,
}

/// What the window is to open first.
pub struct First {
    /// `None`: the last dossier used, else the first-start screen.
    pub dossier: Option<PathBuf>,
    /// A demonstration does not ask who is at the keyboard.
    pub is_demo: bool,
    /// Where settings and the panic log are kept; `None`: nowhere.
    pub config_dir: Option<PathBuf>,
}

impl App {
    pub fn new(creation: &eframe::CreationContext<'_>, first: First, env: Arc<Env>, faults: Faults) -> Self {
        let ctx = &creation.egui_ctx;
        theme::install(ctx);
        let config_dir = first.config_dir;
        let settings = config_dir.as_deref().map(Settings::load).unwrap_or_default();
        ctx.set_theme(theme_named(&settings.theme));
        ctx.set_zoom_factor(zoom_of(settings.zoom));
        if let (Some(window), Some(place)) = (creation.winit_window(), settings.window) {
            geometry::restore(window, place);
        }
        let mut shell = Shell::default();
        let is_said = !settings.actor.is_empty() || env.actor != env::system_user() || first.is_demo;
        shell.is_named = is_said;
        if env.actor != env::NOBODY {
            shell.start.analyst.clone_from(&env.actor);
        }
        shell.start.path = default_path().display().to_string();
        shell.backups = settings.backups.clone();
        shell.settings_path = config_dir.as_ref().map(|dir| dir.join(settings::FILE));
        let fault = config_dir.as_deref().and_then(|dir| panic_log::untold(dir, &settings.told_panic));
        let keeper = Some(Keeper::start(config_dir));
        let exit = Exit::default();
        let dialogs = Dialogs::default();
        let mut app = Self {
            shell,
            desk: None,
            opening: None,
            rescue: None,
            left: Left::default(),
            exit,
            env,
            dialogs,
            settings,
            keeper,
            faults,
            found: None,
        };
        app.look_for_recent(ctx);
        if let Some(fault) = fault {
            app.tell(fault, true);
        }
        match first.dossier {
            // One that is named on the command line is made where it is missing.
            Some(path) => app.shell.open(path, Way::OpenOrCreate),
            None => {
                let last = app.settings.recent.first().map(|recent| recent.path.clone());
                if let Some(path) = last {
                    app.shell.open(path, Way::Open);
                }
            }
        }
        app
    }

    fn open(&mut self, ctx: &egui::Context, path: &Path, way: Way) {
        self.remember_place();
        self.shell.opening(path);
        self.start_opening(ctx, path, way);
    }

    /// The open dossier once more, for writing; what is on screen stays there meanwhile.
    fn open_again(&mut self, ctx: &egui::Context) {
        let Some(path) = self.desk.as_ref().map(|desk| desk.path().to_path_buf()) else { return };
        self.shell.opening_again();
        self.start_opening(ctx, &path, Way::Open);
    }

    fn start_opening(&mut self, ctx: &egui::Context, path: &Path, way: Way) {
        self.remember_place();
        let repaint = ctx.clone();
        let wake: Wake = Arc::new(move || repaint.request_repaint());
        let with = (Arc::clone(&self.env), self.settings.backups.clone());
        let path = whole_path(path, way);
        let (env, settings) = &with;
        let closing = (Arc::clone(env), Arc::clone(&wake));
        let before = self.left.let_go(self.desk.take(), &path, settings, closing);
        match Opening::start(before, path, way, with, wake) {
            Ok(opening) => self.opening = Some(opening),
            Err(error) => self.shell.toasts.warn(format!("The dossier could not be opened: {error}")),
        }
    }

    /// Takes over what was opened meanwhile.
    fn take_opened(&mut self, ctx: &egui::Context) {
        let Some(opened) = self.opening.as_ref().and_then(Opening::poll) else { return };
        let path = self.opening.take().map(|opening| opening.path).unwrap_or_default();
        match opened {
            Ok(desk) => {
                let name = name_of(&path);
                let desk = self.desk.insert(desk);
                if let Some(plan) = Plan::of(&path, &self.settings.backups) {
                    desk.back_up_if_due(plan, Arc::clone(&self.env));
                }
                let refusal = desk.refusal().map(str::to_owned);
                if self.shell.access == Access::OpeningAgain {
                    self.shell.opened_again(refusal);
                } else {
                    self.settings.remember(&path, self.env.now_millis());
                    let before = self.settings.recent_mut(&path).map(|recent| recent.clone()).unwrap_or_default();
                    self.shell.opened(name.clone());
                    self.shell.path = Some(path.clone());
                    self.shell.only_reads(refusal);
                    self.shell.resume(before.article, before.stop.as_ref());
                    let beside = path.parent().unwrap_or(Path::new("")).join(format!("{name}-export"));
                    self.shell.export.dir = beside.display().to_string();
                    self.save_settings();
                }
            }
            // Somebody was quicker: it is read on, where it was.
            Err(failure) if self.shell.access == Access::OpeningAgain && matches!(failure.kind, Kind::Held { .. }) => {
                self.start_opening(ctx, &path, Way::Read);
            }
            Err(failure) => self.shell.open_failed(failure),
        }
        self.set_title(ctx);
        self.look_for_recent(ctx);
    }

    /// The title bar names the dossier and who decides.
    fn set_title(&self, ctx: &egui::Context) {
        let title = match &self.shell.dossier {
            Some(name) if matches!(self.shell.access, Access::Reading(_)) => format!("{name} (read only) · Dossier"),
            Some(name) => format!("{name} · {} · Dossier", self.env.actor),
            None => "Dossier".to_owned(),
        };
        ctx.send_viewport_cmd(egui::ViewportCommand::Title(title));
    }

    /// Hands over what the frame asked for.
    fn run_requests(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        for request in self.shell.take_requests() {
            match request {
                Request::Choose(wanted) => {
                    let repaint = ctx.clone();
                    let name = self.name_for(wanted);
                    self.dialogs.show(wanted, &name, Some(frame), move || repaint.request_repaint());
                }
                Request::Open { path, analyst, way } => {
                    self.decide_as(ctx, analyst);
                    self.open(ctx, &path, way);
                }
                Request::OpenAgain => self.open_again(ctx),
                Request::GiveUp(what) => self.give_up(ctx, &what),
                Request::Rescue(failure, means) => self.rescue(ctx, failure, means),
                Request::StopJob if self.rescue.is_some() => {
                    if let Some(rescue) = &self.rescue {
                        rescue.cancel();
                    }
                }
                Request::DecideAs(analyst) => self.decide_as(ctx, analyst),
                Request::KeepBackups(backups) => self.keep_backups(backups),
                Request::SkipBackup => self.skip_backups(),
                Request::Forget(path) => {
                    self.settings.forget(&path);
                    self.save_settings();
                    self.look_for_recent(ctx);
                }
                Request::Leave(how) => self.leave(how, frame),
                request => self.run_on_desk(request),
            }
        }
    }

    /// What a file that is to be made is called at first.
    fn name_for(&self, wanted: Wanted) -> String {
        match (wanted, &self.shell.dossier) {
            (Wanted::TableFile(name), _) => name.to_owned(),
            (Wanted::Copy, Some(name)) => format!("{name} copy.dossier"),
            _ => "articles.dossier".to_owned(),
        }
    }

    /// Decisions from here on are this person's; an empty name changes nothing.
    fn decide_as(&mut self, ctx: &egui::Context, analyst: String) {
        if analyst.is_empty() {
            return;
        }
        self.shell.is_named = true;
        self.shell.start.analyst.clone_from(&analyst);
        if analyst != self.env.actor {
            self.env = Arc::new(Env::system(analyst.clone(), self.env.device.clone()));
            if let Some(desk) = &mut self.desk {
                desk.decide_as(Arc::clone(&self.env));
            }
            self.set_title(ctx);
        }
        if self.settings.actor != analyst {
            self.settings.actor = analyst;
            self.save_settings();
        }
    }

    fn run_on_desk(&mut self, request: Request) {
        let Some(desk) = &mut self.desk else { return self.shell.nobody_took(&request) };
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
            Request::Choose(_)
            | Request::Open { .. }
            | Request::OpenAgain
            | Request::GiveUp(_)
            | Request::Rescue(..)
            | Request::DecideAs(_)
            | Request::KeepBackups(_)
            | Request::SkipBackup
            | Request::Forget(_)
            | Request::Leave(_) => true,
        };
        if !is_taken {
            self.shell.export.is_running = false;
            self.shell.history.not_verifying();
            self.shell.toasts.warn("Another long job is under way: wait for it, or stop it".to_owned());
        }
    }

    /// The wish to leave, or what was answered to the question about a long job.
    fn leave(&mut self, how: Leaving, frame: &eframe::Frame) {
        let is_busy = self.desk.as_ref().is_some_and(Desk::is_busy);
        self.shell.leaving = match how {
            Leaving::Asking => leaving::asked_to_leave(self.shell.leaving, is_busy),
            how => how,
        };
        if self.shell.leaving == Leaving::Saving {
            if let Some(window) = frame.winit_window() {
                self.settings.window = geometry::of(window, self.settings.window);
            }
            self.remember_place();
            self.save_settings();
            if let Some(desk) = &self.desk {
                desk.cancel();
            }
            if let Some(rescue) = &self.rescue {
                rescue.cancel();
            }
        }
    }

    /// Goes on with leaving, as far as it can by now.
    fn go_on_leaving(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        let is_ready = self.exit.is_ready();
        if ctx.input(|input| input.viewport().close_requested()) && !is_ready {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            // Asked a second time, it need not wait for the copy.
            self.skip_backups();
            self.leave(Leaving::Asking, frame);
        }
        let is_busy = self.desk.as_ref().is_some_and(Desk::is_busy);
        if self.shell.leaving == Leaving::AfterJob && !is_busy {
            self.leave(Leaving::Asking, frame);
        }
        if self.shell.leaving == Leaving::Saving {
            // What is being opened is opened first, and closed then like any other.
            if self.opening.is_none() && self.rescue.is_none() && self.left.is_empty() {
                let plan = self.desk.as_ref().and_then(|desk| Plan::of(desk.path(), &self.settings.backups));
                self.exit.close(self.desk.take(), self.keeper.take(), plan, Arc::clone(&self.env));
                self.shell.progress = self.exit.progress();
            } else {
                self.shell.progress = self.left.progress();
            }
            if is_ready {
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            ctx.request_repaint_after(LOOK_AGAIN);
        }
    }

    /// Where the reader is in the open dossier.
    fn remember_place(&mut self) {
        let Some(desk) = &self.desk else { return };
        let (article, stop) = self.shell.place_to_keep();
        if let Some(recent) = self.settings.recent_mut(desk.path()) {
            (recent.article, recent.stop) = (article, stop);
        }
    }

    /// Also what ends without a word leaves behind in which article it was.
    fn keep_article(&mut self) {
        let Some(desk) = self.desk.as_ref().filter(|_| self.opening.is_none()) else { return };
        let article = self.shell.place_to_keep().0;
        let kept = self.settings.recent_mut(desk.path()).map(|recent| recent.article);
        if article.is_some() && kept.is_some_and(|kept| kept != article) {
            self.remember_place();
            self.save_settings();
        }
    }

    /// The choice between light and dark and the size are kept for the next start.
    fn keep_look(&mut self, ctx: &egui::Context) {
        let theme = name_of_theme(ctx.options(|options| options.theme_preference));
        let zoom = (ctx.zoom_factor() * 100.0).round() as u16;
        let kept_zoom = (zoom_of(self.settings.zoom) * 100.0).round() as u16;
        if theme != self.settings.theme || zoom != kept_zoom {
            theme.clone_into(&mut self.settings.theme);
            self.settings.zoom = zoom;
            self.save_settings();
        }
    }

    fn save_settings(&self) {
        if let Some(keeper) = &self.keeper {
            keeper.keep(self.settings.clone());
        }
    }

    /// Looks on a thread which of the recent dossiers are there: a share that does not answer must not stop a frame.
    fn look_for_recent(&mut self, ctx: &egui::Context) {
        let now = self.env.now_millis();
        let known = std::mem::take(&mut self.shell.recent);
        let row = |recent: &Recent| {
            let is_missing = known.iter().any(|row| row.path == recent.path && row.is_missing);
            RecentRow { is_missing, ..RecentRow::new(&recent.path, recent.opened_millis, now) }
        };
        self.shell.recent = self.settings.recent.iter().map(row).collect();
        let paths: Vec<PathBuf> = self.settings.recent.iter().map(|recent| recent.path.clone()).collect();
        let (sender, found) = std::sync::mpsc::sync_channel(1);
        let repaint = ctx.clone();
        let looking = std::thread::Builder::new().name("recent dossiers".to_owned()).spawn(move || {
            if sender.send(settings::which_are_there(paths)).is_ok() {
                repaint.request_repaint();
            }
        });
        // Without a thread they are shown as if they were there; opening one tells.
        self.found = looking.ok().map(|_thread| found);
    }

    fn take_found(&mut self) {
        let Some(found) = self.found.as_ref().and_then(|found| found.try_recv().ok()) else { return };
        for row in &mut self.shell.recent {
            row.is_missing = found.iter().any(|(path, is_there)| *path == row.path && !is_there);
        }
        self.found = None;
    }

    /// Shows a fault of the program, and remembers that it was told.
    fn tell(&mut self, fault: Fault, is_from_before: bool) {
        if let Ok(log) = &fault.log {
            self.settings.told_panic = panic_log::name_of(log);
            self.save_settings();
        }
        self.shell.fault = Some((fault, is_from_before));
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        let _no_waiting = jobs::frame::Frame::begin();
        while let Some(chosen) = self.dialogs.poll() {
            self.shell.chosen(chosen);
        }
        self.take_opened(ctx);
        self.take_rescued(ctx);
        for reason in self.left.take_failures() {
            self.shell.toasts.warn(reason);
        }
        self.take_found();
        for fault in self.faults.take() {
            self.tell(fault, false);
        }
        if let Some(failure) = self.keeper.as_ref().and_then(Keeper::take_failure) {
            self.shell.toasts.warn(failure);
        }
        if let Some(desk) = &mut self.desk {
            for event in desk.poll() {
                self.shell.take_event(event);
            }
            self.shell.progress = desk.progress();
            self.shell.n_saving = desk.n_saving();
            if self.shell.progress.is_some() || self.shell.leaving != Leaving::No {
                ctx.request_repaint_after(LOOK_AGAIN);
            }
        }
        self.run_requests(ctx, frame);
        self.go_on_leaving(ctx, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let _no_waiting = jobs::frame::Frame::begin();
        window::window_ui(ui, &mut self.shell);
        self.shell.run_actions();
        self.run_requests(ui.ctx(), frame);
        self.keep_look(ui.ctx());
        self.keep_article();
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

/// The factor of a size in percent, within limits; 0 is as it comes.
fn zoom_of(percent: u16) -> f32 {
    let percent = if percent == 0 { 100 } else { percent };
    (f32::from(percent) / 100.0).clamp(theme::ZOOM_MIN, theme::ZOOM_MAX)
}

/// As the title and the list of recent dossiers name it.
fn name_of(path: &Path) -> String {
    path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
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

    #[test]
    fn sizes_are_kept_within_limits() {
        for (percent, factor) in [(0, 1.0), (80, 0.8), (150, 1.5), (200, 2.0), (20, 0.8), (900, 2.0)] {
            assert!((zoom_of(percent) - factor).abs() < 0.001, "{percent}");
        }
    }
}
