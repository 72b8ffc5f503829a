//! Claims of several articles that are one: one claim that rests on the words of both.
//!
//! Never joins what somebody said is different, and loses nothing: words, notes and tags of the claim that goes stand on
//! the one that stays.

use crate::ledger::command::ClaimRef;
use crate::ledger::command::SubjectRef;
use crate::ledger::operation::Recorder;
use crate::ledger::plan::Planned;
use crate::ledger::plan::Refusal;
use crate::ledger::plan::articles;
use crate::ledger::plan::claims as plan;
use crate::ledger::plan::notes;
use crate::ledger::record::DecidedRecord;
use crate::ledger::record::Fact;
use crate::ledger::record::PartRecord;
use crate::ledger::record::range;
use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::kind::ClaimKind;
use crate::model::kind::DifferHow;
use crate::model::kind::How;
use crate::model::kind::Status;
use crate::model::kind::Subject;
use crate::model::span::Span;
use crate::store::read::claims;
use crate::store::read::export;
use crate::store::read::lookup;
use crate::store::read::lookup::ClaimKey;
use crate::store::read::measures;
use crate::store::record;

/// Fields that belong to the words they were read from: they never go over to another claim.
const OF_THE_WORDS: [Field; 6] =
    [Field::SpeakerSpan, Field::Value, Field::Low, Field::High, Field::Qualifier, Field::Unit];

/// `from` becomes a further source of `into`; what still waits is accepted by it. Fields that `into` lacks are taken
/// over.
pub fn join(recorder: &mut Recorder<'_>, from: ClaimRef, into: ClaimRef) -> Planned {
    let (kind_from, kind_into) = (kind(recorder, from)?, kind(recorder, into)?);
    if kind_from != kind_into {
        return Err(Refusal::NotOneKind { one: kind_into.as_str(), other: kind_from.as_str() });
    }
    let into = plan::decided_claim(recorder, into)?;
    let gone = plan::find(recorder, from)?;
    if gone.as_ref().is_some_and(|from| from.id == into.id) {
        return Err(Refusal::SameEntity);
    }
    let is_rejected = |claim: &ClaimKey| claim.status == Status::Rejected.as_str();
    if is_rejected(&into) || gone.as_ref().is_some_and(is_rejected) {
        return Err(Refusal::JoinsRejected);
    }
    match gone {
        Some(gone) => take_over(recorder, &gone, &into),
        None => cite_proposal(recorder, from, &into),
    }
}

fn kind(recorder: &Recorder<'_>, claim: ClaimRef) -> Planned<ClaimKind> {
    match claim {
        ClaimRef::Proposed { kind, .. } => Ok(kind),
        ClaimRef::Decided(id) => Ok(lookup::claim(recorder.db, id)?.ok_or(Refusal::NoClaim(id))?.kind),
    }
}

/// A suggestion becomes a citation of a claim; the names in it are decided as if it were accepted by itself.
fn cite_proposal(recorder: &mut Recorder<'_>, from: ClaimRef, into: &ClaimKey) -> Planned {
    let ClaimRef::Proposed { article, kind, span } = from else { return Err(Refusal::NotDecided) };
    let proposal = lookup::claim_proposed_at(recorder.db, article, kind, span)?
        .ok_or(Refusal::NoProposedClaim { kind: kind.as_str() })?;
    articles::begin(recorder, article)?;
    plan::decide_parts(recorder, &proposal, Status::Accepted, How::ByHand)?;
    let citation = recorder.env.new_uuid();
    cite(recorder, into, Cited { citation, article, span, words: proposal.words.clone() })?;
    for (field, values) in plan::field_values(recorder, &proposal, Status::Accepted)? {
        fill(recorder, into, article, field, values)?;
    }
    Ok(())
}

/// Everything of a decided claim goes over to another, and the claim goes.
fn take_over(recorder: &mut Recorder<'_>, from: &ClaimKey, into: &ClaimKey) -> Planned {
    let db = recorder.db;
    let said = measures::differences_of(db, from.id)?;
    let is_between = |difference: &measures::DifferenceRow| {
        [difference.claim_a, difference.claim_b].contains(&into.id) && difference.how == DifferHow::DifferentThings
    };
    if said.iter().any(is_between) {
        return Err(Refusal::SaidDifferentClaims);
    }
    let Some(row) = claims::claim(db, from.id)? else { return Err(Refusal::NoClaim(from.id)) };
    let on = (Subject::Claim.as_str(), from.id);
    let (remarks, tags) = (export::notes(db, on)?, export::tags(db, on)?);
    let cited = claims::citations(db, from.id)?;
    let mut fields: Vec<(Field, Vec<PartRecord>)> = Vec::new();
    for part in &row.parts {
        let value = match &part.value {
            PartValue::Text(text) => PartRecord::Text(text.clone()),
            PartValue::Number(number) => PartRecord::Number(*number),
            PartValue::Span(span) => PartRecord::Span { span: range(*span) },
            PartValue::Entity((id, _)) => {
                PartRecord::Entity { entity: lookup::entity(db, *id)?.ok_or(Refusal::NoEntity(*id))?.uuid }
            }
        };
        match fields.iter_mut().find(|(field, _)| *field == part.field) {
            Some((_, values)) => values.push(value),
            None => fields.push((part.field, vec![value])),
        }
    }
    recorder.establish(Fact::ClaimReopened { claim: from.uuid.clone() })?;
    let here = claims::citations(db, into.id)?;
    for claims::CitationRow { uuid: citation, article_id: article, span, words } in cited {
        if !here.iter().any(|other| (other.article_id, other.span) == (article, span)) {
            cite(recorder, into, Cited { citation, article, span, words })?;
        }
    }
    for (field, values) in fields {
        fill(recorder, into, row.article_id, field, values)?;
    }
    if let Some((id, _)) = row.measure
        && claims::claim(recorder.db, into.id)?.is_some_and(|into| into.measure.is_none())
        && let Some(measure) = measures::uuid(recorder.db, id)?
    {
        recorder.establish(Fact::Measured { claim: into.uuid.clone(), measure })?;
    }
    let subject = SubjectRef { subject: Subject::Claim, id: into.id };
    for note in remarks {
        let on = notes::subject(recorder, subject)?;
        let decided = Some(DecidedRecord { by: note.written_by, at_millis: note.written_millis });
        recorder.establish(Fact::Note { note: note.uuid, on, text: note.text, decided })?;
    }
    for tag in tags {
        notes::tag(recorder, subject, &tag)?;
    }
    speak_again(recorder, &said, from, into)
}

/// What was said of the claim that goes and a third is said of the one that stays, unless that was spoken of already.
fn speak_again(
    recorder: &mut Recorder<'_>,
    said: &[measures::DifferenceRow],
    from: &ClaimKey,
    into: &ClaimKey,
) -> Planned {
    let known = measures::differences_of(recorder.db, into.id)?;
    for difference in said {
        let third = if difference.claim_a == from.id { difference.claim_b } else { difference.claim_a };
        let is_known = known.iter().any(|other| [other.claim_a, other.claim_b].contains(&third));
        if third == into.id || is_known {
            continue;
        }
        let Some(third) = lookup::claim(recorder.db, third)? else { continue };
        let prefer = difference.preferred.map(|id| if id == from.id { into.uuid.clone() } else { third.uuid.clone() });
        recorder.establish(Fact::Difference {
            difference: difference.uuid.clone(),
            claims: (into.uuid.clone(), third.uuid.clone()),
            how: difference.how.as_str().to_owned(),
            prefer,
            note: difference.note.clone(),
        })?;
    }
    Ok(())
}

struct Cited {
    citation: String,
    article: i64,
    span: Span,
    words: String,
}

fn cite(recorder: &mut Recorder<'_>, into: &ClaimKey, cited: Cited) -> Planned {
    let article = record::article_sha256(recorder.db, cited.article)?;
    Ok(recorder.establish(Fact::Citation {
        citation: cited.citation,
        claim: into.uuid.clone(),
        article,
        span: range(cited.span),
        words: cited.words,
    })?)
}

fn fill(recorder: &mut Recorder<'_>, into: &ClaimKey, article: i64, field: Field, values: Vec<PartRecord>) -> Planned {
    if OF_THE_WORDS.contains(&field) || lookup::has_field(recorder.db, into.id, field)? {
        return Ok(());
    }
    plan::put_field(recorder, &into.uuid, article, field, values)
}
