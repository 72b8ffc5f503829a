//! Parts of periods and of days: `early 2021`, `the end of last year`, `Friday morning`, `the morning of 5 May`.
//!
//! Never invents hours or days for them: `early March` is March, `Friday morning` is Friday, and the words say the rest.

use crate::extract::dates::expression::Expression;
use crate::extract::dates::expression::Shift;
use crate::extract::dates::expression::Year;
use crate::extract::dates::grammar;
use crate::extract::dates::grammar::Parsed;
use crate::extract::dates::words;
use crate::extract::reading::Reading;
use crate::text::month;

/// Half of the day (0 or 12) that a part of it tells, if it does; `None` for a word that is no part of a day.
fn half(low: &str) -> Option<Option<u32>> {
    Some(match low {
        "morning" => Some(0),
        "afternoon" | "evening" | "night" | "tonight" => Some(12),
        "lunchtime" | "overnight" | "noon" => None,
        _ => return None,
    })
}

/// The half of the day in the words `[first, end)`: `this afternoon`, `tonight`.
pub fn within(reading: &Reading<'_>, first: usize, end: usize) -> Option<u32> {
    (first..end).find_map(|at| half(reading.low(at, first)).flatten())
}

/// `morning`, `in the morning`, `early in the morning` behind a day: its half, and the token after.
pub fn after(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(Option<u32>, usize)> {
    let low = |offset: usize| reading.low(at + offset, beside);
    let early = usize::from(matches!(low(0), "early" | "late" | "mid"));
    let in_the = match (low(early), low(early + 1), low(early + 2)) {
        ("in", "the", "early") if low(early + 3) == "hours" => {
            let of = matches!((low(early + 4), low(early + 5), low(early + 6)), ("of", "the", "morning"));
            return Some((Some(0), at + early + if of { 7 } else { 4 }));
        }
        ("in" | "during", "the", _) => 2,
        ("in", _, _) if early > 0 => 1,
        _ => 0,
    };
    let part = half(low(early + in_the))?;
    let is_plural = low(early + in_the).ends_with('s');
    (!is_plural).then_some((part, at + early + in_the + 1))
}

/// `the morning of 15 February`, `early Friday`, `late last night`, `later today`.
pub fn of_day(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let low = |offset: usize| reading.low(at + offset, at);
    let the = usize::from(low(0) == "the");
    let skip = match (low(the), low(the + 1), low(the + 2)) {
        (part, "of", _) if half(part).is_some() => the + 2,
        ("early", "hours", "of") => the + 3,
        ("early" | "late" | "later" | "earlier", "on", _) if the == 0 => 2,
        ("early" | "late" | "later" | "earlier", _, _) if the == 0 => 1,
        ("end", "of", _) => the + 2,
        _ => return None,
    };
    let (day, end) = grammar::plain_date(reading, at + skip).filter(|(date, _)| {
        date.is_day() && !matches!(date, Expression::Holiday { .. })
            || matches!(date, Expression::Holiday { .. }) && skip > 1
    })?;
    Some((day, end))
}

/// `early 2021`, `late October`, `mid-2011`, `the end of last year`, `later this week`, `the rest of the year`.
pub fn of_period(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let low = |offset: usize| reading.low(at + offset, at);
    if let Some(rest) = low(0).strip_prefix("mid-") {
        return mid(reading, at, rest);
    }
    let the = usize::from(low(0) == "the");
    let is_part = |word: &str| {
        matches!(word, "end" | "beginning" | "start" | "middle" | "rest" | "remainder" | "remaining" | "turn")
    };
    let skip = match (low(the), low(the + 1)) {
        (part, "of") if is_part(part) => the + 2,
        ("very", part) if is_part(part) && low(the + 2) == "of" => the + 3,
        ("early" | "late" | "mid" | "later" | "earlier", "in") => the + 2,
        ("early" | "late" | "mid" | "later" | "earlier", _) => the + 1,
        _ => return None,
    };
    let inner = at + skip;
    let word = |offset: usize| reading.low(inner + offset, at);
    let this = |unit, end| Some((Expression::Period { unit, offset: 0 }, end));
    // `the end of the year` is this one's.
    let bare = usize::from(word(0) == "the");
    if skip > 1 || bare == 1 {
        use crate::extract::dates::calendar::Unit;
        let is_end = !matches!(word(bare + 1), "of" | "-");
        match word(bare) {
            "month" if is_end => return this(Unit::Month, inner + bare + 1),
            "year" if is_end && words::year_at(reading, inner + bare + 1, at).is_none() => {
                return this(Unit::Year, inner + bare + 1);
            }
            "week" if is_end && bare == 1 => return this(Unit::Week, inner + bare + 1),
            _ => {}
        }
    }
    let month = month::number(word(bare)).filter(|_| {
        reading.near(inner + bare, at).is_some_and(|token| token.text.starts_with(char::is_uppercase))
            || word(bare).len() > 3
    });
    if let Some(number) = month {
        let (year, end) = words::year_after(reading, inner + bare + 1, at);
        let is_day = words::day_at(reading, inner + bare + 1, at).is_some();
        return (!is_day).then_some((Expression::Month { year, month: number, shift: Shift::None }, end));
    }
    grammar::period(reading, inner).or_else(|| if bare == 1 { grammar::period(reading, inner + bare) } else { None })
}

/// `mid-2011`, `mid-May`, `mid-1990s`.
fn mid(reading: &Reading<'_>, at: usize, rest: &str) -> Option<Parsed> {
    if let Some(year) = words::year_number(rest) {
        return Some((Expression::Year(Year::Said(year)), at + 1));
    }
    if let Some(month) = month::number(rest) {
        let (year, end) = words::year_after(reading, at + 1, at);
        return Some((Expression::Month { year, month, shift: Shift::None }, end));
    }
    let decade = words::year_number(rest.strip_suffix('s')?)?;
    Some((Expression::Decade(decade), at + 1))
}
