//! Whether an event happened, is planned, might be, or did not happen: by the words that govern its trigger.
//!
//! Never asks the calendar: a day to come without a word for it is told as the article tells it.

use crate::extract::cast::Cast;
use crate::model::kind::Label;
use crate::model::kind::Modality;

/// Of the trigger at `at` in the clause `[from, until)`.
pub fn of(cast: &Cast<'_, '_>, (from, at, until): (usize, usize, usize), is_verb: bool) -> Modality {
    let near = at.saturating_sub(6).max(from);
    // `in May` permits nothing.
    let is_date = |index: usize| cast.label_at(index) == Some(Label::Date);
    let has = |words: &[&str], first: usize, end: usize| {
        (first..end).any(|index| words.contains(&cast.low(index, at)) && !is_date(index))
    };
    let negates = |index: usize| {
        let word = cast.low(index, at);
        word.ends_with("n't")
            || word.ends_with("n’t")
            || matches!(
                word,
                "not"
                    | "never"
                    | "denied"
                    | "no"
                    | "cancelled"
                    | "canceled"
                    | "refused"
                    | "declined"
                    | "without"
                    | "rejected"
                    | "cannot"
                    | "avoid"
                    | "averted"
                    | "thwarted"
                    | "foiled"
            )
    };
    let behind = || {
        let end = until.min(at + 12);
        (at + 1..end).any(|index| {
            let is_passive = matches!(cast.low(index - 1, at), "was" | "were" | "been" | "is" | "be");
            is_passive
                && matches!(cast.low(index, at), "cancelled" | "canceled" | "averted" | "called")
                && (cast.low(index, at) != "called" || cast.low(index + 1, at) == "off")
        })
    };
    if (near..at).any(negates) || !is_verb && behind() {
        return Modality::Negated;
    }
    // `said he would meet them` reports a plan; `would resign if …` a case.
    let is_case = has(&["if", "unless"], from, until);
    let is_reported = from > cast.reading.sentence(at).first && !is_case;
    if is_reported && (has(&["would"], near, at) || !is_verb && has(&["would"], from, until)) {
        return Modality::Planned;
    }
    if has(
        &[
            "if",
            "would",
            "could",
            "may",
            "might",
            "unless",
            "possible",
            "threatened",
            "threatens",
            "possibly",
            "whether",
            "potential",
        ],
        near,
        at,
    ) {
        return Modality::Hypothetical;
    }
    let plans = [
        "plans",
        "planned",
        "upcoming",
        "scheduled",
        "shall",
        "expected",
        "wants",
        "efforts",
        "due",
        "set",
        "next",
        "will",
        "plan",
        "decision",
        "decided",
        "preparing",
        "ready",
    ];
    let is_planned = if is_verb {
        infinitive(cast, near, at) || has(&["will", "shall"], near, at)
    } else {
        has(&plans, at.saturating_sub(5).max(from), at) && !has(&["set"], near, at)
            || has(&["will"], from, until)
            || is_future_noun(cast, near, at)
            || postponed(cast, at, until)
    };
    if is_planned { Modality::Planned } else { Modality::Happened }
}

/// `decided to expel`, not `managed to expel` nor `went to Lima and met`.
fn infinitive(cast: &Cast<'_, '_>, near: usize, at: usize) -> bool {
    let Some(to) = (near..at).rev().take(3).find(|index| cast.low(*index, at) == "to") else {
        return false;
    };
    let plain =
        (to + 1..at).all(|index| cast.mention_at(index).is_none() && !matches!(cast.low(index, at), "and" | ","));
    let done = to > near
        && matches!(
            cast.low(to - 1, at),
            "managed" | "began" | "started" | "continued" | "went" | "helped" | "used" | "happened" | "forced"
        );
    plain && !done
}

/// `to hold talks`, `to attend a meeting`.
fn is_future_noun(cast: &Cast<'_, '_>, near: usize, at: usize) -> bool {
    (near..at).any(|index| {
        cast.low(index, at) == "to"
            && matches!(
                cast.low(index + 1, at),
                "hold"
                    | "attend"
                    | "host"
                    | "convene"
                    | "begin"
                    | "start"
                    | "sign"
                    | "launch"
                    | "open"
                    | "impose"
                    | "resume"
                    | "pay"
                    | "make"
            )
    })
}

fn postponed(cast: &Cast<'_, '_>, at: usize, until: usize) -> bool {
    (at.saturating_sub(3)..until.min(at + 6)).any(|index| matches!(cast.low(index, at), "postponed" | "delayed"))
}
