//! Cards by keys and labels: the table, the lines of a card, and every decision on one.
//!
//! Each test hands in what the reader would answer and looks at what was asked for, and where the window stands.

use crate::ledger::command::Command;
use crate::ledger::command::SubjectRef;
use crate::model::kind::ArticleState;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::kind::Subject;
use crate::model::span::Span;
use crate::store::read::annotations::Counts;
use crate::store::read::card_choice::CardChoice;
use crate::store::read::card_page::CardMention;
use crate::store::read::card_page::CardPage;
use crate::store::read::card_page::Origin as Source;
use crate::store::read::cards::CardOrder;
use crate::store::read::cards::CardRow;
use crate::store::read::cards::CardTable;
use crate::store::read::cards::CardsWanted;
use crate::ui::action::Screen;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Request;
use crate::ui::tests::Window;
use crate::ui::tests::window;
use crate::ui::tests::with_rows;
use crate::ui::views::View as _;
use crate::ui::views::ask::Asked;
use crate::workspace::Applied;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use crate::workspace::desk::Ticket;
use crate::workspace::review::fixture;
use egui::Key;
use egui::Modifiers;
use egui_kittest::kittest::Queryable as _;

fn row(id: i64, name: &str, label: Label) -> CardRow {
    CardRow {
        id,
        label,
        name: name.to_owned(),
        role: (id == 1).then(|| "finance minister, Peru".to_owned()),
        other_names: "Ruiz".to_owned(),
        n_articles: 9 - id,
        n_mentions: 20 - id,
        first_seen: Some("2023-10-05".to_owned()),
        last_seen: Some("2023-12-08".to_owned()),
        tags: String::new(),
        remarks: Counts { n_notes: i64::from(id == 2), n_tags: 0 },
    }
}

fn three_cards() -> CardTable {
    let rows =
        vec![row(1, "Ana Ruiz", Label::Person), row(2, "A. Ruiz", Label::Person), row(3, "Port Board", Label::Org)];
    CardTable {
        n_matching: 3,
        n_cards: 3,
        kinds: vec![(Label::Person, 2), (Label::Org, 1)],
        tags: vec![("key figure".to_owned(), 1)],
        rows,
    }
}

fn mention(article: i64, start: usize) -> CardMention {
    let origin = Source {
        article,
        publisher: Some("Harbour Post".to_owned()),
        published: Some("2023-12-08".to_owned()),
        title: Some("Boats".to_owned()),
        file: "001.txt".to_owned(),
    };
    let sentence = format!("Then Ruiz left the port {start}.");
    CardMention {
        origin,
        span: Span::new(start, start + 4),
        words: "Ruiz".to_owned(),
        status: Status::Accepted,
        sentence,
        in_sentence: Span::new(5, 9),
    }
}

fn page(row: &CardRow) -> CardPage {
    CardPage {
        card: crate::store::read::review::Card {
            id: row.id,
            label: row.label,
            name: row.name.clone(),
            role: row.role.clone(),
            n_articles: 2,
            n_mentions: 3,
        },
        other_names: vec!["Ruiz".to_owned()],
        identifiers: vec![("wikidata".to_owned(), "Q5".to_owned())],
        claims: Vec::new(),
        n_claims: std::collections::BTreeMap::new(),
        mentions: vec![mention(1, 10), mention(1, 40), mention(2, 7)],
        n_mentions: 3,
        n_texts: 2,
        first_seen: row.first_seen.clone(),
        last_seen: row.last_seen.clone(),
        notes: Vec::new(),
        tags: Vec::new(),
        different_from: vec![(3, "Port Board".to_owned())],
        candidates: vec![fixture::candidate(2, "A. Ruiz")],
        last_decided: Some(("Noa Reed".to_owned(), 1_702_000_000_000)),
    }
}

/// What a reader would answer in a dossier with three cards.
pub fn answer_to(query: &Query) -> Option<Answer> {
    answer_from(&three_cards(), query)
}

fn answer_from(table: &CardTable, query: &Query) -> Option<Answer> {
    match query {
        Query::Cards(_) => Some(Answer::Cards(table.clone())),
        Query::Card(id) => {
            Some(Answer::Card(table.rows.iter().find(|row| row.id == *id).map(|row| Box::new(page(row)))))
        }
        Query::CardChoices(_) => Some(Answer::CardChoices(choices(table))),
        Query::Both(one, other) => {
            let page = |id: &i64| table.rows.iter().find(|row| row.id == *id).map(page);
            Some(Answer::Both(page(one).zip(page(other)).map(|(one, other)| Box::new([one, other]))))
        }
        _ => None,
    }
}

/// Answers what the screen asked for, as a reader would, until it asks no more.
fn answer(window: &mut Window, table: &CardTable) {
    loop {
        let asked: Vec<Query> = window
            .state()
            .requests
            .iter()
            .filter_map(|request| if let Request::Ask(query) = request { Some(query.clone()) } else { None })
            .filter(|query| matches!(query, Query::Cards(_) | Query::Card(_) | Query::CardChoices(_) | Query::Both(..)))
            .collect();
        window.state_mut().requests.retain(|request| !matches!(request, Request::Ask(_)));
        if asked.is_empty() {
            return;
        }
        for query in asked {
            let answer = answer_from(table, &query).expect("a question about cards");
            window.state_mut().shell.take_event(Event::Answered(query, Ok(answer)));
        }
        window.run();
    }
}

fn choices(table: &CardTable) -> Vec<CardChoice> {
    let choice = |row: &CardRow| CardChoice {
        row: row.clone(),
        reason: Some("same name".to_owned()),
        is_different: row.id == 3,
    };
    table.rows[1..].iter().map(choice).collect()
}

/// The Cards screen with three cards; the first is selected and read.
fn cards_of(width: f32) -> Window {
    let rows = vec![fixture::article(1, "Boats", ArticleState::New)];
    let mut shell = with_rows(rows);
    shell.show(Screen::Cards);
    let mut window = window(shell);
    window.set_size(egui::Vec2::new(width, 800.0));
    window.run();
    answer(&mut window, &three_cards());
    window
}

fn cards() -> Window {
    cards_of(1280.0)
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run();
    answer(window, &three_cards());
}

fn type_text(window: &mut Window, text: &str) {
    window.event(egui::Event::Text(text.to_owned()));
    window.run();
    answer(window, &three_cards());
}

/// The one command that went out, and what is told when it is durable.
#[track_caller]
fn sent(window: &Window) -> (Command, String) {
    let commands: Vec<&Request> =
        window.state().requests.iter().filter(|request| matches!(request, Request::Send(..))).collect();
    let [Request::Send(command, Origin::Told(told))] = commands.as_slice() else {
        panic!("one command was sent: {commands:?}");
    };
    (command.clone(), told.clone())
}

fn last_wanted(window: &Window) -> Option<CardsWanted> {
    window.state().requests.iter().rev().find_map(|request| match request {
        Request::Ask(Query::Cards(wanted)) => Some(wanted.clone()),
        _ => None,
    })
}

#[test]
fn the_first_card_is_selected_and_its_page_stands_beside() {
    let window = cards();
    window.get_by_label("Ana Ruiz, person, finance minister, Peru, 8 articles");
    window.get_by_label("person · E1");
    window.get_by_label("wikidata Q5");
    window.get_by_label("A. Ruiz, E2 · 3 articles · same full name");
    window.get_by_label("Last decided by Noa Reed, 8 Dec 2023");
    let held = window.state().shell.cards.held();
    assert_eq!(held, Some(SubjectRef { subject: Subject::Entity, id: 1 }));
}

#[test]
fn keys_go_into_the_card_to_the_words_and_back() {
    let mut window = cards();
    press(&mut window, Key::J);
    window.get_by_label("person · E2");
    press(&mut window, Key::K);
    press(&mut window, Key::Enter);
    // Past the card that may be the same and the one that is different: the first mention.
    press(&mut window, Key::J);
    press(&mut window, Key::J);
    assert_eq!(window.state().shell.cards.spoken(), "Then Ruiz left the port 10.");
    press(&mut window, Key::Enter);
    assert_eq!(window.state().shell.screen, Screen::Review);
    assert_eq!(window.state().shell.review.article(), Some(1));
    assert_eq!(window.state().shell.review.sought(), Some(Span::new(10, 14)));
    press(&mut window, Key::Backspace);
    assert_eq!(window.state().shell.screen, Screen::Cards);
    press(&mut window, Key::Escape);
    assert_eq!(window.state().shell.screen, Screen::Cards, "the first step back leads to the table");
    assert_eq!(window.state().shell.cards.spoken(), "Cards; Ana Ruiz, person");
    press(&mut window, Key::Backspace);
    assert_eq!(window.state().shell.screen, Screen::Library);
}

#[test]
fn a_click_on_a_line_leads_to_its_words_or_its_card() {
    let mut window = cards();
    window.get_by_label("Port Board, E3").click();
    window.run();
    answer(&mut window, &three_cards());
    window.get_by_label("organisation · E3");
    window.get_by_role_and_label(egui::Role::ListItem, "Then Ruiz left the port 7.").click();
    window.run();
    assert_eq!(window.state().shell.review.article(), Some(2));
}

#[test]
fn the_filter_the_kinds_and_the_titles_ask_for_other_rows() {
    let mut window = cards();
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run();
    window.event(egui::Event::Text("Rúiz an".to_owned()));
    window.run();
    assert_eq!(last_wanted(&window).expect("a question").terms, ["ruiz", "an"]);
    window.key_press(Key::Escape);
    window.run();
    window.get_by_role_and_label(egui::Role::RadioButton, "organisation").click();
    window.run();
    assert_eq!(last_wanted(&window).expect("a question").label, Some(Label::Org));
    window.get_by_label("Name, not sorted by it").click();
    window.run();
    let wanted = last_wanted(&window).expect("a question");
    assert_eq!((wanted.order, wanted.is_descending), (CardOrder::Name, false));
}

#[test]
fn a_new_name_a_second_name_a_kind_and_an_identifier() {
    let mut window = cards();
    press(&mut window, Key::F2);
    type_text(&mut window, "Anna Ruiz");
    press(&mut window, Key::Enter);
    let named = |name: &str| Command::Rename { entity: 1, name: name.to_owned() };
    assert_eq!(sent(&window).0, named("Anna Ruiz"), "what is typed takes the place of the name");

    let mut window = cards();
    press(&mut window, Key::F2);
    press(&mut window, Key::End);
    type_text(&mut window, " Soto");
    press(&mut window, Key::Enter);
    let told = "Renamed Ana Ruiz to Ana Ruiz Soto".to_owned();
    assert_eq!(sent(&window), (named("Ana Ruiz Soto"), told));

    let mut window = cards();
    press(&mut window, Key::N);
    type_text(&mut window, "Anita");
    press(&mut window, Key::Enter);
    assert_eq!(sent(&window).0, Command::Alias { entity: 1, name: "Anita".to_owned() });

    let mut window = cards();
    press(&mut window, Key::L);
    press(&mut window, Key::Enter);
    assert_eq!(window.state().sent(), [""; 0], "nothing was changed");
    press(&mut window, Key::L);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert_eq!(sent(&window).0, Command::Relabel { entity: 1, label: Label::Org });

    let mut window = cards();
    press(&mut window, Key::I);
    type_text(&mut window, "Q843");
    press(&mut window, Key::Enter);
    let command = Command::Identify { entity: 1, scheme: "wikidata".to_owned(), id: "Q843".to_owned() };
    assert_eq!(sent(&window).0, command);
}

#[test]
fn the_same_name_again_cannot_be_taken_and_escape_closes() {
    let mut window = cards();
    press(&mut window, Key::F2);
    press(&mut window, Key::Enter);
    assert_eq!(window.state().sent(), [""; 0]);
    press(&mut window, Key::Escape);
    press(&mut window, Key::Escape);
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
}

#[test]
fn what_was_said_to_be_different_is_left_out_and_told() {
    let mut window = cards();
    press(&mut window, Key::S);
    type_text(&mut window, "ruiz");
    window.get_by_label("1 card said to be different left out");
}

#[test]
fn enter_joins_and_the_card_that_stays_is_shown() {
    let mut window = cards();
    press(&mut window, Key::S);
    press(&mut window, Key::Enter);
    assert_eq!(window.state().sent(), [""; 0], "the key that chose does not join");
    window.get_by_label("One card, Ana Ruiz, with all that is on both:");
    let kept = window.query_all_by_label_contains("6 mentions").count();
    assert_eq!(kept, 1, "of both together");
    assert_eq!(window.query_all_by_label("kept apart from").count(), 3, "on each side, and on the one card");
    press(&mut window, Key::Enter);
    let told = "Ana Ruiz and A. Ruiz are one card now".to_owned();
    assert_eq!(sent(&window), (Command::Merge { from: 2, into: 1 }, told.clone()));
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
    let driven = window.state_mut();
    driven.shell.sent(Ticket(1), Origin::Told(told.clone()));
    let applied = Applied { operation: Some((1, String::new())), ..Applied::default() };
    driven.shell.take_event(Event::Applied(Ticket(1), applied));
    assert_eq!(driven.shell.toasts.texts(), [told.as_str()]);
    window.run();
    assert!(last_wanted(&window).is_some(), "the table is read again");
}

#[test]
fn the_other_name_can_be_kept() {
    let mut window = cards();
    press(&mut window, Key::S);
    press(&mut window, Key::Enter);
    window.get_by_role_and_label(egui::Role::RadioButton, "A. Ruiz").click();
    window.run();
    window.get_by_label("Join").click();
    window.run();
    assert_eq!(sent(&window).0, Command::Merge { from: 1, into: 2 });
}

#[test]
fn two_cards_are_told_apart() {
    let mut window = cards();
    press(&mut window, Key::D);
    press(&mut window, Key::Enter);
    press(&mut window, Key::Enter);
    assert_eq!(sent(&window), (Command::Distinguish { a: 1, b: 2 }, "Ana Ruiz and A. Ruiz are kept apart".to_owned()));
}

#[test]
fn on_a_card_that_may_be_the_same_the_keys_mean_that_one() {
    for (key, button, command) in [
        (Key::S, "Join", Command::Merge { from: 2, into: 1 }),
        (Key::D, "Keep apart", Command::Distinguish { a: 1, b: 2 }),
    ] {
        let mut window = cards();
        press(&mut window, Key::Enter);
        assert_eq!(window.state().shell.cards.spoken(), "A. Ruiz, E2 · 3 articles · same full name");
        press(&mut window, key);
        window.get_by_label(button);
        press(&mut window, Key::Enter);
        assert_eq!(sent(&window).0, command);
    }
}

#[test]
fn cards_that_may_be_the_same_can_be_listed_alone() {
    let mut window = cards();
    window.get_by_role_and_label(egui::Role::RadioButton, "may be the same").click();
    window.run();
    let wanted = last_wanted(&window).expect("a question");
    assert!(wanted.is_alike && wanted.order == CardOrder::Name && !wanted.is_descending);
    answer(&mut window, &CardTable { rows: Vec::new(), n_matching: 0, ..three_cards() });
    window.get_by_label("No two cards look the same");
    window.get_by_label("Show all cards").click();
    window.run();
    assert!(!last_wanted(&window).expect("a question").is_alike);
}

#[test]
fn x_goes_to_the_first_mention_and_takes_it_out() {
    let mut window = cards();
    press(&mut window, Key::X);
    assert_eq!(window.state().shell.cards.spoken(), "Then Ruiz left the port 10.");
    press(&mut window, Key::X);
    press(&mut window, Key::Escape);
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
    assert_eq!(window.state().shell.cards.spoken(), "Then Ruiz left the port 10.", "the dialog closed, not the card");
    press(&mut window, Key::X);
    window.get_by_label("All 2 mentions in this article").click();
    window.run();
    window.get_by_label("2 mentions will be a card of its own, named by its words.");
    press(&mut window, Key::Enter);
    if window.state().sent().is_empty() {
        // The box that was clicked has the focus; the button is one step on.
        window.get_by_role_and_label(egui::Role::Button, "Take out").click();
        window.run();
    }
    let mentions = vec![(1, Span::new(10, 14)), (1, Span::new(40, 44))];
    assert_eq!(sent(&window).0, Command::Split { entity: 1, mentions });
}

#[test]
fn in_a_narrow_window_the_card_takes_the_place_of_the_table() {
    let mut window = cards_of(900.0);
    assert!(window.query_by_label("person · E1").is_none());
    press(&mut window, Key::Enter);
    window.get_by_label("person · E1");
    window.get_by_label("Back to the table").click();
    window.run();
    assert!(window.query_by_label("person · E1").is_none());
    window.get_by_label("Ana Ruiz, person, finance minister, Peru, 8 articles");
}

#[test]
fn no_card_yet_says_how_one_comes_to_be() {
    let mut shell = with_rows(vec![fixture::article(1, "Boats", ArticleState::New)]);
    shell.show(Screen::Cards);
    let mut window = window(shell);
    answer(&mut window, &CardTable::default());
    window.get_by_label("No cards yet");
    window.get_by_label("Accepting a name in Review makes its card.");
}

#[test]
fn nothing_that_fits_and_a_failure_say_what_to_do() {
    let mut window = cards();
    let none = CardTable { rows: Vec::new(), n_matching: 0, ..three_cards() };
    window.get_by_role_and_label(egui::Role::RadioButton, "organisation").click();
    window.run();
    answer(&mut window, &none);
    window.get_by_label("Show all cards").click();
    window.run();
    assert_eq!(last_wanted(&window).expect("a question"), CardsWanted::default());
    let query = Query::Cards(CardsWanted::default());
    window.state_mut().shell.take_event(Event::Answered(query, Err("disk gone".to_owned())));
    window.run();
    window.get_by_label("The cards could not be read: disk gone");
    window.state_mut().requests.clear();
    window.get_by_label("Try again").click();
    window.run();
    assert!(last_wanted(&window).is_some());
}

#[test]
fn the_table_leaves_with_every_column() {
    let window = cards();
    window.get_by_label("1 note");
    let sheet = window.state().shell.cards.sheet().expect("a table");
    assert_eq!(sheet.header.len(), 9);
    assert_eq!(sheet.rows[2][..3], ["Port Board", "organisation", ""]);
}

#[test]
fn another_screen_leads_to_a_card_and_a_joined_one_to_what_it_became() {
    let mut window = cards();
    window.state_mut().shell.outbox.go(crate::ui::outbox::Go::Thing(SubjectRef { subject: Subject::Entity, id: 77 }));
    window.run();
    window.state_mut().requests.clear();
    let live = Answer::Card(Some(Box::new(page(&three_cards().rows[1]))));
    window.state_mut().shell.take_event(Event::Answered(Query::Card(77), Ok(live)));
    window.run();
    window.get_by_label("person · E2");
    assert_eq!(window.state().shell.cards.held().map(|held| held.id), Some(2));
}
