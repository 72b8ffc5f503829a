//! The table of GeoNames: 19 columns parted by tabs, without a line of titles and without quotation marks.
//!
//! Never takes codes of airports and addresses of pages for names, though they stand among them.

use crate::import::name_list::Gathered;
use crate::import::name_list::Problem;
use crate::import::name_list::named;
use crate::model::kind::Label;

const N_COLUMNS: usize = 19;

/// Columns, from 0.
const ID: usize = 0;
const NAME: usize = 1;
const ASCII_NAME: usize = 2;
const OTHER_NAMES: usize = 3;
const LATITUDE: usize = 4;
const LONGITUDE: usize = 5;
const COUNTRY: usize = 8;
const POPULATION: usize = 14;

/// Whether a line is a row of such a table.
pub(super) fn is_row(line: &str) -> bool {
    let cells: Vec<&str> = line.split('\t').collect();
    let is_number = |at: usize| cells.get(at).is_some_and(|cell| cell.trim().parse::<f64>().is_ok_and(f64::is_finite));
    let is_id = cells.first().is_some_and(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()));
    cells.len() == N_COLUMNS && is_id && is_number(LATITUDE) && is_number(LONGITUDE)
}

pub(super) fn read(text: &str, into: &mut Gathered) -> Result<&'static str, Problem> {
    for (line, row) in (1..).zip(text.lines()) {
        if row.trim().is_empty() {
            continue;
        }
        if !is_row(row) {
            return Err(Problem::NotGeoNames { line, found: row.split('\t').count() });
        }
        let cells: Vec<&str> = row.split('\t').map(str::trim).collect();
        let others = cells[OTHER_NAMES].split(',').filter(|name| is_name(name));
        let aliases = std::iter::once(cells[ASCII_NAME]).chain(others);
        let Some(mut entry) = named::entry(cells[NAME], aliases, Label::Place) else {
            into.nameless.note(line, cells[NAME]);
            continue;
        };
        entry.ids.push(("geonames".to_owned(), cells[ID].to_owned()));
        let people = cells[POPULATION].parse::<u64>().ok().filter(|n| *n > 0).map(|n| format!("{n} inhabitants"));
        entry.about = named::about("", &[cells[COUNTRY], people.as_deref().unwrap_or_default()]);
        into.push(entry)?;
    }
    Ok("text/tab-separated-values")
}

/// Whether one of the other names is a name: not an airport's code, not an address of a page, not in small letters.
fn is_name(name: &str) -> bool {
    let name = name.trim();
    let is_code = name.chars().count() <= 3 && name.is_ascii();
    !is_code && !name.contains("://") && !name.starts_with(char::is_lowercase)
}
