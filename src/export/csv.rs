//! Rows into a CSV file: RFC 4180 with `\r\n`, UTF-8, a header, guarded cells; counted and hashed as it is written.
//!
//! Knows no table: which columns there are stands in `export::tables`. Never holds more than one row.

use crate::export::Error;
use crate::export::column::Described;
use crate::export::column::Table;
use crate::export::folder::Folder;
use crate::export::folder::io_error;
use crate::jobs::frame;
use crate::model::cell;
use crate::model::id::Sha256;
use sha2::Digest as _;
use std::fs::File;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

/// Begins a file, so that spreadsheets take it for UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A file on its way out.
pub struct TableWriter<R> {
    table: Table<R>,
    writer: csv::Writer<Hashed>,
    path: PathBuf,
    n_rows: usize,
    cell: String,
}

/// A file that is written.
pub struct Written {
    pub name: String,
    pub n_bytes: u64,
    pub sha256: Sha256,
}

/// A table that is written.
pub struct WrittenTable {
    pub described: Described,
    pub n_rows: usize,
    pub file: Written,
}

impl<R> TableWriter<R> {
    /// Opens the file and writes the header; before it, for spreadsheets, the mark by which they know UTF-8.
    pub fn create(folder: &mut Folder, table: Table<R>, has_mark: bool) -> Result<Self, Error> {
        let name = format!("{}.csv", table.name);
        let file = folder.create(&name)?;
        let path = folder.path_of(&name);
        let mut hashed = Hashed::new(file);
        if has_mark {
            hashed.write_all(BYTE_ORDER_MARK).map_err(|error| io_error(&error, &path))?;
        }
        let writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(hashed);
        let mut this = Self { table, writer, path, n_rows: 0, cell: String::new() };
        let header: Vec<&str> = this.table.columns.iter().map(|column| column.name).collect();
        this.writer.write_record(header).map_err(|error| this.error(error))?;
        Ok(this)
    }

    pub fn write(&mut self, row: &R) -> Result<(), Error> {
        for column in &self.table.columns {
            self.cell.clear();
            (column.cell)(row, &mut self.cell);
            if let Err(error) = self.writer.write_field(cell::guarded(&self.cell).as_bytes()) {
                return Err(self.error(error));
            }
        }
        self.n_rows += 1;
        let ended = self.writer.write_record(None::<&[u8]>);
        ended.map_err(|error| self.error(error))
    }

    /// Writes what is buffered, to the disk.
    pub fn finish(mut self) -> Result<WrittenTable, Error> {
        self.writer.flush().map_err(|error| io_error(&error, &self.path))?;
        let Self { table, writer, path, n_rows, .. } = self;
        let hashed = writer.into_inner().map_err(|error| io_error(error.error(), &path))?;
        let (n_bytes, sha256) = hashed.finish().map_err(|error| io_error(&error, &path))?;
        let file = Written { name: format!("{}.csv", table.name), n_bytes, sha256 };
        Ok(WrittenTable { described: table.described(), n_rows, file })
    }

    fn error(&self, error: csv::Error) -> Error {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => io_error(&error, &self.path),
            other => Error::Io { message: format!("cannot be written ({other:?})"), path: self.path.clone() },
        }
    }
}

/// Writes a text as one file.
pub fn write_text(folder: &mut Folder, name: &str, text: &str) -> Result<Written, Error> {
    let path = folder.path_of(name);
    let mut hashed = Hashed::new(folder.create(name)?);
    hashed.write_all(text.as_bytes()).map_err(|error| io_error(&error, &path))?;
    let (n_bytes, sha256) = hashed.finish().map_err(|error| io_error(&error, &path))?;
    Ok(Written { name: name.to_owned(), n_bytes, sha256 })
}

/// Counts and hashes a file that something else wrote.
pub fn written_before(name: &str, path: &Path) -> Result<Written, Error> {
    let mut file = File::open(path).map_err(|error| io_error(&error, path))?;
    let mut hashed = Hashed { file: io::sink(), digest: sha2::Sha256::new(), n_bytes: 0 };
    io::copy(&mut file, &mut hashed).map_err(|error| io_error(&error, path))?;
    let sha256 = Sha256(hashed.digest.finalize().into());
    Ok(Written { name: name.to_owned(), n_bytes: hashed.n_bytes, sha256 })
}

/// Counts and hashes what goes by.
struct Hashed<W = File> {
    file: W,
    digest: sha2::Sha256,
    n_bytes: u64,
}

impl Hashed {
    fn new(file: File) -> Self {
        Self { file, digest: sha2::Sha256::new(), n_bytes: 0 }
    }

    fn finish(self) -> io::Result<(u64, Sha256)> {
        self.file.sync_all()?;
        Ok((self.n_bytes, Sha256(self.digest.finalize().into())))
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        frame::must_not_wait("an export");
        let n_written = self.file.write(bytes)?;
        self.digest.update(&bytes[..n_written]);
        self.n_bytes += n_written as u64;
        Ok(n_written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
