//! Courts whose names the press writes small: `the Lima high court`, `the Bukavu commercial court`.
//!
//! Never takes one of several for a name: `a Lima court`, `courts in Lima`.

use crate::extract::found::Found;
use crate::extract::reading::Reading;
use crate::model::kind::Label;
use crate::model::kind::ZoneKind;

/// What a court is for, as its name says it.
const BRANCHES: &[&str] = &[
    "administrative",
    "anti-corruption",
    "anti-terrorism",
    "appeal",
    "appeals",
    "bankruptcy",
    "cassation",
    "central",
    "city",
    "civil",
    "commercial",
    "constitutional",
    "county",
    "criminal",
    "district",
    "election",
    "electoral",
    "family",
    "federal",
    "first",
    "garrison",
    "high",
    "industrial",
    "instance",
    "juvenile",
    "labor",
    "labour",
    "land",
    "magistrate",
    "magistrates",
    "military",
    "municipal",
    "provincial",
    "regional",
    "special",
    "superior",
    "supreme",
    "tax",
    "trade",
];

/// The courts of an article, over the places they are named by.
pub fn find(reading: &Reading<'_>, found: &[Found]) -> Vec<Found> {
    found.iter().filter_map(|one| named_by(reading, one)).collect()
}

fn named_by(reading: &Reading<'_>, place: &Found) -> Option<Found> {
    let is_seat = place.label == Label::Place && reading.low_before(place.first) == "the";
    if !is_seat || reading.zone_of(place.first) == ZoneKind::Boilerplate {
        return None;
    }
    let low = |at: usize| reading.low(at, place.first);
    let head = (place.end..place.end + 4).find(|at| !BRANCHES.contains(&low(*at)))?;
    // A capital has had its say, and a court for something has another name.
    let is_small = |at: usize| reading.tokens[at].text.starts_with(char::is_lowercase);
    let is_named = head > place.end && matches!(low(head), "court" | "tribunal") && (place.end..=head).all(is_small);
    is_named.then(|| Found::new(place.first, head + 1, Label::Org, "shape.organisation", 0.7))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_court_is_named_by_its_seat_and_branch() {
        for (text, expected) in [
            ("Then the Arica commercial court sat.", "Arica commercial court"),
            ("Then the Arica labour tribunal's rule held.", "Arica labour tribunal"),
            ("Then a Arica high court sat.", ""),
            ("Then the Arica court sat.", ""),
            ("Then the Arica tennis court was wet.", ""),
            ("Then the Arica high courts sat.", ""),
            ("Then the Arica district was calm.", ""),
        ] {
            let reading = Reading::new(text);
            let at = reading.tokens.iter().position(|token| token.text == "Arica").expect("in the text");
            let courts = find(&reading, &[Found::new(at, at + 1, Label::Place, "tagger.trained", 0.9)]);
            let words: Vec<&str> = courts.iter().map(|one| reading.words(reading.span(one.first, one.end))).collect();
            assert_eq!(words.join("; "), expected, "{text}");
        }
    }
}
