//! `dossier.xlsx`: the tables of an export once more, one sheet each, as Excel takes them without guessing.
//!
//! Made from the CSV files that were just written, so that it cannot say anything else. Text cells are text (leading
//! zeros stay, nothing is a formula), counts and amounts are numbers where Excel keeps all their digits, whole days are
//! dates from 1900 on; other dates are EDTF and stay text. Never more rows or letters than Excel reads: a longer table
//! goes on in a second sheet, a longer cell is cut and says so. The same tables give the same bytes.

use crate::export::Error;
use crate::export::column::Described;
use crate::export::column::Kind;
use crate::export::csv::Written;
use crate::export::csv::WrittenTable;
use crate::export::csv::written_before;
use crate::export::folder::Folder;
use crate::export::folder::io_error;
use crate::jobs::Control;
use crate::jobs::frame;
use crate::model::cell;
use chrono::Datelike as _;
use chrono::NaiveDate;
use rust_xlsxwriter::DocProperties;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::XlsxError;
use std::borrow::Cow;
use std::path::Path;
use std::path::PathBuf;

pub const FILE: &str = "dossier.xlsx";

/// Rows of a sheet, its header among them.
const MAX_ROWS: usize = 1_048_576;
/// UTF-16 units of a cell.
const MAX_UNITS: usize = 32_767;
/// Digits that a double keeps of any number.
const MAX_DIGITS: usize = 15;
/// Widest and narrowest column, in characters.
const WIDEST: usize = 60;
const NARROWEST: usize = 8;

/// Writes the workbook beside the tables; gives what Excel had no room for, in words.
pub fn write(folder: &mut Folder, tables: &[WrittenTable], control: &Control) -> Result<(Written, Vec<String>), Error> {
    frame::must_not_wait("a workbook");
    let path = folder.path_of(FILE);
    let failed = |error: XlsxError| failed(&error, &path);
    let mut making = Making { workbook: Workbook::new(), notes: Vec::new(), max_rows: MAX_ROWS };
    making.workbook.set_tempdir(folder.dir()).map_err(failed)?;
    let created = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    // A fixed time, so that the same dossier exports the same bytes.
    making.workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for table in tables {
        if control.is_cancelled() {
            return Err(Error::Cancelled);
        }
        making.table(&folder.part_of(&table.file.name), &table.described, &path)?;
    }
    let file = folder.create(FILE)?;
    making.workbook.save_to_writer(&file).map_err(failed)?;
    file.sync_all().map_err(|error| io_error(&error, &path))?;
    let written = written_before(FILE, &folder.part_of(FILE))?;
    Ok((written, making.notes))
}

struct Making {
    workbook: Workbook,
    notes: Vec<String>,
    max_rows: usize,
}

impl Making {
    /// All rows of a table, in as many sheets as they need.
    fn table(&mut self, csv: &Path, described: &Described, path: &Path) -> Result<(), Error> {
        let unreadable = |error: ::csv::Error| Error::Io { message: error.to_string(), path: csv.to_path_buf() };
        let mut reader = ::csv::ReaderBuilder::new().from_path(csv).map_err(unreadable)?;
        let mut record = ::csv::StringRecord::new();
        let mut n_sheets = 0;
        let mut sheet = Sheet::default();
        let mut n_cut = 0;
        let mut has_row = reader.read_record(&mut record).map_err(unreadable)?;
        loop {
            n_sheets += 1;
            sheet.begin(&mut self.workbook, described, n_sheets).map_err(|error| failed(&error, path))?;
            while has_row && sheet.n_rows < self.max_rows {
                let cells = record.iter().map(cell::unguarded);
                n_cut += sheet.row(&mut self.workbook, described, cells).map_err(|error| failed(&error, path))?;
                has_row = reader.read_record(&mut record).map_err(unreadable)?;
            }
            sheet.end(&mut self.workbook, described).map_err(|error| failed(&error, path))?;
            if !has_row {
                break;
            }
        }
        let name = described.name;
        if n_sheets > 1 {
            self.notes
                .push(format!("{name}: more rows than one sheet of Excel holds, so they stand in {n_sheets} sheets"));
        }
        if n_cut > 0 {
            let cells = if n_cut == 1 { "1 cell is".to_owned() } else { format!("{n_cut} cells are") };
            let note = format!("{name}: {cells} cut, for Excel holds 32,767 characters; {name}.csv has all of it");
            self.notes.push(note);
        }
        Ok(())
    }
}

/// The sheet that is being written: always the last of the workbook.
#[derive(Default)]
struct Sheet {
    index: usize,
    /// With the header.
    n_rows: usize,
    widths: Vec<usize>,
    /// How days are shown.
    day: Format,
}

impl Sheet {
    fn begin(&mut self, workbook: &mut Workbook, described: &Described, number: usize) -> Result<(), XlsxError> {
        self.index = workbook.worksheets().len();
        self.n_rows = 1;
        self.day = Format::new().set_num_format("yyyy-mm-dd");
        self.widths = described.columns.iter().map(|(name, ..)| name.len() + 3).collect();
        let bold = Format::new().set_bold();
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(if number == 1 {
            described.name.to_owned()
        } else {
            format!("{} ({number})", described.name)
        })?;
        sheet.set_freeze_panes(1, 0)?;
        for ((name, ..), column) in described.columns.iter().zip(0..) {
            sheet.write_string_with_format(0, column, *name, &bold)?;
        }
        Ok(())
    }

    /// Gives how many cells had to be cut.
    fn row<'c>(
        &mut self,
        workbook: &mut Workbook,
        described: &Described,
        cells: impl Iterator<Item = &'c str>,
    ) -> Result<usize, XlsxError> {
        let sheet = workbook.worksheet_from_index(self.index)?;
        let row = self.n_rows as u32;
        let mut n_cut = 0;
        for (((text, (_, kind, _)), width), column) in cells.zip(&described.columns).zip(&mut self.widths).zip(0..) {
            if text.is_empty() {
                continue;
            }
            *width = (*width).max(text.lines().next().map_or(0, |line| line.chars().take(WIDEST).count() + 1));
            match typed(kind, text) {
                Typed::Number(number) => sheet.write_number(row, column, number)?,
                Typed::Day(date) => sheet.write_datetime_with_format(row, column, &date, &self.day)?,
                Typed::Text(text) => {
                    n_cut += usize::from(matches!(text, Cow::Owned(_)) && text.ends_with(CUT_END));
                    sheet.write_string(row, column, text.as_ref())?
                }
            };
        }
        self.n_rows += 1;
        Ok(n_cut)
    }

    fn end(&self, workbook: &mut Workbook, described: &Described) -> Result<(), XlsxError> {
        let sheet = workbook.worksheet_from_index(self.index)?;
        let last_column = described.columns.len().saturating_sub(1) as u16;
        sheet.autofilter(0, 0, (self.n_rows - 1) as u32, last_column)?;
        for (width, column) in self.widths.iter().zip(0..) {
            sheet.set_column_width(column, (*width).clamp(NARROWEST, WIDEST) as f64)?;
        }
        Ok(())
    }
}

/// A cell as Excel keeps it.
enum Typed<'t> {
    Text(Cow<'t, str>),
    Number(f64),
    Day(ExcelDateTime),
}

fn typed<'t>(kind: &Kind, text: &'t str) -> Typed<'t> {
    match kind {
        Kind::Integer | Kind::Number => number(text).map(Typed::Number),
        Kind::Day => day(text).map(Typed::Day),
        Kind::Text | Kind::Date | Kind::Time | Kind::OneOf(_) => None,
    }
    .unwrap_or_else(|| Typed::Text(fitting(text)))
}

/// A number all of whose digits Excel keeps.
fn number(text: &str) -> Option<f64> {
    let n_digits = text.chars().filter(char::is_ascii_digit).count();
    text.parse::<f64>().ok().filter(|number| number.is_finite() && n_digits <= MAX_DIGITS)
}

/// A day that Excel's calendar has: it begins with 1900, and its first two months are a day off.
fn day(text: &str) -> Option<ExcelDateTime> {
    let date = text.parse::<NaiveDate>().ok().filter(|date| *date >= FIRST_DAY)?;
    ExcelDateTime::from_ymd(u16::try_from(date.year()).ok()?, date.month() as u8, date.day() as u8).ok()
}

const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(1900, 3, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// Ends a cell that was cut.
const CUT_END: &str = " … [cut here: Excel holds no more; the CSV file has it whole]";

/// The text as a cell holds it: cut where it is too long, without the two code points that XML has no place for.
fn fitting(text: &str) -> Cow<'_, str> {
    let is_long = text.len() > MAX_UNITS && text.encode_utf16().count() > MAX_UNITS;
    let has_strange = text.contains(['\u{fffe}', '\u{ffff}']);
    if !is_long && !has_strange {
        return Cow::Borrowed(text);
    }
    let mut fitting = text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    if is_long {
        let mut room = MAX_UNITS - CUT_END.encode_utf16().count();
        let end = fitting.char_indices().find(|(_, c)| {
            let fits = c.len_utf16() <= room;
            room = room.saturating_sub(c.len_utf16());
            !fits
        });
        fitting.truncate(end.map_or(fitting.len(), |(at, _)| at));
        fitting.push_str(CUT_END);
    }
    Cow::Owned(fitting)
}

fn failed(error: &XlsxError, path: &Path) -> Error {
    let path: PathBuf = path.to_path_buf();
    match error {
        XlsxError::IoError(error) => io_error(error, &path),
        other => Error::Io { message: format!("cannot be written ({other})"), path },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_numbers_only_where_no_digit_is_lost() {
        assert_eq!(number("1300000"), Some(1_300_000.0));
        assert_eq!(number("-0.25"), Some(-0.25));
        assert_eq!(number("1234567890123456"), None);
        assert_eq!(number("NaN"), None);
        assert_eq!(number("many"), None);
    }

    #[test]
    fn whole_days_of_excels_calendar_are_dates() {
        assert!(day("2023-12-08").is_some());
        assert!(day("1900-03-01").is_some());
        for text in ["1900-02-28", "1848-03-18", "2023-12", "2023-12-05/2023-12-15", "12023-01-01", ""] {
            assert!(day(text).is_none(), "{text}");
        }
    }

    #[test]
    fn what_a_cell_cannot_hold_is_cut_and_says_so() {
        assert!(matches!(fitting("=1+1"), Cow::Borrowed("=1+1")));
        let most = "é".repeat(MAX_UNITS);
        assert!(matches!(fitting(&most), Cow::Borrowed(_)));
        for long in ["é".repeat(MAX_UNITS + 1), "😀".repeat(MAX_UNITS / 2 + 1)] {
            let cut = fitting(&long);
            let n_units = cut.encode_utf16().count();
            assert!(n_units <= MAX_UNITS && n_units > MAX_UNITS - 2 && cut.ends_with(CUT_END), "{n_units}");
        }
        assert_eq!(fitting("a\u{ffff}b"), "a\u{fffd}b");
    }
}
