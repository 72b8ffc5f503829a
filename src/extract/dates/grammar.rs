//! The grammar of dates in English news: which tokens are one date expression, and what it says.
//!
//! Never resolves and never looks past the sentence. Words that are dates only in company (`May`, `March`, `second`,
//! `sat`) need that company.

use chrono::Weekday;

use crate::extract::dates::calendar::Unit;
use crate::extract::dates::expression::Expression;
use crate::extract::dates::expression::Shift;
use crate::extract::dates::expression::Year;
use crate::extract::dates::numeric;
use crate::extract::number;
use crate::extract::reading::Reading;
use crate::text::month;

/// An expression and the token after it.
pub type Parsed = (Expression, usize);

/// The date expression that begins at token `at`, the longest reading first.
pub fn date(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let parsed = numeric::numeric(reading, at)
        .or_else(|| month_first(reading, at))
        .or_else(|| day_first(reading, at))
        .or_else(|| with_part(reading, at))
        .or_else(|| quarter(reading, at))
        .or_else(|| season(reading, at))
        .or_else(|| weekday(reading, at))
        .or_else(|| deictic(reading, at))
        .or_else(|| away(reading, at))
        .or_else(|| decade(reading, at))
        .or_else(|| year_alone(reading, at))
        .or_else(|| duration(reading, at))?;
    Some(range_to_year(reading, at, parsed))
}

/// A month's name, written as one: with a capital.
fn month_at(reading: &Reading<'_>, at: usize, beside: usize) -> Option<u32> {
    let token = reading.near(at, beside)?;
    if token.text.starts_with(char::is_uppercase) { month::number(&reading.folded[at]) } else { None }
}

/// Day of the month: `1`, `15`, `2nd`.
fn day_at(reading: &Reading<'_>, at: usize, beside: usize) -> Option<u32> {
    let low = reading.low(at, beside);
    let digits = low.strip_suffix("st").or_else(|| low.strip_suffix("nd")).or_else(|| low.strip_suffix("rd"));
    let digits = digits.or_else(|| low.strip_suffix("th")).unwrap_or(low);
    let plain = digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok().filter(|day| (1..=31).contains(day)) } else { None }
}

/// Four digits that can be a year.
pub fn year_at(reading: &Reading<'_>, at: usize, beside: usize) -> Option<i32> {
    let low = reading.low(at, beside);
    let plain = low.len() == 4 && low.bytes().all(|byte| byte.is_ascii_digit());
    if plain { low.parse().ok().filter(|year| (1000..=2199).contains(year)) } else { None }
}

/// `, 2023`, `2023`, `of 2023`, `last year`, `of this year` after a month or quarter.
fn year_after(reading: &Reading<'_>, at: usize, beside: usize) -> (Year, usize) {
    let skip = usize::from(matches!(reading.low(at, beside), "," | "of" | "in"));
    if let Some(year) = year_at(reading, at + skip, beside) {
        return (Year::Said(year), at + skip + 1);
    }
    let skip = usize::from(reading.low(at, beside) == "of");
    let offset = match (reading.low(at + skip, beside), reading.low(at + skip + 1, beside)) {
        ("last" | "previous", "year") => -1,
        ("this", "year") => 0,
        ("next", "year") => 1,
        _ => return (Year::Unsaid, at),
    };
    (Year::Offset(offset), at + skip + 2)
}

/// `Nov. 1`, `November 1, 2023`, `Dec. 5 to 15`, `Dec. 20 - Jan. 3`, `November 2023`, `October`.
fn month_first(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let month = month_at(reading, at, at)?;
    let Some(first) = day_at(reading, at + 1, at).filter(|_| year_at(reading, at + 1, at).is_none()) else {
        return month_alone(reading, at, month);
    };
    let end = at + 2;
    if is_to(reading, end, at) {
        let from = |year| Box::new(Expression::Day { year, month, day: first });
        if let Some(last) = day_at(reading, end + 1, at).filter(|last| *last > first) {
            let (year, end) = year_after(reading, end + 2, at);
            return Some((Expression::Range(from(year), Box::new(Expression::Day { year, month, day: last })), end));
        }
        let other_month = month_at(reading, end + 1, at).and_then(|_| month_first(reading, end + 1));
        if let Some((last @ Expression::Day { year, .. }, end)) = other_month {
            return Some((Expression::Range(from(year), Box::new(last)), end));
        }
    }
    let (year, end) = year_after(reading, end, at);
    Some((Expression::Day { year, month, day: first }, end))
}

fn is_to(reading: &Reading<'_>, at: usize, beside: usize) -> bool {
    let is_word = matches!(reading.low(at, beside), "to" | "-" | "–" | "—" | "through" | "until" | "till");
    let between = reading.low(at, beside) == "and" && beside > 0 && reading.low(beside - 1, beside) == "between";
    is_word || between
}

/// Months that are words too: they need a preposition before or a year after.
const WORDLIKE: &[&str] =
    &["may", "march", "august", "april", "june", "jan", "mar", "jun", "dec", "sept", "sep", "oct", "apr", "jul"];

fn month_alone(reading: &Reading<'_>, at: usize, month: u32) -> Option<Parsed> {
    let (year, end) = year_after(reading, at + 1, at);
    let shift = shift_before(reading, at);
    let stands_alone =
        year != Year::Unsaid || !WORDLIKE.contains(&&*reading.folded[at]) || after_preposition(reading, at);
    let is_name_part = reading
        .near(end, at)
        .is_some_and(|token| token.is_capitalised() && month::number(&reading.folded[end]).is_none());
    let after_name = reading.before(at).is_some_and(|token| token.is_capitalised() && !reading.starts_sentence(at - 1));
    let ok = stands_alone && (year != Year::Unsaid || (!is_name_part && !after_name));
    ok.then_some((Expression::Month { year, month, shift }, end))
}

fn shift_before(reading: &Reading<'_>, at: usize) -> Shift {
    match reading.low_before(at) {
        "last" | "past" => Shift::Last,
        "next" | "coming" => Shift::Next,
        "this" => Shift::This,
        _ => Shift::None,
    }
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

/// `1 November`, `1 November 2023`, `5-15 December 2023`, `the 1st of November`.
fn day_first(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let first = day_at(reading, at, at)?;
    let of = usize::from(reading.low(at + 1, at) == "of" && reading.low(at, at).ends_with(|c: char| c.is_alphabetic()));
    if let Some(month) = month_at(reading, at + 1 + of, at) {
        let (year, end) = year_after(reading, at + 2 + of, at);
        let day = Expression::Day { year, month, day: first };
        let last = if is_to(reading, end, at) { day_first(reading, end + 1) } else { None };
        return Some(match last {
            Some((last @ Expression::Day { .. }, end)) => (Expression::Range(Box::new(day), Box::new(last)), end),
            _ => (day, end),
        });
    }
    if !is_to(reading, at + 1, at) {
        return None;
    }
    let last = day_at(reading, at + 2, at).filter(|last| *last > first)?;
    let month = month_at(reading, at + 3, at)?;
    let (year, end) = year_after(reading, at + 4, at);
    let day = |day| Box::new(Expression::Day { year, month, day });
    Some((Expression::Range(day(first), day(last)), end))
}

/// `early 2021`, `late October`, `mid-2011`, `the end of last year`: the period itself.
fn with_part(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let low = |offset: usize| reading.low(at + offset, at);
    if let Some(rest) = low(0).strip_prefix("mid-") {
        let year = rest.parse().ok().filter(|year| rest.len() == 4 && (1000..=2199).contains(year));
        return match (year, month::number(rest)) {
            (Some(year), _) => Some((Expression::Year(Year::Said(year)), at + 1)),
            (None, Some(month)) => {
                let (year, end) = year_after(reading, at + 1, at);
                Some((Expression::Month { year, month, shift: Shift::None }, end))
            }
            (None, None) => {
                rest.strip_suffix('s').and_then(|year| year.parse().ok()).map(|year| (Expression::Decade(year), at + 1))
            }
        };
    }
    let skip = match (low(0), low(1), low(2), low(3)) {
        ("the", "end" | "beginning" | "start" | "middle", "of", _) => 3,
        ("end" | "beginning" | "start" | "middle", "of", _, _) | ("early" | "late" | "mid", "in", _, _) => 2,
        ("early" | "late" | "mid", _, _, _) => 1,
        _ => return None,
    };
    let inner = at + skip;
    let the = usize::from(reading.low(inner, at) == "the" && skip > 1);
    let parsed = month_at(reading, inner, at).and_then(|month| month_alone(reading, inner, month));
    parsed
        .or_else(|| decade(reading, inner + the))
        .or_else(|| year_at(reading, inner, at).map(|year| (Expression::Year(Year::Said(year)), inner + 1)))
        .or_else(|| {
            deictic(reading, inner + the)
                .filter(|(expression, _)| matches!(expression, Expression::Period { unit, .. } if *unit != Unit::Day))
        })
        .filter(|(_, end)| *end > inner)
}

/// `the third quarter of 2023`, `Q3 2023`, `third quarter`.
fn quarter(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let low = |offset: usize| reading.low(at + offset, at);
    let ordinal = |word: &str| {
        Some(match word {
            "first" | "1st" => 1,
            "second" | "2nd" => 2,
            "third" | "3rd" => 3,
            "fourth" | "4th" => 4,
            _ => return None,
        })
    };
    let the = usize::from(low(0) == "the");
    let short = low(0).strip_prefix('q').and_then(|digit| digit.parse::<u32>().ok()).filter(|q| (1..=4).contains(q));
    let (quarter, end) = match short {
        Some(quarter) => (quarter, at + 1),
        None if low(the + 1) == "quarter" && !matches!(low(the + 2), "mile" | "final" | "finals") => {
            (ordinal(low(the))?, at + the + 2)
        }
        None => return None,
    };
    if matches!(reading.low_before(at), "fiscal" | "financial") {
        return Some((Expression::Open, end));
    }
    let (year, end) = year_after(reading, end, at);
    Some((Expression::Quarter { year, quarter }, end))
}

/// `summer of 2020`, `last spring`, `this winter`.
fn season(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let low = |offset: usize| reading.low(at + offset, at);
    let shift = match low(0) {
        "last" => Shift::Last,
        "next" => Shift::Next,
        "this" => Shift::This,
        _ => Shift::None,
    };
    let skip = usize::from(shift != Shift::None || low(0) == "the");
    let season = match low(skip) {
        "spring" => 21,
        "summer" => 22,
        "autumn" | "fall" => 23,
        "winter" => 24,
        _ => return None,
    };
    let (year, end) = year_after(reading, at + skip + 1, at);
    (shift != Shift::None || year != Year::Unsaid).then_some((Expression::Season { year, season, shift }, end))
}

fn weekday_number(word: &str) -> Option<Weekday> {
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

/// `Thursday`, `last Friday`, `Thursday, Nov. 2`; `Sun` and `Sat` only with a dot; no `Good Friday`.
fn weekday(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let shift = match reading.low(at, at) {
        "last" | "past" => Shift::Last,
        "next" | "coming" => Shift::Next,
        "this" => Shift::This,
        _ => Shift::None,
    };
    let name_at = at + usize::from(shift != Shift::None);
    let weekday = weekday_number(reading.low(name_at, at))?;
    let token = reading.near(name_at, at)?;
    let is_written_so = token.text.starts_with(char::is_uppercase)
        && (token.text.len() > 4 || token.text.ends_with('.') || reading.low(name_at + 1, at) == ",");
    let is_named_day = reading.before(name_at).is_some_and(|before| {
        before.is_capitalised()
            && ["Black", "Good", "Bloody", "Super", "Palm", "Easter", "Ash", "Cyber", "Holy", "Maundy"]
                .contains(&before.text)
    });
    if !is_written_so || is_named_day {
        return None;
    }
    let comma = usize::from(reading.low(name_at + 1, at) == ",");
    let dated = month_at(reading, name_at + 1 + comma, at).and_then(|_| month_first(reading, name_at + 1 + comma));
    let dated = dated.or_else(|| day_first(reading, name_at + 1 + comma));
    if let Some(parsed) = dated.filter(|(expression, _)| matches!(expression, Expression::Day { .. })) {
        return Some(parsed);
    }
    Some((Expression::Weekday { weekday, shift }, name_at + 1))
}

/// `today`, `yesterday`, `last month`, `this week`, `the past decade`.
fn deictic(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let low = |offset: usize| reading.low(at + offset, at);
    let day = match low(0) {
        "today" | "tonight" => Some(0),
        "yesterday" => Some(-1),
        "tomorrow" => Some(1),
        _ => None,
    };
    if let Some(offset) = day {
        return Some((Expression::Period { unit: Unit::Day, offset }, at + 1));
    }
    let the = usize::from(low(0) == "the");
    let offset = match low(the) {
        "last" | "previous" => -1,
        "past" => return past_span(reading, at, the),
        "this" | "current" => 0,
        "next" | "coming" | "following" => 1,
        _ => return None,
    };
    let is_relative_to_story = the == 1 && matches!(low(the), "last" | "next" | "following");
    let unit = Unit::parse(low(the + 1)).filter(|unit| !matches!(unit, Unit::Hour | Unit::Minute))?;
    let plural = low(the + 1).ends_with('s');
    let compound = low(the + 2) == "-";
    if plural || compound || (is_relative_to_story && unit == Unit::Day) || (unit == Unit::Day && offset == 0) {
        return None;
    }
    Some((Expression::Period { unit, offset }, at + the + 2))
}

/// `the past decade`, `past week`: as long as that.
fn past_span(reading: &Reading<'_>, at: usize, the: usize) -> Option<Parsed> {
    let unit = Unit::parse(reading.low(at + the + 1, at)).filter(|_| the == 1 || reading.low_before(at) != "the")?;
    if reading.low(at + the + 1, at).ends_with('s') {
        return Some((Expression::Open, at + the + 2));
    }
    Some((Expression::Duration { unit, n: 1.0 }, at + the + 2))
}

/// `three days ago`, `a week earlier`, `a year ago`.
fn away(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let (n, unit, end) = counted(reading, at)?;
    let whole = if n.fract() == 0.0 && n.abs() < 1e6 {
        n as i64
    } else {
        return None;
    };
    match reading.low(end, at) {
        "ago" => Some((Expression::Away { unit, n: -whole }, end + 1)),
        _ => None,
    }
}

/// A number and a unit: `three months`, `a week`, `two-day`, `20-year`.
fn counted(reading: &Reading<'_>, at: usize) -> Option<(f64, Unit, usize)> {
    let low = reading.low(at, at);
    if let Some((count, unit)) = low.rsplit_once('-') {
        let unit = Unit::parse(unit).filter(|_| !unit.ends_with('s'))?;
        let n = number::small(count).or_else(|| number::digits(count))?;
        return Some((n, unit, at + 1));
    }
    if matches!(low, "a" | "an" | "one") {
        return Unit::parse(reading.low(at + 1, at)).map(|unit| (1.0, unit, at + 2));
    }
    let number = number::number(reading, at).filter(|number| number.value.is_some())?;
    let adjective = usize::from(matches!(
        reading.low(number.end, at),
        "straight" | "consecutive" | "more" | "full" | "whole" | "calendar"
    ));
    let unit = Unit::parse(reading.low(number.end + adjective, at))?;
    Some((number.value?, unit, number.end + adjective + 1))
}

/// How long: `two-day`, `for three months`, `20 years`. Ages and bare `a day` are no durations of anything.
fn duration(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let (n, unit, end) = counted(reading, at)?;
    let is_age = reading.low(at, at).ends_with("-old") || matches!(reading.low(end, at), "old" | "-");
    let bare = matches!(reading.low(at, at), "a" | "an")
        && !matches!(
            reading.low_before(at),
            "for" | "within" | "in" | "over" | "than" | "after" | "nearly" | "almost" | "about"
        );
    let rate = bare || matches!(reading.low_before(at), "per" | "times");
    (!is_age && !rate).then_some((Expression::Duration { unit, n }, end))
}

/// `1990s`, `the 1980s`.
fn decade(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let the = usize::from(reading.low(at, at) == "the");
    let low = reading.low(at + the, at);
    let year: i32 = low.strip_suffix('s').filter(|year| year.len() == 4)?.parse().ok()?;
    (year % 10 == 0 && (1000..=2190).contains(&year)).then_some((Expression::Decade(year), at + the + 1))
}

/// `in 2021`, `the 2024 election`; not `2021 people`.
fn year_alone(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let year = year_at(reading, at, at).filter(|year| (1500..=2100).contains(year))?;
    let next = reading.near(at + 1, at);
    let counts = next.is_some_and(|token| {
        token.text.ends_with('s')
            && token.text.starts_with(char::is_lowercase)
            && !matches!(token.text, "was" | "is" | "has" | "as" | "this")
    });
    let before = reading.low_before(at);
    let modifies = matches!(before, "the" | "s" | "'s" | "’s" | "a" | "its" | "their" | "his" | "her" | "our")
        && next.is_some_and(|token| token.text.starts_with(char::is_alphabetic));
    let symbol = matches!(
        before,
        "$" | "€" | "£" | "#" | "no" | "." | "/" | "-" | "rs" | "page" | "over" | "than" | "about" | "some"
    );
    let sure = after_preposition(reading, at) || modifies || (1900..=2099).contains(&year) && !counts;
    let more_digits = next.is_some_and(|token| matches!(token.text, "%" | "/")) || reading.low(at + 1, at) == "percent";
    (sure && !symbol && !more_digits && (!counts || modifies)).then_some((Expression::Year(Year::Said(year)), at + 1))
}

/// `2019 to 2021`, `2019-21`, `October-November`, `Monday to Friday`: both ends of the same kind.
fn range_to_year(reading: &Reading<'_>, at: usize, parsed: Parsed) -> Parsed {
    let (first, end) = parsed;
    let before = reading.low_before(at);
    let is_range_word = match reading.low(end, at) {
        "-" | "–" | "—" => true,
        "to" | "until" | "through" => before == "from" || matches!(first, Expression::Year(_)),
        "and" => before == "between",
        _ => false,
    };
    if !is_range_word {
        return (first, end);
    }
    let last = match first {
        Expression::Year(_) => year_at(reading, end + 1, at).map(|year| (Expression::Year(Year::Said(year)), end + 2)),
        Expression::Month { .. } => {
            month_at(reading, end + 1, at).and_then(|month| month_alone(reading, end + 1, month))
        }
        Expression::Day { .. } => month_first(reading, end + 1)
            .or_else(|| day_first(reading, end + 1))
            .filter(|(last, _)| matches!(last, Expression::Day { .. })),
        Expression::Weekday { .. } => weekday(reading, end + 1),
        _ => None,
    };
    match last {
        Some((last, end)) => {
            let first = share_year(first, &last);
            (Expression::Range(Box::new(first), Box::new(last)), end)
        }
        None => (first, end),
    }
}

/// `October to December 2023`: the year stands for both.
fn share_year(first: Expression, last: &Expression) -> Expression {
    match (first, last) {
        (Expression::Month { year: Year::Unsaid, month, shift }, Expression::Month { year, .. }) => {
            Expression::Month { year: *year, month, shift }
        }
        (Expression::Day { year: Year::Unsaid, month, day }, Expression::Day { year, .. }) => {
            Expression::Day { year: *year, month, day }
        }
        (first, _) => first,
    }
}
