//! Counts of everything in a dossier, for `dossier status` and the window's foot.
//!
//! Never walks a body: every figure is a count of rows.

use crate::store::Db;
use crate::store::Result;
use crate::store::read::measures;
use crate::store::record;

/// How much of each there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// By state: new, begun, done, set aside.
    pub n_articles_new: i64,
    pub n_articles_begun: i64,
    pub n_articles_done: i64,
    pub n_articles_set_aside: i64,
    /// Proposed mentions and claims that wait for a decision, known ones among them.
    pub n_proposals: i64,
    pub n_mentions_accepted: i64,
    pub n_mentions_rejected: i64,
    pub n_mentions_doubtful: i64,
    pub n_entities: i64,
    pub n_claims_accepted: i64,
    pub n_claims_rejected: i64,
    pub n_claims_doubtful: i64,
    pub n_measures: i64,
    /// Measures with figures whose ranges do not meet.
    pub n_measures_that_differ: i64,
    pub n_operations: i64,
    /// Hash of the last operation; `None` in an empty dossier.
    pub head: Option<String>,
}

impl Status {
    pub const fn n_articles(&self) -> i64 {
        self.n_articles_new + self.n_articles_begun + self.n_articles_done + self.n_articles_set_aside
    }
}

/// Counts everything.
pub fn status(db: &Db) -> Result<Status> {
    const SQL: &str = "
        SELECT
            (SELECT count(*) FROM article_state WHERE state = 'new'),
            (SELECT count(*) FROM article_state WHERE state = 'begun'),
            (SELECT count(*) FROM article_state WHERE state = 'done'),
            (SELECT count(*) FROM article_state WHERE state = 'set_aside'),
            (SELECT coalesce(sum(n_undecided + n_known), 0) FROM tally JOIN article_state USING (article_id)),
            (SELECT count(*) FROM mention WHERE status = 'accepted'),
            (SELECT count(*) FROM mention WHERE status = 'rejected'),
            (SELECT count(*) FROM mention WHERE status = 'doubtful'),
            (SELECT count(*) FROM live_entity),
            (SELECT count(*) FROM claim WHERE status = 'accepted'),
            (SELECT count(*) FROM claim WHERE status = 'rejected'),
            (SELECT count(*) FROM claim WHERE status = 'doubtful'),
            (SELECT count(*) FROM measure),
            (SELECT count(*) FROM operation)";
    let mut status = db.conn.prepare_cached(SQL)?.query_row([], |row| {
        Ok(Status {
            n_articles_new: row.get(0)?,
            n_articles_begun: row.get(1)?,
            n_articles_done: row.get(2)?,
            n_articles_set_aside: row.get(3)?,
            n_proposals: row.get(4)?,
            n_mentions_accepted: row.get(5)?,
            n_mentions_rejected: row.get(6)?,
            n_mentions_doubtful: row.get(7)?,
            n_entities: row.get(8)?,
            n_claims_accepted: row.get(9)?,
            n_claims_rejected: row.get(10)?,
            n_claims_doubtful: row.get(11)?,
            n_measures: row.get(12)?,
            n_operations: row.get(13)?,
            n_measures_that_differ: 0,
            head: None,
        })
    })?;
    status.head = record::head(db)?.map(|(_, hash)| hash);
    status.n_measures_that_differ = measures::measures(db)?.iter().filter(|measure| measure.differs()).count() as i64;
    Ok(status)
}
