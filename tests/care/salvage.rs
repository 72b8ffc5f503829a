//! Real damage, and what is left of it: every kind with its outcome.

use crate::care::*;
use crate::verify::without_triggers;
use dossier::jobs::Control;
use dossier::ledger::verify;
use dossier::store::images;
use dossier::store::read::status;
use dossier::workspace::Workspace;
use dossier::workspace::care::backups;
use dossier::workspace::care::backups::Plan;
use dossier::workspace::care::salvage;
use dossier::workspace::care::salvage::Report;
use dossier::workspace::care::salvage::Target;
use dossier::workspace::settings::Backups;
use rusqlite::Connection;
use std::io::Read as _;
use std::io::Seek as _;
use std::io::Write as _;
use std::sync::OnceLock;

const PAGE: u64 = 4096;

/// A closed dossier, and how it was.
struct Patient {
    bench: Bench,
    path: PathBuf,
    before: State,
}

/// All that a dossier says.
#[derive(Debug, PartialEq)]
struct State {
    head: Option<(i64, String)>,
    rows: Vec<Vec<String>>,
}

fn state(path: &Path) -> State {
    let db = Db::open_reader(path).expect("a dossier");
    let rows = images::PROJECTION
        .iter()
        .map(|table| images::all_rows(&db, table).expect("rows").into_values().collect())
        .collect();
    State { head: record::head(&db).expect("a head"), rows }
}

impl Patient {
    fn new() -> Self {
        static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
        Self::with(BYTES.get_or_init(|| std::fs::read(Self::of(decided()).path).expect("a dossier")))
    }

    /// With enough changes that the tables of the record have several pages.
    fn large() -> Self {
        static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
        let make = || {
            let mut bench = decided();
            tag(&mut bench, 150, "a tag of some length, so that the tables grow");
            std::fs::read(Self::of(bench).path).expect("a dossier")
        };
        Self::with(BYTES.get_or_init(make))
    }

    /// The same file anew: making it once is slow enough.
    fn with(bytes: &[u8]) -> Self {
        let mut bench = Bench::empty();
        bench.close();
        std::fs::write(&bench.path, bytes).expect("a dossier");
        bench.open();
        Self::of(bench)
    }

    fn of(mut bench: Bench) -> Self {
        bench.close();
        let path = bench.path.clone();
        let before = state(&path);
        Self { bench, path, before }
    }

    fn back_up(&self) -> PathBuf {
        let plan = Plan::of(&self.path, &Backups::default()).expect("a plan");
        match backups::back_up(&self.path, &plan, &env_at(START), &Control::default()).expect("a backup") {
            backups::Done::Made { path, .. } => path,
            other => panic!("no backup: {other:?}"),
        }
    }

    /// More changes after the backup.
    fn go_on(&mut self, n: usize, word: &str) {
        self.bench.open();
        tag(&mut self.bench, n, word);
        self.bench.close();
        self.before = state(&self.path);
    }

    fn try_salvage(&self) -> Result<Report, salvage::Error> {
        let folder = Plan::of(&self.path, &Backups::default()).expect("a plan").folder;
        salvage::salvage(&self.path, &Target::InPlace, &[folder], &env_at(START + DAY), &Control::default())
    }

    /// Salvages in place; the new dossier is whole, and the damaged file is kept as it was.
    fn salvage(&self) -> Report {
        let damaged = std::fs::read(&self.path).expect("the damaged file");
        let report = self.try_salvage().expect("a salvage");
        assert!(report.was_damaged, "{report:?}");
        is_whole(&self.path);
        let aside = self.path.with_file_name("t damaged 2024-05-03 1200.dossier");
        assert_eq!(report.set_aside.as_ref(), Some(&aside));
        assert!(std::fs::read(aside).expect("the damaged file") == damaged, "it was changed");
        let dir = names(self.path.parent().expect("a folder"));
        assert!(dir.iter().all(|name| !name.contains(".part") && !name.contains(".salvage")), "{dir:?}");
        // It can be worked on, undo and all.
        let mut workspace = Workspace::open(&self.path, env_at(START + DAY)).expect("a dossier");
        assert_eq!(workspace.check().sentence(), None);
        let n = status::status(workspace.db()).expect("counts").n_proposals;
        assert!(n > 0 || report.n_articles == 0, "suggestions were made again");
        match workspace.undo(None) {
            Ok(_) => drop(workspace.redo().expect("a redo")),
            Err(refused) => {
                let reason = refused.to_string();
                assert!(
                    ["nothing to undo", "removed words for good"].iter().any(|why| reason.contains(why)),
                    "{reason}"
                );
            }
        }
        let verified = verify::verify(workspace.db(), None);
        assert_eq!(verified.first_failure(), None);
        report
    }

    /// The state as the salvage left it, without what [`salvage`](Self::salvage) tried out on it.
    fn salvaged(&self) -> (Report, State) {
        let report = self.salvage();
        let mut workspace = Workspace::open(&self.path, env_at(START + DAY)).expect("a dossier");
        // Two steps were tried: an undo and its redo.
        let head = record::head(workspace.db()).expect("a head").expect("an operation").0;
        assert!(head >= report.n_operations);
        workspace.rebuild().expect("a replay");
        drop(workspace);
        (report, state(&self.path))
    }

    /// All that was there is there again.
    fn is_all_there(&self, what: &str) -> Report {
        let (report, after) = self.salvaged();
        assert!(report.is_all_there(), "{what}: {:?}", report.lost);
        assert_eq!(after.rows, self.before.rows, "{what}");
        assert_eq!(report.n_operations, self.before.head.as_ref().expect("a head").0, "{what}");
        assert!(report.sentences().contains(&"Nothing is lost".to_owned()), "{what}: {:?}", report.sentences());
        report
    }

    /// The first page of a table or an index.
    fn root(&self, name: &str) -> u64 {
        let conn = Connection::open(&self.path).expect("the file");
        let page: i64 = conn
            .query_row("SELECT rootpage FROM sqlite_schema WHERE name = ?1", [name], |row| row.get(0))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        page as u64
    }

    /// Some leaf below an inner root: its `nth` child. The root itself where it is a leaf.
    fn leaf(&self, name: &str, nth: usize) -> u64 {
        let root = self.root(name);
        let page = self.page(root);
        let n_cells = usize::from(u16::from_be_bytes([page[3], page[4]]));
        if page[0] != 5 && page[0] != 2 {
            return root;
        }
        assert!(nth < n_cells, "{name} has {n_cells} children");
        let at = usize::from(u16::from_be_bytes([page[12 + 2 * nth], page[13 + 2 * nth]]));
        u64::from(u32::from_be_bytes(page[at..at + 4].try_into().expect("four bytes")))
    }

    fn page(&self, number: u64) -> Vec<u8> {
        let mut file = std::fs::File::open(&self.path).expect("the file");
        let mut page = vec![0; PAGE as usize];
        file.seek(std::io::SeekFrom::Start((number - 1) * PAGE)).expect("a place");
        file.read_exact(&mut page).expect("a page");
        page
    }

    fn overwrite(&self, at: u64, n: usize) {
        let mut file = std::fs::File::options().write(true).open(&self.path).expect("the file");
        file.seek(std::io::SeekFrom::Start(at)).expect("a place");
        file.write_all(&vec![0xA5; n]).expect("written");
    }

    fn overwrite_page(&self, number: u64) {
        self.overwrite((number - 1) * PAGE, PAGE as usize);
    }

    /// Changes rows behind the program's back, its triggers put aside.
    fn tamper(&self, sql: &str) {
        let (conn, triggers) = without_triggers(&self.path);
        conn.execute_batch(sql).unwrap_or_else(|error| panic!("{error}: {sql}"));
        assert!(conn.total_changes() > 0, "nothing changed: {sql}");
        for sql in &triggers {
            conn.execute_batch(sql).expect("the trigger again");
        }
    }
}

#[test]
fn a_dossier_that_is_not_damaged_is_left_as_it_is() {
    let patient = Patient::new();
    let before = std::fs::read(&patient.path).expect("the file");
    let report = patient.try_salvage().expect("a look");
    assert!(!report.was_damaged && report.is_all_there());
    assert_eq!(report.sentences(), ["The dossier is not damaged (6 changes, all checked): it was left as it is"]);
    assert!(std::fs::read(&patient.path).expect("the file") == before);
    assert_eq!(names(patient.path.parent().expect("a folder")), ["t.dossier"]);
}

#[test]
fn damage_outside_the_record_costs_nothing() {
    for (what, page) in [
        ("a table of the projection", "mention"),
        ("an index", "mention_by_entity"),
        ("the suggestions", "proposal_mention"),
        ("what undo needs", "row_image"),
        ("an index of the record", "sqlite_autoindex_operation_1"),
        ("another index of the record", "fact_by_article"),
        ("the counts", "tally"),
    ] {
        let patient = Patient::new();
        patient.overwrite_page(patient.root(page));
        let report = patient.is_all_there(what);
        assert_eq!((report.n_from_backups, report.n_imported_again), (0, 0), "{what}");
    }
}

#[test]
fn which_operation_came_before_is_told_by_the_hashes_alone() {
    let patient = Patient::new();
    patient.overwrite_page(patient.root("operation_parent"));
    patient.is_all_there("the parents");
}

#[test]
fn a_garbled_list_of_free_pages_costs_nothing() {
    let mut bench = decided();
    // Free pages come from something large that went.
    let text = (0..20_000).map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ");
    let incoming = vec![crate::fixture::incoming("large.txt", &text, &[])];
    bench.ws().run(&dossier::ledger::command::Command::Import { incoming }).expect("an import");
    bench.decide(r#"{"do":"remove_for_good","article":"A4"}"#).expect("a removal");
    let patient = Patient::of(bench);
    let header = patient.page(1);
    let trunk = u32::from_be_bytes(header[32..36].try_into().expect("four bytes"));
    assert!(trunk > 0, "there are free pages");
    patient.overwrite_page(u64::from(trunk));
    let report = patient.is_all_there("the free pages");
    assert_eq!(report.n_articles, 4, "what was removed for good stays so");
    let bytes = std::fs::read(&patient.path).expect("the file");
    assert!(!bytes.windows(11).any(|window| window == b"word1 word2"), "it does not come back");
}

#[test]
fn an_overwritten_header_costs_nothing() {
    for (what, at, n) in [("the magic", 0, 16), ("the header", 0, 100), ("the first page", 0, 4096)] {
        let patient = Patient::new();
        patient.overwrite(at, n);
        let report = patient.is_all_there(what);
        assert!(report.found.iter().any(|found| found.contains("beginning of the file")), "{what}: {report:?}");
    }
}

#[test]
fn an_overwritten_list_of_tables_costs_nothing() {
    let patient = Patient::new();
    // The first page's tree has its header behind the file's; its last child stands there.
    let first = patient.page(1);
    assert_eq!(first[100], 5, "the list has more than one page");
    patient.overwrite_page(u64::from(u32::from_be_bytes(first[108..112].try_into().expect("four bytes"))));
    let report = patient.is_all_there("the list of tables");
    assert!(report.found.iter().any(|found| found.contains("list of its tables")), "{report:?}");
}

#[test]
fn a_page_of_changes_is_taken_from_a_backup() {
    let mut patient = Patient::large();
    let backup = patient.back_up();
    patient.go_on(3, "after the backup");
    patient.overwrite_page(patient.leaf("operation", 0));
    let report = patient.is_all_there("operations");
    assert_eq!(report.backups, [backup]);
    assert!((1..150).contains(&report.n_from_backups), "{report:?}");
}

#[test]
fn without_a_backup_the_chain_holds_up_to_the_break_and_the_rest_is_listed() {
    let patient = Patient::large();
    let n = patient.before.head.as_ref().expect("a head").0;
    patient.overwrite_page(patient.leaf("operation", 1));
    let report = patient.salvage();
    assert!((1..n).contains(&report.n_operations), "{report:?}");
    assert_eq!(report.n_articles, 3);
    let lost = report.lost.first().expect("a loss");
    assert!(lost.contains(&format!("changes {} to {n}, behind a break", report.n_operations + 1)), "{lost}");
    let listed = std::fs::read_to_string(report.list.as_ref().expect("a list")).expect("a list");
    let change: serde_json::Value = serde_json::from_str(listed.lines().last().expect("a line")).expect("JSON");
    assert_eq!((change["operation"].as_i64(), change["kind"].as_str()), (Some(n), Some("tag")));
    assert_eq!(change["facts"][0]["tag"], "a tag of some length, so that the tables grow 149");
}

#[test]
fn one_operation_lost_or_changed_breaks_the_chain_there() {
    for (what, sql) in [
        ("lost", "DELETE FROM operation WHERE id = 4"),
        ("changed", "UPDATE operation SET actor = 'Someone Else' WHERE id = 4"),
        ("a fact lost", "DELETE FROM fact WHERE operation_id = 4 AND position = 0"),
        ("a fact changed", "UPDATE fact SET json = replace(json, 'role', 'quote') WHERE operation_id = 4"),
    ] {
        let patient = Patient::new();
        patient.tamper(sql);
        let report = patient.salvage();
        assert_eq!((report.n_operations, report.lost.len()), (3, 1), "{what}: {report:?}");
        assert!(report.lost[0].starts_with("changes 4 to 6, behind a break"), "{what}: {:?}", report.lost);
        // With a backup nothing is lost.
        let patient = Patient::new();
        patient.back_up();
        patient.tamper(sql);
        assert_eq!(patient.is_all_there(what).n_from_backups, 1, "{what}");
    }
}

#[test]
fn the_first_operation_lost_brings_the_articles_in_again() {
    let patient = Patient::new();
    patient.tamper("DELETE FROM operation WHERE id = 1");
    let report = patient.salvage();
    assert_eq!((report.n_operations, report.n_imported_again, report.n_articles), (0, 3, 3), "{report:?}");
    assert!(report.lost[0].starts_with("changes 1 to 6"), "{:?}", report.lost);
}

#[test]
fn texts_and_originals_stand_in_for_each_other() {
    // The text is read again from the original where it is plain.
    let patient = Patient::new();
    patient.tamper("UPDATE body SET text = 'x' WHERE id = 2");
    patient.is_all_there("a text");
    // An original that is gone is named; its text is there.
    let patient = Patient::new();
    patient.tamper("UPDATE source SET content = x'00' WHERE id = 3");
    let report = patient.salvage();
    assert_eq!(report.lost, ["the original bytes of A3 (cape.txt): its text is there"]);
    // An article's row is told by the import that brought it in.
    let patient = Patient::new();
    patient.tamper("DELETE FROM article WHERE id = 2");
    patient.is_all_there("the row of an article");
    // Both: the article is gone, its decisions stay in the chain; a backup has it.
    for has_backup in [false, true] {
        let patient = Patient::new();
        if has_backup {
            patient.back_up();
        }
        patient.tamper("UPDATE body SET text = 'x' WHERE id = 2; UPDATE source SET content = x'00' WHERE id = 2");
        if has_backup {
            patient.is_all_there("an article from a backup");
            continue;
        }
        let report = patient.salvage();
        assert_eq!((report.n_operations, report.n_articles), (6, 2));
        assert!(report.lost[0].starts_with("the text and the original of A2 (bay.txt)"), "{:?}", report.lost);
        // Its original does not come in as if nothing had been decided on it.
        let mut workspace = Workspace::open(&patient.path, env_at(START)).expect("a dossier");
        let applied = workspace.run(&crate::fixture::import_all()).expect("an import");
        assert_eq!(applied.articles, Vec::<i64>::new());
        assert!(applied.notices[0].contains("bay.txt was lost when this dossier was salvaged"), "{applied:?}");
        assert_eq!(verify::verify(workspace.db(), None).first_failure(), None);
    }
}

#[test]
fn what_was_removed_for_good_does_not_come_back_from_a_backup() {
    for (what, sql) in [
        ("the projection is damaged", "DELETE FROM tag"),
        ("the import is damaged", "DELETE FROM fact WHERE operation_id = 1 AND position = 0"),
        ("the removal is behind the break", "DELETE FROM operation WHERE id = 8"),
    ] {
        let mut bench = decided();
        tag(&mut bench, 1, "kept");
        let early = Patient::of(bench);
        let backup = early.back_up();
        let kept = std::fs::read(&backup).expect("a backup");
        let Patient { mut bench, .. } = early;
        bench.open();
        tag(&mut bench, 1, "also kept");
        bench.decide(r#"{"do":"remove_for_good","article":"A1"}"#).expect("a removal");
        let patient = Patient::of(bench);
        // A copy from before the removal, which somebody kept.
        std::fs::write(&backup, kept).expect("a backup");
        patient.tamper(sql);
        patient.salvage();
        let db = Db::open_reader(&patient.path).expect("a dossier");
        assert!(record::body_of_article(&db, 1).is_err(), "{what}");
        drop(db);
        let bytes = std::fs::read(&patient.path).expect("the file");
        assert!(!bytes.windows(11).any(|window| window == b"'s owner An"), "{what}");
    }
}

#[test]
fn a_truncated_file_gives_what_stands_before_the_cut() {
    let patient = Patient::large();
    let n_pages = std::fs::metadata(&patient.path).expect("the file").len() / PAGE;
    let mut outcomes = Vec::new();
    for keep in [n_pages - 1, n_pages / 2, 1] {
        let patient = Patient::large();
        let file = std::fs::File::options().write(true).open(&patient.path).expect("the file");
        file.set_len(keep * PAGE - 100).expect("cut");
        drop(file);
        match patient.try_salvage() {
            Ok(report) => {
                is_whole(&patient.path);
                assert!(report.found.contains(&"the end of the file is missing".to_owned()), "{report:?}");
                assert!(!report.is_all_there() || state(&patient.path).rows == patient.before.rows, "{report:?}");
                outcomes.push(report.n_operations);
            }
            Err(error) => {
                assert!(error.to_string().starts_with("nothing can be salvaged: "), "{error}");
                outcomes.push(0);
            }
        }
        // With a backup everything is there.
        let patient = Patient::large();
        patient.back_up();
        let file = std::fs::File::options().write(true).open(&patient.path).expect("the file");
        file.set_len(keep * PAGE - 100).expect("cut");
        drop(file);
        patient.salvage();
        assert_eq!(head(&patient.path).expect("a head").0, patient.before.head.as_ref().expect("a head").0 + 2);
    }
    assert!(outcomes.is_sorted_by(|a, b| a >= b), "the more is cut, the less is there: {outcomes:?}");
}

#[test]
fn a_log_that_was_cut_or_garbled_gives_what_stands_before() {
    for (what, change) in [
        ("cut", (|bytes: &mut Vec<u8>| bytes.truncate(bytes.len() * 2 / 3)) as fn(&mut Vec<u8>)),
        ("garbled", |bytes| {
            let middle = bytes.len() / 2;
            bytes[middle..middle + 64].fill(0xA5);
        }),
        ("without its header", |bytes| bytes[..32].fill(0)),
    ] {
        let mut bench = Bench::new();
        bench.close();
        bench.open();
        tag(&mut bench, 8, "late");
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("t.dossier");
        std::fs::copy(&bench.path, &path).expect("a copy");
        let mut log = std::fs::read(beside(&bench.path, "-wal")).expect("the log");
        change(&mut log);
        std::fs::write(beside(&path, "-wal"), &log).expect("the log");
        let report =
            salvage::salvage(&path, &Target::InPlace, &[], &env_at(START + DAY), &Control::default()).expect("one");
        is_whole(&path);
        // A log that ends early looks like one that was never written further.
        assert_eq!(report.was_damaged, what != "cut", "{what}");
        let Some(aside) = &report.set_aside else { continue };
        assert!(report.lost.iter().any(|lost| lost.contains("log beside the file")), "{what}: {report:?}");
        assert!(std::fs::read(beside(aside, "-wal")).expect("the log as it was") == log, "{what}");
    }
}

#[test]
fn a_page_of_any_number_may_be_overwritten_and_nothing_unproved_is_taken_over() {
    let n_pages = std::fs::metadata(&Patient::new().path).expect("the file").len() / PAGE;
    let (mut n_all, mut n_part) = (0, 0);
    for number in (1..=n_pages).step_by(13) {
        let patient = Patient::new();
        patient.overwrite_page(number);
        match patient.try_salvage() {
            Ok(report) => {
                is_whole(&patient.path);
                if report.is_all_there() {
                    assert_eq!(state(&patient.path).rows, patient.before.rows, "page {number}");
                    n_all += 1;
                } else {
                    n_part += 1;
                }
            }
            Err(error) => assert!(error.to_string().contains("nothing can be salvaged"), "page {number}: {error}"),
        }
    }
    assert!(n_all > n_part, "{n_all} pages of {n_pages} cost nothing, {n_part} something");
}

#[test]
fn to_another_place_the_damaged_file_stays_where_it_is() {
    let patient = Patient::new();
    patient.overwrite_page(patient.root("mention"));
    let before = std::fs::read(&patient.path).expect("the file");
    let dest = patient.path.with_file_name("new.dossier");
    let to = Target::At(dest.clone());
    let report = salvage::salvage(&patient.path, &to, &[], &env_at(START), &Control::default()).expect("a salvage");
    assert_eq!((report.set_aside, report.made), (None, Some(dest.clone())));
    assert_eq!(state(&dest), patient.before);
    assert!(std::fs::read(&patient.path).expect("the file") == before);
    let taken = salvage::salvage(&patient.path, &to, &[], &env_at(START), &Control::default()).unwrap_err();
    assert!(taken.to_string().contains("is there already and is not overwritten"), "{taken}");
}

#[test]
fn the_command_says_what_is_there_and_what_is_lost() {
    let salvage = |path: &Path, more: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_dossier"))
            .args(["salvage".as_ref(), path.as_os_str()])
            .args(more)
            .env("DOSSIER_CONFIG_DIR", path.with_file_name("config"))
            .output()
            .expect("the program");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let patient = Patient::new();
    assert_eq!(salvage(&patient.path, &[]).0, Some(0));
    patient.overwrite_page(patient.root("mention"));
    let (status, out, err) = salvage(&patient.path, &[]);
    assert_eq!((status, err.as_str()), (Some(0), ""), "{out}");
    assert!(
        out.contains("6 changes and 3 articles were taken over and checked") && out.contains("Nothing is lost"),
        "{out}"
    );

    let patient = Patient::new();
    patient.tamper("DELETE FROM operation WHERE id = 5");
    let (status, out, err) = salvage(&patient.path, &["--json"]);
    assert_eq!(status, Some(2), "{out}{err}");
    assert!(err.starts_with("dossier: lost: changes 5 to 6, behind a break"), "{err}");
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((json["operations"].as_i64(), json["damaged"].as_bool()), (Some(4), Some(true)));

    let nothing = patient.path.with_file_name("nothing.dossier");
    std::fs::write(&nothing, vec![0xA5; 20_000]).expect("a file");
    let (status, _, err) = salvage(&nothing, &[]);
    assert_eq!(status, Some(1));
    assert!(err.contains("nothing can be salvaged") && err.contains("nothing.dossier"), "{err}");
    assert_eq!(std::fs::read(&nothing).expect("the file"), vec![0xA5; 20_000]);
}
