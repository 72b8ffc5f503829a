//! Search: words in articles, names on cards, figures by value; hits with the words around them.
//!
//! Never passes what a user typed to FTS5 as syntax: every term is quoted.

use crate::model::claim::Field;
use crate::store::Db;
use crate::store::Result;
use crate::store::read::articles;
use crate::store::read::claims;
use crate::store::read::claims::ClaimRow;
use crate::store::read::entities;
use crate::store::read::review::Card;
use crate::store::record;

/// Most hits of each sort.
const MAX_HITS: i64 = 200;
/// Characters shown on either side of a hit.
const CONTEXT: usize = 60;

/// What a query found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hits {
    pub articles: Vec<ArticleHit>,
    pub cards: Vec<Card>,
    /// Figures with this value.
    pub figures: Vec<ClaimRow>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleHit {
    pub article_id: i64,
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<String>,
    /// The first hit with what stands around it, on one line; empty where the hit is in the title.
    pub context: String,
    /// Byte offset of the first hit in the body.
    pub at_byte: Option<usize>,
}

/// Finds words, names, and figures of this value. `value` is what the query means as a number, if it is one.
pub fn search(db: &Db, query: &str, value: Option<f64>) -> Result<Hits> {
    let Some(quoted) = quoted(query) else { return Ok(Hits::default()) };
    let mut hits = Hits { articles: article_hits(db, &quoted, query)?, ..Hits::default() };
    const NAMES: &str = "
        SELECT DISTINCT entity_name.entity_id FROM search_name
        JOIN entity_name ON entity_name.id = search_name.rowid
        JOIN live_entity ON live_entity.id = entity_name.entity_id
        WHERE search_name MATCH ?1 ORDER BY entity_name.entity_id LIMIT ?2";
    let mut statement = db.conn.prepare_cached(NAMES)?;
    for id in statement.query_map((&quoted, MAX_HITS), |row| row.get(0))? {
        hits.cards.push(entities::card(db, id?)?);
    }
    if let Some(value) = value {
        const FIGURES: &str = "
            SELECT DISTINCT claim_id FROM claim_part WHERE field = ?1 AND number = ?2 ORDER BY claim_id LIMIT ?3";
        let mut statement = db.conn.prepare_cached(FIGURES)?;
        for id in statement.query_map((Field::Value.as_str(), value, MAX_HITS), |row| row.get(0))? {
            hits.figures.extend(claims::claim(db, id?)?);
        }
    }
    Ok(hits)
}

fn article_hits(db: &Db, quoted: &str, query: &str) -> Result<Vec<ArticleHit>> {
    const ARTICLES: &str =
        "SELECT rowid FROM search_article WHERE search_article MATCH ?1 ORDER BY rank, rowid LIMIT ?2";
    let mut statement = db.conn.prepare_cached(ARTICLES)?;
    let ids = statement.query_map((quoted, MAX_HITS), |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut hits = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(article) = articles::article(db, id)? else { continue };
        let body = record::body_of_article(db, id)?;
        let at_byte = first_hit(&body, query);
        hits.push(ArticleHit {
            article_id: id,
            title: article.title,
            publisher: article.publisher,
            published: article.published,
            context: at_byte.map_or_else(String::new, |at| context(&body, at)),
            at_byte,
        });
    }
    Ok(hits)
}

/// Every term as a string of FTS5; `None` where nothing is left to look for.
fn quoted(query: &str) -> Option<String> {
    let terms: Vec<String> = query
        .split_whitespace()
        .filter(|term| term.chars().any(char::is_alphanumeric))
        .map(|term| format!("\"{}\"", term.replace('"', "\"\"")))
        .collect();
    if terms.is_empty() { None } else { Some(terms.join(" ")) }
}

/// Where the first term of the query stands first in the text, case aside.
fn first_hit(body: &str, query: &str) -> Option<usize> {
    let term = query.split_whitespace().find(|term| term.chars().any(char::is_alphanumeric))?.to_lowercase();
    body.char_indices()
        .find(|(at, _)| {
            let mut rest = body[*at..].chars().flat_map(char::to_lowercase);
            term.chars().all(|wanted| rest.next() == Some(wanted))
        })
        .map(|(at, _)| at)
}

/// The text around a byte, on one line.
fn context(body: &str, at: usize) -> String {
    let start = body[..at].char_indices().rev().take(CONTEXT).last().map_or(at, |(byte, _)| byte);
    let end = body[at..].char_indices().nth(CONTEXT * 2).map_or(body.len(), |(byte, _)| at + byte);
    body[start..end].split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn what_users_type_is_never_syntax() {
        for (query, expected) in [
            ("US-led", Some("\"US-led\"")),
            ("O'Brien AND", Some("\"O'Brien\" \"AND\"")),
            ("say \"no\"", Some("\"say\" \"\"\"no\"\"\"")),
            (" - * ", None),
        ] {
            assert_eq!(quoted(query).as_deref(), expected, "{query}");
        }
    }
}
