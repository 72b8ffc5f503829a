//! The list of what is to decide: every stop in reading order with its state, and below it the known names.
//!
//! Rows are drawn only while they are on screen. Never decides; a click goes to the stop.

use crate::store::read::review::Review;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::review::decide;
use crate::ui::views::review::state::Position;
use crate::ui::views::review::state::ReviewState;
use crate::ui::widgets::marker;
use crate::ui::widgets::marker::Marker;
use crate::ui::words;
use crate::workspace::review::stops::About;
use crate::workspace::review::stops::State;
use crate::workspace::review::stops::Stop;
use crate::workspace::review::stops::StopKey;
use egui::Align2;
use egui::Pos2;
use egui::Role;
use egui::Sense;
use egui::TextStyle;
use egui::Vec2;
use egui::WidgetInfo;

/// Draws the list; returns the stop that was clicked.
pub fn list_ui(ui: &mut egui::Ui, state: &mut ReviewState) -> Option<StopKey> {
    let follows = std::mem::take(&mut state.follows);
    let review = state.review().value()?;
    let (known, asked): (Vec<&Stop>, Vec<&Stop>) = state
        .in_course()
        .filter(|stop| state.is_let_through(review, stop))
        .partition(|stop| state.state_of(stop) == State::Known);
    let (n_open, _) = state.counts();
    let heading = match state.n_left_out() {
        0 => format!("{n_open} to decide"),
        n => format!("{} to decide, {n} left out", n_open - n),
    };
    heading_ui(ui, &heading);
    let known_height = if known.is_empty() { 0.0 } else { (ui.available_height() * 0.3).min(150.0) };
    let list_height = (ui.available_height() - known_height).max(theme::ROW_HEIGHT * 3.0);
    let mut clicked = None;
    let mut area = egui::ScrollArea::vertical().id_salt("stops").auto_shrink(false).max_height(list_height);
    if let (true, Some(Position::At(key))) = (follows, state.position()) {
        let at = asked.iter().position(|stop| stop.key == key).unwrap_or(0);
        area = area.vertical_scroll_offset((at as f32 * theme::ROW_HEIGHT - list_height / 2.5).max(0.0));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    area.show_rows(ui, theme::ROW_HEIGHT, asked.len(), |ui, rows| {
        for stop in asked.get(rows).into_iter().flatten() {
            if row_ui(ui, state, review, stop) {
                clicked = Some(stop.key);
            }
        }
    });
    if !known.is_empty() {
        clicked = known_ui(ui, review, &known).or(clicked);
    }
    clicked
}

fn heading_ui(ui: &mut egui::Ui, text: &str) {
    ui.add_space(theme::GAP);
    ui.horizontal(|ui| {
        ui.add_space(theme::GAP_SMALL);
        ui.small(egui::RichText::new(text).color(Palette::of(ui).muted));
    });
    ui.add_space(theme::GAP_SMALL);
}

/// How often a name stands here, for names that stand here more than once; how many claims are asked with another.
fn times(stop: &Stop) -> String {
    let (n, n_along) = (stop.mentions.len(), stop.along.len());
    match stop.about {
        About::Name(_) if n > 1 => format!("×{n}"),
        About::Claim(_) if n_along > 0 => format!("+{n_along}"),
        _ => String::new(),
    }
}

fn row_ui(ui: &mut egui::Ui, state: &ReviewState, review: &Review, stop: &Stop) -> bool {
    let palette = Palette::of(ui);
    let is_current = state.position() == Some(Position::At(stop.key));
    let drawn_state = state.state_of(stop);
    let marker = Marker::of_state(drawn_state);
    let size = Vec2::new(ui.available_width(), theme::ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click() - Sense::FOCUSABLE);
    let name = decide::name_of(review, stop);
    response.widget_info(|| {
        let saving = if state.is_saving(stop.key) { ", saving" } else { "" };
        WidgetInfo::selected(Role::ListItem, true, is_current, format!("{name}, {}{saving}", marker.name()))
    });
    let ground = if is_current { Some(palette.selected) } else { response.hovered().then_some(palette.hovered) };
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, f32::from(theme::RADIUS), ground);
    }
    let centre = Pos2::new(rect.left() + 13.0, rect.center().y);
    let shown = if is_current && drawn_state == State::ToDecide { Marker::Current } else { marker };
    marker::paint(ui.painter(), centre, shown, palette);
    let font = TextStyle::Body.resolve(ui.style());
    let small = TextStyle::Small.resolve(ui.style());
    let times = if state.is_saving(stop.key) { "saving".to_owned() } else { times(stop) };
    let right = Pos2::new(rect.right() - 6.0, rect.center().y);
    let right = ui.painter().text(right, Align2::RIGHT_CENTER, times, small, palette.muted);
    let colour = if drawn_state == State::ToDecide || is_current { palette.ink } else { palette.muted };
    let width = right.left() - rect.left() - 28.0;
    let mut job = egui::text::LayoutJob::simple_singleline(name, font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    let galley = ui.painter().layout_job(job);
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(Pos2::new(rect.left() + 24.0, top), galley, colour);
    response.clicked()
}

/// So many known names are listed; the others have their dots in the text.
const MAX_KNOWN: usize = 150;

fn known_ui(ui: &mut egui::Ui, review: &Review, known: &[&Stop]) -> Option<StopKey> {
    let palette = Palette::of(ui);
    let mut clicked = None;
    let line = ui.available_rect_before_wrap().top();
    ui.painter().hline(ui.max_rect().x_range(), line, egui::Stroke::new(1.0, palette.line));
    heading_ui(ui, &format!("{} known, no key needed", known.len()));
    egui::ScrollArea::vertical().id_salt("known").auto_shrink(false).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::new(2.0, 0.0);
            for stop in known.iter().take(MAX_KNOWN) {
                let name = decide::name_of(review, stop);
                let text = egui::RichText::new(words::shortened(&name, 30)).small().color(palette.muted);
                let button = egui::Button::new(text).frame_when_inactive(false).small();
                let response = ui.add(button).on_hover_text("Look at it, and contest it if it is wrong");
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name}, known")));
                if response.clicked() {
                    clicked = Some(stop.key);
                }
            }
            if known.len() > MAX_KNOWN {
                let more = format!("and {} more, dotted in the text", known.len() - MAX_KNOWN);
                ui.small(egui::RichText::new(more).color(palette.muted));
            }
        });
    });
    clicked
}
