//! What the window offers for a damaged dossier: it is told as damaged, with its last backup; both ways on end in a
//! dossier that opens.

use crate::care::*;
use dossier::jobs::Control;
use dossier::workspace::care::backups;
use dossier::workspace::care::backups::Plan;
use dossier::workspace::care::rescue;
use dossier::workspace::care::rescue::Means;
use dossier::workspace::care::rescue::Rescued;
use dossier::workspace::desk::opening;
use dossier::workspace::desk::opening::Failure;
use dossier::workspace::desk::opening::Kind;
use dossier::workspace::desk::opening::Way;
use dossier::workspace::settings::Backups;

/// A closed dossier with a backup, and a change after that.
fn backed_up() -> Bench {
    let mut bench = decided();
    bench.close();
    let plan = Plan::of(&bench.path, &Backups::default()).expect("a plan");
    backups::back_up(&bench.path, &plan, &env_at(START), &Control::default()).expect("a backup");
    bench.open();
    tag(&mut bench, 1, "later");
    bench.close();
    bench
}

/// Takes the end of the file away, and gives why it cannot be opened.
fn torn(path: &Path) -> Failure {
    let file = std::fs::File::options().write(true).open(path).expect("the file");
    file.set_len(5 * 4096).expect("a shorter file");
    refused(path)
}

fn refused(path: &Path) -> Failure {
    let opened = opening::open(path, Way::Open, env_at(START), Arc::new(|| {}));
    let failure = opened.err().expect("it cannot be opened");
    failure.with_backup(&Backups::default())
}

#[test]
fn a_damaged_dossier_is_told_as_such_with_its_last_backup() {
    let bench = backed_up();
    let failure = torn(&bench.path);
    assert_eq!(failure.kind, Kind::Damaged);
    assert!(failure.reason.ends_with(&bench.path.display().to_string()), "{}", failure.reason);
    let backup = failure.backup.expect("a backup");
    assert_eq!(backup.made, "2 May 2024, 12:00");
    is_whole(&backup.path);
    // Without a header it is no dossier at all; its backup tells that it was one.
    std::fs::write(&bench.path, "nothing of it is left, and this is no database").expect("a file");
    assert_eq!(refused(&bench.path).kind, Kind::Damaged);
    std::fs::remove_dir_all(backup.path.parent().expect("a folder")).expect("no backups");
    let failure = refused(&bench.path);
    assert_eq!((failure.kind, failure.backup), (Kind::NotADossier, None));
}

#[test]
fn a_salvage_takes_what_the_backup_has_and_puts_the_damaged_file_aside() {
    let bench = backed_up();
    torn(&bench.path);
    let damaged = std::fs::read(&bench.path).expect("the damaged file");
    let control = Control::default();
    let rescued = rescue::run(&bench.path, &Means::Salvage, &Backups::default(), &env_at(START + DAY), &control);
    let Ok(Rescued::Salvaged(report)) = rescued else { panic!("{rescued:?}") };
    assert!(report.was_damaged && !report.saved().is_empty(), "{report:?}");
    let aside = report.set_aside.clone().expect("the damaged file");
    assert!(std::fs::read(&aside).expect("the damaged file") == damaged, "it was changed");
    assert!(report.kept().iter().any(|line| line.contains(&aside.display().to_string())));
    is_whole(&bench.path);
    assert!(opening::open(&bench.path, Way::Open, env_at(START), Arc::new(|| {})).is_ok());
}

#[test]
fn a_salvage_that_is_stopped_leaves_everything_as_it_was() {
    let bench = backed_up();
    torn(&bench.path);
    let before = names(bench.path.parent().expect("a folder"));
    let control = Control::default();
    control.cancel();
    let rescued = rescue::run(&bench.path, &Means::Salvage, &Backups::default(), &env_at(START + DAY), &control);
    assert!(rescued.is_err_and(|reason| reason.contains("stopped")));
    assert_eq!(names(bench.path.parent().expect("a folder")), before);
}

#[test]
fn the_last_backup_is_opened_as_a_new_file_and_stays_what_it_was() {
    let bench = backed_up();
    let backup = torn(&bench.path).backup.expect("a backup").path;
    let bytes = std::fs::read(&backup).expect("the backup");
    let means = Means::Backup(backup.clone());
    let rescued = rescue::run(&bench.path, &means, &Backups::default(), &env_at(START + DAY), &Control::default());
    let Ok(Rescued::Copied(copy)) = rescued else { panic!("{rescued:?}") };
    assert_eq!(copy, bench.path.with_file_name("t from backup 2024-05-03 1200.dossier"));
    let Ok(desk) = opening::open(&copy, Way::Open, env_at(START), Arc::new(|| {})) else { panic!("it opens") };
    drop(desk);
    assert_eq!(head(&copy).expect("a head").0, 6, "the change after the backup is not in it");
    assert!(std::fs::read(&backup).expect("the backup") == bytes, "the backup was changed");
}
