//! One claim as the side of its table shows it: its words in their sentence, its sources, who decided, what is noted.
//!
//! Never more than one: a table's row carries what tables show.

use crate::model::kind::ClaimKind;
use crate::model::kind::Subject;
use crate::model::span::Span;
use crate::store::Db;
use crate::store::Result;
use crate::store::read::articles;
use crate::store::read::claim_table::ClaimTableRow;
use crate::store::read::export;
use crate::store::read::lookup::span_at;
use crate::store::record;
use rusqlite::OptionalExtension as _;

/// Which claim: a decided one, or a suggestion by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimPlace {
    /// `claim.id`; `None`: a suggestion.
    pub id: Option<i64>,
    pub kind: ClaimKind,
    pub article_id: i64,
    pub span: Span,
}

/// What stands beside a claim's row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClaimDetail {
    /// At least one; the first is that of the row.
    pub sources: Vec<ClaimSource>,
    /// `None`: a suggestion.
    pub decision: Option<ClaimDecision>,
    /// Text and who wrote it.
    pub notes: Vec<(String, String)>,
    pub tags: Vec<String>,
    /// Claims that it may be one with, or figures of the same thing, the likest first.
    pub alike: Vec<AlikeClaim>,
    /// Its own row, where the others were looked for.
    pub own: Option<ClaimTableRow>,
}

/// A claim that another may be one with.
#[derive(Clone, Debug, PartialEq)]
pub struct AlikeClaim {
    pub row: ClaimTableRow,
    /// 0..=1
    pub score: f64,
    /// In words, parts between dots.
    pub reason: String,
    /// Of figures: the measure that both would be figures of, one that is there or a new one.
    pub measure: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimSource {
    pub article_id: i64,
    pub span: Span,
    pub title: Option<String>,
    pub publisher: Option<String>,
    /// EDTF.
    pub published: Option<String>,
    /// The sentences that the words stand in.
    pub sentence: String,
    /// The words, in `sentence`.
    pub words: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimDecision {
    pub by: String,
    pub at_millis: i64,
    /// "by hand", "with article" …
    pub how: String,
}

/// How sentences of a text are found: handed in, since the words that end none stand in the lists.
pub type SentencesOf = fn(&str) -> Vec<Span>;

/// `None` where the claim is gone.
pub fn claim_detail(db: &Db, place: ClaimPlace, sentences_of: SentencesOf) -> Result<Option<ClaimDetail>> {
    let Some(id) = place.id else {
        let source = source(db, place.article_id, place.span, sentences_of)?;
        let sources = source.into_iter().collect();
        return Ok(Some(ClaimDetail { sources, ..ClaimDetail::default() }));
    };
    const DECIDED: &str = "SELECT decided_by, decided_millis, decided_how FROM claim WHERE id = ?1";
    const CITATIONS: &str =
        "SELECT article_id, start_byte, end_byte FROM citation WHERE claim_id = ?1 ORDER BY id LIMIT 100";
    let decision = db
        .conn
        .prepare_cached(DECIDED)?
        .query_row([id], |row| Ok(ClaimDecision { by: row.get(0)?, at_millis: row.get(1)?, how: row.get(2)? }));
    let Some(decision) = decision.optional()? else { return Ok(None) };
    let mut statement = db.conn.prepare_cached(CITATIONS)?;
    let places = statement
        .query_map([id], |row| Ok((row.get(0)?, span_at(row, 1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, Span)>>>()?;
    let mut sources = Vec::with_capacity(places.len());
    for (article, span) in places {
        sources.extend(source(db, article, span, sentences_of)?);
    }
    let on = (Subject::Claim.as_str(), id);
    let notes = export::notes(db, on)?.into_iter().map(|note| (note.text, note.written_by)).collect();
    let tags = export::tags(db, on)?;
    Ok(Some(ClaimDetail { sources, decision: Some(decision), notes, tags, ..ClaimDetail::default() }))
}

fn source(db: &Db, article_id: i64, span: Span, sentences_of: SentencesOf) -> Result<Option<ClaimSource>> {
    let Some(article) = articles::article(db, article_id)? else { return Ok(None) };
    let body = record::body_of_article(db, article_id)?;
    let sentences = sentences_of(&body);
    let around: Vec<&Span> = sentences.iter().filter(|sentence| sentence.overlaps(span)).collect();
    let start = around.first().map_or(span.start_byte, |first| first.start_byte.min(span.start_byte));
    let end = around.last().map_or(span.end_byte, |last| last.end_byte.max(span.end_byte));
    let words = Span::new(span.start_byte - start, span.end_byte - start);
    Ok(Some(ClaimSource {
        article_id,
        span,
        title: article.title,
        publisher: article.publisher,
        published: article.published,
        sentence: Span::new(start, end).words(&body).unwrap_or_default().to_owned(),
        words,
    }))
}
