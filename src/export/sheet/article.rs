//! The sheet of an article: where it came from, what was accepted in it, its whole text.
//!
//! Never shortens the text: it is what all offsets refer to.

use crate::export::Error;
use crate::export::sheet::claim;
use crate::export::sheet::exhibit;
use crate::export::sheet::exhibit::title_of;
use crate::export::sheet::html::Html;
use crate::export::sheet::line;
use crate::export::sheet::page;
use crate::export::sheet::page::AsOf;
use crate::export::tables;
use crate::export::tables::articles::ArticleOut;
use crate::model::kind::Status;
use crate::model::kind::ZoneKind;
use crate::store::Db;
use crate::store::read::review;
use crate::store::read::sheet;
use crate::text::paragraph::paragraphs;
use std::collections::BTreeMap;

pub fn page(db: &Db, article: &ArticleOut, as_of: &AsOf) -> Result<String, Error> {
    let place = &article.place;
    let row = &place.article.row;
    let mut html = page::begin("Article sheet", &row.reference(), title_of(place), as_of);
    html.mark("<p class=\"source\" dir=\"auto\">").text(&line::article(article)).mark("</p>\n");
    let columns = tables::articles::table().columns;
    let (first, keys) = page::at_keys(&columns);
    page::facts(&mut html, "What it is", first, article, &[]);
    page::remarks(&mut html, &article.remarks);
    claims(db, &mut html, article)?;
    text(db, &mut html, article)?;
    let extras = [("file", "came in", claim::came_in(db, place)?)];
    page::facts(&mut html, "For checking", keys, article, &extras);
    page::changes(&mut html, &sheet::changes_of_row(db, "article_state", row.id)?);
    Ok(page::end(html, as_of))
}

/// Accepted claims, in the order in which they stand.
fn claims(db: &Db, html: &mut Html, article: &ArticleOut) -> Result<(), Error> {
    let all = exhibit::claims_of(db, &article.place, &BTreeMap::new())?;
    let mut accepted = all.iter().filter(|claim| claim.claim.cited.status == Some(Status::Accepted)).peekable();
    if accepted.peek().is_none() {
        return Ok(());
    }
    html.mark("<h2>Accepted claims</h2>\n<table class=\"rows\">\n");
    for found in accepted {
        html.mark("<tr>").element("th scope=\"row\"", &found.claim.reference()).mark("<td dir=\"auto\">");
        html.text(&claim::heading(found)).mark("</td></tr>\n");
    }
    html.mark("</table>\n");
    Ok(())
}

/// The text paragraph by paragraph; what is not part of the article says so.
fn text(db: &Db, html: &mut Html, article: &ArticleOut) -> Result<(), Error> {
    let body = &article.place.article.body;
    let zones = review::zones(db, article.place.article.row.id)?;
    html.mark("<h2>The text</h2>\n");
    html.in_language("div", article.place.article.row.language.as_deref()).mark("\n");
    for paragraph in paragraphs(body) {
        let is_outside = zones.iter().any(|zone| zone.kind == ZoneKind::Boilerplate && zone.span.contains(paragraph));
        html.mark(if is_outside { "<p class=\"small\">(not part of the article) " } else { "<p>" });
        html.text(paragraph.words(body).unwrap_or_default()).mark("</p>\n");
    }
    html.mark("</div>\n");
    Ok(())
}
