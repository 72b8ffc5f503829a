//! What a salvage found, made and could not save, in numbers and in sentences.
//!
//! Never rounds a loss away: whatever was there and is not now is named.

use crate::workspace::care::counted;
use crate::workspace::care::salvage::chain::Chain;
use crate::workspace::care::salvage::chain::Origin;
use crate::workspace::care::salvage::rest::Rest;
use crate::workspace::care::salvage::texts::Texts;
use std::path::PathBuf;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub was_damaged: bool,
    /// What was wrong with the file, in words.
    pub found: Vec<String>,
    /// Where the damaged file is now; `None` where it stayed in its place.
    pub set_aside: Option<PathBuf>,
    /// The new dossier.
    pub made: Option<PathBuf>,
    /// Changes in the new dossier that were taken over, and those of them that came from backups.
    pub n_operations: i64,
    pub n_from_backups: usize,
    /// Articles whose text or original came from backups.
    pub n_texts_from_backups: usize,
    /// Backups that gave changes.
    pub backups: Vec<PathBuf>,
    pub n_articles: usize,
    /// Articles that were imported once more from their originals, because their import could not be taken over.
    pub n_imported_again: usize,
    /// What is lost, a sentence each.
    pub lost: Vec<String>,
    /// Changes that could be read and not be taken over, one JSON object a line.
    pub list: Option<PathBuf>,
}

impl Report {
    /// Whether all that was in the dossier is in the new one.
    pub fn is_all_there(&self) -> bool {
        self.lost.is_empty()
    }

    pub(super) fn take(&mut self, chain: &Chain, origins: &[Origin], texts: Texts, rest: &Rest) {
        self.n_operations = chain.n_operations();
        self.n_texts_from_backups = texts.n_from_backups;
        self.found.extend(chain.problems.iter().take(5).cloned());
        for index in &chain.origins {
            if let Some(backup) = &origins[*index].backup {
                self.n_from_backups += 1;
                if !self.backups.contains(backup) {
                    self.backups.push(backup.clone());
                }
            }
        }
        let end = chain.n_operations();
        match chain.last_seen {
            Some(last) if last > end => {
                let range =
                    if last == end + 1 { format!("change {last}") } else { format!("changes {} to {last}", end + 1) };
                self.lost.push(format!(
                    "{range}, behind a break in the chain: {} could be read and stand in the list, {} could not",
                    rest.lines.len(),
                    rest.unreadable.len()
                ));
            }
            Some(_) => {}
            None => self.lost.push(format!("whether there were changes after number {end} cannot be told")),
        }
        let lost = texts.lost.into_iter().map(|article| {
            format!("the text and the original of {article}: its decisions stand in History, on no article")
        });
        let originals = texts
            .lost_originals
            .into_iter()
            .map(|article| format!("the original bytes of {article}: its text is there"));
        let lists =
            texts.lost_lists.into_iter().map(|title| format!("the rows of the list \"{title}\": add its file anew"));
        self.lost.extend(lost.chain(originals).chain(lists));
    }

    /// For a person: what was found, what was made, what is lost.
    pub fn sentences(&self) -> Vec<String> {
        if !self.was_damaged {
            let n = counted(self.n_operations, "change");
            return vec![format!("The dossier is not damaged ({n}, all checked): it was left as it is")];
        }
        let mut told: Vec<String> = self.found.iter().map(|what| format!("Damage: {what}")).collect();
        told.extend(self.saved());
        told.extend(self.lost.iter().map(|what| format!("Lost: {what}")));
        told.extend(self.kept());
        if self.is_all_there() {
            told.push("Nothing is lost".to_owned());
        }
        told
    }

    /// What the new dossier holds, and where that came from.
    pub fn saved(&self) -> Vec<String> {
        let mut told = Vec::new();
        if let Some(made) = &self.made {
            told.push(format!(
                "{} and {} were taken over and checked: {}",
                counted(self.n_operations, "change"),
                counted(self.n_articles as i64, "article"),
                made.display()
            ));
        }
        if self.n_from_backups > 0 {
            let backups: Vec<String> = self.backups.iter().map(|backup| backup.display().to_string()).collect();
            let n = counted(self.n_from_backups as i64, "change");
            told.push(format!("Of these, {n} came from backups: {}", backups.join(", ")));
        }
        if self.n_texts_from_backups > 0 {
            told.push(format!("{} came from backups", counted(self.n_texts_from_backups as i64, "article text")));
        }
        if self.n_imported_again > 0 {
            let n = counted(self.n_imported_again as i64, "article");
            told.push(format!("{n} imported again from the original, undecided"));
        }
        told
    }

    /// What lies beside the new dossier.
    pub fn kept(&self) -> Vec<String> {
        let mut told = Vec::new();
        if let Some(list) = &self.list {
            told.push(format!("The list of what could be read and not be taken over: {}", list.display()));
        }
        if let Some(aside) = &self.set_aside {
            told.push(format!("The damaged file is kept as it was: {}", aside.display()));
        }
        told
    }
}
