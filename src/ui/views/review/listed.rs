//! A name that several entries of the analyst's own lists bear: which of them is it?
//!
//! Never decides: a digit or a click chooses an entry, Enter accepts the name with its identifiers; without a choice Enter
//! accepts the name alone.

use crate::ledger::command::Command;
use crate::ledger::command::Verdict;
use crate::model::kind::How;
use crate::model::name_list::Choice as ListChoice;
use crate::store::read::review::Review;
use crate::store::read::review::ReviewName;
use crate::ui::action::Action;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::review::decide;
use crate::ui::views::review::decide::Choice;
use crate::ui::widgets::control;
use crate::workspace::review::stops::Stop;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;

/// The entries, each with a button that accepts the name as it.
pub fn listed_ui(
    ui: &mut egui::Ui,
    (review, stop): (&Review, &Stop),
    name: &ReviewName,
    chosen: Choice,
    outbox: &mut Outbox,
) {
    if name.choices.is_empty() || name.card.is_some() {
        return;
    }
    let palette = Palette::of(ui);
    ui.add_space(theme::GAP_SMALL);
    ui.weak("several of your lists' entries bear this name: is it one of them?");
    for (index, choice) in name.choices.iter().enumerate() {
        let told = told(choice);
        // Cards come first; beyond the digits there is the mouse.
        let number = name.candidates.len() + index + 1;
        let choose = Action::choose_card(number);
        let is_chosen = chosen == Choice::Listed(index);
        control::writing_ui(ui, outbox, |ui, outbox| {
            let digit = if choose.is_some() { format!("{number}  ") } else { String::new() };
            let button = ui.add(egui::Button::selectable(is_chosen, format!("{digit}is {}", choice.name)).wrap());
            button.widget_info(|| {
                let name = format!("Is {}: {told}", choice.name);
                WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), is_chosen, name)
            });
            if !button.on_hover_text("The name is this entry's: accepted with its identifiers").clicked() {
            } else if let Some(choose) = choose {
                outbox.act(choose);
            } else if let Some(command) = accepting(review, stop, index) {
                let words = format!("Accepted {} as {told}", choice.name);
                outbox.request(Request::Send(command, Origin::Told(words)));
            }
        });
        ui.horizontal(|ui| {
            ui.add_space(theme::GAP_LARGE);
            ui.add(egui::Label::new(RichText::new(told).small().color(palette.muted)).wrap());
        });
    }
}

/// `born 1951, Ardania · Q901 · in the list Ministers`.
fn told(choice: &ListChoice) -> String {
    let ids: Vec<&str> = choice.ids.iter().map(|(_, id)| id.as_str()).collect();
    let ids = (!ids.is_empty()).then(|| ids.join(" "));
    let list = Some(format!("in the list {}", choice.list));
    [choice.about.clone(), ids, list].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The name accepted in this article as a card of its own, with the entry's identifiers, in one step.
fn accepting(review: &Review, stop: &Stop, index: usize) -> Option<Command> {
    let commands = decide::commands(review, stop, Verdict::Accept, Choice::Listed(index), How::ByHand);
    decide::as_one_step(Verdict::Accept, commands)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::review::fixture;
    use crate::workspace::review::stops::stops;

    #[test]
    fn a_choice_accepts_all_mentions_and_gives_the_card_its_identifier() {
        let mut review = fixture::marked("[Amir Halden]{person:1} met [Ana Ruiz]{person:2}; [Halden]{person:1} left");
        let choice = ListChoice {
            list: "Ministers".to_owned(),
            name: "Amir Halden".to_owned(),
            ids: vec![("wikidata".to_owned(), "Q901".to_owned())],
            about: Some("born 1951".to_owned()),
        };
        assert_eq!(told(&choice), "born 1951 · Q901 · in the list Ministers");
        review.names[0].choices = vec![choice.clone()];
        let stop = &stops(&review)[0];
        let Some(Command::Together { kind: "accept", commands }) = accepting(&review, stop, 0) else {
            panic!("one step");
        };
        assert_eq!(
            decide::promise(&review, stop, Choice::Listed(0)),
            "accept, 2 here, as Amir Halden of the list Ministers"
        );
        let n_decided = commands.iter().filter(|command| matches!(command, Command::Decide { .. })).count();
        assert_eq!((n_decided, commands.len()), (2, 3));
        assert!(matches!(&commands[2], Command::IdentifyMention { ids, .. } if *ids == choice.ids));
    }
}
