//! Verbs by their forms: whether a word is one where it stands, and whether it makes a clause of its own.
//!
//! Never looks further than the words beside it.

use crate::extract::cast::Cast;
use crate::extract::quotes::cues::Cue;
use crate::extract::quotes::cues::cue;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;

/// Whether a cue is used as a verb at `at`: most are nouns too (`a report`, `his claims`), and those need a subject that
/// goes with their form.
pub fn is_verb(cast: &Cast<'_, '_>, at: usize, how: Cue) -> bool {
    let capital = cast.reading.tokens[at].is_capitalised() && !cast.reading.starts_sentence(at);
    if cast.mention_at(at).is_some() || capital {
        return false;
    }
    if !how.is_noun_too() {
        return true;
    }
    let word: &str = &cast.reading.folded[at];
    let mut left = at;
    let first = cast.reading.sentence(at).first;
    while left > first
        && (cast.low(left - 1, at).ends_with("ly")
            || matches!(cast.low(left - 1, at), "also" | "now" | "still" | "often" | "always"))
    {
        left -= 1;
    }
    let before = cast.reading.low_before(left);
    let label = left.checked_sub(1).and_then(|before| cast.label_at(before));
    let named = label.is_some_and(Label::names_entity) || matches!(before, ")" | ",");
    if word.ends_with("ing") {
        let opened = matches!(before, "while" | "and" | "by" | "is" | "are" | "was" | "were" | "been" | "");
        let of_noun = before.len() > 2 && !is_in(Class::Function, before) && !is_determiner(before);
        return named || opened || of_noun && (cast.low(at + 1, at) == "that" || leads_to_mark(cast, at));
    }
    let singular = matches!(before, "he" | "she" | "it" | "who" | "which" | "and" | "—" | "–");
    let plural = matches!(
        before,
        "they"
            | "we"
            | "i"
            | "you"
            | "who"
            | "to"
            | "and"
            | "not"
            | "did"
            | "does"
            | "do"
            | "n't"
            | "will"
            | "would"
            | "others"
            | "some"
            | "many"
            | "all"
            | "both"
            | "most"
    );
    // `denied reports that`: the object of a verb.
    let is_object = word.ends_with('s') && before.len() > 4 && before.ends_with("ed");
    let noun_before = before.len() > 2
        && !is_object
        && before.starts_with(char::is_alphabetic)
        && !is_in(Class::Function, before)
        && !is_determiner(before);
    if word == "thought" {
        return named || singular || plural || noun_before;
    }
    if word.ends_with('s') {
        return named && label != Some(Label::Group)
            || singular
            || noun_before && !before.ends_with('s') && has_determiner(cast, left - 1, first);
    }
    plural
        || before.ends_with('s') && noun_before
        || label == Some(Label::Group)
        || noun_before && is_many(before)
        || cast.low(at + 1, at) == "that"
            && (noun_before || label == Some(Label::Place))
            && hangs_on_many(cast, at, first)
}

/// Nouns for many that do not end in `s`.
fn is_many(word: &str) -> bool {
    matches!(
        word,
        "data" | "police" | "people" | "staff" | "media" | "men" | "women" | "children" | "majority" | "crew"
    )
}

/// `officials in the north fear that …`, `staff at the airport claim that …`: many, and what hangs on them right before
/// the verb.
fn hangs_on_many(cast: &Cast<'_, '_>, at: usize, first: usize) -> bool {
    let from = at.saturating_sub(7).max(first + 1);
    let link = (from..at)
        .rev()
        .find(|index| matches!(cast.low(*index, at), "in" | "at" | "from" | "of" | "for" | "with" | "near"));
    link.is_some_and(|link| {
        let word = cast.low(link - 1, at);
        let is_plain = |index: usize| {
            cast.reading.tokens[index].text.starts_with(char::is_alphanumeric)
                && cue(&cast.reading.folded[index]).is_none()
        };
        (is_many(word) || word.len() > 4 && word.ends_with('s') && !word.ends_with("ss"))
            && cast.mention_at(link - 1).is_none()
            && (link + 1..at).all(is_plain)
    })
}

fn leads_to_mark(cast: &Cast<'_, '_>, at: usize) -> bool {
    (at + 1..at + 3).any(|index| matches!(cast.low(index, at), "“" | "\"" | "‘" | "«"))
}

/// `the court rules`, `a new study shows`: whether an article or owner stands before the noun at `at`.
fn has_determiner(cast: &Cast<'_, '_>, at: usize, first: usize) -> bool {
    (at.saturating_sub(4).max(first)..at).any(|index| {
        is_determiner(cast.low(index, at))
            || matches!(cast.reading.tokens[index].text, "'s" | "’s")
            || cast.mention_at(index).is_some()
    }) || at == first
        || is_in(Class::TitleNoun, cast.low(at, at))
}

/// Whether a verb that makes a clause of its own stands in tokens `[from, until)`.
pub fn has_finite(cast: &Cast<'_, '_>, from: usize, until: usize) -> bool {
    (from..until).any(|at| is_finite(cast, at) || is_past(cast, at))
}

/// A form in `-ed` that may be a participle as well.
fn is_past(cast: &Cast<'_, '_>, at: usize) -> bool {
    let word: &str = &cast.reading.folded[at];
    word.len() > 4 && word.ends_with("ed") && cast.mention_at(at).is_none() && !is_barred(cast, at)
}

/// Behind an article or a preposition stands no verb.
fn is_barred(cast: &Cast<'_, '_>, at: usize) -> bool {
    let before = cast.reading.low_before(at);
    is_determiner(before) || matches!(before, "of" | "by" | "with" | "and" | "to")
}

pub fn is_finite(cast: &Cast<'_, '_>, at: usize) -> bool {
    if cast.mention_at(at).is_some() {
        return false;
    }
    let word: &str = &cast.reading.folded[at];
    if is_auxiliary(word) {
        return true;
    }
    is_past(cast, at) && takes_object(cast, at) || !is_barred(cast, at) && IRREGULAR.contains(&word)
}

/// Whether what follows a form in `-ed` lets it be a verb: `favoured changing it`, not `bloodied bodies`.
fn takes_object(cast: &Cast<'_, '_>, at: usize) -> bool {
    let Some(next) = cast.reading.near(at + 1, at) else {
        return true;
    };
    let word = cast.low(at + 1, at);
    cast.mention_at(at + 1).is_some()
        || !next.text.starts_with(char::is_lowercase)
        || is_in(Class::Function, word)
        || is_determiner(word)
        || is_link(word)
        || word.ends_with("ly")
        || word.ends_with("ing")
        || matches!(
            word,
            "of" | "as"
                | "and"
                | "or"
                | "that"
                | "her"
                | "him"
                | "them"
                | "it"
                | "us"
                | "me"
                | "by"
                | "when"
                | "off"
                | "up"
                | "out"
        )
}

/// `starves`, `gives`: the third person of a verb, as far as the word before tells it from a plural.
pub fn is_present(cast: &Cast<'_, '_>, at: usize) -> bool {
    let word: &str = &cast.reading.folded[at];
    let before_is_name = at.checked_sub(1).and_then(|before| cast.label_at(before)).is_some_and(Label::names_entity);
    let is_small = cast.reading.tokens[at].text.starts_with(char::is_lowercase);
    let ends = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    // `games that need skill`: a plural.
    let object_follows = matches!(cast.low(at + 1, at), "the" | "a" | "an" | "its" | "his" | "her" | "their")
        || cast.low(at + 1, at) == "that" && cue(word).is_some();
    is_small && cast.mention_at(at).is_none() && ends && (before_is_name || object_follows)
        || !is_determiner(cast.reading.low_before(at))
            && matches!(
                word,
                "want" | "need" | "remain" | "face" | "hold" | "live" | "fear" | "favour" | "favor" | "support"
            )
        || cue(word).is_some() && is_small && cast.reading.low_before(at).ends_with('s') && object_follows
}

pub fn is_determiner(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "his" | "her" | "its" | "their" | "this" | "that" | "these" | "those")
}

pub fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "is" | "are"
            | "was"
            | "were"
            | "am"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "can"
            | "could"
            | "should"
            | "must"
            | "may"
            | "might"
            | "shall"
            | "do"
            | "does"
            | "did"
            | "cannot"
            | "ought"
    ) || word.ends_with("n't")
        || word.ends_with("n’t")
        || ["'s", "’s", "'re", "’re", "'ll", "’ll", "'ve", "’ve", "'d", "’d", "'m", "’m"]
            .iter()
            .any(|ending| word.strip_suffix(ending).is_some_and(is_pronoun))
}

fn is_pronoun(word: &str) -> bool {
    matches!(word, "i" | "you" | "he" | "she" | "it" | "we" | "they" | "there" | "that" | "who" | "what" | "this")
}

pub fn is_link(word: &str) -> bool {
    matches!(
        word,
        "in" | "on"
            | "at"
            | "during"
            | "to"
            | "by"
            | "for"
            | "after"
            | "before"
            | "via"
            | "through"
            | "with"
            | "from"
            | "following"
            | "while"
    )
}

/// Past forms that do not end in `-ed`, and a few presents that are no nouns.
const IRREGULAR: &[&str] = &[
    "became",
    "began",
    "bought",
    "broke",
    "brought",
    "built",
    "came",
    "caught",
    "chose",
    "cut",
    "died",
    "drew",
    "drove",
    "fell",
    "felt",
    "fled",
    "forgot",
    "found",
    "fought",
    "gave",
    "goes",
    "got",
    "grew",
    "heard",
    "held",
    "hit",
    "keeps",
    "kept",
    "knew",
    "knows",
    "lay",
    "led",
    "left",
    "lost",
    "made",
    "makes",
    "means",
    "meant",
    "met",
    "needs",
    "paid",
    "posed",
    "put",
    "ran",
    "rose",
    "said",
    "sang",
    "sat",
    "saw",
    "says",
    "seems",
    "sent",
    "shot",
    "showed",
    "slept",
    "sold",
    "spent",
    "split",
    "spoke",
    "spread",
    "stood",
    "stole",
    "struck",
    "taught",
    "takes",
    "thinks",
    "thought",
    "threw",
    "told",
    "took",
    "understood",
    "wants",
    "went",
    "withdrew",
    "won",
    "wrote",
    "remain",
    "remains",
    "want",
    "need",
    "favour",
    "favor",
    "owe",
    "owes",
    "give",
    "gives",
    "allow",
    "allows",
    "belong",
    "belongs",
    "exist",
    "exists",
    "die",
];
