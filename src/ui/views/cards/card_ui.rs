//! One card as it is painted: its head, what can be done with it, and its lines.
//!
//! A line that is clicked leads where it rests; nothing is decided here.

use crate::store::read::card_page::CardPage;
use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::cards::CardsState;
use crate::ui::views::cards::page::Item;
use crate::ui::views::cards::page::Line;
use crate::ui::views::cards::page::Target;
use crate::ui::widgets::control;
use crate::ui::widgets::line;
use crate::ui::words;
use egui::RichText;
use egui::TextStyle;
use egui::text::LayoutJob;
use egui::text::TextFormat;

pub fn card_ui(ui: &mut egui::Ui, state: &mut CardsState, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    if let Some(reason) = state.page.failure() {
        ui.colored_label(palette.error, format!("This card could not be read: {reason}"));
        return;
    }
    if state.shown_page().is_none() {
        if !state.page.is_loading() && state.page.value().is_some_and(Option::is_none) {
            ui.weak("This card is gone: nothing rests on it any more. Undo brings it back.");
        }
        return;
    }
    let follows = std::mem::take(&mut state.follows);
    let mut wish = None;
    let Some(page) = state.shown_page() else { return };
    let page_id = page.card.id;
    egui::ScrollArea::vertical().id_salt(("card", page_id)).auto_shrink(false).show(ui, |ui| {
        head_ui(ui, page, outbox);
        let mut number = 0;
        for item in &state.items {
            if let Item::Line(line) = item {
                let keys = match state.line == Some(number) {
                    false => Keys::Elsewhere,
                    true if follows => Keys::JustCame,
                    true => Keys::Here,
                };
                wish = line_ui(ui, number, line, keys).map(|wish| (number, line.target, wish)).or(wish);
                number += 1;
            } else {
                still_ui(ui, item);
            }
        }
        ui.add_space(theme::GAP_LARGE);
        decided_ui(ui, page);
        ui.add_space(theme::GAP_LARGE);
    });
    if let Some((number, target, wish)) = wish {
        state.line = Some(number);
        match wish {
            Wish::Go => state.follow(target, outbox),
            // Runs after painting, on the line that is current then.
            Wish::TakeOut => outbox.act(Action::TakeOut),
        }
    }
}

/// Whether the keys work on a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    Elsewhere,
    Here,
    /// They were moved there: it is brought into view.
    JustCame,
}

/// What was asked of a line.
#[derive(Clone, Copy)]
enum Wish {
    Go,
    TakeOut,
}

fn head_ui(ui: &mut egui::Ui, page: &CardPage, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    let muted = |text: String| egui::Label::new(RichText::new(text).color(palette.muted)).wrap().selectable(true);
    ui.spacing_mut().item_spacing.y = theme::GAP_SMALL;
    let card = &page.card;
    ui.small(RichText::new(format!("{} · E{}", words::label(card.label), card.id)).color(palette.muted));
    ui.add(egui::Label::new(RichText::new(&card.name).heading()).wrap().selectable(true));
    if let Some(role) = &card.role {
        ui.add(egui::Label::new(role).wrap().selectable(true));
    }
    if !page.other_names.is_empty() {
        ui.add(muted(format!("also {}", page.other_names.join(", "))));
    }
    if !page.identifiers.is_empty() {
        let ids: Vec<String> = page.identifiers.iter().map(|(scheme, id)| format!("{scheme} {id}")).collect();
        ui.add(muted(ids.join(", ")));
    }
    ui.add(muted(seen(page)));
    if !page.tags.is_empty() {
        ui.add(muted(format!("tags: {}", page.tags.join(", "))));
    }
    for note in &page.notes {
        ui.add(egui::Label::new(&note.text).wrap().selectable(true));
        let when = words::day(note.written_millis);
        ui.add(egui::Label::new(RichText::new(format!("{}, {when}", note.written_by)).small().color(palette.muted)));
    }
    ui.add_space(theme::GAP_SMALL);
    ui.horizontal_wrapped(|ui| {
        for action in [Action::SameAs, Action::DifferentFrom, Action::RenameCard] {
            control::action_button(ui, action, outbox);
        }
        ui.menu_button("More", |ui| {
            ui.set_min_width(190.0);
            for action in [Action::AddName, Action::ChangeKind, Action::AddIdentifier, Action::Annotate] {
                control::menu_action(ui, action, true, outbox);
            }
        });
    });
}

/// `14 mentions in 6 articles, 5 Oct 2023 - 8 Dec 2023`.
fn seen(page: &CardPage) -> String {
    let n = words::count(page.n_mentions, "mention");
    let articles = words::articles_and_texts(page.card.n_articles, page.n_texts);
    let dates = match (page.first_seen.as_deref(), page.last_seen.as_deref()) {
        (Some(first), Some(last)) if first == last => format!(", {}", words::edtf(first)),
        (Some(first), Some(last)) => format!(", {} - {}", words::edtf(first), words::edtf(last)),
        _ => String::new(),
    };
    format!("{n} in {articles}{dates}")
}

fn decided_ui(ui: &mut egui::Ui, page: &CardPage) {
    if let Some((who, millis)) = &page.last_decided {
        let palette = Palette::of(ui);
        let line = format!("Last decided by {who}, {}", words::day(*millis));
        ui.add(egui::Label::new(RichText::new(line).small().color(palette.muted)));
    }
}

/// What is no line: titles, articles, remarks.
fn still_ui(ui: &mut egui::Ui, item: &Item) {
    let palette = Palette::of(ui);
    match item {
        Item::Title(title) => {
            ui.add_space(theme::GAP);
            ui.separator();
            ui.small(RichText::new(title).color(palette.muted));
        }
        Item::Article(article) => {
            ui.add_space(theme::GAP_SMALL);
            ui.add(egui::Label::new(RichText::new(article).small().color(palette.muted)).wrap());
        }
        Item::Remark(remark) => {
            ui.add(egui::Label::new(RichText::new(remark).small().color(palette.muted)).wrap());
        }
        Item::Line(_) => {}
    }
}

/// Paints a line; gives what was asked of it.
fn line_ui(ui: &mut egui::Ui, number: usize, line: &Line, keys: Keys) -> Option<Wish> {
    let is_current = keys != Keys::Elsewhere;
    let palette = Palette::of(ui);
    let id = ui.scope_id().with(("line", number));
    let response = line::line_ui(ui, id, is_current, &line.name(), |ui| {
        ui.add(egui::Label::new(job(ui, line)).wrap());
        if !line.details.is_empty() {
            ui.add(egui::Label::new(RichText::new(&line.details).small().color(palette.muted)).wrap());
        }
    });
    let mut wish = response.clicked().then_some(Wish::Go);
    let goes = if matches!(line.target, Target::Card(_)) { "Open this card" } else { "Go to the words" };
    let takes = line.mention.map(|_| Action::TakeOut);
    if is_current {
        let buttons = ui.horizontal(|ui| {
            ui.add_space(theme::GAP);
            if ui.button(goes).on_hover_text(Action::Open.tooltip_with_key(ui.ctx())).clicked() {
                wish = Some(Wish::Go);
            }
            if let Some(action) = takes
                && ui.button(action.label()).on_hover_text(action.tooltip_with_key(ui.ctx())).clicked()
            {
                wish = Some(Wish::TakeOut);
            }
        });
        if keys == Keys::JustCame {
            ui.scroll_to_rect(response.rect.union(buttons.response.rect), None);
        }
    }
    response.context_menu(|ui| {
        if ui.button(goes).clicked() {
            wish = Some(Wish::Go);
        }
        if let Some(action) = takes
            && ui.button(action.label()).clicked()
        {
            wish = Some(Wish::TakeOut);
        }
    });
    wish
}

/// The text of a line with the card's own words set off by their ground.
fn job(ui: &egui::Ui, line: &Line) -> LayoutJob {
    let palette = Palette::of(ui);
    let plain =
        TextFormat { font_id: TextStyle::Body.resolve(ui.style()), color: palette.ink, ..TextFormat::default() };
    let marked = TextFormat { background: palette.current, ..plain.clone() };
    let mut job = LayoutJob::default();
    let at = line.marked.filter(|span| span.words(&line.text).is_some());
    let Some(at) = at else {
        job.append(&line.text, 0.0, plain);
        return job;
    };
    job.append(&line.text[..at.start_byte], 0.0, plain.clone());
    job.append(&line.text[at.start_byte..at.end_byte], 0.0, marked);
    job.append(&line.text[at.end_byte..], 0.0, plain);
    job
}
