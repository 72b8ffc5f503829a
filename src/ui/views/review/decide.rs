//! From a verdict on a stop to the commands that record it, and the line that says beforehand what they will do.
//!
//! Pure, so that what the panel promises and what Enter does come from the same place. Never sends anything.

use crate::ledger::command::ClaimRef;
use crate::ledger::command::Command;
use crate::ledger::command::MentionRef;
use crate::ledger::command::Verdict;
use crate::model::kind::How;
use crate::model::kind::Status;
use crate::store::read::review::Card;
use crate::store::read::review::Review;
use crate::ui::views::review::stops::About;
use crate::ui::views::review::stops::State;
use crate::ui::views::review::stops::Stop;
use crate::ui::words;

/// Which card a name is to be accepted as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// Nothing said: the one candidate if there is one; with several, accepting waits.
    #[default]
    Open,
    /// Index into the name's candidates.
    Candidate(usize),
    /// A card of its own.
    New,
}

/// What accepting a name means for its card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardQuestion<'r> {
    /// No card in question: it has one, makes one, or is no name.
    None,
    /// It joins this card of other articles.
    Joins(&'r Card),
    /// Several honest candidates: the reviewer must say.
    Waits(usize),
}

pub fn card_question<'r>(review: &'r Review, stop: &Stop, choice: Choice) -> CardQuestion<'r> {
    let About::Name(name_idx) = stop.about else { return CardQuestion::None };
    let name = &review.names[name_idx];
    if name.card.is_some() {
        return CardQuestion::None;
    }
    match (choice, name.candidates.as_slice()) {
        (Choice::New, _) | (_, []) => CardQuestion::None,
        (Choice::Candidate(index), candidates) => {
            candidates.get(index).map_or(CardQuestion::None, |candidate| CardQuestion::Joins(&candidate.card))
        }
        (Choice::Open, [only]) => CardQuestion::Joins(&only.card),
        (Choice::Open, several) => CardQuestion::Waits(several.len()),
    }
}

/// Commands that record a verdict on a stop; none when nothing would change, or when a card must be chosen first.
pub fn commands(review: &Review, stop: &Stop, verdict: Verdict, choice: Choice, how: How) -> Vec<Command> {
    let mut commands = match stop.about {
        About::Claim(claim_idx) => return vec![claim_command(review, claim_idx, verdict, how)],
        About::Name(_) | About::Mention(_) => mention_commands(review, stop, verdict, how),
    };
    if verdict == Verdict::Accept {
        match card_question(review, stop, choice) {
            CardQuestion::None => {}
            CardQuestion::Waits(_) => return Vec::new(),
            CardQuestion::Joins(card) => {
                commands.push(Command::Link { article: review.article.id, span: stop.key.span, entity: card.id });
            }
        }
    }
    commands.extend(stop.roles.iter().map(|claim_idx| claim_command(review, *claim_idx, verdict, how)));
    commands
}

/// Several commands as one step of undo; `None` for none.
pub fn as_one_step(verdict: Verdict, mut commands: Vec<Command>) -> Option<Command> {
    if commands.len() < 2 {
        return commands.pop();
    }
    Some(Command::Together { kind: verdict.as_str(), commands })
}

fn mention_commands(review: &Review, stop: &Stop, verdict: Verdict, how: How) -> Vec<Command> {
    let is_open = matches!(stop.state, State::ToDecide | State::Known);
    stop.mentions
        .iter()
        .filter_map(|index| review.mentions.get(*index))
        // An open stop leaves alone what was decided before; a decided one is decided anew as a whole.
        .filter(|mention| if is_open { mention.status.is_none() } else { mention.status != status_of(verdict) })
        .map(|mention| Command::Decide {
            mention: MentionRef { article: review.article.id, span: mention.span, label: mention.label },
            verdict,
            how,
        })
        .collect()
}

fn claim_command(review: &Review, claim_idx: usize, verdict: Verdict, how: How) -> Command {
    let claim = &review.claims[claim_idx];
    let proposed = ClaimRef::Proposed { article: review.article.id, kind: claim.kind, span: claim.span };
    Command::DecideClaim { claim: claim.id.map_or(proposed, ClaimRef::Decided), verdict, how }
}

const fn status_of(verdict: Verdict) -> Option<Status> {
    match verdict {
        Verdict::Accept => Some(Status::Accepted),
        Verdict::Reject => Some(Status::Rejected),
        Verdict::Doubtful => Some(Status::Doubtful),
        Verdict::Reopen => None,
    }
}

/// The state a stop has once a verdict on it is durable.
pub const fn state_after(verdict: Verdict) -> State {
    match verdict {
        Verdict::Accept => State::Accepted,
        Verdict::Reject => State::Rejected,
        Verdict::Doubtful => State::Doubtful,
        Verdict::Reopen => State::ToDecide,
    }
}

/// What the stop is called in the list, the trail and messages.
pub fn name_of(review: &Review, stop: &Stop) -> String {
    match stop.about {
        About::Name(name_idx) => review.names[name_idx].name.clone(),
        About::Mention(mention_idx) => review.mentions[mention_idx].words.clone(),
        About::Claim(claim_idx) => {
            let claim = &review.claims[claim_idx];
            format!("{}: {}", words::claim_kind(claim.kind), words::shortened(&claim.words, 60))
        }
    }
}

/// What Enter will do: "accept, 2 here, as the card Jalil Abbas Jilani".
pub fn promise(review: &Review, stop: &Stop, choice: Choice) -> String {
    let question = card_question(review, stop, choice);
    if let CardQuestion::Waits(n) = question {
        let numbers = if n == 2 { "1 or 2".to_owned() } else { format!("1 to {n}") };
        return format!("waits: which card? {numbers}, or D for a new one");
    }
    let n_mentions = mention_commands(review, stop, Verdict::Accept, How::ByHand).len();
    let mut parts = Vec::new();
    match stop.about {
        About::Claim(_) => parts.push(if stop.state == State::Accepted {
            "already accepted, goes on".to_owned()
        } else {
            "accept this with all its parts".to_owned()
        }),
        _ if n_mentions == 0 && stop.roles.is_empty() && question == CardQuestion::None => {
            parts.push("already accepted, goes on".to_owned());
        }
        About::Mention(_) => parts.push("accept this".to_owned()),
        About::Name(_) => parts.push(if n_mentions == 1 {
            "accept, once here".to_owned()
        } else {
            format!("accept, {n_mentions} here")
        }),
    }
    if let CardQuestion::Joins(card) = question {
        parts.push(format!("as the card {}", card.name));
    } else if is_new_card(review, stop, choice) {
        parts.push("as a new card".to_owned());
    }
    match stop.roles.len() {
        0 => {}
        1 => parts.push("with its role".to_owned()),
        n => parts.push(format!("with its {n} roles")),
    }
    parts.join(", ")
}

fn is_new_card(review: &Review, stop: &Stop, choice: Choice) -> bool {
    let About::Name(name_idx) = stop.about else { return false };
    let name = &review.names[name_idx];
    name.card.is_none() && choice == Choice::New && !name.candidates.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind::ClaimKind;
    use crate::ui::views::review::fixture;
    use crate::ui::views::review::stops::stops;

    /// Commands as short words: `accept 0..8`, `link 0..8 E7`.
    fn told(commands: &[Command]) -> Vec<String> {
        commands
            .iter()
            .map(|command| match command {
                Command::Decide { mention, verdict, .. } => {
                    format!("{} {}..{}", verdict.as_str(), mention.span.start_byte, mention.span.end_byte)
                }
                Command::Link { span, entity, .. } => format!("link {}..{} E{entity}", span.start_byte, span.end_byte),
                Command::DecideClaim { claim, verdict, .. } => format!("{} {claim:?}", verdict.as_str()),
                other => format!("{other:?}"),
            })
            .collect()
    }

    fn accepting(review: &Review, choice: Choice) -> Vec<String> {
        told(&commands(review, &stops(review)[0], Verdict::Accept, choice, How::ByHand))
    }

    #[test]
    fn accepting_a_name_accepts_all_its_mentions() {
        let review = fixture::marked("[Ana Ruiz]{person:1} and [Ruiz]{person:1}");
        assert_eq!(accepting(&review, Choice::Open), ["accept 0..8", "accept 13..17"]);
        assert_eq!(promise(&review, &stops(&review)[0], Choice::Open), "accept, 2 here");
    }

    #[test]
    fn one_candidate_is_joined_and_two_wait() {
        let mut review = fixture::marked("[Ana Ruiz]{person:1}");
        review.names[0].candidates.push(fixture::candidate(7, "Ana Ruiz"));
        assert_eq!(accepting(&review, Choice::Open), ["accept 0..8", "link 0..8 E7"]);
        assert_eq!(promise(&review, &stops(&review)[0], Choice::Open), "accept, once here, as the card Ana Ruiz");
        assert_eq!(accepting(&review, Choice::New), ["accept 0..8"]);
        assert_eq!(promise(&review, &stops(&review)[0], Choice::New), "accept, once here, as a new card");
        review.names[0].candidates.push(fixture::candidate(9, "Ana M. Ruiz"));
        assert_eq!(accepting(&review, Choice::Open), Vec::<String>::new());
        assert_eq!(promise(&review, &stops(&review)[0], Choice::Open), "waits: which card? 1 or 2, or D for a new one");
        assert_eq!(accepting(&review, Choice::Candidate(1)), ["accept 0..8", "link 0..8 E9"]);
    }

    #[test]
    fn a_card_it_has_already_is_not_asked_again() {
        let mut review = fixture::marked("[Ana Ruiz]{person:1}");
        let card = fixture::candidate(7, "Ana Ruiz");
        review.names[0].card = Some(card.card.clone());
        review.names[0].candidates = vec![card.clone(), card];
        assert_eq!(accepting(&review, Choice::Open), ["accept 0..8"]);
    }

    #[test]
    fn rejecting_needs_no_card() {
        let mut review = fixture::marked("[Ana Ruiz]{person:1}");
        review.names[0].candidates = vec![fixture::candidate(7, "a"), fixture::candidate(8, "b")];
        let stop = &stops(&review)[0];
        assert_eq!(told(&commands(&review, stop, Verdict::Reject, Choice::Open, How::ByHand)), ["reject 0..8"]);
    }

    #[test]
    fn an_open_name_leaves_earlier_decisions_alone_and_a_decided_one_is_decided_anew() {
        let mut review = fixture::marked("[Ana Ruiz]{person:1} and [Ruiz]{person:1}");
        review.mentions[1].status = Some(Status::Rejected);
        assert_eq!(accepting(&review, Choice::Open), ["accept 0..8"]);
        review.mentions[0].status = Some(Status::Rejected);
        assert_eq!(accepting(&review, Choice::Open), ["accept 0..8", "accept 13..17"]);
        review.mentions[0].status = Some(Status::Accepted);
        review.mentions[1].status = Some(Status::Accepted);
        assert_eq!(accepting(&review, Choice::Open), Vec::<String>::new());
        assert_eq!(promise(&review, &stops(&review)[0], Choice::Open), "already accepted, goes on");
    }

    #[test]
    fn a_role_is_decided_with_its_name_in_one_step() {
        let mut review = fixture::marked("Finance Minister [Ana Ruiz]{person:1}");
        fixture::add_role(&mut review, "Finance Minister Ana Ruiz", "Ana Ruiz", 0.8);
        let stop = &stops(&review)[0];
        let all = commands(&review, stop, Verdict::Accept, Choice::Open, How::ByHand);
        assert_eq!(all.len(), 2);
        assert!(matches!(as_one_step(Verdict::Accept, all), Some(Command::Together { kind: "accept", .. })));
        assert_eq!(promise(&review, stop, Choice::Open), "accept, once here, with its role");
    }

    #[test]
    fn one_command_stands_alone_and_none_is_none() {
        let review = fixture::marked("[Ana Ruiz]{person:1}");
        let one = commands(&review, &stops(&review)[0], Verdict::Accept, Choice::Open, How::ByHand);
        assert!(matches!(as_one_step(Verdict::Accept, one), Some(Command::Decide { .. })));
        assert_eq!(as_one_step(Verdict::Accept, Vec::new()), None);
    }

    #[test]
    fn claims_are_named_by_row_once_they_have_one() {
        let mut review = fixture::marked("about [40 men]{quantity} left");
        fixture::add_claim(&mut review, ClaimKind::Figure, "about 40 men left", 0.8, &[0]);
        let proposed = "accept Proposed { article: 1, kind: Figure, span: Span { start_byte: 0, end_byte: 17 } }";
        assert_eq!(accepting(&review, Choice::Open), [proposed]);
        review.claims[0].id = Some(4);
        assert_eq!(accepting(&review, Choice::Open), ["accept Decided(4)"]);
    }
}
