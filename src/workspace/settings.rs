//! The user's settings: name, device, last dossiers, appearance, the window's place. One small JSON file in the
//! configuration folder.
//!
//! Never stands in a dossier, and never stops the program: what cannot be read counts as not set.

use crate::disk;
use crate::jobs::Job;
use crate::jobs::frame;
use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::PoisonError;

/// Name of the file in the configuration folder.
pub const FILE: &str = "settings.json";

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The analyst's name, as decisions record it; empty: not said yet.
    pub actor: String,
    /// Random name of this installation; made at first use.
    pub device: String,
    /// Dossiers opened last, the latest first.
    #[serde(deserialize_with = "recent_or_paths")]
    pub recent: Vec<Recent>,
    /// `light`, `dark` or empty: as the system.
    pub theme: String,
    /// Size of everything in percent; 0: not said, as 100.
    pub zoom: u16,
    /// Where the window was when it was closed.
    pub window: Option<Geometry>,
    /// Name of the newest panic log that the user was told of.
    pub told_panic: String,
    pub backups: Backups,
}

/// The copies that the window makes by itself (see [`crate::workspace::care::backups`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Backups {
    /// How many are kept of one dossier; 0: none are made.
    pub keep: usize,
    /// Where they go; `None`: into a folder beside each dossier.
    pub folder: Option<PathBuf>,
}

impl Default for Backups {
    fn default() -> Self {
        Self { keep: 5, folder: None }
    }
}

/// A dossier that was open, and where its reader was in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recent {
    pub path: PathBuf,
    /// When it was opened last, UTC; 0: not known.
    pub opened_millis: i64,
    /// `article.id` of the article selected last.
    pub article: Option<i64>,
    /// Where in it the reviewer was; `None`: Review was not on view.
    pub stop: Option<StopPlace>,
}

/// A stop of an article, by where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StopPlace {
    /// Of the article's text.
    pub start_byte: usize,
    pub end_byte: usize,
    /// `name`, `mention` or `claim` and the kind of it, as `name person`; empty: at the end of the article, or nowhere.
    pub kind: String,
}

/// Place and size of the window in physical pixels of the desktop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Geometry {
    pub x: i32,
    pub y: i32,
    pub width: u32,
    pub height: u32,
    pub is_maximised: bool,
}

/// How many recent dossiers are kept.
const MAX_RECENT: usize = 9;
/// How much of a window must lie on some screen, in pixels each way, for it to be put back there.
const MIN_ON_SCREEN: i32 = 120;

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
        let path = dir.join(FILE);
        let part = disk::beside(&path, ".part");
        std::fs::write(&part, serde_json::to_string_pretty(self)?)?;
        disk::put_in_place(&part, &path)
    }

    /// Puts a dossier first among the recent ones, opened now.
    pub fn remember(&mut self, dossier: &Path, now_millis: i64) {
        let mut entry = self.forget(dossier).unwrap_or_default();
        entry.path = dossier.to_path_buf();
        entry.opened_millis = now_millis;
        self.recent.insert(0, entry);
        self.recent.truncate(MAX_RECENT);
    }

    /// Takes a dossier out of the recent ones; the file stays as it is.
    pub fn forget(&mut self, dossier: &Path) -> Option<Recent> {
        let at = self.recent.iter().position(|recent| recent.path == dossier)?;
        Some(self.recent.remove(at))
    }

    /// What is remembered of a dossier.
    pub fn recent_mut(&mut self, dossier: &Path) -> Option<&mut Recent> {
        self.recent.iter_mut().find(|recent| recent.path == dossier)
    }
}

impl Geometry {
    /// Whether enough of it to be taken hold of lies on a screen: its place and size in the same pixels.
    pub fn is_on(&self, screen: (i32, i32, u32, u32)) -> bool {
        let (x, y, width, height) = screen;
        let overlap = |a: i32, a_size: u32, b: i32, b_size: u32| {
            let end = |start: i32, size: u32| i64::from(start) + i64::from(size);
            end(a, a_size).min(end(b, b_size)) - i64::from(a.max(b))
        };
        // A window is moved by its upper edge.
        overlap(self.x, self.width, x, width) >= i64::from(MIN_ON_SCREEN)
            && overlap(self.y, self.height, y, height) >= i64::from(MIN_ON_SCREEN)
            && self.y >= y
    }
}

/// Which of these files are there; a share that does not answer takes its time.
pub fn which_are_there(paths: Vec<PathBuf>) -> Vec<(PathBuf, bool)> {
    frame::must_not_wait("recent dossiers");
    let look = |path: PathBuf| {
        let is_there = path.is_file();
        (path, is_there)
    };
    paths.into_iter().map(look).collect()
}

/// The first version wrote paths alone.
fn recent_or_paths<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Recent>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Entry {
        Path(PathBuf),
        Whole(Recent),
    }
    let entries = Vec::<Entry>::deserialize(from)?.into_iter();
    Ok(entries
        .map(|entry| match entry {
            Entry::Path(path) => Recent { path, ..Recent::default() },
            Entry::Whole(recent) => recent,
        })
        .collect())
}

/// Writes settings on a thread of its own, the latest only, in order. Dropping it writes what is left.
pub struct Keeper {
    shared: Arc<(Mutex<Waiting>, Condvar)>,
    _thread: Option<Job>,
}

#[derive(Default)]
struct Waiting {
    latest: Option<Settings>,
    is_closed: bool,
    failure: Option<String>,
}

impl Keeper {
    /// `dir` is where the settings are kept; `None`: nowhere.
    pub fn start(dir: Option<PathBuf>) -> Self {
        let shared = Arc::new((Mutex::new(Waiting::default()), Condvar::new()));
        let its_shared = Arc::clone(&shared);
        let thread = dir.and_then(|dir| Job::spawn("settings", move |_| write_all(&dir, &its_shared)).ok());
        Self { shared, _thread: thread }
    }

    /// Never waits for the disk.
    pub fn keep(&self, settings: Settings) {
        let (waiting, arrived) = &*self.shared;
        waiting.lock().unwrap_or_else(PoisonError::into_inner).latest = Some(settings);
        arrived.notify_one();
    }

    /// Why they could not be written, told once.
    pub fn take_failure(&self) -> Option<String> {
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner).failure.take()
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        let (waiting, arrived) = &*self.shared;
        waiting.lock().unwrap_or_else(PoisonError::into_inner).is_closed = true;
        arrived.notify_one();
    }
}

fn write_all(dir: &Path, shared: &(Mutex<Waiting>, Condvar)) {
    let (waiting, arrived) = shared;
    loop {
        let mut guard = waiting.lock().unwrap_or_else(PoisonError::into_inner);
        while guard.latest.is_none() && !guard.is_closed {
            guard = arrived.wait(guard).unwrap_or_else(PoisonError::into_inner);
        }
        let Some(settings) = guard.latest.take() else { return };
        drop(guard);
        if let Err(error) = settings.save(dir) {
            let failure = format!("The settings could not be saved ({error}): {}", dir.join(FILE).display());
            waiting.lock().unwrap_or_else(PoisonError::into_inner).failure = Some(failure);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_and_broken_ones_are_empty() {
        let dir = tempfile::tempdir().unwrap();
        let geometry = Geometry { x: -5, y: 3, width: 1280, height: 800, is_maximised: true };
        let mut settings = Settings { actor: "Ana Ruiz".to_owned(), window: Some(geometry), ..Settings::default() };
        for n in 0..12 {
            settings.remember(Path::new(&format!("{n}.dossier")), n);
        }
        let stop = StopPlace { start_byte: 3, end_byte: 9, kind: "name person".to_owned() };
        let recent = settings.recent_mut(Path::new("5.dossier")).unwrap();
        (recent.article, recent.stop) = (Some(7), Some(stop.clone()));
        settings.remember(Path::new("5.dossier"), 99);
        assert_eq!(settings.recent.len(), 9);
        let first = Recent { path: PathBuf::from("5.dossier"), opened_millis: 99, article: Some(7), stop: Some(stop) };
        assert_eq!(settings.recent[0], first);
        settings.backups.folder = Some(PathBuf::from("/copies"));
        settings.save(dir.path()).unwrap();
        assert_eq!(Settings::load(dir.path()), settings);
        assert_eq!(settings.forget(Path::new("5.dossier")), Some(first));
        assert_eq!(settings.forget(Path::new("5.dossier")), None);
        std::fs::write(dir.path().join(FILE), r#"{"actor": "Ana Ruiz", "backups": {"keep": 0}}"#).unwrap();
        let older = Settings::load(dir.path());
        assert_eq!((older.actor.as_str(), older.backups), ("Ana Ruiz", Backups { keep: 0, folder: None }));
        std::fs::write(dir.path().join(FILE), "{broken").unwrap();
        assert_eq!(Settings::load(dir.path()), Settings::default());
    }

    #[test]
    fn settings_of_the_first_version_are_read() {
        let dir = tempfile::tempdir().unwrap();
        let text = r#"{"actor": "Ana Ruiz", "device": "d", "recent": ["/a.dossier"], "theme": "dark"}"#;
        std::fs::write(dir.path().join(FILE), text).unwrap();
        let settings = Settings::load(dir.path());
        assert_eq!((settings.actor.as_str(), settings.theme.as_str()), ("Ana Ruiz", "dark"));
        assert_eq!(settings.recent, [Recent { path: PathBuf::from("/a.dossier"), ..Recent::default() }]);
    }

    #[test]
    fn the_keeper_writes_what_was_handed_in_last() {
        let dir = tempfile::tempdir().unwrap();
        let keeper = Keeper::start(Some(dir.path().to_path_buf()));
        for name in ["Ana", "Bea", "Cem"] {
            keeper.keep(Settings { actor: name.to_owned(), ..Settings::default() });
        }
        drop(keeper);
        assert_eq!(Settings::load(dir.path()).actor, "Cem");
    }

    #[test]
    fn a_window_is_put_back_only_where_it_can_be_taken_hold_of() {
        let screen = (0, 0, 1920, 1080);
        let at = |x, y| Geometry { x, y, width: 800, height: 600, is_maximised: false };
        for (window, expected) in [
            (at(100, 100), true),
            (at(1800, 100), true),
            (at(1900, 100), false),
            (at(-700, 0), false),
            (at(-600, 0), true),
            (at(2500, 100), false),
            (at(100, -20), false),
            (at(100, 1000), false),
        ] {
            assert_eq!(window.is_on(screen), expected, "{window:?}");
        }
    }
}
