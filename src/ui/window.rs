//! How the window is put together: bar of tabs, the screen on view, dialogs and messages over it.
//!
//! Draws a [`Shell`] and nothing else; what the frame queued is run by the caller afterwards.

use crate::ui::action::Action;
use crate::ui::action::Menu;
use crate::ui::action::Screen;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::ui::shell;
use crate::ui::shell::Shell;
use crate::ui::shell::Zoom;
use crate::ui::shell::at_hand;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::toast;
use crate::ui::views::ask;
use crate::ui::views::ask::leaving;
use crate::ui::views::export;
use crate::ui::views::library;
use crate::ui::views::library::LibraryModel;
use crate::ui::views::notice;
use crate::ui::views::recent;
use crate::ui::views::recent::Picked;
use crate::ui::views::review;
use crate::ui::views::start;
use crate::ui::views::start::StartModel;
use crate::ui::widgets::control;
use crate::workspace::desk::opening::Way;
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
    if shell.has_unseen() {
        ui.ctx().request_repaint();
    }
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
    if let Some(text) = shell.to_copy.take() {
        ui.ctx().copy_text(text);
    }
    if let Some(path) = shell.to_open.take() {
        ui.ctx().open_url(egui::OpenUrl::new_tab(at_hand::file_url(&path)));
    }
    if shell.dossier.is_some() {
        let palette = Palette::of(ui);
        let bar = Frame::new().fill(palette.chrome).inner_margin(Margin::symmetric(14, 6));
        Panel::top("tabs").frame(bar).show(ui, |ui| tabs_ui(ui, shell));
    }
    notice::notices_ui(ui, shell);
    match shell.screen {
        Screen::Start => page_ui(ui, |ui| {
            let model =
                StartModel { recent: &shell.recent, open: shell.dossier.as_deref(), progress: shell.progress.as_ref() };
            start::start_ui(ui, &model, &mut shell.start, &mut shell.outbox);
        }),
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
    let answer = ask::ask_ui(ui.ctx(), &mut shell.asked, &shell.toasts, &mut shell.outbox);
    shell.answered(answer);
    toast::toasts_ui(ui.ctx(), &mut shell.toasts, &mut shell.outbox);
    leaving::leaving_ui(ui.ctx(), shell.leaving, shell.progress.as_ref(), &mut shell.outbox);
    focus_ui(ui.ctx());
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
        shell.review.revisit(decision.article, decision.key, &mut shell.outbox);
    }
}

/// Room that the name of the dossier and the menu take beside the tabs.
const BAR_REST: f32 = 220.0;
/// Room that a tab takes, about.
const TAB_WIDTH: f32 = 72.0;

fn tabs_ui(ui: &mut egui::Ui, shell: &mut Shell) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP_SMALL;
        let has_article = shell.rows.value().is_some_and(|rows| !rows.is_empty());
        // In a narrow window those that find no room are in a menu; the one on view never is.
        let width = ui.available_width();
        let is_narrow = width < TAB_WIDTH * Screen::TABS.len() as f32 + BAR_REST;
        let n_tabs = if is_narrow { ((width - BAR_REST) / TAB_WIDTH).max(2.0) as usize } else { Screen::TABS.len() };
        let (shown, folded) = Screen::TABS.split_at(n_tabs.min(Screen::TABS.len()));
        for (screen, action) in shown {
            let is_enabled = *screen != Screen::Review || has_article;
            ui.add_enabled_ui(is_enabled, |ui| {
                control::tab_ui(ui, *action, shell.screen == *screen, &mut shell.outbox);
            });
        }
        if !folded.is_empty() {
            let here = folded.iter().find(|(screen, _)| *screen == shell.screen);
            let title = here.map_or("More".to_owned(), |(screen, _)| format!("{}, more", screen.title()));
            ui.menu_button(title, |ui| {
                for (screen, action) in folded {
                    let is_enabled = *screen != Screen::Review || has_article;
                    control::menu_action(ui, *action, is_enabled, &mut shell.outbox);
                }
            });
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            menu_ui(ui, shell);
            ui.add_space(theme::GAP);
            let palette = Palette::of(ui);
            let saving = if shell.n_saving > 0 { "saving…" } else { "" };
            ui.small(RichText::new(saving).color(palette.muted));
            if let Some(name) = &shell.dossier {
                ui.add(egui::Label::new(RichText::new(name).color(palette.muted)).truncate());
            }
        });
    });
}

fn menu_ui(ui: &mut egui::Ui, shell: &mut Shell) {
    let theme = ui.ctx().options(|options| options.theme_preference);
    ui.menu_button("Menu", |ui| {
        for menu in Menu::ALL {
            let is_empty = !Action::ALL.iter().any(|action| in_menu(*action, menu, shell.screen));
            if !is_empty {
                ui.menu_button(menu.title(), |ui| {
                    submenu_ui(ui, menu, shell.screen, theme, &mut shell.outbox);
                    if menu == Menu::Dossier {
                        recent_ui(ui, shell);
                    }
                });
            }
        }
    });
}

/// Dossiers that were open before, the open one apart.
fn recent_ui(ui: &mut egui::Ui, shell: &mut Shell) {
    let others = if shell.dossier.is_some() { shell.recent.get(1..) } else { shell.recent.get(..) };
    let others = others.unwrap_or_default().to_vec();
    if others.is_empty() {
        return;
    }
    ui.separator();
    ui.menu_button("Opened before", |ui| {
        ui.set_min_width(360.0);
        match recent::recent_ui(ui, &others) {
            Some(Picked::Open(path)) => {
                shell.open(path, Way::Open);
                ui.close();
            }
            Some(Picked::Forget(path)) => shell.outbox.request(Request::Forget(path)),
            None => {}
        }
    });
}

/// Whether a menu lists an action on this screen; those of other screens are not listed.
fn in_menu(action: Action, menu: Menu, screen: Screen) -> bool {
    action.entry().menu == menu && action.holds_on(screen) && action.chosen_card().is_none()
}

fn submenu_ui(ui: &mut egui::Ui, menu: Menu, screen: Screen, theme: egui::ThemePreference, outbox: &mut Outbox) {
    ui.set_min_width(220.0);
    for action in Action::ALL.iter().copied().filter(|action| in_menu(*action, menu, screen)) {
        let preference = match action {
            Action::FollowSystemTheme => Some(egui::ThemePreference::System),
            Action::UseLightTheme => Some(egui::ThemePreference::Light),
            Action::UseDarkTheme => Some(egui::ThemePreference::Dark),
            _ => None,
        };
        if let Some(preference) = preference {
            if control::menu_radio(ui, theme == preference, action.label()).clicked() {
                outbox.act(action);
                ui.close();
            }
        } else {
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
    let is_covered = shell.is_covered(ui.ctx());
    ui.memory_mut(|memory| {
        if memory.focused().is_none() && !is_covered {
            memory.request_focus(id);
        }
        let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
        memory.set_focus_lock_filter(id, filter);
    });
}

/// Draws a ring round whatever has the focus, so that it is always seen; the screen's own surface has none.
fn focus_ui(ctx: &egui::Context) {
    let Some(id) = ctx.memory(egui::Memory::focused).filter(|id| *id != shell::home_id()) else { return };
    let Some(response) = ctx.read_response(id) else { return };
    let rect = response.interact_rect.expand(theme::FOCUS_GAP);
    if rect.is_positive() {
        let ring = egui::Stroke::new(theme::FOCUS_WIDTH, Palette::of_theme(ctx.theme()).accent);
        let painter = ctx.layer_painter(response.layer_id);
        painter.rect_stroke(rect, f32::from(theme::RADIUS) + theme::FOCUS_GAP, ring, egui::StrokeKind::Middle);
    }
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
