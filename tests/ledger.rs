//! Whatever is decided, in whatever order: undo leads back to the start, redo to the end, a replay to the same rows.

use crate::actions;
use crate::actions::N_COMMANDS;
use crate::actions::Step;
use crate::fixture::Bench;
use crate::fixture::Rows;
use crate::fixture::import_all;
use dossier::ledger::again;
use dossier::ledger::command::Command;
use dossier::ledger::command::MentionRef;
use dossier::ledger::command::Verdict;
use dossier::ledger::undo;
use dossier::model::kind::How;
use dossier::model::kind::Label;
use dossier::model::span::Span;
use dossier::store::record;
use dossier::workspace::Error;
use proptest::prelude::*;

/// Runs a command: it is applied, or refused in words and nothing is changed.
fn run(bench: &mut Bench, command: &Command) -> bool {
    let before = bench.rows();
    match bench.ws().run(command) {
        Ok(applied) => applied.operation.is_some(),
        Err(Error::Refused(undo_free)) => {
            let reason = undo_free.to_string();
            assert!(!reason.contains("SQLite") && !reason.contains("verify"), "{command:?}: {reason}");
            assert_eq!(bench.rows(), before, "refused, and yet changed: {command:?}");
            false
        }
        Err(error) => panic!("{command:?}: {error}"),
    }
}

/// Undoes an older operation, or is told which one stands in the way: one that is in force and came later.
fn undo_older(bench: &mut Bench, target: i64) {
    let before = bench.rows();
    match bench.ws().undo(Some(target)) {
        Ok(_) => {}
        Err(Error::Undo(undo::Error::InTheWay { later, .. })) => {
            assert!(later > target, "operation {later} cannot stand in the way of {target}");
            assert_eq!(bench.rows(), before);
        }
        Err(Error::Undo(undo::Error::NotInForce(_))) => assert_eq!(bench.rows(), before),
        Err(error) => panic!("undo of operation {target}: {error}"),
    }
}

/// Makes an older operation once more, or is told why not, and nothing is changed.
fn apply_again(bench: &mut Bench, target: i64) {
    let before = bench.rows();
    match bench.ws().apply_again(target) {
        Ok(_) => assert_ne!(bench.rows(), before),
        Err(Error::Again(again::Error::Store(error))) => panic!("operation {target} again: {error}"),
        Err(Error::Again(_)) => assert_eq!(bench.rows(), before),
        Err(error) => panic!("operation {target} again: {error}"),
    }
}

fn undo_all(bench: &mut Bench) -> usize {
    let mut n = 0;
    loop {
        match bench.ws().undo(None) {
            Ok(_) => n += 1,
            Err(Error::Undo(undo::Error::NothingToUndo)) => return n,
            Err(error) => panic!("undo: {error}"),
        }
    }
}

fn n_rows(rows: &Rows) -> usize {
    rows.values().map(std::collections::BTreeMap::len).sum()
}

/// Steps that are no commands, by their numbers.
const UNDO: u8 = N_COMMANDS;
const REDO: u8 = UNDO + 2;
const UNDO_OLDER: u8 = REDO + 1;
const RESTART: u8 = UNDO_OLDER + 2;
const APPLY_AGAIN: u8 = RESTART + 1;

fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec((0..APPLY_AGAIN + 3, any::<u8>(), any::<u8>(), any::<u8>()), 5..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undo_leads_to_the_start_redo_to_the_end_and_a_replay_to_the_same(steps in steps()) {
        let mut bench = actions::bench();
        for step in steps {
            match step.0 {
                0..N_COMMANDS => {
                    let command = actions::command(&mut bench, step);
                    run(&mut bench, &command);
                }
                UNDO..REDO => drop(bench.ws().undo(None)),
                REDO => drop(bench.ws().redo()),
                UNDO_OLDER..RESTART => {
                    let head = record::head(bench.ws().db()).unwrap().unwrap().0;
                    undo_older(&mut bench, i64::from(step.1) % head + 1);
                }
                RESTART => bench.restart(),
                APPLY_AGAIN => {
                    let head = record::head(bench.ws().db()).unwrap().unwrap().0;
                    apply_again(&mut bench, i64::from(step.1) % head + 1);
                }
                _ => prop_assert_eq!(bench.failure(), None),
            }
        }
        let end = bench.rows();
        prop_assert_eq!(bench.failure(), None);
        bench.ws().rebuild().unwrap();
        prop_assert_eq!(&bench.rows(), &end, "rebuilt");
        let n_undone = undo_all(&mut bench);
        prop_assert_eq!(n_rows(&bench.rows()), 0, "all undone");
        bench.restart();
        for _ in 0..n_undone {
            bench.ws().redo().unwrap();
        }
        prop_assert_eq!(&bench.rows(), &end, "all redone");
        prop_assert_eq!(bench.failure(), None);
    }
}

#[test]
fn every_kind_of_command_is_tried_and_changes_something() {
    let mut changed: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();
    let mut numbers = 7_u32;
    let expected = [
        "AddList",
        "Alias",
        "Apart",
        "Change",
        "Create",
        "CreateClaim",
        "Decide",
        "DecideClaim",
        "DecideName",
        "Differ",
        "Distinguish",
        "Done",
        "EditClaim",
        "Forget",
        "Identify",
        "IdentifyMention",
        "Import",
        "JoinClaims",
        "Link",
        "Measure",
        "Merge",
        "Note",
        "Relabel",
        "RemoveList",
        "Rename",
        "ReopenArticle",
        "SameName",
        "SetArticle",
        "SetAside",
        "SetZone",
        "Split",
        "Tag",
        "TakeOver",
        "Together",
        "Untag",
    ];
    let mut bench = actions::bench();
    for round in 0..1200_u32 {
        if expected.iter().all(|kind| changed.contains(*kind)) {
            break;
        }
        let mut next = || {
            numbers = numbers.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (numbers >> 24) as u8
        };
        let step = ((round % u32::from(N_COMMANDS)) as u8, next(), next(), next());
        let command = actions::command(&mut bench, step);
        if run(&mut bench, &command) {
            changed.insert(variant(&command));
        }
    }
    let missing: Vec<_> = expected.iter().filter(|kind| !changed.contains(**kind)).collect();
    assert!(missing.is_empty(), "never applied: {missing:?}");
    assert_eq!(bench.failure(), None);
}

/// The name of a command's variant.
fn variant(command: &Command) -> String {
    format!("{command:?}").chars().take_while(|c| c.is_alphanumeric()).collect()
}

#[test]
fn several_as_one_step_are_undone_as_one_and_refused_as_one() {
    let mut bench = Bench::new();
    let start = bench.rows();
    let accept = |span, label| Command::Decide {
        mention: MentionRef { article: 1, span, label },
        verdict: Verdict::Accept,
        how: How::WithParagraph,
    };
    let all = crate::fixture::read_marks(crate::fixture::ARTICLES[0].1, &[]).1.mentions;
    let commands: Vec<Command> = all.iter().map(|mention| accept(mention.span, mention.label)).collect();
    let n = commands.len();
    bench.ws().run(&Command::Together { kind: "accept", commands: commands.clone() }).unwrap();
    assert_eq!(bench.table("mention").len(), n);
    bench.ws().undo(None).unwrap();
    assert_eq!(bench.rows(), start);
    let one_is_wrong = commands.into_iter().chain([accept(Span::new(0, 3), Label::Law)]).collect();
    let refused = bench.ws().run(&Command::Together { kind: "accept", commands: one_is_wrong }).unwrap_err();
    assert!(refused.to_string().contains("no law is suggested"), "{refused}");
    assert_eq!(bench.rows(), start);
    assert_eq!(bench.failure(), None);
}

#[test]
fn an_import_is_undone_and_redone_with_its_suggestions() {
    let mut bench = Bench::empty();
    bench.ws().run(&import_all()).unwrap();
    let here = bench.rows();
    let first = r#"{"do":"accept","article":"A1","start":17,"end":25,"label":"person"}"#;
    assert_eq!(bench.decide(first).map(|applied| applied.operation.is_some()), Ok(true));
    bench.ws().undo(None).unwrap();
    bench.ws().undo(None).unwrap();
    assert_eq!(n_rows(&bench.rows()), 0);
    assert_eq!(bench.decide(first), Err("no article is called \"A1\"".to_owned()));
    bench.ws().redo().unwrap();
    assert_eq!(bench.rows(), here);
    bench.ws().undo(None).unwrap();
    // The same bytes again are the same article again.
    let again = bench.ws().run(&import_all()).unwrap();
    assert_eq!(again.articles, [1, 2, 3]);
    assert_eq!(bench.decide(first).map(|applied| applied.operation.is_some()), Ok(true));
    assert_eq!(bench.failure(), None);
}

/// Lines with `{…}` for a place, `undo` takes the last one back; then which operation to undo, and the answer: the import
/// is operation 1.
type Older<'s> = (&'s [&'s str], i64, Result<(), i64>);

#[track_caller]
fn check_older(cases: &[Older<'_>]) {
    for (lines, target, expected) in cases {
        let mut bench = Bench::new();
        for line in *lines {
            if *line == "undo" {
                bench.ws().undo(None).expect("a step to take back");
                continue;
            }
            let line = bench.placed(line);
            bench.decide(&line).unwrap_or_else(|reason| panic!("{reason}: {line}"));
        }
        let before = bench.rows();
        let outcome = match bench.ws().undo(Some(*target)) {
            Ok(_) => Ok(()),
            Err(Error::Undo(undo::Error::InTheWay { later, .. })) => Err(later),
            Err(error) => panic!("{error}: {lines:?}"),
        };
        assert_eq!(outcome, *expected, "{lines:?}");
        assert_eq!(bench.rows() == before, expected.is_err(), "{lines:?}");
        assert_eq!(bench.failure(), None, "{lines:?}");
    }
}

#[test]
fn an_older_operation_is_undone_alone_or_the_one_in_the_way_is_named() {
    check_older(&[
        (
            &[r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#, r#"{"do":"accept",{Omar Said},"label":"person"}"#],
            2,
            Ok(()),
        ),
        (
            &[r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#, r#"{"do":"reject",{Ana Ruiz},"label":"person"}"#],
            2,
            Err(3),
        ),
        // The second mention stands on the card that the first one made.
        (
            &[r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#, r#"{"do":"accept",{Ruiz#1},"label":"person"}"#],
            2,
            Err(3),
        ),
        // A note, a tag stand on the claim.
        (
            &[
                r#"{"do":"create_claim","kind":"role",{Noor Camp},"title":"camp"}"#,
                r#"{"do":"accept",{Thursday},"label":"date"}"#,
                r#"{"do":"note","on":"R1","text":"check"}"#,
            ],
            2,
            Err(4),
        ),
        (
            &[
                r#"{"do":"create_claim","kind":"role",{Noor Camp},"title":"camp"}"#,
                r#"{"do":"tag","on":"R1","text":"x"}"#,
            ],
            2,
            Err(3),
        ),
        // Where a mention stood that was taken back, another one stands now.
        (
            &[
                r#"{"do":"accept",{Thursday},"label":"date"}"#,
                r#"{"do":"reopen",{Thursday},"label":"date"}"#,
                r#"{"do":"accept",{Thursday},"label":"date"}"#,
            ],
            3,
            Err(4),
        ),
        // … and one that shares its words.
        (
            &[
                r#"{"do":"accept",{Thursday},"label":"date"}"#,
                r#"{"do":"reopen",{Thursday},"label":"date"}"#,
                r#"{"do":"create",{Thurs},"label":"date"}"#,
            ],
            3,
            Err(4),
        ),
    ]);
}

#[test]
fn what_is_named_as_in_the_way_is_one_that_can_be_taken_back() {
    // The row that would be left without ground was written last by an undoing, which nobody can take back.
    check_older(&[
        (
            &[
                r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#,
                r#"{"do":"accept",{Ruiz#1},"label":"person"}"#,
                r#"{"do":"doubtful",{Ruiz#1},"label":"person"}"#,
                "undo",
            ],
            2,
            Err(3),
        ),
        // … and one whose place is taken.
        (
            &[
                r#"{"do":"accept",{Thursday},"label":"date"}"#,
                r#"{"do":"reopen",{Thursday},"label":"date"}"#,
                r#"{"do":"accept",{Thursday},"label":"date"}"#,
                r#"{"do":"doubtful",{Thursday},"label":"date"}"#,
                "undo",
            ],
            3,
            Err(4),
        ),
    ]);
}

#[test]
fn an_older_operation_stays_where_what_was_settled_later_could_not_be_taken_back_any_more() {
    // Its place would be taken, or its card gone.
    check_older(&[
        (
            &[
                r#"{"do":"accept",{Thursday},"label":"date"}"#,
                r#"{"do":"reopen",{Thursday},"label":"date"}"#,
                r#"{"do":"accept",{Thursday},"label":"date"}"#,
                r#"{"do":"reopen",{Thursday},"label":"date"}"#,
            ],
            3,
            Err(4),
        ),
        (
            &[
                r#"{"do":"accept",{Thursday},"label":"date"}"#,
                r#"{"do":"reopen",{Thursday},"label":"date"}"#,
                r#"{"do":"create",{Thurs},"label":"date"}"#,
                r#"{"do":"reopen",{Thurs},"label":"date"}"#,
            ],
            3,
            Err(4),
        ),
        (
            &[
                r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#,
                r#"{"do":"accept",{Ruiz#1},"label":"person"}"#,
                r#"{"do":"reopen",{Ruiz#1},"label":"person"}"#,
            ],
            2,
            Err(3),
        ),
        (
            &[
                r#"{"do":"create_claim","kind":"role",{Noor Camp},"title":"camp"}"#,
                r#"{"do":"tag","on":"R1","text":"x"}"#,
                r#"{"do":"untag","on":"R1","text":"x"}"#,
            ],
            2,
            Err(3),
        ),
        // The row of a tag that comes back is one that another tag had meanwhile.
        (
            &[
                r#"{"do":"tag","on":"A1","text":"x"}"#,
                r#"{"do":"untag","on":"A1","text":"x"}"#,
                r#"{"do":"tag","on":"A1","text":"y"}"#,
                r#"{"do":"untag","on":"A1","text":"y"}"#,
            ],
            3,
            Err(4),
        ),
        (&[r#"{"do":"note","on":"A1","text":"n"}"#, r#"{"do":"note","on":"A1","text":"m"}"#], 1, Err(3)),
    ]);
}

#[test]
fn what_changes_nothing_is_no_step() {
    let mut bench = Bench::new();
    let start = record::head(bench.ws().db()).unwrap();
    for line in [
        r#"{"do":"set_article","article":"A1","title":"About alder.txt"}"#,
        r#"{"do":"set_article","article":"A1","publisher":null}"#,
        r#"{"do":"reopen","name":"Nobody","label":"person","where":"always"}"#,
    ] {
        let applied = bench.decide(line).unwrap_or_else(|reason| panic!("{reason}: {line}"));
        assert_eq!((applied.operation, applied.n_touched), (None, 0), "{line}");
    }
    assert_eq!(record::head(bench.ws().db()).unwrap(), start);
    assert_eq!(bench.ws().run(&import_all()).unwrap().operation, None);
    bench.ws().undo(None).unwrap();
    assert_eq!(n_rows(&bench.rows()), 0, "the import was the last step");
    assert_eq!(bench.failure(), None);
}
