//! Names of which only a part was seen: the agency written with a slash, the mission that goes on with `in Lebanon`, the
//! commission of two countries, the name after `Abu`; and the generic word that a headline begins with, which is none.
//!
//! Never looks beyond the article, and never shortens a name: what is found here holds all of what was seen before.

mod courts;

use crate::extract::found::Found;
use crate::extract::reading::Reading;
use crate::lists::Kind;
use crate::lists::class::Class;
use crate::lists::class::is_given_name;
use crate::lists::lists;
use crate::model::kind::Label;
use crate::model::kind::ZoneKind;
use crate::names::is_acronym_of;
use crate::text::token::Token;
use crate::text::token::TokenKind;

/// Below this score a guess gives way.
const DOUBTFUL: f64 = 0.7;

/// The names of an article, completed; in order, as they come.
pub fn completed(reading: &Reading<'_>, mut found: Vec<Found>) -> Vec<Found> {
    found.retain(|one| !is_headline_word(reading, one));
    let ends: Vec<usize> = found.iter().map(|one| one.end).collect();
    for one in &mut found {
        with_first_part(reading, one);
        with_given_names(reading, one, &ends);
        according_to(reading, one);
        with_short_form(reading, one, &ends);
    }
    let mut wholes = slashed(reading, &found);
    wholes.extend(seated(reading, &found));
    wholes.extend(of_two_countries(reading, &found));
    wholes.extend(courts::find(reading, &found));
    wholes.extend(found.iter().filter_map(|one| company(reading, one)));
    let is_free = |new: &Found| !found.iter().any(|one| one.overlaps(new));
    wholes.extend(unseen(reading).into_iter().filter(is_free));
    for whole in wholes {
        put(&mut found, whole);
    }
    found
}

/// Puts a name in the place of its parts; where a name reaches beyond it, or is the same already, nothing happens.
fn put(found: &mut Vec<Found>, whole: Found) {
    let overlapping = || found.iter().filter(|one| one.overlaps(&whole));
    let holds = |one: &Found| whole.first <= one.first && one.end <= whole.end;
    let is_there = |one: &Found| (one.first, one.end, one.label) == (whole.first, whole.end, whole.label);
    if overlapping().any(|one| !holds(one) || is_there(one)) {
        return;
    }
    found.retain(|one| !one.overlaps(&whole));
    let at = found.partition_point(|one| one.first < whole.first);
    found.insert(at, whole);
}

fn is_capital(reading: &Reading<'_>, at: usize, beside: usize) -> bool {
    reading.near(at, beside).is_some_and(Token::is_capitalised)
}

/// Words that stand for an institution which everybody knows, and so begin headlines in a capital.
const GENERIC: &[&str] = &[
    "court",
    "police",
    "army",
    "navy",
    "military",
    "government",
    "govt",
    "opposition",
    "ministry",
    "parliament",
    "cabinet",
    "council",
    "commission",
    "committee",
    "board",
    "union",
    "bank",
    "university",
    "party",
];

/// `Court orders release of fishermen`: not where the text below writes it with a capital, too.
fn is_headline_word(reading: &Reading<'_>, one: &Found) -> bool {
    let word = &*reading.folded[one.first];
    let is_line = matches!(reading.zone_of(one.first), ZoneKind::Headline | ZoneKind::Subhead);
    if one.label != Label::Org || one.end - one.first > 1 || !is_line || !GENERIC.contains(&word) {
        return false;
    }
    let text = reading.tokens[one.first].text;
    let stands = |at: usize| {
        reading.tokens[at].text == text
            && reading.zone_of(at) == ZoneKind::Body
            && !reading.starts_sentence(at)
            && !is_capital(reading, at - 1, at)
            && !is_capital(reading, at + 1, at)
    };
    reading.starts_sentence(one.first) && !(1..reading.tokens.len()).any(stands)
}

/// `Abu Jawad`, `Ma. Corazon Dimaculangan`: what a person's name begins with.
fn with_first_part(reading: &Reading<'_>, one: &mut Found) {
    if one.label != Label::Person || one.rule == "memory.name" {
        return;
    }
    let before = |n: usize| one.first.checked_sub(n).filter(|at| is_capital(reading, *at, one.first));
    let is_among = |at: &usize, words: &[&str]| words.contains(&&*reading.folded[*at]);
    let kunya = before(1).filter(|at| is_among(at, &["abu", "abou", "umm", "abdul"]));
    let abbreviated =
        before(1).filter(|at| reading.tokens[*at].text.ends_with('.') && is_among(at, &["ma", "md", "mohd", "mst"]));
    if let Some(first) = kunya.or(abbreviated) {
        one.first = first;
        one.known = false;
    }
}

/// `counterpart Amir Khan Muttaqi`, of whom only `Khan Muttaqi` was seen: given names before a person's name are his,
/// unless they end another name.
fn with_given_names(reading: &Reading<'_>, one: &mut Found, ends: &[usize]) {
    if one.label != Label::Person || one.rule == "memory.name" {
        return;
    }
    while let Some(before) = one.first.checked_sub(1).filter(|at| is_capital(reading, *at, one.first)) {
        if ends.contains(&one.first) || !is_given_name(reading.tokens[before].text) {
            break;
        }
        one.first = before;
        one.known = false;
    }
}

/// `Water and Power Supply Board (WAPSB)`, of which `Power Supply Board` was seen: the short form in brackets says where the
/// name begins.
fn with_short_form(reading: &Reading<'_>, one: &mut Found, ends: &[usize]) {
    if one.label != Label::Org || one.rule == "memory.name" || is_shortened(reading, one.first, one.end) {
        return;
    }
    let is_part = |at: &usize| {
        let links = matches!(&*reading.folded[*at], "and" | "of" | "for" | "&");
        !ends.contains(&(*at + 1))
            && reading.near(*at, one.first).is_some()
            && (links || is_capital(reading, *at, one.first))
    };
    let left = (one.first.saturating_sub(5)..one.first).rev().take_while(is_part);
    let mut firsts = left.filter(|at| is_capital(reading, *at, one.first));
    if let Some(first) = firsts.find(|first| is_shortened(reading, *first, one.end)) {
        one.first = first;
        (one.known, one.entry) = (false, None);
    }
}

/// `according to Abad.`: whom nothing else speaks of as a place.
fn according_to(reading: &Reading<'_>, one: &mut Found) {
    let is_guess = one.label == Label::Place && one.entry.is_none() && one.score < DOUBTFUL && one.end - one.first == 1;
    let is_source =
        one.first > 1 && reading.low_before(one.first) == "to" && reading.low(one.first - 2, one.first) == "according";
    let ends = reading.near(one.end, one.first).is_none_or(|next| next.kind == TokenKind::Mark && !next.is("-"));
    if is_guess && is_source && ends {
        *one = Found::new(one.first, one.end, Label::Person, "shape.speaks", one.score);
    }
}

/// `RFE/RL`: one name, if the lists have it, or if neither half is known by itself.
fn slashed(reading: &Reading<'_>, found: &[Found]) -> Vec<Found> {
    let is_short = |at: usize| {
        let token = &reading.tokens[at];
        token.is_shouted()
            && (2..=5).contains(&token.text.len())
            && token.text.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let is_slash = |at: usize| reading.tokens.get(at).is_some_and(|token| token.is("/"));
    let mut wholes = Vec::new();
    for at in 1..reading.tokens.len().saturating_sub(1) {
        let touches = is_slash(at) && reading.touches(at - 1, at) && reading.touches(at, at + 1);
        if !touches || !is_short(at - 1) || !is_short(at + 1) || is_slash(at + 2) || at > 1 && is_slash(at - 2) {
            continue;
        }
        if reading.zone_of(at) == ZoneKind::Boilerplate {
            continue;
        }
        let entry = lists().named(reading.words(reading.span(at - 1, at + 2)));
        let is_seen = found.iter().any(|one| one.label == Label::Org && one.first < at + 2 && at - 1 < one.end);
        let stands_alone = |half: usize| {
            let word = reading.tokens[half].text;
            lists().named(word).is_some()
                || (0..reading.tokens.len()).any(|other| {
                    reading.tokens[other].text == word && !is_slash(other + 1) && !(other > 0 && is_slash(other - 1))
                })
        };
        if let Some(entry) = entry {
            let mut whole = Found::new(at - 1, at + 2, entry.label, "lists.publisher", 0.9);
            if entry.kind == Kind::Organisation {
                whole.rule = "lists.organisation";
            }
            whole.entry = Some(entry);
            wholes.push(whole);
        } else if is_seen && !stands_alone(at - 1) && !stands_alone(at + 1) {
            wholes.push(Found::new(at - 1, at + 2, Label::Org, "shape.acronym", 0.65));
        }
    }
    wholes
}

/// `United Nations Interim Force in Lebanon`, `International Fund for Saving the Aral Sea`: what names where an
/// institution works, or for what, belongs to it.
fn seated(reading: &Reading<'_>, found: &[Found]) -> Vec<Found> {
    let mut wholes = Vec::new();
    for pair in found.windows(2) {
        let (one, next) = (&pair[0], &pair[1]);
        let fits = one.label == Label::Org && one.end - one.first > 1 && one.end <= next.first;
        if !fits || reading.near(next.first, one.first).is_none() || !matches!(next.label, Label::Place | Label::Org) {
            continue;
        }
        let words = &reading.folded[one.first..one.end];
        let has = |word: &str| words.iter().any(|other| other == word);
        let last = &*words[words.len() - 1];
        let between: Vec<&str> = (one.end..next.first).map(|at| reading.low(at, one.first)).collect();
        let goes_on = match between[..] {
            ["in"] | ["in", "the"] if next.label == Label::Place => {
                let is_town = next.entry.is_some_and(|entry| matches!(entry.kind, Kind::City | Kind::Capital));
                let of_many =
                    has("united") && has("nations") || has("un") || has("nato") || has("eu") || has("african");
                let is_mission = of_many && matches!(last, "mission" | "force" | "operation");
                let is_purpose =
                    has("for") && has("and") && matches!(&*words[0], "organization" | "organisation" | "conference");
                (is_mission || is_purpose) && !is_town || is_shortened(reading, one.first, next.end)
            }
            ["of", "the"] | ["of"] if next.label == Label::Place => is_shortened(reading, one.first, next.end),
            ["the"] | [] => last.ends_with("ing") && words.len() > 2 && &*words[words.len() - 2] == "for",
            _ => false,
        };
        if goes_on {
            let rule = if one.rule.starts_with("lists") { "shape.organisation" } else { one.rule };
            wholes.push(Found::new(one.first, next.end, Label::Org, rule, one.score.min(0.9)));
        }
    }
    wholes
}

/// `… in Lanka (CPL)`: the short form in brackets is of the whole, with or without the letters of small words.
fn is_shortened(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    let bracketed = reading.low(end, first) == "(" && reading.low(end + 2, first) == ")";
    if !bracketed || !reading.tokens[end + 1].is_shouted() {
        return false;
    }
    let short = reading.tokens[end + 1].text;
    let every: String = reading.tokens[first..end].iter().filter_map(|token| token.text.chars().next()).collect();
    is_acronym_of(short, reading.words(reading.span(first, end))) || every.to_uppercase() == short
}

/// What two countries have together.
const COMMISSIONS: &[&str] = &["commission", "committee", "council", "chamber", "forum", "association", "group"];

/// `Iran-Oman Joint Economic Commission` is one.
fn of_two_countries(reading: &Reading<'_>, found: &[Found]) -> Vec<Found> {
    let is_whole = |three: &&[Found]| {
        let (one, other, body) = (&three[0], &three[1], &three[2]);
        let is_pair = one.label == Label::Place
            && other.label == Label::Place
            && other.first == one.end + 1
            && matches!(reading.tokens[one.end].text, "-" | "–")
            && reading.touches(one.end - 1, one.end)
            && reading.touches(one.end, other.first);
        let is_body = body.label == Label::Org
            && body.first == other.end
            && body.end - body.first > 1
            && COMMISSIONS.contains(&&*reading.folded[body.end - 1]);
        is_pair && is_body && reading.near(body.first, one.first).is_some()
    };
    let threes = found.windows(3).filter(is_whole);
    let mut wholes: Vec<Found> = threes
        .map(|three| Found::new(three[0].first, three[2].end, Label::Org, three[2].rule, three[2].score))
        .collect();
    // `Oman Joint Economic Commission` may have been seen as one already.
    wholes.extend(found.windows(2).filter_map(|pair| {
        let (one, body) = (&pair[0], &pair[1]);
        let is_pair = one.label == Label::Place
            && body.label == Label::Org
            && body.first == one.end + 1
            && body.end - body.first > 2
            && matches!(reading.tokens[one.end].text, "-" | "–")
            && reading.touches(one.end - 1, one.end)
            && reading.touches(one.end, body.first)
            && COMMISSIONS.contains(&&*reading.folded[body.end - 1]);
        let is_country = || {
            let entry = lists().named(reading.tokens[body.first].text);
            entry.is_some_and(|entry| matches!(entry.kind, Kind::Country | Kind::Capital))
        };
        (is_pair && is_country()).then(|| Found::new(one.first, body.end, Label::Org, body.rule, body.score))
    }));
    wholes
}

/// What companies and bodies of South Asia end in, and people hardly ever after three more names.
const COMPANIES: &[&str] = &["nigam", "parishad", "sangathan", "samiti", "morcha", "sabha", "sangh", "ayog"];

/// `NTPC Vidyut Vyapar Nigam`, of which the last two words looked like a person.
fn company(reading: &Reading<'_>, one: &Found) -> Option<Found> {
    let last = one.end - 1;
    if !matches!(one.label, Label::Person | Label::Place) || !COMPANIES.contains(&&*reading.folded[last]) {
        return None;
    }
    let is_title =
        |at: usize| [Class::TitleNoun, Class::Honorific, Class::Function].iter().any(|class| reading.is_in(at, *class));
    let is_part = |at: &usize| is_capital(reading, *at, last) && !is_title(*at);
    let first = (0..one.first).rev().take_while(is_part).last().unwrap_or(one.first);
    let n = one.end - first;
    let fits = n > 3 || n == 3 && reading.tokens[first].is_shouted();
    fits.then(|| Found::new(first, one.end, Label::Org, "shape.organisation", 0.7))
}

/// `al-Manar television`, `Coordination Framework lawmaker`: institutions by the word behind them.
fn unseen(reading: &Reading<'_>) -> Vec<Found> {
    let mut new = Vec::new();
    for at in 1..reading.tokens.len() {
        let word = &*reading.folded[at];
        let is_outlet = matches!(word, "television" | "tv" | "channel" | "newspaper" | "daily" | "radio" | "network");
        let is_side = matches!(word, "lawmaker" | "lawmakers" | "bloc" | "mp" | "mps" | "militia" | "faction");
        if !(is_outlet || is_side) || reading.sentence(at).is_loud || reading.zone_of(at) == ZoneKind::Boilerplate {
            continue;
        }
        if reading.tokens[at].is_capitalised() && is_side && !reading.tokens[at].is_shouted() {
            continue;
        }
        let before = reading.tokens[at - 1].text;
        let article = before.get(..3).filter(|three| three.eq_ignore_ascii_case("al-"));
        if is_outlet
            && article.is_some()
            && before[3..].starts_with(char::is_uppercase)
            && reading.near(at - 1, at).is_some()
        {
            new.push(Found::new(at - 1, at, Label::Org, "shape.organisation", 0.75));
        }
        let is_part = |other: &usize| {
            is_capital(reading, *other, at)
                && ![Class::Function, Class::TitleNoun, Class::TitleModifier, Class::TitleQualifier, Class::Weekday]
                    .iter()
                    .any(|class| reading.is_in(*other, *class))
        };
        let first = (0..at).rev().take_while(is_part).last().unwrap_or(at);
        if is_side && (2..=4).contains(&(at - first)) {
            new.push(Found::new(first, at, Label::Org, "shape.organisation", 0.6));
        }
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::span::Span;
    use std::fmt::Write as _;

    /// The text without its marks, and what they mark: `[Lima]{place}`; with a `?`, a guess.
    fn unmarked(marked: &str) -> (String, Vec<(Span, Label, bool)>) {
        let (mut text, mut marks, mut rest) = (String::new(), Vec::new(), marked);
        while let Some((before, behind)) = rest.split_once('[') {
            let (words, behind) = behind.split_once("]{").expect("a label behind the words");
            let (label, behind) = behind.split_once('}').expect("a label that ends");
            text.push_str(before);
            let start = text.len();
            text.push_str(words);
            let is_guess = label.ends_with('?');
            let label = Label::parse(label.trim_end_matches('?')).expect("a label");
            marks.push((Span::new(start, text.len()), label, is_guess));
            rest = behind;
        }
        (text + rest, marks)
    }

    /// The marked names of a text completed, marked again; `rule` made them.
    fn completed_by(rule: &'static str, marked: &str) -> String {
        let (text, marks) = unmarked(marked);
        let reading = Reading::new(&text);
        let seen = marks.into_iter().map(|(span, label, is_guess)| {
            let (first, end) = reading.range(span);
            let mut one = Found::new(first, end, label, rule, if is_guess { 0.5 } else { 0.9 });
            one.entry = lists().named(reading.words(span)).filter(|entry| entry.label == label);
            one
        });
        let (mut shown, mut from) = (String::new(), 0);
        for one in completed(&reading, seen.collect()) {
            let span = reading.span(one.first, one.end);
            shown.push_str(&text[from..span.start_byte]);
            write!(shown, "[{}]{{{}}}", reading.words(span), one.label).expect("a string takes all");
            from = span.end_byte;
        }
        shown + &text[from..]
    }

    /// Names as they were seen, and as they are once completed; where nothing is to be added, the marks stay.
    const CASES: &[(&str, &str)] = &[
        // Two halves and a slash.
        ("[RFE]{org}/[RL]{org} said so.", "[RFE/RL]{org} said so."),
        ("A post of the [QRS]{org}/VWX burnt down.", "A post of the [QRS/VWX]{org} burnt down."),
        ("The [QRS]{org}/VWX front met. VWX left it.", "The [QRS]{org}/VWX front met. VWX left it."),
        ("The [QRS]{org} / VWX front met.", "The [QRS]{org} / VWX front met."),
        ("The [QRS]{org}/VWX/KLM front met.", "The [QRS]{org}/VWX/KLM front met."),
        ("Codes QRS/VWX and the like.", "Codes QRS/VWX and the like."),
        // Where it works, and for what.
        (
            "The [United Nations Interim Force]{org} in [Lebanon]{place} left.",
            "The [United Nations Interim Force in Lebanon]{org} left.",
        ),
        (
            "The [United Nations Interim Force]{org} in [Beirut]{place} left.",
            "The [United Nations Interim Force]{org} in [Beirut]{place} left.",
        ),
        (
            "The [Harbour Police Force]{org} in [Peru]{place} left.",
            "The [Harbour Police Force]{org} in [Peru]{place} left.",
        ),
        (
            "The [Organization for Trade and Roads]{org} in [Asia]{place} met.",
            "The [Organization for Trade and Roads in Asia]{org} met.",
        ),
        ("The [Sailors' League]{org} of [Peru]{place} (SLP) met.", "The [Sailors' League of Peru]{org} (SLP) met."),
        (
            "The [Sailors' League]{org} of [Peru]{place} (VWX) met.",
            "The [Sailors' League]{org} of [Peru]{place} (VWX) met.",
        ),
        ("The [Fund for Saving]{org} the [Aral Sea]{place} met.", "The [Fund for Saving the Aral Sea]{org} met."),
        (
            "The [Fund for Rivers]{org} the [Aral Sea]{place} feeds.",
            "The [Fund for Rivers]{org} the [Aral Sea]{place} feeds.",
        ),
        (
            "The [UN Mission]{org} left. In [Peru]{place} it rained.",
            "The [UN Mission]{org} left. In [Peru]{place} it rained.",
        ),
        // What two countries have together.
        (
            "The [Iran]{place}-[Oman]{place} [Joint Economic Commission]{org} met.",
            "The [Iran-Oman Joint Economic Commission]{org} met.",
        ),
        (
            "The [Iran]{place}-[Oman Joint Economic Commission]{org} met.",
            "The [Iran-Oman Joint Economic Commission]{org} met.",
        ),
        (
            "The [Iran]{place}-[Oman]{place} [Football Cup]{org} began.",
            "The [Iran]{place}-[Oman]{place} [Football Cup]{org} began.",
        ),
        (
            "From [Iran]{place} - [Oman]{place} [Joint Commission]{org} staff came.",
            "From [Iran]{place} - [Oman]{place} [Joint Commission]{org} staff came.",
        ),
        // What its last word tells.
        ("NTPC Vidyut [Vyapar Nigam]{person} signed.", "[NTPC Vidyut Vyapar Nigam]{org} signed."),
        ("Singer [Mohan Nigam]{person} signed.", "Singer [Mohan Nigam]{person} signed."),
        ("Minister [Mohan Lal Nigam]{person} signed.", "Minister [Mohan Lal Nigam]{person} signed."),
        // What the word behind tells.
        ("The al-Sanar television burnt down.", "The [al-Sanar]{org} television burnt down."),
        ("An al-fresco television burnt down.", "An al-fresco television burnt down."),
        ("A River Path lawmaker left.", "A [River Path]{org} lawmaker left."),
        ("A Monday lawmaker meeting ended.", "A Monday lawmaker meeting ended."),
        ("A Senior lawmaker left.", "A Senior lawmaker left."),
        // What stands before a person's name.
        ("A man called Abu [Jawad]{person} left.", "A man called [Abu Jawad]{person} left."),
        ("Ma. [Teresita Salonga]{person} left.", "[Ma. Teresita Salonga]{person} left."),
        ("Dr. [Teresita Salonga]{person} left.", "Dr. [Teresita Salonga]{person} left."),
        ("He saw abu [Jawad]{person} there.", "He saw abu [Jawad]{person} there."),
        // The short form tells where it begins.
        ("The Water and [Power Board]{org} (WAPB) paid.", "The [Water and Power Board]{org} (WAPB) paid."),
        ("The Water and [Power Board]{org} (PB) paid.", "The Water and [Power Board]{org} (PB) paid."),
        ("The Water and [Power Board]{org} (XQ) paid.", "The Water and [Power Board]{org} (XQ) paid."),
        (
            "The [Water Office]{org} and [Power Board]{org} (WOPB) paid.",
            "The [Water Office]{org} and [Power Board]{org} (WOPB) paid.",
        ),
        // Who speaks is no place, where that was a guess.
        ("Two were hurt, according to [Dabad]{place?}.", "Two were hurt, according to [Dabad]{person}."),
        ("Two were hurt, according to [Dabad]{place}.", "Two were hurt, according to [Dabad]{place}."),
        ("Two were hurt, according to [Dabad]{place?} police.", "Two were hurt, according to [Dabad]{place} police."),
        ("The road goes to [Dabad]{place?}.", "The road goes to [Dabad]{place}."),
        // The word that a headline begins with.
        (
            "[Court]{org} frees five sailors\n\nThe judges met on Monday.",
            "Court frees five sailors\n\nThe judges met on Monday.",
        ),
        (
            "[Court]{org} frees five sailors\n\nThe judges of the Court met.",
            "[Court]{org} frees five sailors\n\nThe judges of the Court met.",
        ),
        (
            "[High Court]{org} frees five sailors\n\nThe judges met.",
            "[High Court]{org} frees five sailors\n\nThe judges met.",
        ),
    ];

    #[test]
    fn names_are_completed() {
        let wrong: Vec<String> = CASES
            .iter()
            .map(|(marked, expected)| (completed_by("tagger.name", marked), expected))
            .filter(|(shown, expected)| shown != *expected)
            .map(|(shown, expected)| format!("{shown}\n  not {expected}"))
            .collect();
        assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
    }

    #[test]
    fn a_name_that_an_analyst_accepted_stays_as_it_was() {
        let marked = "A man called Abu [Jawad]{person} left.";
        assert_eq!(completed_by("memory.name", marked), marked);
    }
}
