//! The learner: a linear chain over rows of tokens, trained by stochastic steps on partial labels.
//!
//! Never sees a text: features are numbers here. The same seed gives the same weights; runs with several seeds are
//! averaged by the caller.
#![expect(clippy::needless_range_loop, reason = "several rows are read at the same index")]

use crate::extract::tagger::lattice::Lattice;
use crate::extract::tagger::lattice::Row;
use crate::extract::tagger::lattice::Steps;
use crate::extract::tagger::states::N_INNER;
use crate::extract::tagger::states::N_STATES;
use crate::extract::tagger::states::N_STEPS;

/// Rows of tokens with their features.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Number of each feature, with [`IS_WORD`] where it knows the very word; those of token `t` from `starts[t]`.
    pub features: Vec<u32>,
    pub starts: Vec<u32>,
    pub classes: Vec<u8>,
    /// States that the gold allows.
    pub may: Vec<u32>,
    /// Token ranges that are read in one go, with how much each counts.
    pub rows: Vec<(u32, u32, f32)>,
    /// What each token's states score before any feature is weighed; empty for nothing.
    pub base: Vec<Row>,
    pub n_features: usize,
}

pub const IS_WORD: u32 = 1 << 31;

#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub n_epochs: usize,
    pub rate: f32,
    /// Share of features that are left out of a step.
    pub drop_feature: f32,
    /// Share of tokens whose word is left out of a step.
    pub drop_word: f32,
    pub seed: u64,
}

/// Weights learned: of features for the inner states, and of steps `[class][from][to]`.
#[derive(Clone, Debug)]
pub struct Learned {
    pub weights: Vec<[f32; N_INNER]>,
    pub steps: Vec<f32>,
}

/// A small generator of random numbers, the same on any machine.
#[derive(Clone, Debug)]
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        crate::extract::tagger::hash::spread(self.0)
    }

    /// A number in `0..1`.
    pub fn share(&mut self) -> f32 {
        (self.roll() >> 40) as f32 / (1_u64 << 24) as f32
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (((self.roll() >> 32) * limit as u64) >> 32) as usize
    }
}

/// Sum of squares that steps are held against at the start of a training from nothing.
pub const START: f32 = 1.0e-6;

struct Run<'r> {
    rows: &'r Rows,
    plan: Plan,
    dice: Dice,
    weights: Vec<[f32; N_INNER]>,
    squares: Vec<[f32; N_INNER]>,
    steps: Vec<f32>,
    step_squares: Vec<f32>,
    /// The steps as the lattice wants them, kept the same as `steps`.
    unpacked: Steps,
    lattice: Lattice,
    kept: Vec<u32>,
    kept_starts: Vec<usize>,
    scores: Vec<Row>,
    pulls: Vec<Row>,
    step_pulls: Vec<(u32, f32)>,
}

const fn step_at(class: usize, from: usize, to: usize) -> usize {
    (class * N_STATES + from) * N_STATES + to
}

/// Trains once over all epochs and gives the mean of the weights after each epoch but the first few.
pub fn learn(rows: &Rows, plan: Plan) -> Learned {
    let n_steps = N_STEPS * N_STATES * N_STATES;
    let nothing = Learned { weights: vec![[0.0; N_INNER]; rows.n_features], steps: vec![0.0; n_steps] };
    learn_from(rows, plan, nothing, START)
}

/// The same from weights that are there already. `calm`: the sum of squares that each step is held against from the
/// start; the greater, the less they change.
pub fn learn_from(rows: &Rows, plan: Plan, start: Learned, calm: f32) -> Learned {
    let n_steps = N_STEPS * N_STATES * N_STATES;
    let unpacked = Steps::new(|class, from, to| start.steps[step_at(class, from, to)]);
    let mut run = Run {
        rows,
        plan,
        dice: Dice(plan.seed),
        weights: start.weights,
        squares: vec![[calm; N_INNER]; rows.n_features],
        steps: start.steps,
        step_squares: vec![calm; n_steps],
        unpacked,
        lattice: Lattice::default(),
        kept: Vec::new(),
        kept_starts: Vec::new(),
        scores: Vec::new(),
        pulls: Vec::new(),
        step_pulls: Vec::new(),
    };
    let mut order: Vec<u32> = (0..rows.rows.len() as u32).collect();
    let mut sums = Learned { weights: vec![[0.0; N_INNER]; rows.n_features], steps: vec![0.0; n_steps] };
    let mut n_summed = 0.0;
    for epoch in 0..plan.n_epochs {
        for at in (1..order.len()).rev() {
            order.swap(at, run.dice.below(at + 1));
        }
        for index in &order {
            run.step(*index as usize);
        }
        if epoch * 3 >= plan.n_epochs {
            n_summed += 1.0;
            for (sum, weights) in sums.weights.iter_mut().zip(&run.weights) {
                for (sum, weight) in sum.iter_mut().zip(weights) {
                    *sum += weight;
                }
            }
            for (sum, weight) in sums.steps.iter_mut().zip(&run.steps) {
                *sum += weight;
            }
        }
    }
    for weight in sums.weights.iter_mut().flatten().chain(&mut sums.steps) {
        *weight /= n_summed;
    }
    sums
}

impl Run<'_> {
    /// One step on one row of tokens.
    fn step(&mut self, index: usize) {
        let (first, end, counts) = self.rows.rows[index];
        let (first, end) = (first as usize, end as usize);
        self.keep(first, end);
        let scale = 1.0 / (1.0 - self.plan.drop_feature);
        self.scores.clear();
        for at in 0..end - first {
            let mut row = [0.0; N_STATES];
            for feature in &self.kept[self.kept_starts[at]..self.kept_starts[at + 1]] {
                for (sum, weight) in row.iter_mut().zip(&self.weights[*feature as usize]) {
                    *sum += weight;
                }
            }
            for sum in &mut row {
                *sum *= scale;
            }
            if let Some(base) = self.rows.base.get(first + at) {
                for (sum, base) in row.iter_mut().zip(base) {
                    *sum += base;
                }
            }
            self.scores.push(row);
        }
        let steps = &self.unpacked;
        let classes = &self.rows.classes[first..end];
        self.lattice.run(&self.scores, classes, steps, None);
        self.pulls.clear();
        self.step_pulls.clear();
        for at in 0..end - first {
            self.pulls.push(self.lattice.marginal(at));
            let pulls = &mut self.step_pulls;
            self.lattice.steps_into(at, classes[at], steps, |from, to, likely| {
                pulls.push((step_at(classes[at] as usize, from, to) as u32, likely));
            });
        }
        self.lattice.run(&self.scores, classes, steps, Some(&self.rows.may[first..end]));
        if !self.lattice.is_possible() {
            return;
        }
        for at in 0..end - first {
            let row = self.lattice.marginal(at);
            for (pull, likely) in self.pulls[at].iter_mut().zip(row) {
                *pull -= likely;
            }
            let pulls = &mut self.step_pulls;
            self.lattice.steps_into(at, classes[at], steps, |from, to, likely| {
                pulls.push((step_at(classes[at] as usize, from, to) as u32, -likely));
            });
        }
        self.apply(counts, scale);
    }

    /// The features of the tokens that stay in this step.
    fn keep(&mut self, first: usize, end: usize) {
        self.kept.clear();
        self.kept_starts.clear();
        let limit = (self.plan.drop_feature * 256.0) as u64;
        for at in first..end {
            self.kept_starts.push(self.kept.len());
            let no_word = self.dice.share() < self.plan.drop_word;
            let (mut bits, mut n_bits) = (0, 0);
            for feature in &self.rows.features[self.rows.starts[at] as usize..self.rows.starts[at + 1] as usize] {
                if n_bits == 0 {
                    (bits, n_bits) = (self.dice.roll(), 8);
                }
                let dropped = bits & 0xFF < limit || (no_word && feature & IS_WORD != 0);
                bits >>= 8;
                n_bits -= 1;
                if !dropped {
                    self.kept.push(feature & !IS_WORD);
                }
            }
        }
        self.kept_starts.push(self.kept.len());
    }

    fn apply(&mut self, counts: f32, scale: f32) {
        let rate = self.plan.rate;
        for (at, pull) in self.pulls.iter().enumerate() {
            if pull[..N_INNER].iter().all(|one| one.abs() < 1.0e-4) {
                continue;
            }
            for feature in &self.kept[self.kept_starts[at]..self.kept_starts[at + 1]] {
                let weights = &mut self.weights[*feature as usize];
                let squares = &mut self.squares[*feature as usize];
                for ((weight, square), pull) in weights.iter_mut().zip(squares).zip(pull) {
                    let slope = pull * counts * scale;
                    *square += slope * slope;
                    *weight -= rate * slope / square.sqrt();
                }
            }
        }
        for (step, pull) in &self.step_pulls {
            let (weight, square) = (&mut self.steps[*step as usize], &mut self.step_squares[*step as usize]);
            let slope = pull * counts;
            *square += slope * slope;
            *weight -= rate * slope / square.sqrt();
            let at = *step as usize;
            let (class, from, to) = (at / (N_STATES * N_STATES), at / N_STATES % N_STATES, at % N_STATES);
            self.unpacked.set((class, from, to), *weight);
        }
    }
}
