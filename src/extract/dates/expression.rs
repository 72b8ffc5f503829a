//! What a date's words say before anyone knows when they were written, and how that resolves.
//!
//! Never reads text: the grammar makes expressions, the publication date and the sentence's tense resolve them.

use chrono::Datelike as _;
use chrono::NaiveDate;
use chrono::Weekday;

use crate::extract::dates::calendar::Unit;
use crate::extract::dates::calendar::day;
use crate::extract::dates::calendar::month;
use crate::extract::dates::calendar::moved;
use crate::extract::dates::calendar::period;
use crate::model::value::Value;

/// A year said outright, relative to the publication, or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    Said(i32),
    /// `last year` is -1.
    Offset(i64),
    Unsaid,
}

/// `last`, `next`, `this` or nothing before a weekday, month or season.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    Last,
    Next,
    This,
    None,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    Day {
        year: Year,
        month: u32,
        day: u32,
    },
    Month {
        year: Year,
        month: u32,
        shift: Shift,
    },
    Year(Year),
    /// 1990 for the 1990s.
    Decade(i32),
    /// 1 for the first; year unsaid for `third quarter`.
    Quarter {
        year: Year,
        quarter: u32,
    },
    /// EDTF's 21 spring, 22 summer, 23 autumn, 24 winter.
    Season {
        year: Year,
        season: u32,
        shift: Shift,
    },
    Weekday {
        weekday: Weekday,
        shift: Shift,
    },
    /// `yesterday` is -1 day, `last month` -1 month: the period around that day.
    Period {
        unit: Unit,
        offset: i64,
    },
    /// `three days ago`: -3 days, known to the unit.
    Away {
        unit: Unit,
        n: i64,
    },
    Duration {
        unit: Unit,
        n: f64,
    },
    Range(Box<Expression>, Box<Expression>),
    /// Two honest readings of one numeric date.
    Either(Box<Expression>, Box<Expression>),
    /// Words for a time that has no value: `recent days`.
    Open,
}

/// Which way the sentence looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    Past,
    Future,
    Unknown,
}

/// When the article was published, if known to the day, and which way the sentence looks.
#[derive(Clone, Copy, Debug)]
pub struct Anchor {
    pub published: Option<NaiveDate>,
    pub tense: Tense,
}

impl Expression {
    /// The value, or `None` where it cannot be known.
    pub fn resolve(&self, anchor: Anchor) -> Option<Value> {
        if let Self::Either(first, second) = self {
            return match (first.edtf(anchor), second.edtf(anchor)) {
                (Some(first), Some(second)) if first != second => Some(Value::Either(first, second)),
                (Some(only), _) | (None, Some(only)) => Some(Value::Text(only)),
                (None, None) => None,
            };
        }
        self.edtf(anchor).map(Value::Text)
    }

    /// Whether the value comes from the publication date.
    pub fn is_relative(&self) -> bool {
        match self {
            Self::Day { year, .. }
            | Self::Month { year, .. }
            | Self::Year(year)
            | Self::Quarter { year, .. }
            | Self::Season { year, .. } => !matches!(year, Year::Said(_)),
            Self::Decade(_) | Self::Duration { .. } | Self::Open => false,
            Self::Range(first, last) | Self::Either(first, last) => first.is_relative() || last.is_relative(),
            Self::Weekday { .. } | Self::Period { .. } | Self::Away { .. } => true,
        }
    }

    fn edtf(&self, anchor: Anchor) -> Option<String> {
        match self {
            Self::Day { year, month, day: number } => resolve_day(*year, *month, *number, anchor),
            Self::Month { year, month: number, shift } => {
                month_year(*year, *number, *shift, anchor).map(|year| month(year, *number))
            }
            Self::Year(year) => said_year(*year, anchor).map(|year| format!("{year:04}")),
            Self::Decade(year) => Some(format!("{:03}X", year / 10)),
            Self::Quarter { year, quarter } => {
                quarter_year(*year, *quarter, anchor).map(|year| format!("{year:04}-{}", 32 + quarter))
            }
            Self::Season { year, season, shift } => {
                season_year(*year, *season, *shift, anchor).map(|year| format!("{year:04}-{season}"))
            }
            Self::Weekday { weekday, shift } => resolve_weekday(*weekday, *shift, anchor),
            Self::Period { unit, offset: n } | Self::Away { unit, n } => {
                period(*unit, moved(anchor.published?, *unit, *n)?)
            }
            Self::Duration { unit, n } => unit.duration(*n),
            Self::Range(first, last) => resolve_range(first, last, anchor),
            Self::Either(..) | Self::Open => None,
        }
    }
}

fn said_year(year: Year, anchor: Anchor) -> Option<i32> {
    match year {
        Year::Said(year) => Some(year),
        Year::Offset(offset) => Some(anchor.published?.year() + i32::try_from(offset).ok()?),
        Year::Unsaid => None,
    }
}

/// The news rule for a day without a year: the nearest such day, and where two are about as near, the one the sentence
/// looks to.
fn resolve_day(year: Year, month: u32, number: u32, anchor: Anchor) -> Option<String> {
    if let Some(year) = said_year(year, anchor) {
        return NaiveDate::from_ymd_opt(year, month, number).map(day);
    }
    let published = anchor.published?;
    let candidates = (-1..=1).filter_map(|offset| NaiveDate::from_ymd_opt(published.year() + offset, month, number));
    candidates.min_by_key(|date| distance(*date, published, anchor.tense)).map(day)
}

/// Days between, with a handicap for the way the sentence does not look.
fn distance(date: NaiveDate, published: NaiveDate, tense: Tense) -> i64 {
    let days = (date - published).num_days();
    let against = match tense {
        Tense::Past => days > 0,
        Tense::Future => days < 0,
        Tense::Unknown => false,
    };
    days.abs() + if against { 150 } else { 0 }
}

/// A month alone is the last one that has begun, unless the sentence looks ahead.
fn month_year(year: Year, month: u32, shift: Shift, anchor: Anchor) -> Option<i32> {
    if let Some(year) = said_year(year, anchor) {
        return Some(year);
    }
    let published = anchor.published?;
    let (this_year, this_month) = (published.year(), published.month());
    Some(match (shift, anchor.tense) {
        (Shift::Last, _) => this_year - i32::from(month >= this_month),
        (Shift::Next, _) => this_year + i32::from(month <= this_month),
        (Shift::This, _) => this_year,
        (Shift::None, Tense::Future) => this_year + i32::from(month < this_month),
        (Shift::None, _) => this_year - i32::from(month > this_month),
    })
}

fn quarter_year(year: Year, quarter: u32, anchor: Anchor) -> Option<i32> {
    said_year(year, anchor).or_else(|| {
        let published = anchor.published?;
        let is_ahead = quarter > 1 + published.month0() / 3;
        Some(published.year() - i32::from(is_ahead && anchor.tense != Tense::Future))
    })
}

fn season_year(year: Year, season: u32, shift: Shift, anchor: Anchor) -> Option<i32> {
    said_year(year, anchor).or_else(|| {
        let published = anchor.published?;
        let first_month = season.saturating_sub(21) * 3 + 3;
        let has_begun = published.month() >= first_month;
        Some(match (shift, anchor.tense) {
            (Shift::Next, _) | (Shift::None, Tense::Future) => published.year() + i32::from(has_begun),
            (Shift::This, _) => published.year(),
            _ => published.year() - i32::from(!has_begun),
        })
    })
}

/// The news rule for weekdays: the last one, the day of publication included; looking ahead, the next one.
fn resolve_weekday(weekday: Weekday, shift: Shift, anchor: Anchor) -> Option<String> {
    let published = anchor.published?;
    let back = i64::from((7 + published.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7);
    let offset = match (shift, anchor.tense) {
        (Shift::Last, _) if back == 0 => -7,
        (Shift::Next, _) | (Shift::None | Shift::This, Tense::Future) if back > 0 => 7 - back,
        (Shift::Next, _) => 7,
        _ => -back,
    };
    moved(published, Unit::Day, offset).map(day)
}

/// Ends of a range help each other: `Dec. 5 to 15` shares month and year, `Dec. 20 to Jan. 3` crosses a year.
fn resolve_range(first: &Expression, last: &Expression, anchor: Anchor) -> Option<String> {
    let last = last.edtf(anchor)?;
    let mut start = first.edtf(anchor)?;
    if start > last && start.len() == last.len() {
        let year: i32 = last.get(..4)?.parse().ok()?;
        start.replace_range(..4, &format!("{:04}", year - 1));
    }
    let is_plain = !start.contains('/') && !last.contains('/');
    (is_plain && start <= last).then(|| format!("{start}/{last}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::dates::calendar::parse_day;

    fn edtf(expression: &Expression, published: &str, tense: Tense) -> Option<String> {
        expression.edtf(Anchor { published: parse_day(published), tense })
    }

    #[test]
    fn weekdays_look_back_unless_the_sentence_looks_ahead() {
        let thursday = Expression::Weekday { weekday: Weekday::Thu, shift: Shift::None };
        for (published, tense, expected) in [
            ("2023-12-08", Tense::Past, Some("2023-12-07")),
            ("2023-10-05", Tense::Unknown, Some("2023-10-05")),
            ("2023-12-08", Tense::Future, Some("2023-12-14")),
            ("", Tense::Past, None),
        ] {
            assert_eq!(edtf(&thursday, published, tense).as_deref(), expected);
        }
    }

    #[test]
    fn days_without_a_year_are_the_nearest() {
        let first = Expression::Day { year: Year::Unsaid, month: 11, day: 1 };
        assert_eq!(edtf(&first, "2023-12-08", Tense::Past).as_deref(), Some("2023-11-01"));
        assert_eq!(edtf(&first, "2023-10-05", Tense::Past).as_deref(), Some("2023-11-01"));
        let late = Expression::Day { year: Year::Unsaid, month: 12, day: 20 };
        assert_eq!(edtf(&late, "2024-01-05", Tense::Unknown).as_deref(), Some("2023-12-20"));
        let impossible = Expression::Day { year: Year::Said(2023), month: 2, day: 30 };
        assert_eq!(edtf(&impossible, "2024-01-05", Tense::Unknown), None);
    }

    #[test]
    fn months_without_a_year_have_begun() {
        let october = Expression::Month { year: Year::Unsaid, month: 10, shift: Shift::None };
        assert_eq!(edtf(&october, "2023-12-08", Tense::Past).as_deref(), Some("2023-10"));
        assert_eq!(edtf(&october, "2023-03-08", Tense::Past).as_deref(), Some("2022-10"));
        assert_eq!(edtf(&october, "2023-03-08", Tense::Future).as_deref(), Some("2023-10"));
    }
}
