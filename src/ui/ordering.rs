//! Labels that hold words written from right to left, put in order once a frame is painted.
//!
//! egui shapes such words but sets them from left to right, like any others. Here the words of each row of each label
//! are moved to where a reader looks for them; what a screen reader is told stays as it was. The article's text is set
//! in its own order to begin with (`views::review::setting`), and passes through unchanged.

use crate::ui::direction;
use egui::Context;
use egui::FullOutput;
use egui::Galley;
use egui::Rangef;
use egui::Shape;
use egui::epaint::text::Glyph;
use egui::epaint::text::Row;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Every label of the window is put in order from now on.
pub fn install(ctx: &Context) {
    ctx.add_plugin(Ordering::default());
}

/// Galleys of the last frame, by where they lie in memory, and what they became.
#[derive(Default)]
struct Ordering {
    known: BTreeMap<usize, Known>,
}

struct Known {
    /// Held, so that no other comes to lie in the same place.
    before: Arc<Galley>,
    /// `None`: it is in order as it is.
    after: Option<Arc<Galley>>,
    is_used: bool,
}

impl egui::Plugin for Ordering {
    fn debug_name(&self) -> &'static str {
        "order of labels"
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        for clipped in &mut output.shapes {
            self.put_in_order(&mut clipped.shape);
        }
        self.known.retain(|_, known| std::mem::take(&mut known.is_used));
    }
}

impl Ordering {
    fn put_in_order(&mut self, shape: &mut Shape) {
        match shape {
            Shape::Vec(shapes) => shapes.iter_mut().for_each(|shape| self.put_in_order(shape)),
            Shape::Text(text) if direction::has_from_right(text.galley.text()) => {
                let known = self.known.entry(Arc::as_ptr(&text.galley) as usize).or_insert_with(|| Known {
                    before: Arc::clone(&text.galley),
                    after: ordered(&text.galley).map(Arc::new),
                    is_used: true,
                });
                known.is_used = true;
                debug_assert!(Arc::ptr_eq(&known.before, &text.galley), "it is held");
                if let Some(after) = &known.after {
                    text.galley = Arc::clone(after);
                }
            }
            _ => {}
        }
    }
}

/// Glyphs that stay together: letters from the right, joined and in their own order; or any other one.
#[derive(Debug)]
struct Piece {
    glyphs: Range<usize>,
    level: u8,
    /// Of its only glyph.
    char: Option<char>,
    x: Rangef,
    is_space: bool,
}

/// The galley with the words of each row in the order in which they are read; `None` where they stand so already.
fn ordered(galley: &Galley) -> Option<Galley> {
    let text = galley.text();
    let is_from_right = direction::begins_from_right(text);
    let levels = direction::levels(text, is_from_right);
    let chars: Vec<(char, u8)> = text.char_indices().map(|(byte, char)| (char, levels[byte])).collect();
    let base = u8::from(is_from_right);
    let n_rows = galley.rows.len();
    let mut result = galley.clone();
    let (mut at, mut is_changed) = (0, false);
    for placed in &mut result.rows {
        let mut pieces = pieces(&placed.glyphs, &chars, &mut at, base);
        if placed.ends_with_newline {
            skip_from_right(&chars, &mut at);
            at += 1;
        }
        let n_inked = pieces.iter().rposition(|piece| !piece.is_space).map_or(0, |last| last + 1);
        for piece in &mut pieces[n_inked..] {
            piece.level = base;
        }
        let levels: Vec<u8> = pieces.iter().map(|piece| piece.level).collect();
        let order = direction::visual_order(&levels);
        if turned_numbers(&placed.glyphs).next().is_some() {
            is_changed = true;
            turn_numbers(Arc::make_mut(&mut placed.row));
        }
        if order.iter().enumerate().any(|(place, index)| place != *index) {
            is_changed = true;
            move_pieces(Arc::make_mut(&mut placed.row), &pieces, &order, galley.pixels_per_point);
        }
        if is_from_right && n_rows > 1 {
            let width = pieces[..n_inked].iter().map(|piece| piece.x.span()).sum::<f32>();
            let spaces = pieces[n_inked..].iter().map(|piece| piece.x.span()).sum::<f32>();
            placed.pos.x += galley.rect.width() - width - spaces;
            is_changed = true;
        }
    }
    is_changed.then_some(result)
}

/// Cuts a row into pieces; `at` is the index of its first character, and moves past its last.
///
/// Where egui joins letters that are written from right to left it gives more glyphs than characters: those it draws, and
/// one without width for each that follows the first. So a stretch of them is one piece, and counting begins anew behind.
fn pieces(glyphs: &[Glyph], chars: &[(char, u8)], at: &mut usize, base: u8) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(glyphs.len());
    let mut start = 0;
    // Parts of a word that two fonts draw are pieces of their own: egui set them from the left.
    let is_of_one_font = |a: &Glyph, b: &Glyph| {
        let is_drawn = a.advance_width > 0.0 && b.advance_width > 0.0;
        !is_drawn || (a.font_face_ascent, a.font_face_height) == (b.font_face_ascent, b.font_face_height)
    };
    let is_joined = |a: &Glyph, b: &Glyph| {
        direction::is_from_right(a.chr) && direction::is_from_right(b.chr) && is_of_one_font(a, b)
    };
    for run in glyphs.chunk_by(is_joined) {
        let (first, last) = (&run[0], &run[run.len() - 1]);
        let x = run.iter().fold(Rangef::new(first.pos.x, last.max_x()), |x, glyph| {
            Rangef::new(x.min.min(glyph.pos.x), x.max.max(glyph.max_x()))
        });
        let is_from_right = direction::is_from_right(first.chr);
        if !is_from_right {
            skip_from_right(chars, at);
        }
        // What stands behind the text is the sign that it was cut short.
        let level = chars.get(*at).map_or(base, |(_, level)| *level);
        pieces.push(Piece {
            glyphs: start..start + run.len(),
            level,
            char: (!is_from_right).then_some(first.chr),
            x,
            is_space: first.chr.is_whitespace(),
        });
        start += run.len();
        let n_wide = run.iter().filter(|glyph| glyph.advance_width > 0.0).count().max(1);
        let n_there = chars[(*at).min(chars.len())..].iter().take_while(|(char, _)| direction::is_from_right(*char));
        *at += if is_from_right { n_wide.min(n_there.count()) } else { 1 };
    }
    pieces
}

/// What is left of a stretch whose glyphs are all counted.
fn skip_from_right(chars: &[(char, u8)], at: &mut usize) {
    while chars.get(*at).is_some_and(|(char, _)| direction::is_from_right(*char)) {
        *at += 1;
    }
}

fn move_pieces(row: &mut Row, pieces: &[Piece], order: &[usize], pixels_per_point: f32) {
    let mut left = pieces.iter().map(|piece| piece.x.min).fold(f32::INFINITY, f32::min);
    let mut moved = vec![0.0; pieces.len()];
    for index in order {
        let piece = &pieces[*index];
        moved[*index] = ((left - piece.x.min) * pixels_per_point).round() / pixels_per_point;
        left += piece.x.span();
    }
    move_grounds(row, pieces, &moved);
    for (piece, by) in pieces.iter().zip(&moved) {
        for index in piece.glyphs.clone() {
            let drawn = corners(row, index);
            let is_turned = piece.level % 2 == 1 && piece.char.is_some_and(|char| direction::mirrored(char).is_some());
            let corners = &mut row.visuals.mesh.vertices[drawn];
            if let ([left_top, right_top, left_bottom, right_bottom], true) = (corners, is_turned) {
                // The bracket that faces the other way is this one in a mirror.
                for (a, b) in [(left_top, right_top), (left_bottom, right_bottom)] {
                    let (left, right) = (a.pos.x, b.pos.x);
                    (a.pos.x, b.pos.x) = (piece.x.min + piece.x.max - right, piece.x.min + piece.x.max - left);
                    std::mem::swap(&mut a.uv, &mut b.uv);
                }
            }
            move_glyph(row, index, *by);
        }
    }
    row.visuals.mesh_bounds = row.visuals.mesh.calc_bounds();
}

/// Numbers in figures of a script that is written from right to left, of two figures or more: egui shapes them as it does
/// the letters, and so the wrong way round.
fn turned_numbers(glyphs: &[Glyph]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    glyphs.chunk_by(|a, b| is_drawn_figure(a) == is_drawn_figure(b)).filter_map(move |run| {
        let range = start..start + run.len();
        start = range.end;
        (run.len() > 1 && is_drawn_figure(&run[0])).then_some(range)
    })
}

fn is_drawn_figure(glyph: &Glyph) -> bool {
    direction::is_figure(glyph.chr) && glyph.advance_width > 0.0
}

/// Turns each such number round where it stands.
fn turn_numbers(row: &mut Row) {
    let numbers: Vec<Range<usize>> = turned_numbers(&row.glyphs).collect();
    for number in numbers {
        let (left, right) = (row.glyphs[number.start].pos.x, row.glyphs[number.end - 1].max_x());
        for index in number {
            let by = left + right - row.glyphs[index].max_x() - row.glyphs[index].pos.x;
            move_glyph(row, index, by);
        }
    }
    row.visuals.mesh_bounds = row.visuals.mesh.calc_bounds();
}

/// Corners of what is drawn for a glyph.
fn corners(row: &Row, index: usize) -> Range<usize> {
    let end = row.glyphs.get(index + 1).map_or(row.visuals.glyph_vertex_range.end, |next| next.first_vertex as usize);
    row.glyphs[index].first_vertex as usize..end
}

fn move_glyph(row: &mut Row, index: usize, by: f32) {
    let corners = corners(row, index);
    for corner in &mut row.visuals.mesh.vertices[corners] {
        corner.pos.x += by;
    }
    row.glyphs[index].pos.x += by;
}

/// Grounds behind words go where their words go; lines under them, which cannot be told apart, are left out.
fn move_grounds(row: &mut Row, pieces: &[Piece], moved: &[f32]) {
    let letters = row.visuals.glyph_vertex_range.clone();
    let vertices = &mut row.visuals.mesh.vertices;
    for corners in vertices[..letters.start].chunks_exact_mut(4) {
        let x = corners
            .iter()
            .fold(Rangef::NOTHING, |x, corner| Rangef::new(x.min.min(corner.pos.x), x.max.max(corner.pos.x)));
        let covered = pieces.iter().zip(moved).filter(|(piece, _)| x.contains(piece.x.center()));
        let now = covered.fold(Rangef::NOTHING, |now, (piece, by)| {
            Rangef::new(now.min.min(piece.x.min + by), now.max.max(piece.x.max + by))
        });
        if now.span() > 0.0 {
            for corner in corners {
                corner.pos.x = if corner.pos.x < x.center() { now.min } else { now.max };
            }
        }
    }
    if let Some(at) = vertices.get(letters.end).map(|first| first.pos) {
        for vertex in &mut vertices[letters.end..] {
            vertex.pos = at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Color32;
    use egui::FontId;
    use egui::text::LayoutJob;

    /// The text with each stretch of such letters turned round.
    fn turned(text: &str, is_meant: impl Fn(char) -> bool) -> String {
        let chars: Vec<char> = text.chars().collect();
        let stretches = chars.chunk_by(|a, b| is_meant(*a) && is_meant(*b));
        stretches.flat_map(|stretch| stretch.iter().rev()).collect()
    }

    /// A galley of `text` as egui would give it with a font for it: laid out with stand-ins, then with its own letters.
    fn laid(text: &str, width: f32) -> Galley {
        let stand_in: String =
            text.chars().map(|char| if direction::is_from_right(char) { 'n' } else { char }).collect();
        let ctx = egui::Context::default();
        let mut result = None;
        let output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let font = FontId::proportional(14.0);
            result = Some((*ui.painter().layout(stand_in.clone(), font, Color32::PLACEHOLDER, width)).clone());
        });
        output.drop_without_applying_deltas();
        let mut galley = result.expect("a frame was made");
        // As a font draws them: what is joined stands the other way round, figures included.
        let drawn = turned(text, direction::is_from_right);
        let mut chars = drawn.chars();
        for placed in &mut galley.rows {
            for glyph in &mut Arc::make_mut(&mut placed.row).glyphs {
                glyph.chr = chars.next().expect("a glyph for each character");
            }
        }
        galley.job = Arc::new(LayoutJob { text: text.to_owned(), ..(*galley.job).clone() });
        galley
    }

    /// The glyphs of the first row from left to right.
    fn shown(text: &str) -> String {
        let galley = laid(text, 10_000.0);
        let galley = ordered(&galley).unwrap_or(galley);
        let mut glyphs = galley.rows[0].glyphs.clone();
        glyphs.sort_by(|a, b| a.pos.x.total_cmp(&b.pos.x));
        glyphs.iter().map(|glyph| glyph.chr).collect()
    }

    #[test]
    fn words_of_a_label_stand_in_their_order() {
        for (text, expected) in [
            ("דנה לוי", "לוי דנה"),
            ("Dana (דנה לוי), 7", "Dana (לוי דנה), 7"),
            ("דנה Levi 12 בא", "בא Levi 12 דנה"),
            // What the program says begins from the left, whatever name it ends with.
            ("Enter: accept דנה לוי", "Enter: accept לוי דנה"),
            ("דנה ٤٦٠ לוי", "לוי ٤٦٠ דנה"),
            ("٤٦٠", "٤٦٠"),
        ] {
            let is_letter = |char| direction::is_from_right(char) && !direction::is_figure(char);
            assert_eq!(shown(text), turned(expected, is_letter), "{text}");
        }
        assert!(ordered(&laid("דנה", 1000.0)).is_none() && ordered(&laid("Dana and דנה", 1000.0)).is_none());
    }

    #[test]
    fn what_is_drawn_moves_with_its_word() {
        let before = laid("דנה לוי", 10_000.0);
        let after = ordered(&before).expect("two words change places");
        let left = |galley: &Galley, glyph: usize| {
            let row = &galley.rows[0];
            row.visuals.mesh.vertices[row.glyphs[glyph].first_vertex as usize].pos.x - row.glyphs[glyph].pos.x
        };
        for glyph in [0, 2, 4, 6] {
            assert!((left(&before, glyph) - left(&after, glyph)).abs() < 0.01);
        }
        assert_eq!(before.rows[0].visuals.mesh.vertices.len(), after.rows[0].visuals.mesh.vertices.len());
    }

    #[test]
    fn rows_that_run_from_the_right_end_at_the_right() {
        let galley = ordered(&laid("דנה לוי באה לעיר", 60.0)).expect("changed");
        assert!(galley.rows.len() > 1);
        for placed in &galley.rows {
            let inked = placed.glyphs.iter().filter(|glyph| !glyph.chr.is_whitespace());
            let right = inked.map(|glyph| placed.pos.x + glyph.max_x()).fold(0.0, f32::max);
            assert!((right - galley.rect.width()).abs() < 6.0, "{right} of {}", galley.rect.width());
        }
    }

    #[test]
    fn a_label_is_put_in_order_in_every_frame() {
        let ctx = egui::Context::default();
        install(&ctx);
        for _ in 0..3 {
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                ui.label("דנה לוי");
                ui.label("Dana Levi");
            });
            output.textures_delta.clear();
            assert!(output.shapes.iter().any(|clipped| matches!(&clipped.shape, Shape::Text(_))));
        }
        let plugin = ctx.plugin::<Ordering>();
        assert_eq!(plugin.lock().known.len(), 1);
    }
}
