//! A table of rows that are laid out only while they are on screen: sorting, selecting and moving by keyboard.
//!
//! Knows neither the dossier nor what a row is: it asks [`Rows`] for the words of a cell when it paints one, and says
//! what was clicked. Sorting and filtering are done where the rows come from.

use crate::ui::action::Action;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::widgets::marker;
use egui::Color32;
use egui::RichText;
use egui::Role;
use egui::Sense;
use egui::WidgetInfo;
use egui_extras::Column;
use egui_extras::TableBuilder;
use std::ops::Range;

/// How wide a column is, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Width {
    Exact(f32),
    /// What the others leave, at least this.
    Rest(f32),
}

/// A column, made once for a table; `K` names it where the rows are sorted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TableColumn<K> {
    pub key: K,
    pub title: &'static str,
    pub width: Width,
    /// Numbers stand at the right, words at the left.
    pub is_number: bool,
    /// Whether a click on the title sorts by it.
    pub sorts: bool,
    /// The column is left out where the table is narrower than this, in points; 0: never.
    pub needs_width: f32,
}

impl<K> TableColumn<K> {
    pub const fn words(key: K, title: &'static str, width: Width) -> Self {
        Self { key, title, width, is_number: false, sorts: true, needs_width: 0.0 }
    }

    pub const fn number(key: K, title: &'static str, width: f32) -> Self {
        Self { key, title, width: Width::Exact(width), is_number: true, sorts: true, needs_width: 0.0 }
    }

    #[must_use]
    pub const fn from_width(mut self, needs_width: f32) -> Self {
        self.needs_width = needs_width;
        self
    }

    #[must_use]
    pub const fn unsorted(mut self) -> Self {
        self.sorts = false;
        self
    }
}

/// How a cell is painted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    /// Steps back: what is finished, file names, hints.
    Muted,
    /// What can be done next.
    Accent,
    Accepted,
    Doubtful,
    Error,
    /// No longer holds: muted, and struck out so that it shows without colour.
    Struck,
}

impl Tone {
    fn colour(self, palette: &Palette) -> Color32 {
        match self {
            Self::Plain => palette.ink,
            Self::Muted | Self::Struck => palette.muted,
            Self::Accent => palette.accent,
            Self::Accepted => palette.accepted,
            Self::Doubtful => palette.doubtful,
            Self::Error => palette.error,
        }
    }
}

/// The rows of a table, in the order in which they are shown.
pub trait Rows<K> {
    fn n_rows(&self) -> usize;

    /// What tells this row from all others, also after the rows were read again.
    fn key(&self, row: usize) -> i64;

    /// The words of a cell, on one line.
    fn cell(&self, row: usize, column: K) -> (String, Tone);

    /// What a screen reader calls the row.
    fn name(&self, row: usize) -> String;

    /// What is noted on it, in words, for the sign in the cell that takes the room left over; empty: nothing.
    fn remarks(&self, _row: usize) -> String {
        String::new()
    }
}

/// Which row is selected and by which column the rows are sorted.
#[derive(Clone, Debug)]
pub struct TableState<K> {
    pub selected: Option<i64>,
    pub sorted_by: K,
    pub is_descending: bool,
    /// The selection moved by keyboard: the table scrolls to it.
    follows: bool,
    /// Rows that fitted on screen when it was painted last.
    n_on_screen: usize,
}

impl<K: Copy + PartialEq> TableState<K> {
    pub const fn sorted(sorted_by: K, is_descending: bool) -> Self {
        Self { selected: None, sorted_by, is_descending, follows: false, n_on_screen: 10 }
    }

    /// Index of the selected row.
    pub fn selected_row(&self, rows: &dyn Rows<K>) -> Option<usize> {
        let selected = self.selected?;
        (0..rows.n_rows()).find(|row| rows.key(*row) == selected)
    }

    /// Selects the first row where the one selected before is gone.
    pub fn keep_selection(&mut self, rows: &dyn Rows<K>) {
        if self.selected_row(rows).is_none() {
            self.selected = (rows.n_rows() > 0).then(|| rows.key(0));
        }
    }

    pub fn select(&mut self, key: i64) {
        self.selected = Some(key);
        self.follows = true;
    }

    /// Moves the selection where the action says; `false` where it is not about moving.
    pub fn act(&mut self, action: Action, rows: &dyn Rows<K>) -> bool {
        let n_rows = rows.n_rows();
        let last = n_rows.saturating_sub(1);
        let at = self.selected_row(rows);
        let page = self.n_on_screen.saturating_sub(1).max(1);
        let to = match (action, at) {
            (Action::FirstRow, _) | (Action::NextRow | Action::NextRows, None) => 0,
            (Action::LastRow, _) => last,
            (Action::NextRow, Some(at)) => at + 1,
            (Action::PreviousRow, at) => at.unwrap_or(0).saturating_sub(1),
            (Action::NextRows, Some(at)) => at + page,
            (Action::PreviousRows, at) => at.unwrap_or(0).saturating_sub(page),
            _ => return false,
        };
        if n_rows > 0 {
            self.select(rows.key(to.min(last)));
        }
        true
    }

    fn sort_by(&mut self, column: &TableColumn<K>) {
        if self.sorted_by == column.key {
            self.is_descending = !self.is_descending;
        } else {
            self.sorted_by = column.key;
            // Numbers are looked at from the largest, words from A.
            self.is_descending = column.is_number;
        }
    }
}

/// What was done to a table in this frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableResponse {
    /// Another order is wanted.
    pub is_resorted: bool,
    /// A row was double-clicked.
    pub is_opened: bool,
    /// Indexes of the rows that were painted.
    pub on_screen: Range<usize>,
}

impl TableResponse {
    fn saw(&mut self, row: usize) {
        let is_first = self.on_screen.is_empty();
        self.on_screen.start = if is_first { row } else { self.on_screen.start.min(row) };
        self.on_screen.end = self.on_screen.end.max(row + 1);
    }
}

/// Paints the table in what room is left. `id` tells tables of one screen apart.
pub fn table_ui<K: Copy + PartialEq>(
    ui: &mut egui::Ui,
    id: &str,
    columns: &[TableColumn<K>],
    rows: &dyn Rows<K>,
    state: &mut TableState<K>,
) -> TableResponse {
    let width = ui.available_width();
    let columns: Vec<&TableColumn<K>> = columns.iter().filter(|column| column.needs_width <= width).collect();
    state.n_on_screen = (ui.available_height() / theme::TABLE_ROW_HEIGHT) as usize;
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut table = TableBuilder::new(ui)
        .id_salt((id, columns.len()))
        .sense(Sense::click() - Sense::FOCUSABLE)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        // Two hundred points otherwise, over whatever stands below in a low window.
        .min_scrolled_height(0.0)
        .auto_shrink(false);
    for column in &columns {
        table = table.column(match column.width {
            Width::Exact(points) => Column::exact(points).clip(true),
            Width::Rest(at_least) => Column::remainder().at_least(at_least).clip(true),
        });
    }
    if std::mem::take(&mut state.follows)
        && let Some(at) = state.selected_row(rows)
    {
        table = table.scroll_to_row(at, None);
    }
    let mut done = TableResponse::default();
    table
        .header(theme::ROW_HEIGHT, |mut header| {
            for column in &columns {
                header.col(|ui| {
                    aligned_ui(ui, column.is_number, |ui| {
                        done.is_resorted |= title_ui(ui, column, state);
                    });
                });
            }
        })
        .body(|body| {
            body.rows(theme::TABLE_ROW_HEIGHT, rows.n_rows(), |mut table_row| {
                let index = table_row.index();
                done.saw(index);
                let is_selected = state.selected == Some(rows.key(index));
                table_row.set_selected(is_selected);
                for (place, column) in columns.iter().enumerate() {
                    table_row.col(|ui| {
                        if place == 0 {
                            hairline_ui(ui, width);
                        }
                        let remarks = if is_widest(column) { rows.remarks(index) } else { String::new() };
                        if !remarks.is_empty() {
                            marker::remarks_ui(ui, &remarks);
                        }
                        aligned_ui(ui, column.is_number, |ui| cell_ui(ui, rows.cell(index, column.key)));
                    });
                }
                let response = table_row.response();
                response.widget_info(|| WidgetInfo::selected(Role::Row, true, is_selected, rows.name(index)));
                if response.clicked() {
                    state.selected = Some(rows.key(index));
                }
                done.is_opened |= response.double_clicked();
            });
        });
    done
}

/// Whether a column takes the room left over.
fn is_widest<K>(column: &TableColumn<K>) -> bool {
    matches!(column.width, Width::Rest(_))
}

/// The title of a column; a click sorts by it, and an arrow says so.
fn title_ui<K: Copy + PartialEq>(ui: &mut egui::Ui, column: &TableColumn<K>, state: &mut TableState<K>) -> bool {
    let palette = Palette::of(ui);
    if !column.sorts {
        ui.small(RichText::new(column.title).color(palette.muted));
        return false;
    }
    let is_on = state.sorted_by == column.key;
    let colour = if is_on { palette.ink } else { palette.muted };
    let text = RichText::new(column.title).small().color(colour);
    let response = ui.add(egui::Label::new(text).sense(Sense::click()).truncate());
    response.widget_info(|| {
        let order = match (is_on, state.is_descending) {
            (false, _) => "not sorted by it",
            (true, false) => "sorted upwards",
            (true, true) => "sorted downwards",
        };
        WidgetInfo::labeled(Role::ColumnHeader, true, format!("{}, {order}", column.title))
    });
    if is_on {
        arrow_ui(ui, response.rect, state.is_descending);
    }
    let is_clicked = response.clicked();
    if is_clicked {
        state.sort_by(column);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(format!("Sort by {}", column.title));
    is_clicked
}

/// A small triangle behind a title, painted: not every font has one.
fn arrow_ui(ui: &egui::Ui, title: egui::Rect, is_descending: bool) {
    const HALF: f32 = 3.5;
    let middle = title.right_center() + egui::vec2(theme::GAP, 0.0);
    let tip = if is_descending { HALF * 0.7 } else { -HALF * 0.7 };
    let points = vec![middle + egui::vec2(-HALF, -tip), middle + egui::vec2(HALF, -tip), middle + egui::vec2(0.0, tip)];
    ui.painter().add(egui::Shape::convex_polygon(points, Palette::of(ui).ink, egui::Stroke::NONE));
}

fn aligned_ui(ui: &mut egui::Ui, is_number: bool, contents: impl FnOnce(&mut egui::Ui)) {
    if is_number {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(theme::GAP_LARGE);
            contents(ui);
        });
    } else {
        contents(ui);
    }
}

fn cell_ui(ui: &mut egui::Ui, (text, tone): (String, Tone)) {
    let mut text = RichText::new(text).color(tone.colour(Palette::of(ui)));
    if tone == Tone::Struck {
        text = text.strikethrough();
    }
    ui.add(egui::Label::new(text).truncate().selectable(false));
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

/// A table as it leaves for a file or a spreadsheet: all columns, whatever the width of the window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    pub fn of<K: Copy>(columns: &[TableColumn<K>], rows: &dyn Rows<K>) -> Self {
        let row =
            |index| columns.iter().map(|column| Self::cell(rows.cell(index, column.key).0, column.is_number)).collect();
        Self {
            header: columns.iter().map(|column| column.title.to_owned()).collect(),
            rows: (0..rows.n_rows()).map(row).collect(),
        }
    }

    /// Numbers leave without the commas between thousands, so that a spreadsheet can count with them.
    fn cell(text: String, is_number: bool) -> String {
        if is_number { text.replace(',', "") } else { text }
    }

    /// Cells between tabs, rows on lines: what spreadsheets take from the clipboard.
    pub fn tab_separated(&self) -> String {
        let mut text = String::new();
        for row in std::iter::once(&self.header).chain(&self.rows) {
            let cells: Vec<String> = row.iter().map(|cell| cell.replace(['\t', '\n', '\r'], " ")).collect();
            text.push_str(&cells.join("\t"));
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Key {
        Name,
        Size,
    }

    struct Boats(Vec<(i64, &'static str, u32)>);

    impl Rows<Key> for Boats {
        fn n_rows(&self) -> usize {
            self.0.len()
        }

        fn key(&self, row: usize) -> i64 {
            self.0[row].0
        }

        fn cell(&self, row: usize, column: Key) -> (String, Tone) {
            match column {
                Key::Name => (self.0[row].1.to_owned(), Tone::Plain),
                Key::Size => (self.0[row].2.to_string(), Tone::Muted),
            }
        }

        fn name(&self, row: usize) -> String {
            self.0[row].1.to_owned()
        }
    }

    const COLUMNS: &[TableColumn<Key>] =
        &[TableColumn::words(Key::Name, "Name", Width::Rest(80.0)), TableColumn::number(Key::Size, "Size", 60.0)];

    fn boats() -> Boats {
        Boats(vec![(7, "Marta", 12), (3, "Elk\tII", 9), (5, "Zora", 30)])
    }

    #[test]
    fn keys_move_the_selection_and_stop_at_the_ends() {
        let boats = boats();
        let mut state = TableState::sorted(Key::Name, false);
        let mut after = |action| {
            assert!(state.act(action, &boats), "{action:?}");
            state.selected
        };
        assert_eq!(after(Action::NextRow), Some(7));
        assert_eq!(after(Action::PreviousRow), Some(7));
        assert_eq!(after(Action::NextRow), Some(3));
        assert_eq!(after(Action::NextRows), Some(5));
        assert_eq!(after(Action::NextRow), Some(5));
        assert_eq!(after(Action::FirstRow), Some(7));
        assert_eq!(after(Action::LastRow), Some(5));
        assert!(!state.act(Action::Open, &boats));
        assert!(state.act(Action::NextRow, &Boats(Vec::new())), "an empty table takes the key and does nothing");
    }

    #[test]
    fn the_selection_stays_on_its_row_when_rows_move_and_falls_on_the_first_when_it_goes() {
        let mut state = TableState::sorted(Key::Name, false);
        state.select(5);
        state.keep_selection(&boats());
        assert_eq!(state.selected, Some(5));
        state.keep_selection(&Boats(vec![(3, "Elk", 9)]));
        assert_eq!(state.selected, Some(3));
        state.keep_selection(&Boats(Vec::new()));
        assert_eq!(state.selected, None);
    }

    #[test]
    fn a_second_click_turns_the_order_and_numbers_begin_with_the_largest() {
        let mut state = TableState::sorted(Key::Name, false);
        state.sort_by(&COLUMNS[0]);
        assert_eq!((state.sorted_by, state.is_descending), (Key::Name, true));
        state.sort_by(&COLUMNS[1]);
        assert_eq!((state.sorted_by, state.is_descending), (Key::Size, true));
    }

    #[test]
    fn a_table_leaves_with_all_columns_and_one_line_a_row() {
        let sheet = Sheet::of(COLUMNS, &boats());
        assert_eq!(sheet.tab_separated(), "Name\tSize\nMarta\t12\nElk II\t9\nZora\t30\n");
    }

    #[test]
    fn numbers_leave_without_commas_and_words_keep_theirs() {
        assert_eq!(Sheet::cell("12,000".to_owned(), true), "12000");
        assert_eq!(Sheet::cell("Ruiz, Ana".to_owned(), false), "Ruiz, Ana");
    }
}
