//! `dossier demo`: the main job on the bundled sample articles; and the window, when the program is called without a
//! subcommand.
//!
//! Never decides anything, and never overwrites a dossier.

use crate::cli::Session;
use crate::cli::Window;
use crate::cli::console::Error;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::export;
use crate::import::samples::SAMPLES;
use crate::jobs::Control;
use crate::ledger::verify;
use crate::workspace::Workspace;
use crate::workspace::intake::Input;
use crate::workspace::intake::Options;
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Stop before the window
    #[arg(long)]
    headless: bool,
    /// Where to make it; a fresh temporary folder without one
    dir: Option<PathBuf>,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    let dir = match &args.dir {
        Some(dir) => dir.clone(),
        None => std::env::temp_dir().join(format!("dossier-demo-{}", session.env.new_uuid())),
    };
    std::fs::create_dir_all(&dir)
        .map_err(|error| Error::Message(format!("cannot be made ({error}): {}", dir.display())))?;
    let file = dir.join("demo.dossier");
    let export_dir = dir.join("export");
    let mut workspace = Workspace::open_or_create(&file, Arc::clone(&session.env))?;
    let samples =
        SAMPLES.iter().map(|(name, bytes)| ((*name).to_owned(), (*name).to_owned(), bytes.to_vec())).collect();
    let report = workspace.import(Input::Bytes(samples), &Options::default(), &Control::default())?;
    export::export(
        workspace.db(),
        &export_dir,
        &export::Options { proposed: true, ..Default::default() },
        &Control::default(),
    )?;
    let verified = verify::verify(workspace.db(), None);
    workspace.close()?;
    if let Some(check) = verified.first_failure() {
        return Err(Error::Message(format!("the demo's dossier does not pass its check ({})", check.name)));
    }
    if session.console.json {
        let told = json!({ "dossier": file, "export": export_dir, "articles": report.added.len(), "proposals": report.n_proposals });
        session.console.line(&told.to_string())?;
    } else {
        session.console.say(&format!(
            "{} sample articles, {} suggestions, nothing decided yet",
            report.added.len(),
            report.n_proposals
        ))?;
        session.console.say(&format!("Dossier  {}", file.display()))?;
        session.console.say(&format!("Export   {}", export_dir.display()))?;
    }
    session.console.flush()?;
    if args.headless || !has_display() {
        session.console.say("Open it with a display: dossier FILE. Check it: dossier verify FILE")?;
        return Ok(Exit::Done);
    }
    open_window(session, Some(file), true)
}

/// Whether a window can be shown. Elsewhere than on Unix there is always a desktop.
fn has_display() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Asks for the window on a dossier, on the last one, or on the first-start screen.
pub fn open_window(session: &mut Session, file: Option<PathBuf>, is_demo: bool) -> Outcome {
    // A mistyped subcommand must not become a new file.
    if let Some(file) = &file
        && !file.exists()
        && file.extension().is_none_or(|extension| extension != "dossier")
    {
        return Err(Error::Usage(format!(
            "`{}` is neither a subcommand nor a dossier that is there (see `dossier --help`)",
            file.display()
        )));
    }
    if !has_display() {
        return Err(Error::Message(
            "there is no display to open a window on: see `dossier --help` for what works without one".to_owned(),
        ));
    }
    session.window = Some(Window { dossier: file, env: Arc::clone(&session.env), is_demo });
    Ok(Exit::Done)
}
