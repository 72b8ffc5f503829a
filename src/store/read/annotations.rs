//! Notes and tags as screens show them: all of one thing for its dialog, and how many stand on each for its row.
//!
//! Never what they are on: rows of screens carry that themselves.

use crate::model::kind::Subject;
use crate::store::Db;
use crate::store::Result;
use crate::store::read::articles;
use crate::store::read::claims;
use crate::store::read::entities;
use crate::store::read::export;
use crate::store::read::export::NoteRow;
use rusqlite::Row;
use std::collections::BTreeMap;

/// Notes and tags on one article, card or claim, and the tags that could be put on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotations {
    /// `A17`, `E5`, `F203`.
    pub reference: String,
    /// Title of the article, name of the card, words of the claim.
    pub title: String,
    /// In the order in which they were written.
    pub notes: Vec<NoteRow>,
    /// In order of their words.
    pub tags: Vec<String>,
    /// All tags of the dossier, the most used first.
    pub in_use: Vec<String>,
}

/// How many notes and tags there are on a thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub n_notes: i64,
    pub n_tags: i64,
}

impl Counts {
    pub const fn is_none(self) -> bool {
        self.n_notes == 0 && self.n_tags == 0
    }
}

/// Everything that is noted on a thing; `None` where it is not in the dossier. A card that was joined to another leads
/// to that one.
pub fn annotations(db: &Db, subject: Subject, id: i64) -> Result<Option<Annotations>> {
    let found = match subject {
        Subject::Article => articles::article(db, id)?.map(|row| {
            let reference = row.reference();
            (id, reference, row.title.unwrap_or(row.file))
        }),
        Subject::Entity => entities::entity(db, id)?.map(|row| {
            let reference = format!("E{}", row.card.id);
            (row.card.id, reference, row.card.name)
        }),
        Subject::Claim => claims::claim(db, id)?.map(|claim| (id, claim.reference(), claim.words)),
    };
    let Some((id, reference, title)) = found else { return Ok(None) };
    let on = (subject.as_str(), id);
    let (notes, tags) = (export::notes(db, on)?, export::tags(db, on)?);
    Ok(Some(Annotations { reference, title, notes, tags, in_use: tags_in_use(db)? }))
}

/// All tags of the dossier, the most used first.
pub fn tags_in_use(db: &Db) -> Result<Vec<String>> {
    let mut statement = db.conn.prepare_cached("SELECT tag FROM tag GROUP BY tag ORDER BY count(*) DESC, tag")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many notes and tags stand on each thing of a kind that has any, by its number: for the marker on its row.
pub fn counts(db: &Db, subject: Subject) -> Result<BTreeMap<i64, Counts>> {
    const SQL: &str = "
        SELECT subject_id, sum(is_note), sum(1 - is_note) FROM (
            SELECT subject_id, 1 AS is_note FROM note WHERE subject = ?1
            UNION ALL SELECT subject_id, 0 FROM tag WHERE subject = ?1)
        GROUP BY subject_id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([subject.as_str()], |row| Ok((row.get(0)?, counts_at(row, 1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What is noted on an article, on the claims that rest on it and on the cards it names, by subject and number.
pub fn counts_around(db: &Db, article_id: i64) -> Result<BTreeMap<(Subject, i64), Counts>> {
    const SQL: &str = "
        WITH around (subject, id) AS (
            SELECT 'article', ?1
            UNION SELECT 'claim', claim_id FROM citation WHERE article_id = ?1
            UNION SELECT 'entity', coalesce(entity.merged_into_id, entity.id) FROM mention
                JOIN entity ON entity.id = mention.entity_id WHERE mention.article_id = ?1)
        SELECT subject, id,
            (SELECT count(*) FROM note WHERE note.subject = around.subject AND note.subject_id = around.id) AS n_notes,
            (SELECT count(*) FROM tag WHERE tag.subject = around.subject AND tag.subject_id = around.id) AS n_tags
        FROM around WHERE n_notes + n_tags > 0";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement
        .query_map([article_id], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, counts_at(row, 2)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let keyed = |(subject, id, counts): (String, i64, Counts)| Some(((Subject::parse(&subject)?, id), counts));
    Ok(rows.into_iter().filter_map(keyed).collect())
}

/// Counts in two columns from `index` on.
pub(in crate::store) fn counts_at(row: &Row<'_>, index: usize) -> rusqlite::Result<Counts> {
    Ok(Counts { n_notes: row.get(index)?, n_tags: row.get(index + 1)? })
}
