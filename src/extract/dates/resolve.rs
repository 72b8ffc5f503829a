//! How an expression gets its value: counted from the day of publication, the way the sentence looks, the news rule.
//!
//! Never guesses: what cannot be known has no value, and where two readings are honest both are given.

use chrono::Datelike as _;
use chrono::Days;
use chrono::NaiveDate;
use chrono::Weekday;

use crate::extract::dates::calendar;
use crate::extract::dates::calendar::Unit;
use crate::extract::dates::calendar::day;
use crate::extract::dates::calendar::month;
use crate::extract::dates::calendar::moved;
use crate::extract::dates::calendar::period;
use crate::extract::dates::expression::Clock;
use crate::extract::dates::expression::Expression;
use crate::extract::dates::expression::Part;
use crate::extract::dates::expression::Shift;
use crate::extract::dates::expression::Times;
use crate::extract::dates::expression::Year;
use crate::extract::dates::hijri;
use crate::model::edtf;
use crate::model::value::Value;

/// Which way the sentence looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    Past,
    Future,
    /// A sentence that does not tell: the news rule holds.
    Unknown,
    /// The end of a time that somebody is given, a deadline: ahead, unless the last such day is as near.
    Term,
    /// A few words without a verb, as in a headline: both ways are honest.
    Open,
}

/// When the article was published, if known to the day, and which way the sentence looks.
#[derive(Clone, Copy, Debug)]
pub struct Anchor {
    pub published: Option<NaiveDate>,
    pub tense: Tense,
}

/// The value, or `None` where it cannot be known.
pub fn resolve(expression: &Expression, anchor: Anchor) -> Option<Value> {
    if let Expression::Range(first, last) = expression
        && (matches!(**first, Expression::Either(..)) || matches!(**last, Expression::Either(..)))
    {
        return resolve(&of_either(first, last), anchor);
    }
    if anchor.tense == Tense::Term {
        return term(expression, anchor);
    }
    let mut readings = match expression {
        Expression::Either(first, second) => vec![edtf_of(first, anchor), edtf_of(second, anchor)],
        _ if anchor.tense == Tense::Open => {
            [Tense::Past, Tense::Future].map(|tense| edtf_of(expression, Anchor { tense, ..anchor })).to_vec()
        }
        _ => vec![edtf_of(expression, anchor)],
    };
    readings.extend(second_clock(expression, anchor));
    readings.extend(next_week(expression, anchor));
    let mut known = readings.into_iter().flatten();
    let first = known.next()?;
    Some(match known.find(|other| *other != first) {
        Some(second) => Value::Either(first, second),
        None => Value::Text(first),
    })
}

/// Days within which a term is told of when it is over, or before it comes.
const TERM: i64 = 200;

/// `The deadline of 1 August`: the next, or the last where only that is near; both where nobody can tell.
fn term(expression: &Expression, anchor: Anchor) -> Option<Value> {
    let looking = |tense: Tense| resolve(expression, Anchor { tense, ..anchor });
    let (ahead, back) = (looking(Tense::Future)?, looking(Tense::Past)?);
    // Who is given until Friday has the next.
    if matches!(expression, Expression::Weekday { .. }) {
        return Some(ahead);
    }
    let (Value::Text(next), Value::Text(last), Some(published)) = (&ahead, &back, anchor.published) else {
        return Some(ahead);
    };
    let days = |value: &str| Some((first_day(value)? - published).num_days().abs());
    let (Some(until), Some(since)) = (days(next), days(last)) else { return Some(ahead) };
    Some(match (until <= TERM, since <= TERM) {
        _ if next == last => ahead,
        (true, true) => Value::Either(next.clone(), last.clone()),
        (false, true) => back,
        _ => ahead,
    })
}

/// A range between two dates in digits is read one way or the other way at both ends.
fn of_either(first: &Expression, last: &Expression) -> Expression {
    let reading = |expression: &Expression, is_second: bool| match expression {
        Expression::Either(one, other) => if is_second { other } else { one }.clone(),
        _ => Box::new(expression.clone()),
    };
    let range = |is_second: bool| Box::new(Expression::Range(reading(first, is_second), reading(last, is_second)));
    Expression::Either(range(false), range(true))
}

/// `3:30` without a word about the half of the day: twelve hours later is honest too.
fn second_clock(expression: &Expression, anchor: Anchor) -> Option<Option<String>> {
    let later = |clock: Clock| if clock.hour < 12 { Clock { hour: clock.hour + 12, ..clock } } else { clock };
    let afternoon = |times: &Times| Times { from: later(times.from), to: times.to.map(later), ..*times };
    match expression {
        Expression::Times(times) if is_early(times) => Some(edtf_of(&Expression::Times(afternoon(times)), anchor)),
        Expression::At { date, times } if is_early(times) => {
            let second = Expression::At { date: date.clone(), times: afternoon(times) };
            Some(edtf_of(&second, anchor))
        }
        _ => None,
    }
}

/// Hours up to six, without a half of the day: later ones are written as they are meant.
const fn is_early(times: &Times) -> bool {
    times.from.is_open && times.from.hour <= 6
}

/// `next Friday` on a Monday: the one of this week, or the one of the next.
fn next_week(expression: &Expression, anchor: Anchor) -> Option<Option<String>> {
    let Expression::Weekday { weekday, shift: Shift::Next } = expression else { return None };
    let published = anchor.published?;
    let is_ahead = weekday.num_days_from_monday() > published.weekday().num_days_from_monday();
    is_ahead.then(|| in_week(published, 0, *weekday).map(day))
}

fn edtf_of(expression: &Expression, anchor: Anchor) -> Option<String> {
    match expression {
        Expression::Day { year, month, day: number } => day_in_year(*year, *month, *number, anchor),
        Expression::DayOn { weekday, month, day: number } => day_on(*weekday, *month, *number, anchor),
        Expression::WeekendOf(of) => weekend_of(first_day(&edtf_of(of, anchor)?)?),
        Expression::DayOfMonth { day: number, weekday } => nearest_month(*number, *weekday, anchor).map(day),
        Expression::Month { year, month: number, shift } => {
            month_year(*year, *number, *shift, anchor).map(|year| month(year, *number))
        }
        Expression::Year(year) => {
            said_year(*year, anchor).map(|year| if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") })
        }
        Expression::Decade(year) => Some(format!("{:03}X", year / 10)),
        Expression::Century(century) => Some(format!("{:02}XX", century - 1)),
        Expression::Quarter { year, quarter } => {
            part_year(*year, (quarter - 1) * 3 + 1, anchor).map(|year| format!("{year:04}-{}", 32 + quarter))
        }
        Expression::Half { year, half } => {
            part_year(*year, (half - 1) * 6 + 1, anchor).map(|year| format!("{year:04}-{}", 39 + half))
        }
        Expression::Season { year, season, shift } => {
            season_year(*year, *season, *shift, anchor).map(|year| format!("{year:04}-{season}"))
        }
        Expression::Weekday { weekday, shift } => weekday_near(*weekday, *shift, anchor).map(day),
        Expression::WeekdayIn { weekday, week } => {
            let monday = first_day(&edtf_of(week, anchor)?)?;
            in_week(monday, 0, *weekday).map(day)
        }
        Expression::Weekend(shift) => weekend(*shift, anchor),
        Expression::Period { unit, offset: n } | Expression::Away { unit, n } => {
            period(*unit, moved(anchor.published?, *unit, *n)?)
        }
        Expression::From { unit, n, base } if matches!(**base, Expression::Either(..)) => {
            let Expression::Either(first, _) = &**base else { return None };
            counted_from(*unit, *n, &edtf_of(first, anchor)?)
        }
        Expression::From { unit, n, base } => counted_from(*unit, *n, &edtf_of(base, anchor)?),
        Expression::WeekdayFrom { n, weekday, base } => weekday_from(*n, *weekday, &edtf_of(base, anchor)?),
        Expression::WorkingDays(n) => working_days(*n, anchor),
        Expression::Span { unit, n } => span(*unit, *n, anchor),
        Expression::Nth { n, part, of } => nth(*n, *part, &edtf_of(of, anchor)?),
        Expression::FirstOf { n, unit, of } => first_of(*n, *unit, &edtf_of(of, anchor)?),
        Expression::DayIn { day: number, of } => {
            let first = first_day(&edtf_of(of, anchor)?)?;
            first.with_day(*number).map(day)
        }
        Expression::WeekOf(of) => period(Unit::Week, first_day(&edtf_of(of, anchor)?)?),
        Expression::Holiday { holiday, year, shift } => holiday.edtf(*year, *shift, anchor),
        Expression::HijriDate { calendar, year, month, day } => hijri::edtf(*calendar, *year, *month, *day, anchor),
        Expression::At { date, times } => at_times(&edtf_of(date, anchor)?, times),
        Expression::Times(times) => Some(clocks("", "", times)),
        Expression::Duration(length) => Some(length.clone()),
        Expression::Range(first, last) => range(first, last, anchor),
        Expression::Either(..) | Expression::Open => None,
    }
}

/// The day that a value of one day names.
fn first_day(value: &str) -> Option<NaiveDate> {
    edtf::bounds(value)?.first
}

pub fn said_year(year: Year, anchor: Anchor) -> Option<i32> {
    match year {
        Year::Said(year) => Some(year),
        Year::Offset(offset) => Some(anchor.published?.year() + i32::try_from(offset).ok()?),
        Year::Unsaid => None,
    }
}

fn day_in_year(year: Year, month: u32, number: u32, anchor: Anchor) -> Option<String> {
    if let Some(year) = said_year(year, anchor) {
        return NaiveDate::from_ymd_opt(year, month, number).map(day);
    }
    let published = anchor.published?;
    // Eight years around a leap day there is another.
    let years = (published.year() - 8)..=(published.year() + 8);
    nearest(years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, number)), anchor).map(day)
}

/// `Friday, July 18`: the nearest year in which they fall together, if one is near; else the weekday is a slip.
fn day_on(weekday: Weekday, month: u32, number: u32, anchor: Anchor) -> Option<String> {
    let published = anchor.published?;
    let years = (published.year() - 1)..=(published.year() + 1);
    let days = years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, number));
    match nearest(days.filter(|day| day.weekday() == weekday), anchor) {
        Some(found) => Some(day(found)),
        None => day_in_year(Year::Unsaid, month, number, anchor),
    }
}

/// The Saturday and Sunday nearest to a feast, and the feast where it touches them: `Labor Day weekend` has a Monday.
fn weekend_of(feast: NaiveDate) -> Option<String> {
    let saturday = (-3..=3).filter_map(|n| moved(feast, Unit::Day, n)).find(|day| day.weekday() == Weekday::Sat)?;
    let sunday = saturday.succ_opt()?;
    let first = if (saturday - feast).num_days() <= 2 { saturday.min(feast) } else { saturday };
    let last = if (feast - sunday).num_days() == 1 { feast } else { sunday };
    Some(format!("{}/{}", day(first), day(last)))
}

/// The news rule for what comes once a year: the nearest, and where two are about as near, the one the sentence looks to.
pub fn nearest(candidates: impl Iterator<Item = NaiveDate>, anchor: Anchor) -> Option<NaiveDate> {
    let published = anchor.published?;
    candidates.min_by_key(|date| distance(*date, published, anchor.tense))
}

/// Days by which a date behind is nearer than one ahead when the sentence looks back, and the other way round: a
/// deadline two months ahead can be told of in the past tense, a date of spring told in autumn cannot.
pub const AGAINST: i64 = 250;

/// Days between, with a handicap for the way the sentence does not look.
fn distance(date: NaiveDate, published: NaiveDate, tense: Tense) -> i64 {
    let days = (date - published).num_days();
    let against = match tense {
        Tense::Past => days > 0,
        Tense::Future => days < 0,
        Tense::Unknown | Tense::Open | Tense::Term => false,
    };
    days.abs() + if against { AGAINST } else { 0 }
}

/// `the 18th`: of the month before, this one or the next, the nearest the way the sentence looks.
/// Where the weekday is said too, the nearest month in which both fall together.
fn nearest_month(number: u32, weekday: Option<Weekday>, anchor: Anchor) -> Option<NaiveDate> {
    let published = anchor.published?;
    let first = published.with_day(1)?;
    let reach = if weekday.is_some() { 9 } else { 2 };
    let candidates = (-reach..=reach).filter_map(|n| moved(first, Unit::Month, n)?.with_day(number));
    let candidates = candidates.filter(|date| weekday.is_none_or(|weekday| date.weekday() == weekday));
    // A weekday that the sentence looks ahead to may be months away.
    let handicap = if weekday.is_some() && anchor.tense == Tense::Future { AGAINST } else { 25 };
    candidates.min_by_key(|date| {
        let days = (*date - published).num_days();
        let against = match anchor.tense {
            Tense::Future => days < 0,
            _ => days > 0,
        };
        days.abs() + if against { handicap } else { 0 }
    })
}

/// A month alone is the last one that has begun, unless the sentence looks ahead.
fn month_year(year: Year, month: u32, shift: Shift, anchor: Anchor) -> Option<i32> {
    if let Some(year) = said_year(year, anchor) {
        return Some(year);
    }
    let published = anchor.published?;
    let (this_year, this_month) = (published.year(), published.month());
    Some(match (shift, anchor.tense) {
        (Shift::Last | Shift::Past, _) => this_year - i32::from(month >= this_month),
        (Shift::Next | Shift::Coming, _) => this_year + i32::from(month <= this_month),
        (Shift::This, _) => this_year,
        (Shift::None, Tense::Future) => this_year + i32::from(month < this_month),
        (Shift::None, _) => this_year - i32::from(month > this_month),
    })
}

/// Quarters and halves, by the month they begin with: the last one that has begun, or of this year looking ahead.
fn part_year(year: Year, first_month: u32, anchor: Anchor) -> Option<i32> {
    said_year(year, anchor).or_else(|| {
        let published = anchor.published?;
        let is_ahead = first_month > published.month();
        let looks_back = matches!(anchor.tense, Tense::Past | Tense::Unknown);
        Some(published.year() - i32::from(is_ahead && looks_back))
    })
}

fn season_year(year: Year, season: u32, shift: Shift, anchor: Anchor) -> Option<i32> {
    said_year(year, anchor).or_else(|| {
        let published = anchor.published?;
        let first_month = season.saturating_sub(21) * 3 + 3;
        let has_begun = published.month() >= first_month;
        let is_in_winter = season == 24 && published.month() < 3;
        // A winter ends in the year after the one it is named by.
        let is_over = season != 24 && published.month() > first_month + 2;
        Some(match (shift, anchor.tense) {
            (Shift::This, _) => published.year() - i32::from(is_in_winter),
            (Shift::Last, _) => published.year() - i32::from(!is_over) - i32::from(is_in_winter),
            (Shift::Next | Shift::Coming, _) | (Shift::None, Tense::Future) => published.year() + i32::from(has_begun),
            _ => published.year() - i32::from(!has_begun),
        })
    })
}

/// The day of this name in the week around `date`, so many weeks on.
fn in_week(date: NaiveDate, weeks: i64, weekday: Weekday) -> Option<NaiveDate> {
    let offset = i64::from(weekday.num_days_from_monday()) - i64::from(date.weekday().num_days_from_monday());
    moved(date, Unit::Day, offset + weeks * 7)
}

/// The news rule for weekdays: the last one, the day of publication included; looking ahead, the next one.
fn weekday_near(weekday: Weekday, shift: Shift, anchor: Anchor) -> Option<NaiveDate> {
    let published = anchor.published?;
    let back = i64::from((7 + published.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7);
    let ahead = if back > 0 { 7 - back } else { 7 };
    let offset = match (shift, anchor.tense) {
        (Shift::Last, _) => return in_week(published, -1, weekday),
        (Shift::Next, _) => return in_week(published, 1, weekday),
        (Shift::Past, _) => -(if back > 0 { back } else { 7 }),
        (Shift::Coming, _) | (Shift::None, Tense::Future) => ahead,
        (Shift::This, Tense::Past) => -back,
        (Shift::This, _) => ahead % 7,
        _ => -back,
    };
    moved(published, Unit::Day, offset)
}

/// Saturday and Sunday: those just past, those of this week looking ahead.
fn weekend(shift: Shift, anchor: Anchor) -> Option<String> {
    let published = anchor.published?;
    let is_on = published.weekday().num_days_from_monday() >= 5;
    let weeks = match (shift, anchor.tense) {
        (Shift::Last | Shift::Past, _) => -1,
        (Shift::Next, _) => 1,
        (Shift::This, Tense::Past) if published.weekday().num_days_from_monday() < 3 => -1,
        (Shift::This | Shift::Coming, _) | (Shift::None, Tense::Future) => 0,
        (Shift::None, _) => -i64::from(!is_on),
    };
    let saturday = in_week(published, weeks, Weekday::Sat)?;
    Some(format!("{}/{}", day(saturday), day(saturday.succ_opt()?)))
}

/// `three weeks after Easter` is a day, `two years after 2011` a year: known as its base is.
fn counted_from(unit: Unit, n: i64, base: &str) -> Option<String> {
    let bounds = edtf::bounds(base)?;
    let (first, last) = (bounds.first?, bounds.last?);
    let counted = moved(first, unit, n)?;
    let n_days = (last - first).num_days();
    let precision = match n_days {
        0 => Unit::Day,
        1..=6 => Unit::Week,
        7..=31 => Unit::Month,
        _ => Unit::Year,
    };
    period(precision, counted)
}

/// The nth day of this name behind a date's last day, or before its first.
fn weekday_from(n: i64, weekday: Weekday, base: &str) -> Option<String> {
    let bounds = edtf::bounds(base)?;
    let number = |day: NaiveDate| i64::from(day.weekday().num_days_from_monday());
    let wanted = i64::from(weekday.num_days_from_monday());
    let found = if n > 0 {
        let last = bounds.last?;
        moved(last, Unit::Day, (wanted - number(last) + 6).rem_euclid(7) + 1 + 7 * (n - 1))?
    } else {
        let first = bounds.first?;
        moved(first, Unit::Day, -((number(first) - wanted + 6).rem_euclid(7) + 1) + 7 * (n + 1))?
    };
    Some(day(found))
}

/// Mondays to Fridays, feasts not counted: where the last of them falls is about that day.
fn working_days(n: i64, anchor: Anchor) -> Option<String> {
    let published = anchor.published?;
    let is_working = |day: &NaiveDate| day.weekday().num_days_from_monday() < 5;
    let days = (1..).map_while(|off| moved(published, Unit::Day, if n < 0 { -off } else { off }));
    let days: Vec<NaiveDate> = days.filter(is_working).take(usize::try_from(n.abs()).ok()?).collect();
    let (near, far) = (day(*days.first()?), day(*days.last()?));
    Some(if n < 0 { format!("{far}~/{near}") } else { format!("{near}/{far}~") })
}

/// The days up to the publication, or from the day after it.
fn span(unit: Unit, n: i64, anchor: Anchor) -> Option<String> {
    let published = anchor.published?;
    if matches!(unit, Unit::Quarter | Unit::Decade | Unit::Century) {
        // These are pieces of the calendar: the last two quarters are two of the four.
        let inner = if n < 0 { -1 } else { 1 };
        let ends = (period(unit, moved(published, unit, n)?)?, period(unit, moved(published, unit, inner)?)?);
        let (from, to) = if n < 0 { ends } else { (ends.1, ends.0) };
        let (from, to) = (edtf::bounds(&from)?.first?, edtf::bounds(&to)?.last?);
        // `the past decade` is the ten years up to now.
        if !(unit != Unit::Quarter && n == -1) {
            return Some(format!("{}/{}", day(from), day(to)));
        }
    }
    let (first, last) = if n < 0 {
        (moved(published, unit, n)?, published.pred_opt()?)
    } else {
        (published.succ_opt()?, moved(published, unit, n)?)
    };
    (first <= last).then(|| format!("{}/{}", day(first), day(last)))
}

/// The nth of a longer period; weeks belong to the period that holds their Thursday, as ISO counts.
fn nth(n: i32, part: Part, of: &str) -> Option<String> {
    let bounds = edtf::bounds(of)?;
    let (first, last) = (bounds.first?, bounds.last?);
    let steps = i64::from(n.abs()) - 1;
    let by_weekday = |weekday: Weekday| {
        let found = if n > 0 {
            let ahead = (7 + weekday.num_days_from_monday() - first.weekday().num_days_from_monday()) % 7;
            moved(first, Unit::Day, i64::from(ahead) + 7 * steps)?
        } else {
            let back = (7 + last.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
            moved(last, Unit::Day, -(i64::from(back) + 7 * steps))?
        };
        (first <= found && found <= last).then_some(found)
    };
    match part {
        Part::Weekday(weekday) => by_weekday(weekday).map(day),
        Part::Weekend => {
            let saturday = by_weekday(Weekday::Sat)?;
            Some(format!("{}/{}", day(saturday), day(saturday.succ_opt()?)))
        }
        Part::Unit(Unit::Week) => period(Unit::Week, by_weekday(Weekday::Thu)?),
        Part::Unit(unit) => {
            let found = if n > 0 { moved(first, unit, steps)? } else { moved(last, unit, -steps)? };
            if first <= found && found <= last { period(unit, found) } else { None }
        }
    }
}

/// `the first two weeks of`: from the first through the last of them.
fn first_of(n: i32, unit: Unit, of: &str) -> Option<String> {
    let inner = if n > 0 { 1 } else { -1 };
    let (from, to) = (nth(inner, Part::Unit(unit), of)?, nth(n, Part::Unit(unit), of)?);
    let (from, to) = if n > 0 { (from, to) } else { (to, from) };
    Some(format!("{}/{}", day(edtf::bounds(&from)?.first?), day(edtf::bounds(&to)?.last?)))
}

/// `3 p.m. on Thursday`: the day and the time; a range of times within one day.
fn at_times(date: &str, times: &Times) -> Option<String> {
    let (date, _) = date.split_once(['~', '?']).unwrap_or((date, ""));
    let on = calendar::parse_day(date)?;
    let ends_next_day = times.to.is_some_and(|to| (to.hour, to.minute) < (times.from.hour, times.from.minute));
    let last = if ends_next_day { on.checked_add_days(Days::new(1))? } else { on };
    Some(clocks(&day(on), &day(last), times))
}

fn clocks(first: &str, last: &str, times: &Times) -> String {
    let shown = |clock: Clock| {
        let second = clock.second.map_or_else(String::new, |second| format!(":{second:02}"));
        format!("T{:02}:{:02}{second}{}", clock.hour, clock.minute, times.zone)
    };
    let from = format!("{first}{}", shown(times.from));
    times.to.map_or_else(|| from.clone(), |to| format!("{from}/{last}{}", shown(to)))
}

/// Ends of a range help each other: `Dec. 5 to 15` shares month and year, `Dec. 20 to Jan. 3` crosses a year.
fn range(first: &Expression, last: &Expression, anchor: Anchor) -> Option<String> {
    let is_yearless = |expression: &Expression| match expression {
        Expression::Day { year, .. } | Expression::Month { year, shift: Shift::None, .. } => *year == Year::Unsaid,
        _ => false,
    };
    let mut start = edtf_of(first, anchor)?;
    let mut end = edtf_of(last, anchor)?;
    if first.has_clock() {
        let holds = !start.contains('/') && !end.contains('/') && start.get(..10)? <= end.get(..10)?;
        return holds.then(|| format!("{start}/{end}"));
    }
    let (from, until) = (edtf::bounds(&start)?.first?, edtf::bounds(&end)?.last?);
    if from > until || (is_yearless(first) && !is_yearless(last) && from.year() != until.year()) {
        // One year stands for both, or the range crosses into the next.
        let shift = |value: &mut String, year: i32| value.replace_range(..4, &format!("{year:04}"));
        if is_yearless(first) && start.len() >= 4 {
            let crosses = start.get(4..) > end.get(4..);
            shift(&mut start, until.year() - i32::from(crosses));
        } else if is_yearless(last) && end.len() >= 4 {
            let crosses = end.get(4..) < start.get(4..);
            shift(&mut end, from.year() + i32::from(crosses));
        } else if matches!(last, Expression::Weekday { .. }) {
            end = day(moved(until, Unit::Day, 7)?);
        }
    }
    let start_day = edtf::bounds(&start)?.first?;
    let (start, end) = (plain_end(&start, true), plain_end(&end, false));
    let holds = edtf::bounds(end)?.last.is_some_and(|until| start_day <= until);
    holds.then(|| format!("{start}/{end}"))
}

/// An interval as an end of another gives its own end.
fn plain_end(value: &str, is_first: bool) -> &str {
    let plain = value.trim_end_matches('~');
    plain.split_once('/').map_or(plain, |(first, last)| if is_first { first } else { last })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::dates::calendar::parse_day;

    fn value(expression: &Expression, published: &str, tense: Tense) -> Option<String> {
        resolve(expression, Anchor { published: parse_day(published), tense }).map(|value| value.to_cell())
    }

    #[test]
    fn weekdays_look_back_unless_the_sentence_looks_ahead() {
        let thursday = Expression::weekday(Weekday::Thu);
        for (published, tense, expected) in [
            ("2023-12-08", Tense::Past, Some("2023-12-07")),
            ("2023-10-05", Tense::Unknown, Some("2023-10-05")),
            ("2023-12-08", Tense::Future, Some("2023-12-14")),
            ("2023-12-08", Tense::Open, Some("2023-12-07 or 2023-12-14")),
            ("", Tense::Past, None),
        ] {
            assert_eq!(value(&thursday, published, tense).as_deref(), expected);
        }
    }

    #[test]
    fn days_without_a_year_are_the_nearest() {
        let first = Expression::Day { year: Year::Unsaid, month: 11, day: 1 };
        assert_eq!(value(&first, "2023-12-08", Tense::Past).as_deref(), Some("2023-11-01"));
        assert_eq!(value(&first, "2023-10-05", Tense::Past).as_deref(), Some("2023-11-01"));
        let late = Expression::Day { year: Year::Unsaid, month: 12, day: 20 };
        assert_eq!(value(&late, "2024-01-05", Tense::Unknown).as_deref(), Some("2023-12-20"));
        let impossible = Expression::Day { year: Year::Said(2023), month: 2, day: 30 };
        assert_eq!(value(&impossible, "2024-01-05", Tense::Unknown), None);
    }

    #[test]
    fn months_without_a_year_have_begun() {
        let october = Expression::Month { year: Year::Unsaid, month: 10, shift: Shift::None };
        assert_eq!(value(&october, "2023-12-08", Tense::Past).as_deref(), Some("2023-10"));
        assert_eq!(value(&october, "2023-03-08", Tense::Past).as_deref(), Some("2022-10"));
        assert_eq!(value(&october, "2023-03-08", Tense::Future).as_deref(), Some("2023-10"));
    }
}
