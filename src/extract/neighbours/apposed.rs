//! What an aside between commas tells of a name: `Ordo Waterworks, a private utility,` is an institution; and whoever is
//! named between commas behind a title that serves another: `A spokeswoman for the company, Litia Waqa, declined`
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

/// What a company says it is, behind its name, beside the heads of names: `a private utility`.
const TRADES: &[&str] = &[
    "broadcaster",
    "brewer",
    "builder",
    "carmaker",
    "carrier",
    "chain",
    "contractor",
    "conglomerate",
    "daily",
    "developer",
    "distributor",
    "exporter",
    "firm",
    "importer",
    "insurer",
    "lender",
    "maker",
    "miner",
    "newspaper",
    "operator",
    "owner",
    "producer",
    "provider",
    "refiner",
    "refinery",
    "retailer",
    "startup",
    "supplier",
    "utility",
    "weekly",
    "wholesaler",
];

/// Whether what is called so can be called a company too.
pub fn is_business(trade: &str) -> bool {
    TRADES.contains(&trade) || matches!(trade, "company" | "bank" | "airline" | "corporation" | "group" | "cooperative")
}

/// Words of such an aside, behind its article.
const ASIDE: usize = 5;

/// The head of the aside behind the name that ends at `end`: `utility` in `, a private utility,`.
pub fn trade<'r>(reading: &'r Reading<'_>, first: usize, end: usize) -> Option<&'r str> {
    if reading.low(end, first) != "," || !matches!(reading.low(end + 1, first), "a" | "an" | "the") {
        return None;
    }
    let is_small = |at: &usize| {
        let word = reading.low(*at, first);
        word.starts_with(char::is_alphabetic) && reading.tokens[*at].text.starts_with(char::is_lowercase)
    };
    let stops =
        |word: &str| matches!(word, "," | "." | ";" | "that" | "which" | "in" | "for" | "of" | "based" | "owned");
    let head = (end + 2..end + 2 + ASIDE).take_while(is_small).find(|at| stops(reading.low(at + 1, first)))?;
    let word = reading.low(head, first);
    (TRADES.contains(&word) || reading.is_in(head, Class::OrgHead)).then_some(word)
}

/// Makes an institution of a place or a person of whom the aside behind it says so.
pub fn institution(reading: &Reading<'_>, one: &mut Found) {
    let is_other = matches!(one.label, Label::Place | Label::Person | Label::Product) && one.entry.is_none();
    let may_be = one.score < FIRM && !matches!(one.rule, "memory.name" | "titles.before");
    if is_other && may_be && trade(reading, one.first, one.end).is_some_and(|trade| !SHARED.contains(&trade)) {
        *one = Found::new(one.first, one.end, Label::Org, "shape.head", 0.75);
    }
}

/// What a person can be too, or a place.
const SHARED: &[&str] = &[
    "owner",
    "builder",
    "developer",
    "miner",
    "maker",
    "school",
    "church",
    "mosque",
    "library",
    "museum",
    "hospital",
    "refinery",
    "court",
    "embassy",
    "exporter",
    "importer",
    "contractor",
    "supplier",
    "brewer",
    "producer",
    "operator",
    "guard",
    "command",
    "academy",
    "college",
    "post",
    "centre",
    "center",
    "united",
    "union",
    "watch",
    "capital",
];

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
    fn what_an_aside_calls_an_institution_is_one() {
        for (text, expected) in [
            ("Bo Lind, a private utility, left.", Label::Org),
            ("Bo Lind, a bank based in the city, left.", Label::Org),
            ("Bo Lind, the firm that owns it, left.", Label::Org),
            ("Bo Lind, a bank robber, left.", Label::Person),
            ("Bo Lind, a contractor, left.", Label::Person),
            ("Bo Lind, a mother of two, left.", Label::Person),
            ("Bo Lind, a utility and two others left.", Label::Person),
            ("Bo Lind met a utility.", Label::Person),
        ] {
            let reading = Reading::new(text);
            let mut one = Found::new(0, 2, Label::Person, "tagger.trained", 0.8);
            institution(&reading, &mut one);
            assert_eq!(one.label, expected, "{text}");
        }
    }

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
