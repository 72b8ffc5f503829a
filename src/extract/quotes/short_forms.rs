//! Short forms: `the ministry`, `the company`, `the chairman`, and whom of the article they can mean.
//!
//! Never decides which is meant: what stands nearest before goes first, and who asks may doubt it.

use crate::extract::cast::Cast;
use crate::extract::neighbours::apposed;
use crate::extract::roles::Role;
use crate::model::kind::Label;
use crate::names::fold;
use std::collections::HashMap;

/// Words of a short form at the most: what a speaker's words are looked back over, and hyphens that fold to spaces.
const MAX_SHORT_WORDS: usize = 16;

/// By short form, folded: first token and entity of those that it can mean, in order.
#[derive(Default)]
pub struct ShortForms(HashMap<String, Vec<(usize, usize)>>);

impl ShortForms {
    /// `ministry` of `Water Ministry` and of `Ministry of Water`; `company` of `Ordo Waterworks, a private utility`.
    pub fn of_institutions(cast: &Cast<'_, '_>) -> Self {
        let mut forms = Self::default();
        for (mention, (first, end)) in cast.mentions.iter().zip(&cast.ranges) {
            let Some(entity) = mention.entity.filter(|_| mention.label == Label::Org) else {
                continue;
            };
            let name = fold(cast.reading.words(mention.span));
            let heads = name.match_indices(" of ").map(|(at, _)| &name[..at]).take(MAX_SHORT_WORDS);
            for key in endings(&name).chain(heads) {
                forms.enter(key, *first, entity);
            }
            if let Some(trade) = apposed::trade(cast.reading, *first, *end) {
                forms.enter(trade, *first, entity);
                for key in ["company", "firm"].into_iter().filter(|key| apposed::is_business(trade) && *key != trade) {
                    forms.enter(key, *first, entity);
                }
            }
        }
        forms
    }

    /// By the end of a title, and by the whole title where an institution is never called by its whole name alone.
    pub fn of_holders(roles: &[Role]) -> Self {
        let mut forms = Self::default();
        for role in roles {
            let Some(holder) = role.holder else { continue };
            // `the alliance` is not the chairman of the alliance.
            let links = [" of ", " for ", " to ", " at ", " on "];
            let head =
                links.iter().filter_map(|link| role.key.find(link)).min().map_or(&*role.key, |at| &role.key[..at]);
            let whole = std::iter::once(role.key.as_str()).filter(|key| key.len() > head.len());
            for key in whole.chain(std::iter::once(head)).chain(endings(head)) {
                forms.enter(key, role.first, holder);
            }
        }
        forms
    }

    fn enter(&mut self, key: &str, first: usize, entity: usize) {
        self.0.entry(key.to_owned()).or_default().push((first, entity));
    }

    /// The last of those that `key` can mean which stands before token `at`.
    pub fn last_before(&self, key: &str, at: usize) -> Option<usize> {
        let standing = self.0.get(key)?;
        let n_before = standing.partition_point(|(first, _)| *first < at);
        standing[..n_before].last().map(|(_, entity)| *entity)
    }
}

/// What follows each of the last spaces.
fn endings(name: &str) -> impl Iterator<Item = &str> {
    name.rmatch_indices(' ').map(|(at, _)| &name[at + 1..]).take(MAX_SHORT_WORDS)
}
