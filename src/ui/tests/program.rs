//! The program around the screens: opening and failing, quitting, settings, palette, keys, messages, faults.
//!
//! Each test looks at the words on screen and at what the window asked for.

use crate::jobs::Progress;
use crate::model::kind::ArticleState;
use crate::ui::action::Action;
use crate::ui::action::Screen;
use crate::ui::dialog::Chosen;
use crate::ui::dialog::Wanted;
use crate::ui::outbox::Request;
use crate::ui::shell::Leaving;
use crate::ui::shell::Shell;
use crate::ui::tests::Window;
use crate::ui::tests::cards;
use crate::ui::tests::check_asked_for;
use crate::ui::tests::claims;
use crate::ui::tests::click;
use crate::ui::tests::history;
use crate::ui::tests::search;
use crate::ui::tests::window;
use crate::ui::tests::with_rows;
use crate::ui::views::ask::Asked;
use crate::ui::views::recent::RecentRow;
use crate::workspace::Applied;
use crate::workspace::care::rescue::Means;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use crate::workspace::desk::Task;
use crate::workspace::desk::Ticket;
use crate::workspace::desk::opening::Failure;
use crate::workspace::desk::opening::Kind;
use crate::workspace::desk::opening::Way;
use crate::workspace::panic_log::Fault;
use crate::workspace::review::Reading;
use crate::workspace::review::fixture;
use crate::workspace::review::fixture::article;
use egui::Key;
use egui::Modifiers;
use egui::Role;
use egui_kittest::kittest::Queryable as _;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

const HARBOUR: &str = "/tmp/harbour.dossier";

fn library() -> Shell {
    let mut shell = with_rows(vec![article(1, "Boats sank", ArticleState::New)]);
    shell.start.analyst = "Ana Ruiz".to_owned();
    shell.is_named = true;
    shell
}

/// The first start of somebody who has said a name.
fn start() -> Shell {
    let mut shell = Shell::default();
    shell.start.analyst = "Ana Ruiz".to_owned();
    shell.start.path = HARBOUR.to_owned();
    shell.is_named = true;
    shell
}

fn open(way: Way) -> Request {
    Request::Open { path: PathBuf::from(HARBOUR), analyst: "Ana Ruiz".to_owned(), way }
}

fn chord(window: &mut Window, key: Key) {
    window.key_press_modifiers(Modifiers::COMMAND, key);
    window.run_steps(4);
}

fn failure(kind: Kind) -> Failure {
    Failure::new(Path::new(HARBOUR), kind, format!("this is why: {HARBOUR}"))
}

fn failed(kind: Kind) -> Window {
    let mut shell = start();
    shell.open_failed(failure(kind));
    window(shell)
}

#[test]
fn what_cannot_be_opened_says_why_and_what_to_do() {
    let held = Kind::Held { holder: "Bea Sand, process 7".to_owned() };
    for (kind, title, button, expected) in [
        (Kind::Missing, "harbour is not where it was", "Try again", open(Way::Open)),
        (Kind::Missing, "harbour is not where it was", "Take it from the list", Request::Forget(HARBOUR.into())),
        (Kind::Exists, "There is a file called harbour already", "Open it", open(Way::Open)),
        (held.clone(), "harbour is open elsewhere", "Try again", open(Way::Open)),
        (held, "harbour is open elsewhere", "Open to read", open(Way::Read)),
        (Kind::Unwritable, "harbour cannot be written where it is", "Open to read", open(Way::Read)),
        (Kind::NotADossier, "harbour is not a dossier", "Open a dossier…", Request::Choose(Wanted::ExistingDossier)),
        (
            Kind::Newer,
            "harbour was written by a newer version",
            "Open a dossier…",
            Request::Choose(Wanted::ExistingDossier),
        ),
        (Kind::Damaged, "harbour is damaged", "Salvage", Request::Rescue(failure(Kind::Damaged), Means::Salvage)),
        (Kind::Other, "harbour could not be opened", "Try again", open(Way::Open)),
    ] {
        let mut window = failed(kind);
        window.get_by_role_and_label(Role::Alert, title);
        window.get_by_label(&format!("this is why: {HARBOUR}"));
        click(&mut window, button);
        check_asked_for(&window, &expected);
    }
}

#[test]
fn a_failure_can_be_left() {
    let mut window = failed(Kind::Missing);
    click(&mut window, "Back");
    window.get_by_label("Your name");
}

#[test]
fn opening_is_shown_and_not_waited_for() {
    let mut shell = library();
    shell.opening(Path::new(HARBOUR));
    let mut window = window(Shell::default());
    window.state_mut().shell = shell;
    window.step();
    window.get_by_role_and_label(Role::Status, "Opening harbour…");
}

#[test]
fn who_has_no_name_is_asked_before_a_dossier_opens() {
    let mut shell = Shell::default();
    shell.open(PathBuf::from(HARBOUR), Way::Open);
    let mut window = window(shell);
    assert_eq!(window.state().requests, []);
    window.get_by_label("Your name").type_text("Ana Ruiz");
    window.run();
    window.key_press(Key::Enter);
    window.run();
    check_asked_for(&window, &open(Way::Open));
}

#[test]
fn enter_in_the_place_begins() {
    let mut window = window(start());
    window.get_by_label("Where the dossier is kept").focus();
    window.run();
    window.key_press(Key::Enter);
    window.run();
    check_asked_for(&window, &open(Way::Create));
}

#[test]
fn recent_dossiers_open_and_missing_ones_can_be_taken_from_the_list() {
    let mut shell = start();
    shell.recent = vec![
        RecentRow::new(Path::new(HARBOUR), 0, 0),
        RecentRow { is_missing: true, ..RecentRow::new(Path::new("/usb/old.dossier"), 0, 0) },
    ];
    let mut window = window(shell);
    window.get_by_label("old in /usb, missing");
    click(&mut window, "Take old from the list");
    check_asked_for(&window, &Request::Forget(PathBuf::from("/usb/old.dossier")));
    click(&mut window, "harbour in /tmp");
    check_asked_for(&window, &open(Way::Open));
}

#[test]
fn the_menu_lists_the_dossiers_that_were_open_before_this_one() {
    let mut shell = library();
    shell.recent = vec![RecentRow::new(Path::new("/tmp/here.dossier"), 0, 0), RecentRow::new(Path::new(HARBOUR), 0, 0)];
    let mut window = window(shell);
    for label in ["Menu", "Dossier", "Opened before"] {
        window.get_by_role_and_label(Role::Button, label).click();
        window.run_steps(10);
    }
    assert!(window.query_by_label("here in /tmp").is_none());
    click(&mut window, "harbour in /tmp");
    check_asked_for(&window, &open(Way::Open));
}

#[test]
fn a_new_dossier_can_be_thought_better_of() {
    let mut window = window(library());
    chord(&mut window, Key::N);
    window.get_by_label("New dossier");
    click(&mut window, "Back to harbour");
    assert_eq!(window.state().shell.screen, Screen::Library);
}

#[test]
fn a_copy_goes_where_it_was_chosen() {
    let mut window = window(library());
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    window.run();
    check_asked_for(&window, &Request::Choose(Wanted::Copy));
    let copy = PathBuf::from("/tmp/copy.dossier");
    window.state_mut().shell.chosen(Chosen::Paths(Wanted::Copy, vec![copy.clone()]));
    window.run();
    check_asked_for(&window, &Request::Task(Task::SaveCopy(copy)));
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window reads no file".to_owned())
    }
}

fn drop_on(shell: Shell, paths: &[&str]) -> Window {
    let mut window = window(shell);
    let files = paths.iter().map(|path| Arc::new(Dropped(PathBuf::from(path))) as egui::DroppedFileHandle);
    window.input_mut().dropped_files = files.collect();
    window.run();
    window
}

#[test]
fn a_dossier_that_is_dropped_opens_and_articles_are_imported() {
    check_asked_for(&drop_on(library(), &[HARBOUR]), &open(Way::Open));
    let articles = Request::ImportPaths(vec![PathBuf::from("/tmp/a.txt"), PathBuf::from("/tmp/b.txt")]);
    check_asked_for(&drop_on(library(), &["/tmp/a.txt", "/tmp/b.txt"]), &articles);
}

#[test]
fn articles_dropped_on_the_first_start_wait_for_their_dossier() {
    let mut window = drop_on(start(), &["/tmp/a.txt"]);
    window.get_by_label("1 file or folder to be imported first");
    assert_eq!(window.state().requests, []);
    click(&mut window, "Make it and import them");
    check_asked_for(&window, &open(Way::Create));
    window.state_mut().shell.opened("harbour".to_owned());
    window.run();
    check_asked_for(&window, &Request::ImportPaths(vec![PathBuf::from("/tmp/a.txt")]));
}

#[test]
fn quitting_is_asked_for_by_key_also_on_the_start_screen() {
    for shell in [library, start] {
        let mut window = window(shell());
        chord(&mut window, Key::Q);
        check_asked_for(&window, &Request::Leave(Leaving::Asking));
    }
}

#[test]
fn a_long_job_is_asked_about_before_the_window_closes() {
    for (button, expected) in
        [("Wait, then quit", Leaving::AfterJob), ("Stop it and quit", Leaving::Saving), ("Stay", Leaving::No)]
    {
        let mut shell = library();
        shell.leaving = Leaving::Asking;
        shell.progress = Some(Progress { stage: "Extracting".to_owned(), n_done: 3, n_total: 8 });
        let mut window = window(shell);
        assert_eq!(window.get_all_by_role_and_label(Role::ProgressIndicator, "Extracting: 3 of 8").count(), 2);
        click(&mut window, button);
        check_asked_for(&window, &Request::Leave(expected));
    }
}

#[test]
fn the_end_is_seen_at_once_and_no_key_comes_between() {
    let mut shell = library();
    shell.leaving = Leaving::Saving;
    let mut window = window(Shell::default());
    window.state_mut().shell = shell;
    window.run_steps(3);
    window.get_by_role_and_label(Role::Status, "Saving…");
    window.key_press(Key::Enter);
    window.run_steps(3);
    assert_eq!(window.state().shell.screen, Screen::Library);
}

#[test]
fn waiting_to_quit_can_be_called_off() {
    let mut shell = library();
    shell.leaving = Leaving::AfterJob;
    let mut window = window(shell);
    click(&mut window, "Stay");
    check_asked_for(&window, &Request::Leave(Leaving::No));
}

#[test]
fn settings_take_a_new_name() {
    let mut window = window(library());
    chord(&mut window, Key::Comma);
    window.get_by_label("Your name").type_text("-Sand");
    window.run();
    click(&mut window, "Done");
    check_asked_for(&window, &Request::DecideAs("Ana Ruiz-Sand".to_owned()));
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
}

#[test]
fn settings_change_colours_and_size_at_once_and_say_where_they_are_kept() {
    let mut shell = library();
    shell.settings_path = Some(PathBuf::from("/home/ana/.config/dossier/settings.json"));
    let mut window = window(shell);
    chord(&mut window, Key::Comma);
    click(&mut window, "Dark");
    assert_eq!(window.ctx.theme(), egui::Theme::Dark);
    window.get_by_label("100 %");
    click(&mut window, "Larger");
    window.get_by_label("110 %");
    window.get_by_label("/home/ana/.config/dossier/settings.json");
    click(&mut window, "Copy the path");
    window.get_by_label("Copied");
    window.key_press(Key::Escape);
    window.run();
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
}

#[test]
fn the_palette_finds_an_action_and_enter_runs_it() {
    let mut window = window(library());
    chord(&mut window, Key::K);
    window.get_by_label("Find an action").type_text("exp");
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(window.state().shell.screen, Screen::Export);
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
}

#[test]
fn arrows_choose_in_the_palette() {
    let mut window = window(library());
    chord(&mut window, Key::K);
    window.get_by_label("Find an action").type_text("dossier");
    window.run();
    window.key_press(Key::ArrowDown);
    window.run();
    window.key_press(Key::ArrowUp);
    window.run();
    window.key_press(Key::ArrowDown);
    window.run();
    window.key_press(Key::Enter);
    window.run();
    check_asked_for(&window, &Request::Choose(Wanted::ExistingDossier));
}

#[test]
fn what_cannot_be_done_now_says_why_in_the_palette() {
    let mut window = window(library());
    chord(&mut window, Key::K);
    click(&mut window, "Stop, not now: nothing is running");
    assert!(matches!(window.state().shell.asked, Asked::Palette(_)));
    assert!(!window.state().requests.contains(&Request::StopJob));
    window.key_press(Key::Escape);
    window.run();
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
}

#[test]
fn the_list_of_keys_can_be_filtered_and_closed() {
    let mut window = window(library());
    window.key_press(Key::F1);
    window.run();
    window.get_by_label("On this screen: Library");
    window.get_by_label("Save a copy…");
    window.get_by_label("Filter the keys").type_text("undo");
    window.run();
    window.get_by_label("Undo");
    assert!(window.query_by_label("Save a copy…").is_none());
    click(&mut window, "Close");
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
}

#[test]
fn a_fault_is_told_until_it_is_put_away() {
    let mut shell = library();
    let log = Ok(PathBuf::from("/tmp/panic.txt"));
    shell.fault = Some((Fault { message: "no list (src/x.rs:1:2)".to_owned(), log }, false));
    let mut window = window(shell);
    let text = "Something went wrong: no list (src/x.rs:1:2). Your decisions are safe; the log is at /tmp/panic.txt";
    window.get_by_role_and_label(Role::Alert, text);
    click(&mut window, "Put away");
    assert!(window.query_by_label(text).is_none());
}

#[test]
fn without_a_writer_the_dossier_is_to_be_opened_again() {
    let mut shell = library();
    shell.take_event(Event::WriterGone);
    let mut window = window(shell);
    click(&mut window, "Open the dossier again");
    check_asked_for(&window, &Request::OpenAgain);
}

#[test]
fn a_change_is_told_with_a_way_back_and_stays_in_the_list_of_messages() {
    let mut shell = library();
    let summary = "Set aside Boats sank".to_owned();
    let applied = Applied { operation: Some((1, "h".to_owned())), summary: summary.clone(), ..Applied::default() };
    shell.take_event(Event::Applied(Ticket(1), applied));
    let mut window = window(Shell::default());
    window.state_mut().shell = shell;
    window.run_steps(3);
    window.get_by_role_and_label(Role::Status, &summary);
    window.get_by_label("Undo").click();
    window.run_steps(3);
    assert!(window.state().requests.iter().any(|request| matches!(request, Request::Undo(_))));
    assert!(window.query_by_label(&summary).is_none(), "what is taken back is no longer told");
    window.state_mut().shell.outbox.act(Action::ShowMessages);
    window.run_steps(3);
    window.get_by_label(&summary);
}

#[test]
fn tabs_without_room_are_in_a_menu() {
    let mut window = window(library());
    window.get_by_role_and_label(Role::Tab, "Export");
    window.set_size(egui::Vec2::new(640.0, 400.0));
    window.run();
    window.get_by_role_and_label(Role::Tab, "Library");
    assert!(window.query_by_role_and_label(Role::Tab, "Export").is_none());
    click(&mut window, "More");
    window.run_steps(10);
    click(&mut window, "Export");
    assert_eq!(window.state().shell.screen, Screen::Export);
}

#[test]
fn every_action_is_in_a_menu_or_in_the_palette() {
    for action in Action::ALL {
        let somewhere = Screen::TABS.iter().map(|(screen, _)| *screen).find(|screen| action.holds_on(*screen));
        let screen = somewhere.unwrap_or_else(|| panic!("{action:?} holds nowhere"));
        let mut shell = library();
        shell.screen = screen;
        shell.outbox.act(Action::ShowPalette);
        shell.run_actions();
        let Asked::Palette(palette) = &shell.asked else { panic!("no palette") };
        let is_there = palette.lists(*action) || *action == Action::ShowPalette;
        assert!(is_there, "{action:?} on {screen:?}");
    }
}

/// A library of two articles, the first of them under review with something of every kind to decide.
fn busy_shell() -> Shell {
    let rows = vec![article(1, "Boats sank", ArticleState::Begun), article(2, "Trains stop", ArticleState::New)];
    let mut shell = with_rows(rows);
    shell.is_named = true;
    shell.open_article(1);
    let mut review = fixture::marked("[Ana Ruiz]{person:1} met [Bea Sand]{person:2 0.4} in [Lakhsh]{place:3}.");
    review.names[0].candidates = (1..=9).map(|id| fixture::candidate(id, "Ana Ruiz")).collect();
    shell.take_event(Event::Answered(Query::Review(1), Ok(Answer::Review(Reading::new(review)))));
    shell.progress = Some(Progress::default());
    shell.search.query = "boats".to_owned();
    shell
}

/// What each screen would be told by a dossier with a few rows of everything.
fn answer_to(query: &Query) -> Option<Answer> {
    let screens = [cards::answer_to, claims::answer_to, search::answer_to, history::answer_to];
    screens.iter().find_map(|answer_to| answer_to(query))
}

/// That screen with its rows, the last one selected or the first.
fn busy_on(screen: Screen, is_at_end: bool) -> Shell {
    let mut shell = busy_shell();
    shell.show(screen);
    let end = if screen == Screen::Review { Action::NextStop } else { Action::LastRow };
    for action in [None, is_at_end.then_some(end)] {
        if let Some(action) = action {
            shell.outbox.act(action);
        }
        loop {
            shell.run_actions();
            let requests = shell.take_requests();
            let asked = requests.into_iter().filter_map(|request| match request {
                Request::Ask(query) => Some((answer_to(&query)?, query)),
                _ => None,
            });
            let answered: Vec<(Answer, Query)> = asked.collect();
            if answered.is_empty() {
                break;
            }
            for (answer, query) in answered {
                shell.take_event(Event::Answered(query, Ok(answer)));
            }
        }
    }
    shell
}

/// Why an action does nothing to be seen on a screen where it holds.
fn reason_for_silence(action: Action, screen: Screen) -> Option<&'static str> {
    if Screen::TABS.contains(&(screen, action)) {
        return Some("this screen is on view already");
    }
    match (screen, action) {
        (Screen::Export | Screen::Review, Action::Find) => Some("there is nothing to filter"),
        _ => None,
    }
}

#[test]
fn every_action_does_something_where_it_holds() {
    let mut silent = Vec::new();
    for (screen, _) in Screen::TABS {
        for action in Action::ALL.iter().copied().filter(|action| action.holds_on(screen)) {
            // What moves down does nothing on the last row, what moves up nothing on the first.
            let is_silent = [false, true].into_iter().all(|is_at_end| {
                let mut shell = busy_on(screen, is_at_end);
                let (before, against) = (format!("{shell:?}"), shell.reason_against(action));
                shell.outbox.act(action);
                shell.run_actions();
                format!("{shell:?}") == before && against.is_none()
            });
            if is_silent && reason_for_silence(action, screen).is_none() {
                silent.push((screen, action));
            }
        }
    }
    assert_eq!(silent, []);
}
