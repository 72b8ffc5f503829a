//! What is new after an import, all of it: people, roles, and figures of what is measured already.
//!
//! Proposes; only people decide. Never writes.

use crate::resolve::Known;
use crate::resolve::claims;
use crate::store::Db;
use crate::store::Result;
use crate::store::read::news;
use crate::store::read::news::Batches;
use crate::store::read::news::News;

/// `name_key` folds a name for comparing.
pub fn news(db: &Db, known: &mut Known, batches: Batches, name_key: fn(&str) -> String) -> Result<News> {
    let articles = news::articles(db, batches)?;
    Ok(News {
        n_articles: articles.len(),
        people: news::people(db, batches, name_key)?,
        figures: claims::into_measures(db, &mut known.claims, &articles)?,
        roles: news::roles(db, batches, name_key)?,
    })
}
