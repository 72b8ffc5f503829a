//! Commands of every kind, chosen by numbers: what random walks over the ledger do next.
//!
//! Never looks whether a command makes sense: many are refused, which is part of the tests.

use crate::fixture::Bench;
use crate::fixture::ClaimMarks;
use crate::fixture::Is;
use crate::fixture::incoming;
use dossier::ledger::command::ClaimRef;
use dossier::ledger::command::Command;
use dossier::ledger::command::EntityRef;
use dossier::ledger::command::FieldEdit;
use dossier::ledger::command::MentionChange;
use dossier::ledger::command::MentionRef;
use dossier::ledger::command::NewList;
use dossier::ledger::command::Scope;
use dossier::ledger::command::SubjectRef;
use dossier::ledger::command::Verdict;
use dossier::model::claim::Field;
use dossier::model::claim::PartValue;
use dossier::model::kind::ArticleField;
use dossier::model::kind::ClaimKind;
use dossier::model::kind::DifferHow;
use dossier::model::kind::How;
use dossier::model::kind::Label;
use dossier::model::kind::ListFormat;
use dossier::model::kind::Subject;
use dossier::model::kind::ZoneKind;
use dossier::model::name_list::ListAbout;
use dossier::model::span::Span;
use dossier::model::value::Value;
use dossier::store::images;
use dossier::store::read::export_claims;
use dossier::store::read::lookup;

/// What a test does next: a kind of step and three numbers to choose with.
pub type Step = (u8, u8, u8, u8);

/// How many kinds of commands [`command`] knows.
pub const N_COMMANDS: u8 = 39;

/// Stories that may come in later: a copy of the first article with more to it, and one that only names who is known.
const LATER: &[(&str, &str, &[ClaimMarks])] = &[
    (
        "copy.txt",
        "The café's owner [Ana Ruiz]{person ana} met [Omar Said]{person omar} in [Pakistan]{place pk known iso3166:PK} \
         on [Thursday]{date}. [Ruiz]{person ana} said [1,200]{quantity =1200} families had left [Noor Camp]{place noor}. \
         The [United Nations]{org un known} counted [1,350]{quantity =1350} of them. More is to follow in the evening.",
        &[
            (
                "figure",
                "1,200 families had left",
                &[("value", Is::Number(1200.0)), ("said_by", Is::Who("ana"))],
                &["1,200"],
            ),
            ("event", "Ana Ruiz met Omar Said", &[("type", Is::Text("meeting")), ("actors", Is::Who("ana"))], &[]),
        ],
    ),
    (
        "delta.txt",
        "[Omar Said]{person omar} spoke of [1,300]{quantity =1300} people in [Noor Camp]{place noor}.",
        &[("figure", "1,300 people", &[("value", Is::Number(1300.0)), ("said_by", Is::Who("omar"))], &["1,300"])],
    ),
];

/// A dossier with the three articles of the fixture and a copy of the first.
pub fn bench() -> Bench {
    let mut bench = Bench::new();
    bench.ws().run(&later(0)).expect("the copy");
    bench
}

/// The import of a story that comes later.
fn later(number: u8) -> Command {
    let (name, marked, claims) = LATER[usize::from(number) % LATER.len()];
    Command::Import { incoming: vec![incoming(name, marked, claims)] }
}

fn pick<T: Copy>(all: &[T], number: u8) -> T {
    all[usize::from(number) % all.len()]
}

/// The number of a row that is there, or 1.
fn row_of(bench: &mut Bench, table: &str, number: u8) -> i64 {
    let all: Vec<i64> = images::all_rows(bench.ws().db(), table).expect("rows").into_keys().collect();
    if all.is_empty() { 1 } else { pick(&all, number) }
}

fn verdict(number: u8) -> Verdict {
    pick(
        &[Verdict::Accept, Verdict::Accept, Verdict::Accept, Verdict::Reject, Verdict::Doubtful, Verdict::Reopen],
        number,
    )
}

/// A place of an article: something suggested or decided there, or words next to it.
fn place(bench: &mut Bench, article: i64, number: u8) -> MentionRef {
    let db = bench.ws().db();
    let mut all = Vec::new();
    for label in Label::ALL {
        let suggested = lookup::mentions_proposed_of_label(db, article, *label).expect("suggestions");
        all.extend(suggested.into_iter().map(|mention| (mention.span, mention.label)));
    }
    let decided = lookup::mentions_decided_in(db, article).expect("decided mentions");
    all.extend(decided.into_iter().map(|mention| (mention.span, mention.label)));
    let Some((mut span, label)) = all.get(usize::from(number) % all.len().max(1)).copied() else {
        return MentionRef { article, span: Span::new(0, 3), label: Label::Other };
    };
    if number >= 200 {
        span.end_byte -= 1;
    }
    MentionRef { article, span, label }
}

/// A claim: one that has a row, or one that is suggested.
fn claim(bench: &mut Bench, a: u8, b: u8) -> ClaimRef {
    let article = article(bench, a);
    let suggested = export_claims::undecided_claims(bench.ws().db(), article).expect("suggested claims");
    if a > 170 || suggested.is_empty() {
        return ClaimRef::Decided(row_of(bench, "claim", b));
    }
    let found = &suggested[usize::from(b) % suggested.len()];
    ClaimRef::Proposed { article, kind: found.kind, span: found.cited.span }
}

fn article(bench: &mut Bench, number: u8) -> i64 {
    row_of(bench, "article_state", number)
}

fn fields(bench: &mut Bench, article: i64, a: u8, b: u8) -> Vec<FieldEdit> {
    let one = |field, value| vec![FieldEdit { field, values: vec![value] }];
    let entity = row_of(bench, "entity", b);
    match a % 6 {
        0 => one(Field::Value, PartValue::Number(f64::from(b) / 3.0)),
        1 => one(Field::SaidOn, PartValue::Text("2024-05".to_owned())),
        2 => one(Field::Speaker, PartValue::Entity(EntityRef::Decided(entity))),
        3 => one(Field::Title, PartValue::Text(format!("title {b}"))),
        4 => {
            let place = place(bench, article, b);
            let named = EntityRef::Named { span: place.span, label: place.label };
            let values = vec![PartValue::Entity(EntityRef::Decided(entity)), PartValue::Entity(named)];
            vec![FieldEdit { field: Field::Actors, values }]
        }
        _ => vec![FieldEdit { field: Field::Place, values: Vec::new() }],
    }
}

/// A command of any kind.
pub fn command(bench: &mut Bench, step: Step) -> Command {
    let (kind, a, b, c) = step;
    let article = article(bench, a);
    match kind % N_COMMANDS {
        0..=7 => Command::Decide { mention: place(bench, article, b), verdict: verdict(c), how: How::ByHand },
        8..=11 => Command::DecideClaim { claim: claim(bench, a, b), verdict: verdict(c), how: How::ByHand },
        12 | 13 => on_name((a, b, c)),
        14..=20 => on_mention(bench, article, step),
        21..=25 => on_cards(bench, step),
        26..=30 => on_claims(bench, article, step),
        31..=35 => on_article(bench, article, step),
        36 => together(bench, article, step),
        37 => later(c),
        _ => on_lists((a, b, c)),
    }
}

/// One name, in as many places as it has.
fn on_name((a, b, c): (u8, u8, u8)) -> Command {
    let name = pick(&["Ruiz", "Omar Said", "Noor Camp", "Ana Ruiz", "Nobody"], a).to_owned();
    let label = pick(&[Label::Person, Label::Person, Label::Place], b);
    if c % 8 == 7 {
        return Command::Forget { name, label };
    }
    let scope = pick(&[Scope::Article(1), Scope::Dossier, Scope::Always], b);
    Command::DecideName { name, label, verdict: verdict(c), scope }
}

fn on_mention(bench: &mut Bench, article: i64, (kind, a, b, c): Step) -> Command {
    let mention = place(bench, article, b);
    let span = mention.span;
    match kind {
        14 => {
            let end = span.end_byte - usize::from(c % 2);
            let label = (c % 3 == 0).then_some(Label::Org);
            let to = MentionChange { span: Some(Span::new(span.start_byte, end)), label, value: None };
            Command::Change { mention, to }
        }
        15 => Command::Create {
            mention: MentionRef { label: pick(&[Label::Person, Label::Date], c), ..mention },
            value: Some(Value::Number(0.1)),
        },
        16 => Command::Link { article, span, entity: row_of(bench, "entity", c) },
        17 => {
            let others = [a, c].map(|number| {
                let other = self::article(bench, number);
                (other, place(bench, other, number).span)
            });
            Command::SameName { article, span, others: others.to_vec() }
        }
        18 => Command::Apart { article, span, from: vec![row_of(bench, "entity", c), row_of(bench, "entity", a)] },
        19 => {
            let ids = vec![("wikidata".to_owned(), format!("Q{}", c % 3))];
            Command::IdentifyMention { article, span, ids }
        }
        _ => {
            let entity = row_of(bench, "entity", a);
            let mentions = lookup::mentions_of_entity(bench.ws().db(), entity).expect("mentions");
            let some = mentions.into_iter().skip(usize::from(c % 2)).take(usize::from(b % 3) + 1);
            Command::Split { entity, mentions: some.map(|mention| (mention.article_id, mention.span)).collect() }
        }
    }
}

fn on_cards(bench: &mut Bench, (kind, a, b, c): Step) -> Command {
    let (one, other) = (row_of(bench, "entity", b), row_of(bench, "entity", c));
    match kind {
        21 => Command::Merge { from: one, into: other },
        22 => Command::Distinguish { a: one, b: other },
        23 => match a % 2 {
            0 => Command::Rename { entity: one, name: format!("Name {}", c % 4) },
            _ => Command::Alias { entity: one, name: format!("Name {}", c % 4) },
        },
        24 => Command::Relabel { entity: one, label: pick(&[Label::Person, Label::Org, Label::Place], c) },
        _ => Command::Identify { entity: one, scheme: "wikidata".to_owned(), id: format!("Q{}", c % 3) },
    }
}

fn on_claims(bench: &mut Bench, article: i64, (kind, a, b, c): Step) -> Command {
    match kind {
        26 => Command::EditClaim { claim: claim(bench, a, b), to: fields(bench, article, b, c) },
        27 => {
            let (kind, span) = (pick(ClaimKind::ALL, c), place(bench, article, b).span);
            Command::CreateClaim { article, kind, span, fields: fields(bench, article, b, c) }
        }
        28 => Command::JoinClaims { from: claim(bench, b, c), into: claim(bench, a, b) },
        29 => {
            let figures = vec![claim(bench, a, b), claim(bench, b, c)];
            Command::Measure { figures, name: format!("Measure {}", c % 2) }
        }
        _ => {
            let (one, other) = (claim(bench, a, b), claim(bench, b, c));
            let note = Some("why".to_owned());
            Command::Differ {
                a: one,
                b: other,
                how: pick(DifferHow::ALL, c),
                prefer: (c % 2 == 0).then_some(one),
                note,
            }
        }
    }
}

fn on_article(bench: &mut Bench, article: i64, (kind, a, b, c): Step) -> Command {
    match kind {
        31 => match c % 3 {
            0 => Command::Done { article, accept_known: a > 100 },
            1 => Command::SetAside { article },
            _ => Command::ReopenArticle { article },
        },
        32 => {
            let span = place(bench, article, b).span;
            Command::SetZone { article, span, kind: pick(ZoneKind::ALL, c) }
        }
        33 => {
            let field = pick(&[ArticleField::Title, ArticleField::Publisher, ArticleField::Published], b);
            let value = (c % 4 != 0).then(|| pick(&["2024-05-03", "2024-05", "The Alder Post"], c).to_owned());
            Command::SetArticle { article, field, value }
        }
        34 => {
            let subject = pick(&[Subject::Article, Subject::Entity, Subject::Article, Subject::Claim], a);
            let table = match subject {
                Subject::Article => "article_state",
                Subject::Entity => "entity",
                Subject::Claim => "claim",
            };
            let on = SubjectRef { subject, id: row_of(bench, table, b) };
            match c % 3 {
                0 => Command::Note { on, text: format!("note {c}") },
                1 => Command::Tag { on, tag: format!("tag {}", c % 2) },
                _ => Command::Untag { on, tag: format!("tag {}", a % 2) },
            }
        }
        _ => Command::TakeOver { article, from: self::article(bench, c) },
    }
}

/// Several as one step: what Space, and a name accepted with its role and card, send.
fn together(bench: &mut Bench, article: i64, (_, a, b, c): Step) -> Command {
    let on = SubjectRef { subject: Subject::Article, id: article };
    let mut commands = vec![Command::Note { on, text: "first".to_owned() }];
    for number in [b, c] {
        let mention = place(bench, article, number);
        commands.push(Command::Decide { mention, verdict: verdict(number), how: How::WithParagraph });
    }
    if a % 2 == 0 {
        commands.push(Command::Link {
            article,
            span: place(bench, article, b).span,
            entity: row_of(bench, "entity", a),
        });
    }
    Command::Together { kind: "accept", commands }
}

/// A list of names comes or goes.
fn on_lists((a, b, c): (u8, u8, u8)) -> Command {
    let title = format!("List {}", a % 2);
    if c % 3 == 0 {
        return Command::RemoveList { title };
    }
    let bytes = format!("name,type,wikidata\nOmar Said,person,Q{}\n", b % 3).into_bytes();
    Command::AddList(Box::new(NewList {
        about: ListAbout { title, format: ListFormat::Csv, label: None, is_sure: c % 2 == 0, licence: None },
        file: "list.csv".to_owned(),
        media_type: "text/csv".to_owned(),
        bytes: bytes.into(),
        n_entries: 1,
    }))
}
