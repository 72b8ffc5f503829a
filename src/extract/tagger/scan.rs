//! What the tagger knows of each token before it weighs anything: hashes, shape, what the lists say, the stretch of
//! capitals around it, and what the other places where the article has the same word tell.
//!
//! Never weighs: it turns a reading into integers. All buffers are reused from article to article.

use crate::extract::reading::Reading;
use crate::extract::tagger::hash;
use crate::extract::tagger::lexicon;
use crate::extract::tagger::lexicon::Known;
use crate::extract::tagger::lexicon::Lexicon;
use crate::extract::tagger::lexicon::Name;
use crate::extract::tagger::lexicon::Word;
pub use crate::extract::tagger::looks::Shape;
pub use crate::extract::tagger::looks::shape;
use crate::extract::tagger::words::Look;
use crate::extract::tagger::words::Words;
use crate::model::kind::ZoneKind;
use crate::text::token::TokenKind;

/// One token in integers.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of one token")]
pub struct Mark {
    /// Hash of its letters as they are written.
    pub written: u64,
    pub exact: u64,
    pub fold: u64,
    pub shape: Shape,
    pub known: Known,
    /// Names of the lists that cover the token: four bits a kind (whole, begins, inside, ends).
    pub names: u64,
    /// The stretch of capitals it stands in, or itself.
    pub run: (u32, u32),
    pub sentence: u32,
    pub is_high: bool,
    /// May be part of a name; others never are.
    pub is_candidate: bool,
    pub is_first: bool,
    pub is_loud: bool,
    pub zone: u8,
    /// Index of what the article says of the word, one above; 0 for none.
    pub news: u32,
}

/// What one capitalised word does in an article, over all places where it stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct News {
    fold: u64,
    pub n: u16,
    pub n_low: u16,
    /// Counts of each sign of [`Sign`].
    pub signs: [u16; N_SIGNS],
    /// The longest stretch it stands in: tokens `[first, end)`.
    pub longest: (u32, u32),
    /// First token of the expansion whose initials it is, one above; and the token after it.
    pub expansion: (u32, u32),
}

/// Signs that one occurrence gives to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Inner,
    AfterHonorific,
    AfterTitle,
    Speaks,
    AfterPlacePreposition,
    AfterThe,
    Possessive,
    RunLast,
    RunFirst,
    Alone,
    AfterGiven,
    BeforeOrgHead,
    BeforePerson,
    Shouted,
}

pub const N_SIGNS: usize = 14;

/// The scan of one article.
#[derive(Debug, Default)]
pub struct Scan {
    pub marks: Vec<Mark>,
    /// Token ranges to decode: candidates in a row, in one sentence.
    pub segments: Vec<(u32, u32)>,
    pub news: Vec<News>,
    table: Vec<u32>,
    words: Words,
    scratch: String,
    /// Hash of `the`.
    the: u64,
}

impl Scan {
    /// Reads the article anew into the same buffers.
    pub fn read(&mut self, reading: &Reading<'_>, lexicon: Lexicon<'_>) {
        self.marks.clear();
        self.segments.clear();
        self.news.clear();
        self.the = hash::bytes(b"the");
        self.look(reading, lexicon);
        self.runs(reading);
        self.names(reading, lexicon);
        self.candidates(reading);
        self.gather(reading);
        self.acronyms(reading);
    }

    fn look(&mut self, reading: &Reading<'_>, lexicon: Lexicon<'_>) {
        for (number, sentence) in reading.sentences.iter().enumerate() {
            let mut opens = true;
            for at in sentence.first..sentence.end {
                let (token, low) = (&reading.tokens[at], &reading.folded[at]);
                let written = hash::bytes(token.text.as_bytes());
                let scratch = &mut self.scratch;
                let Look { exact, fold, shape, known } = self.words.look(token, written, lexicon.number(), || {
                    let shape = shape(token);
                    let fold = if low.is_ascii() {
                        hash::bytes(low.as_bytes())
                    } else {
                        hash::folded(bare(token.text), scratch)
                    };
                    let exact = if shape == Shape::Low { fold } else { written };
                    Look { exact, fold, shape, known: lexicon.get(fold).unwrap_or_default() }
                });
                let at = at as u32;
                self.marks.push(Mark {
                    written,
                    exact,
                    fold,
                    shape,
                    known,
                    run: (at, at + 1),
                    sentence: number as u32,
                    is_high: shape.is_high(),
                    is_first: opens,
                    is_loud: sentence.is_loud,
                    zone: zone_number(sentence.zone),
                    ..Mark::default()
                });
                opens &= token.kind == TokenKind::Mark;
            }
        }
    }

    /// Stretches of capitals: with initials, and with the particles of persons' names inside.
    fn runs(&mut self, reading: &Reading<'_>) {
        for sentence in &reading.sentences {
            let mut at = sentence.first;
            while at < sentence.end {
                if !self.marks[at].is_high {
                    at += 1;
                    continue;
                }
                let mut end = at + 1;
                while end < sentence.end {
                    let joins = end + 1 < sentence.end && self.marks[end + 1].is_high && self.is_link(end);
                    if self.marks[end].is_high {
                        end += 1;
                    } else if joins {
                        end += 2;
                    } else {
                        break;
                    }
                }
                for mark in &mut self.marks[at..end] {
                    mark.run = (at as u32, end as u32);
                }
                at = end;
            }
        }
    }

    fn is_link(&self, at: usize) -> bool {
        let mark = &self.marks[at];
        mark.shape == Shape::Ampersand || (mark.shape == Shape::Low && mark.known.words & Word::Particle.bit() != 0)
    }

    /// Marks the names of the lists, of each kind the longest that begin at a token.
    fn names(&mut self, reading: &Reading<'_>, lexicon: Lexicon<'_>) {
        for sentence in &reading.sentences {
            for at in sentence.first..sentence.end {
                let mark = &self.marks[at];
                if mark.is_high || (mark.shape == Shape::Low && mark.known.flags & lexicon::PREFIX != 0) {
                    self.names_at(at, sentence.end, lexicon, false);
                    if matches!(self.marks[at].shape, Shape::Shouted | Shape::Dotted | Shape::Letter) {
                        self.names_at(at, sentence.end, lexicon, true);
                    }
                }
            }
        }
    }

    /// Of each kind the longest name that begins at `at`; `exact`: acronyms, which count only in capitals.
    fn names_at(&mut self, at: usize, limit: usize, lexicon: Lexicon<'_>, exact: bool) {
        let mut found: [usize; 16] = [0; 16];
        let mut row = 0;
        let mut any_high = false;
        for (length, mark) in self.marks[at..limit.min(at + lexicon::MAX_WORDS)].iter().enumerate() {
            let word = if exact && length == 0 { !mark.exact } else { mark.fold };
            row = if length == 0 { word } else { lexicon::longer(row, word) };
            any_high |= mark.is_high;
            let known = if length == 0 && !exact { Some(mark.known) } else { lexicon.get(row) };
            let Some(known) = known else { break };
            let mut kinds = if any_high && mark.is_high { known.names } else { 0 };
            while kinds != 0 {
                found[kinds.trailing_zeros() as usize] = length + 1;
                kinds &= kinds - 1;
            }
            if known.flags & lexicon::PREFIX == 0 {
                break;
            }
        }
        for (kind, length) in found.iter().enumerate().filter(|(_, length)| **length > 0) {
            for (offset, mark) in self.marks[at..at + length].iter_mut().enumerate() {
                let part = match (offset, *length) {
                    (0, 1) => 0,
                    (0, _) => 1,
                    (offset, length) if offset + 1 == length => 3,
                    _ => 2,
                };
                // A name inside a longer one of its kind is no name of its own.
                let held = (mark.names >> (kind * 4)) & 0b1110;
                if part != 0 || held == 0 {
                    mark.names |= 1 << (kind * 4 + part);
                }
            }
        }
    }

    /// Capitals, numbers beside them, and the small words and marks between them.
    fn candidates(&mut self, reading: &Reading<'_>) {
        /// More small words in a row than any name has inside.
        const MAX_GAP: usize = 4;
        for sentence in &reading.sentences {
            if sentence.zone == ZoneKind::Boilerplate {
                continue;
            }
            let mut previous: Option<usize> = None;
            for at in sentence.first..sentence.end {
                let shape = self.marks[at].shape;
                let numeric = matches!(shape, Shape::Year | Shape::SmallNumber | Shape::Number | Shape::NumberWord)
                    && (previous == Some(at.wrapping_sub(1)) && at > sentence.first
                        || at + 1 < sentence.end && self.marks[at + 1].is_high);
                if !self.marks[at].is_high && !numeric {
                    continue;
                }
                self.marks[at].is_candidate = true;
                if let Some(before) =
                    previous.filter(|before| at.checked_sub(*before).is_some_and(|gap| gap <= MAX_GAP))
                    && (before + 1..at).all(|between| self.may_join(reading, between))
                {
                    for mark in &mut self.marks[before + 1..at] {
                        mark.is_candidate = true;
                    }
                }
                let tail = self.event_tail(reading, at + 1, sentence.end);
                let tail = tail.or_else(|| self.bracketed_tail(reading, at + 1, sentence.end));
                previous = Some(tail.unwrap_or(at));
            }
            self.segments_of(sentence.first, sentence.end);
        }
    }

    /// `Canadian federal election`, `Gulf war`: small words up to the head of an event, which is given.
    fn event_tail(&mut self, reading: &Reading<'_>, from: usize, limit: usize) -> Option<usize> {
        let is_low = |at: &usize| self.marks[*at].shape == Shape::Low;
        let is_link = |at: usize| matches!(&*reading.folded[at], "of" | "the" | "and" | "for" | "in" | "on" | "to");
        let mut lows = (from..limit.min(from + 3)).take_while(|at| is_low(at) && !is_link(*at));
        let head = lows.find(|at| self.marks[*at].known.words & Word::EventHead.bit() != 0)?;
        for mark in &mut self.marks[from..=head] {
            mark.is_candidate = true;
        }
        Some(head)
    }

    /// `CPI(M)`, `Shiv Sena (UBT)`: a bracket with capitals alone in it, up to its end, which is given.
    fn bracketed_tail(&mut self, reading: &Reading<'_>, open: usize, limit: usize) -> Option<usize> {
        /// Longest part of a name in brackets, in tokens.
        const MAX_INSIDE: usize = 3;
        if open >= limit || !reading.tokens[open].is("(") {
            return None;
        }
        let inside = (open + 1..limit).take_while(|at| self.marks[*at].is_high).take(MAX_INSIDE + 1).count();
        let close = open + 1 + inside;
        if inside == 0 || inside > MAX_INSIDE || close >= limit || !reading.tokens[close].is(")") {
            return None;
        }
        for mark in &mut self.marks[open..=close] {
            mark.is_candidate = true;
        }
        Some(close)
    }

    fn segments_of(&mut self, first: usize, end: usize) {
        let mut at = first;
        while at < end {
            if !self.marks[at].is_candidate {
                at += 1;
                continue;
            }
            let start = at;
            while at < end && self.marks[at].is_candidate {
                at += 1;
            }
            self.segments.push((start as u32, at as u32));
        }
    }

    /// Whether a small word or mark can stand inside a name.
    fn may_join(&self, reading: &Reading<'_>, at: usize) -> bool {
        let mark = &self.marks[at];
        match mark.shape {
            Shape::Ampersand | Shape::Slash | Shape::Dash | Shape::Possessive | Shape::Quote | Shape::Comma => true,
            Shape::Low => {
                mark.known.words & Word::Particle.bit() != 0
                    || matches!(
                        &*reading.folded[at],
                        "of" | "the"
                            | "and"
                            | "for"
                            | "in"
                            | "on"
                            | "to"
                            | "at"
                            | "with"
                            | "und"
                            | "et"
                            | "against"
                            | "from"
                            | "by"
                            | "a"
                            | "or"
                            | "an"
                            | "as"
                            | "o"
                            | "dan"
                            | "ka"
                            | "ki"
                            | "wa"
                            | "fi"
                            | "na"
                            | "ni"
                            | "des"
                            | "für"
                            | "voor"
                            | "pour"
                            | "en"
                            | "we"
                            | "og"
                            | "och"
                            | "per"
                            | "dei"
                            | "degli"
                            | "delle"
                            | "para"
                            | "por"
                            | "con"
                    )
            }
            _ => matches!(reading.tokens[at].text, "'" | "’" | "!" | "."),
        }
    }

    /// Counts what each capitalised word does in the article.
    fn gather(&mut self, reading: &Reading<'_>) {
        let n_high = self.marks.iter().filter(|mark| mark.is_high).count();
        let size = (n_high * 2 + 2).next_power_of_two();
        self.table.clear();
        self.table.resize(size, 0);
        for at in 0..self.marks.len() {
            if self.marks[at].is_high && reading.zone_of(at) != ZoneKind::Boilerplate {
                let index = self.entry(self.marks[at].fold);
                self.marks[at].news = index + 1;
                let mark = self.marks[at];
                let news = &mut self.news[index as usize];
                news.n = news.n.saturating_add(1);
                if !mark.is_loud && (news.longest.1 - news.longest.0) < (mark.run.1 - mark.run.0) {
                    news.longest = mark.run;
                }
                let mut signs = self.signs(at);
                while signs != 0 {
                    let sign = signs.trailing_zeros() as usize;
                    signs &= signs - 1;
                    let count = &mut self.news[index as usize].signs[sign];
                    *count = count.saturating_add(1);
                }
            }
        }
        for at in 0..self.marks.len() {
            if self.marks[at].shape == Shape::Low
                && let Some(index) = self.find(self.marks[at].fold)
            {
                let news = &mut self.news[index as usize];
                news.n_low = news.n_low.saturating_add(1);
            }
        }
    }

    fn find(&self, fold: u64) -> Option<u32> {
        let mut at = (fold >> 20) as usize & (self.table.len() - 1);
        while self.table[at] != 0 {
            let index = self.table[at] - 1;
            if self.news[index as usize].fold == fold {
                return Some(index);
            }
            at = (at + 1) & (self.table.len() - 1);
        }
        None
    }

    fn entry(&mut self, fold: u64) -> u32 {
        if let Some(index) = self.find(fold) {
            return index;
        }
        let mut at = (fold >> 20) as usize & (self.table.len() - 1);
        while self.table[at] != 0 {
            at = (at + 1) & (self.table.len() - 1);
        }
        self.news.push(News { fold, ..News::default() });
        self.table[at] = self.news.len() as u32;
        self.news.len() as u32 - 1
    }

    /// The signs that this occurrence gives, as bits. A line in capitals gives none.
    pub fn signs(&self, at: usize) -> u32 {
        let mark = &self.marks[at];
        if mark.is_loud {
            return 0;
        }
        let (first, end) = (mark.run.0 as usize, mark.run.1 as usize);
        let is_last = at + 1 == end;
        let is_start = at == first;
        let before = self.beside(at, -1).map_or(0, |mark| mark.known.words);
        let before_run = self.beside(first, -1);
        let after = self.beside(end - 1, 1);
        let has = |words: u32, word: Word| words & word.bit() != 0;
        let mut bits = 0;
        let mut set = |sign: Sign, is: bool| bits |= u32::from(is) << sign as u32;
        set(Sign::Inner, !mark.is_first);
        set(Sign::AfterHonorific, has(before, Word::Honorific));
        set(Sign::AfterTitle, has(before, Word::TitleNoun));
        set(Sign::Speaks, is_last && after.is_some_and(|after| has(after.known.words, Word::Speech)));
        set(
            Sign::AfterPlacePreposition,
            is_start && before_run.is_some_and(|before| has(before.known.words, Word::PlacePreposition)),
        );
        set(Sign::AfterThe, is_start && before_run.is_some_and(|before| before.fold == self.the));
        set(Sign::Possessive, after.is_some_and(|after| after.shape == Shape::Possessive));
        set(Sign::RunLast, is_last && !is_start);
        set(Sign::RunFirst, is_start && !is_last);
        set(Sign::Alone, is_start && is_last);
        set(Sign::AfterGiven, !is_start && has(before, Word::Given));
        let last = self.marks[end - 1].known.words;
        set(
            Sign::BeforeOrgHead,
            !is_last && (has(last, Word::OrgHead) || has(last, Word::OrgSuffix) || has(last, Word::Military)),
        );
        set(Sign::BeforePerson, !is_last && has(mark.known.words, Word::Given));
        set(Sign::Shouted, mark.shape == Shape::Shouted);
        bits
    }

    /// The token `offset` away, in the same sentence.
    #[inline]
    pub fn beside(&self, at: usize, offset: isize) -> Option<&Mark> {
        let mark = self.marks.get(at.checked_add_signed(offset)?)?;
        (mark.sentence == self.marks[at].sentence).then_some(mark)
    }

    /// `National Action Plan (NAP)`: the short form learns which words it stands for.
    fn acronyms(&mut self, reading: &Reading<'_>) {
        for at in 2..self.marks.len().saturating_sub(1) {
            let is_short = matches!(self.marks[at].shape, Shape::Shouted | Shape::Mixed | Shape::Hyphened);
            let bracketed = self.marks[at - 1].shape == Shape::Open && self.marks[at + 1].shape == Shape::Close;
            if !is_short || !bracketed || self.marks[at].news == 0 {
                continue;
            }
            if let Some(first) = self.expansion(reading, at) {
                let news = &mut self.news[self.marks[at].news as usize - 1];
                news.expansion = (first as u32 + 1, at as u32 - 1);
            }
        }
    }

    /// First token of the words before the bracket whose initials are the acronym at `at`.
    fn expansion(&self, reading: &Reading<'_>, at: usize) -> Option<usize> {
        let mut letters: Vec<char> =
            reading.tokens[at].text.chars().filter(|c| c.is_uppercase()).flat_map(char::to_lowercase).collect();
        let from = at.saturating_sub(2 + 2 * letters.len() + 2);
        let mut index = at - 1;
        while index > from && !letters.is_empty() {
            index -= 1;
            if self.marks[index].sentence != self.marks[at].sentence {
                return None;
            }
            let words: Vec<char> = reading.folded[index].split('-').filter_map(|part| part.chars().next()).collect();
            let high = self.marks[index].is_high;
            for initial in words.iter().rev() {
                if high && letters.last() == Some(initial) {
                    letters.pop();
                } else if high && words.len() == 1 {
                    return None;
                }
            }
        }
        (letters.is_empty() && self.marks[index].is_high).then_some(index)
    }
}

const fn zone_number(zone: ZoneKind) -> u8 {
    match zone {
        ZoneKind::Headline | ZoneKind::Subhead => 1,
        ZoneKind::Dateline => 2,
        ZoneKind::Byline => 3,
        ZoneKind::Body => 0,
        ZoneKind::Boilerplate => 4,
    }
}

/// Without the dot of an abbreviation or initialism: `U.S.` is `U.S`.
fn bare(text: &str) -> &str {
    let bare = text.trim_end_matches('.');
    if bare.is_empty() { text } else { bare }
}

/// Whether a kind of name covers the token in any part.
#[inline]
pub const fn covers(names: u64, kind: Name) -> bool {
    (names >> (kind as u32 * 4)) & 0xF != 0
}
