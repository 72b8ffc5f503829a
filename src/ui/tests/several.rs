//! Several claims of one sentence are asked together: one key for all of them, and a digit for one alone.

use crate::ledger::command::ClaimRef;
use crate::ledger::command::Command;
use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::kind::ClaimKind;
use crate::store::read::review::Review;
use crate::ui::outbox::Request;
use crate::ui::tests::Window;
use crate::ui::tests::reviewing;
use crate::workspace::review::fixture;
use egui::Key;
use egui::Role;
use egui_kittest::kittest::Queryable as _;

/// A quote that holds a figure, and a name behind it.
fn quoted() -> Review {
    let mut review = fixture::marked("They found that 40 boats sank, said [Ana Ruiz]{person:1}.");
    fixture::add_claim(&mut review, ClaimKind::Quote, "40 boats sank", 0.95, &[]);
    fixture::add_claim(&mut review, ClaimKind::Figure, "40 boats", 0.8, &[]);
    review.claims[1].parts = vec![Part::number(Field::Value, 40.0), Part::text(Field::Population, "boats")];
    review
}

fn press(window: &mut Window, keys: &[Key]) {
    for key in keys {
        window.key_press(*key);
        window.run();
    }
}

/// What was decided of claims, a step of undo each.
fn sent(window: &Window) -> Vec<Vec<String>> {
    let told = |command: &Command| match command {
        Command::DecideClaim { claim: ClaimRef::Proposed { kind, .. }, verdict, .. } => {
            format!("{} {}", verdict.as_str(), kind.as_str())
        }
        other => other.kind().to_owned(),
    };
    let steps = window.state().requests.iter().filter_map(|request| match request {
        Request::Send(Command::Together { commands, .. }, _) => Some(commands.iter().map(told).collect()),
        Request::Send(one, _) => Some(vec![told(one)]),
        _ => None,
    });
    steps.collect()
}

#[test]
fn one_key_decides_a_quote_and_what_it_tells() {
    for (key, verdict) in [(Key::Enter, "accept"), (Key::X, "reject"), (Key::O, "doubtful")] {
        let mut window = reviewing(quoted());
        window.get_by_label("Enter: accept this with all its parts, and the figure in it");
        window.get_by_role_and_label(Role::RadioButton, "figure alone: 40 boats");
        window.get_by_label("boats");
        press(&mut window, &[key]);
        assert_eq!(sent(&window), [[format!("{verdict} quote"), format!("{verdict} figure")]], "{verdict}");
        window.get_by_label_contains("Ana Ruiz, to decide; Enter: accept");
    }
}

#[test]
fn it_is_as_sure_as_the_least_of_it() {
    let mut window = reviewing(quoted());
    press(&mut window, &[Key::Space]);
    assert!(sent(&window).is_empty(), "the figure is likely, not sure");
    window.get_by_label_contains("Not sure enough");
}

#[test]
fn a_digit_takes_one_alone_and_the_rest_is_still_asked() {
    let mut window = reviewing(quoted());
    press(&mut window, &[Key::Num2]);
    window.get_by_label("Enter: accept this figure alone");
    press(&mut window, &[Key::X]);
    assert_eq!(sent(&window), [["reject figure"]]);
    window.get_by_role_and_label(Role::ListItem, "figure: 40 boats, rejected, saving");
    window.get_by_label("Enter: accept this with all its parts");
    press(&mut window, &[Key::Enter]);
    assert_eq!(sent(&window)[1..], [["accept quote"]]);
}

#[test]
fn the_quote_can_be_wrong_and_the_figure_right() {
    let mut window = reviewing(quoted());
    press(&mut window, &[Key::Num1, Key::X]);
    assert_eq!(sent(&window), [["reject quote"]]);
    window.get_by_label("figure: 40 boats, to decide; Enter: accept this with all its parts");
    press(&mut window, &[Key::Enter]);
    assert_eq!(sent(&window)[1..], [["accept figure"]]);
    window.get_by_label("Ana Ruiz, to decide; Enter: accept, once here");
}

#[test]
fn a_digit_again_or_escape_puts_it_down_and_others_take_nothing() {
    let mut window = reviewing(quoted());
    for keys in [&[Key::Num2, Key::Num2][..], &[Key::Num2, Key::Escape], &[Key::Num3]] {
        press(&mut window, keys);
        window.get_by_label("Enter: accept this with all its parts, and the figure in it");
    }
    assert!(sent(&window).is_empty());
}

#[test]
fn the_one_in_hand_is_the_one_whose_fields_are_put_right() {
    let mut window = reviewing(quoted());
    press(&mut window, &[Key::Num2, Key::E]);
    window.get_by_label("Fields of the figure");
    window.key_press_modifiers(egui::Modifiers::ALT, Key::Num1);
    window.run();
    window.event(egui::Event::Text("41".to_owned()));
    window.run();
    press(&mut window, &[Key::Enter]);
    assert_eq!(sent(&window), [["accept figure", "edit"]]);
    window.get_by_label("quote: 40 boats sank, to decide; Enter: accept this with all its parts");
}
