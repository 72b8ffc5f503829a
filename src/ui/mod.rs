//! The window: screens over a dossier that is open on a desk of its own threads.
//!
//! No frame does I/O: views draw plain read models and queue what they want; what was queued runs after painting. The
//! order of the modules is the order to read them in.

pub mod action;
pub mod app;
pub mod dialog;
pub mod direction;
pub mod fonts;
pub mod keys;
pub mod loadable;
pub mod ordering;
pub mod outbox;
pub mod shell;
pub mod theme;
pub mod toast;
pub mod views;
pub mod widgets;
pub mod window;
pub mod words;

#[cfg(test)]
mod tests;

use crate::env;
use crate::env::Env;
use crate::ui::app::App;
use crate::ui::app::First;
use crate::workspace::panic_log;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::OnceLock;

/// What the window starts with.
pub struct UiOptions {
    /// The dossier to open; `None`: the last one used, else the first-start screen.
    pub dossier: Option<PathBuf>,
    pub env: Arc<Env>,
    /// A demonstration: nobody is asked for a name first.
    pub is_demo: bool,
}

/// Opens the window and runs until it is closed; the error in words.
pub fn run(options: UiOptions) -> Result<(), String> {
    let viewport = egui::ViewportBuilder::default()
        .with_app_id("dossier")
        .with_title("Dossier")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([640.0, 400.0]);
    // Fonts of the system are looked up beside the frame: `fonts`.
    let native = eframe::NativeOptions { viewport, system_font_fallback: false, ..eframe::NativeOptions::default() };
    let window: Arc<OnceLock<egui::Context>> = Arc::default();
    let its_window = Arc::clone(&window);
    let config_dir = env::config_dir();
    let faults = panic_log::install(config_dir.clone(), Arc::clone(&options.env), move || {
        // A fault on the window's own thread may have happened while the context was locked; then the next frame tells.
        let is_own = std::thread::current().name() == Some("main");
        if let Some(ctx) = its_window.get().filter(|_| !is_own) {
            ctx.request_repaint();
        }
    });
    let start = move |creation: &eframe::CreationContext<'_>| {
        let ctx = window.get_or_init(|| creation.egui_ctx.clone());
        ctx.request_repaint();
        fonts::install(ctx);
        ordering::install(ctx);
        let first = First { dossier: options.dossier, is_demo: options.is_demo, config_dir };
        let app = App::new(creation, first, options.env, faults);
        Ok(Box::new(app) as Box<dyn eframe::App>)
    };
    eframe::run_native("dossier", native, Box::new(start))
        .map_err(|reason| format!("no window could be opened: {reason}"))
}
