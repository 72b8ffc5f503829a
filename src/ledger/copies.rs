//! The same story again: which earlier article a text is a copy of, and what was decided there that holds here too.
//!
//! Only looks: `ledger::plan::taking_over` makes the decisions. Never carries over what the two articles read differently:
//! a name that here goes with another, a date that another day of publication makes another day.

use crate::ledger::command::ArticleId;
use crate::ledger::record::OriginRecord;
use crate::lists::class;
use crate::model::claim::Field;
use crate::model::claim::FieldType;
use crate::model::claim::Part;
use crate::model::claim::PartValue;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::span::Span;
use crate::model::value::Value;
use crate::names::fold;
use crate::store::Db;
use crate::store::Result;
use crate::store::prints;
use crate::store::read::claims;
use crate::store::read::claims::ClaimRow;
use crate::store::read::lookup;
use crate::store::read::lookup::DecidedMention;
use crate::store::record;
use crate::text::copies;
use crate::text::copies::Read;
use crate::text::copies::Sentence;
use crate::text::copies::Shared;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Sentences that must be the same before taking over is offered, unless they are half of one of the two.
const MIN_SENTENCES: usize = 3;

/// Notes the sentences of an article that came in, and which story it tells. Costs as much as the article is long,
/// whatever else is in the dossier.
pub fn note(db: &Db, article: ArticleId) -> Result<()> {
    if prints::is_noted(db, article)? {
        return Ok(());
    }
    let body = record::body_of_article(db, article)?;
    let mine = copies::telling(&sentences_of(&body));
    let mut n_shared: BTreeMap<ArticleId, usize> = BTreeMap::new();
    for print in &mine {
        for other in prints::articles_with(db, *print, article, false)? {
            *n_shared.entry(other).or_default() += 1;
        }
    }
    let mut same_as = None;
    for (other, n_shared) in by_most(n_shared) {
        if copies::is_one_story(n_shared, mine.len(), prints::n_sentences(db, other)?) {
            same_as = Some(other);
            break;
        }
    }
    prints::put(db, article, &mine, same_as)
}

/// Notes a few articles of a dossier from before this was done; gives how many.
pub fn note_unnoted(db: &Db, at_most: usize) -> Result<usize> {
    let articles = prints::unnoted(db, at_most)?;
    for article in &articles {
        note(db, *article)?;
    }
    Ok(articles.len())
}

/// Most sentences first, then the earliest article.
fn by_most(counted: BTreeMap<ArticleId, usize>) -> Vec<(ArticleId, usize)> {
    let mut counted: Vec<(ArticleId, usize)> = counted.into_iter().collect();
    counted.sort_by_key(|(article, n)| (std::cmp::Reverse(*n), *article));
    counted
}

fn sentences_of(body: &str) -> Vec<Sentence> {
    copies::sentences_of(body, &class::ends_no_sentence)
}

/// What was decided in an earlier article and can be decided here in the same way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlook {
    /// Sentences that both have, and in which something was decided there.
    pub n_sentences: usize,
    pub mentions: Vec<TakenMention>,
    pub claims: Vec<TakenClaim>,
    /// Decisions in those sentences that are left to the reviewer: the two articles do not read them alike.
    pub n_left: usize,
}

impl Outlook {
    pub const fn n_decisions(&self) -> usize {
        self.mentions.len() + self.claims.len()
    }
}

/// A mention as it was decided there, at its place here.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenMention {
    pub there: DecidedMention,
    pub span: Span,
    pub words: String,
    /// Where it was proposed, if it was given other borders or another label.
    pub proposed: Option<(Span, String)>,
    pub origin: OriginRecord,
}

/// A claim as it was decided there, at its place here.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenClaim {
    pub there: ClaimRow,
    pub span: Span,
    pub words: String,
    /// Entities by number.
    pub parts: Vec<Part<i64>>,
    pub origin: OriginRecord,
}

/// The earlier article that most is to be taken over from, and what; `None` where there is nothing.
pub fn offer(db: &Db, article: ArticleId) -> Result<Option<(ArticleId, Outlook)>> {
    /// Articles that are looked at closely.
    const MAX_LOOKED_AT: usize = 4;
    let body = record::body_of_article(db, article)?;
    let mine = sentences_of(&body);
    let mut n_shared: BTreeMap<ArticleId, usize> = BTreeMap::new();
    for print in copies::telling(&mine) {
        for other in prints::articles_with(db, print, article, true)? {
            *n_shared.entry(other).or_default() += 1;
        }
    }
    for (other, _) in by_most(n_shared).into_iter().take(MAX_LOOKED_AT) {
        let outlook = look(db, article, other)?;
        if outlook.n_decisions() > 0 {
            return Ok(Some((other, outlook)));
        }
    }
    Ok(None)
}

/// What can be taken over from one article into another.
pub fn look(db: &Db, article: ArticleId, from: ArticleId) -> Result<Outlook> {
    let (body, body_there) = (record::body_of_article(db, article)?, record::body_of_article(db, from)?);
    let (here, there) = (sentences_of(&body), sentences_of(&body_there));
    let shared = Shared::of(Read { text: &body_there, sentences: &there }, Read { text: &body, sentences: &here });
    let n_shared = shared.n_sentences();
    if n_shared < MIN_SENTENCES && n_shared * 2 < here.len().min(there.len()) {
        return Ok(Outlook::default());
    }
    let is_same_day = lookup::published(db, article)? == lookup::published(db, from)?;
    let mut look = Look {
        db,
        article,
        body: &body,
        shared: &shared,
        is_same_day,
        here: BTreeSet::new(),
        found: Outlook::default(),
    };
    let mentions = lookup::mentions_decided_in(db, from)?;
    for mention in &mentions {
        look.mention(mention)?;
    }
    let decided_claims = claims::rows_in(db, from)?;
    let spans = mentions.iter().map(|mention| mention.span).chain(decided_claims.iter().map(|claim| claim.span));
    let decided: Vec<Span> = spans.collect();
    for claim in decided_claims {
        look.claim(claim, &mentions)?;
    }
    let mut found = look.found;
    let is_decided = |sentence: &Span| decided.iter().any(|span| span.overlaps(*sentence));
    found.n_sentences = shared.sentences().filter(is_decided).count();
    Ok(found)
}

/// What it takes to see whether a decision of another article holds in this one.
struct Look<'a> {
    db: &'a Db,
    article: ArticleId,
    body: &'a str,
    shared: &'a Shared,
    /// Both were published on the same day, as far as is known: "Thursday" is the same Thursday.
    is_same_day: bool,
    /// `entity.id` of those that mentions taken over name.
    here: BTreeSet<i64>,
    found: Outlook,
}

impl Look<'_> {
    fn mention(&mut self, there: &DecidedMention) -> Result<()> {
        let Some(span) = self.shared.carried(there.span) else { return Ok(()) };
        let is_decided = lookup::mention_decided_at(self.db, self.article, span, there.label)?.is_some();
        if is_decided || !lookup::mentions_overlapping(self.db, self.article, span, there.label)?.is_empty() {
            return Ok(());
        }
        let proposed = match &there.proposed {
            None => None,
            Some((proposed, label)) => match self.shared.carried(*proposed) {
                Some(proposed) => Some((proposed, label.clone())),
                None => return self.leave(),
            },
        };
        let (at, label) = proposed
            .as_ref()
            .map_or((span, there.label), |(at, label)| (*at, Label::parse(label).unwrap_or(there.label)));
        let suggested = lookup::mention_proposed_at(self.db, self.article, at, label)?;
        let is_rejected = there.status == Status::Rejected.as_str();
        if let Some(suggested) = &suggested
            && !is_rejected
        {
            if suggested.value != there.value && !self.may_differ(there) {
                return self.leave();
            }
            if let (Some(entity), Some(position)) = (there.entity_id, suggested.entity_position)
                && !self.is_tied_to(entity, position, Some(&suggested.words).filter(|_| proposed.is_some()))?
            {
                return self.leave();
            }
        } else if !is_rejected && is_day(there.value.as_ref()) && !self.is_same_day {
            return self.leave();
        }
        self.here.extend(there.entity_id);
        let words = span.words(self.body).unwrap_or_default().to_owned();
        let origin = match suggested {
            Some(own) => origin(Some(own.rule), Some(own.extractor), Some(own.score)),
            None => origin(there.rule.clone(), there.extractor.clone(), there.score),
        };
        self.found.mentions.push(TakenMention { there: there.clone(), span, words, proposed, origin });
        Ok(())
    }

    /// Whether a value that is read differently here was given by the same reading of the same words all the same: an
    /// amount that a person put right, or a date between two articles of one day.
    fn may_differ(&self, there: &DecidedMention) -> bool {
        self.is_same_day || !matches!(there.label, Label::Date | Label::Time)
    }

    /// Whether the names that this article ties together go with the card: what they are called here is a name of it, or
    /// was `corrected` to one.
    fn is_tied_to(&self, entity: i64, position: i64, corrected: Option<&String>) -> Result<bool> {
        if let Some(given) = lookup::entity_given_to(self.db, self.article, position)? {
            return Ok(given == entity);
        }
        let Some(proposed) = lookup::proposed_entity(self.db, self.article, position)? else { return Ok(true) };
        let key = fold(&proposed.name);
        Ok(lookup::names_of_entity(self.db, entity)?.iter().chain(corrected).any(|name| fold(name) == key))
    }

    /// A decision that is left to the reviewer.
    #[expect(clippy::unnecessary_wraps, reason = "the last word of a look at a decision, as its other ways out")]
    const fn leave(&mut self) -> Result<()> {
        self.found.n_left += 1;
        Ok(())
    }

    fn claim(&mut self, there: ClaimRow, mentions: &[DecidedMention]) -> Result<()> {
        let Some(span) = self.shared.carried(there.span) else { return Ok(()) };
        if lookup::claim_at(self.db, self.article, there.kind, span)?.is_some() {
            return Ok(());
        }
        let suggested = lookup::claim_proposed_at(self.db, self.article, there.kind, span)?;
        let (suggested, origin) = match suggested {
            Some(own) => (own.parts, origin(Some(own.rule), Some(own.extractor), Some(own.score))),
            None => (Vec::new(), origin(there.rule.clone(), there.extractor.clone(), there.score)),
        };
        let mut parts = Vec::with_capacity(there.parts.len());
        for part in &there.parts {
            let value = match &part.value {
                PartValue::Text(day) if part.field.field_type() == FieldType::Date => {
                    if !self.is_same_day && !suggested.contains(&Part::text(part.field, day.clone())) {
                        return self.leave();
                    }
                    PartValue::Text(day.clone())
                }
                PartValue::Text(text) => PartValue::Text(text.clone()),
                PartValue::Number(number) => PartValue::Number(*number),
                PartValue::Span(place) => match self.shared.carried(*place) {
                    Some(place) => PartValue::Span(place),
                    None => return self.leave(),
                },
                PartValue::Entity((entity, _)) => {
                    if !self.is_meant(*entity, part.field, &suggested, (there.span, mentions))? {
                        return self.leave();
                    }
                    PartValue::Entity(*entity)
                }
            };
            parts.push(Part { field: part.field, value });
        }
        let words = span.words(self.body).unwrap_or_default().to_owned();
        self.found.claims.push(TakenClaim { there, span, words, parts, origin });
        Ok(())
    }

    /// Whether a claim here means the same card: it is named in the same run of sentences, and what this article itself
    /// suggests for the field is no other.
    fn is_meant(
        &self,
        entity: i64,
        field: Field,
        suggested: &[Part<usize>],
        (claim, mentions): (Span, &[DecidedMention]),
    ) -> Result<bool> {
        let Some(block) = self.shared.block_of(claim) else { return Ok(false) };
        let is_named = mentions
            .iter()
            .any(|mention| mention.entity_id == Some(entity) && self.shared.block_of(mention.span) == Some(block));
        if !is_named || !self.is_here(entity)? {
            return Ok(false);
        }
        for part in suggested.iter().filter(|part| part.field == field) {
            if let PartValue::Entity(position) = part.value
                && field.field_type() == FieldType::Entity
                && !self.is_tied_to(entity, position as i64, None)?
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a card has words in this article, decided before or taken over now.
    fn is_here(&self, entity: i64) -> Result<bool> {
        Ok(self.here.contains(&entity) || lookup::is_named_in(self.db, entity, self.article)?)
    }
}

/// By what it is suggested here, else by what it was there; nothing for what was made by hand.
const fn origin(rule: Option<String>, extractor: Option<String>, score: Option<f64>) -> OriginRecord {
    OriginRecord { rule, extractor, score }
}

/// A value that a day of publication may have made: a date, not a length of time.
fn is_day(value: Option<&Value>) -> bool {
    matches!(value, Some(Value::Text(text)) if text.starts_with(|c: char| c.is_ascii_digit()))
        || matches!(value, Some(Value::Either(..)))
}
