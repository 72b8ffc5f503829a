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

/// How many tokens a straight single mark may hold.
const MAX_SINGLE: usize = 400;

/// `'We go,' he said`: a straight single mark that opens before a word and is closed by one behind a comma or an end.
fn single(reading: &Reading<'_>, first: usize, at: usize, end: usize) -> Option<usize> {
    let opens = (at == first || !reading.touches(at - 1, at))
        && at + 1 < end
        && reading.touches(at, at + 1)
        && reading.tokens[at + 1].text.starts_with(char::is_alphabetic);
    let closes = |index: &usize| {
        reading.tokens[*index].text == "'"
            && leans_left(reading, *index, end)
            && matches!(reading.tokens[index - 1].text, "," | "." | "?" | "!")
    };
    if opens { (at + 2..end.min(at + MAX_SINGLE)).find(closes) } else { None }
}

fn paragraph(reading: &Reading<'_>, first: usize, end: usize, next_opens: bool, found: &mut Vec<Marked>) {
    let mut open: Option<(usize, &str)> = None;
    // Straight marks that come in pairs are pairs: one behind a comma may open and miss its space.
    let is_straight = |at: &usize| reading.tokens[*at].text == "\"";
    let is_even = (first..end).filter(is_straight).count() % 2 == 0;
    let has_double = (first..end).any(|at| matches!(reading.tokens[at].text, "\"" | "“" | "”" | "«"));
    let mut until = 0;
    for at in first..end {
        let mark = reading.tokens[at].text;
        if at < until {
            continue;
        }
        if mark == "'" && open.is_none() && !has_double {
            if let Some(close) = single(reading, first, at, end) {
                push(found, at + 1, close, close + 1, false);
                until = close + 1;
            }
            continue;
        }
        match (mark, open) {
            ("\"", None) if is_even && at > first && matches!(reading.tokens[at - 1].text, "," | ":") => {
                open = Some((at, mark));
            }
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
        check("'We go,' she said. The miners' leader nodded.", &["We go,"]);
        check("She said,\" [We] go now\".", &["[We] go now"]);
        check("The miners' boats and the traders' carts.", &[]);
        check("‘We go,’ said the miners’ leader.", &["We go,"]);
        check("«We go», she said.", &["We go"]);
        check("“We go. Now, she said.\n“And then we stay.”", &["We go. Now, she said.", "And then we stay."]);
        check("It was closed in this way“.", &[]);
        check("The miners’ leader didn’t speak.", &[]);
    }
}
