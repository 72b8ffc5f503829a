//! The rows of Claims: what articles say, decided and suggested, filtered and sorted as a table shows them.
//!
//! Never settles anything: a suggestion stays one until somebody decides on it.

pub mod detail;
pub mod measure;
mod order;

pub use crate::store::read::claim_table::order::ClaimColumn;
pub use crate::store::read::claim_table::order::when;
pub use crate::store::read::claim_table::order::who;

use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::claim::PartValue;
use crate::model::edtf;
use crate::model::kind::ClaimKind;
use crate::model::kind::Status;
use crate::model::span::Span;
use crate::store::Db;
use crate::store::Result;
use crate::store::cache;
use crate::store::parsed;
use crate::store::read::annotations::Counts;
use crate::store::read::annotations::counts_at;
use crate::store::read::claim_table::detail::ClaimPlace;
use crate::store::read::claims;
use crate::store::read::entities;
use crate::store::read::lookup::span_at;
use crate::text::needle::Beginnings;
use crate::text::needle::Needle;
use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::named_params;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Most rows of an answer.
pub const MAX_ROWS: usize = 100_000;
/// How far suggestions are counted that are not listed.
pub const MAX_COUNTED: usize = 10_000;

/// An entity in a part: `entity.id` where there is a card, and its name.
pub type Named = (Option<i64>, String);

/// What is to be listed, and in which order.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimFilter {
    /// `None`: all.
    pub kind: Option<ClaimKind>,
    /// `None`: all that were decided.
    pub status: Option<Status>,
    /// Suggestions that nobody decided, too.
    pub with_proposed: bool,
    /// Words that the claim's own words and fields must have.
    pub words: String,
    pub article: Option<i64>,
    pub publisher: Option<String>,
    /// On the claim or on its article.
    pub tag: Option<String>,
    /// `entity.id` of somebody who has a part in it.
    pub card: Option<i64>,
    /// `measure.id` that figures are of.
    pub measure: Option<i64>,
    /// Only those that may be one with another.
    pub is_alike: bool,
    /// Publication dates, EDTF; each to what it covers.
    pub from: Option<String>,
    pub until: Option<String>,
    pub sorted_by: ClaimColumn,
    pub is_descending: bool,
}

impl Default for ClaimFilter {
    fn default() -> Self {
        Self {
            kind: None,
            status: None,
            with_proposed: false,
            words: String::new(),
            article: None,
            publisher: None,
            tag: None,
            card: None,
            measure: None,
            is_alike: false,
            from: None,
            until: None,
            sorted_by: ClaimColumn::Published,
            is_descending: true,
        }
    }
}

/// One claim with its first source.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimTableRow {
    /// Tells it from all others: `claim.id`; a suggestion has a negative number.
    pub key: i64,
    pub kind: ClaimKind,
    /// `None`: a suggestion.
    pub status: Option<Status>,
    pub parts: Vec<Part<Named>>,
    /// `measure.id` and its name.
    pub measure: Option<(i64, String)>,
    pub article_id: i64,
    pub span: Span,
    pub words: String,
    pub publisher: Option<String>,
    /// EDTF.
    pub published: Option<String>,
    /// `None`: made by hand.
    pub score: Option<f64>,
    pub rule: Option<String>,
    /// Its own, not those of its article.
    pub remarks: Counts,
    /// Articles that it rests on.
    pub n_articles: i64,
}

impl ClaimTableRow {
    /// `claim.id`; `None`: a suggestion.
    pub const fn id(&self) -> Option<i64> {
        if self.key > 0 { Some(self.key) } else { None }
    }

    /// `F203`; `None` for a suggestion.
    pub fn reference(&self) -> Option<String> {
        self.id().map(|id| format!("{}{id}", self.kind.letter()))
    }

    pub fn number(&self, field: Field) -> Option<f64> {
        self.values(field).find_map(|value| if let PartValue::Number(number) = value { Some(*number) } else { None })
    }

    pub fn text(&self, field: Field) -> Option<&str> {
        self.values(field).find_map(|value| match value {
            PartValue::Text(text) => Some(text.as_str()),
            PartValue::Entity((_, name)) => Some(name.as_str()),
            _ => None,
        })
    }

    pub fn values(&self, field: Field) -> impl Iterator<Item = &PartValue<Named>> {
        self.parts.iter().filter(move |part| part.field == field).map(|part| &part.value)
    }

    /// Lowest and highest number that the words allow; `None` without a number.
    pub fn range(&self) -> Option<(f64, f64)> {
        let value = self.number(Field::Value);
        let (low, high) = (self.number(Field::Low).or(value), self.number(Field::High).or(value));
        Some((low.or(high)?, high.or(low)?))
    }

    /// First day of what it tells, else of its publication.
    pub fn day(&self) -> Option<NaiveDate> {
        let date = self.text(when(self.kind)).or(self.published.as_deref())?;
        edtf::bounds(date)?.first
    }

    fn has(&self, needle: &Needle) -> bool {
        if needle.is_empty() {
            return true;
        }
        let mut all = self.words.clone();
        let names = self.parts.iter().filter_map(|part| match &part.value {
            PartValue::Text(text) | PartValue::Entity((_, text)) => Some(text.as_str()),
            PartValue::Number(_) | PartValue::Span(_) => None,
        });
        let measure = self.measure.iter().map(|(_, name)| name.as_str());
        for text in names.chain(measure).chain(self.publisher.as_deref()) {
            all.push('\n');
            all.push_str(text);
        }
        needle.is_in(&all)
    }
}

/// What a filter lets through.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClaimTable {
    /// At most [`MAX_ROWS`].
    pub rows: Vec<ClaimTableRow>,
    pub n_matching: usize,
    /// Of each kind, as the filter has them but for the kind; in the order of [`ClaimKind::ALL`].
    pub n_of_kind: [usize; 4],
    /// Of each status, as the filter has them but for the status; in the order of [`Status::ALL`].
    pub n_of_status: [usize; 3],
    /// Suggestions that the filter would let through, shown or not: counted up to [`MAX_COUNTED`] where they are not.
    /// `None` where telling would mean to read them all.
    pub n_proposed: Option<usize>,
    /// Whether the dossier has any claim or suggestion at all.
    pub has_any: bool,
}

/// Publishers and tags that claims can be filtered by, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimChoices {
    pub publishers: Vec<String>,
    pub tags: Vec<String>,
}

/// Claims as the filter has them, with the counts for its chips.
pub fn claim_table(db: &Db, filter: &ClaimFilter) -> Result<ClaimTable> {
    sifted(db, Sieve::new(filter))
}

/// The same, of these claims alone; by [`ClaimTableRow::key`].
pub fn claim_table_of(db: &Db, filter: &ClaimFilter, keys: &BTreeSet<i64>) -> Result<ClaimTable> {
    sifted(db, Sieve { only: Some(keys), ..Sieve::new(filter) })
}

fn sifted(db: &Db, mut sieve: Sieve<'_>) -> Result<ClaimTable> {
    let filter = sieve.filter;
    decided(db, &mut sieve)?;
    // A suggestion is tied to no card yet, and to no measure.
    if filter.card.is_some() || filter.measure.is_some() {
        sieve.table.n_proposed = Some(0);
    } else if filter.with_proposed {
        proposed(db, &mut sieve)?;
    } else if sieve.takes_all_times() && sieve.needle.is_empty() && sieve.only.is_none() {
        sieve.table.n_proposed = Some(n_proposed(db, filter)?);
    }
    let mut table = sieve.table;
    table.has_any = table.n_matching > 0 || has_any(db)?;
    order::sort(&mut table.rows, filter.sorted_by, filter.is_descending);
    Ok(table)
}

/// What a filter can choose from.
pub fn claim_choices(db: &Db) -> Result<ClaimChoices> {
    const PUBLISHERS: &str =
        "SELECT DISTINCT publisher FROM article_state WHERE publisher IS NOT NULL ORDER BY publisher LIMIT 1000";
    const TAGS: &str = "SELECT DISTINCT tag FROM tag WHERE subject IN ('claim', 'article') ORDER BY tag LIMIT 1000";
    let list = |sql| -> Result<Vec<String>> {
        let mut statement = db.conn.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    Ok(ClaimChoices { publishers: list(PUBLISHERS)?, tags: list(TAGS)? })
}

fn has_any(db: &Db) -> Result<bool> {
    const SQL: &str = "SELECT EXISTS (SELECT 1 FROM claim) OR EXISTS (SELECT 1 FROM proposal_claim)";
    Ok(db.conn.prepare_cached(SQL)?.query_row([], |row| row.get(0))?)
}

/// Takes what the filter lets through, and counts what only its chips keep back.
struct Sieve<'f> {
    filter: &'f ClaimFilter,
    needle: Needle,
    first_day: Option<String>,
    last_day: Option<String>,
    /// `None`: all.
    only: Option<&'f BTreeSet<i64>>,
    table: ClaimTable,
}

impl<'f> Sieve<'f> {
    fn new(filter: &'f ClaimFilter) -> Self {
        let bounds = |date: &Option<String>| date.as_deref().and_then(edtf::bounds);
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
        Self {
            filter,
            needle: Needle::new(&filter.words, Beginnings::All),
            first_day: bounds(&filter.from).and_then(|bounds| day(bounds.first)),
            last_day: bounds(&filter.until).and_then(|bounds| day(bounds.last)),
            only: None,
            table: ClaimTable::default(),
        }
    }

    const fn takes_all_times(&self) -> bool {
        self.first_day.is_none() && self.last_day.is_none()
    }

    /// Whether the article's date lies in the range: some day of it is enough.
    fn is_in_time(&self, published: Option<&str>) -> bool {
        if self.takes_all_times() {
            return true;
        }
        let Some(days) = published.and_then(edtf::bounds) else { return false };
        let (first, last) = (days.first.map(|day| day.to_string()), days.last.map(|day| day.to_string()));
        let is_early = last.zip(self.first_day.as_ref()).is_some_and(|(last, from)| last < *from);
        let is_late = first.zip(self.last_day.as_ref()).is_some_and(|(first, until)| first > *until);
        !is_early && !is_late
    }

    fn take(&mut self, row: ClaimTableRow) {
        let is_meant = self.only.is_none_or(|only| only.contains(&row.key));
        if !is_meant || !self.is_in_time(row.published.as_deref()) || !row.has(&self.needle) {
            return;
        }
        let is_of_kind = self.filter.kind.is_none_or(|kind| kind == row.kind);
        let is_of_status = match row.status {
            Some(status) => self.filter.status.is_none_or(|wanted| wanted == status),
            None => self.filter.with_proposed,
        };
        let place_of = |kind: ClaimKind| ClaimKind::ALL.iter().position(|one| *one == kind);
        if let Some(count) = place_of(row.kind).and_then(|place| self.table.n_of_kind.get_mut(place)) {
            *count += usize::from(is_of_status);
        }
        if is_of_kind {
            let place = row.status.and_then(|status| Status::ALL.iter().position(|one| *one == status));
            match place.and_then(|place| self.table.n_of_status.get_mut(place)) {
                Some(count) => *count += 1,
                None => *self.table.n_proposed.get_or_insert(0) += 1,
            }
        }
        if is_of_kind && is_of_status {
            self.table.n_matching += 1;
            if self.table.rows.len() < MAX_ROWS {
                self.table.rows.push(row);
            }
        }
    }
}

const DECIDED: &str = "
    SELECT claim.id, claim.kind, claim.status, citation.article_id, citation.start_byte, citation.end_byte,
        citation.words, s.publisher, s.published, claim.score, claim.rule, measure.id, measure.name,
        (SELECT count(*) FROM note WHERE subject = 'claim' AND subject_id = claim.id),
        (SELECT count(*) FROM tag WHERE subject = 'claim' AND subject_id = claim.id),
        (SELECT count(DISTINCT article_id) FROM citation AS c WHERE c.claim_id = claim.id)
    FROM claim
    JOIN citation ON citation.id = (SELECT min(id) FROM citation WHERE citation.claim_id = claim.id)
    JOIN article_state AS s ON s.article_id = citation.article_id
    LEFT JOIN measure ON measure.id = claim.measure_id";

fn decided_row(row: &Row<'_>) -> Result<ClaimTableRow> {
    let (kind, status): (String, String) = (row.get(1)?, row.get(2)?);
    let measure: Option<i64> = row.get(11)?;
    Ok(ClaimTableRow {
        key: row.get(0)?,
        kind: parsed(&kind, ClaimKind::parse)?,
        status: Some(parsed(&status, Status::parse)?),
        parts: Vec::new(),
        measure: measure.map(|id| row.get(12).map(|name| (id, name))).transpose()?,
        article_id: row.get(3)?,
        span: span_at(row, 4)?,
        words: row.get(6)?,
        publisher: row.get(7)?,
        published: row.get(8)?,
        score: row.get(9)?,
        rule: row.get(10)?,
        remarks: counts_at(row, 13)?,
        n_articles: row.get(15)?,
    })
}

fn decided(db: &Db, sieve: &mut Sieve<'_>) -> Result<()> {
    const WHERE: &str = "
        WHERE (:article IS NULL OR EXISTS (SELECT 1 FROM citation AS c WHERE c.claim_id = claim.id AND c.article_id = :article))
            AND (:publisher IS NULL OR s.publisher = :publisher)
            AND (:tag IS NULL OR EXISTS (SELECT 1 FROM tag WHERE tag.tag = :tag AND (
                (tag.subject = 'claim' AND tag.subject_id = claim.id)
                OR (tag.subject = 'article' AND tag.subject_id = citation.article_id))))
            AND (:card IS NULL OR claim.id IN (SELECT claim_id FROM claim_part WHERE entity_id = :card))
            AND (:measure IS NULL OR claim.measure_id = :measure)
        ORDER BY claim.id";
    let filter = sieve.filter;
    let mut statement = db.conn.prepare_cached(&format!("{DECIDED} {WHERE}"))?;
    let mut rows = statement.query(named_params! {
        ":article": filter.article, ":publisher": filter.publisher, ":tag": filter.tag, ":card": filter.card,
        ":measure": filter.measure,
    })?;
    while let Some(row) = rows.next()? {
        let mut row = decided_row(row)?;
        row.parts = parts(db, row.key)?;
        sieve.take(row);
    }
    Ok(())
}

fn parts(db: &Db, claim: i64) -> Result<Vec<Part<Named>>> {
    Ok(claims::parts_by(claims::parts(db, claim)?, |(id, name)| Some((Some(id), name))))
}

/// How many suggestions there are to see, up to a limit.
fn n_proposed(db: &Db, filter: &ClaimFilter) -> Result<usize> {
    const SQL: &str = "
        SELECT count(*) FROM (
            SELECT 1 FROM undecided_claim AS p JOIN article_state AS s ON s.article_id = p.article_id
            WHERE (:kind IS NULL OR p.kind = :kind)
                AND (:article IS NULL OR p.article_id = :article) AND (:publisher IS NULL OR s.publisher = :publisher)
                AND (:tag IS NULL OR EXISTS (SELECT 1 FROM tag
                    WHERE tag.subject = 'article' AND tag.subject_id = p.article_id AND tag.tag = :tag))
            LIMIT :limit)";
    let params = named_params! {
        ":kind": filter.kind.map(ClaimKind::as_str), ":article": filter.article, ":publisher": filter.publisher,
        ":tag": filter.tag, ":limit": MAX_COUNTED as i64,
    };
    let n: i64 = db.conn.prepare_cached(SQL)?.query_row(params, |row| row.get(0))?;
    Ok(n as usize)
}

/// One claim or suggestion by its key; `None`: it is not there (any more).
pub fn row(db: &Db, key: i64) -> Result<Option<ClaimTableRow>> {
    if key < 0 {
        let number = -(key + 1);
        let mut statement = db.conn.prepare_cached(&format!("{PROPOSED} WHERE p.run_id = ?1 AND p.position = ?2"))?;
        let mut rows = statement.query((number / MAX_OF_RUN, number % MAX_OF_RUN))?;
        return rows.next()?.map(|row| proposed_row(row, &names_in(db, row.get(3)?)?)).transpose();
    }
    let mut statement = db.conn.prepare_cached(&format!("{DECIDED} WHERE claim.id = ?1"))?;
    let mut rows = statement.query([key])?;
    let Some(found) = rows.next()? else { return Ok(None) };
    let mut found = decided_row(found)?;
    found.parts = parts(db, key)?;
    Ok(Some(found))
}

/// One claim or suggestion by its place.
pub fn row_at(db: &Db, place: ClaimPlace) -> Result<Option<ClaimTableRow>> {
    if let Some(id) = place.id {
        return row(db, id);
    }
    let sql = format!("{PROPOSED} WHERE p.article_id = ?1 AND p.start_byte = ?2 AND p.end_byte = ?3 AND p.kind = ?4");
    let mut statement = db.conn.prepare_cached(&sql)?;
    let at = (place.span.start_byte as i64, place.span.end_byte as i64);
    let mut rows = statement.query((place.article_id, at.0, at.1, place.kind.as_str()))?;
    rows.next()?.map(|row| proposed_row(row, &names_in(db, place.article_id)?)).transpose()
}

/// Numbers of a run's claims: no article has as many.
const MAX_OF_RUN: i64 = 1_000_000;

const PROPOSED: &str = "
    SELECT p.run_id, p.position, p.kind, p.article_id, p.start_byte, p.end_byte, p.words, s.publisher, s.published,
        p.score, p.rule, p.parts_json
    FROM undecided_claim AS p JOIN article_state AS s ON s.article_id = p.article_id";

/// Names that an article's run proposed, by position.
fn names_in(db: &Db, article: i64) -> Result<BTreeMap<i64, String>> {
    let proposed = entities::proposed(db, article)?;
    Ok(proposed.into_iter().map(|(position, entity)| (position, entity.name)).collect())
}

fn proposed_row(row: &Row<'_>, names: &BTreeMap<i64, String>) -> Result<ClaimTableRow> {
    let (run, position, kind): (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let found = cache::parts_from_json(&row.get::<_, String>(11)?);
    let mut parts = claims::parts_by(found, |position| names.get(&(position as i64)).map(|name| (None, name.clone())));
    parts.sort_by_key(|part| part.field);
    Ok(ClaimTableRow {
        // Below zero, and not that of another suggestion.
        key: -(run * MAX_OF_RUN + position + 1),
        kind: parsed(&kind, ClaimKind::parse)?,
        status: None,
        parts,
        measure: None,
        article_id: row.get(3)?,
        span: span_at(row, 4)?,
        words: row.get(6)?,
        publisher: row.get(7)?,
        published: row.get(8)?,
        score: row.get(9)?,
        rule: row.get(10)?,
        remarks: Counts::default(),
        n_articles: 1,
    })
}

fn proposed(db: &Db, sieve: &mut Sieve<'_>) -> Result<()> {
    const WHERE: &str = "
        WHERE (:article IS NULL OR p.article_id = :article) AND (:publisher IS NULL OR s.publisher = :publisher)
            AND (:tag IS NULL OR EXISTS (SELECT 1 FROM tag
                WHERE tag.subject = 'article' AND tag.subject_id = p.article_id AND tag.tag = :tag))
        ORDER BY p.article_id, p.start_byte, p.position";
    let filter = sieve.filter;
    sieve.table.n_proposed = Some(0);
    let mut statement = db.conn.prepare_cached(&format!("{PROPOSED} {WHERE}"))?;
    let mut rows = statement.query(named_params! {
        ":article": filter.article, ":publisher": filter.publisher, ":tag": filter.tag,
    })?;
    let mut names: (i64, BTreeMap<i64, String>) = (0, BTreeMap::new());
    while let Some(row) = rows.next()? {
        let article_id: i64 = row.get(3)?;
        if names.0 != article_id {
            names = (article_id, names_in(db, article_id)?);
        }
        sieve.take(proposed_row(row, &names.1)?);
    }
    Ok(())
}
