//! A log tells what was decided: given to a fresh import of the same sources, it makes the same record.
//!
//! Compared by what leaves as CSV. Never by numbers, ids and times: those are made anew.

use crate::actions;
use crate::fixture::Bench;
use dossier::cli::decision;
use dossier::cli::replayable::Teller;
use dossier::export;
use dossier::export::Options;
use dossier::jobs::Control;
use dossier::ledger::command::ClaimRef;
use dossier::ledger::command::Command;
use dossier::ledger::command::EntityRef;
use dossier::ledger::command::FieldEdit;
use dossier::ledger::command::NewList;
use dossier::ledger::rebuild;
use dossier::model::claim::Field;
use dossier::model::claim::PartValue;
use dossier::model::kind::ClaimKind;
use dossier::model::kind::Label;
use dossier::model::kind::ListFormat;
use dossier::model::name_list::ListAbout;
use dossier::model::span::Span;
use dossier::store::read::export_claims;
use dossier::store::record;
use std::collections::BTreeMap;

/// The lines of `log --json`, without who and when.
fn log(bench: &mut Bench) -> Vec<String> {
    let db = bench.ws().db();
    let then = rebuild::empty_beside(db).expect("an empty copy");
    let mut teller = Teller::new(db, &then);
    let mut lines = Vec::new();
    for operation in record::operations(db, 0).expect("operations") {
        let told = teller.decisions(&operation).expect("decisions");
        lines.extend(told.into_iter().map(|mut line| {
            // As `log` has them: what it tells beside the decision is passed over.
            (line["seq"], line["hash"]) = (operation.id.into(), operation.hash.clone().into());
            line.to_string()
        }));
        then.transaction(|| rebuild::replay_operation(db, &then, &operation)).expect("a step");
    }
    lines
}

/// Whether a column says something that is made anew with every dossier.
fn is_made_anew(column: &str) -> bool {
    let is_id = ["id", "ids", "ref", "refs", "_at"].iter().any(|end| column.ends_with(end));
    // `differs_from` and the like name claims by their short references.
    is_id && column != "identifiers"
        || matches!(column, "differs_from" | "preferred" | "mentions" | "how_decided" | "notes_json")
}

/// Rows of every table of an export, sorted, without what is made anew.
fn meaning(bench: &mut Bench) -> BTreeMap<&'static str, Vec<Vec<String>>> {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("export");
    export::export(bench.ws().db(), &out, &Options::default(), &Control::default()).expect("an export");
    let tables =
        ["articles", "entities", "names", "mentions", "roles", "quotes", "figures", "events", "claims", "measures"];
    let rows_of = |table: &&'static str| {
        let mut reader = csv::Reader::from_path(out.join(format!("{table}.csv"))).expect("a table");
        let header = reader.headers().expect("a header").clone();
        let mut rows: Vec<Vec<String>> = Vec::new();
        for row in reader.records() {
            let row = row.expect("a row");
            let said = header.iter().zip(&row).filter(|(column, cell)| !is_made_anew(column) && !cell.is_empty());
            rows.push(said.map(|(column, cell)| format!("{column}: {cell}")).collect());
        }
        rows.sort();
        (*table, rows)
    };
    tables.iter().map(rows_of).collect()
}

fn list() -> Command {
    Command::AddList(Box::new(NewList {
        about: ListAbout {
            title: "Ministers".to_owned(),
            format: ListFormat::Csv,
            label: Some(Label::Person),
            is_sure: false,
            licence: None,
        },
        file: "ministers.csv".to_owned(),
        media_type: "text/csv".to_owned(),
        bytes: b"name\nOmar Said\n".as_slice().into(),
        n_entries: 1,
    }))
}

/// The same articles and the same list, undecided.
fn fresh() -> Bench {
    let mut bench = actions::bench();
    bench.ws().run(&list()).expect("a list");
    bench
}

#[track_caller]
fn check(lines: &[&str]) {
    let mut bench = fresh();
    for line in lines {
        let line = filled(&mut bench, line);
        bench.decide(&line).unwrap_or_else(|reason| panic!("{reason}: {line}"));
    }
    check_told(&mut bench);
}

/// What was done to the articles is told so that it comes again.
#[track_caller]
fn check_told(bench: &mut Bench) {
    assert_eq!(bench.failure(), None);
    let mut again = fresh();
    let told = log(bench);
    for line in &told {
        if decision::passed_over(line).is_some() {
            continue;
        }
        let command = decision::parse(again.ws().db(), line).unwrap_or_else(|reason| panic!("{reason}: {line}"));
        let outcome = again.ws().run(&command);
        assert!(outcome.is_ok(), "{:?}: {line}\nof {told:#?}", outcome.err().map(|error| error.to_string()));
    }
    assert_eq!(again.failure(), None);
    let (expected, made) = (meaning(bench), meaning(&mut again));
    for (table, rows) in &expected {
        assert_eq!(made.get(table), Some(rows), "{table} of {told:#?}");
    }
}

/// `<A2:Ana Ruiz>`: the place of words in an article, as an object; what else stands in braces as the fixture has it.
fn filled(bench: &mut Bench, line: &str) -> String {
    let mut rest = line.to_owned();
    while let Some((before, after)) = rest.split_once('<') {
        let (what, after) = after.split_once('>').expect("the end of a place");
        let (article, words) = what.strip_prefix('A').and_then(|what| what.split_once(':')).expect("an article");
        let place = bench.at(article.parse().expect("a number"), words, 0);
        rest = format!("{before}{place}{after}");
    }
    bench.placed(&rest)
}

#[test]
fn what_was_taken_over_from_another_article_comes_again() {
    check(&[
        r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#,
        r#"{"do":"accept",{Ruiz#1},"label":"person"}"#,
        r#"{"do":"rename","entity":"Ana Ruiz","to":"Ana M. Ruiz"}"#,
        r#"{"do":"reject",{Thursday},"label":"date"}"#,
        r#"{"do":"accept",{1,200 families had left},"kind":"figure"}"#,
        r#"{"do":"accept",{Ana Ruiz met Omar Said},"kind":"event"}"#,
        r#"{"do":"take_over","article":"A4","from":"A1"}"#,
        r#"{"do":"done","article":"A4"}"#,
    ]);
}

#[test]
fn names_that_a_field_took_from_the_article_come_again() {
    let mut bench = fresh();
    let body = record::body_of_article(bench.ws().db(), 1).expect("a text");
    let start = body.find("Ana Ruiz").expect("the name");
    let span = Span::new(start, start + "Ana Ruiz".len());
    let ana = EntityRef::Named { span, label: Label::Person };
    let fields = vec![FieldEdit { field: Field::Actors, values: vec![PartValue::Entity(ana)] }];
    let made = Command::CreateClaim { article: 1, kind: ClaimKind::Event, span, fields: fields.clone() };
    bench.ws().run(&made).expect("a claim made by hand");
    let line = bench.placed(r#"{"do":"reject",{Thursday},"label":"date"}"#);
    bench.decide(&line).expect("another step");
    let proposed = export_claims::undecided_claims(bench.ws().db(), 1).expect("suggested claims");
    let event = proposed.iter().find(|claim| claim.kind == ClaimKind::Event).expect("an event");
    let claim = ClaimRef::Proposed { article: 1, kind: event.kind, span: event.cited.span };
    bench.ws().run(&Command::EditClaim { claim, to: fields }).expect("an edit");
    check_told(&mut bench);
    let ana =
        meaning(&mut bench)["mentions"].iter().filter(|row| row.iter().any(|cell| cell == "words: Ana Ruiz")).count();
    assert!(ana >= 1, "the name was accepted with the claim");
}

#[test]
fn names_that_were_joined_over_articles_and_told_apart_come_again() {
    check(&[
        r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#,
        r#"{"do":"same_as",{Ana Ruiz},"mentions":[{<A2:Ana Ruiz>},{<A4:Ana Ruiz>}]}"#,
        r#"{"do":"accept",{Omar Said},"label":"person"}"#,
        r#"{"do":"different",{A3:Said},"entities":["Omar Said","Ana Ruiz"]}"#,
        r#"{"do":"accept","name":"Noor Camp","label":"place","where":"always"}"#,
    ]);
}

#[test]
fn claims_that_were_joined_come_again() {
    check(&[
        r#"{"do":"accept",{1,200 families had left},"kind":"figure"}"#,
        r#"{"do":"same_as","claims":["F1",{<A4:1,200 families had left>,"kind":"figure"}],"into":"F1"}"#,
        r#"{"do":"accept",{A3:1,900 people},"kind":"figure"}"#,
        r#"{"do":"accept",{counted 1,350},"kind":"figure"}"#,
        r#"{"do":"measure","figures":["F1","F3"],"name":"families that left"}"#,
        r#"{"do":"different","claims":["F1","F2"]}"#,
        r#"{"do":"note","on":"F3","text":"counted twice"}"#,
        r#"{"do":"same_as","claims":["F1","F3"],"into":"F1"}"#,
    ]);
}

#[test]
fn lists_that_went_and_names_with_their_identifiers_come_again() {
    check(&[
        r#"{"do":"accept",{Omar Said},"label":"person"}"#,
        r#"{"do":"identify","entity":"Omar Said","to":{"scheme":"wikidata","id":"Q901"}}"#,
        r#"{"do":"remove_list","list":"Ministers"}"#,
        r#"{"do":"reject","name":"Harbour Party","label":"org","where":"dossier"}"#,
        r#"{"do":"zone",{A2:Foreign},"kind":"boilerplate"}"#,
        r#"{"do":"set_aside","article":"A3"}"#,
    ]);
}
