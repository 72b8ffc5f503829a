//! Walks the sources: arrows point down, files stay short, every module opens with what it holds.

use std::path::Path;
use std::path::PathBuf;

/// Lowest first. A module may name those on lines above it; names on one line are blind to each other.
const LAYERS: &[&[&str]] = &[
    &["model", "env", "jobs"],
    &["text", "disk"],
    &["names"],
    &["lists"],
    &["extract", "import", "store"],
    &["ledger", "resolve", "export"],
    &["workspace"],
    &["cli", "ui"],
    &["main"],
];

/// Longest file in lines, tests included.
const MAX_LINES: usize = 600;

fn rank(module: &str) -> usize {
    LAYERS.iter().position(|layer| layer.contains(&module)).unwrap_or_else(|| panic!("add `{module}` to LAYERS"))
}

fn sources() -> Vec<PathBuf> {
    fn walk(dir: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(dir).expect("a readable source folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(Path::new("src"), &mut found);
    found.sort();
    assert!(found.len() > 20, "the walk found too few sources to mean anything: {}", found.len());
    found
}

/// Top-level module of a source file: `src/store/open.rs` is `store`, `src/workspace.rs` is `workspace`.
fn module_of(path: &Path) -> String {
    let first = path.strip_prefix("src").expect("below src").components().next().expect("a component");
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// Code lines of a file without `//` comments, with their numbers.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line.split("//").next().unwrap_or("")))
}

/// Top-level modules that a line of code names through `crate::` or `dossier::`.
fn named_modules(line: &str) -> Vec<String> {
    let mut named = Vec::new();
    for root in ["crate::", "dossier::"] {
        for (at, _) in line.match_indices(root) {
            let inside_word = line[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
            let rest = &line[at + root.len()..];
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !inside_word {
                named.push(name);
            }
        }
    }
    named
}

fn upward_arrows(path: &Path, text: &str) -> Vec<String> {
    let from = module_of(path);
    let mut wrong = Vec::new();
    if from == "lib" {
        return wrong;
    }
    for (number, line) in code_lines(text) {
        if line.contains("super::super") {
            wrong.push(format!("{}:{number}: super::super hides an arrow", path.display()));
        }
        for to in named_modules(line) {
            if to.is_empty() {
                wrong.push(format!("{}:{number}: one `use crate::module::…` per line", path.display()));
            } else if to != from && rank(&to) >= rank(&from) {
                wrong.push(format!("{}:{number}: {from} -> {to}", path.display()));
            }
        }
    }
    wrong
}

#[test]
fn arrows_point_down() {
    let wrong: Vec<String> = sources()
        .iter()
        .flat_map(|path| upward_arrows(path, &std::fs::read_to_string(path).expect("a readable source")))
        .collect();
    assert!(wrong.is_empty(), "arrows that point up:\n{}", wrong.join("\n"));
}

#[test]
fn an_arrow_that_points_up_is_found() {
    let text =
        "use crate::store::open;\nlet x = crate::model::span::Span::new(0, 1);\n// crate::ui is only a comment\n";
    assert_eq!(upward_arrows(Path::new("src/model/x.rs"), text), ["src/model/x.rs:1: model -> store"]);
    assert_eq!(upward_arrows(Path::new("src/extract/x.rs"), text), ["src/extract/x.rs:1: extract -> store"]);
    assert_eq!(upward_arrows(Path::new("src/ledger/x.rs"), text), Vec::<String>::new());
}

#[test]
fn only_the_store_names_rusqlite() {
    for path in sources() {
        let text = std::fs::read_to_string(&path).expect("a readable source");
        let names = code_lines(&text).any(|(_, line)| line.contains("rusqlite"));
        let allowed = matches!(module_of(&path).as_str(), "store");
        assert!(!names || allowed, "{} names rusqlite", path.display());
    }
}

#[test]
fn files_are_short_and_open_with_what_they_hold() {
    for path in sources() {
        let text = std::fs::read_to_string(&path).expect("a readable source");
        let n_lines = text.lines().count();
        assert!(n_lines <= MAX_LINES, "{} has {n_lines} lines; the limit is {MAX_LINES}", path.display());
        assert!(text.starts_with("//! "), "{} does not open with what it holds", path.display());
        let head: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
        assert!(head.len() > 60, "{} opens with too little: {head}", path.display());
    }
}

/// What code says when it goes to a disk.
const DISK: &[&str] = &[
    "fs::",
    "File::",
    ".exists()",
    ".is_file()",
    ".is_dir()",
    ".canonicalize()",
    "read_dir(",
    "WalkDir::",
    "Connection::open",
];

/// Code of a file up to its own tests: those may do as they like.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text)
}

fn goes_to_disk(text: &str) -> bool {
    code_lines(without_tests(text))
        .any(|(_, line)| !line.trim_start().starts_with("use ") && DISK.iter().any(|word| line.contains(word)))
}

#[test]
fn every_door_to_a_disk_asks_whether_a_frame_is_being_made() {
    for path in sources() {
        let module = module_of(&path);
        // The command line waits for everything, and paints nothing.
        if matches!(module.as_str(), "cli" | "main") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a readable source");
        let asks = without_tests(&text).contains("frame::must_not_wait(");
        assert!(!goes_to_disk(&text) || asks, "{} goes to a disk and never asks `jobs::frame`", path.display());
        assert!(module != "ui" || !goes_to_disk(&text), "{} goes to a disk itself: ask the desk", path.display());
    }
    assert!(goes_to_disk("    let x = File::open(path);\n") && !goes_to_disk("use std::fs::File;\n"));
}
