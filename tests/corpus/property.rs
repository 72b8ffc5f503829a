//! What holds for any text at all: spans inside it, on its borders, without white space; the same twice; no panic.

use std::collections::BTreeSet;

use dossier::extract::learn::marked;
use dossier::extract::memory::Memory;
use dossier::extract::names;
use dossier::extract::rule;
use dossier::model::claim::PartValue;
use dossier::model::edtf;
use dossier::model::extraction::Extraction;
use dossier::model::kind::Label;
use dossier::model::span::Span;
use dossier::model::value::Value;
use proptest::prelude::*;
use rayon::prelude::*;

use crate::corpus::read;

fn check_span(text: &str, span: Span) {
    let words = span.words(text).unwrap_or_else(|| panic!("{span:?} does not fit {text:?}"));
    assert!(!words.is_empty(), "an empty span in {text:?}");
    assert_eq!(words.trim(), words, "white space around a span in {text:?}");
}

fn check_all(text: &str, extraction: &Extraction) {
    if let Some(dateline) = extraction.dateline {
        check_span(text, dateline);
    }
    let mut last_end = 0;
    for zone in &extraction.zones {
        check_span(text, zone.span);
        assert!(last_end <= zone.span.start_byte, "zones overlap in {text:?}");
        last_end = zone.span.end_byte;
    }
    for label in Label::ALL {
        let mut of_label: Vec<Span> =
            extraction.mentions.iter().filter(|mention| mention.label == *label).map(|mention| mention.span).collect();
        of_label.sort_unstable();
        assert!(of_label.windows(2).all(|pair| !pair[0].overlaps(pair[1])), "{label} mentions overlap in {text:?}");
    }
    for (index, mention) in extraction.mentions.iter().enumerate() {
        check_span(text, mention.span);
        assert!((0.0..=1.0).contains(&mention.score) && rule::describe(&mention.rule).is_some(), "{}", mention.rule);
        if matches!(mention.label, Label::Date | Label::Time) {
            let cell = mention.value.as_ref().map_or_else(|| "P1D".to_owned(), Value::to_cell);
            assert!(cell.split(" or ").all(edtf::is_value), "{cell} in {text:?}");
        }
        let of_entity = mention.entity.map(|entity| &extraction.entities[entity].mentions);
        assert!(of_entity.is_none_or(|mentions| mentions.contains(&index)));
    }
    for entity in &extraction.entities {
        assert!(!entity.mentions.is_empty() && !entity.aliases.contains(&entity.name));
    }
    for claim in &extraction.claims {
        check_span(text, claim.span);
        assert!(rule::describe(claim.rule).is_some(), "{} is not in the catalogue", claim.rule);
        assert!(claim.mentions.iter().all(|mention| *mention < extraction.mentions.len()));
        for part in &claim.parts {
            match part.value {
                PartValue::Entity(entity) => assert!(entity < extraction.entities.len()),
                PartValue::Span(span) => check_span(text, span),
                PartValue::Text(_) | PartValue::Number(_) => {}
            }
        }
    }
}

/// Pieces that rules react to, so that random texts reach them.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "Ana Ruiz",
        "said that",
        "“",
        "”",
        "\"",
        "’s",
        "'",
        "Pakistan",
        "US",
        "Minister",
        "the",
        "on Thursday",
        "Nov. 1",
        "5/4/2023",
        "1.3 million",
        "$",
        "%",
        "-",
        "to",
        ",",
        ".",
        "\n",
        "\n\n",
        "X",
        "wrote on",
        "according to",
        "of",
        "Ministry",
        "(NAP)",
        "National Action Plan",
        "was killed",
        "©",
        "his",
        "met",
        "between",
        "and",
        "a two-day visit",
        "KABUL",
        "—",
        "percent",
        "last",
        "the",
        "2023",
        "mid-",
        "half a",
        ":",
        "é",
        "北京",
        "काबुल",
        "كابل",
        "\u{200d}",
        "\u{feff}",
        "🙂",
        "in",
        "Mr.",
        "J.",
        "deadline",
        "first Monday of",
        "next",
        "week",
        "weekend",
        "3 p.m.",
        "9:30",
        "from",
        "ago",
        "after",
        "Easter",
        "Ramadan",
        "27 Rajab 1445",
        "Dec-2018",
        "12/5",
        "two-thirds",
        "one in five",
        "20€",
        "USD3.14",
        "cents",
        "quarter of",
        "Q3",
        "this",
        "half past",
        "9999",
        "31",
        "February",
        "three",
        "weeks",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => "\\PC{0,6}"]
}

proptest! {
    #[test]
    fn any_text_gives_sound_proposals(pieces in prop::collection::vec((piece(), prop::bool::ANY), 0..60)) {
        let text: String = pieces.iter().flat_map(|(piece, spaced)| [piece.as_str(), if *spaced { " " } else { "" }]).collect();
        let extraction = read(&text);
        check_all(&text, &extraction);
        prop_assert_eq!(&extraction, &read(&text));
    }

    /// Names alone are read by a way of their own: no dates, no amounts.
    #[test]
    fn any_unicode_gives_sound_names(text in "(?s).{0,300}") {
        let (mentions, entities) = names(&text, &Memory::default());
        for mention in &mentions {
            check_span(&text, mention.span);
            prop_assert!(mention.entity.is_none_or(|entity| entity < entities.len()));
        }
        prop_assert!(mentions.windows(2).all(|two| two[0].span.end_byte <= two[1].span.start_byte));
    }

    #[test]
    fn any_unicode_gives_sound_proposals(text in "(?s).{0,300}") {
        check_all(&text, &read(&text));
    }
}

/// Each thread keeps words of the articles that it read before: nothing that comes out may tell.
#[test]
fn any_number_of_threads_gives_the_same_in_any_order() {
    let lines = marked::lines(include_str!("../eval/newspapers.txt")).expect("marks");
    let text = |line: &String| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["text"].to_string();
    let texts: Vec<String> = lines.iter().take(6).map(text).collect();
    let all = |n_threads: usize, texts: &[&String]| -> Vec<Extraction> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().expect("threads");
        pool.install(|| texts.par_iter().map(|text| read(text)).collect())
    };
    let forth: Vec<&String> = texts.iter().collect();
    let back: Vec<&String> = texts.iter().rev().collect();
    let alone = all(1, &forth);
    assert!(alone.iter().all(|one| !one.mentions.is_empty()));
    for n_threads in [1, 2, 5] {
        let turned: Vec<Extraction> = all(n_threads, &back).into_iter().rev().collect();
        assert!(all(n_threads, &forth) == alone && turned == alone, "{n_threads} threads");
    }
}

#[test]
fn every_rule_has_words_for_the_analyst() {
    let names: BTreeSet<&str> = rule::RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), rule::RULES.len());
    assert!(rule::RULES.iter().all(|rule| rule.says.len() > 5 && rule.name.contains('.')));
}

/// Texts that once gave something unsound.
#[test]
fn texts_that_failed_once_give_sound_proposals() {
    for text in ["Minister", "Minister ", "", "\u{200b}\n\"a.\t"] {
        check_all(text, &read(text));
    }
}
