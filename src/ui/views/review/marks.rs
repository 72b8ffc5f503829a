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
use egui::Rect;
use egui::Shape;
use egui::Stroke;
use egui::StrokeKind;
use egui::Vec2;

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
    let mut found = Vec::new();
    let mut row_start = 0;
    for row in &galley.rows {
        let n_glyphs = row.glyphs.len();
        let from = start.saturating_sub(row_start).min(n_glyphs);
        let to = end.saturating_sub(row_start).min(n_glyphs);
        let glyphs = &row.glyphs[from..to.max(from)];
        // A space at the end of a row is no part of a mark.
        let n_letters = glyphs.iter().rposition(|glyph| !glyph.chr.is_whitespace()).map_or(0, |last| last + 1);
        if let (Some(first), Some(last)) = (glyphs.first(), glyphs[..n_letters].last()) {
            let top = row.pos.y + first.pos.y - first.font_ascent;
            let left = row.pos.x + first.pos.x;
            found.push(Rect::from_min_max(
                Pos2::new(left, top),
                Pos2::new(row.pos.x + last.max_x(), top + first.font_height),
            ));
        }
        row_start += n_glyphs + usize::from(row.ends_with_newline);
        if row_start >= end {
            break;
        }
    }
    found
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
    fn nothing_and_what_lies_past_the_end_have_none() {
        assert_eq!(n_rects("Boats", 1000.0, 2, 2).0, 0);
        assert_eq!(n_rects("Boats", 1000.0, 9, 12).0, 0);
        assert_eq!(n_rects("a b", 1000.0, 1, 2).0, 0);
    }
}
