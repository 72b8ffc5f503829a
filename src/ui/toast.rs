//! Short messages at the foot of the window: what was done, or why it was not.
//!
//! Never the only place where something is said that must be acted on: notes go by themselves.

use crate::ui::theme;
use crate::ui::theme::Palette;
use egui::Align2;
use egui::Area;
use egui::Frame;
use egui::Id;
use egui::Order;
use egui::Role;
use egui::Vec2;
use egui::WidgetInfo;

/// Seconds that a message stays.
const NOTE_SECONDS: f64 = 4.0;
const WARNING_SECONDS: f64 = 12.0;
const MAX_SHOWN: usize = 3;

#[derive(Clone, Debug, PartialEq)]
struct Toast {
    text: String,
    is_warning: bool,
    /// Time of the first frame that showed it.
    since: Option<f64>,
}

#[derive(Debug, Default)]
pub struct Toasts {
    shown: Vec<Toast>,
}

impl Toasts {
    pub fn tell(&mut self, text: String) {
        self.push(Toast { text, is_warning: false, since: None });
    }

    pub fn warn(&mut self, text: String) {
        self.push(Toast { text, is_warning: true, since: None });
    }

    fn push(&mut self, toast: Toast) {
        self.shown.push(toast);
        if self.shown.len() > MAX_SHOWN {
            self.shown.remove(0);
        }
    }

    pub fn texts(&self) -> Vec<&str> {
        self.shown.iter().map(|toast| toast.text.as_str()).collect()
    }
}

pub fn toasts_ui(ctx: &egui::Context, toasts: &mut Toasts) {
    let now = ctx.input(|input| input.time);
    toasts.shown.retain_mut(|toast| {
        let seconds = if toast.is_warning { WARNING_SECONDS } else { NOTE_SECONDS };
        now - *toast.since.get_or_insert(now) < seconds
    });
    if toasts.shown.is_empty() {
        return;
    }
    ctx.request_repaint_after(std::time::Duration::from_millis(500));
    let palette = Palette::of_theme(ctx.theme());
    let area = Area::new(Id::unique("toasts")).order(Order::Foreground).interactable(false);
    area.anchor(Align2::CENTER_BOTTOM, Vec2::new(0.0, -52.0)).show(ctx, |ui| {
        for toast in &toasts.shown {
            let frame = Frame::popup(ui.style()).inner_margin(egui::Margin::symmetric(14, 8));
            frame.show(ui, |ui| {
                let colour = if toast.is_warning { palette.error } else { palette.ink };
                let response = ui.colored_label(colour, &toast.text);
                let role = if toast.is_warning { Role::Alert } else { Role::Status };
                response.widget_info(|| WidgetInfo::labeled(role, true, &toast.text));
            });
            ui.add_space(theme::GAP_SMALL);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_messages_are_kept() {
        let mut toasts = Toasts::default();
        for text in ["a", "b", "c", "d"] {
            toasts.tell(text.to_owned());
        }
        assert_eq!(toasts.texts(), ["b", "c", "d"]);
    }
}
