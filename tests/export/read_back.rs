//! An export read back: the same rows in every file, ids included; what does not fit is named with file and line.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::OnceLock;

use proptest::prelude::*;

use super::export_to;
use super::files;
use super::rows;
use super::sample::FIRST;
use super::sample::decided;
use super::sample::fresh;
use super::sample::run;
use dossier::env::Env;
use dossier::jobs::Control;
use dossier::ledger::command::Command;
use dossier::ledger::command::SubjectRef;
use dossier::ledger::verify;
use dossier::model::id::Sha256;
use dossier::model::kind::ArticleField;
use dossier::model::kind::Subject;
use dossier::store::read::status;
use dossier::workspace::Workspace;
use dossier::workspace::intake;
use dossier::workspace::intake::Input;

fn empty(path: &Path) -> Workspace {
    let env = Arc::new(Env::counted("Bo Lind", 1_750_000_000_000));
    Workspace::open_or_create(path, env).expect("a new dossier")
}

#[track_caller]
fn read_back(workspace: &mut Workspace, dir: &Path) -> intake::Report {
    let options = intake::Options { extract: false, ..intake::Options::default() };
    let input = Input::Paths(vec![dir.to_path_buf()]);
    workspace.import(input, &options, &Control::default()).expect("a report")
}

/// The tables, without the description: that has the ledger's head, which is another dossier's.
fn tables(dir: &Path) -> BTreeMap<String, String> {
    let tables = files(dir).into_iter().filter(|(name, _)| name != "datapackage.json");
    tables.map(|(name, bytes)| (name, String::from_utf8(bytes).expect("UTF-8"))).collect()
}

#[track_caller]
fn assert_same_rows(a: &Path, b: &Path) {
    let (a, b) = (tables(a), tables(b));
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    for (name, text) in &a {
        for (number, (mine, theirs)) in text.lines().zip(b[name].lines()).enumerate() {
            assert_eq!(mine, theirs, "{name}, line {}", number + 1);
        }
        assert_eq!(text, &b[name], "{name}");
    }
}

#[track_caller]
fn assert_whole(workspace: &Workspace) {
    let report = verify::verify(workspace.db(), None);
    assert!(report.is_whole(), "{:?}", report.first_failure());
}

/// A dossier with decisions of every verb, exported into `a`, read back, exported into `b`.
fn round_trip(dir: &Path) -> (Workspace, Workspace, PathBuf, PathBuf) {
    let (first, a, b) = (decided(dir), dir.join("a"), dir.join("b"));
    export_to(&first, &a, false);
    let mut second = empty(&dir.join("second.dossier"));
    let report = read_back(&mut second, &a);
    assert_eq!((report.failed, report.warnings), (Vec::new(), Vec::new()));
    assert_eq!((report.added, report.n_duplicates), (vec![1, 2], 0));
    export_to(&second, &b, false);
    (first, second, a, b)
}

#[test]
fn an_export_read_back_and_exported_again_has_the_same_rows_in_every_file() {
    let dir = tempfile::tempdir().expect("a folder");
    let (_, second, a, b) = round_trip(dir.path());
    assert_same_rows(&a, &b);
    assert_whole(&second);
    for (name, text) in tables(&a) {
        assert!(text.lines().count() > 1, "{name} has rows to compare");
    }
}

#[test]
fn reading_back_is_one_step_that_can_be_undone_and_redone() {
    let dir = tempfile::tempdir().expect("a folder");
    let (_, mut second, a, b) = round_trip(dir.path());
    assert_eq!(status::status(second.db()).expect("a status").n_operations, 1);
    second.undo(None).expect("undone");
    let undone = status::status(second.db()).expect("a status");
    assert_eq!((undone.n_articles(), undone.n_entities, undone.n_claims_accepted), (0, 0, 0));
    assert_whole(&second);
    // What was undone can be read back once more, under the same numbers of articles; or the undoing is taken back.
    second.redo().expect("redone");
    export_to(&second, &b, false);
    let without_undo = |dir: &Path| {
        let mut tables = tables(dir);
        tables.remove("decisions.csv");
        tables
    };
    assert_eq!(without_undo(&a), without_undo(&b));
    assert_whole(&second);
}

#[test]
fn what_is_here_already_stays_as_it_is() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut first, mut second, a, b) = round_trip(dir.path());
    for workspace in [&mut first, &mut second] {
        let before = status::status(workspace.db()).expect("a status");
        let report = read_back(workspace, &a);
        assert_eq!((report.n_duplicates, report.added.len(), report.failed.len()), (2, 0, 0));
        let notices: Vec<&str> = report.warnings.iter().map(|warning| warning.message.as_str()).collect();
        assert!(notices.contains(&"2 articles were here already and stay as they are"), "{notices:?}");
        assert!(notices.iter().all(|notice| notice.ends_with("were here already and stay as they are")), "{notices:?}");
        assert_eq!(status::status(workspace.db()).expect("a status"), before);
    }
    let title = Some("Another title".to_owned());
    run(&mut second, &Command::SetArticle { article: 1, field: ArticleField::Title, value: title });
    read_back(&mut second, &a);
    export_to(&second, &b, false);
    assert_eq!(rows(&b, "articles")[0]["title"], "Another title");
    let (before, after) = (rows(&a, "decisions"), rows(&b, "decisions"));
    assert_eq!(after[..before.len()], before, "the earlier steps stand first, as they were");
    let last = after.last().expect("a step");
    assert_eq!((after.len(), last["kind"].as_str(), last["by"].as_str()), (before.len() + 1, "set_article", "Bo Lind"));
}

#[test]
fn in_a_dossier_with_other_things_ids_stay_and_taken_numbers_change() {
    let dir = tempfile::tempdir().expect("a folder");
    let (_, _, a, b) = round_trip(dir.path());
    let mut other = empty(&dir.path().join("other.dossier"));
    let text = ("x.txt".to_owned(), "x.txt".to_owned(), b"France and Peru signed a treaty in Lima.".to_vec());
    let options = intake::Options::default();
    other.import(Input::Bytes(vec![text]), &options, &Control::default()).expect("an import");
    run(&mut other, &Command::Done { article: 1, accept_known: true });
    let n_entities = status::status(other.db()).expect("a status").n_entities;
    assert!(n_entities > 0, "the dossier has cards of its own");
    let report = read_back(&mut other, &a);
    assert_eq!((report.failed, report.warnings.len()), (Vec::new(), 0));
    assert_eq!(report.added, [2, 3], "A1 is taken; A2 is free");
    assert_whole(&other);
    export_to(&other, &b, false);
    for name in ["entities", "mentions", "figures", "events", "articles"] {
        let ids = |dir: &Path| -> Vec<String> {
            let mut ids: Vec<String> = rows(dir, name).iter().map(|row| row["id"].clone()).collect();
            ids.sort();
            ids
        };
        let here = ids(&b);
        assert!(ids(&a).iter().all(|id| here.contains(id)), "{name}");
        let distinct = |column: &str| rows(&b, name).iter().map(|row| row[column].clone()).collect::<BTreeSet<_>>();
        assert_eq!(distinct("ref").len(), distinct("id").len(), "{name}: no number is given twice");
    }
}

/// Replaces the first occurrence in a file of the export.
#[track_caller]
fn edit(dir: &Path, file: &str, from: &str, to: &str) {
    let path = dir.join(file);
    let text = fs::read_to_string(&path).expect("a table");
    assert!(text.contains(from), "{file} lacks {from}");
    fs::write(&path, text.replacen(from, to, 1)).expect("a table");
}

/// The files of one export, written once: only what is changed in them differs.
fn exported() -> &'static BTreeMap<String, Vec<u8>> {
    static FILES: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    FILES.get_or_init(|| {
        let dir = tempfile::tempdir().expect("a folder");
        let out = dir.path().join("out");
        export_to(&decided(dir.path()), &out, false);
        files(&out)
    })
}

/// Reads an export back after one edit; gives "file: message" of all that was told.
fn told_after(file: &str, from: &str, to: &str) -> (Workspace, Vec<String>, tempfile::TempDir) {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    fs::create_dir(&out).expect("a folder");
    for (name, bytes) in exported() {
        fs::write(out.join(name), bytes).expect("a file");
    }
    edit(&out, file, from, to);
    let mut workspace = empty(&dir.path().join("second.dossier"));
    let report = read_back(&mut workspace, &out);
    let told = report.warnings.iter().chain(&report.failed);
    let told =
        told.map(|told| format!("{}: {}", told.path.rsplit('/').next().unwrap_or_default(), told.message)).collect();
    assert_whole(&workspace);
    (workspace, told, dir)
}

#[test]
fn rows_that_do_not_fit_are_named_and_the_rest_comes_back() {
    let changed = "was changed since it was exported; it was read as it is now";
    for (file, from, to, wanted) in [
        ("mentions.csv", "M1,person", "M1,prson", "mentions.csv: line 2: `prson` is no label"),
        ("mentions.csv", ",Émile Ortiz,", ",Emile Ortiz,", "out: mentions.csv, line 2: the words do not stand at"),
        ("mentions.csv", "\r\nM", "\r\nM,,", "mentions.csv: line 2: has 37 cells where the header has 35"),
        ("figures.csv", "12000", "twelve", "figures.csv: line 2: `twelve` in `value` is no number"),
        ("figures.csv", "12000", "NaN", "figures.csv: line 2: `NaN` in `value` is no number"),
        ("articles.csv", "A1,", "A9223372036854775807,", ""),
        ("articles.csv", "told reporters", "told us", "the text is not the one that was exported"),
        ("entities.csv", "ref,name", "ref,nam", "entities.csv: line 1: the column `name` is missing"),
        ("event_actors.csv", ",actor,", ",extra,", "`extra` is neither actor nor recipient"),
        ("measures.csv", "difference", "diference", ""),
        ("decisions.csv", ",import,", ",,", "decisions.csv: line 2: `kind` is empty"),
        ("names.csv", ",accepted,", ",doubtful,", "is no always"),
        ("roles.csv", ",by hand,", ",by foot,", "roles.csv: line 2: `by foot` is no decided_how"),
    ] {
        let (workspace, told, _dir) = told_after(file, from, to);
        assert!(told.contains(&format!("{file}: {changed}")), "{file}: {told:#?}");
        assert!(told.iter().any(|told| told.contains(wanted)), "{file}, {wanted}: {told:#?}");
        let status = status::status(workspace.db()).expect("a status");
        assert!(status.n_articles() > 0 && status.n_mentions_accepted > 0, "{file}: the rest comes back");
    }
}

#[test]
fn damaged_files_do_not_stop_the_reading() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    export_to(&decided(dir.path()), &out, false);
    fs::write(out.join("quotes.csv"), b"ref,\xff\xfe\r\n\"").expect("a file");
    fs::remove_file(out.join("roles.csv")).expect("removed");
    let mut workspace = empty(&dir.path().join("second.dossier"));
    let report = read_back(&mut workspace, &out);
    for file in ["quotes.csv", "roles.csv"] {
        assert!(report.failed.iter().any(|failed| failed.path.ends_with(file)), "{file}: {:?}", report.failed);
    }
    assert_eq!(report.added.len(), 2);
    assert_whole(&workspace);
    // Inside another folder it is named, and its tables are not taken for articles.
    let options = intake::Options { extract: false, ..intake::Options::default() };
    fs::create_dir(dir.path().join("outer")).expect("a folder");
    fs::rename(&out, dir.path().join("outer/out")).expect("moved");
    let outer = Input::Paths(vec![dir.path().join("outer")]);
    let report = workspace.import(outer, &options, &Control::default()).expect("a report");
    assert_eq!((report.added.len(), report.failed.len()), (0, 1));
    assert!(report.failed[0].message.contains("import it by itself"), "{:?}", report.failed);
    let out = dir.path().join("outer/out");
    // A folder whose description is gone is a folder like any other.
    fs::remove_file(out.join("datapackage.json")).expect("removed");
    assert!(!dossier::import::export_folder::is_export(&out));
}

#[test]
fn fresh_proposals_are_made_when_asked_for_and_old_ones_do_not_come_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    let first = fresh(dir.path());
    export_to(&first, &out, true);
    let n_proposed = rows(&out, "mentions").len();
    assert!(n_proposed > 0);
    for extract in [false, true] {
        let mut second = empty(&dir.path().join(format!("{extract}.dossier")));
        let options = intake::Options { extract, ..intake::Options::default() };
        let report = second.import(Input::Paths(vec![out.clone()]), &options, &Control::default()).expect("a report");
        let status = status::status(second.db()).expect("a status");
        assert_eq!((report.failed.len(), status.n_mentions_accepted, status.n_claims_accepted), (0, 0, 0));
        assert_eq!(report.n_proposals > 0, extract);
    }
}

#[test]
fn words_that_were_read_back_can_be_removed_for_good() {
    let dir = tempfile::tempdir().expect("a folder");
    let (_, mut second, a, b) = round_trip(dir.path());
    run(&mut second, &Command::RemoveForGood { article: 1 });
    assert_whole(&second);
    export_to(&second, &b, false);
    assert_eq!(rows(&b, "articles").len(), 1);
    for (name, text) in tables(&b) {
        assert!(!text.contains("We will not leave"), "{name}");
    }
    let report = read_back(&mut second, &a);
    let told: Vec<&str> = report.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert!(told.contains(&"articles.csv, line 2: its text was removed from this dossier for good"), "{told:?}");
    export_to(&second, &b, false);
    assert_eq!(rows(&b, "articles").len(), 1);
    assert_whole(&second);
}

#[test]
fn sources_of_a_read_back_are_marked_as_not_held() {
    let dir = tempfile::tempdir().expect("a folder");
    let (_, second, a, _) = round_trip(dir.path());
    let articles = dossier::store::record::articles(second.db()).expect("articles");
    let source = dossier::store::record::source_bytes(second.db(), articles[0].source_id).expect("a source");
    assert_eq!(source, None);
    assert_eq!(articles[0].source_sha256, Sha256::of(FIRST.as_bytes()).to_hex());
    assert_eq!(rows(&a, "articles")[0]["id"], articles[0].sha256);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Whatever people write into notes, tags and titles comes back, character for character.
    #[test]
    fn every_remark_comes_back(
        notes in prop::collection::vec("['=+@\t\r\n,;\"\\\\:a1.-]{1,8}", 1..4),
        tag in "['=+@,;\"\\\\:a-]{1,6}",
        title in "['=+@\t,;\"\\\\é-]{1,6}",
    ) {
        let dir = tempfile::tempdir().expect("a folder");
        let (a, b) = (dir.path().join("a"), dir.path().join("b"));
        let mut first = fresh(dir.path());
        let on = SubjectRef { subject: Subject::Article, id: 1 };
        for text in notes.iter().filter(|text| !text.trim().is_empty()) {
            run(&mut first, &Command::Note { on, text: text.clone() });
        }
        run(&mut first, &Command::Tag { on, tag });
        run(&mut first, &Command::SetArticle { article: 1, field: ArticleField::Title, value: Some(title.clone()) });
        export_to(&first, &a, false);
        let mut second = empty(&dir.path().join("second.dossier"));
        let report = read_back(&mut second, &a);
        prop_assert_eq!(report.failed, Vec::new());
        export_to(&second, &b, false);
        prop_assert_eq!(tables(&a), tables(&b));
        let articles = rows(&b, "articles");
        prop_assert_eq!(articles[0]["title"].as_str(), title.trim());
    }
}
