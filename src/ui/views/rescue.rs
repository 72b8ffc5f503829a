//! A dossier that is being salvaged, and what came of it: what was saved, what is lost, where the damaged file is.
//!
//! Never looks at a file: what is told comes with the report.

use crate::jobs::Progress;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::opening;
use crate::ui::widgets::control;
use crate::workspace::care::salvage::Report;
use crate::workspace::desk::opening::Way;
use egui::Label;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;
use std::path::Path;
use std::path::PathBuf;

/// What a salvage of this dossier did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Salvaged {
    pub path: PathBuf,
    pub report: Report,
}

/// While it goes on.
pub fn waiting_ui(ui: &mut egui::Ui, path: &Path, progress: Option<&Progress>, outbox: &mut Outbox) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.36);
        let text = format!("Working on {}…", opening::name_of(path));
        let label = ui.label(RichText::new(&text).heading());
        label.widget_info(|| WidgetInfo::labeled(Role::Status, true, &text));
        ui.add_space(theme::GAP);
        ui.spinner();
        ui.add_space(theme::GAP);
        if let Some(progress) = progress {
            ui.label(control::job_words(progress).1);
        }
        ui.weak("The damaged file is only read until the new one is whole and checked");
        ui.add_space(theme::GAP_LARGE);
        if ui.button("Cancel").clicked() {
            outbox.request(Request::StopJob);
        }
    });
}

/// What came of it; gives whether the page is to be left.
pub fn salvaged_ui(ui: &mut egui::Ui, salvaged: &Salvaged, analyst: &str, outbox: &mut Outbox) -> bool {
    let palette = Palette::of(ui);
    let report = &salvaged.report;
    let title = title_of(salvaged);
    let heading = ui.label(RichText::new(&title).heading().color(palette.ink));
    heading.widget_info(|| WidgetInfo::labeled(Role::Alert, true, &title));
    for (name, lines, colour) in [
        ("What was wrong", report.found.clone(), palette.ink),
        ("Saved", report.saved(), palette.ink),
        ("Lost", report.lost.clone(), palette.error),
        ("Kept beside it", report.kept(), palette.ink),
    ] {
        if lines.is_empty() {
            continue;
        }
        ui.add_space(theme::GAP_LARGE);
        ui.small(RichText::new(name).color(palette.muted));
        for line in lines {
            ui.add(Label::new(RichText::new(capitalised(&line)).color(colour)).wrap().selectable(true));
        }
    }
    ui.add_space(theme::GAP_LARGE);
    let mut is_left = false;
    ui.horizontal_wrapped(|ui| {
        let open = control::primary_button(ui, "Open it", true);
        control::focus_once(ui, open.id);
        if open.clicked() {
            let path = report.made.clone().unwrap_or_else(|| salvaged.path.clone());
            outbox.request(Request::Open { path, analyst: analyst.trim().to_owned(), way: Way::Open });
        }
        if ui.button("Copy the report").clicked() {
            ui.ctx().copy_text(format!("{title}\n{}", report.sentences().join("\n")));
        }
        is_left = ui.button("Back").clicked();
    });
    is_left
}

fn title_of(salvaged: &Salvaged) -> String {
    let (name, report) = (opening::name_of(&salvaged.path), &salvaged.report);
    if !report.was_damaged {
        format!("{name} is not damaged: it was left as it is")
    } else if report.is_all_there() {
        format!("{name} was salvaged, and nothing is lost")
    } else {
        format!("{name} was salvaged, but not all of it")
    }
}

/// A sentence of a report, as a line of its own.
fn capitalised(line: &str) -> String {
    let mut chars = line.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_says_at_once_whether_something_is_lost() {
        let salvaged = |report| Salvaged { path: PathBuf::from("/tmp/harbour.dossier"), report };
        let whole = Report { was_damaged: true, ..Report::default() };
        let lossy = Report { lost: vec!["change 7".to_owned()], ..whole.clone() };
        for (report, expected) in [
            (Report::default(), "harbour is not damaged: it was left as it is"),
            (whole, "harbour was salvaged, and nothing is lost"),
            (lossy, "harbour was salvaged, but not all of it"),
        ] {
            assert_eq!(title_of(&salvaged(report)), expected);
        }
        assert_eq!((capitalised("change 7").as_str(), capitalised("").as_str()), ("Change 7", ""));
    }
}
