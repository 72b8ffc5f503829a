//! Dates with a month's name: `Nov. 1, 2023`, `the 4th of May`, `Dec. 5 to 15`, `Jan-Feb 2017`, `October`.
//!
//! Never takes a word for a month that is another word (`may`, `march`) without company that makes it one.

use crate::extract::dates::expression::Expression;
use crate::extract::dates::expression::Shift;
use crate::extract::dates::expression::Year;
use crate::extract::dates::grammar::Parsed;
use crate::extract::dates::grammar::share_year;
use crate::extract::dates::words;
use crate::extract::dates::words::day_at;
use crate::extract::dates::words::is_to;
use crate::extract::dates::words::month_at;
use crate::extract::dates::words::month_beside_day;
use crate::extract::dates::words::shift_at;
use crate::extract::dates::words::the_day_at;
use crate::extract::dates::words::year_after;
use crate::extract::dates::words::year_at;
use crate::extract::number;
use crate::extract::reading::Reading;
use crate::text::month;

/// `March`, `January 2015`, `next month`'s own kind: a month that the words before it ask for.
pub fn named_month(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let (shift, name_at) = shift_at(reading, at, at);
    let number = month_beside_day(reading, name_at, at)?;
    let (year, end) = year_after(reading, name_at + 1, at);
    let is_named = reading.tokens[name_at].text.starts_with(char::is_uppercase) || year != Year::Unsaid || number != 5;
    is_named.then_some((Expression::Month { year, month: number, shift }, end))
}

/// `next March`, `this coming May`: the rank belongs to the date, as that of a weekday does.
pub fn shifted_month(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let (shift, name_at) = shift_at(reading, at, at);
    if shift == Shift::None {
        return None;
    }
    let month = month_at(reading, name_at, at)?;
    let is_day = the_day_at(reading, name_at + 1, at).is_some_and(|(_, end)| is_day_number(reading, end, at));
    let (year, end) = year_after(reading, name_at + 1, at);
    let is_name = reading
        .near(end, at)
        .is_some_and(|token| token.is_capitalised() && month::number(&reading.folded[end]).is_none());
    (!is_day && year == Year::Unsaid && !is_name).then_some((Expression::Month { year, month, shift }, end))
}

/// `July 18, Friday`, `8 December (Friday)`: a weekday behind tells the year, as one before does.
pub fn with_weekday(reading: &Reading<'_>, at: usize, (date, end): Parsed) -> Parsed {
    let Expression::Day { year, month, day } = date else { return (date, end) };
    let is_bracket = reading.low(end, at) == "(";
    let weekday = words::weekday_number(reading.low(end + 1, at))
        .filter(|_| reading.near(end + 1, at).is_some_and(|token| token.text.starts_with(char::is_uppercase)));
    let closes = match reading.low(end + 2, at) {
        ")" => is_bracket,
        // `On July 18, Friday prayers were cut short`.
        "" | "." | "," | ";" | "at" => !is_bracket && reading.low(end, at) == ",",
        _ => false,
    };
    let Some(weekday) = weekday.filter(|_| closes) else { return (date, end) };
    let date = if year == Year::Unsaid { Expression::DayOn { weekday, month, day } } else { date };
    (date, end + 2 + usize::from(is_bracket))
}

/// `January twenty five nineteen eighty six`, `fifteen August 1993`: a day as it is spoken, which only its year, or the
/// end of the sentence, tells from a number of something (`In May twenty miners died`).
pub fn spoken_day(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    if let Some(month) = month_at(reading, at, at) {
        let (day, end) = number_of_day(reading, at + 1, at)?;
        let (year, after) = year_after(reading, end, at);
        let closes = matches!(reading.low(end, at), "" | "." | "?") && day > 20;
        return (matches!(year, Year::Said(_)) || closes)
            .then_some((Expression::Day { year, month, day }, after.max(end)));
    }
    let (day, end) = number_of_day(reading, at, at)?;
    let month = month_at(reading, end, at)?;
    let (year, end) = year_after(reading, end + 1, at);
    matches!(year, Year::Said(_)).then_some((Expression::Day { year, month, day }, end))
}

/// `five`, `twenty-five`, `twenty five`.
fn number_of_day(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(u32, usize)> {
    let word = |at: usize| {
        let low = reading.low(at, beside);
        number::small(low).filter(|_| low.starts_with(|c: char| c.is_ascii_alphabetic()))
    };
    let first = word(at)? as u32;
    let ones = word(at + 1).map(|ones| ones as u32).filter(|ones| matches!(first, 20 | 30) && (1..10).contains(ones));
    let day = first + ones.unwrap_or(0);
    (1..=31).contains(&day).then_some((day, at + 1 + usize::from(ones.is_some())))
}

/// `Jan-Feb 2017`, `June-August 1992`: one token with two months.
pub fn glued_months(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    if !reading.tokens[at].text.starts_with(char::is_uppercase) {
        return None;
    }
    let (first, last) = reading.folded[at].split_once(['-', '\u{2011}'])?;
    let (first, last) = (month::number(first)?, month::number(last)?);
    let (year, end) = year_after(reading, at + 1, at);
    let month = |month| Expression::Month { year, month, shift: Shift::None };
    let (first, last) = match year {
        Year::Said(_) => {
            share_year(Expression::Month { year: Year::Unsaid, month: first, shift: Shift::None }, month(last))
        }
        _ => (month(first), month(last)),
    };
    Some((Expression::Range(Box::new(first), Box::new(last)), end))
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

/// `Nov 18, 2014-Dec 19, 2015`: the second month hangs on the first year.
fn glued_year(reading: &Reading<'_>, at: usize, month: u32) -> Option<Parsed> {
    let comma = usize::from(reading.low(at + 2, at) == ",");
    let (year, other) = reading.low(at + 2 + comma, at).split_once('-')?;
    let (first_year, other) = (words::year_number(year)?, month::number(other)?);
    let (first, day) = (day_at(reading, at + 1, at)?, day_at(reading, at + 3 + comma, at)?);
    let (year, end) = year_after(reading, at + 4 + comma, at);
    let first = Expression::Day { year: Year::Said(first_year), month, day: first };
    let last = Expression::Day { year, month: other, day };
    matches!(year, Year::Said(_)).then(|| (Expression::Range(Box::new(first), Box::new(last)), end))
}

/// `Nov. 1`, `November 1, 2023`, `Dec. 5 to 15`, `Dec. 20 - Jan. 3`, `march the 3rd`, `November 2023`, `October`.
pub fn month_first(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let month = month_beside_day(reading, at, at)?;
    if let Some(parsed) = glued_day(reading, at, month).or_else(|| glued_year(reading, at, month)) {
        return Some(parsed);
    }
    let comma = usize::from(reading.low(at + 1, at) == ",");
    let is_capitalised = reading.tokens[at].text.starts_with(char::is_uppercase);
    let day = the_day_at(reading, at + 1, at)
        .or_else(|| the_day_at(reading, at + 2, at).filter(|_| comma == 1 && is_ordinal_in_digits(reading, at + 2, at)))
        .or_else(|| {
            the_day_in_words(reading, at + 1, at).filter(|(_, end)| {
                !matches!(reading.low(*end, at), "of" | "half" | "quarter" | "week" | "day" | "weekend" | "time")
            })
        });
    let Some((first, end)) = day.filter(|(_, end)| is_day_number(reading, *end, at)) else {
        return if is_capitalised { month_alone(reading, at, month) } else { lower_month(reading, at, month) };
    };
    if !is_capitalised && is_other_word(reading, at) {
        return None;
    }
    if is_to(reading, end, at) {
        let from = |year| Box::new(Expression::Day { year, month, day: first });
        let last_day = the_day_at(reading, end + 1, at).or_else(|| the_day_in_words(reading, end + 1, at)).filter(
            |(last, last_end)| {
                *last > first
                    && is_day_number(reading, *last_end, at)
                    && month_beside_day(reading, *last_end, at).is_none()
            },
        );
        if let Some((last, last_end)) = last_day {
            let (year, end) = year_after(reading, last_end, at);
            return Some((Expression::Range(from(year), Box::new(Expression::Day { year, month, day: last })), end));
        }
    }
    let (year, end) = year_after(reading, end, at);
    Some((Expression::Day { year, month, day: first }, end))
}

pub fn is_ordinal_in_digits(reading: &Reading<'_>, at: usize, beside: usize) -> bool {
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
    if let Some(parsed) = day_in_two_words(reading, at, beside) {
        return Some(parsed);
    }
    words::ordinal(low).filter(|_| is_word && !is_of_something).map(|day| (day, at + 1))
}

/// `twenty second`, `thirty first`.
fn day_in_two_words(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(u32, usize)> {
    let tens = match reading.low(at, beside) {
        "twenty" => 20,
        "thirty" => 30,
        _ => return None,
    };
    let low = reading.low(at + 1, beside);
    let is_word = low.starts_with(|c: char| c.is_ascii_alphabetic());
    let ones = words::ordinal(low).filter(|ones| is_word && *ones < 10)?;
    (tens + ones <= 31).then_some((tens + ones, at + 2))
}

/// `the ninth`, `ninth`, `the twenty-third`.
pub fn the_day_in_words(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(u32, usize)> {
    let the = usize::from(reading.low(at, beside) == "the");
    day_in_words(reading, at + the, beside).or_else(|| {
        let low = reading.low(at + the, beside);
        let is_word = low.starts_with(|c: char| c.is_ascii_alphabetic());
        words::ordinal(low).filter(|_| is_word).map(|day| (day, at + the + 1))
    })
}

/// Months that are other words in lower case: `may`, `march`.
fn is_other_word(reading: &Reading<'_>, at: usize) -> bool {
    let low = reading.low(at, at);
    let is_word = matches!(low, "may" | "mar" | "jan" | "jun" | "dec" | "march");
    let before = reading.low_before(at);
    is_word
        && words::weekday_number(before).is_none()
        && !matches!(
            before,
            "" | "on"
                | "by"
                | "of"
                | "since"
                | "until"
                | "from"
                | "before"
                | "after"
                | "in"
                | ","
                | "between"
                | "around"
        )
}

/// `april 2017`, `in march`: small letters need a year, or a preposition before.
fn lower_month(reading: &Reading<'_>, at: usize, month: u32) -> Option<Parsed> {
    let low = reading.low(at, at);
    let (year, end) = year_after(reading, at + 1, at);
    let shift = shift_before(reading, at);
    let is_asked = matches!(
        reading.low_before(at),
        "in" | "since" | "until" | "during" | "of" | "by" | "from" | "between" | "and" | "this" | "last" | "next"
    ) && low.len() > 3
        && low != "march";
    (matches!(year, Year::Said(_)) && low != "may" || is_asked)
        .then_some((Expression::Month { year, month, shift }, end))
}

/// Months that are words or names too: they need a preposition before or a year after.
const WORDLIKE: &[&str] = &[
    "may", "march", "august", "april", "june", "jan", "mar", "jun", "dec", "sept", "sep", "oct", "apr", "jul", "feb",
    "nov", "aug",
];

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
pub fn after_preposition(reading: &Reading<'_>, at: usize) -> bool {
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
pub fn day_first(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let the = usize::from(reading.low(at, at) == "the" && reading.low(at + 1, at) != "the");
    let low = reading.low(at + the, at);
    if let Some(parsed) = words_first(reading, at, the) {
        return Some(parsed);
    }
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
    if let Some((year, month)) = month_of_list(reading, after, at, first) {
        return Some((Expression::Day { year, month, day: first }, after));
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

/// `18 and 19 June`, `5, 6 and 7 May 2021`: the month and year that stand behind the last of several days.
fn month_of_list(reading: &Reading<'_>, after: usize, beside: usize, first: u32) -> Option<(Year, u32)> {
    let mut day = first;
    let mut at = after;
    for _ in 0..4 {
        let link = reading.low(at, beside);
        let skip = 1 + usize::from(link == "," && matches!(reading.low(at + 1, beside), "and" | "or"));
        if !matches!(link, "and" | "," | "or" | "&") {
            return None;
        }
        day = the_day_at(reading, at + skip, beside).map(|(next, _)| next).filter(|next| *next > day)?;
        at += skip + 1;
        if let Some((month, end)) = of_month(reading, at, beside) {
            return (!is_amount_before(reading, beside)).then(|| (year_after(reading, end, beside).0, month));
        }
    }
    None
}

/// `the twenty third day of September`, `the ninth to the seventeenth of April`.
fn words_first(reading: &Reading<'_>, at: usize, the: usize) -> Option<Parsed> {
    let (first, end) = day_in_two_words(reading, at + the, at).or_else(|| {
        let low = reading.low(at + the, at);
        let is_word = low.starts_with(|c: char| c.is_ascii_alphabetic());
        words::ordinal(low).filter(|_| is_word).map(|day| (day, at + the + 1))
    })?;
    let dated = |day: u32, year: Year, month: u32| Box::new(Expression::Day { year, month, day });
    if is_to(reading, end, at) {
        let (last, last_end) = the_day_in_words(reading, end + 1, at).filter(|(last, _)| *last > first)?;
        let (month, month_end) = of_month(reading, last_end, at).filter(|_| reading.low(last_end, at) == "of")?;
        let (year, end) = year_after(reading, month_end, at);
        return Some((Expression::Range(dated(first, year, month), dated(last, year, month)), end));
    }
    let day = usize::from(reading.low(end, at) == "day");
    let (month, month_end) = of_month(reading, end + day, at).filter(|_| reading.low(end + day, at) == "of")?;
    let (year, end) = year_after(reading, month_end, at);
    Some((Expression::Day { year, month, day: first }, end))
}

/// A month's name with `of` before or without: in any case, since a day's number stands before it.
fn of_month(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(u32, usize)> {
    let of = usize::from(reading.low(at, beside) == "of");
    let name = reading.near(at + of, beside)?;
    let is_named = name.text.starts_with(char::is_uppercase)
        || !matches!(reading.low(at + of, beside), "may" | "march" | "mar" | "jan" | "dec")
        || of == 1
        // `20th dec`
        || matches!(reading.low(at, beside), "jan" | "dec") && at > 0 && is_ordinal_in_digits(reading, at - 1, beside);
    month_beside_day(reading, at + of, beside).filter(|_| is_named).map(|month| (month, at + of + 1))
}

/// `$12 December 27`: the number is a sum.
fn is_amount_before(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.low_before(at), "$" | "€" | "£" | "₹" | "rs")
}
