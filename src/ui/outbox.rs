//! What a frame asks for: actions for the window, places to go to, requests for the dossier. Run after painting.
//!
//! Views write into it and nothing else leaves them. It is emptied by whoever runs it, never at the start of a frame:
//! a frame may be painted twice.

use crate::export;
use crate::ledger::command::ArticleId;
use crate::ledger::command::Command;
use crate::ledger::command::SubjectRef;
use crate::model::article::Metadata;
use crate::model::span::Span;
use crate::ui::action::Action;
use crate::ui::shell::Leaving;
use crate::ui::views::ask::Asked;
use crate::ui::views::review::trail::Decision;
use crate::workspace::care::rescue::Means;
use crate::workspace::desk::Query;
use crate::workspace::desk::Task;
use crate::workspace::desk::opening::Failure;
use crate::workspace::desk::opening::Way;
use crate::workspace::settings::Backups;
use std::path::PathBuf;

/// Something for the dossier, or for the desktop around the window.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    Ask(Query),
    Send(Command, Origin),
    Undo(Origin),
    Redo(Origin),
    /// Takes back the change of this number.
    UndoOne(i64),
    /// Makes the change of this number once more, as a new one.
    ApplyAgain(i64),
    ImportPaths(Vec<PathBuf>),
    /// A text from the clipboard, and what it does not say itself.
    ImportPasted(String, Metadata),
    /// The articles that come with the program.
    ImportSamples,
    Export {
        dir: PathBuf,
        options: export::Options,
    },
    /// Work beside the others that changes nothing in the record.
    Task(Task),
    StopJob,
    /// The desktop's dialog; what is chosen comes back as [`Chosen`](crate::ui::dialog::Chosen).
    Choose(crate::ui::dialog::Wanted),
    /// Opens or makes a dossier, for the analyst of this name.
    Open {
        path: PathBuf,
        analyst: String,
        way: Way,
    },
    /// Closes the open dossier and opens it again for writing; the screen stays where it is.
    OpenAgain,
    /// Closes the open dossier, which is damaged in this way, and shows what can be done about it.
    GiveUp(String),
    /// Salvages a dossier that could not be opened, or opens its last backup.
    Rescue(Failure, Means),
    /// Decisions from here on are this person's.
    DecideAs(String),
    /// How many backups are kept from here on, and where.
    KeepBackups(Backups),
    /// The copy that is being made at the end is not waited for.
    SkipBackup,
    /// Takes a dossier out of the recent ones.
    Forget(PathBuf),
    /// The window is to be closed, or what was answered when it asked about a long job.
    Leave(Leaving),
}

/// What a command was for, so that its outcome finds the way back.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// Decisions on stops of an article under review, drawn as saving until they are durable.
    Decided(Vec<Decision>),
    /// The step that an undo takes back; empty when it was not decided in this sitting.
    Undone(Vec<Decision>),
    /// The step that a redo brings back.
    Redone(Vec<Decision>),
    /// What is told once it is durable, in the words of the screen that asked for it.
    Told(String),
    /// This article was done, or set aside, and left for the next one: undo comes back to it.
    Left(ArticleId),
    /// Anything whose outcome is only told.
    Other,
}

impl Origin {
    /// Decisions, made or taken back: articles that were done stay so, and their list can wait until it is looked at.
    pub const fn is_of_stops(&self) -> bool {
        match self {
            Self::Decided(_) => true,
            Self::Undone(decisions) | Self::Redone(decisions) => !decisions.is_empty(),
            Self::Told(_) | Self::Left(_) | Self::Other => false,
        }
    }
}

/// A place in the dossier that another screen shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// Words of an article, in Review: their stop is selected, or they alone are tinted where nothing is asked there.
    Words { article: ArticleId, span: Span },
    /// An article in Review, a card in Cards, a claim in Claims.
    Thing(SubjectRef),
}

/// Why an action that changes the dossier does nothing while that can only be read.
pub const READ_ONLY: &str = "the dossier can only be read here";

#[derive(Debug, Default)]
pub struct Outbox {
    /// Nothing can be written: what would is drawn as not to be had, with the reason.
    pub is_read_only: bool,
    actions: Vec<Action>,
    /// Only the last wish counts.
    go: Option<Go>,
    ask: Option<Asked>,
    requests: Vec<Request>,
}

impl Outbox {
    pub fn act(&mut self, action: Action) {
        self.actions.push(action);
    }

    pub fn request(&mut self, request: Request) {
        self.requests.push(request);
    }

    pub fn send(&mut self, command: Command) {
        self.request(Request::Send(command, Origin::Other));
    }

    /// Why an action would do nothing wherever it is pressed.
    pub const fn reason_against(&self, action: Action) -> Option<&'static str> {
        if self.is_read_only && action.writes() { Some(READ_ONLY) } else { None }
    }

    /// Shows a place on the screen that it belongs to, after painting; Back returns from there.
    pub fn go(&mut self, place: Go) {
        self.go = Some(place);
    }

    pub fn take_go(&mut self) -> Option<Go> {
        self.go.take()
    }

    /// Covers the window with a dialog, after painting.
    pub fn ask(&mut self, asked: Asked) {
        self.ask = Some(asked);
    }

    pub fn take_ask(&mut self) -> Option<Asked> {
        self.ask.take()
    }

    pub fn take_actions(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.actions)
    }

    /// Whether this article is on its way to be done or set aside.
    pub fn leaves(&self, article: ArticleId) -> bool {
        self.requests.iter().any(|request| matches!(request, Request::Send(_, Origin::Left(left)) if *left == article))
    }

    pub fn take_requests(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.requests)
    }
}
