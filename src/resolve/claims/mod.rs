//! Which claims of different articles may be one event or one saying, and which figures are figures of one thing: found
//! by keys they share, compared side by side, offered with reasons. Proposes; only people decide.
//!
//! Kept between questions and never older than the dossier it is asked with: what changed is read again. Work grows
//! with the claims, never with their pairs: a key that many share leads nowhere. Never writes.

pub mod compare;
pub mod told;

use crate::model::claim::Field;
use crate::model::kind::ClaimKind;
use crate::model::kind::Status;
use crate::resolve::claims::compare::Alike;
use crate::resolve::claims::compare::compared;
use crate::resolve::claims::told::Told;
use crate::store::Db;
use crate::store::Result;
use crate::store::read::alike;
use crate::store::read::claim_table;
use crate::store::read::claim_table::ClaimColumn;
use crate::store::read::claim_table::ClaimFilter;
use crate::store::read::claim_table::ClaimTable;
use crate::store::read::claim_table::ClaimTableRow;
use crate::store::read::claim_table::detail::AlikeClaim;
use crate::store::read::claim_table::detail::ClaimDetail;
use crate::store::read::claim_table::detail::ClaimPlace;
use crate::store::read::claim_table::measure;
use crate::store::read::claim_table::measure::Candidate;
use crate::store::read::claim_table::measure::MeasureTable;
use crate::store::read::entities;
use crate::store::read::news::NewsLine;
use crate::store::read::news::NewsLines;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// A key that so many claims share tells nothing of any.
const MAX_CLAIMS_OF_KEY: usize = 60;
/// Most claims that one is compared with, and most that are offered.
const MAX_COMPARED: usize = 200;
const MAX_OFFERED: usize = 4;
/// Most pairs over the whole dossier.
const MAX_PAIRS: usize = 5_000;
/// More changed claims or articles than this are not worth following one by one.
const MAX_FOLLOWED: usize = 300;

/// Claims by what they are compared by. Numbers are those of [`ClaimTableRow::key`].
#[derive(Debug, Default)]
pub struct ClaimIndex {
    /// The last operation and the last run that it knows; `None`: nothing was read yet.
    known_to: Option<(i64, i64)>,
    told: BTreeMap<i64, Told>,
    claims: BTreeMap<u64, Vec<i64>>,
}

impl ClaimIndex {
    /// Brings it to the state of the dossier.
    fn catch_up(&mut self, db: &Db) -> Result<()> {
        let now = (alike::last_operation(db)?, alike::last_run(db)?);
        if self.known_to == Some(now) {
            return Ok(());
        }
        let changed = match self.known_to {
            Some((operation, run)) if operation <= now.0 && run <= now.1 => {
                let claims = alike::claims_changed_since(db, operation)?;
                claims.map(|(claims, mut articles)| {
                    articles.extend(alike::articles_read_since(db, run)?);
                    articles.sort_unstable();
                    articles.dedup();
                    Ok::<_, crate::store::Error>((claims, articles))
                })
            }
            _ => None,
        };
        let changed = changed.transpose()?;
        let mut names = Names { db, known: BTreeMap::new() };
        match changed.filter(|(claims, articles)| claims.len().max(articles.len()) <= MAX_FOLLOWED) {
            Some((claims, articles)) => {
                for id in claims {
                    self.forget(id);
                    if let Some(row) = claim_table::row(db, id)? {
                        self.add(&row, &mut names);
                    }
                }
                for article in articles {
                    let all = ClaimFilter { article: Some(article), ..everything() };
                    for row in claim_table::claim_table(db, &all)?.rows {
                        self.forget(row.key);
                        self.add(&row, &mut names);
                    }
                }
            }
            None => {
                *self = Self::default();
                for row in claim_table::claim_table(db, &everything())?.rows {
                    self.add(&row, &mut names);
                }
            }
        }
        self.known_to = Some(now);
        Ok(())
    }

    fn add(&mut self, row: &ClaimTableRow, names: &mut Names<'_>) {
        if row.status == Some(Status::Rejected) || row.kind == ClaimKind::Role {
            return;
        }
        let told = Told::of(row, |id| names.of(id));
        for key in told.keys() {
            self.claims.entry(key).or_default().push(row.key);
        }
        self.told.insert(row.key, told);
    }

    fn forget(&mut self, claim: i64) {
        let Some(told) = self.told.remove(&claim) else { return };
        for key in told.keys() {
            if let Some(claims) = self.claims.get_mut(&key) {
                claims.retain(|other| *other != claim);
            }
        }
    }

    /// Claims that may be one with this one, the likest first.
    fn like(&self, claim: i64) -> Vec<(i64, Alike)> {
        let Some(told) = self.told.get(&claim) else { return Vec::new() };
        let mut near: BTreeSet<i64> = BTreeSet::new();
        for key in told.keys() {
            let claims = self.claims.get(&key).filter(|claims| claims.len() <= MAX_CLAIMS_OF_KEY);
            near.extend(claims.into_iter().flatten().filter(|other| **other != claim));
        }
        let mut found: Vec<(i64, Alike)> = Vec::new();
        for other in near.into_iter().take(MAX_COMPARED) {
            found.extend(self.told.get(&other).and_then(|there| compared(told, there)).map(|alike| (other, alike)));
        }
        found.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then(a.0.cmp(&b.0)));
        found
    }

    /// Pairs that may be one, each once.
    fn pairs(&self) -> Vec<(i64, i64)> {
        /// A key that more share leads to no pair worth a look among all.
        const MANY: usize = 12;
        let mut near: BTreeSet<(i64, i64)> = BTreeSet::new();
        for claims in self.claims.values().filter(|claims| (2..=MANY).contains(&claims.len())) {
            for (index, a) in claims.iter().enumerate() {
                near.extend(claims[index + 1..].iter().filter(|b| *b != a).map(|b| (*a.min(b), *a.max(b))));
            }
        }
        let is_alike = |(a, b): &(i64, i64)| {
            self.told.get(a).zip(self.told.get(b)).is_some_and(|(one, other)| compared(one, other).is_some())
        };
        near.into_iter().filter(is_alike).take(MAX_PAIRS).collect()
    }
}

/// All claims and suggestions, as far as an answer goes: the decided ones first.
fn everything() -> ClaimFilter {
    ClaimFilter {
        with_proposed: true,
        sorted_by: ClaimColumn::Reference,
        is_descending: false,
        ..ClaimFilter::default()
    }
}

/// Names of cards, each card's read once.
struct Names<'d> {
    db: &'d Db,
    known: BTreeMap<i64, Vec<String>>,
}

impl Names<'_> {
    fn of(&mut self, id: i64) -> Vec<String> {
        let db = self.db;
        // Names are a help, not a need: without them the claim's own stand.
        self.known.entry(id).or_insert_with(|| entities::names_of(db, id).unwrap_or_default()).clone()
    }
}

/// Adds to the side of a claim those that it may be one with.
pub fn detail(db: &Db, index: &mut ClaimIndex, place: ClaimPlace, detail: &mut ClaimDetail) -> Result<()> {
    index.catch_up(db)?;
    let Some(own) = claim_table::row_at(db, place)? else { return Ok(()) };
    let spoken_of = alike::spoken_of(db)?;
    for (key, alike) in index.like(own.key) {
        if spoken_of.contains(&(own.key.min(key), own.key.max(key))) {
            continue;
        }
        // What was decided meanwhile, or is no longer suggested, is here under another number.
        let Some(row) = claim_table::row(db, key)? else { continue };
        let measure = (own.kind == ClaimKind::Figure).then(|| measure_of(&own, &row));
        let reason = alike.reasons.join(" · ");
        detail.alike.push(AlikeClaim { row, score: alike.score, reason, measure });
        if detail.alike.len() == MAX_OFFERED {
            break;
        }
    }
    detail.own = Some(own);
    Ok(())
}

/// The table of claims; of those that may be one with another where these are wanted.
pub fn table(db: &Db, index: &mut ClaimIndex, filter: &ClaimFilter) -> Result<ClaimTable> {
    if !filter.is_alike {
        return claim_table::claim_table(db, filter);
    }
    index.catch_up(db)?;
    let spoken_of = alike::spoken_of(db)?;
    let pairs = index.pairs().into_iter().filter(|pair| !spoken_of.contains(pair));
    let mut keys: BTreeSet<i64> = pairs.flat_map(|(a, b)| [a, b]).collect();
    // Decided meanwhile, a suggestion leaves nobody to be one with.
    let mut gone = Vec::new();
    for key in keys.iter().filter(|key| **key < 0) {
        if claim_table::row(db, *key)?.is_none() {
            gone.push(*key);
        }
    }
    keys.retain(|key| !gone.contains(key));
    claim_table::claim_table_of(db, filter, &keys)
}

/// Figures that may belong into measures that are there, for the page of measures.
pub fn measures(db: &Db, index: &mut ClaimIndex, tables: &mut [MeasureTable]) -> Result<()> {
    index.catch_up(db)?;
    let spoken_of = alike::spoken_of(db)?;
    for table in tables {
        let mut found: BTreeMap<i64, f64> = BTreeMap::new();
        for figure in &table.figures {
            let own = figure.row.key;
            for (key, alike) in index.like(own) {
                if !spoken_of.contains(&(own.min(key), own.max(key))) {
                    let best = found.entry(key).or_default();
                    *best = best.max(alike.score);
                }
            }
        }
        let mut found: Vec<(i64, f64)> = found.into_iter().collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for (key, score) in found {
            let row = claim_table::row(db, key)?.filter(|row| row.measure.is_none());
            table.candidates.extend(row.map(|row| Candidate { row, score }));
            if table.candidates.len() == MAX_OFFERED {
                break;
            }
        }
    }
    Ok(())
}

/// Figures of these articles that may belong into measures that are there, each with the likest, the likest first.
pub fn into_measures(db: &Db, index: &mut ClaimIndex, articles: &BTreeSet<i64>) -> Result<NewsLines> {
    index.catch_up(db)?;
    let spoken_of = alike::spoken_of(db)?;
    let mut found: BTreeMap<i64, (f64, String)> = BTreeMap::new();
    for table in measure::measure_tables(db)? {
        for figure in table.figures.iter().map(|figure| figure.row.key) {
            let near = index.like(figure).into_iter();
            for (key, alike) in near.filter(|(key, _)| !spoken_of.contains(&(figure.min(*key), figure.max(*key)))) {
                let best = found.entry(key).or_insert_with(|| (0.0, String::new()));
                if alike.score > best.0 {
                    *best = (alike.score, table.name.clone());
                }
            }
        }
    }
    let mut found: Vec<(i64, (f64, String))> = found.into_iter().collect();
    found.sort_by(|a, b| b.1.0.total_cmp(&a.1.0).then(a.0.cmp(&b.0)));
    let mut lines = NewsLines::default();
    for (key, (_, measure)) in found {
        let row = claim_table::row(db, key)?.filter(|row| row.measure.is_none() && articles.contains(&row.article_id));
        if let Some(row) = row {
            lines.push(NewsLine { article: row.article_id, span: row.span, what: row.words, told: measure });
        }
    }
    Ok(lines)
}

/// The measure that two figures would be figures of: one that is there, or a name made of what they count.
fn measure_of(one: &ClaimTableRow, other: &ClaimTableRow) -> String {
    let there = one.measure.as_ref().or(other.measure.as_ref());
    there.map_or_else(|| title(one, other), |(_, name)| name.clone())
}

/// `Afghan refugees in Pakistan`, `People killed in Talsk`: whom, what became of them, where.
fn title(one: &ClaimTableRow, other: &ClaimTableRow) -> String {
    let longer = |field: Field| {
        let said = [one, other].into_iter().filter_map(|row| row.text(field));
        said.max_by_key(|text| text.len()).map(str::to_owned)
    };
    let unit = longer(Field::Unit);
    let whom = longer(Field::Population).or_else(|| unit.clone()).unwrap_or_else(|| "Figures".to_owned());
    let mut title = whom;
    let fate = [one, other].into_iter().find_map(|row| Told::of(row, |_| Vec::new()).fate);
    if let Some(fate) = fate.filter(|fate| !title.contains(fate.word())) {
        title = format!("{title} {}", fate.word());
    }
    let place = longer(Field::Place).filter(|place| !title.contains(place.as_str()));
    if let Some(place) = place {
        title = format!("{title} in {place}");
    }
    if let Some(unit) = unit.filter(|unit| !title.contains(unit.as_str())) {
        title = format!("{title}, {unit}");
    }
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
