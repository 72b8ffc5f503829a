//! Counts of everything in a dossier, for `dossier status` and the window's foot.
//!
//! Never walks a body: every figure is a count of rows.

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
