//! Whatever is decided, in whatever order: undo leads back to the start, redo to the end, a replay to the same rows.

use crate::fixture::Bench;
use crate::fixture::Rows;
use crate::fixture::import_all;
use dossier::ledger::again;
use dossier::ledger::command::ClaimRef;
use dossier::ledger::command::Command;
use dossier::ledger::command::FieldEdit;
use dossier::ledger::command::MentionChange;
use dossier::ledger::command::MentionRef;
use dossier::ledger::command::Scope;
use dossier::ledger::command::SubjectRef;
use dossier::ledger::command::Verdict;
use dossier::ledger::undo;
use dossier::model::claim::Field;
use dossier::model::claim::PartValue;
use dossier::model::kind::ArticleField;
use dossier::model::kind::ClaimKind;
use dossier::model::kind::DifferHow;
use dossier::model::kind::How;
use dossier::model::kind::Label;
use dossier::model::kind::Subject;
use dossier::model::kind::ZoneKind;
use dossier::model::span::Span;
use dossier::model::value::Value;
use dossier::store::read::lookup;
use dossier::store::record;
use dossier::workspace::Error;
use proptest::prelude::*;

/// What a test does next: a kind of step and three numbers to choose with.
type Step = (u8, u8, u8, u8);

/// How many kinds of commands [`command`] knows.
const N_COMMANDS: u8 = 32;

fn pick<T: Copy>(all: &[T], number: u8) -> T {
    all[usize::from(number) % all.len()]
}

fn verdict(number: u8) -> Verdict {
    pick(
        &[Verdict::Accept, Verdict::Accept, Verdict::Accept, Verdict::Reject, Verdict::Doubtful, Verdict::Reopen],
        number,
    )
}

/// A place of an article: one of its proposals, or one between them.
fn place(bench: &mut Bench, article: i64, number: u8) -> MentionRef {
    let db = bench.ws().db();
    let mut all = Vec::new();
    for label in Label::ALL {
        all.extend(lookup::mentions_proposed_of_label(db, article, *label).expect("proposals"));
    }
    let Some(proposed) = all.get(usize::from(number) % all.len().max(1)) else {
        return MentionRef { article, span: Span::new(0, 3), label: Label::Other };
    };
    let mut span = proposed.span;
    if number >= 200 {
        span.end_byte -= 1;
    }
    MentionRef { article, span, label: proposed.label }
}

fn claim(a: u8, b: u8) -> ClaimRef {
    const PROPOSED: &[(i64, ClaimKind, &str)] = &[
        (1, ClaimKind::Figure, "1,200 families had left"),
        (1, ClaimKind::Figure, "counted 1,350"),
        (1, ClaimKind::Quote, "said 1,200 families had left Noor Camp"),
        (1, ClaimKind::Event, "Ana Ruiz met Omar Said"),
        (2, ClaimKind::Role, "Foreign minister Omar Said"),
        (3, ClaimKind::Figure, "1,900 people"),
    ];
    if a > 170 {
        return ClaimRef::Decided(i64::from(b % 6) + 1);
    }
    let (article, kind, words) = pick(PROPOSED, b);
    let (_, marked, claims) = crate::fixture::ARTICLES[article as usize - 1];
    let (body, _) = crate::fixture::read_marks(marked, claims);
    let start = body.find(words).expect("the words of a claim");
    ClaimRef::Proposed { article, kind, span: Span::new(start, start + words.len()) }
}

fn fields(a: u8, b: u8) -> Vec<FieldEdit> {
    let one = |field, value| vec![FieldEdit { field, values: vec![value] }];
    let entity = PartValue::Entity(i64::from(b % 7) + 1);
    match a % 6 {
        0 => one(Field::Value, PartValue::Number(f64::from(b) / 3.0)),
        1 => one(Field::SaidOn, PartValue::Text("2024-05".to_owned())),
        2 => one(Field::Speaker, entity),
        3 => one(Field::Title, PartValue::Text(format!("title {b}"))),
        4 => vec![FieldEdit { field: Field::Actors, values: vec![entity, PartValue::Entity(1)] }],
        _ => vec![FieldEdit { field: Field::Place, values: Vec::new() }],
    }
}

/// A command of any kind; many are refused, which is part of the test.
fn command(bench: &mut Bench, (kind, a, b, c): Step) -> Command {
    let article = i64::from(a % 3) + 1;
    let (e1, e2) = (i64::from(b % 7) + 1, i64::from(c % 7) + 1);
    let on = SubjectRef { subject: pick(Subject::ALL, a), id: i64::from(b % 4) + 1 };
    match kind % N_COMMANDS {
        0..=7 => Command::Decide { mention: place(bench, article, b), verdict: verdict(c), how: How::ByHand },
        8..=11 => Command::DecideClaim { claim: claim(a, b), verdict: verdict(c), how: How::ByHand },
        12 if c % 4 == 0 => Command::Forget {
            name: pick(&["Ruiz", "Noor Camp"], a).to_owned(),
            label: pick(&[Label::Person, Label::Place], b),
        },
        12 => Command::DecideName {
            name: pick(&["Ruiz", "Omar Said", "Noor Camp", "Nobody"], a).to_owned(),
            label: pick(&[Label::Person, Label::Place], b),
            verdict: verdict(c),
            scope: pick(&[Scope::Article(1), Scope::Dossier, Scope::Always], b),
        },
        13 => {
            let mention = place(bench, article, b);
            let span = Span::new(mention.span.start_byte, mention.span.end_byte - usize::from(c % 2));
            let label = (c % 3 == 0).then_some(Label::Org);
            Command::Change { mention, to: MentionChange { span: Some(span), label, value: None } }
        }
        14 => Command::Create {
            mention: MentionRef { label: pick(&[Label::Person, Label::Date], c), ..place(bench, article, b) },
            value: Some(Value::Number(0.1)),
        },
        15 => Command::Link { article, span: place(bench, article, b).span, entity: e2 },
        16 => Command::Merge { from: e1, into: e2 },
        17 => Command::Distinguish { a: e1, b: e2 },
        18 => Command::Split { entity: e1, mentions: vec![(article, place(bench, article, c).span)] },
        19 => Command::Rename { entity: e1, name: format!("Name {}", c % 4) },
        20 => Command::Alias { entity: e1, name: format!("Name {}", c % 4) },
        21 => Command::Relabel { entity: e1, label: pick(&[Label::Person, Label::Org, Label::Place], c) },
        22 => Command::Identify { entity: e1, scheme: "wikidata".to_owned(), id: format!("Q{}", c % 3) },
        23 => Command::EditClaim { claim: claim(a, b), to: fields(b, c) },
        24 => {
            let kind = pick(ClaimKind::ALL, c);
            Command::CreateClaim { article, kind, span: place(bench, article, b).span, fields: fields(b, c) }
        }
        25 if c % 3 == 0 => Command::JoinClaims { from: claim(b, c), into: claim(a, b) },
        25 => Command::Measure { figures: vec![claim(a, b), claim(b, c)], name: format!("Measure {}", c % 2) },
        26 => Command::Differ {
            a: claim(a, b),
            b: claim(b, c),
            how: pick(DifferHow::ALL, c),
            prefer: (c % 2 == 0).then(|| claim(a, b)),
            note: Some("why".to_owned()),
        },
        27 => pick_article(article, a, c),
        28 => Command::SetZone { article, span: place(bench, article, b).span, kind: pick(ZoneKind::ALL, c) },
        29 => {
            let field = pick(&[ArticleField::Title, ArticleField::Publisher, ArticleField::Published], b);
            let value = (c % 4 != 0).then(|| pick(&["2024-05-03", "2024-05", "The Alder Post"], c).to_owned());
            Command::SetArticle { article, field, value }
        }
        30 => match c % 3 {
            0 => Command::Note { on, text: format!("note {c}") },
            1 => Command::Tag { on, tag: format!("tag {}", c % 2) },
            _ => Command::Untag { on, tag: "tag 1".to_owned() },
        },
        _ => {
            let mut commands = vec![Command::Note { on, text: "first".to_owned() }];
            let decide = |span_of, verdict| Command::Decide { mention: span_of, verdict, how: How::WithParagraph };
            commands.push(decide(place(bench, article, b), Verdict::Accept));
            commands.push(decide(place(bench, article, c), verdict(c)));
            Command::Together { kind: "accept", commands }
        }
    }
}

fn pick_article(article: i64, a: u8, c: u8) -> Command {
    match c % 3 {
        0 => Command::Done { article, accept_known: a > 100 },
        1 => Command::SetAside { article },
        _ => Command::ReopenArticle { article },
    }
}

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

fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec((0..N_COMMANDS + 9, any::<u8>(), any::<u8>(), any::<u8>()), 5..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undo_leads_to_the_start_redo_to_the_end_and_a_replay_to_the_same(steps in steps()) {
        let mut bench = Bench::new();
        for step in steps {
            match step.0 {
                0..N_COMMANDS => {
                    let command = command(&mut bench, step);
                    run(&mut bench, &command);
                }
                32..34 => drop(bench.ws().undo(None)),
                34 => drop(bench.ws().redo()),
                35..37 => {
                    let head = record::head(bench.ws().db()).unwrap().unwrap().0;
                    undo_older(&mut bench, i64::from(step.1) % head + 1);
                }
                37 => bench.restart(),
                38 => {
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
    let mut changed = std::collections::BTreeSet::new();
    let mut numbers = 7_u32;
    let mut bench = Bench::new();
    for round in 0..1200_u32 {
        let mut next = || {
            numbers = numbers.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (numbers >> 24) as u8
        };
        let step = ((round % u32::from(N_COMMANDS)) as u8, next(), next(), next());
        let command = command(&mut bench, step);
        if run(&mut bench, &command) {
            changed.insert(command.kind());
        }
    }
    let expected = [
        "accept",
        "alias",
        "change",
        "create",
        "create_claim",
        "differ",
        "different",
        "done",
        "doubtful",
        "edit",
        "forget",
        "identify",
        "kind",
        "measure",
        "note",
        "reject",
        "rename",
        "reopen",
        "same_as",
        "set_article",
        "set_aside",
        "split",
        "tag",
        "untag",
        "zone",
    ];
    let missing: Vec<_> = expected.iter().filter(|kind| !changed.contains(*kind)).collect();
    assert!(missing.is_empty(), "never applied: {missing:?}");
    assert_eq!(bench.failure(), None);
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

#[test]
fn an_older_operation_is_undone_alone_or_the_one_in_the_way_is_named() {
    // Lines with `{…}` for a place; then which operation to undo, and the answer: the import is operation 1.
    let cases: &[(&[&str], i64, Result<(), i64>)] = &[
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
        (&[r#"{"do":"note","on":"A1","text":"n"}"#, r#"{"do":"note","on":"A1","text":"m"}"#], 1, Err(3)),
    ];
    for (lines, target, expected) in cases {
        let mut bench = Bench::new();
        for line in *lines {
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
