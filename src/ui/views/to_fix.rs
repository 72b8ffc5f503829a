//! What there is to fix, above the Library's table: files that failed, articles without a date, texts that are here
//! twice, and accepted dates that a new publication date would read otherwise.
//!
//! Dates are set row by row while the rest goes on; nothing here is settled by the program itself.

use crate::ledger::command::ArticleId;
use crate::ledger::command::Command;
use crate::ledger::command::MentionChange;
use crate::ledger::command::MentionRef;
use crate::model::kind::ArticleField;
use crate::model::kind::Label;
use crate::model::value::Value;
use crate::store::read::article_table::Arranged;
use crate::store::read::articles::ArticleRow;
use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::library::LibraryState;
use crate::ui::views::library::columns;
use crate::ui::views::library::title_of;
use crate::ui::widgets::control;
use crate::ui::words;
use crate::workspace::intake::Message;
use crate::workspace::intake::Notice;
use crate::workspace::intake::Report;
use crate::workspace::redated::AcceptedBefore;
use egui::Role;
use egui::WidgetInfo;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::path::PathBuf;

/// Lines that are shown before the list scrolls.
const MAX_LINES: f32 = 4.5;

#[derive(Debug, Default)]
pub struct ToFix {
    /// What came of the last import, until it is put away; while one goes on, what came of it so far.
    pub report: Option<Report>,
    /// Articles that the import under way has brought so far.
    n_added: usize,
    is_under_way: bool,
    /// Accepted dates that would be read otherwise now, until they are put away.
    pub redated: Vec<AcceptedBefore>,
    /// Dates being typed.
    dates: BTreeMap<ArticleId, String>,
    /// Articles that are left as they are, in this sitting.
    ignored: BTreeSet<ArticleId>,
}

impl ToFix {
    /// Something came up while an import goes on.
    pub fn take_notice(&mut self, notice: Notice) {
        if !self.is_under_way {
            self.report = None;
            self.n_added = 0;
            self.is_under_way = true;
        }
        let report = self.report.get_or_insert_default();
        match notice {
            Notice::Failed(message) => report.failed.push(message),
            Notice::Warned(message) => report.warnings.push(message),
            Notice::Written { n_added, n_duplicates, n_proposals } => {
                self.n_added += n_added;
                report.n_duplicates += n_duplicates;
                report.n_proposals += n_proposals;
            }
        }
    }

    /// The import ended: its own report has everything in the order of the inputs.
    pub fn take_report(&mut self, report: Report) {
        self.is_under_way = false;
        self.report = Some(report);
    }

    /// The import broke off: what came up until then stays.
    pub const fn break_off(&mut self) {
        self.is_under_way = false;
    }

    /// Takes what is left as it is out of the list.
    pub fn leave_out_ignored(&self, arranged: &mut Arranged) {
        if !self.ignored.is_empty() {
            arranged.undated.retain(|id| !self.ignored.contains(id));
            arranged.same_text.retain(|id| !self.ignored.contains(id));
        }
    }

    fn told(&self) -> String {
        match &self.report {
            Some(report) if self.is_under_way => format!("{} so far", told_of(report, self.n_added)),
            Some(report) => told(report),
            None => "To fix".to_owned(),
        }
    }
}

/// One line of the list. Messages by their place in the report.
#[derive(Clone, Copy)]
enum Line<'l> {
    Failed(usize, &'l Message),
    Warned(usize, &'l Message),
    Redated(&'l AcceptedBefore),
    Undated(ArticleId),
    SameText(ArticleId),
}

/// What a line asks for beyond the outbox.
enum Wish {
    DropFailed(usize),
    DropWarned(usize),
    Ignore(ArticleId),
    Select(ArticleId),
}

/// The list without its lines: a long one is not made anew for each frame.
struct Lines<'l> {
    failed: &'l [Message],
    warned: &'l [Message],
    redated: &'l [AcceptedBefore],
    undated: &'l [ArticleId],
    same_text: &'l [ArticleId],
}

impl<'l> Lines<'l> {
    fn of(arranged: &'l Arranged, to_fix: &'l ToFix) -> Self {
        let report = to_fix.report.as_ref();
        Self {
            failed: report.map_or(&[], |report| &report.failed),
            warned: report.map_or(&[], |report| &report.warnings),
            redated: &to_fix.redated,
            undated: &arranged.undated,
            same_text: &arranged.same_text,
        }
    }

    const fn len(&self) -> usize {
        self.failed.len() + self.warned.len() + self.redated.len() + self.undated.len() + self.same_text.len()
    }

    fn line(&self, index: usize) -> Option<Line<'l>> {
        let mut at = index;
        if let Some(message) = self.failed.get(at) {
            return Some(Line::Failed(at, message));
        }
        at -= self.failed.len();
        if let Some(message) = self.warned.get(at) {
            return Some(Line::Warned(at, message));
        }
        at -= self.warned.len();
        if let Some(date) = self.redated.get(at) {
            return Some(Line::Redated(date));
        }
        at -= self.redated.len();
        if let Some(id) = self.undated.get(at) {
            return Some(Line::Undated(*id));
        }
        at -= self.undated.len();
        self.same_text.get(at).map(|id| Line::SameText(*id))
    }
}

pub fn to_fix_ui(ui: &mut egui::Ui, rows: &[ArticleRow], library: &mut LibraryState, outbox: &mut Outbox) {
    let (to_fix, arranged) = (&mut library.to_fix, &library.arranged);
    // Typing goes on in a copy while the list borrows the rest.
    let mut dates = std::mem::take(&mut to_fix.dates);
    let mut is_put_away = false;
    let mut wish = None;
    let lines = Lines::of(arranged, to_fix);
    if lines.len() > 0 || to_fix.report.is_some() {
        let palette = Palette::of(ui);
        let frame = egui::Frame::new()
            .fill(palette.chrome)
            .stroke(egui::Stroke::new(1.0, palette.line))
            .corner_radius(f32::from(theme::RADIUS))
            .inner_margin(egui::Margin::symmetric(12, 8));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            is_put_away = head_ui(ui, to_fix);
            wish = lines_ui(ui, rows, &lines, &mut dates, outbox);
        });
        ui.add_space(theme::GAP);
    }
    to_fix.dates = dates;
    if is_put_away {
        to_fix.report = None;
        to_fix.redated.clear();
    }
    match wish {
        Some(Wish::DropFailed(index)) => drop_at(to_fix.report.as_mut().map(|report| &mut report.failed), index),
        Some(Wish::DropWarned(index)) => drop_at(to_fix.report.as_mut().map(|report| &mut report.warnings), index),
        Some(Wish::Ignore(article)) => {
            to_fix.ignored.insert(article);
            to_fix.leave_out_ignored(&mut library.arranged);
        }
        Some(Wish::Select(article)) => library.selected = Some(article),
        None => {}
    }
}

fn drop_at(messages: Option<&mut Vec<Message>>, index: usize) {
    if let Some(messages) = messages.filter(|messages| index < messages.len()) {
        messages.remove(index);
    }
}

/// Says what the list is about; returns whether what can be put away is.
fn head_ui(ui: &mut egui::Ui, to_fix: &ToFix) -> bool {
    let mut is_put_away = false;
    ui.horizontal(|ui| {
        ui.label(to_fix.told());
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let has_notes = to_fix.report.is_some() || !to_fix.redated.is_empty();
            is_put_away = has_notes && !to_fix.is_under_way && ui.button("Put away").clicked();
        });
    });
    is_put_away
}

fn lines_ui(
    ui: &mut egui::Ui,
    rows: &[ArticleRow],
    lines: &Lines<'_>,
    dates: &mut BTreeMap<ArticleId, String>,
    outbox: &mut Outbox,
) -> Option<Wish> {
    if lines.len() == 0 {
        return None;
    }
    let mut wish = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    let height = (lines.len() as f32).min(MAX_LINES) * theme::TABLE_ROW_HEIGHT;
    let area = egui::ScrollArea::vertical().id_salt("to_fix").max_height(height).auto_shrink([false, true]);
    area.show_rows(ui, theme::TABLE_ROW_HEIGHT, lines.len(), |ui, shown| {
        for line in shown.filter_map(|index| lines.line(index)) {
            let size = egui::Vec2::new(ui.available_width(), theme::TABLE_ROW_HEIGHT);
            ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.set_min_size(size);
                wish = line_ui(ui, rows, line, dates, outbox).or(wish.take());
            });
        }
    });
    wish
}

fn line_ui(
    ui: &mut egui::Ui,
    rows: &[ArticleRow],
    line: Line<'_>,
    dates: &mut BTreeMap<ArticleId, String>,
    outbox: &mut Outbox,
) -> Option<Wish> {
    let palette = Palette::of(ui);
    let mut wish = None;
    match line {
        Line::Failed(index, message) => {
            ui.colored_label(palette.error, "not read");
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let is_ignored = named_button(ui, "Ignore", &message.path);
                open_folder_ui(ui, &message.path);
                let is_again = named_button(ui, "Try again", &message.path);
                if is_again {
                    outbox.request(Request::ImportPaths(vec![PathBuf::from(&message.path)]));
                }
                wish = (is_ignored || is_again).then_some(Wish::DropFailed(index));
                text_ui(ui, &message_line(message));
            });
        }
        Line::Warned(index, message) => {
            ui.colored_label(palette.doubtful, "note");
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if named_button(ui, "Ignore", &message.path) {
                    wish = Some(Wish::DropWarned(index));
                }
                open_folder_ui(ui, &message.path);
                let text = text_ui(ui, &message_line(message));
                if message.message.contains("a guess") {
                    text.on_hover_text(ENCODING_HELP);
                }
            });
        }
        Line::Redated(date) => {
            ui.colored_label(palette.doubtful, "date");
            if date.now.is_some() && ui.button("Take the new one").clicked() {
                outbox.send(take_new(date));
            }
            ui.add(egui::Label::new(redated_line(date)).truncate());
        }
        Line::SameText(id) => {
            let row = columns::by_id(rows, id)?;
            ui.colored_label(palette.doubtful, "same text");
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if named_button(ui, "Ignore", title_of(row)) {
                    wish = Some(Wish::Ignore(id));
                }
                control::writing_ui(ui, outbox, |ui, outbox| {
                    if named_button(ui, "Set aside", title_of(row)) {
                        outbox.send(Command::SetAside { article: id });
                    }
                });
                if named_button(ui, "Open", title_of(row)) {
                    wish = Some(Wish::Select(id));
                    outbox.act(Action::Open);
                }
                let others = words::count(row.n_same_text, "other article");
                text_ui(ui, &format!("{} has the text of {others}", title_of(row)));
            });
        }
        Line::Undated(id) => {
            let row = columns::by_id(rows, id)?;
            ui.colored_label(palette.doubtful, "no date");
            control::writing_ui(ui, outbox, |ui, outbox| date_ui(ui, row, dates, outbox));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if named_button(ui, "Ignore", title_of(row)) {
                    wish = Some(Wish::Ignore(id));
                }
                if named_button(ui, "Open", title_of(row)) {
                    wish = Some(Wish::Select(id));
                    outbox.act(Action::Open);
                }
                text_ui(ui, title_of(row));
            });
        }
    }
    wish
}

/// What can be done where letters were guessed wrongly.
const ENCODING_HELP: &str = "If accents or quotation marks are wrong, save the file as UTF-8, import it again, and set \
                             this article aside";

/// A small button of a line; a screen reader is told what it is about.
fn named_button(ui: &mut egui::Ui, label: &str, about: &str) -> bool {
    let response = ui.button(label);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), format!("{label}: {about}")));
    response.clicked()
}

/// Shows the folder of a file; a pasted text has none.
fn open_folder_ui(ui: &mut egui::Ui, path: &str) {
    let Some(address) = folder_address(path) else { return };
    if named_button(ui, "Open folder", path) {
        ui.ctx().open_url(egui::OpenUrl::new_tab(address));
    }
}

/// The address of the folder a file is in; `None` for what is no absolute path.
fn folder_address(path: &str) -> Option<String> {
    let folder = Path::new(path).parent().filter(|folder| folder.is_absolute())?;
    let mut address = "file://".to_owned();
    let text = folder.to_str()?.replace('\\', "/");
    if !text.starts_with('/') {
        address.push('/');
    }
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~:".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    Some(address)
}

/// The rest of a line, from the left, cut where the room ends.
fn text_ui(ui: &mut egui::Ui, text: &str) -> egui::Response {
    let size = egui::Vec2::new(ui.available_width(), theme::TABLE_ROW_HEIGHT);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| ui.add(egui::Label::new(text).truncate())).inner
}

fn message_line(message: &Message) -> String {
    if message.path.is_empty() { message.message.clone() } else { format!("{}: {}", message.message, message.path) }
}

/// `"Thursday" in A3 was accepted as 7 Dec 2023 and would now be 30 Nov 2023`.
fn redated_line(date: &AcceptedBefore) -> String {
    let before =
        date.value.as_deref().map_or_else(|| "without a date".to_owned(), |value| format!("as {}", words::edtf(value)));
    let now = date.now.as_deref().map_or_else(|| "without one".to_owned(), words::edtf);
    format!("\"{}\" in A{} was accepted {before} and would now be {now}", date.words, date.article)
}

/// Gives an accepted date the value it would be read as now.
fn take_new(date: &AcceptedBefore) -> Command {
    let mention = MentionRef { article: date.article, span: date.span, label: Label::Date };
    let to = MentionChange { value: Some(date.now.clone().map(Value::Text)), ..MentionChange::default() };
    Command::Change { mention, to }
}

fn date_ui(ui: &mut egui::Ui, row: &ArticleRow, dates: &mut BTreeMap<ArticleId, String>, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    let typed = dates.entry(row.id).or_default();
    let date = words::typed_date(typed);
    let is_ready = date.is_some();
    // A year at the end, or as many digits as a date has, and no date all the same: not one under way.
    let is_wrong = !is_ready && words::is_date_written_out(typed);
    let colour = if is_wrong { palette.error } else { palette.ink };
    let edit = egui::TextEdit::singleline(typed).hint_text("2023-12-08").desired_width(96.0).text_color(colour);
    let field = ui.add(edit);
    let title = title_of(row);
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, ui.is_enabled(), format!("Date of {title}")));
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let is_pressed = ui.add_enabled(is_ready, egui::Button::new("Set")).clicked();
    if is_wrong {
        ui.colored_label(palette.error, "Not a date: write 2023-12-08, 8 Dec 2023 or 2023");
    }
    if is_ready && (is_entered || is_pressed) {
        outbox.send(Command::SetArticle { article: row.id, field: ArticleField::Published, value: date });
        dates.remove(&row.id);
    }
}

/// An import in a line: `8 articles imported, 1 already here, 1 file failed`.
pub fn told(report: &Report) -> String {
    told_of(report, report.added.len())
}

fn told_of(report: &Report, n_added: usize) -> String {
    let mut parts = vec![format!("{} imported", words::count(n_added as i64, "article"))];
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

/// Forgets dates that were settled: taken anew, or undone together with what changed them.
pub fn settle(to_fix: &mut ToFix, command: &Command) {
    if let Command::Change { mention, .. } = command {
        to_fix.redated.retain(|date| (date.article, date.span) != (mention.article, mention.span));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::span::Span;

    #[test]
    fn an_import_is_told_in_a_line() {
        let report = Report { added: vec![1], ..Report::default() };
        assert_eq!(told(&report), "1 article imported");
        let failed = vec![Message { path: "a.txt".to_owned(), message: "empty".to_owned() }];
        let report = Report { added: vec![1, 2], n_duplicates: 1, failed, n_proposals: 30, ..report };
        assert_eq!(told(&report), "2 articles imported, 1 already here, 1 file failed, 30 suggestions");
    }

    #[test]
    fn problems_come_up_while_the_import_goes_on_and_its_report_replaces_them() {
        let message = |path: &str| Message { path: path.to_owned(), message: "is empty".to_owned() };
        let mut to_fix = ToFix { report: Some(Report::default()), ..ToFix::default() };
        to_fix.take_notice(Notice::Failed(message("b.txt")));
        to_fix.take_notice(Notice::Written { n_added: 3, n_duplicates: 1, n_proposals: 9 });
        to_fix.take_notice(Notice::Warned(message("a.txt")));
        assert_eq!(to_fix.told(), "3 articles imported, 1 already here, 1 file failed, 9 suggestions so far");
        assert_eq!(Lines::of(&Arranged::default(), &to_fix).len(), 2);
        to_fix.take_report(Report { added: vec![1, 2, 3], failed: vec![message("b.txt")], ..Report::default() });
        assert_eq!(to_fix.told(), "3 articles imported, 1 file failed");
        to_fix.take_notice(Notice::Written { n_added: 1, n_duplicates: 0, n_proposals: 0 });
        assert_eq!(to_fix.told(), "1 article imported so far", "the next import begins anew");
    }

    #[test]
    fn what_is_ignored_is_no_line_any_more() {
        let mut arranged = Arranged { undated: vec![1, 2], same_text: vec![2], ..Arranged::default() };
        let mut to_fix = ToFix::default();
        assert_eq!(Lines::of(&arranged, &to_fix).len(), 3);
        to_fix.ignored.insert(2);
        to_fix.leave_out_ignored(&mut arranged);
        assert_eq!(Lines::of(&arranged, &to_fix).len(), 1);
    }

    #[test]
    fn lines_stand_in_the_order_of_their_urgency() {
        let message = |path: &str| Message { path: path.to_owned(), message: "is empty".to_owned() };
        let report = Report { failed: vec![message("f")], warnings: vec![message("w")], ..Report::default() };
        let to_fix = ToFix { report: Some(report), ..ToFix::default() };
        let arranged = Arranged { undated: vec![7], same_text: vec![8, 9], ..Arranged::default() };
        let lines = Lines::of(&arranged, &to_fix);
        let named = |index| match lines.line(index) {
            Some(Line::Failed(_, message) | Line::Warned(_, message)) => message.path.clone(),
            Some(Line::Undated(id) | Line::SameText(id)) => id.to_string(),
            Some(Line::Redated(date)) => date.words.clone(),
            None => String::new(),
        };
        let all: Vec<String> = (0..=lines.len()).map(named).collect();
        assert_eq!(all, ["f", "w", "7", "8", "9", ""]);
    }

    #[test]
    fn folders_have_an_address_whatever_their_name() {
        for (path, address) in [
            ("/tmp/a b/x.txt", Some("file:///tmp/a%20b")),
            ("/tmp/é#?/x.txt", Some("file:///tmp/%C3%A9%23%3F")),
            ("pasted", None),
            ("", None),
        ] {
            assert_eq!(folder_address(path).as_deref(), address, "{path}");
        }
    }

    #[test]
    fn taking_the_new_date_settles_the_line() {
        let date = |start: usize| AcceptedBefore {
            article: 3,
            span: Span::new(start, start + 8),
            words: "Thursday".to_owned(),
            value: None,
            now: Some("2023-12-07".to_owned()),
        };
        let mut to_fix = ToFix { redated: vec![date(0), date(20)], ..ToFix::default() };
        let command = take_new(&date(0));
        let Command::Change { to, .. } = &command else { panic!("a change: {command:?}") };
        assert_eq!(to.value, Some(Some(Value::Text("2023-12-07".to_owned()))));
        settle(&mut to_fix, &command);
        assert_eq!(to_fix.redated, [date(20)]);
    }

    #[test]
    fn a_date_accepted_before_says_both_readings() {
        let date = AcceptedBefore {
            article: 3,
            span: Span::new(0, 8),
            words: "Thursday".to_owned(),
            value: Some("2023-12-07".to_owned()),
            now: None,
        };
        assert_eq!(redated_line(&date), "\"Thursday\" in A3 was accepted as 7 Dec 2023 and would now be without one");
    }
}
