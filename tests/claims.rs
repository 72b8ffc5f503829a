//! The tables of claims: what each filter lets through, in which order, and what stands beside a claim.

use crate::fixture::ARTICLES;
use crate::fixture::Bench;
use crate::fixture::incoming;
use dossier::ledger::command::Command;
use dossier::model::claim::Field;
use dossier::model::claim::PartValue;
use dossier::model::kind::ClaimKind;
use dossier::model::kind::DateBasis;
use dossier::model::kind::DifferHow;
use dossier::model::kind::Status;
use dossier::model::span::Span;
use dossier::store::read::claim_table::ClaimColumn;
use dossier::store::read::claim_table::ClaimFilter;
use dossier::store::read::claim_table::ClaimTable;
use dossier::store::read::claim_table::claim_choices;
use dossier::store::read::claim_table::claim_table;
use dossier::store::read::claim_table::detail::ClaimPlace;
use dossier::store::read::claim_table::detail::claim_detail;
use dossier::store::read::claim_table::measure::measure_tables;
use dossier::store::read::entities::entities;

/// Three figures of three articles and a role decided, the other claims suggested.
fn bench() -> Bench {
    let mut bench = Bench::empty();
    let origins = [(Some("Alder Post"), Some("2024-05-02")), (None, None), (Some("Cape Times"), Some("2024-04"))];
    let mut all = Vec::new();
    for ((name, marked, claims), (publisher, published)) in ARTICLES.iter().zip(origins) {
        let mut incoming = incoming(name, marked, claims);
        let metadata = &mut incoming.source.articles[0].metadata;
        metadata.publisher = publisher.map(str::to_owned);
        metadata.published = published.map(str::to_owned);
        metadata.published_basis = published.map(|_| DateBasis::Metadata);
        all.push(incoming);
    }
    bench.ws().run(&Command::Import { incoming: all }).expect("an import");
    for line in [
        r#"{"do":"accept","kind":"figure",{1,200 families had left}}"#,
        r#"{"do":"doubtful","kind":"figure",{counted 1,350}}"#,
        r#"{"do":"accept","kind":"figure",{A3:1,900 people}}"#,
        r#"{"do":"reject","kind":"role",{A2:Foreign minister Omar Said}}"#,
        r#"{"do":"tag","on":"F1","text":"camp"}"#,
        r#"{"do":"tag","on":"A3","text":"camp"}"#,
        r#"{"do":"note","on":"F1","text":"compare"}"#,
        r#"{"do":"measure","figures":["F1","F2","F3"],"name":"people of Noor Camp"}"#,
    ] {
        let line = bench.placed(line);
        bench.decide(&line).unwrap_or_else(|reason| panic!("{line}: {reason}"));
    }
    bench
}

fn table(bench: &mut Bench, filter: &ClaimFilter) -> ClaimTable {
    claim_table(bench.ws().db(), filter).expect("a table")
}

/// Rows by their reference, suggestions by the letter of their kind.
fn rows(bench: &mut Bench, filter: &ClaimFilter) -> Vec<String> {
    let table = table(bench, filter);
    assert_eq!(table.n_matching, table.rows.len());
    table.rows.iter().map(|row| row.reference().unwrap_or_else(|| row.kind.letter().to_string())).collect()
}

#[test]
fn filters_let_through_what_they_say() {
    let mut bench = bench();
    let by_reference =
        ClaimFilter { sorted_by: ClaimColumn::Reference, is_descending: false, ..ClaimFilter::default() };
    let text = |text: &str| Some(text.to_owned());
    let ana = {
        let line = bench.placed(r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#);
        bench.decide(&line).expect("a card");
        table(&mut bench, &by_reference).rows[0].parts.iter().find_map(|part| match &part.value {
            dossier::model::claim::PartValue::Entity((id, name)) if name == "Ana Ruiz" => *id,
            _ => None,
        })
    };
    let cases: &[(ClaimFilter, &[&str])] = &[
        (by_reference.clone(), &["F1", "F2", "F3", "R4"]),
        (ClaimFilter { kind: Some(ClaimKind::Figure), ..by_reference.clone() }, &["F1", "F2", "F3"]),
        (ClaimFilter { status: Some(Status::Rejected), ..by_reference.clone() }, &["R4"]),
        (ClaimFilter { with_proposed: true, ..by_reference.clone() }, &["F1", "F2", "F3", "R4", "V", "Q"]),
        (ClaimFilter { with_proposed: true, kind: Some(ClaimKind::Quote), ..by_reference.clone() }, &["Q"]),
        (ClaimFilter { words: "fam left".to_owned(), ..by_reference.clone() }, &["F1"]),
        (ClaimFilter { words: "ana ruiz".to_owned(), ..by_reference.clone() }, &["F1"]),
        (ClaimFilter { words: "noor camp".to_owned(), ..by_reference.clone() }, &["F1", "F2", "F3"]),
        (ClaimFilter { words: "cape".to_owned(), ..by_reference.clone() }, &["F3"]),
        (ClaimFilter { article: Some(1), with_proposed: true, ..by_reference.clone() }, &["F1", "F2", "V", "Q"]),
        (ClaimFilter { publisher: text("Cape Times"), ..by_reference.clone() }, &["F3"]),
        (ClaimFilter { tag: text("camp"), ..by_reference.clone() }, &["F1", "F3"]),
        (ClaimFilter { card: ana, with_proposed: true, ..by_reference.clone() }, &["F1"]),
        (ClaimFilter { from: text("2024-05"), ..by_reference.clone() }, &["F1", "F2"]),
        (ClaimFilter { until: text("2024-04-15"), ..by_reference.clone() }, &["F3"]),
        (ClaimFilter { from: text("2024-04-30"), until: text("2024"), ..by_reference.clone() }, &["F1", "F2", "F3"]),
        (ClaimFilter { words: "nothing of it".to_owned(), ..by_reference.clone() }, &[]),
    ];
    for (filter, expected) in cases {
        assert_eq!(rows(&mut bench, filter), *expected, "{filter:?}");
    }
}

#[test]
fn columns_sort_numbers_as_numbers_and_dates_by_their_day_and_what_is_lacking_stays_last() {
    let mut bench = bench();
    for (sorted_by, up, down) in [
        (ClaimColumn::Value, ["F1", "F2", "F3", "R4"], ["F3", "F2", "F1", "R4"]),
        (ClaimColumn::Published, ["F3", "F1", "F2", "R4"], ["F1", "F2", "F3", "R4"]),
        (ClaimColumn::Publisher, ["F1", "F2", "F3", "R4"], ["F3", "F1", "F2", "R4"]),
        (ClaimColumn::Words, ["F1", "F3", "F2", "R4"], ["R4", "F2", "F3", "F1"]),
        (ClaimColumn::Status, ["F1", "F3", "R4", "F2"], ["F2", "R4", "F1", "F3"]),
        (ClaimColumn::Reference, ["F1", "F2", "F3", "R4"], ["R4", "F3", "F2", "F1"]),
    ] {
        for (is_descending, expected) in [(false, up), (true, down)] {
            let filter = ClaimFilter { sorted_by, is_descending, ..ClaimFilter::default() };
            assert_eq!(rows(&mut bench, &filter), expected, "{sorted_by:?}, {is_descending}");
        }
    }
}

#[test]
fn chips_count_what_they_would_show() {
    let mut bench = bench();
    let figures = ClaimFilter { kind: Some(ClaimKind::Figure), ..ClaimFilter::default() };
    let found = table(&mut bench, &figures);
    assert_eq!((found.n_of_kind, found.n_of_status, found.n_proposed), ([3, 0, 1, 0], [2, 0, 1], Some(0)));
    let all = table(&mut bench, &ClaimFilter::default());
    assert_eq!((all.n_of_kind, all.n_of_status, all.n_proposed), ([3, 0, 1, 0], [2, 1, 1], Some(2)));
    let with_proposed = table(&mut bench, &ClaimFilter { with_proposed: true, ..ClaimFilter::default() });
    assert_eq!((with_proposed.n_of_kind, with_proposed.n_proposed), ([3, 1, 1, 1], Some(2)));
    let by_words = ClaimFilter { words: "noor".to_owned(), ..ClaimFilter::default() };
    assert_eq!(table(&mut bench, &by_words).n_proposed, None, "not read for a number");
    let none = ClaimFilter { words: "nothing of it".to_owned(), ..ClaimFilter::default() };
    assert!(table(&mut bench, &none).has_any && !table(&mut Bench::empty(), &none).has_any);
    let choices = claim_choices(bench.ws().db()).expect("choices");
    assert_eq!(
        (choices.publishers, choices.tags),
        (vec!["Alder Post".to_owned(), "Cape Times".to_owned()], vec!["camp".to_owned()])
    );
}

#[test]
fn beside_a_claim_stand_its_sentence_its_sources_and_who_decided() {
    let mut bench = bench();
    let sentences = |text: &str| {
        let end = text.find(". ").map_or(text.len(), |at| at + 1);
        let second = text[end..].find(". ").map_or(text.len(), |at| end + at + 1);
        vec![Span::new(0, end), Span::new(end + 1, second), Span::new(second, text.len())]
    };
    let row = table(&mut bench, &ClaimFilter { words: "families".to_owned(), ..ClaimFilter::default() }).rows.remove(0);
    let place = ClaimPlace { id: row.id(), kind: ClaimKind::Figure, article_id: row.article_id, span: row.span };
    let detail = claim_detail(bench.ws().db(), place, sentences).expect("a detail").expect("a claim");
    let [source] = detail.sources.as_slice() else { panic!("one source: {:?}", detail.sources) };
    assert_eq!(source.sentence, "Ruiz said 1,200 families had left Noor Camp.");
    assert_eq!(source.words.words(&source.sentence), Some("1,200 families had left"));
    assert_eq!(
        detail.decision.as_ref().map(|decision| (decision.by.as_str(), decision.how.as_str())),
        Some(("Noa Reed", "by hand"))
    );
    assert_eq!(
        (detail.notes, detail.tags),
        (vec![("compare".to_owned(), "Noa Reed".to_owned())], vec!["camp".to_owned()])
    );
    assert_eq!(detail.changed, []);
    let gone = ClaimPlace { id: Some(999), ..place };
    assert_eq!(claim_detail(bench.ws().db(), gone, sentences).expect("an answer"), None);
    let suggested = claim_detail(bench.ws().db(), ClaimPlace { id: None, ..place }, sentences).expect("a detail");
    assert!(suggested.is_some_and(|detail| detail.decision.is_none() && detail.sources.len() == 1));
}

#[test]
fn measures_show_which_figures_do_not_meet() {
    let mut bench = bench();
    let measures = measure_tables(bench.ws().db()).expect("measures");
    let [measure] = measures.as_slice() else { panic!("one measure: {measures:?}") };
    assert_eq!((measure.name.as_str(), measure.differs()), ("people of Noor Camp", true));
    assert!(measure.figures.iter().all(|figure| figure.differs));
    let low: Vec<String> = measure.figures.iter().filter_map(|figure| figure.row.reference()).collect();
    assert_eq!((low, measure.n_figures()), (["F1", "F2", "F3"].map(str::to_owned).to_vec(), 3), "from the lowest");
    for (line, said_of_first, said_of_second) in [
        (
            r#"{"do":"differ","claims":["F1","F2"],"how":"disagree","prefer":"F2","note":"those registered"}"#,
            [(DifferHow::Disagree, Some(false), Some("those registered"))].as_slice(),
            [(DifferHow::Disagree, Some(true), Some("those registered"))].as_slice(),
        ),
        (
            r#"{"do":"differ","claims":["F2","F1"],"how":"later_correction"}"#,
            &[(DifferHow::LaterCorrection, None, None)],
            &[(DifferHow::LaterCorrection, None, None)],
        ),
        (
            r#"{"do":"differ","claims":["F1","F2"],"how":"different_things"}"#,
            &[(DifferHow::DifferentThings, None, None)],
            &[(DifferHow::DifferentThings, None, None)],
        ),
    ] {
        bench.decide(line).unwrap_or_else(|reason| panic!("{line}: {reason}"));
        assert_eq!(said(&mut bench, 1), said_of_first, "{line}: what was said last holds");
        assert_eq!(said(&mut bench, 2), said_of_second);
        assert_eq!(said(&mut bench, 3), []);
    }
    // Each step back brings back what was said before.
    bench.ws().undo(None).expect("undone");
    assert_eq!(said(&mut bench, 1), [(DifferHow::LaterCorrection, None, None)]);
    bench.ws().undo(None).expect("undone");
    assert_eq!(said(&mut bench, 2), [(DifferHow::Disagree, Some(true), Some("those registered"))]);
    bench.ws().undo(None).expect("undone");
    assert_eq!(said(&mut bench, 1), []);
}

/// What was said of a figure and others: how, whether it is preferred, why.
fn said(bench: &mut Bench, figure: i64) -> Vec<(DifferHow, Option<bool>, Option<&'static str>)> {
    let measures = measure_tables(bench.ws().db()).expect("measures");
    let said = measures[0].said_of(figure);
    said.map(|said| (said.how, said.is_preferred, said.note.map(|_| "those registered"))).collect()
}

/// What the first figure said when it was recorded first, where it says something else now: numbers and text as such,
/// cards by name.
fn said_at_first(bench: &mut Bench) -> Vec<(Field, String)> {
    let row = table(bench, &ClaimFilter::default()).rows.remove(0);
    let place = ClaimPlace { id: row.id(), kind: row.kind, article_id: row.article_id, span: row.span };
    let detail = claim_detail(bench.ws().db(), place, |_| Vec::new()).expect("a detail").expect("a claim");
    let told = |value: &PartValue<_>| match value {
        PartValue::Text(text) | PartValue::Entity((_, text)) => text.clone(),
        PartValue::Number(number) => number.to_string(),
        PartValue::Span(_) => unreachable!("no place is told"),
    };
    detail.changed.iter().map(|(field, values)| (*field, values.iter().map(told).collect())).collect()
}

#[test]
fn what_a_claim_said_at_first_is_told_where_it_was_changed() {
    let (value, of, as_of) = ((Field::Value, "1200"), (Field::Population, "families"), (Field::AsOf, ""));
    let owned = |told: &[(Field, &str)]| -> Vec<(Field, String)> {
        told.iter().map(|(field, said)| (*field, (*said).to_owned())).collect()
    };
    let mut bench = Bench::new();
    for (line, changed) in [
        // Put right before it was accepted, and later again.
        (r#"{"do":"edit",{1,200 families had left},"kind":"figure","to":{"value":1300}}"#, vec![value]),
        (r#"{"do":"edit","claim":"F1","to":{"population":"people"}}"#, vec![value, of]),
        (r#"{"do":"edit","claim":"F1","to":{"value":1200,"as_of":"2024-05"}}"#, vec![of, as_of]),
        (r#"{"do":"edit","claim":"F1","to":{"said_by":null}}"#, vec![of, as_of, (Field::SaidBy, "Ana Ruiz")]),
    ] {
        let line = bench.placed(line);
        bench.decide(&line).unwrap_or_else(|reason| panic!("{reason}: {line}"));
        assert_eq!(said_at_first(&mut bench), owned(&changed), "{line}");
    }
    bench.ws().undo(None).expect("an undo");
    bench.ws().undo(None).expect("an undo");
    assert_eq!(said_at_first(&mut bench), owned(&[value, of]), "taken back");
    // A card that was joined to another is that one.
    let line = bench.placed(r#"{"do":"accept",{A2:Ana Ruiz},"label":"person"}"#);
    bench.decide(&line).expect("a name");
    let cards = entities(bench.ws().db()).expect("cards");
    let [one, other] = cards.as_slice() else { panic!("two cards: {cards:?}") };
    let join = Command::Merge { from: one.card.id, into: other.card.id };
    bench.ws().run(&join).expect("one card");
    assert_eq!(said_at_first(&mut bench), owned(&[value, of]));
}
