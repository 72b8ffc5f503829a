//! A disk that can tell what it would hold if the power failed now: a layer under SQLite that remembers what was synced.
//!
//! It acts on files of folders put on a [`Disk`] and passes everything else through. The real files are written as ever;
//! beside them each file has its bytes as of its last sync and the writes since, and each folder its names as of its last
//! sync and its names now. [`Cut::write`] makes a folder of that: the synced bytes only, all bytes (what a kill leaves),
//! or the synced bytes with any part of the rest, in sectors of 512 bytes, each old, new or rubbish.
//!
//! What is assumed, and where else it is checked:
//! * A sector is written whole or not at all, and a write changes no byte outside of it (SQLite asks the system for
//!   that, as "powersafe overwrite").
//! * A folder is synced where SQLite's layer for Unix does so: with the first sync of a journal or log it has made, and
//!   with a removal that asks for it. Other names made or removed may be there or not.
//! * What the program does to files by itself, a rename into place, is taken as durable. `.ci/kills` looks at that in a
//!   trace of system calls.
//! * The `-shm` file is memory shared between processes, and gone after a cut.

use crate::dice::Dice;
use rusqlite::ffi;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::ffi::CStr;
use std::ffi::c_char;
use std::ffi::c_int;
use std::ffi::c_void;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::Once;
use std::sync::OnceLock;
use std::sync::PoisonError;

/// What a sync does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sync {
    Honest,
    /// Nothing, as with `PRAGMA synchronous = OFF`.
    Ignored,
    /// It brings to the disk what was written before the sync before it.
    Late,
    /// It is honest for journals and logs, and ignored for the database.
    IgnoredForDatabase,
}

/// The unit that is written whole or not at all, in bytes.
const SECTOR: usize = 512;

#[derive(Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Resize(usize),
}

#[derive(Clone, Default)]
struct File {
    synced: Vec<u8>,
    unsynced: Vec<Change>,
    /// How many of those were there at the last sync; for [`Sync::Late`].
    n_late: usize,
    /// Device and number by which the system knows it, also after a rename.
    inode: (u64, u64),
}

/// What the disk holds at one moment, and what was told as done by then.
#[derive(Clone)]
pub struct Cut {
    files: Vec<File>,
    synced_names: BTreeMap<String, usize>,
    names: BTreeMap<String, usize>,
    /// What the test gave to [`Disk::acknowledge`].
    pub acknowledged: Vec<String>,
    /// What was about to happen, for messages.
    pub before: String,
}

struct State {
    now: Cut,
    sync: Sync,
    dice: Dice,
    /// The power fails before one in so many writes, and before one in a tenth as many syncs; 0: never.
    one_in: usize,
    cuts: Vec<Cut>,
    n_events: u64,
}

/// A file that SQLite has open, by the address of its handle.
struct Open {
    folder: PathBuf,
    file: usize,
    is_database: bool,
    /// Made by this handle, as a journal or log, and not synced yet: its folder is synced with it.
    syncs_folder: bool,
    /// SQLite's own methods on it.
    below: &'static ffi::sqlite3_io_methods,
}

#[derive(Default)]
struct World {
    disks: BTreeMap<PathBuf, State>,
    open: BTreeMap<usize, Open>,
    /// Our methods for each table of SQLite's: a database has another one than a journal.
    above: BTreeMap<usize, &'static ffi::sqlite3_io_methods>,
}

static WORLD: Mutex<Option<World>> = Mutex::new(None);

fn world<T>(act: impl FnOnce(&mut World) -> T) -> T {
    let mut world: MutexGuard<'_, Option<World>> = WORLD.lock().unwrap_or_else(PoisonError::into_inner);
    act(world.get_or_insert_default())
}

/// A folder on the disk. Dropped, it is an ordinary folder again, and removed.
pub struct Disk {
    dir: tempfile::TempDir,
    folder: PathBuf,
}

impl Disk {
    /// An empty folder. `one_in`: the power fails before one in so many writes, more often before a sync; 0: never.
    pub fn new(one_in: usize, seed: u64) -> Self {
        register();
        let dir = tempfile::tempdir().expect("a temporary folder");
        let folder = dir.path().canonicalize().expect("a path");
        let now = Cut {
            files: Vec::new(),
            synced_names: BTreeMap::new(),
            names: BTreeMap::new(),
            acknowledged: Vec::new(),
            before: String::new(),
        };
        let state = State { now, sync: Sync::Honest, dice: Dice::new(seed), one_in, cuts: Vec::new(), n_events: 0 };
        world(|world| world.disks.insert(folder.clone(), state));
        Self { dir, folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn state<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        world(|world| act(world.disks.get_mut(&self.folder).expect("a disk")))
    }

    /// From now on a cut must not take this away.
    pub fn acknowledge(&self, hash: String) {
        self.state(|state| state.now.acknowledged.push(hash));
    }

    pub fn set_sync(&self, sync: Sync) {
        self.state(|state| state.sync = sync);
    }

    /// Writes and syncs so far.
    pub fn n_events(&self) -> u64 {
        self.state(|state| state.n_events)
    }

    /// The moments at which the power failed, and the present one.
    pub fn take_cuts(&self) -> Vec<Cut> {
        self.state(|state| {
            let mut cuts = std::mem::take(&mut state.cuts);
            cuts.push(Cut { before: "the end".to_owned(), ..state.now.clone() });
            cuts
        })
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        world(|world| world.disks.remove(&self.folder));
        debug_assert!(self.dir.path().exists(), "the folder goes after its disk");
    }
}

impl State {
    /// Something is about to happen; the power may fail before it.
    fn event(&mut self, what: impl FnOnce() -> String, weight: usize) {
        self.n_events += 1;
        if self.one_in > 0 && self.dice.below(self.one_in) < weight {
            self.cuts.push(Cut { before: what(), ..self.now.clone() });
        }
    }

    fn sync_file(&mut self, file: usize, is_database: bool) {
        let file = &mut self.now.files[file];
        let n_durable = match self.sync {
            Sync::Ignored => 0,
            Sync::IgnoredForDatabase if is_database => 0,
            Sync::Late => file.n_late,
            Sync::Honest | Sync::IgnoredForDatabase => file.unsynced.len(),
        };
        for change in file.unsynced.drain(..n_durable) {
            change.apply(&mut file.synced);
        }
        file.n_late = file.unsynced.len();
    }

    fn sync_folder(&mut self) {
        if self.sync != Sync::Ignored {
            self.now.synced_names = self.now.names.clone();
        }
    }

    /// The number of the file that stands at a path now.
    fn file_at(&mut self, path: &Path, was_there: bool) -> usize {
        let name = name_of(path);
        let about = fs::metadata(path).expect("a file just opened");
        let inode = (about.dev(), about.ino());
        if let Some(file) = self.now.names.get(&name).filter(|file| self.now.files[**file].inode == inode) {
            return *file;
        }
        let renamed = self.now.names.iter().find(|(_, file)| self.now.files[**file].inode == inode);
        let file = if let Some((from, file)) = renamed.map(|(from, file)| (from.clone(), *file)) {
            self.now.names.remove(&from);
            self.now.synced_names.remove(&from);
            file
        } else {
            let synced = if was_there { fs::read(path).expect("a file just opened") } else { Vec::new() };
            self.now.files.push(File { synced, inode, ..File::default() });
            self.now.files.len() - 1
        };
        self.now.names.insert(name.clone(), file);
        if was_there {
            self.now.synced_names.insert(name, file);
        }
        file
    }
}

impl Change {
    fn apply(self, bytes: &mut Vec<u8>) {
        match self {
            Self::Write(at, new) => {
                if bytes.len() < at + new.len() {
                    bytes.resize(at + new.len(), 0);
                }
                bytes[at..at + new.len()].copy_from_slice(&new);
            }
            Self::Resize(len) => bytes.resize(len, 0),
        }
    }

    /// Brings a part of the change to the disk: each sector with this chance.
    fn apply_in_part(self, bytes: &mut Vec<u8>, chance: f64, dice: &mut Dice) {
        let Self::Write(at, new) = self else {
            if dice.part() < chance {
                self.apply(bytes);
            }
            return;
        };
        // Where the file grows, what was not written is nothing, zeros or rubbish.
        if bytes.len() < at + new.len() && dice.part() < chance {
            let rubbish = dice.pick(&[0, 0, 0xA5]);
            bytes.resize(at + new.len(), *rubbish);
        }
        let mut from = at;
        while from < at + new.len() {
            let to = ((from / SECTOR + 1) * SECTOR).min(at + new.len());
            if dice.part() < chance {
                Self::Write(from, new[from - at..to - at].to_vec()).apply(bytes);
            }
            from = to;
        }
    }
}

/// How much of what was not synced is on the disk after a cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Left {
    Nothing,
    /// Each sector, and each name made or removed, with this chance.
    Some(f64),
    Everything,
}

impl Cut {
    /// Puts what the disk holds into a folder. What comes later sees it as durable.
    pub fn write(&self, disk: &Disk, left: Left, dice: &mut Dice) {
        let chance = match left {
            Left::Nothing => 0.0,
            Left::Some(chance) => chance,
            Left::Everything => 1.0,
        };
        let mut names = self.synced_names.clone();
        let all: BTreeSet<&String> = self.names.keys().chain(self.synced_names.keys()).collect();
        for name in all {
            if dice.part() < chance {
                match self.names.get(name) {
                    Some(file) => names.insert(name.clone(), *file),
                    None => names.remove(name),
                };
            }
        }
        for (name, file) in names {
            let File { mut synced, unsynced, .. } = self.files[file].clone();
            for change in unsynced {
                change.apply_in_part(&mut synced, chance, dice);
            }
            fs::write(disk.path(&name), synced).expect("a file");
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().expect("a name").to_str().expect("UTF-8").to_owned()
}

// ------------------------------------------------------------------------------------------ the layer under SQLite

/// SQLite's own layer and its methods on files, copied with some of them exchanged. A copy keeps working on the same
/// handles: the layer for Unix looks for nothing in its own address.
struct Layer {
    vfs: ffi::sqlite3_vfs,
}

// SAFETY: the pointers in it lead to SQLite's static tables, and to a name that is never freed.
unsafe impl Send for Layer {}
// SAFETY: as above; nobody writes to it.
unsafe impl std::marker::Sync for Layer {}

static BELOW: OnceLock<Layer> = OnceLock::new();

/// Makes the layer the default for connections opened from now on; once for the whole test program.
fn register() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: SQLite is initialised first; the default layer is static; what is registered is never freed.
        unsafe {
            assert_eq!(ffi::sqlite3_initialize(), ffi::SQLITE_OK);
            let below = ffi::sqlite3_vfs_find(std::ptr::null());
            assert!(!below.is_null(), "SQLite has a layer of its own");
            assert!(BELOW.set(Layer { vfs: *below }).is_ok());
            let mut above = *below;
            above.zName = c"forgetful".as_ptr();
            above.pNext = std::ptr::null_mut();
            above.xOpen = Some(x_open);
            above.xDelete = Some(x_delete);
            assert_eq!(ffi::sqlite3_vfs_register(Box::into_raw(Box::new(above)), 1), ffi::SQLITE_OK);
        }
    });
}

fn below() -> &'static ffi::sqlite3_vfs {
    &BELOW.get().expect("registered").vfs
}

fn file_below(file: *mut ffi::sqlite3_file) -> &'static ffi::sqlite3_io_methods {
    world(|world| world.open.get(&(file as usize)).expect("a file that was opened here").below)
}

/// Methods that pass through here, on a file with these below. Version 2 has no memory-mapped reading, and so no way
/// around `xWrite`.
fn above(below: &ffi::sqlite3_io_methods) -> &'static ffi::sqlite3_io_methods {
    Box::leak(Box::new(ffi::sqlite3_io_methods {
        iVersion: 2,
        xClose: Some(x_close),
        xWrite: Some(x_write),
        xTruncate: Some(x_truncate),
        xSync: Some(x_sync),
        ..*below
    }))
}

/// The path that SQLite gave, where its folder is on a disk of ours.
///
/// # Safety
/// `name` is null or a C string.
unsafe fn on_a_disk(name: *const c_char) -> Option<PathBuf> {
    if name.is_null() {
        return None;
    }
    // SAFETY: not null, so a C string, says the caller.
    let path = PathBuf::from(unsafe { CStr::from_ptr(name) }.to_str().ok()?);
    let folder = path.parent()?;
    world(|world| world.disks.contains_key(folder)).then_some(path)
}

unsafe extern "C" fn x_open(
    vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: SQLite's arguments go to SQLite's function unchanged; `vfs` is a copy of the one it knows.
    unsafe {
        let path = on_a_disk(name);
        let was_there = path.as_ref().is_some_and(|path| path.exists());
        let code = below().xOpen.expect("a method")(vfs, name, file, flags, out_flags);
        let Some(path) = path.filter(|_| code == ffi::SQLITE_OK) else { return code };
        // A static table of SQLite's.
        let below: &'static ffi::sqlite3_io_methods = &*(*file).pMethods;
        (*file).pMethods =
            world(|world| *world.above.entry(std::ptr::from_ref(below) as usize).or_insert_with(|| above(below)));
        world(|world| {
            let folder = path.parent().expect("a folder").to_path_buf();
            let state = world.disks.get_mut(&folder).expect("a disk");
            let number = state.file_at(&path, was_there);
            let is_journal = flags & (ffi::SQLITE_OPEN_WAL | ffi::SQLITE_OPEN_MAIN_JOURNAL) != 0;
            let open = Open {
                folder,
                file: number,
                is_database: flags & ffi::SQLITE_OPEN_MAIN_DB != 0,
                syncs_folder: is_journal && flags & ffi::SQLITE_OPEN_CREATE != 0,
                below,
            };
            world.open.insert(file as usize, open);
        });
        code
    }
}

unsafe extern "C" fn x_delete(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    // SAFETY: as in `x_open`.
    let (path, code) = unsafe {
        let path = on_a_disk(name);
        if let Some(path) = &path {
            on_state(path.parent(), |state| state.event(|| format!("removing {}", name_of(path)), 3));
        }
        (path, below().xDelete.expect("a method")(vfs, name, sync_folder))
    };
    if let Some(path) = path.filter(|_| code == ffi::SQLITE_OK) {
        on_state(path.parent(), |state| {
            state.now.names.remove(&name_of(&path));
            if sync_folder != 0 {
                state.sync_folder();
            }
        });
    }
    code
}

fn on_state(folder: Option<&Path>, act: impl FnOnce(&mut State)) {
    world(|world| {
        if let Some(state) = folder.and_then(|folder| world.disks.get_mut(folder)) {
            act(state);
        }
    });
}

/// Acts on the disk's idea of an open file. A file whose disk was dropped is a file like any other.
fn on_file(file: *mut ffi::sqlite3_file, act: impl FnOnce(&mut State, &mut Open)) {
    world(|world| {
        let World { disks, open, .. } = world;
        let Some(open) = open.get_mut(&(file as usize)) else { return };
        if let Some(state) = disks.get_mut(&open.folder) {
            act(state, open);
        }
    });
}

unsafe extern "C" fn x_close(file: *mut ffi::sqlite3_file) -> c_int {
    let below = file_below(file);
    world(|world| world.open.remove(&(file as usize)));
    // SAFETY: the handle is one that the layer below has opened.
    unsafe { below.xClose.expect("a method")(file) }
}

unsafe extern "C" fn x_write(file: *mut ffi::sqlite3_file, bytes: *const c_void, n: c_int, at: i64) -> c_int {
    on_file(file, |state, open| state.event(|| format!("writing {n} bytes at {at} of file {}", open.file), 1));
    // SAFETY: SQLite's arguments go to SQLite's function; `bytes` leads to `n` bytes.
    unsafe {
        let code = file_below(file).xWrite.expect("a method")(file, bytes, n, at);
        if code == ffi::SQLITE_OK {
            let new = std::slice::from_raw_parts(bytes.cast::<u8>(), n as usize).to_vec();
            on_file(file, |state, open| state.now.files[open.file].unsynced.push(Change::Write(at as usize, new)));
        }
        code
    }
}

unsafe extern "C" fn x_truncate(file: *mut ffi::sqlite3_file, len: i64) -> c_int {
    on_file(file, |state, open| state.event(|| format!("cutting file {} to {len} bytes", open.file), 3));
    // SAFETY: as above.
    let code = unsafe { file_below(file).xTruncate.expect("a method")(file, len) };
    if code == ffi::SQLITE_OK {
        on_file(file, |state, open| state.now.files[open.file].unsynced.push(Change::Resize(len as usize)));
    }
    code
}

/// Notes the sync and does none: the files are thrown away after the test.
unsafe extern "C" fn x_sync(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    on_file(file, |state, open| {
        state.event(|| format!("syncing file {}", open.file), 10);
        state.sync_file(open.file, open.is_database);
        if std::mem::take(&mut open.syncs_folder) {
            state.sync_folder();
        }
    });
    ffi::SQLITE_OK
}
