//! The first start and every new dossier: who is at the keyboard, where the dossier is kept, how to begin; and the
//! dossiers that were open before.
//!
//! Never makes a file: it queues what was asked for, and the dossier is made when it is opened.

use crate::jobs::Progress;
use crate::ui::action::Action;
use crate::ui::dialog::Wanted;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::opening;
use crate::ui::views::recent;
use crate::ui::views::recent::Picked;
use crate::ui::views::recent::RecentRow;
use crate::ui::views::rescue;
use crate::ui::views::rescue::Salvaged;
use crate::ui::widgets::control;
use crate::ui::words;
use crate::workspace::desk::opening::Failure;
use crate::workspace::desk::opening::Way;
use egui::RichText;
use std::path::PathBuf;

/// How the work begins once the dossier is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    ImportFiles,
    Paste,
    Samples,
    /// With the articles that were dropped, or with none.
    AsItIs,
}

/// What the screen shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    #[default]
    Form,
    /// Name of the dossier that is being opened.
    Opening(String),
    Failed(Failure),
    /// It is being salvaged, or its backup is being copied.
    Rescuing(PathBuf),
    Salvaged(Box<Salvaged>),
}

#[derive(Debug, Default)]
pub struct StartState {
    pub analyst: String,
    pub path: String,
    pub begin: Option<Begin>,
    pub phase: Phase,
    /// A dossier that is opened as soon as the analyst has a name.
    pub target: Option<(PathBuf, Way)>,
    /// Articles that wait for a dossier.
    pub dropped: Vec<PathBuf>,
}

/// What the program remembers.
pub struct StartModel<'m> {
    pub recent: &'m [RecentRow],
    /// The dossier that is open meanwhile.
    pub open: Option<&'m str>,
    pub progress: Option<&'m Progress>,
}

impl StartState {
    fn is_named(&self) -> bool {
        !self.analyst.trim().is_empty()
    }

    fn can_begin(&self) -> bool {
        self.is_named() && !self.path.trim().is_empty()
    }

    fn begin(&mut self, begin: Begin, outbox: &mut Outbox) {
        self.begin = Some(begin);
        let path = PathBuf::from(self.path.trim());
        self.open(path, Way::Create, outbox);
    }

    fn open(&mut self, path: PathBuf, way: Way, outbox: &mut Outbox) {
        if self.is_named() {
            outbox.request(Request::Open { path, analyst: self.analyst.trim().to_owned(), way });
        } else {
            self.target = Some((path, way));
        }
    }
}

pub fn start_ui(ui: &mut egui::Ui, model: &StartModel<'_>, state: &mut StartState, outbox: &mut Outbox) {
    if let Phase::Opening(name) = &state.phase {
        opening::waiting_ui(ui, name);
        return;
    }
    if let Phase::Rescuing(path) = &state.phase {
        rescue::waiting_ui(ui, path, model.progress, outbox);
        return;
    }
    let room = (ui.available_width() - theme::FORM_WIDTH) / 2.0;
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.add_space((ui.available_height() * 0.08).max(theme::GAP));
        ui.horizontal_top(|ui| {
            ui.add_space(room.max(0.0));
            ui.vertical(|ui| {
                ui.set_max_width(theme::FORM_WIDTH.min(ui.available_width() - theme::GAP_LARGE));
                let is_left = match &state.phase {
                    Phase::Failed(failure) => Some(opening::failed_ui(ui, failure, &state.analyst, outbox)),
                    Phase::Salvaged(salvaged) => Some(rescue::salvaged_ui(ui, salvaged, &state.analyst, outbox)),
                    Phase::Form | Phase::Opening(_) | Phase::Rescuing(_) => None,
                };
                if let Some(is_left) = is_left {
                    if is_left {
                        state.phase = Phase::Form;
                        state.begin = None;
                    }
                    return;
                }
                head_ui(ui, model, outbox);
                ui.add_space(theme::GAP_LARGE);
                match state.target.clone() {
                    Some((path, way)) => target_ui(ui, state, path, way, outbox),
                    None => form_ui(ui, model, state, outbox),
                }
            });
        });
    });
}

fn head_ui(ui: &mut egui::Ui, model: &StartModel<'_>, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    match model.open {
        Some(name) => {
            ui.heading("New dossier");
            ui.horizontal(|ui| {
                ui.weak("It takes the place of the one that is open.");
                if ui.link(format!("Back to {name}")).clicked() {
                    outbox.act(Action::ShowLibrary);
                }
            });
        }
        None => {
            ui.label(RichText::new("Dossier").font(theme::Type::HEADLINE.font()).color(palette.ink));
            ui.weak("Turns news articles into a record in which every fact keeps its source.");
        }
    }
}

fn name_ui(ui: &mut egui::Ui, state: &mut StartState) -> bool {
    let name = control::field_ui(ui, "Your name", &mut state.analyst, "as it is to stand beside your decisions");
    if state.analyst.is_empty() || state.target.is_some() {
        control::focus_once(ui, name.id);
    }
    name.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
}

/// Only the name is wanted: what is to be opened is known.
fn target_ui(ui: &mut egui::Ui, state: &mut StartState, path: PathBuf, way: Way, outbox: &mut Outbox) {
    let name = opening::name_of(&path);
    let is_entered = name_ui(ui, state);
    ui.small(RichText::new("It is kept with every decision and in exports. It is asked for once.").weak());
    ui.add_space(theme::GAP_LARGE);
    let label = format!("Open {name}");
    let is_clicked = control::primary_button(ui, &label, state.is_named()).clicked();
    if (is_entered || is_clicked) && state.is_named() {
        state.open(path, way, outbox);
    }
    if ui.button("Another dossier").clicked() {
        state.target = None;
    }
}

fn form_ui(ui: &mut egui::Ui, model: &StartModel<'_>, state: &mut StartState, outbox: &mut Outbox) {
    if !model.recent.is_empty() && model.open.is_none() {
        ui.label("Opened before");
        egui::Frame::group(ui.style()).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            match recent::recent_ui(ui, model.recent) {
                Some(Picked::Open(path)) => state.open(path, Way::Open, outbox),
                Some(Picked::Forget(path)) => outbox.request(Request::Forget(path)),
                None => {}
            }
        });
        ui.add_space(theme::GAP_LARGE);
        ui.label("Or make a new one");
        ui.add_space(theme::GAP_SMALL);
    }
    name_ui(ui, state);
    ui.add_space(theme::GAP);
    let is_entered = place_ui(ui, state, outbox);
    ui.add_space(theme::GAP_LARGE);
    dropped_ui(ui, state);
    begin_ui(ui, state, is_entered, outbox);
}

/// Where the dossier is kept; gives whether Enter was pressed there.
fn place_ui(ui: &mut egui::Ui, state: &mut StartState, outbox: &mut Outbox) -> bool {
    let name = ui.label("Where the dossier is kept");
    let mut is_entered = false;
    ui.horizontal(|ui| {
        let width = ui.available_width() - 84.0;
        let edit = egui::TextEdit::singleline(&mut state.path).desired_width(width);
        let edit = ui.add(edit).labelled_by(name.id);
        is_entered = edit.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        if ui.button("Choose…").clicked() {
            outbox.request(Request::Choose(Wanted::NewDossier));
        }
    });
    let note = "One file holds everything: articles, decisions, history. Nothing is sent anywhere.";
    ui.add(egui::Label::new(RichText::new(note).small().weak()).wrap());
    is_entered
}

/// Articles that were let go over the window before there is a dossier.
fn dropped_ui(ui: &mut egui::Ui, state: &mut StartState) {
    if state.dropped.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let things = words::count(state.dropped.len() as i64, "file or folder");
        ui.label(format!("{things} to be imported first"));
        if ui.small_button("Forget them").clicked() {
            state.dropped.clear();
        }
    });
    ui.add_space(theme::GAP);
}

fn begin_ui(ui: &mut egui::Ui, state: &mut StartState, is_entered: bool, outbox: &mut Outbox) {
    let can_begin = state.can_begin();
    const FIRST: &str = "First your name, and a place for the dossier";
    let (main, main_label) = if state.dropped.is_empty() {
        (Begin::ImportFiles, Action::ImportFiles.label())
    } else {
        (Begin::AsItIs, "Make it and import them")
    };
    let mut chosen = (is_entered && can_begin).then_some(main);
    ui.label("How to begin");
    ui.add_space(theme::GAP_SMALL);
    let button = control::primary_button(ui, main_label, can_begin);
    if button.on_disabled_hover_text(FIRST).clicked() {
        chosen = Some(main);
    }
    for (begin, label) in [(Begin::Paste, Action::PasteArticle.label()), (Begin::Samples, "Show an example")] {
        if ui.add_enabled(can_begin, egui::Button::new(label)).on_disabled_hover_text(FIRST).clicked() {
            chosen = Some(begin);
        }
    }
    ui.add_space(theme::GAP);
    control::action_button(ui, Action::OpenDossier, outbox);
    if let Some(chosen) = chosen {
        state.begin(chosen, outbox);
    }
}
