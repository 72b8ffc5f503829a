//! One claim of several that are asked together, taken by itself: accepted, rejected, doubted, put right.
//!
//! What is decided so stands by itself from then on; the rest is asked together still.

use super::ReviewState;
use crate::ledger::command::ClaimRef;
use crate::ledger::command::Command;
use crate::ledger::command::FieldEdit;
use crate::ledger::command::Verdict;
use crate::model::kind::How;
use crate::store::read::review::Review;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::views::review::decide;
use crate::ui::views::review::decide::Choice;
use crate::ui::words;
use crate::workspace::review::places;
use crate::workspace::review::stops;
use crate::workspace::review::stops::About;
use crate::workspace::review::stops::Stop;
use crate::workspace::review::stops::StopKey;
use std::sync::Arc;

impl ReviewState {
    /// Which of several claims is in hand, counted as in [`Stop::claims`].
    pub const fn part(&self) -> Option<usize> {
        self.part
    }

    /// What Enter will do.
    pub fn promise(&self, review: &Review, stop: &Stop) -> String {
        match self.part.and_then(|index| stop.claims().nth(index)) {
            Some(claim_idx) => format!("accept this {} alone", words::claim_kind(review.claims[claim_idx].kind)),
            None => {
                let also = match self.part {
                    None if matches!(stop.about, About::Claim(_)) && self.is_open(stop) => {
                        self.also_answered(review, stop)
                    }
                    _ => String::new(),
                };
                format!("{}{also}", decide::promise(review, stop, self.choice))
            }
        }
    }

    /// `; Ana Ruiz is answered with it`: names further on that are not asked again once a claim is decided.
    fn also_answered(&self, review: &Review, claim: &Stop) -> String {
        let names: Vec<String> =
            self.answered_with(review, claim).into_iter().map(|stop| decide::name_of(review, stop)).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => format!("; {one} is answered with it"),
            [one, other] => format!("; {one} and {other} are answered with it"),
            [one, rest @ ..] => format!("; {one} and {} more are answered with it", rest.len()),
        }
    }

    /// Takes one of several claims into the hand, or puts it down again; false where it is not one of several.
    pub(super) fn take_part(&mut self, index: usize) -> bool {
        let (Some(review), Some(stop)) = (self.review.value(), self.current()) else { return false };
        if stop.part(review, index).is_none() {
            return false;
        }
        self.part = (self.part != Some(index)).then_some(index);
        self.notice = None;
        true
    }

    pub(super) const fn drop_part(&mut self) -> bool {
        self.part.take().is_some()
    }

    /// Decides the claim in hand alone; false where none is.
    pub(super) fn decide_part(&mut self, verdict: Verdict, outbox: &mut Outbox) -> bool {
        let Some((part, next)) = self.part.take().and_then(|index| self.part_by_itself(index)) else { return false };
        let Some(review) = self.review.value() else { return false };
        let commands = decide::commands(review, &part, verdict, Choice::Open, How::ByHand);
        self.send_part(&part, verdict, decide::as_one_step(verdict, commands), outbox);
        self.go_on_from(&part, next);
        true
    }

    /// Fields of a claim are to say something else; one that is still asked about is accepted with them.
    pub fn edit(&mut self, claim: ClaimRef, to: Vec<FieldEdit>, outbox: &mut Outbox) {
        let edit = Command::EditClaim { claim, to };
        let told = || Origin::Told("The claim says so now".to_owned());
        let (Some(article), Some(review), Some(stop)) = (self.article, self.review.value(), self.current().cloned())
        else {
            outbox.request(Request::Send(edit, told()));
            return;
        };
        let is_it = |claim_idx: &usize| {
            let it = &review.claims[*claim_idx];
            ClaimRef::Proposed { article, kind: it.kind, span: it.span } == claim
        };
        let is_asked = self.is_open(&stop) && matches!(stop.about, About::Claim(_));
        let Some(index) = stop.claims().position(|claim_idx| is_it(&claim_idx)).filter(|_| is_asked) else {
            // Decided already, or a role whose name is asked about.
            outbox.request(Request::Send(edit, told()));
            if !self.is_open(&stop) {
                self.go_to_open_from(stop.key);
            }
            return;
        };
        let (part, next) = self.part_by_itself(index).unwrap_or((stop, None));
        let Some(review) = self.review.value() else {
            outbox.request(Request::Send(edit, told()));
            return;
        };
        let mut commands = decide::commands(review, &part, Verdict::Accept, Choice::Open, How::ByHand);
        commands.push(edit);
        self.part = None;
        self.send_part(&part, Verdict::Accept, Some(Command::Together { kind: "edit", commands }), outbox);
        self.go_on_from(&part, next);
    }

    fn send_part(&mut self, part: &Stop, verdict: Verdict, command: Option<Command>, outbox: &mut Outbox) {
        let decision = self.decision(part, verdict);
        if let (Some(command), Some(decision)) = (command, decision) {
            let mut decided = vec![decision];
            decided.extend(self.carried_along(part, verdict));
            self.send(command, decided, outbox);
        }
    }

    /// Stays while more is asked here, else goes to what was asked with it, else on.
    fn go_on_from(&mut self, part: &Stop, next: Option<StopKey>) {
        match next {
            _ if self.current().is_some_and(|stop| self.is_open(stop)) => self.notice = None,
            Some(next) => self.go_to(next),
            None => self.go_to_open_from(part.key),
        }
    }

    /// Takes one of several claims out of the stop, as a stop of its own; where it is the one that the others stand in,
    /// with the first of those.
    fn part_by_itself(&mut self, index: usize) -> Option<(Stop, Option<StopKey>)> {
        let (review, stop) = (self.review.value()?, self.current()?.clone());
        let about = stop.part(review, index)?.about;
        stops::take_apart(review, Arc::make_mut(&mut self.stops), stop.key, index);
        self.text.take(review, Arc::new(places::places(review, &self.stops)));
        let asked_apart =
            self.stops.iter().filter(|other| other.claims().any(|claim_idx| stop.claims().any(|own| own == claim_idx)));
        let asked_apart: Vec<StopKey> = asked_apart.map(|stop| stop.key).collect();
        self.show_also(asked_apart);
        self.set_course();
        let part = self.stops.iter().find(|stop| stop.about == about)?.clone();
        let inside = |other: &&Stop| matches!(other.about, About::Claim(claim_idx) if stop.along.contains(&claim_idx));
        let next = self.stops.iter().find(inside).filter(|_| index == 0).map(|stop| stop.key);
        Some((part, next))
    }
}
