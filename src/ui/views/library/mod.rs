//! The Library: all articles with their state and counts, what is to fix after an import, and how to begin.
//!
//! Filters and sorts when the rows or the filter change, never in between; a large dossier is arranged by the reader.
//! Never opens or imports anything itself.

pub mod columns;
pub mod filter;

use crate::jobs::Progress;
use crate::ledger::command::ArticleId;
use crate::store::read::article_table;
use crate::store::read::article_table::Arranged;
use crate::store::read::article_table::ArticleColumn;
use crate::store::read::article_table::ArticleFilter;
use crate::store::read::articles::ArticleRow;
use crate::store::read::waiting::Waiting;
use crate::ui::action::Action;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::ask::news;
use crate::ui::views::ask::news::NewsState;
use crate::ui::views::library::columns::ArticleRows;
use crate::ui::views::library::columns::COLUMNS;
use crate::ui::views::to_fix;
use crate::ui::views::to_fix::ToFix;
use crate::ui::widgets::control;
use crate::ui::widgets::table;
use crate::ui::widgets::table::Sheet;
use crate::ui::widgets::table::TableState;
use crate::workspace::desk::Query;

/// Most articles that are arranged between two frames; more are left to the reader.
const MAX_AT_ONCE: usize = 5_000;

#[derive(Debug)]
pub struct LibraryState {
    pub filter: ArticleFilter,
    pub selected: Option<ArticleId>,
    pub to_fix: ToFix,
    /// What is new after the last import of this sitting, until it is put away.
    pub news: Option<NewsState>,
    /// The first and the last article of an import whose news are to be asked for.
    pub news_of: Option<(ArticleId, ArticleId)>,
    table: TableState<ArticleColumn>,
    pub arranged: Arranged,
    /// What `arranged` was made for, or is being made for.
    arranged_for: Option<(u64, ArticleFilter)>,
    failure: Option<String>,
    wants_field: bool,
    /// The filters that are seldom wanted are on view.
    is_wide: bool,
}

impl Default for LibraryState {
    fn default() -> Self {
        let filter = ArticleFilter::default();
        Self {
            table: TableState::sorted(filter.sorted_by, filter.is_descending),
            filter,
            selected: None,
            to_fix: ToFix::default(),
            news: None,
            news_of: None,
            arranged: Arranged::default(),
            arranged_for: None,
            failure: None,
            wants_field: false,
            is_wide: false,
        }
    }
}

impl LibraryState {
    /// Arranges anew when the rows, numbered by `version`, or the filter changed.
    fn refresh(&mut self, rows: &[ArticleRow], version: u64, outbox: &mut Outbox) {
        let filter = ArticleFilter { words: self.filter.words.trim().to_owned(), ..self.filter.clone() };
        let made_for = (version, filter);
        if self.arranged_for.as_ref() == Some(&made_for) {
            return;
        }
        if rows.len() <= MAX_AT_ONCE && made_for.1.waiting == Waiting::default() {
            self.arranged = article_table::arrange(rows, &made_for.1, None);
            self.to_fix.leave_out_ignored(&mut self.arranged);
            self.failure = None;
        } else {
            outbox.request(Request::Ask(Query::Arranged(made_for.1.clone())));
        }
        self.arranged_for = Some(made_for);
    }

    /// The reader's answer for a large dossier; one for an older filter is let go.
    pub fn take_arranged(&mut self, filter: &ArticleFilter, answer: Result<Arranged, String>) {
        if self.arranged_for.as_ref().is_some_and(|(_, wanted)| wanted == filter) {
            match answer {
                Ok(arranged) => {
                    (self.arranged, self.failure) = (arranged, None);
                    self.to_fix.leave_out_ignored(&mut self.arranged);
                }
                Err(reason) => self.failure = Some(reason),
            }
        }
    }

    /// Numbers of the articles on view, in their order; all while nothing was painted yet.
    pub fn shown_ids(&self, rows: &[ArticleRow]) -> Vec<ArticleId> {
        if self.arranged_for.is_none() {
            return rows.iter().map(|row| row.id).collect();
        }
        self.arranged.shown.clone()
    }

    /// The articles that a filter leaves in, in their order; `None` where none is on.
    pub fn narrowed(&self) -> Option<&[ArticleId]> {
        let is_arranged = self.arranged_for.is_some();
        (is_arranged && self.filter.is_narrow()).then_some(self.arranged.shown.as_slice())
    }

    /// Takes all filters off; the order stays.
    fn show_all(&mut self) {
        let (sorted_by, is_descending) = (self.filter.sorted_by, self.filter.is_descending);
        self.filter = ArticleFilter { sorted_by, is_descending, ..ArticleFilter::default() };
        self.is_wide = false;
    }

    /// An action of this screen that is about its rows.
    pub fn act(&mut self, action: Action, rows: &[ArticleRow]) {
        self.table.selected = self.selected;
        let rows = ArticleRows { rows, shown: &self.arranged.shown };
        if self.table.act(action, &rows) {
            self.selected = self.table.selected;
        } else if action == Action::Find {
            self.wants_field = true;
        }
    }
}

/// The articles and what is known of them, as the shell holds them.
pub struct LibraryModel<'m> {
    /// In the order of their numbers.
    pub rows: &'m Loadable<Vec<ArticleRow>>,
    /// Changes with every new answer.
    pub version: u64,
    pub progress: Option<&'m Progress>,
}

pub fn library_ui(ui: &mut egui::Ui, model: &LibraryModel<'_>, state: &mut LibraryState, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    if let Some(progress) = model.progress {
        control::job_ui(ui, progress, outbox);
    }
    if let Some(reason) = model.rows.failure().or(state.failure.as_deref()) {
        ui.colored_label(palette.error, format!("The articles could not be read: {reason}"));
    }
    let Some(rows) = model.rows.value() else {
        ui.vertical_centered(|ui| {
            ui.add_space(ui.available_height() / 3.0);
            ui.weak("Reading…");
        });
        return;
    };
    if rows.is_empty() && model.progress.is_none() {
        empty_ui(ui, outbox);
        to_fix::to_fix_ui(ui, rows, state, outbox);
        return;
    }
    state.refresh(rows, model.version, outbox);
    filter::filter_ui(ui, state, outbox);
    news_ui(ui, state, outbox);
    to_fix::to_fix_ui(ui, rows, state, outbox);
    table_ui(ui, rows, state, outbox);
}

/// What came with the last import, in short, until it is put away.
fn news_ui(ui: &mut egui::Ui, state: &mut LibraryState, outbox: &mut Outbox) {
    let Some(news) = state.news.as_ref().and_then(|state| state.found.value()) else { return };
    let told = format!("This import brought {}", news::in_short(news));
    let mut is_seen = false;
    ui.horizontal_wrapped(|ui| {
        ui.label(told);
        if news.n_all() > 0 {
            control::action_button(ui, Action::ShowNews, outbox);
        }
        is_seen = ui.button("Put away").on_hover_text("It can be shown again: What is new… in the menu").clicked();
    });
    ui.add_space(theme::GAP);
    if is_seen {
        state.news = None;
    }
}

fn empty_ui(ui: &mut egui::Ui, outbox: &mut Outbox) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.28);
        ui.heading("No articles yet");
        ui.add_space(theme::GAP_SMALL);
        ui.weak("Drop files or a folder here, or choose how to begin.");
        ui.weak("Text, Markdown and saved web pages are read.");
        ui.add_space(theme::GAP_LARGE);
        control::primary_action_button(ui, Action::ImportFiles, outbox);
        control::action_button(ui, Action::ImportFolder, outbox);
        control::action_button(ui, Action::PasteArticle, outbox);
    });
}

fn table_ui(ui: &mut egui::Ui, rows: &[ArticleRow], state: &mut LibraryState, outbox: &mut Outbox) {
    let shown = ArticleRows { rows, shown: &state.arranged.shown };
    if state.arranged.shown.is_empty() && !rows.is_empty() {
        ui.add_space(theme::GAP_LARGE);
        let is_arranging = state.arranged.n_all == 0;
        ui.vertical_centered(|ui| {
            ui.weak(if is_arranging { "Reading…" } else { "No article is like that: take off a filter" })
        });
        return;
    }
    state.table.selected = state.selected;
    let done = table::table_ui(ui, "articles", COLUMNS, &shown, &mut state.table);
    state.selected = state.table.selected;
    if done.is_resorted {
        state.filter.sorted_by = state.table.sorted_by;
        state.filter.is_descending = state.table.is_descending;
    }
    if done.is_opened {
        outbox.act(Action::Open);
    }
}

/// The title, or the file's name where there is none.
pub fn title_of(row: &ArticleRow) -> &str {
    row.title.as_deref().unwrap_or(&row.file)
}

/// The articles that the filter lets through, all columns.
pub fn sheet(rows: &[ArticleRow], state: &LibraryState) -> Sheet {
    Sheet::of(COLUMNS, &ArticleRows { rows, shown: &state.arranged.shown })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind::ArticleState;
    use crate::workspace::review::fixture::article;

    #[test]
    fn rows_are_arranged_once_for_each_change() {
        let rows = [article(1, "Boats sank", ArticleState::New), article(2, "Trains stop", ArticleState::Done)];
        let (mut state, mut outbox) = (LibraryState::default(), Outbox::default());
        state.refresh(&rows, 1, &mut outbox);
        assert_eq!(state.arranged.shown, [1, 2]);
        state.arranged.shown.clear();
        state.refresh(&rows, 1, &mut outbox);
        assert_eq!(state.arranged.shown, [0_i64; 0], "nothing changed: nothing is done");
        state.filter.words = "trains ".to_owned();
        state.refresh(&rows, 1, &mut outbox);
        assert_eq!(state.arranged.shown, [2]);
        assert_eq!(outbox.take_requests(), [], "a small dossier asks nobody");
    }

    #[test]
    fn a_large_dossier_is_arranged_by_the_reader() {
        let rows: Vec<_> = (1..=5_001).map(|id| article(id, "Boats", ArticleState::New)).collect();
        let (mut state, mut outbox) = (LibraryState::default(), Outbox::default());
        state.refresh(&rows, 1, &mut outbox);
        state.refresh(&rows, 1, &mut outbox);
        let filter = ArticleFilter::default();
        assert_eq!(outbox.take_requests(), [Request::Ask(Query::Arranged(filter.clone()))], "asked once");
        state.filter.words = "boats".to_owned();
        state.refresh(&rows, 1, &mut outbox);
        let answer = |shown: Vec<i64>| Ok(Arranged { shown, n_all: 5_001, ..Arranged::default() });
        state.take_arranged(&filter, answer(vec![9]));
        assert_eq!(state.arranged.shown, [0_i64; 0], "an answer to the filter before is let go");
        state.take_arranged(&ArticleFilter { words: "boats".to_owned(), ..filter }, answer(vec![3, 5_001, 9_999]));
        assert_eq!(state.arranged.shown, [3, 5_001, 9_999]);
        for (action, expected) in [(Action::LastRow, 9_999), (Action::PreviousRow, 5_001), (Action::FirstRow, 3)] {
            state.act(action, &rows);
            assert_eq!(state.selected, Some(expected));
        }
        let sheet = sheet(&rows, &state);
        assert_eq!(sheet.rows.len(), 3);
        assert_eq!(sheet.rows[1].last().map(String::as_str), Some("A5001"));
        assert!(sheet.rows[2].iter().all(String::is_empty), "a row that is gone is empty until the next answer");
    }
}
