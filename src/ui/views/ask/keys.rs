//! Every key and what it does, as the registry says.
//!
//! Never lists a key by hand.

use crate::ui::action::Action;
use crate::ui::action::Menu;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::ask::Answer;
use egui::RichText;

/// What the heading, the button and the frame around the list of keys take of the window's height.
const KEYS_MARGIN: f32 = 150.0;

pub fn keys_ui(ui: &mut egui::Ui) -> Answer {
    let palette = Palette::of(ui);
    ui.heading("Keys");
    // As tall as the window allows: a list of keys is read at a glance or not at all.
    let max_height = (ui.ctx().content_rect().height() - KEYS_MARGIN).max(200.0);
    egui::ScrollArea::vertical().max_height(max_height).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for menu in Menu::ALL {
            ui.add_space(theme::GAP);
            ui.small(RichText::new(menu.title()).color(palette.muted));
            egui::Grid::new(menu.title()).num_columns(2).min_col_width(110.0).show(ui, |ui| {
                for action in Action::ALL.iter().filter(|action| action.entry().menu == menu) {
                    let keys: Vec<String> = action.chords().iter().map(|chord| chord.text(ui.ctx())).collect();
                    if keys.is_empty() || action.chosen_card().is_some_and(|number| number > 1) {
                        continue;
                    }
                    let keys = if action.chosen_card().is_some() { "1 to 9".to_owned() } else { keys.join(", ") };
                    ui.label(keys);
                    ui.add(egui::Label::new(action.tooltip()).wrap());
                    ui.end_row();
                }
            });
        }
    });
    ui.add_space(theme::GAP);
    if ui.button("Close").clicked() { Answer::Close } else { Answer::Stay }
}
