//! The cache of fingerprints: which sentences stand in which articles, and which articles tell one story.
//!
//! Never holds words: a fingerprint finds what is to be compared, letter by letter, by somebody else.

use crate::store::Db;
use crate::store::Result;
use rusqlite::OptionalExtension as _;

/// Articles that one sentence is looked up in: one that stands in more tells nothing more.
const MAX_ARTICLES: i64 = 64;

/// Whether the sentences of an article were noted.
pub fn is_noted(db: &Db, article_id: i64) -> Result<bool> {
    const SQL: &str = "SELECT 1 FROM article_text WHERE article_id = ?1";
    Ok(db.conn.prepare_cached(SQL)?.query_row([article_id], |_| Ok(())).optional()?.is_some())
}

/// Notes an article's telling sentences, and the story that it tells: that of `same_as`, or one of its own.
pub fn put(db: &Db, article_id: i64, prints: &[i64], same_as: Option<i64>) -> Result<()> {
    const PRINT: &str = "INSERT OR IGNORE INTO sentence_print (print, article_id) VALUES (?1, ?2)";
    const TEXT: &str = "
        INSERT INTO article_text (article_id, story_id, n_sentences)
        VALUES (?1, coalesce((SELECT story_id FROM article_text WHERE article_id = ?2), ?1), ?3)
        ON CONFLICT (article_id) DO UPDATE SET story_id = excluded.story_id, n_sentences = excluded.n_sentences";
    for print in prints {
        db.conn.prepare_cached(PRINT)?.execute((print, article_id))?;
    }
    db.conn.prepare_cached(TEXT)?.execute((article_id, same_as, prints.len() as i64))?;
    Ok(())
}

/// Forgets the sentences of an article. Reads the whole cache: for removing one for good, not for every day.
pub fn forget(db: &Db, article_id: i64) -> Result<()> {
    db.conn.execute("DELETE FROM sentence_print WHERE article_id = ?1", [article_id])?;
    db.conn.execute("DELETE FROM article_text WHERE article_id = ?1", [article_id])?;
    Ok(())
}

/// Articles whose sentences were never noted: those of a dossier from before.
pub fn unnoted(db: &Db, at_most: usize) -> Result<Vec<i64>> {
    const SQL: &str = "
        SELECT s.article_id FROM article_state AS s
        WHERE NOT EXISTS (SELECT 1 FROM article_text AS t WHERE t.article_id = s.article_id)
        ORDER BY s.article_id LIMIT ?1";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement.query_map([at_most as i64], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Other articles in the dossier that a sentence stands in, the earliest first; of those that hold a decision, if wanted.
pub fn articles_with(db: &Db, print: i64, but: i64, only_decided: bool) -> Result<Vec<i64>> {
    const ALL: &str = "
        SELECT p.article_id FROM sentence_print AS p JOIN article_state USING (article_id)
        WHERE p.print = ?1 AND p.article_id <> ?2 ORDER BY p.article_id LIMIT ?3";
    // Of a sentence that stands everywhere the first thousand articles are looked at, decided or not.
    const DECIDED: &str = "
        SELECT p.article_id FROM (
            SELECT article_id FROM sentence_print WHERE print = ?1 AND article_id <> ?2 ORDER BY article_id LIMIT 1000) AS p
        JOIN article_state USING (article_id)
        JOIN tally AS t ON t.article_id = p.article_id AND t.n_accepted + t.n_rejected + t.n_doubtful > 0
        ORDER BY p.article_id LIMIT ?3";
    let mut statement = db.conn.prepare_cached(if only_decided { DECIDED } else { ALL })?;
    let rows = statement.query_map((print, but, MAX_ARTICLES), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many telling sentences an article has; 0 where they were not noted.
pub fn n_sentences(db: &Db, article_id: i64) -> Result<usize> {
    const SQL: &str = "SELECT n_sentences FROM article_text WHERE article_id = ?1";
    let n: Option<i64> = db.conn.prepare_cached(SQL)?.query_row([article_id], |row| row.get(0)).optional()?;
    Ok(n.unwrap_or(0) as usize)
}
