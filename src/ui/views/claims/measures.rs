//! Measures: figures of one thing side by side, from the lowest, with a mark where they do not meet.
//!
//! Never settles what differs: it shows what was said of it.

use crate::model::claim::Field;
use crate::model::kind::DifferHow;
use crate::store::read::claim_table::ClaimTableRow;
use crate::store::read::claim_table::measure::MeasureTable;
use crate::store::read::claim_table::measure::MeasuredFigure;
use crate::store::read::claim_table::measure::SaidOf;
use crate::ui::action::Action;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Go;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::claims::alike;
use crate::ui::views::claims::columns;
use crate::ui::views::claims::plot;
use crate::ui::views::claims::plot::Picture;
use crate::ui::words;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;

/// What keys are meant for: a measure, and a figure in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pointer {
    /// By its number.
    pub measure: Option<i64>,
    /// `claim.id`.
    pub figure: Option<i64>,
    /// Keys moved it: the page scrolls to it.
    follows: bool,
}

impl Pointer {
    pub const fn to(measure: i64, figure: Option<i64>) -> Self {
        Self { measure: Some(measure), figure, follows: false }
    }

    /// The measure that is pointed at, else the first.
    pub fn measure<'m>(&self, all: &'m [MeasureTable]) -> Option<&'m MeasureTable> {
        all.iter().find(|measure| Some(measure.id) == self.measure).or_else(|| all.first())
    }

    /// The figure that is pointed at.
    pub fn figure<'m>(&self, all: &'m [MeasureTable]) -> Option<&'m MeasuredFigure> {
        let measure = all.iter().find(|measure| Some(measure.id) == self.measure)?;
        measure.figures.iter().find(|figure| Some(figure.row.key) == self.figure)
    }

    /// Every place that can be pointed at, in order: the figures of each measure, one without any by itself.
    fn places(all: &[MeasureTable]) -> Vec<(i64, Option<i64>)> {
        let of = |measure: &MeasureTable| {
            let mut figures: Vec<(i64, Option<i64>)> =
                measure.figures.iter().map(|figure| (measure.id, Some(figure.row.key))).collect();
            if figures.is_empty() {
                figures.push((measure.id, None));
            }
            figures
        };
        all.iter().flat_map(of).collect()
    }

    /// Moves where the action says: by figures, by measures, or to the ends; `false` where it is not about moving.
    pub fn act(&mut self, action: Action, all: &[MeasureTable]) -> bool {
        let places = Self::places(all);
        let last = places.len().saturating_sub(1);
        let at = places.iter().position(|place| *place == (self.measure.unwrap_or_default(), self.figure));
        let begins = |measure: usize| {
            let id = all.get(measure.min(all.len().saturating_sub(1))).map(|measure| measure.id);
            places.iter().position(|place| Some(place.0) == id).unwrap_or(0)
        };
        let here = all.iter().position(|measure| Some(measure.id) == self.measure);
        let to = match action {
            Action::NextRow => at.map_or(0, |at| at + 1),
            Action::PreviousRow => at.unwrap_or(0).saturating_sub(1),
            Action::NextRows => begins(here.map_or(0, |here| here + 1)),
            Action::PreviousRows => begins(here.unwrap_or(0).saturating_sub(1)),
            Action::FirstRow => 0,
            Action::LastRow => last,
            _ => return false,
        };
        if let Some((measure, figure)) = places.get(to.min(last)) {
            *self = Self { measure: Some(*measure), figure: *figure, follows: true };
        }
        true
    }

    /// A figure that is gone, or went into another measure, leaves the pointer on its measure.
    pub fn keep(&mut self, all: &[MeasureTable]) {
        if self.figure(all).is_none() {
            self.figure = None;
        }
    }
}

/// What a click on the page asks for beside what goes into the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// All figures of this measure as a table: its number and name.
    Table(i64, String),
}

/// Where the height of a measure is kept: it changes with what is in it.
fn height_id(measure: &MeasureTable) -> egui::Id {
    egui::Id::unique("measure_height").with((measure.id, measure.figures.len(), measure.candidates.len()))
}

/// As high as a measure may be that was never painted.
fn guessed_height(measure: &MeasureTable, picture: &Picture) -> f32 {
    let n_lines = measure.figures.len() + measure.candidates.len() + 2;
    let plot = if picture.is_drawn() { plot::HEIGHT } else { 0.0 };
    n_lines as f32 * (theme::ROW_HEIGHT * 0.8) + plot + theme::GAP_LARGE
}

pub fn measures_ui(
    ui: &mut egui::Ui,
    measures: &Loadable<Vec<MeasureTable>>,
    pictures: &mut [Picture],
    pointer: &mut Pointer,
    outbox: &mut Outbox,
) -> Option<Asked> {
    if let Some(reason) = measures.failure() {
        ui.colored_label(Palette::of(ui).error, format!("The measures could not be read: {reason}"));
    }
    let Some(all) = measures.value() else {
        ui.weak(if measures.is_loading() { "Reading…" } else { "" });
        return None;
    };
    if all.is_empty() {
        empty_ui(ui);
        return None;
    }
    let follows = std::mem::take(&mut pointer.follows);
    let mut asked = None;
    egui::ScrollArea::both().id_salt("measures").auto_shrink(false).show(ui, |ui| {
        for (measure, picture) in all.iter().zip(pictures) {
            let is_followed = follows && pointer.measure == Some(measure.id);
            let height = ui.data(|data| data.get_temp::<f32>(height_id(measure)));
            let height = height.unwrap_or_else(|| guessed_height(measure, picture));
            let room = egui::Rect::from_min_size(ui.cursor().min, egui::Vec2::new(1.0, height));
            // What is not in view is as high as it was, and costs nothing.
            if !is_followed && !ui.is_rect_visible(room) {
                ui.add_space(height);
                continue;
            }
            asked = measure_ui(ui, (measure, picture), pointer, is_followed, outbox).or(asked.take());
            ui.add_space(theme::GAP_LARGE);
            let height = ui.cursor().min.y - room.min.y;
            ui.data_mut(|data| data.insert_temp(height_id(measure), height));
        }
    });
    asked
}

fn empty_ui(ui: &mut egui::Ui) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.25);
        ui.heading("No measures yet");
        ui.add_space(theme::GAP_SMALL);
        ui.weak("A measure is what figures are figures of. Select a figure among the claims and press G to put it into one.");
    });
}

fn measure_ui(
    ui: &mut egui::Ui,
    (measure, picture): (&MeasureTable, &mut Picture),
    pointer: &mut Pointer,
    follows: bool,
    outbox: &mut Outbox,
) -> Option<Asked> {
    let is_chosen = pointer.measure == Some(measure.id);
    let head = ui.scope(|ui| head_ui(ui, measure, pointer, outbox)).response;
    if follows && pointer.figure.is_none() {
        head.scroll_to_me(None);
    }
    // Above them: nobody sees the end of hundreds.
    let is_asked = !measure.more.is_empty() && rest_ui(ui, measure);
    plot::plot_ui(ui, measure, picture, pointer.figure.filter(|_| is_chosen), outbox);
    let grid = egui::Grid::new(("measure", measure.id)).num_columns(6);
    grid.spacing([theme::GAP_LARGE, theme::GAP_SMALL]).show(ui, |ui| {
        for figure in &measure.figures {
            let is_pointed = is_chosen && pointer.figure == Some(figure.row.key);
            let mark = mark_ui(ui, is_pointed, figure);
            if is_pointed && follows {
                mark.scroll_to_me(None);
            }
            figure_ui(ui, measure, figure, outbox);
            ui.end_row();
        }
    });
    alike::for_measure_ui(ui, measure, is_chosen, outbox);
    is_asked.then(|| Asked::Table(measure.id, measure.name.clone()))
}

/// Says that not all figures are here; whether the table of all was asked for.
fn rest_ui(ui: &mut egui::Ui, measure: &MeasureTable) -> bool {
    let (shown, all) = (words::number(measure.figures.len() as f64), words::number(measure.n_figures() as f64));
    ui.horizontal(|ui| {
        let said_of = if measure.differences.is_empty() { "the latest" } else { "those spoken of, and the latest" };
        ui.colored_label(Palette::of(ui).doubtful, format!("{shown} of {all} figures stand below: {said_of}"));
        ui.link("All of them as a table").clicked()
    })
    .inner
}

fn head_ui(ui: &mut egui::Ui, measure: &MeasureTable, pointer: &mut Pointer, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    ui.horizontal(|ui| {
        ui.strong(&measure.name);
        ui.small(RichText::new(measure.reference()).color(palette.muted));
        let sources = words::articles_and_texts(measure.n_articles, measure.n_texts);
        ui.small(RichText::new(sources).color(palette.muted));
        if measure.differs() {
            let said = match measure.differences.len() {
                0 => "≠ differ".to_owned(),
                n => format!("≠ differ, {} said", words::count(n as i64, "difference")),
            };
            ui.small(RichText::new(said).color(palette.doubtful));
        }
        if measure.figures.len() > 1 && !outbox.is_read_only {
            let label = format!("{}, {}", Action::SayDifference.label(), measure.name);
            let button = ui.small_button(Action::SayDifference.label()).on_hover_text(Action::SayDifference.tooltip());
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
            if button.clicked() {
                if pointer.measure != Some(measure.id) {
                    *pointer = Pointer::to(measure.id, None);
                }
                outbox.act(Action::SayDifference);
            }
        }
    });
}

/// Room for the other columns of a figure, about, and the least that its words have.
const BESIDE_WORDS: f32 = 560.0;
const MIN_OF_WORDS: f32 = 220.0;

/// Whether the figure meets the others; a bar before it where keys are meant for it.
fn mark_ui(ui: &mut egui::Ui, is_pointed: bool, figure: &MeasuredFigure) -> egui::Response {
    let palette = Palette::of(ui);
    let mark = if figure.differs { "≠" } else { "=" };
    let colour = if figure.differs { palette.doubtful } else { palette.muted };
    let label = ui.label(RichText::new(mark).color(colour));
    let reference = figure.row.reference().unwrap_or_default();
    label.widget_info(|| {
        let meets = if figure.differs { "differs" } else { "meets the others" };
        let pointed = if is_pointed { ", selected" } else { "" };
        WidgetInfo::labeled(Role::Label, true, format!("{reference} {meets}{pointed}"))
    });
    if is_pointed {
        let line = egui::Rect::from_x_y_ranges(
            egui::Rangef::new(label.rect.left(), ui.clip_rect().right()),
            label.rect.y_range().expand(theme::GAP_SMALL / 2.0),
        );
        ui.painter().rect_filled(line, f32::from(theme::RADIUS), palette.selected);
        let bar = egui::Stroke::new(3.0, palette.accent);
        // In the gap behind the sign, which stays to be seen.
        ui.painter().vline(label.rect.right() + theme::GAP, line.y_range(), bar);
        let font = egui::TextStyle::Body.resolve(ui.style());
        ui.painter().text(label.rect.left_center(), egui::Align2::LEFT_CENTER, mark, font, colour);
    }
    label
}

fn figure_ui(ui: &mut egui::Ui, measure: &MeasureTable, figure: &MeasuredFigure, outbox: &mut Outbox) {
    let row = &figure.row;
    let reference = row.reference().unwrap_or_default();
    let link = ui.link(columns::number(row)).on_hover_text("Open the words in Review");
    link.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("{reference}, {}", columns::number(row))));
    if link.clicked() {
        outbox.go(Go::Words { article: row.article_id, span: row.span });
    }
    ui.vertical(|ui| {
        // What stands beside the words keeps its room in a narrow window; a cell alone in its line stands as the others.
        ui.set_max_width((ui.clip_rect().width() - BESIDE_WORDS).max(MIN_OF_WORDS));
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
        if measure.said_of(row.key).next().is_none() {
            let height = ui.text_style_height(&egui::TextStyle::Body);
            ui.add_space(((ui.spacing().interact_size.y - height) / 2.0).max(0.0));
        }
        ui.label(words::shortened(&row.words, 60)).on_hover_text(&row.words);
        // Below the words, where it is seen in a narrow window too.
        for said in measure.said_of(row.key) {
            let text = RichText::new(in_words(&said)).small().color(Palette::of(ui).doubtful);
            let label = ui.label(text);
            if let Some(note) = said.note {
                label.on_hover_text(note);
            }
        }
    });
    ui.label(beside(row));
    ui.weak(columns::source(row));
    ui.weak(reference);
}

/// Who said it, and as of when.
fn beside(row: &ClaimTableRow) -> String {
    let who = columns::field(row, Field::SaidBy);
    let said_by = if who.is_empty() { String::new() } else { format!("said by {who}") };
    let as_of = row.text(Field::AsOf).map(|date| format!("as of {}", words::edtf(date))).unwrap_or_default();
    let beside: Vec<String> = [said_by, as_of].into_iter().filter(|text| !text.is_empty()).collect();
    beside.join(", ")
}

/// A figure in a line that tells it from the others.
pub fn told(figure: &MeasuredFigure) -> String {
    let row = &figure.row;
    format!("{}  {}  {}", row.reference().unwrap_or_default(), columns::number(row), columns::source(row))
}

/// What a person said of it and another, shortly also why.
fn in_words(said: &SaidOf<'_>) -> String {
    let other = said.other;
    let how = match (said.how, said.is_preferred) {
        (DifferHow::Disagree, Some(true)) => format!("disagrees with F{other}, preferred"),
        (DifferHow::Disagree, _) => format!("disagrees with F{other}"),
        (DifferHow::DifferentThings, Some(true)) => format!("another thing than F{other}, preferred"),
        (DifferHow::DifferentThings, _) => format!("another thing than F{other}"),
        (DifferHow::LaterCorrection, Some(true)) => format!("corrects F{other}"),
        (DifferHow::LaterCorrection, Some(false)) => format!("corrected by F{other}"),
        (DifferHow::LaterCorrection, None) => format!("one corrects the other: F{other}"),
    };
    match said.note {
        Some(note) => format!("{how} ({})", words::shortened(note, 60)),
        None => how,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_is_told_from_the_side_of_the_figure() {
        let said = |how, is_preferred, note| in_words(&SaidOf { how, other: 9, is_preferred, note });
        for (how, is_preferred, expected) in [
            (DifferHow::Disagree, None, "disagrees with F9"),
            (DifferHow::Disagree, Some(true), "disagrees with F9, preferred"),
            (DifferHow::Disagree, Some(false), "disagrees with F9"),
            (DifferHow::DifferentThings, None, "another thing than F9"),
            (DifferHow::LaterCorrection, Some(true), "corrects F9"),
            (DifferHow::LaterCorrection, Some(false), "corrected by F9"),
            (DifferHow::LaterCorrection, None, "one corrects the other: F9"),
        ] {
            assert_eq!(said(how, is_preferred, None), expected);
        }
        assert_eq!(said(DifferHow::Disagree, None, Some("those registered")), "disagrees with F9 (those registered)");
    }
}
