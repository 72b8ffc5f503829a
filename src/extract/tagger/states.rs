//! The states a token can be in: begins or goes on with a name of one of eight labels, or stands outside.
//!
//! Never changes without a new version of the weights file: rows of weights are in this order.

use crate::extract::tagger::lexicon::Word;
use crate::extract::tagger::scan::Mark;
use crate::extract::tagger::scan::Shape;
use crate::model::kind::Label;

pub const LABELS: [Label; 8] =
    [Label::Person, Label::Org, Label::Place, Label::Group, Label::Event, Label::Work, Label::Product, Label::Law];

pub const N_LABELS: usize = LABELS.len();
/// States with weights of their own: `begins` of each label, then `goes on`.
pub const N_INNER: usize = 2 * N_LABELS;
/// The state outside of all names; its weight is zero.
pub const OUT: usize = N_INNER;
pub const N_STATES: usize = N_INNER + 1;

/// Number of a label.
pub fn number(label: Label) -> Option<usize> {
    LABELS.iter().position(|one| *one == label)
}

/// Classes of tokens that the weights of steps between states depend on.
pub const N_STEPS: usize = 12;

/// Class of the token that a step leads to.
pub fn step(mark: &Mark) -> usize {
    let is = |word: Word| mark.known.words & word.bit() != 0;
    match mark.shape {
        Shape::Possessive => 1,
        Shape::Comma => 2,
        Shape::Quote | Shape::Open | Shape::Close => 3,
        Shape::Dash | Shape::Slash => 4,
        Shape::Ampersand => 5,
        Shape::Low if is(Word::Particle) => 6,
        Shape::Low => 7,
        Shape::Year | Shape::SmallNumber | Shape::Number | Shape::NumberWord => 8,
        _ if mark.is_loud => 9,
        Shape::Shouted | Shape::Dotted | Shape::Letter => 10,
        _ if mark.is_high && mark.run.0 as usize + 1 == mark.run.1 as usize => 11,
        _ => 0,
    }
}

/// Whether a name can go on from `from` to `to`.
pub const fn is_allowed(from: usize, to: usize) -> bool {
    to >= OUT || to < N_LABELS || (from < OUT && from % N_LABELS == to % N_LABELS)
}
