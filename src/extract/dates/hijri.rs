//! The calendars of the Muslim world: the lunar one by its tables, the solar one of Iran and Afghanistan by the equinox.
//!
//! Never more certain than it is: a lunar date depends on who saw the moon, so it is given as `~`, about that day.

use chrono::Datelike as _;
use chrono::Days;
use chrono::NaiveDate;

use crate::extract::dates::calendar;
use crate::extract::dates::expression::Expression;
use crate::extract::dates::expression::Hijri;
use crate::extract::dates::grammar::Parsed;
use crate::extract::dates::moon;
use crate::extract::dates::resolve::Anchor;
use crate::extract::dates::resolve::nearest;
use crate::extract::dates::words;
use crate::extract::reading::Reading;

const LUNAR: &[(&str, u32)] = &[
    ("muharram", 1),
    ("safar", 2),
    ("rajab", 7),
    ("shaban", 8),
    ("sha'ban", 8),
    ("sha’ban", 8),
    ("shaaban", 8),
    ("ramadan", 9),
    ("ramazan", 9),
    ("ramzan", 9),
    ("shawwal", 10),
    ("dhul-qadah", 11),
    ("dhul-qa'dah", 11),
    ("zulqada", 11),
    ("dhul-hijjah", 12),
    ("dhul-hijja", 12),
    ("zilhajj", 12),
    ("zulhijja", 12),
];

/// Months of two words: their first word and the month it begins, the second of them follows it.
const LUNAR_PAIRS: &[(&str, u32)] = &[("rabi", 3), ("jumada", 5), ("jamadi", 5)];

const SOLAR: &[(&str, u32)] = &[
    ("hamal", 1),
    ("sawr", 2),
    ("jawza", 3),
    ("saratan", 4),
    ("asad", 5),
    ("sunbula", 6),
    ("mizan", 7),
    ("aqrab", 8),
    ("qaws", 9),
    ("jadi", 10),
    ("dalw", 11),
    ("hut", 12),
    ("farvardin", 1),
    ("ordibehesht", 2),
    ("khordad", 3),
    ("tir", 4),
    ("mordad", 5),
    ("shahrivar", 6),
    ("mehr", 7),
    ("aban", 8),
    ("azar", 9),
    ("dey", 10),
    ("bahman", 11),
    ("esfand", 12),
];

/// The first words of all months.
pub fn first_words() -> impl Iterator<Item = &'static str> {
    LUNAR.iter().chain(LUNAR_PAIRS).chain(SOLAR).map(|(word, _)| *word)
}

/// A month's name, written as one: calendar, number, the token after it.
fn month_at(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(Hijri, u32, usize)> {
    if !reading.near(at, beside)?.text.starts_with(char::is_uppercase) {
        return None;
    }
    let low: &str = &reading.folded[at];
    let find = |table: &[(&str, u32)]| table.iter().find(|(name, _)| *name == low).map(|(_, month)| *month);
    if let Some(first) = find(LUNAR_PAIRS) {
        let second = match reading.low(at + 1, beside) {
            "al-awwal" | "ul-awwal" | "i" | "al-ula" | "ul-ula" => 0,
            "al-thani" | "ul-thani" | "us-sani" | "al-akhir" | "ul-akhir" | "ii" | "al-akhira" => 1,
            _ => return None,
        };
        return Some((Hijri::Lunar, first + second, at + 2));
    }
    find(LUNAR)
        .map(|month| (Hijri::Lunar, month, at + 1))
        .or_else(|| find(SOLAR).map(|month| (Hijri::Solar, month, at + 1)))
}

/// A year of one of these calendars, with `AH` behind it or without.
fn year_at(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(i32, usize)> {
    let skip = usize::from(reading.low(at, beside) == ",");
    let year = words::year_at(reading, at + skip, beside).filter(|year| (1200..=1600).contains(year))?;
    let end = at + skip + 1;
    Some((year, end + usize::from(matches!(reading.low(end, beside), "ah" | "hijri" | "a.h"))))
}

/// `27 Rajab 1445`, `Rajab 27, 1445`, `Aqrab 1402`, `10 Muharram`: a month needs a day or a year beside it.
pub fn date(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let day_before = words::day_at(reading, at, at);
    let of = usize::from(day_before.is_some() && reading.low(at + 1, at) == "of");
    let name_at = at + of + usize::from(day_before.is_some());
    let (calendar, month, end) = month_at(reading, name_at, at)?;
    let (day, end) = match day_before {
        Some(day) => (Some(day), end),
        None => words::day_at(reading, end, at).map_or((None, end), |day| (Some(day), end + 1)),
    };
    let (year, end) = year_at(reading, end, at).map_or((None, end), |(year, end)| (Some(year), end));
    let is_date = year.is_some() || (day.is_some() && calendar == Hijri::Lunar && day_before.is_some());
    is_date.then_some((Expression::HijriDate { calendar, year, month, day }, end))
}

pub fn edtf(calendar: Hijri, year: Option<i32>, month: u32, day: Option<u32>, anchor: Anchor) -> Option<String> {
    match calendar {
        Hijri::Solar => {
            let first = solar(year?, month, day.unwrap_or(1))?;
            let shown = calendar::day(first);
            Some(if day.is_some() { shown } else { to_last(first, month_days(month)) })
        }
        Hijri::Lunar => {
            let Some(year) = year else {
                let around = lunar_year(anchor.published?);
                let days = (around - 1..=around + 1).filter_map(|year| lunar(year, month, day?));
                return nearest(days, anchor).map(about);
            };
            match day {
                Some(day) => lunar(year, month, day).map(about),
                None => {
                    let first = lunar(year, month, 1)?;
                    let last = lunar(if month == 12 { year + 1 } else { year }, month % 12 + 1, 1)?.pred_opt()?;
                    Some(format!("{}/{}", about(first), about(last)))
                }
            }
        }
    }
}

fn about(date: NaiveDate) -> String {
    format!("{}~", calendar::day(date))
}

fn to_last(first: NaiveDate, n_days: u32) -> String {
    let last = first.checked_add_days(Days::new(u64::from(n_days) - 1)).unwrap_or(first);
    format!("{}/{}", calendar::day(first), calendar::day(last))
}

/// The lunar date by the tables: months of 30 and 29 days, eleven leap years in thirty.
pub fn lunar(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let (month, day) = (month as i32, day as i32);
    let days = day + 29 * (month - 1) + (6 * month - 1) / 11 + (year - 1) * 354 + (3 + 11 * year) / 30;
    NaiveDate::from_num_days_from_ce_opt(227_014 + days)
}

/// The lunar year around a day, give or take one.
pub fn lunar_year(date: NaiveDate) -> i32 {
    ((f64::from(date.num_days_from_ce()) - 227_014.0) / 354.367) as i32 + 1
}

fn month_days(month: u32) -> u32 {
    if month <= 6 { 31 } else { 30 }
}

/// New Year's Day of the solar year: the day of the equinox, the next one where it falls after noon.
pub fn nowruz(year: i32) -> Option<NaiveDate> {
    let guess = moon::at(NaiveDate::from_ymd_opt(year, 3, 20)?, 12.0, moon::IRAN);
    let equinox = moon::sun_reaches(0.0, guess, moon::sun);
    moon::day_of(equinox + 0.5, moon::IRAN)
}

fn solar(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let before = (1..month).map(month_days).sum::<u32>() + day.checked_sub(1)?;
    nowruz(year + 621)?.checked_add_days(Days::new(u64::from(before)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days() {
        // Days as they were kept somewhere: the tables are at most a day off.
        for (year, month, day, kept) in [
            (1445, 7, 27, "2024-02-08"),
            (1445, 9, 1, "2024-03-11"),
            (1440, 1, 1, "2018-09-11"),
            (1444, 12, 10, "2023-06-28"),
        ] {
            let off =
                lunar(year, month, day).zip(calendar::parse_day(kept)).map(|(found, kept)| (found - kept).num_days());
            assert!(off.is_some_and(|off| off.abs() <= 1), "{kept}: {off:?}");
        }
        for (year, expected) in [(2023, "2023-03-21"), (2024, "2024-03-20"), (2025, "2025-03-21"), (2021, "2021-03-21")]
        {
            assert_eq!(nowruz(year).map(calendar::day).as_deref(), Some(expected), "{year}");
        }
        assert_eq!(solar(1402, 8, 5).map(calendar::day).as_deref(), Some("2023-10-27"));
    }
}
