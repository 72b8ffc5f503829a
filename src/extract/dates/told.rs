//! Dates counted from what the story told last: `that year`, `the following month`, `three days later`; and the year
//! that it goes on in: `In February 2022 the war began. In March …`.
//!
//! Never counts from the day of publication, and never from a date less exact than what is counted: where the story
//! gives no such date there is no value.

use chrono::Datelike as _;
use chrono::NaiveDate;

use crate::extract::dates::calendar;
use crate::extract::dates::calendar::Unit;
use crate::extract::dates::calendar::moved;
use crate::extract::dates::calendar::period;
use crate::extract::dates::expression::Expression;
use crate::extract::dates::expression::Shift;
use crate::extract::dates::expression::Year;
use crate::extract::dates::lengths;
use crate::extract::found::Found;
use crate::extract::reading::Reading;
use crate::model::edtf;
use crate::model::value::Value;

/// Sentences after which a date is no longer what the story counts from.
const REACH: usize = 4;

/// Sentences after which a month without a year no longer goes on with the year of the last date.
const YEAR_REACH: usize = 1;

/// Days around the publication in which a date without a year is news rather than story.
const RECENT: i64 = 92;

/// The last date that the story told: its first day, how exact it is, the sentence it stands in, and whether its year
/// was said.
#[derive(Clone, Copy, Debug)]
pub struct Story {
    day: NaiveDate,
    unit: Unit,
    sentence: usize,
    is_explicit: bool,
}

impl Story {
    /// From a date that is one day, month or year; other values tell no point to count from.
    pub fn of(date: &Found, sentence: usize) -> Option<Self> {
        let Some(Value::Text(value)) = &date.value else { return None };
        let is_explicit = matches!(date.rule, "dates.explicit" | "dates.story");
        let unit = match value.len() {
            4 => Unit::Year,
            7 => Unit::Month,
            10 => Unit::Day,
            _ => return None,
        };
        let is_plain = value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && !value.starts_with('-');
        let day = edtf::bounds(value).filter(|_| is_plain)?.first?;
        // Seasons and quarters look like months.
        let is_month = unit != Unit::Month || calendar::period(Unit::Month, day).as_deref() == Some(value.as_str());
        is_month.then_some(Self { day, unit, sentence, is_explicit })
    }

    /// The same date in the year that the story goes on in, where that is past: a month or a day without a year, in the
    /// paragraph of a date with one, or right behind it.
    pub fn in_its_year(
        self,
        reading: &Reading<'_>,
        at: usize,
        (date, by_calendar): (&Expression, Option<&Value>),
        published: NaiveDate,
    ) -> Option<Expression> {
        let sentence = reading.sentence_of[at];
        let is_near = sentence <= self.sentence + YEAR_REACH
            && reading.sentences[sentence].zone_idx == reading.sentences[self.sentence].zone_idx;
        if !is_near || !self.is_explicit || self.unit == Unit::Year {
            return None;
        }
        let is_recent = bounds_of(by_calendar).is_some_and(|day| (day - published).num_days().abs() <= RECENT);
        let told = (self.day.month(), if self.unit == Unit::Day { self.day.day() } else { 1 });
        let year = |then: (u32, u32)| Year::Said(self.day.year() + i32::from(then < told));
        let moved = match *date {
            Expression::Day { year: Year::Unsaid, month, day } => {
                Expression::Day { year: year((month, day)), month, day }
            }
            Expression::Month { year: Year::Unsaid, month, shift: Shift::None } => {
                let told_month = if month == told.0 { told } else { (month, 1) };
                Expression::Month { year: year(told_month), month, shift: Shift::None }
            }
            _ => return None,
        };
        let (Expression::Day { year: Year::Said(year), .. } | Expression::Month { year: Year::Said(year), .. }) = moved
        else {
            return None;
        };
        match published.year() - year {
            ..=0 => None,
            // Of last year by the story, of this year by the calendar: both are honest. So they are of a date that the
            // calendar puts near the publication: `The accord dates from May 2019. On Nov. 1, police …`.
            n if n == 1 || is_recent => Some(Expression::Either(Box::new(moved), Box::new(date.clone()))),
            _ => Some(moved),
        }
    }
}

/// The first day of a value with one reading.
fn bounds_of(value: Option<&Value>) -> Option<NaiveDate> {
    match value? {
        Value::Text(text) => edtf::bounds(text)?.first,
        _ => None,
    }
}

/// The date in the story's own time that begins at token `at`: its value and the token after it.
pub fn told(reading: &Reading<'_>, at: usize, story: Story) -> Option<(String, usize)> {
    if reading.sentence_of[at] > story.sentence + REACH {
        return None;
    }
    let (n, unit, end) = counted(reading, at)?;
    let is_exact = rank(story.unit)? <= rank(unit)?;
    let value = period(unit, moved(story.day, unit, n)?).filter(|_| is_exact)?;
    Some((value, end))
}

/// The finer the smaller.
const fn rank(unit: Unit) -> Option<u8> {
    Some(match unit {
        Unit::Day => 0,
        Unit::Week => 1,
        Unit::Month => 2,
        Unit::Year => 3,
        Unit::Decade => 4,
        _ => return None,
    })
}

/// How many units away, and the token after.
fn counted(reading: &Reading<'_>, at: usize) -> Option<(i64, Unit, usize)> {
    let low = |offset: usize| reading.low(at + offset, at);
    let unit = |offset: usize| {
        let low = low(offset);
        match low {
            "morning" | "evening" | "afternoon" => Some(Unit::Day),
            _ => Unit::parse(low).filter(|_| !low.ends_with('s')),
        }
    };
    match (low(0), low(1), low(2)) {
        ("that" | "the", "same" | "very", _) => return unit(2).map(|unit| (0, unit, at + 3)),
        // `the rule that day traders …`: what follows must not go on with the phrase.
        ("that", _, _) => {
            let ends = matches!(
                low(2),
                "" | "," | "." | ";" | ")" | "and" | "when" | "in" | "he" | "she" | "the" | "they" | "'s" | "’s"
            ) || reading.starts_sentence(at);
            return unit(1).filter(|_| ends).map(|unit| (0, unit, at + 2));
        }
        ("the", "following", _) => return unit(2).map(|unit| (1, unit, at + 3)),
        ("the", "next", "day" | "morning" | "evening") => return Some((1, Unit::Day, at + 3)),
        ("the", "previous" | "preceding", _) => return unit(2).map(|unit| (-1, unit, at + 3)),
        ("the", _, "before" | "after") => {
            let n = if low(2) == "before" { -1 } else { 1 };
            let ends = matches!(low(3), "" | "," | "." | ";" | ")");
            return unit(1).filter(|_| ends).map(|unit| (n, unit, at + 3));
        }
        _ => {}
    }
    let (n, unit, end) = lengths::counted(reading, at)?;
    let whole = (n.fract() == 0.0 && n < 1e4).then_some(n as i64)?;
    match reading.low(end, at) {
        "later" => Some((whole, unit, end + 1)),
        "earlier" => Some((-whole, unit, end + 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::dates::find;

    fn dates(text: &str) -> Vec<(String, String)> {
        let reading = Reading::new(text);
        let found = find(&reading, calendar::parse_day("2023-12-08"));
        let cell = |value: &Option<Value>| value.as_ref().map_or_else(String::new, Value::to_cell);
        found.iter().map(|one| (reading.words(reading.span(one.first, one.end)).to_owned(), cell(&one.value))).collect()
    }

    #[test]
    fn the_story_counts_from_what_it_told() {
        for (text, words, value) in [
            ("The mine closed in 1939. That same year the town lost its railway.", "That same year", "1939"),
            ("They left on 3 May 2021. The following month the road was shut.", "The following month", "2021-06"),
            ("They left on 3 May 2021 and came back three days later.", "three days later", "2021-05-06"),
            ("They left in May 2021 and came back two years later.", "two years later", "2023"),
            ("Output was 40 tonnes in 2021 and 30 the year before.", "the year before", "2020"),
            ("The dam broke on 3 May 2021. The next day, 40 people were missing.", "The next day", "2021-05-04"),
        ] {
            let found = dates(text);
            assert!(found.contains(&(words.to_owned(), value.to_owned())), "{text}: {found:?}");
        }
    }

    #[test]
    fn what_is_not_exact_enough_is_not_counted_from() {
        for text in [
            "They left in 2021 and came back three days later.",
            "They left for Lima and came back three days later.",
            "The mine closed in 1939. They wrote the rule that day traders obey.",
        ] {
            let found = dates(text);
            assert!(!found.iter().any(|(_, value)| value.len() == 10), "{text}: {found:?}");
        }
    }
}
