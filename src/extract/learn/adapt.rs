//! Weights that follow one dossier's decisions: a short training that begins with weights that are there.
//!
//! Never forgets on purpose: steps are small from the start, and the program's own invented texts are learned again
//! beside what was decided. The same texts and weights give the same bytes.

use crate::extract;
use crate::extract::learn;
use crate::extract::learn::Lesson;
use crate::extract::learn::crf;
use crate::extract::learn::crf::Plan;
use crate::extract::learn::gold::Gold;
use crate::extract::learn::marked;
use crate::extract::learn::train::INVENTED;
use crate::extract::memory::Memory;
use crate::extract::tagger::Model;
use crate::extract::tagger::lattice::Steps;
use crate::extract::tagger::states::N_INNER;
use crate::extract::tagger::states::N_STATES;
use crate::extract::tagger::states::N_STEPS;
use crate::extract::tagger::weights;
use crate::extract::tagger::weights::Weights;
use crate::model::counts::Counts;
use crate::model::kind::Label;
use crate::model::span::Span;

/// How much the program's own texts count beside decided ones.
const OWN: f32 = 0.5;
const PLAN: Plan = Plan { n_epochs: 12, rate: 0.1, drop_feature: 0.4, drop_word: 0.4, seed: 1 };
/// See [`crf::learn_from`].
const CALM: f32 = 10.0;

/// Weights made from decisions, checked and ready.
#[derive(Clone, Debug)]
pub struct Learned {
    bytes: Vec<u8>,
    steps: Steps,
    second: Steps,
}

impl Learned {
    pub fn new(bytes: Vec<u8>) -> Result<Self, weights::Error> {
        let Model { steps, second, .. } = Model::new(Weights::new(&bytes)?);
        Ok(Self { bytes, steps, second })
    }

    /// For one article: cheap, since the bytes were checked.
    pub fn model(&self) -> Option<Model<'_>> {
        Weights::cut(&self.bytes).ok().map(|weights| Model {
            weights,
            steps: self.steps.clone(),
            second: self.second.clone(),
        })
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Gives the bytes of weights that begin as `file`, whose hash was checked, and follow `gold`.
pub fn adapt(file: &[u8], gold: &[Gold]) -> Result<Vec<u8>, weights::Error> {
    adapt_beside(file, gold, marked::articles(INVENTED))
}

/// The same with these texts of the program's own beside them.
fn adapt_beside(file: &[u8], gold: &[Gold], own: Vec<Gold>) -> Result<Vec<u8>, weights::Error> {
    let base = Weights::cut(file)?;
    let decided = gold.iter().map(|gold| Lesson { gold: gold.clone(), counts: 1.0 });
    let own = own.into_iter().map(|gold| Lesson { gold, counts: OWN });
    let lessons: Vec<Lesson> = decided.chain(own).collect();
    let (rows, keys) = learn::rows(&lessons, base.lexicon());
    let start = crf::Learned {
        weights: keys.iter().map(|key| row(&base, *key).map(|one| f32::from(one) * base.scale)).collect(),
        steps: steps(&base),
    };
    let learned = crf::learn_from(&rows, PLAN, start, CALM);
    let whole = |weight: &f32, limit: f32| (weight / base.scale).round().clamp(-limit, limit);
    let changed: Vec<(u64, [i8; N_INNER])> = keys
        .iter()
        .zip(&learned.weights)
        .map(|(key, weights)| (*key, weights.map(|weight| whole(&weight, 127.0) as i8)))
        .filter(|(key, weights)| row(&base, *key) != *weights)
        .collect();
    let steps: Vec<i16> = learned.steps.iter().map(|weight| whole(weight, 3.0e4) as i16).collect();
    weights::edited(file, &changed, &steps)
}

fn row(base: &Weights<'_>, key: u64) -> [i8; N_INNER] {
    base.row(key).map_or([0; N_INNER], |row| row.map(u8::cast_signed))
}

fn steps(base: &Weights<'_>) -> Vec<f32> {
    let mut steps = Vec::with_capacity(N_STEPS * N_STATES * N_STATES);
    for class in 0..N_STEPS {
        for from in 0..N_STATES {
            steps.extend((0..N_STATES).map(|to| f32::from(base.step(class, from, to)) * base.scale));
        }
    }
    steps
}

/// What is found in these texts with these weights, whose hash was checked, against what was decided of them.
pub fn measured(file: &[u8], gold: &[&Gold]) -> Result<Counts, weights::Error> {
    let model = Model::new(Weights::cut(file)?);
    let memory = Memory::default();
    let mut counts = Counts::default();
    for gold in gold {
        let names: Vec<(Span, Label)> = gold.names().into_iter().filter(|(_, label)| gold.is_covered(*label)).collect();
        let mut n_right = 0;
        for one in extract::names_by(&gold.text, &memory, Some(&model)).0 {
            if names.contains(&(one.span, one.label)) {
                n_right += 1;
            } else if gold.is_covered(one.label) && !gold.is_open(one.span) {
                counts.fp += 1;
            }
        }
        counts.tp += n_right;
        counts.fn_ += names.len() - n_right;
    }
    Ok(counts)
}

/// How good `file` is in articles, and how good what is learned from the others is, with `more` beside them: each fold
/// is held back once.
pub fn tried(file: &[u8], gold: &[Gold], more: &[Gold], n_folds: usize) -> Result<(Counts, Counts), weights::Error> {
    let (mut before, mut after) = (Counts::default(), Counts::default());
    for fold in 0..n_folds {
        let (fold_before, fold_after) = tried_once(file, gold, more, (fold, n_folds))?;
        before.add(fold_before);
        after.add(fold_after);
    }
    Ok((before, after))
}

/// The same with one fold of so many held back.
pub fn tried_once(
    file: &[u8],
    gold: &[Gold],
    more: &[Gold],
    (fold, n_folds): (usize, usize),
) -> Result<(Counts, Counts), weights::Error> {
    // Neighbours tell of the same things: a stretch of them is held back, as the articles to come are.
    let (from, until) = (gold.len() * fold / n_folds, gold.len() * (fold + 1) / n_folds);
    let is_held = |at: usize| from <= at && at < until;
    let held: Vec<&Gold> = gold.iter().enumerate().filter(|(at, _)| is_held(*at)).map(|(_, gold)| gold).collect();
    let rest = gold.iter().enumerate().filter(|(at, _)| !is_held(*at)).map(|(_, gold)| gold);
    let rest: Vec<Gold> = rest.chain(more).cloned().collect();
    Ok((measured(file, &held)?, measured(&adapt(file, &rest)?, &held)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::learn::gold::GoldSpan;
    use crate::extract::learn::gold::OPEN;

    /// Invented texts of a kind that no list and no training knows: ships are works here.
    fn lesson(names: [&str; 2]) -> Gold {
        let [ship, port] = names;
        let marked = format!(
            "The [{ship}]{{w}} left [{port}]{{l}} at dawn. Crews of the [{ship}]{{w}} said the sea was calm.\n\
             ---\nNobody in [{port}]{{l}} saw it."
        );
        marked::articles(&marked).remove(0)
    }

    const N_OWN: usize = 20;

    #[test]
    fn weights_follow_what_was_decided() {
        let gold: Vec<Gold> = [
            ["Grey Heron", "Tallow"],
            ["White Petrel", "Marram"],
            ["Black Tern", "Sorrel"],
            ["Red Knot", "Saltby"],
            ["Blue Plover", "Tallow"],
        ]
        .into_iter()
        .map(lesson)
        .collect();
        let base = extract::weights();
        let held = lesson(["Brown Dunlin", "Oxeye"]);
        let before = measured(base, &[&held]).unwrap();
        // A part of the program's own texts is enough to hold against.
        let adapted = || adapt_beside(base, &gold, marked::articles(INVENTED)[..N_OWN].to_vec()).unwrap();
        let bytes = adapted();
        assert_eq!(bytes, adapted(), "the same again");
        assert_eq!(bytes.len(), base.len());
        let after = measured(&bytes, &[&held]).unwrap();
        assert!(after.f1() > before.f1(), "{before:?} {after:?}");
        assert!(Learned::new(bytes).unwrap().model().is_some());
    }

    #[test]
    fn what_is_open_counts_neither_way() {
        let mut gold = lesson(["Grey Heron", "Tallow"]);
        let n_chars = gold.text.chars().count();
        gold.spans.clear();
        let wrong = measured(extract::weights(), &[&gold]).unwrap();
        gold.spans.push(GoldSpan { start: 0, end: n_chars, label: OPEN.to_owned() });
        assert_eq!(measured(extract::weights(), &[&gold]).unwrap(), Counts::default());
        assert!(wrong.fp > 0);
    }
}
