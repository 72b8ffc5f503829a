//! Search: words in articles, names on cards, claims by words, figures by value; hits with the words around them.
//!
//! Never passes what a user typed to FTS5 as syntax: every term is quoted. Writing without spaces is no word to FTS5:
//! there the texts themselves are looked through.

mod passage;

pub use crate::store::read::search::passage::Passage;

use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::claim::PartValue;
use crate::model::kind::ClaimKind;
use crate::model::kind::Status;
use crate::model::span::Span;
use crate::store::Db;
use crate::store::Result;
use crate::store::parsed;
use crate::store::read::articles;
use crate::store::read::claim_table;
use crate::store::read::claim_table::Named;
use crate::store::read::claim_table::detail::ClaimPlace;
use crate::store::read::entities;
use crate::store::read::lookup::span_at;
use crate::store::read::review::Card;
use crate::store::record;
use crate::text::needle::Beginnings;
use crate::text::needle::Needle;
use rusqlite::Row;
use rusqlite::named_params;

/// Most hits of each sort.
const MAX_HITS: i64 = 200;
/// Most passages of one article.
const MAX_PASSAGES: usize = 4;
/// Most claims whose words are compared: enough for a large dossier, and an end for a word that all articles have.
const MAX_COMPARED: i64 = 200_000;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sought {
    needle: Needle,
    /// A number that the query begins with, and the words behind it.
    value: Option<(f64, Needle)>,
}

impl Sought {
    /// `value`: the number that the query begins with, if there is one, and what stands behind it.
    pub fn new(query: &str, beginnings: Beginnings, value: Option<(f64, &str)>) -> Self {
        let value = value.map(|(value, rest)| (value, Needle::new(rest, beginnings)));
        Self { needle: Needle::new(query, beginnings), value }
    }
}

/// What a query found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hits {
    pub articles: Vec<ArticleHit>,
    /// All articles that match, listed or not.
    pub n_articles: usize,
    pub cards: Vec<CardHit>,
    /// Figures of this value first, then claims with these words; decided ones before suggestions.
    pub claims: Vec<ClaimHit>,
    /// The number that the query was read as.
    pub value: Option<f64>,
    /// More claims were there than are listed.
    pub has_more_claims: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleHit {
    pub article_id: i64,
    pub title: Option<String>,
    /// Name of the source's file.
    pub file: String,
    pub publisher: Option<String>,
    /// EDTF.
    pub published: Option<String>,
    /// Found words of the title.
    pub title_marks: Vec<Span>,
    /// The first passages; none where the hit is in the title only.
    pub passages: Vec<Passage>,
    /// Places in the text where a word was found.
    pub n_places: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardHit {
    pub card: Card,
    /// The name that matched, where it is not the card's own.
    pub also: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ClaimHit {
    /// `claim.id`; `None`: a suggestion.
    pub id: Option<i64>,
    pub kind: ClaimKind,
    /// `None`: a suggestion.
    pub status: Option<Status>,
    pub article_id: i64,
    pub span: Span,
    /// On one line, with what was found marked.
    pub words: Passage,
    pub publisher: Option<String>,
    pub published: Option<String>,
    pub is_by_value: bool,
    /// What it says: by whom, when, where.
    pub parts: Vec<Part<Named>>,
}

impl ClaimHit {
    /// The values of a field on one line, entities by name, dates as EDTF; empty where it says nothing of it.
    pub fn field(&self, field: Field) -> String {
        let of_it = self.parts.iter().filter(|part| part.field == field);
        let shown = of_it.filter_map(|part| match &part.value {
            PartValue::Text(text) | PartValue::Entity((_, text)) => Some(text.as_str()),
            PartValue::Number(_) | PartValue::Span(_) => None,
        });
        shown.collect::<Vec<_>>().join(", ")
    }

    /// `F203`; `None` for a suggestion.
    pub fn reference(&self) -> Option<String> {
        self.id.map(|id| format!("{}{id}", self.kind.letter()))
    }
}

/// Finds words, names, claims, and figures of this value. Nothing sought, nothing found.
pub fn search(db: &Db, sought: &Sought) -> Result<Hits> {
    if sought.needle.is_empty() {
        return Ok(Hits::default());
    }
    let (full_text, patterns) = (sought.needle.full_text(), patterns(&sought.needle));
    let full_text = full_text.as_deref();
    let mut hits = Hits { value: sought.value.as_ref().map(|(value, _)| *value), ..Hits::default() };
    (hits.articles, hits.n_articles) = article_hits(db, sought, full_text, &patterns)?;
    hits.cards = card_hits(db, full_text, &patterns)?;
    let mut claims = figures_of_value(db, sought)?;
    for claim in claims_by_words(db, sought, full_text, &patterns)? {
        let is_new =
            |other: &ClaimHit| (other.article_id, other.kind, other.span) != (claim.article_id, claim.kind, claim.span);
        if claims.iter().all(is_new) {
            claims.push(claim);
        }
    }
    hits.has_more_claims = claims.len() > MAX_HITS as usize;
    claims.truncate(MAX_HITS as usize);
    for hit in &mut claims {
        let place = ClaimPlace { id: hit.id, kind: hit.kind, article_id: hit.article_id, span: hit.span };
        hit.parts = claim_table::row_at(db, place)?.map(|row| row.parts).unwrap_or_default();
    }
    hits.claims = claims;
    Ok(hits)
}

/// Terms that FTS5 cannot find, as a JSON list of patterns of LIKE; `[]` where there is none.
fn patterns(needle: &Needle) -> String {
    let escaped = |term: &str| {
        let plain = term.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
        format!("%{plain}%")
    };
    serde_json::Value::from(needle.unspaced().map(escaped).collect::<Vec<_>>()).to_string()
}

fn article_hits(db: &Db, sought: &Sought, full_text: Option<&str>, patterns: &str) -> Result<(Vec<ArticleHit>, usize)> {
    const BY_INDEX: &str = "
        SELECT search_article.rowid, count(*) OVER () FROM search_article
        JOIN article_state ON article_state.article_id = search_article.rowid
        WHERE search_article MATCH :full_text AND :patterns = '[]' ORDER BY search_article.rank, search_article.rowid
        LIMIT :limit";
    const BY_TEXT: &str = "
        SELECT s.article_id, count(*) OVER () FROM article_state AS s
        JOIN article ON article.id = s.article_id JOIN body ON body.id = article.body_id
        WHERE (:full_text IS NULL OR s.article_id IN (SELECT rowid FROM search_article WHERE search_article MATCH :full_text))
            AND NOT EXISTS (SELECT 1 FROM json_each(:patterns) AS p WHERE coalesce(body.text, '') NOT LIKE p.value ESCAPE '\\'
                AND coalesce(s.title, '') NOT LIKE p.value ESCAPE '\\')
        ORDER BY s.article_id DESC LIMIT :limit";
    let sql = if patterns == "[]" { BY_INDEX } else { BY_TEXT };
    let params = named_params! { ":full_text": full_text, ":patterns": patterns, ":limit": MAX_HITS };
    let mut statement = db.conn.prepare_cached(sql)?;
    let found = statement
        .query_map(params, |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, i64)>>>()?;
    let n_articles = found.first().map_or(0, |(_, n)| *n as usize);
    let mut hits = Vec::with_capacity(found.len());
    for (id, _) in found {
        let Some(article) = articles::article(db, id)? else { continue };
        let body = record::body_of_article(db, id)?;
        let places = sought.needle.find(&body);
        hits.push(ArticleHit {
            article_id: id,
            title_marks: article.title.as_deref().map(|title| sought.needle.find(title)).unwrap_or_default(),
            title: article.title,
            file: article.file,
            publisher: article.publisher,
            published: article.published,
            passages: passage::passages(&body, &places, MAX_PASSAGES),
            n_places: places.len(),
        });
    }
    Ok((hits, n_articles))
}

fn card_hits(db: &Db, full_text: Option<&str>, patterns: &str) -> Result<Vec<CardHit>> {
    const SQL: &str = "
        SELECT entity_name.entity_id, entity_name.name FROM entity_name
        JOIN live_entity ON live_entity.id = entity_name.entity_id
        WHERE (:full_text IS NULL
                OR entity_name.id IN (SELECT rowid FROM search_name WHERE search_name MATCH :full_text))
            AND NOT EXISTS (SELECT 1 FROM json_each(:patterns) AS p WHERE entity_name.name NOT LIKE p.value ESCAPE '\\')
        ORDER BY entity_name.entity_id, entity_name.id LIMIT :limit";
    let params = named_params! { ":full_text": full_text, ":patterns": patterns, ":limit": MAX_HITS };
    let mut statement = db.conn.prepare_cached(SQL)?;
    let found = statement
        .query_map(params, |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
    let mut hits: Vec<CardHit> = Vec::new();
    for (id, name) in found {
        match hits.last_mut() {
            // The card's own name tells most: no alias need be named beside it.
            Some(last) if last.card.id == id => last.also = last.also.take().filter(|_| last.card.name != name),
            _ => {
                let card = entities::card(db, id)?;
                let also = (card.name != name).then_some(name);
                hits.push(CardHit { card, also });
            }
        }
    }
    hits.sort_by_key(|hit| (std::cmp::Reverse(hit.card.n_articles), hit.card.id));
    Ok(hits)
}

/// Figures with this value, or with a range that holds it, and with the words behind the number.
fn figures_of_value(db: &Db, sought: &Sought) -> Result<Vec<ClaimHit>> {
    const DECIDED: &str = "
        SELECT claim.id, claim.kind, claim.status, citation.article_id, citation.start_byte, citation.end_byte,
            citation.words, s.publisher, s.published,
            (SELECT group_concat(text, ' ') FROM claim_part WHERE claim_id = claim.id AND field IN ('unit', 'population'))
        FROM claim
        JOIN citation ON citation.id = (SELECT min(id) FROM citation WHERE citation.claim_id = claim.id)
        JOIN article_state AS s ON s.article_id = citation.article_id
        WHERE claim.id IN (
            SELECT claim_id FROM claim_part WHERE field = 'value' AND number BETWEEN :low AND :high
            UNION SELECT low.claim_id FROM claim_part AS low JOIN claim_part AS high ON high.claim_id = low.claim_id
            WHERE low.field = 'low' AND high.field = 'high' AND low.number <= :high AND high.number >= :low)
        ORDER BY claim.id";
    const PROPOSED: &str = "
        SELECT NULL, p.kind, NULL, p.article_id, p.start_byte, p.end_byte, p.words, s.publisher, s.published,
            (SELECT group_concat(json_extract(part.value, '$[1]'), ' ') FROM json_each(p.parts_json) AS part
                WHERE json_extract(part.value, '$[0]') IN ('unit', 'population'))
        FROM undecided_claim AS p JOIN article_state AS s ON s.article_id = p.article_id
        WHERE p.kind = 'figure' AND (
            EXISTS (SELECT 1 FROM json_each(p.parts_json) AS part WHERE json_extract(part.value, '$[0]') = 'value'
                AND json_extract(part.value, '$[1]') BETWEEN :low AND :high)
            OR EXISTS (SELECT 1 FROM json_each(p.parts_json) AS low, json_each(p.parts_json) AS high
                WHERE json_extract(low.value, '$[0]') = 'low' AND json_extract(low.value, '$[1]') <= :high
                    AND json_extract(high.value, '$[0]') = 'high' AND json_extract(high.value, '$[1]') >= :low))
        ORDER BY p.article_id, p.start_byte";
    let Some((value, of_what)) = &sought.value else { return Ok(Vec::new()) };
    // 4.35 million is not 4,350,000 to the last bit.
    let slack = value.abs() * 1e-9;
    let mut hits = Vec::new();
    for sql in [DECIDED, PROPOSED] {
        let mut statement = db.conn.prepare_cached(sql)?;
        let mut rows = statement.query(named_params! { ":low": value - slack, ":high": value + slack })?;
        while let Some(row) = rows.next()?
            && hits.len() <= MAX_HITS as usize
        {
            let words: String = row.get(6)?;
            let unit: Option<String> = row.get(9)?;
            if of_what.is_in(&words) || unit.is_some_and(|unit| of_what.is_in(&unit)) {
                hits.push(claim_hit(row, &words, &sought.needle, true)?);
            }
        }
    }
    Ok(hits)
}

/// Claims whose own words have every term; decided ones first.
fn claims_by_words(db: &Db, sought: &Sought, full_text: Option<&str>, patterns: &str) -> Result<Vec<ClaimHit>> {
    const DECIDED: &str = "
        SELECT claim.id, claim.kind, claim.status, citation.article_id, citation.start_byte, citation.end_byte,
            citation.words, s.publisher, s.published
        FROM claim
        JOIN citation ON citation.id = (SELECT min(id) FROM citation WHERE citation.claim_id = claim.id)
        JOIN article_state AS s ON s.article_id = citation.article_id
        WHERE (:full_text IS NULL
                OR citation.article_id IN (SELECT rowid FROM search_article WHERE search_article MATCH :full_text))
            AND NOT EXISTS (SELECT 1 FROM json_each(:patterns) AS p WHERE citation.words NOT LIKE p.value ESCAPE '\\')
        ORDER BY claim.id LIMIT :limit";
    const PROPOSED: &str = "
        SELECT NULL, p.kind, NULL, p.article_id, p.start_byte, p.end_byte, p.words, s.publisher, s.published
        FROM undecided_claim AS p JOIN article_state AS s ON s.article_id = p.article_id
        WHERE (:full_text IS NULL
                OR p.article_id IN (SELECT rowid FROM search_article WHERE search_article MATCH :full_text))
            AND NOT EXISTS (SELECT 1 FROM json_each(:patterns) AS q WHERE p.words NOT LIKE q.value ESCAPE '\\')
        ORDER BY p.article_id, p.start_byte LIMIT :limit";
    let mut hits = Vec::new();
    for sql in [DECIDED, PROPOSED] {
        let mut statement = db.conn.prepare_cached(sql)?;
        let params = named_params! { ":full_text": full_text, ":patterns": patterns, ":limit": MAX_COMPARED };
        let mut rows = statement.query(params)?;
        while let Some(row) = rows.next()?
            && hits.len() <= MAX_HITS as usize
        {
            let words: String = row.get(6)?;
            if sought.needle.is_in(&words) {
                hits.push(claim_hit(row, &words, &sought.needle, false)?);
            }
        }
    }
    Ok(hits)
}

/// Columns in the order that all queries for claims share.
fn claim_hit(row: &Row<'_>, words: &str, needle: &Needle, is_by_value: bool) -> Result<ClaimHit> {
    let (kind, status): (String, Option<String>) = (row.get(1)?, row.get(2)?);
    Ok(ClaimHit {
        id: row.get(0)?,
        kind: parsed(&kind, ClaimKind::parse)?,
        status: status.map(|status| parsed(&status, Status::parse)).transpose()?,
        article_id: row.get(3)?,
        span: span_at(row, 4)?,
        words: passage::beginning(words, &needle.find(words)),
        publisher: row.get(7)?,
        published: row.get(8)?,
        is_by_value,
        parts: Vec::new(),
    })
}
