//! What happened in the dossier, taken into the state of the screens.
//!
//! Never waits and never asks twice: what is behind is asked for when it is looked at.

use crate::model::kind::ArticleState;
use crate::store::read::articles::ArticleRow;
use crate::ui::action::Screen;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Request;
use crate::ui::shell::Access;
use crate::ui::shell::Shell;
use crate::ui::views::View as _;
use crate::ui::views::WRONG_ANSWER;
use crate::ui::views::ask::Asked;
use crate::ui::views::review::trail::Step;
use crate::ui::views::to_fix;
use crate::ui::words;
use crate::workspace::Applied;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Outcome;
use crate::workspace::desk::Query;
use crate::workspace::desk::Task;
use crate::workspace::desk::Ticket;
use crate::workspace::intake::Notice;

impl Shell {
    /// Something happened in the dossier.
    pub fn take_event(&mut self, event: Event) {
        match event {
            Event::Answered(query, answer) => self.take_answer(&query, answer),
            Event::Applied(ticket, applied) => self.applied(ticket, &applied),
            Event::ReadAgain(articles) => {
                if self.review.article().is_some_and(|article| articles.contains(&article)) {
                    self.review.ask(&mut self.outbox);
                }
                self.rows_are_stale = true;
                self.mark_stale();
            }
            Event::Refused(ticket, reason) => self.refused(ticket, &reason),
            Event::InTheWay(ticket, reason, later) => {
                self.refused(ticket, &reason);
                self.history.take_in_the_way(reason, later);
            }
            Event::ImportNotice(notice) => self.take_import_notice(notice),
            Event::Imported(report) => {
                if self.screen != Screen::Library {
                    self.toasts.tell(to_fix::told(&report));
                }
                self.mark_stale();
                self.imported(&report.added);
                self.library.to_fix.take_report(report);
                self.ask_rows();
            }
            Event::ImportFailed(reason) => {
                self.library.to_fix.break_off();
                self.toasts.warn(format!("The import stopped: {reason}"));
            }
            Event::Exported(dir, outcome) => {
                self.export.is_running = false;
                self.export.outcome = Some((dir, outcome));
            }
            Event::Ended(Task::Sheet(_), Ok(outcome)) => self.sheet_written(outcome),
            Event::Ended(Task::Verify, outcome) => {
                self.history.take_verified(outcome.clone());
                if self.screen != Screen::History {
                    self.tell_ended(outcome);
                }
            }
            Event::Damaged(what) => self.found_damaged(what),
            Event::WriterGone => self.access = Access::WriterGone,
            Event::Ended(_, outcome) => self.tell_ended(outcome),
            Event::BackedUp(Err(reason)) => self.toasts.warn(reason),
            Event::BackedUp(Ok(_)) => {}
            Event::Opened(opened) => {
                if let Some(what) = opened.damage() {
                    self.found_damaged(what.to_owned());
                }
                match opened.sentence() {
                    Some(sentence) if opened.is_bad() => self.toasts.warn(sentence),
                    Some(sentence) => self.toasts.tell(sentence),
                    None => {}
                }
                if let Some(warning) = &opened.warning {
                    self.toasts.warn(warning.sentence.clone());
                }
            }
        }
    }

    fn tell_ended(&mut self, outcome: Result<Outcome, String>) {
        match outcome {
            Ok(outcome) if outcome.problems.is_empty() => self.toasts.tell(outcome.told),
            Ok(outcome) => self.toasts.warn(format!("{}: {}", outcome.told, outcome.problems.join("; "))),
            Err(reason) => self.toasts.warn(reason),
        }
    }

    /// Articles and problems appear while the import goes on.
    fn take_import_notice(&mut self, notice: Notice) {
        if let Notice::Written { n_added, .. } = notice
            && n_added > 0
        {
            // Each batch is a step of undo.
            self.trail.push(Step::default());
            self.mark_stale();
            self.ask_rows();
        }
        self.library.to_fix.take_notice(notice);
    }

    fn take_answer(&mut self, query: &Query, answer: Result<Answer, String>) {
        match (query, answer) {
            (Query::Library, answer) => {
                self.rows_version += 1;
                self.rows.finish(answer.and_then(|answer| match answer {
                    Answer::Library(rows) => Ok(rows),
                    _ => Err(WRONG_ANSWER.to_owned()),
                }));
                self.select_first_open();
                self.ask_news();
            }
            (Query::Status, answer) => self.status.finish(answer.and_then(|answer| match answer {
                Answer::Status(status) => Ok(status),
                _ => Err(WRONG_ANSWER.to_owned()),
            })),
            // An answer about an article that was left meanwhile is no use.
            (Query::Review(article), answer) if self.review.article() == Some(*article) => {
                let reading = answer.and_then(|answer| match answer {
                    Answer::Review(reading) => Ok(reading),
                    _ => Err(WRONG_ANSWER.to_owned()),
                });
                self.review.answer(reading, &mut self.outbox);
            }
            (Query::Reasons(article, asked), Ok(Answer::Reasons(reasons)))
                if self.review.article() == Some(*article) =>
            {
                self.review.reasons.answer(asked, reasons);
            }
            (Query::SameText(article), Ok(Answer::SameText(offer))) => self.review.head.take_offer(*article, offer),
            // Without reasons the panel still names the rule; without an offer all is decided as ever.
            (Query::SameText(_) | Query::Review(_) | Query::Reasons(..), _) => {}
            (Query::News(batches), answer) => self.take_news(*batches, answer),
            (Query::Holder, answer) => self.take_holder(answer),
            (Query::ExportCounts(_), answer) => self.export.take_counts(query, answer),
            (Query::Ledger | Query::Changes(_) | Query::ChangesInWords(_) | Query::Change(_), answer) => {
                self.history.take_answer(query, answer);
            }
            (Query::Cards(_) | Query::Card(_), answer) => self.cards.take_answer(query, answer),
            (Query::CardChoices(wanted), answer) => {
                if let Some(chooser) = self.asked.chooser() {
                    chooser.take_answer(wanted, answer);
                }
            }
            (Query::Elsewhere(wanted), answer) => {
                if let Asked::Everywhere(state) = &mut self.asked {
                    state.take_answer(wanted, answer);
                }
            }
            (Query::Background(wanted), answer) => self.review.take_background(wanted, answer, &mut self.outbox),
            (Query::Both(..), answer) => {
                if let Asked::Join(state) = &mut self.asked {
                    state.take_both(query, answer);
                }
            }
            (Query::Arranged(filter), answer) => {
                let arranged = answer.and_then(|answer| match answer {
                    Answer::Arranged(arranged) => Ok(*arranged),
                    _ => Err(WRONG_ANSWER.to_owned()),
                });
                self.library.take_arranged(filter, arranged);
            }
            (Query::Measures, answer) => {
                if let (Asked::Measure(state), Ok(Answer::Measures(measures))) = (&mut self.asked, &answer) {
                    state.take_known(measures);
                }
                self.claims.take_answer(query, answer);
            }
            (query @ (Query::Claims(_) | Query::ClaimChoices | Query::ClaimDetail(_)), answer) => {
                if let Query::ClaimDetail(place) = query {
                    self.review.take_same_claim(*place, &answer);
                }
                self.claims.take_answer(query, answer);
            }
            (query @ Query::Search(_), answer) => self.search.take_answer(query, answer),
            (
                Query::Annotations(_)
                | Query::Cite(_)
                | Query::Removal(_)
                | Query::Standing
                | Query::Reach(..)
                | Query::Lists
                | Query::ListFile(..),
                answer,
            ) => {
                self.take_answer_at_hand(query, answer);
            }
        }
    }

    /// Something is selected from the start, so that Enter opens it.
    fn select_first_open(&mut self) {
        let rows = self.rows.value().map_or(&[][..], Vec::as_slice);
        if rows.iter().any(|row| Some(row.id) == self.library.selected) {
            return;
        }
        let is_open = |row: &&ArticleRow| matches!(row.state, ArticleState::New | ArticleState::Begun);
        self.library.selected = rows.iter().find(is_open).or(rows.first()).map(|row| row.id);
    }

    fn applied(&mut self, ticket: Ticket, applied: &Applied) {
        self.review.applied(ticket);
        self.mark_stale();
        let origin = self.origins.remove(&ticket);
        let is_decision = matches!(origin, Some(Origin::Decided(_)));
        self.toasts.forget_undo();
        if matches!(origin, Some(Origin::Undone(_))) {
            // What is listed there was true of a date that may be gone now.
            self.library.to_fix.redated.clear();
        }
        if let Some(dates) = &applied.dates {
            // A new publication date resolves others: how many, and which of the accepted ones it would change.
            let resolved = words::count(dates.n_resolved as i64, "date");
            self.toasts.tell(format!("{}: {resolved} read anew", applied.summary));
            self.library.to_fix.redated.extend(dates.accepted_before.iter().cloned());
        } else if let (Some(Origin::Told(words)), Some(_)) = (&origin, &applied.operation) {
            self.toasts.tell_change(words.clone());
        } else if !is_decision && !applied.summary.is_empty() {
            let is_undone = matches!(origin, Some(Origin::Undone(_)));
            match applied.operation {
                Some(_) if !is_undone => self.toasts.tell_change(applied.summary.clone()),
                _ => self.toasts.tell(applied.summary.clone()),
            }
        }
        // What touches no article, a card or a note, may be shown in any; and what was decided in the article before
        // makes the cards that this one's names may be.
        let is_of_review = matches!(origin, Some(Origin::Decided(_) | Origin::Left(_)));
        let may_be_shown = |article| is_of_review || applied.articles.is_empty() || applied.articles.contains(&article);
        if self.review.article().is_some_and(may_be_shown) {
            self.review.ask(&mut self.outbox);
        }
        if !is_decision {
            self.review.head.ask_again();
        }
        self.refresh_dialog();
        if self.screen == Screen::Review && origin.as_ref().is_some_and(Origin::is_of_stops) {
            self.rows_are_stale = true;
        } else {
            self.ask_rows();
        }
    }

    fn refused(&mut self, ticket: Ticket, reason: &str) {
        self.review.refused(ticket, reason);
        match self.origins.remove(&ticket) {
            Some(Origin::Decided(decisions)) => self.trail.forget(&Step::deciding(decisions)),
            Some(Origin::Left(article)) => self.trail.forget(&Step::leaving(article)),
            Some(Origin::Told(_) | Origin::Other) => self.trail.forget(&Step::default()),
            Some(Origin::Undone(_)) => {
                self.trail.redo();
            }
            Some(Origin::Redone(_)) => {
                self.trail.undo();
            }
            None => {}
        }
        self.toasts.warn(reason.to_owned());
        self.ask_rows();
    }

    /// What the screens show may be behind; each asks again when it is looked at.
    pub(super) fn mark_stale(&mut self) {
        for (_, view) in self.views() {
            view.mark_stale();
        }
        self.export.mark_stale();
    }

    pub(super) fn ask_rows(&mut self) {
        self.rows_are_stale = false;
        self.rows.start();
        self.outbox.request(Request::Ask(Query::Library));
        self.outbox.request(Request::Ask(Query::Status));
    }
}
