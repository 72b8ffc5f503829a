//! Everything a person can ask the window to do: label, tooltip, keys, and where the keys hold.
//!
//! The one registry that menus, buttons, tooltips, key reading and the list of keys draw from. Never does anything
//! itself: actions are queued and run after painting.

use egui::Key;
use egui::Modifiers;

/// Something the window can be asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    ShowLibrary,
    ShowReview,
    ShowExport,
    ImportFiles,
    ImportFolder,
    ImportPath,
    PasteArticle,
    OtherDossier,
    StopJob,
    Undo,
    Redo,
    FollowSystemTheme,
    UseLightTheme,
    UseDarkTheme,
    ShowKeys,
    OpenArticle,
    NextRow,
    PreviousRow,
    Accept,
    Reject,
    Doubtful,
    /// Accept, but as a card of its own.
    NewCard,
    /// The card of this number, counted from 1.
    ChooseCard(u8),
    AcceptParagraph,
    NextStop,
    PreviousStop,
    NextArticle,
    Done,
    SetAside,
}

/// Where an action's keys hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    Anywhere,
    Library,
    Review,
}

/// One way to press an action: a key, alone or with modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord {
    /// Ctrl, on a Mac Cmd.
    pub command: bool,
    pub shift: bool,
    pub key: Key,
}

impl Chord {
    const fn bare(key: Key) -> Self {
        Self { command: false, shift: false, key }
    }

    const fn command(key: Key) -> Self {
        Self { command: true, shift: false, key }
    }

    const fn command_shift(key: Key) -> Self {
        Self { command: true, shift: true, key }
    }

    /// As people read it: `Ctrl+Z`, `Enter`.
    pub fn text(self, ctx: &egui::Context) -> String {
        let mut modifiers = Modifiers::NONE;
        if self.command {
            modifiers |= Modifiers::COMMAND;
        }
        if self.shift {
            modifiers |= Modifiers::SHIFT;
        }
        ctx.format_shortcut(&egui::KeyboardShortcut::new(modifiers, self.key))
    }
}

const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

impl Action {
    pub const ALL: &'static [Self] = &[
        Self::ShowLibrary,
        Self::ShowReview,
        Self::ShowExport,
        Self::ImportFiles,
        Self::ImportFolder,
        Self::ImportPath,
        Self::PasteArticle,
        Self::OtherDossier,
        Self::StopJob,
        Self::Undo,
        Self::Redo,
        Self::FollowSystemTheme,
        Self::UseLightTheme,
        Self::UseDarkTheme,
        Self::ShowKeys,
        Self::OpenArticle,
        Self::NextRow,
        Self::PreviousRow,
        Self::Accept,
        Self::Reject,
        Self::Doubtful,
        Self::NewCard,
        Self::ChooseCard(1),
        Self::ChooseCard(2),
        Self::ChooseCard(3),
        Self::ChooseCard(4),
        Self::ChooseCard(5),
        Self::ChooseCard(6),
        Self::ChooseCard(7),
        Self::ChooseCard(8),
        Self::ChooseCard(9),
        Self::AcceptParagraph,
        Self::NextStop,
        Self::PreviousStop,
        Self::NextArticle,
        Self::Done,
        Self::SetAside,
    ];

    pub const fn label(self) -> &'static str {
        match self {
            Self::ShowLibrary => "Library",
            Self::ShowReview => "Review",
            Self::ShowExport => "Export",
            Self::ImportFiles => "Import articles…",
            Self::ImportFolder => "Import a folder…",
            Self::ImportPath => "Import from a path…",
            Self::PasteArticle => "Paste an article…",
            Self::OtherDossier => "Another dossier…",
            Self::StopJob => "Stop",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::FollowSystemTheme => "Colours of the system",
            Self::UseLightTheme => "Light",
            Self::UseDarkTheme => "Dark",
            Self::ShowKeys => "Keys",
            Self::OpenArticle => "Open",
            Self::NextRow => "Next row",
            Self::PreviousRow => "Previous row",
            Self::Accept => "Accept",
            Self::Reject => "Reject",
            Self::Doubtful => "Doubtful",
            Self::NewCard => "New card",
            Self::ChooseCard(_) => "Choose this card",
            Self::AcceptParagraph => "Accept the paragraph",
            Self::NextStop => "Next",
            Self::PreviousStop => "Previous",
            Self::NextArticle => "Next article",
            Self::Done => "Done",
            Self::SetAside => "Set aside",
        }
    }

    /// What it does, in a sentence.
    pub const fn tooltip(self) -> &'static str {
        match self {
            Self::ShowLibrary => "All articles of this dossier",
            Self::ShowReview => "Read the open article and decide what was found in it",
            Self::ShowExport => "Write the record as CSV",
            Self::ImportFiles => "Choose text, Markdown or saved web pages",
            Self::ImportFolder => "Take in everything readable in a folder and below it",
            Self::ImportPath => "Type where the articles are, instead of choosing",
            Self::PasteArticle => "Take in a text from the clipboard",
            Self::OtherDossier => "Open or make another dossier; this one is closed",
            Self::StopJob => "Stop after the article in hand; what is in stays in",
            Self::Undo => "Take back the last change",
            Self::Redo => "Make the change again that was taken back last",
            Self::FollowSystemTheme => "Light or dark, as the desktop is set",
            Self::UseLightTheme => "Dark text on light ground",
            Self::UseDarkTheme => "Light text on dark ground",
            Self::ShowKeys => "Every key and what it does",
            Self::OpenArticle => "Read this article",
            Self::NextRow => "Move down one row",
            Self::PreviousRow => "Move up one row",
            Self::Accept => "Do what the panel says, and move on",
            Self::Reject => "Say that this is not so, and move on",
            Self::Doubtful => "Keep it, marked as doubtful, and move on",
            Self::NewCard => "Accept it as somebody or something not met before",
            Self::ChooseCard(_) => "Say which of the cards is meant",
            Self::AcceptParagraph => "Accept what is sure in the rest of the paragraph, up to the first doubt",
            Self::NextStop => "Go on without deciding",
            Self::PreviousStop => "Go back",
            Self::NextArticle => "Open the next article that is not done",
            Self::Done => "Mark the article done; known names are accepted with it",
            Self::SetAside => "Put the article away without finishing it",
        }
    }

    pub const fn context(self) -> Context {
        match self {
            Self::ShowLibrary
            | Self::ShowReview
            | Self::ShowExport
            | Self::ImportFiles
            | Self::ImportFolder
            | Self::ImportPath
            | Self::PasteArticle
            | Self::OtherDossier
            | Self::StopJob
            | Self::Undo
            | Self::Redo
            | Self::FollowSystemTheme
            | Self::UseLightTheme
            | Self::UseDarkTheme
            | Self::ShowKeys => Context::Anywhere,
            Self::OpenArticle | Self::NextRow | Self::PreviousRow => Context::Library,
            Self::Accept
            | Self::Reject
            | Self::Doubtful
            | Self::NewCard
            | Self::ChooseCard(_)
            | Self::AcceptParagraph
            | Self::NextStop
            | Self::PreviousStop
            | Self::NextArticle
            | Self::Done
            | Self::SetAside => Context::Review,
        }
    }

    /// All ways to press it, the one that is shown first.
    pub fn chords(self) -> Vec<Chord> {
        match self {
            Self::ShowLibrary => vec![Chord::command(Key::L)],
            Self::ShowReview => vec![Chord::command(Key::R)],
            Self::ShowExport => vec![Chord::command(Key::E)],
            Self::ImportFiles => vec![Chord::command(Key::O)],
            Self::ImportFolder => vec![Chord::command_shift(Key::O)],
            Self::PasteArticle => vec![Chord::command_shift(Key::V)],
            Self::Undo => vec![Chord::command(Key::Z), Chord::bare(Key::U)],
            Self::Redo => vec![Chord::command_shift(Key::Z), Chord::command(Key::Y)],
            Self::ShowKeys => vec![Chord::bare(Key::F1), Chord::bare(Key::Questionmark)],
            Self::OpenArticle | Self::Accept => vec![Chord::bare(Key::Enter)],
            Self::NextRow | Self::NextStop => vec![Chord::bare(Key::J), Chord::bare(Key::ArrowDown)],
            Self::PreviousRow | Self::PreviousStop => vec![Chord::bare(Key::K), Chord::bare(Key::ArrowUp)],
            Self::Reject => vec![Chord::bare(Key::X)],
            Self::Doubtful => vec![Chord::bare(Key::O)],
            Self::NewCard => vec![Chord::bare(Key::D)],
            Self::ChooseCard(number) => {
                DIGITS.get(usize::from(number).wrapping_sub(1)).map(|key| Chord::bare(*key)).into_iter().collect()
            }
            Self::AcceptParagraph => vec![Chord::bare(Key::Space)],
            Self::NextArticle => vec![Chord::bare(Key::N)],
            Self::Done => vec![Chord::command(Key::Enter)],
            Self::ImportPath
            | Self::OtherDossier
            | Self::StopJob
            | Self::FollowSystemTheme
            | Self::UseLightTheme
            | Self::UseDarkTheme
            | Self::SetAside => Vec::new(),
        }
    }

    /// Whether holding the key down may do it again; deciding never repeats.
    pub const fn repeats(self) -> bool {
        matches!(self, Self::NextRow | Self::PreviousRow | Self::NextStop | Self::PreviousStop)
    }

    /// Keys as they are shown beside a label: the first chord, or nothing.
    pub fn key_text(self, ctx: &egui::Context) -> String {
        self.chords().first().map_or_else(String::new, |chord| chord.text(ctx))
    }

    /// Tooltip with its key: `Take back the last change (Ctrl+Z)`.
    pub fn tooltip_with_key(self, ctx: &egui::Context) -> String {
        let keys = self.key_text(ctx);
        if keys.is_empty() { self.tooltip().to_owned() } else { format!("{} ({keys})", self.tooltip()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pairs of actions that answer to the same chord where both hold.
    fn clashes(actions: &[(Action, Context, Vec<Chord>)]) -> Vec<(Action, Action)> {
        let mut found = Vec::new();
        for (index, (first, first_context, first_chords)) in actions.iter().enumerate() {
            for (second, second_context, second_chords) in &actions[index + 1..] {
                let meet = first_context == second_context
                    || *first_context == Context::Anywhere
                    || *second_context == Context::Anywhere;
                if meet && first_chords.iter().any(|chord| second_chords.contains(chord)) {
                    found.push((*first, *second));
                }
            }
        }
        found
    }

    #[test]
    fn no_two_actions_share_a_key_where_both_hold() {
        // `command` is Ctrl on Linux and Windows, Cmd on a Mac, and no chord names Ctrl by itself: one table serves all.
        let all: Vec<_> = Action::ALL.iter().map(|action| (*action, action.context(), action.chords())).collect();
        assert_eq!(clashes(&all), []);
    }

    #[test]
    fn a_shared_key_is_found() {
        let key = vec![Chord::bare(Key::X)];
        let shared = [(Action::Reject, Context::Review, key.clone()), (Action::Undo, Context::Anywhere, key.clone())];
        assert_eq!(clashes(&shared), [(Action::Reject, Action::Undo)]);
        let apart = [(Action::Reject, Context::Review, key.clone()), (Action::OpenArticle, Context::Library, key)];
        assert_eq!(clashes(&apart), []);
    }

    #[test]
    fn no_key_is_one_that_some_layouts_lack() {
        let lacking = [Key::OpenBracket, Key::CloseBracket, Key::Slash, Key::Backslash, Key::Backtick, Key::Semicolon];
        for action in Action::ALL {
            for chord in action.chords() {
                assert!(!lacking.contains(&chord.key), "{action:?}");
            }
        }
    }

    #[test]
    fn labels_are_sentence_case_and_ellipses_mean_more_input() {
        for action in Action::ALL {
            let label = action.label();
            let asks_more = matches!(
                action,
                Action::ImportFiles
                    | Action::ImportFolder
                    | Action::ImportPath
                    | Action::PasteArticle
                    | Action::OtherDossier
            );
            assert_eq!(label.ends_with('…'), asks_more, "{label}");
            assert!(label.split(' ').skip(1).all(|word| word.starts_with(char::is_lowercase)), "{label}");
            assert!(!action.tooltip().ends_with('.'), "{}", action.tooltip());
        }
    }
}
