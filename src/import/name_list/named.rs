//! One row's names put in order: spaces, other orders of a person's name, what is too long or too short to be one.
//!
//! Never asks what a column means.

use crate::model::kind::Label;
use crate::model::name_list::ListEntry;

/// Longest name in characters.
const MAX_NAME: usize = 200;

/// A name without needless spaces; `None` where it is none.
pub(super) fn clean(name: &str) -> Option<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches(|c: char| matches!(c, '"' | '“' | '”' | ',' | ';')).trim();
    let n_letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let is_name = n_letters > 0 && name.chars().count() > 1 && name.chars().count() <= MAX_NAME;
    is_name.then(|| name.to_owned())
}

/// `Halden, Amir` as it stands in running text.
fn turned(name: &str) -> Option<String> {
    let (surname, given) = name.split_once(", ")?;
    let fits = !given.contains(',') && !given.is_empty() && surname.split(' ').count() <= 4;
    fits.then(|| format!("{given} {surname}"))
}

/// `Amir Halden (politician)` as it stands in running text.
fn without_bracket(name: &str) -> Option<&str> {
    let (before, _) = name.strip_suffix(')')?.rsplit_once(" (")?;
    (!before.is_empty()).then_some(before)
}

/// An entry with its names put in order; `None` where `name` is none.
pub(super) fn entry<'n>(name: &str, aliases: impl Iterator<Item = &'n str>, label: Label) -> Option<ListEntry> {
    let name = clean(name)?;
    let mut all = vec![name];
    for alias in aliases.filter_map(clean) {
        all.push(alias);
    }
    let mut entry = ListEntry { name: String::new(), aliases: Vec::new(), label, ids: Vec::new(), about: None };
    for (index, name) in all.into_iter().enumerate() {
        let bare = without_bracket(&name).map_or_else(|| name.clone(), str::to_owned);
        let turned = (label == Label::Person).then(|| turned(&bare)).flatten();
        let shown = turned.unwrap_or(bare);
        if index == 0 {
            entry.name = shown;
        } else if shown != entry.name && !entry.aliases.contains(&shown) {
            entry.aliases.push(shown);
        }
    }
    Some(entry)
}

/// `Q36` and the address of it; `None` where it is none of Wikidata's items.
pub(super) fn wikidata_id(cell: &str) -> Option<&str> {
    let id = cell.trim().trim_start_matches('<').trim_end_matches('>').trim_start_matches("wd:");
    let id = id.rsplit('/').next().unwrap_or(id);
    let digits = id.strip_prefix('Q')?;
    let is_id = !digits.is_empty() && digits.len() <= 12 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_id.then_some(id)
}

/// What tells one of a name from others, in a few words.
pub(super) fn about(born: &str, others: &[&str]) -> Option<String> {
    const MAX_WORDS: usize = 120;
    let born = if born.is_empty() { None } else { Some(format!("born {born}")) };
    let others = others.iter().filter(|words| !words.is_empty()).take(3).map(|words| (*words).to_owned());
    let all: Vec<String> = born.into_iter().chain(others).collect();
    let told: String = all.join(", ").split_whitespace().collect::<Vec<_>>().join(" ");
    (!told.is_empty()).then(|| told.chars().take(MAX_WORDS).collect())
}
