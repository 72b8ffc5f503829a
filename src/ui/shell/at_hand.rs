//! What is done with the thing at hand: notes and tags, a copy with its source, a sheet to print, setting aside,
//! removing for good.
//!
//! Never reads the dossier: the words may not be on screen, so the reader is asked for them.

use crate::export::sheet::Exhibit;
use crate::ledger::command::ArticleId;
use crate::ledger::command::Command;
use crate::ledger::command::SubjectRef;
use crate::model::kind::ArticleState;
use crate::model::kind::Subject;
use crate::ui::action::Action;
use crate::ui::action::Screen;
use crate::ui::outbox::Request;
use crate::ui::shell::Shell;
use crate::ui::views::WRONG_ANSWER;
use crate::ui::views::ask::Asked;
use crate::ui::views::ask::annotate::AnnotateState;
use crate::ui::views::ask::details::DetailsState;
use crate::ui::views::ask::lists::ListsState;
use crate::ui::views::ask::measure::MeasureState;
use crate::ui::views::ask::never::NeverState;
use crate::ui::views::ask::remove::RemoveState;
use crate::ui::views::ask::standing::StandingState;
use crate::ui::views::claims::alike::Said;
use crate::ui::views::review::state::ReviewState;
use crate::ui::views::review::trail::Trail;
use crate::workspace::care::backups;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Outcome;
use crate::workspace::desk::Query;
use crate::workspace::desk::Task;
use std::fmt::Write as _;
use std::path::Path;

/// What is said where nothing is selected.
const NOTHING_AT_HAND: &str = "Select an article, a card or a claim first";

impl Shell {
    /// What a copy or a sheet would be of: in Review the words of the stop, elsewhere what is selected.
    fn exhibit(&mut self) -> Option<Exhibit> {
        if self.screen == Screen::Review {
            return self.review.exhibit();
        }
        match self.view() {
            Some((view, _)) => view.exhibit(),
            None => self.held().map(|held| Exhibit::of(held.subject, held.id)),
        }
    }

    /// The article at hand.
    fn article_at_hand(&self) -> Option<ArticleId> {
        match self.screen {
            Screen::Library => self.library.selected,
            Screen::Review => self.review.article(),
            _ => None,
        }
    }

    pub(super) fn copy_with_source(&mut self) {
        match self.exhibit() {
            Some(exhibit) => self.outbox.request(Request::Ask(Query::Cite(exhibit))),
            None => self.toasts.warn(NOTHING_AT_HAND.to_owned()),
        }
    }

    pub(super) fn print_sheet(&mut self) {
        match self.exhibit() {
            Some(exhibit) => self.outbox.request(Request::Task(Task::Sheet(exhibit))),
            None => self.toasts.warn(NOTHING_AT_HAND.to_owned()),
        }
    }

    /// A sheet lies in its folder: says where, and shows it.
    pub(super) fn sheet_written(&mut self, outcome: Outcome) {
        self.toasts.tell(outcome.told);
        self.to_open = outcome.path;
    }

    pub(super) fn annotate(&mut self) {
        let Some(held) = self.held() else {
            self.toasts.warn(NOTHING_AT_HAND.to_owned());
            return;
        };
        // In Review the article is at hand beside the claim or the card of the stop.
        let article = self.review.article().filter(|_| self.screen == Screen::Review);
        let article = article.map(|id| SubjectRef { subject: Subject::Article, id });
        let others = article.into_iter().filter(|article| *article != held);
        let mut state = AnnotateState::new(std::iter::once(held).chain(others).collect());
        if let Some((on, note)) = self.draft.take() {
            if on == held {
                state.note = note;
            } else {
                self.draft = Some((on, note));
            }
        }
        self.outbox.request(Request::Ask(Query::Annotations(held)));
        self.asked = Asked::Annotate(state);
    }

    /// Asks what the selected figure is a figure of.
    pub(super) fn ask_measure(&mut self) {
        match self.claims.figure_at_hand() {
            Ok(figure) => {
                self.outbox.request(Request::Ask(Query::Measures));
                self.asked = Asked::Measure(MeasureState::new(figure));
            }
            Err(reason) => self.toasts.warn(reason.to_owned()),
        }
    }

    /// Asks how two figures of a measure differ.
    pub(super) fn ask_difference(&mut self) {
        match self.claims.difference_at_hand() {
            Ok(state) => self.asked = Asked::Differ(state),
            Err(reason) => self.toasts.warn(reason.to_owned()),
        }
    }

    /// Asks what the fields of the claim in question should say.
    pub(super) fn ask_claim(&mut self) {
        match self.review.claim_at_hand() {
            Some(state) => self.asked = Asked::Claim(state),
            None => self.toasts.warn("Go to a figure, a quote, a role or an event first".to_owned()),
        }
    }

    /// Closes the dialog; a note that was begun is there again when the dialog is.
    pub(super) fn close_dialog(&mut self) {
        if let Asked::Annotate(state) = &self.asked {
            let note = state.note.trim();
            self.draft = (!note.is_empty()).then(|| (state.on(), note.to_owned())).or(self.draft.take());
        }
        self.asked = Asked::Nothing;
    }

    /// Something was committed: what the open dialog shows may be behind.
    pub(super) fn refresh_dialog(&mut self) {
        if let Asked::Annotate(state) = &self.asked {
            self.outbox.request(Request::Ask(Query::Annotations(state.on())));
        }
        if let Asked::Lists(_) = &self.asked {
            self.outbox.request(Request::Ask(Query::Lists));
        }
        if let Asked::Standing(_) = &self.asked {
            self.outbox.request(Request::Ask(Query::Standing));
        }
    }

    /// Asks whose name the stop in Review is; of a claim, says that it is what another article tells.
    pub(super) fn ask_card(&mut self) {
        if self.review.say_of_claim(Said::Same, &mut self.outbox) {
            return;
        }
        match self.review.pick_at_hand() {
            Some(state) => self.asked = Asked::Pick(Box::new(state)),
            None if self.review.claim_at_hand().is_some() => {
                self.toasts.warn("No other article was found to tell the same".to_owned());
            }
            None => self.toasts.warn("Go to a name first: dates and amounts have no card".to_owned()),
        }
    }

    /// Asks in which other articles the name in question is the same.
    pub(super) fn ask_everywhere(&mut self) {
        match self.review.everywhere_at_hand() {
            Ok(state) => self.asked = Asked::Everywhere(Box::new(state)),
            Err(reason) => self.toasts.warn(reason.to_owned()),
        }
    }

    pub(super) fn ask_never(&mut self) {
        let Some((name, label)) = self.review.name_at_hand() else {
            self.toasts.warn("Go to a name or a date first".to_owned());
            return;
        };
        self.outbox.request(Request::Ask(Query::Reach(name.clone(), label)));
        self.asked = Asked::Never(NeverState::asked(name, label));
    }

    pub(super) fn show_standing(&mut self) {
        self.outbox.request(Request::Ask(Query::Standing));
        self.asked = Asked::Standing(StandingState::asked());
    }

    pub(super) fn show_lists(&mut self) {
        self.outbox.request(Request::Ask(Query::Lists));
        self.asked = Asked::Lists(ListsState::asked());
    }

    pub(super) fn ask_removal(&mut self) {
        let Some(article) = self.article_at_hand() else {
            self.toasts.warn("Select an article first".to_owned());
            return;
        };
        self.outbox.request(Request::Ask(Query::Removal(article)));
        let folders = self.path.as_deref().map(|path| backups::folders(path, &self.backups)).unwrap_or_default();
        self.asked = Asked::Remove(RemoveState::new(article, folders));
    }

    /// Asks when the article at hand was published.
    pub(super) fn ask_details(&mut self) {
        let Some(article) = self.article_at_hand() else {
            self.toasts.warn("Select an article first".to_owned());
            return;
        };
        let rows = self.rows.value().map_or(&[][..], Vec::as_slice);
        let row = rows.iter().find(|row| row.id == article);
        self.asked = Asked::Details(DetailsState::new(article, row));
    }

    /// An article is on its way out for good: nothing on screen leads to it any more, and no step before can be taken
    /// back from here.
    pub(super) fn forget(&mut self, article: ArticleId) {
        self.trail = Trail::default();
        if self.review.article() == Some(article) {
            self.review = ReviewState::default();
            self.screen = if self.screen == Screen::Review { Screen::Library } else { self.screen };
        }
    }

    /// Sets the selected article aside, or opens it again.
    pub(super) fn put_in_library(&mut self, action: Action) {
        let Some(article) = self.library.selected else {
            self.toasts.warn("Select an article first".to_owned());
            return;
        };
        let rows = self.rows.value().map_or(&[][..], Vec::as_slice);
        let state = rows.iter().find(|row| row.id == article).map(|row| row.state);
        let is_finished = matches!(state, Some(ArticleState::Done | ArticleState::SetAside));
        match (action, state) {
            (Action::SetAside, Some(ArticleState::SetAside)) => {
                self.toasts.tell("This article is set aside already".to_owned());
            }
            (Action::SetAside, _) => self.outbox.send(Command::SetAside { article }),
            _ if is_finished => self.outbox.send(Command::ReopenArticle { article }),
            _ => self.toasts.tell("This article is open: it is neither done nor set aside".to_owned()),
        }
    }

    pub(super) fn take_answer_at_hand(&mut self, query: &Query, answer: Result<Answer, String>) {
        match (query, &mut self.asked) {
            (Query::Cite(_), _) => match answer {
                Ok(Answer::Cite(copied)) => {
                    self.toasts.tell(format!("Copied with its source: {}", copied.what));
                    self.to_copy = Some(copied.text);
                }
                Ok(_) => self.toasts.warn(WRONG_ANSWER.to_owned()),
                Err(reason) => self.toasts.warn(format!("Nothing was copied: {reason}")),
            },
            (Query::Annotations(on), Asked::Annotate(state)) if state.on() == *on => {
                state.found.finish(answer.and_then(|answer| match answer {
                    Answer::Annotations(found) => Ok(*found),
                    _ => Err(WRONG_ANSWER.to_owned()),
                }));
            }
            (Query::Reach(name, label), Asked::Never(state)) if (&state.name, &state.label) == (name, label) => {
                state.reach.finish(answer.and_then(|answer| match answer {
                    Answer::Reach(reach) => Ok(reach),
                    _ => Err(WRONG_ANSWER.to_owned()),
                }));
            }
            (Query::Standing, Asked::Standing(state)) => {
                state.found.finish(answer.and_then(|answer| match answer {
                    Answer::Standing(found) => Ok(found),
                    _ => Err(WRONG_ANSWER.to_owned()),
                }));
            }
            (Query::Lists, Asked::Lists(state)) => {
                state.found.finish(answer.and_then(|answer| match answer {
                    Answer::Lists(found) => Ok(found),
                    _ => Err(WRONG_ANSWER.to_owned()),
                }));
            }
            (Query::ListFile(path, label), Asked::Lists(state)) => {
                let read = answer.and_then(|answer| match answer {
                    Answer::ListFile(read) => *read,
                    _ => Err(WRONG_ANSWER.to_owned()),
                });
                state.take_read((path, *label), read);
            }
            (Query::Removal(article), Asked::Remove(state)) if state.article == *article => {
                state.removal.finish(answer.and_then(|answer| match answer {
                    Answer::Removal(found) => Ok(*found),
                    _ => Err(WRONG_ANSWER.to_owned()),
                }));
            }
            // The dialog was closed meanwhile.
            _ => {}
        }
    }
}

/// A file as browsers call it: `file:///home/ana/harbour%20sheets/A1.html`.
pub fn file_url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let mut url = String::from(if path.starts_with('/') { "file://" } else { "file:///" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~' | b':') {
            url.push(char::from(byte));
        } else if write!(url, "%{byte:02X}").is_err() {
            // Writing into a String cannot fail.
            url.clear();
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_an_address() {
        for (path, url) in [
            ("/home/ana/a b#1?.html", "file:///home/ana/a%20b%231%3F.html"),
            ("/tmp/ж.html", "file:///tmp/%D0%B6.html"),
            ("C:\\Users\\ana\\a.html", "file:///C:/Users/ana/a.html"),
        ] {
            assert_eq!(file_url(Path::new(path)), url);
        }
    }
}
