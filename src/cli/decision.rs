//! One line of `decide` to a command: names looked up, code points turned into bytes.
//!
//! Never applies anything; what cannot be understood is a reason in words.

use crate::cli::named;
use crate::ledger::command::ArticleId;
use crate::ledger::command::ClaimRef;
use crate::ledger::command::Command;
use crate::ledger::command::EntityId;
use crate::ledger::command::EntityRef;
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
use crate::model::span::Span;
use crate::model::value::Value;
use crate::store::Db;
use crate::store::cache;
use crate::store::read::claims;
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
    line.refuse_unknown_fields()?;
    match verb {
        "accept" => line.verdict(Verdict::Accept),
        "reject" => line.verdict(Verdict::Reject),
        "doubtful" => line.verdict(Verdict::Doubtful),
        "reopen" => line.verdict(Verdict::Reopen),
        "forget" => Ok(Command::Forget { name: line.text("name")?.to_owned(), label: label(line.text("label")?)? }),
        "change" => line.change(),
        "create" => Ok(Command::Create { mention: line.mention()?, value: line.value("value")?.flatten() }),
        "same_as" => line.same_as(),
        "different" => line.different(),
        "split" => line.split(),
        "rename" => Ok(Command::Rename { entity: line.entity("entity")?, name: line.text("to")?.to_owned() }),
        "alias" => Ok(Command::Alias { entity: line.entity("entity")?, name: line.text("to")?.to_owned() }),
        "kind" => Ok(Command::Relabel { entity: line.entity("entity")?, label: label(line.text("to")?)? }),
        "identify" => line.identify(),
        "edit" => line.edit(),
        "create_claim" => line.create_claim(),
        "measure" => line.measure(),
        "differ" => line.differ(),
        "take_over" => {
            let from = named::article(line.db, line.text("from")?)?;
            Ok(Command::TakeOver { article: line.article()?, from })
        }
        "done" => Ok(Command::Done {
            article: line.article()?,
            accept_known: if line.has("known") {
                line.get("known")?.as_bool().ok_or("`known` must be true or false")?
            } else {
                true
            },
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
        "remove_list" => Ok(Command::RemoveList { title: line.text("list")?.to_owned() }),
        "remove_for_good" => Ok(Command::RemoveForGood { article: line.article()? }),
        "undo" | "redo" => Err(format!("`{verb}` is a command of its own: dossier {verb} FILE")),
        other => Err(format!("`{other}` is no decision; the ones there are: {}", VERBS.join(", "))),
    }
}

/// Every decision there is, as `dossier decide --help` explains them.
const VERBS: &[&str] = &[
    "accept",
    "reject",
    "doubtful",
    "reopen",
    "forget",
    "change",
    "create",
    "same_as",
    "different",
    "split",
    "rename",
    "alias",
    "kind",
    "identify",
    "edit",
    "create_claim",
    "measure",
    "differ",
    "take_over",
    "done",
    "set_aside",
    "zone",
    "set_article",
    "note",
    "tag",
    "untag",
    "remove_list",
    "remove_for_good",
];

/// The fields that decisions have, beside those of claims and articles.
const FIELDS: &[&str] = &[
    "do", "article", "start", "end", "label", "kind", "name", "where", "claim", "to", "value", "entity", "entities",
    "into", "mentions", "scheme", "id", "fields", "figures", "claims", "how", "prefer", "note", "known", "on", "text",
    "list", "mention", "from",
];

fn word<T>(text: &str, parse: impl Fn(&str) -> Option<T>, wanted: &str) -> Parsed<T> {
    parse(text).ok_or_else(|| format!("`{text}` is not {wanted}"))
}

fn label(text: &str) -> Parsed<Label> {
    word(text, Label::parse, "a label")
}

fn own((key, value): (&String, &Json)) -> (String, Json) {
    (key.clone(), value.clone())
}

/// Why a line of `log` is passed over: it tells what happened and decides nothing, or was taken back.
pub fn passed_over(line: &str) -> Option<&'static str> {
    let Ok(Json::Object(object)) = serde_json::from_str(line) else { return None };
    if !object.contains_key("hash") || !object.contains_key("seq") {
        return None;
    }
    if object.get("undone") == Some(&Json::Bool(true)) {
        return Some("this was undone");
    }
    match object.get("do").and_then(Json::as_str) {
        Some("import" | "read_back") => Some("articles come in with `dossier import`"),
        Some("add_list") => Some("lists come in with `dossier lists add`"),
        Some("undo" | "redo") => Some("what was undone is marked so, and passed over"),
        _ => None,
    }
}

struct Line<'a> {
    db: &'a Db,
    object: &'a Map<String, Json>,
}

impl Line<'_> {
    /// A mistyped field would quietly decide something else than was meant. Lines of `log` carry more than is read.
    fn refuse_unknown_fields(&self) -> Parsed<()> {
        let is_known =
            |key: &str| FIELDS.contains(&key) || Field::parse(key).is_some() || ArticleField::parse(key).is_some();
        let unknown = self.object.keys().find(|key| !is_known(key));
        match unknown {
            Some(key) if !self.object.contains_key("hash") => Err(format!("no decision has a field `{key}`")),
            _ => Ok(()),
        }
    }

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
        named::article(self.db, self.text("article")?)
    }

    fn span(&self, article: ArticleId) -> Parsed<Span> {
        named::span_of(self.db, article, self.object)
    }

    /// `by hand` unless the line says otherwise.
    fn how(&self) -> Parsed<How> {
        if self.has("how") { word(self.text("how")?, How::parse, "a way of deciding") } else { Ok(How::ByHand) }
    }

    /// The claim under `claim`, or the one that the line's own place means.
    fn claim(&self) -> Parsed<ClaimRef> {
        match self.object.get("claim") {
            Some(claim) if !claim.is_null() => named::claim(self.db, claim),
            _ => named::claim(self.db, &Json::Object(self.object.clone())),
        }
    }

    fn mention(&self) -> Parsed<MentionRef> {
        let article = self.article()?;
        Ok(MentionRef { article, span: self.span(article)?, label: label(self.text("label")?)? })
    }

    fn entity(&self, key: &str) -> Parsed<EntityId> {
        named::entity(self.db, self.get(key)?)
    }

    fn pair(&self, key: &str) -> Parsed<(EntityId, EntityId)> {
        let [a, b] = self.list(key)?.as_slice() else { return Err(format!("`{key}` must be two entities")) };
        Ok((named::entity(self.db, a)?, named::entity(self.db, b)?))
    }

    /// accept, reject, doubtful, reopen: of a name, a claim, an article or a mention.
    fn verdict(&self, verdict: Verdict) -> Parsed {
        if self.has("name") {
            let scope = match if self.has("where") { self.text("where")? } else { "article" } {
                "article" => Scope::Article(self.article()?),
                "dossier" => Scope::Dossier,
                "always" => Scope::Always,
                other => return Err(format!("`where` is article, dossier or always, not `{other}`")),
            };
            let (name, label) = (self.text("name")?.to_owned(), label(self.text("label")?)?);
            return Ok(Command::DecideName { name, label, verdict, scope });
        }
        if self.has("claim") || self.has("kind") {
            return Ok(Command::DecideClaim { claim: self.claim()?, verdict, how: self.how()? });
        }
        if verdict == Verdict::Reopen && !self.has("start") {
            return Ok(Command::ReopenArticle { article: self.article()? });
        }
        Ok(Command::Decide { mention: self.mention()?, verdict, how: self.how()? })
    }

    fn change(&self) -> Parsed {
        let mention = self.mention()?;
        let Json::Object(object) = self.get("to")? else { return Err("`to` must be an object".to_owned()) };
        let to = Line { db: self.db, object };
        let mut place = self.object.clone();
        place.extend(object.iter().filter(|(key, _)| matches!(key.as_str(), "start" | "end")).map(own));
        let span = Some(named::span_of(self.db, mention.article, &place)?).filter(|span| *span != mention.span);
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
        if self.has("claims") {
            let (a, b) = self.two_claims()?;
            let into = if self.has("into") { named::claim(self.db, self.get("into")?)? } else { a };
            return match into {
                into if into == a => Ok(Command::JoinClaims { from: b, into }),
                into if into == b => Ok(Command::JoinClaims { from: a, into }),
                _ => Err("`into` must be one of the two".to_owned()),
            };
        }
        let article = self.article()?;
        if self.has("mentions") {
            return Ok(Command::SameName { article, span: self.span(article)?, others: self.places("mentions")? });
        }
        Ok(Command::Link { article, span: self.span(article)?, entity: self.entity("entity")? })
    }

    /// Two claims, two cards, or a name in an article and the cards that it is none of.
    fn different(&self) -> Parsed {
        if self.has("claims") {
            let (a, b) = self.two_claims()?;
            return Ok(Command::Differ { a, b, how: DifferHow::DifferentThings, prefer: None, note: None });
        }
        if !self.has("article") {
            return self.pair("entities").map(|(a, b)| Command::Distinguish { a, b });
        }
        let article = self.article()?;
        let from = self.list("entities")?.iter().map(|entity| named::entity(self.db, entity)).collect::<Parsed<_>>()?;
        Ok(Command::Apart { article, span: self.span(article)?, from })
    }

    fn two_claims(&self) -> Parsed<(ClaimRef, ClaimRef)> {
        let [a, b] = self.list("claims")?.as_slice() else { return Err("`claims` must be two claims".to_owned()) };
        Ok((named::claim(self.db, a)?, named::claim(self.db, b)?))
    }

    fn split(&self) -> Parsed {
        let mentions = self.places("mentions")?;
        Ok(Command::Split { entity: self.entity("entity")?, mentions })
    }

    /// Places in articles, one or several.
    fn places(&self, key: &str) -> Parsed<Vec<(ArticleId, Span)>> {
        let mut places = Vec::new();
        for place in self.list(key)? {
            let Json::Object(object) = place else { return Err(format!("`{key}` must be a list of objects")) };
            let line = Line { db: self.db, object };
            let article = line.article()?;
            places.push((article, line.span(article)?));
        }
        Ok(places)
    }

    fn identify(&self) -> Parsed {
        let object = self.object.get("to").and_then(Json::as_object).unwrap_or(self.object);
        let to = Line { db: self.db, object };
        if !self.has("entity") {
            let article = self.article()?;
            let ids = vec![(to.text("scheme")?.to_owned(), to.text("id")?.to_owned())];
            return Ok(Command::IdentifyMention { article, span: self.span(article)?, ids });
        }
        Ok(Command::Identify {
            entity: self.entity("entity")?,
            scheme: to.text("scheme")?.to_owned(),
            id: to.text("id")?.to_owned(),
        })
    }

    fn edit(&self) -> Parsed {
        let claim = self.claim()?;
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
        // Beside the claim's own place, what `log` adds.
        let apart = ["do", "id", "article", "kind", "start", "end", "fields", "actor", "at", "hash", "seq", "undone"];
        let mut fields: Map<String, Json> = self.object.clone();
        fields.retain(|key, _| !apart.contains(&key.as_str()));
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

    fn field_value(&self, article: ArticleId, field: Field, json: &Json) -> Parsed<PartValue<EntityRef>> {
        let wrong = |wanted: &str| format!("`{}` must be {wanted}", field.as_str());
        match field.field_type() {
            FieldType::Text | FieldType::Date => {
                Ok(PartValue::Text(json.as_str().ok_or_else(|| wrong("text"))?.to_owned()))
            }
            FieldType::Number => Ok(PartValue::Number(json.as_f64().ok_or_else(|| wrong("a number"))?)),
            FieldType::Entity | FieldType::Entities => {
                Ok(PartValue::Entity(EntityRef::Decided(named::entity(self.db, json)?)))
            }
            FieldType::Span => {
                let pair: Vec<u64> = json.as_array().into_iter().flatten().filter_map(Json::as_u64).collect();
                let [start, end] = pair.as_slice() else { return Err(wrong("[start, end]")) };
                Ok(PartValue::Span(named::span_at(self.db, article, *start as usize, *end as usize)?))
            }
        }
    }

    fn measure(&self) -> Parsed {
        let figures = self.list("figures")?.iter().map(|claim| named::claim(self.db, claim)).collect::<Parsed<_>>()?;
        Ok(Command::Measure { figures, name: self.text("name")?.to_owned() })
    }

    fn differ(&self) -> Parsed {
        let (a, b) = self.two_claims()?;
        let how = word(self.text("how")?, DifferHow::parse, "disagree, different_things or later_correction")?;
        let prefer = if self.has("prefer") { Some(named::claim(self.db, self.get("prefer")?)?) } else { None };
        let note = if self.has("note") { Some(self.text("note")?.to_owned()) } else { None };
        Ok(Command::Differ { a, b, how, prefer, note })
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
        let on = self.get("on")?;
        if let Json::Object(object) = on {
            let (subject, id) = if object.contains_key("kind") {
                match named::claim(self.db, on)? {
                    ClaimRef::Decided(id) => (Subject::Claim, id),
                    ClaimRef::Proposed { .. } => return Err("this claim is not decided yet".to_owned()),
                }
            } else {
                (Subject::Entity, named::entity(self.db, on)?)
            };
            return Ok(SubjectRef { subject, id });
        }
        let name = self.text("on")?;
        if let Ok(id) = named::article(self.db, name) {
            return Ok(SubjectRef { subject: Subject::Article, id });
        }
        if let Some(id) = claims::named(self.db, name).map_err(|error| error.to_string())? {
            return Ok(SubjectRef { subject: Subject::Claim, id });
        }
        let id = named::entity(self.db, on).map_err(|reason| format!("{reason}, and no article or claim is either"))?;
        Ok(SubjectRef { subject: Subject::Entity, id })
    }
}
