//! First start, Library and Export: beginning, filtering, opening, what is to fix, dialogs that cannot be had.
//!
//! Each test looks at the words on screen and at what the window asked for.

use crate::jobs::Progress;
use crate::ledger::command::Command;
use crate::model::kind::ArticleField;
use crate::model::kind::ArticleState;
use crate::ui::action::Screen;
use crate::ui::dialog::Chosen;
use crate::ui::dialog::Wanted;
use crate::ui::outbox::Request;
use crate::ui::shell::Shell;
use crate::ui::tests::window;
use crate::ui::tests::with_rows;
use crate::ui::views::ask::Asked;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use crate::workspace::desk::opening::Way;
use crate::workspace::intake::Message;
use crate::workspace::intake::Notice;
use crate::workspace::intake::Report;
use crate::workspace::review::fixture::article;
use egui::Key;
use egui::Role;
use egui_kittest::kittest::NodeT as _;
use egui_kittest::kittest::Queryable as _;
use std::path::PathBuf;

fn two_articles() -> Shell {
    with_rows(vec![article(1, "Boats sank", ArticleState::New), article(2, "Trains stop", ArticleState::Done)])
}

#[test]
fn the_first_start_asks_for_name_and_place_and_shows_how_to_begin() {
    let mut shell = Shell::default();
    shell.start.path = "/tmp/harbour.dossier".to_owned();
    let mut window = window(shell);
    assert!(window.get_by_label("Import articles…").accesskit_node().is_disabled());
    window.get_by_label("Your name").focus();
    window.run();
    window.get_by_label("Your name").type_text("Ana Ruiz");
    window.run();
    window.get_by_label("Paste an article…").click();
    window.run();
    let path = PathBuf::from("/tmp/harbour.dossier");
    assert_eq!(window.state().requests, [Request::Open { path, analyst: "Ana Ruiz".to_owned(), way: Way::Create }]);
    window.state_mut().shell.opened("harbour".to_owned());
    window.run_steps(4);
    assert!(matches!(window.state().shell.asked, Asked::Paste(_)), "what was begun goes on");
}

#[test]
fn an_empty_library_shows_how_to_begin() {
    let mut window = window(with_rows(Vec::new()));
    window.get_by_label("No articles yet");
    window.get_by_label("Import a folder…").click();
    window.run();
    assert!(window.state().requests.contains(&Request::Choose(Wanted::ArticleFolder)));
}

#[test]
fn chips_filter_by_state() {
    let mut window = window(two_articles());
    window.get_by_label("Boats sank, new");
    window.get_by_role_and_label(Role::RadioButton, "done").click();
    window.run();
    assert!(window.query_by_label("Boats sank, new").is_none());
    window.get_by_label("Trains stop, done");
    window.get_by_role_and_label(Role::RadioButton, "all").click();
    window.run();
    window.get_by_label("Boats sank, new");
}

#[test]
fn typing_in_the_filter_is_no_command() {
    let mut window = window(two_articles());
    window.get_by_label("Filter by words").focus();
    window.run();
    window.get_by_label("Filter by words").type_text("trains");
    window.key_press(Key::J);
    window.key_press(Key::U);
    window.run();
    assert_eq!(window.state().shell.library.filter.words, "trains");
    assert_eq!(window.state().shell.library.selected, Some(1), "J types, it does not move");
    assert!(!window.state().requests.iter().any(|request| matches!(request, Request::Undo(_))));
    assert!(window.query_by_label("Boats sank, new").is_none());
}

#[test]
fn keys_select_and_open() {
    let mut window = window(two_articles());
    assert_eq!(window.state().shell.library.selected, Some(1), "something is selected from the start");
    for key in [Key::ArrowDown, Key::K, Key::J, Key::Enter] {
        window.key_press(key);
        window.run();
    }
    assert_eq!(window.state().shell.screen, Screen::Review);
    assert_eq!(window.state().shell.review.article(), Some(2));
}

#[test]
fn a_double_click_opens() {
    let mut window = window(two_articles());
    window.get_by_label("Boats sank, new").click();
    window.get_by_label("Boats sank, new").click();
    window.run();
    assert_eq!(window.state().shell.review.article(), Some(1));
}

#[test]
fn an_undated_article_takes_its_date_in_the_list() {
    let mut undated = article(1, "Boats sank", ArticleState::New);
    undated.published = None;
    let mut window = window(with_rows(vec![undated]));
    window.get_by_label("Date of Boats sank").focus();
    window.run();
    window.get_by_label("Date of Boats sank").type_text("2023-12-08");
    window.run();
    window.get_by_label("Set").click();
    window.run();
    let is_set = |request: &Request| {
        matches!(request, Request::Send(Command::SetArticle { article: 1, field: ArticleField::Published, value }, _)
            if value.as_deref() == Some("2023-12-08"))
    };
    assert!(window.state().requests.iter().any(is_set), "{:?}", window.state().requests);
}

#[test]
fn an_import_tells_what_failed_and_shows_its_progress() {
    let mut shell = two_articles();
    shell.progress = Some(Progress { stage: "Extracting".to_owned(), n_done: 3, n_total: 8 });
    let message = "not a format that is read".to_owned();
    let failed = vec![Message { path: "/tmp/broken.pdf".to_owned(), message }];
    shell.take_event(Event::Imported(Report { added: vec![1, 2], failed, ..Report::default() }));
    let mut window = window(shell);
    window.get_by_role_and_label(Role::ProgressIndicator, "Extracting: 3 of 8");
    window.get_by_label("2 articles imported, 1 file failed");
    window.get_by_label("not a format that is read: /tmp/broken.pdf");
    window.get_by_label("Put away").click();
    window.run();
    assert!(window.query_by_label("2 articles imported, 1 file failed").is_none());
    window.get_by_label("Stop").click();
    window.run();
    assert!(window.state().requests.contains(&Request::StopJob));
}

#[test]
fn what_was_imported_last_is_selected_so_that_enter_opens_it() {
    let mut shell = two_articles();
    assert_eq!(shell.library.selected, Some(1));
    shell.take_event(Event::Imported(Report { added: vec![3, 4], ..Report::default() }));
    let rows = (1..=4).map(|id| article(id, "Boats", ArticleState::New)).collect();
    shell.take_event(Event::Answered(Query::Library, Ok(Answer::Library(rows))));
    assert_eq!(shell.library.selected, Some(3));
    shell.library.selected = Some(2);
    let rows = (1..=4).map(|id| article(id, "Boats", ArticleState::New)).collect();
    shell.take_event(Event::Answered(Query::Library, Ok(Answer::Library(rows))));
    assert_eq!(shell.library.selected, Some(2), "once, and not whenever the list is read anew");
}

#[test]
fn titles_sort_and_keys_follow_the_order_on_view() {
    let mut window = window(two_articles());
    window.get_by_label("Title, not sorted by it").click();
    window.run();
    window.get_by_label("Title, sorted upwards").click();
    window.run();
    window.key_press(Key::Home);
    window.run();
    assert_eq!(window.state().shell.library.selected, Some(2), "T stands before B now");
    window.key_press(Key::End);
    window.run();
    assert_eq!(window.state().shell.library.selected, Some(1));
}

#[test]
fn imports_and_publishers_are_chosen_from_lists_and_the_selection_stays() {
    let mut later = article(2, "Trains stop", ArticleState::New);
    later.batch = 5;
    later.imported_millis += 86_400_000;
    later.publisher = Some("Rail Post".to_owned());
    later.tags = vec!["camp".to_owned()];
    let mut window = window(with_rows(vec![article(1, "Boats sank", ArticleState::New), later]));
    window.get_by_label("Import: any import").click();
    window.run();
    window.get_by_label("Import of 8 Dec 2023, 18:05 UTC, 1 article").click();
    window.run();
    assert_eq!(window.state().shell.library.arranged.shown.len(), 1);
    window.state_mut().shell.library.filter.batch = None;
    window.run();
    for (list, choice) in [("Publisher: any publisher", "Rail Post"), ("Tag: any tag", "camp")] {
        window.get_by_label(list).click();
        window.run();
        window.get_by_role_and_label(Role::Button, choice).click();
        window.run();
        assert_eq!(window.state().shell.library.arranged.shown, [2], "{choice}");
    }
    assert_eq!(window.state().shell.library.selected, Some(1), "what is out of view stays selected");
}

#[test]
fn problems_and_articles_appear_while_the_import_goes_on() {
    let mut shell = two_articles();
    shell.outbox.take_requests();
    let message = "is empty".to_owned();
    let failed = Message { path: "/tmp/in/broken.txt".to_owned(), message };
    shell.take_event(Event::ImportNotice(Notice::Failed(failed)));
    shell.take_event(Event::ImportNotice(Notice::Written { n_added: 500, n_duplicates: 0, n_proposals: 0 }));
    let mut window = window(shell);
    window.get_by_label("500 articles imported, 1 file failed so far");
    assert!(window.state().requests.contains(&Request::Ask(Query::Library)), "the rows of the batch are read");
    window.get_by_label("Try again: /tmp/in/broken.txt").click();
    window.run();
    let path = PathBuf::from("/tmp/in/broken.txt");
    assert!(window.state().requests.contains(&Request::ImportPaths(vec![path])));
    window.get_by_label("500 articles imported so far");
}

#[test]
fn lines_of_the_list_are_opened_set_aside_and_ignored() {
    let mut twice = article(1, "Boats sank", ArticleState::New);
    twice.n_same_text = 1;
    let mut undated = article(2, "Trains stop", ArticleState::New);
    undated.published = None;
    let mut window = window(with_rows(vec![twice, undated]));
    window.get_by_label("Set aside: Boats sank").click();
    window.run();
    assert_eq!(window.state().sent(), ["set_aside"]);
    window.get_by_label("Ignore: Boats sank").click();
    window.run();
    assert!(window.query_by_label("Ignore: Boats sank").is_none());
    window.get_by_label("something to fix").click();
    window.run();
    assert_eq!(window.state().shell.library.arranged.shown, [1, 2]);
    window.get_by_label("Open: Trains stop").click();
    window.run();
    assert_eq!(window.state().shell.review.article(), Some(2));
}

#[test]
fn a_date_that_is_none_says_so() {
    let mut undated = article(1, "Boats sank", ArticleState::New);
    undated.published = None;
    let mut window = window(with_rows(vec![undated]));
    window.get_by_label("Date of Boats sank").focus();
    window.run();
    window.get_by_label("Date of Boats sank").type_text("2023-1");
    window.run();
    assert!(
        window.query_by_label("Not a date: write 2023-12-08, 8 Dec 2023 or 2023").is_none(),
        "not while it is typed"
    );
    window.get_by_label("Date of Boats sank").type_text("3-45");
    window.run();
    window.get_by_label("Not a date: write 2023-12-08, 8 Dec 2023 or 2023");
    assert!(window.get_by_label("Set").accesskit_node().is_disabled());
}

#[test]
fn without_a_dialog_a_path_is_typed() {
    let mut shell = two_articles();
    shell.chosen(Chosen::NoDialog(Wanted::ArticleFiles));
    let mut window = window(shell);
    window.get_by_label("This desktop offers no file dialog. Type the path instead.");
    window.get_by_label("Path").type_text("/tmp/articles");
    window.run();
    window.get_by_label("OK").click();
    window.run();
    assert!(window.state().requests.contains(&Request::ImportPaths(vec![PathBuf::from("/tmp/articles")])));
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
}

#[test]
fn pasting_outside_a_field_offers_the_text_as_an_article() {
    let mut window = window(two_articles());
    window.event(egui::Event::Paste("Boats sank in the storm.".to_owned()));
    window.run();
    window.get_by_label("Import").click();
    window.run();
    let is_pasted =
        |request: &Request| matches!(request, Request::ImportPasted(text, _) if text == "Boats sank in the storm.");
    assert!(window.state().requests.iter().any(is_pasted));
}
