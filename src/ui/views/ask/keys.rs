//! Every key and what it does, as the registry says: those of this screen first, in columns.
//!
//! Never lists a key by hand.

use crate::ui::action::Action;
use crate::ui::action::Menu;
use crate::ui::action::On;
use crate::ui::action::Screen;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::ask::Answer;
use crate::ui::views::ask::fuzzy;
use crate::ui::widgets::control;
use egui::Pos2;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;

/// What the filter, the button and the frame around the list of keys take of the window's height.
const KEYS_MARGIN: f32 = 176.0;
/// Width of a column, and of the keys in it.
const COLUMN: f32 = 300.0;
const KEYS_WIDTH: f32 = 126.0;

#[derive(Debug)]
pub struct KeysState {
    screen: Screen,
    query: String,
    /// Where the pointer lay when the list opened: it points at nothing there.
    pointer: Option<Option<Pos2>>,
}

impl KeysState {
    pub const fn new(screen: Screen) -> Self {
        Self { screen, query: String::new(), pointer: None }
    }
}

/// A heading with its lines: keys, and the action they press.
type Group = (String, Vec<(String, Action)>);

fn groups(ctx: &egui::Context, state: &KeysState) -> Vec<Group> {
    let is_own = |action: Action| matches!(action.entry().on, On::Screens(_)) && action.holds_on(state.screen);
    let is_general = |action: Action| !matches!(action.entry().on, On::Screens(_)) && action.holds_on(state.screen);
    let fits = |action: Action| {
        [action.label(), action.tooltip(), action.also()].iter().any(|said| fuzzy::words_begin(&state.query, said))
    };
    let lines = |menu: Menu, holds: &dyn Fn(Action) -> bool| -> Vec<(String, Action)> {
        let of_menu = Action::ALL.iter().copied().filter(|action| action.entry().menu == menu && holds(*action));
        of_menu.filter(|action| fits(*action)).filter_map(|action| Some((keys_of(ctx, action)?, action))).collect()
    };
    // What the screen is for comes first: deciding, then its rows.
    let is_first = |menu: &&Menu| matches!(menu, Menu::Decide | Menu::Table);
    let first = Menu::ALL.iter().rev().filter(is_first);
    let own = first.chain(Menu::ALL.iter().filter(|menu| !is_first(menu)));
    let own = own.flat_map(|menu| lines(*menu, &is_own)).collect();
    let mut groups = vec![(format!("On this screen: {}", state.screen.title()), own)];
    groups.extend(Menu::ALL.iter().map(|menu| (menu.title().to_owned(), lines(*menu, &is_general))));
    groups.retain(|(_, lines)| !lines.is_empty());
    groups
}

/// As they are listed: the cards' nine digits are one line.
fn keys_of(ctx: &egui::Context, action: Action) -> Option<String> {
    match action.chosen_card() {
        Some(1) => return Some("1 to 9".to_owned()),
        Some(_) => return None,
        None => {}
    }
    let keys: Vec<String> = action.chords().iter().map(|chord| chord.text(ctx)).collect();
    (!keys.is_empty()).then(|| keys.join(", "))
}

/// How wide the dialog wants to be.
pub fn width(ctx: &egui::Context) -> f32 {
    let room = ctx.content_rect().width() - 80.0;
    let n_columns = (room / COLUMN).floor().clamp(1.0, 3.0);
    (n_columns * COLUMN).min(room.max(200.0))
}

pub fn keys_ui(ui: &mut egui::Ui, state: &mut KeysState) -> Answer {
    ui.heading("Keys");
    let edit = egui::TextEdit::singleline(&mut state.query).hint_text("Filter").desired_width(KEYS_WIDTH * 2.0);
    let edit = ui.add(edit);
    edit.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Filter the keys"));
    control::focus_once(ui, edit.id);
    let is_entered = edit.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    // As tall as the window allows: a list of keys is read at a glance or not at all.
    let max_height = (ui.ctx().content_rect().height() - KEYS_MARGIN).max(120.0);
    let pointer = ui.input(|input| input.pointer.latest_pos());
    let is_pointing = pointer != *state.pointer.get_or_insert(pointer);
    let n_columns = ((ui.available_width() / (COLUMN - theme::GAP)).floor() as usize).clamp(1, 3);
    let columns = in_columns(groups(ui.ctx(), state), n_columns);
    // A bar that stays in sight says that there is more below.
    ui.spacing_mut().scroll = egui::style::ScrollStyle { foreground_color: true, ..egui::style::ScrollStyle::solid() };
    egui::ScrollArea::vertical().max_height(max_height).auto_shrink([false, true]).show(ui, |ui| {
        if columns.iter().all(Vec::is_empty) {
            ui.weak("No key is called that");
        }
        ui.horizontal_top(|ui| {
            for column in &columns {
                ui.vertical(|ui| {
                    ui.set_width(COLUMN - theme::GAP);
                    ui.spacing_mut().item_spacing.y = 1.0;
                    ui.spacing_mut().interact_size.y = theme::KEY_HEIGHT;
                    for group in column {
                        group_ui(ui, group, is_pointing);
                    }
                });
            }
        });
    });
    ui.add_space(theme::GAP);
    if ui.button("Close").clicked() || is_entered { Answer::Close } else { Answer::Stay }
}

/// Groups dealt out in order, so that the columns are about as long; one that would run over is split.
fn in_columns(groups: Vec<Group>, n_columns: usize) -> Vec<Vec<Group>> {
    let n_lines: usize = groups.iter().map(|(_, lines)| lines.len() + 2).sum();
    let goal = n_lines.div_ceil(n_columns) + 1;
    let mut columns = vec![Vec::new()];
    let mut height = 0;
    for (title, mut lines) in groups {
        loop {
            let is_last = columns.len() == n_columns;
            let room = goal.saturating_sub(height + 2);
            if is_last || lines.len() <= room {
                height += lines.len() + 2;
                columns
                    .last_mut()
                    .into_iter()
                    .for_each(|column| column.push((title.clone(), std::mem::take(&mut lines))));
                break;
            }
            // A heading with a line or two under it is not worth a split.
            if room >= 3 {
                let rest = lines.split_off(room);
                columns
                    .last_mut()
                    .into_iter()
                    .for_each(|column| column.push((title.clone(), std::mem::take(&mut lines))));
                lines = rest;
            }
            columns.push(Vec::new());
            height = 0;
        }
    }
    columns
}

fn group_ui(ui: &mut egui::Ui, (title, lines): &Group, is_pointing: bool) {
    let palette = Palette::of(ui);
    ui.add_space(theme::GAP_SMALL);
    ui.small(RichText::new(title).color(palette.accent));
    for (keys, action) in lines {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP_SMALL;
            let label = egui::Label::new(RichText::new(keys).small().color(palette.ink)).truncate();
            let size = egui::Vec2::new(KEYS_WIDTH, theme::KEY_HEIGHT);
            ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.set_min_size(size);
                ui.add(label);
            });
            let label = egui::Label::new(RichText::new(action.label()).small().color(palette.ink)).truncate();
            let label = ui.add(label);
            if is_pointing {
                label.on_hover_text(action.tooltip());
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(title: &str, n_lines: usize) -> Group {
        (title.to_owned(), vec![("X".to_owned(), Action::Reject); n_lines])
    }

    #[test]
    fn columns_are_about_as_long_and_nothing_is_lost() {
        let groups = vec![group("a", 20), group("b", 3), group("c", 9), group("d", 6)];
        let columns = in_columns(groups, 3);
        let lengths: Vec<usize> =
            columns.iter().map(|column| column.iter().map(|(_, lines)| lines.len() + 2).sum()).collect();
        assert_eq!(columns.iter().flatten().map(|(_, lines)| lines.len()).sum::<usize>(), 38);
        assert_eq!(columns.len(), 3);
        assert!(lengths.iter().all(|length| (8..=18).contains(length)), "{lengths:?}");
        assert_eq!(in_columns(Vec::new(), 3), vec![Vec::new()]);
    }

    #[test]
    fn every_key_of_a_screen_is_listed_once() {
        let ctx = egui::Context::default();
        for (screen, _) in Screen::TABS {
            let listed: Vec<Action> = groups(&ctx, &KeysState::new(screen))
                .into_iter()
                .flat_map(|(_, lines)| lines)
                .map(|(_, action)| action)
                .collect();
            for action in Action::ALL {
                let is_due = action.holds_on(screen)
                    && !action.chords().is_empty()
                    && action.chosen_card().is_none_or(|number| number == 1);
                let n_times = listed.iter().filter(|listed| *listed == action).count();
                assert_eq!(n_times, usize::from(is_due), "{action:?} on {screen:?}");
            }
        }
    }
}
