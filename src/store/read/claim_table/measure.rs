//! Measures with their figures side by side, and which of them do not meet.
//!
//! Never settles which figure is right; what a person said of two of them is told.

use crate::model::claim::Field;
use crate::model::kind::DifferHow;
use crate::model::kind::Status;
use crate::store::Db;
use crate::store::Result;
use crate::store::read::claim_table::ClaimTableRow;
use crate::store::read::claim_table::DECIDED;
use crate::store::read::claim_table::decided_row;
use crate::store::read::claim_table::parts;
use crate::store::read::measures;
use crate::store::read::measures::DifferenceRow;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Most figures of one measure that are laid side by side; the plot and the table of figures have them all.
pub const MAX_FIGURES: usize = 200;

/// A measure as Claims shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureTable {
    pub id: i64,
    pub name: String,
    /// From the lowest; at most [`MAX_FIGURES`]: those of which something was said, then the latest.
    pub figures: Vec<MeasuredFigure>,
    /// The others, for the plot alone.
    pub more: Vec<MeasuredFigure>,
    /// Articles that the figures stand in, and texts among them: copies of one story count once.
    pub n_articles: i64,
    pub n_texts: i64,
    /// What a person said of two figures of this measure.
    pub differences: Vec<DifferenceRow>,
    /// Figures that may belong here too, the likest first.
    pub candidates: Vec<Candidate>,
}

/// A figure that a measure may be of.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub row: ClaimTableRow,
    /// 0..=1
    pub score: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct MeasuredFigure {
    pub row: ClaimTableRow,
    /// Another figure of the measure has a range that does not meet this one's.
    pub differs: bool,
}

impl MeasuredFigure {
    /// Lowest and highest number that its words allow, open where they are: "over 460,000" meets what lies above it.
    /// `None` for one without a number, or rejected.
    pub fn reach(&self) -> Option<(f64, f64)> {
        if self.row.status == Some(Status::Rejected) {
            return None;
        }
        let (low, high) = self.row.range()?;
        let qualifier = self.row.text(Field::Qualifier).unwrap_or_default();
        let is_open_above = matches!(qualifier, "over" | "at_least");
        let is_open_below = matches!(qualifier, "under" | "up_to");
        Some((if is_open_below { f64::NEG_INFINITY } else { low }, if is_open_above { f64::INFINITY } else { high }))
    }

    /// Whether the ranges of two do not meet.
    pub fn is_apart_from(&self, other: &Self) -> bool {
        let both = self.reach().zip(other.reach());
        both.is_some_and(|(mine, theirs)| mine.1 < theirs.0 || theirs.1 < mine.0)
    }
}

/// What was said of a figure and another, as seen from the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaidOf<'d> {
    pub how: DifferHow,
    /// `claim.id`.
    pub other: i64,
    /// Whether this one is preferred; `None`: neither is.
    pub is_preferred: Option<bool>,
    pub note: Option<&'d str>,
}

impl MeasureTable {
    pub const fn n_figures(&self) -> usize {
        self.figures.len() + self.more.len()
    }

    /// `U3`.
    pub fn reference(&self) -> String {
        format!("U{}", self.id)
    }

    pub fn differs(&self) -> bool {
        self.figures.iter().chain(&self.more).any(|figure| figure.differs)
    }

    /// What a person said of this figure (`claim.id`) and others.
    pub fn said_of(&self, figure: i64) -> impl Iterator<Item = SaidOf<'_>> {
        let of_it = self.differences.iter().filter(move |one| [one.claim_a, one.claim_b].contains(&figure));
        of_it.map(move |one| SaidOf {
            how: one.how,
            other: if one.claim_a == figure { one.claim_b } else { one.claim_a },
            is_preferred: one.preferred.map(|preferred| preferred == figure),
            note: one.note.as_deref(),
        })
    }
}

/// All measures, those that differ first.
pub fn measure_tables(db: &Db) -> Result<Vec<MeasureTable>> {
    const MEASURES: &str = "SELECT id, name FROM measure ORDER BY id";
    let said = measures::differences(db)?;
    let mut statement = db.conn.prepare_cached(MEASURES)?;
    let all = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
    let mut tables = Vec::with_capacity(all.len());
    for (id, name) in all {
        let mut figures = figures_of(db, id)?;
        let keys: BTreeSet<i64> = figures.iter().map(|figure| figure.row.key).collect();
        let has = |one: &&DifferenceRow| keys.contains(&one.claim_a) && keys.contains(&one.claim_b);
        let differences: Vec<DifferenceRow> = said.iter().filter(has).cloned().collect();
        compare(&mut figures);
        let more = split_off(&mut figures, &differences);
        let low = |figure: &MeasuredFigure| figure.row.range().map_or(f64::INFINITY, |(low, _)| low);
        figures.sort_by(|a, b| low(a).total_cmp(&low(b)).then(a.row.key.cmp(&b.row.key)));
        let (n_articles, n_texts) = sources(db, id)?;
        let candidates = Vec::new();
        tables.push(MeasureTable { id, name, figures, more, n_articles, n_texts, differences, candidates });
    }
    tables.sort_by_key(|table| (!table.differs(), table.id));
    Ok(tables)
}

/// Leaves as many as stand side by side: those of which something was said, then the latest.
fn split_off(figures: &mut Vec<MeasuredFigure>, said: &[DifferenceRow]) -> Vec<MeasuredFigure> {
    if figures.len() <= MAX_FIGURES {
        return Vec::new();
    }
    let said_of: BTreeSet<i64> = said.iter().flat_map(|one| [one.claim_a, one.claim_b]).collect();
    figures.sort_by_cached_key(|figure| {
        let is_said_of = said_of.contains(&figure.row.key);
        (Reverse(is_said_of), Reverse(figure.row.day()), Reverse(figure.row.key))
    });
    figures.split_off(MAX_FIGURES)
}

fn figures_of(db: &Db, measure: i64) -> Result<Vec<MeasuredFigure>> {
    let mut statement = db.conn.prepare_cached(&format!("{DECIDED} WHERE claim.measure_id = ?1 ORDER BY claim.id"))?;
    let mut rows = statement.query([measure])?;
    let mut figures = Vec::new();
    while let Some(row) = rows.next()? {
        let mut row = decided_row(row)?;
        row.parts = parts(db, row.key)?;
        figures.push(MeasuredFigure { row, differs: false });
    }
    Ok(figures)
}

/// Marks the figures that do not meet some other. One whose range lies whole below the highest beginning, or above the
/// lowest end, does not meet that one: no pair need be looked at.
fn compare(figures: &mut [MeasuredFigure]) {
    let reaches: Vec<(f64, f64)> = figures.iter().filter_map(MeasuredFigure::reach).collect();
    let highest_low = reaches.iter().map(|reach| reach.0).fold(f64::NEG_INFINITY, f64::max);
    let lowest_high = reaches.iter().map(|reach| reach.1).fold(f64::INFINITY, f64::min);
    for figure in figures {
        figure.differs = figure.reach().is_some_and(|(low, high)| high < highest_low || lowest_high < low);
    }
}

/// In how many articles the figures of a measure stand, and in how many texts.
fn sources(db: &Db, measure_id: i64) -> Result<(i64, i64)> {
    const SQL: &str = "
        SELECT count(DISTINCT citation.article_id), count(DISTINCT coalesce(t.story_id, citation.article_id))
        FROM claim JOIN citation ON citation.claim_id = claim.id
        LEFT JOIN article_text AS t ON t.article_id = citation.article_id
        WHERE claim.measure_id = ?1 AND claim.status <> 'rejected'";
    Ok(db.conn.prepare_cached(SQL)?.query_row([measure_id], |row| Ok((row.get(0)?, row.get(1)?)))?)
}
