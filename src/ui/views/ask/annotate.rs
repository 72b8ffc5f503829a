//! Notes and tags on what is at hand: those that are there, a new note, tags put on and taken off.
//!
//! Each note and each tag is a change of its own, that undo takes back by itself. An unsaved note outlives the dialog.

use crate::ledger::command::Command;
use crate::ledger::command::SubjectRef;
use crate::model::kind::Subject;
use crate::store::read::annotations::Annotations;
use crate::store::read::export::NoteRow;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::READ_ONLY;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::widgets::control;
use crate::ui::words;
use crate::workspace::desk::Query;
use egui::Key;
use egui::KeyboardShortcut;
use egui::Modifiers;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;

/// Tags that are offered at once while one is typed.
const N_OFFERED: usize = 6;

#[derive(Debug)]
pub struct AnnotateState {
    /// What it can be on: the claim or card of a stop, the article.
    targets: Vec<SubjectRef>,
    /// Index into `targets`.
    chosen: usize,
    pub note: String,
    tag: String,
    pub found: Loadable<Annotations>,
    /// The cursor goes behind what is written already.
    goes_to_end: bool,
    wants_focus: bool,
}

impl AnnotateState {
    /// `targets`: what it is on first, then what else is at hand; at least one.
    pub fn new(targets: Vec<SubjectRef>) -> Self {
        let mut found = Loadable::default();
        found.start();
        Self {
            targets,
            chosen: 0,
            note: String::new(),
            tag: String::new(),
            found,
            goes_to_end: true,
            wants_focus: false,
        }
    }

    /// What notes and tags go on.
    pub fn on(&self) -> SubjectRef {
        self.targets[self.chosen]
    }

    fn choose(&mut self, index: usize, outbox: &mut Outbox) {
        if self.chosen != index {
            self.chosen = index;
            self.found.clear();
            self.found.start();
            outbox.request(Request::Ask(Query::Annotations(self.on())));
        }
    }

    fn add_tag(&mut self, outbox: &mut Outbox) {
        let tag = self.tag.trim().to_owned();
        if !tag.is_empty() {
            outbox.send(Command::Tag { on: self.on(), tag });
        }
        self.tag.clear();
    }

    /// Saves what was written; the dialog is done.
    fn save(&mut self, outbox: &mut Outbox) -> Answer {
        let text = self.note.trim().to_owned();
        if !text.is_empty() {
            outbox.send(Command::Note { on: self.on(), text });
        }
        self.note.clear();
        self.add_tag(outbox);
        Answer::Close
    }
}

const fn kind(subject: Subject) -> &'static str {
    match subject {
        Subject::Article => "article",
        Subject::Entity => "card",
        Subject::Claim => "claim",
    }
}

pub fn annotate_ui(ui: &mut egui::Ui, state: &mut AnnotateState, outbox: &mut Outbox) -> Answer {
    ui.heading("Note and tags");
    let is_chosen = subject_ui(ui, state, outbox);
    if let Some(found) = state.found.value() {
        notes_ui(ui, &found.notes);
    }
    if outbox.is_read_only {
        return read_ui(ui, state);
    }
    ui.add_space(theme::GAP);
    let label = ui.label("New note");
    let edit = egui::TextEdit::multiline(&mut state.note)
        .hint_text("Enter saves, Shift+Enter begins a new line")
        .return_key(KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter))
        .desired_rows(3)
        .desired_width(f32::INFINITY);
    let field = ui.add(edit).labelled_by(label.id);
    control::focus_once(ui, field.id);
    // In the frame after the click: within it, the click itself still takes the focus away.
    if std::mem::replace(&mut state.wants_focus, is_chosen) {
        field.request_focus();
    }
    if field.has_focus() && std::mem::take(&mut state.goes_to_end) {
        cursor_to_end(ui.ctx(), field.id, &state.note);
    }
    let entered = |input: &egui::InputState| input.key_pressed(Key::Enter) && !input.modifiers.shift;
    let is_saved = field.has_focus() && ui.input(entered);
    ui.add_space(theme::GAP_SMALL);
    let is_finished = tags_ui(ui, state, outbox);
    ui.add_space(theme::GAP);
    if is_saved || is_finished {
        return state.save(outbox);
    }
    let mut answer = Answer::Stay;
    ask::row_of_buttons_ui(ui, |ui| {
        if control::primary_button(ui, "Save", true).clicked() {
            answer = state.save(outbox);
        }
        // No "Cancel": tags are on, or off, already.
        if ui.button("Close").clicked() {
            answer = Answer::Close;
        }
    });
    answer
}

/// What is there, where nothing can be added.
fn read_ui(ui: &mut egui::Ui, state: &AnnotateState) -> Answer {
    ui.add_space(theme::GAP);
    if let Some(found) = state.found.value() {
        if found.notes.is_empty() {
            ui.weak("No note");
        }
        let tags = if found.tags.is_empty() { "none".to_owned() } else { found.tags.join(", ") };
        ui.label(format!("Tags: {tags}"));
    }
    ui.add_space(theme::GAP);
    ui.weak(format!("Nothing can be added: {READ_ONLY}"));
    let mut answer = Answer::Stay;
    ask::row_of_buttons_ui(ui, |ui| {
        let close = control::primary_button(ui, "Close", true);
        control::focus_once(ui, close.id);
        if close.clicked() {
            answer = Answer::Close;
        }
    });
    answer
}

fn cursor_to_end(ctx: &egui::Context, field: egui::Id, text: &str) {
    if let Some(mut edit) = egui::TextEdit::load_state(ctx, field) {
        let end = egui::text::CCursor::new(text.chars().count());
        edit.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
        edit.store(ctx, field);
    }
}

/// What the note goes on; a choice where two things are at hand. Returns whether one was chosen.
fn subject_ui(ui: &mut egui::Ui, state: &mut AnnotateState, outbox: &mut Outbox) -> bool {
    let palette = Palette::of(ui);
    let mut is_chosen = false;
    if state.targets.len() > 1 {
        ui.horizontal(|ui| {
            ui.label("On the");
            for index in 0..state.targets.len() {
                let is_on = index == state.chosen;
                if control::chip_ui(ui, kind(state.targets[index].subject), None, is_on).clicked() {
                    state.choose(index, outbox);
                    is_chosen = true;
                }
            }
        });
    }
    let line = match (state.found.value(), state.found.failure()) {
        (Some(found), _) => RichText::new(format!("{}  {}", found.reference, words::shortened(&found.title, 90))),
        (None, Some(reason)) => RichText::new(format!("This could not be read: {reason}")).color(palette.error),
        (None, None) => RichText::new("Reading…").color(palette.muted),
    };
    ui.add(egui::Label::new(line).wrap());
    is_chosen
}

/// The notes that are there, each with who wrote it and when.
fn notes_ui(ui: &mut egui::Ui, notes: &[NoteRow]) {
    if notes.is_empty() {
        return;
    }
    let palette = Palette::of(ui);
    ui.add_space(theme::GAP);
    let max_height = (ui.ctx().content_rect().height() - 420.0).clamp(90.0, 220.0);
    egui::ScrollArea::vertical().id_salt("notes").max_height(max_height).show(ui, |ui| {
        for note in notes {
            ui.add(egui::Label::new(&note.text).wrap().selectable(true));
            let written = format!("{}, {}", note.written_by, words::day(note.written_millis));
            ui.small(RichText::new(written).color(palette.muted));
            ui.add_space(theme::GAP_SMALL);
        }
    });
}

/// Tags as chips, and a field for another; returns whether Enter was pressed in the empty field.
fn tags_ui(ui: &mut egui::Ui, state: &mut AnnotateState, outbox: &mut Outbox) -> bool {
    let tags = state.found.value().map(|found| found.tags.clone()).unwrap_or_default();
    let name = ui.label("Tags");
    if !tags.is_empty() {
        ui.horizontal_wrapped(|ui| {
            for tag in &tags {
                let response = ui.button(format!("{tag}  ×")).on_hover_text("Take this tag off");
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Take off {tag}")));
                if response.clicked() {
                    outbox.send(Command::Untag { on: state.on(), tag: tag.clone() });
                }
            }
        });
    }
    // An id of its own: the row of tags comes and goes above it, and the cursor must not go with it.
    let edit = egui::TextEdit::singleline(&mut state.tag).id_salt("tag").hint_text("Enter adds it");
    let edit = edit.desired_width(f32::INFINITY);
    let field = ui.add(edit).labelled_by(name.id);
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let offered = offered(state, &tags);
    if !offered.is_empty() {
        ui.horizontal_wrapped(|ui| {
            for tag in offered {
                let response = ui.button(RichText::new(&tag).small());
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Add {tag}")));
                if response.clicked() {
                    state.tag = tag;
                    state.add_tag(outbox);
                    field.request_focus();
                }
            }
        });
    }
    if !is_entered {
        return false;
    }
    let is_finished = state.tag.trim().is_empty();
    state.add_tag(outbox);
    field.request_focus();
    is_finished
}

/// Tags in use that fit what was typed, those that begin with it first; the most used ones while nothing is.
fn offered(state: &AnnotateState, on_it: &[String]) -> Vec<String> {
    let Some(found) = state.found.value() else { return Vec::new() };
    let typed = state.tag.trim().to_lowercase();
    let rank = |tag: &str| {
        let tag = tag.to_lowercase();
        if tag.starts_with(&typed) { Some(0) } else { tag.contains(&typed).then_some(1) }
    };
    let free = found.in_use.iter().filter(|tag| !on_it.contains(tag));
    let mut fitting: Vec<(i32, &String)> = free.filter_map(|tag| Some((rank(tag)?, tag))).collect();
    fitting.sort_by_key(|(rank, _)| *rank);
    fitting.into_iter().take(N_OFFERED).map(|(_, tag)| tag.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_begin_with_what_was_typed_come_first() {
        let mut state = AnnotateState::new(vec![SubjectRef { subject: Subject::Article, id: 1 }]);
        let in_use = ["harbour", "camp", "floods", "Camp Noor", "decamped"].map(str::to_owned).to_vec();
        state.found.finish(Ok(Annotations { in_use, ..Annotations::default() }));
        let mut offered_for = |typed: &str, on_it: &[&str]| {
            typed.clone_into(&mut state.tag);
            offered(&state, &on_it.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(offered_for("CAMP", &[]), ["camp", "Camp Noor", "decamped"]);
        assert_eq!(offered_for("camp", &["camp"]), ["Camp Noor", "decamped"]);
        assert_eq!(offered_for("", &["harbour"]), ["camp", "floods", "Camp Noor", "decamped"]);
        assert_eq!(offered_for("xyz", &[]), Vec::<String>::new());
    }
}
