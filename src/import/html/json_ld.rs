//! What a page tells search engines about its article, as JSON-LD of schema.org.
//!
//! Never fails: what is no JSON, or says nothing about an article, says nothing here. References by `@id` are followed
//! within the page, never to the network.

use serde_json::Value;

/// What one article object says, as it is written there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ArticleObject {
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
}

/// The first object of the page that describes an article.
pub(super) fn article_object(scripts: &[String]) -> Option<ArticleObject> {
    let documents: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let objects = objects_of(&documents);
    let article = objects.iter().find(|object| is_article(object))?;
    let text =
        |value: Option<&Value>| value.and_then(Value::as_str).map(unescape).filter(|text| !text.trim().is_empty());
    Some(ArticleObject {
        title: text(article.get("headline")).or_else(|| text(article.get("name"))),
        publisher: article.get("publisher").and_then(|it| names(it, &objects).into_iter().next()),
        authors: article.get("author").map(|it| names(it, &objects)).unwrap_or_default(),
        published: text(article.get("datePublished")),
        url: text(article.get("url")).or_else(|| page_of(article)),
        language: text(article.get("inLanguage")),
    })
}

/// Some sites wrap the JSON in a comment or CDATA section.
fn parse(script: &str) -> Option<Value> {
    let mut json = script.trim();
    for (open, close) in [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>")] {
        if let Some(inner) = json.strip_prefix(open) {
            json = inner.trim_end().strip_suffix(close).unwrap_or(inner).trim();
        }
    }
    serde_json::from_str(json).ok()
}

/// All objects, outer ones first; the parser bounds their depth.
fn objects_of(documents: &[Value]) -> Vec<&Value> {
    let mut objects = Vec::new();
    let mut waiting: Vec<&Value> = documents.iter().rev().collect();
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items.iter().rev()),
            Value::Object(fields) => {
                objects.push(value);
                waiting.extend(fields.values().filter(|field| field.is_object() || field.is_array()));
            }
            _ => {}
        }
    }
    objects
}

/// `NewsArticle`, `ReportageNewsArticle`, `https://schema.org/Article` …
fn is_article(object: &Value) -> bool {
    let types = match object.get("@type") {
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(one)) => vec![one.as_str()],
        _ => Vec::new(),
    };
    let is_type = |name: &&str| {
        name.ends_with("Article") || name.ends_with("BlogPosting") || name.ends_with("/Report") || *name == "Report"
    };
    types.iter().any(is_type)
        // A teaser among "related articles" has no date of its own, or is only pointed at.
        && (object.get("datePublished").is_some() || object.get("articleBody").is_some() || object.get("headline").is_some())
}

/// Names of one or several persons or organisations, given as text, as objects, or by reference.
fn names(value: &Value, objects: &[&Value]) -> Vec<String> {
    let items = match value {
        Value::Array(items) => items.iter().collect(),
        one => vec![one],
    };
    items.into_iter().filter_map(|item| name(item, objects)).collect()
}

fn name(item: &Value, objects: &[&Value]) -> Option<String> {
    let own = item.as_str().or_else(|| item.get("name")?.as_str());
    let named = own.or_else(|| {
        let id = item.get("@id")?.as_str()?;
        let is_it = |object: &&&Value| object.get("@id").and_then(Value::as_str) == Some(id);
        objects.iter().filter(is_it).find_map(|object| object.get("name")?.as_str())
    });
    named.map(unescape).filter(|name| !name.trim().is_empty())
}

fn page_of(article: &Value) -> Option<String> {
    let page = article.get("mainEntityOfPage")?;
    page.as_str().or_else(|| page.get("@id")?.as_str()).map(str::to_owned)
}

/// Many sites put `&amp;` and `&#039;` into their JSON, where they do not belong.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    dom_query::Document::fragment(text.replace('<', "&lt;")).text().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(script: &str) -> Option<ArticleObject> {
        article_object(&[script.to_owned()])
    }

    #[test]
    fn articles_are_found_in_graphs_and_lists() {
        let expected = ArticleObject {
            title: Some("Talks & more".to_owned()),
            publisher: Some("The Wire".to_owned()),
            authors: vec!["Ana Ruiz".to_owned(), "Bo Lund".to_owned()],
            published: Some("2023-12-08T10:00:00+05:00".to_owned()),
            url: Some("https://example.org/a".to_owned()),
            language: None,
        };
        let article = r##"{"@type": ["NewsArticle"], "headline": "Talks &amp; more", "publisher": {"@id": "#org"},
            "author": [{"@type": "Person", "name": "Ana Ruiz"}, "Bo Lund"],
            "datePublished": "2023-12-08T10:00:00+05:00", "mainEntityOfPage": {"@id": "https://example.org/a"}}"##;
        let organisation = r##"{"@type": "Organization", "@id": "#org", "name": "The Wire"}"##;
        for script in [
            format!(r#"{{"@context": "https://schema.org", "@graph": [{organisation}, {article}]}}"#),
            format!("[{article}, {organisation}]"),
            format!("<!-- [{article}, {organisation}] -->"),
        ] {
            assert_eq!(of(&script), Some(expected.clone()), "{script}");
        }
    }

    #[test]
    fn what_is_no_article_says_nothing() {
        for script in [
            "",
            "{broken",
            r#"{"@type": "Organization", "name": "The Wire", "datePublished": "2023-12-08"}"#,
            r#"{"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": "Home"}]}"#,
            r#"{"@type": "NewsArticle", "@id": "only pointed at"}"#,
        ] {
            assert_eq!(of(script), None, "{script}");
        }
    }
}
