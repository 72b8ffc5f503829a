//! What is asked about and in which order: the choice of an order, and the line of filters under the head.
//!
//! Never decides which stops that are: it says what is wanted, and how many are left out.

use crate::extract::rule;
use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::review::order::Certainty;
use crate::ui::views::review::order::Order;
use crate::ui::views::review::order::StopFilter;
use crate::ui::views::review::state::ReviewState;
use crate::ui::widgets::control;
use crate::ui::widgets::marker::Marker;
use crate::ui::words;
use crate::workspace::review::stops::State;
use egui::RichText;

/// States that can be asked for.
const STATES: [State; 5] = [State::ToDecide, State::Doubtful, State::Accepted, State::Rejected, State::Known];

/// The order in which stops come, to choose.
pub fn order_ui(ui: &mut egui::Ui, state: &mut ReviewState) {
    let before = state.way.order;
    let all: Vec<(Order, String)> = Order::ALL.iter().map(|order| (*order, order.title().to_owned())).collect();
    let label = control::Choice { label: "Order", any: None, width: 128.0 };
    let hint = Action::OtherOrder.tooltip_with_key(ui.ctx());
    let mut chosen = Some(before);
    control::choice_of_ui(ui, label, &all, &mut chosen).on_hover_text(hint);
    if let Some(chosen) = chosen.filter(|chosen| *chosen != before) {
        state.way.order = chosen;
        state.way_changed();
    }
}

/// Opens the line of filters; pressed again it lets everything through.
pub fn filter_button_ui(ui: &mut egui::Ui, state: &ReviewState, outbox: &mut Outbox) {
    let is_on = state.way.is_open || !state.way.filter.is_any();
    let hint = Action::FilterStops.tooltip_with_key(ui.ctx());
    if control::chip_ui(ui, Action::FilterStops.label(), None, is_on).on_hover_text(hint).clicked() {
        outbox.act(Action::FilterStops);
    }
}

/// The filters, how many open stops they leave out, and the way back to all.
pub fn filter_ui(ui: &mut egui::Ui, state: &mut ReviewState) {
    let mut filter = state.way.filter.clone();
    let mut is_cleared = false;
    ui.horizontal_wrapped(|ui| {
        fields_ui(ui, state, &mut filter);
        ui.add_space(theme::GAP);
        let n = state.n_left_out();
        let told = match (state.way.filter.is_any(), n) {
            (true, _) => "everything is asked about".to_owned(),
            (false, n) => format!("{} left out", words::count(n as i64, "open stop")),
        };
        let colour = if n > 0 { Palette::of(ui).doubtful } else { Palette::of(ui).muted };
        ui.label(RichText::new(told).color(colour));
        is_cleared = ui.button("Clear").on_hover_text("Ask about everything again").clicked();
    });
    if is_cleared {
        (filter, state.way.is_open) = (StopFilter::default(), false);
    }
    if filter != state.way.filter {
        state.way.filter = filter;
        state.way_changed();
    }
}

fn fields_ui(ui: &mut egui::Ui, state: &ReviewState, filter: &mut StopFilter) {
    let choices = state.choices();
    let field = |label, any, width| control::Choice { label, any: Some(any), width };
    let kinds: Vec<_> = choices.kinds.iter().map(|kind| (*kind, kind.title().to_owned())).collect();
    control::choice_of_ui(ui, field("Kind", "any kind", 108.0), &kinds, &mut filter.kind);
    let states = STATES.map(|state| (state, Marker::of_state(state).name().to_owned()));
    control::choice_of_ui(ui, field("State", "any state", 100.0), &states, &mut filter.state);
    let degrees = Certainty::ALL.map(|certainty| (certainty, certainty.title().to_owned()));
    control::choice_of_ui(ui, field("Certainty", "sure or not", 100.0), &degrees, &mut filter.certainty);
    let rules: Vec<(String, String)> = choices.rules.into_iter().map(|name| (name.clone(), said(&name))).collect();
    control::choice_of_ui(ui, field("Rule", "any rule", 200.0), &rules, &mut filter.rule);
}

/// A rule in words, with its name where it is not in the catalogue.
fn said(name: &str) -> String {
    rule::describe(name).map_or_else(|| name.to_owned(), |said| words::shortened(&said, 60))
}
