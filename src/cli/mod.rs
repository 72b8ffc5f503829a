//! The command line: one file per subcommand. Parses, asks the workspace, prints, sets the exit status.
//!
//! Never opens a window, except `demo` and the call without a subcommand; never writes data to standard error.

pub mod adapt;
pub mod backup;
pub mod console;
pub mod decide;
pub mod decision;
pub mod demo;
pub mod eval;
pub mod export;
pub mod extract;
pub mod extract_json;
pub mod gold;
pub mod import;
pub mod json;
pub mod learning;
pub mod list;
pub mod lists;
pub mod log;
pub mod model_card;
pub mod named;
pub mod replayable;
pub mod salvage;
pub mod search;
pub mod sheet;
pub mod show;
pub mod status;
pub mod step;
pub mod train;
pub mod verify;

use crate::cli::console::Console;
use crate::cli::console::Error;
use crate::cli::console::Exit;
use crate::cli::console::Modes;
use crate::cli::console::Outcome;
use crate::env;
use crate::env::Env;
use crate::store::Db;
use crate::store::open::VERSION;
use crate::workspace;
use crate::workspace::Workspace;
use crate::workspace::settings::Settings;
use clap::Parser as _;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// Turns news articles into a curated, sourced record: offline, one file
#[derive(Debug, clap::Parser)]
#[command(name = "dossier", version, subcommand_precedence_over_arg = true)]
struct Cli {
    /// The dossier to open in the window; without one, the last one used
    file: Option<PathBuf>,

    #[command(subcommand)]
    command: Option<Subcommand>,

    #[command(flatten)]
    common: Common,
}

#[derive(Clone, Debug, clap::Args)]
struct Common {
    /// Who decides; else the setting, else the system's user
    #[arg(long, global = true, value_name = "NAME")]
    actor: Option<String>,

    /// Say only what went wrong
    #[arg(long, global = true)]
    quiet: bool,

    /// One JSON document on standard output (`extract`, `decide` and `log`: JSON Lines)
    #[arg(long, global = true)]
    json: bool,

    /// Weights to find names by, in the place of the program's own (`dossier train`)
    #[arg(long, global = true, value_name = "FILE")]
    weights: Option<PathBuf>,
}

#[derive(Debug, clap::Subcommand)]
enum Subcommand {
    /// Make a dossier from the bundled sample articles and open the window on it
    Demo(demo::Args),
    /// Import files, folders, an export, or standard input (`-`); make the dossier if it is not there
    Import(import::Args),
    /// Print what is found in articles, without a dossier
    Extract(extract::Args),
    /// Apply decisions from a file or standard input: everything the window can do
    Decide(decide::Args),
    /// Undo the last N changes
    Undo(step::Args),
    /// Redo the last N changes undone
    Redo(step::Args),
    /// List the changes
    Log(log::Args),
    /// Export as CSV
    Export(export::Args),
    /// Find words, names, and figures by value
    Search(search::Args),
    /// List articles, entities, claims or measures
    List(list::Args),
    /// Show the lists of names of your own in a dossier, add one, remove one
    Lists(lists::Args),
    /// Show one article, entity, claim or measure
    Show(show::Args),
    /// Write one claim, mention, card or article as a page to print, with its proof
    Sheet(sheet::Args),
    /// Count what is in the dossier
    Status(status::Args),
    /// Check the file, its chain of changes, its originals and every quoted word
    Verify(verify::Args),
    /// Make the projection again from the record of changes
    Rebuild(verify::RebuildArgs),
    /// Make suggestions again that another version made; what is decided stays
    Reextract(verify::RebuildArgs),
    /// Copy the dossier while it is in use, and check the copy
    Backup(backup::Args),
    /// Make a new dossier of all that can be read of a damaged one
    Salvage(salvage::Args),
    /// Score the extractor against gold
    Eval(eval::Args),
    /// Make the tagger's weights anew from gold
    Train(train::Args),
    /// Turn public sets of marked text into gold, to train from
    Gold(gold::Args),
}

impl Subcommand {
    /// The dossier it is about, for messages.
    fn file(&self) -> Option<PathBuf> {
        let file = match self {
            Self::Demo(_) | Self::Extract(_) | Self::Eval(_) | Self::Train(_) | Self::Gold(_) => return None,
            Self::Import(args) => &args.file,
            Self::Decide(args) => &args.file,
            Self::Undo(args) | Self::Redo(args) => &args.file,
            Self::Log(args) => &args.file,
            Self::Export(args) => &args.file,
            Self::Search(args) => &args.file,
            Self::List(args) => &args.file,
            Self::Lists(args) => return args.file().map(Path::to_path_buf),
            Self::Show(args) => &args.file,
            Self::Sheet(args) => &args.file,
            Self::Status(args) => &args.file,
            Self::Verify(args) => &args.file,
            Self::Rebuild(args) | Self::Reextract(args) => &args.file,
            Self::Backup(args) => &args.file,
            Self::Salvage(args) => &args.file,
        };
        Some(file.clone())
    }
}

/// What every subcommand gets.
pub struct Session {
    pub console: Console,
    pub env: Arc<Env>,
    /// Set when a window is to be opened after the subcommand.
    pub window: Option<Window>,
}

/// A window that somebody asked for; `main` opens it.
pub struct Window {
    /// `None`: the last dossier used, else the first-start screen.
    pub dossier: Option<PathBuf>,
    pub env: Arc<Env>,
    /// A demonstration: nobody is asked for a name first.
    pub is_demo: bool,
}

impl Session {
    /// The dossier open for writing.
    pub fn workspace(&mut self, file: &Path) -> Result<Workspace, Error> {
        let workspace = Workspace::open(file, Arc::clone(&self.env))?;
        self.checked(workspace)
    }

    /// The dossier just opened for writing: checked where it did not end cleanly, and what speaks against its folder is
    /// said.
    pub fn checked(&mut self, mut workspace: Workspace) -> Result<Workspace, Error> {
        let opened = workspace.check();
        let told = [opened.sentence(), opened.warning.as_ref().map(|warning| warning.sentence.clone())];
        workspace.sound()?;
        for sentence in told.into_iter().flatten() {
            self.console.remark(&format!("dossier: {sentence}"));
        }
        Ok(workspace)
    }

    /// The dossier open for reading, also beside a writer. One of an older format is brought to the present one, and that
    /// is said.
    pub fn reader(&mut self, file: &Path) -> Result<Db, Error> {
        let (db, before) = workspace::open_reader(file, &self.env)?;
        if let Some(before) = before {
            let told = format!("dossier: brought from format {before} to format {VERSION}: {}", file.display());
            self.console.remark(&told);
        }
        Ok(db)
    }
}

/// Runs the command line; gives the exit status, and the window that is to be opened.
pub fn run() -> (u8, Option<Window>) {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return (usage(&error) as u8, None),
    };
    let modes = Modes { json: cli.common.json, quiet: cli.common.quiet };
    let mut console = Console::new(modes);
    let env = Arc::new(environment(cli.common.actor.as_deref()));
    if let Some(path) = &cli.common.weights
        && let Err(error) = choose_weights(path)
    {
        return (console::finish(Err(error), &mut console) as u8, None);
    }
    let mut session = Session { console: Console::new(modes), env, window: None };
    let outcome = match cli.command {
        None => demo::open_window(&mut session, cli.file, false),
        Some(_) if cli.file.is_some() => {
            Err(Error::Usage("a file before a subcommand: write it after, as in `dossier status FILE`".to_owned()))
        }
        Some(command) => {
            let file = command.file();
            let outcome = dispatch(command, &mut session).map_err(|error| error.about(file.as_deref()));
            outcome.and_then(|exit| session.console.flush().map(|()| exit))
        }
    };
    (console::finish(outcome, &mut console) as u8, session.window)
}

/// Help and version are answers; anything else is wrong usage.
fn usage(error: &clap::Error) -> Exit {
    if error.print().is_err() {
        // The pipe was closed; the status says the rest.
    }
    if error.use_stderr() { Exit::Usage } else { Exit::Done }
}

fn dispatch(command: Subcommand, session: &mut Session) -> Outcome {
    match command {
        Subcommand::Demo(args) => demo::run(&args, session),
        Subcommand::Import(args) => import::run(args, session),
        Subcommand::Extract(args) => extract::run(args, session),
        Subcommand::Decide(args) => decide::run(&args, session),
        Subcommand::Undo(args) => step::undo(&args, session),
        Subcommand::Redo(args) => step::redo(&args, session),
        Subcommand::Log(args) => log::run(&args, session),
        Subcommand::Export(args) => export::run(&args, session),
        Subcommand::Search(args) => search::run(&args, session),
        Subcommand::List(args) => list::run(&args, session),
        Subcommand::Lists(args) => lists::run(&args, session),
        Subcommand::Show(args) => show::run(&args, session),
        Subcommand::Sheet(args) => sheet::run(&args, session),
        Subcommand::Status(args) => status::run(&args, session),
        Subcommand::Verify(args) => verify::run(&args, session),
        Subcommand::Rebuild(args) => verify::rebuild(&args, session),
        Subcommand::Reextract(args) => verify::reextract(&args, session),
        Subcommand::Backup(args) => backup::run(&args, session),
        Subcommand::Salvage(args) => salvage::run(&args, session),
        Subcommand::Eval(args) => eval::run(&args, session),
        Subcommand::Train(args) => train::run(&args, session),
        Subcommand::Gold(args) => gold::run(&args, session),
    }
}

/// Takes weights of one's own into use.
fn choose_weights(path: &Path) -> Result<(), Error> {
    let unusable = |error: &dyn std::fmt::Display| Error::Message(format!("{error}: {}", path.display()));
    let bytes = std::fs::read(path).map_err(|error| unusable(&format_args!("cannot be read ({error})")))?;
    crate::extract::use_weights(bytes).map_err(|error| unusable(&error))
}

/// Actor and device: from the flag, the settings, the system.
fn environment(actor: Option<&str>) -> Env {
    let dir = env::config_dir();
    let mut settings = dir.as_deref().map(Settings::load).unwrap_or_default();
    let actor = actor.map(str::to_owned).or_else(|| Some(settings.actor.clone()).filter(|name| !name.is_empty()));
    let fresh = Env::system(actor.unwrap_or_else(env::system_user), "");
    if settings.device.is_empty() {
        settings.device = fresh.new_uuid();
        // A home folder that cannot be written to: the next session gets another device name, nothing else changes.
        let saved = dir.map(|dir| settings.save(&dir));
        drop(saved);
    }
    Env::system(fresh.actor.clone(), settings.device)
}
