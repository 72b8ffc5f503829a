//! How many rows each file of an export will have, counted without making them.
//!
//! Never reads a text: every figure is a count of rows. The same rules as the export itself; a test compares them.

use crate::store::Db;
use crate::store::Result;
use crate::store::read::export_entities;
use crate::store::read::measures;
use rusqlite::named_params;
use std::collections::BTreeSet;

/// What is to be counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// `article.id`; `None`: all.
    pub articles: Option<Vec<i64>>,
    /// Words of `status`; `None`: all, and cards and measures that no row speaks of.
    pub statuses: Option<Vec<&'static str>>,
}

/// Rows of each file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportCounts {
    pub articles: i64,
    pub mentions: i64,
    pub roles: i64,
    pub quotes: i64,
    pub figures: i64,
    pub events: i64,
    pub event_actors: i64,
    pub entities: i64,
    pub names: i64,
    pub measures: i64,
    pub decisions: i64,
    /// Undecided mentions and claims: rows more, where they go along.
    pub proposed: i64,
}

impl ExportCounts {
    pub const fn claims(&self) -> i64 {
        self.roles + self.quotes + self.figures + self.events
    }
}

/// Claims of the articles and statuses that are asked for.
const CLAIMS: &str = "
    WITH taken (id, kind) AS (
        SELECT claim.id, claim.kind FROM citation JOIN claim ON claim.id = citation.claim_id
        JOIN article_state ON article_state.article_id = citation.article_id
        WHERE (:articles IS NULL OR citation.article_id IN (SELECT value FROM json_each(:articles)))
            AND (:statuses IS NULL OR claim.status IN (SELECT value FROM json_each(:statuses))))";

pub fn counts(db: &Db, counted: &Counted) -> Result<ExportCounts> {
    const ROWS: &str = "
        SELECT
            (SELECT count(*) FROM article_state JOIN article ON article.id = article_state.article_id
                JOIN body ON body.id = article.body_id AND body.text IS NOT NULL
                WHERE :articles IS NULL OR article_id IN (SELECT value FROM json_each(:articles))),
            (SELECT count(*) FROM mention
                WHERE (:articles IS NULL OR article_id IN (SELECT value FROM json_each(:articles)))
                    AND (:statuses IS NULL OR status IN (SELECT value FROM json_each(:statuses)))),
            (SELECT coalesce(sum(n_undecided + n_known), 0) FROM tally JOIN article_state USING (article_id)
                WHERE :articles IS NULL OR article_id IN (SELECT value FROM json_each(:articles)))";
    let articles = counted.articles.as_ref().map(|ids| serde_json::json!(ids).to_string());
    let statuses = counted.statuses.as_ref().map(|words| serde_json::json!(words).to_string());
    let of = named_params! { ":articles": articles, ":statuses": statuses };
    let mut found = db.conn.prepare_cached(ROWS)?.query_row(of, |row| {
        Ok(ExportCounts { articles: row.get(0)?, mentions: row.get(1)?, proposed: row.get(2)?, ..Default::default() })
    })?;
    let by_kind = format!("{CLAIMS} SELECT kind, count(*) FROM taken GROUP BY kind");
    let mut statement = db.conn.prepare_cached(&by_kind)?;
    let kinds = statement.query_map(of, |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
    for kind in kinds {
        let (kind, n) = kind?;
        match kind.as_str() {
            "role" => found.roles = n,
            "quote" => found.quotes = n,
            "figure" => found.figures = n,
            _ => found.events = n,
        }
    }
    let actors = format!(
        "{CLAIMS} SELECT count(*) FROM claim_part WHERE field IN ('actors', 'recipients') AND entity_id IS NOT NULL
         AND claim_id IN (SELECT id FROM taken WHERE kind = 'event')"
    );
    found.event_actors = db.conn.prepare_cached(&actors)?.query_row(of, |row| row.get(0))?;
    count_cards(db, counted, of, &mut found)?;
    found.measures = count_measures(db, counted, of)?;
    found.decisions = export_entities::decisions(db)?.len() as i64;
    Ok(found)
}

type Params<'p> = &'p [(&'p str, &'p dyn rusqlite::ToSql)];

/// Cards that the rows speak of, and their names; of the whole, all cards and what is decided for always.
fn count_cards(db: &Db, counted: &Counted, of: Params<'_>, found: &mut ExportCounts) -> Result<()> {
    const STANDING: &str = "SELECT count(*) FROM standing";
    const NAMES: &str = "SELECT count(*) FROM entity_name WHERE entity_id = ?1";
    let all = export_entities::entity_ids(db)?;
    let is_whole = counted.articles.is_none() && counted.statuses.is_none();
    let spoken_of = if is_whole { BTreeSet::new() } else { spoken_of(db, of)? };
    for id in all.into_iter().filter(|id| is_whole || spoken_of.contains(id)) {
        found.entities += 1;
        found.names += db.conn.prepare_cached(NAMES)?.query_row([id], |row| row.get::<_, i64>(0))?;
    }
    if is_whole {
        found.names += db.conn.prepare_cached(STANDING)?.query_row([], |row| row.get::<_, i64>(0))?;
    }
    Ok(())
}

fn spoken_of(db: &Db, of: Params<'_>) -> Result<BTreeSet<i64>> {
    let sql = format!(
        "{CLAIMS} SELECT entity_id FROM mention
            WHERE entity_id IS NOT NULL
                AND (:articles IS NULL OR article_id IN (SELECT value FROM json_each(:articles)))
                AND (:statuses IS NULL OR status IN (SELECT value FROM json_each(:statuses)))
         UNION
         SELECT entity_id FROM claim_part WHERE entity_id IS NOT NULL AND claim_id IN (SELECT id FROM taken)"
    );
    let mut statement = db.conn.prepare_cached(&sql)?;
    let rows = statement.query_map(of, |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A row for each measure, each of its figures, and each pair that somebody spoke about.
fn count_measures(db: &Db, counted: &Counted, of: Params<'_>) -> Result<i64> {
    let is_whole = counted.articles.is_none() && counted.statuses.is_none();
    let sql = format!("{CLAIMS} SELECT DISTINCT id FROM taken");
    let mut statement = db.conn.prepare_cached(&sql)?;
    let taken = statement.query_map(of, |row| row.get(0))?.collect::<rusqlite::Result<BTreeSet<i64>>>()?;
    let has = |id: i64| is_whole || taken.contains(&id);
    let mut n = 0;
    for measure in measures::measures(db)? {
        let n_figures = measure.figures.iter().filter(|figure| has(figure.id)).count() as i64;
        n += n_figures + i64::from(is_whole || n_figures > 0);
    }
    let differences = measures::differences(db)?;
    Ok(n + differences.iter().filter(|pair| has(pair.claim_a) && has(pair.claim_b)).count() as i64)
}
