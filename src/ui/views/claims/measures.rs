//! Measures: figures of one thing side by side, from the lowest, with a mark where they do not meet.
//!
//! Never settles what differs: it shows what was said of it.

use crate::model::claim::Field;
use crate::model::kind::DifferHow;
use crate::store::read::claim_table::measure::MeasureTable;
use crate::store::read::claim_table::measure::MeasuredFigure;
use crate::ui::action::Action;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Go;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::claims::alike;
use crate::ui::views::claims::columns;
use crate::ui::views::claims::plot;
use crate::ui::words;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;

/// Where the height of a measure is kept: it changes with what is in it.
fn height_id(measure: &MeasureTable) -> egui::Id {
    egui::Id::unique("measure_height").with((measure.id, measure.figures.len(), measure.candidates.len()))
}

pub fn measures_ui(
    ui: &mut egui::Ui,
    measures: &Loadable<Vec<MeasureTable>>,
    (chosen, follows): (&mut Option<i64>, bool),
    outbox: &mut Outbox,
) {
    if let Some(reason) = measures.failure() {
        ui.colored_label(Palette::of(ui).error, format!("The measures could not be read: {reason}"));
    }
    let Some(all) = measures.value() else {
        ui.weak(if measures.is_loading() { "Reading…" } else { "" });
        return;
    };
    if all.is_empty() {
        ui.vertical_centered(|ui| {
            ui.add_space(ui.available_height() * 0.25);
            ui.heading("No measures yet");
            ui.add_space(theme::GAP_SMALL);
            ui.weak("A measure is what figures are figures of. Select a figure among the claims and press G to put it into one.");
        });
        return;
    }
    egui::ScrollArea::both().id_salt("measures").auto_shrink(false).show(ui, |ui| {
        for measure in all {
            let is_chosen = *chosen == Some(measure.id);
            let is_followed = follows && is_chosen;
            let height = ui.data(|data| data.get_temp::<f32>(height_id(measure)));
            let room = egui::Rect::from_min_size(ui.cursor().min, egui::Vec2::new(1.0, height.unwrap_or(0.0)));
            // What is not in view is as high as it was, and costs nothing.
            if let Some(height) = height.filter(|_| !is_followed && !ui.is_rect_visible(room)) {
                ui.add_space(height);
                continue;
            }
            let shown = ui.scope(|ui| measure_ui(ui, measure, chosen, outbox)).response;
            if is_followed {
                shown.scroll_to_me(None);
            }
            ui.add_space(theme::GAP_LARGE);
            let height = ui.cursor().min.y - room.min.y;
            ui.data_mut(|data| data.insert_temp(height_id(measure), height));
        }
    });
}

fn measure_ui(ui: &mut egui::Ui, measure: &MeasureTable, chosen: &mut Option<i64>, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    let is_chosen = *chosen == Some(measure.id);
    ui.horizontal(|ui| {
        let mark = if is_chosen { "›" } else { "" };
        ui.label(RichText::new(mark).color(palette.accent));
        ui.strong(&measure.name);
        ui.small(RichText::new(measure.reference()).color(palette.muted));
        let sources = words::articles_and_texts(measure.n_articles, measure.n_texts);
        ui.small(RichText::new(sources).color(palette.muted));
        if measure.differs() {
            ui.small(RichText::new("≠ differ").color(palette.doubtful));
        }
        if measure.figures.len() > 1 && !outbox.is_read_only {
            let label = format!("{}, {}", Action::SayDifference.label(), measure.name);
            let button = ui.small_button(Action::SayDifference.label()).on_hover_text(Action::SayDifference.tooltip());
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
            if button.clicked() {
                *chosen = Some(measure.id);
                outbox.act(Action::SayDifference);
            }
        }
    });
    plot::plot_ui(ui, measure);
    egui::Grid::new(("measure", measure.id)).num_columns(6).spacing([theme::GAP_LARGE, theme::GAP_SMALL]).show(
        ui,
        |ui| {
            let mut figures: Vec<&MeasuredFigure> = measure.figures.iter().collect();
            let low = |figure: &MeasuredFigure| figure.row.range().map_or(f64::INFINITY, |(low, _)| low);
            figures.sort_by(|a, b| low(a).total_cmp(&low(b)));
            for figure in figures {
                figure_ui(ui, figure, outbox);
                ui.end_row();
            }
        },
    );
    alike::for_measure_ui(ui, measure, is_chosen, outbox);
}

fn figure_ui(ui: &mut egui::Ui, figure: &MeasuredFigure, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    let row = &figure.row;
    let mark = if figure.differs { "≠" } else { "=" };
    let colour = if figure.differs { palette.doubtful } else { palette.muted };
    let reference = row.reference().unwrap_or_default();
    let label = ui.label(RichText::new(mark).color(colour));
    label.widget_info(|| {
        let meets = if figure.differs { "differs" } else { "meets the others" };
        WidgetInfo::labeled(Role::Label, true, format!("{reference} {meets}"))
    });
    let link = ui.link(columns::number(row)).on_hover_text("Open the words in Review");
    link.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("{reference}, {}", columns::number(row))));
    if link.clicked() {
        outbox.go(Go::Words { article: row.article_id, span: row.span });
    }
    ui.label(words::shortened(&row.words, 60));
    let who = columns::field(row, Field::SaidBy);
    let said_by = if who.is_empty() { String::new() } else { format!("said by {who}") };
    let as_of = row.text(Field::AsOf).map(|date| format!("as of {}", words::edtf(date))).unwrap_or_default();
    let beside: Vec<String> = [said_by, as_of].into_iter().filter(|text| !text.is_empty()).collect();
    ui.label(beside.join(", "));
    ui.weak(columns::source(row));
    ui.label(said(figure));
}

/// A figure in a line that tells it from the others.
pub fn told(figure: &MeasuredFigure) -> String {
    let row = &figure.row;
    format!("{}  {}  {}", row.reference().unwrap_or_default(), columns::number(row), columns::source(row))
}

/// What a person said of it and another.
fn said(figure: &MeasuredFigure) -> String {
    let Some((how, other, is_preferred)) = figure.said else { return String::new() };
    let how = match how {
        DifferHow::Disagree => "disagrees with",
        DifferHow::DifferentThings => "of another thing than",
        DifferHow::LaterCorrection => "corrected, with",
    };
    let preferred = if is_preferred { ", preferred" } else { "" };
    format!("{how} F{other}{preferred}")
}
