//! Removing an article for good: its words leave the record, their hashes stay, and what other articles say stands.
//!
//! Never undone, and never half of it: it runs inside the operation that says so.

use crate::ledger::operation::Recorder;
use crate::ledger::plan::Planned;
use crate::ledger::record::Fact;
use crate::ledger::record::PartRecord;
use crate::store;
use crate::store::Db;
use crate::store::read::lookup;
use crate::store::record;
use std::collections::BTreeSet;

/// Takes the words of an article out of the record. Entities that facts of other articles speak of keep the fact that
/// made them, and the names that those other articles use.
pub fn take_words_out(recorder: &mut Recorder<'_>, article_id: i64) -> Planned {
    let db = recorder.db;
    let article = record::article_sha256(db, article_id)?;
    let kept = entities_of_others(db, &article)?;
    for (operation_id, position, json) in record::facts_of_article(db, article_id)? {
        match Fact::parse(&json) {
            Ok(Fact::Entity { entity, .. }) if kept.contains(&entity) => continue,
            Ok(Fact::Name { entity, name, .. }) if kept.contains(&entity) => {
                say_name_again(recorder, &entity, &name, article_id)?;
            }
            _ => {}
        }
        record::remove_fact(db, operation_id, position)?;
    }
    Ok(record::remove_words(db, article_id)?)
}

/// Takes the words of an article that was removed for good out of facts that came from a file of before, as
/// [`take_words_out`] did then. For a record that was put together again.
pub fn take_words_out_again(db: &Db, article_id: i64) -> store::Result<()> {
    let article = record::article_sha256(db, article_id)?;
    let kept = entities_of_others(db, &article)?;
    for (operation_id, position, json) in record::facts_of_article(db, article_id)? {
        let stays = match Fact::parse(&json) {
            Ok(Fact::Entity { entity, .. }) => kept.contains(&entity),
            Ok(Fact::Removed { .. }) => true,
            _ => false,
        };
        if !stays {
            record::remove_fact(db, operation_id, position)?;
        }
    }
    Ok(())
}

/// UUIDs of entities that facts of other articles speak of, and of those that these became.
fn entities_of_others(db: &Db, article: &str) -> store::Result<BTreeSet<String>> {
    let mut mentions_here = BTreeSet::new();
    let mut found = BTreeSet::new();
    let mut merges = Vec::new();
    for json in record::all_facts(db)? {
        match Fact::parse(&json) {
            Ok(Fact::Mention(mention)) if mention.article == article => {
                mentions_here.insert(mention.mention);
            }
            Ok(Fact::Mention(mention)) => found.extend(mention.entity),
            Ok(Fact::MentionEntity { mention, entity }) if !mentions_here.contains(&mention) => {
                found.insert(entity);
            }
            Ok(Fact::ClaimField { article: of, values, .. }) if of.as_deref() != Some(article) => {
                let entities = values.into_iter().filter_map(|value| match value {
                    PartRecord::Entity { entity } => Some(entity),
                    _ => None,
                });
                found.extend(entities);
            }
            Ok(Fact::Merge { from, into }) => merges.push((from, into)),
            _ => {}
        }
    }
    for (from, into) in merges {
        if found.contains(&from) {
            found.insert(into);
        }
    }
    Ok(found)
}

/// A name that goes with the article, and that another article uses too, is that one's from now on.
fn say_name_again(recorder: &mut Recorder<'_>, entity: &str, name: &str, without: i64) -> Planned {
    let Some(number) = store::write::id_of(recorder.db, "entity", entity)? else { return Ok(()) };
    let mentions = lookup::mentions_of_entity(recorder.db, number)?;
    let Some(other) = mentions.iter().find(|mention| mention.article_id != without && mention.words == name) else {
        return Ok(());
    };
    let article = Some(record::article_sha256(recorder.db, other.article_id)?);
    Ok(recorder.establish(Fact::Name { entity: entity.to_owned(), name: name.to_owned(), article })?)
}
