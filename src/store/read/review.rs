//! One article as it is reviewed: its text, and everything proposed or decided in it, merged.
//!
//! Never decides what a stop is: that is made of these rows by the screen.

use crate::model::article::Zone;
use crate::model::claim::Part;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::span::Span;
use crate::model::value::Value;
use crate::store::read::articles::ArticleRow;

/// An article under review.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    pub article: ArticleRow,
    pub body: String,
    /// The extractor's zones with the analyst's corrections laid over them; in order, not overlapping.
    pub zones: Vec<Zone>,
    /// Decided and undecided, in order of their spans.
    pub mentions: Vec<ReviewMention>,
    /// Names of this article that are tied together, proposed or decided.
    pub names: Vec<ReviewName>,
    /// Decided and undecided, in order of their spans.
    pub claims: Vec<ReviewClaim>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ReviewMention {
    pub span: Span,
    pub label: Label,
    pub words: String,
    pub value: Option<Value>,
    /// `None`: not decided.
    pub status: Option<Status>,
    /// Index into [`Review::names`]; `None` for dates, amounts and what is not tied.
    pub name: Option<usize>,
    /// Known, sure and unambiguous: no stop while undecided.
    pub known: bool,
    /// `None`: made by hand.
    pub score: Option<f64>,
    pub rule: Option<String>,
}

/// A name in this article with all its mentions: what a stop asks about.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewName {
    pub label: Label,
    pub name: String,
    pub aliases: Vec<String>,
    /// Indexes into [`Review::mentions`], in order.
    pub mentions: Vec<usize>,
    /// The card it was accepted as, once it was.
    pub card: Option<Card>,
    /// Cards of other articles that it may be, best first; at most nine.
    pub candidates: Vec<Candidate>,
}

/// An entity, as much as a line needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// `entity.id`; the reference is `E` and this number.
    pub id: i64,
    pub label: Label,
    pub name: String,
    /// The latest accepted role: "foreign minister (caretaker), Pakistan".
    pub role: Option<String>,
    pub n_articles: i64,
    pub n_mentions: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub card: Card,
    /// In words: "same full name".
    pub reason: &'static str,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ReviewClaim {
    pub kind: ClaimKind,
    pub span: Span,
    pub words: String,
    /// `None`: not decided.
    pub status: Option<Status>,
    /// `claim.id` once decided.
    pub id: Option<i64>,
    /// Entities by name.
    pub parts: Vec<Part<String>>,
    /// Mentions that are decided with it. Indexes into [`Review::mentions`].
    pub mentions: Vec<usize>,
    pub score: Option<f64>,
    pub rule: Option<String>,
}
