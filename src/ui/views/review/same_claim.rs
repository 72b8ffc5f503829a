//! In the panel at a claim: what another article tells that may be the same, and the keys that say so.
//!
//! Paints what was found, and queues actions; never joins.

use crate::model::kind::ClaimKind;
use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::claims::alike;
use crate::ui::views::review::state::ReviewState;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;

pub fn same_claim_ui(ui: &mut egui::Ui, state: &ReviewState, outbox: &mut Outbox) {
    let Some((_, one)) = state.same_claim() else { return };
    let palette = Palette::of(ui);
    let what = match one.row.kind {
        ClaimKind::Event => "The same event as",
        ClaimKind::Figure => "A figure of the same thing as",
        ClaimKind::Quote | ClaimKind::Role => "The same words as",
    };
    ui.add_space(theme::GAP);
    ui.label(format!("{what} in A{}?", one.row.article_id));
    alike::candidate_ui(ui, &one.row, outbox);
    ui.add(egui::Label::new(RichText::new(&one.reason).small().color(palette.muted)).wrap());
    if let Some(measure) = &one.measure {
        ui.add(egui::Label::new(RichText::new(format!("as figures of: {measure}")).small()).wrap());
    }
    if outbox.is_read_only {
        return;
    }
    ui.horizontal(|ui| {
        for (action, label) in [(Action::PickCard, "The same"), (Action::NewCard, "Different")] {
            let button = ui.button(format!("{label}  {}", action.key_text(ui.ctx())));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
            if button.clicked() {
                outbox.act(action);
            }
        }
    });
}
