//! Rows of the projection, one function per kind of change. Only a replay of facts calls these.
//!
//! Never decides and never records: the triggers of `store::images` see every row that changes here.

use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::kind::ArticleField;
use crate::model::kind::ArticleState;
use crate::model::kind::Label;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;
use crate::store::Db;
use crate::store::Result;
use rusqlite::OptionalExtension as _;
use rusqlite::named_params;

/// A row of `article_state`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleStateRow {
    pub article_id: i64,
    pub state: ArticleState,
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<String>,
    pub published_basis: Option<String>,
    pub author: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub batch: i64,
}

/// Who decided, when and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub by: String,
    pub millis: i64,
    pub how: String,
}

/// Which rule of which extractor proposed something, how sure; all `None` when made by hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    pub rule: Option<String>,
    pub extractor: Option<String>,
    pub score: Option<f64>,
}

/// A row of `mention`.
#[derive(Clone, Debug, PartialEq)]
pub struct MentionRow {
    pub id: i64,
    pub uuid: String,
    pub article_id: i64,
    pub span: Span,
    pub label: String,
    pub words: String,
    pub value_json: Option<String>,
    pub status: String,
    pub entity_id: Option<i64>,
    pub proposed: Option<(Span, String)>,
    pub origin: Origin,
    pub decided: Decided,
}

/// A row of `claim`.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimRow {
    pub id: i64,
    pub uuid: String,
    pub kind: String,
    pub status: String,
    pub origin: Origin,
    pub decided: Decided,
}

/// `id` of the row with this `uuid`; `None` where there is none (any more).
pub fn id_of(db: &Db, table: &'static str, uuid: &str) -> Result<Option<i64>> {
    let sql = format!("SELECT id FROM {table} WHERE uuid = ?1");
    Ok(db.conn.prepare_cached(&sql)?.query_row([uuid], |row| row.get(0)).optional()?)
}

/// Notes that this number was given; numbers are never given twice, also after undo.
pub fn use_number(db: &Db, counter: &'static str, number: i64) -> Result<()> {
    const SQL: &str = "
        INSERT INTO counter (name, last) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET last = max(last, excluded.last)";
    db.conn.prepare_cached(SQL)?.execute((counter, number))?;
    Ok(())
}

/// The last number given.
pub fn last_number(db: &Db, counter: &'static str) -> Result<i64> {
    const SQL: &str = "SELECT last FROM counter WHERE name = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([counter], |row| row.get(0)).optional()?.unwrap_or(0))
}

// ------------------------------------------------------------------------------------------------------- articles

pub fn insert_article_state(db: &Db, row: &ArticleStateRow) -> Result<()> {
    const SQL: &str = "
        INSERT INTO article_state (article_id, state, title, publisher, published, published_basis, author, url, language, batch)
        VALUES (:article_id, :state, :title, :publisher, :published, :published_basis, :author, :url, :language, :batch)";
    db.conn.prepare_cached(SQL)?.execute(named_params! {
        ":article_id": row.article_id,
        ":state": row.state.as_str(),
        ":title": row.title,
        ":publisher": row.publisher,
        ":published": row.published,
        ":published_basis": row.published_basis,
        ":author": row.author,
        ":url": row.url,
        ":language": row.language,
        ":batch": row.batch,
    })?;
    Ok(())
}

/// Sets a descriptive field; `basis` goes with `published` alone.
pub fn set_article_field(
    db: &Db,
    article_id: i64,
    field: ArticleField,
    value: Option<&str>,
    basis: Option<&str>,
) -> Result<()> {
    if field == ArticleField::Published {
        const SQL: &str = "UPDATE article_state SET published = ?2, published_basis = ?3 WHERE article_id = ?1";
        db.conn.prepare_cached(SQL)?.execute((article_id, value, basis))?;
    } else {
        let sql = format!("UPDATE article_state SET {field} = ?2 WHERE article_id = ?1");
        db.conn.prepare_cached(&sql)?.execute((article_id, value))?;
    }
    Ok(())
}

pub fn set_article_state(db: &Db, article_id: i64, state: ArticleState) -> Result<()> {
    const SQL: &str = "UPDATE article_state SET state = ?2 WHERE article_id = ?1 AND state <> ?2";
    db.conn.prepare_cached(SQL)?.execute((article_id, state.as_str()))?;
    Ok(())
}

/// Lays a zone over the article: corrections that it covers go, those it cuts are replaced by it.
pub fn set_zone(db: &Db, article_id: i64, span: Span, kind: ZoneKind) -> Result<()> {
    const CLEAR: &str = "DELETE FROM zone WHERE article_id = ?1 AND start_byte < ?3 AND ?2 < end_byte";
    const INSERT: &str = "INSERT INTO zone (article_id, start_byte, end_byte, kind) VALUES (?1, ?2, ?3, ?4)";
    let (start, end) = (span.start_byte as i64, span.end_byte as i64);
    db.conn.prepare_cached(CLEAR)?.execute((article_id, start, end))?;
    db.conn.prepare_cached(INSERT)?.execute((article_id, start, end, kind.as_str()))?;
    Ok(())
}

// ------------------------------------------------------------------------------------------------------- entities

pub fn insert_entity(db: &Db, id: i64, uuid: &str, label: &str, name: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO entity (id, uuid, label, name) VALUES (?1, ?2, ?3, ?4)";
    db.conn.prepare_cached(SQL)?.execute((id, uuid, label, name))?;
    use_number(db, "entity", id)
}

pub fn add_name(db: &Db, entity_id: i64, name: &str, name_key: &str) -> Result<()> {
    const SQL: &str = "
        INSERT INTO entity_name (entity_id, name, name_key) SELECT ?1, ?2, ?3
        WHERE NOT EXISTS (SELECT 1 FROM entity_name WHERE entity_id = ?1 AND name = ?2)";
    db.conn.prepare_cached(SQL)?.execute((entity_id, name, name_key))?;
    Ok(())
}

pub fn set_entity_name(db: &Db, entity_id: i64, name: &str) -> Result<()> {
    db.conn.prepare_cached("UPDATE entity SET name = ?2 WHERE id = ?1")?.execute((entity_id, name))?;
    Ok(())
}

pub fn set_entity_label(db: &Db, entity_id: i64, label: Label) -> Result<()> {
    db.conn.prepare_cached("UPDATE entity SET label = ?2 WHERE id = ?1")?.execute((entity_id, label.as_str()))?;
    Ok(())
}

pub fn add_identifier(db: &Db, entity_id: i64, scheme: &str, value: &str) -> Result<()> {
    const SQL: &str = "
        INSERT INTO identifier (entity_id, scheme, value) SELECT ?1, ?2, ?3
        WHERE NOT EXISTS (SELECT 1 FROM identifier WHERE entity_id = ?1 AND scheme = ?2 AND value = ?3)";
    db.conn.prepare_cached(SQL)?.execute((entity_id, scheme, value))?;
    Ok(())
}

/// Everything that `from` is moves to `into`; `from` stays as a name that leads there.
pub fn merge_entities(db: &Db, from: i64, into: i64) -> Result<()> {
    const STEPS: &[&str] = &[
        "UPDATE mention SET entity_id = ?2 WHERE entity_id = ?1",
        "UPDATE claim_part SET entity_id = ?2 WHERE entity_id = ?1",
        "INSERT INTO entity_name (entity_id, name, name_key)
            SELECT ?2, name, name_key FROM entity_name AS mine WHERE entity_id = ?1
            AND NOT EXISTS (SELECT 1 FROM entity_name AS theirs WHERE theirs.entity_id = ?2 AND theirs.name = mine.name)
            ORDER BY id",
        "DELETE FROM entity_name WHERE entity_id = ?1 AND ?2 = ?2",
        "INSERT INTO identifier (entity_id, scheme, value)
            SELECT ?2, scheme, value FROM identifier AS mine WHERE entity_id = ?1
            AND NOT EXISTS (SELECT 1 FROM identifier AS theirs
                            WHERE theirs.entity_id = ?2 AND theirs.scheme = mine.scheme AND theirs.value = mine.value)
            ORDER BY id",
        "DELETE FROM identifier WHERE entity_id = ?1 AND ?2 = ?2",
        "UPDATE note SET subject_id = ?2 WHERE subject = 'entity' AND subject_id = ?1",
        "INSERT INTO tag (subject, subject_id, tag)
            SELECT 'entity', ?2, tag FROM tag AS mine WHERE subject = 'entity' AND subject_id = ?1
            AND NOT EXISTS (SELECT 1 FROM tag AS theirs
                            WHERE theirs.subject = 'entity' AND theirs.subject_id = ?2 AND theirs.tag = mine.tag)
            ORDER BY id",
        "DELETE FROM tag WHERE subject = 'entity' AND subject_id = ?1 AND ?2 = ?2",
        "UPDATE OR IGNORE distinction SET entity_a_id = min(?2, entity_b_id), entity_b_id = max(?2, entity_b_id) WHERE entity_a_id = ?1",
        "UPDATE OR IGNORE distinction SET entity_a_id = min(?2, entity_a_id), entity_b_id = max(?2, entity_a_id) WHERE entity_b_id = ?1",
        "DELETE FROM distinction WHERE (entity_a_id = ?1 OR entity_b_id = ?1) AND ?2 = ?2",
        "UPDATE entity SET merged_into_id = ?2 WHERE merged_into_id = ?1",
        "UPDATE entity SET merged_into_id = ?2 WHERE id = ?1",
    ];
    for step in STEPS {
        db.conn.prepare_cached(step)?.execute((from, into))?;
    }
    Ok(())
}

pub fn insert_distinction(db: &Db, a: i64, b: i64) -> Result<()> {
    const SQL: &str = "
        INSERT INTO distinction (entity_a_id, entity_b_id) SELECT min(?1, ?2), max(?1, ?2)
        WHERE NOT EXISTS (SELECT 1 FROM distinction WHERE entity_a_id = min(?1, ?2) AND entity_b_id = max(?1, ?2))";
    db.conn.prepare_cached(SQL)?.execute((a, b))?;
    Ok(())
}

// ------------------------------------------------------------------------------------------------------- mentions

/// Inserts the mention, or gives the one of the same uuid these values.
pub fn put_mention(db: &Db, row: &MentionRow) -> Result<()> {
    const SQL: &str = "
        INSERT INTO mention (id, uuid, article_id, start_byte, end_byte, label, words, value_json, status, entity_id,
            proposed_start_byte, proposed_end_byte, proposed_label, rule, extractor, score,
            decided_by, decided_millis, decided_how)
        VALUES (:id, :uuid, :article_id, :start_byte, :end_byte, :label, :words, :value_json, :status, :entity_id,
            :proposed_start_byte, :proposed_end_byte, :proposed_label, :rule, :extractor, :score,
            :decided_by, :decided_millis, :decided_how)
        ON CONFLICT (uuid) DO UPDATE SET
            start_byte = excluded.start_byte, end_byte = excluded.end_byte, label = excluded.label,
            words = excluded.words, value_json = excluded.value_json, status = excluded.status,
            entity_id = excluded.entity_id, proposed_start_byte = excluded.proposed_start_byte,
            proposed_end_byte = excluded.proposed_end_byte, proposed_label = excluded.proposed_label,
            rule = excluded.rule, extractor = excluded.extractor, score = excluded.score,
            decided_by = excluded.decided_by, decided_millis = excluded.decided_millis,
            decided_how = excluded.decided_how";
    db.conn.prepare_cached(SQL)?.execute(named_params! {
        ":id": row.id,
        ":uuid": row.uuid,
        ":article_id": row.article_id,
        ":start_byte": row.span.start_byte as i64,
        ":end_byte": row.span.end_byte as i64,
        ":label": row.label,
        ":words": row.words,
        ":value_json": row.value_json,
        ":status": row.status,
        ":entity_id": row.entity_id,
        ":proposed_start_byte": row.proposed.as_ref().map(|(span, _)| span.start_byte as i64),
        ":proposed_end_byte": row.proposed.as_ref().map(|(span, _)| span.end_byte as i64),
        ":proposed_label": row.proposed.as_ref().map(|(_, label)| label),
        ":rule": row.origin.rule,
        ":extractor": row.origin.extractor,
        ":score": row.origin.score,
        ":decided_by": row.decided.by,
        ":decided_millis": row.decided.millis,
        ":decided_how": row.decided.how,
    })?;
    use_number(db, "mention", row.id)
}

pub fn delete_mention(db: &Db, id: i64) -> Result<()> {
    db.conn.prepare_cached("DELETE FROM mention WHERE id = ?1")?.execute([id])?;
    Ok(())
}

pub fn set_mention_entity(db: &Db, mention_id: i64, entity_id: i64) -> Result<()> {
    db.conn.prepare_cached("UPDATE mention SET entity_id = ?2 WHERE id = ?1")?.execute((mention_id, entity_id))?;
    Ok(())
}

// --------------------------------------------------------------------------------------------------------- claims

/// Inserts the claim, or gives the one of the same uuid this status.
pub fn put_claim(db: &Db, row: &ClaimRow) -> Result<()> {
    const SQL: &str = "
        INSERT INTO claim (id, uuid, kind, status, rule, extractor, score, decided_by, decided_millis, decided_how)
        VALUES (:id, :uuid, :kind, :status, :rule, :extractor, :score, :decided_by, :decided_millis, :decided_how)
        ON CONFLICT (uuid) DO UPDATE SET
            status = excluded.status, decided_by = excluded.decided_by, decided_millis = excluded.decided_millis,
            decided_how = excluded.decided_how";
    db.conn.prepare_cached(SQL)?.execute(named_params! {
        ":id": row.id,
        ":uuid": row.uuid,
        ":kind": row.kind,
        ":status": row.status,
        ":rule": row.origin.rule,
        ":extractor": row.origin.extractor,
        ":score": row.origin.score,
        ":decided_by": row.decided.by,
        ":decided_millis": row.decided.millis,
        ":decided_how": row.decided.how,
    })?;
    use_number(db, "claim", row.id)
}

/// Takes a claim away with all that hangs on it.
pub fn delete_claim(db: &Db, id: i64) -> Result<()> {
    const STEPS: &[&str] = &[
        "DELETE FROM difference WHERE claim_a_id = ?1 OR claim_b_id = ?1",
        "UPDATE difference SET preferred_id = NULL WHERE preferred_id = ?1",
        "DELETE FROM note WHERE subject = 'claim' AND subject_id = ?1",
        "DELETE FROM tag WHERE subject = 'claim' AND subject_id = ?1",
        "DELETE FROM claim_part WHERE claim_id = ?1",
        "DELETE FROM citation WHERE claim_id = ?1",
        "DELETE FROM claim WHERE id = ?1",
    ];
    for step in STEPS {
        db.conn.prepare_cached(step)?.execute([id])?;
    }
    Ok(())
}

pub fn insert_citation(db: &Db, uuid: &str, claim_id: i64, article_id: i64, span: Span, words: &str) -> Result<()> {
    const SQL: &str = "
        INSERT INTO citation (uuid, claim_id, article_id, start_byte, end_byte, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let (start, end) = (span.start_byte as i64, span.end_byte as i64);
    db.conn.prepare_cached(SQL)?.execute((uuid, claim_id, article_id, start, end, words))?;
    Ok(())
}

/// Gives a field of a claim exactly these values, in order.
pub fn set_claim_field(db: &Db, claim_id: i64, field: Field, values: &[PartValue<i64>]) -> Result<()> {
    const CLEAR: &str = "DELETE FROM claim_part WHERE claim_id = ?1 AND field = ?2";
    const INSERT: &str = "
        INSERT INTO claim_part (claim_id, field, position, text, number, entity_id, start_byte, end_byte)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    db.conn.prepare_cached(CLEAR)?.execute((claim_id, field.as_str()))?;
    for (position, value) in values.iter().enumerate() {
        let (mut text, mut number, mut entity, mut span) = (None, None, None, None);
        match value {
            PartValue::Text(value) => text = Some(value),
            PartValue::Number(value) => number = Some(*value),
            PartValue::Entity(value) => entity = Some(*value),
            PartValue::Span(value) => span = Some(*value),
        }
        let start = span.map(|span| span.start_byte as i64);
        let end = span.map(|span| span.end_byte as i64);
        let row = (claim_id, field.as_str(), position as i64, text, number, entity, start, end);
        db.conn.prepare_cached(INSERT)?.execute(row)?;
    }
    Ok(())
}

pub fn insert_measure(db: &Db, id: i64, uuid: &str, name: &str) -> Result<()> {
    db.conn.prepare_cached("INSERT INTO measure (id, uuid, name) VALUES (?1, ?2, ?3)")?.execute((id, uuid, name))?;
    use_number(db, "measure", id)
}

pub fn set_claim_measure(db: &Db, claim_id: i64, measure_id: i64) -> Result<()> {
    db.conn.prepare_cached("UPDATE claim SET measure_id = ?2 WHERE id = ?1")?.execute((claim_id, measure_id))?;
    Ok(())
}

/// What was said of two claims; saying it again replaces it.
pub fn put_difference(
    db: &Db,
    uuid: &str,
    claims: (i64, i64),
    how: &str,
    preferred: Option<i64>,
    note: Option<&str>,
) -> Result<()> {
    const SQL: &str = "
        INSERT INTO difference (uuid, claim_a_id, claim_b_id, how, preferred_id, note)
        VALUES (?1, min(?2, ?3), max(?2, ?3), ?4, ?5, ?6)
        ON CONFLICT (claim_a_id, claim_b_id) DO UPDATE SET
            how = excluded.how, preferred_id = excluded.preferred_id, note = excluded.note";
    db.conn.prepare_cached(SQL)?.execute((uuid, claims.0, claims.1, how, preferred, note))?;
    Ok(())
}

// ------------------------------------------------------------------------------------------- names, notes and tags

/// A row of `standing`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingRow {
    pub uuid: String,
    /// `accepted` or `rejected`.
    pub verdict: String,
    pub label: String,
    pub name: String,
    pub name_key: String,
    pub decided_by: String,
    pub decided_millis: i64,
}

/// A name decided for always; deciding it again replaces it.
pub fn put_standing(db: &Db, row: &StandingRow) -> Result<()> {
    const SQL: &str = "
        INSERT INTO standing (uuid, verdict, label, name, name_key, decided_by, decided_millis)
        VALUES (:uuid, :verdict, :label, :name, :name_key, :decided_by, :decided_millis)
        ON CONFLICT (name_key, label) DO UPDATE SET
            verdict = excluded.verdict, name = excluded.name, decided_by = excluded.decided_by,
            decided_millis = excluded.decided_millis";
    db.conn.prepare_cached(SQL)?.execute(named_params! {
        ":uuid": row.uuid,
        ":verdict": row.verdict,
        ":label": row.label,
        ":name": row.name,
        ":name_key": row.name_key,
        ":decided_by": row.decided_by,
        ":decided_millis": row.decided_millis,
    })?;
    Ok(())
}

pub fn delete_standing(db: &Db, name_key: &str, label: &str) -> Result<()> {
    const SQL: &str = "DELETE FROM standing WHERE name_key = ?1 AND label = ?2";
    db.conn.prepare_cached(SQL)?.execute((name_key, label))?;
    Ok(())
}

/// A row of `name_list`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameListRow {
    pub uuid: String,
    pub title: String,
    pub source_sha256: String,
    pub format: String,
    pub label: Option<String>,
    pub is_sure: bool,
    pub licence: Option<String>,
    pub n_entries: i64,
    pub added_by: String,
    pub added_millis: i64,
}

pub fn insert_name_list(db: &Db, row: &NameListRow) -> Result<()> {
    const SQL: &str = "
        INSERT INTO name_list (uuid, title, source_sha256, format, label, is_sure, licence, n_entries, added_by, added_millis)
        VALUES (:uuid, :title, :source_sha256, :format, :label, :is_sure, :licence, :n_entries, :added_by, :added_millis)";
    db.conn.prepare_cached(SQL)?.execute(named_params! {
        ":uuid": row.uuid,
        ":title": row.title,
        ":source_sha256": row.source_sha256,
        ":format": row.format,
        ":label": row.label,
        ":is_sure": row.is_sure,
        ":licence": row.licence,
        ":n_entries": row.n_entries,
        ":added_by": row.added_by,
        ":added_millis": row.added_millis,
    })?;
    Ok(())
}

pub fn delete_name_list(db: &Db, id: i64) -> Result<()> {
    db.conn.prepare_cached("DELETE FROM name_list WHERE id = ?1")?.execute([id])?;
    Ok(())
}

pub fn insert_note(db: &Db, uuid: &str, on: (&str, i64), text: &str, written: (&str, i64)) -> Result<()> {
    const SQL: &str = "
        INSERT INTO note (uuid, subject, subject_id, text, written_by, written_millis) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    db.conn.prepare_cached(SQL)?.execute((uuid, on.0, on.1, text, written.0, written.1))?;
    Ok(())
}

pub fn add_tag(db: &Db, on: (&str, i64), tag: &str) -> Result<()> {
    const SQL: &str = "
        INSERT INTO tag (subject, subject_id, tag) SELECT ?1, ?2, ?3
        WHERE NOT EXISTS (SELECT 1 FROM tag WHERE subject = ?1 AND subject_id = ?2 AND tag = ?3)";
    db.conn.prepare_cached(SQL)?.execute((on.0, on.1, tag))?;
    Ok(())
}

pub fn delete_tag(db: &Db, on: (&str, i64), tag: &str) -> Result<()> {
    const SQL: &str = "DELETE FROM tag WHERE subject = ?1 AND subject_id = ?2 AND tag = ?3";
    db.conn.prepare_cached(SQL)?.execute((on.0, on.1, tag))?;
    Ok(())
}
