//! The fields of a claim, put right by hand: what stands in them, and what is typed or chosen instead.
//!
//! Never answers with a field that was left as it is, and never judges what an article means.

use crate::extract;
use crate::ledger::command::ClaimRef;
use crate::ledger::command::EntityId;
use crate::ledger::command::FieldEdit;
use crate::model::claim::Field;
use crate::model::claim::FieldType;
use crate::model::claim::Part;
use crate::model::claim::PartValue;
use crate::model::claim::fields_of;
use crate::model::edtf;
use crate::model::kind::ClaimKind;
use crate::model::kind::Modality;
use crate::model::kind::Qualifier;
use crate::model::kind::QuoteForm;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::views::ask::any_card;
use crate::ui::views::ask::any_card::AnyCard;
use crate::ui::views::ask::any_card::Outcome;
use crate::ui::views::ask::chooser::Chooser;
use crate::ui::widgets::control;
use crate::ui::words;
use egui::Key;
use egui::Modifiers;
use egui::RichText;

/// A card that a field can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub id: EntityId,
    pub name: String,
}

/// What is done with a field.
#[derive(Clone, Debug, PartialEq)]
enum Input {
    /// Typed: text, a date, a number.
    Typed(String),
    /// One of a few words, or none.
    Word(Vec<&'static str>, Option<&'static str>),
    /// One card or none.
    One(Option<EntityId>),
    Several(Vec<EntityId>),
    /// Somebody who has no card yet, to be decided first; it can only stay or go.
    Kept {
        names: String,
        stays: bool,
    },
}

#[derive(Debug)]
struct Row {
    field: Field,
    input: Input,
    /// As it was when the dialog opened.
    before: Input,
    /// A card of the whole dossier is wanted for it; what was typed to say so.
    wants_any: Option<String>,
    /// What of it takes the focus, since it was drawn.
    focus: Option<egui::Id>,
}

impl Row {
    fn clear(&mut self) {
        match &mut self.input {
            Input::Typed(text) => text.clear(),
            Input::Word(_, word) => *word = None,
            Input::One(card) => *card = None,
            Input::Several(cards) => cards.clear(),
            Input::Kept { stays, .. } => *stays = false,
        }
    }
}

#[derive(Debug)]
pub struct ClaimState {
    claim: ClaimRef,
    kind: ClaimKind,
    /// The words that the claim rests on.
    words: String,
    rows: Vec<Row>,
    /// Those that the names of the article have, and those that were picked besides.
    cards: Vec<Choice>,
    /// A card is being looked for.
    choosing: Option<AnyCard>,
    /// The field that a card was looked for gets the focus back.
    returns_to: Option<Field>,
}

impl ClaimState {
    /// `cards`: those that the names of the article have.
    pub fn new(claim: ClaimRef, kind: ClaimKind, words: &str, parts: &[Part<String>], cards: Vec<Choice>) -> Self {
        let fields = fields_of(kind).iter().filter(|field| field.field_type() != FieldType::Span);
        let rows = fields.map(|field| {
            let input = input(kind, *field, parts, &cards);
            Row { field: *field, before: input.clone(), input, wants_any: None, focus: None }
        });
        Self { claim, kind, words: words.to_owned(), rows: rows.collect(), cards, choosing: None, returns_to: None }
    }

    /// Where a card is being looked for.
    pub const fn chooser(&mut self) -> Option<&mut Chooser> {
        match &mut self.choosing {
            Some(choosing) => Some(choosing.chooser()),
            None => None,
        }
    }

    /// A card that was picked from all stands in the field: beside others where it takes several.
    fn take_card(&mut self, field: Field, card: Choice) {
        let Some(row) = self.rows.iter_mut().find(|row| row.field == field) else { return };
        row.input = match (&row.input, field.field_type()) {
            (Input::Several(chosen), _) if chosen.contains(&card.id) => Input::Several(chosen.clone()),
            (Input::Several(chosen), _) => Input::Several(chosen.iter().copied().chain([card.id]).collect()),
            (_, FieldType::Entities) => Input::Several(vec![card.id]),
            _ => Input::One(Some(card.id)),
        };
        if self.cards.iter().all(|known| known.id != card.id) {
            self.cards.push(card);
        }
    }

    /// The fields that were changed; the first that cannot be read as what it should be, in words.
    fn edits(&self) -> Result<Vec<FieldEdit>, String> {
        let changed = self.rows.iter().filter(|row| row.input != row.before);
        changed.map(|row| Ok(FieldEdit { field: row.field, values: values(row)? })).collect()
    }
}

fn input(kind: ClaimKind, field: Field, parts: &[Part<String>], cards: &[Choice]) -> Input {
    let said = || parts.iter().filter(|part| part.field == field).map(|part| &part.value);
    let names = || said().filter_map(|value| if let PartValue::Entity(name) = value { Some(name) } else { None });
    let card = |name: &String| cards.iter().find(|card| card.name == *name).map(|card| card.id);
    let typed = || match said().next() {
        Some(PartValue::Text(text)) => text.clone(),
        Some(PartValue::Number(number)) => words::number(*number),
        _ => String::new(),
    };
    match field.field_type() {
        FieldType::Entity | FieldType::Entities => {
            let Some(chosen) = names().map(card).collect::<Option<Vec<EntityId>>>() else {
                return Input::Kept { names: names().cloned().collect::<Vec<_>>().join(", "), stays: true };
            };
            if field.field_type() == FieldType::Entities {
                Input::Several(chosen)
            } else {
                Input::One(chosen.first().copied())
            }
        }
        _ => {
            let choices = choices(kind, field);
            let now = typed();
            let word = choices.iter().find(|word| **word == now).copied();
            if choices.is_empty() || word.is_none() && !now.is_empty() {
                Input::Typed(now)
            } else {
                Input::Word(choices, word)
            }
        }
    }
}

/// The few words that a field can hold; none where anything may be typed.
fn choices(kind: ClaimKind, field: Field) -> Vec<&'static str> {
    match (kind, field) {
        (ClaimKind::Figure, Field::Qualifier) => Qualifier::ALL.iter().map(|word| word.as_str()).collect(),
        (_, Field::Modality) => Modality::ALL.iter().map(|word| word.as_str()).collect(),
        (_, Field::QuoteForm) => QuoteForm::ALL.iter().map(|word| word.as_str()).collect(),
        (ClaimKind::Event, Field::Type) => extract::event_types().collect(),
        _ => Vec::new(),
    }
}

fn values(row: &Row) -> Result<Vec<PartValue<EntityId>>, String> {
    Ok(match &row.input {
        Input::Word(_, word) => word.iter().map(|word| PartValue::Text((*word).to_owned())).collect(),
        Input::One(card) => card.iter().map(|card| PartValue::Entity(*card)).collect(),
        Input::Several(cards) => cards.iter().map(|card| PartValue::Entity(*card)).collect(),
        Input::Kept { .. } => Vec::new(),
        Input::Typed(text) if text.trim().is_empty() => Vec::new(),
        Input::Typed(text) => vec![typed_value(row.field, text.trim())?],
    })
}

fn typed_value(field: Field, text: &str) -> Result<PartValue<EntityId>, String> {
    match field.field_type() {
        FieldType::Number => match extract::amount(text) {
            Some((number, rest)) if rest.trim().is_empty() => Ok(PartValue::Number(number)),
            _ => Err(format!("“{text}” is not a number: write 1,300,000 or 1.3 million")),
        },
        FieldType::Date => {
            let date = words::typed_date(text).unwrap_or_else(|| text.to_owned());
            let is_date = edtf::bounds(&date).is_some();
            is_date.then_some(PartValue::Text(date)).ok_or_else(|| {
                format!("“{text}” is not a date: write 2023-12-08, 8 Dec 2023, 2023-12 or 2023-12-05/2023-12-15")
            })
        }
        _ => Ok(PartValue::Text(text.to_owned())),
    }
}

const HINT: &str = "Up and Down go from field to field. Type to find a card; Left and Right, or a letter, take another word; \
                    Delete empties a field. Ctrl+Enter saves.";

pub fn claim_ui(ui: &mut egui::Ui, state: &mut ClaimState, outbox: &mut Outbox) -> Answer {
    if let Some(choosing) = &mut state.choosing {
        let outcome = any_card::any_card_ui(ui, choosing, outbox);
        if outcome != Outcome::Stay {
            state.returns_to = Some(choosing.field);
            state.choosing = None;
            // The fields are drawn in the next frame, by themselves: behind the list they would go by other names.
            ui.ctx().request_repaint();
        }
        if let (Outcome::Taken(card), Some(field)) = (outcome, state.returns_to) {
            state.take_card(field, card);
        }
        return Answer::Stay;
    }
    ui.heading(format!("Fields of the {}", words::claim_kind(state.kind)));
    ui.add(egui::Label::new(format!("“{}”", words::shortened(&state.words, 200))).wrap());
    ui.add_space(theme::GAP);
    keys_ui(ui, state);
    // From any field, also where Enter opens a list.
    let mut is_entered = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    let grid = egui::Grid::new("fields").num_columns(2).spacing([theme::GAP_LARGE, theme::GAP]);
    grid.show(ui, |ui| {
        for (index, row) in state.rows.iter_mut().enumerate() {
            let name = ui.label(words::field(row.field));
            is_entered |= row_ui(ui, row, &state.cards, name.id);
            if let (0, Some(first)) = (index, row.focus) {
                control::focus_once(ui, first);
            }
            if let Some(id) = row.focus.filter(|_| state.returns_to == Some(row.field)) {
                ui.memory_mut(|memory| memory.request_focus(id));
            }
            keep_arrows(ui, row);
            ui.end_row();
        }
    });
    state.returns_to = None;
    let wanted = state.rows.iter_mut().find_map(|row| Some((row.field, row.wants_any.take()?)));
    if let Some((field, typed)) = wanted {
        state.choosing = Some(AnyCard::new(field, &state.cards, typed));
    }
    ui.add_space(theme::GAP_SMALL);
    ui.add(egui::Label::new(RichText::new(HINT).weak()).wrap());
    let edits = state.edits();
    if let Err(reason) = &edits {
        ui.add(egui::Label::new(RichText::new(reason).color(Palette::of(ui).error)).wrap());
    }
    ui.add_space(theme::GAP);
    let mut is_saved = is_entered && edits.is_ok();
    let answer = ask::buttons_ui(ui, "Save", edits.is_ok(), || {
        is_saved = true;
        Answer::Close
    });
    match edits {
        Ok(to) if is_saved && to.is_empty() => Answer::Close,
        Ok(to) if is_saved => Answer::Edited(state.claim, to),
        _ => answer,
    }
}

/// Keys that hold for all fields, before any of them takes them.
fn keys_ui(ui: &mut egui::Ui, state: &mut ClaimState) {
    // A list that is open takes the arrows itself.
    if egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let focused = ui.memory(egui::Memory::focused);
    let at = state.rows.iter().position(|row| row.focus.is_some() && row.focus == focused);
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let n_rows = state.rows.len();
    let next = match (pressed(Key::ArrowDown), pressed(Key::ArrowUp), at) {
        (true, _, at) => Some(at.map_or(0, |at| (at + 1) % n_rows)),
        (_, true, at) => Some(at.map_or(n_rows - 1, |at| (at + n_rows - 1) % n_rows)),
        _ => None,
    };
    if let Some(row) = at.map(|at| &mut state.rows[at]).filter(|row| !matches!(row.input, Input::Typed(_))) {
        if pressed(Key::Delete) || pressed(Key::Backspace) {
            row.clear();
        }
        if let Input::Word(choices, word) = &mut row.input {
            match (pressed(Key::ArrowRight), pressed(Key::ArrowLeft), letter(ui)) {
                (true, ..) => *word = beside(choices, *word, true),
                (_, true, _) => *word = beside(choices, *word, false),
                (.., Some(letter)) => *word = next_with(choices, *word, &letter).or(*word),
                _ => {}
            }
        }
    }
    if let Some(id) = next.and_then(|next| state.rows[next].focus) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

/// A letter that was typed, in lower case.
fn letter(ui: &egui::Ui) -> Option<String> {
    ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            egui::Event::Text(text) if text.chars().all(char::is_alphanumeric) => Some(text.to_lowercase()),
            _ => None,
        })
    })
}

/// The word behind or before one, and none between the last and the first.
fn beside(choices: &[&'static str], word: Option<&'static str>, onward: bool) -> Option<&'static str> {
    let at = word.and_then(|word| choices.iter().position(|choice| *choice == word));
    match (at, onward) {
        (Some(at), true) => choices.get(at + 1).copied(),
        (Some(at), false) => at.checked_sub(1).map(|at| choices[at]),
        (None, true) => choices.first().copied(),
        (None, false) => choices.last().copied(),
    }
}

/// The next word that begins with a letter, behind one and then from the first on.
fn next_with(choices: &[&'static str], word: Option<&'static str>, letter: &str) -> Option<&'static str> {
    let after = word.and_then(|word| choices.iter().position(|choice| *choice == word)).map_or(0, |at| at + 1);
    let (before, behind) = choices.split_at(after);
    behind.iter().chain(before).find(|choice| choice.starts_with(letter)).copied()
}

/// The window itself moves the focus by arrows, unless whoever has it wants them.
fn keep_arrows(ui: &egui::Ui, row: &Row) {
    if let Some(id) = row.focus.filter(|_| !matches!(row.input, Input::Typed(_))) {
        let horizontal_arrows = matches!(row.input, Input::Word(..));
        let filter = egui::EventFilter { vertical_arrows: true, horizontal_arrows, ..egui::EventFilter::default() };
        ui.memory_mut(|memory| {
            if memory.has_focus(id) {
                memory.set_focus_lock_filter(id, filter);
            }
        });
    }
}

/// One field; whether Enter was pressed in it.
fn row_ui(ui: &mut egui::Ui, row: &mut Row, cards: &[Choice], label: egui::Id) -> bool {
    let salt = ("field", row.field.as_str());
    let name_of = |id: EntityId| cards.iter().find(|card| card.id == id).map_or("?", |card| card.name.as_str());
    match &mut row.input {
        Input::Typed(text) => {
            let edit = egui::TextEdit::singleline(text).desired_width(f32::INFINITY);
            let response = ui.add(edit).labelled_by(label);
            row.focus = Some(response.id);
            control::select_when_reached(ui, &response, text);
            response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
        }
        Input::Word(choices, word) => {
            let shown = word.map_or(String::new(), |word| words::field_word(row.field, word));
            let shown = egui::ComboBox::from_id_salt(salt).selected_text(shown).show_ui(ui, |ui| {
                ui.selectable_value(word, None, "–");
                for choice in choices.iter() {
                    ui.selectable_value(word, Some(*choice), words::field_word(row.field, choice));
                }
            });
            row.focus = Some(shown.response.id);
            shown.response.labelled_by(label);
            false
        }
        Input::One(chosen) => {
            let shown = chosen.map_or("–", name_of);
            row.wants_any = card_ui(ui, row.field, shown, &mut row.focus);
            false
        }
        Input::Several(chosen) => {
            control::cell_of_lines(ui, |ui| {
                let mut gone = None;
                for card in chosen.iter() {
                    let name = name_of(*card);
                    let chip = ui.button(format!("{name}  ×")).on_hover_text("Take out");
                    let label = format!("{}: take out {name}", words::field(row.field));
                    chip.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
                    gone = gone.or(chip.clicked().then_some(*card));
                }
                chosen.retain(|card| Some(*card) != gone);
                row.wants_any = card_ui(ui, row.field, "Add…", &mut row.focus);
            });
            false
        }
        Input::Kept { names, stays } => {
            control::cell_of_lines(ui, |ui| {
                ui.checkbox(stays, names.as_str());
                ui.label(RichText::new("no card yet").weak());
                row.wants_any = card_ui(ui, row.field, "Another…", &mut row.focus);
            });
            false
        }
    }
}

/// The way to all cards of the dossier, those of the article first: pressed, or a letter typed while it has the focus.
fn card_ui(ui: &mut egui::Ui, field: Field, shown: &str, focus: &mut Option<egui::Id>) -> Option<String> {
    let button = ui.button(shown).on_hover_text("Find a card while typing");
    let name = format!("{}: {shown}", words::field(field));
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    *focus = Some(button.id);
    if button.clicked() { Some(String::new()) } else { letter(ui).filter(|_| button.has_focus()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(parts: &[Part<String>]) -> ClaimState {
        let cards = vec![Choice { id: 4, name: "Lima".to_owned() }, Choice { id: 5, name: "Ana Ruiz".to_owned() }];
        let claim = ClaimRef::Decided(7);
        ClaimState::new(claim, ClaimKind::Figure, "over 41 miners", parts, cards)
    }

    fn row(state: &mut ClaimState, field: Field) -> &mut Input {
        &mut state.rows.iter_mut().find(|row| row.field == field).expect("a field of figures").input
    }

    #[test]
    fn only_what_was_changed_is_sent() {
        let parts = [
            Part::number(Field::Value, 41.0),
            Part::text(Field::Qualifier, "over"),
            Part::entity(Field::Place, "Lima".to_owned()),
            Part::entity(Field::SaidBy, "Bo Lind".to_owned()),
        ];
        let mut state = state(&parts);
        assert_eq!(state.edits(), Ok(Vec::new()));
        assert_eq!(*row(&mut state, Field::Place), Input::One(Some(4)));
        let kept = Input::Kept { names: "Bo Lind".to_owned(), stays: true };
        assert_eq!(*row(&mut state, Field::SaidBy), kept, "who has no card is kept");
        *row(&mut state, Field::Value) = Input::Typed("1.3 million".to_owned());
        *row(&mut state, Field::AsOf) = Input::Typed("8 Dec 2023".to_owned());
        *row(&mut state, Field::Place) = Input::One(None);
        let edit = |field, values| FieldEdit { field, values };
        let expected = vec![
            edit(Field::Value, vec![PartValue::Number(1_300_000.0)]),
            edit(Field::Place, Vec::new()),
            edit(Field::AsOf, vec![PartValue::Text("2023-12-08".to_owned())]),
        ];
        assert_eq!(state.edits(), Ok(expected));
    }

    #[test]
    fn any_card_takes_the_place_of_another_of_nobody_and_of_who_has_none() {
        let parts = [Part::entity(Field::Place, "Lima".to_owned()), Part::entity(Field::SaidBy, "Bo Lind".to_owned())];
        let mut figure = state(&parts);
        let card = |id: EntityId, name: &str| Choice { id, name: name.to_owned() };
        figure.take_card(Field::Place, card(9, "Cusco"));
        figure.take_card(Field::SaidBy, card(5, "Ana Ruiz"));
        assert_eq!(*row(&mut figure, Field::Place), Input::One(Some(9)));
        let edit = |field, id| FieldEdit { field, values: vec![PartValue::Entity(id)] };
        assert_eq!(figure.edits(), Ok(vec![edit(Field::Place, 9), edit(Field::SaidBy, 5)]));
        assert_eq!(figure.cards.iter().map(|card| card.id).collect::<Vec<_>>(), [4, 5, 9], "each is offered once");
        let claim = ClaimRef::Decided(7);
        let actors = [Part::entity(Field::Actors, "Bo Lind".to_owned())];
        let mut event = ClaimState::new(claim, ClaimKind::Event, "they met", &actors, Vec::new());
        for id in [9, 5, 9] {
            event.take_card(Field::Actors, card(id, "somebody"));
        }
        assert_eq!(*row(&mut event, Field::Actors), Input::Several(vec![9, 5]), "in order, each once");
    }

    #[test]
    fn any_field_can_be_emptied_also_of_who_has_no_card() {
        let parts = [
            Part::number(Field::Value, 41.0),
            Part::entity(Field::Place, "Lima".to_owned()),
            Part::entity(Field::SaidBy, "Bo Lind".to_owned()),
        ];
        let mut state = state(&parts);
        for row in &mut state.rows {
            row.clear();
        }
        let emptied: Vec<Field> = state.edits().expect("edits").iter().map(|edit| edit.field).collect();
        assert_eq!(emptied, [Field::Value, Field::Place, Field::SaidBy]);
        assert!(state.edits().expect("edits").iter().all(|edit| edit.values.is_empty()));
    }

    #[test]
    fn words_are_gone_through_by_arrows_and_by_their_first_letter() {
        let words = ["meeting", "visit", "attack", "arrest"];
        for (from, onward, to) in [
            (None, true, Some("meeting")),
            (Some("meeting"), true, Some("visit")),
            (Some("arrest"), true, None),
            (None, false, Some("arrest")),
            (Some("meeting"), false, None),
        ] {
            assert_eq!(beside(&words, from, onward), to, "{from:?} {onward}");
        }
        for (from, letter, to) in [
            (None, "a", Some("attack")),
            (Some("attack"), "a", Some("arrest")),
            (Some("arrest"), "a", Some("attack")),
            (Some("arrest"), "m", Some("meeting")),
            (Some("arrest"), "z", None),
        ] {
            assert_eq!(next_with(&words, from, letter), to, "{from:?} {letter}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for (field, typed, said) in [
            (Field::Value, "many", "“many” is not a number: write 1,300,000 or 1.3 million"),
            (Field::Value, "41 miners", "“41 miners” is not a number: write 1,300,000 or 1.3 million"),
        ] {
            let mut state = state(&[]);
            *row(&mut state, field) = Input::Typed(typed.to_owned());
            assert_eq!(state.edits(), Err(said.to_owned()));
        }
        let mut state = state(&[]);
        *row(&mut state, Field::AsOf) = Input::Typed("someday".to_owned());
        assert!(state.edits().is_err_and(|said| said.starts_with("“someday” is not a date")));
    }
}
