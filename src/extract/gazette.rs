//! List names in an article: which stretches of tokens stand in the tables or in the dossier's memory.
//!
//! Never classifies by shape. Names that mean something only in company (`X`, `AA`, `Threads`) need that company.

use crate::extract::found::Found;
use crate::extract::memory::Memory;
use crate::extract::reading::Reading;
use crate::lists::Entry;
use crate::lists::Kind;
use crate::lists::lists;
use crate::model::kind::Label;
use crate::model::kind::ZoneKind;

/// The rule of a name that was accepted before, and of one that was accepted for always.
pub const REMEMBERED: &str = "memory.name";
pub const ALWAYS: &str = "memory.always";

/// Names of the lists and of memory, left to right, longest first, without overlaps.
pub fn find(reading: &Reading<'_>, memory: &Memory) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.tokens.len() {
        let remembered = memory.at(reading, at).map(|remembered| {
            let rule = if remembered.is_always { ALWAYS } else { REMEMBERED };
            let mut one = Found::new(at, remembered.end, remembered.label, rule, 0.95);
            one.known = remembered.is_sure;
            one
        });
        let listed = listed(reading, at);
        let both = match (remembered, listed) {
            // What the lists know of it goes with it.
            (Some(own), Some(listed)) if own.end == listed.end && own.label == listed.label => {
                Some(Found { entry: listed.entry, known: own.known || listed.known, ..own })
            }
            (own, listed) => own.or(listed),
        };
        at = match both {
            Some(one) => {
                let end = one.end;
                found.push(one);
                end
            }
            None => at + 1,
        };
    }
    found
}

fn listed(reading: &Reading<'_>, at: usize) -> Option<Found> {
    if !reading.tokens[at].text.starts_with(|c: char| c.is_uppercase() || c == 'a') {
        return None;
    }
    let sentence_end = reading.sentence(at).end;
    let hit = lists().at(reading.text, &reading.tokens[at..sentence_end])?;
    let entry: &'static Entry = hit.entry;
    let end = at + hit.n_tokens;
    let in_company = match entry.kind {
        Kind::Platform if !entry.sure => is_platform(reading, at, end),
        Kind::Publisher if !entry.sure => is_publisher(reading, at, end, entry),
        _ => true,
    };
    let shouted_word = hit.shouted && !is_shouted_zone(reading, at);
    if !in_company || shouted_word {
        return None;
    }
    let (rule, score) = rule_of(entry);
    let mut one = Found::new(at, end, entry.label, rule, score);
    one.entry = Some(entry);
    one.known = may_be_known(entry);
    Some(one)
}

/// Whether a name of the lists stops no reader where nothing around it speaks against it.
pub fn may_be_known(entry: &Entry) -> bool {
    // Companies and parties share their names with products and people; only the UN's own names never stop a reader.
    let is_uns = entry.kind == Kind::Organisation && entry.name.starts_with("United Nations");
    entry.sure && (is_uns || matches!(entry.kind, Kind::Country | Kind::Demonym | Kind::Capital))
}

const fn rule_of(entry: &Entry) -> (&'static str, f64) {
    match (entry.kind, entry.sure) {
        (Kind::Country, true) => ("lists.country", 0.98),
        (Kind::Country, false) => ("lists.country", 0.8),
        (Kind::Demonym, true) => ("lists.demonym", 0.97),
        (Kind::Demonym, false) => ("lists.demonym", 0.75),
        (Kind::Capital, true) => ("lists.capital", 0.95),
        (Kind::Capital, false) => ("lists.capital", 0.7),
        (Kind::City, _) => ("lists.city", 0.85),
        (Kind::Region, true) => ("lists.region", 0.9),
        (Kind::Region, false) => ("lists.region", 0.55),
        (Kind::Organisation, true) => ("lists.organisation", 0.95),
        (Kind::Organisation, false) => ("lists.organisation", 0.7),
        (Kind::Publisher, true) => ("lists.publisher", 0.9),
        (Kind::Publisher, false) => ("lists.publisher", 0.75),
        (Kind::Platform, _) => ("lists.platform", 0.85),
        (Kind::People, true) => ("lists.people", 0.9),
        (Kind::People, false) => ("lists.people", 0.7),
    }
}

/// Capitals count as a name in a dateline or a line that is all in capitals.
fn is_shouted_zone(reading: &Reading<'_>, at: usize) -> bool {
    let sentence = reading.sentence(at);
    let loud = reading.tokens[sentence.first..sentence.end].iter().filter(|token| token.is_shouted()).count();
    sentence.zone == ZoneKind::Dateline || loud * 2 > sentence.end - sentence.first
}

/// `posted on X`, `social media platform X`, `his X account`, `X (formerly Twitter)`.
fn is_platform(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    let before = reading.low_before(at);
    let after = reading.low(end, at);
    let named = matches!(before, "platform" | "site" | "app" | "network" | "media" | "service" | "website");
    let held = matches!(after, "account" | "post" | "posts" | "user" | "users" | "handle" | "platform" | "profile");
    let formerly = after == "(" && reading.low(end + 1, at) == "formerly"
        || after == "," && reading.low(end + 1, at) == "formerly";
    let posted = before == "on"
        && (posts_before(reading, at)
            || matches!(after, "" | "." | "," | "that" | "following" | "after" | "late" | "early" | "\"" | "“"));
    let followed_by_name =
        reading.near(end, at).is_some_and(|token| token.is_capitalised() && reading.touches(end - 1, end));
    (named || held || formerly || posted) && !followed_by_name
}

fn posts_before(reading: &Reading<'_>, at: usize) -> bool {
    let first = reading.sentence(at).first;
    let from = at.saturating_sub(8).max(first);
    reading.folded[from..at].iter().any(|word| {
        matches!(
            &**word,
            "posted"
                | "wrote"
                | "said"
                | "post"
                | "statement"
                | "message"
                | "shared"
                | "tweeted"
                | "announced"
                | "thread"
                | "video"
                | "writing"
                | "posting"
                | "posts"
        )
    })
}

/// Short names of agencies need a bracket, a verb of telling or boilerplate around them.
fn is_publisher(reading: &Reading<'_>, at: usize, end: usize, entry: &Entry) -> bool {
    let before = reading.low_before(at);
    let after = reading.low(end, at);
    let bracketed = matches!(before, "(" | "/" | "-") && matches!(after, ")" | "/" | "-" | "–" | "—");
    let tells =
        matches!(after, "reported" | "reports" | "correspondent" | "news" | "journalist" | "photographer" | "reporter");
    let told = matches!(before, "told" | "agency" | "newspaper" | "to" | "channel" | "by" | "daily")
        && !reading.near(end, at).is_some_and(crate::text::token::Token::is_capitalised);
    let long = entry.surface.contains(' ');
    long || bracketed || tells || (told && before != "to") || reading.zone_of(at) == ZoneKind::Boilerplate
}

/// The publisher that the boilerplate names, and its mention.
pub fn publisher(reading: &Reading<'_>, found: &[Found]) -> Option<(String, Found)> {
    let in_boilerplate = found.iter().filter(|one| reading.zone_of(one.first) == ZoneKind::Boilerplate);
    let mut best: Option<&Found> = None;
    for one in in_boilerplate {
        if one.entry.is_some_and(|entry| entry.kind == Kind::Publisher) && best.is_none() {
            best = Some(one);
        }
    }
    let listed = best.and_then(|one| Some((one.entry?.name.to_owned(), one.clone())));
    listed.or_else(|| copyright_holder(reading)).map(|(name, mut one)| {
        one.label = Label::Org;
        one.rule = "zones.publisher";
        (name, one)
    })
}

/// The name after `© 2023` or `Copyright 2023`.
fn copyright_holder(reading: &Reading<'_>) -> Option<(String, Found)> {
    let is_sign = |at: usize| matches!(&*reading.folded[at], "©" | "copyright");
    let sign = (0..reading.tokens.len()).find(|at| reading.zone_of(*at) == ZoneKind::Boilerplate && is_sign(*at))?;
    let skip = |token: &str| {
        matches!(token, "©" | "copyright" | "(" | ")" | "c" | "," | "-" | "–")
            || token.bytes().all(|byte| byte.is_ascii_digit())
    };
    let first = (sign + 1..reading.sentence(sign).end).find(|at| !skip(&reading.folded[*at]))?;
    let is_name =
        |at: &usize| reading.near(*at, first).is_some_and(|token| token.is_capitalised() && token.text != "All");
    let end = (first..reading.tokens.len()).take_while(is_name).last()? + 1;
    let name = reading.words(reading.span(first, end)).to_owned();
    Some((name, Found::new(first, end, Label::Org, "zones.publisher", 0.7)))
}
