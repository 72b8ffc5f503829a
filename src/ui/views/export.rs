//! The Export screen: where to, what of, what is written, and what came of it.
//!
//! Never writes: it queues the request and shows the progress that the dossier reports.

use crate::jobs::Progress;
use crate::store::read::status::Status;
use crate::ui::dialog::Wanted;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::widgets::control;
use crate::ui::words;
use egui::RichText;
use std::path::PathBuf;

#[derive(Debug, Default)]
pub struct ExportState {
    pub dir: String,
    pub proposed: bool,
    pub is_running: bool,
    /// Folder, and what went wrong if anything did.
    pub outcome: Option<(PathBuf, Result<(), String>)>,
}

/// Files of an export and what each row of them is.
const FILES: &[(&str, &str)] = &[
    ("claims.csv", "one row for each claim and source: the table to start with"),
    ("articles.csv", "one row for each article, with its date and publisher"),
    ("entities.csv, names.csv", "the cards, and every name they go by"),
    ("mentions.csv", "every place where a card or a date is named"),
    ("roles.csv, quotes.csv, figures.csv, events.csv", "each kind of claim with its own columns"),
    ("event_actors.csv, measures.csv", "who took part in events; figures of one thing"),
    ("decisions.csv", "who decided what, when and how"),
    ("README.txt, datapackage.json", "every column explained; types, row counts and hashes"),
];

/// What the dossier says of itself and of the job under way.
pub struct ExportModel<'m> {
    pub status: Option<&'m Status>,
    pub progress: Option<&'m Progress>,
}

pub fn export_ui(ui: &mut egui::Ui, model: &ExportModel<'_>, state: &mut ExportState, outbox: &mut Outbox) {
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.vertical(|ui| {
            ui.set_max_width(theme::FORM_WIDTH + 80.0);
            form_ui(ui, model, state, outbox);
        });
    });
}

fn form_ui(ui: &mut egui::Ui, model: &ExportModel<'_>, state: &mut ExportState, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    ui.heading("Export as CSV");
    ui.weak("Tables that a spreadsheet opens, each row with its exact words and its source.");
    ui.add_space(theme::GAP_LARGE);
    ui.horizontal(|ui| {
        let name = ui.label("Folder");
        let width = ui.available_width() - 110.0;
        let edit = egui::TextEdit::singleline(&mut state.dir).desired_width(width).hint_text("/path/to/folder");
        ui.add(edit).labelled_by(name.id);
        if ui.button("Choose…").clicked() {
            outbox.request(Request::Choose(Wanted::ExportFolder));
        }
    });
    ui.checkbox(&mut state.proposed, "Include suggestions that nobody has decided");
    if state.proposed {
        let note = "They are marked as proposed in the column status.";
        ui.indent("proposed", |ui| ui.small(RichText::new(note).color(palette.muted)));
    }
    ui.add_space(theme::GAP);
    if let Some(status) = model.status {
        ui.weak(summary(status, state.proposed));
    }
    ui.add_space(theme::GAP);
    let can_start = !state.dir.trim().is_empty() && !state.is_running;
    if control::primary_button(ui, "Export", can_start).clicked() {
        state.is_running = true;
        state.outcome = None;
        outbox.request(Request::Export { dir: PathBuf::from(state.dir.trim()), proposed: state.proposed });
    }
    ui.add_space(theme::GAP);
    match model.progress {
        Some(progress) => control::job_ui(ui, progress, outbox),
        None => outcome_ui(ui, state),
    }
    ui.add_space(theme::GAP_LARGE);
    ui.label("What is written");
    let grid = egui::Grid::new("files").num_columns(2).min_row_height(0.0);
    grid.spacing([theme::GAP_LARGE, theme::GAP_SMALL]).show(ui, |ui| {
        for (names, what) in FILES {
            ui.small(*names);
            ui.small(RichText::new(*what).color(palette.muted));
            ui.end_row();
        }
    });
}

/// What would be written now, in words.
fn summary(status: &Status, proposed: bool) -> String {
    let n_claims = status.n_claims_accepted + status.n_claims_rejected + status.n_claims_doubtful;
    let n_mentions = status.n_mentions_accepted + status.n_mentions_rejected + status.n_mentions_doubtful;
    let mut parts = vec![
        words::count(status.n_articles(), "article"),
        words::count(status.n_entities, "card"),
        words::count(n_mentions, "decided mention"),
        words::count(n_claims, "decided claim"),
    ];
    if proposed {
        parts.push(words::count(status.n_proposals, "suggestion"));
    }
    parts.join(", ")
}

fn outcome_ui(ui: &mut egui::Ui, state: &ExportState) {
    let palette = Palette::of(ui);
    if state.is_running {
        ui.weak("Exporting…");
        return;
    }
    match &state.outcome {
        None => {}
        Some((dir, Ok(()))) => {
            ui.colored_label(palette.accepted, "Exported to");
            ui.horizontal_wrapped(|ui| {
                let path = dir.display().to_string();
                ui.add(egui::Label::new(&path).selectable(true));
                if ui.button("Copy path").clicked() {
                    ui.ctx().copy_text(path);
                }
            });
        }
        Some((dir, Err(reason))) => {
            ui.colored_label(palette.error, format!("Nothing was exported: {reason} ({})", dir.display()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_counts_suggestions_only_when_they_go_along() {
        let status = Status { n_articles_new: 2, n_entities: 1, n_proposals: 75, ..Status::default() };
        assert_eq!(summary(&status, false), "2 articles, 1 card, 0 decided mentions, 0 decided claims");
        assert!(summary(&status, true).ends_with(", 75 suggestions"));
    }
}
