//! Plain data: articles, spans, proposals, mentions, entities, claims, and the words for their kinds.
//!
//! Never does I/O, never parses a file format, and derives no `Serialize`: formats that outlive a version of the
//! program are written down where they are read and written (`ledger::record`, `export`, `cli`).

pub mod article;
pub mod cell;
pub mod claim;
pub mod counts;
pub mod edtf;
pub mod extraction;
pub mod id;
pub mod kind;
pub mod name_list;
pub mod record_set;
pub mod score;
pub mod span;
pub mod value;
