//! A story that comes again: what was decided in one article holds in its copy, sentence by sentence, as one step.

use crate::fixture::Bench;
use crate::fixture::ClaimMarks;
use crate::fixture::Is;
use crate::fixture::incoming;
use crate::fixture::read_marks;
use dossier::ledger::command::Command;
use dossier::ledger::copies;
use dossier::names::fold;
use dossier::store::prints;
use dossier::store::read::card_page;
use dossier::store::read::claim_table::measure::measure_tables;
use dossier::store::read::claims;
use dossier::store::read::lookup;
use std::collections::BTreeSet;

/// Sentences of a wire story, with what the extractor suggests in them.
const STORY: &[&str] = &[
    "[Ana Ruiz]{person ana}, the mediator, said that talks on the [Alder Harbour]{place harbour} ended [Thursday]{date =2024-05-02} without a deal.",
    "[Ruiz]{person ana} told reporters that both sides would meet again before the end of the year.",
    "Some [1,200]{quantity =1200} families had left the camp by then, according to the [Harbour Board]{org board}.",
    "[Omar Said]{person omar} of the port workers called the offer of the owners an insult to all.",
];

const CLAIMS: &[ClaimMarks] = &[
    ("figure", "1,200 families", &[("value", Is::Number(1200.0)), ("said_by", Is::Who("board"))], &["1,200"]),
    (
        "event",
        "talks on the Alder Harbour ended Thursday",
        &[("type", Is::Text("meeting")), ("actors", Is::Who("ana")), ("date", Is::Text("2024-05-02"))],
        &["Thursday"],
    ),
    ("role", "Ana Ruiz, the mediator", &[("title", Is::Text("mediator")), ("holder", Is::Who("ana"))], &[]),
];

fn story() -> String {
    STORY.join(" ")
}

/// Claims whose words still stand in a text.
fn claims_in(marked: &str) -> Vec<ClaimMarks> {
    let body = read_marks(marked, &[]).0;
    CLAIMS
        .iter()
        .copied()
        .filter(|(_, words, fields, _)| {
            let named = |(_, is): &(&str, Is)| !matches!(is, Is::Who(key) if !marked.contains(&format!(" {key}}}")));
            body.contains(words) && fields.iter().all(named)
        })
        .collect()
}

/// A dossier with the story as A1, reviewed, and its copy as A2.
fn bench(copy: &str) -> Bench {
    let mut bench = Bench::empty();
    import(&mut bench, "first.txt", &story());
    for line in [
        r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#,
        r#"{"do":"accept",{Ruiz#1},"label":"person"}"#,
        r#"{"do":"rename","entity":"Ana Ruiz","to":"Ana M. Ruiz"}"#,
        r#"{"do":"accept",{Thursday},"label":"date"}"#,
        r#"{"do":"accept",{1,200 families},"kind":"figure"}"#,
        r#"{"do":"accept",{talks on the Alder Harbour ended Thursday},"kind":"event"}"#,
        r#"{"do":"accept",{Ana Ruiz, the mediator},"kind":"role"}"#,
        r#"{"do":"measure","figures":["F1"],"name":"families that left"}"#,
        r#"{"do":"reject",{Alder Harbour},"label":"place"}"#,
        r#"{"do":"change",{Omar Said},"label":"person","to":{"end":END}}"#,
        r#"{"do":"create",{port workers},"label":"group"}"#,
    ] {
        let line = bench.placed(line);
        let end = read_marks(&story(), &[]).0.find("Omar Said").expect("a name") + "Omar".len();
        let line = line.replace("END", &end.to_string());
        bench.decide(&line).unwrap_or_else(|reason| panic!("{reason}: {line}"));
    }
    // The very same bytes would be the same article.
    import(&mut bench, "second.txt", &format!("{copy} More follows."));
    bench
}

fn import(bench: &mut Bench, name: &str, marked: &str) {
    let incoming = vec![incoming(name, marked, &claims_in(marked))];
    bench.ws().run(&Command::Import { incoming }).expect("an import");
}

/// What is decided in an article: `accepted person Ana Ruiz`, `accepted figure 1,200 families`.
fn decided(bench: &mut Bench, article: i64) -> BTreeSet<String> {
    let db = bench.ws().db();
    let mentions = lookup::mentions_decided_in(db, article).expect("mentions").into_iter();
    let mentions = mentions.map(|mention| format!("{} {} {}", mention.status, mention.label, mention.words));
    let rows = claims::rows_in(db, article).expect("claims").into_iter();
    mentions.chain(rows.map(|claim| format!("{} {} {}", claim.status, claim.kind, claim.words))).collect()
}

fn take_over(bench: &mut Bench) -> Result<String, String> {
    bench.decide(r#"{"do":"take_over","article":"A2","from":"A1"}"#).map(|applied| applied.summary)
}

#[test]
fn a_copy_takes_over_everything_as_one_step() {
    let mut bench = bench(&format!("Wire story on the harbour, in full\n\n{}", story()));
    let before = bench.rows();
    let (from, outlook) = copies::offer(bench.ws().db(), 2).unwrap().expect("an offer");
    assert_eq!((from, outlook.n_sentences, outlook.n_decisions(), outlook.n_left), (1, 4, 11, 0));
    assert_eq!(take_over(&mut bench), Ok("Took over 8 mentions and 3 claims".to_owned()));
    assert_eq!(decided(&mut bench, 2), decided(&mut bench, 1));
    let rows = claims::rows_in(bench.ws().db(), 2).unwrap();
    let figure = rows.iter().find(|claim| claim.reference().starts_with('F')).expect("the figure");
    assert_eq!(figure.measure.as_ref().map(|(_, name)| name.as_str()), Some("families that left"));
    assert_eq!(figure.article_id, 2, "it rests on words of its own");
    let role = rows.iter().find(|claim| claim.reference().starts_with('R')).expect("the role");
    assert_eq!(role.parts, claims::rows_in(bench.ws().db(), 1).unwrap()[2].parts, "the same card");
    assert_eq!(copies::offer(bench.ws().db(), 2).unwrap(), None, "nothing is left to offer");
    assert_eq!(
        take_over(&mut bench),
        Err("no sentence of A1 with a decision in it stands here and waits to be decided".to_owned())
    );
    assert_eq!(bench.failure(), None);
    let after = bench.rows();
    bench.ws().undo(None).unwrap();
    assert_eq!(bench.rows(), before, "one step");
    bench.ws().redo().unwrap();
    assert_eq!(bench.rows(), after);
    bench.ws().rebuild().unwrap();
    assert_eq!(bench.rows(), after);
}

/// What a changed copy does not take over.
fn missing(from: &str, to: &str) -> Vec<String> {
    let mut bench = bench(&story().replace(from, to));
    take_over(&mut bench).expect("something is the same");
    assert_eq!(bench.failure(), None);
    let (first, second) = (decided(&mut bench, 1), decided(&mut bench, 2));
    assert!(second.is_subset(&first), "{second:?}");
    first.difference(&second).cloned().collect()
}

#[test]
fn what_was_corrected_is_asked_anew() {
    assert_eq!(
        missing("[1,200]{quantity =1200}", "[1,300]{quantity =1300}"),
        ["accepted figure 1,200 families", "accepted org Harbour Board", "accepted quantity 1,200",]
    );
    assert_eq!(missing("an insult", "an offence"), ["accepted group port workers", "accepted person Omar"]);
}

#[test]
fn a_name_that_goes_with_another_here_is_asked_anew() {
    // The full name was put right: who "Ruiz" is, is another question.
    let gone = missing("[Ana Ruiz]{person ana}", "[Eva Ruiz]{person ana}");
    assert!(gone.contains(&"accepted person Ruiz".to_owned()), "{gone:?}");
    assert!(gone.contains(&"accepted role Ana Ruiz, the mediator".to_owned()), "{gone:?}");
    assert!(!gone.contains(&"accepted figure 1,200 families".to_owned()), "{gone:?}");
}

#[test]
fn a_day_that_is_another_day_here_is_asked_anew() {
    let mut bench = bench(&story().replace("=2024-05-02", "=2024-05-09"));
    bench.decide(r#"{"do":"set_article","article":"A1","published":"2024-05-03"}"#).unwrap();
    let (from, outlook) = copies::offer(bench.ws().db(), 2).unwrap().expect("an offer");
    let taken: Vec<&str> = outlook.mentions.iter().map(|mention| mention.words.as_str()).collect();
    assert_eq!(from, 1);
    assert!(!taken.contains(&"Thursday") && taken.contains(&"1,200"), "{taken:?}");
    assert_eq!(outlook.n_left, 1, "the day");
}

#[test]
fn another_story_is_offered_nothing() {
    let other = "[Ana Ruiz]{person ana} opened the new market hall of the town on Sunday with a short speech.";
    let mut bench = bench(other);
    assert_eq!(copies::offer(bench.ws().db(), 2).unwrap(), None);
    assert!(take_over(&mut bench).is_err());
    for line in [
        r#"{"do":"take_over","article":"A1","from":"A1"}"#,
        r#"{"do":"take_over","article":"A2","from":"A9"}"#,
        r#"{"do":"take_over","article":"A2"}"#,
    ] {
        assert!(bench.decide(line).is_err(), "{line}");
    }
}

#[test]
fn what_is_decided_here_already_stays() {
    let mut bench = bench(&story());
    let line = bench.placed(r#"{"do":"doubtful",{A2:Ana Ruiz},"label":"person"}"#);
    bench.decide(&line).unwrap();
    take_over(&mut bench).unwrap();
    let second = decided(&mut bench, 2);
    assert!(second.contains("doubtful person Ana Ruiz") && !second.contains("accepted person Ana Ruiz"), "{second:?}");
}

#[test]
fn a_removed_article_leaves_no_fingerprint() {
    let mut bench = bench(&story());
    bench.decide(r#"{"do":"remove_for_good","article":"A1"}"#).unwrap();
    assert_eq!(copies::offer(bench.ws().db(), 2).unwrap(), None);
    assert_eq!(bench.failure(), None);
}

#[test]
fn articles_from_before_are_noted_when_there_is_time() {
    let mut bench = bench(&story());
    for article in [1, 2] {
        prints::forget(bench.ws().db(), article).unwrap();
    }
    assert_eq!(copies::offer(bench.ws().db(), 2).unwrap(), None);
    bench.restart();
    while bench.ws().note_sentences(1).unwrap() {}
    assert_eq!(copies::offer(bench.ws().db(), 2).unwrap().map(|(from, _)| from), Some(1));
}

#[test]
fn ten_copies_are_one_text() {
    let mut bench = bench(&format!("A new headline\n\n{}", story()));
    take_over(&mut bench).unwrap();
    let other = "[Ana Ruiz]{person ana} opened the new market hall of the town on Sunday with a short speech.";
    import(&mut bench, "third.txt", other);
    for line in [r#"{"do":"accept",{A3:Ana Ruiz},"label":"person"}"#, r#"{"do":"same_as",{A3:Ana Ruiz},"entity":"E1"}"#]
    {
        let line = bench.placed(line);
        bench.decide(&line).unwrap();
    }
    let page = card_page::card_page(bench.ws().db(), 1, fold).unwrap().expect("the card");
    assert_eq!((page.card.n_articles, page.n_texts), (3, 2));
    let measures = measure_tables(bench.ws().db()).unwrap();
    assert_eq!((measures[0].n_articles, measures[0].n_texts), (2, 1));
}
