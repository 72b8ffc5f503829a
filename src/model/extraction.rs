//! What one run of the extractor proposes for one article: zones, mentions, entities, claims.
//!
//! Proposals are disposable and refer to each other by index within one [`Extraction`]; nothing that a person decided
//! ever refers to them.

use crate::model::article::Zone;
use crate::model::claim::Part;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::name_list::Choice;
use crate::model::span::Span;
use crate::model::value::Value;
use std::borrow::Cow;

/// Everything one run found. Mentions and claims stand in order of their spans.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extraction {
    pub zones: Vec<Zone>,
    /// Mentions of one label never overlap.
    pub mentions: Vec<MentionProposal>,
    pub entities: Vec<EntityProposal>,
    pub claims: Vec<ClaimProposal>,
    /// What the text itself says about the article.
    pub dateline: Option<Span>,
    pub publisher: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct MentionProposal {
    pub span: Span,
    pub label: Label,
    pub value: Option<Value>,
    /// Index into [`Extraction::entities`]; `None` for dates, amounts and what could not be tied.
    pub entity: Option<usize>,
    /// 0..=1.
    pub score: f64,
    /// `lists.country`, `titles.person` …: the catalogue stands in `extract::rule`. Of an analyst's own list with its
    /// title: `lists.own: Ministers`.
    pub rule: Cow<'static, str>,
    /// Known, sure and unambiguous: does not stop the reviewer.
    pub known: bool,
}

/// Names of one article that mean the same thing.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityProposal {
    pub label: Label,
    /// The fullest name in the article, or the list's own name.
    pub name: String,
    /// Other names, in the article or the list, without `name` itself.
    pub aliases: Vec<String>,
    /// Scheme and identifier: `("iso3166", "PK")`.
    pub ids: Vec<(String, String)>,
    /// What it may mean in the analyst's own lists, where that is several things; their identifiers are not in `ids`.
    pub choices: Vec<Choice>,
    /// Indexes into [`Extraction::mentions`], in order.
    pub mentions: Vec<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ClaimProposal {
    pub kind: ClaimKind,
    /// The words it rests on.
    pub span: Span,
    /// Entities in the parts are indexes into [`Extraction::entities`].
    pub parts: Vec<Part<usize>>,
    /// Mentions it consists of: deciding the claim decides them. Indexes into [`Extraction::mentions`].
    pub mentions: Vec<usize>,
    pub score: f64,
    pub rule: &'static str,
}
