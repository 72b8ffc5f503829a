//! What came in with an import that the dossier had not heard of: new people, and known people with a new role.
//!
//! Suggestions alone: whoever is named here was not decided on. Never what another import had already.

use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::claim::PartValue;
use crate::model::kind::Label;
use crate::model::span::Span;
use crate::store::Db;
use crate::store::Result;
use crate::store::cache;
use crate::store::read::alike;
use crate::store::read::entities;
use crate::store::read::entities::Proposed;
use crate::store::read::lookup::span_at;
use rusqlite::named_params;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Most lines of each kind that one answer names; all of them are counted.
pub const MAX_LINES: usize = 100;

/// An import, or several that followed each other: `operation.id` of the first and of the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batches {
    pub first: i64,
    pub last: i64,
}

/// One piece of news, and the words that tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsLine {
    pub article: i64,
    pub span: Span,
    /// "Ana Ruiz"
    pub what: String,
    /// "in 3 articles", "mediator; so far: foreign minister"
    pub told: String,
}

/// Lines of one kind, and how many there are in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewsLines {
    pub lines: Vec<NewsLine>,
    pub n_all: usize,
}

impl NewsLines {
    /// One more, shown while there is room.
    pub fn push(&mut self, line: NewsLine) {
        self.n_all += 1;
        if self.lines.len() < MAX_LINES {
            self.lines.push(line);
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    pub n_articles: usize,
    /// Persons who were never suggested and have no card elsewhere, those in the most articles first.
    pub people: NewsLines,
    /// Figures that may belong to a measure that is there.
    pub figures: NewsLines,
    /// Persons with a card, and a role that it does not have.
    pub roles: NewsLines,
}

impl News {
    pub const fn n_all(&self) -> usize {
        self.people.n_all + self.figures.n_all + self.roles.n_all
    }
}

/// The articles of an import.
pub fn articles(db: &Db, batches: Batches) -> Result<BTreeSet<i64>> {
    const SQL: &str = "SELECT article_id FROM article_state WHERE batch BETWEEN ?1 AND ?2";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map((batches.first, batches.last), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Persons whom no other article suggests or names. `name_key` folds a name for comparing.
pub fn people(db: &Db, batches: Batches, name_key: fn(&str) -> String) -> Result<NewsLines> {
    const SQL: &str = "
        SELECT p.article_id, min(p.start_byte), p.end_byte, p.name_key, e.name, count(DISTINCT p.article_id) AS n
        FROM article_state AS s JOIN proposal_mention AS p ON p.article_id = s.article_id
        JOIN proposal_entity AS e ON e.run_id = p.run_id AND e.position = p.entity_position
        WHERE s.batch BETWEEN :first AND :last AND p.label = :person
            AND NOT EXISTS (
                SELECT 1 FROM proposal_mention AS o JOIN article_state AS os ON os.article_id = o.article_id
                WHERE o.name_key = p.name_key AND o.label = :person AND os.batch NOT BETWEEN :first AND :last)
            AND NOT EXISTS (
                SELECT 1 FROM entity_name JOIN mention AS m ON m.entity_id = entity_name.entity_id
                JOIN article_state AS ms ON ms.article_id = m.article_id
                WHERE entity_name.name_key = p.name_key AND ms.batch NOT BETWEEN :first AND :last)
        GROUP BY p.name_key ORDER BY n DESC, p.article_id, min(p.start_byte)";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let params = named_params! { ":first": batches.first, ":last": batches.last, ":person": Label::Person.as_str() };
    let mut rows = statement.query(params)?;
    let mut found = NewsLines::default();
    while let Some(row) = rows.next()? {
        let (key, name): (String, String) = (row.get(3)?, row.get(4)?);
        // Who is named by a part of a name is told with the whole one.
        if name_key(&name) != key {
            continue;
        }
        let told = match row.get::<_, i64>(5)? {
            1 => String::new(),
            n => format!("in {n} articles"),
        };
        found.push(NewsLine { article: row.get(0)?, span: span_at(row, 1)?, what: name, told });
    }
    Ok(found)
}

/// Roles that wait, of persons who have one card that does not hold them.
pub fn roles(db: &Db, batches: Batches, name_key: fn(&str) -> String) -> Result<NewsLines> {
    const SQL: &str = "
        SELECT c.article_id, c.start_byte, c.end_byte, c.parts_json
        FROM article_state AS s JOIN undecided_claim AS c ON c.article_id = s.article_id
        WHERE s.batch BETWEEN ?1 AND ?2 AND c.kind = 'role' ORDER BY c.article_id, c.start_byte";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let mut rows = statement.query((batches.first, batches.last))?;
    let mut found = NewsLines::default();
    let mut told: BTreeSet<(i64, String)> = BTreeSet::new();
    let mut here: (i64, BTreeMap<i64, Proposed>) = (0, BTreeMap::new());
    while let Some(row) = rows.next()? {
        let article: i64 = row.get(0)?;
        if here.0 != article {
            here = (article, entities::proposed(db, article)?);
        }
        let parts = cache::parts_from_json(&row.get::<_, String>(3)?);
        let Some((holder, title)) = holder_and_title(&parts, &here.1) else { continue };
        let cards = entities::candidates(db, &name_key(&holder.name), Label::Person, &holder.ids)?;
        let [known] = cards.as_slice() else { continue };
        let held: Vec<String> = alike::roles(db, known.card.id)?.into_iter().map(|role| role.title).collect();
        let is_held = held.iter().any(|other| name_key(other) == name_key(title));
        if is_held || !told.insert((known.card.id, name_key(title))) {
            continue;
        }
        let before = held.first().map_or_else(|| "no role so far".to_owned(), |title| format!("so far: {title}"));
        let line = NewsLine {
            article,
            span: span_at(row, 1)?,
            what: known.card.name.clone(),
            told: format!("{title}; {before}"),
        };
        found.push(line);
    }
    Ok(found)
}

/// Who holds a suggested role, and what it is called.
fn holder_and_title<'p>(
    parts: &'p [Part<usize>],
    entities: &'p BTreeMap<i64, Proposed>,
) -> Option<(&'p Proposed, &'p str)> {
    let holder = parts.iter().find_map(|part| match (part.field, &part.value) {
        (Field::Holder, PartValue::Entity(position)) => entities.get(&(*position as i64)),
        _ => None,
    })?;
    let title = parts.iter().find_map(|part| match (part.field, &part.value) {
        (Field::Title, PartValue::Text(title)) => Some(title.as_str()),
        _ => None,
    })?;
    Some((holder, title))
}
