//! What was decided in one article changes what others suggest: those that come, and those that wait.

use crate::fixture::Bench;
use dossier::jobs::Control;
use dossier::store::read::export;
use dossier::workspace::intake::Input;
use dossier::workspace::intake::Options;

/// Words that no rule and no list takes for a name, in a text where only memory can.
const FIRST: &str = "Late in the night the zarkot was seen on the road. Nobody knew who had sent it.";
const SECOND: &str = "Farmers say that the zarkot came back with the rain.";
const THIRD: &str = "It rained on Monday, and no one was seen.";

struct Desk {
    bench: Bench,
}

impl Desk {
    fn new() -> Self {
        Self { bench: Bench::empty() }
    }

    fn import(&mut self, name: &str, text: &str) {
        let report = self.bench.ws().import(
            Input::Bytes(vec![(name.to_owned(), name.to_owned(), text.as_bytes().to_vec())]),
            &Options::default(),
            &Control::default(),
        );
        assert_eq!(report.expect("an import").added.len(), 1, "{name}");
    }

    fn decide(&mut self, line: &str) {
        self.bench.decide(line).unwrap_or_else(|reason| panic!("{line}: {reason}"));
        self.read_waiting();
    }

    /// Lets the articles that wait be read again; gives which were.
    fn read_waiting(&mut self) -> Vec<i64> {
        let mut read = Vec::new();
        loop {
            let some = self.bench.ws().read_waiting(2).expect("articles to read again");
            if some.is_empty() {
                return read;
            }
            read.extend(some);
        }
    }

    /// What waits for a decision in an article: `org zarkot memory.name`.
    fn suggested(&mut self, article: i64) -> Vec<String> {
        let mentions = export::undecided_mentions(self.bench.ws().db(), article).expect("suggestions");
        let told = |mention: &export::ExportedMention| format!("{} {}", mention.label, mention.cited.words);
        mentions.iter().map(told).collect()
    }
}

fn start_of(text: &str, word: &str) -> (usize, usize) {
    let start = text.find(word).expect("the word");
    (start, start + word.len())
}

fn create(article: &str, text: &str) -> String {
    let (start, end) = start_of(text, "zarkot");
    format!(r#"{{"do":"create","article":"{article}","start":{start},"end":{end},"label":"org"}}"#)
}

#[test]
fn a_name_made_by_hand_is_suggested_in_articles_that_wait_and_in_those_that_come() {
    let mut desk = Desk::new();
    desk.import("first.txt", FIRST);
    desk.import("second.txt", SECOND);
    desk.import("third.txt", THIRD);
    assert_eq!(desk.suggested(2), Vec::<String>::new());
    desk.bench.decide(&create("A1", FIRST)).expect("a mention made by hand");
    assert_eq!(desk.read_waiting(), [1, 2], "only what holds the name");
    assert_eq!(desk.suggested(2), ["org zarkot"]);
    desk.import("fourth.txt", &SECOND.replace("Farmers", "Herders"));
    assert_eq!(desk.suggested(4), ["org zarkot"]);
    desk.bench.ws().undo(None).expect("the import taken back");
    desk.bench.ws().undo(None).expect("the mention taken back");
    assert_eq!(desk.read_waiting(), [1, 2]);
    assert_eq!(desk.suggested(2), Vec::<String>::new());
}

#[test]
fn what_is_done_is_not_read_again() {
    let mut desk = Desk::new();
    desk.import("first.txt", FIRST);
    desk.import("second.txt", SECOND);
    desk.decide(r#"{"do":"done","article":"A2"}"#);
    desk.bench.decide(&create("A1", FIRST)).expect("a mention made by hand");
    assert_eq!(desk.read_waiting(), [1]);
}

#[test]
fn where_a_name_is_known_anyway_nothing_is_read_again() {
    let mut desk = Desk::new();
    desk.import("first.txt", "The road to Islamabad stayed closed.");
    desk.import("second.txt", "In Islamabad it rained.");
    let accept = r#"{"do":"accept","article":"A1","start":12,"end":21,"label":"place"}"#;
    desk.bench.decide(accept).expect("a mention accepted");
    assert_eq!(desk.read_waiting(), [] as [i64; 0]);
}

#[test]
fn a_rejection_holds_here_unless_always_is_said() {
    let mut desk = Desk::new();
    desk.import("first.txt", "The road to Islamabad stayed closed.");
    desk.import("second.txt", "In Islamabad it rained.");
    let all = ["place Islamabad"];
    assert_eq!(
        (desk.suggested(1).as_slice(), desk.suggested(2).as_slice()),
        (&all.map(str::to_owned)[..], &all.map(str::to_owned)[..])
    );
    desk.decide(r#"{"do":"reject","article":"A1","start":12,"end":21,"label":"place"}"#);
    assert_eq!(desk.suggested(2), all);
    desk.decide(r#"{"do":"reject","name":"Islamabad","label":"place","where":"always"}"#);
    assert_eq!(desk.suggested(2), Vec::<String>::new());
    desk.import("third.txt", "Nobody left Islamabad.");
    assert_eq!(desk.suggested(3), Vec::<String>::new());
}
