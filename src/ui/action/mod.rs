//! Everything a person can ask the window to do: label, tooltip, keys, where the keys hold, and the menu it stands in.
//!
//! The one source that menus, buttons, tooltips, key reading, the palette and the list of keys draw from. Never does
//! anything itself: actions are queued and run after painting. The entries stand in [`registry`].

pub mod registry;

pub use crate::ui::action::registry::Action;

use egui::Key;
use egui::Modifiers;

/// A screen of the window; one is on view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Screen {
    #[default]
    Start,
    Library,
    Review,
    Cards,
    Claims,
    Search,
    History,
    Export,
}

impl Screen {
    /// Screens of an open dossier, in the order of their tabs, each with the action that shows it.
    pub const TABS: [(Self, Action); 7] = [
        (Self::Library, Action::ShowLibrary),
        (Self::Review, Action::ShowReview),
        (Self::Cards, Action::ShowCards),
        (Self::Claims, Action::ShowClaims),
        (Self::Search, Action::ShowSearch),
        (Self::History, Action::ShowHistory),
        (Self::Export, Action::ShowExport),
    ];

    /// As its tab names it.
    pub fn title(self) -> &'static str {
        Self::TABS.iter().find(|(screen, _)| *screen == self).map_or("Start", |(_, action)| action.label())
    }
}

/// Where an action's keys hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// Wherever a dossier is open.
    Anywhere,
    /// Also where none is open.
    Always,
    Screens(&'static [Screen]),
}

impl On {
    pub fn holds(self, screen: Screen) -> bool {
        match self {
            Self::Anywhere => screen != Screen::Start,
            Self::Always => true,
            Self::Screens(screens) => screens.contains(&screen),
        }
    }
}

/// The menu an action stands in, and its heading in the list of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Menu {
    Dossier,
    Articles,
    Edit,
    Go,
    Table,
    Decide,
    View,
    Help,
}

impl Menu {
    pub const ALL: [Self; 8] =
        [Self::Dossier, Self::Articles, Self::Edit, Self::Go, Self::Table, Self::Decide, Self::View, Self::Help];

    pub const fn title(self) -> &'static str {
        match self {
            Self::Dossier => "Dossier",
            Self::Articles => "Articles",
            Self::Edit => "Edit",
            Self::Go => "Go to",
            Self::Table => "Table",
            Self::Decide => "Decide",
            Self::View => "View",
            Self::Help => "Help",
        }
    }
}

/// One way to press an action: a key, alone or with modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord {
    /// Ctrl, on a Mac Cmd.
    pub command: bool,
    pub shift: bool,
    /// Alt, on a Mac Option.
    pub alt: bool,
    pub key: Key,
}

impl Chord {
    pub const fn bare(key: Key) -> Self {
        Self { command: false, shift: false, alt: false, key }
    }

    pub const fn shift(key: Key) -> Self {
        Self { command: false, shift: true, alt: false, key }
    }

    pub const fn alt(key: Key) -> Self {
        Self { command: false, shift: false, alt: true, key }
    }

    pub const fn alt_shift(key: Key) -> Self {
        Self { command: false, shift: true, alt: true, key }
    }

    pub const fn command(key: Key) -> Self {
        Self { command: true, shift: false, alt: false, key }
    }

    pub const fn command_shift(key: Key) -> Self {
        Self { command: true, shift: true, alt: false, key }
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
        if self.alt {
            modifiers |= Modifiers::ALT;
        }
        let named = ctx.format_shortcut(&egui::KeyboardShortcut::new(modifiers, self.key));
        // A key with a sign of its own is called by the sign that stands on it.
        let sign = match self.key {
            Key::Comma => ",",
            Key::Plus => "+",
            Key::Equals => "=",
            Key::Minus => "-",
            Key::Questionmark => "?",
            _ => return named,
        };
        named.strip_suffix(self.key.name()).map_or_else(|| named.clone(), |before| format!("{before}{sign}"))
    }
}

/// What the registry says of an action.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub label: &'static str,
    /// What it does, in a sentence.
    pub tooltip: &'static str,
    pub on: On,
    pub menu: Menu,
    /// All ways to press it, the one that is shown first.
    pub chords: &'static [Chord],
}

impl Action {
    pub const fn label(self) -> &'static str {
        self.entry().label
    }

    pub const fn tooltip(self) -> &'static str {
        self.entry().tooltip
    }

    pub fn holds_on(self, screen: Screen) -> bool {
        self.entry().on.holds(screen)
    }

    pub const fn chords(self) -> &'static [Chord] {
        self.entry().chords
    }

    /// The card of this number, counted from 1.
    pub const fn choose_card(number: usize) -> Option<Self> {
        Some(match number {
            1 => Self::ChooseCard1,
            2 => Self::ChooseCard2,
            3 => Self::ChooseCard3,
            4 => Self::ChooseCard4,
            5 => Self::ChooseCard5,
            6 => Self::ChooseCard6,
            7 => Self::ChooseCard7,
            8 => Self::ChooseCard8,
            9 => Self::ChooseCard9,
            _ => return None,
        })
    }

    /// Number of the card it chooses, counted from 1.
    pub const fn chosen_card(self) -> Option<usize> {
        Some(match self {
            Self::ChooseCard1 => 1,
            Self::ChooseCard2 => 2,
            Self::ChooseCard3 => 3,
            Self::ChooseCard4 => 4,
            Self::ChooseCard5 => 5,
            Self::ChooseCard6 => 6,
            Self::ChooseCard7 => 7,
            Self::ChooseCard8 => 8,
            Self::ChooseCard9 => 9,
            _ => return None,
        })
    }

    /// What it is called elsewhere: the palette finds it by these words too.
    pub const fn also(self) -> &'static str {
        match self {
            Self::SaveCopy => "backup back up duplicate",
            Self::Quit => "exit close",
            Self::SetDetails => "set date published source newspaper author title",
            Self::SetAside => "skip later ignore hide postpone",
            Self::NotArticle => "boilerplate junk advert newsletter",
            Self::RemoveForGood => "delete erase",
            Self::TakeOver => "copy duplicate wire same text",
            Self::Undo => "revert mistake wrong",
            Self::CopyWithSource => "cite citation reference clipboard",
            Self::Annotate => "comment remark label",
            Self::PrintSheet => "proof evidence pdf",
            Self::ShowCards => "persons entities",
            Self::ShowClaims => "facts numbers statements",
            Self::ShowHistory => "log audit decided changes",
            Self::ShowExport => "excel tables",
            Self::SameAs => "merge join unite duplicate",
            Self::DifferentFrom => "distinguish separate",
            Self::TakeOut => "split separate",
            Self::IntoMeasure => "compare group series",
            Self::ChangeKind => "type category",
            Self::AddName => "alias spelling",
            Self::Reject | Self::RejectClaim => "wrong false no",
            Self::EndOnward | Self::StartBack => "border boundary longer extend span",
            Self::EndBack | Self::StartOnward => "border boundary shorter shrink span",
            Self::EditClaim => "edit correct change value speaker",
            Self::OtherOrder => "sort reading by name least certain first",
            Self::FilterStops => "only kind state rule certain score hide",
            Self::PickWords => "select highlight mark missed add mention",
            Self::UseDarkTheme => "night theme colours",
            Self::UseLightTheme => "day theme colours",
            Self::ZoomIn => "bigger text font zoom",
            Self::ZoomOut => "tiny text font zoom",
            Self::ShowKeys => "shortcuts keyboard help",
            _ => "",
        }
    }

    /// Whether holding the key down may do it again; deciding never repeats.
    pub const fn repeats(self) -> bool {
        matches!(
            self,
            Self::NextRow
                | Self::PreviousRow
                | Self::NextRows
                | Self::PreviousRows
                | Self::NextStop
                | Self::PreviousStop
                | Self::EndOnward
                | Self::EndBack
                | Self::StartOnward
                | Self::StartBack
                | Self::EndLetterOnward
                | Self::EndLetterBack
                | Self::StartLetterOnward
                | Self::StartLetterBack
        )
    }

    /// Whether it changes the dossier, so that it does nothing where that can only be read.
    pub const fn writes(self) -> bool {
        match self {
            Self::NextStop | Self::PreviousStop | Self::DropWords | Self::OtherOrder | Self::FilterStops => false,
            Self::ImportFiles
            | Self::ImportFolder
            | Self::ImportPath
            | Self::PasteArticle
            | Self::Done
            | Self::SetAside
            | Self::ReopenArticle
            | Self::NotArticle
            | Self::SetDetails
            | Self::RemoveForGood
            | Self::Undo
            | Self::Redo => true,
            _ => matches!(self.entry().menu, Menu::Decide),
        }
    }

    /// Whether it answers what Review asks, so that it must have been on screen before.
    pub const fn decides(self) -> bool {
        matches!(self, Self::Accept | Self::Reject | Self::Doubtful | Self::NewCard | Self::AcceptParagraph)
            || self.chosen_card().is_some()
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

    /// Whether there is a screen on which both hold.
    fn meet(a: On, b: On) -> bool {
        Screen::TABS.iter().any(|(screen, _)| a.holds(*screen) && b.holds(*screen))
    }

    /// A chord as one system delivers it: modifiers by their names there, and the key.
    fn pressed(chord: Chord, is_mac: bool) -> (bool, bool, bool, bool, Key) {
        (chord.command && !is_mac, chord.command && is_mac, chord.shift, chord.alt, chord.key)
    }

    /// Pairs of actions that answer to the same keys where both hold.
    fn clashes(entries: &[(&'static str, On, &'static [Chord])], is_mac: bool) -> Vec<(&'static str, &'static str)> {
        let mut found = Vec::new();
        for (index, (first, first_on, first_chords)) in entries.iter().enumerate() {
            for (second, second_on, second_chords) in &entries[index + 1..] {
                let same = |a: &Chord| second_chords.iter().any(|b| pressed(*a, is_mac) == pressed(*b, is_mac));
                if meet(*first_on, *second_on) && first_chords.iter().any(same) {
                    found.push((*first, *second));
                }
            }
        }
        found
    }

    #[test]
    fn no_two_actions_share_a_key_where_both_hold() {
        let all: Vec<_> =
            Action::ALL.iter().map(|action| (action.label(), action.entry().on, action.chords())).collect();
        // Linux and Windows deliver Ctrl, a Mac delivers Cmd.
        for is_mac in [false, true] {
            assert_eq!(clashes(&all, is_mac), [], "on a Mac: {is_mac}");
        }
    }

    #[test]
    fn a_shared_key_is_found() {
        const KEY: &[Chord] = &[Chord::bare(Key::X)];
        const REVIEW: On = On::Screens(&[Screen::Review]);
        assert_eq!(clashes(&[("a", REVIEW, KEY), ("b", On::Anywhere, KEY)], false), [("a", "b")]);
        assert_eq!(clashes(&[("a", REVIEW, KEY), ("b", On::Screens(&[Screen::Library]), KEY)], false), []);
    }

    /// Chords that a system or a desktop keeps for itself, or that egui turns into events of its own.
    fn is_taken(chord: Chord) -> bool {
        let keys_of_text = [Key::C, Key::X, Key::V, Key::A];
        // Cmd+H hides a Mac's window, Cmd+M puts it away, Cmd+Tab and Cmd+Space belong to the desktop; Ctrl+W closes.
        let keys_of_desktops = [Key::H, Key::M, Key::Tab, Key::Space, Key::W];
        chord.command && !chord.shift && (keys_of_text.contains(&chord.key) || keys_of_desktops.contains(&chord.key))
            || chord.key == Key::F12
            || chord.key == Key::F10
    }

    #[test]
    fn no_key_is_one_that_layouts_lack_or_systems_keep() {
        let lacking = [Key::OpenBracket, Key::CloseBracket, Key::Slash, Key::Backslash, Key::Backtick, Key::Semicolon];
        for action in Action::ALL {
            for chord in action.chords() {
                assert!(!lacking.contains(&chord.key), "{action:?}");
                assert!(!is_taken(*chord), "{action:?}: {chord:?}");
            }
        }
        assert!(is_taken(Chord::command(Key::H)) && !is_taken(Chord::bare(Key::X)));
    }

    #[test]
    fn words_are_sentence_case_and_tooltips_are_no_sentences_with_a_period() {
        for action in Action::ALL {
            let label = action.label();
            let is_plain = |word: &str| word.starts_with(char::is_lowercase) || word.trim_end_matches('…') == "CSV";
            assert!(label.split(' ').skip(1).all(is_plain), "{label}");
            assert!(!action.tooltip().ends_with('.'), "{}", action.tooltip());
            assert_ne!(label, action.tooltip());
        }
    }

    #[test]
    fn labels_tell_actions_apart() {
        for (index, action) in Action::ALL.iter().enumerate() {
            for other in &Action::ALL[index + 1..] {
                let both_choose = action.chosen_card().is_some() && other.chosen_card().is_some();
                let meet = meet(action.entry().on, other.entry().on);
                assert!(both_choose || !meet || action.label() != other.label(), "{action:?} and {other:?}");
            }
        }
    }

    #[test]
    fn cards_are_chosen_by_number() {
        for number in 1..=9 {
            assert_eq!(Action::choose_card(number).and_then(Action::chosen_card), Some(number));
        }
        assert_eq!((Action::choose_card(0), Action::choose_card(10)), (None, None));
    }
}
