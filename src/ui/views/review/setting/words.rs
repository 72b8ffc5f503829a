//! The words of a paragraph, each shaped by egui on its own: stretches that run one way, and their letters.
//!
//! Text in, measured words in reading order out. Where they stand on the page is said above.

use crate::ui::direction;
use crate::ui::views::review::setting::Cell;
use crate::ui::views::review::setting::Style;
use egui::Galley;
use egui::Rangef;
use egui::epaint::text::FontsView;
use egui::epaint::text::Glyph;
use std::ops::Range;
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation as _;

/// What is set as one: a word or a part of one that runs one way, a stretch of spaces, a sign, an ideograph.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) galley: Arc<Galley>,
    pub(super) width: f32,
    pub(super) level: u8,
    pub(super) is_space: bool,
    /// A row may end behind it.
    pub(super) can_end: bool,
    /// In reading order, relative to its left edge.
    pub(super) cells: Vec<Cell>,
}

/// A stretch of text that will be a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) bytes: Range<usize>,
    pub(super) level: u8,
    pub(super) class: Class,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Space,
    Letters,
    Sign,
    Ideograph,
}

fn class_of(grapheme: &str) -> Class {
    let first = grapheme.chars().next().unwrap_or(' ');
    if first.is_whitespace() && first != '\u{A0}' {
        Class::Space
    } else if matches!(first, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}') {
        Class::Ideograph
    } else if first.is_alphanumeric() {
        Class::Letters
    } else {
        Class::Sign
    }
}

pub(super) fn tokens(text: &str, is_from_right: bool) -> Vec<Token> {
    let levels = direction::levels(text, is_from_right);
    let mut tokens: Vec<Token> = Vec::new();
    for (start, grapheme) in text.grapheme_indices(true) {
        let (level, class) = (levels[start], class_of(grapheme));
        let bytes = start..start + grapheme.len();
        // Arabic figures run from the left, but egui would shape them like the letters of their script: one by one then.
        let is_turned = level % 2 == 0 && grapheme.chars().any(direction::is_from_right);
        let goes_on = |last: &&mut Token| {
            let joins = matches!(class, Class::Letters | Class::Space) && !is_turned;
            // Where letters are kept from joining, as in Persian, egui would set what follows to the right.
            let is_kept_apart = level % 2 == 1 && text[..last.bytes.end].ends_with(ZWNJ);
            last.level == level && last.class == class && joins && !is_kept_apart
        };
        match tokens.last_mut().filter(goes_on) {
            Some(last) => last.bytes.end = bytes.end,
            None => tokens.push(Token { bytes, level, class }),
        }
    }
    tokens
}

pub(super) fn words(fonts: &mut FontsView<'_>, text: &str, style: &Style) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for token in tokens(text, style.is_from_right) {
        let is_alone = matches!(token.class, Class::Space | Class::Ideograph);
        if let Some(last) = words.last_mut().filter(|_| token.class == Class::Ideograph) {
            last.can_end = true;
        }
        let whole = word(fonts, text, &token, style);
        if token.level % 2 == 1 && token.class == Class::Letters && has_several_faces(&whole.galley) {
            // A font that lacks a letter has another stand in for it: egui would set the parts from the left.
            let parts = by_face(fonts, text, &token, style);
            words.extend(parts.iter().map(|part| word(fonts, text, part, style)));
        } else if whole.width <= style.width || token.class == Class::Space {
            words.push(Word { can_end: is_alone, ..whole });
        } else {
            // Wider than the column: cut where it must be.
            let cells = whole.cells.iter().map(|cell| Token { bytes: cell.bytes.clone(), ..token.clone() });
            words.extend(cells.map(|part| Word { can_end: true, ..word(fonts, text, &part, style) }));
        }
    }
    words
}

/// Keeps letters from joining; has no shape of its own.
const ZWNJ: char = '\u{200C}';

/// The font that draws a glyph, as far as a glyph tells.
const fn face_of(glyph: &Glyph) -> (f32, f32) {
    (glyph.font_face_ascent, glyph.font_face_height)
}

fn has_several_faces(galley: &Galley) -> bool {
    let mut faces =
        galley.rows.iter().flat_map(|row| &row.glyphs).filter(|glyph| glyph.advance_width > 0.0).map(face_of);
    faces.next().is_some_and(|first| faces.any(|face| face != first))
}

/// A word cut where another font takes over.
fn by_face(fonts: &mut FontsView<'_>, text: &str, token: &Token, style: &Style) -> Vec<Token> {
    let mut parts: Vec<(Token, Option<(f32, f32)>)> = Vec::new();
    for (start, grapheme) in text[token.bytes.clone()].grapheme_indices(true) {
        let bytes = token.bytes.start + start..token.bytes.start + start + grapheme.len();
        let galley = fonts.layout_job(style.job(grapheme.to_owned(), f32::INFINITY));
        let inked = galley.rows.iter().flat_map(|row| &row.glyphs).find(|glyph| glyph.advance_width > 0.0);
        let face = inked.map(face_of);
        match parts.last_mut().filter(|(_, last)| face.is_none() || *last == face) {
            Some((last, _)) => last.bytes.end = bytes.end,
            None => parts.push((Token { bytes, ..token.clone() }, face)),
        }
    }
    parts.into_iter().map(|(part, _)| part).collect()
}

fn word(fonts: &mut FontsView<'_>, text: &str, token: &Token, style: &Style) -> Word {
    let is_from_right = token.level % 2 == 1;
    let words = &text[token.bytes.clone()];
    // Nothing of the word stands behind it, and a font may have no room for nothing.
    let words = match words.trim_end_matches(ZWNJ) {
        "" => words,
        trimmed if is_from_right => trimmed,
        _ => words,
    };
    let shown = if is_from_right && token.class == Class::Sign {
        words.chars().map(|char| direction::mirrored(char).unwrap_or(char)).collect()
    } else {
        words.to_owned()
    };
    let galley = fonts.layout_job(style.job(shown.clone(), f32::INFINITY));
    let width = galley.intrinsic_size().x;
    let glyphs = galley.rows.first().map_or(&[][..], |row| row.glyphs.as_slice());
    let is_space = token.class == Class::Space;
    let mut cells: Vec<Cell> = cells(glyphs, &shown, token.bytes.start, is_from_right, width)
        .into_iter()
        .map(|cell| Cell { is_space, ..cell })
        .collect();
    if let Some(last) = cells.last_mut() {
        last.bytes.end = token.bytes.end;
    }
    Word { width, level: token.level, is_space, can_end: false, cells, galley }
}

/// The letters of a word, each where its glyph stands; those that share a glyph share its width.
fn cells(glyphs: &[Glyph], text: &str, start: usize, is_from_right: bool, width: f32) -> Vec<Cell> {
    let letters: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
    // egui adds glyphs without ink or width so that there is one for each character.
    let mut inked: Vec<&Glyph> =
        glyphs.iter().filter(|glyph| glyph.advance_width > 0.0 || !glyph.uv_rect.is_nothing()).collect();
    if is_from_right {
        inked.reverse();
    }
    // Of each glyph with a width: the letter it begins with, and where it stands.
    let mut drawn: Vec<(usize, Rangef)> = Vec::new();
    for glyph in inked.into_iter().filter(|glyph| glyph.advance_width > 0.0) {
        let x = Rangef::new(glyph.pos.x, glyph.max_x());
        let next = drawn.last().map_or(0, |(letter, _)| letter + 1);
        let letter = (next..letters.len()).find(|index| letters[*index].1.starts_with(glyph.chr));
        match (letter, drawn.last_mut()) {
            (_, None) => drawn.push((0, x)),
            (Some(letter), Some(_)) => drawn.push((letter, x)),
            (None, Some((_, last))) => *last = Rangef::new(last.min.min(x.min), last.max.max(x.max)),
        }
    }
    if drawn.is_empty() {
        drawn.push((0, Rangef::new(0.0, width)));
    }
    let mut cells = Vec::with_capacity(letters.len());
    for (index, (first, x)) in drawn.iter().enumerate() {
        let end = drawn.get(index + 1).map_or(letters.len(), |(letter, _)| *letter);
        let share = x.span() / (end - first).max(1) as f32;
        for (nth, (byte, letter)) in letters[*first..end].iter().enumerate() {
            let left = if is_from_right { x.max - share * (nth + 1) as f32 } else { x.min + share * nth as f32 };
            cells.push(Cell {
                bytes: start + byte..start + byte + letter.len(),
                x: Rangef::new(left, left + share),
                is_from_right,
                is_space: false,
            });
        }
    }
    cells
}
