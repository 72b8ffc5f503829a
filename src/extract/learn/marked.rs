//! Texts of our own with inline marks, `[Ana Ruiz]{p}`, as gold.
//!
//! Never guesses: what is not marked as a name is none, of the kinds person, organisation, place and group at least.

use crate::extract::learn::gold::Gold;
use crate::extract::learn::gold::GoldSpan;

const LABELS: &[(&str, &str)] = &[
    ("p", "person"),
    ("o", "org"),
    ("l", "place"),
    ("g", "group"),
    ("e", "event"),
    ("w", "work"),
    ("d", "product"),
    ("x", "law"),
];

/// The articles of a marked text: apart by lines of `---`, lines that begin with `#` left out.
pub fn articles(marked: &str) -> Vec<Gold> {
    let mut articles = vec![String::new()];
    for line in marked.lines().filter(|line| !line.starts_with('#')) {
        if line == "---" {
            articles.push(String::new());
        } else if let Some(last) = articles.last_mut() {
            last.push_str(line);
            last.push('\n');
        }
    }
    let number = |(number, marked): (usize, &String)| unmarked(&format!("invented/{number}"), marked.trim());
    articles.iter().enumerate().map(number).collect()
}

/// The same as lines of gold, `{"text", "spans", "covers", …}`, over people, organisations, places and groups: what is
/// marked of the other kinds is not all there is of them.
pub fn lines(marked: &str) -> Result<Vec<String>, serde_json::Error> {
    let covers: Vec<String> = ["person", "org", "place", "group"].map(str::to_owned).into();
    articles(marked)
        .into_iter()
        .map(|gold| serde_json::to_string(&Gold { covers: Some(covers.clone()), ..gold }))
        .collect()
}

fn unmarked(id: &str, marked: &str) -> Gold {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut rest = marked;
    while let Some((before, mark)) = rest.split_once('[') {
        let parts = mark.split_once("]{").and_then(|(words, after)| Some((words, after.split_once('}')?)));
        let Some((words, (key, after))) = parts else {
            break;
        };
        text.push_str(before);
        if let Some((_, label)) = LABELS.iter().find(|(short, _)| *short == key) {
            let start = text.chars().count();
            spans.push(GoldSpan { start, end: start + words.chars().count(), label: (*label).to_owned() });
        }
        text.push_str(words);
        rest = after;
    }
    text.push_str(rest);
    let covers = LABELS.iter().map(|(_, label)| (*label).to_owned()).collect();
    Gold { id: id.to_owned(), text, spans, covers: Some(covers), source: String::new(), licence: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_spans() {
        let articles = articles("# note\n[Nuñez]{p} left [Lima]{l}.\n---\nNo name [here.\n");
        assert_eq!(articles.len(), 2);
        assert_eq!(articles[0].text, "Nuñez left Lima.");
        let spans: Vec<(usize, usize, &str)> =
            articles[0].spans.iter().map(|span| (span.start, span.end, span.label.as_str())).collect();
        assert_eq!(spans, [(0, 5, "person"), (11, 15, "place")]);
        assert_eq!(articles[1].text, "No name [here.");
    }
}
