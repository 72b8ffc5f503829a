//! The Export screen: what of, where to, how many rows that will be, and what came of it.
//!
//! Never writes and never counts: it queues requests and shows what the dossier answers.

use crate::export::Options;
use crate::export::Report;
use crate::export::part::Articles;
use crate::export::part::Decided;
use crate::export::part::Part;
use crate::jobs::Progress;
use crate::model::edtf;
use crate::store::read::export_counts::ExportCounts;
use crate::ui::action::Action;
use crate::ui::dialog::Wanted;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::WRONG_ANSWER;
use crate::ui::widgets::control;
use crate::ui::words;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Query;
use egui::RichText;
use egui::ScrollArea;
use std::path::Path;
use std::path::PathBuf;

/// Which articles go out, as the screen offers it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    #[default]
    All,
    Done,
    /// As the Library is filtered.
    Shown,
}

#[derive(Debug)]
pub struct ExportState {
    pub dir: String,
    pub decided: Decided,
    pub proposed: bool,
    pub which: Which,
    /// EDTF as it is typed; empty: any time.
    pub published: String,
    pub excel: bool,
    pub is_running: bool,
    /// Folder, and what was written or what went wrong.
    pub outcome: Option<(PathBuf, Result<Report, String>)>,
    /// Articles that the Library's filter lets through.
    pub shown: Vec<i64>,
    counts: Loadable<ExportCounts>,
    counted: Option<Part>,
}

impl Default for ExportState {
    fn default() -> Self {
        Self {
            dir: String::new(),
            decided: Decided::All,
            proposed: false,
            which: Which::All,
            published: String::new(),
            excel: true,
            is_running: false,
            outcome: None,
            shown: Vec::new(),
            counts: Loadable::default(),
            counted: None,
        }
    }
}

impl ExportState {
    /// What is chosen; `None` while the date is none.
    fn part(&self) -> Option<Part> {
        let published = self.published.trim();
        if !published.is_empty() && edtf::bounds(published).is_none() {
            return None;
        }
        let articles = match self.which {
            Which::All => Articles::All,
            Which::Done => Articles::Done,
            Which::Shown => Articles::Of(self.shown.clone()),
        };
        let published = Some(published.to_owned()).filter(|published| !published.is_empty());
        Some(Part { decided: self.decided, articles, published })
    }

    /// Why nothing can be exported now.
    pub fn why_not(&self) -> Option<&'static str> {
        if self.is_running {
            Some("the export is under way")
        } else if self.dir.trim().is_empty() {
            Some("choose a folder first")
        } else if self.part().is_none() {
            Some("the date of publication is none")
        } else {
            None
        }
    }

    /// Starts it, where it can start.
    pub fn start(&mut self, outbox: &mut Outbox) {
        let Some(part) = self.part().filter(|_| self.why_not().is_none()) else { return };
        self.is_running = true;
        self.outcome = None;
        let options = Options { proposed: self.proposed, excel: self.excel, part };
        outbox.request(Request::Export { dir: PathBuf::from(self.dir.trim()), options });
    }

    /// Asks how many rows that will be, when what is chosen changed.
    pub fn refresh(&mut self, outbox: &mut Outbox) {
        let part = self.part();
        if let Some(part) = part.filter(|part| self.counted.as_ref() != Some(part)) {
            self.counted = Some(part.clone());
            self.counts.start();
            outbox.request(Request::Ask(Query::ExportCounts(part)));
        }
    }

    /// Something was committed: the counts may be behind.
    pub fn mark_stale(&mut self) {
        self.counted = None;
    }

    pub fn take_counts(&mut self, query: &Query, answer: Result<Answer, String>) {
        // An answer to what was chosen before is no use.
        if !matches!(query, Query::ExportCounts(part) if self.counted.as_ref() == Some(part)) {
            return;
        }
        self.counts.finish(answer.and_then(|answer| match answer {
            Answer::ExportCounts(counts) => Ok(counts),
            _ => Err(WRONG_ANSWER.to_owned()),
        }));
    }
}

/// Narrower than this, the list of files stands below the form.
const NARROW: f32 = 860.0;

pub fn export_ui(ui: &mut egui::Ui, progress: Option<&Progress>, state: &mut ExportState, outbox: &mut Outbox) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.heading("Export");
        ui.weak(
            "A folder of tables that a colleague can open and check: each row with its exact words, where they stand, \
             and who decided when.",
        );
        ui.add_space(theme::GAP_LARGE);
        if ui.available_width() < NARROW {
            form_ui(ui, progress, state, outbox);
            ui.add_space(theme::GAP_LARGE);
            files_ui(ui, state);
            return;
        }
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(theme::FORM_WIDTH - 60.0);
                form_ui(ui, progress, state, outbox);
            });
            ui.add_space(theme::GAP_SCREEN);
            ui.vertical(|ui| files_ui(ui, state));
        });
    });
}

fn form_ui(ui: &mut egui::Ui, progress: Option<&Progress>, state: &mut ExportState, outbox: &mut Outbox) {
    title_ui(ui, "What");
    ui.radio_value(&mut state.decided, Decided::All, "Everything decided: accepted, doubtful and rejected");
    ui.radio_value(&mut state.decided, Decided::AcceptedAndDoubtful, "Accepted and doubtful");
    ui.radio_value(&mut state.decided, Decided::Accepted, "Accepted only");
    ui.checkbox(&mut state.proposed, "Include suggestions that nobody has decided")
        .on_hover_text("They are marked as proposed in the column status");
    title_ui(ui, "Articles");
    ui.radio_value(&mut state.which, Which::All, "All");
    ui.radio_value(&mut state.which, Which::Done, "Those marked as done");
    let shown = format!("As filtered in the Library: {}", words::count(state.shown.len() as i64, "article"));
    ui.radio_value(&mut state.which, Which::Shown, shown);
    published_ui(ui, state);
    title_ui(ui, "Where to");
    ui.horizontal(|ui| {
        let name = ui.label("Folder");
        let width = ui.available_width() - 100.0;
        let edit = egui::TextEdit::singleline(&mut state.dir).desired_width(width).hint_text("/path/to/folder");
        ui.add(edit).labelled_by(name.id);
        if ui.button("Choose…").clicked() {
            outbox.request(Request::Choose(Wanted::ExportFolder));
        }
    });
    ui.checkbox(&mut state.excel, "For Excel and other spreadsheets: dossier.xlsx beside the CSV files");
    ui.add_space(theme::GAP_LARGE);
    start_ui(ui, state, outbox);
    ui.add_space(theme::GAP);
    match progress {
        Some(progress) => control::job_ui(ui, progress, outbox),
        None => outcome_ui(ui, state),
    }
}

fn published_ui(ui: &mut egui::Ui, state: &mut ExportState) {
    let is_readable = state.part().is_some();
    ui.horizontal(|ui| {
        let name = ui.label("Published");
        let edit = egui::TextEdit::singleline(&mut state.published).desired_width(200.0).hint_text("any time");
        let tip = "A day, a month, a year, or from and to: 2023-12-08, 2023-12, 2023, 2023-10/2023-12";
        ui.add(edit).labelled_by(name.id).on_hover_text(tip);
    });
    if !is_readable {
        let palette = Palette::of(ui);
        ui.colored_label(palette.error, "Not a date: write 2023-12-08, 2023-12 or 2023-10/2023-12");
    }
}

fn start_ui(ui: &mut egui::Ui, state: &mut ExportState, outbox: &mut Outbox) {
    let part = state.part();
    if let Some(part) = part.as_ref().filter(|part| !part.is_whole()) {
        let text = format!("A part: {}. It says so itself, and read back it adds what is in it.", part.in_words());
        ui.add(egui::Label::new(RichText::new(text).weak()).wrap());
    }
    let button = control::enabled_primary_button(ui, Action::RunExport, state.why_not().is_none(), outbox);
    if let Some(reason) = state.why_not() {
        button.on_disabled_hover_text(reason);
    }
}

/// Files of an export and what each row of them is.
fn files(counts: &ExportCounts) -> [(&'static str, i64, &'static str); 12] {
    [
        ("claims.csv", counts.claims(), "what the articles say: start here"),
        ("articles.csv", counts.articles, "each article with its text and origin"),
        ("entities.csv", counts.entities, "the cards"),
        ("names.csv", counts.names, "every name they go by"),
        ("mentions.csv", counts.mentions, "every place where one, or a date, is named"),
        ("roles.csv", counts.roles, "who is what"),
        ("quotes.csv", counts.quotes, "who said what"),
        ("figures.csv", counts.figures, "how many of what, on whose word"),
        ("events.csv", counts.events, "what happened, or is planned"),
        ("event_actors.csv", counts.event_actors, "who took part"),
        ("measures.csv", counts.measures, "figures of one thing, and what differs"),
        ("decisions.csv", counts.decisions, "every step: who did what, when"),
    ]
}

fn files_ui(ui: &mut egui::Ui, state: &ExportState) {
    let palette = Palette::of(ui);
    title_ui(ui, "What is written");
    if let Some(reason) = state.counts.failure() {
        ui.colored_label(palette.error, format!("The rows could not be counted: {reason}"));
    }
    let counts = state.counts.value();
    let grid = egui::Grid::new("files").num_columns(3).min_row_height(theme::ROW_HEIGHT * 0.8);
    grid.spacing([theme::GAP_LARGE, theme::GAP_SMALL]).show(ui, |ui| {
        for (name, n, what) in files(counts.unwrap_or(&ExportCounts::default())) {
            ui.small(name);
            let n = if counts.is_some() { words::count(n, "row") } else { "…".to_owned() };
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| ui.small(n));
            ui.small(RichText::new(what).color(palette.muted));
            ui.end_row();
        }
        let mut others =
            vec![("README.txt", "every column explained"), ("datapackage.json", "types, counts and hashes")];
        if state.excel {
            others.push(("dossier.xlsx", "the same tables, a sheet each"));
        }
        for (name, what) in others {
            ui.small(name);
            ui.small("");
            ui.small(RichText::new(what).color(palette.muted));
            ui.end_row();
        }
    });
    if let Some(counts) = counts.filter(|_| state.proposed) {
        let n = words::count(counts.proposed, "suggestion");
        ui.add_space(theme::GAP);
        ui.small(RichText::new(format!("and {n} among mentions and claims, marked as proposed")).color(palette.muted));
    }
}

fn title_ui(ui: &mut egui::Ui, title: &str) {
    ui.add_space(theme::GAP);
    ui.label(RichText::new(title).strong());
}

fn outcome_ui(ui: &mut egui::Ui, state: &ExportState) {
    let palette = Palette::of(ui);
    if state.is_running {
        ui.weak("Exporting…");
        return;
    }
    match &state.outcome {
        None => {}
        Some((dir, Ok(report))) => {
            let n_rows: usize = report.n_rows.iter().map(|(_, n)| n).sum();
            let n = words::count(n_rows as i64, "row");
            ui.colored_label(palette.accepted, format!("Exported {n} to"));
            let path = dir.display().to_string();
            ui.add(egui::Label::new(&path).wrap().selectable(true));
            ui.horizontal(|ui| {
                if ui.button("Open the folder").clicked() {
                    ui.ctx().open_url(egui::OpenUrl::new_tab(file_url(dir)));
                }
                if ui.button("Copy path").clicked() {
                    ui.ctx().copy_text(path);
                }
            });
            for note in &report.notes {
                ui.add(egui::Label::new(RichText::new(note).color(palette.doubtful)).wrap());
            }
        }
        Some((dir, Err(reason))) => {
            let text = format!("Nothing was exported: {reason} ({})", dir.display());
            ui.add(egui::Label::new(RichText::new(text).color(palette.error)).wrap());
        }
    }
}

/// The address under which a browser or a file manager opens a path.
fn file_url(path: &Path) -> String {
    let mut url = String::from("file://");
    let text = path.display().to_string().replace('\\', "/");
    if !text.starts_with('/') {
        url.push('/');
    }
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~:".contains(&byte) {
            url.push(char::from(byte));
        } else {
            let encoded = format!("%{byte:02X}");
            url.push_str(&encoded);
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_spaces_and_other_letters_has_an_address() {
        assert_eq!(file_url(Path::new("/home/ana/my export")), "file:///home/ana/my%20export");
        assert_eq!(file_url(Path::new("/tmp/é#?%")), "file:///tmp/%C3%A9%23%3F%25");
        assert_eq!(file_url(Path::new("C:\\Users\\ana")), "file:///C:/Users/ana");
    }

    #[test]
    fn what_is_chosen_becomes_a_part_and_a_wrong_date_none() {
        let mut state = ExportState { shown: vec![2, 5], ..ExportState::default() };
        assert!(state.part().is_some_and(|part| part.is_whole()));
        state.which = Which::Shown;
        state.published = " 2023-12 ".to_owned();
        let part = state.part().unwrap();
        assert_eq!((part.articles, part.published.as_deref()), (Articles::Of(vec![2, 5]), Some("2023-12")));
        state.published = "soon".to_owned();
        assert_eq!(state.part(), None);
    }
}
