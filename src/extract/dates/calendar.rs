//! Days, months and longer periods as EDTF, and the reading of a publication date.
//!
//! Never guesses: a date that does not exist gives `None`.

use chrono::Datelike as _;
use chrono::Days;
use chrono::Months;
use chrono::NaiveDate;

/// How long a calendar period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Day,
    Week,
    /// Two weeks.
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Hour,
    Minute,
    Second,
}

impl Unit {
    pub fn parse(word: &str) -> Option<Self> {
        let singular = word.strip_suffix('s').unwrap_or(word);
        Some(match singular {
            "day" | "night" => Self::Day,
            "week" => Self::Week,
            "fortnight" => Self::Fortnight,
            "month" => Self::Month,
            "quarter" | "qtr" => Self::Quarter,
            "year" | "yr" => Self::Year,
            "decade" => Self::Decade,
            "century" | "centurie" => Self::Century,
            "hour" | "hr" => Self::Hour,
            "minute" | "min" => Self::Minute,
            "second" | "sec" => Self::Second,
            _ => return None,
        })
    }

    /// ISO 8601 duration of `n` such units; fractions only of what ISO lets be split.
    pub fn duration(self, n: f64) -> Option<String> {
        let (n, designator, is_time) = match self {
            Self::Day => (n, 'D', false),
            Self::Week => (n, 'W', false),
            Self::Fortnight => (n * 2.0, 'W', false),
            Self::Month => (n, 'M', false),
            Self::Quarter => (n * 3.0, 'M', false),
            Self::Year => (n, 'Y', false),
            Self::Decade => (n * 10.0, 'Y', false),
            Self::Century => (n * 100.0, 'Y', false),
            Self::Hour => (n, 'H', true),
            Self::Minute => (n, 'M', true),
            Self::Second => (n, 'S', true),
        };
        let count = crate::model::value::number_to_cell(n);
        (n > 0.0).then(|| format!("P{}{count}{designator}", if is_time { "T" } else { "" }))
    }
}

pub fn day(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

pub fn month(year: i32, month: u32) -> String {
    format!("{year:04}-{month:02}")
}

/// The period of this unit that holds `date`.
pub fn period(unit: Unit, date: NaiveDate) -> Option<String> {
    Some(match unit {
        Unit::Day => day(date),
        Unit::Week | Unit::Fortnight => {
            let monday = date.checked_sub_days(Days::new(u64::from(date.weekday().num_days_from_monday())))?;
            format!("{}/{}", day(monday), day(monday.checked_add_days(Days::new(6))?))
        }
        Unit::Month => month(date.year(), date.month()),
        Unit::Quarter => format!("{:04}-{}", date.year(), 33 + date.month0() / 3),
        Unit::Year => format!("{:04}", date.year()),
        Unit::Decade => format!("{:03}X", date.year() / 10),
        Unit::Century => format!("{:02}XX", date.year() / 100),
        Unit::Hour | Unit::Minute | Unit::Second => return None,
    })
}

/// `date` moved by `n` units; months keep the day where it exists.
pub fn moved(date: NaiveDate, unit: Unit, n: i64) -> Option<NaiveDate> {
    let months = |factor: i64| {
        let count = Months::new(u32::try_from(n.unsigned_abs().checked_mul(factor.unsigned_abs())?).ok()?);
        if n < 0 { date.checked_sub_months(count) } else { date.checked_add_months(count) }
    };
    let days = |factor: u64| {
        let count = Days::new(n.unsigned_abs().checked_mul(factor)?);
        if n < 0 { date.checked_sub_days(count) } else { date.checked_add_days(count) }
    };
    match unit {
        Unit::Day => days(1),
        Unit::Week => days(7),
        Unit::Fortnight => days(14),
        Unit::Month => months(1),
        Unit::Quarter => months(3),
        Unit::Year => months(12),
        Unit::Decade => months(120),
        Unit::Century => months(1200),
        Unit::Hour | Unit::Minute | Unit::Second => Some(date),
    }
}

/// The publication date, if it is known to the day: what `yesterday` and weekdays count from. `2023-12-08T09:00Z`
/// counts as its day.
pub fn parse_day(edtf: &str) -> Option<NaiveDate> {
    let date = edtf.split('T').next().unwrap_or(edtf);
    NaiveDate::parse_from_str(date.trim_end_matches(['~', '?', '%']), "%Y-%m-%d").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_edtf() {
        let date = parse_day("2023-12-08").unwrap();
        for (unit, expected) in [
            (Unit::Day, "2023-12-08"),
            (Unit::Week, "2023-12-04/2023-12-10"),
            (Unit::Month, "2023-12"),
            (Unit::Quarter, "2023-36"),
            (Unit::Year, "2023"),
            (Unit::Decade, "202X"),
        ] {
            assert_eq!(period(unit, date).as_deref(), Some(expected));
        }
        assert_eq!(moved(date, Unit::Month, -1).map(day).as_deref(), Some("2023-11-08"));
        assert_eq!(parse_day("2023-12"), None);
        assert_eq!(Unit::Day.duration(2.0).as_deref(), Some("P2D"));
    }
}
