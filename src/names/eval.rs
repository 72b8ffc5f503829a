//! How well names are compared, measured on labelled pairs: the threshold is chosen on one half of them, the figures are
//! taken on the other.
//!
//! Reads one JSON object a line, `{"a", "b", "match", "schema"}`; never changes what is measured.

use crate::model::counts::Counts;
use crate::model::kind::Label;
use crate::names::form::Form;
use sha2::Digest as _;
use sha2::Sha256;
use std::collections::BTreeMap;
use std::fmt;

#[derive(Debug, thiserror::Error)]
#[error("line {line} of the pairs is none ({reason}): each is {{\"a\", \"b\", \"match\", \"schema\"}}")]
pub struct Error {
    line: usize,
    reason: String,
}

#[derive(serde::Deserialize)]
struct Labelled {
    a: String,
    b: String,
    r#match: bool,
    #[serde(default)]
    schema: String,
}

/// Right and wrong answers at one threshold, and of how many pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Half {
    pub n_pairs: usize,
    pub counts: Counts,
}

/// One group of pairs: persons, or all others, or those of one schema among these.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub schema: String,
    /// Chosen on the tuning half of its group.
    pub threshold: f64,
    pub tuning: Half,
    pub held_out: Half,
}

/// Persons first, then all that are none, then each of their schemata.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    pub rows: Vec<Row>,
}

struct Scored {
    score: f64,
    is_match: bool,
    is_tuning: bool,
    schema: String,
}

/// Compares all pairs.
///
/// # Errors
///
/// Names the first line that is no pair.
pub fn evaluate<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Report, Error> {
    let mut persons = Vec::new();
    let mut others = Vec::new();
    for (index, line) in lines.enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let pair: Labelled =
            serde_json::from_str(line).map_err(|error| Error { line: index + 1, reason: error.to_string() })?;
        let is_person = pair.schema.eq_ignore_ascii_case("person");
        let label = if is_person { Label::Person } else { Label::Org };
        let score = Form::new(label, &pair.a).similarity(&Form::new(label, &pair.b)).score;
        let scored =
            Scored { score, is_match: pair.r#match, is_tuning: is_tuning(&pair.a, &pair.b), schema: pair.schema };
        if is_person { &mut persons } else { &mut others }.push(scored);
    }
    let mut rows = Vec::new();
    if !persons.is_empty() {
        rows.push(row("Person", best_threshold(&persons), persons.iter()));
    }
    if !others.is_empty() {
        let threshold = best_threshold(&others);
        rows.push(row("all others", threshold, others.iter()));
        let mut by_schema: BTreeMap<&str, Vec<&Scored>> = BTreeMap::new();
        for scored in &others {
            by_schema.entry(&scored.schema).or_default().push(scored);
        }
        rows.extend(by_schema.into_iter().map(|(schema, pairs)| row(schema, threshold, pairs.into_iter())));
    }
    Ok(Report { rows })
}

/// Which half a pair is in: the lowest bit of the first byte of the SHA-256 of `a`, a line end, `b`.
fn is_tuning(a: &str, b: &str) -> bool {
    Sha256::digest(format!("{a}\n{b}"))[0] & 1 == 0
}

fn row<'a>(schema: &str, threshold: f64, pairs: impl Iterator<Item = &'a Scored>) -> Row {
    let (mut tuning, mut held_out) = (Half::default(), Half::default());
    for scored in pairs {
        let half = if scored.is_tuning { &mut tuning } else { &mut held_out };
        half.n_pairs += 1;
        count(&mut half.counts, scored, threshold);
    }
    Row { schema: schema.to_owned(), threshold, tuning, held_out }
}

fn count(counts: &mut Counts, scored: &Scored, threshold: f64) {
    match (scored.is_match, scored.score >= threshold) {
        (true, true) => counts.tp += 1,
        (false, true) => counts.fp += 1,
        (true, false) => counts.fn_ += 1,
        (false, false) => {}
    }
}

const AS_GOOD: f64 = 0.01;

/// The middle of the hundredths that give the best F1 on the tuning half, or one that is as good for all that so few
/// pairs can tell.
fn best_threshold(pairs: &[Scored]) -> f64 {
    let f1 = |hundredths: u32| {
        let mut counts = Counts::default();
        for scored in pairs.iter().filter(|scored| scored.is_tuning) {
            count(&mut counts, scored, f64::from(hundredths) / 100.0);
        }
        counts.f1()
    };
    let all: Vec<(u32, f64)> = (1..100).map(|hundredths| (hundredths, f1(hundredths))).collect();
    let best = all.iter().map(|(_, f1)| *f1).fold(0.0, f64::max);
    let reaching: Vec<u32> =
        all.iter().filter(|(_, f1)| *f1 >= best - AS_GOOD).map(|(hundredths, _)| *hundredths).collect();
    reaching.get(reaching.len() / 2).map_or(0.5, |hundredths| f64::from(*hundredths) / 100.0)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<14} {:>5} {:>24}   {:>24}", "", "", "half it is chosen on", "other half")?;
        write!(f, "\n{:<14} {:>5}", "", "from")?;
        for _ in 0..2 {
            write!(f, " {:>6} {:>5} {:>5} {:>5}  ", "pairs", "P", "R", "F1")?;
        }
        for row in &self.rows {
            write!(f, "\n{:<14} {:>5.2}", row.schema, row.threshold)?;
            for Half { n_pairs, counts } in [row.tuning, row.held_out] {
                let (precision, recall, f1) =
                    (counts.precision() * 100.0, counts.recall() * 100.0, counts.f1() * 100.0);
                write!(f, " {n_pairs:>6} {precision:>5.1} {recall:>5.1} {f1:>5.1}  ")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_and_others_are_counted_apart_and_each_pair_once() {
        let lines = [
            r#"{"a": "Ana Ruiz", "b": "Anna Ruiz", "match": true, "schema": "Person"}"#,
            r#"{"a": "Ana Ruiz", "b": "Thomas West", "match": false, "schema": "Person"}"#,
            "",
            r#"{"a": "Foreign Office", "b": "FO", "match": true, "schema": "Organization"}"#,
        ];
        let report = evaluate(lines.into_iter()).expect("pairs");
        let names: Vec<(&str, usize)> =
            report.rows.iter().map(|row| (row.schema.as_str(), row.tuning.n_pairs + row.held_out.n_pairs)).collect();
        assert_eq!(names, [("Person", 2), ("all others", 1), ("Organization", 1)]);
        let wrong: usize = report.rows.iter().map(|row| row.tuning.counts.fp + row.held_out.counts.fp).sum();
        assert_eq!(wrong, 0);
    }

    #[test]
    fn a_line_that_is_no_pair_is_named() {
        let error = evaluate(["{}"].into_iter()).expect_err("no pair");
        assert!(error.to_string().starts_with("line 1 "), "{error}");
    }
}
