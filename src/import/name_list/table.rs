//! Tables in text: which mark parts their cells, what their first line says, their rows with line numbers.
//!
//! Never knows what a column means. Rows may lack cells at their end; one that has more than the first line names is an
//! error, since a name would stand in the wrong column.

use crate::import::name_list::Problem;
use csv::ReaderBuilder;
use csv::StringRecord;

/// A table whose first line names its columns.
pub(super) struct Table {
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Row>,
    pub(super) delimiter: u8,
}

pub(super) struct Row {
    pub(super) line: u64,
    cells: StringRecord,
}

impl Row {
    /// The cell, without spaces around it; empty where there is none.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default().trim()
    }
}

/// Longest cell in bytes.
const MAX_CELL: usize = 100_000;

impl Table {
    /// `has_quotes`: quotation marks keep a cell together; in the tables of the Wikidata query service they belong to it.
    pub(super) fn read(text: &str, has_quotes: bool) -> Result<Self, Problem> {
        let delimiter = delimiter_of(text.trim_start().lines().next().unwrap_or_default());
        let mut builder = ReaderBuilder::new();
        builder.delimiter(delimiter).flexible(true).has_headers(false).quoting(has_quotes);
        let mut reader = builder.from_reader(text.as_bytes());
        let mut header: Option<Vec<String>> = None;
        let mut rows = Vec::new();
        for record in reader.records() {
            let cells = record.map_err(|error| broken(&error))?;
            let line = cells.position().map_or(0, csv::Position::line);
            if cells.iter().any(|cell| cell.len() > MAX_CELL) {
                return Err(Problem::LongCell(line));
            }
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let Some(header) = &header else {
                header = Some(cells.iter().map(|cell| cell.trim().to_owned()).collect());
                continue;
            };
            let n_filled =
                cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).last().map_or(0, |(at, _)| at + 1);
            if n_filled > header.len() {
                return Err(Problem::TooManyCells { line, found: n_filled, expected: header.len() });
            }
            rows.push(Row { line, cells });
        }
        Ok(Self { header: header.unwrap_or_default(), rows, delimiter })
    }

    /// The cells of a first line.
    pub(super) fn header_of(first_line: &str) -> Vec<String> {
        let delimiter = char::from(delimiter_of(first_line));
        first_line
            .split(delimiter)
            .map(|cell| cell.trim().trim_matches('"').trim_start_matches('?').to_owned())
            .collect()
    }

    /// The media type of such a table.
    pub(super) const fn media_type(&self) -> &'static str {
        if self.delimiter == b'\t' { "text/tab-separated-values" } else { "text/csv" }
    }
}

/// The mark that stands in the first line most often, quoted stretches left out.
fn delimiter_of(first_line: &str) -> u8 {
    let (mut counts, mut quoted) = ([0; 3], false);
    for byte in first_line.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\t' if !quoted => counts[0] += 1,
            b',' if !quoted => counts[1] += 1,
            b';' if !quoted => counts[2] += 1,
            _ => {}
        }
    }
    match counts {
        [tabs, commas, semicolons] if tabs > 0 && tabs >= commas && tabs >= semicolons => b'\t',
        [_, commas, semicolons] if semicolons > commas => b';',
        _ => b',',
    }
}

fn broken(error: &csv::Error) -> Problem {
    let line = error.position().map_or(0, csv::Position::line);
    Problem::Broken { line, message: error.to_string() }
}
