//! The window: screens over a dossier that is open on a desk of its own threads.
//!
//! No frame does I/O: views draw plain read models and queue what they want; what was queued runs after painting. The
//! order of the modules is the order to read them in.

pub mod action;
pub mod app;
pub mod dialog;
pub mod fonts;
pub mod keys;
pub mod loadable;
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

use crate::env::Env;
use crate::ui::app::App;
use std::path::PathBuf;
use std::sync::Arc;

/// What the window starts with.
pub struct UiOptions {
    /// The dossier to open; `None`: the last one used, else the first-start screen.
    pub dossier: Option<PathBuf>,
    pub env: Arc<Env>,
}

/// Opens the window and runs until it is closed; the error in words.
pub fn run(options: UiOptions) -> Result<(), String> {
    let viewport = egui::ViewportBuilder::default()
        .with_app_id("dossier")
        .with_title("Dossier")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([760.0, 480.0]);
    // Fonts of the system are looked up beside the frame: `fonts`.
    let native = eframe::NativeOptions { viewport, system_font_fallback: false, ..eframe::NativeOptions::default() };
    let start = move |creation: &eframe::CreationContext<'_>| {
        fonts::install(&creation.egui_ctx);
        let app = App::new(&creation.egui_ctx, options.dossier, options.env);
        Ok(Box::new(app) as Box<dyn eframe::App>)
    };
    eframe::run_native("dossier", native, Box::new(start))
        .map_err(|reason| format!("no window could be opened: {reason}"))
}
