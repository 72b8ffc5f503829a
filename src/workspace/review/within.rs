//! Which claims are asked with another because they stand in its words: the figure in what somebody is quoted with.
//!
//! One sentence is looked at once. Never takes a guess along, and nothing that was decided.

use crate::model::kind::ClaimKind;
use crate::model::score::LIKELY;
use crate::store::read::review::ReviewClaim;

/// As many of one claim's as can be read at a glance, and be named by a digit.
const MAX_WITHIN: usize = 4;

/// For each claim what is asked with it, or that it is asked with another.
pub struct Within {
    along: Vec<Vec<usize>>,
    is_taken: Vec<bool>,
}

impl Within {
    /// What is asked with this claim; `None` where it is asked with another itself. Once for each.
    pub fn take(&mut self, claim_idx: usize) -> Option<Vec<usize>> {
        (!self.is_taken[claim_idx]).then(|| std::mem::take(&mut self.along[claim_idx]))
    }
}

/// `is_elsewhere`: for each claim, whether a name's stop asks about it already.
pub fn hosts(claims: &[ReviewClaim], is_elsewhere: &[bool]) -> Within {
    let mut within = Within { along: vec![Vec::new(); claims.len()], is_taken: vec![false; claims.len()] };
    let can_be_asked = |index: &usize| {
        let claim = &claims[*index];
        !is_elsewhere[*index] && claim.status.is_none() && claim.score.is_none_or(|score| score >= LIKELY)
    };
    let mut open: Vec<usize> = (0..claims.len()).filter(can_be_asked).collect();
    // The outermost first: where a claim begins, those with the most words, and a quote before what it tells.
    open.sort_by_key(|index| {
        let claim = &claims[*index];
        (claim.span.start_byte, std::cmp::Reverse(claim.span.end_byte), claim.kind != ClaimKind::Quote, *index)
    });
    let mut host: Option<usize> = None;
    for claim_idx in open {
        let claim = &claims[claim_idx];
        let taker = host.filter(|host| {
            let has_room = within.along[*host].len() < MAX_WITHIN;
            let is_its_like = (claims[*host].kind, claims[*host].span) == (claim.kind, claim.span);
            let may_go = claim.kind != ClaimKind::Quote && !is_its_like;
            has_room && may_go && claims[*host].span.contains(claim.span)
        });
        if let Some(taker) = taker {
            within.along[taker].push(claim_idx);
            within.is_taken[claim_idx] = true;
        } else if matches!(claim.kind, ClaimKind::Quote | ClaimKind::Event) {
            let reaches_on = host.is_none_or(|host| claims[host].span.end_byte <= claim.span.end_byte);
            host = if reaches_on { Some(claim_idx) } else { host };
        }
    }
    within
}

/// Some claims as they are asked without the others: what stands in one of them goes along with that.
pub fn of_each_other(claims: &[ReviewClaim], some: &[usize]) -> Vec<(usize, Vec<usize>)> {
    let is_elsewhere: Vec<bool> = (0..claims.len()).map(|claim_idx| !some.contains(&claim_idx)).collect();
    let mut within = hosts(claims, &is_elsewhere);
    some.iter().filter_map(|claim_idx| Some((*claim_idx, within.take(*claim_idx)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind::Status;
    use crate::workspace::review::fixture;

    /// `outer <- inner, inner` for each claim that is asked.
    fn told(claims: &[(ClaimKind, &str, f64)], change: impl Fn(&mut [ReviewClaim])) -> Vec<String> {
        let mut review = fixture::marked("On Monday she said 40 boats sank and 7 men died when they met. It rained.");
        for (kind, words, score) in claims {
            fixture::add_claim(&mut review, *kind, words, *score, &[]);
        }
        change(&mut review.claims);
        let mut within = hosts(&review.claims, &vec![false; review.claims.len()]);
        let told = (0..claims.len()).filter_map(|index| {
            let along = within.take(index)?;
            let words: Vec<&str> = along.iter().map(|index| review.claims[*index].words.as_str()).collect();
            Some(format!("{} <- {}", review.claims[index].words, words.join(", ")))
        });
        told.collect()
    }

    const QUOTE: (ClaimKind, &str, f64) = (ClaimKind::Quote, "40 boats sank and 7 men died when they met", 0.9);
    const BOATS: (ClaimKind, &str, f64) = (ClaimKind::Figure, "40 boats sank", 0.8);
    const MEN: (ClaimKind, &str, f64) = (ClaimKind::Figure, "7 men died", 0.8);

    #[test]
    fn figures_and_events_go_with_the_words_around_them() {
        let meeting = (ClaimKind::Event, "7 men died when they met", 0.7);
        assert_eq!(
            told(&[meeting, QUOTE, MEN, BOATS], |_| ()),
            ["40 boats sank and 7 men died when they met <- 40 boats sank, 7 men died when they met, 7 men died"]
        );
        assert_eq!(told(&[meeting, MEN], |_| ()), ["7 men died when they met <- 7 men died"]);
    }

    #[test]
    fn without_the_words_around_them_claims_go_with_each_other() {
        let mut review = fixture::marked("On Monday she said 40 boats sank and 7 men died when they met.");
        let meeting = (ClaimKind::Event, "7 men died when they met", 0.7);
        for (kind, words, score) in [QUOTE, BOATS, MEN, meeting] {
            fixture::add_claim(&mut review, kind, words, score, &[]);
        }
        assert_eq!(of_each_other(&review.claims, &[1, 2, 3]), [(1, Vec::new()), (3, vec![2])]);
    }

    #[test]
    fn guesses_quotes_in_quotes_and_what_was_decided_are_asked_by_themselves() {
        let guess = (ClaimKind::Event, "7 men died when they met", 0.5);
        assert_eq!(told(&[QUOTE, guess], |_| ()).len(), 2);
        assert_eq!(told(&[guess, MEN], |_| ()).len(), 2, "nothing goes with a guess");
        assert_eq!(told(&[QUOTE, (ClaimKind::Quote, "7 men died", 0.9)], |_| ()).len(), 2);
        assert_eq!(told(&[QUOTE, MEN], |claims| claims[1].status = Some(Status::Accepted)).len(), 2);
        assert_eq!(told(&[QUOTE, MEN], |claims| claims[0].status = Some(Status::Rejected)).len(), 2);
        assert_eq!(told(&[BOATS, MEN], |_| ()).len(), 2, "a figure holds no other");
    }

    #[test]
    fn of_two_on_the_same_words_the_quote_is_asked() {
        let event = (ClaimKind::Event, QUOTE.1, 0.7);
        assert_eq!(
            told(&[event, QUOTE], |_| ()),
            ["40 boats sank and 7 men died when they met <- 40 boats sank and 7 men died when they met"]
        );
    }
}
