//! How much happened when, in one strip above the timeline: where the rows in view lie, and a way to the rest.
//!
//! Never reads rows anew: it is made once of those that came, which stand in the order of their days.

use crate::model::edtf;
use crate::store::read::claim_table::ClaimTableRow;
use crate::store::read::claim_table::when;
use crate::ui::theme::Palette;
use crate::ui::views::claims::plot;
use crate::ui::words;
use chrono::Datelike as _;
use egui::Align2;
use egui::Pos2;
use egui::Rangef;
use egui::Rect;
use egui::Role;
use egui::Sense;
use egui::Stroke;
use egui::Vec2;
use egui::WidgetInfo;
use std::ops::Range;

/// Height of the bars, and of the dates below them.
const BARS: f32 = 36.0;
const DATES: f32 = 18.0;
/// Width of a bar with its gap.
const BAR: f32 = 5.0;
/// Fewer rows are seen at once.
const FEWEST: usize = 40;
/// Of a thousand rows so many may lie outside at either end: one wrong year must not press all others together.
const OUTSIDE: usize = 5;

/// The days of the rows that have one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// Rows before the first with a day.
    n_before: usize,
    /// Days since the first of January of the year 1, in order.
    days: Vec<i32>,
}

impl Overview {
    /// `rows`: in the order of their days, those without one last.
    pub fn of(rows: &[ClaimTableRow]) -> Self {
        let first_day = |row: &ClaimTableRow| Some(edtf::bounds(row.text(when(row.kind))?)?.first?.num_days_from_ce());
        let n_before = rows.iter().position(|row| first_day(row).is_some()).unwrap_or(rows.len());
        let days = rows[n_before..].iter().map_while(first_day).collect();
        Self { n_before, days }
    }

    /// First and last day of the strip; what lies outside is counted at its ends.
    fn ends(&self) -> Option<(i32, i32)> {
        let n = self.days.len();
        let (first, last) = (*self.days.first()?, *self.days.last()?);
        let (from, to) = (self.days[n * OUTSIDE / 1000], self.days[n - 1 - n * OUTSIDE / 1000]);
        // Where it costs no room, all are inside.
        let ends = if (to - from) * 2 > last - first { (first, last) } else { (from, to) };
        (ends.0 < ends.1).then_some(ends)
    }

    /// Rows from one day up to another, that one not among them.
    fn between(&self, from: i32, to: i32) -> Range<usize> {
        let before = |day: i32| self.days.partition_point(|one| *one < day);
        before(from)..before(to)
    }

    /// Each bar's rows, as places among the days; the first and the last have what lies outside too.
    fn bars(&self, n_bars: usize) -> Vec<Range<usize>> {
        let Some((first, last)) = self.ends() else { return Vec::new() };
        let begins = |bar: usize| match bar {
            0 => i32::MIN,
            bar if bar >= n_bars => i32::MAX,
            bar => first + ((i64::from(last - first) + 1) * bar as i64 / n_bars as i64) as i32,
        };
        (0..n_bars).map(|bar| self.between(begins(bar), begins(bar + 1))).collect()
    }
}

/// Draws the strip where there is more than is seen at once; `in_view`: the rows of the timeline that are. Gives the row
/// (by its place among all) that was clicked for.
pub fn overview_ui(ui: &mut egui::Ui, overview: &Overview, in_view: &Range<usize>) -> Option<usize> {
    let (first, last) = overview.ends().filter(|_| overview.days.len() >= FEWEST)?;
    let palette = Palette::of(ui);
    let size = Vec2::new(ui.available_width(), BARS + DATES);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag() - Sense::FOCUSABLE);
    let told = |rows: &Range<usize>| {
        let days = (f64::from(overview.days[rows.start]), f64::from(overview.days[rows.end - 1]));
        format!("{}, {}", words::count(rows.len() as i64, "event"), plot::days_in_words(days))
    };
    let all = 0..overview.days.len();
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("Over time: {}", told(&all))));
    let bars = overview.bars(((rect.width() / BAR) as usize).max(1));
    let width = rect.width() / bars.len() as f32;
    let x_of = |day: i32| rect.left() + rect.width() * (day - first) as f32 / (last - first + 1) as f32;
    let strip = Rect::from_min_size(rect.min, Vec2::new(rect.width(), BARS));
    let seen = in_view.start.saturating_sub(overview.n_before)..in_view.end.saturating_sub(overview.n_before);
    let most = bars.iter().map(Range::len).max().unwrap_or(1).max(1);
    for (index, rows) in bars.iter().enumerate().filter(|(_, rows)| !rows.is_empty()) {
        let left = rect.left() + index as f32 * width;
        let height = (rows.len() as f32 / most as f32 * (BARS - 2.0)).max(2.0);
        let bar =
            Rect::from_min_max(Pos2::new(left, strip.bottom() - height), Pos2::new(left + width - 1.0, strip.bottom()));
        let is_seen = rows.start < seen.end && seen.start < rows.end;
        if is_seen {
            ui.painter().rect_filled(bar.with_min_y(strip.top()), 0.0, palette.selected);
        }
        ui.painter().rect_filled(bar, 0.0, if is_seen { palette.accent } else { palette.outline });
    }
    dates_ui(ui, rect.with_min_y(strip.bottom()), (first, last), x_of);
    let pointed = response.interact_pointer_pos().or(response.hover_pos());
    let bar = pointed.map(|at| (((at.x - rect.left()) / width).max(0.0) as usize).min(bars.len() - 1));
    let rows = bar.map(|bar| bars[bar].clone());
    let is_asked = response.clicked() || response.dragged();
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if let Some(rows) = rows.as_ref().filter(|rows| !rows.is_empty()) {
        response.on_hover_text_at_pointer(told(rows));
    }
    rows.filter(|_| is_asked)
        .map(|rows| (rows.start + overview.n_before).min(overview.n_before + overview.days.len() - 1))
}

/// The line below the bars with its dates.
fn dates_ui(ui: &egui::Ui, rect: Rect, (first, last): (i32, i32), x_of: impl Fn(i32) -> f32) {
    let palette = Palette::of(ui);
    let font = egui::TextStyle::Small.resolve(ui.style());
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, palette.line));
    for mark in plot::months((f64::from(first), f64::from(last))) {
        let x = x_of(mark.value as i32);
        ui.painter().vline(x, Rangef::new(rect.top(), rect.top() + 3.0), Stroke::new(1.0, palette.edge));
        let date = ui.painter().layout_no_wrap(plot::month_of(mark.value), font.clone(), palette.muted);
        let at = Align2::CENTER_CENTER.anchor_size(Pos2::new(x, rect.center().y + 1.0), date.size());
        let shift = (rect.left() - at.left()).max(0.0) + (rect.right() - at.right()).min(0.0);
        ui.painter().galley(at.min + Vec2::new(shift, 0.0), date, palette.muted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::claim::Field;
    use crate::model::claim::Part;
    use crate::model::kind::ClaimKind;
    use crate::model::span::Span;
    use crate::store::read::annotations::Counts;

    fn overview(dates: &[Option<&str>]) -> Overview {
        let rows = dates.iter().zip(1..).map(|(date, key)| {
            let parts = date.iter().map(|date| Part::text(Field::Date, *date)).collect();
            ClaimTableRow {
                key,
                kind: ClaimKind::Event,
                status: None,
                parts,
                measure: None,
                article_id: 1,
                span: Span::new(0, 1),
                words: String::new(),
                publisher: None,
                published: None,
                score: None,
                rule: None,
                remarks: Counts::default(),
                n_articles: 1,
            }
        });
        Overview::of(&rows.collect::<Vec<_>>())
    }

    #[test]
    fn every_row_with_a_day_stands_in_one_bar() {
        let dates = [
            Some("../2023-01-05"),
            Some("2023-01-01"),
            Some("2023-01-02"),
            Some("2023-01-02"),
            Some("2023-01-10"),
            None,
        ];
        let overview = overview(&dates);
        assert_eq!((overview.n_before, overview.days.len()), (1, 4), "an open beginning and no date are no days");
        assert_eq!(overview.bars(5), [0..3, 3..3, 3..3, 3..3, 3..4]);
        assert_eq!(overview.bars(10), [0..1, 1..3, 3..3, 3..3, 3..3, 3..3, 3..3, 3..3, 3..3, 3..4]);
    }

    #[test]
    fn one_wrong_year_does_not_press_the_others_together() {
        let many = |last| {
            let mut days: Vec<i32> = (0..1000).collect();
            days.push(last);
            Overview { n_before: 0, days }
        };
        assert_eq!(many(1500).ends(), Some((0, 1500)), "it costs little room");
        let far = many(90_000);
        assert_eq!(far.ends(), Some((5, 995)));
        let bars = far.bars(10);
        assert_eq!(bars.iter().map(Range::len).sum::<usize>(), 1001, "what lies outside is counted");
        assert_eq!(bars[9].end, 1001);
        assert_eq!(Overview { n_before: 0, days: vec![7; 50] }.ends(), None, "one day needs no strip");
    }
}
