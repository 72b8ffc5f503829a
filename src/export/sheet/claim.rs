//! The source sheet: one claim, or one mention, with the words in their paragraph and everything that proves them.
//!
//! Never rewrites the words: they are the article's, marked where they stand.

use crate::export::Error;
use crate::export::citation::InArticle;
use crate::export::column::Column;
use crate::export::sheet::exhibit::title_of;
use crate::export::sheet::html::Html;
use crate::export::sheet::line;
use crate::export::sheet::page;
use crate::export::sheet::page::AsOf;
use crate::export::sheet::page::Extra;
use crate::export::tables;
use crate::export::tables::claims::ClaimOut;
use crate::export::tables::mentions::MentionOut;
use crate::model::kind::ClaimKind;
use crate::model::kind::DateBasis;
use crate::model::span::Span;
use crate::store::Db;
use crate::store::read::sheet;
use crate::text::paragraph::paragraphs;

/// Longest paragraph that is shown whole, in bytes; of a longer one, the sentences around the words.
const MAX_PARAGRAPH: usize = 4000;

pub fn claim_page(db: &Db, claim: &ClaimOut, as_of: &AsOf) -> Result<String, Error> {
    let (place, cited) = (&claim.citation.place, &claim.claim.cited);
    let reference = if claim.claim.id.is_some() { claim.claim.reference() } else { place.article.row.reference() };
    let mut html = page::begin("Source sheet", &reference, &heading(claim), as_of);
    words(&mut html, place, cited.span);
    html.mark("<p class=\"source\" dir=\"auto\">").text(&line::claim(claim)).mark("</p>\n");
    let columns = columns_of(claim.claim.kind);
    page::facts(&mut html, "What it says", &columns, claim, &origin(db, place)?);
    page::remarks(&mut html, &claim.citation.remarks);
    if let Some(id) = claim.claim.id {
        page::changes(&mut html, &sheet::changes_of_claim(db, id)?);
    }
    Ok(page::end(html, as_of))
}

pub fn mention_page(db: &Db, mention: &MentionOut, as_of: &AsOf) -> Result<String, Error> {
    let (place, cited) = (&mention.citation.place, &mention.mention.cited);
    let reference = mention.mention.id.map_or_else(|| place.article.row.reference(), |id| format!("M{id}"));
    let named = mention.mention.entity.as_ref().map_or(cited.words.as_str(), |entity| entity.name.as_str());
    let title = format!("{}: {named}", mention.mention.label);
    let mut html = page::begin("Source sheet", &reference, &title, as_of);
    words(&mut html, place, cited.span);
    html.mark("<p class=\"source\" dir=\"auto\">").text(&line::mention(mention)).mark("</p>\n");
    page::facts(&mut html, "What it says", &tables::mentions::table().columns, mention, &origin(db, place)?);
    if let Some(id) = mention.mention.id {
        page::changes(&mut html, &sheet::changes_of_row(db, "mention", id)?);
    }
    Ok(page::end(html, as_of))
}

/// `Figure: 1,200 families had left`.
pub fn heading(claim: &ClaimOut) -> String {
    let kind = match claim.claim.kind {
        ClaimKind::Figure => "Figure",
        ClaimKind::Quote => "Quote",
        ClaimKind::Role => "Role",
        ClaimKind::Event => "Event",
    };
    format!("{kind}: {}", claim.claim.cited.words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The columns of a kind, and from the flat table those that it alone has: measure and what differs.
fn columns_of(kind: ClaimKind) -> Vec<Column<ClaimOut>> {
    let mut columns = match kind {
        ClaimKind::Figure => tables::figures::table().columns,
        ClaimKind::Quote => tables::quotes::table().columns,
        ClaimKind::Role => tables::roles::table().columns,
        ClaimKind::Event => tables::events::table().columns,
    };
    let at = columns.iter().position(|column| column.name == "status").unwrap_or(columns.len());
    if kind == ClaimKind::Figure {
        let missing = tables::claims::measure_columns()
            .into_iter()
            .filter(|column| !columns.iter().any(|known| known.name == column.name))
            .collect::<Vec<_>>();
        columns.splice(at..at, missing);
    }
    columns
}

/// Where the article came from: what the rows of its words do not say.
fn origin(db: &Db, place: &InArticle) -> Result<Vec<Extra>, Error> {
    let article = &place.article;
    let basis = article.row.published_basis.map_or_else(String::new, |basis| basis_in_words(basis).to_owned());
    Ok(vec![
        ("published", "date comes from", basis),
        ("url", "title", title_of(place).to_owned()),
        ("url", "article", article.row.reference()),
        ("file", "came in", came_in(db, place)?),
        ("file", "original's SHA-256", article.source_sha256.clone()),
        ("file", "text's SHA-256", article.body_sha256.clone()),
    ])
}

/// When an article was imported and by whom.
pub fn came_in(db: &Db, place: &InArticle) -> Result<String, Error> {
    let import = sheet::change_of(db, place.article.row.batch)?;
    Ok(import.map_or_else(String::new, |change| format!("{}, by {}", page::moment(change.at_millis), change.actor)))
}

const fn basis_in_words(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Given => "set by hand",
        DateBasis::Metadata => "the file's own metadata",
        DateBasis::FileName => "the file's name",
        DateBasis::Text => "the text",
    }
}

/// The words marked in their paragraph, their sentence tinted.
fn words(html: &mut Html, place: &InArticle, span: Span) {
    let body = &place.article.body;
    let sentence = place.sentence_span(span);
    let around = around(body, span, sentence);
    html.in_language("blockquote", place.article.row.language.as_deref()).mark("<p>");
    html.mark(if is_cut(body, around.start_byte, true) { "… " } else { "" });
    let piece = |start: usize, end: usize| body.get(start..end).unwrap_or_default();
    html.text(piece(around.start_byte, sentence.start_byte)).mark("<span class=\"sentence\">");
    html.text(piece(sentence.start_byte, span.start_byte)).mark("<mark>");
    html.text(piece(span.start_byte, span.end_byte)).mark("</mark>");
    html.text(piece(span.end_byte, sentence.end_byte)).mark("</span>");
    html.text(piece(sentence.end_byte, around.end_byte));
    html.mark(if is_cut(body, around.end_byte, false) { " …" } else { "" }).mark("</p></blockquote>\n");
}

/// The paragraphs that the words lie in; the sentences alone where those are too long for a page.
fn around(body: &str, span: Span, sentence: Span) -> Span {
    let all = paragraphs(body);
    let first = all.iter().find(|paragraph| paragraph.end_byte > span.start_byte);
    let last = all.iter().rev().find(|paragraph| paragraph.start_byte < span.end_byte);
    let start = first.map_or(sentence.start_byte, |paragraph| paragraph.start_byte.min(sentence.start_byte));
    let end = last.map_or(sentence.end_byte, |paragraph| paragraph.end_byte.max(sentence.end_byte));
    if end - start > MAX_PARAGRAPH { sentence } else { Span::new(start, end) }
}

/// Whether the text goes on in the same line before (or behind) a byte.
fn is_cut(body: &str, byte: usize, before: bool) -> bool {
    let rest = if before { body.get(..byte) } else { body.get(byte..) }.unwrap_or_default();
    let mut near = rest.chars();
    let next = if before {
        near.rev().find(|c| *c == '\n' || !c.is_whitespace())
    } else {
        near.find(|c| *c == '\n' || !c.is_whitespace())
    };
    next.is_some_and(|c| c != '\n')
}
