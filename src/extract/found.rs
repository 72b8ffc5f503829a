//! What stages hand to each other: a stretch of tokens with a label, before entities are tied.
//!
//! Never leaves `extract`: the last stage turns these into proposals with byte spans.

use crate::lists::Entry;
use crate::lists::own::Bearers;
use crate::model::kind::Label;
use crate::model::value::Value;

/// A mention in the making: tokens `[first, end)` of the reading.
#[derive(Clone, Debug)]
pub struct Found {
    pub first: usize,
    pub end: usize,
    pub label: Label,
    pub rule: &'static str,
    pub score: f64,
    pub known: bool,
    pub value: Option<Value>,
    /// The list's entry it was found by.
    pub entry: Option<&'static Entry>,
    /// Those in the analyst's own lists who bear the name.
    pub own: Option<Bearers>,
}

impl Found {
    pub const fn new(first: usize, end: usize, label: Label, rule: &'static str, score: f64) -> Self {
        Self { first, end, label, rule, score, known: false, value: None, entry: None, own: None }
    }

    pub const fn overlaps(&self, other: &Self) -> bool {
        self.first < other.end && other.first < self.end
    }
}

/// Leaves of any that overlap only the best: the longer, then the better scored, then the earlier. In order.
pub fn without_overlaps(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by(|a, b| {
        let by_length = (b.end - b.first).cmp(&(a.end - a.first));
        by_length.then(b.score.total_cmp(&a.score)).then(a.first.cmp(&b.first)).then(a.label.cmp(&b.label))
    });
    let n_tokens = found.iter().map(|one| one.end).max().unwrap_or(0);
    let mut taken = vec![false; n_tokens];
    found.retain(|one| {
        let free = !taken[one.first..one.end].contains(&true);
        if free {
            taken[one.first..one.end].fill(true);
        }
        free
    });
    found.sort_by_key(|one| (one.first, one.end));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_one_stays() {
        let place = Found::new(0, 1, Label::Place, "a", 0.9);
        let org = Found::new(0, 3, Label::Org, "b", 0.5);
        let date = Found::new(3, 4, Label::Date, "c", 0.5);
        let left: Vec<&str> = without_overlaps(vec![date, place, org]).iter().map(|one| one.rule).collect();
        assert_eq!(left, ["b", "c"]);
    }
}
