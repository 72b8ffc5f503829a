//! The small dialogs: paste an article, type a path, the list of keys.
//!
//! Each is modal and closes with Esc; what was typed leaves as a request. None remembers anything once closed.

use crate::model::article::Metadata;
use crate::model::kind::DateBasis;
use crate::ui::action::Action;
use crate::ui::action::Context;
use crate::ui::dialog::Wanted;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::to_fix;
use crate::ui::widgets::control;
use egui::Id;
use egui::Modal;
use egui::RichText;
use std::path::PathBuf;

#[derive(Debug, Default)]
pub struct PasteState {
    text: String,
    published: String,
    publisher: String,
    url: String,
}

impl PasteState {
    pub fn of_text(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

/// A path that is typed because no dialog can be had, or because typing is quicker.
#[derive(Debug)]
pub struct PathState {
    pub wanted: Wanted,
    pub path: String,
    /// The desktop was asked and showed nothing.
    pub is_fallback: bool,
}

/// The dialog that covers the window, if any.
#[derive(Debug, Default)]
pub enum Asked {
    #[default]
    Nothing,
    Paste(PasteState),
    Path(PathState),
    Keys,
}

/// What a dialog answered: stay, close, or a typed path.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    Stay,
    Close,
    Path(Wanted, PathBuf),
}

pub fn ask_ui(ctx: &egui::Context, asked: &mut Asked, outbox: &mut Outbox) -> Answer {
    match asked {
        Asked::Nothing => Answer::Stay,
        Asked::Paste(state) => modal(ctx, "paste", |ui| paste_ui(ui, state, outbox)),
        Asked::Path(state) => modal(ctx, "path", |ui| path_ui(ui, state)),
        Asked::Keys => modal(ctx, "keys", keys_ui),
    }
}

fn modal(ctx: &egui::Context, name: &str, contents: impl FnOnce(&mut egui::Ui) -> Answer) -> Answer {
    let palette = Palette::of_theme(ctx.theme());
    let frame = egui::Frame::window(&ctx.style_of(ctx.theme()));
    let modal = Modal::new(Id::unique(name)).backdrop_color(palette.backdrop).frame(frame);
    let shown = modal.show(ctx, |ui| {
        ui.set_width(theme::FORM_WIDTH);
        contents(ui)
    });
    if shown.inner == Answer::Stay && shown.should_close() { Answer::Close } else { shown.inner }
}

fn paste_ui(ui: &mut egui::Ui, state: &mut PasteState, outbox: &mut Outbox) -> Answer {
    let palette = Palette::of(ui);
    ui.heading("Paste an article");
    let label = ui.label("Text");
    egui::ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
        let edit = egui::TextEdit::multiline(&mut state.text).desired_rows(9).desired_width(f32::INFINITY);
        let response = ui.add(edit).labelled_by(label.id);
        control::focus_once(ui, response.id);
    });
    ui.columns(2, |columns| {
        control::field_ui(&mut columns[0], "Published", &mut state.published, "2023-12-08, if the text does not say");
        control::field_ui(&mut columns[1], "Publisher", &mut state.publisher, "");
    });
    control::field_ui(ui, "Address", &mut state.url, "https://…");
    let date_is_wrong = !state.published.trim().is_empty() && !to_fix::is_date(state.published.trim());
    if date_is_wrong {
        ui.colored_label(palette.doubtful, "A date is written as 2023-12-08, 2023-12 or 2023");
    }
    ui.add_space(theme::GAP);
    let can_take = !state.text.trim().is_empty() && !date_is_wrong;
    buttons_ui(ui, "Import", can_take, || {
        outbox.request(Request::ImportPasted(state.text.clone(), metadata_of(state)));
        Answer::Close
    })
}

fn metadata_of(state: &PasteState) -> Metadata {
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let date = said(&state.published);
    Metadata {
        publisher: said(&state.publisher),
        published_basis: date.as_ref().map(|_date| DateBasis::Given),
        published: date,
        url: said(&state.url),
        ..Metadata::default()
    }
}

fn path_ui(ui: &mut egui::Ui, state: &mut PathState) -> Answer {
    ui.heading(state.wanted.title());
    if state.is_fallback {
        ui.weak("This desktop offers no file dialog. Type the path instead.");
    }
    let field = control::field_ui(ui, "Path", &mut state.path, "/home/…");
    control::focus_once(ui, field.id);
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    ui.add_space(theme::GAP);
    let can_take = !state.path.trim().is_empty();
    let answer = || Answer::Path(state.wanted, PathBuf::from(state.path.trim()));
    if is_entered && can_take {
        return answer();
    }
    buttons_ui(ui, "OK", can_take, answer)
}

fn buttons_ui(ui: &mut egui::Ui, label: &str, can_take: bool, take: impl FnOnce() -> Answer) -> Answer {
    let mut answer = Answer::Stay;
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        if control::primary_button(ui, label, can_take).clicked() {
            answer = take();
        }
        if ui.button("Cancel").clicked() {
            answer = Answer::Close;
        }
    });
    answer
}

/// What the heading, the button and the frame around the list of keys take of the window's height.
const KEYS_MARGIN: f32 = 150.0;

fn keys_ui(ui: &mut egui::Ui) -> Answer {
    let palette = Palette::of(ui);
    ui.heading("Keys");
    // As tall as the window allows: a list of keys is read at a glance or not at all.
    let max_height = (ui.ctx().content_rect().height() - KEYS_MARGIN).max(200.0);
    egui::ScrollArea::vertical().max_height(max_height).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (context, title) in
            [(Context::Review, "In Review"), (Context::Library, "In the Library"), (Context::Anywhere, "Anywhere")]
        {
            ui.add_space(theme::GAP);
            ui.small(RichText::new(title).color(palette.muted));
            egui::Grid::new(title).num_columns(2).min_col_width(110.0).show(ui, |ui| {
                for action in Action::ALL.iter().filter(|action| action.context() == context) {
                    let keys: Vec<String> = action.chords().iter().map(|chord| chord.text(ui.ctx())).collect();
                    let is_further_digit = matches!(action, Action::ChooseCard(2..));
                    if keys.is_empty() || is_further_digit {
                        continue;
                    }
                    let keys =
                        if matches!(action, Action::ChooseCard(_)) { "1 to 9".to_owned() } else { keys.join(", ") };
                    ui.label(keys);
                    ui.add(egui::Label::new(action.tooltip()).wrap());
                    ui.end_row();
                }
            });
        }
    });
    ui.add_space(theme::GAP);
    if ui.button("Close").clicked() { Answer::Close } else { Answer::Stay }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_fields_say_nothing_about_the_article() {
        let state = PasteState { text: "Boats sank.".to_owned(), publisher: " ".to_owned(), ..PasteState::default() };
        assert_eq!(metadata_of(&state), Metadata::default());
        let state = PasteState { published: "2023-12".to_owned(), ..state };
        let metadata = metadata_of(&state);
        assert_eq!(metadata.published.as_deref(), Some("2023-12"));
        assert_eq!(metadata.published_basis, Some(DateBasis::Given));
    }
}
