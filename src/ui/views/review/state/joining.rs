//! Whose name it is: a card looked for, a new one, one told apart for ever.
//!
//! Never looks for cards itself: that is the dialog's and the reader's work.

use super::ReviewState;
use crate::ledger::command::Command;
use crate::ledger::command::Verdict;
use crate::model::kind::How;
use crate::model::kind::Status;
use crate::store::read::card_choice::Beside;
use crate::store::read::cards::CardRow;
use crate::store::read::review::Review;
use crate::store::read::review::ReviewName;
use crate::ui::outbox::Outbox;
use crate::ui::views::ask::chooser::Picked;
use crate::ui::views::ask::pick::PickState;
use crate::ui::views::review::decide;
use crate::ui::views::review::decide::Choice;
use crate::ui::views::review::state::selecting;
use crate::ui::views::review::stops::About;
use crate::ui::views::review::stops::Stop;

impl ReviewState {
    /// The name in question; `None` at a date or a claim.
    fn name_in_question(&self) -> Option<&ReviewName> {
        match self.current()?.about {
            About::Name(name_idx) => self.review.value()?.names.get(name_idx),
            About::Mention(_) | About::Claim(_) => None,
        }
    }

    /// The dialog that asks whose name this is; `None` where no name is in question.
    pub fn pick_at_hand(&self) -> Option<PickState> {
        let name = self.name_in_question()?;
        let suggested = name.candidates.iter().map(|candidate| (candidate.card.id, candidate.reason.clone())).collect();
        let beside = match &name.card {
            Some(card) => Beside::Card(card.id),
            None => Beside::Name { label: Some(name.label), suggested },
        };
        // A card that it shares with other articles can be left for one of its own.
        let can_be_new = name.card.as_ref().is_none_or(|card| card.n_articles > 1);
        Some(PickState::new(name.name.clone(), name.mentions.len(), beside, can_be_new))
    }

    /// A card was picked for the name in question, or a new one.
    pub fn join(&mut self, picked: Picked, outbox: &mut Outbox) {
        let (Some(review), Some(stop), Some(name)) = (self.review.value(), self.current(), self.name_in_question())
        else {
            return;
        };
        let accepting = |choice: Choice| decide::commands(review, stop, Verdict::Accept, choice, How::ByHand);
        let commands = match (picked, &name.card) {
            (Picked::Card(row), _) if row.label != name.label => as_another_kind(review, stop, &row),
            (Picked::Card(row), _) => accepting(Choice::Card(row.id)),
            (Picked::New, None) => accepting(Choice::Own),
            (Picked::New, Some(card)) => {
                let spans = name.mentions.iter().filter_map(|index| review.mentions.get(*index));
                let accepted = spans.filter(|mention| mention.status.is_some_and(|status| status != Status::Rejected));
                let mentions = accepted.map(|mention| (review.article.id, mention.span)).collect();
                vec![Command::Split { entity: card.id, mentions }]
            }
        };
        self.rejoin(commands, outbox);
    }

    /// Accepts the name as a card of its own that is never one of those offered.
    pub(super) fn make_card(&mut self, outbox: &mut Outbox) {
        let (Some(review), Some(stop), Some(_)) = (self.review.value(), self.current(), self.name_in_question()) else {
            return;
        };
        let commands = decide::commands(review, stop, Verdict::Accept, Choice::New, How::ByHand);
        self.rejoin(commands, outbox);
    }

    /// Also where the name is accepted already: it changes its card then.
    fn rejoin(&mut self, commands: Vec<Command>, outbox: &mut Outbox) {
        if let Some(key) = self.current().map(|stop| stop.key) {
            self.pending.remove(&key);
        }
        self.decide_by(Verdict::Accept, commands, outbox);
    }
}

/// A card of another kind says what kind of name it is: every mention of it here becomes that, and is the card's.
fn as_another_kind(review: &Review, stop: &Stop, card: &CardRow) -> Vec<Command> {
    let article = review.article.id;
    let mentions = || stop.mentions.iter().filter_map(|index| review.mentions.get(*index));
    let Some(first) = mentions().next() else { return Vec::new() };
    let mut commands = selecting::changes(review, article, (first.span, first.label), first.span, card.label);
    commands.extend(mentions().map(|mention| Command::Link { article, span: mention.span, entity: card.id }));
    commands
}
