//! Facts to rows: the one place where the projection is written, the same for a fresh decision and for a replay.
//!
//! Never refuses: what a fact speaks of and is not there (its words were removed for good) is passed over, so that a
//! replay of a record with gaps gives what the record still says.

use crate::ledger::record::DecidedRecord;
use crate::ledger::record::Fact;
use crate::ledger::record::MentionFact;
use crate::ledger::record::OriginRecord;
use crate::ledger::record::PartRecord;
use crate::ledger::record::SubjectRecord;
use crate::ledger::record::span;
use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::kind::ArticleField;
use crate::model::kind::ArticleState;
use crate::model::kind::Label;
use crate::model::kind::Subject;
use crate::model::kind::ZoneKind;
use crate::names::fold;
use crate::store;
use crate::store::Db;
use crate::store::record;
use crate::store::write;

/// Who decided, when, in which operation.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    pub operation_id: i64,
    pub actor: &'a str,
    pub at_millis: i64,
}

impl Occasion<'_> {
    fn decided(&self, record: Option<&DecidedRecord>, how: &str) -> write::Decided {
        let (by, millis) = self.written(record);
        write::Decided { by: by.to_owned(), millis, how: how.to_owned() }
    }

    /// Who and when: as the fact says, else as the operation does.
    fn written<'r>(&'r self, record: Option<&'r DecidedRecord>) -> (&'r str, i64) {
        record.map_or((self.actor, self.at_millis), |record| (record.by.as_str(), record.at_millis))
    }
}

/// Writes one fact into the projection. The door (`store::images`) is open for the operation.
pub fn apply(db: &Db, occasion: Occasion<'_>, fact: &Fact) -> store::Result<()> {
    match fact {
        Fact::Article { .. } | Fact::ArticleField { .. } | Fact::ArticleState { .. } | Fact::Zone { .. } => {
            apply_to_article(db, occasion, fact)
        }
        Fact::Mention(mention) => apply_mention(db, occasion, mention),
        Fact::MentionReopened { mention, .. } => with(db, "mention", mention, |id| write::delete_mention(db, id)),
        Fact::MentionEntity { mention, entity } => {
            with2(db, ("mention", mention), ("entity", entity), |mention, entity| {
                write::set_mention_entity(db, mention, entity)
            })
        }
        Fact::Claim { .. }
        | Fact::ClaimReopened { .. }
        | Fact::Citation { .. }
        | Fact::ClaimField { .. }
        | Fact::Measure { .. }
        | Fact::Measured { .. }
        | Fact::Difference { .. } => apply_to_claim(db, occasion, fact),
        Fact::Standing { standing, verdict, label, name, decided } => {
            let (by, millis) = occasion.written(decided.as_ref());
            let row = write::StandingRow {
                uuid: standing.clone(),
                verdict: verdict.clone(),
                label: label.clone(),
                name: name.clone(),
                name_key: fold(name),
                decided_by: by.to_owned(),
                decided_millis: millis,
            };
            write::put_standing(db, &row)
        }
        Fact::StandingEnded { label, name } => write::delete_standing(db, &fold(name), label),
        Fact::NameList { .. } | Fact::NameListRemoved { .. } => apply_to_list(db, occasion, fact),
        Fact::Note { note, on, text, decided } => {
            with_subject(db, on, |on| write::insert_note(db, note, on, text, occasion.written(decided.as_ref())))
        }
        Fact::Tag { on, tag } => with_subject(db, on, |on| write::add_tag(db, on, tag)),
        Fact::Untag { on, tag } => with_subject(db, on, |on| write::delete_tag(db, on, tag)),
        Fact::Removed { .. } | Fact::EarlierOperation { .. } => Ok(()),
        Fact::Entity { .. }
        | Fact::Name { .. }
        | Fact::MainName { .. }
        | Fact::EntityLabel { .. }
        | Fact::Identifier { .. }
        | Fact::Merge { .. }
        | Fact::Distinct { .. } => apply_to_entity(db, fact),
    }
}

fn apply_to_list(db: &Db, occasion: Occasion<'_>, fact: &Fact) -> store::Result<()> {
    match fact {
        Fact::NameList { list, title, source, format, label, is_sure, licence, n_entries, .. } => {
            let (by, millis) = occasion.written(None);
            let row = write::NameListRow {
                uuid: list.clone(),
                title: title.clone(),
                source_sha256: source.clone(),
                format: format.clone(),
                label: label.clone(),
                is_sure: *is_sure,
                licence: licence.clone(),
                n_entries: *n_entries,
                added_by: by.to_owned(),
                added_millis: millis,
            };
            write::insert_name_list(db, &row)
        }
        Fact::NameListRemoved { list, .. } => with(db, "name_list", list, |id| write::delete_name_list(db, id)),
        _ => Ok(()),
    }
}

fn apply_to_article(db: &Db, occasion: Occasion<'_>, fact: &Fact) -> store::Result<()> {
    match fact {
        Fact::Article { article, metadata } => with_article(db, article, |article_id| {
            write::insert_article_state(
                db,
                &write::ArticleStateRow {
                    article_id,
                    state: ArticleState::New,
                    title: metadata.title.clone(),
                    publisher: metadata.publisher.clone(),
                    published: metadata.published.clone(),
                    published_basis: metadata.published_basis.clone(),
                    author: metadata.author.clone(),
                    url: metadata.url.clone(),
                    language: metadata.language.clone(),
                    batch: occasion.operation_id,
                },
            )
        }),
        Fact::ArticleField { article, field, value, basis } => match ArticleField::parse(field) {
            Some(field) => with_article(db, article, |id| {
                write::set_article_field(db, id, field, value.as_deref(), basis.as_deref())
            }),
            None => Err(unknown(field)),
        },
        Fact::ArticleState { article, state } => match ArticleState::parse(state) {
            Some(state) => with_article(db, article, |id| write::set_article_state(db, id, state)),
            None => Err(unknown(state)),
        },
        Fact::Zone { article, span: range, kind } => match ZoneKind::parse(kind) {
            Some(kind) => with_article(db, article, |id| write::set_zone(db, id, span(*range), kind)),
            None => Err(unknown(kind)),
        },
        _ => Ok(()),
    }
}

fn apply_to_entity(db: &Db, fact: &Fact) -> store::Result<()> {
    match fact {
        Fact::Entity { entity, number, label, name, .. } => {
            write::insert_entity(db, *number, entity, label, name)?;
            write::add_name(db, *number, name, &fold(name))
        }
        Fact::Name { entity, name, .. } => with(db, "entity", entity, |id| write::add_name(db, id, name, &fold(name))),
        Fact::MainName { entity, name } => with(db, "entity", entity, |id| {
            write::add_name(db, id, name, &fold(name))?;
            write::set_entity_name(db, id, name)
        }),
        Fact::EntityLabel { entity, label } => match Label::parse(label) {
            Some(label) => with(db, "entity", entity, |id| write::set_entity_label(db, id, label)),
            None => Err(unknown(label)),
        },
        Fact::Identifier { entity, scheme, id: value } => {
            with(db, "entity", entity, |id| write::add_identifier(db, id, scheme, value))
        }
        Fact::Merge { from, into } => {
            with2(db, ("entity", from), ("entity", into), |from, into| write::merge_entities(db, from, into))
        }
        Fact::Distinct { entities: (a, b) } => {
            with2(db, ("entity", a), ("entity", b), |a, b| write::insert_distinction(db, a, b))
        }
        _ => Ok(()),
    }
}

fn apply_mention(db: &Db, occasion: Occasion<'_>, fact: &MentionFact) -> store::Result<()> {
    let entity_id = match &fact.entity {
        Some(uuid) => write::id_of(db, "entity", uuid)?,
        None => None,
    };
    write::use_number(db, "mention", fact.number)?;
    with_article(db, &fact.article, |article_id| {
        write::put_mention(
            db,
            &write::MentionRow {
                id: fact.number,
                uuid: fact.mention.clone(),
                article_id,
                span: span(fact.span),
                label: fact.label.clone(),
                words: fact.words.clone(),
                value_json: fact.value.as_ref().and_then(|value| serde_json::to_string(value).ok()),
                status: fact.status.clone(),
                entity_id,
                proposed: fact.proposed.as_ref().map(|(range, label)| (span(*range), label.clone())),
                origin: origin(&fact.origin),
                decided: occasion.decided(fact.decided.as_ref(), &fact.how),
            },
        )
    })
}

fn apply_to_claim(db: &Db, occasion: Occasion<'_>, fact: &Fact) -> store::Result<()> {
    match fact {
        // Its article can be missing where the record was salvaged from a damaged file: then it rests on nothing.
        Fact::Claim { claim, number, article, kind, status, origin: from, how, decided } => {
            write::use_number(db, "claim", *number)?;
            with_article(db, article, |_| {
                write::put_claim(
                    db,
                    &write::ClaimRow {
                        id: *number,
                        uuid: claim.clone(),
                        kind: kind.clone(),
                        status: status.clone(),
                        origin: origin(from),
                        decided: occasion.decided(decided.as_ref(), how),
                    },
                )
            })
        }
        Fact::ClaimReopened { claim } => with(db, "claim", claim, |id| write::delete_claim(db, id)),
        Fact::Citation { citation, claim, article, span: range, words } => with(db, "claim", claim, |claim_id| {
            with_article(db, article, |article_id| {
                write::insert_citation(db, citation, claim_id, article_id, span(*range), words)
            })
        }),
        Fact::ClaimField { claim, field, values, .. } => match Field::parse(field) {
            Some(field) => {
                with(db, "claim", claim, |id| write::set_claim_field(db, id, field, &part_values(db, values)?))
            }
            None => Err(unknown(field)),
        },
        Fact::Measure { measure, number, name } => write::insert_measure(db, *number, measure, name),
        Fact::Measured { claim, measure } => with2(db, ("claim", claim), ("measure", measure), |claim, measure| {
            write::set_claim_measure(db, claim, measure)
        }),
        Fact::Difference { difference, claims: (a, b), how, prefer, note } => {
            let preferred = match prefer {
                Some(uuid) => write::id_of(db, "claim", uuid)?,
                None => None,
            };
            with2(db, ("claim", a), ("claim", b), |a, b| {
                write::put_difference(db, difference, (a, b), how, preferred, note.as_deref())
            })
        }
        _ => Ok(()),
    }
}

fn part_values(db: &Db, records: &[PartRecord]) -> store::Result<Vec<PartValue<i64>>> {
    let mut values = Vec::with_capacity(records.len());
    for record in records {
        match record {
            PartRecord::Number(number) => values.push(PartValue::Number(*number)),
            PartRecord::Text(text) => values.push(PartValue::Text(text.clone())),
            PartRecord::Span { span: range } => values.push(PartValue::Span(span(*range))),
            PartRecord::Entity { entity } => {
                values.extend(write::id_of(db, "entity", entity)?.map(PartValue::Entity));
            }
        }
    }
    Ok(values)
}

fn origin(record: &OriginRecord) -> write::Origin {
    write::Origin { rule: record.rule.clone(), extractor: record.extractor.clone(), score: record.score }
}

fn unknown(word: &str) -> store::Error {
    store::Error::Unexpected(format!("the word `{word}` in a fact"))
}

fn with(db: &Db, table: &'static str, uuid: &str, work: impl FnOnce(i64) -> store::Result<()>) -> store::Result<()> {
    write::id_of(db, table, uuid)?.map_or(Ok(()), work)
}

fn with2(
    db: &Db,
    (table_a, uuid_a): (&'static str, &str),
    (table_b, uuid_b): (&'static str, &str),
    work: impl FnOnce(i64, i64) -> store::Result<()>,
) -> store::Result<()> {
    match (write::id_of(db, table_a, uuid_a)?, write::id_of(db, table_b, uuid_b)?) {
        (Some(a), Some(b)) => work(a, b),
        _ => Ok(()),
    }
}

fn with_article(db: &Db, sha256: &str, work: impl FnOnce(i64) -> store::Result<()>) -> store::Result<()> {
    record::article_id(db, sha256)?.map_or(Ok(()), work)
}

fn with_subject(db: &Db, on: &SubjectRecord, work: impl FnOnce((&str, i64)) -> store::Result<()>) -> store::Result<()> {
    let id = match Subject::parse(&on.subject) {
        Some(Subject::Article) => record::article_id(db, &on.key)?,
        Some(Subject::Entity) => write::id_of(db, "entity", &on.key)?,
        Some(Subject::Claim) => write::id_of(db, "claim", &on.key)?,
        None => return Err(unknown(&on.subject)),
    };
    id.map_or(Ok(()), |id| work((on.subject.as_str(), id)))
}
