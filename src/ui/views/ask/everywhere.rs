//! The same name in other articles: each with its sentence, source and date, all ticked; what stays ticked becomes one
//! card with the name in question, as one step.
//!
//! Never decides itself: the places that stay ticked leave as the answer, and Review records them.

use crate::model::span::Span;
use crate::store::read::elsewhere::Elsewhere;
use crate::store::read::elsewhere::NameWanted;
use crate::store::read::elsewhere::Place;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::WRONG_ANSWER;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::views::cards::page;
use crate::ui::widgets::control;
use crate::ui::widgets::line;
use crate::ui::widgets::marker;
use crate::ui::widgets::marker::Marker;
use crate::ui::words;
use crate::workspace::desk;
use crate::workspace::desk::Query;
use egui::Key;
use egui::Modifiers;
use egui::RichText;
use egui::TextStyle;
use egui::text::LayoutJob;
use egui::text::TextFormat;
use std::collections::BTreeSet;

/// Room that the list takes at most.
const LIST_HEIGHT: f32 = 380.0;

#[derive(Debug)]
pub struct EverywhereState {
    wanted: NameWanted,
    /// Name of the card that all of it becomes; `None`: a new one.
    card: Option<String>,
    /// How often the name waits in the article in question.
    n_here: usize,
    is_asked: bool,
    found: Loadable<Elsewhere>,
    /// Indexes of the places that are left out.
    unticked: BTreeSet<usize>,
    at: usize,
}

impl EverywhereState {
    pub fn new(wanted: NameWanted, card: Option<String>, n_here: usize) -> Self {
        let (found, unticked) = (Loadable::default(), BTreeSet::new());
        Self { wanted, card, n_here, is_asked: false, found, unticked, at: 0 }
    }

    pub fn take_answer(&mut self, wanted: &NameWanted, answer: Result<desk::Answer, String>) {
        if self.wanted == *wanted {
            self.found.finish(answer.and_then(|answer| match answer {
                desk::Answer::Elsewhere(found) => Ok(*found),
                _ => Err(WRONG_ANSWER.to_owned()),
            }));
        }
    }

    fn places(&self) -> &[Place] {
        self.found.value().map_or(&[], |found| found.places.as_slice())
    }

    /// What stays ticked.
    fn ticked(&self) -> impl Iterator<Item = &Place> {
        let is_ticked = |(index, _): &(usize, &Place)| !self.unticked.contains(index);
        self.places().iter().enumerate().filter(is_ticked).map(|(_, place)| place)
    }

    fn toggle(&mut self, index: usize) {
        if index < self.places().len() && !self.unticked.remove(&index) {
            self.unticked.insert(index);
        }
    }

    /// `34 times in 12 of 13 other articles, and twice here`.
    fn told(&self) -> String {
        let n_all = self.places().len();
        let n_articles = self.ticked().count();
        let n_mentions: usize = self.ticked().map(|place| place.n_mentions).sum();
        let times = words::count(n_mentions as i64, "time");
        let of = if n_articles == n_all { String::new() } else { format!(" of {}", words::number(n_all as f64)) };
        let articles = if n_all == 1 { "other article" } else { "other articles" };
        let here = match self.n_here {
            0 => String::new(),
            n => format!(", and {} here", words::count(n as i64, "time")),
        };
        format!("{times} in {}{of} {articles}{here}", words::number(n_articles as f64))
    }
}

pub fn everywhere_ui(ui: &mut egui::Ui, state: &mut EverywhereState, outbox: &mut Outbox) -> Answer {
    if !std::mem::replace(&mut state.is_asked, true) {
        state.found.start();
        outbox.request(Request::Ask(Query::Elsewhere(state.wanted.clone())));
    }
    let palette = Palette::of(ui);
    ui.heading(format!("{}: in other articles", state.wanted.name));
    if let Some(reason) = state.found.failure() {
        ui.colored_label(palette.error, format!("The other articles could not be read: {reason}"));
    }
    let is_read = state.found.value().is_some();
    if !is_read && state.found.is_loading() {
        ui.weak("Reading…");
    }
    if is_read {
        let becomes = match &state.card {
            Some(card) => format!("What is ticked becomes the card {card}, in one step."),
            None => "What is ticked becomes one new card, in one step.".to_owned(),
        };
        ui.weak(becomes);
        keys_ui(ui, state);
        ui.add_space(theme::GAP_SMALL);
        places_ui(ui, state);
        if state.found.value().is_some_and(|found| found.is_cut) {
            ui.weak("These are the newest; press Shift+Enter again for those before them.");
        }
    }
    ui.add_space(theme::GAP);
    ui.label(if is_read { state.told() } else { String::new() });
    answer_ui(ui, state, is_read)
}

fn answer_ui(ui: &mut egui::Ui, state: &EverywhereState, is_read: bool) -> Answer {
    let mut answer = Answer::Stay;
    let is_held = control::is_held_down(ui);
    ask::row_of_buttons_ui(ui, |ui| {
        let button = control::primary_button(ui, "Accept what is ticked", is_read);
        if is_read {
            control::focus_once(ui, button.id);
        }
        if button.clicked() && !is_held {
            answer = Answer::Everywhere(state.ticked().cloned().collect());
        }
        if ui.button("Cancel").clicked() {
            answer = Answer::Close;
        }
    });
    answer
}

/// The keys of the list, before any button takes them.
fn keys_ui(ui: &mut egui::Ui, state: &mut EverywhereState) {
    let last = state.places().len().saturating_sub(1);
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowDown) || pressed(Key::J) {
        state.at = (state.at + 1).min(last);
    }
    if pressed(Key::ArrowUp) || pressed(Key::K) {
        state.at = state.at.saturating_sub(1);
    }
    if pressed(Key::X) || pressed(Key::Space) {
        state.toggle(state.at);
    }
}

fn places_ui(ui: &mut egui::Ui, state: &mut EverywhereState) {
    if state.places().is_empty() {
        ui.weak("It waits in no other article.");
        return;
    }
    ui.weak("X leaves one out, J and K go up and down.");
    let mut toggled = None;
    let height = ui.text_style_height(&TextStyle::Body) + ui.text_style_height(&TextStyle::Small) + theme::GAP_LARGE;
    let follows = ui.input(|input| input.keys_down.iter().any(|key| matches!(key, Key::J | Key::K)));
    egui::ScrollArea::vertical().max_height(LIST_HEIGHT).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, place) in state.places().iter().enumerate() {
            let is_current = index == state.at;
            let is_ticked = !state.unticked.contains(&index);
            let top = ui.cursor().top();
            // Lines that are out of sight are left as room.
            if !is_current && (top > ui.clip_rect().bottom() + height || top + height * 3.0 < ui.clip_rect().top()) {
                ui.add_space(height);
                continue;
            }
            let name =
                format!("{}, {}, {}", place.sentence, details(place), if is_ticked { "ticked" } else { "left out" });
            let id = ui.scope_id().with(("place", index));
            let response = line::line_ui(ui, id, is_current, &name, |ui| line_ui(ui, place, is_ticked));
            if is_current && follows {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                toggled = Some(index);
            }
        }
    });
    if let Some(index) = toggled {
        state.at = index;
        state.toggle(index);
    }
}

fn line_ui(ui: &mut egui::Ui, place: &Place, is_ticked: bool) {
    let palette = Palette::of(ui);
    ui.horizontal_top(|ui| {
        marker::marker_ui(ui, if is_ticked { Marker::Accepted } else { Marker::ToDecide }, palette);
        ui.vertical(|ui| {
            ui.add(egui::Label::new(sentence(ui, &place.sentence, place.in_sentence, is_ticked)).wrap());
            ui.add(egui::Label::new(RichText::new(details(place)).small().color(palette.muted)).wrap());
        });
    });
}

/// The sentence with the name set off by its ground.
fn sentence(ui: &egui::Ui, text: &str, marked: Span, is_ticked: bool) -> LayoutJob {
    let palette = Palette::of(ui);
    let color = if is_ticked { palette.ink } else { palette.muted };
    let plain = TextFormat { font_id: TextStyle::Body.resolve(ui.style()), color, ..TextFormat::default() };
    let mut job = LayoutJob::default();
    if marked.words(text).is_none() {
        job.append(text, 0.0, plain);
        return job;
    }
    job.append(&text[..marked.start_byte], 0.0, plain.clone());
    job.append(
        &text[marked.start_byte..marked.end_byte],
        0.0,
        TextFormat { background: palette.current, ..plain.clone() },
    );
    job.append(&text[marked.end_byte..], 0.0, plain);
    job
}

/// `Harbour Post · 8 Dec 2023 · 3 times · now the card Ana Ruiz (E5)`.
fn details(place: &Place) -> String {
    let times = (place.n_mentions > 1).then(|| words::count(place.n_mentions as i64, "time"));
    let card = place.card.as_ref().map(|(id, name)| format!("now the card {name} (E{id})"));
    [Some(page::source(&place.origin)), times, card].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind::Label;
    use crate::workspace::review::fixture;

    fn place(article: i64, n_mentions: usize) -> Place {
        let origin = fixture::origin(article);
        Place {
            origin,
            span: Span::new(0, 3),
            waiting: vec![Span::new(0, 3)],
            card: None,
            n_mentions,
            sentence: "Ana left.".to_owned(),
            in_sentence: Span::new(0, 3),
        }
    }

    fn state(places: Vec<Place>) -> EverywhereState {
        let wanted = NameWanted { article: 1, label: Label::Person, name: "Ana".to_owned(), card: None };
        let mut state = EverywhereState::new(wanted.clone(), None, 2);
        let found = Elsewhere { places, is_cut: false };
        state.take_answer(&wanted, Ok(desk::Answer::Elsewhere(Box::new(found))));
        state
    }

    #[test]
    fn the_number_is_that_of_what_stays_ticked() {
        let mut state = state(vec![place(2, 3), place(3, 1)]);
        assert_eq!(state.told(), "4 times in 2 other articles, and 2 times here");
        state.toggle(0);
        assert_eq!(state.told(), "1 time in 1 of 2 other articles, and 2 times here");
        state.toggle(0);
        state.toggle(7);
        assert_eq!(state.ticked().count(), 2);
    }

    #[test]
    fn a_place_says_where_it_is_and_whose_it_is_now() {
        let mut one = place(2, 3);
        assert_eq!(details(&one), "Harbour Post · 8 Dec 2023 · 3 times");
        (one.card, one.n_mentions) = (Some((5, "Ana Ruiz".to_owned())), 1);
        assert_eq!(details(&one), "Harbour Post · 8 Dec 2023 · now the card Ana Ruiz (E5)");
    }

    #[test]
    fn an_answer_about_another_name_is_no_answer() {
        let mut state = state(vec![place(2, 3)]);
        let other = NameWanted { name: "Bo".to_owned(), ..state.wanted.clone() };
        state.take_answer(&other, Ok(desk::Answer::Elsewhere(Box::default())));
        assert_eq!(state.places().len(), 1);
    }
}
