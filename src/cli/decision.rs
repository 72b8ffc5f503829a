//! One line of `decide` to a command: names looked up, code points turned into bytes.
//!
//! Never applies anything; what cannot be understood is a reason in words.

use crate::ledger::command::ArticleId;
use crate::ledger::command::ClaimRef;
use crate::ledger::command::Command;
use crate::ledger::command::EntityId;
use crate::ledger::command::FieldEdit;
use crate::ledger::command::MentionChange;
use crate::ledger::command::MentionRef;
use crate::ledger::command::Scope;
use crate::ledger::command::SubjectRef;
use crate::ledger::command::Verdict;
use crate::model::claim::Field;
use crate::model::claim::FieldType;
use crate::model::claim::PartValue;
use crate::model::kind::ArticleField;
use crate::model::kind::ClaimKind;
use crate::model::kind::DifferHow;
use crate::model::kind::How;
use crate::model::kind::Label;
use crate::model::kind::Subject;
use crate::model::kind::ZoneKind;
use crate::model::span::CodePoints;
use crate::model::span::Span;
use crate::model::value::Value;
use crate::store::Db;
use crate::store::cache;
use crate::store::read::articles;
use crate::store::read::claims;
use crate::store::read::entities;
use crate::store::record;
use crate::workspace::name_key;
use serde_json::Map;
use serde_json::Value as Json;

/// A decision or the reason why the line is none.
type Parsed<T = Command> = Result<T, String>;

/// Reads one line. `db` is the dossier as it stands, for looking names up.
pub fn parse(db: &Db, line: &str) -> Parsed {
    let json: Json = serde_json::from_str(line).map_err(|error| format!("this is not JSON: {error}"))?;
    let Json::Object(object) = json else { return Err("a decision is a JSON object".to_owned()) };
    let line = Line { db, object: &object };
    let verb = line.text("do")?;
    match verb {
        "accept" => line.verdict(Verdict::Accept),
        "reject" => line.verdict(Verdict::Reject),
        "doubtful" => line.verdict(Verdict::Doubtful),
        "reopen" => line.verdict(Verdict::Reopen),
        "change" => line.change(),
        "create" => Ok(Command::Create { mention: line.mention()?, value: line.value("value")?.flatten() }),
        "same_as" => line.same_as(),
        "different" => line.pair("entities").map(|(a, b)| Command::Distinguish { a, b }),
        "split" => line.split(),
        "rename" => Ok(Command::Rename { entity: line.entity("entity")?, name: line.text("to")?.to_owned() }),
        "alias" => Ok(Command::Alias { entity: line.entity("entity")?, name: line.text("to")?.to_owned() }),
        "kind" => Ok(Command::Relabel { entity: line.entity("entity")?, label: label(line.text("to")?)? }),
        "identify" => line.identify(),
        "edit" => line.edit(),
        "create_claim" => line.create_claim(),
        "measure" => line.measure(),
        "differ" => line.differ(),
        "done" => Ok(Command::Done {
            article: line.article()?,
            accept_known: object.get("known").is_none_or(|known| known != &Json::Bool(false)),
        }),
        "set_aside" => Ok(Command::SetAside { article: line.article()? }),
        "zone" => {
            let article = line.article()?;
            let kind = word(line.text("kind")?, ZoneKind::parse, "a kind of zone")?;
            Ok(Command::SetZone { article, span: line.span(article)?, kind })
        }
        "set_article" => line.set_article(),
        "note" => Ok(Command::Note { on: line.subject()?, text: line.text("text")?.to_owned() }),
        "tag" => Ok(Command::Tag { on: line.subject()?, tag: line.text("text")?.to_owned() }),
        "untag" => Ok(Command::Untag { on: line.subject()?, tag: line.text("text")?.to_owned() }),
        "remove_for_good" => Ok(Command::RemoveForGood { article: line.article()? }),
        other => Err(format!("`{other}` is no decision this program knows")),
    }
}

fn word<T>(text: &str, parse: impl Fn(&str) -> Option<T>, wanted: &str) -> Parsed<T> {
    parse(text).ok_or_else(|| format!("`{text}` is not {wanted}"))
}

fn label(text: &str) -> Parsed<Label> {
    word(text, Label::parse, "a label")
}

struct Line<'a> {
    db: &'a Db,
    object: &'a Map<String, Json>,
}

impl Line<'_> {
    fn has(&self, key: &str) -> bool {
        self.object.get(key).is_some_and(|value| !value.is_null())
    }

    fn get(&self, key: &str) -> Parsed<&Json> {
        self.object.get(key).filter(|value| !value.is_null()).ok_or_else(|| format!("`{key}` is missing"))
    }

    fn text(&self, key: &str) -> Parsed<&str> {
        self.get(key)?.as_str().ok_or_else(|| format!("`{key}` must be text"))
    }

    fn list(&self, key: &str) -> Parsed<&Vec<Json>> {
        self.get(key)?.as_array().ok_or_else(|| format!("`{key}` must be a list"))
    }

    fn article(&self) -> Parsed<ArticleId> {
        article_named(self.db, self.text("article")?)
    }

    fn span(&self, article: ArticleId) -> Parsed<Span> {
        span_of(self.db, article, self.object)
    }

    fn mention(&self) -> Parsed<MentionRef> {
        let article = self.article()?;
        Ok(MentionRef { article, span: self.span(article)?, label: label(self.text("label")?)? })
    }

    fn entity(&self, key: &str) -> Parsed<EntityId> {
        entity_named(self.db, self.text(key)?)
    }

    fn pair(&self, key: &str) -> Parsed<(EntityId, EntityId)> {
        let names: Vec<&str> = self.list(key)?.iter().filter_map(Json::as_str).collect();
        let [a, b] = names.as_slice() else { return Err(format!("`{key}` must be two entities")) };
        Ok((entity_named(self.db, a)?, entity_named(self.db, b)?))
    }

    /// accept, reject, doubtful, reopen: of a name, a claim, an article or a mention.
    fn verdict(&self, verdict: Verdict) -> Parsed {
        if self.has("name") {
            let scope = match self.object.get("where").and_then(Json::as_str).unwrap_or("article") {
                "article" => Scope::Article(self.article()?),
                "dossier" => Scope::Dossier,
                "always" => Scope::Always,
                other => return Err(format!("`where` is article, dossier or always, not `{other}`")),
            };
            let (name, label) = (self.text("name")?.to_owned(), label(self.text("label")?)?);
            return Ok(Command::DecideName { name, label, verdict, scope });
        }
        if self.has("claim") || self.has("kind") {
            let claim = match self.object.get("claim") {
                Some(claim) if !claim.is_null() => claim_named(self.db, claim)?,
                _ => claim_named(self.db, &Json::Object(self.object.clone()))?,
            };
            return Ok(Command::DecideClaim { claim, verdict, how: How::ByHand });
        }
        if verdict == Verdict::Reopen && !self.has("start") {
            return Ok(Command::ReopenArticle { article: self.article()? });
        }
        Ok(Command::Decide { mention: self.mention()?, verdict, how: How::ByHand })
    }

    fn change(&self) -> Parsed {
        let mention = self.mention()?;
        let Json::Object(object) = self.get("to")? else { return Err("`to` must be an object".to_owned()) };
        let to = Line { db: self.db, object };
        let span = match (object.get("start"), object.get("end")) {
            (None, None) => None,
            (start, end) => {
                let body = record::body_of_article(self.db, mention.article).map_err(|error| error.to_string())?;
                let (now_start, now_end) = CodePoints::new(&body).range(mention.span);
                let start = start.and_then(Json::as_u64).map_or(now_start, |start| start as usize);
                let end = end.and_then(Json::as_u64).map_or(now_end, |end| end as usize);
                Some(CodePoints::new(&body).span(start, end).ok_or("these offsets do not fit the article's text")?)
            }
        };
        let label = if to.has("label") { Some(label(to.text("label")?)?) } else { None };
        Ok(Command::Change { mention, to: MentionChange { span, label, value: to.value("value")? } })
    }

    /// `None`: not said; `Some(None)`: null, take it away.
    fn value(&self, key: &str) -> Parsed<Option<Option<Value>>> {
        match self.object.get(key) {
            None => Ok(None),
            Some(Json::Null) => Ok(Some(None)),
            Some(json) => {
                let value = cache::value_from_json(json)
                    .ok_or_else(|| format!("`{key}` must be text, a number or {{\"either\": [a, b]}}"))?;
                Ok(Some(Some(value)))
            }
        }
    }

    fn same_as(&self) -> Parsed {
        if self.has("entities") {
            let (a, b) = self.pair("entities")?;
            let into = if self.has("into") { self.entity("into")? } else { a };
            return match into {
                into if into == a => Ok(Command::Merge { from: b, into }),
                into if into == b => Ok(Command::Merge { from: a, into }),
                _ => Err("`into` must be one of the two".to_owned()),
            };
        }
        let article = self.article()?;
        Ok(Command::Link { article, span: self.span(article)?, entity: self.entity("entity")? })
    }

    fn split(&self) -> Parsed {
        let mut mentions = Vec::new();
        for mention in self.list("mentions")? {
            let Json::Object(object) = mention else { return Err("`mentions` must be a list of objects".to_owned()) };
            let line = Line { db: self.db, object };
            let article = line.article()?;
            mentions.push((article, line.span(article)?));
        }
        Ok(Command::Split { entity: self.entity("entity")?, mentions })
    }

    fn identify(&self) -> Parsed {
        let object = self.object.get("to").and_then(Json::as_object).unwrap_or(self.object);
        let to = Line { db: self.db, object };
        Ok(Command::Identify {
            entity: self.entity("entity")?,
            scheme: to.text("scheme")?.to_owned(),
            id: to.text("id")?.to_owned(),
        })
    }

    fn edit(&self) -> Parsed {
        let claim = match self.object.get("claim") {
            Some(claim) if !claim.is_null() => claim_named(self.db, claim)?,
            _ => claim_named(self.db, &Json::Object(self.object.clone()))?,
        };
        let kind = self.kind_of(claim)?;
        let Json::Object(to) = self.get("to")? else { return Err("`to` must be an object".to_owned()) };
        let article = match claim {
            ClaimRef::Proposed { article, .. } => article,
            ClaimRef::Decided(id) => {
                let found = claims::claim(self.db, id).map_err(|error| error.to_string())?;
                found.ok_or("there is no such claim")?.article_id
            }
        };
        Ok(Command::EditClaim { claim, to: self.field_edits(article, kind, to)? })
    }

    fn kind_of(&self, claim: ClaimRef) -> Parsed<ClaimKind> {
        match claim {
            ClaimRef::Proposed { kind, .. } => Ok(kind),
            ClaimRef::Decided(id) => {
                let found = claims::claim(self.db, id).map_err(|error| error.to_string())?;
                Ok(found.ok_or("there is no such claim")?.kind)
            }
        }
    }

    fn create_claim(&self) -> Parsed {
        let article = self.article()?;
        let kind = word(self.text("kind")?, ClaimKind::parse, "a kind of claim")?;
        let own = ["do", "article", "kind", "start", "end", "fields"];
        let mut fields: Map<String, Json> = self.object.clone();
        fields.retain(|key, _| !own.contains(&key.as_str()));
        if let Some(Json::Object(more)) = self.object.get("fields") {
            fields.extend(more.clone());
        }
        let fields = self.field_edits(article, kind, &fields)?;
        Ok(Command::CreateClaim { article, kind, span: self.span(article)?, fields })
    }

    fn field_edits(&self, article: ArticleId, kind: ClaimKind, to: &Map<String, Json>) -> Parsed<Vec<FieldEdit>> {
        let mut edits = Vec::new();
        for (key, json) in to {
            // `extract` calls a quote's form its kind; both words mean it here.
            let key = if kind == ClaimKind::Quote && key == "kind" { "form" } else { key };
            let field = word(key, Field::parse, "a field of a claim")?;
            let values = match json {
                Json::Null => Vec::new(),
                Json::Array(items) if field.field_type() == FieldType::Entities => {
                    items.iter().map(|item| self.field_value(article, field, item)).collect::<Parsed<_>>()?
                }
                single => vec![self.field_value(article, field, single)?],
            };
            edits.push(FieldEdit { field, values });
        }
        Ok(edits)
    }

    fn field_value(&self, article: ArticleId, field: Field, json: &Json) -> Parsed<PartValue<EntityId>> {
        let wrong = |wanted: &str| format!("`{}` must be {wanted}", field.as_str());
        match field.field_type() {
            FieldType::Text | FieldType::Date => {
                Ok(PartValue::Text(json.as_str().ok_or_else(|| wrong("text"))?.to_owned()))
            }
            FieldType::Number => Ok(PartValue::Number(json.as_f64().ok_or_else(|| wrong("a number"))?)),
            FieldType::Entity | FieldType::Entities => {
                Ok(PartValue::Entity(entity_named(self.db, json.as_str().ok_or_else(|| wrong("an entity"))?)?))
            }
            FieldType::Span => {
                let pair: Vec<u64> = json.as_array().into_iter().flatten().filter_map(Json::as_u64).collect();
                let [start, end] = pair.as_slice() else { return Err(wrong("[start, end]")) };
                Ok(PartValue::Span(span_at(self.db, article, *start as usize, *end as usize)?))
            }
        }
    }

    fn measure(&self) -> Parsed {
        let figures = self.list("figures")?.iter().map(|claim| claim_named(self.db, claim)).collect::<Parsed<_>>()?;
        Ok(Command::Measure { figures, name: self.text("name")?.to_owned() })
    }

    fn differ(&self) -> Parsed {
        let claims: Vec<ClaimRef> =
            self.list("claims")?.iter().map(|claim| claim_named(self.db, claim)).collect::<Parsed<_>>()?;
        let [a, b] = claims.as_slice() else { return Err("`claims` must be two claims".to_owned()) };
        let how = word(self.text("how")?, DifferHow::parse, "disagree, different_things or later_correction")?;
        let prefer = if self.has("prefer") { Some(claim_named(self.db, self.get("prefer")?)?) } else { None };
        let note = if self.has("note") { Some(self.text("note")?.to_owned()) } else { None };
        Ok(Command::Differ { a: *a, b: *b, how, prefer, note })
    }

    fn set_article(&self) -> Parsed {
        let article = self.article()?;
        let mut commands = Vec::new();
        for field in ArticleField::ALL {
            let Some(json) = self.object.get(field.as_str()) else { continue };
            let value = match json {
                Json::Null => None,
                Json::String(text) => Some(text.clone()),
                _ => return Err(format!("`{field}` must be text or null")),
            };
            commands.push(Command::SetArticle { article, field: *field, value });
        }
        match commands.len() {
            0 => Err("nothing to set: published, publisher, title, author, url or language".to_owned()),
            1 => Ok(commands.remove(0)),
            _ => Ok(Command::Together { kind: "set_article", commands }),
        }
    }

    fn subject(&self) -> Parsed<SubjectRef> {
        let name = self.text("on")?;
        if let Ok(id) = article_named(self.db, name) {
            return Ok(SubjectRef { subject: Subject::Article, id });
        }
        if let Some(id) = claims::named(self.db, name).map_err(|error| error.to_string())? {
            return Ok(SubjectRef { subject: Subject::Claim, id });
        }
        let id =
            entity_named(self.db, name).map_err(|reason| format!("{reason}, and no article or claim is either"))?;
        Ok(SubjectRef { subject: Subject::Entity, id })
    }
}

/// The one article of this reference, id prefix or file name.
pub fn article_named(db: &Db, name: &str) -> Parsed<ArticleId> {
    let found = articles::named(db, name).map_err(|error| error.to_string())?;
    match found.as_slice() {
        [] => Err(format!("no article is called \"{name}\"")),
        [article] => Ok(*article),
        several => Err(format!("\"{name}\" means {} articles: use a reference (A{})", several.len(), several[0])),
    }
}

/// The one entity of this reference, id or name.
pub fn entity_named(db: &Db, name: &str) -> Parsed<EntityId> {
    let found = entities::named(db, name, &name_key(name)).map_err(|error| error.to_string())?;
    match found.as_slice() {
        [] => Err(format!("no entity is called \"{name}\"")),
        [entity] => Ok(*entity),
        several => Err(format!("\"{name}\" means {} entities: use a reference (E{})", several.len(), several[0])),
    }
}

/// A claim by reference or id, or by `{"article", "start", "end", "kind"}`.
fn claim_named(db: &Db, json: &Json) -> Parsed<ClaimRef> {
    match json {
        Json::String(name) => {
            let found = claims::named(db, name).map_err(|error| error.to_string())?;
            found.map(ClaimRef::Decided).ok_or_else(|| format!("no claim is called \"{name}\""))
        }
        Json::Object(object) => {
            let line = Line { db, object };
            let kind = word(line.text("kind")?, ClaimKind::parse, "a kind of claim")?;
            let article = line.article()?;
            Ok(ClaimRef::Proposed { article, kind, span: line.span(article)? })
        }
        _ => Err("a claim is a reference, an id, or an object with article, start, end and kind".to_owned()),
    }
}

fn span_of(db: &Db, article: ArticleId, object: &Map<String, Json>) -> Parsed<Span> {
    let offset = |key: &str| {
        let offset = object.get(key).and_then(Json::as_u64);
        offset.map(|offset| offset as usize).ok_or_else(|| format!("`{key}` must be a whole number"))
    };
    span_at(db, article, offset("start")?, offset("end")?)
}

fn span_at(db: &Db, article: ArticleId, start: usize, end: usize) -> Parsed<Span> {
    let body = record::body_of_article(db, article).map_err(|error| error.to_string())?;
    let span = CodePoints::new(&body).span(start, end);
    span.ok_or_else(|| format!("the offsets {start} to {end} do not fit the article's text"))
}
