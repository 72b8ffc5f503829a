//! Removing an article for good: its words leave the record, their hashes stay, and what other articles say stands.
//!
//! Never undone, and never half of it: it runs inside the operation that says so.

use crate::ledger::operation::Recorder;
use crate::ledger::plan::Planned;
use crate::ledger::record::DecidedRecord;
use crate::ledger::record::Fact;
use crate::ledger::record::OriginRecord;
use crate::ledger::record::PartRecord;
use crate::ledger::record::range;
use crate::model::claim::Field;
use crate::model::claim::FieldType;
use crate::model::claim::PartValue;
use crate::model::claim::fields_of;
use crate::store;
use crate::store::Db;
use crate::store::read::claims;
use crate::store::read::claims::ClaimRow;
use crate::store::read::lookup;
use crate::store::read::measures;
use crate::store::record;
use std::collections::BTreeSet;

/// Takes the words of an article out of the record. Entities that facts of other articles speak of keep the fact that
/// made them, and the names that those other articles use.
pub fn take_words_out(recorder: &mut Recorder<'_>, article_id: i64) -> Planned {
    let db = recorder.db;
    let article = record::article_sha256(db, article_id)?;
    let kept = entities_of_others(db, &article)?;
    let claims = claims_of_others(db, article_id)?;
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
    for claim in claims {
        say_claim_again(recorder, &claim, (article_id, &kept))?;
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

/// Claims that were made on words of an article, and rest on words of others too.
fn claims_of_others(db: &Db, article_id: i64) -> store::Result<Vec<ClaimRow>> {
    let mut found = Vec::new();
    for claim in claims::in_article(db, article_id)? {
        let is_elsewhere = claims::citations(db, claim.id)?.iter().any(|cited| cited.article_id != article_id);
        if claim.article_id == article_id && is_elsewhere {
            found.push(claim);
        }
    }
    Ok(found)
}

/// A claim that loses its first words to the removal rests on those of the others from now on. Who took part, when and
/// where is what they say too; words that the removed article alone used go with it, and so do remarks.
fn say_claim_again(
    recorder: &mut Recorder<'_>,
    claim: &ClaimRow,
    (without, kept): (i64, &BTreeSet<String>),
) -> Planned {
    let db = recorder.db;
    let cited: Vec<_> = claims::citations(db, claim.id)?.into_iter().filter(|one| one.article_id != without).collect();
    let Some(first) = cited.first() else { return Ok(()) };
    let article = record::article_sha256(db, first.article_id)?;
    let measure = match &claim.measure {
        Some((id, _)) => measures::uuid(db, *id)?,
        None => None,
    };
    let uuid = claim.uuid.clone();
    recorder.establish(Fact::ClaimReopened { claim: uuid.clone() })?;
    recorder.establish(Fact::Claim {
        claim: uuid.clone(),
        number: claim.id,
        article: article.clone(),
        kind: claim.kind.as_str().to_owned(),
        status: claim.status.as_str().to_owned(),
        origin: OriginRecord { rule: claim.rule.clone(), extractor: claim.extractor.clone(), score: claim.score },
        how: claim.decided_how.clone(),
        decided: Some(DecidedRecord { by: claim.decided_by.clone(), at_millis: claim.decided_millis }),
    })?;
    for one in &cited {
        let article = record::article_sha256(db, one.article_id)?;
        let (citation, words) = (one.uuid.clone(), one.words.clone());
        recorder.establish(Fact::Citation { citation, claim: uuid.clone(), article, span: range(one.span), words })?;
    }
    for field in fields_of(claim.kind) {
        let mut values = Vec::new();
        for part in claim.parts.iter().filter(|part| part.field == *field) {
            match &part.value {
                PartValue::Text(text) if is_closed(*field) => values.push(PartRecord::Text(text.clone())),
                PartValue::Number(number) => values.push(PartRecord::Number(*number)),
                PartValue::Entity((id, _)) => {
                    let entity = lookup::entity(db, *id)?.map(|entity| entity.uuid);
                    let entity = entity.filter(|entity| kept.contains(entity));
                    values.extend(entity.map(|entity| PartRecord::Entity { entity }));
                }
                PartValue::Text(_) | PartValue::Span(_) => {}
            }
        }
        if !values.is_empty() {
            let (claim, field, article) = (uuid.clone(), field.as_str().to_owned(), Some(article.clone()));
            recorder.establish(Fact::ClaimField { claim, field, values, article })?;
        }
    }
    if let Some(measure) = measure {
        recorder.establish(Fact::Measured { claim: uuid, measure })?;
    }
    Ok(())
}

/// Whether the words of a field are the program's own, not an article's.
const fn is_closed(field: Field) -> bool {
    matches!(field.field_type(), FieldType::Date) || matches!(field, Field::Type | Field::Modality | Field::QuoteForm)
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
