//! Names rejected everywhere and for always, by keyboard and label: the number first, then the list of what was said.
//!
//! Answers are handed in as the reader would give them; commands are looked at.

use crate::ledger::command::Command;
use crate::ledger::command::Scope;
use crate::ledger::command::Verdict;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::store::read::names::Reach;
use crate::store::read::names::Standing;
use crate::ui::action::Action;
use crate::ui::outbox::Request;
use crate::ui::tests::Window;
use crate::ui::tests::reviewing;
use crate::ui::views::ask::Asked;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use crate::workspace::review::fixture;
use egui::Key;
use egui::Modifiers;
use egui_kittest::kittest::NodeT as _;
use egui_kittest::kittest::Queryable as _;

/// A review whose first stop is a person called West; Shift+X was pressed.
fn rejecting() -> Window {
    let mut window = reviewing(fixture::marked("[West]{person:1} met [Ana Ruiz]{person:2}"));
    window.key_press_modifiers(Modifiers::SHIFT, Key::X);
    window.run();
    window
}

fn reached(window: &mut Window, reach: Reach) {
    let query = Query::Reach("West".to_owned(), Label::Person);
    assert!(window.state().requests.contains(&Request::Ask(query.clone())));
    window.state_mut().shell.take_event(Event::Answered(query, Ok(Answer::Reach(reach))));
    window.run();
}

fn sent(window: &Window) -> Vec<Command> {
    let sent = window.state().requests.iter().filter_map(|request| match request {
        Request::Send(command, _) => Some(command.clone()),
        _ => None,
    });
    sent.collect()
}

fn rejected(scope: Scope) -> Command {
    Command::DecideName { name: "West".to_owned(), label: Label::Person, verdict: Verdict::Reject, scope }
}

#[test]
fn enter_rejects_what_is_here_once_it_was_said_how_much_that_is() {
    let mut window = rejecting();
    window.get_by_label("West is no person");
    assert!(window.get_by_label("Reject them all").accesskit_node().is_disabled(), "not before the number is there");
    reached(&mut window, Reach { n_mentions: 12, n_articles: 5 });
    window.get_by_label("12 suggestions in 5 articles wait for a decision.");
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(sent(&window), [rejected(Scope::Dossier)]);
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
}

#[test]
fn never_again_is_said_by_its_own_button() {
    let mut window = rejecting();
    reached(&mut window, Reach { n_mentions: 1, n_articles: 1 });
    window.get_by_label("Never suggest it again").click();
    window.run();
    assert_eq!(sent(&window), [rejected(Scope::Always)]);
}

#[test]
fn escape_decides_nothing() {
    let mut window = rejecting();
    reached(&mut window, Reach { n_mentions: 1, n_articles: 1 });
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(sent(&window), []);
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
}

#[test]
fn the_list_says_what_is_decided_for_always_and_each_name_can_be_taken_off() {
    let mut window = reviewing(fixture::marked("[West]{person:1}"));
    window.state_mut().shell.outbox.act(Action::ShowStanding);
    window.run();
    let answer = |names| Event::Answered(Query::Standing, Ok(Answer::Standing(names)));
    window.state_mut().shell.take_event(answer(Vec::new()));
    window.run();
    window.get_by_label("There is none yet.");
    let standing = Standing {
        name: "West".to_owned(),
        label: Label::Place,
        verdict: Status::Rejected,
        decided_by: "Ana Ruiz".to_owned(),
        decided_millis: 1_702_000_000_000,
        n_decided: 3,
    };
    window.state_mut().shell.take_event(answer(vec![standing]));
    window.run();
    window.get_by_label("never West");
    window.get_by_label("place · Ana Ruiz, 8 Dec 2023 · decided 3 mentions");
    window.get_by_label("Take off: West").click();
    window.run();
    assert_eq!(sent(&window), [Command::Forget { name: "West".to_owned(), label: Label::Place }]);
}
