//! The Library: all articles with their state and counts, what is to fix after an import, and how to begin.
//!
//! Draws rows only while they are on screen. Never opens or imports anything itself.

use crate::jobs::Progress;
use crate::ledger::command::ArticleId;
use crate::model::kind::ArticleState;
use crate::store::read::articles::ArticleRow;
use crate::ui::action::Action;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::to_fix;
use crate::ui::views::to_fix::ToFix;
use crate::ui::widgets::control;
use crate::ui::widgets::table::Sheet;
use crate::ui::words;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;
use egui_extras::Column;
use egui_extras::TableBuilder;

#[derive(Debug, Default)]
pub struct LibraryState {
    /// `None`: all.
    pub filter: Option<ArticleState>,
    pub search: String,
    pub selected: Option<ArticleId>,
    pub to_fix: ToFix,
    /// Indexes of the rows that the filter lets through, and what they were made for.
    shown: Vec<usize>,
    shown_for: Option<(u64, Option<ArticleState>, String)>,
    follows: bool,
}

impl LibraryState {
    /// Filters anew when the rows, numbered by `version`, or the filter changed.
    fn update_shown(&mut self, rows: &[ArticleRow], version: u64) {
        let made_for = (version, self.filter, self.search.to_lowercase());
        if self.shown_for.as_ref() == Some(&made_for) {
            return;
        }
        let passes = |row: &ArticleRow| self.filter.is_none_or(|state| row.state == state) && matches(row, &made_for.2);
        self.shown = rows.iter().enumerate().filter(|(_, row)| passes(row)).map(|(index, _)| index).collect();
        self.shown_for = Some(made_for);
    }

    /// Numbers of the articles on view; all while nothing was painted yet.
    pub fn shown_ids(&self, rows: &[ArticleRow]) -> Vec<ArticleId> {
        if self.shown_for.is_none() {
            return rows.iter().map(|row| row.id).collect();
        }
        self.shown.iter().filter_map(|index| rows.get(*index)).map(|row| row.id).collect()
    }

    /// Moves the selection by one row of those on view.
    pub fn step(&mut self, rows: &[ArticleRow], is_forward: bool) {
        let selected = self.selected;
        let at = self.shown.iter().position(|index| rows.get(*index).map(|row| row.id) == selected);
        let next = match (at, is_forward) {
            (None, _) => 0,
            (Some(at), true) => (at + 1).min(self.shown.len().saturating_sub(1)),
            (Some(at), false) => at.saturating_sub(1),
        };
        self.selected = self.shown.get(next).and_then(|index| rows.get(*index)).map(|row| row.id);
        self.follows = true;
    }
}

fn matches(row: &ArticleRow, search: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(search);
    search.is_empty()
        || row.title.as_deref().is_some_and(has)
        || row.publisher.as_deref().is_some_and(has)
        || has(&row.file)
        || has(&row.reference())
}

/// The articles and what is known of them, as the shell holds them.
pub struct LibraryModel<'m> {
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
    if let Some(reason) = model.rows.failure() {
        ui.colored_label(palette.error, format!("The articles could not be read: {reason}"));
    }
    let Some(rows) = model.rows.value() else {
        ui.weak("Opening…");
        return;
    };
    if rows.is_empty() && model.progress.is_none() {
        empty_ui(ui, outbox);
        if state.to_fix.report.is_some() {
            to_fix::to_fix_ui(ui, rows, &mut state.to_fix, outbox);
        }
        return;
    }
    head_ui(ui, rows, state, outbox);
    to_fix::to_fix_ui(ui, rows, &mut state.to_fix, outbox);
    state.update_shown(rows, model.version);
    table_ui(ui, rows, state, outbox);
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

fn head_ui(ui: &mut egui::Ui, rows: &[ArticleRow], state: &mut LibraryState, outbox: &mut Outbox) {
    let is_narrow = ui.available_width() < 860.0;
    ui.horizontal(|ui| {
        if control::chip_ui(ui, "all", Some(rows.len()), state.filter.is_none()).clicked() {
            state.filter = None;
        }
        for kind in ArticleState::ALL {
            let n = rows.iter().filter(|row| row.state == *kind).count();
            let is_on = state.filter == Some(*kind);
            if control::chip_ui(ui, words::article_state(*kind), Some(n), is_on).clicked() {
                state.filter = if is_on { None } else { Some(*kind) };
            }
        }
        if !is_narrow {
            tools_ui(ui, &mut state.search, outbox);
        }
    });
    if is_narrow {
        ui.horizontal(|ui| tools_ui(ui, &mut state.search, outbox));
    }
    ui.add_space(theme::GAP);
}

/// Import, paste and filter, from the right.
fn tools_ui(ui: &mut egui::Ui, search: &mut String, outbox: &mut Outbox) {
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        control::primary_action_button(ui, Action::ImportFiles, outbox);
        control::action_button(ui, Action::PasteArticle, outbox);
        let width = ui.available_width().clamp(80.0, 200.0);
        let field = ui.add(egui::TextEdit::singleline(search).hint_text("Filter by title").desired_width(width));
        field.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, "Filter by title"));
    });
}

/// The title, or the file's name where there is none.
pub fn title_of(row: &ArticleRow) -> &str {
    row.title.as_deref().unwrap_or(&row.file)
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    State,
    Title,
    Publisher,
    Date,
    Suggestions,
    Accepted,
    File,
}

impl Cell {
    const fn title(self) -> &'static str {
        match self {
            Self::State => "State",
            Self::Title => "Title",
            Self::Publisher => "Publisher",
            Self::Date => "Date",
            Self::Suggestions => "Suggestions",
            Self::Accepted => "Accepted",
            Self::File => "File",
        }
    }

    fn column(self) -> Column {
        match self {
            Self::State => Column::exact(84.0),
            Self::Title => Column::remainder().at_least(160.0).clip(true),
            Self::Publisher => Column::exact(140.0).clip(true),
            Self::Date => Column::exact(104.0),
            Self::Suggestions | Self::Accepted => Column::exact(96.0),
            Self::File => Column::exact(150.0).clip(true),
        }
    }
}

/// The columns that a width has room for.
const fn columns_for(width: f32) -> &'static [Cell] {
    const ALL: &[Cell] =
        &[Cell::State, Cell::Title, Cell::Publisher, Cell::Date, Cell::Suggestions, Cell::Accepted, Cell::File];
    const NARROW: &[Cell] = &[Cell::State, Cell::Title, Cell::Date, Cell::Suggestions];
    if width > 1040.0 {
        ALL
    } else if width > 760.0 {
        ALL.split_at(6).0
    } else {
        NARROW
    }
}

fn table_ui(ui: &mut egui::Ui, rows: &[ArticleRow], state: &mut LibraryState, outbox: &mut Outbox) {
    let width = ui.available_width();
    let columns = columns_for(width);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut table = TableBuilder::new(ui)
        .id_salt(("articles", columns.len()))
        .sense(egui::Sense::click() - egui::Sense::FOCUSABLE)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .auto_shrink(false);
    for cell in columns {
        table = table.column(cell.column());
    }
    if let (true, Some(selected)) = (std::mem::take(&mut state.follows), state.selected) {
        let at = state.shown.iter().position(|index| rows.get(*index).is_some_and(|row| row.id == selected));
        if let Some(at) = at {
            table = table.scroll_to_row(at, None);
        }
    }
    let mut opened = false;
    let shown = &state.shown;
    let selected = &mut state.selected;
    table
        .header(theme::ROW_HEIGHT, |mut header| {
            for cell in columns {
                header.col(|ui| {
                    let colour = Palette::of(ui).muted;
                    aligned_ui(ui, *cell, |ui| {
                        ui.small(RichText::new(cell.title()).color(colour));
                    });
                });
            }
        })
        .body(|body| {
            body.rows(theme::TABLE_ROW_HEIGHT, shown.len(), |mut table_row| {
                let Some(row) = shown.get(table_row.index()).and_then(|index| rows.get(*index)) else { return };
                table_row.set_selected(*selected == Some(row.id));
                for cell in columns {
                    table_row.col(|ui| {
                        if *cell == Cell::State {
                            hairline_ui(ui, width);
                        }
                        cell_ui(ui, row, *cell);
                    });
                }
                let response = table_row.response();
                let is_selected = *selected == Some(row.id);
                response.widget_info(|| {
                    let name = format!("{}, {}", title_of(row), words::article_state(row.state));
                    WidgetInfo::selected(Role::Row, true, is_selected, name)
                });
                if response.clicked() {
                    *selected = Some(row.id);
                }
                opened |= response.double_clicked();
            });
        });
    if opened {
        outbox.act(Action::Open);
    }
}

/// The articles that the filter lets through, all columns.
pub fn sheet(rows: &[ArticleRow], state: &LibraryState) -> Sheet {
    let cells = [Cell::State, Cell::Title, Cell::Publisher, Cell::Date, Cell::Suggestions, Cell::Accepted, Cell::File];
    let text = |row: &ArticleRow, cell: Cell| match cell {
        Cell::State => words::article_state(row.state).to_owned(),
        Cell::Title => title_of(row).to_owned(),
        Cell::Publisher => row.publisher.clone().unwrap_or_default(),
        Cell::Date => row.published.as_deref().map(words::edtf).unwrap_or_default(),
        Cell::Suggestions => row.n_undecided.to_string(),
        Cell::Accepted => row.n_accepted.to_string(),
        Cell::File => row.file.clone(),
    };
    let shown = state.shown.iter().filter_map(|index| rows.get(*index));
    Sheet {
        header: cells.iter().map(|cell| cell.title().to_owned()).collect(),
        rows: shown.map(|row| cells.iter().map(|cell| text(row, *cell)).collect()).collect(),
    }
}

/// Numbers stand at the right of their column, words at the left.
fn aligned_ui(ui: &mut egui::Ui, cell: Cell, contents: impl FnOnce(&mut egui::Ui)) {
    if matches!(cell, Cell::Suggestions | Cell::Accepted) {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(theme::GAP_LARGE);
            contents(ui);
        });
    } else {
        contents(ui);
    }
}

/// A line above a row, across all its columns.
fn hairline_ui(ui: &egui::Ui, width: f32) {
    let rect = ui.max_rect();
    let columns = egui::Rangef::new(rect.left(), rect.left() + width);
    let line = egui::Stroke::new(1.0, Palette::of(ui).line);
    // A cell paints within itself only; the rows of the table are the limit here.
    let clip = egui::Rect::from_x_y_ranges(columns, ui.clip_rect().y_range());
    egui::Painter::new(ui.ctx().clone(), ui.layer_id(), clip).hline(columns, rect.top(), line);
}

fn cell_ui(ui: &mut egui::Ui, row: &ArticleRow, cell: Cell) {
    let palette = Palette::of(ui);
    let is_finished = matches!(row.state, ArticleState::Done | ArticleState::SetAside);
    let ink = if is_finished { palette.muted } else { palette.ink };
    let count = |n: i64| if n == 0 { String::new() } else { words::number(n as f64) };
    let (text, colour) = match cell {
        Cell::State => {
            (words::article_state(row.state).to_owned(), if is_finished { palette.muted } else { palette.accent })
        }
        Cell::Title => (title_of(row).to_owned(), ink),
        Cell::Publisher => (row.publisher.clone().unwrap_or_default(), ink),
        Cell::Date => row
            .published
            .as_deref()
            .map_or_else(|| ("no date".to_owned(), palette.doubtful), |date| (words::edtf(date), ink)),
        Cell::Suggestions => (count(row.n_undecided), ink),
        Cell::Accepted => (count(row.n_accepted), ink),
        Cell::File => (row.file.clone(), palette.muted),
    };
    aligned_ui(ui, cell, |ui| {
        ui.add(egui::Label::new(RichText::new(text).color(colour)).truncate().selectable(false));
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::views::review::fixture::article;

    #[test]
    fn filters_by_state_and_by_words() {
        let rows = [
            article(1, "Boats sank", ArticleState::New),
            article(2, "Harbour reopens", ArticleState::Done),
            article(3, "Boats return", ArticleState::Done),
        ];
        let mut state = LibraryState::default();
        let mut shown = |filter, search: &str| {
            state.filter = filter;
            search.clone_into(&mut state.search);
            state.update_shown(&rows, 1);
            state.shown.clone()
        };
        assert_eq!(shown(None, ""), [0, 1, 2]);
        assert_eq!(shown(Some(ArticleState::Done), ""), [1, 2]);
        assert_eq!(shown(Some(ArticleState::Done), "boats"), [2]);
        assert_eq!(shown(None, "a2"), [1]);
        assert_eq!(shown(None, "002.TXT"), [1]);
        assert_eq!(shown(None, "trains"), Vec::<usize>::new());
    }

    #[test]
    fn the_selection_stays_on_rows_that_are_shown() {
        let rows: Vec<_> = (1..=3).map(|id| article(id, "Boats", ArticleState::New)).collect();
        let mut state = LibraryState::default();
        state.update_shown(&rows, 1);
        let mut step = |is_forward| {
            state.step(&rows, is_forward);
            state.selected
        };
        assert_eq!([step(true), step(true), step(true), step(true)], [Some(1), Some(2), Some(3), Some(3)]);
        assert_eq!([step(false), step(false), step(false)], [Some(2), Some(1), Some(1)]);
    }
}
