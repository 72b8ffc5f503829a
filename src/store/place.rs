//! Folders that a dossier should not live in: network drives, and those that a cloud program copies behind its back.
//!
//! Never refuses one and never writes there; it says what can go wrong and what to do instead.

use crate::jobs::frame;
use std::path::Component;
use std::path::Path;
use std::path::PathBuf;

/// Why a folder is risky for a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    pub risk: Risk,
    /// What can go wrong and what to do, for the screen and for standard error.
    pub sentence: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Risk {
    /// The kind of file system or share: `nfs4`, `cifs`, `\\server\share`.
    Network(String),
    /// The program that synchronises the folder: "Dropbox".
    Synced(String),
}

impl Warning {
    /// Whether other machines may write in this folder too.
    pub const fn is_network(&self) -> bool {
        matches!(self.risk, Risk::Network(_))
    }

    fn new(risk: Risk) -> Self {
        const INSTEAD: &str =
            "Keep it in a folder on this computer, and share it by a backup (Save a copy) or an export";
        let sentence = match &risk {
            Risk::Network(kind) => format!(
                "This dossier lies on a network drive ({kind}). Where the drive does not lock files reliably, two people \
                 can write at once, and a broken connection can damage the file. {INSTEAD}"
            ),
            Risk::Synced(program) => format!(
                "This dossier lies in a folder that {program} synchronises. It may copy the file while it is being \
                 written, without its log, or put an older one in its place: decisions can be lost. {INSTEAD}"
            ),
        };
        Self { risk, sentence }
    }
}

/// What speaks against keeping a dossier at this path. `None` also where nothing can be told.
pub fn warning(path: &Path) -> Option<Warning> {
    frame::must_not_wait("the folder of the dossier");
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    warning_within(path, &mounts)
}

/// As [`warning`], with the content of `/proc/self/mountinfo` handed in; empty where the system has none.
pub fn warning_within(path: &Path, mounts: &str) -> Option<Warning> {
    let whole = whole_path(path);
    // What a network drive holds is not looked into: that may take long.
    if let Some(kind) = share(&whole).or_else(|| network_mount(&whole, mounts)) {
        return Some(Warning::new(Risk::Network(kind)));
    }
    synced_by(&whole).map(|program| Warning::new(Risk::Synced(program.to_owned())))
}

/// Absolute, with links followed as far as there is something.
fn whole_path(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_no_folder| path.to_path_buf());
    if let Ok(whole) = absolute.canonicalize() {
        return whole;
    }
    match (absolute.parent().and_then(|folder| folder.canonicalize().ok()), absolute.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => absolute,
    }
}

/// `\\server\share`, as Windows names what lies on another machine.
fn share(path: &Path) -> Option<String> {
    let text = path.to_string_lossy();
    let rest = text.strip_prefix(r"\\?\UNC\").or_else(|| {
        let local = text.starts_with(r"\\?\") || text.starts_with(r"\\.\");
        if local { None } else { text.strip_prefix(r"\\") }
    })?;
    let mut parts = rest.split('\\').filter(|part| !part.is_empty());
    let (server, share) = (parts.next()?, parts.next()?);
    // What Linux in Windows shows of itself is on this machine.
    (!server.starts_with("wsl")).then(|| format!(r"\\{server}\{share}"))
}

/// File systems that live on another machine.
const NETWORK: &[&str] = &[
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "coda",
    "9p",
    "ceph",
    "glusterfs",
    "lustre",
    "gfs2",
    "ocfs2",
    "davfs",
    "fuse.sshfs",
    "fuse.davfs2",
    "fuse.davfs",
    "fuse.rclone",
    "fuse.glusterfs",
    "fuse.ceph",
    "fuse.s3fs",
    "fuse.goofys",
    "fuse.curlftpfs",
    "fuse.gvfsd-fuse",
    "fuse.kio-fuse",
    "fuse.smbnetfs",
    "fuse.google-drive-ocamlfuse",
    "fuse.onedriver",
    "fuse.pcloud",
];

/// The kind of the network file system that the path lies on. Lines of `mountinfo`:
/// `36 35 98:0 /root /mount/point rw,noatime master:1 - nfs4 server:/export rw`.
fn network_mount(path: &Path, mounts: &str) -> Option<String> {
    let mut deepest: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let Some((before, after)) = line.split_once(" - ") else { continue };
        let (Some(point), Some(kind)) = (before.split(' ').nth(4), after.split(' ').next()) else { continue };
        let point = PathBuf::from(unescaped(point));
        let depth = point.components().count();
        // Of two mounts at one place the later one is on top.
        if path.starts_with(&point) && deepest.is_none_or(|(found, _)| depth >= found) {
            deepest = Some((depth, kind));
        }
    }
    // The root itself: a container or a machine without a disk, where there is no folder to move to.
    deepest
        .filter(|(depth, _)| *depth > 1)
        .map(|(_, kind)| kind)
        .filter(|kind| NETWORK.contains(kind))
        .map(str::to_owned)
}

/// Spaces and the like stand in `mountinfo` as three octal digits: `\040`.
fn unescaped(field: &str) -> String {
    let mut bytes = Vec::with_capacity(field.len());
    let mut rest = field.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let octal = after.get(..3).filter(|_| *first == b'\\').and_then(|digits| std::str::from_utf8(digits).ok());
        match octal.and_then(|digits| u8::from_str_radix(digits, 8).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[3..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Folder names that belong to a program: as a whole, or before a space, ` - `, `-` or `_` and the name of an account.
const NAMES: &[(&str, &str)] = &[
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("mobile documents", "iCloud Drive"),
    ("icloud drive", "iCloud Drive"),
    ("icloud drive (archive)", "iCloud Drive"),
    ("icloudrive", "iCloud Drive"),
    ("iclouddrive", "iCloud Drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("pclouddrive", "pCloud"),
    ("pcloud drive", "pCloud"),
    ("pcloudsync", "pCloud"),
    ("box", "Box"),
    ("box sync", "Box"),
    ("mega", "MEGA"),
    ("megasync", "MEGA"),
    ("seafile", "Seafile"),
    ("yandex.disk", "Yandex Disk"),
    ("cloudstorage", "a cloud program"),
];

/// Files and folders that such a program puts into the folder it synchronises.
const MARKERS: &[(&str, &str)] = &[
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".owncloudsync.log", "ownCloud"),
    (".nextcloudsync.log", "Nextcloud"),
    (".seafile-data", "Seafile"),
    (".tmp.drivedownload", "Google Drive"),
    (".849c9593-d756-4e56-8d6e-42412f2a707b", "OneDrive"),
];

/// The program that synchronises one of the folders above the path.
fn synced_by(path: &Path) -> Option<&'static str> {
    let folder = path.parent()?;
    by_name(folder).or_else(|| folder.ancestors().find_map(by_marker))
}

fn by_name(folder: &Path) -> Option<&'static str> {
    // Innermost first: `CloudStorage/OneDrive-Personal` is OneDrive's.
    folder.components().rev().find_map(|component| {
        let Component::Normal(name) = component else { return None };
        let name = name.to_string_lossy();
        NAMES.iter().find(|(known, _)| is_named(&name, known)).map(|(_, program)| *program)
    })
}

/// `Dropbox`, `Dropbox (Alder Post)`, `OneDrive - Alder Post`, `OneDrive-Personal`, `GoogleDrive-ana@example.org`.
fn is_named(name: &str, known: &str) -> bool {
    // Common words count only as the programs spell them.
    if let Some(exact) = ["Box", "MEGA", "My Drive"].into_iter().find(|exact| exact.to_lowercase() == known) {
        return name == exact || name.starts_with(&format!("{exact}-"));
    }
    name.to_lowercase().strip_prefix(known).is_some_and(|rest| {
        rest.is_empty() || rest.starts_with(" (") || rest.starts_with(" - ") || rest.starts_with('-')
    })
}

fn by_marker(folder: &Path) -> Option<&'static str> {
    if let Some((_, program)) = MARKERS.iter().find(|(marker, _)| folder.join(marker).symlink_metadata().is_ok()) {
        return Some(program);
    }
    // `.sync_0123456789ab.db`, `._sync_0123456789ab.db`: the name is not known beforehand.
    let entries = std::fs::read_dir(folder).ok()?;
    let is_journal = entries.take(MAX_ENTRIES).filter_map(Result::ok).any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        (name.starts_with(".sync_") || name.starts_with("._sync_")) && name.ends_with(".db")
    });
    is_journal.then_some("Nextcloud or ownCloud")
}

/// Entries of one folder that are looked at: a folder of a million files is not walked for a warning.
const MAX_ENTRIES: usize = 10_000;

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = r"22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
30 22 0:26 / /proc rw - proc proc rw
41 22 0:50 / /mnt/press\040desk rw,relatime shared:9 - cifs //server/press rw,vers=3.1.1
42 22 0:51 / /home/ana/remote rw,nosuid,nodev - fuse.sshfs ana@host:/home rw
43 42 0:52 / /home/ana/remote/disk rw - ext4 /dev/sdb1 rw
44 22 0:53 / /srv rw - ext4 /dev/sdc1 rw
45 22 0:54 / /srv rw - nfs4 server:/srv rw
a line that is none
";

    #[test]
    fn network_drives_are_told_by_their_mount_or_their_name() {
        for (path, kind) in [
            ("/home/ana/x.dossier", None),
            ("/mnt/press desk/2024/x.dossier", Some("cifs")),
            ("/mnt/press desks/x.dossier", None),
            ("/home/ana/remote/x.dossier", Some("fuse.sshfs")),
            ("/home/ana/remote/disk/x.dossier", None),
            ("/srv/x.dossier", Some("nfs4")),
        ] {
            let found = warning_within(Path::new(path), MOUNTS);
            let told = found.as_ref().map(|warning| warning.risk.clone());
            assert_eq!(told, kind.map(|kind| Risk::Network(kind.to_owned())), "{path}");
            assert!(found.is_none_or(|warning| warning.sentence.contains("network drive (")), "{path}");
        }
        for (path, name) in [
            (r"\\server\press\x.dossier", Some(r"\\server\press")),
            (r"\\?\UNC\server\press\x.dossier", Some(r"\\server\press")),
            (r"\\?\C:\press\x.dossier", None),
            (r"\\wsl.localhost\Debian\home", None),
            (r"C:\press\x.dossier", None),
        ] {
            assert_eq!(share(Path::new(path)).as_deref(), name, "{path}");
        }
    }

    #[test]
    fn synchronised_folders_are_told_by_their_name() {
        for (path, program) in [
            ("/home/ana/Dropbox/press/x.dossier", Some("Dropbox")),
            ("/home/ana/Dropbox (Alder Post)/x.dossier", Some("Dropbox")),
            ("/Users/ana/Library/CloudStorage/OneDrive-AlderPost/x.dossier", Some("OneDrive")),
            ("/Users/ana/OneDrive - Alder Post/x.dossier", Some("OneDrive")),
            ("/Users/ana/Library/CloudStorage/GoogleDrive-ana@example.org/My Drive/x.dossier", Some("Google Drive")),
            ("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/x.dossier", Some("iCloud Drive")),
            ("/home/ana/Nextcloud/x.dossier", Some("Nextcloud")),
            ("/home/ana/ownCloud/x.dossier", Some("ownCloud")),
            ("/home/ana/pCloudDrive/x.dossier", Some("pCloud")),
            ("/Users/ana/Box/x.dossier", Some("Box")),
            ("/Users/ana/Box Sync/x.dossier", Some("Box")),
            ("/home/box/x.dossier", None),
            ("/home/ana/Boxes/x.dossier", None),
            ("/home/ana/dropbox-study.dossier", None),
            ("/home/ana/Dropboxes/x.dossier", None),
            ("/home/ana/notes on OneDrive/x.dossier", None),
        ] {
            let told = warning_within(Path::new(path), "").map(|warning| warning.risk);
            assert_eq!(told, program.map(|program| Risk::Synced(program.to_owned())), "{path}");
        }
    }

    #[test]
    fn synchronised_folders_are_told_by_what_the_program_left_in_them() {
        for (marker, program) in [
            (".stfolder", Some("Syncthing")),
            (".sync_0a1b2c.db", Some("Nextcloud or ownCloud")),
            ("._sync_0a1b2c.db", Some("Nextcloud or ownCloud")),
            (".dropbox", Some("Dropbox")),
            ("sync.db", None),
        ] {
            let dir = tempfile::tempdir().unwrap();
            std::fs::create_dir_all(dir.path().join("press/2024")).unwrap();
            std::fs::write(dir.path().join("press").join(marker), "").unwrap();
            // The folder above is the synchronised one; the dossier need not be there yet.
            let warning = warning_within(&dir.path().join("press/2024/x.dossier"), "");
            assert_eq!(
                warning.as_ref().map(|warning| warning.risk.clone()),
                program.map(|program| Risk::Synced(program.to_owned())),
                "{marker}"
            );
            assert_eq!(warning_within(&dir.path().join("x.dossier"), ""), None);
        }
    }
}
