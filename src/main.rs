//! The program: everything is in the library; this only starts it and gives the exit status.
//!
//! Never holds logic of its own, so that tests reach all of it.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(dossier::cli::run())
}
