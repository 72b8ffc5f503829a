//! Texts without marks as lessons: what an earlier model of the same training is sure of in them.
//!
//! Never takes a guess for gold: where that model is in doubt, any state is allowed.

use crate::extract::learn::gold;
use crate::extract::learn::gold::Gold;
use crate::extract::learn::gold::GoldSpan;
use crate::extract::reading::Reading;
use crate::extract::tagger;
use crate::extract::tagger::Bench;
use crate::extract::tagger::Model;
use crate::model::span::CodePoints;

/// A name is taken over from this likelihood on, and a word as none.
const SURE: f32 = 0.9;

/// The text with what the model is sure of, and the rest open.
pub fn taught(text: &str, model: &Model<'_>, bench: &mut Bench) -> Gold {
    let reading = Reading::new(text);
    let points = CodePoints::new(text);
    let mut spans = Vec::new();
    let mut mark = |first: usize, end: usize, label: &str| {
        let (start, end) = points.range(reading.span(first, end));
        spans.push(GoldSpan { start, end, label: label.to_owned() });
    };
    let tagged = tagger::tag(&reading, model, bench);
    let mut in_name = vec![false; reading.tokens.len()];
    for one in &tagged {
        in_name[one.first..one.end].fill(true);
        mark(one.first, one.end, if one.marginal >= SURE { one.label.as_str() } else { gold::OPEN });
    }
    for (at, _) in bench.outside().filter(|(at, outside)| !in_name[*at] && *outside < SURE) {
        mark(at, at + 1, gold::OPEN);
    }
    let mut taught = Gold { text: text.to_owned(), spans, ..Gold::default() };
    taught.spans.sort_by_key(|span| (span.start, span.end));
    taught
}
