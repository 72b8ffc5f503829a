//! Dates by the name of a day: `Thursday`, `last Friday`, `Tuesday of next week`, `Thursday, Nov. 2`, `on the 18th`.
//!
//! Never takes `Sun` and `Sat` for days without company, nor `Friday` for one where it is somebody's name.

use crate::extract::dates::calendar::Unit;
use crate::extract::dates::clock;
use crate::extract::dates::expression::Expression;
use crate::extract::dates::expression::Shift;
use crate::extract::dates::expression::Year;
use crate::extract::dates::grammar::Parsed;
use crate::extract::dates::months::day_first;
use crate::extract::dates::months::is_ordinal_in_digits;
use crate::extract::dates::months::month_first;
use crate::extract::dates::months::the_day_in_words;
use crate::extract::dates::numeric;
use crate::extract::dates::part;
use crate::extract::dates::words;
use crate::extract::dates::words::day_at;
use crate::extract::dates::words::month_at;
use crate::extract::dates::words::shift_at;
use crate::extract::reading::Reading;

/// `Thursday`, `last Friday`, `Thursday, Nov. 2`, `Tuesday of next week`; `Sun` and `Sat` only with company.
pub fn weekday(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let (shift, name_at) = shift_at(reading, at, at);
    let low = reading.low(name_at, at);
    let Some(weekday) = words::weekday_number(low) else { return week_then_day(reading, at) };
    let token = reading.near(name_at, at)?;
    let is_full = low.len() > 4 || low == "tues";
    let comma = usize::from(matches!(reading.low(name_at + 1, at), "," | "(" | "-"));
    let the = usize::from(reading.low(name_at + 1 + comma, at) == "the");
    let dated = numeric::numeric(reading, name_at + 1 + comma)
        .or_else(|| month_first(reading, name_at + 1 + comma))
        .or_else(|| day_first(reading, name_at + 1 + comma));
    if let Some((expression, end)) =
        dated.filter(|(expression, _)| matches!(expression, Expression::Day { .. } | Expression::Either(..)))
    {
        let closed = usize::from(reading.low(name_at + 1, at) == "(" && reading.low(end, at) == ")");
        let expression = match expression {
            Expression::Day { year: Year::Unsaid, month, day } => Expression::DayOn { weekday, month, day },
            said => said,
        };
        return Some((expression, end + closed));
    }
    let is_written_so = is_full
        || (token.text.starts_with(char::is_uppercase)
            && (token.text.ends_with('.')
                || comma == 1
                || shift != Shift::None
                || is_ordinal_in_digits(reading, name_at + 1, at) && day_at(reading, name_at + 1, at).is_some()
                || is_beside_time(reading, name_at + 1, at)));
    let is_named_day = reading.before(name_at).is_some_and(|before| {
        before.is_capitalised()
            && ["Black", "Good", "Bloody", "Super", "Palm", "Easter", "Ash", "Cyber", "Holy", "Maundy", "Giving"]
                .contains(&before.text)
    });
    // `Friday Adekunle won`: a given name.
    let is_given_name = reading.starts_sentence(name_at)
        && shift == Shift::None
        && reading.near(name_at + 1, at).is_some_and(|token| token.is_capitalised() && !token.is_shouted())
        && month_at(reading, name_at + 1, at).is_none()
        && part::after(reading, name_at + 1, at).is_none();
    if !is_written_so || is_named_day || is_given_name || low.ends_with('s') && low.len() > 5 {
        return None;
    }
    if comes_again(reading, at, name_at + 1) {
        let mornings = usize::from(is_plural_part(reading.low(name_at + 1, at)));
        return Some((Expression::Open, name_at + 1 + mornings));
    }
    // `Friday after next`.
    if reading.low(name_at + 1, at) == "after" && reading.low(name_at + 2, at) == "next" && shift == Shift::None {
        let base = Box::new(Expression::Weekday { weekday, shift: Shift::Coming });
        return Some((Expression::From { unit: Unit::Week, n: 1, base }, name_at + 3));
    }
    // `Tuesday the 19th`: the day of a month that falls on that weekday.
    if (the == 1 || is_ordinal_in_digits(reading, name_at + 1, at))
        && let Some(day) = day_at(reading, name_at + 1 + the + comma, at)
        && comma == 0
        && is_ordinal_in_digits(reading, name_at + 1 + the, at)
    {
        return Some((Expression::DayOfMonth { day, weekday: Some(weekday) }, name_at + 2 + the));
    }
    // `Tuesday the eleventh.`
    if the == 1
        && comma == 0
        && let Some((day, end)) = the_day_in_words(reading, name_at + 2, at)
        && matches!(reading.low(end, at), "" | "." | "," | "at" | "and" | "?")
    {
        return Some((Expression::DayOfMonth { day, weekday: Some(weekday) }, end));
    }
    // `Monday 21.`: nothing follows that 21 could count.
    let ends = matches!(reading.low(name_at + 2, at), "" | "." | "!" | "?" | ";" | ")" | "between" | "from" | "at");
    if comma == 0
        && the == 0
        && ends
        && let Some(day) = day_at(reading, name_at + 1, at)
    {
        return Some((Expression::DayOfMonth { day, weekday: Some(weekday) }, name_at + 2));
    }
    Some(in_week(reading, at, Expression::Weekday { weekday, shift }, name_at + 1))
}

fn is_plural_part(low: &str) -> bool {
    matches!(low, "mornings" | "afternoons" | "evenings" | "nights")
}

/// `every Wednesday/Thursday`, `on a Monday`, `Saturday mornings`, `two flights per week on Thursday`: no one day is
/// meant.
fn comes_again(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    let is_each = |word: &str| matches!(word, "every" | "each" | "alternate" | "a" | "any" | "most");
    let before = reading.low_before(at);
    let is_second =
        matches!(before, "/" | "and" | "or") && at > 2 && is_each(reading.low(at - 3, at)) && !before.is_empty();
    let first = reading.sentence(at).first.max(at.saturating_sub(5));
    let is_rate = (first..at).any(|index| {
        matches!((reading.low(index, at), reading.low(index + 1, at)), ("per" | "a" | "every" | "each", "week"))
    });
    is_each(before) || is_second || is_rate || is_plural_part(reading.low(end, at))
}

/// `Sat at 5 p.m.`, `Thu 9-11am`.
fn is_beside_time(reading: &Reading<'_>, at: usize, beside: usize) -> bool {
    let skip = usize::from(matches!(reading.low(at, beside), "at" | "from"));
    reading.near(at + skip, beside).is_some() && clock::times(reading, at + skip).is_some()
}

/// `Wednesday of next week`, `Wednesday next week`, `Wednesday evening next week`.
fn in_week(reading: &Reading<'_>, at: usize, day: Expression, end: usize) -> Parsed {
    let Expression::Weekday { weekday, shift: Shift::None } = day else { return (day, end) };
    let part_end = part::after(reading, end, at).map_or(end, |(_, part_end)| part_end);
    let of = usize::from(matches!(reading.low(part_end, at), "of" | "from"));
    let the = usize::from(reading.low(part_end + of, at) == "the");
    let (shift, unit_at) = shift_at(reading, part_end + of + the, at);
    let offset = match shift {
        Shift::Last | Shift::Past => -1,
        Shift::This => 0,
        Shift::Next | Shift::Coming => 1,
        Shift::None => return (day, end),
    };
    if reading.low(unit_at, at) != "week" {
        return (day, end);
    }
    (Expression::WeekdayIn { weekday, week: Box::new(Expression::Period { unit: Unit::Week, offset }) }, unit_at + 1)
}

/// `next week on Tuesday`, `last week's Sunday`, `next week Wednesday`.
fn week_then_day(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let (shift, unit_at) = shift_at(reading, at, at);
    if shift == Shift::None || reading.low(unit_at, at) != "week" {
        return None;
    }
    let skip = usize::from(matches!(reading.low(unit_at + 1, at), "on" | "'s" | "’s" | "-"));
    let day_at = unit_at + 1 + skip;
    let low = reading.low(day_at, at);
    let weekday = words::weekday_number(low).filter(|_| low.len() > 3 || reading.tokens[day_at].is_capitalised())?;
    let offset = match shift {
        Shift::Last | Shift::Past => -1,
        Shift::Next | Shift::Coming => 1,
        _ => 0,
    };
    let week = Box::new(Expression::Period { unit: Unit::Week, offset });
    Some((Expression::WeekdayIn { weekday, week }, day_at + 1))
}

/// `on the 18th`, `on 24th`: the day of a month that is not said.
pub fn day_of_month(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let the = usize::from(reading.low(at, at) == "the");
    let is_asked = match reading.low_before(at) {
        "on" => true,
        "of" | "until" | "by" | "since" => the == 1,
        _ => false,
    };
    let low = reading.low(at + the, at);
    let day = words::ordinal(low).filter(|_| is_asked && low.starts_with(|c: char| c.is_ascii_digit()))?;
    let next = reading.low(at + the + 1, at);
    let ends = matches!(next, "" | "." | "," | "?" | "and" | "or" | "when" | "after" | "at" | "to");
    ends.then_some((Expression::DayOfMonth { day, weekday: None }, at + the + 1))
}
