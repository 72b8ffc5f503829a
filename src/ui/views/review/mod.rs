//! The Review screen: stops on the left, the text in the middle, what is asked now on the right, the trail below.
//!
//! Draws a [`state::ReviewState`] and queues actions; deciding what they mean is the state's work.

pub mod background;
pub mod column;
pub mod decide;
pub mod fields;
pub mod filter;
pub mod finding;
pub mod hand;
pub mod head;
pub mod list;
pub mod listed;
pub mod marks;
pub mod order;
pub mod overview;
pub mod panel;
pub mod paragraphs;
pub mod reasons;
pub mod same_claim;
pub mod selection;
pub mod setting;
pub mod state;
pub mod text;
pub mod trail;

use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::review::state::ReviewState;
use crate::ui::views::review::trail::Decision;
use crate::ui::views::review::trail::Trail;
use egui::CentralPanel;
use egui::Frame;
use egui::Margin;
use egui::Panel;
use egui::RichText;

/// Below this width the list of stops gives its room to the text, and hints of keys theirs to the trail.
const NARROW: f32 = 880.0;

/// Where the open article stands among those of the Library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Counted from 1.
    pub number: usize,
    pub n_articles: usize,
    /// Among those that the Library's filter leaves in.
    pub is_filtered: bool,
}

/// Draws the screen; returns a decision of the trail whose stop is to be shown again.
pub fn review_ui(
    ui: &mut egui::Ui,
    state: &mut ReviewState,
    place: Option<Place>,
    trail: &Trail,
    outbox: &mut Outbox,
) -> Option<Decision> {
    let palette = Palette::of(ui);
    let bar = Frame::new().fill(palette.chrome).inner_margin(Margin::symmetric(14, 6));
    Panel::top("review_head").frame(bar).show(ui, |ui| head::head_ui(ui, state, place, outbox));
    if state.is_finished() {
        let tinted = bar.fill(palette.sentence);
        Panel::top("review_finished").frame(tinted).show(ui, |ui| head::finished_ui(ui, state, outbox));
    } else if let Some(offer) = state.head.offer() {
        let tinted = bar.fill(palette.sentence);
        Panel::top("review_offer").frame(tinted).show(ui, |ui| head::offer_ui(ui, offer, outbox));
    }
    if state.way.is_open || !state.way.filter.is_any() {
        Panel::top("review_filter").frame(bar).show(ui, |ui| filter::filter_ui(ui, state));
    }
    if state.finding.is_open() {
        Panel::top("review_find").frame(bar).show(ui, |ui| finding::find_ui(ui, state));
    }
    let asked = Panel::bottom("review_foot").frame(bar).show(ui, |ui| foot_ui(ui, trail)).inner;
    let width = ui.available_width();
    let (list_width, panel_width) = if width < 1100.0 {
        (theme::LIST_WIDTH * 0.85, theme::PANEL_WIDTH * 0.85)
    } else {
        (theme::LIST_WIDTH, theme::PANEL_WIDTH)
    };
    let side = Frame::new().fill(palette.chrome).inner_margin(Margin::symmetric(8, 2));
    let mut clicked = None;
    if width >= NARROW {
        Panel::left("review_list").resizable(false).exact_size(list_width).frame(side).show(ui, |ui| {
            clicked = list::list_ui(ui, state);
        });
    }
    let side = side.inner_margin(Margin::symmetric(16, 2));
    Panel::right("review_panel").resizable(false).exact_size(panel_width).frame(side).show(ui, |ui| {
        panel::panel_ui(ui, state, outbox);
    });
    CentralPanel::default().frame(Frame::new().fill(palette.paper)).show(ui, |ui| {
        if state.review().value().is_some() {
            clicked = text::text_ui(ui, state).or(clicked);
        } else {
            waiting_ui(ui, state);
        }
    });
    state.was_painted();
    if let Some(key) = clicked {
        state.go_to(key);
    }
    if let Some(words) = state.text.wanted_words.take() {
        state.select(words);
    }
    if let Some((span, kind)) = state.text.wanted_zone.take() {
        if outbox.is_read_only {
            // Refused there, with the reason.
            outbox.act(Action::NotArticle);
        } else {
            state.set_zone(span, kind, outbox);
        }
    }
    asked
}

fn waiting_ui(ui: &mut egui::Ui, state: &ReviewState) {
    let palette = Palette::of(ui);
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() / 3.0);
        if let Some(reason) = state.review().failure() {
            ui.colored_label(palette.error, format!("This article could not be read: {reason}"));
        } else if state.article().is_some() {
            ui.weak("Opening…");
        } else {
            ui.weak("No article is open. Choose one in the Library.");
        }
    });
}

fn foot_ui(ui: &mut egui::Ui, trail: &Trail) -> Option<Decision> {
    let palette = Palette::of(ui);
    let hints = [
        (Action::ShowKeys, "all keys"),
        (Action::Undo, "undo"),
        (Action::AcceptParagraph, "paragraph"),
        (Action::Doubtful, "doubtful"),
        (Action::Reject, "reject"),
        (Action::Accept, "accept"),
    ];
    // In a narrow window the list of all keys stands for the others.
    let n_hints = if ui.available_width() < NARROW { 1 } else { hints.len() };
    let size = egui::Vec2::new(ui.available_width(), theme::ROW_HEIGHT);
    ui.allocate_ui_with_layout(size, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        for (action, word) in &hints[..n_hints] {
            ui.small(RichText::new(*word).color(palette.muted));
            ui.small(RichText::new(action.key_text(ui.ctx())).color(palette.ink));
            ui.add_space(theme::GAP_SMALL);
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| trail::trail_ui(ui, trail)).inner
    })
    .inner
}
