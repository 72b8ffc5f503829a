//! How a dossier was found when it was opened for writing: ended cleanly, or killed, and what a check of it says.
//!
//! Never mends anything. What is about to be lost by opening (a log that cannot be read whole) is copied aside first.

use crate::disk;
use crate::env::Env;
use crate::jobs::frame;
use crate::ledger::chain;
use crate::store;
use crate::store::Db;
use crate::store::check;
use crate::store::log;
use crate::store::log::Log;
use crate::store::place::Warning;
use crate::store::record;
use crate::workspace::care;
use std::path::Path;
use std::path::PathBuf;

/// What opening a dossier found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// `None`: the last session ended cleanly.
    pub unclean: Option<Unclean>,
    /// What speaks against the folder it lies in.
    pub warning: Option<Warning>,
}

/// What an end that was not clean left, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unclean {
    /// Who held the dossier: "Ana Ruiz, process 4711 on desk-3, since …"; `None` where only the log tells.
    pub holder: Option<String>,
    /// Changes that stood only in the log and were taken over; `None` where that cannot be told.
    pub n_taken_over: Option<i64>,
    /// What of the log was lost, in words, and where file and log were copied to as they were found.
    pub lost: Option<(String, PathBuf)>,
    pub check: Check,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// Still to come.
    Waiting,
    Whole,
    /// What is wrong, in words.
    Damaged(String),
}

/// Operations at the end of the chain that are checked; all of them are by `verify`.
pub const NEWEST: i64 = 1000;

impl Opened {
    /// What is damaged, in words.
    pub fn damage(&self) -> Option<&str> {
        match self.unclean.as_ref().map(|unclean| &unclean.check) {
            Some(Check::Damaged(what)) => Some(what),
            _ => None,
        }
    }

    /// Checks what an unclean end left; afterwards nothing waits.
    pub fn check(&mut self, db: &Db) {
        let Some(unclean) = self.unclean.as_mut().filter(|unclean| unclean.check == Check::Waiting) else { return };
        let problem = quick_problem(db);
        unclean.check = problem.map_or(Check::Whole, Check::Damaged);
    }

    /// Whether what is told of an unclean end is bad news: something was lost, or is damaged.
    pub fn is_bad(&self) -> bool {
        let is_bad = |unclean: &Unclean| unclean.lost.is_some() || matches!(unclean.check, Check::Damaged(_));
        self.unclean.as_ref().is_some_and(is_bad)
    }

    /// For the person at the screen; `None` when there is nothing to tell.
    pub fn sentence(&self) -> Option<String> {
        let unclean = self.unclean.as_ref()?;
        let mut told = "The program did not end cleanly last time".to_owned();
        if let Some(holder) = &unclean.holder {
            told = format!("{told} ({holder})");
        }
        told.push('.');
        match unclean.n_taken_over {
            Some(0) => {}
            Some(1) => told.push_str(" 1 change that stood only in the log was taken over."),
            Some(n) => told = format!("{told} {n} changes that stood only in the log were taken over."),
            None => told.push_str(" What stood only in the log was taken over."),
        }
        if let Some((what, kept)) = &unclean.lost {
            told = format!(
                "{told} But {what}: the file and its log are kept as they were found, as {}. Look through the last changes \
                 in History.",
                kept.display()
            );
        }
        let end = match &unclean.check {
            Check::Waiting => "The dossier is being checked".to_owned(),
            Check::Whole if unclean.lost.is_none() => "The dossier was checked: all is well".to_owned(),
            Check::Whole => "The dossier was checked: what is there is sound".to_owned(),
            Check::Damaged(what) => {
                format!("The check found damage ({what}): nothing is written any more; salvage what can be read")
            }
        };
        Some(format!("{told} {end}"))
    }
}

/// Damage that a quick look finds: pages and rows, and the newest part of the chain.
pub fn quick_problem(db: &Db) -> Option<String> {
    let found = check::quick(db)
        .and_then(|found| found.map_or_else(|| chain::newest_difference(db, NEWEST), |found| Ok(Some(found))));
    found.unwrap_or_else(|error| Some(error.to_string()))
}

/// What stands beside a dossier before it is opened.
pub struct Signs {
    holder: Option<String>,
    log: Log,
    /// The last operation in the file alone.
    head_in_file: Option<i64>,
    lost: Option<(String, PathBuf)>,
}

impl Signs {
    /// Looks at lock and log; the caller holds the lock. `holder`: who left it behind.
    pub fn look(path: &Path, holder: Option<&str>, env: &Env) -> store::Result<Self> {
        frame::must_not_wait("the dossier");
        let holder = holder.map(str::to_owned);
        let is_unclean = holder.is_some() || log::has_content(path);
        let mut signs = Self { holder, log: Log::default(), head_in_file: None, lost: None };
        if is_unclean && path.exists() {
            let io = |error: &std::io::Error| store::Error::Io {
                message: format!("the log beside the file cannot be read ({error})"),
                path: log::path_of(path),
            };
            signs.log = log::read(path).map_err(|error| io(&error))?;
            // The file alone may be in the middle of taking its log in; then nobody can tell.
            signs.head_in_file =
                Db::open_without_log(path).and_then(|db| Ok(record::head(&db)?.map_or(0, |(id, _)| id))).ok();
            if let Some(what) = signs.log.problem() {
                signs.lost = Some((what, set_aside(path, env)?));
            }
        }
        Ok(signs)
    }

    /// The report on a dossier that was opened since.
    pub fn opened(self, db: &Db, warning: Option<Warning>) -> store::Result<Opened> {
        let Self { holder, log, head_in_file, lost } = self;
        if holder.is_none() && log.n_bytes == 0 {
            return Ok(Opened { unclean: None, warning });
        }
        let head = record::head(db)?.map_or(0, |(id, _)| id);
        let n_taken_over = head_in_file.map(|before| (head - before).max(0));
        Ok(Opened { unclean: Some(Unclean { holder, n_taken_over, lost, check: Check::Waiting }), warning })
    }
}

/// Copies a dossier and its log, as they are, beside it; gives the copy's path.
fn set_aside(path: &Path, env: &Env) -> store::Result<PathBuf> {
    let name = format!("{} damaged", care::stem(path));
    let aside = care::stamped(disk::folder_of(path), &name, env, "dossier");
    for (from, to) in [(path.to_path_buf(), aside.clone()), (log::path_of(path), log::path_of(&aside))] {
        let part = disk::beside(&to, ".part");
        let copied = std::fs::copy(&from, &part).and_then(|_| disk::put_in_place(&part, &to));
        copied.map_err(|error| store::Error::Io {
            message: format!("the log of the dossier is damaged, and it cannot be copied aside ({error})"),
            path: to,
        })?;
    }
    Ok(aside)
}
