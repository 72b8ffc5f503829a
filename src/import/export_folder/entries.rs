//! Articles, entities with their names, mentions, names decided for always and steps, from their files.
//!
//! Never fills in what a row lacks: a missing key is a problem of that row.

use crate::import::export_folder::table::Cells;
use crate::import::export_folder::table::checked_key;
use crate::import::export_folder::table::read;
use crate::import::export_folder::whole_file;
use crate::model::article::Metadata;
use crate::model::cell;
use crate::model::edtf;
use crate::model::id::Sha256;
use crate::model::kind::ArticleState;
use crate::model::kind::DateBasis;
use crate::model::kind::How;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::kind::ZoneKind;
use crate::model::record_set::ArticleEntry;
use crate::model::record_set::Decision;
use crate::model::record_set::EntityEntry;
use crate::model::record_set::MentionEntry;
use crate::model::record_set::NoteEntry;
use crate::model::record_set::Origin;
use crate::model::record_set::Problem;
use crate::model::record_set::Range;
use crate::model::record_set::Remarks;
use crate::model::record_set::Row;
use crate::model::record_set::StandingEntry;
use crate::model::record_set::StepEntry;
use crate::model::value::Value;
use std::collections::BTreeMap;
use std::path::Path;

const PROPOSED: &str = "proposed";

/// Whether the row is a suggestion: those do not come back.
pub fn is_proposed(cells: &Cells<'_>) -> bool {
    cells.text("status") == PROPOSED
}

pub fn articles(dir: &Path, problems: &mut Vec<Problem>) -> Vec<Row<ArticleEntry>> {
    const COLUMNS: &[&str] = &["id", "source_id", "text", "text_sha256", "state"];
    read(dir, "articles", COLUMNS, problems, |cells| article(cells).map(Some))
}

fn article(cells: &Cells<'_>) -> Result<ArticleEntry, String> {
    Ok(ArticleEntry {
        number: cells.reference("ref"),
        sha256: cells.needed("id")?,
        source_sha256: cells.needed("source_id")?,
        locator: cells.text("locator").to_owned(),
        file: cells.text("file").to_owned(),
        media_type: cells.text("media_type").to_owned(),
        encoding: cells.text("encoding").to_owned(),
        metadata: metadata(cells)?,
        state: cells.word("state", ArticleState::parse)?,
        corrections: cells.list("zones").iter().map(|zone| correction(zone)).collect::<Result<_, _>>()?,
        remarks: remarks(cells)?,
        text: text(cells)?,
    })
}

/// The text, if it is the one that was exported: every offset refers to it. A spreadsheet may have written its line
/// ends as `\r\n`; that is put right.
fn text(cells: &Cells<'_>) -> Result<String, String> {
    let (text, expected) = (cells.text("text"), cells.text("text_sha256"));
    for text in [text.to_owned(), text.replace("\r\n", "\n")] {
        if Sha256::of(text.as_bytes()).to_hex() == expected {
            return Ok(text);
        }
    }
    Err("the text is not the one that was exported, and all offsets refer to that one".to_owned())
}

fn metadata(cells: &Cells<'_>) -> Result<Metadata, String> {
    let published = cells.some("published");
    if let Some(date) = published.as_deref().filter(|date| edtf::bounds(date).is_none()) {
        return Err(format!("`{date}` in `published` is no EDTF date"));
    }
    let basis = match cells.text("published_basis") {
        "" => DateBasis::Given,
        _ => cells.word("published_basis", DateBasis::parse)?,
    };
    Ok(Metadata {
        title: cells.some("title"),
        publisher: cells.some("publisher"),
        published_basis: published.as_ref().map(|_| basis),
        published,
        author: cells.some("author"),
        url: cells.some("url"),
        language: cells.some("language"),
    })
}

/// `boilerplate 900-1000`.
fn correction(zone: &str) -> Result<(Range, ZoneKind), String> {
    let parsed = zone.split_once(' ').and_then(|(kind, range)| {
        let (start, end) = range.split_once('-')?;
        Some(((start.parse().ok()?, end.parse().ok()?), ZoneKind::parse(kind)?))
    });
    parsed.ok_or_else(|| format!("`{zone}` in `zones` is not like `boilerplate 900-1000`"))
}

pub fn remarks(cells: &Cells<'_>) -> Result<Remarks, String> {
    let json = cells.text("notes_json");
    let notes: Vec<(String, String, String, String)> = if json.is_empty() {
        Vec::new()
    } else {
        serde_json::from_str(json).map_err(|error| format!("`notes_json` cannot be read ({error})"))?
    };
    let notes = notes
        .into_iter()
        .map(|(uuid, by, at, text)| {
            let at_millis = cell::parse_time(&at).ok_or_else(|| format!("`{at}` in `notes_json` is no time"))?;
            Ok(NoteEntry { uuid: checked_key(uuid)?, by, at_millis, text })
        })
        .collect::<Result<_, String>>()?;
    Ok(Remarks { notes, tags: cells.list("tags") })
}

pub fn decision(cells: &Cells<'_>) -> Result<Decision, String> {
    Ok(Decision {
        by: cells.needed("decided_by")?,
        at_millis: cells.time("decided_at")?,
        how: cells.word("decided_how", How::parse)?,
    })
}

pub fn origin(cells: &Cells<'_>) -> Result<Origin, String> {
    let score = cells.number("score")?;
    if let Some(score) = score.filter(|score| !(0.0..=1.0).contains(score)) {
        return Err(format!("`{score}` in `score` is not between 0 and 1"));
    }
    Ok(Origin { rule: cells.some("rule"), extractor: cells.some("extractor"), score })
}

/// Entities, with the names that `names.csv` has for them.
pub fn entities(dir: &Path, problems: &mut Vec<Problem>) -> Vec<Row<EntityEntry>> {
    const COLUMNS: &[&str] = &["id", "name", "label"];
    let mut aliases: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let names = read(dir, "names", &["name", "use", "entity_id"], problems, |cells| {
        let is_alias = cells.text("use") == "alias";
        Ok(is_alias.then(|| (cells.text("entity_id").to_owned(), cells.text("name").to_owned())))
    });
    for Row { entry: (entity, name), .. } in names {
        aliases.entry(entity).or_default().push(name);
    }
    let entities = read(dir, "entities", COLUMNS, problems, |cells| {
        let uuid = cells.key("id")?;
        let aliases = aliases.remove(&uuid).unwrap_or_default();
        entity(cells, uuid, aliases).map(Some)
    });
    if let Some(homeless) = aliases.keys().next() {
        let message = format!("has names of {homeless}, which entities.csv does not have: they were left out");
        problems.push(Problem { place: whole_file("names.csv"), message });
    }
    entities
}

fn entity(cells: &Cells<'_>, uuid: String, aliases: Vec<String>) -> Result<EntityEntry, String> {
    let ids = cells
        .list("ids")
        .iter()
        .map(|id| {
            let pair = cell::split_pair(id).map(|(scheme, value)| (scheme, value.to_owned()));
            pair.ok_or_else(|| format!("`{id}` in `ids` is not like `wikidata:Q42`"))
        })
        .collect::<Result<_, _>>()?;
    let numbers = cells.list("merged_from_ref");
    let numbers = numbers.iter().map(|reference| reference.strip_prefix('E').and_then(|digits| digits.parse().ok()));
    Ok(EntityEntry {
        number: cells.reference("ref"),
        uuid,
        label: cells.word("label", |word| Label::parse(word).filter(|label| label.names_entity()))?,
        name: cells.needed("name")?,
        aliases,
        ids,
        different_from: keys(cells, "different_from_id")?,
        merged_from: numbers.chain(std::iter::repeat(None)).zip(keys(cells, "merged_from_id")?).collect(),
        remarks: remarks(cells)?,
    })
}

fn keys(cells: &Cells<'_>, column: &str) -> Result<Vec<String>, String> {
    cells.list(column).into_iter().map(checked_key).collect()
}

pub fn mentions(dir: &Path, problems: &mut Vec<Problem>) -> Vec<Row<MentionEntry>> {
    const COLUMNS: &[&str] = &[
        "label",
        "value",
        "value_or",
        "value_type",
        "words",
        "status",
        "decided_by",
        "decided_at",
        "decided_how",
        "id",
        "article_id",
        "start",
        "end",
        "entity_id",
    ];
    read(
        dir,
        "mentions",
        COLUMNS,
        problems,
        |cells| {
            if is_proposed(cells) { Ok(None) } else { mention(cells).map(Some) }
        },
    )
}

fn mention(cells: &Cells<'_>) -> Result<MentionEntry, String> {
    let proposed = match cells.text("proposed_label") {
        "" => None,
        _ => Some((cells.range("proposed_start", "proposed_end")?, cells.word("proposed_label", Label::parse)?)),
    };
    Ok(MentionEntry {
        number: cells.reference("ref"),
        uuid: cells.key("id")?,
        article: cells.needed("article_id")?,
        range: cells.range("start", "end")?,
        label: cells.word("label", Label::parse)?,
        words: cells.text("words").to_owned(),
        value: value(cells)?,
        status: cells.word("status", Status::parse)?,
        entity: cells.some_key("entity_id")?,
        proposed,
        origin: origin(cells)?,
        decision: decision(cells)?,
    })
}

fn value(cells: &Cells<'_>) -> Result<Option<Value>, String> {
    let text = cells.text("value").to_owned();
    Ok(match cells.text("value_type") {
        "" => None,
        "number" => cells.number("value")?.map(Value::Number),
        "text" => Some(Value::Text(text)),
        "either" => Some(Value::Either(text, cells.text("value_or").to_owned())),
        other => return Err(format!("`{other}` is no value_type")),
    })
}

pub fn standings(dir: &Path, problems: &mut Vec<Problem>) -> Vec<Row<StandingEntry>> {
    read(dir, "names", &["name", "label", "always", "id"], problems, |cells| {
        if cells.text("always").is_empty() {
            return Ok(None);
        }
        Ok(Some(StandingEntry {
            uuid: cells.key("id")?,
            verdict: cells.word("always", |word| Status::parse(word).filter(|status| *status != Status::Doubtful))?,
            label: cells.word("label", Label::parse)?,
            name: cells.needed("name")?,
            by: cells.needed("decided_by")?,
            at_millis: cells.time("decided_at")?,
        }))
    })
}

pub fn steps(dir: &Path, problems: &mut Vec<Problem>) -> Vec<Row<StepEntry>> {
    read(dir, "decisions", &["kind", "by", "at", "facts", "device", "hash"], problems, |cells| {
        Ok(Some(StepEntry {
            hash: cells.needed("hash")?,
            kind: cells.needed("kind")?,
            by: cells.text("by").to_owned(),
            device: cells.text("device").to_owned(),
            at_millis: cells.time("at")?,
            undoes: cells.some("undoes_hash"),
            n_facts: cells.integer("facts")?,
        }))
    })
}
