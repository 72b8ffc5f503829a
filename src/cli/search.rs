//! `dossier search`: words in articles, names on cards, figures by value.
//!
//! Never reads the query as syntax: what is typed is what is looked for.

use crate::cli::Session;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::cli::json;
use crate::extract;
use crate::store::read::search;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The dossier
    pub(super) file: PathBuf,
    /// Words, a name, or a value such as 1.4m
    #[arg(required = true)]
    query: Vec<String>,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    let db = Session::reader(&args.file)?;
    let query = args.query.join(" ");
    let hits = db.snapshot(|| search::search(&db, &query, extract::amount(&query)))?;
    if session.console.json {
        let articles: Vec<_> = hits
            .articles
            .iter()
            .map(|hit| {
                json!({
                    "ref": format!("A{}", hit.article_id), "title": hit.title, "publisher": hit.publisher,
                    "published": hit.published, "context": hit.context,
                })
            })
            .collect();
        let cards: Vec<_> = hits.cards.iter().map(json::card).collect();
        let figures: Vec<_> = hits.figures.iter().map(|figure| json::claim(&db, figure)).collect::<Result<_, _>>()?;
        session.console.line(&json!({ "articles": articles, "entities": cards, "figures": figures }).to_string())?;
        return Ok(Exit::Done);
    }
    for hit in &hits.articles {
        let about = [hit.publisher.as_deref(), hit.published.as_deref(), hit.title.as_deref()];
        let about: Vec<&str> = about.into_iter().flatten().collect();
        session.console.line(&format!("A{}  {}", hit.article_id, about.join(" · ")))?;
        if !hit.context.is_empty() {
            session.console.line(&format!("      … {} …", hit.context))?;
        }
    }
    for card in &hits.cards {
        session.console.line(&format!("E{}  {} ({})", card.id, card.name, card.label))?;
    }
    for figure in &hits.figures {
        session.console.line(&format!("{}  “{}” in A{}", figure.reference(), figure.words, figure.article_id))?;
    }
    if hits.articles.is_empty() && hits.cards.is_empty() && hits.figures.is_empty() {
        session.console.say("Nothing found")?;
    }
    Ok(Exit::Done)
}
