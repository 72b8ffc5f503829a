//! Names that the dossier remembers: what the extractor should find again, and what it should leave alone.
//!
//! Never a guess: only names on cards with an accepted mention, and those decided for always. A surname alone is left
//! out: in another article it may be anybody's.

use crate::model::kind::Label;
use crate::store::Db;
use crate::store::Result;
use crate::store::parsed;

/// A name and what was decided of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    pub name: String,
    pub label: Label,
    pub is_refused: bool,
}

/// Names of cards first, then those decided for always, which have the last word.
pub fn remembered(db: &Db) -> Result<Vec<Remembered>> {
    const SQL: &str = "
        SELECT DISTINCT entity_name.name, entity.label, 0 FROM entity_name JOIN entity ON entity.id = entity_name.entity_id
        WHERE entity.merged_into_id IS NULL AND (entity.label <> 'person' OR instr(entity_name.name, ' ') > 0)
            AND EXISTS (SELECT 1 FROM mention WHERE mention.entity_id = entity.id AND mention.status = 'accepted')
        UNION ALL
        SELECT name, label, verdict = 'rejected' FROM standing";
    let mut statement = db.conn.prepare_cached(SQL)?;
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<Vec<(String, String, bool)>>>()?;
    rows.into_iter()
        .map(|(name, label, is_refused)| Ok(Remembered { name, label: parsed(&label, Label::parse)?, is_refused }))
        .collect()
}
