//! Which part of the record goes out: what was decided how, which articles, published when. The default is the whole.
//!
//! Never leaves a row without what it names: cards and measures come along where a row of the part speaks of them, and
//! only there.

use crate::export::Options;
use crate::model::edtf;
use crate::model::kind::ArticleState;
use crate::model::kind::Status;
use crate::store;
use crate::store::Db;
use crate::store::read::export;
use crate::store::read::export_counts::Counted;
use serde_json::Value as Json;
use serde_json::json;
use std::collections::BTreeSet;

/// What was decided of the rows that go out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decided {
    /// Whatever was decided: accepted, doubtful and rejected.
    #[default]
    All,
    AcceptedAndDoubtful,
    Accepted,
}

/// Which articles go out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Articles {
    #[default]
    All,
    /// Those marked as done.
    Done,
    /// These, by number.
    Of(Vec<i64>),
}

/// A part of the record; the default is the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    pub decided: Decided,
    pub articles: Articles,
    /// EDTF: only articles whose publication date shares a day with it. `None`: any, also without a date.
    pub published: Option<String>,
}

impl Part {
    pub fn is_whole(&self) -> bool {
        *self == Self::default()
    }

    pub const fn takes(&self, status: Status) -> bool {
        match self.decided {
            Decided::All => true,
            Decided::AcceptedAndDoubtful => matches!(status, Status::Accepted | Status::Doubtful),
            Decided::Accepted => matches!(status, Status::Accepted),
        }
    }

    /// What is to be counted before it is written.
    pub fn counted(&self, db: &Db) -> store::Result<Counted> {
        let takes_all = self.articles == Articles::All && self.published.is_none();
        let articles = if takes_all { None } else { Some(article_ids(db, self)?) };
        let statuses = match self.decided {
            Decided::All => None,
            Decided::AcceptedAndDoubtful => Some(vec![Status::Accepted.as_str(), Status::Doubtful.as_str()]),
            Decided::Accepted => Some(vec![Status::Accepted.as_str()]),
        };
        Ok(Counted { articles, statuses })
    }

    /// One line in words: `accepted rows; 3 chosen articles; published 2023-12`.
    pub fn in_words(&self) -> String {
        let mut words = Vec::new();
        match self.decided {
            Decided::All => {}
            Decided::AcceptedAndDoubtful => words.push("what is accepted or doubtful".to_owned()),
            Decided::Accepted => words.push("what is accepted".to_owned()),
        }
        match &self.articles {
            Articles::All => {}
            Articles::Done => words.push("articles marked as done".to_owned()),
            Articles::Of(ids) if ids.len() == 1 => words.push("1 chosen article".to_owned()),
            Articles::Of(ids) => words.push(format!("{} chosen articles", ids.len())),
        }
        words.extend(self.published.as_ref().map(|published| format!("articles published {published}")));
        words.join("; ")
    }

    /// As the description of the export has it; `null`: the whole.
    pub(super) fn json(&self, n_articles: usize) -> Json {
        if self.is_whole() {
            return Json::Null;
        }
        let status = match self.decided {
            Decided::All => json!(["accepted", "doubtful", "rejected"]),
            Decided::AcceptedAndDoubtful => json!(["accepted", "doubtful"]),
            Decided::Accepted => json!(["accepted"]),
        };
        let articles = match &self.articles {
            Articles::All => "all",
            Articles::Done => "done",
            Articles::Of(_) => "chosen",
        };
        json!({
            "words": self.in_words(),
            "status": status,
            "articles": articles,
            "published": self.published,
            "articles_in_dossier": n_articles,
        })
    }
}

/// Numbers of the articles that a part takes, in order.
pub fn article_ids(db: &Db, part: &Part) -> store::Result<Vec<i64>> {
    let days = part.published.as_deref().and_then(edtf::bounds);
    let is_taken = |(id, state, published): &(i64, ArticleState, Option<String>)| {
        let is_of = match &part.articles {
            Articles::All => true,
            Articles::Done => *state == ArticleState::Done,
            Articles::Of(ids) => ids.contains(id),
        };
        let is_then = match (&part.published, days) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(_), Some(days)) => published.as_deref().and_then(edtf::bounds).is_some_and(|mine| share(days, mine)),
        };
        is_of && is_then
    };
    Ok(export::article_dates(db)?.iter().filter(|row| is_taken(row)).map(|(id, ..)| *id).collect())
}

/// Whether two stretches of days have one in common.
fn share(a: edtf::Bounds, b: edtf::Bounds) -> bool {
    let ends_before = |one: edtf::Bounds, other: edtf::Bounds| match (one.last, other.first) {
        (Some(last), Some(first)) => last < first,
        _ => false,
    };
    !ends_before(a, b) && !ends_before(b, a)
}

/// What goes out, and what rows so far speak of.
pub(super) struct Scope<'o> {
    pub options: &'o Options,
    pub articles: Vec<i64>,
    /// `entity.id` and `claim.id`.
    entities: BTreeSet<i64>,
    claims: BTreeSet<i64>,
}

impl<'o> Scope<'o> {
    pub fn new(db: &Db, options: &'o Options) -> store::Result<Self> {
        let articles = article_ids(db, &options.part)?;
        Ok(Self { options, articles, entities: BTreeSet::new(), claims: BTreeSet::new() })
    }

    /// Of rows that the caller finds by itself: no article is listed.
    pub const fn of_rows(options: &'o Options) -> Self {
        Self { options, articles: Vec::new(), entities: BTreeSet::new(), claims: BTreeSet::new() }
    }

    /// Whether a row goes out; proposed ones have no status.
    pub fn takes(&self, status: Option<Status>) -> bool {
        status.map_or(self.options.proposed, |status| self.options.part.takes(status))
    }

    pub fn keep_entity(&mut self, id: i64) {
        self.entities.insert(id);
    }

    pub fn keep_claim(&mut self, id: i64) {
        self.claims.insert(id);
    }

    pub fn has_entity(&self, id: i64) -> bool {
        self.options.part.is_whole() || self.entities.contains(&id)
    }

    pub fn has_claim(&self, id: i64) -> bool {
        self.options.part.is_whole() || self.claims.contains(&id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_share_or_do_not() {
        for (a, b, expected) in [
            ("2023-12", "2023-12-08", true),
            ("2023-12-08", "2023-12-08", true),
            ("2023-12", "2024", false),
            ("2023-12/..", "2024-05", true),
            ("../2023", "2024-01-01", false),
            ("2023-12-31/2024-01-02", "2024-01", true),
        ] {
            let (first, second) = (edtf::bounds(a).unwrap(), edtf::bounds(b).unwrap());
            assert_eq!((share(first, second), share(second, first)), (expected, expected), "{a} {b}");
        }
    }

    #[test]
    fn a_part_says_which_it_is_and_the_whole_says_nothing() {
        assert_eq!((Part::default().in_words(), Part::default().json(3)), (String::new(), Json::Null));
        let part = Part {
            decided: Decided::Accepted,
            articles: Articles::Of(vec![1, 2]),
            published: Some("2023-12".to_owned()),
        };
        assert_eq!(part.in_words(), "what is accepted; 2 chosen articles; articles published 2023-12");
        assert_eq!(part.json(9)["articles_in_dossier"], 9);
    }
}
