//! The one door to a dossier: open it, run commands, undo and redo, read, import, extract, export, verify.
//!
//! Never prints and never paints; its clients are `cli`, which waits for answers, and `ui`, which goes through
//! [`desk`] and never waits.

pub mod desk;
