//! What a date's words say before anyone knows when they were written.
//!
//! Never reads text and never resolves: the grammar makes expressions, `resolve` gives them their values.

use chrono::Weekday;

use crate::extract::dates::calendar::Unit;
use crate::extract::dates::holiday::Holiday;

/// A year said outright, relative to the publication, or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    Said(i32),
    /// `last year` is -1.
    Offset(i64),
    Unsaid,
}

/// A word of rank before a weekday, month, season or period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// `last`, `previous`.
    Last,
    /// `past`, `this past`: the nearest behind.
    Past,
    /// `next`, `following`.
    Next,
    /// `coming`, `this coming`: the nearest ahead.
    Coming,
    This,
    None,
}

/// What is counted inside a longer period: `the first Monday of`, `the last week of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Weekday(Weekday),
    Weekend,
    Unit(Unit),
}

/// A time of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clock {
    pub hour: u32,
    pub minute: u32,
    pub second: Option<u32>,
    /// Said without `a.m.` or `p.m.`.
    pub is_open: bool,
}

/// One time or two ends, and the offset of a zone, as ISO writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    pub from: Clock,
    pub to: Option<Clock>,
    pub zone: &'static str,
}

/// Calendars of the Muslim world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hijri {
    Lunar,
    Solar,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    Day {
        year: Year,
        month: u32,
        day: u32,
    },
    /// `Friday, July 18`: the weekday tells the year.
    DayOn {
        weekday: Weekday,
        month: u32,
        day: u32,
    },
    /// `Labor Day weekend`.
    WeekendOf(Box<Expression>),
    /// `the 18th`, `Friday the 13th`: the month is not said.
    DayOfMonth {
        day: u32,
        weekday: Option<Weekday>,
    },
    Month {
        year: Year,
        month: u32,
        shift: Shift,
    },
    Year(Year),
    /// 1990 for the 1990s.
    Decade(i32),
    /// 19 for the 19th century: 1800 to 1899, as EDTF counts.
    Century(i32),
    /// 1 for the first; year unsaid for `third quarter`.
    Quarter {
        year: Year,
        quarter: u32,
    },
    /// 1 for the first half of a year.
    Half {
        year: Year,
        half: u32,
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
    /// `Tuesday of next week`.
    WeekdayIn {
        weekday: Weekday,
        week: Box<Expression>,
    },
    Weekend(Shift),
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
    /// `three weeks after Easter`.
    From {
        unit: Unit,
        n: i64,
        base: Box<Expression>,
    },
    /// `the Tuesday after Easter` is 1, `the second Friday before` -2.
    WeekdayFrom {
        n: i64,
        weekday: Weekday,
        base: Box<Expression>,
    },
    /// `the next four business days`: Mondays to Fridays from the day after the publication, or up to the day before.
    WorkingDays(i64),
    /// `the past two weeks` is -2 weeks: all the days up to the publication.
    Span {
        unit: Unit,
        n: i64,
    },
    /// `the last week of March`: -1 week.
    Nth {
        n: i32,
        part: Part,
        of: Box<Expression>,
    },
    /// `the first two weeks of March`: 2; the last two: -2.
    FirstOf {
        n: i32,
        unit: Unit,
        of: Box<Expression>,
    },
    /// `the 20th of next month`.
    DayIn {
        day: u32,
        of: Box<Expression>,
    },
    WeekOf(Box<Expression>),
    Holiday {
        holiday: &'static Holiday,
        year: Year,
        shift: Shift,
    },
    HijriDate {
        calendar: Hijri,
        year: Option<i32>,
        month: u32,
        day: Option<u32>,
    },
    At {
        date: Box<Expression>,
        times: Times,
    },
    Times(Times),
    /// ISO 8601.
    Duration(String),
    Range(Box<Expression>, Box<Expression>),
    /// Two honest readings of one numeric date.
    Either(Box<Expression>, Box<Expression>),
    /// Words for a time that has no value: `recent days`.
    Open,
}

impl Expression {
    pub const fn weekday(weekday: Weekday) -> Self {
        Self::Weekday { weekday, shift: Shift::None }
    }

    /// Whether the value comes from the publication date.
    pub fn is_relative(&self) -> bool {
        match self {
            Self::Day { year, .. }
            | Self::Month { year, .. }
            | Self::Year(year)
            | Self::Quarter { year, .. }
            | Self::Half { year, .. }
            | Self::Holiday { year, .. }
            | Self::Season { year, .. } => !matches!(year, Year::Said(_)),
            Self::HijriDate { year, .. } => year.is_none(),
            Self::Decade(_) | Self::Century(_) | Self::Duration(_) | Self::Times(_) | Self::Open => false,
            Self::Range(first, last) | Self::Either(first, last) => first.is_relative() || last.is_relative(),
            Self::Nth { of, .. }
            | Self::FirstOf { of, .. }
            | Self::DayIn { of, .. }
            | Self::WeekOf(of)
            | Self::WeekendOf(of)
            | Self::From { base: of, .. }
            | Self::WeekdayFrom { base: of, .. }
            | Self::WeekdayIn { week: of, .. }
            | Self::At { date: of, .. } => of.is_relative(),
            Self::DayOfMonth { .. }
            | Self::DayOn { .. }
            | Self::Weekday { .. }
            | Self::Weekend(_)
            | Self::Period { .. }
            | Self::Away { .. }
            | Self::WorkingDays(_)
            | Self::Span { .. } => true,
        }
    }

    /// Whether a time of the day can be said of it: it is one day.
    pub const fn is_day(&self) -> bool {
        matches!(
            self,
            Self::Day { .. }
                | Self::DayOfMonth { .. }
                | Self::DayOn { .. }
                | Self::Weekday { .. }
                | Self::WeekdayIn { .. }
                | Self::WeekdayFrom { .. }
                | Self::Period { unit: Unit::Day, .. }
                | Self::Away { unit: Unit::Day, .. }
                | Self::Nth { part: Part::Weekday(_), .. }
                | Self::DayIn { .. }
                | Self::Holiday { .. }
                | Self::Either(..)
        )
    }

    /// Whether it tells a time of the day, or two.
    pub fn has_clock(&self) -> bool {
        match self {
            Self::Times(_) | Self::At { .. } => true,
            Self::Range(first, last) => first.has_clock() && last.has_clock(),
            _ => false,
        }
    }
}
