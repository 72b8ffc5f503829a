//! Which format some bytes are in: by what they hold first, by what their name says second.
//!
//! Never parses: it looks at the first few thousand bytes, and a wrong extension changes nothing where the content speaks.

use crate::import::markdown;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Plain,
    Markdown,
}

impl Format {
    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::Plain => "text/plain",
            Self::Markdown => "text/markdown",
        }
    }

    /// For messages.
    pub(super) const fn in_words(self) -> &'static str {
        match self {
            Self::Plain => "plain text",
            Self::Markdown => "Markdown",
        }
    }
}

/// Bytes looked at. Everything that tells a format stands before.
const N_BYTES: usize = 4096;

pub(super) fn format_of(name: &str, bytes: &[u8]) -> Format {
    let head = ascii_head(bytes);
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    if markdown::has_front_matter(&head) {
        return Format::Markdown;
    }
    match extension.as_str() {
        "md" | "markdown" => Format::Markdown,
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
            ("a.txt", "<pre-recorded message follows>", Format::Plain),
            ("a.txt", "<p> is the tag for a paragraph", Format::Plain),
            ("a.txt", "Minister: no talks\n\nThe word content-type: multipart/x is for machines.", Format::Plain),
        ] {
            assert_eq!(format_of(name, content.as_bytes()), format, "{name}: {content}");
        }
    }
}
