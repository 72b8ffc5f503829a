//! What this dossier has learned about names: those it knows, those it refuses, and how its analysts tell names apart.
//!
//! Never remembers by itself: a memory is built from the analyst's decisions and handed in, so that the same text with
//! the same memory gives the same proposals. Decisions in articles speak for a name or against it where it stands again,
//! and leave the last word to what stands around it; only "always" and "never" are obeyed whatever that is.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::Arc;

use crate::extract::learn::adapt::Learned;
use crate::extract::reading::Reading;
use crate::extract::tagger::Urge;
use crate::lists::class;
use crate::lists::own::OwnLists;
use crate::model::kind::Label;
use crate::model::span::Span;
use crate::text::token::Token;
use crate::text::token::tokens;

/// What was said of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Found in every article: somebody said "always".
    Always,
    /// In no article: somebody said "always" of a rejection.
    Never,
    /// Decided in articles, so many times each way.
    Decided { n_accepted: u32, n_rejected: u32 },
}

/// One thing that analysts said of a name as a name of this kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    pub label: Label,
    pub verdict: Verdict,
}

/// Names by their words; empty by default.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Names by their first token, longest first.
    known: HashMap<String, Vec<Known>>,
    refused: HashSet<(String, Label)>,
    /// Last words of names of persons that were accepted.
    surnames: HashSet<String>,
    learned: Option<Arc<Learned>>,
    lists: Option<Arc<OwnLists>>,
}

/// One spelling of a name and what was decided of it.
#[derive(Clone, Debug, Default)]
struct Known {
    name: String,
    always: Option<Label>,
    /// How often accepted and rejected, by label.
    decided: BTreeMap<Label, (u32, u32)>,
}

/// A name of the memory that stands in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remembered {
    pub label: Label,
    /// The token after it.
    pub end: usize,
    /// Whatever stands around it.
    pub is_always: bool,
    /// It was never anything else.
    pub is_sure: bool,
}

/// Weights of what was decided, as natural logarithms.
mod weight {
    /// Of a name accepted once; each doubling adds a third of [`OFTEN`].
    pub const ACCEPTED: f32 = 2.0;
    pub const OFTEN: f32 = 0.5;
    /// Of rejections beside acceptances, and of acceptances as something else.
    pub const DIVIDED: f32 = 2.0;
    /// Of rejections alone: they hold for their article, and only make the next one less likely.
    pub const REJECTED: f32 = 0.5;
    /// Of the last word of a person's name, alone.
    pub const SURNAME: f32 = 0.5;
    /// Taken off where the name may be part of a longer one.
    pub const GOES_ON: f32 = 1.5;
}

/// So many tokens are looked through for the end of a name.
const MAX_TOKENS: usize = 16;

impl Memory {
    /// Of contradicting entries that hold for always, the last one counts; what was decided in articles is added up.
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut known: BTreeMap<String, Known> = BTreeMap::new();
        let mut always: BTreeMap<(String, Label), bool> = BTreeMap::new();
        for Entry { name, label, verdict } in entries {
            if name.trim().is_empty() {
                continue;
            }
            match verdict {
                Verdict::Decided { n_accepted, n_rejected } => {
                    let sum = known.entry(name).or_default().decided.entry(label).or_default();
                    *sum = (sum.0 + n_accepted, sum.1 + n_rejected);
                }
                Verdict::Always | Verdict::Never => drop(always.insert((name, label), verdict == Verdict::Always)),
            }
        }
        let mut memory = Self::default();
        for ((name, label), is_accepted) in always {
            if is_accepted {
                known.entry(name).or_default().always = Some(label);
            } else {
                memory.refused.insert((name, label));
            }
        }
        for (name, mut one) in known {
            if one.decided.get(&Label::Person).is_some_and(|(n_accepted, _)| *n_accepted > 0)
                && let Some((_, surname)) = name.rsplit_once(' ')
            {
                memory.surnames.insert(surname.to_owned());
            }
            let first = first_token(&name);
            one.name = name;
            memory.known.entry(first).or_default().push(one);
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself; no order leaves this loop")]
        for all in memory.known.values_mut() {
            all.sort_by(|a, b| b.name.len().cmp(&a.name.len()).then_with(|| a.name.cmp(&b.name)));
        }
        memory
    }

    /// The same with weights that follow decisions.
    #[must_use]
    pub fn with_weights(self, learned: Option<Arc<Learned>>) -> Self {
        Self { learned, ..self }
    }

    /// The same with the analyst's own lists.
    #[must_use]
    pub fn with_lists(self, lists: Option<Arc<OwnLists>>) -> Self {
        Self { lists: lists.filter(|lists| !lists.is_empty()), ..self }
    }

    /// The analyst's own lists, if they name anything.
    pub fn lists(&self) -> Option<&OwnLists> {
        self.lists.as_deref()
    }

    /// Weights that follow decisions, if there are any.
    pub fn weights(&self) -> Option<&Learned> {
        self.learned.as_deref()
    }

    pub fn rejects(&self, name: &str, label: Label) -> bool {
        !self.refused.is_empty() && self.refused.contains(&(name.to_owned(), label))
    }

    /// The longest name that anything was decided of at token `at`, and the token after it.
    fn known_at(&self, reading: &Reading<'_>, at: usize) -> Option<(&Known, usize)> {
        let token = reading.tokens.get(at)?;
        let candidates = self.known.get(token.text)?;
        let rest = reading.text.get(token.span.start_byte..)?;
        candidates.iter().find_map(|known| {
            let end_byte = token.span.start_byte + known.name.len();
            let fits = rest.starts_with(known.name.as_str());
            let n_more =
                reading.tokens[at..].iter().take(MAX_TOKENS).position(|token| token.span.end_byte == end_byte)?;
            (fits && reading.sentence_of[at] == reading.sentence_of[at + n_more]).then_some((known, at + n_more + 1))
        })
    }

    /// The longest name that was accepted, if it is longest, at token `at`. A person's name of one word is left out: in
    /// another article it may be anybody's.
    pub fn at(&self, reading: &Reading<'_>, at: usize) -> Option<Remembered> {
        let (known, end) = self.known_at(reading, at)?;
        if let Some(label) = known.always {
            return Some(Remembered { label, end, is_always: true, is_sure: true });
        }
        let names = |label: Label| label != Label::Person || known.name.contains(' ');
        let accepted = known.decided.iter().filter(|(label, (yes, no))| yes > no && names(**label));
        let (label, (_, no)) = accepted.max_by_key(|(_, (yes, _))| *yes)?;
        let is_sure = *no == 0 && known.decided.len() == 1;
        Some(Remembered { label: *label, end, is_always: false, is_sure })
    }

    /// Whether the words `[first, end)` may be part of a longer name.
    pub fn goes_on(reading: &Reading<'_>, first: usize, end: usize) -> bool {
        let is_high = |at: usize| reading.near(at, first).is_some_and(Token::is_capitalised);
        let joins = reading.near(end, first).is_some_and(|token| matches!(token.text, "of" | "in" | "for"));
        let before = first.checked_sub(1).is_some_and(|at| is_high(at) && !reading.starts_sentence(at));
        before || is_high(end) || joins && is_high(end + 1)
    }

    /// What was decided of names that stand in this article, for them and against, in the order of their first tokens.
    pub fn urges(&self, reading: &Reading<'_>) -> Vec<Urge> {
        let mut urges = Vec::new();
        if self.known.is_empty() {
            return urges;
        }
        let mut at = 0;
        while at < reading.tokens.len() {
            if self.surnames.contains(reading.tokens[at].text) {
                urges.push(Urge { first: at, end: at + 1, label: Label::Person, weight: weight::SURNAME });
            }
            let Some((known, end)) = self.known_at(reading, at) else {
                at += 1;
                continue;
            };
            let less = if Self::goes_on(reading, at, end) { weight::GOES_ON } else { 0.0 };
            urges.extend(known.weights().map(|(label, weight)| {
                let weight = if weight > 0.0 { weight - less } else { weight };
                Urge { first: at, end, label, weight }
            }));
            at = end;
        }
        urges
    }
}

impl Known {
    fn weights(&self) -> impl Iterator<Item = (Label, f32)> {
        let n_all: u32 = self.decided.values().map(|(yes, _)| yes).sum();
        self.decided.iter().map(move |(label, (yes, no))| {
            let (yes, no) = (*yes as f32, *no as f32);
            let weight = if yes > 0.0 {
                let divided = (yes / n_all as f32).ln() - (1.0 + no / yes).ln();
                weight::ACCEPTED + weight::OFTEN * yes.ln() + weight::DIVIDED * divided
            } else {
                -weight::REJECTED * (1.0 + no).ln()
            };
            (*label, weight)
        })
    }
}

fn first_token(name: &str) -> String {
    let mut cut: Vec<Token<'_>> = Vec::new();
    tokens(name, Span::new(0, name.len()), &class::is_abbreviation, &mut cut);
    cut.first().map_or_else(String::new, |token| token.text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, label: Label, verdict: Verdict) -> Entry {
        Entry { name: name.to_owned(), label, verdict }
    }

    const fn decided(n_accepted: u32, n_rejected: u32) -> Verdict {
        Verdict::Decided { n_accepted, n_rejected }
    }

    #[test]
    fn the_last_word_counts() {
        let memory = Memory::new([
            entry("Red Harbour", Label::Org, Verdict::Always),
            entry("West", Label::Place, Verdict::Always),
            entry("West", Label::Place, Verdict::Never),
        ]);
        let reading = Reading::new("Red Harbour moved West.");
        assert_eq!(memory.at(&reading, 0).map(|one| (one.label, one.end, one.is_always)), Some((Label::Org, 2, true)));
        assert_eq!(memory.at(&reading, 3), None);
        assert!(memory.rejects("West", Label::Place) && !memory.rejects("West", Label::Person));
    }

    #[test]
    fn decisions_are_added_up_and_only_one_sided_ones_are_sure() {
        let memory = Memory::new([
            entry("Lome", Label::Place, decided(2, 0)),
            entry("Lome", Label::Place, decided(1, 0)),
            entry("Apple", Label::Org, decided(2, 1)),
            entry("May", Label::Org, decided(1, 3)),
            entry("Moss", Label::Person, decided(4, 0)),
            entry("Velda Moss", Label::Person, decided(1, 0)),
        ]);
        let reading = Reading::new("Lome Apple May Moss and Velda Moss");
        let at = |token: usize| memory.at(&reading, token).map(|one| (one.label, one.is_sure));
        assert_eq!(at(0), Some((Label::Place, true)));
        assert_eq!(at(1), Some((Label::Org, false)));
        assert_eq!((at(2), at(3)), (None, None), "rejected more often; a surname alone");
        assert_eq!(at(5), Some((Label::Person, true)));
    }

    #[test]
    fn what_was_decided_speaks_for_and_against() {
        let memory = Memory::new([
            entry("Lome", Label::Place, decided(3, 0)),
            entry("May", Label::Org, decided(0, 3)),
            entry("Apple", Label::Org, decided(1, 1)),
            entry("Velda Moss", Label::Person, decided(1, 0)),
        ]);
        let weight = |text: &str, label: Label| {
            let urges = memory.urges(&Reading::new(text));
            urges.iter().filter(|urge| urge.label == label).map(|urge| urge.weight).sum::<f32>()
        };
        assert!(weight("in Lome.", Label::Place) > weight("in Lome City.", Label::Place));
        assert!(weight("in Lome.", Label::Place) > weight("by Apple.", Label::Org));
        assert!(weight("by Apple.", Label::Org) > 0.0 && weight("by May.", Label::Org) < 0.0);
        assert!(weight("said Moss.", Label::Person) > 0.0);
        assert!(memory.urges(&Reading::new("Nobody came.")).is_empty());
    }
}
