//! One thing with its proof: a page to print that a colleague can check, and the line that is copied with its source.
//!
//! Never says more than the export does: facts come from the columns of its tables, in their order. No clock is in a
//! sheet, so that the same dossier gives the same page.

mod article;
mod card;
mod claim;
mod exhibit;
mod html;
mod line;
mod page;

pub use crate::export::sheet::exhibit::Exhibit;

use crate::export::Error;
use crate::export::folder::io_error;
use crate::export::sheet::exhibit::Found;
use crate::store::Db;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

/// Longest name of a file without its ending, in characters.
const MAX_NAME: usize = 80;

/// Plain text for the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    pub text: String,
    /// What it is: `F203`, `A17`, `the words`.
    pub what: String,
}

/// A page to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Name of its file, with `.html`. The same thing in the same state has the same.
    pub name: String,
    pub html: String,
}

/// The words with their source, for pasting elsewhere; `None` where the thing is not in the dossier.
pub fn copied(db: &Db, exhibit: &Exhibit) -> Result<Option<Copied>, Error> {
    let Some(found) = exhibit::find(db, exhibit, false)? else { return Ok(None) };
    let text = match &found {
        Found::Claim(claim) => line::claim(claim),
        Found::Mention(mention) => line::mention(mention),
        Found::Article(article) => line::article(article),
        Found::Card(card) => line::card(card, &card::first_sources(db, card)?),
    };
    Ok(Some(Copied { text, what: found.reference() }))
}

/// The page that proves it; `None` where the thing is not in the dossier. `dossier`: name of its file, as the page
/// gives it.
pub fn sheet(db: &Db, exhibit: &Exhibit, dossier: &str) -> Result<Option<Sheet>, Error> {
    let Some(found) = exhibit::find(db, exhibit, true)? else { return Ok(None) };
    let as_of = page::AsOf::read(db, dossier)?;
    let html = match &found {
        Found::Claim(claim) => claim::claim_page(db, claim, &as_of)?,
        Found::Mention(mention) => claim::mention_page(db, mention, &as_of)?,
        Found::Article(article) => article::page(db, article, &as_of)?,
        Found::Card(card) => card::page(db, card, &as_of)?,
    };
    let name = file_name(&found, as_of.n_changes);
    Ok(Some(Sheet { name, html }))
}

/// `F203 1,200 families had left (change 41).html`: no character in it that a file system keeps for itself.
fn file_name(found: &Found, n_changes: i64) -> String {
    let title = found.title();
    let plain: String = title
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '-' | ',' | '.' | '\'') { c } else { ' ' })
        .collect();
    let plain = format!("{} {}", found.reference(), plain.split_whitespace().collect::<Vec<_>>().join(" "));
    let short: String = plain.chars().take(MAX_NAME).collect();
    format!("{} (change {n_changes}).html", short.trim_end_matches(['.', ' ', ',']))
}

/// The folder for sheets beside a dossier: `NAME-sheets`.
pub fn folder_beside(dossier: &Path) -> PathBuf {
    let mut name = dossier.file_stem().unwrap_or(dossier.as_os_str()).to_os_string();
    name.push("-sheets");
    dossier.with_file_name(name)
}

/// Writes a page; never half of it: under another name first. The folder is made where it is missing.
pub fn write(path: &Path, html: &str) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| io_error(&error, folder))?;
    }
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    let part = path.with_file_name(name);
    let write_part = || {
        let mut file = File::create(&part)?;
        file.write_all(html.as_bytes())?;
        file.sync_all()
    };
    let written = write_part().map_err(|error| io_error(&error, &part));
    let outcome = written.and_then(|()| std::fs::rename(&part, path).map_err(|error| io_error(&error, path)));
    if outcome.is_err() && part.exists() && std::fs::remove_file(&part).is_err() {
        // Its name says what it is.
    }
    outcome
}
