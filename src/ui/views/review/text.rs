//! The article's text, set like a page, with its marks: laid out paragraph by paragraph as they come into view.
//!
//! What a frame costs depends on the paragraphs on screen, not on the length of the article: heights of the others are
//! estimated until they are seen. Never decides anything; a click on a mark is handed back.

use crate::model::kind::ClaimKind;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;
use crate::store::read::review::Review;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::theme::Type;
use crate::ui::views::review::marks;
use crate::ui::views::review::marks::Letter;
use crate::ui::views::review::marks::Look;
use crate::ui::views::review::paragraphs;
use crate::ui::views::review::paragraphs::Paragraph;
use crate::ui::views::review::selection;
use crate::ui::views::review::selection::Selection;
use crate::ui::views::review::state::ReviewState;
use crate::ui::views::review::stops;
use crate::ui::views::review::stops::About;
use crate::ui::views::review::stops::State;
use crate::ui::views::review::stops::Stop;
use crate::ui::views::review::stops::StopKey;
use crate::ui::widgets::control;
use crate::ui::words;
use egui::Galley;
use egui::Pos2;
use egui::Rect;
use egui::Sense;
use egui::Vec2;
use egui::text::LayoutJob;
use egui::text::TextFormat;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where the current stop is kept, as a share of the column's height from its top.
const READING_HEIGHT: f32 = 1.0 / 3.0;
/// Room under the text, so that the last stop can stand at the reading height too.
const ROOM_BELOW: f32 = 1.0 - READING_HEIGHT;
/// Width of an average letter as a share of the size, for paragraphs nobody has seen yet.
const LETTER_SHARE: f32 = 0.48;

/// Words of the text that belong to a stop.
#[derive(Clone, Copy, Debug)]
struct Place {
    span: Span,
    /// Index into the stops.
    stop: usize,
    part: Part,
}

/// What the words of a place are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A name, a date, an amount, in the state it has by itself.
    Mention(State),
    /// Claims are drawn as a whole only while they are asked about; else a letter in the margin stands for them.
    Claim(ClaimKind),
}

/// One paragraph as it stands on screen.
#[derive(Debug)]
struct Laid {
    galley: Arc<Galley>,
    /// Rectangles of places that begin in it, relative to the galley.
    rects: BTreeMap<Span, Vec<Rect>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct LayoutKey {
    width: f32,
    is_dark: bool,
    pixels_per_point: f32,
}

/// What the text view keeps between frames.
#[derive(Debug, Default)]
pub struct TextState {
    paragraphs: Vec<Paragraph>,
    /// In order of their spans.
    places: Vec<Place>,
    heights: Vec<f32>,
    /// Top of each paragraph, and the end of the last.
    tops: Vec<f32>,
    laid: BTreeMap<usize, Laid>,
    layout_key: Option<LayoutKey>,
    /// A byte that is to be brought to the reading height.
    wanted_byte: Option<usize>,
    /// A scroll offset to take next frame, because what is above has changed its height.
    wanted_offset: Option<f32>,
    /// A paragraph that was said to be something else, by its menu.
    pub wanted_zone: Option<(Span, ZoneKind)>,
    /// Where a drag over the text began.
    drag_start: Option<usize>,
    /// Words that the pointer drags over.
    pub wanted_words: Option<Span>,
    /// Paragraphs that were in view last.
    in_view: std::ops::Range<usize>,
}

impl TextState {
    /// Takes over the article as it was just read.
    pub fn take(&mut self, review: &Review, stops: &[Stop]) {
        let paragraphs = paragraphs::paragraphs(&review.body, &review.zones);
        if paragraphs != self.paragraphs {
            self.paragraphs = paragraphs;
            self.layout_key = None;
        }
        self.places = places(review, stops);
    }

    pub fn scroll_to(&mut self, byte: usize) {
        self.wanted_byte = Some(byte);
    }

    /// Scrolls there unless it is in view.
    pub fn keep_in_view(&mut self, byte: usize) {
        let index = self.index_of(byte);
        // The first and the last may be in view in part only.
        if index <= self.in_view.start || index + 1 >= self.in_view.end {
            self.scroll_to(byte);
        }
    }

    /// The first word behind a byte, or the last before it, in whichever paragraph.
    pub fn word_from(&self, body: &str, byte: usize, onward: bool) -> Option<Span> {
        let here = self.index_of(byte);
        let word = |index: usize| selection::word_from(body, self.paragraphs.get(index)?.span, byte, onward);
        if onward { (here..self.paragraphs.len()).find_map(word) } else { (0..=here).rev().find_map(word) }
    }

    /// End of the paragraph in which a byte lies, in bytes of the body.
    pub fn paragraph_end(&self, byte: usize) -> usize {
        let index = self.index_of(byte);
        // A paragraph that was cut into pieces ends where its last piece does.
        let next_start = (index + 1..self.paragraphs.len()).find(|next| self.paragraphs[*next].is_start);
        let last = next_start.unwrap_or(self.paragraphs.len()).saturating_sub(1);
        self.paragraphs.get(last).map_or(usize::MAX, |paragraph| paragraph.span.end_byte)
    }

    /// The whole paragraph in which a byte lies, and what it is.
    pub fn paragraph_around(&self, byte: usize) -> Option<(Span, ZoneKind)> {
        let index = self.index_of(byte);
        let first = (0..=index).rev().find(|at| self.paragraphs.get(*at).is_some_and(|piece| piece.is_start))?;
        let paragraph = self.paragraphs[first];
        Some((Span::new(paragraph.span.start_byte, self.paragraph_end(byte)), paragraph.kind))
    }

    fn index_of(&self, byte: usize) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.span.start_byte <= byte).saturating_sub(1)
    }

    fn start_layout(&mut self, key: LayoutKey) {
        if self.layout_key == Some(key) {
            return;
        }
        self.layout_key = Some(key);
        self.laid.clear();
        self.heights = self.paragraphs.iter().map(|paragraph| estimated_height(paragraph, key.width)).collect();
        self.stack();
    }

    /// Adds the heights up.
    fn stack(&mut self) {
        let mut top = theme::GAP_SCREEN;
        self.tops.clear();
        for height in &self.heights {
            self.tops.push(top);
            top += height;
        }
        self.tops.push(top);
    }

    fn width(&self) -> f32 {
        self.layout_key.map_or(theme::MEASURE, |key| key.width)
    }

    fn total_height(&self) -> f32 {
        self.tops.last().copied().unwrap_or(0.0)
    }

    /// Lays a paragraph out; returns by how much its height was estimated wrongly.
    ///
    /// The galley is asked for in every frame: egui keeps it while its glyphs are where they were, and makes another when
    /// a font came in or the glyphs were drawn anew. One kept longer would paint from an atlas that is gone.
    fn lay_out(&mut self, ui: &egui::Ui, body: &str, index: usize, key: LayoutKey) -> f32 {
        let paragraph = self.paragraphs[index];
        let text = paragraph.span.words(body).unwrap_or_default();
        let palette = Palette::of(ui);
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job(text, paragraph.kind, key.width, palette)));
        if self.laid.get(&index).is_some_and(|laid| Arc::ptr_eq(&laid.galley, &galley)) {
            return 0.0;
        }
        let height = gap_above(&paragraph) + galley.size().y;
        let delta = height - self.heights[index];
        self.heights[index] = height;
        self.laid.insert(index, Laid { galley, rects: BTreeMap::new() });
        delta
    }

    /// Rectangles of words that begin in a laid paragraph, relative to its galley.
    fn rects_of(&mut self, body: &str, index: usize, span: Span) -> Vec<Rect> {
        let paragraph = self.paragraphs[index].span;
        let Some(laid) = self.laid.get_mut(&index) else { return Vec::new() };
        if let Some(rects) = laid.rects.get(&span) {
            return rects.clone();
        }
        let within = Span::new(span.start_byte.max(paragraph.start_byte), span.end_byte.min(paragraph.end_byte));
        let before = body.get(paragraph.start_byte..within.start_byte).unwrap_or_default();
        let words = within.words(body).unwrap_or_default();
        let start = before.chars().count();
        let rects = marks::rects(&laid.galley, start, start + words.chars().count());
        laid.rects.insert(span, rects.clone());
        rects
    }

    /// Scroll offset that brings the wanted byte to the reading height.
    fn take_wanted_offset(&mut self, ui: &egui::Ui, body: &str, key: LayoutKey, view_height: f32) -> Option<f32> {
        let Some(byte) = self.wanted_byte.take() else { return self.wanted_offset.take() };
        self.wanted_offset = None;
        let index = self.index_of(byte);
        if index >= self.paragraphs.len() {
            return None;
        }
        if self.lay_out(ui, body, index, key) != 0.0 {
            self.stack();
        }
        let row = self.rects_of(body, index, Span::new(byte, byte + 1)).first().map_or(0.0, Rect::top);
        let top = self.tops[index] + gap_above(&self.paragraphs[index]) + row;
        Some((top - view_height * READING_HEIGHT).max(0.0))
    }
}

fn places(review: &Review, stops: &[Stop]) -> Vec<Place> {
    let mut places = Vec::new();
    for (stop_idx, stop) in stops.iter().enumerate() {
        if let About::Claim(claim_idx) = stop.about {
            let claim = &review.claims[claim_idx];
            places.push(Place { span: claim.span, stop: stop_idx, part: Part::Claim(claim.kind) });
        } else {
            let mentions = stop.mentions.iter().filter_map(|index| review.mentions.get(*index));
            places.extend(mentions.map(|mention| Place {
                span: mention.span,
                stop: stop_idx,
                part: Part::Mention(stops::state_of_mention(mention)),
            }));
            let roles = stop.roles.iter().map(|index| &review.claims[*index]);
            places.extend(roles.map(|role| Place { span: role.span, stop: stop_idx, part: Part::Claim(role.kind) }));
        }
    }
    places.sort_by_key(|place| (place.span, place.stop));
    places
}

const fn type_of(kind: ZoneKind) -> Type {
    match kind {
        ZoneKind::Headline => Type::HEADLINE,
        ZoneKind::Subhead | ZoneKind::Body => Type::READING,
        ZoneKind::Dateline | ZoneKind::Byline | ZoneKind::Boilerplate => Type::ASIDE,
    }
}

fn gap_above(paragraph: &Paragraph) -> f32 {
    match paragraph.kind {
        _ if !paragraph.is_start => 0.0,
        ZoneKind::Headline => theme::GAP_SMALL,
        ZoneKind::Subhead | ZoneKind::Dateline | ZoneKind::Byline => theme::GAP,
        ZoneKind::Body => theme::GAP_LARGE - theme::GAP_SMALL,
        ZoneKind::Boilerplate => theme::GAP_SCREEN,
    }
}

fn estimated_height(paragraph: &Paragraph, width: f32) -> f32 {
    let style = type_of(paragraph.kind);
    let letters_per_row = (width / (style.size * LETTER_SHARE)).max(1.0);
    let n_rows = (paragraph.span.len() as f32 / letters_per_row).ceil().max(1.0);
    gap_above(paragraph) + n_rows * style.line_height
}

fn job(text: &str, kind: ZoneKind, width: f32, palette: &Palette) -> LayoutJob {
    let style = type_of(kind);
    let is_aside = matches!(kind, ZoneKind::Subhead | ZoneKind::Dateline | ZoneKind::Byline | ZoneKind::Boilerplate);
    let format = TextFormat {
        font_id: style.font(),
        line_height: Some(style.line_height),
        color: if is_aside { palette.muted } else { palette.ink },
        ..TextFormat::default()
    };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = width;
    job
}

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
}

impl<'s> Scene<'s> {
    fn new(state: &'s ReviewState, body: &'s str, text: &TextState) -> Self {
        let current = state.current();
        let sought = state.sought();
        let selection = state.selection();
        let in_hand = selection.map(|selection| selection.span);
        let sentence = in_hand.or(sought).or(current.map(|stop| stop.key.span)).and_then(|span| {
            let byte = span.start_byte;
            let paragraph = text.paragraphs.get(text.index_of(byte))?;
            Some(paragraphs::sentence_around(body, paragraph.span, byte))
        });
        Self { state, body, current, sentence, sought, selection }
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

/// Draws the text; returns the stop whose mark was clicked.
pub fn text_ui(ui: &mut egui::Ui, state: &mut ReviewState) -> Option<StopKey> {
    // Taken out while it is drawn: the marks depend on the rest of the state.
    let mut text = std::mem::take(&mut state.text);
    let clicked = state.review().value().and_then(|review| {
        let scene = Scene::new(state, &review.body, &text);
        column_ui(ui, &scene, &mut text)
    });
    state.text = text;
    clicked
}

fn column_ui(ui: &mut egui::Ui, scene: &Scene<'_>, text: &mut TextState) -> Option<StopKey> {
    let available = ui.available_size();
    let margins = theme::TEXT_MARGIN_LEFT + theme::TEXT_MARGIN_RIGHT;
    let width = (available.x - margins).clamp(160.0, theme::MEASURE).floor();
    let is_dark = ui.ctx().theme() == egui::Theme::Dark;
    let key = LayoutKey { width, is_dark, pixels_per_point: ui.pixels_per_point() };
    text.start_layout(key);
    let offset = text.take_wanted_offset(ui, scene.body, key, available.y);
    let mut area = egui::ScrollArea::vertical().id_salt(scene.state.article()).auto_shrink(false);
    if let Some(offset) = offset {
        area = area.vertical_scroll_offset(offset);
    }
    let mut clicked = None;
    let mut shift = 0.0;
    let output = area.show_viewport(ui, |ui, viewport| {
        ui.set_height(text.total_height() + viewport.height() * ROOM_BELOW);
        let room = ((ui.available_width() - margins - width) / 2.0).floor().max(0.0);
        let left = ui.max_rect().left() + theme::TEXT_MARGIN_LEFT + room;
        let origin = Pos2::new(left, ui.max_rect().top());
        let first = text.tops.partition_point(|top| *top <= viewport.top()).saturating_sub(1);
        let mut index = first;
        while index < text.paragraphs.len() && text.tops[index] < viewport.bottom() {
            let delta = text.lay_out(ui, scene.body, index, key);
            if delta != 0.0 {
                text.stack();
                // What is read must stay where it is when something above it turns out taller.
                if text.tops[index] < viewport.top() {
                    shift += delta;
                }
            }
            clicked = paragraph_ui(ui, scene, text, index, origin).or(clicked);
            index += 1;
        }
        text.in_view = first..index;
    });
    if shift != 0.0 {
        text.wanted_offset = Some((output.state.clamped_offset().y + shift).max(0.0));
        ui.ctx().request_repaint();
    }
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
    let paragraph = text.paragraphs[index];
    let galley = Arc::clone(&text.laid.get(&index)?.galley);
    let at = origin + Vec2::new(0.0, text.tops[index] + gap_above(&paragraph));
    let rect = Rect::from_min_size(at, galley.size());
    let places: Vec<Place> = places_of(text, paragraph.span).to_vec();
    let sentence = scene.sentence.filter(|sentence| sentence.overlaps(paragraph.span));
    let mut in_focus = Vec::new();
    if let Some(sentence) = sentence {
        marks::paint_sentence(ui.painter(), at, &text.rects_of(scene.body, index, sentence), palette);
    }
    if let Some(sought) = scene.sought.filter(|sought| sought.overlaps(paragraph.span)) {
        in_focus = text.rects_of(scene.body, index, sought);
        marks::paint_behind(ui.painter(), at, &in_focus, Look::CurrentClaim, palette);
    }
    let mut drawn = Vec::new();
    if let Some(selection) = scene.selection.filter(|selection| selection.span.overlaps(paragraph.span)) {
        in_focus = text.rects_of(scene.body, index, selection.span);
        marks::paint_behind(ui.painter(), at, &in_focus, Look::Current, palette);
        drawn.push((Look::Current, in_focus.clone()));
    }
    let mut letters = Vec::new();
    for place in &places {
        let rects = text.rects_of(scene.body, index, place.span);
        if let Some(look) = scene.look(place) {
            marks::paint_behind(ui.painter(), at, &rects, look, palette);
            drawn.push((look, rects.clone()));
            if matches!(look, Look::Current | Look::CurrentClaim) {
                in_focus.clone_from(&rects);
            }
        }
        if let (Part::Claim(kind), Some(first)) = (place.part, rects.first()) {
            let state = scene.state.state_of(&scene.state.stops()[place.stop]);
            letters.push(Letter { y: at.y + first.center().y, kind, state });
        }
    }
    marks::paint_letters(ui.painter(), at.x + text.width() + theme::GAP_LARGE - 2.0, &letters, palette);
    letters_hint_ui(ui, at.x + text.width() + theme::GAP, rect, index, &letters);
    let sense = Sense::click_and_drag() - Sense::FOCUSABLE;
    let response = ui.interact(rect.expand2(Vec2::new(4.0, 0.0)), ui.scope_id().with(("paragraph", index)), sense);
    let words = paragraph.span.words(scene.body).unwrap_or_default();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Paragraph, true, words));
    drag_ui(&response, scene, text, index, (at, &galley));
    egui::text_selection::LabelSelectionState::label_text_selection(
        ui,
        &response,
        at,
        galley,
        palette.ink,
        egui::Stroke::NONE,
    );
    response.context_menu(|ui| zone_menu_ui(ui, text, paragraph.span.start_byte));
    for (look, rects) in &drawn {
        marks::paint_over(ui.painter(), at, rects, *look, palette);
    }
    marks::paint_bar(ui.painter(), at, &in_focus, palette);
    let pointer = response.hover_pos()? - at.to_vec2();
    let under = marked_at(scene, text, index, &places, pointer)?;
    ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    response.clicked().then_some(under)
}

/// Takes the words in hand that the pointer drags over.
fn drag_ui(
    response: &egui::Response,
    scene: &Scene<'_>,
    text: &mut TextState,
    index: usize,
    (at, galley): (Pos2, &Galley),
) {
    let paragraph = text.paragraphs[index].span;
    let words = paragraph.words(scene.body).unwrap_or_default();
    let byte_at = |pointer: Pos2| {
        let char_idx = galley.cursor_from_pos(pointer - at).index;
        let within = words.char_indices().nth(char_idx.into()).map_or(words.len(), |(byte, _)| byte);
        paragraph.start_byte + within
    };
    if response.drag_started_by(egui::PointerButton::Primary) {
        let origin = response.ctx.input(|input| input.pointer.press_origin());
        text.drag_start = origin.map(byte_at);
    }
    if let (true, Some(from), Some(pointer)) =
        (response.dragged_by(egui::PointerButton::Primary), text.drag_start, response.interact_pointer_pos())
    {
        text.wanted_words = selection::dragged(scene.body, paragraph, from, byte_at(pointer));
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

/// Places that begin in a paragraph.
fn places_of(text: &TextState, paragraph: Span) -> &[Place] {
    let first = text.places.partition_point(|place| place.span.start_byte < paragraph.start_byte);
    let end = text.places.partition_point(|place| place.span.start_byte < paragraph.end_byte);
    &text.places[first..end.max(first)]
}

/// The stop under the pointer: the shortest words win, so that a name in a quote can be reached.
fn marked_at(scene: &Scene<'_>, text: &mut TextState, index: usize, places: &[Place], at: Pos2) -> Option<StopKey> {
    let mut under: Vec<&Place> = places
        .iter()
        .filter(|place| text.rects_of(scene.body, index, place.span).iter().any(|rect| rect.contains(at)))
        .collect();
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
    use crate::ui::views::review::fixture;
    use crate::ui::views::review::stops::stops;

    #[test]
    fn a_paragraph_ends_where_its_last_piece_does() {
        let long = "The boats came back to the harbour before the storm. ".repeat(100);
        let review = fixture::marked(&format!("Short one.\n{long}\nEnd."));
        let mut text = TextState::default();
        text.take(&review, &stops(&review));
        assert_eq!(text.paragraph_end(0), "Short one.".len());
        let end_of_long = "Short one.\n".len() + long.trim_end().len();
        assert_eq!(text.paragraph_end(20), end_of_long);
        assert_eq!(text.paragraph_end(review.body.len() - 1), review.body.len());
    }

    #[test]
    fn an_empty_article_has_no_end_to_stop_at() {
        let review = fixture::marked("");
        let mut text = TextState::default();
        text.take(&review, &[]);
        assert_eq!(text.paragraph_end(0), usize::MAX);
    }

    #[test]
    fn places_of_a_paragraph_begin_in_it() {
        let review = fixture::marked("[Ana Ruiz]{person:1} left.\n[Ruiz]{person:1} met [Bo Lind]{person:2}.");
        let mut text = TextState::default();
        text.take(&review, &stops(&review));
        let words = |index: usize| {
            let paragraph = text.paragraphs[index].span;
            places_of(&text, paragraph).iter().map(|place| place.span.words(&review.body).expect("words")).collect()
        };
        let (first, second): (Vec<&str>, Vec<&str>) = (words(0), words(1));
        assert_eq!(first, ["Ana Ruiz"]);
        assert_eq!(second, ["Ruiz", "Bo Lind"]);
    }
}
