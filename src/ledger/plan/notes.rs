//! Notes and tags of the analyst's own.
//!
//! Never about nothing: each is on an article, an entity or a claim that is there.

use crate::ledger::command::SubjectRef;
use crate::ledger::operation::Recorder;
use crate::ledger::plan::Planned;
use crate::ledger::plan::Refusal;
use crate::ledger::plan::articles;
use crate::ledger::plan::entities;
use crate::ledger::plan::not_empty;
use crate::ledger::record::Fact;
use crate::ledger::record::SubjectRecord;
use crate::model::kind::Subject;
use crate::store::read::lookup;
use crate::store::record;

pub fn note(recorder: &mut Recorder<'_>, on: SubjectRef, text: &str) -> Planned {
    let text = not_empty(text, "the note")?.to_owned();
    let on = subject(recorder, on)?;
    Ok(recorder.establish(Fact::Note { note: recorder.env.new_uuid(), on, text, decided: None })?)
}

pub fn tag(recorder: &mut Recorder<'_>, on: SubjectRef, tag: &str) -> Planned {
    let tag = not_empty(tag, "the tag")?.to_owned();
    if lookup::has_tag(recorder.db, live(recorder, on)?, &tag)? {
        return Ok(());
    }
    let on = subject(recorder, on)?;
    Ok(recorder.establish(Fact::Tag { on, tag })?)
}

pub fn untag(recorder: &mut Recorder<'_>, on: SubjectRef, tag: &str) -> Planned {
    let tag = not_empty(tag, "the tag")?.to_owned();
    if !lookup::has_tag(recorder.db, live(recorder, on)?, &tag)? {
        return Err(Refusal::NoTag);
    }
    let on = subject(recorder, on)?;
    Ok(recorder.establish(Fact::Untag { on, tag })?)
}

/// The subject's word and the number of its row, merged entities followed.
fn live(recorder: &Recorder<'_>, on: SubjectRef) -> Planned<(&'static str, i64)> {
    let id = match on.subject {
        Subject::Entity => entities::checked(recorder, on.id)?.id,
        Subject::Article | Subject::Claim => on.id,
    };
    Ok((on.subject.as_str(), id))
}

/// What a note or tag is on, as the record keeps it.
pub fn subject(recorder: &Recorder<'_>, on: SubjectRef) -> Planned<SubjectRecord> {
    let mut article = None;
    let key = match on.subject {
        Subject::Article => {
            articles::checked(recorder, on.id)?;
            record::article_sha256(recorder.db, on.id)?
        }
        Subject::Entity => entities::checked(recorder, on.id)?.uuid,
        Subject::Claim => {
            let claim = lookup::claim(recorder.db, on.id)?.ok_or(Refusal::NoClaim(on.id))?;
            if let Some(id) = claim.article_id {
                article = Some(record::article_sha256(recorder.db, id)?);
            }
            claim.uuid
        }
    };
    Ok(SubjectRecord { subject: on.subject.as_str().to_owned(), key, article })
}
