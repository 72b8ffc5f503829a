//! Which format some bytes are in: by what they hold first, by what their name says second.
//!
//! Never parses: it looks at the first few thousand bytes, and a wrong extension changes nothing where the content speaks.

use crate::import::markdown;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Plain,
    Markdown,
    Html,
    Mhtml,
}

impl Format {
    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::Plain => "text/plain",
            Self::Markdown => "text/markdown",
            Self::Html => "text/html",
            Self::Mhtml => "multipart/related",
        }
    }

    /// For messages.
    pub(super) const fn in_words(self) -> &'static str {
        match self {
            Self::Plain => "plain text",
            Self::Markdown => "Markdown",
            Self::Html => "a web page",
            Self::Mhtml => "a saved web archive",
        }
    }
}

/// Bytes looked at. Everything that tells a format stands before.
const N_BYTES: usize = 4096;

pub(super) fn format_of(name: &str, bytes: &[u8]) -> Format {
    let head = ascii_head(bytes);
    let start = head.trim_start();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    if is_mime(start) {
        return Format::Mhtml;
    }
    if is_page(start) {
        return Format::Html;
    }
    if markdown::has_front_matter(&head) {
        return Format::Markdown;
    }
    match extension.as_str() {
        "md" | "markdown" => Format::Markdown,
        "html" | "htm" | "xhtml" | "shtml" => Format::Html,
        _ if is_fragment_of_a_page(start) => Format::Html,
        _ => Format::Plain,
    }
}

/// The beginning in lower case, without byte order mark and NULs, so that UTF-16 can be looked at as well.
fn ascii_head(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(N_BYTES)];
    let without_mark = head.strip_prefix(b"\xef\xbb\xbf").or_else(|| head.strip_prefix(b"\xff\xfe"));
    let head = without_mark.or_else(|| head.strip_prefix(b"\xfe\xff")).unwrap_or(head);
    let letters: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    String::from_utf8_lossy(&letters).to_ascii_lowercase().replace("\r\n", "\n")
}

/// Headers of a MIME message of several parts, as browsers write them.
fn is_mime(start: &str) -> bool {
    let headers = start.split("\n\n").next().unwrap_or("");
    let first_is_header = headers.lines().next().and_then(|line| line.split_once(':')).is_some_and(|(key, _)| {
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    first_is_header
        && headers.contains("content-type:")
        && (headers.contains("multipart/") || headers.contains("mime-version:"))
}

/// A whole page: document type, root element, or the comment that browsers put before them.
fn is_page(start: &str) -> bool {
    let mut rest = start;
    // Comments and processing instructions may stand before the root.
    loop {
        rest = rest.trim_start();
        if let Some(comment) = rest.strip_prefix("<!--") {
            if comment.trim_start().starts_with("saved from url=") {
                return true;
            }
            let Some((_, after)) = comment.split_once("-->") else { return false };
            rest = after;
        } else if let Some(instruction) = rest.strip_prefix("<?xml") {
            let Some((_, after)) = instruction.split_once('>') else { return false };
            rest = after;
        } else {
            return ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| starts_with_tag(rest, tag));
        }
    }
}

/// Part of a page, as it comes through the clipboard: starts with an element that text stands in.
fn is_fragment_of_a_page(start: &str) -> bool {
    ["<article", "<main", "<section", "<div", "<p", "<h1", "<h2", "<h3", "<meta", "<title", "<table", "<ul", "<ol"]
        .iter()
        .any(|tag| starts_with_tag(start, tag))
        && start.contains("</")
}

/// `<p>` and `<p class`, not `<pre`.
fn starts_with_tag(text: &str, tag: &str) -> bool {
    let follows = text.strip_prefix(tag).map(|rest| rest.chars().next());
    follows.is_some_and(|c| c.is_none_or(|c| c == '>' || c == '/' || c.is_ascii_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_speaks_before_the_name() {
        for (name, content, format) in [
            ("a.txt", "Talks began.", Format::Plain),
            ("a", "Talks began.", Format::Plain),
            ("a.md", "# Talks\n\nbegan", Format::Markdown),
            ("a.txt", "---\ntitle: Talks\n---\nbegan", Format::Markdown),
            ("a.txt", "---\nwaiting: long\n---\nbegan", Format::Plain),
            ("a.txt", "<!DOCTYPE html><p>Talks</p>", Format::Html),
            ("a.md", "\n <HTML lang=en><p>Talks</p>", Format::Html),
            ("a.txt", "<!-- saved from url=(0021)https://example.org/ -->\n<html>", Format::Html),
            ("a.xhtml", "<?xml version='1.0'?><!-- x --><html><p>Talks", Format::Html),
            ("stdin", "<p>Talks began.</p>", Format::Html),
            ("a.md", "<p>Talks began.</p>", Format::Markdown),
            ("a.txt", "<pre-recorded message follows>", Format::Plain),
            ("a.txt", "<p> is the tag for a paragraph", Format::Plain),
            ("a.html", "Talks began.", Format::Html),
            ("a.txt", "From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b", Format::Mhtml),
            ("a.mhtml", "<html><p>Talks", Format::Html),
            ("a.txt", "Minister: no talks\n\nThe word content-type: multipart/x is for machines.", Format::Plain),
        ] {
            assert_eq!(format_of(name, content.as_bytes()), format, "{name}: {content}");
        }
        let wide: Vec<u8> = "\u{feff}<html><p>x".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(format_of("a.txt", &wide), Format::Html);
    }
}
