//! The whole window without a window: all state of the screens, [`events`] in, [`act`]ions run, requests out.
//!
//! Knows no dossier, no file system and no eframe, so that tests can drive it by its accessibility tree. Actions run
//! after painting, in [`Shell::run_actions`]; requests are handed over by whoever holds the dossier.

mod act;
mod events;
mod sheets;

use crate::jobs::Progress;
use crate::ledger::command::SubjectRef;
use crate::model::kind::Subject;
use crate::store::read::articles::ArticleRow;
use crate::store::read::status::Status;
use crate::ui::action::Action;
use crate::ui::action::Screen;
use crate::ui::dialog::Chosen;
use crate::ui::dialog::Wanted;
use crate::ui::keys;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::shell::sheets::TableWish;
use crate::ui::toast::Toasts;
use crate::ui::views::View;
use crate::ui::views::ask::Answer as Asking;
use crate::ui::views::ask::Asked;
use crate::ui::views::ask::paste::PasteState;
use crate::ui::views::ask::path::PathState;
use crate::ui::views::cards::CardsState;
use crate::ui::views::claims::ClaimsState;
use crate::ui::views::export::ExportState;
use crate::ui::views::history::HistoryState;
use crate::ui::views::library::LibraryState;
use crate::ui::views::review::Place;
use crate::ui::views::review::state::ReviewState;
use crate::ui::views::review::trail::Trail;
use crate::ui::views::search::SearchState;
use crate::ui::views::start::Begin;
use crate::ui::views::start::StartState;
use crate::ui::views::to_fix;
use crate::ui::widgets::table::Sheet;
use crate::workspace::desk::Query;
use crate::workspace::desk::Ticket;
use egui::ThemePreference;
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(Default)]
pub struct Shell {
    pub screen: Screen,
    pub start: StartState,
    pub library: LibraryState,
    pub export: ExportState,
    pub review: ReviewState,
    pub cards: CardsState,
    pub claims: ClaimsState,
    pub search: SearchState,
    pub history: HistoryState,
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
    pub zoom: Option<Zoom>,
    /// Screens that were left, the latest last.
    left: Vec<Screen>,
    /// For the clipboard, with this frame.
    pub copied: Option<String>,
    table_wish: Option<TableWish>,
    /// A table that waits for the name of its file.
    table_to_save: Option<Sheet>,
}

/// A change of the size of everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zoom {
    In,
    Out,
    Reset,
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
            Chosen::Paths(Wanted::TableFile(_), paths) => self.save_table(paths, true),
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
            // Typed: nobody was asked whether a file that is there may go.
            Wanted::TableFile(_) => self.save_table(paths, false),
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
        if self.screen == Screen::Start {
            return;
        }
        let focused = ctx.memory(egui::Memory::focused);
        let situation = keys::Situation {
            screen: self.screen,
            is_editing_text: ctx.text_edit_focused(),
            has_focused_widget: focused.is_some_and(|id| id != home_id()),
            is_covered: !matches!(self.asked, Asked::Nothing) || egui::Popup::is_any_open(ctx),
        };
        let events = ctx.input(|input| input.events.clone());
        for action in keys::actions(&events, situation) {
            self.outbox.act(action);
        }
        for event in &events {
            match event {
                _ if situation.is_editing_text || situation.is_covered => {}
                egui::Event::Paste(text) => self.asked = Asked::Paste(PasteState::of_text(text.clone())),
                // Ctrl+C with no text selected copies what is at hand, with its source.
                egui::Event::Copy => self.outbox.act(Action::CopyWithSource),
                _ => {}
            }
        }
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect());
        if !dropped.is_empty() {
            self.outbox.request(Request::ImportPaths(dropped));
        }
    }

    /// The screens that are over a read model of their own.
    fn views(&mut self) -> [(Screen, &mut dyn View); 4] {
        [
            (Screen::Cards, &mut self.cards),
            (Screen::Claims, &mut self.claims),
            (Screen::Search, &mut self.search),
            (Screen::History, &mut self.history),
        ]
    }

    /// The one on view, if it is one of those, and where its wishes go.
    pub fn view(&mut self) -> Option<(&mut dyn View, &mut Outbox)> {
        let view: &mut dyn View = match self.screen {
            Screen::Cards => &mut self.cards,
            Screen::Claims => &mut self.claims,
            Screen::Search => &mut self.search,
            Screen::History => &mut self.history,
            Screen::Start | Screen::Library | Screen::Review | Screen::Export => return None,
        };
        Some((view, &mut self.outbox))
    }

    /// What is at hand: what a note, a copy or a printed sheet would be of.
    pub fn held(&mut self) -> Option<SubjectRef> {
        let article = |id| SubjectRef { subject: Subject::Article, id };
        match self.screen {
            Screen::Library => self.library.selected.map(article),
            Screen::Review => self.review.held().or(self.review.article().map(article)),
            _ => self.view().and_then(|(view, _)| view.held()),
        }
    }

    /// Shows a screen, and remembers the one that is left.
    pub fn show(&mut self, screen: Screen) {
        if self.screen != screen {
            self.left.push(self.screen);
            self.screen = screen;
        }
    }

    /// Requests of this frame; every command becomes a step of the trail.
    pub fn take_requests(&mut self) -> Vec<Request> {
        let requests = self.outbox.take_requests();
        for request in &requests {
            match request {
                Request::Send(_, Origin::Decided(step)) => self.trail.push(step.clone()),
                // The trail knows the order of undo only; out of order, it begins anew.
                Request::UndoOne(_) | Request::ApplyAgain(_) => self.trail = Trail::default(),
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
