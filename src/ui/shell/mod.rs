//! The whole window without a window: all state of the screens, `events` in, actions run (`act`), requests out.
//!
//! Knows no dossier, no file system and no eframe, so that tests can drive it by its accessibility tree. Actions run
//! after painting, in [`Shell::run_actions`]; requests are handed over by whoever holds the dossier.

mod act;
pub mod at_hand;
mod events;
mod news;
mod reading;
mod sheets;

use crate::jobs::Progress;
use crate::ledger::command::Command;
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
use crate::ui::views::opening;
use crate::ui::views::recent::RecentRow;
use crate::ui::views::rescue::Salvaged;
use crate::ui::views::review::Place;
use crate::ui::views::review::state::Position;
use crate::ui::views::review::state::ReviewState;
use crate::ui::views::review::trail::Step;
use crate::ui::views::review::trail::Trail;
use crate::ui::views::search::SearchState;
use crate::ui::views::start::Begin;
use crate::ui::views::start::Phase;
use crate::ui::views::start::StartState;
use crate::ui::views::to_fix;
use crate::ui::widgets::table::Sheet;
use crate::workspace::desk::Query;
use crate::workspace::desk::Task;
use crate::workspace::desk::Ticket;
use crate::workspace::desk::opening::Failure;
use crate::workspace::desk::opening::Way;
use crate::workspace::panic_log::Fault;
use crate::workspace::review::stops::StopKey;
use crate::workspace::settings::Backups;
use crate::workspace::settings::StopPlace;
use egui::ThemePreference;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, Default)]
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
    /// Keys that wait for the next frame: what they decide was not on screen when they came.
    unseen: Vec<Action>,
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
    /// Dossiers opened before, the latest first.
    pub recent: Vec<RecentRow>,
    /// The analyst said a name, once: it is not asked for again.
    pub is_named: bool,
    /// Where the settings are kept; `None`: nowhere.
    pub settings_path: Option<PathBuf>,
    /// What the settings say of backups.
    pub backups: Backups,
    /// Where the open dossier is.
    pub path: Option<PathBuf>,
    pub leaving: Leaving,
    pub access: Access,
    /// It was taken over for writing just now, which is told where its bar was.
    pub writing_since: Option<Told>,
    /// A fault of the program to be told, and whether it was before this start.
    pub fault: Option<(Fault, bool)>,
    /// Text on its way to the clipboard.
    pub to_copy: Option<String>,
    /// A page that is to be opened in the browser.
    pub to_open: Option<PathBuf>,
    /// A note that was begun and not saved, and what it is on.
    draft: Option<(SubjectRef, String)>,
    /// Index of the open article among the rows.
    last_place: Cell<usize>,
    table_wish: Option<TableWish>,
    /// A table that waits for the name of its file.
    table_to_save: Option<Sheet>,
}

/// How far the wish to close the window has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leaving {
    #[default]
    No,
    /// A long job runs: the analyst is asked what becomes of it.
    Asking,
    /// The window closes when the long job is done.
    AfterJob,
    /// What is left is being saved; there is no way back.
    Saving,
}

/// What can be done with the open dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Access {
    #[default]
    Writing,
    /// It can only be read, for this reason.
    Reading(String),
    /// The same dossier is being opened again, while its screen stays.
    OpeningAgain,
    /// It was found damaged, in this way: nothing more is written.
    Damaged(String),
    /// The writer stumbled: nothing more can be saved until the dossier is opened again.
    WriterGone,
}

/// Something that is told for a moment; `since`: when it was painted first, in seconds of egui's time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Told {
    pub since: Option<f64>,
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
        let before = std::mem::take(self);
        *self = Self {
            start: before.start,
            recent: before.recent,
            is_named: before.is_named,
            settings_path: before.settings_path,
            backups: before.backups,
            leaving: before.leaving,
            fault: before.fault,
            toasts: before.toasts,
            dossier: Some(name),
            screen: Screen::Library,
            ..Self::default()
        };
        self.start.phase = Phase::Form;
        self.start.target = None;
        self.rows.start();
        self.outbox.request(Request::Ask(Query::Library));
        self.outbox.request(Request::Ask(Query::Status));
        match self.start.begin.take() {
            Some(Begin::ImportFiles) => self.outbox.act(Action::ImportFiles),
            Some(Begin::Paste) => self.outbox.act(Action::PasteArticle),
            Some(Begin::Samples) => self.outbox.request(Request::ImportSamples),
            Some(Begin::AsItIs) | None => {}
        }
        let dropped = std::mem::take(&mut self.start.dropped);
        if !dropped.is_empty() {
            self.outbox.request(Request::ImportPaths(dropped));
        }
    }

    /// Goes on where the reader was when the dossier was closed.
    pub fn resume(&mut self, article: Option<i64>, stop: Option<&StopPlace>) {
        self.library.selected = article;
        if let (Some(article), Some(stop)) = (article, stop) {
            self.show(Screen::Review);
            self.review.open(article, StopKey::of_place(stop), &mut self.outbox);
        }
    }

    /// Where the reader is: an article, and the stop if it is under review.
    pub fn place_to_keep(&self) -> (Option<i64>, Option<StopPlace>) {
        let article = self.review.article().filter(|_| self.screen != Screen::Library).or(self.library.selected);
        let stop = match self.review.position() {
            Some(Position::At(key) | Position::Gone(key)) => StopPlace::from(key),
            _ => StopPlace::default(),
        };
        (article, (self.screen == Screen::Review).then_some(stop))
    }

    /// Opens a dossier for the analyst, who is asked for a name first where none was ever said.
    pub fn open(&mut self, path: PathBuf, way: Way) {
        let analyst = self.start.analyst.trim().to_owned();
        if self.is_named && !analyst.is_empty() {
            self.outbox.request(Request::Open { path, analyst, way });
        } else {
            self.start.target = Some((path, way));
            self.start.phase = Phase::Form;
            self.screen = Screen::Start;
        }
    }

    /// A dossier is being opened; the one before is closed.
    pub fn opening(&mut self, path: &Path) {
        self.only_reads(None);
        self.start.phase = Phase::Opening(opening::name_of(path));
        self.dossier = None;
        self.asked = Asked::Nothing;
        self.screen = Screen::Start;
    }

    /// A dossier that could not be opened is being salvaged, or its backup copied.
    pub fn rescuing(&mut self, path: &Path) {
        self.start.phase = Phase::Rescuing(path.to_path_buf());
        self.screen = Screen::Start;
    }

    pub fn salvaged(&mut self, salvaged: Salvaged) {
        self.start.phase = Phase::Salvaged(Box::new(salvaged));
        self.screen = Screen::Start;
    }

    pub fn open_failed(&mut self, failure: Failure) {
        self.only_reads(None);
        self.start.phase = Phase::Failed(failure);
        self.dossier = None;
        self.screen = Screen::Start;
    }

    /// Whether a dialog, a menu or the end covers the screen.
    pub fn is_covered(&self, ctx: &egui::Context) -> bool {
        let is_leaving = matches!(self.leaving, Leaving::Asking | Leaving::Saving);
        is_leaving || !matches!(self.asked, Asked::Nothing) || egui::Popup::is_any_open(ctx)
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
            Chosen::NoDialog(Wanted::BackupFolder) => {
                self.toasts.warn("This desktop shows no dialog: type the folder".to_owned());
            }
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
            Wanted::ListFile => {
                self.show_lists();
                if let (Asked::Lists(state), Some(path)) = (&mut self.asked, paths.into_iter().next()) {
                    state.choose(path, &mut self.outbox);
                }
            }
            Wanted::BackupFolder => {
                if let Asked::Settings(state) = &mut self.asked {
                    state.choose_folder(first);
                }
            }
            // Typed: nobody was asked whether a file that is there may go.
            Wanted::TableFile(_) => self.save_table(paths, false),
            Wanted::ExistingDossier => {
                if let Some(path) = paths.into_iter().next() {
                    self.open(path, Way::Open);
                }
            }
            Wanted::Copy => {
                if let Some(path) = paths.into_iter().next() {
                    self.outbox.request(Request::Task(Task::SaveCopy(path)));
                }
            }
        }
    }

    /// Reads the keys of this frame into actions.
    pub fn read_keys(&mut self, ctx: &egui::Context) {
        let focused = ctx.memory(egui::Memory::focused);
        let situation = keys::Situation {
            screen: self.screen,
            is_editing_text: ctx.text_edit_focused(),
            has_focused_widget: focused.is_some_and(|id| id != home_id()),
            is_covered: self.is_covered(ctx),
        };
        let events = ctx.input(|input| input.events.clone());
        for action in std::mem::take(&mut self.unseen) {
            self.outbox.act(action);
        }
        for action in keys::actions(&events, situation) {
            self.outbox.act(action);
        }
        let is_text_selected = is_text_selected(ctx);
        for event in &events {
            match event {
                _ if situation.is_editing_text || situation.is_covered || self.screen == Screen::Start => {}
                egui::Event::Paste(_) if self.outbox.is_read_only => self.outbox.act(Action::PasteArticle),
                egui::Event::Paste(text) => self.asked = Asked::Paste(PasteState::of_text(text.clone())),
                // Ctrl+C with no text selected copies what is at hand, with its source.
                egui::Event::Copy if !is_text_selected => self.outbox.act(Action::CopyWithSource),
                _ => {}
            }
        }
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect());
        self.take_dropped(dropped);
    }

    /// Files were let go over the window: a dossier is opened, anything else is imported, on the first start as soon as
    /// there is a dossier.
    fn take_dropped(&mut self, mut dropped: Vec<PathBuf>) {
        let is_dossier = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "dossier");
        if let Some(at) = dropped.iter().position(is_dossier) {
            self.open(dropped.swap_remove(at), Way::Open);
        } else if self.dossier.is_none() {
            self.start.dropped.extend(dropped);
        } else if self.outbox.is_read_only && !dropped.is_empty() {
            self.outbox.act(Action::ImportFiles);
        } else if !dropped.is_empty() {
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
                Request::Send(_, Origin::Decided(decisions)) => self.trail.push(Step::deciding(decisions.clone())),
                Request::Send(_, Origin::Left(article)) => self.trail.push(Step::leaving(*article)),
                Request::Send(Command::RemoveForGood { article }, _) => self.forget(*article),
                // The trail knows the order of undo only; out of order, it begins anew.
                Request::UndoOne(_) | Request::ApplyAgain(_) => self.trail = Trail::default(),
                Request::Send(command, _) => {
                    self.trail.push(Step::default());
                    to_fix::settle(&mut self.library.to_fix, command);
                }
                _ => {}
            }
        }
        requests
    }

    /// Where the open article stands among all.
    pub fn place(&self) -> Option<Place> {
        let (rows, here) = (self.rows.value()?, self.review.article()?);
        // Where it was found last: a frame does not look through all articles.
        let last = self.last_place.get();
        let filtered = self.library.narrowed();
        let found = filtered.and_then(|ids| Some((place_of(ids, last, |id| *id == here)?, ids.len())));
        let (index, n_articles) =
            found.or_else(|| Some((place_of(rows, last, |row: &ArticleRow| row.id == here)?, rows.len())))?;
        self.last_place.set(index);
        Some(Place { number: index + 1, n_articles, is_filtered: found.is_some() })
    }

    /// A dialog answered.
    pub fn answered(&mut self, answer: Asking) {
        match answer {
            Asking::Stay => {}
            Asking::Close => self.close_dialog(),
            Asking::Everywhere(places) => {
                self.asked = Asked::Nothing;
                self.review.accept_everywhere(&places, &mut self.outbox);
            }
            Asking::Picked(picked) => {
                self.asked = Asked::Nothing;
                self.review.join(picked, &mut self.outbox);
            }
            Asking::Edited(claim, to) => {
                self.asked = Asked::Nothing;
                self.review.edit(claim, to, &mut self.outbox);
            }
            Asking::Path(wanted, path) => {
                self.asked = Asked::Nothing;
                self.take_paths(wanted, vec![path]);
            }
        }
    }
}

/// Where something stands in a list, looked for first where it stood last.
fn place_of<T>(list: &[T], before: usize, is_it: impl Fn(&T) -> bool) -> Option<usize> {
    if list.get(before).is_some_and(&is_it) { Some(before) } else { list.iter().position(is_it) }
}

/// Whether words of a label are selected: those are what Ctrl+C copies.
fn is_text_selected(ctx: &egui::Context) -> bool {
    let selection = ctx.plugin_opt::<egui::text_selection::LabelSelectionState>();
    selection.is_some_and(|selection| selection.lock().has_selection())
}

/// The screen's own surface: it has the focus while no button and no field has it.
pub fn home_id() -> egui::Id {
    egui::Id::unique("home")
}
