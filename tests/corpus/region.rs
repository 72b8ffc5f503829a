//! Sentences as newspapers of a region write them, each with all of its claims, and headlines that report.

use dossier::model::kind::ClaimKind;

use crate::corpus::claims_of;
use crate::corpus::read;

/// Which claims of a block are not found: a sentence, and lines of a kind and the pieces that one claim must hold.
fn missing(block: &str) -> Vec<String> {
    let (text, expected) = block.split_once('\n').expect("a sentence and its claims");
    let extraction = read(text.trim());
    let mut missing = Vec::new();
    for line in expected.lines().filter(|line| !line.trim().is_empty()) {
        let mut pieces = line.split(" | ");
        let kind = pieces.next().and_then(ClaimKind::parse).unwrap_or_else(|| panic!("no kind: {line}"));
        let pieces: Vec<&str> = pieces.collect();
        let claims = claims_of(text.trim(), &extraction, kind);
        if !claims.iter().any(|claim| pieces.iter().all(|piece| claim.contains(piece))) {
            missing.push(format!("{}\n  no {line}\n  in {claims:#?}", text.trim()));
        }
    }
    missing
}

#[test]
fn thirty_sentences_of_a_region() {
    let file = include_str!("region.txt");
    let blocks: Vec<&str> = file.split("\n> ").skip(1).collect();
    assert_eq!(blocks.len(), 30);
    let wrong: Vec<String> = blocks.into_iter().flat_map(missing).collect();
    assert!(wrong.is_empty(), "{} not found\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn headlines_report() {
    for (headline, expected) in [
        ("Ruiz: no deadline extension", Some("[no deadline extension] form: indirect; speaker: Ana Ruiz")),
        ("Dam safe for now, says UN", Some("[Dam safe for now] form: indirect; speaker: United Nations")),
        ("No talks with Chile: Ruiz", Some("[No talks with Chile] form: indirect; speaker: Ana Ruiz")),
        ("Police say road is open", Some("[road is open] form: indirect")),
        ("Ruiz claims dam is safe", Some("[dam is safe] form: indirect; speaker: Ana Ruiz")),
        ("Peruvian woman claims mill was shut", Some("[mill was shut] form: indirect")),
        ("Court rules ban is void", Some("[ban is void] form: indirect")),
        ("Ruiz claims victory in Lima", None),
        ("Court finds miner guilty", None),
        ("Water Ministry: an interview with Ana Ruiz", None),
        ("Lima: forty hurt in crash", None),
        ("Floods in Peru: what we know", None),
        ("Water crisis: a long summer", None),
        ("Ruiz visits Lima", None),
    ] {
        let text =
            format!("{headline}\n\nMayor Ana Ruiz spoke at the Water Ministry in Lima on Monday. Ruiz left at noon.");
        let quotes = claims_of(&text, &read(&text), ClaimKind::Quote);
        match expected {
            Some(expected) => assert!(quotes.iter().any(|quote| quote.starts_with(expected)), "{headline}: {quotes:?}"),
            None => assert_eq!(quotes, Vec::<String>::new(), "{headline}"),
        }
    }
}
