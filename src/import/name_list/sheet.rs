//! Tables whose first line names their columns: an analyst's own, and the simple one of OpenSanctions.
//!
//! Never guesses what a name is: a row says it, or whoever brings the list does.

use crate::import::name_list::Gathered;
use crate::import::name_list::Given;
use crate::import::name_list::Problem;
use crate::import::name_list::column::Column;
use crate::import::name_list::column::Kind;
use crate::import::name_list::column::column;
use crate::import::name_list::column::kind;
use crate::import::name_list::named;
use crate::import::name_list::table::Row;
use crate::import::name_list::table::Table;
use crate::model::kind::Label;

/// The scheme of an OpenSanctions identifier.
const OPEN_SANCTIONS: &str = "opensanctions";
const WIKIDATA: &str = "wikidata";

/// An analyst's own table. One column without a title is a list of bare names.
pub(super) fn plain(text: &str, given: Given<'_>, into: &mut Gathered) -> Result<&'static str, Problem> {
    let table = Table::read(text, true)?;
    let columns: Vec<Column> = table.header.iter().map(|title| column(title)).collect();
    let has_names = columns.contains(&Column::Name) || columns.contains(&Column::Surname);
    if !has_names && columns.len() == 1 && columns[0] == Column::Other {
        bare_names(&table, given, into)?;
        return Ok(table.media_type());
    }
    if !has_names {
        let shown: Vec<&str> = table.header.iter().take(12).map(String::as_str).collect();
        return Err(Problem::NoNames(shown.join(", ")));
    }
    let reader = Reader { columns: &columns, given, id_scheme: given.title };
    for row in &table.rows {
        reader.row(row, into)?;
    }
    Ok(table.media_type())
}

fn bare_names(table: &Table, given: Given<'_>, into: &mut Gathered) -> Result<(), Problem> {
    let Some(label) = given.label else { return Err(Problem::NoLabel) };
    let first = table.header.first().map(String::as_str);
    let names = first.into_iter().map(|name| (1, name)).chain(table.rows.iter().map(|row| (row.line, row.cell(0))));
    for (line, name) in names {
        match named::entry(name, std::iter::empty(), label) {
            Some(entry) => into.push(entry)?,
            None => into.nameless.note(line, name),
        }
    }
    Ok(())
}

/// `targets.simple.csv`: `id`, `schema`, `name`, `aliases`, `birth_date`, `countries` and others that are not read.
pub(super) fn open_sanctions(text: &str, given: Given<'_>, into: &mut Gathered) -> Result<&'static str, Problem> {
    let table = Table::read(text, true)?;
    let mut columns = vec![Column::Other; table.header.len()];
    for (wanted, column) in [
        ("id", Column::Id(None)),
        ("schema", Column::Kind),
        ("name", Column::Name),
        ("aliases", Column::Aliases),
        ("birth_date", Column::Born),
        ("countries", Column::About),
    ] {
        match table.header.iter().position(|title| title == wanted) {
            Some(at) => columns[at] = column,
            None if matches!(wanted, "id" | "schema" | "name") => return Err(Problem::NotOpenSanctions(wanted)),
            None => {}
        }
    }
    let reader = Reader { columns: &columns, given, id_scheme: OPEN_SANCTIONS };
    for row in &table.rows {
        reader.row(row, into)?;
    }
    Ok(table.media_type())
}

struct Reader<'c> {
    columns: &'c [Column],
    given: Given<'c>,
    /// Of a column that is only called `id`.
    id_scheme: &'c str,
}

impl Reader<'_> {
    /// Cells of the columns of one kind that are not empty.
    fn cells<'r>(&self, row: &'r Row, wanted: &Column) -> impl Iterator<Item = &'r str> {
        let columns = self.columns.iter().enumerate().filter(move |(_, column)| *column == wanted);
        columns.map(|(at, _)| row.cell(at)).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().into_iter()
    }

    fn row(&self, row: &Row, into: &mut Gathered) -> Result<(), Problem> {
        let Some(name) = self.name(row) else {
            into.nameless.note(row.line, "");
            return Ok(());
        };
        if name.contains('\n') {
            return Err(Problem::NameOverLines(row.line));
        }
        let Some(label) = self.label(row, into) else { return Ok(()) };
        let aliases: Vec<&str> = self.cells(row, &Column::Aliases).flat_map(|cell| cell.split([';', '|'])).collect();
        let Some(mut entry) = named::entry(&name, aliases.into_iter(), label) else {
            into.nameless.note(row.line, &name);
            return Ok(());
        };
        self.ids(row, &mut entry.ids);
        let born = self.cells(row, &Column::Born).next().unwrap_or_default();
        let others: Vec<&str> = self.cells(row, &Column::About).collect();
        entry.about = named::about(born, &others);
        into.push(entry)
    }

    fn name(&self, row: &Row) -> Option<String> {
        if let Some(name) = self.cells(row, &Column::Name).next() {
            return Some(name.to_owned());
        }
        let surname = self.cells(row, &Column::Surname).next()?;
        let given = self.cells(row, &Column::GivenName).next();
        Some(given.map_or_else(|| surname.to_owned(), |given| format!("{given} {surname}")))
    }

    fn label(&self, row: &Row, into: &mut Gathered) -> Option<Label> {
        let words = self.cells(row, &Column::Kind).next().unwrap_or_default();
        let is_person = !self.columns.contains(&Column::Name);
        match kind(words) {
            Kind::Is(label) => return Some(label),
            Kind::Nothing => {
                into.other_kinds.note(row.line, words);
                return None;
            }
            Kind::Unknown => {}
        }
        let label = self.given.label.or_else(|| is_person.then_some(Label::Person));
        if label.is_none() {
            into.unlabelled.note(row.line, words);
        }
        label
    }

    fn ids(&self, row: &Row, ids: &mut Vec<(String, String)>) {
        for (at, column) in self.columns.iter().enumerate() {
            let (Column::Id(scheme), cell) = (column, row.cell(at)) else { continue };
            if cell.is_empty() || cell.len() > 200 {
                continue;
            }
            let item = named::wikidata_id(cell);
            let scheme = scheme.as_deref().unwrap_or(self.id_scheme);
            match item {
                Some(item) if scheme == WIKIDATA || scheme == self.id_scheme && scheme != OPEN_SANCTIONS => {
                    ids.push((WIKIDATA.to_owned(), item.to_owned()));
                }
                // OpenSanctions takes Wikidata's own where there is one.
                Some(item) if scheme == OPEN_SANCTIONS => {
                    ids.push((OPEN_SANCTIONS.to_owned(), item.to_owned()));
                    ids.push((WIKIDATA.to_owned(), item.to_owned()));
                }
                _ => ids.push((scheme.to_owned(), cell.to_owned())),
            }
        }
        ids.dedup();
    }
}
