//! A part of the record: it holds what was chosen and whatever that names, says that it is a part, and reads back as one.
//!
//! What the screen counts beforehand is what is written.

use super::rows;
use super::sample::decided;
use dossier::env::Env;
use dossier::export;
use dossier::export::Options;
use dossier::export::part::Articles;
use dossier::export::part::Decided;
use dossier::export::part::Part;
use dossier::jobs::Control;
use dossier::ledger::command::Command;
use dossier::ledger::verify;
use dossier::model::kind::ArticleField;
use dossier::store::read::export_counts;
use dossier::workspace::Workspace;
use dossier::workspace::intake;
use dossier::workspace::intake::Input;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

fn parts() -> Vec<Part> {
    let whole = Part::default;
    vec![
        whole(),
        Part { decided: Decided::Accepted, ..whole() },
        Part { decided: Decided::AcceptedAndDoubtful, ..whole() },
        Part { articles: Articles::Of(vec![1]), ..whole() },
        Part { articles: Articles::Of(vec![2]), decided: Decided::Accepted, ..whole() },
        Part { articles: Articles::Done, ..whole() },
        Part { articles: Articles::Of(Vec::new()), ..whole() },
        Part { published: Some("2021".to_owned()), ..whole() },
        Part { published: Some("2024-05".to_owned()), ..whole() },
    ]
}

fn export_part(workspace: &Workspace, dir: &Path, part: &Part) -> export::Report {
    let options = Options { part: part.clone(), ..Options::default() };
    export::export(workspace.db(), dir, &options, &Control::default()).expect("an export")
}

/// A dossier with one article done and one published in May 2024.
fn sample(dir: &Path) -> Workspace {
    let mut workspace = decided(dir);
    workspace
        .run(&Command::SetArticle { article: 2, field: ArticleField::Published, value: Some("2024-05-02".to_owned()) })
        .expect("a date");
    workspace.run(&Command::Done { article: 1, accept_known: false }).expect("done");
    workspace
}

#[test]
fn what_is_counted_beforehand_is_what_is_written() {
    let dir = tempfile::tempdir().expect("a folder");
    let workspace = sample(dir.path());
    for (number, part) in parts().iter().enumerate() {
        let report = export_part(&workspace, &dir.path().join(format!("out {number}")), part);
        let counts =
            export_counts::counts(workspace.db(), &part.counted(workspace.db()).expect("a part")).expect("counts");
        let written = |name: &str| report.n_rows.iter().find(|(file, _)| file == name).expect("a file").1 as i64;
        let expected = [
            ("claims.csv", counts.claims()),
            ("articles.csv", counts.articles),
            ("entities.csv", counts.entities),
            ("names.csv", counts.names),
            ("mentions.csv", counts.mentions),
            ("roles.csv", counts.roles),
            ("quotes.csv", counts.quotes),
            ("figures.csv", counts.figures),
            ("events.csv", counts.events),
            ("event_actors.csv", counts.event_actors),
            ("measures.csv", counts.measures),
            ("decisions.csv", counts.decisions),
        ];
        for (file, n) in expected {
            assert_eq!(written(file), n, "{file}: {part:?}");
        }
    }
}

#[test]
fn a_part_names_nothing_that_is_not_in_it_and_says_which_it_is() {
    let dir = tempfile::tempdir().expect("a folder");
    let workspace = sample(dir.path());
    for (number, part) in parts().iter().enumerate() {
        let out = dir.path().join(format!("out {number}"));
        export_part(&workspace, &out, part);
        let json: serde_json::Value =
            serde_json::from_slice(&fs::read(out.join("datapackage.json")).expect("a description")).expect("JSON");
        assert_eq!(json["dossier"]["part"].is_null(), part.is_whole(), "{part:?}");
        let readme = fs::read_to_string(out.join("README.txt")).expect("a README");
        assert_eq!(readme.starts_with("THIS IS A PART"), !part.is_whole(), "{part:?}");
        for resource in json["resources"].as_array().expect("resources") {
            let Some(name) = resource["path"].as_str().and_then(|path| path.strip_suffix(".csv")) else { continue };
            for foreign in resource["schema"]["foreignKeys"].as_array().into_iter().flatten() {
                let field = foreign["fields"].as_str().expect("a field");
                let other = foreign["reference"]["resource"].as_str().expect("a table");
                let to = foreign["reference"]["fields"].as_str().expect("a field");
                let there: BTreeSet<String> = rows(&out, other).iter().map(|row| row[to].clone()).collect();
                for cell in rows(&out, name).iter().map(|row| row[field].clone()).filter(|cell| !cell.is_empty()) {
                    assert!(there.contains(&cell), "{name}: {field} {cell} is not in {other}: {part:?}");
                }
            }
        }
    }
}

#[test]
fn only_what_was_chosen_goes_out() {
    let dir = tempfile::tempdir().expect("a folder");
    let workspace = sample(dir.path());
    let out = dir.path().join("out");
    export_part(&workspace, &out, &Part { decided: Decided::Accepted, ..Part::default() });
    for name in ["claims", "mentions"] {
        let table = rows(&out, name);
        assert!(!table.is_empty() && table.iter().all(|row| row["status"] == "accepted"), "{name}");
    }
    export_part(&workspace, &out, &Part { articles: Articles::Done, ..Part::default() });
    assert_eq!(rows(&out, "articles").iter().map(|row| row["ref"].clone()).collect::<Vec<_>>(), ["A1"]);
    export_part(&workspace, &out, &Part { published: Some("2024-05".to_owned()), ..Part::default() });
    assert_eq!(rows(&out, "articles").iter().map(|row| row["ref"].clone()).collect::<Vec<_>>(), ["A2"]);
    let wrong = Options { part: Part { published: Some("soon".to_owned()), ..Part::default() }, ..Options::default() };
    let error =
        export::export(workspace.db(), &dir.path().join("none"), &wrong, &Control::default()).expect_err("no date");
    assert!(error.to_string().contains("`soon` is not an EDTF date"), "{error}");
    assert!(!dir.path().join("none").exists(), "nothing was made");
}

#[test]
fn a_part_read_back_adds_what_is_in_it_and_takes_nothing_for_gone() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut first = sample(dir.path());
    let out = dir.path().join("out");
    let options = intake::Options { extract: false, ..intake::Options::default() };
    for (number, part) in parts().iter().enumerate().filter(|(_, part)| !part.is_whole()) {
        export_part(&first, &out, part);
        let env = Arc::new(Env::counted("Bo Lind", 1_750_000_000_000));
        let path = dir.path().join(format!("second {number}.dossier"));
        let mut second = Workspace::open_or_create(&path, env).expect("a dossier");
        let report = second.import(Input::Paths(vec![out.clone()]), &options, &Control::default()).expect("a report");
        assert_eq!(report.failed, Vec::new(), "{part:?}");
        let told: Vec<&str> = report.warnings.iter().map(|warning| warning.message.as_str()).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("a part of a dossier"), "{told:?}");
        assert_eq!(report.added.len(), rows(&out, "articles").len(), "{part:?}");
        assert!(verify::verify(second.db(), None).is_whole(), "{part:?}");
    }
    let before = dossier::store::read::status::status(first.db()).expect("a status");
    first.import(Input::Paths(vec![out]), &options, &Control::default()).expect("a report");
    let after = dossier::store::read::status::status(first.db()).expect("a status");
    assert_eq!(
        (after.n_entities, after.n_mentions_accepted, after.n_claims_accepted, after.n_articles()),
        (before.n_entities, before.n_mentions_accepted, before.n_claims_accepted, before.n_articles())
    );
}
