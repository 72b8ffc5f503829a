//! The ways on from a damaged dossier, for the window: what can be saved of it, or its last backup.
//!
//! Never opens a backup for writing: a copy of it is made beside the dossier, so that the backup stays what it was.

use crate::disk;
use crate::env::Env;
use crate::jobs::Control;
use crate::jobs::frame;
use crate::workspace::care;
use crate::workspace::care::backups;
use crate::workspace::care::salvage;
use crate::workspace::care::salvage::Report;
use crate::workspace::care::salvage::Target;
use crate::workspace::copy;
use crate::workspace::settings::Backups;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Means {
    Salvage,
    /// This backup, as a new file.
    Backup(PathBuf),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rescued {
    Salvaged(Box<Report>),
    /// The new file.
    Copied(PathBuf),
}

/// Does it; the error in words.
pub fn run(
    dossier: &Path,
    means: &Means,
    settings: &Backups,
    env: &Arc<Env>,
    control: &Control,
) -> Result<Rescued, String> {
    frame::must_not_wait("a rescue");
    match means {
        Means::Salvage => {
            let folders = backups::folders(dossier, settings);
            let report = salvage::salvage(dossier, &Target::InPlace, &folders, env, control);
            report.map(|report| Rescued::Salvaged(Box::new(report))).map_err(|error| error.to_string())
        }
        Means::Backup(backup) => {
            control.report("Copying the backup", 0, 0);
            let name = format!("{} from backup", care::stem(dossier));
            let dest = care::stamped(disk::folder_of(dossier), &name, env, "dossier");
            copy::checked_copy(backup, &dest).map_err(|error| error.to_string())?;
            Ok(Rescued::Copied(dest))
        }
    }
}
