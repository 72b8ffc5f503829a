//! What a sum, a share or a measured quantity is of, where its own words do not say: the noun before it (`a fine of 2
//! million euros`), behind it (`a $2,000 fine`), or the subject of the verb that moves it (`Exports fell 6 percent`).
//!
//! Never takes a person or an institution for what is measured, nor a noun of another clause.

use crate::extract::amounts::Amount;
use crate::extract::amounts::toll;
use crate::extract::cast::Cast;
use crate::extract::clauses::Clauses;
use crate::extract::quotes::verbs::is_auxiliary;
use crate::extract::quotes::verbs::is_finite;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;
use crate::model::span::Span;

/// How far before an amount its verb stands.
const NEAR: usize = 9;

/// Words of what is measured at the most.
const LONGEST: usize = 5;

/// The words that say it, for an amount with a unit.
pub fn of(cast: &Cast<'_, '_>, clauses: &Clauses, amount: &Amount) -> Option<Span> {
    amount.unit.as_ref()?;
    let (first, end) =
        noun_before(cast, amount).or_else(|| noun_behind(cast, amount)).or_else(|| subject(cast, clauses, amount))?;
    Some(cast.reading.span(first, end))
}

/// A plain word: no name, no mark, no small word, no verb that is seen.
fn is_plain(cast: &Cast<'_, '_>, at: usize, beside: usize) -> bool {
    let word = cast.low(at, beside);
    cast.mention_at(at).is_none()
        && word.len() > 2
        && word.chars().all(|c| c.is_alphabetic() || c == '-')
        && !is_in(Class::Function, word)
        && !is_in(Class::Speech, word)
        && !is_finite(cast, at)
}

/// `an annual budget of $2 million`, `losses of 30 percent`; not `a total of`.
fn noun_before(cast: &Cast<'_, '_>, amount: &Amount) -> Option<(usize, usize)> {
    let beside = amount.first;
    let of = beside.checked_sub(1).filter(|of| matches!(cast.low(*of, beside), "of"))?;
    let noun = of.checked_sub(1).filter(|noun| is_plain(cast, *noun, beside))?;
    let says_how_much = matches!(
        cast.low(noun, beside),
        "total"
            | "sum"
            | "amount"
            | "average"
            | "maximum"
            | "minimum"
            | "excess"
            | "equivalent"
            | "value"
            | "worth"
            | "most"
            | "some"
            | "all"
            | "out"
            | "instead"
            | "because"
            | "majority"
            | "minority"
            | "rate"
            | "level"
            | "record"
            | "tune"
            | "height"
            | "peak"
            | "high"
            | "low"
            | "hundreds"
            | "tens"
            | "thousands"
            | "millions"
    );
    let moves = matches!(
        cast.low(noun, beside),
        "rise" | "fall" | "drop" | "increase" | "decrease" | "decline" | "cut" | "gain" | "jump" | "surge" | "growth"
    );
    if says_how_much || moves {
        return None;
    }
    let describes = |at: usize| {
        let word = cast.low(at, beside);
        // `and holds deposits of`: a verb before its object.
        let is_verb =
            word.ends_with('s') && matches!(cast.reading.low_before(at), "and" | "which" | "who" | "it" | "that");
        is_plain(cast, at, beside) && !is_verb && !word.ends_with("ing") && !word.ends_with("ed")
    };
    let first = (noun.saturating_sub(2)..noun).rev().take_while(|at| describes(*at)).last().unwrap_or(noun);
    Some((first, noun + 1))
}

/// What money is for.
const PAYMENTS: &[&str] = &[
    "fine",
    "penalty",
    "ransom",
    "compensation",
    "budget",
    "bail",
    "loan",
    "grant",
    "bribe",
    "reward",
    "debt",
    "damages",
    "bounty",
    "package",
    "deposit",
    "fee",
    "subsidy",
    "pension",
    "salary",
    "contract",
    "deal",
    "bond",
    "bailout",
    "fund",
    "settlement",
    "award",
    "prize",
    "levy",
    "bonus",
    "deficit",
    "surplus",
    "shortfall",
    "payment",
    "payout",
    "investment",
];

/// `a $2,000 fine`; `$2,000 as compensation`.
fn noun_behind(cast: &Cast<'_, '_>, amount: &Amount) -> Option<(usize, usize)> {
    if amount.label != Label::Money {
        return None;
    }
    let beside = amount.first;
    let link = usize::from(matches!(cast.low(amount.end, beside), "as" | "for"));
    let from = amount.end + link;
    let noun = (from..from + 3).find(|at| PAYMENTS.contains(&cast.low(*at, beside)))?;
    (from..=noun).all(|at| is_plain(cast, at, beside)).then_some((from, noun + 1))
}

/// `Copper output fell 6 percent in March to 9 million tonnes`: the subject of the verb before the amount.
fn subject(cast: &Cast<'_, '_>, clauses: &Clauses, amount: &Amount) -> Option<(usize, usize)> {
    let at = amount.first;
    // A bus falls 30 metres; its measure is not the bus.
    let is_way = |unit: &str| {
        let unit = unit.trim_end_matches('s');
        matches!(
            unit,
            "m" | "km" | "metre" | "meter" | "kilometre" | "kilometer" | "mile" | "feet" | "foot" | "yard" | "ft"
        )
    };
    if amount.unit.as_deref().is_some_and(is_way) {
        return None;
    }
    let limit = cast.reading.sentence(at).first;
    let from = at.saturating_sub(NEAR).max(limit);
    let is_it = |verb: &usize| {
        let word = cast.low(*verb, at);
        let stands = *verb + 1 == at && matches!(word, "was" | "is" | "were" | "are") && amount.label == Label::Percent;
        clauses.same(*verb, at) && cast.mention_at(*verb).is_none() && (toll::moves(word) || stands)
    };
    let verb = (from..at).rev().find(is_it)?;
    let mut end = verb;
    while end > limit && is_between(cast.low(end - 1, at)) {
        end -= 1;
    }
    let border = |index: &usize| {
        !clauses.same(*index, verb)
            || !cast.reading.tokens[*index].text.starts_with(char::is_alphanumeric)
            || matches!(cast.low(*index, at), "that" | "and" | "but" | "while" | "as")
            || cast.label_at(*index) == Some(Label::Date)
    };
    let start = (limit..end).rev().find(border).map_or(limit, |border| border + 1);
    phrase(cast, (start, end))
}

/// Between a subject and its verb.
fn is_between(word: &str) -> bool {
    is_auxiliary(word) || word.ends_with("ly") || matches!(word, "also" | "then" | "again" | "been" | "since")
}

/// The noun of a subject with its adjectives and its `of`: without articles and owners, without where it is from.
fn phrase(cast: &Cast<'_, '_>, (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let is_owner = |at: &usize| matches!(cast.reading.tokens[*at].text, "'s" | "’s" | "'" | "’");
    let mut first = (start..end).rev().find(is_owner).map_or(start, |owner| owner + 1);
    while first < end && matches!(cast.low(first, end - 1), "the" | "its" | "their" | "his" | "her" | "a" | "an" | "in")
    {
        first += 1;
    }
    let is_link =
        |at: &usize| matches!(cast.low(*at, first), "in" | "from" | "at" | "to" | "for" | "on" | "by" | "with");
    let stop = (first + 1..end).find(is_link).unwrap_or(end);
    let is_word = |at: usize| {
        is_plain(cast, at, first)
            || matches!(cast.low(at, first), "of" | "the") && at > first
            || matches!(cast.label_at(at), Some(Label::Place | Label::Group | Label::Product))
    };
    let head = (first..stop).take_while(|at| cast.low(*at, first) != "of").last()?;
    let is_noun = is_plain(cast, head, first);
    (is_noun && stop - first <= LONGEST && (first..stop).all(is_word)).then_some((first, stop))
}
