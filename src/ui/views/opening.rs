//! A dossier that is being opened, or that could not be: what happened, and what to do next.
//!
//! Never looks at the file: the reasons come with the failure.

use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::widgets::control;
use crate::workspace::care::rescue::Means;
use crate::workspace::desk::opening::Failure;
use crate::workspace::desk::opening::Kind;
use crate::workspace::desk::opening::LastBackup;
use crate::workspace::desk::opening::Way;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;
use std::path::Path;

/// What the failure page says and offers.
struct Page {
    title: String,
    advice: &'static str,
    can_try_again: bool,
    can_be_read: bool,
}

fn page_of(failure: &Failure) -> Page {
    let name = name_of(&failure.path);
    let (title, advice, can_try_again) = match &failure.kind {
        Kind::Missing => (
            format!("{name} is not where it was"),
            "It was moved, renamed or removed. If it lies on a drive or a share, connect that and try again; if it was \
             moved, open it where it is now.",
            true,
        ),
        Kind::Exists => (
            format!("There is a file called {name} already"),
            "Nothing was changed. Open it if it is the dossier you mean, or go back and choose another name.",
            false,
        ),
        Kind::Held { .. } => (
            format!("{name} is open elsewhere"),
            "Close it there and try again, or open it to read meanwhile. Only one can write at a time, so that no \
             decision is lost.",
            true,
        ),
        Kind::NotADossier => (
            format!("{name} is not a dossier"),
            "Open a file that was made by this program; its name ends in .dossier. Articles are imported into a \
             dossier instead of being opened.",
            false,
        ),
        Kind::Newer => (
            format!("{name} was written by a newer version"),
            "Nothing was changed. Install the newer version of this program to open it.",
            false,
        ),
        Kind::Unwritable => (
            format!("{name} cannot be written where it is"),
            "Open it to read, or copy the file to a folder of your own and open it there.",
            true,
        ),
        Kind::Damaged => (
            format!("{name} is damaged"),
            "Nothing was changed. Salvage sets this file aside as it is, under another name in the same folder, and makes \
             a new dossier of everything in it, and in its backups, that can be read and proved. What is lost is named.",
            false,
        ),
        Kind::Other => (
            format!("{name} could not be opened"),
            "Nothing was changed. If the reason does not help, `dossier verify` on the command line tells more, and a \
             backup may be at hand.",
            true,
        ),
    };
    let can_be_read = matches!(failure.kind, Kind::Held { .. } | Kind::Unwritable);
    Page { title, advice, can_try_again, can_be_read }
}

/// As a dossier is called on screen: its file's name without the ending.
pub fn name_of(path: &Path) -> String {
    path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// While it is being opened.
pub fn waiting_ui(ui: &mut egui::Ui, name: &str) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.38);
        let text = format!("Opening {name}…");
        let label = ui.label(RichText::new(&text).heading());
        label.widget_info(|| WidgetInfo::labeled(Role::Status, true, &text));
        ui.add_space(theme::GAP);
        ui.spinner();
        ui.add_space(theme::GAP);
        ui.weak("A large dossier takes a moment");
    });
}

/// When it could not be; gives whether the page is to be left.
pub fn failed_ui(ui: &mut egui::Ui, failure: &Failure, analyst: &str, outbox: &mut Outbox) -> bool {
    let palette = Palette::of(ui);
    let page = page_of(failure);
    let title = ui.label(RichText::new(&page.title).heading().color(palette.ink));
    title.widget_info(|| WidgetInfo::labeled(Role::Alert, true, &page.title));
    ui.add_space(theme::GAP);
    ui.add(egui::Label::new(page.advice).wrap());
    if let Some(backup) = &failure.backup {
        ui.add_space(theme::GAP);
        ui.add(egui::Label::new(about_backup(backup)).wrap());
    }
    ui.add_space(theme::GAP);
    // Who holds it is no fault; damage is.
    let is_fault = !matches!(failure.kind, Kind::Held { .. } | Kind::Exists | Kind::Unwritable);
    let colour = if is_fault { palette.error } else { palette.muted };
    ui.add(egui::Label::new(RichText::new(&failure.reason).color(colour)).wrap().selectable(true));
    ui.add_space(theme::GAP_LARGE);
    let mut is_left = false;
    ui.horizontal_wrapped(|ui| {
        let open = |way| Request::Open { path: failure.path.clone(), analyst: analyst.trim().to_owned(), way };
        if page.can_try_again {
            let again = control::primary_button(ui, "Try again", true);
            control::focus_once(ui, again.id);
            if again.clicked() {
                outbox.request(open(Way::Open));
            }
        }
        if page.can_be_read && ui.button("Open to read").clicked() {
            outbox.request(open(Way::Read));
        }
        if failure.kind == Kind::Damaged {
            rescue_ui(ui, failure, outbox);
        }
        if failure.kind == Kind::Exists {
            let open_it = control::primary_button(ui, "Open it", true);
            control::focus_once(ui, open_it.id);
            if open_it.clicked() {
                outbox.request(open(Way::Open));
            }
        }
        control::action_button(ui, Action::OpenDossier, outbox);
        if failure.kind == Kind::Missing && ui.button("Take it from the list").clicked() {
            outbox.request(Request::Forget(failure.path.clone()));
            is_left = true;
        }
        is_left |= ui.button("Back").clicked();
        if ui.button("Copy the message").clicked() {
            ui.ctx().copy_text(format!("{}: {}", page.title, failure.reason));
        }
    });
    is_left
}

fn about_backup(backup: &LastBackup) -> String {
    format!(
        "Or open the last backup, of {}: it is copied to a new file beside this one, and what was decided after it is \
         not in it.",
        backup.made
    )
}

/// The ways on from a damaged dossier.
fn rescue_ui(ui: &mut egui::Ui, failure: &Failure, outbox: &mut Outbox) {
    let salvage = control::primary_button(ui, "Salvage", true);
    control::focus_once(ui, salvage.id);
    if salvage.clicked() {
        outbox.request(Request::Rescue(failure.clone(), Means::Salvage));
    }
    if let Some(backup) = &failure.backup
        && ui.button("Open the last backup").clicked()
    {
        outbox.request(Request::Rescue(failure.clone(), Means::Backup(backup.path.clone())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_says_what_to_do() {
        let kinds = [
            Kind::Missing,
            Kind::Exists,
            Kind::Held { holder: "Ana Ruiz, process 1".to_owned() },
            Kind::NotADossier,
            Kind::Newer,
            Kind::Unwritable,
            Kind::Damaged,
            Kind::Other,
        ];
        let mut titles = Vec::new();
        for kind in kinds {
            let failure = Failure::new(Path::new("/tmp/harbour.dossier"), kind, "why".to_owned());
            let page = page_of(&failure);
            assert!(page.title.contains("harbour"), "{}", page.title);
            assert!(page.advice.ends_with('.'));
            titles.push(page.title);
        }
        titles.dedup();
        assert_eq!(titles.len(), 8, "{titles:?}");
    }
}
