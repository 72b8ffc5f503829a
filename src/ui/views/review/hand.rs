//! The panel while words are in the reviewer's hand: what they are, what they were, and what each key makes of them.
//!
//! Queues the same actions as the keys; never changes the words itself.

use crate::model::kind::ClaimKind;
use crate::store::read::review::Review;
use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::review::selection::KINDS;
use crate::ui::views::review::selection::Selection;
use crate::ui::widgets::control;
use crate::ui::words;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;

/// Longer words are shown as text, not as a heading.
const LONG: usize = 60;

pub fn hand_ui(ui: &mut egui::Ui, review: &Review, selection: &Selection, notice: Option<&str>, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    let words = selection.span.words(&review.body).unwrap_or_default();
    let label = selection.of.map(|(_, label)| label);
    let head = if selection.is_carried { "the word in hand" } else { "the words in hand" };
    ui.small(RichText::new(label.map_or(head, words::label)).color(palette.muted));
    let text = RichText::new(words);
    let text = if words.chars().count() > LONG { text } else { text.heading() };
    let shown = ui.add(egui::Label::new(text).wrap());
    shown.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("In hand: {words}")));
    if let Some((span, _)) = selection.of.filter(|(span, _)| *span != selection.span) {
        ui.weak(format!("was “{}”", span.words(&review.body).unwrap_or_default()));
    }
    ui.add_space(theme::GAP);
    kinds_ui(ui, selection, outbox);
    if selection.of.is_none() && !selection.is_carried {
        ui.add_space(theme::GAP_SMALL);
        claims_ui(ui, outbox);
    }
    ui.add_space(theme::GAP_LARGE);
    let promise = match (label, selection.is_carried) {
        (Some(label), _) => format!("Enter: accept these words as {}", words::label(label)),
        (None, true) => "Arrows carry it on, Shift and arrows take more words".to_owned(),
        (None, false) => "A key says what it is".to_owned(),
    };
    let response = ui.add(egui::Label::new(RichText::new(&promise).color(palette.ink)).wrap());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &promise));
    if let Some(notice) = notice {
        let response = ui.colored_label(palette.doubtful, notice);
        response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, notice));
    }
    ui.add_space(theme::GAP);
    ui.horizontal(|ui| {
        if label.is_some() {
            control::primary_action_button(ui, Action::Accept, outbox);
        }
        control::action_button(ui, Action::DropWords, outbox);
    });
}

fn kinds_ui(ui: &mut egui::Ui, selection: &Selection, outbox: &mut Outbox) {
    egui::Grid::new("kinds").num_columns(2).spacing([theme::GAP, theme::GAP_SMALL]).show(ui, |ui| {
        for (index, label) in KINDS.into_iter().enumerate() {
            let is_now = selection.of.is_some_and(|(_, now)| now == label);
            let response = ui.add(egui::Button::selectable(is_now, format!("{}  {}", index + 1, words::label(label))));
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_now, words::label(label)));
            if let (true, Some(choose)) = (response.clicked(), Action::choose_card(index + 1)) {
                outbox.act(choose);
            }
            if index % 2 == 1 {
                ui.end_row();
            }
        }
    });
}

fn claims_ui(ui: &mut egui::Ui, outbox: &mut Outbox) {
    let makers = [
        (ClaimKind::Figure, Action::MakeFigure),
        (ClaimKind::Quote, Action::MakeQuote),
        (ClaimKind::Role, Action::MakeRole),
        (ClaimKind::Event, Action::MakeEvent),
    ];
    ui.horizontal_wrapped(|ui| {
        for (kind, action) in makers {
            let label = format!("{}  {}", kind.letter(), words::claim_kind(kind));
            let response = ui.add(egui::Button::new(label)).on_hover_text(action.tooltip());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, action.label()));
            if response.clicked() {
                outbox.act(action);
            }
        }
    });
}
