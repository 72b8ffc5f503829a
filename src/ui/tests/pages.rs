//! The pages of Claims beside its tables: the line of time, measures with their plot, and how two figures differ.

use crate::ledger::command::ClaimRef;
use crate::ledger::command::Command;
use crate::model::kind::ClaimKind;
use crate::model::kind::DifferHow;
use crate::store::read::claim_table::ClaimColumn;
use crate::ui::action::Screen;
use crate::ui::outbox::Request;
use crate::ui::tests::Window;
use crate::ui::tests::check_asked_for;
use crate::ui::tests::claims::answer_to;
use crate::ui::tests::claims::asked;
use crate::ui::tests::claims::claims;
use crate::ui::tests::claims::measure;
use crate::ui::tests::click;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use egui::Key;
use egui_kittest::kittest::Queryable as _;

fn measures() -> Window {
    let mut window = claims();
    window.key_press(Key::M);
    window.run();
    let answer = Event::Answered(Query::Measures, Ok(Answer::Measures(vec![measure()])));
    window.state_mut().shell.take_event(answer);
    window.run();
    window
}

#[test]
fn the_line_of_time_lists_events_from_the_first_day_on() {
    let mut window = claims();
    window.key_press(Key::L);
    window.run();
    let wanted = asked(&window);
    assert_eq!(
        (wanted.kind, wanted.sorted_by, wanted.is_descending),
        (Some(ClaimKind::Event), ClaimColumn::When, false)
    );
    assert!(window.query_by_label_contains("no date: 41").is_none(), "rows of the table are no line of time");
    let query = Query::Claims(wanted);
    let rows = answer_to(&query).expect("rows");
    window.state_mut().shell.take_event(Event::Answered(query, Ok(rows)));
    window.run();
    window.get_by_label_contains("no date: 41: Ana Ruiz");
    window.key_press(Key::L);
    window.run();
    assert!(window.query_by_label_contains("no date: 41").is_none(), "back to the table");
}

#[test]
fn a_row_of_the_line_of_time_leads_to_its_words() {
    let mut window = claims();
    window.key_press(Key::L);
    window.run();
    window.key_press(Key::J);
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(window.state().shell.screen, Screen::Review);
    assert_eq!(window.state().shell.review.article(), Some(1));
}

#[test]
fn the_figures_of_a_measure_are_drawn_over_time() {
    let window = measures();
    window.get_by_label("people of the port over time, 2 figures");
}

#[test]
fn d_says_how_two_figures_differ_and_which_is_preferred() {
    let mut window = measures();
    window.key_press(Key::D);
    window.run();
    window.get_by_label("How they differ");
    click(&mut window, "A later correction: one replaces the other");
    window.get_all_by_label_contains("F203").last().expect("the first, to be preferred").click();
    window.run_steps(4);
    window.get_by_label("Why").focus();
    window.run_steps(2);
    window.get_by_label("Why").type_text("counted anew");
    window.run_steps(4);
    click(&mut window, "Say so");
    let sent: Vec<&Command> = window.state().requests.iter().filter_map(sent_command).collect();
    let expected = Command::Differ {
        a: ClaimRef::Decided(203),
        b: ClaimRef::Decided(204),
        how: DifferHow::LaterCorrection,
        prefer: Some(ClaimRef::Decided(203)),
        note: Some("counted anew".to_owned()),
    };
    assert_eq!(sent, [&expected]);
}

fn sent_command(request: &Request) -> Option<&Command> {
    match request {
        Request::Send(command, _) => Some(command),
        _ => None,
    }
}

#[test]
fn outside_the_measures_d_says_where_to_go() {
    let mut window = claims();
    window.key_press(Key::D);
    window.run();
    window.get_by_label_contains("Show the measures first: M");
    check_asked_for(&measures(), &Request::Ask(Query::Measures));
}
