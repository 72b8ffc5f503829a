//! The desktop's file dialogs, each on a thread of its own, and how to tell that there are none.
//!
//! Never waits: what was chosen is polled once a frame. Never touches the files that were chosen.

use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::SyncSender;
use std::time::Duration;
use std::time::Instant;

/// What is to be chosen, and so what happens with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    ArticleFiles,
    ArticleFolder,
    /// A place for a new dossier.
    NewDossier,
    ExistingDossier,
    ExportFolder,
    /// A file for a table, under this name unless another is chosen.
    TableFile(&'static str),
}

impl Wanted {
    /// Title of the dialog, whoever shows it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::ArticleFiles => "Import articles",
            Self::ArticleFolder => "Import a folder",
            Self::NewDossier => "Where the dossier is to be kept",
            Self::ExistingDossier => "Open a dossier",
            Self::ExportFolder => "Folder for the export",
            Self::TableFile(_) => "Save the table as CSV",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    Paths(Wanted, Vec<PathBuf>),
    Cancelled,
    /// This desktop shows no dialog: a path must be typed.
    NoDialog(Wanted),
}

/// A person cannot close a dialog faster than this; a missing portal answers at once.
const FASTEST_CANCEL: Duration = Duration::from_millis(300);

pub struct Dialogs {
    sender: SyncSender<Chosen>,
    receiver: Receiver<Chosen>,
    n_open: usize,
}

impl Default for Dialogs {
    fn default() -> Self {
        let (sender, receiver) = std::sync::mpsc::sync_channel(4);
        Self { sender, receiver, n_open: 0 }
    }
}

impl Dialogs {
    /// Shows a dialog unless one is open already.
    pub fn show(&mut self, wanted: Wanted, wake: impl Fn() + Send + 'static) -> Result<(), std::io::Error> {
        if self.n_open > 0 {
            return Ok(());
        }
        let sender = self.sender.clone();
        let started = std::thread::Builder::new().name("file dialog".to_owned()).spawn(move || {
            let shown_at = Instant::now();
            let chosen = match ask(wanted) {
                Some(paths) => Chosen::Paths(wanted, paths),
                None if shown_at.elapsed() < FASTEST_CANCEL => Chosen::NoDialog(wanted),
                None => Chosen::Cancelled,
            };
            // The window may have closed meanwhile; then nobody wants to know.
            if sender.send(chosen).is_ok() {
                wake();
            }
        });
        started.map(|_thread| self.n_open += 1)
    }

    /// What was chosen since the last call.
    pub fn poll(&mut self) -> Option<Chosen> {
        let chosen = self.receiver.try_recv().ok()?;
        self.n_open = self.n_open.saturating_sub(1);
        Some(chosen)
    }
}

fn ask(wanted: Wanted) -> Option<Vec<PathBuf>> {
    let dialog = rfd::FileDialog::new().set_title(wanted.title());
    let dossiers = |dialog: rfd::FileDialog| dialog.add_filter("Dossier", &["dossier"]);
    match wanted {
        Wanted::ArticleFiles => dialog.pick_files(),
        Wanted::ArticleFolder => dialog.pick_folders(),
        Wanted::NewDossier => dossiers(dialog).set_file_name("articles.dossier").save_file().map(|path| vec![path]),
        Wanted::ExistingDossier => dossiers(dialog).pick_file().map(|path| vec![path]),
        Wanted::ExportFolder => dialog.pick_folder().map(|path| vec![path]),
        Wanted::TableFile(name) => {
            dialog.add_filter("CSV", &["csv"]).set_file_name(name).save_file().map(|path| vec![path])
        }
    }
}
