//! An article before it enters a dossier: its text, where it came from, and what its source says about it.
//!
//! Never decoded here: `import` turns bytes into drafts, `ledger` turns drafts into rows.

use crate::model::kind::DateBasis;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;

/// A stretch of a body that is one kind of thing. Zones of one article do not overlap and stand in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    pub span: Span,
    pub kind: ZoneKind,
}

/// What is known about an article apart from its text. `None` means that nobody said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    pub title: Option<String>,
    pub publisher: Option<String>,
    /// EDTF, at most to the day.
    pub published: Option<String>,
    /// `Some` exactly when `published` is.
    pub published_basis: Option<DateBasis>,
    pub author: Option<String>,
    pub url: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
}

/// Bytes as they came in, with the articles found in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceDraft {
    /// File name without its folders (`000_66cf.txt`), or `stdin`, `pasted`.
    pub name: String,
    /// Path as the user gave it, for messages only; never stored.
    pub path: String,
    /// `text/plain`, `text/markdown`, `text/html`, `multipart/related` …
    pub media_type: String,
    pub bytes: Vec<u8>,
    pub articles: Vec<ArticleDraft>,
}

/// One article of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleDraft {
    /// Where in the source it stands; empty when the source is the article.
    pub locator: String,
    /// Decoded text: no BOM, no NULs, `\n` line ends; for HTML the main text; otherwise verbatim.
    pub body: String,
    /// Name of the encoding the bytes were read in (`UTF-8`, `windows-1252`).
    pub encoding: String,
    pub metadata: Metadata,
}
