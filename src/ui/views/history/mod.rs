//! History: every change in order, who made it and when; taken back, applied again, verified.
//!
//! Never reads the dossier itself: rows come as answers, sentences a screenful at a time, wishes leave through the
//! outbox.

mod detail;
mod filter;
mod foot;
mod rows;

use crate::ledger::command::ArticleId;
use crate::ledger::command::SubjectRef;
use crate::store::read::history::ChangeRow;
use crate::store::read::history::Changes;
use crate::store::read::history::Ledger;
use crate::ui::action::Action;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::View;
use crate::ui::views::WRONG_ANSWER;
use crate::ui::views::history::rows::COLUMNS;
use crate::ui::views::history::rows::Cell;
use crate::ui::views::history::rows::Listed;
use crate::ui::widgets::table;
use crate::ui::widgets::table::Sheet;
use crate::ui::widgets::table::TableState;
use crate::ui::words;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Outcome;
use crate::workspace::desk::Query;
use crate::workspace::desk::history::ChangeInFull;
use crate::workspace::desk::history::ChangeInWords;
use crate::workspace::desk::history::Wanted;
use egui::Frame;
use egui::Margin;
use egui::Panel;
use std::collections::BTreeMap;
use std::ops::Range;

/// Narrower than this, the change in full stands below the table.
const NARROW: f32 = 820.0;
/// Rows above and below the screen whose sentences are asked for too, so that scrolling shows no gaps.
const AHEAD: usize = 40;
/// Sentences asked for at once: when all are wanted, the reader answers other questions in between.
const MAX_ASKED: usize = 1000;

#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says something else that waits for the next frame")]
pub struct HistoryState {
    /// What is typed and chosen.
    wanted: Wanted,
    /// As which the list was asked for last.
    asked: Option<Wanted>,
    ledger: Loadable<Ledger>,
    ledger_is_behind: bool,
    changes: Loadable<Changes>,
    /// Sentences so far, and the numbers that were asked for last.
    words: BTreeMap<i64, ChangeInWords>,
    words_asked: Vec<i64>,
    change: Loadable<Box<ChangeInFull>>,
    change_asked: Option<i64>,
    table: TableState<Cell>,
    on_screen: Range<usize>,
    is_stale: bool,
    /// Why a change was not taken back, and the later one that rests on it.
    in_the_way: Option<(String, i64)>,
    /// What the last check found; `None`: none in this sitting.
    verified: Option<Result<Outcome, String>>,
    is_verifying: bool,
    /// The article that Review or the Library has at hand.
    pub article_at_hand: Option<ArticleId>,
    /// An article that is to be opened.
    pub opens: Option<ArticleId>,
    /// The filter gets the focus in the next frame.
    focuses_filter: bool,
    /// Every sentence is wanted: the table leaves for a file.
    wants_all: bool,
}

impl Default for HistoryState {
    fn default() -> Self {
        Self {
            wanted: Wanted::default(),
            asked: None,
            ledger: Loadable::default(),
            ledger_is_behind: false,
            changes: Loadable::default(),
            words: BTreeMap::new(),
            words_asked: Vec::new(),
            change: Loadable::default(),
            change_asked: None,
            table: TableState::sorted(Cell::Number, true),
            on_screen: 0..0,
            is_stale: true,
            in_the_way: None,
            verified: None,
            is_verifying: false,
            article_at_hand: None,
            opens: None,
            focuses_filter: false,
            wants_all: false,
        }
    }
}

impl HistoryState {
    fn rows(&self) -> &[ChangeRow] {
        self.changes.value().map_or(&[], |changes| &changes.rows)
    }

    fn listed(&self) -> Listed<'_> {
        Listed { rows: self.rows(), words: &self.words }
    }

    fn selected(&self) -> Option<&ChangeRow> {
        let selected = self.table.selected?;
        self.rows().iter().find(|row| row.id == selected)
    }

    /// Shows this change, also where the filter hides it.
    fn go_to(&mut self, id: i64) {
        if !self.rows().iter().any(|row| row.id == id) {
            self.wanted = Wanted { is_oldest_first: self.wanted.is_oldest_first, ..Wanted::default() };
        }
        self.table.select(id);
        self.in_the_way = None;
    }

    /// A change was not taken back: a later one rests on it.
    pub fn take_in_the_way(&mut self, reason: String, later: i64) {
        self.in_the_way = Some((reason, later));
    }

    /// A check of the dossier came to its end.
    pub fn take_verified(&mut self, outcome: Result<Outcome, String>) {
        self.is_verifying = false;
        self.verified = Some(outcome);
    }

    /// A check was asked for, here or in the menu.
    pub fn begin_verifying(&mut self) {
        self.is_verifying = true;
        self.verified = None;
    }

    /// The check could not begin.
    pub fn not_verifying(&mut self) {
        self.is_verifying = false;
    }

    /// Numbers whose sentences are wanted and not there.
    fn lacking(&self) -> Vec<i64> {
        let rows = self.rows();
        let window = if self.wants_all {
            0..rows.len()
        } else {
            self.on_screen.start.saturating_sub(AHEAD)..(self.on_screen.end + AHEAD).min(rows.len())
        };
        let window = rows.get(window).unwrap_or_default();
        window.iter().map(|row| row.id).filter(|id| !self.words.contains_key(id)).take(MAX_ASKED).collect()
    }

    fn ask_for_words(&mut self, outbox: &mut Outbox) {
        let lacking = self.lacking();
        self.wants_all &= !lacking.is_empty();
        if !lacking.is_empty() && lacking != self.words_asked {
            self.words_asked.clone_from(&lacking);
            outbox.request(Request::Ask(Query::ChangesInWords(lacking)));
        }
    }

    fn ask_for_change(&mut self, outbox: &mut Outbox) {
        if self.change_asked != self.table.selected {
            self.change_asked = self.table.selected;
            self.in_the_way = None;
            if let Some(id) = self.table.selected {
                self.change.start();
                outbox.request(Request::Ask(Query::Change(id)));
            }
        }
    }

    fn take_changes(&mut self, answer: Result<Changes, String>) {
        self.changes.finish(answer);
        let rows = self.changes.value().map_or(&[][..], |changes| &changes.rows);
        self.table.keep_selection(&Listed { rows, words: &self.words });
    }

    fn table_ui(&mut self, ui: &mut egui::Ui, outbox: &mut Outbox) {
        let palette = Palette::of(ui);
        if let Some(reason) = self.changes.failure() {
            ui.colored_label(palette.error, format!("The changes could not be read: {reason}"));
        }
        let Some(changes) = self.changes.value() else {
            if self.changes.is_loading() {
                ui.weak("Reading…");
            }
            return;
        };
        if changes.rows.is_empty() {
            let is_filtered = Wanted { is_oldest_first: false, ..self.wanted.clone() } != Wanted::default();
            empty_ui(ui, is_filtered, || self.wanted = Wanted::default());
            return;
        }
        if changes.n_matching > changes.rows.len() as i64 {
            let (shown, all) = (words::number(changes.rows.len() as f64), words::number(changes.n_matching as f64));
            ui.weak(format!("The first {shown} of {all} changes: filter to see others"));
        }
        let listed = Listed { rows: &changes.rows, words: &self.words };
        let done = table::table_ui(ui, "changes", COLUMNS, &listed, &mut self.table);
        self.on_screen = done.on_screen;
        if done.is_resorted {
            self.wanted.is_oldest_first = !self.table.is_descending;
        }
        if done.is_opened {
            outbox.act(Action::Open);
        }
    }
}

fn empty_ui(ui: &mut egui::Ui, is_filtered: bool, clear: impl FnOnce()) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.28);
        if is_filtered {
            ui.heading("No change fits the filter");
            ui.add_space(theme::GAP_SMALL);
            if ui.button("Show all changes").clicked() {
                clear();
            }
        } else {
            ui.heading("Nothing has been changed yet");
            ui.add_space(theme::GAP_SMALL);
            ui.weak("Each import and each decision will stand here, with who made it and when.");
        }
    });
}

impl View for HistoryState {
    fn refresh(&mut self, outbox: &mut Outbox) {
        if self.is_stale {
            self.is_stale = false;
            self.asked = None;
            self.change_asked = None;
            self.words_asked.clear();
            self.ledger_is_behind = true;
        }
        if self.asked.as_ref() != Some(&self.wanted) {
            self.asked = Some(self.wanted.clone());
            self.changes.start();
            outbox.request(Request::Ask(Query::Changes(self.wanted.clone())));
        }
        // The list first: it is looked at.
        if std::mem::take(&mut self.ledger_is_behind) {
            self.ledger.start();
            outbox.request(Request::Ask(Query::Ledger));
        }
        self.ask_for_change(outbox);
        self.ask_for_words(outbox);
    }

    fn mark_stale(&mut self) {
        self.is_stale = true;
    }

    fn take_answer(&mut self, query: &Query, answer: Result<Answer, String>) {
        match (query, answer) {
            (Query::Ledger, Ok(Answer::Ledger(ledger))) => self.ledger.finish(Ok(ledger)),
            (Query::Ledger, answer) => self.ledger.finish(Err(reason(answer))),
            // An answer to what was typed before is no use.
            (Query::Changes(wanted), _) if *wanted != self.wanted => {}
            (Query::Changes(_), Ok(Answer::Changes(changes))) => self.take_changes(Ok(changes)),
            (Query::Changes(_), answer) => self.take_changes(Err(reason(answer))),
            (Query::ChangesInWords(_), Ok(Answer::ChangesInWords(lines))) => {
                self.words.extend(lines.into_iter().map(|line| (line.id, line)));
            }
            (Query::Change(id), _) if Some(*id) != self.table.selected => {}
            (Query::Change(_), Ok(Answer::Change(change))) => self.change.finish(Ok(change)),
            (Query::Change(_), answer) => self.change.finish(Err(reason(answer))),
            _ => {}
        }
    }

    fn act(&mut self, action: Action, outbox: &mut Outbox) {
        let rows = self.changes.value().map_or(&[][..], |changes| &changes.rows);
        if self.table.act(action, &Listed { rows, words: &self.words }) {
            return;
        }
        match action {
            Action::Find => self.focuses_filter = true,
            Action::CopyTable | Action::SaveTable => {
                self.wants_all = true;
                self.ask_for_words(outbox);
            }
            Action::Open => self.opens = self.article_of_selected(),
            Action::UndoThis => {
                if let Some(id) = self.table.selected {
                    outbox.request(Request::UndoOne(id));
                }
            }
            Action::ApplyAgain => {
                if let Some(id) = self.table.selected {
                    outbox.request(Request::ApplyAgain(id));
                }
            }
            _ => {}
        }
    }

    fn held(&self) -> Option<SubjectRef> {
        None
    }

    fn spoken(&self) -> String {
        let Some(row) = self.selected() else { return "History".to_owned() };
        format!("History, {}", self.listed().spoken(row))
    }

    fn view_ui(&mut self, ui: &mut egui::Ui, outbox: &mut Outbox) {
        let bare = Frame::new().inner_margin(Margin::ZERO);
        self.filter_ui(ui);
        Panel::bottom("history_foot").frame(bare.inner_margin(Margin { top: 6, ..Margin::ZERO })).show(ui, |ui| {
            self.foot_ui(ui, outbox);
        });
        if ui.available_width() < NARROW {
            let height = ui.available_height() * 0.45;
            Panel::bottom("history_change").frame(bare).exact_size(height).resizable(false).show(ui, |ui| {
                self.detail_ui(ui, outbox);
            });
        } else {
            let side = bare.inner_margin(Margin { left: 16, ..Margin::ZERO });
            Panel::right("history_change")
                .frame(side)
                .exact_size(theme::PANEL_WIDTH + 48.0)
                .resizable(false)
                .show(ui, |ui| self.detail_ui(ui, outbox));
        }
        self.table_ui(ui, outbox);
    }

    fn sheet(&self) -> Option<Sheet> {
        let listed = self.listed();
        let is_whole = self.changes.value().is_some() && self.rows().iter().all(|row| self.words.contains_key(&row.id));
        is_whole.then(|| Sheet::of(COLUMNS, &listed))
    }
}

impl HistoryState {
    /// The one article of the selected change, or the first of them.
    fn article_of_selected(&self) -> Option<ArticleId> {
        let words = self.words.get(&self.table.selected?)?;
        words.articles.first().copied()
    }
}

/// Why there is no answer.
fn reason(answer: Result<Answer, String>) -> String {
    answer.err().unwrap_or_else(|| WRONG_ANSWER.to_owned())
}
