//! Words in the reviewer's hand: borders moved, kinds said, mentions and claims made that nobody proposed.
//!
//! Never touches the text: the pure steps are with `selection`.

use super::ReviewState;
use crate::ledger::command::ArticleId;
use crate::ledger::command::ClaimRef;
use crate::ledger::command::Command;
use crate::ledger::command::MentionChange;
use crate::ledger::command::MentionRef;
use crate::ledger::command::Verdict;
use crate::model::claim::Field;
use crate::model::kind::ClaimKind;
use crate::model::kind::How;
use crate::model::kind::Label;
use crate::model::span::Span;
use crate::store::read::review::Review;
use crate::store::read::review::ReviewClaim;
use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::views::ask::claim::Beside;
use crate::ui::views::ask::claim::ClaimState;
use crate::ui::views::review::decide;
use crate::ui::views::review::decide::CardQuestion;
use crate::ui::views::review::decide::Choice;
use crate::ui::views::review::selection;
use crate::ui::views::review::selection::Border;
use crate::ui::views::review::selection::KINDS;
use crate::ui::views::review::selection::Selection;
use crate::ui::views::review::selection::Stride;
use crate::ui::views::review::state::Position;
use crate::ui::views::review::trail::Decision;
use crate::ui::words;
use crate::workspace::review::offers;
use crate::workspace::review::prefill;
use crate::workspace::review::stops::About;
use crate::workspace::review::stops::StopKey;
use crate::workspace::review::stops::StopKind;

impl ReviewState {
    pub const fn selection(&self) -> Option<Selection> {
        self.selection
    }

    /// The kind that the words in hand have so far; `None` where it has to be said.
    pub fn selected_label(&self) -> Option<Label> {
        self.selection.and_then(|selection| selection.of).map(|(_, label)| label)
    }

    /// Whether the digits say a kind here, and not a card.
    pub fn digits_are_kinds(&self) -> bool {
        if self.selection.is_some() {
            return true;
        }
        let (Some(review), Some(stop)) = (self.review.value(), self.current()) else { return false };
        let is_name = matches!(stop.about, About::Name(_) | About::Mention(_));
        let offers_cards = match stop.about {
            About::Name(name) => {
                let name = &review.names[name];
                name.card.is_none() && !(name.candidates.is_empty() && name.choices.is_empty())
            }
            _ => false,
        };
        is_name && !offers_cards && decide::card_question(review, stop, Choice::Open) == CardQuestion::None
    }

    /// Runs an action that is about the words in hand; false where it is not.
    pub(super) fn act_on_words(&mut self, action: Action, outbox: &mut Outbox) -> bool {
        let step = match action {
            Action::EndOnward => Some((Border::End, Stride::Word, true)),
            Action::EndBack => Some((Border::End, Stride::Word, false)),
            Action::StartOnward => Some((Border::Start, Stride::Word, true)),
            Action::StartBack => Some((Border::Start, Stride::Word, false)),
            Action::EndLetterOnward => Some((Border::End, Stride::Letter, true)),
            Action::EndLetterBack => Some((Border::End, Stride::Letter, false)),
            Action::StartLetterOnward => Some((Border::Start, Stride::Letter, true)),
            Action::StartLetterBack => Some((Border::Start, Stride::Letter, false)),
            _ => None,
        };
        if let Some((border, stride, onward)) = step {
            self.move_border(border, stride, onward);
            return true;
        }
        match action {
            Action::PickWords => self.pick_words(),
            Action::DropWords if self.drop_part() => self.notice = None,
            Action::DropWords if self.selection.take().is_none() => {
                self.notice = Some("No words are in hand".to_owned());
            }
            Action::DropWords => self.notice = None,
            Action::MakeFigure => self.make_claim(ClaimKind::Figure, outbox),
            Action::MakeQuote => self.make_claim(ClaimKind::Quote, outbox),
            Action::MakeRole => self.make_claim(ClaimKind::Role, outbox),
            Action::MakeEvent => self.make_claim(ClaimKind::Event, outbox),
            Action::Accept if self.selection.is_some() => match self.selected_label() {
                Some(label) => self.accept_words(label, outbox),
                None => self.notice = Some("Say first what it is: 1 to 9, or F, Q, R, V for a claim".to_owned()),
            },
            _ => match action.chosen_card().and_then(|number| KINDS.get(number - 1)) {
                Some(label) if self.digits_are_kinds() => self.accept_words(*label, outbox),
                _ => return false,
            },
        }
        true
    }

    /// The mention in question, if a name or a date is asked about.
    fn mention_at_hand(&self) -> Option<(Span, Label)> {
        let (review, stop) = (self.review.value()?, self.current()?);
        let is_claim = matches!(stop.about, About::Claim(_));
        let index = stop.mentions.first().filter(|_| !is_claim)?;
        review.mentions.get(*index).map(|mention| (mention.span, mention.label))
    }

    fn move_border(&mut self, border: Border, stride: Stride, onward: bool) {
        let at_hand = self.mention_at_hand();
        let selection = self.selection.or_else(|| {
            let words = match self.position {
                Some(Position::Words(span)) => Some(Selection { span, of: None, is_carried: false }),
                _ => None,
            };
            words.or(at_hand.map(|(span, label)| Selection { span, of: Some((span, label)), is_carried: false }))
        });
        let (Some(selection), Some(review)) = (selection, self.review.value()) else {
            let way = "A claim keeps its words: pick others (M, or the mouse), press F, Q, R or V, and reject this one";
            self.notice = Some(way.to_owned());
            return;
        };
        let Some((paragraph, _)) = self.text.paragraph_around(selection.span.start_byte) else { return };
        let body = review.body.as_str();
        self.notice = None;
        if selection.is_carried && border == Border::End && stride == Stride::Word {
            self.carry(selection, onward);
            return;
        }
        // Words of their own grow to both sides, like words selected in any text.
        let is_growing = selection.of.is_none() && border == Border::Start && stride == Stride::Word;
        let border = if is_growing && onward { Border::End } else { border };
        let span = selection::stepped(body, paragraph, selection.span, border, stride, onward);
        self.selection = Some(Selection { span, is_carried: false, ..selection });
    }

    /// Takes the next word, or the one before, into the hand: in the next paragraph where this one has none.
    fn carry(&mut self, selection: Selection, onward: bool) {
        let Some(review) = self.review.value() else { return };
        let from = if onward { selection.span.end_byte } else { selection.span.start_byte };
        let next = self.text.word_from(&review.body, from, onward);
        if let Some(span) = next {
            self.selection = Some(Selection { span, ..selection });
            self.text.keep_in_view(span.start_byte);
        }
    }

    /// Takes the first word of what is asked about into the hand; pressed again, puts it down or takes it up.
    fn pick_words(&mut self) {
        if let Some(selection) = &mut self.selection {
            selection.is_carried = !selection.is_carried;
            return;
        }
        let Some(review) = self.review.value() else { return };
        let from = match self.position {
            Some(Position::At(key) | Position::Gone(key)) => key.span.start_byte,
            Some(Position::Words(span)) => span.start_byte,
            Some(Position::Summary) | None => 0,
        };
        let word = self.text.word_from(&review.body, from, true);
        if let Some(span) = word.or_else(|| self.text.word_from(&review.body, from, false)) {
            self.selection = Some(Selection { span, of: None, is_carried: true });
            self.text.keep_in_view(span.start_byte);
        }
    }

    /// What was found in the article, words of their own.
    pub(super) fn take_in_hand(&mut self, span: Span) {
        self.selection = Some(Selection { span, of: None, is_carried: true });
        self.notice = None;
        self.text.keep_in_view(span.start_byte);
    }

    /// Words that the pointer dragged over: new borders of what is asked about where they overlap it.
    pub fn select(&mut self, span: Span) {
        let of = self.mention_at_hand().filter(|(mention, _)| mention.overlaps(span));
        self.selection = Some(Selection { span, of, is_carried: false });
        self.notice = None;
    }

    /// Accepts the words in hand, or those in question, as a name of this kind, and goes on.
    fn accept_words(&mut self, label: Label, outbox: &mut Outbox) {
        let (Some(article), Some(review)) = (self.article, self.review.value()) else { return };
        let at_hand = self.mention_at_hand();
        let (span, commands) = match self.selection {
            Some(Selection { span, of: None, .. }) => {
                let mention = MentionRef { article, span, label };
                (span, vec![Command::Create { mention, value: None }])
            }
            Some(Selection { span, of: Some(of), .. }) => (span, changes(review, article, of, span, label)),
            None => {
                let Some(of) = at_hand else { return };
                (of.0, changes(review, article, of, of.0, label))
            }
        };
        let key = self.current().map(|stop| stop.key);
        let is_of_own = self.selection.is_some_and(|selection| selection.of.is_none());
        if commands.is_empty() {
            // Neither borders nor kind are other than proposed.
            self.selection = None;
            self.decide(Verdict::Accept, outbox);
            return;
        }
        let words = span.words(&review.body).unwrap_or_default().to_owned();
        let made = StopKey::new(span, StopKind::Name(label));
        let decision = Decision { article, key: made, verdict: Verdict::Accept, words, is_carried: false };
        // What was asked goes under another name; until the dossier shows that, it is drawn as decided.
        let asked = key.filter(|key| at_hand.is_some_and(|(asked, _)| asked == key.span) && !is_of_own);
        let carried = asked.map(|key| Decision { key, is_carried: true, ..decision.clone() });
        if let Some(command) = decide::as_one_step(Verdict::Accept, commands) {
            self.selection = None;
            self.send(command, std::iter::once(decision).chain(carried).collect(), outbox);
            match key {
                // What is asked about was not answered by it.
                Some(_) if is_of_own => self.notice = None,
                Some(key) => self.go_to_open_from(key),
                None => self.go_to_first_open(),
            }
        }
    }

    /// The claim in question, or the role that goes with the name in question, ready to be edited.
    pub fn claim_at_hand(&self) -> Option<ClaimState> {
        let (review, stop, article) = (self.review.value()?, self.current()?, self.article?);
        let claim_idx = stop.claims().nth(self.part().unwrap_or(0))?;
        let claim = &review.claims[claim_idx];
        let at = claim.id.map_or(ClaimRef::Proposed { article, kind: claim.kind, span: claim.span }, ClaimRef::Decided);
        let (paragraph, _) = self.text.paragraph_around(claim.span.start_byte)?;
        let beside = Beside {
            offers: offers::offers(review, paragraph, claim.span, Some(claim)),
            cards: claim.cards.clone(),
            least_sure: offers::least_sure(review, claim),
            speaker_words: claim.speaker_words(&review.body).map(|words| words::shortened(words, 60)),
        };
        Some(ClaimState::new(at, claim.kind, &claim.words, &claim.parts, &beside))
    }

    /// Makes a claim of the words in hand, its fields filled from them as far as they tell.
    fn make_claim(&mut self, kind: ClaimKind, outbox: &mut Outbox) {
        let (Some(article), Some(review)) = (self.article, self.review.value()) else { return };
        let Some(selection) = self.selection else {
            self.notice = Some("Pick the words first: M and the arrows, or with the mouse".to_owned());
            return;
        };
        let span = selection.span;
        let paragraph = self.text.paragraph_around(span.start_byte).map_or(span, |(paragraph, _)| paragraph);
        let fields = prefill::prefilled(review, kind, paragraph, span);
        let words = span.words(&review.body).unwrap_or_default().to_owned();
        let key = StopKey::new(span, StopKind::Claim(kind));
        let mut decisions = vec![Decision { article, key, verdict: Verdict::Accept, words, is_carried: false }];
        let create = Command::CreateClaim { article, kind, span, fields };
        let mut commands = Vec::new();
        for replaced in self.replaced_by(review, kind, span) {
            let claim = ClaimRef::Proposed { article, kind, span: replaced.span };
            commands.push(Command::DecideClaim { claim, verdict: Verdict::Reject, how: How::ByHand });
            let key = StopKey::new(replaced.span, StopKind::Claim(kind));
            let words = replaced.words.clone();
            decisions.push(Decision { article, key, verdict: Verdict::Reject, words, is_carried: true });
        }
        let command = if commands.is_empty() {
            create
        } else {
            let step = create.kind();
            commands.push(create);
            Command::Together { kind: step, commands }
        };
        self.selection = None;
        self.send(command, decisions, outbox);
        self.made = Some(key);
    }

    /// Suggestions that a claim made by hand stands for: of its kind, undecided, and the word that they turn on is among
    /// its own.
    fn replaced_by<'r>(&self, review: &'r Review, kind: ClaimKind, span: Span) -> Vec<&'r ReviewClaim> {
        let is_replaced = |claim: &&ReviewClaim| {
            let is_other = claim.kind == kind && claim.status.is_none() && claim.span != span;
            is_other && claim.span.overlaps(span) && {
                let paragraph =
                    self.text.paragraph_around(claim.span.start_byte).map_or(claim.span, |(around, _)| around);
                offers::hinge_of(review, paragraph, claim).overlaps(span)
            }
        };
        review.claims.iter().filter(is_replaced).collect()
    }

    /// Goes to a claim made by hand, and into its fields where the words did not tell the chief one.
    pub(super) fn look_at_what_was_made(&mut self, outbox: &mut Outbox) {
        let (Some(key), Some(review)) = (self.made, self.review.value()) else { return };
        let is_made = |claim: &ReviewClaim| claim.span == key.span && StopKind::Claim(claim.kind) == key.kind;
        let found = self.stops.iter().find_map(|stop| {
            let (part, claim) = stop.claims().map(|at| &review.claims[at]).enumerate().find(|(_, it)| is_made(it))?;
            Some((stop.key, part, lacks_its_chief_field(claim)))
        });
        let Some((stop, part, lacks)) = found else { return };
        self.made = None;
        self.show_also([stop]);
        let from = self.position;
        self.go_to(stop);
        // What was asked about waits: the next decision leads back to it.
        let is_answered = |key: StopKey| self.index_of(key).is_none_or(|index| !self.is_open(&self.stops[index]));
        self.returns_to = from.filter(|from| match from {
            Position::At(key) | Position::Gone(key) => *key != stop && !is_answered(*key),
            Position::Words(_) | Position::Summary => true,
        });
        self.part = (part > 0).then_some(part);
        if lacks {
            outbox.act(Action::EditClaim);
        }
    }
}

/// Whether a claim does not say yet what its kind is for: how many, who said it, who holds what, what happened.
fn lacks_its_chief_field(claim: &ReviewClaim) -> bool {
    let chief: &[&[Field]] = match claim.kind {
        ClaimKind::Figure => &[&[Field::Value, Field::Low]],
        ClaimKind::Quote => &[&[Field::Speaker]],
        ClaimKind::Role => &[&[Field::Holder], &[Field::Title]],
        ClaimKind::Event => &[&[Field::Type]],
    };
    let says = |fields: &&[Field]| claim.parts.iter().any(|part| fields.contains(&part.field));
    !chief.iter().all(says)
}

/// The mention under other borders; under another kind, and then every mention that its name has in this article.
pub(super) fn changes(
    review: &Review,
    article: ArticleId,
    of: (Span, Label),
    span: Span,
    label: Label,
) -> Vec<Command> {
    let change = |from: Span, to: MentionChange| Command::Change {
        mention: MentionRef { article, span: from, label: of.1 },
        to,
    };
    let to =
        MentionChange { span: (span != of.0).then_some(span), label: (label != of.1).then_some(label), value: None };
    if to.span.is_none() && to.label.is_none() {
        return Vec::new();
    }
    let mut commands = vec![change(of.0, to)];
    if label != of.1 {
        let name =
            review.mentions.iter().find(|mention| (mention.span, mention.label) == of).and_then(|mention| mention.name);
        let same = review.mentions.iter().filter(|mention| name.is_some() && mention.name == name);
        let others = same.filter(|mention| mention.span != of.0 && mention.label == of.1);
        commands.extend(
            others
                .map(|mention| change(mention.span, MentionChange { label: Some(label), ..MentionChange::default() })),
        );
    }
    commands
}
