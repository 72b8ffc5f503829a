//! A fault of the program, written down: time, version, thread, message and where it was, one file each.
//!
//! Never holds words of an article: what stands between quotation marks in a message is left out.

use crate::env::Env;
use crate::jobs::frame;
use std::backtrace::Backtrace;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

/// Folder of the logs in the configuration folder.
const FOLDER: &str = "logs";
const PREFIX: &str = "panic ";
/// Older ones are taken away when a new one is written.
const MAX_LOGS: usize = 20;
/// Longest message in characters; what is longer is mostly a dump of data.
const MAX_MESSAGE: usize = 300;

/// A fault that was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What went wrong, in the program's own words.
    pub message: String,
    /// The log, or why there is none.
    pub log: Result<PathBuf, String>,
}

/// Faults that nobody has been told of, from whatever thread.
#[derive(Clone, Default)]
pub struct Faults(Arc<Mutex<Vec<Fault>>>);

impl Faults {
    pub fn take(&self) -> Vec<Fault> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn push(&self, fault: Fault) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
    }
}

/// From here on every panic of the process is written below `config_dir` and can be taken from what is returned;
/// `wake` is called after each. What panics did before they still do.
pub fn install(config_dir: Option<PathBuf>, env: Arc<Env>, wake: impl Fn() + Send + Sync + 'static) -> Faults {
    let faults = Faults::default();
    let its_faults = faults.clone();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let thread = std::thread::current();
        let place = info.location().map_or_else(|| "somewhere".to_owned(), ToString::to_string);
        let said = info.payload_as_str().unwrap_or("no message");
        let message = format!("{} ({place})", without_quotations(said));
        let report = Report {
            at_millis: env.now_millis(),
            thread: thread.name().unwrap_or("without a name"),
            message: &message,
            backtrace: &Backtrace::force_capture().to_string(),
        };
        let log = config_dir.as_deref().map_or_else(
            || Err("there is no folder for it".to_owned()),
            |dir| write(dir, &report).map_err(|error| error.to_string()),
        );
        its_faults.push(Fault { message, log });
        wake();
        before(info);
    }));
    faults
}

struct Report<'r> {
    at_millis: i64,
    thread: &'r str,
    message: &'r str,
    backtrace: &'r str,
}

/// Writes a report, also while a frame is made: that frame is lost anyway.
fn write(config_dir: &Path, report: &Report<'_>) -> std::io::Result<PathBuf> {
    let dir = config_dir.join(FOLDER);
    std::fs::create_dir_all(&dir)?;
    let at = chrono::DateTime::from_timestamp_millis(report.at_millis).unwrap_or_default();
    // To the millisecond, so that one fault that leads to the next does not overwrite it; names sort by time.
    let path = dir.join(format!("{PREFIX}{}.txt", at.format("%Y-%m-%d %H%M%S%.3f")));
    let text = format!(
        "Dossier {}\n{} UTC\non {} ({})\nthread {}\n\n{}\n\n{}\n",
        env!("CARGO_PKG_VERSION"),
        at.format("%Y-%m-%d %H:%M:%S"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        report.thread,
        report.message,
        report.backtrace,
    );
    std::fs::write(&path, text)?;
    let logs = logs(config_dir);
    for old in logs.iter().rev().skip(MAX_LOGS) {
        std::fs::remove_file(old)?;
    }
    Ok(path)
}

/// All logs, the newest last.
fn logs(config_dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(config_dir.join(FOLDER)) else { return Vec::new() };
    let is_log = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PREFIX));
    let mut logs: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_log).collect();
    logs.sort();
    logs
}

/// The newest log, where it is newer than the one of this name, which the user was told of.
pub fn untold(config_dir: &Path, told: &str) -> Option<Fault> {
    frame::must_not_wait("the logs");
    let newest = logs(config_dir).pop()?;
    if name_of(&newest).as_str() <= told {
        return None;
    }
    let text = std::fs::read_to_string(&newest).unwrap_or_default();
    // The message stands after the first empty line.
    let message = text.split("\n\n").nth(1).unwrap_or("the program ended without a message").to_owned();
    Some(Fault { message, log: Ok(newest) })
}

/// Name of a log, as the settings remember that the user was told.
pub fn name_of(log: &Path) -> String {
    log.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// A panic's message without what it quotes: an index out of bounds quotes the text that it was to cut.
fn without_quotations(message: &str) -> String {
    let marks = ['`', '"'];
    let plain = match message.split_once(marks) {
        // Quoted text can hold a mark itself: everything up to the last one goes, and all where none closes it.
        Some((before, quoted)) => format!("{before}…{}", quoted.rsplit_once(marks).map_or("", |(_, after)| after)),
        None => message.to_owned(),
    };
    let plain: String = plain.chars().take(MAX_MESSAGE).collect();
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_message_quotes_is_left_out() {
        for (message, expected) in [
            ("no list of cards", "no list of cards"),
            ("byte index 3 is out of bounds of `Boats sank`", "byte index 3 is out of bounds of …"),
            ("index 3 of `said ` twice` too far", "index 3 of … too far"),
            ("called on Err: Refused { text: \"Boats\" }", "called on Err: Refused { text: … }"),
            ("in `Boats` and \"sank\" there", "in … there"),
            ("cut off at `Boats", "cut off at …"),
        ] {
            assert_eq!(without_quotations(message), expected, "{message}");
        }
    }

    #[test]
    fn a_log_says_what_was_and_is_told_once() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(untold(dir.path(), ""), None);
        let report = |at_millis, message| Report { at_millis, thread: "dossier-reader", message, backtrace: "0: main" };
        let first = write(dir.path(), &report(1_710_000_000_000, "no cards (src/x.rs:1:2)")).unwrap();
        let text = std::fs::read_to_string(&first).unwrap();
        for part in [env!("CARGO_PKG_VERSION"), "2024-03-09 16:00:00 UTC", "thread dossier-reader", "0: main"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        let fault = Fault { message: "no cards (src/x.rs:1:2)".to_owned(), log: Ok(first.clone()) };
        assert_eq!(untold(dir.path(), ""), Some(fault));
        assert_eq!(untold(dir.path(), &name_of(&first)), None);
        let second = write(dir.path(), &report(1_710_000_000_001, "again")).unwrap();
        assert_eq!(untold(dir.path(), &name_of(&first)).unwrap().log, Ok(second));
    }

    #[test]
    fn only_the_newest_logs_are_kept() {
        let dir = tempfile::tempdir().unwrap();
        let write_at = |n| write(dir.path(), &Report { at_millis: n, thread: "", message: "", backtrace: "" }).unwrap();
        let written: Vec<PathBuf> = (0..30).map(write_at).collect();
        assert_eq!(logs(dir.path()), written[10..]);
    }
}
