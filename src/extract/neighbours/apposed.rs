//! Whoever is named between commas behind a title that serves another: `A spokeswoman for the company, Litia Waqa, declined`
//! names a person, whatever the name looks like.
//!
//! Never overrules the lists, and never takes one of several: `the mayor of Lima, San Miguel and Callao`.

use crate::extract::found::Found;
use crate::extract::reading::Reading;
use crate::extract::shape;
use crate::lists::class::Class;
use crate::model::kind::Label;

/// From this score on a name is not doubted for what stands before it.
const FIRM: f64 = 0.96;

/// Longest phrase between the title and the comma, in words.
const REACH: usize = 6;

/// Makes a person of an institution or a place that stands so.
pub fn person(reading: &Reading<'_>, one: &mut Found) {
    let is_other = matches!(one.label, Label::Org | Label::Place | Label::Group) && one.entry.is_none();
    let is_name = matches!(one.end - one.first, 2..=3)
        && shape::by_head(reading, one.first, one.end).is_none()
        && (one.first..one.end).all(|at| !reading.tokens[at].is_shouted());
    let is_enclosed = reading.low_before(one.first) == ","
        && reading.low(one.end, one.first) == ","
        && !matches!(reading.low(one.end + 1, one.first), "and" | "or");
    if is_other && is_name && is_enclosed && one.score < FIRM && one.rule != "memory.name" && serves(reading, one.first)
    {
        *one = Found::new(one.first, one.end, Label::Person, "titles.before", 0.75);
    }
}

/// Whether `a spokeswoman for the company,` stands before the name at `first`: nothing but small letters from its article
/// on.
fn serves(reading: &Reading<'_>, first: usize) -> bool {
    let comma = first - 1;
    let from = reading.sentence(first).first.max(comma.saturating_sub(REACH));
    let link = (from..comma).rev().find(|at| matches!(reading.low(*at, comma), "for" | "to"));
    let Some(head) = link.and_then(|link| link.checked_sub(1)).filter(|head| *head >= from) else { return false };
    let is_small = |at: usize| reading.tokens[at].text.starts_with(char::is_lowercase);
    reading.is_in(head, Class::TitleNoun) && !reading.is_in(comma - 1, Class::TitleNoun) && (head..comma).all(is_small)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_serves_is_a_person() {
        for (text, expected) in [
            ("A spokeswoman for the firm, Bo Lind, left.", Label::Person),
            ("Another lawyer for the defence, Bo Lind, left.", Label::Person),
            ("A spokeswoman for the firm, Bo Lind and others, left.", Label::Org),
            ("The road to the firm, Bo Lind, is closed.", Label::Org),
            ("A spokeswoman for the firm, Bo Lind Ltd, left.", Label::Org),
            ("The firm, Bo Lind, left.", Label::Org),
        ] {
            let reading = Reading::new(text);
            let first = reading.tokens.iter().position(|token| token.text == "Bo").expect("in the text");
            let mut one = Found::new(first, shape::run_end(&reading, first), Label::Org, "tagger.trained", 0.8);
            person(&reading, &mut one);
            assert_eq!(one.label, expected, "{text}");
        }
    }
}
