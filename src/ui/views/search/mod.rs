//! Search: words, names and values in the whole dossier, as they are typed; each hit in what stands around it.
//!
//! Never reads the dossier itself: hits come as answers, wishes leave through the outbox.

mod lines;

use crate::export::sheet::Exhibit;
use crate::ledger::command::SubjectRef;
use crate::model::kind::Subject;
use crate::store::read::search::Hits;
use crate::ui::action::Action;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Go;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::View;
use crate::ui::views::WRONG_ANSWER;
use crate::ui::views::search::lines::Group;
use crate::ui::views::search::lines::Line;
use crate::ui::widgets::control;
use crate::ui::words;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Query;
use egui::Key;
use egui::Modifiers;
use egui::Role;
use egui::WidgetInfo;

/// What the field is called.
pub const FIELD: &str = "Search the dossier";

#[derive(Debug, Default)]
pub struct SearchState {
    pub query: String,
    /// `None`: all groups.
    pub group: Option<Group>,
    hits: Loadable<Hits>,
    /// The query that was asked last, and the one that `hits` answers.
    asked: String,
    answered: String,
    is_stale: bool,
    /// What is painted, made once for an answer.
    lines: Vec<Line>,
    /// Index into `lines`.
    selected: usize,
    /// The selection moved by keyboard: the list scrolls to it.
    follows: bool,
    /// Lines that fitted on screen when they were painted last.
    n_on_screen: usize,
    wants_field: bool,
}

impl SearchState {
    fn make_lines(&mut self) {
        self.lines = self.hits.value().map(|hits| lines::lines(hits, self.group)).unwrap_or_default();
        self.selected = self.lines.iter().position(|line| line.place.is_some()).unwrap_or(0);
    }

    /// Moves the selection over the lines that can be opened, by so many of them.
    fn step(&mut self, n: isize) {
        let open: Vec<usize> = (0..self.lines.len()).filter(|index| self.lines[*index].place.is_some()).collect();
        let at = open.iter().position(|index| *index == self.selected).unwrap_or(0);
        let to = at.saturating_add_signed(n).min(open.len().saturating_sub(1));
        if let Some(index) = open.get(to) {
            self.selected = *index;
            self.follows = true;
        }
    }

    fn open(&self, outbox: &mut Outbox) {
        if let Some(place) = self.lines.get(self.selected).and_then(|line| line.place) {
            outbox.go(place);
        }
    }

    /// Keys that work on the list while the field has the focus: nobody leaves the field to look at the next hit.
    fn read_field_keys(&mut self, ui: &egui::Ui, outbox: &mut Outbox) {
        let page = self.n_on_screen.saturating_sub(1).max(1) as isize;
        for (key, n) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, page), (Key::PageUp, -page)] {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                self.step(n);
            }
        }
        // What is typed must have been answered: Enter opens what is seen, not what comes.
        if self.answered == self.query.trim() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
            self.open(outbox);
        }
    }

    fn field_ui(&mut self, ui: &mut egui::Ui, outbox: &mut Outbox) {
        let id = egui::Id::unique("search_field");
        if ui.memory(|memory| memory.has_focus(id)) {
            self.read_field_keys(ui, outbox);
        }
        let hint = "Words, a name, \"a phrase\", or a value such as 1.4m";
        let field = egui::TextEdit::singleline(&mut self.query).id(id).hint_text(hint).desired_width(f32::INFINITY);
        let field = ui.add(field.margin(egui::Margin::symmetric(10, 7)));
        field.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, FIELD));
        control::focus_once(ui, id);
        if std::mem::take(&mut self.wants_field) {
            field.request_focus();
        }
    }

    fn chips_ui(&mut self, ui: &mut egui::Ui) {
        let Some(hits) = self.hits.value() else { return };
        let counts =
            [(Group::Articles, hits.n_articles), (Group::Cards, hits.cards.len()), (Group::Claims, hits.claims.len())];
        let (value, n_all) = (hits.value, counts.iter().map(|(_, n)| n).sum());
        let mut chosen = self.group;
        ui.horizontal_wrapped(|ui| {
            if control::chip_ui(ui, "all", Some(n_all), chosen.is_none()).clicked() {
                chosen = None;
            }
            for (group, n) in counts {
                let is_on = chosen == Some(group);
                if control::chip_ui(ui, group.title(), Some(n), is_on).clicked() {
                    chosen = if is_on { None } else { Some(group) };
                }
            }
            if let Some(value) = value {
                ui.weak(format!("also as the value {}", words::number(value)));
            }
        });
        if chosen != self.group {
            self.group = chosen;
            self.make_lines();
        }
    }

    fn list_ui(&mut self, ui: &mut egui::Ui, outbox: &mut Outbox) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let height = theme::TABLE_ROW_HEIGHT;
        self.n_on_screen = (ui.available_height() / height) as usize;
        let mut area = egui::ScrollArea::vertical().id_salt("hits").auto_shrink(false);
        if std::mem::take(&mut self.follows) {
            let room = ui.available_height();
            let top = self.selected as f32 * height;
            let offset = ui.data(|data| data.get_temp::<f32>(offset_id())).unwrap_or(0.0);
            if top < offset + height {
                area = area.vertical_scroll_offset((top - height).max(0.0));
            } else if top + height > offset + room {
                area = area.vertical_scroll_offset(top + height - room);
            }
        }
        let (lines, selected) = (&self.lines, &mut self.selected);
        let mut is_opened = false;
        let shown = area.show_rows(ui, height, lines.len(), |ui, range| {
            for index in range {
                let Some(line) = lines.get(index) else { continue };
                let response = lines::line_ui(ui, line, index == *selected);
                if response.clicked() {
                    *selected = index;
                }
                is_opened |= response.double_clicked();
            }
        });
        ui.data_mut(|data| data.insert_temp(offset_id(), shown.state.clamped_offset().y));
        if is_opened {
            self.open(outbox);
        }
    }
}

fn offset_id() -> egui::Id {
    egui::Id::unique("search_offset")
}

impl View for SearchState {
    fn refresh(&mut self, outbox: &mut Outbox) {
        let wanted = self.query.trim();
        if wanted == self.asked && !self.is_stale {
            return;
        }
        self.is_stale = false;
        wanted.clone_into(&mut self.asked);
        if wanted.is_empty() {
            self.hits.clear();
            self.answered.clear();
            self.make_lines();
        } else {
            self.hits.start();
            outbox.request(Request::Ask(Query::Search(self.asked.clone())));
        }
    }

    fn mark_stale(&mut self) {
        self.is_stale = true;
    }

    fn take_answer(&mut self, query: &Query, answer: Result<Answer, String>) {
        let Query::Search(query) = query else { return };
        if *query != self.asked {
            return;
        }
        self.hits.finish(answer.and_then(|answer| match answer {
            Answer::Search(hits) => Ok(*hits),
            _ => Err(WRONG_ANSWER.to_owned()),
        }));
        let is_same_query = self.answered == self.asked;
        self.answered.clone_from(&self.asked);
        let kept = self.lines.get(self.selected).and_then(|line| line.place).filter(|_| is_same_query);
        self.make_lines();
        if let Some(index) = kept.and_then(|kept| self.lines.iter().position(|line| line.place == Some(kept))) {
            self.selected = index;
        }
    }

    fn act(&mut self, action: Action, outbox: &mut Outbox) {
        let page = self.n_on_screen.saturating_sub(1).max(1) as isize;
        match action {
            Action::NextRow => self.step(1),
            Action::PreviousRow => self.step(-1),
            Action::NextRows => self.step(page),
            Action::PreviousRows => self.step(-page),
            Action::FirstRow => self.step(isize::MIN),
            Action::LastRow => self.step(isize::MAX),
            Action::Open => self.open(outbox),
            Action::Find => self.wants_field = true,
            _ => {}
        }
    }

    fn held(&self) -> Option<SubjectRef> {
        self.lines.get(self.selected)?.held
    }

    fn exhibit(&self) -> Option<Exhibit> {
        let line = self.lines.get(self.selected)?;
        line.exhibit.or(line.held.map(|held| Exhibit::of(held.subject, held.id)))
    }

    fn spoken(&self) -> String {
        self.lines.get(self.selected).map_or_else(|| "Search".to_owned(), |line| format!("Hit: {}", line.spoken()))
    }

    fn view_ui(&mut self, ui: &mut egui::Ui, outbox: &mut Outbox) {
        self.field_ui(ui, outbox);
        ui.add_space(theme::GAP);
        if self.query.trim().is_empty() {
            hints_ui(ui);
            return;
        }
        if let Some(reason) = self.hits.failure() {
            ui.colored_label(Palette::of(ui).error, format!("The search failed: {reason}. Type again to try again"));
        }
        let Some(hits) = self.hits.value() else {
            if self.hits.failure().is_none() {
                ui.weak("Searching…");
            }
            return;
        };
        let is_empty = hits.articles.is_empty() && hits.cards.is_empty() && hits.claims.is_empty();
        if is_empty && self.answered == self.asked {
            nothing_ui(ui, &self.answered);
            return;
        }
        self.chips_ui(ui);
        ui.add_space(theme::GAP);
        self.list_ui(ui, outbox);
    }
}

/// An article, where its text is what is meant.
const fn article(id: i64) -> SubjectRef {
    SubjectRef { subject: Subject::Article, id }
}

/// Before anything is typed: what can be.
fn hints_ui(ui: &mut egui::Ui) {
    let palette = Palette::of(ui);
    ui.add_space(theme::GAP_LARGE);
    for (example, what) in [
        ("harbour mayor", "articles that have both words, in any case, with any accents"),
        ("\"national action plan\"", "these words side by side"),
        ("Karimova", "cards with this name, and every article that names it"),
        ("1.4m   1.4 million   1,400,000", "figures of this value, and ranges that hold it"),
        ("$5 million   30%   41 people", "money, shares and counts"),
    ] {
        ui.horizontal(|ui| {
            let size = egui::Vec2::new(230.0, theme::ROW_HEIGHT);
            ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.set_min_size(size);
                ui.label(example);
            });
            ui.add(egui::Label::new(egui::RichText::new(what).color(palette.muted)).truncate());
        });
    }
}

fn nothing_ui(ui: &mut egui::Ui, query: &str) {
    ui.add_space(theme::GAP_LARGE);
    ui.label(format!("Nothing found for {query}"));
    let hint = if query.contains(char::is_whitespace) {
        "An article must have all of the words: leave one out"
    } else {
        "Whole words and their beginnings are found: try another form of it"
    };
    ui.weak(hint);
}

/// Where a claim's or an article's words stand.
const fn words_at(article: i64, span: crate::model::span::Span) -> Go {
    Go::Words { article, span }
}
