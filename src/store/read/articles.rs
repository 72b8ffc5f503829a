//! The Library's rows: articles with their metadata, state and counts.
//!
//! Never reads a body: the text of an article comes with its review.

use crate::model::kind::ArticleState;
use crate::model::kind::DateBasis;

/// One article of the dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleRow {
    /// `article.id`; the reference is `A` and this number.
    pub id: i64,
    /// The article's key, 64 hexadecimal digits.
    pub sha256: String,
    pub state: ArticleState,
    pub title: Option<String>,
    pub publisher: Option<String>,
    /// EDTF.
    pub published: Option<String>,
    pub published_basis: Option<DateBasis>,
    pub author: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    /// Name of the source's file.
    pub file: String,
    pub media_type: String,
    pub encoding: String,
    /// `operation.id` of the import that brought it.
    pub batch: i64,
    /// Other articles here with the very same text.
    pub n_same_text: i64,
    pub n_undecided: i64,
    pub n_known: i64,
    pub n_accepted: i64,
    pub n_rejected: i64,
    pub n_doubtful: i64,
}

impl ArticleRow {
    /// `A17`.
    pub fn reference(&self) -> String {
        format!("A{}", self.id)
    }
}
