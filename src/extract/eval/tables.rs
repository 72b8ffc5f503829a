//! Scores dates and numbers against public tables of expressions: a case is right when every expression in it is found
//! with its span and its value, and nothing else is.
//!
//! Never decides what news can contain: cases that it cannot stand in a list of their own, are counted apart, and the
//! figure over all cases stands beside. How a table's values are compared with ours is said in `gold`.

mod gold;
mod when;

use std::collections::BTreeMap;
use std::collections::HashMap;

use serde::Deserialize;

use crate::extract::amounts;
use crate::extract::amounts::Amount;
use crate::extract::dates;
use crate::extract::dates::calendar;
use crate::extract::eval::Error;
use crate::extract::number;
use crate::extract::reading::Reading;
use crate::model::kind::Label;
use crate::model::span::CodePoints;
use crate::model::span::Span;
use crate::model::value::Value;

/// Cases of one table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Cases that news can contain, and how many of them are right.
    pub n: usize,
    pub right: usize,
    /// Cases that are left out, and how many of them are right all the same.
    pub n_left_out: usize,
    pub right_left_out: usize,
}

/// Rows by the name of the table, and each wrong case that counts, in a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tables {
    pub rows: BTreeMap<&'static str, Row>,
    pub wrong: Vec<String>,
}

impl std::fmt::Display for Tables {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |right: usize, n: usize| right as f64 / (n.max(1)) as f64;
        write!(
            f,
            "{:22} {:>6} {:>6} {:>6}   {:>6} {:>6} {:>6}",
            "", "cases", "right", "share", "all", "right", "share"
        )?;
        for (name, row) in &self.rows {
            let (n, right) = (row.n + row.n_left_out, row.right + row.right_left_out);
            let (own, all) = (share(row.right, row.n), share(right, n));
            write!(f, "\n{name:22} {:6} {:6} {own:6.3}   {n:6} {right:6} {all:6.3}", row.n, row.right)?;
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct Case {
    id: Option<String>,
    text: String,
    #[serde(default)]
    spans: Vec<TableSpan>,
    expect: Option<serde_json::Value>,
    reference: Option<String>,
    locale: Option<String>,
}

#[derive(Deserialize)]
struct TableSpan {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: Option<String>,
    resolution: Option<serde_json::Value>,
}

/// What is asked of a table's cases.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Dates,
    Numbers,
    Money,
    Percent,
}

/// Something found: its words without small words around them, and its value.
struct Answer {
    span: Span,
    value: Option<Value>,
    low: Option<f64>,
    high: Option<f64>,
}

/// Counts the cases of these lines, each of any table. `left_out` has lines of table, case and reason.
pub fn evaluate<'a>(lines: impl Iterator<Item = &'a str>, left_out: &str) -> Result<Tables, Error> {
    let left_out: HashMap<(&str, &str), &str> = left_out
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.splitn(3, '\t');
            Some(((cells.next()?, cells.next()?), cells.next()?))
        })
        .collect();
    let mut tables = Tables::default();
    for (index, line) in lines.enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let case: Case = serde_json::from_str(line).map_err(|cause| Error::Line { line: index + 1, cause })?;
        let Some((table, kind)) = table_of(&case) else { continue };
        let key = case.id.clone().unwrap_or_else(|| format!("{}:{}", case.locale.as_deref().unwrap_or(""), case.text));
        let answers = answers(&case, kind);
        let is_right =
            if case.expect.is_some() { gold::is_whole(&case, &answers) } else { gold::are_spans(&case, &answers) };
        let row = tables.rows.entry(table).or_default();
        if left_out.contains_key(&(table, key.as_str())) {
            row.n_left_out += 1;
            row.right_left_out += usize::from(is_right);
        } else {
            row.n += 1;
            row.right += usize::from(is_right);
            if !is_right {
                tables.wrong.push(told(table, &case, &key, &answers));
            }
        }
    }
    Ok(tables)
}

/// A wrong case in one line: what is expected and what was found.
fn told(table: &str, case: &Case, key: &str, answers: &[Answer]) -> String {
    let found: Vec<String> = answers
        .iter()
        .map(|one| {
            let value = one.value.as_ref().map_or_else(|| format!("{:?}..{:?}", one.low, one.high), Value::to_cell);
            format!("[{}]={value}", one.span.words(&case.text).unwrap_or("?"))
        })
        .collect();
    format!("{table} {key} | {} | expected {} | found {}", case.text, gold::told(case), found.join(" "))
}

fn table_of(case: &Case) -> Option<(&'static str, Kind)> {
    if let Some(expect) = &case.expect {
        let Some(text) = expect.as_str() else { return Some(("duckling_time", Kind::Dates)) };
        let is = |head: &str| text.starts_with(head);
        return Some(match text {
            _ if is("(NumeralValue") => ("duckling_numeral", Kind::Numbers),
            _ if is("(DurationData") => ("duckling_duration", Kind::Dates),
            _ if is("(OrdinalData") || text.ends_with("Nothing)") || text.contains("(Just") => return None,
            _ if gold::is_length(text) => return None,
            _ => ("duckling_money", Kind::Money),
        });
    }
    Some(match case.id.as_deref()?.split('/').next()? {
        "datetime" => ("recognizers_datetime", Kind::Dates),
        "number" => ("recognizers_number", Kind::Numbers),
        "percent" => ("recognizers_percent", Kind::Percent),
        "currency" => ("recognizers_currency", Kind::Money),
        _ => return None,
    })
}

fn answers(case: &Case, kind: Kind) -> Vec<Answer> {
    let reading = Reading::new(&case.text);
    let published = case.reference.as_deref().and_then(calendar::parse_day);
    let span = |first: usize, end: usize| trimmed(&case.text, reading.span(first, end));
    match kind {
        Kind::Dates => dates::find(&reading, published)
            .into_iter()
            .map(|one| Answer { span: span(one.first, one.end), value: one.value, low: None, high: None })
            .collect(),
        Kind::Money | Kind::Percent => amounts::find(&reading, &dates::find(&reading, published))
            .iter()
            .filter(|one| one.label == if kind == Kind::Money { Label::Money } else { Label::Percent })
            .map(|one: &Amount| Answer {
                span: trimmed(&case.text, reading.span(one.first, one.end)),
                value: one.found().value,
                low: one.low,
                high: one.high,
            })
            .collect(),
        Kind::Numbers => numbers(&reading),
    }
}

/// All numbers of a text, whatever they count.
fn numbers(reading: &Reading<'_>) -> Vec<Answer> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.tokens.len() {
        let Some(number) = number::number(reading, at).filter(|number| number.value.is_some()) else {
            at += 1;
            continue;
        };
        let value = number.value.map(Value::Number);
        let span = trimmed(reading.text, reading.span(at, number.end));
        found.push(Answer { span, value, low: None, high: None });
        at = number.end;
    }
    found
}

/// Words around a date that tables take in and we leave outside, or the other way round.
const AROUND: &[&str] = &[
    "in",
    "on",
    "at",
    "from",
    "between",
    "since",
    "before",
    "after",
    "by",
    "until",
    "till",
    "the",
    "for",
    "during",
    "within",
    "around",
    "about",
    "circa",
    "of",
    "starting",
    "beginning",
    "later",
    "than",
    "no",
    "not",
    "more",
    "less",
    "as",
    "early",
    "late",
    "over",
    "under",
    "through",
    "anytime",
    "sometimes",
    "approximately",
    "approx",
    "year",
    "this",
    "a",
    "any",
    "time",
    "exactly",
    "nearly",
    "almost",
    "lower",
    "higher",
    "up",
    "to",
    "least",
    "most",
    "above",
    "below",
    "exceeding",
    "fewer",
    "period",
    "whole",
    "and",
    "an",
    "some",
];

/// The span without the small words at its head, as long as something is left, and without marks at its tail.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.words(text).unwrap_or("");
    let mut rest = words;
    loop {
        let word = rest.split_whitespace().next().unwrap_or("");
        let after = rest.trim_start().get(word.len()..).unwrap_or("").trim_start();
        if after.is_empty() || !AROUND.contains(&word.to_lowercase().trim_end_matches(',')) {
            break;
        }
        rest = after;
    }
    let rest = rest.trim_end_matches(|c: char| matches!(c, '.' | ',' | ')' | ' ') || c.is_whitespace());
    if rest.is_empty() { span } else { Span::of_slice(text, rest) }
}

/// A table's span in bytes, trimmed as ours are.
fn gold_span(text: &str, span: &TableSpan) -> Option<Span> {
    CodePoints::new(text).span(span.start, span.end).map(|span| trimmed(text, span))
}
