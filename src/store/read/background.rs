//! What is known of a name before it is decided: what was said of it elsewhere, a sentence it stands in there, and what
//! the card holds that it may be.
//!
//! Numbers and one sentence, so that it can be asked for with every stop.

use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::span::Span;
use crate::store::Db;
use crate::store::Result;
use crate::store::parsed;
use crate::store::read::alike;
use crate::store::read::alike::Held;
use crate::store::read::card_page;
use crate::store::read::card_page::Origin;
use crate::store::read::elsewhere;
use crate::store::read::elsewhere::Elsewhere;
use crate::store::read::elsewhere::NameWanted;
use crate::store::read::entities;
use crate::store::read::lookup::span_at;
use crate::store::record;
use rusqlite::OptionalExtension as _;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Background {
    /// Where the name waits in other articles, without sentences.
    pub elsewhere: Elsewhere,
    /// How often these words were decided in other articles, as which kind and how; of each kind that they were suggested
    /// as, the [`LATEST`] suggestions alone are looked at.
    pub decided: Vec<(Label, Status, i64)>,
    /// Where the card, or else the name, was accepted last in another article.
    pub seen: Option<Seen>,
    /// The card it has or is to have.
    pub card: Option<CardFacts>,
}

/// How many suggestions of a name, or articles of a card, tell enough of it: those that were read last.
pub const LATEST: i64 = 200;

/// A sentence of another article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub origin: Origin,
    /// In the body, to go there.
    pub span: Span,
    /// On one line, cut where it is long.
    pub sentence: String,
    /// Where the words stand in it.
    pub in_sentence: Span,
}

/// A card in numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CardFacts {
    /// Beside the one it goes by, in the order in which they came.
    pub other_names: Vec<String>,
    /// The latest last.
    pub roles: Vec<Held>,
    /// How many claims of each kind it has a part in.
    pub n_claims: BTreeMap<ClaimKind, i64>,
}

/// What is known of a name of an article. `name_key` folds words for comparing.
pub fn background(db: &Db, wanted: &NameWanted, name_key: fn(&str) -> String) -> Result<Background> {
    let key = name_key(&wanted.name);
    Ok(Background {
        elsewhere: elsewhere::elsewhere(db, wanted, false, name_key)?,
        decided: decided(db, wanted.article, &key)?,
        seen: seen(db, wanted, &key)?,
        card: wanted.card.map(|card| facts(db, card)).transpose()?,
    })
}

/// Of each label the latest read suggestions alone: a country's are in every article.
fn decided(db: &Db, article: i64, key: &str) -> Result<Vec<(Label, Status, i64)>> {
    const SQL: &str = "
        SELECT m.label, m.status, count(*) FROM (
            SELECT DISTINCT article_id, start_byte, end_byte FROM (
                SELECT article_id, start_byte, end_byte FROM proposal_mention
                WHERE name_key = ?1 AND label = ?2 AND article_id <> ?3 ORDER BY run_id DESC LIMIT ?4)) AS p
        JOIN mention AS m ON m.article_id = p.article_id AND m.start_byte = p.start_byte AND m.end_byte = p.end_byte
        GROUP BY m.label, m.status";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let mut counted: BTreeMap<(Label, Status), i64> = BTreeMap::new();
    for suggested in Label::ALL {
        let mut rows = statement.query((key, suggested.as_str(), article, LATEST))?;
        while let Some(row) = rows.next()? {
            let label = parsed(&row.get::<_, String>(0)?, Label::parse)?;
            let status = parsed(&row.get::<_, String>(1)?, Status::parse)?;
            *counted.entry((label, status)).or_default() += row.get::<_, i64>(2)?;
        }
    }
    let mut decided: Vec<(Label, Status, i64)> =
        counted.into_iter().map(|((label, status), n)| (label, status, n)).collect();
    decided.sort_by_key(|(.., n)| std::cmp::Reverse(*n));
    Ok(decided)
}

fn seen(db: &Db, wanted: &NameWanted, key: &str) -> Result<Option<Seen>> {
    const OF_CARD: &str = "
        SELECT m.article_id, m.start_byte, m.end_byte FROM (
            SELECT DISTINCT article_id FROM mention
            WHERE entity_id = ?1 AND article_id <> ?2 AND status = 'accepted' ORDER BY article_id DESC LIMIT ?3) AS latest
        JOIN article_state AS s ON s.article_id = latest.article_id
        JOIN mention AS m ON m.entity_id = ?1 AND m.article_id = latest.article_id AND m.status = 'accepted'
        ORDER BY s.published DESC NULLS LAST, m.article_id DESC, m.start_byte LIMIT 1";
    const OF_NAME: &str = "
        SELECT m.article_id, m.start_byte, m.end_byte FROM (
            SELECT article_id, start_byte, end_byte FROM proposal_mention
            WHERE name_key = ?1 AND label = ?4 AND article_id <> ?2 ORDER BY run_id DESC LIMIT ?3) AS p
        JOIN mention AS m ON m.article_id = p.article_id AND m.start_byte = p.start_byte AND m.end_byte = p.end_byte
        JOIN article_state AS s ON s.article_id = m.article_id
        WHERE m.status = 'accepted'
        ORDER BY s.published DESC NULLS LAST, m.article_id DESC, m.start_byte LIMIT 1";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, span_at(row, 1)?));
    let place: Option<(i64, Span)> = match wanted.card {
        Some(card) => db.conn.prepare_cached(OF_CARD)?.query_row((card, wanted.article, LATEST), read).optional()?,
        None => {
            let params = (key, wanted.article, LATEST, wanted.label.as_str());
            db.conn.prepare_cached(OF_NAME)?.query_row(params, read).optional()?
        }
    };
    let Some((article, span)) = place else { return Ok(None) };
    let body = record::body_of_article(db, article)?;
    let (sentence, in_sentence) = card_page::in_sentence(&body, span);
    Ok(Some(Seen { origin: card_page::origin(db, article)?, span, sentence, in_sentence }))
}

fn facts(db: &Db, card: i64) -> Result<CardFacts> {
    const SQL: &str = "
        SELECT claim.kind, count(DISTINCT claim.id) FROM claim_part AS part JOIN claim ON claim.id = part.claim_id
        WHERE part.entity_id = ?1 AND claim.status <> 'rejected' GROUP BY claim.kind";
    const NAME: &str = "SELECT name FROM entity WHERE id = ?1";
    let own: String = db.conn.prepare_cached(NAME)?.query_row([card], |row| row.get(0))?;
    let mut statement = db.conn.prepare_cached(SQL)?;
    let counted = statement
        .query_map([card], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, i64)>>>()?;
    let mut n_claims = BTreeMap::new();
    for (kind, n) in counted {
        n_claims.insert(parsed(&kind, ClaimKind::parse)?, n);
    }
    Ok(CardFacts {
        other_names: entities::names_of(db, card)?.into_iter().filter(|name| *name != own).collect(),
        roles: alike::roles(db, card)?,
        n_claims,
    })
}
