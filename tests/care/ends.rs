//! How a session ends: cleanly, and then the file alone holds everything; or not, and then the next one says so.

use crate::care::*;
use dossier::jobs::Control;
use dossier::store::lock;
use dossier::store::open;
use dossier::workspace::Workspace;
use dossier::workspace::care::opened::Check;
use dossier::workspace::intake::Input;
use dossier::workspace::intake::Options;

/// The files of an open dossier, as a power cut or a kill leaves them, in another folder.
fn killed(bench: &Bench) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("t.dossier");
    for suffix in ["", "-wal", "-lock"] {
        std::fs::copy(beside(&bench.path, suffix), beside(&path, suffix)).expect("a copy");
    }
    (dir, path)
}

fn garble(path: &Path, at: u64) {
    let mut bytes = std::fs::read(path).expect("a file");
    let at = usize::try_from(at).expect("an offset");
    bytes[at..at + 64].fill(0xA5);
    std::fs::write(path, bytes).expect("a file");
}

#[test]
fn after_a_clean_end_nothing_is_told_and_the_file_alone_holds_everything() {
    let mut bench = decided();
    assert!(log_bytes(&bench.path) > 0, "the log is used");
    bench.close();
    assert_eq!(names(bench.path.parent().expect("a folder")), ["t.dossier"]);
    bench.open();
    assert_eq!((bench.ws().opened().sentence(), bench.ws().check().sentence()), (None, None));
}

#[test]
fn a_killed_session_is_told_with_its_holder_and_what_was_taken_over() {
    let mut bench = Bench::new();
    bench.close();
    bench.open();
    tag(&mut bench, 3, "late");
    let (_dir, path) = killed(&bench);
    let mut workspace = Workspace::open(&path, env_at(START)).expect("a dossier");
    let told = workspace.check().sentence().expect("a sentence");
    assert!(told.starts_with("The program did not end cleanly last time (Noa Reed, process "), "{told}");
    assert!(told.contains("3 changes that stood only in the log were taken over."), "{told}");
    assert!(told.ends_with("The dossier was checked: all is well"), "{told}");
    assert_eq!(workspace.opened().unclean.as_ref().expect("unclean").check, Check::Whole);
    workspace.run(&crate::fixture::import_all()).expect("it can be worked on");
    workspace.close().expect("a clean end");
    assert_eq!(Workspace::open(&path, env_at(START)).expect("a dossier").opened().sentence(), None, "told once");
}

#[test]
fn a_log_without_a_lock_is_an_unclean_end_too() {
    let mut bench = decided();
    let (_dir, path) = killed(&bench);
    std::fs::remove_file(beside(&path, "-lock")).expect("removed");
    let mut workspace = Workspace::open(&path, env_at(START)).expect("a dossier");
    let told = workspace.check().sentence().expect("a sentence");
    assert!(told.starts_with("The program did not end cleanly last time. "), "{told}");
    drop(workspace);
    assert_eq!(head(&path), record::head(bench.ws().db()).expect("a head"));
}

#[test]
fn a_log_that_lost_changes_is_kept_as_it_was_and_the_loss_is_told() {
    let mut bench = Bench::new();
    bench.close();
    bench.open();
    tag(&mut bench, 6, "late");
    let (dir, path) = killed(&bench);
    let n_bytes = log_bytes(&path);
    garble(&beside(&path, "-wal"), n_bytes / 2);
    let garbled = std::fs::read(beside(&path, "-wal")).expect("the log");
    let mut workspace = Workspace::open(&path, env_at(START)).expect("a dossier");
    let told = workspace.check().sentence().expect("a sentence");
    assert!(told.contains("changes were written to the log beside the file and cannot be read there"), "{told}");
    assert!(told.contains("t damaged 2024-05-02 1200.dossier"), "{told}");
    assert!(told.ends_with("what is there is sound"), "{told}");
    let kept = dir.path().join("t damaged 2024-05-02 1200.dossier-wal");
    assert_eq!(std::fs::read(kept).expect("the log as it was"), garbled);
    let n = record::head(workspace.db()).expect("a head").expect("an operation").0;
    assert!((1..7).contains(&n), "{n} of 7 changes");
}

#[test]
fn damage_found_after_an_unclean_end_stops_all_writing() {
    let mut bench = decided();
    bench.close();
    // A page of the table of operations, with an end that looks like a kill.
    let conn = rusqlite::Connection::open(&bench.path).expect("the file");
    let page: i64 = conn
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'mention'", [], |row| row.get(0))
        .expect("a page");
    drop(conn);
    garble(&bench.path, (page as u64 - 1) * 4096);
    std::fs::write(beside(&bench.path, "-lock"), "Ana Ruiz, process 4711\n").expect("a lock file");
    let before = std::fs::read(&bench.path).expect("the file");
    let mut workspace = Workspace::open(&bench.path, env_at(START)).expect("a dossier");
    let told = workspace.check().sentence().expect("a sentence");
    assert!(told.contains("The check found damage (") && told.ends_with("salvage what can be read"), "{told}");
    for refused in [
        workspace.run(&crate::fixture::import_all()).map(|_| ()),
        workspace.undo(None).map(|_| ()),
        workspace.redo().map(|_| ()),
        workspace.rebuild(),
        workspace.extract_outdated().map(|_| ()),
    ] {
        let refused = refused.expect_err("refused").to_string();
        assert!(refused.contains("the dossier is damaged") && refused.contains("dossier salvage"), "{refused}");
    }
    workspace.close().expect("an end");
    assert!(std::fs::read(&bench.path).expect("the file") == before, "not a byte was changed");
}

#[test]
fn whoever_closes_last_writes_the_log_into_the_file() {
    // The writer first, an idle reader after it; a reader in the middle of reading; a reader alone.
    for reads_on in [false, true] {
        let mut bench = decided();
        let reader = Db::open_reader(&bench.path).expect("a reader");
        tag(&mut bench, 2, "late");
        let path = bench.path.clone();
        let want = record::head(bench.ws().db()).expect("a head");
        if reads_on {
            reader
                .snapshot(|| {
                    record::head(&reader)?;
                    tag(&mut bench, 1, "later");
                    bench.close();
                    Ok::<(), dossier::store::Error>(())
                })
                .expect("a read");
        } else {
            bench.close();
        }
        drop(reader);
        assert_eq!(log_bytes(&path), 0, "reads on: {reads_on}");
        let found = head_of_bare_copy(&path);
        assert_eq!(found.map(|(id, _)| id), want.map(|(id, _)| id + i64::from(reads_on)), "reads on: {reads_on}");
    }
}

#[test]
fn a_workspace_that_is_dropped_leaves_no_log_either() {
    let mut bench = decided();
    let want = record::head(bench.ws().db()).expect("a head");
    let path = bench.path.clone();
    bench.restart();
    assert_eq!(head_of_bare_copy(&path), want);
}

#[test]
fn the_log_stays_small_in_a_long_session_beside_a_reader() {
    let mut bench = Bench::new();
    let reader = Db::open_reader(&bench.path).expect("a reader");
    for round in 0..30 {
        tag(&mut bench, 10, &format!("round {round}"));
        // As a screen reads: one snapshot for each question.
        reader.snapshot(|| record::head(&reader)).expect("a head");
    }
    // SQLite writes the log into the file every 1000 pages; a transaction more may come on top.
    assert!(log_bytes(&bench.path) < 3 * 1000 * 4096, "{} bytes", log_bytes(&bench.path));
}

#[test]
fn the_holder_is_told_to_another_process_and_gone_after_a_clean_end() {
    let mut bench = Bench::new();
    let holder = lock::holder(&bench.path).expect("a holder");
    assert!(holder.starts_with(&format!("Noa Reed, process {}", std::process::id())), "{holder}");
    assert!(holder.contains(", since 2024-05-0"), "{holder}");
    let refused = std::process::Command::new(env!("CARGO_BIN_EXE_dossier"))
        .args(["undo".as_ref(), bench.path.as_os_str()])
        .env("DOSSIER_CONFIG_DIR", bench.path.parent().expect("a folder").join("config"))
        .output()
        .expect("the program");
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1));
    assert!(told.contains(&format!("open for writing by {holder}")), "{told}");
    bench.close();
    assert_eq!(lock::holder(&bench.path), None);
}

#[test]
fn the_program_tells_once_that_it_was_killed_unless_it_is_to_be_quiet() {
    for (quiet, is_told) in [(&[][..], true), (&["--quiet"][..], false)] {
        let mut bench = decided();
        let (dir, path) = killed(&bench);
        let run = || {
            let output = std::process::Command::new(env!("CARGO_BIN_EXE_dossier"))
                .args(["undo".as_ref(), path.as_os_str()])
                .args(quiet)
                .env("DOSSIER_CONFIG_DIR", dir.path().join("config"))
                .output()
                .expect("the program");
            assert_eq!(output.status.code(), Some(0));
            String::from_utf8_lossy(&output.stderr).into_owned()
        };
        assert_eq!(run().contains("did not end cleanly last time (Noa Reed"), is_told);
        assert_eq!(run(), "");
        bench.close();
    }
}

#[test]
fn every_way_of_importing_ends_without_a_log() {
    let mut bench = Bench::empty();
    let texts = vec![("a.txt".to_owned(), "a.txt".to_owned(), b"Rain fell in Pakistan.\n".to_vec())];
    bench.ws().import(Input::Bytes(texts), &Options::default(), &Control::default()).expect("an import");
    bench.close();
    assert_eq!(log_bytes(&bench.path), 0);
    // A file that is no dossier is left without traces.
    let foreign = bench.path.with_file_name("foreign.dossier");
    std::fs::write(&foreign, "no dossier").expect("a file");
    assert!(Workspace::open(&foreign, env_at(START)).is_err());
    assert_eq!(names(foreign.parent().expect("a folder")), ["foreign.dossier", "t.dossier"]);
    assert_eq!(open::VERSION, 2);
}
