//! The whole window without a window: all state of the screens, events in, requests out.
//!
//! Knows no dossier, no file system and no eframe, so that tests can drive it by its accessibility tree. Actions run
//! after painting, in [`Shell::run_actions`]; requests are handed over by whoever holds the dossier.

use crate::jobs::Progress;
use crate::ledger::command::ArticleId;
use crate::model::kind::ArticleState;
use crate::store::read::articles::ArticleRow;
use crate::store::read::status::Status;
use crate::ui::action::Action;
use crate::ui::action::Context;
use crate::ui::dialog::Chosen;
use crate::ui::dialog::Wanted;
use crate::ui::keys;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::toast::Toasts;
use crate::ui::views::ask::Answer as Asking;
use crate::ui::views::ask::Asked;
use crate::ui::views::ask::PasteState;
use crate::ui::views::ask::PathState;
use crate::ui::views::export::ExportState;
use crate::ui::views::library::LibraryState;
use crate::ui::views::review::Place;
use crate::ui::views::review::state::ReviewState;
use crate::ui::views::review::trail::Trail;
use crate::ui::views::start::Begin;
use crate::ui::views::start::StartState;
use crate::ui::views::to_fix;
use crate::ui::words;
use crate::workspace::Applied;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use crate::workspace::desk::Ticket;
use egui::ThemePreference;
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    #[default]
    Start,
    Library,
    Review,
    Export,
}

#[derive(Default)]
pub struct Shell {
    pub screen: Screen,
    pub start: StartState,
    pub library: LibraryState,
    pub export: ExportState,
    pub review: ReviewState,
    pub asked: Asked,
    pub toasts: Toasts,
    pub trail: Trail,
    pub outbox: Outbox,
    pub rows: Loadable<Vec<ArticleRow>>,
    /// Changes with every answer of the Library.
    pub rows_version: u64,
    pub status: Loadable<Status>,
    /// Name of the open dossier.
    pub dossier: Option<String>,
    pub progress: Option<Progress>,
    pub n_saving: usize,
    /// What the commands under way were for.
    origins: BTreeMap<Ticket, Origin>,
    /// The Library's rows may be behind; they are asked for when they are looked at.
    rows_are_stale: bool,
    pub theme: Option<ThemePreference>,
}

impl Shell {
    /// A dossier is open: asks for what every screen needs.
    pub fn opened(&mut self, name: String) {
        // Nothing of a dossier that was open before stays.
        let start = std::mem::take(&mut self.start);
        *self = Self { start, dossier: Some(name), screen: Screen::Library, ..Self::default() };
        self.rows.start();
        self.outbox.request(Request::Ask(Query::Library));
        self.outbox.request(Request::Ask(Query::Status));
        match self.start.begin.take() {
            Some(Begin::ImportFiles) => self.outbox.act(Action::ImportFiles),
            Some(Begin::Paste) => self.outbox.act(Action::PasteArticle),
            Some(Begin::Samples) => self.outbox.request(Request::ImportSamples),
            Some(Begin::AsItIs) | None => {}
        }
    }

    pub fn open_failed(&mut self, reason: String) {
        self.start.failure = Some(reason);
        self.dossier = None;
        self.screen = Screen::Start;
    }

    /// Something happened in the dossier.
    pub fn take_event(&mut self, event: Event) {
        match event {
            Event::Answered(query, answer) => self.take_answer(&query, answer),
            Event::Applied(ticket, applied) => self.applied(ticket, &applied),
            Event::Refused(ticket, reason) => self.refused(ticket, &reason),
            Event::Imported(report) => {
                // An import is a step of undo too.
                self.trail.push(Vec::new());
                if self.screen != Screen::Library {
                    self.toasts.tell(to_fix::told(&report));
                }
                self.library.to_fix.report = Some(report);
                self.ask_rows();
            }
            Event::ImportFailed(reason) => self.toasts.warn(format!("The import stopped: {reason}")),
            Event::Exported(dir, outcome) => {
                self.export.is_running = false;
                self.export.outcome = Some((dir, outcome));
            }
        }
    }

    fn take_answer(&mut self, query: &Query, answer: Result<Answer, String>) {
        match (query, answer) {
            (Query::Library, answer) => {
                self.rows_version += 1;
                self.rows.finish(answer.and_then(|answer| match answer {
                    Answer::Library(rows) => Ok(rows),
                    _ => Err("another answer than was asked for".to_owned()),
                }));
                self.select_first_open();
            }
            (Query::Status, answer) => self.status.finish(answer.and_then(|answer| match answer {
                Answer::Status(status) => Ok(status),
                _ => Err("another answer than was asked for".to_owned()),
            })),
            // An answer about an article that was left meanwhile is no use.
            (Query::Review(article), answer) if self.review.article() == Some(*article) => {
                self.review.answer(answer.and_then(|answer| match answer {
                    Answer::Review(review) => Ok(*review),
                    _ => Err("another answer than was asked for".to_owned()),
                }));
            }
            (Query::Review(_), _) => {}
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
        let origin = self.origins.remove(&ticket);
        let is_decision = matches!(origin, Some(Origin::Decided(_)));
        if matches!(origin, Some(Origin::Undone(_))) {
            // What is listed there was true of a date that may be gone now.
            self.library.to_fix.redated.clear();
        }
        if let Some(dates) = &applied.dates {
            // A new publication date resolves others: how many, and which of the accepted ones it would change.
            let resolved = words::count(dates.n_resolved as i64, "date");
            self.toasts.tell(format!("{}: {resolved} read anew", applied.summary));
            self.library.to_fix.redated.extend(dates.accepted_before.iter().cloned());
        } else if !is_decision && !applied.summary.is_empty() {
            self.toasts.tell(applied.summary.clone());
        }
        if self.review.article().is_some_and(|article| applied.articles.contains(&article)) {
            self.review.ask(&mut self.outbox);
        }
        if self.screen == Screen::Review && is_decision {
            self.rows_are_stale = true;
        } else {
            self.ask_rows();
        }
    }

    fn refused(&mut self, ticket: Ticket, reason: &str) {
        self.review.refused(ticket, reason);
        match self.origins.remove(&ticket) {
            Some(Origin::Decided(step)) => self.trail.forget(&step),
            Some(Origin::Undone(_)) => {
                self.trail.redo();
            }
            Some(Origin::Redone(_)) => {
                self.trail.undo();
            }
            Some(Origin::Other) | None => {}
        }
        self.toasts.warn(reason.to_owned());
        self.ask_rows();
    }

    fn ask_rows(&mut self) {
        self.rows_are_stale = false;
        self.rows.start();
        self.outbox.request(Request::Ask(Query::Library));
        self.outbox.request(Request::Ask(Query::Status));
    }

    /// The dossier took a command; what comes of it is told under this ticket.
    pub fn sent(&mut self, ticket: Ticket, origin: Origin) {
        if let Origin::Decided(step) | Origin::Undone(step) | Origin::Redone(step) = &origin {
            self.review.sent(ticket, step);
        }
        self.origins.insert(ticket, origin);
    }

    /// Something was chosen in a dialog, or typed in its place.
    pub fn chosen(&mut self, chosen: Chosen) {
        match chosen {
            Chosen::Cancelled => {}
            Chosen::NoDialog(wanted) => self.ask_path(wanted, true),
            Chosen::Paths(wanted, paths) => self.take_paths(wanted, paths),
        }
    }

    fn ask_path(&mut self, wanted: Wanted, is_fallback: bool) {
        self.asked = Asked::Path(PathState { wanted, path: String::new(), is_fallback });
    }

    fn take_paths(&mut self, wanted: Wanted, paths: Vec<PathBuf>) {
        let first = paths.first().map(|path| path.display().to_string()).unwrap_or_default();
        match wanted {
            Wanted::ArticleFiles | Wanted::ArticleFolder => self.outbox.request(Request::ImportPaths(paths)),
            Wanted::NewDossier => self.start.path = first,
            Wanted::ExportFolder => self.export.dir = first,
            Wanted::ExistingDossier => {
                let analyst = self.start.analyst.trim().to_owned();
                let open = |path| Request::Open { path, analyst };
                if let Some(request) = paths.into_iter().next().map(open) {
                    self.outbox.request(request);
                }
            }
        }
    }

    /// Reads the keys of this frame into actions.
    pub fn read_keys(&mut self, ctx: &egui::Context) {
        let focused = ctx.memory(egui::Memory::focused);
        let situation = keys::Situation {
            context: match self.screen {
                Screen::Library => Context::Library,
                Screen::Review => Context::Review,
                Screen::Start | Screen::Export => Context::Anywhere,
            },
            is_editing_text: ctx.text_edit_focused(),
            has_focused_widget: focused.is_some_and(|id| id != home_id()),
            is_covered: !matches!(self.asked, Asked::Nothing) || egui::Popup::is_any_open(ctx),
        };
        if self.screen == Screen::Start {
            return;
        }
        let events = ctx.input(|input| input.events.clone());
        for action in keys::actions(&events, situation) {
            self.outbox.act(action);
        }
        for event in &events {
            if let (egui::Event::Paste(text), false, false) = (event, situation.is_editing_text, situation.is_covered) {
                self.asked = Asked::Paste(PasteState::of_text(text.clone()));
            }
        }
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect());
        if !dropped.is_empty() {
            self.outbox.request(Request::ImportPaths(dropped));
        }
    }

    /// Runs what was queued, and what that queues in turn.
    pub fn run_actions(&mut self) {
        loop {
            let actions = self.outbox.take_actions();
            if actions.is_empty() {
                break;
            }
            for action in actions {
                self.run(action);
            }
        }
        if self.rows_are_stale && self.screen == Screen::Library {
            self.ask_rows();
        }
    }

    fn run(&mut self, action: Action) {
        match action {
            Action::ShowLibrary => self.screen = Screen::Library,
            Action::ShowReview => self.show_review(),
            Action::ShowExport => {
                self.screen = Screen::Export;
                self.outbox.request(Request::Ask(Query::Status));
            }
            Action::ImportFiles => self.outbox.request(Request::Choose(Wanted::ArticleFiles)),
            Action::ImportFolder => self.outbox.request(Request::Choose(Wanted::ArticleFolder)),
            Action::ImportPath => self.ask_path(Wanted::ArticleFiles, false),
            Action::PasteArticle => self.asked = Asked::Paste(PasteState::default()),
            Action::OtherDossier => self.screen = Screen::Start,
            Action::StopJob => self.outbox.request(Request::StopJob),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::FollowSystemTheme => self.theme = Some(ThemePreference::System),
            Action::UseLightTheme => self.theme = Some(ThemePreference::Light),
            Action::UseDarkTheme => self.theme = Some(ThemePreference::Dark),
            Action::ShowKeys => self.asked = Asked::Keys,
            Action::OpenArticle => {
                if let Some(article) = self.library.selected {
                    self.open_article(article);
                }
            }
            Action::NextRow | Action::PreviousRow => {
                let rows = self.rows.value().map_or(&[][..], Vec::as_slice);
                self.library.step(rows, action == Action::NextRow);
            }
            Action::NextArticle => self.next_article(),
            _ => self.review.act(action, &mut self.outbox),
        }
    }

    fn show_review(&mut self) {
        if self.review.article().is_some() {
            self.screen = Screen::Review;
        } else if let Some(article) = self.library.selected {
            self.open_article(article);
        } else {
            self.next_article();
        }
    }

    fn undo(&mut self) {
        let step = self.trail.undo().map(<[_]>::to_vec).unwrap_or_default();
        self.review.show_undone(&step, true, &mut self.outbox);
        self.screen = if step.is_empty() { self.screen } else { Screen::Review };
        self.outbox.request(Request::Undo(Origin::Undone(step)));
    }

    fn redo(&mut self) {
        let step = self.trail.redo().map(<[_]>::to_vec).unwrap_or_default();
        self.review.show_undone(&step, false, &mut self.outbox);
        self.screen = if step.is_empty() { self.screen } else { Screen::Review };
        self.outbox.request(Request::Redo(Origin::Redone(step)));
    }

    pub fn open_article(&mut self, article: ArticleId) {
        self.library.selected = Some(article);
        self.screen = Screen::Review;
        self.review.open(article, None, &mut self.outbox);
    }

    /// Opens the next article in the Library's order that is not finished, from the top again past the last.
    fn next_article(&mut self) {
        let rows = self.rows.value().map_or(&[][..], Vec::as_slice);
        let here = rows.iter().position(|row| Some(row.id) == self.review.article());
        let start = here.map_or(0, |index| index + 1);
        let is_open = |row: &&ArticleRow| {
            matches!(row.state, ArticleState::New | ArticleState::Begun) && Some(row.id) != self.review.article()
        };
        let next = rows[start..].iter().chain(&rows[..start]).find(is_open).map(|row| row.id);
        if let Some(article) = next {
            self.open_article(article);
        } else {
            self.screen = Screen::Library;
            self.toasts.tell("Every article is done or set aside".to_owned());
        }
    }

    /// Requests of this frame; every command becomes a step of the trail.
    pub fn take_requests(&mut self) -> Vec<Request> {
        let requests = self.outbox.take_requests();
        for request in &requests {
            match request {
                Request::Send(_, Origin::Decided(step)) => self.trail.push(step.clone()),
                Request::Send(command, _) => {
                    self.trail.push(Vec::new());
                    to_fix::settle(&mut self.library.to_fix, command);
                }
                _ => {}
            }
        }
        requests
    }

    /// Where the open article stands among all.
    pub fn place(&self) -> Option<Place> {
        let rows = self.rows.value()?;
        let index = rows.iter().position(|row| Some(row.id) == self.review.article())?;
        Some(Place { number: index + 1, n_articles: rows.len() })
    }

    /// A dialog answered.
    pub fn answered(&mut self, answer: Asking) {
        match answer {
            Asking::Stay => {}
            Asking::Close => self.asked = Asked::Nothing,
            Asking::Path(wanted, path) => {
                self.asked = Asked::Nothing;
                self.take_paths(wanted, vec![path]);
            }
        }
    }
}

/// The screen's own surface: it has the focus while no button and no field has it.
pub fn home_id() -> egui::Id {
    egui::Id::unique("home")
}
