//! Dates, times and periods of the tables against ours.
//!
//! Never reads an expression's words but for the small ones that tell which rule of comparing holds (`early`, `ago`).

use chrono::Datelike as _;
use chrono::Days;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use chrono::NaiveTime;
use chrono::TimeDelta;
use chrono::Timelike as _;
use serde_json::Value as Json;

use crate::extract::dates::calendar;
use crate::extract::dates::calendar::Unit;
use crate::extract::eval::tables::Answer;
use crate::extract::eval::tables::Case;
use crate::extract::eval::tables::gold::is_as_long;
use crate::extract::eval::tables::gold::readings;
use crate::extract::eval::tables::when::When;
use crate::extract::eval::tables::when::moment;
use crate::extract::eval::tables::when::when;

fn has_word(text: &str, words: &[&str]) -> bool {
    let text = text.to_lowercase();
    text.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
}

const PARTS: &[&str] =
    &["early", "mid", "late", "beginning", "end", "middle", "start", "rest", "remaining", "earlier", "later"];
const DAY_PARTS: &[&str] = &["morning", "afternoon", "evening", "night", "tonight", "noon", "lunch", "hours"];
const COUNTED_OFF: &[&str] =
    &["ago", "hence", "now", "in", "later", "back", "after", "from", "before", "within", "today"];
const SEASONS: &[&str] = &["spring", "summer", "autumn", "fall", "winter"];

fn same_minute(a: NaiveDateTime, b: NaiveDateTime) -> bool {
    (a.date(), a.hour(), a.minute()) == (b.date(), b.hour(), b.minute())
}

/// The period of `unit` around a day.
fn around(unit: Unit, day: NaiveDate) -> Option<When> {
    when(&calendar::period(unit, day)?, 0)
}

/// A day counted off in larger units: right as the unit it falls in.
fn is_counted_off(text: &str, day: NaiveDate, ours: &When) -> bool {
    const UNITS: [Unit; 6] = [Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year, Unit::Decade];
    let covers = |unit: Unit| around(unit, day).is_some_and(|period| days_of(&period) == days_of(ours));
    has_word(text, COUNTED_OFF) && UNITS.into_iter().any(covers)
}

fn days_of(when: &When) -> Option<(NaiveDate, NaiveDate)> {
    match when {
        When::Days { first, last, .. } => Some((*first, *last)),
        _ => None,
    }
}

/// The zone of duckling's reference time, in hours.
const DUCKLING_OFFSET: i64 = -2;

/// One time of duckling's against a reading of ours.
pub fn is_time(case: &Case, expect: &Json, value: &str) -> bool {
    let Some(ours) = when(value, DUCKLING_OFFSET) else { return false };
    let is_about = value.contains('~');
    let is_feast = expect["kind"].as_str().is_some_and(|kind| kind.ends_with("Holiday"));
    if let When::Days { first, last, .. } = ours
        && is_feast
        && let [gold, ..] = moments_of(expect)[..]
    {
        let off = (first - gold.date()).num_days().abs();
        let begins_at_sunset = off == 0 && (last - first).num_days() == 1 && moments_of(expect).len() == 1;
        if (is_about && off <= 1) || begins_at_sunset {
            return true;
        }
    }
    let values = moments_of(expect);
    let grain = expect["grain"].as_str().unwrap_or("");
    let reference = case.reference.as_deref().and_then(calendar::parse_day);
    let is_near = |day: NaiveDate| reference.is_none_or(|reference| (0..=1).contains(&(day - reference).num_days()));
    match values[..] {
        [start] => is_point(&case.text, start, grain, is_near(start.date()), &ours),
        [start, end] => is_interval(&case.text, (start, end), grain, is_near(start.date()), &ours),
        _ => false,
    }
}

fn moments_of(expect: &Json) -> Vec<NaiveDateTime> {
    let values = expect["values"].as_array().into_iter().flatten();
    values.filter_map(|value| moment(value.as_str()?, 0)).collect()
}

/// `is_near`: a time of the day may stand for one on this day.
fn is_point(text: &str, start: NaiveDateTime, grain: &str, is_near: bool, ours: &When) -> bool {
    let unit = match grain {
        "Week" => Unit::Week,
        "Month" => Unit::Month,
        "Quarter" => Unit::Quarter,
        "Year" => Unit::Year,
        _ => Unit::Day,
    };
    let is_fine = matches!(grain, "Hour" | "Minute" | "Second");
    let is_exact = match ours {
        When::Moments(a, b) => a == b && same_minute(*a, start),
        When::Clock(a, b) => a == b && is_near && same_minute(start.date().and_time(*a), start),
        When::Days { .. } => {
            !is_fine && around(unit, start.date()).is_some_and(|period| days_of(&period) == days_of(ours))
        }
        When::Duration(_) => false,
    };
    is_exact || is_counted_off(text, start.date(), ours)
}

fn is_interval(
    text: &str,
    (start, end): (NaiveDateTime, NaiveDateTime),
    grain: &str,
    is_near: bool,
    ours: &When,
) -> bool {
    let unit = match grain {
        "Hour" => TimeDelta::hours(1),
        "Minute" => TimeDelta::minutes(1),
        _ => TimeDelta::zero(),
    };
    let is_until = has_word(text, &["by", "until", "within"]);
    let covers = |a: NaiveDateTime, b: NaiveDateTime| {
        (same_minute(a, start) && (same_minute(b, end) || same_minute(b, end - unit)))
            || (is_until && a == b && same_minute(a, end))
    };
    match ours {
        When::Days { first, last, .. } => {
            let last_day = (end - TimeDelta::seconds(1)).date();
            let is_same = *first == start.date() && *last == last_day;
            let is_part = has_word(text, PARTS) && *first <= start.date() && last_day <= *last;
            let is_day_part = has_word(text, DAY_PARTS) && first == last && *first == start.date();
            let off = (*first - start.date()).num_days().abs();
            let is_weekend = text.to_lowercase().contains("week")
                && *last == last_day
                && off <= 1
                && (*last - *first).num_days() < 4;
            let is_season = has_word(text, SEASONS) && off <= 21;
            let is_end = is_until && (*last == last_day || *last == end.date());
            is_same || is_part || is_day_part || is_weekend || is_season || is_end
        }
        When::Moments(a, b) => covers(*a, *b),
        When::Clock(a, b) => is_near && covers(start.date().and_time(*a), start.date().and_time(*b)),
        When::Duration(_) => false,
    }
}

/// Recognizers' readings against ours: each of ours among them. Where the table has no value, any will do.
pub fn is_resolved(case: &Case, resolution: &Json, answer: &Answer) -> bool {
    let gold: Vec<&Json> = resolution["values"].as_array().into_iter().flatten().collect();
    let is_open = |value: &&Json| value["value"] == "not resolved" || value["timex"] == "PRESENT_REF";
    let one_among =
        |readings: Vec<&str>| readings.iter().any(|ours| gold.iter().any(|gold| is_reading(&case.text, gold, ours)));
    gold.iter().any(is_open) || readings(answer).is_some_and(one_among)
}

fn is_reading(text: &str, gold: &Json, value: &str) -> bool {
    let field = |name: &str| gold[name].as_str().unwrap_or("");
    let Some(ours) = when(value, 0) else { return false };
    let range = Range { start: field("start"), end: field("end"), modifier: field("Mod") };
    let gold_moment = || moment(field("value"), 0);
    match (field("type"), &ours) {
        ("duration", When::Duration(ours)) => is_as_long(ours, field("timex")),
        ("date", When::Days { first, last, .. }) => {
            let day = parse_day(field("value"));
            let off = |day: NaiveDate| (*first - day).num_days().abs();
            let is_about = |day: NaiveDate| value.contains('~') && off(day) <= 1;
            let is_one = |day: NaiveDate| (*first == day && *last == day) || is_counted_off(text, day, &ours);
            day.is_some_and(|day| is_one(day) || is_about(day))
        }
        ("datetime", When::Moments(a, b)) => a == b && gold_moment().is_some_and(|gold| same_minute(gold, *a)),
        ("datetime", When::Days { last, .. }) => {
            has_word(text, PARTS) && gold_moment().is_some_and(|gold| gold.date() == *last)
        }
        ("time", When::Clock(a, b)) => a == b && clock(field("value")) == Some(*a),
        ("timerange", When::Clock(a, b)) if range.is_empty() => a == b && clock(field("value")) == Some(*a),
        ("datetimerange", When::Moments(a, _)) if range.is_empty() => {
            gold_moment().is_some_and(|gold| same_minute(gold, *a))
        }
        ("daterange", When::Days { first, last, .. }) if range.is_empty() => {
            first == last && parse_day(field("value")) == Some(*first)
        }
        ("timerange", When::Clock(a, b)) => range.fits(clock, (*a, *b)),
        ("datetimerange", When::Moments(a, b)) => range.fits(|text| moment(text, 0), (*a, *b)),
        ("datetimerange", When::Days { first, last, .. }) => {
            first == last && moment(range.start, 0).is_some_and(|start| start.date() == *first)
        }
        ("daterange", When::Days { .. }) => range.is_days(&ours, has_word(text, PARTS)),
        _ => false,
    }
}

fn clock(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M:%S").ok()
}

fn parse_day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// A range of Recognizers': its end is not in it, and one end may be open.
struct Range<'a> {
    start: &'a str,
    end: &'a str,
    modifier: &'a str,
}

impl Range<'_> {
    fn fits<T: PartialEq>(&self, parse: impl Fn(&str) -> Option<T>, (a, b): (T, T)) -> bool {
        match (parse(self.start), parse(self.end)) {
            (Some(start), Some(end)) => a == start && b == end,
            (Some(start), None) => a == start,
            (None, Some(end)) => b == end,
            (None, None) => false,
        }
    }

    const fn is_empty(&self) -> bool {
        self.start.is_empty() && self.end.is_empty()
    }

    /// `leans`: words such as `later` stand in the text, which the table may leave unmarked.
    fn is_days(&self, ours: &When, leans: bool) -> bool {
        let When::Days { first, last, last_from } = ours else { return false };
        let after_last = last.checked_add_days(Days::new(1));
        let is_end = |day: NaiveDate| day == *first || day == *last || Some(day) == after_last;
        let holds = |day: NaiveDate| *first <= day && day <= *last;
        let is_part = leans || ["start", "mid", "end"].iter().any(|part| self.modifier.contains(part));
        match (parse_day(self.start), parse_day(self.end)) {
            (Some(start), Some(end)) => {
                let is_same = *first == start && (Some(end) == after_last || end == *last_from || end == *last);
                let holds_both = holds(start) && end.pred_opt().is_some_and(holds);
                is_same || is_part && holds_both && last.year() - first.year() < 2
            }
            (Some(one), None) | (None, Some(one)) => is_end(one) || (self.modifier.contains('-') && holds(one)),
            (None, None) => false,
        }
    }
}
