//! The Library: all articles with their state and counts, what is to fix after an import, and how to begin.
//!
//! Draws rows only while they are on screen. Never opens or imports anything itself.

use crate::jobs::Progress;
use crate::ledger::command::ArticleId;
use crate::ledger::command::Command;
use crate::model::kind::ArticleField;
use crate::model::kind::ArticleState;
use crate::store::read::articles::ArticleRow;
use crate::ui::action::Action;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::widgets::control;
use crate::ui::words;
use crate::workspace::intake::Message;
use crate::workspace::intake::Report;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;
use egui_extras::Column;
use egui_extras::TableBuilder;
use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub struct LibraryState {
    /// `None`: all.
    pub filter: Option<ArticleState>,
    pub search: String,
    pub selected: Option<ArticleId>,
    /// What came of the last import, until it is put away.
    pub report: Option<Report>,
    /// Dates being typed in the to-fix list.
    dates: BTreeMap<ArticleId, String>,
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

/// Whether text is a publication date: a day, a month or a year.
pub fn is_date(text: &str) -> bool {
    let is_digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year] => is_digits(year, 4),
        [year, month] => is_digits(year, 4) && is_digits(month, 2) && (1..=12).contains(&month.parse().unwrap_or(0)),
        [year, month, day] => {
            is_digits(year, 4) && is_digits(month, 2) && is_digits(day, 2) && text.parse::<chrono::NaiveDate>().is_ok()
        }
        _ => false,
    }
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
        progress_ui(ui, progress, outbox);
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
        if state.report.is_some() {
            to_fix_ui(ui, rows, state, outbox);
        }
        return;
    }
    head_ui(ui, rows, state, outbox);
    to_fix_ui(ui, rows, state, outbox);
    state.update_shown(rows, model.version);
    table_ui(ui, rows, state, outbox);
}

fn progress_ui(ui: &mut egui::Ui, progress: &Progress, outbox: &mut Outbox) {
    ui.horizontal(|ui| {
        let share = if progress.n_total == 0 { 0.0 } else { progress.n_done as f32 / progress.n_total as f32 };
        let label = format!("{}: {} of {}", progress.stage, progress.n_done, progress.n_total);
        control::progress_ui(ui, share, 160.0, &label);
        ui.label(label);
        control::action_button(ui, Action::StopJob, outbox);
    });
    ui.add_space(theme::GAP);
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

/// What an import left to do: files that failed, articles without a date, texts that are here already.
fn to_fix_ui(ui: &mut egui::Ui, rows: &[ArticleRow], state: &mut LibraryState, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    let undated: Vec<&ArticleRow> = rows.iter().filter(|row| row.published.is_none()).collect();
    let (n_failed, n_duplicates, n_warnings) = state
        .report
        .as_ref()
        .map_or((0, 0, 0), |report| (report.failed.len(), report.n_duplicates, report.warnings.len()));
    let report = state.report.clone();
    if undated.is_empty() && report.is_none() {
        return;
    }
    let frame = egui::Frame::new()
        .fill(palette.chrome)
        .stroke(egui::Stroke::new(1.0, palette.line))
        .corner_radius(f32::from(theme::RADIUS))
        .inner_margin(egui::Margin::symmetric(12, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.label(report.as_ref().map_or_else(|| "To fix".to_owned(), told));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if report.is_some() && ui.button("Put away").clicked() {
                    state.report = None;
                }
            });
        });
        let n_lines = n_failed + n_warnings + undated.len() + usize::from(n_duplicates > 0);
        let height = (n_lines as f32 * theme::TABLE_ROW_HEIGHT).min(theme::TABLE_ROW_HEIGHT * 4.5);
        if n_lines == 0 {
            return;
        }
        let problems: Vec<&Message> =
            report.iter().flat_map(|report| report.failed.iter().chain(&report.warnings)).collect();
        ui.spacing_mut().item_spacing.y = 0.0;
        egui::ScrollArea::vertical().id_salt("to_fix").max_height(height).auto_shrink([false, true]).show_rows(
            ui,
            theme::TABLE_ROW_HEIGHT,
            problems.len() + undated.len(),
            |ui, shown| {
                for index in shown {
                    match problems.get(index) {
                        Some(problem) => problem_ui(ui, problem, index < n_failed),
                        None => date_ui(ui, undated[index - problems.len()], &mut state.dates, outbox),
                    }
                }
            },
        );
    });
    ui.add_space(theme::GAP);
}

/// An import in a line: `8 articles imported, 1 already here, 1 file failed`.
fn told(report: &Report) -> String {
    let mut parts = vec![format!("{} imported", words::count(report.added.len() as i64, "article"))];
    if report.n_duplicates > 0 {
        parts.push(format!("{} already here", report.n_duplicates));
    }
    if !report.failed.is_empty() {
        parts.push(format!("{} failed", words::count(report.failed.len() as i64, "file")));
    }
    if report.cancelled {
        parts.push("stopped before the end".to_owned());
    }
    if report.n_proposals > 0 {
        parts.push(words::count(report.n_proposals as i64, "suggestion"));
    }
    parts.join(", ")
}

/// One line of the to-fix list, everything on its middle.
fn line_ui(ui: &mut egui::Ui, contents: impl FnOnce(&mut egui::Ui)) {
    let size = egui::Vec2::new(ui.available_width(), theme::TABLE_ROW_HEIGHT);
    ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_min_size(size);
        contents(ui);
    });
}

fn problem_ui(ui: &mut egui::Ui, problem: &Message, is_failed: bool) {
    let palette = Palette::of(ui);
    line_ui(ui, |ui| {
        let (word, colour) = if is_failed { ("not read", palette.error) } else { ("note", palette.doubtful) };
        ui.colored_label(colour, word);
        ui.add(egui::Label::new(format!("{}: {}", problem.message, problem.path)).truncate());
    });
}

fn date_ui(ui: &mut egui::Ui, row: &ArticleRow, dates: &mut BTreeMap<ArticleId, String>, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    line_ui(ui, |ui| {
        ui.colored_label(palette.doubtful, "no date");
        let typed = dates.entry(row.id).or_default();
        let edit = egui::TextEdit::singleline(typed).hint_text("2023-12-08").desired_width(96.0);
        let field = ui.add(edit);
        let title = title_of(row);
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, format!("Date of {title}")));
        let is_ready = is_date(typed.trim());
        let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let is_pressed = ui.add_enabled(is_ready, egui::Button::new("Set")).clicked();
        ui.add(egui::Label::new(title).truncate());
        if is_ready && (is_entered || is_pressed) {
            let value = Some(typed.trim().to_owned());
            outbox.send(Command::SetArticle { article: row.id, field: ArticleField::Published, value });
            dates.remove(&row.id);
        }
    });
}

fn title_of(row: &ArticleRow) -> &str {
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
        outbox.act(Action::OpenArticle);
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
    fn dates_are_days_months_or_years() {
        for date in ["2023-12-08", "2023-12", "2023"] {
            assert!(is_date(date), "{date}");
        }
        for text in ["", "8 Dec 2023", "2023-13", "2023-02-30", "23", "2023-1", "2023-12-08-", "2023/12", "٢٠٢٣"] {
            assert!(!is_date(text), "{text}");
        }
    }

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

    #[test]
    fn an_import_is_told_in_a_line() {
        let report = Report { added: vec![1], ..Report::default() };
        assert_eq!(told(&report), "1 article imported");
        let failed = vec![Message { path: "a.txt".to_owned(), message: "empty".to_owned() }];
        let report = Report { added: vec![1, 2], n_duplicates: 1, failed, n_proposals: 30, ..report };
        assert_eq!(told(&report), "2 articles imported, 1 already here, 1 file failed, 30 suggestions");
    }
}
