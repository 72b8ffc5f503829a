//! The export for spreadsheets: the same tables in a workbook that Excel takes as they are, and CSV that it reads as UTF-8.
//!
//! Sheets are looked at as the XML that stands in the file, not through a library that might forgive.

use super::files;
use super::rows;
use super::sample::decided;
use super::sample::fresh;
use dossier::env::Env;
use dossier::export;
use dossier::export::Options;
use dossier::jobs::Control;
use dossier::ledger::command::Command;
use dossier::model::id::Sha256;
use dossier::model::kind::ArticleField;
use dossier::workspace::Workspace;
use dossier::workspace::intake;
use dossier::workspace::intake::Input;
use std::fs;
use std::io::Cursor;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

fn for_excel(workspace: &Workspace, dir: &Path) -> export::Report {
    let options = Options { excel: true, ..Options::default() };
    export::export(workspace.db(), dir, &options, &Control::default()).expect("an export")
}

/// A file inside the workbook.
fn inside(dir: &Path, name: &str) -> String {
    let bytes = fs::read(dir.join("dossier.xlsx")).expect("a workbook");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    archive.by_name(name).expect("a file").read_to_string(&mut text).expect("UTF-8");
    text
}

/// XML of the sheet of a table: sheets stand in the order of the tables.
fn sheet(dir: &Path, table: &str) -> String {
    let number = export::TABLES.iter().position(|name| *name == table).expect("a table") + 1;
    inside(dir, &format!("xl/worksheets/sheet{number}.xml"))
}

#[test]
fn the_same_dossier_gives_the_same_workbook_and_csv_that_begins_with_the_mark() {
    let dir = tempfile::tempdir().expect("a folder");
    let workspace = decided(dir.path());
    let (a, b) = (dir.path().join("a"), dir.path().join("b"));
    assert_eq!(for_excel(&workspace, &a).notes, Vec::<String>::new());
    for_excel(&workspace, &b);
    assert_eq!(files(&a), files(&b));
    for (name, bytes) in files(&a) {
        assert_eq!(
            bytes.starts_with(b"\xEF\xBB\xBF"),
            Path::new(&name).extension().is_some_and(|extension| extension == "csv"),
            "{name}"
        );
    }
    let package: serde_json::Value =
        serde_json::from_slice(&fs::read(a.join("datapackage.json")).expect("a description")).expect("JSON");
    let mut n_files = 1;
    for resource in package["resources"].as_array().expect("resources") {
        let bytes = fs::read(a.join(resource["path"].as_str().expect("a path"))).expect("the file");
        assert_eq!(resource["hash"], format!("sha256:{}", Sha256::of(&bytes).to_hex()), "{resource}");
        n_files += 1;
    }
    assert_eq!(files(&a).len(), n_files);
    assert!(fs::read_to_string(a.join("README.txt")).expect("a README").contains("dossier.xlsx"));
}

#[test]
fn every_sheet_has_its_rows_a_frozen_header_and_filters() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    let report = for_excel(&decided(dir.path()), &out);
    let names = inside(&out, "xl/workbook.xml");
    for (file, n_rows) in report.n_rows {
        let table = file.trim_end_matches(".csv");
        assert!(names.contains(&format!("<sheet name=\"{table}\"")), "{table}");
        let xml = sheet(&out, table);
        assert_eq!(xml.matches("<row ").count(), n_rows + 1, "{table}");
        assert!(xml.contains("state=\"frozen\"") && xml.contains("<autoFilter ") && xml.contains("<col "), "{table}");
        assert!(!xml.contains("<f>"), "{table} has no formula");
    }
}

#[test]
fn text_stays_text_and_numbers_and_days_are_what_they_are() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut workspace = decided(dir.path());
    for (field, value) in
        [(ArticleField::Title, "=1+1"), (ArticleField::Author, "007"), (ArticleField::Publisher, "A&B <x>")]
    {
        workspace.run(&Command::SetArticle { article: 1, field, value: Some(value.to_owned()) }).expect("a change");
    }
    let out = dir.path().join("out");
    for_excel(&workspace, &out);
    let articles = sheet(&out, "articles");
    for text in ["=1+1", "007", "A&amp;B &lt;x&gt;"] {
        assert!(articles.contains(&format!("t=\"inlineStr\"><is><t>{text}</t>")), "{text}");
    }
    assert!(!articles.contains("'=1+1"), "the guard of the CSV is not needed here");
    let number = rows(&out, "figures").into_iter().find_map(|row| row["value"].parse::<f64>().ok()).expect("a figure");
    assert!(sheet(&out, "figures").contains(&format!("<v>{number}</v>")), "{number}");
    let claims = sheet(&out, "claims");
    let day = rows(&out, "claims").into_iter().map(|row| row["date_from"].clone()).find(|day| !day.is_empty());
    let day: chrono::NaiveDate = day.expect("a day").parse().expect("a date");
    let serial = (day - chrono::NaiveDate::from_ymd_opt(1899, 12, 30).expect("a date")).num_days();
    assert!(claims.contains(&format!("<v>{serial}</v>")), "{day}");
}

#[test]
fn an_export_for_spreadsheets_reads_back_like_any_other() {
    let dir = tempfile::tempdir().expect("a folder");
    let first = decided(dir.path());
    let (out, plain, again) = (dir.path().join("out"), dir.path().join("plain"), dir.path().join("again"));
    for_excel(&first, &out);
    let env = Arc::new(Env::counted("Bo Lind", 1_750_000_000_000));
    let mut second = Workspace::open_or_create(&dir.path().join("second.dossier"), env).expect("a dossier");
    let options = intake::Options { extract: false, ..intake::Options::default() };
    let report = second.import(Input::Paths(vec![out]), &options, &Control::default()).expect("a report");
    assert_eq!((report.failed, report.warnings, report.added), (Vec::new(), Vec::new(), vec![1, 2]));
    super::export_to(&first, &plain, false);
    super::export_to(&second, &again, false);
    for name in export::TABLES {
        assert_eq!(rows(&plain, name), rows(&again, name), "{name}");
    }
}

#[test]
fn a_workbook_of_before_does_not_stay_beside_newer_tables() {
    let dir = tempfile::tempdir().expect("a folder");
    let workspace = fresh(dir.path());
    let out = dir.path().join("out");
    for_excel(&workspace, &out);
    assert!(out.join("dossier.xlsx").exists());
    super::export_to(&workspace, &out, false);
    assert!(!out.join("dossier.xlsx").exists());
    for_excel(&workspace, &out);
    assert!(out.join("dossier.xlsx").exists());
}

#[test]
fn a_text_longer_than_a_cell_is_cut_in_the_workbook_alone() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut workspace = fresh(dir.path());
    let text = "Nothing happened in Dale. ".repeat(2000);
    let options = intake::Options { extract: false, ..intake::Options::default() };
    let input = Input::Bytes(vec![("dale.txt".to_owned(), "dale.txt".to_owned(), text.clone().into_bytes())]);
    workspace.import(input, &options, &Control::default()).expect("a report");
    let out = dir.path().join("out");
    let report = for_excel(&workspace, &out);
    assert_eq!(report.notes.len(), 1);
    assert!(report.notes[0].starts_with("articles: 1 cell is cut"), "{:?}", report.notes);
    assert!(rows(&out, "articles").iter().any(|row| row["text"].trim() == text.trim()));
    assert!(sheet(&out, "articles").contains("[cut here:"));
}
