//! The analyst's own lists: one comes in, one is taken away.
//!
//! Never reads a row: a list arrives read, and the record keeps its bytes.

use crate::ledger::command::NewList;
use crate::ledger::operation::Recorder;
use crate::ledger::plan::Planned;
use crate::ledger::plan::Refusal;
use crate::ledger::plan::not_empty;
use crate::ledger::record::Fact;
use crate::model::id::Sha256;
use crate::store::read::name_lists;
use crate::store::record;

/// Longest title in characters.
const MAX_TITLE: usize = 80;

/// A title as it is kept: on one line, without spaces around it.
pub fn title(given: &str) -> Planned<String> {
    let title = given.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = not_empty(&title, "the title of a list")?;
    if title.chars().count() > MAX_TITLE { Err(Refusal::LongTitle(MAX_TITLE)) } else { Ok(title.to_owned()) }
}

pub fn add(recorder: &mut Recorder<'_>, list: &NewList) -> Planned {
    let title = title(&list.about.title)?;
    let source = Sha256::of(&list.bytes);
    let lists = name_lists::name_lists(recorder.db)?;
    if lists.iter().any(|other| other.about.title == title) {
        return Err(Refusal::ListTitleTaken(title));
    }
    if let Some(same) = lists.into_iter().find(|other| other.sha256 == source.to_hex()) {
        return Err(Refusal::ListIsHere(same.about.title));
    }
    match record::source_id(recorder.db, source)? {
        Some(id) if record::source_bytes(recorder.db, id)?.is_none() => return Err(Refusal::ListRemoved),
        Some(_) => {}
        None => {
            record::insert_source(
                recorder.db,
                &record::NewSource {
                    sha256: source,
                    name: &list.file,
                    media_type: &list.media_type,
                    bytes: Some(&list.bytes),
                    n_bytes: list.bytes.len(),
                    imported_millis: recorder.at_millis(),
                },
            )?;
        }
    }
    Ok(recorder.establish(Fact::NameList {
        list: recorder.env.new_uuid(),
        title,
        source: source.to_hex(),
        file: list.file.clone(),
        media_type: list.media_type.clone(),
        format: list.about.format.as_str().to_owned(),
        label: list.about.label.map(|label| label.as_str().to_owned()),
        is_sure: list.about.is_sure,
        licence: list.about.licence.clone().filter(|licence| !licence.trim().is_empty()),
        n_entries: list.n_entries as i64,
    })?)
}

pub fn remove(recorder: &mut Recorder<'_>, title: &str) -> Planned {
    let lists = name_lists::name_lists(recorder.db)?;
    let Some(list) = lists.into_iter().find(|list| list.about.title == title.trim()) else {
        return Err(Refusal::NoList(title.to_owned()));
    };
    Ok(recorder.establish(Fact::NameListRemoved { list: list.uuid, title: list.about.title })?)
}
