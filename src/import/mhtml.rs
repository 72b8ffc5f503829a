//! Pages saved as one file (`.mhtml`): a MIME message whose root part is the page.
//!
//! Only the page itself is read, never its pictures and frames. The message's `Date` is when the page was saved and says
//! nothing about when it was published.

use mail_parser::MessageParser;
use mail_parser::MessagePart;
use mail_parser::MimeHeaders as _;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use memchr::memmem;

use crate::import::Parsed;
use crate::import::Reason;
use crate::import::html;

/// Multiparts within multiparts that are looked into. Browsers write one, mail programs up to four.
const MAX_DEPTH: usize = 8;

/// Parts that are looked at. A page with thousands of pictures has thousands.
const MAX_PARTS: usize = 100_000;

pub(super) fn parse(bytes: &[u8]) -> Result<Parsed, Reason> {
    let archive = Part::read(bytes).ok_or(Reason::NoPage)?;
    let address = archive.raw_header("Snapshot-Content-Location");
    let start = archive.headers.content_type().and_then(|kind| kind.attribute("start")).map(bare);
    let pages = pages(archive)?;
    let part = root_page(&pages, start.as_deref(), address.as_deref()).ok_or(Reason::NoPage)?;
    let page = part.content().ok_or(Reason::NoPage)?;
    let charset = part.headers.content_type().and_then(|kind| kind.attribute("charset"));
    let mut parsed = html::parse_declared(&page, charset)?;
    let location = address.or_else(|| part.raw_header("Content-Location"));
    parsed.metadata.url = parsed.metadata.url.or_else(|| location.filter(|url| url.starts_with("http")));
    Ok(parsed)
}

/// One part of a message: only its headers are given to the mail parser, whose own tree of parts is taken down by
/// recursion, as deep as somebody nested it.
struct Part<'b> {
    headers: MessagePart<'b>,
    /// From the first header to the empty line after the last one.
    head: &'b [u8],
    /// What follows.
    body: &'b [u8],
}

impl<'b> Part<'b> {
    fn read(bytes: &'b [u8]) -> Option<Self> {
        let is_end = |at: &usize| bytes[at + 1..].starts_with(b"\n") || bytes[at + 1..].starts_with(b"\r\n");
        let end = memchr::memchr_iter(b'\n', bytes).find(is_end).map_or(bytes.len(), |at| at + 1);
        let (head, body) = bytes.split_at(end);
        let headers = MessageParser::default().parse_headers(head)?.parts.into_iter().next()?;
        let body = body.strip_prefix(b"\r").unwrap_or(body);
        Some(Self { headers, head, body: body.strip_prefix(b"\n").unwrap_or(body) })
    }

    fn is_page(&self) -> bool {
        self.headers.content_type().is_some_and(|kind| {
            let full = format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or(""));
            matches!(full.to_ascii_lowercase().as_str(), "text/html" | "application/xhtml+xml")
        })
    }

    /// What separates the parts that this one consists of.
    fn boundary(&self) -> Option<&str> {
        let kind = self.headers.content_type().filter(|kind| kind.ctype().eq_ignore_ascii_case("multipart"))?;
        kind.attribute("boundary").filter(|boundary| !boundary.is_empty())
    }

    /// The part's own bytes, so that its encoding is told as for any other page.
    fn content(&self) -> Option<Vec<u8>> {
        let encoding = self.headers.content_transfer_encoding().unwrap_or("").trim().to_ascii_lowercase();
        match encoding.as_str() {
            "base64" => base64_decode(self.body),
            "quoted-printable" => quoted_printable_decode(self.body),
            _ => Some(self.body.to_vec()),
        }
    }

    /// A header's value as it is written, unfolded; addresses are no structured text to the mail parser.
    fn raw_header(&self, name: &str) -> Option<String> {
        let header = self.headers.headers().iter().find(|header| header.name().eq_ignore_ascii_case(name))?;
        let raw = self.head.get(header.offset_start() as usize..header.offset_end() as usize)?;
        let value: String = String::from_utf8_lossy(raw).split_whitespace().collect();
        (!value.is_empty()).then_some(value)
    }
}

/// The parts that are pages, in order.
fn pages(archive: Part<'_>) -> Result<Vec<Part<'_>>, Reason> {
    let mut pages = Vec::new();
    let mut waiting = vec![(archive, 0)];
    let mut n_parts = 0;
    while let Some((part, depth)) = waiting.pop() {
        if part.is_page() {
            pages.push(part);
        } else if let Some(boundary) = part.boundary() {
            if depth == MAX_DEPTH {
                return Err(Reason::TooDeep);
            }
            let inner = split(part.body, boundary);
            n_parts += inner.len();
            if n_parts > MAX_PARTS {
                return Err(Reason::NoPage);
            }
            let inner = inner.into_iter().filter_map(Part::read).map(|inner| (inner, depth + 1));
            waiting.extend(inner.rev());
        }
    }
    Ok(pages)
}

/// What stands between the lines `--boundary`. What comes before the first is for readers without MIME; the last part
/// of a file that was cut off has no line after it.
fn split<'b>(body: &'b [u8], boundary: &str) -> Vec<&'b [u8]> {
    let line = format!("--{boundary}");
    let mut parts = Vec::new();
    let mut start = None;
    for at in memmem::find_iter(body, line.as_bytes()) {
        let after = &body[at + line.len()..];
        let begins_line = at == 0 || body[at - 1] == b'\n';
        let ends = after.starts_with(b"--");
        if !begins_line || !(ends || after.first().is_none_or(u8::is_ascii_whitespace)) {
            continue;
        }
        if let Some(start) = start {
            let part: &[u8] = &body[start..at];
            parts.push(part.strip_suffix(b"\n").map_or(part, |part| part.strip_suffix(b"\r").unwrap_or(part)));
        }
        if ends {
            return parts;
        }
        start = Some(at + line.len() + memchr::memchr(b'\n', after).map_or(after.len(), |end| end + 1));
    }
    parts.extend(start.and_then(|start| body.get(start..)));
    parts
}

/// The page: the part that `start` names, else the one at the archive's address, else the first page there is.
fn root_page<'p, 'b>(pages: &'p [Part<'b>], start: Option<&str>, address: Option<&str>) -> Option<&'p Part<'b>> {
    let is_named = |page: &&Part<'_>| start.is_some() && page.headers.content_id().map(bare).as_deref() == start;
    let is_there = |page: &&Part<'_>| address.is_some() && page.raw_header("Content-Location").as_deref() == address;
    pages.iter().find(is_named).or_else(|| pages.iter().find(is_there)).or_else(|| pages.first())
}

fn bare(id: &str) -> String {
    id.trim().trim_matches(['<', '>']).to_owned()
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

    #[test]
    fn pages_stand_within_parts_and_what_is_cut_off_is_read_as_far_as_it_goes() {
        let inner =
            "--i\r\nContent-Type: text/plain\r\n\r\nx\r\n--i\r\nContent-Type: text/html\r\n\r\n<p>Page.</p>\r\n--i--";
        let nested = archive("", &[("Content-Type: multipart/alternative; boundary=i", inner)]);
        check(&nested, "Page.", "https://example.org/talks");
        let text = archive("", &[("Content-Type: text/html", "<p>The first half --b is here</p>\r\n<p>the rest")]);
        let cut = text.find("--b--").expect("the end");
        check(&text[..cut], "The first half --b is here\nthe rest", "https://example.org/talks");
    }

    #[test]
    fn parts_within_parts_end_somewhere() {
        let mut many = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b0\n\n".to_owned();
        for level in 0..20_000 {
            let next = level + 1;
            many += format!("--b{level}\nContent-Type: multipart/related; boundary=b{next}\n\n").as_str();
        }
        let mail = "--b\nContent-Type: message/rfc822\n\n".repeat(100_000);
        let mails = format!("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n{mail}<p>hi</p>");
        let refused = |archive: &str| parse(archive.as_bytes()).err();
        assert_eq!((refused(&many), refused(&mails)), (Some(Reason::TooDeep), Some(Reason::NoPage)));
    }
}
