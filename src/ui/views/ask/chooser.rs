//! A card found while typing: a field, and below it the cards that fit, the best first. Part of any dialog that asks for
//! a card.
//!
//! Never decides what becomes of the card. The cards come from the reader, so that none is searched for in a frame.

use crate::names::fold;
use crate::names::parts;
use crate::store::read::card_choice::Beside;
use crate::store::read::card_choice::CardChoice;
use crate::store::read::card_choice::ChoiceWanted;
use crate::store::read::cards::CardRow;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::WRONG_ANSWER;
use crate::ui::widgets::control;
use crate::ui::widgets::line;
use crate::ui::words;
use crate::workspace::desk;
use crate::workspace::desk::Query;
use egui::Key;
use egui::Modifiers;
use egui::RichText;

/// Room that the list of cards takes at most.
const LIST_HEIGHT: f32 = 320.0;

#[derive(Debug)]
pub struct Chooser {
    /// What the field is called.
    label: &'static str,
    beside: Beside,
    words: String,
    asked: Option<ChoiceWanted>,
    choices: Loadable<Vec<CardChoice>>,
    /// Names that are there without being asked for: they go first.
    here: Vec<Here>,
    /// Index of the line that Enter takes.
    at: usize,
    /// The last line offers a card that is not there yet, under this name.
    new_card: Option<String>,
    /// Enter was pressed before the cards for what was typed had come.
    is_awaited: bool,
}

/// A name that stands in the article in question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Here {
    pub name: String,
    /// Under which it is found too.
    pub aliases: Vec<String>,
    /// What is known of it, as one line.
    pub details: String,
    /// The nearest first, from 0.
    pub nearness: u8,
}

impl Here {
    /// How well it fits folded words, the best first; `None`: not at all.
    fn fit(&self, terms: &[String]) -> Option<u8> {
        let typed = terms.join(" ");
        let of_name = |name: &String| {
            let key = fold(name);
            let fits = terms.iter().all(|term| key.contains(term.as_str()));
            let begins = || parts(&key).any(|part| part.starts_with(&typed)) || key.contains(&format!(" {typed}"));
            match fits {
                false => None,
                true if key.starts_with(&typed) => Some(0),
                true if begins() => Some(1),
                true => Some(2),
            }
        };
        std::iter::once(&self.name).chain(&self.aliases).filter_map(of_name).min()
    }
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    Card(Box<CardRow>),
    /// Index of one of the names that are there.
    Here(usize),
    /// None of those that are there.
    New,
}

impl Chooser {
    pub fn new(label: &'static str, beside: Beside) -> Self {
        Self {
            label,
            beside,
            words: String::new(),
            asked: None,
            choices: Loadable::default(),
            here: Vec::new(),
            at: 0,
            new_card: None,
            is_awaited: false,
        }
    }

    /// Offers a new card of this name behind those that are there.
    #[must_use]
    pub fn or_new(self, name: String) -> Self {
        Self { new_card: Some(name), ..self }
    }

    /// With names of the article before all others, as they come.
    #[must_use]
    pub fn with_names(self, here: Vec<Here>) -> Self {
        Self { here, ..self }
    }

    /// Takes the line in question, as Enter does.
    pub const fn take_now(&mut self) {
        self.is_awaited = true;
    }

    /// With words in the field from the beginning.
    #[must_use]
    pub fn typed(self, words: String) -> Self {
        Self { words, ..self }
    }

    pub fn take_answer(&mut self, wanted: &ChoiceWanted, answer: Result<desk::Answer, String>) {
        if self.asked.as_ref() != Some(wanted) {
            return;
        }
        self.choices.finish(answer.and_then(|answer| match answer {
            desk::Answer::CardChoices(choices) => Ok(choices),
            _ => Err(WRONG_ANSWER.to_owned()),
        }));
        let is_far = wanted.terms.is_empty() && self.new_card.is_some() && self.is_first_far();
        if self.here.is_empty() {
            self.at = if is_far { self.offered().len() } else { 0 };
        }
    }

    /// Whether the first card is of another kind than the name and nothing speaks for it: it is there to be chosen, not
    /// to be taken by the next Enter.
    fn is_first_far(&self) -> bool {
        let Beside::Name { label: Some(label), .. } = self.beside else { return false };
        self.offered().first().is_some_and(|choice| choice.row.label != label && choice.reason.is_none())
    }

    /// Asks for the cards that fit what is typed, once.
    fn refresh(&mut self, outbox: &mut Outbox) {
        let terms = parts(&fold(&self.words)).map(str::to_owned).collect();
        let wanted = ChoiceWanted { beside: self.beside.clone(), terms };
        if self.asked.as_ref() != Some(&wanted) {
            self.choices.start();
            outbox.request(Request::Ask(Query::CardChoices(wanted.clone())));
            self.asked = Some(wanted);
        }
    }

    /// Cards that can be chosen now, in order.
    fn offered(&self) -> Vec<&CardChoice> {
        self.choices.value().map_or(&[][..], Vec::as_slice).iter().filter(|choice| !choice.is_different).collect()
    }

    /// Indexes of the names of the article that fit what is typed: the nearest first, and of those the ones that begin so.
    fn fitting_here(&self) -> Vec<usize> {
        let terms: Vec<String> = parts(&fold(&self.words)).map(str::to_owned).collect();
        let fitting =
            self.here.iter().enumerate().filter_map(|(index, name)| Some((name.nearness, name.fit(&terms)?, index)));
        let mut fitting: Vec<(u8, u8, usize)> = fitting.collect();
        fitting.sort_unstable();
        fitting.into_iter().map(|(.., index)| index).collect()
    }

    fn n_lines(&self) -> usize {
        self.fitting_here().len() + self.offered().len() + usize::from(self.new_card.is_some())
    }

    fn picked(&self, index: usize) -> Option<Picked> {
        let here = self.fitting_here();
        if let Some(name) = here.get(index) {
            return Some(Picked::Here(*name));
        }
        match self.offered().get(index - here.len()) {
            Some(choice) => Some(Picked::Card(Box::new(choice.row.clone()))),
            None => self.new_card.as_ref().filter(|_| index + 1 == self.n_lines()).map(|_| Picked::New),
        }
    }
}

/// Draws the field and the list; returns what Enter or a click chose. What is typed is answered before it is chosen
/// from.
pub fn chooser_ui(ui: &mut egui::Ui, state: &mut Chooser, outbox: &mut Outbox) -> Option<Picked> {
    state.refresh(outbox);
    let n_lines = state.n_lines();
    // Before the field is painted, which would take them to move its cursor.
    let (is_down, is_up) = ui.input_mut(|input| {
        (input.consume_key(Modifiers::NONE, Key::ArrowDown), input.consume_key(Modifiers::NONE, Key::ArrowUp))
    });
    if is_down {
        state.at = if state.at + 1 < n_lines { state.at + 1 } else { 0 };
    } else if is_up {
        // From the first to the last, where a new card is.
        state.at = state.at.checked_sub(1).unwrap_or(n_lines.saturating_sub(1));
    }
    let field = control::field_ui(ui, state.label, &mut state.words, "a name, another name, or an identifier");
    control::focus_once(ui, field.id);
    if field.changed() {
        (state.is_awaited, state.at) = (false, 0);
        state.refresh(outbox);
    }
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if is_entered {
        field.request_focus();
        state.is_awaited = true;
    }
    ui.add_space(theme::GAP_SMALL);
    let clicked = lines_ui(ui, state, is_down || is_up);
    if let Some(index) = clicked {
        return state.picked(index);
    }
    let is_here = state.at < state.fitting_here().len();
    if state.is_awaited && (is_here || !state.choices.is_loading()) {
        state.is_awaited = false;
        // No key comes with this frame that would paint the next.
        ui.ctx().request_repaint();
        return state.picked(state.at);
    }
    None
}

/// The cards that fit; returns the index of one that was clicked.
fn lines_ui(ui: &mut egui::Ui, state: &Chooser, follows: bool) -> Option<usize> {
    let palette = Palette::of(ui);
    if let Some(reason) = state.choices.failure() {
        ui.colored_label(palette.error, format!("The cards could not be read: {reason}"));
    }
    let (here, offered) = (state.fitting_here(), state.offered());
    let n_before = here.len() + offered.len();
    if n_before == 0 && !state.choices.is_loading() {
        ui.weak(if state.words.trim().is_empty() { "There is no other card." } else { "No card fits these words." });
    }
    let mut clicked = None;
    egui::ScrollArea::vertical().max_height(LIST_HEIGHT).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let here = here.iter().filter_map(|index| Some((("here", *index as i64), state.here.get(*index)?)));
        let here = here.map(|(id, name)| (id, &name.name, name.details.clone()));
        let cards = offered.iter().map(|choice| (("choice", choice.row.id), &choice.row.name, details(choice)));
        for (index, (id, name, details)) in here.chain(cards).enumerate() {
            let id = ui.scope_id().with(id);
            let is_current = index == state.at;
            let spoken = format!("{name}, {details}");
            let response = line::line_ui(ui, id, is_current, &spoken, |ui| {
                ui.label(name);
                ui.add(egui::Label::new(RichText::new(&details).small().color(palette.muted)).wrap());
            });
            if is_current && follows {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                clicked = Some(index);
            }
        }
        if let Some(name) = &state.new_card {
            let is_current = state.at == n_before;
            let said = format!("A new card: {name}");
            let id = ui.scope_id().with("new card");
            let response = line::line_ui(ui, id, is_current, &said, |ui| {
                ui.label(&said);
            });
            if is_current && follows {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                clicked = Some(n_before);
            }
        }
    });
    let n_different = state.choices.value().map_or(0, |all| all.len() - offered.len());
    if n_different > 0 {
        ui.weak(format!("{} said to be different left out", words::count(n_different as i64, "card")));
    }
    clicked
}

/// `person · E5 · finance minister, Peru · also Ruiz · 3 articles, last 8 Dec 2023 · same name`.
fn details(choice: &CardChoice) -> String {
    let row = &choice.row;
    let also = Some(&row.other_names).filter(|names| !names.is_empty()).map(|names| format!("also {names}"));
    let last = row.last_seen.as_deref().map_or_else(String::new, |date| format!(", last {}", words::edtf(date)));
    let seen = format!("{}{last}", words::count(row.n_articles, "article"));
    let kind = format!("{} · E{}", words::label(row.label), row.id);
    let said = [Some(kind), row.role.clone(), also, Some(seen), choice.reason.clone()];
    said.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind::Label;
    use crate::store::read::annotations::Counts;

    fn row(id: i64, name: &str) -> CardRow {
        CardRow {
            id,
            label: Label::Person,
            name: name.to_owned(),
            role: None,
            other_names: String::new(),
            n_articles: 1,
            n_mentions: 2,
            first_seen: None,
            last_seen: Some("2023-12-08".to_owned()),
            tags: String::new(),
            remarks: Counts::default(),
        }
    }

    #[test]
    fn a_choice_says_all_that_is_known_of_it() {
        let mut choice =
            CardChoice { row: row(7, "Ana Ruiz"), reason: Some("same name".to_owned()), is_different: false };
        assert_eq!(details(&choice), "person · E7 · 1 article, last 8 Dec 2023 · same name");
        choice.row.role = Some("finance minister".to_owned());
        choice.row.other_names = "Ruiz".to_owned();
        choice.reason = None;
        assert_eq!(details(&choice), "person · E7 · finance minister · also Ruiz · 1 article, last 8 Dec 2023");
    }

    #[test]
    fn a_card_of_another_kind_is_taken_only_where_it_is_meant() {
        let beside = Beside::Name { label: Some(Label::Place), suggested: Vec::new() };
        let mut state = Chooser::new("Card", beside.clone()).or_new("Callao".to_owned());
        for (terms, reason, at) in [(&[][..], None, 1), (&["ana"], None, 0), (&[], Some("same name"), 0)] {
            let terms = terms.iter().map(|term: &&str| (*term).to_owned()).collect();
            let wanted = ChoiceWanted { beside: beside.clone(), terms };
            state.asked = Some(wanted.clone());
            let choice = CardChoice { row: row(2, "Ana"), reason: reason.map(str::to_owned), is_different: false };
            state.take_answer(&wanted, Ok(desk::Answer::CardChoices(vec![choice])));
            assert_eq!(state.at, at, "{wanted:?} {reason:?}");
        }
    }

    #[test]
    fn what_was_said_to_be_different_is_not_offered_and_a_new_card_comes_last() {
        let mut state = Chooser::new("Card", Beside::Card(1));
        let wanted = ChoiceWanted { beside: Beside::Card(1), terms: Vec::new() };
        state.asked = Some(wanted.clone());
        let choice = |id, is_different| CardChoice { row: row(id, "Ana"), reason: None, is_different };
        state.take_answer(&wanted, Ok(desk::Answer::CardChoices(vec![choice(2, true), choice(3, false)])));
        let id_of = |picked: Option<Picked>| match picked {
            Some(Picked::Card(row)) => Some(row.id),
            _ => None,
        };
        assert_eq!(id_of(state.picked(0)), Some(3));
        assert_eq!(state.picked(1), None);
        let state = state.or_new("Ana".to_owned());
        assert_eq!((id_of(state.picked(0)), state.picked(1), state.picked(2)), (Some(3), Some(Picked::New), None));
    }
}
