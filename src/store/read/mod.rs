//! Read models: one file per screen or export, each a query and the plain rows it gives.
//!
//! Rows are owned and public; no query is lazy, and none writes.

pub mod alike;
pub mod annotations;
pub mod article_table;
pub mod articles;
pub mod background;
pub mod card_choice;
pub mod card_page;
pub mod cards;
pub mod claim_table;
pub mod claims;
pub mod elsewhere;
pub mod entities;
pub mod export;
pub mod export_claims;
pub mod export_counts;
pub mod export_entities;
pub mod history;
pub mod lookup;
pub mod measures;
pub mod name_lists;
pub mod names;
pub mod news;
pub mod review;
pub mod reviewed;
pub mod search;
pub mod sheet;
pub mod status;
pub mod waiting;
