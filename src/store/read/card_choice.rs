//! Cards to choose from: for a name of an article, beside a card, or for a field of a claim.
//!
//! Only the few that are offered are read in full, so that typing stays swift in a dossier of many cards. Never joins.

use crate::model::kind::Label;
use crate::store::Db;
use crate::store::Result;
use crate::store::read::annotations::Counts;
use crate::store::read::cards::CardRow;
use crate::store::read::cards::terms_json;
use crate::store::read::entities;
use rusqlite::named_params;

/// What the cards are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beside {
    /// A card, by its `entity.id`: others that it may be joined with, or told apart from.
    Card(i64),
    /// A name that has none, or a field: cards of this kind go first, and before them those that are suggested, best
    /// first, each by its `entity.id` and with the reason.
    Name { label: Option<Label>, suggested: Vec<(i64, String)> },
    /// A field of a claim: cards of these kinds alone, of the first before others. `shown`: those of the claim's article,
    /// which are offered already.
    Field { kinds: Vec<Label>, shown: Vec<i64> },
}

impl Beside {
    /// The kind that goes first, where it is said and not a card's own.
    fn likely(&self) -> Option<Label> {
        match self {
            Self::Card(_) => None,
            Self::Name { label, .. } => *label,
            Self::Field { kinds, .. } => kinds.first().copied(),
        }
    }

    /// Whether such a card may be chosen at all.
    fn fits(&self, card: i64, label: Label) -> bool {
        match self {
            Self::Card(own) => card != *own,
            Self::Name { .. } => true,
            Self::Field { kinds, shown } => kinds.contains(&label) && !shown.contains(&card),
        }
    }
}

/// Which cards are wanted to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceWanted {
    pub beside: Beside,
    /// Folded words, as in [`CardsWanted::terms`](crate::store::read::cards::CardsWanted::terms); none: the best before
    /// anything is typed.
    pub terms: Vec<String>,
}

/// A card to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardChoice {
    pub row: CardRow,
    /// In words why it is suggested: "same name"; `None`: it only fits the words.
    pub reason: Option<String>,
    /// A person said that the two are never the same.
    pub is_different: bool,
}

/// Most cards that are offered at once.
pub const MAX_CHOICES: usize = 30;

/// Cards to choose from: those of `suggested` that fit the words first, in its order, then those whose name begins so,
/// then those of the kind, those that are seen most before others. `also`: cards that are offered behind them though
/// they do not fit the words, each with the reason.
pub fn choices(
    db: &Db,
    wanted: &ChoiceWanted,
    suggested: &[(i64, String)],
    also: &[(i64, String)],
) -> Result<Vec<CardChoice>> {
    const IS_DIFFERENT: &str = "
        SELECT count(*) FROM distinction WHERE entity_a_id = min(?1, ?2) AND entity_b_id = max(?1, ?2)";
    let own = if let Beside::Card(card) = wanted.beside { Some(card) } else { None };
    let mut ids = fitting(db, wanted, own, suggested)?;
    let place = |id: &i64| suggested.iter().position(|(card, _)| card == id).unwrap_or(usize::MAX);
    ids.sort_by_key(place);
    ids.truncate(MAX_CHOICES);
    let is_more = |(id, _): &&(i64, String)| !ids.contains(id);
    let more: Vec<&(i64, String)> = also.iter().filter(is_more).collect();
    ids.extend(more.iter().map(|(id, _)| *id));
    let mut is_different = db.conn.prepare_cached(IS_DIFFERENT)?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let reason = suggested
            .iter()
            .chain(more.iter().copied())
            .find(|(other, _)| *other == id)
            .map(|(_, reason)| reason.clone());
        let is_different = match own {
            Some(own) => is_different.query_row((own, id), |row| row.get::<_, i64>(0))? > 0,
            None => false,
        };
        let row = row(db, id)?;
        if wanted.beside.fits(id, row.label) {
            found.push(CardChoice { row, reason, is_different });
        }
    }
    Ok(found)
}

/// Numbers of the cards that fit the words.
fn fitting(db: &Db, wanted: &ChoiceWanted, own: Option<i64>, suggested: &[(i64, String)]) -> Result<Vec<i64>> {
    const SQL: &str = "
        SELECT card.id FROM live_entity AS card
        WHERE card.id IS NOT :own AND (:kinds IS NULL OR card.label IN (SELECT value FROM json_each(:kinds)))
            AND card.id NOT IN (SELECT value FROM json_each(:shown)) AND NOT EXISTS (
            SELECT 1 FROM json_each(:terms) AS term
            WHERE lower('E' || card.id) <> term.value
                AND NOT EXISTS (SELECT 1 FROM entity_name
                    WHERE entity_name.entity_id = card.id AND instr(entity_name.name_key, term.value) > 0)
                AND NOT EXISTS (SELECT 1 FROM identifier
                    WHERE identifier.entity_id = card.id
                        AND instr(lower(identifier.scheme || ' ' || identifier.value), term.value) > 0))
        ORDER BY card.id NOT IN (SELECT value FROM json_each(:suggested)),
            NOT EXISTS (SELECT 1 FROM entity_name
                WHERE entity_name.entity_id = card.id AND instr(entity_name.name_key, :beginning) = 1),
            :beginning <> '' AND NOT EXISTS (SELECT 1 FROM entity_name
                WHERE entity_name.entity_id = card.id AND instr(entity_name.name_key, ' ' || :beginning) > 0),
            card.label <> coalesce(:label, (SELECT label FROM entity WHERE id = :own), card.label),
            (SELECT count(*) FROM mention WHERE mention.entity_id = card.id) DESC, card.id LIMIT :most";
    let label = wanted.beside.likely();
    let (kinds, shown) = match &wanted.beside {
        Beside::Field { kinds, shown } => (Some(kinds.iter().map(|kind| kind.as_str()).collect()), shown.clone()),
        Beside::Card(_) | Beside::Name { .. } => (None, Vec::new()),
    };
    let kinds = kinds.map(|kinds: Vec<&str>| serde_json::Value::from(kinds).to_string());
    let params = named_params! {
        ":own": own,
        ":terms": terms_json(&wanted.terms),
        ":suggested": serde_json::Value::from(suggested.iter().map(|(id, _)| *id).collect::<Vec<_>>()).to_string(),
        ":beginning": wanted.terms.join(" "),
        ":label": label.map(Label::as_str),
        ":kinds": kinds,
        ":shown": serde_json::Value::from(shown).to_string(),
        ":most": MAX_CHOICES as i64,
    };
    let mut statement = db.conn.prepare_cached(SQL)?;
    let ids = statement.query_map(params, |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// One card as a line, read by itself.
pub fn row(db: &Db, id: i64) -> Result<CardRow> {
    const SEEN: &str = "
        SELECT min(s.published), max(s.published) FROM mention AS m JOIN article_state AS s ON s.article_id = m.article_id
        WHERE m.entity_id = ?1 AND m.status = 'accepted'";
    const REMARKS: &str = "
        SELECT coalesce((SELECT group_concat(tag, ', ') FROM (
                SELECT tag FROM tag WHERE subject = 'entity' AND subject_id = ?1 ORDER BY tag)), ''),
            (SELECT count(*) FROM note WHERE subject = 'entity' AND subject_id = ?1),
            (SELECT count(*) FROM tag WHERE subject = 'entity' AND subject_id = ?1)";
    let card = entities::card(db, id)?;
    let other_names = entities::names_of(db, id)?.into_iter().filter(|name| *name != card.name);
    let (first_seen, last_seen) =
        db.conn.prepare_cached(SEEN)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (tags, n_notes, n_tags) =
        db.conn.prepare_cached(REMARKS)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(CardRow {
        id,
        label: card.label,
        other_names: other_names.collect::<Vec<_>>().join(", "),
        name: card.name,
        role: card.role,
        n_articles: card.n_articles,
        n_mentions: card.n_mentions,
        first_seen,
        last_seen,
        tags,
        remarks: Counts { n_notes, n_tags },
    })
}
