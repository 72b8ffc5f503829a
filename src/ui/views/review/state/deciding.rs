//! What keys decide in an open article: sent at once, drawn as saving until it is durable, put back where it is refused.
//!
//! Never says what a verdict means: that is with `decide`.

use super::Pending;
use super::ReviewState;
use crate::ledger::command::Command;
use crate::ledger::command::Verdict;
use crate::model::kind::How;
use crate::store::read::review::Review;
use crate::ui::action::Action;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::views::review::decide;
use crate::ui::views::review::decide::CardQuestion;
use crate::ui::views::review::decide::Choice;
use crate::ui::views::review::state::Position;
use crate::ui::views::review::trail::Decision;
use crate::workspace::desk::Ticket;
use crate::workspace::review::stops::About;
use crate::workspace::review::stops::Stop;
use crate::workspace::review::stops::StopKey;
use crate::workspace::review::stops::StopKind;
use std::collections::BTreeSet;

/// Said where something waits for the reader.
pub(super) const LOOKING: &str = "Cards that names may be are looked for: the same again in a moment";

impl ReviewState {
    /// Marks the article done. Where the reviewer is not at its end and something is left, that is said first: the same
    /// again does it.
    pub(super) fn finish(&mut self, outbox: &mut Outbox) {
        if !self.is_whole {
            self.notice = self.review.value().map(|_| LOOKING.to_owned());
            return;
        }
        let n_open = self.counts().0 + self.n_late();
        if n_open > 0 && self.position != Some(Position::Summary) && !self.is_finished() {
            let left = format!("{n_open} still to decide: the same again marks the article done without them");
            if self.notice.as_ref() != Some(&left) {
                self.notice = Some(left);
                return;
            }
        }
        if let (Some(article), Some(review)) = (self.article, self.review.value()) {
            let done = decide::finish(review);
            outbox.request(Request::Send(done, Origin::Left(article)));
            outbox.act(Action::NextArticle);
        }
    }

    /// Accepts the name in question as the card, or the entry of a list, of this number, and goes on; of several claims
    /// that are asked together, takes one alone.
    pub(super) fn choose(&mut self, index: usize, outbox: &mut Outbox) {
        if self.take_part(index) {
            return;
        }
        let (Some(review), Some(stop)) = (self.review.value(), self.current()) else { return };
        let asked = decide::card_question(review, stop, Choice::Candidate(index));
        let listed = index.checked_sub(decide::offered(review, stop).len());
        let listed = listed.filter(|entry| *entry < decide::listed(review, stop).len());
        let chosen = match (asked, listed) {
            (CardQuestion::Joins(_), _) => Choice::Candidate(index),
            (_, Some(entry)) => Choice::Listed(entry),
            _ => return,
        };
        self.choice = chosen;
        self.notice = None;
        self.decide(Verdict::Accept, outbox);
    }

    /// Decides the current stop and moves on.
    pub(super) fn decide(&mut self, verdict: Verdict, outbox: &mut Outbox) {
        if self.decide_part(verdict, outbox) {
            return;
        }
        let (Some(review), Some(stop)) = (self.review.value(), self.current()) else { return };
        let first = match decide::card_question(review, stop, self.choice) {
            CardQuestion::Waits(1) => Some("Another card is like it: say first whether it is that"),
            CardQuestion::Waits(_) => Some("Which card? Choose one first"),
            CardQuestion::Unread => Some(LOOKING),
            CardQuestion::None | CardQuestion::Joins(_) => None,
        };
        if let Some(first) = first.filter(|_| verdict == Verdict::Accept) {
            self.notice = Some(first.to_owned());
            return;
        }
        let commands = decide::commands(review, stop, verdict, self.choice, How::ByHand);
        self.decide_by(verdict, commands, outbox);
    }

    /// Sends what a verdict on the current stop means as one step, and moves on.
    pub(super) fn decide_by(&mut self, verdict: Verdict, commands: Vec<Command>, outbox: &mut Outbox) {
        let Some(stop) = self.current() else { return };
        let key = stop.key;
        let is_said_already = self.pending.get(&key).is_some_and(|pending| pending.verdict == verdict);
        let command = decide::as_one_step(verdict, commands).filter(|_| !is_said_already);
        let decision = self.decision(stop, verdict);
        if let (Some(command), Some(decision)) = (command, decision) {
            let mut decided = vec![decision];
            decided.extend(self.carried_along(stop, verdict));
            self.send(command, decided, outbox);
        }
        self.move_on(key, outbox);
    }

    pub(super) fn decision(&self, stop: &Stop, verdict: Verdict) -> Option<Decision> {
        let (review, article) = (self.review.value()?, self.article?);
        let name = decide::name_of(review, stop);
        let n = stop.mentions.len();
        let words = if matches!(stop.about, About::Name(_)) && n > 1 { format!("{name} ×{n}") } else { name };
        Some(Decision { article, key: stop.key, verdict, words, is_carried: false })
    }

    /// Other stops that a decision on a claim leaves nothing to ask about: all they ask is part of the claim.
    pub(super) fn carried_along(&self, claim: &Stop, verdict: Verdict) -> Vec<Decision> {
        let Some(review) = self.review.value().filter(|_| matches!(claim.about, About::Claim(_))) else {
            return Vec::new();
        };
        let carried = self.answered_with(review, claim).into_iter().filter_map(|stop| self.decision(stop, verdict));
        carried.map(|decision| Decision { is_carried: true, ..decision }).collect()
    }

    /// Names all of whose open mentions are part of a claim.
    pub(super) fn answered_with(&self, review: &Review, claim: &Stop) -> Vec<&Stop> {
        let is_in_claim = |index: &usize| {
            let is_open = review.mentions.get(*index).is_some_and(|mention| mention.status.is_none());
            !is_open || claim.mentions.contains(index)
        };
        let names: BTreeSet<usize> =
            claim.mentions.iter().filter_map(|index| review.mentions.get(*index)?.name).collect();
        let stop_of = |name_idx: usize| {
            let name = &review.names[name_idx];
            let first = review.mentions.get(*name.mentions.first()?)?;
            let index = self.index_of(StopKey::new(first.span, StopKind::Name(name.label)))?;
            Some(&self.stops[index])
        };
        let is_answered =
            |stop: &&Stop| stop.along.is_empty() && self.is_open(stop) && stop.mentions.iter().all(is_in_claim);
        names.into_iter().filter_map(stop_of).filter(is_answered).collect()
    }

    pub(super) fn send(&mut self, command: Command, decisions: Vec<Decision>, outbox: &mut Outbox) {
        self.mark_pending(&decisions);
        outbox.request(Request::Send(command, Origin::Decided(decisions)));
    }

    pub(super) fn mark_pending(&mut self, decisions: &[Decision]) {
        for decision in decisions.iter().filter(|decision| Some(decision.article) == self.article) {
            let pending = Pending { verdict: decision.verdict, ticket: None, is_durable: false, n_answers: 0 };
            self.pending.insert(decision.key, pending);
        }
    }

    /// Accepts what is sure from the current stop to the end of its paragraph, as one step, up to the first doubt.
    pub(super) fn accept_paragraph(&mut self, outbox: &mut Outbox) {
        let (Some(review), Some(current)) = (self.review.value(), self.current()) else { return };
        let end = self.text.paragraph_end(current.key.span.start_byte);
        let start = current.key;
        let rest = self.stops.iter().filter(|stop| stop.key >= start && stop.key.span.start_byte < end);
        let mut commands = Vec::new();
        let mut decisions = Vec::new();
        let mut last = None;
        let mut doubt = None;
        for stop in rest.filter(|stop| self.is_open(stop) && self.is_wanted(stop)) {
            if !stop.is_sure() {
                doubt = Some(stop.key);
                break;
            }
            commands.extend(decide::commands(review, stop, Verdict::Accept, Choice::Open, How::WithParagraph));
            decisions.extend(self.decision(stop, Verdict::Accept));
            last = Some(stop.key);
        }
        if let Some(command) = decide::as_one_step(Verdict::Accept, commands) {
            self.send(command, decisions, outbox);
        }
        match (doubt, last) {
            (Some(doubt), Some(_)) => self.go_to(doubt),
            (Some(_), None) => {
                self.notice =
                    Some("Not sure enough to accept with the paragraph: decide this one by itself".to_owned());
            }
            (None, Some(last)) => self.go_to_open_from(last),
            (None, None) => self.go_to_open_from(start),
        }
    }

    /// Takes over what was decided in an earlier article with the same sentences.
    pub(super) fn take_over(&mut self, outbox: &mut Outbox) {
        match (self.article, self.head.offer().map(|offer| offer.from)) {
            (Some(article), Some(from)) if !self.is_finished() => outbox.send(Command::TakeOver { article, from }),
            _ => self.notice = Some("No article that was reviewed has these sentences".to_owned()),
        }
    }

    /// A step was taken back or brought back: shows it at once and goes there.
    pub fn show_undone(&mut self, step: &[Decision], is_undo: bool, outbox: &mut Outbox) {
        self.takes_away = true;
        let Some(first) = step.first() else { return };
        self.open(first.article, Some(first.key), outbox);
        let shown: Vec<Decision> = step
            .iter()
            .map(|decision| Decision {
                verdict: if is_undo { Verdict::Reopen } else { decision.verdict },
                ..decision.clone()
            })
            .collect();
        self.mark_pending(&shown);
    }

    /// The dossier took the command and will tell under this ticket what came of it.
    pub fn sent(&mut self, ticket: Ticket, decisions: &[Decision]) {
        for decision in decisions.iter().filter(|decision| Some(decision.article) == self.article) {
            if let Some(pending) = self.pending.get_mut(&decision.key) {
                pending.ticket = Some(ticket);
            }
        }
    }

    /// What was decided under this ticket is durable.
    pub fn applied(&mut self, ticket: Ticket) {
        for pending in self.pending.values_mut().filter(|pending| pending.ticket == Some(ticket)) {
            pending.is_durable = true;
        }
    }

    /// What was decided under this ticket was refused: back to its first stop, with the reason.
    pub fn refused(&mut self, ticket: Ticket, reason: &str) {
        let back: Vec<StopKey> =
            self.pending.iter().filter(|(_, pending)| pending.ticket == Some(ticket)).map(|(key, _)| *key).collect();
        for key in &back {
            self.pending.remove(key);
        }
        if let Some(first) = back.first() {
            self.go_to(*first);
            self.notice = Some(format!("Not saved: {reason}"));
        }
    }
}
