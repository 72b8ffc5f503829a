//! What the reviewer is asked, one thing at a time, in reading order.
//!
//! Pure: a review goes in, stops come out, the same ones every time. Never decides and never draws.

use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::score::LIKELY;
use crate::model::score::SURE;
use crate::model::span::Span;
use crate::model::value::Value;
use crate::store::read::review::Review;
use crate::store::read::review::ReviewClaim;
use crate::store::read::review::ReviewMention;
use crate::store::read::review::ReviewName;
use crate::workspace::review::within;
use crate::workspace::settings::StopPlace;
use std::collections::BTreeMap;

/// Names a stop across re-readings of its article: by where it stands, never by an index. Sorts in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StopKey {
    /// Byte at which a reader has met it: where a name begins, where a claim ends, so that the names in a claim are
    /// asked about before it.
    at_byte: usize,
    /// Of a name: its first mention.
    pub span: Span,
    pub kind: StopKind,
    /// Two claims of one kind may rest on the same words: counted from 0.
    nth: usize,
}

impl StopKey {
    pub const fn new(span: Span, kind: StopKind) -> Self {
        let at_byte = if matches!(kind, StopKind::Claim(_)) { span.end_byte } else { span.start_byte };
        Self { at_byte, span, kind, nth: 0 }
    }
}

/// A stop is found again after a restart by where it stands; of two claims on the same words, the first.
impl From<StopKey> for StopPlace {
    fn from(key: StopKey) -> Self {
        let kind = match key.kind {
            StopKind::Name(label) => format!("name {label}"),
            StopKind::Mention(label) => format!("mention {label}"),
            StopKind::Claim(kind) => format!("claim {kind}"),
        };
        Self { start_byte: key.span.start_byte, end_byte: key.span.end_byte, kind }
    }
}

impl StopKey {
    /// The stop that was kept; `None` where none was, or one of a kind that this program does not know.
    pub fn of_place(place: &StopPlace) -> Option<Self> {
        let (what, kind) = place.kind.split_once(' ')?;
        let kind = match what {
            "name" => StopKind::Name(Label::parse(kind)?),
            "mention" => StopKind::Mention(Label::parse(kind)?),
            "claim" => StopKind::Claim(ClaimKind::parse(kind)?),
            _ => return None,
        };
        (place.start_byte < place.end_byte).then(|| Self::new(Span::new(place.start_byte, place.end_byte), kind))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StopKind {
    Name(Label),
    /// A mention that is tied to no name: a date, an amount.
    Mention(Label),
    Claim(ClaimKind),
}

/// Index of what the stop is about, into the review's list of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Name(usize),
    Mention(usize),
    Claim(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    ToDecide,
    Accepted,
    Rejected,
    Doubtful,
    /// Known, sure and unambiguous: no key needed, but it can be contested.
    Known,
}

/// One question to the reviewer.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    pub key: StopKey,
    pub about: About,
    /// Mentions it decides: all of a name, those of a claim. Indexes into [`Review::mentions`].
    pub mentions: Vec<usize>,
    /// Claims that are decided with it: the roles of a name; of a claim, those in its words. Indexes into
    /// [`Review::claims`].
    pub along: Vec<usize>,
    pub state: State,
    /// The least certain of what is decided; `None` where all was made by hand.
    pub score: Option<f64>,
    /// Two readings are honest, or a card is in question: no bulk key may take it.
    pub is_ambiguous: bool,
}

impl Stop {
    /// Whether the paragraph key may accept it.
    pub fn is_sure(&self) -> bool {
        !self.is_ambiguous && self.score.is_some_and(|score| score >= SURE)
    }

    /// The claims that it asks about, its own first. Indexes into [`Review::claims`].
    pub fn claims(&self) -> impl Iterator<Item = usize> {
        let own = if let About::Claim(claim_idx) = self.about { Some(claim_idx) } else { None };
        own.into_iter().chain(self.along.iter().copied())
    }

    /// One of several claims that it asks about, by itself: counted as in [`Self::claims`].
    pub fn part(&self, review: &Review, index: usize) -> Option<Self> {
        let is_one_of_several = matches!(self.about, About::Claim(_)) && !self.along.is_empty();
        let claim_idx = self.claims().nth(index).filter(|_| is_one_of_several)?;
        Some(claim_stop(review, claim_idx, Vec::new()))
    }

    /// What is left of it without some of the claims that go along.
    #[must_use]
    pub fn without(&self, review: &Review, is_out: impl Fn(&Self) -> bool) -> Self {
        let About::Claim(claim_idx) = self.about else { return self.clone() };
        let stays = |along: &usize| !is_out(&claim_stop(review, *along, Vec::new()));
        let along = self.along.iter().copied().filter(stays).collect();
        Self { key: self.key, ..claim_stop(review, claim_idx, along) }
    }
}

/// All stops of an article in reading order, known names among them.
pub fn stops(review: &Review) -> Vec<Stop> {
    let mut roles = Roles::new(review);
    let is_carried = carried_by_claims(review);
    let mut stops: Vec<Stop> =
        (0..review.names.len()).filter_map(|name_idx| name_stop(review, name_idx, &mut roles)).collect();
    let alone =
        (0..review.mentions.len()).filter(|index| review.mentions[*index].name.is_none() && !is_carried[*index]);
    stops.extend(alone.map(|mention_idx| mention_stop(review, mention_idx)));
    let mut within = within::hosts(&review.claims, &roles.is_taken);
    for claim_idx in (0..review.claims.len()).filter(|claim_idx| !roles.is_taken[*claim_idx]) {
        if let Some(along) = within.take(claim_idx) {
            stops.push(claim_stop(review, claim_idx, along));
        }
    }
    put_in_order(&mut stops);
    stops
}

/// Sorts stops as they are read, and tells apart those that are of one kind and on the same words.
fn put_in_order(stops: &mut [Stop]) {
    stops.sort_by_key(|stop| stop.key);
    for index in 1..stops.len() {
        let before = stops[index - 1].key;
        if (StopKey { nth: 0, ..before }) == (StopKey { nth: 0, ..stops[index].key }) {
            stops[index].key.nth = before.nth + 1;
        }
    }
}

/// Takes one of the claims that a stop asks about out of it, counted as in [`Stop::claims`]; where that is the stop's
/// own, the others are asked without it.
pub fn take_apart(review: &Review, stops: &mut Vec<Stop>, key: StopKey, index: usize) {
    let Ok(at) = stops.binary_search_by_key(&key, |stop| stop.key) else { return };
    let Some(part) = stops[at].part(review, index) else { return };
    let rest = if index == 0 {
        let asked = within::of_each_other(&review.claims, &stops[at].along).into_iter();
        asked.map(|(claim_idx, along)| claim_stop(review, claim_idx, along)).collect()
    } else {
        vec![stops[at].without(review, |along| along.about == part.about)]
    };
    let own = if index == 0 { Stop { key, ..part } } else { part };
    stops.splice(at..=at, rest.into_iter().chain(std::iter::once(own)));
    put_in_order(stops);
}

/// The stop that words belong to: one whose words they are, else the one with the shortest words around them.
pub fn stop_of_words<'s>(review: &Review, stops: &'s [Stop], span: Span) -> Option<&'s Stop> {
    let around = |stop: &Stop| {
        let mentions = stop.mentions.iter().filter_map(|index| review.mentions.get(*index)).map(|mention| mention.span);
        let roles = stop.along.iter().filter_map(|index| review.claims.get(*index)).map(|role| role.span);
        // What a claim is made of stands in its words; a mention of it is no name of its own here.
        let is_claim = matches!(stop.about, About::Claim(_));
        let parts = mentions.chain(roles).filter(|_| !is_claim);
        let spans = parts.chain(is_claim.then_some(stop.key.span));
        spans.filter(|own| own.contains(span)).map(Span::len).min()
    };
    let found = stops.iter().filter_map(|stop| Some((around(stop)?, stop)));
    found.min_by_key(|(n_bytes, stop)| (*n_bytes, stop.key)).map(|(_, stop)| stop)
}

/// The role claims of an article by whom they are said of.
struct Roles<'r> {
    by_holder: BTreeMap<&'r str, Vec<usize>>,
    /// For each claim, whether a name took it.
    is_taken: Vec<bool>,
}

impl<'r> Roles<'r> {
    fn new(review: &'r Review) -> Self {
        let mut by_holder: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (claim_idx, claim) in review.claims.iter().enumerate().filter(|(_, claim)| claim.kind == ClaimKind::Role) {
            for part in claim.parts.iter().filter(|part| part.field == Field::Holder) {
                if let PartValue::Entity(holder) = &part.value {
                    by_holder.entry(holder).or_default().push(claim_idx);
                }
            }
        }
        Self { by_holder, is_taken: vec![false; review.claims.len()] }
    }

    /// Takes the roles that stand with a name: said of it, on the words of a mention, and as decided as it is.
    fn take(&mut self, review: &Review, name: &ReviewName, mentions: &[&ReviewMention], state: State) -> Vec<usize> {
        let said_of_it = self.by_holder.get(name.name.as_str()).map_or(&[][..], Vec::as_slice);
        let goes_along = |claim_idx: &usize| {
            let claim = &review.claims[*claim_idx];
            // Mentions of one name stand in order and apart: only the first that ends behind the claim's start can do.
            let near = mentions.partition_point(|mention| mention.span.end_byte <= claim.span.start_byte);
            let stands_on = mentions.get(near).is_some_and(|mention| claim.span.overlaps(mention.span));
            !self.is_taken[*claim_idx] && goes_with(claim, state) && stands_on
        };
        let taken: Vec<usize> = said_of_it.iter().copied().filter(goes_along).collect();
        for claim_idx in &taken {
            self.is_taken[*claim_idx] = true;
        }
        taken
    }
}

/// For each mention, whether a claim carries it: an undecided claim asks about it, a decided one has decided it.
fn carried_by_claims(review: &Review) -> Vec<bool> {
    let mut is_carried = vec![false; review.mentions.len()];
    for claim in &review.claims {
        if claim.status.is_none() {
            for mention_idx in claim.mentions.iter().filter(|index| **index < review.mentions.len()) {
                is_carried[*mention_idx] = true;
            }
            continue;
        }
        // A decided claim no longer lists its parts, but they stand in its words and were decided alike.
        let start = claim.span.start_byte;
        let first = review.mentions.partition_point(|mention| mention.span.start_byte < start);
        for (mention_idx, mention) in review.mentions.iter().enumerate().skip(first) {
            if mention.span.start_byte >= claim.span.end_byte {
                break;
            }
            is_carried[mention_idx] |= claim.status == mention.status && claim.span.contains(mention.span);
        }
    }
    is_carried
}

fn name_stop(review: &Review, name_idx: usize, roles: &mut Roles<'_>) -> Option<Stop> {
    let name = &review.names[name_idx];
    let first = review.mentions.get(*name.mentions.first()?)?;
    let mentions: Vec<&ReviewMention> = name.mentions.iter().filter_map(|index| review.mentions.get(*index)).collect();
    let state = state_of_mentions(&mentions);
    let roles = roles.take(review, name, &mentions, state);
    let role_scores = roles.iter().filter_map(|claim_idx| review.claims[*claim_idx].score);
    let scores = open_first(&mentions).into_iter().filter_map(|mention| mention.score);
    Some(Stop {
        key: StopKey::new(first.span, StopKind::Name(name.label)),
        about: About::Name(name_idx),
        mentions: name.mentions.clone(),
        state,
        score: least(scores.chain(role_scores)),
        // Two people may bear one name; two countries, or two agencies, do not where one card alone bears it.
        is_ambiguous: name.card.is_none()
            && (!name.candidates.is_empty() || !name.is_compared)
            && (name.label == Label::Person || name.sure_card().is_none()),
        along: roles,
    })
}

/// The undecided ones, which are what is asked about; all of them when nothing is open.
fn open_first<'m>(mentions: &[&'m ReviewMention]) -> Vec<&'m ReviewMention> {
    let open: Vec<&ReviewMention> = mentions.iter().copied().filter(|mention| mention.status.is_none()).collect();
    if open.is_empty() { mentions.to_vec() } else { open }
}

/// The state of one mention by itself.
pub fn state_of_mention(mention: &ReviewMention) -> State {
    match mention.status {
        Some(status) => state_of_status(status),
        None if mention.known => State::Known,
        None => State::ToDecide,
    }
}

fn state_of_mentions(mentions: &[&ReviewMention]) -> State {
    let is_any = |status: Option<Status>| mentions.iter().any(|mention| mention.status == status);
    if mentions.iter().any(|mention| mention.status.is_none() && !mention.known) {
        State::ToDecide
    } else if is_any(None) {
        // Also when a claim took one of its mentions along: the others still need no key.
        State::Known
    } else if is_any(Some(Status::Doubtful)) {
        State::Doubtful
    } else if is_any(Some(Status::Accepted)) {
        State::Accepted
    } else {
        State::Rejected
    }
}

/// An undecided role joins an undecided name unless it is a guess; a decided one stays where it was decided.
fn goes_with(claim: &ReviewClaim, state: State) -> bool {
    match claim.status {
        None => state == State::ToDecide && claim.score.is_none_or(|score| score >= LIKELY),
        Some(status) => state_of_status(status) == state,
    }
}

const fn state_of_status(status: Status) -> State {
    match status {
        Status::Accepted => State::Accepted,
        Status::Rejected => State::Rejected,
        Status::Doubtful => State::Doubtful,
    }
}

/// A mention that no name and no claim asks about.
fn mention_stop(review: &Review, mention_idx: usize) -> Stop {
    let mention = &review.mentions[mention_idx];
    let state = state_of_mention(mention);
    Stop {
        key: StopKey::new(mention.span, StopKind::Mention(mention.label)),
        about: About::Mention(mention_idx),
        mentions: vec![mention_idx],
        along: Vec::new(),
        state,
        score: mention.score,
        is_ambiguous: matches!(mention.value, Some(Value::Either(..))),
    }
}

fn claim_stop(review: &Review, claim_idx: usize, along: Vec<usize>) -> Stop {
    let claim = &review.claims[claim_idx];
    let all = || std::iter::once(claim).chain(along.iter().map(|index| &review.claims[*index]));
    let mut mentions: Vec<usize> = all().flat_map(|claim| claim.mentions.iter().copied()).collect();
    mentions.sort_unstable();
    mentions.dedup();
    Stop {
        key: StopKey::new(claim.span, StopKind::Claim(claim.kind)),
        about: About::Claim(claim_idx),
        mentions,
        state: claim.status.map_or(State::ToDecide, state_of_status),
        score: least(all().filter_map(|claim| claim.score)),
        is_ambiguous: false,
        along,
    }
}

fn least(scores: impl Iterator<Item = f64>) -> Option<f64> {
    scores.reduce(f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::review::fixture;

    /// Stops as `state kind words`, in order.
    fn told(review: &Review) -> Vec<String> {
        stops(review)
            .iter()
            .map(|stop| {
                let words = stop.key.span.words(&review.body).expect("a span of the body");
                let what = if matches!(stop.about, About::Claim(_)) { "inside" } else { "role" };
                let along =
                    if stop.along.is_empty() { String::new() } else { format!(" +{} {what}", stop.along.len()) };
                format!("{:?} {} x{}{along}", stop.state, words, stop.mentions.len())
            })
            .collect()
    }

    #[test]
    fn a_stop_is_found_again_by_its_place() {
        let span = Span::new(3, 9);
        for kind in [StopKind::Name(Label::Person), StopKind::Mention(Label::Date), StopKind::Claim(ClaimKind::Figure)]
        {
            let key = StopKey::new(span, kind);
            assert_eq!(StopKey::of_place(&StopPlace::from(key)), Some(key));
        }
        let place = |kind: &str| StopPlace { start_byte: 3, end_byte: 9, kind: kind.to_owned() };
        assert_eq!(StopKey::of_place(&place("name person")), Some(StopKey::new(span, StopKind::Name(Label::Person))));
        for unknown in ["", "name", "name wizard", "claim person", "x y"] {
            assert_eq!(StopKey::of_place(&place(unknown)), None, "{unknown}");
        }
        assert_eq!(StopKey::of_place(&StopPlace { end_byte: 3, ..place("name person") }), None);
    }

    #[test]
    fn a_name_stops_once_with_all_its_mentions() {
        let review = fixture::marked("[Ana Ruiz]{person:1} met [Ruiz]{person:1}'s aide [Bo Lind]{person:2}.");
        assert_eq!(told(&review), ["ToDecide Ana Ruiz x2", "ToDecide Bo Lind x1"]);
    }

    #[test]
    fn a_known_name_stays_known_when_a_claim_takes_one_mention_along() {
        let mut review = fixture::marked("[Peru]{place:1 known} and [Peru]{place:1 known}");
        review.mentions[0].status = Some(Status::Accepted);
        assert_eq!(told(&review), ["Known Peru x2"]);
        review.mentions[0].status = Some(Status::Rejected);
        assert_eq!(told(&review), ["Known Peru x2"]);
        review.mentions[1].status = Some(Status::Rejected);
        assert_eq!(told(&review), ["Rejected Peru x2"]);
    }

    #[test]
    fn two_claims_on_the_same_words_are_two_stops() {
        let mut review = fixture::marked("Boats sank and trains stopped.");
        for _ in 0..3 {
            fixture::add_claim(&mut review, ClaimKind::Event, "Boats sank", 0.8, &[]);
        }
        let stops = stops(&review);
        assert!(stops[0].key < stops[1].key && stops[1].key < stops[2].key);
    }

    #[test]
    fn what_is_said_in_a_quote_is_asked_with_it() {
        let mut review = fixture::marked("They found that [40]{quantity} boats sank, said [Ana Ruiz]{person:1}.");
        fixture::add_claim(&mut review, ClaimKind::Quote, "They found that 40 boats sank", 0.9, &[1]);
        fixture::add_claim(&mut review, ClaimKind::Figure, "40 boats sank", 0.8, &[0]);
        assert_eq!(told(&review), ["ToDecide They found that 40 boats sank x2 +1 inside", "ToDecide Ana Ruiz x1"]);
        let stop = &stops(&review)[0];
        assert_eq!(stop.score, Some(0.8), "as sure as the least of it");
        let part = stop.part(&review, 1).expect("the figure");
        assert_eq!((part.about, part.mentions), (About::Claim(1), vec![0]));
        assert_eq!(stop.without(&review, |part| part.about == About::Claim(1)).mentions, [1]);
        assert_eq!(stop.part(&review, 2), None);
        for index in 0..2 {
            let mut apart = stops(&review);
            take_apart(&review, &mut apart, stop.key, index);
            let words = apart.iter().map(|stop| stop.key.span.words(&review.body).expect("a span of the body"));
            let asked = ["They found that 40 boats sank", "40 boats sank", "Ana Ruiz"];
            assert_eq!(words.collect::<Vec<_>>(), asked, "{index}");
            assert!(apart.iter().all(|stop| stop.along.is_empty()));
        }
        review.claims[0].status = Some(Status::Rejected);
        assert_eq!(
            told(&review),
            ["Rejected They found that 40 boats sank x1", "ToDecide 40 boats sank x1", "ToDecide Ana Ruiz x1"],
            "what is left is asked by itself"
        );
    }

    #[test]
    fn the_names_in_a_claim_are_asked_before_it() {
        let mut review = fixture::marked("[Ana Ruiz]{person:1} met [Bo Lind]{person:2}. [Kim]{person:3} left.");
        fixture::add_claim(&mut review, ClaimKind::Event, "Ana Ruiz met Bo Lind", 0.8, &[]);
        assert_eq!(
            told(&review),
            ["ToDecide Ana Ruiz x1", "ToDecide Bo Lind x1", "ToDecide Ana Ruiz met Bo Lind x0", "ToDecide Kim x1"]
        );
    }

    #[test]
    fn words_lead_to_the_stop_with_the_shortest_words_around_them() {
        let mut review =
            fixture::marked("[Ana Ruiz]{person:1} met [Bo Lind]{person:2}. It rained. [Ruiz]{person:1} left.");
        fixture::add_claim(&mut review, ClaimKind::Event, "Ana Ruiz met Bo Lind", 0.8, &[]);
        let stops = stops(&review);
        for (words, nth, wanted) in [
            ("Ana Ruiz", 0, Some("Ana Ruiz")),
            ("Ruiz", 0, Some("Ana Ruiz")),
            ("Ruiz", 1, Some("Ana Ruiz")),
            ("met", 0, Some("Ana Ruiz met Bo Lind")),
            ("Ana Ruiz met Bo Lind", 0, Some("Ana Ruiz met Bo Lind")),
            ("It rained", 0, None),
            ("Lind. It", 0, None),
        ] {
            let start = review.body.match_indices(words).nth(nth).expect("words of the body").0;
            let found = stop_of_words(&review, &stops, Span::new(start, start + words.len()));
            let told = found.map(|stop| stop.key.span.words(&review.body).expect("words of a stop"));
            assert_eq!(told, wanted, "{words}");
        }
    }

    #[test]
    fn known_names_do_not_stop_unless_one_mention_is_not_known() {
        let review = fixture::marked("[Peru]{place:1 known} and [Chile]{place:2 known} and [Chile]{place:2}");
        assert_eq!(told(&review), ["Known Peru x1", "ToDecide Chile x2"]);
    }

    #[test]
    fn dates_stand_alone_unless_a_claim_carries_them() {
        let mut review = fixture::marked("On [Monday]{date} about [40 men]{quantity} left; [Tuesday]{date}.");
        assert_eq!(told(&review), ["ToDecide Monday x1", "ToDecide 40 men x1", "ToDecide Tuesday x1"]);
        fixture::add_claim(&mut review, ClaimKind::Figure, "about 40 men left", 0.8, &[1]);
        assert_eq!(told(&review), ["ToDecide Monday x1", "ToDecide about 40 men left x1", "ToDecide Tuesday x1"]);
        review.claims[0].status = Some(Status::Rejected);
        assert_eq!(told(&review)[1..3], ["ToDecide 40 men x1", "Rejected about 40 men left x1"]);
        review.mentions[1].status = Some(Status::Rejected);
        review.claims[0].mentions.clear();
        assert_eq!(told(&review)[1..3], ["Rejected about 40 men left x0", "ToDecide Tuesday x1"]);
        review.mentions[1].status = Some(Status::Accepted);
        assert_eq!(told(&review)[1..3], ["Accepted 40 men x1", "Rejected about 40 men left x0"]);
    }

    #[test]
    fn names_in_claims_stay_stops_of_their_own() {
        let mut review = fixture::marked("\"Enough,\" said [Ana Ruiz]{person:1}.");
        fixture::add_claim(&mut review, ClaimKind::Quote, "\"Enough,\"", 0.95, &[0]);
        assert_eq!(told(&review), ["ToDecide \"Enough,\" x1", "ToDecide Ana Ruiz x1"]);
    }

    #[test]
    fn a_role_is_asked_with_its_holder_unless_it_is_a_guess() {
        let mut review = fixture::marked("Finance Minister [Ana Ruiz]{person:1} spoke.");
        fixture::add_role(&mut review, "Finance Minister Ana Ruiz", "Ana Ruiz", 0.8);
        assert_eq!(told(&review), ["ToDecide Ana Ruiz x1 +1 role"]);
        review.claims[0].score = Some(0.4);
        assert_eq!(told(&review), ["ToDecide Ana Ruiz x1", "ToDecide Finance Minister Ana Ruiz x0"]);
        review.claims[0].score = Some(0.8);
        review.mentions[0].status = Some(Status::Accepted);
        assert_eq!(told(&review), ["Accepted Ana Ruiz x1", "ToDecide Finance Minister Ana Ruiz x0"]);
        review.claims[0].status = Some(Status::Accepted);
        assert_eq!(told(&review), ["Accepted Ana Ruiz x1 +1 role"]);
    }

    #[test]
    fn a_role_of_somebody_else_is_a_stop_of_its_own() {
        let mut review = fixture::marked("Finance Minister [Ana Ruiz]{person:1} spoke.");
        fixture::add_role(&mut review, "Finance Minister Ana Ruiz", "Bo Lind", 0.8);
        assert_eq!(told(&review), ["ToDecide Ana Ruiz x1", "ToDecide Finance Minister Ana Ruiz x0"]);
    }

    #[test]
    fn a_name_is_as_decided_as_its_mentions() {
        for (statuses, state) in [
            ([None, None], State::ToDecide),
            ([Some(Status::Accepted), None], State::ToDecide),
            ([Some(Status::Accepted), Some(Status::Accepted)], State::Accepted),
            ([Some(Status::Accepted), Some(Status::Rejected)], State::Accepted),
            ([Some(Status::Rejected), Some(Status::Rejected)], State::Rejected),
            ([Some(Status::Accepted), Some(Status::Doubtful)], State::Doubtful),
        ] {
            let mut review = fixture::marked("[Ana Ruiz]{person:1} and [Ruiz]{person:1}");
            for (mention, status) in review.mentions.iter_mut().zip(statuses) {
                mention.status = status;
            }
            assert_eq!(stops(&review)[0].state, state, "{statuses:?}");
        }
    }

    #[test]
    fn sure_is_the_least_certain_mention_and_no_card_in_question() {
        let mut review = fixture::marked("[Ana Ruiz]{person:1} and [Ruiz]{person:1}");
        review.mentions[0].score = Some(0.95);
        review.mentions[1].score = Some(0.92);
        assert!(stops(&review)[0].is_sure());
        review.mentions[1].score = Some(0.7);
        assert!(!stops(&review)[0].is_sure());
        review.mentions[1].status = Some(Status::Accepted);
        assert!(stops(&review)[0].is_sure(), "what is decided is asked no more");
        review.names[0].candidates.push(fixture::candidate(7, "Ana Ruiz"));
        assert!(!stops(&review)[0].is_sure());
    }

    #[test]
    fn the_one_card_of_its_very_name_is_no_doubt_unless_it_is_a_person() {
        let mut review = fixture::marked("[Peruvian]{group:1}");
        review.names[0].candidates.push(fixture::candidate(7, "Peruvian"));
        assert!(stops(&review)[0].is_sure());
        review.names[0].candidates.push(fixture::like(8, "Peruvians"));
        assert!(stops(&review)[0].is_sure(), "one that is only like it is no second");
        review.names[0].candidates.push(fixture::candidate(9, "Peruvian"));
        assert!(!stops(&review)[0].is_sure(), "two of its name");
    }

    #[test]
    fn two_readings_of_a_date_are_never_sure() {
        let mut review = fixture::marked("on [4/5]{date}");
        review.mentions[0].score = Some(1.0);
        assert!(stops(&review)[0].is_sure());
        review.mentions[0].value = Some(Value::Either("2023-05-04".to_owned(), "2023-04-05".to_owned()));
        assert!(!stops(&review)[0].is_sure());
    }

    #[test]
    fn keys_stay_when_indexes_move() {
        let before = fixture::marked("[Ana Ruiz]{person:1} met [Bo Lind]{person:2}.");
        let mut after = before.clone();
        after.names.swap(0, 1);
        let keys = |review: &Review| stops(review).iter().map(|stop| stop.key).collect::<Vec<_>>();
        assert_eq!(keys(&before), keys(&after));
    }
}
