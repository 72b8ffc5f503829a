//! Answers for History: what was typed into a filter, and operations in words with their time where the analyst is.
//!
//! Never replays anything: sentences are made for the operations that are asked for, a screenful at a time.

use crate::model::edtf;
use crate::store::Db;
use crate::store::Error;
use crate::store::read::history;
use crate::store::read::history::Change;
use crate::store::read::history::ChangeFilter;
use crate::store::read::history::Changes;
use crate::store::read::history::Term;
use crate::store::record;
use crate::workspace::describe;
use chrono::DateTime;
use chrono::Local;
use chrono::NaiveDate;
use chrono::TimeZone;

/// Which operations are wanted, as a person says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Words; all of them must be met.
    pub words: String,
    pub kind: Option<String>,
    pub actor: Option<String>,
    pub article: Option<i64>,
    /// EDTF, in the days of the place where the program runs; empty: any time. What is no date finds nothing.
    pub days: String,
    pub is_oldest_first: bool,
}

/// An operation as a line of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeInWords {
    pub id: i64,
    /// "22 Nov 2026, 14:05", local time.
    pub when: String,
    pub sentence: String,
    /// Rows of the projection.
    pub n_touched: usize,
    /// The first articles that it touched, and how many there are.
    pub articles: Vec<i64>,
    pub n_articles: usize,
}

/// One operation in full, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeInFull {
    pub change: Change,
    pub when: String,
    pub sentence: String,
    /// The sentence of the one that took it back, or that it is about.
    pub other_sentence: Option<String>,
}

/// Articles that a line names.
const MAX_ARTICLES: usize = 3;

pub fn changes(db: &Db, wanted: &Wanted) -> Result<Changes, Error> {
    let (from_millis, until_millis) = match millis_of_days(&wanted.days, &Local) {
        Some(ends) => ends,
        None if wanted.days.trim().is_empty() => (None, None),
        None => return Ok(Changes::default()),
    };
    let kinds = if wanted.words.is_empty() { Vec::new() } else { history::kinds(db)? };
    let terms = wanted.words.split_whitespace().map(|word| term(word, &kinds)).collect();
    let filter = ChangeFilter {
        terms,
        kind: wanted.kind.clone(),
        actor: wanted.actor.clone(),
        article: wanted.article,
        from_millis,
        until_millis,
        is_oldest_first: wanted.is_oldest_first,
    };
    history::changes(db, &filter)
}

fn term(word: &str, kinds: &[String]) -> Term {
    let small = word.to_lowercase();
    let is_met = |kind: &&String| describe::verb(kind).to_lowercase().contains(&small);
    Term { text: word.to_owned(), kinds: kinds.iter().filter(is_met).cloned().collect() }
}

/// From the first moment of the first day to the first moment after the last, open ends as such; `None` where it is no
/// date.
fn millis_of_days<Z: TimeZone>(days: &str, zone: &Z) -> Option<(Option<i64>, Option<i64>)> {
    let edtf::Bounds { first, last } = edtf::bounds(days.trim())?;
    let start_of = |day: NaiveDate| {
        let midnight = day.and_hms_opt(0, 0, 0)?;
        // A clock that is put forward at midnight skips it; the day begins an hour later then.
        let moment = zone.from_local_datetime(&midnight).earliest();
        moment
            .or_else(|| zone.from_local_datetime(&day.and_hms_opt(1, 0, 0)?).earliest())
            .map(|at| at.timestamp_millis())
    };
    Some((first.and_then(start_of), last.and_then(|day| day.succ_opt()).and_then(start_of)))
}

/// "22 Nov 2026, 14:05".
fn when<Z: TimeZone<Offset: std::fmt::Display>>(at_millis: i64, zone: &Z) -> String {
    let at = DateTime::from_timestamp_millis(at_millis);
    at.map_or_else(String::new, |at| at.with_timezone(zone).format("%-d %b %Y, %H:%M").to_string())
}

/// A moment as people where the program runs read it.
pub fn local_time(at_millis: i64) -> String {
    when(at_millis, &Local)
}

/// Lines for these operations, in the order asked for.
pub fn in_words(db: &Db, ids: &[i64]) -> Result<Vec<ChangeInWords>, Error> {
    let mut lines = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(operation) = record::operation(db, *id)? else { continue };
        let (n_touched, mut articles) = history::reach(db, *id)?;
        let n_articles = articles.len();
        articles.truncate(MAX_ARTICLES);
        lines.push(ChangeInWords {
            id: *id,
            when: local_time(operation.at_millis),
            sentence: describe::describe(db, &operation)?,
            n_touched,
            articles,
            n_articles,
        });
    }
    Ok(lines)
}

pub fn in_full(db: &Db, id: i64) -> Result<ChangeInFull, Error> {
    let change = history::change(db, id)?;
    let change = change.ok_or_else(|| Error::Unexpected(format!("a question for change {id}, which is not there")))?;
    let other_sentence = match change.undone_by.or(change.about) {
        Some(other) => record::operation(db, other)?.map(|other| describe::describe(db, &other)).transpose()?,
        None => None,
    };
    Ok(ChangeInFull {
        when: local_time(change.operation.at_millis),
        sentence: describe::describe(db, &change.operation)?,
        other_sentence,
        change,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::FixedOffset;

    #[test]
    fn days_are_those_of_the_place_where_the_program_runs() {
        let zone = FixedOffset::east_opt(2 * 3600).unwrap();
        let ends = |days: &str| {
            let (from, until) = millis_of_days(days, &zone)?;
            Some((from.map(|at| when(at, &zone)), until.map(|at| when(at - 1, &zone))))
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(ends("2023-12-08"), Some((some("8 Dec 2023, 00:00"), some("8 Dec 2023, 23:59"))));
        assert_eq!(ends(" 2023-11 "), Some((some("1 Nov 2023, 00:00"), some("30 Nov 2023, 23:59"))));
        assert_eq!(ends("2023-11/.."), Some((some("1 Nov 2023, 00:00"), None)));
        assert_eq!(millis_of_days("soon", &zone), None);
    }

    #[test]
    fn a_word_of_the_verb_is_met_by_its_kinds() {
        let kinds = ["accept", "reject", "undo"].map(str::to_owned);
        assert_eq!(term("ACCEPT", &kinds).kinds, ["accept"]);
        assert_eq!(term("und", &kinds).kinds, ["undo"]);
        assert_eq!(term("West", &kinds).kinds, [""; 0]);
    }
}
