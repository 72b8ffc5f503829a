//! How the file takes care of itself: what an unclean end left is checked, copies are made, damage is salvaged.
//!
//! Never changes what a dossier says, and never writes over a file that is damaged.

pub mod backups;
pub mod closing;
pub mod opened;
pub mod rescue;
pub mod salvage;

use crate::env::Env;
use crate::jobs::frame;
use crate::store::lock;
use std::path::Path;
use std::path::PathBuf;

/// Who holds a dossier, for those who find it held: name, process, machine, since when.
pub fn holder_line(env: &Env) -> String {
    let since = env.wall_clock().format("%Y-%m-%d %H:%M %:z").to_string();
    lock::holder_line(&env.actor, lock::machine().as_deref(), &since)
}

/// The dossier's name without its extension.
pub fn stem(dossier: &Path) -> String {
    dossier.file_stem().unwrap_or(dossier.as_os_str()).to_string_lossy().into_owned()
}

/// A name for what is made now of a dossier, in a folder: `NAME damaged 2024-03-14 1805.dossier`, with a number where
/// that is there already.
pub fn stamped(folder: &Path, name: &str, env: &Env, extension: &str) -> PathBuf {
    frame::must_not_wait("a folder");
    let stamp = env.wall_clock().format("%Y-%m-%d %H%M").to_string();
    let free = |path: &PathBuf| !path.exists();
    let first = folder.join(format!("{name} {stamp}.{extension}"));
    let numbered = |n: u32| folder.join(format!("{name} {stamp} {n}.{extension}"));
    Some(first).filter(free).or_else(|| (2..10_000).map(numbered).find(free)).unwrap_or_else(|| numbered(10_000))
}

/// "1 change", "12 changes".
pub fn counted(n: i64, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}
