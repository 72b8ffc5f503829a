//! Measures with their figures side by side, and which of them do not meet.
//!
//! Never settles which figure is right; what a person said of two of them is told.

use crate::model::kind::DifferHow;
use crate::store::Db;
use crate::store::Result;
use crate::store::read::claim_table::ClaimTableRow;
use crate::store::read::claim_table::DECIDED;
use crate::store::read::claim_table::decided_row;
use crate::store::read::claim_table::parts;
use crate::store::read::measures;

/// A measure as Claims shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureTable {
    pub id: i64,
    pub name: String,
    pub figures: Vec<MeasuredFigure>,
    /// Articles that the figures stand in, and texts among them: copies of one story count once.
    pub n_articles: i64,
    pub n_texts: i64,
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
    /// What was said of it and another: how they differ, the other's number, whether this one is preferred.
    pub said: Option<(DifferHow, i64, bool)>,
}

impl MeasureTable {
    /// `U3`.
    pub fn reference(&self) -> String {
        format!("U{}", self.id)
    }

    pub fn differs(&self) -> bool {
        self.figures.iter().any(|figure| figure.differs)
    }
}

/// All measures, those that differ first.
pub fn measure_tables(db: &Db) -> Result<Vec<MeasureTable>> {
    let said = measures::differences(db)?;
    let mut tables = Vec::new();
    for measure in measures::measures(db)? {
        let apart = measure.pairs_that_differ();
        let mut figures = Vec::with_capacity(measure.figures.len());
        for figure in &measure.figures {
            let sql = format!("{DECIDED} WHERE claim.id = ?1");
            let mut statement = db.conn.prepare_cached(&sql)?;
            let mut rows = statement.query([figure.id])?;
            let Some(row) = rows.next()? else { continue };
            let mut row = decided_row(row)?;
            row.parts = parts(db, figure.id)?;
            let of_it = said.iter().find(|one| [one.claim_a, one.claim_b].contains(&figure.id));
            figures.push(MeasuredFigure {
                row,
                differs: apart.iter().any(|(a, b)| [*a, *b].contains(&figure.id)),
                said: of_it.map(|one| {
                    let other = if one.claim_a == figure.id { one.claim_b } else { one.claim_a };
                    (one.how, other, one.preferred == Some(figure.id))
                }),
            });
        }
        let (n_articles, n_texts) = sources(db, measure.id)?;
        let (name, candidates) = (measure.name, Vec::new());
        tables.push(MeasureTable { id: measure.id, name, figures, n_articles, n_texts, candidates });
    }
    tables.sort_by_key(|table| (!table.differs(), table.id));
    Ok(tables)
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
