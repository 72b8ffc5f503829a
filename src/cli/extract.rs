//! `dossier extract`: what is found in articles, one JSON line per article, without a dossier.
//!
//! Never writes a file; the output's order is that of the inputs, whatever the number of threads.

use crate::cli::Session;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::cli::extract_json::article_json;
use crate::cli::import::check_date;
use crate::extract;
use crate::extract::Context;
use crate::extract::memory::Memory;
use crate::import;
use rayon::prelude::*;
use std::io::Read as _;
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

/// Files read at once: enough for all cores, few enough to hold.
const BATCH_FILES: usize = 64;

/// One article's line, or what is wrong with its file.
type Lines = Result<(Vec<String>, Vec<String>), String>;

pub fn run(args: Args, session: &mut Session) -> Outcome {
    if let Some(date) = &args.published {
        check_date(date)?;
    }
    let (stdin, paths): (Vec<PathBuf>, Vec<PathBuf>) = args.paths.into_iter().partition(|path| path == Path::new("-"));
    let (mut n_done, mut n_failed) = (0, 0);
    let mut tell = |session: &mut Session, lines: Lines| -> Result<(), crate::cli::console::Error> {
        match lines {
            Ok((lines, warnings)) => {
                n_done += 1;
                warnings.iter().for_each(|warning| session.console.warn(warning));
                lines.iter().try_for_each(|line| session.console.line(line))
            }
            Err(problem) => {
                n_failed += 1;
                session.console.warn(&problem);
                Ok(())
            }
        }
    };
    if !stdin.is_empty() {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes)?;
        tell(session, lines_of(import::read_bytes("stdin", "-", bytes), args.published.as_deref()))?;
    }
    let (files, problems) = import::gather(&paths);
    for problem in problems {
        tell(session, Err(problem_line(&problem)))?;
    }
    for batch in files.chunks(BATCH_FILES) {
        let read: Vec<Lines> =
            batch.par_iter().map(|path| lines_of(import::read_file(path), args.published.as_deref())).collect();
        for lines in read {
            tell(session, lines)?;
        }
    }
    Ok(match (n_failed, n_done) {
        (0, _) => Exit::Done,
        (_, 0) => Exit::Failed,
        _ => Exit::Partly,
    })
}

fn problem_line(problem: &import::Problem) -> String {
    format!("{}: {}", problem.path, problem.reason)
}

fn lines_of(read: Result<import::Read, import::Problem>, published: Option<&str>) -> Lines {
    let mut read = read.map_err(|problem| problem_line(&problem))?;
    let memory = Memory::default();
    let mut lines = Vec::new();
    for index in 0..read.source.articles.len() {
        let article = &mut read.source.articles[index];
        if article.metadata.published.is_none() {
            article.metadata.published = published.map(str::to_owned);
        }
        let context = Context { published: article.metadata.published.as_deref(), memory: &memory };
        let extraction = extract::extract(&article.body, &context);
        lines.push(article_json(&read.source, &read.source.articles[index], &extraction).to_string());
    }
    let warnings = read.warnings.iter().map(|warning| format!("{}: {}", warning.path, warning.message)).collect();
    Ok((lines, warnings))
}
