//! The copies that the window makes of a dossier by itself: when it is closed, and at opening when the last one is old.
//!
//! Never counts a copy that was not opened and checked, and takes an older one away only after that. Which copies are of
//! this dossier is told by the chain, not by the name: two dossiers of one name can share a folder. A copy whose last
//! operation the dossier does not have is never taken away: it holds what the dossier lacks.

use crate::disk;
use crate::env::Env;
use crate::jobs::Control;
use crate::jobs::frame;
use crate::ledger::chain;
use crate::ledger::undo::REMOVE_FOR_GOOD;
use crate::ledger::verify;
use crate::store;
use crate::store::Db;
use crate::store::check;
use crate::store::lock;
use crate::store::lock::WriterLock;
use crate::store::open::remove_with_side_files;
use crate::store::record;
use crate::workspace::care;
use crate::workspace::care::opened;
use crate::workspace::settings::Backups;
use chrono::NaiveDateTime;
use std::path::Path;
use std::path::PathBuf;

/// Where the copies of one dossier go, and how many stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub folder: PathBuf,
    /// At least 1.
    pub keep: usize,
}

impl Plan {
    /// What the settings say for this dossier; `None`: no copies are made.
    pub fn of(dossier: &Path, settings: &Backups) -> Option<Self> {
        if settings.keep == 0 {
            return None;
        }
        let beside = || {
            let whole = std::path::absolute(dossier).unwrap_or_else(|_no_folder| dossier.to_path_buf());
            disk::folder_of(&whole).join(format!("{}.dossier-backups", care::stem(dossier)))
        };
        let folder = settings.folder.clone().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(beside);
        Some(Self { folder, keep: settings.keep })
    }
}

/// A copy that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    pub path: PathBuf,
    /// When it was made, local time, as its name says.
    pub made: NaiveDateTime,
    /// Hash of its first operation: the same in all copies of one dossier.
    pub first: String,
    /// Number and hash of its last operation.
    pub head: (i64, String),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    Made {
        path: PathBuf,
        /// Older copies that went.
        removed: Vec<PathBuf>,
        /// What did not work and does no harm, in words.
        notices: Vec<String>,
    },
    /// Nothing changed since this copy was made.
    Unchanged(PathBuf),
    /// There is nothing in the dossier yet.
    Nothing,
    /// Stopped by the user; the copies are as they were.
    Cancelled,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("no backup was made: the copy does not pass its check ({problem}); run `dossier verify` on {dossier}")]
    Check { problem: String, dossier: PathBuf },
    #[error("no backup was made: this folder cannot be written to ({error}): {folder}")]
    Folder { error: std::io::Error, folder: PathBuf },
}

/// A copy smaller than this is verified whole, replay and all; a larger one in pages, rows and its newest operations.
const WHOLE_BELOW: u64 = 16 << 20;

/// Copies of `dossier` in the folder, by name and chain, the newest first. `first`: hash of the dossier's first
/// operation; `None`: whatever bears its name.
pub fn list(folder: &Path, dossier: &Path, first: Option<&str>) -> Vec<Backup> {
    frame::must_not_wait("the backups");
    let stem = care::stem(dossier);
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut found: Vec<Backup> = entries
        .filter_map(|entry| {
            let made = time_in(&entry.file_name().to_string_lossy(), &stem)?;
            read(entry.path(), made).ok().flatten()
        })
        .filter(|backup| first.is_none_or(|first| backup.first == first))
        .collect();
    found.sort_by(|a, b| (b.head.0, b.made, &b.path).cmp(&(a.head.0, a.made, &a.path)));
    found
}

/// Where copies of a dossier may lie: beside it, and where the settings say.
pub fn folders(dossier: &Path, settings: &Backups) -> Vec<PathBuf> {
    // However few are to be kept: those that are there are of use.
    let at = |folder| Plan::of(dossier, &Backups { folder, keep: 1 }).map(|plan| plan.folder);
    let mut folders: Vec<PathBuf> = [at(None), at(settings.folder.clone())].into_iter().flatten().collect();
    folders.dedup();
    folders
}

/// The newest copy of a dossier that can be opened, by name: the dossier itself may not be readable.
pub fn newest(dossier: &Path, settings: &Backups) -> Option<Backup> {
    let folders = folders(dossier, settings);
    folders.iter().flat_map(|folder| list(folder, dossier, None)).max_by_key(|backup| backup.made)
}

/// The time in `NAME 2024-03-14 1805.dossier` or `NAME 2024-03-14 1805 2.dossier`.
fn time_in(name: &str, stem: &str) -> Option<NaiveDateTime> {
    let rest = name.strip_prefix(stem)?.strip_prefix(' ')?.strip_suffix(".dossier")?;
    let (stamp, number) = rest.split_at_checked("2024-03-14 1805".len())?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !number.is_empty() && !number.strip_prefix(' ').is_some_and(is_number) {
        return None;
    }
    NaiveDateTime::parse_from_str(stamp, "%Y-%m-%d %H%M").ok()
}

fn read(path: PathBuf, made: NaiveDateTime) -> store::Result<Option<Backup>> {
    let db = Db::open_without_log(&path)?;
    let first = record::operation(&db, 1)?.map(|operation| operation.hash);
    let head = record::head(&db)?;
    Ok(first.zip(head).map(|(first, head)| Backup { path, made, first, head }))
}

/// Makes a copy at opening: where there is none, or the last one is older than a day.
pub fn back_up_if_due(dossier: &Path, plan: &Plan, env: &Env, control: &Control) -> Result<Done, Error> {
    let first = record::operation(&Db::open_reader(dossier)?, 1)?.map(|operation| operation.hash);
    let Some(first) = first else { return Ok(Done::Nothing) };
    let now = env.wall_clock().naive_local();
    match list(&plan.folder, dossier, Some(&first)).into_iter().next() {
        Some(newest) if now.signed_duration_since(newest.made) < chrono::TimeDelta::days(1) => {
            Ok(Done::Unchanged(newest.path))
        }
        _ => back_up(dossier, plan, env, control),
    }
}

/// Makes a copy, unless nothing changed since the newest one: under a temporary name, opened and checked, synced, named;
/// then the copies that are too many go. Works beside a writer, on one snapshot.
pub fn back_up(dossier: &Path, plan: &Plan, env: &Env, control: &Control) -> Result<Done, Error> {
    let db = Db::open_reader(dossier)?;
    db.snapshot(|| {
        let first = record::operation(&db, 1)?.map(|operation| operation.hash);
        let (Some(first), Some(head)) = (first, record::head(&db)?) else { return Ok(Done::Nothing) };
        let mut found = list(&plan.folder, dossier, Some(&first));
        if let Some(same) = found.iter().find(|backup| backup.head == head) {
            return Ok(Done::Unchanged(same.path.clone()));
        }
        let folder_error = |error| Error::Folder { error, folder: plan.folder.clone() };
        std::fs::create_dir_all(&plan.folder).map_err(folder_error)?;
        disk::sync_folder(disk::folder_of(&plan.folder)).map_err(folder_error)?;
        remove_leftovers(&plan.folder, &care::stem(dossier));
        let path = care::stamped(&plan.folder, &care::stem(dossier), env, "dossier");
        let part = disk::beside(&path, ".part");
        let _lock = WriterLock::take(&part, &care::holder_line(env))?;
        let copied = copy_and_check(&db, (dossier, &part), &head, control);
        if !matches!(copied, Ok(true)) {
            // What is left of it is told by its name, and removed before the next attempt.
            let tidied = remove_with_side_files(&part);
            drop(tidied);
            return copied.map(|_stopped| Done::Cancelled);
        }
        disk::put_in_place(&part, &path).map_err(folder_error)?;
        found.push(Backup { path: path.clone(), made: env.wall_clock().naive_local(), first, head });
        let (removed, notices) = thin_out(&db, found, plan.keep)?;
        disk::sync_folder(&plan.folder).map_err(folder_error)?;
        Ok(Done::Made { path, removed, notices })
    })
}

/// `false`: stopped.
fn copy_and_check(
    db: &Db,
    (dossier, part): (&Path, &Path),
    head: &(i64, String),
    control: &Control,
) -> Result<bool, Error> {
    let is_whole = db.copy_in_steps(part, |n_done, n_total| {
        control.report("Backing up", n_done, n_total);
        !control.is_cancelled()
    })?;
    if !is_whole {
        return Ok(false);
    }
    control.report("Checking the backup", 0, 0);
    match problem(part, head) {
        None => Ok(true),
        Some(problem) => Err(Error::Check { problem, dossier: dossier.to_path_buf() }),
    }
}

/// What is wrong with a copy, in words.
fn problem(part: &Path, head: &(i64, String)) -> Option<String> {
    let checked = || -> store::Result<Option<String>> {
        let copy = Db::open_without_log(part)?;
        if record::head(&copy)?.as_ref() != Some(head) {
            return Ok(Some("its last change is not the dossier's".to_owned()));
        }
        if std::fs::metadata(part).is_ok_and(|about| about.len() < WHOLE_BELOW) {
            let report = verify::verify(&copy, None);
            return Ok(report.first_failure().and_then(|check| check.failure.clone()));
        }
        match check::quick(&copy)? {
            Some(problem) => Ok(Some(problem)),
            None => chain::newest_difference(&copy, opened::NEWEST),
        }
    };
    checked().unwrap_or_else(|error| Some(error.to_string()))
}

/// Takes away the copies that are too many, the newest last in `found`; gives what went, and what did not go, in words.
fn thin_out(db: &Db, mut found: Vec<Backup>, keep: usize) -> store::Result<(Vec<PathBuf>, Vec<String>)> {
    let (mut mine, mut notices) = (Vec::new(), Vec::new());
    found.sort_by_key(|backup| (backup.head.0, backup.made));
    for backup in found {
        if record::has_hash(db, &backup.head.1)? {
            mine.push(backup);
        } else {
            notices.push(format!("kept, because it holds changes that this dossier lacks: {}", backup.path.display()));
        }
    }
    // What was removed for good must not live on in copies.
    let removal = record::last_of_kind(db, REMOVE_FOR_GOOD)?;
    let (mut going, mut mine): (Vec<Backup>, Vec<Backup>) =
        mine.into_iter().partition(|backup| backup.head.0 < removal);
    while mine.len() > keep.max(1) {
        going.push(mine.remove(next_to_go(&mine)));
    }
    let mut removed = Vec::new();
    for backup in going {
        match std::fs::remove_file(&backup.path) {
            Ok(()) => removed.push(backup.path),
            Err(error) => notices.push(format!("cannot be removed ({error}): {}", backup.path.display())),
        }
    }
    Ok((removed, notices))
}

/// Which of these, oldest first, goes: of a day that has several, all but its last; else the oldest. So a day of many
/// short sessions does not push out the copies of the days before.
fn next_to_go(oldest_first: &[Backup]) -> usize {
    let pairs = oldest_first.windows(2);
    pairs.enumerate().find(|(_, pair)| pair[0].made.date() == pair[1].made.date()).map_or(0, |(index, _)| index)
}

/// Takes away what a killed program left half copied.
fn remove_leftovers(folder: &Path, stem: &str) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(finished) = name.strip_suffix(".part") else { continue };
        if time_in(finished, stem).is_some() && lock::holder(&entry.path()).is_none() {
            let tidied = remove_with_side_files(&entry.path())
                .map(|()| disk::remove_if_there(&disk::beside(&entry.path(), "-lock")));
            // One that cannot be removed is told by its name.
            drop(tidied);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(stamps: &[&str]) -> Vec<Backup> {
        let backup = |(n, stamp): (i64, &&str)| Backup {
            path: PathBuf::from(*stamp),
            made: NaiveDateTime::parse_from_str(stamp, "%Y-%m-%d %H%M").unwrap(),
            first: String::new(),
            head: (n, String::new()),
        };
        (1..).zip(stamps).map(backup).collect()
    }

    #[test]
    fn of_a_day_with_several_the_last_stays_and_then_the_oldest_goes() {
        for (stamps, goes) in [
            (&["2024-03-11 0900", "2024-03-12 0900", "2024-03-13 0900"][..], 0),
            (&["2024-03-11 0900", "2024-03-12 0900", "2024-03-12 1000"], 1),
            (&["2024-03-11 0900", "2024-03-11 1000", "2024-03-12 0900", "2024-03-12 1000"], 0),
        ] {
            assert_eq!(next_to_go(&made(stamps)), goes, "{stamps:?}");
        }
    }

    #[test]
    fn only_names_of_this_dossiers_copies_are_taken_for_such() {
        for (name, is_one) in [
            ("flood 2024-03-14 1805.dossier", true),
            ("flood 2024-03-14 1805 2.dossier", true),
            ("flood 2024-03-14 1805 x.dossier", false),
            ("flood 2024-03-14 1805.dossier.part", false),
            ("flood 2024-13-14 1805.dossier", false),
            ("flood damaged 2024-03-14 1805.dossier", false),
            ("floods 2024-03-14 1805.dossier", false),
            ("flood.dossier", false),
            ("flood 2024-03-14 18é5.dossier", false),
        ] {
            assert_eq!(time_in(name, "flood").is_some(), is_one, "{name}");
        }
    }
}
