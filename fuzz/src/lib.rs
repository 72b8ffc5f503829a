//! What the targets share: the promises that hold for any bytes, and a `main` for either compiler.
//!
//! Never knows a format: each target feeds one border of the program.

use dossier::extract;
use dossier::extract::Context;
use dossier::extract::memory::Memory;
use dossier::import;
use dossier::model::kind::Label;
use dossier::model::span::Span;
use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

/// Reads bytes as a file of this name and checks what comes of it: a reason, or articles whose every span quotes words
/// of theirs and whose mentions of one label never overlap.
pub fn read(name: &str, bytes: &[u8]) {
    let Ok(read) = import::read_bytes(name, name, bytes.to_vec()) else { return };
    let memory = Memory::default();
    for article in &read.source.articles {
        assert!(!article.body.contains(['\0', '\r']), "controls are left in the text");
        let found = extract::extract(&article.body, &Context { published: Some("2024-05-03"), memory: &memory });
        let check = |span: Span| {
            assert!(span.words(&article.body).is_some_and(|words| !words.is_empty()), "{span:?} quotes nothing");
        };
        found.mentions.iter().for_each(|mention| check(mention.span));
        found.claims.iter().for_each(|claim| check(claim.span));
        found.zones.iter().for_each(|zone| check(zone.span));
        let mut taken: BTreeMap<Label, usize> = BTreeMap::new();
        for mention in &found.mentions {
            let until = taken.entry(mention.label).or_insert(0);
            assert!(mention.span.start_byte >= *until, "{:?} overlaps one of its label", mention.span);
            *until = mention.span.end_byte;
        }
    }
}

/// Feeds a target every file named on the command line, and every file of the folders named there: how a corpus, or an
/// input that failed once, is run again without a fuzzer.
pub fn replay(target: impl Fn(&[u8])) {
    let mut waiting: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let mut n_run = 0;
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(entries(&path));
        } else {
            let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            println!("{}", path.display());
            target(&bytes);
            n_run += 1;
        }
    }
    println!("{n_run} inputs, no complaint");
}

fn entries(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    // Taken from the end.
    paths.sort_by(|a, b| b.cmp(a));
    paths
}

/// A target: `fuzz!(|bytes| …)`. Under cargo-fuzz libFuzzer calls it, else [`replay`] does.
#[macro_export]
macro_rules! fuzz {
    (|$bytes:ident| $body:expr) => {
        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_target!(|$bytes: &[u8]| $body);

        #[cfg(not(fuzzing))]
        fn main() {
            $crate::replay(|$bytes: &[u8]| $body);
        }
    };
}
