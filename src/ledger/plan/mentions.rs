//! Mentions: accepting, rejecting, changing, making; all of one name.
//!
//! Never joins entities of two articles by itself: accepting takes the entity that the article tied the words to, made
//! if new. The one exception is what is known by an identifier (a country) and accepted with its article.

use crate::ledger::command::ArticleId;
use crate::ledger::command::MentionChange;
use crate::ledger::command::MentionRef;
use crate::ledger::command::Scope;
use crate::ledger::command::Verdict;
use crate::ledger::copies::TakenMention;
use crate::ledger::operation::Recorder;
use crate::ledger::plan::Planned;
use crate::ledger::plan::Refusal;
use crate::ledger::plan::articles;
use crate::ledger::plan::checked_words;
use crate::ledger::plan::entities;
use crate::ledger::plan::not_empty;
use crate::ledger::record::Fact;
use crate::ledger::record::MentionFact;
use crate::ledger::record::OriginRecord;
use crate::ledger::record::ValueRecord;
use crate::ledger::record::range;
use crate::model::kind::How;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::span::Span;
use crate::model::value::Value;
use crate::names::fold;
use crate::store::read::lookup;
use crate::store::read::lookup::DecidedMention;
use crate::store::read::lookup::ProposedMention;
use crate::store::record;
use crate::store::write;

/// The status a verdict gives; `None` takes the decision back.
pub const fn status_of(verdict: Verdict) -> Option<Status> {
    match verdict {
        Verdict::Accept => Some(Status::Accepted),
        Verdict::Reject => Some(Status::Rejected),
        Verdict::Doubtful => Some(Status::Doubtful),
        Verdict::Reopen => None,
    }
}

pub fn decide(recorder: &mut Recorder<'_>, at: MentionRef, verdict: Verdict, how: How) -> Planned {
    articles::checked(recorder, at.article)?;
    let decided = lookup::mention_decided_at(recorder.db, at.article, at.span, at.label)?;
    match (decided, status_of(verdict)) {
        (Some(decided), None) => reopen(recorder, &decided),
        (None, None) => Err(Refusal::NotDecided),
        (Some(decided), Some(status)) if decided.status == status.as_str() => Ok(()),
        (Some(decided), Some(status)) => decide_again(recorder, decided, status, how),
        (None, Some(status)) => {
            let proposal = lookup::mention_proposed_at(recorder.db, at.article, at.span, at.label)?
                .ok_or(Refusal::NoMention { label: at.label.as_str() })?;
            decide_proposal(recorder, &proposal, status.as_str(), how)
        }
    }
}

fn reopen(recorder: &mut Recorder<'_>, decided: &DecidedMention) -> Planned {
    let article = record::article_sha256(recorder.db, decided.article_id)?;
    Ok(recorder.establish(Fact::MentionReopened { mention: decided.uuid.clone(), article })?)
}

/// Gives a decided mention another status.
pub fn decide_again(recorder: &mut Recorder<'_>, decided: DecidedMention, status: Status, how: How) -> Planned {
    let mut draft = Draft::of_decided(decided);
    draft.how = how;
    draft.status = status;
    if status == Status::Rejected {
        draft.entity = None;
    } else if draft.entity.is_none() {
        refuse_overlap(recorder, &draft)?;
        draft.entity = entity_for(recorder, &draft, None)?;
    }
    put(recorder, draft)
}

/// Decides a proposal that waits. `status`: `accepted`, `rejected` or `doubtful`.
pub fn decide_proposal(recorder: &mut Recorder<'_>, proposal: &ProposedMention, status: &str, how: How) -> Planned {
    let mut draft = Draft::of_proposal(proposal, Status::parse(status).unwrap_or(Status::Doubtful), how);
    if draft.status != Status::Rejected {
        refuse_overlap(recorder, &draft)?;
        draft.entity = entity_for(recorder, &draft, proposal.entity_position)?;
    }
    put(recorder, draft)
}

/// Accepts what is known, sure and unambiguous, with its article: an entity that bears the same identifier is the same.
pub fn accept_known(recorder: &mut Recorder<'_>, proposal: &ProposedMention) -> Planned {
    let mut draft = Draft::of_proposal(proposal, Status::Accepted, How::WithArticle);
    if refuse_overlap(recorder, &draft).is_err() {
        return Ok(());
    }
    draft.entity = match entities::known_entity(recorder, proposal)? {
        Some(entity) => Some(entity),
        None => entity_for(recorder, &draft, proposal.entity_position)?,
    };
    put(recorder, draft)
}

/// Decides every waiting proposal of one name.
pub fn decide_name(recorder: &mut Recorder<'_>, name: &str, label: Label, verdict: Verdict, scope: Scope) -> Planned {
    let name = not_empty(name, "the name")?;
    let key = fold(name);
    let article = match scope {
        Scope::Article(article) => {
            articles::checked(recorder, article)?;
            Some(article)
        }
        Scope::Dossier | Scope::Always => None,
    };
    let Some(status) = status_of(verdict) else {
        return reopen_name(recorder, (name, &key), label, scope, article);
    };
    if scope == Scope::Always && status == Status::Doubtful {
        return Err(Refusal::DoubtfulAlways);
    }
    let how = if scope == Scope::Always { How::Always } else { How::SameName };
    if scope == Scope::Always {
        recorder.establish(Fact::Standing {
            standing: recorder.env.new_uuid(),
            verdict: status.as_str().to_owned(),
            label: label.as_str().to_owned(),
            name: name.to_owned(),
            decided: None,
        })?;
    }
    let waiting = lookup::undecided_of_name(recorder.db, &key, label, article)?;
    if waiting.is_empty() && scope != Scope::Always {
        return Err(Refusal::NoSuchName { label: label.as_str(), name: name.to_owned() });
    }
    for proposal in &waiting {
        decide_proposal(recorder, proposal, status.as_str(), how)?;
    }
    Ok(())
}

fn reopen_name(
    recorder: &mut Recorder<'_>,
    (name, key): (&str, &str),
    label: Label,
    scope: Scope,
    article: Option<ArticleId>,
) -> Planned {
    if scope == Scope::Always {
        recorder.establish(Fact::StandingEnded { label: label.as_str().to_owned(), name: name.to_owned() })?;
    }
    let decided = lookup::mentions_decided_of_label(recorder.db, label, article)?;
    let of_name: Vec<DecidedMention> = decided.into_iter().filter(|mention| fold(&mention.words) == key).collect();
    if of_name.is_empty() && scope != Scope::Always {
        return Err(Refusal::NotDecided);
    }
    for mention in &of_name {
        reopen(recorder, mention)?;
    }
    Ok(())
}

/// Takes a name from those that are decided for always.
pub fn forget(recorder: &mut Recorder<'_>, name: &str, label: Label) -> Planned {
    let key = fold(name);
    let standing = lookup::standing(recorder.db)?;
    if !standing.iter().any(|(_, of_label, of_key)| *of_label == label && *of_key == key) {
        return Err(Refusal::NotForAlways { label: label.as_str(), name: name.to_owned() });
    }
    Ok(recorder.establish(Fact::StandingEnded { label: label.as_str().to_owned(), name: name.to_owned() })?)
}

/// Gives a mention other borders, another label or another value, and accepts it.
pub fn change(recorder: &mut Recorder<'_>, at: MentionRef, to: &MentionChange) -> Planned {
    articles::checked(recorder, at.article)?;
    let decided = lookup::mention_decided_at(recorder.db, at.article, at.span, at.label)?;
    let (mut draft, position) = match decided {
        Some(decided) => (Draft::of_decided(decided), None),
        None => {
            let proposal = lookup::mention_proposed_at(recorder.db, at.article, at.span, at.label)?
                .ok_or(Refusal::NoMention { label: at.label.as_str() })?;
            (Draft::of_proposal(&proposal, Status::Accepted, How::ByHand), proposal.entity_position)
        }
    };
    let before = (draft.span, draft.label);
    draft.corrected = Some(draft.words.clone());
    draft.span = to.span.unwrap_or(draft.span);
    draft.label = to.label.unwrap_or(draft.label);
    draft.words = checked_words(recorder, at.article, draft.span)?;
    draft.status = Status::Accepted;
    draft.how = How::ByHand;
    if let Some(value) = &to.value {
        draft.value.clone_from(value);
    } else if draft.label != before.1 {
        draft.value = None;
    }
    if (draft.span, draft.label) != before && draft.proposed.is_none() && draft.origin.rule.is_some() {
        draft.proposed = Some((before.0, before.1.as_str().to_owned()));
    }
    make_way(recorder, &draft)?;
    refuse_overlap(recorder, &draft)?;
    // Under another label it names something else; under the same one, with other borders, the same.
    let same_label = draft.label == before.1;
    if !same_label || draft.entity.is_none() {
        draft.entity = entity_for(recorder, &draft, position.filter(|_| same_label))?;
    }
    put(recorder, draft)
}

/// Makes a mention that nobody proposed.
pub fn create(recorder: &mut Recorder<'_>, at: MentionRef, value: Option<&Value>) -> Planned {
    let words = checked_words(recorder, at.article, at.span)?;
    if lookup::mention_decided_at(recorder.db, at.article, at.span, at.label)?.is_some()
        || lookup::mention_proposed_at(recorder.db, at.article, at.span, at.label)?.is_some()
    {
        return decide(recorder, at, Verdict::Accept, How::ByHand);
    }
    let mut draft = Draft {
        id: None,
        article: at.article,
        span: at.span,
        label: at.label,
        words,
        corrected: None,
        value: value.cloned(),
        status: Status::Accepted,
        entity: None,
        proposed: None,
        origin: OriginRecord::default(),
        how: How::ByHand,
    };
    refuse_overlap(recorder, &draft)?;
    draft.entity = entity_for(recorder, &draft, None)?;
    put(recorder, draft)
}

/// Decides a mention as it was decided in an article of which this one is a copy, as the same card.
pub fn take_over(recorder: &mut Recorder<'_>, article: ArticleId, taken: TakenMention) -> Planned {
    let TakenMention { there, span, words, proposed, origin } = taken;
    let entity = match there.entity_id {
        Some(id) => Some(entities::checked(recorder, id)?.uuid),
        None => None,
    };
    if let Some(entity) = &entity {
        let article = record::article_sha256(recorder.db, article)?;
        entities::add_name(recorder, entity, &words, Some(&article))?;
    }
    let draft = Draft::of_decided(there);
    put(recorder, Draft { id: None, article, span, words, entity, proposed, origin, how: How::WithArticle, ..draft })
}

/// Gives a decided mention the label that its entity got.
pub fn relabel(recorder: &mut Recorder<'_>, mention: DecidedMention, label: Label) -> Planned {
    let entity = match mention.entity_id {
        Some(id) => lookup::entity(recorder.db, id)?.map(|entity| entity.uuid),
        None => None,
    };
    let mut draft = Draft::of_decided(mention);
    if draft.proposed.is_none() && draft.origin.rule.is_some() {
        draft.proposed = Some((draft.span, draft.label.as_str().to_owned()));
    }
    draft.label = label;
    draft.entity = entity;
    make_way(recorder, &draft)?;
    refuse_overlap(recorder, &draft)?;
    put(recorder, draft)
}

/// The mention that now stands at a span, accepted if it still waits; for linking it to an entity.
pub fn accepted_on(
    recorder: &mut Recorder<'_>,
    article: ArticleId,
    span: Span,
    label: Option<Label>,
) -> Planned<DecidedMention> {
    articles::checked(recorder, article)?;
    let names = |mention: &DecidedMention| mention.label.names_entity() && mention.status != Status::Rejected.as_str();
    let here = lookup::mentions_decided_on(recorder.db, article, span)?;
    let found = here.iter().find(|mention| names(mention) && Some(mention.label) == label);
    if let Some(found) = found.or_else(|| here.iter().find(|mention| names(mention))) {
        return Ok(found.clone());
    }
    let labels = label.into_iter().chain(Label::ALL.iter().copied().filter(|label| label.names_entity()));
    for label in labels {
        if lookup::mention_proposed_at(recorder.db, article, span, label)?.is_some() {
            decide(recorder, MentionRef { article, span, label }, Verdict::Accept, How::ByHand)?;
            let accepted = lookup::mention_decided_at(recorder.db, article, span, label)?;
            return accepted.ok_or(Refusal::NoMention { label: label.as_str() });
        }
    }
    Err(Refusal::NoMention { label: label.map_or("name", Label::as_str) })
}

// ---------------------------------------------------------------------------------------------------- one mention

/// A mention on its way into a fact.
struct Draft {
    /// UUID and number of the row, when it has one.
    id: Option<(String, i64)>,
    article: ArticleId,
    span: Span,
    label: Label,
    words: String,
    /// The words before their borders were changed.
    corrected: Option<String>,
    value: Option<Value>,
    status: Status,
    /// UUID.
    entity: Option<String>,
    proposed: Option<(Span, String)>,
    origin: OriginRecord,
    how: How,
}

impl Draft {
    fn of_proposal(proposal: &ProposedMention, status: Status, how: How) -> Self {
        Self {
            id: None,
            article: proposal.article_id,
            span: proposal.span,
            label: proposal.label,
            words: proposal.words.clone(),
            corrected: None,
            value: proposal.value.clone(),
            status,
            entity: None,
            proposed: None,
            origin: OriginRecord {
                rule: Some(proposal.rule.clone()),
                extractor: Some(proposal.extractor.clone()),
                score: Some(proposal.score),
            },
            how,
        }
    }

    /// Its entity is looked up again: the row names it by number, the fact by UUID.
    fn of_decided(mention: DecidedMention) -> Self {
        Self {
            id: Some((mention.uuid, mention.id)),
            article: mention.article_id,
            span: mention.span,
            label: mention.label,
            words: mention.words,
            corrected: None,
            value: mention.value,
            status: Status::parse(&mention.status).unwrap_or(Status::Doubtful),
            entity: None,
            proposed: mention.proposed,
            origin: OriginRecord { rule: mention.rule, extractor: mention.extractor, score: mention.score },
            how: How::ByHand,
        }
    }
}

/// What was rejected where this one now stands gives way.
fn make_way(recorder: &mut Recorder<'_>, draft: &Draft) -> Planned {
    match lookup::mention_decided_at(recorder.db, draft.article, draft.span, draft.label)? {
        Some(there)
            if there.status == Status::Rejected.as_str()
                && draft.id.as_ref().is_none_or(|(uuid, _)| *uuid != there.uuid) =>
        {
            reopen(recorder, &there)
        }
        _ => Ok(()),
    }
}

fn refuse_overlap(recorder: &Recorder<'_>, draft: &Draft) -> Planned {
    let mine = draft.id.as_ref().map(|(uuid, _)| uuid.as_str());
    let overlapping = lookup::mentions_overlapping(recorder.db, draft.article, draft.span, draft.label)?;
    match overlapping.into_iter().find(|other| Some(other.uuid.as_str()) != mine) {
        Some(other) => Err(Refusal::Overlaps(other.words)),
        None => Ok(()),
    }
}

/// UUID of the entity that these words name: the row's own, the one its article tied it to, one of the same name
/// decided in this article, or a new one. Its names get the words.
fn entity_for(recorder: &mut Recorder<'_>, draft: &Draft, position: Option<i64>) -> Planned<Option<String>> {
    if !draft.label.names_entity() {
        return Ok(None);
    }
    let own = match &draft.id {
        Some((_, id)) => lookup::entity_of_mention(recorder.db, *id)?,
        None => None,
    };
    let article = record::article_sha256(recorder.db, draft.article)?;
    let existing = match (own, position) {
        (Some(own), _) if own.label == draft.label.as_str() => Some(own),
        (_, Some(position)) => entities::given_to(recorder, draft.article, position)?,
        (_, None) => same_name_here(recorder, draft)?,
    };
    let entity = match existing {
        Some(entity) => entity.uuid,
        None => entities::create_for(
            recorder,
            draft.article,
            position,
            (draft.label, &draft.words),
            draft.corrected.as_deref(),
        )?,
    };
    entities::add_name(recorder, &entity, &draft.words, Some(&article))?;
    Ok(Some(entity))
}

/// The entity of an accepted mention with the same folded words and label in the same article.
fn same_name_here(recorder: &Recorder<'_>, draft: &Draft) -> Planned<Option<lookup::EntityKey>> {
    let key = fold(&draft.words);
    let decided = lookup::mentions_decided_of_label(recorder.db, draft.label, Some(draft.article))?;
    let found = decided.iter().find(|mention| mention.entity_id.is_some() && fold(&mention.words) == key);
    match found.and_then(|mention| mention.entity_id) {
        Some(id) => Ok(lookup::entity(recorder.db, id)?),
        None => Ok(None),
    }
}

fn put(recorder: &mut Recorder<'_>, draft: Draft) -> Planned {
    articles::begin(recorder, draft.article)?;
    let entity = match (draft.entity, &draft.id) {
        (Some(entity), _) => Some(entity),
        (None, Some((_, id))) if draft.status != Status::Rejected && draft.label.names_entity() => {
            lookup::entity_of_mention(recorder.db, *id)?.map(|entity| entity.uuid)
        }
        (None, _) => None,
    };
    let (mention, number) = match draft.id {
        Some((uuid, number)) => (uuid, number),
        None => (recorder.env.new_uuid(), write::last_number(recorder.db, "mention")? + 1),
    };
    let article = record::article_sha256(recorder.db, draft.article)?;
    Ok(recorder.establish(Fact::Mention(MentionFact {
        mention,
        number,
        article,
        span: range(draft.span),
        label: draft.label.as_str().to_owned(),
        words: draft.words,
        value: draft.value.as_ref().map(ValueRecord::from),
        status: draft.status.as_str().to_owned(),
        entity,
        proposed: draft.proposed.map(|(span, label)| (range(span), label)),
        origin: draft.origin,
        how: draft.how.as_str().to_owned(),
        decided: None,
    }))?)
}
