//! Who takes part in an event, and where: subjects and objects of verbs, owners and partners of nouns.
//!
//! Never guesses a part that no word of the clause names.

use crate::extract::cast::Cast;
use crate::extract::events::kinds::KINDS;
use crate::extract::events::trigger::Trigger;
use crate::extract::quotes::speaker::Speakers;
use crate::extract::quotes::verbs::has_finite;
use crate::lists::class;
use crate::lists::class::Class;
use crate::model::extraction::EntityProposal;
use crate::model::kind::Label;
use crate::text::token::Token;

pub const ACTORS: &[Label] = &[Label::Person, Label::Org, Label::Group, Label::Place];

/// Who does it and to whom, for a verb: its subject, and the names in its object; turned round in the passive.
pub fn of_verb(
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
    let end = object_end(cast, at, until);
    let mut object = main_names(cast, at + 1, end, &[Label::Person, Label::Org, Label::Group]);
    // `attacked Peru`, `expelled the Chilean ambassador`: a country is acted on where nobody else is.
    if object.is_empty() {
        let article = usize::from(matches!(cast.low(at + 1, at), "the" | "a" | "an" | "all"));
        let mention = cast.mention_at(at + 1 + article).filter(|mention| {
            cast.ranges[*mention].0 < end && matches!(cast.mentions[*mention].label, Label::Place | Label::Group)
        });
        object.extend(mention.and_then(|mention| cast.country_of(mention)));
    }
    (subject, object)
}

/// Words for those who act for the country that owns them: `Peru's troops`.
fn acts_for_owner(word: &str) -> bool {
    matches!(
        word,
        "troops"
            | "forces"
            | "army"
            | "police"
            | "government"
            | "soldiers"
            | "navy"
            | "military"
            | "authorities"
            | "parliament"
            | "officials"
            | "administration"
            | "jets"
            | "warplanes"
            | "court"
            | "ministry"
            | "lawmakers"
            | "ruling"
            | "junta"
    )
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
    let collective = found.filter(|speaker| speaker.entity.is_none() && acts_for_owner(cast.low(speaker.end - 1, at)));
    if let Some(speaker) = collective {
        let start = speaker.first.saturating_sub(2).max(from);
        let owner = cast.mentions_in(start, speaker.end).find_map(|mention| cast.country_of(mention));
        if let Some(owner) = owner {
            return vec![owner];
        }
    }
    let Some((first, entity)) = found.and_then(|speaker| Some((speaker.first, speaker.entity?))) else {
        // `The president was tried after gunmen stormed it`: the gunmen have no name, and the president did not.
        let opens = |index: &usize| {
            matches!(cast.low(*index, at), "after" | "before" | "when" | "because" | "while" | "although" | "until")
        };
        // `when they met` are those who were named before it.
        let is_pronoun = |word: &str| matches!(word, "they" | "he" | "she" | "it" | "who" | "which" | "we" | "both");
        let noun = found.filter(|speaker| !is_pronoun(cast.low(speaker.first, at)));
        let own = noun.and_then(|speaker| (from..=speaker.first).rev().find(opens));
        let mut names = main_names(cast, own.map_or(from, |own| own + 1), at, ACTORS);
        names.truncate(2);
        return names;
    };
    let mut subjects = vec![entity];
    let mut left = first;
    loop {
        left = title_start(cast, left, from);
        if left <= from + 1 || !matches!(cast.low(left - 1, at), "and" | ",") {
            break;
        }
        let Some(mention) = cast.mention_at(left - 2) else {
            break;
        };
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

/// Over a title before a name: `his Slovak counterpart`.
fn title_start(cast: &Cast<'_, '_>, first: usize, limit: usize) -> usize {
    let mut start = first;
    while start > limit {
        let at = start - 1;
        let titled = match cast.label_at(at) {
            Some(label) => matches!(label, Label::Group | Label::Place | Label::Org) && cast.low(at, first) != ",",
            None => {
                let word = cast.low(at, first);
                class::is_in(Class::TitleNoun, word)
                    || class::is_in(Class::TitleModifier, word)
                    || class::is_in(Class::TitleQualifier, word)
                    || matches!(word, "his" | "her" | "their" | "its" | "the" | "'s" | "’s")
            }
        };
        if !titled {
            break;
        }
        start = at;
    }
    // A name alone before this one is no title: `Peru and Chile`.
    let has_title =
        (start..first).any(|at| cast.mention_at(at).is_none() && class::is_in(Class::TitleNoun, cast.low(at, first)));
    if has_title { start } else { first }
}

pub fn is_auxiliary(word: &str) -> bool {
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
        // `Mali's envoy to Niger` goes on; `to discuss trade` does not.
        let is_place_to = word == "to" && cast.reading.near(index + 1, at).is_some_and(Token::is_capitalised);
        let other_verb = word == "and"
            && (KINDS.iter().any(|kind| kind.verbs.contains(&next)) || (next.len() > 4 && next.ends_with("ed")));
        let name_end = cast.mention_at(index + 1).map(|mention| cast.ranges[mention].1);
        let other_clause = word == "," && name_end.is_some_and(|end| has_finite(cast, end, (end + 1).min(until)));
        other_verb || other_clause || (clause && !is_place_to && *index > at + 1)
    };
    (at + 1..until).find(ends).unwrap_or(until)
}

/// Who takes part in what a noun names: `Ruiz's visit`, `his meeting with Ortega`, `talks between Peru and Chile`; the
/// clause's subject where the noun is its object.
pub fn of_noun(
    cast: &Cast<'_, '_>,
    speakers: &Speakers<'_, '_, '_>,
    (from, at, until): (usize, usize, usize),
) -> (Vec<usize>, Vec<usize>) {
    let owner_at = (from..at).rev().take(4).find(|index| matches!(cast.reading.tokens[*index].text, "'s" | "’s"));
    let owner_at = owner_at.filter(|index| !has_finite(cast, index + 1, at));
    let owner = owner_at.and_then(|index| cast.entity_at(index.checked_sub(1)?));
    let pronoun = (from..at).rev().take(3).find(|index| matches!(cast.low(*index, at), "his" | "her"));
    let owner = owner.or_else(|| pronoun.and_then(|index| speakers.person_before(index)));
    let link = |word: &str| (at + 1..until.min(at + 4)).find(|index| cast.low(*index, at) == word);
    let object_at = |index: usize| main_names(cast, index, object_end(cast, index, until), ACTORS);
    // `talks between Peru and Chile`; `an election between May and July` names nobody.
    let both = link("between").map_or_else(Vec::new, object_at);
    if !both.is_empty() {
        return (both, Vec::new());
    }
    let mut actors: Vec<usize> = owner.into_iter().collect();
    let mut recipients = link("with").map_or_else(Vec::new, object_at);
    let right_after = |index: usize| {
        let the = usize::from(matches!(cast.low(index + 1, at), "the" | "a" | "an"));
        cast.mention_at(index + 1 + the).filter(|mention| ACTORS.contains(&cast.mentions[*mention].label))
    };
    if let Some(by) = link("by").or_else(|| link("of").filter(|_| actors.is_empty())) {
        let named = object_at(by);
        actors.extend(if named.is_empty() {
            right_after(by).and_then(|mention| cast.mentions[mention].entity).into_iter().collect()
        } else {
            named
        });
    }
    if let Some(on) = link("on").or_else(|| link("against")) {
        recipients.extend(right_after(on).and_then(|mention| cast.mentions[mention].entity));
    }
    // `Ruiz held a meeting`, not `Ruiz condemned the attack`: the verb between must do what the noun names.
    let before = cast.reading.low_before(at);
    let on_it = (from..at)
        .rev()
        .take(4)
        .any(|index| cast.low(index, at) == "on" && matches!(cast.low(index + 1, at), "a" | "an" | "his" | "her"));
    if actors.is_empty() && (before == "for" || on_it) {
        // `flew to Lima for talks`, `in China on a two-day visit`
        let named =
            cast.first_in(from, at, &[Label::Person]).or_else(|| cast.first_in(from, at, &[Label::Org, Label::Place]));
        actors.extend(named.and_then(|mention| cast.mentions[mention].entity));
    } else if actors.is_empty() && (from..at).any(|index| lends_subject(cast.low(index, at))) {
        let before = main_names(cast, from, at, ACTORS);
        actors.extend(before.into_iter().take(2));
    }
    (actors, recipients)
}

/// Verbs whose subject takes part in what their object names.
fn lends_subject(word: &str) -> bool {
    matches!(
        word,
        "held"
            | "hold"
            | "holds"
            | "hosted"
            | "hosts"
            | "host"
            | "attended"
            | "attend"
            | "attends"
            | "attending"
            | "launched"
            | "launch"
            | "launches"
            | "carried"
            | "staged"
            | "stage"
            | "conducted"
            | "made"
            | "make"
            | "makes"
            | "making"
            | "paid"
            | "pay"
            | "began"
            | "begin"
            | "begins"
            | "concluded"
            | "imposed"
            | "impose"
            | "imposes"
            | "lifted"
            | "reached"
            | "reach"
            | "set"
            | "sets"
            | "issued"
            | "issue"
            | "issues"
            | "gave"
            | "given"
            | "ended"
            | "joined"
            | "led"
            | "leads"
            | "opened"
            | "called"
            | "declared"
            | "faced"
            | "face"
            | "won"
            | "lost"
            | "organised"
            | "organized"
            | "announced"
            | "extended"
            | "involved"
            | "opens"
            | "started"
            | "resumed"
            | "ordered"
            | "submitted"
            | "tendered"
            | "struck"
            | "undertook"
            | "completed"
            | "cancelled"
    )
}

/// Entities named in a stretch, without places that only locate (`in X`), nationalities before a noun and the country
/// that owns a title.
pub fn main_names(cast: &Cast<'_, '_>, first: usize, end: usize, labels: &[Label]) -> Vec<usize> {
    let mut entities = Vec::new();
    for mention in cast.mentions_in(first, end) {
        let proposal = &cast.mentions[mention];
        let (start, stop) = cast.ranges[mention];
        if !labels.contains(&proposal.label) || stop > end {
            continue;
        }
        let article = matches!(cast.reading.low_before(start), "the" | "a" | "an");
        let before = cast.reading.low_before(start - usize::from(article));
        let locates = proposal.label == Label::Place
            && matches!(before, "in" | "at" | "near" | "from" | "to" | "for" | "of" | "into" | "on");
        let owns = matches!(cast.low(stop, start), "'s" | "’s")
            || class::is_in(Class::TitleModifier, cast.low(stop, start))
            || class::is_in(Class::TitleNoun, cast.low(stop, start));
        let is_aside = matches!(before, "on" | "for" | "about" | "platform") && proposal.label != Label::Person;
        // `SGA general secretary Ana Ruiz`: the office is hers, the deed is not the alliance's.
        let qualifies = matches!(proposal.label, Label::Place | Label::Group) && owns
            || proposal.label == Label::Org && owns_bearer(cast, stop, end);
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

/// Whether nothing but a title stands from token `from` to a person's name.
fn owns_bearer(cast: &Cast<'_, '_>, from: usize, end: usize) -> bool {
    let is_title = |at: usize| {
        let word = cast.low(at, from);
        class::is_in(Class::TitleNoun, word)
            || class::is_in(Class::TitleModifier, word)
            || class::is_in(Class::TitleQualifier, word)
            || matches!(word, "'s" | "’s")
    };
    let limit = end.min(from + 6);
    let name = (from..limit).find(|at| cast.mention_at(*at).is_some() || !is_title(*at));
    let has_noun = |name: usize| (from..name).any(|at| class::is_in(Class::TitleNoun, cast.low(at, from)));
    name.is_some_and(|name| cast.label_at(name) == Some(Label::Person) && has_noun(name))
}

/// A road, a river or a building: nobody lives by that name, and nobody acts for it.
pub fn is_no_peoples(entity: &EntityProposal) -> bool {
    let is_scene = |word: &str| {
        matches!(
            word,
            "highway"
                | "road"
                | "street"
                | "avenue"
                | "motorway"
                | "expressway"
                | "boulevard"
                | "lane"
                | "bridge"
                | "tunnel"
                | "square"
                | "roundabout"
                | "river"
                | "lake"
                | "canal"
                | "dam"
                | "barrage"
                | "airport"
                | "station"
                | "stadium"
                | "mountain"
                | "mountains"
                | "pass"
                | "desert"
                | "bay"
                | "beach"
        )
    };
    let last = entity.name.rsplit(' ').next().filter(|last| last.len() < entity.name.len());
    entity.label == Label::Place && last.is_some_and(|last| is_scene(&last.to_lowercase()))
}

/// Who died: the people right before the verb, or those whom the noun names; nobody where something else died.
pub fn of_death(
    cast: &Cast<'_, '_>,
    speakers: &Speakers<'_, '_, '_>,
    Trigger { at, is_verb, .. }: Trigger,
    (actors, recipients): (Vec<usize>, Vec<usize>),
) -> Vec<usize> {
    let is_person = |entity: &usize| cast.entities[*entity].label == Label::Person;
    let mut dead: Vec<usize> = actors.into_iter().chain(recipients).filter(is_person).collect();
    if is_verb {
        // `The son of Ana Ruiz died`: whoever is named beside the subject did not.
        let mut verb = at;
        while verb > 0 && is_auxiliary(cast.low(verb - 1, at)) {
            verb -= 1;
        }
        let subject = speakers.before(verb).and_then(|speaker| speaker.entity);
        dead.retain(|_| subject.as_ref().is_some_and(is_person));
    }
    dead
}

/// A place after `in`, `at` or `near`.
pub fn place_in(cast: &Cast<'_, '_>, first: usize, end: usize, is_here: impl Fn(&usize) -> bool) -> Option<usize> {
    cast.mentions_in(first, end).find(|mention| {
        let located =
            matches!(cast.reading.low_before(cast.ranges[*mention].0), "in" | "at" | "near" | "outside" | "across");
        cast.mentions[*mention].label == Label::Place && located && is_here(mention)
    })
}

/// `visit to Pakistan`, `visited Pakistan`.
pub fn destination(cast: &Cast<'_, '_>, first: usize, end: usize) -> Option<usize> {
    cast.first_in(first + 1, end.min(first + 8), &[Label::Place])
}
