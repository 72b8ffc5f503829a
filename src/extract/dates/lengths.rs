//! Lengths of time: `two-day`, `three months`, `two and a half years`, `1 hour and 30 minutes`.
//!
//! Never takes a plain number of years for an age, and counts from nowhere: that is the work of `relative`.

use crate::extract::dates::calendar::Unit;
use crate::extract::dates::expression::Expression;
use crate::extract::dates::grammar::Parsed;
use crate::extract::number;
use crate::extract::reading::Reading;

/// A number and a unit: `three months`, `a week`, `two-day`, `20-year`, `two and a half years`, `half an hour`.
pub fn counted(reading: &Reading<'_>, at: usize) -> Option<(f64, Unit, usize)> {
    let low = reading.low(at, at);
    if let Some((count, unit)) = low.rsplit_once('-') {
        let unit = Unit::parse(unit).filter(|_| !unit.ends_with('s'))?;
        let n = number::small(count).or_else(|| number::digits(count))?;
        return Some((n, unit, at + 1));
    }
    let word = |offset: usize| reading.low(at + offset, at);
    let unit_at = |offset: usize| Unit::parse(word(offset)).map(|unit| (unit, at + offset + 1));
    let is_part = |n: f64, offset: usize| unit_at(offset).map(|(unit, end)| (n, unit, end));
    match (low, word(1), word(2), word(3)) {
        ("half", "a" | "an", _, _) | ("a", "half", _, _) => return is_part(0.5, 2),
        ("half" | "½", _, _, _) if unit_at(1).is_some() => return is_part(0.5, 1),
        ("one", "and", "a", "quarter") => return is_part(1.25, of_an(reading, at + 4, at) - at),
        (_, "/", _, _) => return glued_fraction(reading, at),
        ("a" | "an" | "one", "more" | "full" | "whole" | "single" | "calendar", _, _) => return is_part(1.0, 2),
        ("a" | "an" | "one", _, _, _) if unit_at(1).is_some() => {
            let (unit, end) = unit_at(1)?;
            return Some(half_more(reading, at, 1.0, unit, end));
        }
        ("a", "couple", of, _) => return is_part(2.0, if of == "of" { 3 } else { 2 }),
        _ => {}
    }
    if let Some((n, unit)) = glued(low) {
        return Some((n, unit, at + 1));
    }
    let number = number::number(reading, at).filter(|number| number.value.is_some())?;
    let mut end = number.end;
    let mut n = number.value?;
    // `two and a quarter of an hour`.
    if n.fract() != 0.0 && matches!(reading.low(end.saturating_sub(1), at), "quarter" | "half") {
        end = of_an(reading, end, at);
    }
    if let Some((part, next)) =
        part_more(reading, end, at).filter(|(_, next)| Unit::parse(reading.low(*next, at)).is_some())
    {
        n += part;
        end = next;
    }
    let is_adjective = matches!(
        reading.low(end, at),
        "straight"
            | "consecutive"
            | "more"
            | "full"
            | "whole"
            | "calendar"
            | "additional"
            | "extra"
            | "long"
            | "fewer"
            | "less"
    );
    end += usize::from(is_adjective);
    let unit = Unit::parse(reading.low(end, at))?;
    Some(half_more(reading, at, n, unit, end + 1))
}

/// The token after `of`, `of an` at a token, where they stand.
fn of_an(reading: &Reading<'_>, at: usize, beside: usize) -> usize {
    let of = usize::from(reading.low(at, beside) == "of");
    at + of + usize::from(of == 1 && matches!(reading.low(at + 1, beside), "a" | "an"))
}

/// `1/2h`, `3/4 hour`: nothing else is counted by a number with a slash.
fn glued_fraction(reading: &Reading<'_>, at: usize) -> Option<(f64, Unit, usize)> {
    let is_one = reading.near(at + 2, at).is_some() && reading.touches(at, at + 1) && reading.touches(at + 1, at + 2);
    let above = number::digits(reading.low(at, at)).filter(|_| is_one)?;
    let below = reading.low(at + 2, at);
    let (below, unit, end) = match glued(below) {
        Some((below, unit)) => (below, unit, at + 3),
        None => (number::digits(below)?, Unit::parse(reading.low(at + 3, at))?, at + 4),
    };
    (0.0 < above && above < below).then_some((above / below, unit, end))
}

/// `and a half`, `and three quarters of an` between a number and its unit: the part, and the token after.
fn part_more(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(f64, usize)> {
    let low = |offset: usize| reading.low(at + offset, beside);
    if low(0) != "and" {
        return None;
    }
    let (n, skip) = match low(1) {
        "a" | "an" | "one" => (1.0, 2),
        "two" => (2.0, 2),
        "three" => (3.0, 2),
        _ => (1.0, 1),
    };
    match low(skip) {
        "half" if skip == 1 || low(1) != "two" => Some((0.5, at + skip + 1)),
        "quarter" | "quarters" => {
            let of = usize::from(low(skip + 1) == "of");
            let an = usize::from(of == 1 && matches!(low(skip + 2), "a" | "an"));
            Some((n / 4.0, at + skip + 1 + of + an))
        }
        _ => None,
    }
}

/// `one hour and a half`, `a year and a half`.
fn half_more(reading: &Reading<'_>, at: usize, n: f64, unit: Unit, end: usize) -> (f64, Unit, usize) {
    match (reading.low(end, at), reading.low(end + 1, at), reading.low(end + 2, at)) {
        ("and", "a", "half") => (n + 0.5, unit, end + 3),
        ("and", "a", "quarter") => (n + 0.25, unit, end + 3),
        ("and", "half", _) => (n + 0.5, unit, end + 2),
        _ => (n, unit, end),
    }
}

/// `3h`, `45min`.
fn glued(low: &str) -> Option<(f64, Unit)> {
    let at = low.find(|c: char| c.is_ascii_alphabetic())?;
    let unit = match &low[at..] {
        "h" | "hr" | "hrs" => Unit::Hour,
        "min" | "mins" => Unit::Minute,
        _ => return None,
    };
    number::digits(&low[..at]).map(|n| (n, unit))
}

/// How long: `two-day`, `for three months`, `1 hour and 30 minutes`. Ages and bare `a day` are no durations of anything.
pub fn duration(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let (n, unit, mut end) = counted(reading, at)?;
    let low = reading.low(at, at);
    let is_age = low.ends_with("-old")
        || matches!(reading.low(end, at), "old" | "-")
        || (reading.low(end, at) == "of" && reading.low(end + 1, at) == "age");
    let is_bare = matches!(low, "a" | "an")
        && end == at + 2
        && !matches!(
            reading.low_before(at),
            "for" | "within" | "in" | "over" | "than" | "after" | "nearly" | "almost" | "about" | "lasted" | "took"
        )
        && !(reading.low_before(at).is_empty() && matches!(reading.low(end, at), "" | "." | ","));
    // `an hour and 45 minutes` is no rate.
    let is_bare = is_bare && more_units(reading, at, end).is_none();
    let is_rate = is_bare || matches!(reading.low_before(at), "per" | "times") || (low == "one" && unit == Unit::Day);
    // `a second man`, `one second time difference`; `15 minute` is a length, `five second homes` is not.
    let is_rank = unit == Unit::Second
        && reading.tokens[end - 1].text == "second"
        && low.starts_with(|c: char| c.is_ascii_alphabetic())
        && reading.near(end, at).is_some_and(|token| token.text.starts_with(char::is_alphabetic));
    if is_age || is_rate || is_rank {
        return None;
    }
    let mut length = unit.duration(n)?;
    while let Some((more, next)) = more_units(reading, at, end) {
        length = joined(&length, &more)?;
        end = next;
    }
    if unit == Unit::Hour
        && n.fract() == 0.0
        && let Some((minutes, next)) = bare_minutes(reading, at, end)
    {
        length = joined(&length, &format!("PT{minutes}M"))?;
        end = next;
    }
    Some((Expression::Duration(length), end))
}

/// `an hour and thirty`, `2 hours ten`: minutes where nothing stands behind that they could count.
fn bare_minutes(reading: &Reading<'_>, at: usize, end: usize) -> Option<(u32, usize)> {
    let and = usize::from(reading.low(end, at) == "and");
    let low = reading.low(end + and, at);
    let n =
        number::small(low).or_else(|| number::digits(low)).filter(|n| (1.0..60.0).contains(n) && n.fract() == 0.0)?;
    let closes = matches!(reading.low(end + and + 1, at), "" | "." | "," | ";" | "!" | "?");
    closes.then_some((n as u32, end + and + 1))
}

/// `and 30 minutes`, `, 2 months`, `10 days` after a length.
fn more_units(reading: &Reading<'_>, at: usize, end: usize) -> Option<(String, usize)> {
    let skip = usize::from(matches!(reading.low(end, at), "and" | ","));
    reading.near(end + skip, at)?;
    let (n, unit, next) = counted(reading, end + skip)?;
    let is_number = number::number(reading, end + skip).is_some();
    if is_number && !matches!(reading.low(next, at), "ago" | "later" | "earlier" | "before" | "after") {
        unit.duration(n).map(|length| (length, next))
    } else {
        None
    }
}

/// `PT1H` and `PT30M` are `PT1H30M`; the smaller unit comes second.
fn joined(first: &str, second: &str) -> Option<String> {
    const ORDER: &str = "YMWDhms";
    let unit = |length: &str| {
        let last = length.chars().last()?;
        ORDER.find(if length.contains('T') { last.to_ascii_lowercase() } else { last })
    };
    let is_smaller = unit(first)? < unit(second)? && !first.contains('.');
    let tail = second.strip_prefix('P')?;
    let tail = if first.contains('T') { tail.strip_prefix('T')? } else { tail };
    is_smaller.then(|| format!("{first}{tail}"))
}
