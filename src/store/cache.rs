//! The cache: what the extractor proposed for each article, and the counts that lists show.
//!
//! Never holds a decision: emptying these tables loses nothing that a run of the extractor does not give again.

use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::claim::PartValue;
use crate::model::extraction::Extraction;
use crate::model::name_list::Choice;
use crate::model::value::Value;
use crate::store::Db;
use crate::store::Result;
use rusqlite::named_params;
use serde_json::Value as Json;
use serde_json::json;

/// Replaces the proposals of an article by those of this extraction. `key` folds words for "the same name everywhere".
pub fn put_run(
    db: &Db,
    article_id: i64,
    body: &str,
    extractor: &str,
    extraction: &Extraction,
    key: fn(&str) -> String,
) -> Result<()> {
    db.conn.prepare_cached("DELETE FROM run WHERE article_id = ?1")?.execute([article_id])?;
    let zones: Vec<Json> = extraction
        .zones
        .iter()
        .map(|zone| json!([zone.span.start_byte, zone.span.end_byte, zone.kind.as_str()]))
        .collect();
    db.conn.prepare_cached("INSERT INTO run (article_id, extractor, zones_json) VALUES (?1, ?2, ?3)")?.execute((
        article_id,
        extractor,
        Json::from(zones).to_string(),
    ))?;
    let run_id = db.conn.last_insert_rowid();
    put_entities(db, run_id, extraction)?;
    put_mentions(db, run_id, article_id, body, extraction, key)?;
    put_claims(db, run_id, article_id, body, extraction)
}

fn put_entities(db: &Db, run_id: i64, extraction: &Extraction) -> Result<()> {
    const SQL: &str = "
        INSERT INTO proposal_entity (run_id, position, label, name, aliases_json, ids_json) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    for (position, entity) in extraction.entities.iter().enumerate() {
        let (aliases, ids) = (json!(entity.aliases).to_string(), json!(entity.ids).to_string());
        db.conn.prepare_cached(SQL)?.execute((
            run_id,
            position as i64,
            entity.label.as_str(),
            &entity.name,
            aliases,
            ids,
        ))?;
        put_choices(db, run_id, position, &entity.choices)?;
    }
    Ok(())
}

fn put_choices(db: &Db, run_id: i64, entity_position: usize, choices: &[Choice]) -> Result<()> {
    const SQL: &str = "
        INSERT INTO proposal_choice (run_id, entity_position, position, list_title, name, ids_json, about)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    for (position, choice) in choices.iter().enumerate() {
        let Choice { list, name, ids, about } = choice;
        let ids = json!(ids).to_string();
        let row = (run_id, entity_position as i64, position as i64, list, name, ids, about);
        db.conn.prepare_cached(SQL)?.execute(row)?;
    }
    Ok(())
}

fn put_mentions(
    db: &Db,
    run_id: i64,
    article_id: i64,
    body: &str,
    extraction: &Extraction,
    key: fn(&str) -> String,
) -> Result<()> {
    const SQL: &str = "
        INSERT INTO proposal_mention (run_id, position, article_id, start_byte, end_byte, label, words, name_key,
            value_json, entity_position, known, score, rule)
        VALUES (:run_id, :position, :article_id, :start_byte, :end_byte, :label, :words, :name_key,
            :value_json, :entity_position, :known, :score, :rule)";
    for (position, mention) in extraction.mentions.iter().enumerate() {
        let words = mention.span.words(body).unwrap_or_default();
        db.conn.prepare_cached(SQL)?.execute(named_params! {
            ":run_id": run_id,
            ":position": position as i64,
            ":article_id": article_id,
            ":start_byte": mention.span.start_byte as i64,
            ":end_byte": mention.span.end_byte as i64,
            ":label": mention.label.as_str(),
            ":words": words,
            ":name_key": key(words),
            ":value_json": mention.value.as_ref().map(|value| value_to_json(value).to_string()),
            ":entity_position": mention.entity.map(|position| position as i64),
            ":known": i64::from(mention.known),
            ":score": mention.score,
            ":rule": mention.rule,
        })?;
    }
    Ok(())
}

fn put_claims(db: &Db, run_id: i64, article_id: i64, body: &str, extraction: &Extraction) -> Result<()> {
    const SQL: &str = "
        INSERT INTO proposal_claim (run_id, position, article_id, kind, start_byte, end_byte, words, parts_json,
            mentions_json, score, rule)
        VALUES (:run_id, :position, :article_id, :kind, :start_byte, :end_byte, :words, :parts_json,
            :mentions_json, :score, :rule)";
    for (position, claim) in extraction.claims.iter().enumerate() {
        let parts: Vec<Json> = claim.parts.iter().map(part_to_json).collect();
        db.conn.prepare_cached(SQL)?.execute(named_params! {
            ":run_id": run_id,
            ":position": position as i64,
            ":article_id": article_id,
            ":kind": claim.kind.as_str(),
            ":start_byte": claim.span.start_byte as i64,
            ":end_byte": claim.span.end_byte as i64,
            ":words": claim.span.words(body).unwrap_or_default(),
            ":parts_json": Json::from(parts).to_string(),
            ":mentions_json": json!(claim.mentions).to_string(),
            ":score": claim.score,
            ":rule": claim.rule,
        })?;
    }
    Ok(())
}

/// `"2023-11"`, `1300000.0`, `{"either": ["2023-05-04", "2023-04-05"]}`.
pub fn value_to_json(value: &Value) -> Json {
    match value {
        Value::Text(text) => json!(text),
        Value::Number(number) => json!(number),
        Value::Either(first, second) => json!({ "either": [first, second] }),
    }
}

/// The value that [`value_to_json`] wrote; `None` for anything else.
pub fn value_from_json(json: &Json) -> Option<Value> {
    match json {
        Json::String(text) => Some(Value::Text(text.clone())),
        Json::Number(number) => number.as_f64().map(Value::Number),
        Json::Object(object) => {
            let pair = object.get("either")?.as_array()?;
            Some(Value::Either(pair.first()?.as_str()?.to_owned(), pair.get(1)?.as_str()?.to_owned()))
        }
        _ => None,
    }
}

fn part_to_json(part: &Part<usize>) -> Json {
    let value = match &part.value {
        PartValue::Text(text) => json!(text),
        PartValue::Number(number) => json!(number),
        PartValue::Entity(position) => json!({ "entity": position }),
        PartValue::Span(span) => json!({ "span": [span.start_byte, span.end_byte] }),
    };
    json!([part.field.as_str(), value])
}

/// The parts that [`put_run`] wrote; what does not fit is left out.
pub fn parts_from_json(parts: &str) -> Vec<Part<usize>> {
    let parsed: Vec<(String, Json)> = serde_json::from_str(parts).unwrap_or_default();
    parsed
        .into_iter()
        .filter_map(|(field, value)| {
            let field = Field::parse(&field)?;
            let value = match value {
                Json::String(text) => PartValue::Text(text),
                Json::Number(number) => PartValue::Number(number.as_f64()?),
                Json::Object(object) => match (object.get("entity"), object.get("span")) {
                    (Some(position), _) => PartValue::Entity(position.as_u64()? as usize),
                    (None, Some(range)) => {
                        let start = range.get(0)?.as_u64()? as usize;
                        PartValue::Span(crate::model::span::Span::new(start, range.get(1)?.as_u64()? as usize))
                    }
                    (None, None) => return None,
                },
                _ => return None,
            };
            Some(Part { field, value })
        })
        .collect()
}

/// Counts an article's proposals and decisions again.
pub fn refresh_tally(db: &Db, article_id: i64) -> Result<()> {
    const SQL: &str = "
        INSERT INTO tally (article_id, n_undecided, n_known, n_accepted, n_rejected, n_doubtful)
        SELECT ?1,
            (SELECT count(*) FROM undecided_mention WHERE article_id = ?1 AND known = 0)
                + (SELECT count(*) FROM undecided_claim WHERE article_id = ?1),
            (SELECT count(*) FROM undecided_mention WHERE article_id = ?1 AND known = 1),
            (SELECT count(*) FROM decided WHERE status = 'accepted'),
            (SELECT count(*) FROM decided WHERE status = 'rejected'),
            (SELECT count(*) FROM decided WHERE status = 'doubtful')
        FROM (SELECT 1) WHERE true
        ON CONFLICT (article_id) DO UPDATE SET
            n_undecided = excluded.n_undecided, n_known = excluded.n_known, n_accepted = excluded.n_accepted,
            n_rejected = excluded.n_rejected, n_doubtful = excluded.n_doubtful";
    const DECIDED: &str = "
        WITH decided AS (
            SELECT status FROM mention WHERE article_id = ?1
            UNION ALL
            SELECT claim.status FROM citation JOIN claim ON claim.id = citation.claim_id WHERE citation.article_id = ?1)";
    db.conn.prepare_cached(&format!("{DECIDED}{SQL}"))?.execute([article_id])?;
    Ok(())
}

/// How many mentions and claims are proposed in these articles, decided or not.
pub fn n_proposals(db: &Db, articles: &[i64]) -> Result<usize> {
    const SQL: &str = "
        SELECT (SELECT count(*) FROM proposal_mention WHERE article_id = ?1)
            + (SELECT count(*) FROM proposal_claim WHERE article_id = ?1)";
    let mut n_proposals = 0;
    for article in articles {
        n_proposals += db.conn.prepare_cached(SQL)?.query_row([article], |row| row.get::<_, i64>(0))?;
    }
    Ok(n_proposals as usize)
}

/// Articles in the dossier whose proposals are of another extractor, or missing.
pub fn articles_without_run_of(db: &Db, extractor: &str) -> Result<Vec<i64>> {
    const SQL: &str = "
        SELECT article_state.article_id FROM article_state LEFT JOIN run ON run.article_id = article_state.article_id
        WHERE run.extractor IS NOT ?1 ORDER BY article_state.article_id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([extractor], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
