//! A path that is typed because no dialog can be had, or because typing is quicker.
//!
//! Never looks whether something is there.

use crate::ui::dialog::Wanted;
use crate::ui::theme;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::widgets::control;
use std::path::PathBuf;

#[derive(Debug)]
pub struct PathState {
    pub wanted: Wanted,
    pub path: String,
    /// The desktop was asked and showed nothing.
    pub is_fallback: bool,
}

pub fn path_ui(ui: &mut egui::Ui, state: &mut PathState) -> Answer {
    ui.heading(state.wanted.title());
    if state.is_fallback {
        ui.weak("This desktop offers no file dialog. Type the path instead.");
    }
    let field = control::field_ui(ui, "Path", &mut state.path, "/home/…");
    control::focus_once(ui, field.id);
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    ui.add_space(theme::GAP);
    let can_take = !state.path.trim().is_empty();
    let answer = || Answer::Path(state.wanted, PathBuf::from(state.path.trim()));
    if is_entered && can_take {
        return answer();
    }
    ask::buttons_ui(ui, "OK", can_take, answer)
}
