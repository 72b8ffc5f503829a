//! Whose name it is, said in Review: found while typing, a new card, one told apart.
//!
//! The cards come as a reader would send them; what is looked at is the command that leaves.

use crate::ledger::command::Command;
use crate::model::kind::ArticleState;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::name_list::Choice as ListChoice;
use crate::model::span::Span;
use crate::store::read::alike::Held;
use crate::store::read::annotations::Counts;
use crate::store::read::background::Background;
use crate::store::read::background::CardFacts;
use crate::store::read::background::Seen;
use crate::store::read::card_choice::Beside;
use crate::store::read::card_choice::CardChoice;
use crate::store::read::card_choice::ChoiceWanted;
use crate::store::read::cards::CardRow;
use crate::store::read::elsewhere::Elsewhere;
use crate::store::read::elsewhere::Place;
use crate::store::read::review::Review;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Request;
use crate::ui::tests::Window;
use crate::ui::tests::reviewing;
use crate::ui::tests::window;
use crate::ui::tests::with_rows;
use crate::ui::views::ask::Asked;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use crate::workspace::review::Reading;
use crate::workspace::review::fixture;
use egui::Key;
use egui::Modifiers;
use egui::Role;
use egui_kittest::kittest::Queryable as _;
use std::collections::BTreeMap;

pub fn choice(id: i64, label: Label, name: &str, reason: Option<&str>) -> CardChoice {
    let row = CardRow {
        id,
        label,
        name: name.to_owned(),
        role: Some("finance minister".to_owned()),
        other_names: String::new(),
        n_articles: 3,
        n_mentions: 9,
        first_seen: None,
        last_seen: Some("2023-12-08".to_owned()),
        tags: String::new(),
        remarks: Counts::default(),
    };
    CardChoice { row, reason: reason.map(str::to_owned), is_different: false }
}

fn two_names() -> Review {
    let mut review = fixture::marked("[Ana Ruiz]{person:1} met [Bo Lind]{person:2}; [Ruiz]{person:1} left.");
    review.names[0].candidates = vec![fixture::like(7, "Anna Ruiz")];
    review
}

/// The question about cards that waits for its answer.
fn asked_for(window: &mut Window) -> ChoiceWanted {
    let requests = std::mem::take(&mut window.state_mut().requests);
    let wanted = requests.into_iter().rev().find_map(|request| match request {
        Request::Ask(Query::CardChoices(wanted)) => Some(wanted),
        _ => None,
    });
    wanted.expect("a question about cards")
}

fn answer(window: &mut Window, wanted: ChoiceWanted, choices: Vec<CardChoice>) {
    let answer = Ok(Answer::CardChoices(choices));
    window.state_mut().shell.take_event(Event::Answered(Query::CardChoices(wanted), answer));
    window.run();
}

/// The dialog of `S` on the first stop, with two cards of which the first is suggested.
fn choosing(review: Review) -> Window {
    let mut window = reviewing(review);
    window.key_press(Key::S);
    window.run();
    let wanted = asked_for(&mut window);
    let choices =
        vec![choice(7, Label::Person, "Anna Ruiz", Some("spelled Ana")), choice(9, Label::Org, "Ruiz & Sons", None)];
    answer(&mut window, wanted, choices);
    window
}

/// Commands of the one step that was sent, in short.
fn sent(window: &Window) -> Vec<String> {
    let mut steps = window.state().requests.iter().filter_map(|request| match request {
        Request::Send(command, Origin::Decided(_)) => Some(command),
        _ => None,
    });
    let step = steps.next();
    assert!(steps.next().is_none(), "one step of undo");
    let commands = match step {
        Some(Command::Together { commands, .. }) => commands.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let body = window.state().shell.review.review().value().map_or("", |review| review.body.as_str());
    let words = |span: &Span| span.words(body).unwrap_or_default();
    commands
        .iter()
        .map(|command| match command {
            Command::Decide { mention, .. } if mention.article != 1 => format!("accept in A{}", mention.article),
            Command::SameName { span, others, .. } => {
                let articles: Vec<i64> = others.iter().map(|(article, _)| *article).collect();
                format!("{} is that of {articles:?}", words(span))
            }
            Command::Decide { mention, verdict, .. } => format!("{} {}", verdict.as_str(), words(&mention.span)),
            Command::Change { mention, to } => {
                format!("{} becomes {}", words(&mention.span), to.label.map_or("?", Label::as_str))
            }
            Command::Link { span, entity, .. } => format!("{} is E{entity}", words(span)),
            Command::Apart { span, from, .. } => format!("{} is none of {from:?}", words(span)),
            Command::IdentifyMention { span, ids, .. } => {
                let ids: Vec<&str> = ids.iter().map(|(_, id)| id.as_str()).collect();
                format!("{} is {}", words(span), ids.join(" "))
            }
            Command::Split { entity, mentions } => format!("{} out of E{entity}", mentions.len()),
            other => other.kind().to_owned(),
        })
        .collect()
}

#[test]
fn s_offers_cards_and_enter_takes_the_first() {
    let mut window = reviewing(two_names());
    window.key_press(Key::S);
    window.run();
    let wanted = asked_for(&mut window);
    let suggested = vec![(7, "same name, spelled Anna Ruiz".to_owned())];
    assert_eq!(wanted.beside, Beside::Name { label: Some(Label::Person), suggested });
    // Enter before the cards are there takes nothing that is not seen yet.
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(sent(&window), Vec::<String>::new());
    answer(&mut window, wanted, vec![choice(7, Label::Person, "Anna Ruiz", Some("spelled Ana"))]);
    assert_eq!(sent(&window), ["accept Ana Ruiz", "accept Ruiz", "Ana Ruiz is E7"]);
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
    window.get_by_label("Bo Lind, to decide; Enter: accept, once here");
}

#[test]
fn what_is_typed_is_asked_for_and_escape_changes_nothing() {
    let mut window = choosing(two_names());
    window.get_by_label("Anna Ruiz, person · E7 · finance minister · 3 articles, last 8 Dec 2023 · spelled Ana");
    window.event(egui::Event::Text("Rúiz s".to_owned()));
    window.run();
    let wanted = asked_for(&mut window);
    assert_eq!(wanted.terms, ["ruiz", "s"]);
    answer(&mut window, wanted, vec![choice(9, Label::Org, "Ruiz & Sons", None)]);
    assert!(window.query_by_label_contains("Anna Ruiz, person").is_none());
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(sent(&window), Vec::<String>::new());
    window.get_by_label_contains("Ana Ruiz, to decide; Enter: ");
}

#[test]
fn a_card_of_another_kind_says_what_the_name_is() {
    let mut window = choosing(two_names());
    window.key_press(Key::ArrowDown);
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(sent(&window), ["Ana Ruiz becomes org", "Ruiz becomes org", "Ana Ruiz is E9", "Ruiz is E9"]);
}

#[test]
fn the_last_line_is_a_new_card_and_says_nothing_of_the_others() {
    let mut window = choosing(two_names());
    window.get_by_role_and_label(Role::ListItem, "A new card: Ana Ruiz");
    window.key_press(Key::ArrowUp);
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(sent(&window), ["accept Ana Ruiz", "accept Ruiz"]);
}

#[test]
fn an_accepted_name_can_go_to_another_card_or_have_its_own_again() {
    let mut review = two_names();
    review.names[0].candidates.clear();
    review.names[0].card = Some(fixture::candidate(5, "Ana Ruiz").card);
    for index in [0, 2] {
        review.mentions[index].status = Some(Status::Accepted);
    }
    for (keys, expected) in
        [(&[Key::Enter][..], ["Ana Ruiz is E7"]), (&[Key::ArrowUp, Key::Enter][..], ["2 out of E5"])]
    {
        let mut window = reviewing(review.clone());
        window.key_press(Key::K);
        window.run();
        window.key_press(Key::S);
        window.run();
        let wanted = asked_for(&mut window);
        assert_eq!(wanted.beside, Beside::Card(5));
        answer(&mut window, wanted, vec![choice(7, Label::Person, "Anna Ruiz", None)]);
        for key in keys {
            window.key_press(*key);
            window.run();
        }
        assert_eq!(sent(&window), expected);
    }
}

#[test]
fn a_digit_takes_an_entry_of_a_list_behind_the_cards_with_its_identifiers() {
    let entry = |about: &str, id: &str| ListChoice {
        list: "Ministers".to_owned(),
        name: "Ana Ruiz".to_owned(),
        ids: vec![("wikidata".to_owned(), id.to_owned())],
        about: Some(about.to_owned()),
    };
    let mut review = two_names();
    review.names[0].choices = vec![entry("born 1951", "Q901"), entry("born 1975", "Q902")];
    let accepted = ["accept Ana Ruiz", "accept Ruiz", "Ana Ruiz is none of [7]", "Ana Ruiz is Q902"];
    for (has_cards, key, expected) in
        [(true, Key::Num3, &accepted[..]), (false, Key::Num2, &["accept Ana Ruiz", "accept Ruiz", "Ana Ruiz is Q902"])]
    {
        let mut review = review.clone();
        if !has_cards {
            review.names[0].candidates.clear();
        }
        let mut window = reviewing(review);
        window.get_by_role_and_label(Role::RadioButton, "Is Ana Ruiz: born 1975 · Q902 · in the list Ministers");
        window.key_press(key);
        window.run();
        assert_eq!(sent(&window), expected, "as Enter at a card that is sure");
    }
}

#[test]
fn dates_have_no_card() {
    let mut window = reviewing(fixture::marked("on [Monday]{date} it rained"));
    window.key_press(Key::S);
    window.run_steps(4);
    window.get_by_label_contains("dates and amounts have no card");
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
}

fn place(article: i64, words: &str, sentence: &str) -> Place {
    let at = sentence.find(words).expect("words of the sentence");
    let span = Span::new(at, at + words.len());
    let origin = fixture::origin(article);
    let (waiting, sentence) = (vec![span], sentence.to_owned());
    Place { origin, span, waiting, card: None, n_mentions: 3, sentence, in_sentence: span }
}

/// Answers what was asked of the name; which questions there were.
fn answer_elsewhere(window: &mut Window, places: &[Place]) -> Vec<&'static str> {
    let driven = window.state_mut();
    let asked = std::mem::take(&mut driven.requests).into_iter().filter_map(|request| match request {
        Request::Ask(query) => Some(query),
        _ => None,
    });
    let asked: Vec<Query> = std::mem::take(&mut driven.background).into_iter().chain(asked).collect();
    let mut answered = Vec::new();
    for query in asked {
        let elsewhere = Elsewhere { places: places.to_vec(), is_cut: false };
        let (what, answer) = match &query {
            Query::Elsewhere(_) => ("elsewhere", Answer::Elsewhere(Box::new(elsewhere))),
            Query::Background(_) => {
                let seen = Seen {
                    origin: fixture::origin(2),
                    span: places[0].span,
                    sentence: places[0].sentence.clone(),
                    in_sentence: places[0].in_sentence,
                };
                let card = CardFacts {
                    other_names: vec!["A. Ruiz".to_owned()],
                    roles: vec![Held { title: "harbour master".to_owned(), of: Some("Lima".to_owned()) }],
                    n_claims: BTreeMap::from([(ClaimKind::Quote, 2), (ClaimKind::Figure, 1)]),
                };
                let decided = vec![(Label::Person, Status::Accepted, 9), (Label::Org, Status::Rejected, 1)];
                let found = Background { elsewhere, decided, seen: Some(seen), card: Some(card) };
                ("background", Answer::Background(Box::new(found)))
            }
            _ => continue,
        };
        answered.push(what);
        window.state_mut().shell.take_event(Event::Answered(query, Ok(answer)));
    }
    window.run();
    answered
}

/// A review whose first name stands in two other articles; the panel has said so.
fn with_others() -> (Window, Vec<Place>) {
    let mut review = two_names();
    review.names[0].candidates = vec![fixture::candidate(7, "Ana Ruiz")];
    let mut shell = with_rows(vec![fixture::article(1, "Boats", ArticleState::New)]);
    shell.open_article(1);
    shell.take_event(Event::Answered(Query::Review(1), Ok(Answer::Review(Reading::new(review)))));
    let mut window = window(shell);
    let places = vec![
        place(2, "Ana Ruiz", "The boats were Ana Ruiz's."),
        place(3, "Ana Ruiz", "Ana Ruiz sold them in the end."),
    ];
    assert_eq!(answer_elsewhere(&mut window, &places), ["background"], "once");
    (window, places)
}

#[test]
fn the_number_is_on_the_panel_before_anything_is_accepted_everywhere() {
    let (window, _) = with_others();
    window.get_by_label_contains("in 3 articles, 8 times");
}

#[test]
fn the_panel_tells_what_is_known_of_the_name_and_of_its_card() {
    let (window, _) = with_others();
    for told in [
        "decided before: person accepted 9 times; organisation rejected once",
        "card: also A. Ruiz; harbour master, Lima; 2 quotes, 1 figure",
        "“The boats were Ana Ruiz's.” Harbour Post · 8 Dec 2023",
    ] {
        window.get_by_label(told);
    }
}

#[test]
fn shift_enter_shows_each_place_x_leaves_one_out_and_enter_joins_the_rest_as_one_step() {
    let (mut window, places) = with_others();
    window.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    window.run();
    assert_eq!(answer_elsewhere(&mut window, &places), ["elsewhere"]);
    window.get_by_label("What is ticked becomes the card Ana Ruiz, in one step.");
    window.get_by_label("The boats were Ana Ruiz's., Harbour Post · 8 Dec 2023 · 3 times, ticked");
    window.get_by_label("6 times in 2 other articles, and 2 times here");
    for key in [Key::J, Key::X] {
        window.key_press(key);
        window.run();
    }
    window.get_by_label("Ana Ruiz sold them in the end., Harbour Post · 8 Dec 2023 · 3 times, left out");
    window.get_by_label("3 times in 1 of 2 other articles, and 2 times here");
    window.key_press(Key::Enter);
    window.run();
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
    assert_eq!(
        sent(&window),
        ["accept Ana Ruiz", "accept Ruiz", "Ana Ruiz is E7", "accept in A2", "Ana Ruiz is that of [2]"]
    );
    window.get_by_label("Bo Lind, to decide; Enter: accept, once here");
}

#[test]
fn an_enter_held_from_before_accepts_nothing_everywhere() {
    let (mut window, places) = with_others();
    for _ in 0..3 {
        window.key_down_modifiers(Modifiers::SHIFT, Key::Enter);
        window.step();
        answer_elsewhere(&mut window, &places);
    }
    assert!(matches!(window.state().shell.asked, Asked::Everywhere(_)));
    assert_eq!(sent(&window), Vec::<String>::new());
}

#[test]
fn a_card_is_chosen_before_a_name_is_accepted_everywhere() {
    let mut window = reviewing(two_names());
    window.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    window.run_steps(4);
    window.get_by_label_contains("Say first which card it is");
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
}
