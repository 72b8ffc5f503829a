//! A table of an export: its columns, each with name, type, a line of description and the cell it makes of a row.
//!
//! Header, schema and README are all made from these, so that none of them can say something else than the rows do.

/// One column of rows `R`.
pub struct Column<R> {
    pub name: &'static str,
    pub kind: Kind,
    pub about: &'static str,
    /// Writes the cell, without guard and quotes; nothing for a missing value.
    pub cell: fn(&R, &mut String),
}

/// Type of a column, as the description of the export gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Integer,
    Number,
    /// EDTF.
    Date,
    /// One day of the calendar.
    Day,
    /// ISO 8601, UTC.
    Time,
    /// One of these words.
    OneOf(Vec<&'static str>),
}

pub fn column<R>(name: &'static str, kind: Kind, about: &'static str, cell: fn(&R, &mut String)) -> Column<R> {
    Column { name, kind, about, cell }
}

pub fn text<R>(name: &'static str, about: &'static str, cell: fn(&R, &mut String)) -> Column<R> {
    column(name, Kind::Text, about, cell)
}

/// A column whose values are keys of another table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    pub field: &'static str,
    pub table: &'static str,
    pub to: &'static str,
}

pub const fn foreign(field: &'static str, table: &'static str, to: &'static str) -> ForeignKey {
    ForeignKey { field, table, to }
}

/// One CSV file.
pub struct Table<R> {
    /// Name of the file without `.csv`.
    pub name: &'static str,
    pub about: &'static str,
    pub columns: Vec<Column<R>>,
    /// Columns that together name a row.
    pub key: &'static [&'static str],
    pub foreign: Vec<ForeignKey>,
}

/// A table without its rows' type.
pub struct Described {
    pub name: &'static str,
    pub about: &'static str,
    pub columns: Vec<(&'static str, Kind, &'static str)>,
    pub key: &'static [&'static str],
    pub foreign: Vec<ForeignKey>,
}

impl<R> Table<R> {
    pub fn described(&self) -> Described {
        Described {
            name: self.name,
            about: self.about,
            columns: self.columns.iter().map(|column| (column.name, column.kind.clone(), column.about)).collect(),
            key: self.key,
            foreign: self.foreign.clone(),
        }
    }
}
