//! The head of Review: where the article comes from, how far it has come, and what an earlier article offers.
//!
//! Never decides: it says what is so and queues actions.

use crate::ledger::command::ArticleId;
use crate::model::kind::ArticleState;
use crate::store::read::articles::ArticleRow;
use crate::store::read::review::Review;
use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::review::Place;
use crate::ui::views::review::filter;
use crate::ui::views::review::state::ReviewState;
use crate::ui::widgets::control;
use crate::ui::widgets::marker;
use crate::ui::words;
use crate::workspace::desk::Query;
use crate::workspace::same_text::SameText;
use egui::RichText;

/// What the head knows of the open article beyond its review.
#[derive(Debug, Default)]
pub struct Head {
    offer: Option<SameText>,
    /// The article that an offer was asked for, as it is now.
    asked_for: Option<ArticleId>,
}

impl Head {
    pub const fn offer(&self) -> Option<&SameText> {
        self.offer.as_ref()
    }

    /// Asks what an earlier article offers: once, and again while there is something, since it gets less.
    pub fn ask(&mut self, article: ArticleId, outbox: &mut Outbox) {
        if self.asked_for != Some(article) || self.offer.is_some() {
            self.asked_for = Some(article);
            outbox.request(Request::Ask(Query::SameText(article)));
        }
    }

    /// Something was changed, by undo perhaps, that may make room for an offer.
    pub const fn ask_again(&mut self) {
        self.asked_for = None;
    }

    /// An answer about an article that was left meanwhile is no use.
    pub fn take_offer(&mut self, article: ArticleId, offer: Option<SameText>) {
        if self.asked_for == Some(article) {
            self.offer = offer;
        }
    }
}

/// Says what was reviewed in an earlier article, and takes it over if wished.
pub fn offer_ui(ui: &mut egui::Ui, offer: &SameText, outbox: &mut Outbox) {
    let size = egui::Vec2::new(ui.available_width(), theme::ROW_HEIGHT);
    ui.allocate_ui_with_layout(size, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        control::primary_action_button(ui, Action::TakeOver, outbox);
        ui.small(RichText::new(Action::TakeOver.key_text(ui.ctx())).color(Palette::of(ui).ink));
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.add(egui::Label::new(offer_line(offer)).truncate());
        });
    });
}

/// `18 sentences were reviewed in A12, Harbour Post, 8 Dec 2023: take over 25 decisions? 2 more are read differently here`.
fn offer_line(offer: &SameText) -> String {
    let (n, verb) =
        (words::count(offer.n_sentences as i64, "sentence"), if offer.n_sentences == 1 { "was" } else { "were" });
    let date = offer.published.as_deref().map(words::edtf);
    let from = [Some(format!("A{}", offer.from)), offer.publisher.clone(), date].into_iter().flatten();
    let left = match offer.n_left {
        0 => String::new(),
        1 => " 1 more is read differently here and left to you".to_owned(),
        n => format!(" {n} more are read differently here and left to you"),
    };
    format!(
        "{n} {verb} reviewed in {}: take over {}?{left}",
        from.collect::<Vec<_>>().join(", "),
        words::count(offer.n_decisions as i64, "decision")
    )
}

/// Narrower than this there is no room for the bar beside what can be pressed.
const BAR_FROM: f32 = 620.0;

pub fn head_ui(ui: &mut egui::Ui, state: &mut ReviewState, place: Option<Place>, outbox: &mut Outbox) {
    if state.review().value().is_none() {
        ui.add_space(theme::ROW_HEIGHT);
        return;
    }
    let size = egui::Vec2::new(ui.available_width(), theme::ROW_HEIGHT);
    ui.allocate_ui_with_layout(size, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let article_state = state.review().value().map(|review| review.article.state);
        if article_state != Some(ArticleState::Done) {
            control::action_button(ui, Action::Done, outbox);
        }
        if article_state != Some(ArticleState::SetAside) {
            control::action_button(ui, Action::SetAside, outbox);
        }
        ui.add_space(theme::GAP);
        let (n_open, n_all) = state.counts();
        let share = if n_all == 0 { 1.0 } else { (n_all - n_open) as f32 / n_all as f32 };
        let late = match state.n_late() {
            0 => String::new(),
            n => format!(", {n} came up"),
        };
        let label = format!("{} of {n_all} decided{late}", n_all - n_open);
        // In a narrow window the numbers say it.
        if size.x >= BAR_FROM {
            control::progress_ui(ui, share, 90.0, &label);
        }
        ui.weak(label);
        ui.add_space(theme::GAP_SMALL);
        filter::filter_button_ui(ui, state, outbox);
        filter::order_ui(ui, state);
        let Some(review) = state.review().value() else { return };
        // What is left of the row, so that a long origin is cut and never runs into the rest.
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            if review.article.published.is_none() {
                let no_date = RichText::new("no date").color(Palette::of(ui).doubtful);
                if ui.link(no_date).on_hover_text("Set it: relative dates wait for it").clicked() {
                    outbox.act(Action::SetDetails);
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
pub fn finished_ui(ui: &mut egui::Ui, state: &ReviewState, outbox: &mut Outbox) {
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
    let place = place.map(|place| {
        let filtered = if place.is_filtered { " filtered" } else { "" };
        format!("{} of {}{filtered}", place.number, place.n_articles)
    });
    let from = article.publisher.clone().unwrap_or_else(|| article.file.clone());
    let date = article.published.as_deref().map(|date| {
        let basis =
            article.published_basis.map_or_else(String::new, |basis| format!(" ({})", words::date_basis(basis)));
        format!("{}{basis}", words::edtf_with_weekday(date))
    });
    [place, Some(from), date].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::review::fixture;

    #[test]
    fn the_head_says_where_from_and_when() {
        let mut article = fixture::article(3, "Boats", ArticleState::New);
        let place = Some(Place { number: 7, n_articles: 42, is_filtered: false });
        assert_eq!(origin_line(&article, place), "7 of 42 · Harbour Post · Fri 8 Dec 2023 (you set it)");
        let filtered = place.map(|place| Place { is_filtered: true, ..place });
        assert!(origin_line(&article, filtered).starts_with("7 of 42 filtered · "));
        article.publisher = None;
        article.published = None;
        assert_eq!(origin_line(&article, None), "003.txt");
    }

    #[test]
    fn an_offer_says_how_much_from_where() {
        let mut offer = SameText {
            from: 12,
            publisher: Some("Harbour Post".to_owned()),
            published: Some("2023-12-08".to_owned()),
            n_sentences: 18,
            n_decisions: 25,
            n_left: 2,
        };
        assert_eq!(
            offer_line(&offer),
            "18 sentences were reviewed in A12, Harbour Post, 8 Dec 2023: take over 25 decisions? 2 more are read differently here and left to you"
        );
        offer = SameText { publisher: None, published: None, n_sentences: 1, n_decisions: 1, n_left: 0, ..offer };
        assert_eq!(offer_line(&offer), "1 sentence was reviewed in A12: take over 1 decision?");
    }
}
