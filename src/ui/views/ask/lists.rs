//! The analyst's own lists: what there is and what it found, one more by its file, one less.
//!
//! Never brings a list in unseen: what was read of the file is shown first, and what its names are is said where it does
//! not say.

use crate::ledger::command::Command;
use crate::ledger::command::NewList;
use crate::model::kind::Label;
use crate::model::kind::ListFormat;
use crate::store::read::name_lists::NameListUse;
use crate::ui::dialog::Wanted;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::widgets::control;
use crate::ui::words;
use crate::workspace::desk::Query;
use crate::workspace::name_lists::ListRead;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;
use std::path::PathBuf;

#[derive(Debug, Default)]
pub struct ListsState {
    pub found: Loadable<Vec<NameListUse>>,
    /// The file that is on its way in.
    adding: Option<Adding>,
}

#[derive(Debug)]
struct Adding {
    path: PathBuf,
    title: String,
    /// Of names that the file says nothing of.
    label: Option<Label>,
    is_sure: bool,
    licence: String,
    read: Loadable<ListRead>,
}

impl ListsState {
    /// Waits for its answer.
    pub fn asked() -> Self {
        let mut state = Self::default();
        state.found.start();
        state
    }

    /// A file was chosen.
    pub fn choose(&mut self, path: PathBuf, outbox: &mut Outbox) {
        let title = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let (label, licence, read) = (None, String::new(), Loadable::default());
        let mut adding = Adding { path, title, label, is_sure: false, licence, read };
        adding.ask(outbox);
        self.adding = Some(adding);
    }

    /// What was read of a file; one that was asked for before is no use.
    pub fn take_read(&mut self, (path, label): (&PathBuf, Option<Label>), read: Result<ListRead, String>) {
        if let Some(adding) = self.adding.as_mut().filter(|adding| (&adding.path, adding.label) == (path, label)) {
            if read.is_err() {
                adding.read.clear();
            }
            adding.read.finish(read);
        }
    }
}

impl Adding {
    fn ask(&mut self, outbox: &mut Outbox) {
        self.read.start();
        outbox.request(Request::Ask(Query::ListFile(self.path.clone(), self.label)));
    }

    /// The list as it is to come in.
    fn list(&self) -> Option<NewList> {
        let mut list = self.read.value()?.list.clone();
        self.title.trim().clone_into(&mut list.about.title);
        list.about.is_sure = self.is_sure;
        list.about.licence = Some(self.licence.trim().to_owned()).filter(|licence| !licence.is_empty());
        Some(list)
    }
}

pub fn lists_ui(ui: &mut egui::Ui, state: &mut ListsState, outbox: &mut Outbox) -> Answer {
    ui.heading("Lists");
    if state.adding.is_some() {
        return adding_ui(ui, state, outbox);
    }
    ui.weak("Names of your own, suggested wherever they stand. Their identifiers come along to the card.");
    ui.add_space(theme::GAP);
    if let Some(reason) = state.found.failure() {
        ui.colored_label(Palette::of(ui).error, format!("The lists could not be read: {reason}"));
    }
    match state.found.value().map(Vec::as_slice) {
        None if state.found.is_loading() => {
            ui.weak("Reading…");
        }
        None | Some([]) => {
            ui.label("There is none yet. A list is a table of names (CSV), or a file of OpenSanctions, GeoNames or Wikidata.");
        }
        Some(lists) => {
            for list in lists {
                list_ui(ui, list, outbox);
                ui.separator();
            }
        }
    }
    ui.add_space(theme::GAP);
    let mut answer = Answer::Stay;
    ask::row_of_buttons_ui(ui, |ui| {
        let add = control::primary_button(ui, "Add a list…", !outbox.is_read_only);
        control::focus_once(ui, add.id);
        if add.clicked() {
            outbox.request(Request::Choose(Wanted::ListFile));
        }
        if ui.button("Close").clicked() {
            answer = Answer::Close;
        }
    });
    answer
}

/// Room that the button of a list takes.
const BUTTON_WIDTH: f32 = 84.0;

fn list_ui(ui: &mut egui::Ui, used: &NameListUse, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    let title = &used.list.about.title;
    ui.horizontal(|ui| {
        ui.vertical(|ui| {
            let width = (ui.available_width() - BUTTON_WIDTH).max(theme::GAP_LARGE);
            ui.set_width(width);
            ui.add(egui::Label::new(RichText::new(title).strong()).wrap());
            for line in told(used) {
                ui.add(egui::Label::new(RichText::new(line).small().color(palette.muted)).wrap());
            }
        });
        control::writing_ui(ui, outbox, |ui, outbox| {
            let button = ui.button("Remove");
            button.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), format!("Remove: {title}")));
            if button
                .on_hover_text("No longer suggest its names; what was accepted stays. Undo brings it back")
                .clicked()
            {
                let words = format!("The list {title} is removed");
                outbox.request(Request::Send(Command::RemoveList { title: title.clone() }, Origin::Told(words)));
            }
        });
    });
}

/// `OpenSanctions · 1,204 entries · 35 names found in 12 articles`, and who brought it when.
fn told(used: &NameListUse) -> Vec<String> {
    let NameListUse { list, n_names, n_articles } = used;
    let found = match n_names {
        0 => "nothing found so far".to_owned(),
        n => format!("{} found in {}", words::count(*n, "name"), words::count(*n_articles, "article")),
    };
    let entries = if list.n_entries == 1 { "1 entry".to_owned() } else { words::count(list.n_entries, "entry") };
    let sure = if list.about.is_sure { " · sure" } else { "" };
    let first = format!("{} · {entries} · {found}{sure}", form(list.about.format));
    let licence = list.about.licence.as_ref().map_or_else(String::new, |licence| format!(" · {licence}"));
    let second = format!("{} · {}, {}{licence}", list.file, list.added_by, words::day(list.added_millis));
    vec![first, second]
}

const fn form(format: ListFormat) -> &'static str {
    match format {
        ListFormat::Csv => "table",
        ListFormat::OpenSanctions => "OpenSanctions",
        ListFormat::GeoNames => "GeoNames",
        ListFormat::Wikidata => "Wikidata",
    }
}

fn adding_ui(ui: &mut egui::Ui, state: &mut ListsState, outbox: &mut Outbox) -> Answer {
    let palette = Palette::of(ui);
    let Some(adding) = &mut state.adding else { return Answer::Stay };
    ui.add(egui::Label::new(RichText::new(adding.path.display().to_string()).color(palette.muted)).wrap());
    ui.add_space(theme::GAP_SMALL);
    let field = control::field_ui(ui, "Title", &mut adding.title, "what suggestions call it");
    control::focus_once(ui, field.id);
    ui.add_space(theme::GAP_SMALL);
    if labels_ui(ui, &mut adding.label) {
        adding.ask(outbox);
    }
    ui.add_space(theme::GAP_SMALL);
    control::field_ui(ui, "Licence", &mut adding.licence, "where it has one");
    ui.add_space(theme::GAP_SMALL);
    ui.checkbox(&mut adding.is_sure, "I am sure of these names")
        .on_hover_text("They do not stop the review where they are unambiguous, and are accepted with the article");
    ui.add_space(theme::GAP);
    read_ui(ui, adding);
    ui.add_space(theme::GAP);
    let can_add = adding.read.value().is_some() && !adding.read.is_loading() && !adding.title.trim().is_empty();
    let list = adding.list();
    let mut is_over = false;
    ask::row_of_buttons_ui(ui, |ui| {
        if control::primary_button(ui, "Add", can_add && !outbox.is_read_only).clicked()
            && let Some(list) = list
        {
            let words = format!("The list {} is in the dossier; articles that wait are read again", list.about.title);
            outbox.request(Request::Send(Command::AddList(Box::new(list)), Origin::Told(words)));
            is_over = true;
        }
        is_over |= ui.button("Back").clicked();
    });
    if is_over {
        state.adding = None;
    }
    Answer::Stay
}

/// What its names are where the file does not say; whether another was chosen.
fn labels_ui(ui: &mut egui::Ui, label: &mut Option<Label>) -> bool {
    let before = *label;
    ui.label("Its names, where the file does not say what they are");
    ui.horizontal_wrapped(|ui| {
        if control::chip_ui(ui, "left out", None, label.is_none()).clicked() {
            *label = None;
        }
        for kind in Label::ALL.iter().copied().filter(|label| label.names_entity()) {
            if control::chip_ui(ui, words::label(kind), None, *label == Some(kind)).clicked() {
                *label = Some(kind);
            }
        }
    });
    *label != before
}

/// What was read of the file.
fn read_ui(ui: &mut egui::Ui, adding: &Adding) {
    let palette = Palette::of(ui);
    if let Some(reason) = adding.read.failure() {
        ui.add(egui::Label::new(RichText::new(reason).color(palette.error)).wrap());
    }
    let Some(read) = adding.read.value() else {
        if adding.read.is_loading() {
            ui.weak("Reading…");
        }
        return;
    };
    let counted: Vec<String> =
        read.n_of.iter().map(|(label, n)| words::count(*n as i64, words::label(*label))).collect();
    ui.add(egui::Label::new(format!("{}: {}", form(read.list.about.format), counted.join(", "))).wrap());
    ui.add(egui::Label::new(RichText::new(read.examples.join(", ")).color(palette.muted)).wrap());
    for warning in &read.warnings {
        ui.add(egui::Label::new(RichText::new(format!("It {warning}")).small()).wrap());
    }
}
