//! How a table's values are compared with ours, where the two write one thing in two ways.
//!
//! Never more lenient than what is said here: two values of a table are two honest readings, and where we offer two one
//! of them must be the table's (a table knows whose way of writing `5/4` is meant, and that an order looks ahead); a part of a period (`early March`) and a part of a day (`Friday morning`) count as that period and that
//! day, since EDTF has no finer word; what is counted off in weeks, months or years (`a year ago`) is right as the
//! week, month or year it falls in; an open end (`since August`) is right as the date it begins or ends with; the end
//! of a range is right whether the table takes it in or not; a season begins within three weeks of the table's. A
//! day that we give as about (`~`, feasts of the lunar calendars) is right within a day, and a feast that begins at
//! sunset, which we give as its two days, as the first of them. A month that a table turns into days has 30 of them, a
//! year 365.

mod amounts;
mod times;

use serde_json::Value as Json;

use crate::extract::eval::tables::Answer;
use crate::extract::eval::tables::Case;
use crate::extract::eval::tables::TableSpan;
use crate::extract::eval::tables::gold_span;
use crate::extract::eval::tables::trimmed;
use crate::model::span::Span;
use crate::model::value::Value;

pub use amounts::is_length;

/// What a table says, for a line about a wrong case.
pub fn told(case: &Case) -> String {
    let words = |start: usize, end: usize| -> String { case.text.chars().skip(start).take(end - start).collect() };
    match &case.expect {
        Some(expect) => expect.to_string(),
        None => {
            let one = |span: &TableSpan| {
                let resolution = span.resolution.as_ref().map_or_else(String::new, Json::to_string);
                format!("[{}]={resolution}", words(span.start, span.end))
            };
            case.spans.iter().map(one).collect::<Vec<String>>().join(" ")
        }
    }
}

/// Whether the whole text is one expression with the value that the table gives.
pub fn is_whole(case: &Case, answers: &[Answer]) -> bool {
    let (Some(expect), [answer]) = (&case.expect, answers) else { return false };
    if answer.span != trimmed(&case.text, Span::new(0, case.text.len())) {
        return false;
    }
    match expect {
        Json::String(expect) => amounts::is_amount(expect, answer),
        _ => readings(answer).is_some_and(|readings| readings.iter().any(|value| times::is_time(case, expect, value))),
    }
}

/// Whether every expression of the table is found with its value, and no other.
pub fn are_spans(case: &Case, answers: &[Answer]) -> bool {
    let wanted: Vec<_> = case.spans.iter().filter(|span| has_value(span.resolution.as_ref())).collect();
    wanted.len() == answers.len()
        && wanted.iter().zip(answers).all(|(gold, answer)| {
            let is_date = gold.kind.as_deref().is_none_or(|kind| kind.starts_with("datetime"));
            gold_span(&case.text, gold) == Some(answer.span)
                && gold.resolution.as_ref().is_some_and(|resolution| {
                    if is_date {
                        times::is_resolved(case, resolution, answer)
                    } else {
                        amounts::is_number(resolution, answer)
                    }
                })
        })
}

/// A currency's name alone is no amount.
fn has_value(resolution: Option<&Json>) -> bool {
    resolution.is_some_and(|resolution| resolution.get("values").is_some() || !resolution["value"].is_null())
}

/// One reading or two; none where there is no value.
fn readings(answer: &Answer) -> Option<Vec<&str>> {
    match answer.value.as_ref()? {
        Value::Text(text) => Some(vec![text]),
        Value::Either(first, second) => Some(vec![first, second]),
        Value::Number(_) => None,
    }
}

/// Whether two ISO durations are as long, so that `PT90M` and `PT1H30M` are the same. A table that tells a month and a
/// half in days counts months of 30 and years of 365 of them.
fn is_as_long(one: &str, other: &str) -> bool {
    [(365.25, 30.4375), (365.0, 30.0)]
        .iter()
        .any(|days| seconds(one, *days).is_some_and(|length| seconds(other, *days) == Some(length)))
}

/// Length of an ISO duration, by the days of a year and of a month.
fn seconds(duration: &str, (of_year, of_month): (f64, f64)) -> Option<i64> {
    let mut total = 0.0;
    let mut number = String::new();
    let mut in_time = false;
    for c in duration.strip_prefix('P')?.chars() {
        let factor = match c {
            'T' => {
                in_time = true;
                continue;
            }
            'Y' => of_year * 86_400.0,
            'M' if !in_time => of_month * 86_400.0,
            'W' => 7.0 * 86_400.0,
            'D' => 86_400.0,
            'H' => 3_600.0,
            'M' => 60.0,
            'S' => 1.0,
            _ => {
                number.push(c);
                continue;
            }
        };
        total += number.parse::<f64>().ok()? * factor;
        number.clear();
    }
    Some(total.round() as i64)
}
