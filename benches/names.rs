//! How fast names are found, beside floors that anybody can picture: splitting at white space, cutting into Unicode
//! words, looking for ten thousand fixed names; and how fast all of an extraction is, dates and claims included. One
//! run, one core, then two, then from the start of the program; ratios, not promises.
//!
//! One core is measured in time that this thread was given, as the mean of all rounds; all else in time that passed, as
//! the shortest of some rounds.
//!
//! `cargo bench --bench names [TEXT.jsonl…]`: without files, the bundled sample articles over and over, each time with
//! other names: what is kept of words met before must not make fast what is never met again.
#![expect(clippy::print_stdout, reason = "a bench prints")]

mod clock;

use std::collections::HashSet;
use std::hash::DefaultHasher;
use std::hash::Hash as _;
use std::hash::Hasher as _;
use std::hint::black_box;
use std::time::Duration;
use std::time::Instant;

use aho_corasick::AhoCorasick;
use clock::processor_time;
use dossier::extract::Context;
use dossier::extract::memory::Memory;
use rayon::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

/// Bytes of an article, as news has them.
const ARTICLE: usize = 2600;
/// Bytes of a corpus.
const CORPUS: usize = 1_000_000;
const ROUNDS: usize = 5;
/// Starts of the program, which are short.
const STARTS: usize = 15;
/// What this bench is asked when it runs itself: to read the weights and end, and to end.
const READ: &str = "read-the-weights";
const START: &str = "start";

fn main() {
    if let Some(asked) = std::env::args().nth(1).filter(|arg| arg == READ || arg == START) {
        black_box(if asked == READ { read_weights() } else { 0 });
        return;
    }
    let texts = corpus();
    let n_bytes: usize = texts.iter().map(String::len).sum();
    println!("{} articles, {:.1} MB", texts.len(), n_bytes as f64 / 1e6);
    let memory = Memory::default();
    let fixed = AhoCorasick::new(fixed_names()).expect("an automaton of plain names");
    let speed = |time: Duration| n_bytes as f64 / 1e6 / time.as_secs_f64();
    let whole = |text: &String| {
        let context = Context { published: Some("2024-03-14"), memory: &memory };
        dossier::extract::extract(text, &context).claims.len()
    };
    let names = mean(|| texts.iter().map(|text| dossier::extract::names(text, &memory).0.len()).sum());
    for (what, time) in [
        ("split at white space", mean(|| texts.iter().map(|text| text.split_whitespace().count()).sum())),
        ("Unicode words", mean(|| texts.iter().map(|text| text.unicode_words().count()).sum())),
        ("10,000 fixed names", mean(|| texts.iter().map(|text| fixed.find_iter(text.as_str()).count()).sum())),
        ("names", names),
        ("names and claims", mean(|| texts.iter().map(whole).sum())),
    ] {
        println!("{what:22} {:9.2} MB/s {:8.2} x names", speed(time), names.as_secs_f64() / time.as_secs_f64());
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("two threads");
    let one = best(ROUNDS, || texts.iter().map(|text| dossier::extract::names(text, &memory).0.len()).sum());
    let two = pool
        .install(|| best(ROUNDS, || texts.par_iter().map(|text| dossier::extract::names(text, &memory).0.len()).sum()));
    println!(
        "{:22} {:9.2} MB/s {:8.2} x names",
        "names on two cores",
        speed(two),
        one.as_secs_f64() / two.as_secs_f64()
    );
    start_up(&texts[0]);
}

/// From the start of the program to the proposals of one article, less what any start costs, beside reading the weights.
fn start_up(text: &str) {
    let article = std::env::temp_dir().join(format!("dossier-bench-{}.txt", std::process::id()));
    std::fs::write(&article, text).expect("a folder for a temporary file");
    let runs = |program: &str, args: &[&str]| {
        best(STARTS, || std::process::Command::new(program).args(args).output().expect("the program runs").stdout.len())
    };
    let program = env!("CARGO_BIN_EXE_dossier");
    let bare = runs(program, &["--version"]);
    let start = runs(program, &["extract", &article.to_string_lossy()]).saturating_sub(bare);
    let millis = |time: Duration| time.as_secs_f64() * 1e3;
    println!("{:44} {:9.2} ms", "start to proposals", millis(start));
    // A program that has just started pays for each page of the memory that it reads into.
    let this = std::env::current_exe().expect("a path of this program").to_string_lossy().into_owned();
    let used = best(STARTS, read_weights);
    let fresh = runs(&this, &[READ]).saturating_sub(runs(&this, &[START]));
    for (what, read) in
        [("read the weights, memory used before", used), ("read the weights, a program just started", fresh)]
    {
        println!("{what:44} {:9.2} ms, the start takes {:.2} x that", millis(read), millis(start) / millis(read));
    }
    // A file of a bench left behind harms nobody.
    let _ = std::fs::remove_file(article);
}

/// Reads the weights as bytes, and nothing more.
fn read_weights() -> usize {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/tagger.weights")).expect("the weights").len()
}

/// The shortest of some rounds, in time that passed.
fn best(rounds: usize, work: impl Fn() -> usize) -> Duration {
    let round = |_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    (0..rounds).map(round).min().unwrap_or_default()
}

/// The mean of all rounds after a first one, in time that this thread was given.
fn mean(work: impl Fn() -> usize) -> Duration {
    black_box(work());
    let start = processor_time();
    for _ in 0..ROUNDS {
        black_box(work());
    }
    processor_time().saturating_sub(start) / ROUNDS as u32
}

fn corpus() -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for path in
        std::env::args().skip(1).filter(|path| std::path::Path::new(path).extension().is_some_and(|ext| ext == "jsonl"))
    {
        let lines = std::fs::read_to_string(&path).expect("a readable file of texts");
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            let text: serde_json::Value = serde_json::from_str(line).expect("one JSON object per line");
            pieces.push(text["text"].as_str().unwrap_or("").to_owned());
        }
    }
    if pieces.is_empty() {
        for sample in
            ["2024-03-14_glacial-lake-bursts.txt", "2024-06-07_road-loan.txt", "2024-07-02_schools-pledge.txt"]
        {
            let path = format!("{}/assets/samples/{sample}", env!("CARGO_MANIFEST_DIR"));
            let bytes = std::fs::read(path).expect("a sample article");
            pieces.push(dossier::text::decode::decode(&bytes, None).expect("a sample article is text").text);
        }
    }
    let mut texts = vec![String::new()];
    let mut n_bytes = 0;
    for (nth, piece) in pieces.iter().cycle().enumerate() {
        n_bytes += piece.len() + 1;
        let last = texts.last_mut().expect("at least one text");
        match nth / pieces.len() {
            0 => last.push_str(piece),
            round => with_other_names(piece, round, last),
        }
        last.push('\n');
        if last.len() >= ARTICLE {
            texts.push(String::new());
        }
        if n_bytes >= CORPUS {
            return texts;
        }
    }
    texts
}

/// The same text with other words for those that begin with a capital wherever they stand: the same for the same.
fn with_other_names(text: &str, round: usize, into: &mut String) {
    let is_name =
        |word: &str| word.len() > 3 && word.starts_with(|letter: char| letter.is_ascii_uppercase()) && word.is_ascii();
    let common: HashSet<&str> =
        text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !is_name(word)).collect();
    for word in text.split_word_bounds() {
        if is_name(word) && !common.contains(word.to_lowercase().as_str()) {
            let mut hasher = DefaultHasher::new();
            (word, round).hash(&mut hasher);
            into.push_str(&invented(hasher.finish() as usize, 2 + word.len() / 4));
        } else {
            into.push_str(word);
        }
    }
}

/// Names of two words, invented: what a list of known names costs to look for.
fn fixed_names() -> Vec<String> {
    (0..10_000).map(|n| format!("{} {}", invented(n, 4), invented(9_999 - n, 4))).collect()
}

/// A word that nobody bears, of so many syllables.
fn invented(mut n: usize, n_syllables: usize) -> String {
    let syllables = ["ka", "ri", "mo", "ta", "len", "sho", "dar", "vi", "nu", "bek"];
    let mut word = String::new();
    for _ in 0..n_syllables {
        word.push_str(syllables[n % 10]);
        n /= 10;
    }
    word[..1].to_uppercase() + &word[1..]
}
