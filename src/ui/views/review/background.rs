//! What is known of the name in question, below the reasons: earlier decisions, its card, a sentence of another article.
//!
//! Words from a read model; never decides and never asks.

use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::store::read::background::Background;
use crate::store::read::background::CardFacts;
use crate::store::read::background::Seen;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::cards::page;
use crate::ui::words;
use egui::Label as Text;
use egui::RichText;
use std::collections::BTreeSet;

/// More roles than this are counted, not named.
const MAX_ROLES: usize = 3;

pub fn background_ui(ui: &mut egui::Ui, background: &Background) {
    let palette = Palette::of(ui);
    let card = background.card.as_ref().map(card_line).filter(|line| !line.is_empty());
    let lines = [
        (!background.decided.is_empty()).then(|| format!("decided before: {}", decided_line(&background.decided))),
        card.map(|card| format!("card: {card}")),
        background.seen.as_ref().map(seen_line),
    ];
    for line in lines.into_iter().flatten() {
        ui.add_space(theme::GAP_SMALL);
        ui.add(Text::new(RichText::new(line).small().color(palette.muted)).wrap());
    }
}

/// `person accepted 9 times; organisation rejected once`.
fn decided_line(decided: &[(Label, Status, i64)]) -> String {
    let said = decided.iter().map(|(label, status, n)| {
        let times = if *n == 1 { "once".to_owned() } else { words::count(*n, "time") };
        format!("{} {} {times}", words::label(*label), words::status(*status))
    });
    said.collect::<Vec<_>>().join("; ")
}

/// `also A. Ruiz; harbour master, Lima; 2 quotes, 1 figure`.
fn card_line(card: &CardFacts) -> String {
    let names = (!card.other_names.is_empty()).then(|| format!("also {}", card.other_names.join(", ")));
    let mut seen = BTreeSet::new();
    let told = card.roles.iter().map(|role| match &role.of {
        Some(of) => format!("{}, {of}", role.title),
        None => role.title.clone(),
    });
    let roles: Vec<String> = told.filter(|role| seen.insert(role.clone())).collect();
    let more = roles.len().saturating_sub(MAX_ROLES);
    let shown = roles.into_iter().take(MAX_ROLES).chain((more > 0).then(|| format!("{more} more roles")));
    let counted = [ClaimKind::Quote, ClaimKind::Figure, ClaimKind::Event].into_iter().filter_map(|kind| {
        let n = *card.n_claims.get(&kind)?;
        Some(words::count(n, words::claim_kind(kind)))
    });
    let counted = counted.collect::<Vec<_>>().join(", ");
    let parts = names.into_iter().chain(shown).chain((!counted.is_empty()).then_some(counted));
    parts.collect::<Vec<_>>().join("; ")
}

/// `“The boats were Ana Ruiz's.” Harbour Post · 8 Dec 2023`.
fn seen_line(seen: &Seen) -> String {
    format!("“{}” {}", words::shortened(&seen.sentence, 200), page::source(&seen.origin))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::read::alike::Held;

    #[test]
    fn a_role_is_told_once_and_many_are_counted() {
        let role = |title: &str| Held { title: title.to_owned(), of: None };
        let mut card = CardFacts { roles: vec![role("mayor"), role("mayor"), role("envoy")], ..CardFacts::default() };
        assert_eq!(card_line(&card), "mayor; envoy");
        card.roles.extend([role("poet"), role("judge"), role("captain")]);
        assert_eq!(card_line(&card), "mayor; envoy; poet; 2 more roles");
        assert_eq!(card_line(&CardFacts::default()), "");
    }
}
