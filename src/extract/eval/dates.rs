//! Scores dates: by equal value, and beside that by what the values mean.
//!
//! The row `date` is the contract's and the strict one: the span overlaps and the value is equal. Gold that was made by
//! hand for a whole document writes some things otherwise than EDTF's words do, so `same time` counts once more, never
//! instead. Each of its conventions, and why:
//!
//! * `from July 2003 to December 2004`, two dates in gold and a range here, is right when both ends are: the same words
//!   give the same two dates.
//! * `early 1980s`, `the end of the year`: a part that gold cuts out of a period counts as that period, since EDTF has
//!   no word for the part and a day would be invented.
//! * A season is right when it begins in gold's month and ends within one of it: almanacs differ on where it ends.
//! * A decade, a century and longer are right by their first and last years: gold writes `the 1960s` to 1 January 1969.
//! * What is told without a number of its own and lasts a week or longer may be a day off at its ends (`last week` from
//!   Sunday, `the past three years`): when a week begins is a custom. `5 to 15 December` may not.
//! * `by 1900` as `../1900-01-01` is right where the known end lies in the period that we give: gold writes the
//!   preposition into the value, and a mention here is the words of the date alone.
//! * Neither way, since the words do not hold it: a length of time whose dates gold has from elsewhere in the document
//!   (`21-year`), and what is open on one side there and has no value here (`a few months ago`).
//! * A gold date without a year (`--06`: every summer) is not asked for, EDTF having no value for it; but a year that we
//!   give it is false.
//!
//! A date that gold leaves unmarked is false by both rows.

use chrono::Datelike as _;
use chrono::NaiveDate;
use serde_json::Value as Json;

use crate::extract::eval::Gold;
use crate::extract::eval::GoldSpan;
use crate::extract::eval::Report;
use crate::extract::eval::pair;
use crate::model::counts::Counts;
use crate::model::edtf;
use crate::model::extraction::Extraction;
use crate::model::extraction::MentionProposal;
use crate::model::kind::Label;
use crate::model::span::CodePoints;
use crate::model::span::Span;
use crate::model::value::Value;

/// A date of ours: where it stands in code points, and its value.
struct Ours<'a> {
    span: Span,
    value: Option<&'a Value>,
}

/// `has_lengths`: the gold marks lengths of time; where it does not, ours count neither way.
pub(super) fn score(gold: &Gold, extraction: &Extraction, has_lengths: bool, report: &mut Report) {
    let points = CodePoints::new(&gold.text);
    let ours: Vec<Ours<'_>> = extraction
        .mentions
        .iter()
        .filter(|mention| matches!(mention.label, Label::Date | Label::Time))
        .map(|mention: &MentionProposal| {
            let (start, end) = points.range(mention.span);
            Ours { span: Span::new(start, end), value: mention.value.as_ref() }
        })
        .collect();
    let (scored, unscored): (Vec<&GoldSpan>, Vec<&GoldSpan>) = gold
        .spans
        .iter()
        .filter(|one| matches!(one.label.as_str(), "date" | "time"))
        .partition(|one| !one.value_unscored && one.value.is_some());
    let is_length = |value: &Value| !has_lengths && value.to_cell().starts_with('P');
    let valued = |one: &&Ours<'_>| one.value.is_some_and(|value| !is_length(value));
    let is_unscored = |one: &Ours<'_>| unscored.iter().any(|other| span(other).overlaps(one.span));
    let proposed: Vec<&Ours<'_>> = ours.iter().filter(valued).filter(|one| !is_unscored(one)).collect();
    let counts = report.rows.entry("date").or_default();
    pair(scored.len(), proposed.len(), counts, |expected, at| {
        span(scored[expected]).overlaps(proposed[at].span)
            && scored[expected]
                .value
                .as_ref()
                .zip(proposed[at].value)
                .is_some_and(|(gold, ours)| same_value(gold, ours))
    });
    let text: Vec<char> = gold.text.chars().collect();
    report.beside.entry("same time").or_default().add(same_times(&text, &scored, &ours, &proposed));
}

fn span(one: &GoldSpan) -> Span {
    Span::new(one.start, one.end)
}

/// Counts by meaning.
fn same_times(text: &[char], scored: &[&GoldSpan], ours: &[Ours<'_>], proposed: &[&Ours<'_>]) -> Counts {
    let mut counts = Counts::default();
    let mut is_taken = vec![false; proposed.len()];
    for (at, gold) in scored.iter().enumerate() {
        let Some(value) = gold.value.as_ref().and_then(Json::as_str) else {
            // Two readings: as the contract has it.
            let fits = |one: &&Ours<'_>| {
                one.span.overlaps(span(gold))
                    && gold.value.as_ref().zip(one.value).is_some_and(|(gold, ours)| same_value(gold, ours))
            };
            match proposed.iter().position(fits) {
                Some(found) => {
                    is_taken[found] = true;
                    counts.tp += 1;
                }
                None => counts.fn_ += 1,
            }
            continue;
        };
        let words: String = text[gold.start..gold.end].iter().collect();
        let found = (0..proposed.len()).find(|at| {
            let one = proposed[*at];
            let Some(Value::Text(ours)) = one.value else {
                return one.span.overlaps(span(gold))
                    && one.value.is_some_and(|ours| same_value(&Json::from(value), ours));
            };
            let own: String = text[one.span.start_byte..one.span.end_byte].iter().collect();
            one.span.overlaps(span(gold))
                && (!is_taken[*at] || ours.contains('/'))
                && (same_value(&Json::from(value), &Value::Text(ours.clone()))
                    || is_same_time(value, ours, &format!("{words} {own}")))
        });
        let found = found.or_else(|| (0..proposed.len()).find(|one| is_end(scored, at, proposed[*one])));
        if let Some(found) = found {
            is_taken[found] = true;
            counts.tp += 1;
        } else if is_from_elsewhere(value, ours.iter().filter(|one| one.span.overlaps(span(gold)))) {
            for (one, taken) in proposed.iter().zip(&mut is_taken) {
                *taken |= one.span.overlaps(span(gold));
            }
        } else if !value.starts_with("--") {
            counts.fn_ += 1;
        }
    }
    counts.fp = is_taken.iter().filter(|taken| !**taken).count();
    counts
}

/// Whether this gold date and its neighbour are the two ends of a range of ours.
fn is_end(scored: &[&GoldSpan], at: usize, ours: &Ours<'_>) -> bool {
    let Some(Value::Text(value)) = ours.value else { return false };
    let Some((first, last)) = value.split_once('/') else { return false };
    let inside: Vec<usize> = (0..scored.len()).filter(|one| span(scored[*one]).overlaps(ours.span)).collect();
    let [from, until] = inside[..] else { return false };
    let is = |gold: &GoldSpan, end: &str| {
        gold.value.as_ref().is_some_and(|gold| same_value(gold, &Value::Text(end.to_owned())))
    };
    (at == from || at == until) && is(scored[from], first) && is(scored[until], last)
}

/// Gold's dates of what is only a length here, or open on one side there and open here.
fn is_from_elsewhere<'a, 'b: 'a>(gold: &str, mut ours: impl Iterator<Item = &'a Ours<'b>>) -> bool {
    let is_half = gold.starts_with("../") || gold.ends_with("/..");
    ours.any(|one| match one.value {
        None => is_half,
        Some(value) => gold.contains('/') && value.to_cell().starts_with('P'),
    })
}

/// Words of a part of a period, in gold's span or in ours.
const PARTS: &[&str] =
    &["early", "earlier", "late", "later", "mid", "end", "beginning", "start", "middle", "turn", "year-end"];

fn is_same_time(gold: &str, ours: &str, words: &str) -> bool {
    let Some((gold_bounds, ours_bounds)) = edtf::bounds(gold).zip(edtf::bounds(ours)) else { return false };
    let (Some(first), Some(last)) = (ours_bounds.first, ours_bounds.last) else { return false };
    let holds = |day: NaiveDate| first <= day && day <= last;
    let (start, end) = match (gold_bounds.first, gold_bounds.last) {
        (Some(start), Some(end)) => (start, end),
        (Some(one), None) | (None, Some(one)) => return holds(one),
        (None, None) => return false,
    };
    let is_part = words.to_lowercase().split([' ', '-']).any(|word| PARTS.contains(&word));
    let off = |a: NaiveDate, b: NaiveDate| (a - b).num_days().abs();
    let is_season = matches!(ours.get(4..6), Some("-2")) && ours.len() == 7;
    let n_years = last.year() - first.year();
    let is_custom = !words.contains(|c: char| c.is_ascii_digit());
    is_part && holds(start) && holds(end)
        || is_season && off(start, first) == 0 && off(end, last) <= 31
        || ours.contains('X') && (start.year(), end.year()) == (first.year(), last.year())
        || n_years >= 9 && start.year() == first.year() && end.year() == last.year()
        || is_custom && (last - first).num_days() >= 6 && off(start, first) <= 1 && off(end, last) <= 1
}

/// Equal values: the same words, or the same days in other words (`198X` and `1980-01-01/1989-12-31`).
fn same_value(gold: &Json, value: &Value) -> bool {
    match (gold, value) {
        (Json::String(gold), Value::Text(text)) => gold == text || same_days(gold, text),
        (Json::Object(gold), Value::Either(first, second)) => {
            let readings = gold.get("either").and_then(|readings| readings.as_array());
            readings.is_some_and(|readings| readings.iter().all(|one| one == first.as_str() || one == second.as_str()))
        }
        _ => false,
    }
}

fn same_days(gold: &str, text: &str) -> bool {
    let has_time = gold.contains('T') || text.contains('T');
    !has_time && edtf::bounds(gold).is_some_and(|gold| edtf::bounds(text) == Some(gold))
}

/// Whether any gold line marks lengths of time among its dates.
pub(super) fn marks_lengths(lines: &[&str]) -> bool {
    let is_length = |span: &GoldSpan| span.value.as_ref().is_some_and(|value| value.to_string().starts_with("\"P"));
    lines.iter().any(|line| serde_json::from_str::<Gold>(line).is_ok_and(|gold| gold.spans.iter().any(is_length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::extract::eval::Mode;
    use crate::extract::eval::evaluate;

    /// A gold line: `[words]{value}` are its dates; `[words]` alone is one whose value is not scored.
    fn gold(published: &str, marked: &str) -> String {
        let (mut text, mut spans) = (String::new(), Vec::new());
        for (index, piece) in marked.split('[').enumerate() {
            let Some((words, rest)) = piece.split_once(']').filter(|_| index > 0) else {
                text.push_str(piece);
                continue;
            };
            let start = text.chars().count();
            text.push_str(words);
            let mut span = serde_json::json!({"start": start, "end": text.chars().count(), "label": "date"});
            let (value, rest) = match rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
                Some((value, rest)) => (value, rest),
                None => ("", rest),
            };
            match value.split_once('|') {
                _ if value.is_empty() => span["value_unscored"] = true.into(),
                Some((one, other)) => span["value"] = serde_json::json!({"either": [one, other]}),
                None => span["value"] = value.into(),
            }
            spans.push(span);
            text.push_str(rest);
        }
        serde_json::json!({"text": text, "published": published, "spans": spans}).to_string()
    }

    /// Strict counts and those by meaning, as true, false, missed.
    fn counted(marked: &str) -> [(usize, usize, usize); 2] {
        let line = gold("2023-12-08", marked);
        let report = evaluate(std::iter::once(line.as_str()), Mode::Dates, None).unwrap();
        [report.rows["date"], report.beside["same time"]].map(|counts| (counts.tp, counts.fp, counts.fn_))
    }

    #[test]
    fn strict_and_fair_counts() {
        for (marked, strict, fair) in [
            // Right.
            ("He left on [1 May 2021]{2021-05-01}.", (1, 0, 0), (1, 0, 0)),
            // A span that overlaps is enough; the value is asked.
            ("He left on 1 [May 2021]{2021-05-01}.", (1, 0, 0), (1, 0, 0)),
            // The wrong words: false and missed.
            ("He [left]{2021-05-01} on 1 May 2021.", (0, 1, 1), (0, 1, 1)),
            // The wrong value, by a day as by a year.
            ("He left on [1 May 2021]{2021-05-02}.", (0, 1, 1), (0, 1, 1)),
            ("The talks ran from [5 to 15 May 2021]{2021-05-05/2021-05-14}.", (0, 1, 1), (0, 1, 1)),
            // Unmarked by gold: false. Marked and not found: missed.
            ("He left on 1 May 2021.", (0, 1, 0), (0, 1, 0)),
            ("He left the [day of the flood]{2021-05-01}.", (0, 0, 1), (0, 0, 1)),
            // Neither way.
            ("He left on [1 May 2021].", (0, 0, 0), (0, 0, 0)),
            // The same days in other words are equal.
            ("It was so in the [1980s]{1980-01-01/1989-12-31}.", (1, 0, 0), (1, 0, 0)),
            // A part of a period, which EDTF cannot say.
            ("It was so in the [early 1980s]{1980-01-01/1984-12-31}.", (0, 1, 1), (1, 0, 0)),
            ("It was so in the [early 1980s]{1990-01-01/1994-12-31}.", (0, 1, 1), (0, 1, 1)),
            // A range as one or as its ends, both of them.
            ("It ran from [May 2021]{2021-05} to [July 2021]{2021-07} in Lima.", (0, 1, 2), (2, 0, 0)),
            ("It ran from [May 2021]{2021-05} to [July 2021]{2021-08} in Lima.", (0, 1, 2), (0, 1, 2)),
            // No year in gold: not asked, and ours is false.
            ("He leaves each year on [1 May]{--05-01}.", (0, 1, 1), (0, 1, 0)),
        ] {
            assert_eq!(counted(marked), [strict, fair], "{marked}");
        }
    }

    #[test]
    fn two_readings_are_right_together() {
        let value = |marked: &str| counted(marked)[0].0;
        assert_eq!(value("He left on [03/04/2021]{2021-03-04|2021-04-03}."), 1);
        assert_eq!(value("He left on [03/04/2021]{2021-03-04|2021-04-04}."), 0);
        assert_eq!(value("He left on [03/04/2021]{2021-03-04}."), 0);
    }

    #[test]
    fn the_same_time_in_other_words() {
        for (gold, ours, words) in [
            ("1980-01-01/1985-12-31", "198X", "the early 1980s"),
            ("2006-12-31", "2006", "the end of the year"),
            ("2012-06/2012-09", "2012-22", "the summer of 2012"),
            ("1960-01-01/1969-01-01", "196X", "the 1960s"),
            ("2020-02-29/2023-02-28", "2020-02-28/2023-02-27", "the past three years"),
            ("../1900-01-01", "1900", "by 1900"),
        ] {
            assert!(is_same_time(gold, ours, words), "{words}");
        }
    }

    #[test]
    fn another_time_is_none() {
        for (gold, ours, words) in [
            ("1980-01-01/1985-12-31", "198X", "the 1980s"),
            ("1980-01-01/1985-12-31", "199X", "the early 1990s"),
            ("2006-12-31", "2006", "2006"),
            ("2012-09/2012-12", "2012-22", "the summer of 2012"),
            ("2020-02-29/2023-02-28", "2020-02-20/2023-02-27", "the past three years"),
            ("2023-12-05/2023-12-15", "2023-12-05/2023-12-14", "Dec. 5 to 15"),
            ("../1900-01-01", "1901", "by 1901"),
            ("2023-12-07", "2023-12-08", "Thursday"),
        ] {
            assert!(!is_same_time(gold, ours, words), "{words}");
        }
    }
}
