//! What a headline reports: `Ruiz: no extension`, `Dam safe, says ministry`, `No extension: Ruiz`, `Ministry says dam safe`.
//!
//! Never takes a topic for a speaker: a place before a colon (`Lima: 40 hurt`) only says where. What a headline says is
//! cut short, so it needs no verb of its own.

use crate::extract::cast::Cast;
use crate::extract::quotes::Quote;
use crate::extract::quotes::marks::Marked;
use crate::extract::quotes::speaker::Speaker;
use crate::extract::quotes::speaker::Speakers;
use crate::extract::quotes::verbs::is_finite;
use crate::extract::quotes::verbs::is_present;
use crate::extract::reading::Sentence;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;
use crate::model::kind::QuoteForm;
use crate::model::kind::ZoneKind;

/// Fewest words that say something.
const FEWEST: usize = 2;

/// Most tokens of a speaker's phrase: `Interior Minister Sarfaraz Ahmed Bugti`.
const LONGEST: usize = 6;

/// Speakers without a name, as headlines have them.
const UNNAMED: &[&str] = &[
    "police",
    "officials",
    "official",
    "ministry",
    "government",
    "army",
    "military",
    "court",
    "report",
    "study",
    "witnesses",
    "sources",
    "experts",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "rescuers",
    "doctors",
    "survey",
    "poll",
    "woman",
    "man",
    "lawyer",
    "researchers",
    "scientists",
    "residents",
];

/// Verbs that a headline reports with, beside `says`: with a clause, for they take objects, too.
const REPORTING: &[&str] = &[
    "claims", "claim", "warns", "warn", "rules", "believes", "believe", "admits", "insists", "alleges", "confirms",
    "finds", "suggests", "argues", "denies",
];

/// How a caption ends before whose it is: `The dam by night Image: Lima Radio`.
const CREDITS: &[&str] = &["image", "photo", "photograph", "picture", "credit", "source", "video"];

/// Reports of the headlines, in order.
pub fn find(speakers: &Speakers<'_, '_, '_>, marked: &[Marked]) -> Vec<Quote> {
    let cast = speakers.cast;
    let headlines =
        cast.reading.sentences.iter().filter(|one| matches!(one.zone, ZoneKind::Headline | ZoneKind::Subhead));
    let mut found: Vec<Quote> = headlines
        .filter_map(|one| by_colon(cast, one).or_else(|| by_says(cast, one)).or_else(|| by_clause(cast, one)))
        .collect();
    for quote in &mut found {
        let inside = marked.iter().find(|one| one.first < quote.end && quote.first < one.end);
        if inside.is_some() {
            quote.form = QuoteForm::Mixed;
        }
    }
    // Marked words that make up all of it have their own rule.
    found.retain(|quote| !marked.iter().any(|one| one.first <= quote.first + 1 && one.end + 1 >= quote.end));
    found
}

/// `Ruiz: no extension`, `No extension: Ruiz`.
fn by_colon(cast: &Cast<'_, '_>, sentence: &Sentence) -> Option<Quote> {
    let (first, end) = (sentence.first, sentence.end);
    let colon = (first..end).find(|at| cast.reading.tokens[*at].text == ":")?;
    let is_one = !(colon + 1..end).any(|at| cast.reading.tokens[at].text == ":");
    let before = speaker(cast, first, colon).filter(|(_, label)| *label != Some(Label::Place));
    if let Some((speaker, _)) = before {
        return quote(cast, (colon + 1, end), speaker, None);
    }
    let (speaker, _) = speaker(cast, colon + 1, end).filter(|_| is_one)?;
    quote(cast, (first, colon), speaker, None)
}

/// `Dam safe, says ministry`, `Dam safe, ministry says`, `Ministry says dam safe`.
fn by_says(cast: &Cast<'_, '_>, sentence: &Sentence) -> Option<Quote> {
    let (first, end) = (sentence.first, sentence.end);
    let says = (first..end).find(|at| matches!(cast.low(*at, first), "says" | "say" | "said"))?;
    let comma = (first..says).rev().find(|at| cast.reading.tokens[*at].text == ",");
    if let Some(comma) = comma {
        let (from, until) = if comma + 1 == says { (says + 1, end) } else { (comma + 1, says) };
        let is_last = comma + 1 == says
            || says + 1 >= end
            || !cast.reading.tokens[says + 1].text.starts_with(char::is_alphanumeric);
        let (speaker, _) = speaker(cast, from, until).filter(|_| is_last)?;
        return quote(cast, (first, comma), speaker, Some(says));
    }
    let (speaker, _) = speaker(cast, first, says)?;
    quote(cast, (says + 1, end), speaker, Some(says))
}

/// `Ministry claims dam is safe`, not `Ministry claims victory`.
fn by_clause(cast: &Cast<'_, '_>, sentence: &Sentence) -> Option<Quote> {
    let (first, end) = (sentence.first, sentence.end);
    let verb = (first + 1..end.min(first + LONGEST + 1)).find(|at| REPORTING.contains(&cast.low(*at, first)))?;
    let (speaker, _) = speaker(cast, first, verb)?;
    let is_clause = (verb + 2..end).any(|at| is_finite(cast, at) || is_present(cast, at));
    is_clause.then(|| quote(cast, (verb + 1, end), speaker, Some(verb)))?
}

/// Who stands in tokens `[first, end)` and nothing else does: a name with its titles, or an unnamed one of [`UNNAMED`].
fn speaker(cast: &Cast<'_, '_>, first: usize, end: usize) -> Option<(Speaker, Option<Label>)> {
    let is_word = |at: &usize| cast.reading.tokens[*at].text.starts_with(char::is_alphanumeric);
    let first = (first..end).find(is_word)?;
    let end = (first..end).rev().find(is_word)? + 1;
    let is_title = |at: usize| {
        let low = cast.low(at, first);
        is_in(Class::TitleNoun, low)
            || is_in(Class::TitleModifier, low)
            || is_in(Class::TitleQualifier, low)
            || UNNAMED.contains(&low)
            || matches!(low, "the" | "'s" | "’s" | "'" | "’" | "former" | "top")
    };
    let is_whole = end - first <= LONGEST && (first..end).all(|at| cast.mention_at(at).is_some() || is_title(at));
    if !is_whole {
        return None;
    }
    let of = |label| cast.first_in(first, end, &[label]);
    let person = of(Label::Person);
    let last =
        cast.mention_at(end - 1).filter(|mention| matches!(cast.mentions[*mention].label, Label::Org | Label::Place));
    if let Some(mention) = person.or(last) {
        let (from, until) = cast.ranges[mention];
        let label = cast.mentions[mention].label;
        return Some((Speaker { first: from, end: until, entity: cast.mentions[mention].entity }, Some(label)));
    }
    let low = cast.low(end - 1, first);
    let is_unnamed = UNNAMED.contains(&low) || is_in(Class::TitleNoun, low);
    is_unnamed.then_some((Speaker { first, end, entity: None }, None))
}

fn quote(cast: &Cast<'_, '_>, (first, end): (usize, usize), speaker: Speaker, cue: Option<usize>) -> Option<Quote> {
    let is_word = |at: &usize| cast.reading.tokens[*at].text.starts_with(char::is_alphanumeric);
    let first = (first..end).find(|at| is_word(at) || cast.reading.tokens[*at].text == "$")?;
    let end = (first..end).rev().find(is_word)? + 1;
    let n_words = (first..end).filter(is_word).count();
    // `The Onion: an interview with …` tells what the line is, not what anybody says.
    let is_kind = |at: usize| {
        matches!(cast.low(at, first), "interview" | "profile") && matches!(cast.low(at + 1, first), "with" | "of")
    };
    let is_said = cue.is_some() || !(CREDITS.contains(&cast.low(end - 1, first)) || (first..first + 3).any(is_kind));
    (n_words >= FEWEST && is_said).then(|| Quote {
        first,
        end,
        form: QuoteForm::Indirect,
        speaker: Some(speaker),
        cue,
        around: Vec::new(),
        rule: "quotes.headline",
        score: 0.6,
    })
}
