//! `dossier train --from`: weights that follow the decisions in a dossier, tried on articles held back, and written only
//! where they are better there.
//!
//! Never changes the dossier. What it learns a dossier learns by itself too, from its latest articles; a file of weights
//! takes it elsewhere.

use crate::cli::Session;
use crate::cli::console::Error;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::extract;
use crate::extract::learn::adapt;
use crate::extract::learn::gold::Gold;
use crate::extract::tagger::weights;
use crate::model::counts::Counts;
use crate::store::read::reviewed;
use crate::workspace::habits;
use serde_json::json;
use std::path::Path;

/// Fewer articles say too little, and leave too few to try it on.
const FEWEST: usize = 10;
/// One part in so many is held back, each once.
const N_FOLDS: usize = 5;

/// `gold`: more texts to learn from, which nothing is tried on.
pub fn run(from: &Path, gold: &[Gold], out: &Path, session: &mut Session) -> Outcome {
    let db = session.reader(from)?;
    let decided = habits::gold(&db, &reviewed::articles(&db, usize::MAX >> 1)?)?;
    if decided.len() < FEWEST {
        return Err(Error::Message(format!(
            "only {} articles are decided on far enough to learn from, and {FEWEST} are needed: {}",
            decided.len(),
            from.display()
        )));
    }
    session.console.remark(&format!("Learning from {} articles", decided.len()));
    let base = extract::weights();
    let unusable = |error: weights::Error| Error::Message(error.to_string());
    let (before, after) = adapt::tried(base, &decided, gold, N_FOLDS).map_err(unusable)?;
    let is_better = after.f1() > before.f1();
    if is_better {
        let all: Vec<Gold> = decided.iter().chain(gold).cloned().collect();
        let bytes = adapt::adapt(base, &all).map_err(unusable)?;
        std::fs::write(out, bytes)
            .map_err(|error| Error::Message(format!("cannot be written ({error}): {}", out.display())))?;
    }
    tell(session, decided.len(), (before, after), is_better.then_some(out))?;
    Ok(if is_better { Exit::Done } else { Exit::Failed })
}

fn tell(
    session: &mut Session,
    n_articles: usize,
    (before, after): (Counts, Counts),
    written: Option<&Path>,
) -> Result<(), Error> {
    if session.console.json {
        let counts =
            |counts: Counts| json!({ "precision": counts.precision(), "recall": counts.recall(), "f1": counts.f1() });
        let told = json!({
            "articles": n_articles, "before": counts(before), "after": counts(after),
            "written": written.map(|path| path.display().to_string()),
        });
        return session.console.line(&told.to_string());
    }
    session.console.line(&format!("{n_articles} articles, each held back once"))?;
    for (what, counts) in [("before", before), ("after", after)] {
        let (precision, recall, f1) = (counts.precision(), counts.recall(), counts.f1());
        session.console.line(&format!("{what:7} precision {precision:.3}  recall {recall:.3}  F1 {f1:.3}"))?;
    }
    match written {
        Some(path) => session.console.line(&format!("Weights: {}", path.display())),
        None => session.console.line("No better than before: nothing is written"),
    }
}
