//! Lines under the tabs that stay until something is done about them: a fault of the program, a writer that is gone, a
//! window that waits to close.
//!
//! Never hides the screen: what is there can be read on.

use crate::ui::outbox::Request;
use crate::ui::shell::Access;
use crate::ui::shell::Leaving;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::workspace::desk::Query;
use crate::workspace::panic_log::Fault;
use egui::Frame;
use egui::Margin;
use egui::Panel;
use egui::Role;
use egui::WidgetInfo;
use std::time::Duration;

/// Seconds for which it is said that a dossier can be written again.
const LINGERS: f64 = 3.0;

pub fn notices_ui(ui: &mut egui::Ui, shell: &mut Shell) {
    access_ui(ui, shell);
    if let Some((fault, is_from_before)) = shell.fault.clone() {
        let mut is_seen = false;
        bar_ui(ui, "fault", &told(&fault, is_from_before), true, |ui| {
            if ui.button("Copy").clicked() {
                ui.ctx().copy_text(told(&fault, is_from_before));
            }
            is_seen = ui.button("Put away").clicked();
        });
        if is_seen {
            shell.fault = None;
        }
    }
    if shell.leaving == Leaving::AfterJob {
        bar_ui(ui, "leaving", "The window closes when what is under way is done.", false, |ui| {
            if ui.button("Stay").clicked() {
                shell.outbox.request(Request::Leave(Leaving::No));
            }
        });
    }
}

/// What cannot be done with the dossier, and the way out of it.
fn access_ui(ui: &mut egui::Ui, shell: &mut Shell) {
    match shell.access.clone() {
        Access::Writing => lingering_ui(ui, shell),
        Access::Reading(refusal) => bar_ui(ui, "read only", &format!("Read only. {refusal}."), false, |ui| {
            let help = "Open it for writing, if nobody else does by now; what is new is shown";
            if ui.button("Try again").on_hover_text(help).clicked() {
                shell.outbox.request(Request::Ask(Query::Holder));
            }
        }),
        Access::OpeningAgain => bar_ui(ui, "opening again", "The dossier is being opened again…", false, |ui| {
            ui.spinner();
        }),
        Access::Damaged(what) => {
            let text = format!("This dossier is damaged, and nothing more is written: {what}");
            bar_ui(ui, "damaged", &text, true, |ui| {
                let help = "Close it, and see what can be saved";
                if ui.button("Close and salvage…").on_hover_text(help).clicked() {
                    shell.outbox.request(Request::GiveUp(what.clone()));
                }
            });
        }
        Access::WriterGone => {
            let text = "Saving stopped: nothing more can be decided here. What was shown as saved is safe.";
            bar_ui(ui, "writer gone", text, true, |ui| {
                if ui.button("Open the dossier again").clicked() {
                    shell.outbox.request(Request::OpenAgain);
                }
            });
        }
    }
}

/// Where the bar with a button was, one stays for a moment: a second click finds nothing new under the pointer.
fn lingering_ui(ui: &mut egui::Ui, shell: &mut Shell) {
    let Some(told) = &mut shell.writing_since else { return };
    let now = ui.input(|input| input.time);
    let left = LINGERS - (now - *told.since.get_or_insert(now));
    if left > 0.0 {
        bar_ui(ui, "writing", "The dossier is open for writing now.", false, |_| {});
        ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
    } else {
        shell.writing_since = None;
    }
}

fn told(fault: &Fault, is_from_before: bool) -> String {
    let when = if is_from_before { "Something went wrong the last time" } else { "Something went wrong" };
    let log = match &fault.log {
        Ok(path) => format!("the log is at {}", path.display()),
        Err(reason) => format!("no log could be written ({reason})"),
    };
    format!("{when}: {}. Your decisions are safe; {log}", fault.message)
}

fn bar_ui(ui: &mut egui::Ui, name: &str, text: &str, is_alert: bool, buttons: impl FnOnce(&mut egui::Ui)) {
    let palette = Palette::of(ui);
    let frame = Frame::new().fill(palette.raised).inner_margin(Margin::symmetric(14, 6));
    Panel::top(egui::Id::unique("notice").with(name)).frame(frame).show(ui, |ui| {
        // As high with buttons as without.
        ui.set_min_height(theme::ROW_HEIGHT);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            buttons(ui);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let colour = if is_alert { palette.error } else { palette.ink };
                let mark = if is_alert { "! " } else { "" };
                let text_shown = egui::RichText::new(format!("{mark}{text}")).color(colour);
                let label = ui.add(egui::Label::new(text_shown).wrap());
                let role = if is_alert { Role::Alert } else { Role::Status };
                label.widget_info(|| WidgetInfo::labeled(role, true, text));
            });
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn a_fault_says_what_is_safe_and_where_the_log_is() {
        let message = "no list (src/x.rs:1:2)".to_owned();
        let fault = Fault { message, log: Ok(PathBuf::from("/tmp/panic.txt")) };
        let expected =
            "Something went wrong: no list (src/x.rs:1:2). Your decisions are safe; the log is at /tmp/panic.txt";
        assert_eq!(told(&fault, false), expected);
        let fault = Fault { log: Err("disk full".to_owned()), ..fault };
        assert!(told(&fault, true).starts_with("Something went wrong the last time: "));
        assert!(told(&fault, true).ends_with("no log could be written (disk full)"));
    }
}
