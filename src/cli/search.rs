//! `dossier search`: words in articles, names on cards, claims by words, figures by value.
//!
//! Never reads the query as syntax: what is typed is what is looked for; quotation marks make a phrase.

use crate::cli::Session;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::cli::json;
use crate::extract;
use crate::model::claim::Field;
use crate::model::kind::ClaimKind;
use crate::model::span::CodePoints;
use crate::store::Db;
use crate::store::Result;
use crate::store::read::claim_table::who;
use crate::store::read::claims;
use crate::store::read::search;
use crate::store::read::search::ArticleHit;
use crate::store::read::search::ClaimHit;
use crate::store::read::search::Hits;
use crate::store::read::search::Sought;
use crate::store::record;
use crate::text::needle::Beginnings;
use serde_json::Value as Json;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The dossier
    pub(super) file: PathBuf,
    /// Words, a "phrase", a name, or a value such as 1.4m
    #[arg(required = true)]
    query: Vec<String>,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    let db = session.reader(&args.file)?;
    let query = args.query.join(" ");
    let sought = Sought::new(&query, Beginnings::None, extract::amount(&query));
    let hits = db.snapshot(|| search::search(&db, &sought))?;
    if session.console.json {
        session.console.line(&to_json(&db, &hits)?.to_string())?;
        return Ok(Exit::Done);
    }
    for line in lines(&hits) {
        session.console.line(&line)?;
    }
    if hits.articles.is_empty() && hits.cards.is_empty() && hits.claims.is_empty() {
        session.console.say("Nothing found")?;
    }
    if hits.n_articles > hits.articles.len() {
        let listed = hits.articles.len();
        session.console.say(&format!("{listed} of {} articles are listed: add a word", hits.n_articles))?;
    }
    Ok(Exit::Done)
}

fn to_json(db: &Db, hits: &Hits) -> Result<Json> {
    let articles = hits.articles.iter().map(|hit| article_json(db, hit)).collect::<Result<Vec<_>>>()?;
    let cards: Vec<Json> = hits.cards.iter().map(|hit| json::card(&hit.card)).collect();
    let decided = |is_by_value: bool| {
        let found = hits.claims.iter().filter(|claim| claim.is_by_value == is_by_value);
        let ids = found.filter_map(|claim| claim.id);
        let rows = ids.filter_map(|id| claims::claim(db, id).transpose());
        rows.map(|row| json::claim(db, &row?)).collect::<Result<Vec<_>>>()
    };
    let proposed = hits.claims.iter().filter(|claim| claim.id.is_none());
    let proposed = proposed.map(|claim| proposed_json(db, claim)).collect::<Result<Vec<_>>>()?;
    Ok(json!({
        "articles": articles, "entities": cards, "figures": decided(true)?, "claims": decided(false)?,
        "proposed": proposed,
    }))
}

fn article_json(db: &Db, hit: &ArticleHit) -> Result<Json> {
    let body = record::body_of_article(db, hit.article_id)?;
    let points = CodePoints::new(&body);
    let hits: Vec<Json> = hit
        .passages
        .iter()
        .map(|passage| {
            let (start, end) = points.range(passage.at);
            json!({ "start": start, "end": end, "context": passage.text })
        })
        .collect();
    Ok(json!({
        "ref": format!("A{}", hit.article_id), "title": hit.title, "publisher": hit.publisher,
        "published": hit.published, "context": hit.passages.first().map_or("", |passage| &passage.text), "hits": hits,
    }))
}

fn proposed_json(db: &Db, claim: &ClaimHit) -> Result<Json> {
    let body = record::body_of_article(db, claim.article_id)?;
    let (start, end) = CodePoints::new(&body).range(claim.span);
    let words = claim.span.words(&body);
    let article = format!("A{}", claim.article_id);
    Ok(json!({ "kind": claim.kind.as_str(), "words": words, "article": article, "start": start, "end": end }))
}

/// For people: each article with its passages, then cards, then claims.
fn lines(hits: &Hits) -> Vec<String> {
    let mut lines = Vec::new();
    for hit in &hits.articles {
        let about = [hit.publisher.as_deref(), hit.published.as_deref(), hit.title.as_deref()];
        let about: Vec<&str> = about.into_iter().flatten().collect();
        lines.push(format!("A{}  {}", hit.article_id, about.join(" · ")));
        lines.extend(hit.passages.iter().map(|passage| format!("      {}", passage.text)));
    }
    for hit in &hits.cards {
        let also = hit.also.as_ref().map_or_else(String::new, |also| format!(", also {also}"));
        lines.push(format!("E{}  {} ({}){also}", hit.card.id, hit.card.name, hit.card.label));
    }
    for claim in &hits.claims {
        let reference = claim.reference().unwrap_or_else(|| format!("{} not decided", claim.kind));
        let date = |field| Some(claim.field(field)).filter(|date| !date.is_empty());
        let (by, on) = (claim.field(who(claim.kind)), date(Field::SaidOn));
        let said = match claim.kind {
            ClaimKind::Figure | ClaimKind::Quote if !by.is_empty() => format!("said by {by}"),
            _ => by,
        };
        let as_of = date(Field::AsOf).map(|date| format!("as of {date}")).or_else(|| date(Field::Date));
        let told =
            [Some(said), on, Some(claim.field(Field::Place)), as_of, claim.publisher.clone(), claim.published.clone()];
        let told: Vec<String> = told.into_iter().flatten().filter(|text| !text.is_empty()).collect();
        let told = if told.is_empty() { String::new() } else { format!(": {}", told.join(" · ")) };
        lines.push(format!("{reference}  “{}” in A{}{told}", claim.words.text, claim.article_id));
    }
    lines
}
