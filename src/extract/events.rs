//! Events: what happened, from verbs and nouns of a score of kinds, with who took part, where and when.
//!
//! Never infers an event that no word names, and tells planned, possible and denied ones from those that happened.

mod actors;
mod kinds;
mod modality;
mod relative;
pub mod scene;
mod trigger;

use crate::extract::cast::Cast;
use crate::extract::clauses::Clauses;
use crate::extract::events::actors::destination;
use crate::extract::events::actors::of_noun;
use crate::extract::events::actors::of_verb;
use crate::extract::events::scene::Scene;
use crate::extract::events::trigger::Trigger;
use crate::extract::quotes::speaker::Speakers;
use crate::extract::reading::Sentence;
use crate::lists::class;
use crate::lists::class::Class;
use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::extraction::ClaimProposal;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::Modality;
use crate::model::span::Span;

/// PLOVER's type for a kind of event, where it has one: `CONSULT` for a meeting.
pub fn plover(kind: &str) -> Option<&'static str> {
    kinds::named(kind)?.plover
}

/// The names of all kinds, each once.
pub fn types() -> impl Iterator<Item = &'static str> {
    kinds::KINDS.iter().map(|kind| kind.name)
}

/// A word that tells of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub kind: &'static str,
    pub modality: Modality,
    pub word: Span,
    pub is_verb: bool,
}

/// Every word that tells of an event, whoever took part.
pub fn told(cast: &Cast<'_, '_>) -> Vec<Told> {
    let all =
        cast.reading.sentences.iter().flat_map(|sentence| (sentence.first..sentence.end).map(move |at| (sentence, at)));
    let told = all.filter_map(|(sentence, at)| {
        let Trigger { kind, at, is_verb } = trigger::at(cast, sentence, at)?;
        let (from, until) = clause(cast, sentence, at);
        let modality = modality::of(cast, (from, at, until), is_verb);
        Some(Told { kind, modality, word: cast.reading.tokens[at].span, is_verb })
    });
    told.collect()
}

/// Events of the running text, in order: one of a kind per sentence.
pub fn find(cast: &Cast<'_, '_>, clauses: &Clauses, speakers: &Speakers<'_, '_, '_>) -> Vec<ClaimProposal> {
    let mut found: Vec<ClaimProposal> = Vec::new();
    for sentence in cast.reading.body_sentences() {
        let mut kinds_here: Vec<&str> = Vec::new();
        for at in sentence.first..sentence.end {
            let Some(trigger) = trigger::at(cast, &sentence, at) else {
                continue;
            };
            if kinds_here.contains(&trigger.kind) {
                continue;
            }
            if let Some(mut event) = event((cast, clauses), speakers, &sentence, trigger) {
                kinds_here.push(trigger.kind);
                // The first event of a clause has all of it; a further one rests on the words from its own on, so that
                // each can be pointed at.
                let mut in_sentence = found.iter().rev().take(kinds_here.len());
                if in_sentence.any(|other| other.span == event.span) {
                    let first = cast.mention_at(at).map_or(at, |mention| cast.ranges[mention].0);
                    event.span.start_byte = cast.reading.tokens[first].span.start_byte;
                }
                found.push(event);
            }
        }
    }
    found
}

fn event(
    (cast, clauses): (&Cast<'_, '_>, &Clauses),
    speakers: &Speakers<'_, '_, '_>,
    sentence: &Sentence,
    trigger: Trigger,
) -> Option<ClaimProposal> {
    let Trigger { kind, at, is_verb } = trigger;
    let (from, until) = clause(cast, sentence, at);
    let own = relative::own(cast, (from, at, until));
    let scene = Scene { cast, clauses, sentence: *sentence, trigger, from, until, own };
    let place = scene.place();
    let place_entity = place.and_then(|mention| cast.mentions[mention].entity);
    let (mut actors, mut recipients) =
        if is_verb { of_verb(cast, speakers, (from, at, own.end)) } else { of_noun(cast, speakers, (from, at, until)) };
    if kind == "meeting" && actors.is_empty() {
        std::mem::swap(&mut actors, &mut recipients);
    }
    // A road is blocked, a dam stormed: where it was, not whom it befell.
    let is_scene = |entity: &usize| actors::is_no_peoples(&cast.entities[*entity]);
    let place_entity = place_entity.or_else(|| recipients.iter().copied().find(is_scene));
    actors.retain(|entity| !is_scene(entity));
    recipients.retain(|entity| !is_scene(entity));
    actors.retain(|entity| Some(*entity) != place_entity);
    recipients.retain(|entity| Some(*entity) != place_entity && !actors.contains(entity));
    if kind == "visit" && is_verb {
        recipients.retain(|entity| cast.entity_at(at + 1) == Some(*entity));
    }
    if kind == "aid" && recipients.is_empty() {
        let to = (at + 1..until).find(|index| cast.low(*index, at) == "to");
        recipients
            .extend(to.and_then(|to| destination(cast, to, until)).and_then(|mention| cast.mentions[mention].entity));
    }
    // The host of a visit is the country that is visited.
    let host =
        place_entity.filter(|entity| kind == "visit" && !actors.is_empty() && !cast.entities[*entity].ids.is_empty());
    if recipients.is_empty() {
        recipients.extend(host);
    }
    let date = scene.day();
    let n_parts = actors.len() + recipients.len() + usize::from(place_entity.is_some()) + usize::from(date.is_some());
    if kind == "death" {
        // Whoever dies does so without another's doing; a bill or a hope dies as well.
        actors = actors::of_death(cast, speakers, trigger, (actors, recipients));
        recipients = Vec::new();
        if actors.is_empty() {
            return None;
        }
    }
    // A government that is toppled is not dismissed; somebody is.
    let is_somebodys = |entity: &usize| cast.entities[*entity].label == Label::Person;
    if is_ousting(cast.low(at, at)) && !actors.iter().chain(&recipients).any(is_somebodys) {
        return None;
    }
    // Spring arrives in a country, and time flies: a visit has a visitor.
    if kind == "visit" && is_verb && actors.is_empty() {
        return None;
    }
    // A day with two readings is a day.
    let has_day = || cast.first_in(own.first, own.end, &[Label::Date]).is_some();
    let dated_limit = kind == "deadline" && (date.is_some() || has_day());
    let is_named = cast.mention_at(at).is_some();
    if n_parts < (if is_verb || is_named { 1 } else { 2 }) && !dated_limit {
        return None;
    }
    let until = if own.is_relative { own.end } else { until };
    let span = cast.reading.span(from, until);
    let modality = modality::of(cast, (from, at, until), is_verb);
    let mut parts = vec![Part::text(Field::Type, kind), Part::text(Field::Modality, modality.as_str())];
    parts.extend(actors.iter().map(|entity| Part::entity(Field::Actors, *entity)));
    parts.extend(recipients.iter().map(|entity| Part::entity(Field::Recipients, *entity)));
    parts.extend(place_entity.map(|entity| Part::entity(Field::Place, entity)));
    let mut mentions = cast.mentions_of(span);
    if let Some((mention, date)) = date {
        parts.push(Part::text(Field::Date, date));
        mentions.push(mention);
    }
    mentions.sort_unstable();
    mentions.dedup();
    let (rule, score) = if is_verb { ("events.verb", 0.65) } else { ("events.noun", 0.55) };
    Some(ClaimProposal { kind: ClaimKind::Event, span, parts, mentions, score, rule })
}

/// Words for the end of a person's time in office and of a government alike.
fn is_ousting(word: &str) -> bool {
    matches!(word, "ousted" | "deposed" | "oust" | "ouster")
}

/// The clause around a trigger: between `;`, a quotation mark, or a verb of speech and its `that`; without end marks.
fn clause(cast: &Cast<'_, '_>, sentence: &Sentence, at: usize) -> (usize, usize) {
    let stops = |index: usize| matches!(cast.reading.tokens[index].text, ";" | "“" | "”" | "\"" | ":");
    let mut from = (sentence.first..at).rev().find(|index| stops(*index)).map_or(sentence.first, |index| index + 1);
    let is_cue = |index: usize| {
        cast.mention_at(index).is_none() && class::is_in(Class::SpeechThat, cast.low(index, at)) && index + 1 < at
    };
    if let Some(cue) = (from..at).rev().find(|index| is_cue(*index)) {
        let that = (cue + 1..at).find(|index| cast.low(*index, at) == "that");
        from = that.map_or(cue + 1, |that| that + 1);
    }
    // `…, said the ministry`, `…, the ministry said`: the report's frame is no part of it.
    let attributes = |index: usize| {
        let cues = |index: usize| matches!(cast.low(index, at), "said" | "says" | "told" | "according" | "announced");
        cast.reading.tokens[index].text == ","
            && (index + 1..(index + 7).min(sentence.end))
                .take_while(|next| cast.reading.tokens[*next].text != ",")
                .any(cues)
    };
    let mut until = (at + 1..sentence.end).find(|index| stops(*index) || attributes(*index)).unwrap_or(sentence.end);
    let trails = |index: usize| {
        !cast.reading.tokens[index].text.starts_with(char::is_alphanumeric)
            || matches!(cast.low(index, at), "of" | "for" | "to" | "as" | "with" | "by" | "and" | "the" | "a")
    };
    while until > at + 1 && trails(until - 1) {
        until -= 1;
    }
    (from, until)
}
