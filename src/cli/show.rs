//! `dossier show`: one article, entity, claim or measure with all that belongs to it.
//!
//! Never guesses between two things of one name: it says what they are called.

use crate::cli::Session;
use crate::cli::console::Error;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::cli::json;
use crate::cli::named;
use crate::model::id::parse_ref;
use crate::model::span::CodePoints;
use crate::store::Db;
use crate::store::read::articles;
use crate::store::read::claims;
use crate::store::read::entities;
use crate::store::read::measures;
use crate::store::read::review;
use crate::workspace::name_key;
use serde_json::Value as Json;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The dossier
    pub(super) file: PathBuf,
    /// A reference (A17, E12, F203, U3), an id, a file name or a name
    id: String,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    let db = session.reader(&args.file)?;
    let shown = db.snapshot(|| show(&db, &args.id))?;
    if session.console.json {
        session.console.line(&shown.to_string())?;
    } else {
        for line in lines(&shown, 0) {
            session.console.line(&line)?;
        }
    }
    Ok(Exit::Done)
}

fn show(db: &Db, id: &str) -> Result<Json, Error> {
    if let Some(('U', number)) = parse_ref(id) {
        let found = measures::measures(db)?.into_iter().find(|measure| measure.id == number);
        return found
            .map(|measure| json::measure(&measure))
            .ok_or_else(|| Error::Message(format!("there is no measure {id}")));
    }
    if let Some(claim) = claims::named(db, id)?.map(|number| claims::claim(db, number)).transpose()?.flatten() {
        return Ok(json::claim(db, &claim)?);
    }
    match articles::named(db, id)?.as_slice() {
        [] => {}
        [article] => return show_article(db, *article),
        _ => return Err(Error::Message(named::article(db, id).err().unwrap_or_default())),
    }
    let number = named::entity(db, &json!(id)).map_err(|reason| {
        let nothing = entities::named(db, id, &name_key(id)).is_ok_and(|found| found.is_empty());
        Error::Message(if nothing { format!("nothing here is called \"{id}\"") } else { reason })
    })?;
    show_entity(db, number)
}

fn show_article(db: &Db, id: i64) -> Result<Json, Error> {
    let Some(review) = review::review(db, id, name_key)? else {
        return Err(Error::Message(format!("there is no article A{id}")));
    };
    let points = CodePoints::new(&review.body);
    let mentions: Vec<Json> = review
        .mentions
        .iter()
        .map(|mention| {
            let (start, end) = points.range(mention.span);
            json!({
                "start": start, "end": end, "label": mention.label.as_str(), "words": mention.words,
                "status": mention.status.map_or("proposed", |status| status.as_str()),
                "entity": mention.name.and_then(|name| review.names[name].card.as_ref()).map(|card| format!("E{}", card.id)),
                "rule": mention.rule, "score": mention.score,
            })
        })
        .collect();
    let claims: Vec<Json> = review
        .claims
        .iter()
        .map(|claim| {
            let (start, end) = points.range(claim.span);
            json!({
                "ref": claim.id.map(|id| format!("{}{id}", claim.kind.letter())), "kind": claim.kind.as_str(),
                "start": start, "end": end, "words": claim.words,
                "status": claim.status.map_or("proposed", |status| status.as_str()),
            })
        })
        .collect();
    let mut shown = json::article(&review.article);
    shown["text"] = json!(review.body);
    shown["mentions"] = Json::from(mentions);
    shown["claims"] = Json::from(claims);
    Ok(shown)
}

fn show_entity(db: &Db, id: i64) -> Result<Json, Error> {
    let Some(entity) = entities::entity(db, id)? else {
        return Err(Error::Message(format!("there is no entity E{id}")));
    };
    let claims = claims::of_entity(db, entity.card.id)?;
    let mut shown = json::entity(&entity);
    shown["claims"] = claims.iter().map(|claim| json::claim(db, claim)).collect::<Result<Json, _>>()?;
    Ok(shown)
}

/// JSON as indented lines for people: empty values left out.
fn lines(value: &Json, depth: usize) -> Vec<String> {
    let indent = "  ".repeat(depth);
    let mut found = Vec::new();
    let Json::Object(object) = value else { return vec![format!("{indent}{}", plain(value))] };
    for (key, value) in object {
        match value {
            Json::Null => {}
            Json::Array(items) if items.is_empty() => {}
            Json::Object(inner) if inner.is_empty() => {}
            Json::Array(items) if items.iter().any(Json::is_object) => {
                found.push(format!("{indent}{key}:"));
                for item in items {
                    found.push(format!("{indent}  {}", one_line(item)));
                }
            }
            Json::Object(_) => {
                found.push(format!("{indent}{key}:"));
                found.extend(lines(value, depth + 1));
            }
            other => found.push(format!("{indent}{key}: {}", plain(other))),
        }
    }
    found
}

fn one_line(value: &Json) -> String {
    let Json::Object(object) = value else { return plain(value) };
    let cells =
        object.iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| format!("{key}: {}", plain(value)));
    cells.collect::<Vec<_>>().join(", ")
}

fn plain(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join("; "),
        Json::Object(_) => one_line(value),
        other => other.to_string(),
    }
}
