//! The file: the only module that names SQLite.
//!
//! Never decides what a change means: it reads and writes rows for the modules above.

pub mod read;
