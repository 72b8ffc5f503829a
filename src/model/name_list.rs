//! Lists of names that an analyst brings along: what is said of a list, and what one row of it names.
//!
//! Never says how a list is read or looked up: that is done in `import::name_list` and `lists::own`.

use crate::model::kind::Label;
use crate::model::kind::ListFormat;

/// What is said of a list as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ListAbout {
    /// As suggestions name it: "in the list TITLE".
    pub title: String,
    pub format: ListFormat,
    /// Of entries that do not say what they are; `None`: those are left out.
    pub label: Option<Label>,
    /// Its names do not stop the reviewer where they are unambiguous.
    pub is_sure: bool,
    /// `None`: nobody said.
    pub licence: Option<String>,
}

/// One thing that a list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListEntry {
    pub name: String,
    /// Other names, without `name` itself.
    pub aliases: Vec<String>,
    pub label: Label,
    /// Scheme and identifier: `("wikidata", "Q36")`.
    pub ids: Vec<(String, String)>,
    /// What the list tells of it, to tell it from others of its name: "born 1951, Ardania".
    pub about: Option<String>,
}

/// One of several entries that a name may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Title of the list that it stands in.
    pub list: String,
    pub name: String,
    /// Scheme and identifier.
    pub ids: Vec<(String, String)>,
    pub about: Option<String>,
}
