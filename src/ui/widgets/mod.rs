//! Parts that more than one screen draws.
//!
//! A widget knows how it looks and what it is called for a screen reader; it never knows the dossier.

pub mod control;
pub mod line;
pub mod marker;
pub mod table;
