//! Tables that leave: copied for a spreadsheet, saved as CSV, from every screen in the same way.
//!
//! Each test looks at what would go to the clipboard and at what the window asked for.

use crate::model::kind::ArticleState;
use crate::ui::action::Action;
use crate::ui::dialog::Chosen;
use crate::ui::dialog::Wanted;
use crate::ui::outbox::Request;
use crate::ui::shell::Shell;
use crate::ui::tests::with_rows;
use crate::workspace::desk::Task;
use crate::workspace::review::fixture::article;
use std::path::Path;
use std::path::PathBuf;

fn two_articles() -> Shell {
    let mut shell =
        with_rows(vec![article(1, "Boats sank", ArticleState::New), article(2, "Trains stop", ArticleState::Done)]);
    // The Library filters while it is painted.
    let mut window = crate::ui::tests::window(std::mem::take(&mut shell));
    std::mem::take(&mut window.state_mut().shell)
}

fn act(shell: &mut Shell, action: Action) -> Vec<Request> {
    shell.outbox.act(action);
    shell.run_actions();
    shell.take_requests()
}

/// Path, number of rows, and whether a file there may be replaced, of the table that is to be saved.
fn saved(requests: &[Request]) -> Option<(&Path, usize, bool)> {
    requests.iter().find_map(|request| match request {
        Request::Task(Task::SaveTable { path, rows, replaces, .. }) => Some((path.as_path(), rows.len(), *replaces)),
        _ => None,
    })
}

#[test]
fn the_library_is_copied_with_a_header_and_without_what_the_screen_leaves_out() {
    let mut shell = two_articles();
    act(&mut shell, Action::CopyTable);
    let copied = shell.to_copy.clone().unwrap();
    let lines: Vec<&str> = copied.lines().collect();
    assert!(lines[0].starts_with("State\tTitle\tPublisher\tDate\t") && lines[0].ends_with("\tRef"), "{}", lines[0]);
    assert!(lines[1].starts_with("new\tBoats sank\tHarbour Post\t8 Dec 2023\t4\t"), "{}", lines[1]);
    assert_eq!((lines.len(), shell.toasts.texts()), (3, vec!["2 rows copied"]));
}

#[test]
fn a_table_is_saved_under_the_name_that_was_chosen() {
    let mut shell = two_articles();
    let requests = act(&mut shell, Action::SaveTable);
    assert!(requests.contains(&Request::Choose(Wanted::TableFile("articles.csv"))), "{requests:?}");
    let paths = vec![PathBuf::from("/tmp/mine.csv")];
    shell.chosen(Chosen::Paths(Wanted::TableFile("articles.csv"), paths.clone()));
    assert_eq!(saved(&shell.take_requests()), Some((Path::new("/tmp/mine.csv"), 2, true)));
    shell.chosen(Chosen::Paths(Wanted::TableFile("articles.csv"), paths));
    assert_eq!(saved(&shell.take_requests()), None, "a table is saved once");
}

#[test]
fn a_name_without_an_ending_gets_one_and_replaces_nothing_that_nobody_was_asked_about() {
    let mut shell = two_articles();
    act(&mut shell, Action::SaveTable);
    shell.chosen(Chosen::Paths(Wanted::TableFile("articles.csv"), vec![PathBuf::from("/tmp/mine")]));
    assert_eq!(saved(&shell.take_requests()), Some((Path::new("/tmp/mine.csv"), 2, false)));
}

#[test]
fn an_empty_table_says_so_and_asks_for_no_file() {
    let mut shell = with_rows(Vec::new());
    let requests = act(&mut shell, Action::SaveTable);
    assert!(!requests.iter().any(|request| matches!(request, Request::Choose(_))));
    assert_eq!(shell.toasts.texts(), ["There are no rows in this table"]);
}
