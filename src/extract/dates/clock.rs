//! Times of the day: `10:30`, `5 p.m.`, `between 9:30 and 11:00`, `half past seven`, `14:00 GMT`, `noon`.
//!
//! Never chooses the half of the day where nothing tells: such a time is marked as open, and has two readings.

use crate::extract::dates::calendar::Unit;
use crate::extract::dates::expression::Clock;
use crate::extract::dates::expression::Times;
use crate::extract::dates::grammar;
use crate::extract::dates::lengths;
use crate::extract::dates::words;
use crate::extract::number;
use crate::extract::reading::Reading;

/// A time as it is said: hour and minute, and twelve where `p.m.` stands behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Said {
    hour: u32,
    minute: u32,
    second: Option<u32>,
    half: Option<u32>,
    /// A bare hour needs company: a half of the day, or the other end of a range that has one.
    is_bare: bool,
}

impl Said {
    const fn whole(hour: u32, half: u32) -> Self {
        Self { hour, minute: 0, second: None, half: Some(half), is_bare: false }
    }

    fn clock(self, half: Option<u32>) -> Option<Clock> {
        let hour = match half {
            Some(12) if self.hour < 12 => self.hour + 12,
            Some(0) if self.hour == 12 => 0,
            _ => self.hour,
        };
        let is_open = half.is_none() && (1..=12).contains(&self.hour);
        let clock = Clock { hour, minute: self.minute, second: self.second, is_open };
        (hour < 24 && self.minute < 60).then_some(clock)
    }
}

/// A time, or a range of them, that begins at token `at`, and the token after it.
pub fn times(reading: &Reading<'_>, at: usize) -> Option<(Times, usize)> {
    reading.tokens.get(at)?;
    if let Some(parsed) = glued_range(reading, at) {
        return Some(parsed);
    }
    let (first, end) = one(reading, at, at)?;
    let before = reading.low_before(at);
    if VERSES.contains(&before) && reading.low(at, at).contains(':') {
        return None;
    }
    let (zone, after_zone) = zone(reading, end, at);
    // `15h30-18h`: written with `h`, the second hour needs no company.
    let has_h = |index: usize| reading.low(index, at).ends_with('h');
    if words::is_to(reading, after_zone, at)
        && let Some((last, last_end)) = one(reading, after_zone + 1, at)
        && let is_hours = (before == "between" && is_of_day(reading, last_end) || has_h(at) && has_h(after_zone + 1))
        && (is_hours || !(first.is_bare && last.is_bare))
        && (is_hours
            || !last.is_bare
            || !first.is_bare && (matches!(before, "from" | "between") || has_h(after_zone + 1))
            || first.half.is_some() && is_last_hour(reading, after_zone, last_end))
        && !is_dash_of_more(reading, after_zone, at)
        && (is_hours || !first.is_bare || last.half.is_some() || matches!(before, "from" | "between"))
        && let Some((from, to)) = range(first, last)
    {
        let (last_zone, end) = self::zone(reading, last_end, at);
        let zone = if zone.is_empty() { last_zone } else { zone };
        let is_open = from.is_open && zone.is_empty();
        return Some((Times { from: Clock { is_open, ..from }, to: Some(to), zone }, end));
    }
    let is_hour = reading.tokens[at].text.starts_with(|c: char| c.is_ascii_digit()) && end == at + 1;
    let is_said_hour = first.is_bare
        && reading.low(at, at).ends_with('h')
        && (matches!(before, "at" | "from" | "by" | "until") || !zone.is_empty());
    if first.is_bare
        && !is_said_hour
        && !(is_hour && !zone.is_empty() && matches!(before, "at" | "from" | "by" | "until"))
    {
        return None;
    }
    let clock = first.clock(first.half)?;
    let is_open = clock.is_open && zone.is_empty() && !is_said_hour;
    let from = Clock { is_open, ..clock };
    if let Some((to, end)) = lasting(reading, at, from, after_zone) {
        return Some((Times { from, to: Some(to), zone }, end));
    }
    Some((Times { from, to: None, zone }, after_zone))
}

/// `8 a.m. until 6.`: nothing stands behind the hour that it could count.
fn is_last_hour(reading: &Reading<'_>, link: usize, end: usize) -> bool {
    matches!(reading.low(link, link), "to" | "until" | "till")
        && matches!(reading.low(end, link), "" | "." | "," | ";" | ")" | "daily" | "every" | "on")
}

/// `[for] three hours from 10 a.m.`: both ends, within the day or past midnight.
pub fn lasting_from(reading: &Reading<'_>, at: usize) -> Option<(Times, usize)> {
    if reading.low_before(at) != "for" {
        return None;
    }
    let (n, unit, end) = lengths::counted(reading, at)?;
    let minutes = match unit {
        Unit::Hour => (n * 60.0).round() as u32,
        Unit::Minute => n.round() as u32,
        _ => return None,
    };
    let from_at = end + usize::from(matches!(reading.low(end, at), "starting" | "beginning"));
    let link = reading.low(from_at, at);
    let is_from = link == "from" || link == "at" && from_at > end;
    let near = reading.near(from_at + 1, at).filter(|_| is_from);
    let (times, end) = near.and_then(|_| times(reading, from_at + 1))?;
    let is_known = times.to.is_none() && minutes < 24 * 60;
    let sum = times.from.hour * 60 + times.from.minute + minutes;
    let to = Clock { hour: sum / 60 % 24, minute: sum % 60, ..times.from };
    is_known.then_some((Times { to: Some(to), ..times }, end))
}

/// `19h`: no hour of two readings.
pub fn hour_with_h(low: &str) -> Option<Clock> {
    let hour = with_h(low).filter(|said| said.is_bare && said.hour < 24)?;
    Some(Clock { hour: hour.hour, minute: 0, second: None, is_open: false })
}

/// `between 3 and 8 yesterday`, `between 3 and 5 on Thursday`: the day right behind makes hours of them.
fn is_of_day(reading: &Reading<'_>, end: usize) -> bool {
    let is_day = |at: usize| grammar::plain_date(reading, at).is_some_and(|(date, _)| date.is_day());
    if reading.low(end, end) == "on" && reading.near(end + 1, end).is_some() {
        return is_day(end + 1);
    }
    matches!(reading.low(end, end), "yesterday" | "today" | "tomorrow" | "last" | "this" | "tonight") && is_day(end)
}

/// `from 10 a.m. for three hours`: when it ends, within the day.
fn lasting(reading: &Reading<'_>, at: usize, from: Clock, end: usize) -> Option<(Clock, usize)> {
    let is_asked = reading.low(end, at) == "for" && reading.near(end + 1, at).is_some();
    let (n, unit, mut after) = if is_asked { lengths::counted(reading, end + 1)? } else { return None };
    let minutes = |n: f64, unit| match unit {
        Unit::Hour => Some((n * 60.0).round() as u32),
        Unit::Minute => Some(n.round() as u32),
        _ => None,
    };
    let mut total = minutes(n, unit)?;
    let and = usize::from(reading.low(after, at) == "and");
    if unit == Unit::Hour
        && reading.near(after + and, at).is_some()
        && let Some((n, Unit::Minute, next)) = lengths::counted(reading, after + and)
    {
        total += minutes(n, Unit::Minute)?;
        after = next;
    }
    let sum = from.hour * 60 + from.minute + total;
    let to = Clock { hour: sum / 60 % 24, minute: sum % 60, second: from.second, is_open: false };
    Some((to, after))
}

/// Books whose verses are written as times are: `Corinthians 9:25`.
const VERSES: &[&str] = &[
    "genesis",
    "exodus",
    "leviticus",
    "deuteronomy",
    "joshua",
    "judges",
    "samuel",
    "kings",
    "chronicles",
    "job",
    "psalm",
    "psalms",
    "proverbs",
    "ecclesiastes",
    "isaiah",
    "jeremiah",
    "ezekiel",
    "daniel",
    "matthew",
    "mark",
    "luke",
    "john",
    "acts",
    "romans",
    "corinthians",
    "galatians",
    "ephesians",
    "philippians",
    "thessalonians",
    "timothy",
    "hebrews",
    "james",
    "peter",
    "revelation",
    "revelations",
    "quran",
    "koran",
    "qur'an",
    "surah",
    "sura",
    "verse",
];

/// `9-10-11` is no range of times.
fn is_dash_of_more(reading: &Reading<'_>, link: usize, at: usize) -> bool {
    reading.low(link, at) == "-" && matches!(reading.low(link + 2, at), "-" | "/")
}

/// Both ends: a half of the day said once stands for both, unless that would turn them round.
fn range(first: Said, last: Said) -> Option<(Clock, Clock)> {
    let half = first.half.or_else(|| {
        let same = last.half?;
        let (from, to) = (first.clock(Some(same))?, last.clock(Some(same))?);
        Some(if (from.hour, from.minute) <= (to.hour, to.minute) { same } else { 12 - same })
    });
    let from = first.clock(half)?;
    let mut to = last.clock(last.half)?;
    if last.half.is_none() {
        to = last.clock(first.half).unwrap_or(to);
        if (to.hour, to.minute) < (from.hour, from.minute) && to.hour < 12 {
            to.hour += 12;
        }
    }
    to.is_open = false;
    Some((from, to))
}

/// `3pm-5pm`, `8am-3`: one token.
fn glued_range(reading: &Reading<'_>, at: usize) -> Option<(Times, usize)> {
    let (first, last) = reading.folded.get(at)?.split_once('-')?;
    let (first, last) = (said(first)?, said(last)?);
    let (from, to) = if first.half.is_some() || !first.is_bare { range(first, last)? } else { return None };
    let (zone, end) = zone(reading, at + 1, at);
    Some((Times { from, to: Some(to), zone }, end))
}

/// One time, with what follows to tell its half of the day.
fn one(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(Said, usize)> {
    named(reading, at, beside).or_else(|| spoken(reading, at, beside)).or_else(|| in_digits(reading, at, beside))
}

fn in_digits(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(Said, usize)> {
    let low = reading.low(at, beside);
    if let Some(parsed) = in_words(reading, at, beside) {
        return Some(parsed);
    }
    let hour_word = || {
        number::small(low).filter(|hour| (1.0..=12.0).contains(hour)).map(|hour| Said {
            hour: hour as u32,
            minute: 0,
            second: None,
            half: None,
            is_bare: true,
        })
    };
    let is_digit = low.starts_with(|c: char| c.is_ascii_digit());
    let mut time = match military(reading, at, beside) {
        Some(parsed) => return Some(parsed),
        None if is_digit => said(low)?,
        None => hour_word()?,
    };
    let (half, end) = half_after(reading, at + 1, beside);
    if time.half.is_none() && half.is_some() {
        time.half = half;
        time.is_bare = false;
    }
    let is_clock = matches!(reading.low(at + 1, beside), "o'clock" | "o’clock" | "oclock");
    let is_said_at = low.contains('.')
        && reading.low_before(at) == "at"
        && matches!(reading.low(end, beside), "" | "." | "," | "on" | "?" | "today" | "tomorrow");
    time.is_bare &= !is_clock && !is_said_at;
    // A word for a number is an hour only where a half of the day or `o'clock` says so.
    let in_words = !low.starts_with(|c: char| c.is_ascii_digit());
    (!in_words || !time.is_bare).then_some((time, end))
}

/// `ten thirty a.m.`, `seven forty-five p.m.`: only where the half of the day is said.
fn in_words(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(Said, usize)> {
    let is_word = |low: &str| low.starts_with(|c: char| c.is_ascii_alphabetic());
    let number_at = |index: usize, range: std::ops::RangeInclusive<f64>| {
        let low = reading.low(index, beside);
        number::small(low).filter(|n| is_word(low) && range.contains(n)).map(|n| n as u32)
    };
    let hour = number_at(at, 1.0..=12.0)?;
    let tens = number_at(at + 1, 10.0..=59.0)?;
    let ones = number_at(at + 2, 1.0..=9.0).filter(|_| tens >= 20 && tens % 10 == 0);
    let minute = tens + ones.unwrap_or(0);
    let (half, end) = half_after(reading, at + 2 + usize::from(ones.is_some()), beside);
    let half = half.filter(|_| matches!(reading.low(end - 1, beside), "a.m" | "am" | "p.m" | "pm" | "m"))?;
    Some((Said { hour, minute, second: None, half: Some(half), is_bare: false }, end))
}

/// `1130 hrs`, `1140 a.m.`, `730 in the evening`: digits without a mark, with a word that makes a time of them.
fn military(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(Said, usize)> {
    let low = reading.low(at, beside);
    let digits: u32 = low.parse().ok().filter(|_| (3..=4).contains(&low.len()))?;
    let (hour, minute) = (digits / 100, digits % 100);
    let said = |half, end| {
        (hour < 24 && minute < 60).then_some((Said { hour, minute, second: None, half, is_bare: false }, end))
    };
    if low.len() == 4 && reading.low(at + 1, beside) == "hrs" {
        return said(if hour == 0 { Some(0) } else { Some(12).filter(|_| hour >= 12).or(Some(0)) }, at + 2);
    }
    let (half, end) = half_after(reading, at + 1, beside);
    if half.is_some() && (1..=12).contains(&hour) { said(half, end) } else { None }
}

/// `3`, `3:30`, `15:23:24`, `3pm`, `8.30pm`.
fn said(low: &str) -> Option<Said> {
    if let Some(time) = with_h(low) {
        return Some(time);
    }
    let (digits, half) = [("am", 0), ("a.m", 0), ("pm", 12), ("p.m", 12)]
        .iter()
        .find_map(|(end, half)| low.strip_suffix(end).map(|digits| (digits.trim_end_matches('.'), Some(*half))))
        .unwrap_or((low, None));
    let has_colon = digits.contains(':');
    let mut parts = digits.split([':', '.']);
    let number = |part: &str, n: std::ops::RangeInclusive<usize>| {
        let is_number = n.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { part.parse::<u32>().ok() } else { None }
    };
    let hour = number(parts.next()?, 1..=2)?;
    let minute = parts.next().map(|part| number(part, 2..=2));
    let second = parts.next().map(|part| number(part, 2..=2));
    if parts.next().is_some() || minute == Some(None) || second == Some(None) || (second.is_some() && !has_colon) {
        return None;
    }
    if hour > 24 || (half.is_some() && !(1..=12).contains(&hour)) {
        return None;
    }
    let minute = minute.flatten();
    let is_bare = half.is_none() && !(has_colon && minute.is_some());
    Some(Said { hour, minute: minute.unwrap_or(0), second: second.flatten(), half, is_bare })
}

/// `15h30`, `9h`: as the French write, and papers that read them; the bare hour needs company.
fn with_h(low: &str) -> Option<Said> {
    let (hour, minute) = low.split_once('h')?;
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
    let hour = number(hour).filter(|hour| *hour <= 24)?;
    let minute = if minute.is_empty() { None } else { Some(number(minute).filter(|_| minute.len() == 2)?) };
    Some(Said { hour, minute: minute.unwrap_or(0), second: None, half: None, is_bare: minute.is_none() })
}

/// `a.m.`, `pm`, `o'clock in the evening`, `in the morning` behind an hour.
fn half_after(reading: &Reading<'_>, at: usize, beside: usize) -> (Option<u32>, usize) {
    let clock = usize::from(matches!(reading.low(at, beside), "o'clock" | "o’clock" | "oclock"));
    let at = at + clock;
    let low = |offset: usize| reading.low(at + offset, beside);
    let part = |word: &str| match word {
        "morning" | "a.m" | "am" => Some(0),
        "afternoon" | "evening" | "p.m" | "pm" => Some(12),
        _ => None,
    };
    match (low(0), low(1), low(2)) {
        ("a.m" | "am", _, _) => (Some(0), at + 1),
        ("p.m" | "pm", _, _) => (Some(12), at + 1),
        ("a", "m", "" | "." | ",") => (Some(0), at + 2),
        ("p", "m", "" | "." | ",") | ("at", "night", _) => (Some(12), at + 2),
        ("in", "the", word) if part(word).is_some() => (part(word), at + 3),
        ("in", word @ ("morning" | "afternoon"), _) => (part(word), at + 2),
        ("this", word, _) if clock > 0 && part(word).is_some() => (part(word), at),
        _ => (None, at),
    }
}

/// `noon`, `12 noon`, `midnight` where a preposition tells of a time.
fn named(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(Said, usize)> {
    let twelve = usize::from(reading.low(at, beside) == "12");
    let time = match reading.low(at + twelve, beside) {
        "noon" | "midday" => Said::whole(12, 12),
        "midnight" => Said::whole(12, 0),
        _ => return None,
    };
    let before = reading.low_before(at);
    let is_time = twelve > 0
        || at > beside
        || matches!(
            before,
            "at" | "by" | "until" | "till" | "around" | "before" | "after" | "since" | "from" | "past" | "to" | "about"
        );
    is_time.then_some((time, at + twelve + 1))
}

/// `half past seven`, `a quarter to noon`, `20 minutes past 3pm`, `ten past 9`.
fn spoken(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(Said, usize)> {
    let low = |offset: usize| reading.low(at + offset, beside);
    let a = usize::from(low(0) == "a");
    let (minutes, link) = match low(a) {
        "half" => (30, a + 1),
        "quarter" => (15, a + 1),
        word => {
            let n = number::small(word).or_else(|| number::digits(word))?;
            let named = usize::from(matches!(low(1), "minutes" | "minute" | "min"));
            ((1.0..60.0).contains(&n).then_some(n as u32)?, 1 + named)
        }
    };
    let is_named = link > 1 || minutes == 15 && low(a) == "quarter";
    let (is_past, hour_at) = match low(link) {
        "past" => (true, at + link + 1),
        "to" if is_named || matches!(low(link + 1), "noon" | "midnight") => (false, at + link + 1),
        _ => return None,
    };
    let (hour, end) = named(reading, hour_at, beside).or_else(|| {
        let word = reading.low(hour_at, beside);
        let small = number::small(word).map(|hour| Said {
            hour: hour as u32,
            minute: 0,
            second: None,
            half: None,
            is_bare: true,
        });
        let mut hour = said(word).or(small)?;
        let (half, end) = half_after(reading, hour_at + 1, beside);
        hour.half = hour.half.or(half);
        Some((hour, end))
    })?;
    let is_of_twelve = (1..=12).contains(&hour.hour) || hour.hour < 24 && reading.low(hour_at, beside).ends_with('h');
    if hour.minute > 0 || !is_of_twelve {
        return None;
    }
    let hour_of_day = hour.clock(hour.half)?.hour;
    let (hour_of_day, minute) = if is_past { (hour_of_day, minutes) } else { ((hour_of_day + 23) % 24, 60 - minutes) };
    // The half of the day is in the hour already; what was open stays so.
    let half = hour.half.map(|_| if hour_of_day >= 12 { 12 } else { 0 });
    let hour_of_day = if half == Some(0) && hour_of_day == 0 { 12 } else { hour_of_day };
    Some((Said { hour: hour_of_day, minute, second: None, half, is_bare: false }, end))
}

/// The offset of a zone behind a time, as ISO writes it, and the token after it. Zones whose offset changes with the
/// season have one name for each half of the year.
fn zone(reading: &Reading<'_>, at: usize, beside: usize) -> (&'static str, usize) {
    let paren = usize::from(reading.low(at, beside) == "(");
    let offset = match reading.low(at + paren, beside) {
        "gmt" | "utc" => "Z",
        "ist" => "+05:30",
        "pkt" => "+05:00",
        "npt" => "+05:45",
        "aft" => "+04:30",
        "jst" | "kst" => "+09:00",
        "msk" | "eat" => "+03:00",
        "est" | "cdt" => "-05:00",
        "edt" => "-04:00",
        "cst" => "-06:00",
        "pst" => "-08:00",
        "mst" | "pdt" => "-07:00",
        "cet" | "bst" => "+01:00",
        "cest" | "cat" | "sast" => "+02:00",
        _ => return ("", at),
    };
    let closed = paren > 0 && reading.low(at + 2, beside) == ")";
    if paren > 0 && !closed { ("", at) } else { (offset, at + 1 + paren + usize::from(closed)) }
}
