//! Which words of an article belong to which stop, in reading order: what the page marks.
//!
//! Pure: rows of a review in, places out. Never says how a place looks.

use crate::model::kind::ClaimKind;
use crate::model::span::Span;
use crate::store::read::review::Review;
use crate::workspace::review::stops;
use crate::workspace::review::stops::About;
use crate::workspace::review::stops::State;
use crate::workspace::review::stops::Stop;

/// Words of the text that belong to a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub span: Span,
    /// Index into the stops.
    pub stop: usize,
    pub part: Part,
}

/// What the words of a place are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A name, a date, an amount, in the state it has by itself.
    Mention(State),
    /// Claims are drawn as a whole only while they are asked about; else a letter in the margin stands for them.
    Claim(ClaimKind),
}

/// In order of their spans.
pub fn places(review: &Review, stops: &[Stop]) -> Vec<Place> {
    let mut places = Vec::new();
    for (stop_idx, stop) in stops.iter().enumerate() {
        if let About::Claim(claim_idx) = stop.about {
            let claim = &review.claims[claim_idx];
            places.push(Place { span: claim.span, stop: stop_idx, part: Part::Claim(claim.kind) });
        }
        let along = stop.along.iter().map(|index| &review.claims[*index]);
        places.extend(along.map(|claim| Place { span: claim.span, stop: stop_idx, part: Part::Claim(claim.kind) }));
        if !matches!(stop.about, About::Claim(_)) {
            let mentions = stop.mentions.iter().filter_map(|index| review.mentions.get(*index));
            places.extend(mentions.map(|mention| Place {
                span: mention.span,
                stop: stop_idx,
                part: Part::Mention(stops::state_of_mention(mention)),
            }));
        }
    }
    places.sort_unstable_by_key(|place| (place.span, place.stop));
    places
}

/// Places that begin in a paragraph.
pub fn of_paragraph(places: &[Place], paragraph: Span) -> &[Place] {
    let first = places.partition_point(|place| place.span.start_byte < paragraph.start_byte);
    let end = places.partition_point(|place| place.span.start_byte < paragraph.end_byte);
    &places[first..end.max(first)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::review::fixture;
    use crate::workspace::review::stops::stops;

    #[test]
    fn places_of_a_paragraph_begin_in_it() {
        let review = fixture::marked("[Ana Ruiz]{person:1} left.\n[Ruiz]{person:1} met [Bo Lind]{person:2}.");
        let places = places(&review, &stops(&review));
        let break_byte = review.body.find('\n').expect("two lines");
        let paragraphs = [Span::new(0, break_byte), Span::new(break_byte + 1, review.body.len())];
        let of: Vec<Vec<&str>> = paragraphs
            .into_iter()
            .map(|paragraph| {
                let places = of_paragraph(&places, paragraph);
                places.iter().map(|place| place.span.words(&review.body).expect("words")).collect()
            })
            .collect();
        assert_eq!(of, [vec!["Ana Ruiz"], vec!["Ruiz", "Bo Lind"]]);
    }
}
