//! How names compare: folding now, romanisation and similarity as they come.
//!
//! Never knows a list, a text or a dossier: two names in, an answer out.

pub mod fold;
