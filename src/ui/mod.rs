//! The window. Being laid out in a branch of its own; this is the doorstep that the command line knows.
//!
//! Never does I/O in a frame.

use crate::env::Env;
use std::path::PathBuf;
use std::sync::Arc;

/// What the window starts with.
pub struct UiOptions {
    /// `None`: the last one used, else the first-start screen.
    pub dossier: Option<PathBuf>,
    pub env: Arc<Env>,
}

/// Opens the window and stays until it is closed.
pub fn run(options: UiOptions) -> Result<(), eframe::Error> {
    drop(options);
    Ok(())
}
