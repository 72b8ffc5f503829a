//! Which word tells of an event: a verb with its form's company, a noun that is no part of another word.
//!
//! Never takes an idiom for an event: `struck a balance`, `a heart attack`, `met the deadline`.

use crate::extract::cast::Cast;
use crate::extract::events::kinds;
use crate::extract::quotes::verbs::has_finite;
use crate::extract::reading::Sentence;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;

/// A word that tells of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trigger {
    pub kind: &'static str,
    pub at: usize,
    pub is_verb: bool,
}

/// The trigger at a token, if it is one there.
pub fn at(cast: &Cast<'_, '_>, sentence: &Sentence, at: usize) -> Option<Trigger> {
    if let Some(mention) = cast.mention_at(at) {
        return named(cast, mention, at);
    }
    let word: &str = &cast.reading.folded[at];
    let kind = kinds::told_by(word)?;
    if is_other(cast, sentence, at) || !has_company(cast, at) {
        return None;
    }
    // Of `customers withdrew $38 million` nobody retreats.
    if word.starts_with("withdr") && (at + 1..at + 3).any(|next| cast.label_at(next) == Some(Label::Money)) {
        return None;
    }
    let is_verb = (kind.verbs.contains(&word) && reads_as_verb(cast, at, kind.nouns.contains(&word)))
        || (kind.bases.contains(&word) && reads_as_base(cast, at, kind.nouns.contains(&word)));
    let is_noun = !is_verb && kind.nouns.contains(&word) && reads_as_noun(cast, at);
    if !is_verb && !is_noun {
        return None;
    }
    let kind = refined(cast, sentence, at, kind.name, is_verb)?;
    Some(Trigger { kind, at, is_verb })
}

/// `removed` tells of a dismissal `from office` alone. A name may stand between: `removed Governor Ana Ruiz from his post`.
fn has_company(cast: &Cast<'_, '_>, at: usize) -> bool {
    let Some((link, objects)) = kinds::company(&cast.reading.folded[at]) else { return true };
    if objects.is_empty() {
        return cast.low(at + 1, at) == link;
    }
    let is_object = |index: usize| objects.split(' ').any(|object| object == cast.low(index, at));
    let links = (at + 1..at + 9).filter(|index| cast.low(*index, at) == link);
    links.into_iter().any(|index| (index + 1..index + 4).any(is_object))
}

/// `the third Lake Forum for Water`: a named event that people meet at, at the last word of its name.
fn named(cast: &Cast<'_, '_>, mention: usize, at: usize) -> Option<Trigger> {
    let (first, end) = cast.ranges[mention];
    if cast.mentions[mention].label != Label::Event || at + 1 != end {
        return None;
    }
    let heads = |index: &usize| {
        matches!(
            &*cast.reading.folded[*index],
            "forum" | "summit" | "conference" | "congress" | "assembly" | "talks" | "dialogue"
        )
    };
    (first..end).any(|index| heads(&index)).then_some(Trigger { kind: "meeting", at, is_verb: false })
}

/// Idioms, and words right before or behind that make something else of it.
fn is_other(cast: &Cast<'_, '_>, sentence: &Sentence, at: usize) -> bool {
    let word: &str = &cast.reading.folded[at];
    // `a doctor's appointment`: over the possessive.
    let owner = at.checked_sub(1).filter(|index| matches!(cast.reading.tokens[*index].text, "'s" | "’s"));
    if kinds::is_other_before(word, cast.reading.low_before(owner.unwrap_or(at))) {
        return true;
    }
    let mut index = at + 1;
    let limit = sentence.end.min(at + 7);
    // `attacks on the budget`, `a flood of complaints`: what a preposition right behind brings counts as well.
    while index < limit {
        let token = &cast.reading.tokens[index];
        let breaks = matches!(token.text, "," | ";" | ":" | "." | "“" | "”" | "\"" | "(")
            || index > at + 1
                && matches!(
                    cast.low(index, at),
                    "in" | "at"
                        | "on"
                        | "after"
                        | "and"
                        | "with"
                        | "who"
                        | "which"
                        | "that"
                        | "as"
                        | "before"
                        | "while"
                        | "from"
                        | "for"
                );
        if breaks && kinds::is_other_object(word, cast.low(index, at)) && index == at + 1 {
            return true;
        }
        if breaks || cast.mention_at(index).is_some_and(|mention| cast.mentions[mention].label == Label::Person) {
            return false;
        }
        if kinds::is_other_object(word, cast.low(index, at)) {
            return true;
        }
        index += 1;
    }
    false
}

fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "was" | "were" | "been" | "be" | "being" | "is" | "are" | "has" | "have" | "had" | "get" | "got" | "having"
    )
}

fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "his"
            | "her"
            | "their"
            | "its"
            | "this"
            | "that"
            | "these"
            | "those"
            | "any"
            | "no"
            | "every"
            | "'s"
            | "’s"
            | "first"
            | "second"
            | "third"
            | "another"
            | "recent"
            | "last"
            | "latest"
            | "new"
    )
}

/// `Ruiz met`, `was expelled`, `is visiting`; not `the expelled miners`, `a visiting professor`.
fn reads_as_verb(cast: &Cast<'_, '_>, at: usize, is_noun_too: bool) -> bool {
    let word: &str = &cast.reading.folded[at];
    let before = cast.reading.low_before(at);
    let named = at.checked_sub(1).and_then(|index| cast.label_at(index)).is_some_and(Label::names_entity);
    let governed = is_auxiliary(before)
        || matches!(before, "also" | "then" | "never" | "not" | "who" | "he" | "she" | "they" | "we" | "it" | "i");
    if word.ends_with("ing") {
        let opens =
            matches!(before, "after" | "before" | "while" | "by" | "is" | "are" | "was" | "were" | "been" | "be");
        let object = cast.mention_at(at + 1).is_some()
            || matches!(
                cast.low(at + 1, at),
                "the" | "a" | "an" | "his" | "her" | "with" | "all" | "more" | "dozens" | "thousands"
            );
        return opens && object || matches!(before, "is" | "are" | "was" | "were" | "been") && !is_noun_too;
    }
    if is_noun_too {
        return word.ends_with('s')
            && (named && cast.label_at(at - 1) == Some(Label::Person) || matches!(before, "he" | "she" | "who"));
    }
    if word.ends_with('s') && !word.ends_with("ss") && word != "capsized" {
        return named || governed;
    }
    // `the number of people killed by dengue`, `those injured by the storm`: no deed, and no verb of its own.
    let is_participle = matches!(word, "killed" | "injured" | "wounded")
        && cast.low(at + 1, at) == "by"
        && !governed
        && cast.mention_at(at + 2).is_none();
    if is_participle {
        return false;
    }
    let adjective = is_determiner(before) && !matches!(word, "met" | "shot") || before == "of";
    if matches!(word, "agreed") {
        return matches!(cast.low(at + 1, at), "to" | "on" | "a") && !adjective;
    }
    if matches!(word, "signed") {
        return signs_something(cast, at);
    }
    if matches!(word, "issued" | "announced") {
        return (at + 1..at + 6)
            .any(|index| matches!(cast.low(index, at), "statement" | "condemnation" | "apology" | "warning"));
    }
    if matches!(word, "rallied" | "demonstrated" | "marched" | "protested") {
        let next = cast.low(at + 1, at);
        let quotes = (at.saturating_sub(4)..at).any(|index| {
            matches!(
                cast.low(index, at),
                "shares" | "stocks" | "markets" | "prices" | "index" | "dollar" | "rupee" | "oil" | "team" | "bonds"
            )
        });
        return matches!(
            next,
            "in" | "outside"
                | "against"
                | "for"
                | "at"
                | "near"
                | "over"
                | "across"
                | "through"
                | "to"
                | "after"
                | ""
                | "."
                | ","
        ) && !quotes;
    }
    if matches!(word, "flew" | "travelled" | "traveled" | "arrived" | "landed") {
        return matches!(cast.low(at + 1, at), "to" | "in" | "at" | "into" | "on" | "here") && !adjective;
    }
    if matches!(word, "released" | "freed") {
        return (at.saturating_sub(8)..at + 7).any(|index| is_of_captives(cast.low(index, at)));
    }
    if matches!(word, "fired" | "sacked" | "relieved" | "deposed" | "ousted" | "impeached") {
        let is_other = adjective || word == "fired" && fires_weapon(cast, at);
        let has_object =
            cast.mention_at(at + 1).is_some() || matches!(cast.low(at + 1, at), "his" | "her" | "the" | "its");
        return !is_other && (has_object || is_auxiliary(before));
    }
    !adjective
}

/// `A missile was fired`.
fn fires_weapon(cast: &Cast<'_, '_>, at: usize) -> bool {
    (at.saturating_sub(10)..at).any(|index| {
        matches!(
            cast.low(index, at),
            "missile"
                | "missiles"
                | "rocket"
                | "rockets"
                | "shot"
                | "shots"
                | "rounds"
                | "bullets"
                | "shell"
                | "shells"
                | "gun"
                | "guns"
                | "gas"
                | "weapon"
                | "weapons"
                | "drone"
                | "drones"
                | "torpedo"
        )
    })
}

/// Words beside `freed` that say whom or from where: prisoners, bail.
fn is_of_captives(word: &str) -> bool {
    matches!(
        word,
        "prisoners"
            | "prisoner"
            | "hostage"
            | "hostages"
            | "detainees"
            | "detainee"
            | "inmates"
            | "captives"
            | "custody"
            | "prison"
            | "jail"
            | "bail"
            | "journalists"
            | "activists"
            | "soldiers"
            | "protesters"
            | "protestors"
            | "demonstrators"
            | "suspects"
            | "fishermen"
            | "sailors"
            | "crewmen"
            | "kidnappers"
            | "captivity"
            | "detention"
    )
}

/// `signed the treaty`, also `a treaty was signed`.
fn signs_something(cast: &Cast<'_, '_>, at: usize) -> bool {
    let is_paper = |index: usize| {
        matches!(
            cast.low(index, at),
            "agreement"
                | "agreements"
                | "treaty"
                | "deal"
                | "deals"
                | "accord"
                | "accords"
                | "pact"
                | "memorandum"
                | "protocol"
                | "truce"
                | "ceasefire"
                | "declaration"
                | "communique"
                | "law"
                | "decree"
                | "charter"
                | "mou"
                | "it"
                | "them"
        ) || cast.label_at(index) == Some(Label::Law)
    };
    (at + 1..at + 9).any(is_paper)
        || (at.saturating_sub(8)..at).any(is_paper) && is_auxiliary(cast.reading.low_before(at))
}

/// `to meet`, `will visit`, `ministers meet in Lima`.
fn reads_as_base(cast: &Cast<'_, '_>, at: usize, is_noun_too: bool) -> bool {
    let mut left = at;
    while left > 0
        && matches!(cast.reading.low_before(left), "also" | "soon" | "again" | "never" | "jointly" | "forcibly" | "not")
    {
        left -= 1;
    }
    let before = cast.reading.low_before(left);
    let modal = matches!(
        before,
        "to" | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "should"
            | "must"
            | "shall"
            | "did"
            | "do"
            | "does"
            | "cannot"
    ) || before.ends_with("n't")
        || before.ends_with("n’t");
    if before == "to" && is_noun_too {
        // `close to attack`, `thanks to protest` hardly occur; `a visit to attack` does not.
        return cast.mention_at(at + 1).is_some() || !matches!(cast.low(at + 1, at), "" | "." | ",");
    }
    let plural = !is_noun_too
        && before.len() > 3
        && before.ends_with('s')
        && !is_in(Class::Function, before)
        && cast.low(at, at) == "meet";
    modal || plural
}

/// No verb, and no part of a compound: `the meeting room`, `an election campaign`.
fn reads_as_noun(cast: &Cast<'_, '_>, at: usize) -> bool {
    let before = cast.reading.low_before(at);
    if matches!(
        before,
        "to" | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "should"
            | "must"
            | "they"
            | "we"
            | "i"
            | "you"
            | "n't"
            | "not"
    ) {
        return false;
    }
    let word: &str = &cast.reading.folded[at];
    if word == "strike" {
        return strikes(cast, at);
    }
    if word == "deal"
        && !is_determiner(before)
        && !matches!(
            before,
            "peace" | "trade" | "nuclear" | "arms" | "ceasefire" | "hostage" | "grain" | "gas" | "truce" | "water"
        )
    {
        return false;
    }
    let Some(next) = cast.reading.near(at + 1, at) else {
        return true;
    };
    let low = cast.low(at + 1, at);
    let is_small_word = next.text.starts_with(char::is_lowercase) && cast.mention_at(at + 1).is_none();
    !is_small_word
        || is_in(Class::Function, low)
        || has_finite(cast, at + 1, at + 2)
        || low.ends_with("ed")
        || low.ends_with("ly")
        || matches!(
            low,
            "between"
                | "with"
                | "that"
                | "near"
                | "against"
                | "last"
                | "next"
                | "later"
                | "early"
                | "today"
                | "yesterday"
                | "aimed"
                | "due"
                | "across"
                | "outside"
                | "hit"
                | "struck"
                | "following"
                | "amid"
                | "over"
        )
}

/// `a general strike` is a protest, `an air strike` an attack; which of both a bare `strike` is nobody can tell.
fn strikes(cast: &Cast<'_, '_>, at: usize) -> bool {
    let labours = |index: usize| {
        matches!(
            cast.low(index, at),
            "general"
                | "hunger"
                | "workers"
                | "worker"
                | "union"
                | "unions"
                | "miners"
                | "teachers"
                | "doctors"
                | "drivers"
                | "nurses"
                | "on"
                | "nationwide"
                | "shutter-down"
                | "wheel-jam"
                | "24-hour"
                | "48-hour"
                | "transport"
                | "rail"
                | "staff"
                | "dockers"
                | "off"
                | "staged"
                | "wage"
                | "indefinite"
        )
    };
    (at.saturating_sub(4)..at).any(labours)
}

/// A trigger whose kind the sentence decides: a flood kills as well as a gunman, a deal is struck.
fn refined(
    cast: &Cast<'_, '_>,
    sentence: &Sentence,
    at: usize,
    kind: &'static str,
    is_verb: bool,
) -> Option<&'static str> {
    let word: &str = &cast.reading.folded[at];
    let any = |words: &[&str]| {
        let is_it =
            |index: usize| words.contains(&cast.low(index, at)) && index != at && !is_other(cast, sentence, index);
        (sentence.first..sentence.end).any(is_it)
    };
    if word == "struck"
        && (at + 1..at + 5).any(|index| matches!(cast.low(index, at), "deal" | "agreement" | "accord" | "truce"))
    {
        return Some("agreement");
    }
    if !is_verb || !matches!(word, "killed" | "struck" | "kill" | "killing" | "wounded") {
        return Some(kind);
    }
    let natural = kinds::named("disaster").is_some_and(|disaster| {
        (sentence.first..sentence.end)
            .any(|index| disaster.nouns.contains(&cast.low(index, at)) && !is_other(cast, sentence, index))
    }) || any(&[
        "storm",
        "storms",
        "rains",
        "accident",
        "collapse",
        "collapsed",
        "lightning",
        "blaze",
        "overturned",
        "volcano",
        "capsized",
        "derailed",
        "fire",
        "virus",
        "cholera",
        "disease",
        "heat",
        "snow",
        "tornado",
        "tornadoes",
        "monsoon",
        "fell",
        "plunged",
    ]);
    if natural && !any(&["opened", "gunmen", "soldiers", "troops", "militants"]) {
        return Some("disaster");
    }
    let is_passive = matches!(cast.reading.low_before(at), "was" | "were" | "been" | "be" | "being" | "are" | "is");
    let armed = any(&[
        "gunmen",
        "gunman",
        "soldiers",
        "troops",
        "militants",
        "bomb",
        "bomber",
        "bombing",
        "attack",
        "attacks",
        "raid",
        "shelling",
        "fire",
        "police",
        "army",
        "rebels",
        "insurgents",
        "drone",
        "missile",
        "rocket",
        "airstrike",
        "blast",
        "explosion",
        "by",
        "clashes",
        "fighting",
        "assailants",
        "shooting",
        "ambush",
        "militia",
        "extremists",
        "terrorists",
        "attackers",
        "grenade",
        "mine",
    ]);
    if word == "struck" {
        return armed.then_some("attack");
    }
    let named = at.checked_sub(1).is_some_and(|index| cast.mention_at(index).is_some());
    (!is_passive && named || armed).then_some("attack")
}
