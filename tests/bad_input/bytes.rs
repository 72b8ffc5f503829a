//! Any bytes at all: they become articles whose every span quotes its words, or a reason; and the window is told the
//! same reasons as the command line.

use crate::bad_input::Room;
use dossier::cli::decision;
use dossier::cli::extract_json;
use dossier::env::Env;
use dossier::extract;
use dossier::extract::Context;
use dossier::extract::memory::Memory;
use dossier::import;
use dossier::model::kind::Label;
use dossier::workspace::Workspace;
use dossier::workspace::desk::Desk;
use dossier::workspace::desk::Event;
use dossier::workspace::intake;
use dossier::workspace::intake::Input;
use dossier::workspace::intake::Options;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

/// Pieces that parsers and rules react to, so that chance meets them.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div class='",
    "<script>",
    "<!--",
    "-->",
    "<title>",
    "<article>",
    "&amp;",
    "&#x110000;",
    "<meta charset=utf-16>",
    "---\n",
    "title: x\n",
    "# ",
    "> ",
    "[a](b)",
    "MIME-Version: 1.0\n",
    "Content-Type: multipart/related; boundary=b\n\n",
    "--b\n",
    "Content-Type: text/html\n\n",
    "\n--b--",
    "Content-Transfer-Encoding: base64\n",
    "\u{feff}",
    "\0",
    "\r\n",
    "\n\n",
    "\u{2028}",
    "“",
    "”",
    "said",
    " on Thursday",
    "1,200 ",
    "$5.5 million",
    "5-15 ",
    "Ana Ruiz",
    "the minister",
    "Pakistan",
    " of ",
    "e\u{301}",
    "\u{202e}",
    "🦀",
    "会议。",
    "{\"@type\":\"NewsArticle\",",
    "<script type='application/ld+json'>",
    "\x1b$B",
    "=?utf-8?q?",
    "U.S. ",
    "ISLAMABAD: ",
    "By ",
    "(AP) — ",
];

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        6 => prop::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        2 => "[ -~]{0,12}".prop_map(String::into_bytes),
        1 => "\\PC{0,6}".prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ];
    let pieces = prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat());
    prop_oneof![9 => pieces, 1 => prop::collection::vec(any::<u8>(), 0..300)]
}

/// The slice of a text by code points.
fn slice(text: &[char], start: &Json, end: &Json) -> Option<String> {
    let range = usize::try_from(start.as_u64()?).ok()?..usize::try_from(end.as_u64()?).ok()?;
    Some(text.get(range)?.iter().collect())
}

/// What the contract promises of every line of `extract`.
fn check_line(line: &Json) {
    let text: Vec<char> = line["text"].as_str().expect("a text").chars().collect();
    let list = |key: &str| line[key].as_array().unwrap_or_else(|| panic!("no {key}")).as_slice();
    let n_entities = list("entities").len();
    let mut taken: BTreeMap<&str, u64> = BTreeMap::new();
    for kind in ["mentions", "roles", "quotes", "figures", "events"] {
        for item in list(kind) {
            assert_eq!(item["text"].as_str(), slice(&text, &item["start"], &item["end"]).as_deref(), "{kind}: {item}");
            assert!(item["start"].as_u64() < item["end"].as_u64(), "{kind}: {item}");
            if let Some(score) = item["score"].as_f64() {
                assert!((0.0..=1.0).contains(&score), "{item}");
            }
            for field in ["entity", "holder", "organisation", "place", "speaker", "said_by"] {
                assert!(item[field].as_u64().is_none_or(|index| (index as usize) < n_entities), "{field}: {item}");
            }
        }
    }
    for mention in list("mentions") {
        let label = mention["label"].as_str().expect("a label");
        assert!(Label::parse(label).is_some(), "{mention}");
        let until = taken.entry(label).or_insert(0);
        assert!(mention["start"].as_u64() >= Some(*until), "overlaps one of its label: {mention}");
        *until = mention["end"].as_u64().expect("an end");
    }
    for zone in list("zones") {
        assert!(slice(&text, &zone["start"], &zone["end"]).is_some_and(|words| !words.is_empty()), "{zone}");
    }
}

#[track_caller]
fn check(name: &str, bytes: &[u8]) {
    let Ok(read) = import::read_bytes(name, name, bytes.to_vec()) else { return };
    for article in &read.source.articles {
        assert!(!article.body.contains(['\0', '\r']) && !article.body.trim().is_empty(), "{:?}", article.body);
        let memory = Memory::default();
        let context = Context { published: Some("2024-05-03"), memory: &memory };
        let found = extract::extract(&article.body, &context);
        let again = extract::extract(&article.body, &context);
        let line = serde_json::to_string(&extract_json::article(&read.source, article, &found)).expect("JSON");
        assert_eq!(line, serde_json::to_string(&extract_json::article(&read.source, article, &again)).expect("JSON"));
        check_line(&serde_json::from_str(&line).expect("JSON"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_become_whole_articles_or_a_reason(bytes in bytes(), name in prop::sample::select(&["a.txt", "a.html", "a.md", "a.mhtml", "2024-05-03"][..])) {
        check(name, &bytes);
    }
}

#[test]
fn any_line_is_a_decision_or_a_reason() {
    let dir = tempfile::tempdir().expect("a folder");
    let db = dossier::store::Db::create(&dir.path().join("t.dossier")).expect("a dossier");
    let mut runner = TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() });
    let outcome = runner.run(&bytes(), |bytes| {
        if let Ok(line) = String::from_utf8(bytes) {
            prop_assert!(decision::parse(&db, &line).is_err(), "{line}");
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

/// What chance or a person found once, for ever.
#[test]
fn what_was_found_once_stays_mended() {
    for (name, bytes) in [
        ("a.mhtml", &b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n--b--"[..]),
        ("a.mhtml", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"\"\n\n--\nContent-Type: text/html\n\n<p>x"),
        ("a.txt", "said Ana Ruiz said the ministry. ".repeat(900).as_bytes()),
    ] {
        check(name, bytes);
    }
}

/// Files of which no two are refused for the same reason.
fn put_bad_files(room: &Room) -> usize {
    let files: &[(&str, &[u8])] = &[
        ("empty.txt", b""),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("none.html", b"<html><img src=x></html>"),
        ("none.mhtml", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\nx"),
        ("utf32.txt", b"\xff\xfe\0\0T\0\0\0"),
    ];
    room.folder("in");
    for (name, bytes) in files {
        room.write(&format!("in/{name}"), bytes);
    }
    room.write("in/good.txt", crate::bad_input::GOOD.as_bytes());
    files.len()
}

#[test]
fn the_window_is_told_what_the_command_line_is() {
    let room = Room::new();
    let n_bad = put_bad_files(&room);
    let told = room.run(&["import", "t.dossier", "in", "gone.txt", "--json"]);
    let json: Json = serde_json::from_str(&told.out).expect("a report");
    let of_cli: Vec<(String, String)> = json["failed"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (one["path"].as_str().unwrap_or("").to_owned(), one["reason"].as_str().unwrap_or("").to_owned()))
        .collect();
    assert_eq!((told.status, of_cli.len()), (2, n_bad + 1), "{told:?}");

    let (rang, bell) = sync_channel(64);
    let wake = Arc::new(move || {
        // A full bell rings already.
        let _rung = rang.try_send(());
    });
    let env = Arc::new(Env::counted("Noa Reed", 1_714_600_000_000));
    let mut desk = Desk::open(&room.path("window.dossier"), env, wake).expect("an open dossier");
    assert!(
        desk.import_paths(vec![room.path("in"), room.path("gone.txt")], dossier::model::article::Metadata::default())
    );
    let report = loop {
        bell.recv_timeout(std::time::Duration::from_mins(2)).expect("an event");
        let imported = desk.poll().into_iter().find_map(|event| match event {
            Event::Imported(report) => Some(report),
            Event::ImportFailed(reason) => panic!("{reason}"),
            _ => None,
        });
        if let Some(report) = imported {
            break report;
        }
    };
    let prefix = format!("{}/", room.path("").display().to_string().trim_end_matches('/'));
    let of_window: Vec<(String, String)> =
        report.failed.iter().map(|one| (one.path.replace(&prefix, ""), one.message.clone())).collect();
    assert_eq!(of_window, of_cli);
    assert_eq!(report.added.len(), 1);
}

#[test]
fn a_library_that_is_asked_directly_is_told_the_same() {
    let room = Room::new();
    let n_bad = put_bad_files(&room);
    let env = Arc::new(Env::counted("Noa Reed", 1_714_600_000_000));
    let mut workspace = Workspace::open_or_create(&room.path("t.dossier"), env).expect("a dossier");
    let input = Input::Paths(vec![room.path("in")]);
    let report: intake::Report =
        workspace.import(input, &Options::default(), &dossier::jobs::Control::default()).expect("an import");
    assert_eq!((report.added.len(), report.failed.len()), (1, n_bad));
    assert!(
        report.failed.iter().all(|one| one.path.contains("/in/") && !one.message.is_empty()),
        "{:?}",
        report.failed
    );
}
