//! Sums, percentages and quantities: every rule with its sentence, and a hundred sentences that hold none.

use dossier::model::kind::ClaimKind;
use dossier::model::kind::Label;
use dossier::model::value::Value;

use crate::corpus::claims_of;
use crate::corpus::none;
use crate::corpus::read;
use crate::corpus::unmark;

/// Amounts of a text, marked as in the file: `[words]{money=value}`, `-` where there is no value.
fn amounts(text: &str) -> Vec<String> {
    let extraction = read(text);
    extraction
        .mentions
        .iter()
        .filter(|mention| matches!(mention.label, Label::Money | Label::Percent | Label::Quantity))
        .map(|mention| {
            let value = mention.value.as_ref().map_or_else(|| "-".to_owned(), Value::to_cell);
            format!("[{}]{{{}={value}}}", mention.span.words(text).unwrap_or("?"), mention.label)
        })
        .collect()
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

#[test]
fn every_kind_of_amount_is_found_with_its_value() {
    let mut wrong = Vec::new();
    for marked in lines(include_str!("figures.txt")) {
        let (text, marks) = unmark(marked);
        let expected: Vec<String> = marks.into_iter().map(|(_, mark)| mark).collect();
        let found = amounts(&text);
        if found != expected {
            wrong.push(format!("{text}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_hundred_sentences_hold_no_figure() {
    let sentences: Vec<&str> = lines(include_str!("not_figures.txt")).collect();
    assert!(sentences.len() >= 100);
    let mut wrong = Vec::new();
    for text in sentences {
        let claims = claims_of(text, &read(text), ClaimKind::Figure);
        if !amounts(text).is_empty() || !claims.is_empty() {
            wrong.push(format!("{text} {:?} {claims:?}", amounts(text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn how_many_times_as_much_is_no_figure() {
    none(
        ClaimKind::Figure,
        &[
            "Exports were three times what the firm had reported.",
            "The bill was nearly four times the sum first given.",
            "Inspectors came five times.",
        ],
    );
}

#[test]
fn figures_hold_what_they_count() {
    for (text, expected) in [
        (
            "Dozens of Peruvian miners fled in October.",
            "[Dozens of Peruvian miners fled in October] low: 24; qualifier: at_least; population: Peruvian miners; as_of: 2023-10",
        ),
        (
            "Between 30 and 40 miners died.",
            "[30 and 40 miners died] low: 30; high: 40; qualifier: exact; population: miners",
        ),
        (
            "Two-thirds of the miners left Peru.",
            "[Two-thirds of the miners left Peru] value: 0.667; qualifier: exact; unit: share; population: miners; place: Peru",
        ),
        (
            "Prices fell by 3 percentage points.",
            "[3 percentage points] value: 3; qualifier: exact; unit: percentage points; population: Prices",
        ),
    ] {
        assert_eq!(claims_of(text, &read(text), ClaimKind::Figure), [expected], "{text}");
    }
}

#[test]
fn the_words_of_a_figure_end_before_what_is_told_next() {
    for (text, expected) in [
        ("The storm destroyed 400 barns and forced the owners out.", "400 barns"),
        ("The storm hit, wrecking 400 barns and forcing two mills to close.", "400 barns"),
        ("The storm drove 400 miners into schools.", "400 miners"),
        ("The firm sold 400 barns and building sites.", "400 barns and building sites"),
        ("The storm ruined 400 barns and the mill.", "400 barns and the mill"),
    ] {
        let claims = claims_of(text, &read(text), ClaimKind::Figure);
        let words = claims.first().and_then(|claim| claim.strip_prefix('[')?.split_once(']')).map(|(words, _)| words);
        assert_eq!(words, Some(expected), "{text} {claims:?}");
    }
}

#[test]
fn figures_say_where_and_when_they_hold() {
    let mut wrong = Vec::new();
    for line in lines(include_str!("figures_where.txt")) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [text, value, place, day, by] = cells[..] else { panic!("five cells: {line}") };
        let claims = claims_of(text, &read(text), ClaimKind::Figure);
        let of = |claim: &str, field: &str| {
            let parts = claim.rsplit_once("] ").map_or("", |(_, parts)| parts);
            let found = parts.split("; ").find_map(|part| part.strip_prefix(field)).unwrap_or("-");
            found.to_owned()
        };
        let is_it = |claim: &&String| {
            of(claim, "value: ") == value
                && of(claim, "place: ") == place
                && of(claim, "as_of: ") == day
                && (by == "?" || of(claim, "said_by: ") == by)
        };
        if !claims.iter().any(|claim| is_it(&claim)) {
            wrong.push(format!("{line}\n  {claims:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
