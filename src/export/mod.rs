//! The record as files that a colleague can open and check: CSV with a description of every column.
//!
//! Never writes into the dossier, and never holds more of it than one article: rows go out as they are read, all from
//! one snapshot. The same dossier gives the same bytes; no clock and no machine is in them.

mod citation;
mod column;
mod csv;
mod datapackage;
mod folder;
pub mod part;
mod readme;
mod rows;
pub mod sheet;
pub mod table_file;
mod tables;
mod workbook;

use crate::export::csv::WrittenTable;
use crate::export::csv::write_text;
use crate::export::folder::Folder;
use crate::export::part::Part;
use crate::export::part::Scope;
use crate::jobs::Control;
use crate::model::edtf;
use crate::model::record_set::DESCRIPTION;
use crate::store::Db;
use std::path::Path;
use std::path::PathBuf;

/// What goes out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Undecided proposals too, marked as such.
    pub proposed: bool,
    /// For spreadsheets: a byte order mark, and a workbook beside the tables.
    pub excel: bool,
    pub part: Part,
}

/// What went out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Name of each file and its number of rows, in the order of the description.
    pub n_rows: Vec<(String, usize)>,
    /// What a spreadsheet has no room for, in words.
    pub notes: Vec<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] crate::store::Error),
    #[error("{message}: {path}")]
    Io { message: String, path: PathBuf },
    #[error("this folder holds `{name}`, which is no part of an export: choose another or an empty one: {dir}")]
    Foreign { name: String, dir: PathBuf },
    #[error("`{0}` is not an EDTF date (2023-12-08, 2023-12, 2023-12-05/2023-12-15)")]
    NotADate(String),
    #[error("the export was stopped; nothing was changed")]
    Cancelled,
}

/// The tables, in the order of the description. Their files are called the same, with `.csv`.
pub const TABLES: &[&str] = &[
    "claims",
    "articles",
    "entities",
    "names",
    "mentions",
    "roles",
    "quotes",
    "figures",
    "events",
    "event_actors",
    "measures",
    "decisions",
];

const README: &str = "README.txt";

/// Writes the export into `dir`, which is made, empty, or holds an earlier export; that is replaced at the very end.
pub fn export(db: &Db, dir: &Path, options: &Options, control: &Control) -> Result<Report, Error> {
    let mut names: Vec<String> = TABLES.iter().map(|name| format!("{name}.csv")).collect();
    names.extend([workbook::FILE.to_owned(), README.to_owned(), DESCRIPTION.to_owned()]);
    if let Some(published) = options.part.published.as_ref().filter(|published| edtf::bounds(published).is_none()) {
        return Err(Error::NotADate(published.clone()));
    }
    let mut folder = Folder::open(dir, &names)?;
    let written = db.snapshot(|| write_all(db, &mut folder, options, control));
    match written {
        Ok(report) => folder.publish().map(|()| report),
        Err(error) => {
            folder.discard();
            Err(error)
        }
    }
}

fn write_all(db: &Db, folder: &mut Folder, options: &Options, control: &Control) -> Result<Report, Error> {
    let mut scope = Scope::new(db, options)?;
    let mut written = rows::articles(db, folder, &mut scope, control)?;
    written.extend(rows::entities(db, folder, &scope, control)?);
    written.push(rows::measures(db, folder, &scope)?);
    written.push(rows::decisions(db, folder, &scope)?);
    written.sort_by_key(|table| TABLES.iter().position(|name| *name == table.described.name));
    let described: Vec<_> = written.iter().map(|table| &table.described).collect();
    let mut others = vec![write_text(folder, README, &readme::text(&described, options))?];
    let mut notes = Vec::new();
    if options.excel {
        let (file, told) = workbook::write(folder, &written, control)?;
        others.push(file);
        notes = told;
    }
    let description = datapackage::text(db, &written, &others, options)?;
    write_text(folder, DESCRIPTION, &description)?;
    Ok(Report { n_rows: written.iter().map(n_rows).collect(), notes })
}

fn n_rows(table: &WrittenTable) -> (String, usize) {
    (table.file.name.clone(), table.n_rows)
}
