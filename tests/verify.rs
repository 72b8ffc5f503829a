//! Whoever changes a dossier behind the program's back is noticed, and the place is named.

use crate::fixture::Bench;
use dossier::ledger::verify;
use dossier::store::Db;
use rusqlite::Connection;
use std::path::Path;
use std::process::Command;

/// A dossier with decisions of several kinds, closed.
fn decided() -> Bench {
    let mut bench = Bench::new();
    for line in [
        r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#,
        r#"{"do":"accept",{1,200 families had left},"kind":"figure"}"#,
        r#"{"do":"reject",{Thursday},"label":"date"}"#,
        r#"{"do":"tag","on":"A1","text":"read"}"#,
    ] {
        let line = bench.placed(line);
        bench.decide(&line).unwrap_or_else(|reason| panic!("{reason}: {line}"));
    }
    assert_eq!(bench.failure(), None);
    bench.close();
    bench
}

/// Another program's connection to the file: no triggers are in the way.
pub fn without_triggers(path: &Path) -> (Connection, Vec<String>) {
    let conn = Connection::open(path).expect("the file");
    conn.execute_batch("PRAGMA foreign_keys = OFF").expect("a pragma");
    let mut statement = conn.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").expect("triggers");
    let triggers: Vec<(String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("triggers")
        .map(|row| row.expect("a trigger"))
        .collect();
    drop(statement);
    for (name, _) in &triggers {
        conn.execute_batch(&format!("DROP TRIGGER {name}")).expect("dropped");
    }
    (conn, triggers.into_iter().map(|(_, sql)| sql).collect())
}

/// Runs SQL with the triggers dropped and puts them up again.
fn tamper(path: &Path, sql: &str) {
    let (conn, triggers) = without_triggers(path);
    conn.execute_batch(sql).unwrap_or_else(|error| panic!("{error}: {sql}"));
    assert!(conn.total_changes() > 0 || sql.contains("CREATE") || sql.contains("PRAGMA"), "nothing changed: {sql}");
    for trigger in triggers {
        conn.execute_batch(&trigger).expect("the trigger again");
    }
}

fn failure(path: &Path, head: Option<&str>) -> Option<String> {
    // A schema that is not the program's own is refused before anything else is looked at.
    let db = match Db::open_reader(path) {
        Ok(db) => db,
        Err(error) => return Some(error.to_string()),
    };
    let report = verify::verify(&db, head);
    report.first_failure().map(|check| format!("{}: {}", check.name, check.failure.clone().unwrap_or_default()))
}

#[test]
fn each_change_behind_the_programs_back_is_noticed_and_its_place_named() {
    let mut wrong = Vec::new();
    for (sql, place) in [
        ("UPDATE body SET text = replace(text, 'owner', 'Owner') WHERE id = 1", "originals: the text of A1 is not"),
        ("UPDATE body SET text = NULL WHERE id = 2", "originals: the text of A2 is gone, and nobody removed it"),
        ("UPDATE source SET content = NULL WHERE id = 3", "originals: the bytes of the original of A3 are gone"),
        ("UPDATE source SET content = x'789c030000000001', n_bytes = 1", "originals: "),
        (
            "UPDATE source SET content = (SELECT content FROM source WHERE id = 2) WHERE id = 1",
            "originals: the bytes of the original of A1",
        ),
        ("UPDATE source SET sha256 = replace(sha256, 'a', 'b') WHERE id = 1", "originals: A1 does not bear the hash"),
        ("UPDATE article SET locator = 'x' WHERE id = 2", "originals: A2 does not bear the hash"),
        ("UPDATE article SET body_id = 1 WHERE id = 2", "ledger: A2 is not as it came in with operation 1"),
        ("UPDATE source SET name = 'other.txt' WHERE id = 2", "ledger: A2 is not as it came in with operation 1"),
        ("UPDATE source SET media_type = 'text/html'", "ledger: A1 is not as it came in with operation 1"),
        ("UPDATE article SET encoding = 'UTF-16LE' WHERE id = 3", "ledger: A3 is not as it came in with operation 1"),
        ("UPDATE operation SET actor = 'Someone Else' WHERE id = 3", "ledger: operation 3 was changed"),
        ("UPDATE operation SET at_millis = at_millis + 1 WHERE id = 2", "ledger: operation 2 was changed"),
        ("UPDATE operation SET device = 'other' WHERE id = 5", "ledger: operation 5 was changed"),
        ("UPDATE operation SET hash = replace(hash, '1', '2') WHERE id = 5", "ledger: operation 5 was changed"),
        (
            "UPDATE fact SET json = replace(json, 'accepted', 'rejected') WHERE operation_id = 2",
            "of operation 2 was changed: its hash does not fit",
        ),
        (
            "UPDATE fact SET article_id = 2 WHERE operation_id = 4 AND article_id = 1",
            "of operation 4 is kept under another article",
        ),
        ("UPDATE fact SET json = NULL WHERE operation_id = 3", "ledger: operation 3 lacks words that nobody removed"),
        ("DELETE FROM fact WHERE operation_id = 3 AND position = 0", "ledger: operation 3 has "),
        ("DELETE FROM operation_parent WHERE operation_id = 4", "ledger: operation 4"),
        ("INSERT INTO operation_parent SELECT 4, hash FROM operation WHERE id = 1", "ledger: operation 4"),
        (
            "DELETE FROM fact WHERE operation_id = 3; DELETE FROM operation_parent WHERE operation_id = 3; DELETE FROM operation WHERE id = 3",
            "ledger: operation 3 is missing",
        ),
        ("UPDATE entity SET name = 'Ana Ruis'", "replay: entity row 1"),
        ("UPDATE entity_name SET name = 'Ana Ruis' WHERE id = 1", "replay: entity_name row 1"),
        ("UPDATE mention SET start_byte = start_byte + 1 WHERE id = 1", "words: M1 in A1 no longer quotes its words"),
        ("UPDATE mention SET start_byte = 0, end_byte = 3, words = 'The' WHERE id = 1", "replay: mention row 1"),
        ("UPDATE mention SET status = 'doubtful' WHERE id = 1", "replay: mention row 1"),
        ("UPDATE mention SET decided_by = 'Someone Else' WHERE id = 1", "replay: mention row 1"),
        ("UPDATE citation SET words = '9,900 families had left'", "words: the citation of claim 1 in A1"),
        ("UPDATE claim_part SET number = 12000 WHERE field = 'value'", "replay: claim_part row"),
        ("DELETE FROM tag", "replay: tag row 1"),
        ("INSERT INTO tag (subject, subject_id, tag) VALUES ('article', 2, 'x')", "replay: tag row 2"),
        ("UPDATE article_state SET published = '2024-05-02', published_basis = 'given'", "replay: article_state row 1"),
        ("UPDATE counter SET last = last + 1 WHERE name = 'entity'", "replay: the numbers given so far"),
        (
            "UPDATE row_image SET before_json = replace(before_json, 'new', 'done') WHERE before_json LIKE '%new%'",
            "undo: what undo would put back of operation 2",
        ),
        ("DELETE FROM row_image WHERE operation_id = 3", "undo: what undo would put back of operation 3"),
        ("DELETE FROM mention WHERE id = 1; DELETE FROM entity", "file: "),
        (
            "CREATE TRIGGER spy AFTER INSERT ON operation BEGIN DELETE FROM tag; END",
            "the trigger spy does not belong here",
        ),
        ("CREATE VIEW spy AS SELECT * FROM mention", "the view spy does not belong here"),
        ("CREATE TABLE spy (x)", "the table spy does not belong here"),
        ("DROP INDEX mention_by_entity; UPDATE tally SET n_known = 0", "the index mention_by_entity is missing"),
    ] {
        let bench = decided();
        tamper(&bench.path, sql);
        let failure = failure(&bench.path, None).unwrap_or_else(|| "nothing noticed".to_owned());
        if !failure.contains(place) {
            wrong.push(format!("{sql}\n  gave   {failure}\n  wanted {place}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_trigger_removed_or_weakened_is_noticed() {
    let names = ["operation_is_kept", "fact_is_fixed", "source_is_not_replaced"];
    for name in names {
        let bench = decided();
        let conn = Connection::open(&bench.path).unwrap();
        let sql: String =
            conn.query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [name], |row| row.get(0)).unwrap();
        conn.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
        let told = failure(&bench.path, None).unwrap();
        assert!(told.contains(&format!("the trigger {name} is missing")), "{told}");
        let weak = sql.split("BEGIN").next().map(|head| format!("{head} BEGIN SELECT 1; END")).unwrap();
        conn.execute_batch(&weak).unwrap();
        let told = failure(&bench.path, None).unwrap();
        assert!(told.contains(&format!("the trigger {name} was changed")), "{told}");
        conn.execute_batch(&format!("DROP TRIGGER {name}; {sql}")).unwrap();
        assert_eq!(failure(&bench.path, None), None);
    }
}

#[test]
fn the_last_operation_taken_away_is_noticed_by_the_head_noted_before() {
    let mut bench = decided();
    bench.open();
    let head = dossier::store::record::head(bench.ws().db()).unwrap().unwrap();
    bench.close();
    assert_eq!(failure(&bench.path, Some(&head.1)), None);
    // Everything the last operation left goes with it, so that nothing else can tell.
    tamper(
        &bench.path,
        &format!(
            "DELETE FROM fact WHERE operation_id = {id}; DELETE FROM operation_parent WHERE operation_id = {id};
             DELETE FROM row_image WHERE operation_id = {id}; DELETE FROM tag; DELETE FROM operation WHERE id = {id}",
            id = head.0
        ),
    );
    assert_eq!(failure(&bench.path, None), None);
    let failure = failure(&bench.path, Some(&head.1)).unwrap();
    assert!(failure.starts_with(&format!("ledger: no operation has the hash {}", head.1)), "{failure}");
}

#[test]
fn tampered_undo_images_are_refused_or_noticed_and_made_again() {
    // The row is no longer what the image says the operation left.
    let mut bench = decided();
    tamper(
        &bench.path,
        "UPDATE row_image SET after_json = replace(after_json, 'read', 'reread') WHERE table_name = 'tag'",
    );
    bench.open();
    let before = bench.rows();
    let refused = bench.ws().undo(None).unwrap_err().to_string();
    assert!(refused.contains("row 1 of tag is not what operation 5 left"), "{refused}");
    assert_eq!(bench.rows(), before);
    bench.ws().rebuild().unwrap();
    assert_eq!(bench.failure(), None);
    bench.ws().undo(None).unwrap();
    assert_eq!(bench.failure(), None);

    // Images that are gone are asked for, not taken for "nothing to put back".
    let mut bench = decided();
    tamper(&bench.path, "DELETE FROM row_image");
    bench.open();
    let refused = bench.ws().undo(None).unwrap_err().to_string();
    assert!(refused.contains("run `dossier rebuild`"), "{refused}");
    bench.ws().rebuild().unwrap();
    bench.ws().undo(None).unwrap();
    assert_eq!(bench.failure(), None);

    // A forged "before" is put back, and verify says so.
    let mut bench = decided();
    tamper(&bench.path, "UPDATE row_image SET before_json = replace(before_json, '\"new\"', '\"done\"')");
    bench.open();
    while bench.ws().undo(None).is_ok() {}
    let failure = bench.failure().expect("noticed");
    assert!(failure.starts_with("replay: "), "{failure}");
}

#[test]
fn the_record_cannot_be_changed_through_sqlite_alone() {
    let bench = decided();
    for recursive in ["ON", "OFF"] {
        let conn = Connection::open(&bench.path).unwrap();
        conn.execute_batch(&format!("PRAGMA recursive_triggers = {recursive}; PRAGMA foreign_keys = OFF")).unwrap();
        for (table, column) in [
            ("source", "imported_millis"),
            ("body", "text"),
            ("article", "encoding"),
            ("operation", "actor"),
            ("operation_parent", "parent_hash"),
            ("fact", "json"),
        ] {
            for sql in [
                format!("UPDATE {table} SET {column} = {column}"),
                format!("UPDATE OR REPLACE {table} SET {column} = {column}"),
                format!("DELETE FROM {table}"),
                format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table}"),
                format!("REPLACE INTO {table} SELECT * FROM {table}"),
            ] {
                let refused = conn.execute_batch(&sql).expect_err(&sql).to_string();
                assert!(refused.contains("never") || refused.contains("here already"), "{sql}: {refused}");
            }
        }
    }
    assert_eq!(failure(&bench.path, None), None);
}

#[test]
fn the_command_line_exits_with_1_and_names_the_place() {
    let bench = decided();
    let verify = |bench: &Bench| {
        Command::new(env!("CARGO_BIN_EXE_dossier"))
            .args(["verify", bench.path.to_str().expect("a path")])
            .env("DOSSIER_CONFIG_DIR", bench.path.parent().expect("a folder"))
            .output()
            .expect("the program")
    };
    assert_eq!(verify(&bench).status.code(), Some(0));
    tamper(&bench.path, "UPDATE mention SET end_byte = end_byte - 1 WHERE id = 1");
    let output = verify(&bench);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("words failed: M1 in A1"), "{told}");
}
