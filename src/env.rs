//! What the world tells the program: the time, fresh ids, who is at the keyboard, where configuration lives.
//!
//! Handed in from the top, so that tests are exact; nothing below `main` asks the system itself.

use std::sync::Mutex;
use std::sync::PoisonError;

/// Clock, ids, actor and device of one session.
pub struct Env {
    /// Who decides: `--actor`, else the setting, else the system's user.
    pub actor: String,
    /// Random name of this installation, kept in the user's configuration, never in a dossier alone.
    pub device: String,
    source: Mutex<Source>,
}

enum Source {
    System,
    /// Counts up from a start: each reading of the clock is one millisecond later, ids are numbered.
    Counted {
        millis: i64,
        n_ids: u64,
    },
}

impl Env {
    pub fn system(actor: impl Into<String>, device: impl Into<String>) -> Self {
        Self { actor: actor.into(), device: device.into(), source: Mutex::new(Source::System) }
    }

    /// The same ids and times in every run: for tests.
    pub fn counted(actor: impl Into<String>, start_millis: i64) -> Self {
        let source = Source::Counted { millis: start_millis, n_ids: 0 };
        Self { actor: actor.into(), device: "test".to_owned(), source: Mutex::new(source) }
    }

    /// Milliseconds since 1970-01-01 UTC.
    pub fn now_millis(&self) -> i64 {
        match &mut *self.source.lock().unwrap_or_else(PoisonError::into_inner) {
            Source::System => system_millis(),
            Source::Counted { millis, .. } => {
                *millis += 1;
                *millis
            }
        }
    }

    /// The clock on the wall: local time, with the offset from UTC. Counted environments live in UTC, and a look at the
    /// wall moves nothing there.
    pub fn wall_clock(&self) -> chrono::DateTime<chrono::FixedOffset> {
        let (millis, is_counted) = match *self.source.lock().unwrap_or_else(PoisonError::into_inner) {
            Source::System => (system_millis(), false),
            Source::Counted { millis, .. } => (millis, true),
        };
        let utc = chrono::DateTime::from_timestamp_millis(millis).unwrap_or_default();
        if is_counted { utc.fixed_offset() } else { utc.with_timezone(&chrono::Local).fixed_offset() }
    }

    /// A fresh UUIDv7 in its 36-character form.
    #[expect(clippy::disallowed_methods, reason = "this is the place that hands ids in")]
    pub fn new_uuid(&self) -> String {
        match &mut *self.source.lock().unwrap_or_else(PoisonError::into_inner) {
            Source::System => uuid::Uuid::now_v7().to_string(),
            Source::Counted { millis, n_ids } => {
                *n_ids += 1;
                let mut random = [0; 10];
                random[2..].copy_from_slice(&n_ids.to_be_bytes());
                uuid::Builder::from_unix_timestamp_millis(*millis as u64, &random).into_uuid().to_string()
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the place that hands the clock in")]
fn system_millis() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX))
}

/// What [`system_user`] says where the system names nobody: no name to stand beside decisions.
pub const NOBODY: &str = "unknown";

/// The system's name for the user, or [`NOBODY`].
pub fn system_user() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()))
        .or_else(|| {
            // Services and containers set no name; the home folder mostly bears it.
            let home = std::env::home_dir()?;
            home.file_name().map(|name| name.to_string_lossy().into_owned())
        })
        .unwrap_or_else(|| NOBODY.to_owned())
}

/// Folder of the user's configuration: `DOSSIER_CONFIG_DIR` where it is set, else the system's place; `None` where there
/// is none (no home folder).
pub fn config_dir() -> Option<std::path::PathBuf> {
    if let Some(dir) = std::env::var_os("DOSSIER_CONFIG_DIR").filter(|dir| !dir.is_empty()) {
        return Some(dir.into());
    }
    directories::ProjectDirs::from("", "", "dossier").map(|dirs| dirs.config_dir().to_path_buf())
}
