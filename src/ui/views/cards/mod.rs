//! Cards: a table of what has a name, and the card of one beside it.
//!
//! Never reads the dossier itself: rows come as answers, wishes leave through the outbox. The keys work in the table
//! until a card is opened, then on its lines, until Back.

pub mod card_ui;
pub mod page;
pub mod table;

use crate::ledger::command::EntityId;
use crate::ledger::command::SubjectRef;
use crate::model::kind::Label;
use crate::model::kind::Subject;
use crate::names::fold;
use crate::names::parts;
use crate::store::read::annotations::Counts;
use crate::store::read::card_page::CardPage;
use crate::store::read::cards::CardOrder;
use crate::store::read::cards::CardRow;
use crate::store::read::cards::CardTable;
use crate::store::read::cards::CardsWanted;
use crate::store::read::review::Card;
use crate::ui::action::Action;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Go;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::shell::home_id;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::View;
use crate::ui::views::WRONG_ANSWER;
use crate::ui::views::ask::Asked;
use crate::ui::views::ask::card::About;
use crate::ui::views::ask::card::CardState;
use crate::ui::views::ask::card::TakeOut;
use crate::ui::views::ask::join::JoinState;
use crate::ui::views::cards::page::Item;
use crate::ui::views::cards::page::Line;
use crate::ui::views::cards::page::Target;
use crate::ui::views::cards::table::COLUMNS;
use crate::ui::views::cards::table::CardRows;
use crate::ui::widgets::control;
use crate::ui::widgets::table::Sheet;
use crate::ui::widgets::table::TableState;
use crate::ui::widgets::table::table_ui;
use crate::ui::words;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Query;
use egui::Key;
use egui::Panel;
use egui::Role;
use egui::WidgetInfo;

/// From this width on the card stands beside the table; below it, in its place.
const BESIDE: f32 = 950.0;
const CARD_WIDTH: f32 = 400.0;
const CARD_WIDTH_NARROW: f32 = 350.0;
/// Reading is told of only after it lasts, in seconds.
const PATIENCE: f64 = 0.3;

#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a wish or a state of its own, none excludes another")]
pub struct CardsState {
    pub table: TableState<CardOrder>,
    words: String,
    label: Option<Label>,
    tag: Option<String>,
    /// Only cards that may be the same as another.
    is_alike: bool,
    list: Loadable<CardTable>,
    /// What the list was asked with last.
    asked: Option<CardsWanted>,
    page: Loadable<Option<Box<CardPage>>>,
    /// The card that was asked for last.
    page_of: Option<EntityId>,
    items: Vec<Item>,
    /// The line of the card that the keys work on; `None`: they work on the table.
    line: Option<usize>,
    /// In a narrow window: the card stands in place of the table.
    is_open: bool,
    /// Another screen led to the card in hand.
    was_led_here: bool,
    is_stale: bool,
    /// The list must scroll to the current line of the card.
    follows: bool,
    wants_filter: bool,
    /// When reading began, in the window's seconds.
    waits_since: Option<f64>,
}

impl Default for CardsState {
    fn default() -> Self {
        Self {
            table: TableState::sorted(CardOrder::Articles, true),
            words: String::new(),
            label: None,
            tag: None,
            is_alike: false,
            list: Loadable::default(),
            asked: None,
            page: Loadable::default(),
            page_of: None,
            items: Vec::new(),
            line: None,
            is_open: false,
            was_led_here: false,
            is_stale: false,
            follows: false,
            wants_filter: false,
            waits_since: None,
        }
    }
}

impl CardsState {
    fn wanted(&self) -> CardsWanted {
        CardsWanted {
            terms: parts(&fold(&self.words)).map(str::to_owned).collect(),
            label: self.label,
            tag: self.tag.clone(),
            is_alike: self.is_alike,
            order: self.table.sorted_by,
            is_descending: self.table.is_descending,
        }
    }

    fn is_filtered(&self) -> bool {
        !self.words.trim().is_empty() || self.label.is_some() || self.tag.is_some() || self.is_alike
    }

    fn clear_filter(&mut self) {
        (self.words, self.label, self.tag, self.is_alike) = (String::new(), None, None, false);
    }

    /// The page of the selected card, once it was read.
    fn page(&self) -> Option<&CardPage> {
        let page = self.page.value()?.as_deref()?;
        (Some(page.card.id) == self.table.selected).then_some(page)
    }

    /// The page on view: the one before stays while the next is read.
    fn shown_page(&self) -> Option<&CardPage> {
        let page = self.page.value()?.as_deref()?;
        (self.page.is_loading() || Some(page.card.id) == self.table.selected).then_some(page)
    }

    fn lines(&self) -> impl Iterator<Item = &Line> {
        self.items.iter().filter_map(|item| if let Item::Line(line) = item { Some(line) } else { None })
    }

    fn current_line(&self) -> Option<&Line> {
        self.page()?;
        self.lines().nth(self.line?)
    }

    fn take_list(&mut self, answer: Result<Answer, String>) {
        self.list.finish(answer.and_then(|answer| match answer {
            Answer::Cards(table) => Ok(table),
            _ => Err(WRONG_ANSWER.to_owned()),
        }));
        let Some(table) = self.list.value() else { return };
        let rows = CardRows(table);
        // A card that another screen or a join led to is looked for once, then the first row is as good as any.
        if self.table.selected_row(&rows).is_none() && !self.page.is_loading() {
            self.line = None;
            self.is_open = false;
            self.table.keep_selection(&rows);
        } else if let Some(selected) = self.table.selected {
            self.table.select(selected);
        }
    }

    fn take_page(&mut self, id: EntityId, answer: Result<Answer, String>) {
        if self.page_of != Some(id) {
            return;
        }
        self.page.finish(answer.and_then(|answer| match answer {
            Answer::Card(page) => Ok(page),
            _ => Err(WRONG_ANSWER.to_owned()),
        }));
        self.items = self.page.value().and_then(Option::as_deref).map(page::items).unwrap_or_default();
        if let Some(live) = self.page.value().and_then(Option::as_deref).map(|page| page.card.id)
            && live != id
        {
            // It was joined with another meanwhile: that one is meant now.
            self.table.select(live);
            self.page_of = Some(live);
        }
        let n_lines = self.lines().count();
        self.line = self.line.filter(|_| n_lines > 0).map(|line| line.min(n_lines - 1));
    }

    /// Moves from line to line of the card; `false` where the action is not about that.
    fn move_line(&mut self, action: Action) -> bool {
        let Some(line) = self.line else { return false };
        const PAGE: usize = 8;
        let last = self.lines().count().saturating_sub(1);
        let to = match action {
            Action::NextRow => line + 1,
            Action::PreviousRow => line.saturating_sub(1),
            Action::NextRows => line + PAGE,
            Action::PreviousRows => line.saturating_sub(PAGE),
            Action::FirstRow => 0,
            Action::LastRow => last,
            _ => return false,
        };
        self.line = Some(to.min(last));
        self.follows = true;
        true
    }

    fn open(&mut self, outbox: &mut Outbox) {
        match self.current_line().map(|line| line.target) {
            Some(target) => self.follow(target, outbox),
            None if self.page().is_some() => self.enter(0),
            None => {}
        }
    }

    /// The keys go from the table to the lines of the card.
    fn enter(&mut self, line: usize) {
        self.is_open = true;
        self.line = (self.lines().count() > line).then_some(line);
        self.follows = true;
    }

    fn follow(&mut self, target: Target, outbox: &mut Outbox) {
        match target {
            Target::Words(article, span) => outbox.go(Go::Words { article, span }),
            Target::Card(id) => self.show_card(id),
        }
    }

    fn show_card(&mut self, id: EntityId) {
        self.line = None;
        self.table.select(id);
    }

    /// The card in hand as a row: of the table, or made of its page where the filter leaves it out.
    fn held_row(&self) -> Option<CardRow> {
        let selected = self.table.selected?;
        let row = self.list.value().and_then(|table| table.rows.iter().find(|row| row.id == selected));
        row.cloned().or_else(|| {
            let page = self.page()?;
            Some(CardRow {
                other_names: page.other_names.join(", "),
                first_seen: page.first_seen.clone(),
                last_seen: page.last_seen.clone(),
                tags: page.tags.join(", "),
                remarks: Counts { n_notes: page.notes.len() as i64, n_tags: page.tags.len() as i64 },
                ..row_of(&page.card)
            })
        })
    }

    /// Asks about the card in hand.
    fn ask(&self, about: impl FnOnce(&CardRow) -> About, outbox: &mut Outbox) {
        if let Some(row) = self.held_row() {
            let about = about(&row);
            outbox.ask(Asked::Card(CardState { card: row.id, name: row.name, about }));
        }
    }

    /// Asks whether the card in hand is the same as another: as the one on the line in hand, where that is a card.
    fn ask_join(&self, is_same: bool, outbox: &mut Outbox) {
        let Some(row) = self.held_row() else { return };
        let state = match self.suggested_row() {
            Some(other) => JoinState::with(row, is_same, other),
            None => JoinState::new(row, is_same),
        };
        outbox.ask(Asked::Join(Box::new(state)));
    }

    /// The card that the line in hand suggests as the same.
    fn suggested_row(&self) -> Option<CardRow> {
        let Target::Card(id) = self.current_line()?.target else { return None };
        let candidate = self.page()?.candidates.iter().find(|candidate| candidate.card.id == id)?;
        let row = self.list.value().and_then(|table| table.rows.iter().find(|row| row.id == id)).cloned();
        Some(row.unwrap_or_else(|| row_of(&candidate.card)))
    }

    /// Asks about the mention in hand; where none is, goes to the first, so that it is seen what would be taken.
    fn take_out(&mut self, outbox: &mut Outbox) {
        let Some(page) = self.page() else { return };
        let Some(index) = self.current_line().and_then(|line| line.mention) else {
            let first = self.lines().position(|line| line.mention.is_some());
            if let Some(first) = first {
                self.enter(first);
            }
            return;
        };
        let Some(mention) = page.mentions.get(index) else { return };
        let article = mention.origin.article;
        let out = TakeOut {
            article,
            span: mention.span,
            words: mention.words.clone(),
            source: page::source(&mention.origin),
            in_article: page.in_article(article).map(|other| other.span).collect(),
            takes_all_in_article: false,
            n_mentions: page.n_mentions,
        };
        self.ask(|_| About::TakeOut(out), outbox);
    }
}

impl View for CardsState {
    fn refresh(&mut self, outbox: &mut Outbox) {
        let wanted = self.wanted();
        if self.is_stale || self.asked.as_ref() != Some(&wanted) {
            self.list.start();
            outbox.request(Request::Ask(Query::Cards(wanted.clone())));
            self.asked = Some(wanted);
            if std::mem::take(&mut self.is_stale) {
                self.page_of = None;
            }
        }
        if self.page_of != self.table.selected {
            if self.page().is_none() {
                self.line = None;
            }
            self.page_of = self.table.selected;
            if let Some(id) = self.table.selected {
                self.page.start();
                outbox.request(Request::Ask(Query::Card(id)));
            }
        }
    }

    fn mark_stale(&mut self) {
        self.is_stale = true;
    }

    fn take_answer(&mut self, query: &Query, answer: Result<Answer, String>) {
        match query {
            Query::Cards(_) => self.take_list(answer),
            Query::Card(id) => self.take_page(*id, answer),
            _ => {}
        }
    }

    fn act(&mut self, action: Action, outbox: &mut Outbox) {
        if self.move_line(action) {
            return;
        }
        if let Some(table) = self.list.value()
            && self.table.act(action, &CardRows(table))
        {
            return;
        }
        match action {
            Action::Open => self.open(outbox),
            Action::Find => self.wants_filter = true,
            Action::SameAs => self.ask_join(true, outbox),
            Action::DifferentFrom => self.ask_join(false, outbox),
            Action::RenameCard => self.ask(|row| About::Rename(row.name.clone()), outbox),
            Action::AddName => self.ask(|_| About::AddName(String::new()), outbox),
            Action::ChangeKind => self.ask(|row| About::Kind { was: row.label, is: row.label }, outbox),
            Action::AddIdentifier => self.ask(|_| About::Identifier { scheme: 0, id: String::new() }, outbox),
            Action::TakeOut => self.take_out(outbox),
            _ => {}
        }
    }

    fn go_to(&mut self, thing: SubjectRef, _outbox: &mut Outbox) {
        if thing.subject == Subject::Entity {
            self.clear_filter();
            self.show_card(thing.id);
            (self.is_open, self.was_led_here) = (true, true);
        }
    }

    fn back(&mut self) -> bool {
        // Who was led to the card by another screen goes back there, not to the table.
        let was_in_card = self.line.is_some() || self.is_open && !self.was_led_here;
        self.line = None;
        (self.is_open, self.was_led_here) = (false, false);
        was_in_card
    }

    fn held(&self) -> Option<SubjectRef> {
        Some(SubjectRef { subject: Subject::Entity, id: self.table.selected? })
    }

    fn spoken(&self) -> String {
        if let Some(line) = self.current_line() {
            return line.name();
        }
        self.held_row()
            .map_or_else(|| "Cards".to_owned(), |row| format!("Cards; {}, {}", row.name, words::label(row.label)))
    }

    fn sheet(&self) -> Option<Sheet> {
        self.list.value().map(|table| Sheet::of(COLUMNS, &CardRows(table)))
    }

    fn view_ui(&mut self, ui: &mut egui::Ui, outbox: &mut Outbox) {
        // Only where nothing else has the focus: in a field or a dialog the key closes that.
        let is_home = ui.memory(egui::Memory::focused) == Some(home_id());
        if is_home && !egui::Popup::is_any_open(ui.ctx()) && ui.input(|input| input.key_pressed(Key::Escape)) {
            self.back();
        }
        if let Some(reason) = self.list.failure().map(str::to_owned) {
            self.failure_ui(ui, &reason);
        }
        match self.list.value().map(|table| table.n_cards) {
            None => self.waiting_ui(ui),
            Some(0) => empty_ui(ui, outbox),
            Some(_) => self.cards_ui(ui, outbox),
        }
    }
}

impl CardsState {
    fn failure_ui(&mut self, ui: &mut egui::Ui, reason: &str) {
        let palette = Palette::of(ui);
        ui.horizontal_wrapped(|ui| {
            ui.colored_label(palette.error, format!("The cards could not be read: {reason}"));
            if ui.button("Try again").clicked() {
                self.is_stale = true;
            }
        });
        ui.add_space(theme::GAP);
    }

    /// Nothing was read yet: says so, but only after it lasts.
    fn waiting_ui(&mut self, ui: &mut egui::Ui) {
        if self.list.failure().is_some() {
            return;
        }
        let now = ui.input(|input| input.time);
        let since = *self.waits_since.get_or_insert(now);
        if now - since >= PATIENCE {
            ui.weak("Reading…");
        } else {
            ui.ctx().request_repaint_after_secs((PATIENCE - (now - since)) as f32);
        }
    }

    fn cards_ui(&mut self, ui: &mut egui::Ui, outbox: &mut Outbox) {
        let width = ui.available_width();
        if width < BESIDE && self.is_open {
            if ui.button("Back to the table").clicked() {
                self.back();
            }
            ui.add_space(theme::GAP_SMALL);
            card_ui::card_ui(ui, self, outbox);
            return;
        }
        if width >= BESIDE && self.table.selected.is_some() {
            let width = if width >= 1150.0 { CARD_WIDTH } else { CARD_WIDTH_NARROW };
            let frame = egui::Frame::new().inner_margin(egui::Margin { left: 16, ..egui::Margin::ZERO });
            let panel = Panel::right("card").resizable(false).exact_size(width).frame(frame);
            panel.show(ui, |ui| card_ui::card_ui(ui, self, outbox));
        }
        let frame = egui::Frame::new().inner_margin(egui::Margin { right: 12, ..egui::Margin::ZERO });
        egui::CentralPanel::default().frame(frame).show(ui, |ui| {
            self.head_ui(ui);
            self.list_ui(ui, outbox);
        });
    }

    /// What the table is narrowed to: words, tag, kind.
    fn head_ui(&mut self, ui: &mut egui::Ui) {
        let Some(table) = self.list.value() else { return };
        let (kinds, tags) = (table.kinds.clone(), table.tags.clone());
        ui.horizontal_wrapped(|ui| {
            let edit = egui::TextEdit::singleline(&mut self.words).hint_text("Filter by name");
            let field = ui.add(edit.desired_width(150.0));
            field.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, "Filter by name or identifier"));
            if std::mem::take(&mut self.wants_filter) {
                field.request_focus();
            }
            tag_ui(ui, &mut self.tag, &tags);
            let n_all = kinds.iter().map(|(_, n)| n).sum();
            if control::chip_ui(ui, "all", Some(n_all), self.label.is_none()).clicked() {
                self.label = None;
            }
            for kind in Label::ALL {
                let n = kinds.iter().find(|(label, _)| label == kind).map_or(0, |(_, n)| *n);
                let is_on = self.label == Some(*kind);
                if (n > 0 || is_on) && control::chip_ui(ui, words::label(*kind), Some(n), is_on).clicked() {
                    self.label = if is_on { None } else { Some(*kind) };
                }
            }
            let hint = "Only cards that may be the same as another; what was said to be different is left out";
            if control::chip_ui(ui, "may be the same", None, self.is_alike).on_hover_text(hint).clicked() {
                self.is_alike = !self.is_alike;
                if self.is_alike {
                    // By name, those that are spelled alike stand together.
                    (self.table.sorted_by, self.table.is_descending) = (CardOrder::Name, false);
                }
            }
        });
        ui.add_space(theme::GAP);
    }

    fn list_ui(&mut self, ui: &mut egui::Ui, outbox: &mut Outbox) {
        let Some(table) = self.list.value() else { return };
        if table.rows.is_empty() {
            ui.add_space(theme::GAP_LARGE);
            ui.label(if self.is_alike { "No two cards look the same" } else { "No card fits this filter" });
            let clears = self.is_filtered() && ui.button("Show all cards").clicked();
            if clears {
                self.clear_filter();
            }
            return;
        }
        if table.n_matching > table.rows.len() {
            let (n, n_all) = (words::number(table.rows.len() as f64), words::number(table.n_matching as f64));
            ui.weak(format!("The first {n} of {n_all} cards. Filter to see others."));
        }
        let before = self.table.selected;
        let done = table_ui(ui, "cards", COLUMNS, &CardRows(table), &mut self.table);
        if self.table.selected != before {
            // A click in the table takes the keys there.
            self.line = None;
        }
        if done.is_opened {
            outbox.act(Action::Open);
        }
    }
}

/// A card as a line of the table, as much as is known of it.
fn row_of(card: &Card) -> CardRow {
    CardRow {
        id: card.id,
        label: card.label,
        name: card.name.clone(),
        role: card.role.clone(),
        other_names: String::new(),
        n_articles: card.n_articles,
        n_mentions: card.n_mentions,
        first_seen: None,
        last_seen: None,
        tags: String::new(),
        remarks: Counts::default(),
    }
}

/// A choice among the tags that cards bear; nothing where there are none.
fn tag_ui(ui: &mut egui::Ui, chosen: &mut Option<String>, tags: &[(String, usize)]) {
    if tags.is_empty() && chosen.is_none() {
        return;
    }
    let shown = chosen.clone().unwrap_or_else(|| "any tag".to_owned());
    let combo = egui::ComboBox::from_id_salt("tag").selected_text(shown).width(88.0);
    let response = combo.show_ui(ui, |ui| {
        ui.selectable_value(chosen, None, "any tag");
        for (tag, n) in tags {
            ui.selectable_value(chosen, Some(tag.clone()), format!("{tag}  {n}"));
        }
    });
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, "Tag"));
}

/// No card yet: what one is, and how it comes to be.
fn empty_ui(ui: &mut egui::Ui, outbox: &mut Outbox) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.28);
        ui.heading("No cards yet");
        ui.add_space(theme::GAP_SMALL);
        ui.weak("A card gathers what articles say of one person, organisation, place or other thing with a name:");
        ui.weak("its names, roles, quotes, figures, and every place where it is mentioned.");
        ui.weak("Accepting a name in Review makes its card.");
        ui.add_space(theme::GAP_LARGE);
        control::primary_action_button(ui, Action::ShowReview, outbox);
    });
}
