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
pub mod memory;
pub mod rule;

mod entities;
mod found;
mod gazette;
mod number;
mod reading;

use crate::extract::dates::calendar;
use crate::extract::found::Found;
use crate::extract::memory::Memory;
use crate::extract::reading::Reading;
use crate::model::extraction::Extraction;
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
    let published = context.published.and_then(calendar::parse_day);
    let in_lists = gazette::find(&reading, context.memory);
    let publisher = gazette::publisher(&reading, &in_lists);
    let mut all: Vec<Found> = in_lists;
    all.retain(|one| reading.zone_of(one.first) != ZoneKind::Boilerplate);
    all.extend(publisher.iter().map(|(_, one)| one.clone()));
    all.extend(dates::find(&reading, published));
    let mut found = found::without_overlaps(all);
    found.retain(|one| !context.memory.rejects(reading.words(reading.span(one.first, one.end)), one.label));
    let (mentions, entities) = entities::tie(&reading, found);
    let dateline = reading.zones.iter().find(|zone| zone.kind == ZoneKind::Dateline).map(|zone| zone.span);
    Extraction {
        mentions,
        entities,
        claims: Vec::new(),
        dateline,
        publisher: publisher.map(|(name, _)| name),
        zones: reading.zones,
    }
}
