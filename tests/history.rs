//! Applying again, and History's own questions: filters, sentences, rows before and after.
//!
//! Each case is a list of decisions and what comes of asking.

use crate::fixture::Bench;
use dossier::ledger::command::Command;
use dossier::store::read::history::TouchedRow;
use dossier::workspace::desk::history;
use dossier::workspace::desk::history::Wanted;

const ANA: &str = r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#;
const OMAR: &str = r#"{"do":"accept",{Omar Said},"label":"person"}"#;

fn decide(bench: &mut Bench, line: &str) {
    let line = bench.placed(line);
    bench.decide(&line).unwrap_or_else(|reason| panic!("{reason}: {line}"));
}

#[test]
fn what_was_taken_back_comes_again_as_it_was_after_other_decisions() {
    for line in [
        ANA,
        r#"{"do":"reject",{Ana Ruiz},"label":"person"}"#,
        r#"{"do":"create_claim","kind":"role",{Noor Camp},"title":"camp"}"#,
        r#"{"do":"note","on":"A1","text":"check"}"#,
        r#"{"do":"tag","on":"A1","text":"camp"}"#,
        r#"{"do":"set_article","article":"A1","title":"Another"}"#,
        r#"{"do":"set_aside","article":"A1"}"#,
        r#"{"do":"zone",{Thursday},"kind":"boilerplate"}"#,
        r#"{"do":"reject","name":"Said","label":"person","where":"always"}"#,
    ] {
        let mut bench = Bench::new();
        decide(&mut bench, line);
        bench.ws().undo(None).unwrap();
        // A new decision closes redo.
        decide(&mut bench, OMAR);
        assert!(bench.ws().redo().is_err());
        let applied = bench.ws().apply_again(2).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert_eq!(applied.operation.as_ref().map(|(id, _)| *id), Some(5), "{line}");
        assert!(applied.summary.starts_with("Applied again: "), "{}", applied.summary);
        assert_eq!(bench.failure(), None, "{line}");
        let here = bench.rows();
        bench.ws().rebuild().unwrap();
        assert_eq!(bench.rows(), here, "{line}");
        bench.ws().undo(None).unwrap();
        bench.ws().redo().unwrap();
        assert_eq!(bench.rows(), here, "{line}");
    }
}

#[test]
fn what_no_longer_fits_is_refused_with_its_reason_and_changes_nothing() {
    // Decisions; `undo` takes the last one back. Then which to apply again, and what the reason says.
    let cases: &[(&[&str], i64, &str)] = &[
        (&[ANA], 2, "is in force"),
        (&[ANA, "undo"], 3, "is an undo or a redo"),
        (&[ANA, "undo"], 9, "there is no change 9"),
        (&[ANA, "undo", ANA], 2, "\"Ana Ruiz\" was decided anew"),
        (
            &[r#"{"do":"create",{Thurs},"label":"date"}"#, "undo", r#"{"do":"accept",{Thursday},"label":"date"}"#],
            2,
            "overlaps \"Thursday\"",
        ),
        (
            &[ANA, r#"{"do":"accept",{Ruiz#1},"label":"person"}"#, "undo", "undo"],
            3,
            "a card that is not in the dossier",
        ),
        (&[r#"{"do":"set_aside","article":"A1"}"#, "undo", "undo"], 2, "an article that is not in the dossier"),
        (
            &[
                r#"{"do":"create_claim","kind":"role",{Noor Camp},"title":"camp"}"#,
                r#"{"do":"tag","on":"R1","text":"x"}"#,
                "undo",
                "undo",
            ],
            3,
            "a claim that is not in the dossier",
        ),
        (&[r#"{"do":"tag","on":"A1","text":"x"}"#, "undo", r#"{"do":"tag","on":"A1","text":"x"}"#], 2, "is so already"),
    ];
    for (lines, target, reason) in cases {
        let mut bench = Bench::new();
        for line in *lines {
            if *line == "undo" {
                bench.ws().undo(None).unwrap();
            } else {
                decide(&mut bench, line);
            }
        }
        let before = bench.rows();
        let error = bench.ws().apply_again(*target).unwrap_err().to_string();
        assert!(error.contains(reason), "{error}: {lines:?}");
        assert_eq!(bench.rows(), before, "{lines:?}");
        assert_eq!(bench.failure(), None, "{lines:?}");
        // The ledger goes on.
        let article = crate::fixture::incoming("dale.txt", "Nothing happened in Dale.", &[]);
        bench.ws().run(&Command::Import { incoming: vec![article] }).unwrap();
    }
}

#[test]
fn an_import_that_was_taken_back_is_applied_again_after_another() {
    let mut bench = Bench::new();
    let here = bench.rows();
    bench.ws().undo(None).unwrap();
    let article = crate::fixture::incoming("dale.txt", "Nothing happened in Dale.", &[]);
    bench.ws().run(&Command::Import { incoming: vec![article] }).unwrap();
    let applied = bench.ws().apply_again(1).unwrap();
    assert_eq!(applied.articles, [1, 2, 3]);
    assert_eq!(bench.rows()["article_state"].len(), here["article_state"].len() + 1);
    assert_eq!(bench.failure(), None);
}

/// Number and sentence of the changes that a filter lets through.
fn found(bench: &mut Bench, wanted: &Wanted) -> Vec<(i64, String)> {
    let db = bench.ws().db();
    let changes = history::changes(db, wanted).expect("the changes");
    assert_eq!(changes.n_matching, changes.rows.len() as i64);
    let ids: Vec<i64> = changes.rows.iter().map(|row| row.id).collect();
    history::in_words(db, &ids).expect("their words").into_iter().map(|line| (line.id, line.sentence)).collect()
}

fn numbers(bench: &mut Bench, wanted: &Wanted) -> Vec<i64> {
    found(bench, wanted).into_iter().map(|(id, _)| id).collect()
}

/// Import, Ana accepted, Omar accepted in A2, the latter taken back, a note on A3.
fn four_changes() -> Bench {
    let mut bench = Bench::new();
    decide(&mut bench, ANA);
    decide(&mut bench, r#"{"do":"accept",{A2:Omar Said},"label":"person"}"#);
    bench.ws().undo(None).expect("a step back");
    decide(&mut bench, r#"{"do":"note","on":"A3","text":"50% of \"all\" ÄRZTE"}"#);
    bench
}

#[test]
fn changes_are_found_by_words_kind_person_article_and_day() {
    let mut bench = four_changes();
    assert_eq!(numbers(&mut bench, &Wanted::default()), [5, 4, 3, 2, 1]);
    assert_eq!(numbers(&mut bench, &Wanted { is_oldest_first: true, ..Wanted::default() }), [1, 2, 3, 4, 5]);
    for (words, expected) in [
        ("ruiz", vec![2]),
        ("OMAR", vec![4, 3]),
        ("accepted omar", vec![4, 3]),
        ("undone", vec![4]),
        ("undone ruiz", vec![]),
        ("imported", vec![1]),
        ("alder.txt", vec![1]),
        ("50%", vec![5]),
        ("5_%", vec![]),
        ("\"all\"", vec![5]),
        ("ärzte", vec![5]),
        ("mention", vec![]),
        ("nobody", vec![]),
    ] {
        let wanted = Wanted { words: words.to_owned(), ..Wanted::default() };
        assert_eq!(numbers(&mut bench, &wanted), expected, "{words}");
    }
    let kind = |kind: &str| Wanted { kind: Some(kind.to_owned()), ..Wanted::default() };
    assert_eq!(numbers(&mut bench, &kind("accept")), [3, 2]);
    let by = |actor: &str| Wanted { actor: Some(actor.to_owned()), ..Wanted::default() };
    assert_eq!((numbers(&mut bench, &by("Noa Reed")).len(), numbers(&mut bench, &by("Bo")).len()), (5, 0));
    for (article, expected) in [(1, vec![2, 1]), (2, vec![4, 3, 1]), (3, vec![5, 1])] {
        let wanted = Wanted { article: Some(article), ..Wanted::default() };
        assert_eq!(numbers(&mut bench, &wanted), expected, "A{article}");
    }
    for (days, n) in [("2024", 5), ("2024-05", 5), ("2023", 0), ("2024-05/..", 5), ("soon", 0)] {
        let wanted = Wanted { days: days.to_owned(), ..Wanted::default() };
        assert_eq!(numbers(&mut bench, &wanted).len(), n, "{days}");
    }
}

#[test]
fn every_change_says_what_it_did_and_what_took_it_back() {
    let mut bench = four_changes();
    let all = found(&mut bench, &Wanted::default());
    assert_eq!(all[2], (3, "Accepted Omar Said".to_owned()));
    assert_eq!(all[1], (4, "Undone: accepted Omar Said".to_owned()));
    let db = bench.ws().db();
    let changes = history::changes(db, &Wanted::default()).unwrap();
    let undone_by: Vec<_> = changes.rows.iter().map(|row| (row.id, row.about, row.undone_by)).collect();
    assert_eq!(undone_by[..3], [(5, None, None), (4, Some(3), None), (3, None, Some(4))]);
    let full = history::in_full(db, 3).unwrap();
    assert_eq!(full.other_sentence.as_deref(), Some("Undone: accepted Omar Said"));
    assert_eq!(full.change.parents.len(), 1);
    assert_eq!(full.change.articles, [(2, "About bay.txt".to_owned())]);
    let mention = full.change.rows.iter().find(|row| row.table == "mention").unwrap();
    assert_eq!((mention.name.as_str(), mention.existed_before, mention.exists_after), ("Omar Said", false, true));
    assert!(mention.fields.contains(&("status".to_owned(), String::new(), "accepted".to_owned())), "{mention:?}");
    assert!(history::in_full(db, 99).is_err());
}

#[test]
fn a_changed_row_shows_what_it_was_and_what_it_is() {
    let mut bench = Bench::new();
    decide(&mut bench, r#"{"do":"set_article","article":"A1","published":"2024-05-02"}"#);
    let full = history::in_full(bench.ws().db(), 2).unwrap();
    let fields = vec![("published".to_owned(), String::new(), "2024-05-02".to_owned())];
    let row = TouchedRow {
        table: "article_state".to_owned(),
        name: "A1 About alder.txt".to_owned(),
        existed_before: true,
        exists_after: true,
        fields,
    };
    assert_eq!(full.change.rows, [row]);
    bench.ws().undo(None).unwrap();
    bench.ws().redo().unwrap();
    let changes = history::changes(bench.ws().db(), &Wanted::default()).unwrap();
    let states: Vec<_> = changes.rows.iter().map(|row| (row.kind.as_str(), row.about, row.undone_by)).collect();
    let expected =
        [("redo", Some(2), None), ("undo", Some(2), Some(4)), ("set_article", None, None), ("import", None, None)];
    assert_eq!(states, expected);
}

#[test]
fn changes_of_cards_are_told_by_the_names_of_the_cards() {
    let mut bench = Bench::new();
    decide(&mut bench, ANA);
    decide(&mut bench, OMAR);
    for (line, expected) in [
        (r#"{"do":"different","entities":["Ana Ruiz","Omar Said"]}"#, "Said to be different: Ana Ruiz and Omar Said"),
        (
            r#"{"do":"identify","entity":"Omar Said","to":{"scheme":"wikidata","id":"Q5"}}"#,
            "Identified Omar Said as wikidata Q5",
        ),
        (r#"{"do":"alias","entity":"Omar Said","to":"O. Said"}"#, "Added the name O. Said to Omar Said"),
        (r#"{"do":"tag","on":"Omar Said","text":"minister"}"#, "Tagged Omar Said: minister"),
        (r#"{"do":"note","on":"A2","text":"check"}"#, "Noted on A2"),
        (r#"{"do":"kind","entity":"Omar Said","to":"org"}"#, "Changed the kind of Omar Said to organisation"),
        (r#"{"do":"same_as","entities":["Omar Said","Ana Ruiz"],"into":"Ana Ruiz"}"#, "Joined Omar Said with Ana Ruiz"),
    ] {
        decide(&mut bench, line);
        let last = dossier::store::record::head(bench.ws().db()).unwrap().unwrap().0;
        let told = |bench: &mut Bench, id| history::in_words(bench.ws().db(), &[id]).unwrap()[0].sentence.clone();
        assert_eq!(told(&mut bench, last), expected);
        // Also once it is taken back: the names stay in the record.
        bench.ws().undo(None).unwrap();
        let undone = told(&mut bench, last + 1);
        assert!(undone.starts_with("Undone: "), "{undone}");
    }
}
