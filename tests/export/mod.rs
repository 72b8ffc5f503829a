//! The export as a colleague gets it: every column under its name, every word at its place, the same bytes each time.

mod part;
mod read_back;
mod sample;
mod workbook;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dossier::export;
use dossier::export::Options;
use dossier::export::TABLES;
use dossier::jobs::Control;
use dossier::model::id::Sha256;
use dossier::workspace::Workspace;
use sample::decided;
use sample::fresh;

/// Rows of one CSV file by column name, without guards.
type Rows = Vec<BTreeMap<String, String>>;

#[track_caller]
fn export_to(workspace: &Workspace, dir: &Path, proposed: bool) -> export::Report {
    export::export(workspace.db(), dir, &Options { proposed, ..Options::default() }, &Control::default())
        .expect("an export")
}

/// Cells by column, without guards.
fn rows(dir: &Path, name: &str) -> Rows {
    let mut reader = csv::ReaderBuilder::new().from_path(dir.join(format!("{name}.csv"))).expect("a table");
    let header = reader.headers().expect("a header").clone();
    let unguarded = |cell: &str| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
    reader
        .records()
        .map(|record| record.expect("a row"))
        .map(|record| header.iter().map(str::to_owned).zip(record.iter().map(unguarded)).collect())
        .collect()
}

fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .map(|path| (path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(path).expect("a file")))
        .collect()
}

/// Columns that the contract names for every row that rests on words.
const OF_WORDS: &str = "words sentence publisher published title url status note tags decided_by decided_at decided_how id \
    article_id file prefix suffix start end rule extractor score";

#[test]
fn claims_have_exactly_the_columns_of_the_contract() {
    let dir = tempfile::tempdir().expect("a folder");
    export_to(&decided(dir.path()), &dir.path().join("out"), false);
    let text = fs::read_to_string(dir.path().join("out/claims.csv")).expect("claims");
    assert_eq!(
        text.lines().next(),
        Some(
            "ref,kind,who,role,what,value,value_low,value_high,qualifier,of_what,place,date,date_from,date_to,said_by,\
             said_on,medium,words,sentence,publisher,published,title,url,articles,measure,differs_from,preferred,status,\
             note,tags,decided_by,decided_at,decided_how,id,article_id,file,prefix,suffix,start,end,rule,extractor,score"
        )
    );
    for name in ["mentions", "roles", "quotes", "figures", "events"] {
        let text = fs::read_to_string(dir.path().join(format!("out/{name}.csv"))).expect("a table");
        let header: Vec<&str> = text.split("\r\n").next().unwrap_or_default().split(',').collect();
        let of_words: Vec<&str> =
            header.iter().copied().filter(|name| OF_WORDS.split_whitespace().any(|one| one == *name)).collect();
        assert_eq!(of_words, OF_WORDS.split_whitespace().collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn words_are_the_slice_of_the_text_that_their_offsets_name() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    export_to(&decided(dir.path()), &out, true);
    let texts: BTreeMap<String, Vec<char>> =
        rows(&out, "articles").iter().map(|row| (row["id"].clone(), row["text"].chars().collect())).collect();
    let mut n_checked = 0;
    for name in ["claims", "mentions", "roles", "quotes", "figures", "events"] {
        for row in rows(&out, name) {
            let text = &texts[&row["article_id"]];
            let (start, end): (usize, usize) = (row["start"].parse().expect("start"), row["end"].parse().expect("end"));
            let slice = |from: usize, to: usize| text[from..to].iter().collect::<String>();
            assert_eq!(slice(start, end), row["words"], "{name}");
            assert_eq!(slice(start.saturating_sub(40), start), row["prefix"], "{name}");
            assert_eq!(slice(end, (end + 40).min(text.len())), row["suffix"], "{name}");
            assert!(row["sentence"].contains(&row["words"]), "{name}: {} in {}", row["words"], row["sentence"]);
            assert!(row["sentence"].chars().count() < text.len(), "{name}: a sentence is not the whole text");
            n_checked += 1;
        }
    }
    assert!(n_checked > 25, "{n_checked} rows");
}

#[test]
fn what_was_decided_stands_in_its_columns() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    export_to(&decided(dir.path()), &out, false);
    let claims = rows(&out, "claims");
    let of = |words: &str| claims.iter().find(|row| row["words"].contains(words)).unwrap_or_else(|| panic!("{words}"));
    let (role, quote, event) = (of("Interim"), of("We will"), of("signed"));
    let (first, second, rejected) = (of("12,000"), of("15,000"), of("9,000"));
    let cells = |row: &BTreeMap<String, String>, names: &str| -> String {
        names.split(' ').map(|name| row[name].as_str()).collect::<Vec<_>>().join("|")
    };
    assert_eq!(
        cells(role, "kind who role qualifier place status"),
        "role|Émile A. Ortiz|minister|interim|Sélune|accepted"
    );
    assert_eq!(
        cells(quote, "who what qualifier said_by date_from decided_how"),
        "Émile A. Ortiz|“We will not leave,”|direct|Émile A. Ortiz|2023-05-11|with paragraph"
    );
    assert_eq!(
        cells(event, "who what qualifier of_what date date_from date_to status"),
        "Émile A. Ortiz; Dara Vey|signing|happened|Relief Agency|2023-05-04/2023-05-11|2023-05-04|2023-05-11|doubtful"
    );
    assert_eq!(
        cells(first, "value value_low value_high qualifier of_what date_from date_to note tags"),
        "12000|11000.5|12999.25|about|people|2023-05-01|2023-05-31|check|a\\;b"
    );
    assert_eq!(cells(first, "measure differs_from preferred"), format!("People who left|{0}|{0}", second["ref"]));
    assert_eq!(cells(second, "differs_from preferred articles"), format!("{}|{}|1", first["ref"], second["ref"]));
    assert_eq!(cells(rejected, "status measure differs_from"), "rejected||");
    assert_eq!(cells(of("denied"), "what rule extractor score"), "-denial|||");
    assert_eq!(quote["sentence"], "🌊 “We will not leave,” Ortiz told reporters.");
}

#[test]
fn a_claim_of_two_articles_has_a_row_for_each_with_the_words_of_that_article() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    export_to(&decided(dir.path()), &out, false);
    let texts: BTreeMap<String, Vec<char>> =
        rows(&out, "articles").iter().map(|row| (row["id"].clone(), row["text"].chars().collect())).collect();
    for (table, shown) in [
        ("events", "1 Ortiz and Vey signed the accord|, 2 They had signed an accord there|"),
        ("quotes", "2 “had no choice”|, 1 “had no choice”|Ortiz"),
    ] {
        let all = rows(&out, table);
        let is_of_both = |id: &str| all.iter().filter(|row| row["id"] == id).count() > 1;
        let id = all.iter().map(|row| row["id"].as_str()).find(|id| is_of_both(id));
        let cells = all.iter().filter(|row| Some(row["id"].as_str()) == id).map(|row| {
            let at = |column: &str| row.get(column).and_then(|cell| cell.parse::<usize>().ok());
            let speaker = at("speaker_start").zip(at("speaker_end"));
            let speaker = speaker.map(|(start, end)| texts[&row["article_id"]][start..end].iter().collect::<String>());
            format!("{} {}|{}", row["position"], row["words"], speaker.unwrap_or_default())
        });
        assert_eq!(cells.collect::<Vec<_>>().join(", "), shown);
        let in_claims: Vec<BTreeMap<String, String>> =
            rows(&out, "claims").into_iter().filter(|row| Some(row["id"].as_str()) == id).collect();
        assert_eq!(in_claims.len(), 2);
        assert!(in_claims.iter().all(|row| row["articles"] == "2"), "{in_claims:?}");
    }
    let events = rows(&out, "event_actors");
    let keys: BTreeSet<(&str, &str, &str)> =
        events.iter().map(|row| (row["event_id"].as_str(), row["part"].as_str(), row["position"].as_str())).collect();
    assert_eq!((keys.len(), events.len()), (3, 3), "who took part stands once, however many articles tell it");
}

#[test]
fn cells_that_look_like_formulas_are_guarded() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    export_to(&decided(dir.path()), &out, false);
    for (file, cell) in [
        ("articles.csv", ",'=Sélune,"),
        ("articles.csv", "\"'=Sélune: up to"),
        ("articles.csv", "\"''quoted\n\nnote\n\n+2\""),
        ("entities.csv", ",'=SUM(A1:A9),"),
        ("entities.csv", ",'-tag,"),
        ("events.csv", ",'-denial,"),
        ("measures.csv", ",\"'@first, then \"\"second\"\"\","),
    ] {
        let text = fs::read_to_string(out.join(file)).expect("a table");
        assert!(text.contains(cell), "{file} lacks {cell}:\n{text}");
    }
    for (name, bytes) in files(&out).iter().filter(|(name, _)| TABLES.contains(&name.trim_end_matches(".csv"))) {
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        assert!(text.ends_with("\r\n"), "{name}");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        for cell in reader.records().flat_map(|row| row.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>()) {
            let is_formula = cell.starts_with(['=', '@', '\t', '\r'])
                || cell.starts_with(['+', '-']) && cell.parse::<f64>().is_err();
            assert!(!is_formula, "{name}: {cell}");
        }
    }
}

#[test]
fn the_same_dossier_gives_the_same_bytes() {
    let dir = tempfile::tempdir().expect("a folder");
    let workspace = decided(dir.path());
    let (a, b) = (dir.path().join("a"), dir.path().join("b/nested"));
    export_to(&workspace, &a, false);
    export_to(&workspace, &b, false);
    assert_eq!(files(&a), files(&b));
    export_to(&workspace, &a, true);
    assert_ne!(files(&a), files(&b), "proposals were added");
    export_to(&workspace, &a, false);
    assert_eq!(files(&a), files(&b), "an earlier export is replaced");
}

#[test]
fn proposals_come_only_when_asked_for() {
    let dir = tempfile::tempdir().expect("a folder");
    let workspace = fresh(dir.path());
    let out = dir.path().join("out");
    export_to(&workspace, &out, false);
    assert_eq!((rows(&out, "claims").len(), rows(&out, "mentions").len(), rows(&out, "articles").len()), (0, 0, 2));
    export_to(&workspace, &out, true);
    let (claims, mentions) = (rows(&out, "claims"), rows(&out, "mentions"));
    assert_eq!(claims.len(), 9);
    assert!(mentions.len() > 15);
    for row in claims.iter().chain(&mentions) {
        assert_eq!((row["status"].as_str(), row["ref"].as_str(), row["decided_by"].as_str()), ("proposed", "", ""));
    }
    let ids: BTreeSet<&str> = claims.iter().chain(&mentions).map(|row| row["id"].as_str()).collect();
    assert_eq!(ids.len(), claims.len() + mentions.len(), "ids name one row each");
    assert_eq!(rows(&out, "event_actors").len(), 3);
}

#[test]
fn the_description_fits_the_files() {
    let dir = tempfile::tempdir().expect("a folder");
    let workspace = decided(dir.path());
    let out = dir.path().join("out");
    export_to(&workspace, &out, false);
    let package: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("datapackage.json")).expect("a description")).expect("JSON");
    let status = dossier::store::read::status::status(workspace.db()).expect("a status");
    assert_eq!(package["dossier"]["ledger"]["length"], status.n_operations);
    assert_eq!(package["dossier"]["ledger"]["head"], status.head.expect("a head"));
    let readme = fs::read_to_string(out.join("README.txt")).expect("a README");
    let mut named: Vec<String> = vec!["datapackage.json".to_owned()];
    for resource in package["resources"].as_array().expect("resources") {
        let path = resource["path"].as_str().expect("a path");
        let bytes = fs::read(out.join(path)).expect("the file");
        assert_eq!(resource["bytes"], bytes.len(), "{path}");
        assert_eq!(resource["hash"], format!("sha256:{}", Sha256::of(&bytes).to_hex()), "{path}");
        named.push(path.to_owned());
        let Some(name) = path.strip_suffix(".csv") else { continue };
        let table = rows(&out, name);
        assert_eq!(resource["rowCount"], table.len(), "{path}");
        check_schema(&out, name, &resource["schema"], &readme);
    }
    named.sort();
    assert_eq!(files(&out).into_keys().collect::<Vec<_>>(), named);
}

/// Header, types, keys and README of one table.
fn check_schema(out: &Path, name: &str, schema: &serde_json::Value, readme: &str) {
    let header =
        csv::Reader::from_path(out.join(format!("{name}.csv"))).expect("a table").headers().expect("a header").clone();
    let fields: Vec<&str> =
        schema["fields"].as_array().expect("fields").iter().filter_map(|field| field["name"].as_str()).collect();
    assert_eq!(header.iter().collect::<Vec<_>>(), fields, "{name}");
    let table = rows(out, name);
    let section = readme.split(&format!("\n{name}.csv\n")).nth(1).unwrap_or_else(|| panic!("{name} in the README"));
    for field in schema["fields"].as_array().expect("fields") {
        let column = field["name"].as_str().expect("a name");
        assert!(section.contains(&format!("    {column} ")), "{name}: {column} in the README");
        for cell in table.iter().map(|row| row[column].as_str()).filter(|cell| !cell.is_empty()) {
            let fits = match field["type"].as_str() {
                Some("integer") => cell.parse::<i64>().is_ok(),
                Some("number") => cell.parse::<f64>().is_ok(),
                Some("date") => chrono::NaiveDate::parse_from_str(cell, "%Y-%m-%d").is_ok(),
                Some("datetime") => chrono::DateTime::parse_from_rfc3339(cell).is_ok() && cell.len() == 24,
                _ => true,
            };
            assert!(fits, "{name}: {column}: {cell}");
            if let Some(words) = field["constraints"]["enum"].as_array() {
                assert!(words.iter().any(|word| word == cell), "{name}: {column}: {cell}");
            }
        }
    }
    let key = |row: &BTreeMap<String, String>| -> Vec<String> {
        schema["primaryKey"]
            .as_array()
            .expect("a key")
            .iter()
            .map(|field| row[field.as_str().expect("a field")].clone())
            .collect()
    };
    let keys: BTreeSet<Vec<String>> = table.iter().map(key).collect();
    assert_eq!(keys.len(), table.len(), "{name}: keys name one row each");
    for foreign in schema["foreignKeys"].as_array().into_iter().flatten() {
        let field = foreign["fields"].as_str().expect("a field");
        let (other, to) = (
            foreign["reference"]["resource"].as_str().expect("a table"),
            foreign["reference"]["fields"].as_str().expect("a field"),
        );
        let there: BTreeSet<String> = rows(out, other).iter().map(|row| row[to].clone()).collect();
        for cell in table.iter().map(|row| &row[field]).filter(|cell| !cell.is_empty()) {
            assert!(there.contains(cell), "{name}: {field} {cell} is not in {other}");
        }
    }
}

#[test]
fn folders_that_are_not_ours_stay_as_they_are() {
    let dir = tempfile::tempdir().expect("a folder");
    let workspace = fresh(dir.path());
    let export_into = |name: &str| {
        let out = dir.path().join(name);
        export::export(workspace.db(), &out, &Options::default(), &Control::default())
            .map_err(|error| error.to_string())
    };
    for (folder, file, content) in [
        ("mine", "thesis.txt", "words"),
        ("table", "claims.csv", "a,b\r\n"),
        ("other", "datapackage.json", "{\"name\": \"x\"}"),
    ] {
        let path = dir.path().join(folder).join(file);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, content).expect("a file");
        let error = export_into(folder).expect_err("a foreign folder");
        assert!(error.contains(file) && error.contains("no part of an export"), "{error}");
        assert_eq!(files(&dir.path().join(folder)), BTreeMap::from([(file.to_owned(), content.as_bytes().to_vec())]));
    }
    fs::write(dir.path().join("file"), "x").expect("a file");
    assert!(export_into("file").expect_err("a file").contains("this is a file, not a folder"));
    // What a killed export leaves behind is ours.
    fs::create_dir(dir.path().join("killed")).expect("a folder");
    fs::write(dir.path().join("killed/claims.csv.part"), "half").expect("a file");
    export_into("killed").expect("an export");
    assert!(!dir.path().join("killed/claims.csv.part").exists());
    let whole = files(&dir.path().join("killed"));
    for kept in ["datapackage.json.old", "datapackage.json.part"] {
        fs::rename(dir.path().join("killed/datapackage.json"), dir.path().join("killed").join(kept)).expect("renamed");
        fs::remove_file(dir.path().join("killed/roles.csv")).expect("removed");
        assert!(!dossier::import::export_folder::is_export(&dir.path().join("killed")), "half an export looks whole");
        export_into("killed").expect("an export");
        assert_eq!(files(&dir.path().join("killed")), whole, "{kept}");
    }
}

#[test]
fn a_stopped_export_changes_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    let workspace = fresh(dir.path());
    let (old, new) = (dir.path().join("old"), dir.path().join("new"));
    export_to(&workspace, &old, false);
    let before = files(&old);
    let control = Control::default();
    control.cancel();
    for out in [&old, &new] {
        let error = export::export(workspace.db(), out, &Options { proposed: true, ..Options::default() }, &control)
            .expect_err("stopped");
        assert_eq!(error.to_string(), "the export was stopped; nothing was changed");
    }
    assert_eq!(files(&old), before);
    assert!(!new.exists());
}
