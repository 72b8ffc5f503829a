//! Files that are no dossier, are broken, or were made to harm: refused before anything in them is run, and left as they
//! were.

use crate::bad_input::Room;
use crate::bad_input::Wrong;
use crate::bad_input::tool;
use rusqlite::Connection;

/// Every subcommand that opens a dossier, by its way of opening.
const READERS: &[&[&str]] = &[
    &["status", "x.dossier"],
    &["verify", "x.dossier"],
    &["list", "x.dossier", "articles"],
    &["search", "x.dossier", "minister"],
    &["export", "x.dossier", "out"],
    &["backup", "x.dossier", "copy.dossier"],
    &["log", "x.dossier"],
];
const WRITERS: &[&[&str]] = &[
    &["decide", "x.dossier"],
    &["undo", "x.dossier"],
    &["rebuild", "x.dossier"],
    &["reextract", "x.dossier"],
    &["import", "x.dossier", "good.txt"],
];

#[test]
fn what_is_no_dossier_is_refused_by_every_command() {
    let mut wrong = Wrong::default();
    let room = Room::with_dossier();
    let other = Connection::open(room.path("other.sqlite")).expect("a database");
    other.execute_batch("CREATE TABLE entity (x); INSERT INTO entity VALUES (1)").expect("a table");
    drop(other);
    let foreign = std::fs::read(room.path("other.sqlite")).expect("a database");
    for (what, bytes, words) in [
        ("another program's", foreign, "this is not a dossier"),
        (
            "text",
            b"Not a database, but long enough to be looked at as if it were one.\n".repeat(99),
            "this is not a dossier",
        ),
        ("noise", (0..9_000_u32).map(|n| ((n * n) >> 5) as u8).collect(), "this is not a dossier"),
        ("16 bytes", b"SQLite format 3\0".to_vec(), "this is not a dossier"),
    ] {
        for args in READERS.iter().chain(WRITERS) {
            room.write("x.dossier", &bytes);
            let told = room.run(args);
            let words = if args[0] == "import" {
                "the first argument is the dossier to import into, and this is none"
            } else {
                words
            };
            wrong.check(&format!("{what}: {args:?}"), &told, 1, &[words, "x.dossier"]);
            assert_eq!(std::fs::read(room.path("x.dossier")).expect("the file"), bytes, "{what}: {args:?}");
        }
    }
    // An empty file is what a user makes who wants a new dossier: an import may fill it, nothing else opens it.
    for args in READERS {
        room.write("x.dossier", b"");
        wrong.check(&format!("empty: {args:?}"), &room.run(args), 1, &["this is not a dossier", "x.dossier"]);
    }
    room.ok(&["import", "x.dossier", "good.txt", "--published", "2024"]);
    room.verifies("x.dossier");
}

#[test]
fn what_is_no_file_or_not_there_is_refused_without_waiting() {
    let mut wrong = Wrong::default();
    let room = Room::new();
    for (what, words) in
        [("folder", "this is not a dossier"), ("pipe", "this is not a dossier"), ("gone", "there is no dossier here")]
    {
        match what {
            "folder" => room.folder("x.dossier"),
            "pipe" => tool("mkfifo", &[&room.path("x.dossier")]),
            _ => {}
        }
        for args in READERS.iter().chain(WRITERS).filter(|args| what != "gone" || args[0] != "import") {
            let words = if args[0] == "import" { "the first argument is the dossier" } else { words };
            wrong.check(&format!("{what}: {args:?}"), &room.run(args), 1, &[words, "x.dossier"]);
        }
        match what {
            "folder" => std::fs::remove_dir(room.path("x.dossier")).expect("the empty folder"),
            "pipe" => std::fs::remove_file(room.path("x.dossier")).expect("the pipe"),
            _ => {}
        }
    }
    wrong.check(
        "no folder",
        &room.run(&["import", "no/x.dossier", "good.txt"]),
        1,
        &["this folder does not exist: no"],
    );
    assert_eq!(room.entries("").iter().filter(|name| name.contains("lock")).count(), 0);
}

/// Whatever is left of a dossier: at worst a refusal that names the file and what to do, never a crash, and never an
/// answer that leaves something out in silence where `verify` says all is well.
#[test]
fn what_is_left_of_a_cut_dossier_is_refused_or_named_damaged() {
    let mut wrong = Wrong::default();
    let room = Room::with_dossier();
    let whole = std::fs::read(room.path("t.dossier")).expect("the dossier");
    assert!(!room.path("t.dossier-wal").exists(), "closed: all of it is in the file");
    let page = 4096;
    for n_bytes in [1, 15, 50, 100, 512, page - 1, page, page + 7, whole.len() / 2, whole.len() - page, whole.len() - 1]
    {
        for args in READERS.iter().chain(WRITERS) {
            room.write("x.dossier", &whole[..n_bytes]);
            let told = room.run(args);
            let is_named = told.err.contains("x.dossier")
                || told.out.contains("x.dossier")
                || matches!(args[0], "verify" | "backup");
            if args[0] == "verify" || told.status != 0 {
                wrong.check(&format!("{n_bytes} bytes: {args:?}"), &told, 1, &[]);
                assert!(is_named, "{n_bytes} bytes: {args:?}: {told:?}");
                let what_to_do = [
                    "failed",
                    "open a backup",
                    "is not a dossier",
                    "the dossier to import into",
                    "verify",
                    "malformed",
                ];
                assert!(
                    what_to_do.iter().any(|words| told.err.contains(words) || told.out.contains(words)),
                    "{n_bytes}: {args:?}: {told:?}"
                );
            }
            for left in ["copy.dossier", "x.dossier-wal", "x.dossier-shm"] {
                drop(std::fs::remove_file(room.path(left)));
            }
        }
    }
}

#[test]
fn newer_and_impossible_versions_are_named() {
    let mut wrong = Wrong::default();
    let room = Room::with_dossier();
    for (version, words) in [
        (99, "written by a newer version of the program (format 99, this one reads 2)"),
        (0, "its format is 0, and there never was one"),
        (-5, "its format is -5"),
    ] {
        std::fs::copy(room.path("t.dossier"), room.path("x.dossier")).expect("a copy");
        room.own("x.dossier");
        let conn = Connection::open(room.path("x.dossier")).expect("the copy");
        conn.execute_batch(&format!("PRAGMA journal_mode = DELETE; PRAGMA user_version = {version}"))
            .expect("a version");
        drop(conn);
        for args in [READERS[0], READERS[1], WRITERS[0], WRITERS[4]] {
            wrong.check(&format!("{version}: {args:?}"), &room.run(args), 1, &[words, "x.dossier"]);
        }
    }
}

/// Schemas that somebody prepared to run on our statements. Each must be refused by name, by readers and writers, with
/// the file as it was.
const HOSTILE: &[(&str, &str)] = &[
    ("the trigger spy does not belong here", "CREATE TRIGGER spy AFTER INSERT ON entity BEGIN DELETE FROM tally; END"),
    (
        "the trigger spy does not belong here",
        "CREATE TRIGGER spy AFTER INSERT ON operation BEGIN SELECT load_extension('/tmp/x.so'); END",
    ),
    (
        "the trigger spy does not belong here",
        "CREATE TRIGGER spy BEFORE INSERT ON fact BEGIN SELECT writefile('/tmp/x', NEW.json); END",
    ),
    ("the table tally is missing", "DROP TABLE tally; CREATE VIEW tally AS SELECT * FROM article_state"),
    (
        "the table mention was changed",
        "ALTER TABLE mention ADD COLUMN more TEXT GENERATED ALWAYS AS (upper(words)) VIRTUAL",
    ),
    ("the table entity was changed", "ALTER TABLE entity ADD COLUMN more TEXT NOT NULL DEFAULT 'x'"),
    ("the table note was changed", "ALTER TABLE note ADD COLUMN more INTEGER CHECK (more < abs(random()))"),
    ("the index spy does not belong here", "CREATE INDEX spy ON entity (lower(name))"),
    ("the index entity_by_merged is missing", "DROP INDEX entity_by_merged"),
    ("the trigger fact_is_kept is missing", "DROP TRIGGER fact_is_kept"),
    ("the table spy does not belong here", "CREATE VIRTUAL TABLE spy USING fts5 (x)"),
    // Names that SQLite keeps for itself are no hiding place: a file's bytes can hold what no statement would write.
    (
        "the trigger sqlite_spy does not belong here",
        "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('trigger', 'sqlite_spy', 'entity', 0, 'CREATE TRIGGER sqlite_spy AFTER INSERT ON entity BEGIN DELETE FROM tally; END')",
    ),
    (
        "sqlite_stat1",
        "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('table', 'sqlite_stat1', 'entity', 0, 'CREATE TRIGGER spy AFTER INSERT ON entity BEGIN DELETE FROM tally; END')",
    ),
    (
        "x.dossier",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE broken (' WHERE name = 'note'",
    ),
];

#[test]
fn a_hostile_schema_is_refused_by_name_and_never_run() {
    let mut wrong = Wrong::default();
    let room = Room::with_dossier();
    for (words, sql) in HOSTILE {
        drop(std::fs::remove_file(room.path("x.dossier")));
        std::fs::copy(room.path("t.dossier"), room.path("x.dossier")).expect("a copy");
        room.own("x.dossier");
        let conn = Connection::open(room.path("x.dossier")).expect("the copy");
        conn.execute_batch("PRAGMA journal_mode = DELETE").expect("one file");
        conn.execute_batch(sql).unwrap_or_else(|error| panic!("{error}: {sql}"));
        drop(conn);
        let before = std::fs::read(room.path("x.dossier")).expect("the file");
        for args in READERS.iter().chain(WRITERS) {
            wrong.check(&format!("{sql}: {args:?}"), &room.run(args), 1, &[words, "x.dossier", "open a backup"]);
        }
        assert_eq!(std::fs::read(room.path("x.dossier")).expect("the file"), before, "{sql}");
    }
}

#[test]
fn what_other_tools_leave_behind_is_no_harm() {
    let room = Room::with_dossier();
    let conn = Connection::open(room.path("t.dossier")).expect("the dossier");
    conn.execute_batch("ANALYZE; VACUUM").expect("statistics");
    drop(conn);
    room.own("t.dossier");
    room.verifies("t.dossier");
    assert_eq!(room.run_with(&["decide", "t.dossier"], b"{\"do\":\"tag\",\"on\":\"A1\",\"text\":\"x\"}").status, 0);
}

#[test]
fn a_broken_search_index_is_named() {
    let room = Room::with_dossier();
    let conn = Connection::open(room.path("t.dossier")).expect("the dossier");
    conn.execute_batch("UPDATE search_article_data SET block = x'ff0fff00ff00ffffff' WHERE id <> 1").expect("broken");
    drop(conn);
    let mut wrong = Wrong::default();
    wrong.check(
        "search",
        &room.run(&["search", "t.dossier", "minister"]),
        1,
        &["damaged", "open a backup", "t.dossier"],
    );
    wrong.check("verify", &room.run(&["verify", "t.dossier"]), 1, &["search_article"]);
    // What does not need the index goes on.
    room.ok(&["list", "t.dossier", "articles"]);
    room.ok(&["export", "t.dossier", "out"]);
}

#[test]
fn in_a_folder_that_may_only_be_read_reading_goes_on() {
    let mut wrong = Wrong::default();
    let room = Room::with_dossier();
    room.folder("closed");
    std::fs::rename(room.path("t.dossier"), room.path("closed/t.dossier")).expect("moved");
    for (file_mode, folder_mode) in [(0o444, 0o555), (0o644, 0o555)] {
        room.set_mode("closed/t.dossier", file_mode);
        room.set_mode("closed", folder_mode);
        let told = room.run(&["import", "closed/t.dossier", "good.txt"]);
        wrong.check("import", &told, 1, &["permission denied", "closed/t.dossier"]);
        wrong.check("decide", &room.run(&["decide", "closed/t.dossier"]), 1, &["closed/t.dossier"]);
        wrong.check("new", &room.run(&["import", "closed/new.dossier", "good.txt"]), 1, &["closed/new.dossier"]);
        for args in [
            &["status", "closed/t.dossier"][..],
            &["search", "closed/t.dossier", "minister"],
            &["list", "closed/t.dossier", "articles"],
            &["show", "closed/t.dossier", "A1"],
            &["export", "closed/t.dossier", &format!("out{file_mode}")],
            &["backup", "closed/t.dossier", &format!("copy{file_mode}.dossier")],
            &["verify", "closed/t.dossier"],
        ] {
            let told = room.run(args);
            wrong.check(&format!("{args:?}"), &told, 0, &[]);
            assert_eq!(told.err, "", "{args:?}");
        }
        let told = room.run(&["export", "closed/t.dossier", "closed/out"]);
        wrong.check("export", &told, 1, &["no permission to write here", "closed/out"]);
        assert_eq!(room.entries("closed"), ["t.dossier"]);
        room.set_mode("closed", 0o755);
        room.set_mode("closed/t.dossier", 0o644);
    }
    // A dossier that nobody may even read.
    room.set_mode("closed/t.dossier", 0);
    wrong.check("unreadable", &room.run(&["status", "closed/t.dossier"]), 1, &["closed/t.dossier"]);
    room.set_mode("closed", 0);
    wrong.check("hidden", &room.run(&["status", "closed/t.dossier"]), 1, &["ermission denied", "closed/t.dossier"]);
    room.set_mode("closed", 0o755);
}
