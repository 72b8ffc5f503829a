//! The Review screen: stops on the left, the text in the middle, what is asked now on the right, the trail below.
//!
//! Draws a [`state::ReviewState`] and queues actions; deciding what they mean is the state's work.

pub mod column;
pub mod decide;
#[cfg(test)]
pub mod fixture;
pub mod hand;
pub mod list;
pub mod marks;
pub mod overview;
pub mod panel;
pub mod paragraphs;
pub mod places;
pub mod reasons;
pub mod selection;
pub mod setting;
pub mod state;
pub mod stops;
pub mod text;
pub mod trail;

use crate::model::kind::ArticleState;
use crate::store::read::articles::ArticleRow;
use crate::store::read::review::Review;
use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::review::state::ReviewState;
use crate::ui::views::review::trail::Decision;
use crate::ui::views::review::trail::Trail;
use crate::ui::widgets::control;
use crate::ui::widgets::marker;
use crate::ui::words;
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
    Panel::top("review_head").frame(bar).show(ui, |ui| head_ui(ui, state, place, outbox));
    if state.is_finished() {
        let tinted = bar.fill(palette.sentence);
        Panel::top("review_finished").frame(tinted).show(ui, |ui| finished_ui(ui, state, outbox));
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

fn head_ui(ui: &mut egui::Ui, state: &ReviewState, place: Option<Place>, outbox: &mut Outbox) {
    let Some(review) = state.review().value() else {
        ui.add_space(theme::ROW_HEIGHT);
        return;
    };
    let size = egui::Vec2::new(ui.available_width(), theme::ROW_HEIGHT);
    ui.allocate_ui_with_layout(size, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        if review.article.state != ArticleState::Done {
            control::action_button(ui, Action::Done, outbox);
        }
        if review.article.state != ArticleState::SetAside {
            control::action_button(ui, Action::SetAside, outbox);
        }
        ui.add_space(theme::GAP);
        let (n_open, n_all) = state.counts();
        let share = if n_all == 0 { 1.0 } else { (n_all - n_open) as f32 / n_all as f32 };
        let label = format!("{} of {n_all} decided", n_all - n_open);
        control::progress_ui(ui, share, 90.0, &label);
        ui.weak(label);
        // What is left of the row, so that a long origin is cut and never runs into the rest.
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            if review.article.published.is_none() {
                let no_date = RichText::new("no date").color(Palette::of(ui).doubtful);
                if ui.link(no_date).on_hover_text("Set it: relative dates wait for it").clicked() {
                    outbox.act(Action::SetDate);
                }
            }
            if !review.article.remarks.is_none() {
                marker::remarks_ui(ui, &format!("On the article: {}", words::remarks(review.article.remarks)));
            }
            ui.add(egui::Label::new(origin_line(&review.article, place)).truncate());
        });
    });
}

/// Says that the article is done or set aside, since when and by whom, and what can be done all the same.
fn finished_ui(ui: &mut egui::Ui, state: &ReviewState, outbox: &mut Outbox) {
    let Some(review) = state.review().value() else { return };
    let size = egui::Vec2::new(ui.available_width(), theme::ROW_HEIGHT);
    ui.allocate_ui_with_layout(size, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        control::action_button(ui, Action::ReopenArticle, outbox);
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.add(egui::Label::new(finished_line(review)).truncate());
        });
    });
}

/// `Done on 8 Dec 2023 by Ana: decide on, or reopen`.
fn finished_line(review: &Review) -> String {
    let state = if review.article.state == ArticleState::SetAside { "Set aside" } else { "Done" };
    let since = review
        .state_set_by
        .as_ref()
        .map_or_else(String::new, |change| format!(" on {} by {}", words::day(change.at_millis), change.actor));
    format!("{state}{since}: decide on, or reopen")
}

/// `7 of 42 · Anadolu · Fri 8 Dec 2023 (you set it)`.
fn origin_line(article: &ArticleRow, place: Option<Place>) -> String {
    let place = place.map(|place| format!("{} of {}", place.number, place.n_articles));
    let from = article.publisher.clone().unwrap_or_else(|| article.file.clone());
    let date = article.published.as_deref().map(|date| {
        let basis =
            article.published_basis.map_or_else(String::new, |basis| format!(" ({})", words::date_basis(basis)));
        format!("{}{basis}", words::edtf_with_weekday(date))
    });
    [place, Some(from), date].into_iter().flatten().collect::<Vec<_>>().join(" · ")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_says_where_from_and_when() {
        let mut article = fixture::article(3, "Boats", ArticleState::New);
        let place = Some(Place { number: 7, n_articles: 42 });
        assert_eq!(origin_line(&article, place), "7 of 42 · Harbour Post · Fri 8 Dec 2023 (you set it)");
        article.publisher = None;
        article.published = None;
        assert_eq!(origin_line(&article, None), "003.txt");
    }
}
