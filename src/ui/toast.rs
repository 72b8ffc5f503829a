//! Short messages in a corner, the one where they cover least: what was done, or why it was not.
//!
//! Never the only place where something is said that must be acted on: notes go by themselves, and can be read again
//! in the list of messages.

use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use egui::Align2;
use egui::Area;
use egui::Frame;
use egui::Id;
use egui::Order;
use egui::Rect;
use egui::Role;
use egui::Vec2;
use egui::WidgetInfo;
use egui::accesskit::Live;
use std::collections::VecDeque;

/// Seconds that a message stays at least, and for each of its characters: long ones take longer to read.
const NOTE_SECONDS: f64 = 4.0;
const WARNING_SECONDS: f64 = 12.0;
const SECONDS_PER_CHARACTER: f64 = 0.06;
const MAX_SHOWN: usize = 3;
/// Messages that can be read again.
const MAX_PAST: usize = 100;
/// Height of the line at the foot of Review, which stays free.
const FOOT: f32 = 44.0;
/// No wider than the panel of Review in a small window: the text being read stays free.
const WIDTH: f32 = 228.0;
/// As high as a message is taken to be before it was drawn.
const LIKELY_HEIGHT: f32 = 60.0;
/// Where messages can stand, the usual place first; the bars at the top stay free too.
const PLACES: [(Align2, Vec2); 4] = [
    (Align2::RIGHT_BOTTOM, Vec2::new(-theme::GAP, -FOOT)),
    (Align2::LEFT_BOTTOM, Vec2::new(theme::GAP, -FOOT)),
    (Align2::CENTER_BOTTOM, Vec2::new(0.0, -FOOT)),
    (Align2::RIGHT_TOP, Vec2::new(-theme::GAP, 2.0 * FOOT)),
];

#[derive(Clone, Debug, PartialEq)]
struct Toast {
    text: String,
    is_warning: bool,
    /// It tells of a change that undo would take back.
    can_undo: bool,
    /// Time of the first frame that showed it.
    since: Option<f64>,
}

#[derive(Debug, Default)]
pub struct Toasts {
    shown: Vec<Toast>,
    past: VecDeque<(String, bool)>,
    /// Which of the places they stand in.
    place: usize,
}

impl Toasts {
    pub fn tell(&mut self, text: String) {
        self.push(Toast { text, is_warning: false, can_undo: false, since: None });
    }

    pub fn warn(&mut self, text: String) {
        self.push(Toast { text, is_warning: true, can_undo: false, since: None });
    }

    /// Tells of the last change, with a button that takes it back.
    pub fn tell_change(&mut self, text: String) {
        self.push(Toast { text, is_warning: false, can_undo: true, since: None });
    }

    /// Another change was made: undo would take back that one.
    pub fn forget_undo(&mut self) {
        for toast in &mut self.shown {
            toast.can_undo = false;
        }
    }

    fn push(&mut self, toast: Toast) {
        self.past.push_front((toast.text.clone(), toast.is_warning));
        self.past.truncate(MAX_PAST);
        self.shown.retain(|shown| shown.text != toast.text);
        self.shown.push(toast);
        if self.shown.len() > MAX_SHOWN {
            self.shown.remove(0);
        }
    }

    pub fn texts(&self) -> Vec<&str> {
        self.shown.iter().map(|toast| toast.text.as_str()).collect()
    }

    /// All of this sitting, the latest first, and whether it was a warning.
    pub fn past(&self) -> impl Iterator<Item = (&str, bool)> {
        self.past.iter().map(|(text, is_warning)| (text.as_str(), *is_warning))
    }
}

impl Toast {
    fn seconds(&self) -> f64 {
        let least = if self.is_warning { WARNING_SECONDS } else { NOTE_SECONDS };
        least.max(self.text.chars().count() as f64 * SECONDS_PER_CHARACTER)
    }
}

pub fn toasts_ui(ctx: &egui::Context, toasts: &mut Toasts, outbox: &mut Outbox) {
    let now = ctx.input(|input| input.time);
    let area_id = Id::unique("toasts");
    // Who reads slowly, or reaches for the button, holds them by pointing at them.
    let is_held = ctx
        .memory(|memory| memory.area_rect(area_id))
        .is_some_and(|rect| ctx.rect_contains_pointer(layer(area_id), rect));
    toasts.shown.retain_mut(|toast| {
        let since = *toast.since.get_or_insert(now);
        is_held || now - since < toast.seconds()
    });
    if toasts.shown.is_empty() {
        toasts.place = 0;
        return;
    }
    let drawn = ctx.memory(|memory| memory.area_rect(area_id)).map(|rect| rect.size());
    toasts.place = free_place(ctx, drawn.unwrap_or(Vec2::new(WIDTH, LIKELY_HEIGHT)), toasts.place);
    let (corner, away) = PLACES[toasts.place];
    ctx.request_repaint_after(std::time::Duration::from_millis(500));
    let area = Area::new(area_id).order(Order::Foreground);
    let mut is_closed = None;
    area.anchor(corner, away).show(ctx, |ui| {
        ui.set_max_width(WIDTH);
        for (index, toast) in toasts.shown.iter().enumerate() {
            if toast_ui(ui, toast, outbox) {
                is_closed = Some(index);
            }
            ui.add_space(theme::GAP_SMALL);
        }
    });
    if let Some(index) = is_closed {
        toasts.shown.remove(index);
    }
}

/// Where no button lies below and least of all else that is read: the place of the frame before, else the first.
fn free_place(ctx: &egui::Context, size: Vec2, before: usize) -> usize {
    let own = layer(Id::unique("toasts"));
    let window = ctx.content_rect();
    // What is larger holds others.
    let most = window.area() / 8.0;
    let (buttons, texts): (Vec<Rect>, Vec<Rect>) = ctx.viewport(|viewport| {
        let others = viewport.prev_pass.widgets.layers().filter(|(layer, _)| **layer != own);
        let (mut buttons, mut texts) = (Vec::new(), Vec::new());
        for widget in others.flat_map(|(_, widgets)| widgets).filter(|widget| widget.interact_rect.is_positive()) {
            let rect = widget.interact_rect;
            if widget.enabled && widget.sense.senses_click() && widget.sense.is_focusable() {
                buttons.push(rect);
            } else if rect.area() <= most {
                texts.push(rect);
            }
        }
        (buttons, texts)
    });
    let covered = |place: usize| {
        let (corner, away) = PLACES[place];
        let rect = corner.align_size_within_rect(size, window).translate(away);
        let n_buttons = buttons.iter().filter(|button| button.intersects(rect)).count();
        let hidden = texts.iter().map(|text| text.intersect(rect)).filter(Rect::is_positive);
        (n_buttons, hidden.map(|hidden| hidden.area() as usize).sum::<usize>())
    };
    let least = (0..PLACES.len()).map(|place| (covered(place), place)).min();
    least.filter(|(least, _)| covered(before) > *least).map_or(before, |(_, place)| place)
}

fn layer(area: Id) -> egui::LayerId {
    egui::LayerId::new(Order::Foreground, area)
}

/// Draws one; gives whether it was put away.
fn toast_ui(ui: &mut egui::Ui, toast: &Toast, outbox: &mut Outbox) -> bool {
    let palette = Palette::of(ui);
    let frame = Frame::popup(ui.style()).inner_margin(egui::Margin::symmetric(12, 8));
    let shown = frame.show(ui, |ui| {
        ui.set_width(WIDTH - 24.0);
        let colour = if toast.is_warning { palette.error } else { palette.ink };
        let mark = if toast.is_warning { "! " } else { "" };
        let text = egui::RichText::new(format!("{mark}{}", toast.text)).color(colour);
        let response = ui.add(egui::Label::new(text).wrap());
        let role = if toast.is_warning { Role::Alert } else { Role::Status };
        response.widget_info(|| WidgetInfo::labeled(role, true, &toast.text));
        let live = if toast.is_warning { Live::Assertive } else { Live::Polite };
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(live));
        let mut is_closed = response.interact(egui::Sense::click()).clicked();
        if toast.can_undo && ui.small_button(Action::Undo.label()).clicked() {
            outbox.act(Action::Undo);
            is_closed = true;
        }
        is_closed
    });
    shown.inner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_messages_are_shown_and_all_can_be_read_again() {
        let mut toasts = Toasts::default();
        for text in ["a", "b", "c", "d"] {
            toasts.tell(text.to_owned());
        }
        toasts.warn("e".to_owned());
        assert_eq!(toasts.texts(), ["c", "d", "e"]);
        let past: Vec<(&str, bool)> = toasts.past().collect();
        assert_eq!(past, [("e", true), ("d", false), ("c", false), ("b", false), ("a", false)]);
    }

    #[test]
    fn what_is_said_again_stands_there_once() {
        let mut toasts = Toasts::default();
        for text in ["a", "b", "a"] {
            toasts.tell(text.to_owned());
        }
        assert_eq!(toasts.texts(), ["b", "a"]);
    }

    #[test]
    fn only_the_last_change_offers_undo() {
        let mut toasts = Toasts::default();
        toasts.tell_change("a".to_owned());
        toasts.forget_undo();
        toasts.tell_change("b".to_owned());
        assert_eq!(toasts.shown.iter().map(|toast| toast.can_undo).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn long_messages_stay_longer() {
        let toast = |text: &str| Toast { text: text.to_owned(), is_warning: false, can_undo: false, since: None };
        assert!((toast("short").seconds() - NOTE_SECONDS).abs() < 0.01);
        assert!(toast(&"long ".repeat(40)).seconds() > 2.0 * NOTE_SECONDS);
    }
}
