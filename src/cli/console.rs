//! What the command line writes: data to standard output, all else to standard error, and how it ends.
//!
//! Never panics on a closed pipe: a reader that has seen enough is no error.

use crate::jobs::Control;
use crate::jobs::Job;
use crate::workspace;
use std::io::IsTerminal as _;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

/// Exit status of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done = 0,
    /// Nothing could be done, or a check failed.
    Failed = 1,
    /// Done in part; each bad input was named.
    Partly = 2,
    /// Wrong usage.
    Usage = 64,
}

/// What ends a subcommand early.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Workspace(#[from] workspace::Error),
    #[error(transparent)]
    Store(#[from] crate::store::Error),
    #[error(transparent)]
    Export(#[from] crate::export::Error),
    #[error("{0}")]
    Message(String),
    #[error("wrong usage: {0}")]
    Usage(String),
    /// Writing to standard output failed.
    #[error("cannot write the output: {0}")]
    Output(#[from] std::io::Error),
}

impl Error {
    /// With the dossier's name, where SQLite alone speaks, which does not tell it.
    #[must_use]
    pub fn about(self, file: Option<&Path>) -> Self {
        use crate::ledger::plan::Refusal;
        use crate::ledger::undo::Error as Undo;
        use crate::store::Error as Store;
        let is_nameless = matches!(
            self,
            Self::Store(Store::Sqlite(_) | Store::Corrupt(_))
                | Self::Workspace(
                    workspace::Error::Store(Store::Sqlite(_) | Store::Corrupt(_))
                        | workspace::Error::Refused(Refusal::Store(Store::Sqlite(_) | Store::Corrupt(_)))
                        | workspace::Error::Undo(Undo::Store(Store::Sqlite(_) | Store::Corrupt(_)))
                )
                | Self::Export(crate::export::Error::Store(Store::Sqlite(_) | Store::Corrupt(_)))
        );
        match file.filter(|_| is_nameless) {
            Some(file) => Self::Message(format!("{self}: {}", file.display())),
            None => self,
        }
    }
}

pub type Outcome = Result<Exit, Error>;

/// Where a subcommand writes.
pub struct Console {
    out: std::io::BufWriter<std::io::Stdout>,
    pub json: bool,
    pub quiet: bool,
}

/// For whom the output is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modes {
    pub json: bool,
    pub quiet: bool,
}

impl Console {
    pub fn new(Modes { json, quiet }: Modes) -> Self {
        Self { out: std::io::BufWriter::new(std::io::stdout()), json, quiet }
    }

    /// A line of data.
    pub fn line(&mut self, line: &str) -> Result<(), Error> {
        writeln!(self.out, "{line}").map_err(Error::Output)
    }

    /// A line for people, not shown with `--quiet` or `--json`.
    pub fn say(&mut self, line: &str) -> Result<(), Error> {
        if self.quiet || self.json { Ok(()) } else { self.line(line) }
    }

    /// A line of JSON, written through at once: it acknowledges something durable.
    pub fn acknowledge(&mut self, value: &serde_json::Value) -> Result<(), Error> {
        self.line(&value.to_string())?;
        self.flush()
    }

    pub fn flush(&mut self) -> Result<(), Error> {
        self.out.flush().map_err(Error::Output)
    }

    /// A warning or problem: shown also with `--quiet`.
    pub fn warn(&mut self, message: &str) {
        // When standard error is closed there is nowhere left to tell it.
        let told = writeln!(std::io::stderr(), "{message}");
        drop(told);
    }

    /// Something worth knowing that stopped nothing: not shown with `--quiet`.
    pub fn remark(&mut self, message: &str) {
        if !self.quiet {
            self.warn(message);
        }
    }

    /// A table for people: columns as wide as their widest cell.
    pub fn table(&mut self, header: &[&str], rows: &[Vec<String>]) -> Result<(), Error> {
        let mut widths: Vec<usize> = header.iter().map(|cell| cell.chars().count()).collect();
        for row in rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        let header: Vec<String> = header.iter().map(|cell| (*cell).to_owned()).collect();
        for row in std::iter::once(&header).chain(rows) {
            let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
            self.line(cells.join("  ").trim_end())?;
        }
        Ok(())
    }
}

/// Ends the process's work: prints the error once and gives the status.
pub fn finish(outcome: Outcome, console: &mut Console) -> Exit {
    let outcome = outcome.and_then(|exit| console.flush().map(|()| exit));
    match outcome {
        Ok(exit) => exit,
        Err(Error::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => Exit::Done,
        Err(error) => {
            console.warn(&format!("dossier: {error}"));
            if matches!(error, Error::Usage(_)) { Exit::Usage } else { Exit::Failed }
        }
    }
}

/// Shows a job's progress on a terminal, after a quarter of a second, until dropped.
pub fn show_progress(control: &Control, quiet: bool) -> Option<Job> {
    if quiet || !std::io::stderr().is_terminal() {
        return None;
    }
    let watched = control.clone();
    let watch = move |mine: &Control| {
        std::thread::sleep(Duration::from_millis(250));
        let mut shown = false;
        while !mine.is_cancelled() {
            if let Some(progress) = watched.progress() {
                shown = write!(std::io::stderr(), "\r{} {} of {} ", progress.stage, progress.n_done, progress.n_total)
                    .is_ok();
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        if shown && writeln!(std::io::stderr()).is_err() {
            // The terminal went away.
        }
    };
    Job::spawn("dossier-progress", watch).ok()
}
