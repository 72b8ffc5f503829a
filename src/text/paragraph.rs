//! Splits a body into paragraphs: the unit that zones, sentences and open quotation marks live in.
//!
//! Never joins across a blank line. A single line end is a paragraph's end too, except in hard-wrapped text.

use crate::model::span::Span;

/// Longest line that a hard-wrapped text may have; longer ones show that lines are paragraphs.
const MAX_WRAPPED: usize = 100;

/// Paragraphs in order, without surrounding white space, none empty.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let wrapped = is_hard_wrapped(text);
    let mut found: Vec<Span> = Vec::new();
    let mut joins = false;
    for line in lines(text) {
        let words = line.trim();
        if words.is_empty() {
            joins = false;
            continue;
        }
        let span = Span::of_slice(text, words);
        match found.last_mut() {
            Some(last) if joins && continues(text, *last, words, wrapped) => last.end_byte = span.end_byte,
            _ => found.push(span),
        }
        joins = true;
    }
    found
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' | '\u{85}')
}

/// The lines of a text with their end marks.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    // Hardly any text holds these two: they are looked for once.
    let has_odd = memchr::memchr2(0x0b, 0x0c, text.as_bytes()).is_some();
    let mut rest = text;
    std::iter::from_fn(move || {
        (!rest.is_empty()).then(|| {
            let (line, after) = rest.split_at(line_end(rest, has_odd));
            rest = after;
            line
        })
    })
}

/// Where the first line of a text ends, behind its end mark.
fn line_end(text: &str, has_odd: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    // Only a few bytes can begin an end mark.
    let next = |from: usize| {
        let plain = memchr::memchr3(b'\n', 0xc2, 0xe2, &bytes[from..]);
        let odd = if has_odd { memchr::memchr2(0x0b, 0x0c, &bytes[from..]) } else { None };
        Some(from + plain.into_iter().chain(odd).min()?)
    };
    while let Some(mark) = next(at) {
        match text[mark..].chars().next() {
            Some(c) if is_line_end(c) => return mark + c.len_utf8(),
            other => at = mark + other.map_or(1, char::len_utf8),
        }
    }
    bytes.len()
}

/// Whether lines were broken at a fixed width: blank lines stand between paragraphs and no line is long.
fn is_hard_wrapped(text: &str) -> bool {
    let mut longest = 0;
    let mut n_long = 0;
    for line in lines(text) {
        let width = line.trim_end().len();
        longest = longest.max(width);
        n_long += usize::from(width > 45);
    }
    text.contains("\n\n") && longest <= MAX_WRAPPED && n_long > 1
}

/// Whether `line` goes on with the paragraph `last` that the line before it belongs to.
fn continues(text: &str, last: Span, line: &str, wrapped: bool) -> bool {
    let before = last.words(text).unwrap_or("");
    let starts_low = line.chars().next().is_some_and(char::is_lowercase);
    let before_ends = before.chars().next_back().is_some_and(|c| !c.is_alphanumeric() && c != ',' && c != '-');
    if starts_low && !before_ends {
        return true;
    }
    let width_before = before.rsplit(is_line_end).next().map_or(0, str::len);
    wrapped && width_before > 45
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        paragraphs(text).iter().filter_map(|span| span.words(text)).collect()
    }

    #[test]
    fn lines_are_paragraphs_unless_wrapped() {
        assert_eq!(words("One.\n  Two.\n\n\nThree."), ["One.", "Two.", "Three."]);
        assert_eq!(words("A headline, and\nmore of it"), ["A headline, and\nmore of it"]);
        assert_eq!(words("Talks stall in Lima\nMinisters met"), ["Talks stall in Lima", "Ministers met"]);
        assert_eq!(words(" \n\t\n"), Vec::<&str>::new());
    }

    #[test]
    fn hard_wrapped_lines_are_joined() {
        let text = "The council met on Monday in the old town hall of the\nCapital, and then again.\n\nIt was \
                    over before the sun had set on the square of\nLima, where many had been waiting since\ndawn for it.";
        assert_eq!(words(text).len(), 2);
    }
}
