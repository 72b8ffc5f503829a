//! What the reviewer was shown as asked in an article: its order and its total stay as they are under the hands.
//!
//! What is not asked any more counts as done. What comes up through decisions waits behind all the rest, and joins them
//! at the end of the article, where it is said. Never decides.

use super::Position;
use super::ReviewState;
use crate::ledger::command::ArticleId;
use crate::store::read::review::Review;
use crate::ui::action::Action;
use crate::workspace::review::stops::About;
use crate::workspace::review::stops::State;
use crate::workspace::review::stops::Stop;
use crate::workspace::review::stops::StopKey;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Stops that count.
#[derive(Debug, Default)]
pub struct Shown {
    keys: BTreeSet<StopKey>,
    /// Keys that were replaced when the article was read last.
    renamed: BTreeMap<StopKey, StopKey>,
    /// A key was pressed in this article: from then on it stays as it is.
    is_begun: bool,
    /// Of those that count, how many were to decide as they were read.
    n_open: usize,
    /// How many came up since, as they were read.
    n_late: usize,
    /// What the last frame said of the place where the keys work.
    painted: Option<Painted>,
}

/// What a frame said, and of what.
#[derive(Debug, PartialEq)]
struct Painted {
    article: Option<ArticleId>,
    position: Option<Position>,
    words: String,
}

impl ReviewState {
    /// The article was read again: what is asked in other words keeps its place, and what is new waits.
    pub(super) fn keep_shown(&mut self) {
        let shown_at_once = |stop: &&Stop| stop.state != State::Known;
        if !self.shown.is_begun {
            self.shown.keys = self.stops.iter().filter(shown_at_once).map(|stop| stop.key).collect();
            return;
        }
        self.shown.renamed.clear();
        let gone: Vec<StopKey> = self.shown.keys.iter().copied().filter(|key| self.index_of(*key).is_none()).collect();
        for key in gone {
            if let Some(successor) = self.successor(key) {
                self.shown.keys.remove(&key);
                self.shown.keys.insert(successor);
                self.shown.renamed.insert(key, successor);
            }
        }
    }

    /// Under which key a stop is asked since the last reading that went by another.
    pub(super) fn renamed(&self, gone: StopKey) -> Option<StopKey> {
        self.shown.renamed.get(&gone).copied()
    }

    /// The stop that asks what one asked that is there no longer: the same words, taken for the same. One that asked
    /// something of its own before is another question.
    fn successor(&self, gone: StopKey) -> Option<StopKey> {
        let review = self.review.value()?;
        let asks_it = |stop: &&Stop| {
            let is_mention = |index: &usize| review.mentions.get(*index).is_some_and(|it| it.span == gone.span);
            let is_alike = stop.key.kind == gone.kind && !matches!(stop.about, About::Claim(_));
            let is_new = !self.shown.keys.contains(&stop.key) && stop.state != State::Known;
            is_alike && is_new && stop.mentions.iter().any(is_mention)
        };
        self.stops.iter().find(asks_it).map(|stop| stop.key)
    }

    /// It came up through what was decided, and waits behind all that was shown.
    pub fn is_late(&self, stop: &Stop) -> bool {
        stop.state == State::ToDecide && !self.shown.keys.contains(&stop.key)
    }

    /// Counts what is asked, as it was read.
    pub(super) fn count_shown(&mut self) {
        let open = self.stops.iter().filter(|stop| stop.state == State::ToDecide);
        let (n_late, n_open) = open.fold(
            (0, 0),
            |(late, open), stop| {
                if self.is_late(stop) { (late + 1, open) } else { (late, open + 1) }
            },
        );
        (self.shown.n_late, self.shown.n_open) = (n_late, n_open);
    }

    /// Stops to decide and stops in all: those that were shown, known ones apart. What is not asked any more is decided.
    pub fn counts(&self) -> (usize, usize) {
        let n_open = self.under_way(self.shown.n_open, |key| self.shown.keys.contains(key));
        (n_open, self.shown.keys.len())
    }

    /// How many came up since, and are asked at the end.
    pub fn n_late(&self) -> usize {
        self.under_way(self.shown.n_late, |key| !self.shown.keys.contains(key))
    }

    /// A number of open stops as it is about to be. Decisions under way are few.
    fn under_way(&self, n_read: usize, is_counted: impl Fn(&StopKey) -> bool) -> usize {
        let counted = self.pending.keys().filter(|key| is_counted(key));
        counted
            .filter_map(|key| self.index_of(*key).map(|index| &self.stops[index]))
            .fold(n_read, |n, stop| n + usize::from(self.is_open(stop)) - usize::from(stop.state == State::ToDecide))
    }

    /// How many of those that were shown are answered without a decision of their own.
    pub fn n_settled(&self) -> usize {
        let is_settled =
            |key: &&StopKey| self.index_of(**key).is_none_or(|index| self.stops[index].state == State::Known);
        self.shown.keys.iter().filter(is_settled).count()
    }

    /// Everything that is asked counts from here on, in the reviewer's order.
    pub(super) fn show_all(&mut self) {
        let asked = self.stops.iter().filter(|stop| stop.state != State::Known).map(|stop| stop.key);
        self.shown.keys.extend(asked);
        self.set_course();
    }

    /// Stops that the reviewer made by an own act count as well.
    pub(super) fn show_also(&mut self, keys: impl IntoIterator<Item = StopKey>) {
        self.shown.keys.extend(keys);
    }

    /// Goes on with what came up, from the end of the article; false where nothing did.
    pub(super) fn go_on_with_late(&mut self) -> bool {
        let goes_on = self.position == Some(Position::Summary) && !self.is_finished() && self.n_late() > 0;
        if goes_on {
            self.show_all();
            self.go_to_first_open();
        }
        goes_on
    }

    pub(super) const fn begin(&mut self) {
        self.shown.is_begun = true;
    }

    /// What stands where the reviewer is, while nothing is asked there any more.
    pub fn settled_words<'r>(&self, review: &'r Review) -> Option<&'r str> {
        let Some(Position::Gone(key)) = self.position else { return None };
        key.span.words(&review.body)
    }

    /// A frame has shown where the reviewer is, and what Enter would do there.
    pub fn was_painted(&mut self) {
        self.shown.painted = Some(self.to_be_painted());
    }

    fn to_be_painted(&self) -> Painted {
        Painted { article: self.article, position: self.position, words: self.spoken() }
    }

    /// Whether a key that decides answers what the last frame has shown.
    pub fn is_seen(&self, action: Action) -> bool {
        let painted = self.shown.painted.as_ref().filter(|_| action.decides() && self.selection.is_none());
        painted.is_none_or(|painted| *painted == self.to_be_painted())
    }

    /// A key went down just as what is asked changed.
    pub fn say_changed(&mut self) {
        self.notice = Some("This changed as the key went down: look, and press it again".to_owned());
    }
}
