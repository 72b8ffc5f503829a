//! Removing an article for good: no word of it is left, all else stands, and it stays out.

use crate::decide::check_on;
use crate::decide::holds;
use crate::fixture::Bench;
use crate::fixture::incoming;
use dossier::ledger::command::Command;

/// Every file of a dossier's folder, as bytes.
fn bytes_on_disk(bench: &Bench) -> Vec<u8> {
    let folder = bench.path.parent().expect("a folder");
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        bytes.extend(std::fs::read(entry.expect("an entry").path()).expect("a file"));
    }
    bytes
}

fn contains(bytes: &[u8], words: &str) -> bool {
    let lower: Vec<u8> = bytes.iter().map(u8::to_ascii_lowercase).collect();
    lower.windows(words.len()).any(|window| window == words.to_lowercase().as_bytes())
}

#[test]
fn removed_for_good_leaves_no_word_in_the_file_and_all_else_in_its_place() {
    let mut bench = Bench::empty();
    let text =
        "[Whistleblower Quill]{person q} told of [Marrowgate]{place m} and [Ana Ruiz]{person ana}, who hid ledgers.";
    let claims: &[crate::fixture::ClaimMarks] =
        &[("quote", "told of Marrowgate", &[("speaker", crate::fixture::Is::Who("q"))], &[])];
    let secret = Command::Import { incoming: vec![incoming("zephyrine.txt", text, claims)] };
    bench.ws().run(&secret).unwrap();
    bench.ws().run(&crate::fixture::import_all()).unwrap();
    check_on(
        &mut bench,
        &[
            (r#"{"do":"accept",{Whistleblower Quill},"label":"person"}"#, ""),
            (r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#, ""),
            (r#"{"do":"accept",{told of Marrowgate},"kind":"quote"}"#, ""),
            (r#"{"do":"note","on":"Q1","text":"overheard by Tamsin"}"#, ""),
            (r#"{"do":"tag","on":"zephyrine.txt","text":"confidential"}"#, ""),
            (r#"{"do":"create",{hid ledgers},"label":"event"}"#, ""),
            (r#"{"do":"reopen",{hid ledgers},"label":"event"}"#, ""),
            (r#"{"do":"set_article","article":"A1","title":"Smuggled"}"#, ""),
            (r#"{"do":"accept",{A3:Ana Ruiz},"label":"person"}"#, ""),
            // The card that the secret article made is the one that stays.
            (r#"{"do":"same_as","entities":["Ana Ruiz","E4"]}"#, "\"Ana Ruiz\" means 2 entities: use a reference (E2)"),
        ],
    );
    let here = bench.at(3, "Ana Ruiz", 0);
    bench.decide(&format!(r#"{{"do":"same_as",{here},"entity":"E2"}}"#)).unwrap();
    const WORDS: &[&str] = &[
        "Quill",
        "Marrowgate",
        "told of",
        "ledgers",
        "zephyrine",
        "Tamsin",
        "confidential",
        "Smuggled",
        "whistleblower",
    ];
    let before = bytes_on_disk(&bench);
    for words in WORDS {
        assert!(contains(&before, words), "the test looks for the wrong words: {words}");
    }

    bench.decide(r#"{"do":"remove_for_good","article":"A1"}"#).unwrap();
    // At once, with the dossier still open: also the log beside the file holds nothing.
    let after = bytes_on_disk(&bench);
    let left: Vec<_> = WORDS.iter().filter(|words| contains(&after, words)).collect();
    assert!(left.is_empty(), "still in the file: {left:?}");
    assert!(contains(&after, "Harbour Party"), "other articles are as they were");

    assert_eq!(bench.failure(), None);
    let report = dossier::ledger::verify::verify(bench.ws().db(), None);
    assert_eq!(report.removed, [1]);
    assert!(
        holds(&mut bench, "mention", &["Ana Ruiz", ",3,", ",2,"]),
        "A3 keeps its card: {:?}",
        bench.table("mention")
    );
    assert_eq!(bench.table("article_state").len(), 3);

    let undo = bench.ws().undo(None).unwrap_err().to_string();
    assert!(undo.contains("removed words for good and cannot be undone"), "{undo}");
    assert_eq!(bench.decide(r#"{"do":"remove_for_good","article":"A1"}"#).unwrap_err(), "no article is called \"A1\"");
    let again = bench.ws().run(&secret).unwrap();
    assert_eq!(again.operation, None, "the same text does not come in again");
    assert_eq!(again.notices, ["the text of zephyrine.txt was removed for good and stays out"]);
    assert!(!contains(&bytes_on_disk(&bench), "Quill"));

    // Life goes on: decide, undo that, rebuild, open again.
    check_on(&mut bench, &[(r#"{"do":"accept",{A3:Pakistan},"label":"place"}"#, "")]);
    bench.ws().undo(None).unwrap();
    let rows = bench.rows();
    bench.ws().rebuild().unwrap();
    assert_eq!(bench.rows(), rows);
    bench.restart();
    assert_eq!(bench.failure(), None);
}

#[test]
fn removal_stands_alone_and_spares_a_text_that_another_article_shows() {
    let mut bench = Bench::empty();
    let text = "[Ana Ruiz]{person ana} spoke in the harbour.";
    let twin = |name: &str, bytes: &str| {
        let mut incoming = incoming(name, text, &[]);
        incoming.source.bytes = bytes.as_bytes().to_vec();
        incoming
    };
    let both = Command::Import { incoming: vec![twin("one.txt", "first bytes"), twin("two.txt", "second bytes")] };
    bench.ws().run(&both).unwrap();
    let together = Command::Together { kind: "done", commands: vec![Command::RemoveForGood { article: 1 }] };
    let refused = bench.ws().run(&together).unwrap_err().to_string();
    assert_eq!(refused, "removing for good stands alone: it cannot be one of several changes");
    bench.decide(r#"{"do":"remove_for_good","article":"A1"}"#).unwrap();
    check_on(&mut bench, &[(r#"{"do":"accept",{A2:Ana Ruiz},"label":"person"}"#, "")]);
    assert!(!contains(&bytes_on_disk(&bench), "one.txt"));
    assert_eq!(bench.ws().run(&both).unwrap().operation, None, "what was removed stays out");
    assert_eq!(bench.failure(), None);
}
