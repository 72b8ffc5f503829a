//! The table of cards: filtered, sorted and counted here, so that no frame does it.
//!
//! Never lists a card that rests on nothing, and never joins two.

use crate::model::kind::Label;
use crate::store::Db;
use crate::store::Result;
use crate::store::parsed;
use crate::store::read::annotations::Counts;
use crate::store::read::annotations::counts_at;
use rusqlite::Row;

/// Most rows that one answer carries.
pub const MAX_ROWS: usize = 100_000;

/// What the table is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CardOrder {
    Name,
    Kind,
    Role,
    OtherNames,
    #[default]
    Articles,
    Mentions,
    FirstSeen,
    LastSeen,
    Tags,
}

/// Which cards are wanted, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardsWanted {
    /// Folded words (`names::fold`), each of which stands in a name or an identifier of the card; none: all cards.
    pub terms: Vec<String>,
    pub label: Option<Label>,
    pub tag: Option<String>,
    /// Only those that may be the same as another.
    pub is_alike: bool,
    pub order: CardOrder,
    pub is_descending: bool,
}

impl Default for CardsWanted {
    fn default() -> Self {
        Self {
            terms: Vec::new(),
            label: None,
            tag: None,
            is_alike: false,
            order: CardOrder::Articles,
            is_descending: true,
        }
    }
}

/// The rows that were wanted, and what a filter has to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardTable {
    /// At most [`MAX_ROWS`].
    pub rows: Vec<CardRow>,
    /// Cards that match in all.
    pub n_matching: usize,
    /// Cards of the whole dossier.
    pub n_cards: usize,
    /// Of the words and the tag, whatever the kind: how many cards of each kind there are.
    pub kinds: Vec<(Label, usize)>,
    /// Tags on cards, with how many cards bear each.
    pub tags: Vec<(String, usize)>,
}

/// A card as a line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardRow {
    /// `entity.id`; the reference is `E` and this number.
    pub id: i64,
    pub label: Label,
    pub name: String,
    /// The latest accepted role: "foreign minister (caretaker), Pakistan".
    pub role: Option<String>,
    /// In the order in which they came, between commas; empty: none.
    pub other_names: String,
    /// Articles with an accepted mention.
    pub n_articles: i64,
    pub n_mentions: i64,
    /// EDTF dates of publication of the first and the last of those articles; `None`: none has a date.
    pub first_seen: Option<String>,
    pub last_seen: Option<String>,
    /// Between commas; empty: none.
    pub tags: String,
    pub remarks: Counts,
}

/// Common table expressions: where each card was seen, and what its latest role says.
const SEEN_AND_ROLE: &str = "
    WITH seen AS (
        SELECT m.entity_id AS entity_id, count(DISTINCT m.article_id) AS n_articles, count(*) AS n_mentions,
            min(s.published) AS first_seen, max(s.published) AS last_seen
        FROM mention AS m JOIN article_state AS s ON s.article_id = m.article_id
        WHERE m.entity_id IS NOT NULL AND m.status = 'accepted' GROUP BY m.entity_id),
    held AS (
        SELECT part.entity_id AS entity_id, claim.id AS claim_id, row_number() OVER (
            PARTITION BY part.entity_id ORDER BY s.published DESC NULLS LAST, claim.id DESC) AS nth
        FROM claim_part AS part JOIN claim ON claim.id = part.claim_id
        JOIN citation ON citation.claim_id = claim.id JOIN article_state AS s ON s.article_id = citation.article_id
        WHERE part.field = 'holder' AND part.entity_id IS NOT NULL AND claim.kind = 'role' AND claim.status = 'accepted'),
    role AS (
        SELECT held.entity_id AS entity_id,
            (SELECT text FROM claim_part WHERE claim_id = held.claim_id AND field = 'title')
            || coalesce(' (' || (SELECT text FROM claim_part WHERE claim_id = held.claim_id AND field = 'qualifier') || ')', '')
            || coalesce(', ' || (SELECT entity.name FROM claim_part AS part JOIN entity ON entity.id = part.entity_id
                WHERE part.claim_id = held.claim_id AND part.field = 'organisation'), '')
            || coalesce(', ' || (SELECT entity.name FROM claim_part AS part JOIN entity ON entity.id = part.entity_id
                WHERE part.claim_id = held.claim_id AND part.field = 'place'), '') AS words
        FROM held WHERE held.nth = 1)";

/// The words of a filter: each term in a name, an identifier or the reference.
const MATCHING: &str = "
    SELECT card.id, card.label, card.name, role.words AS role,
        coalesce((SELECT group_concat(name, ', ') FROM (
            SELECT name FROM entity_name WHERE entity_id = card.id AND name <> card.name ORDER BY id)), '') AS other_names,
        coalesce(seen.n_articles, 0) AS n_articles, coalesce(seen.n_mentions, 0) AS n_mentions, seen.first_seen, seen.last_seen,
        coalesce((SELECT group_concat(tag, ', ') FROM (
            SELECT tag FROM tag WHERE subject = 'entity' AND subject_id = card.id ORDER BY tag)), '') AS tags,
        coalesce((SELECT name_key FROM entity_name WHERE entity_id = card.id AND name = card.name), card.name) AS name_key,
        (SELECT count(*) FROM note WHERE subject = 'entity' AND subject_id = card.id),
        (SELECT count(*) FROM tag WHERE subject = 'entity' AND subject_id = card.id)
    FROM live_entity AS card
    LEFT JOIN seen ON seen.entity_id = card.id LEFT JOIN role ON role.entity_id = card.id
    WHERE NOT EXISTS (
            SELECT 1 FROM json_each(?1) AS term
            WHERE lower('E' || card.id) <> term.value
                AND NOT EXISTS (SELECT 1 FROM entity_name
                    WHERE entity_name.entity_id = card.id AND instr(entity_name.name_key, term.value) > 0)
                AND NOT EXISTS (SELECT 1 FROM identifier
                    WHERE identifier.entity_id = card.id AND instr(lower(identifier.scheme || ' ' || identifier.value), term.value) > 0))
        AND (?2 IS NULL OR EXISTS (
            SELECT 1 FROM tag WHERE tag.subject = 'entity' AND tag.subject_id = card.id AND tag.tag = ?2))";

impl CardOrder {
    /// The end of the query: what is missing stands last, whichever way the rows are turned.
    const fn sql(self, is_descending: bool) -> &'static str {
        match (self, is_descending) {
            (Self::Name, false) => "ORDER BY name_key, card.id",
            (Self::Name, true) => "ORDER BY name_key DESC, card.id",
            (Self::Kind, false) => "ORDER BY card.label, name_key, card.id",
            (Self::Kind, true) => "ORDER BY card.label DESC, name_key, card.id",
            (Self::Role, false) => "ORDER BY role IS NULL, lower(role), name_key, card.id",
            (Self::Role, true) => "ORDER BY role IS NULL, lower(role) DESC, name_key, card.id",
            (Self::OtherNames, false) => "ORDER BY other_names = '', lower(other_names), name_key, card.id",
            (Self::OtherNames, true) => "ORDER BY other_names = '', lower(other_names) DESC, name_key, card.id",
            (Self::Articles, false) => "ORDER BY n_articles, n_mentions, name_key, card.id",
            (Self::Articles, true) => "ORDER BY n_articles DESC, n_mentions DESC, name_key, card.id",
            (Self::Mentions, false) => "ORDER BY n_mentions, name_key, card.id",
            (Self::Mentions, true) => "ORDER BY n_mentions DESC, name_key, card.id",
            (Self::FirstSeen, false) => "ORDER BY first_seen NULLS LAST, name_key, card.id",
            (Self::FirstSeen, true) => "ORDER BY first_seen DESC NULLS LAST, name_key, card.id",
            (Self::LastSeen, false) => "ORDER BY last_seen NULLS LAST, name_key, card.id",
            (Self::LastSeen, true) => "ORDER BY last_seen DESC NULLS LAST, name_key, card.id",
            (Self::Tags, false) => "ORDER BY tags = '', tags, name_key, card.id",
            (Self::Tags, true) => "ORDER BY tags = '', tags DESC, name_key, card.id",
        }
    }
}

/// The table as it is wanted. `among`: numbers of the cards that are listed; `None`: all.
pub fn table(db: &Db, wanted: &CardsWanted, among: Option<&[i64]>) -> Result<CardTable> {
    const AMONG: &str = "AND (?3 IS NULL OR card.id IN (SELECT value FROM json_each(?3)))";
    let sql = format!("{SEEN_AND_ROLE} {MATCHING} {AMONG} {}", wanted.order.sql(wanted.is_descending));
    let mut statement = db.conn.prepare_cached(&sql)?;
    let among = among.map(|cards| serde_json::Value::from(cards).to_string());
    let mut rows = statement.query((terms_json(&wanted.terms), wanted.tag.as_deref(), among))?;
    let mut table = CardTable::default();
    let mut n_of_kind = vec![0; Label::ALL.len()];
    while let Some(row) = rows.next()? {
        let label = parsed(&row.get::<_, String>(1)?, Label::parse)?;
        if let Some(place) = Label::ALL.iter().position(|kind| *kind == label) {
            n_of_kind[place] += 1;
        }
        if wanted.label.is_some_and(|kind| kind != label) {
            continue;
        }
        table.n_matching += 1;
        if table.rows.len() < MAX_ROWS {
            table.rows.push(card_row(row)?);
        }
    }
    table.kinds = Label::ALL.iter().copied().zip(n_of_kind).filter(|(_, n)| *n > 0).collect();
    table.n_cards =
        db.conn.prepare_cached("SELECT count(*) FROM live_entity")?.query_row([], |row| row.get::<_, i64>(0))? as usize;
    table.tags = tags_in_use(db)?;
    Ok(table)
}

/// A row of [`MATCHING`].
fn card_row(row: &Row<'_>) -> Result<CardRow> {
    Ok(CardRow {
        id: row.get(0)?,
        label: parsed(&row.get::<_, String>(1)?, Label::parse)?,
        name: row.get(2)?,
        role: row.get(3)?,
        other_names: row.get(4)?,
        n_articles: row.get(5)?,
        n_mentions: row.get(6)?,
        first_seen: row.get(7)?,
        last_seen: row.get(8)?,
        tags: row.get(9)?,
        remarks: counts_at(row, 11)?,
    })
}

pub(super) fn terms_json(terms: &[String]) -> String {
    serde_json::Value::from(terms.to_vec()).to_string()
}

fn tags_in_use(db: &Db) -> Result<Vec<(String, usize)>> {
    const SQL: &str = "
        SELECT tag.tag, count(*) FROM tag JOIN live_entity AS card ON card.id = tag.subject_id
        WHERE tag.subject = 'entity' GROUP BY tag.tag ORDER BY tag.tag";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as usize)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
