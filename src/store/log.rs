//! The log beside the file (`-wal`) as bytes: whether all that was committed to it can still be read.
//!
//! Never opens it as SQLite does, and never changes it. SQLite reads a log up to the first page whose checksum does not
//! fit and takes the rest for leftovers; a commit behind that page is lost without a word, so it is looked for here.

use crate::disk;
use crate::jobs::frame;
use std::fs::File;
use std::io;
use std::io::BufReader;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;

/// What a log holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Log {
    pub n_bytes: u64,
    /// Commits that SQLite reads.
    pub n_commits: usize,
    /// Commits that SQLite does not read, because something before them is not as it was written.
    pub n_lost: usize,
    /// The log has content, but its beginning is not that of a log: none of it can be read.
    pub is_unreadable: bool,
}

impl Log {
    /// What is wrong with it, in words; `None`: nothing.
    pub fn problem(&self) -> Option<String> {
        if self.is_unreadable {
            return Some("the log beside the file cannot be read: changes that stood only there are lost".to_owned());
        }
        // One alone may be what was being written when the power failed, and so was never told as done.
        let n = self.n_lost;
        (n > 1).then(|| format!("{n} changes were written to the log beside the file and cannot be read there"))
    }

    /// Whether the last change in it was begun and not finished, as a power cut leaves it.
    pub const fn is_unfinished(&self) -> bool {
        self.n_lost == 1
    }
}

/// `NAME.dossier-wal` beside `NAME.dossier`.
pub fn path_of(dossier: &Path) -> PathBuf {
    disk::beside(dossier, "-wal")
}

/// Whether changes may stand in a log beside the file.
pub fn has_content(dossier: &Path) -> bool {
    std::fs::metadata(path_of(dossier)).is_ok_and(|about| about.len() > 0)
}

/// Reads the log of a dossier through; an empty one where there is none.
pub fn read(dossier: &Path) -> io::Result<Log> {
    frame::must_not_wait("the log");
    let file = match File::open(path_of(dossier)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Log::default()),
        Err(error) => return Err(error),
    };
    let n_bytes = file.metadata()?.len();
    let mut log = Log { n_bytes, ..Log::default() };
    if n_bytes > 0 {
        scan(&mut BufReader::with_capacity(1 << 16, file), &mut log)?;
    }
    Ok(log)
}

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

fn scan(bytes: &mut impl Read, log: &mut Log) -> io::Result<()> {
    let mut header = [0; HEADER];
    if read_up_to(bytes, &mut header)? < HEADER {
        // A log cut off within its first bytes was never committed to.
        log.is_unreadable = log.n_bytes >= HEADER as u64;
        return Ok(());
    }
    let word = |at: usize| be32(&header, at);
    let page_size = word(8) as usize;
    let mut sum = Checksum { is_big_endian: word(0) & 1 == 1, sums: (0, 0) };
    sum.add(&header[..24]);
    let is_log = word(0) & !1 == 0x377f_0682 && page_size.is_power_of_two() && (512..=65_536).contains(&page_size);
    if !is_log || sum.sums != (word(24), word(28)) {
        log.is_unreadable = true;
        return Ok(());
    }
    let salts = (word(16), word(20));
    let mut frame = vec![0; FRAME_HEADER + page_size];
    let mut is_whole = true;
    // What was read since the last commit counts once that commit is read.
    while read_up_to(bytes, &mut frame)? == frame.len() {
        let is_of_this_log = (be32(&frame, 8), be32(&frame, 12)) == salts;
        let is_commit = be32(&frame, 4) != 0;
        if is_whole {
            let mut next = sum;
            next.add(&frame[..8]);
            next.add(&frame[FRAME_HEADER..]);
            is_whole = is_of_this_log && be32(&frame, 0) != 0 && next.sums == (be32(&frame, 16), be32(&frame, 20));
            sum = next;
        }
        if is_commit && is_of_this_log {
            *(if is_whole { &mut log.n_commits } else { &mut log.n_lost }) += 1;
        }
    }
    Ok(())
}

fn be32(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|word| word.try_into().ok()).map_or(0, u32::from_be_bytes)
}

/// Fills the buffer as far as there are bytes; gives how many.
fn read_up_to(bytes: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut n_read = 0;
    while n_read < buffer.len() {
        match bytes.read(&mut buffer[n_read..]) {
            Ok(0) => break,
            Ok(n) => n_read += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(n_read)
}

/// The running checksum of SQLite's log.
#[derive(Clone, Copy)]
struct Checksum {
    is_big_endian: bool,
    sums: (u32, u32),
}

impl Checksum {
    fn add(&mut self, bytes: &[u8]) {
        let word = |four: &[u8]| {
            let four = four.try_into().unwrap_or_default();
            if self.is_big_endian { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }
        };
        let (mut a, mut b) = self.sums;
        for eight in bytes.chunks_exact(8) {
            a = a.wrapping_add(word(&eight[..4])).wrapping_add(b);
            b = b.wrapping_add(word(&eight[4..])).wrapping_add(a);
        }
        self.sums = (a, b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    #[test]
    fn commits_behind_a_garbled_page_are_missed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.dossier");
        assert_eq!(read(&path).unwrap(), Log::default());
        let conn = Connection::open(&path).unwrap();
        conn.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (x)").unwrap();
        for n in 0..5 {
            conn.execute("INSERT INTO t VALUES (?1)", [n]).unwrap();
        }
        let whole = std::fs::read(path_of(&path)).unwrap();
        let log = read(&path).unwrap();
        assert_eq!((log.n_commits, log.n_lost, log.problem()), (6, 0, None));

        let elsewhere = dir.path().join("y.dossier");
        let with = |change: &dyn Fn(&mut Vec<u8>)| {
            let mut bytes = whole.clone();
            change(&mut bytes);
            std::fs::write(path_of(&elsewhere), bytes).unwrap();
            read(&elsewhere).unwrap()
        };
        let frame = FRAME_HEADER + 4096;
        let n_frames = (whole.len() - HEADER) / frame;
        let last = HEADER + (n_frames - 1) * frame;
        let garbled = with(&|bytes| bytes[last - frame + 100] ^= 1);
        assert_eq!((garbled.n_commits, garbled.n_lost), (4, 2));
        assert!(garbled.problem().unwrap().starts_with("2 changes"), "{garbled:?}");
        let torn = with(&|bytes| bytes[last + 100] ^= 1);
        assert_eq!((torn.n_commits, torn.is_unfinished(), torn.problem()), (5, true, None));
        // A tail that was never finished was never told as done.
        let cut = with(&|bytes| bytes.truncate(last + 50));
        assert_eq!((cut.n_commits, cut.problem()), (5, None));
        let headless = with(&|bytes| bytes[4] ^= 1);
        assert!(headless.is_unreadable && headless.problem().is_some());
        assert_eq!(with(&Vec::clear).problem(), None);
    }
}
