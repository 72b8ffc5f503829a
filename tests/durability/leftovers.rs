//! What a kill or a power cut can leave lying about, each by name: the next command works, and clears it away.

use crate::durability::ground::Feed;
use crate::durability::ground::Ground;
use crate::durability::ground::Kill;
use crate::durability::ground::names_in;
use dossier::export;
use dossier::jobs::Control;
use dossier::store::Db;
use std::fs;
use std::path::Path;

const RUBBISH: &[u8] = b"not what it was going to be";
const ALDER: &str =
    "Rain fell in Pakistan on Thursday. Officials of the United Nations came to Islamabad in May 2024.\n";

/// A folder with one text and, where `is_imported`, the dossier made of it.
fn ground(is_imported: bool) -> Ground {
    let ground = Ground::new();
    fs::write(ground.path("alder.txt"), ALDER).expect("an article");
    if is_imported {
        ground.ok(&["import", "t.dossier", "alder.txt"], &[]);
    }
    ground
}

fn names(ground: &Ground) -> Vec<String> {
    ground.entries().into_iter().collect()
}

#[test]
fn a_dossier_that_was_being_made_is_made_anew() {
    // What is left, and how much of it: nothing, rubbish.
    for (left, bytes) in [
        (["t.dossier.part"].as_slice(), RUBBISH),
        (&["t.dossier.part"], b""),
        (&["t.dossier.part", "t.dossier.part-journal", "t.dossier.part-wal", "t.dossier.part-shm"], RUBBISH),
        (&["t.dossier-lock"], b"Ana Ruiz, process 4711\n"),
        (&["t.dossier"], b""),
        (&["t.dossier-wal"], b""),
    ] {
        let ground = ground(false);
        for name in left {
            fs::write(ground.path(name), bytes).expect("a file");
        }
        ground.ok(&["import", "t.dossier", "alder.txt"], &[]);
        ground.ok(&["verify", "t.dossier", "--quiet"], &[]);
        assert_eq!(names(&ground), ["alder.txt", "t.dossier"], "{left:?}");
    }
}

#[test]
fn a_log_without_its_dossier_is_not_written_over() {
    let ground = ground(false);
    fs::write(ground.path("t.dossier-wal"), RUBBISH).expect("a file");
    let run = ground.run(&["import", "t.dossier", "alder.txt"], &[], Feed::AtOnce, Kill::Never);
    assert_eq!(run.status, Some(1));
    assert!(ground.messages().contains("put the dossier back beside it"), "{}", ground.messages());
    assert_eq!(fs::read(ground.path("t.dossier-wal")).expect("the log"), RUBBISH);
    assert_eq!(names(&ground), ["alder.txt", "t.dossier-wal"]);
}

#[test]
fn a_dossier_is_made_where_a_link_leads_and_not_in_its_place() {
    let ground = ground(false);
    fs::create_dir(ground.path("far")).expect("a folder");
    std::os::unix::fs::symlink("far/t.dossier", ground.path("t.dossier")).expect("a link");
    let run = ground.run(&["import", "t.dossier", "alder.txt"], &[], Feed::AtOnce, Kill::Never);
    assert!(run.status == Some(1) && ground.messages().contains("a link that leads nowhere"), "{}", ground.messages());
    fs::write(ground.path("far/t.dossier"), "").expect("a file");
    ground.ok(&["import", "t.dossier", "alder.txt"], &[]);
    assert!(ground.path("t.dossier").is_symlink());
    assert_eq!(ground.n_articles("far/t.dossier"), 1);
    assert_eq!(names_in(&ground.path("far")).into_iter().collect::<Vec<_>>(), ["t.dossier"]);
}

#[test]
fn an_import_that_brings_nothing_takes_away_only_what_it_made() {
    let ground = ground(false);
    fs::write(ground.path("empty.txt"), "").expect("a file");
    let import = |file| ground.run(&["import", file, "empty.txt"], &[], Feed::AtOnce, Kill::Never).status;
    assert_eq!(import("t.dossier"), Some(1));
    assert_eq!(names(&ground), ["alder.txt", "empty.txt"]);
    ground.ok(&["import", "t.dossier", "alder.txt"], &[]);
    assert_eq!(import("t.dossier"), Some(1));
    assert_eq!(ground.n_articles("t.dossier"), 1);
}

#[test]
fn a_copy_that_was_being_made_is_made_anew() {
    for left in ["b.dossier.part", "b.dossier.part-journal", "b.dossier.part-wal", "b.dossier.part-lock"] {
        let ground = ground(true);
        fs::write(ground.path(left), RUBBISH).expect("a file");
        ground.ok(&["backup", "t.dossier", "b.dossier"], &[]);
        ground.ok(&["verify", "b.dossier", "--quiet"], &[]);
        assert_eq!(names(&ground), ["alder.txt", "b.dossier", "t.dossier"], "{left}");
    }
}

#[test]
fn settings_that_were_being_written_are_written_anew() {
    let ground = ground(false);
    fs::create_dir_all(ground.config()).expect("a folder");
    fs::write(ground.config().join("settings.json.part"), RUBBISH).expect("a file");
    ground.ok(&["import", "t.dossier", "alder.txt"], &[]);
    assert_eq!(names_in(&ground.config()).into_iter().collect::<Vec<_>>(), ["settings.json"]);
}

impl Ground {
    /// A folder that is not a whole export is not taken for one, nor its files for articles.
    fn check_unfinished(&self, dir: &str, what: &str) {
        if self.path(dir).join("datapackage.json").exists() {
            return;
        }
        let run = self.run(&["import", "u.dossier", dir], &[], Feed::AtOnce, Kill::Never);
        let is_told =
            self.messages().contains("an export that was not finished") || run.lines[0].starts_with("0 articles");
        assert!(is_told && !self.path("u.dossier").exists(), "{what}: {:?} {}", run.lines, self.messages());
    }
}

/// Files of an export on their way: from their names to those that a kill leaves.
fn rename(dir: &Path, from: &str, to: &str) {
    fs::rename(dir.join(from), dir.join(to)).expect("a file of the export");
}

#[test]
fn an_export_that_was_being_written_is_written_anew() {
    type Left = fn(&Path);
    let stages: &[(&str, Left)] = &[
        ("a file half written", |dir| {
            fs::remove_dir_all(dir).expect("a folder");
            fs::create_dir(dir).expect("a folder");
            fs::write(dir.join("claims.csv.part"), RUBBISH).expect("a file");
        }),
        ("the first export, its last name not given", |dir| rename(dir, "datapackage.json", "datapackage.json.part")),
        ("a later one, likewise", |dir| {
            fs::copy(dir.join("datapackage.json"), dir.join("datapackage.json.old")).expect("a copy");
            rename(dir, "datapackage.json", "datapackage.json.part");
            rename(dir, "names.csv", "names.csv.part");
        }),
        ("a later one, written once more and cut in its last file", |dir| {
            rename(dir, "datapackage.json", "datapackage.json.old");
            fs::write(dir.join("datapackage.json.part"), b"{\"name\": \"dos").expect("a file");
        }),
        ("a later one, whole, the old description not removed", |dir| {
            fs::copy(dir.join("datapackage.json"), dir.join("datapackage.json.old")).expect("a copy");
        }),
    ];
    for (what, leave) in stages {
        let ground = ground(true);
        ground.ok(&["export", "t.dossier", "out"], &[]);
        let whole = names_in(&ground.path("out"));
        leave(&ground.path("out"));
        ground.check_unfinished("out", what);
        ground.ok(&["export", "t.dossier", "out"], &[]);
        assert_eq!(names_in(&ground.path("out")), whole, "{what}");
        let back = ground.json(&["import", "back.dossier", "out"]);
        assert_eq!((&back["articles_added"], &back["warnings"]), (&1.into(), &serde_json::json!([])), "{what}");
    }
}

#[test]
fn an_export_killed_twice_is_still_known_as_ours() {
    let ground = ground(true);
    ground.ok(&["export", "t.dossier", "out"], &[]);
    let (out, whole) = (ground.path("out"), names_in(&ground.path("out")));
    // Stopped while files got their names, then while they were written anew: the second time in the description.
    rename(&out, "datapackage.json", "datapackage.json.part");
    let (db, control) = (Db::open_reader(&ground.path("t.dossier")).expect("a dossier"), Control::default());
    control.cancel();
    let stopped = export::export(&db, &out, &export::Options::default(), &control);
    assert!(matches!(stopped, Err(export::Error::Cancelled)), "{stopped:?}");
    fs::write(out.join("datapackage.json.part"), b"{").expect("a file");
    ground.ok(&["export", "t.dossier", "out"], &[]);
    assert_eq!(names_in(&out), whole);
    // A folder that holds no sign of an export is nobody's to write over.
    fs::write(out.join("datapackage.json"), b"{}").expect("a file");
    assert!(matches!(
        export::export(&db, &out, &export::Options::default(), &Control::default()),
        Err(export::Error::Foreign { .. })
    ));
}
