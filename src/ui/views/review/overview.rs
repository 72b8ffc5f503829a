//! The margin beside the scroll bar: the whole article at one glance, with a tick for each stop where it stands.
//!
//! What is to decide reaches across, what is doubtful half way, what is decided stands as a dot; the stop in question is
//! an arrow. Ticks are gathered by rows of the screen, so that five thousand stops cost no more than the window is tall.

use crate::ui::theme::Palette;
use crate::ui::views::review::column::TextState;
use crate::ui::views::review::state::ReviewState;
use crate::workspace::review::stops::State;
use egui::Color32;
use egui::Pos2;
use egui::Rangef;
use egui::Rect;
use egui::Role;
use egui::Sense;
use egui::Shape;
use egui::Stroke;
use egui::WidgetInfo;

/// Height of a row of ticks, in points.
const ROW: f32 = 3.0;

/// What stands in each row, gathered when the article or its height changed.
#[derive(Debug, Default)]
pub struct Overview {
    made_for: Option<(u64, usize, u32)>,
    rows: Vec<Option<Tick>>,
}

/// What a row shows: of several stops the one that asks most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tick {
    Decided,
    Doubtful,
    ToDecide,
}

const fn tick_of(state: State) -> Option<Tick> {
    match state {
        State::ToDecide => Some(Tick::ToDecide),
        State::Doubtful => Some(Tick::Doubtful),
        State::Accepted | State::Rejected => Some(Tick::Decided),
        // Nobody is asked about these.
        State::Known => None,
    }
}

/// The row in which a share of the article stands.
fn row_of(share: f32, n_rows: usize) -> usize {
    ((share * n_rows as f32) as usize).min(n_rows.saturating_sub(1))
}

/// Gathers ticks into rows: each the most pressing of those that stand there.
fn gathered(stops: impl Iterator<Item = (f32, State)>, n_rows: usize) -> Vec<Option<Tick>> {
    let mut rows = vec![None; n_rows];
    for (share, state) in stops {
        if let Some(row) = rows.get_mut(row_of(share, n_rows)) {
            *row = (*row).max(tick_of(state));
        }
    }
    rows
}

/// Draws it; returns the height of the column, from its top, that was pressed.
pub fn overview_ui(ui: &egui::Ui, rect: Rect, state: &ReviewState, text: &mut TextState) -> Option<f32> {
    let n_rows = (rect.height() / ROW) as usize;
    let total = text.total_height();
    if n_rows == 0 || total <= 0.0 {
        return None;
    }
    let mut overview = std::mem::take(&mut text.overview);
    // Heights become known as one reads: in steps, or the ticks would be gathered anew in every frame.
    let made_for = (text.generation, n_rows, (total / 256.0) as u32);
    if overview.made_for != Some(made_for) {
        let share = |byte: usize| text.height_of(byte) / total;
        let stops = state.stops().iter().map(|stop| (share(stop.key.span.start_byte), stop.state));
        overview = Overview { made_for: Some(made_for), rows: gathered(stops, n_rows) };
    }
    let palette = Palette::of(ui);
    paint(ui, rect, &overview.rows, palette);
    // Decisions under way: the article is read again when they are durable.
    for (byte, pending) in state.pending_places() {
        let row = row_of(text.height_of(byte) / total, n_rows);
        if overview.rows[row] == Some(Tick::ToDecide) && tick_of(pending) != Some(Tick::ToDecide) {
            ui.painter().rect_filled(row_rect(rect, row), 0.0, palette.paper);
            paint_tick(ui, rect, (row, 1), tick_of(pending).unwrap_or(Tick::Decided), palette);
        }
    }
    let view = Rangef::new(text.offset, text.offset + rect.height());
    let y = |height: f32| rect.top() + (height / total).min(1.0) * rect.height();
    let window = Rect::from_x_y_ranges(rect.x_range(), Rangef::new(y(view.min), y(view.max)));
    ui.painter().rect_stroke(window, 2.0, Stroke::new(1.0, palette.line), egui::StrokeKind::Inside);
    if let Some(stop) = state.current() {
        paint_current(ui, rect, y(text.height_of(stop.key.span.start_byte)), palette);
    }
    text.overview = overview;
    let sense = Sense::click_and_drag() - Sense::FOCUSABLE;
    let response = ui.interact(rect, ui.scope_id().with("overview"), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Where the stops are"));
    // A quick click may begin and end between two frames.
    let is_pressed = response.is_pointer_button_down_on() || response.clicked();
    let at = response.interact_pointer_pos().filter(|_| is_pressed)?;
    Some((at.y - rect.top()) / rect.height() * total)
}

fn row_rect(rect: Rect, row: usize) -> Rect {
    let top = rect.top() + row as f32 * ROW;
    Rect::from_x_y_ranges(rect.x_range(), Rangef::new(top, top + ROW))
}

/// Ticks of neighbouring rows that are alike are drawn as one.
fn paint(ui: &egui::Ui, rect: Rect, rows: &[Option<Tick>], palette: &Palette) {
    let mut row = 0;
    for run in rows.chunk_by(|a, b| a == b) {
        if let Some(tick) = run[0] {
            paint_tick(ui, rect, (row, run.len()), tick, palette);
        }
        row += run.len();
    }
}

fn paint_tick(ui: &egui::Ui, rect: Rect, (row, n_rows): (usize, usize), tick: Tick, palette: &Palette) {
    let (share, colour): (f32, Color32) = match tick {
        Tick::ToDecide => (1.0, palette.outline),
        Tick::Doubtful => (0.6, palette.doubtful),
        Tick::Decided => (0.25, palette.accepted),
    };
    let top = rect.top() + row as f32 * ROW;
    let x = Rangef::new(rect.left() + 1.0, rect.left() + 1.0 + (rect.width() - 2.0) * share);
    let y = Rangef::new(top + 0.5, top + n_rows as f32 * ROW - 0.5);
    ui.painter().rect_filled(Rect::from_x_y_ranges(x, y), 0.5, colour);
}

/// An arrow from the text towards the height of the stop in question.
fn paint_current(ui: &egui::Ui, rect: Rect, y: f32, palette: &Palette) {
    let tip = Pos2::new(rect.right() - 1.0, y);
    let arrow = vec![Pos2::new(rect.left() - 4.0, y - 4.5), tip, Pos2::new(rect.left() - 4.0, y + 4.5)];
    ui.painter().add(Shape::convex_polygon(arrow, palette.accent, Stroke::new(1.0, palette.paper)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_shows_what_asks_most() {
        let stops = [
            (0.0, State::Accepted),
            (0.05, State::ToDecide),
            (0.09, State::Doubtful),
            (0.31, State::Rejected),
            (0.55, State::Known),
            (0.62, State::Accepted),
            (0.66, State::Doubtful),
            (1.0, State::ToDecide),
        ];
        let (to_decide, doubtful, decided) = (Some(Tick::ToDecide), Some(Tick::Doubtful), Some(Tick::Decided));
        assert_eq!(
            gathered(stops.into_iter(), 10),
            [to_decide, None, None, decided, None, None, doubtful, None, None, to_decide]
        );
        assert_eq!(gathered(stops.into_iter(), 0), []);
    }
}
