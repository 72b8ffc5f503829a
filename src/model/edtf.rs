//! Dates with precision, in the Extended Date/Time Format: which strings are dates, and which days they cover.
//!
//! Never finds dates in a text: that is the work of `extract`. Levels read: `2023`, `2023-11`, `2023-11-01` (with a time
//! after `T`), `2023-35` (third quarter) and seasons 21-24, `202X` (decade), `2023-W48`, and `a/b` of these, either end
//! `..` when open. `~` and `?` after a date are qualities and are kept.

use chrono::Datelike as _;
use chrono::Days;
use chrono::NaiveDate;
use chrono::Weekday;

/// First and last day that a date covers; `None` at an open end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub first: Option<NaiveDate>,
    pub last: Option<NaiveDate>,
}

/// The days an EDTF string covers; `None` where it is not one (durations such as `P2D` among them).
pub fn bounds(edtf: &str) -> Option<Bounds> {
    let Some((start, end)) = edtf.split_once('/') else {
        let (first, last) = days(edtf)?;
        return Some(Bounds { first: Some(first), last: Some(last) });
    };
    let first = if is_open(start) { None } else { Some(days(start)?.0) };
    let last = if is_open(end) { None } else { Some(days(end)?.1) };
    match (first, last) {
        (None, None) => None,
        (Some(first), Some(last)) if last < first => None,
        _ => Some(Bounds { first, last }),
    }
}

/// Whether the string is a date to at least the day: what a publication date should be.
pub fn is_day(edtf: &str) -> bool {
    bounds(edtf).is_some_and(|bounds| bounds.first.is_some() && bounds.first == bounds.last)
}

/// Whether a text is a value that a date or a time can have: EDTF, an ISO 8601 duration, or a time of the day.
pub fn is_value(text: &str) -> bool {
    bounds(text).is_some() || is_duration(text) || text.split('/').all(is_clock)
}

/// `P2D`, `PT1.5H`, `PT7H10M`.
fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (date, time) = rest.split_once('T').unwrap_or((rest, ""));
    let has_time = rest.contains('T');
    let is_part = |part: &str, designators: &str| {
        let mut left = designators;
        let mut number = 0;
        part.chars().all(|c| {
            if c.is_ascii_digit() || c == '.' {
                number += 1;
                return true;
            }
            let at = left.find(c).filter(|_| number > 0);
            number = 0;
            left = at.map_or("", |at| &left[at + 1..]);
            at.is_some()
        }) && number == 0
    };
    is_part(date, "YMWD")
        && is_part(time, "HMS")
        && !(date.is_empty() && time.is_empty())
        && has_time != time.is_empty()
}

/// `T10:30`, `T15:00:30Z`, `T09:00+05:30`.
fn is_clock(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('T') else { return false };
    let (clock, zone) = rest.split_at(rest.find(['Z', '+', '-']).unwrap_or(rest.len()));
    let two = |text: &str, most: u32| text.len() == 2 && digits::<u32>(text).is_some_and(|n| n <= most);
    let mut parts = clock.split(':');
    let is_time = parts.next().is_some_and(|hour| two(hour, 24))
        && parts.next().is_some_and(|minute| two(minute, 59))
        && parts.next().is_none_or(|second| two(second, 60))
        && parts.next().is_none();
    let is_zone = matches!(zone, "" | "Z")
        || zone[1..].split_once(':').is_some_and(|(hours, minutes)| two(hours, 14) && two(minutes, 59));
    is_time && is_zone
}

fn is_open(end: &str) -> bool {
    matches!(end, "" | "..")
}

fn days(date: &str) -> Option<(NaiveDate, NaiveDate)> {
    let date = date.strip_suffix(['~', '?', '%']).unwrap_or(date);
    let date = date.split_once('T').map_or(date, |(day, _)| day);
    if let Some(year) = date.strip_prefix('-') {
        // Before the year 0, which is the year before the year 1: whole years are all that anybody knows.
        let year = digits::<i32>(year).filter(|_| year.len() == 4)?;
        return Some((NaiveDate::from_ymd_opt(-year, 1, 1)?, NaiveDate::from_ymd_opt(-year, 12, 31)?));
    }
    let (year, rest) = match date.split_once('-') {
        Some((year, rest)) => (year, Some(rest)),
        None => (date, None),
    };
    if year.len() != 4 {
        return None;
    }
    let Some(rest) = rest else { return years(year) };
    let year: i32 = digits(year)?;
    if let Some(week) = rest.strip_prefix('W') {
        let monday = NaiveDate::from_isoywd_opt(year, digits(week)?, Weekday::Mon)?;
        return Some((monday, monday.checked_add_days(Days::new(6))?));
    }
    if let Some((month, day)) = rest.split_once('-') {
        let day = NaiveDate::from_ymd_opt(year, digits(month)?, digits(day)?)?;
        return Some((day, day));
    }
    if rest.len() != 2 {
        return None;
    }
    match digits::<u32>(rest)? {
        month @ 1..=12 => months(year, month, 1),
        // Seasons of the northern half: spring begins in March; winter ends in the next year.
        season @ 21..=24 => months(year, (season - 21) * 3 + 3, 3),
        quarter @ 33..=36 => months(year, (quarter - 33) * 3 + 1, 3),
        half @ 40..=41 => months(year, (half - 40) * 6 + 1, 6),
        _ => None,
    }
}

/// `2023`, `202X` (a decade), `20XX` (a century).
fn years(year: &str) -> Option<(NaiveDate, NaiveDate)> {
    let known = year.trim_end_matches('X');
    if known.len() < 2 {
        return None;
    }
    let span = 10_i32.pow((4 - known.len()) as u32);
    let first: i32 = digits::<i32>(known)? * span;
    Some((NaiveDate::from_ymd_opt(first, 1, 1)?, NaiveDate::from_ymd_opt(first + span - 1, 12, 31)?))
}

fn months(year: i32, month: u32, n_months: u32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let after = first.checked_add_months(chrono::Months::new(n_months))?;
    debug_assert!(after.day() == 1, "months end where the next begins");
    Some((first, after.pred_opt()?))
}

fn digits<T: std::str::FromStr>(text: &str) -> Option<T> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(edtf: &str) -> String {
        bounds(edtf).map_or_else(
            || "none".to_owned(),
            |bounds| {
                let day = |day: Option<NaiveDate>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
                format!("{} {}", day(bounds.first), day(bounds.last))
            },
        )
    }

    #[test]
    fn dates_cover_their_days() {
        for (edtf, days) in [
            ("2023-12-07", "2023-12-07 2023-12-07"),
            ("2023-12-07T14:30", "2023-12-07 2023-12-07"),
            ("2023-11", "2023-11-01 2023-11-30"),
            ("2024-02", "2024-02-01 2024-02-29"),
            ("2023", "2023-01-01 2023-12-31"),
            ("2023~", "2023-01-01 2023-12-31"),
            ("199X", "1990-01-01 1999-12-31"),
            ("19XX", "1900-01-01 1999-12-31"),
            ("2023-35", "2023-07-01 2023-09-30"),
            ("2023-24", "2023-12-01 2024-02-29"),
            ("2023-W48", "2023-11-27 2023-12-03"),
            ("2023-12-05/2023-12-15", "2023-12-05 2023-12-15"),
            ("2023-08/..", "2023-08-01 .."),
            ("/2023", ".. 2023-12-31"),
            ("-0775", "-0775-01-01 -0775-12-31"),
            ("-0699/-0600", "-0699-01-01 -0600-12-31"),
        ] {
            assert_eq!(shown(edtf), days, "{edtf}");
        }
    }

    #[test]
    fn values_are_dates_lengths_and_times() {
        for text in
            ["2023-12-07", "P2D", "PT1.5H", "PT7H10M", "P1Y2M", "T10:30", "T15:00Z", "T09:30+05:30/T11:00+05:30"]
        {
            assert!(is_value(text), "{text}");
        }
        for text in ["", "P", "PT", "PD", "P2", "P2H", "T10", "T1:30", "T10:75", "10:30", "T10:30+5", "soon", "P2D1Y"] {
            assert!(!is_value(text), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_covers_nothing() {
        for text in [
            "",
            "P2D",
            "Thursday",
            "2023-13",
            "2023-02-30",
            "23-01-01",
            "2023-1",
            "2023-12-15/2023-12-05",
            "../..",
            "XXXX",
            "2023/",
            "2023-W54",
        ] {
            let expected = if text == "2023/" { "2023-01-01 .." } else { "none" };
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
