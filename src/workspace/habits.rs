//! How the analysts of a dossier tell names apart, learned from the articles they went through: where they draw borders,
//! what they call an organisation.
//!
//! Never changes the dossier, and never more than the tagger's weights for it: they are made anew when a session first
//! needs them, kept while few more articles were decided, and used only where they are better on articles held back.

use crate::extract;
use crate::extract::learn::adapt;
use crate::extract::learn::adapt::Learned;
use crate::extract::learn::gold::Gold;
use crate::extract::learn::gold::GoldSpan;
use crate::extract::learn::gold::OPEN;
use crate::extract::tagger::weights;
use crate::model::kind::Label;
use crate::model::span::CodePoints;
use crate::store;
use crate::store::Db;
use crate::store::read::reviewed;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

/// Fewer articles say too little.
const FEWEST: usize = 20;
/// The latest ones say enough, and learning from them takes a second or two.
const MOST: usize = 200;
/// It is learned anew when so many times more articles were decided.
const GROWTH: f64 = 1.25;
/// One part in so many is held back to see whether it is any better.
const N_FOLDS: usize = 5;

/// What was learned last, and of which dossier. One is enough: a session works in one.
static LAST: Mutex<Option<Last>> = Mutex::new(None);

#[derive(Clone, Debug)]
struct Last {
    path: PathBuf,
    /// Articles begun and done when it was looked last: while they are the same, so is what can be learned.
    looked: reviewed::Progress,
    /// Articles that were learned from; 0: too few.
    n_articles: usize,
    learned: Option<Arc<Learned>>,
    /// Grows whenever something else is learned.
    generation: u64,
}

fn last(path: &PathBuf) -> Option<Last> {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).clone().filter(|last| last.path == *path)
}

fn keep(last: Last) {
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(last);
}

/// Weights that follow the decisions in this dossier, as they were learned last in this session, and a number that
/// grows whenever they change.
pub fn at_hand(db: &Db) -> (Option<Arc<Learned>>, u64) {
    last(&db.path()).map_or((None, 0), |last| (last.learned, last.generation))
}

/// Articles to learn from, if so much was decided since it was learned last that it is worth while.
fn due(db: &Db) -> store::Result<Option<Vec<i64>>> {
    let (path, now) = (db.path(), reviewed::progress(db)?);
    let before = last(&path);
    if now.n_begun + now.n_done < FEWEST as i64 || before.as_ref().is_some_and(|last| last.looked == now) {
        return Ok(None);
    }
    let articles = reviewed::articles(db, MOST)?;
    let n_learned = before.as_ref().map_or(0, |last| last.n_articles);
    if articles.len() >= FEWEST && !is_near(n_learned, articles.len()) {
        return Ok(Some(articles));
    }
    let nothing = Last { path, looked: now, n_articles: 0, learned: None, generation: 0 };
    keep(Last { looked: now, ..before.unwrap_or(nothing) });
    Ok(None)
}

/// Whether so much was decided since that it is worth while to learn anew.
pub fn is_due(db: &Db) -> store::Result<bool> {
    Ok(due(db)?.is_some())
}

/// Weights that follow the decisions in this dossier, learned anew where that is due: takes a second or two then.
/// `None` where there are too few, or they are no better.
pub fn learned(db: &Db) -> store::Result<Option<Arc<Learned>>> {
    let Some(articles) = due(db)? else { return Ok(at_hand(db).0) };
    let looked = reviewed::progress(db)?;
    let gold = gold(db, &articles)?;
    let learned = better(&gold).unwrap_or_default().map(Arc::new);
    let (before, generation) = at_hand(db);
    let generation = generation + u64::from(before.is_some() || learned.is_some());
    keep(Last { path: db.path(), looked, n_articles: articles.len(), learned: learned.clone(), generation });
    Ok(learned)
}

/// Whether what was learned from `before` articles still holds for `now`.
fn is_near(before: usize, now: usize) -> bool {
    let (before, now) = (before as f64, now as f64);
    now < before * GROWTH && before < now * GROWTH
}

/// What is learned from these, if it is better on those held back.
fn better(gold: &[Gold]) -> Result<Option<Learned>, weights::Error> {
    let base = extract::weights();
    let (before, after) = adapt::tried_once(base, gold, &[], (0, N_FOLDS))?;
    if after.f1() <= before.f1() {
        return Ok(None);
    }
    Learned::new(adapt::adapt(base, gold)?).map(Some)
}

/// Articles as texts to learn from. A label of which nothing was ever decided is left open everywhere.
pub fn gold(db: &Db, articles: &[i64]) -> store::Result<Vec<Gold>> {
    let all = articles.iter().map(|article| reviewed::article(db, *article)).collect::<store::Result<Vec<_>>>()?;
    let decided: BTreeSet<Label> = all.iter().flat_map(|one| one.decided.iter().copied()).collect();
    let covers: Vec<String> = decided.iter().map(|label| label.as_str().to_owned()).collect();
    Ok(all
        .into_iter()
        .map(|one| {
            let points = CodePoints::new(&one.text);
            let marked = |span, label: &str| {
                let (start, end) = points.range(span);
                GoldSpan { start, end, label: label.to_owned() }
            };
            let accepted = one.accepted.iter().map(|(span, label)| marked(*span, label.as_str()));
            let open = one.open.iter().map(|span| marked(*span, OPEN));
            Gold {
                id: format!("A{}", one.article),
                spans: accepted.chain(open).collect(),
                covers: Some(covers.clone()),
                text: one.text.clone(),
                source: String::new(),
                licence: String::new(),
            }
        })
        .collect())
}
