//! Pages saved as one file (`.mhtml`): a MIME message whose root part is the page.
//!
//! Only the page itself is read, never its pictures and frames. The message's `Date` is when the page was saved and says
//! nothing about when it was published.

use mail_parser::Encoding;
use mail_parser::Message as Mail;
use mail_parser::MessageParser;
use mail_parser::MessagePart;
use mail_parser::MimeHeaders as _;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;

use crate::import::Parsed;
use crate::import::Reason;
use crate::import::html;

pub(super) fn parse(bytes: &[u8]) -> Result<Parsed, Reason> {
    let mail = MessageParser::default().parse(bytes).ok_or(Reason::NoPage)?;
    let address = raw_header(&mail.parts[0], "Snapshot-Content-Location", bytes);
    let part = root_page(&mail, address.as_deref(), bytes).ok_or(Reason::NoPage)?;
    let page = content(part, bytes).ok_or(Reason::NoPage)?;
    let charset = part.content_type().and_then(|kind| kind.attribute("charset"));
    let mut parsed = html::parse_declared(&page, charset)?;
    let location = address.or_else(|| raw_header(part, "Content-Location", bytes));
    parsed.metadata.url = parsed.metadata.url.or_else(|| location.filter(|url| url.starts_with("http")));
    Ok(parsed)
}

/// The page: the part that `start` names, else the one at the message's address, else the first page there is.
fn root_page<'m>(mail: &'m Mail<'m>, address: Option<&str>, bytes: &[u8]) -> Option<&'m MessagePart<'m>> {
    let bare = |id: &str| id.trim().trim_matches(['<', '>']).to_owned();
    let start = mail.parts.first()?.content_type().and_then(|kind| kind.attribute("start")).map(bare);
    let pages = || mail.parts.iter().filter(|part| is_page(part));
    let named = start.and_then(|start| pages().find(|part| part.content_id().map(bare).as_ref() == Some(&start)));
    let located =
        || pages().find(|part| address.is_some() && raw_header(part, "Content-Location", bytes).as_deref() == address);
    named.or_else(located).or_else(|| pages().next())
}

fn is_page(part: &MessagePart<'_>) -> bool {
    part.content_type().is_some_and(|kind| {
        let full = format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or(""));
        matches!(full.to_ascii_lowercase().as_str(), "text/html" | "application/xhtml+xml")
    })
}

/// The part's own bytes, so that its encoding is told as for any other page.
fn content(part: &MessagePart<'_>, bytes: &[u8]) -> Option<Vec<u8>> {
    let raw = bytes.get(part.raw_body_offset() as usize..part.raw_end_offset() as usize)?;
    match part.encoding {
        Encoding::Base64 => base64_decode(raw),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::None => Some(raw.to_vec()),
    }
}

/// A header's value as it is written, unfolded; addresses are no structured text to the mail parser.
fn raw_header(part: &MessagePart<'_>, name: &str, bytes: &[u8]) -> Option<String> {
    let header = part.headers().iter().find(|header| header.name().eq_ignore_ascii_case(name))?;
    let raw = bytes.get(header.offset_start() as usize..header.offset_end() as usize)?;
    let value: String = String::from_utf8_lossy(raw).split_whitespace().collect();
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/talks\r\n\
                        Date: Sat, 9 Dec 2023 10:00:00 -0000\r\nMIME-Version: 1.0\r\n";

    fn archive(kind: &str, parts: &[(&str, &str)]) -> String {
        let mut text = format!("{HEAD}Content-Type: multipart/related; {kind}boundary=\"b\"\r\n\r\n");
        for (headers, content) in parts {
            text.extend(["--b\r\n", headers, "\r\n\r\n", content, "\r\n"]);
        }
        text + "--b--\r\n"
    }

    #[track_caller]
    fn check(archive: &str, body: &str, url: &str) {
        let parsed = parse(archive.as_bytes()).expect("a page");
        assert_eq!((parsed.body.as_str(), parsed.metadata.url.as_deref()), (body, Some(url)));
        assert_eq!(parsed.metadata.published, None, "the day of saving is not the day of publication");
    }

    #[test]
    fn the_root_page_is_read_in_its_own_encoding() {
        let html = "Content-Type: text/html";
        let page = "<p>Caf=E9 talks =\r\nwent on.</p>";
        let quoted = format!("{html}; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable");
        check(&archive("", &[(&quoted, page)]), "Café talks went on.", "https://example.org/talks");
        let base64 = format!("{html}\r\nContent-Transfer-Encoding: base64");
        check(&archive("", &[(&base64, "PHA+Q2Fmw6k8L3A+")]), "Café", "https://example.org/talks");
    }

    #[test]
    fn frames_and_pictures_are_not_the_page() {
        let frame = "Content-Type: text/html\r\nContent-ID: <frame>\r\nContent-Location: https://example.org/frame";
        let page = "Content-Type: text/html\r\nContent-ID: <page>\r\nContent-Location: https://example.org/talks";
        let picture = "Content-Type: image/png\r\nContent-Location: https://example.org/p.png";
        let parts = [(picture, "x"), (frame, "<p>Frame.</p>"), (page, "<p>Page.</p>")];
        check(&archive("", &parts), "Page.", "https://example.org/talks");
        check(&archive("start=\"<frame>\"; ", &parts), "Frame.", "https://example.org/talks");
        let refused = parse(archive("", &[(picture, "x")]).as_bytes()).err();
        assert_eq!(refused, Some(Reason::NoPage));
    }
}
