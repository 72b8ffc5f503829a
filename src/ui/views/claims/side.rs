//! The selected claim beside its table: its words in their sentence, its fields, its sources, who decided, what is noted.
//!
//! Never decides: its buttons queue the actions of the registry.

use crate::extract::rule::describe;
use crate::model::cell;
use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::claim::fields_of;
use crate::model::kind::ClaimKind;
use crate::model::kind::Status;
use crate::store::read::claim_table::ClaimTableRow;
use crate::store::read::claim_table::detail::ClaimDetail;
use crate::store::read::claim_table::detail::ClaimSource;
use crate::ui::action::Action;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Go;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::claims::alike;
use crate::ui::views::claims::columns;
use crate::ui::widgets::control;
use crate::ui::words;
use egui::RichText;
use egui::TextFormat;
use egui::TextStyle;
use egui::text::LayoutJob;
use std::borrow::Cow;

/// What the table is to be narrowed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Only {
    Article,
    Publisher,
    /// `entity.id` and name.
    Card(i64, String),
    /// `measure.id` and name.
    Measure(i64, String),
}

pub fn side_ui(
    ui: &mut egui::Ui,
    row: &ClaimTableRow,
    detail: &Loadable<Option<ClaimDetail>>,
    outbox: &mut Outbox,
) -> Option<Only> {
    let palette = Palette::of(ui);
    let frame = egui::Frame::new().fill(palette.chrome).corner_radius(f32::from(theme::RADIUS)).inner_margin(14);
    let mut only = None;
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.set_min_height(ui.available_height());
        egui::ScrollArea::vertical().id_salt("claim").auto_shrink(false).show(ui, |ui| {
            head_ui(ui, row);
            words_ui(ui, row, detail);
            ui.add_space(theme::GAP);
            buttons_ui(ui, row, outbox);
            if let Some(Some(detail)) = detail.value() {
                alike::alike_ui(ui, row, &detail.alike, outbox);
            }
            ui.add_space(theme::GAP);
            only = fields_ui(ui, row);
            match (detail.value(), detail.failure()) {
                (_, Some(reason)) => {
                    ui.colored_label(palette.error, format!("Its sources could not be read: {reason}"));
                }
                (Some(Some(detail)), _) => only = only.take().or(detail_ui(ui, row, detail, outbox)),
                (Some(None), _) => {
                    ui.weak("This claim is gone");
                }
                (None, None) => {}
            }
        });
    });
    only
}

fn head_ui(ui: &mut egui::Ui, row: &ClaimTableRow) {
    let palette = Palette::of(ui);
    let reference = row.reference().map(|reference| format!("  ·  {reference}")).unwrap_or_default();
    let colour = match row.status {
        Some(Status::Accepted) => palette.accepted,
        Some(Status::Doubtful) => palette.doubtful,
        Some(Status::Rejected) => palette.muted,
        None => palette.accent,
    };
    ui.horizontal(|ui| {
        ui.small(RichText::new(format!("{}{reference}", words::claim_kind(row.kind))).color(palette.muted));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.small(RichText::new(columns::status(row)).color(colour));
        });
    });
    ui.add_space(theme::GAP_SMALL);
}

/// The words in their sentence, marked; the words alone until the sentence is here.
fn words_ui(ui: &mut egui::Ui, row: &ClaimTableRow, detail: &Loadable<Option<ClaimDetail>>) {
    let first = detail.value().and_then(Option::as_ref).and_then(|detail| detail.sources.first());
    let job = match first {
        Some(source) => sentence(ui, source),
        None => LayoutJob::simple(
            row.words.clone(),
            TextStyle::Body.resolve(ui.style()),
            Palette::of(ui).ink,
            ui.available_width(),
        ),
    };
    ui.add(egui::Label::new(job).wrap().selectable(true));
}

fn sentence(ui: &egui::Ui, source: &ClaimSource) -> LayoutJob {
    let palette = Palette::of(ui);
    let around =
        TextFormat { font_id: TextStyle::Body.resolve(ui.style()), color: palette.ink, ..TextFormat::default() };
    let found = TextFormat {
        background: palette.current,
        underline: egui::Stroke::new(1.0, palette.faint_mark),
        ..around.clone()
    };
    let (text, words) = (&source.sentence, source.words);
    let piece = |from: usize, to: usize| text.get(from..to).unwrap_or("");
    let mut job = LayoutJob::default();
    job.append(piece(0, words.start_byte), 0.0, around.clone());
    job.append(piece(words.start_byte, words.end_byte), 0.0, found);
    job.append(piece(words.end_byte, text.len()), 0.0, around);
    job
}

fn buttons_ui(ui: &mut egui::Ui, row: &ClaimTableRow, outbox: &mut Outbox) {
    ui.horizontal_wrapped(|ui| {
        for (action, is_so) in [
            (Action::AcceptClaim, row.status == Some(Status::Accepted)),
            (Action::RejectClaim, row.status == Some(Status::Rejected)),
            (Action::DoubtClaim, row.status == Some(Status::Doubtful)),
            (Action::ReopenClaim, row.status.is_none()),
        ] {
            if !is_so {
                control::action_button(ui, action, outbox);
            }
        }
        if row.kind == ClaimKind::Figure && row.id().is_some() {
            control::action_button(ui, Action::IntoMeasure, outbox);
        }
    });
}

/// Every field with a value; a card's name narrows the table to it.
fn fields_ui(ui: &mut egui::Ui, row: &ClaimTableRow) -> Option<Only> {
    let mut only = None;
    let grid = egui::Grid::new("fields").num_columns(2).min_row_height(0.0);
    grid.spacing([theme::GAP, theme::GAP_SMALL]).show(ui, |ui| {
        // Links stand as close as plain values.
        ui.spacing_mut().interact_size.y = 0.0;
        for field in fields_of(row.kind) {
            let cards: Vec<(i64, &String)> = row
                .values(*field)
                .filter_map(
                    |value| if let PartValue::Entity((Some(id), name)) = value { Some((*id, name)) } else { None },
                )
                .collect();
            let shown = columns::field(row, *field);
            if shown.is_empty() || *field == Field::SpeakerSpan {
                continue;
            }
            ui.weak(words::field(*field));
            if cards.is_empty() {
                ui.add(egui::Label::new(shown).wrap());
            } else {
                control::cell_of_lines(ui, |ui| {
                    for (id, name) in cards {
                        let hint = format!("Only claims with {name}");
                        if ui.link(name).on_hover_text(hint).clicked() {
                            only = Some(Only::Card(id, name.clone()));
                        }
                    }
                });
            }
            ui.end_row();
        }
        if let Some((id, measure)) = &row.measure {
            ui.weak("measure");
            let link = ui.add(egui::Link::new(measure.as_str()));
            if link.on_hover_text("Only the figures of this measure").clicked() {
                only = Some(Only::Measure(*id, measure.clone()));
            }
            ui.end_row();
        }
    });
    only
}

fn detail_ui(ui: &mut egui::Ui, row: &ClaimTableRow, detail: &ClaimDetail, outbox: &mut Outbox) -> Option<Only> {
    let mut only = None;
    title_ui(ui, if detail.sources.len() > 1 { "Sources" } else { "Source" });
    for (index, source) in detail.sources.iter().enumerate() {
        let date = source.published.as_deref().map_or_else(|| "no date".to_owned(), words::edtf);
        let about = [source.publisher.as_deref(), Some(date.as_str())];
        let about = about.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let title = source.title.as_deref().unwrap_or("no title");
        let named = format!("A{}  {title}", source.article_id);
        if ui.link(named).on_hover_text("Open the words in Review").clicked() {
            outbox.go(Go::Words { article: source.article_id, span: source.span });
        }
        ui.weak(about);
        // The words of the first stand at the head.
        if index > 0 {
            let job = sentence(ui, source);
            ui.add(egui::Label::new(job).wrap().selectable(true));
        }
    }
    ui.horizontal_wrapped(|ui| {
        if ui.button("Only this article").clicked() {
            only = Some(Only::Article);
        }
        if row.publisher.is_some() && ui.button("Only this publisher").clicked() {
            only = Some(Only::Publisher);
        }
    });
    title_ui(ui, "Suggested");
    let because = row.rule.as_deref().map_or_else(
        || "by hand, not by a rule".to_owned(),
        |rule| describe(rule).map_or_else(|| rule.replace(['.', '_'], " "), Cow::into_owned),
    );
    let score = row.score.map(|score| format!("{}: ", words::score(score))).unwrap_or_default();
    ui.add(egui::Label::new(format!("{score}{because}")).wrap());
    if let Some(decision) = &detail.decision {
        title_ui(ui, "Decided");
        let at = cell::time(decision.at_millis);
        let day = at.get(..10).map(words::edtf).unwrap_or_default();
        ui.add(egui::Label::new(format!("{}, {day}, {}", decision.by, decision.how)).wrap());
    }
    if !detail.changed.is_empty() {
        title_ui(ui, "Changed since, at first it said");
        for (field, before) in &detail.changed {
            let said = columns::values(*field, before.iter());
            let said = if said.is_empty() { "nothing" } else { said.as_str() };
            ui.add(egui::Label::new(format!("{}: {said}", words::field(*field))).wrap());
        }
    }
    if !detail.notes.is_empty() || !detail.tags.is_empty() {
        title_ui(ui, "Notes and tags");
        for (text, by) in &detail.notes {
            ui.add(egui::Label::new(format!("{text} ({by})")).wrap());
        }
        if !detail.tags.is_empty() {
            ui.add(egui::Label::new(detail.tags.join(", ")).wrap());
        }
    }
    only
}

fn title_ui(ui: &mut egui::Ui, title: &str) {
    ui.add_space(theme::GAP);
    ui.small(RichText::new(title).color(Palette::of(ui).muted));
}
