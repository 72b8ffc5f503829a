//! The tables of an export, one file for each: what a row is, and the columns it has.
//!
//! Never reads the dossier: rows come from `store::read`, gathered by `export::rows`.

pub mod articles;
pub mod claims;
pub mod decisions;
pub mod entities;
pub mod events;
pub mod figures;
pub mod measures;
pub mod mentions;
pub mod names;
pub mod quotes;
pub mod roles;
