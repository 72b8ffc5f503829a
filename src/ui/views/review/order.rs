//! In which order stops are asked about, and which of them: an order and a filter of the reviewer's own.
//!
//! Never decides, and never hides that something is left out: the head says how many, and the end of the article too.

use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::score::LIKELY;
use crate::model::score::SURE;
use crate::store::read::review::Review;
use crate::ui::words;
use crate::workspace::review::stops::About;
use crate::workspace::review::stops::State;
use crate::workspace::review::stops::Stop;
use crate::workspace::review::stops::StopKind;
use std::collections::BTreeSet;

/// The order of stops.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As the text is read.
    #[default]
    Reading,
    /// A name through all articles, before the next one.
    ByName,
    /// The least certain first.
    LeastCertain,
}

impl Order {
    pub const ALL: [Self; 3] = [Self::Reading, Self::ByName, Self::LeastCertain];

    pub const fn title(self) -> &'static str {
        match self {
            Self::Reading => "as it is read",
            Self::ByName => "name by name",
            Self::LeastCertain => "least certain first",
        }
    }

    /// The next of them, round again after the last.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Reading => Self::ByName,
            Self::ByName => Self::LeastCertain,
            Self::LeastCertain => Self::Reading,
        }
    }

    /// Where a stop comes in it: by this, then by its place in the text.
    fn rank(self, stop: &Stop) -> u32 {
        match self {
            Self::LeastCertain => (stop.score.unwrap_or(1.0).clamp(0.0, 1.0) * 1e6) as u32,
            // What has no name is asked about once the names are through.
            Self::ByName => u32::from(!matches!(stop.key.kind, StopKind::Name(_))),
            Self::Reading => 0,
        }
    }

    /// The order of stops that are given as they are read: their indexes.
    pub fn course(self, stops: &[Stop]) -> Vec<usize> {
        let mut course: Vec<usize> = (0..stops.len()).collect();
        // Stable: those of one rank stay as they are read.
        course.sort_by_key(|index| self.rank(&stops[*index]));
        course
    }
}

/// What kind of thing a stop asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Label(Label),
    Claim(ClaimKind),
}

impl Kind {
    pub const fn of(stop: &Stop) -> Self {
        match stop.key.kind {
            StopKind::Name(label) | StopKind::Mention(label) => Self::Label(label),
            StopKind::Claim(kind) => Self::Claim(kind),
        }
    }

    /// Of all that is asked at once: a quote may hold a figure.
    fn all_of<'r>(review: &'r Review, stop: &'r Stop) -> impl Iterator<Item = Self> + 'r {
        let claims = stop.claims().filter_map(move |claim_idx| review.claims.get(claim_idx));
        std::iter::once(Self::of(stop)).chain(claims.map(|claim| Self::Claim(claim.kind)))
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Label(label) => words::label(label),
            Self::Claim(kind) => words::claim_kind(kind),
        }
    }
}

/// How certain what a stop asks about is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    Sure,
    Likely,
    Check,
}

impl Certainty {
    pub const ALL: [Self; 3] = [Self::Sure, Self::Likely, Self::Check];

    pub fn of(stop: &Stop) -> Option<Self> {
        stop.score.map(|score| match score {
            score if score >= SURE => Self::Sure,
            score if score >= LIKELY => Self::Likely,
            _ => Self::Check,
        })
    }

    pub const fn title(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Likely => "likely",
            Self::Check => "check",
        }
    }
}

/// Which stops are asked about; by default all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StopFilter {
    pub kind: Option<Kind>,
    pub state: Option<State>,
    pub certainty: Option<Certainty>,
    /// By its name, as `lists.country`.
    pub rule: Option<String>,
}

impl StopFilter {
    pub fn is_any(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a stop is let through, in the state that it is drawn in.
    pub fn lets_through(&self, review: &Review, stop: &Stop, state: State) -> bool {
        self.kind.is_none_or(|wanted| Kind::all_of(review, stop).any(|kind| kind == wanted))
            && self.state.is_none_or(|wanted| wanted == state)
            && self.certainty.is_none_or(|wanted| Certainty::of(stop) == Some(wanted))
            && self.rule.as_deref().is_none_or(|wanted| rules(review, stop).any(|rule| rule == wanted))
    }
}

/// The rules that suggested what a stop asks about.
fn rules<'r>(review: &'r Review, stop: &'r Stop) -> impl Iterator<Item = &'r str> {
    let is_claim = matches!(stop.about, About::Claim(_));
    let claims = stop.claims().filter_map(move |claim_idx| review.claims.get(claim_idx));
    // The parts of a claim have rules of their own; the claim was made by one.
    let mentions = stop.mentions.iter().filter(move |_| !is_claim).filter_map(|index| review.mentions.get(*index));
    let of_mentions = mentions.filter_map(|mention| mention.rule.as_deref());
    claims.filter_map(|claim| claim.rule.as_deref()).chain(of_mentions)
}

/// What there is to choose from in an article.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Choices {
    pub kinds: Vec<Kind>,
    pub rules: Vec<String>,
}

pub fn choices(review: &Review, stops: &[Stop]) -> Choices {
    let kinds: BTreeSet<Kind> = stops.iter().flat_map(|stop| Kind::all_of(review, stop)).collect();
    let rules: BTreeSet<&str> = stops.iter().flat_map(|stop| rules(review, stop)).collect();
    Choices { kinds: kinds.into_iter().collect(), rules: rules.into_iter().map(str::to_owned).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::review::fixture;
    use crate::workspace::review::stops::stops;

    fn some() -> Review {
        let mut review = fixture::marked(
            "[Ana Ruiz]{person:1 0.95} met [Bo Lind]{person:2 0.5} in [Lima]{place:3 0.7} on [Monday]{date 0.9}.",
        );
        review.mentions[3].rule = Some("dates.weekday".to_owned());
        fixture::add_claim(&mut review, ClaimKind::Event, "Ana Ruiz met Bo Lind", 0.6, &[]);
        review
    }

    fn in_order(review: &Review, order: Order) -> Vec<String> {
        let all = stops(review);
        let words = |index: usize| all[index].key.span.words(&review.body).expect("words").to_owned();
        order.course(&all).into_iter().map(words).collect()
    }

    #[test]
    fn orders_are_by_place_or_by_certainty() {
        let review = some();
        let as_read = ["Ana Ruiz", "Bo Lind", "Ana Ruiz met Bo Lind", "Lima", "Monday"];
        assert_eq!(in_order(&review, Order::Reading), as_read);
        assert_eq!(in_order(&review, Order::ByName), ["Ana Ruiz", "Bo Lind", "Lima", "Ana Ruiz met Bo Lind", "Monday"]);
        assert_eq!(
            in_order(&review, Order::LeastCertain),
            ["Bo Lind", "Ana Ruiz met Bo Lind", "Lima", "Monday", "Ana Ruiz"]
        );
        assert_eq!(Order::ALL.map(Order::next), [Order::ByName, Order::LeastCertain, Order::Reading]);
    }

    #[test]
    fn a_filter_lets_through_what_it_says() {
        let review = some();
        let all = stops(&review);
        let any = StopFilter::default();
        for (filter, expected) in [
            (any.clone(), &["Ana Ruiz", "Bo Lind", "Ana Ruiz met Bo Lind", "Lima", "Monday"][..]),
            (StopFilter { kind: Some(Kind::Label(Label::Person)), ..any.clone() }, &["Ana Ruiz", "Bo Lind"]),
            (StopFilter { kind: Some(Kind::Claim(ClaimKind::Event)), ..any.clone() }, &["Ana Ruiz met Bo Lind"]),
            (StopFilter { certainty: Some(Certainty::Sure), ..any.clone() }, &["Ana Ruiz", "Monday"]),
            (StopFilter { certainty: Some(Certainty::Check), ..any.clone() }, &["Bo Lind"]),
            (StopFilter { rule: Some("dates.weekday".to_owned()), ..any.clone() }, &["Monday"]),
            (StopFilter { state: Some(State::Accepted), ..any.clone() }, &[]),
            (
                StopFilter { kind: Some(Kind::Label(Label::Place)), state: Some(State::ToDecide), ..any.clone() },
                &["Lima"],
            ),
        ] {
            let found = all.iter().filter(|stop| filter.lets_through(&review, stop, stop.state));
            let words: Vec<&str> = found.map(|stop| stop.key.span.words(&review.body).expect("words")).collect();
            assert_eq!(words, expected, "{filter:?}");
            assert_eq!(filter.is_any(), filter == any);
        }
    }

    #[test]
    fn there_is_to_choose_what_is_there() {
        let review = some();
        let choices = choices(&review, &stops(&review));
        let kinds = [
            Kind::Label(Label::Person),
            Kind::Label(Label::Place),
            Kind::Label(Label::Date),
            Kind::Claim(ClaimKind::Event),
        ];
        assert_eq!(choices.kinds, kinds);
        assert_eq!(choices.rules, ["dates.weekday", "figures.count", "names.shape"]);
    }
}
