//! The analyst's own lists: from a file to a command, and from the dossier to what the extractor looks names up in.
//!
//! Never reads the same bytes twice in a session while the lists are the same: a large one takes a second.

use crate::import;
use crate::import::Reason;
use crate::import::name_list;
use crate::import::name_list::Given;
use crate::ledger::command::NewList;
use crate::lists::own::OwnList;
use crate::lists::own::OwnLists;
use crate::model::kind::Label;
use crate::model::kind::ListFormat;
use crate::model::name_list::ListAbout;
use crate::store;
use crate::store::Db;
use crate::store::read::name_lists;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

/// What a person says of a list that comes in; what is left open is told by the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// `None`: the file's name without its ending.
    pub title: Option<String>,
    pub format: Option<ListFormat>,
    pub label: Option<Label>,
    pub is_sure: bool,
    pub licence: Option<String>,
}

/// A list that was read and can come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRead {
    pub list: NewList,
    /// How many of its entries are what, most first.
    pub n_of: Vec<(Label, usize)>,
    /// Some of its names.
    pub examples: Vec<String>,
    /// What a person should look at, in words.
    pub warnings: Vec<String>,
}

/// So many names are shown of a list before it comes in.
const N_EXAMPLES: usize = 5;

/// Reads the file of a list.
pub fn read_file(path: &Path, said: &Said) -> Result<ListRead, import::Problem> {
    let shown = path.display().to_string();
    let problem = |reason: Reason| import::Problem::new(&shown, reason);
    let bytes = name_list::file_bytes(path).map_err(problem)?;
    let file = path.file_name().map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
    let stem = path.file_stem().map_or_else(|| file.clone(), |stem| stem.to_string_lossy().into_owned());
    let title = said.title.clone().unwrap_or(stem);
    let given = Given { format: said.format, label: said.label, title: &title };
    let read = name_list::read(&bytes, given).map_err(problem)?;
    let mut n_of: BTreeMap<Label, usize> = BTreeMap::new();
    for entry in &read.entries {
        *n_of.entry(entry.label).or_default() += 1;
    }
    let mut n_of: Vec<(Label, usize)> = n_of.into_iter().collect();
    n_of.sort_by_key(|(label, n)| (std::cmp::Reverse(*n), *label));
    let examples = read.entries.iter().take(N_EXAMPLES).map(|entry| entry.name.clone()).collect();
    let about = ListAbout {
        title: title.clone(),
        format: read.format,
        label: said.label,
        is_sure: said.is_sure,
        licence: said.licence.clone(),
    };
    let list = NewList {
        about,
        file,
        media_type: read.media_type.to_owned(),
        bytes: Arc::from(bytes),
        n_entries: read.entries.len(),
    };
    Ok(ListRead { list, n_of, examples, warnings: read.warnings })
}

/// What the lists were when they were read last: hash and what is said of each.
type Key = Vec<(String, ListAbout)>;

static LAST: Mutex<Option<(Key, Arc<OwnLists>)>> = Mutex::new(None);

/// The lists of a dossier, ready to be looked up; `None` where there is none.
pub fn at_hand(db: &Db) -> store::Result<Option<Arc<OwnLists>>> {
    let rows = name_lists::name_lists(db)?;
    if rows.is_empty() {
        return Ok(None);
    }
    let key: Key = rows.iter().map(|row| (row.sha256.clone(), row.about.clone())).collect();
    {
        let last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, lists)) = last.as_ref().filter(|(of, _)| *of == key) {
            return Ok(Some(Arc::clone(lists)));
        }
    }
    let mut lists = Vec::with_capacity(rows.len());
    for (sha256, about) in &key {
        // Bytes that are not held name nothing; `verify` says so.
        let bytes = name_lists::bytes(db, sha256)?.unwrap_or_default();
        let given = Given { format: Some(about.format), label: about.label, title: &about.title };
        let entries = name_list::read(&bytes, given).map_or_else(|_unread| Vec::new(), |read| read.entries);
        lists.push(OwnList { title: about.title.clone(), is_sure: about.is_sure, entries });
    }
    let lists = Arc::new(OwnLists::new(lists));
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some((key, Arc::clone(&lists)));
    Ok(Some(lists))
}
