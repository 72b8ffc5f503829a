//! The figures of a measure over time: each with its range, from the day it holds for or else was published.
//!
//! Never joins what differs into one line: every figure stands by itself.

use crate::model::claim::Field;
use crate::model::edtf;
use crate::store::read::claim_table::measure::MeasureTable;
use crate::store::read::claim_table::measure::MeasuredFigure;
use crate::ui::theme::Palette;
use crate::ui::views::claims::columns;
use crate::ui::words;
use chrono::Datelike as _;
use chrono::NaiveDate;
use egui_plot::GridMark;
use egui_plot::HoverPosition;
use egui_plot::Line;
use egui_plot::MarkerShape;
use egui_plot::Plot;
use egui_plot::Points;

pub const HEIGHT: f32 = 160.0;
const WIDTH: f32 = 760.0;
/// Marks on an axis, at most.
const MAX_MARKS: i32 = 6;
/// A picture of one point tells nothing.
const FEWEST: usize = 2;

/// One figure as it is drawn.
#[derive(Clone, Debug, PartialEq)]
struct Point {
    /// `claim.id`.
    claim: i64,
    /// Days since the first of January of the year 1.
    day: f64,
    low: f64,
    high: f64,
    /// Where it holds: the value, the middle of its range where none is said.
    value: f64,
    differs: bool,
    /// Words for whoever points there.
    told: String,
}

/// Draws the figures that have a number and a day, where there are two or more; that at hand (`claim.id`) larger.
pub fn plot_ui(ui: &mut egui::Ui, measure: &MeasureTable, pointed: Option<i64>) {
    let points: Vec<Point> = measure.figures.iter().filter_map(point).collect();
    if points.len() < FEWEST {
        return;
    }
    let palette = Palette::of(ui);
    let response = Plot::new(("plot", measure.id))
        .height(HEIGHT)
        .width(ui.available_width().min(WIDTH))
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .set_margin_fraction(egui::Vec2::new(0.08, 0.18))
        .show_background(false)
        .grid_color(palette.line)
        .grid_fade(0.0)
        .x_grid_spacer(|input| months(input.bounds))
        .y_grid_spacer(|input| steps(input.bounds))
        .x_axis_formatter(|mark, _| month_of(mark.value))
        .y_axis_formatter(|mark, _| words::number(mark.value))
        .label_formatter(|at| match at {
            HoverPosition::NearDataPoint { plot_name, .. } => Some((*plot_name).to_owned()),
            HoverPosition::Elsewhere { .. } => None,
        })
        .show(ui, |plot| {
            for point in &points {
                let colour = if point.differs { palette.doubtful } else { palette.accent };
                if point.low < point.high {
                    let range = vec![[point.day, point.low], [point.day, point.high]];
                    plot.line(Line::new(point.told.clone(), range).color(colour).width(1.5));
                }
                let shape = if point.differs { MarkerShape::Diamond } else { MarkerShape::Circle };
                let at = vec![[point.day, point.value]];
                let radius = if pointed == Some(point.claim) { 7.0 } else { 4.5 };
                plot.points(Points::new(point.told.clone(), at).color(colour).shape(shape).radius(radius));
            }
        });
    let name = format!("{} over time, {}", measure.name, words::count(points.len() as i64, "figure"));
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &name));
}

fn point(figure: &MeasuredFigure) -> Option<Point> {
    let row = &figure.row;
    let date = row.text(Field::AsOf).or(row.published.as_deref())?;
    let day = edtf::bounds(date)?.first?;
    let (low, high) = row.range()?;
    let value = row.number(Field::Value).unwrap_or(f64::midpoint(low, high));
    let (low, high) = (low.max(value.min(low)), if high.is_finite() { high } else { value });
    let low = if low.is_finite() { low } else { value };
    let source =
        [row.publisher.as_deref(), row.published.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let who = columns::field(row, Field::SaidBy);
    let said = if who.is_empty() { String::new() } else { format!(", said by {who}") };
    let told = format!(
        "{} {}\n{}{said}\n{source}",
        row.reference().unwrap_or_default(),
        columns::number(row),
        words::edtf(date)
    );
    let day = f64::from(day.num_days_from_ce());
    Some(Point { claim: row.key, day, low, high, value, differs: figure.differs, told })
}

/// Months that begin between two days, or every so many of them.
fn months((from, to): (f64, f64)) -> Vec<GridMark> {
    let day = |days: f64| NaiveDate::from_num_days_from_ce_opt(days as i32);
    let (Some(first), Some(last)) = (day(from), day(to)) else { return Vec::new() };
    let number = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
    let (first, last) = (number(first) + 1, number(last));
    let every = [1, 2, 3, 6, 12, 24, 60, 120, 600].into_iter().find(|every| (last - first) / every < MAX_MARKS);
    let every = every.unwrap_or(1200);
    let begins =
        |month: i32| NaiveDate::from_ymd_opt(month.div_euclid(12), month.rem_euclid(12).cast_unsigned() + 1, 1);
    let marked = (first..=last).filter(|month| month.rem_euclid(every) == 0).filter_map(begins);
    let step_size = f64::from(every) * 30.0;
    marked.map(|day| GridMark { value: f64::from(day.num_days_from_ce()), step_size }).collect()
}

fn month_of(days: f64) -> String {
    let day = NaiveDate::from_num_days_from_ce_opt(days as i32);
    day.map_or_else(String::new, |day| words::edtf(&day.format("%Y-%m").to_string()))
}

/// Round numbers between two.
fn steps((from, to): (f64, f64)) -> Vec<GridMark> {
    let room = (to - from) / f64::from(MAX_MARKS);
    if !(room > 0.0 && room.is_finite()) {
        return Vec::new();
    }
    let power = 10_f64.powf(room.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|of| of * power).find(|step| *step >= room);
    let step_size = step.unwrap_or(room);
    let first = (from / step_size).ceil() as i64;
    let last = (to / step_size).floor() as i64;
    (first..=last).map(|n| GridMark { value: n as f64 * step_size, step_size }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> f64 {
        f64::from(text.parse::<NaiveDate>().expect("a day").num_days_from_ce())
    }

    #[test]
    fn marks_are_months_and_round_numbers() {
        let months = |from: &str, to: &str| -> Vec<String> {
            months((day(from), day(to))).iter().map(|mark| month_of(mark.value)).collect()
        };
        assert_eq!(months("2023-10-05", "2024-01-20"), ["Nov 2023", "Dec 2023", "Jan 2024"]);
        assert_eq!(months("2023-11-05", "2026-02-01"), ["Jan 2024", "Jul 2024", "Jan 2025", "Jul 2025", "Jan 2026"]);
        assert_eq!(months("2023-11-05", "2023-11-08"), [""; 0]);
        let steps = |from: f64, to: f64| -> Vec<f64> { steps((from, to)).iter().map(|mark| mark.value).collect() };
        assert_eq!(steps(880_000.0, 1_700_000.0), [1_000_000.0, 1_200_000.0, 1_400_000.0, 1_600_000.0]);
        assert_eq!(steps(3.0, 3.0), [0.0; 0]);
    }
}
