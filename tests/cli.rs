//! The program from outside: what scripts rely on, exit statuses first.

use crate::fixture::Bench;
use dossier::store::lock::WriterLock;
use serde_json::Value as Json;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

/// A folder with its own configuration, a dossier's name in it, and two texts.
struct Place {
    dir: tempfile::TempDir,
}

const ALDER: &str =
    "Rain fell in Pakistan on Thursday. Officials of the United Nations came to Islamabad in May 2024.\n";
const BAY: &str =
    "The road to Islamabad stayed closed. Pakistan asked for help, and on 3 May 2024 help came to Kabul.\n";

impl Place {
    fn new() -> Self {
        let place = Self { dir: tempfile::tempdir().expect("a temporary folder") };
        place.write("alder.txt", ALDER.as_bytes());
        place.write("bay.txt", BAY.as_bytes());
        place
    }

    /// With both texts imported.
    fn imported() -> Self {
        let place = Self::new();
        place.ok(&["import", "t.dossier", "alder.txt", "bay.txt", "--published", "2024-05-03"]);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).expect("a file");
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dossier"));
        command.args(args).current_dir(self.dir.path()).env("DOSSIER_CONFIG_DIR", self.path("config"));
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env("USER", "tester");
        command
    }

    fn run(&self, args: &[&str]) -> (i32, String, String) {
        told(&self.command(args).stdin(Stdio::null()).output().expect("the program"))
    }

    fn run_with(&self, args: &[&str], stdin: &[u8]) -> (i32, String, String) {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        child.stdin.take().expect("a pipe").write_all(stdin).expect("its input");
        told(&child.wait_with_output().expect("its output"))
    }

    /// Standard output of a command that must do all it was asked to, without a word on standard error.
    fn ok(&self, args: &[&str]) -> String {
        let (status, out, err) = self.run(args);
        assert_eq!((status, err.as_str()), (0, ""), "{args:?}: {out}");
        out
    }

    /// The one JSON document of a command.
    fn json(&self, args: &[&str]) -> Json {
        let out = self.ok(&[args, &["--json"]].concat());
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{args:?}: {error}: {out}"))
    }

    fn decide(&self, lines: &str) -> (i32, Vec<Json>) {
        let (status, out, err) = self.run_with(&["decide", "t.dossier"], lines.as_bytes());
        assert_eq!(err, "", "{lines}");
        (status, out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect())
    }
}

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (output.status.code().expect("an exit status"), text(&output.stdout), text(&output.stderr))
}

/// Start and end of words in a text, in code points.
fn at(text: &str, words: &str) -> (usize, usize) {
    let start = text.find(words).unwrap_or_else(|| panic!("no \"{words}\""));
    let before = text[..start].chars().count();
    (before, before + words.chars().count())
}

fn mention(verb: &str, file: &str, words: &str, label: &str) -> String {
    let (start, end) = at(if file == "alder.txt" { ALDER } else { BAY }, words);
    format!(r#"{{"do":"{verb}","article":"{file}","start":{start},"end":{end},"label":"{label}"}}"#)
}

fn keys(json: &Json) -> Vec<&str> {
    json.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn exit_statuses() {
    let place = Place::imported();
    place.write("empty.dossier", b"");
    place.write("text.dossier", b"not a database, but long enough to be looked at as if it were one");
    let foreign = rusqlite::Connection::open(place.path("foreign.dossier")).expect("a database");
    foreign.execute_batch("CREATE TABLE x (y); INSERT INTO x VALUES (1)").expect("a table");
    drop(foreign);
    std::fs::copy(place.path("t.dossier"), place.path("newer.dossier")).expect("a copy");
    let newer = rusqlite::Connection::open(place.path("newer.dossier")).expect("a dossier");
    newer.execute_batch("PRAGMA user_version = 99").expect("a version");
    drop(newer);
    for (args, status, message) in [
        (&["status", "t.dossier"][..], 0, ""),
        (&["--json", "status", "t.dossier"], 0, ""),
        (&["--quiet", "--actor", "Ana", "verify", "t.dossier"], 0, ""),
        (&["--help"], 0, ""),
        (&["--version"], 0, ""),
        (&["status", "gone.dossier"], 1, "there is no dossier here: gone.dossier"),
        (&["status", "empty.dossier"], 1, "this is not a dossier"),
        (&["status", "text.dossier"], 1, "this is not a dossier"),
        (&["status", "foreign.dossier"], 1, "this is not a dossier"),
        (&["decide", "foreign.dossier"], 1, "this is not a dossier"),
        (
            &["import", "foreign.dossier", "alder.txt"],
            1,
            "the first argument is the dossier to import into, and this is none",
        ),
        (&["status", "newer.dossier"], 1, "newer version of the program (format 99, this one reads 2)"),
        (&["undo", "newer.dossier"], 1, "newer version of the program"),
        (&["status", "."], 1, "this is not a dossier"),
        (&["undo", "gone.dossier"], 1, "there is no dossier here"),
        (&["decide", "gone.dossier"], 1, "there is no dossier here"),
        (&["decide", "t.dossier", "gone.jsonl"], 1, "gone.jsonl"),
        (&["backup", "gone.dossier", "b.dossier"], 1, "there is no dossier here"),
        (&["backup", "t.dossier", "alder.txt"], 1, "is not overwritten: alder.txt"),
        (&["show", "t.dossier", "A9"], 1, "nothing here is called \"A9\""),
        (&["verify", "t.dossier", "--head", "00"], 1, "no operation has the hash 00"),
        (&["import", "t.dossier", "gone.txt"], 1, "gone.txt"),
        (&["import", "t.dossier", "alder.txt", "gone.txt"], 2, "gone.txt"),
        (&["import", "t.dossier"], 64, "required"),
        (&["import", "t.dossier", "alder.txt", "--published", "yesterday"], 64, "`yesterday` is not a date"),
        (&["undo", "t.dossier", "0"], 64, "0"),
        (&["undo", "t.dossier", "many"], 64, "many"),
        (&["list", "t.dossier", "everything"], 64, "everything"),
        (&["export", "t.dossier", "out", "--format", "parquet"], 64, "parquet"),
        (&["export", "t.dossier", "out", "--published", "soon"], 64, "`soon` is not an EDTF date"),
        (&["export", "t.dossier", "out", "--status", "rejected"], 64, "rejected"),
        (&["export", "t.dossier", "out", "--articles", "A1,A99"], 1, "no article is called \"A99\""),
        (&["export", "t.dossier", "out", "--articles", "A1", "--status", "accepted", "--published", "2024"], 0, ""),
        (&["undo", "t.dossier", "2", "--change", "1"], 64, "--change"),
        (&["undo", "t.dossier", "--change", "99"], 1, "change 99 is not in force"),
        (&["redo", "t.dossier", "--change", "99"], 1, "there is no change 99"),
        (&["redo", "t.dossier", "--change", "1"], 1, "change 1 is in force"),
        (&["praise", "t.dossier"], 64, "t.dossier"),
        (&["t.dossier", "status", "t.dossier"], 64, "a file before a subcommand"),
        (&["t.dossier"], 1, "there is no display"),
        (&["status", "t.dossier", "--colour"], 64, "--colour"),
        (&["redo", "t.dossier"], 1, "there is nothing to redo"),
        (&["undo", "t.dossier", "5"], 2, "there is nothing to undo"),
        (&["undo", "t.dossier"], 1, "there is nothing to undo"),
        (&["redo", "t.dossier"], 0, ""),
        (&["undo", "t.dossier", "--change", "1"], 0, ""),
        (&["redo", "t.dossier", "--change", "1"], 0, ""),
    ] {
        let (found, out, err) = place.run(args);
        assert_eq!(found, status, "{args:?}\n{out}\n{err}");
        assert!(err.contains(message), "{args:?}: {err}");
        assert!(status != 0 || err.is_empty(), "{args:?}: {err}");
        assert!(status == 0 || !err.is_empty(), "{args:?} says nothing");
    }
    assert!(!place.path("gone.dossier").exists(), "only import makes a dossier");
    assert_eq!(std::fs::read(place.path("empty.dossier")).expect("a file"), b"");
    // An empty file is a place for a dossier.
    place.ok(&["import", "empty.dossier", "alder.txt"]);
    place.ok(&["verify", "empty.dossier"]);
}

#[test]
fn shapes_of_json() {
    let place = Place::new();
    let imported = place.json(&["import", "t.dossier", "alder.txt", "bay.txt", "--publisher", "The Alder Post"]);
    assert_eq!(
        keys(&imported),
        ["articles_added", "duplicates", "failed", "proposals", "seconds", "warnings"],
        "serde_json sorts keys"
    );
    assert_eq!((imported["articles_added"].as_u64(), imported["duplicates"].as_u64()), (Some(2), Some(0)));
    assert!(imported["proposals"].as_u64() > Some(2) && imported["seconds"].as_f64() > Some(0.0));
    let (status, out, err) = place.run(&["import", "t.dossier", "alder.txt", "gone.txt", "--json"]);
    let again: Json = serde_json::from_str(&out).expect("JSON");
    assert_eq!((status, again["articles_added"].as_u64(), again["duplicates"].as_u64()), (2, Some(0), Some(1)));
    assert_eq!(keys(&again["failed"][0]), ["path", "reason"]);
    assert!(err.contains("gone.txt"));

    let status = place.json(&["status", "t.dossier"]);
    assert_eq!(status["articles"]["new"], 2);
    assert_eq!(status["operations"], 1);
    assert_eq!(status["head"].as_str().map(str::len), Some(64));

    let articles = place.json(&["list", "t.dossier", "articles"]);
    assert_eq!(articles[0]["ref"], "A1");
    assert_eq!(articles[1]["publisher"], "The Alder Post");
    assert_eq!(place.json(&["list", "t.dossier", "entities"]), serde_json::json!([]));
    let (status_code, answers) = place.decide(&mention("accept", "alder.txt", "Pakistan", "place"));
    assert_eq!(status_code, 0);
    assert_eq!(keys(&answers[0]), ["line", "ok", "op", "touched"]);
    let entity = &place.json(&["list", "t.dossier", "entities"])[0];
    assert_eq!(
        (entity["ref"].as_str(), entity["name"].as_str(), entity["label"].as_str()),
        (Some("E1"), Some("Pakistan"), Some("place"))
    );

    let shown = place.json(&["show", "t.dossier", "alder.txt"]);
    assert_eq!(shown["text"], ALDER);
    let accepted: Vec<&Json> =
        shown["mentions"].as_array().expect("a list").iter().filter(|one| one["status"] == "accepted").collect();
    let (start, end) = at(ALDER, "Pakistan");
    assert_eq!(accepted.len(), 1);
    assert_eq!((accepted[0]["start"].as_u64(), accepted[0]["end"].as_u64()), (Some(start as u64), Some(end as u64)));
    assert_eq!(place.json(&["show", "t.dossier", "Pakistan"])["id"], entity["id"]);

    let hits = place.json(&["search", "t.dossier", "islamabad"]);
    assert_eq!(keys(&hits), ["articles", "claims", "entities", "figures", "proposed"]);
    assert_eq!(hits["articles"].as_array().map(Vec::len), Some(2));
    assert_eq!(place.json(&["search", "t.dossier", "pakist\" OR *"])["articles"], serde_json::json!([]));

    let verified = place.json(&["verify", "t.dossier"]);
    assert_eq!(
        (verified["ok"].as_bool(), verified["operations"].as_u64(), verified["articles"].as_u64()),
        (Some(true), Some(2), Some(2))
    );
    assert_eq!(verified["heads"].as_array().map(Vec::len), Some(1));
    for args in [
        &["undo", "t.dossier"][..],
        &["redo", "t.dossier"],
        &["rebuild", "t.dossier"],
        &["reextract", "t.dossier"],
        &["backup", "t.dossier", "copy.dossier"],
        &["list", "t.dossier", "measures"],
        &["list", "t.dossier", "claims"],
    ] {
        place.json(args);
    }
}

#[test]
fn decisions_are_answered_line_by_line() {
    let place = Place::imported();
    let lines = [
        "\u{feff}".to_owned() + &mention("accept", "alder.txt", "Pakistan", "place"),
        "not JSON".to_owned(),
        String::new(),
        mention("accept", "alder.txt", "Rain", "place"),
        r#"{"do":"set_article","article":"bay.txt","published":"2024-05-04"}"#.to_owned(),
        r#"{"do":"tag","on":"A2","text":"read"}"#.to_owned(),
        r#"{"do":"tag","on":"A2","text":"read"}"#.to_owned(),
    ];
    let (status, answers) = place.decide(&lines.join("\r\n"));
    assert_eq!(status, 2);
    let told: Vec<(u64, bool)> =
        answers.iter().map(|one| (one["line"].as_u64().unwrap_or(0), one["ok"].as_bool().unwrap_or(false))).collect();
    assert_eq!(told, [(1, true), (2, false), (4, false), (5, true), (6, true), (7, true)]);
    assert!(answers[1]["reason"].as_str().is_some_and(|reason| reason.starts_with("this is not JSON")));
    assert_eq!(answers[3]["resolved"].as_u64(), Some(0), "no relative date waits in it");
    assert_eq!(answers[3]["accepted_before"], serde_json::json!([]));
    assert_eq!(answers[5]["touched"], 0, "nothing to change");
    assert_eq!(answers[5]["op"], answers[4]["op"], "the head stays");
    let log = place.ok(&["log", "t.dossier", "--json", "--since", "2"]);
    let last: Json = serde_json::from_str(log.lines().last().expect("a line")).expect("JSON");
    assert_eq!((last["do"].as_str(), last["hash"].as_str()), (Some("tag"), answers[4]["op"].as_str()));
    assert_eq!(last["actor"], "tester");
    // A file of decisions, by name.
    place.write("more.jsonl", mention("reject", "bay.txt", "Kabul", "place").as_bytes());
    place.ok(&["decide", "t.dossier", "more.jsonl", "--actor", "Ana Ruiz"]);
    assert!(place.ok(&["log", "t.dossier"]).contains("Ana Ruiz"));
}

/// What a dossier says apart from ids, numbers and times: rows of the lists, articles with their decisions.
fn meaning(place: &Place) -> Vec<String> {
    fn strip(json: &mut Json) {
        match json {
            Json::Object(object) => {
                object.retain(|key, _| !matches!(key.as_str(), "id" | "ref" | "entity"));
                object.values_mut().for_each(strip);
            }
            Json::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut said = Vec::new();
    for what in ["articles", "entities", "claims", "measures"] {
        let Json::Array(mut rows) = place.json(&["list", "t.dossier", what]) else { panic!("a list") };
        rows.iter_mut().for_each(strip);
        said.extend(rows.iter().map(Json::to_string));
    }
    for article in ["alder.txt", "bay.txt"] {
        let mut shown = place.json(&["show", "t.dossier", article]);
        strip(&mut shown);
        said.push(shown.to_string());
    }
    said.sort();
    said
}

#[test]
fn a_log_makes_the_same_record_of_a_fresh_import() {
    let place = Place::imported();
    let (start, end) = at(BAY, "help came to Kabul");
    let (road, closed) = at(BAY, "The road");
    let lines = [
        mention("accept", "alder.txt", "Pakistan", "place"),
        mention("accept", "bay.txt", "Pakistan", "place"),
        r#"{"do":"same_as","entities":["E1","E2"],"into":"E1"}"#.to_owned(),
        mention("reject", "alder.txt", "Thursday", "date"),
        mention("reopen", "alder.txt", "Thursday", "date"),
        mention("doubtful", "bay.txt", "Kabul", "place"),
        mention("create", "alder.txt", "Officials", "group"),
        mention("change", "alder.txt", "May 2024", "date").replace('}', r#","to":{"value":"2024-05-01"}}"#),
        r#"{"do":"rename","entity":"Kabul","to":"Kabul City"}"#.to_owned(),
        r#"{"do":"alias","entity":"Officials","to":"UN officials"}"#.to_owned(),
        r#"{"do":"kind","entity":"Officials","to":"org"}"#.to_owned(),
        r#"{"do":"identify","entity":"Officials","to":{"scheme":"wikidata","id":"Q1"}}"#.to_owned(),
        r#"{"do":"different","entities":["Pakistan","Kabul City"]}"#.to_owned(),
        r#"{"do":"accept","name":"Islamabad","label":"place","where":"always"}"#.to_owned(),
        format!(r#"{{"do":"create_claim","kind":"event","article":"bay.txt","start":{start},"end":{end},"type":"aid","actors":["Pakistan","Officials"],"place":"Kabul City"}}"#),
        format!(r#"{{"do":"create_claim","kind":"figure","article":"bay.txt","start":{road},"end":{closed},"value":1,"unit":"road"}}"#),
        r#"{"do":"create_claim","kind":"figure","article":"alder.txt","start":0,"end":4,"value":2,"unit":"road","said_by":"Officials"}"#.to_owned(),
        r#"{"do":"edit","claim":"V1","to":{"date":"2024-05-03","actors":["Officials"]}}"#.to_owned(),
        r#"{"do":"measure","figures":["F2","F3"],"name":"Roads"}"#.to_owned(),
        r#"{"do":"differ","claims":["F2","F3"],"how":"disagree","prefer":"F3","note":"newer"}"#.to_owned(),
        r#"{"do":"note","on":"F2","text":"ask"}"#.to_owned(),
        format!(r#"{{"do":"create_claim","kind":"event","article":"bay.txt","start":{road},"end":{end},"type":"aid","place":"Kabul City"}}"#),
        r#"{"do":"note","on":"V4","text":"told twice"}"#.to_owned(),
        r#"{"do":"same_as","claims":["V4","V1"],"into":"V1"}"#.to_owned(),
        r#"{"do":"tag","on":"Officials","text":"un"}"#.to_owned(),
        r#"{"do":"tag","on":"V1","text":"aid"}"#.to_owned(),
        r#"{"do":"zone","article":"alder.txt","start":0,"end":4,"kind":"headline"}"#.to_owned(),
        r#"{"do":"set_article","article":"bay.txt","title":"The road","author":"N. Vale"}"#.to_owned(),
        r#"{"do":"set_aside","article":"bay.txt"}"#.to_owned(),
        r#"{"do":"reopen","article":"bay.txt"}"#.to_owned(),
        r#"{"do":"done","article":"alder.txt"}"#.to_owned(),
    ];
    let (status, answers) = place.decide(&lines.join("\n"));
    assert_eq!(status, 0, "{:?}", answers.iter().find(|answer| answer["ok"] == false));
    let (a, z) = at(BAY, "Pakistan");
    let (status, answers) = place.decide(&format!(
        r#"{{"do":"split","entity":"E1","mentions":[{{"article":"bay.txt","start":{a},"end":{z}}}]}}"#
    ));
    assert_eq!(status, 0, "{answers:?}");
    // Two steps that are taken back, one of them for good.
    place.decide(r#"{"do":"tag","on":"A1","text":"taken back"}"#);
    place.ok(&["undo", "t.dossier"]);
    place.decide(r#"{"do":"tag","on":"A2","text":"kept"}"#);
    place.ok(&["undo", "t.dossier", "3"]);
    place.ok(&["redo", "t.dossier", "3"]);
    let log = place.ok(&["log", "t.dossier", "--json"]);

    let fresh = Place::imported();
    let (status, answers) = fresh.decide(&log);
    let refused: Vec<&Json> = answers.iter().filter(|answer| answer["ok"] == false).collect();
    assert!(refused.is_empty() && status == 0, "{refused:?}");
    assert_eq!(meaning(&fresh), meaning(&place));
    fresh.ok(&["verify", "t.dossier"]);
    // On the dossier it came from, it has nothing to say that is not there.
    assert_eq!(place.ok(&["log", "t.dossier", "--json"]), log);
}

#[test]
fn a_second_writer_is_told_who_writes_while_readers_go_on() {
    let place = Place::imported();
    let path = place.path("t.dossier");
    let held = WriterLock::take(&path, "Ana Ruiz, process 4711").expect("the lock");
    for args in [
        &["decide", "t.dossier"][..],
        &["import", "t.dossier", "bay.txt"],
        &["undo", "t.dossier"],
        &["rebuild", "t.dossier"],
    ] {
        let (status, _, err) = place.run(args);
        assert_eq!(status, 1, "{args:?}");
        assert!(err.contains("open for writing by Ana Ruiz, process 4711"), "{args:?}: {err}");
    }
    for args in [
        &["status", "t.dossier"][..],
        &["list", "t.dossier", "articles"],
        &["search", "t.dossier", "Islamabad"],
        &["verify", "t.dossier"],
        &["log", "t.dossier"],
        &["backup", "t.dossier", "copy.dossier"],
        &["export", "t.dossier", "out"],
    ] {
        place.ok(args);
    }
    drop(held);
    assert_eq!(place.run(&["undo", "t.dossier"]).0, 0);
}

#[test]
fn readers_see_the_last_commit_while_a_transaction_runs() {
    let mut bench = Bench::new();
    let path = bench.path.clone();
    let conn = rusqlite::Connection::open(&path).expect("the file");
    conn.execute_batch("BEGIN IMMEDIATE").expect("a transaction");
    let place = Place::new();
    let status = place.json(&["status", path.to_str().expect("a path")]);
    assert_eq!(status["articles"]["new"], 3);
    conn.execute_batch("ROLLBACK").expect("its end");
    assert_eq!(bench.failure(), None);
}

#[test]
fn standard_input_and_duplicates() {
    let place = Place::new();
    let (status, out, err) = place.run_with(&["import", "t.dossier", "-", "--json"], ALDER.as_bytes());
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(serde_json::from_str::<Json>(&out).expect("JSON")["articles_added"], 1);
    let (_, out, _) = place.run_with(&["import", "t.dossier", "-", "alder.txt"], ALDER.as_bytes());
    assert!(out.contains("0 articles added, 2 here already"), "{out}");
    assert_eq!(place.json(&["list", "t.dossier", "articles"])[0]["file"], "stdin");
    // The same text from other bytes is an article of its own, and told.
    let (status, out, err) = place.run_with(&["import", "t.dossier", "-"], ALDER.replace('\n', "\r\n").as_bytes());
    assert_eq!(status, 0);
    assert!(out.contains("1 article added"), "{out}");
    assert!(err.contains("stdin: the same text is here already, as A1; added as A2"), "{err}");
}

#[test]
fn a_closed_pipe_is_no_error_and_loses_no_decision() {
    let place = Place::imported();
    let lines: Vec<String> = (0..300).map(|n| format!(r#"{{"do":"tag","on":"A1","text":"tag {n}"}}"#)).collect();
    // The reader of the answers is gone before the first.
    let mut child = place
        .command(&["decide", "t.dossier"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    drop(child.stdout.take());
    child.stdin.take().expect("a pipe").write_all(lines.join("\n").as_bytes()).expect("its input");
    let (status, _, err) = told(&child.wait_with_output().expect("its end"));
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(place.json(&["status", "t.dossier"])["operations"], 301);

    let mut child = place
        .command(&["log", "t.dossier", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    drop(child.stdout.take());
    let (status, _, err) = told(&child.wait_with_output().expect("its end"));
    assert_eq!((status, err.as_str()), (0, ""));
}

#[test]
fn a_backup_is_one_file_that_passes_its_check() {
    let place = Place::imported();
    place.ok(&["backup", "t.dossier", "copy.dossier"]);
    let beside: Vec<String> = std::fs::read_dir(place.dir.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("copy"))
        .collect();
    assert_eq!(beside, ["copy.dossier"]);
    place.ok(&["verify", "copy.dossier"]);
    let (mine, copied) = (place.json(&["status", "t.dossier"]), place.json(&["status", "copy.dossier"]));
    assert_eq!(mine, copied);
    place.ok(&["undo", "copy.dossier"]);
    assert_eq!(place.json(&["status", "t.dossier"]), mine);
}

/// Names of all subcommands, from the help text.
fn subcommands(place: &Place) -> Vec<String> {
    let help = place.ok(&["--help"]);
    let (_, list) = help.split_once("Commands:").expect("a list of commands");
    list.lines()
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        // A wrapped line of help stands further in than a name does.
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .filter(|name| name != "help")
        .collect()
}

#[test]
fn every_subcommand_has_help_and_stands_in_the_readme() {
    let place = Place::new();
    let all = subcommands(&place);
    assert!(all.len() >= 16, "{all:?}");
    for name in &all {
        let help = place.ok(&[name, "--help"]);
        assert!(help.lines().next().is_some_and(|line| line.len() > 10), "{name}: {help}");
        assert!(help.contains("--json") && help.contains("--quiet") && help.contains("--actor"), "{name}");
    }
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    if let Ok(readme) = std::fs::read_to_string(readme) {
        for name in &all {
            let forms = [format!("dossier {name}"), format!("-- {name}"), format!("`{name}`")];
            assert!(forms.iter().any(|form| readme.contains(form)), "README.md does not name `{name}`");
        }
    }
}
