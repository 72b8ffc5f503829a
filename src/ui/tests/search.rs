//! Search: typing asks, hits are moved over and opened by keyboard, what is found is marked and named.

use crate::export::sheet::Exhibit;
use crate::ledger::command::SubjectRef;
use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::Subject;
use crate::model::span::Span;
use crate::store::read::review::Card;
use crate::store::read::search::ArticleHit;
use crate::store::read::search::CardHit;
use crate::store::read::search::ClaimHit;
use crate::store::read::search::Hits;
use crate::store::read::search::Passage;
use crate::ui::action::Action;
use crate::ui::action::Screen;
use crate::ui::outbox::Request;
use crate::ui::tests::Window;
use crate::ui::tests::window;
use crate::ui::tests::with_rows;
use crate::ui::views::View as _;
use crate::ui::views::search::FIELD;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use crate::workspace::review::fixture::article;
use egui::Key;
use egui::Modifiers;
use egui::Role;
use egui_kittest::kittest::Queryable as _;

fn passage(text: &str, word: &str, at: usize) -> Passage {
    let start = text.find(word).expect("the word");
    Passage {
        text: text.to_owned(),
        marks: vec![Span::new(start, start + word.len())],
        at: Span::new(at, at + word.len()),
    }
}

/// One article with two passages, a card and a figure of the value.
fn hits() -> Hits {
    let card =
        Card { id: 5, label: Label::Person, name: "Ana Ruiz".to_owned(), role: None, n_articles: 3, n_mentions: 7 };
    Hits {
        articles: vec![ArticleHit {
            article_id: 1,
            title: Some("Boats sank".to_owned()),
            file: "001.txt".to_owned(),
            publisher: Some("Harbour Post".to_owned()),
            published: Some("2023-12-08".to_owned()),
            title_marks: Vec::new(),
            passages: vec![passage("41 boats left", "boats", 3), passage("more boats came", "boats", 90)],
            n_places: 2,
        }],
        n_articles: 1,
        cards: vec![CardHit { card, also: Some("A. Ruiz".to_owned()) }],
        claims: vec![ClaimHit {
            id: None,
            kind: ClaimKind::Figure,
            status: None,
            article_id: 1,
            span: Span::new(0, 8),
            words: passage("41 boats", "41", 0),
            publisher: None,
            published: None,
            is_by_value: true,
            parts: vec![
                Part::text(Field::AsOf, "2023-11"),
                Part::entity(Field::SaidBy, (None, "Ana Ruiz".to_owned())),
                Part::text(Field::SaidOn, "2023-12-07"),
                Part::entity(Field::Place, (Some(9), "Norland".to_owned())),
            ],
        }],
        value: Some(41.0),
        has_more_claims: false,
    }
}

/// What a reader would answer to any search.
pub fn answer_to(query: &Query) -> Option<Answer> {
    matches!(query, Query::Search(_)).then(|| Answer::Search(Box::new(hits())))
}

fn searching(query: &str) -> Window {
    let mut window = window(with_rows(vec![article(1, "Boats sank", crate::model::kind::ArticleState::New)]));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num5);
    window.run();
    window.get_by_label(FIELD).type_text(query);
    window.run();
    window
}

fn answered(query: &str) -> Window {
    let mut window = searching(query);
    let answer = Event::Answered(Query::Search(query.to_owned()), Ok(Answer::Search(Box::new(hits()))));
    window.state_mut().shell.take_event(answer);
    window.run();
    window
}

fn held(window: &Window) -> Option<SubjectRef> {
    window.state().shell.search.held()
}

const CARD: SubjectRef = SubjectRef { subject: Subject::Entity, id: 5 };
const ARTICLE: SubjectRef = SubjectRef { subject: Subject::Article, id: 1 };

#[test]
fn the_field_has_the_focus_and_what_is_typed_is_asked_for() {
    let window = searching("boats");
    let asked: Vec<&Query> = window
        .state()
        .requests
        .iter()
        .filter_map(|request| if let Request::Ask(query @ Query::Search(_)) = request { Some(query) } else { None })
        .collect();
    assert_eq!(asked.last(), Some(&&Query::Search("boats".to_owned())));
    window.get_by_label("Searching…");
}

#[test]
fn an_empty_field_says_what_can_be_typed() {
    let window = searching("");
    window.get_by_label("\"national action plan\"");
    assert!(!window.state().requests.iter().any(|request| matches!(request, Request::Ask(Query::Search(_)))));
}

#[test]
fn hits_stand_in_groups_with_their_counts() {
    let window = answered("41");
    for heading in ["1 card with this name", "1 figure of the value 41", "1 article with these words"] {
        window.get_by_label(heading);
    }
    window.get_by_label("person, Ana Ruiz, also A. Ruiz, 3 articles");
    window.get_by_label("A1, Boats sank, 2 places  ·  Harbour Post, 8 Dec 2023");
    window.get_by_label("also as the value 41");
}

#[test]
fn a_figure_answers_in_one_line_who_said_it_when_and_where_and_is_copied_with_its_source() {
    let window = answered("41");
    window.get_by_label("figure, 41 boats, said by Ana Ruiz, 7 Dec 2023, in Norland, as of Nov 2023, suggestion");
    // Nobody decided it, so that it has no number: its place is what is copied.
    let figure = Exhibit::ClaimAt { article: 1, kind: ClaimKind::Figure, span: Span::new(0, 8) };
    for (n_down, expected) in [(0, Exhibit::Card(5)), (1, figure), (2, Exhibit::Article(1))] {
        let mut window = answered("41");
        for _ in 0..n_down {
            window.key_press(Key::ArrowDown);
            window.run();
        }
        window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::C);
        window.run();
        let asked = window.state().requests.iter().rev().find_map(|request| match request {
            Request::Ask(Query::Cite(exhibit)) => Some(*exhibit),
            _ => None,
        });
        assert_eq!(asked, Some(expected));
    }
}

#[test]
fn chips_leave_one_group() {
    let mut window = answered("41");
    window.get_by_role_and_label(Role::RadioButton, "cards").click();
    window.run();
    window.get_by_label("1 card with this name");
    assert!(window.query_by_label("1 article with these words").is_none());
    window.get_by_role_and_label(Role::RadioButton, "all").click();
    window.run();
    window.get_by_label("1 article with these words");
}

#[test]
fn arrows_move_over_hits_while_the_field_keeps_the_focus_and_enter_opens() {
    let mut window = answered("41");
    assert_eq!(held(&window), Some(CARD));
    for (key, expected) in
        [(Key::ArrowDown, ARTICLE), (Key::ArrowDown, ARTICLE), (Key::ArrowUp, ARTICLE), (Key::ArrowUp, CARD)]
    {
        window.key_press(key);
        window.run();
        assert_eq!(held(&window), Some(expected), "{key:?}");
    }
    assert_eq!(window.state().shell.search.query, "41");
    window.key_press(Key::ArrowDown);
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(window.state().shell.screen, Screen::Review);
    assert_eq!(window.state().shell.review.article(), Some(1));
}

#[test]
fn keys_of_rows_move_and_open_once_the_field_is_left() {
    let mut window = answered("41");
    window.key_press(Key::Escape);
    window.run();
    for (key, expected) in [(Key::End, ARTICLE), (Key::Home, CARD), (Key::J, ARTICLE), (Key::K, CARD)] {
        window.key_press(key);
        window.run();
        assert_eq!(held(&window), Some(expected), "{key:?}");
    }
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(window.state().shell.screen, Screen::Cards, "a card is opened among the cards");
    // Back leaves the card first, then the screen.
    for _ in 0..2 {
        window.key_press(Key::Backspace);
        window.run();
    }
    assert_eq!(window.state().shell.screen, Screen::Search, "and Back returns to the hits");
}

#[test]
fn find_puts_the_cursor_back_into_the_field() {
    let mut window = answered("41");
    window.key_press(Key::Escape);
    window.run();
    window.state_mut().shell.outbox.act(Action::Find);
    window.run();
    window.get_by_label(FIELD).type_text("0");
    window.run();
    assert_eq!(window.state().shell.search.query, "410");
}

#[test]
fn a_late_answer_to_an_older_query_is_not_shown() {
    let mut window = searching("41");
    window.get_by_label(FIELD).type_text("0");
    window.run();
    let late = Event::Answered(Query::Search("41".to_owned()), Ok(Answer::Search(Box::new(hits()))));
    window.state_mut().shell.take_event(late);
    window.run();
    window.get_by_label("Searching…");
}

#[test]
fn nothing_found_and_failures_say_what_to_do() {
    let mut window = searching("boats trains");
    let answer = |outcome| Event::Answered(Query::Search("boats trains".to_owned()), outcome);
    window.state_mut().shell.take_event(answer(Ok(Answer::Search(Box::default()))));
    window.run();
    window.get_by_label("Nothing found for boats trains");
    window.get_by_label("An article must have all of the words: leave one out");
    window.state_mut().shell.take_event(answer(Err("disk gone".to_owned())));
    window.run();
    window.get_by_label("The search failed: disk gone. Type again to try again");
}
