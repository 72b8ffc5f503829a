//! `articles.csv`: one row per article, its text last.
//!
//! The bytes that came in stay in the dossier; the text that every offset refers to is here in full, never shortened.

use crate::export::citation::InArticle;
use crate::export::citation::Remarks;
use crate::export::citation::integer;
use crate::export::citation::optional;
use crate::export::column::Column;
use crate::export::column::Kind;
use crate::export::column::Table;
use crate::export::column::column;
use crate::export::column::text;
use crate::model::cell;
use crate::model::kind::ArticleState;
use crate::model::kind::DateBasis;
use crate::model::span::CodePoints;
use crate::store::read::articles::ArticleRow;
use std::rc::Rc;

pub struct ArticleOut {
    pub place: Rc<InArticle>,
    pub remarks: Remarks,
    /// Accepted ones.
    pub n_mentions: usize,
    pub n_claims: usize,
}

pub fn table() -> Table<ArticleOut> {
    let mut columns = people();
    columns.extend(keys());
    Table {
        name: "articles",
        about: "The articles, one row each, with their text.",
        columns,
        key: &["id"],
        foreign: Vec::new(),
    }
}

fn meta(row: &ArticleOut) -> &ArticleRow {
    &row.place.article.row
}

fn people() -> Vec<Column<ArticleOut>> {
    let bases = DateBasis::ALL.iter().map(|basis| basis.as_str()).collect();
    let states = ArticleState::ALL.iter().map(|state| state.as_str()).collect();
    vec![
        text("ref", "short name in this dossier: A17", |row, out| out.push_str(&meta(row).reference())),
        text("title", "its title", |row, out| optional(out, meta(row).title.as_deref())),
        text("publisher", "who published it", |row, out| optional(out, meta(row).publisher.as_deref())),
        column("published", Kind::Date, "when it was published (EDTF)", |row, out| {
            optional(out, meta(row).published.as_deref());
        }),
        column("published_basis", Kind::OneOf(bases), "where that date comes from", |row, out| {
            optional(out, meta(row).published_basis.map(DateBasis::as_str));
        }),
        text("author", "who wrote it", |row, out| optional(out, meta(row).author.as_deref())),
        text("url", "where it was published", |row, out| optional(out, meta(row).url.as_deref())),
        text("language", "its language (BCP 47)", |row, out| optional(out, meta(row).language.as_deref())),
        column("state", Kind::OneOf(states), "how far the reading has come", |row, out| {
            out.push_str(meta(row).state.as_str());
        }),
        column("mentions", Kind::Integer, "accepted mentions in it", |row, out| integer(out, row.n_mentions)),
        column("claims", Kind::Integer, "accepted claims that rest on it", |row, out| integer(out, row.n_claims)),
        text("note", "remarks of the analyst's own, a blank line between two", |row, out| row.remarks.note(out)),
        text("tags", "keywords of the analyst's own: a; b", |row, out| row.remarks.tags(out)),
    ]
}

fn keys() -> Vec<Column<ArticleOut>> {
    vec![
        text("id", "key: SHA-256 of source and place in it", |row, out| out.push_str(&meta(row).sha256)),
        text("source_id", "SHA-256 of the bytes that came in", |row, out| {
            out.push_str(&row.place.article.source_sha256);
        }),
        text("file", "name of the file it came in", |row, out| out.push_str(&meta(row).file)),
        text("media_type", "what kind of file that was", |row, out| out.push_str(&meta(row).media_type)),
        text("encoding", "in which its bytes were read", |row, out| out.push_str(&meta(row).encoding)),
        text("locator", "where in that file; empty: the whole of it", |row, out| {
            out.push_str(&row.place.article.locator);
        }),
        text("zones", "corrections of what a stretch of it is, in code points: boilerplate 900-1000; …", zones),
        text("notes_json", "the notes with id, author and time, for reading back", |row, out| {
            row.remarks.notes_json(out);
        }),
        column("characters", Kind::Integer, "length of the text in code points", |row, out| {
            integer(out, row.place.article.body.chars().count());
        }),
        text("text_sha256", "SHA-256 of the text in UTF-8", |row, out| out.push_str(&row.place.article.body_sha256)),
        text("text", "the text that all offsets refer to", |row, out| out.push_str(&row.place.article.body)),
    ]
}

fn zones(row: &ArticleOut, out: &mut String) {
    let article = &row.place.article;
    if article.corrections.is_empty() {
        return;
    }
    let points = CodePoints::new(&article.body);
    let zones: Vec<String> = article
        .corrections
        .iter()
        .map(|zone| {
            let (start, end) = points.range(zone.span);
            format!("{} {start}-{end}", zone.kind)
        })
        .collect();
    out.push_str(&cell::join_list(zones.iter().map(String::as_str)));
}
