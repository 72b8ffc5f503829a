//! `dossier extract`: what is found in articles, one JSON line per article, without a dossier.
//!
//! Never writes a file; the output's order is that of the inputs, whatever the number of threads.

use crate::cli::Session;
use crate::cli::console::Error;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::cli::extract_json;
use crate::cli::import::check_date;
use crate::cli::import::read_stdin;
use crate::extract::memory::Memory;
use crate::import;
use crate::model::article::Metadata;
use crate::workspace::intake;
use crate::workspace::intake::Options;
use crate::workspace::intake::Taken;
use rayon::prelude::*;
use std::num::NonZeroUsize;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files, folders (recursively), or `-` for standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Publication date (EDTF) where a source says none: what "Thursday" counts from
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
}

/// Files read at once for each core: enough to keep it busy, few enough to hold.
const FILES_PER_CORE: usize = 8;

pub fn run(args: Args, session: &mut Session) -> Outcome {
    if let Some(date) = &args.published {
        check_date(date)?;
    }
    let options = Options { metadata: Metadata { published: args.published, ..Metadata::default() }, extract: true };
    let memory = Memory::default();
    let (stdin, paths): (Vec<PathBuf>, Vec<PathBuf>) = args.paths.into_iter().partition(|path| path == Path::new("-"));
    let mut told = Told::default();
    if !stdin.is_empty() {
        let bytes = read_stdin()?;
        told.tell(session, intake::take_in(import::read_bytes("stdin", "-", bytes), &options, &memory))?;
    }
    let (files, problems) = import::gather(&paths);
    for problem in problems {
        told.tell(session, Err(intake::failure(problem)))?;
    }
    let n_cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let take_in = |path: &PathBuf| intake::take_in(import::read_file(path), &options, &memory);
    for batch in files.chunks(FILES_PER_CORE * n_cores) {
        // Threads for one file would cost more than they give.
        let read: Vec<Taken> =
            if let [path] = batch { vec![take_in(path)] } else { batch.par_iter().map(take_in).collect() };
        for taken in read {
            told.tell(session, taken)?;
        }
    }
    Ok(match (told.n_failed, told.n_done) {
        (0, _) => Exit::Done,
        (_, 0) => Exit::Failed,
        _ => Exit::Partly,
    })
}

/// How many inputs were read, and how many not.
#[derive(Default)]
struct Told {
    n_done: usize,
    n_failed: usize,
}

impl Told {
    fn tell(&mut self, session: &mut Session, taken: Taken) -> Result<(), Error> {
        let (incoming, warnings) = match taken {
            Ok(taken) => taken,
            Err(failed) => {
                self.n_failed += 1;
                session.console.warn(&failed.to_string());
                return Ok(());
            }
        };
        self.n_done += 1;
        for warning in warnings {
            session.console.warn(&warning.to_string());
        }
        for (article, extraction) in incoming.source.articles.iter().zip(&incoming.extractions) {
            let line = serde_json::to_string(&extract_json::article(&incoming.source, article, extraction))
                .map_err(|error| Error::Message(error.to_string()))?;
            session.console.line(&line)?;
        }
        Ok(())
    }
}
