//! Sentences of our own with inline marks: what the extractor must find in them, and that it finds nothing else.
//!
//! `[Ana Ruiz]{person}` marks a mention, `[Thursday]{date=2023-12-07}` one with its value. All are read as published on
//! Friday, 8 December 2023.

mod articles;
mod claims;
mod dates;
mod events;
mod figures;
mod invented;
mod names;
mod newspapers;
mod offices;
mod property;
mod quotes;
mod region;
mod reports;
mod roles;
mod scenes;
mod seeds;

use dossier::extract::Context;
use dossier::extract::extract;
use dossier::extract::memory::Memory;
use dossier::model::claim::Field;
use dossier::model::claim::PartValue;
use dossier::model::extraction::ClaimProposal;
use dossier::model::extraction::Extraction;
use dossier::model::kind::ClaimKind;
use dossier::model::value::number_to_cell;

pub const PUBLISHED: &str = "2023-12-08";

/// The extraction of `text`, published on `published`.
pub fn read_on(text: &str, published: &str) -> Extraction {
    let memory = Memory::default();
    extract(text, &Context { published: Some(published), memory: &memory })
}

pub fn read(text: &str) -> Extraction {
    read_on(text, PUBLISHED)
}

/// Takes the marks out of a text: the text, and words, label and value of each mark in order.
fn unmark(marked: &str) -> (String, Vec<(usize, String)>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut rest = marked;
    while let Some(open) = rest.find('[') {
        text.push_str(&rest[..open]);
        let close = open + rest[open..].find("]{").unwrap_or_else(|| panic!("no ]{{ in {rest}"));
        let end = close + rest[close..].find('}').unwrap_or_else(|| panic!("no }} in {rest}"));
        let words = &rest[open + 1..close];
        marks.push((text.len(), format!("[{words}]{{{}}}", &rest[close + 2..end])));
        text.push_str(words);
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    (text, marks)
}

/// Fails unless the mentions of the text are exactly the marked ones. A value is compared where the mark has one.
#[track_caller]
pub fn check(marked: &str) {
    let (text, marks) = unmark(marked);
    let extraction = read(&text);
    let expected: Vec<&str> = marks.iter().map(|(_, mark)| mark.as_str()).collect();
    let found: Vec<String> = extraction
        .mentions
        .iter()
        .map(|mention| {
            let words = mention.span.words(&text).unwrap_or("?");
            let at = mention.span.start_byte;
            let has_value = marks.iter().any(|(start, mark)| *start == at && mark.contains('='));
            let value = mention
                .value
                .as_ref()
                .filter(|_| has_value)
                .map_or(String::new(), |value| format!("={}", value.to_cell()));
            format!("[{words}]{{{}{value}}}", mention.label)
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

/// Claims of one kind as lines: `[words] field: value; field: value`.
pub fn claims_of(text: &str, extraction: &Extraction, kind: ClaimKind) -> Vec<String> {
    let of_kind = extraction.claims.iter().filter(|claim| claim.kind == kind);
    of_kind.map(|claim| shown(text, extraction, claim)).collect()
}

fn shown(text: &str, extraction: &Extraction, claim: &ClaimProposal) -> String {
    let value = |value: &PartValue<usize>| match value {
        PartValue::Text(text) => text.clone(),
        PartValue::Number(number) => number_to_cell(*number),
        PartValue::Entity(entity) => extraction.entities[*entity].name.clone(),
        PartValue::Span(span) => span.words(text).unwrap_or("?").to_owned(),
    };
    // The span of the speaker is compared through the speaker; here it would only repeat it.
    let parts = claim.parts.iter().filter(|part| part.field != Field::SpeakerSpan);
    let parts: Vec<String> = parts.map(|part| format!("{}: {}", part.field.as_str(), value(&part.value))).collect();
    format!("[{}] {}", claim.span.words(text).unwrap_or("?"), parts.join("; "))
}

/// Fails unless none of the texts gives a claim of this kind; names all that do.
#[track_caller]
pub fn none(kind: ClaimKind, texts: &[&str]) {
    let mut wrong = Vec::new();
    for text in texts {
        wrong.extend(claims_of(text, &read(text), kind).into_iter().map(|line| format!("{text}\n    {line}")));
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), texts.len(), wrong.join("\n"));
}

/// Fails unless each text gives exactly these claims of this kind; names all that do not.
#[track_caller]
pub fn each_gives(kind: ClaimKind, texts: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (text, expected) in texts {
        let lines = claims_of(text, &read(text), kind);
        if lines != *expected {
            wrong.push(format!("{text}\n    {}\n  not {}", lines.join("\n    "), expected.join("\n      ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), texts.len(), wrong.join("\n"));
}
