//! What a frame asks for: actions for the window, requests for the dossier. Run after painting.
//!
//! Views write into it and nothing else leaves them. It is emptied by whoever runs it, never at the start of a frame:
//! a frame may be painted twice.

use crate::export;
use crate::ledger::command::Command;
use crate::model::article::Metadata;
use crate::ui::action::Action;
use crate::ui::shell::Leaving;
use crate::ui::views::opening::Way;
use crate::ui::views::review::trail::Decision;
use crate::workspace::desk::Query;
use crate::workspace::desk::Task;
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
    /// Closes the open dossier and opens it again.
    OpenAgain,
    /// Decisions from here on are this person's.
    DecideAs(String),
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
    /// Anything whose outcome is only told.
    Other,
}

#[derive(Debug, Default)]
pub struct Outbox {
    actions: Vec<Action>,
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

    pub fn take_actions(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.actions)
    }

    pub fn take_requests(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.requests)
    }
}
