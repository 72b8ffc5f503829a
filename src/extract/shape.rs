//! What a capitalised stretch is by its own words: heads of institutions, places, events and laws.
//!
//! Never looks at lists of names or at other mentions; `naming` weighs that.

use crate::extract::reading::Reading;
use crate::lists::class;
use crate::lists::class::Class;
use crate::model::kind::Label;

/// A label with the rule and score it comes with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guess {
    pub label: Label,
    pub rule: &'static str,
    pub score: f64,
}

const fn guess(label: Label, rule: &'static str, score: f64) -> Guess {
    Guess { label, rule, score }
}

/// What the last or first word makes of the stretch `[first, end)`.
pub fn by_head(reading: &Reading<'_>, first: usize, end: usize) -> Option<Guess> {
    if end - first < 2 {
        return None;
    }
    let last = |class: Class| reading.is_in(end - 1, class);
    if last(Class::OrgSuffix) {
        return Some(guess(Label::Org, "shape.company", 0.85));
    }
    if last(Class::PlaceHeadStrict)
        || (reading.is_in(first, Class::PlaceStart) && !class::is_given_name(reading.tokens[end - 1].text))
    {
        return Some(guess(Label::Place, "shape.place", 0.75));
    }
    let is_person = class::is_given_name(reading.tokens[first].text) && end - first == 2;
    if is_person {
        return None;
    }
    if last(Class::EventHead) || is_numbered_event(reading, first, end) {
        return Some(guess(Label::Event, "shape.event", 0.65));
    }
    if last(Class::OrgHead) {
        return Some(guess(Label::Org, "shape.organisation", 0.8));
    }
    if last(Class::LawHead) {
        return Some(guess(Label::Law, "shape.law", 0.65));
    }
    if last(Class::PlaceHead) {
        return Some(guess(Label::Place, "shape.place", 0.6));
    }
    None
}

/// `World War II`, `COP 28` have their number behind the head.
fn is_numbered_event(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    let is_roman = reading.tokens[end - 1].text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    end - first > 2 && is_roman && reading.is_in(end - 2, Class::EventHead)
}

/// Where a name with a head goes on: `Ministry of Foreign Affairs`, `Forum for International Cooperation`.
pub fn tail_end(reading: &Reading<'_>, first: usize, end: usize) -> usize {
    let head_at = end - 1;
    let head = |class: Class| reading.is_in(head_at, class);
    let opens = head(Class::OrgStart) || head(Class::EventHead) || head(Class::LawHead);
    let mut end = end;
    loop {
        let link = reading.low(end, first);
        let allowed = match link {
            "of" => opens || head(Class::OrgHead) || head(Class::PlaceStart),
            "for" | "on" => opens || head(Class::OrgHead),
            "and" => opens && is_coordinated_tail(reading, first, end),
            _ => false,
        };
        let the = usize::from(reading.low(end + 1, first) == "the");
        let next = end + 1 + the;
        if !allowed || !reading.near(next, first).is_some_and(crate::text::token::Token::is_capitalised) {
            return end;
        }
        end = run_end(reading, next);
    }
}

/// `Ministry of Health and Welfare`: what follows `and` is one or two words and then no verb of its own.
fn is_coordinated_tail(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    let has_of = reading.folded[first..end].iter().any(|word| matches!(&**word, "of" | "for" | "on"));
    let next_end = if reading.near(end + 1, first).is_some_and(crate::text::token::Token::is_capitalised) {
        run_end(reading, end + 1)
    } else {
        return false;
    };
    has_of && next_end - end <= 3 && crate::lists::lists().named(reading.tokens[end + 1].text).is_none()
}

/// End of the capitalised words that begin at `at`.
pub fn run_end(reading: &Reading<'_>, at: usize) -> usize {
    let is_part = |index: &usize| reading.near(*index, at).is_some_and(crate::text::token::Token::is_capitalised);
    (at..reading.tokens.len()).take_while(is_part).last().map_or(at, |last| last + 1)
}
