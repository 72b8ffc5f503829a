//! The figures of a measure over time: each with its range, from the day it holds for or else was published.
//!
//! Never joins what differs into one line: every figure stands by itself, or where a pixel holds several, one mark stands
//! for them and says so.

use crate::model::claim::Field;
use crate::store::read::claim_table::measure::MeasureTable;
use crate::store::read::claim_table::measure::MeasuredFigure;
use crate::ui::outbox::Go;
use crate::ui::outbox::Outbox;
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
use egui_plot::PlotPoint;
use egui_plot::Points;
use std::collections::BTreeMap;

pub const HEIGHT: f32 = 160.0;
const WIDTH: f32 = 760.0;
/// Marks on an axis, at most.
const MAX_MARKS: i32 = 6;
/// A picture of one point tells nothing.
const FEWEST: usize = 2;
/// More figures than this are drawn smaller, and the sign of those that differ is left away where most do.
const MANY: usize = 24;
/// What stands in one square of this side, in points, is drawn as one mark.
const SQUARE: f32 = 6.0;
/// How near the pointer is to what it points at, in points.
const NEAR: f32 = 10.0;

/// One figure as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Point {
    /// Its place among the figures of the measure, those beyond the list behind the others.
    figure: usize,
    /// Days since the first of January of the year 1.
    day: f64,
    low: f64,
    high: f64,
    /// Where it holds: the value, the middle of its range where none is said.
    value: f64,
    differs: bool,
}

/// One figure, or several that stand too close to be told apart.
#[derive(Clone, Debug, PartialEq)]
struct Mark {
    /// The figure, where it is one alone.
    alone: Option<usize>,
    n: usize,
    days: (f64, f64),
    /// Of the values themselves.
    values: (f64, f64),
    /// Of the ranges too.
    reach: (f64, f64),
    /// Where the mark stands: amid its figures.
    at: [f64; 2],
    differs: bool,
}

impl Mark {
    fn of(point: &Point) -> Self {
        Self {
            alone: Some(point.figure),
            n: 1,
            days: (point.day, point.day),
            values: (point.value, point.value),
            reach: (point.low, point.high),
            at: [point.day, point.value],
            differs: point.differs,
        }
    }

    fn take(&mut self, point: &Point) {
        let wider = |(low, high): (f64, f64), from: f64, to: f64| (low.min(from), high.max(to));
        self.alone = None;
        self.days = wider(self.days, point.day, point.day);
        self.values = wider(self.values, point.value, point.value);
        self.reach = wider(self.reach, point.low, point.high);
        let share = 1.0 / (self.n + 1) as f64;
        self.at[0] += (point.day - self.at[0]) * share;
        self.at[1] += (point.value - self.at[1]) * share;
        self.n += 1;
        self.differs |= point.differs;
    }
}

/// What is drawn of a measure: made when its figures were read, and anew when its room changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    points: Vec<Point>,
    marks: Vec<Mark>,
    /// Squares across that the marks were made for.
    n_across: u32,
}

impl Picture {
    pub fn of(measure: &MeasureTable) -> Self {
        let figures = measure.figures.iter().chain(&measure.more).enumerate();
        let mut points: Vec<Point> = figures.filter_map(|(at, figure)| point(at, figure)).collect();
        let n_differ = points.iter().filter(|point| point.differs).count();
        if points.len() > MANY && n_differ * 2 > points.len() {
            for point in &mut points {
                point.differs = false;
            }
        }
        Self { points, ..Self::default() }
    }

    /// Whether there is anything to see.
    pub const fn is_drawn(&self) -> bool {
        self.points.len() >= FEWEST
    }

    /// One mark for all figures of a square.
    fn settle(&mut self, n_across: u32, n_down: u32) {
        if self.n_across == n_across {
            return;
        }
        self.n_across = n_across;
        let ends = |of: fn(&Point) -> f64| {
            let each = || self.points.iter().map(of);
            (each().fold(f64::INFINITY, f64::min), each().fold(f64::NEG_INFINITY, f64::max))
        };
        let (days, values) = (ends(|point| point.day), ends(|point| point.value));
        let square = |at: f64, (from, to): (f64, f64), n: u32| {
            if to > from { ((at - from) / (to - from) * f64::from(n)) as u32 } else { 0 }
        };
        let mut squares: BTreeMap<(u32, u32), Mark> = BTreeMap::new();
        for point in &self.points {
            let place = (square(point.day, days, n_across), square(point.value, values, n_down));
            squares.entry(place).and_modify(|mark| mark.take(point)).or_insert_with(|| Mark::of(point));
        }
        self.marks = squares.into_values().collect();
    }
}

/// Marks that look the same: how large, whether they differ, and which.
struct Look<'p> {
    radius: f32,
    differs: bool,
    marks: Vec<&'p Mark>,
}

fn looks(picture: &Picture) -> Vec<Look<'_>> {
    let alone = if picture.points.len() > MANY { 2.5 } else { 4.5 };
    let mut looks = Vec::new();
    for (radius, counts) in [(alone, 1..2), (3.5, 2..8), (5.0, 8..usize::MAX)] {
        for differs in [false, true] {
            let is_so = |mark: &&Mark| counts.contains(&mark.n) && mark.differs == differs;
            let marks: Vec<&Mark> = picture.marks.iter().filter(is_so).collect();
            if !marks.is_empty() {
                looks.push(Look { radius: f32::max(radius, alone), differs, marks });
            }
        }
    }
    looks
}

/// The figure at a place among those of a measure.
fn figure_at(measure: &MeasureTable, at: usize) -> Option<&MeasuredFigure> {
    measure.figures.get(at).or_else(|| measure.more.get(at - measure.figures.len()))
}

/// Draws the figures that have a number and a day, where there are two or more; that at hand (`claim.id`) larger. A click
/// on one leads to its words.
pub fn plot_ui(
    ui: &mut egui::Ui,
    measure: &MeasureTable,
    picture: &mut Picture,
    pointed: Option<i64>,
    outbox: &mut Outbox,
) {
    if !picture.is_drawn() {
        return;
    }
    let palette = Palette::of(ui);
    let width = ui.available_width().min(WIDTH);
    picture.settle((width / SQUARE) as u32, (HEIGHT / SQUARE) as u32);
    let picture = &*picture;
    let looks = looks(picture);
    let found = |name: &str, index: usize| -> Option<&Mark> {
        looks.get(name.parse::<usize>().ok()?)?.marks.get(index).copied()
    };
    let response = frame(measure, width, palette)
        .label_formatter(|at| match at {
            HoverPosition::NearDataPoint { plot_name, index, .. } => {
                found(plot_name, *index).map(|mark| told(measure, mark))
            }
            HoverPosition::Elsewhere { .. } => None,
        })
        .show(ui, |plot| {
            for (index, look) in looks.iter().enumerate() {
                let colour = if look.differs { palette.doubtful } else { palette.accent };
                for mark in look.marks.iter().filter(|mark| mark.reach.0 < mark.reach.1) {
                    let range = vec![[mark.at[0], mark.reach.0], [mark.at[0], mark.reach.1]];
                    plot.line(Line::new("", range).color(colour).width(1.5).allow_hover(false));
                }
                let shape = if look.differs { MarkerShape::Diamond } else { MarkerShape::Circle };
                let places: Vec<[f64; 2]> = look.marks.iter().map(|mark| mark.at).collect();
                plot.points(Points::new(index.to_string(), places).color(colour).shape(shape).radius(look.radius));
            }
            let is_pointed =
                |point: &&Point| figure_at(measure, point.figure).is_some_and(|figure| Some(figure.row.key) == pointed);
            if let Some(point) = picture.points.iter().find(is_pointed).filter(|_| pointed.is_some()) {
                let colour = if point.differs { palette.doubtful } else { palette.accent };
                let shape = if point.differs { MarkerShape::Diamond } else { MarkerShape::Circle };
                let at = vec![[point.day, point.value]];
                plot.points(Points::new("", at).color(colour).shape(shape).radius(7.0).allow_hover(false));
            }
        });
    let name = format!("{} over time, {}", measure.name, words::count(picture.points.len() as i64, "figure"));
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &name));
    let clicked = response.response.interact_pointer_pos().filter(|_| response.response.clicked());
    let near = clicked.and_then(|at| {
        let away = |mark: &Mark| response.transform.position_from_point(&PlotPoint::from(mark.at)).distance(at);
        let nearest = picture.marks.iter().min_by(|a, b| away(a).total_cmp(&away(b)))?;
        figure_at(measure, nearest.alone.filter(|_| away(nearest) <= NEAR)?)
    });
    if let Some(figure) = near {
        outbox.go(Go::Words { article: figure.row.article_id, span: figure.row.span });
    }
}

/// The empty plot: as wide as there is room, without anything to drag.
fn frame<'p>(measure: &MeasureTable, width: f32, palette: &Palette) -> Plot<'p> {
    Plot::new(("plot", measure.id))
        .height(HEIGHT)
        .width(width)
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
}

/// What a mark stands for, in words.
fn told(measure: &MeasureTable, mark: &Mark) -> String {
    match mark.alone.and_then(|at| figure_at(measure, at)) {
        Some(figure) => told_of(figure),
        None => {
            let days = days_in_words(mark.days);
            let (low, high) = (words::number(mark.values.0), words::number(mark.values.1));
            let values = if low == high { low } else { format!("{low} to {high}") };
            format!("{}\n{values}\n{days}", words::count(mark.n as i64, "figure"))
        }
    }
}

/// `5-15 Dec 2023`, of days since the first of January of the year 1.
pub fn days_in_words((first, last): (f64, f64)) -> String {
    let day = |days: f64| NaiveDate::from_num_days_from_ce_opt(days as i32).unwrap_or_default();
    let (first, last) = (day(first), day(last));
    words::edtf(&if first == last { first.to_string() } else { format!("{first}/{last}") })
}

fn told_of(figure: &MeasuredFigure) -> String {
    let row = &figure.row;
    let source =
        [row.publisher.as_deref(), row.published.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let who = columns::field(row, Field::SaidBy);
    let said = if who.is_empty() { String::new() } else { format!(", said by {who}") };
    let date = row.text(Field::AsOf).or(row.published.as_deref()).unwrap_or_default();
    let reference = row.reference().unwrap_or_default();
    format!("{reference} {}\n{}{said}\n{source}", columns::number(row), words::edtf(date))
}

fn point(at: usize, figure: &MeasuredFigure) -> Option<Point> {
    let row = &figure.row;
    let day = row.day()?;
    let (low, high) = row.range()?;
    let value = row.number(Field::Value).unwrap_or(f64::midpoint(low, high));
    let (low, high) = (low.max(value.min(low)), if high.is_finite() { high } else { value });
    let low = if low.is_finite() { low } else { value };
    let day = f64::from(day.num_days_from_ce());
    Some(Point { figure: at, day, low, high, value, differs: figure.differs })
}

/// Months that begin between two days, or every so many of them.
pub fn months((from, to): (f64, f64)) -> Vec<GridMark> {
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

pub fn month_of(days: f64) -> String {
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

    fn picture(points: &[(f64, f64)], differs: bool) -> Picture {
        let of = |(figure, (day, value)): (usize, &(f64, f64))| Point {
            figure,
            day: *day,
            low: *value,
            high: value + 1.0,
            value: *value,
            differs,
        };
        Picture { points: points.iter().enumerate().map(of).collect(), ..Picture::default() }
    }

    #[test]
    fn figures_that_stand_apart_have_a_mark_each_and_those_of_one_square_share_one() {
        let mut apart = picture(&[(0.0, 10.0), (50.0, 40.0), (100.0, 10.0)], true);
        apart.settle(10, 10);
        let alone: Vec<Option<usize>> = apart.marks.iter().map(|mark| mark.alone).collect();
        assert_eq!(alone, [Some(0), Some(1), Some(2)]);
        let thousand: Vec<(f64, f64)> = (0..1000).map(|n| (f64::from(n), f64::from(n % 7))).collect();
        let mut many = picture(&thousand, false);
        many.settle(20, 4);
        assert!(many.marks.len() <= 21 * 5, "{}", many.marks.len());
        assert_eq!(many.marks.iter().map(|mark| mark.n).sum::<usize>(), 1000, "none is left out");
        let first = &many.marks[0];
        assert_eq!((first.alone, first.days.0, first.values.0, first.reach), (None, 0.0, 0.0, (0.0, 2.0)));
        assert_eq!(many.marks.len(), looks(&many).iter().map(|look| look.marks.len()).sum::<usize>());
        let before = many.marks.clone();
        many.settle(40, 4);
        assert!(many.marks.len() > before.len(), "more room, more marks");
    }

    #[test]
    fn figures_of_one_day_or_of_one_value_are_drawn_too() {
        for points in [[(5.0, 1.0), (5.0, 9.0)], [(1.0, 5.0), (9.0, 5.0)], [(5.0, 5.0), (5.0, 5.0)]] {
            let mut picture = picture(&points, false);
            picture.settle(10, 10);
            assert_eq!(picture.marks.iter().map(|mark| mark.n).sum::<usize>(), 2, "{points:?}");
        }
    }
}
