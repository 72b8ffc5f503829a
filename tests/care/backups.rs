//! Copies that the window makes: when, where, which stay.

use crate::care::*;
use dossier::jobs::Control;
use dossier::workspace::Workspace;
use dossier::workspace::care::backups;
use dossier::workspace::care::backups::Done;
use dossier::workspace::care::backups::Plan;
use dossier::workspace::settings::Backups;

fn plan(path: &Path) -> Plan {
    Plan::of(path, &Backups::default()).expect("a plan")
}

fn back_up(path: &Path, plan: &Plan, millis: i64) -> Done {
    backups::back_up(path, plan, &env_at(millis), &Control::default()).expect("a backup")
}

fn made(done: Done) -> PathBuf {
    match done {
        Done::Made { path, notices, .. } if notices.is_empty() => path,
        other => panic!("no backup: {other:?}"),
    }
}

/// Decides once more and makes a copy.
fn another(bench: &mut Bench, plan: &Plan, millis: i64, word: &str) -> Done {
    tag(bench, 1, word);
    back_up(&bench.path.clone(), plan, millis)
}

#[test]
fn a_copy_is_made_beside_the_dossier_and_only_when_something_changed() {
    let mut bench = decided();
    let plan = plan(&bench.path);
    assert_eq!(plan.folder, bench.path.with_file_name("t.dossier-backups"));
    let first = made(back_up(&bench.path, &plan, START));
    assert_eq!(first, plan.folder.join("t 2024-05-02 1200.dossier"));
    is_whole(&first);
    assert_eq!(head(&first), head(&bench.path));
    assert_eq!(back_up(&bench.path, &plan, START + DAY), Done::Unchanged(first.clone()));
    // A second one in the same minute does not take the first one's name.
    let second = made(another(&mut bench, &plan, START, "a"));
    assert_eq!(second, plan.folder.join("t 2024-05-02 1200 2.dossier"));
    assert_eq!(names(&plan.folder), ["t 2024-05-02 1200 2.dossier", "t 2024-05-02 1200.dossier"]);
    // It is a dossier like any other.
    let mut workspace = Workspace::open(&second, env_at(START)).expect("a dossier");
    workspace.undo(None).expect("an undo");
}

#[test]
fn an_empty_dossier_and_settings_that_say_so_make_no_copy() {
    let bench = Bench::empty();
    let folder = plan(&bench.path);
    assert_eq!(back_up(&bench.path, &folder, START), Done::Nothing);
    assert!(!folder.folder.exists());
    assert_eq!(Plan::of(&bench.path, &Backups { keep: 0, folder: None }), None);
    let elsewhere = Backups { keep: 2, folder: Some(PathBuf::from("/copies")) };
    assert_eq!(Plan::of(&bench.path, &elsewhere), Some(Plan { folder: PathBuf::from("/copies"), keep: 2 }));
}

#[test]
fn the_oldest_goes_only_after_the_new_one_was_checked_and_days_are_kept_apart() {
    let mut bench = decided();
    let plan = Plan { keep: 3, ..plan(&bench.path) };
    for (day, word) in [(0, "a"), (1, "b"), (2, "c"), (2, "d"), (2, "e"), (3, "f")] {
        another(&mut bench, &plan, START + day * DAY, word);
    }
    // Of the third day the last one; of all days the last three.
    assert_eq!(
        names(&plan.folder),
        ["t 2024-05-03 1200.dossier", "t 2024-05-04 1200.dossier", "t 2024-05-05 1200.dossier"]
    );
    let newest_of_third = backups::list(&plan.folder, &bench.path, None)[1].head.0;
    assert_eq!(newest_of_third, head(&bench.path).expect("a head").0 - 1);
}

#[test]
fn a_dossier_that_fails_its_check_pushes_no_good_copy_out() {
    let mut bench = decided();
    let plan = Plan { keep: 1, ..plan(&bench.path) };
    let good = made(back_up(&bench.path, &plan, START));
    bench.close();
    let conn = rusqlite::Connection::open(&bench.path).expect("the file");
    conn.execute_batch("INSERT INTO tag (subject, subject_id, tag) VALUES ('article', 2, 'slipped in')")
        .expect("a row");
    drop(conn);
    bench.open();
    tag(&mut bench, 1, "more");
    let refused =
        backups::back_up(&bench.path, &plan, &env_at(START + DAY), &Control::default()).unwrap_err().to_string();
    assert!(refused.contains("does not pass its check (tag row"), "{refused}");
    assert_eq!(names(&plan.folder), ["t 2024-05-02 1200.dossier"], "no part is left and the good one stays");
    is_whole(&good);
}

#[test]
fn stopping_leaves_the_copies_as_they_were() {
    let mut bench = decided();
    let plan = plan(&bench.path);
    made(back_up(&bench.path, &plan, START));
    // Large enough for several steps.
    bench.ws().run(&import_large()).expect("an import");
    let control = Control::default();
    control.cancel();
    let done = backups::back_up(&bench.path, &plan, &env_at(START + DAY), &control).expect("an outcome");
    assert_eq!(done, Done::Cancelled);
    assert_eq!(names(&plan.folder), ["t 2024-05-02 1200.dossier"]);
}

/// Six megabytes of text, of one word: what is looked for in it is soon known.
fn import_large() -> dossier::ledger::command::Command {
    let text = "x".repeat(6_000_000);
    let incoming = vec![crate::fixture::incoming("large.txt", &text, &[])];
    dossier::ledger::command::Command::Import { incoming }
}

#[test]
fn copies_of_others_and_copies_that_hold_more_are_never_taken_away() {
    let mut bench = decided();
    let dir = tempfile::tempdir().expect("a folder");
    let plan = Plan { folder: dir.path().to_path_buf(), keep: 1 };
    // Another dossier of the same name, and one that went its own way from a copy.
    let mut other = Bench::empty();
    let incoming = vec![crate::fixture::incoming("other.txt", "Something else altogether.", &[])];
    other.ws().run(&dossier::ledger::command::Command::Import { incoming }).expect("an import");
    other.ws().run(&crate::fixture::import_all()).expect("an import");
    tag(&mut other, 1, "other");
    made(back_up(&other.path, &plan, START));
    let own = made(back_up(&bench.path, &plan, START + DAY));
    let astray = dir.path().join("t 2024-05-01 0900.dossier");
    std::fs::copy(&own, &astray).expect("a copy");
    let mut workspace = Workspace::open(&astray, env_at(START)).expect("a dossier");
    workspace.undo(None).expect("an undo");
    workspace.close().expect("a clean end");
    std::fs::write(dir.path().join("t 2024-04-01 0900.dossier"), "no dossier at all").expect("a file");

    let Done::Made { removed, notices, .. } = another(&mut bench, &plan, START + 2 * DAY, "a") else {
        panic!("no copy")
    };
    assert_eq!(removed, [own]);
    assert!(notices.len() == 1 && notices[0].contains("changes that this dossier lacks"), "{notices:?}");
    assert_eq!(
        names(dir.path()),
        [
            "t 2024-04-01 0900.dossier",
            "t 2024-05-01 0900.dossier",
            "t 2024-05-02 1200.dossier",
            "t 2024-05-04 1200.dossier"
        ]
    );
}

#[test]
fn what_was_removed_for_good_does_not_live_on_in_copies() {
    let mut bench = decided();
    let plan = plan(&bench.path);
    let before = [made(back_up(&bench.path, &plan, START)), made(another(&mut bench, &plan, START + DAY, "a"))];
    bench.decide(r#"{"do":"remove_for_good","article":"A1"}"#).expect("a removal");
    let Done::Made { path, removed, .. } = back_up(&bench.path, &plan, START + 2 * DAY) else { panic!("no copy") };
    assert_eq!(removed, before);
    let bytes = std::fs::read(path).expect("the copy");
    assert!(!bytes.windows(11).any(|window| window == b"'s owner An"), "words of A1 are in the copy");
}

#[test]
fn at_opening_a_copy_is_due_after_a_day() {
    let mut bench = decided();
    let plan = plan(&bench.path);
    let due =
        |millis| backups::back_up_if_due(&bench.path, &plan, &env_at(millis), &Control::default()).expect("an outcome");
    let first = made(due(START));
    assert_eq!(due(START + 2 * DAY), Done::Unchanged(first.clone()));
    tag(&mut bench, 1, "a");
    let due =
        |millis| backups::back_up_if_due(&bench.path, &plan, &env_at(millis), &Control::default()).expect("an outcome");
    assert_eq!(due(START + DAY / 2), Done::Unchanged(first));
    made(due(START + 2 * DAY));
}

#[test]
fn what_a_killed_program_left_half_copied_goes() {
    let mut bench = decided();
    let plan = plan(&bench.path);
    std::fs::create_dir_all(&plan.folder).expect("a folder");
    for name in ["t 2024-05-01 0900.dossier.part", "t 2024-05-01 0900.dossier.part-lock", "notes.part"] {
        std::fs::write(plan.folder.join(name), "half").expect("a file");
    }
    made(another(&mut bench, &plan, START, "a"));
    assert_eq!(names(&plan.folder), ["notes.part", "t 2024-05-02 1200.dossier"]);
}
