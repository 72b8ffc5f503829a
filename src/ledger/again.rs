//! Applying again: what was taken back is made once more, as a new operation of the same facts.
//!
//! Redo brings back only what was undone last, and a new decision closes it; this reaches every change that is not in
//! force. Facts name things by keys that are never given twice, so what they made before comes back under its own
//! number. Never overrides a later decision and never applies half a change: where a fact no longer fits, it refuses and
//! says why.

use crate::env::Env;
use crate::ledger::operation::Recorder;
use crate::ledger::record::Fact;
use crate::ledger::record::MentionFact;
use crate::ledger::record::PartRecord;
use crate::ledger::record::Range;
use crate::ledger::record::SubjectRecord;
use crate::ledger::record::span;
use crate::ledger::undo::Stacks;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::kind::Subject;
use crate::store;
use crate::store::Db;
use crate::store::read::lookup;
use crate::store::read::name_lists;
use crate::store::record;
use crate::store::record::OperationRow;
use crate::store::write;

/// Why a change cannot be applied again. Worded for the person who asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("there is no change {0} in this dossier")]
    Unknown(i64),
    #[error("change {0} is in force: there is nothing to apply again")]
    InForce(i64),
    #[error("change {0} is an undo or a redo: choose the change that it was about")]
    IsStep(i64),
    #[error("words of change {0} were removed for good, so it cannot be applied again")]
    WordsGone(i64),
    #[error("it cannot be applied again: it speaks of {0} that is not in the dossier now")]
    Gone(&'static str),
    #[error("it cannot be applied again: it speaks of a card that was joined to another meanwhile")]
    Joined,
    #[error("it cannot be applied again: someone said that these cards are different")]
    SaidDifferent,
    #[error("it cannot be applied again: \"{0}\" was decided anew meanwhile; undo that first, or decide it there")]
    DecidedAnew(String),
    #[error("it cannot be applied again: it overlaps \"{0}\", which was decided meanwhile")]
    Overlaps(String),
    #[error("it cannot be applied again: the list \"{0}\" stands in its place")]
    ListThere(String),
    #[error("everything that change {0} said is so already")]
    NothingToDo(i64),
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Makes the change of this number once more; gives the new operation and its facts. Call inside a transaction.
pub fn apply_again(db: &Db, env: &Env, stacks: &Stacks, target: i64) -> Result<(OperationRow, Vec<Fact>), Error> {
    let operation = record::operation(db, target)?.ok_or(Error::Unknown(target))?;
    if operation.undoes_id.is_some() {
        return Err(Error::IsStep(target));
    }
    if stacks.is_in_force(target) {
        return Err(Error::InForce(target));
    }
    let mut recorder = Recorder::begin(db, env)?;
    for row in record::facts(db, target)? {
        let json = row.json.ok_or(Error::WordsGone(target))?;
        let fact = Fact::parse(&json)
            .map_err(|error| store::Error::Unexpected(format!("a fact of operation {target}: {error}")))?;
        if is_to_establish(db, &fact)? {
            recorder.establish(fact)?;
        }
    }
    if !recorder.changed()? {
        return Err(Error::NothingToDo(target));
    }
    let facts = recorder.facts().to_vec();
    Ok((recorder.finish(&operation.kind, None)?, facts))
}

/// Whether a fact is still to be said: `false` where it is so already. Refuses where it no longer fits.
fn is_to_establish(db: &Db, fact: &Fact) -> Result<bool, Error> {
    match fact {
        Fact::Article { article, .. } => {
            let id = record::article_id(db, article)?.ok_or(Error::Gone("an article"))?;
            Ok(lookup::article_state(db, id)?.is_none())
        }
        Fact::ArticleField { article, .. } | Fact::ArticleState { article, .. } | Fact::Zone { article, .. } => {
            here(db, article).map(|_| true)
        }
        Fact::Mention(mention) => mention_fits(db, mention).map(|()| true),
        Fact::MentionReopened { mention, .. } => Ok(write::id_of(db, "mention", mention)?.is_some()),
        Fact::MentionEntity { mention, entity } => {
            there(db, "mention", mention)?;
            live(db, entity).map(|()| true)
        }
        Fact::Entity { .. }
        | Fact::Name { .. }
        | Fact::MainName { .. }
        | Fact::EntityLabel { .. }
        | Fact::Identifier { .. }
        | Fact::Merge { .. }
        | Fact::Distinct { .. } => entity_fits(db, fact),
        Fact::Claim { .. }
        | Fact::ClaimReopened { .. }
        | Fact::Citation { .. }
        | Fact::ClaimField { .. }
        | Fact::Measure { .. }
        | Fact::Measured { .. }
        | Fact::Difference { .. } => claim_fits(db, fact),
        Fact::Standing { .. } | Fact::StandingEnded { .. } => Ok(true),
        Fact::NameList { list, title, source, .. } => list_fits(db, list, title, source),
        Fact::NameListRemoved { list, .. } => Ok(write::id_of(db, "name_list", list)?.is_some()),
        Fact::Note { note, on, .. } => {
            subject(db, on)?;
            Ok(write::id_of(db, "note", note)?.is_none())
        }
        Fact::Tag { on, .. } | Fact::Untag { on, .. } => subject(db, on).map(|()| true),
        // The steps of another dossier stand in the record once, whether or not what they led to is in force.
        Fact::EarlierOperation { .. } => Ok(false),
        Fact::Removed { .. } => Err(Error::Gone("words")),
    }
}

/// Neither the title nor the bytes are those of another list.
fn list_fits(db: &Db, list: &str, title: &str, source: &str) -> Result<bool, Error> {
    if write::id_of(db, "name_list", list)?.is_some() {
        return Ok(false);
    }
    if name_lists::bytes(db, source)?.is_none() {
        return Err(Error::Gone("the bytes of a list"));
    }
    match name_lists::name_lists(db)?.into_iter().find(|other| other.about.title == title || other.sha256 == source) {
        Some(other) => Err(Error::ListThere(other.about.title)),
        None => Ok(true),
    }
}

fn entity_fits(db: &Db, fact: &Fact) -> Result<bool, Error> {
    match fact {
        Fact::Entity { entity, .. } => Ok(write::id_of(db, "entity", entity)?.is_none()),
        Fact::Name { entity, .. }
        | Fact::MainName { entity, .. }
        | Fact::EntityLabel { entity, .. }
        | Fact::Identifier { entity, .. } => live(db, entity).map(|()| true),
        Fact::Merge { from, into } => {
            live(db, from)?;
            live(db, into)?;
            if lookup::are_distinct(db, there(db, "entity", from)?, there(db, "entity", into)?)? {
                return Err(Error::SaidDifferent);
            }
            Ok(true)
        }
        Fact::Distinct { entities: (a, b) } => {
            live(db, a)?;
            live(db, b).map(|()| true)
        }
        _ => Ok(true),
    }
}

fn claim_fits(db: &Db, fact: &Fact) -> Result<bool, Error> {
    match fact {
        Fact::Claim { article, .. } => here(db, article).map(|_| true),
        Fact::ClaimReopened { claim } => Ok(write::id_of(db, "claim", claim)?.is_some()),
        Fact::Citation { citation, claim, article, span, words } => {
            not_decided_anew(db, claim, article, *span, words)?;
            Ok(write::id_of(db, "citation", citation)?.is_none())
        }
        Fact::ClaimField { claim, values, .. } => {
            there(db, "claim", claim)?;
            for value in values {
                if let PartRecord::Entity { entity } = value {
                    live(db, entity)?;
                }
            }
            Ok(true)
        }
        Fact::Measure { measure, .. } => Ok(write::id_of(db, "measure", measure)?.is_none()),
        Fact::Measured { claim, measure } => {
            there(db, "claim", claim)?;
            there(db, "measure", measure).map(|_| true)
        }
        Fact::Difference { claims: (a, b), .. } => {
            there(db, "claim", a)?;
            there(db, "claim", b).map(|_| true)
        }
        _ => Ok(true),
    }
}

/// The words are not those of a claim of the same kind that was decided since.
fn not_decided_anew(db: &Db, claim: &str, article: &str, range: Range, words: &str) -> Result<(), Error> {
    let id = there(db, "claim", claim)?;
    let Some(key) = lookup::claim(db, id)? else { return Ok(()) };
    match lookup::claim_at(db, here(db, article)?, key.kind, span(range))? {
        Some(other) if other != id => Err(Error::DecidedAnew(words.to_owned())),
        _ => Ok(()),
    }
}

/// No other mention was decided at its place, or over its words.
fn mention_fits(db: &Db, mention: &MentionFact) -> Result<(), Error> {
    let article = here(db, &mention.article)?;
    if let Some(entity) = &mention.entity {
        live(db, entity)?;
    }
    let Some(label) = Label::parse(&mention.label) else {
        return Err(store::Error::Unexpected(format!("the word `{}` in a fact", mention.label)).into());
    };
    let there = lookup::mention_decided_at(db, article, span(mention.span), label)?;
    if there.is_some_and(|there| there.uuid != mention.mention) {
        return Err(Error::DecidedAnew(mention.words.clone()));
    }
    if mention.status == Status::Rejected.as_str() {
        return Ok(());
    }
    let overlapping = lookup::mentions_overlapping(db, article, span(mention.span), label)?;
    match overlapping.into_iter().find(|other| other.uuid != mention.mention) {
        Some(other) => Err(Error::Overlaps(other.words)),
        None => Ok(()),
    }
}

/// The number of an article that is in the dossier now.
fn here(db: &Db, sha256: &str) -> Result<i64, Error> {
    let id = record::article_id(db, sha256)?.ok_or(Error::Gone("an article"))?;
    lookup::article_state(db, id)?.map(|_| id).ok_or(Error::Gone("an article"))
}

/// The number of the row with this key.
fn there(db: &Db, table: &'static str, uuid: &str) -> Result<i64, Error> {
    let what = match table {
        "entity" => "a card",
        "claim" => "a claim",
        "measure" => "a measure",
        _ => "a mention",
    };
    write::id_of(db, table, uuid)?.ok_or(Error::Gone(what))
}

/// The card is there and is still its own.
fn live(db: &Db, uuid: &str) -> Result<(), Error> {
    let id = there(db, "entity", uuid)?;
    let entity = lookup::entity(db, id)?.ok_or(Error::Gone("a card"))?;
    if entity.merged_into_id.is_some() { Err(Error::Joined) } else { Ok(()) }
}

fn subject(db: &Db, on: &SubjectRecord) -> Result<(), Error> {
    match Subject::parse(&on.subject) {
        Some(Subject::Article) => here(db, &on.key).map(|_| ()),
        Some(Subject::Entity) => live(db, &on.key),
        Some(Subject::Claim) => there(db, "claim", &on.key).map(|_| ()),
        None => Err(store::Error::Unexpected(format!("the word `{}` in a fact", on.subject)).into()),
    }
}
