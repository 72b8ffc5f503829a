//! From a verdict on a stop to the commands that record it, and the line that says beforehand what they will do.
//!
//! Pure, so that what the panel promises and what Enter does come from the same place. Never sends anything.

use crate::ledger::command::ClaimRef;
use crate::ledger::command::Command;
use crate::ledger::command::EntityId;
use crate::ledger::command::MentionRef;
use crate::ledger::command::Verdict;
use crate::model::claim::PartValue;
use crate::model::kind::ClaimKind;
use crate::model::kind::How;
use crate::model::kind::Status;
use crate::model::name_list::Choice as ListChoice;
use crate::store::read::review::Candidate;
use crate::store::read::review::Card;
use crate::store::read::review::Review;
use crate::store::read::review::ReviewClaim;
use crate::store::read::review::ReviewMention;
use crate::ui::words;
use crate::workspace::review::stops::About;
use crate::workspace::review::stops::State;
use crate::workspace::review::stops::Stop;
use std::collections::BTreeSet;

/// Which card a name is to be accepted as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// Nothing said: the one card that bears the very name; where there is none or several, accepting waits.
    #[default]
    Open,
    /// Index into the name's candidates.
    Candidate(usize),
    /// A card of its own, and never one of those that are offered.
    New,
    /// A card of its own for now: whether it is one of those that are offered is left open.
    Own,
    /// A card that was looked for, by its `entity.id`.
    Card(EntityId),
    /// Index into the entries of the analyst's own lists that bear the name: a card of its own, with that entry's
    /// identifiers.
    Listed(usize),
}

/// What accepting a name means for its card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardQuestion<'r> {
    /// No card in question: it has one, makes one, or is no name.
    None,
    /// It joins this card of other articles.
    Joins(&'r Card),
    /// Cards that it may be are still looked for.
    Unread,
    /// Several honest candidates, or one that is only like it: the reviewer must say.
    Waits(usize),
}

/// Said where Enter waits for the reader.
pub const UNREAD: &str = "waits: cards that it may be are looked for";

pub fn card_question<'r>(review: &'r Review, stop: &Stop, choice: Choice) -> CardQuestion<'r> {
    let About::Name(name_idx) = stop.about else { return CardQuestion::None };
    let name = &review.names[name_idx];
    // A claim that was accepted before may have made a card that nobody was asked about.
    let is_fresh = name.card.as_ref().is_none_or(|card| card.n_articles <= 1 && stop.state == State::ToDecide);
    if !is_fresh {
        return CardQuestion::None;
    }
    match (choice, name.candidates.as_slice()) {
        (Choice::New | Choice::Own | Choice::Card(_) | Choice::Listed(_), _) => CardQuestion::None,
        (_, []) if !name.is_compared => CardQuestion::Unread,
        (_, []) => CardQuestion::None,
        (Choice::Candidate(index), candidates) => {
            candidates.get(index).map_or(CardQuestion::None, |candidate| CardQuestion::Joins(&candidate.card))
        }
        (Choice::Open, several) => {
            name.sure_card().map_or(CardQuestion::Waits(several.len()), |sure| CardQuestion::Joins(&sure.card))
        }
    }
}

/// Commands that record a verdict on a stop; none when nothing would change, or when a card must be chosen first.
pub fn commands(review: &Review, stop: &Stop, verdict: Verdict, choice: Choice, how: How) -> Vec<Command> {
    let mut commands = match stop.about {
        About::Claim(_) => {
            let claims = stop.claims().map(|claim_idx| claim_command(review, claim_idx, verdict, how));
            let mut commands: Vec<Command> = claims.collect();
            if verdict == Verdict::Accept {
                commands.extend(join_along(review, stop, how));
            }
            return commands;
        }
        About::Name(_) | About::Mention(_) => mention_commands(review, stop, verdict, how),
    };
    if verdict == Verdict::Accept {
        let (article, span) = (review.article.id, stop.key.span);
        match (card_question(review, stop, choice), choice) {
            (CardQuestion::Waits(_) | CardQuestion::Unread, _) => return Vec::new(),
            (CardQuestion::Joins(card), _) => commands.push(Command::Link { article, span, entity: card.id }),
            (CardQuestion::None, Choice::Card(entity)) => commands.push(Command::Link { article, span, entity }),
            (CardQuestion::None, Choice::New | Choice::Listed(_)) => {
                let from: Vec<EntityId> = offered(review, stop).iter().map(|candidate| candidate.card.id).collect();
                commands.extend((!from.is_empty()).then_some(Command::Apart { article, span, from }));
                if let Some(entry) = chosen_entry(review, stop, choice) {
                    commands.push(Command::IdentifyMention { article, span, ids: entry.ids.clone() });
                }
            }
            (CardQuestion::None, Choice::Open | Choice::Candidate(_) | Choice::Own) => {}
        }
    }
    commands.extend(open_along(review, stop, verdict).map(|claim_idx| claim_command(review, claim_idx, verdict, how)));
    if verdict == Verdict::Accept {
        commands.extend(join_along(review, stop, how));
    }
    commands
}

/// The claims beside a name on which a verdict still says something.
fn open_along<'r>(review: &'r Review, stop: &'r Stop, verdict: Verdict) -> impl Iterator<Item = usize> + 'r {
    let is_open = move |claim_idx: &usize| review.claims[*claim_idx].status != status_of(verdict);
    stop.along.iter().copied().filter(is_open)
}

/// Cards that the name of a stop may be.
pub fn offered<'r>(review: &'r Review, stop: &Stop) -> &'r [Candidate] {
    if let About::Name(name_idx) = stop.about { &review.names[name_idx].candidates } else { &[] }
}

/// Entries of the analyst's own lists that the name of a stop may be, where it has no card yet.
pub fn listed<'r>(review: &'r Review, stop: &Stop) -> &'r [ListChoice] {
    match stop.about {
        About::Name(name_idx) if review.names[name_idx].card.is_none() => &review.names[name_idx].choices,
        _ => &[],
    }
}

fn chosen_entry<'r>(review: &'r Review, stop: &Stop, choice: Choice) -> Option<&'r ListChoice> {
    if let Choice::Listed(index) = choice { listed(review, stop).get(index) } else { None }
}

/// Several commands as one step of undo; `None` for none.
pub fn as_one_step(verdict: Verdict, mut commands: Vec<Command>) -> Option<Command> {
    if commands.len() < 2 {
        return commands.pop();
    }
    Some(Command::Together { kind: verdict.as_str(), commands })
}

/// Marks the article as done: its known names are accepted with it, and those that plainly have a card already join
/// it, all as one step.
pub fn finish(review: &Review) -> Command {
    let mut commands = vec![Command::Done { article: review.article.id, accept_known: true }];
    commands.extend(joining(review, open_known(review)).into_iter().map(|joins| joins.command(review)));
    if commands.len() == 1 { commands.remove(0) } else { Command::Together { kind: "done", commands } }
}

/// How many names are accepted with the article: each once, however often it stands there.
pub fn n_known(review: &Review) -> usize {
    let names: BTreeSet<_> =
        open_known(review).map(|mention| (mention.name, mention.name.is_none().then_some(mention.span))).collect();
    names.len()
}

/// How many known names join a card they have when the article is done.
pub fn n_known_joined(review: &Review) -> usize {
    joining(review, open_known(review)).len()
}

/// Mentions that are accepted with the article.
fn open_known(review: &Review) -> impl Iterator<Item = &ReviewMention> {
    review.mentions.iter().filter(|mention| mention.known && mention.status.is_none())
}

/// A name that is accepted along with something else, and the one card that it may be.
struct Joining<'r> {
    mention: &'r ReviewMention,
    card: &'r Card,
}

impl Joining<'_> {
    fn command(&self, review: &Review) -> Command {
        Command::Link { article: review.article.id, span: self.mention.span, entity: self.card.id }
    }
}

/// Which names of undecided `mentions` join a card: those that may be one only, each once. Were they not joined here,
/// where nobody is asked about them by themselves, each article would make a card of its own for every country.
fn joining<'r>(review: &'r Review, mentions: impl Iterator<Item = &'r ReviewMention>) -> Vec<Joining<'r>> {
    let mut joined = BTreeSet::new();
    let one_card = |mention: &'r ReviewMention| {
        let name = &review.names[mention.name?];
        let sure = name.sure_card()?;
        let joins = mention.status.is_none() && name.card.is_none() && joined.insert(mention.name);
        joins.then_some(Joining { mention, card: &sure.card })
    };
    mentions.filter_map(one_card).collect()
}

/// Names that accepting a stop's claims accepts along with them, as the one card that each may be. The name that the
/// stop itself asks about is not among them: its card is what is asked.
fn joining_along<'r>(review: &'r Review, stop: &Stop) -> Vec<Joining<'r>> {
    let own_name = if let About::Name(name_idx) = stop.about { Some(name_idx) } else { None };
    let claims = stop.claims().map(|claim_idx| &review.claims[claim_idx]);
    let mentions = claims.flat_map(|claim| {
        let drawn_in = claim.mentions.iter().filter_map(|index| review.mentions.get(*index));
        drawn_in.chain(known_parts(review, claim))
    });
    joining(review, mentions.filter(|mention| own_name.is_none() || mention.name != own_name))
}

/// Known names that a claim speaks of in a field without holding their words: "Afghan counterpart" means Afghanistan.
fn known_parts<'r>(review: &'r Review, claim: &'r ReviewClaim) -> impl Iterator<Item = &'r ReviewMention> {
    claim.parts.iter().filter_map(|part| {
        let PartValue::Entity(named) = &part.value else { return None };
        review.mentions.iter().find(|mention| {
            let is_named = mention.name.is_some_and(|name_idx| review.names[name_idx].name == *named);
            is_named && mention.known && mention.status.is_none()
        })
    })
}

/// A mention joins when it is accepted; one that a claim does not hold is accepted first.
fn join_along(review: &Review, stop: &Stop, how: How) -> Vec<Command> {
    let is_held = |mention: &ReviewMention| {
        let mut held = stop.claims().flat_map(|claim_idx| &review.claims[claim_idx].mentions);
        held.any(|index| review.mentions.get(*index).is_some_and(|other| std::ptr::eq(other, mention)))
    };
    let mut commands = Vec::new();
    for joins in joining_along(review, stop) {
        if !is_held(joins.mention) {
            commands.push(decide_mention(review, joins.mention, Verdict::Accept, how));
        }
        commands.push(joins.command(review));
    }
    commands
}

fn decide_mention(review: &Review, mention: &ReviewMention, verdict: Verdict, how: How) -> Command {
    let mention = MentionRef { article: review.article.id, span: mention.span, label: mention.label };
    Command::Decide { mention, verdict, how }
}

fn mention_commands(review: &Review, stop: &Stop, verdict: Verdict, how: How) -> Vec<Command> {
    let is_open = matches!(stop.state, State::ToDecide | State::Known);
    stop.mentions
        .iter()
        .filter_map(|index| review.mentions.get(*index))
        // An open stop leaves alone what was decided before; a decided one is decided anew as a whole.
        .filter(|mention| if is_open { mention.status.is_none() } else { mention.status != status_of(verdict) })
        .map(|mention| decide_mention(review, mention, verdict, how))
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
        let asked = match n {
            1 => "is it this card? 1".to_owned(),
            2 => "which card? 1 or 2".to_owned(),
            n => format!("which card? 1 to {n}"),
        };
        return format!("waits: {asked}, D for another, S to look");
    }
    if question == CardQuestion::Unread {
        return UNREAD.to_owned();
    }
    let n_mentions = mention_commands(review, stop, Verdict::Accept, How::ByHand).len();
    let n_along = open_along(review, stop, Verdict::Accept).count();
    let mut parts = Vec::new();
    match stop.about {
        About::Claim(_) => parts.push(if stop.state == State::Accepted {
            "already accepted, goes on".to_owned()
        } else {
            "accept this with all its parts".to_owned()
        }),
        _ if n_mentions == 0 && n_along == 0 && question == CardQuestion::None => {
            parts.push("already accepted, goes on".to_owned());
        }
        About::Mention(_) => parts.push("accept this".to_owned()),
        // The name itself was accepted with something else.
        About::Name(_) if n_mentions == 0 => parts.push(match n_along {
            0 => "accept it".to_owned(),
            1 => "accept its role".to_owned(),
            n => format!("accept its {n} roles"),
        }),
        About::Name(_) => parts.push(if n_mentions == 1 {
            "accept, once here".to_owned()
        } else {
            format!("accept, {n_mentions} here")
        }),
    }
    if let CardQuestion::Joins(card) = question {
        parts.push(format!("as the card {}", card.name));
    } else if is_new_card(review, stop, choice) {
        parts.push("as a new card, different from those offered".to_owned());
    } else if let Some(entry) = chosen_entry(review, stop, choice) {
        parts.push(format!("as {} of the list {}", entry.name, entry.list));
    }
    if matches!(stop.about, About::Claim(_)) {
        parts.extend((!stop.along.is_empty()).then(|| format!("and {}", along_in_words(review, stop))));
    } else {
        match n_along {
            0 => {}
            _ if n_mentions == 0 => {}
            1 => parts.push("with its role".to_owned()),
            n => parts.push(format!("with its {n} roles")),
        }
    }
    let along = joining_along(review, stop).into_iter().filter(|joins| !joins.mention.known);
    parts.extend(along.map(|joins| format!("{} as the card {}", joins.mention.words, joins.card.name)));
    parts.join(", ")
}

/// `the figure and the 2 events in it`.
pub fn along_in_words(review: &Review, stop: &Stop) -> String {
    let kinds = [ClaimKind::Figure, ClaimKind::Event, ClaimKind::Role, ClaimKind::Quote];
    let counted = kinds.into_iter().filter_map(|kind| {
        let n = stop.along.iter().filter(|index| review.claims[**index].kind == kind).count();
        match n {
            0 => None,
            1 => Some(format!("the {}", words::claim_kind(kind))),
            n => Some(format!("the {}", words::count(n as i64, words::claim_kind(kind)))),
        }
    });
    format!("{} in it", counted.collect::<Vec<_>>().join(" and "))
}

fn is_new_card(review: &Review, stop: &Stop, choice: Choice) -> bool {
    let About::Name(name_idx) = stop.about else { return false };
    let name = &review.names[name_idx];
    name.card.is_none() && choice == Choice::New && !name.candidates.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::review::fixture;
    use crate::workspace::review::stops::stops;

    /// Commands as short words: `accept 0..8`, `link 0..8 E7`.
    fn told(commands: &[Command]) -> Vec<String> {
        commands
            .iter()
            .map(|command| match command {
                Command::Decide { mention, verdict, .. } => {
                    format!("{} {}..{}", verdict.as_str(), mention.span.start_byte, mention.span.end_byte)
                }
                Command::Link { span, entity, .. } => format!("link {}..{} E{entity}", span.start_byte, span.end_byte),
                Command::Apart { span, from, .. } => format!("apart {}..{} {from:?}", span.start_byte, span.end_byte),
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
        assert_eq!(accepting(&review, Choice::New), ["accept 0..8", "apart 0..8 [7]"]);
        assert_eq!(accepting(&review, Choice::Own), ["accept 0..8"], "nothing is said of the other card");
        assert_eq!(accepting(&review, Choice::Card(12)), ["accept 0..8", "link 0..8 E12"]);
        assert_eq!(
            promise(&review, &stops(&review)[0], Choice::New),
            "accept, once here, as a new card, different from those offered"
        );
        review.names[0].candidates.push(fixture::candidate(9, "Ana M. Ruiz"));
        assert_eq!(accepting(&review, Choice::Open), Vec::<String>::new());
        assert_eq!(
            promise(&review, &stops(&review)[0], Choice::Open),
            "waits: which card? 1 or 2, D for another, S to look"
        );
        assert_eq!(accepting(&review, Choice::Candidate(1)), ["accept 0..8", "link 0..8 E9"]);
    }

    #[test]
    fn a_name_waits_until_cards_were_looked_for() {
        let mut review = fixture::marked("[Ana Ruiz]{person:1 0.95}");
        assert!(stops(&review)[0].is_sure());
        review.names[0].is_compared = false;
        assert_eq!(accepting(&review, Choice::Open), Vec::<String>::new());
        assert_eq!(promise(&review, &stops(&review)[0], Choice::Open), UNREAD);
        assert!(!stops(&review)[0].is_sure(), "no bulk key takes it");
        assert_eq!(accepting(&review, Choice::Own), ["accept 0..8"], "what was chosen needs no look");
        review.names[0].candidates.push(fixture::candidate(7, "Ana Ruiz"));
        assert_eq!(
            accepting(&review, Choice::Open),
            ["accept 0..8", "link 0..8 E7"],
            "that very name, whoever is like it"
        );
    }

    #[test]
    fn known_names_join_the_one_card_they_have_when_the_article_is_done() {
        let mut review = fixture::marked("[Peru]{place:1 known} and [Lima]{place:2 known} and [Cusco]{place:3 known}");
        review.names[0].candidates.push(fixture::candidate(7, "Peru"));
        review.names[1].candidates = vec![fixture::candidate(8, "Lima"), fixture::candidate(9, "Lima")];
        let told_of = |review: &Review| match finish(review) {
            Command::Together { kind: "done", commands } => told(&commands),
            other => told(&[other]),
        };
        assert_eq!(told_of(&review), ["Done { article: 1, accept_known: true }", "link 0..4 E7"]);
        review.names[0].candidates.clear();
        assert_eq!(
            told_of(&review),
            ["Done { article: 1, accept_known: true }"],
            "two honest cards: nothing is guessed"
        );
    }

    #[test]
    fn names_in_a_claim_join_the_one_card_they_have() {
        let mut review = fixture::marked("[Ruiz]{person:1} left [Lima]{place:2} for [Cusco]{place:3 known}");
        fixture::add_claim(&mut review, ClaimKind::Event, "Ruiz left Lima for Cusco", 0.8, &[0, 1, 2]);
        review.names[0].candidates = vec![fixture::candidate(8, "Ana Ruiz"), fixture::candidate(9, "Eva Ruiz")];
        review.names[1].candidates.push(fixture::candidate(7, "Lima"));
        review.names[2].candidates.push(fixture::candidate(6, "Cusco"));
        let claim = stops(&review).into_iter().find(|stop| matches!(stop.about, About::Claim(_))).expect("a claim");
        let all = told(&commands(&review, &claim, Verdict::Accept, Choice::Open, How::ByHand));
        assert_eq!(all[1..], ["link 10..14 E7", "link 19..24 E6"], "which Ruiz it is, is another question");
        assert_eq!(
            promise(&review, &claim, Choice::Open),
            "accept this with all its parts, Lima as the card Lima",
            "what is known needs no words"
        );
        assert_eq!(told(&commands(&review, &claim, Verdict::Reject, Choice::Open, How::ByHand)).len(), 1);
    }

    #[test]
    fn a_card_that_is_only_like_it_is_never_taken_unsaid() {
        let mut review = fixture::marked("[Ana Ruiz]{person:1}");
        review.names[0].candidates = vec![fixture::like(7, "Anna Ruiz")];
        let stop = &stops(&review)[0];
        assert_eq!(card_question(&review, stop, Choice::Open), CardQuestion::Waits(1));
        assert_eq!(promise(&review, stop, Choice::Open), "waits: is it this card? 1, D for another, S to look");
        assert_eq!(accepting(&review, Choice::Candidate(0)), ["accept 0..8", "link 0..8 E7"]);
        review.names[0].candidates.insert(0, fixture::candidate(9, "Ana Ruiz"));
        assert_eq!(accepting(&review, Choice::Open), ["accept 0..8", "link 0..8 E9"], "the very name goes first");
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
    fn of_a_name_that_was_accepted_with_something_else_its_role_is_left() {
        let mut review = fixture::marked("Finance Minister [Ana Ruiz]{person:1}");
        fixture::add_role(&mut review, "Finance Minister Ana Ruiz", "Ana Ruiz", 0.8);
        review.mentions[0].status = Some(Status::Accepted);
        let stop = Stop { along: vec![0], state: State::ToDecide, ..stops(&review)[0].clone() };
        assert_eq!(promise(&review, &stop, Choice::Open), "accept its role");
        let told_of = |review: &Review| told(&commands(review, &stop, Verdict::Accept, Choice::Open, How::ByHand));
        assert_eq!(told_of(&review).len(), 1);
        let decided = Stop { state: State::Accepted, ..stop.clone() };
        review.claims[0].status = Some(Status::Accepted);
        assert_eq!(promise(&review, &decided, Choice::Open), "already accepted, goes on");
        assert_eq!(told_of(&review), Vec::<String>::new());
    }

    #[test]
    fn what_stands_in_a_claim_is_decided_with_it() {
        let mut review = fixture::marked("[40]{quantity} boats sank, she said.");
        fixture::add_claim(&mut review, ClaimKind::Quote, "40 boats sank", 0.9, &[]);
        fixture::add_claim(&mut review, ClaimKind::Figure, "40 boats", 0.8, &[0]);
        let stop = &stops(&review)[0];
        assert_eq!(promise(&review, stop, Choice::Open), "accept this with all its parts, and the figure in it");
        for verdict in [Verdict::Accept, Verdict::Reject, Verdict::Doubtful] {
            let all = commands(&review, stop, verdict, Choice::Open, How::ByHand);
            assert_eq!(all.len(), 2, "{verdict:?}");
        }
        fixture::add_claim(&mut review, ClaimKind::Figure, "boats sank", 0.8, &[]);
        assert_eq!(along_in_words(&review, &stops(&review)[0]), "the 2 figures in it");
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
