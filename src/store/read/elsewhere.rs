//! Where a name stands in other articles: what waits under it there, and what was accepted there as another card.
//!
//! Never what is named by a part of it only: two people go by one surname.

use crate::model::kind::Label;
use crate::model::span::Span;
use crate::store::Db;
use crate::store::Result;
use crate::store::read::card_page;
use crate::store::read::card_page::Origin;
use crate::store::read::lookup;
use crate::store::record;
use rusqlite::named_params;

/// A name of one article, whose like is looked for in the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameWanted {
    /// `article.id` of the one that is left out.
    pub article: i64,
    pub label: Label,
    pub name: String,
    /// `entity.id` of the card that the name has, or is to have; those that are never the same are left out.
    pub card: Option<i64>,
}

/// The other articles, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Elsewhere {
    pub places: Vec<Place>,
    /// There may be more: no more than [`MAX_PLACES`] are named, and not all suggestions of a frequent name looked at.
    pub is_cut: bool,
}

/// One of them: all that it ties to the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub origin: Origin,
    /// Where it stands first, of what waits or is accepted.
    pub span: Span,
    /// What waits there, in order.
    pub waiting: Vec<Span>,
    /// Number and name of another card that it was accepted as.
    pub card: Option<(i64, String)>,
    /// Mentions that become the card's: those that wait, and those of the other card in this article.
    pub n_mentions: usize,
    /// The sentence around the first, on one line; empty where only numbers were asked for.
    pub sentence: String,
    /// Where the words stand in it.
    pub in_sentence: Span,
}

impl Elsewhere {
    pub fn n_mentions(&self) -> usize {
        self.places.iter().map(|place| place.n_mentions).sum()
    }
}

/// Most articles that one answer names.
pub const MAX_PLACES: usize = 500;

/// How many suggestions of the name are looked at where numbers do, the latest read first: a name that stands everywhere
/// costs no more than one that stands in many places.
const MAX_COUNTED: usize = 300;

/// `with_sentences`: else numbers only, and of its origin the article alone. `name_key` folds words for comparing.
pub fn elsewhere(
    db: &Db,
    wanted: &NameWanted,
    with_sentences: bool,
    name_key: fn(&str) -> String,
) -> Result<Elsewhere> {
    const SQL: &str = "
        SELECT p.article_id, p.entity_position, e.name, count(*)
        FROM (SELECT run_id, article_id, entity_position FROM proposal_mention
            WHERE name_key = :key AND label = :label AND article_id <> :article ORDER BY run_id DESC LIMIT :most) AS p
        JOIN article_state AS s ON s.article_id = p.article_id
        JOIN proposal_entity AS e ON e.run_id = p.run_id AND e.position = p.entity_position
        GROUP BY p.article_id, p.entity_position
        ORDER BY s.published DESC NULLS LAST, p.article_id DESC, p.entity_position";
    let key = name_key(&wanted.name);
    let most = if with_sentences { usize::MAX } else { MAX_COUNTED };
    let mut statement = db.conn.prepare_cached(SQL)?;
    let params = named_params! {
        ":key": key, ":label": wanted.label.as_str(), ":article": wanted.article, ":most": i64::try_from(most).unwrap_or(-1),
    };
    let mut rows = statement.query(params)?;
    let mut found = Elsewhere::default();
    let mut n_looked_at = 0;
    while let Some(row) = rows.next()? {
        n_looked_at += row.get::<_, i64>(3)? as usize;
        if name_key(row.get_ref(2)?.as_str().unwrap_or_default()) != key {
            continue;
        }
        let Some(mut place) = place(db, wanted, row.get(0)?, row.get(1)?)? else { continue };
        if found.places.len() == MAX_PLACES {
            found.is_cut = true;
            break;
        }
        if with_sentences {
            place.origin = card_page::origin(db, place.origin.article)?;
            let body = record::body_of_article(db, place.origin.article)?;
            (place.sentence, place.in_sentence) = card_page::in_sentence(&body, place.span);
        }
        found.places.push(place);
    }
    found.is_cut |= n_looked_at >= most;
    Ok(found)
}

/// What one article ties to the name at this position of its run; `None` where nothing is left to say there.
fn place(db: &Db, wanted: &NameWanted, article: i64, position: i64) -> Result<Option<Place>> {
    let waiting: Vec<Span> =
        lookup::undecided_of_entity(db, article, position)?.into_iter().map(|proposal| proposal.span).collect();
    let given = lookup::entity_given_to(db, article, position)?;
    let other = match given.filter(|given| Some(*given) != wanted.card) {
        Some(given) => lookup::entity(db, given)?,
        None => None,
    };
    let mut accepted = Vec::new();
    if let Some(other) = &other {
        if let Some(card) = wanted.card
            && lookup::are_distinct(db, card, other.id)?
        {
            return Ok(None);
        }
        accepted.extend(lookup::mentions_of_entity_in(db, other.id, article)?.into_iter().map(|mention| mention.span));
    }
    // What was rejected there stays so: the link is made at words that are accepted, or wait.
    let Some(span) = waiting.iter().chain(&accepted).min().copied() else { return Ok(None) };
    let n_mentions = waiting.len() + accepted.len();
    Ok(Some(Place {
        origin: Origin { article, publisher: None, published: None, title: None, file: String::new() },
        span,
        waiting,
        card: other.map(|other| (other.id, other.name)),
        n_mentions,
        sentence: String::new(),
        in_sentence: Span::new(0, 0),
    }))
}
