//! Claims that the selected one may be one with, and figures that may belong into a measure: side by side, with reasons,
//! each with a way to say that it is so, and one to say that it is not.
//!
//! Never joins by itself, and never offers again what was told apart.

use crate::ledger::command::ClaimRef;
use crate::ledger::command::Command;
use crate::model::claim::Field;
use crate::model::kind::ClaimKind;
use crate::model::kind::DifferHow;
use crate::store::read::claim_table::ClaimTableRow;
use crate::store::read::claim_table::detail::AlikeClaim;
use crate::store::read::claim_table::measure::Candidate;
use crate::store::read::claim_table::measure::MeasureTable;
use crate::ui::action::Action;
use crate::ui::outbox::Go;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::claims::columns;
use crate::ui::views::claims::timeline;
use crate::ui::widgets::control;
use crate::ui::words;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;

/// What is said of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    Same,
    Different,
}

/// The claim or suggestion of a row, as a command names it.
pub const fn reference(row: &ClaimTableRow) -> ClaimRef {
    match row.id() {
        Some(id) => ClaimRef::Decided(id),
        None => ClaimRef::Proposed { article: row.article_id, kind: row.kind, span: row.span },
    }
}

/// Which of two stays when they become one: one that is decided, the older of two.
pub fn stays<'r>(one: &'r ClaimTableRow, other: &'r ClaimTableRow) -> (&'r ClaimTableRow, &'r ClaimTableRow) {
    let rank = |row: &ClaimTableRow| (row.id().is_none(), row.id(), row.article_id, row.span);
    if rank(other) < rank(one) { (other, one) } else { (one, other) }
}

/// The command that says so, and what is told once it is durable.
pub fn said(row: &ClaimTableRow, alike: &AlikeClaim, what: Said) -> (Command, String) {
    match (what, &alike.measure) {
        (Said::Same, Some(name)) => {
            let figures = [row, &alike.row].into_iter().filter(|row| row.measure.is_none()).map(reference).collect();
            (Command::Measure { figures, name: name.clone() }, format!("Both are figures of {name} now"))
        }
        (Said::Same, None) => {
            let (into, from) = stays(row, &alike.row);
            let told = format!("One {} with both sources", words::claim_kind(row.kind));
            (Command::JoinClaims { from: reference(from), into: reference(into) }, told)
        }
        (Said::Different, _) => (apart(row, &alike.row), "They are two, and are not offered as one again".to_owned()),
    }
}

fn apart(one: &ClaimTableRow, other: &ClaimTableRow) -> Command {
    let (a, b) = (reference(one), reference(other));
    Command::Differ { a, b, how: DifferHow::DifferentThings, prefer: None, note: None }
}

/// The candidates on the side of a claim; what was said of one of them.
pub fn alike_ui(ui: &mut egui::Ui, row: &ClaimTableRow, alike: &[AlikeClaim], outbox: &mut Outbox) {
    if alike.is_empty() {
        return;
    }
    let palette = Palette::of(ui);
    let title = match row.kind {
        ClaimKind::Event => "May be the same event",
        ClaimKind::Figure => "May be figures of one thing",
        ClaimKind::Quote | ClaimKind::Role => "May be the same words",
    };
    ui.add_space(theme::GAP);
    ui.small(RichText::new(title).color(palette.muted));
    for (index, one) in alike.iter().enumerate() {
        if index > 0 {
            ui.add_space(theme::GAP_SMALL);
        }
        candidate_ui(ui, &one.row, outbox);
        ui.add(egui::Label::new(RichText::new(&one.reason).small().color(palette.muted)).wrap());
        if let Some(measure) = &one.measure {
            ui.add(egui::Label::new(format!("as figures of: {measure}")).wrap());
        }
        if one.row.status.is_none() || row.status.is_none() {
            ui.small(RichText::new("Either answer accepts what is only suggested").color(palette.muted));
        }
        buttons_ui(ui, row, (index, one), outbox);
    }
}

/// The first is answered by keys too, so that its buttons are those of the registry.
fn buttons_ui(ui: &mut egui::Ui, row: &ClaimTableRow, (index, one): (usize, &AlikeClaim), outbox: &mut Outbox) {
    ui.horizontal_wrapped(|ui| {
        if index == 0 {
            control::action_button(ui, Action::JoinClaim, outbox);
            control::action_button(ui, Action::TellApart, outbox);
            return;
        }
        control::writing_ui(ui, outbox, |ui, outbox| {
            ui.horizontal(|ui| {
                for (action, what) in [(Action::JoinClaim, Said::Same), (Action::TellApart, Said::Different)] {
                    let button = ui.button(action.label()).on_hover_text(action.tooltip());
                    let enabled = ui.is_enabled();
                    button.widget_info(|| {
                        let label = format!("{}: {}", action.label(), words::shortened(&one.row.words, 60));
                        WidgetInfo::labeled(Role::Button, enabled, label)
                    });
                    if button.clicked() {
                        send(said(row, one, what), outbox);
                    }
                }
            });
        });
    });
}

pub fn send((command, told): (Command, String), outbox: &mut Outbox) {
    outbox.request(Request::Send(command, Origin::Told(told)));
}

/// What the other says, where it says so; a click leads to its words.
pub fn candidate_ui(ui: &mut egui::Ui, row: &ClaimTableRow, outbox: &mut Outbox) {
    let what = match row.kind {
        ClaimKind::Figure => [columns::number(row), columns::field(row, Field::Population)].join(" ").trim().to_owned(),
        ClaimKind::Quote => format!("“{}”", words::shortened(&row.words, 120)),
        ClaimKind::Event | ClaimKind::Role => timeline::what(row),
    };
    let reference = row.reference().unwrap_or_else(|| "suggested".to_owned());
    let link = ui.add(egui::Link::new(format!("{what}  ·  {reference}")));
    link.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("{reference}: {what}")));
    if link.on_hover_text(format!("“{}”\nOpen the words in Review", words::shortened(&row.words, 200))).clicked() {
        outbox.go(Go::Words { article: row.article_id, span: row.span });
    }
    let who = columns::field(row, Field::SaidBy);
    let said_by = (!who.is_empty()).then(|| format!("said by {who}"));
    let source = columns::source(row);
    let about: Vec<String> = said_by.into_iter().chain((!source.is_empty()).then_some(source)).collect();
    ui.add(egui::Label::new(RichText::new(about.join(", ")).weak()).wrap());
}

/// Figures that may belong into a measure, below those that do.
pub fn for_measure_ui(ui: &mut egui::Ui, measure: &MeasureTable, is_chosen: bool, outbox: &mut Outbox) {
    if measure.candidates.is_empty() {
        return;
    }
    let palette = Palette::of(ui);
    ui.add_space(theme::GAP_SMALL);
    ui.small(RichText::new("May belong here too").color(palette.muted));
    for (index, candidate) in measure.candidates.iter().enumerate() {
        ui.horizontal(|ui| {
            let reference = candidate.row.reference().unwrap_or_else(|| "suggested".to_owned());
            let link = ui.link(columns::number(&candidate.row));
            link.widget_info(|| {
                WidgetInfo::labeled(Role::Link, true, format!("{reference}, {}", columns::number(&candidate.row)))
            });
            if link.on_hover_text("Open the words in Review").clicked() {
                outbox.go(Go::Words { article: candidate.row.article_id, span: candidate.row.span });
            }
            ui.add(egui::Label::new(words::shortened(&candidate.row.words, 60)).truncate());
            ui.weak(columns::source(&candidate.row));
            if outbox.is_read_only {
                return;
            }
            for (label, what) in [("Put in", Said::Same), ("Not this", Said::Different)] {
                let hint = if index == 0 && is_chosen && what == Said::Same { "S" } else { "" };
                let button = ui.small_button(label).on_hover_text(match what {
                    Said::Same => format!("It is a figure of {} too  {hint}", measure.name),
                    Said::Different => "It is of something else, and is not offered again".to_owned(),
                });
                let spoken = format!("{label}: {}, {}", columns::number(&candidate.row), measure.name);
                button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
                if button.clicked() {
                    send(of_measure(measure, candidate, what), outbox);
                }
            }
        });
    }
}

/// A candidate goes into a measure, or is told apart from all its figures.
pub fn of_measure(measure: &MeasureTable, candidate: &Candidate, what: Said) -> (Command, String) {
    match what {
        Said::Same => {
            let command = Command::Measure { figures: vec![reference(&candidate.row)], name: measure.name.clone() };
            (command, format!("{} is a figure of {} now", columns::number(&candidate.row), measure.name))
        }
        Said::Different => {
            let commands = measure.figures.iter().map(|figure| apart(&figure.row, &candidate.row)).collect();
            (Command::Together { kind: "differ", commands }, "It is not offered for this measure again".to_owned())
        }
    }
}
