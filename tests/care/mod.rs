//! The file takes care of itself: copies are made and thinned out, an unclean end is noticed and checked, damage is
//! salvaged, and after every clean end the file alone holds everything.

mod backups;
mod desk;
mod ends;
mod rescue;
mod salvage;

use crate::fixture::Bench;
use dossier::env::Env;
use dossier::ledger::verify::verify;
use dossier::store::Db;
use dossier::store::record;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// 2024-05-02, in the middle of the day.
const START: i64 = 1_714_651_200_000;
const DAY: i64 = 24 * 60 * 60 * 1000;

fn env_at(millis: i64) -> Arc<Env> {
    Arc::new(Env::counted("Noa Reed", millis))
}

/// A dossier with decisions of several kinds, one of them undone; open.
fn decided() -> Bench {
    let mut bench = Bench::new();
    for line in [
        r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#,
        r#"{"do":"accept",{1,200 families had left},"kind":"figure"}"#,
        r#"{"do":"accept",{A2:Foreign minister Omar Said},"kind":"role"}"#,
        r#"{"do":"tag","on":"A1","text":"camps"}"#,
    ] {
        let line = bench.placed(line);
        bench.decide(&line).unwrap_or_else(|reason| panic!("{reason}: {line}"));
    }
    bench.ws().undo(None).expect("an undo");
    bench
}

/// `n` more decisions.
fn tag(bench: &mut Bench, n: usize, word: &str) {
    for index in 0..n {
        bench.decide(&format!(r#"{{"do":"tag","on":"A2","text":"{word} {index}"}}"#)).expect("a tag");
    }
}

fn head(path: &Path) -> Option<(i64, String)> {
    record::head(&Db::open_reader(path).expect("a dossier")).expect("a head")
}

/// The head in the file alone, as if it were copied without what lies beside it.
fn head_of_bare_copy(path: &Path) -> Option<(i64, String)> {
    let dir = tempfile::tempdir().expect("a folder");
    let copy = dir.path().join("bare.dossier");
    std::fs::copy(path, &copy).expect("a copy");
    head(&copy)
}

fn is_whole(path: &Path) {
    let report = verify(&Db::open_reader(path).expect("a dossier"), None);
    assert_eq!(report.first_failure(), None, "{}", path.display());
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    dossier::disk::beside(path, suffix)
}

fn log_bytes(path: &Path) -> u64 {
    std::fs::metadata(beside(path, "-wal")).map_or(0, |about| about.len())
}

/// Names in a folder, sorted.
fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(dir)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
