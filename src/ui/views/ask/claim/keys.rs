//! Keys among the fields of a claim, before any of them takes them: from field to field, and other values by arrows.
//!
//! Never changes a field that has not the focus.

use crate::ui::views::ask::claim::ClaimState;
use crate::ui::views::ask::claim::input;
use crate::ui::views::ask::claim::input::Input;
use crate::ui::views::ask::claim::input::Row;
use crate::ui::views::ask::claim::row::letter;
use egui::Event;
use egui::Key;
use egui::Modifiers;
use egui::text::CCursor;
use egui::text::CCursorRange;
use egui::text_edit::TextEditState;

/// Letters that follow each other within this time are one word, in seconds.
const PAUSE: f64 = 0.9;

/// Fields in the order of their digits: the tenth has the nought.
const DIGITS: [Key; 10] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9, Key::Num0];

/// The digit that leads to a field.
pub fn digit(index: usize) -> String {
    if index < DIGITS.len() { ((index + 1) % 10).to_string() } else { String::new() }
}

/// Keys that hold for all fields.
pub fn keys_ui(ui: &mut egui::Ui, state: &mut ClaimState) {
    // Also out of a list that is open.
    if let Some(index) = digit_pressed(ui).filter(|index| *index < state.rows.len()) {
        egui::Popup::close_all(ui.ctx());
        state.goes_to = Some(index);
        return;
    }
    // A list that is open takes the arrows itself.
    if egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let focused = ui.memory(egui::Memory::focused);
    let at = state.rows.iter().position(|row| row.focus.is_some() && row.focus == focused);
    let n_rows = state.rows.len();
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    match (pressed(Key::ArrowDown), pressed(Key::ArrowUp), at) {
        (true, _, at) => state.goes_to = Some(at.map_or(0, |at| (at + 1) % n_rows)),
        (_, true, at) => state.goes_to = Some(at.map_or(n_rows - 1, |at| (at + n_rows - 1) % n_rows)),
        _ => {}
    }
    let Some(at) = at else { return };
    if matches!(state.rows[at].input, Input::Typed(_)) {
        text_keys_ui(ui, &mut state.rows[at]);
    } else {
        value_keys_ui(ui, state, at);
    }
}

/// Index of the field whose digit was pressed with Alt; by where the key lies, whatever it writes.
fn digit_pressed(ui: &egui::Ui) -> Option<usize> {
    ui.input_mut(|input| {
        let index_of = |event: &Event| match event {
            Event::Key { key, physical_key, pressed: true, modifiers, .. } if modifiers.alt && !modifiers.command => {
                let key = physical_key.filter(|physical| DIGITS.contains(physical)).unwrap_or(*key);
                DIGITS.iter().position(|digit| *digit == key)
            }
            _ => None,
        };
        let found = input.events.iter().find_map(index_of)?;
        // On some systems it writes a letter too.
        input.events.retain(|event| index_of(event).is_none() && !matches!(event, Event::Text(_)));
        Some(found)
    })
}

/// At a field that is chosen, not typed.
fn value_keys_ui(ui: &egui::Ui, state: &mut ClaimState, at: usize) {
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (is_deleted, is_backed) = (pressed(Key::Delete), pressed(Key::Backspace));
    let (is_right, is_left) = (pressed(Key::ArrowRight), pressed(Key::ArrowLeft));
    let now = ui.input(|input| input.time);
    let row = &mut state.rows[at];
    if is_right || is_left {
        row.take_offer(is_right);
    } else if is_backed && matches!(row.input, Input::Several(_)) {
        row.take_offer(false);
    } else if is_deleted || is_backed {
        row.clear();
    }
    if let (Input::Word(choices, word), Some(letter)) = (&mut row.input, letter(ui)) {
        let is_going_on = now - state.typed.1 < PAUSE && state.typed.2 == at;
        let typed = if is_going_on { format!("{}{letter}", state.typed.0) } else { letter.clone() };
        let whole = choices.iter().find(|choice| typed.len() > 1 && choice.starts_with(&typed)).copied();
        let by_letter = || input::next_with(choices, *word, &letter).or(*word);
        *word = whole.or_else(by_letter);
        state.typed = (typed, now, at);
    }
}

/// At the end of what is typed, Right takes what the article offers; elsewhere it moves the cursor.
fn text_keys_ui(ui: &egui::Ui, row: &mut Row) {
    let (Input::Typed(text), Some(id)) = (&row.input, row.focus) else { return };
    let mut edit = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    let end = CCursor::end_of_str(text).index;
    let is_at_end = edit.cursor.char_range().is_some_and(|range| {
        let other = range.secondary.index;
        range.primary.index == end && (other == end || other == CCursor::default().index)
    });
    let is_pressed = |input: &egui::InputState| input.modifiers.is_none() && input.key_pressed(Key::ArrowRight);
    if !is_at_end || !ui.input(is_pressed) || !row.take_offer(true) {
        return;
    }
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowRight));
    if let Input::Typed(text) = &row.input {
        edit.cursor.set_char_range(Some(CCursorRange::select_all_str(text)));
        edit.store(ui.ctx(), id);
    }
}

/// The window itself moves the focus by arrows, unless whoever has it wants them.
pub fn keep_arrows(ui: &egui::Ui, row: &Row) {
    if let Some(id) = row.focus.filter(|_| !matches!(row.input, Input::Typed(_))) {
        let filter =
            egui::EventFilter { vertical_arrows: true, horizontal_arrows: true, ..egui::EventFilter::default() };
        ui.memory_mut(|memory| {
            if memory.has_focus(id) {
                memory.set_focus_lock_filter(id, filter);
            }
        });
    }
}
