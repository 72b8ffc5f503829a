//! Where the reviewer stands in an article, and what was decided but is not durable yet.
//!
//! Moves on at once and draws decisions as saving; the dossier's answer confirms them or puts them back. Never draws.

mod deciding;
mod joining;
mod moving;
mod parts;
mod same_claim;
mod selecting;
mod shown;

use crate::export::sheet::Exhibit;
use crate::ledger::command::ArticleId;
use crate::ledger::command::Command;
use crate::ledger::command::SubjectRef;
use crate::ledger::command::Verdict;
use crate::model::kind::ArticleState;
use crate::model::kind::Label;
use crate::model::kind::Subject;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;
use crate::store::read::background::Background;
use crate::store::read::elsewhere::NameWanted;
use crate::store::read::review::Review;
use crate::ui::action::Action;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::views::review::column::TextState;
use crate::ui::views::review::decide;
use crate::ui::views::review::decide::Choice;
use crate::ui::views::review::finding::Finding;
use crate::ui::views::review::head::Head;
use crate::ui::views::review::reasons::Reasons;
use crate::ui::views::review::selection::Selection;
use crate::ui::views::review::state::moving::Way;
use crate::ui::views::review::state::same_claim::SameClaim;
use crate::ui::views::review::state::shown::Shown;
use crate::ui::widgets::marker::Marker;
use crate::ui::words;
use crate::workspace::desk::Query;
use crate::workspace::desk::Ticket;
use crate::workspace::review::Reading;
use crate::workspace::review::stops;
use crate::workspace::review::stops::About;
use crate::workspace::review::stops::State;
use crate::workspace::review::stops::Stop;
use crate::workspace::review::stops::StopKey;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the panel is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    At(StopKey),
    /// Where a stop was that was answered with something else: the next key leads on, and decides nothing.
    Gone(StopKey),
    /// At words that nothing is asked about: another screen led here.
    Words(Span),
    /// Past the last stop: what was done, and what Enter does next.
    Summary,
}

/// States that a stop can be in.
const N_STATES: usize = State::Known as usize + 1;

/// A decision that is on its way to the dossier.
#[derive(Clone, Copy, Debug)]
struct Pending {
    verdict: Verdict,
    /// Known once it was handed over, after painting.
    ticket: Option<Ticket>,
    is_durable: bool,
    /// Reviews read since it became durable: the first may have been asked for before.
    n_answers: u8,
}

#[derive(Debug, Default)]
pub struct ReviewState {
    article: Option<ArticleId>,
    review: Loadable<Arc<Review>>,
    /// All names of the article have the cards that they may be.
    is_whole: bool,
    stops: Arc<Vec<Stop>>,
    /// How many stops there are in each state, as they were read.
    tally: [usize; N_STATES],
    shown: Shown,
    /// Indexes of the stops, in the order in which they are asked about.
    course: Vec<usize>,
    position: Option<Position>,
    /// Goes there when the article is read.
    wanted: Option<StopKey>,
    /// A claim made by hand: looked at next, as soon as the dossier shows it.
    made: Option<StopKey>,
    /// Words that another screen led to, until the reviewer moves on.
    sought: Option<Span>,
    choice: Choice,
    /// One of several claims that are asked together, taken by itself: counted as in [`Stop::claims`].
    part: Option<usize>,
    /// Words in hand: other borders for what is asked about, or words of their own.
    selection: Option<Selection>,
    pending: BTreeMap<StopKey, Pending>,
    /// What is known of the name in question.
    background: Option<(NameWanted, Loadable<Background>)>,
    /// What may be the same as the claim in question.
    same_claim: SameClaim,
    /// Something the reviewer must know before the next key.
    notice: Option<String>,
    pub text: TextState,
    pub head: Head,
    pub reasons: Reasons,
    pub way: Way,
    pub finding: Finding,
    /// A name that was decided goes on in another article as soon as it is known in which.
    waits_for_onward: Option<StopKey>,
    /// What was done last says that something is not asked, or takes back what was: where it stood, one goes on.
    takes_away: bool,
    /// Where the reviewer was before that.
    displaced: Option<StopKey>,
    /// Where the reviewer went back from, to decide something otherwise.
    returns_to: Option<Position>,
    /// The paragraph whose kind was said last, while nothing else was done since.
    zoned: Option<Span>,
    /// The list follows the current stop when this is set.
    pub follows: bool,
}

impl ReviewState {
    pub const fn article(&self) -> Option<ArticleId> {
        self.article
    }

    pub const fn review(&self) -> &Loadable<Arc<Review>> {
        &self.review
    }

    pub fn stops(&self) -> &[Stop] {
        &self.stops
    }

    pub const fn choice(&self) -> Choice {
        self.choice
    }

    pub const fn position(&self) -> Option<Position> {
        self.position
    }

    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// Opens an article, at a stop of it if one is wanted.
    pub fn open(&mut self, article: ArticleId, wanted: Option<StopKey>, outbox: &mut Outbox) {
        if self.article == Some(article) {
            if let Some(key) = wanted {
                self.go_to(key);
            }
            return;
        }
        self.leave_for(article);
        self.wanted = wanted;
        self.ask(outbox);
    }

    /// Nothing of the article before stays but how it is gone through.
    fn leave_for(&mut self, article: ArticleId) {
        let (way, finding) = (std::mem::take(&mut self.way), std::mem::take(&mut self.finding));
        *self = Self { article: Some(article), way, finding: finding.of_other_text(), ..Self::default() };
    }

    /// Goes back to a stop that was decided, to decide it otherwise; the decision leads on from where the reviewer was.
    pub fn revisit(&mut self, article: ArticleId, key: StopKey, outbox: &mut Outbox) {
        let from = self.returns_to.take().or(self.position).filter(|_| self.article == Some(article));
        self.open(article, Some(key), outbox);
        self.returns_to = from;
    }

    /// Opens an article at words of it, be they a stop's or not.
    pub fn open_at(&mut self, article: ArticleId, span: Span, outbox: &mut Outbox) {
        if self.article != Some(article) {
            self.leave_for(article);
            self.sought = Some(span);
            self.ask(outbox);
        } else if self.review.value().is_some() {
            self.go_to_words(span);
        } else {
            (self.wanted, self.sought) = (None, Some(span));
        }
    }

    /// Words that another screen led to; they are marked until the reviewer moves on.
    pub const fn sought(&self) -> Option<Span> {
        self.sought
    }

    /// Goes to words: to the stop that asks about them or has decided them, else to the bare words.
    fn go_to_words(&mut self, span: Span) {
        let stop = self.review.value().and_then(|review| stops::stop_of_words(review, &self.stops, span));
        self.set_position(stop.map_or(Position::Words(span), |stop| Position::At(stop.key)));
        self.sought = Some(span);
        self.text.scroll_to(span.start_byte);
    }

    /// Asks for the open article again.
    pub fn ask(&mut self, outbox: &mut Outbox) {
        if let Some(article) = self.article {
            self.review.start();
            outbox.request(Request::Ask(Query::Review(article)));
        }
    }

    /// The article was read, anew or for the first time.
    pub fn answer(&mut self, answer: Result<Reading, String>, outbox: &mut Outbox) {
        let made_ready = answer.as_ref().ok().map(|reading| (Arc::clone(&reading.stops), Arc::clone(&reading.places)));
        let was_whole = self.is_whole;
        self.is_whole = answer.as_ref().map_or(was_whole, |reading| reading.is_whole);
        self.review.finish(answer.map(|reading| reading.review));
        if made_ready.is_some() && !self.is_whole {
            // The rest is on its way.
            self.review.start();
        }
        let read = self.article.zip(self.review.value()).zip(made_ready);
        let Some(((article, review), (stops, places))) = read else { return };
        self.reasons.ask(article, review, outbox);
        // What was asked about the names of an article that is being opened is as true of the whole of it.
        if was_whole {
            self.background = None;
            self.same_claim = SameClaim::default();
        }
        self.head.ask(article, outbox);
        self.text.take(review, places);
        self.stops = stops;
        self.keep_shown();
        self.set_course();
        if self.is_whole {
            self.settle_pending();
        }
        let wanted = self.wanted.take().map(Position::At);
        match wanted.or(self.position) {
            None if let Some(span) = self.sought => self.go_to_words(span),
            None => self.go_to_first_open(),
            // A place that was kept: nobody has looked at it yet.
            Some(Position::At(key)) if self.index_of(key).is_none() && wanted.is_some() => self.go_to_open_from(key),
            Some(Position::At(key)) if self.index_of(key).is_none() => self.stay_where_it_was(key),
            Some(Position::At(key)) if wanted.is_some() => self.go_to(key),
            Some(_) => {
                if let Some(key) = self.displaced().filter(|key| self.index_of(*key).is_some()) {
                    self.go_to(key);
                }
            }
        }
        self.look_at_what_was_made(outbox);
        self.come_home();
    }

    /// A durable decision is drawn from the review as soon as the review shows it.
    fn settle_pending(&mut self) {
        let stops = &self.stops;
        self.pending.retain(|key, pending| {
            if !pending.is_durable {
                return true;
            }
            pending.n_answers += 1;
            let shown = stops.binary_search_by_key(key, |stop| stop.key).map(|index| stops[index].state);
            let is_reopened = |state| pending.verdict == Verdict::Reopen && state == State::Known;
            let is_shown = shown.is_ok_and(|state| state == decide::state_after(pending.verdict) || is_reopened(state));
            !is_shown && pending.n_answers < 2
        });
    }

    /// The state a stop is drawn in: the pending verdict, else that of the dossier.
    pub fn state_of(&self, stop: &Stop) -> State {
        self.pending_state(stop.key).unwrap_or(stop.state)
    }

    /// The state that a stop is about to have.
    pub fn pending_state(&self, key: StopKey) -> Option<State> {
        self.pending.get(&key).map(|pending| decide::state_after(pending.verdict))
    }

    /// Where stops stand whose decisions are under way, and the states they are about to have.
    pub fn pending_places(&self) -> impl Iterator<Item = (usize, State)> {
        self.pending.iter().map(|(key, pending)| (key.span.start_byte, decide::state_after(pending.verdict)))
    }

    pub fn is_saving(&self, key: StopKey) -> bool {
        self.pending.get(&key).is_some_and(|pending| !pending.is_durable)
    }

    fn index_of(&self, key: StopKey) -> Option<usize> {
        self.stops.binary_search_by_key(&key, |stop| stop.key).ok()
    }

    pub fn current(&self) -> Option<&Stop> {
        let Some(Position::At(key)) = self.position else { return None };
        self.index_of(key).map(|index| &self.stops[index])
    }

    /// The words and the label of the name or date that is asked about; `None` at a claim.
    pub fn name_at_hand(&self) -> Option<(String, Label)> {
        let (review, stop) = (self.review.value()?, self.current()?);
        let first = stop.mentions.first().filter(|_| !matches!(stop.about, About::Claim(_)))?;
        let mention = review.mentions.get(*first)?;
        Some((mention.words.clone(), mention.label))
    }

    /// What a screen reader says of the place the keys work on: it changes with every stop.
    pub fn spoken(&self) -> String {
        match (self.review.value(), self.current(), self.position) {
            (Some(review), Some(stop), _) => {
                let promise = self.promise(review, stop);
                let state = Marker::of_state(self.state_of(stop)).name();
                format!("{}, {state}; Enter: {promise}", decide::name_of(review, stop))
            }
            (Some(review), None, Some(Position::Words(span))) => {
                format!("Nothing is asked about: {}", span.words(&review.body).unwrap_or_default())
            }
            (Some(review), None, Some(Position::Gone(_))) => {
                let words = self.settled_words(review).unwrap_or_default();
                format!("{words}, answered with something else; Enter: go on")
            }
            (Some(_), None, Some(Position::Summary)) if self.is_finished() => {
                "End of the article; Enter: next article".to_owned()
            }
            (Some(_), None, Some(Position::Summary)) if self.n_late() > 0 => {
                format!("End of what was asked; Enter: {}", words::came_up(self.n_late()))
            }
            (Some(_), None, Some(Position::Summary)) => "End of the article; Enter: done, next article".to_owned(),
            _ => "Article".to_owned(),
        }
    }

    /// The claim or the card in question, where it has a number already.
    pub fn held(&self) -> Option<SubjectRef> {
        let (review, stop) = (self.review.value()?, self.current()?);
        match stop.about {
            About::Name(name) => {
                let card = review.names[name].card.as_ref()?;
                Some(SubjectRef { subject: Subject::Entity, id: card.id })
            }
            About::Claim(claim) => Some(SubjectRef { subject: Subject::Claim, id: review.claims[claim].id? }),
            About::Mention(_) => None,
        }
    }

    /// The words in question, as a copy or a sheet would show them; at the end of the article, the article.
    pub fn exhibit(&self) -> Option<Exhibit> {
        let article = self.article?;
        let (Some(review), Some(stop)) = (self.review.value(), self.current()) else {
            return Some(Exhibit::Article(article));
        };
        Some(match stop.about {
            About::Claim(claim_idx) => {
                let claim = &review.claims[claim_idx];
                let at = Exhibit::ClaimAt { article, kind: claim.kind, span: claim.span };
                claim.id.map_or(at, Exhibit::Claim)
            }
            About::Name(_) | About::Mention(_) => {
                let mention = review.mentions.get(*stop.mentions.first()?)?;
                Exhibit::MentionAt { article, label: mention.label, span: mention.span }
            }
        })
    }

    /// Whether the article is done or set aside.
    pub fn is_finished(&self) -> bool {
        let state = self.review.value().map(|review| review.article.state);
        matches!(state, Some(ArticleState::Done | ArticleState::SetAside))
    }

    /// Says that the paragraph of the stop is not part of the article; of the paragraph it was said of last, that it is.
    fn toggle_article(&mut self, outbox: &mut Outbox) {
        let byte = self.zoned.map(|span| span.start_byte).or(self.current().map(|stop| stop.key.span.start_byte));
        let Some((span, kind)) = byte.and_then(|byte| self.text.paragraph_around(byte)) else { return };
        let kind = if kind == ZoneKind::Boilerplate { ZoneKind::Body } else { ZoneKind::Boilerplate };
        self.set_zone(span, kind, outbox);
    }

    /// Says what a paragraph is.
    pub fn set_zone(&mut self, span: Span, kind: ZoneKind, outbox: &mut Outbox) {
        if let Some(article) = self.article {
            outbox.send(Command::SetZone { article, span, kind });
            self.zoned = Some(span);
        }
    }

    fn is_open(&self, stop: &Stop) -> bool {
        self.state_of(stop) == State::ToDecide
    }

    pub fn n_in_state(&self, state: State) -> usize {
        // Decisions under way are few: the others are as they were read.
        let under_way = self.pending.iter().filter_map(|(key, pending)| {
            let index = self.index_of(*key)?;
            Some((self.stops[index].state, decide::state_after(pending.verdict)))
        });
        under_way.fold(self.tally[state as usize], |n, (before, after)| {
            n + usize::from(after == state) - usize::from(before == state)
        })
    }

    pub fn go_to(&mut self, key: StopKey) {
        if self.index_of(key).is_some() {
            self.set_position(Position::At(key));
        }
    }

    /// Back from what was found to where the reviewer is.
    pub fn stop_finding(&mut self) {
        self.finding.close();
        if let Some(byte) =
            self.sought.map(|span| span.start_byte).or(self.current().map(|stop| stop.key.span.start_byte))
        {
            self.text.scroll_to(byte);
        }
    }

    fn set_position(&mut self, position: Position) {
        self.position = Some(position);
        self.displaced = None;
        self.sought = None;
        self.choice = Choice::Open;
        self.part = None;
        self.selection = None;
        self.notice = None;
        self.waits_for_onward = None;
        self.follows = true;
        if let Position::At(key) = position {
            self.text.scroll_to(key.span.start_byte);
        }
    }

    /// The stop in question went under the reviewer: the same question is found under its other name, else its place is
    /// kept, so that a key pressed for it answers nothing else.
    fn stay_where_it_was(&mut self, key: StopKey) {
        if self.takes_away {
            self.go_to_open_from(key);
            self.displaced = Some(key);
        } else {
            self.position = Some(self.renamed(key).map_or(Position::Gone(key), Position::At));
        }
    }

    /// The stop that went under the reviewer: once it is back, and nobody moved, so is the reviewer.
    const fn displaced(&self) -> Option<StopKey> {
        match self.position {
            Some(Position::Gone(key)) => Some(key),
            _ => self.displaced,
        }
    }

    /// Runs an action of the Review context.
    pub fn act(&mut self, action: Action, outbox: &mut Outbox) {
        self.zoned = self.zoned.filter(|_| action == Action::NotArticle);
        self.begin();
        self.takes_away = action == Action::NotArticle;
        let found = self.finding.take_left().or(self.finding.hits().1);
        if let (Action::PickWords, Some(span)) = (action, found.filter(|_| self.selection.is_none())) {
            self.take_in_hand(span);
            return;
        }
        if action == Action::Find {
            self.finding.open();
            return;
        }
        if action == Action::DropWords && self.selection.is_none() && self.finding.is_open() {
            self.stop_finding();
            return;
        }
        self.made = None;
        if self.act_on_words(action, outbox) {
            return;
        }
        self.selection = None;
        if matches!(action, Action::Accept | Action::NextStop) && self.go_on_with_late() {
            return;
        }
        if let (Some(Position::Gone(key)), true) = (self.position, action.decides()) {
            self.go_to_open_from(key);
            return;
        }
        match action {
            Action::NotArticle => self.toggle_article(outbox),
            Action::ReopenArticle => match self.article.filter(|_| self.is_finished()) {
                Some(article) => outbox.send(Command::ReopenArticle { article }),
                None => self.notice = Some("This article is open: it is neither done nor set aside".to_owned()),
            },
            Action::Accept if self.position == Some(Position::Summary) && self.is_finished() => {
                outbox.act(Action::NextArticle);
            }
            Action::Accept if self.position == Some(Position::Summary) => self.finish(outbox),
            Action::Accept => self.decide(Verdict::Accept, outbox),
            Action::Reject => self.decide(Verdict::Reject, outbox),
            Action::Doubtful => self.decide(Verdict::Doubtful, outbox),
            Action::NewCard => self.make_card(outbox),
            Action::AcceptParagraph => self.accept_paragraph(outbox),
            Action::TakeOver => self.take_over(outbox),
            Action::OtherOrder | Action::FilterStops => self.act_on_way(action),
            Action::NextStop => self.step(true),
            Action::PreviousStop => self.step(false),
            Action::Done => self.finish(outbox),
            Action::SetAside => {
                if let Some(article) = self.article {
                    outbox.request(Request::Send(Command::SetAside { article }, Origin::Left(article)));
                    outbox.act(Action::NextArticle);
                }
            }
            _ => {
                if let Some(number) = action.chosen_card() {
                    self.choose(number - 1, outbox);
                }
            }
        }
    }
}
