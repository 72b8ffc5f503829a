//! Who speaks: the subject beside a verb of speech, resolved through names, pronouns and roles.
//!
//! Never guesses among several: a subject that cannot be resolved keeps its words and no entity.

use crate::extract::cast::Cast;
use crate::extract::quotes::marks::Marked;
use crate::extract::roles::Role;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;
use crate::names::fold;
use std::collections::HashMap;

/// A speaker: words at tokens `[first, end)` and whom they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaker {
    pub first: usize,
    pub end: usize,
    pub entity: Option<usize>,
}

pub struct Speakers<'a, 'c, 't> {
    cast: &'c Cast<'a, 't>,
    /// Token and entity of every word that means a person, in order.
    points: Vec<(usize, usize)>,
    /// Tokens inside quotation marks.
    quoted: Vec<bool>,
    /// First token and entity of the organisations that a short form means: `ministry` of `Water Ministry` and of
    /// `Ministry of Water`, in order.
    institutions: HashMap<String, Vec<(usize, usize)>>,
    /// First token and holder of the roles whose title ends so, in order.
    holders: HashMap<String, Vec<(usize, usize)>>,
}

impl<'a, 'c, 't> Speakers<'a, 'c, 't> {
    pub fn new(cast: &'c Cast<'a, 't>, roles: &'c [Role], marked: &[Marked]) -> Self {
        let mut quoted = vec![false; cast.reading.tokens.len()];
        for one in marked {
            quoted[one.first..one.end].fill(true);
        }
        let named = cast.mentions.iter().zip(&cast.ranges).filter(|(mention, _)| mention.label == Label::Person);
        let mut points: Vec<(usize, usize)> =
            named.filter_map(|(mention, range)| Some((range.0, mention.entity?))).collect();
        points.extend(
            roles
                .iter()
                .filter(|role| cast.entity_at(role.end - 1).is_none())
                .filter_map(|role| Some((role.first, role.holder?))),
        );
        points.sort_unstable();
        Self { cast, points, quoted, institutions: institutions(cast), holders: holders(roles) }
    }

    pub fn is_quoted(&self, token: usize) -> bool {
        self.quoted.get(token).copied().unwrap_or(false)
    }

    /// The subject that ends right before the verb at `cue`.
    pub fn before(&self, cue: usize) -> Option<Speaker> {
        let sentence = self.cast.reading.sentence(cue);
        let mut last = cue.checked_sub(1)?;
        while last > sentence.first && is_filler(&self.cast.reading.folded[last]) {
            last -= 1;
        }
        if self.cast.reading.tokens[last].text == "," && last > sentence.first {
            last = self.before_apposition(last, sentence.first).unwrap_or(last - 1);
        }
        if last < sentence.first || self.is_quoted(last) {
            return None;
        }
        self.ending_at(last, sentence.first)
    }

    /// `Ruiz, the mayor of Lima, said`: from the comma before `said` to what stands before the other comma.
    fn before_apposition(&self, comma: usize, first: usize) -> Option<usize> {
        let opening = (first + 1..comma).rev().take(14).find(|at| self.cast.reading.tokens[*at].text == ",")?;
        let is_name = |at: usize| self.cast.label_at(at).is_some_and(Label::names_entity);
        (is_name(opening - 1) && !is_name(comma - 1) || self.cast.label_at(opening - 1) == Some(Label::Person))
            .then_some(opening - 1)
    }

    fn ending_at(&self, last: usize, limit: usize) -> Option<Speaker> {
        if let Some(mention) = self.cast.mention_at(last) {
            let (first, end) = self.cast.ranges[mention];
            let names =
                self.cast.mentions[mention].label.names_entity() && self.cast.mentions[mention].label != Label::Event;
            return names.then_some(Speaker { first, end, entity: self.cast.mentions[mention].entity });
        }
        let word: &str = &self.cast.reading.folded[last];
        if matches!(word, "he" | "she") {
            return Some(Speaker { first: last, end: last + 1, entity: self.person_before(last) });
        }
        if matches!(word, "they" | "it" | "we" | "i" | "who" | "which") {
            let entity = if word == "who" {
                self.points_in(0, last).last().filter(|(at, _)| *at + 12 > last).map(|(_, entity)| *entity)
            } else {
                None
            };
            return matches!(word, "they" | "it" | "who").then_some(Speaker { first: last, end: last + 1, entity });
        }
        self.nominal(last, limit)
    }

    /// `the minister`, `a government spokesman`, `US officials`.
    fn nominal(&self, last: usize, limit: usize) -> Option<Speaker> {
        let token = &self.cast.reading.tokens[last];
        let is_noun = token.text.starts_with(char::is_alphabetic)
            && token.text.chars().count() > 2
            && !is_in(Class::Function, &self.cast.reading.folded[last]);
        if !is_noun {
            return None;
        }
        let mut first = last;
        while first > limit && last - first < 6 {
            let word: &str = &self.cast.reading.folded[first - 1];
            if matches!(word, "the" | "a" | "an" | "his" | "her" | "their" | "its" | "one" | "another") {
                first -= 1;
                break;
            }
            let is_link = is_in(Class::Function, word)
                || self.cast.reading.tokens[first - 1].text.chars().all(|c| !c.is_alphanumeric());
            if is_link || word.ends_with("ing") {
                break;
            }
            first -= 1;
        }
        let words = fold(self.cast.reading.words(self.cast.reading.span(first, last + 1)));
        let key = words.strip_prefix("the ").unwrap_or(&words);
        let definite = words.starts_with("the ");
        let entity = if definite {
            last_before(&self.holders, key, first).or_else(|| last_before(&self.institutions, key, first))
        } else {
            None
        };
        Some(Speaker { first, end: last + 1, entity })
    }

    /// The subject right after the verb at `cue`: `said the Foreign Office`, `said Ana Ruiz`.
    pub fn after(&self, cue: usize) -> Option<Speaker> {
        let sentence = self.cast.reading.sentence(cue);
        let stop = (cue + 1..sentence.end.min(cue + 14)).find(|at| {
            matches!(self.cast.reading.tokens[*at].text, "," | "." | ";" | ":" | "“" | "\"")
                || matches!(&*self.cast.reading.folded[*at], "that" | "in" | "on" | "at" | "who" | "during" | "to")
        });
        let stop = stop.unwrap_or(sentence.end.min(cue + 14));
        // `said Water Ministry spokesman Igor Velmont`: the person speaks, not the ministry in the title.
        let of_label = |label| self.cast.first_in(cue + 1, stop, &[label]);
        let mention = of_label(Label::Person).or_else(|| of_label(Label::Org)).or_else(|| of_label(Label::Place));
        if let Some(mention) = mention {
            let (first, end) = self.cast.ranges[mention];
            return Some(Speaker { first, end, entity: self.cast.mentions[mention].entity });
        }
        if stop > cue + 1 && matches!(self.cast.low(cue + 1, cue), "he" | "she" | "the" | "a" | "an") {
            return self.ending_at(stop - 1, cue + 1);
        }
        None
    }

    /// Whom `he` or `she` at `token` means: the last person outside quotes in this sentence, else the first of the
    /// sentences before.
    pub fn person_before(&self, token: usize) -> Option<usize> {
        let reading = self.cast.reading;
        let sentence = reading.sentence_of[token];
        let first = reading.sentences[sentence].first;
        let outside = |(at, _): &&(usize, usize)| !self.is_quoted(*at);
        if let Some((_, entity)) = self.points_in(first, token).iter().rev().find(outside) {
            return Some(*entity);
        }
        (sentence.saturating_sub(5)..sentence).rev().find_map(|earlier| {
            let earlier = reading.sentences[earlier];
            self.points_in(earlier.first, earlier.end).iter().find(outside).map(|(_, entity)| *entity)
        })
    }

    /// Words that mean a person in tokens `[first, end)`.
    fn points_in(&self, first: usize, end: usize) -> &[(usize, usize)] {
        let from = self.points.partition_point(|(at, _)| *at < first);
        let until = self.points.partition_point(|(at, _)| *at < end);
        &self.points[from..until.max(from)]
    }
}

/// The last of those that `key` can mean which stands before token `at`.
fn last_before(meant: &HashMap<String, Vec<(usize, usize)>>, key: &str, at: usize) -> Option<usize> {
    let standing = meant.get(key)?;
    let n_before = standing.partition_point(|(first, _)| *first < at);
    standing[..n_before].last().map(|(_, entity)| *entity)
}

/// Words of a short form at the most: what [`Speakers::nominal`] looks back over, and hyphens that fold to spaces.
const MAX_SHORT_WORDS: usize = 16;

fn institutions(cast: &Cast<'_, '_>) -> HashMap<String, Vec<(usize, usize)>> {
    let mut meant: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
    for (mention, (first, _)) in cast.mentions.iter().zip(&cast.ranges) {
        let Some(entity) = mention.entity.filter(|_| mention.label == Label::Org) else { continue };
        let name = fold(cast.reading.words(mention.span));
        let heads = name.match_indices(" of ").map(|(at, _)| &name[..at]).take(MAX_SHORT_WORDS);
        for key in endings(&name).chain(heads) {
            meant.entry(key.to_owned()).or_default().push((*first, entity));
        }
    }
    meant
}

/// By whole title too, where an institution is never called by its whole name alone.
fn holders(roles: &[Role]) -> HashMap<String, Vec<(usize, usize)>> {
    let mut meant: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
    for role in roles {
        let Some(holder) = role.holder else { continue };
        for key in std::iter::once(role.key.as_str()).chain(endings(&role.key)) {
            meant.entry(key.to_owned()).or_default().push((role.first, holder));
        }
    }
    meant
}

/// What follows each of the last spaces.
fn endings(name: &str) -> impl Iterator<Item = &str> {
    name.rmatch_indices(' ').map(|(at, _)| &name[at + 1..]).take(MAX_SHORT_WORDS)
}

/// Words between a subject and its verb.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "also"
            | "later"
            | "earlier"
            | "has"
            | "had"
            | "have"
            | "then"
            | "reportedly"
            | "repeatedly"
            | "recently"
            | "further"
            | "again"
            | "once"
            | "however"
            | "previously"
            | "separately"
            | "meanwhile"
    ) || (word.len() > 4 && word.ends_with("ly"))
}
