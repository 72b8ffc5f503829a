//! Buttons drawn from the action registry, filter chips, and lines of a form.
//!
//! Pressing one queues its action; nothing here decides what an action does or whether it makes sense now.

use crate::jobs::Progress;
use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::READ_ONLY;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::words;
use egui::Button;
use egui::Response;
use egui::RichText;
use egui::Role;
use egui::Stroke;
use egui::Vec2;
use egui::WidgetInfo;

/// What a cell of a grid holds that may need several lines: by itself only the first of them has room in the row.
pub fn cell_of_lines(ui: &mut egui::Ui, contents: impl FnOnce(&mut egui::Ui)) {
    ui.vertical(|ui| ui.horizontal_wrapped(contents));
}

/// A button with the registry's label and tooltip.
pub fn action_button(ui: &mut egui::Ui, action: Action, outbox: &mut Outbox) -> Response {
    enabled_action_button(ui, action, true, outbox)
}

pub fn enabled_action_button(ui: &mut egui::Ui, action: Action, is_enabled: bool, outbox: &mut Outbox) -> Response {
    let button = Button::new(action.label());
    queued(ui, button, action, is_enabled, outbox)
}

/// The one button of a screen that most people want next.
pub fn primary_action_button(ui: &mut egui::Ui, action: Action, outbox: &mut Outbox) -> Response {
    enabled_primary_button(ui, action, true, outbox)
}

pub fn enabled_primary_button(ui: &mut egui::Ui, action: Action, is_enabled: bool, outbox: &mut Outbox) -> Response {
    let palette = Palette::of(ui);
    let button = Button::new(RichText::new(action.label()).color(palette.on_accent))
        .fill(palette.accent)
        .stroke(Stroke::new(1.0, palette.accent));
    queued(ui, button, action, is_enabled, outbox)
}

/// A line of a menu: label on the left, key on the right.
pub fn menu_action(ui: &mut egui::Ui, action: Action, is_enabled: bool, outbox: &mut Outbox) {
    let button = Button::new(action.label()).shortcut_text(action.key_text(ui.ctx())).frame_when_inactive(false);
    if queued(ui, button, action, is_enabled, outbox).clicked() {
        ui.close();
    }
}

/// One of several in a menu. Menus take the outlines from what is in them; the ring of this one is what it is.
pub fn menu_radio(ui: &mut egui::Ui, is_on: bool, label: &str) -> Response {
    ui.scope(|ui| {
        ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::new(1.0, Palette::of(ui).edge);
        ui.radio(is_on, label)
    })
    .inner
}

fn queued(ui: &mut egui::Ui, button: Button<'_>, action: Action, is_enabled: bool, outbox: &mut Outbox) -> Response {
    let against = outbox.reason_against(action);
    let response = ui.add_enabled(is_enabled && against.is_none(), button);
    response.widget_info(|| {
        let spoken = against.map(|reason| format!("{}, not now: {reason}", action.label()));
        WidgetInfo::labeled(Role::Button, response.enabled(), spoken.unwrap_or_else(|| action.label().to_owned()))
    });
    if response.clicked() {
        outbox.act(action);
    }
    let response = response.on_hover_text(action.tooltip_with_key(ui.ctx()));
    match against {
        Some(reason) => response.on_disabled_hover_text(format!("{}; not now: {reason}", action.tooltip())),
        None => response,
    }
}

/// Fields and buttons that change the dossier without an action of their own: not to be had where it can only be read.
pub fn writing_ui(ui: &mut egui::Ui, outbox: &mut Outbox, contents: impl FnOnce(&mut egui::Ui, &mut Outbox)) {
    let is_enabled = !outbox.is_read_only;
    let shown = ui.add_enabled_ui(is_enabled, |ui| contents(ui, outbox));
    if !is_enabled {
        shown.response.on_hover_text(format!("Not now: {READ_ONLY}"));
    }
}

/// A primary button for something that is no action of the registry: the end of a form.
pub fn primary_button(ui: &mut egui::Ui, label: &str, is_enabled: bool) -> Response {
    let palette = Palette::of(ui);
    let button = Button::new(RichText::new(label).color(palette.on_accent))
        .fill(palette.accent)
        .stroke(Stroke::new(1.0, palette.accent));
    ui.add_enabled(is_enabled, button)
}

/// The button of what cannot be undone.
pub fn danger_button(ui: &mut egui::Ui, label: &str, is_enabled: bool) -> Response {
    let palette = Palette::of(ui);
    let button = Button::new(RichText::new(label).color(palette.on_accent))
        .fill(palette.error)
        .stroke(Stroke::new(1.0, palette.error));
    ui.add_enabled(is_enabled, button)
}

/// A filter that is on or off, with a count.
pub fn chip_ui(ui: &mut egui::Ui, label: &str, count: Option<usize>, is_on: bool) -> Response {
    let palette = Palette::of(ui);
    let text = count.map_or_else(|| label.to_owned(), |count| format!("{label}  {}", words::number(count as f64)));
    let (fill, line) = if is_on { (palette.selected, palette.accent) } else { (palette.chrome, palette.line) };
    let button = Button::new(RichText::new(text).color(palette.ink))
        .fill(fill)
        .stroke(Stroke::new(1.0, line))
        .corner_radius(theme::ROW_HEIGHT / 2.0);
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_on, label));
    response
}

/// A tab of the window: plain text, underlined when it is the one on view.
pub fn tab_ui(ui: &mut egui::Ui, action: Action, is_on: bool, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    let colour = if is_on { palette.ink } else { palette.muted };
    let button = Button::new(RichText::new(action.label()).color(colour))
        .frame_when_inactive(false)
        .min_size(Vec2::new(0.0, theme::ROW_HEIGHT));
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, ui.is_enabled(), is_on, action.label()));
    if is_on {
        let line = response.rect.bottom() + 3.0;
        ui.painter().hline(response.rect.x_range(), line, Stroke::new(2.0, palette.accent));
    }
    if response.clicked() {
        outbox.act(action);
    }
    response.on_hover_text(action.tooltip_with_key(ui.ctx()));
}

/// A text field under its label; the label is what a screen reader calls it.
pub fn field_ui(ui: &mut egui::Ui, label: &str, text: &mut String, hint: &str) -> Response {
    let name = ui.label(label);
    let edit = egui::TextEdit::singleline(text).hint_text(hint.to_owned()).desired_width(f32::INFINITY);
    ui.add(edit).labelled_by(name.id)
}

/// A thin bar that fills up.
pub fn progress_ui(ui: &mut egui::Ui, share: f32, width: f32, label: &str) {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, 6.0), egui::Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, label));
    let radius = rect.height() / 2.0;
    ui.painter().rect_filled(rect, radius, palette.line);
    let mut filled = rect;
    filled.set_width((rect.width() * share.clamp(0.0, 1.0)).max(radius * 2.0));
    if share > 0.0 {
        ui.painter().rect_filled(filled, radius, palette.accent);
    }
}

/// A long job under way: how far it has come, and a way to stop it.
pub fn job_ui(ui: &mut egui::Ui, progress: &Progress, outbox: &mut Outbox) {
    ui.horizontal(|ui| {
        let (share, label) = job_words(progress);
        progress_ui(ui, share, 160.0, &label);
        ui.label(label);
        action_button(ui, Action::StopJob, outbox);
    });
    ui.add_space(theme::GAP);
}

/// How far a job has come, as a share and in words; one that does not know its end says only how far it is.
pub fn job_words(progress: &Progress) -> (f32, String) {
    match progress.n_total {
        0 if progress.n_done == 0 => (0.0, format!("{}…", progress.stage)),
        0 => (0.0, format!("{}: {}", progress.stage, progress.n_done)),
        n => (progress.n_done as f32 / n as f32, format!("{}: {} of {n}", progress.stage, progress.n_done)),
    }
}

/// Gives a field the focus when its dialog or screen opens, and not again.
pub fn focus_once(ui: &egui::Ui, field: egui::Id) {
    let seen = egui::Id::unique("focused_once").with(field);
    let frame = ui.ctx().cumulative_pass_nr();
    let last_seen = ui.data(|data| data.get_temp::<u64>(seen));
    if last_seen.is_none_or(|last| last + 3 < frame) {
        ui.memory_mut(|memory| memory.request_focus(field));
    }
    ui.data_mut(|data| data.insert_temp(seen, frame));
}

/// Selects all of a text field that a key has led to, so that what is typed takes its place.
pub fn select_when_reached(ui: &egui::Ui, field: &Response, text: &str) {
    let seen = egui::Id::unique("reached").with(field.id);
    let has_focus = field.has_focus();
    let was_there = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default(seen), has_focus));
    let is_clicked = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
    if was_there || !has_focus || is_clicked {
        return;
    }
    let mut state = egui::text_edit::TextEditState::load(ui.ctx(), field.id).unwrap_or_default();
    state.cursor.set_char_range(Some(egui::text::CCursorRange::select_all_str(text)));
    state.store(ui.ctx(), field.id);
}

/// Whether a key is down that was pressed before this frame: what was pressed in the step before, and never let go,
/// decides nothing.
pub fn is_held_down(ui: &egui::Ui) -> bool {
    ui.input(|input| {
        input.events.iter().any(|event| matches!(event, egui::Event::Key { repeat: true, pressed: true, .. }))
    })
}

/// A list to choose one word from, or none.
pub fn choice_ui(ui: &mut egui::Ui, label: &str, any: &str, list: &[String], chosen: &mut Option<String>) {
    let shown = chosen.clone().unwrap_or_else(|| any.to_owned());
    let combo = egui::ComboBox::from_id_salt(label).selected_text(RichText::new(&shown)).width(130.0).truncate();
    let response = combo.show_ui(ui, |ui| {
        ui.selectable_value(chosen, None, any);
        for word in list {
            ui.selectable_value(chosen, Some(word.clone()), word.as_str());
        }
    });
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{label}: {shown}")));
}

/// How a list to choose from is called.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'t> {
    pub label: &'t str,
    /// What stands for no choice; `None`: something is always chosen.
    pub any: Option<&'t str>,
    pub width: f32,
}

/// A list to choose one thing from, or none where that has a name.
pub fn choice_of_ui<T: Clone + PartialEq>(
    ui: &mut egui::Ui,
    choice: Choice<'_>,
    list: &[(T, String)],
    chosen: &mut Option<T>,
) -> Response {
    let found = list.iter().find(|(value, _)| Some(value) == chosen.as_ref()).map(|(_, title)| title.as_str());
    let shown = found.or(choice.any).unwrap_or_default();
    let combo =
        egui::ComboBox::from_id_salt(choice.label).selected_text(RichText::new(shown)).width(choice.width).truncate();
    let response = combo.show_ui(ui, |ui| {
        if let Some(any) = choice.any {
            ui.selectable_value(chosen, None, any);
        }
        for (value, title) in list {
            ui.selectable_value(chosen, Some(value.clone()), title.as_str());
        }
    });
    let spoken = format!("{}: {shown}", choice.label);
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, spoken.as_str()));
    response.response
}
