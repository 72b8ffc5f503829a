//! From stop to stop: in the reviewer's order, past what a filter leaves out, and with a name from article to article.
//!
//! Never decides and never draws.

use super::N_STATES;
use super::Position;
use super::ReviewState;
use crate::ledger::command::ArticleId;
use crate::model::span::Span;
use crate::store::read::review::Review;
use crate::ui::action::Action;
use crate::ui::outbox::Go;
use crate::ui::outbox::Outbox;
use crate::ui::views::review::order;
use crate::ui::views::review::order::Choices;
use crate::ui::views::review::order::Order;
use crate::ui::views::review::order::StopFilter;
use crate::workspace::review::stops::State;
use crate::workspace::review::stops::Stop;
use crate::workspace::review::stops::StopKey;
use crate::workspace::review::stops::StopKind;
use std::collections::BTreeSet;

/// How the reviewer goes through what is asked; it stays from article to article.
#[derive(Debug, Default)]
pub struct Way {
    pub order: Order,
    pub filter: StopFilter,
    /// The filter's fields are on view, also while they let everything through.
    pub is_open: bool,
    /// A name that is followed from article to article.
    round: Option<Round>,
    /// The article that is gone back to once a name is through, and the stop from which it goes on there.
    goes_on_from: Option<(ArticleId, StopKey)>,
}

/// One name through all articles.
#[derive(Debug)]
struct Round {
    /// Where it was decided first: there it goes on when the name is through.
    home: (ArticleId, StopKey),
    /// Articles that were gone to: what was decided there may not be in the file yet.
    visited: BTreeSet<ArticleId>,
}

/// Where a name goes on, once it was decided here.
enum Onward {
    To(ArticleId, Span),
    /// It waits in no other article.
    Home(ArticleId, StopKey),
    /// Not known yet.
    Unread,
}

impl ReviewState {
    /// The stops in the order in which they are asked about, known ones and those left out among them.
    pub fn in_course(&self) -> impl DoubleEndedIterator<Item = &Stop> {
        self.course.iter().filter_map(|index| self.stops.get(*index))
    }

    /// Puts the stops into the reviewer's order anew, and counts them.
    pub(super) fn set_course(&mut self) {
        let mut course = self.way.order.course(&self.stops);
        // Stable: what came up meanwhile waits behind all the rest.
        course.sort_by_key(|index| self.is_late(&self.stops[*index]));
        self.course = course;
        self.count_shown();
        self.tally = [0; N_STATES];
        for stop in self.stops.iter() {
            self.tally[stop.state as usize] += 1;
        }
    }

    /// What the filter can choose from in this article.
    pub fn choices(&self) -> Choices {
        self.review.value().map_or_else(Choices::default, |review| order::choices(review, &self.stops))
    }

    /// Whether the filter leaves it in.
    pub fn is_let_through(&self, review: &Review, stop: &Stop) -> bool {
        self.way.filter.is_any() || self.way.filter.lets_through(review, stop, self.state_of(stop))
    }

    fn passes(&self, stop: &Stop) -> bool {
        self.review.value().is_some_and(|review| self.is_let_through(review, stop))
    }

    /// Open stops that the filter leaves out.
    pub fn n_left_out(&self) -> usize {
        if self.way.filter.is_any() {
            return 0;
        }
        self.stops.iter().filter(|stop| self.is_open(stop) && !self.passes(stop)).count()
    }

    /// Whether Enter leads there: open, or in the state that is looked for.
    pub(super) fn is_wanted(&self, stop: &Stop) -> bool {
        (self.is_open(stop) && !self.is_late(stop) || self.looks_back()) && self.passes(stop)
    }

    /// The filter asks for what is decided already, or known.
    fn looks_back(&self) -> bool {
        self.way.filter.state.is_some_and(|state| state != State::ToDecide)
    }

    /// Whether J and K lead there.
    fn is_stepped_on(&self, stop: &Stop) -> bool {
        (self.state_of(stop) != State::Known || self.looks_back()) && self.passes(stop)
    }

    /// Index into the course of the first stop behind a place; the stop of the place may have gone.
    fn behind(&self, key: StopKey) -> usize {
        if let Some(index) = self.in_course().position(|stop| stop.key == key) {
            return index + 1;
        }
        let is_read_in_order = self.way.order == Order::Reading;
        let is_behind = |stop: &Stop| stop.key > key || self.is_late(stop);
        if is_read_in_order { self.in_course().position(is_behind).unwrap_or(self.course.len()) } else { 0 }
    }

    /// Shows the order or the filter that was chosen: the stop in question stays where the filter leaves it in.
    pub fn way_changed(&mut self) {
        self.way.round = None;
        self.show_all();
        self.follows = true;
        if self.current().is_none_or(|stop| !self.passes(stop)) && self.review.value().is_some() {
            self.go_to_first_open();
        }
    }

    pub(super) fn act_on_way(&mut self, action: Action) {
        match action {
            Action::OtherOrder => {
                self.way.order = self.way.order.next();
                self.way_changed();
                if self.way.order != Order::Reading && self.review.value().is_some() {
                    self.go_to_first_open();
                }
            }
            Action::FilterStops if self.way.is_open || !self.way.filter.is_any() => {
                (self.way.is_open, self.way.filter) = (false, StopFilter::default());
                self.way_changed();
            }
            Action::FilterStops => self.way.is_open = true,
            _ => {}
        }
    }

    pub(super) fn go_to_first_open(&mut self) {
        let first = self.in_course().find(|stop| self.is_wanted(stop)).map(|stop| stop.key);
        self.set_position(first.map_or(Position::Summary, Position::At));
    }

    /// The next open stop behind a place; past the last one, those that were passed over; then the summary.
    pub(super) fn go_to_open_from(&mut self, key: StopKey) {
        if let Some(position) = self.returns_to.take() {
            self.set_position(position);
            return;
        }
        let behind = self.behind(key);
        let next = self.in_course().skip(behind).find(|stop| self.is_wanted(stop)).map(|stop| stop.key);
        match next {
            Some(next) => self.set_position(Position::At(next)),
            // What is looked for by its state is still so once it was looked at.
            None if self.looks_back() => self.set_position(Position::Summary),
            None => self.go_to_first_open(),
        }
    }

    /// Moves by one stop, decided or not; known ones are passed by.
    pub(super) fn step(&mut self, is_forward: bool) {
        self.returns_to = None;
        let stepped_on = |stop: &&Stop| self.is_stepped_on(stop);
        let next = match (self.position, is_forward) {
            (Some(Position::At(key) | Position::Gone(key)), true) => {
                self.in_course().skip(self.behind(key)).find(stepped_on)
            }
            (Some(Position::At(key)), false) => {
                let here = self.in_course().position(|stop| stop.key == key).unwrap_or(0);
                self.in_course().take(here).filter(stepped_on).last().or_else(|| self.current())
            }
            (Some(Position::Gone(key)), false) => self.in_course().take(self.behind(key)).filter(stepped_on).last(),
            (Some(Position::Words(span)), true) => {
                self.stops.iter().filter(stepped_on).find(|stop| stop.key.span.start_byte >= span.start_byte)
            }
            (Some(Position::Words(span)), false) => {
                self.stops.iter().filter(stepped_on).rfind(|stop| stop.key.span.start_byte < span.start_byte)
            }
            (Some(Position::Summary), false) => self.in_course().rfind(stepped_on),
            // Round to what was passed over, or came up meanwhile.
            (Some(Position::Summary), true) => self.in_course().find(|stop| self.is_wanted(stop)),
            (None, _) => None,
        };
        let position = next.map_or(Position::Summary, |stop| Position::At(stop.key));
        self.set_position(position);
    }

    /// Moves on from a stop that was just decided: in the order by name, a name goes on in the next article.
    pub(super) fn move_on(&mut self, key: StopKey, outbox: &mut Outbox) {
        let is_followed = self.way.order == Order::ByName && matches!(key.kind, StopKind::Name(_));
        if !is_followed || self.returns_to.is_some() {
            self.go_to_open_from(key);
            return;
        }
        match self.onward(key) {
            Onward::To(article, span) => outbox.go(Go::Words { article, span }),
            Onward::Home(article, key) => {
                self.way.round = None;
                self.go_home(article, key, outbox);
            }
            Onward::Unread => self.waits_for_onward = Some(key),
        }
    }

    /// What is known of the name in question came in, and the reviewer waits for where it stands elsewhere.
    pub(super) fn onward_is_read(&mut self, outbox: &mut Outbox) {
        if let Some(key) = self.waits_for_onward.take() {
            self.move_on(key, outbox);
        }
    }

    fn onward(&mut self, key: StopKey) -> Onward {
        let Some(here) = self.article else { return Onward::Unread };
        self.follow(here, key);
        let Some(round) = &self.way.round else { return Onward::Unread };
        let (home, home_key) = round.home;
        let Some(known) = self.background() else {
            let is_on_its_way = self.background.as_ref().is_some_and(|(_, found)| found.failure().is_none());
            return if is_on_its_way { Onward::Unread } else { Onward::Home(home, home_key) };
        };
        let mut places = known.elsewhere.places.iter().filter(|place| !place.waiting.is_empty());
        let next = places.find(|place| !round.visited.contains(&place.origin.article));
        let Some((article, span)) = next.map(|place| (place.origin.article, place.span)) else {
            return Onward::Home(home, home_key);
        };
        if let Some(round) = &mut self.way.round {
            round.visited.insert(article);
        }
        Onward::To(article, span)
    }

    /// Begins a round, unless one has led here; one that was left by hand is over.
    fn follow(&mut self, here: ArticleId, key: StopKey) {
        if self.way.round.as_ref().is_none_or(|round| !round.visited.contains(&here)) {
            self.way.round = Some(Round { home: (here, key), visited: BTreeSet::from([here]) });
        }
    }

    /// The name in question is decided in these articles as well: they need no visit.
    pub(super) fn need_no_visit(&mut self, articles: impl Iterator<Item = ArticleId>) {
        if let (Some(here), Some(Position::At(key))) = (self.article, self.position) {
            self.follow(here, key);
        }
        if let Some(round) = &mut self.way.round {
            round.visited.extend(articles);
        }
    }

    /// The article was read: goes on in it where a round through others began.
    pub(super) fn come_home(&mut self) {
        if let Some((article, key)) = self.way.goes_on_from.take()
            && self.article == Some(article)
        {
            self.go_to_open_from(key);
        }
    }

    /// Back to where the name was decided first, and on from there.
    fn go_home(&mut self, article: ArticleId, key: StopKey, outbox: &mut Outbox) {
        if self.article == Some(article) {
            self.go_to_open_from(key);
            return;
        }
        outbox.go(Go::Words { article, span: key.span });
        self.way.goes_on_from = Some((article, key));
    }
}
