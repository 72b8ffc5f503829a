//! Cards and names of different articles that may be one are offered with reasons; what was said to be different never is.

use crate::fixture::Bench;
use crate::fixture::ClaimMarks;
use crate::fixture::Is;
use crate::fixture::incoming;
use dossier::ledger::command::Command;
use dossier::model::kind::Label;
use dossier::model::span::CodePoints;
use dossier::names::fold;
use dossier::resolve;
use dossier::resolve::index::Index;
use dossier::store::Db;
use dossier::store::read::card_page;
use dossier::store::read::cards::CardsWanted;
use dossier::store::read::entities;
use dossier::store::read::review;
use dossier::store::read::review::Candidate;
use dossier::store::read::review::Review;
use dossier::store::read::review::ReviewName;

/// Marked text of an article, with its claims.
type Article = (&'static str, &'static [ClaimMarks]);

const FIRST: Article = (
    "Foreign minister [Amir Khan Muttaqi]{person m} met [Lena Hart]{person h} of the [Reed Fund]{org r}. \
     [Zabihullah Mujahid]{person z} spoke in [Peru]{place pe known iso3166:PE}.",
    &[(
        "role",
        "Foreign minister Amir Khan Muttaqi",
        &[("title", Is::Text("foreign minister")), ("holder", Is::Who("m"))],
        &["Amir Khan Muttaqi"],
    )],
);

const SECOND: Article = (
    "[AMIR KHAN MOTAQI]{person m}, the foreign minister, and [Lena Hart]{person h} wrote. \
     [Mohammed Yahya Mujahid]{person z} did not; [Hart]{person x} of [Perú]{place pe known iso3166:PE} neither.",
    &[(
        "role",
        "AMIR KHAN MOTAQI, the foreign minister",
        &[("title", Is::Text("foreign minister")), ("holder", Is::Who("m"))],
        &["AMIR KHAN MOTAQI"],
    )],
);

/// A dossier with both articles, the first of them accepted whole.
fn bench() -> Bench {
    let mut bench = Bench::empty();
    let incoming = [FIRST, SECOND]
        .iter()
        .zip(["a.txt", "b.txt"])
        .map(|((text, claims), name)| incoming(name, text, claims))
        .collect();
    bench.ws().run(&Command::Import { incoming }).expect("an import");
    accept_all(&mut bench, 1);
    bench
}

fn accept_all(bench: &mut Bench, article: i64) {
    let review = plain(bench, article);
    let points = CodePoints::new(&review.body);
    let mentions = review.mentions.iter().map(|mention| (mention.span, "label", mention.label.as_str()));
    let claims = review.claims.iter().map(|claim| (claim.span, "kind", claim.kind.as_str()));
    for (span, what, word) in mentions.chain(claims) {
        let (start, end) = points.range(span);
        let line = format!(r#"{{"do":"accept","article":"A{article}","start":{start},"end":{end},"{what}":"{word}"}}"#);
        bench.decide(&line).unwrap_or_else(|reason| panic!("{line}: {reason}"));
    }
}

fn plain(bench: &mut Bench, article: i64) -> Review {
    review::review(bench.ws().db(), article, fold).expect("an answer").expect("an article")
}

fn read(bench: &mut Bench, index: &mut Index, article: i64) -> Review {
    let mut found = plain(bench, article);
    resolve::review(bench.ws().db(), index, &mut found).expect("candidates");
    let (first, parts) = in_parts(bench, index, article);
    assert_eq!(parts, found, "in parts the same comes out");
    if let Some(first) = first {
        let asked = first.names.iter().filter(|name| name.is_compared).count();
        assert!(asked < found.names.len(), "what waits is told: {asked}");
    }
    found
}

/// The article as it is shown first, where others wait, and then.
fn in_parts(bench: &mut Bench, index: &mut Index, article: i64) -> (Option<Review>, Review) {
    let db = bench.ws().db();
    let (mut found, ids) = review::without_candidates(db, article).expect("an answer").expect("an article");
    let mut first = None;
    let bearing = |name: &mut ReviewName, at: usize| review::find_candidates(db, name, &ids[at], fold);
    resolve::review_in_parts(db, index, &mut found, bearing, |begun| first = Some(begun.clone())).expect("candidates");
    (first, found)
}

fn offered<'r>(review: &'r Review, name: &str) -> &'r [Candidate] {
    let name = review.names.iter().find(|other| other.name == name).unwrap_or_else(|| panic!("no name {name}"));
    &name.candidates
}

fn card(bench: &mut Bench, name: &str) -> i64 {
    let found = entities::named(bench.ws().db(), name, &fold(name)).expect("an answer");
    *found.first().unwrap_or_else(|| panic!("no card {name}"))
}

#[test]
fn another_spelling_is_offered_with_its_reasons_and_taken_by_nobody_unsaid() {
    let mut bench = bench();
    let review = read(&mut bench, &mut Index::default(), 2);
    let [motaqi] = offered(&review, "AMIR KHAN MOTAQI") else { panic!("one card") };
    assert_eq!(motaqi.card.name, "Amir Khan Muttaqi");
    assert!(!motaqi.is_sure);
    assert_eq!(motaqi.reason, "same name, spelled Muttaqi · both foreign minister · both with Lena Hart");
    let [hart] = offered(&review, "Lena Hart") else { panic!("one card") };
    assert!(hart.is_sure && hart.reason.starts_with("same name"), "{}", hart.reason);
    let [alone] = offered(&review, "Hart") else { panic!("one card") };
    assert!(!alone.is_sure, "a surname alone may be anybody's");
    assert_eq!(alone.reason.split(" · ").next(), Some("Hart in both, with Lena"));
}

#[test]
fn a_name_that_contradicts_is_not_offered_and_what_is_known_is_not_guessed_at() {
    let mut bench = bench();
    let review = read(&mut bench, &mut Index::default(), 2);
    assert_eq!(offered(&review, "Mohammed Yahya Mujahid"), []);
    let peru = offered(&review, "Perú");
    assert_eq!(peru.iter().map(|one| (one.card.name.as_str(), one.is_sure)).collect::<Vec<_>>(), [("Peru", true)]);
}

#[test]
fn what_was_said_to_be_different_is_never_offered_again() {
    let mut bench = bench();
    accept_all(&mut bench, 2);
    let (one, other) = (card(&mut bench, "Amir Khan Muttaqi"), card(&mut bench, "AMIR KHAN MOTAQI"));
    let mut index = Index::default();
    let pairs = |bench: &mut Bench, index: &mut Index| {
        let found = resolve::pairs(bench.ws().db(), index).expect("pairs");
        found.iter().map(|pair| (pair.a, pair.b)).collect::<Vec<_>>()
    };
    let page = |bench: &mut Bench, index: &mut Index| {
        let mut page = card_page::card_page(bench.ws().db(), one, fold).expect("an answer").expect("a card");
        resolve::card_page(bench.ws().db(), index, &mut page).expect("candidates");
        page.candidates.iter().map(|candidate| candidate.card.id).collect::<Vec<_>>()
    };
    assert!(pairs(&mut bench, &mut index).contains(&(one, other)));
    let wanted = CardsWanted { is_alike: true, label: Some(Label::Person), ..CardsWanted::default() };
    let listed = resolve::table(bench.ws().db(), &mut index, &wanted).expect("a table");
    let names: Vec<&str> = listed.rows.iter().map(|row| row.name.as_str()).collect();
    assert!(names.contains(&"AMIR KHAN MOTAQI") && !names.contains(&"Zabihullah Mujahid"), "{names:?}");
    assert_eq!(page(&mut bench, &mut index), [other]);
    bench.decide(&format!(r#"{{"do":"different","entities":["E{one}","E{other}"]}}"#)).expect("told apart");
    assert!(!pairs(&mut bench, &mut index).contains(&(one, other)));
    assert!(page(&mut bench, &mut index).is_empty());
    bench.ws().undo(None).expect("a step back");
    assert_eq!(page(&mut bench, &mut index), [other]);
}

#[test]
fn an_index_that_followed_every_change_finds_what_a_new_one_finds() {
    let mut bench = bench();
    let mut kept = Index::default();
    read(&mut bench, &mut kept, 2);
    accept_all(&mut bench, 2);
    let (one, other) = (card(&mut bench, "Amir Khan Muttaqi"), card(&mut bench, "AMIR KHAN MOTAQI"));
    let steps = [
        String::new(),
        format!(r#"{{"do":"rename","entity":"E{one}","to":"Amir Muttaqi of Kandahar"}}"#),
        format!(r#"{{"do":"alias","entity":"E{other}","to":"Omar Reed"}}"#),
        format!(r#"{{"do":"same_as","entities":["E{one}","E{other}"],"into":"E{one}"}}"#),
        "undo".to_owned(),
        "undo".to_owned(),
    ];
    for step in steps {
        match step.as_str() {
            "" => {}
            "undo" => {
                bench.ws().undo(None).expect("a step back");
            }
            line => {
                bench.decide(line).unwrap_or_else(|reason| panic!("{line}: {reason}"));
            }
        }
        kept.catch_up(bench.ws().db()).expect("the changes");
        let mut fresh = Index::default();
        fresh.catch_up(bench.ws().db()).expect("all names");
        for name in ["Amir Muttaqi", "Omar Reed", "Lena Hart", "Kandahar"] {
            let form = [dossier::names::form::Form::new(Label::Person, name)];
            let sorted = |mut cards: Vec<i64>| {
                cards.sort_unstable();
                cards
            };
            assert_eq!(
                sorted(kept.like(Label::Person, &form)),
                sorted(fresh.like(Label::Person, &form)),
                "{name} after {step}"
            );
        }
    }
}

#[test]
fn what_a_reader_keeps_of_cards_is_never_older_than_the_dossier() {
    let mut bench = bench();
    let reader = Db::open_reader(&bench.path).expect("a reader beside the writer");
    let mut kept = Index::default();
    let read = |index: &mut Index| {
        let read = || {
            let mut found = review::review(&reader, 2, fold)?.expect("an article");
            resolve::review(&reader, index, &mut found)?;
            Ok::<Review, dossier::store::Error>(found)
        };
        reader.snapshot(read).expect("an article with candidates")
    };
    let muttaqi = card(&mut bench, "Amir Khan Muttaqi");
    let short_of = |review: &Review| {
        let all = review.names.iter().flat_map(|name| &name.candidates);
        all.map(|one| &one.card).find(|card| card.id == muttaqi).map(|card| (card.name.clone(), card.role.clone()))
    };
    let minister = Some("foreign minister".to_owned());
    let before = read(&mut kept);
    assert_eq!(short_of(&before), Some(("Amir Khan Muttaqi".to_owned(), minister.clone())));
    for (line, expected) in [
        (
            format!(r#"{{"do":"rename","entity":"E{muttaqi}","to":"Amir K. Muttaqi"}}"#),
            Some(("Amir K. Muttaqi", minister)),
        ),
        (
            r#"{"do":"reject","article":"A1","kind":"role","start":0,"end":34}"#.to_owned(),
            Some(("Amir K. Muttaqi", None)),
        ),
    ] {
        bench.decide(&line).unwrap_or_else(|reason| panic!("{line}: {reason}"));
        let now = read(&mut kept);
        assert_eq!(short_of(&now), expected.map(|(name, role)| (name.to_owned(), role)), "{line}");
        assert_eq!(now, read(&mut Index::default()), "{line}");
    }
    for _ in 0..2 {
        bench.ws().undo(None).expect("a step back");
    }
    assert_eq!(read(&mut kept), before);
}
