//! Which articles hold suggestions of a kind, a rule or a certainty that wait for a decision.
//!
//! Never what is known: that needs no decision.

use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::store::Db;
use crate::store::Result;
use rusqlite::named_params;
use std::collections::BTreeSet;

/// Suggestions that are looked for; by default any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    pub kind: Option<WaitingKind>,
    /// By its name, as `lists.country`.
    pub rule: Option<String>,
    /// From the first, below the second, in thousandths.
    pub score: Option<(u16, u16)>,
}

/// What kind of thing is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitingKind {
    Label(Label),
    Claim(ClaimKind),
}

/// The articles in which such suggestions wait; `None` where any article will do.
pub fn articles(db: &Db, wanted: &Waiting) -> Result<Option<BTreeSet<i64>>> {
    const SQL: &str = "
        SELECT article_id FROM undecided_mention
        WHERE :with_mentions AND NOT known AND (:label IS NULL OR label = :label) AND (:rule IS NULL OR rule = :rule)
            AND score >= :from AND score < :below
        UNION
        SELECT article_id FROM undecided_claim
        WHERE :with_claims AND (:claim IS NULL OR kind = :claim) AND (:rule IS NULL OR rule = :rule)
            AND score >= :from AND score < :below";
    if *wanted == Waiting::default() {
        return Ok(None);
    }
    let (label, claim) = match wanted.kind {
        Some(WaitingKind::Label(label)) => (Some(label.as_str()), None),
        Some(WaitingKind::Claim(kind)) => (None, Some(kind.as_str())),
        None => (None, None),
    };
    // Nothing is surer than 1.
    let (from, below) = wanted.score.unwrap_or((0, 1001));
    let thousandth = |n: u16| f64::from(n) / 1000.0;
    let mut statement = db.conn.prepare_cached(SQL)?;
    let params = named_params! {
        ":with_mentions": claim.is_none(), ":with_claims": label.is_none(), ":label": label, ":claim": claim,
        ":rule": wanted.rule, ":from": thousandth(from), ":below": thousandth(below),
    };
    Ok(Some(statement.query_map(params, |row| row.get(0))?.collect::<rusqlite::Result<_>>()?))
}
