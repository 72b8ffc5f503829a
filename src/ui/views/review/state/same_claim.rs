//! Whether what the claim in question tells is told in another article too: asked once at its stop, answered by a key.
//!
//! Never joins by itself; what was told apart is not offered again.

use super::ReviewState;
use crate::ledger::command::ClaimRef;
use crate::ledger::command::Command;
use crate::ledger::command::Verdict;
use crate::model::kind::ClaimKind;
use crate::model::kind::How;
use crate::model::kind::Status;
use crate::store::read::claim_table::ClaimTableRow;
use crate::store::read::claim_table::detail::AlikeClaim;
use crate::store::read::claim_table::detail::ClaimPlace;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::views::WRONG_ANSWER;
use crate::ui::views::claims::alike;
use crate::ui::views::claims::alike::Said;
use crate::ui::views::review::decide;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Query;
use crate::workspace::review::stops::About;

/// The claim in question as tables have it, and the likest other.
pub type Offer = (ClaimTableRow, AlikeClaim);

/// What was asked of which claim.
#[derive(Debug, Default)]
pub struct SameClaim {
    asked: Option<ClaimPlace>,
    found: Loadable<Option<Offer>>,
}

impl ReviewState {
    /// The claim of the stop; roles stand beside a name and are not told as news.
    fn claim_in_question(&self) -> Option<ClaimPlace> {
        let (review, stop) = (self.review.value()?, self.current()?);
        let About::Claim(index) = stop.about else { return None };
        let claim = review.claims.get(index)?;
        let can_be_told_twice = claim.kind != ClaimKind::Role && claim.status != Some(Status::Rejected);
        let place = ClaimPlace { id: claim.id, kind: claim.kind, article_id: review.article.id, span: claim.span };
        can_be_told_twice.then_some(place)
    }

    /// Asks what is like the claim in question, once.
    pub(super) fn ask_same_claim(&mut self, outbox: &mut Outbox) {
        let place = self.claim_in_question();
        if place == self.same_claim.asked {
            return;
        }
        self.same_claim = SameClaim { asked: place, found: Loadable::default() };
        if let Some(place) = place {
            self.same_claim.found.start();
            outbox.request(Request::Ask(Query::ClaimDetail(place)));
        }
    }

    /// What was found; without it the stop is decided as ever.
    pub fn take_same_claim(&mut self, place: ClaimPlace, answer: &Result<Answer, String>) {
        if self.same_claim.asked != Some(place) {
            return;
        }
        self.same_claim.found.finish(match answer {
            Ok(Answer::ClaimDetail(detail)) => Ok(detail
                .as_ref()
                .as_ref()
                .and_then(|detail| Some((detail.own.clone()?, detail.alike.first()?.clone())))),
            Ok(_) => Err(WRONG_ANSWER.to_owned()),
            Err(reason) => Err(reason.clone()),
        });
    }

    /// The claim of another article that the one in question may be.
    pub fn same_claim(&self) -> Option<&Offer> {
        self.claim_in_question()?;
        self.same_claim.found.value()?.as_ref()
    }

    /// Says that the two are the same, or are not, and moves on; `false` where no other is offered.
    pub fn say_of_claim(&mut self, what: Said, outbox: &mut Outbox) -> bool {
        let (Some(review), Some(stop), Some((own, one))) = (self.review.value(), self.current(), self.same_claim())
        else {
            return false;
        };
        // What goes along with the stop is decided with it; the claim itself by what is said of the two.
        let of_itself = alike::reference(own);
        let mut commands = decide::commands(review, stop, Verdict::Accept, self.choice, How::ByHand);
        commands.retain(|command| !is_of(command, of_itself));
        commands.push(alike::said(own, one, what).0);
        self.rejoin(commands, outbox);
        true
    }
}

fn is_of(command: &Command, of: ClaimRef) -> bool {
    matches!(command, Command::DecideClaim { claim, .. } if *claim == of)
}
