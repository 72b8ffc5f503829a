//! Entities: made, named, joined, told apart.
//!
//! Never joins two that a person said are different.

use crate::ledger::command::ArticleId;
use crate::ledger::command::EntityId;
use crate::ledger::operation::Recorder;
use crate::ledger::plan::Planned;
use crate::ledger::plan::Refusal;
use crate::ledger::plan::articles;
use crate::ledger::plan::mentions;
use crate::ledger::plan::not_empty;
use crate::ledger::record::Fact;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::span::Span;
use crate::store::read::lookup;
use crate::store::read::lookup::DecidedMention;
use crate::store::read::lookup::EntityKey;
use crate::store::read::lookup::ProposedMention;
use crate::store::record;
use crate::store::write;

/// The entity of this number; one that was merged away leads to the one it became.
pub fn checked(recorder: &Recorder<'_>, id: EntityId) -> Planned<EntityKey> {
    let entity = lookup::entity(recorder.db, id)?.ok_or(Refusal::NoEntity(id))?;
    match entity.merged_into_id {
        Some(into) => lookup::entity(recorder.db, into)?.ok_or(Refusal::NoEntity(id)),
        None => Ok(entity),
    }
}

/// The entity that decided mentions of this article already gave to names which belong together.
pub fn given_to(recorder: &Recorder<'_>, article: ArticleId, position: i64) -> Planned<Option<EntityKey>> {
    match lookup::entity_given_to(recorder.db, article, position)? {
        Some(id) => Ok(lookup::entity(recorder.db, id)?),
        None => Ok(None),
    }
}

/// The one entity that bears an identifier of a known name (a country by its code).
pub fn known_entity(recorder: &mut Recorder<'_>, proposal: &ProposedMention) -> Planned<Option<String>> {
    let Some(position) = proposal.entity_position else { return Ok(None) };
    if given_to(recorder, proposal.article_id, position)?.is_some() {
        return Ok(None);
    }
    let Some(proposed) = lookup::proposed_entity(recorder.db, proposal.article_id, position)? else { return Ok(None) };
    for (scheme, value) in &proposed.ids {
        let bearers = lookup::entities_identified(recorder.db, scheme, value)?;
        let [bearer] = bearers.as_slice() else { continue };
        if bearer.label == proposal.label.as_str() {
            let article = record::article_sha256(recorder.db, proposal.article_id)?;
            add_name(recorder, &bearer.uuid, &proposal.words, Some(&article))?;
            return Ok(Some(bearer.uuid.clone()));
        }
    }
    Ok(None)
}

/// Makes an entity for words of an article, with what its run knows of them; gives its UUID. `corrected`: the words as
/// they were proposed, where a person gave them other borders; they are no name then.
pub fn create_for(
    recorder: &mut Recorder<'_>,
    article: ArticleId,
    position: Option<i64>,
    (label, words): (Label, &str),
    corrected: Option<&str>,
) -> Planned<String> {
    let article_sha256 = record::article_sha256(recorder.db, article)?;
    let proposed = match position {
        Some(position) => lookup::proposed_entity(recorder.db, article, position)?,
        None => None,
    };
    let full_name = proposed.as_ref().map(|proposed| proposed.name.as_str());
    let name = full_name.filter(|name| Some(*name) != corrected).unwrap_or(words);
    let entity = create(recorder, label, name, Some(&article_sha256))?;
    for (scheme, id) in proposed.map(|proposed| proposed.ids).unwrap_or_default() {
        recorder.establish(Fact::Identifier { entity: entity.clone(), scheme, id })?;
    }
    Ok(entity)
}

fn create(recorder: &mut Recorder<'_>, label: Label, name: &str, article: Option<&str>) -> Planned<String> {
    let entity = recorder.env.new_uuid();
    let number = write::last_number(recorder.db, "entity")? + 1;
    recorder.establish(Fact::Entity {
        entity: entity.clone(),
        number,
        label: label.as_str().to_owned(),
        name: name.to_owned(),
        article: article.map(str::to_owned),
    })?;
    Ok(entity)
}

/// One more name for an entity, unless it has it.
pub fn add_name(recorder: &mut Recorder<'_>, entity: &str, name: &str, article: Option<&str>) -> Planned {
    if !lookup::has_name(recorder.db, entity, name)? {
        recorder.establish(Fact::Name {
            entity: entity.to_owned(),
            name: name.to_owned(),
            article: article.map(str::to_owned),
        })?;
    }
    Ok(())
}

/// These words, and all that their article ties to them, are that entity.
pub fn link(recorder: &mut Recorder<'_>, article: ArticleId, span: Span, entity: EntityId) -> Planned {
    let target = checked(recorder, entity)?;
    let mention = mentions::accepted_on(recorder, article, span, Label::parse(&target.label))?;
    let Some(current) = mention.entity_id else { return Err(Refusal::NamesNoEntity(mention.label.as_str())) };
    if current == target.id {
        return Ok(());
    }
    if lookup::are_distinct(recorder.db, current, target.id)? {
        return Err(Refusal::SaidDifferent);
    }
    let of_current = lookup::mentions_of_entity(recorder.db, current)?;
    if of_current.iter().all(|mention| mention.article_id == article) {
        return merge(recorder, current, target.id);
    }
    move_mentions(recorder, of_current.iter().filter(|mention| mention.article_id == article), &target.uuid)
}

/// What is named at the other places is what is named here.
pub fn same_name(recorder: &mut Recorder<'_>, article: ArticleId, span: Span, others: &[(ArticleId, Span)]) -> Planned {
    let mention = mentions::accepted_on(recorder, article, span, None)?;
    let Some(entity) = mention.entity_id else { return Err(Refusal::NamesNoEntity(mention.label.as_str())) };
    for (article, span) in others {
        link(recorder, *article, *span, entity)?;
    }
    Ok(())
}

fn move_mentions<'m>(
    recorder: &mut Recorder<'_>,
    moved: impl Iterator<Item = &'m DecidedMention>,
    entity: &str,
) -> Planned {
    for mention in moved {
        recorder.establish(Fact::MentionEntity { mention: mention.uuid.clone(), entity: entity.to_owned() })?;
        let article = record::article_sha256(recorder.db, mention.article_id)?;
        add_name(recorder, entity, &mention.words, Some(&article))?;
    }
    Ok(())
}

pub fn merge(recorder: &mut Recorder<'_>, from: EntityId, into: EntityId) -> Planned {
    let (from, into) = (checked(recorder, from)?, checked(recorder, into)?);
    if from.id == into.id {
        return Err(Refusal::SameEntity);
    }
    if lookup::are_distinct(recorder.db, from.id, into.id)? {
        return Err(Refusal::SaidDifferent);
    }
    Ok(recorder.establish(Fact::Merge { from: from.uuid, into: into.uuid })?)
}

pub fn distinguish(recorder: &mut Recorder<'_>, a: EntityId, b: EntityId) -> Planned {
    let (a, b) = (checked(recorder, a)?, checked(recorder, b)?);
    if a.id == b.id {
        return Err(Refusal::SameEntity);
    }
    if lookup::are_distinct(recorder.db, a.id, b.id)? {
        return Ok(());
    }
    Ok(recorder.establish(Fact::Distinct { entities: (a.uuid, b.uuid) })?)
}

/// The entity that is named here is none of these.
pub fn apart(recorder: &mut Recorder<'_>, article: ArticleId, span: Span, from: &[EntityId]) -> Planned {
    let mention = mentions::accepted_on(recorder, article, span, None)?;
    let Some(entity) = mention.entity_id else { return Err(Refusal::NamesNoEntity(mention.label.as_str())) };
    for other in from {
        distinguish(recorder, entity, *other)?;
    }
    Ok(())
}

/// Takes mentions out of an entity into a new one, named by the longest of their words.
pub fn split(recorder: &mut Recorder<'_>, entity: EntityId, at: &[(ArticleId, Span)]) -> Planned {
    let entity = checked(recorder, entity)?;
    let mut taken: Vec<DecidedMention> = Vec::new();
    for (article, span) in at {
        articles::checked(recorder, *article)?;
        let here = lookup::mentions_decided_on(recorder.db, *article, *span)?;
        let found = here.into_iter().find(|mention| mention.entity_id == Some(entity.id));
        match found {
            Some(mention) => taken.push(mention),
            None => {
                let body = record::body_of_article(recorder.db, *article)?;
                let words = span.words(&body).ok_or(Refusal::OutsideText)?;
                return Err(Refusal::NotOfEntity(words.to_owned()));
            }
        }
    }
    let name = taken.iter().map(|mention| mention.words.as_str()).max_by_key(|words| words.chars().count());
    let Some(name) = name else { return Err(Refusal::Empty("the list of mentions")) };
    let label = Label::parse(&entity.label).unwrap_or(Label::Other);
    let article = record::article_sha256(recorder.db, taken[0].article_id)?;
    let new = create(recorder, label, name, Some(&article))?;
    move_mentions(recorder, taken.iter(), &new)
}

pub fn rename(recorder: &mut Recorder<'_>, entity: EntityId, name: &str) -> Planned {
    let entity = checked(recorder, entity)?;
    let name = not_empty(name, "the name")?;
    if name == entity.name {
        return Ok(());
    }
    Ok(recorder.establish(Fact::MainName { entity: entity.uuid, name: name.to_owned() })?)
}

pub fn alias(recorder: &mut Recorder<'_>, entity: EntityId, name: &str) -> Planned {
    let entity = checked(recorder, entity)?;
    add_name(recorder, &entity.uuid, not_empty(name, "the name")?, None)
}

/// Says what kind of thing an entity is; its accepted mentions follow.
pub fn relabel(recorder: &mut Recorder<'_>, entity: EntityId, label: Label) -> Planned {
    if !label.names_entity() {
        return Err(Refusal::NamesNoEntity(label.as_str()));
    }
    let entity = checked(recorder, entity)?;
    if entity.label == label.as_str() {
        return Ok(());
    }
    recorder.establish(Fact::EntityLabel { entity: entity.uuid, label: label.as_str().to_owned() })?;
    for mention in lookup::mentions_of_entity(recorder.db, entity.id)? {
        if mention.label != label && mention.status != Status::Rejected.as_str() {
            mentions::relabel(recorder, mention, label)?;
        }
    }
    Ok(())
}

pub fn identify(recorder: &mut Recorder<'_>, entity: EntityId, scheme: &str, id: &str) -> Planned {
    let entity = checked(recorder, entity)?;
    let (scheme, id) = (not_empty(scheme, "the scheme")?.to_owned(), not_empty(id, "the identifier")?.to_owned());
    Ok(recorder.establish(Fact::Identifier { entity: entity.uuid, scheme, id })?)
}

/// Says what others call the entity that these words name; they are accepted if they still wait.
pub fn identify_mention(
    recorder: &mut Recorder<'_>,
    article: ArticleId,
    span: Span,
    ids: &[(String, String)],
) -> Planned {
    let mention = mentions::accepted_on(recorder, article, span, None)?;
    let Some(entity) = mention.entity_id else { return Err(Refusal::NamesNoEntity(mention.label.as_str())) };
    for (scheme, id) in ids {
        identify(recorder, entity, scheme, id)?;
    }
    Ok(())
}
