//! One card with all that hangs on it: names, roles, quotes, figures, events, the words it was seen in, and what was
//! said about it.
//!
//! Never the whole of a card that is seen everywhere: the newest are read, and how many there are in all.

use crate::lists::class;
use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::kind::ClaimKind;
use crate::model::kind::Status;
use crate::model::span::Span;
use crate::store::Db;
use crate::store::Result;
use crate::store::parsed;
use crate::store::read::claims;
use crate::store::read::claims::ClaimRow;
use crate::store::read::entities;
use crate::store::read::export;
use crate::store::read::export::NoteRow;
use crate::store::read::lookup::span_at;
use crate::store::read::review::Candidate;
use crate::store::read::review::Card;
use crate::store::record;
use crate::text::sentence::sentences;
use rusqlite::OptionalExtension as _;
use std::collections::BTreeMap;

/// Most mentions, and most claims of each kind, that one answer carries.
pub const MAX_MENTIONS: i64 = 200;
pub const MAX_CLAIMS: usize = 100;
/// Longest sentence in bytes that is shown whole.
const MAX_SENTENCE: usize = 320;

/// A card with everything on it.
#[derive(Clone, Debug, PartialEq)]
pub struct CardPage {
    pub card: Card,
    /// In the order in which they came.
    pub other_names: Vec<String>,
    /// Scheme and identifier.
    pub identifiers: Vec<(String, String)>,
    /// Claims in which it has a part, the newest article first; at most [`MAX_CLAIMS`] of each kind.
    pub claims: Vec<CardClaim>,
    /// Of each kind, how many there are in all.
    pub n_claims: BTreeMap<ClaimKind, usize>,
    /// Accepted and doubtful ones, the newest article first, in reading order; at most [`MAX_MENTIONS`].
    pub mentions: Vec<CardMention>,
    pub n_mentions: i64,
    /// Texts in its articles: copies of one story count once.
    pub n_texts: i64,
    /// EDTF dates of publication of the first and the last article that it was seen in.
    pub first_seen: Option<String>,
    pub last_seen: Option<String>,
    pub notes: Vec<NoteRow>,
    pub tags: Vec<String>,
    /// Number and name of the cards that a person said are different.
    pub different_from: Vec<(i64, String)>,
    /// Cards that bear the same name or identifier, with the reason.
    pub candidates: Vec<Candidate>,
    /// Who decided last about it or what hangs on it, and when.
    pub last_decided: Option<(String, i64)>,
}

/// Where words come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// `article.id`.
    pub article: i64,
    pub publisher: Option<String>,
    /// EDTF.
    pub published: Option<String>,
    pub title: Option<String>,
    /// Name of the source's file.
    pub file: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CardClaim {
    pub claim: ClaimRow,
    /// What the card is in it: its first field there.
    pub part: Field,
    pub origin: Origin,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardMention {
    pub origin: Origin,
    /// In the article's body.
    pub span: Span,
    pub words: String,
    pub status: Status,
    /// The sentence around the words, on one line, cut where it is long.
    pub sentence: String,
    /// Where the words stand in it.
    pub in_sentence: Span,
}

/// The card of this number; one that was merged away leads to the one it became. `None`: there is none.
pub fn card_page(db: &Db, id: i64, name_key: fn(&str) -> String) -> Result<Option<CardPage>> {
    let Some(row) = entities::entity(db, id)? else { return Ok(None) };
    let id = row.card.id;
    const DIFFERENT: &str = "SELECT name FROM entity WHERE id = ?1";
    let mut different_from = Vec::new();
    for other in &row.different_from {
        different_from.push((*other, db.conn.prepare_cached(DIFFERENT)?.query_row([other], |row| row.get(0))?));
    }
    let (claims, n_claims) = claims_of(db, id)?;
    const SEEN: &str = "
        SELECT count(*), min(s.published), max(s.published), count(DISTINCT coalesce(t.story_id, m.article_id))
        FROM mention AS m JOIN article_state AS s ON s.article_id = m.article_id
        LEFT JOIN article_text AS t ON t.article_id = m.article_id
        WHERE m.entity_id = ?1 AND m.status <> 'rejected'";
    let (n_mentions, first_seen, last_seen, n_texts) = db
        .conn
        .prepare_cached(SEEN)?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(Some(CardPage {
        claims,
        n_claims,
        mentions: mentions_of(db, id)?,
        n_mentions,
        n_texts,
        first_seen,
        last_seen,
        notes: export::notes(db, ("entity", id))?,
        tags: export::tags(db, ("entity", id))?,
        candidates: candidates_of(db, id, name_key)?,
        last_decided: last_decided(db, id)?,
        card: row.card,
        other_names: row.aliases,
        identifiers: row.ids,
        different_from,
    }))
}

/// Cards that bear a name or an identifier of this one, as Review would suggest them; those said to be different aside.
pub fn candidates_of(db: &Db, id: i64, name_key: fn(&str) -> String) -> Result<Vec<Candidate>> {
    let Some(row) = entities::entity(db, id)? else { return Ok(Vec::new()) };
    let mut found: Vec<Candidate> = Vec::new();
    for name in std::iter::once(&row.card.name).chain(&row.aliases) {
        for candidate in entities::candidates(db, &name_key(name), row.card.label, &row.ids)? {
            let other = candidate.card.id;
            let is_new = found.iter().all(|known| known.card.id != other);
            if other != row.card.id && !row.different_from.contains(&other) && is_new {
                found.push(candidate);
            }
        }
    }
    Ok(found)
}

/// The claims of a card, and of each kind how many there are.
fn claims_of(db: &Db, id: i64) -> Result<(Vec<CardClaim>, BTreeMap<ClaimKind, usize>)> {
    const SQL: &str = "
        SELECT claim.id, claim.kind FROM claim_part AS part
        JOIN claim ON claim.id = part.claim_id
        JOIN citation ON citation.id = (SELECT min(id) FROM citation WHERE citation.claim_id = claim.id)
        JOIN article_state AS s ON s.article_id = citation.article_id
        WHERE part.entity_id = ?1 AND claim.status <> 'rejected'
        GROUP BY claim.id ORDER BY s.published DESC NULLS LAST, citation.article_id DESC, citation.start_byte, claim.id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let ids = statement
        .query_map([id], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
    let mut found = Vec::new();
    let mut n_claims: BTreeMap<ClaimKind, usize> = BTreeMap::new();
    for (claim, kind) in ids {
        let n = n_claims.entry(parsed(&kind, ClaimKind::parse)?).or_default();
        *n += 1;
        if *n > MAX_CLAIMS {
            continue;
        }
        let Some(claim) = claims::claim(db, claim)? else { continue };
        let is_here = |value: &PartValue<(i64, String)>| matches!(value, PartValue::Entity((other, _)) if *other == id);
        let Some(part) = claim.parts.iter().find(|part| is_here(&part.value)).map(|part| part.field) else { continue };
        let origin = origin(db, claim.article_id)?;
        found.push(CardClaim { claim, part, origin });
    }
    Ok((found, n_claims))
}

/// Where an article comes from.
pub fn origin(db: &Db, article: i64) -> Result<Origin> {
    const SQL: &str = "
        SELECT s.publisher, s.published, s.title, source.name FROM article_state AS s
        JOIN article ON article.id = s.article_id JOIN source ON source.id = article.source_id
        WHERE s.article_id = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([article], |row| {
        Ok(Origin { article, publisher: row.get(0)?, published: row.get(1)?, title: row.get(2)?, file: row.get(3)? })
    })?)
}

fn mentions_of(db: &Db, id: i64) -> Result<Vec<CardMention>> {
    const SQL: &str = "
        SELECT m.article_id, m.start_byte, m.end_byte, m.words, m.status
        FROM mention AS m JOIN article_state AS s ON s.article_id = m.article_id
        WHERE m.entity_id = ?1 AND m.status <> 'rejected'
        ORDER BY s.published DESC NULLS LAST, m.article_id DESC, m.start_byte LIMIT ?2";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement
        .query_map((id, MAX_MENTIONS), |row| {
            Ok((row.get(0)?, span_at(row, 1)?, row.get(3)?, row.get::<_, String>(4)?))
        })?
        .collect::<rusqlite::Result<Vec<(i64, Span, String, String)>>>()?;
    let mut found: Vec<CardMention> = Vec::with_capacity(rows.len());
    let mut body = String::new();
    for (article, span, words, status) in rows {
        let known = found.last().map(|last| &last.origin).filter(|origin| origin.article == article).cloned();
        let origin = match known {
            Some(origin) => origin,
            None => {
                body = record::body_of_article(db, article)?;
                origin(db, article)?
            }
        };
        let (sentence, in_sentence) = in_sentence(&body, span);
        found.push(CardMention { origin, span, words, status: parsed(&status, Status::parse)?, sentence, in_sentence });
    }
    Ok(found)
}

/// The sentence around words of a body, and where they stand in it. Long ones are cut on both sides of the words.
pub fn in_sentence(body: &str, span: Span) -> (String, Span) {
    let line_start = body.get(..span.start_byte).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let line_end =
        body.get(span.end_byte..).and_then(|after| after.find('\n')).map_or(body.len(), |at| span.end_byte + at);
    let line = Span::new(line_start, line_end);
    let all = sentences(body, line, &class::ends_no_sentence);
    let first =
        all.iter().rfind(|sentence| sentence.start_byte <= span.start_byte).map_or(line_start, |one| one.start_byte);
    let last = all.iter().find(|sentence| sentence.end_byte >= span.end_byte).map_or(line_end, |one| one.end_byte);
    let whole = Span::new(first, last.max(span.end_byte));
    let room = MAX_SENTENCE.saturating_sub(span.len()) / 2;
    let start = cut_before(body, span.start_byte, room).map_or(whole.start_byte, |at| at.max(whole.start_byte));
    let end = cut_behind(body, span.end_byte, room).map_or(whole.end_byte, |at| at.min(whole.end_byte));
    let before = one_line(body, Span::new(start, span.start_byte));
    let words = one_line(body, span);
    let after = one_line(body, Span::new(span.end_byte, end));
    let before = if start > whole.start_byte { format!("…{before}") } else { before };
    let after = if end < whole.end_byte { format!("{after}…") } else { after };
    let at = Span::new(before.len(), before.len() + words.len());
    (format!("{before}{words}{after}"), at)
}

/// Where the text before words is cut, at most so many bytes before them: between two words if there is room for it.
/// `None`: nowhere, the text begins sooner.
fn cut_before(body: &str, words: usize, room: usize) -> Option<usize> {
    let wanted = words.checked_sub(room).filter(|at| *at > 0)?;
    let at = (wanted..=words).find(|at| body.is_char_boundary(*at))?;
    Some(body[at..words].find(' ').map_or(at, |space| at + space))
}

/// The same behind words, which end here.
fn cut_behind(body: &str, words: usize, room: usize) -> Option<usize> {
    let wanted = words.checked_add(room).filter(|at| *at < body.len())?;
    let at = (words..=wanted).rfind(|at| body.is_char_boundary(*at))?;
    Some(body[words..at].rfind(' ').map_or(at, |space| words + space))
}

/// White space of any sort as one space; that at the ends stays, for the pieces are put together again.
fn one_line(body: &str, span: Span) -> String {
    let text = span.words(body).unwrap_or_default();
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() && line.ends_with(' ') => {}
            c if c.is_whitespace() => line.push(' '),
            c => line.push(c),
        }
    }
    line
}

fn last_decided(db: &Db, id: i64) -> Result<Option<(String, i64)>> {
    const SQL: &str = "
        SELECT decided_by, decided_millis FROM (
            SELECT decided_by, decided_millis FROM mention WHERE entity_id = ?1
            UNION ALL SELECT claim.decided_by, claim.decided_millis FROM claim_part AS part
                JOIN claim ON claim.id = part.claim_id WHERE part.entity_id = ?1
            UNION ALL SELECT operation.actor, operation.at_millis FROM row_image
                JOIN operation ON operation.id = row_image.operation_id
                WHERE row_image.table_name = 'entity' AND row_image.row_id = ?1)
        ORDER BY decided_millis DESC LIMIT 1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

impl CardPage {
    /// Mentions of this card in one article, of those that were read.
    pub fn in_article(&self, article: i64) -> impl Iterator<Item = &CardMention> {
        self.mentions.iter().filter(move |mention| mention.origin.article == article)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, words: &str, expected: &str) {
        let start = body.find(words).expect("words of the body");
        let (sentence, at) = in_sentence(body, Span::new(start, start + words.len()));
        assert_eq!(sentence, expected);
        assert_eq!(at.words(&sentence), Some(words));
    }

    #[test]
    fn words_stand_in_their_sentence() {
        check("It rained. Ana Ruiz left. Then it snowed.", "Ana Ruiz", "Ana Ruiz left.");
        check("LIMA\nAna  Ruiz\tleft\nBoats sank.", "left", "Ana Ruiz left");
        check("Ana", "Ana", "Ana");
    }

    #[test]
    fn a_long_sentence_is_cut_between_words_on_both_sides() {
        let body = format!("{}Ana Ruiz{}.", "north ".repeat(80), " south".repeat(80));
        let start = body.find("Ana").expect("words of the body");
        let (sentence, at) = in_sentence(&body, Span::new(start, start + "Ana Ruiz".len()));
        assert_eq!(at.words(&sentence), Some("Ana Ruiz"));
        assert!(sentence.starts_with("… north") && sentence.ends_with("south…"), "{sentence}");
        assert!(sentence.len() < MAX_SENTENCE + 20);
    }

    #[test]
    fn words_without_spaces_are_cut_between_letters() {
        let body = "字".repeat(600);
        let at = 300 * "字".len();
        let (sentence, place) = in_sentence(&body, Span::new(at, at + "字".len()));
        assert_eq!(place.words(&sentence), Some("字"));
        assert!(sentence.chars().count() < 150);
    }
}
