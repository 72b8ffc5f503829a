//! Lessons for the second look: what a first look that has not learned from a text makes of it.
//!
//! Never lets a first look judge what it was taught: it would be surer there than it ever will be of a new text.

use std::collections::HashMap;

use crate::extract::learn::crf;
use crate::extract::learn::crf::Plan;
use crate::extract::learn::crf::Rows;
use crate::extract::learn::gold::Gold;
use crate::extract::learn::possible;
use crate::extract::reading::Reading;
use crate::extract::tagger;
use crate::extract::tagger::Bench;
use crate::extract::tagger::Model;
use crate::extract::tagger::features;
use crate::extract::tagger::features::Sink;
use crate::extract::tagger::features::Template;
use crate::extract::tagger::lattice::Row;
use crate::extract::tagger::states::N_INNER;
use crate::extract::tagger::states::N_STATES;
use crate::extract::tagger::states::N_STEPS;

/// Answers met fewer times than this are not learned.
const MIN_TIMES: u32 = 3;
pub const PLAN: Plan = Plan { n_epochs: 8, rate: 0.02, drop_feature: 0.3, drop_word: 0.4, seed: 1 };

/// Texts as a first look saw them that had not learned from them.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Key of each answer, and whether it knows the very word; those of token `t` from `starts[t]`.
    keys: Vec<(u64, bool)>,
    starts: Vec<u32>,
    base: Vec<Row>,
    classes: Vec<u8>,
    may: Vec<u32>,
    rows: Vec<(u32, u32)>,
    /// Weights of steps of that first look, `[class][from][to]`.
    steps: Vec<f32>,
}

impl Sink for Seen {
    fn add(&mut self, template: Template, value: u64, is_word: bool) {
        self.keys.push((features::key(template, value), is_word));
    }
}

impl Seen {
    /// Reads texts that the model has not learned from.
    pub fn of(texts: &[Gold], model: &Model<'_>) -> Self {
        let mut seen = Self::default();
        for class in 0..N_STEPS {
            for from in 0..N_STATES {
                let step = |to| f32::from(model.weights.step(class, from, to)) * model.weights.scale;
                seen.steps.extend((0..N_STATES).map(step));
            }
        }
        let mut bench = Bench::default();
        for gold in texts {
            seen.read(gold, model, &mut bench);
        }
        seen
    }

    fn read(&mut self, gold: &Gold, model: &Model<'_>, bench: &mut Bench) {
        let reading = Reading::new(&gold.text);
        tagger::first_look(&reading, model, &[], bench);
        let masks = gold.masks(&reading, &bench.scan);
        let (scores, classes) = bench.first();
        let mut index = 0;
        for (first, end) in &bench.scan.segments {
            let (first, end) = (*first as usize, *end as usize);
            let from = self.classes.len() as u32;
            for at in first..end {
                self.starts.push(self.keys.len() as u32);
                bench.answers_again((index, at), (first, end), self);
                self.base.push(scores[index]);
                self.classes.push(classes[index]);
                self.may.push(possible(masks[at], at == first, &self.may));
                index += 1;
            }
            self.rows.push((from, self.classes.len() as u32));
        }
    }
}

/// What is learned of the second look: rows by key, and steps.
#[derive(Clone, Debug, Default)]
pub struct Second {
    pub rows: Vec<(u64, [f32; N_INNER])>,
    pub steps: Vec<f32>,
}

/// Learns from texts that several first looks have seen; none teach nothing.
pub fn learn(seen: &[&Seen]) -> Second {
    let mut times: HashMap<u64, u32> = HashMap::new();
    for (key, _) in seen.iter().flat_map(|seen| &seen.keys) {
        *times.entry(*key).or_default() += 1;
    }
    let mut rows = Rows::default();
    let mut keys: Vec<u64> = Vec::new();
    let mut number_of: HashMap<u64, u32> = HashMap::new();
    for seen in seen {
        let offset = rows.classes.len() as u32;
        for at in 0..seen.classes.len() {
            rows.starts.push(rows.features.len() as u32);
            let until = seen.starts.get(at + 1).map_or(seen.keys.len(), |next| *next as usize);
            for (key, is_word) in &seen.keys[seen.starts[at] as usize..until] {
                if times[key] < MIN_TIMES {
                    continue;
                }
                let number = *number_of.entry(*key).or_insert_with(|| {
                    keys.push(*key);
                    keys.len() as u32 - 1
                });
                rows.features.push(number | if *is_word { crf::IS_WORD } else { 0 });
            }
        }
        rows.base.extend(&seen.base);
        rows.classes.extend(&seen.classes);
        rows.may.extend(&seen.may);
        rows.rows.extend(seen.rows.iter().map(|(first, end)| (first + offset, end + offset, 1.0)));
    }
    rows.starts.push(rows.features.len() as u32);
    rows.n_features = keys.len();
    let n = seen.len().max(1) as f32;
    let mut steps = vec![0.0; N_STEPS * N_STATES * N_STATES];
    for seen in seen {
        for (sum, step) in steps.iter_mut().zip(&seen.steps) {
            *sum += step / n;
        }
    }
    let start = crf::Learned { weights: vec![[0.0; N_INNER]; keys.len()], steps };
    let learned = crf::learn_from(&rows, PLAN, start, crf::START);
    Second { rows: keys.into_iter().zip(learned.weights).collect(), steps: learned.steps }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names of one token that a first look takes for persons, as their only answer tells, and that are organisations.
    fn seen(key: u64, n: u32) -> Seen {
        let mut base = [0.0; N_STATES];
        base[0] = 1.0;
        Seen {
            keys: vec![(key, false); n as usize],
            starts: (0..n).collect(),
            base: vec![base; n as usize],
            classes: vec![0; n as usize],
            may: vec![1 << 1; n as usize],
            rows: (0..n).map(|at| (at, at + 1)).collect(),
            steps: vec![0.0; N_STEPS * N_STATES * N_STATES],
        }
    }

    #[test]
    fn what_the_first_look_always_mistakes_is_mended() {
        let (one, other, rare) = (seen(7, 30), seen(9, 30), seen(8, 1));
        let second = learn(&[&one, &other, &rare]);
        assert_eq!(second.rows.iter().map(|(key, _)| *key).collect::<Vec<_>>(), [7, 9], "met too rarely: 8");
        for (key, row) in &second.rows {
            assert!(row[1] > 0.0 && row[0] < 0.0, "{key}: {row:?}");
        }
        assert!(learn(&[]).rows.is_empty());
    }
}
