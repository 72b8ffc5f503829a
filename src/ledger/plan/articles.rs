//! Articles: coming in, done, set aside, described, their zones, removed for good.
//!
//! Never reads bytes: sources arrive decoded and extracted.

use crate::ledger::command::ArticleId;
use crate::ledger::command::Incoming;
use crate::ledger::copies;
use crate::ledger::operation::Recorder;
use crate::ledger::plan::Planned;
use crate::ledger::plan::Refusal;
use crate::ledger::plan::checked_words;
use crate::ledger::plan::mentions;
use crate::ledger::record::Fact;
use crate::ledger::record::MetadataRecord;
use crate::ledger::record::OriginalRecord;
use crate::ledger::record::range;
use crate::model::article::ArticleDraft;
use crate::model::article::Metadata;
use crate::model::edtf;
use crate::model::id::Sha256;
use crate::model::id::article_sha256;
use crate::model::kind::ArticleField;
use crate::model::kind::ArticleState;
use crate::model::kind::DateBasis;
use crate::model::kind::How;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;
use crate::names::fold;
use crate::store::cache;
use crate::store::damage;
use crate::store::read::lookup;
use crate::store::read::name_lists;
use crate::store::record;

/// Brings in what is not here yet; gives the articles added. What is here already adds nothing.
pub fn import(recorder: &mut Recorder<'_>, incoming: &[Incoming]) -> Planned<Vec<ArticleId>> {
    let mut added = Vec::new();
    for Incoming { source, extractor, extractions } in incoming {
        let source_sha256 = Sha256::of(&source.bytes);
        for (index, draft) in source.articles.iter().enumerate() {
            let sha256 = article_sha256(source_sha256, &draft.locator).to_hex();
            if damage::is_lost_source(recorder.db, source_sha256)? {
                // What was decided on it stands in the record, on no article: it cannot begin anew beside that.
                recorder.notice(format!(
                    "{} was lost when this dossier was salvaged, and is not taken in anew: import it into another dossier",
                    source.name
                ));
                continue;
            }
            if stays_out(recorder, draft, &sha256)? {
                recorder.notice(format!("the text of {} was removed for good and stays out", source.name));
                continue;
            }
            let Some(article_id) = enter(recorder, source, source_sha256, draft, &sha256)? else { continue };
            enter_projection(recorder, article_id, sha256, &draft.metadata)?;
            if let Some(extraction) = extractions.get(index) {
                cache::put_run(recorder.db, article_id, &draft.body, extractor, extraction, fold)?;
                apply_standing(recorder, article_id)?;
            }
            added.push(article_id);
        }
    }
    Ok(added)
}

/// Says that an article of the record is in the dossier, where it came from, and what is known about it.
pub fn enter_projection(
    recorder: &mut Recorder<'_>,
    article_id: ArticleId,
    sha256: String,
    about: &Metadata,
) -> Planned {
    let from = record::original(recorder.db, article_id)?.map(OriginalRecord::from);
    let metadata = MetadataRecord { from, ..metadata(about) };
    recorder.establish(Fact::Article { article: sha256, metadata })?;
    Ok(copies::note(recorder.db, article_id)?)
}

/// Whether this article, or its very text, was removed from the dossier for good.
fn stays_out(recorder: &Recorder<'_>, draft: &ArticleDraft, sha256: &str) -> Planned<bool> {
    let db = recorder.db;
    if record::is_removed_text(db, Sha256::of(draft.body.as_bytes()))? {
        return Ok(true);
    }
    match record::article_id(db, sha256)? {
        Some(id) => Ok(lookup::article_state(db, id)?.is_none() && record::is_removed(db, id)?),
        None => Ok(false),
    }
}

/// The article's row in the record; `None` when it is in the dossier already.
fn enter(
    recorder: &Recorder<'_>,
    source: &crate::model::article::SourceDraft,
    source_sha256: Sha256,
    draft: &ArticleDraft,
    sha256: &str,
) -> Planned<Option<ArticleId>> {
    let db = recorder.db;
    if let Some(article_id) = record::article_id(db, sha256)? {
        let is_here = lookup::article_state(db, article_id)?.is_some();
        return Ok(if is_here { None } else { Some(article_id) });
    }
    let source_id = match record::source_id(db, source_sha256)? {
        Some(id) => id,
        None => record::insert_source(
            db,
            &record::NewSource {
                sha256: source_sha256,
                name: &source.name,
                media_type: &source.media_type,
                bytes: Some(&source.bytes),
                n_bytes: source.bytes.len(),
                imported_millis: recorder.at_millis(),
            },
        )?,
    };
    let body_id = record::body_id(db, &draft.body)?;
    let (locator, encoding) = (draft.locator.as_str(), draft.encoding.as_str());
    let new = record::NewArticle { id: None, sha256, source_id, locator, body_id, encoding };
    Ok(Some(record::insert_article(db, &new)?))
}

fn metadata(given: &Metadata) -> MetadataRecord {
    let given = given.clone();
    MetadataRecord {
        title: given.title,
        publisher: given.publisher,
        published_basis: given
            .published
            .is_some()
            .then(|| given.published_basis.unwrap_or(DateBasis::Given).as_str().to_owned()),
        published: given.published,
        author: given.author,
        url: given.url,
        language: given.language,
        from: None,
    }
}

/// Decides names of the article that were decided for always.
pub fn apply_standing(recorder: &mut Recorder<'_>, article_id: ArticleId) -> Planned {
    for (verdict, label, key) in lookup::standing(recorder.db)? {
        for proposal in lookup::undecided_of_name(recorder.db, &key, label, Some(article_id))? {
            mentions::decide_proposal(recorder, &proposal, &verdict, How::Always)?;
        }
    }
    Ok(())
}

/// The state of an article that is in the dossier.
pub fn checked(recorder: &Recorder<'_>, article: ArticleId) -> Planned<ArticleState> {
    lookup::article_state(recorder.db, article)?.ok_or(Refusal::NoArticle(article))
}

/// A first decision begins the article.
pub fn begin(recorder: &mut Recorder<'_>, article: ArticleId) -> Planned {
    if checked(recorder, article)? == ArticleState::New {
        set_state(recorder, article, ArticleState::Begun)?;
    }
    Ok(())
}

fn set_state(recorder: &mut Recorder<'_>, article: ArticleId, state: ArticleState) -> Planned {
    if checked(recorder, article)? != state {
        let article = record::article_sha256(recorder.db, article)?;
        recorder.establish(Fact::ArticleState { article, state: state.as_str().to_owned() })?;
    }
    Ok(())
}

pub fn done(recorder: &mut Recorder<'_>, article: ArticleId, accept_known: bool) -> Planned {
    checked(recorder, article)?;
    if accept_known {
        for proposal in lookup::undecided_known(recorder.db, article)? {
            mentions::accept_known(recorder, &proposal)?;
        }
    }
    set_state(recorder, article, ArticleState::Done)
}

pub fn set_aside(recorder: &mut Recorder<'_>, article: ArticleId) -> Planned {
    set_state(recorder, article, ArticleState::SetAside)
}

pub fn reopen(recorder: &mut Recorder<'_>, article: ArticleId) -> Planned {
    match checked(recorder, article)? {
        ArticleState::Done | ArticleState::SetAside => set_state(recorder, article, ArticleState::Begun),
        ArticleState::New | ArticleState::Begun => Err(Refusal::NotDecided),
    }
}

pub fn set_zone(recorder: &mut Recorder<'_>, article: ArticleId, span: Span, kind: ZoneKind) -> Planned {
    checked_words(recorder, article, span)?;
    let article = record::article_sha256(recorder.db, article)?;
    Ok(recorder.establish(Fact::Zone { article, span: range(span), kind: kind.as_str().to_owned() })?)
}

pub fn set_field(recorder: &mut Recorder<'_>, article: ArticleId, field: ArticleField, value: Option<&str>) -> Planned {
    checked(recorder, article)?;
    let value = value.map(str::trim).filter(|value| !value.is_empty());
    let is_date = field == ArticleField::Published;
    if is_date
        && let Some(date) = value
        && edtf::bounds(date).is_none()
    {
        return Err(Refusal::NotADate(date.to_owned()));
    }
    let article = record::article_sha256(recorder.db, article)?;
    let basis = (is_date && value.is_some()).then(|| DateBasis::Given.as_str().to_owned());
    let (field, value) = (field.as_str().to_owned(), value.map(str::to_owned));
    Ok(recorder.establish(Fact::ArticleField { article, field, value, basis })?)
}

/// Establishes that the article's words are gone; `ledger::removal` then takes them out.
pub fn remove_for_good(recorder: &mut Recorder<'_>, article: ArticleId) -> Planned {
    checked(recorder, article)?;
    if let Some(title) = name_lists::of_article(recorder.db, article)? {
        return Err(Refusal::IsAList(title));
    }
    let article = record::article_sha256(recorder.db, article)?;
    Ok(recorder.establish(Fact::Removed { article })?)
}
