//! A dossier that somebody else writes: it is read, nothing in it can be decided, and it is taken over once it is free.
//!
//! Each test looks at the words on screen and at what the window asked for.

use crate::model::kind::ArticleState;
use crate::store::read::articles::ArticleRow;
use crate::ui::action::Action;
use crate::ui::action::Screen;
use crate::ui::outbox::Request;
use crate::ui::shell::Shell;
use crate::ui::tests::Window;
use crate::ui::tests::window;
use crate::ui::tests::with_rows;
use crate::ui::views::ask::Asked;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use crate::workspace::desk::opening;
use crate::workspace::review::Reading;
use crate::workspace::review::fixture;
use crate::workspace::review::fixture::article;
use egui::Key;
use egui::Role;
use egui_kittest::kittest::NodeT as _;
use egui_kittest::kittest::Queryable as _;

const HOLDER: &str = "Bea Sand, process 7 on desk-3, since 2024-03-14 18:05 +01:00";

/// Two articles, the first under review, in a dossier that Bea Sand writes.
fn read_only() -> Shell {
    let undated = article(1, "Boats sank", ArticleState::Begun);
    let undated = ArticleRow { published: None, published_basis: None, ..undated };
    let rows = vec![undated, article(2, "Trains stop", ArticleState::New)];
    let mut shell = with_rows(rows);
    shell.is_named = true;
    shell.open_article(1);
    let review = fixture::marked("[Ana Ruiz]{person:1} met [Bea Sand]{person:2 0.4} in [Lakhsh]{place:3}.");
    shell.take_event(Event::Answered(Query::Review(1), Ok(Answer::Review(Reading::new(review)))));
    shell.only_reads(Some(opening::refusal(Some(HOLDER))));
    shell
}

fn reading() -> Window {
    let mut window = window(read_only());
    window.state_mut().requests.clear();
    window
}

fn is_change(request: &Request) -> bool {
    !matches!(request, Request::Ask(_) | Request::Task(_) | Request::Choose(_) | Request::Leave(_) | Request::StopJob)
}

#[test]
fn it_says_who_writes_it_and_since_when() {
    let window = reading();
    let text = format!("Read only. The dossier is open for writing elsewhere by {HOLDER}: it can only be read here.");
    window.get_by_role_and_label(Role::Status, &text);
}

#[test]
fn whatever_would_change_the_dossier_is_refused_in_words_and_the_rest_goes_on() {
    let mut n_writing = 0;
    for (screen, _) in Screen::TABS {
        for action in Action::ALL.iter().copied().filter(|action| action.holds_on(screen)) {
            let mut shell = read_only();
            shell.show(screen);
            shell.run_actions();
            shell.take_requests();
            shell.outbox.act(action);
            shell.run_actions();
            let requests = shell.take_requests();
            assert!(!requests.iter().any(is_change), "{action:?} on {screen:?}: {requests:?}");
            let words = format!("{}: not now, the dossier can only be read here", action.label().trim_end_matches('…'));
            let is_told = shell.toasts.texts().contains(&words.as_str());
            assert_eq!(is_told, action.writes(), "{action:?} on {screen:?}");
            assert_eq!(shell.reason_against(action).is_some_and(|reason| reason.contains("read here")), is_told);
            n_writing += usize::from(is_told);
        }
    }
    assert!(n_writing > 50, "{n_writing}");
}

#[test]
fn deciding_takes_the_writer_and_looking_does_not() {
    let writes = [Action::Accept, Action::Undo, Action::ImportFiles, Action::SameAs, Action::ChooseCard3, Action::Done];
    let reads = [Action::NextStop, Action::SaveCopy, Action::PrintSheet, Action::VerifyDossier, Action::Annotate];
    for (actions, expected) in [(&writes[..], true), (&reads[..], false)] {
        assert!(actions.iter().all(|action| action.writes() == expected), "{actions:?}");
    }
}

#[test]
fn buttons_are_not_to_be_had_and_say_why() {
    let mut window = reading();
    let accept = window.get_by_label("Accept, not now: the dossier can only be read here");
    assert!(accept.accesskit_node().is_disabled());
    window.get_by_label("Nothing to decide: the dossier can only be read here");
    let tab = window.get_by_role_and_label(Role::Tab, "Library");
    assert!(!tab.accesskit_node().is_disabled(), "one can go on reading");
    window.key_press(Key::Enter);
    window.run_steps(3);
    assert!(!window.state().requests.iter().any(is_change));
    window.get_by_label("Accept: not now, the dossier can only be read here");
    window.state_mut().shell.outbox.act(Action::ShowLibrary);
    window.run_steps(3);
    window.get_by_label("Import articles…, not now: the dossier can only be read here");
    assert!(window.get_by_label("Date of Boats sank").accesskit_node().is_disabled());
}

#[test]
fn what_is_pasted_or_typed_brings_nothing_in() {
    let mut window = reading();
    window.input_mut().events.push(egui::Event::Paste("Rain fell on Lakhsh.".to_owned()));
    window.run_steps(3);
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
    window.get_by_label("Paste an article: not now, the dossier can only be read here");
}

#[test]
fn notes_can_be_read_and_none_written() {
    let mut window = reading();
    window.state_mut().shell.outbox.act(Action::Annotate);
    window.run_steps(3);
    window.get_by_label("Nothing can be added: the dossier can only be read here");
    assert!(window.query_by_label("New note").is_none());
    window.get_by_label("Close").click();
    window.run_steps(3);
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
}

#[test]
fn while_it_is_held_trying_again_shows_what_is_new() {
    let mut window = reading();
    window.get_by_label("Try again").click();
    window.run_steps(3);
    assert_eq!(window.state().requests, [Request::Ask(Query::Holder)]);
    let other = "Cem Ode, process 9, since 2024-03-14 19:00 +01:00".to_owned();
    window.state_mut().requests.clear();
    window.state_mut().shell.take_event(Event::Answered(Query::Holder, Ok(Answer::Holder(Some(other.clone())))));
    window.run_steps(3);
    for query in [Query::Library, Query::Review(1)] {
        assert!(window.state().requests.contains(&Request::Ask(query.clone())), "{query:?}");
    }
    assert!(!window.state().requests.contains(&Request::OpenAgain));
    window.get_by_label_contains(&format!("elsewhere by {other}"));
}

#[test]
fn once_it_is_free_it_is_opened_for_writing_and_the_place_is_kept() {
    let mut window = reading();
    window.key_press(Key::J);
    window.run_steps(3);
    let place = window.state().shell.review.spoken();
    window.state_mut().shell.take_event(Event::Answered(Query::Holder, Ok(Answer::Holder(None))));
    window.run_steps(3);
    assert_eq!(window.state().requests, [Request::OpenAgain]);
    let shell = &mut window.state_mut().shell;
    shell.opening_again();
    window.run_steps(3);
    window.get_by_role_and_label(Role::Status, "The dossier is being opened again…");
    window.state_mut().shell.opened_again(None);
    window.run_steps(3);
    assert!(window.query_by_label("Try again").is_none());
    // A second click finds nothing new under the pointer: the bar stays a moment.
    window.get_by_role_and_label(Role::Status, "The dossier is open for writing now.");
    window.run_steps(100);
    assert!(window.query_by_label("The dossier is open for writing now.").is_none(), "and no longer");
    let shell = &window.state().shell;
    assert_eq!((shell.screen, shell.review.spoken()), (Screen::Review, place));
    for query in [Query::Library, Query::Review(1)] {
        assert!(window.state().requests.contains(&Request::Ask(query.clone())), "{query:?}");
    }
    window.state_mut().requests.clear();
    window.key_press(Key::Enter);
    window.run_steps(3);
    assert!(window.state().requests.iter().any(is_change), "now it is decided");
}
