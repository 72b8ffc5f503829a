//! The little HTML that a sheet needs. What is not written in this program leaves escaped, without exception.
//!
//! Never a script, a link to a file, or anything fetched from elsewhere: the page is whole by itself.

/// HTML in the making. Marks are literals of this program; all else goes through [`Html::text`].
#[derive(Default)]
pub struct Html(String);

impl Html {
    /// A mark: `<p>`.
    pub fn mark(&mut self, mark: &'static str) -> &mut Self {
        self.0.push_str(mark);
        self
    }

    /// Words, escaped; characters that HTML cannot hold become U+FFFD, and those that turn the direction of what
    /// follows them around are shown, not obeyed.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\n' | '\t' | '\r' => self.0.push(c),
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => self.0.push('\u{fffd}'),
                c if c.is_control() => self.0.push('\u{fffd}'),
                c => self.0.push(c),
            }
        }
        self
    }

    /// An element around words: `element("p", "words")`.
    pub fn element(&mut self, name: &'static str, words: &str) -> &mut Self {
        self.0.push('<');
        self.0.push_str(name);
        self.0.push('>');
        self.text(words);
        self.0.push_str("</");
        self.0.push_str(name.split(' ').next().unwrap_or_default());
        self.0.push('>');
        self
    }

    /// Opens an element for words of an article: in their language, from the side where that begins.
    pub fn in_language(&mut self, name: &'static str, language: Option<&str>) -> &mut Self {
        self.0.push('<');
        self.0.push_str(name);
        if let Some(language) = language.filter(|tag| is_tag(tag)) {
            self.0.push_str(" lang=\"");
            self.text(language);
            self.0.push('"');
        }
        self.0.push_str(if language.is_some_and(is_right_to_left) { " dir=\"rtl\">" } else { " dir=\"auto\">" });
        self
    }

    pub fn finish(&mut self) -> String {
        std::mem::take(&mut self.0)
    }
}

/// Whether it has the form of a BCP 47 tag.
fn is_tag(tag: &str) -> bool {
    !tag.is_empty() && tag.len() < 36 && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Whether texts of a language are written from right to left.
fn is_right_to_left(tag: &str) -> bool {
    const LANGUAGES: &[&str] = &["ar", "arc", "ckb", "dv", "fa", "he", "prs", "ps", "sd", "ug", "ur", "yi"];
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    match parts.find(|part| part.len() == 4) {
        Some(script) => matches!(script, "arab" | "hebr" | "syrc" | "thaa"),
        None => LANGUAGES.contains(&language),
    }
}

/// How a sheet looks, on screen and on A4 or Letter.
pub const STYLE: &str = "
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.4rem 1.6rem 3rem; max-width: 46rem; background: #fff; color: #1c1c1a;
  font: 15px/1.5 'Charter', 'Bitstream Charter', 'Source Serif 4', 'Cambria', 'Noto Serif', Georgia, serif;
  font-variant-numeric: lining-nums; overflow-wrap: anywhere; }
.kicker, h2, th, .small, footer, .who { font-family: 'Inter', 'Segoe UI', 'Helvetica Neue', 'Noto Sans', Arial, sans-serif; }
.kicker { display: flex; justify-content: space-between; gap: 1rem; margin: 0 0 .9rem; padding-bottom: .4rem;
  border-bottom: 2px solid #1c1c1a; font-size: .8rem; }
.kicker .ref { font-weight: 600; }
h1 { margin: 0 0 .8rem; font-size: 1.45rem; line-height: 1.25; font-weight: 600; }
h2 { margin: 1.5rem 0 .35rem; font-size: .82rem; font-weight: 600; color: #1c1c1a; break-after: avoid; }
h3 { margin: .9rem 0 .15rem; font-size: .95rem; font-weight: 600; line-height: 1.35; break-after: avoid; }
p { margin: 0 0 .55rem; }
blockquote { margin: 0 0 .7rem; padding: .1rem 0 .1rem 1rem; border-inline-start: 3px solid #b9b4a6; break-inside: avoid; }
blockquote p:last-child { margin-bottom: 0; }
mark { padding: .05em .1em; background: #ffe9a8; color: inherit; border-bottom: 1.5px solid #8a6500; }
.sentence { background: #f6f3ea; }
.source { margin-bottom: .4rem; }
.small, .who { color: #5d5a52; font-size: .82rem; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
tr { break-inside: avoid; }
th, td { padding: .22rem 0; border-top: 1px solid #e3dfd4; text-align: start; vertical-align: top; }
th { width: 10.5rem; padding-inline-end: 1rem; color: #5d5a52; font-weight: 400; font-size: .82rem; }
table.rows { width: auto; }
table.rows th { width: auto; white-space: nowrap; }
table.rows td { padding-inline-end: 1.4rem; }
table.rows td:last-child { padding-inline-end: 0; }
code { font-family: 'JetBrains Mono', 'DejaVu Sans Mono', Consolas, monospace; font-size: .82em; }
ul { margin: 0 0 .5rem; padding-inline-start: 1.1rem; }
li { margin-bottom: .3rem; break-inside: avoid; }
.tag { display: inline-block; margin: 0 .3rem .2rem 0; padding: 0 .5rem; border: 1px solid #b9b4a6; border-radius: 1rem;
  font-size: .82rem; }
.status { font-weight: 600; }
footer { margin-top: 1.8rem; padding-top: .6rem; border-top: 2px solid #1c1c1a; font-size: .8rem; color: #3a3832;
  break-inside: avoid; }
@page { margin: 13mm 16mm; }
@media print {
  html { font-size: 9.5pt; }
  body { padding: 0; max-width: none; font-size: 10pt; line-height: 1.38; }
  h2 { margin: .75rem 0 .15rem; }
  table { font-size: 8.6pt; line-height: 1.3; }
  th, td { padding-block: .09rem; }
  th { font-size: 7.8pt; }
  footer { margin-top: .9rem; font-size: 7.8pt; }
  footer p { margin-bottom: .25rem; }
  mark, .sentence { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_hostile_gets_through() {
        let hostile = "</p><script>alert(1)</script>\" onload='x' &amp; \0\u{202e}txt";
        let html = Html::default().element("p", hostile).finish();
        assert_eq!(
            html,
            "<p>&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp;amp; \u{fffd}\u{fffd}txt</p>"
        );
        let html = Html::default().in_language("p", Some("en\" onload=\"x")).finish();
        assert_eq!(html, "<p dir=\"auto\">");
    }

    #[test]
    fn texts_run_from_the_side_where_their_language_begins() {
        for (language, opened) in [
            (Some("ar"), "<p lang=\"ar\" dir=\"rtl\">"),
            (Some("fa-IR"), "<p lang=\"fa-IR\" dir=\"rtl\">"),
            (Some("ku-Arab"), "<p lang=\"ku-Arab\" dir=\"rtl\">"),
            (Some("ar-Latn"), "<p lang=\"ar-Latn\" dir=\"auto\">"),
            (Some("en"), "<p lang=\"en\" dir=\"auto\">"),
            (None, "<p dir=\"auto\">"),
        ] {
            assert_eq!(Html::default().in_language("p", language).finish(), opened);
        }
    }
}
