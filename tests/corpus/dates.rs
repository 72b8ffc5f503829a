//! Dates and times: every rule with its sentence, and a hundred sentences that hold none.

use dossier::model::edtf;
use dossier::model::kind::Label;

use crate::corpus::read;
use crate::corpus::unmark;

/// Dates and times of a text, marked as in the file: `[words]{date=value}`, `-` where there is no value.
fn dates(text: &str) -> Vec<String> {
    let extraction = read(text);
    let is_date = |label: Label| matches!(label, Label::Date | Label::Time);
    extraction
        .mentions
        .iter()
        .filter(|mention| is_date(mention.label))
        .map(|mention| {
            let value = mention.value.as_ref().map_or_else(|| "-".to_owned(), dossier::model::value::Value::to_cell);
            format!("[{}]{{{}={value}}}", mention.span.words(text).unwrap_or("?"), mention.label)
        })
        .collect()
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

#[test]
fn every_kind_of_date_is_found_with_its_value() {
    let mut wrong = Vec::new();
    for marked in lines(include_str!("dates.txt")) {
        let (text, marks) = unmark(marked);
        let expected: Vec<String> = marks.into_iter().map(|(_, mark)| mark).collect();
        let found = dates(&text);
        if found != expected {
            wrong.push(format!("{text}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_hundred_sentences_hold_no_date() {
    let sentences: Vec<&str> = lines(include_str!("not_dates.txt")).collect();
    assert!(sentences.len() >= 100);
    let wrong: Vec<String> = sentences
        .iter()
        .filter(|text| !dates(text).is_empty())
        .map(|text| format!("{text} {:?}", dates(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_value_is_one_that_the_rest_of_the_program_reads() {
    for marked in lines(include_str!("dates.txt")) {
        for value in read(&unmark(marked).0)
            .mentions
            .iter()
            .filter_map(|mention| mention.value.as_ref().filter(|_| matches!(mention.label, Label::Date | Label::Time)))
        {
            let cell = value.to_cell();
            assert!(cell.split(" or ").all(edtf::is_value), "{cell} in {marked}");
        }
    }
}
