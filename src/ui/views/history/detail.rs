//! One change in full: its words, what it did to which rows, what proves it, and what can be done with it.
//!
//! Never undoes anything itself, and never says what a refusal would be before it was asked for.

use crate::store::read::history::Change;
use crate::store::read::history::MAX_TOUCHED;
use crate::store::read::history::TouchedRow;
use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::history::HistoryState;
use crate::ui::widgets::control;
use crate::ui::words;
use crate::workspace::desk::history::ChangeInFull;
use egui::RichText;
use egui::ScrollArea;

/// What the button beside a sentence asks for.
enum Wish {
    GoTo(i64),
    Open(i64),
}

impl HistoryState {
    pub(super) fn detail_ui(&mut self, ui: &mut egui::Ui, outbox: &mut Outbox) {
        let palette = Palette::of(ui);
        let mut wish = None;
        ScrollArea::vertical().id_salt("change").auto_shrink(false).show(ui, |ui| {
            if let Some(reason) = self.change.failure() {
                ui.colored_label(palette.error, format!("This change could not be read: {reason}"));
            }
            let Some(full) = self.change.value().filter(|full| Some(full.change.operation.id) == self.table.selected)
            else {
                if self.table.selected.is_some() && self.change.failure().is_none() {
                    ui.weak("Reading…");
                }
                return;
            };
            head_ui(ui, full, &mut wish);
            self.actions_ui(ui, &full.change, outbox, &mut wish);
            articles_ui(ui, &full.change, &mut wish);
            touched_ui(ui, &full.change);
            proof_ui(ui, &full.change);
        });
        match wish {
            Some(Wish::GoTo(id)) => self.go_to(id),
            Some(Wish::Open(article)) => self.opens = Some(article),
            None => {}
        }
    }

    fn actions_ui(&self, ui: &mut egui::Ui, change: &Change, outbox: &mut Outbox, wish: &mut Option<Wish>) {
        if change.operation.undoes_id.is_none() {
            let is_undone = change.undone_by.is_some();
            ui.add_space(theme::GAP);
            control::action_button(ui, if is_undone { Action::ApplyAgain } else { Action::UndoThis }, outbox);
        }
        if let Some((reason, later)) = &self.in_the_way {
            ui.add(egui::Label::new(RichText::new(reason).color(Palette::of(ui).error)).wrap());
            if ui.button(format!("Go to change {later}")).clicked() {
                *wish = Some(Wish::GoTo(*later));
            }
        }
    }
}

fn head_ui(ui: &mut egui::Ui, full: &ChangeInFull, wish: &mut Option<Wish>) {
    let change = &full.change;
    ui.add(egui::Label::new(RichText::new(&full.sentence).heading()).wrap().selectable(true));
    let line = format!("Change {} · {} · {}", change.operation.id, full.when, change.operation.actor);
    ui.add(egui::Label::new(RichText::new(line).weak()).wrap());
    let other = match (change.undone_by, change.about) {
        (Some(by), _) => Some((by, "Taken back by")),
        (None, Some(about)) => Some((about, "It is about")),
        (None, None) => None,
    };
    if let Some((id, what)) = other {
        ui.add_space(theme::GAP_SMALL);
        let sentence = full.other_sentence.clone().unwrap_or_default();
        ui.add(egui::Label::new(format!("{what} change {id}: {sentence}")).wrap());
        if ui.button(format!("Go to change {id}")).clicked() {
            *wish = Some(Wish::GoTo(id));
        }
    }
}

fn articles_ui(ui: &mut egui::Ui, change: &Change, wish: &mut Option<Wish>) {
    const MAX_SHOWN: usize = 5;
    if change.articles.is_empty() {
        return;
    }
    title_ui(ui, if change.articles.len() == 1 { "Article" } else { "Articles" });
    for (id, title) in change.articles.iter().take(MAX_SHOWN) {
        let name = words::shortened(&format!("A{id} {title}"), 44);
        let button = egui::Button::new(name).frame_when_inactive(false).truncate();
        if ui.add(button).on_hover_text("Open it in Review").clicked() {
            *wish = Some(Wish::Open(*id));
        }
    }
    more_ui(ui, change.articles.len().saturating_sub(MAX_SHOWN));
}

fn touched_ui(ui: &mut egui::Ui, change: &Change) {
    if change.rows.is_empty() {
        return;
    }
    title_ui(ui, "Before and after");
    for row in &change.rows {
        row_ui(ui, row);
    }
    if change.rows.len() >= MAX_TOUCHED {
        more_ui(ui, change.n_touched.saturating_sub(change.rows.len()));
    }
}

fn row_ui(ui: &mut egui::Ui, row: &TouchedRow) {
    let palette = Palette::of(ui);
    let (mark, what) = match (row.existed_before, row.exists_after) {
        (false, _) => ("+", "added"),
        (true, false) => ("−", "taken away"),
        (true, true) => ("·", "changed"),
    };
    let name = words::shortened(&row.name, 60);
    let line = format!("{mark} {} {name}", table_name(&row.table));
    ui.add(egui::Label::new(RichText::new(line.trim_end()).color(palette.ink)).wrap()).on_hover_text(what);
    ui.indent(("fields", &row.table, &row.name), |ui| {
        for (field, before, after) in &row.fields {
            let values = match (before.as_str(), after.as_str()) {
                ("", after) => shown(field, after),
                (before, "") => format!("was {}", shown(field, before)),
                (before, after) => format!("was {}, now {}", shown(field, before), shown(field, after)),
            };
            let line = format!("{}: {values}", field_name(field));
            ui.add(egui::Label::new(RichText::new(line).small().color(palette.muted)).wrap());
        }
    });
}

/// A value on one line; dates and states as people write them.
fn shown(field: &str, value: &str) -> String {
    if matches!(field, "state" | "how") {
        return value.replace('_', " ");
    }
    words::shortened(&words::edtf(value.trim_matches('"')), 80)
}

fn proof_ui(ui: &mut egui::Ui, change: &Change) {
    title_ui(ui, "Proof");
    let operation = &change.operation;
    hash_ui(ui, "Fingerprint", &operation.hash);
    for parent in &change.parents {
        hash_ui(ui, "Rests on", parent);
    }
    let device = words::shortened(&operation.device, 36);
    ui.add(egui::Label::new(RichText::new(format!("Installation {device}")).small().weak()).wrap());
    let facts = words::count(operation.n_facts, "fact");
    let rows = words::count(change.n_touched as i64, "row");
    ui.small(RichText::new(format!("{facts}, {rows}")).weak());
    ui.add_space(theme::GAP_LARGE);
}

fn hash_ui(ui: &mut egui::Ui, name: &str, hash: &str) {
    ui.horizontal(|ui| {
        ui.small(RichText::new(name).weak());
        let short: String = hash.chars().take(16).collect();
        ui.label(RichText::new(format!("{short}…")).monospace()).on_hover_text(hash);
        let copy = ui.small_button("Copy");
        copy.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Copy {}", name.to_lowercase()))
        });
        if copy.clicked() {
            ui.ctx().copy_text(hash.to_owned());
        }
    });
}

fn title_ui(ui: &mut egui::Ui, title: &str) {
    ui.add_space(theme::GAP_LARGE);
    ui.small(RichText::new(title).strong());
}

fn more_ui(ui: &mut egui::Ui, n: usize) {
    if n > 0 {
        ui.small(RichText::new(format!("and {n} more")).weak());
    }
}

/// As the screen names what a table holds.
fn table_name(table: &str) -> &str {
    match table {
        "article_state" => "article",
        "zone" => "paragraph as",
        "entity" | "entity_a" | "entity_b" => "card",
        "entity_name" => "name",
        "identifier" => "identifier",
        "distinction" => "never the same:",
        "citation" => "source",
        "claim_part" => "part",
        "difference" => "how two figures differ",
        "standing" => "always:",
        other => other,
    }
}

fn field_name(field: &str) -> &str {
    match field {
        "entity" => "card",
        "merged_into" => "joined to",
        "label" => "kind",
        "name" => "listed as",
        "published" => "date",
        "how" => "how they differ",
        other => other,
    }
}
