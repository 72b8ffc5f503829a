//! The Library's rows: articles with their metadata, state and counts.
//!
//! Never reads a body: the text of an article comes with its review.

use crate::model::id::parse_ref;
use crate::model::kind::ArticleState;
use crate::model::kind::DateBasis;
use crate::store::Db;
use crate::store::Result;
use crate::store::parsed;
use crate::store::read::annotations::Counts;
use crate::store::read::annotations::counts_at;
use rusqlite::OptionalExtension as _;
use rusqlite::Row;

/// One article of the dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleRow {
    /// `article.id`; the reference is `A` and this number.
    pub id: i64,
    /// The article's key, 64 hexadecimal digits.
    pub sha256: String,
    pub state: ArticleState,
    pub title: Option<String>,
    pub publisher: Option<String>,
    /// EDTF.
    pub published: Option<String>,
    pub published_basis: Option<DateBasis>,
    pub author: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    /// Name of the source's file.
    pub file: String,
    pub media_type: String,
    pub encoding: String,
    /// `operation.id` of the import that brought it.
    pub batch: i64,
    /// When that was.
    pub imported_millis: i64,
    /// In order of their words.
    pub tags: Vec<String>,
    /// Other articles here with the very same text.
    pub n_same_text: i64,
    pub n_undecided: i64,
    pub n_known: i64,
    pub n_accepted: i64,
    pub n_rejected: i64,
    pub n_doubtful: i64,
    /// Notes and tags of the analyst's own on the article itself.
    pub remarks: Counts,
}

impl ArticleRow {
    /// `A17`.
    pub fn reference(&self) -> String {
        format!("A{}", self.id)
    }
}

const SELECT: &str = "
    SELECT article.id, article.sha256, s.state, s.title, s.publisher, s.published, s.published_basis, s.author, s.url,
        s.language, source.name, source.media_type, article.encoding, s.batch,
        (SELECT count(*) FROM article AS other JOIN article_state ON article_state.article_id = other.id
            WHERE other.body_id = article.body_id AND other.id <> article.id),
        coalesce(tally.n_undecided, 0), coalesce(tally.n_known, 0), coalesce(tally.n_accepted, 0),
        coalesce(tally.n_rejected, 0), coalesce(tally.n_doubtful, 0),
        coalesce((SELECT at_millis FROM operation WHERE operation.id = s.batch), source.imported_millis),
        (SELECT group_concat(tag, char(31) ORDER BY tag) FROM tag WHERE subject = 'article' AND subject_id = article.id),
        (SELECT count(*) FROM note WHERE note.subject = 'article' AND note.subject_id = article.id),
        (SELECT count(*) FROM tag WHERE tag.subject = 'article' AND tag.subject_id = article.id)
    FROM article_state AS s
    JOIN article ON article.id = s.article_id
    JOIN source ON source.id = article.source_id
    LEFT JOIN tally ON tally.article_id = article.id";

fn row(row: &Row<'_>) -> rusqlite::Result<(ArticleRow, String, Option<String>)> {
    let (state, basis): (String, Option<String>) = (row.get(2)?, row.get(6)?);
    let tags: Option<String> = row.get(21)?;
    let article = ArticleRow {
        id: row.get(0)?,
        sha256: row.get(1)?,
        state: ArticleState::parse(&state).unwrap_or(ArticleState::New),
        title: row.get(3)?,
        publisher: row.get(4)?,
        published: row.get(5)?,
        published_basis: basis.as_deref().and_then(DateBasis::parse),
        author: row.get(7)?,
        url: row.get(8)?,
        language: row.get(9)?,
        file: row.get(10)?,
        media_type: row.get(11)?,
        encoding: row.get(12)?,
        batch: row.get(13)?,
        imported_millis: row.get(20)?,
        tags: tags.map(|tags| tags.split('\u{1f}').map(str::to_owned).collect()).unwrap_or_default(),
        n_same_text: row.get(14)?,
        n_undecided: row.get(15)?,
        n_known: row.get(16)?,
        n_accepted: row.get(17)?,
        n_rejected: row.get(18)?,
        n_doubtful: row.get(19)?,
        remarks: counts_at(row, 22)?,
    };
    Ok((article, state, basis))
}

/// All articles of the dossier, in the order in which they came in.
pub fn articles(db: &Db) -> Result<Vec<ArticleRow>> {
    let mut statement = db.conn.prepare_cached(&format!("{SELECT} ORDER BY article.id"))?;
    let rows = statement.query_map([], row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    rows.into_iter().map(checked).collect()
}

/// One article; `None` where it is not in the dossier.
pub fn article(db: &Db, id: i64) -> Result<Option<ArticleRow>> {
    let mut statement = db.conn.prepare_cached(&format!("{SELECT} WHERE article.id = ?1"))?;
    statement.query_row([id], row).optional()?.map(checked).transpose()
}

fn checked((article, state, basis): (ArticleRow, String, Option<String>)) -> Result<ArticleRow> {
    parsed(&state, ArticleState::parse)?;
    basis.map(|basis| parsed(&basis, DateBasis::parse)).transpose()?;
    Ok(article)
}

/// The article that came in behind this one and is in the dossier.
pub fn behind(db: &Db, id: i64) -> Result<Option<i64>> {
    const SQL: &str = "SELECT min(article_id) FROM article_state WHERE article_id > ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([id], |row| row.get(0))?)
}

/// The first article that came in before this one with the very same text.
pub fn first_of_same_text(db: &Db, id: i64) -> Result<Option<i64>> {
    const SQL: &str = "
        SELECT min(other.id) FROM article JOIN article AS other ON other.body_id = article.body_id AND other.id < article.id
        JOIN article_state ON article_state.article_id = other.id
        WHERE article.id = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([id], |row| row.get(0))?)
}

/// Articles that a person means: a reference (`A17`), the beginning of an id (at least four digits), or the source's
/// file name. Several where it is not unique.
pub fn named(db: &Db, name: &str) -> Result<Vec<i64>> {
    if let Some(('A', number)) = parse_ref(name)
        && article(db, number)?.is_some()
    {
        return Ok(vec![number]);
    }
    const SQL: &str = "
        SELECT article.id FROM article JOIN article_state ON article_state.article_id = article.id
        JOIN source ON source.id = article.source_id
        WHERE source.name = ?1 OR (length(?1) >= 4 AND substr(article.sha256, 1, length(?1)) = lower(?1))
        ORDER BY article.id";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([name], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
