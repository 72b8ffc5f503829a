//! The trainer: gold texts in, the bytes of a weights file out.
//!
//! Pure like the rest of `extract`: files are read and written by the caller. The same texts, lists and seeds give the
//! same bytes.
#![expect(clippy::needless_range_loop, reason = "several rows are read at the same index")]

pub mod adapt;
pub mod again;
pub mod company;
pub mod convert;
pub mod crf;
pub mod exchange;
pub mod gold;
pub mod known;
pub mod marked;
pub mod taught;
pub mod train;

use std::collections::HashMap;

use rayon::prelude::*;

use crate::extract::learn::again::Second;
use crate::extract::learn::crf::Learned;
use crate::extract::learn::crf::Plan;
use crate::extract::learn::crf::Rows;
use crate::extract::learn::gold::Gold;
use crate::extract::reading::Reading;
use crate::extract::tagger;
use crate::extract::tagger::features;
use crate::extract::tagger::features::Affixes;
use crate::extract::tagger::features::Sink;
use crate::extract::tagger::features::Template;
use crate::extract::tagger::lexicon::Lexicon;
use crate::extract::tagger::scan::Scan;
use crate::extract::tagger::states;
use crate::extract::tagger::states::N_INNER;
use crate::extract::tagger::states::N_LABELS;
use crate::extract::tagger::weights;
use crate::extract::tagger::weights::N_BINS;

/// One text and how much it counts.
#[derive(Clone, Debug)]
pub struct Lesson {
    pub gold: Gold,
    pub counts: f32,
}

/// Features met fewer times than this are not learned.
const MIN_TIMES: u32 = 2;

#[derive(Default)]
#[expect(clippy::struct_field_names, reason = "the keys are what the rest is about")]
struct Keys {
    number_of: HashMap<u64, u32>,
    keys: Vec<u64>,
    times: Vec<u32>,
}

struct Collect<'k> {
    keys: &'k mut Keys,
    features: &'k mut Vec<u32>,
}

impl Sink for Collect<'_> {
    fn add(&mut self, template: Template, value: u64, is_word: bool) {
        let key = features::key(template, value);
        let keys = &mut *self.keys;
        let number = *keys.number_of.entry(key).or_insert_with(|| {
            keys.keys.push(key);
            keys.times.push(0);
            keys.keys.len() as u32 - 1
        });
        keys.times[number as usize] += 1;
        self.features.push(number | if is_word { crf::IS_WORD } else { 0 });
    }
}

/// Rows of features of all lessons, and the key of each feature.
pub fn rows(lessons: &[Lesson], lexicon: Lexicon<'_>) -> (Rows, Vec<u64>) {
    let mut keys = Keys::default();
    let mut rows = Rows::default();
    let mut scan = Scan::default();
    for lesson in lessons {
        let reading = Reading::new(&lesson.gold.text);
        scan.read(&reading, lexicon);
        let masks = lesson.gold.masks(&reading, &scan);
        for (first, end) in &scan.segments {
            let from = rows.classes.len() as u32;
            for at in *first as usize..*end as usize {
                rows.starts.push(rows.features.len() as u32);
                let beside = |at: Option<usize>| {
                    at.filter(|at| *at < reading.tokens.len())
                        .map_or_else(Affixes::default, |at| tagger::affixes_at(&reading, at))
                };
                let affixes = [beside(at.checked_sub(1)), beside(Some(at)), beside(Some(at + 1))];
                let mut sink = Collect { keys: &mut keys, features: &mut rows.features };
                features::answers(&scan, at, affixes, &mut sink);
                rows.classes.push(states::step(&scan.marks[at]) as u8);
                rows.may.push(possible(masks[at], at == *first as usize, &rows.may));
            }
            rows.rows.push((from, rows.classes.len() as u32, lesson.counts));
        }
    }
    rows.starts.push(rows.features.len() as u32);
    let keys = without_rare(&mut rows, &keys);
    (rows, keys)
}

/// The states a token may take, or all where none can be reached: a name whose beginning is no candidate.
fn possible(mask: u32, opens: bool, before: &[u32]) -> u32 {
    let begins = (1 << N_LABELS) - 1;
    let goes_on = (mask >> N_LABELS) & begins;
    let reaches = |before: u32| (before | (before >> N_LABELS)) & begins & goes_on != 0;
    let reachable =
        mask & (begins | (1 << states::OUT)) != 0 || (!opens && before.last().is_some_and(|one| reaches(*one)));
    if reachable { mask } else { gold::ANY }
}

/// Leaves out features that were met too rarely, and numbers the others anew.
fn without_rare(rows: &mut Rows, keys: &Keys) -> Vec<u64> {
    let mut kept = Vec::new();
    let mut number_of = vec![u32::MAX; keys.keys.len()];
    for (number, key) in keys.keys.iter().enumerate() {
        if keys.times[number] >= MIN_TIMES {
            number_of[number] = kept.len() as u32;
            kept.push(*key);
        }
    }
    let mut features = Vec::with_capacity(rows.features.len());
    let mut starts = Vec::with_capacity(rows.starts.len());
    for token in rows.starts.windows(2) {
        starts.push(features.len() as u32);
        for feature in &rows.features[token[0] as usize..token[1] as usize] {
            let number = number_of[(feature & !crf::IS_WORD) as usize];
            if number != u32::MAX {
                features.push(number | (feature & crf::IS_WORD));
            }
        }
    }
    starts.push(features.len() as u32);
    rows.features = features;
    rows.starts = starts;
    rows.n_features = kept.len();
    kept
}

/// Trains once for each seed, side by side, and gives the mean.
pub fn learn(rows: &Rows, plan: Plan, seeds: &[u64]) -> Learned {
    let mut runs: Vec<Learned> = seeds.par_iter().map(|seed| crf::learn(rows, Plan { seed: *seed, ..plan })).collect();
    let n = runs.len() as f32;
    let Some(mut mean) = runs.pop() else {
        return Learned { weights: Vec::new(), steps: Vec::new() };
    };
    for run in &runs {
        for (sum, weights) in mean.weights.iter_mut().zip(&run.weights) {
            for (sum, weight) in sum.iter_mut().zip(weights) {
                *sum += weight;
            }
        }
        for (sum, weight) in mean.steps.iter_mut().zip(&run.steps) {
            *sum += weight;
        }
    }
    for weight in mean.weights.iter_mut().flatten().chain(&mut mean.steps) {
        *weight /= n;
    }
    mean
}

/// What one unit of a weight is worth. Weights beyond 127 units are rare.
const SCALE: f32 = 1.0 / 48.0;

fn whole_row(weights: &[f32; N_INNER]) -> [i8; N_INNER] {
    weights.map(|weight| (weight / SCALE).round().clamp(-127.0, 127.0) as i8)
}

fn whole_steps(steps: &[f32]) -> Vec<i16> {
    steps.iter().map(|weight| (weight / SCALE).round().clamp(-3.0e4, 3.0e4) as i16).collect()
}

/// The weights in whole units: the largest are cut, the rest rounded. The second look adds nothing yet.
pub fn parts(learned: &Learned, keys: &[u64], lexicon: &[u8]) -> weights::Parts {
    let steps = whole_steps(&learned.steps);
    weights::Parts {
        scale: SCALE,
        second: steps.clone(),
        steps,
        scores: vec![125; N_LABELS * N_BINS],
        rows: keys.iter().zip(&learned.weights).map(|(key, row)| (*key, whole_row(row))).collect(),
        lexicon: lexicon.to_vec(),
    }
}

/// The same with a second look.
pub fn with_second(mut parts: weights::Parts, second: &Second) -> weights::Parts {
    parts.rows.extend(second.rows.iter().map(|(key, row)| (*key, whole_row(row))));
    parts.second = whole_steps(&second.steps);
    parts
}
