//! What this dossier has learned about names: those it knows and those it refuses, in every article to come.
//!
//! Never remembers by itself: a memory is built from the analyst's decisions and handed in, so that the same text with
//! the same memory gives the same proposals.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::extract::reading::Reading;
use crate::lists::class;
use crate::model::kind::Label;
use crate::model::span::Span;
use crate::text::token::tokens;

/// Whether a name is to be found or to be left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Accept,
    Reject,
}

/// One thing an analyst said for this article and all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    pub label: Label,
    pub verdict: Verdict,
}

/// Names by their words; empty by default.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Accepted names by their first token, longest first.
    accepted: HashMap<String, Vec<(String, Label)>>,
    rejected: HashSet<(String, Label)>,
}

impl Memory {
    /// Of contradicting entries for the same name and label, the last one counts.
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut last: Vec<Entry> = Vec::new();
        let mut place_of: HashMap<(String, Label), usize> = HashMap::new();
        for entry in entries {
            let key = (entry.name.clone(), entry.label);
            if let Some(place) = place_of.get(&key) {
                last[*place] = entry;
            } else {
                place_of.insert(key, last.len());
                last.push(entry);
            }
        }
        let mut memory = Self::default();
        last.sort_by(|a, b| {
            b.name.len().cmp(&a.name.len()).then_with(|| a.name.cmp(&b.name)).then(a.label.cmp(&b.label))
        });
        for Entry { name, label, verdict } in last {
            match verdict {
                Verdict::Accept if !name.trim().is_empty() => {
                    let key = first_token(&name);
                    memory.accepted.entry(key).or_default().push((name, label));
                }
                Verdict::Accept => {}
                Verdict::Reject => {
                    memory.rejected.insert((name, label));
                }
            }
        }
        memory
    }

    pub fn rejects(&self, name: &str, label: Label) -> bool {
        !self.rejected.is_empty() && self.rejected.contains(&(name.to_owned(), label))
    }

    /// The longest accepted name at token `at`, and the token after it.
    pub fn at(&self, reading: &Reading<'_>, at: usize) -> Option<(Label, usize)> {
        let token = reading.tokens.get(at)?;
        let rest = reading.text.get(token.span.start_byte..)?;
        self.accepted.get(token.text)?.iter().find_map(|(name, label)| {
            let end_byte = token.span.start_byte + name.len();
            let fits = rest.starts_with(name.as_str());
            let n_tokens = reading.tokens[at..].iter().take(16).position(|token| token.span.end_byte == end_byte)?;
            (fits && reading.sentence_of[at] == reading.sentence_of[at + n_tokens])
                .then_some((*label, at + n_tokens + 1))
        })
    }
}

fn first_token(name: &str) -> String {
    let mut cut = Vec::new();
    tokens(name, Span::new(0, name.len()), &class::is_abbreviation, &mut cut);
    cut.first().map_or_else(String::new, |token| token.text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, label: Label, verdict: Verdict) -> Entry {
        Entry { name: name.to_owned(), label, verdict }
    }

    #[test]
    fn the_last_word_counts() {
        let memory = Memory::new([
            entry("Red Harbour", Label::Org, Verdict::Accept),
            entry("West", Label::Place, Verdict::Accept),
            entry("West", Label::Place, Verdict::Reject),
        ]);
        let reading = Reading::new("Red Harbour moved West.");
        assert_eq!(memory.at(&reading, 0), Some((Label::Org, 2)));
        assert_eq!(memory.at(&reading, 3), None);
        assert!(memory.rejects("West", Label::Place) && !memory.rejects("West", Label::Person));
    }
}
