//! The templates: which questions are asked of a token and its surroundings, as integers.
//!
//! Never weighs and never allocates: each answer goes to a [`Sink`], which learns from it, adds its weights up, or
//! keeps it to explain a decision.

use crate::extract::tagger::hash;
use crate::extract::tagger::scan::Mark;
use crate::extract::tagger::scan::N_SIGNS;
use crate::extract::tagger::scan::Scan;
use crate::extract::tagger::scan::Shape;

macro_rules! templates {
    ($($name:ident $says:literal),+ $(,)?) => {
        /// One question.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Template { $($name),+ }

        impl Template {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// What the question is about, in an analyst's words.
            pub const fn says(self) -> &'static str {
                match self { $(Self::$name => $says),+ }
            }
        }
    };
}

templates! {
    Bias "how frequent the kind is",
    Exact "the word as it is written",
    Fold "the word itself",
    FoldBefore "the word before",
    FoldAfter "the word after",
    FoldBefore2 "the second word before",
    FoldAfter2 "the second word after",
    PairBefore "the word and the one before",
    PairAfter "the word and the one after",
    Around "the words on both sides",
    TwoBefore "the two words before",
    TwoAfter "the two words after",
    Shape "its capitals and marks",
    ShapeBefore "the capitals before",
    ShapeAfter "the capitals after",
    ShapeRow "the capitals around",
    Begins2 "how the word begins",
    Begins3 "how the word begins",
    Begins4 "how the word begins",
    Ends1 "how the word ends",
    Ends2 "how the word ends",
    Ends3 "how the word ends",
    Ends4 "how the word ends",
    EndsBefore "how the word before ends",
    EndsAfter "how the word after ends",
    Listed "in a list of names",
    ListedBefore "a listed name before",
    ListedAfter "a listed name after",
    ListedRow "in a list of names, by its capitals",
    Class "a kind of word",
    ClassBefore "a title, verb or other kind of word before",
    ClassAfter "a title, verb or other kind of word after",
    ClassBefore2 "a kind of word two before",
    ClassAfter2 "a kind of word two after",
    ClassPair "kinds of words side by side",
    ClassPairAfter "kinds of words side by side",
    Capitals "how often the word is capitalised in news",
    CapitalsBefore "how often the word before is capitalised in news",
    CapitalsAfter "how often the word after is capitalised in news",
    Company "words that keep the same company",
    CompanyCoarse "words that keep similar company",
    CompanyBefore "the company of the word before",
    CompanyAfter "the company of the word after",
    CompanyPair "the company of both words",
    CompanyPairAfter "the company of both words",
    Opens "where it stands in the sentence",
    RunPlace "its place in the stretch of capitals",
    RunBefore "the word before the stretch of capitals",
    RunBefore2 "the two words before the stretch of capitals",
    RunAfter "the word after the stretch of capitals",
    RunAfter2 "the two words after the stretch of capitals",
    RunFirst "the first word of the stretch",
    RunLast "the last word of the stretch",
    RunLastEnds "how the stretch ends",
    RunFirstClass "what kind of word the stretch begins with",
    RunLastClass "what kind of word the stretch ends with",
    RunFirstListed "what list the stretch begins with",
    RunLastListed "what list the stretch ends with",
    RunBeforeClass "what kind of word stands before the stretch",
    RunAfterClass "what kind of word stands after the stretch",
    RunBetween "the words on both sides of the stretch",
    Linked "the stretch that a small word joins to this one",
    Elsewhere "what the word does elsewhere in the article",
    ElsewhereMuch "what the word often does in the article",
    Seen "how often the article has the word",
    ElsewhereLast "the longer name that has it elsewhere",
    ElsewhereFirst "the longer name that has it elsewhere",
    ElsewhereClass "the longer name that has it elsewhere",
    Expansion "the words it is the acronym of",
    Zone "headline or text",
    Length "how long the word is",
    ShapeWide "the capitals around",
    FoldBefore3 "the third word before",
    FoldAfter3 "the third word after",
    ClassTwoBefore "the kinds of the two words before",
    CompanyTwoBefore "the company of the two words before",
    CompanyTwoAfter "the company of the two words after",
    RunShapes "the capitals of the stretch",
    RunListed "the lists that the stretch is in",
    RunClasses "what kinds of words the stretch begins and ends with",
    RunBetweenCompany "the company of the words on both sides of the stretch",
    RunFirstTwo "the first words of the stretch",
    RunLastTwo "the last words of the stretch",
    DraftOwn "the first look",
    DraftRival "the first look",
    DraftBefore "the first look at the word before",
    DraftAfter "the first look at the word after",
    DraftRow "the first look at the words around",
    DraftWord "the word itself, looked at again",
    DraftShape "its capitals, looked at again",
    DraftClass "a kind of word, looked at again",
    DraftCompany "words that keep the same company, looked at again",
    DraftElsewhere "what the word is elsewhere in the article",
    DraftMix "what other names the sentence has",
    DraftEdge "a word at the edge of a name",
    DraftWhole "the whole name",
    DraftFirst "how the name begins",
    DraftLast "how the name ends",
    DraftFirstClass "how the name begins",
    DraftLastClass "how the name ends",
    DraftCompanies "how the name begins and ends",
    DraftWordBefore "the word before the name",
    DraftWordAfter "the word after the name",
    DraftBeside "the words beside the name",
    DraftLength "how long the name is",
    DraftListed "the whole name in a list",
    DraftNeighbour "the name next to it",
}

/// Where answers go.
pub trait Sink {
    /// One answer. `is_word` says that it knows the very word.
    fn add(&mut self, template: Template, value: u64, is_word: bool);
}

/// Key of an answer: what weights are found by.
#[inline]
pub const fn key(template: Template, value: u64) -> u64 {
    hash::join(template as u64 + 1, value)
}

/// Hash of the absence of a token: a sentence's edge.
const EDGE: u64 = 0x5eed;

struct Look<'s> {
    scan: &'s Scan,
    at: usize,
}

impl Look<'_> {
    #[inline]
    fn beside(&self, offset: isize) -> Mark {
        match self.scan.beside(self.at, offset) {
            Some(mark) => *mark,
            None => Mark { fold: EDGE, exact: EDGE, shape: Shape::OtherMark, ..Mark::default() },
        }
    }
}

/// Hashes of the first and last letters of a word in lower case.
#[derive(Clone, Copy, Debug, Default)]
pub struct Affixes {
    pub begins: [u64; 3],
    pub ends: [u64; 4],
    pub n_letters: u64,
}

/// The affixes of `word`, folded.
pub fn affixes(word: &str) -> Affixes {
    let mut affixes = Affixes::default();
    let mut starts = [0; 5];
    let mut n = 0;
    for (at, _) in word.char_indices() {
        if n < 5 {
            starts[n] = at;
        }
        n += 1;
    }
    affixes.n_letters = n as u64;
    for (index, length) in [2, 3, 4].into_iter().enumerate() {
        if n > length {
            affixes.begins[index] = hash::bytes(&word.as_bytes()[..starts[length]]);
        }
    }
    let mut end = word.len();
    for (index, c) in word.chars().rev().take(4).enumerate() {
        end -= c.len_utf8();
        if n > index + 1 {
            affixes.ends[index] = hash::bytes(&word.as_bytes()[end..]);
        }
    }
    affixes
}

/// All answers for the token at `at`. `own`, `before`, `after`: affixes of the word and its neighbours.
pub fn answers(scan: &Scan, at: usize, affixes: [Affixes; 3], sink: &mut impl Sink) {
    let look = Look { scan, at };
    words(&look, &affixes, sink);
    lists(&look, sink);
    run(&look, sink);
    elsewhere(&look, sink);
}

/// Those of [`answers`] that do not look at stretches of capitals or at the rest of the article.
pub fn answers_nearby(scan: &Scan, at: usize, affixes: [Affixes; 3], sink: &mut impl Sink) {
    let look = Look { scan, at };
    words(&look, &affixes, sink);
    lists(&look, sink);
}

/// Those of [`answers`] that look at the stretch of capitals.
pub fn answers_of_run(scan: &Scan, at: usize, sink: &mut impl Sink) {
    run(&Look { scan, at }, sink);
}

/// All that the answers know which know no word but how the token looks and where it stands, in 18 bits.
pub fn frame(scan: &Scan, at: usize) -> u32 {
    let mark = &scan.marks[at];
    let (first, end) = (mark.run.0 as usize, mark.run.1 as usize);
    let (place, left) = ((at - first).min(3) as u32, (end - 1 - at).min(3) as u32);
    let mut known = mark.shape as u32;
    for (value, n_bits) in [
        (u32::from(mark.is_loud), 1),
        (u32::from(mark.is_first), 1),
        (u32::from(mark.zone), 3),
        (u32::from(mark.known.capital), 3),
        (place, 2),
        (left, 2),
        (u32::from(scan.marks[first].is_first), 1),
    ] {
        known = (known << n_bits) | value;
    }
    known
}

fn words(look: &Look<'_>, affixes: &[Affixes; 3], sink: &mut impl Sink) {
    use Template as T;
    let mark = look.beside(0);
    let (before, after) = (look.beside(-1), look.beside(1));
    let (before2, after2) = (look.beside(-2), look.beside(2));
    let loud = u64::from(mark.is_loud);
    sink.add(T::Bias, loud, false);
    sink.add(T::Exact, mark.exact, true);
    sink.add(T::Fold, mark.fold, true);
    sink.add(T::FoldBefore, before.fold, false);
    sink.add(T::FoldAfter, after.fold, false);
    sink.add(T::FoldBefore2, before2.fold, false);
    sink.add(T::FoldAfter2, after2.fold, false);
    sink.add(T::PairBefore, hash::join(before.fold, mark.fold), true);
    sink.add(T::PairAfter, hash::join(mark.fold, after.fold), true);
    sink.add(T::Around, hash::join(before.fold, after.fold), false);
    sink.add(T::TwoBefore, hash::join(before2.fold, before.fold), false);
    sink.add(T::TwoAfter, hash::join(after.fold, after2.fold), false);
    let shape = |mark: &Mark| mark.shape as u64;
    sink.add(T::Shape, shape(&mark) * 2 + loud, false);
    sink.add(T::ShapeBefore, shape(&before), false);
    sink.add(T::ShapeAfter, shape(&after), false);
    sink.add(T::ShapeRow, (shape(&before) << 16) | (shape(&mark) << 8) | shape(&after), false);
    let [left, own, right] = affixes;
    for (template, value) in [
        (T::Begins2, own.begins[0]),
        (T::Begins3, own.begins[1]),
        (T::Begins4, own.begins[2]),
        (T::Ends1, own.ends[0]),
        (T::Ends2, own.ends[1]),
        (T::Ends3, own.ends[2]),
        (T::Ends4, own.ends[3]),
        (T::EndsBefore, left.ends[2]),
        (T::EndsAfter, right.ends[2]),
    ] {
        if value != 0 {
            sink.add(template, value, false);
        }
    }
    sink.add(T::Length, own.n_letters.min(12), false);
    sink.add(T::Opens, u64::from(mark.is_first) * 64 + shape(&mark) * 2 + loud, false);
    sink.add(T::Zone, u64::from(mark.zone) * 64 + shape(&mark), false);
    let wide = [&before2, &before, &mark, &after, &after2].iter().fold(0, |row, mark| (row << 8) | shape(mark));
    sink.add(T::ShapeWide, wide, false);
    sink.add(T::FoldBefore3, look.beside(-3).fold, false);
    sink.add(T::FoldAfter3, look.beside(3).fold, false);
}

fn lists(look: &Look<'_>, sink: &mut impl Sink) {
    use Template as T;
    let mark = look.beside(0);
    let (before, after) = (look.beside(-1), look.beside(1));
    let (before2, after2) = (look.beside(-2), look.beside(2));
    each_bit(mark.names, |bit| {
        sink.add(T::Listed, bit, false);
        sink.add(T::ListedRow, (bit << 8) | mark.shape as u64, false);
    });
    each_bit(before.names, |bit| sink.add(T::ListedBefore, bit, false));
    each_bit(after.names, |bit| sink.add(T::ListedAfter, bit, false));
    each_bit(u64::from(mark.known.words), |bit| sink.add(T::Class, (bit << 1) | u64::from(mark.is_high), false));
    each_bit(u64::from(before.known.words), |bit| {
        sink.add(T::ClassBefore, (bit << 1) | u64::from(before.is_high), false);
    });
    each_bit(u64::from(after.known.words), |bit| sink.add(T::ClassAfter, (bit << 1) | u64::from(after.is_high), false));
    each_bit(u64::from(before2.known.words), |bit| sink.add(T::ClassBefore2, bit, false));
    each_bit(u64::from(after2.known.words), |bit| sink.add(T::ClassAfter2, bit, false));
    let words = |mark: &Mark| (u64::from(mark.known.words) << 1) | u64::from(mark.is_high);
    sink.add(T::ClassPair, hash::join(words(&before), words(&mark)), false);
    sink.add(T::ClassPairAfter, hash::join(words(&mark), words(&after)), false);
    let capital = |mark: &Mark| u64::from(mark.known.capital);
    sink.add(T::Capitals, (capital(&mark) << 9) | (mark.shape as u64 * 2 + u64::from(mark.is_first)), false);
    sink.add(T::CapitalsBefore, (capital(&before) << 8) | before.shape as u64, false);
    sink.add(T::CapitalsAfter, (capital(&after) << 8) | after.shape as u64, false);
    let company = |mark: &Mark| u64::from(mark.known.company);
    if company(&mark) != 0 {
        sink.add(T::Company, company(&mark), false);
        sink.add(T::CompanyCoarse, company(&mark) >> 8, false);
    }
    if company(&before) != 0 {
        sink.add(T::CompanyBefore, company(&before), false);
    }
    if company(&after) != 0 {
        sink.add(T::CompanyAfter, company(&after), false);
    }
    sink.add(T::CompanyPair, hash::join(company(&before), company(&mark)), false);
    sink.add(T::CompanyPairAfter, hash::join(company(&mark), company(&after)), false);
    sink.add(T::ClassTwoBefore, hash::join(words(&before2), words(&before)), false);
    sink.add(T::CompanyTwoBefore, hash::join(company(&before2), company(&before)), false);
    sink.add(T::CompanyTwoAfter, hash::join(company(&after), company(&after2)), false);
}

fn run(look: &Look<'_>, sink: &mut impl Sink) {
    use Template as T;
    let scan = look.scan;
    let mark = look.beside(0);
    let (first, end) = (mark.run.0 as usize, mark.run.1 as usize);
    let edge = Mark { fold: EDGE, shape: Shape::OtherMark, ..Mark::default() };
    let beyond = |at: usize, offset: isize| scan.beside(at, offset).copied().unwrap_or(edge);
    let (before, before2) = (beyond(first, -1), beyond(first, -2));
    let (after, after2) = (beyond(end - 1, 1), beyond(end - 1, 2));
    let (head, last) = (scan.marks[first], scan.marks[end - 1]);
    let place = (look.at - first).min(3) as u64;
    let left = (end - 1 - look.at).min(3) as u64;
    let loud = u64::from(mark.is_loud);
    sink.add(T::RunPlace, (place << 8) | (left << 4) | (u64::from(head.is_first) << 1) | loud, false);
    let position = u64::from(place > 0) * 2 + u64::from(left > 0);
    let placed = |value: u64| hash::join(value, position);
    if !mark.is_loud {
        sink.add(T::RunBefore, placed(before.fold), false);
        sink.add(T::RunBefore2, hash::join(before2.fold, before.fold), false);
        sink.add(T::RunAfter, placed(after.fold), false);
        sink.add(T::RunAfter2, hash::join(after.fold, after2.fold), false);
        sink.add(T::RunFirst, placed(head.fold), first == look.at);
        sink.add(T::RunLast, placed(last.fold), end == look.at + 1);
        sink.add(T::RunBetween, hash::join(before.fold, after.fold), false);
        sink.add(T::RunBeforeClass, (u64::from(before.known.words) << 4) | position, false);
        sink.add(T::RunAfterClass, (u64::from(after.known.words) << 4) | position, false);
        sink.add(T::RunLastEnds, hash::join(u64::from(last.known.company), position), false);
        each_bit(u64::from(head.known.words), |bit| sink.add(T::RunFirstClass, (bit << 4) | position, false));
        each_bit(u64::from(last.known.words), |bit| sink.add(T::RunLastClass, (bit << 4) | position, false));
        each_bit(head.names, |bit| sink.add(T::RunFirstListed, (bit << 4) | position, false));
        each_bit(last.names, |bit| sink.add(T::RunLastListed, (bit << 4) | position, false));
        let between = hash::join(u64::from(before.known.company), u64::from(after.known.company));
        sink.add(T::RunBetweenCompany, placed(between), false);
        if end - first > 1 {
            whole_run(&scan.marks[first..end], position, sink);
        }
    }
    linked(look, first, end, sink);
}

/// What the stretch of several words is as a whole.
fn whole_run(run: &[Mark], position: u64, sink: &mut impl Sink) {
    use Template as T;
    let [head, second, ..] = run else { return };
    let [.., beside, last] = run else { return };
    let row = run.iter().take(8).fold((0, 0), |row, mark| ((row.0 << 6) | mark.shape as u64, row.1 | mark.names));
    sink.add(T::RunShapes, hash::join(row.0, position), false);
    sink.add(T::RunListed, hash::join(row.1, position), false);
    let kinds = (u64::from(head.known.words) << 32) | u64::from(last.known.words);
    sink.add(T::RunClasses, hash::join(kinds, position), false);
    sink.add(T::RunFirstTwo, hash::join(hash::join(head.fold, second.fold), position), false);
    sink.add(T::RunLastTwo, hash::join(hash::join(beside.fold, last.fold), position), false);
}

/// `Ministry of Public Works`: what stands on the other side of one or two small words.
fn linked(look: &Look<'_>, first: usize, end: usize, sink: &mut impl Sink) {
    let scan = look.scan;
    let high = |at: usize, offset: isize| scan.beside(at, offset).filter(|mark| mark.is_high && mark.is_candidate);
    let small = |at: usize, offset: isize| scan.beside(at, offset).filter(|mark| mark.is_candidate && !mark.is_high);
    if let Some(link) = small(first, -1) {
        let other = high(first, -2).or_else(|| high(first, -3));
        if let Some(other) = other {
            sink.add(Template::Linked, hash::join(1, hash::join(link.fold, other.fold)), false);
            sink.add(Template::Linked, hash::join(2, hash::join(link.fold, u64::from(other.known.words))), false);
        }
    }
    if let Some(link) = small(end - 1, 1) {
        let other = high(end - 1, 2).or_else(|| high(end - 1, 3));
        if let Some(other) = other {
            sink.add(Template::Linked, hash::join(3, hash::join(link.fold, u64::from(other.known.words))), false);
            sink.add(Template::Linked, hash::join(4, hash::join(link.fold, other.names)), false);
        }
    }
}

fn elsewhere(look: &Look<'_>, sink: &mut impl Sink) {
    use Template as T;
    let scan = look.scan;
    let mark = look.beside(0);
    let Some(news) = mark.news.checked_sub(1).and_then(|index| scan.news.get(index as usize)) else {
        return;
    };
    let own = scan.signs(look.at);
    let loud = u64::from(mark.is_loud);
    let lone = u64::from(mark.run.1 - mark.run.0 == 1);
    let n_low = u64::from(news.n_low.min(2));
    sink.add(T::Seen, (u64::from(news.n.min(4)) << 8) | (n_low << 4) | (loud << 1) | u64::from(mark.is_first), false);
    for sign in 0..N_SIGNS {
        let count = news.signs[sign] - (((own >> sign) & 1) as u16);
        if count > 0 {
            sink.add(T::Elsewhere, ((sign as u64) << 2) | (lone << 1) | loud, false);
        }
        if count > 2 {
            sink.add(T::ElsewhereMuch, sign as u64, false);
        }
    }
    let (first, end) = news.longest;
    if (first, end) != mark.run && end > first + 1 {
        let (head, last) = (&scan.marks[first as usize], &scan.marks[end as usize - 1]);
        let is_head = u64::from(head.fold == mark.fold);
        let is_last = u64::from(last.fold == mark.fold);
        let position = is_head * 2 + is_last;
        sink.add(T::ElsewhereLast, hash::join(last.fold, position), is_last == 1);
        sink.add(T::ElsewhereFirst, hash::join(head.fold, position), is_head == 1);
        each_bit(u64::from(head.known.words), |bit| sink.add(T::ElsewhereClass, (bit << 4) | position, false));
        each_bit(u64::from(last.known.words), |bit| {
            sink.add(T::ElsewhereClass, (1 << 32) | (bit << 4) | position, false);
        });
        each_bit(head.names, |bit| sink.add(T::ElsewhereClass, (1 << 33) | (bit << 4) | position, false));
    }
    if news.expansion.0 > 0 {
        let (first, end) = (news.expansion.0 as usize - 1, news.expansion.1 as usize);
        let (head, last) = (&scan.marks[first], &scan.marks[end - 1]);
        sink.add(T::Expansion, hash::join(1, last.fold), false);
        sink.add(T::Expansion, hash::join(2, head.fold), false);
        each_bit(u64::from(head.known.words | last.known.words), |bit| sink.add(T::Expansion, (1 << 32) | bit, false));
    }
}

/// Calls with the number of each set bit.
#[inline]
fn each_bit(bits: u64, mut call: impl FnMut(u64)) {
    let mut bits = bits;
    while bits != 0 {
        call(u64::from(bits.trailing_zeros()));
        bits &= bits - 1;
    }
}
