//! At a claim in Review: what another article tells may be the same; one key says so, another that it is not.

use crate::ledger::command::ClaimRef;
use crate::ledger::command::Command;
use crate::model::kind::ClaimKind;
use crate::model::kind::DifferHow;
use crate::model::kind::Status;
use crate::model::span::Span;
use crate::store::read::claim_table::ClaimTableRow;
use crate::store::read::claim_table::detail::AlikeClaim;
use crate::store::read::claim_table::detail::ClaimDetail;
use crate::store::read::claim_table::detail::ClaimPlace;
use crate::ui::outbox::Request;
use crate::ui::tests::Window;
use crate::ui::tests::claims::row;
use crate::ui::tests::reviewing;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use crate::workspace::review::fixture;
use egui::Key;
use egui_kittest::kittest::Queryable as _;

const WORDS: &str = "set a deadline of 1 November";

/// The second of two events, and the place of its claim.
fn at_event() -> (Window, ClaimPlace) {
    let mut review = fixture::marked("Norland called an election and set a deadline of 1 November.");
    fixture::add_claim(&mut review, ClaimKind::Event, "called an election", 0.9, &[]);
    fixture::add_claim(&mut review, ClaimKind::Event, WORDS, 0.9, &[]);
    let start = review.body.find(WORDS).expect("words of the body");
    let span = Span::new(start, start + WORDS.len());
    let mut window = reviewing(review);
    window.key_press(Key::J);
    window.run();
    (window, ClaimPlace { id: None, kind: ClaimKind::Event, article_id: 1, span })
}

fn answer(window: &mut Window, place: ClaimPlace, alike: Vec<AlikeClaim>) {
    let asked = Request::Ask(Query::ClaimDetail(place));
    assert!(window.state().requests.contains(&asked), "what is like it is asked for by itself");
    let own = ClaimTableRow { span: place.span, ..row(-7, ClaimKind::Event, WORDS, None) };
    let detail = ClaimDetail { alike, own: Some(own), ..ClaimDetail::default() };
    let answer = Answer::ClaimDetail(Box::new(Some(detail)));
    window.state_mut().shell.take_event(Event::Answered(Query::ClaimDetail(place), Ok(answer)));
    window.run();
}

fn other() -> AlikeClaim {
    let row = ClaimTableRow {
        article_id: 12,
        ..row(205, ClaimKind::Event, "named 1 November as the deadline", Some(Status::Accepted))
    };
    AlikeClaim { row, score: 0.8, reason: "both on 1 Nov 2023".to_owned(), measure: None }
}

fn last_sent(window: &Window) -> Option<Command> {
    window.state().requests.iter().rev().find_map(|request| match request {
        Request::Send(command, _) => Some(command.clone()),
        _ => None,
    })
}

#[test]
fn one_key_joins_an_event_with_that_of_another_article_and_another_tells_them_apart() {
    let own = |place: ClaimPlace| ClaimRef::Proposed { article: 1, kind: ClaimKind::Event, span: place.span };
    let joined = |place| Command::JoinClaims { from: own(place), into: ClaimRef::Decided(205) };
    let apart = |place| Command::Differ {
        a: own(place),
        b: ClaimRef::Decided(205),
        how: DifferHow::DifferentThings,
        prefer: None,
        note: None,
    };
    let cases: [(Key, &dyn Fn(ClaimPlace) -> Command); 2] = [(Key::S, &joined), (Key::D, &apart)];
    for (key, expected) in cases {
        let (mut window, place) = at_event();
        answer(&mut window, place, vec![other()]);
        window.get_by_label("The same event as in A12?");
        window.get_by_label("both on 1 Nov 2023");
        window.key_press(key);
        window.run();
        assert_eq!(last_sent(&window), Some(expected(place)), "{key:?}");
        assert!(window.query_by_label("The same event as in A12?").is_none(), "and goes on");
    }
}

#[test]
fn a_claim_that_nothing_is_like_is_decided_as_ever() {
    let (mut window, place) = at_event();
    answer(&mut window, place, Vec::new());
    assert!(window.query_by_label_contains("The same event").is_none());
    window.key_press(Key::S);
    window.run();
    assert_eq!(last_sent(&window), None);
    let told = window.state().shell.toasts.texts();
    assert_eq!(told.last(), Some(&"No other article was found to tell the same"));
    window.key_press(Key::Enter);
    window.run();
    assert!(matches!(last_sent(&window), Some(Command::DecideClaim { .. })));
}
