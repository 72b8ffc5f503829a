//! Measures: figures of one thing side by side, which of them do not meet, and what was said of that.
//!
//! Never settles which figure is right.

use crate::model::claim::Field;
use crate::model::kind::DifferHow;
use crate::model::kind::Status;
use crate::store::Db;
use crate::store::Result;
use crate::store::parsed;
use crate::store::read::claims;
use crate::store::read::claims::ClaimRow;
use rusqlite::OptionalExtension as _;

/// A measure with its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureRow {
    pub id: i64,
    pub uuid: String,
    pub name: String,
    pub figures: Vec<ClaimRow>,
}

/// What a person said of two figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferenceRow {
    pub uuid: String,
    pub claim_a: i64,
    pub claim_b: i64,
    pub how: DifferHow,
    pub preferred: Option<i64>,
    pub note: Option<String>,
}

impl MeasureRow {
    /// `U3`.
    pub fn reference(&self) -> String {
        format!("U{}", self.id)
    }

    /// Whether two figures that were not rejected have ranges that do not meet.
    pub fn differs(&self) -> bool {
        !self.pairs_that_differ().is_empty()
    }

    /// `claim.id` of pairs whose ranges do not meet.
    pub fn pairs_that_differ(&self) -> Vec<(i64, i64)> {
        let mut pairs = Vec::new();
        for (index, a) in self.figures.iter().enumerate() {
            for b in &self.figures[index + 1..] {
                if let (Some(mine), Some(theirs)) = (range(a), range(b))
                    && (mine.1 < theirs.0 || theirs.1 < mine.0)
                {
                    pairs.push((a.id, b.id));
                }
            }
        }
        pairs
    }
}

/// Lowest and highest number that a figure's words allow; `None` for one without a number, or rejected.
fn range(figure: &ClaimRow) -> Option<(f64, f64)> {
    if figure.status == Status::Rejected {
        return None;
    }
    let value = figure.number(Field::Value);
    let low = figure.number(Field::Low).or(value)?;
    let high = figure.number(Field::High).or(value)?;
    // "Over 460,000" has no upper end: it meets what lies above, as far as the words go.
    let is_open_above = matches!(figure.cell(Field::Qualifier).as_str(), "over" | "at_least");
    let is_open_below = matches!(figure.cell(Field::Qualifier).as_str(), "under" | "up_to");
    Some((if is_open_below { f64::NEG_INFINITY } else { low }, if is_open_above { f64::INFINITY } else { high }))
}

pub fn measures(db: &Db) -> Result<Vec<MeasureRow>> {
    let mut statement = db.conn.prepare_cached("SELECT id, uuid, name FROM measure ORDER BY id")?;
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<Vec<(i64, String, String)>>>()?;
    rows.into_iter()
        .map(|(id, uuid, name)| Ok(MeasureRow { id, uuid, name, figures: claims::of_measure(db, id)? }))
        .collect()
}

/// `measure.uuid`; `None`: there is none of this number.
pub fn uuid(db: &Db, id: i64) -> Result<Option<String>> {
    const SQL: &str = "SELECT uuid FROM measure WHERE id = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([id], |row| row.get(0)).optional()?)
}

/// What was said of one claim and others.
pub fn differences_of(db: &Db, claim: i64) -> Result<Vec<DifferenceRow>> {
    Ok(differences(db)?.into_iter().filter(|one| [one.claim_a, one.claim_b].contains(&claim)).collect())
}

/// Everything that was said of claims that differ.
pub fn differences(db: &Db) -> Result<Vec<DifferenceRow>> {
    const SQL: &str = "SELECT uuid, claim_a_id, claim_b_id, how, preferred_id, note FROM difference ORDER BY id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement
        .query_map([], |row| {
            let how: String = row.get(3)?;
            let difference = DifferenceRow {
                uuid: row.get(0)?,
                claim_a: row.get(1)?,
                claim_b: row.get(2)?,
                how: DifferHow::parse(&how).unwrap_or(DifferHow::Disagree),
                preferred: row.get(4)?,
                note: row.get(5)?,
            };
            Ok((difference, how))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    rows.into_iter().map(|(difference, how)| parsed(&how, DifferHow::parse).map(|_| difference)).collect()
}
