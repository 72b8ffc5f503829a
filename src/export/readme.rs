//! `README.txt`: the export described for people, each column in a line.
//!
//! Never says more of a column than its table does.

use crate::export::Options;
use crate::export::column::Described;

const INTRODUCTION: &str = "\
A curated, sourced record of news articles, exported from a dossier.

Start with claims.csv: everything the articles say, one row per claim and article, with the exact words it rests on.
mentions.csv has the names, dates and amounts in the articles, entities.csv whom and what they name, articles.csv the
articles with their full text. datapackage.json describes the same for programs and has the SHA-256 of each file.

How to read the files
  * Comma-separated values (RFC 4180) in UTF-8 with a header row. A cell can hold line breaks.
  * An empty cell means: missing, nobody said.
  * A cell that would begin with = + - @ tab, carriage return or ' and is not a plain number has a ' before it, so that
    no spreadsheet takes it for a formula. Take exactly one off to get the text.
  * Lists stand in one cell, a; b. Inside an item, \\ stands before ; and \\.
  * status: accepted, rejected, doubtful; proposed where nobody decided yet (only if asked for).
  * start and end count characters (Unicode code points) of the article's text from 0; end is the character after.
    text[start:end] is exactly the words.
  * published, date, said_on and as_of are EDTF: 2023-12-07, 2023-11 (a month), 2023-12-05/2023-12-15, 2023-35 (third
    quarter). date_from and date_to are the first and last day they cover.
  * ref (A17, E12, F203) is the short name inside this dossier; id is the key, the same everywhere.
  * What differs stands in columns of its own (differs_from, preferred); no row was changed to make figures agree.

Reading back
  `dossier import FILE FOLDER` reads this export back as one step: articles, mentions, entities, claims, measures, notes,
  tags and their decisions come out the same, ids included. Claims are read from roles, quotes, figures and events
  (claims.csv is a view of them), notes from notes_json, names from names.csv. Rows of status proposed are not read back:
  they are suggestions. The bytes that the articles came in, the chain of hashes and undo do not travel with an export;
  the steps in decisions.csv are kept as a list and exported again as they are.
";

const FOR_SPREADSHEETS: &str = "
In a spreadsheet
  dossier.xlsx has the same tables, one sheet each; the CSV files begin with a byte order mark, so that a spreadsheet takes
  them for UTF-8. In the workbook text is text (leading zeros stay, nothing is a formula, no ' before it), counts and
  amounts are numbers, date_from and date_to are dates from March 1900 on; the other dates are EDTF and stay text. A table
  longer than a sheet goes on in the next one; a cell longer than 32,767 characters is cut and says so. It is for reading:
  what is changed in it is not read back.
";

pub fn text(tables: &[&Described], options: &Options) -> String {
    let tables: Vec<String> = tables.iter().map(|table| in_words(table)).collect();
    let excel = if options.excel { FOR_SPREADSHEETS } else { "" };
    format!("{}{INTRODUCTION}{excel}{}", part(options), tables.concat())
}

/// What stands first in a part, so that nobody takes it for the whole.
fn part(options: &Options) -> String {
    if options.part.is_whole() {
        return String::new();
    }
    format!(
        "THIS IS A PART of a dossier, not the whole: {}.\nCards, names and measures are there where a row of the part speaks \
         of them; what counts on a card (mentions, articles) is of\nthe whole dossier; decisions.csv lists every step. Read \
         back, it adds what is in it and takes nothing else for gone.\n\n",
        options.part.in_words()
    )
}

fn in_words(table: &Described) -> String {
    let width = table.columns.iter().map(|(name, ..)| name.len()).max().unwrap_or(0);
    let columns: Vec<String> =
        table.columns.iter().map(|(name, _, about)| format!("    {name:width$}  {about}\n")).collect();
    format!("\n{}.csv\n  {}\n{}", table.name, table.about, columns.concat())
}
