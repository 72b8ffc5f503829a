//! The day that an article itself says it was published on: in its dateline, its byline, or a line that says so.
//!
//! Never reckons: a day without its year is none, and where two lines tell two days nobody is believed. Never looks into
//! the running text, whose dates are what it reports.

use crate::import::metadata;
use crate::model::kind::ZoneKind;
use crate::text::zones::zones;

/// Paragraphs at the head of an article that may tell its day.
const N_HEAD: usize = 8;

/// Bytes in which these lie.
const N_BYTES: usize = 4096;

/// Longest line that says when an article was published, in words.
const MAX_WORDS: usize = 14;

/// Words that such a line begins with.
const LEADS: &[&str] = &["published", "posted", "date:", "dated", "publication date"];

/// The one day that the head of the text tells.
pub(super) fn day_in_text(body: &str) -> Option<String> {
    let head = &body[..body.floor_char_boundary(N_BYTES)];
    let mut found: Option<String> = None;
    for zone in zones(head).iter().take(N_HEAD) {
        let words = zone.span.words(head).unwrap_or_default();
        let is_line = words.split_whitespace().count() <= MAX_WORDS;
        let low = words.to_lowercase();
        let says_so = LEADS.iter().any(|lead| low.starts_with(lead));
        let tells = matches!(zone.kind, ZoneKind::Dateline | ZoneKind::Byline) || says_so;
        let Some(day) = metadata::day_in_value(words).filter(|_| tells && is_line) else { continue };
        if found.as_ref().is_some_and(|earlier| *earlier != day) {
            return None;
        }
        found = Some(day);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_an_article_can_tell_its_day() {
        for (body, day) in [
            (
                "Canal breaks\n\nDADU, 18 September 2025 (The Indus Lark) - A breach in a canal drove people out.",
                Some("2025-09-18"),
            ),
            ("Talks stall\nLIMA, March 6, 2024\nMinisters met in the old town hall again.", Some("2024-03-06")),
            ("Talks stall\n\nMarch 06, 2024\n\nMinisters met in the old town hall again.", Some("2024-03-06")),
            ("Talks stall\n\nPublished: 6 March 2024 at 10:15\n\nMinisters met in the town hall.", Some("2024-03-06")),
            ("Talks stall\n\nBy Ana Ruiz, 6 March 2024\n\nMinisters met in the town hall.", Some("2024-03-06")),
            // The year is not said.
            ("Talks stall\n\nLIMA, March 6 (AP) - Ministers met in the old town hall again.", None),
            // Two days.
            ("Talks stall\n\nPublished: 6 March 2024\n\nPosted 7 March 2024\n\nMinisters met.", None),
            // What is reported.
            ("Ministers met on 6 March 2024 in Lima, and parted at noon without a word.", None),
            (
                "The day of 6 March 2024\n\nPublished on 6 March 2024 in the gazette of the republic, the law that many had feared for years came into force.",
                None,
            ),
            ("", None),
        ] {
            assert_eq!(day_in_text(body).as_deref(), day, "{body}");
        }
    }
}
