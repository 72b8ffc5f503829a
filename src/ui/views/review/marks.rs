//! How marks look on the page: grounds, frames, underlines, dots, letters in the margin.
//!
//! Geometry and paint only: which words are marked, and as what, is said by the text view. Every look differs in shape,
//! so that no state is told by colour alone.

use crate::model::kind::ClaimKind;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::review::stops::State;
use egui::Align2;
use egui::Color32;
use egui::FontId;
use egui::Galley;
use egui::Painter;
use egui::Pos2;
use egui::Rangef;
use egui::Rect;
use egui::Shape;
use egui::Stroke;
use egui::StrokeKind;
use egui::Vec2;
use egui::epaint::text::Glyph;
use std::ops::Range;

/// How the words of a stop are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The name, date or amount in question: filled and framed.
    Current,
    /// The claim in question: filled.
    CurrentClaim,
    /// Other words of the same stop: a frame of dashes.
    Sibling,
    /// Outlined.
    ToDecide,
    /// Outlined, with a question mark.
    Doubtful,
    /// Underlined.
    Accepted,
    /// Dotted underline.
    Known,
}

const RADIUS: f32 = 3.0;
/// From one letter in the margin to the next.
const LETTER_STEP: f32 = 16.0;
/// How far a mark reaches beyond its letters.
const REACH: Vec2 = Vec2::new(1.0, 1.0);

/// Rectangles of the characters `start..end` of a galley, one for each row they stand on.
pub fn rects(galley: &Galley, start: usize, end: usize) -> Vec<Rect> {
    let text: Vec<char> = galley.text().chars().collect();
    let mut at = 0;
    let mut found = Vec::new();
    for row in &galley.rows {
        let pieces = pieces(&row.glyphs, &text, &mut at);
        let is_meant = |piece: &&Piece| piece.chars.start < end && piece.chars.end > start;
        let meant: Vec<&Piece> = pieces.iter().filter(is_meant).collect();
        // A space at the end of a row is no part of a mark.
        let n_letters = meant.iter().rposition(|piece| !piece.is_space).map_or(0, |last| last + 1);
        let meant = &meant[..n_letters];
        if let (Some(first), Some(glyph)) = (meant.first(), row.glyphs.first()) {
            let left = meant.iter().map(|piece| piece.x.min).fold(first.x.min, f32::min);
            let right = meant.iter().map(|piece| piece.x.max).fold(first.x.max, f32::max);
            let top = row.pos.y + glyph.pos.y - glyph.font_ascent;
            found.push(Rect::from_min_max(
                Pos2::new(row.pos.x + left, top),
                Pos2::new(row.pos.x + right, top + glyph.font_height),
            ));
        }
        if row.ends_with_newline {
            skip_rtl(&text, &mut at);
            at += 1;
        }
        if at >= end {
            break;
        }
    }
    found
}

/// Characters that are drawn as one: a letter, or letters written from right to left, joined and in their own order.
struct Piece {
    /// Indexes into the galley's text.
    chars: Range<usize>,
    x: Rangef,
    is_space: bool,
}

/// Cuts a row into pieces; `at` is the index of its first character, and moves past its last.
///
/// egui promises a glyph for each character. Where it joins letters that are written from right to left it gives more:
/// those it draws, and one without width for each that follows the first. So a stretch of them is one piece, and
/// counting begins anew behind it.
fn pieces(glyphs: &[Glyph], text: &[char], at: &mut usize) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(glyphs.len());
    for run in glyphs.chunk_by(|a, b| is_rtl(a.chr) && is_rtl(b.chr)) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let x = run.iter().fold(Rangef::new(first.pos.x, last.max_x()), |x, glyph| {
            Rangef::new(x.min.min(glyph.pos.x), x.max.max(glyph.max_x()))
        });
        if !is_rtl(first.chr) {
            skip_rtl(text, at);
        }
        let start = *at;
        let n_wide = run.iter().filter(|glyph| glyph.advance_width > 0.0).count().max(1);
        let n_there = text[start.min(text.len())..].iter().take_while(|char| is_rtl(**char)).count();
        *at += if is_rtl(first.chr) { n_wide.min(n_there) } else { 1 };
        pieces.push(Piece { chars: start..*at, x, is_space: first.chr.is_whitespace() });
    }
    pieces
}

/// What is left of a stretch whose glyphs are all counted.
fn skip_rtl(text: &[char], at: &mut usize) {
    while text.get(*at).is_some_and(|char| is_rtl(*char)) {
        *at += 1;
    }
}

/// Whether a letter is of a script that is written from right to left: Hebrew, Arabic, Syriac, Thaana and their like.
const fn is_rtl(char: char) -> bool {
    matches!(char, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

fn moved(rects: &[Rect], at: Pos2) -> impl Iterator<Item = Rect> {
    rects.iter().map(move |rect| rect.translate(at.to_vec2()))
}

/// The light ground of the sentence in question.
pub fn paint_sentence(painter: &Painter, at: Pos2, rects: &[Rect], palette: &Palette) {
    for rect in moved(rects, at) {
        painter.rect_filled(rect.expand2(Vec2::new(4.0, 4.0)), RADIUS, palette.sentence);
    }
}

/// What lies behind the letters.
pub fn paint_behind(painter: &Painter, at: Pos2, rects: &[Rect], look: Look, palette: &Palette) {
    if matches!(look, Look::Current | Look::CurrentClaim) {
        for rect in moved(rects, at) {
            painter.rect_filled(rect.expand2(REACH), RADIUS, palette.current);
        }
    }
}

/// What is drawn round and under the letters.
pub fn paint_over(painter: &Painter, at: Pos2, rects: &[Rect], look: Look, palette: &Palette) {
    for rect in moved(rects, at) {
        match look {
            Look::CurrentClaim => {}
            Look::Current => frame(painter, rect, Stroke::new(1.5, palette.accent)),
            Look::Sibling => dashes(painter, rect, Stroke::new(1.0, palette.accent)),
            Look::ToDecide => frame(painter, rect, Stroke::new(1.0, palette.outline)),
            Look::Doubtful => frame(painter, rect, Stroke::new(1.0, palette.doubtful)),
            Look::Accepted => {
                painter.hline(rect.x_range(), rect.bottom() + 1.0, Stroke::new(1.5, palette.accepted));
            }
            Look::Known => dots(painter, rect, palette.faint_mark),
        }
    }
    if let (Look::Doubtful, Some(last)) = (look, rects.last()) {
        let corner = last.translate(at.to_vec2()).right_top() + Vec2::new(3.0, -1.0);
        painter.text(corner, Align2::CENTER_CENTER, "?", FontId::proportional(10.0), palette.doubtful);
    }
}

fn frame(painter: &Painter, rect: Rect, stroke: Stroke) {
    painter.rect_stroke(rect.expand2(REACH), RADIUS, stroke, StrokeKind::Middle);
}

fn dashes(painter: &Painter, rect: Rect, stroke: Stroke) {
    let rect = rect.expand2(REACH);
    let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    painter.extend(Shape::dashed_line(&corners, stroke, 3.0, 2.5));
}

fn dots(painter: &Painter, rect: Rect, colour: Color32) {
    let line = [rect.left_bottom() + Vec2::new(1.0, 1.5), rect.right_bottom() + Vec2::new(0.0, 1.5)];
    painter.extend(Shape::dotted_line(&line, colour, 4.0, 0.9));
}

/// The bar in the margin beside the words in question.
pub fn paint_bar(painter: &Painter, at: Pos2, rects: &[Rect], palette: &Palette) {
    if let (Some(first), Some(last)) = (rects.first(), rects.last()) {
        let x = at.x - theme::GAP_LARGE;
        let bar =
            Rect::from_min_max(Pos2::new(x, at.y + first.top() - 2.0), Pos2::new(x + 3.0, at.y + last.bottom() + 2.0));
        painter.rect_filled(bar, 1.5, palette.accent);
    }
}

/// A claim that begins on a row: where the row is, what it is, and how far it is decided.
#[derive(Clone, Copy, Debug)]
pub struct Letter {
    pub y: f32,
    pub kind: ClaimKind,
    pub state: State,
}

/// Letters of claims beside the rows where they begin, `F`, `Q`, `R`, `V`: in a ring while they are to decide.
pub fn paint_letters(painter: &Painter, left: f32, letters: &[Letter], palette: &Palette) {
    for (index, letter) in letters.iter().enumerate() {
        let n_before = letters[..index].iter().filter(|other| (other.y - letter.y).abs() < 1.0).count();
        let centre = Pos2::new(left + LETTER_STEP * n_before as f32, letter.y);
        let colour = match letter.state {
            State::ToDecide => palette.accent,
            State::Doubtful => palette.doubtful,
            State::Accepted => palette.accepted,
            State::Rejected | State::Known => palette.muted,
        };
        if letter.state == State::ToDecide {
            painter.circle_stroke(centre, LETTER_STEP / 2.0 - 1.0, Stroke::new(1.0, colour));
        }
        painter.text(centre, Align2::CENTER_CENTER, letter.kind.letter(), FontId::proportional(10.5), colour);
        if letter.state == State::Rejected {
            let reach = Vec2::new(5.0, 0.0);
            painter.line_segment([centre - reach, centre + reach], Stroke::new(1.0, colour));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    /// Lays `text` out in a narrow column and gives the number of rows that `start..end` touches.
    fn n_rects(text: &str, width: f32, start: usize, end: usize) -> (usize, bool) {
        let ctx = egui::Context::default();
        let mut result = (0, false);
        let output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let galley = ui.painter().layout(text.to_owned(), FontId::proportional(14.0), Color32::PLACEHOLDER, width);
            let found = rects(&galley, start, end);
            let is_sane =
                found.iter().all(|rect| rect.width() > 0.0 && rect.height() > 0.0 && rect.right() <= width + 1.0);
            result = (found.len(), is_sane);
        });
        output.drop_without_applying_deltas();
        result
    }

    #[test]
    fn words_have_a_rectangle_for_each_row_they_stand_on() {
        let text = "Boats came back to the harbour before the storm";
        assert_eq!(n_rects(text, 1000.0, 0, 5), (1, true));
        assert_eq!(n_rects(text, 90.0, 0, 5), (1, true));
        let (n_rows, is_sane) = n_rects(text, 90.0, 0, text.len());
        assert!(n_rows > 2 && is_sane);
    }

    #[test]
    fn words_behind_joined_letters_are_marked_where_they_stand() {
        let text = "Layla (ليلى الخطيب), said";
        let said = text.chars().count() - 4;
        let ctx = egui::Context::default();
        let output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let font = FontId::proportional(14.0);
            let mut galley = (*ui.painter().layout(text.to_owned(), font, Color32::PLACEHOLDER, 1000.0)).clone();
            let plain = rects(&galley, said, said + 4);
            // As egui gives joined letters: after those it draws, one without width for each but the first.
            let row = Arc::make_mut(&mut galley.rows[0].row);
            for (end, n_letters) in [(18, 6), (11, 4)] {
                let mut filler = row.glyphs[end - 1];
                filler.advance_width = 0.0;
                row.glyphs.splice(end..end, vec![filler; n_letters - 1]);
            }
            assert_eq!(rects(&galley, said, said + 4), plain);
            let [layla] = rects(&galley, 7, 11)[..] else { panic!("one rectangle for the first name") };
            let [khatib] = rects(&galley, 12, 18)[..] else { panic!("one rectangle for the second name") };
            assert!(layla.right() <= khatib.left() && khatib.right() <= plain[0].left());
        });
        output.drop_without_applying_deltas();
    }

    #[test]
    fn nothing_and_what_lies_past_the_end_have_none() {
        assert_eq!(n_rects("Boats", 1000.0, 2, 2).0, 0);
        assert_eq!(n_rects("Boats", 1000.0, 9, 12).0, 0);
        assert_eq!(n_rects("a b", 1000.0, 1, 2).0, 0);
    }
}
