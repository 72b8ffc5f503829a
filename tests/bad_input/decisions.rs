//! Lines of `decide` that are broken or hostile: each is refused with a reason, changes nothing, and the next is applied.

use crate::bad_input::Room;
use crate::bad_input::shown;
use serde_json::Value as Json;

fn long(text: &str, n: usize) -> String {
    text.repeat(n)
}

/// Lines that must be refused, and a word of each reason.
fn refused() -> Vec<(String, &'static str)> {
    let at = |start: &str, end: &str| {
        format!(r#"{{"do":"create","article":"A1","start":{start},"end":{end},"label":"person"}}"#)
    };
    let mut lines: Vec<(String, &str)> = vec![
        ("{".to_owned(), "not JSON"),
        ("nonsense".to_owned(), "not JSON"),
        ("[]".to_owned(), "a decision is a JSON object"),
        ("\"do\"".to_owned(), "a decision is a JSON object"),
        ("{}".to_owned(), "`do` is missing"),
        (r#"{"do":null}"#.to_owned(), "`do` is missing"),
        (r#"{"do":7}"#.to_owned(), "`do` must be text"),
        (r#"{"do":"obliterate","article":"A1"}"#.to_owned(), "`obliterate` is no decision"),
        (r#"{"do":"done","article":"A1","extra":1}"#.to_owned(), "no decision has a field `extra`"),
        (r#"{"do":"done","article":"A99999999999999999999999"}"#.to_owned(), "no article is called"),
        (r#"{"do":"done","article":"A-1"}"#.to_owned(), "no article is called"),
        (r#"{"do":"done","article":"%"}"#.to_owned(), "no article is called"),
        (r#"{"do":"done","article":""}"#.to_owned(), "no article is called"),
        (long("[", 100_000), "not JSON"),
        (format!(r#"{{"do":"create","value":{}"#, long("[", 100_000)), "not JSON"),
        (format!(r#"{{"do":"create","value":{}1{}}}"#, long("{\"a\":", 100_000), long("}", 100_000)), "not JSON"),
        (format!("\"{}\"", long("x", 9 * 1024 * 1024)), "longer than 8 MiB"),
        (r#"{"do":"create","article":"A1","start":0,"end":3,"label":"person","value":1e999}"#.to_owned(), "not JSON"),
        (r#"{"do":"rename","entity":"E1","to":"\ud800"}"#.to_owned(), "not JSON"),
    ];
    for (start, end) in [
        ("0", "1000000"),
        ("-1", "3"),
        ("3", "3"),
        ("5", "2"),
        ("0", "18446744073709551615"),
        ("18446744073709551614", "18446744073709551615"),
        ("0", "99999999999999999999999999"),
        ("0.5", "3"),
        ("\"0\"", "3"),
        ("null", "3"),
        ("[0]", "3"),
    ] {
        let reason = if start.parse::<u64>().is_ok() && end.parse::<u64>().is_ok() {
            "do not fit"
        } else {
            "must be a whole number"
        };
        lines.push((at(start, end), reason));
    }
    lines
}

#[test]
fn each_hostile_line_is_refused_and_the_next_is_applied() {
    let room = Room::with_dossier();
    let rows = refused();
    let mut input = Vec::new();
    for (number, (line, _)) in rows.iter().enumerate() {
        input.extend_from_slice(line.as_bytes());
        input.extend_from_slice(format!("\n{{\"do\":\"tag\",\"on\":\"A1\",\"text\":\"after {number}\"}}\n").as_bytes());
    }
    input.extend_from_slice(b"\xff\xfe{\"do\":\"tag\"}\n\n \n\0\n");
    let told = room.run_with(&["decide", "t.dossier"], &input);
    assert_eq!(told.status, 2, "{}", shown(&told));
    let answers: Vec<Json> = told.out.lines().map(|line| serde_json::from_str(line).expect("an answer")).collect();
    for ((line, word), answer) in rows.iter().zip(answers.iter().step_by(2)) {
        let start: String = line.chars().take(90).collect();
        let reason = answer["reason"].as_str().unwrap_or_default();
        assert!(answer["ok"] == false && reason.contains(word), "{start}: wanted \"{word}\": {answer}");
        // The reason is for people: it does not give the whole line back.
        assert!(reason.len() < 2_000, "{start}: {} bytes", reason.len());
    }
    assert!(answers.iter().skip(1).step_by(2).take(rows.len()).all(|answer| answer["ok"] == true), "{}", shown(&told));
    assert_eq!(answers.len(), 2 * rows.len() + 2, "blank lines have no answer");
    let tags = room.ok(&["log", "t.dossier", "--json"]);
    assert!(tags.contains(&format!("\"after {}\"", rows.len() - 1)), "{tags}");
    room.verifies("t.dossier");
}

/// Strange, and a person's own affair: kept to the letter, through export and back.
#[test]
fn strange_names_are_kept() {
    let room = Room::with_dossier();
    let long_name = long("long ", 200_000);
    let mut input =
        String::from("{\"do\":\"accept\",\"name\":\"Ana Ruiz\",\"label\":\"person\",\"where\":\"dossier\"}\n");
    for name in [
        "a\\u0000b",
        "\\u202egnirts",
        "=cmd|' /C calc'!A0",
        "\\u0007\\n\\r\\t",
        "'; DROP TABLE entity; --",
        long_name.trim(),
    ] {
        input += format!("{{\"do\":\"alias\",\"entity\":\"E1\",\"to\":\"{name}\"}}\n").as_str();
        input += format!("{{\"do\":\"note\",\"on\":\"A1\",\"text\":\"{name}\"}}\n").as_str();
        input += format!("{{\"do\":\"tag\",\"on\":\"E1\",\"text\":\"{name}\"}}\n").as_str();
    }
    let told = room.run_with(&["decide", "t.dossier"], input.as_bytes());
    // A name may be refused with a reason; it must not break what comes after.
    assert!(matches!(told.status, 0 | 2), "{}", shown(&told));
    assert_eq!(told.out.lines().count(), input.lines().count());
    room.verifies("t.dossier");
    room.ok(&["export", "t.dossier", "out"]);
    let back = room.run(&["import", "back.dossier", "out"]);
    assert_eq!((back.status, back.err.as_str()), (0, ""), "{}", shown(&back));
    room.ok(&["export", "back.dossier", "again"]);
    for file in ["names.csv", "entities.csv", "articles.csv"] {
        let read = |dir: &str| std::fs::read(room.path(dir).join(file)).expect("a table");
        assert!(read("out") == read("again"), "{file} came back otherwise");
    }
}

#[test]
fn decisions_from_what_is_no_list_of_them_end() {
    let room = Room::with_dossier();
    for (args, status, word) in [
        (["decide", "t.dossier", "gone.jsonl"], 1, "gone.jsonl"),
        (["decide", "t.dossier", "config"], 1, "cannot be read"),
        (["decide", "t.dossier", "good.txt"], 2, "not JSON"),
        // 1 GiB of one line without end.
        (["decide", "t.dossier", "/dev/zero"], 1, "more than 1 GiB"),
    ] {
        let told = room.run(&args);
        assert!(
            told.status == status && (told.err.contains(word) || told.out.contains(word)),
            "{args:?}: {}",
            shown(&told)
        );
    }
    room.verifies("t.dossier");
}
