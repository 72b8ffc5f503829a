//! One training, from gold and raw texts to the bytes of a weights file: lessons made, words counted, folds tried so
//! that scores mean shares, and the final weights.
//!
//! Never reads or writes a file, and never looks at what it is not given: sets to be measured on stay with the caller.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::extract;
use crate::extract::learn;
use crate::extract::learn::Lesson;
use crate::extract::learn::again;
use crate::extract::learn::again::Seen;
use crate::extract::learn::company::Company;
use crate::extract::learn::crf::Dice;
use crate::extract::learn::crf::Plan;
use crate::extract::learn::exchange;
use crate::extract::learn::exchange::Pools;
use crate::extract::learn::gold::Gold;
use crate::extract::learn::known::Builder;
use crate::extract::learn::marked;
use crate::extract::learn::taught;
use crate::extract::memory::Memory;
use crate::extract::reading::Reading;
use crate::extract::tagger;
use crate::extract::tagger::Bench;
use crate::extract::tagger::Model;
use crate::extract::tagger::lexicon::Lexicon;
use crate::extract::tagger::states;
use crate::extract::tagger::states::N_LABELS;
use crate::extract::tagger::weights;
use crate::extract::tagger::weights::N_BINS;
use crate::extract::tagger::weights::Weights;
use crate::model::kind::Label;
use crate::model::span::Span;

/// Texts of our own, marked by hand.
pub const INVENTED: &str = include_str!("../../../assets/training/invented.txt");

/// What is learned from.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    pub gold: Vec<Gold>,
    /// Texts without marks: words are counted in them, and a first model is asked what it is sure of there.
    pub raw: Vec<String>,
}

/// How it is learned. The defaults are what the weights of the program were made with.
#[derive(Clone, Debug)]
pub struct Settings {
    pub plan: Plan,
    /// One run each; their mean is taken.
    pub seeds: Vec<u64>,
    /// Rows of the weights file.
    pub n_rows: usize,
    /// Parts that are held back in turn to see what scores mean.
    pub n_folds: usize,
    /// Copies of each invented article with names exchanged.
    pub n_copies: usize,
    /// How much a text counts that has no marks but those of the first model.
    pub taught: f32,
}

impl Default for Settings {
    fn default() -> Self {
        let plan = Plan { n_epochs: 16, rate: 0.03, drop_feature: 0.4, drop_word: 0.4, seed: 1 };
        Self { plan, seeds: vec![1, 2, 3, 4], n_rows: 512 << 10, n_folds: 3, n_copies: 6, taught: 0.3 }
    }
}

/// Spans with a marginal in one bin: how many, and how many of them right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub n: u32,
    pub n_right: u32,
}

impl Tally {
    const fn add(&mut self, other: Self) {
        self.n += other.n;
        self.n_right += other.n_right;
    }
}

/// Bins of the scores that the program gives: tenths.
pub const N_TENTHS: usize = 10;

/// By label and bin.
pub type Reliability = Vec<[Tally; N_BINS]>;

#[derive(Clone, Debug)]
pub struct Trained {
    pub bytes: Vec<u8>,
    pub n_articles: usize,
    pub n_tokens: usize,
    pub n_features: usize,
    /// Of spans in the parts that were held back.
    pub reliability: Reliability,
    /// Of proposals there, by tenths of their score.
    pub proposals: [Tally; N_TENTHS],
}

/// Trains. The same texts and settings give the same bytes.
pub fn train(texts: &Texts, settings: &Settings) -> Trained {
    train_with(texts, settings, &marked::articles(INVENTED), Builder::from_lists())
}

/// The same with these articles of our own, and this much known of words and names.
fn train_with(texts: &Texts, settings: &Settings, invented: &[Gold], mut known: Builder) -> Trained {
    let mut company = Company::default();
    for text in texts.gold.iter().chain(invented).map(|gold| &gold.text).chain(&texts.raw) {
        company.read(text);
    }
    known.learn_company(&company);
    let lexicon = known.build();
    let own: Vec<Gold> = texts.gold.iter().chain(invented).cloned().collect();
    let folds = folded(&own, &texts.raw, settings, &lexicon);
    let (reliability, proposals) = tried(&folds, &own, settings);
    let learned = Learned::of(&own, &texts.raw, settings, &settings.seeds, &lexicon);
    let seen: Vec<&Seen> = folds.iter().map(|fold| &fold.seen).collect();
    let mut parts = learn::with_second(learned.parts, &again::learn(&seen));
    parts.scores = scores(&reliability);
    Trained {
        bytes: weights::write(&parts, settings.n_rows),
        n_articles: own.len(),
        n_tokens: learned.n_tokens,
        n_features: parts.rows.len(),
        reliability,
        proposals,
    }
}

/// What one training gives, without scores.
struct Learned {
    parts: weights::Parts,
    n_tokens: usize,
}

impl Learned {
    /// Learns from gold; then once more, with what that first model is sure of in the texts without marks.
    fn of(own: &[Gold], raw: &[String], settings: &Settings, seeds: &[u64], lexicon: &[u8]) -> Self {
        let mut lessons = lessons(own, settings);
        let first = Self::from(&lessons, settings, seeds, lexicon);
        let marked: BTreeSet<&str> = own.iter().map(|gold| gold.text.as_str()).collect();
        let bytes = weights::write(&first.parts, settings.n_rows);
        let Ok(weights) = Weights::new(&bytes) else { return first };
        let model = Model::new(weights);
        let mut bench = Bench::default();
        let n_gold = lessons.len();
        for text in raw.iter().filter(|text| !marked.contains(text.as_str())) {
            let gold = taught::taught(text, &model, &mut bench);
            lessons.push(Lesson { gold, counts: settings.taught });
        }
        if lessons.len() == n_gold { first } else { Self::from(&lessons, settings, seeds, lexicon) }
    }

    fn from(lessons: &[Lesson], settings: &Settings, seeds: &[u64], lexicon: &[u8]) -> Self {
        let (rows, keys) = learn::rows(lessons, Lexicon::new(lexicon));
        let learned = learn::learn(&rows, settings.plan, seeds);
        Self { parts: learn::parts(&learned, &keys, lexicon), n_tokens: rows.classes.len() }
    }
}

/// The articles and copies of them with names exchanged: one of each at half weight, more of invented ones.
pub fn lessons(own: &[Gold], settings: &Settings) -> Vec<Lesson> {
    let pools = Pools::from_lists();
    let mut dice = Dice(77);
    let mut lessons: Vec<Lesson> = own.iter().map(|gold| Lesson { gold: gold.clone(), counts: 1.0 }).collect();
    for gold in own {
        let is_invented = gold.id.starts_with("invented/");
        let (n_copies, counts) = if is_invented { (settings.n_copies, 1.0) } else { (1, 0.5) };
        for _ in 0..n_copies {
            let mut copy = pools.exchanged(gold, 0.7, &mut dice);
            if dice.below(10) == 0
                && let Some(with_headline) = exchange::with_headline(&copy, &mut dice)
            {
                copy = with_headline;
            }
            lessons.push(Lesson { gold: copy, counts });
        }
    }
    lessons
}

/// A training without one part of the texts, and what its first look makes of that part.
struct Fold {
    parts: weights::Parts,
    seen: Seen,
}

/// The texts of one fold, or all others. Neighbours are held back together: they often tell of the same things.
fn part(own: &[Gold], settings: &Settings, fold: usize, held: bool) -> Vec<Gold> {
    /// So many neighbours fall into one fold.
    const STRETCH: usize = 20;
    let is_held = |at: usize| at / STRETCH % settings.n_folds == fold;
    (0..own.len()).filter(|at| is_held(*at) == held).map(|at| own[at].clone()).collect()
}

/// Trains without each part in turn.
fn folded(own: &[Gold], raw: &[String], settings: &Settings, lexicon: &[u8]) -> Vec<Fold> {
    let marked: BTreeSet<&str> = own.iter().map(|gold| gold.text.as_str()).collect();
    // The held texts, marked or not, are kept from it.
    let raw: Vec<String> = raw.iter().filter(|text| !marked.contains(text.as_str())).cloned().collect();
    (0..settings.n_folds)
        .into_par_iter()
        .map(|fold| {
            let rest = part(own, settings, fold, false);
            let learned = Learned::of(&rest, &raw, settings, &settings.seeds[..1], lexicon);
            let bytes = weights::write(&learned.parts, settings.n_rows);
            let held = part(own, settings, fold, true);
            let seen = Weights::new(&bytes).map_or_else(|_| Seen::default(), |one| Seen::of(&held, &Model::new(one)));
            Fold { parts: learned.parts, seen }
        })
        .collect()
}

/// Counts what of each part's spans is right, by a first look and a second that have not learned from it; and what of
/// the proposals that the whole program makes with them.
fn tried(folds: &[Fold], own: &[Gold], settings: &Settings) -> (Reliability, [Tally; N_TENTHS]) {
    let learned: Vec<weights::Parts> = (0..folds.len())
        .into_par_iter()
        .map(|fold| {
            let others = folds.iter().enumerate().filter(|(other, _)| *other != fold);
            let seen: Vec<&Seen> = others.map(|(_, other)| &other.seen).collect();
            learn::with_second(folds[fold].parts.clone(), &again::learn(&seen))
        })
        .collect();
    let mut spans = empty();
    for fold in each_fold(&learned, own, settings, tallied) {
        for (sum, tally) in spans.iter_mut().flatten().zip(fold.iter().flatten()) {
            sum.add(*tally);
        }
    }
    let scores = scores(&spans);
    let rated: Vec<weights::Parts> =
        learned.into_iter().map(|parts| weights::Parts { scores: scores.clone(), ..parts }).collect();
    let mut proposals = [Tally::default(); N_TENTHS];
    for fold in each_fold(&rated, own, settings, proposed) {
        for (sum, tally) in proposals.iter_mut().zip(fold) {
            sum.add(tally);
        }
    }
    (spans, proposals)
}

/// What `count` gives of the texts that each of these has not learned from.
fn each_fold<T: Send>(
    learned: &[weights::Parts],
    own: &[Gold],
    settings: &Settings,
    count: impl Fn(&[Gold], &Model<'_>) -> T + Sync,
) -> Vec<T> {
    let one = |(fold, parts): (usize, &weights::Parts)| {
        let bytes = weights::write(parts, settings.n_rows);
        let weights = Weights::new(&bytes).ok()?;
        Some(count(&part(own, settings, fold, true), &Model::new(weights)))
    };
    learned.par_iter().enumerate().filter_map(one).collect()
}

/// Of the names that the whole program proposes in these texts, how many are right, by tenths of their score.
fn proposed(held: &[Gold], model: &Model<'_>) -> [Tally; N_TENTHS] {
    let memory = Memory::default();
    let mut tallies = [Tally::default(); N_TENTHS];
    for gold in held {
        let names: Vec<(Span, Label)> = gold.names();
        for one in extract::names_by(&gold.text, &memory, Some(model)).0 {
            if gold.is_covered(one.label) && !gold.is_open(one.span) {
                let tally = &mut tallies[((one.score * N_TENTHS as f64) as usize).min(N_TENTHS - 1)];
                tally.n += 1;
                tally.n_right += u32::from(names.contains(&(one.span, one.label)));
            }
        }
    }
    tallies
}

fn empty() -> Reliability {
    vec![[Tally::default(); N_BINS]; N_LABELS]
}

/// Of the spans found in these texts, how many are right, by label and bin. Labels that a text does not cover are left
/// out.
pub fn tallied(held: &[Gold], model: &Model<'_>) -> Reliability {
    let mut tallies = empty();
    let mut bench = Bench::default();
    for gold in held {
        let reading = Reading::new(&gold.text);
        let names: Vec<(Span, Label)> = gold.names();
        for one in tagger::tag(&reading, model, &mut bench) {
            let Some(number) = states::number(one.label).filter(|_| gold.is_covered(one.label)) else {
                continue;
            };
            let tally = &mut tallies[number][weights::bin(one.marginal)];
            tally.n += 1;
            tally.n_right += u32::from(names.contains(&(reading.span(one.first, one.end), one.label)));
        }
    }
    tallies
}

/// Shares of right ones as the weights file holds them: smoothed by those of all labels, never falling as marginals
/// rise.
fn scores(reliability: &Reliability) -> Vec<u8> {
    /// So many spans of all labels stand behind those of one.
    const PRIOR: f64 = 20.0;
    let mut all = [Tally::default(); N_BINS];
    for row in reliability {
        for (sum, tally) in all.iter_mut().zip(row) {
            sum.add(*tally);
        }
    }
    let general: Vec<f64> =
        all.iter().map(|tally| (f64::from(tally.n_right) + 1.0) / (f64::from(tally.n) + 2.0)).collect();
    let mut scores = Vec::new();
    for row in reliability {
        let mut highest: f64 = 0.0;
        for (tally, general) in row.iter().zip(&general) {
            let share = (f64::from(tally.n_right) + PRIOR * general) / (f64::from(tally.n) + PRIOR);
            highest = highest.max(share);
            scores.push((highest * 250.0).round().clamp(0.0, 250.0) as u8);
        }
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::tagger::lexicon::Name;
    use crate::extract::tagger::lexicon::Word;

    const N_INVENTED: usize = 20;

    #[test]
    fn a_small_training_learns_and_gives_the_same_bytes_again() {
        let gold = marked::articles(
            "[Velda Moss]{p} runs the [Harbour Office]{o} in [Sorrel]{l}.\n---\n[Moss]{p} left [Sorrel]{l} for [Peru]{l}.",
        );
        let plan = Plan { n_epochs: 2, ..Settings::default().plan };
        let settings = Settings { plan, seeds: vec![1, 2], n_folds: 2, n_copies: 0, n_rows: 1 << 16, taught: 0.3 };
        let texts = Texts { gold, raw: Vec::new() };
        // A part of what is learned from, and of what is known: enough to learn something, twice.
        let invented = &marked::articles(INVENTED)[..N_INVENTED];
        let known = || {
            let mut known = Builder::default();
            known.word("Ana", Word::Given);
            known.name("Peru", Name::Country);
            known
        };
        let trained = train_with(&texts, &settings, invented, known());
        assert_eq!(trained.bytes, train_with(&texts, &settings, invented, known()).bytes);
        let weights = Weights::new(&trained.bytes).unwrap();
        let reading = Reading::new("Police in Lima said Ana Ruiz had left Peru.");
        let found = tagger::tag(&reading, &Model::new(weights), &mut Bench::default());
        let words: Vec<&str> = found.iter().map(|one| reading.words(reading.span(one.first, one.end))).collect();
        assert!(words.contains(&"Ana Ruiz") && words.contains(&"Peru"), "{words:?}");
    }
}
