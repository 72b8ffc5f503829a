//! One table as one CSV file: what a screen shows, saved as it is filtered and sorted.
//!
//! Never half there: written under another name, then given its own. Cells are guarded like those of the export.

use crate::disk;
use crate::export::Error;
use crate::export::csv::BYTE_ORDER_MARK;
use crate::export::folder::io_error;
use crate::jobs::frame;
use crate::model::cell;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;

/// Writes header and rows to `path`; a file that is there is replaced.
pub fn write(path: &Path, header: &[String], rows: &[Vec<String>]) -> Result<(), Error> {
    frame::must_not_wait("a file");
    let part = disk::beside(path, ".part");
    let written = write_part(&part, header, rows);
    let outcome = written.and_then(|()| disk::put_in_place(&part, path).map_err(|error| io_error(&error, path)));
    if outcome.is_err() && part.exists() && std::fs::remove_file(&part).is_err() {
        // Its name says what it is.
    }
    outcome
}

fn write_part(part: &Path, header: &[String], rows: &[Vec<String>]) -> Result<(), Error> {
    let io = |error: std::io::Error| io_error(&error, part);
    let mut file = File::create(part).map_err(io)?;
    file.write_all(BYTE_ORDER_MARK).map_err(io)?;
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(file);
    for row in std::iter::once(header).chain(rows.iter().map(Vec::as_slice)) {
        let cells = row.iter().map(|text| cell::guarded(text));
        writer.write_record(cells.map(std::borrow::Cow::into_owned)).map_err(|error| io(error.into()))?;
    }
    let file = writer.into_inner().map_err(|error| io(error.into_error()))?;
    file.sync_all().map_err(io)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_table_opens_in_a_spreadsheet_and_runs_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("cards.csv");
        let rows = [vec!["=SUM(A1)".to_owned(), "a, \"b\"".to_owned()], vec!["-3".to_owned(), String::new()]];
        write(&path, &["Name".to_owned(), "Role".to_owned()], &rows).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text, "\u{feff}Name,Role\r\n'=SUM(A1),\"a, \"\"b\"\"\"\r\n-3,\r\n");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let error = write(&dir.path().join("gone/cards.csv"), &[], &[]).unwrap_err();
        assert!(error.to_string().contains("cards.csv"), "{error}");
    }
}
