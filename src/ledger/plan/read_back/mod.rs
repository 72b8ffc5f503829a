//! An export read back: its rows become facts with the ids, numbers, people and times they had.
//!
//! Never overwrites: what is here already stays as it is and is counted. Never trusts an offset: words must stand where
//! the row says, or the row is reported and the rest goes on. What an export does not carry is marked as not held: a
//! source without its bytes, the earlier ledger as a list.

mod claims;
mod records;

use crate::ledger::command::ExportRead;
use crate::ledger::command::SubjectRef;
use crate::ledger::operation::Recorder;
use crate::ledger::plan::Planned;
use crate::ledger::plan::notes;
use crate::ledger::record::DecidedRecord;
use crate::ledger::record::Fact;
use crate::ledger::record::OriginRecord;
use crate::model::kind::Subject;
use crate::model::record_set::Origin;
use crate::model::record_set::Place;
use crate::model::record_set::Problem;
use crate::model::record_set::Remarks;
use crate::model::record_set::Row;
use crate::model::record_set::StepEntry;
use crate::model::span::CodePoints;
use crate::model::span::Span;
use crate::store;
use crate::store::Db;
use crate::store::read::export_entities;
use crate::store::read::lookup;
use crate::store::record;
use crate::store::write;
use std::collections::BTreeSet;

/// Establishes what is new of an export. Notices tell what was passed over.
pub fn read_back(recorder: &mut Recorder<'_>, export: &ExportRead) -> Planned {
    let set = &export.set;
    records::articles(recorder, export)?;
    records::entities(recorder, set)?;
    records::mentions(recorder, &set.mentions)?;
    claims::measures(recorder, &set.measures)?;
    claims::claims(recorder, &set.claims)?;
    claims::differences(recorder, &set.differences)?;
    records::standings(recorder, &set.standings)?;
    for row in &set.articles {
        remarks(recorder, Subject::Article, &row.entry.sha256, &row.entry.remarks)?;
    }
    for row in &set.entities {
        remarks(recorder, Subject::Entity, &row.entry.uuid, &row.entry.remarks)?;
    }
    for row in &set.claims {
        remarks(recorder, Subject::Claim, &row.entry.uuid, &row.entry.remarks)?;
    }
    steps(recorder, &set.steps)
}

/// Counts rows that are here already, and tells so once.
struct Known {
    what: &'static str,
    n: usize,
}

impl Known {
    const fn new(what: &'static str) -> Self {
        Self { what, n: 0 }
    }

    fn tell(self, recorder: &mut Recorder<'_>) {
        if self.n > 0 {
            recorder.notice(format!("{} {} were here already and stay as they are", self.n, self.what));
        }
    }
}

fn report(recorder: &mut Recorder<'_>, place: &Place, message: impl Into<String>) {
    let problem = Problem { place: place.clone(), message: message.into() };
    recorder.notice(format!("{}, {problem}", place.file));
}

/// No number of an export is larger: beyond it, counting on could run over.
const MAX_NUMBER: i64 = 1 << 53;

/// Numbers for new rows: the one each had, where it was never given here; else the next ones free. `last`: the last
/// number given here.
fn numbers(last: i64, wanted: &[Option<i64>]) -> Vec<i64> {
    let mut taken = BTreeSet::new();
    let kept: Vec<Option<i64>> = wanted
        .iter()
        .map(|wanted| wanted.filter(|number| last < *number && *number <= MAX_NUMBER && taken.insert(*number)))
        .collect();
    let mut last = taken.last().copied().unwrap_or(last);
    let next = |kept: Option<i64>| {
        kept.unwrap_or_else(|| {
            last += 1;
            last
        })
    };
    kept.into_iter().map(next).collect()
}

fn is_here(db: &Db, table: &'static str, uuid: &str) -> store::Result<bool> {
    Ok(write::id_of(db, table, uuid)?.is_some())
}

/// UUID of the entity that this one is now; `None` where there is none.
fn live_entity(db: &Db, uuid: &str) -> store::Result<Option<String>> {
    let Some(id) = write::id_of(db, "entity", uuid)? else { return Ok(None) };
    let Some(entity) = lookup::entity(db, id)? else { return Ok(None) };
    match entity.merged_into_id {
        Some(into) => Ok(lookup::entity(db, into)?.map(|entity| entity.uuid)),
        None => Ok(Some(entity.uuid)),
    }
}

/// An article that rows speak of.
struct Body {
    id: i64,
    text: String,
}

impl Body {
    /// `None` where the article is not in the dossier.
    fn of(db: &Db, sha256: &str) -> store::Result<Option<Self>> {
        let Some(id) = record::article_id(db, sha256)? else { return Ok(None) };
        if lookup::article_state(db, id)?.is_none() {
            return Ok(None);
        }
        Ok(Some(Self { id, text: record::body_of_article(db, id)? }))
    }

    fn span(&self, (start, end): (usize, usize)) -> Result<Span, String> {
        let span = CodePoints::new(&self.text).span(start, end);
        span.ok_or_else(|| format!("{start} to {end} is no place in the text of A{}", self.id))
    }

    /// The span, if it holds exactly these words.
    fn span_of(&self, range: (usize, usize), words: &str) -> Result<Span, String> {
        let span = self.span(range)?;
        if span.words(&self.text) == Some(words) {
            return Ok(span);
        }
        Err(format!("the words do not stand at {} to {} of A{}", range.0, range.1, self.id))
    }
}

fn decided(by: &str, at_millis: i64) -> DecidedRecord {
    DecidedRecord { by: by.to_owned(), at_millis }
}

fn origin(origin: &Origin) -> OriginRecord {
    OriginRecord { rule: origin.rule.clone(), extractor: origin.extractor.clone(), score: origin.score }
}

/// Notes and tags of something that is here.
fn remarks(recorder: &mut Recorder<'_>, subject: Subject, key: &str, remarks: &Remarks) -> Planned {
    let db = recorder.db;
    let id = match subject {
        Subject::Article => record::article_id(db, key)?,
        Subject::Entity => match live_entity(db, key)? {
            Some(uuid) => write::id_of(db, "entity", &uuid)?,
            None => None,
        },
        Subject::Claim => write::id_of(db, "claim", key)?,
    };
    let Some(id) = id else { return Ok(()) };
    if subject == Subject::Article && lookup::article_state(db, id)?.is_none() {
        return Ok(());
    }
    let on = notes::subject(recorder, SubjectRef { subject, id })?;
    for note in &remarks.notes {
        if !is_here(db, "note", &note.uuid)? {
            let (note_id, text) = (note.uuid.clone(), note.text.clone());
            let decided = Some(decided(&note.by, note.at_millis));
            recorder.establish(Fact::Note { note: note_id, on: on.clone(), text, decided })?;
        }
    }
    for tag in &remarks.tags {
        if !lookup::has_tag(db, (subject.as_str(), id), tag)? {
            recorder.establish(Fact::Tag { on: on.clone(), tag: tag.clone() })?;
        }
    }
    Ok(())
}

/// The ledger behind the export, as far as it is not known here.
fn steps(recorder: &mut Recorder<'_>, steps: &[Row<StepEntry>]) -> Planned {
    let mut known: BTreeSet<String> =
        export_entities::decisions(recorder.db)?.into_iter().map(|decision| decision.hash).collect();
    for Row { entry: step, .. } in steps {
        if known.insert(step.hash.clone()) {
            recorder.establish(Fact::EarlierOperation {
                hash: step.hash.clone(),
                kind: step.kind.clone(),
                actor: step.by.clone(),
                device: step.device.clone(),
                at_millis: step.at_millis,
                undoes: step.undoes.clone(),
                n_facts: step.n_facts,
            })?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_where_they_were_never_given() {
        for (last, wanted, expected) in [
            (0, vec![Some(1), Some(3), None], vec![1, 3, 4]),
            (2, vec![Some(1), Some(3), Some(2)], vec![4, 3, 5]),
            (0, vec![Some(2), Some(2)], vec![2, 3]),
            (5, vec![], vec![]),
            (0, vec![Some(i64::MAX), Some(-4), Some(0)], vec![1, 2, 3]),
        ] {
            assert_eq!(numbers(last, &wanted), expected, "{last} {wanted:?}");
        }
    }
}
