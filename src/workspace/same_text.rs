//! Whether an article tells what an earlier one told that was reviewed, and how much can be taken over from it.
//!
//! Never decides: taking over is a command.

use crate::ledger::command::ArticleId;
use crate::ledger::copies;
use crate::store::Db;
use crate::store::Result;
use crate::store::read::articles;

/// What an earlier article offers to one that has its sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SameText {
    pub from: ArticleId,
    pub publisher: Option<String>,
    /// EDTF.
    pub published: Option<String>,
    /// Sentences that both have, and in which something was decided there.
    pub n_sentences: usize,
    /// Mentions and claims that would be decided here as they were there.
    pub n_decisions: usize,
    /// Decisions that are left to the reviewer, since the two articles do not read them alike.
    pub n_left: usize,
}

/// The best offer that an article has; `None` where nothing can be taken over.
pub fn same_text(db: &Db, article: ArticleId) -> Result<Option<SameText>> {
    let Some((from, outlook)) = copies::offer(db, article)? else { return Ok(None) };
    let Some(row) = articles::article(db, from)? else { return Ok(None) };
    Ok(Some(SameText {
        from,
        publisher: row.publisher,
        published: row.published,
        n_sentences: outlook.n_sentences,
        n_decisions: outlook.n_decisions(),
        n_left: outlook.n_left,
    }))
}
