//! The registry of actions: flat, one entry each, in the order of menus and of the list of keys.
//!
//! Never says what an action does to the state: that is with the screens.

use crate::ui::action::Chord;
use crate::ui::action::Entry;
use crate::ui::action::Menu;
use crate::ui::action::On;
use crate::ui::action::Screen;
use egui::Key;

const ANYWHERE: On = On::Anywhere;
const ALWAYS: On = On::Always;
const REVIEW: On = On::Screens(&[Screen::Review]);
const CARDS: On = On::Screens(&[Screen::Cards]);
const CLAIMS: On = On::Screens(&[Screen::Claims]);
const HISTORY: On = On::Screens(&[Screen::History]);
const EXPORT: On = On::Screens(&[Screen::Export]);
/// Screens that show rows.
const ROWS: On = On::Screens(&[Screen::Library, Screen::Cards, Screen::Claims, Screen::Search, Screen::History]);
/// Screens with an article, a card or a claim at hand.
const THINGS: On = On::Screens(&[Screen::Library, Screen::Review, Screen::Cards, Screen::Claims, Screen::Search]);
/// Screens with an article at hand.
const ARTICLES: On = On::Screens(&[Screen::Library, Screen::Review]);

const fn bare(key: Key) -> Chord {
    Chord::bare(key)
}

const fn bare_shift(key: Key) -> Chord {
    Chord::shift(key)
}

const fn alt(key: Key) -> Chord {
    Chord::alt(key)
}

const fn alt_shift(key: Key) -> Chord {
    Chord::alt_shift(key)
}

const fn ctrl(key: Key) -> Chord {
    Chord::command(key)
}

const fn ctrl_shift(key: Key) -> Chord {
    Chord::command_shift(key)
}

/// Makes the enum, the list of all, and the entry of each from one table.
macro_rules! actions {
    ($($name:ident { $label:literal, $tooltip:literal, $menu:ident, $on:ident, [$($chord:expr),*] })+) => {
        /// Something the window can be asked to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $(#[doc = $tooltip] $name),+ }

        impl Action {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            pub const fn entry(self) -> &'static Entry {
                match self {
                    $(Self::$name => {
                        const CHORDS: &[Chord] = &[$($chord),*];
                        const ENTRY: &Entry = &Entry {
                            label: $label,
                            tooltip: $tooltip,
                            on: $on,
                            menu: Menu::$menu,
                            chords: CHORDS,
                        };
                        ENTRY
                    }),+
                }
            }
        }
    };
}

actions! {
    NewDossier { "New dossier…", "Make another dossier and open it; this one is closed", Dossier, ANYWHERE, [ctrl(Key::N)] }
    OpenDossier { "Open a dossier…", "Open another dossier; this one is closed", Dossier, ALWAYS, [ctrl(Key::O)] }
    SaveCopy { "Save a copy…", "Write a checked copy of this dossier, while it stays open", Dossier, ANYWHERE, [ctrl_shift(Key::S)] }
    VerifyDossier { "Verify", "Check that everything in this dossier is still as it was decided", Dossier, ANYWHERE, [] }
    RunExport { "Write the export", "Write what is chosen into the folder", Dossier, EXPORT, [ctrl(Key::Enter)] }
    ShowSettings { "Settings…", "Your name, colours, size, backups, and where they are kept", Dossier, ALWAYS, [ctrl(Key::Comma)] }
    Quit { "Quit", "Finish what is being saved and close the window", Dossier, ALWAYS, [ctrl(Key::Q)] }

    ImportFiles { "Import articles…", "Choose text, Markdown or saved web pages", Articles, ANYWHERE, [ctrl(Key::I)] }
    ImportFolder { "Import a folder…", "Take in everything readable in a folder and below it", Articles, ANYWHERE, [ctrl_shift(Key::I)] }
    ImportPath { "Import from a path…", "Type where the articles are, instead of choosing", Articles, ANYWHERE, [] }
    PasteArticle { "Paste an article…", "Take in a text from the clipboard", Articles, ANYWHERE, [ctrl_shift(Key::V)] }
    ShowNews { "What is new…", "People, figures of what is measured, and roles that came with the last import, or the one that is filtered for", Articles, ANYWHERE, [] }
    StopJob { "Stop", "Stop after the article in hand; what is in stays in", Articles, ANYWHERE, [] }
    NextArticle { "Next article", "Open the next article that is not done", Articles, REVIEW, [bare(Key::N)] }
    Done { "Done", "Mark the article done; known names are accepted with it", Articles, REVIEW, [ctrl(Key::D)] }
    SetAside { "Set aside", "Put the article away without finishing it", Articles, ARTICLES, [] }
    ReopenArticle { "Reopen", "Put a done article, or one set aside, back among those begun", Articles, ARTICLES, [] }
    NotArticle { "Not part of the article", "Say that this paragraph is a menu, an advertisement or the publisher's own words; again to take it back", Articles, REVIEW, [bare(Key::B)] }
    SetDetails { "Date and publisher…", "Say when, where and by whom the article was published; relative dates in it are read anew", Articles, ARTICLES, [] }
    RemoveForGood { "Remove for good…", "Destroy the words of this article; that it was here stays on record", Articles, ARTICLES, [] }

    Undo { "Undo", "Take back the last change", Edit, ANYWHERE, [ctrl(Key::Z), bare(Key::U)] }
    Redo { "Redo", "Make the change again that was taken back last", Edit, ANYWHERE, [ctrl_shift(Key::Z), ctrl(Key::Y)] }
    CopyWithSource { "Copy with source", "Copy the words with speaker, date, publisher, title and address", Edit, THINGS, [ctrl_shift(Key::C)] }
    Annotate { "Note and tags…", "Write a remark or keywords of your own on what is at hand", Edit, THINGS, [bare(Key::T)] }
    PrintSheet { "Sheet to print…", "One page that proves it: the words in their paragraph, where they came from, who decided", Edit, THINGS, [ctrl(Key::P)] }
    ShowLists { "Lists…", "Names of your own that are suggested wherever they stand: CSV, OpenSanctions, GeoNames, Wikidata", Edit, ANYWHERE, [] }
    ShowStanding { "Always and never…", "Names that are accepted or rejected in every article, and who said so", Edit, ANYWHERE, [] }

    ShowLibrary { "Library", "All articles of this dossier", Go, ANYWHERE, [ctrl(Key::Num1), ctrl(Key::L)] }
    ShowReview { "Review", "Read the open article and decide what was found in it", Go, ANYWHERE, [ctrl(Key::Num2), ctrl(Key::R)] }
    ShowCards { "Cards", "People, organisations, places and other things with a name", Go, ANYWHERE, [ctrl(Key::Num3)] }
    ShowClaims { "Claims", "Figures, quotes, roles and events that articles tell", Go, ANYWHERE, [ctrl(Key::Num4)] }
    ShowSearch { "Search", "Find words, names and values in the whole dossier", Go, ANYWHERE, [ctrl(Key::Num5), ctrl_shift(Key::F)] }
    ShowHistory { "History", "Every change, in order: who, what, when", Go, ANYWHERE, [ctrl(Key::Num6)] }
    ShowExport { "Export", "Write the record as CSV", Go, ANYWHERE, [ctrl(Key::Num7), ctrl(Key::E)] }
    GoBack { "Back", "Go back to the screen before", Go, ANYWHERE, [bare(Key::Backspace)] }
    Find { "Find here", "Put the cursor into the filter of this screen", Go, ANYWHERE, [ctrl(Key::F)] }

    Open { "Open", "Open what is selected: the article, the card, the words", Table, ROWS, [bare(Key::Enter)] }
    NextRow { "Next row", "Move down one row", Table, ROWS, [bare(Key::J), bare(Key::ArrowDown)] }
    PreviousRow { "Previous row", "Move up one row", Table, ROWS, [bare(Key::K), bare(Key::ArrowUp)] }
    NextRows { "Page down", "Move down by a screenful of rows", Table, ROWS, [bare(Key::PageDown)] }
    PreviousRows { "Page up", "Move up by a screenful of rows", Table, ROWS, [bare(Key::PageUp)] }
    FirstRow { "First row", "Move to the first row", Table, ROWS, [bare(Key::Home)] }
    LastRow { "Last row", "Move to the last row", Table, ROWS, [bare(Key::End)] }
    CopyTable { "Copy the table", "Copy the rows as they are filtered and sorted, for a spreadsheet", Table, ROWS, [] }
    SaveTable { "Save the table as CSV…", "Write the rows as they are filtered and sorted into a file", Table, ROWS, [] }

    Accept { "Accept", "Do what the panel says, and move on", Decide, REVIEW, [bare(Key::Enter)] }
    AcceptEverywhere { "Accept everywhere…", "Accept this name in other articles too, as one card; each is shown first and can be left out", Decide, REVIEW, [bare_shift(Key::Enter)] }
    Reject { "Reject", "Say that this is not so, and move on", Decide, REVIEW, [bare(Key::X)] }
    RejectEverywhere { "Reject everywhere…", "Reject this name in all articles, and if you like in those to come; how many is said first", Decide, REVIEW, [bare_shift(Key::X)] }
    Doubtful { "Doubtful", "Keep it, marked as doubtful, and move on", Decide, REVIEW, [bare(Key::O)] }
    NewCard { "New card", "Accept it as somebody or something else than the cards that are offered: they are never the same", Decide, REVIEW, [bare(Key::D)] }
    PickCard { "Whose name…", "Find the card that this name belongs to while typing; of a claim, say that it is what another article tells", Decide, REVIEW, [bare(Key::S)] }
    ChooseCard1 { "Choose this card or kind", "Accept the name as the card of this number, or as a name of this kind, and go on; of several claims, take one alone", Decide, REVIEW, [bare(Key::Num1)] }
    ChooseCard2 { "Choose this card or kind", "Accept the name as the card of this number, or as a name of this kind, and go on; of several claims, take one alone", Decide, REVIEW, [bare(Key::Num2)] }
    ChooseCard3 { "Choose this card or kind", "Accept the name as the card of this number, or as a name of this kind, and go on; of several claims, take one alone", Decide, REVIEW, [bare(Key::Num3)] }
    ChooseCard4 { "Choose this card or kind", "Accept the name as the card of this number, or as a name of this kind, and go on; of several claims, take one alone", Decide, REVIEW, [bare(Key::Num4)] }
    ChooseCard5 { "Choose this card or kind", "Accept the name as the card of this number, or as a name of this kind, and go on; of several claims, take one alone", Decide, REVIEW, [bare(Key::Num5)] }
    ChooseCard6 { "Choose this card or kind", "Accept the name as the card of this number, or as a name of this kind, and go on; of several claims, take one alone", Decide, REVIEW, [bare(Key::Num6)] }
    ChooseCard7 { "Choose this card or kind", "Accept the name as the card of this number, or as a name of this kind, and go on; of several claims, take one alone", Decide, REVIEW, [bare(Key::Num7)] }
    ChooseCard8 { "Choose this card or kind", "Accept the name as the card of this number, or as a name of this kind, and go on; of several claims, take one alone", Decide, REVIEW, [bare(Key::Num8)] }
    ChooseCard9 { "Choose this card or kind", "Accept the name as the card of this number, or as a name of this kind, and go on; of several claims, take one alone", Decide, REVIEW, [bare(Key::Num9)] }
    AcceptParagraph { "Accept the paragraph", "Accept what is sure in the rest of the paragraph, up to the first doubt", Decide, REVIEW, [bare(Key::Space)] }
    TakeOver { "Take over", "Decide here what was decided in an earlier article, where the sentences are the same", Decide, REVIEW, [bare(Key::C)] }
    EndOnward { "End later", "Let the words in question end one word later", Decide, REVIEW, [bare(Key::ArrowRight)] }
    EndBack { "End earlier", "Let the words in question end one word earlier", Decide, REVIEW, [bare(Key::ArrowLeft)] }
    StartBack { "Begin earlier", "Let the words in question begin one word earlier", Decide, REVIEW, [bare_shift(Key::ArrowLeft)] }
    StartOnward { "Begin later", "Let the words in question begin one word later", Decide, REVIEW, [bare_shift(Key::ArrowRight)] }
    EndLetterOnward { "End a letter later", "Let the words in question end one letter later", Decide, REVIEW, [alt(Key::ArrowRight)] }
    EndLetterBack { "End a letter earlier", "Let the words in question end one letter earlier", Decide, REVIEW, [alt(Key::ArrowLeft)] }
    StartLetterBack { "Begin a letter earlier", "Let the words in question begin one letter earlier", Decide, REVIEW, [alt_shift(Key::ArrowLeft)] }
    StartLetterOnward { "Begin a letter later", "Let the words in question begin one letter later", Decide, REVIEW, [alt_shift(Key::ArrowRight)] }
    BackInTrail { "Back to the last decision", "Go to what was decided last, again to the one before, to decide otherwise; then on from where you were", Decide, REVIEW, [bare(Key::Z)] }
    PickWords { "Pick words", "Take words of the text in hand that nobody suggested: arrows carry them, Shift and arrows take more", Decide, REVIEW, [bare(Key::M)] }
    DropWords { "Drop the words", "Leave the words in hand as they were", Decide, REVIEW, [bare(Key::Escape)] }
    MakeFigure { "Make a figure", "Record the words in hand as a figure", Decide, REVIEW, [bare(Key::F)] }
    MakeQuote { "Make a quote", "Record the words in hand as what somebody said", Decide, REVIEW, [bare(Key::Q)] }
    MakeRole { "Make a role", "Record the words in hand as the office somebody holds", Decide, REVIEW, [bare(Key::R)] }
    MakeEvent { "Make an event", "Record the words in hand as something that happened", Decide, REVIEW, [bare(Key::V)] }
    EditClaim { "Fields…", "Put right what a claim says: its number, who said it, where, when", Decide, REVIEW, [bare(Key::E)] }
    NextStop { "Next", "Go on without deciding", Decide, REVIEW, [bare(Key::J), bare(Key::ArrowDown)] }
    PreviousStop { "Previous", "Go back without deciding", Decide, REVIEW, [bare(Key::K), bare(Key::ArrowUp)] }
    OtherOrder { "Other order", "Go through what is asked in another order: as it is read, name by name through all articles, the least certain first", Decide, REVIEW, [bare(Key::L)] }
    FilterStops { "Filter", "Ask about some of it only: a kind, a state, a rule, how certain it is; again for all", Decide, REVIEW, [bare(Key::I)] }
    SameAs { "Same as…", "Say that this card and another are one: choose the other", Decide, CARDS, [bare(Key::S)] }
    DifferentFrom { "Different from…", "Say that this card and another are never the same: choose the other", Decide, CARDS, [bare(Key::D)] }
    AddName { "Add a name…", "Give the card one more name, by which it is found and suggested", Decide, CARDS, [bare(Key::N)] }
    ChangeKind { "Change the kind…", "Say what kind of thing the card is about; its mentions follow", Decide, CARDS, [bare(Key::L)] }
    AddIdentifier { "Add an identifier…", "Say under which number others keep it, as in Wikidata", Decide, CARDS, [bare(Key::I)] }
    TakeOut { "Take out…", "Take the selected mention out of the card, into one of its own", Decide, CARDS, [bare(Key::X)] }
    RenameCard { "Rename…", "Give the card another name; the one before stays as an alias", Decide, CARDS, [bare(Key::F2)] }
    AcceptClaim { "Accept", "Record the selected claim as what its words say", Decide, CLAIMS, [ctrl(Key::Enter)] }
    RejectClaim { "Reject", "Say that the selected claim is not what its words say", Decide, CLAIMS, [bare(Key::X)] }
    DoubtClaim { "Doubtful", "Keep the selected claim, marked as doubtful", Decide, CLAIMS, [bare(Key::O)] }
    ReopenClaim { "Decide anew", "Take back the decision on the selected claim: it is a suggestion again", Decide, CLAIMS, [bare(Key::R)] }
    IntoMeasure { "Into a measure…", "Say what the selected figure is a figure of, to see it beside others of that", Decide, CLAIMS, [bare(Key::G)] }
    JoinClaim { "The same", "One claim with both sources; of figures, both in one measure", Decide, CLAIMS, [bare(Key::S)] }
    TellApart { "Different", "Two different things, which are not offered as one again", Decide, CLAIMS, [bare_shift(Key::D)] }
    ShowMeasures { "Measures", "Figures of one thing side by side, and where they differ; again for the table", View, CLAIMS, [bare(Key::M)] }
    ShowTimeline { "Timeline", "What happened and is to happen, in the order of its days; again for the table", View, CLAIMS, [bare(Key::L)] }
    SayDifference { "Say how they differ…", "Whether two figures of a measure disagree, are of different things, or one corrects the other", Decide, CLAIMS, [bare(Key::D)] }
    UndoThis { "Undo this change", "Take back the selected change, where nothing later builds on it", Decide, HISTORY, [bare(Key::X)] }
    ApplyAgain { "Apply again", "Make the selected change once more, as a new one", Decide, HISTORY, [bare(Key::A)] }

    FollowSystemTheme { "Colours of the system", "Light or dark, as the desktop is set", View, ALWAYS, [] }
    UseLightTheme { "Light", "Dark text on light ground", View, ALWAYS, [] }
    UseDarkTheme { "Dark", "Light text on dark ground", View, ALWAYS, [] }
    ZoomIn { "Larger", "Make everything larger, up to 200 %", View, ALWAYS, [ctrl(Key::Plus), ctrl(Key::Equals)] }
    ZoomOut { "Smaller", "Make everything smaller, down to 80 %", View, ALWAYS, [ctrl(Key::Minus)] }
    ZoomReset { "Actual size", "Back to 100 %", View, ALWAYS, [ctrl(Key::Num0)] }

    ShowPalette { "All actions…", "Find any action by its name", Help, ALWAYS, [ctrl(Key::K)] }
    ShowKeys { "Keys", "Every key and what it does", Help, ALWAYS, [bare(Key::F1), bare(Key::Questionmark)] }
    ShowMessages { "Messages", "What was said at the foot of the window in this sitting", Help, ALWAYS, [] }
}
