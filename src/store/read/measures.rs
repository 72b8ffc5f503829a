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
        let ranges = || self.figures.iter().filter_map(range);
        let highest_low = ranges().map(|range| range.0).fold(f64::NEG_INFINITY, f64::max);
        let lowest_high = ranges().map(|range| range.1).fold(f64::INFINITY, f64::min);
        lowest_high < highest_low
    }

    /// Which figures do not meet which.
    pub fn apart(&self) -> Apart {
        let ranges: Vec<Option<(f64, f64)>> = self.figures.iter().map(range).collect();
        let told: Vec<(usize, (f64, f64))> =
            ranges.iter().enumerate().filter_map(|(index, range)| Some((index, (*range)?))).collect();
        let mut by_low: Vec<End> = told.iter().map(|(index, (low, _))| (*low, *index)).collect();
        let mut by_high: Vec<End> = told.iter().map(|(index, (_, high))| (*high, *index)).collect();
        for ends in [&mut by_low, &mut by_high] {
            ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        }
        Apart { ranges, by_low, by_high }
    }
}

/// Ranges of figures by their ends: those that do not meet one are what ends before it and what begins behind it. Made
/// once for all figures, since the pairs of many are too many to look at. Figures by their place in the measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Apart {
    ranges: Vec<Option<(f64, f64)>>,
    by_low: Vec<End>,
    by_high: Vec<End>,
}

/// An end of a range, and whose it is.
type End = (f64, usize);

impl Apart {
    /// How many do not meet this one.
    pub fn n_from(&self, figure: usize) -> usize {
        let (below, above) = self.stretches(figure);
        below.len() + above.len()
    }

    /// The first of those that do not meet this one, by their places.
    pub fn from(&self, figure: usize, most: usize) -> Vec<usize> {
        let (below, above) = self.stretches(figure);
        // Where most do not meet it, the first are found at once.
        if (below.len() + above.len()) / 4 > most {
            return (0..self.ranges.len()).filter(|other| self.are_apart(figure, *other)).take(most).collect();
        }
        let mut from: Vec<usize> = below.iter().chain(above).map(|(_, other)| *other).collect();
        from.sort_unstable();
        from.truncate(most);
        from
    }

    /// The first pairs, each once and in order.
    pub fn pairs(&self, most: usize) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for figure in 0..self.ranges.len() {
            let from = self.from(figure, usize::MAX);
            pairs.extend(from.into_iter().filter(|other| *other > figure).map(|other| (figure, other)));
            if pairs.len() >= most {
                pairs.truncate(most);
                break;
            }
        }
        pairs
    }

    fn are_apart(&self, one: usize, other: usize) -> bool {
        let both = self.ranges[one].zip(self.ranges[other]);
        both.is_some_and(|(mine, theirs)| mine.1 < theirs.0 || theirs.1 < mine.0)
    }

    /// What ends below a figure, and what begins above it.
    fn stretches(&self, figure: usize) -> (&[End], &[End]) {
        let Some((low, high)) = self.ranges[figure] else { return (&[], &[]) };
        let n_below = self.by_high.partition_point(|(end, _)| *end < low);
        let n_up_to = self.by_low.partition_point(|(start, _)| *start <= high);
        (&self.by_high[..n_below], &self.by_low[n_up_to..])
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
    let (low, high) = (low.min(high), low.max(high));
    // "Over 460,000" has no upper end: it meets what lies above, as far as the words go.
    let qualifier = figure.cell(Field::Qualifier);
    let is_open_above = matches!(qualifier.as_str(), "over" | "at_least");
    let is_open_below = matches!(qualifier.as_str(), "under" | "up_to");
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::claim::Part;
    use crate::model::claim::PartValue;
    use crate::model::kind::ClaimKind;
    use crate::model::span::Span;

    /// `40`, `40-60`, `over 40`, `under 40`; `-` has no number, `x 40` is rejected.
    fn figure(id: i64, told: &str) -> ClaimRow {
        let mut words: Vec<&str> = told.split(' ').collect();
        let numbers = words.pop().unwrap_or_default();
        let mut parts = Vec::new();
        let mut number = |field, text: &str| {
            parts.extend(text.parse().ok().map(|number| Part { field, value: PartValue::Number(number) }));
        };
        match numbers.split_once('-') {
            Some((low, high)) => {
                number(Field::Low, low);
                number(Field::High, high);
            }
            None => number(Field::Value, numbers),
        }
        let said = words.first().copied().filter(|word| *word != "x");
        parts.extend(said.map(|word| Part { field: Field::Qualifier, value: PartValue::Text(word.to_owned()) }));
        ClaimRow {
            id,
            uuid: String::new(),
            kind: ClaimKind::Figure,
            status: if words.contains(&"x") { Status::Rejected } else { Status::Accepted },
            parts,
            measure: None,
            article_id: 1,
            span: Span::new(0, 1),
            words: told.to_owned(),
            rule: None,
            extractor: None,
            score: None,
            decided_by: String::new(),
            decided_millis: 0,
            decided_how: String::new(),
        }
    }

    fn measure(told: &[String]) -> MeasureRow {
        let figures = told.iter().zip(1..).map(|(told, id)| figure(id, told)).collect();
        MeasureRow { id: 1, uuid: String::new(), name: String::new(), figures }
    }

    /// As it is said: two ranges of which one ends before the other begins.
    fn by_pairs(measure: &MeasureRow) -> Vec<(usize, usize)> {
        let ranges: Vec<_> = measure.figures.iter().map(range).collect();
        let all = (0..ranges.len()).flat_map(|a| (a + 1..ranges.len()).map(move |b| (a, b)));
        let are_apart = |(a, b): &(usize, usize)| {
            ranges[*a].zip(ranges[*b]).is_some_and(|(one, other)| one.1 < other.0 || other.1 < one.0)
        };
        all.filter(are_apart).collect()
    }

    #[track_caller]
    fn check(told: &[String]) {
        let measure = measure(told);
        let expected = by_pairs(&measure);
        let apart = measure.apart();
        assert_eq!(apart.pairs(usize::MAX), expected, "{told:?}");
        assert_eq!(measure.differs(), !expected.is_empty(), "{told:?}");
        for figure in 0..told.len() {
            let all: Vec<usize> =
                (0..told.len()).filter(|other| expected.contains(&(figure.min(*other), figure.max(*other)))).collect();
            assert_eq!(apart.n_from(figure), all.len(), "{told:?}");
            for most in [0, 1, 3, usize::MAX] {
                assert_eq!(apart.from(figure, most), all[..all.len().min(most)], "{told:?}");
            }
        }
    }

    #[test]
    fn figures_differ_where_their_ranges_do_not_meet() {
        for (told, pairs) in [
            (vec!["40", "40"], vec![]),
            (vec!["40", "41"], vec![(0, 1)]),
            (vec!["40-60", "60-80", "81"], vec![(0, 2), (1, 2)]),
            (vec!["60-40", "50"], vec![]),
            (vec!["over 40", "90", "39"], vec![(0, 2), (1, 2)]),
            (vec!["under 40", "over 40", "40"], vec![]),
            (vec!["x 40", "90", "-", "90"], vec![]),
            (vec![], vec![]),
        ] {
            let told: Vec<String> = told.into_iter().map(str::to_owned).collect();
            assert_eq!(measure(&told).apart().pairs(9), pairs, "{told:?}");
            check(&told);
        }
    }

    #[test]
    fn the_ends_tell_what_the_pairs_tell() {
        let mut state = 7_u64;
        let mut dice = |n: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % n
        };
        for n_figures in 0..40 {
            let told: Vec<String> = (0..n_figures)
                .map(|_| {
                    let (low, more) = (dice(30), dice(12));
                    match dice(6) {
                        0 => format!("{low}-{}", low + more),
                        1 => format!("over {low}"),
                        2 => format!("under {low}"),
                        3 => format!("x {low}"),
                        4 => "-".to_owned(),
                        _ => low.to_string(),
                    }
                })
                .collect();
            check(&told);
        }
    }
}
