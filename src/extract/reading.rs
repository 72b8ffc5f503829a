//! An article cut up for reading: zones, sentences and tokens, with the questions that rules ask of them.
//!
//! Never proposes anything and never copies the body; all later stages speak in indexes of its tokens.

use std::borrow::Cow;

use crate::lists::Kind;
use crate::lists::class;
use crate::lists::class::Class;
use crate::lists::class::Classes;
use crate::lists::class::is_in;
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
    /// A headline in title case, or a line in capitals: capitals say nothing there.
    pub is_loud: bool,
}

pub struct Reading<'t> {
    pub text: &'t str,
    pub zones: Vec<Zone>,
    pub sentences: Vec<Sentence>,
    pub tokens: Vec<Token<'t>>,
    /// Each token in lower case without an abbreviation's dot: what classes of words are asked about.
    pub folded: Vec<Cow<'t, str>>,
    /// The classes that each folded token is in.
    pub classes: Vec<Classes>,
    /// Sentence of each token.
    pub sentence_of: Vec<usize>,
}

impl<'t> Reading<'t> {
    pub fn new(text: &'t str) -> Self {
        let mut reading = Self {
            text,
            zones: zones(text),
            sentences: Vec::new(),
            tokens: Vec::new(),
            folded: Vec::new(),
            classes: Vec::new(),
            sentence_of: Vec::new(),
        };
        for (zone_idx, zone) in reading.zones.iter().enumerate() {
            for span in sentences(text, zone.span, &class::ends_no_sentence) {
                let first = reading.tokens.len();
                tokens(text, span, &class::is_abbreviation, &mut reading.tokens);
                split_compounds(&mut reading.tokens, first);
                let end = reading.tokens.len();
                reading.sentence_of.resize(end, reading.sentences.len());
                let is_loud = is_loud(&reading.tokens[first..end], zone.kind);
                reading.sentences.push(Sentence { span, first, end, zone: zone.kind, zone_idx, is_loud });
            }
        }
        reading.folded = reading.tokens.iter().map(folded).collect();
        reading.classes = reading.folded.iter().map(|word| Classes::of(word)).collect();
        reading
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

    /// Whether the two tokens touch, with no space between; where one is not there, nothing does.
    pub fn touches(&self, left: usize, right: usize) -> bool {
        let both = self.tokens.get(left).zip(self.tokens.get(right));
        both.is_some_and(|(left, right)| left.span.end_byte == right.span.start_byte)
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

    /// Whether the folded token is in the class of words.
    pub fn is_in(&self, token: usize, class: Class) -> bool {
        self.classes[token].holds(class)
    }

    /// Sentences that are read for claims: the running text.
    pub fn body_sentences(&self) -> impl Iterator<Item = Sentence> {
        self.sentences.iter().copied().filter(|sentence| sentence.zone == ZoneKind::Body)
    }
}

/// A headline in title case, or a line in capitals: shapes say nothing there.
fn is_loud(tokens: &[Token<'_>], zone: ZoneKind) -> bool {
    let (mut n_words, mut n_capital, mut n_shouted) = (0, 0, 0);
    for token in tokens {
        if token.kind == TokenKind::Word && token.text.len() > 3 {
            n_words += 1;
            n_capital += usize::from(token.is_capitalised());
            n_shouted += usize::from(token.is_shouted());
        }
    }
    let head = matches!(zone, ZoneKind::Headline | ZoneKind::Subhead);
    (head && n_words > 3 && n_capital * 5 >= n_words * 4) || (n_words > 3 && n_shouted * 3 > n_words * 2)
}

/// `US-led`, `Kabul-based`, `Pakistan-Afghanistan`: a name of the lists and what hangs on it stand apart.
fn split_compounds(tokens: &mut Vec<Token<'_>>, from: usize) {
    let mut at = from;
    while at < tokens.len() {
        if let Some(hyphen) = hyphen_after_name(&tokens[at]) {
            let token = tokens[at];
            let cut = |start: usize, end: usize, kind| {
                Token::new(&token.text[start..end], Span::new(start, end).shifted(token.span.start_byte), kind)
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

/// Where the hyphen stands behind a name, before what hangs on it or another name of the lists.
fn hyphen_after_name(token: &Token<'_>) -> Option<usize> {
    if !token.is_capitalised() {
        return None;
    }
    let hyphen = memchr::memchr(b'-', token.text.as_bytes())?;
    let (left, right) = (&token.text[..hyphen], &token.text[hyphen + 1..]);
    let is_small = right.len() > 2 && right.bytes().all(|byte| byte.is_ascii_lowercase());
    let names = |word: &str| {
        lists().named(word).is_some_and(|entry| match entry.kind {
            Kind::Country | Kind::Capital | Kind::Demonym | Kind::People => true,
            Kind::City | Kind::Region => entry.sure,
            _ => false,
        })
    };
    let fits = if is_small {
        left.len() > 1 && is_in(Class::HangsOn, right) || lists().named(left).is_some()
    } else {
        names(left) && names(right.split('-').next().unwrap_or(right))
    };
    fits.then_some(hyphen)
}

fn folded<'t>(token: &Token<'t>) -> Cow<'t, str> {
    let bare = token.text.trim_end_matches('.');
    let bare = if bare.is_empty() { token.text } else { bare };
    if bare.is_ascii() {
        let has_capital = bare.bytes().any(|byte| byte.is_ascii_uppercase());
        return if has_capital { Cow::Owned(bare.to_ascii_lowercase()) } else { Cow::Borrowed(bare) };
    }
    if bare.chars().any(char::is_uppercase) { Cow::Owned(bare.to_lowercase()) } else { Cow::Borrowed(bare) }
}
