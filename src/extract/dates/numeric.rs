//! Dates in digits: `2023-11-01`, `5/4/2023`, `04.10.2023`; and times of the day.
//!
//! Never chooses between day-first and month-first where both can be: the expression keeps both readings.

use crate::extract::dates::expression::Expression;
use crate::extract::dates::expression::Year;
use crate::extract::dates::grammar::Parsed;
use crate::extract::reading::Reading;
use crate::text::token::TokenKind;

/// A date in digits that begins at token `at`.
pub fn numeric(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    if reading.tokens.get(at)?.kind != TokenKind::Number {
        return None;
    }
    dotted(reading, at).or_else(|| separated(reading, at))
}

fn plain(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(u32, usize)> {
    let low = reading.low(at, beside);
    let is_plain = !low.is_empty() && low.len() <= 4 && low.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { low.parse().ok().map(|number| (number, low.len())) } else { None }
}

/// `2023-11-01`, `5/4/2023`, `31-12-2023`: three numbers, one separator, nothing between.
fn separated(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let separator = reading.low(at + 1, at);
    let is_one = matches!(separator, "/" | "-") && reading.low(at + 3, at) == separator;
    let together =
        is_one && (at..at + 4).all(|index| reading.near(index + 1, at).is_some() && reading.touches(index, index + 1));
    if !together || matches!(reading.low(at + 5, at), "-" | "/") {
        return None;
    }
    let (first, first_len) = plain(reading, at, at)?;
    let (second, _) = plain(reading, at + 2, at)?;
    let (third, third_len) = plain(reading, at + 4, at)?;
    let end = at + 5;
    if first_len == 4 {
        return day(first, second, third).map(|day| (day, end));
    }
    let year = match third_len {
        4 => third,
        2 if separator == "/" => third + if third < 70 { 2000 } else { 1900 },
        _ => return None,
    };
    let expression = match (day(year, first, second), day(year, second, first)) {
        (Some(month_first), Some(day_first)) if first != second => {
            Expression::Either(Box::new(month_first), Box::new(day_first))
        }
        (Some(only), _) | (None, Some(only)) => only,
        (None, None) => return None,
    };
    Some((expression, end))
}

/// `04.10.2023` is day, month, year wherever it is written so.
fn dotted(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let mut parts = reading.tokens.get(at)?.text.split('.');
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || third.len() != 4 {
        return None;
    }
    day(third.parse().ok()?, second.parse().ok()?, first.parse().ok()?).map(|day| (day, at + 1))
}

fn day(year: u32, month: u32, day: u32) -> Option<Expression> {
    let year = i32::try_from(year).ok()?;
    chrono::NaiveDate::from_ymd_opt(year, month, day)?;
    (1000..2200).contains(&year).then_some(Expression::Day { year: Year::Said(year), month, day })
}

/// A time of the day and the token after it: `10:30`, `5 p.m.`, `14:00 GMT`, `noon`, with its ISO form.
pub fn clock(reading: &Reading<'_>, at: usize) -> Option<(String, usize)> {
    let low = |offset: usize| reading.low(at + offset, at);
    if matches!(low(0), "noon" | "midnight")
        && matches!(reading.low_before(at), "at" | "by" | "until" | "around" | "before" | "after" | "since")
    {
        return Some((if low(0) == "noon" { "T12:00" } else { "T00:00" }.to_owned(), at + 1));
    }
    let text = low(0);
    let glued =
        text.strip_suffix("am").map(|rest| (rest, 0)).or_else(|| text.strip_suffix("pm").map(|rest| (rest, 12)));
    let (digits, shift, mut end) = match (glued, low(1)) {
        (Some((digits, shift)), _) if !digits.is_empty() => (digits, Some(shift), at + 1),
        (_, "a.m" | "am") => (text, Some(0), at + 2),
        (_, "p.m" | "pm") => (text, Some(12), at + 2),
        _ => (text, None, at + 1),
    };
    let (hour, minute) = digits.split_once([':', '.']).map_or((digits, None), |(hour, minute)| (hour, Some(minute)));
    let zone = zone_offset(reading.low(end, at));
    let hour: u32 = hour.parse().ok()?;
    let has_colon = digits.contains(':') && minute.is_some_and(|minute| minute.len() == 2);
    if shift.is_none() && !has_colon {
        return None;
    }
    let minute: u32 = minute.map_or(Some(0), |minute| minute.get(..2)?.parse().ok())?;
    let hour = match shift {
        Some(12) if hour < 12 => hour + 12,
        Some(0) if hour == 12 => 0,
        _ => hour,
    };
    end += usize::from(zone.is_some());
    (hour < 24 && minute < 60).then(|| (format!("T{hour:02}:{minute:02}{}", zone.unwrap_or("")), end))
}

/// Zones whose offset does not change with the season.
fn zone_offset(word: &str) -> Option<&'static str> {
    Some(match word {
        "gmt" | "utc" => "Z",
        "ist" => "+05:30",
        "pkt" => "+05:00",
        "jst" => "+09:00",
        "est" => "-05:00",
        "edt" => "-04:00",
        "cet" | "bst" => "+01:00",
        "cest" => "+02:00",
        _ => return None,
    })
}
