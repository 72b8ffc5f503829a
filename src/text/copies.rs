//! Sentences that stand in two texts, letter for letter: how a copy of a wire story is told from another story.
//!
//! Never takes a sentence for the same one when a letter or a digit of it differs: only blanks, and the shape of quotation
//! marks and dashes, may. Boilerplate and bylines tell nothing, since every article of a publisher has them.

use crate::model::id::Sha256;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;
use crate::text::sentence::sentences;
use crate::text::token::IsAbbreviation;
use crate::text::zones::zones;
use std::collections::BTreeMap;

/// Letters from which a sentence tells by itself where it comes from. "He declined to comment." stands in many articles.
const MIN_LETTERS: usize = 40;

/// One sentence with its fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
    /// The same for sentences that differ in blanks and the shape of quotes and dashes alone.
    pub print: i64,
    /// Long enough to tell by itself.
    pub is_telling: bool,
}

/// The sentences of a text, in order, without boilerplate and bylines.
pub fn sentences_of(text: &str, ends_no_sentence: IsAbbreviation<'_>) -> Vec<Sentence> {
    let read = zones(text).into_iter().filter(|zone| !matches!(zone.kind, ZoneKind::Boilerplate | ZoneKind::Byline));
    let spans = read.flat_map(|zone| sentences(text, zone.span, ends_no_sentence));
    spans
        .map(|span| {
            let folded = folded(span.words(text).unwrap_or_default());
            let is_telling = folded.chars().filter(|c| !c.is_whitespace()).count() >= MIN_LETTERS;
            Sentence { span, print: print_of(&folded), is_telling }
        })
        .collect()
}

/// Fingerprints of the telling sentences, each once.
pub fn telling(sentences: &[Sentence]) -> Vec<i64> {
    let mut prints: Vec<i64> = sentences.iter().filter(|one| one.is_telling).map(|one| one.print).collect();
    prints.sort_unstable();
    prints.dedup();
    prints
}

/// Whether two texts with so many telling sentences, and so many of them in common, are one story told twice: most of the
/// shorter one stands in the other.
pub const fn is_one_story(n_shared: usize, n_one: usize, n_other: usize) -> bool {
    let n_shorter = if n_one < n_other { n_one } else { n_other };
    n_shared > 0 && n_shared * 5 >= n_shorter * 3
}

/// A letter as it is compared; `None`: not a letter that anyone sees.
fn folded_letter(c: char) -> Option<char> {
    Some(match c {
        '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' => return None,
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‘' | '’' | '‚' | '‛' | '`' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    })
}

fn folded(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for c in words.chars().filter_map(folded_letter) {
        if c != ' ' || !folded.ends_with(' ') {
            folded.push(c);
        }
    }
    folded
}

fn print_of(folded: &str) -> i64 {
    let hash = Sha256::of(folded.as_bytes()).0;
    i64::from_be_bytes([hash[0], hash[1], hash[2], hash[3], hash[4], hash[5], hash[6], hash[7]])
}

/// What stands in both of two texts.
#[derive(Debug, Default)]
pub struct Shared {
    /// In the order of the first text.
    blocks: Vec<Block>,
}

/// Sentences that follow on each other in both texts.
#[derive(Debug)]
struct Block {
    /// In the first text, and its sentences there.
    span: Span,
    sentences: Vec<Span>,
    /// Start and end of each letter in the first text and in the second: as many in both.
    letters: Vec<(usize, usize)>,
    letters_there: Vec<(usize, usize)>,
}

/// A text with its sentences.
#[derive(Clone, Copy, Debug)]
pub struct Read<'t> {
    pub text: &'t str,
    pub sentences: &'t [Sentence],
}

impl Read<'_> {
    fn folded(&self, index: usize) -> String {
        folded(self.sentences[index].span.words(self.text).unwrap_or_default())
    }

    /// Whether nothing but blanks stands between a sentence and the next.
    fn runs_on(&self, index: usize) -> bool {
        let (end, start) = (self.sentences[index].span.end_byte, self.sentences[index + 1].span.start_byte);
        self.text.get(end..start).is_some_and(|between| between.trim().is_empty())
    }
}

impl Shared {
    /// Lays two texts beside each other. Begins at telling sentences that stand once in each, and goes on from there over
    /// whatever is the same before and behind, so that a short sentence counts where its neighbours do.
    pub fn of(here: Read<'_>, there: Read<'_>) -> Self {
        let partner = partners(here, there);
        let mut blocks = Vec::new();
        let mut index = 0;
        while index < partner.len() {
            let Some(first_there) = partner[index] else {
                index += 1;
                continue;
            };
            let first = index;
            while index + 1 < partner.len()
                && partner[index + 1] == Some(first_there + index + 1 - first)
                && here.runs_on(index)
                && there.runs_on(first_there + index - first)
            {
                index += 1;
            }
            blocks.extend(block(here, there, (first, index), first_there));
            index += 1;
        }
        Self { blocks }
    }

    /// How many sentences are in both.
    pub fn n_sentences(&self) -> usize {
        self.sentences().count()
    }

    /// The sentences of the first text that stand in the second, in order.
    pub fn sentences(&self) -> impl Iterator<Item = Span> + '_ {
        self.blocks.iter().flat_map(|block| block.sentences.iter().copied())
    }

    /// Number of the stretch of common sentences that words of the first text stand in, wholly.
    pub fn block_of(&self, span: Span) -> Option<usize> {
        let index = self.blocks.partition_point(|block| block.span.end_byte <= span.start_byte);
        self.blocks.get(index).filter(|block| block.span.contains(span)).map(|_| index)
    }

    /// Where words of the first text stand in the second; `None` where they do not.
    pub fn carried(&self, span: Span) -> Option<Span> {
        let block = &self.blocks[self.block_of(span)?];
        let first = block.letters.binary_search_by_key(&span.start_byte, |(start, _)| *start).ok()?;
        let last = block.letters.binary_search_by_key(&span.end_byte, |(_, end)| *end).ok()?;
        let (start, end) = (block.letters_there.get(first)?.0, block.letters_there.get(last)?.1);
        (first <= last).then(|| Span::new(start, end))
    }
}

/// For each sentence of the first text the one of the second that it is.
fn partners(here: Read<'_>, there: Read<'_>) -> Vec<Option<usize>> {
    let mut partner: Vec<Option<usize>> = vec![None; here.sentences.len()];
    let mut is_taken = vec![false; there.sentences.len()];
    let once_there = telling_once(there.sentences);
    for (print, index) in telling_once(here.sentences) {
        if let Some(other) = once_there.get(&print)
            && here.folded(index) == there.folded(*other)
        {
            partner[index] = Some(*other);
            is_taken[*other] = true;
        }
    }
    let is_same = |index: usize, other: usize| {
        here.sentences[index].print == there.sentences[other].print && here.folded(index) == there.folded(other)
    };
    for index in 1..partner.len() {
        if let (None, Some(before)) = (partner[index], partner[index - 1])
            && is_taken.get(before + 1) == Some(&false)
            && is_same(index, before + 1)
        {
            partner[index] = Some(before + 1);
            is_taken[before + 1] = true;
        }
    }
    for index in (1..partner.len()).rev() {
        if let (None, Some(behind)) = (partner[index - 1], partner[index])
            && behind > 0
            && !is_taken[behind - 1]
            && is_same(index - 1, behind - 1)
        {
            partner[index - 1] = Some(behind - 1);
            is_taken[behind - 1] = true;
        }
    }
    partner
}

/// Telling sentences that stand once in a text: fingerprint and index.
fn telling_once(sentences: &[Sentence]) -> BTreeMap<i64, usize> {
    let mut seen: BTreeMap<i64, Option<usize>> = BTreeMap::new();
    for (index, one) in sentences.iter().enumerate().filter(|(_, one)| one.is_telling) {
        seen.entry(one.print).and_modify(|at| *at = None).or_insert(Some(index));
    }
    seen.into_iter().filter_map(|(print, index)| Some((print, index?))).collect()
}

fn block(here: Read<'_>, there: Read<'_>, (first, last): (usize, usize), first_there: usize) -> Option<Block> {
    let stretch = |read: Read<'_>, first: usize, last: usize| {
        Span::new(read.sentences[first].span.start_byte, read.sentences[last].span.end_byte)
    };
    let span = stretch(here, first, last);
    let span_there = stretch(there, first_there, first_there + last - first);
    let (letters, letters_there) = (letters(here.text, span), letters(there.text, span_there));
    let sentences = here.sentences[first..=last].iter().map(|one| one.span).collect();
    // The sentences are the same, so the letters are as many; should they not be, nothing is carried over.
    (letters.len() == letters_there.len()).then_some(Block { span, sentences, letters, letters_there })
}

/// Start and end of each letter in a stretch of a text.
fn letters(text: &str, span: Span) -> Vec<(usize, usize)> {
    let words = span.words(text).unwrap_or_default();
    let seen = words.char_indices().filter(|(_, c)| folded_letter(*c).is_some_and(|c| c != ' '));
    seen.map(|(at, c)| (span.start_byte + at, span.start_byte + at + c.len_utf8())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "Harbour talks end without a deal\n\n\
        Talks on the harbour ended on Thursday without a deal, the mediator Ana Ruiz said. \
        “We will meet again,” she told reporters. She left.\n\n\
        Some 1,200 families had left the camp by then, according to the Harbour Board.\n\n\
        A second round is planned for the first week of January, both sides said.";

    /// Words of the first text that stand in the second, sentence by sentence.
    fn shared(here: &str, there: &str) -> Vec<String> {
        let (mine, theirs) = (sentences_of(here, &|_| false), sentences_of(there, &|_| false));
        let shared = Shared::of(Read { text: here, sentences: &mine }, Read { text: there, sentences: &theirs });
        for span in shared.sentences() {
            let carried = shared.carried(span).expect("a sentence stands somewhere");
            assert_eq!(folded(span.words(here).unwrap()), folded(carried.words(there).unwrap()));
        }
        shared.sentences().map(|span| span.words(here).unwrap().to_owned()).collect()
    }

    #[test]
    fn the_same_text_is_shared_whole() {
        assert_eq!(shared(STORY, STORY).len(), 6);
    }

    #[test]
    fn a_copy_with_other_quotes_blanks_and_breaks_is_the_same() {
        let other = STORY.replace(['“', '”'], "\"").replace(' ', "\u{a0}  ").replace("\n\n", "\n\n\n");
        assert_eq!(shared(STORY, &other).len(), 6);
    }

    #[test]
    fn what_was_changed_is_not_shared_and_the_rest_is() {
        // A headline tells nothing by itself: it goes with the sentence behind it.
        for (from, to, gone, n_left) in [
            ("Harbour talks end without a deal", "No deal at the harbour", "Harbour talks end without a deal", 5),
            ("1,200", "1,300", "Some 1,200 families", 5),
            ("1,200", "12,00", "Some 1,200 families", 5),
            ("Ana Ruiz", "Ana Ruin", "Talks on the harbour", 4),
            ("without a deal, the", "with a deal, the", "Talks on the harbour", 4),
            ("She left.", "She stayed.", "She left.", 5),
        ] {
            let found = shared(STORY, &STORY.replace(from, to));
            assert_eq!(found.len(), n_left, "{from} became {to}: {found:?}");
            assert!(!found.iter().any(|sentence| sentence.starts_with(gone)), "{found:?}");
        }
    }

    #[test]
    fn an_added_paragraph_and_another_order_leave_the_rest_as_it_is() {
        let longer = STORY
            .replace("A second round", "Nobody from the port authority could be reached on Friday.\n\nA second round");
        assert_eq!(shared(STORY, &longer).len(), 6);
        let (head, tail) = STORY.split_once("Some 1,200").unwrap();
        let turned = format!("Some 1,200{tail}\n\n{head}");
        assert_eq!(shared(&turned, STORY).len(), 6, "{:?}", shared(&turned, STORY));
    }

    #[test]
    fn short_sentences_alone_tell_nothing() {
        assert_eq!(
            shared("She left. He stayed.\n\nNobody said why.", "She left. He stayed.\n\nNobody said why."),
            [""; 0]
        );
        let other = "Trains were late again on the northern line, commuters said. She left.";
        assert_eq!(shared(STORY, other), [""; 0]);
    }

    #[test]
    fn boilerplate_tells_nothing() {
        let end = "\n\nSubscribe to our newsletter for the news of the harbour every morning. All rights reserved.";
        let other = format!("Trains were late again on the northern line, commuters said on Friday.{end}");
        assert_eq!(shared(&format!("{STORY}{end}"), &other), [""; 0]);
    }

    #[test]
    fn words_are_carried_to_where_they_stand() {
        let copy =
            format!("Wire story\n\n{}", STORY.replace('“', "\"").replace("by then, according", "by  then, according"));
        let (mine, theirs) = (sentences_of(STORY, &|_| false), sentences_of(&copy, &|_| false));
        let shared = Shared::of(Read { text: STORY, sentences: &mine }, Read { text: &copy, sentences: &theirs });
        for words in ["Ana Ruiz", "1,200", "the Harbour Board", "She left."] {
            let start = STORY.find(words).unwrap();
            let carried = shared.carried(Span::new(start, start + words.len())).expect(words);
            assert_eq!(carried.words(&copy), Some(words));
        }
        let start = STORY.find("“We").unwrap();
        let two = Span::new(start, STORY.find("She left.").unwrap() + "She left.".len());
        let carried = shared.carried(two).and_then(|span| span.words(&copy));
        assert_eq!(carried, Some("\"We will meet again,” she told reporters. She left."));
        assert_eq!(shared.carried(Span::new(start, start)), None, "no words");
        assert_eq!(shared.carried(Span::new(start, start + 1)), None, "half a letter");
    }

    #[test]
    fn one_story_is_told_by_most_of_the_shorter_one() {
        for (n_shared, n_here, n_there, expected) in [
            (0, 0, 0, false),
            (1, 1, 9, true),
            (1, 4, 9, false),
            (3, 5, 30, true),
            (2, 5, 30, false),
            (10, 10, 10, true),
        ] {
            assert_eq!(is_one_story(n_shared, n_here, n_there), expected, "{n_shared} of {n_here} and {n_there}");
        }
    }
}
