//! What there is to fix, above the Library's table: files that failed, articles without a date, texts that are here
//! twice, and accepted dates that a new publication date would read otherwise.
//!
//! Dates are set row by row while the rest goes on; nothing here is settled by the program itself.

use crate::ledger::command::ArticleId;
use crate::ledger::command::Command;
use crate::ledger::command::MentionChange;
use crate::ledger::command::MentionRef;
use crate::model::kind::ArticleField;
use crate::model::kind::ArticleState;
use crate::model::kind::Label;
use crate::model::value::Value;
use crate::store::read::articles::ArticleRow;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::library::title_of;
use crate::ui::words;
use crate::workspace::intake::Message;
use crate::workspace::intake::Report;
use crate::workspace::redated::AcceptedBefore;
use egui::Role;
use egui::WidgetInfo;
use std::collections::BTreeMap;

/// Lines that are shown before the list scrolls.
const MAX_LINES: f32 = 4.5;

#[derive(Debug, Default)]
pub struct ToFix {
    /// What came of the last import, until it is put away.
    pub report: Option<Report>,
    /// Accepted dates that would be read otherwise now, until they are put away.
    pub redated: Vec<AcceptedBefore>,
    /// Dates being typed.
    dates: BTreeMap<ArticleId, String>,
}

/// One line of the list.
#[derive(Clone, Copy)]
enum Line<'l> {
    Failed(&'l Message),
    Warned(&'l Message),
    Redated(&'l AcceptedBefore),
    Undated(&'l ArticleRow),
    SameText(&'l ArticleRow),
}

fn lines<'l>(rows: &'l [ArticleRow], to_fix: &'l ToFix) -> Vec<Line<'l>> {
    let report = to_fix.report.iter();
    let mut lines: Vec<Line<'_>> = report.clone().flat_map(|report| report.failed.iter().map(Line::Failed)).collect();
    lines.extend(report.flat_map(|report| report.warnings.iter().map(Line::Warned)));
    lines.extend(to_fix.redated.iter().map(Line::Redated));
    let open = || rows.iter().filter(|row| matches!(row.state, ArticleState::New | ArticleState::Begun));
    lines.extend(open().filter(|row| row.published.is_none()).map(Line::Undated));
    lines.extend(open().filter(|row| row.n_same_text > 0).map(Line::SameText));
    lines
}

pub fn to_fix_ui(ui: &mut egui::Ui, rows: &[ArticleRow], to_fix: &mut ToFix, outbox: &mut Outbox) {
    // Typing goes on in a copy while the list borrows the rest.
    let mut dates = std::mem::take(&mut to_fix.dates);
    let mut is_put_away = false;
    let lines = lines(rows, to_fix);
    if !lines.is_empty() || to_fix.report.is_some() {
        let palette = Palette::of(ui);
        let frame = egui::Frame::new()
            .fill(palette.chrome)
            .stroke(egui::Stroke::new(1.0, palette.line))
            .corner_radius(f32::from(theme::RADIUS))
            .inner_margin(egui::Margin::symmetric(12, 8));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            is_put_away = head_ui(ui, to_fix);
            lines_ui(ui, &lines, &mut dates, outbox);
        });
        ui.add_space(theme::GAP);
    }
    to_fix.dates = dates;
    if is_put_away {
        to_fix.report = None;
        to_fix.redated.clear();
    }
}

/// Says what the list is about; returns whether what can be put away is.
fn head_ui(ui: &mut egui::Ui, to_fix: &ToFix) -> bool {
    let mut is_put_away = false;
    ui.horizontal(|ui| {
        ui.label(to_fix.report.as_ref().map_or_else(|| "To fix".to_owned(), told));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let has_notes = to_fix.report.is_some() || !to_fix.redated.is_empty();
            is_put_away = has_notes && ui.button("Put away").clicked();
        });
    });
    is_put_away
}

fn lines_ui(ui: &mut egui::Ui, lines: &[Line<'_>], dates: &mut BTreeMap<ArticleId, String>, outbox: &mut Outbox) {
    if lines.is_empty() {
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let height = (lines.len() as f32).min(MAX_LINES) * theme::TABLE_ROW_HEIGHT;
    let area = egui::ScrollArea::vertical().id_salt("to_fix").max_height(height).auto_shrink([false, true]);
    area.show_rows(ui, theme::TABLE_ROW_HEIGHT, lines.len(), |ui, shown| {
        for line in lines.get(shown).into_iter().flatten() {
            let size = egui::Vec2::new(ui.available_width(), theme::TABLE_ROW_HEIGHT);
            ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.set_min_size(size);
                line_ui(ui, *line, dates, outbox);
            });
        }
    });
}

fn line_ui(ui: &mut egui::Ui, line: Line<'_>, dates: &mut BTreeMap<ArticleId, String>, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    let (word, colour, text) = match line {
        Line::Failed(message) => ("not read", palette.error, format!("{}: {}", message.message, message.path)),
        Line::Warned(message) => ("note", palette.doubtful, format!("{}: {}", message.message, message.path)),
        Line::Redated(date) if date.now.is_some() => {
            ui.colored_label(palette.doubtful, "date");
            if ui.button("Take the new one").clicked() {
                outbox.send(take_new(date));
            }
            ui.add(egui::Label::new(redated_line(date)).truncate());
            return;
        }
        Line::Redated(date) => ("date", palette.doubtful, redated_line(date)),
        Line::SameText(row) => {
            let others = words::count(row.n_same_text, "other article");
            ("same text", palette.doubtful, format!("{} has the text of {others}", title_of(row)))
        }
        Line::Undated(row) => {
            ui.colored_label(palette.doubtful, "no date");
            date_ui(ui, row, dates, outbox);
            return;
        }
    };
    ui.colored_label(colour, word);
    ui.add(egui::Label::new(text).truncate());
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
    let typed = dates.entry(row.id).or_default();
    let field = ui.add(egui::TextEdit::singleline(typed).hint_text("2023-12-08").desired_width(96.0));
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

/// An import in a line: `8 articles imported, 1 already here, 1 file failed`.
pub fn told(report: &Report) -> String {
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
    fn an_import_is_told_in_a_line() {
        let report = Report { added: vec![1], ..Report::default() };
        assert_eq!(told(&report), "1 article imported");
        let failed = vec![Message { path: "a.txt".to_owned(), message: "empty".to_owned() }];
        let report = Report { added: vec![1, 2], n_duplicates: 1, failed, n_proposals: 30, ..report };
        assert_eq!(told(&report), "2 articles imported, 1 already here, 1 file failed, 30 suggestions");
    }

    #[test]
    fn only_open_articles_ask_for_a_date() {
        let mut rows = vec![article(1, "Boats", ArticleState::New), article(2, "Trains", ArticleState::SetAside)];
        let n_lines = |rows: &[ArticleRow]| lines(rows, &ToFix::default()).len();
        assert_eq!(n_lines(&rows), 0);
        for row in &mut rows {
            row.published = None;
        }
        assert_eq!(n_lines(&rows), 1);
        rows[0].n_same_text = 1;
        assert_eq!(n_lines(&rows), 2);
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
