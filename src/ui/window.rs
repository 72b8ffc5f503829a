//! How the window is put together: bar of tabs, the screen on view, dialogs and messages over it.
//!
//! Draws a [`Shell`] and nothing else; what the frame queued is run by the caller afterwards.

use crate::ui::action::Action;
use crate::ui::shell;
use crate::ui::shell::Screen;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::toast;
use crate::ui::views::ask;
use crate::ui::views::ask::Asked;
use crate::ui::views::export;
use crate::ui::views::export::ExportModel;
use crate::ui::views::library;
use crate::ui::views::library::LibraryModel;
use crate::ui::views::review;
use crate::ui::views::start;
use crate::ui::widgets::control;
use egui::CentralPanel;
use egui::EventFilter;
use egui::Frame;
use egui::Margin;
use egui::Panel;
use egui::RichText;
use egui::Role;
use egui::Sense;
use egui::WidgetInfo;

/// Paints one frame and reads its keys.
pub fn window_ui(ui: &mut egui::Ui, shell: &mut Shell) {
    shell.read_keys(ui.ctx());
    // What a key did is on screen in the same frame.
    shell.run_actions();
    if let Some(theme) = shell.theme.take() {
        ui.ctx().set_theme(theme);
    }
    if shell.dossier.is_some() {
        let palette = Palette::of(ui);
        let bar = Frame::new().fill(palette.chrome).inner_margin(Margin::symmetric(14, 6));
        Panel::top("tabs").frame(bar).show(ui, |ui| tabs_ui(ui, shell));
    }
    match shell.screen {
        Screen::Start => page_ui(ui, |ui| start::start_ui(ui, &mut shell.start, &mut shell.outbox)),
        Screen::Library => page_ui(ui, |ui| {
            let model =
                LibraryModel { rows: &shell.rows, version: shell.rows_version, progress: shell.progress.as_ref() };
            library::library_ui(ui, &model, &mut shell.library, &mut shell.outbox);
        }),
        Screen::Review => review_ui(ui, shell),
        Screen::Export => page_ui(ui, |ui| {
            let model = ExportModel { status: shell.status.value(), progress: shell.progress.as_ref() };
            export::export_ui(ui, &model, &mut shell.export, &mut shell.outbox);
        }),
    }
    home_ui(ui, shell);
    drop_ui(ui);
    let answer = ask::ask_ui(ui.ctx(), &mut shell.asked, &mut shell.outbox);
    shell.answered(answer);
    toast::toasts_ui(ui.ctx(), &mut shell.toasts);
}

fn page_ui(ui: &mut egui::Ui, contents: impl FnOnce(&mut egui::Ui)) {
    let palette = Palette::of(ui);
    let frame = Frame::new().fill(palette.paper).inner_margin(Margin::symmetric(22, 16));
    CentralPanel::default().frame(frame).show(ui, contents);
}

fn review_ui(ui: &mut egui::Ui, shell: &mut Shell) {
    let place = shell.place();
    let asked = review::review_ui(ui, &mut shell.review, place, &shell.trail, &mut shell.outbox);
    if let Some(decision) = asked {
        shell.review.open(decision.article, Some(decision.key), &mut shell.outbox);
    }
}

fn tabs_ui(ui: &mut egui::Ui, shell: &mut Shell) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP_SMALL;
        let has_article = shell.rows.value().is_some_and(|rows| !rows.is_empty());
        for (action, screen, is_enabled) in [
            (Action::ShowLibrary, Screen::Library, true),
            (Action::ShowReview, Screen::Review, has_article),
            (Action::ShowExport, Screen::Export, true),
        ] {
            ui.add_enabled_ui(is_enabled, |ui| control::tab_ui(ui, action, shell.screen == screen, &mut shell.outbox));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            menu_ui(ui, shell);
            ui.add_space(theme::GAP);
            let palette = Palette::of(ui);
            if let Some(name) = &shell.dossier {
                ui.label(RichText::new(name).color(palette.muted));
            }
            let saving = if shell.n_saving > 0 { "saving…" } else { "" };
            ui.small(RichText::new(saving).color(palette.muted));
        });
    });
}

fn menu_ui(ui: &mut egui::Ui, shell: &mut Shell) {
    let theme = ui.ctx().options(|options| options.theme_preference);
    let outbox = &mut shell.outbox;
    ui.menu_button("Menu", |ui| {
        ui.set_min_width(220.0);
        for action in [Action::ImportFiles, Action::ImportFolder, Action::ImportPath, Action::PasteArticle] {
            control::menu_action(ui, action, true, outbox);
        }
        control::menu_action(ui, Action::OtherDossier, true, outbox);
        ui.separator();
        control::menu_action(ui, Action::Undo, true, outbox);
        control::menu_action(ui, Action::Redo, true, outbox);
        ui.separator();
        for (action, preference) in [
            (Action::FollowSystemTheme, egui::ThemePreference::System),
            (Action::UseLightTheme, egui::ThemePreference::Light),
            (Action::UseDarkTheme, egui::ThemePreference::Dark),
        ] {
            if ui.radio(theme == preference, action.label()).clicked() {
                outbox.act(action);
                ui.close();
            }
        }
        ui.separator();
        control::menu_action(ui, Action::ShowKeys, true, outbox);
    });
}

/// Keeps the focus on the screen itself while nothing else has it, so that arrows move stops and rows, not the focus.
fn home_ui(ui: &mut egui::Ui, shell: &Shell) {
    if !matches!(shell.screen, Screen::Library | Screen::Review) {
        return;
    }
    let id = shell::home_id();
    let rect = egui::Rect::from_min_size(ui.max_rect().min, egui::Vec2::ZERO);
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
    let name = if shell.screen == Screen::Library { "Articles".to_owned() } else { shell.review.spoken() };
    response.widget_info(|| WidgetInfo::labeled(Role::Document, true, &name));
    let is_covered = !matches!(shell.asked, Asked::Nothing) || egui::Popup::is_any_open(ui.ctx());
    ui.memory_mut(|memory| {
        if memory.focused().is_none() && !is_covered {
            memory.request_focus(id);
        }
        let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
        memory.set_focus_lock_filter(id, filter);
    });
}

/// While files hang over the window: what letting go would do.
fn drop_ui(ui: &egui::Ui) {
    if ui.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let palette = Palette::of(ui);
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop"));
    let painter = ui.ctx().layer_painter(layer);
    let rect = ui.ctx().content_rect();
    painter.rect_filled(rect, 0.0, palette.backdrop);
    let font = egui::TextStyle::Heading.resolve(ui.style());
    let galley = painter.layout_no_wrap("Let go to import".to_owned(), font, palette.ink);
    let ground = egui::Rect::from_center_size(rect.center(), galley.size() + egui::Vec2::new(48.0, 28.0));
    painter.rect_filled(ground, f32::from(theme::RADIUS), palette.raised);
    painter.galley(ground.center() - galley.size() / 2.0, galley, palette.ink);
}
