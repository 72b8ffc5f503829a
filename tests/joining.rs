//! The same name over several articles: where it is found, what joining all of it does, and that every step of joining
//! and taking out goes back, also after further joins.
//!
//! On the three invented articles; Ana Ruiz and Omar Said stand in two of them.

use crate::fixture::Bench;
use crate::fixture::Rows;
use dossier::model::kind::Label;
use dossier::names::fold;
use dossier::store::read::elsewhere;
use dossier::store::read::elsewhere::Elsewhere;
use dossier::store::read::elsewhere::NameWanted;

fn decide(bench: &mut Bench, line: &str) {
    let line = bench.placed(line);
    bench.decide(&line).unwrap_or_else(|reason| panic!("{reason}: {line}"));
}

/// Where a person's name stands in other articles than the first.
fn found(bench: &mut Bench, name: &str, card: Option<i64>) -> Elsewhere {
    let wanted = NameWanted { article: 1, label: Label::Person, name: name.to_owned(), card };
    elsewhere::elsewhere(bench.ws().db(), &wanted, true, fold).expect("an answer")
}

/// The same, in words: `A2 ×2 Ana Ruiz returned …` and the other card.
fn told(bench: &mut Bench, name: &str, card: Option<i64>) -> Vec<String> {
    let places = found(bench, name, card).places;
    let told = places.iter().map(|place| {
        let words = place.in_sentence.words(&place.sentence).expect("words of the sentence");
        let other = place.card.as_ref().map_or_else(String::new, |(id, _)| format!(" of E{id}"));
        format!("A{} ×{} {words}{other}", place.origin.article, place.n_mentions)
    });
    told.collect()
}

#[test]
fn a_name_is_found_where_it_waits_and_where_it_has_another_card() {
    let mut bench = Bench::new();
    assert_eq!(
        told(&mut bench, "ANA RUIZ", None),
        ["A2 ×2 Ana Ruiz"],
        "with the short form that its article ties to it"
    );
    assert_eq!(told(&mut bench, "Ruiz", None), Vec::<String>::new(), "a surname alone may be anybody's");
    assert_eq!(
        told(&mut bench, "Omar Said", None),
        ["A2 ×1 Omar Said"],
        "another Said, by surname alone, is not the same"
    );
    assert!(found(&mut bench, "Omar Said", None).places[0].sentence.starts_with("Foreign minister Omar Said of the"));
    decide(&mut bench, r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#);
    // Accepted there too, as a card of its own, but for one mention.
    decide(&mut bench, r#"{"do":"accept",{A2:Ana Ruiz},"label":"person"}"#);
    assert_eq!(told(&mut bench, "Ana Ruiz", Some(1)), ["A2 ×2 Ana Ruiz of E2"]);
    decide(&mut bench, r#"{"do":"reject",{A2:Omar Said},"label":"person"}"#);
    assert_eq!(told(&mut bench, "Omar Said", None), Vec::<String>::new(), "what was rejected stays so");
    decide(&mut bench, r#"{"do":"different","entities":["E1","E2"]}"#);
    assert_eq!(told(&mut bench, "Ana Ruiz", Some(1)), Vec::<String>::new(), "they were said to be different");
    assert_eq!(told(&mut bench, "Ana Ruiz", None), ["A2 ×2 Ana Ruiz of E2"], "but another may be either");
}

#[test]
fn all_that_is_the_same_becomes_one_card_in_one_step() {
    let mut bench = Bench::new();
    let before = bench.rows();
    let places = [bench.at(2, "Ana Ruiz", 0), bench.at(2, "Ruiz", 1)].map(|place| format!("{{{place}}}")).join(",");
    let here = bench.at(1, "Ana Ruiz", 0);
    bench.decide(&format!(r#"{{"do":"same_as",{here},"mentions":[{places}]}}"#)).expect("joined");
    assert_eq!(bench.table("entity").len(), 2, "the second was made in its article and is the first now");
    let live = bench.table("entity").iter().filter(|row| row.ends_with("null]")).count();
    assert_eq!(live, 1);
    assert_eq!(told(&mut bench, "Ana Ruiz", Some(1)), Vec::<String>::new());
    assert_eq!(bench.failure(), None);
    bench.ws().undo(None).expect("undo");
    assert_eq!(bench.rows(), before);
    let refused = bench.decide(&format!(r#"{{"do":"same_as",{here},"mentions":[{{{}}}]}}"#, bench_at_thursday()));
    assert!(refused.is_err(), "{refused:?}");
    assert_eq!(bench.rows(), before, "half of it would be nothing");
}

/// A place where no name stands.
fn bench_at_thursday() -> String {
    let mut bench = Bench::new();
    bench.at(1, "Thursday", 0)
}

#[test]
fn joining_and_taking_out_goes_back_step_by_step_also_after_further_joins() {
    let mut bench = Bench::new();
    let out = bench.at(2, "Ana Ruiz", 0);
    let take_out = format!(r#"{{"do":"split","entity":"E1","mentions":[{{{out}}}]}}"#);
    let mut states: Vec<Rows> = vec![bench.rows()];
    for line in [
        r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#,
        r#"{"do":"accept",{A2:Ana Ruiz},"label":"person"}"#,
        r#"{"do":"accept",{A2:Omar Said},"label":"person"}"#,
        r#"{"do":"accept","article":"A2","kind":"role",{A2:Foreign minister Omar Said}}"#,
        r#"{"do":"note","on":"E2","text":"the same as in A1?"}"#,
        r#"{"do":"identify","entity":"E2","scheme":"wikidata","id":"Q1"}"#,
        r#"{"do":"same_as","entities":["E2","E1"],"into":"E1"}"#,
        r#"{"do":"accept",{Omar Said},"label":"person"}"#,
        // A join upon a join, by mistake.
        r#"{"do":"same_as","entities":["E3","E1"],"into":"E1"}"#,
        &take_out,
        r#"{"do":"accept",{A3:Said},"label":"person"}"#,
        r#"{"do":"different",{A3:Said},"entities":["E1"]}"#,
    ] {
        decide(&mut bench, &line.replace(r#""article":"A2","kind":"role",{A2:"#, r#""kind":"role",{A2:"#));
        states.push(bench.rows());
    }
    let end = states.len() - 1;
    for state in states[..end].iter().rev() {
        bench.ws().undo(None).expect("undo");
        assert!(bench.rows() == *state, "undo gives what was before");
    }
    bench.restart();
    for state in &states[1..] {
        bench.ws().redo().expect("redo");
        assert!(bench.rows() == *state, "redo gives what was there");
    }
    // The first join alone: what came later stands on it, and is named.
    let first_join = 8;
    let refused = bench.ws().undo(Some(first_join)).expect_err("later joins stand on it").to_string();
    assert_eq!(refused, "change 8 cannot be undone: change 11 rests on it; undo that one first");
    assert_eq!(bench.failure(), None);
}
