//! What raw text tells of words: how often each is written with a capital, and which keep the same company.
//!
//! Never needs a mark in the text: words are put into classes so that the class of a word tells as much as can be of
//! the class of the next one (the exchange algorithm).

use std::collections::BTreeMap;

use crate::extract::reading::Reading;
use crate::extract::tagger::hash;
use crate::extract::tagger::scan;
use crate::extract::tagger::scan::Shape;
use crate::model::kind::ZoneKind;

/// Words met less often tell too little of their company.
const MIN_TIMES: u32 = 3;
const N_ROUNDS: usize = 12;
/// Classes of words that are too rare to have one of their own: capital, small, number, mark.
const N_RARE: usize = 4;

/// What was counted in raw text.
#[derive(Debug, Default)]
pub struct Company {
    words: BTreeMap<u64, Counts>,
    /// Words in a row, as hashes and looks; 0 between sentences.
    text: Vec<(u64, Shape)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    n: u32,
    n_low: u32,
    n_high: u32,
}

impl Company {
    pub fn read(&mut self, text: &str) {
        let reading = Reading::new(text);
        let mut scratch = String::new();
        for sentence in &reading.sentences {
            let tokens = &reading.tokens[sentence.first..sentence.end];
            self.text.push((0, Shape::OtherMark));
            for (at, token) in tokens.iter().enumerate() {
                let shape = scan::shape(token);
                let bare = token.text.trim_end_matches('.');
                let fold = hash::folded(if bare.is_empty() { token.text } else { bare }, &mut scratch);
                self.text.push((fold, shape));
                let counts = self.words.entry(fold).or_default();
                counts.n += 1;
                let counted = at > 0 && !sentence.is_loud && sentence.zone == ZoneKind::Body;
                if shape == Shape::Low {
                    counts.n_low += 1;
                } else if counted && shape != Shape::Shouted {
                    counts.n_high += 1;
                }
            }
        }
    }

    /// Hash of each word that was met often enough, and how often it has a capital: 1 never … 7 always.
    pub fn capitals(&self) -> Vec<(u64, u8)> {
        let share = |counts: &Counts| f64::from(counts.n_high) / f64::from(counts.n_high + counts.n_low);
        let often = self.words.iter().filter(|(_, counts)| counts.n_high + counts.n_low >= MIN_TIMES);
        often
            .map(|(fold, counts)| {
                let above = [0.02, 0.1, 0.3, 0.6, 0.85, 0.97].iter().filter(|edge| share(counts) > **edge).count();
                (*fold, above as u8 + 1)
            })
            .collect()
    }

    /// Hash of each word that was met often enough, and its class of `n_classes`.
    pub fn classes(&self, n_classes: usize) -> Vec<(u64, u16)> {
        let mut words: Vec<(u64, u32)> =
            self.words.iter().map(|(fold, counts)| (*fold, counts.n)).filter(|(_, n)| *n >= MIN_TIMES).collect();
        words.sort_by_key(|(fold, n)| (std::cmp::Reverse(*n), *fold));
        let number_of: BTreeMap<u64, u32> =
            words.iter().enumerate().map(|(number, (fold, _))| (*fold, number as u32)).collect();
        let n_words = words.len();
        let text: Vec<u32> = self
            .text
            .iter()
            .map(|(fold, shape)| number_of.get(fold).copied().unwrap_or_else(|| n_words as u32 + rare(*shape)))
            .collect();
        let mut exchange = Exchange::new(&text, n_words, n_classes);
        for _ in 0..N_ROUNDS {
            if exchange.round() == 0 {
                break;
            }
        }
        words.iter().enumerate().map(|(number, (fold, _))| (*fold, exchange.class_of[number] + 1)).collect()
    }
}

const fn rare(shape: Shape) -> u32 {
    match shape {
        Shape::Low => 1,
        Shape::Year | Shape::SmallNumber | Shape::Number | Shape::NumberWord => 2,
        Shape::Possessive
        | Shape::Comma
        | Shape::Point
        | Shape::Quote
        | Shape::Open
        | Shape::Close
        | Shape::Dash
        | Shape::Colon
        | Shape::Ampersand
        | Shape::Slash
        | Shape::OtherMark => 3,
        _ => 0,
    }
}

struct Exchange {
    n_words: usize,
    n_classes: usize,
    /// Words before and after each word, with how often.
    left: Vec<Vec<(u32, u32)>>,
    right: Vec<Vec<(u32, u32)>>,
    class_of: Vec<u16>,
    /// `[class * n_classes + next class]`.
    pairs: Vec<u32>,
    firsts: Vec<u32>,
    seconds: Vec<u32>,
}

/// `n ln n`.
fn weight(n: u32) -> f64 {
    if n == 0 { 0.0 } else { f64::from(n) * f64::from(n).ln() }
}

impl Exchange {
    fn new(text: &[u32], n_words: usize, n_open: usize) -> Self {
        let n_classes = n_open + N_RARE;
        let n_all = n_words + N_RARE;
        let mut pairs_of: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        for pair in text.windows(2) {
            *pairs_of.entry((pair[0], pair[1])).or_default() += 1;
        }
        let mut exchange = Self {
            n_words,
            n_classes,
            left: vec![Vec::new(); n_all],
            right: vec![Vec::new(); n_all],
            class_of: (0..n_all)
                .map(|word| if word < n_words { word % n_open } else { n_open + word - n_words } as u16)
                .collect(),
            pairs: vec![0; n_classes * n_classes],
            firsts: vec![0; n_classes],
            seconds: vec![0; n_classes],
        };
        for ((first, second), n) in pairs_of {
            exchange.right[first as usize].push((second, n));
            exchange.left[second as usize].push((first, n));
            let (from, to) = (exchange.class(first), exchange.class(second));
            exchange.pairs[from * n_classes + to] += n;
            exchange.firsts[from] += n;
            exchange.seconds[to] += n;
        }
        exchange
    }

    fn class(&self, word: u32) -> usize {
        usize::from(self.class_of[word as usize])
    }

    /// Moves each word to the class where it tells most; gives how many moved.
    fn round(&mut self) -> usize {
        let n_open = self.n_classes - N_RARE;
        let mut n_moved = 0;
        let mut after = vec![0_u32; self.n_classes];
        let mut before = vec![0_u32; self.n_classes];
        for word in 0..self.n_words {
            after.fill(0);
            before.fill(0);
            let mut with_self = 0;
            for (next, n) in &self.right[word] {
                if *next as usize == word {
                    with_self += n;
                } else {
                    after[self.class(*next)] += n;
                }
            }
            for (previous, n) in &self.left[word] {
                if *previous as usize != word {
                    before[self.class(*previous)] += n;
                }
            }
            let old = self.class(word as u32);
            self.shift(old, &after, &before, with_self, false);
            let mut best = (f64::MIN, old);
            for class in 0..n_open {
                let gain = self.gain(class, &after, &before, with_self);
                if gain > best.0 {
                    best = (gain, class);
                }
            }
            self.shift(best.1, &after, &before, with_self, true);
            self.class_of[word] = best.1 as u16;
            n_moved += usize::from(best.1 != old);
        }
        n_moved
    }

    /// Puts a word's pairs into a class, or takes them out.
    fn shift(&mut self, class: usize, after: &[u32], before: &[u32], with_self: u32, into: bool) {
        let change = |count: &mut u32, n: u32| *count = if into { *count + n } else { *count - n };
        for other in 0..self.n_classes {
            change(&mut self.pairs[class * self.n_classes + other], after[other]);
            change(&mut self.firsts[class], after[other]);
            change(&mut self.seconds[other], 0);
            change(&mut self.pairs[other * self.n_classes + class], before[other]);
            change(&mut self.seconds[class], before[other]);
        }
        change(&mut self.pairs[class * self.n_classes + class], with_self);
        change(&mut self.firsts[class], with_self);
        change(&mut self.seconds[class], with_self);
    }

    fn gain(&self, class: usize, after: &[u32], before: &[u32], with_self: u32) -> f64 {
        let mut gain = 0.0;
        let (mut n_after, mut n_before) = (with_self, with_self);
        let mut own = with_self;
        for other in 0..self.n_classes {
            if other == class {
                own += after[other] + before[other];
                n_after += after[other];
                n_before += before[other];
                continue;
            }
            if after[other] > 0 {
                let held = self.pairs[class * self.n_classes + other];
                gain += weight(held + after[other]) - weight(held);
                n_after += after[other];
            }
            if before[other] > 0 {
                let held = self.pairs[other * self.n_classes + class];
                gain += weight(held + before[other]) - weight(held);
                n_before += before[other];
            }
        }
        let held = self.pairs[class * self.n_classes + class];
        gain += weight(held + own) - weight(held);
        gain -= weight(self.firsts[class] + n_after) - weight(self.firsts[class]);
        gain - (weight(self.seconds[class] + n_before) - weight(self.seconds[class]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_the_same_places_fall_together() {
        let mut company = Company::default();
        for (animal, verb) in
            [("cat", "sat"), ("dog", "ran"), ("cat", "ran"), ("dog", "sat"), ("cow", "sat"), ("cow", "ran")]
        {
            for _ in 0..5 {
                company.read(&format!("The old {animal} {verb} on it."));
            }
        }
        let classes: BTreeMap<u64, u16> = company.classes(6).into_iter().collect();
        let class = |word: &str| classes[&hash::bytes(word.as_bytes())];
        assert_eq!(class("cat"), class("dog"));
        assert_eq!(class("sat"), class("ran"));
        assert_ne!(class("cat"), class("sat"));
        assert!(company.capitals().contains(&(hash::bytes(b"cat"), 1)));
    }
}
