//! Quotes: words in quotation marks and reported speech, with who said them, how and where.
//!
//! Never makes a quote of words that nobody says: marked words without a verb of speech and too short to be a sentence
//! are only held at arm's length.

mod according;
mod clause;
mod cues;
mod direct;
pub mod gender;
mod headline;
mod indirect;
pub mod marks;
mod occasion;
mod relayed;
mod short_forms;
pub mod speaker;
mod stance;
mod trailing;
pub mod verbs;

use crate::extract::cast::Cast;
use crate::extract::quotes::gender::Gender;
use crate::extract::quotes::marks::Marked;
use crate::extract::quotes::occasion::setting;
use crate::extract::quotes::speaker::Speaker;
use crate::extract::quotes::speaker::Speakers;
use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::extraction::ClaimProposal;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::QuoteForm;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;

/// A quote in the making: its words at tokens `[first, end)`.
#[derive(Clone, Debug)]
pub struct Quote {
    pub first: usize,
    pub end: usize,
    pub form: QuoteForm,
    pub speaker: Option<Speaker>,
    pub cue: Option<usize>,
    /// Tokens around the words where medium, occasion and day are looked for.
    around: Vec<(usize, usize)>,
    rule: &'static str,
    score: f64,
}

/// Quotes of the running text, in order, without overlaps, as claims.
pub fn find(cast: &Cast<'_, '_>, speakers: &Speakers<'_, '_, '_>, marked: &[Marked]) -> Vec<ClaimProposal> {
    let mut quotes = indirect::find(speakers, marked);
    let direct = direct::find(speakers, marked, &quotes);
    quotes.extend(direct);
    let in_headlines = headline::find(speakers, marked);
    quotes.retain(|quote| in_headlines.iter().all(|one| one.end <= quote.first || quote.end <= one.first));
    quotes.extend(in_headlines);
    quotes.sort_by_key(|quote| (quote.first, quote.end));
    let mut last_end = 0;
    quotes.retain(|quote| {
        let is_free = quote.first >= last_end;
        last_end = if is_free { quote.end } else { last_end };
        is_free
    });
    pronouns(speakers, &mut quotes);
    quotes.iter().map(|quote| claim(cast, quote)).collect()
}

/// Whom `he`, `she`, `they` and `it` mean among those who spoke before.
fn pronouns(speakers: &Speakers<'_, '_, '_>, quotes: &mut [Quote]) {
    let cast = speakers.cast;
    let mut last: Option<(usize, usize)> = None;
    for quote in quotes {
        let Some(speaker) = &mut quote.speaker else {
            continue;
        };
        let here = cast.reading.sentence_of[speaker.first];
        let word = cast.low(speaker.first, speaker.first);
        let near = last.filter(|(sentence, _)| sentence + NEAR >= here).map(|(_, entity)| entity);
        let label = near.map(|entity| cast.entities[entity].label);
        if speaker.end == speaker.first + 1 && cast.mention_at(speaker.first).is_none() {
            speaker.entity = match word {
                "he" | "she" => {
                    let person = near.filter(|_| label == Some(Label::Person));
                    let gender = Gender::of_pronoun(word);
                    let spoke = last.map_or(here, |(sentence, _)| sentence + 1);
                    let acted = (spoke..here).rev().find_map(|sentence| acted(speakers, sentence, gender));
                    speakers.person(speaker.first, gender, acted.or(person))
                }
                "they" | "it" => near.filter(|_| label != Some(Label::Person)),
                _ => speaker.entity,
            };
        }
        if speaker.entity.is_none() && is_any_institution(cast, *speaker) {
            speaker.entity = near.filter(|_| matches!(label, Some(Label::Org | Label::Group)));
        }
        *speaker = coordinated(speakers, *speaker);
        last = speaker.entity.map(|entity| (here, entity)).or(last);
    }
}

/// The person who acts first in a sentence, before its verb: `Governor Ana Ruiz accused the council` comes nearer to the
/// `she` of the next sentence than whoever spoke before.
fn acted(speakers: &Speakers<'_, '_, '_>, sentence: usize, gender: Option<Gender>) -> Option<usize> {
    let cast = speakers.cast;
    let sentence = cast.reading.sentences.get(sentence).filter(|one| one.zone == ZoneKind::Body)?;
    let (at, entity) = *speakers.points_in(sentence.first, sentence.end).first()?;
    let title = (sentence.first..at).rev().take_while(|at| cast.mention_at(*at).is_none());
    let is_governed = title.into_iter().any(|at| {
        matches!(cast.low(at, at), "by" | "with" | "against" | "from" | "in" | "on" | "about" | "after" | "before")
    });
    let acts = !is_governed && !speakers.is_quoted(at) && !verbs::has_finite(cast, sentence.first, at);
    (acts && speakers.may_be(entity, gender)).then_some(entity)
}

/// `the organisation`, `the group`: whichever spoke last. A firm or an agency may be another than the one that did.
fn is_any_institution(cast: &Cast<'_, '_>, speaker: Speaker) -> bool {
    let is_definite = speaker.end == speaker.first + 2 && cast.low(speaker.first, speaker.first) == "the";
    is_definite
        && cast.mention_at(speaker.first + 1).is_none()
        && matches!(
            cast.low(speaker.first + 1, speaker.first),
            "organisation" | "organization" | "group" | "body" | "institution"
        )
}

/// `Ruiz and Ortega said`: the words of both; the first stands for them.
fn coordinated(speakers: &Speakers<'_, '_, '_>, speaker: Speaker) -> Speaker {
    let cast = speakers.cast;
    let joined = cast.low(speaker.first.saturating_sub(1), speaker.first) == "and";
    if joined && speaker.entity.is_none() {
        return with_others(speakers, speaker).unwrap_or(speaker);
    }
    let label = cast.label_at(speaker.first);
    let other = speaker.first.checked_sub(2).filter(|_| joined && label.is_some()).and_then(|at| cast.mention_at(at));
    match other {
        Some(mention)
            if Some(cast.mentions[mention].label) == label
                && cast.reading.sentence_of[cast.ranges[mention].0] == cast.reading.sentence_of[speaker.first] =>
        {
            let governed = matches!(
                cast.reading.low_before(cast.ranges[mention].0),
                "in" | "with" | "between" | "of" | "to" | "from"
            );
            if governed {
                return speaker;
            }
            Speaker { first: cast.ranges[mention].0, end: speaker.end, entity: cast.mentions[mention].entity }
        }
        _ => speaker,
    }
}

/// `witnesses and hospital sources said`: unnamed people with whom a clause begins.
fn with_others(speakers: &Speakers<'_, '_, '_>, speaker: Speaker) -> Option<Speaker> {
    let cast = speakers.cast;
    let limit = cast.reading.sentence(speaker.first).first;
    let and = speaker.first.checked_sub(1).filter(|and| *and > limit)?;
    let others = speakers.ending_before(and, limit)?;
    let many = |last: usize| cast.low(last, last).ends_with('s') || cast.low(last, last) == "police";
    let begins = others.first == limit || matches!(cast.reading.low_before(others.first), "," | ":" | "”" | "\"");
    (begins && many(others.end - 1) && many(speaker.end - 1)).then_some(Speaker {
        first: others.first,
        end: speaker.end,
        entity: None,
    })
}

/// How many sentences later a pronoun can mean who spoke last.
const NEAR: usize = 4;

/// The span without a comma that only leads to the verb.
fn words_span(cast: &Cast<'_, '_>, first: usize, end: usize) -> Span {
    let mut end = end;
    while end > first + 1 && matches!(cast.reading.tokens[end - 1].text, "," | "“" | "”" | "\"") {
        end -= 1;
    }
    cast.reading.span(first, end)
}

fn claim(cast: &Cast<'_, '_>, quote: &Quote) -> ClaimProposal {
    let span = words_span(cast, quote.first, quote.end);
    let mut parts = vec![Part::text(Field::QuoteForm, quote.form.as_str())];
    let mut mentions = cast.mentions_of(span);
    if let Some(speaker) = quote.speaker {
        parts.extend(speaker.entity.map(|entity| Part::entity(Field::Speaker, entity)));
        parts.push(Part::span(Field::SpeakerSpan, cast.reading.span(speaker.first, speaker.end)));
        mentions.extend(cast.mentions_in(speaker.first, speaker.end));
    }
    parts.extend(quote.cue.map(|cue| Part::text(Field::Cue, cue_words(cast, cue))));
    let said = setting(cast, &quote.around);
    parts.extend(said.medium.map(|words| Part::text(Field::Medium, words)));
    parts.extend(said.occasion.map(|words| Part::text(Field::Occasion, words)));
    parts.extend(said.said_on.map(|date| Part::text(Field::SaidOn, date)));
    mentions.sort_unstable();
    mentions.dedup();
    ClaimProposal { kind: ClaimKind::Quote, span, parts, mentions, score: quote.score, rule: quote.rule }
}

fn cue_words(cast: &Cast<'_, '_>, cue: usize) -> String {
    let two = cast.low(cue, cue) == "according" && cast.low(cue + 1, cue) == "to";
    cast.reading.words(cast.reading.span(cue, cue + 1 + usize::from(two))).to_owned()
}
