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
use crate::extract::dates::numeric;
use crate::extract::dates::part;
use crate::extract::dates::relative;
use crate::extract::dates::words;
use crate::extract::dates::words::day_at;
use crate::extract::dates::words::is_to;
use crate::extract::dates::words::month_at;
use crate::extract::dates::words::month_beside_day;
use crate::extract::dates::words::shift_at;
use crate::extract::dates::words::the_day_at;
use crate::extract::dates::words::year_after;
use crate::extract::dates::words::year_at;
use crate::extract::reading::Reading;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::text::month;

/// An expression and the token after it.
pub type Parsed = (Expression, usize);

/// The date or time that begins at token `at`: a day with its time of day, a range, a period, a length of time.
pub fn moment(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    if reading.low(at, at) == "now" && reading.low_before(at) == "between" {
        let today = Expression::Period { unit: Unit::Day, offset: 0 };
        let (range, end) = to_other(reading, at, today, at + 1);
        return (end > at + 1).then_some((range, end));
    }
    if let Some((times, end)) = clock::times(reading, at) {
        return Some(times_and_day(reading, at, times, end));
    }
    let (date, end) = plain_date(reading, at)?;
    if date.is_day()
        && let Some(parsed) = day_and_times(reading, at, &date, end)
    {
        return Some(parsed);
    }
    Some(to_other(reading, at, date, end))
}

/// `3 p.m. on Thursday`, `9:30 to 11:00 tomorrow morning`.
fn times_and_day(reading: &Reading<'_>, at: usize, times: Times, end: usize) -> Parsed {
    let skip = usize::from(matches!(reading.low(end, at), "on" | "," | "of"));
    let day = plain_date(reading, end + skip).filter(|(date, _)| date.is_day());
    match day {
        Some((date, day_end)) => {
            let (half, day_end) = part::after(reading, day_end, at).map_or((None, day_end), |(half, end)| (half, end));
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
    while times_at < part_end + 5
        && matches!(
            reading.low(times_at, at),
            "at" | "from" | "between" | "for" | "around" | "about" | "by" | "before" | "after" | "until" | "," | "since" | "@" | "later" | "than" | "no" | "earlier"
        )
    {
        times_at += 1;
    }
    if reading.near(times_at, at).is_some()
        && let Some((times, times_end)) = clock::times(reading, times_at).or_else(|| hour_of(reading, times_at, at, half))
    {
        let (half, times_end) = part::after(reading, times_end, at).map_or((half, times_end), |(said, end)| (said.or(half), end));
        let times = in_half(times, half);
        return Some((Expression::At { date: Box::new(date.clone()), times }, times_end));
    }
    (part_end > end).then(|| (date.clone(), part_end))
}

/// `tonight at 8`: a bare hour where the part of the day is said.
fn hour_of(reading: &Reading<'_>, at: usize, beside: usize, half: Option<u32>) -> Option<(Times, usize)> {
    half?;
    let hour = day_at(reading, at, beside).filter(|hour| *hour <= 12)?;
    let is_hour = reading.low_before(at) == "at"
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
        .or_else(|| month_first(reading, at))
        .or_else(|| day_first(reading, at))
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
        .or_else(|| year_alone(reading, at))
        .or_else(|| relative::duration(reading, at))
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

/// `March`, `January 2015`, `next month`'s own kind: a month that the words before it ask for.
fn named_month(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let (shift, name_at) = shift_at(reading, at, at);
    let number = month_beside_day(reading, name_at, at)?;
    let (year, end) = year_after(reading, name_at + 1, at);
    let is_named = reading.tokens[name_at].text.starts_with(char::is_uppercase) || year != Year::Unsaid || number != 5;
    is_named.then_some((Expression::Month { year, month: number, shift }, end))
}

/// `Jan-Feb 2017`, `June-August 1992`: one token with two months.
fn glued_months(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    if !reading.tokens[at].text.starts_with(char::is_uppercase) {
        return None;
    }
    let (first, last) = reading.folded[at].split_once(['-', '\u{2011}'])?;
    let (first, last) = (month::number(first)?, month::number(last)?);
    let (year, end) = year_after(reading, at + 1, at);
    let month = |month| Expression::Month { year, month, shift: Shift::None };
    let (first, last) = match year {
        Year::Said(_) => share_year(Expression::Month { year: Year::Unsaid, month: first, shift: Shift::None }, month(last)),
        _ => (month(first), month(last)),
    };
    Some((Expression::Range(Box::new(first), Box::new(last)), end))
}

/// `next year's first quarter`, `last year's summer`.
fn quarter_of(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let (shift, unit_at) = shift_at(reading, at, at);
    let offset = match shift {
        Shift::Last => -1,
        Shift::This => 0,
        Shift::Next => 1,
        _ => return None,
    };
    let is_years = reading.low(unit_at, at) == "year" && matches!(reading.low(unit_at + 1, at), "'s" | "’s");
    let n = words::ordinal(reading.low(unit_at + 2, at)).filter(|n| is_years && (1..=4).contains(n))?;
    let year = Year::Offset(offset);
    match reading.low(unit_at + 3, at) {
        "quarter" => Some((Expression::Quarter { year, quarter: n }, unit_at + 4)),
        "half" if n < 3 => Some((Expression::Half { year, half: n }, unit_at + 4)),
        _ => None,
    }
}

/// `Nov 18-Dec 19, 2015`: the second month hangs on the first day.
fn glued_day(reading: &Reading<'_>, at: usize, month: u32) -> Option<Parsed> {
    let (first, other) = reading.low(at + 1, at).split_once('-')?;
    let first: u32 = first.parse().ok().filter(|day| (1..=31).contains(day))?;
    let other = month::number(other)?;
    let day = day_at(reading, at + 2, at)?;
    let (year, end) = year_after(reading, at + 3, at);
    let first = Expression::Day { year: Year::Unsaid, month, day: first };
    let (first, last) = share_year(first, Expression::Day { year, month: other, day });
    Some((Expression::Range(Box::new(first), Box::new(last)), end))
}

/// `Nov. 1`, `November 1, 2023`, `Dec. 5 to 15`, `Dec. 20 - Jan. 3`, `march the 3rd`, `November 2023`, `October`.
fn month_first(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let month = month_beside_day(reading, at, at)?;
    if let Some(parsed) = glued_day(reading, at, month) {
        return Some(parsed);
    }
    let comma = usize::from(reading.low(at + 1, at) == ",");
    let is_capitalised = reading.tokens[at].text.starts_with(char::is_uppercase);
    let day = the_day_at(reading, at + 1, at)
        .or_else(|| the_day_at(reading, at + 2, at).filter(|_| comma == 1 && is_ordinal_in_digits(reading, at + 2, at)))
        .or_else(|| day_in_words(reading, at + 1, at));
    let Some((first, end)) = day.filter(|(_, end)| is_day_number(reading, *end, at)) else {
        return if is_capitalised { month_alone(reading, at, month) } else { lower_month(reading, at, month) };
    };
    if !is_capitalised && is_other_word(reading, at) {
        return None;
    }
    if is_to(reading, end, at) {
        let from = |year| Box::new(Expression::Day { year, month, day: first });
        let last_day = the_day_at(reading, end + 1, at)
            .filter(|(last, last_end)| *last > first && is_day_number(reading, *last_end, at) && month_beside_day(reading, *last_end, at).is_none());
        if let Some((last, last_end)) = last_day {
            let (year, end) = year_after(reading, last_end, at);
            return Some((Expression::Range(from(year), Box::new(Expression::Day { year, month, day: last })), end));
        }
    }
    let (year, end) = day_year_after(reading, end, at);
    Some((Expression::Day { year, month, day: first }, end))
}

/// The year behind a day: `Feb 18, 15 people` has none.
fn day_year_after(reading: &Reading<'_>, at: usize, beside: usize) -> (Year, usize) {
    year_after(reading, at, beside)
}

fn is_ordinal_in_digits(reading: &Reading<'_>, at: usize, beside: usize) -> bool {
    reading.low(at, beside).ends_with(|c: char| c.is_ascii_alphabetic())
}

/// `March 3 million` and `March 5%` are no days.
fn is_day_number(reading: &Reading<'_>, end: usize, beside: usize) -> bool {
    let low = reading.low(end, beside);
    !matches!(low, "%" | "percent" | "million" | "billion" | "thousand" | ":" | "am" | "pm")
}

/// `march first`, `july fourth`: an ordinal in letters right behind a month.
fn day_in_words(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(u32, usize)> {
    let low = reading.low(at, beside);
    let is_word = low.starts_with(|c: char| c.is_ascii_alphabetic());
    let noun = reading.low(at + 1, beside);
    let is_of_something = matches!(noun, "half" | "quarter" | "week" | "day" | "weekend" | "time" | "of");
    words::ordinal(low).filter(|_| is_word && !is_of_something).map(|day| (day, at + 1))
}

/// Months that are other words in lower case: `may`, `march`.
fn is_other_word(reading: &Reading<'_>, at: usize) -> bool {
    let low = reading.low(at, at);
    let is_word = matches!(low, "may" | "mar" | "jan" | "jun" | "dec" | "march");
    let before = reading.low_before(at);
    is_word && !matches!(before, "" | "on" | "by" | "of" | "since" | "until" | "from" | "before" | "after" | "in" | "," | "between" | "around")
}

/// `april 2017`, `in march`: small letters need a year, or a preposition before.
fn lower_month(reading: &Reading<'_>, at: usize, month: u32) -> Option<Parsed> {
    let low = reading.low(at, at);
    let (year, end) = year_after(reading, at + 1, at);
    let shift = shift_before(reading, at);
    let is_asked = matches!(reading.low_before(at), "in" | "since" | "until" | "during" | "of" | "by" | "from" | "between" | "and" | "this" | "last" | "next")
        && low.len() > 3
        && low != "march";
    (matches!(year, Year::Said(_)) && low != "may" || is_asked).then_some((Expression::Month { year, month, shift }, end))
}

/// Months that are words or names too: they need a preposition before or a year after.
const WORDLIKE: &[&str] =
    &["may", "march", "august", "april", "june", "jan", "mar", "jun", "dec", "sept", "sep", "oct", "apr", "jul", "feb", "nov", "aug"];

fn month_alone(reading: &Reading<'_>, at: usize, month: u32) -> Option<Parsed> {
    let (year, end) = year_after(reading, at + 1, at);
    let shift = shift_before(reading, at);
    let low: &str = &reading.folded[at];
    let goes_on = is_to(reading, end, at) && month_at(reading, end + 1, at).is_some();
    let is_alone = reading.sentence(at).end - reading.sentence(at).first <= 2;
    let stands_alone =
        year != Year::Unsaid || !WORDLIKE.contains(&low) || after_preposition(reading, at) || goes_on || is_alone;
    let is_name_part = reading
        .near(end, at)
        .is_some_and(|token| token.is_capitalised() && month::number(&reading.folded[end]).is_none());
    let after_name = reading.before(at).is_some_and(|token| {
        token.is_capitalised() && !reading.starts_sentence(at - 1) && month::number(&reading.folded[at - 1]).is_none()
    });
    let ok = stands_alone && (year != Year::Unsaid || (!is_name_part && !after_name));
    ok.then_some((Expression::Month { year, month, shift }, end))
}

fn shift_before(reading: &Reading<'_>, at: usize) -> Shift {
    words::shift(reading.low_before(at))
}

/// Words after which a bare month or year is a date.
fn after_preposition(reading: &Reading<'_>, at: usize) -> bool {
    let before = reading.low_before(at);
    let direct = matches!(
        before,
        "in" | "since"
            | "by"
            | "until"
            | "till"
            | "last"
            | "next"
            | "this"
            | "early"
            | "late"
            | "mid"
            | "of"
            | "from"
            | "during"
            | "through"
            | "before"
            | "after"
            | "between"
            | "for"
            | "on"
            | "around"
            | "about"
            | "circa"
            | "ca"
            | "c"
    );
    let coordinated = matches!(before, "and" | "or" | "to" | "-" | "–" | "," | "(")
        && at >= 2
        && (month::number(&reading.folded[at - 2]).is_some() || year_at(reading, at - 2, at).is_some());
    direct || coordinated
}

/// `1 November`, `1 November 2023`, `5-15 December 2023`, `the 1st of November`, `fourth of july`.
fn day_first(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let the = usize::from(reading.low(at, at) == "the" && reading.low(at + 1, at) != "the");
    let low = reading.low(at + the, at);
    let first = day_at(reading, at + the, at).or_else(|| {
        let is_word = low.starts_with(|c: char| c.is_ascii_alphabetic());
        words::ordinal(low).filter(|_| is_word && reading.low(at + the + 1, at) == "of")
    })?;
    if the == 1 && !is_ordinal_in_digits(reading, at + the, at) && !is_to(reading, at + the + 1, at) {
        return None;
    }
    let after = at + the + 1;
    if let Some((month, end)) = of_month(reading, after, at) {
        let (year, end) = year_after(reading, end, at);
        let is_said = !is_amount_before(reading, at);
        return is_said.then_some((Expression::Day { year, month, day: first }, end));
    }
    if !is_to(reading, after, at) {
        return None;
    }
    let (last, last_end) = the_day_at(reading, after + 1, at).filter(|(last, _)| *last > first)?;
    let (month, end) = of_month(reading, last_end, at)?;
    let (year, end) = year_after(reading, end, at);
    let day = |day| Box::new(Expression::Day { year, month, day });
    Some((Expression::Range(day(first), day(last)), end))
}

/// A month's name with `of` before or without: in any case, since a day's number stands before it.
fn of_month(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(u32, usize)> {
    let of = usize::from(reading.low(at, beside) == "of");
    let name = reading.near(at + of, beside)?;
    let is_named = name.text.starts_with(char::is_uppercase) || !matches!(reading.low(at + of, beside), "may" | "march" | "mar" | "jan" | "dec") || of == 1;
    month_beside_day(reading, at + of, beside).filter(|_| is_named).map(|month| (month, at + of + 1))
}

/// `$12 December 27`: the number is a sum.
fn is_amount_before(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.low_before(at), "$" | "€" | "£" | "₹" | "rs")
}

/// `the third quarter of 2023`, `Q3 2023`, `2018Q4`, `third quarter`, `the first half of 2023`, `H1 2023`.
fn quarter(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    if let Some(parsed) = short_quarter(reading, at) {
        return Some(parsed);
    }
    let low = |offset: usize| reading.low(at + offset, at);
    let the = usize::from(low(0) == "the");
    if let Some(n) = low(the).strip_suffix("-quarter").and_then(words::ordinal).filter(|n| (1..=4).contains(n)) {
        let (year, end) = year_after(reading, at + the + 1, at);
        return Some((Expression::Quarter { year, quarter: n }, end));
    }
    let n = words::ordinal(low(the)).filter(|n| (1..=4).contains(n))?;
    let is_quarter = matches!(low(the + 1), "quarter" | "qtr");
    let is_half = low(the + 1) == "half" && n < 3;
    if !(is_quarter || is_half) || matches!(low(the + 2), "mile" | "final" | "finals" | "back") {
        return None;
    }
    let end = at + the + 2;
    let is_fiscal = matches!(reading.low_before(at), "fiscal" | "financial")
        || matches!((low(the + 2), low(the + 3)), ("of", "fiscal" | "financial"));
    let (year, after) = match (low(the + 2), low(the + 3), low(the + 4)) {
        ("of", "the", "year") => (Year::Unsaid, end + 3),
        _ => year_after(reading, end, at),
    };
    if is_fiscal {
        return Some((Expression::Open, end));
    }
    // A half is one of the year only where the year is said: games have halves.
    match (is_half, year) {
        (true, Year::Unsaid) if after == end => None,
        (true, _) => Some((Expression::Half { year, half: n }, after)),
        (false, _) => Some((Expression::Quarter { year, quarter: n }, after)),
    }
}

/// `Q3`, `q1-2019`, `2019 q1`, `2017-q1`, `2018Q4`, `2019 H2`.
fn short_quarter(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let low = reading.low(at, at);
    if !(low.starts_with(['q', 'h']) && low.len() < 8 || low.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let made = |code: &str, year: Year| {
        let n = code.get(1..)?.parse::<u32>().ok().filter(|_| code.len() == 2)?;
        match code.as_bytes()[0] {
            b'q' if (1..=4).contains(&n) => Some(Expression::Quarter { year, quarter: n }),
            b'h' if (1..=2).contains(&n) && year != Year::Unsaid => Some(Expression::Half { year, half: n }),
            _ => None,
        }
    };
    if let Some(year) = words::year_number(low) {
        let dash = usize::from(reading.low(at + 1, at) == "-");
        return made(reading.low(at + 1 + dash, at), Year::Said(year)).map(|quarter| (quarter, at + 2 + dash));
    }
    if let Some((first, last)) = low.split_once('-') {
        let pair = words::year_number(first).map(|year| (last, year)).or_else(|| words::year_number(last).map(|year| (first, year)));
        return pair.and_then(|(code, year)| made(code, Year::Said(year))).map(|quarter| (quarter, at + 1));
    }
    if low.len() == 6 && low.is_ascii() {
        let (year, code) = low.split_at(4);
        return words::year_number(year).and_then(|year| made(code, Year::Said(year))).map(|quarter| (quarter, at + 1));
    }
    let dash = usize::from(reading.low(at + 1, at) == "-");
    let (year, end) = year_after(reading, at + 1 + dash, at);
    let end = if year == Year::Unsaid { at + 1 } else { end };
    made(low, year).map(|quarter| (quarter, end))
}

/// `summer of 2020`, `last spring`, `this winter`, `autumn 2021`.
fn season(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let (shift, name_at) = shift_at(reading, at, at);
    let the = usize::from(shift == Shift::None && reading.low(at, at) == "the");
    let season = match reading.low(name_at + the, at) {
        "spring" => 21,
        "summer" => 22,
        "autumn" | "fall" => 23,
        "winter" => 24,
        _ => return None,
    };
    let (year, end) = year_after(reading, name_at + the + 1, at);
    (shift != Shift::None || year != Year::Unsaid).then_some((Expression::Season { year, season, shift }, end))
}

/// `Thursday`, `last Friday`, `Thursday, Nov. 2`, `Tuesday of next week`; `Sun` and `Sat` only with company.
fn weekday(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
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
    if let Some((expression, end)) = dated.filter(|(expression, _)| matches!(expression, Expression::Day { .. } | Expression::Either(..))) {
        let closed = usize::from(reading.low(name_at + 1, at) == "(" && reading.low(end, at) == ")");
        let expression = match expression {
            Expression::Day { year: Year::Unsaid, month, day } => Expression::DayOn { weekday, month, day },
            said => said,
        };
        return Some((expression, end + closed));
    }
    let is_written_so = is_full || (token.text.starts_with(char::is_uppercase) && (token.text.ends_with('.') || comma == 1 || shift != Shift::None || is_beside_time(reading, name_at + 1, at)));
    let is_named_day = reading.before(name_at).is_some_and(|before| {
        before.is_capitalised()
            && ["Black", "Good", "Bloody", "Super", "Palm", "Easter", "Ash", "Cyber", "Holy", "Maundy", "Giving"].contains(&before.text)
    });
    // `Friday Adekunle won`: a given name.
    let is_given_name = reading.starts_sentence(name_at)
        && shift == Shift::None
        && reading.near(name_at + 1, at).is_some_and(|token| token.is_capitalised() && !token.is_shouted())
        && month_at(reading, name_at + 1, at).is_none()
        && crate::extract::dates::part::after(reading, name_at + 1, at).is_none();
    if !is_written_so || is_named_day || is_given_name || low.ends_with('s') && low.len() > 5 {
        return None;
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
        return Some((Expression::DayOfMonth(day), name_at + 2 + the));
    }
    Some(in_week(reading, at, Expression::Weekday { weekday, shift }, name_at + 1))
}

/// `Sat at 5 p.m.`, `Thu 9-11am`.
fn is_beside_time(reading: &Reading<'_>, at: usize, beside: usize) -> bool {
    let skip = usize::from(matches!(reading.low(at, beside), "at" | "from"));
    reading.near(at + skip, beside).is_some() && clock::times(reading, at + skip).is_some()
}

/// `Wednesday of next week`, `Wednesday next week`.
fn in_week(reading: &Reading<'_>, at: usize, day: Expression, end: usize) -> Parsed {
    let Expression::Weekday { weekday, shift: Shift::None } = day else { return (day, end) };
    let of = usize::from(matches!(reading.low(end, at), "of" | "from"));
    let the = usize::from(reading.low(end + of, at) == "the");
    let (shift, unit_at) = shift_at(reading, end + of + the, at);
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

/// `1990s`, `the 1980s`, `the nineties`.
fn decade(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let the = usize::from(reading.low(at, at) == "the");
    let low = reading.low(at + the, at);
    if let Some(year) = words::year_number(low)
        && year % 10 == 0
        && reading.near(at + the + 1, at).is_some_and(|token| token.kind == crate::text::token::TokenKind::Possessive)
        && reading.low_before(at + the) == "the"
    {
        return Some((Expression::Decade(year), at + the + 2));
    }
    let year = match low {
        "twenties" => 1920,
        "thirties" => 1930,
        "forties" => 1940,
        "fifties" => 1950,
        "sixties" => 1960,
        "seventies" => 1970,
        "eighties" => 1980,
        "nineties" => 1990,
        "50s" | "60s" | "70s" | "80s" | "90s" if is_the_decade(reading, at, the) => {
            1900 + low[..2].parse::<i32>().ok()?
        }
        _ => {
            let digits = low.strip_suffix("'s").or_else(|| low.strip_suffix("’s")).or_else(|| low.strip_suffix('s'))?;
            words::year_number(digits)?
        }
    };
    let in_words = low.ends_with("ies");
    // People are in their sixties.
    let is_told = !in_words || (the == 1 && low != "forties" && !matches!(reading.low(at + 2, at), "and"));
    (year % 10 == 0 && is_told).then_some((Expression::Decade(year), at + the + 1))
}

/// `of the 70s`, `the 70s and 80s`; people are in their 70s.
fn is_the_decade(reading: &Reading<'_>, at: usize, the: usize) -> bool {
    let before = reading.low_before(at);
    let is_second = before == "and" && at > 1 && reading.low(at - 2, at).ends_with("0s");
    is_second || (the == 1 && matches!(before, "of" | "in" | "since" | "during" | "from" | "early" | "late" | "until"))
}

/// `the 19th century`, `21st century`.
fn century(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let the = usize::from(reading.low(at, at) == "the");
    let n = words::ordinal(reading.low(at + the, at)).filter(|n| (10..=22).contains(n))?;
    let is_era = matches!(reading.low(at + the + 2, at), "bc" | "bce" | "b.c");
    let is_one = reading.low(at + the + 1, at) == "century" && !is_era;
    is_one.then_some((Expression::Century(n as i32), at + the + 2))
}

/// `fiscal year 2008`, `FY2023`: found, but whose year it is nobody says.
fn fiscal_year(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let low = |offset: usize| reading.low(at + offset, at);
    if low(0).strip_prefix("fy").is_some_and(|year| words::year_number(year).is_some()) {
        return Some((Expression::Open, at + 1));
    }
    let is_kind = matches!(low(0), "fiscal" | "financial" | "school" | "academic" | "calendar") && low(1) == "year";
    if !is_kind {
        return None;
    }
    let year = year_at(reading, at + 2, at);
    match (low(0), year) {
        ("calendar", Some(year)) => Some((Expression::Year(Year::Said(year)), at + 3)),
        ("calendar", None) => None,
        _ => {
            let end = at + 2 + usize::from(year.is_some());
            let is_range = matches!(low(3), "-" | "–" | "/") && year.is_some() && day_or_year(low(4));
            Some((Expression::Open, if is_range { at + 5 } else { end }))
        }
    }
}

fn day_or_year(low: &str) -> bool {
    matches!(low.len(), 2 | 4) && low.bytes().all(|byte| byte.is_ascii_digit())
}

/// `in 2021`, `the 2024 election`, `the year 2008`; not `2021 people`.
fn year_alone(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    if reading.low(at, at) == "year" {
        let of = usize::from(reading.low(at + 1, at) == "of");
        return match (reading.low(at + 1, at), reading.low(at + 2, at)) {
            ("to", "date") => Some((Expression::Range(Box::new(Expression::Year(Year::Offset(0))), Box::new(Expression::Period { unit: Unit::Day, offset: 0 })), at + 3)),
            _ => year_at(reading, at + 1 + of, at).map(|year| (Expression::Year(Year::Said(year)), at + 2 + of)),
        };
    }
    let year = year_at(reading, at, at).filter(|year| (1500..=2199).contains(year))?;
    if let Some(month) = month_beside_day(reading, at + 1, at)
        && after_preposition(reading, at)
    {
        return Some((Expression::Month { year: Year::Said(year), month, shift: Shift::None }, at + 2));
    }
    let next = reading.near(at + 1, at);
    let counts = next.is_some_and(|token| {
        token.text.ends_with('s')
            && token.text.starts_with(char::is_lowercase)
            && !matches!(token.text, "was" | "is" | "has" | "as" | "this")
    }) || reading.low(at + 1, at).ends_with("children")
        || matches!(reading.low(at + 1, at), "people" | "men" | "women" | "troops" | "sheep" | "cattle" | "homes" | "pieces" | "km" | "kg" | "metres" | "miles");
    let before = reading.low_before(at);
    let modifies = matches!(before, "the" | "s" | "'s" | "’s" | "a" | "its" | "their" | "his" | "her" | "our")
        && next.is_some_and(|token| token.text.starts_with(char::is_alphabetic));
    let than = before == "than" && at > 1 && matches!(reading.low(at - 2, at), "later" | "earlier");
    let is_number_of = is_in(Class::Numbered, before) || matches!(reading.low(at + 1, at), "year" | "years");
    let symbol = is_number_of || !than && matches!(
        before,
        "$" | "€" | "£" | "#" | "no" | "." | "/" | "-" | "rs" | "page" | "over" | "than" | "about" | "some" | "flight" | "route" | "section" | "article" | "room" | "almost" | "nearly" | "approximately" | "roughly"
    ) && !(before == "-" && at > 1 && year_at(reading, at - 2, at).is_some());
    let is_number_before = reading.before(at).is_some_and(|token| token.text.starts_with(|c: char| c.is_ascii_digit())) && reading.low_before(at).len() < 4 && !before.contains(':');
    let in_brackets = before == "(" && matches!(reading.low(at + 1, at), ")" | "-" | "–");
    let sure = after_preposition(reading, at) || in_brackets || modifies || (1900..=2099).contains(&year) && !counts;
    let more_digits = next.is_some_and(|token| matches!(token.text, "%" | "/")) || matches!(reading.low(at + 1, at), "percent" | "million" | "billion");
    let era = usize::from(next.is_some_and(|token| matches!(token.text, "AD" | "CE" | "A.D.")));
    (sure && !symbol && !more_digits && !is_number_before && (!counts || modifies))
        .then_some((Expression::Year(Year::Said(year)), at + 1 + era))
}

/// `on the 18th`: the day of a month that is not said.
fn day_of_month(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let is_asked = reading.low(at, at) == "the" && matches!(reading.low_before(at), "on" | "of" | "until" | "by" | "since");
    let day = words::ordinal(reading.low(at + 1, at)).filter(|_| is_asked && is_ordinal_in_digits(reading, at + 1, at))?;
    let next = reading.low(at + 2, at);
    let in_digits = reading.low(at + 1, at).starts_with(|c: char| c.is_ascii_digit());
    let ends = matches!(next, "" | "." | "," | "?" | "and" | "or" | "when" | "after" | "at" | "to");
    (in_digits && ends).then_some((Expression::DayOfMonth(day), at + 2))
}

/// `2019 to 2021`, `2019-21`, `October-November`, `Monday to Friday`, `May 3 until today`.
fn to_other(reading: &Reading<'_>, at: usize, first: Expression, end: usize) -> Parsed {
    let before = reading.low_before(at);
    let link = reading.low(end, at);
    let is_dash = matches!(link, "-" | "–" | "—");
    let is_range_word = is_dash
        || match link {
            "to" | "until" | "till" | "through" | "thru" | "untill" => {
                matches!(before, "from" | "" | "lasted" | "," | "(" | "between") || matches!(first, Expression::Year(_) | Expression::Day { .. } | Expression::Month { .. } | Expression::Weekday { .. })
            }
            "and" => before == "between",
            _ => false,
        };
    if !is_range_word || matches!(first, Expression::Duration(_) | Expression::Open | Expression::Range(..) | Expression::Span { .. }) {
        return (first, end);
    }
    let the = usize::from(reading.low(end + 1, at) == "the" && reading.low(end + 2, at) == "year");
    let other = if matches!(first, Expression::Year(_)) && is_dash {
        year_end(reading, at, end)
    } else {
        present(reading, end + 1, at).or_else(|| plain_date(reading, end + 1 + the * 2)).or_else(|| other_month(reading, end + 1, &first))
    };
    let is_kind = |last: &Expression| match (&first, last) {
        (_, Expression::Duration(_) | Expression::Open | Expression::Times(_) | Expression::Span { .. } | Expression::Away { .. }) => false,
        // `in 2010 - Monday`: a dash joins only what is alike.
        (Expression::Year(_), Expression::Weekday { .. }) | (Expression::Weekday { .. }, Expression::Year(_)) => false,
        (first, last) if is_dash => std::mem::discriminant(first) == std::mem::discriminant(last) || matches!((first, last), (Expression::Month { .. }, Expression::Day { .. })),
        _ => true,
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
    let short: i32 = low.parse().ok().filter(|_| low.len() == 2 && reading.touches(end, end + 1))?;
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
fn share_year(first: Expression, last: Expression) -> (Expression, Expression) {
    match (first, last) {
        (Expression::Month { year: Year::Unsaid, month, shift: Shift::None }, Expression::Month { year: Year::Said(year), month: last, shift }) => {
            let from = year - i32::from(month > last);
            let first = Expression::Month { year: Year::Said(from), month, shift: Shift::None };
            (first, Expression::Month { year: Year::Said(year), month: last, shift })
        }
        (Expression::Day { year: Year::Unsaid, month, day }, Expression::Day { year: Year::Said(year), month: last, day: last_day }) => {
            let from = year - i32::from((month, day) > (last, last_day));
            (Expression::Day { year: Year::Said(from), month, day }, Expression::Day { year: Year::Said(year), month: last, day: last_day })
        }
        pair => pair,
    }
}
