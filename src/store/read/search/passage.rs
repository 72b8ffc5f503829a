//! A stretch of a text around what was found, on one line, with the found words marked.
//!
//! Never leaves the paragraph: what stands before and after it has another subject.

use crate::model::span::Span;

/// Characters shown before the first hit, and the most shown in all.
const BEFORE: usize = 60;
const AT_MOST: usize = 180;

/// Found words with what stands around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// One line; `…` where the paragraph goes on.
    pub text: String,
    /// Where the found words stand in `text`, in order.
    pub marks: Vec<Span>,
    /// The first found words, in the body.
    pub at: Span,
}

/// Passages over all hits, each in one of them at least; `hits` in order and not overlapping.
pub fn passages(body: &str, hits: &[Span], at_most: usize) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::new();
    let mut rest = hits;
    while let Some(first) = rest.first()
        && found.len() < at_most
    {
        let window = window(body, *first);
        let n_inside = rest.iter().take_while(|hit| window.contains(**hit)).count().max(1);
        let (inside, after) = rest.split_at(n_inside);
        found.push(passage(body, window, inside));
        rest = after;
    }
    found
}

/// The beginning of a text with the hits in it.
pub fn beginning(text: &str, hits: &[Span]) -> Passage {
    let shown = window(text, hits.first().copied().unwrap_or(Span::new(0, 0)));
    let n_inside = hits.iter().take_while(|hit| shown.contains(**hit)).count();
    passage(text, shown, &hits[..n_inside])
}

/// What is shown around a hit: whole words of its paragraph.
fn window(body: &str, hit: Span) -> Span {
    let paragraph_start = body[..hit.start_byte].rfind('\n').map_or(0, |at| at + 1);
    let paragraph_end = body[hit.end_byte..].find('\n').map_or(body.len(), |at| hit.end_byte + at);
    let before = &body[paragraph_start..hit.start_byte];
    let start = match before.char_indices().rev().nth(BEFORE - 1) {
        None | Some((0, _)) => paragraph_start,
        Some((cut, _)) => paragraph_start + before[cut..].find(' ').map_or(cut, |space| cut + space + 1),
    };
    let after = &body[start..paragraph_end];
    let end = match after.char_indices().nth(AT_MOST) {
        None => paragraph_end,
        Some((cut, _)) => {
            let word_end = after[..cut].rfind(' ').unwrap_or(cut);
            (start + word_end).max(hit.end_byte)
        }
    };
    Span::new(start, end)
}

fn passage(body: &str, window: Span, hits: &[Span]) -> Passage {
    let at = hits.first().copied().unwrap_or(window);
    let mut passage = Passage { text: String::new(), marks: Vec::new(), at };
    let goes_on = |edge: Option<&str>| edge.is_some_and(|edge| edge.chars().any(|c| !c.is_whitespace()));
    if goes_on(body[..window.start_byte].rsplit('\n').next()) {
        passage.text.push('…');
    }
    let mut at = window.start_byte;
    for hit in hits {
        push_on_one_line(&mut passage.text, &body[at..hit.start_byte]);
        let start = passage.text.len();
        push_on_one_line(&mut passage.text, &body[hit.start_byte..hit.end_byte]);
        passage.marks.push(Span::new(start, passage.text.len()));
        at = hit.end_byte;
    }
    push_on_one_line(&mut passage.text, &body[at..window.end_byte.max(at)]);
    if goes_on(body[window.end_byte.max(at)..].split('\n').next()) {
        passage.text.push('…');
    }
    passage
}

/// White space of any kind and length becomes one space.
fn push_on_one_line(line: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            c if !c.is_whitespace() => line.push(c),
            _ if line.is_empty() || line.ends_with([' ', '…']) => {}
            _ => line.push(' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::needle::Beginnings;
    use crate::text::needle::Needle;

    /// The passages of a query, with marks in brackets.
    fn shown(query: &str, body: &str) -> Vec<String> {
        let hits = Needle::new(query, Beginnings::None).find(body);
        passages(body, &hits, 9)
            .iter()
            .map(|passage| {
                let mut text = passage.text.clone();
                for mark in passage.marks.iter().rev() {
                    text.insert(mark.end_byte, ']');
                    text.insert(mark.start_byte, '[');
                }
                text
            })
            .collect()
    }

    #[test]
    fn hits_of_one_stretch_stand_on_one_line() {
        let body = "Headline\nBoats left the  harbour.\tThe harbour was closed.\nMore.";
        assert_eq!(shown("harbour", body), ["Boats left the [harbour]. The [harbour] was closed."]);
        assert_eq!(shown("more", body), ["[More]."]);
        assert_eq!(shown("trains", body), Vec::<String>::new());
    }

    #[test]
    fn a_long_paragraph_is_cut_between_words_on_both_sides() {
        let body =
            format!("{}the harbour {}and the harbour again", "one two three ".repeat(9), "four five six ".repeat(20));
        let found = shown("harbour", &body);
        assert_eq!(found.len(), 2);
        for (line, begins) in found.iter().zip(["…", "…"]) {
            assert!(line.starts_with(begins) && line.contains("[harbour]"), "{line}");
            assert!(line.chars().count() <= AT_MOST + 4, "{line}");
            let first = line.trim_start_matches('…').split(' ').next();
            assert!(["one", "two", "three", "four", "five", "six"].contains(&first.unwrap_or("")), "{line}");
        }
        assert!(found[0].ends_with('…') && found[1].ends_with("again"), "{found:?}");
    }

    #[test]
    fn a_hit_longer_than_a_line_is_shown_whole() {
        let long = "很".repeat(400);
        let found = shown(&long, &format!("前{long}后"));
        assert_eq!(found, [format!("前[{long}]…")]);
    }
}
