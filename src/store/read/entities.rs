//! Cards: entities with their names, identifiers and counts, and those that a name of another article may be.
//!
//! Never joins anything: candidates are for a person to choose from.

use crate::model::kind::Label;
use crate::store::Db;
use crate::store::Result;
use crate::store::parsed;
use crate::store::read::claims;
use crate::store::read::review::Candidate;
use crate::store::read::review::Card;
use rusqlite::OptionalExtension as _;
use std::collections::BTreeMap;

/// Why a card is offered: it bears the very name, folded.
pub const SAME_NAME: &str = "same name";

/// How far [`card_in_short`] counts.
pub const MANY: i64 = 100;

/// What a run tied together under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    pub name: String,
    pub aliases: Vec<String>,
    pub ids: Vec<(String, String)>,
}

/// A card with everything on it that a list or `show` prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityRow {
    pub card: Card,
    pub uuid: String,
    /// Other names, in the order in which they came.
    pub aliases: Vec<String>,
    /// Scheme and identifier.
    pub ids: Vec<(String, String)>,
    /// `entity.id` of those that a person said are different.
    pub different_from: Vec<i64>,
}

/// The entities that an article's run proposed, by position.
pub fn proposed(db: &Db, article_id: i64) -> Result<BTreeMap<i64, Proposed>> {
    const SQL: &str = "
        SELECT p.position, p.name, p.aliases_json, p.ids_json FROM proposal_entity AS p JOIN run ON run.id = p.run_id
        WHERE run.article_id = ?1";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([article_id], |row| {
        let (aliases, ids): (String, String) = (row.get(2)?, row.get(3)?);
        let proposed = Proposed {
            name: row.get(1)?,
            aliases: serde_json::from_str(&aliases).unwrap_or_default(),
            ids: serde_json::from_str(&ids).unwrap_or_default(),
        };
        Ok((row.get(0)?, proposed))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A card by its number.
pub fn card(db: &Db, id: i64) -> Result<Card> {
    const SQL: &str = "
        SELECT entity.id, entity.label, entity.name,
            (SELECT count(DISTINCT article_id) FROM mention WHERE entity_id = entity.id AND status = 'accepted'),
            (SELECT count(*) FROM mention WHERE entity_id = entity.id AND status = 'accepted')
        FROM entity WHERE entity.id = ?1";
    card_by(db, SQL, id)
}

/// A card by its number, its articles and mentions counted no further than [`MANY`] and one: as much as a name in
/// question needs, at the same cost for a country that is named everywhere.
pub fn card_in_short(db: &Db, id: i64) -> Result<Card> {
    const SQL: &str = "
        SELECT entity.id, entity.label, entity.name,
            (SELECT count(*) FROM (SELECT DISTINCT article_id FROM mention
                WHERE entity_id = entity.id AND status = 'accepted' ORDER BY article_id LIMIT 101)),
            (SELECT count(*) FROM (SELECT 1 FROM mention WHERE entity_id = entity.id AND status = 'accepted' LIMIT 101))
        FROM entity WHERE entity.id = ?1";
    card_by(db, SQL, id)
}

fn card_by(db: &Db, sql: &str, id: i64) -> Result<Card> {
    let (mut card, label) = db.conn.prepare_cached(sql)?.query_row([id], |row| {
        let label: String = row.get(1)?;
        let card = Card {
            id: row.get(0)?,
            label: Label::parse(&label).unwrap_or(Label::Other),
            name: row.get(2)?,
            role: None,
            n_articles: row.get(3)?,
            n_mentions: row.get(4)?,
        };
        Ok((card, label))
    })?;
    parsed(&label, Label::parse)?;
    card.role = claims::latest_role(db, id)?;
    Ok(card)
}

/// All names of an entity, in the order in which they came.
pub fn names_of(db: &Db, id: i64) -> Result<Vec<String>> {
    let mut statement = db.conn.prepare_cached("SELECT name FROM entity_name WHERE entity_id = ?1 ORDER BY id")?;
    let rows = statement.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Cards that a name may be: those with one of its identifiers first, then those that bear the same name, not all of them
/// where there are more than anybody would look at.
pub fn candidates(db: &Db, name_key: &str, label: Label, ids: &[(String, String)]) -> Result<Vec<Candidate>> {
    const BY_ID: &str = "
        SELECT entity.id FROM identifier JOIN live_entity AS entity ON entity.id = identifier.entity_id
        WHERE identifier.scheme = ?1 AND identifier.value = ?2 AND entity.label = ?3 ORDER BY entity.id";
    const BY_NAME: &str = "
        SELECT DISTINCT entity.id FROM entity_name JOIN live_entity AS entity ON entity.id = entity_name.entity_id
        WHERE entity_name.name_key = ?1 AND entity.label = ?2 ORDER BY entity.id LIMIT 24";
    let mut found: Vec<(i64, &'static str)> = Vec::new();
    for (scheme, value) in ids {
        let mut statement = db.conn.prepare_cached(BY_ID)?;
        for id in statement.query_map((scheme, value, label.as_str()), |row| row.get(0))? {
            found.push((id?, "same identifier"));
        }
    }
    let mut statement = db.conn.prepare_cached(BY_NAME)?;
    for id in statement.query_map((name_key, label.as_str()), |row| row.get(0))? {
        found.push((id?, SAME_NAME));
    }
    let mut candidates: Vec<Candidate> = Vec::new();
    for (id, reason) in found {
        if !candidates.iter().any(|candidate| candidate.card.id == id) {
            candidates.push(Candidate { card: card_in_short(db, id)?, reason: reason.to_owned(), is_sure: true });
        }
    }
    Ok(candidates)
}

/// All cards, in the order in which they were made.
pub fn entities(db: &Db) -> Result<Vec<EntityRow>> {
    let mut statement = db.conn.prepare_cached("SELECT id FROM live_entity ORDER BY id")?;
    let ids = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    ids.into_iter().map(|id| entity_row(db, id)).collect()
}

/// One card; one that was merged away leads to the one it became.
pub fn entity(db: &Db, id: i64) -> Result<Option<EntityRow>> {
    const SQL: &str = "SELECT coalesce(merged_into_id, id) FROM entity WHERE id = ?1";
    let live: Option<i64> = db.conn.prepare_cached(SQL)?.query_row([id], |row| row.get(0)).optional()?;
    live.map(|id| entity_row(db, id)).transpose()
}

fn entity_row(db: &Db, id: i64) -> Result<EntityRow> {
    let card = card(db, id)?;
    let uuid = db.conn.prepare_cached("SELECT uuid FROM entity WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    let aliases = names_of(db, id)?.into_iter().filter(|name| *name != card.name).collect();
    let mut statement =
        db.conn.prepare_cached("SELECT scheme, value FROM identifier WHERE entity_id = ?1 ORDER BY scheme, value")?;
    let ids = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    const DIFFERENT: &str = "
        SELECT entity_b_id FROM distinction WHERE entity_a_id = ?1
        UNION SELECT entity_a_id FROM distinction WHERE entity_b_id = ?1 ORDER BY 1";
    let mut statement = db.conn.prepare_cached(DIFFERENT)?;
    let different_from = statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(EntityRow { card, uuid, aliases, ids, different_from })
}

/// Entities that a person means: a reference (`E12`), an id, or a name that one or several bear.
pub fn named(db: &Db, name: &str, name_key: &str) -> Result<Vec<i64>> {
    const SQL: &str = "
        SELECT coalesce(merged_into_id, id) FROM entity WHERE 'E' || id = upper(?1) OR uuid = lower(?1)
        UNION
        SELECT live_entity.id FROM live_entity JOIN entity_name ON entity_name.entity_id = live_entity.id
        WHERE entity_name.name = ?1
        ORDER BY 1";
    const FOLDED: &str = "
        SELECT DISTINCT live_entity.id FROM live_entity JOIN entity_name ON entity_name.entity_id = live_entity.id
        WHERE entity_name.name_key = ?1 AND ?1 <> '' ORDER BY 1";
    for (sql, wanted) in [(SQL, name), (FOLDED, name_key)] {
        let mut statement = db.conn.prepare_cached(sql)?;
        let found = statement.query_map([wanted], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}
