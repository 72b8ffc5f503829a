//! Any bytes as a line of `dossier decide`, against a dossier in memory without articles.
#![cfg_attr(fuzzing, no_main)]

use dossier::cli::decision;
use dossier::store::Db;

thread_local! {
    static DB: Db = Db::scratch().expect("a dossier in memory");
}

fn parse(bytes: &[u8]) {
    if let Ok(line) = std::str::from_utf8(bytes) {
        // A decision or a reason: the reason must be for people, whatever the line was.
        DB.with(|db| decision::parse(db, line).err().map(|reason| assert!(!reason.is_empty())));
    }
}

dossier_fuzz::fuzz!(|bytes| parse(bytes));
