//! Who and what stands where in an article once names are tied: the view that the claim stages share.
//!
//! Never changes a mention or an entity; claims refer to both by index.

use crate::extract::reading::Reading;
use crate::model::extraction::EntityProposal;
use crate::model::extraction::MentionProposal;
use crate::model::kind::Label;
use crate::model::span::Span;
use crate::model::value::Value;

pub struct Cast<'a, 't> {
    pub reading: &'a Reading<'t>,
    pub mentions: &'a [MentionProposal],
    pub entities: &'a [EntityProposal],
    /// Token range of each mention.
    pub ranges: Vec<(usize, usize)>,
    /// Mention that covers a token.
    at: Vec<Option<usize>>,
}

impl<'a, 't> Cast<'a, 't> {
    pub fn new(reading: &'a Reading<'t>, mentions: &'a [MentionProposal], entities: &'a [EntityProposal]) -> Self {
        let ranges: Vec<(usize, usize)> = mentions.iter().map(|mention| reading.range(mention.span)).collect();
        let mut at = vec![None; reading.tokens.len()];
        for (index, (first, end)) in ranges.iter().enumerate() {
            at[*first..*end].fill(Some(index));
        }
        Self { reading, mentions, entities, ranges, at }
    }

    pub fn mention_at(&self, token: usize) -> Option<usize> {
        self.at.get(token).copied().flatten()
    }

    pub fn label_at(&self, token: usize) -> Option<Label> {
        self.mention_at(token).map(|mention| self.mentions[mention].label)
    }

    pub fn entity_at(&self, token: usize) -> Option<usize> {
        self.mentions[self.mention_at(token)?].entity
    }

    /// Mentions that lie in tokens `[first, end)`, in order.
    pub fn mentions_in(&self, first: usize, end: usize) -> impl DoubleEndedIterator<Item = usize> + use<> {
        let from = self.ranges.partition_point(|(start, _)| *start < first);
        let until = self.ranges.partition_point(|(start, _)| *start < end);
        from..until
    }

    /// The first mention of one of these labels in tokens `[first, end)`.
    pub fn first_in(&self, first: usize, end: usize, labels: &[Label]) -> Option<usize> {
        self.mentions_in(first, end).find(|mention| labels.contains(&self.mentions[*mention].label))
    }

    pub fn last_in(&self, first: usize, end: usize, labels: &[Label]) -> Option<usize> {
        self.mentions_in(first, end).rev().find(|mention| labels.contains(&self.mentions[*mention].label))
    }

    /// The date of tokens `[first, end)` as EDTF, durations left out.
    pub fn date_in(&self, first: usize, end: usize) -> Option<(usize, String)> {
        self.mentions_in(first, end).find_map(|mention| {
            match (&self.mentions[mention].value, self.mentions[mention].label) {
                (Some(Value::Text(value)), Label::Date) if !value.starts_with('P') => Some((mention, value.clone())),
                _ => None,
            }
        })
    }

    /// Mentions wholly inside a span, as claims list them.
    pub fn mentions_of(&self, span: Span) -> Vec<usize> {
        let (first, end) = self.reading.range(span);
        self.mentions_in(first, end).filter(|mention| span.contains(self.mentions[*mention].span)).collect()
    }

    /// The country entity that a place or nationality at this mention stands for, if the article names it.
    pub fn country_of(&self, mention: usize) -> Option<usize> {
        let entity = self.mentions[mention].entity?;
        if self.mentions[mention].label != Label::Group {
            return Some(entity);
        }
        let words = self.reading.words(self.mentions[mention].span);
        let iso = crate::lists::lists().named(words).and_then(|entry| entry.iso);
        let is_it = |ids: &[(String, String)]| ids.iter().any(|(_, code)| Some(code.as_str()) == iso);
        self.entities.iter().position(|entity| iso.is_some() && is_it(&entity.ids)).or(Some(entity))
    }

    pub fn low(&self, token: usize, beside: usize) -> &str {
        self.reading.low(token, beside)
    }
}
