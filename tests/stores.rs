//! A stored dossier of every version of the format opens, passes its check, and can be undone and redone, for ever.
//!
//! `v2.dossier` is made by this test, once, with `DOSSIER_WRITE_STORE=1 cargo test --test main stores`, when the format
//! is about to leave the house; one that has left it is never made again. Until the file is there, the test makes one for
//! itself.

use crate::fixture::Bench;
use dossier::env::Env;
use dossier::jobs::Control;
use dossier::ledger::verify::verify;
use dossier::store::Db;
use dossier::store::Error;
use dossier::store::images;
use dossier::store::open::VERSION;
use dossier::store::read::status;
use dossier::store::record;
use dossier::workspace;
use dossier::workspace::Workspace;
use dossier::workspace::care::salvage::Target;
use dossier::workspace::care::salvage::salvage;
use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// Decisions with every verb; places as in [`Bench::placed`].
const LINES: &[&str] = &[
    r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#,
    r#"{"do":"reject",{Thursday},"label":"date"}"#,
    r#"{"do":"doubtful",{Omar Said},"label":"person"}"#,
    r#"{"do":"reopen",{Thursday},"label":"date"}"#,
    r#"{"do":"accept","name":"Harbour Party","label":"org","where":"always"}"#,
    r#"{"do":"reject","name":"Said","label":"person","where":"dossier"}"#,
    r#"{"do":"change",{Noor Camp},"label":"place","to":{"label":"org"}}"#,
    r#"{"do":"create",{owner},"label":"person"}"#,
    r#"{"do":"accept",{A2:Ana Ruiz},"label":"person"}"#,
    r#"{"do":"same_as","entities":["E1","E7"],"into":"E1"}"#,
    r#"{"do":"different","entities":["E1","E2"]}"#,
    r#"{"do":"same_as",{A2:Omar Said},"entity":"E2"}"#,
    r#"{"do":"rename","entity":"E1","to":"Ana M. Ruiz"}"#,
    r#"{"do":"alias","entity":"E1","to":"A. M. Ruiz"}"#,
    r#"{"do":"kind","entity":"Noor Camp","to":"place"}"#,
    r#"{"do":"identify","entity":"E1","to":{"scheme":"wikidata","id":"Q1"}}"#,
    r#"{"do":"accept",{1,200 families had left},"kind":"figure"}"#,
    r#"{"do":"accept",{counted 1,350},"kind":"figure"}"#,
    r#"{"do":"edit","claim":"F1","to":{"unit":"families","as_of":"2024-05","low":1100.5}}"#,
    r#"{"do":"create_claim","kind":"role",{owner Ana Ruiz},"title":"owner","holder":"E1"}"#,
    r#"{"do":"accept",{Ana Ruiz met Omar Said},"kind":"event"}"#,
    r#"{"do":"measure","figures":["F1","F2"],"name":"Families that left"}"#,
    r#"{"do":"differ","claims":["F1","F2"],"how":"disagree","prefer":"F2","note":"the UN counts"}"#,
    r#"{"do":"zone",{The café's owner},"kind":"byline"}"#,
    r#"{"do":"set_article","article":"A2","published":"2024-05-03","publisher":"The Alder Post"}"#,
    r#"{"do":"note","on":"F1","text":"ask her"}"#,
    r#"{"do":"tag","on":"A1","text":"camps"}"#,
    r#"{"do":"tag","on":"E1","text":"witness"}"#,
    r#"{"do":"untag","on":"E1","text":"witness"}"#,
    r#"{"do":"done","article":"A1"}"#,
    r#"{"do":"set_aside","article":"A2"}"#,
];

/// Verbs of the contract that change something; removing for good cannot be undone and stands in `tests/decide.rs`.
const VERBS: &[&str] = &[
    "import",
    "accept",
    "reject",
    "doubtful",
    "reopen",
    "change",
    "create",
    "same_as",
    "different",
    "split",
    "rename",
    "alias",
    "kind",
    "identify",
    "edit",
    "create_claim",
    "measure",
    "differ",
    "done",
    "set_aside",
    "zone",
    "set_article",
    "note",
    "tag",
    "untag",
    "undo",
    "redo",
];

fn stored(version: i64) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/stores/v{version}.dossier"))
}

/// Makes a dossier of the present version to be stored.
fn write_store(path: &Path) {
    let mut bench = Bench::new();
    for line in LINES {
        let placed = bench.placed(line);
        bench.decide(&placed).unwrap_or_else(|reason| panic!("{reason}: {placed}"));
    }
    let at = bench.at(2, "Ana Ruiz", 0);
    bench.decide(&format!(r#"{{"do":"split","entity":"E1","mentions":[{{{at}}}]}}"#)).expect("a split");
    bench.ws().undo(None).expect("an undo");
    bench.ws().redo().expect("a redo");
    bench.ws().undo(None).expect("an undo");
    assert_eq!(bench.failure(), None);
    bench.ws().db().copy_to(path).expect("a copy");
}

#[test]
fn a_dossier_of_every_version_opens_for_ever() {
    if std::env::var_os("DOSSIER_WRITE_STORE").is_some() {
        write_store(&stored(VERSION));
    }
    for version in 1..=VERSION {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("old.dossier");
        if version == VERSION && !stored(version).exists() {
            write_store(&path);
        } else {
            std::fs::copy(stored(version), &path).unwrap_or_else(|error| panic!("version {version}: {error}"));
        }
        let mut workspace = Workspace::open(&path, Arc::new(Env::counted("Noa Reed", 1_800_000_000_000))).unwrap();
        let whole = |workspace: &Workspace| {
            let report = verify(workspace.db(), None);
            assert_eq!(report.first_failure(), None, "version {version}");
        };
        whole(&workspace);
        assert_eq!(workspace.db().version().unwrap(), VERSION);
        let operations = record::operations(workspace.db(), 0).unwrap();
        let kinds: BTreeSet<&str> = operations.iter().map(|operation| operation.kind.as_str()).collect();
        let missing: Vec<_> = VERBS.iter().filter(|verb| !kinds.contains(*verb)).collect();
        assert!(missing.is_empty(), "version {version} was never asked to {missing:?}");

        let rows = |workspace: &Workspace| -> Vec<_> {
            images::PROJECTION.iter().map(|table| images::all_rows(workspace.db(), table).unwrap()).collect()
        };
        let end = rows(&workspace);
        let counts = status::status(workspace.db()).unwrap();
        assert_eq!((counts.n_articles(), counts.n_measures, counts.n_claims_accepted), (3, 1, 4), "version {version}");
        let mut n_undone = 0;
        while workspace.can_undo_redo().0 {
            workspace.undo(None).unwrap();
            n_undone += 1;
        }
        assert!(rows(&workspace).iter().all(std::collections::BTreeMap::is_empty), "version {version}");
        for _ in 0..n_undone {
            workspace.redo().unwrap();
        }
        assert_eq!(rows(&workspace), end, "version {version}");
        workspace.rebuild().unwrap();
        assert_eq!(rows(&workspace), end, "version {version}");
        whole(&workspace);
        // The undone split is still there to be applied again.
        assert!(workspace.can_undo_redo().1, "version {version}");
    }
}

#[test]
fn an_older_dossier_is_read_once_it_was_brought_to_the_present_format() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("old.dossier");
    std::fs::copy(stored(1), &path).expect("a copy");
    let refused = Db::open_reader(&path).map(|_| ()).expect_err("an older format");
    assert!(matches!(refused, Error::Older { version: 1, .. }), "{refused}");
    // A look at the record, for backups, needs no more than what every version has.
    let head = record::head(&Db::open_without_log(&path).unwrap()).unwrap();
    assert!(head.is_some());
    let env = Arc::new(Env::counted("Noa Reed", 1_800_000_000_000));
    let (db, before) = workspace::open_reader(&path, &env).unwrap();
    assert_eq!((before, db.version().unwrap(), record::head(&db).unwrap()), (Some(1), VERSION, head));
    assert_eq!(workspace::open_reader(&path, &env).unwrap().1, None);
}

#[test]
fn a_strangers_trigger_is_not_run_by_a_migration() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("old.dossier");
    std::fs::copy(stored(1), &path).expect("a copy");
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch("CREATE TRIGGER spy AFTER INSERT ON entity BEGIN DELETE FROM tally; END").unwrap();
    drop(conn);
    let refused = Db::open_writer(&path).map(|_| ()).expect_err("a strange trigger");
    assert!(refused.to_string().contains("the trigger spy does not belong here"), "{refused}");
    assert_eq!(Db::open_without_log(&path).map(|_| ()).expect_err("still there").to_string(), refused.to_string());
}

#[test]
fn a_damaged_dossier_of_an_older_format_is_salvaged() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("old.dossier");
    let mut bytes = std::fs::read(stored(1)).expect("the stored one");
    let env = Arc::new(Env::counted("Noa Reed", 1_800_000_000_000));
    std::fs::write(&path, &bytes).expect("a copy");
    let report = salvage(&path, &Target::InPlace, &[], &env, &Control::default()).unwrap();
    assert!(!report.was_damaged, "{report:?}");
    assert_eq!(std::fs::read(&path).expect("the dossier"), bytes, "what is whole is left as it is");
    // The list of its tables.
    bytes[100..4096].fill(0xAA);
    std::fs::write(&path, &bytes).expect("a damaged copy");
    let report = salvage(&path, &Target::InPlace, &[], &env, &Control::default()).unwrap();
    assert!(report.was_damaged && report.lost.is_empty(), "{report:?}");
    let db = Db::open_reader(&path).unwrap();
    assert_eq!((verify(&db, None).first_failure(), db.version().unwrap()), (None, VERSION));
}
