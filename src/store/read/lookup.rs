//! Single rows that planning a command needs: what is proposed here, what was decided here, who is this.
//!
//! Never a screen's worth of rows: those have files of their own.

use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::kind::ArticleState;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::span::Span;
use crate::model::value::Value;
use crate::store::Db;
use crate::store::Result;
use crate::store::cache;
use crate::store::parsed;
use rusqlite::OptionalExtension as _;
use rusqlite::Row;

/// A proposed mention.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedMention {
    pub article_id: i64,
    pub position: i64,
    pub span: Span,
    pub label: Label,
    pub words: String,
    pub value: Option<Value>,
    pub entity_position: Option<i64>,
    pub score: f64,
    pub rule: String,
    pub extractor: String,
}

/// A decided mention.
#[derive(Clone, Debug, PartialEq)]
pub struct DecidedMention {
    pub id: i64,
    pub uuid: String,
    pub article_id: i64,
    pub span: Span,
    pub label: Label,
    pub words: String,
    pub value: Option<Value>,
    pub status: String,
    pub entity_id: Option<i64>,
    pub proposed: Option<(Span, String)>,
    pub rule: Option<String>,
    pub extractor: Option<String>,
    pub score: Option<f64>,
}

/// Names that an article's run tied together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedEntity {
    pub label: Label,
    pub name: String,
    pub aliases: Vec<String>,
    pub ids: Vec<(String, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityKey {
    pub id: i64,
    pub uuid: String,
    pub label: String,
    pub name: String,
    pub merged_into_id: Option<i64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ClaimKey {
    pub id: i64,
    pub uuid: String,
    pub kind: ClaimKind,
    pub status: String,
    pub rule: Option<String>,
    pub extractor: Option<String>,
    pub score: Option<f64>,
    /// Of the first citation.
    pub article_id: Option<i64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ProposedClaim {
    pub article_id: i64,
    pub kind: ClaimKind,
    pub span: Span,
    pub words: String,
    /// Entities are positions of proposed entities.
    pub parts: Vec<Part<usize>>,
    /// Positions of proposed mentions.
    pub mentions: Vec<i64>,
    pub score: f64,
    pub rule: String,
    pub extractor: String,
}

const PROPOSED: &str = "
    SELECT p.article_id, p.position, p.start_byte, p.end_byte, p.label, p.words, p.value_json, p.entity_position,
        p.score, p.rule, run.extractor";

fn proposed_mention(row: &Row<'_>) -> rusqlite::Result<(ProposedMention, String)> {
    let label: String = row.get(4)?;
    let mention = ProposedMention {
        article_id: row.get(0)?,
        position: row.get(1)?,
        span: span_at(row, 2)?,
        label: Label::parse(&label).unwrap_or(Label::Other),
        words: row.get(5)?,
        value: value_at(row, 6)?,
        entity_position: row.get(7)?,
        score: row.get(8)?,
        rule: row.get(9)?,
        extractor: row.get(10)?,
    };
    Ok((mention, label))
}

/// The span in columns `index` and `index + 1`.
pub(in crate::store) fn span_at(row: &Row<'_>, index: usize) -> rusqlite::Result<Span> {
    Ok(Span::new(row.get::<_, i64>(index)? as usize, row.get::<_, i64>(index + 1)? as usize))
}

/// The value in a `value_json` column.
pub(in crate::store) fn value_at(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Value>> {
    let json: Option<String> = row.get(index)?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()).and_then(|json| cache::value_from_json(&json)))
}

fn proposed_mentions(db: &Db, from: &str, params: impl rusqlite::Params) -> Result<Vec<ProposedMention>> {
    let mut statement = db.conn.prepare_cached(&format!("{PROPOSED} {from}"))?;
    let rows = statement.query_map(params, proposed_mention)?.collect::<rusqlite::Result<Vec<_>>>()?;
    rows.into_iter().map(|(mention, label)| parsed(&label, Label::parse).map(|_| mention)).collect()
}

/// The proposal at exactly this place, decided or not.
pub fn mention_proposed_at(db: &Db, article_id: i64, span: Span, label: Label) -> Result<Option<ProposedMention>> {
    let from = "FROM proposal_mention AS p JOIN run ON run.id = p.run_id
        WHERE p.article_id = ?1 AND p.start_byte = ?2 AND p.end_byte = ?3 AND p.label = ?4";
    let found =
        proposed_mentions(db, from, (article_id, span.start_byte as i64, span.end_byte as i64, label.as_str()))?;
    Ok(found.into_iter().next())
}

/// The proposed mention of this number in the article's run, decided or not.
pub fn mention_proposed_as(db: &Db, article_id: i64, position: i64) -> Result<Option<ProposedMention>> {
    // By the run's own key: the article has thousands of others.
    let from = "FROM run JOIN proposal_mention AS p ON p.run_id = run.id AND p.position = ?2 WHERE run.article_id = ?1";
    Ok(proposed_mentions(db, from, (article_id, position))?.into_iter().next())
}

/// The proposed mentions of one label in an article, decided or not.
pub fn mentions_proposed_of_label(db: &Db, article_id: i64, label: Label) -> Result<Vec<ProposedMention>> {
    let from = "FROM proposal_mention AS p JOIN run ON run.id = p.run_id
        WHERE p.article_id = ?1 AND p.label = ?2 ORDER BY p.start_byte";
    proposed_mentions(db, from, (article_id, label.as_str()))
}

/// Whether the proposed mention of this number in the article's run still waits.
pub fn is_undecided(db: &Db, article_id: i64, position: i64) -> Result<bool> {
    const SQL: &str = "
        SELECT 1 FROM undecided_mention
        WHERE run_id = (SELECT id FROM run WHERE article_id = ?1) AND position = ?2";
    Ok(db.conn.prepare_cached(SQL)?.query_row((article_id, position), |_| Ok(())).optional()?.is_some())
}

/// Whether a tag is on this row.
pub fn has_tag(db: &Db, on: (&str, i64), tag: &str) -> Result<bool> {
    const SQL: &str = "SELECT 1 FROM tag WHERE subject = ?1 AND subject_id = ?2 AND tag = ?3";
    Ok(db.conn.prepare_cached(SQL)?.query_row((on.0, on.1, tag), |_| Ok(())).optional()?.is_some())
}

/// Undecided proposals that an article's run tied to one entity.
pub fn undecided_of_entity(db: &Db, article_id: i64, entity_position: i64) -> Result<Vec<ProposedMention>> {
    // Sorted by hand: in the order of the text all mentions of the article would be looked at.
    let from = "FROM undecided_mention AS p JOIN run ON run.id = p.run_id
        WHERE p.article_id = ?1 AND p.entity_position = ?2 ORDER BY +p.start_byte";
    proposed_mentions(db, from, (article_id, entity_position))
}

/// Undecided proposals with this folded name, in one article or in all.
pub fn undecided_of_name(
    db: &Db,
    name_key: &str,
    label: Label,
    article_id: Option<i64>,
) -> Result<Vec<ProposedMention>> {
    let from = "FROM undecided_mention AS p JOIN run ON run.id = p.run_id
        JOIN article_state ON article_state.article_id = p.article_id
        WHERE p.name_key = ?1 AND p.label = ?2 AND (?3 IS NULL OR p.article_id = ?3) ORDER BY p.article_id, p.start_byte";
    proposed_mentions(db, from, (name_key, label.as_str(), article_id))
}

/// Undecided proposals of an article that are known, sure and unambiguous.
pub fn undecided_known(db: &Db, article_id: i64) -> Result<Vec<ProposedMention>> {
    let from = "FROM undecided_mention AS p JOIN run ON run.id = p.run_id
        WHERE p.article_id = ?1 AND p.known = 1 ORDER BY p.start_byte";
    proposed_mentions(db, from, [article_id])
}

pub fn proposed_entity(db: &Db, article_id: i64, position: i64) -> Result<Option<ProposedEntity>> {
    const SQL: &str = "
        SELECT p.label, p.name, p.aliases_json, p.ids_json FROM proposal_entity AS p JOIN run ON run.id = p.run_id
        WHERE run.article_id = ?1 AND p.position = ?2";
    let row = db
        .conn
        .prepare_cached(SQL)?
        .query_row((article_id, position), |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get::<_, String>(3)?))
        })
        .optional()?;
    let Some((label, name, aliases, ids)) = row else { return Ok(None) };
    Ok(Some(ProposedEntity {
        label: parsed(&label, Label::parse)?,
        name,
        aliases: serde_json::from_str(&aliases).unwrap_or_default(),
        ids: serde_json::from_str(&ids).unwrap_or_default(),
    }))
}

/// The entity that a decided mention of this article already gave to a proposed entity.
pub fn entity_given_to(db: &Db, article_id: i64, entity_position: i64) -> Result<Option<i64>> {
    // Each mention is looked up by its place: an article may have thousands, and this is asked for each of them.
    const SQL: &str = "
        SELECT entity_id FROM (
            SELECT p.run_id, p.position, coalesce(
                (SELECT m.entity_id FROM mention AS m
                WHERE m.article_id = p.article_id AND m.start_byte = p.start_byte AND m.end_byte = p.end_byte
                    AND m.label = p.label),
                (SELECT m.entity_id FROM mention AS m
                WHERE m.article_id = p.article_id AND m.proposed_start_byte = p.start_byte
                    AND m.proposed_end_byte = p.end_byte AND m.proposed_label = p.label AND m.entity_id IS NOT NULL)
            ) AS entity_id
            FROM proposal_mention AS p WHERE p.article_id = ?1 AND p.entity_position = ?2)
        WHERE entity_id IS NOT NULL ORDER BY run_id, position LIMIT 1";
    Ok(db.conn.prepare_cached(SQL)?.query_row((article_id, entity_position), |row| row.get(0)).optional()?)
}

const DECIDED: &str = "
    SELECT id, uuid, article_id, start_byte, end_byte, label, words, value_json, status, entity_id,
        proposed_start_byte, proposed_end_byte, proposed_label, rule, extractor, score FROM mention";

fn decided_mention(row: &Row<'_>) -> rusqlite::Result<DecidedMention> {
    let label: String = row.get(5)?;
    let proposed_label: Option<String> = row.get(12)?;
    Ok(DecidedMention {
        id: row.get(0)?,
        uuid: row.get(1)?,
        article_id: row.get(2)?,
        span: span_at(row, 3)?,
        label: Label::parse(&label).unwrap_or(Label::Other),
        words: row.get(6)?,
        value: value_at(row, 7)?,
        status: row.get(8)?,
        entity_id: row.get(9)?,
        proposed: match proposed_label {
            Some(label) => Some((span_at(row, 10)?, label)),
            None => None,
        },
        rule: row.get(13)?,
        extractor: row.get(14)?,
        score: row.get(15)?,
    })
}

/// The decided mention at exactly this place.
pub fn mention_decided_at(db: &Db, article_id: i64, span: Span, label: Label) -> Result<Option<DecidedMention>> {
    let sql = format!("{DECIDED} WHERE article_id = ?1 AND start_byte = ?2 AND end_byte = ?3 AND label = ?4");
    let params = (article_id, span.start_byte as i64, span.end_byte as i64, label.as_str());
    Ok(db.conn.prepare_cached(&sql)?.query_row(params, decided_mention).optional()?)
}

/// The decided mention of this UUID.
pub fn mention_of_uuid(db: &Db, uuid: &str) -> Result<Option<DecidedMention>> {
    let sql = format!("{DECIDED} WHERE uuid = ?1");
    Ok(db.conn.prepare_cached(&sql)?.query_row([uuid], decided_mention).optional()?)
}

/// Decided mentions that stand exactly here, of any label.
pub fn mentions_decided_on(db: &Db, article_id: i64, span: Span) -> Result<Vec<DecidedMention>> {
    let sql = format!("{DECIDED} WHERE article_id = ?1 AND start_byte = ?2 AND end_byte = ?3 ORDER BY id");
    decided_mentions(db, &sql, (article_id, span.start_byte as i64, span.end_byte as i64))
}

/// Accepted and doubtful mentions of a label that share bytes with the span.
///
/// Those of one label never overlap each other: of all that begin before the span, only the last can reach into it. The
/// others are not looked at, so that a name of a long article costs no more than one of a short one.
pub fn mentions_overlapping(db: &Db, article_id: i64, span: Span, label: Label) -> Result<Vec<DecidedMention>> {
    let sql = format!(
        "{DECIDED} WHERE article_id = ?1 AND label = ?4 AND status <> 'rejected' AND start_byte < ?3 AND ?2 < end_byte
            AND start_byte >= coalesce((
                SELECT start_byte FROM mention
                WHERE article_id = ?1 AND label = ?4 AND status <> 'rejected' AND start_byte <= ?2
                ORDER BY start_byte DESC LIMIT 1), 0)
        ORDER BY start_byte"
    );
    decided_mentions(db, &sql, (article_id, span.start_byte as i64, span.end_byte as i64, label.as_str()))
}

/// Decided mentions of an article, in reading order.
pub fn mentions_decided_in(db: &Db, article_id: i64) -> Result<Vec<DecidedMention>> {
    decided_mentions(db, &format!("{DECIDED} WHERE article_id = ?1 ORDER BY start_byte, end_byte, id"), [article_id])
}

/// Decided mentions of an entity, in reading order.
pub fn mentions_of_entity(db: &Db, entity_id: i64) -> Result<Vec<DecidedMention>> {
    decided_mentions(db, &format!("{DECIDED} WHERE entity_id = ?1 ORDER BY article_id, start_byte"), [entity_id])
}

/// Those in one article.
pub fn mentions_of_entity_in(db: &Db, entity_id: i64, article_id: i64) -> Result<Vec<DecidedMention>> {
    let sql = format!("{DECIDED} WHERE entity_id = ?1 AND article_id = ?2 ORDER BY +start_byte");
    decided_mentions(db, &sql, (entity_id, article_id))
}

/// Decided mentions whose words are this, in one article or in all; the caller compares folded.
pub fn mentions_decided_of_label(db: &Db, label: Label, article_id: Option<i64>) -> Result<Vec<DecidedMention>> {
    let sql = format!("{DECIDED} WHERE label = ?1 AND (?2 IS NULL OR article_id = ?2) ORDER BY article_id, start_byte");
    decided_mentions(db, &sql, (label.as_str(), article_id))
}

fn decided_mentions(db: &Db, sql: &str, params: impl rusqlite::Params) -> Result<Vec<DecidedMention>> {
    let mut statement = db.conn.prepare_cached(sql)?;
    let rows = statement.query_map(params, decided_mention)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn article_state(db: &Db, article_id: i64) -> Result<Option<ArticleState>> {
    const SQL: &str = "SELECT state FROM article_state WHERE article_id = ?1";
    let word: Option<String> = db.conn.prepare_cached(SQL)?.query_row([article_id], |row| row.get(0)).optional()?;
    word.map(|word| parsed(&word, ArticleState::parse)).transpose()
}

/// EDTF date of publication.
pub fn published(db: &Db, article_id: i64) -> Result<Option<String>> {
    const SQL: &str = "SELECT published FROM article_state WHERE article_id = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([article_id], |row| row.get(0)).optional()?.flatten())
}

/// The entity of this number; merged ones as they are.
pub fn entity(db: &Db, id: i64) -> Result<Option<EntityKey>> {
    const SQL: &str = "SELECT id, uuid, label, name, merged_into_id FROM entity WHERE id = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([id], entity_key).optional()?)
}

fn entity_key(row: &Row<'_>) -> rusqlite::Result<EntityKey> {
    Ok(EntityKey {
        id: row.get(0)?,
        uuid: row.get(1)?,
        label: row.get(2)?,
        name: row.get(3)?,
        merged_into_id: row.get(4)?,
    })
}

/// The entity that a decided mention names.
pub fn entity_of_mention(db: &Db, mention_id: i64) -> Result<Option<EntityKey>> {
    const SQL: &str = "
        SELECT entity.id, entity.uuid, entity.label, entity.name, entity.merged_into_id
        FROM mention JOIN entity ON entity.id = mention.entity_id WHERE mention.id = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([mention_id], entity_key).optional()?)
}

/// Whether the entity goes by exactly this name.
pub fn has_name(db: &Db, entity_uuid: &str, name: &str) -> Result<bool> {
    const SQL: &str = "
        SELECT 1 FROM entity JOIN entity_name ON entity_name.entity_id = entity.id WHERE entity.uuid = ?1 AND entity_name.name = ?2";
    Ok(db.conn.prepare_cached(SQL)?.query_row((entity_uuid, name), |_| Ok(())).optional()?.is_some())
}

/// All names of an entity.
pub fn names_of_entity(db: &Db, entity_id: i64) -> Result<Vec<String>> {
    const SQL: &str = "SELECT name FROM entity_name WHERE entity_id = ?1 ORDER BY id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([entity_id], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether an entity has words in an article.
pub fn is_named_in(db: &Db, entity_id: i64, article_id: i64) -> Result<bool> {
    const SQL: &str = "SELECT 1 FROM mention WHERE entity_id = ?1 AND article_id = ?2 LIMIT 1";
    Ok(db.conn.prepare_cached(SQL)?.query_row((entity_id, article_id), |_| Ok(())).optional()?.is_some())
}

/// Entities, not merged away, that have this identifier.
pub fn entities_identified(db: &Db, scheme: &str, value: &str) -> Result<Vec<EntityKey>> {
    const SQL: &str = "
        SELECT entity.id, entity.uuid, entity.label, entity.name, entity.merged_into_id
        FROM identifier JOIN entity ON entity.id = identifier.entity_id
        WHERE identifier.scheme = ?1 AND identifier.value = ?2 AND entity.merged_into_id IS NULL ORDER BY entity.id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map((scheme, value), entity_key)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether a person said that the two are never the same.
pub fn are_distinct(db: &Db, a: i64, b: i64) -> Result<bool> {
    const SQL: &str = "SELECT 1 FROM distinction WHERE entity_a_id = min(?1, ?2) AND entity_b_id = max(?1, ?2)";
    Ok(db.conn.prepare_cached(SQL)?.query_row((a, b), |_| Ok(())).optional()?.is_some())
}

const CLAIM: &str = "
    SELECT claim.id, claim.uuid, claim.kind, claim.status, claim.rule, claim.extractor, claim.score,
        (SELECT article_id FROM citation WHERE citation.claim_id = claim.id ORDER BY citation.id LIMIT 1) FROM claim";

fn claim_key(row: &Row<'_>) -> rusqlite::Result<(ClaimKey, String)> {
    let kind: String = row.get(2)?;
    let key = ClaimKey {
        id: row.get(0)?,
        uuid: row.get(1)?,
        kind: ClaimKind::parse(&kind).unwrap_or(ClaimKind::Event),
        status: row.get(3)?,
        rule: row.get(4)?,
        extractor: row.get(5)?,
        score: row.get(6)?,
        article_id: row.get(7)?,
    };
    Ok((key, kind))
}

pub fn claim(db: &Db, id: i64) -> Result<Option<ClaimKey>> {
    let found =
        db.conn.prepare_cached(&format!("{CLAIM} WHERE claim.id = ?1"))?.query_row([id], claim_key).optional()?;
    found.map(|(claim, kind)| parsed(&kind, ClaimKind::parse).map(|_| claim)).transpose()
}

/// The decided claim of this kind that rests on exactly these words.
pub fn claim_at(db: &Db, article_id: i64, kind: ClaimKind, span: Span) -> Result<Option<i64>> {
    const SQL: &str = "
        SELECT claim.id FROM citation JOIN claim ON claim.id = citation.claim_id
        WHERE citation.article_id = ?1 AND citation.start_byte = ?2 AND citation.end_byte = ?3 AND claim.kind = ?4
        ORDER BY claim.id LIMIT 1";
    let params = (article_id, span.start_byte as i64, span.end_byte as i64, kind.as_str());
    Ok(db.conn.prepare_cached(SQL)?.query_row(params, |row| row.get(0)).optional()?)
}

/// Article and place of the first words that a claim rests on.
pub fn place_of_claim(db: &Db, claim_id: i64) -> Result<Option<(i64, Span)>> {
    const SQL: &str = "SELECT article_id, start_byte, end_byte FROM citation WHERE claim_id = ?1 ORDER BY id LIMIT 1";
    let found = db.conn.prepare_cached(SQL)?.query_row([claim_id], |row| Ok((row.get(0)?, span_at(row, 1)?)));
    Ok(found.optional()?)
}

/// Whether a field of a claim has a value.
pub fn has_field(db: &Db, claim_id: i64, field: Field) -> Result<bool> {
    const SQL: &str = "SELECT 1 FROM claim_part WHERE claim_id = ?1 AND field = ?2";
    Ok(db.conn.prepare_cached(SQL)?.query_row((claim_id, field.as_str()), |_| Ok(())).optional()?.is_some())
}

/// The proposed claim of this kind at exactly this place.
pub fn claim_proposed_at(db: &Db, article_id: i64, kind: ClaimKind, span: Span) -> Result<Option<ProposedClaim>> {
    const SQL: &str = "
        SELECT p.words, p.parts_json, p.mentions_json, p.score, p.rule, run.extractor
        FROM proposal_claim AS p JOIN run ON run.id = p.run_id
        WHERE p.article_id = ?1 AND p.start_byte = ?2 AND p.end_byte = ?3 AND p.kind = ?4 ORDER BY p.position LIMIT 1";
    let params = (article_id, span.start_byte as i64, span.end_byte as i64, kind.as_str());
    let found = db.conn.prepare_cached(SQL)?.query_row(params, |row| {
        Ok(ProposedClaim {
            article_id,
            kind,
            span,
            words: row.get(0)?,
            parts: cache::parts_from_json(&row.get::<_, String>(1)?),
            mentions: serde_json::from_str(&row.get::<_, String>(2)?).unwrap_or_default(),
            score: row.get(3)?,
            rule: row.get(4)?,
            extractor: row.get(5)?,
        })
    });
    Ok(found.optional()?)
}

/// The name that an entity is listed under now; one that was joined to another keeps its own.
pub fn entity_name(db: &Db, uuid: &str) -> Result<Option<String>> {
    let mut statement = db.conn.prepare_cached("SELECT name FROM entity WHERE uuid = ?1")?;
    Ok(statement.query_row([uuid], |row| row.get(0)).optional()?)
}

pub fn uuid_of(db: &Db, table: &'static str, id: i64) -> Result<Option<String>> {
    let sql = format!("SELECT uuid FROM {table} WHERE id = ?1");
    Ok(db.conn.prepare_cached(&sql)?.query_row([id], |row| row.get(0)).optional()?)
}

pub fn measure_named(db: &Db, name: &str) -> Result<Option<String>> {
    const SQL: &str = "SELECT uuid FROM measure WHERE name = ?1 ORDER BY id LIMIT 1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([name], |row| row.get(0)).optional()?)
}

/// Names decided for always: verdict word, label, folded name.
pub fn standing(db: &Db) -> Result<Vec<(String, Label, String)>> {
    let mut statement = db.conn.prepare_cached("SELECT verdict, label, name_key FROM standing ORDER BY id")?;
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    rows.into_iter().map(|(verdict, label, key)| Ok((verdict, parsed(&label, Label::parse)?, key))).collect()
}
