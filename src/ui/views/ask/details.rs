//! When an article was published, where, by whom and under which headline: said or put right at any time.
//!
//! Never reads anything out of the text: what is typed is what is kept.

use crate::ledger::command::ArticleId;
use crate::ledger::command::Command;
use crate::model::kind::ArticleField;
use crate::store::read::articles::ArticleRow;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::widgets::control;
use crate::ui::words;

#[derive(Debug)]
pub struct DetailsState {
    article: ArticleId,
    /// The title as it was, to know the article by.
    known_as: String,
    /// What is typed; at first what the article has.
    published: String,
    published_before: String,
    others: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    field: ArticleField,
    label: &'static str,
    text: String,
    before: String,
}

impl DetailsState {
    pub fn new(article: ArticleId, row: Option<&ArticleRow>) -> Self {
        let has = |of: fn(&ArticleRow) -> &Option<String>| row.and_then(|row| of(row).clone()).unwrap_or_default();
        let other = |field, label, text: String| Row { field, label, before: text.clone(), text };
        Self {
            article,
            known_as: has(|row| &row.title),
            published: has(|row| &row.published),
            published_before: has(|row| &row.published),
            others: vec![
                other(ArticleField::Publisher, "Publisher", has(|row| &row.publisher)),
                other(ArticleField::Title, "Title", has(|row| &row.title)),
                other(ArticleField::Author, "Author", has(|row| &row.author)),
                other(ArticleField::Url, "Address", has(|row| &row.url)),
            ],
        }
    }

    /// What was changed, as one step; `None` where nothing was.
    fn command(&self) -> Option<Command> {
        let article = self.article;
        let set = |field, text: &str| {
            let value = (!text.is_empty()).then(|| text.to_owned());
            Command::SetArticle { article, field, value }
        };
        let changed = self.others.iter().filter(|row| row.text.trim() != row.before);
        let mut commands: Vec<Command> = changed.map(|row| set(row.field, row.text.trim())).collect();
        if self.published.trim() != self.published_before {
            commands.push(set(ArticleField::Published, &words::typed_date(&self.published).unwrap_or_default()));
        }
        if commands.len() > 1 { Some(Command::Together { kind: "set_article", commands }) } else { commands.pop() }
    }
}

pub fn details_ui(ui: &mut egui::Ui, state: &mut DetailsState, outbox: &mut Outbox) -> Answer {
    ui.heading("Date and publisher");
    ui.add(egui::Label::new(format!("A{}  {}", state.article, words::shortened(&state.known_as, 120))).wrap());
    ui.add_space(theme::GAP_SMALL);
    let field = control::field_ui(ui, "Published", &mut state.published, "such as 2023-12-08, 8 Dec 2023 or 2023");
    control::focus_once(ui, field.id);
    let mut entered = field.lost_focus().then_some(field);
    let typed = state.published.trim();
    let is_date = typed.is_empty() || typed == state.published_before || words::typed_date(typed).is_some();
    if !is_date && words::is_date_written_out(&state.published) {
        ui.colored_label(Palette::of(ui).error, "Not a date: write 2023-12-08, 8 Dec 2023 or 2023");
    }
    ui.weak("Words like “on Monday” in the article are read anew from it.");
    for row in &mut state.others {
        let field = control::field_ui(ui, row.label, &mut row.text, "");
        entered = entered.or(field.lost_focus().then_some(field));
    }
    ui.add_space(theme::GAP);
    let is_entered = entered.filter(|_| ui.input(|input| input.key_pressed(egui::Key::Enter)));
    let mut is_set = is_entered.is_some() && is_date;
    if let Some(field) = is_entered.filter(|_| !is_date) {
        field.request_focus();
    }
    let answer = ask::buttons_ui(ui, "Set", is_date, || {
        is_set = true;
        Answer::Close
    });
    if !is_set {
        return answer;
    }
    if let Some(command) = state.command() {
        outbox.send(command);
    }
    Answer::Close
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_changed_is_one_step() {
        let mut state = DetailsState::new(7, None);
        assert_eq!(state.command(), None);
        state.others[0].text = " The Indus Courier ".to_owned();
        let set = |field, value: &str| Command::SetArticle { article: 7, field, value: Some(value.to_owned()) };
        assert_eq!(state.command(), Some(set(ArticleField::Publisher, "The Indus Courier")));
        state.published = "18 Sep 2025".to_owned();
        let both = vec![set(ArticleField::Publisher, "The Indus Courier"), set(ArticleField::Published, "2025-09-18")];
        assert_eq!(state.command(), Some(Command::Together { kind: "set_article", commands: both }));
    }

    #[test]
    fn what_is_emptied_is_unsaid() {
        let mut state = DetailsState::new(7, None);
        state.others[2].before = "Ana Ruiz".to_owned();
        let unsaid = Command::SetArticle { article: 7, field: ArticleField::Author, value: None };
        assert_eq!(state.command(), Some(unsaid));
    }
}
