//! Answers of the Wikidata query service: JSON in its two forms, or a table with `?item` and `?itemLabel`.
//!
//! Never takes an item's number for its name: an item without a label in the language asked for is left out.

use crate::import::name_list::Gathered;
use crate::import::name_list::Given;
use crate::import::name_list::Problem;
use crate::import::name_list::column::Kind;
use crate::import::name_list::column::kind;
use crate::import::name_list::named;
use crate::import::name_list::table::Table;
use crate::model::kind::Label;
use crate::model::name_list::ListEntry;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::collections::HashMap;

/// One row of an answer: values by the names of their variables, without question marks.
type Answer = BTreeMap<String, String>;

/// Rows with their lines.
type Answers = Vec<(u64, Answer)>;

/// Names of variables that tell what an item is.
const KIND_VARIABLES: &[&str] = &["type", "kind", "class", "instance", "instanceOf", "instanceof", "label"];

pub(super) fn read(text: &str, given: Given<'_>, into: &mut Gathered) -> Result<&'static str, Problem> {
    let is_json = text.trim_start().starts_with(['{', '[']);
    let (answers, media_type) = if is_json { (json(text)?, "application/json") } else { table(text)? };
    let item = item_of(&answers)?;
    let variables = Variables {
        label: format!("{item}Label"),
        other_names: format!("{item}AltLabel"),
        description: format!("{item}Description"),
        item,
    };
    // One item stands in several rows where it has several of something; they are one entry.
    let mut place_of: HashMap<String, usize> = HashMap::new();
    for (line, answer) in &answers {
        let value = |name: &str| answer.get(name).map_or("", String::as_str).trim();
        let Some(id) = named::wikidata_id(value(&variables.item)) else {
            into.nameless.note(*line, value(&variables.item));
            continue;
        };
        let name = value(&variables.label);
        if name.is_empty() || name == id {
            into.nameless.note(*line, id);
            continue;
        }
        let Some(label) = label_of(answer, given, *line, into) else { continue };
        let other_names = value(&variables.other_names).split([',', ';', '|']);
        let Some(mut entry) = named::entry(name, other_names, label) else {
            into.nameless.note(*line, name);
            continue;
        };
        if let Some(at) = place_of.get(id) {
            join(&mut into.entries[*at], entry);
            continue;
        }
        entry.ids.push(("wikidata".to_owned(), id.to_owned()));
        entry.about = named::about("", &[value(&variables.description)]);
        place_of.insert(id.to_owned(), into.entries.len());
        into.push(entry)?;
    }
    Ok(media_type)
}

struct Variables {
    item: String,
    label: String,
    other_names: String,
    description: String,
}

fn join(entry: &mut ListEntry, more: ListEntry) {
    for name in std::iter::once(more.name).chain(more.aliases) {
        if name != entry.name && !entry.aliases.contains(&name) {
            entry.aliases.push(name);
        }
    }
}

fn label_of(answer: &Answer, given: Given<'_>, line: u64, into: &mut Gathered) -> Option<Label> {
    let told = KIND_VARIABLES.iter().find_map(|name| answer.get(&format!("{name}Label")).or_else(|| answer.get(*name)));
    let words = told.map_or("", String::as_str);
    match kind(words) {
        Kind::Is(label) => return Some(label),
        Kind::Nothing => {
            into.other_kinds.note(line, words);
            return None;
        }
        Kind::Unknown => {}
    }
    if given.label.is_none() {
        into.unlabelled.note(line, words);
    }
    given.label
}

/// The variable that holds items which have a label: `item`, or the first of them.
fn item_of(answers: &[(u64, Answer)]) -> Result<String, Problem> {
    let holds_items = |name: &str| {
        let label = format!("{name}Label");
        answers.iter().any(|(_, answer)| {
            answer.contains_key(&label) && answer.get(name).is_some_and(|value| named::wikidata_id(value).is_some())
        })
    };
    let is_kind = |name: &str| KIND_VARIABLES.contains(&name);
    let names: Vec<&String> = answers.iter().take(100).flat_map(|(_, answer)| answer.keys()).collect();
    let found = if holds_items("item") {
        Some("item".to_owned())
    } else {
        names.into_iter().find(|name| !is_kind(name) && holds_items(name)).cloned()
    };
    found.ok_or_else(|| Problem::NotWikidata("it needs ?item and ?itemLabel".to_owned()))
}

/// `{"head": …, "results": {"bindings": [{"item": {"value": …}}]}}` or `[{"item": …, "itemLabel": …}]`. The line of an
/// answer is its number.
fn json(text: &str) -> Result<Answers, Problem> {
    let json: Json = serde_json::from_str(text).map_err(|error| Problem::NotWikidata(error.to_string()))?;
    let rows = match &json {
        Json::Array(rows) => rows,
        other => other
            .pointer("/results/bindings")
            .and_then(Json::as_array)
            .ok_or_else(|| Problem::NotWikidata("it has no results.bindings".to_owned()))?,
    };
    let mut answers = Vec::with_capacity(rows.len());
    for (number, row) in (1..).zip(rows) {
        let Json::Object(row) = row else {
            return Err(Problem::NotWikidata(format!("result {number} is no object")));
        };
        let text = |value: &Json| {
            let value = value.get("value").unwrap_or(value);
            value.as_str().map(str::to_owned)
        };
        answers.push((number, row.iter().filter_map(|(name, value)| Some((name.clone(), text(value)?))).collect()));
    }
    Ok(answers)
}

fn table(text: &str) -> Result<(Answers, &'static str), Problem> {
    // A TSV of the service keeps quotation marks and languages: "Ardania"@en.
    let is_marked = text.lines().next().is_some_and(|first| first.contains('\t') && first.starts_with('?'));
    let table = Table::read(text, !is_marked)?;
    let names: Vec<&str> = table.header.iter().map(|name| name.trim_start_matches('?')).collect();
    let answers = table.rows.iter().map(|row| {
        let cells = names.iter().enumerate().map(|(at, name)| ((*name).to_owned(), literal(row.cell(at)).to_owned()));
        (row.line, cells.filter(|(_, value)| !value.is_empty()).collect())
    });
    Ok((answers.collect(), table.media_type()))
}

/// `"Ardania"@en` without its marks.
fn literal(cell: &str) -> &str {
    match cell.rsplit_once("\"@") {
        Some((words, language)) if language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') => {
            words.trim_start_matches('"')
        }
        _ => cell,
    }
}
