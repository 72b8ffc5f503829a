//! Opening a dossier on a thread of its own: the one before is closed first, since it may be the same file.
//!
//! Never shows anything: what came of it is polled once a frame, as a desk or as a failure in words.

use crate::env::Env;
use crate::jobs::Job;
use crate::jobs::frame;
use crate::store;
use crate::ui::views::opening::Failure;
use crate::ui::views::opening::Kind;
use crate::ui::views::opening::Way;
use crate::workspace;
use crate::workspace::desk::Desk;
use crate::workspace::desk::Wake;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::TryRecvError;
use std::sync::mpsc::sync_channel;

pub struct Opening {
    pub path: PathBuf,
    answer: Receiver<Result<Desk, Failure>>,
    _thread: Job,
}

impl Opening {
    /// Starts to open `path`; `before` is closed first.
    pub fn start(
        before: Option<Desk>,
        path: &Path,
        way: Way,
        env: Arc<Env>,
        wake: Wake,
    ) -> Result<Self, std::io::Error> {
        let path = whole_path(path, way);
        let (sender, answer) = sync_channel(1);
        let its_path = path.clone();
        let thread = Job::spawn("dossier-open", move |_| {
            drop(before);
            let opened = open(&its_path, way, env, Arc::clone(&wake));
            // The window is gone: the desk closes again.
            if sender.send(opened).is_ok() {
                wake();
            }
        })?;
        Ok(Self { path, answer, _thread: thread })
    }

    /// What came of it, once; `None` while it goes on.
    pub fn poll(&self) -> Option<Result<Desk, Failure>> {
        match self.answer.try_recv() {
            Ok(opened) => Some(opened),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                let reason = "the program stumbled over a fault of its own while opening it".to_owned();
                Some(Err(Failure { path: self.path.clone(), kind: Kind::Other, reason }))
            }
        }
    }
}

fn open(path: &Path, way: Way, env: Arc<Env>, wake: Wake) -> Result<Desk, Failure> {
    let failure = |kind, reason| Failure { path: path.to_path_buf(), kind, reason };
    frame::must_not_wait("a dossier");
    let is_there = std::fs::metadata(path).is_ok_and(|about| about.len() > 0);
    match way {
        Way::Create if is_there => return Err(failure(Kind::Exists, "a file of this name is there".to_owned())),
        Way::Open if !path.exists() => {
            return Err(failure(Kind::Missing, store::Error::Missing(path.to_path_buf()).to_string()));
        }
        Way::Create | Way::Open => {}
    }
    Desk::open(path, env, wake).map_err(|error| failure(kind_of(&error), error.to_string()))
}

fn kind_of(error: &workspace::Error) -> Kind {
    match error {
        workspace::Error::Store(store::Error::Held { holder, .. }) => Kind::Held { holder: holder.clone() },
        workspace::Error::Store(store::Error::Missing(_)) => Kind::Missing,
        workspace::Error::Store(store::Error::NotADossier(_)) => Kind::NotADossier,
        workspace::Error::Store(store::Error::Newer { .. }) => Kind::Newer,
        _ => Kind::Other,
    }
}

/// The path as it is meant: `~/` is the home folder, a new dossier ends in `.dossier`.
fn whole_path(path: &Path, way: Way) -> PathBuf {
    let mut whole = match (path.strip_prefix("~"), std::env::home_dir()) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => std::path::absolute(path).unwrap_or_else(|_no_folder| path.to_path_buf()),
    };
    if way == Way::Create && whole.extension().is_none_or(|extension| extension != "dossier") {
        let mut name = whole.file_name().unwrap_or_default().to_os_string();
        name.push(".dossier");
        whole.set_file_name(name);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(path: &Path, way: Way) -> Result<Desk, Failure> {
        let env = Arc::new(Env::counted("Ana Ruiz", 1_700_000_000_000));
        let opening = Opening::start(None, path, way, env, Arc::new(|| {})).unwrap();
        loop {
            if let Some(opened) = opening.poll() {
                return opened;
            }
            std::thread::yield_now();
        }
    }

    fn kind(path: &Path, way: Way) -> Kind {
        opened(path, way).err().expect("it cannot be opened").kind
    }

    #[test]
    fn what_cannot_be_opened_is_told_apart() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("harbour.dossier");
        assert_eq!(kind(&path, Way::Open), Kind::Missing);
        assert!(!path.exists(), "a dossier that was moved is not made anew");
        let Ok(first) = opened(&path, Way::Create) else { panic!("a new dossier") };
        assert_eq!(kind(&path, Way::Create), Kind::Exists);
        assert!(matches!(kind(&path, Way::Open), Kind::Held { holder } if holder.contains("Ana Ruiz")));
        drop(first);
        assert!(opened(&path, Way::Open).is_ok());
        let other = dir.path().join("notes.txt");
        std::fs::write(&other, "no database, but long enough to be looked at").unwrap();
        assert_eq!(kind(&other, Way::Open), Kind::NotADossier);
        assert_eq!(kind(&dir.path().join("no/such/folder/x.dossier"), Way::Create), Kind::Other);
    }

    #[test]
    fn a_new_dossier_is_named_as_one() {
        let home = std::env::home_dir().unwrap();
        for (typed, way, expected) in [
            ("/tmp/harbour", Way::Create, PathBuf::from("/tmp/harbour.dossier")),
            ("/tmp/harbour.v2", Way::Create, PathBuf::from("/tmp/harbour.v2.dossier")),
            ("/tmp/harbour.dossier", Way::Create, PathBuf::from("/tmp/harbour.dossier")),
            ("/tmp/harbour", Way::Open, PathBuf::from("/tmp/harbour")),
            ("~/harbour", Way::Create, home.join("harbour.dossier")),
        ] {
            assert_eq!(whole_path(Path::new(typed), way), expected, "{typed}");
        }
    }
}
