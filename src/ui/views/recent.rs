//! Dossiers that were open before: on the start screen and in the menu.
//!
//! Never looks whether a file is there: that is looked up on a thread and stands in the row.

use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::opening;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;
use std::path::Path;
use std::path::PathBuf;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecentRow {
    pub path: PathBuf,
    pub name: String,
    pub folder: String,
    /// "today", "5 Dec 2023"; empty: not known.
    pub when: String,
    pub is_missing: bool,
}

impl RecentRow {
    /// Times in milliseconds UTC; `opened_millis` 0: not known.
    pub fn new(path: &Path, opened_millis: i64, now_millis: i64) -> Self {
        let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
        let when = when(opened_millis, now_millis);
        Self { path: path.to_path_buf(), name: opening::name_of(path), folder, when, is_missing: false }
    }

    /// What a screen reader says of it.
    fn spoken(&self) -> String {
        let missing = if self.is_missing { ", missing" } else { "" };
        format!("{} in {}{missing}", self.name, self.folder)
    }
}

/// What is to become of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    Open(PathBuf),
    Forget(PathBuf),
}

fn when(millis: i64, now_millis: i64) -> String {
    let local =
        |millis| Some(chrono::DateTime::from_timestamp_millis(millis)?.with_timezone(&chrono::Local).date_naive());
    let (Some(day), Some(today)) = (local(millis).filter(|_| millis > 0), local(now_millis)) else {
        return String::new();
    };
    match (today - day).num_days() {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        _ => day.format("%-d %b %Y").to_string(),
    }
}

/// A list, one dossier a line.
pub fn recent_ui(ui: &mut egui::Ui, rows: &[RecentRow]) -> Option<Picked> {
    let mut picked = None;
    for row in rows {
        ui.horizontal(|ui| picked = row_ui(ui, row).or(picked.take()));
    }
    picked
}

fn row_ui(ui: &mut egui::Ui, row: &RecentRow) -> Option<Picked> {
    let palette = Palette::of(ui);
    let colour = if row.is_missing { palette.muted } else { palette.accent };
    let name = egui::Button::new(RichText::new(&row.name).color(colour)).frame_when_inactive(false).truncate();
    let response = ui.add(name).on_hover_text(row.path.display().to_string());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, row.spoken()));
    let mut picked = response.clicked().then(|| Picked::Open(row.path.clone()));
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        if row.is_missing {
            let forget = ui.small_button("Take from the list");
            forget.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Take {} from the list", row.name)));
            if forget.clicked() {
                picked = Some(Picked::Forget(row.path.clone()));
            }
            ui.small(RichText::new("missing").color(palette.doubtful));
        } else {
            ui.small(RichText::new(&row.when).color(palette.muted));
        }
        ui.add_space(theme::GAP_SMALL);
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.add(egui::Label::new(RichText::new(&row.folder).small().color(palette.muted)).truncate());
        });
    });
    picked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_told_as_people_say_it() {
        const DAY: i64 = 86_400_000;
        let now = 1_710_400_000_000;
        assert_eq!(when(now, now), "today");
        assert_eq!(when(now - DAY, now), "yesterday");
        assert_eq!(when(now - 20 * DAY, now), "23 Feb 2024");
        assert_eq!(when(0, now), "");
    }

    #[test]
    fn a_row_names_file_and_folder() {
        let row = RecentRow::new(Path::new("/home/ana/harbour.dossier"), 0, 0);
        assert_eq!((row.name.as_str(), row.folder.as_str()), ("harbour", "/home/ana"));
        assert_eq!(row.spoken(), "harbour in /home/ana");
        assert_eq!(RecentRow { is_missing: true, ..row }.spoken(), "harbour in /home/ana, missing");
    }
}
