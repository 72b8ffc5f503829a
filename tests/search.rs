//! What a query finds in a dossier, and what it must not be read as.

use crate::fixture::Bench;
use crate::fixture::ClaimMarks;
use crate::fixture::Is;
use crate::fixture::incoming;
use dossier::extract;
use dossier::ledger::command::Command;
use dossier::model::claim::Field;
use dossier::store::read::search::Hits;
use dossier::store::read::search::Sought;
use dossier::store::read::search::search;
use dossier::text::needle::Beginnings;

const DELTA: &str = "[O'Brien]{person ob} said the US-led force cost [$1.4 million]{money =1400000} AND more. \
                     Malé is quiet. 联合国难民署说，难民很多。";
const DELTA_CLAIMS: &[ClaimMarks] =
    &[("figure", "$1.4 million", &[("value", Is::Number(1_400_000.0)), ("unit", Is::Text("USD"))], &["$1.4 million"])];
const ECHO: &str = "Between [1.3 and 1.5 million]{quantity} people, [30 percent]{percent =30} of them children. \
                    ผู้ลี้ภัยจำนวนมาก";
const ECHO_CLAIMS: &[ClaimMarks] = &[
    (
        "figure",
        "1.3 and 1.5 million",
        &[("low", Is::Number(1_300_000.0)), ("high", Is::Number(1_500_000.0)), ("population", Is::Text("people"))],
        &["1.3 and 1.5 million"],
    ),
    ("figure", "30 percent", &[("value", Is::Number(30.0)), ("unit", Is::Text("percent"))], &["30 percent"]),
];

/// The three articles of the fixture and two more.
fn bench() -> Bench {
    let mut bench = Bench::new();
    let more = vec![incoming("delta.txt", DELTA, DELTA_CLAIMS), incoming("echo.txt", ECHO, ECHO_CLAIMS)];
    bench.ws().run(&Command::Import { incoming: more }).expect("an import");
    for line in [
        r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#,
        r#"{"do":"accept","name":"Noor Camp","label":"place","where":"dossier"}"#,
    ] {
        let line = bench.placed(line);
        bench.decide(&line).expect("a decision");
    }
    bench
}

fn found(bench: &mut Bench, query: &str, beginnings: Beginnings) -> Hits {
    search(bench.ws().db(), &Sought::new(query, beginnings, extract::amount(query))).expect("hits")
}

/// Articles of a query, sorted.
fn articles(bench: &mut Bench, query: &str, beginnings: Beginnings) -> Vec<i64> {
    let mut ids: Vec<i64> = found(bench, query, beginnings).articles.iter().map(|hit| hit.article_id).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn words_phrases_and_beginnings_find_their_articles() {
    let mut bench = bench();
    for (query, whole, typed) in [
        ("ruiz", &[1, 2][..], &[1, 2][..]),
        ("CAFE", &[1], &[1]),
        ("male", &[4], &[4]),
        ("harb", &[], &[2, 3]),
        ("harb ", &[], &[]),
        ("\"noor camp\"", &[1, 3], &[1, 3]),
        ("\"camp noor\"", &[], &[]),
        ("camp noor", &[1, 3], &[1, 3]),
        ("About cape", &[3], &[3]),
        ("nothing of it", &[], &[]),
        ("", &[], &[]),
    ] {
        assert_eq!(articles(&mut bench, query, Beginnings::None), whole, "{query}");
        assert_eq!(articles(&mut bench, query, Beginnings::Last), typed, "{query}, being typed");
    }
}

#[test]
fn syntax_of_the_index_is_only_words() {
    let mut bench = bench();
    for (query, expected) in [
        ("US-led", &[4][..]),
        ("O'Brien", &[4]),
        ("O’Brien", &[4]),
        ("cost AND", &[4]),
        ("AND", &[4, 5]),
        ("\"US-led force", &[4]),
        ("ruiz OR quiet", &[]),
        ("title:cape", &[]),
        ("*", &[]),
        ("NEAR(ruiz said)", &[]),
        ("^ruiz", &[1, 2]),
        ("ruiz\0said", &[1, 2]),
    ] {
        assert_eq!(articles(&mut bench, query, Beginnings::None), expected, "{query}");
    }
}

#[test]
fn writing_without_spaces_is_found_inside_a_sentence() {
    let mut bench = bench();
    for (query, expected) in [
        ("难民", &[4][..]),
        ("难民 quiet", &[4]),
        ("难民 ruiz", &[]),
        ("ลี้ภัย", &[5]),
        ("難民", &[]),
        ("难%民", &[]),
        ("难_", &[]),
    ] {
        assert_eq!(articles(&mut bench, query, Beginnings::Last), expected, "{query}");
    }
    let hits = found(&mut bench, "难民", Beginnings::Last);
    let passage = &hits.articles[0].passages[0];
    let marked: Vec<&str> = passage.marks.iter().filter_map(|mark| mark.words(&passage.text)).collect();
    assert_eq!(marked, ["难民", "难民"]);
    assert_eq!(hits.articles[0].n_places, 2);
}

#[test]
fn figures_are_found_by_value_however_it_is_written() {
    let mut bench = bench();
    for (query, expected) in [
        ("1.4m", &["$1.4 million", "1.3 and 1.5 million"][..]),
        ("1.4 million", &["$1.4 million", "1.3 and 1.5 million"]),
        ("14 lakh", &["$1.4 million", "1.3 and 1.5 million"]),
        ("0.14 crore", &["$1.4 million", "1.3 and 1.5 million"]),
        ("1,400,000", &["$1.4 million", "1.3 and 1.5 million"]),
        ("$1.4m", &["$1.4 million", "1.3 and 1.5 million"]),
        ("1.4m people", &["1.3 and 1.5 million"]),
        ("1.5 million", &["1.3 and 1.5 million"]),
        ("1.6 million", &[]),
        ("30%", &["30 percent"]),
        ("1200", &["1,200 families had left"]),
        ("1200 families", &["1,200 families had left"]),
        ("1200 boats", &[]),
    ] {
        for verb in ["", "accept", "undo"] {
            // A figure is found before and after it was decided.
            if verb == "accept" {
                let line = bench.placed(r#"{"do":"accept","kind":"figure",{A4:$1.4 million}}"#);
                bench.decide(&line).expect("a decision");
            } else if verb == "undo" {
                bench.ws().undo(None).expect("an undo");
            }
            let hits = found(&mut bench, query, Beginnings::None);
            let mut words: Vec<&str> =
                hits.claims.iter().filter(|claim| claim.is_by_value).map(|claim| claim.words.text.as_str()).collect();
            words.sort_unstable();
            assert_eq!(words, expected, "{query} {verb}");
        }
    }
}

#[test]
fn a_figure_says_who_said_it_before_and_after_it_was_decided() {
    let mut bench = bench();
    for verb in ["", "accept"] {
        if !verb.is_empty() {
            let line = bench.placed(r#"{"do":"accept","kind":"figure",{1,200 families had left}}"#);
            bench.decide(&line).expect("a decision");
        }
        let hits = found(&mut bench, "1200 families", Beginnings::None);
        let figure = hits.claims.iter().find(|claim| claim.is_by_value).expect("a figure");
        assert_eq!(figure.id.is_some(), !verb.is_empty());
        assert_eq!(figure.field(Field::SaidBy), "Ana Ruiz");
        assert_eq!(figure.field(Field::Medium), "");
    }
}

#[test]
fn cards_are_found_by_any_name_and_claims_by_their_words() {
    let mut bench = bench();
    bench.decide(r#"{"do":"alias","entity":"Ana Ruiz","to":"阿娜·鲁伊斯"}"#).expect("a name");
    let cards = |hits: &Hits| -> Vec<(String, Option<String>)> {
        hits.cards.iter().map(|hit| (hit.card.name.clone(), hit.also.clone())).collect()
    };
    let ana = |also: Option<&str>| vec![("Ana Ruiz".to_owned(), also.map(str::to_owned))];
    assert_eq!(cards(&found(&mut bench, "ana", Beginnings::None)), ana(None));
    assert_eq!(cards(&found(&mut bench, "鲁伊", Beginnings::None)), ana(Some("阿娜·鲁伊斯")));
    assert_eq!(cards(&found(&mut bench, "omar", Beginnings::None)), []);
    let hits = found(&mut bench, "families left", Beginnings::None);
    let claims: Vec<(&str, bool)> =
        hits.claims.iter().map(|claim| (claim.words.text.as_str(), claim.id.is_some())).collect();
    assert_eq!(claims, [("said 1,200 families had left Noor Camp", false), ("1,200 families had left", false)]);
    assert_eq!(hits.value, None);
}
