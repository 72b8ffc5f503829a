//! The palette: any action of this screen, found by a few letters of its name.
//!
//! Never runs an action itself: it is queued like a key.

use crate::ui::action::Action;
use crate::ui::action::Screen;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::ask::Answer;
use crate::ui::views::ask::fuzzy;
use crate::ui::widgets::control;
use egui::Key;
use egui::Modifiers;
use egui::RichText;
use egui::Role;
use egui::Sense;
use egui::Vec2;
use egui::WidgetInfo;

/// An action, and why it would do nothing now.
pub type Row = (Action, Option<&'static str>);

/// Actions of other screens that are named where this one has none.
const N_ELSEWHERE: usize = 3;

#[derive(Debug)]
pub struct PaletteState {
    rows: Vec<Row>,
    query: String,
    /// Row among those that match.
    at: usize,
}

impl PaletteState {
    pub const fn new(rows: Vec<Row>) -> Self {
        Self { rows, query: String::new(), at: 0 }
    }

    /// Whether an action can be found here.
    #[cfg(test)]
    pub fn lists(&self, action: Action) -> bool {
        self.rows.iter().any(|(listed, _)| *listed == action)
    }

    /// Actions of other screens that match, the best first, each with a screen that has it.
    fn elsewhere(&self) -> Vec<(Action, &'static str)> {
        let others = Action::ALL.iter().filter(|action| self.rows.iter().all(|(listed, _)| listed != *action));
        let placed = others.filter_map(|action| {
            let (screen, _) = Screen::TABS.iter().find(|(screen, _)| action.holds_on(*screen))?;
            Some((std::cmp::Reverse(self.score(*action)?), (*action, screen.title())))
        });
        let mut found: Vec<_> = placed.collect();
        found.sort_by_key(|(score, _)| *score);
        found.into_iter().map(|(_, found)| found).take(N_ELSEWHERE).collect()
    }

    /// How well an action fits what is typed.
    fn score(&self, action: Action) -> Option<u32> {
        // A word of the tooltip or of the menu finds it too, behind those whose name it is.
        let menu = format!("{} {}", action.entry().menu.title(), action.label());
        let label = fuzzy::score(&self.query, action.label()).map(|score| score * 3);
        let wider = fuzzy::score(&self.query, &menu).map(|score| score * 2);
        let words = || {
            let said = format!("{} {}", action.tooltip(), action.also());
            fuzzy::words_begin(&self.query, &said).then_some(1)
        };
        label.or(wider).or_else(words)
    }

    /// Rows that match, the best first; what cannot be done now comes after what can.
    fn found(&self) -> Vec<Row> {
        let score = |row: &Row| Some((row.1.is_some(), std::cmp::Reverse(self.score(row.0)?)));
        let mut found: Vec<_> = self.rows.iter().filter_map(|row| Some((score(row)?, *row))).collect();
        // Stable: equals stay in the order of the menus.
        found.sort_by_key(|(score, _)| *score);
        found.into_iter().map(|(_, row)| row).collect()
    }
}

pub fn palette_ui(ui: &mut egui::Ui, state: &mut PaletteState, outbox: &mut Outbox) -> Answer {
    let step = step_of(ui);
    let edit = egui::TextEdit::singleline(&mut state.query).hint_text("What do you want to do?");
    let edit = ui.add(edit.desired_width(f32::INFINITY));
    edit.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Find an action"));
    control::focus_once(ui, edit.id);
    if edit.changed() {
        state.at = 0;
    }
    let found = state.found();
    let last = found.len().saturating_sub(1);
    state.at = state.at.saturating_add_signed(step).min(last);
    let is_entered = edit.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    ui.add_space(theme::GAP);
    let mut pressed = if is_entered { found.get(state.at).copied() } else { None };
    let height = (ui.ctx().content_rect().height() * 0.6).max(120.0);
    egui::ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        if found.is_empty() {
            ui.weak("Nothing is called that");
            for (action, screen) in state.elsewhere() {
                ui.weak(format!("On {screen}: {}", action.label()));
            }
        }
        for (index, row) in found.iter().enumerate() {
            let response = row_ui(ui, *row, index == state.at);
            if index == state.at && (step != 0 || edit.changed()) {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                pressed = Some(*row);
            }
        }
    });
    match pressed {
        Some((action, None)) => {
            outbox.act(action);
            Answer::Close
        }
        Some((_, Some(_))) => {
            edit.request_focus();
            Answer::Stay
        }
        None => Answer::Stay,
    }
}

/// Steps of the arrow keys; they are taken before the field sees them.
fn step_of(ui: &mut egui::Ui) -> isize {
    ui.input_mut(|input| {
        let mut pressed = |key| input.count_and_consume_key(Modifiers::NONE, key) as isize;
        pressed(Key::ArrowDown) - pressed(Key::ArrowUp) + 8 * (pressed(Key::PageDown) - pressed(Key::PageUp))
    })
}

fn row_ui(ui: &mut egui::Ui, (action, against): Row, is_at: bool) -> egui::Response {
    let palette = Palette::of(ui);
    let size = Vec2::new(ui.available_width(), theme::ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let spoken = match against {
        Some(reason) => format!("{}, not now: {reason}", action.label()),
        None => action.label().to_owned(),
    };
    response.widget_info(|| WidgetInfo::selected(Role::Button, against.is_none(), is_at, &spoken));
    if is_at || response.hovered() {
        let fill = if is_at { palette.selected } else { palette.hovered };
        ui.painter().rect_filled(rect, f32::from(theme::RADIUS), fill);
    }
    let inner = rect.shrink2(Vec2::new(theme::GAP, 0.0));
    let mut ui =
        ui.new_child(egui::UiBuilder::new().max_rect(inner).layout(egui::Layout::right_to_left(egui::Align::Center)));
    ui.label(RichText::new(action.key_text(ui.ctx())).small().color(palette.muted));
    let aside = against.map_or_else(|| action.entry().menu.title().to_owned(), |reason| format!("not now: {reason}"));
    ui.label(RichText::new(aside).small().color(palette.muted));
    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
        let colour = if against.is_some() { palette.muted } else { palette.ink };
        ui.add(egui::Label::new(RichText::new(action.label()).color(colour)).truncate());
    });
    response.on_hover_text(action.tooltip())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str) -> Vec<Action> {
        let rows = Action::ALL.iter().filter(|action| action.holds_on(Screen::Library)).map(|action| (*action, None));
        let mut state = PaletteState::new(rows.collect());
        query.clone_into(&mut state.query);
        state.found().into_iter().map(|(action, _)| action).collect()
    }

    #[test]
    fn the_best_match_stands_first() {
        for (query, expected) in [
            ("undo", Action::Undo),
            ("set", Action::ShowSettings),
            ("aside", Action::SetAside),
            ("exp", Action::ShowExport),
            ("ifp", Action::ImportPath),
            ("dark", Action::UseDarkTheme),
            ("COPY", Action::CopyWithSource),
            ("a copy", Action::SaveCopy),
            ("cws", Action::CopyWithSource),
            // By its menu, and by a word of the tooltip.
            ("go lib", Action::ShowLibrary),
            ("spreadsheet", Action::CopyTable),
            // As it is called elsewhere.
            ("backup", Action::SaveCopy),
            ("shortcuts", Action::ShowKeys),
            ("bigger text", Action::ZoomIn),
            // A word in one piece stands before its letters here and there.
            ("path", Action::ImportPath),
        ] {
            assert_eq!(found(query).first(), Some(&expected), "{query}: {:?}", found(query));
        }
        assert_eq!(found("umbrella"), [], "no action speaks of umbrellas");
    }

    #[test]
    fn what_another_screen_has_is_named() {
        let rows = Action::ALL.iter().filter(|action| action.holds_on(Screen::Library)).map(|action| (*action, None));
        let mut state = PaletteState::new(rows.collect());
        "merge".clone_into(&mut state.query);
        assert_eq!((state.found(), state.elsewhere()), (Vec::new(), vec![(Action::SameAs, "Cards")]));
        "umbrella".clone_into(&mut state.query);
        assert_eq!(state.elsewhere(), []);
    }

    #[test]
    fn an_empty_query_lists_all_in_the_order_of_menus_and_what_cannot_be_done_last() {
        let rows = vec![(Action::StopJob, Some("nothing is running")), (Action::Undo, None), (Action::ShowKeys, None)];
        let state = PaletteState::new(rows);
        let order: Vec<Action> = state.found().into_iter().map(|(action, _)| action).collect();
        assert_eq!(order, [Action::Undo, Action::ShowKeys, Action::StopJob]);
    }
}
