//! Dates that are counted from somewhere: `last month`, `three days ago`, `the first Monday of May`.
//!
//! Never takes words of the story's own time (`the following day`) for ours.

use crate::extract::dates::IRREGULAR;
use crate::extract::dates::calendar::Unit;
use crate::extract::dates::expression::Expression;
use crate::extract::dates::expression::Part;
use crate::extract::dates::expression::Shift;
use crate::extract::dates::expression::Year;
use crate::extract::dates::grammar;
use crate::extract::dates::grammar::Parsed;
use crate::extract::dates::lengths::counted;
use crate::extract::dates::part;
use crate::extract::dates::words;
use crate::extract::number;
use crate::extract::reading::Reading;

/// `today`, `the day before yesterday`, `last month`, `this week`, `the past two years`, `next weekend`.
pub fn deictic(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    day_word(reading, at)
        .or_else(|| after_next(reading, at))
        .or_else(|| weekend(reading, at))
        .or_else(|| shifted(reading, at))
        .or_else(|| counted_span(reading, at))
}

fn day_word(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let by = matches!(reading.low_before(at), "by" | "before" | "until" | "at" | "since");
    match (reading.low(at, at), reading.low(at + 1, at)) {
        ("year", "end") if by => return Some((Expression::Period { unit: Unit::Year, offset: 0 }, at + 2)),
        ("year-end", _) if by => return Some((Expression::Period { unit: Unit::Year, offset: 0 }, at + 1)),
        _ => {}
    }
    let the = usize::from(reading.low(at, at) == "the");
    let low = |offset: usize| reading.low(at + offset, at);
    let day = |offset: i64, end: usize| Some((Expression::Period { unit: Unit::Day, offset }, at + end));
    match (low(the), low(the + 1), low(the + 2)) {
        ("day", "after", "tomorrow") => day(2, the + 3),
        ("day", "before", "yesterday") => day(-2, the + 3),
        ("today", _, _) if the == 0 && is_nowadays(reading, at) => Some((Expression::Open, at + 1)),
        ("today" | "tonight", _, _) if the == 0 => day(0, 1),
        ("yesterday", _, _) if the == 0 => day(-1, 1),
        ("tomorrow", _, _) if the == 0 => day(1, 1),
        ("last" | "overnight", "night", _) if the == 0 => day(-1, 2),
        ("this", "morning" | "afternoon" | "evening", _) if the == 0 => day(0, 2),
        _ => None,
    }
}

/// `the week after next`, `the year before last`.
fn after_next(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let the = usize::from(reading.low(at, at) == "the");
    let offset = match (reading.low(at + the + 1, at), reading.low(at + the + 2, at)) {
        ("after", "next") => 2,
        ("before", "last") => -2,
        _ => return None,
    };
    let unit =
        Unit::parse(reading.low(at + the, at)).filter(|unit| matches!(unit, Unit::Week | Unit::Month | Unit::Year))?;
    Some((Expression::Period { unit, offset }, at + the + 3))
}

/// Verbs that tell what holds for long.
const HOLDS: &[&str] = &["is", "are", "has", "have", "remain", "remains", "stands", "stand", "lives", "live"];

/// Words that make `today` our time and not the day: `still used today`, `even today`.
const STILL: &[&str] = &["still", "even", "modern", "present-day"];

/// Nouns whose `today's` is our time.
const OF_OUR_TIME: &[&str] = &[
    "world",
    "society",
    "generation",
    "generations",
    "youth",
    "children",
    "age",
    "era",
    "standards",
    "terms",
    "money",
    "prices",
    "young",
    "environment",
    "culture",
    "technology",
    "climate",
];

/// `today` for our time: `Lima today is a city of traders`, `Today, the town remains poor`, `as it still does today`.
fn is_nowadays(reading: &Reading<'_>, at: usize) -> bool {
    let low = |offset: usize| reading.low(at + offset, at);
    if matches!(low(1), "'s" | "’s") {
        return OF_OUR_TIME.contains(&low(2));
    }
    let goes_on = |verb: usize| {
        let next = reading.low(verb + 1, at);
        !next.ends_with("ing") && !matches!(next, "to" | "expected" | "due" | "set" | "scheduled" | "being")
    };
    if !reading.starts_sentence(at) {
        let is_name = reading.before(at).is_some_and(crate::text::token::Token::is_capitalised);
        let is_said_of = is_name && HOLDS.contains(&low(1)) && goes_on(at + 1);
        let first = reading.sentence(at).first.max(at.saturating_sub(14));
        let is_still = (first..at).any(|index| STILL.contains(&&*reading.folded[index]));
        let is_alike = reading.low_before(at) == "than" || (low(1), low(2)) == ("than", "ever");
        return is_said_of || is_still || is_alike || (low(1), low(2)) == ("as", "the");
    }
    let end = reading.sentence(at).end.min(at + 14);
    let is_verb = |index: &usize| {
        let word: &str = &reading.folded[*index];
        HOLDS.contains(&word) || word.len() > 4 && word.ends_with("ed") || matches!(word, "was" | "were" | "will")
    };
    (at + 1..end).find(is_verb).is_some_and(|verb| HOLDS.contains(&&*reading.folded[verb]) && goes_on(verb))
}

fn is_weekend(low: &str) -> bool {
    matches!(low, "weekend" | "week-end")
}

/// `this weekend`, `last weekend`, `over the weekend`.
fn weekend(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let the = usize::from(reading.low(at, at) == "the");
    let (shift, end) = words::shift_at(reading, at + the, at);
    if !is_weekend(reading.low(end, at)) {
        return None;
    }
    let is_told = shift != Shift::None
        || (the == 1
            && matches!(
                reading.low_before(at),
                "over" | "during" | "on" | "at" | "for" | "by" | "before" | "throughout"
            ));
    is_told.then_some((Expression::Weekend(shift), end + 1))
}

/// `last month`, `this calendar year`, `the previous decade`, `this week`.
fn shifted(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let the = usize::from(reading.low(at, at) == "the");
    let (shift, mut end) = words::shift_at(reading, at + the, at);
    let offset = match shift {
        Shift::Last => -1,
        Shift::Past if the == 0 && reading.low_before(at) != "the" => -1,
        Shift::Past => return past_span(reading, end, at),
        Shift::This => 0,
        Shift::Next | Shift::Coming => 1,
        Shift::None => return None,
    };
    let is_fiscal = matches!(reading.low(end, at), "fiscal" | "financial" | "school" | "academic" | "budget");
    let is_working = matches!(reading.low(end, at), "working" | "work" | "workweek");
    end += usize::from(is_fiscal || matches!(reading.low(end, at), "calendar" | "working" | "work"));
    let low = match reading.low(end, at) {
        "workweek" => "week",
        low => low,
    };
    let unit = Unit::parse(low).filter(|unit| !matches!(unit, Unit::Hour | Unit::Minute | Unit::Second))?;
    let is_of_story =
        the == 1 && matches!(reading.low(at + 1, at), "next" | "following" | "previous") && unit == Unit::Day;
    // `the next day` is one of the story, wherever the reading begins.
    let is_bare_day = unit == Unit::Day
        && (shift == Shift::This
            || low == "night"
            || reading.low(at + the, at) != "next"
            || reading.low_before(at) == "the");
    if low.ends_with('s') || reading.low(end + 1, at) == "-" || is_of_story || is_bare_day {
        return None;
    }
    let period = if is_fiscal { Expression::Open } else { Expression::Period { unit, offset } };
    let period = match (unit, shift) {
        (Unit::Fortnight, Shift::Last | Shift::Past) => Expression::Span { unit, n: -1 },
        (Unit::Fortnight, Shift::Next | Shift::Coming) => Expression::Span { unit, n: 1 },
        // From Monday to Friday.
        (Unit::Week, _) if is_working => Expression::FirstOf { n: 5, unit: Unit::Day, of: Box::new(period) },
        _ => period,
    };
    Some((period, end + 1))
}

/// `the past decade`: as long as that, up to now; `the past years` is nothing that can be counted.
fn past_span(reading: &Reading<'_>, at: usize, beside: usize) -> Option<Parsed> {
    let low = reading.low(at, beside);
    let unit = Unit::parse(low)?;
    match (low.ends_with('s'), unit) {
        (true, _) => Some((Expression::Open, at + 1)),
        (_, Unit::Hour | Unit::Minute | Unit::Second) => None,
        _ => Some((Expression::Span { unit, n: -1 }, at + 1)),
    }
}

/// `the last two weeks`, `past 30 days`, `the next couple of months`, `the 5 past years`; `the past few weeks` stays open.
fn counted_span(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let the = usize::from(reading.low(at, at) == "the");
    let (shift, after_shift) = words::shift_at(reading, at + the, at);
    let (n, shift, end) = if shift == Shift::None {
        let (n, end) = small_count(reading, at + the, at)?;
        let (shift, end) = words::shift_at(reading, end, at);
        (n, shift, end)
    } else {
        let (n, end) = small_count(reading, after_shift, at)?;
        (n, shift, end)
    };
    let sign = match shift {
        Shift::Last | Shift::Past => -1,
        Shift::Next | Shift::Coming => 1,
        Shift::This | Shift::None => return None,
    };
    if n > 0 && matches!(reading.low(end, at), "business" | "working") && reading.low(end + 1, at) == "days" {
        return Some((Expression::WorkingDays(n * sign), end + 2));
    }
    let unit = Unit::parse(reading.low(end, at))?;
    if n > 1 && !reading.low(end, at).ends_with(['s', 'y']) {
        return None;
    }
    // `the first of the last three months of 2021` has its own period.
    if matches!(unit, Unit::Hour | Unit::Minute | Unit::Second)
        || n == 1 && !reading.low(end, at).ends_with('s') && unit == Unit::Day
    {
        return None;
    }
    // `the last five months of her life` are counted from somewhere else.
    let is_of_other = reading.low(end + 1, at) == "of"
        && matches!(reading.low(end + 2, at), "his" | "her" | "their" | "its" | "my" | "our" | "your" | "whose");
    let span = match n {
        0 => Expression::Open,
        _ if is_of_other => Expression::Duration(unit.duration(n as f64)?),
        _ => Expression::Span { unit, n: n * sign },
    };
    Some((span, end + 1))
}

/// A small number, `couple of`; 0 for `few` and `several`.
fn small_count(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(i64, usize)> {
    let low = reading.low(at, beside);
    match low {
        "couple" => return Some((2, at + 1 + usize::from(reading.low(at + 1, beside) == "of"))),
        "few" | "several" => return Some((0, at + 1)),
        _ => {}
    }
    let n = number::small(low).or_else(|| number::digits(low))?;
    ((1.0..1000.0).contains(&n) && n.fract() == 0.0).then_some((n as i64, at + 1))
}

/// `three days ago`, `a week earlier`, `in two weeks`, `two days after Easter`, `three weeks from tomorrow`.
pub fn away(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    if let Some(parsed) = thursdays_ago(reading, at) {
        return Some(parsed);
    }
    let (n, unit, end) = counted(reading, at)?;
    let whole = if n.fract() == 0.0 && n.abs() < 1e6 { n as i64 } else { return None };
    let is_fine = matches!(unit, Unit::Hour | Unit::Minute | Unit::Second);
    let low = |offset: usize| reading.low(end + offset, at);
    if let Some(parsed) = away_by_two(reading, at, (whole, unit), end) {
        return Some(parsed);
    }
    let away = |n: i64, end: usize| Some((if is_fine { Expression::Open } else { Expression::Away { unit, n } }, end));
    match (low(0), low(1)) {
        ("ago" | "back", _) if low(0) == "ago" || matches!(low(1), "" | "." | ",") => return away(-whole, end + 1),
        ("hence", _) => return away(whole, end + 1),
        ("'s" | "’s" | "'" | "’", "time") if reading.low_before(at) == "in" => return away(whole, end + 2),
        ("from", "now") => return away(whole, end + 2),
        _ if is_fine => return None,
        // Counted from what the story told last.
        ("later" | "earlier", _) => return Some((Expression::Open, end + 1)),
        _ => {}
    }
    // `a week starting tomorrow`, `for three days from Monday`: all of these days.
    let starts = matches!(low(0), "starting" | "beginning");
    let comma = low(0) == "," && low(1) == "from" && reading.low_before(at) == "for";
    if starts || comma || low(0) == "from" && reading.low_before(at) == "for" {
        let from = usize::from(starts && matches!(low(1), "from" | "on") || comma);
        if let Some((base, base_end)) = base(reading, end + 1 + from).filter(|(base, _)| base.is_day()) {
            let (unit, n) = match unit {
                Unit::Week => (Unit::Day, whole * 7 - 1),
                Unit::Day => (Unit::Day, whole - 1),
                _ => (unit, whole),
            };
            let last = Expression::From { unit, n, base: Box::new(base.clone()) };
            return Some((Expression::Range(Box::new(base), Box::new(last)), base_end));
        }
    }
    let (sign, base_at) = match (low(0), low(1)) {
        ("after" | "from" | "following", _) => (1, end + 1),
        ("before", _) => (-1, end + 1),
        ("prior", "to") => (-1, end + 2),
        _ => (0, end),
    };
    if sign != 0
        && let Some((base, base_end)) = base(reading, base_at)
    {
        return Some((Expression::From { unit, n: whole * sign, base: Box::new(base) }, base_end));
    }
    let is_ahead =
        reading.low_before(at) == "in" && is_end_of_phrase(low(0)) && whole < 100 && !is_past_within(reading, at - 1);
    if is_ahead { away(whole, end) } else { None }
}

/// `had been admitted in three days`: behind a past verb `in` says how long it took, not when it will be.
fn is_past_within(reading: &Reading<'_>, link: usize) -> bool {
    let first = reading.sentence(link).first.max(link.saturating_sub(8));
    for at in (first..link).rev() {
        let after = reading.low(at + 1, at);
        match &*reading.folded[at] {
            "," | ";" | ":" | "(" | "“" | "\"" | "that" | "said" | "says" | "will" | "would" | "to" | "can"
            | "could" | "may" | "might" | "must" | "should" | "shall" | "due" | "be" | "is" | "are" => return false,
            "have" => return !matches!(reading.low_before(at), "will" | "would" | "to" | "could" | "may" | "should"),
            "had" | "has" | "killed" | "died" => return true,
            word if IRREGULAR.contains(&word) => return true,
            "was" | "were" => {
                let is_done = after.ends_with("ed")
                    || matches!(
                        after,
                        "built" | "held" | "shot" | "sold" | "lost" | "made" | "found" | "sunk" | "spent"
                    );
                return is_done && !matches!(after, "expected" | "scheduled" | "supposed" | "planned");
            }
            _ => {}
        }
    }
    false
}

/// `two years and six months ago`, `2 weeks and 2 days ago`: known to the smaller unit.
fn away_by_two(reading: &Reading<'_>, at: usize, (n, unit): (i64, Unit), end: usize) -> Option<Parsed> {
    let next = end + usize::from(matches!(reading.low(end, at), "and" | ","));
    reading.near(next, at)?;
    let (smaller_n, smaller, end) = counted(reading, next)?;
    let order = [Unit::Year, Unit::Month, Unit::Week, Unit::Day];
    let place = |unit: Unit| order.iter().position(|one| *one == unit);
    let is_smaller = place(unit)? < place(smaller)? && smaller_n.fract() == 0.0 && smaller_n < 1e4;
    if !is_smaller || reading.low(end, at) != "ago" {
        return None;
    }
    let base = Box::new(Expression::Away { unit: smaller, n: -(smaller_n as i64) });
    Some((Expression::From { unit, n: -n, base }, end + 1))
}

/// `two Thursdays ago`.
fn thursdays_ago(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let (n, end) = small_count(reading, at, at)?;
    let weekday = words::weekday_number(reading.low(end, at).strip_suffix('s')?)?;
    if (reading.low(end + 1, at), reading.low(end + 2, at)) == ("from", "now") {
        let next = Box::new(Expression::Weekday { weekday, shift: Shift::Coming });
        return Some((Expression::From { unit: Unit::Week, n: n - 1, base: next }, end + 3));
    }
    let is_ago = matches!(reading.low(end + 1, at), "ago" | "back");
    let last = Expression::Weekday { weekday, shift: Shift::Past };
    let base = Box::new(last);
    is_ago.then_some((Expression::From { unit: Unit::Week, n: 1 - n, base }, end + 2))
}

/// What is counted from: a day, a feast, a month or a year that stands by itself.
fn base(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let the = usize::from(reading.low(at, at) == "the" && reading.low(at + 1, at) == "year");
    let at = at + the * 2;
    let (base, end) = grammar::plain_date(reading, at)?;
    let is_long = matches!(base, Expression::Duration(_) | Expression::Open | Expression::Times(_));
    let is_span = matches!(base, Expression::Span { .. } | Expression::From { .. });
    (!is_long && !is_span).then_some((base, end))
}

/// Words after which `in two weeks` ends: otherwise it is how long something took.
fn is_end_of_phrase(word: &str) -> bool {
    matches!(
        word,
        "" | "." | "," | "?" | "!" | ";" | "and" | "or" | "but" | "when" | "at" | "on" | "if" | "because" | "after"
    )
}

/// `the first Monday of May`, `the last week of March`, `the first half of 2023`, `the second week of this month`,
/// `the first two weeks of March`, `the 20th of next month`.
pub fn nth(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let the = usize::from(reading.low(at, at) == "the");
    let low = |offset: usize| reading.low(at + the + offset, at);
    if let Some(parsed) = week_of(reading, at + the, at) {
        return Some(parsed);
    }
    if let Some(parsed) = day_in(reading, at, the) {
        return Some(parsed);
    }
    if let Some(parsed) = weekday_from(reading, at, the) {
        return Some(parsed);
    }
    let ordinal = words::ordinal(low(0));
    let (n, part_at) = match (ordinal, low(0), low(1)) {
        (Some(n), _, "last") => (-(n as i32), 2),
        (Some(n), _, _) => (n as i32, 1),
        (None, "last" | "final", _) => (-1, 1),
        _ => return None,
    };
    if let Some(parsed) = first_of(reading, at, n, at + the + part_at) {
        return Some(parsed);
    }
    let in_two = low(part_at) == "week" && low(part_at + 1) == "end";
    let part = if in_two { Some(Part::Weekend) } else { part_of(low(part_at)) };
    let mut after = part_at + 1 + usize::from(in_two);
    // `the first Monday evening of next month`.
    if matches!(part, Some(Part::Weekday(_)))
        && let Some((_, part_end)) = part::after(reading, at + the + after, at)
    {
        after = part_end - at - the;
    }
    if let Some(part) = part
        && matches!(low(after), "of" | "in")
        && let Some((of, end)) = container(reading, at + the + after + 1)
    {
        let is_day = part == Part::Unit(Unit::Day);
        return Some(match (&of, is_day && n > 0) {
            (Expression::Month { .. } | Expression::Period { unit: Unit::Month, .. }, true) => {
                (Expression::DayIn { day: n as u32, of: Box::new(of) }, end)
            }
            _ => (Expression::Nth { n, part, of: Box::new(of) }, end),
        });
    }
    None
}

/// `the Tuesday after Easter`, `the third Friday before 1 May`.
fn weekday_from(reading: &Reading<'_>, at: usize, the: usize) -> Option<Parsed> {
    let ordinal = words::ordinal(reading.low(at + the, at));
    let name_at = at + the + usize::from(ordinal.is_some());
    let low = reading.low(name_at, at);
    let weekday = words::weekday_number(low).filter(|_| low.len() > 5 && (the == 1 || ordinal.is_some()))?;
    let sign = match reading.low(name_at + 1, at) {
        "after" | "following" => 1,
        "before" | "preceding" => -1,
        _ => return None,
    };
    let (base, end) = base(reading, name_at + 2)?;
    let is_one = matches!(base, Expression::Holiday { .. } | Expression::Day { .. } | Expression::DayOn { .. });
    let n = sign * i64::from(ordinal.unwrap_or(1));
    is_one.then(|| (Expression::WeekdayFrom { n, weekday, base: Box::new(base) }, end))
}

/// `the 20th of next month`.
fn day_in(reading: &Reading<'_>, at: usize, the: usize) -> Option<Parsed> {
    let low = |offset: usize| reading.low(at + the + offset, at);
    let day = words::day_at(reading, at + the, at)?;
    let of = low(1) == "of";
    let article = usize::from(of && low(2) == "the" && low(3) != "month");
    if !of && low(1) != "this" {
        return None;
    }
    let (month, end) = container(reading, at + the + 1 + usize::from(of) + article)?;
    let is_month = matches!(month, Expression::Period { unit: Unit::Month, .. });
    is_month.then_some((Expression::DayIn { day, of: Box::new(month) }, end))
}

fn part_of(low: &str) -> Option<Part> {
    if is_weekend(low) {
        return Some(Part::Weekend);
    }
    let unit = || {
        Unit::parse(low)
            .filter(|unit| matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Quarter | Unit::Decade))
    };
    words::weekday_number(low).filter(|_| low.len() > 3).map(Part::Weekday).or_else(|| unit().map(Part::Unit))
}

/// `the first two weeks of March`, `the last 3 months of 2021`.
fn first_of(reading: &Reading<'_>, at: usize, n: i32, count_at: usize) -> Option<Parsed> {
    let (count, unit_at) = small_count(reading, count_at, at).filter(|(count, _)| *count > 0 && n.abs() == 1)?;
    let unit =
        Unit::parse(reading.low(unit_at, at)).filter(|unit| matches!(unit, Unit::Day | Unit::Week | Unit::Month))?;
    if reading.low(unit_at + 1, at) != "of" {
        return None;
    }
    let (of, end) = container(reading, unit_at + 2)?;
    Some((Expression::FirstOf { n: n * i32::try_from(count).ok()?, unit, of: Box::new(of) }, end))
}

/// `week of October 6`, `week beginning February 4`.
fn week_of(reading: &Reading<'_>, at: usize, beside: usize) -> Option<Parsed> {
    let link = reading.low(at + 1, beside);
    if matches!((reading.low(at, beside), link), ("weekend", "of")) {
        let the = usize::from(reading.low(at + 2, beside) == "the");
        let (feast, end) = crate::extract::dates::holiday::holiday(reading, at + 2 + the)?;
        return Some((Expression::WeekendOf(Box::new(feast)), end));
    }
    if let Some(parsed) = week_number(reading, at, beside) {
        return Some(parsed);
    }
    if reading.low(at, beside) != "week" || !matches!(link, "of" | "beginning" | "starting" | "commencing") {
        return None;
    }
    let on = usize::from(reading.low(at + 2, beside) == "on");
    let (day, end) = grammar::plain_date(reading, at + 2 + on)?;
    day.is_day().then_some((Expression::WeekOf(Box::new(day)), end))
}

/// `week 3 of 2027`, `week 27 of last year`, as ISO counts; without its year it is as often one of a season or a trial.
fn week_number(reading: &Reading<'_>, at: usize, beside: usize) -> Option<Parsed> {
    if reading.low(at, beside) != "week" || !matches!(reading.low(at + 2, beside), "of" | "in" | ",") {
        return None;
    }
    let n = number::digits(reading.low(at + 1, beside)).filter(|n| (1.0..=53.0).contains(n) && n.fract() == 0.0)?;
    let year_at = at + 3;
    let (of, end) = match words::year_at(reading, year_at, beside) {
        Some(year) => (Expression::Year(Year::Said(year)), year_at + 1),
        None => container(reading, year_at)?,
    };
    let is_year = matches!(of, Expression::Year(_) | Expression::Period { unit: Unit::Year, .. });
    is_year.then(|| (Expression::Nth { n: n as i32, part: Part::Unit(Unit::Week), of: Box::new(of) }, end))
}

/// A longer period: a month, a year, `this month`, `next year`, `the month`.
fn container(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let this = |unit| Some((Expression::Period { unit, offset: 0 }, at + 2));
    match (reading.low(at, at), reading.low(at + 1, at), reading.low(at + 2, at)) {
        ("the", "month", _) => return this(Unit::Month),
        ("the", "year", _) => return this(Unit::Year),
        ("the", "week", _) => return this(Unit::Week),
        _ => {}
    }
    grammar::period(reading, at)
}
