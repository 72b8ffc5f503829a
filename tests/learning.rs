//! A dossier learns from its decisions how its analysts tell names apart, and takes that along where it is told to.

use crate::fixture::Bench;
use dossier::extract::learn::gold::OPEN;
use dossier::jobs::Control;
use dossier::model::span::CodePoints;
use dossier::model::span::Span;
use dossier::store::read::export;
use dossier::store::read::reviewed;
use dossier::workspace::habits;
use dossier::workspace::intake::Input;
use dossier::workspace::intake::Options;
use serde_json::Value as Json;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;

/// Ships, which these analysts call organisations.
const SHIPS: [&str; 12] = [
    "Grey Heron",
    "White Petrel",
    "Black Tern",
    "Red Knot",
    "Blue Plover",
    "Brown Dunlin",
    "Green Linnet",
    "Pale Harrier",
    "Long Curlew",
    "Old Avocet",
    "Little Egret",
    "Great Skua",
];
const PORTS: [&str; 5] = ["Tallow", "Marram", "Saltby", "Oxeye", "Thrift"];

/// A text about a ship and a port; `[words]{label}` marks.
fn marked(number: usize) -> String {
    let (ship, port) = (SHIPS[number % SHIPS.len()], PORTS[number % PORTS.len()]);
    format!(
        "The [{ship}]{{org}} left [{port}]{{place}} at dawn. Crews of the [{ship}]{{org}} said the sea was calm. \
         Boat {number} came back to [{port}]{{place}}."
    )
}

/// The text without its marks, and its names in code points.
fn unmarked(marked: &str) -> (String, Vec<(usize, usize, String)>) {
    let (mut text, mut names, mut rest) = (String::new(), Vec::new(), marked);
    while let Some((before, after)) = rest.split_once('[') {
        let (words, after) = after.split_once("]{").expect("a mark");
        let (label, after) = after.split_once('}').expect("its end");
        text.push_str(before);
        let start = text.chars().count();
        names.push((start, start + words.chars().count(), label.to_owned()));
        text.push_str(words);
        rest = after;
    }
    text.push_str(rest);
    (text, names)
}

struct Desk(Bench);

impl Desk {
    fn import(&mut self, text: &str) -> i64 {
        let name = format!("{}.txt", text.len());
        let input = Input::Bytes(vec![(name.clone(), name, text.as_bytes().to_vec())]);
        let report = self.0.ws().import(input, &Options::default(), &Control::default()).expect("an import");
        *report.added.first().expect("one article")
    }

    /// Names suggested in an article: `org Grey Heron`.
    fn suggested(&mut self, article: i64) -> Vec<String> {
        let mentions = export::undecided_mentions(self.0.ws().db(), article).expect("suggestions");
        mentions.iter().map(|mention| format!("{} {}", mention.label, mention.cited.words)).collect()
    }

    /// Decides on all names of an article as they are marked.
    fn decide(&mut self, article: i64, names: &[(usize, usize, String)]) {
        let place = |start: usize, end: usize| format!(r#""article":"A{article}","start":{start},"end":{end}"#);
        let body = dossier::store::record::body_of_article(self.0.ws().db(), article).expect("a text");
        let points = CodePoints::new(&body);
        let proposed = export::undecided_mentions(self.0.ws().db(), article).expect("suggestions");
        let is_name =
            |label: &str| matches!(label, "person" | "org" | "place" | "group" | "event" | "work" | "product");
        for mention in proposed.iter().filter(|mention| is_name(&mention.label)) {
            let (start, end) = points.range(mention.cited.span);
            let is_right = names.iter().any(|name| *name == (start, end, mention.label.clone()));
            let verb = if is_right { "accept" } else { "reject" };
            let line = format!(r#"{{"do":"{verb}",{},"label":"{}"}}"#, place(start, end), mention.label);
            self.0.decide(&line).expect("a decision");
        }
        for (start, end, label) in names {
            let line = format!(r#"{{"do":"create",{},"label":"{label}"}}"#, place(*start, *end));
            self.0.decide(&line).expect("a name");
        }
        self.0.decide(&format!(r#"{{"do":"done","article":"A{article}"}}"#)).expect("done");
    }
}

#[test]
fn a_dossier_learns_what_its_analysts_call_an_organisation() {
    let next = "The Little Stint left Kelpham at dawn. Crews of the Little Stint said the sea was calm.";
    let mut desk = Desk(Bench::empty());
    let before = desk.import(next);
    let right = |suggested: &[String]| suggested.iter().filter(|name| *name == "org Little Stint").count();
    assert!(right(&desk.suggested(before)) < 2, "known before anything was learned");
    let mut texts: Vec<_> = (0..20).map(|number| unmarked(&marked(number))).collect();
    texts.sort_by_key(|(text, _)| text.len());
    for (text, names) in &texts {
        let article = desk.import(&format!("{text} It was day {}.", text.len()));
        desk.decide(article, names);
    }
    let after = desk.import(&format!("{next} Nobody else was seen."));
    assert_eq!(right(&desk.suggested(after)), 2, "{:?}", desk.suggested(after));
    // What waited since before anything was learned is read again.
    desk.0.ws().read_all_waiting().expect("articles to read again");
    assert_eq!(right(&desk.suggested(before)), 2, "{:?}", desk.suggested(before));
}

#[test]
fn only_what_was_decided_is_learned_from() {
    let mut desk = Desk(Bench::empty());
    let (text, names) = unmarked(&marked(1));
    let article = desk.import(&text);
    let learned = |desk: &mut Desk| reviewed::articles(desk.0.ws().db(), 10).expect("articles");
    assert_eq!(learned(&mut desk), [] as [i64; 0]);
    desk.decide(article, &names);
    assert_eq!(learned(&mut desk), [article]);
    let gold = habits::gold(desk.0.ws().db(), &[article]).expect("gold").remove(0);
    let spans: Vec<(usize, usize, String)> =
        gold.spans.iter().map(|span| (span.start, span.end, span.label.clone())).collect();
    assert_eq!(spans, names);
    let covers = gold.covers.expect("labels");
    assert!(covers.contains(&"org".to_owned()) && !covers.contains(&"law".to_owned()), "{covers:?}");
    let (start, end, _) = names[0];
    desk.0
        .decide(&format!(r#"{{"do":"doubtful","article":"A{article}","start":{start},"end":{end},"label":"org"}}"#))
        .expect("a doubt");
    let gold = habits::gold(desk.0.ws().db(), &[article]).expect("gold").remove(0);
    let open: Vec<(usize, usize)> =
        gold.spans.iter().filter(|span| span.label == OPEN).map(|span| (span.start, span.end)).collect();
    assert_eq!(open, [(start, end)]);
    assert!(gold.is_open(CodePoints::new(&text).span(start, end).expect("in the text")));
    assert!(!gold.is_open(Span::new(0, 2)));
}

fn program(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_dossier"))
        .args(args)
        .current_dir(dir)
        .env("DOSSIER_CONFIG_DIR", dir.join("config"))
        .env("USER", "tester")
        .stdin(Stdio::null())
        .output()
        .expect("the program");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().expect("an exit status"), text(&output.stdout), text(&output.stderr))
}

fn gold_line(number: usize) -> String {
    let (text, names) = unmarked(&marked(number));
    let spans: Vec<Json> = names
        .iter()
        .map(|(start, end, label)| serde_json::json!({ "start": start, "end": end, "label": label }))
        .collect();
    serde_json::json!({ "id": number.to_string(), "text": text, "spans": spans, "covers": ["org", "place", "person"] })
        .to_string()
}

#[test]
fn what_is_learned_can_be_simulated_on_gold() {
    let dir = tempfile::tempdir().expect("a folder");
    let gold: Vec<String> = (0..6).map(gold_line).collect();
    std::fs::write(dir.path().join("gold.jsonl"), gold.join("\n")).expect("gold");
    let (status, out, err) = program(dir.path(), &["eval", "--learning=4", "gold.jsonl", "--json"]);
    assert_eq!((status, err.as_str()), (0, ""));
    let told: Json = serde_json::from_str(&out).expect("JSON");
    assert_eq!((&told["learned_from"], &told["without"]["articles"]), (&Json::from(3), &Json::from(3)), "half of six");
    let decisions = &told["decisions"];
    let n = |verb: &str| decisions[verb].as_u64().expect("a number");
    assert_eq!(n("accepted") + n("changed") + n("created"), 12, "all names of three articles: {decisions}");
    assert_eq!(n("refused"), 0);
    // The ports come again.
    assert!(told["gain"].as_f64().expect("a number") >= 0.0, "{out}");
    let (status, _, err) = program(dir.path(), &["eval", "--learning", "--dates", "gold.jsonl"]);
    assert!(status == 64 && !err.is_empty(), "one measure at a time");
    std::fs::write(dir.path().join("one.jsonl"), gold_line(1)).expect("gold");
    assert_eq!(program(dir.path(), &["eval", "--learning", "one.jsonl"]).0, 1);
}

#[test]
fn weights_are_refused_where_they_are_none_and_dossiers_where_they_teach_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("a.txt"), "Ana Ruiz left Lima.").expect("a text");
    let (status, _, err) = program(dir.path(), &["extract", "a.txt", "--weights", "a.txt"]);
    assert!(status == 1 && err.contains("not a file of weights") && err.contains("a.txt"), "{err}");
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/tagger.weights");
    let (status, with, _) = program(dir.path(), &["extract", "a.txt", "--weights", own]);
    assert_eq!((status, &with), (0, &program(dir.path(), &["extract", "a.txt"]).1));
    assert_eq!(program(dir.path(), &["import", "t.dossier", "a.txt", "--weights", own, "--quiet"]).0, 0);
    let (status, _, err) = program(dir.path(), &["train", "--from", "t.dossier", "--out", "w"]);
    assert!(status == 1 && err.contains("0 articles") && err.contains("t.dossier"), "{err}");
    assert!(!dir.path().join("w").exists());
    assert_eq!(program(dir.path(), &["train", "--out", "w"]).0, 64);
}

#[test]
fn public_sets_become_gold() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("a.conll"), "Ana\tB-person\nran\tO\n.\tO\n\nnot a line\n\nLima\tB-location\n")
        .expect("a set");
    let (status, out, err) = program(dir.path(), &["gold", "--from", "wnut17", "a.conll", "--id", "w", "--quiet"]);
    assert!(status == 2 && err.starts_with("a.conll: line 5"), "{status} {err}");
    let lines: Vec<Json> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((lines.len(), &lines[0]["id"], &lines[0]["text"]), (2, &Json::from("w/0"), &Json::from("Ana ran.")));
    assert_eq!(lines[1]["spans"], serde_json::json!([{ "start": 0, "end": 4, "label": "place", "orig": "location" }]));
    // What comes out is what training and measuring read.
    std::fs::write(dir.path().join("g.jsonl"), &out).expect("gold");
    assert_eq!(program(dir.path(), &["eval", "--entities", "g.jsonl"]).0, 0);
    assert_eq!(program(dir.path(), &["gold", "--from", "else", "a.conll"]).0, 64);
    assert_eq!(program(dir.path(), &["gold", "--from", "redocred", "a.conll"]).0, 1);
}
