//! Web pages: the article's text without what stands around it, and what the page declares about it.
//!
//! The body is one line per paragraph, heading, list item or table row, joined by `\n`, headline first where the page
//! has one. Never fetches anything, never reads the `_files` folder beside a saved page, never builds a tree from more
//! than [`tame`] lets through.

mod blocks;
mod declared;
mod json_ld;
mod junk;
mod tame;

use dom_query::Document;
use dom_query::NodeRef;
use dom_smoothie::Config;
use dom_smoothie::Readability;

use crate::import::Message;
use crate::import::Parsed;
use crate::import::Reason;
use crate::import::decoding_messages;
use crate::import::metadata::one_line;
use crate::model::article::Metadata;
use crate::text::decode::charset_in_html;
use crate::text::decode::decode;

/// Deepest tree that is walked. [`tame::tame`] keeps below; this is the proof.
const MAX_TREE_DEPTH: usize = 1024;

/// Sizes above which a page is a listing or an attack, and looking for its article takes too long: all text is taken.
/// The work goes with the elements, each counted as often as it has others around it.
const MAX_ELEMENTS: usize = 30_000;
const MAX_NESTED: usize = 1_000_000;

/// Readability believes it has the article from this many characters on. News in brief is short.
const ENOUGH_CHARS: usize = 250;

pub(super) fn parse(bytes: &[u8]) -> Result<Parsed, Reason> {
    parse_declared(bytes, None)
}

/// `declared` is the encoding that a MIME header gives; it goes before the page's own.
pub(super) fn parse_declared(bytes: &[u8], declared: Option<&str>) -> Result<Parsed, Reason> {
    let in_page = charset_in_html(bytes);
    let decoded = decode(bytes, declared.or(in_page.as_deref()))?;
    let mut messages = decoding_messages(&decoded);
    let page = read_page(&decoded.text)?;
    messages.extend(page.messages);
    Ok(Parsed { body: page.body, encoding: decoded.encoding, metadata: page.metadata, messages })
}

struct Page {
    body: String,
    metadata: Metadata,
    messages: Vec<Message>,
}

fn read_page(page: &str) -> Result<Page, Reason> {
    let tamed = tame::tame(page);
    let document = Document::from(tamed.html);
    let is_readable = check_depth(&document)?;
    let (mut metadata, mut messages) = declared::metadata_of(page, &document, &tamed.json_ld);
    let headline = headline(&document, metadata.title.as_deref());
    metadata.title = metadata.title.or_else(|| headline.clone());
    if is_readable {
        junk::remove(&document);
    }
    let whole = document.body().map(|body| blocks::text_of(&body)).unwrap_or_default();
    let found = if is_readable { main_text(&document) } else { None };
    let text = found.filter(|text| is_most_of(text, &whole)).unwrap_or_else(|| {
        if marked_main(&document).is_none() && whole.lines().count() > 1 {
            messages.push(Message::WholePage);
        }
        marked_main(&document).unwrap_or(whole)
    });
    Ok(Page { body: with_headline(headline, text), metadata, messages })
}

/// Whether the page is small enough to look for its article; a tree that is too deep to walk is refused.
fn check_depth(document: &Document) -> Result<bool, Reason> {
    let (mut n_elements, mut n_nested) = (0, 0);
    let mut waiting: Vec<(NodeRef<'_>, usize)> = vec![(document.root(), 0)];
    while let Some((node, depth)) = waiting.pop() {
        if depth > MAX_TREE_DEPTH {
            return Err(Reason::TooDeep);
        }
        n_elements += usize::from(node.is_element());
        n_nested += depth;
        waiting.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    Ok(n_elements <= MAX_ELEMENTS && n_nested <= MAX_NESTED)
}

/// The page's one heading of the first rank, or of several the one that the title begins with.
fn headline(document: &Document, title: Option<&str>) -> Option<String> {
    let headings: Vec<String> =
        document.select("h1").nodes().iter().filter_map(|node| one_line(&node.text())).collect();
    let is_title = |heading: &&String| {
        title.is_some_and(|title| title.starts_with(heading.as_str()) || heading.starts_with(title))
    };
    headings.iter().find(is_title).or(if let [only] = headings.as_slice() { Some(only) } else { None }).cloned()
}

/// The text that Readability takes for the article's.
fn main_text(document: &Document) -> Option<String> {
    let config = Config { char_threshold: ENOUGH_CHARS, disable_json_ld: true, ..Config::default() };
    let article = Readability::with_document(document.clone(), None, Some(config)).ok()?.parse().ok()?;
    let content = Document::fragment(article.content);
    let text = blocks::text_of(&content.root());
    (!text.is_empty()).then_some(text)
}

/// Whether what was found can be the article: a page's text cannot mostly be furniture once the furniture is out.
fn is_most_of(found: &str, whole: &str) -> bool {
    found.len() >= ENOUGH_CHARS || found.len() * 2 >= whole.len()
}

/// The longest text that the page itself marks as its main one.
fn marked_main(document: &Document) -> Option<String> {
    let marked = document.select("[itemprop~=articleBody], article, main, [role=main]");
    let texts = marked.nodes().iter().map(blocks::text_of).filter(|text| !text.is_empty());
    texts.max_by_key(String::len)
}

/// The headline as the first line, unless the text has it.
fn with_headline(headline: Option<String>, text: String) -> String {
    match headline {
        Some(headline) if !text.is_empty() && !text.lines().take(5).any(|line| line == headline) => {
            format!("{headline}\n{text}")
        }
        _ => text,
    }
}
