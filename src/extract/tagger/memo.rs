//! What the weights say of a word wherever it stands: those answers that know nothing but the word are weighed once, and
//! their sums kept from place to place and from article to article.
//!
//! Never changes what comes out: sums of whole numbers are the same in any order, and what is kept of a word is found by
//! all its letters and belongs to one file of weights.

use crate::extract::reading::Reading;
use crate::extract::tagger;
use crate::extract::tagger::features;
use crate::extract::tagger::features::Affixes;
use crate::extract::tagger::features::Sink;
use crate::extract::tagger::features::Template;
use crate::extract::tagger::looks::Shape;
use crate::extract::tagger::scan::Scan;
use crate::extract::tagger::states::N_INNER;
use crate::extract::tagger::weights::Weights;

/// Where the words stand that are asked about, from the token in question.
const OFFSETS: [isize; 5] = [0, -1, 1, -2, 2];
/// Number of all answers that know more than one word, or its place.
const OF_PLACE: u8 = OFFSETS.len() as u8;
/// How many words are kept at most; a power of two.
const N_WORDS: usize = 4096;

/// Which of [`OFFSETS`] the answer knows alone, or [`OF_PLACE`].
const fn knows(template: Template) -> u8 {
    use Template as T;
    match template {
        T::Exact
        | T::Fold
        | T::Begins2
        | T::Begins3
        | T::Begins4
        | T::Ends1
        | T::Ends2
        | T::Ends3
        | T::Ends4
        | T::Length
        | T::Class
        | T::Company
        | T::CompanyCoarse => 0,
        T::FoldBefore | T::ShapeBefore | T::EndsBefore | T::ClassBefore | T::CapitalsBefore | T::CompanyBefore => 1,
        T::FoldAfter | T::ShapeAfter | T::EndsAfter | T::ClassAfter | T::CapitalsAfter | T::CompanyAfter => 2,
        T::FoldBefore2 | T::ClassBefore2 => 3,
        T::FoldAfter2 | T::ClassAfter2 => 4,
        _ => OF_PLACE,
    }
}

/// Keys of the answers that know this one word.
struct Knowing<'k, const WORD: u8>(&'k mut Vec<u64>);

impl<const WORD: u8> Sink for Knowing<'_, WORD> {
    #[inline]
    fn add(&mut self, template: Template, value: u64, _is_word: bool) {
        if knows(template) == WORD {
            self.0.push(features::key(template, value));
        }
    }
}

/// Sums of one word, for each of [`OFFSETS`] that it was met at.
#[derive(Clone, Copy, Debug)]
struct Kept {
    written: u64,
    shape: Shape,
    /// Bits of the offsets.
    has: u8,
    sums: [[i16; N_INNER]; OFFSETS.len()],
}

const NOTHING: Kept = Kept { written: 0, shape: Shape::Low, has: 0, sums: [[0; N_INNER]; OFFSETS.len()] };

/// The words, each in the one place where it would be looked for; another that belongs there takes it.
#[derive(Debug, Default)]
pub struct Memo {
    /// Where the word of a place stands in [`Self::kept`], one above; 0 for none.
    places: Vec<u16>,
    /// As they were met: those that stand everywhere lie side by side, and a short text takes little memory.
    kept: Vec<Kept>,
    /// Number of the weights.
    number: u64,
    keys: Vec<u64>,
    held: Vec<u32>,
}

impl Memo {
    /// The sums of all weights of the first look for the token at `at`.
    pub fn weigh(&mut self, reading: &Reading<'_>, scan: &Scan, at: usize, weights: &Weights<'_>) -> [i16; N_INNER] {
        let number = weights.lexicon().number();
        if self.number != number {
            self.kept.clear();
            self.places.clear();
            self.places.resize(N_WORDS, 0);
            self.number = number;
        }
        let mut sums = [0; N_INNER];
        for (word, offset) in OFFSETS.into_iter().enumerate() {
            let Some(mark) = scan.beside(at, offset) else {
                // The edge of a sentence is no word.
                keys_of(word as u8, reading, scan, at, &mut self.keys);
                weights.add(&self.keys, &mut self.held, &mut sums);
                continue;
            };
            let place = &mut self.places[(mark.written >> 24) as usize % N_WORDS];
            if *place == 0 {
                self.kept.push(NOTHING);
                *place = self.kept.len() as u16;
            }
            let kept = &mut self.kept[usize::from(*place) - 1];
            if kept.written != mark.written || kept.shape != mark.shape {
                (kept.written, kept.shape, kept.has) = (mark.written, mark.shape, 0);
            }
            if kept.has & (1 << word) == 0 {
                keys_of(word as u8, reading, scan, at, &mut self.keys);
                kept.sums[word] = [0; N_INNER];
                weights.add(&self.keys, &mut self.held, &mut kept.sums[word]);
                kept.has |= 1 << word;
            }
            for (sum, one) in sums.iter_mut().zip(&kept.sums[word]) {
                *sum = sum.wrapping_add(*one);
            }
        }
        self.keys.clear();
        features::answers(scan, at, [Affixes::default(); 3], &mut Knowing::<OF_PLACE>(&mut self.keys));
        weights.add(&self.keys, &mut self.held, &mut sums);
        sums
    }
}

/// Keys of the answers for the token at `at` that know this word of [`OFFSETS`] alone.
fn keys_of(word: u8, reading: &Reading<'_>, scan: &Scan, at: usize, keys: &mut Vec<u64>) {
    keys.clear();
    let affixes = |at: Option<usize>| {
        at.filter(|at| *at < reading.tokens.len()).map_or_else(Affixes::default, |at| tagger::affixes_at(reading, at))
    };
    let none = Affixes::default();
    match word {
        0 => features::answers_nearby(scan, at, [none, affixes(Some(at)), none], &mut Knowing::<0>(keys)),
        1 => features::answers_nearby(scan, at, [affixes(at.checked_sub(1)), none, none], &mut Knowing::<1>(keys)),
        2 => features::answers_nearby(scan, at, [none, none, affixes(Some(at + 1))], &mut Knowing::<2>(keys)),
        3 => features::answers_nearby(scan, at, [none; 3], &mut Knowing::<3>(keys)),
        _ => features::answers_nearby(scan, at, [none; 3], &mut Knowing::<4>(keys)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::naming;

    #[derive(Default)]
    struct All(Vec<u64>);

    impl Sink for All {
        fn add(&mut self, template: Template, value: u64, _is_word: bool) {
            self.0.push(features::key(template, value));
        }
    }

    #[test]
    fn what_is_kept_adds_up_to_all_answers() {
        let text = "WATER TALKS\n\nPresident Ana Ruiz’s ministers don’t meet O’Brien, Ruiz said. DON'T, said Lima's \
                    Water Ministry; Lima doesn't. \"Ruiz\" — of the Harbour Workers Party (HWP) — left. HWP stays.\n\n\
                    In Lima, don’t. Ana. Été à Orléans, 2 of 3.";
        let reading = Reading::new(text);
        let weights = &naming::model().expect("weights").weights;
        let mut scan = Scan::default();
        scan.read(&reading, weights.lexicon());
        let mut memo = Memo::default();
        for round in 0..2 {
            for at in 0..reading.tokens.len() {
                let affixes = |at: Option<usize>| {
                    at.filter(|at| *at < reading.tokens.len())
                        .map_or_else(Affixes::default, |at| tagger::affixes_at(&reading, at))
                };
                let mut all = All::default();
                let beside = [affixes(at.checked_sub(1)), affixes(Some(at)), affixes(Some(at + 1))];
                features::answers(&scan, at, beside, &mut all);
                let mut sums = [0; N_INNER];
                weights.add(&all.0, &mut Vec::new(), &mut sums);
                let kept = memo.weigh(&reading, &scan, at, weights);
                assert_eq!(kept, sums, "{} in round {round}", reading.tokens[at].text);
            }
        }
    }
}
