//! A body cut into the pieces that are laid out one by one, each with its kind of type.
//!
//! Pure: offsets in, offsets out. Knows no fonts and no window; what a piece measures is found out by the text view.

use crate::lists::class;
use crate::model::article::Zone;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;
use crate::text::sentence::sentences;
use crate::ui::direction;

/// Longest piece in bytes: a line of a megabyte must not be laid out at once.
const MAX_BYTES: usize = 3000;

/// One piece of a body. Pieces stand in order and leave out nothing but line ends and blank lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    pub span: Span,
    pub kind: ZoneKind,
    /// Whether it begins a paragraph of the text, as against going on with one that was too long.
    pub is_start: bool,
    /// Its paragraph is set from the right.
    pub is_from_right: bool,
}

pub fn paragraphs(body: &str, zones: &[Zone]) -> Vec<Paragraph> {
    let mut found = Vec::new();
    let mut line_start = 0;
    for line in body.split('\n') {
        let trimmed = line.trim_end();
        let indent = trimmed.len() - trimmed.trim_start().len();
        let span = Span::new(line_start + indent, line_start + trimmed.len());
        if !span.is_empty() {
            let kind = kind_of(span, zones);
            let pieces = pieces(body, span);
            let is_from_right = direction::reads_from_right(trimmed);
            found.extend(pieces.into_iter().enumerate().map(|(index, span)| Paragraph {
                span,
                kind,
                is_start: index == 0,
                is_from_right,
            }));
        }
        line_start += line.len() + 1;
    }
    found
}

/// The kind of the zone that covers most of it; body where none says otherwise.
fn kind_of(span: Span, zones: &[Zone]) -> ZoneKind {
    let first = zones.partition_point(|zone| zone.span.end_byte <= span.start_byte);
    let covering = zones[first..].iter().take_while(|zone| zone.span.start_byte < span.end_byte);
    let covered =
        |zone: &Zone| zone.span.end_byte.min(span.end_byte).saturating_sub(zone.span.start_byte.max(span.start_byte));
    let most = covering.max_by_key(|zone| covered(zone));
    most.filter(|zone| covered(zone) * 2 > span.len()).map_or(ZoneKind::Body, |zone| zone.kind)
}

fn pieces(body: &str, span: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut rest = span;
    while rest.len() > MAX_BYTES {
        let limit = floor_boundary(body, rest.start_byte + MAX_BYTES);
        let head = &body[rest.start_byte..limit];
        // Between sentences if there is an end of one, else between words, else anywhere.
        let cut = head.rfind(". ").map(|at| at + 2).or_else(|| head.rfind(' ').map(|at| at + 1)).unwrap_or(head.len());
        pieces.push(Span::new(rest.start_byte, rest.start_byte + cut));
        rest = Span::new(rest.start_byte + cut, rest.end_byte);
    }
    pieces.push(rest);
    pieces
}

fn floor_boundary(body: &str, byte: usize) -> usize {
    (0..=byte.min(body.len())).rev().find(|at| body.is_char_boundary(*at)).unwrap_or(0)
}

/// The sentence around a byte of the body, within its paragraph.
pub fn sentence_around(body: &str, paragraph: Span, byte: usize) -> Span {
    let all = sentences(body, paragraph, &class::ends_no_sentence);
    all.into_iter().take_while(|sentence| sentence.start_byte <= byte).last().unwrap_or(paragraph)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn zone(body: &str, words: &str, kind: ZoneKind) -> Zone {
        let start = body.find(words).expect("words of the body");
        Zone { span: Span::new(start, start + words.len()), kind }
    }

    #[test]
    fn lines_are_paragraphs_and_blank_ones_are_none() {
        let body = "Storm hits coast\n\n  LIMA  \nBoats sank.\n";
        let zones = [zone(body, "Storm hits coast", ZoneKind::Headline), zone(body, "LIMA", ZoneKind::Dateline)];
        let told: Vec<_> = paragraphs(body, &zones)
            .iter()
            .map(|paragraph| (paragraph.span.words(body).expect("words"), paragraph.kind))
            .collect();
        assert_eq!(
            told,
            [("Storm hits coast", ZoneKind::Headline), ("LIMA", ZoneKind::Dateline), ("Boats sank.", ZoneKind::Body)]
        );
    }

    #[test]
    fn a_dateline_that_opens_a_paragraph_does_not_make_it_one() {
        let body = "LIMA (HP) - Boats sank in the storm.";
        let zones = [zone(body, "LIMA (HP) -", ZoneKind::Dateline)];
        assert_eq!(paragraphs(body, &zones)[0].kind, ZoneKind::Body);
    }

    #[test]
    fn long_lines_are_cut_between_sentences() {
        let sentence = "The boats came back to the harbour before the storm. ";
        let body = sentence.repeat(100);
        let cut = paragraphs(&body, &[]);
        assert!(cut.len() > 1);
        assert!(cut[0].is_start && !cut[1].is_start);
        assert!(cut[1].span.words(&body).expect("words").starts_with("The boats"));
    }

    #[test]
    fn the_sentence_around_a_word_ends_at_its_stop() {
        let body = "It rained. All had to leave by Nov. 1 or stay. Then it snowed.";
        let whole = Span::new(0, body.len());
        let around = |words: &str| {
            let at = body.find(words).expect("words of the body");
            sentence_around(body, whole, at).words(body).expect("words")
        };
        assert_eq!(around("Nov"), "All had to leave by Nov. 1 or stay.");
        assert_eq!(around("It rained"), "It rained.");
        assert_eq!(around("snowed"), "Then it snowed.");
    }

    proptest! {
        #[test]
        fn pieces_cover_every_letter_in_order(body in "[a-zé字 .\n]{0,40}", repeat in 1_usize..200) {
            let body = body.repeat(repeat);
            let mut end = 0;
            for paragraph in paragraphs(&body, &[]) {
                prop_assert!(body[end..paragraph.span.start_byte].trim().is_empty());
                prop_assert!(paragraph.span.words(&body).is_some_and(|words| !words.is_empty()));
                prop_assert!(paragraph.span.len() <= MAX_BYTES);
                end = paragraph.span.end_byte;
            }
            prop_assert!(body[end..].trim().is_empty());
        }
    }
}
