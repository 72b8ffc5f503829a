//! The Library's table: which articles a filter lets through, in which order, and what there is to choose from.
//!
//! Works on rows that were read, not on the file: a small dossier is arranged where it is painted, a large one where it
//! is read.

use crate::model::edtf;
use crate::model::edtf::Bounds;
use crate::model::kind::ArticleState;
use crate::names::fold;
use crate::store::read::articles::ArticleRow;
use crate::store::read::waiting::Waiting;
use crate::text::needle::Beginnings;
use crate::text::needle::Needle;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArticleColumn {
    State,
    Title,
    Publisher,
    Published,
    Suggestions,
    Accepted,
    /// Share of the suggestions that somebody decided.
    Decided,
    File,
    Reference,
}

/// What is to be listed, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleFilter {
    /// `None`: all.
    pub state: Option<ArticleState>,
    /// Words of title, publisher, file or reference.
    pub words: String,
    pub publisher: Option<String>,
    pub tag: Option<String>,
    /// `operation.id` of an import.
    pub batch: Option<i64>,
    /// Published on one of these days: EDTF. Empty, or not readable as a date: whenever.
    pub days: String,
    /// Only articles in which such suggestions wait.
    pub waiting: Waiting,
    /// Only articles with something to fix: without a date, or with a text that is here twice.
    pub to_fix: bool,
    pub sorted_by: ArticleColumn,
    pub is_descending: bool,
}

impl Default for ArticleFilter {
    fn default() -> Self {
        Self {
            state: None,
            words: String::new(),
            publisher: None,
            tag: None,
            batch: None,
            days: String::new(),
            waiting: Waiting::default(),
            to_fix: false,
            sorted_by: ArticleColumn::Reference,
            is_descending: false,
        }
    }
}

impl ArticleFilter {
    /// Whether it leaves articles out, in whichever order they are listed.
    pub fn is_narrow(&self) -> bool {
        let (sorted_by, is_descending) = (self.sorted_by, self.is_descending);
        *self != Self { sorted_by, is_descending, ..Self::default() }
    }
}

/// One import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportBatch {
    /// `operation.id`.
    pub operation: i64,
    pub at_millis: i64,
    pub n_articles: usize,
}

/// The table made of all rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arranged {
    /// `article.id`, in the order in which they are shown.
    pub shown: Vec<i64>,
    pub n_all: usize,
    /// Of each state, as the filter has them but for the state; in the order of [`ArticleState::ALL`].
    pub n_of_state: [usize; 4],
    /// What the filter can choose from.
    pub publishers: Vec<String>,
    pub tags: Vec<String>,
    /// The latest first.
    pub batches: Vec<ImportBatch>,
    /// `article.id` of open articles without a publication date.
    pub undated: Vec<i64>,
    /// `article.id` of open articles whose text another has, too.
    pub same_text: Vec<i64>,
}

const fn is_open(row: &ArticleRow) -> bool {
    matches!(row.state, ArticleState::New | ArticleState::Begun)
}

/// Whether something about the article is to be fixed.
pub const fn is_to_fix(row: &ArticleRow) -> bool {
    is_open(row) && (row.published.is_none() || row.n_same_text > 0)
}

/// Filters and sorts all rows, and collects what there is to choose from. `having`: the articles in which the suggestions
/// wait that are asked for; `None`: none are.
pub fn arrange(rows: &[ArticleRow], filter: &ArticleFilter, having: Option<&BTreeSet<i64>>) -> Arranged {
    let days = edtf::bounds(filter.days.trim());
    let mut arranged = Arranged { n_all: rows.len(), ..Arranged::default() };
    let needle = Needle::new(&filter.words, Beginnings::All);
    let mut shown: Vec<&ArticleRow> = Vec::new();
    let mut publishers: BTreeSet<&str> = BTreeSet::new();
    let mut tags: BTreeSet<&str> = BTreeSet::new();
    let mut batches: BTreeMap<i64, ImportBatch> = BTreeMap::new();
    for row in rows {
        publishers.extend(row.publisher.as_deref());
        tags.extend(row.tags.iter().map(String::as_str));
        let new = ImportBatch { operation: row.batch, at_millis: row.imported_millis, n_articles: 0 };
        batches.entry(row.batch).or_insert(new).n_articles += 1;
        if is_open(row) && row.published.is_none() {
            arranged.undated.push(row.id);
        }
        if is_open(row) && row.n_same_text > 0 {
            arranged.same_text.push(row.id);
        }
        let is_there = having.is_none_or(|having| having.contains(&row.id)) && days.is_none_or(|days| is_of(row, days));
        if !is_there || !passes(row, filter, &needle) {
            continue;
        }
        let place = ArticleState::ALL.iter().position(|state| *state == row.state);
        if let Some(count) = place.and_then(|place| arranged.n_of_state.get_mut(place)) {
            *count += 1;
        }
        if filter.state.is_none_or(|state| state == row.state) {
            shown.push(row);
        }
    }
    arranged.publishers = publishers.into_iter().map(str::to_owned).collect();
    arranged.tags = tags.into_iter().map(str::to_owned).collect();
    arranged.batches = batches.into_values().rev().collect();
    arranged.shown = sorted(shown, filter);
    arranged
}

/// Whether it was published on one of these days, as far as is known.
fn is_of(row: &ArticleRow, days: Bounds) -> bool {
    let Some(published) = row.published.as_deref().and_then(edtf::bounds) else { return false };
    let is_over = |one: Bounds, other: Bounds| one.last.zip(other.first).is_some_and(|(last, first)| last < first);
    !is_over(published, days) && !is_over(days, published)
}

/// Everything but the state, the days and the suggestions.
fn passes(row: &ArticleRow, filter: &ArticleFilter, needle: &Needle) -> bool {
    filter.batch.is_none_or(|batch| batch == row.batch)
        && filter.publisher.as_ref().is_none_or(|wanted| row.publisher.as_ref() == Some(wanted))
        && filter.tag.as_ref().is_none_or(|wanted| row.tags.contains(wanted))
        && (!filter.to_fix || is_to_fix(row))
        && has(row, needle)
}

fn has(row: &ArticleRow, needle: &Needle) -> bool {
    if needle.is_empty() {
        return true;
    }
    let of_row = [row.title.as_deref().unwrap_or(""), row.publisher.as_deref().unwrap_or(""), &row.file];
    needle.is_in(&format!("{}\n{}", of_row.join("\n"), row.reference()))
}

/// What rows are compared by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Text(String),
}

/// Decided suggestions in a hundred; `None` where there is nothing to decide.
pub const fn share_decided(row: &ArticleRow) -> Option<i64> {
    let n_decided = row.n_accepted + row.n_rejected + row.n_doubtful;
    let n_all = n_decided + row.n_undecided;
    if n_all == 0 { None } else { Some(n_decided * 100 / n_all) }
}

fn key(row: &ArticleRow, column: ArticleColumn) -> Option<Key> {
    let text = |text: &str| Some(Key::Text(fold(text)));
    match column {
        ArticleColumn::State => Some(Key::Number(row.state as i64)),
        ArticleColumn::Title => text(row.title.as_deref().unwrap_or(&row.file)),
        ArticleColumn::Publisher => row.publisher.as_deref().and_then(text),
        ArticleColumn::Published => {
            let first = row.published.as_deref().and_then(edtf::bounds)?.first;
            Some(Key::Text(first.map_or_else(String::new, |day| day.to_string())))
        }
        ArticleColumn::Suggestions => Some(Key::Number(row.n_undecided)),
        ArticleColumn::Accepted => Some(Key::Number(row.n_accepted)),
        ArticleColumn::Decided => share_decided(row).map(Key::Number),
        ArticleColumn::File => text(&row.file),
        ArticleColumn::Reference => Some(Key::Number(row.id)),
    }
}

/// What a row lacks comes last, whichever way the rest is turned; equal ones stay in the order of their import.
fn sorted(rows: Vec<&ArticleRow>, filter: &ArticleFilter) -> Vec<i64> {
    let mut keyed: Vec<(Option<Key>, i64)> = rows.into_iter().map(|row| (key(row, filter.sorted_by), row.id)).collect();
    keyed.sort_by(|(mine, id), (theirs, other)| {
        let order = match (mine, theirs) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(mine), Some(theirs)) if filter.is_descending => theirs.cmp(mine),
            (Some(mine), Some(theirs)) => mine.cmp(theirs),
        };
        order.then(id.cmp(other))
    });
    keyed.into_iter().map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::read::annotations::Counts;

    fn row(id: i64, title: &str, state: ArticleState) -> ArticleRow {
        ArticleRow {
            id,
            sha256: String::new(),
            state,
            title: Some(title.to_owned()),
            publisher: (id < 3).then(|| format!("Post {id}")),
            published: (id != 2).then(|| format!("2023-1{}", 3 - id)),
            published_basis: None,
            author: None,
            url: None,
            language: None,
            file: format!("{id:03}.txt"),
            media_type: String::new(),
            encoding: String::new(),
            batch: if id < 3 { 7 } else { 9 },
            imported_millis: id,
            tags: if id == 3 { vec!["camp".to_owned()] } else { Vec::new() },
            n_same_text: 0,
            n_undecided: id * 2,
            n_known: 0,
            n_accepted: 10 - id,
            n_rejected: 0,
            n_doubtful: 0,
            remarks: Counts::default(),
        }
    }

    fn rows() -> Vec<ArticleRow> {
        vec![
            row(1, "Boats sank", ArticleState::New),
            row(2, "Élan of the harbour", ArticleState::New),
            row(3, "boats return", ArticleState::Done),
        ]
    }

    #[test]
    fn filters_let_through_what_they_say() {
        let all = ArticleFilter::default();
        let days = |days: &str| ArticleFilter { days: days.to_owned(), ..ArticleFilter::default() };
        let words = |words: &str| ArticleFilter { words: words.to_owned(), ..ArticleFilter::default() };
        for (filter, expected) in [
            (all.clone(), &[1, 2, 3][..]),
            (ArticleFilter { state: Some(ArticleState::Done), ..all.clone() }, &[3]),
            (words("boat"), &[1, 3]),
            (words("elan"), &[2]),
            (words("post"), &[1, 2]),
            (words("a2"), &[2]),
            (words("002.TXT"), &[2]),
            (words("trains"), &[]),
            (ArticleFilter { batch: Some(9), ..all.clone() }, &[3]),
            (ArticleFilter { publisher: Some("Post 1".to_owned()), ..all.clone() }, &[1]),
            (ArticleFilter { tag: Some("camp".to_owned()), ..all.clone() }, &[3]),
            (ArticleFilter { to_fix: true, ..all }, &[2]),
            (days("2023-12"), &[1]),
            (days("2023-10/2023-12"), &[1, 3]),
            (days("2023-10-31/.."), &[1, 3]),
            (days("../2023-10-05"), &[3]),
            (days("2024"), &[]),
            (days("soon"), &[1, 2, 3]),
        ] {
            assert_eq!(arrange(&rows(), &filter, None).shown, expected, "{filter:?}");
        }
    }

    #[test]
    fn articles_in_which_something_waits_are_listed_alone_and_counted() {
        let arranged = arrange(&rows(), &ArticleFilter::default(), Some(&BTreeSet::from([2, 3])));
        assert_eq!((arranged.shown, arranged.n_all, arranged.n_of_state), (vec![2, 3], 3, [1, 0, 1, 0]));
    }

    #[test]
    fn a_filter_is_narrow_when_it_leaves_articles_out() {
        let sorted = ArticleFilter { sorted_by: ArticleColumn::Title, is_descending: true, ..ArticleFilter::default() };
        assert!(!sorted.is_narrow());
        assert!(ArticleFilter { state: Some(ArticleState::New), ..sorted }.is_narrow());
    }

    #[test]
    fn every_column_sorts_and_what_is_lacking_stays_last() {
        for (sorted_by, up, down) in [
            (ArticleColumn::State, [1, 2, 3], [3, 1, 2]),
            (ArticleColumn::Title, [3, 1, 2], [2, 1, 3]),
            (ArticleColumn::Publisher, [1, 2, 3], [2, 1, 3]),
            (ArticleColumn::Published, [3, 1, 2], [1, 3, 2]),
            (ArticleColumn::Suggestions, [1, 2, 3], [3, 2, 1]),
            (ArticleColumn::Accepted, [3, 2, 1], [1, 2, 3]),
            (ArticleColumn::Decided, [3, 2, 1], [1, 2, 3]),
            (ArticleColumn::File, [1, 2, 3], [3, 2, 1]),
            (ArticleColumn::Reference, [1, 2, 3], [3, 2, 1]),
        ] {
            for (is_descending, expected) in [(false, up), (true, down)] {
                let filter = ArticleFilter { sorted_by, is_descending, ..ArticleFilter::default() };
                assert_eq!(arrange(&rows(), &filter, None).shown, expected, "{sorted_by:?}, {is_descending}");
            }
        }
    }

    #[test]
    fn what_there_is_to_choose_from_and_to_fix_is_collected() {
        let filter = ArticleFilter { words: "boats".to_owned(), ..ArticleFilter::default() };
        let arranged = arrange(&rows(), &filter, None);
        assert_eq!((arranged.n_all, arranged.n_of_state), (3, [1, 0, 1, 0]));
        assert_eq!(
            (arranged.publishers, arranged.tags),
            (vec!["Post 1".to_owned(), "Post 2".to_owned()], vec!["camp".to_owned()])
        );
        let batches: Vec<(i64, i64, usize)> =
            arranged.batches.iter().map(|batch| (batch.operation, batch.at_millis, batch.n_articles)).collect();
        assert_eq!(batches, [(9, 3, 1), (7, 1, 2)]);
        assert_eq!((arranged.undated, arranged.same_text), (vec![2], vec![]));
    }
}
