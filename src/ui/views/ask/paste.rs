//! An article from the clipboard, with what its text does not say itself.
//!
//! Never guesses: empty fields say nothing about the article.

use crate::model::article::Metadata;
use crate::model::kind::DateBasis;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::widgets::control;
use crate::ui::words;

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

pub fn paste_ui(ui: &mut egui::Ui, state: &mut PasteState, outbox: &mut Outbox) -> Answer {
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
    let date_is_wrong = !state.published.trim().is_empty() && words::typed_date(&state.published).is_none();
    if date_is_wrong {
        ui.colored_label(palette.doubtful, "A date is written as 2023-12-08, 8 Dec 2023 or 2023");
    }
    ui.add_space(theme::GAP);
    let can_take = !state.text.trim().is_empty() && !date_is_wrong;
    ask::buttons_ui(ui, "Import", can_take, || {
        outbox.request(Request::ImportPasted(state.text.clone(), metadata_of(state)));
        Answer::Close
    })
}

fn metadata_of(state: &PasteState) -> Metadata {
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let date = words::typed_date(&state.published);
    Metadata {
        publisher: said(&state.publisher),
        published_basis: date.as_ref().map(|_date| DateBasis::Given),
        published: date,
        url: said(&state.url),
        ..Metadata::default()
    }
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
