//! A page made safe to build a tree from: only the elements that text stands in, never deeper than a person could write.
//!
//! The standard's tree builder takes time and memory in the square of the nesting, and more for unclosed formatting
//! elements; a few megabytes of `<div>` or `<b>` would stop an import. So the source is cut into tags first, by the
//! tokenizer's own rules, and what the text does not need is not passed on: scripts, styles, drawings, formatting,
//! comments. Nothing of the text itself is lost: only tags go.

/// Deepest nesting passed on. Browsers stop at 512; real pages stay below 100.
const MAX_DEPTH: usize = 256;

/// Elements that hold lines or groups of lines.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "html",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements within a line that tell what its words are for.
const INLINES: &[&str] = &["a", "span", "time"];

/// Elements without content.
const VOIDS: &[&str] = &["base", "hr", "link", "meta"];

/// Elements that go with everything in them: what is no text, and what is shown only where something else fails.
const DROPPED: &[&str] = &[
    "amp-ad",
    "amp-consent",
    "audio",
    "canvas",
    "datalist",
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "video",
    "xmp",
];

/// Elements whose content is no markup: up to their end tag or the end of the file.
const RAW: &[&str] = &["script", "style", "iframe", "noembed", "noframes", "xmp", "textarea", "title"];

pub(super) struct Tamed {
    pub html: String,
    /// Contents of `<script type="application/ld+json">`, in order.
    pub json_ld: Vec<String>,
}

pub(super) fn tame(page: &str) -> Tamed {
    let html = String::with_capacity(page.len() / 2);
    let mut tamer = Tamer { html, json_ld: Vec::new(), open: Vec::new(), n_breaks: 0, endless: Vec::new() };
    let mut rest = page;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        tamer.text(&rest[..at]);
        rest = tamer.markup(&rest[at..]);
    }
    tamer.text(rest);
    Tamed { html: tamer.html, json_ld: tamer.json_ld }
}

struct Tamer {
    html: String,
    json_ld: Vec<String>,
    /// Open elements as the tree builder will have them, or more; never fewer.
    open: Vec<&'static str>,
    /// Line breaks passed on since the last text.
    n_breaks: usize,
    /// Elements to drop that have no end tag from here on; not to be looked for again.
    endless: Vec<String>,
}

impl Tamer {
    fn text(&mut self, text: &str) {
        if !text.trim_ascii().is_empty() {
            self.n_breaks = 0;
        }
        self.html.push_str(text);
    }

    /// Two line breaks end a paragraph; Readability takes square time over more.
    fn line_break(&mut self) {
        if self.n_breaks < 2 {
            self.n_breaks += 1;
            self.html.push_str("<br>");
        }
    }

    /// Takes one piece of markup from the front of `text`, which starts with `<`; gives back what follows it.
    fn markup<'t>(&mut self, text: &'t str) -> &'t str {
        if let Some(comment) = text.strip_prefix("<!--") {
            return comment.find("-->").map_or("", |end| &comment[end + 3..]);
        }
        let Some(tag) = Tag::at(text) else {
            return match text.as_bytes().get(1) {
                // Declarations and processing instructions go.
                Some(b'!' | b'?' | b'/') => text.find('>').map_or("", |end| &text[end + 1..]),
                // The file ends within a tag.
                Some(letter) if letter.is_ascii_alphabetic() => "",
                // A lone `<` is text.
                _ => {
                    self.text("&lt;");
                    &text[1..]
                }
            };
        };
        let after = &text[tag.source.len()..];
        if tag.name == "q" {
            // Browsers show quotation marks around it; they are part of what the reader reads.
            self.text(if tag.is_end { "\u{201d}" } else { "\u{201c}" });
            return after;
        }
        if tag.is_end {
            self.close(&tag.name);
            return after;
        }
        if RAW.contains(&tag.name.as_str()) {
            return self.raw(&tag, after);
        }
        if DROPPED.contains(&tag.name.as_str()) {
            return self.dropped(&tag, after);
        }
        self.open(&tag);
        after
    }

    /// An element whose content is no markup.
    fn raw<'t>(&mut self, tag: &Tag, after: &'t str) -> &'t str {
        let (content_end, end) = find_end_tag(after, &tag.name).unwrap_or((after.len(), after.len()));
        let content = &after[..content_end];
        if tag.name == "title" {
            self.html.push_str("<title>");
            self.html.push_str(&content.replace('<', "&lt;"));
            self.html.push_str("</title>");
        } else if tag.name == "script" && tag.source.to_ascii_lowercase().contains("application/ld+json") {
            self.json_ld.push(content.to_owned());
        }
        &after[end..]
    }

    /// An element that goes with everything in it. Without its end, only the tag goes: the rest is still text.
    fn dropped<'t>(&mut self, tag: &Tag, after: &'t str) -> &'t str {
        if self.endless.contains(&tag.name) {
            return after;
        }
        if let Some((_, end)) = find_end_tag(after, &tag.name) {
            return &after[end..];
        }
        self.endless.push(tag.name.clone());
        after
    }

    fn open(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if name == "br" {
            return self.line_break();
        }
        if VOIDS.contains(&name) {
            self.html.push_str(tag.source);
            return;
        }
        let Some(name) = known(name) else { return };
        while self.open.last().is_some_and(|top| ends_by_itself(top, name)) {
            self.open.pop();
        }
        if self.open.len() < MAX_DEPTH {
            self.open.push(name);
            self.html.push_str(tag.source);
        } else if BLOCKS.contains(&name) {
            // The line end stays where the element goes.
            self.line_break();
        }
    }

    fn close(&mut self, name: &str) {
        let Some(name) = known(name) else {
            if name == "br" {
                self.line_break();
            }
            return;
        };
        let barriers = self.open.iter().rposition(|open| *open != name && stops(open, name)).map_or(0, |at| at + 1);
        if let Some(at) = self.open[barriers..].iter().rposition(|open| *open == name) {
            self.open.truncate(barriers + at);
            self.html.push_str("</");
            self.html.push_str(name);
            self.html.push('>');
        }
    }
}

/// The name as one of ours, if it is passed on.
fn known(name: &str) -> Option<&'static str> {
    BLOCKS.iter().chain(INLINES).find(|known| **known == name).copied()
}

/// Whether an open `top` ends where `next` begins: the end tags that may be left out.
fn ends_by_itself(top: &str, next: &str) -> bool {
    match next {
        "p" => top == "p",
        "li" => matches!(top, "p" | "li"),
        "dd" | "dt" => matches!(top, "p" | "dd" | "dt"),
        "td" | "th" => matches!(top, "p" | "td" | "th"),
        "tr" => matches!(top, "p" | "td" | "th" | "tr"),
        "tbody" | "thead" | "tfoot" => matches!(top, "p" | "td" | "th" | "tr" | "tbody" | "thead" | "tfoot"),
        _ => false,
    }
}

/// Whether an end tag `name` does not reach beyond an open `barrier`.
fn stops(barrier: &str, name: &str) -> bool {
    if INLINES.contains(&name) {
        return BLOCKS.contains(&barrier);
    }
    match barrier {
        "table" => true,
        "td" | "th" | "caption" => !matches!(name, "table" | "tbody" | "thead" | "tfoot" | "tr"),
        "ol" | "ul" => name == "li",
        "button" => name == "p",
        _ => false,
    }
}

struct Tag<'t> {
    /// In lower case.
    name: String,
    is_end: bool,
    /// From `<` to `>`.
    source: &'t str,
}

impl<'t> Tag<'t> {
    /// The tag at the front of `text`; `None` if there is none, or its end is missing.
    fn at(text: &'t str) -> Option<Self> {
        let bytes = text.as_bytes();
        let is_end = bytes.get(1) == Some(&b'/');
        let start = 1 + usize::from(is_end);
        if !bytes.get(start)?.is_ascii_alphabetic() {
            return None;
        }
        let ends_name = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        let name_len = bytes[start..].iter().position(ends_name)?;
        let name = text[start..start + name_len].to_ascii_lowercase();
        let end = tag_end(bytes, start + name_len)?;
        Some(Self { name, is_end, source: &text[..end] })
    }
}

/// Position after the `>` that ends a tag whose attributes start at `at`: quotes count only around a value.
fn tag_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *bytes.get(at)? {
            b'>' => return Some(at + 1),
            b'=' => {
                at += 1;
                while bytes.get(at)?.is_ascii_whitespace() {
                    at += 1;
                }
                at = value_end(bytes, at)?;
            }
            _ => at += 1,
        }
    }
}

fn value_end(bytes: &[u8], at: usize) -> Option<usize> {
    match *bytes.get(at)? {
        quote @ (b'"' | b'\'') => Some(at + 2 + memchr::memchr(quote, &bytes[at + 1..])?),
        _ => Some(at + bytes[at..].iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>')?),
    }
}

/// Where the end tag of `name` starts and ends.
fn find_end_tag(text: &str, name: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let at = from + memchr::memmem::find(&text.as_bytes()[from..], b"</")?;
        if let Some(tag) = Tag::at(&text[at..])
            && tag.name == name
        {
            return Some((at, at + tag.source.len()));
        }
        from = at + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, tamed: &str) {
        assert_eq!(tame(page).html, tamed, "{page}");
    }

    #[test]
    fn text_and_structure_pass_and_the_rest_goes() {
        check(
            "<p class=a>One <b>two</b> <a href='x>y'>three</a></p>",
            "<p class=a>One two <a href='x>y'>three</a></p>",
        );
        check("<!doctype html><!-- <p>x -->a<script>if (a<b) '</p>'</script>b<STYLE>p{}</Style>c", "abc");
        check("<svg><text>x</text></svg>a<svg>b", "ab");
        check("a <q>b</q> c<noscript>d</noscript>", "a “b” c");
        check("1 < 2 <3 a<b c<d", "1 &lt; 2 &lt;3 a");
        check("a <", "a &lt;");
        check("<title>A <b> & B</title>", "<title>A &lt;b> & B</title>");
        check("<p title=a\"b>x</p><p title='\">'>y", "<p title=a\"b>x</p><p title='\">'>y");
        check("<p>a</br>b<br/>c<br> <br clear=all><br>d", "<p>a<br>b<br>c<br> <br>d");
        check("x <p title='never closed", "x ");
    }

    #[test]
    fn end_tags_end_what_is_theirs() {
        check("<div><p>a</div>b", "<div><p>a</div>b");
        check("a</div>b</span>", "ab");
        check("<span><div>a</span>b</div>", "<span><div>ab</div>");
        check("<li>a<li>b", "<li>a<li>b");
    }

    #[test]
    fn json_ld_is_set_aside() {
        let tamed = tame("<script type=\"application/ld+json\">{\"a\": 1}</script><script>var x</script>");
        assert_eq!((tamed.html.as_str(), tamed.json_ld), ("", vec!["{\"a\": 1}".to_owned()]));
    }

    #[test]
    fn nesting_ends_somewhere_and_the_text_stays() {
        let n = 100_000;
        let tamed = tame(&format!("{}text{}end", "<div>".repeat(n), "</div>".repeat(n))).html;
        assert_eq!(tamed.matches("<div>").count(), MAX_DEPTH);
        assert_eq!(tamed.matches("</div>").count(), MAX_DEPTH);
        assert!(tamed.contains("text</div>") && tamed.ends_with("end"));
        // Items without end tags are many, not deep.
        let list = tame(&format!("<ul>{}</ul>", "<li><p>x".repeat(n))).html;
        assert_eq!(list.matches("<li>").count(), n);
    }
}
