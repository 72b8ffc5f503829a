//! Whose name it is: a card looked for, a new one, one told apart for ever, the same in other articles.
//!
//! Never looks for cards itself: that is the dialog's and the reader's work.

use super::ReviewState;
use super::deciding::LOOKING;
use crate::ledger::command::ArticleId;
use crate::ledger::command::Command;
use crate::ledger::command::MentionRef;
use crate::ledger::command::Verdict;
use crate::model::kind::How;
use crate::model::kind::Status;
use crate::model::span::Span;
use crate::store::read::background::Background;
use crate::store::read::card_choice::Beside;
use crate::store::read::cards::CardRow;
use crate::store::read::elsewhere::NameWanted;
use crate::store::read::elsewhere::Place;
use crate::store::read::review::Card;
use crate::store::read::review::Review;
use crate::store::read::review::ReviewName;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::views::WRONG_ANSWER;
use crate::ui::views::ask::chooser::Picked;
use crate::ui::views::ask::everywhere::EverywhereState;
use crate::ui::views::ask::pick::PickState;
use crate::ui::views::claims::alike::Said;
use crate::ui::views::review::decide;
use crate::ui::views::review::decide::CardQuestion;
use crate::ui::views::review::decide::Choice;
use crate::ui::views::review::state::selecting;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Query;
use crate::workspace::review::stops::About;
use crate::workspace::review::stops::Stop;

/// Why nothing is looked for in other articles.
const NO_NAME: &str = "Go to a name first: only names are the same in other articles";

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
            // Names of the article are offered to the fields of claims alone.
            (Picked::Here(_), _) => return,
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

    /// Accepts the name as a card of its own that is never one of those offered; of a claim, that it is not what another
    /// article tells.
    pub(super) fn make_card(&mut self, outbox: &mut Outbox) {
        if self.say_of_claim(Said::Different, outbox) {
            return;
        }
        let (Some(review), Some(stop), Some(_)) = (self.review.value(), self.current(), self.name_in_question()) else {
            return;
        };
        let commands = decide::commands(review, stop, Verdict::Accept, Choice::New, How::ByHand);
        self.rejoin(commands, outbox);
    }

    /// The name in question as it is looked for in other articles, with the card that it has or is to have.
    fn name_elsewhere(&self) -> Option<(NameWanted, Option<&Card>)> {
        let (review, stop, name) = (self.review.value()?, self.current()?, self.name_in_question()?);
        let card = match decide::card_question(review, stop, self.choice) {
            CardQuestion::Joins(card) => Some(card),
            CardQuestion::None => name.card.as_ref(),
            CardQuestion::Waits(_) | CardQuestion::Unread => None,
        };
        let (article, card_id) = (review.article.id, card.map(|card| card.id));
        Some((NameWanted { article, label: name.label, name: name.name.clone(), card: card_id }, card))
    }

    /// Asks what is known of the name in question, once.
    pub fn refresh(&mut self, outbox: &mut Outbox) {
        self.ask_same_claim(outbox);
        let wanted = self.name_elsewhere().map(|(wanted, _)| wanted);
        if wanted.as_ref() == self.background.as_ref().map(|(asked, _)| asked) {
            return;
        }
        self.background = wanted.map(|wanted| {
            let mut found = Loadable::default();
            found.start();
            outbox.request(Request::Ask(Query::Background(wanted.clone())));
            (wanted, found)
        });
    }

    pub fn take_background(&mut self, wanted: &NameWanted, answer: Result<Answer, String>, outbox: &mut Outbox) {
        if let Some((_, found)) = self.background.as_mut().filter(|(asked, _)| asked == wanted) {
            found.finish(answer.and_then(|answer| match answer {
                Answer::Background(found) => Ok(*found),
                _ => Err(WRONG_ANSWER.to_owned()),
            }));
            self.onward_is_read(outbox);
        }
    }

    /// What is known of the name in question, as soon as it is read.
    pub fn background(&self) -> Option<&Background> {
        self.background.as_ref()?.1.value()
    }

    /// Articles and mentions that accepting everywhere would accept, this article among them, and whether there may be
    /// more; `None` where the name stands nowhere else, or that is not known yet.
    pub fn reach(&self) -> Option<(usize, usize, bool)> {
        let elsewhere = &self.background()?.elsewhere;
        let (n_articles, n_mentions) = (elsewhere.places.len(), elsewhere.n_mentions());
        (n_articles > 0).then(|| (n_articles + 1, n_mentions + self.n_waiting_here(), elsewhere.is_cut))
    }

    /// How often the name in question waits in this article.
    fn n_waiting_here(&self) -> usize {
        let (Some(review), Some(stop)) = (self.review.value(), self.current()) else { return 0 };
        let mentions = stop.mentions.iter().filter_map(|index| review.mentions.get(*index));
        mentions.filter(|mention| mention.status.is_none()).count()
    }

    /// The dialog that shows the name in other articles, or why there is none.
    pub fn everywhere_at_hand(&self) -> Result<EverywhereState, &'static str> {
        let (Some(review), Some(stop)) = (self.review.value(), self.current()) else { return Err(NO_NAME) };
        match decide::card_question(review, stop, self.choice) {
            CardQuestion::Waits(_) => return Err("Say first which card it is: choose one, or S to look for it"),
            CardQuestion::Unread => return Err(LOOKING),
            CardQuestion::None | CardQuestion::Joins(_) => {}
        }
        let (wanted, card) = self.name_elsewhere().ok_or(NO_NAME)?;
        Ok(EverywhereState::new(wanted, card.map(|card| card.name.clone()), self.n_waiting_here()))
    }

    /// Accepts the name in question here and at these places, as one card and one step.
    pub fn accept_everywhere(&mut self, places: &[Place], outbox: &mut Outbox) {
        let (Some(review), Some(stop), Some(name)) = (self.review.value(), self.current(), self.name_in_question())
        else {
            return;
        };
        let label = name.label;
        let mut commands = decide::commands(review, stop, Verdict::Accept, self.choice, How::ByHand);
        for place in places {
            let article = place.origin.article;
            commands.extend(place.waiting.iter().map(|span| Command::Decide {
                mention: MentionRef { article, span: *span, label },
                verdict: Verdict::Accept,
                how: How::SameName,
            }));
        }
        let others: Vec<(ArticleId, Span)> = places.iter().map(|place| (place.origin.article, place.span)).collect();
        if !others.is_empty() {
            commands.push(Command::SameName { article: review.article.id, span: stop.key.span, others });
        }
        self.need_no_visit(places.iter().map(|place| place.origin.article));
        self.rejoin(commands, outbox);
    }

    /// Also where the name is accepted already: it changes its card then.
    pub(super) fn rejoin(&mut self, commands: Vec<Command>, outbox: &mut Outbox) {
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
