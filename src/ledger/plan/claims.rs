//! Claims: decided, edited, made by hand, measured, laid beside each other.
//!
//! Never leaves a claim without its words: each has a citation from the start.

use crate::ledger::command::ArticleId;
use crate::ledger::command::ClaimId;
use crate::ledger::command::ClaimRef;
use crate::ledger::command::EntityRef;
use crate::ledger::command::FieldEdit;
use crate::ledger::command::Verdict;
use crate::ledger::copies::TakenClaim;
use crate::ledger::operation::Recorder;
use crate::ledger::plan::Planned;
use crate::ledger::plan::Refusal;
use crate::ledger::plan::articles;
use crate::ledger::plan::checked_words;
use crate::ledger::plan::entities;
use crate::ledger::plan::mentions;
use crate::ledger::plan::not_empty;
use crate::ledger::record::Fact;
use crate::ledger::record::OriginRecord;
use crate::ledger::record::PartRecord;
use crate::ledger::record::range;
use crate::model::claim::Field;
use crate::model::claim::FieldType;
use crate::model::claim::PartValue;
use crate::model::claim::fields_of;
use crate::model::edtf;
use crate::model::kind::ClaimKind;
use crate::model::kind::DifferHow;
use crate::model::kind::How;
use crate::model::kind::Status;
use crate::model::span::Span;
use crate::store::read::lookup;
use crate::store::read::lookup::ClaimKey;
use crate::store::read::lookup::ProposedClaim;
use crate::store::record;
use crate::store::write;

pub fn decide(recorder: &mut Recorder<'_>, claim: ClaimRef, verdict: Verdict, how: How) -> Planned {
    let decided = find(recorder, claim)?;
    match (decided, mentions::status_of(verdict)) {
        (Some(decided), None) => Ok(recorder.establish(Fact::ClaimReopened { claim: decided.uuid })?),
        (None, None) => Err(Refusal::NotDecided),
        (Some(decided), Some(status)) if decided.status == status.as_str() => Ok(()),
        (Some(decided), Some(status)) => {
            let was_rejected = decided.status == Status::Rejected.as_str();
            put_status(recorder, decided.clone(), status, how)?;
            if was_rejected { take_parts_up(recorder, &decided, status, how) } else { Ok(()) }
        }
        (None, Some(status)) => decide_proposed(recorder, claim, status, how).map(|_| ()),
    }
}

/// The decided claim that a reference means; `None` where it means a proposal.
pub(super) fn find(recorder: &Recorder<'_>, claim: ClaimRef) -> Planned<Option<ClaimKey>> {
    let id = match claim {
        ClaimRef::Decided(id) => return Ok(Some(lookup::claim(recorder.db, id)?.ok_or(Refusal::NoClaim(id))?)),
        ClaimRef::Proposed { article, kind, span } => {
            articles::checked(recorder, article)?;
            lookup::claim_at(recorder.db, article, kind, span)?
        }
    };
    match id {
        Some(id) => Ok(lookup::claim(recorder.db, id)?),
        None => Ok(None),
    }
}

/// The claim that a reference means, accepted if it still waits.
pub(super) fn decided_claim(recorder: &mut Recorder<'_>, claim: ClaimRef) -> Planned<ClaimKey> {
    if let Some(found) = find(recorder, claim)? {
        return Ok(found);
    }
    let id = decide_proposed(recorder, claim, Status::Accepted, How::ByHand)?;
    lookup::claim(recorder.db, id)?.ok_or(Refusal::NoClaim(id))
}

fn put_status(recorder: &mut Recorder<'_>, claim: ClaimKey, status: Status, how: How) -> Planned {
    let article = match claim.article_id {
        Some(id) => record::article_sha256(recorder.db, id)?,
        None => return Err(Refusal::NoClaim(claim.id)),
    };
    Ok(recorder.establish(Fact::Claim {
        claim: claim.uuid,
        number: claim.id,
        article,
        kind: claim.kind.as_str().to_owned(),
        status: status.as_str().to_owned(),
        origin: OriginRecord { rule: claim.rule, extractor: claim.extractor, score: claim.score },
        how: how.as_str().to_owned(),
        decided: None,
    })?)
}

fn decide_proposed(recorder: &mut Recorder<'_>, claim: ClaimRef, status: Status, how: How) -> Planned<ClaimId> {
    let ClaimRef::Proposed { article, kind, span } = claim else { return Err(Refusal::NotDecided) };
    let proposal = lookup::claim_proposed_at(recorder.db, article, kind, span)?
        .ok_or(Refusal::NoProposedClaim { kind: kind.as_str() })?;
    decide_parts(recorder, &proposal, status, how)?;
    let origin = OriginRecord {
        rule: Some(proposal.rule.clone()),
        extractor: Some(proposal.extractor.clone()),
        score: Some(proposal.score),
    };
    let new = NewClaim { article, kind, span, words: &proposal.words, status, origin, how };
    let (uuid, id) = establish(recorder, new)?;
    for (field, values) in field_values(recorder, &proposal, status)? {
        put_field(recorder, &uuid, article, field, values)?;
    }
    Ok(id)
}

/// Deciding a claim decides the mentions it consists of. Rejecting it rejects only its values (an amount, a date that
/// nothing else uses): the names in it stand for themselves.
pub(super) fn decide_parts(recorder: &mut Recorder<'_>, proposal: &ProposedClaim, status: Status, how: How) -> Planned {
    for position in &proposal.mentions {
        let Some(mention) = lookup::mention_proposed_as(recorder.db, proposal.article_id, *position)? else { continue };
        let is_undecided = lookup::is_undecided(recorder.db, proposal.article_id, *position)?;
        let is_kept =
            status == Status::Rejected && (mention.label.names_entity() || !proposal.span.contains(mention.span));
        if is_undecided && !is_kept {
            mentions::decide_proposal(recorder, &mention, status.as_str(), how)?;
        }
    }
    Ok(())
}

/// A claim that was rejected left its amounts rejected and its entities unnamed; accepted after all, it takes them up.
fn take_parts_up(recorder: &mut Recorder<'_>, claim: &ClaimKey, status: Status, how: How) -> Planned {
    let Some((article, span)) = lookup::place_of_claim(recorder.db, claim.id)? else { return Ok(()) };
    let Some(proposal) = lookup::claim_proposed_at(recorder.db, article, claim.kind, span)? else { return Ok(()) };
    for position in &proposal.mentions {
        let Some(mention) = lookup::mention_proposed_as(recorder.db, article, *position)? else { continue };
        let decided = lookup::mention_decided_at(recorder.db, article, mention.span, mention.label)?;
        if let Some(decided) = decided
            && decided.status == Status::Rejected.as_str()
            && !decided.label.names_entity()
        {
            mentions::decide_again(recorder, decided, status, how)?;
        }
    }
    decide_parts(recorder, &proposal, status, how)?;
    for (field, values) in field_values(recorder, &proposal, status)? {
        if !lookup::has_field(recorder.db, claim.id, field)? {
            put_field(recorder, &claim.uuid, article, field, values)?;
        }
    }
    Ok(())
}

/// The proposal's parts by field, with entities as UUIDs.
pub(super) fn field_values(
    recorder: &mut Recorder<'_>,
    proposal: &ProposedClaim,
    status: Status,
) -> Planned<Vec<(Field, Vec<PartRecord>)>> {
    let mut fields: Vec<(Field, Vec<PartRecord>)> = Vec::new();
    for part in &proposal.parts {
        let value = match &part.value {
            PartValue::Text(text) => PartRecord::Text(text.clone()),
            PartValue::Number(number) => PartRecord::Number(*number),
            PartValue::Span(span) => PartRecord::Span { span: range(*span) },
            PartValue::Entity(position) => match entity_of_part(recorder, proposal, *position as i64, status)? {
                Some(entity) => PartRecord::Entity { entity },
                None => continue,
            },
        };
        match fields.iter_mut().find(|(field, _)| *field == part.field) {
            Some((_, values)) => values.push(value),
            None => fields.push((part.field, vec![value])),
        }
    }
    Ok(fields)
}

/// UUID of the entity that a part means. Where none of its names is decided yet, the nearest one before the claim's end
/// is accepted with it, so that the entity has words to rest on; a rejected claim makes no entity.
fn entity_of_part(
    recorder: &mut Recorder<'_>,
    proposal: &ProposedClaim,
    position: i64,
    status: Status,
) -> Planned<Option<String>> {
    if let Some(entity) = entities::given_to(recorder, proposal.article_id, position)? {
        return Ok(Some(entity.uuid));
    }
    if status == Status::Rejected {
        return Ok(None);
    }
    let names = lookup::undecided_of_entity(recorder.db, proposal.article_id, position)?;
    let nearest = names.iter().rev().find(|name| name.span.start_byte < proposal.span.end_byte).or(names.first());
    let Some(nearest) = nearest else { return Ok(None) };
    mentions::decide_proposal(recorder, nearest, status.as_str(), How::ByHand)?;
    Ok(entities::given_to(recorder, proposal.article_id, position)?.map(|entity| entity.uuid))
}

/// Decides a claim as it was decided in an article of which this one is a copy, with the words that it rests on here.
pub fn take_over(recorder: &mut Recorder<'_>, article: ArticleId, taken: TakenClaim) -> Planned {
    let TakenClaim { there, span, words, parts, origin } = taken;
    let (kind, status, how) = (there.kind, there.status, How::WithArticle);
    let (uuid, _) = establish(recorder, NewClaim { article, kind, span, words: &words, status, origin, how })?;
    let mut fields: Vec<(Field, Vec<PartRecord>)> = Vec::new();
    for part in parts {
        let value = match part.value {
            PartValue::Text(text) => PartRecord::Text(text),
            PartValue::Number(number) => PartRecord::Number(number),
            PartValue::Span(span) => PartRecord::Span { span: range(span) },
            PartValue::Entity(id) => PartRecord::Entity { entity: entities::checked(recorder, id)?.uuid },
        };
        match fields.iter_mut().find(|(field, _)| *field == part.field) {
            Some((_, values)) => values.push(value),
            None => fields.push((part.field, vec![value])),
        }
    }
    for (field, values) in fields {
        put_field(recorder, &uuid, article, field, values)?;
    }
    if let Some((measure, _)) = there.measure
        && let Some(measure) = lookup::uuid_of(recorder.db, "measure", measure)?
    {
        recorder.establish(Fact::Measured { claim: uuid, measure })?;
    }
    Ok(())
}

struct NewClaim<'a> {
    article: ArticleId,
    kind: ClaimKind,
    span: Span,
    words: &'a str,
    status: Status,
    origin: OriginRecord,
    how: How,
}

/// A claim with its citation; gives UUID and number.
fn establish(recorder: &mut Recorder<'_>, new: NewClaim<'_>) -> Planned<(String, ClaimId)> {
    articles::begin(recorder, new.article)?;
    let uuid = recorder.env.new_uuid();
    let number = write::last_number(recorder.db, "claim")? + 1;
    let article = record::article_sha256(recorder.db, new.article)?;
    recorder.establish(Fact::Claim {
        claim: uuid.clone(),
        number,
        article: article.clone(),
        kind: new.kind.as_str().to_owned(),
        status: new.status.as_str().to_owned(),
        origin: new.origin,
        how: new.how.as_str().to_owned(),
        decided: None,
    })?;
    let citation = recorder.env.new_uuid();
    let words = new.words.to_owned();
    recorder.establish(Fact::Citation { citation, claim: uuid.clone(), article, span: range(new.span), words })?;
    Ok((uuid, number))
}

pub(super) fn put_field(
    recorder: &mut Recorder<'_>,
    claim: &str,
    article: ArticleId,
    field: Field,
    values: Vec<PartRecord>,
) -> Planned {
    let article = Some(record::article_sha256(recorder.db, article)?);
    let (claim, field) = (claim.to_owned(), field.as_str().to_owned());
    Ok(recorder.establish(Fact::ClaimField { claim, field, values, article })?)
}

/// Gives fields of a claim new values; a proposal is accepted by it.
pub fn edit(recorder: &mut Recorder<'_>, claim: ClaimRef, to: &[FieldEdit]) -> Planned {
    let decided = decided_claim(recorder, claim)?;
    let article = decided.article_id.ok_or(Refusal::NoClaim(decided.id))?;
    set_fields(recorder, (&decided.uuid, article, decided.kind), to)
}

/// Makes a claim that nobody proposed; gives its number.
pub fn create(
    recorder: &mut Recorder<'_>,
    (article, kind, span): (ArticleId, ClaimKind, Span),
    fields: &[FieldEdit],
) -> Planned<ClaimId> {
    let words = checked_words(recorder, article, span)?;
    let origin = OriginRecord::default();
    let new = NewClaim { article, kind, span, words: &words, status: Status::Accepted, origin, how: How::ByHand };
    let (uuid, id) = establish(recorder, new)?;
    set_fields(recorder, (&uuid, article, kind), fields)?;
    Ok(id)
}

fn set_fields(
    recorder: &mut Recorder<'_>,
    (uuid, article, kind): (&str, ArticleId, ClaimKind),
    to: &[FieldEdit],
) -> Planned {
    for FieldEdit { field, values } in to {
        if !fields_of(kind).contains(field) {
            return Err(Refusal::NoField { kind: kind.as_str(), field: field.as_str() });
        }
        if values.len() > 1 && field.field_type() != FieldType::Entities {
            return Err(Refusal::WrongValue { field: field.as_str(), wanted: "one value" });
        }
        let mut records = Vec::with_capacity(values.len());
        for value in values {
            records.push(checked_value(recorder, article, *field, value)?);
        }
        put_field(recorder, uuid, article, *field, records)?;
    }
    Ok(())
}

fn checked_value(
    recorder: &mut Recorder<'_>,
    article: ArticleId,
    field: Field,
    value: &PartValue<EntityRef>,
) -> Planned<PartRecord> {
    let wrong = |wanted| Err(Refusal::WrongValue { field: field.as_str(), wanted });
    match (field.field_type(), value) {
        (FieldType::Text, PartValue::Text(text)) => Ok(PartRecord::Text(not_empty(text, "the value")?.to_owned())),
        (FieldType::Date, PartValue::Text(date)) => {
            let date = date.trim();
            match edtf::bounds(date) {
                Some(_) => Ok(PartRecord::Text(date.to_owned())),
                None => Err(Refusal::NotADate(date.to_owned())),
            }
        }
        (FieldType::Number, PartValue::Number(number)) if number.is_finite() => Ok(PartRecord::Number(*number)),
        (FieldType::Entity | FieldType::Entities, PartValue::Entity(EntityRef::Decided(id))) => {
            Ok(PartRecord::Entity { entity: entities::checked(recorder, *id)?.uuid })
        }
        (FieldType::Entity | FieldType::Entities, PartValue::Entity(EntityRef::Named { span, label })) => {
            let mention = mentions::accepted_on(recorder, article, *span, Some(*label))?;
            let id = mention.entity_id.ok_or(Refusal::NamesNoEntity(label.as_str()))?;
            Ok(PartRecord::Entity { entity: entities::checked(recorder, id)?.uuid })
        }
        (FieldType::Span, PartValue::Span(span)) => {
            checked_words(recorder, article, *span)?;
            Ok(PartRecord::Span { span: range(*span) })
        }
        (FieldType::Text | FieldType::Date, _) => wrong("text"),
        (FieldType::Number, _) => wrong("a number"),
        (FieldType::Entity | FieldType::Entities, _) => wrong("an entity"),
        (FieldType::Span, _) => wrong("a place in the text"),
    }
}

/// These figures are figures of one thing; a measure of that name is used where there is one.
pub fn measure(recorder: &mut Recorder<'_>, figures: &[ClaimRef], name: &str) -> Planned {
    let name = not_empty(name, "the measure's name")?;
    if figures.is_empty() {
        return Err(Refusal::Empty("the list of figures"));
    }
    let measure = match lookup::measure_named(recorder.db, name)? {
        Some(uuid) => uuid,
        None => {
            let measure = recorder.env.new_uuid();
            let number = write::last_number(recorder.db, "measure")? + 1;
            recorder.establish(Fact::Measure { measure: measure.clone(), number, name: name.to_owned() })?;
            measure
        }
    };
    for figure in figures {
        let claim = decided_claim(recorder, *figure)?;
        if claim.kind != ClaimKind::Figure {
            return Err(Refusal::NotAFigure(format!("{}{}", claim.kind.letter(), claim.id)));
        }
        recorder.establish(Fact::Measured { claim: claim.uuid, measure: measure.clone() })?;
    }
    Ok(())
}

pub fn differ(
    recorder: &mut Recorder<'_>,
    (a, b): (ClaimRef, ClaimRef),
    how: DifferHow,
    prefer: Option<ClaimRef>,
    note: Option<&str>,
) -> Planned {
    let (a, b) = (decided_claim(recorder, a)?, decided_claim(recorder, b)?);
    if a.id == b.id {
        return Err(Refusal::SameEntity);
    }
    let prefer = match prefer {
        Some(claim) => Some(decided_claim(recorder, claim)?.uuid),
        None => None,
    };
    if prefer.as_ref().is_some_and(|prefer| *prefer != a.uuid && *prefer != b.uuid) {
        return Err(Refusal::PreferredIsNeither);
    }
    let note = note.map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned);
    Ok(recorder.establish(Fact::Difference {
        difference: recorder.env.new_uuid(),
        claims: (a.uuid, b.uuid),
        how: how.as_str().to_owned(),
        prefer,
        note,
    })?)
}
