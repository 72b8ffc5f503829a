//! Things of a dossier as JSON, the same in `list`, `show` and `search`.
//!
//! Never a byte offset: what leaves the program counts code points.

use crate::model::claim::Field;
use crate::model::claim::FieldType;
use crate::model::claim::PartValue;
use crate::model::claim::fields_of;
use crate::model::kind::DateBasis;
use crate::model::span::CodePoints;
use crate::store::Db;
use crate::store::Result;
use crate::store::read::articles::ArticleRow;
use crate::store::read::claims::ClaimRow;
use crate::store::read::entities::EntityRow;
use crate::store::read::measures::MeasureRow;
use crate::store::read::review::Card;
use crate::store::record;
use serde_json::Map;
use serde_json::Value as Json;
use serde_json::json;

pub fn article(article: &ArticleRow) -> Json {
    json!({
        "ref": article.reference(),
        "id": article.sha256,
        "state": article.state.as_str(),
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published,
        "published_basis": article.published_basis.map(DateBasis::as_str),
        "author": article.author,
        "url": article.url,
        "language": article.language,
        "file": article.file,
        "media_type": article.media_type,
        "encoding": article.encoding,
        "same_text": article.n_same_text,
        "undecided": article.n_undecided,
        "known": article.n_known,
        "accepted": article.n_accepted,
        "rejected": article.n_rejected,
        "doubtful": article.n_doubtful,
    })
}

pub fn card(card: &Card) -> Json {
    json!({
        "ref": format!("E{}", card.id),
        "label": card.label.as_str(),
        "name": card.name,
        "role": card.role,
        "articles": card.n_articles,
        "mentions": card.n_mentions,
    })
}

pub fn entity(entity: &EntityRow) -> Json {
    let ids: Map<String, Json> = entity.ids.iter().map(|(scheme, id)| (scheme.clone(), json!(id))).collect();
    let mut json = card(&entity.card);
    json["id"] = json!(entity.uuid);
    json["aliases"] = json!(entity.aliases);
    json["ids"] = Json::Object(ids);
    json["different_from"] = entity.different_from.iter().map(|id| json!(format!("E{id}"))).collect();
    json
}

/// A claim with its fields; entities by reference and name.
pub fn claim(db: &Db, claim: &ClaimRow) -> Result<Json> {
    let body = record::body_of_article(db, claim.article_id)?;
    let points = CodePoints::new(&body);
    let (start, end) = points.range(claim.span);
    let mut fields = Map::new();
    for field in fields_of(claim.kind) {
        fields.insert(field.as_str().to_owned(), field_json(claim, *field, &points));
    }
    Ok(json!({
        "ref": claim.reference(),
        "id": claim.uuid,
        "kind": claim.kind.as_str(),
        "status": claim.status.as_str(),
        "words": claim.words,
        "article": format!("A{}", claim.article_id),
        "start": start,
        "end": end,
        "fields": fields,
        "measure": claim.measure.as_ref().map(|(_, name)| name),
        "decided_by": claim.decided_by,
        "decided_how": claim.decided_how,
        "rule": claim.rule,
        "score": claim.score,
    }))
}

fn field_json(claim: &ClaimRow, field: Field, points: &CodePoints<'_>) -> Json {
    let mut values = claim.parts.iter().filter(|part| part.field == field).map(|part| match &part.value {
        PartValue::Text(text) => json!(text),
        PartValue::Number(number) => json!(number),
        PartValue::Entity((id, name)) => json!({ "ref": format!("E{id}"), "name": name }),
        PartValue::Span(span) => {
            let (start, end) = points.range(*span);
            json!([start, end])
        }
    });
    if field.field_type() == FieldType::Entities { values.collect() } else { values.next().unwrap_or(Json::Null) }
}

pub fn measure(measure: &MeasureRow) -> Json {
    /// Most pairs that are named: those of thousands of figures are beyond number.
    const MOST: usize = 100_000;
    let reference = |index: usize| measure.figures[index].reference();
    let pairs = measure.apart().pairs(MOST);
    let differ: Vec<Json> = pairs.into_iter().map(|(a, b)| json!([reference(a), reference(b)])).collect();
    let figures: Vec<String> = measure.figures.iter().map(ClaimRow::reference).collect();
    json!({ "ref": measure.reference(), "id": measure.uuid, "name": measure.name, "figures": figures, "differ": differ })
}
