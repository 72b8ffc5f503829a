//! What stands on a page beside its article: menus, cookie notices, share buttons, "read also", comments.
//!
//! Taken out before the main text is looked for, so that even the fallback is free of it. Judges by what an element says
//! it is (its name, role, class) and by what it holds (links and nothing else), never by the site. An element that
//! holds much of the page's text is the page, whatever it calls itself.

use dom_query::Document;
use dom_query::NodeRef;

use crate::import::html::blocks;

/// Elements and roles that are never article text.
const FURNITURE: &str = "nav, button, dialog, menu, search, form, [hidden], [aria-hidden=true], [role=navigation], \
     [role=banner], [role=complementary], [role=contentinfo], [role=search], [role=dialog], [role=alertdialog], \
     [role=menu], [role=toolbar], body > header, body > footer, body > aside, article aside, main aside, main footer";

/// Words that, in a class or id, name furniture.
const WORDS: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "disqus",
    "gdpr",
    "masthead",
    "menu",
    "modal",
    "mostread",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "pagination",
    "popup",
    "promo",
    "readalso",
    "readmore",
    "recommended",
    "related",
    "share",
    "sharing",
    "sidebar",
    "skip",
    "social",
    "sponsored",
    "subscribe",
    "taboola",
    "toolbar",
    "trending",
];

/// How lines begin that lead elsewhere, in lower case. A link must follow.
const LEADS_ELSEWHERE: &[&str] = &[
    "read also",
    "also read",
    "read more",
    "read next",
    "see also",
    "more on this",
    "more on",
    "related",
    "recommended",
    "don't miss",
    "watch:",
    "lire aussi",
    "à lire aussi",
    "à lire",
    "voir aussi",
    "lea también",
    "lee también",
    "leer más",
    "le puede interesar",
    "ver también",
    "leia também",
    "leia mais",
    "leggi anche",
    "lesen sie auch",
    "mehr zum thema",
    "читайте также",
    "читать также",
    "читайте також",
    "اقرأ أيضا",
    "اقرأ أيضاً",
    "إقرأ أيضا",
];

/// Lines that are labels of what is not there any more, whole and in lower case.
const LABELS: &[&str] = &[
    "advertisement",
    "advertising",
    "sponsored",
    "share",
    "share this",
    "publicité",
    "publicidad",
    "publicidade",
    "pubblicità",
    "anzeige",
    "werbung",
    "реклама",
    "إعلان",
    "related",
    "related stories",
    "related articles",
    "related news",
    "read also",
    "read more",
    "more stories",
    "most read",
    "sur le même sujet",
    "noticias relacionadas",
];

/// Part of the page's text above which an element is not furniture, in percent.
const MAX_SHARE_PERCENT: usize = 40;

pub(super) fn remove(document: &Document) {
    let n_all = n_letters(&document.root());
    let is_small = |node: &NodeRef<'_>| n_letters(node) * 100 <= n_all * MAX_SHARE_PERCENT;
    for node in document.select(FURNITURE).nodes() {
        // Some sites put the headline into the banner; it is the article's.
        if is_small(node) && !holds_heading(node) {
            node.remove_from_parent();
        }
    }
    for node in document.select("[class], [id]").nodes() {
        if is_named_furniture(node) && is_small(node) && !holds_heading(node) {
            node.remove_from_parent();
        }
    }
    for node in document.select("p, li, div, section, h2, h3, h4, h5, h6").nodes() {
        if leads_elsewhere(node) {
            node.remove_from_parent();
        }
    }
    for node in document.select("ul, ol").nodes() {
        if is_list_of_links(node) {
            node.remove_from_parent();
        }
    }
}

fn n_letters(node: &NodeRef<'_>) -> usize {
    node.normalized_char_count()
}

fn holds_heading(node: &NodeRef<'_>) -> bool {
    node.has_name("h1") || node.descendants_it().any(|inner| inner.has_name("h1"))
}

fn is_named_furniture(node: &NodeRef<'_>) -> bool {
    let name = node.node_name().unwrap_or_default();
    if matches!(name.as_ref(), "html" | "body" | "head" | "main" | "article" | "h1" | "meta" | "link") {
        return false;
    }
    let says = format!("{} {}", node.attr_or("class", ""), node.attr_or("id", ""));
    words_of(&says).iter().any(|word| WORDS.contains(&word.as_str()))
}

/// `related-articles`, `relatedArticles` and `related_articles` are the words `related` and `articles`.
fn words_of(says: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut was_lower = false;
    for c in says.chars() {
        if !c.is_ascii_alphanumeric() || (c.is_ascii_uppercase() && was_lower) {
            words.push(String::new());
        }
        if c.is_ascii_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.push(c.to_ascii_lowercase());
        }
        was_lower = c.is_ascii_lowercase();
    }
    words
}

/// "Read also: <a>…</a>", or a label such as "Advertisement". A sentence that happens to begin so has no link in it.
fn leads_elsewhere(node: &NodeRef<'_>) -> bool {
    /// A line that leads elsewhere is no longer than a headline with a label.
    const MAX_CHARS: usize = 250;
    if n_letters(node) > MAX_CHARS {
        return false;
    }
    let text = blocks::text_of(node).to_lowercase();
    if text.contains('\n') {
        return false;
    }
    let text = text.trim();
    if LABELS.contains(&text.trim_end_matches([':', '.', '!'])) {
        return true;
    }
    let rests = LEADS_ELSEWHERE.iter().filter_map(|start| text.strip_prefix(start));
    let Some(rest) = rests.filter(|rest| !rest.starts_with(char::is_alphanumeric)).min_by_key(|rest| rest.len()) else {
        return false;
    };
    n_linked(node) * 2 >= rest.chars().count().max(1)
}

/// Characters that stand in links.
fn n_linked(node: &NodeRef<'_>) -> usize {
    node.descendants_it().filter(|inner| inner.has_name("a")).map(|link| n_letters(&link)).sum()
}

/// Two links or more, and hardly a word beside them.
fn is_list_of_links(node: &NodeRef<'_>) -> bool {
    let n_links = node.descendants_it().filter(|inner| inner.has_name("a")).count();
    n_links >= 2 && n_linked(node) * 10 >= n_letters(node) * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "<p>The ministry said on Monday that the crossing would open again, after weeks of talks.</p>\
                         <p>Officials of both sides met in the town on the river, and promised to meet once more.</p>";

    fn tamed(page: &str) -> Document {
        Document::from(crate::import::html::tame::tame(page).html)
    }

    #[track_caller]
    fn check(furniture: &str, stays: bool) {
        let document = tamed(&format!("<body><div id=page>{STORY}{furniture}</div></body>"));
        remove(&document);
        let text = document.root().text();
        assert!(text.contains("weeks of talks"), "the story went with {furniture}");
        assert_eq!(text.contains("JUNK"), stays, "{furniture}");
    }

    #[test]
    fn furniture_goes() {
        for furniture in [
            "<nav>JUNK</nav>",
            "<div class='site-cookieNotice'>JUNK</div>",
            "<div role=dialog>JUNK</div>",
            "<div id=related_articles><h3>JUNK</h3></div>",
            "<p>Read also: <a href=x>JUNK</a></p>",
            "<p><b>Читайте также:</b> <a href=x>JUNK</a></p>",
            "<ul><li><a href=x>JUNK one</a></li><li><a href=y>JUNK two</a></li></ul>",
        ] {
            check(furniture, false);
        }
    }

    #[test]
    fn what_only_looks_like_furniture_stays() {
        for text in [
            "<p>Read also means to read as well, the JUNK minister said.</p>",
            "<p>Related costs rose, <a href=x>JUNK</a> figures show, by a third within a year.</p>",
            "<div class=shareholders>JUNK</div>",
            "<ul><li>JUNK <a href=x>one</a> of the points agreed</li><li>and <a href=y>two</a> of the points left open</li></ul>",
            "<p class=advice>JUNK</p>",
        ] {
            check(text, true);
        }
        // An article that calls itself a comment is still the article.
        let document = tamed(&format!("<body><div class=comment-piece>{STORY}</div></body>"));
        remove(&document);
        assert!(document.root().text().contains("weeks of talks"));
    }
}
