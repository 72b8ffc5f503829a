//! The lattice of a row of tokens: how likely each state is at each, and the best way through.
//!
//! Never asks what a state means beyond which may follow which. Sums and products of `f32` in a fixed order and an
//! exponential of its own: the same bits on any machine.
#![expect(clippy::needless_range_loop, reason = "several rows are read at the same index")]

use crate::extract::tagger::states::N_LABELS;
use crate::extract::tagger::states::N_STATES;
use crate::extract::tagger::states::N_STEPS;
use crate::extract::tagger::states::OUT;
use crate::extract::tagger::states::is_allowed;

pub type Row = [f32; N_STATES];

/// Weights of steps, as logarithms and as factors; a step that is not allowed has the factor 0. Names go on only from
/// their own label: sums over all steps leave out the others, which would add nothing.
#[derive(Clone, Debug)]
pub struct Steps {
    /// By class, from and to.
    logs: Vec<[Row; N_STATES]>,
    factors: Vec<[Row; N_STATES]>,
    /// The factors by class, to and from.
    turned: Vec<[Row; N_STATES]>,
}

/// A step that may not be taken.
const NEVER: f32 = -1.0e6;

impl Steps {
    pub fn new(weight: impl Fn(usize, usize, usize) -> f32) -> Self {
        let nothing = vec![[[0.0; N_STATES]; N_STATES]; N_STEPS];
        let logs = vec![[[NEVER; N_STATES]; N_STATES]; N_STEPS];
        let mut steps = Self { logs, factors: nothing.clone(), turned: nothing };
        for class in 0..N_STEPS {
            for from in 0..N_STATES {
                for to in (0..N_STATES).filter(|to| is_allowed(from, *to)) {
                    steps.set((class, from, to), weight(class, from, to));
                }
            }
        }
        steps
    }

    /// Gives an allowed step another weight.
    pub fn set(&mut self, (class, from, to): (usize, usize, usize), log: f32) {
        self.logs[class][from][to] = log;
        self.factors[class][from][to] = exp(log);
        self.turned[class][to][from] = exp(log);
    }
}

/// `e` to the power of `x`, for `x` of at most 80; the same bits everywhere.
#[inline]
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-80.0, 80.0) * std::f32::consts::LOG2_E;
    // Rounding down by hand: a call for it costs more than all the rest.
    let cut = x as i32;
    let whole = cut - i32::from(x < cut as f32);
    let part = x - whole as f32;
    // 2^part on [0, 1).
    let power = 1.0
        + part
            * (std::f32::consts::LN_2
                + part
                    * (0.240_226_46
                        + part * (0.055_503_36 + part * (0.009_618_13 + part * (0.001_333_36 + part * 0.000_154_03)))));
    power * f32::from_bits(((whole + 127) as u32) << 23)
}

/// Factors of the states of a token from its scores, the highest of which counts 1.
fn factors_of(row: &Row) -> Row {
    let top = row.iter().fold(f32::MIN, |top, score| top.max(*score));
    row.map(|score| exp(score - top))
}

/// The same where it may only take some of them, as bits.
fn factors_of_some(row: &Row, may: u32) -> Row {
    let is_open = |state: &usize| may & (1 << state) != 0;
    let top = (0..N_STATES).filter(is_open).fold(f32::MIN, |top, state| top.max(row[state]));
    std::array::from_fn(|state| if is_open(&state) { exp(row[state] - top) } else { 0.0 })
}

/// How likely each state is before its own factor, from those of the token before.
fn step_forth(previous: &Row, factors: &[Row; N_STATES]) -> Row {
    let mut forth = [0.0; N_STATES];
    for (share, factors) in previous.iter().zip(factors) {
        for (sum, factor) in forth[..N_LABELS].iter_mut().zip(factors) {
            *sum += share * factor;
        }
        forth[OUT] += share * factors[OUT];
    }
    for begin in 0..N_LABELS {
        let inner = begin + N_LABELS;
        forth[inner] = previous[begin] * factors[begin][inner] + previous[inner] * factors[inner][inner];
    }
    forth
}

/// The weight of the best way to each state before its own score, and the state it comes from.
fn step_on(previous: &Row, logs: &[Row; N_STATES]) -> (Row, [u8; N_STATES]) {
    let mut now = [f32::MIN; N_STATES];
    let mut from_of = [OUT as u8; N_STATES];
    // Names begin, and end, behind any state.
    let mut begins = [f32::MIN; N_LABELS];
    let mut from_of_begins = [OUT as u32; N_LABELS];
    for (from, sum) in previous.iter().enumerate() {
        for to in 0..N_LABELS {
            let total = sum + logs[from][to];
            let is_better = total > begins[to];
            begins[to] = if is_better { total } else { begins[to] };
            from_of_begins[to] = if is_better { from as u32 } else { from_of_begins[to] };
        }
        let total = sum + logs[from][OUT];
        if total > now[OUT] {
            (now[OUT], from_of[OUT]) = (total, from as u8);
        }
    }
    for begin in 0..N_LABELS {
        (now[begin], from_of[begin]) = (begins[begin], from_of_begins[begin] as u8);
        let inner = begin + N_LABELS;
        let (one, other) = (previous[begin] + logs[begin][inner], previous[inner] + logs[inner][inner]);
        let goes_on = other > one;
        (now[inner], from_of[inner]) = if goes_on { (other, inner as u8) } else { (one, begin as u8) };
    }
    (now, from_of)
}

/// Buffers for the way forth and back.
#[derive(Clone, Debug, Default)]
pub struct Lattice {
    /// Factors of the states of each token.
    local: Vec<Row>,
    forth: Vec<Row>,
    back: Vec<Row>,
    /// What each token's sums were divided by.
    sums: Vec<f32>,
    best: Vec<[u8; N_STATES]>,
}

impl Lattice {
    /// Runs over tokens with these state scores and step classes. `may`: bits of the states each may take.
    pub fn run(&mut self, scores: &[Row], classes: &[u8], steps: &Steps, may: Option<&[u32]>) {
        let n = scores.len();
        self.local.clear();
        self.forth.clear();
        self.sums.clear();
        self.back.clear();
        self.back.resize(n, [1.0; N_STATES]);
        let mut previous = [0.0; N_STATES];
        for (at, row) in scores.iter().enumerate() {
            let local = may.map_or_else(|| factors_of(row), |may| factors_of_some(row, may[at]));
            let factors = &steps.factors[classes[at] as usize];
            let mut forth = if at == 0 { factors[OUT] } else { step_forth(&previous, factors) };
            let mut sum = 0.0;
            for (one, local) in forth.iter_mut().zip(&local) {
                *one *= local;
                sum += *one;
            }
            let sum = sum.max(1.0e-30);
            let share = 1.0 / sum;
            for one in &mut forth {
                *one *= share;
            }
            self.local.push(local);
            self.sums.push(sum);
            self.forth.push(forth);
            previous = forth;
        }
        self.way_back(classes, steps);
    }

    /// Whether some way was open in [`Self::run`].
    pub fn is_possible(&self) -> bool {
        self.sums.iter().all(|sum| *sum > 1.0e-29)
    }

    fn way_back(&mut self, classes: &[u8], steps: &Steps) {
        for at in (1..self.forth.len()).rev() {
            let mut ahead = self.back[at];
            for (one, local) in ahead.iter_mut().zip(&self.local[at]) {
                *one *= local / self.sums[at];
            }
            // Each sum runs over the states in their order, all sums side by side.
            let turned = &steps.turned[classes[at] as usize];
            let mut back = [0.0; N_STATES];
            let add = |back: &mut Row, to: usize| {
                for (sum, factor) in back.iter_mut().zip(&turned[to]) {
                    *sum += factor * ahead[to];
                }
            };
            for to in 0..N_LABELS {
                add(&mut back, to);
            }
            for begin in 0..N_LABELS {
                let inner = begin + N_LABELS;
                back[begin] += turned[inner][begin] * ahead[inner];
                back[inner] += turned[inner][inner] * ahead[inner];
            }
            add(&mut back, OUT);
            self.back[at - 1] = back;
        }
    }

    /// How likely each state is at a token, after [`Self::run`].
    #[inline]
    pub fn marginal(&self, at: usize) -> Row {
        let mut row = self.forth[at];
        for (one, back) in row.iter_mut().zip(&self.back[at]) {
            *one *= back;
        }
        row
    }

    /// How likely the step from `from` to `to` into the token `at` is, for each pair, handed to `call`.
    pub fn steps_into(&self, at: usize, class: u8, steps: &Steps, mut call: impl FnMut(usize, usize, f32)) {
        let mut start = [0.0; N_STATES];
        start[OUT] = 1.0;
        let previous = if at == 0 { &start } else { &self.forth[at - 1] };
        let factors = &steps.factors[class as usize];
        for (from, share) in previous.iter().enumerate().filter(|(_, share)| **share > 0.0) {
            for to in 0..N_STATES {
                let likely = share * factors[from][to] * self.local[at][to] * self.back[at][to] / self.sums[at];
                if likely > 0.0 {
                    call(from, to, likely);
                }
            }
        }
    }

    /// How likely it is that a name of this label spans exactly `[first, end)`, after [`Self::run`].
    pub fn span(&self, first: usize, end: usize, label: usize, classes: &[u8], steps: &Steps) -> f32 {
        let inner = label + crate::extract::tagger::states::N_LABELS;
        let mut likely = self.forth[first][label];
        let mut state = label;
        for at in first + 1..end {
            likely *= steps.factors[classes[at] as usize][state][inner] * self.local[at][inner] / self.sums[at];
            state = inner;
        }
        if end == self.forth.len() {
            return likely.min(1.0);
        }
        let factors = &steps.factors[classes[end] as usize][state];
        let mut ahead = 0.0;
        for to in (0..N_STATES).filter(|to| *to != inner) {
            ahead += factors[to] * self.local[end][to] * self.back[end][to] / self.sums[end];
        }
        (likely * ahead).min(1.0)
    }

    /// The likeliest way: a state for each token.
    pub fn best(&mut self, scores: &[Row], classes: &[u8], steps: &Steps, into: &mut Vec<u8>) {
        self.best.clear();
        let mut previous = [NEVER; N_STATES];
        for (at, (row, class)) in scores.iter().zip(classes).enumerate() {
            let logs = &steps.logs[*class as usize];
            let (mut now, from_of) =
                if at == 0 { (logs[OUT], [OUT as u8; N_STATES]) } else { step_on(&previous, logs) };
            for (sum, score) in now.iter_mut().zip(row) {
                *sum += score;
            }
            self.best.push(from_of);
            previous = now;
        }
        let mut state = (0..N_STATES).fold(OUT, |best, at| if previous[at] > previous[best] { at } else { best });
        into.clear();
        into.resize(scores.len(), OUT as u8);
        for at in (0..scores.len()).rev() {
            into[at] = state as u8;
            state = usize::from(self.best[at][state]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_close() {
        for x in [-20.0_f32, -3.3, -0.5, 0.0, 0.7, 4.2, 19.0] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "{x}");
        }
    }

    #[test]
    fn marginals_sum_to_one_and_the_best_way_is_allowed() {
        let steps = Steps::new(|class, from, to| ((class + from * 3 + to * 7) % 5) as f32 / 5.0);
        let scores: Vec<Row> =
            (0..6).map(|at| std::array::from_fn(|state| ((at * 13 + state * 5) % 7) as f32 / 2.0)).collect();
        let classes = [0, 1, 2, 3, 4, 5];
        let mut lattice = Lattice::default();
        lattice.run(&scores, &classes, &steps, None);
        for at in 0..6 {
            assert!((lattice.marginal(at).iter().sum::<f32>() - 1.0).abs() < 1e-4);
        }
        let mut best = Vec::new();
        lattice.best(&scores, &classes, &steps, &mut best);
        let mut from = OUT;
        for state in best {
            assert!(is_allowed(from, usize::from(state)));
            from = usize::from(state);
        }
    }
}
