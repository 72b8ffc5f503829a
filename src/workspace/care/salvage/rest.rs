//! What stands behind a break of the chain: listed, so that a person can do it again; articles come in again.
//!
//! Never takes such a change over: nothing proves that it is as it was, or that none is missing before it.

use crate::jobs::Control;
use crate::ledger::chain::Link;
use crate::ledger::record::Fact;
use crate::ledger::record::MetadataRecord;
use crate::model::article::Metadata;
use crate::model::id::Sha256;
use crate::model::kind::DateBasis;
use crate::store::damage;
use crate::store::record;
use crate::workspace::Result;
use crate::workspace::Workspace;
use crate::workspace::care::salvage::chain;
use crate::workspace::care::salvage::chain::Chain;
use crate::workspace::care::salvage::chain::Origin;
use crate::workspace::describe;
use crate::workspace::intake::Input;
use crate::workspace::intake::Options;
use serde_json::json;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// What was found behind the break.
#[derive(Debug, Default)]
pub struct Rest {
    /// One JSON object a line: the change with its facts.
    pub lines: Vec<String>,
    /// Numbers of changes that were there and cannot be read.
    pub unreadable: Vec<i64>,
    /// What the facts behind the break say of articles, by hash.
    about: BTreeMap<String, MetadataRecord>,
    /// Hashes of articles that were removed for good there.
    removed: BTreeSet<String>,
}

impl Rest {
    /// Reads what the damaged file has behind the chain's end.
    pub fn read(chain: &Chain, damaged: &Origin) -> Self {
        let mut rest = Self::default();
        for id in chain.n_operations() + 1..=chain.last_seen.unwrap_or(0) {
            match chain::read(damaged, id) {
                Ok(Some(link)) => rest.take(&link),
                _ => rest.unreadable.push(id),
            }
        }
        rest
    }

    fn take(&mut self, link: &Link) {
        let is_right = |json: &&str, hash: &str| Sha256::of(json.as_bytes()).to_hex() == hash;
        let jsons = link.facts.iter().filter_map(|row| row.json.as_deref().filter(|json| is_right(json, &row.sha256)));
        let facts: Vec<Fact> = jsons.filter_map(|json| Fact::parse(json).ok()).collect();
        let operation = &link.operation;
        let at = chrono::DateTime::from_timestamp_millis(operation.at_millis).unwrap_or_default();
        let told = json!({
            "operation": operation.id, "kind": operation.kind, "what": describe::facts(&operation.kind, &facts),
            "actor": operation.actor, "at": at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
            "undoes": operation.undoes_id, "n_facts": operation.n_facts, "facts": facts,
        });
        self.lines.push(told.to_string());
        for fact in facts {
            match fact {
                Fact::Article { article, metadata } => {
                    self.about.insert(article, metadata);
                }
                Fact::Removed { article } => {
                    self.removed.insert(article);
                }
                _ => {}
            }
        }
    }

    /// Hashes of articles that were removed for good behind the break.
    pub const fn removed(&self) -> &BTreeSet<String> {
        &self.removed
    }

    /// Imports articles once more that came in behind the break, from their originals in the damaged file; gives how
    /// many.
    pub fn import_again(&self, damaged: &Origin, workspace: &mut Workspace, control: &Control) -> Result<usize> {
        let mut n_imported = 0;
        let n_seen = damage::last_article_seen(&damaged.db);
        for id in 1..=n_seen {
            control.report("Importing again", usize::try_from(id).unwrap_or(0), usize::try_from(n_seen).unwrap_or(0));
            let Ok(Some(row)) = damage::article(&damaged.db, id) else { continue };
            let is_wanted =
                !self.removed.contains(&row.sha256) && record::article_id(workspace.db(), &row.sha256)?.is_none();
            let source = damage::source(&damaged.db, Some(row.source_id), "").ok().flatten().filter(|_| is_wanted);
            let Some((source, bytes)) = source.and_then(|source| source.bytes().map(|bytes| (source, bytes))) else {
                continue;
            };
            if damage::is_lost_source(workspace.db(), Sha256::of(&bytes))? {
                continue;
            }
            let metadata = self.about.get(&row.sha256).map(metadata).unwrap_or_default();
            let input = Input::Bytes(vec![(source.name.clone(), source.name, bytes)]);
            let options = Options { metadata, extract: true };
            n_imported += workspace.import(input, &options, &Control::default())?.added.len();
        }
        Ok(n_imported)
    }
}

fn metadata(record: &MetadataRecord) -> Metadata {
    let MetadataRecord { title, publisher, published, published_basis: _, author, url, language, from: _ } =
        record.clone();
    Metadata {
        title,
        publisher,
        published_basis: published.is_some().then_some(DateBasis::Given),
        published,
        author,
        url,
        language,
    }
}
