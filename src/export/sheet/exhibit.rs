//! What a sheet is of, and the row of the export that says everything about it.
//!
//! Never reads more than the one article that the thing stands in.

use crate::export::Error;
use crate::export::Options;
use crate::export::citation::Citation;
use crate::export::citation::InArticle;
use crate::export::citation::Remarks;
use crate::export::citation::proposed_id;
use crate::export::part::Scope;
use crate::export::rows;
use crate::export::tables::articles::ArticleOut;
use crate::export::tables::claims::ClaimOut;
use crate::export::tables::entities::EntityOut;
use crate::export::tables::mentions::MentionOut;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::kind::Subject;
use crate::model::span::CodePoints;
use crate::model::span::Span;
use crate::store::Db;
use crate::store::read::entities;
use crate::store::read::export;
use crate::store::read::export_entities;
use crate::store::read::lookup;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a sheet, or a copy with source, is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exhibit {
    /// `article.id`.
    Article(i64),
    /// `entity.id`; one that was joined to another leads to that one.
    Card(i64),
    /// `claim.id`.
    Claim(i64),
    /// A claim by where it stands, decided or proposed.
    ClaimAt { article: i64, kind: ClaimKind, span: Span },
    /// A mention by where it stands, decided or proposed.
    MentionAt { article: i64, label: Label, span: Span },
}

impl Exhibit {
    /// What a note would be on, as an exhibit.
    pub const fn of(subject: Subject, id: i64) -> Self {
        match subject {
            Subject::Article => Self::Article(id),
            Subject::Entity => Self::Card(id),
            Subject::Claim => Self::Claim(id),
        }
    }
}

/// An exhibit with everything that an export says of it.
pub enum Found {
    Article(Box<ArticleOut>),
    Card(Box<EntityOut>),
    Claim(Rc<ClaimOut>),
    Mention(Box<MentionOut>),
}

impl Found {
    /// `F203`, `E12`, `A17`; of what nobody decided yet, the article's and the place in it: `A17 at 340`.
    pub fn reference(&self) -> String {
        let at = |citation: &Citation| format!("{} at {}", citation.place.article.row.reference(), citation.start);
        match self {
            Self::Article(article) => article.place.article.row.reference(),
            Self::Card(card) => format!("E{}", card.row.card.id),
            Self::Claim(claim) if claim.claim.id.is_some() => claim.claim.reference(),
            Self::Claim(claim) => at(&claim.citation),
            Self::Mention(mention) => match mention.mention.id {
                Some(id) => format!("M{id}"),
                None => at(&mention.citation),
            },
        }
    }

    /// The title, the name, the words.
    pub fn title(&self) -> &str {
        match self {
            Self::Article(article) => title_of(&article.place),
            Self::Card(card) => &card.row.card.name,
            Self::Claim(claim) => &claim.claim.cited.words,
            Self::Mention(mention) => &mention.mention.cited.words,
        }
    }
}

/// The title of an article, or its file's name where it has none.
pub fn title_of(place: &InArticle) -> &str {
    let row = &place.article.row;
    row.title.as_deref().unwrap_or(&row.file)
}

/// Everything about the exhibit; `None` where it is not in the dossier. `with_measures`: what its figures differ from,
/// which takes a look at all measures.
pub fn find(db: &Db, exhibit: &Exhibit, with_measures: bool) -> Result<Option<Found>, Error> {
    match *exhibit {
        Exhibit::Article(id) => article(db, id),
        Exhibit::Card(id) => card(db, id),
        Exhibit::Claim(id) => {
            let Some((article, _)) = lookup::place_of_claim(db, id)? else { return Ok(None) };
            claim(db, article, with_measures, |claim| claim.claim.id == Some(id))
        }
        Exhibit::ClaimAt { article, kind, span } => {
            claim(db, article, with_measures, |claim| claim.claim.kind == kind && claim.claim.cited.span == span)
        }
        Exhibit::MentionAt { article, label, span } => mention(db, article, label, span),
    }
}

/// An article with its sentences.
pub fn place(db: &Db, article: i64) -> Result<Option<Rc<InArticle>>, Error> {
    Ok(export::article(db, article)?.map(|article| Rc::new(InArticle::new(article))))
}

fn article(db: &Db, id: i64) -> Result<Option<Found>, Error> {
    let Some(place) = place(db, id)? else { return Ok(None) };
    let n_mentions = export::decided_mentions(db, id)?
        .iter()
        .filter(|mention| mention.cited.status == Some(Status::Accepted))
        .count();
    let n_claims = crate::store::read::export_claims::decided_claims(db, id)?
        .iter()
        .filter(|claim| claim.cited.status == Some(Status::Accepted))
        .count();
    let remarks = rows::remarks(db, Subject::Article, id)?;
    Ok(Some(Found::Article(Box::new(ArticleOut { place, remarks, n_mentions, n_claims }))))
}

fn card(db: &Db, id: i64) -> Result<Option<Found>, Error> {
    let Some(row) = entities::entity(db, id)? else { return Ok(None) };
    let id = row.card.id;
    let different_from = export_entities::different_from(db, id)?;
    let merged_from = export_entities::merged_from(db, id)?;
    let remarks = rows::remarks(db, Subject::Entity, id)?;
    Ok(Some(Found::Card(Box::new(EntityOut { row, remarks, different_from, merged_from }))))
}

fn claim(
    db: &Db,
    article: i64,
    with_measures: bool,
    is_it: impl Fn(&ClaimOut) -> bool,
) -> Result<Option<Found>, Error> {
    let Some(place) = place(db, article)? else { return Ok(None) };
    let measured = if with_measures { rows::in_measures(db)? } else { BTreeMap::new() };
    let all = claims_of(db, &place, &measured)?;
    Ok(all.into_iter().find(|claim| is_it(claim)).map(Found::Claim))
}

type Measured = BTreeMap<i64, Rc<crate::export::tables::measures::InMeasure>>;

/// All claims of an article, decided and proposed.
pub fn claims_of(db: &Db, place: &Rc<InArticle>, measured: &Measured) -> Result<Vec<Rc<ClaimOut>>, Error> {
    let points = CodePoints::new(&place.article.body);
    let options = Options { proposed: true, ..Options::default() };
    rows::claims_in(db, &mut Scope::of_rows(&options), place, &points, measured)
}

fn mention(db: &Db, article: i64, label: Label, span: Span) -> Result<Option<Found>, Error> {
    let Some(place) = place(db, article)? else { return Ok(None) };
    let decided = export::decided_mentions(db, article)?;
    let all = decided.into_iter().chain(export::undecided_mentions(db, article)?);
    let mut here = all.filter(|mention| mention.cited.span == span && mention.label == label.as_str());
    let Some(mention) = here.next() else { return Ok(None) };
    let points = CodePoints::new(&place.article.body);
    let (start, end) = points.range(span);
    let sha256 = &place.article.row.sha256;
    let id = mention.cited.uuid.clone().unwrap_or_else(|| proposed_id(sha256, &format!("mention {label}"), span, 0));
    let proposed = mention.proposed.as_ref().map(|(span, _)| points.range(*span));
    let citation = Citation { place: Rc::clone(&place), start, end, id, remarks: Remarks::default() };
    Ok(Some(Found::Mention(Box::new(MentionOut { citation, mention, proposed }))))
}
