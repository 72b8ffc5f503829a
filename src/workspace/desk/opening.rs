//! Opening a dossier for the window: which way, and why it could not be.
//!
//! Never makes a dossier anew that was moved, and never takes a file for a new one that is there.

use crate::env::Env;
use crate::jobs::frame;
use crate::store;
use crate::workspace;
use crate::workspace::care::backups;
use crate::workspace::desk::Desk;
use crate::workspace::desk::Wake;
use crate::workspace::settings::Backups;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// What is to be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A dossier that is there.
    Open,
    /// A new one, where no file stands yet.
    Create,
    /// The one that is there, or else a new one.
    OpenOrCreate,
    /// A dossier that is there, to be read alone: another program writes it, or it cannot be written.
    Read,
}

/// Why a dossier could not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub path: PathBuf,
    pub kind: Kind,
    /// In words, with the path last.
    pub reason: String,
    /// The last backup of a damaged dossier, where one was found.
    pub backup: Option<LastBackup>,
}

/// A copy that the window made by itself and that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastBackup {
    pub path: PathBuf,
    /// When it was made, local time: "22 Nov 2026, 14:05".
    pub made: String,
}

impl Failure {
    pub fn new(path: &Path, kind: Kind, reason: String) -> Self {
        Self { path: path.to_path_buf(), kind, reason, backup: None }
    }

    /// That a dossier is damaged, in the words of its check.
    pub fn damage(path: &Path, what: &str) -> Self {
        Self::new(path, Kind::Damaged, format!("What was found: {what}: {}", path.display()))
    }

    /// Looks for the last backup, where one would help. A file that is no dossier any more, and has one, is damaged.
    #[must_use]
    pub fn with_backup(mut self, settings: &Backups) -> Self {
        if matches!(self.kind, Kind::Damaged | Kind::NotADossier)
            && let Some(found) = backups::newest(&self.path, settings)
        {
            let made = found.made.format("%-d %b %Y, %H:%M").to_string();
            self.backup = Some(LastBackup { path: found.path, made });
            self.kind = Kind::Damaged;
        }
        self
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Missing,
    /// A new dossier was asked for, and a file of that name is there.
    Exists,
    /// Another program has it open for writing.
    Held {
        holder: String,
    },
    NotADossier,
    Newer,
    /// It can be read, and nothing can be written where it lies.
    Unwritable,
    /// Not all of it can be read.
    Damaged,
    Other,
}

/// Opens `path`, as [`whole_path`] gave it, or tells in words why it cannot be.
pub fn open(path: &Path, way: Way, env: Arc<Env>, wake: Wake) -> Result<Desk, Failure> {
    frame::must_not_wait("the dossier");
    let failure = |kind, reason| Failure::new(path, kind, reason);
    let is_there = std::fs::metadata(path).is_ok_and(|about| about.len() > 0);
    match way {
        Way::Create if is_there => return Err(failure(Kind::Exists, "a file of this name is there".to_owned())),
        Way::Open | Way::Read if !path.exists() => {
            return Err(failure(Kind::Missing, store::Error::Missing(path.to_path_buf()).to_string()));
        }
        Way::Create | Way::Open | Way::OpenOrCreate | Way::Read => {}
    }
    let opened = if way == Way::Read { Desk::open_to_read(path, env, wake) } else { Desk::open(path, env, wake) };
    opened.map_err(|error| match &error {
        workspace::Error::Store(store) if store.is_damage() => {
            Failure::damage(path, store.damage().unwrap_or_default())
        }
        _ => failure(kind_of(&error), error.to_string()),
    })
}

fn kind_of(error: &workspace::Error) -> Kind {
    match error {
        workspace::Error::Store(store::Error::Held { holder, .. }) => Kind::Held { holder: holder.clone() },
        workspace::Error::Store(store::Error::Missing(_)) => Kind::Missing,
        workspace::Error::Store(store::Error::NotADossier(_)) => Kind::NotADossier,
        workspace::Error::Store(store::Error::Newer { .. }) => Kind::Newer,
        workspace::Error::Store(error) if error.is_unwritable() => Kind::Unwritable,
        _ => Kind::Other,
    }
}

/// Why nothing can be written, in words. `holder`: who writes the dossier, as [`Query::Holder`](super::Query::Holder) tells.
pub fn refusal(holder: Option<&str>) -> String {
    match holder {
        Some(holder) => format!("The dossier is open for writing elsewhere by {holder}: it can only be read here"),
        None => "The dossier was opened to be read alone: nothing can be changed here".to_owned(),
    }
}

/// The path as it is meant: `~/` is the home folder, a new dossier ends in `.dossier`. Looks at no file.
pub fn whole_path(path: &Path, way: Way) -> PathBuf {
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
        open(path, way, env, Arc::new(|| {}))
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
        assert!(opened(&dir.path().join("other.dossier"), Way::OpenOrCreate).is_ok());
        let other = dir.path().join("notes.txt");
        std::fs::write(&other, "no database, but long enough to be looked at").unwrap();
        assert_eq!(kind(&other, Way::Open), Kind::NotADossier);
        assert_eq!(kind(&dir.path().join("no/such/folder/x.dossier"), Way::Create), Kind::Other);
    }

    #[test]
    fn two_desks_on_one_file_and_the_second_writes_once_the_first_is_closed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("harbour.dossier");
        assert_eq!(kind(&path, Way::Read), Kind::Missing);
        assert!(!path.exists(), "reading makes nothing");
        let Ok(writer) = opened(&path, Way::Create) else { panic!("a new dossier") };
        assert_eq!(writer.refusal(), None);
        let Ok(reader) = opened(&path, Way::Read) else { panic!("a reader") };
        let refusal = reader.refusal().expect("it is held").to_owned();
        assert!(refusal.contains("elsewhere by Ana Ruiz, process "), "{refusal}");
        drop(reader);
        assert!(matches!(kind(&path, Way::Open), Kind::Held { .. }), "a reader takes no lock away");
        drop(writer);
        let Ok(alone) = opened(&path, Way::Read) else { panic!("a reader") };
        assert!(alone.refusal().is_some_and(|refusal| refusal.contains("read alone")), "reading stays reading");
        // Beside a reader there is room for a writer.
        assert!(opened(&path, Way::Open).is_ok_and(|writer| writer.refusal().is_none()));
    }

    #[cfg(unix)]
    #[test]
    fn where_nothing_can_be_written_a_dossier_can_be_read() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("harbour.dossier");
        assert!(opened(&path, Way::Create).is_ok());
        let allow = |mode| std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(mode)).unwrap();
        allow(0o555);
        // The administrator may write everywhere.
        let is_forbidden = std::fs::write(dir.path().join("probe"), "").is_err();
        let refused = opened(&path, Way::Open).err().map(|failure| failure.kind);
        let read = opened(&path, Way::Read).map(|desk| desk.refusal().is_some());
        allow(0o755);
        assert_eq!(refused, is_forbidden.then_some(Kind::Unwritable));
        assert_eq!(read, Ok(true));
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
