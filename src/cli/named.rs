//! Which article, entity, claim or place a decision means: by reference, id, name, or the words it stands on.
//!
//! Never guesses between two: it says that there are two.

use crate::ledger::command::ArticleId;
use crate::ledger::command::ClaimRef;
use crate::ledger::command::EntityId;
use crate::model::kind::ClaimKind;
use crate::model::kind::Status;
use crate::model::span::CodePoints;
use crate::model::span::Span;
use crate::store::Db;
use crate::store::read::articles;
use crate::store::read::claims;
use crate::store::read::entities;
use crate::store::read::lookup;
use crate::store::record;
use crate::workspace::name_key;
use serde_json::Map;
use serde_json::Value as Json;

/// What was meant, or why it is not clear.
type Named<T> = Result<T, String>;

/// The one article of this reference, id prefix or file name.
pub fn article(db: &Db, name: &str) -> Named<ArticleId> {
    let found = articles::named(db, name).map_err(|error| error.to_string())?;
    match found.as_slice() {
        [] => Err(format!("no article is called \"{name}\"")),
        [article] => Ok(*article),
        several => Err(format!("\"{name}\" means {} articles: use a reference (A{})", several.len(), several[0])),
    }
}

/// An entity by reference, id or name; or by an object with its `id`, the `article`, `start` and `end` of a mention of
/// it, its `name`: the first of these that leads to one.
pub fn entity(db: &Db, json: &Json) -> Named<EntityId> {
    match json {
        Json::String(name) => entity_called(db, name),
        Json::Object(object) => {
            let text = |key: &str| object.get(key).and_then(Json::as_str);
            if let Some(Ok(id)) = text("id").map(|id| entity_called(db, id)) {
                return Ok(id);
            }
            if object.contains_key("start") {
                return entity_at(db, object);
            }
            text("name").map_or_else(|| Err("no entity of this id is here".to_owned()), |name| entity_called(db, name))
        }
        _ => Err("an entity is a reference, an id, a name, or an object with article, start and end".to_owned()),
    }
}

fn entity_called(db: &Db, name: &str) -> Named<EntityId> {
    let found = entities::named(db, name, &name_key(name)).map_err(|error| error.to_string())?;
    match found.as_slice() {
        [] => Err(format!("no entity is called \"{name}\"")),
        [entity] => Ok(*entity),
        several => Err(format!("\"{name}\" means {} entities: use a reference (E{})", several.len(), several[0])),
    }
}

/// The entity that the words at a place name.
fn entity_at(db: &Db, object: &Map<String, Json>) -> Named<EntityId> {
    let article = article_of(db, object)?;
    let span = span_of(db, article, object)?;
    let here = lookup::mentions_decided_on(db, article, span).map_err(|error| error.to_string())?;
    let label = object.get("label").and_then(Json::as_str);
    let mut found: Vec<EntityId> = here
        .iter()
        .filter(|mention| mention.status != Status::Rejected.as_str())
        .filter(|mention| label.is_none_or(|label| mention.label.as_str() == label))
        .filter_map(|mention| mention.entity_id)
        .collect();
    found.dedup();
    match found.as_slice() {
        [entity] => Ok(*entity),
        [] => Err("no accepted words at this place name an entity".to_owned()),
        _ => Err("the words at this place name several entities".to_owned()),
    }
}

/// A claim by reference or id, or by an object with `article`, `start`, `end` and `kind`, and perhaps its `id`.
pub fn claim(db: &Db, json: &Json) -> Named<ClaimRef> {
    match json {
        Json::String(name) => claim_called(db, name)?.ok_or_else(|| format!("no claim is called \"{name}\"")),
        Json::Object(object) => {
            if let Some(id) = object.get("id").and_then(Json::as_str)
                && let Some(claim) = claim_called(db, id)?
            {
                return Ok(claim);
            }
            let kind = object.get("kind").and_then(Json::as_str).ok_or("`kind` is missing")?;
            let kind = ClaimKind::parse(kind).ok_or_else(|| format!("`{kind}` is not a kind of claim"))?;
            let article = article_of(db, object)?;
            let span = span_of(db, article, object)?;
            let decided = lookup::claim_at(db, article, kind, span).map_err(|error| error.to_string())?;
            Ok(decided.map_or(ClaimRef::Proposed { article, kind, span }, ClaimRef::Decided))
        }
        _ => Err("a claim is a reference, an id, or an object with article, start, end and kind".to_owned()),
    }
}

fn claim_called(db: &Db, name: &str) -> Named<Option<ClaimRef>> {
    Ok(claims::named(db, name).map_err(|error| error.to_string())?.map(ClaimRef::Decided))
}

fn article_of(db: &Db, object: &Map<String, Json>) -> Named<ArticleId> {
    article(db, object.get("article").and_then(Json::as_str).ok_or("`article` is missing")?)
}

/// The place that `start` and `end` mean, in code points.
pub fn span_of(db: &Db, article: ArticleId, object: &Map<String, Json>) -> Named<Span> {
    let offset = |key: &str| {
        let offset = object.get(key).and_then(Json::as_u64);
        offset.map(|offset| offset as usize).ok_or_else(|| format!("`{key}` must be a whole number"))
    };
    span_at(db, article, offset("start")?, offset("end")?)
}

pub fn span_at(db: &Db, article: ArticleId, start: usize, end: usize) -> Named<Span> {
    let body = record::body_of_article(db, article).map_err(|error| error.to_string())?;
    let span = CodePoints::new(&body).span(start, end);
    span.ok_or_else(|| format!("the offsets {start} to {end} do not fit the article's text"))
}
