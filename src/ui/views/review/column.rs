//! The column of text between frames: its paragraphs, how tall each is, which are laid out, where it is scrolled to.
//!
//! What a frame costs depends on the paragraphs near the view, not on the length of the article: heights of the others
//! are estimated until they come near. Never draws.

use crate::ledger::command::ArticleId;
use crate::model::article::Zone;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;
use crate::store::read::review::Review;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::theme::Type;
use crate::ui::views::review::overview::Overview;
use crate::ui::views::review::paragraphs;
use crate::ui::views::review::paragraphs::Paragraph;
use crate::ui::views::review::selection;
use crate::ui::views::review::setting::Setting;
use crate::ui::views::review::setting::Style;
use crate::workspace::review::places;
use crate::workspace::review::places::Place;
use egui::Galley;
use egui::Rect;
use egui::text::TextFormat;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// Where the current stop is kept, as a share of the column's height from its top.
const READING_HEIGHT: f32 = 1.0 / 3.0;
/// Room under the text, so that the last stop can stand at the reading height too.
pub const ROOM_BELOW: f32 = 1.0 - READING_HEIGHT;
/// Width of an average letter as a share of the size, for paragraphs nobody has seen yet.
const LETTER_SHARE: f32 = 0.48;
/// Paragraphs near the view that are laid out ahead in one frame.
const AHEAD: usize = 2;

/// One paragraph as it stands on screen.
#[derive(Debug)]
struct Laid {
    /// As egui laid it out: when that is another, the glyphs of this one are gone.
    plain: Arc<Galley>,
    setting: Setting,
    /// Rectangles of places that begin in it, relative to its left top.
    rects: BTreeMap<Span, Vec<Rect>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LayoutKey {
    pub width: f32,
    pub is_dark: bool,
    pub pixels_per_point: f32,
}

/// What the text view keeps between frames.
#[derive(Debug, Default)]
pub struct TextState {
    /// The article, the length of its text and the zones that the paragraphs were made of: a text never changes.
    made_of: Option<(ArticleId, usize, Vec<Zone>)>,
    paragraphs: Vec<Paragraph>,
    /// In order of their spans.
    places: Arc<Vec<Place>>,
    heights: Vec<f32>,
    /// Top of each paragraph, and the end of the last.
    tops: Vec<f32>,
    laid: BTreeMap<usize, Laid>,
    layout_key: Option<LayoutKey>,
    /// A byte that is to be brought to the reading height.
    wanted_byte: Option<usize>,
    /// A scroll offset to take next frame: the overview was pressed, or what is above has changed its height.
    pub wanted_offset: Option<f32>,
    /// Where the column was scrolled to after the last frame.
    pub offset: f32,
    /// A paragraph that was said to be something else, by its menu.
    pub wanted_zone: Option<(Span, ZoneKind)>,
    /// Where a drag over the text began.
    pub drag_start: Option<usize>,
    /// Words were in hand in the frame before.
    pub had_in_hand: bool,
    /// Words that the pointer drags over.
    pub wanted_words: Option<Span>,
    /// Paragraphs that were in view last.
    pub in_view: Range<usize>,
    /// Counts the articles and readings taken over: what was made of an earlier one is out of date.
    pub generation: u64,
    pub overview: Overview,
    /// A letter of the text that no font draws, and for how many such letters and which reading it was looked for.
    undrawn: (Option<char>, usize, u64),
}

impl TextState {
    /// Takes over the article as it was just read, and where its stops stand.
    pub fn take(&mut self, review: &Review, places: Arc<Vec<Place>>) {
        let made_of = (review.article.id, review.body.len(), &review.zones);
        if self.made_of.as_ref().is_none_or(|(article, n_bytes, zones)| (*article, *n_bytes, zones) != made_of) {
            self.made_of = Some((made_of.0, made_of.1, made_of.2.clone()));
            self.paragraphs = paragraphs::paragraphs(&review.body, &review.zones);
            self.layout_key = None;
        }
        self.places = places;
        self.generation += 1;
        for laid in self.laid.values_mut() {
            laid.rects.clear();
        }
    }

    /// The first letter of the text that is among those that no font draws. Looked for anew when these become more.
    pub fn undrawn(&mut self, letters: &BTreeSet<char>, body: &str) -> Option<char> {
        let (found, n_letters, generation) = self.undrawn;
        if letters.is_empty() || (n_letters, generation) == (letters.len(), self.generation) {
            return found.filter(|_| !letters.is_empty());
        }
        let found = body.chars().find(|char| !char.is_ascii() && letters.contains(char));
        self.undrawn = (found, letters.len(), self.generation);
        found
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

    /// The piece that is laid out as one, in which a byte lies.
    pub fn piece_around(&self, byte: usize) -> Option<Span> {
        self.paragraphs.get(self.index_of(byte)).map(|paragraph| paragraph.span)
    }

    fn index_of(&self, byte: usize) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.span.start_byte <= byte).saturating_sub(1)
    }

    pub fn n_paragraphs(&self) -> usize {
        self.paragraphs.len()
    }

    pub fn paragraph(&self, index: usize) -> Paragraph {
        self.paragraphs[index]
    }

    pub fn places_of(&self, paragraph: Span) -> &[Place] {
        places::of_paragraph(&self.places, paragraph)
    }

    /// Where the letters of a paragraph begin, from the top of the column.
    pub fn top_of_letters(&self, index: usize) -> f32 {
        self.tops[index] + gap_above(&self.paragraphs[index])
    }

    /// Top of a paragraph, from the top of the column.
    pub fn top(&self, index: usize) -> f32 {
        self.tops[index]
    }

    /// About where a byte stands, from the top of the column: nothing is laid out for it.
    pub fn height_of(&self, byte: usize) -> f32 {
        let index = self.index_of(byte);
        let Some(paragraph) = self.paragraphs.get(index) else { return 0.0 };
        let share = byte.saturating_sub(paragraph.span.start_byte) as f32 / paragraph.span.len().max(1) as f32;
        self.tops[index] + self.heights[index] * share.min(1.0)
    }

    /// The paragraph at a height from the top of the column.
    pub fn index_at(&self, height: f32) -> usize {
        self.tops.partition_point(|top| *top <= height).saturating_sub(1)
    }

    pub fn setting(&self, index: usize) -> Option<&Setting> {
        self.laid.get(&index).map(|laid| &laid.setting)
    }

    pub fn width(&self) -> f32 {
        self.layout_key.map_or(theme::MEASURE, |key| key.width)
    }

    pub fn total_height(&self) -> f32 {
        self.tops.last().copied().unwrap_or(0.0)
    }

    pub fn start_layout(&mut self, key: LayoutKey) {
        if self.layout_key == Some(key) {
            return;
        }
        self.layout_key = Some(key);
        self.laid.clear();
        self.heights = self.paragraphs.iter().map(|paragraph| estimated_height(paragraph, key.width)).collect();
        self.tops.clear();
        let mut top = theme::GAP_SCREEN;
        for height in &self.heights {
            self.tops.push(top);
            top += height;
        }
        self.tops.push(top);
    }

    /// Lays out what is in view and some of what is near, and forgets what is far. Returns the scroll offset to take, if
    /// it is another than before: what is read stays where it is when something above it turns out taller.
    pub fn prepare(&mut self, ui: &egui::Ui, body: &str, view_height: f32) -> Option<f32> {
        let wanted = self.take_wanted_offset(ui, body, view_height);
        let offset = wanted.unwrap_or(self.offset);
        let mut shifted = offset;
        // What is above first: it moves what is in view.
        let mut index = self.index_at(offset);
        let mut n_ahead = 0;
        while n_ahead < AHEAD && index > 0 && self.tops[index] > offset - view_height {
            index -= 1;
            if !self.laid.contains_key(&index) {
                shifted += self.lay_out(ui, body, index);
                n_ahead += 1;
            }
        }
        let first = self.index_at(shifted);
        let mut index = first;
        while index < self.paragraphs.len() && self.tops[index] < shifted + view_height {
            let delta = self.lay_out(ui, body, index);
            if self.tops[index] < shifted && index == first {
                // Begun above the view: its end is what stays.
                shifted = (shifted + delta).max(self.tops[index]);
            }
            index += 1;
        }
        let near = (first.saturating_sub(4 * AHEAD + 40))..(index + 4 * AHEAD + 40);
        self.laid.retain(|index, _| near.contains(index));
        (wanted.is_some() || (shifted - self.offset).abs() > 0.01).then_some(shifted)
    }

    /// Lays a paragraph out; returns by how much its height was estimated wrongly.
    ///
    /// The galley is asked for in every frame: egui keeps it while its glyphs are where they were, and makes another when
    /// a font came in or the glyphs were drawn anew. One kept longer would paint from an atlas that is gone.
    pub fn lay_out(&mut self, ui: &egui::Ui, body: &str, index: usize) -> f32 {
        let paragraph = self.paragraphs[index];
        let text = paragraph.span.words(body).unwrap_or_default();
        let style = style(&paragraph, self.width(), Palette::of(ui));
        let plain = ui.fonts_mut(|fonts| fonts.layout_job(style.job(text.to_owned(), style.width)));
        if self.laid.get(&index).is_some_and(|laid| Arc::ptr_eq(&laid.plain, &plain)) {
            return 0.0;
        }
        let setting = ui.fonts_mut(|fonts| Setting::new(fonts, text, &plain, &style));
        let height = gap_above(&paragraph) + setting.size().y;
        let delta = height - self.heights[index];
        self.laid.insert(index, Laid { plain, setting, rects: BTreeMap::new() });
        if delta != 0.0 {
            self.heights[index] = height;
            for top in &mut self.tops[index + 1..] {
                *top += delta;
            }
        }
        delta
    }

    /// Rectangles of words in a laid paragraph, relative to its left top.
    pub fn rects_of(&mut self, index: usize, span: Span) -> Vec<Rect> {
        let paragraph = self.paragraphs[index].span;
        let Some(laid) = self.laid.get_mut(&index) else { return Vec::new() };
        if let Some(rects) = laid.rects.get(&span) {
            return rects.clone();
        }
        let start = span.start_byte.max(paragraph.start_byte) - paragraph.start_byte;
        let end = span.end_byte.min(paragraph.end_byte).saturating_sub(paragraph.start_byte);
        let rects = laid.setting.rects(&(start..end));
        laid.rects.insert(span, rects.clone());
        rects
    }

    /// Scroll offset that brings the wanted byte to the reading height.
    fn take_wanted_offset(&mut self, ui: &egui::Ui, body: &str, view_height: f32) -> Option<f32> {
        let Some(byte) = self.wanted_byte.take() else { return self.wanted_offset.take() };
        self.wanted_offset = None;
        let index = self.index_of(byte);
        if index >= self.paragraphs.len() {
            return None;
        }
        // Those above that will be in view with it, so that it is not moved by them.
        let mut above = index;
        while above > 0 && self.tops[above] > self.tops[index] - view_height * READING_HEIGHT {
            above -= 1;
        }
        for near in above..=index {
            self.lay_out(ui, body, near);
        }
        let row = self.rects_of(index, Span::new(byte, byte + 1)).first().map_or(0.0, Rect::top);
        Some((self.top_of_letters(index) + row - view_height * READING_HEIGHT).max(0.0))
    }
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

fn style(paragraph: &Paragraph, width: f32, palette: &Palette) -> Style {
    let style = type_of(paragraph.kind);
    let is_aside =
        matches!(paragraph.kind, ZoneKind::Subhead | ZoneKind::Dateline | ZoneKind::Byline | ZoneKind::Boilerplate);
    let format = TextFormat {
        font_id: style.font(),
        line_height: Some(style.line_height),
        color: if is_aside { palette.muted } else { palette.ink },
        ..TextFormat::default()
    };
    Style { format, width, is_from_right: paragraph.is_from_right }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::review::fixture;
    use egui::Vec2;

    #[test]
    fn a_paragraph_ends_where_its_last_piece_does() {
        let long = "The boats came back to the harbour before the storm. ".repeat(100);
        let review = fixture::marked(&format!("Short one.\n{long}\nEnd."));
        let mut text = TextState::default();
        text.take(&review, Arc::default());
        assert_eq!(text.paragraph_end(0), "Short one.".len());
        let end_of_long = "Short one.\n".len() + long.trim_end().len();
        assert_eq!(text.paragraph_end(20), end_of_long);
        assert_eq!(text.paragraph_end(review.body.len() - 1), review.body.len());
    }

    #[test]
    fn an_empty_article_has_no_end_to_stop_at() {
        let review = fixture::marked("");
        let mut text = TextState::default();
        text.take(&review, Arc::default());
        assert_eq!(text.paragraph_end(0), usize::MAX);
    }

    /// A long article in a view of 400 points, after `scroll` was done to it.
    fn prepared(scroll: impl Fn(&mut TextState)) -> (TextState, Option<f32>) {
        // Narrow letters: what is estimated is far too tall.
        let review = fixture::marked(&"illicit little lilies fill Lilli's till. ".repeat(20).add_lines(300));
        let mut text = TextState::default();
        text.take(&review, Arc::default());
        let ctx = egui::Context::default();
        let mut offset = None;
        let input = egui::RawInput {
            screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, Vec2::splat(900.0))),
            ..egui::RawInput::default()
        };
        let output = ctx.run_ui(input, |ui| {
            text.start_layout(LayoutKey { width: 600.0, is_dark: false, pixels_per_point: 1.0 });
            scroll(&mut text);
            offset = text.prepare(ui, &review.body, 400.0);
        });
        output.drop_without_applying_deltas();
        (text, offset)
    }

    trait Lines {
        fn add_lines(&self, n: usize) -> String;
    }

    impl Lines for String {
        fn add_lines(&self, n: usize) -> String {
            vec![self.trim_end(); n].join("\n")
        }
    }

    #[test]
    fn only_what_is_near_the_view_is_laid_out() {
        let (text, offset) = prepared(|_| ());
        assert_eq!(offset, None);
        assert!(text.laid.len() < 20, "{} of {}", text.laid.len(), text.paragraphs.len());
    }

    #[test]
    fn what_is_read_stays_where_it_is_when_something_above_turns_out_shorter() {
        let (text, offset) = prepared(|text| text.offset = text.tops[150]);
        let offset = offset.expect("the paragraphs above were estimated too tall");
        assert!((offset - text.tops[150]).abs() < 0.01, "{offset} {}", text.tops[150]);
        assert!(text.laid.contains_key(&149) && text.laid.contains_key(&150));
    }

    #[test]
    fn a_wanted_byte_stands_at_the_reading_height() {
        let (text, offset) = prepared(|text| text.scroll_to(text.paragraphs[200].span.start_byte));
        let offset = offset.expect("an offset");
        let at = text.top_of_letters(200) - offset;
        assert!((at - 400.0 * READING_HEIGHT).abs() < 20.0, "{at}");
        assert!((text.height_of(text.paragraphs[200].span.start_byte) - text.tops[200]).abs() < 0.01);
        assert_eq!(text.index_at(text.tops[200] + 1.0), 200);
    }
}
