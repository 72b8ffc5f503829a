//! Removing an article for good: what goes, what stays, and that nothing brings it back.
//!
//! Never does it by one key: a box must be ticked first.

use crate::ledger::command::ArticleId;
use crate::ledger::command::Command;
use crate::store::read::sheet::Removal;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::widgets::control;
use crate::ui::words;
use egui::Label;
use egui::RichText;
use std::path::PathBuf;

/// Names of cards that are listed; of the others the number.
const N_CARDS: usize = 6;

/// What stands above and below the list of what goes and stays, the dialog's margins included.
const AROUND: f32 = 228.0;

#[derive(Debug)]
pub struct RemoveState {
    pub article: ArticleId,
    pub removal: Loadable<Removal>,
    is_sure: bool,
    /// Folders where backups may lie.
    backups: Vec<PathBuf>,
}

impl RemoveState {
    pub fn new(article: ArticleId, backups: Vec<PathBuf>) -> Self {
        let mut removal = Loadable::default();
        removal.start();
        Self { article, removal, is_sure: false, backups }
    }
}

pub fn remove_ui(ui: &mut egui::Ui, state: &mut RemoveState, outbox: &mut Outbox) -> Answer {
    let palette = Palette::of(ui);
    ui.heading("Remove this article");
    if let Some(reason) = state.removal.failure() {
        ui.colored_label(palette.error, format!("This article could not be read: {reason}"));
    }
    let Some(removal) = state.removal.value() else {
        if state.removal.is_loading() {
            ui.weak("Reading…");
        }
        return buttons_ui(ui, state, outbox);
    };
    ui.add(Label::new(RichText::new(format!("{}  {}", removal.reference, removal.title)).strong()).wrap());
    let sections =
        [("Goes", goes(removal)), ("Stays", stays(removal)), ("Not reached", vec![not_reached(&state.backups)])];
    // The box to tick and the buttons stay in view, however little room there is.
    let height = (ui.ctx().content_rect().height() - AROUND).max(72.0);
    egui::ScrollArea::vertical().id_salt("removal").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        for (title, lines) in sections {
            ui.add_space(theme::GAP);
            ui.small(RichText::new(title).color(palette.muted));
            for line in lines {
                ui.add(Label::new(line).wrap());
            }
        }
    });
    ui.add_space(theme::GAP);
    ui.colored_label(palette.error, "This cannot be undone, and Undo cannot go back past it");
    buttons_ui(ui, state, outbox)
}

/// What is destroyed, a line each.
fn goes(removal: &Removal) -> Vec<String> {
    let mut lines = vec![if removal.n_sharing == 0 {
        format!("Its text, its original {} with that name, every suggestion", removal.file)
    } else {
        let sharing = words::count(removal.n_sharing, "other article");
        format!("What was decided in it. Its text or original stays: {sharing} here came from the same")
    }];
    let decided = [(removal.n_mentions, "decided mention"), (removal.n_claims, "decided claim")];
    let mut counted: Vec<String> =
        decided.into_iter().filter(|(n, _)| *n > 0).map(|(n, noun)| words::count(n, noun)).collect();
    if removal.n_remarks > 0 {
        let remarks = if removal.n_remarks == 1 {
            "1 note or tag".to_owned()
        } else {
            format!("{} notes or tags", removal.n_remarks)
        };
        counted.push(format!("{remarks} on them"));
    }
    if !counted.is_empty() {
        lines.push(counted.join(", "));
    }
    if !removal.cards.is_empty() {
        let named: Vec<&str> = removal.cards.iter().take(N_CARDS).map(String::as_str).collect();
        let n_more = removal.cards.len().saturating_sub(N_CARDS);
        let more = if n_more == 0 { String::new() } else { format!(" and {n_more} more") };
        let cards = words::count(removal.cards.len() as i64, "card");
        lines.push(format!("The last source of {cards}: {}{more}", named.join(", ")));
    }
    lines
}

fn stays(removal: &Removal) -> Vec<String> {
    vec![
        format!(
            "That {} was here and was removed, by whom and when; its hash, so that Verify still passes",
            removal.reference
        ),
        "What other articles say, and cards that they name".to_owned(),
    ]
}

fn not_reached(backups: &[PathBuf]) -> String {
    let folders: Vec<String> = backups.iter().map(|folder| folder.display().to_string()).collect();
    let place = if folders.is_empty() { String::new() } else { format!(" (in {})", folders.join(" and ")) };
    format!("Backups{place}, copies, sheets and earlier exports still hold the words: delete those yourself")
}

fn buttons_ui(ui: &mut egui::Ui, state: &mut RemoveState, outbox: &mut Outbox) -> Answer {
    ui.add_space(theme::GAP_SMALL);
    let is_known = state.removal.value().is_some();
    ui.add_enabled_ui(is_known, |ui| {
        let tick = ui.checkbox(&mut state.is_sure, "I know that these words cannot be brought back");
        if is_known {
            control::focus_once(ui, tick.id);
        }
    });
    ui.add_space(theme::GAP);
    let mut answer = Answer::Stay;
    ask::row_of_buttons_ui(ui, |ui| {
        if control::danger_button(ui, "Remove for good", is_known && state.is_sure).clicked() {
            outbox.send(Command::RemoveForGood { article: state.article });
            answer = Answer::Close;
        }
        if ui.button("Cancel").clicked() {
            answer = Answer::Close;
        }
    });
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_goes() {
        let cards = (1..=8).map(|n| format!("Card {n}")).collect();
        let removal = Removal {
            reference: "A1".to_owned(),
            file: "a.txt".to_owned(),
            n_mentions: 3,
            n_claims: 1,
            n_remarks: 2,
            cards,
            ..Removal::default()
        };
        assert_eq!(
            goes(&removal),
            [
                "Its text, its original a.txt with that name, every suggestion",
                "3 decided mentions, 1 decided claim, 2 notes or tags on them",
                "The last source of 8 cards: Card 1, Card 2, Card 3, Card 4, Card 5, Card 6 and 2 more",
            ]
        );
        let bare = Removal { n_sharing: 1, ..Removal::default() };
        assert_eq!(
            goes(&bare),
            ["What was decided in it. Its text or original stays: 1 other article here came from the same"]
        );
    }
}
