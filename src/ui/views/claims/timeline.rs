//! What happened, and is to happen, in the order of its days: the rows of the table, beside a line of time.
//!
//! Never sorts or reads: the rows come in order of their days.

use crate::model::claim::Field;
use crate::model::edtf;
use crate::model::kind::Status;
use crate::store::read::claim_table::ClaimTableRow;
use crate::store::read::claim_table::when;
use crate::store::read::claim_table::who;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::claims::columns;
use crate::ui::words;
use chrono::Datelike as _;
use egui::Align2;
use egui::FontId;
use egui::Pos2;
use egui::Rect;
use egui::Role;
use egui::Sense;
use egui::Stroke;
use egui::Vec2;
use egui::WidgetInfo;
use std::ops::Range;

/// Height of a row: two lines of text.
const ROW: f32 = 46.0;
/// Where the line of time stands, from the left.
const RAIL: f32 = 176.0;
const DOT: f32 = 4.5;

/// What a click on a row asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clicked {
    Select(i64),
    Open(i64),
}

/// Draws the rows that are in view, and tells which those are. `follows`: the selected row is brought into it.
pub fn timeline_ui(
    ui: &mut egui::Ui,
    rows: &[ClaimTableRow],
    selected: Option<i64>,
    follows: bool,
) -> (Option<Clicked>, Range<usize>) {
    let mut area = egui::ScrollArea::vertical().id_salt("timeline").auto_shrink(false);
    let index = rows.iter().position(|row| Some(row.key) == selected);
    if let Some(index) = index.filter(|_| follows) {
        let top = index as f32 * ROW - ui.available_height() / 3.0;
        area = area.vertical_scroll_offset(top.max(0.0));
    }
    let mut clicked = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    let shown = area.show_rows(ui, ROW, rows.len(), |ui, range| {
        for index in range.clone() {
            let before = index.checked_sub(1).and_then(|before| rows.get(before));
            clicked = row_ui(ui, &rows[index], before, selected).or(clicked);
        }
        range
    });
    (clicked, shown.inner)
}

/// Year and month in which a row begins.
fn month(row: &ClaimTableRow) -> Option<(i32, u32)> {
    let first = edtf::bounds(row.text(when(row.kind))?)?.first?;
    Some((first.year(), first.month()))
}

fn row_ui(
    ui: &mut egui::Ui,
    row: &ClaimTableRow,
    before: Option<&ClaimTableRow>,
    selected: Option<i64>,
) -> Option<Clicked> {
    let is_selected = Some(row.key) == selected;
    let is_new_month = before.is_none_or(|before| month(before) != month(row));
    let palette = Palette::of(ui);
    let size = Vec2::new(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click() - Sense::FOCUSABLE);
    let date = row.text(when(row.kind)).map_or_else(|| "no date".to_owned(), words::edtf);
    let what = what(row);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_selected, format!("{date}: {what}")));
    if is_selected || response.hovered() {
        let fill = if is_selected { palette.selected } else { palette.hovered };
        ui.painter().rect_filled(rect.shrink2(Vec2::new(0.0, 1.0)), f32::from(theme::RADIUS), fill);
    }
    rail(ui, rect, row, palette);
    if is_new_month && month(row).is_some() {
        ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, palette.line));
    }
    let small = egui::TextStyle::Small.resolve(ui.style());
    let body = egui::TextStyle::Body.resolve(ui.style());
    let first = rect.top() + ROW * 0.32;
    let second = rect.top() + ROW * 0.70;
    let text = |x: f32, y: f32, align: Align2, text: String, font: &FontId, colour, width: f32| {
        let mut job = egui::text::LayoutJob::simple_singleline(text, font.clone(), colour);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(40.0));
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let at = align.anchor_size(Pos2::new(x, y), galley.size());
        ui.painter().galley(at.min, galley, colour);
    };
    let left = rect.left() + RAIL + theme::GAP_LARGE;
    let room = rect.right() - left - theme::GAP;
    let ink = if row.status == Some(Status::Rejected) { palette.muted } else { palette.ink };
    text(rect.left() + RAIL - theme::GAP_LARGE, first, Align2::RIGHT_CENTER, date, &body, ink, RAIL - theme::GAP_LARGE);
    text(left, first, Align2::LEFT_CENTER, what, &body, ink, room);
    let source = columns::source(row);
    let quoted = format!("“{}”", words::shortened(&row.words, 200));
    let below = if source.is_empty() { quoted } else { format!("{source} · {quoted}") };
    text(left, second, Align2::LEFT_CENTER, below, &small, palette.muted, room);
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if response.double_clicked() {
        return Some(Clicked::Open(row.key));
    }
    response.clicked().then_some(Clicked::Select(row.key))
}

/// Who did what to whom, where, and whether it came about.
pub fn what(row: &ClaimTableRow) -> String {
    let part = |field: Field| columns::field(row, field);
    let kind = words::claim_kind(row.kind).to_owned();
    let head = [part(Field::Type), part(Field::Title), columns::number(row)].into_iter().find(|text| !text.is_empty());
    let (who, whom, place) = (part(who(row.kind)), part(Field::Recipients), part(Field::Place));
    let mut said = head.unwrap_or(kind);
    for (link, words) in [(": ", who), (" → ", whom), (", ", place)] {
        if !words.is_empty() {
            said.push_str(link);
            said.push_str(&words);
        }
    }
    match row.text(Field::Modality) {
        None | Some("happened") => said,
        Some(other) => format!("{said} ({})", words::field_word(Field::Modality, other)),
    }
}

/// The line of time with the row's dot: filled happened, a ring planned, a ring struck through did not happen; of a
/// deadline a square on its tip.
fn rail(ui: &egui::Ui, rect: Rect, row: &ClaimTableRow, palette: &Palette) {
    let centre = Pos2::new(rect.left() + RAIL, rect.top() + ROW * 0.32);
    ui.painter().vline(centre.x, rect.y_range(), Stroke::new(1.0, palette.line));
    let colour = match row.status {
        None => palette.accent,
        Some(Status::Accepted) => palette.accepted,
        Some(Status::Doubtful) => palette.doubtful,
        Some(Status::Rejected) => palette.muted,
    };
    ui.painter().circle_filled(centre, DOT + 2.0, palette.paper);
    let is_deadline = row.text(Field::Type) == Some("deadline");
    let square = || {
        let reach = DOT + 1.5;
        [(0.0, -reach), (reach, 0.0), (0.0, reach), (-reach, 0.0)].map(|(x, y)| centre + Vec2::new(x, y)).to_vec()
    };
    match row.text(Field::Modality) {
        None | Some("happened") if is_deadline => {
            ui.painter().add(egui::Shape::convex_polygon(square(), colour, Stroke::NONE));
        }
        None | Some("happened") => {
            ui.painter().circle_filled(centre, DOT, colour);
        }
        Some(other) => {
            if is_deadline {
                ui.painter().add(egui::Shape::closed_line(square(), Stroke::new(1.5, colour)));
            } else {
                ui.painter().circle_stroke(centre, DOT, Stroke::new(1.5, colour));
            }
            if other == "negated" {
                let reach = Vec2::new(DOT + 2.0, -DOT - 2.0);
                ui.painter().line_segment([centre - reach, centre + reach], Stroke::new(1.5, colour));
            }
        }
    }
}
