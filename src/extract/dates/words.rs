//! The words that dates are made of: months, weekdays, days and years in digits, ordinals, words of rank.
//!
//! Never decides whether a word is a date where it stands: `May` and `second` are other words too.

use std::collections::HashSet;
use std::sync::LazyLock;

use chrono::Weekday;

use crate::extract::dates::expression::Shift;
use crate::extract::dates::expression::Year;
use crate::extract::dates::hijri;
use crate::extract::dates::holiday;
use crate::extract::number;
use crate::extract::reading::Reading;
use crate::lists::class::Class;
use crate::text::fast;
use crate::text::month;

/// Words in small letters that a date can begin with, beside months, weekdays, feasts, numbers and what has a digit, a
/// hyphen or a capital.
const BEGINNINGS: &[&str] = &[
    "the",
    "last",
    "next",
    "this",
    "past",
    "previous",
    "coming",
    "following",
    "upcoming",
    "current",
    "early",
    "late",
    "later",
    "earlier",
    "mid",
    "end",
    "beginning",
    "start",
    "middle",
    "rest",
    "remainder",
    "remaining",
    "turn",
    "very",
    "final",
    "week",
    "weekend",
    "month",
    "year",
    "day",
    "morning",
    "afternoon",
    "evening",
    "night",
    "today",
    "tonight",
    "yesterday",
    "tomorrow",
    "overnight",
    "now",
    "half",
    "quarter",
    "a",
    "an",
    "couple",
    "few",
    "several",
    "noon",
    "midnight",
    "midday",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "fiscal",
    "financial",
    "school",
    "academic",
    "calendar",
    "hundred",
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
];

/// All of [`BEGINNINGS`], months, weekdays, ordinals, numbers and the first words of feasts.
static CAN_BEGIN: LazyLock<HashSet<&'static str, fast::Build>> = LazyLock::new(|| {
    let numbers = number::words();
    let names = crate::lists::class::words_of(Class::Month).chain(crate::lists::class::words_of(Class::Weekday));
    BEGINNINGS
        .iter()
        .copied()
        .chain(ORDINALS.iter().copied())
        .chain(names)
        .chain(numbers)
        .chain(holiday::first_words())
        .collect()
});

/// Words that a date begins with only in capitals: months of other calendars, and the marks of an era.
static WRITTEN_LARGE: LazyLock<HashSet<&'static str, fast::Build>> =
    LazyLock::new(|| hijri::first_words().chain(["ad", "ce", "fy"]).collect());

/// Whether a date can begin at a token at all: most words are passed over by this one question.
pub fn can_begin(reading: &Reading<'_>, at: usize) -> bool {
    let text = reading.tokens[at].text;
    let Some(first) = text.chars().next() else { return false };
    if first.is_ascii_uppercase() {
        let low: &str = &reading.folded[at];
        let is_plain = low.bytes().all(|byte| byte.is_ascii_lowercase());
        return !is_plain || (is_beginning(low) && goes_on(reading, at, low)) || WRITTEN_LARGE.contains(low);
    }
    if !first.is_ascii_lowercase() {
        return first.is_alphanumeric() || matches!(first, '½' | '.');
    }
    let is_plain = text.bytes().all(|byte| byte.is_ascii_lowercase());
    !is_plain || (is_beginning(text) && goes_on(reading, at, text))
}

/// Words that a date can go on with behind `the`, `a` or `an` without beginning one.
const BEHIND_ARTICLE: &[&str] = &[
    "same",
    "preceding",
    "more",
    "full",
    "whole",
    "single",
    "fortnight",
    "decade",
    "century",
    "centurie",
    "hour",
    "minute",
    "hr",
    "min",
    "sec",
    "yr",
    "qtr",
];

/// Whether what stands behind an article can be part of a date: articles are what most dates would begin with.
fn goes_on(reading: &Reading<'_>, at: usize, low: &str) -> bool {
    let (true, Some(next)) = (matches!(low, "the" | "a" | "an"), reading.folded.get(at + 1)) else { return true };
    let is_plain = next.bytes().all(|byte| byte.is_ascii_lowercase());
    let singular = next.strip_suffix('s').unwrap_or(next);
    !is_plain || is_beginning(next) || BEHIND_ARTICLE.contains(&singular) || number::scale(singular).is_some()
}

fn is_beginning(word: &str) -> bool {
    CAN_BEGIN.contains(word) || word.strip_suffix('s').is_some_and(|word| CAN_BEGIN.contains(word))
}

/// A month's name, written as one: with a capital.
pub fn month_at(reading: &Reading<'_>, at: usize, beside: usize) -> Option<u32> {
    let token = reading.near(at, beside)?;
    if token.text.starts_with(char::is_uppercase) { month::number(&reading.folded[at]) } else { None }
}

/// A month's name in any case, beside the number of a day: `march 3` is a date, `march` is not.
pub fn month_beside_day(reading: &Reading<'_>, at: usize, beside: usize) -> Option<u32> {
    month::number(reading.low(at, beside))
}

/// Day of the month: `1`, `15`, `2nd`.
pub fn day_at(reading: &Reading<'_>, at: usize, beside: usize) -> Option<u32> {
    day_number(reading.low(at, beside))
}

/// `the 15th`, `15`: the day and the token after it.
pub fn the_day_at(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(u32, usize)> {
    let the = usize::from(reading.low(at, beside) == "the");
    day_at(reading, at + the, beside).map(|day| (day, at + the + 1))
}

fn day_number(low: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| low.strip_suffix(end)).unwrap_or(low);
    let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok().filter(|day| (1..=31).contains(day)) } else { None }
}

const ORDINALS: &[&str] = &[
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
];

/// An ordinal in letters or digits: `third`, `21st`.
pub fn ordinal(low: &str) -> Option<u32> {
    if low.starts_with(|c: char| c.is_ascii_digit()) {
        return if low.ends_with(|c: char| c.is_ascii_digit()) { None } else { day_number(low) };
    }
    // Asked of most words that a date may begin with.
    if !["st", "nd", "rd", "th"].iter().any(|end| low.ends_with(end)) {
        return None;
    }
    ORDINALS.iter().position(|word| *word == low).map(|index| index as u32 + 1)
}

/// Four digits that can be a year.
pub fn year_at(reading: &Reading<'_>, at: usize, beside: usize) -> Option<i32> {
    year_number(reading.low(at, beside))
}

pub fn year_number(low: &str) -> Option<i32> {
    let plain = low.len() == 4 && low.bytes().all(|byte| byte.is_ascii_digit());
    if plain { low.parse().ok().filter(|year| (1000..=2199).contains(year)) } else { None }
}

/// `, 2023`, `2023`, `of 2023`, `’23`, `last year`, `of this year` after a month, a quarter or a holiday.
pub fn year_after(reading: &Reading<'_>, at: usize, beside: usize) -> (Year, usize) {
    let skip = usize::from(matches!(reading.low(at, beside), "," | "of" | "in"));
    if let Some(year) = year_at(reading, at + skip, beside) {
        return (Year::Said(year), at + skip + 1);
    }
    if let Some((year, end)) = year_in_words(reading, at + skip, beside) {
        return (Year::Said(year), end);
    }
    if let Some((year, end)) = year_cut_short(reading, at, beside) {
        return (Year::Said(year), end);
    }
    let offset = match (reading.low(at + skip, beside), reading.low(at + skip + 1, beside)) {
        ("last" | "previous", "year") => -1,
        ("this", "year") => 0,
        ("next", "year") => 1,
        _ => return (Year::Unsaid, at),
    };
    let is_plain = skip == 0 || reading.low(at, beside) != "in";
    if is_plain { (Year::Offset(offset), at + skip + 2) } else { (Year::Unsaid, at) }
}

/// `’69`, `of '04`; `of 87`, which is no day, where nothing stands behind that 87 could count.
fn year_cut_short(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(i32, usize)> {
    let two = |index: usize| {
        let low = reading.low(index, beside);
        low.parse::<i32>().ok().filter(|_| low.len() == 2 && low.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let of = usize::from(reading.low(at, beside) == "of");
    if matches!(reading.low(at + of, beside), "'" | "’" | "‘") {
        let year = two(at + of + 1).filter(|_| reading.touches(at + of, at + of + 1))?;
        let closes = !matches!(reading.low(at + of + 2, beside), "'" | "’");
        return closes.then_some((year + if year > 30 { 1900 } else { 2000 }, at + of + 2));
    }
    let closes = matches!(reading.low(at + 2, beside), "" | "." | "," | ";" | ")");
    let year = two(at + 1).filter(|year| of == 1 && closes && *year > 31)?;
    Some((1900 + year, at + 2))
}

/// `nineteen eighty-six`, `two thousand and fifteen`, `seventeen hundred thirty three`; nothing that it could count may follow.
pub fn year_in_words(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(i32, usize)> {
    let small = |index: usize| {
        let low = reading.low(index, beside);
        number::small(low).filter(|_| low.starts_with(|c: char| c.is_ascii_alphabetic())).map(|n| n as i32)
    };
    let below_hundred = |index: usize| {
        let n = small(index).filter(|n| (1..100).contains(n))?;
        let ones = small(index + 1).filter(|ones| n >= 20 && n % 10 == 0 && (1..10).contains(ones));
        Some((n + ones.unwrap_or(0), index + 1 + usize::from(ones.is_some())))
    };
    let and = |index: usize| index + usize::from(reading.low(index, beside) == "and");
    let first = small(at)?;
    let (year, end) = match reading.low(at + 1, beside) {
        "thousand" if first == 2 => {
            let (rest, end) = below_hundred(and(at + 2)).unwrap_or((0, at + 2));
            (2000 + rest, end)
        }
        "hundred" if (11..=20).contains(&first) => {
            let (rest, end) = below_hundred(and(at + 2))?;
            (first * 100 + rest, end)
        }
        _ if (11..=20).contains(&first) => {
            let (rest, end) = below_hundred(at + 1).filter(|(rest, _)| *rest >= 10)?;
            (first * 100 + rest, end)
        }
        _ => return None,
    };
    let next = reading.low(end, beside);
    let counts =
        next.starts_with(|c: char| c.is_ascii_alphabetic()) && !crate::lists::class::is_in(Class::Function, next);
    (!counts && (1100..=2199).contains(&year)).then_some((year, end))
}

pub fn weekday_number(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" => Weekday::Mon,
        "tuesday" | "tue" | "tues" => Weekday::Tue,
        "wednesday" | "wed" => Weekday::Wed,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thu,
        "friday" | "fri" => Weekday::Fri,
        "saturday" | "sat" => Weekday::Sat,
        "sunday" | "sun" => Weekday::Sun,
        _ => return None,
    })
}

/// `to`, a dash, `until`, or `and` where `between` stands before `beside`.
pub fn is_to(reading: &Reading<'_>, at: usize, beside: usize) -> bool {
    let is_word = matches!(reading.low(at, beside), "to" | "-" | "–" | "—" | "through" | "thru" | "until" | "till");
    let between = reading.low(at, beside) == "and" && reading.low_before(beside) == "between";
    is_word || between
}

/// `last`, `next`, `this` … and whether a word is one of them.
pub fn shift(word: &str) -> Shift {
    match word {
        "last" | "previous" => Shift::Last,
        "past" => Shift::Past,
        "next" | "following" => Shift::Next,
        "coming" | "upcoming" => Shift::Coming,
        "this" | "current" => Shift::This,
        _ => Shift::None,
    }
}

/// The rank at token `at`, `this past` and `this coming` among them, and the token after it.
pub fn shift_at(reading: &Reading<'_>, at: usize, beside: usize) -> (Shift, usize) {
    let first = shift(reading.low(at, beside));
    if first == Shift::This {
        let second = shift(reading.low(at + 1, beside));
        if matches!(second, Shift::Past | Shift::Coming) {
            return (second, at + 2);
        }
    }
    (first, at + usize::from(first != Shift::None))
}
