//! The trained tagger: names of an article with their labels and how likely each is, from weights learned on gold.
//!
//! Sees the whole article: what a word does elsewhere in it speaks for each of its places. Never asks for more than
//! the reading and its weights, and allocates nothing that it does not use again. Trained in `learn`.
#![expect(clippy::needless_range_loop, reason = "several rows are read at the same index")]

pub mod explain;
pub mod features;
pub mod hash;
pub mod lattice;
pub mod lexicon;
pub mod looks;
mod memo;
pub mod scan;
pub mod second;
pub mod states;
pub mod weights;
mod words;

use crate::extract::reading::Reading;
use crate::extract::tagger::features::Affixes;
use crate::extract::tagger::features::Sink;
use crate::extract::tagger::features::Template;
use crate::extract::tagger::lattice::Lattice;
use crate::extract::tagger::lattice::Row;
use crate::extract::tagger::lattice::Steps;
use crate::extract::tagger::memo::Memo;
use crate::extract::tagger::scan::Scan;
use crate::extract::tagger::second::Draft;
use crate::extract::tagger::states::N_INNER;
use crate::extract::tagger::states::N_LABELS;
use crate::extract::tagger::states::N_STATES;
use crate::extract::tagger::states::OUT;
use crate::extract::tagger::weights::Weights;
use crate::model::kind::Label;

/// A name: tokens `[first, end)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tagged {
    pub first: usize,
    pub end: usize,
    pub label: Label,
    /// How likely the model holds it, 0..=1; not yet a share of right ones.
    pub marginal: f32,
}

/// What is known to speak for a name, or against it, before its words are weighed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Urge {
    /// Tokens `[first, end)`.
    pub first: usize,
    pub end: usize,
    pub label: Label,
    /// Natural logarithm, as weights are.
    pub weight: f32,
}

/// Weights ready for use, with the steps unpacked.
#[derive(Clone, Debug)]
pub struct Model<'w> {
    pub weights: Weights<'w>,
    pub steps: Steps,
    /// Those of the second look.
    pub second: Steps,
}

impl<'w> Model<'w> {
    pub fn new(weights: Weights<'w>) -> Self {
        let steps = Steps::new(|class, from, to| f32::from(weights.step(class, from, to)) * weights.scale);
        let second = Steps::new(|class, from, to| f32::from(weights.second_step(class, from, to)) * weights.scale);
        Self { weights, steps, second }
    }
}

/// Buffers of one worker, used again for each article.
#[derive(Debug, Default)]
pub struct Bench {
    pub scan: Scan,
    memo: Memo,
    keys: Keys,
    /// Places of the rows that the keys have.
    held: Vec<u32>,
    scores: Vec<Row>,
    classes: Vec<u8>,
    lattice: Lattice,
    way: Vec<u8>,
    shares: Vec<[f32; N_LABELS + 1]>,
    /// Shares of each word of the article, added up, and of how many places.
    sums: Vec<([f32; N_LABELS + 1], u32)>,
    draft: Draft,
    /// Segments that the first look is sure of, and the names in them.
    is_sure: Vec<bool>,
    sure: Vec<Tagged>,
}

/// How much the other places of a word count.
pub const ELSEWHERE: f32 = 1.5;

/// Keys of the answers for one token, looked up in one go: the places in the table are then fetched side by side.
#[derive(Debug, Default)]
struct Keys(Vec<u64>);

impl Sink for Keys {
    #[inline]
    fn add(&mut self, template: Template, value: u64, _is_word: bool) {
        self.0.push(features::key(template, value));
    }
}

/// The names of the article, in order, without overlaps.
pub fn tag(reading: &Reading<'_>, model: &Model<'_>, bench: &mut Bench) -> Vec<Tagged> {
    tag_with(reading, model, &[], bench)
}

/// The same with what is known of some of them.
pub fn tag_with(reading: &Reading<'_>, model: &Model<'_>, urges: &[Urge], bench: &mut Bench) -> Vec<Tagged> {
    first_look(reading, model, urges, bench);
    bench.weigh_again(model);
    bench.decode(&model.second)
}

/// The first look alone: what the second one is learned from.
pub fn first_look(reading: &Reading<'_>, model: &Model<'_>, urges: &[Urge], bench: &mut Bench) {
    bench.scan.read(reading, model.weights.lexicon());
    bench.weigh(reading, model);
    bench.urge(urges);
    bench.share(model);
    bench.consent();
    bench.draft(model);
}

/// The names by the first look alone: what the second one is measured against.
pub fn tag_once(reading: &Reading<'_>, model: &Model<'_>, bench: &mut Bench) -> Vec<Tagged> {
    first_look(reading, model, &[], bench);
    bench.decode(&model.steps)
}

/// Affixes of the token at `at`.
pub fn affixes_at(reading: &Reading<'_>, at: usize) -> Affixes {
    features::affixes(&reading.folded[at])
}

impl Bench {
    /// After [`tag`]: each token that was weighed, with how likely it is, read by itself, to be in no name.
    pub fn outside(&self) -> impl Iterator<Item = (usize, f32)> + '_ {
        let tokens = self.scan.segments.iter().flat_map(|(first, end)| *first as usize..*end as usize);
        tokens.zip(self.shares.iter().map(|share| share[N_LABELS]))
    }

    /// After [`first_look`]: the scores and step class of each token of each segment, one after the other.
    pub fn first(&self) -> (&[Row], &[u8]) {
        (&self.scores, &self.classes)
    }

    /// After [`first_look`]: what the second look asks of the token at `at`, the `index`th of all segments.
    pub fn answers_again(&self, (index, at): (usize, usize), segment: (usize, usize), sink: &mut impl Sink) {
        let elsewhere = self.elsewhere(index, at);
        second::answers(&self.draft, &self.scan, (index, at), segment, elsewhere, sink);
    }

    /// The label that the other places of a word have most of, and how much: 0 … 3. `OUT` is the last label.
    fn elsewhere(&self, index: usize, at: usize) -> Option<(u8, u8)> {
        let (sum, n) = &self.sums[self.scan.marks[at].news.checked_sub(1)? as usize];
        let others = n.checked_sub(1).filter(|others| *others > 0)? as f32;
        let share = |label: usize| (sum[label] - self.shares[index][label]) / others;
        let (mut best, mut most) = (0, -1.0);
        for label in 0..=N_LABELS {
            if share(label) > most {
                (best, most) = (label, share(label));
            }
        }
        Some((best as u8, [0.5, 0.75, 0.95].iter().filter(|edge| most > **edge).count() as u8))
    }

    /// What the first look makes of the article. Where it is sure, nothing more is asked.
    fn draft(&mut self, model: &Model<'_>) {
        self.draft.clear(self.scan.marks.last().map_or(0, |mark| mark.sentence as usize + 1));
        self.is_sure.clear();
        self.sure.clear();
        let mut from = 0;
        for (number, (first, end)) in self.scan.segments.iter().enumerate() {
            let (first, until) = (*first as usize, from + (end - first) as usize);
            let (scores, classes) = (&self.scores[from..until], &self.classes[from..until]);
            self.lattice.best(scores, classes, &model.steps, &mut self.way);
            self.lattice.run(scores, classes, &model.steps, None);
            let is_sure = self.draft.add(&self.scan, (number, first), &self.way, |at| self.lattice.marginal(at));
            if is_sure {
                names_on(&self.way, first, (&self.lattice, classes, &model.steps), &mut self.sure);
            }
            self.is_sure.push(is_sure);
            from = until;
        }
    }

    /// Adds the weights of the second look, where the first one is in any doubt.
    fn weigh_again(&mut self, model: &Model<'_>) {
        let (mut keys, mut held) = (std::mem::take(&mut self.keys), std::mem::take(&mut self.held));
        let mut index = 0;
        for segment in 0..self.scan.segments.len() {
            let (first, end) = self.scan.segments[segment];
            let (first, end) = (first as usize, end as usize);
            if self.is_sure[segment] {
                index += end - first;
                continue;
            }
            for at in first..end {
                keys.0.clear();
                self.answers_again((index, at), (first, end), &mut keys);
                let mut sums = [0; N_INNER];
                model.weights.add(&keys.0, &mut held, &mut sums);
                for (score, sum) in self.scores[index].iter_mut().zip(&sums) {
                    *score += f32::from(*sum) * model.weights.scale;
                }
                index += 1;
            }
        }
        (self.keys, self.held) = (keys, held);
    }

    /// State scores of each token of each segment, one after the other.
    fn weigh(&mut self, reading: &Reading<'_>, model: &Model<'_>) {
        self.scores.clear();
        self.classes.clear();
        for (first, end) in &self.scan.segments {
            for at in *first as usize..*end as usize {
                let sums = self.memo.weigh(reading, &self.scan, at, &model.weights);
                let mut row = [0.0; N_STATES];
                for (score, sum) in row.iter_mut().zip(&sums) {
                    *score = f32::from(*sum) * model.weights.scale;
                }
                self.scores.push(row);
                self.classes.push(states::step(&self.scan.marks[at]) as u8);
            }
        }
    }

    /// Adds what is known to the scores of the states that a name's tokens would be in.
    fn urge(&mut self, urges: &[Urge]) {
        let (mut segment, mut from) = (0, 0);
        for Urge { first, end, label, weight } in urges {
            // Urges stand in the order of their first tokens.
            while let Some((start, last)) = self.scan.segments.get(segment).filter(|(_, last)| *last as usize <= *first)
            {
                from += (last - start) as usize;
                segment += 1;
            }
            let Some((start, last)) = self.scan.segments.get(segment) else { break };
            let (start, last) = (*start as usize, *last as usize);
            let Some(label) = states::number(*label).filter(|_| start <= *first && *end <= last) else { continue };
            for at in *first..*end {
                let state = if at == *first { label } else { label + N_LABELS };
                self.scores[from + at - start][state] += weight;
            }
        }
    }

    /// How likely each label is at each token, read by itself.
    fn share(&mut self, model: &Model<'_>) {
        self.shares.clear();
        let mut from = 0;
        for (first, end) in &self.scan.segments {
            let until = from + (end - first) as usize;
            self.lattice.run(&self.scores[from..until], &self.classes[from..until], &model.steps, None);
            for at in 0..until - from {
                let row = self.lattice.marginal(at);
                let mut share = [0.0; N_LABELS + 1];
                for (label, share) in share.iter_mut().take(N_LABELS).enumerate() {
                    *share = row[label] + row[label + N_LABELS];
                }
                share[N_LABELS] = row[OUT];
                self.shares.push(share);
            }
            from = until;
        }
    }

    /// Each word hears what its other places make of it.
    fn consent(&mut self) {
        let mut sums = std::mem::take(&mut self.sums);
        sums.clear();
        sums.resize(self.scan.news.len(), ([0.0_f32; N_LABELS + 1], 0_u32));
        let mut index = 0;
        for (first, end) in &self.scan.segments {
            for at in *first..*end {
                let news = self.scan.marks[at as usize].news;
                if news > 0 {
                    let (sum, n) = &mut sums[news as usize - 1];
                    for (sum, share) in sum.iter_mut().zip(&self.shares[index]) {
                        *sum += share;
                    }
                    *n += 1;
                }
                index += 1;
            }
        }
        index = 0;
        for (first, end) in &self.scan.segments {
            for at in *first..*end {
                let news = self.scan.marks[at as usize].news;
                if news > 0 && sums[news as usize - 1].1 > 1 {
                    let (sum, n) = &sums[news as usize - 1];
                    let others = (*n - 1) as f32;
                    for label in 0..N_LABELS {
                        let share = (sum[label] - self.shares[index][label]) / others;
                        self.scores[index][label] += ELSEWHERE * share;
                        self.scores[index][label + N_LABELS] += ELSEWHERE * share;
                    }
                    let share = (sum[N_LABELS] - self.shares[index][N_LABELS]) / others;
                    self.scores[index][OUT] += ELSEWHERE * share;
                }
                index += 1;
            }
        }
        self.sums = sums;
    }

    /// The names, in order.
    fn decode(&mut self, steps: &Steps) -> Vec<Tagged> {
        let mut found = std::mem::take(&mut self.sure);
        let mut from = 0;
        for ((first, end), is_sure) in self.scan.segments.iter().zip(&self.is_sure) {
            let until = from + (end - first) as usize;
            let (scores, classes) = (&self.scores[from..until], &self.classes[from..until]);
            from = until;
            if *is_sure {
                continue;
            }
            self.lattice.best(scores, classes, steps, &mut self.way);
            if self.way.iter().any(|state| usize::from(*state) < OUT) {
                self.lattice.run(scores, classes, steps, None);
                names_on(&self.way, *first as usize, (&self.lattice, classes, steps), &mut found);
            }
        }
        found.sort_unstable_by_key(|one| one.first);
        found
    }
}

/// The names on the way through a segment that begins with this token, each with how likely its lattice holds it.
fn names_on(way: &[u8], first: usize, (lattice, classes, steps): (&Lattice, &[u8], &Steps), found: &mut Vec<Tagged>) {
    let mut at = 0;
    while at < way.len() {
        let state = usize::from(way[at]);
        let start = at;
        at += 1;
        if state >= N_LABELS {
            continue;
        }
        at += way[at..].iter().take_while(|next| usize::from(**next) == state + N_LABELS).count();
        found.push(Tagged {
            first: first + start,
            end: first + at,
            label: states::LABELS[state],
            marginal: lattice.span(start, at, state, classes, steps),
        });
    }
}
