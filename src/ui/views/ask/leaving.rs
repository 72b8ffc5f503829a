//! The end: a long job is asked about, and what is being saved is waited for.
//!
//! Never closes the window: the answer leaves as a request.

use crate::jobs::Progress;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::shell::Leaving;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::widgets::control;
use egui::Id;
use egui::Modal;
use egui::Role;
use egui::WidgetInfo;

/// How the stage of a backup begins: [`crate::workspace::care::backups`].
const BACKUP: &str = "Backing up";

pub fn leaving_ui(ctx: &egui::Context, leaving: Leaving, progress: Option<&Progress>, outbox: &mut Outbox) {
    let palette = Palette::of_theme(ctx.theme());
    let frame = egui::Frame::window(&ctx.style_of(ctx.theme()));
    let modal = Modal::new(Id::unique("leaving")).backdrop_color(palette.backdrop).frame(frame);
    match leaving {
        Leaving::No | Leaving::AfterJob => {}
        Leaving::Asking => {
            let shown = modal.show(ctx, |ui| {
                ui.set_width(theme::FORM_WIDTH.min(ctx.content_rect().width() - 80.0));
                asking_ui(ui, progress, outbox);
            });
            if shown.should_close() {
                outbox.request(Request::Leave(Leaving::No));
            }
        }
        Leaving::Saving => {
            modal.show(ctx, |ui| {
                ui.horizontal(|ui| {
                    ui.spinner();
                    let label = ui.heading("Saving…");
                    label.widget_info(|| WidgetInfo::labeled(Role::Status, true, "Saving…"));
                });
                match progress {
                    Some(progress) if progress.stage.starts_with(BACKUP) => {
                        let (share, label) = control::job_words(progress);
                        control::progress_ui(ui, share, 160.0, &label);
                        ui.label(label);
                        ui.add_space(theme::GAP_SMALL);
                        ui.horizontal(|ui| {
                            if ui.button("Skip the backup").clicked() {
                                outbox.request(Request::SkipBackup);
                            }
                            ui.weak("Everything is saved already");
                        });
                    }
                    Some(progress) if progress.n_total == 0 => {
                        ui.label(control::job_words(progress).1);
                    }
                    _ => {
                        ui.weak("The window closes by itself.");
                    }
                }
            });
        }
    }
}

fn asking_ui(ui: &mut egui::Ui, progress: Option<&Progress>, outbox: &mut Outbox) {
    ui.heading("Something is still under way");
    match progress {
        Some(progress) => {
            let (share, label) = control::job_words(progress);
            ui.horizontal(|ui| {
                control::progress_ui(ui, share, 160.0, &label);
                ui.label(label);
            });
        }
        None => {
            ui.label("It is done by now, or nearly so.");
        }
    }
    ui.add_space(theme::GAP_SMALL);
    ui.weak("If it is stopped, what is in so far stays in.");
    ui.add_space(theme::GAP);
    ui.horizontal_wrapped(|ui| {
        let wait = control::primary_button(ui, "Wait, then quit", true);
        control::focus_once(ui, wait.id);
        if wait.clicked() {
            outbox.request(Request::Leave(Leaving::AfterJob));
        }
        if ui.button("Stop it and quit").clicked() {
            outbox.request(Request::Leave(Leaving::Saving));
        }
        if ui.button("Stay").clicked() {
            outbox.request(Request::Leave(Leaving::No));
        }
    });
}
