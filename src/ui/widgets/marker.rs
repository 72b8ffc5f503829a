//! Small drawn signs for the state of a stop or an article: shapes, not letters of a font, told apart without colour.
//!
//! Never reacts to anything; the row around it does.

use crate::ledger::command::Verdict;
use crate::ui::theme::Palette;
use crate::workspace::review::stops::State;
use egui::Pos2;
use egui::Stroke;
use egui::Vec2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// An empty ring.
    ToDecide,
    /// A triangle pointing at it.
    Current,
    /// A tick.
    Accepted,
    /// A cross.
    Rejected,
    /// A question mark, drawn.
    Doubtful,
    /// A dot.
    Known,
}

const SIZE: f32 = 14.0;

impl Marker {
    pub const fn of_state(state: State) -> Self {
        match state {
            State::ToDecide => Self::ToDecide,
            State::Accepted => Self::Accepted,
            State::Rejected => Self::Rejected,
            State::Doubtful => Self::Doubtful,
            State::Known => Self::Known,
        }
    }

    pub const fn of_verdict(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Accept => Self::Accepted,
            Verdict::Reject => Self::Rejected,
            Verdict::Doubtful => Self::Doubtful,
            Verdict::Reopen => Self::ToDecide,
        }
    }

    /// For screen readers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ToDecide => "to decide",
            Self::Current => "current",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Doubtful => "doubtful",
            Self::Known => "known",
        }
    }
}

/// Draws a marker in the flow of a row.
pub fn marker_ui(ui: &mut egui::Ui, marker: Marker, palette: &Palette) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(SIZE), egui::Sense::hover());
    paint(ui.painter(), rect.center(), marker, palette);
}

/// Draws the sign of notes and tags in the flow of a row, and says how many there are.
pub fn remarks_ui(ui: &mut egui::Ui, remarks: &str) -> egui::Response {
    let response = remarks_sign_ui(ui);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, remarks));
    response.on_hover_text(remarks)
}

/// Draws that sign, a sheet with lines on it, beside words that say the same.
pub fn remarks_sign_ui(ui: &mut egui::Ui) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(SIZE), egui::Sense::hover());
    let at = |x: f32, y: f32| rect.center() + Vec2::new(x, y);
    let stroke = Stroke::new(1.2, Palette::of(ui).muted);
    let corners = vec![at(-4.5, -5.5), at(2.0, -5.5), at(4.5, -3.0), at(4.5, 5.5), at(-4.5, 5.5)];
    ui.painter().add(egui::Shape::closed_line(corners, stroke));
    for y in [-1.5, 1.5] {
        ui.painter().hline(egui::Rangef::new(at(-2.5, 0.0).x, at(2.5, 0.0).x), at(0.0, y).y, stroke);
    }
    response
}

/// Draws a marker round a point.
pub fn paint(painter: &egui::Painter, centre: Pos2, marker: Marker, palette: &Palette) {
    let at = |x: f32, y: f32| centre + Vec2::new(x, y);
    match marker {
        Marker::ToDecide => {
            painter.circle_stroke(centre, 4.0, Stroke::new(1.4, palette.accent));
        }
        Marker::Current => {
            let points = vec![at(-3.0, -4.5), at(4.5, 0.0), at(-3.0, 4.5)];
            painter.add(egui::Shape::convex_polygon(points, palette.accent, Stroke::NONE));
        }
        Marker::Accepted => {
            painter.line(vec![at(-4.5, 0.3), at(-1.5, 3.5), at(4.5, -3.8)], Stroke::new(1.8, palette.accepted));
        }
        Marker::Rejected => {
            let stroke = Stroke::new(1.6, palette.muted);
            painter.line_segment([at(-3.5, -3.5), at(3.5, 3.5)], stroke);
            painter.line_segment([at(-3.5, 3.5), at(3.5, -3.5)], stroke);
        }
        Marker::Doubtful => {
            let font = egui::FontId::proportional(SIZE);
            painter.text(centre, egui::Align2::CENTER_CENTER, "?", font, palette.doubtful);
        }
        Marker::Known => {
            painter.circle_filled(centre, 2.0, palette.faint_mark);
        }
    }
}
