//! One CSV file of an export as rows with named cells, each knowing its line.
//!
//! Never gives up on a file because of a row: what cannot be read is reported with its line, and the next one follows.

use crate::import::export_folder::open;
use crate::jobs::frame;
use crate::model::cell;
use crate::model::id::parse_ref;
use crate::model::record_set::Place;
use crate::model::record_set::Problem;
use crate::model::record_set::Range;
use crate::model::record_set::Row;
use std::collections::BTreeMap;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Read as _;
use std::path::Path;

/// A row under its header.
pub struct Cells<'a> {
    header: &'a BTreeMap<String, usize>,
    record: &'a csv::StringRecord,
}

impl Cells<'_> {
    /// The text of a cell, its guard taken off; empty where it is missing. Columns were checked when the file was opened.
    pub fn text(&self, column: &str) -> &str {
        self.header.get(column).and_then(|index| self.record.get(*index)).map_or("", cell::unguarded)
    }

    /// The text of a cell that has one.
    pub fn some(&self, column: &str) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    pub fn needed(&self, column: &str) -> Result<String, String> {
        self.some(column).ok_or_else(|| format!("`{column}` is empty"))
    }

    /// A UUID.
    pub fn key(&self, column: &str) -> Result<String, String> {
        self.some_key(column)?.ok_or_else(|| format!("`{column}` is empty"))
    }

    /// A UUID, or nothing.
    pub fn some_key(&self, column: &str) -> Result<Option<String>, String> {
        self.some(column).map(checked_key).transpose()
    }

    /// A word of a closed set.
    pub fn word<T>(&self, column: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, String> {
        let text = self.text(column);
        parse(text).ok_or_else(|| format!("`{text}` is no {column}"))
    }

    pub fn number(&self, column: &str) -> Result<Option<f64>, String> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
        number.map(Some).ok_or_else(|| format!("`{text}` in `{column}` is no number"))
    }

    pub fn integer<T: std::str::FromStr>(&self, column: &str) -> Result<T, String> {
        let text = self.text(column);
        text.parse().ok().ok_or_else(|| format!("`{text}` in `{column}` is no whole number"))
    }

    pub fn time(&self, column: &str) -> Result<i64, String> {
        let text = self.text(column);
        cell::parse_time(text).ok_or_else(|| format!("`{text}` in `{column}` is no ISO 8601 time"))
    }

    pub fn range(&self, start: &str, end: &str) -> Result<Range, String> {
        Ok((self.integer(start)?, self.integer(end)?))
    }

    /// The number of a short reference; `None` where there is none.
    pub fn reference(&self, column: &str) -> Option<i64> {
        parse_ref(self.text(column)).map(|(_, number)| number)
    }

    pub fn list(&self, column: &str) -> Vec<String> {
        cell::split_list(self.text(column))
    }
}

/// A UUID in its 36-character form; anything else is named.
pub fn checked_key(key: String) -> Result<String, String> {
    let is_key = key.len() == 36 && key.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-'));
    if is_key { Ok(key) } else { Err(format!("`{key}` is no key of this program")) }
}

/// Bytes in which a header's end must be found; ours have a hundredth.
const MAX_HEADER: u64 = 64 * 1024;

/// Whether the header ends with `\r\n`: the reader then takes the `\n` of each row for the beginning of the next, and
/// its count of lines is one behind.
fn has_two_byte_line_ends(path: &Path) -> bool {
    frame::must_not_wait("an export");
    let mut header = Vec::new();
    let read = open(path).and_then(|file| BufReader::new(file.take(MAX_HEADER)).read_until(b'\n', &mut header));
    read.is_ok() && header.ends_with(b"\r\n")
}

/// Reads a file row by row. `columns`: those that must be there; `take` makes an entry of a row, nothing (a row to be
/// passed over), or says what is wrong.
pub fn read<T>(
    dir: &Path,
    name: &str,
    columns: &[&str],
    problems: &mut Vec<Problem>,
    mut take: impl FnMut(&Cells<'_>) -> Result<Option<T>, String>,
) -> Vec<Row<T>> {
    let file = format!("{name}.csv");
    let problem = |line, message: String| Problem { place: Place { file: file.clone(), line }, message };
    let mut reader = match open(&dir.join(&file)) {
        Ok(opened) => csv::ReaderBuilder::new().flexible(true).from_reader(opened),
        Err(error) => {
            problems.push(problem(1, format!("the file cannot be read ({error})")));
            return Vec::new();
        }
    };
    let header: BTreeMap<String, usize> = match reader.headers() {
        Ok(header) => header.iter().map(str::to_owned).zip(0..).collect(),
        Err(error) => {
            problems.push(problem(1, format!("the header cannot be read ({error})")));
            return Vec::new();
        }
    };
    if let Some(missing) = columns.iter().find(|column| !header.contains_key(**column)) {
        problems.push(problem(1, format!("the column `{missing}` is missing, so no row of this file was read")));
        return Vec::new();
    }
    let lines_behind = u64::from(has_two_byte_line_ends(&dir.join(&file)));
    let mut rows = Vec::new();
    let mut record = csv::ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                problems.push(problem(reader.position().line(), format!("cannot be read ({error})")));
                break;
            }
        }
        let line = record.position().map_or(0, csv::Position::line) + lines_behind;
        let taken = csv::StringRecord::from_byte_record(record.clone())
            .map_err(|error| format!("is not UTF-8 ({error})"))
            .and_then(|record| {
                if record.len() != header.len() {
                    return Err(format!("has {} cells where the header has {}", record.len(), header.len()));
                }
                take(&Cells { header: &header, record: &record })
            });
        match taken {
            Ok(Some(entry)) => rows.push(Row { place: Place { file: file.clone(), line }, entry }),
            Ok(None) => {}
            Err(message) => problems.push(problem(line, message)),
        }
    }
    rows
}
