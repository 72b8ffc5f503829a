//! Cuts text into tokens: words, numbers and marks, each with its span.
//!
//! Never copies: a token is a slice of the body. Possessives stand apart (`Pakistan` `'s`), compounds and initialisms
//! stay whole (`two-day`, `U.S.`), abbreviations keep their dot when the caller's list knows them.

use crate::model::span::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Word,
    /// Begins with a digit: `460,000`, `1.3m`, `20-year`, `10:30`.
    Number,
    /// The `'s` or `’s` after a name.
    Possessive,
    Mark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    pub text: &'t str,
    pub span: Span,
    pub kind: TokenKind,
    /// Looked at once: rules ask for it again and again.
    is_capitalised: bool,
    is_shouted: bool,
}

impl<'t> Token<'t> {
    pub fn new(text: &'t str, span: Span, kind: TokenKind) -> Self {
        let (is_capitalised, is_shouted) = if kind == TokenKind::Word { capitals(text) } else { (false, false) };
        Self { text, span, kind, is_capitalised, is_shouted }
    }

    /// A word whose first letter is a capital (or has no case at all in a script without cases: false).
    pub const fn is_capitalised(&self) -> bool {
        self.is_capitalised
    }

    /// Two capitals or more and no small letter: `FO`, `U.S.`, `ISLAMABAD`.
    pub const fn is_shouted(&self) -> bool {
        self.is_shouted
    }

    pub fn is(&self, word: &str) -> bool {
        self.text == word
    }
}

/// Whether a word begins with a capital, and whether it is written in capitals.
fn capitals(text: &str) -> (bool, bool) {
    if text.as_bytes().first().is_some_and(u8::is_ascii_lowercase) {
        return (false, false);
    }
    if text.is_ascii() {
        let n_upper = text.bytes().filter(u8::is_ascii_uppercase).count();
        let is_shouted = n_upper > 1 && !text.bytes().any(|byte| byte.is_ascii_lowercase());
        return (text.as_bytes().first().is_some_and(u8::is_ascii_uppercase), is_shouted);
    }
    let n_upper = text.chars().filter(|c| c.is_uppercase()).count();
    (text.starts_with(char::is_uppercase), n_upper > 1 && !text.chars().any(char::is_lowercase))
}

/// Whether the word before a dot is an abbreviation, so that the dot belongs to it.
pub type IsAbbreviation<'a> = &'a dyn Fn(&str) -> bool;

/// Tokens of the stretch `span` of `text`, appended in order.
pub fn tokens<'t>(text: &'t str, span: Span, is_abbreviation: IsAbbreviation<'_>, into: &mut Vec<Token<'t>>) {
    let Some(part) = span.words(text) else { return };
    let mut at = 0;
    while let Some(byte) = part.as_bytes().get(at) {
        if byte.is_ascii() {
            if *byte <= b' ' || *byte == 0x7f {
                at += 1;
                continue;
            }
        } else if let Some(c) = part[at..].chars().next()
            && (c.is_whitespace() || c.is_control() || is_invisible(c))
        {
            at += c.len_utf8();
            continue;
        }
        let (len, kind) = next_token(&part[at..], is_abbreviation);
        into.push(Token::new(&part[at..at + len], Span::new(at, at + len).shifted(span.start_byte), kind));
        at += len;
    }
}

fn next_token(rest: &str, is_abbreviation: IsAbbreviation<'_>) -> (usize, TokenKind) {
    let Some(first) = rest.chars().next() else {
        return (0, TokenKind::Mark);
    };
    if matches!(first, '\'' | '’') && possessive_len(rest) > 0 {
        return (possessive_len(rest), TokenKind::Possessive);
    }
    if is_ideograph(first) {
        return (first.len_utf8(), TokenKind::Word);
    }
    if !is_word_char(first) {
        return (first.len_utf8(), TokenKind::Mark);
    }
    let len = word_len(rest);
    let word = &rest[..len];
    let kind = if first.is_ascii_digit() { TokenKind::Number } else { TokenKind::Word };
    (len + dot_len(word, &rest[len..], is_abbreviation), kind)
}

/// `'s` at a word's end; the apostrophe alone after a plural is a mark.
fn possessive_len(rest: &str) -> usize {
    let mut chars = rest.chars();
    let mark = chars.next().map_or(0, char::len_utf8);
    let is_s = matches!(chars.next(), Some('s' | 'S'));
    if is_s && !chars.next().is_some_and(is_word_char) { mark + 1 } else { 0 }
}

/// Length of the word at the head of `rest`, with inner hyphens, apostrophes, points and commas where they join.
fn word_len(rest: &str) -> usize {
    let plain = plain_len(rest.as_bytes());
    if plain > 0 {
        return plain;
    }
    let mut end = 0;
    let mut previous = ' ';
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_word_char(c) && !is_ideograph(c) {
            end = at + c.len_utf8();
            previous = c;
            continue;
        }
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let apostrophe_s = matches!(c, '\'' | '’') && possessive_len(&rest[at..]) > 0;
        if apostrophe_s || !joins(previous, c, next) {
            break;
        }
    }
    end
}

/// Length of the word at the head of `rest`, where it is of plain letters and digits and what follows cannot go on with
/// it, as of most words; else 0.
fn plain_len(rest: &[u8]) -> usize {
    let len = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let ends = match rest.get(len) {
        None => true,
        Some(b'.' | b',' | b':' | b'-' | b'\'' | b'&') => rest.get(len + 1).is_none_or(u8::is_ascii_whitespace),
        Some(next) => next.is_ascii() && *next != b'_',
    };
    if ends { len } else { 0 }
}

/// Whether `mark` between `before` and `after` joins them into one token.
fn joins(before: char, mark: char, after: char) -> bool {
    let digits = before.is_ascii_digit() && after.is_ascii_digit();
    match mark {
        '.' => {
            digits
                || (before.is_alphabetic()
                    && after.is_alphabetic()
                    && before.is_uppercase() == after.is_uppercase()
                    && !after.is_lowercase())
                || (matches!(before, 'a' | 'p') && after == 'm')
        }
        ',' | ':' => digits,
        '-' | '\u{2010}' | '\u{2011}' => is_word_char(after) && is_word_char(before) && !digits,
        '\'' | '’' => before.is_alphabetic() && after.is_alphabetic(),
        '&' => before.is_uppercase() && after.is_uppercase(),
        _ => false,
    }
}

/// 1 where the dot after `word` belongs to it: `U.S.`, `Nov.`, the `J.` of `J. Ortega`.
fn dot_len(word: &str, after: &str, is_abbreviation: IsAbbreviation<'_>) -> usize {
    if !after.starts_with('.') || after.starts_with("..") {
        return 0;
    }
    let is_initialism = word.contains('.') && !word.starts_with(|c: char| c.is_ascii_digit());
    let is_initial = word.chars().count() == 1
        && word.starts_with(char::is_uppercase)
        && after[1..].starts_with([' ', '\u{a0}'])
        && word != "I";
    usize::from(is_initialism || is_initial || is_abbreviation(word))
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_joining_mark(c)
}

/// Vowel signs, viramas, combining accents, zero-width joiners: they never stand alone.
fn is_joining_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{93a}'..='\u{94f}' | '\u{981}'..='\u{983}' | '\u{9bc}'..='\u{9cd}' | '\u{200c}' | '\u{200d}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// Scripts that write no spaces: each character is a token of its own.
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        tokens(text, Span::new(0, text.len()), &|word| matches!(word, "Nov" | "Mr"), &mut found);
        found.iter().map(|token| token.text).collect()
    }

    #[test]
    fn what_belongs_together_stays_together() {
        for (text, expected) in [
            ("Peru's two-day", &["Peru", "'s", "two-day"][..]),
            ("460,000 or 1.3m, 5-15 men", &["460,000", "or", "1.3m", ",", "5", "-", "15", "men"]),
            ("U.S. and U.N. men", &["U.S.", "and", "U.N.", "men"]),
            ("on Nov. 1.", &["on", "Nov.", "1", "."]),
            ("J. K. O'Brien", &["J.", "K.", "O'Brien"]),
            ("“tolerated”", &["“", "tolerated", "”"]),
            ("10:30 a.m. AT&T", &["10:30", "a.m.", "AT&T"]),
            ("the officials’ plan", &["the", "officials", "’", "plan"]),
            ("$75m 50%", &["$", "75m", "50", "%"]),
            ("end.Next", &["end", ".", "Next"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn other_scripts() {
        assert_eq!(words("काबुल में"), ["काबुल", "में"]);
        assert_eq!(words("北京。"), ["北", "京", "。"]);
        assert_eq!(words("كابل، أفغانستان"), ["كابل", "،", "أفغانستان"]);
    }
}
