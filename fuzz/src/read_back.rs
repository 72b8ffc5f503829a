//! Any bytes as a table of an export on its way back: the first byte chooses which.
#![cfg_attr(fuzzing, no_main)]

use dossier::import::export_folder;

const TABLES: &[&str] = &["articles", "entities", "names", "mentions", "roles", "quotes", "figures", "events", "measures", "decisions"];

const DESCRIPTION: &str = r#"{"name": "dossier-export", "resources": [], "dossier": {"form": 1}}"#;

fn read_back(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(dir.path().join("datapackage.json"), DESCRIPTION).expect("a description");
    let table = TABLES[usize::from(*first) % TABLES.len()];
    std::fs::write(dir.path().join(format!("{table}.csv")), rest).expect("a table");
    // Rows that cannot be read are problems with their place, never the end of it.
    if let Ok(folder) = export_folder::read(dir.path()) {
        assert!(folder.problems.iter().all(|problem| !problem.message.is_empty()));
    }
}

dossier_fuzz::fuzz!(|bytes| read_back(bytes));
