//! Export driven by its accessibility tree: what is chosen, what it will come to, what came of it.
//!
//! Answers are handed in as the reader would give them; requests are looked at.

use crate::export::Options;
use crate::export::Report;
use crate::export::part::Articles;
use crate::export::part::Decided;
use crate::export::part::Part;
use crate::model::kind::ArticleState;
use crate::store::read::export_counts::ExportCounts;
use crate::ui::dialog::Chosen;
use crate::ui::dialog::Wanted;
use crate::ui::outbox::Request;
use crate::ui::tests::Window;
use crate::ui::tests::window;
use crate::ui::tests::with_rows;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use crate::workspace::review::fixture::article;
use egui::Key;
use egui::Modifiers;
use egui::Role;
use egui_kittest::kittest::NodeT as _;
use egui_kittest::kittest::Queryable as _;
use std::path::PathBuf;

fn exporting() -> Window {
    let mut shell =
        with_rows(vec![article(1, "Boats sank", ArticleState::New), article(2, "Trains stop", ArticleState::Done)]);
    shell.library.filter.words = "trains".to_owned();
    let mut window = window(shell);
    window.key_press_modifiers(Modifiers::COMMAND, Key::E);
    window.run();
    window
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run();
}

/// What is counted now.
fn asked(window: &Window) -> Option<Part> {
    window.state().requests.iter().rev().find_map(|request| match request {
        Request::Ask(Query::ExportCounts(part)) => Some(part.clone()),
        _ => None,
    })
}

fn chosen(window: &mut Window) {
    window.state_mut().shell.chosen(Chosen::Paths(Wanted::ExportFolder, vec![PathBuf::from("/tmp/out")]));
    window.run();
}

#[test]
fn everything_for_spreadsheets_is_what_goes_out_unless_something_else_is_chosen() {
    let mut window = exporting();
    assert!(
        window.get_by_role_and_label(Role::Button, "Write the export").accesskit_node().is_disabled(),
        "no folder yet"
    );
    chosen(&mut window);
    window.get_by_role_and_label(Role::Button, "Write the export").click();
    window.run();
    let options = Options { excel: true, ..Options::default() };
    assert!(window.state().requests.contains(&Request::Export { dir: PathBuf::from("/tmp/out"), options }));
    window.get_by_label("Exporting…");
}

#[test]
fn a_part_is_chosen_counted_and_named() {
    let mut window = exporting();
    chosen(&mut window);
    for label in [
        "Accepted only",
        "Include suggestions that nobody has decided",
        "As filtered in the Library: 1 article",
        "For Excel and other spreadsheets: dossier.xlsx beside the CSV files",
    ] {
        click(&mut window, label);
    }
    window.get_by_label("Published").focus();
    window.run();
    window.get_by_label("Published").type_text("2023-12");
    window.run();
    let part =
        Part { decided: Decided::Accepted, articles: Articles::Of(vec![2]), published: Some("2023-12".to_owned()) };
    assert_eq!(asked(&window), Some(part.clone()));
    let counts = ExportCounts { figures: 3, roles: 1, proposed: 75, ..ExportCounts::default() };
    let answer = Event::Answered(Query::ExportCounts(part.clone()), Ok(Answer::ExportCounts(counts)));
    window.state_mut().shell.take_event(answer);
    window.run();
    window.get_by_label("4 rows");
    window.get_by_label("and 75 suggestions among mentions and claims, marked as proposed");
    assert!(window.query_by_label("dossier.xlsx").is_none());
    window.get_by_role_and_label(Role::Button, "Write the export").click();
    window.run();
    let options = Options { proposed: true, excel: false, part };
    assert!(window.state().requests.contains(&Request::Export { dir: PathBuf::from("/tmp/out"), options }));
}

#[test]
fn a_date_that_is_none_is_said_and_exports_nothing() {
    let mut window = exporting();
    chosen(&mut window);
    window.get_by_label("Published").focus();
    window.run();
    window.get_by_label("Published").type_text("soon");
    window.run();
    window.get_by_label("Not a date: write 2023-12-08, 2023-12 or 2023-10/2023-12");
    assert!(window.get_by_role_and_label(Role::Button, "Write the export").accesskit_node().is_disabled());
}

#[test]
fn what_came_of_it_names_the_folder_and_what_a_sheet_has_no_room_for() {
    let mut window = exporting();
    let report = Report {
        n_rows: vec![("claims.csv".to_owned(), 7), ("articles.csv".to_owned(), 2)],
        notes: vec!["articles: 1 cells are longer than Excel holds".to_owned()],
    };
    window.state_mut().shell.take_event(Event::Exported(PathBuf::from("/tmp/out"), Ok(report)));
    window.run();
    window.get_by_label("Exported 9 rows to");
    window.get_by_label("/tmp/out");
    window.get_by_label("articles: 1 cells are longer than Excel holds");
    click(&mut window, "Open the folder");
    window.state_mut().shell.take_event(Event::Exported(PathBuf::from("/tmp/out"), Err("the disk is full".to_owned())));
    window.run();
    window.get_by_label("Nothing was exported: the disk is full (/tmp/out)");
}

#[test]
fn counts_that_cannot_be_had_say_why_and_are_asked_again_after_a_change() {
    let mut window = exporting();
    let part = asked(&window).unwrap();
    window.state_mut().shell.take_event(Event::Answered(Query::ExportCounts(part), Err("disk gone".to_owned())));
    window.run();
    window.get_by_label("The rows could not be counted: disk gone");
    window.state_mut().requests.clear();
    let applied = crate::workspace::Applied::default();
    window.state_mut().shell.take_event(Event::Applied(crate::workspace::desk::Ticket(1), applied));
    window.run();
    assert!(asked(&window).is_some());
}
