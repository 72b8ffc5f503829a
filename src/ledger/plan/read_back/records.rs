//! Articles, entities with their names, mentions and names decided for always, from the rows of an export.
//!
//! Never makes an article without its text, or a mention without its words.

use crate::ledger::command::ExportRead;
use crate::ledger::operation::Recorder;
use crate::ledger::plan::Planned;
use crate::ledger::plan::articles::enter_projection;
use crate::ledger::plan::read_back::Body;
use crate::ledger::plan::read_back::Known;
use crate::ledger::plan::read_back::decided;
use crate::ledger::plan::read_back::is_here;
use crate::ledger::plan::read_back::live_entity;
use crate::ledger::plan::read_back::numbers;
use crate::ledger::plan::read_back::origin;
use crate::ledger::plan::read_back::report;
use crate::ledger::record::Fact;
use crate::ledger::record::MentionFact;
use crate::ledger::record::ValueRecord;
use crate::ledger::record::range;
use crate::model::id::Sha256;
use crate::model::id::article_sha256;
use crate::model::kind::ArticleState;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::record_set::ArticleEntry;
use crate::model::record_set::EntityEntry;
use crate::model::record_set::MentionEntry;
use crate::model::record_set::RecordSet;
use crate::model::record_set::Row;
use crate::model::record_set::StandingEntry;
use crate::names::fold;
use crate::store::cache;
use crate::store::read::lookup;
use crate::store::record;
use crate::store::write;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

// -------------------------------------------------------------------------------------------------------- articles

pub fn articles(recorder: &mut Recorder<'_>, export: &ExportRead) -> Planned {
    let mut known = Known::new("articles");
    let last = record::last_article(recorder.db)?;
    let wanted: Vec<Option<i64>> = export.set.articles.iter().map(|row| row.entry.number).collect();
    for ((index, row), number) in export.set.articles.iter().enumerate().zip(numbers(last, &wanted)) {
        let article = &row.entry;
        let here = record::article_id(recorder.db, &article.sha256)?;
        if let Some(id) = here
            && lookup::article_state(recorder.db, id)?.is_some()
        {
            known.n += 1;
            continue;
        }
        match enter(recorder, article, here, number)? {
            Ok(id) => {
                establish_article(recorder, row, id)?;
                if let Some(extraction) = export.extractions.get(index) {
                    cache::put_run(recorder.db, id, &article.text, &export.extractor, extraction, fold)?;
                }
            }
            Err(message) => report(recorder, &row.place, message),
        }
    }
    known.tell(recorder);
    Ok(())
}

/// The article's row in the record, made if new, or why it cannot be made.
fn enter(
    recorder: &Recorder<'_>,
    article: &ArticleEntry,
    here: Option<i64>,
    number: i64,
) -> Planned<Result<i64, String>> {
    let db = recorder.db;
    let source = Sha256::parse_hex(&article.source_sha256);
    let Some(source_sha256) = source.filter(|hash| article_sha256(*hash, &article.locator).to_hex() == article.sha256)
    else {
        return Ok(Err("`id` is not the hash of `source_id` and `locator`".to_owned()));
    };
    let text_sha256 = Sha256::of(article.text.as_bytes());
    let is_removed = match here {
        Some(id) => record::is_removed(db, id)?,
        None => record::is_removed_text(db, text_sha256)?,
    };
    if is_removed {
        return Ok(Err("its text was removed from this dossier for good".to_owned()));
    }
    if let Some(id) = here {
        let is_same = record::body_of_article(db, id)? == article.text;
        return Ok(if is_same { Ok(id) } else { Err(format!("its text is not the one that A{id} has here")) });
    }
    let source_id = match record::source_id(db, source_sha256)? {
        Some(id) => id,
        None => record::insert_source(
            db,
            &record::NewSource {
                sha256: source_sha256,
                name: &article.file,
                media_type: &article.media_type,
                bytes: None,
                n_bytes: 0,
                imported_millis: recorder.at_millis(),
            },
        )?,
    };
    let new = record::NewArticle {
        id: Some(number),
        sha256: &article.sha256,
        source_id,
        locator: &article.locator,
        body_id: record::body_id(db, &article.text)?,
        encoding: &article.encoding,
    };
    Ok(Ok(record::insert_article(db, &new)?))
}

fn establish_article(recorder: &mut Recorder<'_>, row: &Row<ArticleEntry>, article_id: i64) -> Planned {
    let entry = &row.entry;
    let article = || entry.sha256.clone();
    enter_projection(recorder, article_id, article(), &entry.metadata)?;
    if entry.state != ArticleState::New {
        let state = entry.state.as_str().to_owned();
        recorder.establish(Fact::ArticleState { article: article(), state })?;
    }
    let Some(body) = Body::of(recorder.db, &entry.sha256)? else { return Ok(()) };
    for (place, kind) in &entry.corrections {
        match body.span(*place) {
            Ok(span) => {
                let kind = kind.as_str().to_owned();
                recorder.establish(Fact::Zone { article: article(), span: range(span), kind })?;
            }
            Err(message) => report(recorder, &row.place, format!("in `zones`, {message}")),
        }
    }
    Ok(())
}

// -------------------------------------------------------------------------------------------------------- entities

/// Where the names of entities stand, so that they go when the article is removed for good.
struct Named<'s> {
    /// First article that names an entity, and that names it with these words.
    first: BTreeMap<&'s str, &'s str>,
    with_words: BTreeMap<(&'s str, &'s str), &'s str>,
}

impl<'s> Named<'s> {
    fn new(mentions: &'s [Row<MentionEntry>]) -> Self {
        let mut named = Self { first: BTreeMap::new(), with_words: BTreeMap::new() };
        for Row { entry: mention, .. } in mentions {
            let Some(entity) = mention.entity.as_deref() else { continue };
            named.first.entry(entity).or_insert(&mention.article);
            named.with_words.entry((entity, &mention.words)).or_insert(&mention.article);
        }
        named
    }

    fn article_of(&self, entity: &str) -> Option<String> {
        self.first.get(entity).map(|article| (*article).to_owned())
    }

    fn article_with(&self, entity: &str, words: &str) -> Option<String> {
        self.with_words.get(&(entity, words)).map(|article| (*article).to_owned())
    }
}

pub fn entities(recorder: &mut Recorder<'_>, set: &RecordSet) -> Planned {
    let mut known = Known::new("entities");
    let named = Named::new(&set.mentions);
    let mut new: Vec<&Row<EntityEntry>> = Vec::new();
    for row in &set.entities {
        if is_here(recorder.db, "entity", &row.entry.uuid)? {
            known.n += 1;
        } else {
            new.push(row);
        }
    }
    let mut wanted: Vec<Option<i64>> = Vec::new();
    for row in &new {
        wanted.push(row.entry.number);
        wanted.extend(row.entry.merged_from.iter().map(|(number, _)| *number));
    }
    let mut numbers = numbers(write::last_number(recorder.db, "entity")?, &wanted).into_iter();
    for row in &new {
        // One number for the entity and one for each that was merged into it, as they were asked for.
        let taken: Vec<i64> = numbers.by_ref().take(1 + row.entry.merged_from.len()).collect();
        establish_entity(recorder, &row.entry, &named, &taken)?;
    }
    for row in &set.entities {
        distinguish(recorder, row)?;
    }
    known.tell(recorder);
    Ok(())
}

fn establish_entity(recorder: &mut Recorder<'_>, entry: &EntityEntry, named: &Named<'_>, numbers: &[i64]) -> Planned {
    let Some((number, merged_numbers)) = numbers.split_first() else { return Ok(()) };
    // The same row twice in a file: the first one counts.
    if is_here(recorder.db, "entity", &entry.uuid)? {
        return Ok(());
    }
    let fact = |entity: &str, number: i64| Fact::Entity {
        entity: entity.to_owned(),
        number,
        label: entry.label.as_str().to_owned(),
        name: entry.name.clone(),
        article: named.article_of(&entry.uuid),
    };
    recorder.establish(fact(&entry.uuid, *number))?;
    for name in &entry.aliases {
        let article = named.article_with(&entry.uuid, name);
        recorder.establish(Fact::Name { entity: entry.uuid.clone(), name: name.clone(), article })?;
    }
    for (scheme, id) in &entry.ids {
        let (scheme, id) = (scheme.clone(), id.clone());
        recorder.establish(Fact::Identifier { entity: entry.uuid.clone(), scheme, id })?;
    }
    for ((_, from), number) in entry.merged_from.iter().zip(merged_numbers) {
        if !is_here(recorder.db, "entity", from)? {
            recorder.establish(fact(from, *number))?;
            recorder.establish(Fact::Merge { from: from.clone(), into: entry.uuid.clone() })?;
        }
    }
    Ok(())
}

fn distinguish(recorder: &mut Recorder<'_>, row: &Row<EntityEntry>) -> Planned {
    for other in &row.entry.different_from {
        let (a, b) = (live_entity(recorder.db, &row.entry.uuid)?, live_entity(recorder.db, other)?);
        let (Some(a), Some(b)) = (a, b) else {
            report(recorder, &row.place, format!("the entity {other} that it differs from is not here"));
            continue;
        };
        let ids = (write::id_of(recorder.db, "entity", &a)?, write::id_of(recorder.db, "entity", &b)?);
        if let (Some(first), Some(second)) = ids
            && first != second
            && !lookup::are_distinct(recorder.db, first, second)?
        {
            recorder.establish(Fact::Distinct { entities: (a, b) })?;
        }
    }
    Ok(())
}

// -------------------------------------------------------------------------------------------------------- mentions

pub fn mentions(recorder: &mut Recorder<'_>, rows: &[Row<MentionEntry>]) -> Planned {
    let mut known = Known::new("mentions");
    let wanted: Vec<Option<i64>> = rows.iter().map(|row| row.entry.number).collect();
    let mut numbers = numbers(write::last_number(recorder.db, "mention")?, &wanted).into_iter();
    // Rows of one article stand together, so each text is loaded once.
    for of_article in rows.chunk_by(|a, b| a.entry.article == b.entry.article) {
        let body = Body::of(recorder.db, &of_article[0].entry.article)?;
        for (row, number) in of_article.iter().zip(numbers.by_ref()) {
            if is_here(recorder.db, "mention", &row.entry.uuid)? {
                known.n += 1;
                continue;
            }
            match mention(recorder, &row.entry, body.as_ref(), number)? {
                Ok(fact) => recorder.establish(Fact::Mention(fact))?,
                Err(message) => report(recorder, &row.place, message),
            }
        }
    }
    known.tell(recorder);
    Ok(())
}

fn mention(
    recorder: &Recorder<'_>,
    entry: &MentionEntry,
    body: Option<&Body>,
    number: i64,
) -> Planned<Result<MentionFact, String>> {
    let Some(body) = body else { return Ok(Err("its article is not here".to_owned())) };
    let span = match body.span_of(entry.range, &entry.words) {
        Ok(span) => span,
        Err(message) => return Ok(Err(message)),
    };
    let db = recorder.db;
    if lookup::mention_decided_at(db, body.id, span, entry.label)?.is_some() {
        return Ok(Err("these words are decided here already".to_owned()));
    }
    let overlapping = lookup::mentions_overlapping(db, body.id, span, entry.label)?;
    if let Some(other) = overlapping.first().filter(|_| entry.status != Status::Rejected) {
        return Ok(Err(format!("overlaps \"{}\", which is decided here as the same kind", other.words)));
    }
    let entity = match &entry.entity {
        Some(uuid) => match live_entity(db, uuid)? {
            Some(live) => Some(live),
            None => return Ok(Err(format!("the entity {uuid} is not here"))),
        },
        None => None,
    };
    let proposed = match entry.proposed.map(|(place, label)| (body.span(place), label)) {
        Some((Ok(span), label)) => Some((range(span), label.as_str().to_owned())),
        Some((Err(message), _)) => return Ok(Err(message)),
        None => None,
    };
    Ok(Ok(MentionFact {
        mention: entry.uuid.clone(),
        number,
        article: entry.article.clone(),
        span: range(span),
        label: entry.label.as_str().to_owned(),
        words: entry.words.clone(),
        value: entry.value.as_ref().map(ValueRecord::from),
        status: entry.status.as_str().to_owned(),
        entity,
        proposed,
        origin: origin(&entry.origin),
        how: entry.decision.how.as_str().to_owned(),
        decided: Some(decided(&entry.decision.by, entry.decision.at_millis)),
    }))
}

pub fn standings(recorder: &mut Recorder<'_>, rows: &[Row<StandingEntry>]) -> Planned {
    let mut known = Known::new("names decided for always");
    let here = lookup::standing(recorder.db)?;
    let mut decided_here: BTreeSet<(Label, String)> = here.into_iter().map(|(_, label, key)| (label, key)).collect();
    for Row { entry, .. } in rows {
        if !decided_here.insert((entry.label, fold(&entry.name))) || is_here(recorder.db, "standing", &entry.uuid)? {
            known.n += 1;
            continue;
        }
        recorder.establish(Fact::Standing {
            standing: entry.uuid.clone(),
            verdict: entry.verdict.as_str().to_owned(),
            label: entry.label.as_str().to_owned(),
            name: entry.name.clone(),
            decided: Some(decided(&entry.by, entry.at_millis)),
        })?;
    }
    known.tell(recorder);
    Ok(())
}
