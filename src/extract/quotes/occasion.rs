//! Where something was said: the medium (`on X`, `in a statement`), the occasion (`weekly briefing`), the day.
//!
//! Never looks into the words that were said: only what stands around them counts.

use crate::extract::cast::Cast;
use crate::lists::Kind;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::lists::lists;
use crate::model::edtf;
use crate::model::edtf::Bounds;
use crate::model::kind::Label;

const MEDIA: &[&str] = &[
    "statement",
    "statements",
    "post",
    "tweet",
    "letter",
    "message",
    "video",
    "report",
    "email",
    "e-mail",
    "memo",
    "release",
    "communique",
    "communiqué",
    "note",
    "blog",
    "article",
    "editorial",
    "broadcast",
    "filing",
    "bulletin",
    "thread",
    "interview",
    "documentary",
    "op-ed",
    "text",
];

const OCCASIONS: &[&str] = &[
    "briefing",
    "conference",
    "meeting",
    "ceremony",
    "speech",
    "rally",
    "interview",
    "summit",
    "forum",
    "hearing",
    "session",
    "address",
    "debate",
    "sermon",
    "press-conference",
    "talks",
    "seminar",
    "panel",
    "congress",
    "call",
    "event",
    "visit",
    "trial",
    "lecture",
];

/// What was found around a quote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    pub medium: Option<String>,
    pub occasion: Option<String>,
    pub said_on: Option<String>,
}

/// Reads the stretches of tokens around a quote, in order; the first of each kind counts.
pub fn setting(cast: &Cast<'_, '_>, around: &[(usize, usize)]) -> Setting {
    let mut setting = Setting::default();
    for (first, end) in around.iter().copied().filter(|(first, end)| first < end) {
        let medium = || (first..end).find_map(|at| medium(cast, at, end));
        setting.medium = setting.medium.take().or_else(medium);
        let occasion = || (first..end).find_map(|at| occasion(cast, at, end));
        setting.occasion = setting.occasion.take().or_else(occasion);
        setting.said_on = setting.said_on.take().or_else(|| day(cast, first, end));
    }
    setting
}

/// The first day in tokens `[first, end)` that is told of the saying, not of the speaker: not `Ruiz, who came in May, said`.
fn day(cast: &Cast<'_, '_>, first: usize, end: usize) -> Option<String> {
    let is_told_of_another = |at: usize| {
        let tells = |index: &usize| {
            matches!(cast.low(*index, at), "who" | "whose" | "which" | "that" | "where" | "since" | "until")
        };
        let is_near = |index: &usize| cast.reading.tokens[*index].text != ",";
        (first..at).rev().take_while(is_near).any(|index| tells(&index))
    };
    // `Exports fell in May, and importers say …`, `They left on Monday; an official said …`: of another clause, before the verb.
    let says = |at: usize| cast.mention_at(at).is_none() && is_in(Class::SpeechThat, cast.low(at, at));
    let parts = |at: usize| {
        let is_joined = matches!(cast.low(at + 1, at), "and" | "but" | "while");
        cast.reading.tokens[at].text == ";" || cast.reading.tokens[at].text == "," && is_joined
    };
    let is_of_other_clause = |at: usize| {
        let border = (at..end).find(|index| parts(*index));
        border.is_some_and(|border| (border..end).any(says) && !(first..border).any(says))
    };
    let is_told_of_another = |at: usize| is_told_of_another(at) || is_of_other_clause(at);
    let days = cast.mentions_in(first, end).filter(|mention| !is_told_of_another(cast.ranges[*mention].0));
    days.into_iter()
        .filter_map(|mention| cast.date_in(cast.ranges[mention].0, cast.ranges[mention].1))
        .map(|(_, date)| date)
        .find(|date| !is_long_stretch(date))
}

/// `over the past ten days` is not when something was said; `over the weekend` can be, and `in May`.
fn is_long_stretch(date: &str) -> bool {
    let Some(Bounds { first: Some(first), last: Some(last) }) = edtf::bounds(date) else { return date.contains('/') };
    date.contains('/') && (last - first).num_days() >= 7
}

/// `on X`, `in a statement posted on X`, `told reporters`.
fn medium(cast: &Cast<'_, '_>, at: usize, end: usize) -> Option<String> {
    let words = |last: usize| cast.reading.words(cast.reading.span(at, last)).to_owned();
    match cast.low(at, at) {
        "told" => {
            let told = cast.low(at + 1, at);
            let press = cast.mention_at(at + 1).is_some_and(|mention| {
                let named = lists().named(cast.reading.words(cast.mentions[mention].span));
                named.is_some_and(|entry| entry.kind == Kind::Publisher)
            });
            let last = cast.mention_at(at + 1).filter(|_| press).map(|mention| cast.ranges[mention].1);
            let is_medium = matches!(told, "state" | "local" | "national" | "public")
                && matches!(cast.low(at + 2, at), "media" | "television" | "tv" | "radio" | "broadcaster");
            if is_medium {
                return Some(words(at + 3));
            }
            if matches!(told, "reporters" | "journalists") { Some(words(at + 2)) } else { last.map(words) }
        }
        "on" | "via" => platform_end(cast, at + 1, end).map(words),
        "in" | "through" | "by" => {
            let noun = (at + 1..(at + 6).min(end)).find(|index| MEDIA.contains(&cast.low(*index, at)))?;
            let plain =
                (at + 1..noun).all(|index| cast.low(index, at).chars().all(|c| c.is_alphanumeric() || c == '-'));
            let posted = usize::from(matches!(
                cast.low(noun + 1, at),
                "posted" | "published" | "shared" | "released" | "issued"
            ));
            let platform =
                (cast.low(noun + 1 + posted, at) == "on").then(|| platform_end(cast, noun + 2 + posted, end)).flatten();
            plain.then(|| words(platform.unwrap_or(noun + 1)))
        }
        _ => None,
    }
}

/// `X`, `social media platform X`, `social media`, `state television` at `from`.
fn platform_end(cast: &Cast<'_, '_>, from: usize, end: usize) -> Option<usize> {
    let platform = (from..(from + 5).min(end)).find(|at| cast.label_at(*at) == Some(Label::Product));
    if let Some(mention) = platform.and_then(|at| cast.mention_at(at)) {
        let plain = (from..cast.ranges[mention].0)
            .all(|at| cast.mention_at(at).is_none() && !matches!(cast.low(at, from), "," | "." | "and"));
        return plain.then_some(cast.ranges[mention].1);
    }
    let heads = ["media", "television", "tv", "radio"];
    let head = (from..(from + 4).min(end)).find(|at| heads.contains(&cast.low(*at, from)))?;
    let plain = (from..head).all(|at| cast.low(at, from).chars().all(char::is_alphanumeric));
    plain.then_some(head + 1)
}

/// `weekly news briefing` after `during her`, `press conference` after `addressing a`.
fn occasion(cast: &Cast<'_, '_>, at: usize, end: usize) -> Option<String> {
    if !matches!(
        cast.low(at, at),
        "during" | "at" | "in" | "addressing" | "to" | "on" | "after" | "following" | "before" | "for"
    ) {
        return None;
    }
    let determiner =
        usize::from(matches!(cast.low(at + 1, at), "a" | "an" | "the" | "his" | "her" | "their" | "its" | "this"));
    let from = at + 1 + determiner;
    let noun = (from..(from + 4).min(end)).find(|index| OCCASIONS.contains(&cast.low(*index, at)))?;
    let plain = (from..=noun).all(|index| cast.low(index, at).chars().all(|c| c.is_alphanumeric() || c == '-'));
    let sure = matches!(cast.low(at, at), "during" | "at" | "in" | "addressing")
        || (noun > from && !matches!(cast.low(at, at), "to" | "for" | "on"));
    (plain && sure && determiner == 1).then(|| cast.reading.words(cast.reading.span(from, noun + 1)).to_owned())
}
