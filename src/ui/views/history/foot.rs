//! The foot of History: where the chain of changes ends, undo and redo, and what the last check found.
//!
//! Never checks anything itself: `Verify` is a task of the dossier.

use crate::store::read::history::Ledger;
use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::history::HistoryState;
use crate::ui::widgets::control;
use crate::ui::words;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;

/// What the head is for.
const ABOUT_HEAD: &str = "The head is the fingerprint of all changes up to now. Keep it apart, or send it along with an \
                          export: `dossier verify --head` then proves that none of them was changed or taken away.";

impl HistoryState {
    pub(super) fn foot_ui(&mut self, ui: &mut egui::Ui, outbox: &mut Outbox) {
        self.verified_ui(ui);
        if let Some(reason) = self.ledger.failure() {
            ui.colored_label(Palette::of(ui).error, format!("The head could not be read: {reason}"));
        }
        ui.horizontal_wrapped(|ui| {
            control::action_button(ui, Action::Undo, outbox);
            control::action_button(ui, Action::Redo, outbox);
            control::enabled_action_button(ui, Action::VerifyDossier, !self.is_verifying, outbox);
            ui.add_space(theme::GAP);
            if let Some(ledger) = self.ledger.value() {
                head_ui(ui, ledger);
            }
        });
    }

    fn verified_ui(&self, ui: &mut egui::Ui) {
        let palette = Palette::of(ui);
        if self.is_verifying {
            ui.weak("Verifying…");
        }
        match &self.verified {
            None => {}
            Some(Ok(outcome)) if outcome.problems.is_empty() => {
                ui.horizontal_wrapped(|ui| {
                    ui.colored_label(palette.accepted, &outcome.told);
                    ui.weak(&outcome.ended);
                });
            }
            Some(Ok(outcome)) => {
                ui.colored_label(palette.error, format!("{}, {}:", outcome.told, outcome.ended));
                for problem in &outcome.problems {
                    ui.add(egui::Label::new(problem).wrap().selectable(true));
                }
                ui.weak("Nothing was changed. Keep this file, and open a copy that was made before.");
            }
            Some(Err(reason)) => {
                ui.colored_label(palette.error, format!("The check could not be made: {reason}"));
            }
        }
    }
}

fn head_ui(ui: &mut egui::Ui, ledger: &Ledger) {
    let palette = Palette::of(ui);
    ui.weak(words::count(ledger.n_operations, "change"));
    let Some(head) = ledger.heads.first() else { return };
    match ledger.heads.len() {
        1 => ui.weak("· head"),
        n => ui.colored_label(palette.doubtful, format!("· {n} heads, the newest")),
    };
    let short: String = head.chars().take(16).collect();
    let label = ui.add(egui::Label::new(RichText::new(format!("{short}…")).monospace()).selectable(false));
    label.on_hover_text(format!("{head}\n\n{ABOUT_HEAD}"));
    let copy = ui.button("Copy head");
    copy.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Copy head"));
    if copy.clicked() {
        ui.ctx().copy_text(ledger.heads.join("\n"));
    }
    copy.on_hover_text(ABOUT_HEAD);
}
