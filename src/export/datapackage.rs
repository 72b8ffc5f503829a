//! `datapackage.json`: the export described for machines (Frictionless Data Package), with the hash of every file and
//! the head of the ledger it was made from.
//!
//! Never a value that the files or the ledger do not give: no time of export, no path, no machine.

use crate::export::Options;
use crate::export::column::Described;
use crate::export::column::Kind;
use crate::export::csv::Written;
use crate::export::csv::WrittenTable;
use crate::export::workbook;
use crate::model::cell;
use crate::model::record_set::FORM;
use crate::model::record_set::PACKAGE_NAME;
use crate::store;
use crate::store::Db;
use crate::store::read::export;
use crate::store::read::export_entities;
use crate::store::record;
use serde_json::Value as Json;
use serde_json::json;

pub fn text(db: &Db, tables: &[WrittenTable], others: &[Written], options: &Options) -> store::Result<String> {
    let head = record::head(db)?;
    let read_backs: Vec<Json> = export_entities::read_backs(db)?
        .into_iter()
        .map(|row| json!({ "hash": row.hash, "by": row.actor, "at": cell::time(row.at_millis) }))
        .collect();
    let mut resources: Vec<Json> = tables.iter().map(|table| resource(table, options.excel)).collect();
    resources.extend(others.iter().map(other));
    let n_articles = export::article_ids(db)?.len();
    let package = json!({
        "name": PACKAGE_NAME,
        "title": "A curated, sourced record of news articles",
        "profile": "data-package",
        "dossier": {
            "form": FORM,
            "proposed": options.proposed,
            "part": options.part.json(n_articles),
            "ledger": {
                "head": head.as_ref().map(|(_, hash)| hash),
                "length": head.as_ref().map_or(0, |(id, _)| *id),
                "read_back": read_backs,
            },
        },
        "resources": resources,
    });
    Ok(format!("{package:#}\n"))
}

/// A file that is no table: the explanation, the workbook.
fn other(file: &Written) -> Json {
    let hash = format!("sha256:{}", file.sha256.to_hex());
    let mut resource = json!({ "path": file.name, "bytes": file.n_bytes, "hash": hash });
    let about = if file.name == workbook::FILE {
        let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        [("name", "workbook"), ("format", "xlsx"), ("mediatype", media_type)].to_vec()
    } else {
        [("name", "readme"), ("format", "txt"), ("mediatype", "text/plain"), ("encoding", "utf-8")].to_vec()
    };
    for (key, value) in about {
        resource[key] = Json::from(value);
    }
    resource
}

fn resource(table: &WrittenTable, has_mark: bool) -> Json {
    json!({
        "name": table.described.name,
        "path": table.file.name,
        "description": table.described.about,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "byteOrderMark": has_mark,
        "dialect": { "delimiter": ",", "quoteChar": "\"", "doubleQuote": true, "lineTerminator": "\r\n", "header": true },
        "rowCount": table.n_rows,
        "bytes": table.file.n_bytes,
        "hash": format!("sha256:{}", table.file.sha256.to_hex()),
        "schema": schema(&table.described),
    })
}

fn schema(table: &Described) -> Json {
    let fields: Vec<Json> = table
        .columns
        .iter()
        .map(|(name, kind, about)| {
            let mut field = json!({ "name": name, "type": type_of(kind), "description": about });
            if let Kind::OneOf(words) = kind {
                field["constraints"] = json!({ "enum": words });
            }
            field
        })
        .collect();
    let foreign: Vec<Json> = table
        .foreign
        .iter()
        .map(|key| json!({ "fields": key.field, "reference": { "resource": key.table, "fields": key.to } }))
        .collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""], "primaryKey": table.key });
    if !foreign.is_empty() {
        schema["foreignKeys"] = Json::from(foreign);
    }
    schema
}

/// EDTF goes beyond what Frictionless calls a date, so such columns are strings.
const fn type_of(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Date | Kind::OneOf(_) => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Day => "date",
        Kind::Time => "datetime",
    }
}
