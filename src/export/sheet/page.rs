//! What all sheets share: head and foot, facts in the order of the export's columns, notes and tags, changes.
//!
//! Knows no kind of thing: what a page is about is written by the file of its kind.

use crate::export::citation::Remarks;
use crate::export::column::Column;
use crate::export::column::Kind;
use crate::export::sheet::html::Html;
use crate::export::sheet::html::STYLE;
use crate::model::cell;
use crate::store;
use crate::store::Db;
use crate::store::read::sheet;
use crate::store::read::sheet::ChangeRow;
use crate::store::record;

/// The state of the dossier that a sheet shows.
pub struct AsOf {
    /// Name of the dossier's file.
    dossier: String,
    pub n_changes: i64,
    /// Hash of the last change; empty in a dossier without any.
    head: String,
    /// When the last change was made.
    at_millis: Option<i64>,
}

impl AsOf {
    pub fn read(db: &Db, dossier: &str) -> store::Result<Self> {
        let (n_changes, head) = record::head(db)?.unwrap_or_default();
        let at_millis = sheet::change_of(db, n_changes)?.map(|change| change.at_millis);
        Ok(Self { dossier: dossier.to_owned(), n_changes, head, at_millis })
    }
}

/// Begins a page: what kind of sheet, the reference, and the heading.
pub fn begin(what: &'static str, reference: &str, title: &str, as_of: &AsOf) -> Html {
    let mut html = Html::default();
    html.mark("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.mark("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.mark(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    html.mark("<title>").text(reference).text(" ").text(title).mark("</title>\n<style>").mark(STYLE);
    html.mark("</style>\n</head>\n<body>\n<p class=\"kicker\"><span>").mark(what).mark(" · dossier ");
    html.text(&as_of.dossier).mark("</span><span class=\"ref\">").text(reference).mark("</span></p>\n<main>\n");
    html.mark("<h1 dir=\"auto\">").text(title).mark("</h1>\n");
    html
}

/// Ends a page: as of when, and how to check it.
pub fn end(mut html: Html, as_of: &AsOf) -> String {
    html.mark("</main>\n<footer>\n<p>As of change ").text(&as_of.n_changes.to_string());
    if let Some(at) = as_of.at_millis {
        html.mark(", made at ").text(&moment(at));
    }
    html.mark(". Head: <code>").text(&as_of.head).mark("</code></p>\n<p>To check it, run <code>dossier verify ");
    html.text(&as_of.dossier).mark(" --head ").text(&as_of.head).mark("</code>: it passes only if nothing up to that ");
    html.mark(
        "change was altered or taken away since, and if every quoted word still stands in its article. Characters ",
    );
    html.mark("are counted from 0, in Unicode code points of the article's text.</p>\n</footer>\n</body>\n</html>\n");
    html.finish()
}

/// Columns that a sheet shows elsewhere, or that are for machines; keys of other rows are too.
const SHOWN_ELSEWHERE: &[&str] = &[
    "ref",
    "words",
    "sentence",
    "title",
    "name",
    "prefix",
    "suffix",
    "note",
    "tags",
    "notes_json",
    "text",
    "value_type",
    "entity_ref",
];

fn is_shown_elsewhere(column: &str) -> bool {
    let is_key_of_another = column.ends_with("_id") && !matches!(column, "article_id" | "source_id");
    is_key_of_another || SHOWN_ELSEWHERE.contains(&column)
}

/// Heading of the facts from this column on.
fn heading(column: &str) -> Option<&'static str> {
    Some(match column {
        "publisher" => "Where it stands",
        "status" | "state" => "What was decided",
        "id" => "For checking",
        _ => return None,
    })
}

/// What a column is called on paper.
fn label(column: &'static str) -> String {
    match column {
        "url" => "address".to_owned(),
        "id" => "key".to_owned(),
        "ids" => "identifiers".to_owned(),
        "label" => "kind".to_owned(),
        "mentions" => "accepted mentions".to_owned(),
        "claims" => "accepted claims".to_owned(),
        "aliases" => "other names".to_owned(),
        "merged_from_ref" => "joined with".to_owned(),
        "different_from_ref" => "their references".to_owned(),
        "article_id" => "article's key".to_owned(),
        "source_id" => "original's SHA-256".to_owned(),
        "text_sha256" => "text's SHA-256".to_owned(),
        "published_basis" => "date comes from".to_owned(),
        "start" => "first character".to_owned(),
        "end" => "character after".to_owned(),
        "rule" => "proposed by rule".to_owned(),
        other => other.replace('_', " "),
    }
}

/// A fact beside those of the export: after which column it stands, its name, its value.
pub type Extra = (&'static str, &'static str, String);

/// The columns of a row that say something, in their order, under headings; `first` is the heading of those at the
/// beginning.
pub fn facts<R>(html: &mut Html, first: &'static str, columns: &[Column<R>], row: &R, extras: &[Extra]) {
    let mut is_open = false;
    let mut pending = Some(first);
    let mut value = String::new();
    for column in columns {
        pending = heading(column.name).or(pending);
        value.clear();
        (column.cell)(row, &mut value);
        let own = (!value.is_empty() && !is_shown_elsewhere(column.name))
            .then(|| (label(column.name), in_words(column, &value)));
        let extra = extras.iter().filter(|(after, ..)| *after == column.name);
        let lines = own.into_iter().chain(extra.map(|(_, name, value)| ((*name).to_owned(), value.clone())));
        for (name, value) in lines.filter(|(_, value)| !value.is_empty()) {
            if let Some(heading) = pending.take() {
                html.mark(if is_open { "</table>\n" } else { "" }).element("h2", heading).mark("\n<table>\n");
                is_open = true;
            }
            line(html, &name, &value);
        }
    }
    html.mark(if is_open { "</table>\n" } else { "" });
}

/// A cell as people read it: the clock without the letters of the standard, closed words without underscores.
fn in_words<R>(column: &Column<R>, cell: &str) -> String {
    match column.kind {
        Kind::Time => clock(cell),
        Kind::OneOf(_) => cell.replace('_', " "),
        _ => cell.to_owned(),
    }
}

/// `2024-05-02 14:03:10 UTC`.
pub fn moment(millis: i64) -> String {
    clock(&cell::time(millis))
}

fn clock(iso: &str) -> String {
    match (iso.get(..10), iso.get(11..19)) {
        (Some(day), Some(time)) => format!("{day} {time} UTC"),
        _ => iso.to_owned(),
    }
}

/// Splits the columns of a table where its keys begin, for pages that have more to tell before those.
pub fn at_keys<R>(columns: &[Column<R>]) -> (&[Column<R>], &[Column<R>]) {
    columns.split_at(columns.iter().position(|column| column.name == "id").unwrap_or(columns.len()))
}

fn line(html: &mut Html, name: &str, value: &str) {
    html.mark("<tr>").element("th scope=\"row\"", name).mark("<td dir=\"auto\">");
    let is_code = value.len() >= 32 && value.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    if is_code {
        html.element("code", value);
    } else {
        html.text(value);
    }
    html.mark("</td></tr>\n");
}

/// Notes with who wrote them and when, then tags; nothing where there are none.
pub fn remarks(html: &mut Html, remarks: &Remarks) {
    if remarks.notes.is_empty() && remarks.tags.is_empty() {
        return;
    }
    html.mark("<h2>Notes and tags</h2>\n");
    for note in &remarks.notes {
        html.mark("<p dir=\"auto\">").text(&note.text).mark(" <span class=\"who\">").text(&note.written_by);
        html.mark(", ").text(&moment(note.written_millis)).mark("</span></p>\n");
    }
    if !remarks.tags.is_empty() {
        html.mark("<p>");
        for tag in &remarks.tags {
            html.mark("<span class=\"tag\" dir=\"auto\">").text(tag).mark("</span>");
        }
        html.mark("</p>\n");
    }
}

/// What was changed, when and by whom; nothing where nothing was.
pub fn changes(html: &mut Html, changes: &[ChangeRow]) {
    if changes.is_empty() {
        return;
    }
    html.mark("<h2>Changes</h2>\n<table class=\"rows\">\n");
    for change in changes {
        html.mark("<tr>").element("th scope=\"row\"", &change.id.to_string());
        html.element("td", &moment(change.at_millis)).element("td", &change.actor);
        html.element("td", &change.kind.replace('_', " ")).mark("</tr>\n");
    }
    html.mark("</table>\n");
}
