//! An analyst's own lists: names that are suggested because of them, identifiers that come along, and the way back.

use crate::fixture::Bench;
use dossier::extract::listed;
use dossier::jobs::Control;
use dossier::ledger::command::Command;
use dossier::store::read::entities;
use dossier::store::read::export;
use dossier::store::read::name_lists;
use dossier::store::read::review;
use dossier::workspace::intake::Input;
use dossier::workspace::intake::Options;
use dossier::workspace::name_key;
use dossier::workspace::name_lists::Said;
use dossier::workspace::name_lists::read_file;

/// Names that no rule takes for anything: lower case words around them, no titles.
const ALDER: &str =
    "Late in the night the al-zarkot front of Belmora was seen on the road to Quorn Velm. Nobody knew more.";

const LIST: &str = "name,type,wikidata,born\nal-zarkot front of Belmora,org,Q9001,\nQuorn Velm,place,Q9002,\n";

struct Desk {
    bench: Bench,
    dir: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { bench: Bench::empty(), dir: tempfile::tempdir().expect("a folder") }
    }

    fn import(&mut self, name: &str, text: &str) {
        let bytes = Input::Bytes(vec![(name.to_owned(), name.to_owned(), text.as_bytes().to_vec())]);
        let report = self.bench.ws().import(bytes, &Options::default(), &Control::default());
        assert_eq!(report.expect("an import").added.len(), 1, "{name}");
    }

    fn command(&self, name: &str, content: &str, said: &Said) -> Command {
        let path = self.dir.path().join(name);
        std::fs::write(&path, content).expect("a file");
        let read = read_file(&path, said).unwrap_or_else(|problem| panic!("{problem}"));
        Command::AddList(Box::new(read.list))
    }

    fn add(&mut self, name: &str, content: &str, said: &Said) -> Result<(), String> {
        let command = self.command(name, content, said);
        self.bench.ws().run(&command).map_err(|error| error.to_string())?;
        self.read_waiting();
        Ok(())
    }

    fn read_waiting(&mut self) {
        while !self.bench.ws().read_waiting(2).expect("articles to read again").is_empty() {}
    }

    fn decide(&mut self, line: &str) {
        let placed = self.bench.placed(line);
        self.bench.decide(&placed).unwrap_or_else(|reason| panic!("{placed}: {reason}"));
        self.read_waiting();
    }

    /// What is suggested by lists in an article: `org al-zarkot front of Belmora`.
    fn listed(&mut self, article: i64) -> Vec<String> {
        let mentions = export::undecided_mentions(self.bench.ws().db(), article).expect("suggestions");
        let of_list = mentions
            .iter()
            .filter(|mention| mention.cited.rule.as_deref().is_some_and(|rule| rule.starts_with(listed::RULE)));
        of_list.map(|mention| format!("{} {}", mention.label, mention.cited.words)).collect()
    }

    /// The identifiers of a card, by its name.
    fn ids(&mut self, name: &str) -> Vec<String> {
        let all = entities::entities(self.bench.ws().db()).expect("cards");
        let card = all.into_iter().find(|row| row.card.name == name).unwrap_or_else(|| panic!("no card {name}"));
        card.ids.into_iter().map(|(scheme, id)| format!("{scheme}={id}")).collect()
    }
}

fn said(title: &str) -> Said {
    Said { title: Some(title.to_owned()), ..Said::default() }
}

#[test]
fn names_of_a_list_are_suggested_where_they_wait_and_where_they_come() {
    let mut desk = Desk::new();
    desk.import("alder.txt", ALDER);
    assert_eq!(desk.listed(1), Vec::<String>::new());
    desk.add("fronts.csv", LIST, &said("Fronts")).expect("a list");
    let both = ["org al-zarkot front of Belmora", "place Quorn Velm"];
    assert_eq!(desk.listed(1), both);
    desk.import("bay.txt", &ALDER.replace("Late", "Early"));
    assert_eq!(desk.listed(2), both);
    let used = name_lists::in_use(desk.bench.ws().db(), listed::rule).expect("lists");
    assert_eq!((used.len(), used[0].n_names, used[0].n_articles, used[0].list.n_entries), (1, 2, 2, 2));
    assert_eq!(used[0].list.file, "fronts.csv");

    desk.decide(r#"{"do":"remove_list","list":"Fronts"}"#);
    assert_eq!((desk.listed(1), desk.listed(2)), (Vec::new(), Vec::new()));
    desk.bench.ws().undo(None).expect("the list back");
    desk.read_waiting();
    assert_eq!(desk.listed(2), both);
    assert_eq!(desk.bench.failure(), None);
}

#[test]
fn identifiers_come_along_to_the_card() {
    let mut desk = Desk::new();
    desk.add("fronts.csv", LIST, &said("Fronts")).expect("a list");
    desk.import("alder.txt", ALDER);
    desk.decide(r#"{"do":"accept",{Quorn Velm},"label":"place"}"#);
    assert_eq!(desk.ids("Quorn Velm"), ["wikidata=Q9002"]);
    desk.decide(r#"{"do":"remove_list","list":"Fronts"}"#);
    assert_eq!(desk.ids("Quorn Velm"), ["wikidata=Q9002"], "what was accepted stays");
    assert_eq!(desk.bench.failure(), None);
}

#[test]
fn two_of_one_name_are_offered_and_neither_is_taken() {
    let mut desk = Desk::new();
    let list = "name,type,wikidata,born\nOruz Belmanti,person,Q9003,1951\nOruz Belmanti,person,Q9004,1978\n";
    desk.add("people.csv", list, &said("People")).expect("a list");
    desk.import("alder.txt", "The road was closed when Oruz Belmanti came. Nobody knew more about it.");
    assert_eq!(desk.listed(1), ["person Oruz Belmanti"]);
    let shown = review::review(desk.bench.ws().db(), 1, name_key).expect("a review").expect("an article");
    let name = shown.names.iter().find(|name| name.name == "Oruz Belmanti").expect("the name");
    let choices: Vec<_> =
        name.choices.iter().map(|choice| (choice.ids[0].1.as_str(), choice.about.as_deref())).collect();
    assert_eq!(choices, [("Q9003", Some("born 1951")), ("Q9004", Some("born 1978"))]);
    assert!(shown.mentions.iter().all(|mention| !mention.known));
    desk.decide(r#"{"do":"identify",{Oruz Belmanti},"to":{"scheme":"wikidata","id":"Q9004"}}"#);
    assert_eq!(desk.ids("Oruz Belmanti"), ["wikidata=Q9004"]);
    desk.bench.ws().undo(None).expect("taken back");
    assert_eq!(entities::entities(desk.bench.ws().db()).expect("cards").len(), 0);
}

#[test]
fn rows_of_two_lists_with_one_identifier_are_one() {
    let mut desk = Desk::new();
    desk.add("a.csv", "name,type,wikidata\nOruz Belmanti,person,Q9003\n", &said("A")).expect("a list");
    desk.add("b.csv", "name,type,wikidata,lei\nOruz Belmanti,person,Q9003,L1\n", &said("B")).expect("a list");
    desk.import("alder.txt", "The road was closed when Oruz Belmanti came. Nobody knew more about it.");
    desk.decide(r#"{"do":"accept",{Oruz Belmanti},"label":"person"}"#);
    assert_eq!(desk.ids("Oruz Belmanti"), ["lei=L1", "wikidata=Q9003"]);
}

#[test]
fn only_a_list_that_is_sure_lets_a_name_pass() {
    for is_sure in [false, true] {
        let mut desk = Desk::new();
        let said = Said { is_sure, ..said("Places") };
        desk.add("places.csv", "name,type\nQuorn Velm,place\n", &said).expect("a list");
        desk.import("alder.txt", "The road to Quorn Velm stayed closed. Nobody knew more.");
        let shown = review::review(desk.bench.ws().db(), 1, name_key).expect("a review").expect("an article");
        let known: Vec<bool> = shown
            .mentions
            .iter()
            .filter(|mention| mention.words == "Quorn Velm")
            .map(|mention| mention.known)
            .collect();
        assert_eq!(known, [is_sure]);
    }
}

#[test]
fn what_is_here_already_or_has_no_title_is_refused() {
    let mut desk = Desk::new();
    desk.add("fronts.csv", LIST, &said("Fronts")).expect("a list");
    let told = |outcome: Result<(), String>| outcome.expect_err("a refusal");
    let same_title = desk.add("other.csv", "name,type\nAna Ruiz,person\n", &said("Fronts"));
    assert!(told(same_title).contains("a list called \"Fronts\" is in this dossier already"));
    let same_rows = desk.add("again.csv", LIST, &said("Again"));
    assert!(told(same_rows).contains("in the dossier already, as \"Fronts\""));
    assert!(told(desk.add("x.csv", "name,type\nAna Ruiz,person\n", &said("  "))).contains("may not be empty"));
    let none = desk.bench.decide(r#"{"do":"remove_list","list":"Nobody"}"#).expect_err("a refusal");
    assert!(none.contains("there is no list called \"Nobody\""), "{none}");
}

#[test]
fn a_list_is_part_of_the_record_and_follows_undo_rebuild_and_applying_again() {
    let mut desk = Desk::new();
    desk.add("fronts.csv", LIST, &said("Fronts")).expect("a list");
    let rows = desk.bench.rows();
    assert_eq!(rows["name_list"].len(), 1);
    desk.bench.ws().rebuild().expect("a rebuild");
    assert_eq!(desk.bench.rows(), rows);
    desk.bench.ws().undo(None).expect("taken back");
    assert_eq!(desk.bench.rows()["name_list"].len(), 0);
    // The same file under another name stands in the way of applying the first again.
    desk.add("fronts.csv", LIST, &said("Others")).expect("a list");
    let refused = desk.bench.ws().apply_again(1).expect_err("in the way").to_string();
    assert!(refused.contains("the list \"Others\" stands in its place"), "{refused}");
    desk.decide(r#"{"do":"remove_list","list":"Others"}"#);
    desk.bench.ws().apply_again(1).expect("the first again");
    let titles: Vec<String> =
        name_lists::name_lists(desk.bench.ws().db()).unwrap().into_iter().map(|row| row.about.title).collect();
    assert_eq!(titles, ["Fronts"]);
    assert_eq!(desk.bench.failure(), None);
}

#[test]
fn an_article_that_is_a_list_as_well_is_not_removed_for_good() {
    let mut desk = Desk::new();
    desk.import("fronts.csv", LIST);
    desk.add("fronts.csv", LIST, &said("Fronts")).expect("a list");
    let refused = desk.bench.decide(r#"{"do":"remove_for_good","article":"A1"}"#).expect_err("a refusal");
    assert!(refused.contains("those of the list \"Fronts\": remove the list first"), "{refused}");
    desk.decide(r#"{"do":"remove_list","list":"Fronts"}"#);
    desk.decide(r#"{"do":"remove_for_good","article":"A1"}"#);
    assert_eq!(desk.bench.failure(), None);
    let again = desk.add("fronts.csv", LIST, &said("Fronts")).expect_err("gone for good");
    assert!(again.contains("removed for good"), "{again}");
}

#[test]
fn one_is_found_among_many() {
    let mut desk = Desk::new();
    let rows: Vec<String> = (0..5_000).map(|n| format!("Oruz Belmanti {n}x,person,Q{}\n", 10_000 + n)).collect();
    let rows = rows.concat();
    desk.add("many.csv", &format!("name,type,wikidata\n{rows}"), &said("Many")).expect("a list");
    desk.import("alder.txt", "The road was closed when Oruz Belmanti 4711x came. Nobody knew more about it.");
    assert_eq!(desk.listed(1), ["person Oruz Belmanti 4711x"]);
}

#[test]
fn the_program_adds_shows_and_removes_lists() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("alder.txt"), ALDER).expect("a text");
    std::fs::write(dir.path().join("fronts.csv"), LIST).expect("a list");
    std::fs::write(dir.path().join("broken.csv"), "name,type\nHalden, Amir,person\n").expect("a list");
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dossier"));
        command.args(args).current_dir(dir.path()).env("DOSSIER_CONFIG_DIR", dir.path().join("config"));
        let output = command.env("USER", "tester").output().expect("the program");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
    };
    assert_eq!(run(&["import", "t.dossier", "alder.txt"]).0, 0);
    let (status, out, _) = run(&["lists", "t.dossier"]);
    assert!(status == 0 && out.starts_with("None yet"), "{out}");
    let (status, out, err) = run(&["lists", "add", "t.dossier", "fronts.csv", "--licence", "CC0"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(out, "The list \"fronts\": 2 entries; 2 of its names stand in 1 article that waits\n");
    let (_, out, _) = run(&["lists", "t.dossier", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((&told[0]["title"], &told[0]["names_found"]), (&"fronts".into(), &2.into()));
    let (status, _, err) = run(&["lists", "add", "t.dossier", "broken.csv"]);
    assert!(status == 1 && err.contains("broken.csv has 3 cells in line 2"), "{err}");
    assert_eq!(run(&["lists", "remove", "t.dossier", "fronts"]).1, "Removed the list fronts\n");
    let (status, _, err) = run(&["lists", "remove", "t.dossier", "fronts"]);
    assert!(status == 1 && err.contains("there is no list called"), "{err}");
    let (_, log, _) = run(&["log", "t.dossier", "--json"]);
    assert!(log.contains("\"do\":\"add_list\"") && log.contains("\"do\":\"remove_list\""), "{log}");
    assert_eq!(run(&["verify", "t.dossier"]).0, 0);
    assert_eq!(run(&["lists"]).0, 64);
}
