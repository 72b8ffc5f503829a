//! Reports without marks, each with whose word it is: the words of the speaker, whom they mean, what is said.

use dossier::model::claim::Field;
use dossier::model::claim::PartValue;
use dossier::model::extraction::ClaimProposal;
use dossier::model::extraction::Extraction;
use dossier::model::kind::ClaimKind;

use crate::corpus::read;

/// A quote as a line: `whose words | whom they mean, or - | what is said`.
fn line(text: &str, extraction: &Extraction, quote: &ClaimProposal) -> String {
    let (mut whose, mut whom) = ("-", "-");
    for part in &quote.parts {
        match (part.field, &part.value) {
            (Field::SpeakerSpan, PartValue::Span(span)) => whose = span.words(text).expect("words of the text"),
            (Field::Speaker, PartValue::Entity(entity)) => whom = &extraction.entities[*entity].name,
            _ => {}
        }
    }
    format!("{whose} | {whom} | {}", quote.span.words(text).expect("words of the text"))
}

/// The texts of a file of which the quotes are not the lines below them.
fn wrong(file: &str) -> (usize, Vec<String>) {
    let blocks: Vec<&str> = file.split("\n> ").skip(1).collect();
    let differs = |block: &&str| {
        let (text, expected) = block.split_once('\n').unwrap_or((block, ""));
        let extraction = read(text);
        let quotes = extraction.claims.iter().filter(|claim| claim.kind == ClaimKind::Quote);
        let found: Vec<String> = quotes.map(|quote| line(text, &extraction, quote)).collect();
        let expected: Vec<&str> =
            expected.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).collect();
        (found != expected)
            .then(|| format!("{text}\n    {}\n  not {}", found.join("\n    "), expected.join("\n      ")))
    };
    (blocks.len(), blocks.iter().filter_map(differs).collect())
}

#[test]
fn who_says_what() {
    let (n_texts, wrong) = wrong(include_str!("reports.txt"));
    assert!(n_texts > 60 && wrong.is_empty(), "{} of {n_texts}:\n{}", wrong.len(), wrong.join("\n"));
}
