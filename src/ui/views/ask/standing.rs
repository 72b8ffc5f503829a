//! Names decided for always: what the dossier accepts or rejects wherever it stands, who said so, and how often it was
//! used; each can be taken from the list.
//!
//! What was decided by it stays decided: only the next articles are asked about again.

use crate::ledger::command::Command;
use crate::model::kind::Status;
use crate::store::read::names::Standing;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::ask::Answer;
use crate::ui::widgets::control;
use crate::ui::widgets::marker;
use crate::ui::widgets::marker::Marker;
use crate::ui::words;
use crate::workspace::review::stops::State;
use egui::Label;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;

#[derive(Debug, Default)]
pub struct StandingState {
    pub found: Loadable<Vec<Standing>>,
}

impl StandingState {
    /// Waits for its answer.
    pub fn asked() -> Self {
        let mut state = Self::default();
        state.found.start();
        state
    }
}

pub fn standing_ui(ui: &mut egui::Ui, state: &StandingState, outbox: &mut Outbox) -> Answer {
    let palette = Palette::of(ui);
    ui.heading("Always and never");
    ui.weak("Names that are accepted or rejected in every article, also in those to come.");
    ui.add_space(theme::GAP);
    if let Some(reason) = state.found.failure() {
        ui.colored_label(palette.error, format!("The names could not be read: {reason}"));
    }
    match state.found.value().map(Vec::as_slice) {
        None if state.found.is_loading() => {
            ui.weak("Reading…");
        }
        None | Some([]) => {
            ui.label("There is none yet.");
        }
        Some(names) => {
            for name in names {
                name_ui(ui, name, outbox);
                ui.separator();
            }
        }
    }
    ui.add_space(theme::GAP);
    let close = control::primary_button(ui, "Close", true);
    control::focus_once(ui, close.id);
    if close.clicked() { Answer::Close } else { Answer::Stay }
}

fn name_ui(ui: &mut egui::Ui, standing: &Standing, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    let (state, verdict) = match standing.verdict {
        Status::Rejected => (State::Rejected, "never"),
        Status::Accepted | Status::Doubtful => (State::Accepted, "always"),
    };
    ui.horizontal(|ui| {
        marker::marker_ui(ui, Marker::of_state(state), palette);
        ui.vertical(|ui| {
            let width = (ui.available_width() - BUTTON_WIDTH).max(theme::GAP_LARGE);
            ui.set_width(width);
            ui.add(Label::new(format!("{verdict} {}", standing.name)).wrap());
            ui.add(Label::new(RichText::new(told(standing)).small().color(palette.muted)).wrap());
        });
        let button = ui.button("Take off");
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Take off: {}", standing.name)));
        if button.on_hover_text("Ask about it again from now on; what was decided stays").clicked() {
            let command = Command::Forget { name: standing.name.clone(), label: standing.label };
            let words = format!("{} is asked about again", standing.name);
            outbox.request(Request::Send(command, Origin::Told(words)));
        }
    });
}

/// Room that the button of a name takes.
const BUTTON_WIDTH: f32 = 84.0;

/// `place · Ana Ruiz, 8 Dec 2023 · decided 12 mentions`.
fn told(standing: &Standing) -> String {
    let used = match standing.n_decided {
        0 => "not used so far".to_owned(),
        n => format!("decided {}", words::count(n, "mention")),
    };
    let when = words::day(standing.decided_millis);
    format!("{} · {}, {when} · {used}", words::label(standing.label), standing.decided_by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind::Label;

    #[test]
    fn it_says_who_when_and_how_often() {
        let mut standing = Standing {
            name: "West".to_owned(),
            label: Label::Place,
            verdict: Status::Rejected,
            decided_by: "Ana Ruiz".to_owned(),
            decided_millis: 1_702_000_000_000,
            n_decided: 0,
        };
        assert_eq!(told(&standing), "place · Ana Ruiz, 8 Dec 2023 · not used so far");
        standing.n_decided = 12;
        assert_eq!(told(&standing), "place · Ana Ruiz, 8 Dec 2023 · decided 12 mentions");
    }
}
