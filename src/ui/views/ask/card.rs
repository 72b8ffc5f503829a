//! What is said of one card: another name, its kind, an identifier, a mention that is not its own.
//!
//! Each leaves as one command, with the words in which its outcome is told. Never joins cards.

use crate::ledger::command::ArticleId;
use crate::ledger::command::Command;
use crate::ledger::command::EntityId;
use crate::model::kind::Label;
use crate::model::span::Span;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::theme;
use crate::ui::views::ask;
use crate::ui::views::ask::Answer;
use crate::ui::widgets::control;
use crate::ui::words;
use egui::EventFilter;
use egui::Key;
use egui::RichText;

#[derive(Debug)]
pub struct CardState {
    pub card: EntityId,
    pub name: String,
    pub about: About,
}

/// What is asked.
#[derive(Debug)]
pub enum About {
    Rename(String),
    AddName(String),
    Kind { was: Label, is: Label },
    Identifier { scheme: usize, id: String },
    TakeOut(TakeOut),
}

/// A mention that is to leave its card.
#[derive(Debug)]
pub struct TakeOut {
    pub article: ArticleId,
    pub span: Span,
    pub words: String,
    /// `Harbour Post · 8 Dec 2023`.
    pub source: String,
    /// All mentions of the card in that article, this one among them.
    pub in_article: Vec<Span>,
    pub takes_all_in_article: bool,
    /// Mentions of the card in all.
    pub n_mentions: i64,
}

/// Schemes that others keep their cards under: as files say it, as people do, and what an identifier looks like.
const SCHEMES: &[(&str, &str, &str)] = &[
    ("wikidata", "Wikidata", "Q843"),
    ("iso3166", "ISO 3166 (country)", "PK"),
    ("geonames", "GeoNames (place)", "1168579"),
    ("viaf", "VIAF", "113230702"),
    ("isni", "ISNI", "0000000121032683"),
    ("orcid", "ORCID (person)", "0000-0002-1825-0097"),
    ("lei", "LEI (organisation)", "5493001KJTIIGC8Y1R12"),
    ("ror", "ROR (research)", "05a28rw58"),
    ("imo", "IMO (ship)", "9074729"),
    ("url", "web page", "https://…"),
];

impl TakeOut {
    fn taken(&self) -> Vec<(ArticleId, Span)> {
        let spans =
            if self.takes_all_in_article { self.in_article.as_slice() } else { std::slice::from_ref(&self.span) };
        spans.iter().map(|span| (self.article, *span)).collect()
    }

    /// Whether the card would be left without a mention.
    fn takes_the_last(&self) -> bool {
        self.taken().len() as i64 >= self.n_mentions
    }
}

pub fn card_ui(ui: &mut egui::Ui, state: &mut CardState, outbox: &mut Outbox) -> Answer {
    let title = match state.about {
        About::Rename(_) => "Rename",
        About::AddName(_) => "Add a name",
        About::Kind { .. } => "Change the kind",
        About::Identifier { .. } => "Add an identifier",
        About::TakeOut(_) => "Take out of the card",
    };
    ui.heading(title);
    let name = state.name.clone();
    let (label, can_take, is_entered) = match &mut state.about {
        About::Rename(to) => {
            ui.weak(format!("“{name}” stays as another name of the card."));
            let is_entered = words_ui(ui, "Name", to, "");
            ("Rename", !to.trim().is_empty() && to.trim() != name, is_entered)
        }
        About::AddName(new) => {
            ui.weak(format!("Names under which {name} is found, and suggested in articles to come."));
            let is_entered = words_ui(ui, "Other name", new, "");
            ("Add", !new.trim().is_empty(), is_entered)
        }
        About::Kind { was, is } => {
            ui.weak(format!("{name} is a card of the kind {}. Its mentions change with it.", words::label(*was)));
            kinds_ui(ui, is);
            // Always to be pressed, so that it can have the focus from the start.
            ("Change", true, false)
        }
        About::Identifier { scheme, id } => {
            ui.weak(format!("What others call {name}, so that it is not taken for another."));
            let is_entered = identifier_ui(ui, scheme, id);
            ("Add", !id.trim().is_empty(), is_entered)
        }
        About::TakeOut(out) => {
            take_out_ui(ui, &name, out);
            ("Take out", !out.takes_the_last(), false)
        }
    };
    ui.add_space(theme::GAP);
    let has_field = !matches!(state.about, About::Kind { .. } | About::TakeOut(_));
    let mut send = || {
        if matches!(state.about, About::Kind { was, is } if was == is) {
            return Answer::Close;
        }
        let (command, told) = command(state);
        outbox.request(Request::Send(command, Origin::Told(told)));
        Answer::Close
    };
    if is_entered && can_take {
        return send();
    }
    if has_field { ask::buttons_ui(ui, label, can_take, send) } else { focused_buttons_ui(ui, label, can_take, send) }
}

/// A field with the focus from the start; whether Enter was pressed in it.
fn words_ui(ui: &mut egui::Ui, label: &str, text: &mut String, hint: &str) -> bool {
    ui.add_space(theme::GAP_SMALL);
    let field = control::field_ui(ui, label, text, hint);
    control::focus_once(ui, field.id);
    // As in a claim's fields: what is typed takes the place of what stands there.
    control::select_when_reached(ui, &field, text);
    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// The end of a dialog without a field: its main button has the focus, so that Enter presses it.
fn focused_buttons_ui(ui: &mut egui::Ui, label: &str, can_take: bool, take: impl FnOnce() -> Answer) -> Answer {
    let mut answer = Answer::Stay;
    ask::row_of_buttons_ui(ui, |ui| {
        let button = control::primary_button(ui, label, can_take);
        control::focus_once(ui, button.id);
        // Up and down choose; they must not carry the focus away.
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(button.id, filter));
        if button.clicked() {
            answer = take();
        }
        if ui.button("Cancel").clicked() {
            answer = Answer::Close;
        }
    });
    answer
}

fn kinds_ui(ui: &mut egui::Ui, chosen: &mut Label) {
    let kinds: Vec<Label> = Label::ALL.iter().copied().filter(|label| label.names_entity()).collect();
    let at = kinds.iter().position(|kind| kind == chosen).unwrap_or(0);
    let (is_down, is_up) = ui.input(|input| (input.key_pressed(Key::ArrowDown), input.key_pressed(Key::ArrowUp)));
    if is_down {
        *chosen = kinds[(at + 1) % kinds.len()];
    } else if is_up {
        *chosen = kinds[(at + kinds.len() - 1) % kinds.len()];
    }
    ui.add_space(theme::GAP_SMALL);
    for kind in kinds {
        ui.radio_value(chosen, kind, words::label(kind));
    }
}

fn identifier_ui(ui: &mut egui::Ui, scheme: &mut usize, id: &mut String) -> bool {
    ui.add_space(theme::GAP_SMALL);
    ui.horizontal_wrapped(|ui| {
        for (index, (_, words, _)) in SCHEMES.iter().enumerate() {
            if control::chip_ui(ui, words, None, *scheme == index).clicked() {
                *scheme = index;
            }
        }
    });
    let hint = SCHEMES.get(*scheme).map_or("", |(_, _, hint)| hint);
    words_ui(ui, "Identifier", id, hint)
}

fn take_out_ui(ui: &mut egui::Ui, name: &str, out: &mut TakeOut) {
    ui.label(format!("“{}”, {}", out.words, out.source));
    ui.add_space(theme::GAP_SMALL);
    let n = out.in_article.len();
    if n > 1 {
        let label = format!("All {n} mentions in this article");
        ui.checkbox(&mut out.takes_all_in_article, label);
    }
    let n_left = out.n_mentions - out.taken().len() as i64;
    if out.takes_the_last() {
        ui.label(format!("{name} would be left without a mention: there is nothing to part."));
        return;
    }
    let n_taken = words::count(out.taken().len() as i64, "mention");
    ui.label(format!("{n_taken} will be a card of its own, named by its words."));
    ui.label(format!("{name} keeps {}, and its roles, quotes, figures and events.", words::count(n_left, "mention")));
    ui.label(RichText::new("Nothing in the articles changes.").weak());
}

/// The command, and what is told once it is durable.
fn command(state: &CardState) -> (Command, String) {
    let (entity, name) = (state.card, &state.name);
    match &state.about {
        About::Rename(to) => {
            let to = to.trim().to_owned();
            let told = format!("Renamed {name} to {to}");
            (Command::Rename { entity, name: to }, told)
        }
        About::AddName(new) => {
            let new = new.trim().to_owned();
            let told = format!("{name} is also called {new}");
            (Command::Alias { entity, name: new }, told)
        }
        About::Kind { was, is } => {
            let told = format!("Changed {name} from {} to {}", words::label(*was), words::label(*is));
            (Command::Relabel { entity, label: *is }, told)
        }
        About::Identifier { scheme, id } => {
            let scheme = SCHEMES.get(*scheme).map_or("wikidata", |(scheme, _, _)| *scheme).to_owned();
            let id = id.trim().to_owned();
            let told = format!("{name} is {scheme} {id}");
            (Command::Identify { entity, scheme, id }, told)
        }
        About::TakeOut(out) => {
            let mentions = out.taken();
            let n = words::count(mentions.len() as i64, "mention");
            let told = format!("Took {n}, “{}”, out of {name} into a card of its own", out.words);
            (Command::Split { entity, mentions }, told)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(about: About) -> (Command, String) {
        command(&CardState { card: 5, name: "Ana Ruiz".to_owned(), about })
    }

    #[test]
    fn what_is_typed_is_trimmed_and_told_with_the_name() {
        let (command, words) = told(About::Rename(" Ana Ruiz Soto ".to_owned()));
        assert_eq!(command, Command::Rename { entity: 5, name: "Ana Ruiz Soto".to_owned() });
        assert_eq!(words, "Renamed Ana Ruiz to Ana Ruiz Soto");
        let (command, _) = told(About::Identifier { scheme: 1, id: "PE".to_owned() });
        assert_eq!(command, Command::Identify { entity: 5, scheme: "iso3166".to_owned(), id: "PE".to_owned() });
    }

    #[test]
    fn one_mention_or_all_of_its_article_are_taken_out_and_never_the_last() {
        let out = |takes_all_in_article, n_mentions| TakeOut {
            article: 3,
            span: Span::new(4, 8),
            words: "Ruiz".to_owned(),
            source: String::new(),
            in_article: vec![Span::new(0, 3), Span::new(4, 8)],
            takes_all_in_article,
            n_mentions,
        };
        assert_eq!(out(false, 5).taken(), [(3, Span::new(4, 8))]);
        assert_eq!(out(true, 5).taken().len(), 2);
        assert!(!out(true, 3).takes_the_last() && out(true, 2).takes_the_last() && out(false, 1).takes_the_last());
    }
}
