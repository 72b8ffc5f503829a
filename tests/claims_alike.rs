//! Claims of different articles that may be one: offered with reasons, joined into one with both sources, told apart for
//! ever, taken back whole; figures of one thing are offered for one measure.

use crate::fixture::Bench;
use crate::fixture::ClaimMarks;
use crate::fixture::Is;
use crate::fixture::incoming;
use dossier::ledger::command::Command;
use dossier::model::kind::ClaimKind;
use dossier::model::span::Span;
use dossier::resolve::claims;
use dossier::resolve::claims::ClaimIndex;
use dossier::store::read::claim_table::ClaimColumn;
use dossier::store::read::claim_table::ClaimFilter;
use dossier::store::read::claim_table::ClaimTableRow;
use dossier::store::read::claim_table::detail::AlikeClaim;
use dossier::store::read::claim_table::detail::ClaimPlace;
use dossier::store::read::claim_table::detail::claim_detail;
use dossier::store::read::claim_table::measure::measure_tables;

const FIRST: &str = "In October [Norland]{place n} set a deadline of 1 November for foreigners without papers to leave. \
    [Ana Ruiz]{person a} met [Omar Said]{person o} in [Alder]{place al}. \
    The [Relief Office]{org r} counts 1.3 million registered Velan refugees in [Norland]{place n}. \
    A flood killed 40 people in [Alder]{place al}.";
const SECOND: &str = "[Norland]{place n} named 1 November as the deadline for foreigners to leave. \
    [Omar Said]{person o} received [Ana Ruiz]{person a}. \
    [Norland]{place n} hosts 1.4 million Velan refugees. Floods hurt 41 people in [Alder]{place al}.";

const FIRST_CLAIMS: &[ClaimMarks] = &[
    event(
        "set a deadline of 1 November for foreigners without papers to leave",
        &[
            ("type", Is::Text("deadline")),
            ("modality", Is::Text("happened")),
            ("actors", Is::Who("n")),
            ("date", Is::Text("2023-11-01")),
        ],
    ),
    event(
        "Ana Ruiz met Omar Said in Alder",
        &[
            ("type", Is::Text("meeting")),
            ("actors", Is::Who("a")),
            ("recipients", Is::Who("o")),
            ("place", Is::Who("al")),
            ("date", Is::Text("2023-10-05")),
        ],
    ),
    figure(
        "1.3 million registered Velan refugees in Norland",
        &[
            ("value", Is::Number(1.3e6)),
            ("population", Is::Text("registered Velan refugees")),
            ("place", Is::Who("n")),
            ("said_by", Is::Who("r")),
        ],
    ),
    figure(
        "killed 40 people in Alder",
        &[("value", Is::Number(40.0)), ("population", Is::Text("people")), ("place", Is::Who("al"))],
    ),
];

const SECOND_CLAIMS: &[ClaimMarks] = &[
    event(
        "named 1 November as the deadline for foreigners to leave",
        &[("type", Is::Text("deadline")), ("modality", Is::Text("happened")), ("date", Is::Text("2023-11-01"))],
    ),
    event(
        "Omar Said received Ana Ruiz",
        &[
            ("type", Is::Text("meeting")),
            ("actors", Is::Who("o")),
            ("recipients", Is::Who("a")),
            ("date", Is::Text("2023-10")),
        ],
    ),
    figure(
        "1.4 million Velan refugees",
        &[("value", Is::Number(1.4e6)), ("population", Is::Text("Velan refugees")), ("place", Is::Who("n"))],
    ),
    figure(
        "hurt 41 people in Alder",
        &[("value", Is::Number(41.0)), ("population", Is::Text("people")), ("place", Is::Who("al"))],
    ),
];

const fn event(words: &'static str, fields: &'static [(&'static str, Is)]) -> ClaimMarks {
    ("event", words, fields, &[])
}

const fn figure(words: &'static str, fields: &'static [(&'static str, Is)]) -> ClaimMarks {
    ("figure", words, fields, &[])
}

const DEADLINES: (&str, &str) = (FIRST_CLAIMS[0].1, SECOND_CLAIMS[0].1);
const MEETINGS: (&str, &str) = (FIRST_CLAIMS[1].1, SECOND_CLAIMS[1].1);

fn bench() -> Bench {
    let mut bench = Bench::empty();
    let mut all = Vec::new();
    for (name, text, claims, published) in
        [("a.txt", FIRST, FIRST_CLAIMS, "2023-12-08"), ("b.txt", SECOND, SECOND_CLAIMS, "2023-10-05")]
    {
        let mut one = incoming(name, text, claims);
        one.source.articles[0].metadata.published = Some(published.to_owned());
        one.source.articles[0].metadata.published_basis = Some(dossier::model::kind::DateBasis::Given);
        all.push(one);
    }
    bench.ws().run(&Command::Import { incoming: all }).expect("an import");
    bench
}

/// Rows in order of their articles and words; of those alone that may be one with another if so asked.
fn rows(bench: &mut Bench, index: &mut ClaimIndex, is_alike: bool) -> Vec<ClaimTableRow> {
    let filter = ClaimFilter {
        with_proposed: true,
        is_alike,
        sorted_by: ClaimColumn::Measure,
        is_descending: false,
        ..ClaimFilter::default()
    };
    claims::table(bench.ws().db(), index, &filter).expect("a table").rows
}

fn offered(bench: &mut Bench, index: &mut ClaimIndex, words: &str) -> Vec<AlikeClaim> {
    let row = rows(bench, index, false).into_iter().find(|row| row.words == words).expect("a claim");
    let place = ClaimPlace { id: row.id(), kind: row.kind, article_id: row.article_id, span: row.span };
    let sentences = |text: &str| vec![Span::new(0, text.len())];
    let db = bench.ws().db();
    let mut detail = claim_detail(db, place, sentences).expect("an answer").expect("a claim");
    claims::detail(db, index, place, &mut detail).expect("candidates");
    detail.alike
}

fn decide(bench: &mut Bench, line: &str) {
    let line = bench.placed(line);
    bench.decide(&line).unwrap_or_else(|reason| panic!("{line}: {reason}"));
}

/// `{"article", "start", "end", "kind"}` of a claim.
fn place(bench: &mut Bench, article: i64, words: &str, kind: &str) -> String {
    format!(r#"{{{},"kind":"{kind}"}}"#, bench.at(article, words, 0))
}

#[test]
fn one_event_in_two_articles_is_offered_with_reasons() {
    let (mut bench, mut index) = (bench(), ClaimIndex::default());
    for (one, other, reason) in [
        (DEADLINES.0, DEADLINES.1, "both on 1 Nov 2023"),
        (MEETINGS.0, MEETINGS.1, "their dates meet and Ana Ruiz and Omar Said"),
    ] {
        for (from, to) in [(one, other), (other, one)] {
            let found = offered(&mut bench, &mut index, from);
            let told: Vec<&str> = found.iter().map(|found| found.row.words.as_str()).collect();
            assert_eq!(told, [to], "{from}");
            let is_said = |part: &str| found[0].reason.contains(part);
            assert!(reason.split(" and ").all(is_said), "{}", found[0].reason);
        }
    }
    let alike: Vec<String> = rows(&mut bench, &mut index, true).into_iter().map(|row| row.words).collect();
    assert_eq!(alike.len(), 6, "two events twice, and two figures: {alike:?}");
    assert!(!alike.iter().any(|words| words.contains("people")), "the killed are not the hurt: {alike:?}");
}

#[test]
fn joined_they_are_one_claim_with_both_sources_and_undo_parts_them() {
    let (mut bench, mut index) = (bench(), ClaimIndex::default());
    let before = bench.rows();
    let (one, other) = (place(&mut bench, 1, DEADLINES.0, "event"), place(&mut bench, 2, DEADLINES.1, "event"));
    decide(&mut bench, &format!(r#"{{"do":"same_as","claims":[{other},{one}]}}"#));
    let found: Vec<ClaimTableRow> = rows(&mut bench, &mut index, false);
    let joined = found.iter().find(|row| row.id() == Some(1)).expect("one claim");
    assert_eq!((joined.n_articles, joined.words.as_str()), (2, DEADLINES.1));
    let actors: Vec<String> =
        joined.values(dossier::model::claim::Field::Actors).map(|who| format!("{who:?}")).collect();
    assert!(actors.len() == 1 && actors[0].contains("Norland"), "who acted is taken over: {actors:?}");
    assert!(!found.iter().any(|row| row.words == DEADLINES.0), "no suggestion is left of it");
    assert_eq!(offered(&mut bench, &mut index, DEADLINES.1), []);
    let in_first = dossier::store::read::claims::decided_in(bench.ws().db(), 1).expect("claims");
    assert_eq!(in_first[0].words, DEADLINES.0, "Review shows it at the words of its own article");
    assert_eq!(bench.failure(), None);
    bench.ws().undo(None).expect("undone");
    assert_eq!(bench.rows(), before);
    assert_eq!(offered(&mut bench, &mut index, DEADLINES.0).len(), 1, "and offered again");
}

#[test]
fn two_decided_claims_become_one_and_nothing_of_either_is_lost() {
    let (mut bench, mut index) = (bench(), ClaimIndex::default());
    for line in [
        format!(r#"{{"do":"accept","kind":"event",{{{}}}}}"#, MEETINGS.0),
        format!(r#"{{"do":"accept","kind":"event",{{A2:{}}}}}"#, MEETINGS.1),
        format!(r#"{{"do":"accept","kind":"event",{{{}}}}}"#, DEADLINES.0),
        r#"{"do":"note","on":"V2","text":"ask both"}"#.to_owned(),
        r#"{"do":"tag","on":"V2","text":"talks"}"#.to_owned(),
        r#"{"do":"differ","claims":["V2","V3"],"how":"disagree"}"#.to_owned(),
        r#"{"do":"same_as","claims":["V1","V2"],"into":"V1"}"#.to_owned(),
    ] {
        decide(&mut bench, &line);
    }
    let found = rows(&mut bench, &mut index, false);
    let joined = found.iter().find(|row| row.id() == Some(1)).expect("one claim");
    assert_eq!((joined.n_articles, joined.remarks.n_notes, joined.remarks.n_tags), (2, 1, 1));
    assert!(!found.iter().any(|row| row.id() == Some(2)));
    assert_eq!(bench.table("difference").len(), 1, "what was said of it and a third is said of both");
    assert_eq!(bench.failure(), None);
    for (line, reason) in [
        (r#"{"do":"same_as","claims":["V1","V1"]}"#, "the two are one and the same"),
        (r#"{"do":"same_as","claims":["V1","V3"],"into":"V9"}"#, "no claim is called \"V9\""),
    ] {
        assert_eq!(bench.decide(line).expect_err("a refusal"), reason);
    }
    let figure = place(&mut bench, 1, FIRST_CLAIMS[2].1, "figure");
    let refused = bench.decide(&format!(r#"{{"do":"same_as","claims":["V1",{figure}]}}"#)).expect_err("a refusal");
    assert_eq!(refused, "events and figures cannot be one claim");
}

#[test]
fn told_apart_they_are_never_offered_nor_joined_until_that_is_taken_back() {
    let (mut bench, mut index) = (bench(), ClaimIndex::default());
    let (one, other) = (place(&mut bench, 1, DEADLINES.0, "event"), place(&mut bench, 2, DEADLINES.1, "event"));
    decide(&mut bench, &format!(r#"{{"do":"different","claims":[{one},{other}]}}"#));
    assert_eq!(offered(&mut bench, &mut index, DEADLINES.0), []);
    let refused = bench.decide(r#"{"do":"same_as","claims":["V1","V2"]}"#).expect_err("a refusal");
    assert_eq!(refused, "someone said that these two claims are of different things: say otherwise first");
    bench.ws().undo(None).expect("undone");
    assert_eq!(offered(&mut bench, &mut index, DEADLINES.0).len(), 1);
    decide(&mut bench, &format!(r#"{{"do":"reject","kind":"event",{{A2:{}}}}}"#, DEADLINES.1));
    assert_eq!(offered(&mut bench, &mut index, DEADLINES.0), [], "what was rejected is nothing");
}

#[test]
fn figures_of_one_thing_are_offered_for_one_measure_under_a_name_made_of_them() {
    let (mut bench, mut index) = (bench(), ClaimIndex::default());
    let (registered, hosted) = (FIRST_CLAIMS[2].1, SECOND_CLAIMS[2].1);
    let found = offered(&mut bench, &mut index, registered);
    let [one] = found.as_slice() else { panic!("one figure: {found:?}") };
    assert_eq!(one.row.words, hosted);
    assert_eq!(one.measure.as_deref(), Some("Registered Velan refugees in Norland"));
    assert_eq!(offered(&mut bench, &mut index, FIRST_CLAIMS[3].1), [], "killed is not hurt");
    let first = place(&mut bench, 1, registered, "figure");
    decide(&mut bench, &format!(r#"{{"do":"measure","figures":[{first}],"name":"Velan refugees"}}"#));
    assert_eq!(offered(&mut bench, &mut index, hosted)[0].measure.as_deref(), Some("Velan refugees"));
    let mut tables = measure_tables(bench.ws().db()).expect("measures");
    claims::measures(bench.ws().db(), &mut index, &mut tables).expect("candidates");
    let words: Vec<&str> = tables[0].candidates.iter().map(|candidate| candidate.row.words.as_str()).collect();
    assert_eq!(words, [hosted]);
    let second = place(&mut bench, 2, hosted, "figure");
    decide(&mut bench, &format!(r#"{{"do":"measure","figures":[{second}],"name":"velan refugees"}}"#));
    let tables = measure_tables(bench.ws().db()).expect("measures");
    assert!(tables.iter().map(|table| table.figures.len()).sum::<usize>() == 2);
    assert_eq!(offered(&mut bench, &mut index, hosted), []);
}

#[test]
fn an_event_keeps_the_words_of_the_other_article_when_one_is_removed_for_good() {
    let (mut bench, mut index) = (bench(), ClaimIndex::default());
    let (one, other) = (place(&mut bench, 1, DEADLINES.0, "event"), place(&mut bench, 2, DEADLINES.1, "event"));
    decide(&mut bench, &format!(r#"{{"do":"same_as","claims":[{one},{other}]}}"#));
    bench.decide(r#"{"do":"remove_for_good","article":"A1"}"#).expect("removed");
    let found = rows(&mut bench, &mut index, false);
    let kept: Vec<&ClaimTableRow> =
        found.iter().filter(|row| row.kind == ClaimKind::Event && row.id().is_some()).collect();
    assert_eq!(kept.len(), 1, "{found:?}");
    assert_eq!((kept[0].words.as_str(), kept[0].n_articles), (DEADLINES.1, 1));
    assert_eq!(kept[0].text(dossier::model::claim::Field::Date), Some("2023-11-01"));
    assert_eq!(bench.failure(), None);
}
