//! Gold texts as the trainer wants them: tokens, and for each the states that the gold allows.
//!
//! Never reads a file. What a set does not cover is open, not outside; what gold calls `other` may be an event, a law,
//! a work or a product, or nothing.

use serde::Deserialize;
use serde::Serialize;

use crate::extract::reading::Reading;
use crate::extract::tagger::lexicon::Name;
use crate::extract::tagger::lexicon::Word;
use crate::extract::tagger::scan;
use crate::extract::tagger::scan::Mark;
use crate::extract::tagger::scan::Scan;
use crate::extract::tagger::states;
use crate::extract::tagger::states::N_LABELS;
use crate::extract::tagger::states::N_STATES;
use crate::extract::tagger::states::OUT;
use crate::model::kind::Label;
use crate::model::span::CodePoints;
use crate::model::span::Span;
use crate::text::token::TokenKind;

/// Label of a stretch of which nothing is known: its words may be anything, and count neither way.
pub const OPEN: &str = "open";

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Gold {
    #[serde(default)]
    pub id: String,
    /// Empty in a file of marks alone: the caller finds the text by its id.
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub licence: String,
    #[serde(default)]
    pub spans: Vec<GoldSpan>,
    pub covers: Option<Vec<String>>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct GoldSpan {
    pub start: usize,
    pub end: usize,
    /// A label of the program's, or [`OPEN`].
    pub label: String,
}

/// All states.
pub const ANY: u32 = (1 << N_STATES) - 1;

/// States that a label's tokens can be in: those that begin it, and those that go on.
const fn bits_of(label: usize) -> (u32, u32) {
    (1 << label, 1 << (label + N_LABELS))
}

impl Gold {
    pub fn is_covered(&self, label: Label) -> bool {
        self.covers.as_ref().is_none_or(|covers| covers.iter().any(|word| word == label.as_str()))
    }

    /// Whether nothing is known of some of these bytes.
    pub fn is_open(&self, span: Span) -> bool {
        self.open().any(|open| open.overlaps(span))
    }

    /// Stretches of which nothing is known, in bytes.
    fn open(&self) -> impl Iterator<Item = Span> + '_ {
        let points = CodePoints::new(&self.text);
        let open = self.spans.iter().filter(|one| one.label == OPEN);
        open.filter_map(move |one| points.span(one.start, one.end))
    }

    /// Spans of names with labels that the tagger knows, in bytes.
    pub fn names(&self) -> Vec<(Span, Label)> {
        let points = CodePoints::new(&self.text);
        let of = |one: &GoldSpan| Some((points.span(one.start, one.end)?, Label::parse(&one.label)?));
        self.spans.iter().filter_map(of).filter(|(_, label)| label.names_entity()).collect()
    }

    /// The states that each token may be in.
    pub fn masks(&self, reading: &Reading<'_>, scan: &Scan) -> Vec<u32> {
        let mut outside = 1 << OUT;
        for (number, label) in states::LABELS.iter().enumerate() {
            // Events, laws, works and products are so rare that what no set marks is better held for nothing.
            let is_rest = matches!(label, Label::Event | Label::Law | Label::Work | Label::Product);
            if !self.is_covered(*label) && !is_rest {
                let (begins, goes_on) = bits_of(number);
                outside |= begins | goes_on;
            }
        }
        let groups = states::number(Label::Group).map_or((0, 0), bits_of);
        let events = states::number(Label::Event).filter(|_| !self.is_covered(Label::Event)).map_or((0, 0), bits_of);
        let closed = |mark: &Mark| {
            let is_people = scan::covers(mark.names, Name::Demonym) || scan::covers(mark.names, Name::People);
            let without_group = if is_people { outside } else { outside & !(groups.0 | groups.1) };
            // What no set marks is not held for nothing where a list knows it for an event.
            let is_event = scan::covers(mark.names, Name::Event);
            let with_event = without_group | if is_event { events.0 | events.1 } else { 0 };
            if mark.known.words & Word::Calendar.bit() != 0 { 1 << OUT } else { with_event }
        };
        let mut masks: Vec<u32> = scan.marks.iter().map(closed).collect();
        for open in self.open() {
            let (first, end) = reading.range(open);
            if let Some(open) = masks.get_mut(first..end) {
                open.fill(ANY);
            }
        }
        for (span, label) in self.names() {
            let (first, end) = reading.range(span);
            if first >= end {
                continue;
            }
            let exact = reading.span(first, end) == span;
            let (first, end) = trimmed(reading, first, end);
            let (begins, goes_on) = match states::number(label) {
                Some(number) => bits_of(number),
                None => ["event", "law", "work", "product"]
                    .iter()
                    .filter_map(|word| states::number(Label::parse(word)?))
                    .map(bits_of)
                    .fold((1 << OUT, 1 << OUT), |all, one| (all.0 | one.0, all.1 | one.1)),
            };
            for (offset, mask) in masks[first..end].iter_mut().enumerate() {
                *mask = if !exact {
                    ANY
                } else if offset == 0 {
                    begins
                } else {
                    goes_on
                };
            }
        }
        masks
    }
}

/// Without an article before and a possessive after, which some sets count in.
fn trimmed(reading: &Reading<'_>, first: usize, end: usize) -> (usize, usize) {
    let first = if end - first > 1 && reading.tokens[first].text == "the" { first + 1 } else { first };
    let possessive = end - first > 1 && reading.tokens[end - 1].kind == TokenKind::Possessive;
    (first, end - usize::from(possessive))
}
