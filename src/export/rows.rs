//! From the dossier to the rows of each table, article by article.
//!
//! Never keeps an article once its rows are written.

use crate::export::Error;
use crate::export::citation::Citation;
use crate::export::citation::InArticle;
use crate::export::citation::Remarks;
use crate::export::citation::proposed_id;
use crate::export::csv::TableWriter;
use crate::export::csv::WrittenTable;
use crate::export::folder::Folder;
use crate::export::part::Scope;
use crate::export::tables;
use crate::export::tables::articles::ArticleOut;
use crate::export::tables::claims::ClaimOut;
use crate::export::tables::decisions::DecisionOut;
use crate::export::tables::entities::EntityOut;
use crate::export::tables::events::ActorOut;
use crate::export::tables::measures::InMeasure;
use crate::export::tables::measures::MeasureOut;
use crate::export::tables::measures::Pair;
use crate::export::tables::mentions::MentionOut;
use crate::export::tables::names::Bearer;
use crate::export::tables::names::NameOut;
use crate::jobs::Control;
use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::kind::ClaimKind;
use crate::model::kind::Status;
use crate::model::kind::Subject;
use crate::model::span::CodePoints;
use crate::model::span::Span;
use crate::store;
use crate::store::Db;
use crate::store::read::claims;
use crate::store::read::claims::ClaimRow;
use crate::store::read::entities;
use crate::store::read::export;
use crate::store::read::export::Named;
use crate::store::read::export_claims;
use crate::store::read::export_claims::ExportedClaim;
use crate::store::read::export_entities;
use crate::store::read::measures;
use crate::store::read::measures::DifferenceRow;
use crate::store::read::measures::MeasureRow;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Files whose rows rest on articles, open together so that each article is read once.
struct OnArticles {
    articles: TableWriter<ArticleOut>,
    mentions: TableWriter<MentionOut>,
    claims: TableWriter<ClaimOut>,
    roles: TableWriter<ClaimOut>,
    quotes: TableWriter<ClaimOut>,
    figures: TableWriter<ClaimOut>,
    events: TableWriter<ClaimOut>,
    actors: TableWriter<ActorOut>,
}

impl OnArticles {
    fn create(folder: &mut Folder, has_mark: bool) -> Result<Self, Error> {
        Ok(Self {
            articles: TableWriter::create(folder, tables::articles::table(), has_mark)?,
            mentions: TableWriter::create(folder, tables::mentions::table(), has_mark)?,
            claims: TableWriter::create(folder, tables::claims::table(), has_mark)?,
            roles: TableWriter::create(folder, tables::roles::table(), has_mark)?,
            quotes: TableWriter::create(folder, tables::quotes::table(), has_mark)?,
            figures: TableWriter::create(folder, tables::figures::table(), has_mark)?,
            events: TableWriter::create(folder, tables::events::table(), has_mark)?,
            actors: TableWriter::create(folder, tables::events::actors_table(), has_mark)?,
        })
    }

    fn finish(self) -> Result<Vec<WrittenTable>, Error> {
        Ok(vec![
            self.articles.finish()?,
            self.mentions.finish()?,
            self.claims.finish()?,
            self.roles.finish()?,
            self.quotes.finish()?,
            self.figures.finish()?,
            self.events.finish()?,
            self.actors.finish()?,
        ])
    }

    fn write_claim(&mut self, claim: &Rc<ClaimOut>) -> Result<(), Error> {
        self.claims.write(claim)?;
        match claim.claim.kind {
            ClaimKind::Role => self.roles.write(claim),
            ClaimKind::Quote => self.quotes.write(claim),
            ClaimKind::Figure => self.figures.write(claim),
            ClaimKind::Event => self.events.write(claim),
        }
    }

    fn write_actors(&mut self, event: &Rc<ClaimOut>) -> Result<(), Error> {
        for (field, part) in [(Field::Actors, "actor"), (Field::Recipients, "recipient")] {
            for (entity, place) in event.claim.entities(field).zip(1..) {
                let entity = entity.clone();
                self.actors.write(&ActorOut { event: Rc::clone(event), part, place, entity })?;
            }
        }
        Ok(())
    }
}

/// Articles with everything that rests on their words.
pub fn articles(
    db: &Db,
    folder: &mut Folder,
    scope: &mut Scope<'_>,
    control: &Control,
) -> Result<Vec<WrittenTable>, Error> {
    let measured = in_measures(db)?;
    let mut files = OnArticles::create(folder, scope.options.excel)?;
    let ids = scope.articles.clone();
    // An event that several articles tell has its actors listed once.
    let mut with_actors = BTreeSet::new();
    for (n_done, id) in ids.iter().enumerate() {
        if control.is_cancelled() {
            return Err(Error::Cancelled);
        }
        control.report("Exporting", n_done, ids.len());
        let Some(article) = export::article(db, *id)? else { continue };
        let place = Rc::new(InArticle::new(article));
        let points = CodePoints::new(&place.article.body);
        let n_mentions = write_mentions(db, &mut files, scope, &place, &points)?;
        let mut n_claims = 0;
        for claim in claims_in(db, scope, &place, &points, &measured)? {
            n_claims += usize::from(claim.claim.cited.status == Some(Status::Accepted));
            files.write_claim(&claim)?;
            let is_new = claim.claim.id.is_none_or(|id| with_actors.insert(id));
            if claim.claim.kind == ClaimKind::Event && is_new {
                files.write_actors(&claim)?;
            }
        }
        let remarks = remarks(db, Subject::Article, *id)?;
        files.articles.write(&ArticleOut { place: Rc::clone(&place), remarks, n_mentions, n_claims })?;
    }
    control.report("Exporting", ids.len(), ids.len());
    files.finish()
}

/// Notes and tags on one thing.
pub fn remarks(db: &Db, subject: Subject, id: i64) -> store::Result<Remarks> {
    let on = (subject.as_str(), id);
    Ok(Remarks { notes: export::notes(db, on)?, tags: export::tags(db, on)? })
}

/// Counts up for each place that comes again: two proposals of one kind can stand on the same words.
#[derive(Default)]
struct Nth(BTreeMap<(String, Span), usize>);

impl Nth {
    fn next(&mut self, what: &str, span: Span) -> usize {
        let n = self.0.entry((what.to_owned(), span)).or_default();
        *n += 1;
        *n - 1
    }
}

/// Gives the number of accepted ones.
fn write_mentions(
    db: &Db,
    files: &mut OnArticles,
    scope: &mut Scope<'_>,
    place: &Rc<InArticle>,
    points: &CodePoints<'_>,
) -> Result<usize, Error> {
    let (id, sha256) = (place.article.row.id, &place.article.row.sha256);
    let mut mentions = export::decided_mentions(db, id)?;
    mentions.retain(|mention| scope.takes(mention.cited.status));
    if scope.options.proposed {
        mentions.extend(export::undecided_mentions(db, id)?);
        mentions.sort_by(|a, b| (a.cited.span, &a.label, a.id).cmp(&(b.cited.span, &b.label, b.id)));
    }
    let (mut nth, mut n_accepted) = (Nth::default(), 0);
    for mention in mentions {
        n_accepted += usize::from(mention.cited.status == Some(Status::Accepted));
        if let Some((entity, _)) = mention.entity.as_ref().and_then(|entity| entity.key.as_ref()) {
            scope.keep_entity(*entity);
        }
        let (start, end) = points.range(mention.cited.span);
        let id = mention.cited.uuid.clone().unwrap_or_else(|| {
            let what = format!("mention {}", mention.label);
            proposed_id(sha256, &what, mention.cited.span, nth.next(&what, mention.cited.span))
        });
        let citation = Citation { place: Rc::clone(place), start, end, id, remarks: Remarks::default() };
        let proposed = mention.proposed.as_ref().map(|(span, _)| points.range(*span));
        files.mentions.write(&MentionOut { citation, mention, proposed })?;
    }
    Ok(n_accepted)
}

/// Claims of an article, in order of their words; proposed ones where these are asked for.
pub fn claims_in(
    db: &Db,
    scope: &mut Scope<'_>,
    place: &Rc<InArticle>,
    points: &CodePoints<'_>,
    measured: &BTreeMap<i64, Rc<InMeasure>>,
) -> Result<Vec<Rc<ClaimOut>>, Error> {
    let (id, sha256) = (place.article.row.id, &place.article.row.sha256);
    let mut claims: Vec<ExportedClaim> = export_claims::decided_claims(db, id)?;
    claims.retain(|claim| scope.takes(claim.cited.status));
    if scope.options.proposed {
        claims.extend(export_claims::undecided_claims(db, id)?);
        claims.sort_by_key(|claim| (claim.cited.span, claim.kind, claim.id));
    }
    let mut nth = Nth::default();
    let mut rows = Vec::with_capacity(claims.len());
    for claim in claims {
        keep(scope, &claim);
        let (start, end) = points.range(claim.cited.span);
        let id = claim.cited.uuid.clone().unwrap_or_else(|| {
            let what = format!("claim {}", claim.kind);
            proposed_id(sha256, &what, claim.cited.span, nth.next(&what, claim.cited.span))
        });
        let remarks = match claim.id {
            Some(id) => remarks(db, Subject::Claim, id)?,
            None => Remarks::default(),
        };
        let measure = claim.id.and_then(|id| measured.get(&id)).cloned();
        let citation = Citation { place: Rc::clone(place), start, end, id, remarks };
        rows.push(Rc::new(ClaimOut { citation, claim, measure }));
    }
    Ok(rows)
}

/// Notes what goes out, and the cards that it speaks of.
fn keep(scope: &mut Scope<'_>, claim: &ExportedClaim) {
    if let Some(id) = claim.id {
        scope.keep_claim(id);
    }
    for part in &claim.parts {
        if let PartValue::Entity(Named { key: Some((entity, _)), .. }) = &part.value {
            scope.keep_entity(*entity);
        }
    }
}

/// What measures and differences say of each claim, by its number.
pub fn in_measures(db: &Db) -> store::Result<BTreeMap<i64, Rc<InMeasure>>> {
    let mut found: BTreeMap<i64, InMeasure> = BTreeMap::new();
    for measure in measures::measures(db)? {
        let mut differing = differing(&measure);
        for figure in &measure.figures {
            let about = found.entry(figure.id).or_default();
            about.measure = Some((measure.uuid.clone(), measure.name.clone()));
            about.differs_from = differing.remove(&figure.id).unwrap_or_default();
        }
    }
    for difference in measures::differences(db)? {
        let Some(preferred) = difference.preferred else { continue };
        let Some(preferred) = claims::claim(db, preferred)? else { continue };
        for claim in [difference.claim_a, difference.claim_b] {
            let about = found.entry(claim).or_default();
            if !about.preferred.contains(&preferred.reference()) {
                about.preferred.push(preferred.reference());
            }
        }
    }
    Ok(found.into_iter().map(|(id, about)| (id, Rc::new(about))).collect())
}

/// References of the figures whose ranges do not meet each figure's own, by its number. Those of many figures are
/// counted: "and 29,900 more" is as much as anybody reads of them, and all of them would be pairs beyond number.
fn differing(measure: &MeasureRow) -> BTreeMap<i64, Vec<String>> {
    const MOST: usize = 1000;
    let apart = measure.apart();
    let named = |(index, figure): (usize, &ClaimRow)| {
        let others = apart.from(index, MOST);
        let n_more = apart.n_from(index) - others.len();
        let mut told: Vec<String> = others.into_iter().map(|other| measure.figures[other].reference()).collect();
        told.extend((n_more > 0).then(|| format!("and {n_more} more")));
        (figure.id, told)
    };
    measure.figures.iter().enumerate().map(named).collect()
}

/// Entities and names.
pub fn entities(
    db: &Db,
    folder: &mut Folder,
    scope: &Scope<'_>,
    control: &Control,
) -> Result<Vec<WrittenTable>, Error> {
    let has_mark = scope.options.excel;
    let mut cards = TableWriter::create(folder, tables::entities::table(), has_mark)?;
    let mut names = TableWriter::create(folder, tables::names::table(), has_mark)?;
    for id in export_entities::entity_ids(db)? {
        if control.is_cancelled() {
            return Err(Error::Cancelled);
        }
        if !scope.has_entity(id) {
            continue;
        }
        let Some(row) = entities::entity(db, id)? else { continue };
        let bearer = Rc::new(Bearer { id, uuid: row.uuid.clone(), name: row.card.name.clone(), label: row.card.label });
        for name in export_entities::names(db, id)? {
            names.write(&NameOut::Name { bearer: Rc::clone(&bearer), name })?;
        }
        let mut different_from = export_entities::different_from(db, id)?;
        different_from.retain(|(other, ..)| scope.has_entity(*other));
        let merged_from = export_entities::merged_from(db, id)?;
        let remarks = remarks(db, Subject::Entity, id)?;
        cards.write(&EntityOut { row, remarks, different_from, merged_from })?;
    }
    if scope.options.part.is_whole() {
        for standing in export_entities::standings(db)? {
            names.write(&NameOut::Always(standing))?;
        }
    }
    Ok(vec![cards.finish()?, names.finish()?])
}

pub fn measures(db: &Db, folder: &mut Folder, scope: &Scope<'_>) -> Result<WrittenTable, Error> {
    let has_mark = scope.options.excel;
    let mut file = TableWriter::create(folder, tables::measures::table(), has_mark)?;
    let mut differences: BTreeMap<i64, Vec<DifferenceRow>> = BTreeMap::new();
    for difference in measures::differences(db)? {
        if scope.has_claim(difference.claim_a) && scope.has_claim(difference.claim_b) {
            differences.entry(difference.claim_a).or_default().push(difference);
        }
    }
    for measure in measures_of(db, scope)? {
        let name = || Some((measure.reference(), measure.uuid.clone(), measure.name.clone()));
        file.write(&MeasureOut {
            part: "measure",
            measure: name(),
            claim: None,
            differs_from: Vec::new(),
            difference: None,
        })?;
        let mut differing = differing(&measure);
        for figure in &measure.figures {
            let differs_from = differing.remove(&figure.id).unwrap_or_default();
            let claim = Some(figure.clone());
            file.write(&MeasureOut { part: "figure", measure: name(), claim, differs_from, difference: None })?;
        }
        let of_it: BTreeSet<i64> = measure.figures.iter().map(|figure| figure.id).collect();
        for figure in &measure.figures {
            let (inside, outside) = differences
                .remove(&figure.id)
                .unwrap_or_default()
                .into_iter()
                .partition(|difference| of_it.contains(&difference.claim_b));
            if !Vec::is_empty(&outside) {
                differences.insert(figure.id, outside);
            }
            for difference in inside {
                write_difference(db, &mut file, name(), difference)?;
            }
        }
    }
    for difference in differences.into_values().flatten() {
        write_difference(db, &mut file, None, difference)?;
    }
    file.finish()
}

/// The measures with the figures that go out; of a part, those that have any.
fn measures_of(db: &Db, scope: &Scope<'_>) -> store::Result<Vec<MeasureRow>> {
    let mut measures = measures::measures(db)?;
    if !scope.options.part.is_whole() {
        for measure in &mut measures {
            measure.figures.retain(|figure| scope.has_claim(figure.id));
        }
        measures.retain(|measure| !measure.figures.is_empty());
    }
    Ok(measures)
}

fn write_difference(
    db: &Db,
    file: &mut TableWriter<MeasureOut>,
    measure: Option<(String, String, String)>,
    difference: DifferenceRow,
) -> Result<(), Error> {
    let claim = claims::claim(db, difference.claim_a)?;
    let Some(other) = claims::claim(db, difference.claim_b)? else { return Ok(()) };
    let preferred = [claim.as_ref(), Some(&other)]
        .into_iter()
        .flatten()
        .find(|claim| Some(claim.id) == difference.preferred)
        .map(|claim| (claim.reference(), claim.uuid.clone()));
    let difference = Some(Pair { difference, other, preferred });
    file.write(&MeasureOut { part: "difference", measure, claim, differs_from: Vec::new(), difference })
}

pub fn decisions(db: &Db, folder: &mut Folder, scope: &Scope<'_>) -> Result<WrittenTable, Error> {
    let has_mark = scope.options.excel;
    let mut file = TableWriter::create(folder, tables::decisions::table(), has_mark)?;
    let mut seq_of: BTreeMap<String, usize> = BTreeMap::new();
    for (row, seq) in export_entities::decisions(db)?.into_iter().zip(1..) {
        let undoes = row.undoes.as_ref().and_then(|hash| seq_of.get(hash)).copied();
        seq_of.insert(row.hash.clone(), seq);
        file.write(&DecisionOut { seq, row, undoes })?;
    }
    file.finish()
}
