//! Finds what each paragraph of a body is: headline, subhead, dateline, byline, body, boilerplate.
//!
//! Never reads names: it goes by layout (length, case, end marks, place in the text) and by the set phrases of
//! publishers. In doubt a paragraph is body, since what is boilerplate is not read for names.

use crate::model::article::Zone;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;
use crate::text::month;
use crate::text::paragraph::paragraphs;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// Zones in order, without overlap; what lies between them is white space.
pub fn zones(text: &str) -> Vec<Zone> {
    let spans = paragraphs(text);
    let paragraphs: Vec<&str> = spans.iter().map(|span| span.words(text).unwrap_or("")).collect();
    let mut kinds = vec![ZoneKind::Body; paragraphs.len()];
    mark_head(&paragraphs, &mut kinds);
    mark_subheads(&paragraphs, &mut kinds);
    mark_boilerplate(&paragraphs, &mut kinds);
    let mut zones: Vec<Zone> = Vec::with_capacity(spans.len());
    for ((span, kind), words) in spans.iter().zip(kinds).zip(&paragraphs) {
        let inline = if kind == ZoneKind::Body { inline_dateline(words) } else { None };
        match inline {
            Some((dateline_len, body_start)) => {
                let start = span.start_byte;
                zones.push(Zone { span: Span::new(start, start + dateline_len), kind: ZoneKind::Dateline });
                zones.push(Zone { span: Span::new(start + body_start, span.end_byte), kind });
            }
            None => zones.push(Zone { span: *span, kind }),
        }
    }
    zones
}

/// The article's own headline, if it has one.
pub fn headline<'t>(text: &'t str, zones: &[Zone]) -> Option<&'t str> {
    zones.iter().find(|zone| zone.kind == ZoneKind::Headline).and_then(|zone| zone.span.words(text))
}

/// Headline, subheads, dateline and byline above the first running sentence.
fn mark_head(paragraphs: &[&str], kinds: &mut [ZoneKind]) {
    let has_more = paragraphs.len() > 1;
    for (index, words) in paragraphs.iter().enumerate() {
        kinds[index] = if is_byline(words) {
            ZoneKind::Byline
        } else if is_dateline(words) && (index > 0 || has_more) {
            ZoneKind::Dateline
        } else if !has_more || runs_on(words) || inline_dateline(words).is_some() {
            return;
        } else if kinds[..index].contains(&ZoneKind::Headline) {
            ZoneKind::Subhead
        } else if kinds[..index].contains(&ZoneKind::Dateline) && index > 1 {
            return;
        } else {
            ZoneKind::Headline
        };
    }
}

/// Short lines without an end mark between paragraphs of the body.
fn mark_subheads(paragraphs: &[&str], kinds: &mut [ZoneKind]) {
    let first_body = kinds.iter().position(|kind| *kind == ZoneKind::Body).unwrap_or(kinds.len());
    for index in first_body + 1..paragraphs.len().saturating_sub(1) {
        let words = paragraphs[index];
        let starts_high = words.chars().next().is_some_and(char::is_uppercase);
        let ends_open = words.ends_with(|c: char| c.is_alphanumeric() || c == '?');
        if kinds[index] == ZoneKind::Body && starts_high && ends_open && n_words(words) <= 10 {
            kinds[index] = if is_byline(words) { ZoneKind::Byline } else { ZoneKind::Subhead };
        }
    }
}

/// Phrases that publishers put around articles. A paragraph at the end needs one; elsewhere it must begin with one of
/// [`LEADS`] and be short.
const CUES: &[&str] = &[
    "all rights reserved",
    "subscribe",
    "subscription",
    "sign up",
    "newsletter",
    "contact us",
    "click here",
    "follow us",
    "terms of use",
    "terms of service",
    "privacy policy",
    "cookie policy",
    "download our app",
    "may not be published, broadcast",
    "may not be reproduced",
    "without permission",
    "copyright",
    "©",
    "(c) 20",
    "our whatsapp channel",
    "our telegram channel",
    "join our",
    "reprinted with permission",
    "republished from",
    "staff and is published from a syndicated feed",
    "distributed by",
    "views expressed",
    "published in dawn",
    "support our journalism",
    "our standards",
];

/// How a line of links or house notices begins.
const LEADS: &[&str] = &[
    "read also",
    "also read",
    "read more",
    "read next",
    "related:",
    "related stories",
    "related articles",
    "see also",
    "more on this",
    "recommended",
    "advertisement",
    "sponsored",
    "share this",
    "follow us",
    "sign up",
    "subscribe",
    "click here",
    "watch:",
    "listen:",
    "©",
    "copyright ©",
    "copyright 1",
    "copyright 2",
    "(reporting by",
    "reporting by",
    "editing by",
    "additional reporting by",
];

static FINDERS: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| CUES.iter().map(|cue| Finder::new(*cue)).collect());

/// Whether a paragraph begins with one of [`LEADS`], in any case.
fn has_lead(words: &str) -> bool {
    /// More letters than any lead has.
    const MAX_LEAD: usize = 32;
    let may_begin =
        |byte: u8| !byte.is_ascii() || LEADS.iter().any(|lead| lead.as_bytes()[0] == byte.to_ascii_lowercase());
    if !words.bytes().next().is_some_and(may_begin) {
        return false;
    }
    let head: String = words.chars().take(MAX_LEAD).flat_map(char::to_lowercase).collect();
    LEADS.iter().any(|lead| head.starts_with(lead))
}

fn mark_boilerplate(paragraphs: &[&str], kinds: &mut [ZoneKind]) {
    for (index, words) in paragraphs.iter().enumerate() {
        if has_lead(words) && n_words(words) <= 40 && !says_something(&words.to_lowercase()) {
            kinds[index] = ZoneKind::Boilerplate;
        }
    }
    for index in (1..paragraphs.len()).rev() {
        let low = paragraphs[index].to_lowercase();
        let n_cues = FINDERS.iter().filter(|cue| cue.find(low.as_bytes()).is_some()).count();
        let is_end =
            (n_cues > 1 && !says_something(&low)) || (n_cues == 1 && (addresses_reader(&low) || n_words(&low) <= 8));
        if is_end {
            kinds[index] = ZoneKind::Boilerplate;
        } else if kinds[index] != ZoneKind::Boilerplate {
            break;
        }
    }
}

/// News tells who said something; house notices do not.
fn says_something(low: &str) -> bool {
    [" said", " told ", " according to "].iter().any(|cue| low.contains(cue))
}

fn addresses_reader(low: &str) -> bool {
    let speaks = ["please ", " us ", " our ", " your ", " you ", "website", "reserved", "permission", "republish"];
    !says_something(low) && speaks.iter().any(|cue| low.contains(cue))
}

/// A running sentence: it ends like one, or it is too long for a headline.
fn runs_on(words: &str) -> bool {
    let end = words.trim_end_matches(['"', '”', '’', '\'', ')', '»', '“']);
    let ends = end.ends_with(['.', '!', '…', ':', ';', '。', '।', '۔', '！']) && !ends_in_abbreviation(end);
    ends || n_words(words) > 32 || words.chars().count() > 240 || words.contains(". ") && n_words(words) > 20
}

/// `U.S.` and the like at the end of a headline are no full stop.
fn ends_in_abbreviation(words: &str) -> bool {
    words.rsplit(' ').next().is_some_and(|last| last.matches('.').count() > 1 && last.len() <= 8)
}

fn is_byline(words: &str) -> bool {
    let Some(rest) = ["By ", "BY ", "by ", "Written by ", "From "].iter().find_map(|lead| words.strip_prefix(lead))
    else {
        return false;
    };
    let n = n_words(rest);
    let all_names = rest
        .split_whitespace()
        .filter(|word| word.chars().next().is_some_and(char::is_alphabetic))
        .all(|word| word.starts_with(char::is_uppercase) || matches!(word, "and" | "in" | "for" | "de" | "al" | "bin"));
    (1..=12).contains(&n) && all_names && !rest.ends_with('.') && !words.starts_with("From The")
}

/// A line of its own that only says where, or when: `ISLAMABAD`, `March 06, 2008`, `LIMA, Peru (AP)`.
fn is_dateline(words: &str) -> bool {
    n_words(words) <= 8 && (is_shouted_place(words) || is_date_line(words))
}

/// At most three words in capitals, perhaps with more after a comma or in brackets.
fn is_shouted_place(words: &str) -> bool {
    let place = words.split([',', '(', '/']).next().unwrap_or("").trim().trim_end_matches(['-', '—', '–', ':', ' ']);
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    letters > 2
        && n_words(place) <= 3
        && place.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '-' | '\'' | '’' | '.'))
        && !NOT_PLACES.contains(&place)
}

const NOT_PLACES: &[&str] = &[
    "UPDATE",
    "BREAKING",
    "EXCLUSIVE",
    "OPINION",
    "ANALYSIS",
    "WATCH",
    "VIDEO",
    "PHOTOS",
    "NOTE",
    "CORRECTION",
    "EDITORIAL",
    "FACTBOX",
    "EXPLAINER",
    "INTERVIEW",
    "TIMELINE",
    "LIVE",
    "NEWS",
    "FEATURE",
    "PROFILE",
    "READ",
    "BREAKING NEWS",
    "FACT CHECK",
    "ALSO READ",
    "READ MORE",
    "READ ALSO",
    "COVID",
    "ADVERTISEMENT",
];

fn is_date_line(words: &str) -> bool {
    let mut has_month = false;
    let all_date = words.split([' ', ',', '.']).filter(|word| !word.is_empty()).all(|word| {
        let low = word.to_lowercase();
        let is_month = month::number(&low).is_some();
        let is_day = low.ends_with("day");
        has_month |= is_month;
        is_month || is_day || word.chars().all(|c| c.is_ascii_digit())
    });
    all_date && has_month && words.chars().any(|c| c.is_ascii_digit())
}

/// Length of a dateline at the head of a running paragraph, and where the words after it begin:
/// `KABUL, Afghanistan (AP) — Officials …`, `NEW DELHI (Reuters) - …`, `LIMA: …`.
fn inline_dateline(words: &str) -> Option<(usize, usize)> {
    let head_end = words.char_indices().nth(70).map_or(words.len(), |(at, _)| at);
    let head = &words[..head_end];
    let (at, mark) = MARKS.iter().filter_map(|mark| head.find(mark).map(|at| (at, *mark))).min()?;
    let dateline = head[..at].trim_end();
    let has_agency = dateline.ends_with(')') && dateline.contains('(');
    let is_colon = mark.starts_with(':');
    let place = dateline.split([',', '(', '/']).next().unwrap_or("").trim();
    let titled = place.split_whitespace().all(|word| word.starts_with(char::is_uppercase)) && n_words(place) <= 4;
    let is_one = if has_agency { titled && !place.is_empty() } else { is_shouted_place(dateline) };
    let plain = !is_colon || !dateline.contains(' ') || has_agency || n_words(place) <= 2;
    let body_start = at + mark.len();
    let rest = words[body_start..].trim_start();
    let body_start = words.len() - rest.len();
    (is_one && plain && n_words(rest) > 3).then_some((dateline.len(), body_start))
}

const MARKS: &[&str] = &[" — ", " – ", " - ", " -- ", "— ", "– ", ": "];

fn n_words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `H`eadline, `S`ubhead, `D`ateline, b`Y`line, `B`ody, boiler`P`late.
    fn letters(text: &str) -> String {
        zones(text)
            .iter()
            .map(|zone| match zone.kind {
                ZoneKind::Headline => 'H',
                ZoneKind::Subhead => 'S',
                ZoneKind::Dateline => 'D',
                ZoneKind::Byline => 'Y',
                ZoneKind::Body => 'B',
                ZoneKind::Boilerplate => 'P',
            })
            .collect()
    }

    #[test]
    fn the_head_of_an_article() {
        let body = "The harbour master said on Monday that the ferries would sail again.\nHe gave no date.";
        for (head, expected) in [
            ("Ferries to sail again\n", "HBB"),
            ("Ferries to sail again\nHarbour master names no date\nVALPARAISO\n", "HSDBB"),
            ("Ferries to sail again\nBy Ana Ruiz\n", "HYBB"),
            ("Ferries to sail again\nMarch 06, 2008\n", "HDBB"),
            ("VALPARAISO, Chile (AP) — ", "DBB"),
            ("VALPARAISO: ", "DBB"),
            ("Valparaiso, Dec 8 (EFE) - ", "DBB"),
            ("", "BB"),
            ("UPDATE: ", "BB"),
        ] {
            assert_eq!(letters(&format!("{head}{body}")), expected, "{head}");
        }
    }

    #[test]
    fn what_publishers_add_is_boilerplate() {
        let article = "Ferries to sail again\nThe harbour master said so on Monday.\nNobody asked him why.\n";
        for (tail, expected) in [
            ("© 2023 Harbour Times. All rights reserved.", "HBBP"),
            ("Our site shows only part of the news. Please contact us for subscription options.", "HBBP"),
            ("Sign up for our newsletter and follow us on Facebook.", "HBBP"),
            ("READ ALSO: Why the ferries stopped", "HBBP"),
            ("The court said the copyright had expired and asked them to contact us no more.", "HBBB"),
            ("He told readers to subscribe to the idea of peace.", "HBBB"),
        ] {
            assert_eq!(letters(&format!("{article}{tail}")), expected, "{tail}");
        }
    }

    #[test]
    fn an_inline_dateline_is_split_from_the_sentence() {
        let text = "NEW DELHI (Reuters) - Farmers marched on the city on Friday.";
        let found = zones(text);
        assert_eq!(found[0].span.words(text), Some("NEW DELHI (Reuters)"));
        assert_eq!(found[1].span.words(text), Some("Farmers marched on the city on Friday."));
        assert_eq!(headline(text, &found), None);
    }
}
