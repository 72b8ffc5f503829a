//! Operations as the decisions they hold, in the form that `decide` reads: the same lines, given to a fresh import of
//! the same sources, make the same record again.
//!
//! Never names a thing by its number or id alone: entities and claims also by the words they stand on, as they were when
//! the decision was made. For that, the record is replayed beside the file, one operation behind.

use crate::ledger::record::Fact;
use crate::ledger::record::MentionFact;
use crate::ledger::record::PartRecord;
use crate::ledger::record::Range;
use crate::ledger::record::SubjectRecord;
use crate::ledger::record::range;
use crate::model::kind::ArticleState;
use crate::model::kind::How;
use crate::model::span::CodePoints;
use crate::store;
use crate::store::Db;
use crate::store::read::lookup;
use crate::store::record;
use crate::store::record::OperationRow;
use crate::store::write;
use serde_json::Map;
use serde_json::Value as Json;
use serde_json::json;
use std::collections::BTreeMap;

/// The scheme of identifiers that the program's own tables give.
const OF_TABLES: &str = "iso3166";

/// Texts kept at once, for turning bytes into code points.
const MAX_TEXTS: usize = 16;

/// The file, and the state just before the operation that is told.
pub struct Teller<'a> {
    db: &'a Db,
    then: &'a Db,
    texts: BTreeMap<String, String>,
}

impl<'a> Teller<'a> {
    /// `then`: a replay of `db` up to the operation before the one that is told next.
    pub const fn new(db: &'a Db, then: &'a Db) -> Self {
        Self { db, then, texts: BTreeMap::new() }
    }

    /// The decisions of one operation; none for an undo or redo.
    pub fn decisions(&mut self, operation: &OperationRow) -> store::Result<Vec<Json>> {
        let mut facts = Vec::new();
        for fact in record::facts(self.db, operation.id)? {
            facts.extend(fact.json.and_then(|json| Fact::parse(&json).ok()));
        }
        match operation.kind.as_str() {
            "import" | "read_back" => Ok(vec![imported(&operation.kind, &facts)]),
            "split" => self.split(&facts),
            "create_claim" => self.created_claim(&facts),
            "same_as" if joins_claims(&facts) => self.joined(&facts),
            "done" => self.done(&facts),
            "take_over" => self.taken_over(&facts),
            kind => {
                let mut lines = Vec::new();
                for fact in &facts {
                    lines.extend(self.decision(kind, &facts, fact)?);
                }
                lines.extend(self.identified(&facts)?);
                lines.extend(self.measured(&facts)?);
                lines.extend(self.edited(kind, &facts)?);
                Ok(lines)
            }
        }
    }

    /// The decision that one fact came from; `None` for what follows from another (a card made, an article begun).
    fn decision(&mut self, kind: &str, facts: &[Fact], fact: &Fact) -> store::Result<Option<Json>> {
        Ok(match fact {
            Fact::Mention(mention) if !follows_its_card(facts, mention) => Some(self.mention(kind, mention)?),
            Fact::MentionReopened { mention, .. } if !facts.iter().any(|f| matches!(f, Fact::StandingEnded { .. })) => {
                self.place(mention, facts)?.map(|place| with(place, json!({ "do": "reopen" })))
            }
            Fact::MentionEntity { mention, entity } => match self.place(mention, facts)? {
                Some(place) => {
                    let entity = self.entity(entity, facts)?;
                    Some(with(place, json!({ "do": "same_as", "entity": entity })))
                }
                None => None,
            },
            Fact::Claim { claim, status, how, .. } if kind != "edit" || self.is_there("claim", claim)? => {
                let claim = self.claim(claim, facts)?;
                let mut line = json!({ "do": verb_of(status), "claim": claim });
                say_how(&mut line, how);
                Some(line)
            }
            Fact::ClaimReopened { claim } => Some(json!({ "do": "reopen", "claim": self.claim(claim, facts)? })),
            Fact::Merge { from, into } => {
                let (from, into) = (self.entity(from, facts)?, self.entity(into, facts)?);
                Some(json!({ "do": "same_as", "entities": [into, from], "into": into }))
            }
            Fact::Distinct { entities: (a, b) } => {
                Some(json!({ "do": "different", "entities": [self.entity(a, facts)?, self.entity(b, facts)?] }))
            }
            Fact::MainName { entity, name } => {
                Some(json!({ "do": "rename", "entity": self.entity(entity, facts)?, "to": name }))
            }
            // A name without an article is one that a person gave.
            Fact::Name { entity, name, article: None } => {
                Some(json!({ "do": "alias", "entity": self.entity(entity, facts)?, "to": name }))
            }
            Fact::EntityLabel { entity, label } => {
                Some(json!({ "do": "kind", "entity": self.entity(entity, facts)?, "to": label }))
            }
            Fact::Identifier { entity, scheme, id } if self.is_there("entity", entity)? => {
                let to = json!({ "scheme": scheme, "id": id });
                Some(json!({ "do": "identify", "entity": self.entity(entity, facts)?, "to": to }))
            }
            Fact::Difference { claims: (a, b), how, prefer, note, .. } => {
                let claims = [self.claim(a, facts)?, self.claim(b, facts)?];
                let prefer = match prefer {
                    Some(claim) => self.claim(claim, facts)?,
                    None => Json::Null,
                };
                Some(json!({ "do": "differ", "claims": claims, "how": how, "prefer": prefer, "note": note }))
            }
            Fact::Note { on, text, .. } => Some(json!({ "do": "note", "on": self.subject(on, facts)?, "text": text })),
            Fact::Tag { on, tag } => Some(json!({ "do": "tag", "on": self.subject(on, facts)?, "text": tag })),
            Fact::Untag { on, tag } => Some(json!({ "do": "untag", "on": self.subject(on, facts)?, "text": tag })),
            Fact::NameList { title, source, file, .. } => {
                Some(json!({ "do": "add_list", "list": title, "file": file, "sha256": source }))
            }
            Fact::NameListRemoved { title, .. } => Some(json!({ "do": "remove_list", "list": title })),
            Fact::StandingEnded { label, name } if kind == "forget" => {
                Some(json!({ "do": "forget", "name": name, "label": label }))
            }
            other => self.about_article_or_name(other)?,
        })
    }

    fn about_article_or_name(&mut self, fact: &Fact) -> store::Result<Option<Json>> {
        Ok(match fact {
            Fact::ArticleState { article, state } => {
                let verb = match ArticleState::parse(state) {
                    Some(ArticleState::Done | ArticleState::SetAside) => Some(state.as_str()),
                    Some(ArticleState::Begun) if self.was_put_away(article)? => Some("reopen"),
                    _ => None,
                };
                verb.map(|verb| {
                    let mut line = json!({ "do": verb, "article": article });
                    if verb == ArticleState::Done.as_str() {
                        // The names accepted with it stand in lines of their own.
                        line["known"] = json!(false);
                    }
                    line
                })
            }
            Fact::ArticleField { article, field, value, .. } => {
                Some(json!({ "do": "set_article", "article": article, field.as_str(): value }))
            }
            Fact::Zone { article, span, kind } => {
                let (start, end) = self.offsets(article, *span)?;
                Some(json!({ "do": "zone", "article": article, "start": start, "end": end, "kind": kind }))
            }
            Fact::Standing { verdict, label, name, .. } => {
                Some(json!({ "do": verb_of(verdict), "name": name, "label": label, "where": "always" }))
            }
            Fact::StandingEnded { label, name } => {
                Some(json!({ "do": "reopen", "name": name, "label": label, "where": "always" }))
            }
            Fact::Removed { article } => Some(json!({ "do": "remove_for_good", "article": article })),
            _ => None,
        })
    }

    fn mention(&mut self, kind: &str, mention: &MentionFact) -> store::Result<Json> {
        let at = self.at(&mention.article, mention.span, &mention.label)?;
        if kind == "change" {
            let value = mention.value.as_ref().map(|value| json!(value));
            let to = json!({ "start": at["start"], "end": at["end"], "label": mention.label, "value": value });
            let before = match (self.place(&mention.mention, &[])?, &mention.proposed) {
                (Some(before), _) => before,
                (None, Some((range, label))) => self.at(&mention.article, *range, label)?,
                (None, None) => at,
            };
            return Ok(with(before, json!({ "do": "change", "to": to })));
        }
        let is_made = mention.origin.rule.is_none() && !self.is_there("mention", &mention.mention)?;
        let mut line = with(at, json!({ "do": if is_made { "create" } else { verb_of(&mention.status) } }));
        if is_made && let Some(value) = &mention.value {
            line["value"] = json!(value);
        }
        say_how(&mut line, &mention.how);
        Ok(line)
    }

    fn split(&mut self, facts: &[Fact]) -> store::Result<Vec<Json>> {
        let mut mentions = Vec::new();
        let mut from = None;
        for fact in facts {
            let Fact::MentionEntity { mention, .. } = fact else { continue };
            if from.is_none()
                && let Some(before) = lookup::mention_of_uuid(self.then, mention)?
                && let Some(entity) = lookup::entity_of_mention(self.then, before.id)?
            {
                from = Some(self.entity(&entity.uuid, facts)?);
            }
            mentions.extend(self.place(mention, facts)?);
        }
        Ok(vec![json!({ "do": "split", "entity": from, "mentions": mentions })])
    }

    /// The names accepted with the article are told, and accepted again with it.
    fn done(&mut self, facts: &[Fact]) -> store::Result<Vec<Json>> {
        let mut accepted = Vec::new();
        let mut of = None;
        for fact in facts {
            match fact {
                Fact::ArticleState { article, .. } => of = Some(article),
                Fact::Mention(mention) => {
                    of = Some(&mention.article);
                    accepted.push(self.at(&mention.article, mention.span, &mention.label)?);
                }
                _ => {}
            }
        }
        Ok(vec![json!({ "do": "done", "article": of, "known": !accepted.is_empty(), "accepted": accepted })])
    }

    /// What was decided in the other article, the cards that its names have there, whatever they are called by now, and the
    /// fields of its claims.
    fn taken_over(&mut self, facts: &[Fact]) -> store::Result<Vec<Json>> {
        let mut lines = Vec::new();
        for fact in facts {
            lines.extend(self.decision("take_over", facts, fact)?);
            if let Fact::Mention(MentionFact { article, span, label, entity: Some(entity), .. }) = fact
                && self.is_there("entity", entity)?
            {
                let card = json!({ "do": "same_as", "entity": self.entity(entity, facts)? });
                lines.push(with(self.at(article, *span, label)?, card));
            }
        }
        lines.extend(self.edited("edit", facts)?);
        Ok(lines)
    }

    fn created_claim(&mut self, facts: &[Fact]) -> store::Result<Vec<Json>> {
        let mut lines = Vec::new();
        // Names of the article that a field took were accepted with it: they stand before it is made.
        for fact in facts.iter().filter(|fact| matches!(fact, Fact::Mention(_))) {
            lines.extend(self.decision("accept", facts, fact)?);
        }
        for fact in facts {
            let Fact::Claim { claim, .. } = fact else { continue };
            let fields = self.fields(claim, facts)?;
            lines.push(with(self.claim(claim, facts)?, json!({ "do": "create_claim", "fields": fields })));
        }
        Ok(lines)
    }

    /// Two claims made one: what was accepted by it, then the two. Notes and fields that went over come with it again.
    fn joined(&mut self, facts: &[Fact]) -> store::Result<Vec<Json>> {
        let mut lines = Vec::new();
        let mut into: Vec<&String> = Vec::new();
        let mut gone = None;
        for fact in facts {
            match fact {
                Fact::Mention(_) | Fact::MentionEntity { .. } | Fact::Claim { .. } => {
                    lines.extend(self.decision("same_as", facts, fact)?);
                }
                Fact::ClaimReopened { claim } => gone = Some(self.claim(claim, facts)?),
                // A claim that was made here stands on its own words first.
                Fact::Citation { claim, .. } if !into.contains(&claim) && !self.is_there("claim", claim)? => {
                    into.push(claim);
                }
                Fact::Citation { claim, article, span, .. } => {
                    let kind = match write::id_of(self.db, "claim", claim)? {
                        Some(id) => lookup::claim(self.db, id)?.map(|claim| claim.kind.as_str()),
                        None => None,
                    };
                    let stays = self.claim(claim, facts)?;
                    let kind = kind.map_or_else(|| stays["kind"].clone(), |kind| json!(kind));
                    let from = match gone.take() {
                        Some(gone) => gone,
                        None => {
                            let (start, end) = self.offsets(article, *span)?;
                            json!({ "article": article, "start": start, "end": end, "kind": kind })
                        }
                    };
                    lines.push(json!({ "do": "same_as", "claims": [stays, from], "into": stays }));
                    break;
                }
                _ => {}
            }
        }
        Ok(lines)
    }

    /// The fields that a person gave: all of them in an edit; elsewhere those of claims that were there before.
    fn edited(&mut self, kind: &str, facts: &[Fact]) -> store::Result<Vec<Json>> {
        let mut claims: Vec<&String> = Vec::new();
        for fact in facts {
            if let Fact::ClaimField { claim, .. } = fact
                && !claims.contains(&claim)
                && (kind == "edit" || self.is_there("claim", claim)?)
            {
                claims.push(claim);
            }
        }
        let mut lines = Vec::new();
        for claim in claims {
            let fields = self.fields(claim, facts)?;
            lines.push(json!({ "do": "edit", "claim": self.claim(claim, facts)?, "to": fields }));
        }
        Ok(lines)
    }

    fn fields(&mut self, of: &str, facts: &[Fact]) -> store::Result<Map<String, Json>> {
        let mut fields = Map::new();
        for fact in facts {
            let Fact::ClaimField { claim, field, values, article } = fact else { continue };
            if claim != of {
                continue;
            }
            let mut cells = Vec::with_capacity(values.len());
            for value in values {
                cells.push(match value {
                    PartRecord::Number(number) => json!(number),
                    PartRecord::Text(text) => json!(text),
                    PartRecord::Entity { entity } => self.entity(entity, facts)?,
                    PartRecord::Span { span } => {
                        let (start, end) = self.offsets(article.as_deref().unwrap_or_default(), *span)?;
                        json!([start, end])
                    }
                });
            }
            let cell = if cells.len() > 1 { Json::from(cells) } else { cells.pop().unwrap_or(Json::Null) };
            fields.insert(field.clone(), cell);
        }
        Ok(fields)
    }

    /// Identifiers that came along to new cards from a list of the analyst's own: a dossier without it lacks them.
    fn identified(&mut self, facts: &[Fact]) -> store::Result<Vec<Json>> {
        let mut lines = Vec::new();
        for fact in facts {
            let Fact::Identifier { entity, scheme, id } = fact else { continue };
            let of_it =
                |fact: &&Fact| matches!(fact, Fact::Mention(mention) if mention.entity.as_ref() == Some(entity));
            let Some(Fact::Mention(mention)) = facts.iter().find(of_it) else { continue };
            if scheme == OF_TABLES || self.is_there("entity", entity)? {
                continue;
            }
            let at = self.at(&mention.article, mention.span, &mention.label)?;
            lines.push(with(at, json!({ "do": "identify", "to": { "scheme": scheme, "id": id } })));
        }
        Ok(lines)
    }

    fn measured(&mut self, facts: &[Fact]) -> store::Result<Option<Json>> {
        let mut figures = Vec::new();
        let mut name = None;
        for fact in facts {
            if let Fact::Measured { claim, measure } = fact {
                figures.push(self.claim(claim, facts)?);
                name = record::measure_name(self.then, measure)?;
                let made = facts.iter().find_map(|fact| match fact {
                    Fact::Measure { measure: made, name, .. } if made == measure => Some(name.clone()),
                    _ => None,
                });
                name = name.or(made);
            }
        }
        Ok(name.map(|name| json!({ "do": "measure", "figures": figures, "name": name })))
    }

    // ------------------------------------------------------------------------------------------ how things are named

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

    fn at(&mut self, article: &str, range: Range, label: &str) -> store::Result<Json> {
        let (start, end) = self.offsets(article, range)?;
        Ok(json!({ "article": article, "start": start, "end": end, "label": label }))
    }

    fn is_there(&self, table: &'static str, uuid: &str) -> store::Result<bool> {
        Ok(write::id_of(self.then, table, uuid)?.is_some())
    }

    fn was_put_away(&self, article: &str) -> store::Result<bool> {
        let state = match record::article_id(self.then, article)? {
            Some(id) => lookup::article_state(self.then, id)?,
            None => None,
        };
        Ok(matches!(state, Some(ArticleState::Done | ArticleState::SetAside)))
    }

    /// Where a mention stood before the operation, or where the operation itself put it.
    fn place(&mut self, uuid: &str, facts: &[Fact]) -> store::Result<Option<Json>> {
        if let Some(mention) = lookup::mention_of_uuid(self.then, uuid)? {
            let article = record::article_sha256(self.then, mention.article_id)?;
            return Ok(Some(self.at(&article, range(mention.span), mention.label.as_str())?));
        }
        let made = facts.iter().find_map(|fact| match fact {
            Fact::Mention(mention) if mention.mention == uuid => Some(mention),
            _ => None,
        });
        made.map(|mention| self.at(&mention.article, mention.span, &mention.label)).transpose()
    }

    /// `{"id", "name"}` of an entity and, where it has one, the place of a mention.
    fn entity(&mut self, uuid: &str, facts: &[Fact]) -> store::Result<Json> {
        let (mut name, mut mention) = (None, None);
        if let Some(id) = write::id_of(self.then, "entity", uuid)? {
            name = lookup::entity(self.then, id)?.map(|entity| entity.name);
            mention = lookup::mentions_of_entity(self.then, id)?.into_iter().next().map(|mention| mention.uuid);
        }
        for fact in facts {
            match fact {
                Fact::Entity { entity, name: made, .. } if entity == uuid => name = Some(made.clone()),
                Fact::Mention(made) if mention.is_none() && made.entity.as_deref() == Some(uuid) => {
                    mention = Some(made.mention.clone());
                }
                _ => {}
            }
        }
        let place = match mention {
            Some(mention) => self.place(&mention, facts)?,
            None => None,
        };
        Ok(with(place.unwrap_or_else(|| json!({})), json!({ "id": uuid, "name": name })))
    }

    /// `{"id", "article", "start", "end", "kind"}` of a claim.
    fn claim(&mut self, uuid: &str, facts: &[Fact]) -> store::Result<Json> {
        if let Some(id) = write::id_of(self.then, "claim", uuid)?
            && let Some(claim) = lookup::claim(self.then, id)?
            && let Some((article, span)) = lookup::place_of_claim(self.then, id)?
        {
            let article = record::article_sha256(self.then, article)?;
            return self.claim_at(uuid, &article, range(span), claim.kind.as_str());
        }
        let kind = facts.iter().find_map(|fact| match fact {
            Fact::Claim { claim, kind, .. } if claim == uuid => Some(kind.as_str()),
            _ => None,
        });
        let cited = facts.iter().find_map(|fact| match fact {
            Fact::Citation { claim, article, span, .. } if claim == uuid => Some((article, *span)),
            _ => None,
        });
        match (kind, cited) {
            (Some(kind), Some((article, span))) => self.claim_at(uuid, article, span, kind),
            _ => Ok(json!({ "id": uuid })),
        }
    }

    fn claim_at(&mut self, uuid: &str, article: &str, at: Range, kind: &str) -> store::Result<Json> {
        let (start, end) = self.offsets(article, at)?;
        Ok(json!({ "id": uuid, "article": article, "start": start, "end": end, "kind": kind }))
    }

    fn subject(&mut self, on: &SubjectRecord, facts: &[Fact]) -> store::Result<Json> {
        match on.subject.as_str() {
            "entity" => self.entity(&on.key, facts),
            "claim" => self.claim(&on.key, facts),
            _ => Ok(json!(on.key)),
        }
    }
}

/// Whether two claims became one: a claim got words beside those it was made with.
fn joins_claims(facts: &[Fact]) -> bool {
    let n_of = |is_it: fn(&Fact) -> bool| facts.iter().filter(|fact| is_it(fact)).count();
    n_of(|fact| matches!(fact, Fact::Citation { .. })) > n_of(|fact| matches!(fact, Fact::Claim { .. }))
}

fn imported(kind: &str, facts: &[Fact]) -> Json {
    let articles: Vec<&str> = facts
        .iter()
        .filter_map(|fact| if let Fact::Article { article, .. } = fact { Some(article.as_str()) } else { None })
        .collect();
    json!({ "do": kind, "articles": articles })
}

/// Whether a mention changed because its card got another kind, not because its words were decided.
fn follows_its_card(facts: &[Fact], mention: &MentionFact) -> bool {
    facts.iter().any(|fact| matches!(fact, Fact::EntityLabel { entity, .. } if Some(entity) == mention.entity.as_ref()))
}

fn say_how(line: &mut Json, how: &str) {
    if how != How::ByHand.as_str() {
        line["how"] = json!(how);
    }
}

/// Both objects in one.
fn with(mut object: Json, more: Json) -> Json {
    if let (Json::Object(object), Json::Object(more)) = (&mut object, more) {
        object.extend(more);
    }
    object
}

fn verb_of(status: &str) -> &str {
    match status {
        "accepted" => "accept",
        "rejected" => "reject",
        other => other,
    }
}
