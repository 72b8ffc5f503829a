//! A paragraph set for reading: where each letter stands, and so which words lie where.
//!
//! egui sets text from left to right and counts a glyph for each character. Where that holds, its rows are taken as they
//! are. Text that runs from right to left, or whose letters are joined and parted by its font, is set here: word by word,
//! each shaped by egui, broken into rows, ordered by their levels, mirrored where that is called for. Geometry only:
//! what is marked is said by the text view.

mod words;

use crate::ui::direction;
use crate::ui::views::review::setting::words::Word;
use crate::ui::views::review::setting::words::words;
use egui::Galley;
use egui::Painter;
use egui::Pos2;
use egui::Rangef;
use egui::Rect;
use egui::Vec2;
use egui::epaint::text::FontsView;
use egui::epaint::text::Glyph;
use egui::text::LayoutJob;
use egui::text::TextFormat;
use std::ops::Range;
use std::sync::Arc;

/// How a paragraph is to be set.
#[derive(Clone, Debug)]
pub struct Style {
    pub format: TextFormat,
    /// Width of the column, in points.
    pub width: f32,
    /// Set from the right: rows begin at the right edge.
    pub is_from_right: bool,
}

impl Style {
    pub fn job(&self, text: String, width: f32) -> LayoutJob {
        let mut job = LayoutJob::single_section(text, self.format.clone());
        job.wrap.max_width = width;
        job
    }
}

/// A paragraph as it stands, relative to its left top.
#[derive(Clone, Debug)]
pub struct Setting {
    pieces: Vec<(Vec2, Arc<Galley>)>,
    rows: Vec<Row>,
    size: Vec2,
    is_plain: bool,
}

#[derive(Clone, Debug)]
struct Row {
    /// The whole line.
    y: Rangef,
    /// From the top of its letters to their bottom.
    letters: Rangef,
    /// In reading order.
    cells: Vec<Cell>,
}

/// One letter with its marks, as a reader would count: what cannot be parted.
#[derive(Clone, Debug)]
struct Cell {
    /// Bytes of the paragraph.
    bytes: Range<usize>,
    x: Rangef,
    is_from_right: bool,
    is_space: bool,
}

impl Setting {
    /// `plain` is the paragraph as egui laid it out, in the same style.
    pub fn new(fonts: &mut FontsView<'_>, text: &str, plain: &Arc<Galley>, style: &Style) -> Self {
        if text.chars().all(is_simple) { Self::plain(text, plain) } else { Self::of_words(fonts, text, style) }
    }

    fn plain(text: &str, galley: &Arc<Galley>) -> Self {
        let mut chars = text.char_indices();
        let rows = galley.rows.iter().map(|placed| {
            let y = Rangef::new(placed.min_y(), placed.max_y());
            let letters = placed.glyphs.first().map_or(y, |glyph| letters(glyph, placed.pos.y));
            let mut row = Row { y, letters, cells: Vec::with_capacity(placed.glyphs.len()) };
            for glyph in &placed.glyphs {
                let Some((start, char)) = chars.next() else { break };
                let end = start + char.len_utf8();
                match row.cells.last_mut().filter(|_| glyph.advance_width == 0.0) {
                    Some(cell) => cell.bytes.end = end,
                    None => row.cells.push(Cell {
                        bytes: start..end,
                        x: Rangef::new(placed.pos.x + glyph.pos.x, placed.pos.x + glyph.max_x()),
                        is_from_right: false,
                        is_space: char.is_whitespace(),
                    }),
                }
            }
            row
        });
        Self {
            rows: rows.collect(),
            size: galley.size(),
            pieces: vec![(Vec2::ZERO, Arc::clone(galley))],
            is_plain: true,
        }
    }

    fn of_words(fonts: &mut FontsView<'_>, text: &str, style: &Style) -> Self {
        let words = words(fonts, text, style);
        let mut setting = Self { pieces: Vec::new(), rows: Vec::new(), size: Vec2::ZERO, is_plain: false };
        let mut top = 0.0;
        for row in rows(&words, style.width) {
            let height = row.iter().map(|word| word.galley.size().y).fold(0.0, f32::max);
            setting.add_row(row, style, Rangef::new(top, top + height));
            top += height;
        }
        setting.size.y = top;
        setting
    }

    fn add_row(&mut self, words: &[Word], style: &Style, y: Rangef) {
        let n_inked = words.iter().rposition(|word| !word.is_space).map_or(0, |last| last + 1);
        let base = u8::from(style.is_from_right);
        // Spaces at the end of a row stand behind it, on whichever side that is.
        let levels: Vec<u8> =
            words.iter().enumerate().map(|(index, word)| if index < n_inked { word.level } else { base }).collect();
        let width = |words: &[Word]| words.iter().map(|word| word.width).sum::<f32>();
        let inked = width(&words[..n_inked]);
        let mut x = if style.is_from_right { style.width - inked - width(&words[n_inked..]) } else { 0.0 };
        let mut row = Row { y, letters: y, cells: Vec::new() };
        let mut placed = vec![0.0; words.len()];
        for index in direction::visual_order(&levels) {
            placed[index] = x;
            x += words[index].width;
        }
        if let Some(glyph) = words.iter().find_map(|word| word.galley.rows.first()?.glyphs.first()) {
            row.letters = letters(glyph, y.min);
        }
        for (word, left) in words.iter().zip(placed) {
            row.cells.extend(word.cells.iter().map(|cell| Cell { x: shifted(cell.x, left), ..cell.clone() }));
            if !word.is_space {
                self.pieces.push((Vec2::new(left, y.min), Arc::clone(&word.galley)));
            }
        }
        self.size.x = self.size.x.max(if style.is_from_right { style.width } else { inked });
        self.rows.push(row);
    }

    pub const fn size(&self) -> Vec2 {
        self.size
    }

    /// The paragraph as egui laid it out; `None` where it was set otherwise.
    pub fn as_plain(&self) -> Option<&Arc<Galley>> {
        self.pieces.first().filter(|_| self.is_plain).map(|(_, galley)| galley)
    }

    pub fn paint(&self, painter: &Painter, at: Pos2, ink: egui::Color32) {
        for (offset, galley) in &self.pieces {
            painter.galley(at + *offset, Arc::clone(galley), ink);
        }
    }

    /// Rectangles of words: one for each row they stand on, several where a row turns round within them.
    pub fn rects(&self, words: &Range<usize>) -> Vec<Rect> {
        let first = self.rows.partition_point(|row| row.end() <= words.start);
        let mut found = Vec::new();
        for row in self.rows[first..].iter().take_while(|row| row.start() < words.end) {
            let is_meant = |cell: &&Cell| cell.bytes.start < words.end && words.start < cell.bytes.end;
            let meant: Vec<&Cell> = row.cells.iter().filter(is_meant).collect();
            // A space at the end of a row is no part of a mark.
            let n_letters = meant.iter().rposition(|cell| !cell.is_space).map_or(0, |last| last + 1);
            let mut parts: Vec<Rangef> = meant[..n_letters].iter().map(|cell| cell.x).collect();
            parts.sort_by(|a, b| a.min.total_cmp(&b.min));
            for part in joined(&parts) {
                found.push(Rect::from_x_y_ranges(part, row.letters));
            }
        }
        found
    }

    /// The border between letters nearest to a place, in bytes of the paragraph.
    pub fn byte_at(&self, at: Vec2) -> usize {
        let below = self.rows.iter().find(|row| at.y < row.y.max);
        let Some(row) = below.or(self.rows.last()) else { return 0 };
        let away = |cell: &Cell| (cell.x.min - at.x).max(at.x - cell.x.max).max(0.0);
        let off = |cell: &Cell| (cell.x.center() - at.x).abs();
        // Letters overlap by a pixel here and there: of two that are touched, the nearer.
        let nearest = row.cells.iter().min_by(|a, b| away(a).total_cmp(&away(b)).then(off(a).total_cmp(&off(b))));
        nearest.map_or(0, |cell| {
            let is_left_half = at.x < cell.x.center();
            if is_left_half == cell.is_from_right { cell.bytes.end } else { cell.bytes.start }
        })
    }
}

impl Row {
    fn start(&self) -> usize {
        self.cells.first().map_or(0, |cell| cell.bytes.start)
    }

    fn end(&self) -> usize {
        self.cells.last().map_or(0, |cell| cell.bytes.end)
    }
}

fn shifted(range: Rangef, by: f32) -> Rangef {
    Rangef::new(range.min + by, range.max + by)
}

/// From the top of letters to their bottom, for a glyph of the row that begins at `top`.
fn letters(glyph: &Glyph, top: f32) -> Rangef {
    let top = top + glyph.pos.y - glyph.font_face_ascent + (glyph.font_face_height - glyph.font_height) / 2.0;
    Rangef::new(top, top + glyph.font_height)
}

/// Ranges in order, those that touch made one.
fn joined(parts: &[Rangef]) -> Vec<Rangef> {
    let mut joined: Vec<Rangef> = Vec::new();
    for part in parts.iter().filter(|part| part.span() > 0.0) {
        match joined.last_mut().filter(|last| part.min <= last.max + 1.0) {
            Some(last) => last.max = last.max.max(part.max),
            None => joined.push(*part),
        }
    }
    joined
}

/// Whether egui gives a glyph for each such character, and sets them in reading order: Latin, Greek, Cyrillic, Chinese,
/// Japanese, Korean, marks and signs.
const fn is_simple(char: char) -> bool {
    matches!(char,
        '\0'..='\u{58F}' | '\u{1E00}'..='\u{200D}' | '\u{2010}'..='\u{2029}' | '\u{202F}'..='\u{2065}'
        | '\u{2070}'..='\u{A7FF}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FB06}' | '\u{FE00}'..='\u{FE6F}'
        | '\u{FF00}'..='\u{FFFF}' | '\u{1F000}'..='\u{3FFFF}')
}

/// Breaks words into rows: behind a space or an ideograph, no row wider than the column where that can be helped.
fn rows(words: &[Word], width: f32) -> Vec<&[Word]> {
    let mut rows = Vec::new();
    let (mut start, mut end, mut x) = (0, 0, 0.0);
    for (index, word) in words.iter().enumerate() {
        if !word.is_space && x + word.width > width && end > start {
            rows.push(&words[start..end]);
            start = end;
            x = words[start..index].iter().map(|word| word.width).sum();
        }
        x += word.width;
        if word.can_end {
            end = index + 1;
        }
    }
    rows.push(&words[start..]);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Color32;
    use egui::FontId;
    use proptest::prelude::*;

    /// Sets a paragraph with the fonts that are built in.
    fn set(text: &str, width: f32) -> Setting {
        set_in(&egui::Context::default(), text, width)
    }

    fn set_in(ctx: &egui::Context, text: &str, width: f32) -> Setting {
        let format = TextFormat::simple(FontId::proportional(14.0), Color32::PLACEHOLDER);
        let style = Style { format, width, is_from_right: direction::reads_from_right(text) };
        let mut result = None;
        let output = ctx.run_ui(egui::RawInput::default(), |ui| {
            result = Some(ui.fonts_mut(|fonts| {
                let plain = fonts.layout_job(style.job(text.to_owned(), width));
                Setting::new(fonts, text, &plain, &style)
            }));
        });
        output.drop_without_applying_deltas();
        result.expect("a frame was made")
    }

    fn rect(setting: &Setting, text: &str, words: &str) -> Rect {
        let start = text.find(words).expect("words of the text");
        let [rect] = setting.rects(&(start..start + words.len()))[..] else { panic!("one rectangle for {words}") };
        rect
    }

    /// The words of a text, spaces left out, from left to right as they stand on its only row.
    fn shown(text: &str) -> String {
        let setting = set(text, 10_000.0);
        assert_eq!(setting.rows.len(), 1);
        let mut words: Vec<&str> = text.split(' ').collect();
        words.sort_by(|a, b| {
            let left = |word: &str| {
                let start = word.as_ptr() as usize - text.as_ptr() as usize;
                setting.rects(&(start..start + word.len())).first().map_or(f32::MAX, Rect::left)
            };
            left(a).total_cmp(&left(b))
        });
        words.join(" ")
    }

    #[test]
    fn words_stand_as_a_reader_expects_them() {
        for (text, expected) in [
            ("Ana met Bo", "Ana met Bo"),
            ("قالت ليلى الخطيب نعم", "نعم الخطيب ليلى قالت"),
            ("قالت Ana Ruiz إن 460 لاجئا", "لاجئا 460 إن Ana Ruiz قالت"),
            ("ליאור פגש את Bo Lind", "Bo Lind את פגש ליאור"),
            ("she met ليلى الخطيب in Amman", "she met الخطيب ليلى in Amman"),
            ("अना रुइज़ मिलीं", "अना रुइज़ मिलीं"),
            ("او می\u{200C}گوید", "می\u{200C}گوید او"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn figures_of_any_script_run_from_the_left() {
        for text in ["غادر ٤٦٠ ألفا", "في ۲۰۲۳، قالت", "و٤٦٠", "460 ليلى"] {
            let setting = set(text, 10_000.0);
            let mut lefts = text.char_indices().filter(|(_, char)| char.is_numeric()).map(|(byte, char)| {
                setting.rects(&(byte..byte + char.len_utf8())).first().map_or(f32::NAN, Rect::left)
            });
            assert!(lefts.by_ref().is_sorted(), "{text}");
            // Each by itself, since the font would draw them the other way round.
            let n_joined = setting.pieces.iter().filter(|(_, galley)| {
                galley.text().chars().filter(|char| char.is_numeric() && !char.is_ascii()).count() > 1
            });
            assert_eq!(n_joined.count(), 0, "{text}");
        }
    }

    #[test]
    fn letters_that_are_kept_apart_follow_each_other_to_the_left() {
        let text = "او می\u{200C}گوید نه";
        let setting = set(text, 10_000.0);
        let (before, behind) = (rect(&setting, text, "می"), rect(&setting, text, "گوید"));
        assert!(behind.right() <= before.left() + 0.5, "{before:?} {behind:?}");
        // No row ends inside a word.
        let narrow = set(text, before.width() + behind.width() / 2.0);
        let top = |words| rect(&narrow, text, words).top();
        assert!((top("می") - top("گوید")).abs() < 0.1 && top("او") < top("می"));
    }

    #[test]
    fn what_runs_from_the_right_begins_at_the_right_edge_and_fills_rows_downwards() {
        let text = "قالت ليلى الخطيب إن المهرجان سيبدأ يوم السبت";
        let setting = set(text, 120.0);
        assert!(setting.rows.len() > 1);
        let (first, last) = (rect(&setting, text, "قالت"), rect(&setting, text, "السبت"));
        assert!((first.right() - 120.0).abs() < 1.0, "{first:?}");
        assert!(first.bottom() < last.top());
        for row in &setting.rows {
            let inked = row.cells.iter().filter(|cell| !cell.is_space);
            assert!(inked.clone().all(|cell| cell.x.min >= -0.5 && cell.x.max <= 120.5));
        }
        let latin = set("Ana met Bo in Lima on a Saturday", 120.0);
        assert!(rect(&latin, "Ana met Bo in Lima on a Saturday", "Ana").left() < 1.0);
    }

    #[test]
    fn brackets_face_the_words_they_hold() {
        let tokens = super::words::tokens("ليلى (460) قالت", true);
        let levels: Vec<u8> = tokens.iter().map(|token| token.level).collect();
        assert_eq!(levels, [1, 1, 1, 2, 1, 1, 1]);
        let text = "ליאור (דנה) בא";
        let setting = set(text, 10_000.0);
        let (open, dana, close) = (rect(&setting, text, "("), rect(&setting, text, "דנה"), rect(&setting, text, ")"));
        assert!(close.left() < dana.left() && dana.right() <= open.left() + 0.5);
        let drawn: Vec<&str> = setting.pieces.iter().map(|(_, galley)| galley.text()).collect();
        assert!(drawn.contains(&")") && drawn.iter().position(|piece| *piece == ")") == Some(1), "{drawn:?}");
    }

    #[test]
    fn words_that_a_row_turns_round_have_a_rectangle_for_each_part() {
        let text = "she met ليلى الخطيب in Amman";
        let setting = set(text, 10_000.0);
        let end = text.find(" الخطيب").expect("the second name");
        // From "met" to the first name, which stands to the right of the second.
        assert_eq!(setting.rects(&("she ".len()..end)).len(), 2);
        assert_eq!(setting.rects(&(0..text.len())).len(), 1);
    }

    #[test]
    fn words_have_a_rectangle_for_each_row_they_stand_on() {
        let text = "Boats came back to the harbour before the storm";
        assert_eq!(set(text, 1000.0).rects(&(0..5)).len(), 1);
        let narrow = set(text, 90.0);
        assert_eq!(narrow.rects(&(0..5)).len(), 1);
        let all = narrow.rects(&(0..text.len()));
        assert!(all.len() > 2 && all.iter().all(|rect| rect.width() > 0.0 && rect.right() <= 91.0));
        assert_eq!(narrow.rects(&(2..2)).len() + narrow.rects(&(60..70)).len(), 0);
        assert_eq!(set("a b", 1000.0).rects(&(1..2)).len(), 0, "a space alone has no mark");
    }

    #[test]
    fn a_word_wider_than_the_column_is_cut() {
        let text = "ر".repeat(200);
        let setting = set(&text, 60.0);
        assert!(setting.rows.len() > 2);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        /// What one points at is what was meant, in any script, wrapped anyhow.
        #[test]
        fn every_letter_is_found_where_it_stands(
            text in "[a-e é字 لايةوم\u{64B}שלוםहिंदी0-9٤٦().,«»\u{200C}-]{1,40}", width in 60.0_f32..400.0
        ) {
            let setting = set(&text, width);
            let mut next = 0;
            for row in &setting.rows {
                for cell in &row.cells {
                    prop_assert_eq!(cell.bytes.start, next, "letters follow each other");
                    next = cell.bytes.end;
                    prop_assert!(text.is_char_boundary(next));
                    if cell.x.span() > 0.1 {
                        let towards_start = if cell.is_from_right { 0.75 } else { 0.25 };
                        let at = Vec2::new(cell.x.min + cell.x.span() * towards_start, row.y.center());
                        prop_assert_eq!(setting.byte_at(at), cell.bytes.start);
                    }
                }
            }
            prop_assert_eq!(next, text.len(), "no letter is left out");
        }
    }
}
