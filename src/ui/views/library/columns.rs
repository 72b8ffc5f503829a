//! The Library's table: its columns, and the words of their cells.
//!
//! Never decides which articles are listed.

use crate::ledger::command::ArticleId;
use crate::model::kind::ArticleState;
use crate::store::read::article_table;
use crate::store::read::article_table::ArticleColumn;
use crate::store::read::articles::ArticleRow;
use crate::ui::views::library::title_of;
use crate::ui::widgets::table::Rows;
use crate::ui::widgets::table::TableColumn;
use crate::ui::widgets::table::Tone;
use crate::ui::widgets::table::Width;
use crate::ui::words;

pub const COLUMNS: &[TableColumn<ArticleColumn>] = &[
    TableColumn::words(ArticleColumn::State, "State", Width::Exact(84.0)),
    TableColumn::words(ArticleColumn::Title, "Title", Width::Rest(160.0)),
    TableColumn::words(ArticleColumn::Publisher, "Publisher", Width::Exact(140.0)).from_width(760.0),
    TableColumn::words(ArticleColumn::Published, "Date", Width::Exact(104.0)),
    TableColumn::number(ArticleColumn::Suggestions, "Suggestions", 104.0),
    TableColumn::number(ArticleColumn::Accepted, "Accepted", 92.0).from_width(820.0),
    TableColumn::number(ArticleColumn::Decided, "Decided", 84.0).from_width(700.0),
    TableColumn::words(ArticleColumn::File, "File", Width::Exact(150.0)).from_width(1040.0),
    TableColumn::words(ArticleColumn::Reference, "Ref", Width::Exact(60.0)).from_width(900.0),
];

/// Rows as the table takes them: `rows` in the order of their numbers, `shown` in that of the table.
pub struct ArticleRows<'r> {
    pub rows: &'r [ArticleRow],
    pub shown: &'r [ArticleId],
}

impl ArticleRows<'_> {
    /// `None` for one that went while the table was being arranged.
    fn row(&self, index: usize) -> Option<&ArticleRow> {
        by_id(self.rows, *self.shown.get(index)?)
    }
}

/// The row of a number, in rows that are in the order of their numbers.
pub fn by_id(rows: &[ArticleRow], id: ArticleId) -> Option<&ArticleRow> {
    rows.binary_search_by_key(&id, |row| row.id).ok().map(|index| &rows[index])
}

impl Rows<ArticleColumn> for ArticleRows<'_> {
    fn n_rows(&self) -> usize {
        self.shown.len()
    }

    fn key(&self, row: usize) -> i64 {
        self.shown[row]
    }

    fn cell(&self, row: usize, column: ArticleColumn) -> (String, Tone) {
        self.row(row).map(|row| cell(row, column)).unwrap_or_default()
    }

    fn name(&self, row: usize) -> String {
        let name = |row: &ArticleRow| format!("{}, {}", title_of(row), words::article_state(row.state));
        self.row(row).map(name).unwrap_or_default()
    }

    fn remarks(&self, row: usize) -> String {
        self.row(row).map(|row| words::remarks(row.remarks)).unwrap_or_default()
    }
}

fn cell(row: &ArticleRow, column: ArticleColumn) -> (String, Tone) {
    let is_finished = matches!(row.state, ArticleState::Done | ArticleState::SetAside);
    let tone = if is_finished { Tone::Muted } else { Tone::Plain };
    let count = |n: i64| if n == 0 { String::new() } else { words::number(n as f64) };
    match column {
        ArticleColumn::State => {
            (words::article_state(row.state).to_owned(), if is_finished { Tone::Muted } else { Tone::Accent })
        }
        ArticleColumn::Title => (title_of(row).to_owned(), tone),
        ArticleColumn::Publisher => (row.publisher.clone().unwrap_or_default(), tone),
        ArticleColumn::Published => {
            let missing = || ("no date".to_owned(), Tone::Doubtful);
            row.published.as_deref().map_or_else(missing, |date| (words::edtf(date), tone))
        }
        ArticleColumn::Suggestions => (count(row.n_undecided), tone),
        ArticleColumn::Accepted => (count(row.n_accepted), tone),
        ArticleColumn::Decided => {
            let share = article_table::share_decided(row).filter(|share| *share > 0);
            (share.map(|share| format!("{share} %")).unwrap_or_default(), tone)
        }
        ArticleColumn::File => (row.file.clone(), Tone::Muted),
        ArticleColumn::Reference => (row.reference(), Tone::Muted),
    }
}
