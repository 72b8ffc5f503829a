//! Order and total of what is asked, under the hands: what goes counts as done, what comes waits for the end of the
//! article, and no key decides what was not on screen when it went down.

use crate::model::kind::ClaimKind;
use crate::model::kind::Status;
use crate::store::read::review::Review;
use crate::ui::outbox::Request;
use crate::ui::tests::Window;
use crate::ui::tests::asked;
use crate::ui::tests::press;
use crate::ui::tests::reviewing;
use crate::ui::views::review::state::Position;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use crate::workspace::review::Reading;
use crate::workspace::review::fixture;
use egui::Key;
use egui_kittest::kittest::Queryable as _;

const TEXT: &str = "[Ana Ruiz]{person:1} met [Bo Lind]{person:2} and [Ilse Mbeki]{person:3} in [Lima]{org:4}.";

/// The article is read again.
fn read_again(window: &mut Window, review: Review) {
    answered(window, review);
    window.run();
}

fn answered(window: &mut Window, review: Review) {
    let answer = Ok(Answer::Review(Reading::new(review)));
    window.state_mut().shell.take_event(Event::Answered(Query::Review(1), answer));
}

/// The text with one name taken for something else, or not taken for a name at all.
fn with(from: &str, to: &str) -> Review {
    assert!(TEXT.contains(from));
    fixture::marked(&TEXT.replace(from, to))
}

/// In the head, beside the bar that says the same.
#[track_caller]
fn check_counted(window: &Window, label: &str) {
    assert!(window.query_all_by_label(label).next().is_some(), "{label}: {:?}", window.state().shell.review.counts());
}

fn decided(mut review: Review, status: &[(&str, Status)]) -> Review {
    for (words, status) in status {
        let mention = review.mentions.iter_mut().find(|mention| mention.words == *words).expect("a mention");
        mention.status = Some(*status);
    }
    review
}

#[test]
fn a_stop_that_goes_counts_as_done_and_a_key_pressed_for_it_decides_nothing_else() {
    let mut window = reviewing(fixture::marked(TEXT));
    check_counted(&window, "0 of 4 decided");
    press(&mut window, Key::Enter);
    check_counted(&window, "1 of 4 decided");
    assert_eq!(asked(&window), "Bo Lind");
    let without = || decided(with("[Bo Lind]{person:2}", "Bo Lind"), &[("Ana Ruiz", Status::Accepted)]);
    read_again(&mut window, without());
    check_counted(&window, "2 of 4 decided");
    window.get_by_label("“Bo Lind”");
    let n_sent = window.state().sent().len();
    window.get_by_label("Enter: go on");
    press(&mut window, Key::Enter);
    assert_eq!((asked(&window).as_str(), window.state().sent().len()), ("Ilse Mbeki", n_sent));
    for _ in 0..2 {
        press(&mut window, Key::Enter);
    }
    check_counted(&window, "4 of 4 decided");
    window.get_by_label("1 answered with something else");
}

#[test]
fn every_key_that_decides_is_spent_on_the_stop_it_was_pressed_for() {
    for key in [Key::Enter, Key::X, Key::O, Key::Space, Key::D, Key::Num2] {
        let mut window = reviewing(fixture::marked(TEXT));
        read_again(&mut window, fixture::marked(TEXT));
        press(&mut window, Key::J);
        read_again(&mut window, with("[Bo Lind]{person:2}", "Bo Lind"));
        press(&mut window, key);
        assert_eq!((asked(&window).as_str(), window.state().sent()), ("Ilse Mbeki", Vec::new()), "{key:?}");
    }
}

#[test]
fn one_that_comes_back_is_asked_again_where_the_reviewer_waits() {
    let mut window = reviewing(fixture::marked(TEXT));
    press(&mut window, Key::J);
    read_again(&mut window, with("[Bo Lind]{person:2}", "Bo Lind"));
    assert!(matches!(window.state().shell.review.position(), Some(Position::Gone(_))));
    read_again(&mut window, fixture::marked(TEXT));
    assert_eq!(asked(&window), "Bo Lind");
    read_again(&mut window, with("[Bo Lind]{person:2}", "Bo Lind"));
    press(&mut window, Key::K);
    assert_eq!(asked(&window), "Ana Ruiz");
}

#[test]
fn the_same_question_under_an_earlier_mention_keeps_its_place() {
    let mut window = reviewing(fixture::marked("Ilse saw [Ana Ruiz]{person:1} and [Ilse Mbeki]{person:2}."));
    press(&mut window, Key::J);
    assert_eq!(asked(&window), "Ilse Mbeki");
    let earlier = "[Ilse]{person:2} saw [Ana Ruiz]{person:1} and [Ilse Mbeki]{person:2}.";
    read_again(&mut window, fixture::marked(earlier));
    assert_eq!(asked(&window), "Ilse");
    check_counted(&window, "0 of 2 decided");
}

#[test]
fn a_name_that_became_part_of_another_is_answered_and_the_other_is_not_decided_for_it() {
    let mut window = reviewing(fixture::marked(TEXT));
    press(&mut window, Key::J);
    read_again(
        &mut window,
        with("[Ana Ruiz]{person:1} met [Bo Lind]{person:2}", "[Ana Ruiz]{person:1} met [Bo Lind]{person:1}"),
    );
    check_counted(&window, "1 of 4 decided");
    press(&mut window, Key::Enter);
    assert_eq!((asked(&window).as_str(), window.state().sent()), ("Ilse Mbeki", Vec::new()));
}

#[test]
fn what_comes_up_waits_for_the_end_and_is_said_before_it_is_asked() {
    let mut window = reviewing(fixture::marked(TEXT));
    for _ in 0..3 {
        press(&mut window, Key::Enter);
    }
    press(&mut window, Key::X);
    check_counted(&window, "4 of 4 decided");
    let rest = [("Ana Ruiz", Status::Accepted), ("Bo Lind", Status::Accepted), ("Ilse Mbeki", Status::Accepted)];
    // What is no organisation is suggested as a place.
    read_again(&mut window, decided(with("[Lima]{org:4}", "[Lima]{place:4}"), &rest));
    check_counted(&window, "4 of 4 decided, 1 came up");
    window.get_by_label("1 more came up");
    window.get_by_label("Enter: go on with it");
    assert_eq!(asked(&window), "summary");
    let n_sent = window.state().sent().len();
    press(&mut window, Key::Enter);
    assert_eq!((asked(&window).as_str(), window.state().sent().len()), ("Lima", n_sent));
    check_counted(&window, "4 of 5 decided");
    press(&mut window, Key::Enter);
    window.get_by_label("Lima, accepted, saving");
    check_counted(&window, "5 of 5 decided");
    assert_eq!(asked(&window), "summary");
}

#[test]
fn what_comes_up_further_on_does_not_come_between() {
    let mut window = reviewing(with("[Bo Lind]{person:2}", "Bo Lind"));
    press(&mut window, Key::Enter);
    assert_eq!(asked(&window), "Ilse Mbeki");
    read_again(&mut window, decided(fixture::marked(TEXT), &[("Ana Ruiz", Status::Accepted)]));
    check_counted(&window, "1 of 3 decided, 1 came up");
    press(&mut window, Key::K);
    assert_eq!(asked(&window), "Ana Ruiz", "it does not stand between");
    for _ in 0..3 {
        press(&mut window, Key::Enter);
    }
    assert_eq!(asked(&window), "summary");
    press(&mut window, Key::J);
    assert_eq!(asked(&window), "Bo Lind");
}

#[test]
fn before_the_first_key_nothing_has_to_wait() {
    let mut window = reviewing(with("[Bo Lind]{person:2}", "Bo Lind"));
    read_again(&mut window, fixture::marked(TEXT));
    check_counted(&window, "0 of 4 decided");
    press(&mut window, Key::Enter);
    assert_eq!(asked(&window), "Bo Lind");
}

#[test]
fn a_key_that_came_as_the_answer_changed_what_is_asked_is_not_taken() {
    let mut window = reviewing(fixture::marked(TEXT));
    let mut other = fixture::marked(TEXT);
    other.names[0].candidates = vec![fixture::candidate(7, "Ana Ruiz")];
    answered(&mut window, other);
    press(&mut window, Key::Enter);
    assert_eq!(asked(&window), "Ana Ruiz");
    window.get_by_label("This changed as the key went down: look, and press it again");
    window.get_by_label("Enter: accept, once here, as the card Ana Ruiz");
    press(&mut window, Key::Enter);
    assert_eq!((asked(&window).as_str(), window.state().sent().len()), ("Bo Lind", 1));
}

#[test]
fn two_keys_in_one_frame_decide_two_stops_each_shown_before() {
    let mut window = reviewing(fixture::marked(TEXT));
    let key = |pressed| egui::Event::Key {
        key: Key::Enter,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: egui::Modifiers::NONE,
    };
    window.input_mut().events.extend([key(true), key(false), key(true), key(false)]);
    window.step();
    let n_sent =
        |window: &Window| window.state().requests.iter().filter(|request| matches!(request, Request::Send(..))).count();
    assert_eq!((asked(&window).as_str(), n_sent(&window)), ("Bo Lind", 1));
    window.step();
    assert_eq!((asked(&window).as_str(), n_sent(&window)), ("Ilse Mbeki", 2));
}

#[test]
fn names_that_a_claim_answers_are_said_before() {
    let mut review = fixture::marked("“[Lima]{place:2} waits,” said [Ana Ruiz]{person:1}. [Bo Lind]{person:3} left.");
    fixture::add_claim(&mut review, ClaimKind::Quote, "“Lima waits,”", 0.9, &[1]);
    let mut window = reviewing(review);
    press(&mut window, Key::Enter);
    window.get_by_label("Enter: accept this with all its parts; Ana Ruiz is answered with it");
    press(&mut window, Key::Enter);
    assert_eq!(asked(&window), "Bo Lind");
    check_counted(&window, "3 of 4 decided");
}

#[test]
fn the_list_of_keys_is_seen_whole() {
    let mut window = reviewing(fixture::marked(TEXT));
    press(&mut window, Key::F1);
    let end = window.get_by_label("Close").rect().top();
    for label in ["Make a quote", "Make a role", "Paste an article…", "All actions…"] {
        let line = window.query_all_by_label(label).map(|node| node.rect().bottom()).fold(0.0, f32::max);
        assert!(line > 0.0 && line <= end, "{label} ends at {line}, the list at {end}");
    }
}
