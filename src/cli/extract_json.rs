//! One article's proposals as the JSON object that `dossier extract` prints, one per line.
//!
//! Never leaves out a key and never speaks in bytes: offsets are code points, and every `text` equals its slice.

use serde::Serialize;
use serde_json::Value as Json;

use crate::model::article::ArticleDraft;
use crate::model::article::SourceDraft;
use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::extraction::ClaimProposal;
use crate::model::extraction::Extraction;
use crate::model::id::Sha256;
use crate::model::kind::ClaimKind;
use crate::model::kind::ZoneKind;
use crate::model::span::CodePoints;
use crate::model::span::Span;
use crate::model::value::Value;
use std::borrow::Cow;

/// The contract's object, keys in its order.
#[derive(Serialize)]
pub struct Article<'a> {
    source: &'a str,
    sha256: String,
    title: Option<&'a str>,
    dateline: Option<&'a str>,
    publisher: Option<&'a str>,
    published: Option<&'a str>,
    language: Option<&'a str>,
    text: &'a str,
    zones: Vec<Zone>,
    mentions: Vec<Mention<'a>>,
    entities: Vec<Entity<'a>>,
    roles: Vec<Role<'a>>,
    quotes: Vec<Quote<'a>>,
    figures: Vec<Figure<'a>>,
    events: Vec<Event<'a>>,
}

#[derive(Serialize)]
struct Zone {
    start: usize,
    end: usize,
    kind: &'static str,
}

#[derive(Serialize)]
struct Mention<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    label: &'static str,
    value: Option<Json>,
    entity: Option<usize>,
    score: f64,
    rule: Cow<'a, str>,
    known: bool,
}

#[derive(Serialize)]
struct Entity<'a> {
    label: &'static str,
    name: &'a str,
    aliases: &'a [String],
    ids: serde_json::Map<String, Json>,
    mentions: &'a [usize],
}

#[derive(Serialize)]
struct Role<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    title: Option<&'a str>,
    qualifier: Option<&'a str>,
    holder: Option<usize>,
    organisation: Option<usize>,
    place: Option<usize>,
    score: f64,
    rule: &'static str,
}

#[derive(Serialize)]
struct Quote<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    kind: Option<&'a str>,
    speaker: Option<usize>,
    speaker_span: Option<(usize, usize)>,
    cue: Option<&'a str>,
    medium: Option<&'a str>,
    occasion: Option<&'a str>,
    said_on: Option<&'a str>,
    score: f64,
    rule: &'static str,
}

#[derive(Serialize)]
struct Figure<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    value: Option<Json>,
    low: Option<Json>,
    high: Option<Json>,
    qualifier: Option<&'a str>,
    unit: Option<&'a str>,
    population: Option<&'a str>,
    place: Option<usize>,
    as_of: Option<&'a str>,
    said_by: Option<usize>,
    said_on: Option<&'a str>,
    quote: Option<usize>,
    score: f64,
    rule: &'static str,
}

#[derive(Serialize)]
struct Event<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(rename = "type")]
    kind: Option<&'a str>,
    modality: Option<&'a str>,
    actors: Vec<usize>,
    recipients: Vec<usize>,
    place: Option<usize>,
    date: Option<&'a str>,
    score: f64,
    rule: &'static str,
}

/// The object for one article of a source. Serialise it straight to text to keep the order of its keys.
pub fn article<'a>(source: &'a SourceDraft, article: &'a ArticleDraft, extraction: &'a Extraction) -> Article<'a> {
    let text = article.body.as_str();
    let points = CodePoints::new(text);
    let headline = extraction.zones.iter().find(|zone| zone.kind == ZoneKind::Headline);
    let metadata = &article.metadata;
    let quotes = claims(extraction, ClaimKind::Quote);
    Article {
        source: &source.path,
        sha256: Sha256::of(&source.bytes).to_hex(),
        title: metadata.title.as_deref().or_else(|| headline.and_then(|zone| zone.span.words(text))),
        dateline: extraction.dateline.and_then(|span| span.words(text)),
        publisher: metadata.publisher.as_deref().or(extraction.publisher.as_deref()),
        published: metadata.published.as_deref(),
        language: metadata.language.as_deref(),
        text,
        zones: extraction.zones.iter().map(|zone| zone_of(*zone, &points)).collect(),
        mentions: mentions(extraction, text, &points),
        entities: entities(extraction),
        roles: claims(extraction, ClaimKind::Role).into_iter().map(|claim| role(claim, text, &points)).collect(),
        figures: claims(extraction, ClaimKind::Figure)
            .into_iter()
            .map(|claim| figure(claim, &quotes, text, &points))
            .collect(),
        events: claims(extraction, ClaimKind::Event).into_iter().map(|claim| event(claim, text, &points)).collect(),
        quotes: quotes.iter().map(|claim| quote(claim, text, &points)).collect(),
    }
}

fn zone_of(zone: crate::model::article::Zone, points: &CodePoints<'_>) -> Zone {
    let (start, end) = points.range(zone.span);
    Zone { start, end, kind: zone.kind.as_str() }
}

fn claims(extraction: &Extraction, kind: ClaimKind) -> Vec<&ClaimProposal> {
    extraction.claims.iter().filter(|claim| claim.kind == kind).collect()
}

fn words(span: Span, text: &str) -> &str {
    span.words(text).unwrap_or("")
}

/// A whole number without a fraction, as people write it.
fn number(value: f64) -> Json {
    let whole = value.fract() == 0.0 && value.abs() < 9e15;
    if whole { Json::from(value as i64) } else { Json::from(value) }
}

fn value_json(value: &Value) -> Json {
    match value {
        Value::Text(text) => Json::from(text.as_str()),
        Value::Number(value) => number(*value),
        Value::Either(first, second) => serde_json::json!({ "either": [first, second] }),
    }
}

fn mentions<'a>(extraction: &'a Extraction, text: &'a str, points: &CodePoints<'_>) -> Vec<Mention<'a>> {
    let mention = |one: &'a crate::model::extraction::MentionProposal| {
        let (start, end) = points.range(one.span);
        Mention {
            start,
            end,
            text: words(one.span, text),
            label: one.label.as_str(),
            value: one.value.as_ref().map(value_json),
            entity: one.entity,
            score: one.score,
            rule: Cow::Borrowed(one.rule.as_ref()),
            known: one.known,
        }
    };
    extraction.mentions.iter().map(mention).collect()
}

fn entities(extraction: &Extraction) -> Vec<Entity<'_>> {
    let entity = |one: &'_ crate::model::extraction::EntityProposal| {
        one.ids.iter().map(|(scheme, id)| (scheme.clone(), Json::from(id.as_str()))).collect()
    };
    extraction
        .entities
        .iter()
        .map(|one| Entity {
            label: one.label.as_str(),
            name: &one.name,
            aliases: &one.aliases,
            ids: entity(one),
            mentions: &one.mentions,
        })
        .collect()
}

fn text_part(claim: &ClaimProposal, field: Field) -> Option<&str> {
    claim.parts.iter().find_map(|part| match &part.value {
        PartValue::Text(text) if part.field == field => Some(text.as_str()),
        _ => None,
    })
}

fn number_part(claim: &ClaimProposal, field: Field) -> Option<Json> {
    claim.parts.iter().find_map(|part| match &part.value {
        PartValue::Number(value) if part.field == field => Some(number(*value)),
        _ => None,
    })
}

fn entity_parts(claim: &ClaimProposal, field: Field) -> Vec<usize> {
    let entity = |part: &crate::model::claim::Part<usize>| match part.value {
        PartValue::Entity(entity) if part.field == field => Some(entity),
        _ => None,
    };
    claim.parts.iter().filter_map(entity).collect()
}

fn entity_part(claim: &ClaimProposal, field: Field) -> Option<usize> {
    entity_parts(claim, field).first().copied()
}

fn role<'a>(claim: &'a ClaimProposal, text: &'a str, points: &CodePoints<'_>) -> Role<'a> {
    let (start, end) = points.range(claim.span);
    Role {
        start,
        end,
        text: words(claim.span, text),
        title: text_part(claim, Field::Title),
        qualifier: text_part(claim, Field::Qualifier),
        holder: entity_part(claim, Field::Holder),
        organisation: entity_part(claim, Field::Organisation),
        place: entity_part(claim, Field::Place),
        score: claim.score,
        rule: claim.rule,
    }
}

fn quote<'a>(claim: &'a ClaimProposal, text: &'a str, points: &CodePoints<'_>) -> Quote<'a> {
    let (start, end) = points.range(claim.span);
    let speaker_span = claim.parts.iter().find_map(|part| match part.value {
        PartValue::Span(span) if part.field == Field::SpeakerSpan => Some(points.range(span)),
        _ => None,
    });
    Quote {
        start,
        end,
        text: words(claim.span, text),
        kind: text_part(claim, Field::QuoteForm),
        speaker: entity_part(claim, Field::Speaker),
        speaker_span,
        cue: text_part(claim, Field::Cue),
        medium: text_part(claim, Field::Medium),
        occasion: text_part(claim, Field::Occasion),
        said_on: text_part(claim, Field::SaidOn),
        score: claim.score,
        rule: claim.rule,
    }
}

fn figure<'a>(
    claim: &'a ClaimProposal,
    quotes: &[&ClaimProposal],
    text: &'a str,
    points: &CodePoints<'_>,
) -> Figure<'a> {
    let (start, end) = points.range(claim.span);
    Figure {
        start,
        end,
        text: words(claim.span, text),
        value: number_part(claim, Field::Value),
        low: number_part(claim, Field::Low),
        high: number_part(claim, Field::High),
        qualifier: text_part(claim, Field::Qualifier),
        unit: text_part(claim, Field::Unit),
        population: text_part(claim, Field::Population),
        place: entity_part(claim, Field::Place),
        as_of: text_part(claim, Field::AsOf),
        said_by: entity_part(claim, Field::SaidBy),
        said_on: text_part(claim, Field::SaidOn),
        quote: quotes.iter().position(|quote| quote.span.contains(claim.span)),
        score: claim.score,
        rule: claim.rule,
    }
}

fn event<'a>(claim: &'a ClaimProposal, text: &'a str, points: &CodePoints<'_>) -> Event<'a> {
    let (start, end) = points.range(claim.span);
    Event {
        start,
        end,
        text: words(claim.span, text),
        kind: text_part(claim, Field::Type),
        modality: text_part(claim, Field::Modality),
        actors: entity_parts(claim, Field::Actors),
        recipients: entity_parts(claim, Field::Recipients),
        place: entity_part(claim, Field::Place),
        date: text_part(claim, Field::Date),
        score: claim.score,
        rule: claim.rule,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Context;
    use crate::extract::extract;
    use crate::extract::memory::Memory;
    use crate::model::article::Metadata;

    const BODY: &str = "Miners’ café reopens in Lima\nForeign Minister Ana Ruiz said on Thursday that 300 miners had left \
                        Peru.\n“We will return,” Ruiz told reporters.";

    fn json(body: &str) -> Json {
        let metadata = Metadata { published: Some("2023-12-08".to_owned()), ..Metadata::default() };
        let draft =
            ArticleDraft { locator: String::new(), body: body.to_owned(), encoding: "UTF-8".to_owned(), metadata };
        let source = SourceDraft {
            name: "a.txt".to_owned(),
            path: "in/a.txt".to_owned(),
            media_type: "text/plain".to_owned(),
            bytes: body.as_bytes().to_vec(),
            articles: Vec::new(),
        };
        let memory = Memory::default();
        let extraction = extract(body, &Context { published: Some("2023-12-08"), memory: &memory });
        serde_json::to_value(article(&source, &draft, &extraction)).unwrap()
    }

    #[test]
    fn every_text_is_its_slice() {
        let object = json(BODY);
        let points: Vec<char> = BODY.chars().collect();
        let mut n_checked = 0;
        for kind in ["mentions", "roles", "quotes", "figures", "events"] {
            for item in object[kind].as_array().unwrap() {
                let (start, end) = (item["start"].as_u64().unwrap() as usize, item["end"].as_u64().unwrap() as usize);
                let slice: String = points[start..end].iter().collect();
                assert_eq!(item["text"], slice, "{kind}");
                assert!(item["score"].is_number() && item["rule"].is_string());
                n_checked += 1;
            }
        }
        assert!(n_checked > 8, "{n_checked}");
    }

    #[test]
    fn the_objects_keys_are_all_there() {
        let object = json(BODY);
        for key in
            ["source", "sha256", "title", "dateline", "publisher", "published", "language", "text", "zones", "mentions"]
        {
            assert!(object.get(key).is_some(), "{key}");
        }
        assert_eq!(object["title"], "Miners’ café reopens in Lima");
        assert_eq!(object["sha256"].as_str().map(str::len), Some(64));
        assert_eq!(object["figures"][0]["value"], 300);
        assert_eq!(object["figures"][0]["quote"], 0);
        assert_eq!(object["quotes"][1]["kind"], "direct");
        assert_eq!(object["quotes"][1]["medium"], "told reporters");
        assert_eq!(object["roles"][0]["title"], "Foreign Minister");
        let empty = json("");
        assert_eq!(empty["title"], Json::Null);
        assert_eq!(empty["mentions"], serde_json::json!([]));
    }
}
