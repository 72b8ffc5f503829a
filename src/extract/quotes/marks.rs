//! Pairs quotation marks paragraph by paragraph: curly, straight, angled, single; wrong and missing closing marks.
//!
//! Never decides who speaks, nor whether marked words are a quote or only held at arm's length.

use crate::extract::reading::Reading;
use crate::model::kind::ZoneKind;

/// Marked words: tokens `[first, end)` between the marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    pub first: usize,
    pub end: usize,
    /// Token after the closing mark, or after the last word where none closes.
    pub after: usize,
    /// Goes on in the next paragraph, which opens with a mark of its own.
    pub continues: bool,
}

/// Marked stretches of the running text, in order.
pub fn marked(reading: &Reading<'_>) -> Vec<Marked> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < reading.sentences.len() {
        let zone_idx = reading.sentences[index].zone_idx;
        let next = (index..reading.sentences.len())
            .find(|at| reading.sentences[*at].zone_idx != zone_idx)
            .unwrap_or(reading.sentences.len());
        if reading.sentences[index].zone == ZoneKind::Body {
            let next_opens = reading.sentences.get(next).is_some_and(|sentence| matches!(reading.tokens.get(sentence.first), Some(token) if matches!(token.text, "“" | "\"" | "«" | "‘")));
            paragraph(reading, reading.sentences[index].first, reading.sentences[next - 1].end, next_opens, &mut found);
        }
        index = next;
    }
    found
}

/// Whether a mark hangs on the word before it and not on the one after: it closes, whatever its form.
fn leans_left(reading: &Reading<'_>, at: usize, limit: usize) -> bool {
    let left = at > 0 && reading.touches(at - 1, at);
    let right =
        at + 1 < limit && reading.touches(at, at + 1) && reading.tokens[at + 1].text.starts_with(char::is_alphanumeric);
    left && !right
}

fn paragraph(reading: &Reading<'_>, first: usize, end: usize, next_opens: bool, found: &mut Vec<Marked>) {
    let mut open: Option<(usize, &str)> = None;
    for at in first..end {
        let mark = reading.tokens[at].text;
        match (mark, open) {
            ("“" | "«" | "„" | "\"", None) if !leans_left(reading, at, end) => open = Some((at, mark)),
            ("‘", None) if at == first || !reading.touches(at - 1, at) => open = Some((at, mark)),
            ("”" | "»" | "\"", Some((from, opener))) if opener != "‘" => {
                push(found, from + 1, at, at + 1, false);
                open = None;
            }
            ("“" | "«", Some((from, opener))) if opener != "‘" && leans_left(reading, at, end) => {
                push(found, from + 1, at, at + 1, false);
                open = None;
            }
            ("’", Some((from, "‘"))) if leans_left(reading, at, end) => {
                push(found, from + 1, at, at + 1, false);
                open = None;
            }
            _ => {}
        }
    }
    if let Some((from, _)) = open.filter(|(_, opener)| *opener != "‘") {
        push(found, from + 1, end, end, next_opens);
    }
}

fn push(found: &mut Vec<Marked>, first: usize, end: usize, after: usize, continues: bool) {
    if first < end {
        found.push(Marked { first, end, after, continues });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let reading = Reading::new(text);
        let words: Vec<&str> =
            marked(&reading).iter().map(|one| reading.words(reading.span(one.first, one.end))).collect();
        assert_eq!(words, expected, "{text}");
    }

    #[test]
    fn marks_are_paired() {
        check("“We go,” she said. “Now.”", &["We go,", "Now."]);
        check("\"We go,\" she said, and \"now\".", &["We go,", "now"]);
        check("“We go“, she said.", &["We go"]);
        check("‘We go,’ said the miners’ leader.", &["We go,"]);
        check("«We go», she said.", &["We go"]);
        check("“We go. Now, she said.\n“And then we stay.”", &["We go. Now, she said.", "And then we stay."]);
        check("It was closed in this way“.", &[]);
        check("The miners’ leader didn’t speak.", &[]);
    }
}
