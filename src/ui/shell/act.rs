//! What each action does to the state of the window.
//!
//! Never touches the dossier: what is wanted of it leaves as a request.

use crate::ledger::command::ArticleId;
use crate::model::kind::ArticleState;
use crate::model::kind::Subject;
use crate::store::read::articles::ArticleRow;
use crate::ui::action::Action;
use crate::ui::action::Screen;
use crate::ui::dialog::Wanted;
use crate::ui::outbox::Go;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Request;
use crate::ui::shell::Leaving;
use crate::ui::shell::Shell;
use crate::ui::shell::Zoom;
use crate::ui::views::View as _;
use crate::ui::views::ask::Asked;
use crate::ui::views::ask::keys::KeysState;
use crate::ui::views::ask::palette::PaletteState;
use crate::ui::views::ask::paste::PasteState;
use crate::ui::views::ask::settings::SettingsState;
use crate::ui::views::library::columns::by_id;
use crate::ui::views::review::trail::Step;
use crate::ui::views::start::Phase;
use crate::workspace::desk::Task;
use egui::ThemePreference;

impl Shell {
    /// Runs what was queued, and what that queues in turn.
    pub fn run_actions(&mut self) {
        loop {
            let actions = self.outbox.take_actions();
            if actions.is_empty() {
                break;
            }
            let mut actions = actions.into_iter();
            let mut is_first = true;
            while let Some(action) = actions.next() {
                if self.screen != Screen::Review || self.review.is_seen(action) {
                    self.run(action);
                } else if is_first {
                    // The dossier's answer changed what is asked, and nobody has seen that yet.
                    self.review.say_changed();
                } else {
                    // It came with the key that led there: it waits until a frame has shown what it decides.
                    self.unseen.extend(std::iter::once(action).chain(actions));
                    break;
                }
                is_first = false;
            }
        }
        if let Some(asked) = self.outbox.take_ask() {
            self.asked = asked;
        }
        if let Some(place) = self.outbox.take_go() {
            self.go(place);
        }
        if self.rows_are_stale && self.screen == Screen::Library {
            self.ask_rows();
        }
        if let Some((view, outbox)) = self.view() {
            view.refresh(outbox);
        }
        if let Some(article) = self.history.opens.take() {
            self.left.push(Screen::History);
            self.open_article(article);
        }
        if self.screen == Screen::Review {
            self.review.refresh(&mut self.outbox);
        }
        if self.screen == Screen::Export {
            self.export.refresh(&mut self.outbox);
        }
        self.grant_table_wish();
    }

    /// Keys wait until a frame has shown what they decide.
    pub const fn has_unseen(&self) -> bool {
        !self.unseen.is_empty()
    }

    fn run(&mut self, action: Action) {
        if let Some(reason) = self.outbox.reason_against(action) {
            self.toasts.warn(format!("{}: not now, {reason}", action.label().trim_end_matches('…')));
            return;
        }
        match action {
            Action::ShowLibrary => self.show(Screen::Library),
            Action::ShowReview => self.show_review(),
            Action::ShowCards => self.show(Screen::Cards),
            Action::ShowClaims => self.show(Screen::Claims),
            Action::ShowSearch => self.show(Screen::Search),
            Action::ShowHistory => {
                self.history.article_at_hand = self.review.article().or(self.library.selected);
                self.show(Screen::History);
            }
            Action::ShowExport => {
                self.export.shown = self.library.shown_ids(self.rows.value().map_or(&[][..], Vec::as_slice));
                self.show(Screen::Export);
            }
            Action::GoBack if self.view().is_some_and(|(view, _)| view.back()) => {}
            Action::GoBack => self.screen = self.left.pop().unwrap_or(self.screen),
            Action::ImportFiles => self.outbox.request(Request::Choose(Wanted::ArticleFiles)),
            Action::ImportFolder => self.outbox.request(Request::Choose(Wanted::ArticleFolder)),
            Action::ImportPath => self.ask_path(Wanted::ArticleFiles, false),
            Action::PasteArticle => self.asked = Asked::Paste(PasteState::default()),
            Action::NewDossier => self.new_dossier(),
            Action::OpenDossier => self.outbox.request(Request::Choose(Wanted::ExistingDossier)),
            Action::SaveCopy => self.outbox.request(Request::Choose(Wanted::Copy)),
            Action::ShowSettings => self.show_settings(),
            Action::Quit => self.outbox.request(Request::Leave(Leaving::Asking)),
            Action::ShowPalette => self.show_palette(),
            Action::ShowMessages => self.asked = Asked::Messages,
            Action::VerifyDossier => {
                self.history.begin_verifying();
                self.outbox.request(Request::Task(Task::Verify));
            }
            Action::StopJob => self.outbox.request(Request::StopJob),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::FollowSystemTheme => self.theme = Some(ThemePreference::System),
            Action::UseLightTheme => self.theme = Some(ThemePreference::Light),
            Action::UseDarkTheme => self.theme = Some(ThemePreference::Dark),
            Action::ZoomIn => self.zoom = Some(Zoom::In),
            Action::ZoomOut => self.zoom = Some(Zoom::Out),
            Action::ZoomReset => self.zoom = Some(Zoom::Reset),
            Action::ShowKeys => self.asked = Asked::Keys(KeysState::new(self.screen)),
            Action::NextArticle => self.next_article(),
            Action::ShowLists => self.show_lists(),
            Action::ShowNews => self.show_news(),
            Action::ShowStanding => self.show_standing(),
            Action::RejectEverywhere => self.ask_never(),
            Action::PickCard => self.ask_card(),
            Action::AcceptEverywhere => self.ask_everywhere(),
            Action::BackInTrail => self.back_in_trail(),
            Action::Annotate => self.annotate(),
            Action::IntoMeasure => self.ask_measure(),
            Action::EditClaim => self.ask_claim(),
            Action::SayDifference => self.ask_difference(),
            Action::CopyWithSource => self.copy_with_source(),
            Action::PrintSheet => self.print_sheet(),
            Action::RemoveForGood => self.ask_removal(),
            Action::SetDetails => self.ask_details(),
            Action::SetAside | Action::ReopenArticle if self.screen == Screen::Library => self.put_in_library(action),
            Action::CopyTable | Action::SaveTable => self.wish_table(action),
            _ => self.run_on_screen(action),
        }
    }

    /// Actions that mean what the screen on view makes of them.
    fn run_on_screen(&mut self, action: Action) {
        if let Some((view, outbox)) = self.view() {
            view.act(action, outbox);
            return;
        }
        match (self.screen, action) {
            (Screen::Library, Action::Open) => {
                if let Some(article) = self.library.selected {
                    self.open_article(article);
                }
            }
            (Screen::Library, _) => {
                let rows = self.rows.value().map_or(&[][..], Vec::as_slice);
                self.library.act(action, rows);
            }
            (Screen::Review, _) => self.review.act(action, &mut self.outbox),
            (Screen::Export, Action::RunExport) => self.export.start(&mut self.outbox),
            _ => {}
        }
    }

    /// The start screen, with a way back to the dossier that stays open meanwhile.
    fn new_dossier(&mut self) {
        self.start.phase = Phase::Form;
        self.start.target = None;
        self.screen = Screen::Start;
    }

    fn show_settings(&mut self) {
        let place = self.settings_path.as_ref().map(|path| path.display().to_string());
        let state = SettingsState::new(self.start.analyst.clone(), place, &self.backups, self.path.clone());
        self.asked = Asked::Settings(state);
    }

    fn show_palette(&mut self) {
        let holding = Action::ALL.iter().copied().filter(|action| action.holds_on(self.screen));
        let holding: Vec<Action> = holding.filter(|action| *action != Action::ShowPalette).collect();
        let rows = holding.into_iter().map(|action| (action, self.reason_against(action))).collect();
        self.asked = Asked::Palette(PaletteState::new(rows));
    }

    /// Why an action would do nothing now, where that is known.
    pub fn reason_against(&mut self, action: Action) -> Option<&'static str> {
        if let Some(reason) = self.outbox.reason_against(action) {
            return Some(reason);
        }
        let has_article = self.rows.value().is_some_and(|rows| !rows.is_empty());
        if action == Action::RunExport {
            return self.export.why_not();
        }
        let reasons = [
            (action == Action::StopJob && self.progress.is_none(), "nothing is running"),
            (matches!(action, Action::ShowReview | Action::NextArticle) && !has_article, "there is no article yet"),
            (action == Action::GoBack && self.left.is_empty(), "there is no screen before"),
            (
                matches!(
                    action,
                    Action::CopyWithSource
                        | Action::Annotate
                        | Action::PrintSheet
                        | Action::SetAside
                        | Action::ReopenArticle
                        | Action::SetDetails
                        | Action::RemoveForGood
                ) && self.held().is_none(),
                "nothing is selected",
            ),
        ];
        reasons.iter().find(|(is_so, _)| *is_so).map(|(_, reason)| *reason)
    }

    /// Shows a place that another screen named.
    fn go(&mut self, place: Go) {
        match place {
            Go::Words { article, span } => {
                self.library.selected = Some(article);
                self.show(Screen::Review);
                self.review.open_at(article, span, &mut self.outbox);
            }
            Go::Thing(thing) => match thing.subject {
                Subject::Article => {
                    self.show(Screen::Review);
                    self.open_article(thing.id);
                }
                Subject::Entity => {
                    self.show(Screen::Cards);
                    self.cards.go_to(thing, &mut self.outbox);
                }
                Subject::Claim => {
                    self.show(Screen::Claims);
                    self.claims.go_to(thing, &mut self.outbox);
                }
            },
        }
    }

    fn show_review(&mut self) {
        if self.review.article().is_some() {
            self.show(Screen::Review);
        } else if let Some(article) = self.library.selected {
            self.open_article(article);
        } else {
            self.next_article();
        }
    }

    fn undo(&mut self) {
        let step = self.trail.undo().cloned().unwrap_or_default();
        self.review.show_undone(&step.decisions, true, &mut self.outbox);
        self.show_stepped(&step);
        self.outbox.request(Request::Undo(Origin::Undone(step.decisions)));
    }

    /// Shows the stop that was decided last, pressed again the one before.
    fn back_in_trail(&mut self) {
        match self.trail.back() {
            Some(decision) => self.review.revisit(decision.article, decision.key, &mut self.outbox),
            None => self.toasts.tell("Nothing before that was decided in this sitting".to_owned()),
        }
    }

    fn redo(&mut self) {
        let step = self.trail.redo().cloned().unwrap_or_default();
        self.review.show_undone(&step.decisions, false, &mut self.outbox);
        self.show_stepped(&step);
        self.outbox.request(Request::Redo(Origin::Redone(step.decisions)));
    }

    /// What a step of undo or redo changes is shown in Review, unless one is looking at the list of changes.
    fn show_stepped(&mut self, step: &Step) {
        if self.screen == Screen::History {
            return;
        }
        if let Some(article) = step.left {
            self.open_article(article);
        } else if !step.decisions.is_empty() {
            self.screen = Screen::Review;
        }
    }

    pub fn open_article(&mut self, article: ArticleId) {
        self.library.selected = Some(article);
        self.screen = Screen::Review;
        self.review.open(article, None, &mut self.outbox);
    }

    /// Opens the next article in the Library's order that is not finished, from the top again past the last; of those that
    /// the Library's filter leaves in, where one is on.
    fn next_article(&mut self) {
        let rows = self.rows.value().map_or(&[][..], Vec::as_slice);
        let all: Vec<ArticleId> = rows.iter().map(|row| row.id).collect();
        let ids = self.library.narrowed().unwrap_or(&all);
        let here = ids.iter().position(|id| Some(*id) == self.review.article());
        let start = here.map_or(0, |index| index + 1);
        let is_open = |id: &&ArticleId| {
            let state = by_id(rows, **id).map(|row| row.state);
            matches!(state, Some(ArticleState::New | ArticleState::Begun)) && Some(**id) != self.review.article()
        };
        let next = ids[start..].iter().chain(&ids[..start]).find(is_open).copied();
        let is_filtered = self.library.narrowed().is_some();
        if let Some(article) = next {
            self.open_article(article);
            return;
        }
        let here = by_id(rows, self.review.article().unwrap_or_default());
        let stays = here.filter(|row| !is_finished(row.state) && !self.outbox.leaves(row.id));
        if stays.is_some() {
            // It is not left by itself.
            let others = if is_filtered { " that the filter leaves in" } else { "" };
            self.toasts.tell(format!("No other article{others} waits: this one is neither done nor set aside"));
        } else {
            let left = left(rows, self.review.article());
            let told = match (rows.is_empty(), is_filtered) {
                (true, _) => "There is no article yet: import some first".to_owned(),
                (false, true) => format!("Every article that the filter leaves in is done or set aside{left}"),
                (false, false) => "Every article is done or set aside".to_owned(),
            };
            self.screen = Screen::Library;
            self.toasts.tell(told);
        }
    }
}

const fn is_finished(state: ArticleState) -> bool {
    matches!(state, ArticleState::Done | ArticleState::SetAside)
}

/// What waits in articles that a filter leaves out: `; left out are 2 begun, 3 new`.
fn left(rows: &[ArticleRow], here: Option<ArticleId>) -> String {
    let n = |state: ArticleState| rows.iter().filter(|row| row.state == state && Some(row.id) != here).count();
    let told = [(n(ArticleState::Begun), "begun"), (n(ArticleState::New), "new")];
    let told: Vec<String> = told.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    if told.is_empty() { String::new() } else { format!("; left out are {}", told.join(", ")) }
}
