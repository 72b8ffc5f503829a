//! How marks look on the page: grounds, frames, underlines, dots, letters in the margin.
//!
//! Geometry and paint only: which words are marked, and as what, is said by the text view. Every look differs in shape,
//! so that no state is told by colour alone.

use crate::model::kind::ClaimKind;
use crate::model::span::Span;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::workspace::review::stops::State;
use egui::Align2;
use egui::Color32;
use egui::FontId;
use egui::Painter;
use egui::Pos2;
use egui::Rangef;
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

/// How far marks that share words keep apart: one step for each that lies within.
const LANE_STEP: f32 = 2.5;
/// Lines of text stand too close for more.
const MAX_LANES: usize = 3;

/// The lane of each mark: 0 for those that hold no other, one further out for each that would else be drawn over.
///
/// Marks come in any order. Those that share no words share a lane; deeper than `MAX_LANES` they share the last.
pub fn lanes(spans: &[Span]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|index| (spans[*index].len(), spans[*index].start_byte));
    let mut lanes = vec![0; spans.len()];
    for (nth, index) in order.iter().enumerate() {
        let overlapping = order[..nth].iter().filter(|other| spans[**other].overlaps(spans[*index]));
        let taken: Vec<usize> = overlapping.map(|other| lanes[*other]).collect();
        lanes[*index] = (0..MAX_LANES).find(|lane| !taken.contains(lane)).unwrap_or(MAX_LANES - 1);
    }
    lanes
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

/// Words that were looked for: a ground, and a thick line at the sides of those that are shown.
pub fn paint_found(painter: &Painter, at: Pos2, rects: &[Rect], is_shown: bool, palette: &Palette) {
    for rect in moved(rects, at) {
        let rect = rect.expand2(REACH);
        painter.rect_filled(rect, RADIUS, palette.found);
        if is_shown {
            for x in [rect.left(), rect.right()] {
                painter.vline(x, rect.y_range(), Stroke::new(2.5, palette.accent));
            }
        }
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

/// What is drawn round and under the letters, `lane` steps away from them.
pub fn paint_over(painter: &Painter, at: Pos2, rects: &[Rect], (look, lane): (Look, usize), palette: &Palette) {
    let off = lane as f32 * LANE_STEP;
    for rect in moved(rects, at) {
        let framed = rect.expand2(REACH + Vec2::splat(off));
        let below = rect.bottom() + 1.0 + off;
        match look {
            Look::CurrentClaim => {}
            Look::Current => frame(painter, framed, Stroke::new(1.5, palette.accent)),
            Look::Sibling => dashes(painter, framed, Stroke::new(1.0, palette.accent)),
            Look::ToDecide => frame(painter, framed, Stroke::new(1.0, palette.outline)),
            Look::Doubtful => frame(painter, framed, Stroke::new(1.0, palette.doubtful)),
            Look::Accepted => {
                painter.hline(rect.x_range(), below, Stroke::new(1.5, palette.accepted));
            }
            Look::Known => dots(painter, rect.x_range(), below + 0.5, palette.faint_mark),
        }
    }
    if let (Look::Doubtful, Some(last)) = (look, rects.last()) {
        let corner = last.translate(at.to_vec2()).right_top() + Vec2::new(3.0 + off, -1.0 - off);
        painter.text(corner, Align2::CENTER_CENTER, "?", FontId::proportional(10.0), palette.doubtful);
    }
}

fn frame(painter: &Painter, rect: Rect, stroke: Stroke) {
    painter.rect_stroke(rect, RADIUS, stroke, StrokeKind::Middle);
}

fn dashes(painter: &Painter, rect: Rect, stroke: Stroke) {
    let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    painter.extend(Shape::dashed_line(&corners, stroke, 3.0, 2.5));
}

fn dots(painter: &Painter, x: Rangef, y: f32, colour: Color32) {
    let line = [Pos2::new(x.min + 1.0, y), Pos2::new(x.max, y)];
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

    /// Spans of a text in which `(` and `)` stand round words, nested at will; in the order of their ends.
    fn lanes_of(text: &str) -> Vec<(String, usize)> {
        let (mut open, mut spans) = (Vec::new(), Vec::new());
        for (byte, char) in text.char_indices() {
            match char {
                '(' => open.push(byte + 1),
                ')' => spans.push(Span::new(open.pop().expect("an open one"), byte)),
                _ => {}
            }
        }
        let lanes = lanes(&spans);
        let words = |span: &Span| span.words(text).expect("words").replace(['(', ')'], "");
        spans.iter().map(words).zip(lanes).collect()
    }

    #[test]
    fn marks_that_share_words_keep_apart() {
        let lane = |words: &str, lane: usize| (words.to_owned(), lane);
        assert_eq!(lanes_of("(Ana) met (Bo)"), [lane("Ana", 0), lane("Bo", 0)]);
        assert_eq!(lanes_of("((Lima) harbour) of (Peru)"), [lane("Lima", 0), lane("Lima harbour", 1), lane("Peru", 0)]);
        assert_eq!(
            lanes_of("(((Lima) harbour) office) and ((Peru) bank)"),
            [
                lane("Lima", 0),
                lane("Lima harbour", 1),
                lane("Lima harbour office", 2),
                lane("Peru", 0),
                lane("Peru bank", 1)
            ]
        );
        // Two beside each other in one: neither is inside the other.
        assert_eq!(lanes_of("((Ana) of (Peru))"), [lane("Ana", 0), lane("Peru", 0), lane("Ana of Peru", 1)]);
    }

    #[test]
    fn marks_that_cross_keep_apart_and_the_deepest_share_a_lane() {
        assert_eq!(lanes(&[Span::new(0, 9), Span::new(5, 15)]), [0, 1]);
        let nested: Vec<Span> = (0..5).map(|n| Span::new(0, 10 + n)).collect();
        assert_eq!(lanes(&nested), [0, 1, 2, 2, 2]);
        assert_eq!(lanes(&[]), [] as [usize; 0]);
    }
}
