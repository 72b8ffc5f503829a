//! A line of a list that can be chosen: what it says may take several rows; the whole of it is clicked.
//!
//! Knows nothing of what it says. Lists are walked by keys of their own, so a line takes no focus.

use crate::ui::theme;
use crate::ui::theme::Palette;
use egui::Frame;
use egui::Id;
use egui::Margin;
use egui::Response;
use egui::Role;
use egui::Sense;
use egui::Shape;
use egui::Stroke;
use egui::WidgetInfo;

/// Paints a line over the whole width. `name` is what a screen reader calls it.
pub fn line_ui(
    ui: &mut egui::Ui,
    id: Id,
    is_current: bool,
    name: &str,
    contents: impl FnOnce(&mut egui::Ui),
) -> Response {
    let palette = Palette::of(ui);
    // Its ground lies under the words, and how tall it is comes out only after them.
    let ground = ui.painter().add(Shape::Noop);
    let inside = Frame::new().inner_margin(Margin::symmetric(8, 4)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 1.0;
        contents(ui);
    });
    let rect = inside.response.rect;
    let response = ui.interact(rect, id, Sense::click() - Sense::FOCUSABLE);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, ui.is_enabled(), is_current, name));
    let fill = match (is_current, response.hovered()) {
        (true, _) => Some(palette.selected),
        (false, true) => Some(palette.hovered),
        (false, false) => None,
    };
    if let Some(fill) = fill {
        ui.painter().set(ground, Shape::rect_filled(rect, f32::from(theme::RADIUS), fill));
    }
    if is_current {
        // Not by colour alone: a bar stands beside it.
        let bar = Stroke::new(3.0, palette.accent);
        ui.painter().vline(rect.left() + 1.5, rect.y_range().shrink(3.0), bar);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
