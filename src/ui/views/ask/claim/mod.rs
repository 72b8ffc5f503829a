//! The fields of a claim, put right by hand: what stands in them, and what is typed or chosen instead.
//!
//! Never answers with a field that was left as it is, and never judges what an article means.

pub mod input;
pub mod keys;
pub mod row;

use crate::ledger::command::ClaimRef;
use crate::ledger::command::EntityRef;
use crate::ledger::command::FieldEdit;
use crate::model::claim::Field;
use crate::model::claim::FieldType;
use crate::model::claim::Part;
use crate::model::claim::fields_of;
use crate::model::kind::ClaimKind;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::views::ask::any_card;
use crate::ui::views::ask::any_card::AnyCard;
use crate::ui::views::ask::any_card::Outcome;
use crate::ui::views::ask::chooser::Chooser;
use crate::ui::views::ask::claim::input::Choice;
use crate::ui::views::ask::claim::input::Input;
use crate::ui::views::ask::claim::input::Row;
use crate::ui::words;
use crate::workspace::review::offers::Offers;
use egui::Key;
use egui::Modifiers;
use egui::RichText;

/// What is known beside a claim's own parts.
#[derive(Debug, Default)]
pub struct Beside {
    /// What the article offers.
    pub offers: Offers,
    /// Cards that its parts name, by their names.
    pub cards: Vec<(String, i64)>,
    /// The field that was read with least certainty.
    pub least_sure: Option<Field>,
    /// The words that say who speaks, where no name does.
    pub speaker_words: Option<String>,
}

#[derive(Debug)]
pub struct ClaimState {
    claim: ClaimRef,
    kind: ClaimKind,
    /// The words that the claim rests on.
    words: String,
    rows: Vec<Row>,
    /// Whom the fields can name by now.
    known: Vec<Choice>,
    /// A card is being looked for.
    choosing: Option<AnyCard>,
    /// Index of the field that gets the focus next.
    goes_to: Option<usize>,
    /// Letters of a word that is being typed, when the last was, and in which field.
    typed: (String, f64, usize),
}

impl ClaimState {
    pub fn new(claim: ClaimRef, kind: ClaimKind, words: &str, parts: &[Part<String>], beside: &Beside) -> Self {
        let known = known(beside);
        let fields = fields_of(kind).iter().filter(|field| field.field_type() != FieldType::Span);
        let rows: Vec<Row> = fields.map(|field| Row::new((kind, *field), parts, &known, beside)).collect();
        let first = input::most_wanted(kind, &rows, beside.least_sure);
        Self {
            claim,
            kind,
            words: words.to_owned(),
            rows,
            known,
            choosing: None,
            goes_to: Some(first),
            typed: (String::new(), f64::NEG_INFINITY, 0),
        }
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
            (Input::Several(chosen), _) if chosen.contains(&card.who) => Input::Several(chosen.clone()),
            (Input::Several(chosen), _) => Input::Several(chosen.iter().copied().chain([card.who]).collect()),
            (_, FieldType::Entities) => Input::Several(vec![card.who]),
            _ => Input::One(Some(card.who)),
        };
        if self.known.iter().all(|known| known.who != card.who) {
            self.known.push(card);
        }
    }

    /// The fields that were changed; the first that cannot be read as what it should be, in words.
    fn edits(&self) -> Result<Vec<FieldEdit>, String> {
        self.rows.iter().filter_map(Row::edit).collect()
    }

    /// What is recorded; nothing where nothing was changed.
    fn saved(&self, to: Vec<FieldEdit>) -> Answer {
        if to.is_empty() { Answer::Close } else { Answer::Edited(self.claim, to) }
    }
}

/// Whom the parts of a claim may name: its own cards, and names of the article under all that they are called there.
fn known(beside: &Beside) -> Vec<Choice> {
    let own = beside.cards.iter().map(|(name, id)| Choice { who: EntityRef::Decided(*id), name: name.clone() });
    let names = beside.offers.names.iter();
    let here = names.clone().map(|offer| Choice { who: offer.who, name: offer.name.clone() });
    let also = names.flat_map(|offer| offer.aliases.iter().map(|alias| Choice { who: offer.who, name: alias.clone() }));
    own.chain(here).chain(also).collect()
}

/// How many of the names and words on offer are told.
const TOLD: usize = 4;

pub fn claim_ui(ui: &mut egui::Ui, state: &mut ClaimState, outbox: &mut Outbox) -> Answer {
    if state.choosing.is_some() {
        return choosing_ui(ui, state, outbox);
    }
    ui.heading(format!("Fields of the {}", words::claim_kind(state.kind)));
    ui.add(egui::Label::new(format!("“{}”", words::shortened(&state.words, 200))).wrap());
    ui.add_space(theme::GAP);
    keys::keys_ui(ui, state);
    // From any field, also where Enter opens a list.
    let mut is_entered = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    let grid = egui::Grid::new("fields").num_columns(2).spacing([theme::GAP_LARGE, theme::GAP]);
    grid.show(ui, |ui| {
        for (index, row) in state.rows.iter_mut().enumerate() {
            let name = ui.horizontal(|ui| {
                ui.small(RichText::new(keys::digit(index)).color(Palette::of(ui).muted));
                ui.label(words::field(row.field)).id
            });
            is_entered |= row::row_ui(ui, row, &state.known, name.inner);
            keys::keep_arrows(ui, row);
            ui.end_row();
        }
    });
    if let Some(id) = state.goes_to.and_then(|index| state.rows.get(index)?.focus) {
        // Until it has it: the first frame lays out more narrowly, and what wraps there goes by another name.
        if ui.memory(|memory| memory.has_focus(id)) {
            state.goes_to = None;
        } else {
            ui.memory_mut(|memory| memory.request_focus(id));
            ui.ctx().request_repaint();
        }
    }
    let wanted = state.rows.iter_mut().find_map(|row| row.wants_any.take().map(|typed| (row.field, typed)));
    if let Some((field, typed)) = wanted {
        let row = state.rows.iter().find(|row| row.field == field);
        let names = row.map(|row| row.names.clone()).unwrap_or_default();
        state.choosing = Some(AnyCard::new((state.kind, field), names, typed));
    }
    ui.add_space(theme::GAP_SMALL);
    hint_ui(ui, state);
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
        Ok(to) if is_saved => state.saved(to),
        _ => answer,
    }
}

/// While a card is looked for, the fields wait behind it.
fn choosing_ui(ui: &mut egui::Ui, state: &mut ClaimState, outbox: &mut Outbox) -> Answer {
    let Some(choosing) = &mut state.choosing else { return Answer::Stay };
    let (field, outcome) = (choosing.field, any_card::any_card_ui(ui, choosing, outbox));
    if outcome == Outcome::Stay {
        return Answer::Stay;
    }
    state.choosing = None;
    state.goes_to = state.rows.iter().position(|row| row.field == field);
    // The fields are drawn in the next frame, by themselves: behind the list they would go by other names.
    ui.ctx().request_repaint();
    if let Outcome::Taken(card, is_last) = outcome {
        state.take_card(field, card);
        if let (true, Ok(to)) = (is_last, state.edits()) {
            return state.saved(to);
        }
    }
    Answer::Stay
}

/// What the keys do at the field that has the focus, and at all.
fn hint_ui(ui: &mut egui::Ui, state: &ClaimState) {
    let focused = ui.memory(egui::Memory::focused);
    let row = state.rows.iter().find(|row| row.focus.is_some() && row.focus == focused);
    let here = row.map_or_else(String::new, |row| {
        let offered: Vec<String> =
            row.on_offer().into_iter().take(TOLD).map(|text| words::shortened(text, 40)).collect();
        let offered = offered.join(" · ");
        match (&row.input, offered.is_empty()) {
            (Input::Word(..), _) => "Left and Right, or its first letters, take another word; Delete none.".to_owned(),
            (Input::Typed(_), true) => String::new(),
            (Input::Typed(_), false) => format!("Right takes: {offered}"),
            (_, true) => "Type to find any card; Delete empties the field.".to_owned(),
            (Input::Several(_), false) => {
                format!("Right adds: {offered}. Type to find any; Backspace takes the last out.")
            }
            (_, false) => format!("Right takes: {offered}. Type to find any card; Delete empties the field."),
        }
    });
    // As tall with little to say, so that the buttons stay where they are.
    ui.scope(|ui| {
        ui.set_min_height(ui.text_style_height(&egui::TextStyle::Body) * 2.0);
        ui.set_min_width(ui.available_width());
        ui.add(egui::Label::new(here).wrap());
    });
    let alt = ui.ctx().format_modifiers(Modifiers::ALT);
    let all = format!("{alt} and a digit goes to that field, Up and Down to the next. Ctrl+Enter saves.");
    ui.add(egui::Label::new(RichText::new(all).weak()).wrap());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::claim::PartValue;
    use crate::model::kind::Label;
    use crate::model::span::Span;
    use crate::ui::views::ask::claim::input::beside as next_to;
    use crate::ui::views::ask::claim::input::next_with;
    use crate::workspace::review::offers::DateOffer;
    use crate::workspace::review::offers::NameOffer;
    use crate::workspace::review::offers::Near;

    fn state(parts: &[Part<String>]) -> ClaimState {
        let claim = ClaimRef::Decided(7);
        ClaimState::new(claim, ClaimKind::Figure, "over 41 miners", parts, &beside())
    }

    fn offer(who: EntityRef, label: Label, name: &str, near: Near) -> NameOffer {
        NameOffer { who, label, name: name.to_owned(), aliases: Vec::new(), near, is_scene: false, is_in_words: false }
    }

    const CUSCO: EntityRef = EntityRef::Named { span: Span::new(3, 8), label: Label::Place };

    fn beside() -> Beside {
        let names = vec![
            offer(EntityRef::Decided(5), Label::Person, "Ana Ruiz", Near::Sentence),
            offer(EntityRef::Decided(4), Label::Place, "Lima", Near::Sentence),
            offer(CUSCO, Label::Place, "Cusco", Near::Paragraph),
        ];
        let phrases = vec!["miners".to_owned(), "miners of copper".to_owned()];
        let date = DateOffer { date: "2023-12-07".to_owned(), words: "Thursday".to_owned(), is_in_words: false };
        let offers = Offers { names, dates: vec![date], published: Some("2023-12-08".to_owned()), phrases };
        Beside { offers, ..Beside::default() }
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
        assert_eq!(*row(&mut state, Field::Place), Input::One(Some(EntityRef::Decided(4))));
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
        let card = |id: i64, name: &str| Choice { who: EntityRef::Decided(id), name: name.to_owned() };
        figure.take_card(Field::Place, card(9, "Cusco"));
        figure.take_card(Field::SaidBy, card(5, "Ana Ruiz"));
        assert_eq!(*row(&mut figure, Field::Place), Input::One(Some(EntityRef::Decided(9))));
        let edit = |field, id| FieldEdit { field, values: vec![PartValue::Entity(EntityRef::Decided(id))] };
        assert_eq!(figure.edits(), Ok(vec![edit(Field::Place, 9), edit(Field::SaidBy, 5)]));
        let claim = ClaimRef::Decided(7);
        let actors = [Part::entity(Field::Actors, "Bo Lind".to_owned())];
        let mut event = ClaimState::new(claim, ClaimKind::Event, "they met", &actors, &Beside::default());
        for id in [9, 5, 9] {
            event.take_card(Field::Actors, card(id, "somebody"));
        }
        assert_eq!(
            *row(&mut event, Field::Actors),
            Input::Several(vec![EntityRef::Decided(9), EntityRef::Decided(5)]),
            "in order, each once"
        );
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
            assert_eq!(next_to(&words, from, onward), to, "{from:?} {onward}");
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

    #[test]
    fn a_name_of_the_article_needs_no_card_to_stand_in_a_field() {
        let mut state = state(&[Part::entity(Field::Place, "Cusco".to_owned())]);
        assert_eq!(*row(&mut state, Field::Place), Input::One(Some(CUSCO)));
        state.take_card(Field::SaidBy, Choice { who: CUSCO, name: "Cusco".to_owned() });
        let said = FieldEdit { field: Field::SaidBy, values: vec![PartValue::Entity(CUSCO)] };
        assert_eq!(state.edits(), Ok(vec![said]));
    }

    #[test]
    fn a_card_that_the_article_does_not_name_is_no_stranger_to_a_decided_claim() {
        let parts = [Part::entity(Field::Place, "Tacna".to_owned())];
        let beside = Beside { cards: vec![("Tacna".to_owned(), 12)], ..beside() };
        let mut state = ClaimState::new(ClaimRef::Decided(7), ClaimKind::Figure, "41", &parts, &beside);
        assert_eq!(*row(&mut state, Field::Place), Input::One(Some(EntityRef::Decided(12))));
    }

    #[test]
    fn arrows_take_what_the_article_offers_and_a_place_is_never_a_person() {
        let mut state = state(&[]);
        let at = |state: &mut ClaimState, field: Field| {
            state.rows.iter().position(|row| row.field == field).expect("a field of figures")
        };
        let place = at(&mut state, Field::Place);
        assert_eq!(state.rows[place].on_offer(), ["Lima", "Cusco"]);
        for (onward, expected) in
            [(true, Some(EntityRef::Decided(4))), (true, Some(CUSCO)), (true, None), (false, Some(CUSCO))]
        {
            assert!(state.rows[place].take_offer(onward));
            assert_eq!(state.rows[place].input, Input::One(expected));
        }
        let of = at(&mut state, Field::Population);
        for (typed, onward, expected) in [
            ("", true, "miners"),
            ("miners", true, "miners of copper"),
            ("miners of copper", true, ""),
            ("cop", true, "miners of copper"),
            ("boats", true, "boats"),
            ("", false, ""),
        ] {
            state.rows[of].input = Input::Typed(typed.to_owned());
            assert_eq!(state.rows[of].take_offer(onward), typed != expected, "{typed}");
            assert_eq!(state.rows[of].input, Input::Typed(expected.to_owned()), "{typed}");
        }
        let mut event = ClaimState::new(ClaimRef::Decided(7), ClaimKind::Event, "they met", &[], &self::beside());
        let actors = at(&mut event, Field::Actors);
        for _ in 0..2 {
            event.rows[actors].take_offer(true);
        }
        let both = [EntityRef::Decided(5), EntityRef::Decided(4)];
        assert_eq!(event.rows[actors].input, Input::Several(both.to_vec()), "each once");
        event.rows[actors].take_offer(false);
        assert_eq!(event.rows[actors].input, Input::Several(both[..1].to_vec()));
    }

    #[test]
    fn the_first_arrow_takes_the_nearest_and_the_last_what_stood_there() {
        let dates = ["2025-03-05", "2025-02-22", "2025-02-09"].map(str::to_owned).to_vec();
        let dates =
            dates.into_iter().map(|date| DateOffer { date, words: String::new(), is_in_words: false }).collect();
        let beside = Beside { offers: Offers { dates, ..Offers::default() }, ..Beside::default() };
        let parts = [Part::text(Field::AsOf, "2025-02-22")];
        let mut state = ClaimState::new(ClaimRef::Decided(7), ClaimKind::Figure, "41 miners", &parts, &beside);
        let as_of = row(&mut state, Field::AsOf).clone();
        let at = state.rows.iter().position(|row| row.field == Field::AsOf).expect("a field of figures");
        assert_eq!(as_of, Input::Typed("2025-02-22".to_owned()));
        for (offered, taken) in [
            (vec!["2025-03-05", "2025-02-09"], "2025-03-05"),
            (vec!["2025-02-09", "2025-02-22"], "2025-02-09"),
            (vec!["2025-02-22", "2025-03-05"], "2025-02-22"),
        ] {
            assert_eq!(state.rows[at].on_offer(), offered);
            assert!(state.rows[at].take_offer(true));
            assert_eq!(state.rows[at].input, Input::Typed(taken.to_owned()));
        }
    }

    #[test]
    fn the_field_that_lacks_most_is_opened_else_the_least_sure_else_the_first() {
        let value = Part::number(Field::Value, 41.0);
        let of = Part::text(Field::Population, "miners");
        let place = Part::entity(Field::Place, "Lima".to_owned());
        let lima_says = Part::entity(Field::SaidBy, "Lima".to_owned());
        let first = |kind, parts: &[Part<String>], least_sure| {
            let beside = Beside { least_sure, ..beside() };
            let state = ClaimState::new(ClaimRef::Decided(7), kind, "41", parts, &beside);
            state.rows[state.goes_to.expect("a field")].field
        };
        for (parts, least_sure, expected) in [
            (vec![], None, Field::Value),
            (vec![value.clone()], None, Field::Population),
            (vec![value.clone()], Some(Field::Place), Field::Population),
            (vec![value.clone(), of.clone()], Some(Field::Value), Field::Place),
            (vec![value.clone(), of.clone(), place.clone()], Some(Field::Value), Field::SaidBy),
            (vec![value.clone(), of.clone(), place.clone(), lima_says.clone()], Some(Field::Place), Field::Place),
            (vec![value, of, place, lima_says], None, Field::Value),
        ] {
            assert_eq!(first(ClaimKind::Figure, &parts, least_sure), expected, "{parts:?}");
        }
        let role = [Part::text(Field::Title, "mayor"), Part::entity(Field::Holder, "Ana Ruiz".to_owned())];
        assert_eq!(first(ClaimKind::Role, &role, None), Field::Organisation);
        let role = [role[0].clone(), role[1].clone(), Part::entity(Field::Place, "Lima".to_owned())];
        assert_eq!(first(ClaimKind::Role, &role, Some(Field::Holder)), Field::Title, "who holds it was asked before");
        let event = [Part::text(Field::Type, "visit"), Part::entity(Field::Actors, "Ana Ruiz".to_owned())];
        assert_eq!(first(ClaimKind::Event, &event, None), Field::Place);
        assert_eq!(first(ClaimKind::Quote, &[], None), Field::Speaker);
    }
}
