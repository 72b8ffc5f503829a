//! Backups on screen: how many and where in the settings, how far the one at the end is, and skipping it.
//!
//! Each test looks at the words on screen and at what the window asked for.

use crate::jobs::Progress;
use crate::model::kind::ArticleState;
use crate::ui::dialog::Chosen;
use crate::ui::dialog::Wanted;
use crate::ui::outbox::Request;
use crate::ui::shell::Leaving;
use crate::ui::shell::Shell;
use crate::ui::tests::Window;
use crate::ui::tests::check_asked_for;
use crate::ui::tests::click;
use crate::ui::tests::window;
use crate::ui::tests::with_rows;
use crate::workspace::review::fixture::article;
use crate::workspace::settings::Backups;
use egui::Key;
use egui::Modifiers;
use egui::Role;
use egui_kittest::kittest::NodeT as _;
use egui_kittest::kittest::Queryable as _;
use std::path::PathBuf;

const HARBOUR: &str = "/tmp/harbour.dossier";

fn library() -> Shell {
    let mut shell = with_rows(vec![article(1, "Boats sank", ArticleState::New)]);
    shell.start.analyst = "Ana Ruiz".to_owned();
    shell.is_named = true;
    shell
}

#[test]
fn the_backup_at_the_end_is_shown_and_can_be_skipped() {
    let mut shell = library();
    shell.leaving = Leaving::Saving;
    shell.progress = Some(Progress { stage: "Backing up".to_owned(), n_done: 300, n_total: 800 });
    let mut window = window(Shell::default());
    window.state_mut().shell = shell;
    window.run_steps(3);
    // In the Library behind it, and in the dialog.
    assert_eq!(window.get_all_by_role_and_label(Role::ProgressIndicator, "Backing up: 300 of 800").count(), 2);
    click(&mut window, "Skip the backup");
    check_asked_for(&window, &Request::SkipBackup);
}

/// Settings of somebody who keeps three copies, all in one folder.
fn settings_with_backups() -> Window {
    let mut shell = library();
    shell.path = Some(PathBuf::from(HARBOUR));
    shell.backups = Backups { keep: 3, folder: Some(PathBuf::from("/media/stick")) };
    let mut window = window(shell);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    window.run_steps(4);
    window
}

#[test]
fn settings_say_how_many_backups_are_kept_and_where() {
    let mut window = settings_with_backups();
    window.get_by_label("Of this dossier: /media/stick");
    click(&mut window, "In a folder beside each dossier");
    window.get_by_label("Of this dossier: /tmp/harbour.dossier-backups");
    click(&mut window, "Done");
    check_asked_for(&window, &Request::KeepBackups(Backups { keep: 3, folder: None }));
}

#[test]
fn the_folder_of_backups_is_chosen_or_typed_as_a_whole_path() {
    let mut window = settings_with_backups();
    click(&mut window, "Choose…");
    check_asked_for(&window, &Request::Choose(Wanted::BackupFolder));
    let chosen = vec![PathBuf::from("relative")];
    window.state_mut().shell.chosen(Chosen::Paths(Wanted::BackupFolder, chosen));
    window.run_steps(3);
    window.get_by_label("Say the whole path of the folder, from the top");
    assert!(window.get_by_label("Done").accesskit_node().is_disabled());
    let chosen = vec![PathBuf::from("/media/disk")];
    window.state_mut().shell.chosen(Chosen::Paths(Wanted::BackupFolder, chosen));
    window.run_steps(3);
    click(&mut window, "Done");
    let folder = Some(PathBuf::from("/media/disk"));
    check_asked_for(&window, &Request::KeepBackups(Backups { keep: 3, folder }));
}

#[test]
fn settings_left_as_they_were_ask_for_nothing() {
    let mut window = settings_with_backups();
    window.state_mut().shell.chosen(Chosen::NoDialog(Wanted::BackupFolder));
    window.run_steps(3);
    window.get_by_label("This desktop shows no dialog: type the folder");
    click(&mut window, "Done");
    assert!(!window.state().requests.iter().any(|request| matches!(request, Request::KeepBackups(_))));
}
