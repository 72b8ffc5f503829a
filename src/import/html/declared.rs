//! What a page says about its article: title, publisher, author, day, address, language.
//!
//! Sources in order of trust: JSON-LD, `<meta>` (Open Graph, citation, Dublin Core, Parsely and their like), elements of
//! the page. Never reads these from the article's words, and never takes the day on which a page was changed or saved.

use chrono::DateTime;
use dom_query::Document;

use crate::import::Message;
use crate::import::html::json_ld::ArticleObject;
use crate::import::html::json_ld::article_object;
use crate::import::metadata::day_in_value;
use crate::import::metadata::language_tag;
use crate::import::metadata::one_line;
use crate::model::article::Metadata;
use crate::model::kind::DateBasis;

/// `name`, `property` or `itemprop` of a `<meta>`, best first.
const TITLE_KEYS: &[&str] =
    &["og:title", "citation_title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "twitter:title"];
const PUBLISHER_KEYS: &[&str] = &[
    "og:site_name",
    "citation_publisher",
    "citation_journal_title",
    "dc.publisher",
    "dcterms.publisher",
    "application-name",
];
const AUTHOR_KEYS: &[&str] = &[
    "author",
    "article:author",
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "byline",
];
const DATE_KEYS: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "date",
];
const LANGUAGE_KEYS: &[&str] = &["og:locale", "content-language", "language", "dc.language", "inlanguage"];

/// Elements whose `datetime`, `content` or text is the day of publication, best first.
const DATE_ELEMENTS: &[&str] = &[
    "[itemprop~=datePublished]",
    "time[pubdate]",
    "article header time[datetime]",
    "article time[datetime]",
    "main time[datetime]",
    "time[datetime]",
];

pub(super) fn metadata_of(page: &str, document: &Document, json_ld: &[String]) -> (Metadata, Vec<Message>) {
    let object = article_object(json_ld).unwrap_or_default();
    let metas = metas_of(document);
    let mut messages = Vec::new();
    let publisher = object.publisher.as_deref().and_then(one_line).or_else(|| first(&metas, PUBLISHER_KEYS));
    let day = published(&object, &metas, document, &mut messages);
    let metadata = Metadata {
        title: title(&object, &metas, document, publisher.as_deref()),
        published_basis: day.as_ref().map(|_| DateBasis::Metadata),
        published: day,
        author: author(&object, &metas, document),
        url: url(page, &object, &metas, document),
        language: language(&object, &metas, document),
        publisher,
    };
    (metadata, messages)
}

/// Keys in lower case with their contents, in the order of the page.
fn metas_of(document: &Document) -> Vec<(String, String)> {
    let mut metas = Vec::new();
    for meta in document.select("meta[content]").nodes() {
        let content = meta.attr_or("content", "");
        for attribute in ["property", "name", "itemprop", "http-equiv"] {
            if let (Some(key), Some(content)) = (meta.attr(attribute), one_line(&content)) {
                metas.push((key.trim().to_ascii_lowercase(), content));
            }
        }
    }
    metas
}

fn first(metas: &[(String, String)], keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| metas.iter().find(|(name, _)| name == key)).map(|(_, content)| content.clone())
}

fn text_of(document: &Document, selector: &str) -> Option<String> {
    document.select(selector).nodes().iter().find_map(|node| one_line(&node.text()))
}

/// Without the site's name behind it, which search engines like and readers know.
fn title(
    object: &ArticleObject,
    metas: &[(String, String)],
    document: &Document,
    publisher: Option<&str>,
) -> Option<String> {
    let declared = object.title.as_deref().and_then(one_line).or_else(|| first(metas, TITLE_KEYS));
    let title = declared.or_else(|| text_of(document, "title"))?;
    let heading = text_of(document, "h1");
    for separator in [" | ", " - ", " – ", " — ", " :: ", " » ", " • "] {
        let Some((front, site)) = title.rsplit_once(separator) else { continue };
        let names_site = publisher.is_some_and(|name| name.to_lowercase() == site.trim().to_lowercase());
        let is_heading = heading.as_deref() == Some(front.trim());
        if names_site || is_heading {
            return one_line(front);
        }
    }
    Some(title)
}

fn author(object: &ArticleObject, metas: &[(String, String)], document: &Document) -> Option<String> {
    let mut names: Vec<String> = object.authors.iter().filter_map(|name| one_line(name)).collect();
    if names.is_empty()
        && let Some(key) =
            AUTHOR_KEYS.iter().find(|key| metas.iter().any(|(name, content)| name == *key && is_name(content)))
    {
        let of_key = metas.iter().filter(|(name, content)| name == key && is_name(content));
        names = of_key.map(|(_, content)| content.clone()).collect();
    }
    if names.is_empty() {
        names.extend(text_of(document, "[rel~=author]").or_else(|| text_of(document, "[itemprop~=author]")));
    }
    names.dedup();
    (!names.is_empty()).then(|| names.join(", "))
}

/// Some pages give the address of a profile for an author.
fn is_name(content: &str) -> bool {
    !content.contains("://") && content.chars().any(char::is_alphabetic)
}

fn published(
    object: &ArticleObject,
    metas: &[(String, String)],
    document: &Document,
    messages: &mut Vec<Message>,
) -> Option<String> {
    let of_metas = DATE_KEYS.iter().flat_map(|key| metas.iter().filter(move |(name, _)| name == key));
    let mut values: Vec<String> =
        object.published.iter().cloned().chain(of_metas.map(|(_, value)| value.clone())).collect();
    if !values.iter().any(|value| day_in_value(value).is_some()) {
        values.extend(date_in_elements(document));
    }
    let dated: Vec<(&String, String)> = values.iter().filter_map(|value| Some((value, day_in_value(value)?))).collect();
    let Some((value, day)) = dated.first() else {
        messages.extend(values.first().cloned().map(Message::DateNotUnderstood));
        return None;
    };
    for (other_value, other) in &dated[1..] {
        if other == day {
            continue;
        }
        match same_instant(value, other_value) {
            // One moment written in two zones: the one that is not Greenwich's is where the publisher is.
            Some(local) => return day_in_value(local),
            None => messages.push(Message::DatesDiffer(day.clone(), other.clone())),
        }
        break;
    }
    Some(day.clone())
}

/// Of two writings of one moment, the one with the publisher's own offset.
fn same_instant<'v>(one: &'v str, other: &'v str) -> Option<&'v str> {
    let (one_time, other_time) = (DateTime::parse_from_rfc3339(one).ok()?, DateTime::parse_from_rfc3339(other).ok()?);
    // Seconds are often rounded away on one side.
    if (one_time.timestamp() - other_time.timestamp()).abs() >= 60 {
        return None;
    }
    let one_is_local = one_time.offset().local_minus_utc() != 0 || other_time.offset().local_minus_utc() == 0;
    Some(if one_is_local { one } else { other })
}

fn date_in_elements(document: &Document) -> Option<String> {
    DATE_ELEMENTS.iter().find_map(|selector| {
        document.select(selector).nodes().iter().find_map(|node| {
            let value = node.attr("datetime").or_else(|| node.attr("content")).unwrap_or_else(|| node.text());
            day_in_value(&value).is_some().then(|| value.to_string())
        })
    })
}

fn url(page: &str, object: &ArticleObject, metas: &[(String, String)], document: &Document) -> Option<String> {
    let link = document.select("link[rel~=canonical]").nodes().iter().find_map(|node| node.attr("href"));
    let candidates = [
        link.map(|href| href.to_string()),
        first(metas, &["og:url", "parsely-link", "citation_public_url", "citation_abstract_html_url"]),
        object.url.clone(),
        saved_from(page),
    ];
    candidates.into_iter().flatten().find_map(|url| absolute(&url))
}

fn absolute(url: &str) -> Option<String> {
    let url = url.trim();
    let scheme = url.split("://").next().filter(|scheme| scheme.len() < url.len())?.to_ascii_lowercase();
    (matches!(scheme.as_str(), "http" | "https") && !url.contains(char::is_whitespace)).then(|| url.to_owned())
}

/// The address in the comment that browsers (`saved from url=(0034)https://…`) and `SingleFile` (`url: https://…`) leave.
fn saved_from(page: &str) -> Option<String> {
    /// The comment stands before or right behind `<html>`.
    const N_CHARS: usize = 4096;
    let head: String = page.chars().take(N_CHARS).collect();
    for comment in head.split("<!--").skip(1) {
        let comment = comment.split("-->").next().unwrap_or(comment);
        if let Some((_, rest)) = comment.split_once("saved from url=") {
            let address = rest.split_once(')').filter(|_| rest.starts_with('(')).map_or(rest, |(_, address)| address);
            return address.split_whitespace().next().map(str::to_owned);
        }
        if comment.contains("SingleFile")
            && let Some(line) = comment.lines().find_map(|line| line.trim().strip_prefix("url:"))
        {
            return line.split_whitespace().next().map(str::to_owned);
        }
    }
    None
}

fn language(object: &ArticleObject, metas: &[(String, String)], document: &Document) -> Option<String> {
    let html = document.select("html[lang]").nodes().iter().find_map(|node| node.attr("lang")).map(|it| it.to_string());
    [html, object.language.clone(), first(metas, LANGUAGE_KEYS)]
        .into_iter()
        .flatten()
        .find_map(|tag| language_tag(&tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(page: &str) -> (Metadata, Vec<Message>) {
        let tamed = crate::import::html::tame::tame(page);
        metadata_of(page, &Document::from(tamed.html), &tamed.json_ld)
    }

    /// `field` of a page that has `head` and `body`.
    #[track_caller]
    fn check(page: &str, field: fn(&Metadata) -> &Option<String>, expected: Option<&str>) {
        assert_eq!(field(&read(page).0).as_deref(), expected, "{page}");
    }

    #[test]
    fn titles_lose_the_name_of_the_site() {
        let title = |metadata: &Metadata| metadata.title.clone();
        for (page, expected) in [
            ("<title>Talks begin - The Wire</title><h1>Talks begin</h1>", Some("Talks begin")),
            (
                "<title>Talks begin | The Wire</title><meta property=og:site_name content='the wire'>",
                Some("Talks begin"),
            ),
            ("<title>Talks - and more talks</title><h1>Other</h1>", Some("Talks - and more talks")),
            ("<meta property=og:title content=' Talks\n begin '><title>x</title>", Some("Talks begin")),
            ("<title> </title><p>x", None),
        ] {
            assert_eq!(title(&read(page).0).as_deref(), expected, "{page}");
        }
    }

    #[test]
    fn days_are_the_publishers_own() {
        let published: fn(&Metadata) -> &Option<String> = |metadata| &metadata.published;
        check(
            "<meta property=article:published_time content='2023-12-08T23:59:00-05:00'>",
            published,
            Some("2023-12-08"),
        );
        check("<meta name=pubdate content='Fri, 08 Dec 2023 10:00:00 GMT'>", published, Some("2023-12-08"));
        check("<meta property=article:modified_time content='2023-12-09'>", published, None);
        check("<article><time datetime='2023-12-08'>8 Dec</time></article>", published, Some("2023-12-08"));
        check("<span itemprop=datePublished content='2023-12-08'></span>", published, Some("2023-12-08"));
        check("<time>yesterday</time>", published, None);
    }

    #[test]
    fn one_moment_in_two_zones_is_no_contradiction() {
        let json = |time: &str| {
            format!("<script type=application/ld+json>{{\"@type\":\"Article\",\"datePublished\":\"{time}\"}}</script>")
        };
        let meta = |time: &str| format!("<meta property=article:published_time content='{time}'>");
        let (metadata, messages) = read(&(json("2023-12-07T21:30:00Z") + &meta("2023-12-08T02:30:00+05:00")));
        assert_eq!((metadata.published.as_deref(), messages), (Some("2023-12-08"), vec![]));
        let (metadata, messages) = read(&(json("2023-12-07T21:30:00Z") + &meta("2023-12-09T02:30:00+05:00")));
        assert_eq!(metadata.published.as_deref(), Some("2023-12-07"));
        assert_eq!(messages, [Message::DatesDiffer("2023-12-07".to_owned(), "2023-12-09".to_owned())]);
        let (metadata, messages) = read(&meta("04/05/2023"));
        assert_eq!((metadata.published, metadata.published_basis), (None, None));
        assert_eq!(messages, [Message::DateNotUnderstood("04/05/2023".to_owned())]);
    }

    #[test]
    fn addresses_are_absolute() {
        let url: fn(&Metadata) -> &Option<String> = |metadata| &metadata.url;
        check("<link rel=canonical href='https://example.org/a?b=1'>", url, Some("https://example.org/a?b=1"));
        check(
            "<link rel=canonical href='/a'><meta property=og:url content='https://example.org/a'>",
            url,
            Some("https://example.org/a"),
        );
        check("<!-- saved from url=(0021)https://example.org/a -->\n<html>", url, Some("https://example.org/a"));
        check(
            "<!doctype html><html><!--\n Page saved with SingleFile \n url: https://example.org/a \n-->",
            url,
            Some("https://example.org/a"),
        );
        check("<link rel=canonical href='javascript:void(0)'>", url, None);
        check("<p>saved from url=https://example.org/a", url, None);
    }

    #[test]
    fn authors_are_names() {
        let author: fn(&Metadata) -> &Option<String> = |metadata| &metadata.author;
        check(
            "<meta name=citation_author content='Ana Ruiz'><meta name=citation_author content='Bo Lund'>",
            author,
            Some("Ana Ruiz, Bo Lund"),
        );
        check(
            "<meta property=article:author content='https://example.org/ana'><a rel=author href=x>Ana Ruiz</a>",
            author,
            Some("Ana Ruiz"),
        );
        check("<meta name=author content='https://example.org/ana'>", author, None);
    }

    #[test]
    fn the_page_tells_its_language() {
        let language: fn(&Metadata) -> &Option<String> = |metadata| &metadata.language;
        check("<html lang=en-gb>", language, Some("en-GB"));
        check("<meta property=og:locale content=fr_FR>", language, Some("fr-FR"));
        check("<html lang=''>", language, None);
    }
}
