//! Events: what happened, from verbs and nouns of a dozen kinds, with who took part, where and when.
//!
//! Never infers an event that no word names, and tells planned, possible and denied ones from those that happened.

use crate::extract::cast::Cast;
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

/// Words of a kind of event: verbs have actors before them, nouns are followed by `between`, `of`, `with`.
struct Kind {
    name: &'static str,
    verbs: &'static [&'static str],
    nouns: &'static [&'static str],
}

const KINDS: &[Kind] = &[
    Kind { name: "meeting", verbs: &["met", "meets", "meeting", "meet"], nouns: &["meeting", "talks", "summit"] },
    Kind {
        name: "visit",
        verbs: &["visited", "visits", "visiting", "arrived", "arrives", "visit"],
        nouns: &["visit", "trip", "tour"],
    },
    Kind {
        name: "attack",
        verbs: &["attacked", "bombed", "shelled", "shot", "stormed", "ambushed", "raided", "killed", "struck"],
        nouns: &[
            "attack",
            "attacks",
            "bombing",
            "bombings",
            "explosion",
            "blast",
            "airstrike",
            "airstrikes",
            "shooting",
            "ambush",
            "raid",
        ],
    },
    Kind {
        name: "expulsion",
        verbs: &[
            "deported",
            "expelled",
            "evicted",
            "deport",
            "expel",
            "evict",
            "repatriate",
            "repatriated",
            "deporting",
            "expelling",
            "evicting",
        ],
        nouns: &["deportation", "deportations", "expulsion", "eviction", "repatriation"],
    },
    Kind {
        name: "election",
        verbs: &["elected", "reelected", "re-elected"],
        nouns: &["election", "elections", "referendum", "polls"],
    },
    Kind {
        name: "agreement",
        verbs: &["signed", "agreed", "ratified"],
        nouns: &["agreement", "ceasefire", "truce", "treaty", "accord", "deal"],
    },
    Kind { name: "deadline", verbs: &[], nouns: &["deadline", "ultimatum"] },
    Kind {
        name: "disaster",
        verbs: &[],
        nouns: &[
            "earthquake",
            "flood",
            "floods",
            "flooding",
            "cyclone",
            "hurricane",
            "landslide",
            "wildfire",
            "drought",
            "typhoon",
            "quake",
        ],
    },
    Kind {
        name: "protest",
        verbs: &["protested", "rallied", "demonstrated"],
        nouns: &["protest", "protests", "demonstration", "demonstrations", "strike", "riots", "march"],
    },
    Kind {
        name: "arrest",
        verbs: &["arrested", "detained", "jailed", "imprisoned", "sentenced"],
        nouns: &["arrest", "arrests", "detention"],
    },
    Kind {
        name: "appointment",
        verbs: &["appointed", "resigned", "sacked", "dismissed", "nominated"],
        nouns: &["resignation", "appointment"],
    },
    Kind { name: "statement", verbs: &["issued", "announced", "condemned", "criticised", "criticized"], nouns: &[] },
];

/// Events of the running text, in order: one of a kind per sentence.
pub fn find(cast: &Cast<'_, '_>, speakers: &Speakers<'_, '_, '_>) -> Vec<ClaimProposal> {
    let mut found = Vec::new();
    for sentence in cast.reading.body_sentences() {
        let mut kinds_here: Vec<&str> = Vec::new();
        for at in sentence.first..sentence.end {
            let Some((kind, is_verb)) = kind_at(cast, at) else { continue };
            let kind = if kind == "attack" && is_blind(cast, at) && tells_of_disaster(cast, &sentence) {
                "disaster"
            } else {
                kind
            };
            if kinds_here.contains(&kind) || !reads_as_event(cast, &sentence, at, is_verb) {
                continue;
            }
            if let Some(mut event) = event(cast, speakers, (sentence, at), kind, is_verb) {
                kinds_here.push(kind);
                // The first event of a clause has all of it; a further one rests on the words from its own on, so that
                // each can be pointed at.
                let in_sentence = found.iter().rev().take(kinds_here.len());
                if in_sentence.into_iter().any(|other: &ClaimProposal| other.span == event.span) {
                    event.span.start_byte = cast.reading.tokens[at].span.start_byte;
                }
                found.push(event);
            }
        }
    }
    found
}

/// Verbs that a flood can do as well as a gunman.
fn is_blind(cast: &Cast<'_, '_>, at: usize) -> bool {
    matches!(cast.low(at, at), "killed" | "struck")
}

fn tells_of_disaster(cast: &Cast<'_, '_>, sentence: &Sentence) -> bool {
    let nouns = KINDS.iter().find(|kind| kind.name == "disaster").map_or(&[][..], |kind| kind.nouns);
    (sentence.first..sentence.end).any(|at| nouns.contains(&cast.low(at, at)))
}

fn kind_at(cast: &Cast<'_, '_>, at: usize) -> Option<(&'static str, bool)> {
    let word: &str = &cast.reading.folded[at];
    if cast.mention_at(at).is_some() {
        return None;
    }
    let nominal = matches!(
        cast.reading.low_before(at),
        "the"
            | "a"
            | "an"
            | "his"
            | "her"
            | "their"
            | "its"
            | "this"
            | "that"
            | "recent"
            | "of"
            | "'s"
            | "’s"
            | "first"
            | "second"
            | "third"
    );
    let noun = |kind: &&Kind| kind.nouns.contains(&word);
    let verb = |kind: &&Kind| kind.verbs.contains(&word);
    let as_noun = KINDS.iter().find(noun).map(|kind| (kind.name, false));
    let as_verb = KINDS.iter().find(verb).map(|kind| (kind.name, true));
    if nominal || as_noun_here(cast, at) { as_noun } else { as_verb.or(as_noun) }
}

/// `on a two-day visit`: a word that is verb and noun, without what makes it a verb.
fn as_noun_here(cast: &Cast<'_, '_>, at: usize) -> bool {
    let both =
        KINDS.iter().any(|kind| kind.verbs.contains(&cast.low(at, at)) && kind.nouns.contains(&cast.low(at, at)));
    let verbal =
        is_auxiliary(cast.reading.low_before(at)) || matches!(cast.reading.low_before(at), "they" | "we" | "i" | "you");
    both && !verbal
}

/// Whether the word is used for an event: a verb with a subject or a passive, a noun with a date, place or actor near.
fn reads_as_event(cast: &Cast<'_, '_>, sentence: &Sentence, at: usize, is_verb: bool) -> bool {
    let before = cast.reading.low_before(at);
    let base_verb = matches!(cast.low(at, at), "meet" | "visit" | "deport" | "expel" | "evict" | "repatriate");
    if is_verb && base_verb && !as_noun_here(cast, at) {
        return matches!(
            before,
            "to" | "will" | "would" | "can" | "could" | "may" | "might" | "should" | "must" | "not"
        );
    }
    let statement = matches!(cast.low(at, at), "issued" | "announced");
    let object = (at + 1..(at + 6).min(sentence.end))
        .any(|index| matches!(cast.low(index, at), "statement" | "condemnation" | "apology" | "warning"));
    if statement {
        return object;
    }
    let adjective = is_verb && matches!(before, "the" | "a" | "an") && cast.low(at, at) != "met";
    !adjective
}

fn event(
    cast: &Cast<'_, '_>,
    speakers: &Speakers<'_, '_, '_>,
    (sentence, at): (Sentence, usize),
    kind: &'static str,
    is_verb: bool,
) -> Option<ClaimProposal> {
    let (from, until) = clause(cast, &sentence, at);
    let reach = if is_verb { until } else { until.min(at + 12) };
    let place = place_in(cast, at, reach).or_else(|| if is_verb { place_in(cast, from, at) } else { None });
    let place = place.or_else(|| if kind == "visit" { destination(cast, at, until) } else { None });
    let place_entity = place.and_then(|mention| cast.mentions[mention].entity);
    let (mut actors, mut recipients) =
        if is_verb { of_verb(cast, speakers, (from, at, until)) } else { of_noun(cast, speakers, (from, at, until)) };
    if kind == "meeting" && actors.is_empty() {
        std::mem::swap(&mut actors, &mut recipients);
    }
    actors.retain(|entity| Some(*entity) != place_entity);
    recipients.retain(|entity| Some(*entity) != place_entity && !actors.contains(entity));
    let date =
        cast.date_in(at, until).or_else(|| cast.date_in(from, at)).or_else(|| cast.date_in(sentence.first, until));
    let n_parts = actors.len() + recipients.len() + usize::from(place.is_some()) + usize::from(date.is_some());
    let dated_limit = kind == "deadline" && date.is_some();
    if n_parts < (if is_verb { 1 } else { 2 }) && !dated_limit {
        return None;
    }
    let span = cast.reading.span(from, until);
    let mut parts =
        vec![Part::text(Field::Type, kind), Part::text(Field::Modality, modality(cast, from, at, until).as_str())];
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

const ACTORS: &[Label] = &[Label::Person, Label::Org, Label::Group, Label::Place];

/// Who does it and to whom, for a verb: its subject, and the names in its object; turned round in the passive.
fn of_verb(
    cast: &Cast<'_, '_>,
    speakers: &Speakers<'_, '_, '_>,
    (from, at, until): (usize, usize, usize),
) -> (Vec<usize>, Vec<usize>) {
    let is_be = |index: usize| matches!(cast.low(index, at), "was" | "were" | "been" | "be" | "being");
    let passive = (from..at).rev().take(2).any(is_be);
    let subject = subject(cast, speakers, from, at);
    if passive {
        let by = (at + 1..until).find(|index| cast.low(*index, at) == "by");
        let agents = by.map_or_else(Vec::new, |by| main_names(cast, by, object_end(cast, by, until), ACTORS));
        return (agents, subject);
    }
    let object = main_names(cast, at + 1, object_end(cast, at, until), &[Label::Person, Label::Org, Label::Group]);
    (subject, object)
}

/// The subject of the verb at `at`: the name, pronoun or owner right before it, with names coordinated to it; else the
/// first name of the clause.
fn subject(cast: &Cast<'_, '_>, speakers: &Speakers<'_, '_, '_>, from: usize, at: usize) -> Vec<usize> {
    let mut verb = at;
    while verb > from + 1 && is_auxiliary(cast.low(verb - 1, at)) {
        verb -= 1;
    }
    // `Peru's decision to expel`: the owner acts.
    let owner = (from..verb).rev().take(4).find(|index| matches!(cast.reading.tokens[*index].text, "'s" | "’s"));
    let owner = owner
        .filter(|_| cast.low(at.saturating_sub(1), at) == "to")
        .and_then(|index| cast.entity_at(index.checked_sub(1)?));
    if let Some(owner) = owner {
        return vec![owner];
    }
    let found = speakers.before(verb).filter(|speaker| speaker.first >= from);
    let Some((first, entity)) = found.and_then(|speaker| Some((speaker.first, speaker.entity?))) else {
        let mut names = main_names(cast, from, at, ACTORS);
        names.truncate(2);
        return names;
    };
    let mut subjects = vec![entity];
    let mut left = first;
    while left > from + 1 && matches!(cast.low(left - 1, at), "and" | ",") {
        let Some(mention) = cast.mention_at(left - 2) else { break };
        let (start, _) = cast.ranges[mention];
        let same = Some(cast.mentions[mention].label) == cast.label_at(first);
        match cast.mentions[mention].entity.filter(|entity| same && !subjects.contains(entity)) {
            Some(entity) if start >= from => subjects.insert(0, entity),
            _ => break,
        }
        left = start;
    }
    subjects
}

fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "will"
            | "would"
            | "to"
            | "has"
            | "had"
            | "have"
            | "was"
            | "were"
            | "been"
            | "be"
            | "being"
            | "is"
            | "are"
            | "can"
            | "could"
            | "may"
            | "might"
            | "should"
            | "must"
            | "not"
            | "wants"
            | "want"
            | "decided"
            | "plans"
            | "planned"
            | "agreed"
            | "also"
            | "never"
    )
}

/// Where a verb's object ends: at the next verb, relative clause or link of time.
fn object_end(cast: &Cast<'_, '_>, at: usize, until: usize) -> usize {
    let ends = |index: &usize| {
        let word = cast.low(*index, at);
        let clause = matches!(
            word,
            "has"
                | "have"
                | "had"
                | "is"
                | "are"
                | "was"
                | "were"
                | "will"
                | "would"
                | "which"
                | "who"
                | "that"
                | "after"
                | "before"
                | "following"
                | "while"
                | "when"
                | "where"
                | "to"
                | "said"
                | "during"
                | "despite"
                | "because"
                | "as"
        );
        let next = cast.low(index + 1, at);
        let other_verb = word == "and"
            && (KINDS.iter().any(|kind| kind.verbs.contains(&next)) || (next.len() > 4 && next.ends_with("ed")));
        other_verb || (clause && *index > at + 1)
    };
    (at + 1..until).find(ends).unwrap_or(until)
}

/// Who takes part in what a noun names: `Ruiz's visit`, `his meeting with Ortega`, `talks between Peru and Chile`; the
/// clause's subject where the noun is its object.
fn of_noun(
    cast: &Cast<'_, '_>,
    speakers: &Speakers<'_, '_, '_>,
    (from, at, until): (usize, usize, usize),
) -> (Vec<usize>, Vec<usize>) {
    let owner_at = (from..at).rev().take(4).find(|index| matches!(cast.reading.tokens[*index].text, "'s" | "’s"));
    let owner = owner_at.and_then(|index| cast.entity_at(index.checked_sub(1)?));
    let pronoun = (from..at).rev().take(3).find(|index| matches!(cast.low(*index, at), "his" | "her"));
    let owner = owner.or_else(|| pronoun.and_then(|index| speakers.person_before(index)));
    let link = |word: &str| (at + 1..until.min(at + 4)).find(|index| cast.low(*index, at) == word);
    let object_at = |index: usize| main_names(cast, index, object_end(cast, index, until), ACTORS);
    if let Some(between) = link("between") {
        return (object_at(between), Vec::new());
    }
    let mut actors: Vec<usize> = owner.into_iter().collect();
    let mut recipients = link("with").map_or_else(Vec::new, object_at);
    if let Some(by) = link("by") {
        actors.extend(object_at(by));
    }
    if let Some(on) = link("on").or_else(|| link("against")) {
        recipients.extend(object_at(on));
    }
    let is_subject = matches!(cast.low(from, at), "the" | "a" | "an" | "this") && at <= from + 3;
    if actors.is_empty() && !is_subject {
        let before = main_names(cast, from, at, ACTORS);
        actors.extend(before.into_iter().take(1));
    }
    (actors, recipients)
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
    while until > at + 1 && !cast.reading.tokens[until - 1].text.starts_with(char::is_alphanumeric) {
        until -= 1;
    }
    (from, until)
}

/// Entities named in a stretch, without places that only locate (`in X`), nationalities before a noun and the country
/// that owns a title.
fn main_names(cast: &Cast<'_, '_>, first: usize, end: usize, labels: &[Label]) -> Vec<usize> {
    let mut entities = Vec::new();
    for mention in cast.mentions_in(first, end) {
        let proposal = &cast.mentions[mention];
        let (start, stop) = cast.ranges[mention];
        if !labels.contains(&proposal.label) || stop > end {
            continue;
        }
        let before = cast.reading.low_before(start);
        let locates = proposal.label == Label::Place
            && matches!(before, "in" | "at" | "near" | "from" | "to" | "for" | "of" | "into" | "on");
        let owns = matches!(cast.low(stop, start), "'s" | "’s")
            || class::is_in(Class::TitleModifier, cast.low(stop, start))
            || class::is_in(Class::TitleNoun, cast.low(stop, start));
        let is_aside = matches!(before, "on" | "for" | "about" | "platform") && proposal.label != Label::Person;
        let qualifies = matches!(proposal.label, Label::Place | Label::Group) && owns;
        if let Some(entity) =
            proposal.entity.filter(|entity| !locates && !qualifies && !is_aside && !entities.contains(entity))
        {
            entities.push(entity);
        }
        if entities.len() == 6 {
            break;
        }
    }
    entities
}

/// A place after `in`, `at` or `near`.
fn place_in(cast: &Cast<'_, '_>, first: usize, end: usize) -> Option<usize> {
    cast.mentions_in(first, end).find(|mention| {
        let located =
            matches!(cast.reading.low_before(cast.ranges[*mention].0), "in" | "at" | "near" | "outside" | "across");
        cast.mentions[*mention].label == Label::Place && located
    })
}

/// `visit to Pakistan`, `visited Pakistan`.
fn destination(cast: &Cast<'_, '_>, first: usize, end: usize) -> Option<usize> {
    cast.first_in(first + 1, end.min(first + 5), &[Label::Place])
}

/// Planned, possible, denied, or told as fact: by the words before the trigger, and `planned` nouns.
fn modality(cast: &Cast<'_, '_>, from: usize, at: usize, until: usize) -> Modality {
    let near = at.saturating_sub(6).max(from);
    let has = |words: &[&str], first: usize, end: usize| (first..end).any(|index| words.contains(&cast.low(index, at)));
    if has(&["not", "never", "denied", "no", "n't", "didn't", "cancelled", "canceled", "refused"], near, at) {
        Modality::Negated
    } else if has(&["if", "would", "could", "may", "might", "unless", "possible", "threatened"], near, at) {
        Modality::Hypothetical
    } else if has(
        &["will", "to", "plans", "planned", "upcoming", "scheduled", "shall", "expected", "wants", "efforts"],
        at.saturating_sub(5).max(from),
        at,
    ) || has(&["will"], from, until)
    {
        Modality::Planned
    } else {
        Modality::Happened
    }
}
