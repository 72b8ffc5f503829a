//! The grammar of dates in English news: which tokens are one expression, and what it says.
//!
//! Never resolves and never looks past the sentence. Words that are dates only in company (`May`, `March`, `second`,
//! `sat`) need that company.

use crate::extract::dates::calendar::Unit;
use crate::extract::dates::clock;
use crate::extract::dates::expression::Clock;
use crate::extract::dates::expression::Expression;
use crate::extract::dates::expression::Shift;
use crate::extract::dates::expression::Times;
use crate::extract::dates::expression::Year;
use crate::extract::dates::hijri;
use crate::extract::dates::holiday;
use crate::extract::dates::lengths;
use crate::extract::dates::months::day_first;
use crate::extract::dates::months::glued_months;
use crate::extract::dates::months::month_first;
use crate::extract::dates::months::named_month;
use crate::extract::dates::months::shifted_month;
use crate::extract::dates::months::spoken_day;
use crate::extract::dates::months::with_weekday;
use crate::extract::dates::numeric;
use crate::extract::dates::part;
use crate::extract::dates::relative;
use crate::extract::dates::weekdays::day_of_month;
use crate::extract::dates::weekdays::weekday;
use crate::extract::dates::words::day_at;
use crate::extract::dates::words::month_beside_day;
use crate::extract::dates::words::year_after;
use crate::extract::dates::words::year_at;
use crate::extract::dates::years::century;
use crate::extract::dates::years::decade;
use crate::extract::dates::years::fiscal_year;
use crate::extract::dates::years::quarter;
use crate::extract::dates::years::quarter_of;
use crate::extract::dates::years::season;
use crate::extract::dates::years::year_alone;
use crate::extract::dates::years::year_in_words;
use crate::extract::dates::years::year_of_era;
use crate::extract::number;
use crate::extract::reading::Reading;

/// An expression and the token after it.
pub type Parsed = (Expression, usize);

/// The date or time that begins at token `at`: a day with its time of day, a range, a period, a length of time.
pub fn moment(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    if reading.low(at, at) == "now" && reading.low_before(at) == "between" {
        let today = Expression::Period { unit: Unit::Day, offset: 0 };
        let (range, end) = to_other(reading, at, today, at + 1);
        return (end > at + 1).then_some((range, end));
    }
    if let Some(parsed) = hour_tonight(reading, at) {
        return Some(parsed);
    }
    if let Some((moment, end)) = clocked(reading, at) {
        return Some(to_moment(reading, at, moment, end));
    }
    let (date, end) = plain_date(reading, at)?;
    if date.is_day()
        && let Some((moment, end)) = day_and_times(reading, at, &date, end)
    {
        return Some(to_moment(reading, at, moment, end));
    }
    Some(to_other(reading, at, date, end))
}

/// What begins with a time of the day: `3 p.m. on Thursday`, `[for] three hours from 10 a.m.`.
fn clocked(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let (times, end) = clock::times(reading, at).or_else(|| clock::lasting_from(reading, at))?;
    Some(times_and_day(reading, at, times, end))
}

/// `from 8 a.m. on Monday to 5 p.m. on Tuesday`, `2015-03-28 17:00/2015-03-29 21:00`, `2 p.m. until tomorrow at 4 p.m.`.
fn to_moment(reading: &Reading<'_>, at: usize, first: Expression, end: usize) -> Parsed {
    let link = reading.low(end, at);
    let before = reading.low_before(at);
    let is_link = match link {
        "to" | "until" | "till" | "through" | "-" | "–" | "/" => true,
        "and" => before == "between",
        _ => false,
    };
    if !is_link || reading.near(end + 1, at).is_none() {
        return (first, end);
    }
    let other = clocked(reading, end + 1).or_else(|| {
        let (date, date_end) = plain_date(reading, end + 1).filter(|(date, _)| date.is_day())?;
        day_and_times(reading, end + 1, &date, date_end)
    });
    let is_one = |expression: &Expression| matches!(expression, Expression::At { times, .. } if times.to.is_none());
    let Some((last, last_end)) = other.filter(|(last, _)| is_one(last)) else { return (first, end) };
    let range = |first: Expression, last: Expression| Expression::Range(Box::new(first), Box::new(last));
    match (&first, &last) {
        (Expression::At { .. }, _) if is_one(&first) => (range(first, last), last_end),
        // The day is that of the publication where the other is the day after it.
        (Expression::Times(times), Expression::At { date, .. })
            if times.to.is_none() && matches!(**date, Expression::Period { unit: Unit::Day, offset: 1 }) =>
        {
            let today = Box::new(Expression::Period { unit: Unit::Day, offset: 0 });
            (range(Expression::At { date: today, times: *times }, last), last_end)
        }
        _ => (first, end),
    }
}

/// `at 8 tonight`, `seven this morning`: a bare hour right before a part of this day.
fn hour_tonight(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let is_time = matches!(
        reading.low_before(at),
        "" | "at" | "by" | "around" | "about" | "until" | "from" | "since" | "before" | "after"
    );
    let is_part = match reading.low(at + 1, at) {
        "tonight" => true,
        "tomorrow" | "yesterday" => part::after(reading, at + 2, at).is_some(),
        "this" => matches!(reading.low(at + 2, at), "morning" | "afternoon" | "evening"),
        _ => false,
    };
    if !is_time || !is_part {
        return None;
    }
    let low = reading.low(at, at);
    let hour =
        number::small(low).or_else(|| number::digits(low)).filter(|n| (1.0..=12.0).contains(n) && n.fract() == 0.0)?;
    let (date, end) = plain_date(reading, at + 1).filter(|(date, _)| date.is_day())?;
    let (half, end) = match part::within(reading, at + 1, end) {
        Some(half) => (half, end),
        None => part::after(reading, end, at).and_then(|(half, end)| half.map(|half| (half, end)))?,
    };
    let from = Clock { hour: hour as u32, minute: 0, second: None, is_open: true };
    let times = in_half(Times { from, to: None, zone: "" }, Some(half));
    Some((Expression::At { date: Box::new(date), times }, end))
}

/// `3 p.m. on Thursday`, `9:30 to 11:00 tomorrow morning`.
fn times_and_day(reading: &Reading<'_>, at: usize, times: Times, end: usize) -> Parsed {
    let skip = usize::from(matches!(reading.low(end, at), "on" | "," | "of"));
    let day = plain_date(reading, end + skip).filter(|(date, _)| date.is_day());
    match day {
        Some((date, day_end)) => {
            let said = part::within(reading, end + skip, day_end);
            let (half, day_end) = part::after(reading, day_end, at).map_or((said, day_end), |(half, end)| (half, end));
            (Expression::At { date: Box::new(date), times: in_half(times, half) }, day_end)
        }
        None => (Expression::Times(times), end),
    }
}

/// `Thursday at 3 p.m.`, `Friday morning`, `Dec. 5, 10:30 GMT`, `yesterday afternoon from 3 to 8 p.m.`.
fn day_and_times(reading: &Reading<'_>, at: usize, date: &Expression, end: usize) -> Option<Parsed> {
    let said = part::within(reading, at, end);
    let (half, part_end) = part::after(reading, end, at).map_or((said, end), |(half, end)| (half, end));
    let mut times_at = part_end;
    while times_at < part_end + 4
        && matches!(
            reading.low(times_at, at),
            "at" | "from"
                | "between"
                | "for"
                | "around"
                | "about"
                | ","
                | "@"
                | "before"
                | "after"
                | "by"
                | "until"
                | "no"
                | "later"
                | "than"
        )
    {
        times_at += 1;
    }
    if reading.near(times_at, at).is_some()
        && let Some((times, times_end)) = clock::times(reading, times_at)
            .or_else(|| clock::lasting_from(reading, times_at))
            .or_else(|| hour_of(reading, times_at, at, half))
    {
        // `Monday before noon` is a part of Monday, and no moment of it.
        if (part_end..times_at).any(|index| matches!(reading.low(index, at), "before" | "after")) {
            return Some((date.clone(), times_end));
        }
        let (half, times_end) =
            part::after(reading, times_end, at).map_or((half, times_end), |(said, end)| (said.or(half), end));
        let times = in_half(times, half);
        return Some((Expression::At { date: Box::new(date.clone()), times }, times_end));
    }
    (part_end > end).then(|| (date.clone(), part_end))
}

/// `tonight at 8`: a bare hour where the part of the day is said; `19h` wherever a day stands before.
fn hour_of(reading: &Reading<'_>, at: usize, beside: usize, half: Option<u32>) -> Option<(Times, usize)> {
    let closes = matches!(reading.low(at + 1, beside), "" | "." | "," | ";" | ")");
    if closes && let Some(clock) = clock::hour_with_h(reading.low(at, beside)) {
        return Some((Times { from: clock, to: None, zone: "" }, at + 1));
    }
    half?;
    let hour = day_at(reading, at, beside).filter(|hour| *hour <= 12)?;
    let is_hour = matches!(reading.low_before(at), "at" | "around" | "about" | "@")
        && matches!(reading.low(at + 1, beside), "" | "." | "," | "?" | "and" | "in" | "on");
    let from = Clock { hour, minute: 0, second: None, is_open: true };
    is_hour.then_some((Times { from, to: None, zone: "" }, at + 1))
}

/// The half of the day that a part of it (`this afternoon`) gives to a time that is open.
fn in_half(times: Times, half: Option<u32>) -> Times {
    let Some(half) = half else { return times };
    let set = |clock: Clock| {
        let hour = if half == 12 && clock.hour < 12 { clock.hour + 12 } else { clock.hour };
        Clock { hour, is_open: false, ..clock }
    };
    if times.from.is_open { Times { from: set(times.from), to: times.to.map(set), ..times } } else { times }
}

/// One date without a time of day and without a second end.
pub fn plain_date(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    reading.tokens.get(at)?;
    numeric::numeric(reading, at)
        .or_else(|| hijri::date(reading, at))
        .or_else(|| glued_months(reading, at))
        .or_else(|| spoken_day(reading, at))
        .or_else(|| {
            let day = month_first(reading, at).or_else(|| day_first(reading, at));
            day.map(|day| with_weekday(reading, at, day))
        })
        .or_else(|| shifted_month(reading, at))
        .or_else(|| part::of_day(reading, at))
        .or_else(|| part::of_period(reading, at))
        .or_else(|| relative::nth(reading, at))
        .or_else(|| holiday::holiday(reading, at))
        .or_else(|| quarter(reading, at))
        .or_else(|| quarter_of(reading, at))
        .or_else(|| season(reading, at))
        .or_else(|| weekday(reading, at))
        .or_else(|| relative::deictic(reading, at))
        .or_else(|| relative::away(reading, at))
        .or_else(|| decade(reading, at))
        .or_else(|| century(reading, at))
        .or_else(|| fiscal_year(reading, at))
        .or_else(|| year_of_era(reading, at))
        .or_else(|| year_in_words(reading, at))
        .or_else(|| year_alone(reading, at))
        .or_else(|| lengths::duration(reading, at))
        .or_else(|| day_of_month(reading, at))
}

/// A period that holds days: a month, a quarter, a year, `last year`.
pub fn period(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    reading.tokens.get(at)?;
    let the = usize::from(reading.low(at, at) == "the");
    let year = usize::from(reading.low(at + the, at) == "year") + the;
    named_month(reading, at)
        .or_else(|| quarter(reading, at))
        .or_else(|| season(reading, at))
        .or_else(|| decade(reading, at))
        .or_else(|| century(reading, at))
        .or_else(|| year_at(reading, at + year, at).map(|said| (Expression::Year(Year::Said(said)), at + year + 1)))
        .or_else(|| relative::deictic(reading, at).filter(|(expression, _)| is_long(expression)))
}

const fn is_long(expression: &Expression) -> bool {
    match expression {
        Expression::Period { unit, .. } => !matches!(unit, Unit::Day),
        Expression::Weekend(_) => true,
        _ => false,
    }
}

/// `2019 to 2021`, `2019-21`, `October-November`, `Monday to Friday`, `May 3 until today`.
fn to_other(reading: &Reading<'_>, at: usize, first: Expression, end: usize) -> Parsed {
    let before = reading.low_before(at);
    let link = reading.low(end, at);
    let is_dash = matches!(link, "-" | "–" | "—");
    let is_range_word = is_dash
        || match link {
            "to" | "until" | "till" | "through" | "thru" => {
                matches!(before, "from" | "" | "lasted" | "," | "(" | "between")
                    || matches!(
                        first,
                        Expression::Year(_)
                            | Expression::Day { .. }
                            | Expression::Month { .. }
                            | Expression::Weekday { .. }
                    )
            }
            "and" => before == "between",
            _ => false,
        };
    if !is_range_word
        || matches!(first, Expression::Duration(_) | Expression::Open | Expression::Range(..) | Expression::Span { .. })
    {
        return (first, end);
    }
    let the = usize::from(reading.low(end + 1, at) == "the" && reading.low(end + 2, at) == "year");
    let other = if matches!(first, Expression::Year(_)) && is_dash {
        year_end(reading, at, end).or_else(|| present(reading, end + 1, at))
    } else {
        present(reading, end + 1, at)
            .or_else(|| plain_date(reading, end + 1 + the * 2))
            .or_else(|| other_month(reading, end + 1, &first))
    };
    let is_kind = |last: &Expression| {
        let is_length = matches!(
            last,
            Expression::Duration(_)
                | Expression::Open
                | Expression::Times(_)
                | Expression::Span { .. }
                | Expression::Away { .. }
        );
        // `in 2010 - Monday`: a dash joins only what is alike.
        let is_alike = std::mem::discriminant(&first) == std::mem::discriminant(last)
            || matches!((&first, last), (Expression::Month { .. }, Expression::Day { .. }));
        let is_mixed = matches!(
            (&first, last),
            (Expression::Year(_), Expression::Weekday { .. }) | (Expression::Weekday { .. }, Expression::Year(_))
        );
        !is_length && !is_mixed && (is_alike || !is_dash)
    };
    match other.filter(|(last, _)| is_kind(last)) {
        Some((last, end)) => {
            let (first, last) = share_year(first, last);
            (Expression::Range(Box::new(first), Box::new(last)), end)
        }
        None => (first, end),
    }
}

/// `2019-2021`, `2019-21`.
fn year_end(reading: &Reading<'_>, at: usize, end: usize) -> Option<Parsed> {
    if let Some(year) = year_at(reading, end + 1, at) {
        return Some((Expression::Year(Year::Said(year)), end + 2));
    }
    let first = year_at(reading, end - 1, at)?;
    let low = reading.low(end + 1, at);
    // `c. 1871 – 72` has its spaces on both sides, and nothing behind it that 72 could count.
    let is_closed = matches!(reading.low(end + 2, at), "" | ")" | "." | "," | ";");
    let is_one = reading.touches(end, end + 1) || is_closed && !reading.touches(end - 1, end);
    let short: i32 = low.parse().ok().filter(|_| low.len() == 2 && is_one)?;
    let last = first - first % 100 + short;
    (last > first).then_some((Expression::Year(Year::Said(last)), end + 2))
}

/// `today`, `now`, `the present` as the end of a range.
fn present(reading: &Reading<'_>, at: usize, beside: usize) -> Option<Parsed> {
    let the = usize::from(reading.low(at, beside) == "the");
    matches!(reading.low(at + the, beside), "now" | "present" | "today" | "date")
        .then_some((Expression::Period { unit: Unit::Day, offset: 0 }, at + the + 1))
}

fn other_month(reading: &Reading<'_>, at: usize, first: &Expression) -> Option<Parsed> {
    let month = month_beside_day(reading, at, at).filter(|_| matches!(first, Expression::Month { .. }))?;
    let (year, end) = year_after(reading, at + 1, at);
    Some((Expression::Month { year, month, shift: Shift::None }, end))
}

/// `October to December 2023`: the year stands for both; the resolver sees to ranges that cross into the next.
pub fn share_year(first: Expression, last: Expression) -> (Expression, Expression) {
    match (first, last) {
        (
            Expression::Month { year: Year::Unsaid, month, shift: Shift::None },
            Expression::Month { year: Year::Said(year), month: last, shift },
        ) => {
            let from = year - i32::from(month > last);
            let first = Expression::Month { year: Year::Said(from), month, shift: Shift::None };
            (first, Expression::Month { year: Year::Said(year), month: last, shift })
        }
        (
            Expression::Day { year: Year::Unsaid, month, day },
            Expression::Day { year: Year::Said(year), month: last, day: last_day },
        ) => {
            let from = year - i32::from((month, day) > (last, last_day));
            (
                Expression::Day { year: Year::Said(from), month, day },
                Expression::Day { year: Year::Said(year), month: last, day: last_day },
            )
        }
        pair => pair,
    }
}
