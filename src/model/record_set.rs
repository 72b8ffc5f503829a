//! What an export and its reading back agree on: the names of the files, and the mark by which a folder is known.
//!
//! Never touches a file: `export` writes them, `import` reads them.

/// Describes the files of an export; without it a folder is no (whole) export.
pub const DESCRIPTION: &str = "datapackage.json";

/// `name` in the description: by it a folder is known as an export of this program.
pub const PACKAGE_NAME: &str = "dossier-export";

/// Number of the form of the export. Columns may be added under the same number.
pub const FORM: i64 = 1;

/// What stands between two notes on one thing in one cell.
pub const BETWEEN_NOTES: &str = "\n\n";
