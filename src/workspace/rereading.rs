//! Articles that wait for review profit from what was decided meanwhile: those that hold a name which came, went, or was
//! decided for always are read again, all where a list of the analyst's own came or went, a few at a time, when nothing else is to be done.
//!
//! Never touches a decision, nor an article that is done or set aside; and never reads more than the names concern. What
//! is not read when the dossier closes keeps its suggestions until `reextract`.

use crate::extract::memory::Memory;
use crate::model::kind::ArticleState;
use crate::names::fold;
use crate::store;
use crate::store::Db;
use crate::store::cache;
use crate::store::read::lookup;
use crate::store::read::name_lists;
use crate::store::read::names;
use crate::store::read::reviewed;
use crate::store::record;
use crate::text::needle::Beginnings;
use crate::text::needle::Needle;
use crate::workspace::habits;
use crate::workspace::intake;
use std::collections::BTreeSet;

/// The rules of suggestions that rest on memory.
const REMEMBERED: [&str; 2] = ["memory.name", "memory.always"];

#[derive(Debug, Default)]
pub struct Rereading {
    /// `operation.id` up to which the names that changed were looked at.
    seen: i64,
    /// `article.id` of those to be read again.
    waiting: BTreeSet<i64>,
    /// As of `seen`.
    memory: Option<Memory>,
    /// Of what was learned of the analysts' habits.
    generation: u64,
}

/// So many of the articles that come next are read again when something was learned that concerns all.
const NEXT: usize = 200;

/// Bytes of text that are read again in one go, if it is more than one article.
const AT_ONCE: usize = 50_000;

impl Rereading {
    /// From now on.
    pub fn begin(db: &Db) -> store::Result<Self> {
        Ok(Self { seen: record::last_operation(db)?, ..Self::default() })
    }

    /// Notes which articles the changes since the last look concern; gives whether any is to be read.
    pub fn look(&mut self, db: &Db) -> store::Result<bool> {
        let generation = habits::at_hand(db).1;
        if generation != self.generation {
            self.generation = generation;
            self.waiting.extend(reviewed::next(db, NEXT)?);
            self.memory = None;
        }
        let last = record::last_operation(db)?;
        if last == self.seen {
            return Ok(!self.waiting.is_empty());
        }
        if name_lists::changed_after(db, self.seen)? {
            self.waiting.extend(name_lists::waiting(db)?);
        }
        for name in names::changed_after(db, self.seen)? {
            self.waiting.extend(concerned(db, &name)?);
        }
        self.seen = last;
        self.memory = None;
        Ok(!self.waiting.is_empty())
    }

    /// Length of the text that is to be read next.
    pub fn next_n_bytes(&self, db: &Db) -> store::Result<Option<usize>> {
        self.waiting.first().map(|article| record::n_bytes_of_article(db, *article)).transpose()
    }

    /// Reads some of them again, and gives them; empty: none is left. A long one is read by itself.
    pub fn read(&mut self, db: &Db, at_most: usize) -> store::Result<Vec<i64>> {
        let mut read = Vec::new();
        let mut n_bytes = 0;
        while read.len() < at_most
            && let Some(article) = self.waiting.first().copied()
        {
            n_bytes += record::n_bytes_of_article(db, article)?;
            if n_bytes > AT_ONCE && !read.is_empty() {
                break;
            }
            self.waiting.remove(&article);
            // It may have been finished, or removed for good, since it was noted.
            if !matches!(lookup::article_state(db, article)?, Some(ArticleState::New | ArticleState::Begun)) {
                continue;
            }
            let memory = match self.memory.take() {
                Some(memory) => memory,
                None => intake::memory_at_hand(db)?,
            };
            intake::extract_with(db, article, &memory)?;
            cache::refresh_tally(db, article)?;
            self.memory = Some(memory);
            read.push(article);
        }
        if self.waiting.is_empty() {
            self.memory = None;
        }
        Ok(read)
    }
}

/// Articles whose suggestions are not what they would be now that this is remembered of the name, or is not any more.
fn concerned(db: &Db, name: &str) -> store::Result<Vec<i64>> {
    let key = fold(name);
    let mut articles = Vec::new();
    let remembered = names::remembered_of(db, name, &key)?;
    for one in &remembered {
        let is_refused = one.said == names::Said::Never;
        if !is_refused {
            let needle = Needle::new(&format!("\"{name}\""), Beginnings::None);
            articles.extend(names::waiting_without(db, &needle, &key, one.label)?);
        }
        // One that is known is not asked about, and one that is refused is not suggested.
        articles.extend(names::waiting_with(db, &key, None, !is_refused)?);
    }
    if remembered.is_empty() {
        for rule in REMEMBERED {
            articles.extend(names::waiting_with(db, &key, Some(rule), false)?);
        }
    }
    Ok(articles)
}
