//! The table of cards and the card of one, as they are read after real decisions.

use crate::fixture::Bench;
use dossier::model::kind::ClaimKind;
use dossier::model::kind::Label;
use dossier::names::fold;
use dossier::names::parts;
use dossier::resolve;
use dossier::resolve::index::Index;
use dossier::store::read::card_choice::Beside;
use dossier::store::read::card_choice::ChoiceWanted;
use dossier::store::read::card_page;
use dossier::store::read::card_page::CardPage;
use dossier::store::read::cards;
use dossier::store::read::cards::CardOrder;
use dossier::store::read::cards::CardTable;
use dossier::store::read::cards::CardsWanted;
use dossier::store::read::claim_table;
use dossier::store::read::claim_table::ClaimFilter;
use dossier::store::read::claim_table::ClaimTableRow;

/// A dossier in which every name and claim is accepted; the three articles have dates.
fn decided() -> Bench {
    let mut bench = Bench::new();
    for line in [
        r#"{"do":"accept","name":"Ana Ruiz","label":"person","where":"dossier"}"#,
        r#"{"do":"accept","name":"Ruiz","label":"person","where":"dossier"}"#,
        r#"{"do":"accept","name":"Omar Said","label":"person","where":"dossier"}"#,
        r#"{"do":"accept","name":"Said","label":"person","where":"dossier"}"#,
        r#"{"do":"accept","name":"Pakistan","label":"place","where":"dossier"}"#,
        r#"{"do":"accept","name":"Noor Camp","label":"place","where":"dossier"}"#,
        r#"{"do":"accept","name":"Harbour Party","label":"org","where":"dossier"}"#,
        r#"{"do":"accept",{A2:Foreign minister Omar Said},"kind":"role"}"#,
        r#"{"do":"accept",{said 1,200 families had left Noor Camp},"kind":"quote"}"#,
        // Last: with a date an article is read again, by the real extractor.
        r#"{"do":"set_article","article":"A1","published":"2024-05-02"}"#,
        r#"{"do":"set_article","article":"A2","published":"2024-06-01"}"#,
    ] {
        let placed = bench.placed(line);
        bench.decide(&placed).unwrap_or_else(|reason| panic!("{placed}: {reason}"));
    }
    bench
}

fn table(bench: &mut Bench, wanted: &CardsWanted) -> CardTable {
    cards::table(bench.ws().db(), wanted, None).expect("a table")
}

fn names(table: &CardTable) -> Vec<&str> {
    table.rows.iter().map(|row| row.name.as_str()).collect()
}

fn words(words: &str) -> CardsWanted {
    CardsWanted { terms: parts(&fold(words)).map(str::to_owned).collect(), ..CardsWanted::default() }
}

/// The first card that is listed under this name.
fn page(bench: &mut Bench, name: &str) -> CardPage {
    let table = table(bench, &CardsWanted::default());
    let row = table.rows.iter().find(|row| row.name == name).unwrap_or_else(|| panic!("no card {name}"));
    card_page::card_page(bench.ws().db(), row.id, fold).expect("a page").expect("a card")
}

#[test]
fn the_table_counts_articles_mentions_and_dates_and_begins_with_what_is_seen_most() {
    let mut bench = decided();
    let all = table(&mut bench, &CardsWanted::default());
    assert_eq!((all.n_cards, all.n_matching, all.rows.len()), (11, 11, 11), "{:?}", names(&all));
    let counts: Vec<i64> = all.rows.iter().map(|row| row.n_articles).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
    let ana = all.rows.iter().find(|row| row.name == "Ana Ruiz").expect("a card");
    assert_eq!((ana.label, ana.n_mentions, ana.other_names.as_str()), (Label::Person, 2, "Ruiz"));
    let dates = (ana.first_seen.as_deref(), ana.last_seen.as_deref());
    assert!(matches!(dates, (Some("2024-05-02"), Some("2024-05-02")) | (Some("2024-06-01"), Some("2024-06-01"))));
    let roles: Vec<&str> = all.rows.iter().filter_map(|row| row.role.as_deref()).collect();
    assert_eq!(roles, ["foreign minister"]);
    let n_of = |label| all.kinds.iter().find(|(kind, _)| *kind == label).map(|(_, n)| *n);
    assert_eq!((n_of(Label::Person), n_of(Label::Org), n_of(Label::Law)), (Some(5), Some(2), None));
}

#[test]
fn every_word_of_the_filter_is_in_a_name_or_an_identifier() {
    let mut bench = decided();
    for (query, expected) in [
        ("RUIZ", vec!["Ana Ruiz", "Ana Ruiz"]),
        ("rúiz aná", vec!["Ana Ruiz", "Ana Ruiz"]),
        ("ruiz omar", vec![]),
        ("iso3166 pk", vec!["Pakistan", "Pakistan"]),
        ("zz", vec![]),
    ] {
        assert_eq!(names(&table(&mut bench, &words(query))), expected, "{query}");
    }
    let by_reference = table(&mut bench, &words("E1"));
    assert_eq!(by_reference.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [1]);
}

#[test]
fn kind_and_tag_narrow_and_the_kinds_still_count_the_others() {
    let mut bench = decided();
    let ana = page(&mut bench, "Ana Ruiz").card.id;
    bench.decide(&format!(r#"{{"do":"tag","on":"E{ana}","text":"key figure"}}"#)).expect("a tag");
    let places = CardsWanted { label: Some(Label::Place), ..CardsWanted::default() };
    let found = table(&mut bench, &places);
    assert!(found.rows.iter().all(|row| row.label == Label::Place));
    assert_eq!(found.kinds.len(), 3);
    assert_eq!(found.tags, [("key figure".to_owned(), 1)]);
    let tagged = CardsWanted { tag: Some("key figure".to_owned()), ..CardsWanted::default() };
    assert_eq!(table(&mut bench, &tagged).rows.iter().map(|row| row.id).collect::<Vec<_>>(), [ana]);
}

#[test]
fn every_column_sorts_both_ways_with_what_is_missing_last() {
    use CardOrder as By;
    let mut bench = decided();
    for order in [
        By::Name,
        By::Kind,
        By::Role,
        By::OtherNames,
        By::Articles,
        By::Mentions,
        By::FirstSeen,
        By::LastSeen,
        By::Tags,
    ] {
        for is_descending in [false, true] {
            let found = table(&mut bench, &CardsWanted { order, is_descending, ..CardsWanted::default() });
            assert_eq!(found.rows.len(), 11);
            let in_order =
                |a: &str, b: &str| b.is_empty() || !a.is_empty() && if is_descending { a >= b } else { a <= b };
            let is_sorted = found.rows.windows(2).all(|pair| match order {
                By::Name => in_order(&fold(&pair[0].name), &fold(&pair[1].name)),
                By::Kind => in_order(pair[0].label.as_str(), pair[1].label.as_str()),
                By::Role => {
                    in_order(pair[0].role.as_deref().unwrap_or_default(), pair[1].role.as_deref().unwrap_or_default())
                }
                By::OtherNames => in_order(&pair[0].other_names.to_lowercase(), &pair[1].other_names.to_lowercase()),
                By::Tags => in_order(&pair[0].tags, &pair[1].tags),
                By::Articles if is_descending => pair[0].n_articles >= pair[1].n_articles,
                By::Articles => pair[0].n_articles <= pair[1].n_articles,
                By::Mentions if is_descending => pair[0].n_mentions >= pair[1].n_mentions,
                By::Mentions => pair[0].n_mentions <= pair[1].n_mentions,
                By::FirstSeen => in_order(
                    pair[0].first_seen.as_deref().unwrap_or_default(),
                    pair[1].first_seen.as_deref().unwrap_or_default(),
                ),
                By::LastSeen => in_order(
                    pair[0].last_seen.as_deref().unwrap_or_default(),
                    pair[1].last_seen.as_deref().unwrap_or_default(),
                ),
            });
            assert!(is_sorted, "{order:?} {is_descending}: {:?}", found.rows);
        }
    }
}

#[test]
fn a_card_shows_what_it_was_seen_in_what_it_says_and_what_it_may_be() {
    let mut bench = decided();
    let omar = page(&mut bench, "Omar Said");
    let all = table(&mut bench, &CardsWanted::default());
    let with_role = all.rows.iter().find(|row| row.role.is_some()).expect("a card with a role").id;
    let omar_of_bay = card_page::card_page(bench.ws().db(), with_role, fold).expect("a page").expect("a card");
    let kinds: Vec<ClaimKind> = omar_of_bay.claims.iter().map(|claim| claim.claim.kind).collect();
    assert_eq!(kinds, [ClaimKind::Role]);
    assert_eq!(omar.candidates.len(), 1, "the same name in the other article");
    assert_eq!(omar.candidates[0].reason, "same name");
    let ana = page(&mut bench, "Ana Ruiz");
    assert_eq!(ana.mentions.len() as i64, ana.n_mentions);
    let second = &ana.mentions[1];
    assert_eq!(second.in_sentence.words(&second.sentence), Some("Ruiz"));
    assert!(second.sentence.ends_with('.'), "{}", second.sentence);
    assert_eq!(ana.last_decided.map(|(who, _)| who).as_deref(), Some("Noa Reed"));
}

#[test]
fn joined_cards_are_one_and_the_old_number_leads_there() {
    let mut bench = decided();
    let all = table(&mut bench, &words("ana ruiz"));
    let [into, from] = all.rows.as_slice() else { panic!("two cards: {:?}", all.rows) };
    bench
        .decide(&format!(r#"{{"do":"same_as","entities":["E{}","E{}"],"into":"E{}"}}"#, into.id, from.id, into.id))
        .expect("a join");
    let page = card_page::card_page(bench.ws().db(), from.id, fold).expect("a page").expect("a card");
    assert_eq!((page.card.id, page.n_mentions), (into.id, 4));
    assert_eq!(page.mentions[0].origin.published.as_deref(), Some("2024-06-01"), "the newest first");
    assert_eq!(names(&table(&mut bench, &words("ana ruiz"))).len(), 1);
    assert_eq!(card_page::card_page(bench.ws().db(), 999, fold).expect("an answer"), None);
}

#[test]
fn the_same_name_is_offered_first_and_what_is_different_is_marked() {
    let mut bench = decided();
    let all = table(&mut bench, &words("ana ruiz"));
    let [one, other] = all.rows.as_slice() else { panic!("two cards: {:?}", all.rows) };
    let choices = |bench: &mut Bench, query: &str| {
        let wanted = ChoiceWanted { beside: Beside::Card(one.id), terms: words(query).terms };
        resolve::choices(bench.ws().db(), &mut Index::default(), &wanted).expect("choices")
    };
    let offered = choices(&mut bench, "");
    let reason = offered[0].reason.as_deref().unwrap_or_default();
    assert!(offered[0].row.id == other.id && reason.starts_with("same name"), "{reason}");
    assert!(offered.iter().all(|choice| choice.row.id != one.id && !choice.is_different));
    assert_eq!(offered[1].row.label, Label::Person, "then those of the same kind");
    assert_eq!(
        choices(&mut bench, "noor").iter().map(|choice| choice.row.name.as_str()).collect::<Vec<_>>()[0],
        "Noor Camp"
    );
    bench.decide(&format!(r#"{{"do":"different","entities":["E{}","E{}"]}}"#, one.id, other.id)).expect("told apart");
    let told_apart = choices(&mut bench, "ruiz");
    assert_eq!(
        told_apart.iter().map(|choice| (choice.row.id, choice.reason.clone(), choice.is_different)).collect::<Vec<_>>(),
        [(other.id, None, true)]
    );
    let page = card_page::card_page(bench.ws().db(), one.id, fold).expect("a page").expect("a card");
    assert_eq!((page.candidates.len(), page.different_from.len()), (0, 1));
}

#[test]
fn a_field_is_offered_cards_of_its_kinds_those_that_begin_as_typed_first() {
    let mut bench = decided();
    for (card, name) in [("Harbour Party", "Camp Board"), ("Pakistan", "Scampia")] {
        let card = table(&mut bench, &words(card)).rows[0].id;
        bench.decide(&format!(r#"{{"do":"rename","entity":"E{card}","to":"{name}"}}"#)).expect("another name");
    }
    let mut choices = |kinds: &[Label], shown: &[i64], query: &str| {
        let beside = Beside::Field { kinds: kinds.to_vec(), shown: shown.to_vec() };
        let wanted = ChoiceWanted { beside, terms: words(query).terms };
        let found = resolve::choices(bench.ws().db(), &mut Index::default(), &wanted).expect("choices");
        found.into_iter().map(|choice| (choice.row.name, choice.row.id)).collect::<Vec<_>>()
    };
    // Several articles may have a card of one name.
    let named = |found: &[(String, i64)]| {
        let mut names: Vec<String> = found.iter().map(|(name, _)| name.clone()).collect();
        names.dedup();
        names
    };
    assert_eq!(named(&choices(&[Label::Place, Label::Org], &[], "camp")), ["Camp Board", "Noor Camp", "Scampia"]);
    let places = choices(&[Label::Place], &[], "camp");
    assert_eq!(named(&places), ["Noor Camp", "Scampia"]);
    let shown: Vec<i64> = places.iter().filter(|(name, _)| name == "Noor Camp").map(|(_, id)| *id).collect();
    assert_eq!(named(&choices(&[Label::Place], &shown, "camp")), ["Scampia"], "it is offered already");
    assert!(choices(&[Label::Place], &[], "ruiz").is_empty(), "a person is no place");
    let kinds = named(&choices(&[Label::Org, Label::Place], &[], ""));
    assert_eq!(kinds.first().map(String::as_str), Some("Camp Board"), "the likeliest kind first: {kinds:?}");
}

#[test]
fn rows_of_cards_and_claims_say_what_is_noted_on_them() {
    let mut bench = decided();
    for line in [
        r#"{"do":"note","on":"E1","text":"check the spelling"}"#,
        r#"{"do":"tag","on":"E1","text":"ministers"}"#,
        r#"{"do":"note","on":"R1","text":"since when?"}"#,
    ] {
        bench.decide(line).unwrap_or_else(|reason| panic!("{line}: {reason}"));
    }
    let table = table(&mut bench, &CardsWanted::default());
    for row in &table.rows {
        let expected = i64::from(row.id == 1);
        assert_eq!((row.remarks.n_notes, row.remarks.n_tags), (expected, expected), "{}", row.name);
    }
    let claims = claim_table::claim_table(bench.ws().db(), &ClaimFilter::default()).expect("claims");
    let noted = |row: &&ClaimTableRow| row.remarks.n_notes == 1;
    assert_eq!(claims.rows.iter().filter(noted).map(|row| row.kind).collect::<Vec<_>>(), [ClaimKind::Role]);
    assert!(claims.rows.len() > 1);
}
