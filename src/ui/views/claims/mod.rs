//! Claims: what articles tell, in tables by kind; the selected one in its sentence, with its sources; measures.
//!
//! Never reads the dossier itself: rows come as answers, wishes leave through the outbox.

pub mod alike;
mod columns;
mod filter;
mod measures;
mod overview;
mod plot;
mod side;
mod timeline;

use crate::export::sheet::Exhibit;
use crate::ledger::command::ClaimRef;
use crate::ledger::command::Command;
use crate::ledger::command::SubjectRef;
use crate::ledger::command::Verdict;
use crate::model::kind::ClaimKind;
use crate::model::kind::How;
use crate::model::kind::Status;
use crate::model::kind::Subject;
use crate::store::read::claim_table::ClaimChoices;
use crate::store::read::claim_table::ClaimColumn;
use crate::store::read::claim_table::ClaimFilter;
use crate::store::read::claim_table::ClaimTable;
use crate::store::read::claim_table::ClaimTableRow;
use crate::store::read::claim_table::MAX_COUNTED;
use crate::store::read::claim_table::detail::ClaimDetail;
use crate::store::read::claim_table::detail::ClaimPlace;
use crate::store::read::claim_table::measure::MeasureTable;
use crate::ui::action::Action;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Go;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::View;
use crate::ui::views::WRONG_ANSWER;
use crate::ui::views::ask::differ::DifferState;
use crate::ui::views::ask::measure::Figure;
use crate::ui::views::claims::columns::ClaimRows;
use crate::ui::views::claims::filter::FilterState;
use crate::ui::views::claims::measures::Pointer;
use crate::ui::views::claims::overview::Overview;
use crate::ui::views::claims::plot::Picture;
use crate::ui::widgets::control;
use crate::ui::widgets::table;
use crate::ui::widgets::table::Rows as _;
use crate::ui::widgets::table::Sheet;
use crate::ui::widgets::table::TableState;
use crate::ui::words;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Query;
use std::ops::Range;

/// Narrower than this, the table has the window for itself.
const SIDE_FROM: f32 = 820.0;

/// What stands below the filters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    #[default]
    Table,
    /// The rows in order of their days.
    Timeline,
    Measures,
}

#[derive(Debug)]
pub struct ClaimsState {
    pub filter: FilterState,
    table: TableState<ClaimColumn>,
    rows: Loadable<ClaimTable>,
    choices: Loadable<ClaimChoices>,
    detail: Loadable<Option<ClaimDetail>>,
    measures: Loadable<Vec<MeasureTable>>,
    /// One for each measure, in their order.
    pictures: Vec<Picture>,
    /// What the questions under way were asked with.
    asked: Option<ClaimFilter>,
    /// What the rows that are here answer.
    answered: Option<ClaimFilter>,
    asked_detail: Option<ClaimPlace>,
    pub page: Page,
    /// What keys are meant for on the page of measures.
    pointer: Pointer,
    /// The row that the timeline has brought into view.
    timeline_at: Option<i64>,
    overview: Overview,
    /// Rows of the timeline that were seen last.
    in_view: Range<usize>,
    is_stale: bool,
    are_measures_stale: bool,
    /// A claim that another screen wants selected, once it is among the rows.
    wanted: Option<i64>,
    wants_field: bool,
    /// Why the last key did nothing: told beside the table until the next one.
    told_why_not: Option<&'static str>,
}

impl Default for ClaimsState {
    fn default() -> Self {
        let filter = FilterState::default();
        Self {
            table: TableState::sorted(filter.wanted.sorted_by, filter.wanted.is_descending),
            filter,
            rows: Loadable::default(),
            choices: Loadable::default(),
            detail: Loadable::default(),
            measures: Loadable::default(),
            pictures: Vec::new(),
            asked: None,
            answered: None,
            asked_detail: None,
            page: Page::Table,
            pointer: Pointer::default(),
            timeline_at: None,
            overview: Overview::default(),
            in_view: 0..0,
            is_stale: false,
            are_measures_stale: true,
            wanted: None,
            wants_field: false,
            told_why_not: None,
        }
    }
}

fn answered<T>(answer: Result<Answer, String>, read: impl FnOnce(Answer) -> Option<T>) -> Result<T, String> {
    answer.and_then(|answer| read(answer).ok_or_else(|| WRONG_ANSWER.to_owned()))
}

const fn place_of(row: &ClaimTableRow) -> ClaimPlace {
    ClaimPlace { id: row.id(), kind: row.kind, article_id: row.article_id, span: row.span }
}

impl ClaimsState {
    fn shown(&self) -> &[ClaimTableRow] {
        self.rows.value().map_or(&[], |table| &table.rows)
    }

    fn selected(&self) -> Option<&ClaimTableRow> {
        let rows = self.shown();
        self.table.selected_row(&ClaimRows(rows)).and_then(|index| rows.get(index))
    }

    fn take_rows(&mut self, answer: Result<ClaimTable, String>) {
        // A suggestion that was decided has another number now, and stands at the same words.
        let before = self.selected().map(|row| (row.kind, row.article_id, row.span, row.key));
        let index_before = self.table.selected_row(&ClaimRows(self.shown()));
        self.rows.finish(answer);
        let rows = self.rows.value().map_or(&[][..], |table| &table.rows);
        let has = |key: i64| rows.iter().any(|row| row.key == key);
        if let Some(key) = self.wanted.take_if(|key| has(*key)) {
            self.table.select(key);
        } else if let Some((kind, article, span, key)) = before
            && !has(key)
        {
            let same = rows.iter().find(|row| (row.kind, row.article_id, row.span) == (kind, article, span));
            // A row that the filter has no place for any more leaves the next one in its place.
            let next = index_before.and_then(|index| rows.get(index.min(rows.len().saturating_sub(1))));
            self.table.selected = same.or(next).map(|row| row.key);
        }
        self.table.keep_selection(&ClaimRows(rows));
        self.overview = if self.is_line_of_time() { Overview::of(rows) } else { Overview::default() };
    }

    /// Whether the rows that are here are those of the timeline, in its order.
    fn is_line_of_time(&self) -> bool {
        self.answered.as_ref().is_some_and(|filter| {
            filter.kind == Some(ClaimKind::Event) && filter.sorted_by == ClaimColumn::When && !filter.is_descending
        })
    }

    /// Turns to a page; from it, back to the table.
    pub fn turn_to(&mut self, page: Page) {
        self.page = if self.page == page { Page::Table } else { page };
        if self.page == Page::Timeline {
            // What happened, from the first day on.
            self.filter.wanted.kind = Some(ClaimKind::Event);
            self.filter.wanted.sorted_by = ClaimColumn::When;
            self.filter.wanted.is_descending = false;
            let selected = self.table.selected;
            self.table = TableState::sorted(ClaimColumn::When, false);
            if let Some(key) = selected {
                self.table.select(key);
            }
        }
    }

    /// How the figures of the measure at hand differ, to be said; or why not.
    pub fn difference_at_hand(&self) -> Result<DifferState, &'static str> {
        let all = self.measures.value().filter(|_| self.page == Page::Measures).ok_or("Show the measures first: M")?;
        let chosen = self.pointer.measure.and_then(|id| all.iter().find(|measure| measure.id == id));
        let measure = chosen.or_else(|| all.iter().find(|measure| measure.differs()));
        let measure = measure.ok_or("No measure has figures that differ")?;
        DifferState::new(measure, self.pointer.figure, |index| measures::told(&measure.figures[index]))
            .ok_or("It has one figure only")
    }

    /// What keys are meant for: the selected row, among the measures the figure that is pointed at.
    fn at_hand(&self) -> Option<&ClaimTableRow> {
        if self.page != Page::Measures {
            return self.selected();
        }
        self.pointer.figure(self.measures.value()?).map(|figure| &figure.row)
    }

    fn decide(&mut self, verdict: Verdict, outbox: &mut Outbox) {
        let Some(row) = self.at_hand() else { return };
        let is_so = match verdict {
            Verdict::Accept => row.status == Some(Status::Accepted),
            Verdict::Reject => row.status == Some(Status::Rejected),
            Verdict::Doubtful => row.status == Some(Status::Doubtful),
            Verdict::Reopen => row.status.is_none(),
        };
        if is_so {
            return;
        }
        let proposed = ClaimRef::Proposed { article: row.article_id, kind: row.kind, span: row.span };
        let claim = row.id().map_or(proposed, ClaimRef::Decided);
        outbox.send(Command::DecideClaim { claim, verdict, how: How::ByHand });
    }

    /// The selected figure, to be put into a measure; or why not.
    pub fn figure_at_hand(&self) -> Result<Figure, &'static str> {
        let figure = self.at_hand().filter(|row| row.kind == ClaimKind::Figure).ok_or("Select a figure first")?;
        let id = figure.id().ok_or("Accept the figure first")?;
        let measure = figure.measure.as_ref().map(|(_, name)| name.clone());
        Ok(Figure { id, words: figure.words.clone(), measure })
    }

    /// Says of the selected claim and the likest other that they are one, or are not; or why that cannot be said.
    fn say_of_alike(&mut self, what: alike::Said, outbox: &mut Outbox) -> Result<(), &'static str> {
        if self.page == Page::Measures {
            let measure = self.measure_at_hand().ok_or("There is no measure yet")?;
            let candidate =
                measure.candidates.first().ok_or("No other figure is likely to belong into this measure")?;
            alike::send(alike::of_measure(measure, candidate, what), outbox);
            return Ok(());
        }
        let row = self.selected().ok_or("Select a claim first")?;
        let detail = self.detail.value().and_then(Option::as_ref);
        let other = detail.and_then(|detail| detail.alike.first()).ok_or("No other claim is like this one")?;
        let (into, _) = alike::stays(row, &other.row);
        let goes_on_as = into.id().filter(|_| what == alike::Said::Same && other.measure.is_none());
        alike::send(alike::said(row, other, what), outbox);
        self.wanted = goes_on_as.or(self.wanted);
        Ok(())
    }

    /// The measure that keys are meant for: the one pointed at, else the first.
    fn measure_at_hand(&self) -> Option<&MeasureTable> {
        self.pointer.measure(self.measures.value()?)
    }

    fn open(&self, outbox: &mut Outbox) {
        if let Some(row) = self.at_hand() {
            outbox.go(Go::Words { article: row.article_id, span: row.span });
        }
    }

    fn ask_detail(&mut self, outbox: &mut Outbox, is_anew: bool) {
        let place = self.selected().map(place_of);
        if place == self.asked_detail && !is_anew {
            return;
        }
        if place != self.asked_detail {
            self.detail.clear();
        }
        self.asked_detail = place;
        if let Some(place) = place {
            self.detail.start();
            outbox.request(Request::Ask(Query::ClaimDetail(place)));
        }
    }

    fn table_ui(&mut self, ui: &mut egui::Ui, outbox: &mut Outbox) {
        let rows = self.rows.value().map_or(&[][..], |table| &table.rows);
        if rows.is_empty() {
            self.empty_ui(ui);
            return;
        }
        if self.page == Page::Timeline {
            self.timeline_ui(ui, outbox);
            return;
        }
        // The columns of the rows that are here, until those come that are asked for.
        let kind = self.answered.as_ref().and_then(|filter| filter.kind);
        let id = kind.map_or("claims", crate::model::kind::ClaimKind::as_str);
        let done = table::table_ui(ui, id, columns::columns(kind), &ClaimRows(rows), &mut self.table);
        if done.is_resorted {
            self.filter.wanted.sorted_by = self.table.sorted_by;
            self.filter.wanted.is_descending = self.table.is_descending;
        }
        if done.is_opened {
            self.open(outbox);
        }
    }

    fn timeline_ui(&mut self, ui: &mut egui::Ui, outbox: &mut Outbox) {
        if !self.is_line_of_time() && self.rows.is_loading() {
            ui.weak("Reading…");
            return;
        }
        if let Some(row) = overview::overview_ui(ui, &self.overview, &self.in_view)
            && let Some(row) = self.shown().get(row)
        {
            let key = row.key;
            self.table.select(key);
        }
        let follows = std::mem::replace(&mut self.timeline_at, self.table.selected) != self.table.selected;
        let rows = self.rows.value().map_or(&[][..], |table| &table.rows);
        let (clicked, in_view) = timeline::timeline_ui(ui, rows, self.table.selected, follows);
        self.in_view = in_view;
        match clicked {
            Some(timeline::Clicked::Select(key)) => {
                self.table.select(key);
                self.timeline_at = self.table.selected;
            }
            Some(timeline::Clicked::Open(key)) => {
                self.table.select(key);
                self.open(outbox);
            }
            None => {}
        }
    }

    fn empty_ui(&mut self, ui: &mut egui::Ui) {
        let Some(table) = self.rows.value() else {
            ui.weak(if self.rows.is_loading() { "Reading…" } else { "" });
            return;
        };
        let (has_any, n_proposed) = (table.has_any, table.n_proposed);
        let mut shows_suggestions = false;
        ui.vertical_centered(|ui| {
            ui.add_space(ui.available_height() * 0.25);
            if !has_any {
                ui.heading("No claims yet");
                ui.add_space(theme::GAP_SMALL);
                ui.weak("Figures, quotes, roles and events stand here once articles are imported and read.");
            } else if n_proposed != Some(0) && !self.filter.wanted.with_proposed {
                ui.heading("Nothing decided here yet");
                ui.add_space(theme::GAP_SMALL);
                ui.weak("Accept claims in Review, or look through what is suggested.");
                ui.add_space(theme::GAP);
                let n = n_proposed.filter(|n| *n < MAX_COUNTED);
                let label = n.map_or_else(
                    || "Show suggestions".to_owned(),
                    |n| format!("Show {}", words::count(n as i64, "suggestion")),
                );
                shows_suggestions = control::primary_button(ui, &label, true).clicked();
            } else {
                ui.heading("No claim is like that");
                ui.add_space(theme::GAP_SMALL);
                ui.weak("Take off a filter to see more.");
            }
        });
        self.filter.wanted.with_proposed |= shows_suggestions;
    }

    fn body_ui(&mut self, ui: &mut egui::Ui, outbox: &mut Outbox) {
        let width = ui.available_width();
        let has_side = width >= SIDE_FROM && self.selected().is_some();
        let kept_free = if has_side { theme::PANEL_WIDTH + theme::GAP_LARGE } else { 0.0 };
        let height = ui.available_height();
        ui.horizontal_top(|ui| {
            let size = egui::Vec2::new(width - kept_free, height);
            ui.allocate_ui_with_layout(size, egui::Layout::top_down(egui::Align::Min), |ui| {
                ui.set_min_size(size);
                self.table_ui(ui, outbox);
            });
            if has_side {
                let size = egui::Vec2::new(ui.available_width(), height);
                ui.allocate_ui_with_layout(size, egui::Layout::top_down(egui::Align::Min), |ui| {
                    self.side_ui(ui, outbox);
                });
            }
        });
    }

    fn side_ui(&mut self, ui: &mut egui::Ui, outbox: &mut Outbox) {
        let Some(row) = self.selected().cloned() else { return };
        let asked = side::side_ui(ui, &row, &self.detail, outbox);
        match asked {
            Some(side::Only::Article) => self.filter.wanted.article = Some(row.article_id),
            Some(side::Only::Publisher) => self.filter.wanted.publisher.clone_from(&row.publisher),
            Some(side::Only::Card(id, name)) => {
                self.filter.wanted.card = Some(id);
                self.filter.card_name = name;
            }
            Some(side::Only::Measure(id, name)) => self.only_measure(id, name),
            None => {}
        }
    }
}

impl ClaimsState {
    /// The table of all figures of a measure.
    fn only_measure(&mut self, id: i64, name: String) {
        self.filter.clear();
        self.filter.wanted.kind = Some(ClaimKind::Figure);
        self.filter.wanted.measure = Some(id);
        self.filter.measure_name = name;
        self.page = Page::Table;
    }
}

impl View for ClaimsState {
    fn refresh(&mut self, outbox: &mut Outbox) {
        let is_behind = std::mem::take(&mut self.is_stale);
        let wanted = self.filter.valid();
        if is_behind || self.asked.as_ref() != Some(&wanted) {
            self.rows.start();
            outbox.request(Request::Ask(Query::Claims(wanted.clone())));
            self.asked = Some(wanted);
        }
        if is_behind || self.choices.value().is_none() && !self.choices.is_loading() && self.choices.failure().is_none()
        {
            self.choices.start();
            outbox.request(Request::Ask(Query::ClaimChoices));
        }
        if self.page == Page::Measures && std::mem::take(&mut self.are_measures_stale) {
            self.measures.start();
            outbox.request(Request::Ask(Query::Measures));
        }
        self.ask_detail(outbox, is_behind);
    }

    fn mark_stale(&mut self) {
        self.is_stale = true;
        self.are_measures_stale = true;
    }

    fn take_answer(&mut self, query: &Query, answer: Result<Answer, String>) {
        match query {
            Query::Claims(filter) if self.asked.as_ref() == Some(filter) => {
                if answer.is_ok() {
                    self.answered = Some(filter.clone());
                }
                self.take_rows(answered(answer, |answer| match answer {
                    Answer::Claims(table) => Some(*table),
                    _ => None,
                }));
            }
            Query::ClaimChoices => self.choices.finish(answered(answer, |answer| match answer {
                Answer::ClaimChoices(choices) => Some(choices),
                _ => None,
            })),
            Query::ClaimDetail(place) if self.asked_detail == Some(*place) => {
                self.detail.finish(answered(answer, |answer| match answer {
                    Answer::ClaimDetail(detail) => Some(*detail),
                    _ => None,
                }));
            }
            Query::Measures => {
                self.measures.finish(answered(answer, |answer| match answer {
                    Answer::Measures(measures) => Some(measures),
                    _ => None,
                }));
                let measures = self.measures.value().map_or(&[][..], Vec::as_slice);
                self.pointer.keep(measures);
                self.pictures = measures.iter().map(Picture::of).collect();
            }
            _ => {}
        }
    }

    fn act(&mut self, action: Action, outbox: &mut Outbox) {
        self.told_why_not = None;
        let rows = self.rows.value().map_or(&[][..], |table| &table.rows);
        let has_moved = if self.page == Page::Measures {
            self.pointer.act(action, self.measures.value().map_or(&[][..], Vec::as_slice))
        } else {
            self.table.act(action, &ClaimRows(rows))
        };
        if has_moved {
            return;
        }
        match action {
            Action::Open => self.open(outbox),
            Action::AcceptClaim => self.decide(Verdict::Accept, outbox),
            Action::RejectClaim => self.decide(Verdict::Reject, outbox),
            Action::DoubtClaim => self.decide(Verdict::Doubtful, outbox),
            Action::ReopenClaim => self.decide(Verdict::Reopen, outbox),
            Action::ShowMeasures => self.turn_to(Page::Measures),
            Action::ShowTimeline => self.turn_to(Page::Timeline),
            Action::JoinClaim | Action::TellApart => {
                let what = if action == Action::JoinClaim { alike::Said::Same } else { alike::Said::Different };
                self.told_why_not = self.say_of_alike(what, outbox).err();
            }
            Action::Find => self.wants_field = true,
            _ => {}
        }
    }

    fn go_to(&mut self, thing: SubjectRef, _outbox: &mut Outbox) {
        if thing.subject == Subject::Claim {
            self.filter.clear();
            self.page = Page::Table;
            self.wanted = Some(thing.id);
            // Rows that are here already may have it.
            self.asked = None;
        }
    }

    fn held(&self) -> Option<SubjectRef> {
        let row = self.at_hand()?;
        let article = SubjectRef { subject: Subject::Article, id: row.article_id };
        Some(row.id().map_or(article, |id| SubjectRef { subject: Subject::Claim, id }))
    }

    fn exhibit(&self) -> Option<Exhibit> {
        let row = self.at_hand()?;
        let at = Exhibit::ClaimAt { article: row.article_id, kind: row.kind, span: row.span };
        Some(row.id().map_or(at, Exhibit::Claim))
    }

    fn spoken(&self) -> String {
        if let Some(figure) = self.pointer.figure(self.measures.value().map_or(&[][..], Vec::as_slice))
            && self.page == Page::Measures
        {
            return measures::told(figure);
        }
        let rows = ClaimRows(self.shown());
        self.table.selected_row(&rows).map_or_else(|| "Claims".to_owned(), |index| rows.name(index))
    }

    fn sheet(&self) -> Option<Sheet> {
        let rows = &self.rows.value()?.rows;
        let kind = self.asked.as_ref().and_then(|filter| filter.kind);
        (!self.rows.is_loading()).then(|| Sheet::of(columns::columns(kind), &ClaimRows(rows)))
    }

    fn view_ui(&mut self, ui: &mut egui::Ui, outbox: &mut Outbox) {
        let wants_field = std::mem::take(&mut self.wants_field);
        filter::filter_ui(ui, self, wants_field);
        ui.add_space(theme::GAP);
        if let Some(reason) = self.told_why_not {
            ui.weak(reason);
        }
        if let Some(reason) = self.rows.failure() {
            ui.colored_label(Palette::of(ui).error, format!("The claims could not be read: {reason}"));
        }
        match self.page {
            Page::Measures => {
                let asked = measures::measures_ui(ui, &self.measures, &mut self.pictures, &mut self.pointer, outbox);
                if let Some(measures::Asked::Table(id, name)) = asked {
                    self.only_measure(id, name);
                }
            }
            Page::Table | Page::Timeline => self.body_ui(ui, outbox),
        }
    }
}
