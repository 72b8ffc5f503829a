//! How the window is put together: bar of tabs, the screen on view, dialogs and messages over it.
//!
//! Draws a [`Shell`] and nothing else; what the frame queued is run by the caller afterwards.

use crate::ui::action::Action;
use crate::ui::action::Menu;
use crate::ui::action::Screen;
use crate::ui::outbox::Outbox;
use crate::ui::shell;
use crate::ui::shell::Shell;
use crate::ui::shell::Zoom;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::toast;
use crate::ui::views::ask;
use crate::ui::views::ask::Asked;
use crate::ui::views::export;
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
    if let Some(zoom) = shell.zoom.take() {
        let factor = match zoom {
            Zoom::In => ui.ctx().zoom_factor() + theme::ZOOM_STEP,
            Zoom::Out => ui.ctx().zoom_factor() - theme::ZOOM_STEP,
            Zoom::Reset => 1.0,
        };
        ui.ctx().set_zoom_factor(factor.clamp(theme::ZOOM_MIN, theme::ZOOM_MAX));
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
        Screen::Cards | Screen::Claims | Screen::Search | Screen::History => page_ui(ui, |ui| {
            if let Some((view, outbox)) = shell.view() {
                view.view_ui(ui, outbox);
            }
        }),
        Screen::Export => page_ui(ui, |ui| {
            export::export_ui(ui, shell.progress.as_ref(), &mut shell.export, &mut shell.outbox);
        }),
    }
    home_ui(ui, shell);
    drop_ui(ui);
    let answer = ask::ask_ui(ui.ctx(), &mut shell.asked, &mut shell.outbox);
    shell.answered(answer);
    toast::toasts_ui(ui.ctx(), &mut shell.toasts);
    if let Some(text) = shell.copied.take() {
        ui.ctx().copy_text(text);
    }
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
        for (screen, action) in Screen::TABS {
            let is_enabled = screen != Screen::Review || has_article;
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
    let (screen, outbox) = (shell.screen, &mut shell.outbox);
    ui.menu_button("Menu", |ui| {
        for menu in Menu::ALL {
            ui.menu_button(menu.title(), |ui| submenu_ui(ui, menu, screen, theme, outbox));
        }
    });
}

/// The actions of one menu; those of other screens are not listed.
fn submenu_ui(ui: &mut egui::Ui, menu: Menu, screen: Screen, theme: egui::ThemePreference, outbox: &mut Outbox) {
    ui.set_min_width(220.0);
    for action in Action::ALL.iter().copied().filter(|action| action.entry().menu == menu && action.holds_on(screen)) {
        let preference = match action {
            Action::FollowSystemTheme => Some(egui::ThemePreference::System),
            Action::UseLightTheme => Some(egui::ThemePreference::Light),
            Action::UseDarkTheme => Some(egui::ThemePreference::Dark),
            _ => None,
        };
        if let Some(preference) = preference {
            if ui.radio(theme == preference, action.label()).clicked() {
                outbox.act(action);
                ui.close();
            }
        } else if action.chosen_card().is_none() {
            control::menu_action(ui, action, true, outbox);
        }
    }
}

/// Keeps the focus on the screen itself while nothing else has it, so that arrows move stops and rows, not the focus.
fn home_ui(ui: &mut egui::Ui, shell: &mut Shell) {
    let name = match shell.screen {
        Screen::Start | Screen::Export => return,
        Screen::Library => "Articles".to_owned(),
        Screen::Review => shell.review.spoken(),
        Screen::Cards | Screen::Claims | Screen::Search | Screen::History => {
            shell.view().map(|(view, _)| view.spoken()).unwrap_or_default()
        }
    };
    let id = shell::home_id();
    let rect = egui::Rect::from_min_size(ui.max_rect().min, egui::Vec2::ZERO);
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
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
