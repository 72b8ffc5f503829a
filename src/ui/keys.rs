//! From key events to actions: which keys count, where, and when they are dead.
//!
//! Bare keys are dead while text is being edited or a dialog is open; Enter, Space and the arrows belong to a focused
//! button; a key that is held down decides once. Never runs an action.

use crate::ui::action::Action;
use crate::ui::action::Chord;
use crate::ui::action::Screen;
use egui::Event;
use egui::Key;

/// What else could want the keys this frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Situation {
    pub screen: Screen,
    /// A text field has the focus.
    pub is_editing_text: bool,
    /// Some widget other than the screen's own surface has the focus.
    pub has_focused_widget: bool,
    /// A dialog covers the screen.
    pub is_covered: bool,
}

/// Actions whose keys went down since the last frame, in order.
pub fn actions(events: &[Event], situation: Situation) -> Vec<Action> {
    events.iter().filter_map(|event| action(event, situation)).collect()
}

fn action(event: &Event, situation: Situation) -> Option<Action> {
    let Event::Key { key, physical_key, pressed: true, repeat, modifiers } = event else { return None };
    if situation.is_covered {
        return None;
    }
    let key = physical_key.as_ref().filter(|physical| is_digit_key(**physical)).unwrap_or(key);
    let pressed = |chord: &Chord| {
        // A layout that needs Shift for `?` still means `?`.
        let shift = modifiers.shift && chord.key != Key::Questionmark;
        chord.key == *key && chord.command == modifiers.command && chord.shift == shift && chord.alt == modifiers.alt
    };
    let found = Action::ALL
        .iter()
        .copied()
        .find(|action| action.holds_on(situation.screen) && action.chords().iter().any(pressed))?;
    let is_bare = !modifiers.command;
    // A text field undoes its own typing.
    let is_fields_own = matches!(found, Action::Undo | Action::Redo);
    if situation.is_editing_text && (is_bare && !is_function_key(*key) || is_fields_own) {
        return None;
    }
    if situation.has_focused_widget && is_bare && moves_or_presses(*key) {
        return None;
    }
    (!*repeat || found.repeats()).then_some(found)
}

const fn is_digit_key(key: Key) -> bool {
    matches!(
        key,
        Key::Num0
            | Key::Num1
            | Key::Num2
            | Key::Num3
            | Key::Num4
            | Key::Num5
            | Key::Num6
            | Key::Num7
            | Key::Num8
            | Key::Num9
    )
}

const fn is_function_key(key: Key) -> bool {
    matches!(key, Key::F1)
}

/// Keys that a focused button or list takes for itself.
const fn moves_or_presses(key: Key) -> bool {
    matches!(key, Key::Enter | Key::Space | Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight | Key::Tab)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Modifiers;

    const READING: Situation =
        Situation { screen: Screen::Review, is_editing_text: false, has_focused_widget: false, is_covered: false };

    fn key(key: Key, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: Some(key), pressed: true, repeat: false, modifiers }
    }

    #[track_caller]
    fn check(event: &Event, situation: Situation, expected: Option<Action>) {
        assert_eq!(action(event, situation), expected);
    }

    #[test]
    fn keys_hold_in_their_context_only() {
        let enter = key(Key::Enter, Modifiers::NONE);
        check(&enter, READING, Some(Action::Accept));
        check(&enter, Situation { screen: Screen::Library, ..READING }, Some(Action::Open));
        check(&enter, Situation { screen: Screen::Export, ..READING }, None);
        check(&key(Key::X, Modifiers::NONE), READING, Some(Action::Reject));
        check(&key(Key::X, Modifiers::ALT), READING, None);
        check(&key(Key::X, Modifiers::COMMAND), READING, None);
    }

    #[test]
    fn bare_keys_are_dead_while_text_is_edited_and_chords_are_not() {
        let editing = Situation { is_editing_text: true, has_focused_widget: true, ..READING };
        for bare in [Key::X, Key::U, Key::J, Key::Enter, Key::Space, Key::Num1, Key::Questionmark] {
            check(&key(bare, Modifiers::NONE), editing, None);
        }
        check(&key(Key::Z, Modifiers::COMMAND), editing, None);
        check(&key(Key::Z, Modifiers::COMMAND), READING, Some(Action::Undo));
        check(&key(Key::L, Modifiers::COMMAND), editing, Some(Action::ShowLibrary));
        check(&key(Key::F1, Modifiers::NONE), editing, Some(Action::ShowKeys));
    }

    #[test]
    fn a_focused_button_keeps_enter_and_space() {
        let focused = Situation { has_focused_widget: true, ..READING };
        check(&key(Key::Enter, Modifiers::NONE), focused, None);
        check(&key(Key::Space, Modifiers::NONE), focused, None);
        check(&key(Key::X, Modifiers::NONE), focused, Some(Action::Reject));
    }

    #[test]
    fn a_dialog_keeps_all_keys() {
        check(&key(Key::X, Modifiers::NONE), Situation { is_covered: true, ..READING }, None);
    }

    #[test]
    fn held_down_keys_decide_once_but_keep_moving() {
        let held =
            |key| Event::Key { key, physical_key: Some(key), pressed: true, repeat: true, modifiers: Modifiers::NONE };
        check(&held(Key::Enter), READING, None);
        check(&held(Key::Space), READING, None);
        check(&held(Key::J), READING, Some(Action::NextStop));
    }

    #[test]
    fn digits_are_taken_by_where_they_lie() {
        // The key of `1` on a French keyboard, unshifted.
        let french = Event::Key {
            key: Key::Num7,
            physical_key: Some(Key::Num1),
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        check(&french, READING, Some(Action::ChooseCard1));
        check(&key(Key::Num2, Modifiers::NONE), READING, Some(Action::ChooseCard2));
    }

    #[test]
    fn a_question_mark_needs_no_particular_layout() {
        let german = Event::Key {
            key: Key::Questionmark,
            physical_key: Some(Key::Minus),
            pressed: true,
            repeat: false,
            modifiers: Modifiers::SHIFT,
        };
        check(&german, READING, Some(Action::ShowKeys));
    }

    #[test]
    fn redo_has_two_chords() {
        check(&key(Key::Y, Modifiers::COMMAND), READING, Some(Action::Redo));
        check(&key(Key::Z, Modifiers::COMMAND | Modifiers::SHIFT), READING, Some(Action::Redo));
    }
}
