//! The schema is prose with tables: its closed lists are those of the program, and every table and column says what it is.

use dossier::model::claim::Field;
use dossier::model::kind::ArticleState;
use dossier::model::kind::ClaimKind;
use dossier::model::kind::DateBasis;
use dossier::model::kind::DifferHow;
use dossier::model::kind::How;
use dossier::model::kind::Label;
use dossier::model::kind::ListFormat;
use dossier::model::kind::Status;
use dossier::model::kind::Subject;
use dossier::model::kind::ZoneKind;
use dossier::store::images;
use dossier::store::open::APPLICATION_ID;
use dossier::store::open::SCHEMA;
use dossier::store::open::VERSION;
use rusqlite::Connection;

fn connection() -> Connection {
    let conn = Connection::open_in_memory().expect("a database in memory");
    conn.execute_batch(SCHEMA).expect("the schema");
    conn
}

/// The lines of a table's declaration, from `CREATE TABLE` to its end.
fn declaration(table: &str) -> Vec<&'static str> {
    let from = SCHEMA.lines().skip_while(move |line| !line.starts_with(&format!("CREATE TABLE {table} (")));
    let mut lines: Vec<&str> = Vec::new();
    for line in from {
        lines.push(line);
        if line.starts_with(')') {
            break;
        }
    }
    assert!(lines.len() > 2, "no table {table}");
    lines
}

/// The words of `column IN ('…', '…')` in a table.
fn checked_words(table: &str, column: &str) -> Vec<String> {
    let text = declaration(table).join("\n");
    let (_, rest) =
        text.split_once(&format!("({column} IN (")).unwrap_or_else(|| panic!("{table}.{column} has no list"));
    let (list, _) = rest.split_once(')').expect("the end of the list");
    list.split(',').map(|word| word.trim().trim_matches('\'').to_owned()).collect()
}

fn words<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> Vec<String> {
    all.iter().map(|one| word(*one).to_owned()).collect()
}

#[test]
fn closed_lists_are_those_of_the_program() {
    let entity_labels: Vec<Label> = Label::ALL.iter().copied().filter(|label| label.names_entity()).collect();
    let standing: Vec<Status> = Status::ALL.iter().copied().filter(|status| *status != Status::Doubtful).collect();
    let statuses = words(Status::ALL, Status::as_str);
    for (table, column, expected) in [
        ("article_state", "state", words(ArticleState::ALL, ArticleState::as_str)),
        ("article_state", "published_basis", words(DateBasis::ALL, DateBasis::as_str)),
        ("zone", "kind", words(ZoneKind::ALL, ZoneKind::as_str)),
        ("entity", "label", words(&entity_labels, Label::as_str)),
        ("mention", "label", words(Label::ALL, Label::as_str)),
        ("mention", "status", statuses.clone()),
        ("mention", "decided_how", words(How::ALL, How::as_str)),
        ("claim", "kind", words(ClaimKind::ALL, ClaimKind::as_str)),
        ("claim", "status", statuses),
        ("claim", "decided_how", words(How::ALL, How::as_str)),
        ("claim_part", "field", words(Field::ALL, Field::as_str)),
        ("difference", "how", words(DifferHow::ALL, DifferHow::as_str)),
        ("standing", "verdict", words(&standing, Status::as_str)),
        ("name_list", "label", entity_labels.iter().map(|label| label.as_str().to_owned()).collect()),
        ("name_list", "format", words(ListFormat::ALL, ListFormat::as_str)),
        ("note", "subject", words(Subject::ALL, Subject::as_str)),
        ("tag", "subject", words(Subject::ALL, Subject::as_str)),
    ] {
        assert_eq!(checked_words(table, column), expected, "{table}.{column}");
    }
}

/// Tables of the schema with the part they stand in: record, projection or cache; FTS5's own tables left out.
fn tables() -> Vec<(&'static str, u8)> {
    let mut part = 0;
    let mut found = Vec::new();
    for line in SCHEMA.lines() {
        if line.starts_with("---") {
            part += 1;
        } else if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
            found.push((rest.split(' ').next().expect("a name"), part));
        }
    }
    assert_eq!(part, 3, "record, projection, cache");
    found
}

#[test]
fn every_table_is_strict() {
    let conn = connection();
    let mut statement = conn
        .prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'")
        .unwrap();
    let found: Vec<(String, bool)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    assert_eq!(found.len(), tables().len());
    let loose: Vec<_> = found.iter().filter(|(_, strict)| !strict).collect();
    assert!(loose.is_empty(), "not STRICT: {loose:?}");
}

#[test]
fn a_replay_rebuilds_every_table_of_the_projection() {
    let mut of_part_2: Vec<&str> = tables().iter().filter(|(_, part)| *part == 2).map(|(table, _)| *table).collect();
    of_part_2.retain(|table| *table != "counter");
    assert_eq!(images::PROJECTION, of_part_2);
}

#[test]
fn every_table_of_the_record_is_append_only() {
    let conn = connection();
    for (table, _) in tables().iter().filter(|(_, part)| *part == 1) {
        for event in ["DELETE", "UPDATE", "INSERT"] {
            let n: i64 = conn
                .query_row(
                    "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1 AND sql LIKE '%BEFORE ' || ?2 || ' ON%'",
                    [table, event],
                    |row| row.get(0),
                )
                .unwrap();
            assert_eq!(n, 1, "{table}: BEFORE {event}");
        }
    }
}

/// Columns whose name alone says what they hold, in any table; those that the head of the schema explains among them.
const OBVIOUS: &[&str] = &[
    "id",
    "uuid",
    "sha256",
    "start_byte",
    "end_byte",
    "name",
    "label",
    "kind",
    "status",
    "text",
    "tag",
    "words",
    "title",
    "publisher",
    "author",
    "url",
    "field",
    "score",
    "verdict",
    "subject",
    "how",
    "rule",
    "extractor",
    "device",
    "position",
    "decided_by",
    "decided_how",
    "written_by",
    "scheme",
    "value",
    "state",
    "row_id",
    "table_name",
    "last",
];

#[test]
fn every_table_has_a_paragraph_and_every_column_a_phrase_or_a_plain_name() {
    let lines: Vec<&str> = SCHEMA.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        if line.starts_with("CREATE TABLE") || line.starts_with("CREATE VIRTUAL") || line.starts_with("CREATE VIEW") {
            let above = lines[..at].iter().rev().take_while(|line| line.starts_with("-- ")).count();
            let follows_its_like = lines[..at].last().is_some_and(|above| above.starts_with("CREATE V"));
            let is_described = above > 0 || follows_its_like;
            assert!(is_described || is_companion(line), "nothing says what this is: {line}");
        }
    }
    let mut silent = Vec::new();
    for (table, _) in tables() {
        let at = lines.iter().position(|line| line.starts_with(&format!("CREATE TABLE {table} ("))).expect("a table");
        let paragraph: Vec<&str> =
            lines[..at].iter().rev().take_while(|line| line.starts_with("-- ")).copied().collect();
        let paragraph = paragraph.join(" ");
        for line in declaration(table) {
            let Some(column) = line.strip_prefix("    ").and_then(|line| line.split(' ').next()) else { continue };
            let is_column = column.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit());
            let says = line.contains("--")
                || line.contains("REFERENCES")
                || OBVIOUS.contains(&column)
                || paragraph.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == column)
                || column.ends_with("_millis")
                || column.starts_with("n_")
                || column.starts_with("proposed_")
                || column.ends_with("_json");
            if is_column && !column.is_empty() && !says {
                silent.push(format!("{table}.{column}"));
            }
        }
    }
    assert!(silent.is_empty(), "say nothing about themselves: {silent:?}");
}

/// The tables of proposals and the view of undecided claims continue the paragraph above them.
fn is_companion(line: &str) -> bool {
    ["proposal_mention", "proposal_claim", "undecided_claim"].iter().any(|name| line.contains(name))
}

#[test]
fn a_dossier_says_what_it_is() {
    let conn = connection();
    let pragma = |name: &str| conn.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!((pragma("application_id"), pragma("user_version")), (APPLICATION_ID, VERSION));
    assert_eq!(APPLICATION_ID.to_be_bytes()[4..], *b"DSR1");
}
