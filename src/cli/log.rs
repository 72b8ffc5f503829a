//! `dossier log`: the changes, for people as lines, for programs in the form that `decide` reads.
//!
//! Never leaves an operation out: what `decide` has no verb for (an import, an undo) stands there with its own word.

use crate::cli::Session;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::ledger::record::Fact;
use crate::ledger::record::MentionFact;
use crate::ledger::record::PartRecord;
use crate::ledger::record::Range;
use crate::ledger::record::SubjectRecord;
use crate::model::kind::How;
use crate::model::span::CodePoints;
use crate::store;
use crate::store::Db;
use crate::store::record;
use crate::store::record::OperationRow;
use crate::workspace::describe;
use chrono::DateTime;
use chrono::SecondsFormat;
use serde_json::Map;
use serde_json::Value as Json;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The dossier
    file: PathBuf,
    /// Only changes after this number
    #[arg(long, value_name = "SEQ", default_value_t = 0)]
    since: i64,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    let db = Session::reader(&args.file)?;
    let operations = db.snapshot(|| record::operations(&db, args.since))?;
    let mut bodies = Bodies { db: &db, texts: BTreeMap::new() };
    for operation in operations {
        if session.console.json {
            for line in json_lines(&mut bodies, &operation)? {
                session.console.line(&line.to_string())?;
            }
        } else {
            let at = iso(operation.at_millis);
            let what = describe::describe(&db, &operation)?;
            session.console.line(&format!("{:>5}  {at}  {:<16} {what}", operation.id, operation.actor))?;
        }
    }
    Ok(Exit::Done)
}

/// ISO 8601 in UTC, to the millisecond.
pub fn iso(millis: i64) -> String {
    DateTime::from_timestamp_millis(millis)
        .map_or_else(String::new, |at| at.to_rfc3339_opts(SecondsFormat::Millis, true))
}

/// Texts by article hash, for turning bytes into code points; the last few that were needed.
struct Bodies<'a> {
    db: &'a Db,
    texts: BTreeMap<String, String>,
}

/// Texts kept at once.
const MAX_TEXTS: usize = 16;

impl Bodies<'_> {
    /// `start` and `end` in code points; null once the words were removed for good.
    fn offsets(&mut self, article: &str, range: Range) -> store::Result<(Json, Json)> {
        if !self.texts.contains_key(article) {
            let text = match record::article_id(self.db, article)? {
                Some(id) => record::body_of_article(self.db, id).unwrap_or_default(),
                None => String::new(),
            };
            if self.texts.len() >= MAX_TEXTS {
                self.texts.clear();
            }
            self.texts.insert(article.to_owned(), text);
        }
        let text = &self.texts[article];
        if range[1] > text.len() {
            return Ok((Json::Null, Json::Null));
        }
        let points = CodePoints::new(text);
        Ok((json!(points.from_byte(range[0])), json!(points.from_byte(range[1]))))
    }
}

/// One operation as the decisions it holds, each with who, when and the operation's hash.
fn json_lines(bodies: &mut Bodies<'_>, operation: &OperationRow) -> store::Result<Vec<Json>> {
    let mut facts = Vec::new();
    for fact in record::facts(bodies.db, operation.id)? {
        let Some(json) = fact.json else { continue };
        facts.extend(Fact::parse(&json).ok());
    }
    let mut lines = decisions(bodies, operation, &facts)?;
    if lines.is_empty() {
        let mut line = json!({ "do": operation.kind });
        if let Some(target) = operation.undoes_id {
            line["undoes"] = json!(record::operation(bodies.db, target)?.map(|target| target.hash));
        }
        lines.push(line);
    }
    for line in &mut lines {
        line["seq"] = json!(operation.id);
        line["actor"] = json!(operation.actor);
        line["at"] = json!(iso(operation.at_millis));
        line["hash"] = json!(operation.hash);
    }
    Ok(lines)
}

fn decisions(bodies: &mut Bodies<'_>, operation: &OperationRow, facts: &[Fact]) -> store::Result<Vec<Json>> {
    let mut lines = Vec::new();
    match operation.kind.as_str() {
        "import" | "read_back" => {
            let articles: Vec<&str> = facts
                .iter()
                .filter_map(|fact| if let Fact::Article { article, .. } = fact { Some(article.as_str()) } else { None })
                .collect();
            lines.push(json!({ "do": operation.kind, "articles": articles }));
        }
        "split" => lines.extend(split(bodies, facts)?),
        "create_claim" | "edit" => lines.extend(claim_fields(bodies, &operation.kind, facts)?),
        _ => {
            let citations = citations(facts);
            for fact in facts {
                lines.extend(decision(bodies, operation, fact, &citations)?);
            }
        }
    }
    Ok(lines)
}

/// The first citation of each claim that these facts bring: article and range.
fn citations(facts: &[Fact]) -> BTreeMap<&str, (&str, Range)> {
    let mut found = BTreeMap::new();
    for fact in facts {
        if let Fact::Citation { claim, article, span, .. } = fact {
            found.entry(claim.as_str()).or_insert((article.as_str(), *span));
        }
    }
    found
}

/// The decision that one fact came from; `None` for what follows from another (a card made, an article begun).
fn decision(
    bodies: &mut Bodies<'_>,
    operation: &OperationRow,
    fact: &Fact,
    citations: &BTreeMap<&str, (&str, Range)>,
) -> store::Result<Option<Json>> {
    let kind = operation.kind.as_str();
    Ok(match fact {
        Fact::Mention(mention) if is_with_name(mention) || kind != "kind" => Some(mention_line(bodies, kind, mention)?),
        Fact::MentionReopened { mention, article } => {
            Some(json!({ "do": "reopen", "mention": mention, "article": article }))
        }
        Fact::Claim { claim, status, kind: claim_kind, .. } => {
            let mut line = json!({ "do": verb_of(status), "claim": claim });
            if let Some((article, range)) = citations.get(claim.as_str()) {
                let (start, end) = bodies.offsets(article, *range)?;
                line = json!({ "do": verb_of(status), "article": article, "start": start, "end": end, "kind": claim_kind });
            }
            Some(line)
        }
        Fact::ClaimReopened { claim } => Some(json!({ "do": "reopen", "claim": claim })),
        Fact::ArticleState { article, state } if matches!(kind, "done" | "set_aside" | "reopen") => {
            let verb = match state.as_str() {
                "done" | "set_aside" => state,
                _ => "reopen",
            };
            let mut line = json!({ "do": verb, "article": article });
            if verb == "done" {
                // The names accepted with the article stand in lines of their own.
                line["known"] = json!(false);
            }
            Some(line)
        }
        Fact::ArticleField { article, field, value, .. } => {
            Some(json!({ "do": "set_article", "article": article, field.as_str(): value }))
        }
        Fact::Zone { article, span, kind } => {
            let (start, end) = bodies.offsets(article, *span)?;
            Some(json!({ "do": "zone", "article": article, "start": start, "end": end, "kind": kind }))
        }
        Fact::Merge { from, into } => Some(json!({ "do": "same_as", "entities": [into, from], "into": into })),
        Fact::MentionEntity { mention, entity } => {
            Some(json!({ "do": "same_as", "mention": mention, "entity": entity }))
        }
        Fact::Distinct { entities } => Some(json!({ "do": "different", "entities": entities })),
        Fact::MainName { entity, name } => Some(json!({ "do": "rename", "entity": entity, "to": name })),
        Fact::Name { entity, name, .. } if kind == "alias" => {
            Some(json!({ "do": "alias", "entity": entity, "to": name }))
        }
        Fact::EntityLabel { entity, label } => Some(json!({ "do": "kind", "entity": entity, "to": label })),
        Fact::Identifier { entity, scheme, id } if kind == "identify" => {
            Some(json!({ "do": "identify", "entity": entity, "scheme": scheme, "id": id }))
        }
        Fact::Measured { claim, measure } => {
            Some(json!({ "do": "measure", "figures": [claim], "name": measure_name(bodies.db, measure)? }))
        }
        Fact::Difference { claims, how, prefer, note, .. } => {
            Some(json!({ "do": "differ", "claims": claims, "how": how, "prefer": prefer, "note": note }))
        }
        Fact::Standing { verdict, label, name, .. } => {
            Some(json!({ "do": verb_of(verdict), "name": name, "label": label, "where": "always" }))
        }
        Fact::StandingEnded { label, name } => {
            Some(json!({ "do": "reopen", "name": name, "label": label, "where": "always" }))
        }
        Fact::Note { on, text, .. } => Some(json!({ "do": "note", "on": on_key(on), "text": text })),
        Fact::Tag { on, tag } => Some(json!({ "do": "tag", "on": on_key(on), "text": tag })),
        Fact::Untag { on, tag } => Some(json!({ "do": "untag", "on": on_key(on), "text": tag })),
        Fact::Removed { article } => Some(json!({ "do": "remove_for_good", "article": article })),
        _ => None,
    })
}

/// Whether a mention changed because its name was decided, not because its card got another kind.
fn is_with_name(mention: &MentionFact) -> bool {
    mention.how != How::ByHand.as_str()
}

fn mention_line(bodies: &mut Bodies<'_>, kind: &str, mention: &MentionFact) -> store::Result<Json> {
    let (start, end) = bodies.offsets(&mention.article, mention.span)?;
    let mut line = Map::new();
    let by_hand = mention.origin.rule.is_none() && kind == "create";
    line.insert("do".to_owned(), json!(if by_hand { "create" } else { verb_of(&mention.status) }));
    line.insert("article".to_owned(), json!(mention.article));
    line.insert("start".to_owned(), start);
    line.insert("end".to_owned(), end);
    line.insert("label".to_owned(), json!(mention.label));
    if kind == "change" {
        let to = json!({ "start": line["start"], "end": line["end"], "label": mention.label, "value": mention.value.as_ref().map(|value| json!(value)) });
        if let Some((range, label)) = &mention.proposed {
            let (start, end) = bodies.offsets(&mention.article, *range)?;
            line.insert("start".to_owned(), start);
            line.insert("end".to_owned(), end);
            line.insert("label".to_owned(), json!(label));
        }
        line.insert("do".to_owned(), json!("change"));
        line.insert("to".to_owned(), to);
    }
    Ok(Json::Object(line))
}

fn split(bodies: &mut Bodies<'_>, facts: &[Fact]) -> store::Result<Option<Json>> {
    let mut mentions = Vec::new();
    for fact in facts {
        if let Fact::MentionEntity { mention, .. } = fact
            && let Some((article, range)) = record::place_of_mention(bodies.db, mention)?
        {
            let (start, end) = bodies.offsets(&article, range)?;
            mentions.push(json!({ "article": article, "start": start, "end": end }));
        }
    }
    let new = facts.iter().find_map(|fact| if let Fact::Entity { entity, .. } = fact { Some(entity) } else { None });
    Ok(new.map(|entity| json!({ "do": "split", "into": entity, "mentions": mentions })))
}

/// A claim made by hand, or the fields that an edit gave.
fn claim_fields(bodies: &mut Bodies<'_>, kind: &str, facts: &[Fact]) -> store::Result<Vec<Json>> {
    let mut fields = Map::new();
    let mut of_claim = None;
    for fact in facts {
        if let Fact::ClaimField { claim, field, values, article } = fact {
            let mut cells = Vec::new();
            for value in values {
                cells.push(part(bodies, value, article.as_deref())?);
            }
            let is_list = cells.len() > 1;
            let cell = if is_list { Json::from(cells) } else { cells.pop().unwrap_or(Json::Null) };
            fields.insert(field.clone(), cell);
            of_claim = Some(claim);
        }
    }
    let mut lines = Vec::new();
    if kind == "edit" {
        lines.extend(of_claim.map(|claim| json!({ "do": "edit", "claim": claim, "to": fields })));
        return Ok(lines);
    }
    let citations = citations(facts);
    for fact in facts {
        if let Fact::Claim { claim, kind, .. } = fact
            && let Some((article, range)) = citations.get(claim.as_str())
        {
            let (start, end) = bodies.offsets(article, *range)?;
            lines.push(json!({ "do": "create_claim", "kind": kind, "article": article, "start": start, "end": end, "fields": fields }));
        }
    }
    Ok(lines)
}

fn part(bodies: &mut Bodies<'_>, value: &PartRecord, article: Option<&str>) -> store::Result<Json> {
    Ok(match (value, article) {
        (PartRecord::Number(number), _) => json!(number),
        (PartRecord::Text(text), _) => json!(text),
        (PartRecord::Entity { entity }, _) => json!(entity),
        (PartRecord::Span { span }, Some(article)) => {
            let (start, end) = bodies.offsets(article, *span)?;
            json!([start, end])
        }
        (PartRecord::Span { .. }, None) => Json::Null,
    })
}

fn verb_of(status: &str) -> &str {
    match status {
        "accepted" => "accept",
        "rejected" => "reject",
        other => other,
    }
}

fn on_key(on: &SubjectRecord) -> &str {
    &on.key
}

fn measure_name(db: &Db, uuid: &str) -> store::Result<Option<String>> {
    record::measure_name(db, uuid)
}
