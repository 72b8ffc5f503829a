//! What a capitalised stretch is by its own words: heads of institutions, places, events and laws, given names.
//!
//! Never looks at lists of names or at other mentions; `tagger` weighs that. A stretch without any sign is a guess, and
//! its score says so.

use crate::extract::reading::Reading;
use crate::lists::class;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;

/// A label with the rule and score it comes with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guess {
    pub label: Label,
    pub rule: &'static str,
    pub score: f64,
}

/// The rule of a stretch that only an enumeration, an acronym's expansion or a full name can make a name; dropped
/// where none does.
pub const WEAK: &str = "shape.weak";

const fn guess(label: Label, rule: &'static str, score: f64) -> Guess {
    Guess { label, rule, score }
}

/// What the last or first word makes of the stretch `[first, end)`.
pub fn by_head(reading: &Reading<'_>, first: usize, end: usize) -> Option<Guess> {
    let last: &str = &reading.folded[end - 1];
    let head: &str = &reading.folded[first];
    if end - first < 2 {
        return None;
    }
    if is_in(Class::OrgSuffix, last) {
        return Some(guess(Label::Org, "shape.company", 0.85));
    }
    if is_in(Class::PlaceHeadStrict, last)
        || (is_in(Class::PlaceStart, head) && !class::is_given_name(reading.tokens[end - 1].text))
    {
        return Some(guess(Label::Place, "shape.place", 0.75));
    }
    let is_person = class::is_given_name(reading.tokens[first].text) && end - first == 2;
    if is_person {
        return None;
    }
    if is_in(Class::EventHead, last) || is_numbered_event(reading, first, end) {
        return Some(guess(Label::Event, "shape.event", 0.65));
    }
    if is_in(Class::OrgHead, last) {
        return Some(guess(Label::Org, "shape.organisation", 0.8));
    }
    if is_in(Class::LawHead, last) {
        return Some(guess(Label::Law, "shape.law", 0.65));
    }
    if is_in(Class::PlaceHead, last) {
        return Some(guess(Label::Place, "shape.place", 0.6));
    }
    None
}

/// `World War II`, `COP 28` have their number behind the head.
fn is_numbered_event(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    let is_roman = reading.tokens[end - 1].text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    end - first > 2 && is_roman && is_in(Class::EventHead, &reading.folded[end - 2])
}

/// Where a name with a head goes on: `Ministry of Foreign Affairs`, `Forum for International Cooperation`.
pub fn tail_end(reading: &Reading<'_>, first: usize, end: usize) -> usize {
    let head: &str = &reading.folded[end - 1];
    let opens = is_in(Class::OrgStart, head) || is_in(Class::EventHead, head) || is_in(Class::LawHead, head);
    let mut end = end;
    loop {
        let link = reading.low(end, first);
        let allowed = match link {
            "of" => opens || is_in(Class::OrgHead, head) || is_in(Class::PlaceStart, head),
            "for" | "on" => opens || is_in(Class::OrgHead, head),
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

/// Signs around and inside a stretch that it is a person.
pub fn by_company(reading: &Reading<'_>, first: usize, end: usize) -> Option<Guess> {
    let n = end - first;
    let before = reading.low_before(first);
    let after = reading.low(end, first);
    if is_in(Class::Honorific, before) && reading.before(first).is_some_and(crate::text::token::Token::is_capitalised) {
        return Some(guess(Label::Person, "titles.honorific", 0.9));
    }
    if is_titled(reading, first) && n <= 5 {
        return Some(guess(Label::Person, "titles.before", 0.88));
    }
    let given = class::is_given_name(reading.tokens[first].text);
    if given && (2..=5).contains(&n) && !reading.tokens[end - 1].is_shouted() {
        return Some(guess(Label::Person, "shape.given_name", 0.85));
    }
    let has_particle =
        reading.folded[first..end].iter().skip(1).any(|word| is_in(Class::Particle, word) && word.len() > 1);
    let initial =
        n >= 2 && reading.tokens[first..end - 1].iter().any(|token| token.text.len() == 2 && token.text.ends_with('.'));
    if (has_particle || initial) && (2..=5).contains(&n) {
        return Some(guess(Label::Person, "shape.particle", 0.75));
    }
    let speaks =
        is_in(Class::Speech, after) || after == "who" || is_in(Class::Speech, before) && matches!(after, "," | ".");
    if speaks && (2..=4).contains(&n) && before != "the" {
        return Some(guess(Label::Person, "shape.speaks", 0.78));
    }
    if (2..=4).contains(&n) && before != "the" && is_described(reading, first, end) {
        return Some(guess(Label::Person, "titles.after", 0.8));
    }
    None
}

/// `…, 45,` or `…, a spokesman for …`, `…, the foreign minister`.
fn is_described(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    if reading.low(end, first) != "," {
        return false;
    }
    let is_age = reading.low(end + 1, first).parse::<u32>().is_ok_and(|age| (10..110).contains(&age))
        && reading.low(end + 2, first) == ",";
    let from = end + 1;
    let until = (from..from + 7)
        .find(|at| matches!(reading.low(*at, first), "," | "." | "" | "of" | "for" | "who"))
        .unwrap_or(from);
    let opens = matches!(reading.low(from, first), "a" | "an" | "the" | "his" | "her" | "their" | "its")
        || is_in(Class::TitleQualifier, reading.low(from, first));
    let is_title = until > from && is_in(Class::TitleNoun, reading.low(until - 1, first));
    is_age || (is_title && (opens || reading.tokens[from].text.starts_with(char::is_lowercase)))
}

/// A title stands right before: `Minister`, `spokesman`, `Representative for Afghanistan`.
fn is_titled(reading: &Reading<'_>, first: usize) -> bool {
    let before = reading.low_before(first);
    if is_in(Class::TitleNoun, before) {
        return true;
    }
    // `Representative for Afghanistan Thomas West`, `Minister of State Hina Ali`.
    let Some(linked) =
        (2..=4).find(|back| first >= *back && matches!(reading.low(first - back, first), "for" | "of" | "to"))
    else {
        return false;
    };
    let at = first - linked;
    let inner = reading.tokens[at + 1..first].iter().all(|token| token.is_capitalised() || token.text == "the");
    inner && linked > 1 && is_in(Class::TitleNoun, reading.low_before(at)) && reading.tokens[at - 1].is_capitalised()
}

/// What an unknown stretch most likely is, from the word before it.
pub fn by_place(reading: &Reading<'_>, first: usize, end: usize) -> Option<Guess> {
    let n = end - first;
    let before = reading.low_before(first);
    let token = &reading.tokens[first];
    let repeated = reading.n_inside(token.text) > 1;
    let n_letters = token.text.chars().filter(|c| c.is_alphabetic()).count();
    if n == 1 && token.is_shouted() && (2..=6).contains(&n_letters) {
        let sure_enough = repeated || before == "the";
        return Some(if sure_enough { guess(Label::Org, "shape.acronym", 0.5) } else { guess(Label::Org, WEAK, 0.1) });
    }
    if matches!(before, "in" | "near" | "at" | "outside" | "across" | "from") && n <= 3 {
        return Some(guess(Label::Place, "shape.location", 0.5));
    }
    if reading.tokens[end - 1].text.chars().count() == 1 {
        return None;
    }
    let speaks = is_in(Class::Speech, reading.low(end, first));
    match n {
        1 if repeated || speaks => Some(guess(Label::Org, "shape.single", 0.35)),
        2..=4 if reading.occurs_alone(reading.tokens[end - 1].text) && before != "the" => {
            Some(guess(Label::Person, "shape.recurs", 0.72))
        }
        2..=3 if matches!(before, "by" | "with" | "and" | "told" | "met" | "," | "between") => {
            Some(guess(Label::Person, "shape.two_words", 0.4))
        }
        1..=3 => Some(guess(Label::Other, WEAK, 0.1)),
        _ => None,
    }
}
