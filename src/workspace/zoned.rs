//! What a corrected zone does to an article's suggestions: what is not part of the article proposes nothing.
//!
//! Never changes a decision: what was decided in such a paragraph stays, and is told.

use crate::model::extraction::Extraction;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;
use crate::store;
use crate::store::Db;
use crate::store::read::export;
use crate::store::read::export_claims;
use crate::store::read::review;
use crate::workspace::intake;

/// What became of the suggestions of an article whose zones were corrected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Zoned {
    /// Undecided suggestions in what is not part of the article, gone now.
    left_out: usize,
    /// Suggestions that were not there before.
    back: usize,
    /// Decided mentions and claims in what is not part of the article now.
    decided: usize,
}

impl Zoned {
    /// Makes the article's suggestions again, without those that stand outside of it.
    pub fn read_again(db: &Db, article: i64) -> store::Result<Self> {
        let before = undecided(db, article)?;
        intake::extract_again(db, article)?;
        let outside = outside(db, article)?;
        let back = undecided(db, article)?.len().saturating_sub(before.len());
        let left_out = before.iter().filter(|span| is_in(&outside, **span)).count();
        Ok(Self { left_out, back, decided: n_decided_in(db, article, &outside)? })
    }

    /// `5 suggestions left out; 2 decided there before and stay`; empty where there is nothing to say.
    pub fn told(self) -> String {
        let counted = |n: usize| if n == 1 { "1 suggestion".to_owned() } else { format!("{n} suggestions") };
        let mut parts = Vec::new();
        if self.left_out > 0 {
            parts.push(format!("{} left out", counted(self.left_out)));
        } else if self.back > 0 {
            parts.push(format!("{} back", counted(self.back)));
        }
        if self.decided > 0 {
            parts.push(format!("{} decided there before and stay", self.decided));
        }
        parts.join("; ")
    }
}

/// Places of the suggestions that wait for a decision.
fn undecided(db: &Db, article: i64) -> store::Result<Vec<Span>> {
    let mentions = export::undecided_mentions(db, article)?.into_iter().map(|mention| mention.cited.span);
    let claims = export_claims::undecided_claims(db, article)?.into_iter().map(|claim| claim.cited.span);
    Ok(mentions.chain(claims).collect())
}

fn n_decided_in(db: &Db, article: i64, outside: &[Span]) -> store::Result<usize> {
    let mentions = export::decided_mentions(db, article)?.into_iter().map(|mention| mention.cited.span);
    let claims = export_claims::decided_claims(db, article)?.into_iter().map(|claim| claim.cited.span);
    Ok(mentions.chain(claims).filter(|span| is_in(outside, *span)).count())
}

/// The stretches that a person said are not part of the article.
pub fn outside(db: &Db, article: i64) -> store::Result<Vec<Span>> {
    let zones = review::corrected_zones(db, article)?;
    Ok(zones.into_iter().filter(|zone| zone.kind == ZoneKind::Boilerplate).map(|zone| zone.span).collect())
}

fn is_in(outside: &[Span], span: Span) -> bool {
    outside.iter().any(|zone| zone.overlaps(span))
}

/// Takes out what was proposed in these stretches: mentions, claims on their words, and what is left without a mention.
pub fn leave_out(extraction: &mut Extraction, outside: &[Span]) {
    if outside.is_empty() {
        return;
    }
    let is_kept: Vec<bool> = extraction.mentions.iter().map(|mention| !is_in(outside, mention.span)).collect();
    let mut n_kept = 0;
    let new_index: Vec<Option<usize>> = is_kept
        .iter()
        .map(|kept| {
            n_kept += usize::from(*kept);
            kept.then(|| n_kept - 1)
        })
        .collect();
    let renumber = |mentions: &mut Vec<usize>| {
        *mentions = mentions.iter().filter_map(|index| new_index.get(*index).copied().flatten()).collect();
    };
    let mut kept = is_kept.iter();
    extraction.mentions.retain(|_| kept.next().copied().unwrap_or(true));
    // Entities keep their place, since claims name them by it; one without mentions proposes nothing.
    for entity in &mut extraction.entities {
        renumber(&mut entity.mentions);
    }
    extraction.claims.retain(|claim| !is_in(outside, claim.span));
    for claim in &mut extraction.claims {
        renumber(&mut claim.mentions);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract;
    use crate::extract::Context;
    use crate::extract::memory::Memory;

    #[test]
    fn what_stands_outside_is_left_out_and_the_rest_keeps_its_ties() {
        let body = "Foreign Minister Ana Ruiz met Omar Said in Lima on Thursday.\n\nRead also: Omar Said speaks in Quito.\n\n\
                    Ruiz said 1,200 families had left Lima.";
        let context = Context { published: Some("2024-05-02"), memory: &Memory::default() };
        let whole = extract::extract(body, &context);
        let start = body.find("Read also").unwrap();
        let outside = [Span::new(start, body[start..].find('\n').unwrap() + start)];
        let mut left = whole.clone();
        leave_out(&mut left, &outside);
        let words = |found: &Extraction| -> Vec<(Span, Option<String>)> {
            let name = |entity: Option<usize>| entity.map(|index| found.entities[index].name.clone());
            found.mentions.iter().map(|mention| (mention.span, name(mention.entity))).collect()
        };
        let expected: Vec<_> = words(&whole).into_iter().filter(|(span, _)| !outside[0].overlaps(*span)).collect();
        assert!(expected.len() < whole.mentions.len(), "something stood there: {:?}", words(&whole));
        assert_eq!(words(&left), expected);
        for (entity_idx, entity) in left.entities.iter().enumerate() {
            assert!(entity.mentions.iter().all(|index| left.mentions[*index].entity == Some(entity_idx)));
        }
        for claim in &left.claims {
            assert!(!outside[0].overlaps(claim.span));
            assert!(claim.mentions.iter().all(|index| *index < left.mentions.len()));
        }
        let mut same = whole.clone();
        leave_out(&mut same, &[]);
        assert_eq!(same, whole);
    }
}
