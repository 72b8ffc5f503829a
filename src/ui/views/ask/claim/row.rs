//! One field of a claim on screen: what stands in it, and the way to all cards of the dossier.
//!
//! Never records anything.

use crate::model::claim::Field;
use crate::ui::views::ask::claim::input::Choice;
use crate::ui::views::ask::claim::input::Input;
use crate::ui::views::ask::claim::input::Row;
use crate::ui::widgets::control;
use crate::ui::words;
use egui::Key;
use egui::RichText;

/// Room that a list of words takes at most.
const LIST_HEIGHT: f32 = 280.0;

/// Draws one field; whether Enter was pressed in it.
pub fn row_ui(ui: &mut egui::Ui, row: &mut Row, known: &[Choice], label: egui::Id) -> bool {
    let salt = ("field", row.field.as_str());
    let name_of =
        |who| known.iter().find(|choice| choice.who == who).map_or("?", |choice: &Choice| choice.name.as_str());
    let reads_as = row.reads_as();
    match &mut row.input {
        Input::Typed(text) => {
            let typed_ui = |ui: &mut egui::Ui| {
                let response = ui.add(egui::TextEdit::singleline(text).desired_width(f32::INFINITY)).labelled_by(label);
                if let Some(date) = reads_as {
                    ui.small(format!("= {date}"));
                }
                response
            };
            let response = ui.vertical(typed_ui).inner;
            row.focus = Some(response.id);
            control::select_when_reached(ui, &response, text);
            response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
        }
        Input::Word(choices, word) => {
            let shown = word.map_or(String::new(), |word| words::field_word(row.field, word));
            let list = egui::ComboBox::from_id_salt(salt).selected_text(shown).height(LIST_HEIGHT);
            // A bar that stays in sight says that there is more below.
            let list = list.popup_style(egui::style::StyleModifier::new(|style| {
                style.spacing.scroll =
                    egui::style::ScrollStyle { foreground_color: true, ..egui::style::ScrollStyle::solid() };
            }));
            let shown = list.show_ui(ui, |ui| {
                ui.selectable_value(word, None, "–");
                for choice in choices.iter() {
                    ui.selectable_value(word, Some(*choice), words::field_word(row.field, choice));
                }
            });
            row.focus = Some(shown.response.id);
            shown.response.labelled_by(label);
            false
        }
        Input::One(chosen) => {
            let shown = chosen.map_or("–", name_of);
            row.wants_any = card_ui(ui, row.field, shown, &mut row.focus);
            false
        }
        Input::Several(chosen) => {
            control::cell_of_lines(ui, |ui| {
                let mut gone = None;
                for who in chosen.iter() {
                    let name = name_of(*who);
                    let chip = ui.button(format!("{name}  ×")).on_hover_text("Take out");
                    let label = format!("{}: take out {name}", words::field(row.field));
                    chip.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
                    gone = gone.or(chip.clicked().then_some(*who));
                }
                chosen.retain(|who| Some(*who) != gone);
                row.wants_any = card_ui(ui, row.field, "Add…", &mut row.focus);
            });
            false
        }
        Input::Kept { names, stays } => {
            control::cell_of_lines(ui, |ui| {
                ui.checkbox(stays, names.as_str());
                ui.label(RichText::new("no card yet").weak());
                row.wants_any = card_ui(ui, row.field, "Another…", &mut row.focus);
            });
            false
        }
    }
}

/// The way to all cards of the dossier, names of the article first: pressed, or a letter typed while it has the focus.
fn card_ui(ui: &mut egui::Ui, field: Field, shown: &str, focus: &mut Option<egui::Id>) -> Option<String> {
    let button = ui.button(shown).on_hover_text("Find a card while typing");
    let name = format!("{}: {shown}", words::field(field));
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    *focus = Some(button.id);
    if button.clicked() { Some(String::new()) } else { letter(ui).filter(|_| button.has_focus()) }
}

/// A letter that was typed, in lower case.
pub fn letter(ui: &egui::Ui) -> Option<String> {
    ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            egui::Event::Text(text) if text.chars().all(char::is_alphanumeric) => Some(text.to_lowercase()),
            _ => None,
        })
    })
}
