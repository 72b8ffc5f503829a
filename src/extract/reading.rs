//! An article cut up for reading: zones, sentences and tokens, with the questions that rules ask of them.
//!
//! Never proposes anything and never copies the body; all later stages speak in indexes of its tokens.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::HashSet;

use crate::lists::Kind;
use crate::lists::class;
use crate::lists::lists;
use crate::model::article::Zone;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;
use crate::text::sentence::sentences;
use crate::text::token::Token;
use crate::text::token::TokenKind;
use crate::text::token::tokens;
use crate::text::zones::zones;

/// One sentence: its words and its tokens `[first, end)`.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    pub span: Span,
    pub first: usize,
    pub end: usize,
    pub zone: ZoneKind,
    /// Number of the zone it stands in: sentences of one paragraph share it.
    pub zone_idx: usize,
}

pub struct Reading<'t> {
    pub text: &'t str,
    pub zones: Vec<Zone>,
    pub sentences: Vec<Sentence>,
    pub tokens: Vec<Token<'t>>,
    /// Each token in lower case without an abbreviation's dot: what classes of words are asked about.
    pub folded: Vec<Cow<'t, str>>,
    /// Sentence of each token.
    pub sentence_of: Vec<usize>,
    /// Words that occur in lower case somewhere in the article.
    low_words: HashSet<&'t str>,
    /// How often a capitalised word stands inside a sentence.
    inner_capitals: HashMap<&'t str, usize>,
    /// How often a capitalised word stands alone, with no other capitalised word beside it.
    lone_capitals: HashMap<&'t str, usize>,
}

impl<'t> Reading<'t> {
    pub fn new(text: &'t str) -> Self {
        let mut reading = Self {
            text,
            zones: zones(text),
            sentences: Vec::new(),
            tokens: Vec::new(),
            folded: Vec::new(),
            sentence_of: Vec::new(),
            low_words: HashSet::new(),
            inner_capitals: HashMap::new(),
            lone_capitals: HashMap::new(),
        };
        for (zone_idx, zone) in reading.zones.iter().enumerate() {
            for span in sentences(text, zone.span, &class::ends_no_sentence) {
                let first = reading.tokens.len();
                tokens(text, span, &class::is_abbreviation, &mut reading.tokens);
                split_compounds(&mut reading.tokens, first);
                let end = reading.tokens.len();
                reading.sentence_of.resize(end, reading.sentences.len());
                reading.sentences.push(Sentence { span, first, end, zone: zone.kind, zone_idx });
            }
        }
        let low = reading.tokens.iter().filter(|token| token.text.starts_with(char::is_lowercase));
        reading.low_words = low.map(|token| token.text).collect();
        reading.count_capitals();
        reading.folded = reading.tokens.iter().map(folded).collect();
        reading
    }

    /// Whether the word, given in lower case, occurs uncapitalised in this article.
    pub fn occurs_low(&self, folded: &str) -> bool {
        self.low_words.contains(folded)
    }

    fn count_capitals(&mut self) {
        for at in 0..self.tokens.len() {
            if !self.tokens[at].is_capitalised() {
                continue;
            }
            let word = self.tokens[at].text;
            if !self.starts_sentence(at) {
                *self.inner_capitals.entry(word).or_insert(0) += 1;
            }
            let beside = |index: usize| self.near(index, at).is_some_and(Token::is_capitalised);
            if !beside(at + 1) && !at.checked_sub(1).is_some_and(beside) {
                *self.lone_capitals.entry(word).or_insert(0) += 1;
            }
        }
    }

    /// How often the word stands with its capital inside a sentence of this article.
    pub fn n_inside(&self, word: &str) -> usize {
        self.inner_capitals.get(word).copied().unwrap_or(0)
    }

    /// Whether the word stands with its capital inside a sentence of this article.
    pub fn occurs_inside(&self, word: &str) -> bool {
        self.n_inside(word) > 0
    }

    /// Whether the capitalised word also stands alone, as surnames do after the full name.
    pub fn occurs_alone(&self, word: &str) -> bool {
        self.lone_capitals.contains_key(word)
    }

    pub fn zone_of(&self, token: usize) -> ZoneKind {
        self.sentence_of.get(token).map_or(ZoneKind::Body, |index| self.sentences[*index].zone)
    }

    pub fn sentence(&self, token: usize) -> Sentence {
        self.sentences[self.sentence_of[token]]
    }

    /// The span from the start of token `first` to the end of token `end - 1`.
    pub fn span(&self, first: usize, end: usize) -> Span {
        Span::new(self.tokens[first].span.start_byte, self.tokens[end - 1].span.end_byte)
    }

    pub fn words(&self, span: Span) -> &'t str {
        span.words(self.text).unwrap_or("")
    }

    /// The token, if it stands in the same sentence as `beside`.
    pub fn near(&self, token: usize, beside: usize) -> Option<&Token<'t>> {
        let same = self.sentence_of.get(token)? == self.sentence_of.get(beside)?;
        if same { self.tokens.get(token) } else { None }
    }

    /// Token before, in the same sentence.
    pub fn before(&self, token: usize) -> Option<&Token<'t>> {
        token.checked_sub(1).and_then(|index| self.near(index, token))
    }

    /// Whether nothing but marks stands before the token in its sentence.
    pub fn starts_sentence(&self, token: usize) -> bool {
        let first = self.sentence(token).first;
        self.tokens[first..token].iter().rev().all(|token| token.kind == TokenKind::Mark)
    }

    /// Whether the two tokens touch, with no space between.
    pub fn touches(&self, left: usize, right: usize) -> bool {
        self.tokens[left].span.end_byte == self.tokens[right].span.start_byte
    }

    /// Index of the first token that begins at or after `byte`.
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.span.start_byte < byte)
    }

    /// Token range `[first, end)` of a span.
    pub fn range(&self, span: Span) -> (usize, usize) {
        (self.token_at(span.start_byte), self.tokens.partition_point(|token| token.span.start_byte < span.end_byte))
    }

    /// The folded token, or an empty word past the sentence that `beside` stands in.
    pub fn low(&self, token: usize, beside: usize) -> &str {
        let same = self.sentence_of.get(token).is_some_and(|index| Some(index) == self.sentence_of.get(beside));
        if same { &self.folded[token] } else { "" }
    }

    /// The folded token before, or an empty word at a sentence's start.
    pub fn low_before(&self, token: usize) -> &str {
        token.checked_sub(1).map_or("", |before| self.low(before, token))
    }

    /// Sentences that are read for claims: the running text.
    pub fn body_sentences(&self) -> impl Iterator<Item = Sentence> {
        self.sentences.iter().copied().filter(|sentence| sentence.zone == ZoneKind::Body)
    }
}

/// `US-led`, `Kabul-based`, `Pakistan-Afghanistan`: a name of the lists and what hangs on it stand apart.
fn split_compounds(tokens: &mut Vec<Token<'_>>, from: usize) {
    let mut at = from;
    while at < tokens.len() {
        if let Some(hyphen) = hyphen_after_name(&tokens[at]) {
            let token = tokens[at];
            let cut = |start: usize, end: usize, kind| Token {
                text: &token.text[start..end],
                span: Span::new(start, end).shifted(token.span.start_byte),
                kind,
            };
            let parts = [
                cut(0, hyphen, TokenKind::Word),
                cut(hyphen, hyphen + 1, TokenKind::Mark),
                cut(hyphen + 1, token.text.len(), TokenKind::Word),
            ];
            tokens.splice(at..=at, parts);
            at += 2;
        } else {
            at += 1;
        }
    }
}

/// Where the hyphen stands behind a name of the lists, before a small word or another name of the lists.
fn hyphen_after_name(token: &Token<'_>) -> Option<usize> {
    if !token.is_capitalised() {
        return None;
    }
    let hyphen = memchr::memchr(b'-', token.text.as_bytes())?;
    let (left, right) = (&token.text[..hyphen], &token.text[hyphen + 1..]);
    let is_small = right.len() > 2 && right.bytes().all(|byte| byte.is_ascii_lowercase());
    let names = |word: &str| {
        lists().named(word).is_some_and(|entry| matches!(entry.kind, Kind::Country | Kind::Capital | Kind::Demonym))
    };
    let fits = if is_small { lists().named(left).is_some() } else { names(left) && names(right) };
    fits.then_some(hyphen)
}

fn folded<'t>(token: &Token<'t>) -> Cow<'t, str> {
    let bare = token.text.trim_end_matches('.');
    let bare = if bare.is_empty() { token.text } else { bare };
    if bare.chars().any(char::is_uppercase) { Cow::Owned(bare.to_lowercase()) } else { Cow::Borrowed(bare) }
}
