//! Claims with their citations and fields, measures and differences, from the rows of an export.
//!
//! Never leaves a claim without words: one whose citations all fail does not come back.

use crate::ledger::operation::Recorder;
use crate::ledger::plan::Planned;
use crate::ledger::plan::read_back::Body;
use crate::ledger::plan::read_back::Known;
use crate::ledger::plan::read_back::decided;
use crate::ledger::plan::read_back::is_here;
use crate::ledger::plan::read_back::live_entity;
use crate::ledger::plan::read_back::numbers;
use crate::ledger::plan::read_back::origin;
use crate::ledger::plan::read_back::report;
use crate::ledger::record::Fact;
use crate::ledger::record::PartRecord;
use crate::ledger::record::range;
use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::record_set::ClaimEntry;
use crate::model::record_set::DifferenceEntry;
use crate::model::record_set::MeasureEntry;
use crate::model::record_set::Range;
use crate::model::record_set::Row;
use crate::model::span::Span;
use crate::store::read::measures::differences as differences_here;
use crate::store::write;
use std::collections::BTreeSet;

pub fn measures(recorder: &mut Recorder<'_>, rows: &[Row<MeasureEntry>]) -> Planned {
    let mut known = Known::new("measures");
    let wanted: Vec<Option<i64>> = rows.iter().map(|row| row.entry.number).collect();
    let numbers = numbers(write::last_number(recorder.db, "measure")?, &wanted);
    for (Row { entry, .. }, number) in rows.iter().zip(numbers) {
        if is_here(recorder.db, "measure", &entry.uuid)? {
            known.n += 1;
            continue;
        }
        let (measure, name) = (entry.uuid.clone(), entry.name.clone());
        recorder.establish(Fact::Measure { measure, number, name })?;
    }
    known.tell(recorder);
    Ok(())
}

pub fn claims(recorder: &mut Recorder<'_>, rows: &[Row<ClaimEntry>]) -> Planned {
    let mut known = Known::new("claims");
    let wanted: Vec<Option<i64>> = rows.iter().map(|row| row.entry.number).collect();
    let numbers = numbers(write::last_number(recorder.db, "claim")?, &wanted);
    for (row, number) in rows.iter().zip(numbers) {
        if is_here(recorder.db, "claim", &row.entry.uuid)? {
            known.n += 1;
        } else {
            claim(recorder, row, number)?;
        }
    }
    known.tell(recorder);
    Ok(())
}

fn claim(recorder: &mut Recorder<'_>, row: &Row<ClaimEntry>, number: i64) -> Planned {
    let entry = &row.entry;
    let citations = citations(recorder, entry)?;
    let Some((_, first, first_body)) = citations.first() else { return Ok(()) };
    recorder.establish(Fact::Claim {
        claim: entry.uuid.clone(),
        number,
        article: first.entry.article.clone(),
        kind: entry.kind.as_str().to_owned(),
        status: entry.status.as_str().to_owned(),
        origin: origin(&entry.origin),
        how: entry.decision.how.as_str().to_owned(),
        decided: Some(decided(&entry.decision.by, entry.decision.at_millis)),
    })?;
    for (span, citation, _) in &citations {
        let citation = &citation.entry;
        recorder.establish(Fact::Citation {
            citation: citation.uuid.clone(),
            claim: entry.uuid.clone(),
            article: citation.article.clone(),
            span: range(*span),
            words: citation.words.clone(),
        })?;
    }
    // Where the words that it was read from do not come back, the place of its speaker does not either.
    let is_first = entry.citations.first().is_some_and(|one| one.entry.uuid == first.entry.uuid);
    for (field, values) in field_values(recorder, row, entry.speaker.filter(|_| is_first), first_body)? {
        recorder.establish(Fact::ClaimField {
            claim: entry.uuid.clone(),
            field: field.as_str().to_owned(),
            values,
            article: Some(first.entry.article.clone()),
        })?;
    }
    match &entry.measure {
        Some(measure) if is_here(recorder.db, "measure", measure)? => {
            let (claim, measure) = (entry.uuid.clone(), measure.clone());
            recorder.establish(Fact::Measured { claim, measure })?;
        }
        Some(measure) => report(recorder, &row.place, format!("the measure {measure} is not here")),
        None => {}
    }
    Ok(())
}

type Citation<'r> = (Span, &'r Row<crate::model::record_set::CitationEntry>, Body);

/// The citations whose words stand where they should; the others are reported.
fn citations<'r>(recorder: &mut Recorder<'_>, entry: &'r ClaimEntry) -> Planned<Vec<Citation<'r>>> {
    let mut found: Vec<Citation<'r>> = Vec::new();
    for row in &entry.citations {
        let citation = &row.entry;
        let is_twice = found.iter().any(|(_, other, _)| other.entry.uuid == citation.uuid);
        if is_twice || is_here(recorder.db, "citation", &citation.uuid)? {
            report(recorder, &row.place, "its `citation_id` is taken");
            continue;
        }
        let Some(body) = Body::of(recorder.db, &citation.article)? else {
            report(recorder, &row.place, "its article is not here");
            continue;
        };
        match body.span_of(citation.range, &citation.words) {
            Ok(span) => found.push((span, row, body)),
            Err(message) => report(recorder, &row.place, message),
        }
    }
    Ok(found)
}

/// The claim's values by field. What cannot be found here is left out and reported.
fn field_values(
    recorder: &mut Recorder<'_>,
    row: &Row<ClaimEntry>,
    speaker: Option<Range>,
    body: &Body,
) -> Planned<Vec<(Field, Vec<PartRecord>)>> {
    let mut fields: Vec<(Field, Vec<PartRecord>)> = Vec::new();
    for part in &row.entry.parts {
        let value = match &part.value {
            PartValue::Text(text) => PartRecord::Text(text.clone()),
            PartValue::Number(number) => PartRecord::Number(*number),
            PartValue::Span(span) => PartRecord::Span { span: range(*span) },
            PartValue::Entity(uuid) => {
                let Some(entity) = live_entity(recorder.db, uuid)? else {
                    let message = format!("its {}, the entity {uuid}, is not here", part.field.as_str());
                    report(recorder, &row.place, message);
                    continue;
                };
                PartRecord::Entity { entity }
            }
        };
        match fields.iter_mut().find(|(field, _)| *field == part.field) {
            Some((_, values)) => values.push(value),
            None => fields.push((part.field, vec![value])),
        }
    }
    match speaker.map(|place| body.span(place)) {
        Some(Ok(span)) => fields.push((Field::SpeakerSpan, vec![PartRecord::Span { span: range(span) }])),
        Some(Err(message)) => report(recorder, &row.place, message),
        None => {}
    }
    Ok(fields)
}

pub fn differences(recorder: &mut Recorder<'_>, rows: &[Row<DifferenceEntry>]) -> Planned {
    let mut known = Known::new("differences");
    let here = differences_here(recorder.db)?;
    let mut said: BTreeSet<(i64, i64)> = here.iter().map(|row| (row.claim_a, row.claim_b)).collect();
    for row in rows {
        let entry = &row.entry;
        let (a, b) = &entry.claims;
        let ids = (write::id_of(recorder.db, "claim", a)?, write::id_of(recorder.db, "claim", b)?);
        let (Some(first), Some(second)) = ids else {
            report(recorder, &row.place, "one of the two claims is not here");
            continue;
        };
        let is_one_of_both = entry.preferred.as_ref().is_none_or(|preferred| preferred == a || preferred == b);
        if first == second || !is_one_of_both {
            report(recorder, &row.place, "it does not name two claims, or prefers a third");
            continue;
        }
        let pair = (first.min(second), first.max(second));
        if !said.insert(pair) || is_here(recorder.db, "difference", &entry.uuid)? {
            known.n += 1;
            continue;
        }
        recorder.establish(Fact::Difference {
            difference: entry.uuid.clone(),
            claims: entry.claims.clone(),
            how: entry.how.as_str().to_owned(),
            prefer: entry.preferred.clone(),
            note: entry.note.clone(),
        })?;
    }
    known.tell(recorder);
    Ok(())
}
