//! Dates in digits: `2023-11-01`, `5/4/2023`, `04.10.2023`, `31-Oct-1974`, `5/1-5/7/2020`, `10/2014`.
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
        .or_else(|| range_in_digits(reading, at))
        .or_else(|| september_11(reading, at))
        .or_else(|| separated(reading, at))
        .or_else(|| named_month(reading, at))
        .or_else(|| short(reading, at))
        .or_else(|| year_and_month(reading, at))
        .or_else(|| month_and_year(reading, at))
        .or_else(|| apart(reading, at))
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
        // `Oct/2`: with a slash, since `Oct-21` is as often a month of a year.
        [only] if only.len() <= 2 && name_at == 0 && text.contains('/') => {
            let day = number(only).filter(|day| chrono::NaiveDate::from_ymd_opt(2024, month, *day).is_some())?;
            Some((Expression::Day { year: Year::Unsaid, month, day }, end))
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
    if !(is_after_weekday || before == "on" || is_before_time(reading, at) || is_listed(reading, at)) {
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

/// `on 11/20, 11/22 or 11/25`: behind one that is a date.
fn is_listed(reading: &Reading<'_>, at: usize) -> bool {
    let mut at = at;
    for _ in 0..5 {
        let is_and = matches!(reading.low_before(at), "and" | "or");
        let n_links = 1 + usize::from(is_and && at > 1 && reading.low(at - 2, at) == ",");
        let Some(first) = at.checked_sub(n_links + 3) else { return false };
        if !(is_and || reading.low_before(at) == ",")
            || reading.low(first + 1, at) != "/"
            || !is_together(reading, first, first + 3)
        {
            return false;
        }
        if reading.low_before(first) == "on" {
            return true;
        }
        at = first;
    }
    false
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

/// `10/2014`, `12-2015`, `2014/10`: only behind words of time or at the head, since laws and cases are numbered so too.
fn month_and_year(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let mark = reading.low(at + 1, at);
    let is_asked =
        matches!(reading.low_before(at), "" | "in" | "since" | "until" | "till" | "by" | "from" | "between" | "during");
    if !is_asked || !matches!(mark, "/" | "-") || !is_together(reading, at, at + 3) || is_joined_on(reading, at, at + 3)
    {
        return None;
    }
    let ((first, first_len), (second, second_len)) = (plain(reading, at, at)?, plain(reading, at + 2, at)?);
    let (year, month) = match (first_len, second_len) {
        (1 | 2, 4) => (second, first),
        (4, 2) if mark == "/" => (first, second),
        _ => return None,
    };
    let is_one = (1900..2100).contains(&year) && (1..=12).contains(&month);
    is_one.then_some((Expression::Month { year: Year::Said(year as i32), month, shift: Shift::None }, at + 3))
}

/// `31 10 1974`, `2016 10 16`: day, month and year apart, where no other number stands beside them.
fn apart(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let is_asked =
        matches!(reading.low_before(at), "" | "on" | "since" | "until" | "by" | "from" | "of" | "dated" | "born");
    let is_number = |index: usize| reading.near(index, at).is_some_and(|token| token.kind == TokenKind::Number);
    let are_three = is_asked && is_number(at + 1) && is_number(at + 2);
    if !are_three || is_number(at + 3) || matches!(reading.low(at + 3, at), "%" | "percent" | "/" | "-" | "–" | ":") {
        return None;
    }
    let [(first, first_len), (second, second_len), (third, third_len)] =
        [plain(reading, at, at)?, plain(reading, at + 1, at)?, plain(reading, at + 2, at)?];
    match (first_len, second_len, third_len) {
        (2, 2, 4) if (1900..2100).contains(&third) => {
            either((day(third, first, second), day(third, second, first)), first == second)
        }
        (4, 2, 2) if (1900..2100).contains(&first) => day(first, second, third),
        _ => None,
    }
    .map(|expression| (expression, at + 3))
}

/// `5/1-5/7/2020`, `5/1-5/7, 2020`, `10-1-2018-10-7-2018`: read one way or the other way at both ends.
fn range_in_digits(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let number = |offset: usize| plain(reading, at + offset, at);
    let is_mark = |offset: usize, marks: &[&str]| marks.contains(&reading.low(at + offset, at));
    let are_dashes = is_mark(1, &["-"]) && (1..11).step_by(2).all(|offset| is_mark(offset, &["-"]));
    let (from, until, years, end) = if are_dashes && is_together(reading, at, at + 11) {
        let years = (number(4)?, number(10)?);
        ((number(0)?.0, number(2)?.0), (number(6)?.0, number(8)?.0), years, at + 11)
    } else {
        let are_days = is_mark(1, &["/"]) && is_mark(3, &["-", "–"]) && is_mark(5, &["/"]);
        let is_year = is_mark(7, &["/", ","]) && is_together(reading, at, at + 7);
        if !(are_days && is_year) {
            return None;
        }
        let year = number(8)?;
        ((number(0)?.0, number(2)?.0), (number(4)?.0, number(6)?.0), (year, year), at + 9)
    };
    let ((first_year, 4), (last_year, 4)) = years else { return None };
    if is_joined_on(reading, at, end) {
        return None;
    }
    let range = |(month, of_month): (u32, u32), (last_month, last): (u32, u32)| {
        let is_next_year = first_year == last_year && (month, of_month) > (last_month, last);
        let first = day(first_year - u32::from(is_next_year), month, of_month)?;
        let until = day(last_year, last_month, last)?;
        Some(Expression::Range(Box::new(first), Box::new(until)))
    };
    let turned = |(first, second): (u32, u32)| (second, first);
    let is_same = from.0 == from.1 && until.0 == until.1;
    either((range(from, until), range(turned(from), turned(until))), is_same).map(|expression| (expression, end))
}

/// Whether a number stands in a chain of three or more that dashes hold together: `138-2010-2015` is no year.
pub fn is_in_chain(reading: &Reading<'_>, at: usize) -> bool {
    let is_number = |index: usize| reading.near(index, at).is_some_and(|token| token.kind == TokenKind::Number);
    let is_link = |left: usize| {
        reading.low(left + 1, at) == "-"
            && is_number(left)
            && is_number(left + 2)
            && reading.touches(left, left + 1)
            && reading.touches(left + 1, left + 2)
    };
    let before = |n: usize| at.checked_sub(2 * n).is_some_and(is_link);
    let after = |n: usize| is_link(at + 2 * n);
    before(1) && (before(2) || after(0)) || after(0) && after(1)
}

fn day(year: u32, month: u32, day: u32) -> Option<Expression> {
    let year = i32::try_from(year).ok()?;
    chrono::NaiveDate::from_ymd_opt(year, month, day)?;
    (1000..2200).contains(&year).then_some(Expression::Day { year: Year::Said(year), month, day })
}
