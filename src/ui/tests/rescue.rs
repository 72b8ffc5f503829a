//! A damaged dossier on screen: what can be done about it, how far that has come, what came of it.
//!
//! Each test looks at the words on screen and at what the window asked for.

use crate::jobs::Progress;
use crate::model::kind::ArticleState;
use crate::ui::action::Action;
use crate::ui::outbox::Request;
use crate::ui::shell::Shell;
use crate::ui::tests::Driven;
use crate::ui::tests::Window;
use crate::ui::tests::click;
use crate::ui::tests::window;
use crate::ui::tests::with_rows;
use crate::ui::views::rescue::Salvaged;
use crate::workspace::care::rescue::Means;
use crate::workspace::care::salvage::Report;
use crate::workspace::desk::Event;
use crate::workspace::desk::opening::Failure;
use crate::workspace::desk::opening::LastBackup;
use crate::workspace::desk::opening::Way;
use crate::workspace::review::fixture::article;
use egui::Key;
use egui::Role;
use egui_kittest::kittest::Queryable as _;
use std::path::Path;
use std::path::PathBuf;

const HARBOUR: &str = "/tmp/harbour.dossier";

fn named() -> Shell {
    let mut shell = Shell::default();
    shell.start.analyst = "Ana Ruiz".to_owned();
    shell.is_named = true;
    shell
}

fn asked_for(window: &Window) -> &[Request] {
    let Driven { requests, .. } = window.state();
    requests
}

#[test]
fn a_damaged_dossier_can_be_salvaged_or_its_last_backup_opened() {
    let backup = PathBuf::from("/tmp/harbour.dossier-backups/harbour 2024-03-14 1805.dossier");
    let mut failure = Failure::damage(Path::new(HARBOUR), "page 7 cannot be read");
    failure.backup = Some(LastBackup { path: backup.clone(), made: "14 Mar 2024, 18:05".to_owned() });
    for (button, means) in [("Salvage", Means::Salvage), ("Open the last backup", Means::Backup(backup))] {
        let mut shell = named();
        shell.open_failed(failure.clone());
        let mut window = window(shell);
        window.get_by_role_and_label(Role::Alert, "harbour is damaged");
        window.get_by_label("What was found: page 7 cannot be read: /tmp/harbour.dossier");
        window.get_by_label_contains("of 14 Mar 2024, 18:05");
        click(&mut window, button);
        assert_eq!(asked_for(&window), [Request::Rescue(failure.clone(), means)]);
    }
}

#[test]
fn without_a_backup_none_is_offered_and_enter_salvages() {
    let failure = Failure::damage(Path::new(HARBOUR), "page 7 cannot be read");
    let mut shell = named();
    shell.open_failed(failure.clone());
    let mut window = window(shell);
    assert!(window.query_by_label("Open the last backup").is_none());
    window.key_press(Key::Enter);
    window.run_steps(4);
    assert_eq!(asked_for(&window), [Request::Rescue(failure, Means::Salvage)]);
}

#[test]
fn a_salvage_shows_how_far_it_is_and_can_be_cancelled() {
    let mut shell = named();
    shell.rescuing(Path::new(HARBOUR));
    shell.progress = Some(Progress { stage: "Following the chain of changes".to_owned(), n_done: 0, n_total: 0 });
    let mut window = window(Shell::default());
    window.state_mut().shell = shell;
    window.run_steps(3);
    window.get_by_role_and_label(Role::Status, "Working on harbour…");
    window.get_by_label("Following the chain of changes…");
    click(&mut window, "Cancel");
    assert_eq!(asked_for(&window), [Request::StopJob]);
}

#[test]
fn the_result_names_what_was_saved_and_lost_and_opens() {
    let report = Report {
        was_damaged: true,
        found: vec!["page 7 cannot be read".to_owned()],
        made: Some(PathBuf::from(HARBOUR)),
        set_aside: Some(PathBuf::from("/tmp/harbour damaged 2024-03-14 1805.dossier")),
        n_operations: 12,
        n_articles: 3,
        lost: vec!["change 13".to_owned()],
        ..Report::default()
    };
    let mut shell = named();
    shell.salvaged(Salvaged { path: PathBuf::from(HARBOUR), report });
    let mut window = window(shell);
    window.get_by_role_and_label(Role::Alert, "harbour was salvaged, but not all of it");
    for words in [
        "Page 7 cannot be read",
        "12 changes and 3 articles were taken over and checked: /tmp/harbour.dossier",
        "Change 13",
        "The damaged file is kept as it was: /tmp/harbour damaged 2024-03-14 1805.dossier",
    ] {
        window.get_by_label(words);
    }
    click(&mut window, "Open it");
    let path = PathBuf::from(HARBOUR);
    assert_eq!(asked_for(&window), [Request::Open { path, analyst: "Ana Ruiz".to_owned(), way: Way::Open }]);
    click(&mut window, "Back");
    window.get_by_label("Your name");
}

#[test]
fn damage_that_is_found_while_it_is_open_stops_deciding_and_leads_to_the_salvage() {
    let mut shell = with_rows(vec![article(1, "Boats sank", ArticleState::New)]);
    shell.take_event(Event::Damaged("page 7 cannot be read".to_owned()));
    let mut window = window(shell);
    let told = "This dossier is damaged, and nothing more is written: page 7 cannot be read";
    window.get_by_role_and_label(Role::Alert, told);
    assert!(window.state_mut().shell.reason_against(Action::ImportFiles).is_some());
    window.state_mut().requests.clear();
    click(&mut window, "Close and salvage…");
    assert_eq!(asked_for(&window), [Request::GiveUp("page 7 cannot be read".to_owned())]);
}
