//! Finds where sentences end inside one paragraph.
//!
//! Never splits after an abbreviation or an initial that the caller's list knows, nor inside a number; a closing
//! quotation mark or bracket stays with the sentence it closes. A stretch without an end is cut at `MAX_BYTES`: later
//! stages look along a sentence for every word of it, and nobody writes longer ones.

use crate::model::span::Span;
use crate::text::token::IsAbbreviation;
use crate::text::token::is_ideograph;

/// Longest sentence in bytes. Legal prose reaches 2,000; what is longer is a table, a list of names or an attack.
const MAX_BYTES: usize = 4 * 1024;

/// Sentences of the stretch `span` of `text`, in order, without surrounding white space, none empty.
/// `ends_no_sentence` tells abbreviations after which a capital usually goes on with the sentence (`Mr`, `Gen`).
pub fn sentences(text: &str, span: Span, ends_no_sentence: IsAbbreviation<'_>) -> Vec<Span> {
    let Some(part) = span.words(text) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut start = 0;
    let mut word_start = 0;
    // Whether the character before goes on with a word.
    let mut is_inside = false;
    let mut next_at = 0;
    while let Some(byte) = part.as_bytes().get(next_at) {
        let at = next_at;
        // Plain letters, nearly all of a text, are read as bytes.
        let c = if byte.is_ascii() { char::from(*byte) } else { part[at..].chars().next().unwrap_or(' ') };
        next_at += c.len_utf8();
        let is_word = c.is_alphanumeric();
        if is_word && !is_inside {
            word_start = at;
        }
        is_inside = is_word || c == '.';
        if is_word || !is_end_mark(c) {
            continue;
        }
        while let Some(next) = part[next_at..].chars().next().filter(|next| is_end_mark(*next) || is_closer(*next)) {
            next_at += next.len_utf8();
            is_inside = next == '.';
        }
        let end = next_at;
        let word = part.get(word_start..at).unwrap_or("");
        if ends_here(c, word, &part[end..], ends_no_sentence) {
            push(&mut found, part, start, end, span.start_byte);
            start = end;
        }
    }
    push(&mut found, part, start, part.len(), span.start_byte);
    found
}

fn push(found: &mut Vec<Span>, part: &str, start: usize, end: usize, shift: usize) {
    let mut rest = part[start..end].trim();
    while !rest.is_empty() {
        let (words, after) = rest.split_at(cut(rest));
        found.push(Span::of_slice(part, words.trim_end()).shifted(shift));
        rest = after.trim_start();
    }
}

/// Where a sentence ends at the latest: before the last space that is near enough, or within a word that has none.
fn cut(words: &str) -> usize {
    if words.len() <= MAX_BYTES {
        return words.len();
    }
    let limit = words.floor_char_boundary(MAX_BYTES);
    words[..limit].rfind(char::is_whitespace).unwrap_or(limit)
}

fn is_end_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | '॥' | '۔')
}

/// Ideographic, Arabic and Devanagari marks end a sentence whatever follows.
fn is_sure_mark(c: char) -> bool {
    !matches!(c, '.' | '!' | '?' | '…')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»' | '」' | '』' | '“')
}

fn ends_here(mark: char, word: &str, after: &str, ends_no_sentence: IsAbbreviation<'_>) -> bool {
    if is_sure_mark(mark) {
        return true;
    }
    let rest = after.trim_start();
    let Some(next) = rest.chars().next() else {
        return true;
    };
    if rest.len() == after.len() {
        return is_ideograph(next);
    }
    if next.is_lowercase() {
        return false;
    }
    let is_initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase) && word != "I";
    // `c. 1818`, `(b. 1947)`: a year's own small words.
    let is_of_year = matches!(word, "c" | "ca" | "b" | "d" | "m") && next.is_ascii_digit();
    let is_initialism = word.contains('.');
    mark != '.' || !(is_initial || is_of_year || (is_initialism && !starts_sentence(rest)) || ends_no_sentence(word))
}

/// Words that begin a sentence far more often than they follow `U.S.` inside one.
fn starts_sentence(rest: &str) -> bool {
    let word: &str = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    ["The", "It", "He", "She", "They", "In", "But", "A", "This", "We", "On", "There", "At", "However"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` marks where the text must be split, and nowhere else.
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        let found = sentences(&text, Span::new(0, text.len()), &|word| matches!(word, "Mr" | "Gen" | "Nov"));
        let words: Vec<&str> = found.iter().filter_map(|span| span.words(&text)).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn sentences_end_where_they_end() {
        for marked in [
            "He left. |She stayed.",
            "“We go.” |She stayed.",
            "Mr. Ruiz met Gen. Ortega on Nov. 1 at 3.5 percent. |No more.",
            "J. K. Ortega of the U.S. Army spoke. |He left the U.S. |The end.",
            "Who? |Me! |You…",
            "“Why?” she asked.",
            "会议结束。|他走了。",
            "वह गया। |वह आई।",
            "انتهى الاجتماع؟ |نعم.",
            "Yahoo.com grew.",
        ] {
            check(marked);
        }
    }

    #[test]
    fn what_never_ends_is_cut_between_words() {
        for (word, n) in [("word ", 40_000), ("é", 40_000), ("слово\u{a0}", 10_000)] {
            let text = word.repeat(n);
            let found = sentences(&text, Span::new(0, text.len()), &|_| false);
            let words: Vec<&str> = found.iter().filter_map(|span| span.words(&text)).collect();
            assert!(words.len() > 5 && words.iter().all(|words| words.len() <= MAX_BYTES), "{word}: {}", words.len());
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
            assert_eq!(words.iter().map(|words| letters(words)).sum::<usize>(), letters(&text), "{word}");
            assert!(words.iter().all(|words| words.trim() == *words && !words.is_empty()), "{word}");
        }
    }
}
