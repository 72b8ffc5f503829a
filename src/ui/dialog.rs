//! The desktop's file dialogs, and how to tell that there are none.
//!
//! Never waits: a dialog is a future that is polled once a frame on the window's own thread, as some desktops demand.
//! Never touches the files that were chosen.

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Context;
use std::task::Poll;
use std::task::Wake;
use std::task::Waker;
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
    /// Where all backups go.
    BackupFolder,
    /// A list of names of the analyst's own.
    ListFile,
    /// A file for a table, under this name unless another is chosen.
    TableFile(&'static str),
    /// A place for a copy of the open dossier.
    Copy,
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
            Self::BackupFolder => "Folder for the backups",
            Self::ListFile => "Add a list of names",
            Self::TableFile(_) => "Save the table as CSV",
            Self::Copy => "Save a copy",
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

type Answer = Pin<Box<dyn Future<Output = Option<Vec<PathBuf>>>>>;

/// The dialog that is open, if any.
#[derive(Default)]
pub struct Dialogs {
    open: Option<Open>,
}

struct Open {
    wanted: Wanted,
    answer: Answer,
    shown_at: Instant,
    waker: Waker,
}

/// Calls the window when there is an answer.
struct Call<F>(F);

impl<F: Fn() + Send + Sync + 'static> Wake for Call<F> {
    fn wake(self: Arc<Self>) {
        (self.0)();
    }
}

impl Dialogs {
    /// Shows a dialog over `window` unless one is open already; to be called on the window's thread. `name` is what a
    /// file that is to be made is called at first.
    pub fn show(
        &mut self,
        wanted: Wanted,
        name: &str,
        window: Option<&eframe::Frame>,
        wake: impl Fn() + Send + Sync + 'static,
    ) {
        if self.open.is_none() {
            self.wait_for(wanted, ask(wanted, name, window), wake);
        }
    }

    fn wait_for(&mut self, wanted: Wanted, answer: Answer, wake: impl Fn() + Send + Sync + 'static) {
        wake();
        let waker = Waker::from(Arc::new(Call(wake)));
        self.open = Some(Open { wanted, answer, shown_at: Instant::now(), waker });
    }

    /// What was chosen since the last call.
    pub fn poll(&mut self) -> Option<Chosen> {
        let open = self.open.as_mut()?;
        let Poll::Ready(answer) = open.answer.as_mut().poll(&mut Context::from_waker(&open.waker)) else {
            return None;
        };
        let (wanted, seen_for) = (open.wanted, open.shown_at.elapsed());
        self.open = None;
        Some(match answer {
            Some(paths) if paths.is_empty() => Chosen::Cancelled,
            Some(paths) => Chosen::Paths(wanted, paths),
            None if seen_for < FASTEST_CANCEL => Chosen::NoDialog(wanted),
            None => Chosen::Cancelled,
        })
    }
}

fn ask(wanted: Wanted, name: &str, window: Option<&eframe::Frame>) -> Answer {
    let mut dialog = rfd::AsyncFileDialog::new().set_title(wanted.title());
    if let Some(window) = window {
        dialog = dialog.set_parent(window);
    }
    let dossiers = |dialog: rfd::AsyncFileDialog| dialog.add_filter("Dossier", &["dossier"]);
    match wanted {
        Wanted::ArticleFiles => many(dialog.pick_files()),
        Wanted::ArticleFolder => many(dialog.pick_folders()),
        Wanted::NewDossier | Wanted::Copy => one(dossiers(dialog).set_file_name(name).save_file()),
        Wanted::ListFile => one(dialog.pick_file()),
        Wanted::ExistingDossier => one(dossiers(dialog).pick_file()),
        Wanted::ExportFolder | Wanted::BackupFolder => one(dialog.pick_folder()),
        Wanted::TableFile(_) => one(dialog.add_filter("CSV", &["csv"]).set_file_name(name).save_file()),
    }
}

fn one(answer: impl Future<Output = Option<rfd::FileHandle>> + 'static) -> Answer {
    Box::pin(async { answer.await.map(|file| vec![file.path().to_path_buf()]) })
}

fn many(answer: impl Future<Output = Option<Vec<rfd::FileHandle>>> + 'static) -> Answer {
    Box::pin(async { Some(answer.await?.iter().map(|file| file.path().to_path_buf()).collect()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;
    use std::sync::atomic::Ordering;

    #[test]
    fn an_answer_is_fetched_once_and_none_at_once_means_that_there_is_no_dialog() {
        let chosen = vec![PathBuf::from("/tmp/harbour.dossier")];
        for (answer, expected) in [
            (Some(chosen.clone()), Chosen::Paths(Wanted::ExistingDossier, chosen)),
            (Some(Vec::new()), Chosen::Cancelled),
            (None, Chosen::NoDialog(Wanted::ExistingDossier)),
        ] {
            let mut dialogs = Dialogs::default();
            dialogs.wait_for(Wanted::ExistingDossier, Box::pin(std::future::ready(answer)), || {});
            assert_eq!((dialogs.poll(), dialogs.poll()), (Some(expected), None));
        }
    }

    #[test]
    fn a_dialog_that_stays_open_is_no_answer_and_wakes_the_window_at_the_end() {
        let n_wakes = Arc::new(AtomicUsize::new(0));
        let its_wakes = Arc::clone(&n_wakes);
        let mut n_polls = 0;
        let answer = std::future::poll_fn(move |context| {
            n_polls += 1;
            context.waker().wake_by_ref();
            if n_polls < 3 { Poll::Pending } else { Poll::Ready(None) }
        });
        let mut dialogs = Dialogs::default();
        dialogs.wait_for(Wanted::ArticleFiles, Box::pin(answer), move || {
            its_wakes.fetch_add(1, Ordering::Relaxed);
        });
        assert_eq!((dialogs.poll(), dialogs.poll()), (None, None));
        assert!(dialogs.poll().is_some());
        // Once when it was shown, and once for each time that the future asked for it.
        assert_eq!(n_wakes.load(Ordering::Relaxed), 4);
    }
}
