//! When an article was published, said or put right at any time.
//!
//! Never reads dates out of the text: what is typed is what is kept.

use crate::ledger::command::ArticleId;
use crate::ledger::command::Command;
use crate::model::kind::ArticleField;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::widgets::control;
use crate::ui::words;

#[derive(Debug)]
pub struct DateState {
    pub article: ArticleId,
    /// The title of the article.
    pub title: String,
    /// What is typed; at first the date it has.
    pub text: String,
}

pub fn date_ui(ui: &mut egui::Ui, state: &mut DateState, outbox: &mut Outbox) -> Answer {
    ui.heading("Date of the article");
    ui.add(egui::Label::new(format!("A{}  {}", state.article, words::shortened(&state.title, 120))).wrap());
    ui.add_space(theme::GAP_SMALL);
    let field = control::field_ui(ui, "Published", &mut state.text, "2023-12-08, 8 Dec 2023 or 2023");
    control::focus_once(ui, field.id);
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let date = words::typed_date(&state.text);
    if date.is_none() && words::is_date_written_out(&state.text) {
        ui.colored_label(Palette::of(ui).error, "Not a date: write 2023-12-08, 8 Dec 2023 or 2023");
    }
    ui.weak("Words like “on Monday” in the article are read anew from it.");
    ui.add_space(theme::GAP);
    let mut is_set = is_entered && date.is_some();
    if is_entered && !is_set {
        field.request_focus();
    }
    let answer = ask::buttons_ui(ui, "Set", date.is_some(), || {
        is_set = true;
        Answer::Close
    });
    if !is_set {
        return answer;
    }
    outbox.send(Command::SetArticle { article: state.article, field: ArticleField::Published, value: date });
    Answer::Close
}
