//! The table on view, copied or saved as it is filtered and sorted: one way for every screen that shows rows.
//!
//! Never reads rows itself: a screen that lacks some asks for them, and the wish waits until they are there.

use crate::ui::action::Action;
use crate::ui::action::Screen;
use crate::ui::dialog::Wanted;
use crate::ui::outbox::Request;
use crate::ui::shell::Shell;
use crate::ui::views::library;
use crate::ui::widgets::table::Sheet;
use crate::ui::words;
use crate::workspace::desk::Task;
use std::path::PathBuf;

/// A table that is to be copied or saved as soon as its screen has all rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TableWish {
    screen: Screen,
    is_save: bool,
}

impl Shell {
    /// `CopyTable` or `SaveTable`.
    pub(super) fn wish_table(&mut self, action: Action) {
        if let Some((view, outbox)) = self.view() {
            view.act(action, outbox);
        }
        self.table_wish = Some(TableWish { screen: self.screen, is_save: action == Action::SaveTable });
        self.grant_table_wish();
        if self.table_wish.is_some() {
            self.toasts.tell("The rows are being read".to_owned());
        }
    }

    pub(super) fn grant_table_wish(&mut self) {
        let Some(wish) = self.table_wish else { return };
        if wish.screen != self.screen {
            self.table_wish = None;
            return;
        }
        let Some(sheet) = self.sheet() else { return };
        self.table_wish = None;
        if sheet.rows.is_empty() {
            self.toasts.tell("There are no rows in this table".to_owned());
        } else if wish.is_save {
            self.table_to_save = Some(sheet);
            self.outbox.request(Request::Choose(Wanted::TableFile(file_name(wish.screen))));
        } else {
            self.toasts.tell(format!("{} copied", words::count(sheet.rows.len() as i64, "row")));
            self.to_copy = Some(sheet.tab_separated());
        }
    }

    fn sheet(&mut self) -> Option<Sheet> {
        if self.screen == Screen::Library {
            return self.rows.value().map(|rows| library::sheet(rows, &self.library));
        }
        self.view().and_then(|(view, _)| view.sheet())
    }

    /// The file was chosen, or its path typed. `replaces`: a file that is there may go.
    pub(super) fn save_table(&mut self, paths: Vec<PathBuf>, mut replaces: bool) {
        let (Some(sheet), Some(mut path)) = (self.table_to_save.take(), paths.into_iter().next()) else { return };
        if path.extension().is_none() {
            path.set_extension("csv");
            // Nobody was asked about a file of that name.
            replaces = false;
        }
        let Sheet { header, rows } = sheet;
        self.outbox.request(Request::Task(Task::SaveTable { path, header, rows, replaces }));
    }
}

/// Under which a table is saved unless another name is chosen.
const fn file_name(screen: Screen) -> &'static str {
    match screen {
        Screen::Library => "articles.csv",
        Screen::Cards => "cards.csv",
        Screen::Claims => "claims.csv",
        Screen::Search => "hits.csv",
        Screen::History => "changes.csv",
        Screen::Start | Screen::Review | Screen::Export => "table.csv",
    }
}
