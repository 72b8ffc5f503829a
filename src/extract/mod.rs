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
pub mod memory;
pub mod rule;

mod amounts;
mod cast;
mod entities;
mod events;
mod figures;
mod found;
mod gazette;
mod number;
mod quotes;
mod reading;
mod roles;
mod shape;
mod tagger;

use crate::extract::amounts::Amount;
use crate::extract::cast::Cast;
use crate::extract::dates::calendar;
use crate::extract::found::Found;
use crate::extract::memory::Memory;
use crate::extract::quotes::speaker::Speakers;
use crate::extract::reading::Reading;
use crate::model::extraction::ClaimProposal;
use crate::model::extraction::EntityProposal;
use crate::model::extraction::Extraction;
use crate::model::extraction::MentionProposal;
use crate::model::kind::ZoneKind;

/// Name and version of this extractor, as runs and decisions record it.
pub const EXTRACTOR: &str = concat!("dossier ", env!("CARGO_PKG_VERSION"));

/// What is known beside the text.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// EDTF; what relative dates count from, if known to the day.
    pub published: Option<&'a str>,
    pub memory: &'a Memory,
}

/// Reads one article.
pub fn extract(text: &str, context: &Context<'_>) -> Extraction {
    let reading = Reading::new(text);
    let published_day = context.published.and_then(calendar::parse_day);
    let in_lists = gazette::find(&reading, context.memory);
    let publisher = gazette::publisher(&reading, &in_lists);
    let dates = dates::find(&reading, published_day);
    let mut all: Vec<Found> = tagger::names(&reading, &in_lists, &dates);
    all.extend(publisher.iter().map(|(_, one)| one.clone()));
    let amounts = amounts::find(&reading, &dates);
    all.extend(amounts.iter().map(Amount::found));
    all.extend(dates);
    let mut found = found::without_overlaps(all);
    found.retain(|one| !context.memory.rejects(reading.words(reading.span(one.first, one.end)), one.label));
    let (mentions, entities) = entities::tie(&reading, found);
    let claims = claims(&reading, &mentions, &entities, &amounts);
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

/// Roles, quotes, figures and events, in order of their spans.
fn claims(
    reading: &Reading<'_>,
    mentions: &[MentionProposal],
    entities: &[EntityProposal],
    amounts: &[Amount],
) -> Vec<ClaimProposal> {
    let cast = Cast::new(reading, mentions, entities);
    let roles = roles::find(&cast);
    let marked = quotes::marks::marked(reading);
    let speakers = Speakers::new(&cast, &roles, &marked);
    let quotes = quotes::find(&cast, &speakers, &marked);
    let mut claims: Vec<ClaimProposal> = roles.iter().map(|role| role.claim(&cast)).collect();
    claims.extend(figures::find(&cast, amounts, &quotes));
    claims.extend(quotes);
    claims.extend(events::find(&cast, &speakers));
    claims.sort_by_key(|claim| (claim.span.start_byte, claim.span.end_byte, claim.kind));
    claims
}

/// The value of a text that is one number and nothing else: `1.4m`, `1,400,000`, `half a million`.
pub fn amount(text: &str) -> Option<f64> {
    let reading = Reading::new(text);
    let number = number::number(&reading, 0)?;
    if number.end == reading.tokens.len() { number.value } else { None }
}
