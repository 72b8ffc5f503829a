//! Periods of years: `1990s`, `the 19th century`, `Q3 2022`, `the first half of 2023`, `last spring`, `in 2021`.
//!
//! Never takes a number for a year that counts something, and gives no days to a fiscal year, which each state begins
//! when it likes.

use crate::extract::dates::calendar::Unit;
use crate::extract::dates::expression::Expression;
use crate::extract::dates::expression::Shift;
use crate::extract::dates::expression::Year;
use crate::extract::dates::grammar::Parsed;
use crate::extract::dates::months::after_preposition;
use crate::extract::dates::numeric;
use crate::extract::dates::words;
use crate::extract::dates::words::month_beside_day;
use crate::extract::dates::words::shift_at;
use crate::extract::dates::words::year_after;
use crate::extract::dates::words::year_at;
use crate::extract::reading::Reading;
use crate::lists::class::Class;
use crate::lists::class::is_in;

/// `next year's first quarter`, `last year's summer`.
pub fn quarter_of(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
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

/// `the third quarter of 2023`, `Q3 2023`, `2018Q4`, `third quarter`, `the first half of 2023`, `H1 2023`.
pub fn quarter(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
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
        let pair = words::year_number(first)
            .map(|year| (last, year))
            .or_else(|| words::year_number(last).map(|year| (first, year)));
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
pub fn season(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
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

/// `1990s`, `the 1980s`, `the nineties`.
pub fn decade(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
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
    // `the 1600s` are a hundred years; of `the 1900s` and `the 2000s` ten are meant as often.
    if year % 100 == 0 && (1000..1900).contains(&year) {
        return Some((Expression::Century(year / 100 + 1), at + the + 1));
    }
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
pub fn century(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let the = usize::from(reading.low(at, at) == "the");
    let low = reading.low(at + the, at);
    let mid = low.strip_prefix("mid-").unwrap_or(low);
    if let Some(n) = mid.strip_suffix("-century").and_then(words::ordinal).filter(|n| (10..=22).contains(n)) {
        return Some((Expression::Century(n as i32), at + the + 1));
    }
    let n = words::ordinal(mid)? as i32;
    if let Some(parsed) = centuries(reading, at, the, n) {
        return Some(parsed);
    }
    if reading.low(at + the + 1, at) != "century" {
        return None;
    }
    let end = at + the + 2;
    if is_before_our_era(reading.low(end, at)) {
        // The first century before our era ends with the year before the year 1, which is 0.
        let year = |year: i32| Box::new(Expression::Year(Year::Said(year)));
        return Some((Expression::Range(year(1 - n * 100), year(-(n - 1) * 100)), end + 1));
    }
    let after = usize::from(is_our_era(reading, end, at));
    ((10..=22).contains(&n) || after > 0 && n > 1).then_some((Expression::Century(n), end + after))
}

/// `from the 15th to the 19th century`, `between the 15th and 19th centuries`.
fn centuries(reading: &Reading<'_>, at: usize, the: usize, first: i32) -> Option<Parsed> {
    let link = at + the + 1;
    let last_at = link + 1 + usize::from(reading.low(link + 1, at) == "the");
    let last = words::ordinal(reading.low(last_at, at)).filter(|_| words::is_to(reading, link, at))? as i32;
    let is_one = matches!(reading.low(last_at + 1, at), "century" | "centuries") && first < last && first >= 1;
    let range = || Expression::Range(Box::new(Expression::Century(first)), Box::new(Expression::Century(last)));
    (is_one && last <= 22).then(|| (range(), last_at + 2))
}

fn is_before_our_era(low: &str) -> bool {
    matches!(low, "bc" | "bce" | "b.c" | "b.c.e")
}

/// `AD`, `CE`, in capitals: `ad` is another word.
fn is_our_era(reading: &Reading<'_>, at: usize, beside: usize) -> bool {
    reading
        .near(at, beside)
        .is_some_and(|token| matches!(token.text, "AD" | "CE" | "A.D." | "A.D" | "C.E." | "a.d." | "a.d"))
}

/// `508 BC`, `394 AD`, `AD 842`, `AD842`: years that only their era makes years. Before our era a year less, since EDTF
/// counts a year 0.
pub fn year_of_era(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let digits = |low: &str| {
        let is_plain = (1..=4).contains(&low.len()) && low.bytes().all(|byte| byte.is_ascii_digit());
        low.parse::<i32>().ok().filter(|year| is_plain && *year > 0)
    };
    let said = |year: i32, end: usize| Some((Expression::Year(Year::Said(year)), end));
    let low = reading.low(at, at);
    if let Some(year) = low.strip_prefix("ad").and_then(digits).filter(|_| reading.tokens[at].text.starts_with("AD")) {
        return said(year, at + 1);
    }
    if is_our_era(reading, at, at) {
        return digits(reading.low(at + 1, at)).and_then(|year| said(year, at + 2));
    }
    let year = digits(low)?;
    if is_before_our_era(reading.low(at + 1, at)) {
        return said(1 - year, at + 2);
    }
    if is_our_era(reading, at + 1, at) { said(year, at + 2) } else { None }
}

/// `fiscal year 2008`, `FY2023`: found, but whose year it is nobody says.
pub fn fiscal_year(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
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

/// `in nineteen eighty-six`.
pub fn year_in_words(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let is_asked = matches!(reading.low_before(at), "in" | "since" | "until" | "by" | "of");
    let (year, end) = if is_asked { words::year_in_words(reading, at, at)? } else { return None };
    Some((Expression::Year(Year::Said(year)), end))
}

/// `the year 71`, `c. 347`: a year of two or three digits, which only such words make one.
fn early_year(reading: &Reading<'_>, at: usize) -> Option<i32> {
    let low = reading.low(at, at);
    let is_plain = matches!(low.len(), 2 | 3) && low.bytes().all(|byte| byte.is_ascii_digit());
    let closes = matches!(reading.low(at + 1, at), "" | "." | "," | ";" | ")" | "–" | "-");
    low.parse().ok().filter(|_| is_plain && closes)
}

/// `reigned 1715 – 1774`: two years with a dash, the later one second, and nothing behind them that they could count.
fn spans_years(reading: &Reading<'_>, at: usize, year: i32) -> bool {
    let other = matches!(reading.low(at + 1, at), "-" | "–").then(|| year_at(reading, at + 2, at)).flatten();
    let closes = matches!(reading.low(at + 3, at), "" | "." | "," | ";" | ")")
        || is_in(Class::Function, reading.low(at + 3, at));
    // Opening hours look like years of long ago.
    let is_late = year >= 1500 && year % 100 != 0 || year >= 1900;
    is_late && closes && other.is_some_and(|other| (year + 1..year + 200).contains(&other))
}

/// `Aberdeen, Scotland, 1859.`: behind a name and a comma, before the end.
fn is_of_imprint(reading: &Reading<'_>, at: usize) -> bool {
    let is_name = |index: usize| reading.near(index, at).is_some_and(crate::text::token::Token::is_capitalised);
    reading.low_before(at) == ","
        && at > 1
        && is_name(at - 2)
        && matches!(reading.low(at + 1, at), "" | "." | ")" | ";")
}

/// `2021 people`, `1715 nails`: a plural behind it.
fn counts_things(reading: &Reading<'_>, at: usize) -> bool {
    let next = reading.near(at + 1, at);
    next.is_some_and(|token| {
        token.text.ends_with('s')
            && token.text.starts_with(char::is_lowercase)
            && !matches!(
                token.text,
                "was" | "is" | "has" | "as" | "this" | "onwards" | "afterwards" | "less" | "unless"
            )
    }) || reading.low(at + 1, at).ends_with("children")
        || matches!(
            reading.low(at + 1, at),
            "people"
                | "men"
                | "women"
                | "troops"
                | "sheep"
                | "cattle"
                | "homes"
                | "pieces"
                | "km"
                | "kg"
                | "metres"
                | "miles"
        )
}

/// `in 2021`, `the 2024 election`, `the year 2008`; not `2021 people`.
pub fn year_alone(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    if reading.low(at, at) == "year" {
        let of = usize::from(reading.low(at + 1, at) == "of");
        return match (reading.low(at + 1, at), reading.low(at + 2, at)) {
            ("to", "date") => Some((
                Expression::Range(
                    Box::new(Expression::Year(Year::Offset(0))),
                    Box::new(Expression::Period { unit: Unit::Day, offset: 0 }),
                ),
                at + 3,
            )),
            _ => year_at(reading, at + 1 + of, at)
                .or_else(|| early_year(reading, at + 1).filter(|_| reading.low_before(at) == "the"))
                .map(|year| (Expression::Year(Year::Said(year)), at + 2 + of)),
        };
    }
    // `c. 1871`, `(m. 1949)`: the dot is a token of its own.
    let about = usize::from(
        reading.low_before(at) == "." && at > 1 && matches!(reading.low(at - 2, at), "c" | "ca" | "b" | "d" | "m"),
    );
    let near = reading.low_before(at - about);
    // A year of long ago needs more company than one of ours.
    let is_old = matches!(near, "in" | "since" | "c" | "ca" | "circa")
        || near == "(" && matches!(reading.low(at + 1, at), ")" | "-" | "–");
    let year = year_at(reading, at, at).filter(|year| (if is_old { 1000 } else { 1500 }..=2199).contains(year))?;
    if let Some(month) = month_beside_day(reading, at + 1, at)
        && after_preposition(reading, at)
    {
        return Some((Expression::Month { year: Year::Said(year), month, shift: Shift::None }, at + 2));
    }
    let next = reading.near(at + 1, at);
    let counts = counts_things(reading, at);
    let before = near;
    let modifies = matches!(before, "the" | "s" | "'s" | "’s" | "a" | "its" | "their" | "his" | "her" | "our")
        && next.is_some_and(|token| token.text.starts_with(char::is_alphabetic));
    // `the 2011 and 2017 censuses`.
    let joined = matches!(before, "and" | "or" | "&")
        && at > 1
        && year_at(reading, at - 2, at).is_some_and(|year| (1900..=2099).contains(&year))
        && (1900..=2099).contains(&year);
    let modifies = modifies || joined;
    let than = before == "than" && at > 1 && matches!(reading.low(at - 2, at), "later" | "earlier");
    let is_number_of = is_in(Class::Numbered, before) || matches!(reading.low(at + 1, at), "year" | "years");
    let spans = spans_years(reading, at, year);
    let symbol = is_number_of
        || numeric::is_in_chain(reading, at)
        || !than
            && matches!(
                before,
                "$" | "€"
                    | "£"
                    | "#"
                    | "no"
                    | "."
                    | "/"
                    | "-"
                    | "rs"
                    | "page"
                    | "than"
                    | "some"
                    | "flight"
                    | "route"
                    | "section"
                    | "article"
                    | "room"
                    | "almost"
                    | "nearly"
                    | "approximately"
                    | "roughly"
            )
            && !(before == "-" && at > 1 && year_at(reading, at - 2, at).is_some())
        // `over 2000`, but `over 2000 – 2050`.
        || matches!(before, "over" | "about") && !spans;
    let is_number_before = reading.before(at).is_some_and(|token| token.text.starts_with(|c: char| c.is_ascii_digit()))
        && reading.low_before(at).len() < 4
        && !before.contains(':');
    let in_brackets = before == "(" && matches!(reading.low(at + 1, at), ")" | "-" | "–");
    let sure = about > 0
        || spans
        || is_of_imprint(reading, at)
        || after_preposition(reading, at)
        || in_brackets
        || modifies
        || (1900..=2099).contains(&year) && !counts;
    let more_digits = next.is_some_and(|token| matches!(token.text, "%" | "/"))
        || matches!(reading.low(at + 1, at), "percent" | "million" | "billion");
    let era = usize::from(next.is_some_and(|token| matches!(token.text, "AD" | "CE" | "A.D.")));
    (sure && !symbol && !more_digits && !is_number_before && (!counts || modifies))
        .then_some((Expression::Year(Year::Said(year)), at + 1 + era))
}
