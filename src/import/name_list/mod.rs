//! Lists of names that an analyst brings along: bytes to entries, whichever of the known forms they are in.
//!
//! Never looks anything up and never writes. The form is told by the bytes; the same bytes with the same options give the
//! same entries, since a dossier keeps the bytes and reads them again whenever it is opened.

mod column;
mod geonames;
mod named;
mod sheet;
mod table;
mod wikidata;

use crate::import::problem::Reason;
use crate::model::kind::Label;
use crate::model::kind::ListFormat;
use crate::model::name_list::ListEntry;
use crate::text::decode::decode;
use std::path::Path;
use table::Table;

/// What was said of a list by hand, as far as its rows depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given<'g> {
    /// `None`: told by the bytes.
    pub format: Option<ListFormat>,
    /// Of entries that do not say what they are; `None`: those are left out.
    pub label: Option<Label>,
    /// What a column `id` is an identifier in.
    pub title: &'g str,
}

/// What a list holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub format: ListFormat,
    pub media_type: &'static str,
    /// In the order of the rows.
    pub entries: Vec<ListEntry>,
    /// What a person should look at, in words.
    pub warnings: Vec<String>,
}

/// Why some bytes are no list. Reads on after the path: "names.csv has no column …".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error(
        "has no column of names: its first line must name the columns, and one of them must be `name` (it has: {0})"
    )]
    NoNames(String),
    #[error("does not say what its names are: say it (person, org, place, group, event, law, work, product, other)")]
    NoLabel,
    #[error("holds no name")]
    Empty,
    #[error(
        "has {found} cells in line {line}, where its first line names {expected}: a cell with a comma or a quotation mark in it must stand in quotation marks"
    )]
    TooManyCells { line: u64, found: usize, expected: usize },
    #[error("has a name over several lines in line {0}: a quotation mark may lack its other half")]
    NameOverLines(u64),
    #[error("has a cell of more than 100,000 bytes in line {0}: a quotation mark may lack its other half")]
    LongCell(u64),
    #[error("is no table of GeoNames: line {line} has {found} columns, and they have 19, parted by tabs")]
    NotGeoNames { line: u64, found: usize },
    #[error("is no answer of the Wikidata query service: {0}")]
    NotWikidata(String),
    #[error("is no list of OpenSanctions: its first line lacks the column `{0}`")]
    NotOpenSanctions(&'static str),
    #[error("holds more than 1,000,000 rows: split it")]
    TooMany,
    #[error("cannot be read as a table in line {line}: {message}")]
    Broken { line: u64, message: String },
}

/// Rows of one list, at most.
const MAX_ROWS: usize = 1_000_000;

/// Reads the file of a list. Blocks on the disk; never on a pipe or a device, which are refused.
pub fn file_bytes(path: &Path) -> Result<Vec<u8>, Reason> {
    super::file_bytes(path)
}

/// Reads a list.
pub fn read(bytes: &[u8], given: Given<'_>) -> Result<Read, Reason> {
    if bytes.is_empty() {
        return Err(Reason::Empty);
    }
    if bytes.len() as u64 > super::MAX_FILE_BYTES {
        return Err(Reason::TooLarge);
    }
    let decoded = decode(bytes, None)?;
    let mut warnings: Vec<String> =
        super::decoding_messages(&decoded).into_iter().map(|message| message.to_string()).collect();
    let text = decoded.text.as_str();
    let format = given.format.unwrap_or_else(|| format_of(text));
    let mut gathered = Gathered::default();
    let media_type = match format {
        ListFormat::GeoNames => geonames::read(text, &mut gathered)?,
        ListFormat::Wikidata => wikidata::read(text, given, &mut gathered)?,
        ListFormat::OpenSanctions => sheet::open_sanctions(text, given, &mut gathered)?,
        ListFormat::Csv => sheet::plain(text, given, &mut gathered)?,
    };
    if gathered.entries.is_empty() {
        let lacks_label = gathered.unlabelled.n > 0 && gathered.unlabelled.n >= gathered.nameless.n;
        return Err(if lacks_label { Problem::NoLabel } else { Problem::Empty }.into());
    }
    warnings.extend(gathered.warnings());
    Ok(Read { format, media_type, entries: gathered.entries, warnings })
}

/// Which of the forms some text is in, by how it begins.
fn format_of(text: &str) -> ListFormat {
    let start = text.trim_start();
    if start.starts_with(['{', '[']) {
        return ListFormat::Wikidata;
    }
    let first = start.lines().next().unwrap_or_default();
    if geonames::is_row(first) {
        return ListFormat::GeoNames;
    }
    let header = Table::header_of(first);
    if ["id", "schema", "name", "aliases"].iter().all(|column| header.iter().any(|cell| cell == column)) {
        return ListFormat::OpenSanctions;
    }
    let is_answer =
        header.iter().any(|cell| cell.strip_suffix("Label").is_some_and(|item| header.iter().any(|cell| cell == item)));
    if is_answer { ListFormat::Wikidata } else { ListFormat::Csv }
}

/// Rows that were passed over for one reason.
#[derive(Clone, Debug, Default)]
struct PassedOver {
    n: usize,
    /// Line of the first.
    line: u64,
    /// What stands there.
    words: String,
}

impl PassedOver {
    fn note(&mut self, line: u64, words: &str) {
        if self.n == 0 {
            self.line = line;
            self.words = words.chars().take(40).collect();
        }
        self.n += 1;
    }
}

/// Entries in the making, and rows that are none.
#[derive(Debug, Default)]
struct Gathered {
    entries: Vec<ListEntry>,
    nameless: PassedOver,
    unlabelled: PassedOver,
    /// What names nothing that a card can be made of: a wallet, an office.
    other_kinds: PassedOver,
}

impl Gathered {
    fn push(&mut self, entry: ListEntry) -> Result<(), Problem> {
        if self.entries.len() == MAX_ROWS {
            return Err(Problem::TooMany);
        }
        self.entries.push(entry);
        Ok(())
    }

    fn warnings(&self) -> Vec<String> {
        let rows = |n: usize| if n == 1 { "1 row was left out".to_owned() } else { format!("{n} rows were left out") };
        let mut told = Vec::new();
        if self.nameless.n > 0 {
            told.push(format!("{}: no name (first in line {})", rows(self.nameless.n), self.nameless.line));
        }
        if self.unlabelled.n > 0 {
            let PassedOver { n, line, words } = &self.unlabelled;
            let what = if words.is_empty() { "nothing".to_owned() } else { format!("\"{words}\"") };
            told.push(format!(
                "{}: what they are is not known here (line {line} says {what}); say what such rows are to have them",
                rows(*n)
            ));
        }
        if self.other_kinds.n > 0 {
            let PassedOver { n, line, words } = &self.other_kinds;
            told.push(format!("{}: of a kind that no card is made of (line {line}: \"{words}\")", rows(*n)));
        }
        told
    }
}

#[cfg(test)]
mod tests;
