//! Operations in words, for the trail, History and messages.
//!
//! Never stored: the words of an article live in facts alone, so that they can be removed for good.

use crate::ledger::record::Fact;
use crate::ledger::record::SubjectRecord;
use crate::store;
use crate::store::Db;
use crate::store::read::lookup;
use crate::store::record;
use crate::store::record::OperationRow;
use crate::store::write;
use std::collections::BTreeSet;

/// "Accepted Thomas West, 5 mentions", "Imported 3 articles".
pub fn facts(kind: &str, facts: &[Fact]) -> String {
    let verb = verb(kind);
    match kind {
        "import" | "read_back" => {
            let n_articles = facts.iter().filter(|fact| matches!(fact, Fact::Article { .. })).count();
            format!("{verb} {}", counted(n_articles, "article"))
        }
        "forget" => facts
            .iter()
            .find_map(|fact| match fact {
                Fact::StandingEnded { name, .. } => Some(format!("{verb} {name}")),
                _ => None,
            })
            .unwrap_or_else(|| verb.to_owned()),
        "take_over" => {
            let n_mentions = facts.iter().filter(|fact| matches!(fact, Fact::Mention(_))).count();
            let n_claims = facts.iter().filter(|fact| matches!(fact, Fact::Claim { .. })).count();
            let parts = [(n_mentions, "mention"), (n_claims, "claim")];
            let counts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| counted(*n, what)).collect();
            format!("{verb} {}", counts.join(" and "))
        }
        "measure" => facts
            .iter()
            .find_map(|fact| if let Fact::Measure { name, .. } = fact { Some(format!("{verb}: {name}")) } else { None })
            .unwrap_or_else(|| verb.to_owned()),
        "set_article" => facts
            .iter()
            .find_map(|fact| match fact {
                Fact::ArticleField { field, value, .. } => {
                    Some(format!("Set {field} to {}", value.as_deref().unwrap_or("nothing")))
                }
                _ => None,
            })
            .unwrap_or_else(|| verb.to_owned()),
        "zone" => facts
            .iter()
            .find_map(|fact| match fact {
                Fact::Zone { kind, .. } if kind == "boilerplate" => {
                    Some("Said that a paragraph is not part of the article".to_owned())
                }
                Fact::Zone { kind, .. } if kind == "body" => {
                    Some("Said that a paragraph is part of the article".to_owned())
                }
                Fact::Zone { kind, .. } => Some(format!("Said that a paragraph is the {kind}")),
                _ => None,
            })
            .unwrap_or_else(|| verb.to_owned()),
        "add_list" | "remove_list" => facts
            .iter()
            .find_map(|fact| match fact {
                Fact::NameList { title, n_entries, .. } => {
                    let n_entries = usize::try_from(*n_entries).unwrap_or_default();
                    Some(format!("{verb} {title}, {}", counted(n_entries, "row")))
                }
                Fact::NameListRemoved { title, .. } => Some(format!("{verb} {title}")),
                _ => None,
            })
            .unwrap_or_else(|| verb.to_owned()),
        "tag" | "untag" => facts
            .iter()
            .find_map(|fact| match fact {
                Fact::Tag { tag, .. } | Fact::Untag { tag, .. } => Some(format!("{verb} {tag}")),
                _ => None,
            })
            .unwrap_or_else(|| verb.to_owned()),
        "done" | "set_aside" => {
            // What was accepted with the article is told after it.
            let accepted = decided("", facts);
            if accepted.is_empty() { verb.to_owned() } else { format!("{verb}, with{accepted} accepted") }
        }
        _ => decided(verb, facts),
    }
}

/// As [`facts`], with the names of the cards that the facts tell by number only: as they are called now.
pub fn in_words(db: &Db, kind: &str, told: &[Fact]) -> store::Result<String> {
    let plain = facts(kind, told);
    let name = |uuid: &str| Ok::<_, store::Error>(lookup::entity_name(db, uuid)?.map(|name| shortened(&name)));
    for fact in told {
        let sentence = match (kind, fact) {
            ("same_as", Fact::Merge { from, into }) => {
                let pair = name(from)?.zip(name(into)?);
                pair.map(|(from, into)| {
                    if from == into {
                        format!("{} two cards called {from}", verb(kind))
                    } else {
                        format!("{} {from} with {into}", verb(kind))
                    }
                })
            }
            ("same_as", Fact::MentionEntity { entity, .. }) => {
                name(entity)?.map(|card| format!("{plain}, with the card {card}"))
            }
            ("same_as", Fact::Citation { words, claim, .. }) => {
                claim_name(db, claim)?.map(|claim| format!("{} “{}” with {claim}", verb(kind), shortened(words)))
            }
            ("differ", Fact::Difference { claims: (one, other), how, .. }) if how == "different_things" => {
                let pair = claim_name(db, one)?.zip(claim_name(db, other)?);
                pair.map(|(one, other)| format!("{}: {one} and {other}", verb("different")))
            }
            ("different", Fact::Distinct { entities: (one, other) }) => {
                let pair = name(one)?.zip(name(other)?);
                pair.map(|(one, other)| format!("{}: {one} and {other}", verb(kind)))
            }
            ("kind", Fact::EntityLabel { entity, label }) => {
                let label = if label == "org" { "organisation" } else { label.as_str() };
                name(entity)?.map(|card| format!("{} of {card} to {label}", verb(kind)))
            }
            ("identify", Fact::Identifier { entity, scheme, id }) => {
                name(entity)?.map(|card| format!("{} {card} as {scheme} {id}", verb(kind)))
            }
            ("alias", Fact::Name { entity, name: alias, .. }) => {
                name(entity)?.map(|card| format!("{} {} to {card}", verb(kind), shortened(alias)))
            }
            ("done" | "set_aside", Fact::ArticleState { article, .. }) => {
                let id = record::article_id(db, article)?;
                let accepted = plain.strip_prefix(verb(kind)).unwrap_or_default();
                id.map(|id| format!("{} A{id}{accepted}", verb(kind)))
            }
            ("note", Fact::Note { on, .. }) => subject(db, on)?.map(|on| format!("{plain} on {on}")),
            ("tag", Fact::Tag { on, tag }) => subject(db, on)?.map(|on| format!("{} {on}: {tag}", verb(kind))),
            ("untag", Fact::Untag { on, tag }) => subject(db, on)?.map(|on| format!("{} {tag} on {on}", verb(kind))),
            _ => None,
        };
        if let Some(sentence) = sentence {
            return Ok(sentence);
        }
    }
    Ok(plain)
}

/// Short reference of a claim; `None`: it is gone.
fn claim_name(db: &Db, uuid: &str) -> store::Result<Option<String>> {
    let Some(id) = write::id_of(db, "claim", uuid)? else { return Ok(None) };
    Ok(lookup::claim(db, id)?.map(|claim| format!("{}{}", claim.kind.letter(), claim.id)))
}

/// What a note or tag is on: the name of a card, else the short reference of an article; a claim's is in the change.
fn subject(db: &Db, on: &SubjectRecord) -> store::Result<Option<String>> {
    match on.subject.as_str() {
        "entity" => Ok(lookup::entity_name(db, &on.key)?.map(|name| shortened(&name))),
        "article" => Ok(record::article_id(db, &on.key)?.map(|id| format!("A{id}"))),
        _ => Ok(Some("a claim".to_owned())),
    }
}

/// The verb, the words it was about, and how many mentions went with it.
fn decided(verb: &str, facts: &[Fact]) -> String {
    let claim =
        facts.iter().find_map(|fact| if let Fact::Citation { words, .. } = fact { Some(words.as_str()) } else { None });
    let mentions: Vec<&str> = facts
        .iter()
        .filter_map(|fact| if let Fact::Mention(mention) = fact { Some(mention.words.as_str()) } else { None })
        .collect();
    let named = facts.iter().find_map(|fact| match fact {
        Fact::Entity { name, .. }
        | Fact::MainName { name, .. }
        | Fact::Name { name, .. }
        | Fact::Standing { name, .. } => Some(name.as_str()),
        _ => None,
    });
    if let Some(words) = claim {
        return format!("{verb} “{}”", shortened(words));
    }
    let distinct: BTreeSet<&str> = mentions.iter().copied().collect();
    match (mentions.len(), distinct.len()) {
        (0, _) => named.map_or_else(|| verb.to_owned(), |name| format!("{verb} {name}")),
        (1, _) => format!("{verb} {}", shortened(mentions[0])),
        (n, 1) => format!("{verb} {}, {n} mentions", shortened(mentions[0])),
        (n, n_names) => {
            let first = named.unwrap_or(mentions[0]);
            format!("{verb} {} and {} more, {n} mentions", shortened(first), n_names - 1)
        }
    }
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// At most forty characters, on one line.
fn shortened(words: &str) -> String {
    let line: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 40 {
        return line;
    }
    let cut: String = line.chars().take(39).collect();
    format!("{}…", cut.trim_end())
}

/// The verb of a kind of operation, as a sentence begins with it.
pub fn verb(kind: &str) -> &str {
    match kind {
        "import" => "Imported",
        "read_back" => "Read back",
        "accept" => "Accepted",
        "reject" => "Rejected",
        "doubtful" => "Marked doubtful",
        "reopen" => "Reopened",
        "forget" => "No longer for always:",
        "change" => "Changed",
        "create" | "create_claim" => "Added",
        "same_as" => "Joined",
        "different" => "Said to be different",
        "split" => "Taken out",
        "rename" => "Renamed",
        "alias" => "Added the name",
        "kind" => "Changed the kind",
        "identify" => "Identified",
        "edit" => "Edited",
        "take_over" => "Took over",
        "measure" => "Joined to a measure",
        "differ" => "Said how two claims differ",
        "done" => "Marked done",
        "set_aside" => "Set aside",
        "zone" => "Corrected a zone",
        "note" => "Noted",
        "tag" => "Tagged",
        "untag" => "Took the tag off:",
        "add_list" => "Added the list",
        "remove_list" => "Removed the list",
        "remove_for_good" => "Removed for good",
        "undo" => "Undone",
        "redo" => "Redone",
        other => other,
    }
}

/// "Undone: accepted Thomas West, 5 mentions".
pub fn stepped(db: &Db, operation: &OperationRow) -> store::Result<String> {
    let word = if operation.kind == "redo" { "Redone" } else { "Undone" };
    let mut target = operation.undoes_id;
    while let Some(id) = target {
        let Some(found) = record::operation(db, id)? else { break };
        if found.undoes_id.is_none() {
            return Ok(format!("{word}: {}", lower_first(&describe(db, &found)?)));
        }
        target = found.undoes_id;
    }
    Ok(word.to_owned())
}

/// Any operation of the ledger in words.
pub fn describe(db: &Db, operation: &OperationRow) -> store::Result<String> {
    if operation.undoes_id.is_some() {
        return stepped(db, operation);
    }
    let parsed: Vec<Fact> = record::facts(db, operation.id)?
        .into_iter()
        .filter_map(|fact| fact.json)
        .filter_map(|json| Fact::parse(&json).ok())
        .collect();
    in_words(db, &operation.kind, &parsed)
}

pub(super) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
