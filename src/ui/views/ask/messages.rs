//! What was said at the foot of the window in this sitting, the latest first.
//!
//! Never holds more than the messages themselves: what was decided stands in History.

use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::toast::Toasts;
use crate::ui::views::ask::Answer;
use crate::ui::widgets::control;

pub fn messages_ui(ui: &mut egui::Ui, toasts: &Toasts) -> Answer {
    let palette = Palette::of(ui);
    ui.heading("Messages");
    let height = (ui.ctx().content_rect().height() * 0.6).max(120.0);
    egui::ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        if toasts.past().next().is_none() {
            ui.weak("Nothing was said so far");
        }
        for (text, is_warning) in toasts.past() {
            let colour = if is_warning { palette.error } else { palette.ink };
            let text = if is_warning { format!("! {text}") } else { text.to_owned() };
            ui.add(egui::Label::new(egui::RichText::new(text).color(colour)).wrap().selectable(true));
        }
    });
    ui.add_space(theme::GAP);
    let close = control::primary_button(ui, "Close", true);
    control::focus_once(ui, close.id);
    if close.clicked() { Answer::Close } else { Answer::Stay }
}
