//! What the weights say of a word wherever it stands: those answers that know nothing but the word, or nothing but how a
//! token looks and where in its stretch it stands, are weighed once, and their sums kept from place to place and from
//! article to article.
//!
//! Never changes what comes out: sums of whole numbers are the same in any order, and what is kept of a word is found by
//! all its letters and belongs to one file of weights.

use crate::extract::reading::Reading;
use crate::extract::tagger;
use crate::extract::tagger::features;
use crate::extract::tagger::features::Affixes;
use crate::extract::tagger::features::Sink;
use crate::extract::tagger::features::Template;
use crate::extract::tagger::hash;
use crate::extract::tagger::looks::Shape;
use crate::extract::tagger::scan::Mark;
use crate::extract::tagger::scan::Scan;
use crate::extract::tagger::states::N_INNER;
use crate::extract::tagger::weights::Weights;

/// Where the words stand that are asked about, from the token in question.
const OFFSETS: [isize; 5] = [0, -1, 1, -2, 2];
/// Number of all answers that know more than one word.
const OF_PLACE: u8 = OFFSETS.len() as u8;
/// Number of the first of those that are asked of a token by itself, in the order of [`OFFSETS`].
const LONE: u8 = OF_FRAME + 1;
/// Number of those that know no word, only how the token looks and where it stands.
const OF_FRAME: u8 = OF_PLACE + 1;
/// How many of [`OFFSETS`], from the first, are asked more of a token that is a stretch of capitals by itself: the words
/// beside it are then those beside the stretch, and it begins and ends it.
const N_LONE: usize = 3;
/// Sums that a word may have: of each of [`OFFSETS`], then what is asked more of a token by itself.
const N_SUMS: usize = OFFSETS.len() + N_LONE;
/// How many words are kept at most; a power of two.
const N_WORDS: usize = 4096;

/// How many looks and places of a token are kept; a power of two.
const N_FRAMES: usize = 1024;

/// Which of [`OFFSETS`] the answer knows alone, or [`OF_PLACE`], [`OF_FRAME`], [`LONE`] and on.
const fn knows(template: Template, is_lone: bool) -> u8 {
    use Template as T;
    match template {
        T::RunFirst | T::RunLast | T::RunLastEnds | T::RunFirstClass | T::RunLastClass if is_lone => LONE,
        T::RunBefore | T::RunBeforeClass if is_lone => LONE + 1,
        T::RunAfter | T::RunAfterClass if is_lone => LONE + 2,
        T::Bias | T::Shape | T::Opens | T::Zone | T::Capitals | T::RunPlace => OF_FRAME,
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

/// Keys of the answers that know this alone.
struct Knowing<'k, const WHAT: u8, const IS_LONE: bool>(&'k mut Vec<u64>);

impl<const WHAT: u8, const IS_LONE: bool> Sink for Knowing<'_, WHAT, IS_LONE> {
    #[inline]
    fn add(&mut self, template: Template, value: u64, _is_word: bool) {
        if knows(template, IS_LONE) == WHAT {
            self.0.push(features::key(template, value));
        }
    }
}

/// Sums of one word, for each way in which it was asked about.
#[derive(Clone, Copy, Debug)]
struct Kept {
    written: u64,
    shape: Shape,
    /// Bits of the sums that it has.
    has: u8,
    sums: [[i16; N_INNER]; N_SUMS],
}

const NOTHING: Kept = Kept { written: 0, shape: Shape::Low, has: 0, sums: [[0; N_INNER]; N_SUMS] };

/// Sums of the answers that know no word.
#[derive(Clone, Copy, Debug)]
struct Frame {
    /// All that they know, and one bit above.
    known: u32,
    sums: [i16; N_INNER],
}

/// The words, each in the one place where it would be looked for; another that belongs there takes it.
#[derive(Debug, Default)]
pub struct Memo {
    /// Where the word of a place stands in [`Self::kept`], one above; 0 for none.
    places: Vec<u16>,
    /// As they were met: those that stand everywhere lie side by side, and a short text takes little memory.
    kept: Vec<Kept>,
    /// Looks and places, each in the one place where it would be looked for; another that belongs there takes it.
    frames: Vec<Frame>,
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
            self.frames.clear();
            self.frames.resize(N_FRAMES, Frame { known: 0, sums: [0; N_INNER] });
            self.number = number;
        }
        let is_lone = is_lone(&scan.marks[at]);
        let mut sums = self.frame(scan, at, weights);
        for (word, offset) in OFFSETS.into_iter().enumerate() {
            let ways = [word, OFFSETS.len() + word];
            let ways = &ways[..if is_lone && word < N_LONE { 2 } else { 1 }];
            let (written, shape) = scan.beside(at, offset).map_or_else(
                || (edge(scan, at.checked_add_signed(offset)), Shape::Low),
                |mark| (mark.written, mark.shape),
            );
            let place = &mut self.places[(written >> 24) as usize % N_WORDS];
            if *place == 0 {
                self.kept.push(NOTHING);
                *place = self.kept.len() as u16;
            }
            let kept = &mut self.kept[usize::from(*place) - 1];
            if kept.written != written || kept.shape != shape {
                (kept.written, kept.shape, kept.has) = (written, shape, 0);
            }
            for way in ways {
                if kept.has & (1 << way) == 0 {
                    keys_of(*way, reading, scan, at, &mut self.keys);
                    kept.sums[*way] = [0; N_INNER];
                    weights.add(&self.keys, &mut self.held, &mut kept.sums[*way]);
                    kept.has |= 1 << way;
                }
                add(&mut sums, &kept.sums[*way]);
            }
        }
        self.keys.clear();
        if is_lone {
            features::answers(scan, at, [Affixes::default(); 3], &mut Knowing::<OF_PLACE, true>(&mut self.keys));
        } else {
            features::answers(scan, at, [Affixes::default(); 3], &mut Knowing::<OF_PLACE, false>(&mut self.keys));
        }
        weights.add(&self.keys, &mut self.held, &mut sums);
        sums
    }

    /// Sums of the answers that know no word.
    fn frame(&mut self, scan: &Scan, at: usize, weights: &Weights<'_>) -> [i16; N_INNER] {
        let known = features::frame(scan, at) | (1 << 31);
        let frame = &mut self.frames[hash::spread(u64::from(known)) as usize % N_FRAMES];
        if frame.known != known {
            self.keys.clear();
            features::answers(scan, at, [Affixes::default(); 3], &mut Knowing::<OF_FRAME, false>(&mut self.keys));
            *frame = Frame { known, sums: [0; N_INNER] };
            weights.add(&self.keys, &mut self.held, &mut frame.sums);
        }
        frame.sums
    }
}

/// Whether the token is a stretch of capitals by itself, of which more is asked.
const fn is_lone(mark: &Mark) -> bool {
    mark.run.1 - mark.run.0 == 1 && !mark.is_loud
}

/// What stands for a word beyond the edge of a sentence. The word over the edge is asked how it ends.
fn edge(scan: &Scan, at: Option<usize>) -> u64 {
    !at.and_then(|at| scan.marks.get(at)).map_or(0, |mark| mark.written)
}

fn add(sums: &mut [i16; N_INNER], others: &[i16; N_INNER]) {
    for (sum, one) in sums.iter_mut().zip(others) {
        *sum = sum.wrapping_add(*one);
    }
}

/// Keys of the answers for the token at `at` that know one word of [`OFFSETS`] alone; past those, what is asked more of
/// a token by itself.
fn keys_of(way: usize, reading: &Reading<'_>, scan: &Scan, at: usize, keys: &mut Vec<u64>) {
    keys.clear();
    let affixes = |at: Option<usize>| {
        at.filter(|at| *at < reading.tokens.len()).map_or_else(Affixes::default, |at| tagger::affixes_at(reading, at))
    };
    let none = Affixes::default();
    let (before, after) = (|| affixes(at.checked_sub(1)), || affixes(Some(at + 1)));
    match way {
        0 => features::answers_nearby(scan, at, [none, affixes(Some(at)), none], &mut Knowing::<0, false>(keys)),
        1 => features::answers_nearby(scan, at, [before(), none, none], &mut Knowing::<1, false>(keys)),
        2 => features::answers_nearby(scan, at, [none, none, after()], &mut Knowing::<2, false>(keys)),
        3 => features::answers_nearby(scan, at, [none; 3], &mut Knowing::<3, false>(keys)),
        4 => features::answers_nearby(scan, at, [none; 3], &mut Knowing::<4, false>(keys)),
        5 => features::answers_of_run(scan, at, &mut Knowing::<LONE, true>(keys)),
        6 => features::answers_of_run(scan, at, &mut Knowing::<{ LONE + 1 }, true>(keys)),
        _ => features::answers_of_run(scan, at, &mut Knowing::<{ LONE + 2 }, true>(keys)),
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
