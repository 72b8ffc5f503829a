//! The card sheet: one person, organisation, place …, with everything the articles say of it, each line with its source.
//!
//! Never lists what was rejected, and never leaves anything out without saying how much.

use crate::export::Error;
use crate::export::citation::InArticle;
use crate::export::sheet::exhibit;
use crate::export::sheet::html::Html;
use crate::export::sheet::line;
use crate::export::sheet::page;
use crate::export::sheet::page::AsOf;
use crate::export::tables;
use crate::export::tables::claims::ClaimOut;
use crate::export::tables::entities::EntityOut;
use crate::model::claim::Field;
use crate::model::kind::ClaimKind;
use crate::model::kind::Status;
use crate::model::span::Span;
use crate::store::Db;
use crate::store::read::claims;
use crate::store::read::lookup;
use crate::store::read::sheet;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Sources that a copy of a card names.
const N_COPIED: usize = 3;
/// Articles that a sheet shows the words of.
const MAX_ARTICLES: usize = 100;
/// Sentences of one article that a sheet shows.
const MAX_SENTENCES: usize = 3;

/// Where a card is spoken of: accepted mentions and claims by article.
#[derive(Default)]
struct Spoken {
    /// In order, by `article.id`.
    mentions: BTreeMap<i64, Vec<Span>>,
    /// `claim.id` of those that are not rejected, by the article of their words.
    claims: BTreeMap<i64, BTreeSet<i64>>,
}

impl Spoken {
    fn read(db: &Db, card: i64) -> Result<Self, Error> {
        let mut found = Self::default();
        for mention in lookup::mentions_of_entity(db, card)? {
            if mention.status == Status::Accepted.as_str() {
                found.mentions.entry(mention.article_id).or_default().push(mention.span);
            }
        }
        for spans in found.mentions.values_mut() {
            spans.sort_unstable();
        }
        for claim in claims::of_entity(db, card)? {
            if claim.status != Status::Rejected {
                found.claims.entry(claim.article_id).or_default().insert(claim.id);
            }
        }
        Ok(found)
    }
}

/// The first sources of a card, one to an article, as they are copied.
pub fn first_sources(db: &Db, card: &EntityOut) -> Result<Vec<String>, Error> {
    let spoken = Spoken::read(db, card.row.card.id)?;
    let mut sources = Vec::new();
    for (article, spans) in spoken.mentions.iter().take(N_COPIED) {
        if let (Some(place), Some(first)) = (exhibit::place(db, *article)?, spans.first()) {
            sources.push(format!(
                "{} {}",
                line::ended(line::quoted(place.sentence(*first))),
                line::source(&place, None)
            ));
        }
    }
    Ok(sources)
}

pub fn page(db: &Db, card: &EntityOut, as_of: &AsOf) -> Result<String, Error> {
    let id = card.row.card.id;
    let spoken = Spoken::read(db, id)?;
    let mut html = page::begin("Card sheet", &format!("E{id}"), &card.row.card.name, as_of);
    let columns = tables::entities::table().columns;
    let (first, keys) = page::at_keys(&columns);
    page::facts(&mut html, "Who or what it is", first, card, &[]);
    page::remarks(&mut html, &card.remarks);
    let claims = claims_of(db, &spoken)?;
    for (kind, heading) in [
        (ClaimKind::Role, "Roles"),
        (ClaimKind::Quote, "Quotes"),
        (ClaimKind::Figure, "Figures"),
        (ClaimKind::Event, "Events"),
    ] {
        claims_list(&mut html, heading, claims.iter().filter(|claim| claim.claim.kind == kind));
    }
    articles(db, &mut html, &spoken)?;
    page::facts(&mut html, "For checking", keys, card, &[]);
    page::changes(&mut html, &sheet::changes_of_row(db, "entity", id)?);
    Ok(page::end(html, as_of))
}

/// The claims it has a part in, the earliest published first.
fn claims_of(db: &Db, spoken: &Spoken) -> Result<Vec<Rc<ClaimOut>>, Error> {
    let mut found = Vec::new();
    for (article, wanted) in &spoken.claims {
        let Some(place) = exhibit::place(db, *article)? else { continue };
        let all = exhibit::claims_of(db, &place, &BTreeMap::new())?;
        found.extend(all.into_iter().filter(|claim| claim.claim.id.is_some_and(|id| wanted.contains(&id))));
    }
    found.sort_by(|a, b| published(&a.citation.place).cmp(&published(&b.citation.place)));
    Ok(found)
}

/// Sorts by publication; what has no date comes last.
fn published(place: &InArticle) -> (bool, &str, i64) {
    let row = &place.article.row;
    (row.published.is_none(), row.published.as_deref().unwrap_or_default(), row.id)
}

fn claims_list<'c>(html: &mut Html, heading: &'static str, claims: impl Iterator<Item = &'c Rc<ClaimOut>>) {
    let mut claims = claims.peekable();
    if claims.peek().is_none() {
        return;
    }
    html.element("h2", heading).mark("\n<ul>\n");
    for claim in claims {
        html.mark("<li dir=\"auto\">");
        let said = said(claim);
        if !said.is_empty() {
            html.text(&said).mark(". ");
        }
        html.text(&line::claim(claim));
        if claim.claim.cited.status == Some(Status::Doubtful) {
            html.mark(" <span class=\"status\">doubtful</span>");
        }
        html.mark("</li>\n");
    }
    html.mark("</ul>\n");
}

/// The claim's fields as a few words: `foreign minister (caretaker), Pakistan`.
fn said(claim: &ClaimOut) -> String {
    let claim = &claim.claim;
    let names = |field: Field| claim.entities(field).map(|entity| entity.name.clone()).collect::<Vec<_>>().join(", ");
    let texts: Vec<String> = match claim.kind {
        ClaimKind::Role => {
            let qualifier = claim.text(Field::Qualifier);
            let qualifier = if qualifier.is_empty() { String::new() } else { format!(" ({qualifier})") };
            let title = format!("{}{qualifier}", claim.text(Field::Title));
            vec![title, names(Field::Organisation), names(Field::Place)]
        }
        ClaimKind::Event => vec![claim.text(Field::Type).to_owned(), names(Field::Actors), names(Field::Place)],
        ClaimKind::Figure => {
            let value = claim.number(Field::Value).map(crate::model::value::number_to_cell).unwrap_or_default();
            vec![value, claim.text(Field::Unit).to_owned(), claim.text(Field::Population).to_owned()]
        }
        ClaimKind::Quote => Vec::new(),
    };
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The articles that name it, each with its first sentences.
fn articles(db: &Db, html: &mut Html, spoken: &Spoken) -> Result<(), Error> {
    if spoken.mentions.is_empty() {
        return Ok(());
    }
    html.mark("<h2>Named in</h2>\n");
    let mut places = Vec::new();
    for (article, spans) in spoken.mentions.iter().take(MAX_ARTICLES) {
        if let Some(place) = exhibit::place(db, *article)? {
            places.push((place, spans));
        }
    }
    places.sort_by(|(a, _), (b, _)| published(a).cmp(&published(b)));
    for (place, spans) in &places {
        html.mark("<h3 dir=\"auto\">").text(&line::source(place, None)).mark("</h3>\n");
        sentences(html, place, spans);
    }
    let n_left_out = spoken.mentions.len() - places.len();
    if n_left_out > 0 {
        html.mark("<p class=\"small\">And in ").text(&n_left_out.to_string()).mark(" more articles.</p>\n");
    }
    Ok(())
}

/// The sentences that name it, the names marked; one sentence once.
fn sentences(html: &mut Html, place: &InArticle, spans: &[Span]) {
    let body = &place.article.body;
    let mut shown: Vec<(Span, Vec<Span>)> = Vec::new();
    for span in spans {
        let sentence = place.sentence_span(*span);
        match shown.last_mut() {
            Some((last, marked)) if *last == sentence => marked.push(*span),
            _ => shown.push((sentence, vec![*span])),
        }
    }
    for (sentence, marked) in shown.iter().take(MAX_SENTENCES) {
        html.in_language("blockquote", place.article.row.language.as_deref()).mark("<p>");
        let mut at = sentence.start_byte;
        for span in marked {
            html.text(body.get(at..span.start_byte).unwrap_or_default()).mark("<mark>");
            html.text(span.words(body).unwrap_or_default()).mark("</mark>");
            at = span.end_byte.max(at);
        }
        html.text(body.get(at..sentence.end_byte).unwrap_or_default()).mark("</p></blockquote>\n");
    }
    if shown.len() > MAX_SENTENCES {
        let n = shown.len() - MAX_SENTENCES;
        html.mark("<p class=\"small\">And in ").text(&n.to_string()).mark(" more sentences here.</p>\n");
    }
}
