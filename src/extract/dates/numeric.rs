//! Dates in digits: `2023-11-01`, `5/4/2023`, `04.10.2023`, `31-Oct-1974`.
//!
//! Never chooses between day-first and month-first where both can be: the expression keeps both readings. Without a
//! year, digits are a date only behind a weekday or `on`.

use crate::extract::dates::expression::Expression;
use crate::extract::dates::expression::Shift;
use crate::extract::dates::expression::Year;
use crate::extract::dates::grammar::Parsed;
use crate::extract::reading::Reading;
use crate::text::month;
use crate::text::token::TokenKind;

/// A date in digits that begins at token `at`.
pub fn numeric(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    if reading.tokens.get(at)?.kind != TokenKind::Number {
        return named_month(reading, at);
    }
    dotted(reading, at)
        .or_else(|| september_11(reading, at))
        .or_else(|| separated(reading, at))
        .or_else(|| named_month(reading, at))
        .or_else(|| short(reading, at))
        .or_else(|| year_and_month(reading, at))
}

/// `9/11`: the press means one day by it.
fn september_11(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let is_it = (reading.low(at, at), reading.low(at + 1, at), reading.low(at + 2, at)) == ("9", "/", "11");
    let is_alone = is_it && is_together(reading, at, at + 3) && !is_joined_on(reading, at, at + 3);
    let is_year = matches!(reading.low(at + 3, at), "/" | "-");
    (is_alone && !is_year).then_some((Expression::Day { year: Year::Said(2001), month: 9, day: 11 }, at + 3))
}

fn plain(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(u32, usize)> {
    let low = reading.low(at, beside);
    let is_plain = !low.is_empty() && low.len() <= 4 && low.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { low.parse().ok().map(|number| (number, low.len())) } else { None }
}

/// Whether tokens `[at, end)` stand together without a space.
fn is_together(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    (at..end - 1).all(|index| reading.near(index + 1, at).is_some() && reading.touches(index, index + 1))
}

fn is_joined_on(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    let next = reading.near(end, at).is_some() && reading.touches(end - 1, end);
    let before = at > 0 && reading.near(at - 1, at).is_some() && reading.touches(at - 1, at);
    (next
        && matches!(reading.low(end, at), "/" | "-")
        && reading
            .near(end + 1, at)
            .is_some_and(|token| token.kind == TokenKind::Number && reading.touches(end, end + 1)))
        || (before && matches!(reading.low(at - 1, at), "/" | "-") && at > 1 && reading.touches(at - 2, at - 1))
}

/// `2023-11-01`, `5/4/2023`, `31-12-2023`: three numbers, one separator, nothing between.
fn separated(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let separator = reading.low(at + 1, at);
    let is_one = matches!(separator, "/" | "-") && reading.low(at + 3, at) == separator;
    if !is_one || !is_together(reading, at, at + 5) {
        return None;
    }
    let (first, first_len) = plain(reading, at, at)?;
    let (second, _) = plain(reading, at + 2, at)?;
    let (third, third_len) = plain(reading, at + 4, at)?;
    let end = at + 5;
    // `10/1/2018-10/7/2018` goes on with another date, `133-03-03-2020` is a number of something.
    let goes_on = matches!(reading.low(end, at), "-" | "/") && reading.touches(end - 1, end);
    let is_other = goes_on && separator == reading.low(end, at);
    let is_tail = at > 1
        && matches!(reading.low(at - 1, at), "-" | "/")
        && reading.touches(at - 1, at)
        && reading.touches(at - 2, at - 1)
        && reading.tokens[at - 2].kind == TokenKind::Number
        && reading.low(at - 1, at) == separator;
    if is_other || is_tail {
        return None;
    }
    if first_len == 4 {
        return day(first, second, third).map(|day| (day, end));
    }
    let year = match third_len {
        4 => third,
        2 => third + if third < 70 { 2000 } else { 1900 },
        _ => return None,
    };
    let day_month = (day(year, first, second), day(year, second, first));
    if third_len == 2 && separator == "-" && (first > 12 || second > 31) && day_month == (None, None) {
        return None;
    }
    either(day_month, first == second).map(|expression| (expression, end))
}

fn either(readings: (Option<Expression>, Option<Expression>), is_same: bool) -> Option<Expression> {
    match readings {
        (Some(month_first), Some(day_first)) if !is_same => {
            Some(Expression::Either(Box::new(month_first), Box::new(day_first)))
        }
        (Some(only), _) | (None, Some(only)) => Some(only),
        (None, None) => None,
    }
}

/// `04.10.2023` is day, month, year wherever it is written so; `10.31.1974` can only be the other way round.
fn dotted(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let mut parts = reading.tokens.get(at)?.text.split('.');
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || third.len() != 4 {
        return None;
    }
    let (year, first, second) = (third.parse().ok()?, first.parse().ok()?, second.parse().ok()?);
    day(year, second, first).or_else(|| day(year, first, second)).map(|day| (day, at + 1))
}

/// `31/Oct/1974`, `05-Aug-2016`, `2019-aug-01`, `Sep-23-2020`, `Dec-2018`: a month's name between marks.
fn named_month(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let is_joined = reading.tokens[at].text.contains('-') || matches!(reading.low(at + 1, at), "/" | "-");
    let (text, end) = if is_joined { glued(reading, at)? } else { return None };
    let mut parts: Vec<&str> = text.split(['/', '-']).collect();
    if parts.iter().any(|part| part.is_empty()) {
        return None;
    }
    let name_at = parts.iter().position(|part| month::number(&part.to_lowercase()).is_some())?;
    let month = month::number(&parts.remove(name_at).to_lowercase())?;
    let number =
        |part: &str| if part.bytes().all(|byte| byte.is_ascii_digit()) { part.parse::<u32>().ok() } else { None };
    let year = |part: &str| match part.len() {
        4 => number(part),
        2 => number(part).map(|year| year + if year < 70 { 2000 } else { 1900 }),
        _ => None,
    };
    match parts[..] {
        [only] if only.len() == 4 => {
            let year = year(only).filter(|year| (1000..2200).contains(year))?;
            Some((Expression::Month { year: Year::Said(year as i32), month, shift: Shift::None }, end))
        }
        [first, second] if first.len() == 4 => day(year(first)?, month, number(second)?).map(|day| (day, end)),
        [first, second] if second.len() >= 2 => day(year(second)?, month, number(first)?).map(|day| (day, end)),
        _ => None,
    }
}

/// The text of the tokens from `at` that slashes and dashes hold together, five tokens at most, and the token after.
fn glued<'t>(reading: &Reading<'t>, at: usize) -> Option<(&'t str, usize)> {
    let mut end = at + 1;
    while end < at + 5
        && reading.near(end, at).is_some_and(|token| token.kind != TokenKind::Mark || matches!(token.text, "/" | "-"))
        && reading.touches(end - 1, end)
    {
        end += 1;
    }
    let text = reading.words(reading.span(at, end));
    let is_short = text.len() < 22 && text.is_ascii();
    let has_both = text.contains(['/', '-']) && text.contains(|c: char| c.is_ascii_alphabetic());
    (is_short && has_both && text.contains(|c: char| c.is_ascii_digit())).then_some((text, end))
}

/// `5/12` behind a weekday or `on`: day and month, either way round where both can be.
fn short(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let before = reading.low_before(at);
    let is_after_weekday = crate::extract::dates::words::weekday_number(before).is_some();
    if !(is_after_weekday || before == "on" || is_before_time(reading, at)) {
        return None;
    }
    let low = reading.low(at, at);
    let (first, second, end) = if reading.low(at + 1, at) == "/" && is_together(reading, at, at + 3) {
        (plain(reading, at, at)?.0, plain(reading, at + 2, at)?.0, at + 3)
    } else {
        let (first, second) = low.split_once('.').filter(|_| is_after_weekday)?;
        (first.parse().ok()?, second.parse().ok()?, at + 1)
    };
    if is_joined_on(reading, at, end) || matches!(reading.low(end, at), "%" | "percent" | "per") {
        return None;
    }
    let day = |month: u32, day: u32| {
        let exists = chrono::NaiveDate::from_ymd_opt(2024, month, day).is_some();
        exists.then_some(Expression::Day { year: Year::Unsaid, month, day })
    };
    either((day(first, second), day(second, first)), first == second).map(|expression| (expression, end))
}

/// `4/25 at 4:00pm`.
fn is_before_time(reading: &Reading<'_>, at: usize) -> bool {
    reading.low(at + 3, at) == "at" && crate::extract::dates::clock::times(reading, at + 4).is_some()
}

/// `2015-12`: not a range of years, and nothing behind it.
fn year_and_month(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    if reading.low(at + 1, at) != "-" || !is_together(reading, at, at + 3) || is_joined_on(reading, at, at + 3) {
        return None;
    }
    let (year, year_len) = plain(reading, at, at)?;
    let (month, month_len) = plain(reading, at + 2, at)?;
    let is_one = year_len == 4 && month_len == 2 && (1900..2100).contains(&year) && (1..=12).contains(&month);
    // `2010-11` is a season of sport as often as a month.
    let is_range = month == year % 100 + 1;
    let month = Expression::Month { year: Year::Said(year as i32), month, shift: Shift::None };
    (is_one && !is_range).then_some((month, at + 3))
}

fn day(year: u32, month: u32, day: u32) -> Option<Expression> {
    let year = i32::try_from(year).ok()?;
    chrono::NaiveDate::from_ymd_opt(year, month, day)?;
    (1000..2200).contains(&year).then_some(Expression::Day { year: Year::Said(year), month, day })
}
