//! Words as they are typed, found in one text wherever they stand: in any case, with any accents, across line ends.
//!
//! Never changes a text: hits are spans of it. Unlike a search of the dossier it finds parts of words too.

use crate::model::span::Span;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A letter as it is compared, and where it stands.
struct Letter {
    key: char,
    span: Span,
}

/// All places where `query` stands in `text`, in order and apart.
pub fn find_all(text: &str, query: &str) -> Vec<Span> {
    let wanted: Vec<char> = letters(query.trim()).into_iter().map(|letter| letter.key).collect();
    let Some(first) = wanted.first() else { return Vec::new() };
    let letters = letters(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at + wanted.len() <= letters.len() {
        let here = &letters[at..at + wanted.len()];
        if here[0].key == *first && here.iter().zip(&wanted).all(|(letter, wanted)| letter.key == *wanted) {
            found.push(Span::new(here[0].span.start_byte, here[here.len() - 1].span.end_byte));
            at += wanted.len();
        } else {
            at += 1;
        }
    }
    found
}

fn letters(text: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::with_capacity(text.len());
    for (start, c) in text.char_indices() {
        let span = Span::new(start, start + c.len_utf8());
        if c.is_whitespace() {
            if letters.last().is_some_and(|last| last.key == ' ') {
                continue;
            }
            letters.push(Letter { key: ' ', span });
        } else if c.is_ascii() {
            letters.push(Letter { key: c.to_ascii_lowercase(), span });
        } else if is_combining_mark(c) {
            // It belongs to the letter before.
            if let Some(last) = letters.last_mut() {
                last.span.end_byte = span.end_byte;
            }
        } else {
            let keys =
                std::iter::once(plain_quote(c)).nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
            letters.extend(keys.map(|key| Letter { key, span }));
        }
    }
    letters
}

/// Quotation marks and dashes are typed as they stand on a keyboard.
const fn plain_quote(c: char) -> char {
    match c {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_they_are_typed() {
        for (text, query, expected) in [
            ("The boats and the Boat", "boat", &["boat", "Boat"][..]),
            ("Élan and elan", "ELAN", &["Élan", "elan"]),
            ("e\u{301}lan", "elan", &["e\u{301}lan"]),
            ("Ana\n\n  Ruiz left", "ana ruiz", &["Ana\n\n  Ruiz"]),
            ("“No,” he said. Ruiz’s aide", "ruiz's", &["Ruiz’s"]),
            ("1,200 and 11,200", "1,200", &["1,200", "1,200"]),
            ("aaaa", "aa", &["aa", "aa"]),
            ("会议结束，会议开始", "会议", &["会议", "会议"]),
            ("Straße", "strasse", &[]),
            ("The boats", "trains", &[]),
            ("The boats", "  ", &[]),
            ("", "a", &[]),
            ("a", "long words", &[]),
        ] {
            let found = find_all(text, query);
            let words: Vec<&str> = found.iter().map(|span| span.words(text).expect("words of the text")).collect();
            assert_eq!(words, expected, "{query} in {text}");
        }
    }
}
