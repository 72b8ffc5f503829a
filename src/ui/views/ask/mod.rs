//! The small dialogs, one file each: paste an article, type a path, notes and tags, removing for good, settings, the
//! palette, the list of keys.
//!
//! Each is modal and closes with Esc; what was typed leaves as a request. None remembers anything once closed.

pub mod annotate;
pub mod any_card;
pub mod both;
pub mod card;
pub mod chooser;
pub mod claim;
pub mod details;
pub mod differ;
pub mod everywhere;
pub mod fuzzy;
pub mod join;
pub mod keys;
pub mod leaving;
pub mod lists;
pub mod measure;
pub mod messages;
pub mod never;
pub mod news;
pub mod palette;
pub mod paste;
pub mod path;
pub mod pick;
pub mod remove;
pub mod settings;
pub mod standing;

use crate::ledger::command::ClaimRef;
use crate::ledger::command::FieldEdit;
use crate::store::read::elsewhere::Place;
use crate::ui::dialog::Wanted;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::toast::Toasts;
use crate::ui::views::ask::annotate::AnnotateState;
use crate::ui::views::ask::card::CardState;
use crate::ui::views::ask::chooser::Chooser;
use crate::ui::views::ask::chooser::Picked;
use crate::ui::views::ask::claim::ClaimState;
use crate::ui::views::ask::details::DetailsState;
use crate::ui::views::ask::differ::DifferState;
use crate::ui::views::ask::everywhere::EverywhereState;
use crate::ui::views::ask::join::JoinState;
use crate::ui::views::ask::keys::KeysState;
use crate::ui::views::ask::lists::ListsState;
use crate::ui::views::ask::measure::MeasureState;
use crate::ui::views::ask::never::NeverState;
use crate::ui::views::ask::news::NewsState;
use crate::ui::views::ask::palette::PaletteState;
use crate::ui::views::ask::paste::PasteState;
use crate::ui::views::ask::path::PathState;
use crate::ui::views::ask::pick::PickState;
use crate::ui::views::ask::remove::RemoveState;
use crate::ui::views::ask::settings::SettingsState;
use crate::ui::views::ask::standing::StandingState;
use crate::ui::widgets::control;
use egui::Id;
use egui::Modal;
use std::path::PathBuf;

/// The dialog that covers the window, if any.
#[derive(Debug, Default)]
pub enum Asked {
    #[default]
    Nothing,
    Paste(PasteState),
    Path(PathState),
    Keys(KeysState),
    Messages,
    Palette(PaletteState),
    Settings(SettingsState),
    /// Something about a card: its name, its kind, an identifier, a mention to take out.
    Card(CardState),
    /// Another card that is the same, or is not.
    Join(Box<JoinState>),
    /// Whose name the stop in Review is.
    Pick(Box<PickState>),
    /// The name of the stop in Review, in other articles.
    Everywhere(Box<EverywhereState>),
    Annotate(AnnotateState),
    Details(DetailsState),
    Measure(MeasureState),
    /// Two figures of a measure.
    Differ(DifferState),
    /// The fields of a claim.
    Claim(ClaimState),
    Remove(RemoveState),
    /// The analyst's own lists.
    Lists(ListsState),
    /// Names decided for always.
    Standing(StandingState),
    /// A name that is to be rejected everywhere.
    Never(NeverState),
    /// What is new in an import.
    News(NewsState),
}

impl Asked {
    /// Where cards are being chosen.
    pub const fn chooser(&mut self) -> Option<&mut Chooser> {
        match self {
            Self::Join(state) => Some(state.chooser()),
            Self::Pick(state) => Some(state.chooser()),
            Self::Claim(state) => state.chooser(),
            _ => None,
        }
    }
}

/// Room that a dialog leaves at the edges of the window, its own frame included.
const MARGIN: f32 = 56.0;

/// Width of a dialog that shows sentences.
const WIDE: f32 = 680.0;

/// Where the palette begins, as a share of the window's height.
const HIGH: f32 = 0.12;

/// What a dialog answered: stay, close, a typed path, or the card of the stop in Review.
#[derive(Debug, PartialEq)]
pub enum Answer {
    Stay,
    Close,
    Path(Wanted, PathBuf),
    Picked(Picked),
    /// Other articles in which the name of the stop is the same.
    Everywhere(Vec<Place>),
    /// Fields of a claim that are to say something else.
    Edited(ClaimRef, Vec<FieldEdit>),
}

pub fn ask_ui(ctx: &egui::Context, asked: &mut Asked, toasts: &Toasts, outbox: &mut Outbox) -> Answer {
    match asked {
        Asked::Nothing => Answer::Stay,
        Asked::Paste(state) => modal(ctx, "paste", |ui| paste::paste_ui(ui, state, outbox)),
        Asked::Path(state) => modal(ctx, "path", |ui| path::path_ui(ui, state)),
        Asked::Keys(state) => wide_modal(ctx, "keys", keys::width(ctx), |ui| keys::keys_ui(ui, state)),
        Asked::Messages => modal(ctx, "messages", |ui| messages::messages_ui(ui, toasts)),
        Asked::Palette(state) => high_modal(ctx, |ui| palette::palette_ui(ui, state, outbox)),
        Asked::Settings(state) => modal(ctx, "settings", |ui| settings::settings_ui(ui, state, outbox)),
        Asked::Card(state) => modal(ctx, "card", |ui| card::card_ui(ui, state, outbox)),
        Asked::Join(state) => wide_modal(ctx, "join", WIDE, |ui| join::join_ui(ui, state, outbox)),
        Asked::Pick(state) => modal(ctx, "pick", |ui| pick::pick_ui(ui, state, outbox)),
        Asked::Everywhere(state) => {
            wide_modal(ctx, "everywhere", WIDE, |ui| everywhere::everywhere_ui(ui, state, outbox))
        }
        Asked::Annotate(state) => modal(ctx, "annotate", |ui| annotate::annotate_ui(ui, state, outbox)),
        Asked::News(state) => modal(ctx, "news", |ui| news::news_ui(ui, state, outbox)),
        Asked::Never(state) => modal(ctx, "never", |ui| never::never_ui(ui, state, outbox)),
        Asked::Lists(state) => modal(ctx, "lists", |ui| lists::lists_ui(ui, state, outbox)),
        Asked::Standing(state) => modal(ctx, "standing", |ui| standing::standing_ui(ui, state, outbox)),
        Asked::Details(state) => modal(ctx, "details", |ui| details::details_ui(ui, state, outbox)),
        Asked::Measure(state) => modal(ctx, "measure", |ui| measure::measure_ui(ui, state, outbox)),
        Asked::Claim(state) => modal(ctx, "claim", |ui| claim::claim_ui(ui, state, outbox)),
        Asked::Differ(state) => modal(ctx, "differ", |ui| differ::differ_ui(ui, state, outbox)),
        Asked::Remove(state) => modal(ctx, "remove", |ui| remove::remove_ui(ui, state, outbox)),
    }
}

fn modal(ctx: &egui::Context, name: &str, contents: impl FnOnce(&mut egui::Ui) -> Answer) -> Answer {
    wide_modal(ctx, name, theme::FORM_WIDTH, contents)
}

fn wide_modal(ctx: &egui::Context, name: &str, width: f32, contents: impl FnOnce(&mut egui::Ui) -> Answer) -> Answer {
    let modal = Modal::new(Id::unique(name));
    show(ctx, modal, width, contents)
}

/// A dialog whose head stays where it is, however much there is in it.
fn high_modal(ctx: &egui::Context, contents: impl FnOnce(&mut egui::Ui) -> Answer) -> Answer {
    let id = Id::unique("palette");
    let top = ctx.content_rect().height() * HIGH;
    let area = Modal::default_area(id).anchor(egui::Align2::CENTER_TOP, egui::Vec2::new(0.0, top));
    show(ctx, Modal::new(id).area(area), theme::FORM_WIDTH, contents)
}

fn show(ctx: &egui::Context, modal: Modal, width: f32, contents: impl FnOnce(&mut egui::Ui) -> Answer) -> Answer {
    let palette = Palette::of_theme(ctx.theme());
    let frame = egui::Frame::window(&ctx.style_of(ctx.theme()));
    let modal = modal.backdrop_color(palette.backdrop).frame(frame);
    let shown = modal.show(ctx, |ui| {
        let room = ctx.content_rect().size();
        ui.set_width(width.min(room.x - MARGIN));
        // An area offers 400 points unless it is told otherwise; at twice the size a dialog may be taller than all.
        ui.set_max_height(room.y - MARGIN);
        let scroll = egui::ScrollArea::vertical().max_height(room.y - MARGIN).auto_shrink([false, true]);
        scroll.show(ui, contents).inner
    });
    if shown.inner == Answer::Stay && shown.should_close() { Answer::Close } else { shown.inner }
}

/// The end of a dialog: take what was said, or cancel.
pub fn buttons_ui(ui: &mut egui::Ui, label: &str, can_take: bool, take: impl FnOnce() -> Answer) -> Answer {
    let mut answer = Answer::Stay;
    row_of_buttons_ui(ui, |ui| {
        if control::primary_button(ui, label, can_take).clicked() {
            answer = take();
        }
        if ui.button("Cancel").clicked() {
            answer = Answer::Close;
        }
    });
    answer
}

/// A row of buttons from the right, no taller than it must be, whatever the dialog was before.
pub fn row_of_buttons_ui(ui: &mut egui::Ui, buttons: impl FnOnce(&mut egui::Ui)) {
    let size = egui::Vec2::new(ui.available_width(), theme::ROW_HEIGHT);
    ui.allocate_ui_with_layout(size, egui::Layout::right_to_left(egui::Align::Center), buttons);
}
