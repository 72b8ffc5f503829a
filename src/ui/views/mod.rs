//! The screens and dialogs, one file each: model and state in, widgets and queued actions out.
//!
//! No view touches the file system, the clock or the dossier, and none waits.

pub mod ask;
pub mod export;
pub mod library;
pub mod review;
pub mod start;
pub mod to_fix;
