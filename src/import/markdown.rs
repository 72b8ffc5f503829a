//! Markdown: front matter read as metadata, everything after it kept as it is written.
//!
//! Never renders: `**bold**` stays, since every offset refers to the text that the analyst sees. Front matter is the
//! flat part of YAML that static sites and note programs write; what is nested deeper is left alone.

use crate::import::Message;
use crate::import::Parsed;
use crate::import::Reason;
use crate::import::decoding_messages;
use crate::import::metadata::day_in_value;
use crate::import::metadata::language_tag;
use crate::import::metadata::one_line;
use crate::model::article::Metadata;
use crate::model::kind::DateBasis;
use crate::text::decode::decode;

/// Keys whose presence makes a block between two `---` front matter and not a rule with text below.
const KEYS: &[&str] = &[
    "title",
    "date",
    "published",
    "author",
    "authors",
    "url",
    "link",
    "canonical",
    "source",
    "publisher",
    "site",
    "lang",
    "language",
];

pub(super) fn parse(bytes: &[u8]) -> Result<Parsed, Reason> {
    let decoded = decode(bytes, None)?;
    let mut messages = decoding_messages(&decoded);
    let (front, body) = split(&decoded.text).unwrap_or(("", &decoded.text));
    let metadata = metadata_of(front, &mut messages);
    Ok(Parsed { body: body.to_owned(), encoding: decoded.encoding, metadata, messages })
}

/// Whether a text begins with front matter that says something we understand.
pub(super) fn has_front_matter(text: &str) -> bool {
    split(text).is_some()
}

/// Front matter and what follows it, without the blank lines between.
fn split(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("---")?.trim_start_matches([' ', '\t']).strip_prefix('\n')?;
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            let front = &rest[..end];
            let body = rest[end + line.len()..].trim_start_matches('\n');
            return entries(front).iter().any(|(key, _)| KEYS.contains(&key.as_str())).then_some((front, body));
        }
        end += line.len();
    }
    None
}

/// Keys in lower case with their values in order; lists are joined with commas.
fn entries(front: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in front.lines() {
        let is_inner = line.starts_with([' ', '\t', '-']);
        if let Some((key, value)) = line.split_once(':').filter(|_| !is_inner) {
            found.push((key.trim().to_lowercase(), scalar(value)));
        } else if let Some(item) = line.trim_start().strip_prefix("- ")
            && let Some((_, value)) = found.last_mut()
        {
            if !value.is_empty() {
                value.push_str(", ");
            }
            value.push_str(&scalar(item));
        }
    }
    found
}

/// A YAML value on one line: quotes and list brackets off, comment off.
fn scalar(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|rest| rest.split_once(quote)) {
            let after = inner.1.trim_start();
            if after.is_empty() || after.starts_with('#') {
                return inner.0.to_owned();
            }
        }
    }
    let value = value.split(" #").next().unwrap_or(value).trim();
    match value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(items) => items.split(',').map(scalar).collect::<Vec<_>>().join(", "),
        None => value.to_owned(),
    }
}

fn metadata_of(front: &str, messages: &mut Vec<Message>) -> Metadata {
    let mut metadata = Metadata::default();
    for (key, value) in entries(front) {
        let Some(value) = one_line(&value) else { continue };
        match key.as_str() {
            "title" => metadata.title = Some(value),
            "author" | "authors" => metadata.author = Some(value),
            "publisher" | "site" => metadata.publisher = Some(value),
            "lang" | "language" => metadata.language = language_tag(&value),
            "url" | "link" | "canonical" => metadata.url = Some(value),
            "source" if value.contains("://") => metadata.url = Some(value),
            "source" => metadata.publisher = metadata.publisher.or(Some(value)),
            "date" | "published" => match day_in_value(&value) {
                Some(day) => {
                    metadata.published = Some(day);
                    metadata.published_basis = Some(DateBasis::Metadata);
                }
                None => messages.push(Message::DateNotUnderstood(value)),
            },
            _ => {}
        }
    }
    metadata
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_metadata_and_the_rest_is_verbatim() {
        let text = "---\ntitle: \"Talks: a # start\"\ndate: 2023-12-08T10:00:00+05:00\nauthors:\n  - Ana Ruiz\n  - Bo Lund\n\
                    source: https://example.org/a # saved\npublisher: 'The Wire'\nlang: en_GB\ntags: [a, b]\n---\n\n\
                    # Talks\n\n**Bold**  \nend\n";
        let parsed = parse(text.as_bytes()).expect("text");
        assert_eq!(parsed.body, "# Talks\n\n**Bold**  \nend\n");
        assert_eq!(
            parsed.metadata,
            Metadata {
                title: Some("Talks: a # start".to_owned()),
                publisher: Some("The Wire".to_owned()),
                published: Some("2023-12-08".to_owned()),
                published_basis: Some(DateBasis::Metadata),
                author: Some("Ana Ruiz, Bo Lund".to_owned()),
                url: Some("https://example.org/a".to_owned()),
                language: Some("en-GB".to_owned()),
            }
        );
        assert_eq!(parsed.messages, []);
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for text in
            ["---\nTalks began.\n---\nThey ended.", "---\ntitle: never closed", "--- title: x\n---\n", "# Title\n"]
        {
            let parsed = parse(text.as_bytes()).expect("text");
            assert_eq!((parsed.body.as_str(), parsed.metadata), (text, Metadata::default()), "{text}");
        }
    }

    #[test]
    fn an_open_date_is_reported_not_guessed() {
        let parsed = parse(b"---\ndate: 04/05/2023\n---\nText").expect("text");
        assert_eq!(parsed.metadata.published, None);
        assert_eq!(parsed.messages, [Message::DateNotUnderstood("04/05/2023".to_owned())]);
    }
}
