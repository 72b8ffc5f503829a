//! What a new publication date does to the dates of an article: those it settles, and those already accepted.
//!
//! Never changes a decision: an accepted date that would now be read otherwise is told, not replaced.

use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::span::Span;
use crate::model::value::Value;
use crate::store;
use crate::store::Db;
use crate::store::read::lookup;
use crate::workspace::intake;
use std::collections::BTreeMap;

/// Dates that were read again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redated {
    /// Undecided dates that have another value than before.
    pub n_resolved: usize,
    /// Accepted dates that would be read otherwise now.
    pub accepted_before: Vec<AcceptedBefore>,
}

/// An accepted date and how it would be read now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedBefore {
    /// `article.id`.
    pub article: i64,
    pub span: Span,
    pub words: String,
    /// The value it was accepted with; `None`: without one.
    pub value: Option<String>,
    pub now: Option<String>,
}

impl Redated {
    /// Makes an article's proposals again and notes what became of its dates.
    pub fn read_again(&mut self, db: &Db, article: i64) -> store::Result<()> {
        let before: Dates = dates(db, article)?;
        intake::extract_again(db, article)?;
        for ((span, label), value) in dates(db, article)? {
            let Some(decided) = lookup::mention_decided_at(db, article, span, label)? else {
                self.n_resolved += usize::from(value.is_some() && before.get(&(span, label)) != Some(&value));
                continue;
            };
            if decided.status == Status::Accepted.as_str() && decided.value != value {
                let cell = |value: Option<Value>| value.as_ref().map(Value::to_cell);
                let (value, now) = (cell(decided.value), cell(value));
                self.accepted_before.push(AcceptedBefore { article, span, words: decided.words, value, now });
            }
        }
        Ok(())
    }
}

type Dates = BTreeMap<(Span, Label), Option<Value>>;

/// The dates proposed in an article, and the times of day, which may be of one: `Monday before noon`. Decided or not.
fn dates(db: &Db, article: i64) -> store::Result<Dates> {
    let mut dates = Dates::new();
    for label in [Label::Date, Label::Time] {
        let proposed = lookup::mentions_proposed_of_label(db, article, label)?;
        dates.extend(proposed.into_iter().map(|date| ((date.span, label), date.value)));
    }
    Ok(dates)
}
