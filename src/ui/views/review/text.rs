//! The article's text, set like a page, with its marks: paragraphs are drawn as they come into view.
//!
//! Never decides anything; a click on a mark is handed back. What is kept between frames is the column's.

use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::kind::ClaimKind;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;
use crate::ui::fonts;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::review::column::LayoutKey;
use crate::ui::views::review::column::ROOM_BELOW;
use crate::ui::views::review::column::TextState;
use crate::ui::views::review::marks;
use crate::ui::views::review::marks::Letter;
use crate::ui::views::review::marks::Look;
use crate::ui::views::review::overview;
use crate::ui::views::review::paragraphs;
use crate::ui::views::review::selection;
use crate::ui::views::review::selection::Selection;
use crate::ui::views::review::setting::Setting;
use crate::ui::views::review::state::ReviewState;
use crate::ui::widgets::control;
use crate::ui::words;
use crate::workspace::review::places::Part;
use crate::workspace::review::places::Place;
use crate::workspace::review::stops::About;
use crate::workspace::review::stops::State;
use crate::workspace::review::stops::Stop;
use crate::workspace::review::stops::StopKey;
use egui::Pos2;
use egui::Rect;
use egui::Sense;
use egui::Vec2;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is looked at while a frame's paragraphs are drawn.
struct Scene<'s> {
    state: &'s ReviewState,
    body: &'s str,
    current: Option<&'s Stop>,
    /// The sentence of the words in question.
    sentence: Option<Span>,
    /// Words that another screen led to.
    sought: Option<Span>,
    selection: Option<Selection>,
    /// What was looked for in the article, in order, and which of it is shown.
    found: (&'s [Span], Option<Span>),
    /// What the claim in question is made of: who speaks, the verb, the amount, the day.
    parts: Vec<Span>,
}

impl<'s> Scene<'s> {
    fn new(state: &'s ReviewState, body: &'s str, text: &TextState) -> Self {
        let current = state.current();
        let sought = state.sought();
        let selection = state.selection();
        let in_hand = selection.map(|selection| selection.span);
        let sentence = in_hand.or(sought).or(current.map(|stop| stop.key.span)).and_then(|span| {
            let byte = span.start_byte;
            Some(paragraphs::sentence_around(body, text.piece_around(byte)?, byte))
        });
        let parts = current.filter(|_| selection.is_none()).zip(sentence);
        let parts = parts.map_or_else(Vec::new, |(stop, sentence)| parts_of(state, body, stop, sentence));
        Self { state, body, current, sentence, sought, selection, found: state.finding.hits(), parts }
    }

    /// What was looked for and stands in a paragraph.
    fn found_in(&self, paragraph: Span) -> impl Iterator<Item = Span> {
        let first = self.found.0.partition_point(|span| span.end_byte <= paragraph.start_byte);
        self.found.0[first..].iter().copied().take_while(move |span| span.start_byte < paragraph.end_byte)
    }

    /// How a place is marked; `None` for no mark.
    fn look(&self, place: &Place) -> Option<Look> {
        let stop = self.state.stops().get(place.stop)?;
        if self.current.is_some_and(|current| current.key == stop.key) {
            let is_focus = place.span == self.sought.unwrap_or(stop.key.span);
            if self.selection.is_some() {
                // The words in hand are drawn in its stead.
                return matches!(place.part, Part::Mention(_)).then_some(Look::Sibling);
            }
            return match (is_focus, place.part) {
                (true, Part::Mention(_)) => Some(Look::Current),
                (true, Part::Claim(_)) => Some(Look::CurrentClaim),
                (false, Part::Mention(_)) => Some(Look::Sibling),
                (false, Part::Claim(_)) => None,
            };
        }
        let Part::Mention(by_itself) = place.part else { return None };
        match self.state.pending_state(stop.key).unwrap_or(by_itself) {
            State::ToDecide => Some(Look::ToDecide),
            State::Doubtful => Some(Look::Doubtful),
            State::Accepted => Some(Look::Accepted),
            State::Known => Some(Look::Known),
            State::Rejected => None,
        }
    }
}

/// The words that the claim of a stop is made of; none at a name.
fn parts_of(state: &ReviewState, body: &str, stop: &Stop, sentence: Span) -> Vec<Span> {
    let (Some(review), About::Claim(claim_idx)) = (state.review().value(), stop.about) else { return Vec::new() };
    let claim = &review.claims[claim_idx];
    let mentions = claim.mentions.iter().filter_map(|index| review.mentions.get(*index)).map(|mention| mention.span);
    let told = claim.parts.iter().filter_map(|part| match &part.value {
        PartValue::Span(span) => Some(*span),
        PartValue::Text(cue) if part.field == Field::Cue => words_beside(body, sentence, claim.span, cue),
        _ => None,
    });
    let all: BTreeSet<Span> = mentions.chain(told).filter(|span| *span != claim.span).collect();
    all.into_iter().collect()
}

/// Where whole words stand in a sentence outside of a span of it, nearest to that.
fn words_beside(body: &str, sentence: Span, span: Span, words: &str) -> Option<Span> {
    let is_inside_word = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
    let found = sentence.words(body)?.match_indices(words).map(|(at, _)| {
        let start = sentence.start_byte + at;
        Span { start_byte: start, end_byte: start + words.len() }
    });
    let whole = found.filter(|one| {
        let (before, behind) = (&body[..one.start_byte], &body[one.end_byte..]);
        let is_part = is_inside_word(before.chars().next_back()) || is_inside_word(behind.chars().next());
        one.start_byte < one.end_byte && !is_part && !one.overlaps(span)
    });
    let away = |one: &Span| one.start_byte.abs_diff(span.end_byte).min(span.start_byte.abs_diff(one.end_byte));
    whole.min_by_key(away)
}

/// Draws the text; returns the stop whose mark was clicked.
pub fn text_ui(ui: &mut egui::Ui, state: &mut ReviewState) -> Option<StopKey> {
    // Taken out while it is drawn: the marks depend on the rest of the state.
    let mut text = std::mem::take(&mut state.text);
    let has_in_hand = state.selection().is_some();
    if std::mem::replace(&mut text.had_in_hand, has_in_hand) && !has_in_hand {
        // What the pointer selected by letters goes with the words that it took in hand.
        if let Some(letters) = ui.ctx().plugin_opt::<egui::text_selection::LabelSelectionState>() {
            letters.lock().clear_selection();
        }
    }
    let clicked = state.review().value().and_then(|review| {
        let scene = Scene::new(state, &review.body, &text);
        column_ui(ui, &scene, &mut text)
    });
    state.text = text;
    clicked
}

fn column_ui(ui: &mut egui::Ui, scene: &Scene<'_>, text: &mut TextState) -> Option<StopKey> {
    let all = ui.available_rect_before_wrap();
    let all = match text.undrawn(&fonts::undrawn(ui.ctx()), scene.body) {
        Some(letter) => hint_ui(ui, all, letter),
        None => all,
    };
    let (page, strip) = all.split_left_right_at_x(all.right() - theme::OVERVIEW_WIDTH);
    let margins = theme::TEXT_MARGIN_LEFT + theme::TEXT_MARGIN_RIGHT;
    let width = (page.width() - margins).clamp(160.0, theme::MEASURE).floor();
    let is_dark = ui.ctx().theme() == egui::Theme::Dark;
    text.start_layout(LayoutKey { width, is_dark, pixels_per_point: ui.pixels_per_point() });
    let offset = text.prepare(ui, scene.body, page.height());
    let mut area = egui::ScrollArea::vertical().id_salt(scene.state.article()).auto_shrink(false);
    if let Some(offset) = offset {
        area = area.vertical_scroll_offset(offset);
    }
    let clicked = ui
        .scope_builder(egui::UiBuilder::new().max_rect(page), |ui| {
            let output = area.show_viewport(ui, |ui, viewport| {
                ui.set_height(text.total_height() + viewport.height() * ROOM_BELOW);
                let room = ((ui.available_width() - margins - width) / 2.0).floor().max(0.0);
                let left = ui.max_rect().left() + theme::TEXT_MARGIN_LEFT + room;
                paragraphs_ui(ui, scene, text, (Pos2::new(left, ui.max_rect().top()), viewport))
            });
            text.offset = output.state.clamped_offset().y;
            output.inner
        })
        .inner;
    if text.total_height() > page.height()
        && let Some(height) = overview::overview_ui(ui, strip.shrink2(Vec2::new(0.0, 2.0)), scene.state, text)
    {
        text.wanted_offset = Some((height - page.height() / 2.0).max(0.0));
        ui.ctx().request_repaint();
    }
    clicked
}

/// Says above the text that some of its letters cannot be drawn; what is left for the text.
fn hint_ui(ui: &mut egui::Ui, all: Rect, letter: char) -> Rect {
    let (line, rest) = all.split_top_bottom_at_y(all.top() + theme::ROW_HEIGHT);
    ui.scope_builder(egui::UiBuilder::new().max_rect(line.shrink2(Vec2::new(theme::GAP_LARGE, 4.0))), |ui| {
        let code = u32::from(letter);
        let told =
            format!("Boxes stand for letters that no font here draws, such as U+{code:04X}: install one, Noto has all");
        ui.small(egui::RichText::new(told).color(Palette::of(ui).doubtful));
    });
    rest
}

fn paragraphs_ui(
    ui: &mut egui::Ui,
    scene: &Scene<'_>,
    text: &mut TextState,
    (origin, viewport): (Pos2, Rect),
) -> Option<StopKey> {
    let first = text.index_at(viewport.top());
    let mut index = first;
    let mut clicked = None;
    while index < text.n_paragraphs() && text.top(index) < viewport.bottom() {
        // Those that were in view when the frame began are laid out already.
        text.lay_out(ui, scene.body, index);
        clicked = paragraph_ui(ui, scene, text, index, origin).or(clicked);
        index += 1;
    }
    text.in_view = first..index;
    clicked
}

fn paragraph_ui(
    ui: &mut egui::Ui,
    scene: &Scene<'_>,
    text: &mut TextState,
    index: usize,
    origin: Pos2,
) -> Option<StopKey> {
    let palette = Palette::of(ui);
    let paragraph = text.paragraph(index);
    let at = origin + Vec2::new(0.0, text.top_of_letters(index));
    let rect = Rect::from_min_size(at, text.setting(index)?.size());
    let places: Vec<Place> = text.places_of(paragraph.span).to_vec();
    let marked = Marked::new(ui, scene, text, (index, at), &places);
    marks::paint_letters(ui.painter(), at.x + text.width() + theme::GAP_LARGE - 2.0, &marked.letters, palette);
    letters_hint_ui(ui, at.x + text.width() + theme::GAP, rect, index, &marked.letters);
    let sense = Sense::click_and_drag() - Sense::FOCUSABLE;
    let response = ui.interact(rect.expand2(Vec2::new(4.0, 0.0)), ui.scope_id().with(("paragraph", index)), sense);
    let words = paragraph.span.words(scene.body).unwrap_or_default();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Paragraph, true, words));
    drag_ui(&response, scene, text, index, at);
    let is_in_hand = scene.selection.is_some_and(|selection| selection.span.overlaps(paragraph.span));
    letters_ui(ui, &response, text.setting(index)?, at, is_in_hand);
    response.context_menu(|ui| zone_menu_ui(ui, text, paragraph.span.start_byte));
    for ((look, rects), lane) in marked.drawn.iter().zip(&marked.lanes) {
        marks::paint_over(ui.painter(), at, rects, (*look, *lane), palette);
    }
    marks::paint_bar(ui.painter(), at, &marked.in_focus, palette);
    let pointer = response.hover_pos()? - at.to_vec2();
    let under = marked_at(scene, text, index, &places, pointer)?;
    ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    response.clicked().then_some(under)
}

/// The letters themselves. Where they stand as egui set them, they can be selected and copied as well; what the pointer
/// selects by letters is not shown beside the whole words that it took in hand.
fn letters_ui(ui: &mut egui::Ui, response: &egui::Response, setting: &Setting, at: Pos2, is_in_hand: bool) {
    let ink = Palette::of(ui).ink;
    let Some(galley) = setting.as_plain() else {
        setting.paint(ui.painter(), at, ink);
        return;
    };
    let galley = Arc::clone(galley);
    let selection = ui.visuals().selection;
    if is_in_hand {
        ui.visuals_mut().selection.bg_fill = egui::Color32::TRANSPARENT;
        ui.visuals_mut().selection.stroke.color = ink;
    }
    egui::text_selection::LabelSelectionState::label_text_selection(ui, response, at, galley, ink, egui::Stroke::NONE);
    if is_in_hand {
        ui.visuals_mut().selection = selection;
    }
}

/// What is marked in a paragraph, with its grounds painted already.
#[derive(Default)]
struct Marked {
    drawn: Vec<(Look, Vec<Rect>)>,
    /// Of each that is drawn.
    lanes: Vec<usize>,
    /// Words beside which the bar in the margin stands.
    in_focus: Vec<Rect>,
    letters: Vec<Letter>,
}

impl Marked {
    fn new(
        ui: &egui::Ui,
        scene: &Scene<'_>,
        text: &mut TextState,
        (index, at): (usize, Pos2),
        places: &[Place],
    ) -> Self {
        let palette = Palette::of(ui);
        let paragraph = text.paragraph(index).span;
        let mut marked = Self::default();
        if let Some(sentence) = scene.sentence.filter(|sentence| sentence.overlaps(paragraph)) {
            marks::paint_sentence(ui.painter(), at, &text.rects_of(index, sentence), palette);
        }
        if let Some(sought) = scene.sought.filter(|sought| sought.overlaps(paragraph)) {
            marked.in_focus = text.rects_of(index, sought);
            marks::paint_behind(ui.painter(), at, &marked.in_focus, Look::CurrentClaim, palette);
        }
        for found in scene.found_in(paragraph) {
            let is_shown = scene.found.1 == Some(found);
            marks::paint_found(ui.painter(), at, &text.rects_of(index, found), is_shown, palette);
        }
        let mut spans = Vec::new();
        if let Some(selection) = scene.selection.filter(|selection| selection.span.overlaps(paragraph)) {
            marked.in_focus = text.rects_of(index, selection.span);
            marks::paint_behind(ui.painter(), at, &marked.in_focus, Look::Current, palette);
            marked.drawn.push((Look::Current, marked.in_focus.clone()));
            spans.push(selection.span);
        }
        for place in places {
            let rects = text.rects_of(index, place.span);
            if let (Part::Claim(kind), Some(first)) = (place.part, rects.first()) {
                let state = scene.state.state_of(&scene.state.stops()[place.stop]);
                marked.letters.push(Letter { y: at.y + first.center().y, kind, state });
            }
            let Some(look) = scene.look(place) else { continue };
            // It is decided with the claim, and drawn as a part of it below.
            if matches!(look, Look::ToDecide | Look::Known) && scene.parts.contains(&place.span) {
                continue;
            }
            marks::paint_behind(ui.painter(), at, &rects, look, palette);
            if matches!(look, Look::Current | Look::CurrentClaim) {
                marked.in_focus.clone_from(&rects);
            }
            // A claim is a ground, not a line: it keeps no line away.
            if look != Look::CurrentClaim {
                marked.drawn.push((look, rects));
                spans.push(place.span);
            }
        }
        for part in scene.parts.iter().filter(|part| part.overlaps(paragraph)) {
            marked.drawn.push((Look::Sibling, text.rects_of(index, *part)));
            spans.push(*part);
        }
        marked.lanes = marks::lanes(&spans);
        marked
    }
}

/// Takes the words in hand that the pointer drags over.
fn drag_ui(response: &egui::Response, scene: &Scene<'_>, text: &mut TextState, index: usize, at: Pos2) {
    let paragraph = text.paragraph(index).span;
    let byte_at = |text: &TextState, pointer: Pos2| {
        paragraph.start_byte + text.setting(index).map_or(0, |setting| setting.byte_at(pointer - at))
    };
    if response.drag_started_by(egui::PointerButton::Primary) {
        let origin = response.ctx.input(|input| input.pointer.press_origin());
        text.drag_start = origin.map(|origin| byte_at(text, origin));
    }
    if let (true, Some(from), Some(pointer)) =
        (response.dragged_by(egui::PointerButton::Primary), text.drag_start, response.interact_pointer_pos())
    {
        text.wanted_words = selection::dragged(scene.body, paragraph, from, byte_at(text, pointer));
    }
}

/// The menu of a paragraph: what it is.
fn zone_menu_ui(ui: &mut egui::Ui, text: &mut TextState, byte: usize) {
    let Some((span, now)) = text.paragraph_around(byte) else { return };
    ui.small("This paragraph is");
    for (kind, label) in [
        (ZoneKind::Body, "Part of the article"),
        (ZoneKind::Boilerplate, "Not part of the article"),
        (ZoneKind::Headline, "The headline"),
        (ZoneKind::Subhead, "A subheading"),
        (ZoneKind::Byline, "The byline"),
        (ZoneKind::Dateline, "The dateline"),
    ] {
        if control::menu_radio(ui, kind == now, label).clicked() {
            text.wanted_zone = Some((span, kind)).filter(|_| kind != now);
            ui.close();
        }
    }
}

/// The stop under the pointer: the shortest words win, so that a name in a quote can be reached.
fn marked_at(scene: &Scene<'_>, text: &mut TextState, index: usize, places: &[Place], at: Pos2) -> Option<StopKey> {
    let mut under: Vec<&Place> =
        places.iter().filter(|place| text.rects_of(index, place.span).iter().any(|rect| rect.contains(at))).collect();
    under.sort_by_key(|place| place.span.len());
    under.first().and_then(|place| scene.state.stops().get(place.stop)).map(|stop| stop.key)
}

/// Says what the letters beside a paragraph stand for, while one points there.
fn letters_hint_ui(ui: &egui::Ui, left: f32, paragraph: Rect, index: usize, letters: &[Letter]) {
    if letters.is_empty() {
        return;
    }
    let rect = Rect::from_min_max(
        Pos2::new(left, paragraph.top()),
        Pos2::new(left + theme::TEXT_MARGIN_RIGHT - theme::GAP, paragraph.bottom()),
    );
    let response = ui.interact(rect, ui.scope_id().with(("letters", index)), Sense::hover());
    response.on_hover_ui(|ui| {
        for kind in ClaimKind::ALL.iter().filter(|kind| letters.iter().any(|letter| letter.kind == **kind)) {
            ui.label(format!("{}  {}", kind.letter(), words::claim_kind(*kind)));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_beside_a_claim_and_whole() {
        let body = "He said: \"They said so,\" Ruiz said on Monday. Aforesaid.";
        let all = Span::new(0, body.len());
        let quote = body.find("They said so").map(|start| Span::new(start, start + 12)).expect("a quote");
        let behind = body.rfind("said on").expect("a verb");
        assert_eq!(words_beside(body, all, quote, "said"), Some(Span::new(3, 7)), "nearer, before it");
        let without = Span::new(9, body.len());
        assert_eq!(words_beside(body, without, quote, "said"), Some(Span::new(behind, behind + 4)));
        for words in ["They", "so", "fore", "told", ""] {
            assert_eq!(words_beside(body, all, quote, words), None, "{words}");
        }
    }
}
