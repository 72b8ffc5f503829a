//! Taking over: what was decided in an earlier article is decided in a copy of it, as one step.
//!
//! Never says what holds here, which `ledger::copies` sees, and never touches what is decided here already.

use crate::ledger::command::ArticleId;
use crate::ledger::copies;
use crate::ledger::operation::Recorder;
use crate::ledger::plan::Planned;
use crate::ledger::plan::Refusal;
use crate::ledger::plan::articles;
use crate::ledger::plan::claims;
use crate::ledger::plan::mentions;

pub fn take_over(recorder: &mut Recorder<'_>, article: ArticleId, from: ArticleId) -> Planned {
    articles::checked(recorder, article)?;
    articles::checked(recorder, from)?;
    if article == from {
        return Err(Refusal::SameArticle);
    }
    let outlook = copies::look(recorder.db, article, from)?;
    if outlook.n_decisions() == 0 {
        return Err(Refusal::NothingToTakeOver(from));
    }
    for mention in outlook.mentions {
        mentions::take_over(recorder, article, mention)?;
    }
    for claim in outlook.claims {
        claims::take_over(recorder, article, claim)?;
    }
    Ok(())
}
