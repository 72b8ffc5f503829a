//! One article as it is reviewed: its text, and everything proposed or decided in it, merged.
//!
//! Never decides what a stop is: that is made of these rows by the screen.

use crate::model::article::Zone;
use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::claim::PartValue;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::kind::Subject;
use crate::model::kind::ZoneKind;
use crate::model::name_list::Choice as ListChoice;
use crate::model::span::Span;
use crate::model::value::Value;
use crate::store::Db;
use crate::store::Result;
use crate::store::cache;
use crate::store::parsed;
use crate::store::read::annotations;
use crate::store::read::annotations::Counts;
use crate::store::read::articles;
use crate::store::read::articles::ArticleRow;
use crate::store::read::card_page;
use crate::store::read::claims;
use crate::store::read::entities;
use crate::store::read::lookup::span_at;
use crate::store::read::lookup::value_at;
use crate::store::read::name_lists;
use crate::store::read::sheet;
use crate::store::read::sheet::ChangeRow;
use crate::store::record;
use std::collections::BTreeMap;

/// An article under review.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    pub article: ArticleRow,
    pub body: String,
    /// The extractor's zones with the analyst's corrections laid over them; in order, not overlapping.
    pub zones: Vec<Zone>,
    /// Decided and undecided, in order of their spans.
    pub mentions: Vec<ReviewMention>,
    /// Names of this article that are tied together, proposed or decided.
    pub names: Vec<ReviewName>,
    /// Decided and undecided, in order of their spans.
    pub claims: Vec<ReviewClaim>,
    /// What is noted on the article, on its claims and on its cards, by subject and number.
    pub remarks: BTreeMap<(Subject, i64), Counts>,
    /// Who gave the article its state and when; `None` while it has the one it came with.
    pub state_set_by: Option<ChangeRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ReviewMention {
    pub span: Span,
    pub label: Label,
    pub words: String,
    pub value: Option<Value>,
    /// `None`: not decided.
    pub status: Option<Status>,
    /// Index into [`Review::names`]; `None` for dates, amounts and what is not tied.
    pub name: Option<usize>,
    /// Known, sure and unambiguous: no stop while undecided.
    pub known: bool,
    /// `None`: made by hand.
    pub score: Option<f64>,
    pub rule: Option<String>,
}

/// A name in this article with all its mentions: what a stop asks about.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewName {
    pub label: Label,
    pub name: String,
    pub aliases: Vec<String>,
    /// Indexes into [`Review::mentions`], in order.
    pub mentions: Vec<usize>,
    /// The card it was accepted as, once it was.
    pub card: Option<Card>,
    /// Cards of other articles that it may be, best first; at most nine.
    pub candidates: Vec<Candidate>,
    /// Whether cards whose names are only like it were looked for: until then it may be one of more.
    pub is_compared: bool,
    /// What it may mean in the analyst's own lists, where that is several things and no card was chosen yet.
    pub choices: Vec<ListChoice>,
}

/// An entity, as much as a line needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// `entity.id`; the reference is `E` and this number.
    pub id: i64,
    pub label: Label,
    pub name: String,
    /// The latest accepted role: "foreign minister (caretaker), Pakistan".
    pub role: Option<String>,
    /// In Review no further than [`entities::MANY`] and one, as the mentions.
    pub n_articles: i64,
    pub n_mentions: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub card: Card,
    /// In words: "same name, spelled Motaqi · both with Thomas West".
    pub reason: String,
    /// It bears the very name, or an identifier of it.
    pub is_sure: bool,
}

impl ReviewName {
    /// The one card that it is taken for where nobody says otherwise.
    pub fn sure_card(&self) -> Option<&Candidate> {
        let mut sure = self.candidates.iter().filter(|candidate| candidate.is_sure);
        sure.next().filter(|_| sure.next().is_none())
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct ReviewClaim {
    pub kind: ClaimKind,
    pub span: Span,
    pub words: String,
    /// `None`: not decided.
    pub status: Option<Status>,
    /// `claim.id` once decided.
    pub id: Option<i64>,
    /// Entities by name: of what is undecided, by that of [`Review::names`] where the article has one.
    pub parts: Vec<Part<String>>,
    /// Cards that its parts name, by their names; none while it is undecided.
    pub cards: Vec<(String, i64)>,
    /// Mentions that are decided with it. Indexes into [`Review::mentions`].
    pub mentions: Vec<usize>,
    pub score: Option<f64>,
    pub rule: Option<String>,
}

impl ReviewClaim {
    /// The words that say who speaks, where no name does: `officials`.
    pub fn speaker_words<'b>(&self, body: &'b str) -> Option<&'b str> {
        let is_named = self.parts.iter().any(|part| part.field == Field::Speaker);
        let words = self.parts.iter().filter(|_| !is_named).find_map(|part| match (part.field, &part.value) {
            (Field::SpeakerSpan, PartValue::Span(span)) => span.words(body),
            _ => None,
        });
        words.filter(|words| !words.is_empty())
    }
}

/// How many cards of other articles a name is offered at most.
pub const MAX_CANDIDATES: usize = 9;

/// The article as it is reviewed; `None` where it is not in the dossier.
pub fn review(db: &Db, article_id: i64, name_key: fn(&str) -> String) -> Result<Option<Review>> {
    let Some((mut review, identifiers)) = without_candidates(db, article_id)? else { return Ok(None) };
    for (name, ids) in review.names.iter_mut().zip(&identifiers) {
        find_candidates(db, name, ids, name_key)?;
    }
    Ok(Some(review))
}

/// Scheme and identifier of what others call a name of an article, as was proposed.
pub type Identifiers = Vec<(String, String)>;

/// The same, its names without the cards that they may be, which [`find_candidates`] gives to one after the other.
pub fn without_candidates(db: &Db, article_id: i64) -> Result<Option<(Review, Vec<Identifiers>)>> {
    let Some(article) = articles::article(db, article_id)? else { return Ok(None) };
    let body = record::body_of_article(db, article_id)?;
    let zones = zones(db, article_id)?;
    let mut rows = decided_mentions(db, article_id)?;
    rows.extend(undecided_mentions(db, article_id)?);
    rows.sort_by_key(|row| (row.mention.span.start_byte, row.mention.span.end_byte, row.mention.label));
    let proposed = entities::proposed(db, article_id)?;
    let (names, identifiers) = group_names(db, article_id, &proposed, &mut rows)?;
    let claims = review_claims(db, article_id, &proposed, &rows, &names)?;
    let mentions = rows.into_iter().map(|row| row.mention).collect();
    let remarks = annotations::counts_around(db, article_id)?;
    let state_set_by = sheet::state_set_by(db, article_id, article.state)?;
    Ok(Some((Review { article, body, zones, mentions, names, claims, remarks, state_set_by }, identifiers)))
}

/// Gives a name the cards that bear it, or an identifier of it.
pub fn find_candidates(
    db: &Db,
    name: &mut ReviewName,
    identifiers: &Identifiers,
    name_key: fn(&str) -> String,
) -> Result<()> {
    name.candidates = match &name.card {
        // A card of this article alone may still turn out to be one that others know.
        Some(card) if card.n_articles > 1 => Vec::new(),
        Some(card) => card_page::candidates_of(db, card.id, name_key)?,
        None => entities::candidates(db, &name_key(&name.name), name.label, identifiers)?,
    };
    name.candidates.truncate(MAX_CANDIDATES);
    Ok(())
}

/// A mention with what ties it to others: the entity it was given, and the one it was proposed for.
struct Row {
    mention: ReviewMention,
    entity_id: Option<i64>,
    entity_position: Option<i64>,
    proposal_position: Option<i64>,
}

/// The zones of the last run, with the analyst's corrections laid over them.
pub fn zones(db: &Db, article_id: i64) -> Result<Vec<Zone>> {
    let mut statement = db.conn.prepare_cached("SELECT zones_json FROM run WHERE article_id = ?1")?;
    let json: Option<String> = statement.query_map([article_id], |row| row.get(0))?.next().transpose()?;
    let proposed: Vec<(usize, usize, String)> =
        json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
    let mut zones: Vec<Zone> = Vec::new();
    for (start, end, kind) in proposed {
        zones.push(Zone { span: Span::new(start, end), kind: parsed(&kind, ZoneKind::parse)? });
    }
    for zone in corrections(db, article_id)? {
        lay_over(&mut zones, zone);
    }
    zones.sort_by_key(|zone| zone.span);
    Ok(zones)
}

/// The analyst's corrections alone, the later laid over the earlier; in order, not overlapping.
pub fn corrected_zones(db: &Db, article_id: i64) -> Result<Vec<Zone>> {
    let mut zones = Vec::new();
    for zone in corrections(db, article_id)? {
        lay_over(&mut zones, zone);
    }
    zones.sort_by_key(|zone| zone.span);
    Ok(zones)
}

/// The analyst's corrections in the order in which they were made.
fn corrections(db: &Db, article_id: i64) -> Result<Vec<Zone>> {
    const SQL: &str = "SELECT start_byte, end_byte, kind FROM zone WHERE article_id = ?1 ORDER BY id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement
        .query_map([article_id], |row| Ok((span_at(row, 0)?, row.get::<_, String>(2)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    rows.into_iter().map(|(span, kind)| Ok(Zone { span, kind: parsed(&kind, ZoneKind::parse)? })).collect()
}

/// Puts a zone over the others: what it covers goes, what it cuts is shortened or parted.
fn lay_over(zones: &mut Vec<Zone>, zone: Zone) {
    let mut left = Vec::with_capacity(zones.len() + 2);
    for old in zones.drain(..) {
        if !old.span.overlaps(zone.span) {
            left.push(old);
            continue;
        }
        if old.span.start_byte < zone.span.start_byte {
            left.push(Zone { span: Span::new(old.span.start_byte, zone.span.start_byte), kind: old.kind });
        }
        if zone.span.end_byte < old.span.end_byte {
            left.push(Zone { span: Span::new(zone.span.end_byte, old.span.end_byte), kind: old.kind });
        }
    }
    left.push(zone);
    *zones = left;
}

fn decided_mentions(db: &Db, article_id: i64) -> Result<Vec<Row>> {
    const SQL: &str = "
        SELECT m.start_byte, m.end_byte, m.label, m.words, m.value_json, m.status, m.score, m.rule, m.entity_id,
            p.entity_position, p.position
        FROM mention AS m LEFT JOIN proposal_mention AS p ON p.article_id = m.article_id
            AND p.start_byte = coalesce(m.proposed_start_byte, m.start_byte)
            AND p.end_byte = coalesce(m.proposed_end_byte, m.end_byte)
            AND p.label = coalesce(m.proposed_label, m.label)
        WHERE m.article_id = ?1";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([article_id], |row| {
        let (label, status): (String, String) = (row.get(2)?, row.get(5)?);
        let mention = ReviewMention {
            span: span_at(row, 0)?,
            label: Label::parse(&label).unwrap_or(Label::Other),
            words: row.get(3)?,
            value: value_at(row, 4)?,
            status: Status::parse(&status),
            name: None,
            known: false,
            score: row.get(6)?,
            rule: row.get(7)?,
        };
        Ok(Row { mention, entity_id: row.get(8)?, entity_position: row.get(9)?, proposal_position: row.get(10)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn undecided_mentions(db: &Db, article_id: i64) -> Result<Vec<Row>> {
    const SQL: &str = "
        SELECT start_byte, end_byte, label, words, value_json, known, score, rule, entity_position, position
        FROM undecided_mention WHERE article_id = ?1";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([article_id], |row| {
        let label: String = row.get(2)?;
        let mention = ReviewMention {
            span: span_at(row, 0)?,
            label: Label::parse(&label).unwrap_or(Label::Other),
            words: row.get(3)?,
            value: value_at(row, 4)?,
            status: None,
            name: None,
            known: row.get(5)?,
            score: row.get(6)?,
            rule: row.get(7)?,
        };
        Ok(Row { mention, entity_id: None, entity_position: row.get(8)?, proposal_position: row.get(9)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What an article's run proposed as one name each, by position: read once, for names and claims.
type Proposals = BTreeMap<i64, entities::Proposed>;

/// Ties the rows into names: by the entity they were given, else by the one they were proposed for; what was given
/// draws with it what was proposed together.
fn group_names(
    db: &Db,
    article_id: i64,
    proposed: &Proposals,
    rows: &mut [Row],
) -> Result<(Vec<ReviewName>, Vec<Identifiers>)> {
    let mut given: BTreeMap<i64, i64> = BTreeMap::new();
    for row in rows.iter() {
        if let (Some(position), Some(entity)) = (row.entity_position, row.entity_id) {
            given.entry(position).or_insert(entity);
        }
    }
    let mut choices = name_lists::choices(db, article_id)?;
    let mut index_of: BTreeMap<(bool, i64), usize> = BTreeMap::new();
    let (mut names, mut identifiers) = (Vec::new(), Vec::new());
    for (mention_idx, row) in rows.iter_mut().enumerate() {
        let entity = row.entity_id.or_else(|| row.entity_position.and_then(|position| given.get(&position).copied()));
        let key = match (entity, row.entity_position) {
            (Some(entity), _) => (true, entity),
            (None, Some(position)) => (false, position),
            (None, None) => continue,
        };
        let name_idx = match index_of.get(&key) {
            Some(index) => *index,
            None => {
                let (name, ids) = match key {
                    (true, entity) => (decided_name(db, entity)?, Vec::new()),
                    (false, position) => {
                        let choices = choices.remove(&position).unwrap_or_default();
                        proposed_name(proposed.get(&position).cloned(), &row.mention, choices)
                    }
                };
                names.push(name);
                identifiers.push(ids);
                index_of.insert(key, names.len() - 1);
                names.len() - 1
            }
        };
        row.mention.name = Some(name_idx);
        names[name_idx].mentions.push(mention_idx);
    }
    Ok((names, identifiers))
}

fn decided_name(db: &Db, entity: i64) -> Result<ReviewName> {
    let card = entities::card_in_short(db, entity)?;
    let aliases = entities::names_of(db, card.id)?.into_iter().filter(|name| *name != card.name).collect();
    Ok(ReviewName {
        label: card.label,
        name: card.name.clone(),
        aliases,
        mentions: Vec::new(),
        card: Some(card),
        candidates: Vec::new(),
        is_compared: false,
        choices: Vec::new(),
    })
}

fn proposed_name(
    proposed: Option<entities::Proposed>,
    mention: &ReviewMention,
    choices: Vec<ListChoice>,
) -> (ReviewName, Identifiers) {
    let (name, aliases, ids) = proposed.map_or_else(
        || (mention.words.clone(), Vec::new(), Vec::new()),
        |proposed| (proposed.name, proposed.aliases, proposed.ids),
    );
    let name = ReviewName {
        label: mention.label,
        name,
        aliases,
        mentions: Vec::new(),
        card: None,
        candidates: Vec::new(),
        is_compared: false,
        choices,
    };
    (name, ids)
}

fn review_claims(
    db: &Db,
    article_id: i64,
    proposed: &Proposals,
    rows: &[Row],
    given: &[ReviewName],
) -> Result<Vec<ReviewClaim>> {
    let mut found = claims::decided_in(db, article_id)?;
    let mut names: BTreeMap<i64, &str> =
        proposed.iter().map(|(position, entity)| (*position, entity.name.as_str())).collect();
    // A name that was given a card goes by that card's name.
    let carded = rows.iter().filter_map(|row| Some((row.entity_position?, given.get(row.mention.name?)?)));
    names.extend(carded.filter(|(_, name)| name.card.is_some()).map(|(position, name)| (position, name.name.as_str())));
    let row_of: BTreeMap<i64, usize> =
        rows.iter().enumerate().filter_map(|(index, row)| Some((row.proposal_position?, index))).collect();
    const SQL: &str = "
        SELECT kind, start_byte, end_byte, words, parts_json, mentions_json, score, rule FROM undecided_claim
        WHERE article_id = ?1";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let mut proposals = statement.query([article_id])?;
    while let Some(row) = proposals.next()? {
        let kind: String = row.get(0)?;
        let positions: Vec<i64> = serde_json::from_str(&row.get::<_, String>(5)?).unwrap_or_default();
        let mut mentions: Vec<usize> = positions.iter().filter_map(|at| row_of.get(at).copied()).collect();
        mentions.sort_unstable();
        found.push(ReviewClaim {
            kind: parsed(&kind, ClaimKind::parse)?,
            span: span_at(row, 1)?,
            words: row.get(3)?,
            status: None,
            id: None,
            parts: claims::parts_by(cache::parts_from_json(&row.get::<_, String>(4)?), |position| {
                names.get(&(position as i64)).map(|name| (*name).to_owned())
            }),
            cards: Vec::new(),
            mentions,
            score: row.get(6)?,
            rule: row.get(7)?,
        });
    }
    found.sort_by_key(|claim| (claim.span.start_byte, claim.span.end_byte, claim.kind));
    Ok(found)
}
