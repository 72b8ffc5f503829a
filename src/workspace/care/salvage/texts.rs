//! Sources, texts and articles of the chain, each piece from the first file that has it as its hash says.
//!
//! Never puts a text into an article that is not the one it had, and never brings back what was removed for good.

use crate::import;
use crate::ledger::record::Fact;
use crate::ledger::record::MetadataRecord;
use crate::ledger::record::OriginalRecord;
use crate::model::id::Sha256;
use crate::model::id::article_sha256;
use crate::store;
use crate::store::Db;
use crate::store::damage;
use crate::store::damage::ArticleRow;
use crate::store::damage::BodyRow;
use crate::store::damage::SourceRow;
use crate::store::record;
use crate::workspace::care::salvage::chain::Chain;
use crate::workspace::care::salvage::chain::Origin;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// What was taken over, and what was not.
#[derive(Debug, Default)]
pub struct Texts {
    /// Number of each article by its hash.
    pub articles: BTreeMap<String, i64>,
    /// Articles that were removed for good, by number.
    pub removed: Vec<i64>,
    /// Hashes of those whose removal is not in the chain: it stands behind a break.
    pub removed_behind: Vec<String>,
    /// Articles without a text that could be read: "A3 (alder.txt)".
    pub lost: Vec<String>,
    /// Articles whose text is there, but not the bytes it came from.
    pub lost_originals: Vec<String>,
    /// Lists of the analyst's own whose bytes could not be read, by title.
    pub lost_lists: Vec<String>,
    /// Articles whose text or original came from a backup.
    pub n_from_backups: usize,
}

/// An article that operations speak of.
#[derive(Default)]
struct Wanted {
    id: i64,
    about: Option<MetadataRecord>,
}

/// Puts the articles of the chain into a new dossier. `removed_behind`: hashes of articles that were removed for good
/// behind a break.
pub fn take(chain: &Chain, origins: &[Origin], new: &Db, removed_behind: &BTreeSet<String>) -> store::Result<Texts> {
    let mut wanted: BTreeMap<String, Wanted> = BTreeMap::new();
    let (mut removed, mut bare) = (BTreeSet::new(), BTreeSet::new());
    let mut lists: BTreeMap<String, String> = BTreeMap::new();
    for id in 1..=chain.n_operations() {
        for fact in chain.read_again(origins, id).into_iter().flat_map(|link| link.facts) {
            let parsed = fact.json.as_deref().map(Fact::parse);
            match (parsed, fact.article_id) {
                (Some(Ok(Fact::Article { article, metadata })), id) => {
                    wanted.insert(article, Wanted { id: id.unwrap_or(0), about: Some(metadata) });
                }
                (Some(Ok(Fact::NameList { title, source, .. })), _) => {
                    lists.insert(source, title);
                }
                (Some(Ok(Fact::Removed { article })), _) => {
                    removed.insert(article);
                }
                (None, Some(id)) => {
                    bare.insert(id);
                }
                _ => {}
            }
        }
    }
    // Facts lose their words only where an article was removed for good, and that may stand behind a break.
    let hash_of = |id: &i64| {
        let known = wanted.iter().find(|(_, wanted)| wanted.id == *id).map(|(sha256, _)| sha256.clone());
        known.or_else(|| origins.iter().find_map(|origin| Some(damage::article(&origin.db, *id).ok()??.sha256)))
    };
    let behind = bare.iter().filter_map(hash_of).chain(removed_behind.iter().cloned());
    let behind: BTreeSet<String> = behind.filter(|sha256| !removed.contains(sha256)).collect();
    removed.extend(behind.iter().cloned());
    let mut texts = Texts::default();
    for (sha256, wanted) in wanted.iter().filter(|(sha256, _)| !removed.contains(*sha256)) {
        take_article(origins, new, (sha256, wanted), &mut texts)?;
    }
    for (sha256, title) in &lists {
        take_list(origins, new, (sha256, title), &mut texts)?;
    }
    // Afterwards, so that a text which another article shares is there already.
    for sha256 in &removed {
        let id = wanted.get(sha256).map(|wanted| wanted.id);
        take_removed(origins, new, (sha256, id), &mut bare, &mut texts)?;
    }
    texts.removed_behind = behind.into_iter().filter(|sha256| texts.articles.contains_key(sha256)).collect();
    Ok(texts)
}

/// The bytes of a list of the analyst's own, from the first file that has them.
fn take_list(origins: &[Origin], new: &Db, (sha256, title): (&str, &str), texts: &mut Texts) -> store::Result<()> {
    let of_origin = |origin: &Origin| {
        let row = damage::source(&origin.db, None, sha256).ok()??;
        row.bytes().is_some().then_some((row, origin.backup.is_some()))
    };
    match origins.iter().find_map(of_origin) {
        Some((row, is_copy)) => {
            texts.n_from_backups += usize::from(is_copy);
            damage::put_source(new, &row).map(|_number| ())
        }
        None => {
            texts.lost_lists.push(title.to_owned());
            // Its row stays, as a list that names nothing.
            let row = SourceRow {
                id: 0,
                sha256: sha256.to_owned(),
                name: String::new(),
                media_type: String::new(),
                n_bytes: 0,
                content: None,
                imported_millis: 0,
            };
            damage::put_source(new, &row).map(|_number| ())
        }
    }
}

fn take_article(
    origins: &[Origin],
    new: &Db,
    (sha256, wanted): (&str, &Wanted),
    texts: &mut Texts,
) -> store::Result<()> {
    let from = wanted.about.as_ref().and_then(|about| about.from.as_ref());
    let named = from.map_or_else(String::new, |from| format!(" ({})", from.file));
    let row = article_row(origins, sha256, wanted.id).unwrap_or_else(|| as_it_came_in(sha256, wanted.id, from));
    let (source, is_copy) = source_row(origins, sha256, &row, from).unzip();
    let (body, is_copied) =
        body_row(origins, &row, from).or_else(|| Some((read_again(source.as_ref()?, &row, from)?, false))).unzip();
    let (Some(source), Some(body)) = (source.or_else(|| not_held(sha256, &row, from)), body) else {
        texts.lost.push(format!("A{}{named}", row.id));
        return damage::put_lost_source(new, sha256, from.map_or("", |from| from.file.as_str()));
    };
    if source.content.is_none() && !was_never_held(origins, &source) {
        texts.lost_originals.push(format!("A{}{named}", row.id));
    }
    texts.n_from_backups += usize::from(is_copy == Some(true) || is_copied == Some(true));
    let source_id = damage::put_source(new, &source)?;
    let body_id = damage::put_body(new, &body)?;
    let encoding = from.map_or_else(|| row.encoding.clone(), |from| from.encoding.clone());
    let id = damage::put_article(new, &ArticleRow { source_id, body_id, encoding, ..row })?;
    texts.articles.insert(sha256.to_owned(), id);
    Ok(())
}

/// The article's row, where one can be read.
fn article_row(origins: &[Origin], sha256: &str, id: i64) -> Option<ArticleRow> {
    let of_origin = |origin: &Origin| {
        let by_id = damage::article(&origin.db, id).ok().flatten().filter(|row| row.sha256 == sha256);
        by_id.or_else(|| {
            let id = record::article_id(&origin.db, sha256).ok()??;
            damage::article(&origin.db, id).ok()?.filter(|row| row.sha256 == sha256)
        })
    };
    origins.iter().find_map(of_origin)
}

/// The row that the import's own fact describes, for a source that is one article.
fn as_it_came_in(sha256: &str, id: i64, from: Option<&OriginalRecord>) -> ArticleRow {
    let encoding = from.map_or_else(String::new, |from| from.encoding.clone());
    ArticleRow { id, sha256: sha256.to_owned(), source_id: 0, locator: String::new(), body_id: 0, encoding }
}

/// The source, with its bytes where any file has them; and whether that is a backup.
fn source_row(
    origins: &[Origin],
    sha256: &str,
    article: &ArticleRow,
    from: Option<&OriginalRecord>,
) -> Option<(SourceRow, bool)> {
    let is_of_article = |row: &SourceRow| {
        Sha256::parse_hex(&row.sha256)
            .is_some_and(|source| article_sha256(source, &article.locator).to_hex() == article.sha256)
    };
    let of_origin = |origin: &Origin| {
        let by_id = damage::source(&origin.db, Some(article.source_id), "").ok().flatten();
        by_id
            .filter(|row| is_of_article(row) && (row.content.is_none() || row.bytes().is_some()))
            .or_else(|| damage::source(&origin.db, None, sha256).ok()?.filter(is_of_article))
    };
    let found: Vec<(SourceRow, bool)> =
        origins.iter().filter_map(|origin| Some((of_origin(origin)?, origin.backup.is_some()))).collect();
    let (mut row, is_copy) = found.iter().find(|(row, _)| row.bytes().is_some()).or_else(|| found.first())?.clone();
    if row.bytes().is_none() {
        // Not held, as in an export that was read back.
        (row.content, row.n_bytes) = (None, 0);
    }
    if let Some(from) = from {
        row.name.clone_from(&from.file);
        row.media_type.clone_from(&from.media_type);
    }
    Some((row, is_copy))
}

/// A source of which nothing but its hash is left.
fn not_held(sha256: &str, article: &ArticleRow, from: Option<&OriginalRecord>) -> Option<SourceRow> {
    let from = from.filter(|_| article.locator.is_empty())?;
    Some(SourceRow {
        id: article.source_id,
        sha256: sha256.to_owned(),
        name: from.file.clone(),
        media_type: from.media_type.clone(),
        n_bytes: 0,
        content: None,
        imported_millis: 0,
    })
}

/// Whether a file that can be read says that the bytes were not there before either.
fn was_never_held(origins: &[Origin], source: &SourceRow) -> bool {
    let says_so = |origin: &Origin| {
        let row = damage::source(&origin.db, None, &source.sha256).ok().flatten();
        row.is_some_and(|row| row.content.is_none() && row.n_bytes == 0)
    };
    origins.iter().any(says_so)
}

/// The text, and whether it is from a backup.
fn body_row(origins: &[Origin], article: &ArticleRow, from: Option<&OriginalRecord>) -> Option<(BodyRow, bool)> {
    let is_it = |row: &BodyRow| row.is_right() && from.is_none_or(|from| from.text == row.sha256);
    let of_origin = |origin: &Origin| {
        let by_id = damage::body(&origin.db, Some(article.body_id), "").ok().flatten().filter(is_it);
        let body = by_id.or_else(|| damage::body(&origin.db, None, &from?.text).ok()?.filter(is_it))?;
        Some((body, origin.backup.is_some()))
    };
    origins.iter().find_map(of_origin)
}

/// The text read from its original once more, if it comes out the same.
fn read_again(source: &SourceRow, article: &ArticleRow, from: Option<&OriginalRecord>) -> Option<BodyRow> {
    let read = import::read_bytes(&source.name, &source.name, source.bytes()?).ok()?;
    let draft = read.source.articles.into_iter().find(|draft| draft.locator == article.locator)?;
    let sha256 = Sha256::of(draft.body.as_bytes()).to_hex();
    (from?.text == sha256).then_some(BodyRow { id: article.body_id, sha256, text: Some(draft.body) })
}

/// An article whose words were removed for good: what is left of it, and never more.
fn take_removed(
    origins: &[Origin],
    new: &Db,
    (sha256, id): (&str, Option<i64>),
    bare: &mut BTreeSet<i64>,
    texts: &mut Texts,
) -> store::Result<()> {
    let row = article_row(origins, sha256, id.unwrap_or(0));
    let Some(id) = id.or(row.as_ref().map(|row| row.id)).or_else(|| bare.first().copied()) else { return Ok(()) };
    bare.remove(&id);
    let row = row.unwrap_or_else(|| as_it_came_in(sha256, id, None));
    let source = SourceRow {
        id: row.source_id,
        sha256: source_hash(origins, &row).unwrap_or_else(|| sha256.to_owned()),
        name: String::new(),
        media_type: String::new(),
        n_bytes: 1,
        content: None,
        imported_millis: 0,
    };
    let body_hash = |origin: &Origin| Some(damage::body(&origin.db, Some(row.body_id), "").ok()??.sha256);
    let sha256_of_body = origins.iter().find_map(body_hash).unwrap_or_else(|| sha256.to_owned());
    let body = BodyRow { id: row.body_id, sha256: sha256_of_body, text: None };
    let (source_id, body_id) = (damage::put_source(new, &source)?, damage::put_body(new, &body)?);
    let id = damage::put_article(new, &ArticleRow { source_id, body_id, ..row })?;
    texts.articles.insert(sha256.to_owned(), id);
    texts.removed.push(id);
    Ok(())
}

fn source_hash(origins: &[Origin], article: &ArticleRow) -> Option<String> {
    let of_origin = |origin: &Origin| {
        let row = damage::source(&origin.db, Some(article.source_id), "").ok()??;
        let hash = Sha256::parse_hex(&row.sha256)?;
        (article_sha256(hash, &article.locator).to_hex() == article.sha256).then_some(row.sha256)
    };
    origins.iter().find_map(of_origin)
}
