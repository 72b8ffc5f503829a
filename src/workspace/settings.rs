//! The user's settings: name, device, last dossier, appearance. One small JSON file in the configuration folder.
//!
//! Never stands in a dossier, and never stops the program: what cannot be read counts as not set.

use crate::jobs::frame;
use serde::Deserialize;
use serde::Serialize;
use std::path::Path;
use std::path::PathBuf;

/// Name of the file in the configuration folder.
const FILE: &str = "settings.json";

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The analyst's name, as decisions record it; empty: not said yet.
    pub actor: String,
    /// Random name of this installation; made at first use.
    pub device: String,
    /// Dossiers opened last, the latest first.
    pub recent: Vec<PathBuf>,
    /// `light`, `dark` or empty: as the system.
    pub theme: String,
}

/// How many recent dossiers are kept.
const MAX_RECENT: usize = 9;

impl Settings {
    /// Reads the settings of this folder; those that are missing or broken are empty.
    pub fn load(dir: &Path) -> Self {
        frame::must_not_wait("the settings");
        let text = std::fs::read_to_string(dir.join(FILE)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Writes them whole or not at all.
    pub fn save(&self, dir: &Path) -> std::io::Result<()> {
        frame::must_not_wait("the settings");
        std::fs::create_dir_all(dir)?;
        let part = dir.join(format!("{FILE}.part"));
        std::fs::write(&part, serde_json::to_string_pretty(self)?)?;
        std::fs::rename(part, dir.join(FILE))
    }

    /// The dossier that was open last, if it is still there: one that was moved is not made anew.
    pub fn last_open(&self) -> Option<PathBuf> {
        frame::must_not_wait("the last dossier");
        self.recent.first().filter(|path| path.is_file()).cloned()
    }

    /// Puts a dossier first among the recent ones.
    pub fn remember(&mut self, dossier: &Path) {
        self.recent.retain(|path| path != dossier);
        self.recent.insert(0, dossier.to_path_buf());
        self.recent.truncate(MAX_RECENT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_and_broken_ones_are_empty() {
        let dir = tempfile::tempdir().unwrap();
        let mut settings = Settings { actor: "Ana Ruiz".to_owned(), ..Settings::default() };
        for n in 0..12 {
            settings.remember(Path::new(&format!("{n}.dossier")));
        }
        settings.remember(Path::new("5.dossier"));
        assert_eq!(settings.recent.len(), 9);
        assert_eq!(settings.recent[0], Path::new("5.dossier"));
        settings.save(dir.path()).unwrap();
        assert_eq!(Settings::load(dir.path()), settings);
        std::fs::write(dir.path().join(FILE), "{broken").unwrap();
        assert_eq!(Settings::load(dir.path()), Settings::default());
    }
}
