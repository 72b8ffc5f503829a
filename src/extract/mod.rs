//! Text in, proposals out: which words name people, places and organisations, which are dates and figures, who said
//! what, what happened.
//!
//! Pure and deterministic: the same text and context give the same proposals on any machine. Knows no database, no
//! file and no clock, and cannot fail: a text that holds nothing gives an empty extraction. Each stage stands in a file
//! of its own and each proposal names the rule that made it ([`rule`]).
//!
//! ```text
//! zones → sentences, tokens → lists, memory → tagger → dates, figures, money → names tied → roles → quotes → events
//! ```

pub mod dates;
pub mod eval;
pub mod events;
pub mod learn;
pub mod listed;
pub mod memory;
pub mod picked;
pub mod rule;

mod amounts;
mod cast;
mod clauses;
mod compared;
mod entities;
mod figures;
mod found;
mod gazette;
mod headline;
mod money;
mod naming;
mod neighbours;
mod number;
mod own;
mod quotes;
pub mod reading;
mod roles;
mod shape;
mod sought;
pub mod tagger;
mod vessels;
mod wholes;

use crate::extract::amounts::Amount;
use crate::extract::cast::Cast;
use crate::extract::clauses::Clauses;
use crate::extract::dates::calendar;
use crate::extract::figures::Told;
use crate::extract::found::Found;
use crate::extract::learn::adapt::Learned;
use crate::extract::memory::Memory;
pub use crate::extract::naming::weights;
pub use crate::extract::own::use_weights;
use crate::extract::quotes::speaker::Speakers;
use crate::extract::reading::Reading;
use crate::extract::tagger::Model;
use crate::model::extraction::ClaimProposal;
use crate::model::extraction::EntityProposal;
use crate::model::extraction::Extraction;
use crate::model::extraction::MentionProposal;
use crate::model::kind::Label;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;

/// Name and version of this extractor without weights of one's own.
const PROGRAM: &str = concat!("dossier ", env!("CARGO_PKG_VERSION"));

/// Name and version of this extractor, as runs and decisions record it: `dossier 0.1.0`, or with weights of one's own
/// `dossier 0.1.0, weights 6b0f0b00`.
pub fn extractor() -> &'static str {
    own::extractor().unwrap_or(PROGRAM)
}

/// What is known beside the text.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// EDTF; what relative dates count from, if known to the day.
    pub published: Option<&'a str>,
    pub memory: &'a Memory,
}

/// Reads one article.
pub fn extract(text: &str, context: &Context<'_>) -> Extraction {
    match context.memory.weights().and_then(Learned::model) {
        Some(model) => extract_by(text, context, Some(&model)),
        None => extract_by(text, context, naming::model()),
    }
}

/// Reads one article with these weights; with none, only lists and rules speak.
pub fn extract_by(text: &str, context: &Context<'_>, model: Option<&Model<'_>>) -> Extraction {
    let reading = Reading::new(text);
    let published_day = context.published.and_then(calendar::parse_day);
    let in_lists = gazette::find(&reading, context.memory);
    let publisher = gazette::publisher(&reading, &in_lists);
    let dates = dates::find(&reading, published_day);
    let mut all: Vec<Found> = naming::names(&reading, (&in_lists, &dates), context.memory, model);
    all.extend(publisher.iter().map(|(_, one)| one.clone()));
    let amounts = amounts::find(&reading, &dates);
    all.extend(amounts.iter().map(Amount::found));
    all.extend(dates);
    let mut found = found::without_overlaps(all);
    found.retain(|one| !context.memory.rejects(reading.words(reading.span(one.first, one.end)), one.label));
    let (mentions, entities) = entities::tie(&reading, found, context.memory.lists());
    let day = published_day.map(|day| day.to_string());
    let claims = claims(&reading, (&mentions, &entities), &amounts, day.as_deref());
    let dateline = reading.zones.iter().find(|zone| zone.kind == ZoneKind::Dateline).map(|zone| zone.span);
    Extraction {
        mentions,
        entities,
        claims,
        dateline,
        publisher: publisher.map(|(name, _)| name),
        zones: reading.zones,
    }
}

/// The names of an article alone, without dates, amounts and claims: the way from text to mentions that is measured.
pub fn names(text: &str, memory: &Memory) -> (Vec<MentionProposal>, Vec<EntityProposal>) {
    names_by(text, memory, naming::model())
}

/// The same with these weights.
pub fn names_by(text: &str, memory: &Memory, model: Option<&Model<'_>>) -> (Vec<MentionProposal>, Vec<EntityProposal>) {
    let reading = Reading::new(text);
    let in_lists = gazette::find(&reading, memory);
    let found = naming::names(&reading, (&in_lists, &[]), memory, model);
    entities::tie(&reading, found::without_overlaps(found), memory.lists())
}

/// Why the tagger holds the words at each of these spans for a name of that kind: its weightiest reasons in words, the
/// weightiest first; none where it has no say. Reads the article anew, once.
pub fn reasons(text: &str, asked: &[(Span, Label)]) -> Vec<Vec<String>> {
    let reading = Reading::new(text);
    let none = || vec![Vec::new(); asked.len()];
    naming::model().map_or_else(none, |model| tagger::explain::reasons(&reading, asked, model))
}

/// Roles, quotes, figures and events, in order of their spans. `published`: the day as EDTF, if known.
fn claims(
    reading: &Reading<'_>,
    (mentions, entities): (&[MentionProposal], &[EntityProposal]),
    amounts: &[Amount],
    published: Option<&str>,
) -> Vec<ClaimProposal> {
    let cast = Cast::new(reading, mentions, entities);
    let clauses = Clauses::new(&cast);
    let roles = roles::find(&cast);
    let marked = quotes::marks::marked(reading);
    let speakers = Speakers::new(&cast, &roles, &marked);
    let quotes = quotes::find(&cast, &speakers, &marked);
    let mut claims: Vec<ClaimProposal> = roles.iter().map(|role| role.claim(&cast)).collect();
    claims.extend(figures::find(Told { speakers: &speakers, clauses: &clauses, quotes: &quotes, published }, amounts));
    claims.extend(quotes);
    claims.extend(events::find(&cast, &clauses, &speakers));
    claims.sort_by_key(|claim| (claim.span.start_byte, claim.span.end_byte, claim.kind));
    claims
}

/// The number that a text begins with, a currency sign aside, and the words behind it and its unit of measure:
/// `$1.4m of aid` is 1,400,000 and `of aid`, `30 percent` is 30 and nothing.
pub fn amount(text: &str) -> Option<(f64, &str)> {
    let reading = Reading::new(text);
    let number = number::number(&reading, amounts::number_at(&reading))?;
    let end = number.end.checked_sub(1).and_then(|last| reading.tokens.get(last))?.span.end_byte;
    let rest = text.get(end..)?.trim_start();
    let unit = ["%", "percent", "per cent", "dollars", "euros", "pounds", "rupees", "USD", "EUR", "GBP"];
    let rest = unit.iter().find_map(|unit| rest.strip_prefix(unit)).unwrap_or(rest);
    Some((number.value?, rest))
}

/// The types of events that are told apart, by their names.
pub fn event_types() -> impl Iterator<Item = &'static str> {
    events::types()
}

#[cfg(test)]
mod tests {
    use super::amount;
    use super::reasons;
    use crate::model::kind::Label;
    use crate::model::span::Span;

    #[test]
    fn the_tagger_says_why() {
        let text = "Foreign Minister Velda Moss left Lima for the Harbour Workers Party.";
        let of = |words: &str, label| {
            let start = text.find(words).expect("in the text");
            reasons(text, &[(Span::new(start, start + words.len()), label)]).concat().join("; ")
        };
        assert!(of("Velda Moss", Label::Person).contains("“Minister” before"), "{}", of("Velda Moss", Label::Person));
        assert!(of("Lima", Label::Place).contains("in the list of"), "{}", of("Lima", Label::Place));
        let party = of("Harbour Workers Party", Label::Org);
        assert!(party.contains("ends in “Party”"), "{party}");
        assert_eq!(of("Lima", Label::Date), "");
    }

    #[test]
    fn a_value_is_read_as_people_type_it() {
        for (text, expected) in [
            ("1.4m", Some((1_400_000.0, ""))),
            ("1.4 million", Some((1_400_000.0, ""))),
            ("1,400,000", Some((1_400_000.0, ""))),
            ("half a million", Some((500_000.0, ""))),
            ("$5 million", Some((5_000_000.0, ""))),
            ("USD 5m", Some((5_000_000.0, ""))),
            ("30%", Some((30.0, ""))),
            ("30 percent of miners", Some((30.0, " of miners"))),
            ("41 people", Some((41.0, "people"))),
            ("people", None),
            ("dozens", None),
            ("", None),
        ] {
            assert_eq!(amount(text), expected, "{text}");
        }
    }
}
