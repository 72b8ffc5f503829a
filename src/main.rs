//! The program: runs the command line, and opens the window where one is asked for.
//!
//! Never holds logic of its own, so that tests reach all of it.

use dossier::ui::UiOptions;
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (status, window) = dossier::cli::run();
    let Some(window) = window else { return ExitCode::from(status) };
    match dossier::ui::run(UiOptions { dossier: window.dossier, env: window.env, is_demo: window.is_demo }) {
        Ok(()) => ExitCode::from(status),
        Err(error) => {
            // Where standard error is closed as well, the status alone tells.
            let told = writeln!(std::io::stderr(), "dossier: the window cannot be opened: {error}");
            drop(told);
            ExitCode::FAILURE
        }
    }
}
